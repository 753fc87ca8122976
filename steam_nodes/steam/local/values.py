"""The arithmetic of stat values: int32, float32 and the moving average.

Rules: a value either fits exactly as Steam holds it or is refused, never wrapped, clipped or rounded to a whole number. What is no
number at all raises TypeError; a number that does not fit raises DoesNotFitError, whose text says why and what to pass instead.
An average is kept as the pair (count, time) in float64 and read as float32; time 0 means that nothing was counted yet and count is
the value itself, so a default or a given start value lasts until the first session is added.
"""

from __future__ import annotations

from math import isfinite
from operator import index
from struct import Struct
from typing import TYPE_CHECKING, Final, SupportsFloat, SupportsIndex, TypeAlias

from steam_nodes.steam.schema import INT_MAX, INT_MIN

if TYPE_CHECKING:
    from steam_nodes.steam.schema import Stat

Rate: TypeAlias = tuple[float, float]
Raw: TypeAlias = "int | float | list[float] | None"
Row: TypeAlias = dict[str, Raw]

_SINGLE: Final = Struct("<f")
_PAIR: Final = 2
_CERTAIN: Final = 3.4e38


class DoesNotFitError(ValueError):
    """A number that Steam's type cannot hold."""


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
    if isinstance(value, SupportsIndex):
        number = index(value)
        if INT_MIN <= number <= INT_MAX:
            return number
        message = f"{_short(number)} does not fit in an int32; pass a number from {INT_MIN} to {INT_MAX}"
        raise DoesNotFitError(message)
    if isinstance(value, SupportsFloat):
        message = f"{value!r} is not an int; pass int(...) of it, or make the stat a FLOAT"
        raise DoesNotFitError(message)
    message = f"the value of an INT stat is an int, not {type(value).__name__} {_short(value)}"
    raise TypeError(message)


def require_number(value: object) -> None:
    """Check that a value is a number of some kind, whether it fits or not.

    Raises:
        TypeError: It is not a number.
    """
    if not isinstance(value, SupportsFloat | SupportsIndex):
        message = f"the value of a stat is a number, not {type(value).__name__} {_short(value)}"
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
        message = f"{_short(value)} is not a finite number; pass one that is"
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
        message = f"{number!r} does not fit in a float32; pass a number from -3.4028235e+38 to 3.4028235e+38"
        raise DoesNotFitError(message) from None
    return single


def add_session(rate: Rate, count: float, length: float, window: float | None) -> Rate:
    """Add one session to an average: the pair before it is scaled down so that the whole time is the window, then the session is added.

    Args:
        rate: The pair (count, time) so far.
        count: What was counted in this session.
        length: How long it was, above 0, in the unit of the window.
        window: How far the average looks back, None for everything.
    """
    total, time = rate
    if time <= 0:
        return count, length
    if window is not None and time + length > window:
        kept = max(window - length, 0.0)
        total *= kept / time
        time = kept
    return total + count, time + length


def average(rate: Rate) -> float:
    """Return the average of a pair as float32.

    Raises:
        DoesNotFitError: The average is beyond the range of a float32.
    """
    count, time = rate
    return to_float32(count / time if time > 0 else count)


def to_rate(value: object) -> Rate:
    """Return a start value of an average as its pair; a plain number is the average of a time not counted.

    Raises:
        DoesNotFitError: The pair is not (count, time) with time 0 or more, or a number does not fit.
        TypeError: Something in it is not a number.
    """
    if not isinstance(value, list | tuple):
        return to_float32(value), 0.0
    if len(value) != _PAIR:
        message = "an AVGRATE is one number or the pair (count, time)"
        raise DoesNotFitError(message)
    rate = to_float64(value[0]), to_float64(value[1])
    if rate[1] < 0:
        message = "the time of an AVGRATE is 0 or more"
        raise DoesNotFitError(message)
    average(rate)
    return rate


def to_raw(stat: Stat, value: object) -> Raw:
    """Return a given value of a stat in the form it is stored in.

    Raises:
        DoesNotFitError: The stat cannot hold it.
        TypeError: It is not a number.
    """
    if stat.type == "INT":
        return to_int32(value)
    return list(to_rate(value)) if stat.type == "AVGRATE" else to_float32(value)


def from_raw(stat: Stat, raw: Raw) -> tuple[float, Rate]:
    """Return what a stored form holds for a stat: the value, and its pair if it is an average. A stat never set has its default.

    Raises:
        DoesNotFitError: The stored form does not fit the stat (any more).
        TypeError: It is not a number.
    """
    if raw is None:
        return stat.default, (stat.default, 0.0)
    if stat.type == "INT":
        return to_int32(raw), (0.0, 0.0)
    if stat.type == "FLOAT":
        return to_float32(raw), (0.0, 0.0)
    rate = to_rate(raw)
    return average(rate), rate


def unlock_time(raw: Raw) -> int | None:
    """Return when an achievement was unlocked, None if it is locked, from its stored form.

    Raises:
        DoesNotFitError: The stored form is not that of an achievement.
    """
    if raw is None or (type(raw) is int and raw >= 0):
        return raw
    message = f"{_short(raw)} is not the time of an unlock"
    raise DoesNotFitError(message)


def _short(value: object) -> str:
    """Show a value, never more of it than fits in a line."""
    if isinstance(value, int) and abs(value) >= 10**40:
        return f"an int of {value.bit_length()} bits"
    return repr(value)[:60]
