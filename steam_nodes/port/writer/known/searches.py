"""Where Python's `in` finds what the engine finds.

Rules: for Python 1, 1.0 and True are the same value, and a NodePath is the same as its text; for the engine they are not. And
for Python the empty text stands in every other, for the engine in none. So `in` is
written where the value is of a type that has no double, or where the elements are known to be of the value's own type. A typed array of
the engine converts what is searched for or refuses it, and so does the runtime. What is asked of a dictionary with an int or a value of
unknown type stays `in`: where a literal has keys that Python would confuse, a gd.Dictionary is written, and that tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Type
    from steam_nodes.port.writer.known.held_types import Types

__all__ = ["confused_key", "finds_alike"]

_DOUBLES: Final = ("int", "float", "bool", "NodePath", "Array", "Dictionary")
"""Types with values that Python takes for those of another type."""
_TEXTS: Final = ("String", "StringName")
_CONFUSED: Final = ("float", "bool", "NodePath", "Array", "Dictionary")
_PACKED: Final = "Packed"


def finds_alike(container: Any, value: Any, types: Types) -> bool:
    """Tell whether `value in container` finds in Python what the engine finds.

    Args:
        container: The expression of an array or a dictionary.
        value: The expression of what is searched for.
        types: What is known of the file.
    """
    kind, wanted = types.of(container), types.of(value)
    if kind.is_builtin(*_TEXTS):
        return isinstance(value, s.Literal) and value.value != ""
    if not kind.is_builtin("Array", "Dictionary"):
        return True
    if kind.arguments:
        return _is_same(kind.arguments[0], wanted) or (kind.arguments[0].is_builtin(*_TEXTS) and wanted.is_builtin(*_TEXTS))
    if kind.is_builtin("Dictionary"):
        return not confused_key(wanted)
    if wanted.kind is not Kind.VARIANT and not wanted.is_builtin(*_DOUBLES):
        return True
    while isinstance(container, s.Parenthesized):
        container = container.inner
    return isinstance(container, s.ArrayLiteral) and all(_unlike(types.of(element), wanted) for element in container.elements)


def confused_key(kind: Type) -> bool:
    """Whether Python takes keys of a type for those of another type, or refuses them."""
    return kind.is_builtin(*_CONFUSED) or (kind.kind is Kind.BUILTIN and kind.name.startswith(_PACKED))


def _unlike(element: Type, wanted: Type) -> bool:
    """Whether an element of a type is only equal to a wanted value where the engine finds it."""
    if element.kind is Kind.VARIANT:
        return False
    if not element.is_builtin(*_DOUBLES):
        return True
    return element.is_builtin("int", "float", "bool") and _is_same(element, wanted)


def _is_same(one: Type, other: Type) -> bool:
    return (one.kind, one.name, one.script) == (other.kind, other.name, other.script)
