"""The numbers of Steam's stats: int32 and float32.

Rules: a value either fits exactly as Steam holds it or is refused, never wrapped, clipped or rounded to a whole number. What is no
number at all raises TypeError; a number that does not fit raises DoesNotFitError, whose text says why and what to pass instead.
"""

from __future__ import annotations

from math import isfinite
from operator import index
from struct import Struct
from typing import Final, SupportsFloat, SupportsIndex

from steam_nodes.object.plain_text import plain

INT_MIN: Final = -(2**31)
INT_MAX: Final = 2**31 - 1
FLT_MAX: Final = (2 - 2**-23) * 2.0**127
_SINGLE: Final = Struct("<f")
_CERTAIN: Final = 3.4e38
_SHOWN: Final = 60


class DoesNotFitError(ValueError):
    """A number that Steam's type cannot hold."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


def to_int32(value: object) -> int:
    """Return the number as an int32.

    Raises:
        DoesNotFitError: It is a bool, has a fraction part or is out of range.
        TypeError: It is not a number.
    """
    # The common case first: to ask for SupportsIndex takes longer than all the rest of a set.
    if type(value) is int and INT_MIN <= value <= INT_MAX:
        return value
    if isinstance(value, bool):
        message = f"{value} is a bool, an INT stat holds a number; pass {int(value)}"
        raise DoesNotFitError(message)
    if isinstance(value, SupportsIndex) and not isinstance(value, type):
        number = index(value)
        if INT_MIN <= number <= INT_MAX:
            return number
        message = f"{short(number)} does not fit in an int32; pass a number from {INT_MIN} to {INT_MAX}"
        raise DoesNotFitError(message)
    if isinstance(value, SupportsFloat) and not isinstance(value, type):
        message = f"{short(value)} is not an int; pass int(...) of it, or make the stat a FLOAT"
        raise DoesNotFitError(message)
    message = f"the value of an INT stat is an int, not {type(value).__name__} {short(value)}"
    raise TypeError(message)


def require_number(value: object) -> None:
    """Check that a value is a number of some kind, whether it fits or not.

    Raises:
        TypeError: It is not a number.
    """
    # A class has the methods of its instances.
    if isinstance(value, type) or not isinstance(value, SupportsFloat | SupportsIndex):
        message = f"the value of a stat is a number, not {type(value).__name__} {short(value)}"
        raise TypeError(message)


def to_float64(value: object) -> float:
    """Return the number as a finite float64.

    Raises:
        DoesNotFitError: It is a bool, infinite or not a number (NaN).
        TypeError: It is not a number in Python's sense.
    """
    if type(value) is float and isfinite(value):
        return value
    if isinstance(value, bool):
        message = f"{value} is a bool, a number is wanted; pass {float(value)}"
        raise DoesNotFitError(message)
    require_number(value)
    try:
        number = float(value)  # type: ignore[arg-type]  # just checked
    except (OverflowError, ValueError):
        number = float("inf")
    if not isfinite(number):
        message = f"{short(value)} is not a finite number; pass one that is"
        raise DoesNotFitError(message)
    return number


def to_float32(value: object) -> float:
    """Return the float32 nearest to the number.

    Raises:
        DoesNotFitError: It is a bool, NaN, infinite or beyond the range of a float32.
        TypeError: It is not a number.
    """
    # The common case first: a comparison with NaN is false, and below this bound rounding cannot leave the range.
    number = value if type(value) is float and -_CERTAIN < value < _CERTAIN else to_float64(value)
    try:
        single: float = _SINGLE.unpack(_SINGLE.pack(number))[0]
    except OverflowError:
        message = f"{short(number)} does not fit in a float32; pass a number from -3.4028235e+38 to 3.4028235e+38"
        raise DoesNotFitError(message) from None
    return single


def short(value: object) -> str:
    """Show a value, never more of it than fits in a line."""
    if isinstance(value, int) and abs(value) >= 10**40:
        return f"an int of {value.bit_length()} bits"
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__repr__(value)  # a SteamID is shown as its number
    if isinstance(value, str | bytes | bytearray):
        value = value[:_SHOWN]
    try:
        shown = repr(value)
    except Exception:
        shown = f"one of {type(value).__name__} that cannot be shown"
    return plain(shown)[:_SHOWN]
