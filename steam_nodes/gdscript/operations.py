"""The operators of GDScript on any values: which pairs of types have one, what comes out, and the engine's words for the rest.

Rules: ints wrap at 64 bits and divide towards zero; a division of an int by zero is an error. Texts and names make a text. Vectors and
their kin bring their own operators. The quick ways at the head of each function are for numbers, which are most of what is computed.
"""

from __future__ import annotations

import math
import operator
from enum import EnumMeta
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import equality, variant
from steam_nodes.gdscript.conversion import float_to_int, int64
from steam_nodes.gdscript.errors import ScriptError, invalid_operands
from steam_nodes.gdscript.text.formats import formatted_or_error
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed

if TYPE_CHECKING:
    from collections.abc import Callable as Function

"""What Python finds wherever the engine does: it finds more, never less."""
_NUMBERS: Final = frozenset({variant.TYPE_INT, variant.TYPE_FLOAT})
_STRINGS: Final = frozenset({variant.TYPE_STRING, variant.TYPE_STRING_NAME})
_BITS: Final = 63
_LEAST: Final = -(2**63)
_END: Final = 2**63
_QUICK: Final = frozenset({int, float, str})
"""Of these, two values of one class are compared as Python compares them."""


def _refusal(a: Any, b: Any, sign: str) -> ScriptError:
    return invalid_operands(variant.TYPE_NAMES[variant.typeof(a)], variant.TYPE_NAMES[variant.typeof(b)], sign)


def _of_math(a: Any, b: Any, sign: str, function: Function[[Any, Any], Any]) -> Any:
    """Let vectors and their kin compute; refuse the rest."""
    kinds = (variant.typeof(a), variant.typeof(b))
    if not any(variant.TYPE_VECTOR2 <= kind <= variant.TYPE_COLOR for kind in kinds) or bool in (type(a), type(b)) or isinstance(a, str):
        raise _refusal(a, b, sign)
    try:
        result = function(a, b)
    except TypeError:
        raise _refusal(a, b, sign) from None
    if result is NotImplemented:
        raise _refusal(a, b, sign)
    return result


def add(a: Any, b: Any) -> Any:
    """Return `a + b`.

    Raises:
        ScriptError: The types have no such operator.
    """
    if a.__class__ is float and b.__class__ is float:
        return a + b
    if a.__class__ is int and b.__class__ is int and _LEAST <= (whole := a + b) < _END:
        return whole
    first, second = variant.typeof(a), variant.typeof(b)
    if first in _NUMBERS and second in _NUMBERS:
        result = a + b
        return int64(result) if type(result) is int else result
    if first in _STRINGS and second in _STRINGS:
        return str.__add__(a, b)
    if first == second == variant.TYPE_ARRAY:
        return joined(a, b)
    if first == second and first > variant.TYPE_ARRAY:
        return a + b
    return _of_math(a, b, "+", operator.add)


def joined(a: list[Any], b: list[Any]) -> list[Any]:
    """Return two arrays one after the other; of one type if both are."""
    elements = getattr(a, "_elements_", ())
    if elements and elements == getattr(b, "_elements_", ()):
        kind: Any = type(a)
        made: list[Any] = kind([*a, *b], of=elements[0])
        return made
    return [*a, *b]


def sub(a: Any, b: Any) -> Any:
    """Return `a - b`.

    Raises:
        ScriptError: The types have no such operator.
    """
    if a.__class__ is float and b.__class__ is float:
        return a - b
    if a.__class__ is int and b.__class__ is int and _LEAST <= (whole := a - b) < _END:
        return whole
    if variant.typeof(a) in _NUMBERS and variant.typeof(b) in _NUMBERS:
        result = a - b
        return int64(result) if type(result) is int else result
    return _of_math(a, b, "-", operator.sub)


def mul(a: Any, b: Any) -> Any:
    """Return `a * b`.

    Raises:
        ScriptError: The types have no such operator.
    """
    if a.__class__ is float and b.__class__ is float:
        return a * b
    if a.__class__ is int and b.__class__ is int and _LEAST <= (whole := a * b) < _END:
        return whole
    if variant.typeof(a) in _NUMBERS and variant.typeof(b) in _NUMBERS:
        result = a * b
        return int64(result) if type(result) is int else result
    return _of_math(a, b, "*", operator.mul)


def div(a: Any, b: Any) -> Any:
    """Return `a / b`: of two ints a whole number, rounded towards zero.

    Raises:
        ScriptError: An int is divided by the int 0, or the types have no such operator.
    """
    if a.__class__ is int and b.__class__ is int and b > 0 <= a:
        return a // b
    if a.__class__ is float and b.__class__ is float and b:
        return a / b
    first, second = variant.typeof(a), variant.typeof(b)
    if first not in _NUMBERS or second not in _NUMBERS:
        return _of_math(a, b, "/", operator.truediv)
    if first == second == variant.TYPE_INT:
        if b == 0:
            message = "Division by zero error in operator '/'."
            raise ScriptError(message)
        quotient = abs(a) // abs(b)
        return int64(quotient if (a < 0) == (b < 0) else -quotient)
    if b:
        return a / b
    if not a or a != a:  # noqa: PLR0124  # only not-a-number differs from itself
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def mod(a: Any, b: Any) -> Any:
    """Return `a % b`: the remainder with the sign of `a`, or a text with its formats replaced.

    Raises:
        ScriptError: The divisor is 0, the format does not fit, or the types have no such operator.
    """
    if a.__class__ is int and b.__class__ is int and b > 0 <= a:
        return a % b
    first, second = variant.typeof(a), variant.typeof(b)
    if first == second == variant.TYPE_INT:
        if b == 0:
            message = "Modulo by zero error in operator '%'."
            raise ScriptError(message)
        rest = abs(a) % abs(b)
        return -rest if a < 0 else rest
    if first in _STRINGS:
        return formatted_or_error(a, b)
    return _of_math(a, b, "%", operator.mod)


def power(a: Any, b: Any) -> Any:
    """Return `a ** b`: of two ints an int, computed as a float.

    Raises:
        ScriptError: The types have no such operator.
    """
    first, second = variant.typeof(a), variant.typeof(b)
    if first not in _NUMBERS or second not in _NUMBERS:
        raise _refusal(a, b, "**")
    result = _float_power(float(a), float(b))
    return float_to_int(result) if first == second == variant.TYPE_INT else result


def _float_power(a: float, b: float) -> float:
    try:
        return math.pow(a, b)
    except OverflowError:
        return -math.inf if a < 0 and b % 2 == 1 else math.inf
    except ValueError:
        return math.nan if a else math.inf


def neg(a: Any) -> Any:
    """Return `-a`.

    Raises:
        ScriptError: The type has no such operator.
    """
    return _unary(a, "unary-", operator.neg)


def pos(a: Any) -> Any:
    """Return `+a`.

    Raises:
        ScriptError: The type has no such operator.
    """
    return _unary(a, "unary+", operator.pos)


def _unary(a: Any, sign: str, function: Function[[Any], Any]) -> Any:
    number = variant.typeof(a)
    if number == variant.TYPE_INT:
        return int64(function(a))
    if number == variant.TYPE_FLOAT:
        return function(a)
    if variant.TYPE_VECTOR2 <= number <= variant.TYPE_COLOR:
        try:
            return function(a)
        except TypeError:
            pass
    raise _refusal(a, None, sign)


def bit_not(a: Any) -> Any:
    """Return `~a`.

    Raises:
        ScriptError: It is no int.
    """
    if variant.typeof(a) != variant.TYPE_INT:
        raise _refusal(a, None, "~")
    return ~a


def _ints(a: Any, b: Any, sign: str) -> None:
    if variant.typeof(a) != variant.TYPE_INT or variant.typeof(b) != variant.TYPE_INT:
        raise _refusal(a, b, sign)


def bit_and(a: Any, b: Any) -> int:
    """Return `a & b`.

    Raises:
        ScriptError: One is no int.
    """
    _ints(a, b, "&")
    return int(a) & int(b)


def bit_or(a: Any, b: Any) -> int:
    """Return `a | b`.

    Raises:
        ScriptError: One is no int.
    """
    _ints(a, b, "|")
    return int(a) | int(b)


def bit_xor(a: Any, b: Any) -> int:
    """Return `a ^ b`.

    Raises:
        ScriptError: One is no int.
    """
    _ints(a, b, "^")
    return int(a) ^ int(b)


def shift_left(a: Any, b: Any) -> int:
    """Return `a << b`; only the last six bits of `b` count, as on the processor.

    Raises:
        ScriptError: One is no int.
    """
    _ints(a, b, "<<")
    return int64(int(a) << (int(b) & _BITS))


def shift_right(a: Any, b: Any) -> int:
    """Return `a >> b`; only the last six bits of `b` count, as on the processor.

    Raises:
        ScriptError: One is no int.
    """
    _ints(a, b, ">>")
    return int(a) >> (int(b) & _BITS)


def equal(a: Any, b: Any) -> bool:
    """Return `a == b`; null equals only null, and a freed object.

    Raises:
        ScriptError: The types can't be compared.
    """
    if a.__class__ is b.__class__ and a.__class__ in _QUICK:
        return bool(a == b)
    first, second = variant.typeof(a), variant.typeof(b)
    if first == second:
        return _equal_of_one_type(a, b, first)
    if (first in _NUMBERS and second in _NUMBERS) or (first in _STRINGS and second in _STRINGS):
        return bool(a == b)
    if variant.TYPE_NIL in (first, second):
        return is_freed(a) or is_freed(b)
    if {first, second} == {variant.TYPE_BOOL, variant.TYPE_DICTIONARY} and ("__bool__" in vars(type(a)) or "__bool__" in vars(type(b))):
        # What Steam's start returns is a bool in newer GodotSteams.
        return bool(a) == bool(b)
    raise _refusal(a, b, "==")


def _equal_of_one_type(a: Any, b: Any, number: int) -> bool:
    if number == variant.TYPE_ARRAY:
        return equality.same_arrays(a, b)
    if number == variant.TYPE_DICTIONARY:
        return equality.same_dictionaries(a, b)
    if number == variant.TYPE_OBJECT:
        return a is b
    if number == variant.TYPE_CALLABLE:
        return bool(Callable(a) == Callable(b))
    return bool(a == b)


def not_equal(a: Any, b: Any) -> bool:
    """Return `a != b`.

    Raises:
        ScriptError: The types can't be compared.
    """
    try:
        return not equal(a, b)
    except ScriptError:
        raise _refusal(a, b, "!=") from None


_ORDERED: Final = frozenset({variant.TYPE_BOOL, variant.TYPE_STRING, variant.TYPE_STRING_NAME, variant.TYPE_RID})


def _compared(a: Any, b: Any, sign: str, function: Function[[Any, Any], Any]) -> bool:
    if a.__class__ is b.__class__ and a.__class__ in _QUICK:
        return bool(function(a, b))
    first, second = variant.typeof(a), variant.typeof(b)
    if first in _NUMBERS and second in _NUMBERS:
        return bool(function(a, b))
    if first == second:
        if first in _ORDERED and not (first == variant.TYPE_BOOL and sign in ("<=", ">=")):
            return bool(function(a, b))
        if first == variant.TYPE_ARRAY:
            return _arrays_compared(a, b, sign)
        if first == variant.TYPE_OBJECT:
            return bool(function(id(a), id(b)))
    return bool(_of_math(a, b, sign, function))


def _arrays_compared(a: Any, b: Any, sign: str) -> bool:
    if sign == "<=":
        return not _array_less(b, a)
    if sign == ">=":
        return not _array_less(a, b)
    return _array_less(a, b) if sign == "<" else _array_less(b, a)


def _array_less(a: Any, b: Any) -> bool:
    for x, y in zip(a, b, strict=False):
        first, second = variant.typeof(x), variant.typeof(y)
        if first != second:
            # Elements of two types come in the order of the types, even of numbers.
            return first < second
        if variant_less(x, y):
            return True
        if variant_less(y, x):
            return False
    return len(a) < len(b)


def variant_less(a: Any, b: Any) -> bool:
    """Whether a value comes before another in a sort: `a < b`, false where they can't be compared."""
    try:
        return less(a, b)
    except ScriptError:
        return False


def less(a: Any, b: Any) -> bool:
    """Return `a < b`.

    Raises:
        ScriptError: The types can't be compared.
    """
    return _compared(a, b, "<", operator.lt)


def less_equal(a: Any, b: Any) -> bool:
    """Return `a <= b`.

    Raises:
        ScriptError: The types can't be compared.
    """
    return _compared(a, b, "<=", operator.le)


def greater(a: Any, b: Any) -> bool:
    """Return `a > b`.

    Raises:
        ScriptError: The types can't be compared.
    """
    return _compared(a, b, ">", operator.gt)


def greater_equal(a: Any, b: Any) -> bool:
    """Return `a >= b`.

    Raises:
        ScriptError: The types can't be compared.
    """
    return _compared(a, b, ">=", operator.ge)


def contains(container: Any, value: Any) -> bool:
    """Return `value in container`.

    Raises:
        ScriptError: There is no such question for the types.
    """
    number = variant.typeof(container)
    if number == variant.TYPE_ARRAY:
        if type(container) is not list:
            return bool(container.has(value))
        return equality.place_of(container, value) >= 0
    if number == variant.TYPE_DICTIONARY:
        if isinstance(container, EnumMeta):
            return equality.plain_key_of(value) in container.__members__
        return equality.has_key(container, value) if type(container) is dict else bool(container.has(value))
    kind = variant.typeof(value)
    if number in _STRINGS and kind in _STRINGS:
        # The empty text stands nowhere.
        return value != "" and str(value) in str(container)
    if number == variant.TYPE_OBJECT and kind in _STRINGS:
        return not is_freed(container) and hasattr(container, value)
    if number > variant.TYPE_ARRAY:
        wanted = container._element_
        if kind == wanted or any(kind in kinds and wanted in kinds for kinds in (_NUMBERS, _STRINGS)):
            return list.__contains__(container, value)
    raise _refusal(value, container, "in")
