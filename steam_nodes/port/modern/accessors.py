"""Godot 3's `setget` is passed by inside its own script: `hp = 5` there calls no setter, `self.hp = 5` does.

Rules: Godot 4 and Python call the accessors wherever a name stands, but in the accessors themselves. Each variable where that changes what
happens is told once, at the first place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steam_nodes.port.analysis import Analysis


def direct_uses(analysis: Analysis, nodes: Iterable[syntax.Syntax]) -> Iterator[Problem]:
    """Yield the problems of a script of Godot 3.

    Args:
        analysis: What is known of it.
        nodes: All nodes of its tree.
    """
    functions: list[syntax.Function] = []
    targets: set[syntax.Syntax] = set()
    names: list[syntax.Identifier] = []
    for node in nodes:
        if isinstance(node, syntax.Function):
            functions.append(node)
        elif isinstance(node, syntax.Assignment):
            targets.add(node.target)
        elif isinstance(node, syntax.Identifier):
            names.append(node)
    told: set[tuple[object, str]] = set()
    for name in sorted(names, key=lambda each: each.begin):
        variable = analysis.meaning(name).declared
        if not isinstance(variable, syntax.Variable):
            continue
        accessor = variable.setter if name in targets else variable.getter
        inside = any(
            function.name in {variable.setter, variable.getter} and function.begin <= name.begin < function.end for function in functions
        )
        if not isinstance(accessor, str) or inside or (variable, accessor) in told:
            continue
        told.add((variable, accessor))
        word = "assigned" if name in targets else "read"
        message = f"{name.name!r} is {word} here without {accessor}() in Godot 3, and with it in Python."
        hint = f"Check that {accessor}() may be called here; if not, let the script use a variable of its own."
        yield Problem(analysis.source, name.begin, message, "port", hint, "warning")
