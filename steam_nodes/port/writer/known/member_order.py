"""Members of a class: their names, their annotations, and an order in which Python can make them.

Rules: GDScript's members may stand in any order. What a later one needs when the class is made (a constant, an enum, a base class) comes
before it; all else keeps its place.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.port import syntax as s
from steam_nodes.port.writer.known.held_types import walk

EXPORT_GROUPS: Final = frozenset({"export_category", "export_group", "export_subgroup"})
"""The annotations that stand alone among the members and mean something to a game: headings of what is exported."""


def names_of(member: Any) -> list[str]:
    """Return the names that a member declares."""
    if isinstance(member, s.Enum):
        return [member.name] if member.name else [value.name for value in member.values]
    name = getattr(member, "name", "")
    return [name] if name and not isinstance(member, s.Annotation) else []


def annotated_with(member: Any, name: str) -> bool:
    """Whether a member has an annotation of that name."""
    return any(annotation.name == name for annotation in member.annotations)


def is_exported(member: Any) -> bool:
    """Whether a variable is exported, in whatever way."""
    return any(annotation.name.startswith("export") for annotation in member.annotations)


def ordered(node: s.Script | s.Class) -> list[Any]:
    """Return the members, what a later one needs at once before it: GDScript's order does not matter, Python's does."""
    members = list(node.members)
    names = {name: member for member in members for name in names_of(member)}
    done: list[Any] = []
    seen: set[int] = set()

    def put(member: Any) -> None:
        if id(member) in seen:
            return
        seen.add(id(member))
        for name in _needs(member):
            other = names.get(name)
            if other is not member and isinstance(other, s.Constant | s.Enum | s.Class):
                put(other)
        done.append(member)

    for member in members:
        put(member)
    return done


def _needs(member: Any) -> list[str]:
    """Return the names that a member needs when the class's body runs."""
    if isinstance(member, s.Class):
        needs = [member.extends.names[0]] if member.extends is not None and member.extends.names else []
        return [*needs, *[name for inner in member.members for name in _needs(inner) if isinstance(inner, s.Class | s.Constant)]]
    roots: list[Any] = []
    if isinstance(member, s.Constant):
        roots = [member.value]
    elif isinstance(member, s.Enum):
        roots = [value.value for value in member.values if value.value is not None]
    elif isinstance(member, s.Variable) and member.value is not None:
        roots = [member.value]
    elif isinstance(member, s.Function):
        roots = [parameter.default for parameter in member.parameters if parameter.default is not None]
    return [one.name for root in roots for one in walk(root) if isinstance(one, s.Identifier)]
