"""How large ints are: which are known not to be negative, and which numbers are not 0.

Rules: a local is not negative where it begins so and only grows; what another function may change is not known. `%` and `/` of two ints
that are not negative are Python's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.writer.known.types import is_int, walk

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.types import Types

_COUNTS = ("size", "length", "get_ticks_msec", "get_ticks_usec", "get_child_count", "count", "get_process_frames")
"""Methods that give a number of things."""
_GROWING = ("=", "+=", "*=", "%=", "/=", ">>=")


class Ranges:
    """What is known of the ints of one file.

    Args:
        types: The types of the file.
    """

    def __init__(self, types: Types) -> None:
        """Know nothing yet."""
        self._types = types
        self._asked: set[Any] = set()
        self._locals = _locals_of(types.analysis.script)

    def not_negative(self, node: Any) -> bool:
        """Whether an int is known not to be below zero."""
        while isinstance(node, s.Parenthesized):
            node = node.inner
        if isinstance(node, s.Literal):
            return node.kind == "int" and isinstance(node.value, int) and node.value >= 0
        if isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
            return node.callee.name in _COUNTS
        if isinstance(node, s.Binary) and node.operator in ("+", "*", "%", "/"):
            return all(is_int(self._types.of(one)) and self.not_negative(one) for one in (node.left, node.right))
        if isinstance(node, s.Identifier):
            return self._variable(self._types.analysis.meaning(node).declared, node)
        return False

    def _variable(self, declared: Any, node: s.Identifier) -> bool:
        if isinstance(declared, s.Constant):
            return self.not_negative(declared.value)
        if isinstance(declared, s.For):
            return self._counts_up(declared.iterable) and not self._types.assigned(declared)
        if isinstance(declared, s.Variable) and declared.value is not None and declared in self._locals and declared not in self._asked:
            self._asked.add(declared)
            values = self._types.assignments(declared)
            grows = self.not_negative(declared.value) and all(
                operator in _GROWING and is_int(self._types.of(value)) and self.not_negative(value) for operator, value in values
            )
            self._asked.discard(declared)
            return grows and is_int(self._types.of(node))
        return False

    def _counts_up(self, iterable: Any) -> bool:
        """Whether what a loop goes through are ints from 0, or from a number that is not negative, upward."""
        if isinstance(iterable, s.Call) and isinstance(iterable.callee, s.Identifier):
            given = iterable.arguments
            upward = len(given) == 1 or (bool(given) and self.not_negative(given[0]) and (not given[2:] or self.not_negative(given[2])))
            return iterable.callee.name == "range" and upward
        return is_int(self._types.of(iterable))

    def remainder(self, node: Any) -> s.Binary | None:
        """Return the `%` of an int and a number that is not 0."""
        while isinstance(node, s.Parenthesized):
            node = node.inner
        if isinstance(node, s.Binary) and node.operator == "%" and is_int(self._types.of(node.left)) and is_int(self._types.of(node.right)):
            return node if never_zero(node.right) else None
        return None


def _locals_of(script: s.Script) -> frozenset[Any]:
    """Return the variables that stand in functions."""
    return frozenset(one for node in walk(script) if isinstance(node, s.Block) for one in node.statements if isinstance(one, s.Variable))


def never_zero(node: Any) -> bool:
    """Whether a number is a literal that is not 0."""
    while isinstance(node, s.Parenthesized):
        node = node.inner
    if isinstance(node, s.Unary):
        return never_zero(node.operand)
    return (isinstance(node, s.Literal) and node.kind in ("int", "float") and node.value != 0) or (
        isinstance(node, s.MathConstant) and node.name in ("PI", "TAU")
    )


def fits(left: Any, right: s.Literal) -> bool:
    """Whether a shift of two literals stays within 64 bits."""
    return (
        isinstance(left, s.Literal)
        and isinstance(left.value, int)
        and isinstance(right.value, int)
        and left.value << min(right.value, 64) < 1 << 63
    )
