"""Conversions between the engine's types: what a value becomes, and what it may become where a type is wanted.

Rules: `int`, `float`, `bool` and the loose forms never fail. A variable, an argument or an element of a type takes what its type has a
strict conversion from, such as an int for a float, and refuses the rest.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.text.stringify import text_of

if TYPE_CHECKING:
    from collections.abc import Callable as Function

INT64_MIN: Final = -(1 << 63)
INT64_MAX: Final = (1 << 63) - 1
_WRAP: Final = 1 << 64
_STRINGS: Final = frozenset({variant.TYPE_STRING, variant.TYPE_STRING_NAME})
_NAMED: Final = frozenset({variant.TYPE_STRING_NAME, variant.TYPE_NODE_PATH})


def int64(number: int) -> int:
    """Return a whole number as 64 bits hold it: what is too large begins again at the smallest."""
    return number if INT64_MIN <= number <= INT64_MAX else (number - INT64_MIN) % _WRAP + INT64_MIN


def float_to_int(number: float) -> int:
    """Return a float without its decimals; what 64 bits don't hold becomes the smallest int, as the processor has it."""
    if not math.isfinite(number):
        return INT64_MIN
    whole = math.trunc(number)
    return whole if INT64_MIN <= whole <= INT64_MAX else INT64_MIN


_SURE_DIGITS: Final = 18
"""So many digits always fit into 64 bits."""


def text_to_int(text: str) -> int:
    """Return the digits of a text up to its point as a number, whatever stands between them; a minus before them counts."""
    if len(text) <= _SURE_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    end = text.find(".")
    number, sign = 0, 1
    for letter in text if end < 0 else text[:end]:
        if "0" <= letter <= "9":
            if number > INT64_MAX // 10:
                return _too_large(text, sign)
            number = number * 10 + ord(letter) - 48
        elif letter == "-" and number == 0:
            sign = -sign
    # The last digit alone may lead over the end, and the engine does not look again.
    return (number * sign - INT64_MIN) % 2**64 + INT64_MIN


def _too_large(text: str, sign: int) -> int:
    reported(f"Cannot represent {text} as a 64-bit signed integer, since the value is too {'large' if sign > 0 else 'small'}.")
    return INT64_MAX if sign > 0 else INT64_MIN


_FLOAT_TEXT: Final = re.compile(r"[ \t\n\v\f\r]*([+-]?)([0-9]*)(?:\.([0-9]*))?(?:([eE])([+-]?)([0-9]*))?")
_MOST_DIGITS: Final = 18
_LARGEST_EXPONENT: Final = 511
_POWERS: Final = (1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256)


def text_to_float(text: str) -> float:
    """Return the number that a text begins with, 0.0 if it begins with none; rounded as the engine rounds, which is not always nearest."""
    found = _FLOAT_TEXT.match(text)
    if found is None:
        return 0.0
    sign, whole, decimals, letter, minus, digits = found.groups(default="")
    mantissa = whole + decimals
    if not mantissa:
        return 0.0
    # The engine keeps 18 digits, leading zeros among them, and scales them by powers of ten that are rounded themselves.
    fraction = float(int(mantissa[:_MOST_DIGITS]))
    if not letter or digits:
        exponent = int(digits or 0)
        fraction = _scaled(fraction, len(whole) - min(len(mantissa), _MOST_DIGITS) + (-exponent if minus == "-" else exponent))
    return -fraction if sign == "-" else fraction


def _scaled(fraction: float, exponent: int) -> float:
    rest = min(abs(exponent), _LARGEST_EXPONENT)
    factor = 1.0
    for power in _POWERS:
        if rest & 1:
            factor *= power
        rest >>= 1
    return fraction / factor if exponent < 0 else fraction * factor


def to_int(value: Any) -> int:
    """Return any value as an int; 0 where there is none in it."""
    cls = type(value)
    if cls is int:
        return int64(value)
    if isinstance(value, (bool, int)):
        return int(value)
    if isinstance(value, float):
        return float_to_int(value)
    return text_to_int(value) if variant.typeof(value) in _STRINGS else 0


def to_float(value: Any) -> float:
    """Return any value as a float; 0.0 where there is none in it."""
    if isinstance(value, (int, float)):
        return float(value)
    return text_to_float(value) if variant.typeof(value) in _STRINGS else 0.0


_STRICT: Final = {
    variant.TYPE_BOOL: {variant.TYPE_INT, variant.TYPE_FLOAT},
    variant.TYPE_INT: {variant.TYPE_BOOL, variant.TYPE_FLOAT},
    variant.TYPE_FLOAT: {variant.TYPE_BOOL, variant.TYPE_INT},
    variant.TYPE_STRING: {variant.TYPE_NODE_PATH, variant.TYPE_STRING_NAME},
    variant.TYPE_VECTOR2: {variant.TYPE_VECTOR2I},
    variant.TYPE_VECTOR2I: {variant.TYPE_VECTOR2},
    variant.TYPE_RECT2: {variant.TYPE_RECT2I},
    variant.TYPE_RECT2I: {variant.TYPE_RECT2},
    variant.TYPE_TRANSFORM2D: {variant.TYPE_TRANSFORM3D},
    variant.TYPE_VECTOR3: {variant.TYPE_VECTOR3I},
    variant.TYPE_VECTOR3I: {variant.TYPE_VECTOR3},
    variant.TYPE_VECTOR4: {variant.TYPE_VECTOR4I},
    variant.TYPE_VECTOR4I: {variant.TYPE_VECTOR4},
    variant.TYPE_QUATERNION: {variant.TYPE_BASIS},
    variant.TYPE_BASIS: {variant.TYPE_QUATERNION},
    variant.TYPE_TRANSFORM3D: {variant.TYPE_TRANSFORM2D, variant.TYPE_QUATERNION, variant.TYPE_BASIS, variant.TYPE_PROJECTION},
    variant.TYPE_PROJECTION: {variant.TYPE_TRANSFORM3D},
    variant.TYPE_COLOR: {variant.TYPE_STRING, variant.TYPE_INT},
    variant.TYPE_RID: {variant.TYPE_OBJECT},
    variant.TYPE_OBJECT: {variant.TYPE_NIL},
    variant.TYPE_STRING_NAME: {variant.TYPE_STRING},
    variant.TYPE_NODE_PATH: {variant.TYPE_STRING},
    variant.TYPE_ARRAY: set(range(variant.TYPE_PACKED_BYTE_ARRAY, variant.TYPE_MAX)),
    **{number: {variant.TYPE_ARRAY} for number in range(variant.TYPE_PACKED_BYTE_ARRAY, variant.TYPE_MAX)},
}
"""Which other types each type takes."""


def converts_strictly(source: int, target: int) -> bool:
    """Whether a value of one type may stand where the other is wanted."""
    return target in (source, variant.TYPE_NIL) or source in _STRICT.get(target, ())


def constructed(value: Any, number: int) -> Any:
    """Return a value as one of another type; the type must take it."""
    if variant.typeof(value) == number or number == variant.TYPE_NIL:
        return value
    return _MAKERS.get(number, _made(number))(value)


def _made(number: int) -> Function[[Any], Any]:
    def make(value: Any) -> Any:
        source = variant.typeof(value)
        if number >= variant.TYPE_PACKED_BYTE_ARRAY and source >= variant.TYPE_ARRAY:
            return variant.class_of(number)(value)
        takes = converts_strictly(source, number) or (number in _NAMED and source in _STRINGS)
        return variant.class_of(number)(value) if takes else default_of(number)

    return make


def _to_color(value: Any) -> Any:
    cls = variant.class_of(variant.TYPE_COLOR)
    if isinstance(value, str):
        return cls(str.__str__(value))
    return cls.hex(value) if isinstance(value, int) else cls(0.0, 0.0, 0.0, 1.0)


def _to_transform3d(value: Any) -> Any:
    cls = variant.class_of(variant.TYPE_TRANSFORM3D)
    if variant.typeof(value) in (variant.TYPE_BASIS, variant.TYPE_QUATERNION):
        return cls(variant.class_of(variant.TYPE_BASIS)(value), variant.class_of(variant.TYPE_VECTOR3)())
    return _made(variant.TYPE_TRANSFORM3D)(value)


def _to_text(value: Any) -> str:
    return text_of(value)


def _to_array(value: Any) -> list[Any]:
    return [*value] if variant.typeof(value) >= variant.TYPE_ARRAY else []


_MAKERS: Final[dict[int, Function[[Any], Any]]] = {
    variant.TYPE_NIL: lambda _value: None,
    variant.TYPE_BOOL: variant.truth,
    variant.TYPE_INT: to_int,
    variant.TYPE_FLOAT: to_float,
    variant.TYPE_STRING: _to_text,
    variant.TYPE_ARRAY: _to_array,
    variant.TYPE_COLOR: _to_color,
    variant.TYPE_TRANSFORM3D: _to_transform3d,
    variant.TYPE_OBJECT: lambda value: value,
    variant.TYPE_DICTIONARY: lambda value: value,
}


_DEFAULTS: Final[dict[int, Any]] = {
    variant.TYPE_NIL: None,
    variant.TYPE_BOOL: False,
    variant.TYPE_INT: 0,
    variant.TYPE_FLOAT: 0.0,
    variant.TYPE_STRING: "",
    variant.TYPE_OBJECT: None,
}


def default_of(number: int) -> Any:
    """Return the value that a built-in type begins with."""
    if number in _DEFAULTS:
        return _DEFAULTS[number]
    if number == variant.TYPE_ARRAY:
        return []
    if number == variant.TYPE_DICTIONARY:
        return {}
    return variant.class_of(number)()
