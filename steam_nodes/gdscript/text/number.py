"""Numbers as text beyond what print shows: String.num, num_scientific, num_int64 and num_uint64."""

from __future__ import annotations

import math
from typing import Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import decimals_text

_MOST_DECIMALS: Final = 32
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_SMALLEST_BASE: Final = 2


def num(number: float, decimals: int = -1) -> str:
    """Return a number with at most so many decimals, without zeros at its end; -1 for as many as are exact."""
    return decimals_text(number, min(decimals, _MOST_DECIMALS))


def num_scientific(number: float) -> str:
    """Return a number with as many digits as make it the same again, with an exponent where it is large or small."""
    if not math.isfinite(number):
        return decimals_text(number, -1)
    text = repr(float(number))
    mantissa, _, exponent = text.partition("e")
    digits = mantissa.removesuffix(".0")
    return f"{digits}e{exponent}" if exponent else digits


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
