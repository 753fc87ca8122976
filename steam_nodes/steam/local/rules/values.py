"""The arithmetic of stat values: what is stored, the moving average, and the limits Min, Max, MaxChange and IncrementOnly.

Rules: numbers are those of stat_values.py. An average is kept as the pair (count, time) in float64 and read as float32; time 0 means that
nothing was counted yet and count is the value itself, so a default or a given start value lasts until the first session is added.
A limit that is blank (None) forbids nothing; a value at the edge is inside.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final, TypeAlias

from steam_nodes.steam.stat_values import DoesNotFitError, short, to_float32, to_float64, to_int32

if TYPE_CHECKING:
    from steam_nodes.steam.schema.entries import Stat

Rate: TypeAlias = tuple[float, float]
Raw: TypeAlias = "int | float | list[float] | None"
Row: TypeAlias = dict[str, Raw]

_PAIR: Final = 2


class DamageError(ValueError):
    """Something stands in a store that no steam_nodes has written; the message says what, as a clause of a sentence."""


def add_session(rate: Rate, count: float, length: float, window: float | None) -> Rate:
    """Add one session to an average: the pair before it is scaled down so that the whole time is the window, then the session is added.

    Args:
        rate: The pair (count, time) so far.
        count: What was counted in this session.
        length: How long it was, above 0, in the unit of the window.
        window: How far the average looks back, None for everything.

    Raises:
        DoesNotFitError: The pair would be beyond the range of a float64.
    """
    total, time = rate
    if time <= 0:
        return count, length
    if window is not None and time + length > window:
        kept = max(window - length, 0.0)
        total *= kept / time
        time = kept
    if not isfinite(total + count) or not isfinite(time + length):
        message = "the sums of the average would be beyond the range of a float64; pass a shorter session_length"
        raise DoesNotFitError(message)
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
    message = f"{short(raw)} is not the time of an unlock"
    raise DoesNotFitError(message)


def change_fault(stat: Stat, before: float, value: float) -> str:
    """Judge the way from the value before a set to the value after it; return the fault as a clause of a sentence, "" for none."""
    if stat.max_change is None or abs(value - before) <= stat.max_change:
        return ""
    return f'"{stat.name}" = {value} is more than Max Change {stat.max_change} away from {before}'


def bounds_fault(stat: Stat, base: float, value: float) -> str:
    """Judge a value by itself and against the one it must not fall below; return the fault as a clause of a sentence, "" for none."""
    if stat.min is not None and value < stat.min:
        return f'"{stat.name}" = {value} is below Min {stat.min}'
    if stat.max is not None and value > stat.max:
        return f'"{stat.name}" = {value} is above Max {stat.max}'
    if stat.increment_only and value < base:
        return f'"{stat.name}" = {value} is below {base}, and it is Increment Only'
    return ""
