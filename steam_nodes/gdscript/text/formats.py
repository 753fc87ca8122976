"""format: the operator % of a String, with the engine's flags, its vectors and its words for what is wrong; and String.num and its kin.

Rules: `%s %c %d %o %x %X %f %v %%` with the flags `- + 0 u`, a width, a dot with decimals, and `*` for a number out of the values. A
format that does not fit is an error; where text and array are known to be such before it runs, it is reported and comes back as it is.
A `u` holds for all numbers that follow, as in the engine.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.math.numbers import decimals_text
from steam_nodes.gdscript.text.stringify import text_of
from steam_nodes.object import error

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Sequence

_COMPONENTS: Final = {
    variant.TYPE_VECTOR2: "xy",
    variant.TYPE_VECTOR2I: "xy",
    variant.TYPE_VECTOR3: "xyz",
    variant.TYPE_VECTOR3I: "xyz",
    variant.TYPE_VECTOR4: "xyzw",
    variant.TYPE_VECTOR4I: "xyzw",
}
_BASES: Final = {"d": 10, "o": 8, "x": 16, "X": 16}
_DECIMALS: Final = 6
_LAST_CHARACTER: Final = 0x10FFFF
_INT64_MIN: Final = -(1 << 63)

_PLAIN: Final = re.compile(r"%(?:%|(?:\+?[0-9]{0,2}|-(?:[1-9][0-9]?)?)(?:([sd])|(?:\.[0-9])?(f)))")
_LISTS: Final = frozenset({list, tuple})
_MOST_DECIMALS: Final = 32
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_SMALLEST_BASE: Final = 2
_SMALLEST_POWER: Final = 4
_LARGEST_POWER: Final = 15


class FormatError(ValueError):
    """A format that does not fit its values; its text is the engine's."""


def format_(text: str, values: Any) -> str:
    """Return a text with its formats replaced: GDScript's `text % values`.

    Args:
        text: A text with formats such as `%d`.
        values: One value, or an array with one for each format.

    Raises:
        ScriptError: The format does not fit a value that is no array.
    """
    if variant.typeof(values) != variant.TYPE_ARRAY:
        return formatted_or_error(text, values)
    try:
        return formatted(text, values)
    except FormatError as failure:
        reported(f"String formatting error: {failure}.")
        return text


def formatted_or_error(text: str, values: Any) -> str:
    """Return a text with its formats replaced, where the types of text and values are known only when it runs.

    Raises:
        ScriptError: The format does not fit.
    """
    try:
        return formatted(text, values if variant.typeof(values) == variant.TYPE_ARRAY else (values,))
    except FormatError as failure:
        message = f"{failure} in operator '%'."
        raise ScriptError(message) from None


def formatted(text: str, values: Sequence[Any]) -> str:
    """Return a text with its formats replaced.

    Raises:
        FormatError: The format does not fit the values.
    """
    plain = _plain_format(text)
    if values.__class__ in _LISTS and len(plain) == len(values) > 0:
        given = []
        for letter, value in zip(plain, values, strict=True):
            cls = value.__class__
            if letter == "s":
                given.append(value if cls is str or cls is int else text_of(value))
            elif (cls is int and _INT64_MIN <= value < -_INT64_MIN) or (letter == "f" and cls is float and math.isfinite(value)):
                given.append(value)
            else:
                break
        else:
            return text % tuple(given)
    start = text.find("%")
    if start < 0:
        if values:
            message = "not all arguments converted during string formatting"
            raise FormatError(message)
        return text
    return _Format(text, values).run(start)


@lru_cache(maxsize=1024)
def _plain_format(text: str) -> str:
    """Return the letters of the formats in a text that Python's `%` means as the engine does, "" where one is another."""
    letters = ""
    at = text.find("%")
    while at >= 0:
        found = _PLAIN.match(text, at)
        if found is None:
            return ""
        letters += found[1] or found[2] or ""
        at = text.find("%", found.end())
    return letters


class _Format:
    """One pass over a format."""

    def __init__(self, text: str, values: Sequence[Any]) -> None:
        self.text = text
        self.values = values
        self.index = 0
        self.unsigned = False

    def run(self, start: int) -> str:
        """Replace all formats from the first on."""
        text, out, end = self.text, [], 0
        while start >= 0:
            out.append(text[end:start])
            end = self._one(start + 1, out)
            start = text.find("%", end)
        out.append(text[end:])
        if self.index != len(self.values):
            message = "not all arguments converted during string formatting"
            raise FormatError(message)
        return "".join(out)

    def _one(self, at: int, out: list[str]) -> int:
        """Replace the format that begins behind a percent sign; return where it ends."""
        self.width, self.decimals = 0, _DECIMALS
        self.zeros = self.left = self.sign = self.dotted = False
        while at < len(self.text):
            letter = self.text[at]
            at += 1
            if letter == "%":
                out.append("%")
                return at
            conversion = _CONVERSIONS.get(letter)
            if conversion is not None:
                out.append(conversion(self, self._next(), letter))
                return at
            self._flag(letter)
        message = "incomplete format"
        raise FormatError(message)

    def _flag(self, letter: str) -> None:
        if letter in "0123456789":
            self._digit(int(letter))
        elif letter == "-":
            self.left = True
        elif letter == "+":
            self.sign = True
        elif letter == "u":
            self.unsigned = True
        elif letter == ".":
            if self.dotted:
                message = "too many decimal points in format"
                raise FormatError(message)
            self.dotted, self.decimals = True, 0
        elif letter == "*":
            self._star(self._next())
        else:
            message = "unsupported format character"
            raise FormatError(message)

    def _digit(self, digit: int) -> None:
        if self.dotted:
            self.decimals = self.decimals * 10 + digit
        elif digit or self.width:
            self.width = self.width * 10 + digit
        elif self.left:
            error.warn("'0' flag ignored with '-' flag in string format")
        else:
            self.zeros = True

    def _star(self, value: Any) -> None:
        number = variant.typeof(value)
        if number in _COMPONENTS:
            size = 0
        elif number in _NUMBERS:
            size = _whole(value)
        else:
            message = "* wants number or vector"
            raise FormatError(message)
        if self.dotted:
            self.decimals = size
        else:
            self.width = size

    def _next(self) -> Any:
        if self.index >= len(self.values):
            message = "not enough arguments for format string"
            raise FormatError(message)
        self.index += 1
        return self.values[self.index - 1]

    def _padded(self, text: str, width: int, fill: str = " ") -> str:
        return text.ljust(width, fill) if self.left else text.rjust(width, fill)

    def _signed(self, digits: str, negative: bool, *, plus: bool, finite: bool = True) -> str:
        """Pad a number, and put its sign before the zeros or behind the spaces."""
        fill = "0" if self.zeros and finite else " "
        if not negative and not plus:
            return self._padded(digits, self.width, fill)
        sign = "-" if negative else "+"
        if self.left or self.zeros:
            return sign + self._padded(digits, self.width - 1, fill)
        return (sign + digits).rjust(self.width)

    def _int(self, value: Any, letter: str) -> str:
        if variant.typeof(value) not in _NUMBERS:
            message = "a number is required"
            raise FormatError(message)
        number = _whole(value)
        base = _BASES[letter]
        negative = number < 0 and not self.unsigned
        digits = num_uint64(number, base, letter == "X") if self.unsigned else num_int64(abs(number), base, letter == "X")
        return self._signed(digits, negative, plus=self.sign)

    def _float(self, value: Any, _letter: str) -> str:
        if variant.typeof(value) not in _NUMBERS:
            message = "a number is required"
            raise FormatError(message)
        number = float(value)
        finite = math.isfinite(number)
        negative = math.copysign(1.0, number) < 0
        return self._signed(self._decimal(abs(number)), negative, plus=self.sign, finite=finite)

    def _decimal(self, number: float) -> str:
        text = num(number, self.decimals)
        return pad_decimals(text, self.decimals) if math.isfinite(number) else text

    def _vector(self, value: Any, _letter: str) -> str:
        names = _COMPONENTS.get(variant.typeof(value))
        if names is None:
            message = "%v requires a vector type (Vector2/3/4/2i/3i/4i)"
            raise FormatError(message)
        parts = []
        for name in names:
            number = float(getattr(value, name))
            parts.append(self._signed(self._decimal(abs(number)), number < 0, plus=False, finite=math.isfinite(number)))
        return f"({', '.join(parts)})"

    def _text(self, value: Any, _letter: str) -> str:
        return self._padded(text_of(value), self.width)

    def _character(self, value: Any, _letter: str) -> str:
        number = variant.typeof(value)
        if number in _NUMBERS:
            return self._padded(_character_of(_whole(value)), self.width)
        if number != variant.TYPE_STRING or len(value) != 1:
            message = "%c requires number or single-character string"
            raise FormatError(message)
        return self._padded(value, self.width)


_NUMBERS: Final = (variant.TYPE_INT, variant.TYPE_FLOAT)

_CONVERSIONS: Final[dict[str, Function[[_Format, Any, str], str]]] = {
    "d": _Format._int,
    "o": _Format._int,
    "x": _Format._int,
    "X": _Format._int,
    "f": _Format._float,
    "v": _Format._vector,
    "s": _Format._text,
    "c": _Format._character,
}


def _whole(value: float) -> int:
    """Return a number without its decimals; what no 64 bits hold becomes the smallest number, as the processor has it."""
    if not math.isfinite(value):
        return _INT64_MIN
    number = math.trunc(value)
    return number if -_INT64_MIN > number >= _INT64_MIN else _INT64_MIN


def _character_of(code: int) -> str:
    if code < 0:
        message = "unsigned integer is lower than minimum"
    elif 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004  # the surrogates of Unicode
        message = "unsigned integer is invalid Unicode character"
    elif code > _LAST_CHARACTER:
        message = "unsigned integer is greater than maximum"
    else:
        return chr(code)
    raise FormatError(message)


def pad_decimals(text: str, digits: int) -> str:
    """Return a number in text with exactly so many digits behind its point: cut off, or filled with zeros."""
    whole, point, decimals = text.partition(".")
    if not point:
        return text if digits <= 0 else f"{text}.{'0' * digits}"
    return f"{whole}.{decimals[:digits].ljust(digits, '0')}" if digits > 0 else whole


def num(number: float, decimals: int = -1) -> str:
    """Return a number with at most so many decimals, without zeros at its end; -1 for as many as are exact."""
    return decimals_text(number, min(decimals, _MOST_DECIMALS))


def num_scientific(number: float) -> str:
    """Return a number with as many digits as make it the same again, with an exponent where it is large or small."""
    if not math.isfinite(number):
        return decimals_text(number, -1)
    mantissa, _, exponent = f"{number!r}".partition("e")
    sign = "-" if mantissa[0] == "-" else ""
    whole, _, decimals = mantissa.lstrip("-").partition(".")
    decimals = decimals if decimals != "0" else ""
    power = int(exponent or 0) + len(whole) - 1
    digits = (whole + decimals).lstrip("0")
    if not digits:
        return f"{sign}0"
    if whole == "0":
        power -= len(whole + decimals) - len(digits)
    digits = digits.rstrip("0")
    if -_SMALLEST_POWER <= power < _LARGEST_POWER:
        if power < 0:
            return f"{sign}0.{'0' * (-power - 1)}{digits}"
        digits = digits.ljust(power + 1, "0")
        rest = digits[power + 1 :]
        return f"{sign}{digits[: power + 1]}.{rest}" if rest else sign + digits
    point = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{point}e{'-' if power < 0 else '+'}{abs(power):02d}"


def num_int64(number: int, base: int = 10, capitalize_hex: bool = False) -> str:
    """Return a whole number in another base, 2 to 36."""
    if base < _SMALLEST_BASE or base > len(_DIGITS):
        reported(f"Cannot convert to base {base}, since the value is {'less than 2' if base < _SMALLEST_BASE else 'greater than 36'}.")
        return ""
    digits = ""
    rest = abs(number)
    while rest:
        rest, digit = divmod(rest, base)
        digits = _DIGITS[digit] + digits
    text = f"{'-' if number < 0 else ''}{digits or '0'}"
    return text.upper() if capitalize_hex else text


def num_uint64(number: int, base: int = 10, capitalize_hex: bool = False) -> str:
    """Return a whole number in another base, read as one without a sign."""
    return num_int64(number & ((1 << 64) - 1), base, capitalize_hex)
