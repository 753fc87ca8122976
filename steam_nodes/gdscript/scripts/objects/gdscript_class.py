"""Script and GDScript, the engine's classes of script objects: a class that a script declares is one of them.

Rules: `x is GDScript` asks whether x is such a class. A script whose text is made while the game runs becomes one by `reload`, where
whoever runs the project can translate; where nobody can, `reload` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.scripts.registry import is_script
from steam_nodes.scene.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Callable

_OK: Final = 0
_ERR_UNAVAILABLE: Final = 2
_ERR_PARSE_ERROR: Final = 43

translators: Final[list[Callable[[str], type | None]]] = []
"""What makes a class of the text of a script, None where it is faulty; who runs a project puts it here."""


class _ClassOfScripts(type):
    """The metaclass of classes whose objects are classes of scripts."""

    def __instancecheck__(cls, instance: object) -> bool:
        """Whether it is a class that a script declares."""
        return is_script(instance) or super().__instancecheck__(instance)


class Script(Resource, metaclass=_ClassOfScripts):
    """The base of script objects.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_script.html.
    """

    _engine_class_ = "Script"

    source_code: str = ""
    made_: type | None = None
    """The class that the text became."""

    def __getattr__(self, name: str) -> Any:
        """Return what the class has under a name: its constants, enums, static variables and functions."""
        made = type(self).made_ if name == "made_" else self.made_
        if made is None or name.startswith("_"):
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(made, name)

    def has_source_code(self) -> bool:
        """Whether it has a text."""
        return bool(self.source_code)

    def can_instantiate(self) -> bool:
        """Whether it has become a class."""
        return self.made_ is not None

    def reload(self, keep_state: bool = False) -> int:
        """Make a class of the text.

        Returns:
            0, ERR_PARSE_ERROR for a faulty text, or ERR_UNAVAILABLE where nobody can translate: only what was ported can run there.
        """
        for translate in translators:
            self.made_ = made = translate(self.source_code)
            if made is not None:
                made._made_of_ = self  # type: ignore[attr-defined]  # what its objects answer when they are asked for their script
            return _OK if self.made_ is not None else _ERR_PARSE_ERROR
        reported("A script that is made while the game runs has no class here: only what was ported can run.")
        return _ERR_UNAVAILABLE


class GDScript(Script):
    """A script of GDScript.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_gdscript.html.
    """

    _engine_class_ = "GDScript"

    def new(self, *args: Any) -> Any:
        """Make an object of it; null where it has not become a class.

        Args:
            *args: The arguments of its `_init`.
        """
        return None if self.made_ is None else self.made_(*args)
