"""Which ints are known not to be below zero: there `%` and `//` of Python mean what the engine's operators do.

Rules: nothing is guessed. A number is known by how it is made: a literal, a size, a loop over a range that begins at zero or above, a sum
or product of such numbers; a local that begins so and is only ever set to or raised by such numbers; a parameter or local that is never
assigned after a guard at the top of the function, `if n < 2: return`. What multiplies itself may leave 64 bits and is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means
from steam_nodes.port.writer.known.held_types import is_int

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.analysis import Type
    from steam_nodes.port.writer.known.held_types import Types

__all__ = ["beyond_int", "fits", "leads_over", "never_zero", "not_negative", "overflows", "remainder_of"]

_BEYOND: Final = 1 << 63
_LOW: Final = 4
"""Powers up to this one of whatever people count stay within 64 bits."""
_EXACT: Final = 1 << 53
"""The engine computes powers as floats, which hold ints up to here."""
_COUNTS: Final = frozenset({"size", "length", "get_ticks_msec", "get_ticks_usec", "get_child_count", "count", "get_process_frames"})
"""Methods of the engine that count something."""
_GROWS: Final = frozenset({"=", "+="})
_SUMS: Final = frozenset({"+", "*", "%", "/"})


def overflows(left: Any, right: Any) -> bool:
    """Tell whether an int to the power of a literal is no int in Python, or may be one of more than 64 bits.

    Args:
        left: The expression of the base.
        right: The literal.
    """
    if not isinstance(right.value, int):
        return False
    if isinstance(left, s.Literal) and isinstance(left.value, int):
        return right.value < 0 or abs(left.value) ** right.value >= _EXACT
    return not 0 <= right.value <= _LOW


def beyond_int(node: Any) -> bool:
    """Tell whether a number is written which no int holds: INF, NAN, 1e20.

    Args:
        node: The expression.
    """
    while isinstance(node, s.Parenthesized | s.Unary):
        node = node.inner if isinstance(node, s.Parenthesized) else node.operand
    if isinstance(node, s.MathConstant):
        return node.name in ("INF", "NAN")
    return isinstance(node, s.Literal) and isinstance(node.value, float) and abs(node.value) >= _BEYOND


def not_negative(node: Any, types: Types, function: Any = None) -> bool:
    """Tell whether an int is known not to be below zero.

    Args:
        node: The expression.
        types: What is known of the file.
        function: The function that the expression stands in.
    """
    return _Looking(types, function).at(node)


class _Looking:
    """Looks at one expression; a variable that is made of itself is not known, for such a sum soon leaves 64 bits."""

    def __init__(self, types: Types, function: Any) -> None:
        self._types = types
        self._function = function
        self._busy: set[Any] = set()

    def at(self, node: Any) -> bool:
        """Tell whether an expression is known not to be below zero."""
        while isinstance(node, s.Parenthesized):
            node = node.inner
        if isinstance(node, s.Literal):
            return node.kind == "int" and isinstance(node.value, int) and node.value >= 0
        if isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
            base = self._types.of(node.callee.base)
            return node.callee.name in _COUNTS and base.kind in (Kind.BUILTIN, Kind.NATIVE)
        if isinstance(node, s.Binary) and node.operator in _SUMS:
            return all(is_int(self._types.of(one)) and self.at(one) for one in (node.left, node.right))
        return isinstance(node, s.Identifier) and self._name(node)

    def _name(self, node: s.Identifier) -> bool:
        meaning = self._types.analysis.meaning(node)
        declared = meaning.declared
        if isinstance(declared, s.Constant):
            return self.at(declared.value)
        if isinstance(declared, s.For):
            return not self._types.assigned(declared) and self._counted(declared.iterable)
        if meaning.means is not Means.LOCAL or declared is None or not is_int(self._types.of(node)):
            return False
        if isinstance(declared, s.Variable) and declared.value is not None and self._grows(declared):
            return True
        return isinstance(declared, s.Variable | s.Parameter) and not self._types.assigned(declared) and self._guarded(node, declared)

    def _counted(self, iterable: Any) -> bool:
        """Tell whether a loop counts upwards from zero or above."""
        if isinstance(iterable, s.Call) and isinstance(iterable.callee, s.Identifier) and iterable.callee.name == "range":
            begin_end_step = iterable.arguments
            if len(begin_end_step) == 1:
                return True
            return all(self.at(each) for each in (begin_end_step[0], *begin_end_step[2:]))
        return is_int(self._types.of(iterable))

    def _grows(self, declared: s.Variable) -> bool:
        """Tell whether a local begins at zero or above, and nothing that it is set to or raised by is below."""
        if declared in self._busy:
            return False
        self._busy.add(declared)
        values = [("=", declared.value), *self._types.assignments(declared)]
        grows = all(operator in _GROWS and is_int(self._types.of(value)) and self.at(value) for operator, value in values)
        self._busy.discard(declared)
        return grows

    def _guarded(self, node: s.Identifier, declared: Any) -> bool:
        """Tell whether the function has returned before the node where the name is below zero."""
        body = getattr(self._function, "body", None)
        return body is not None and any(self._returns_below(statement, declared) for statement in _before(body, node))

    def _returns_below(self, statement: Any, declared: Any) -> bool:
        if not isinstance(statement, s.If):
            return False
        first = statement.branches[0]
        condition = first.condition
        while isinstance(condition, s.Parenthesized):
            condition = condition.inner
        return (
            isinstance(condition, s.Binary)
            and condition.operator in ("<", "<=")
            and isinstance(condition.left, s.Identifier)
            and self._types.analysis.meaning(condition.left).declared is declared
            and self.at(condition.right)
            and bool(first.block.statements)
            and isinstance(first.block.statements[-1], s.Return)
        )


def _before(body: s.Block, node: s.Identifier) -> Iterator[Any]:
    """Yield the statements of a function that end before a node begins."""
    for statement in body.statements:
        if statement.end > node.begin:
            return
        yield statement


def remainder_of(node: Any, types: Types) -> s.Binary | None:
    """Return the `%` of an int and a number that is not 0, None where it is something else."""
    while isinstance(node, s.Parenthesized):
        node = node.inner
    if isinstance(node, s.Binary) and node.operator == "%" and is_int(types.of(node.left)) and is_int(types.of(node.right)):
        return node if never_zero(node.right) else None
    return None


def leads_over(operator: str, left: Type, right: Type) -> bool:
    """Whether two constants make a number that an int of the engine does not hold."""
    first, second = left.value, right.value
    if type(first) is not int or type(second) is not int:
        return False
    made = first + second if operator == "+" else first - second if operator == "-" else first * second
    return not -(1 << 63) <= made < 1 << 63


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
