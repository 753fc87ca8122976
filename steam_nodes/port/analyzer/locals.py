"""Locals: the variables, constants, parameters and loop variables that can be seen at a place of a function.

Rules: a name means the innermost declaration above it. A lambda sees what stands around it, and what it uses of that is noted as captured.
The type of a variable that was not declared with one is what is in it at first, and only while everything that the function assigns to it
has that type: the function is looked at again without that belief where it does not hold (see bodies.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.port import syntax
    from steam_nodes.port.analysis import Type


@dataclass(eq=False, slots=True)
class Local:
    """A local of a function.

    Args:
        name: Its name.
        declared: Where it is declared.
        type: What is known to be in it.
        depth: How many functions stand around it: 0 for none.
        constant: It is a constant, or the value of an enum.
    """

    name: str
    declared: syntax.Syntax
    type: Type
    depth: int
    constant: bool = False


@dataclass
class Locals:
    """The locals that can be seen; `functions` are the function and the lambdas around the place, the innermost last."""

    captured: dict[syntax.Function, set[str]]
    frames: list[dict[str, Local]] = field(default_factory=list)
    functions: list[syntax.Function] = field(default_factory=list)
    narrowed: list[tuple[Local, Type]] = field(default_factory=list)

    def push(self) -> None:
        """Begin a block."""
        self.frames.append({})

    def pop(self) -> None:
        """End a block."""
        self.frames.pop()

    def declare(self, name: str, declared: syntax.Syntax, kind: Type, *, constant: bool = False) -> Local:
        """Declare a local in the innermost block."""
        if not self.frames:
            self.push()
        local = self.frames[-1][name] = Local(name, declared, kind, len(self.functions), constant)
        return local

    def find(self, name: str) -> Local | None:
        """Return what a name means here, and note it as captured where it is used in a lambda inside."""
        for frame in reversed(self.frames):
            local = frame.get(name)
            if local is not None:
                if not local.constant:
                    for function in self.functions[local.depth :]:
                        self.captured.setdefault(function, set()).add(name)
                return local
        return None

    def type(self, local: Local) -> Type:
        """Return what is known to be in a local here: what a test of its type told, else its type."""
        for narrowed, told in reversed(self.narrowed):
            if narrowed is local:
                return told
        return local.type
