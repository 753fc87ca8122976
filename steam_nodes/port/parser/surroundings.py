"""What the parser reads in: the dialect, and what stands around the place where it is.

Rules: these are plain records. A place, which a Cursor is, has both, so it is no type of theirs. A scope is a table of the names that a
block declares, each with the engine's word for what it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.syntax import Annotation, ExpressionStatement, Member


def _nothing(_at: Any) -> None:
    """Find nothing, as Godot 4 has nothing of the kind."""


@dataclass(frozen=True)
class Dialect:
    """What is read in another way in Godot 3 and in Godot 4; each function gives None where nothing of the kind stands.

    Args:
        older: Whether it is Godot 3.
        member: Reads a member that begins with none of the keywords.
        annotation: Reads what stands at the top of a file in an annotation's place.
        icon: Reads an icon behind a class_name.
        base_call: Reads the arguments for the base's constructor behind a constructor's parameters.
        setget: Reads the names of a setter and a getter behind a variable.
    """

    older: bool
    member: Callable[[Any], Member | None]
    annotation: Callable[[Any], Annotation | None] = _nothing
    icon: Callable[[Any], Annotation | None] = _nothing
    base_call: Callable[[Any], ExpressionStatement | None] = _nothing
    setget: Callable[[Any], tuple[str | None, str | None] | None] = _nothing


@dataclass
class Surroundings:
    """What stands around a place."""

    scopes: list[dict[str, str]] = field(default_factory=list)
    """The local names, the innermost block's last."""
    names: dict[str, str] = field(default_factory=dict)
    """The names of the class's members, each with the engine's word for what it is."""
    function: str = ""
    """The name of the function, "" outside of one."""
    in_function: bool = False
    in_static: bool = False
    in_loop: bool = False
    annotations: list[Annotation] = field(default_factory=list)
    """Those that wait for what they stand before."""
    above: tuple[str, ...] = ()
    """The lines above the first of them."""
    ignored_at: dict[str, int] = field(default_factory=dict)
    """The warnings that are ignored, and the lines from which on."""
    columns: int = 0
    """The indentation of a match or a property whose last block would end with it."""

    def local(self, name: str) -> str:
        """Return what a name is here, "" where it is no local one."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        return ""
