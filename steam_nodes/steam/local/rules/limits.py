"""The limits of a stat: Min, Max, MaxChange and IncrementOnly.

Rules: a limit that is blank (None) forbids nothing; a value at the edge is inside. Each function returns the fault as a clause of a
sentence, or "" if there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.schema.entries import Stat


def change_fault(stat: Stat, before: float, value: float) -> str:
    """Judge the way from the value before a set to the value after it."""
    if stat.max_change is None or abs(value - before) <= stat.max_change:
        return ""
    return f'"{stat.name}" = {value} is more than Max Change {stat.max_change} away from {before}'


def bounds_fault(stat: Stat, base: float, value: float) -> str:
    """Judge a value by itself, and against the one it must not fall below."""
    if stat.min is not None and value < stat.min:
        return f'"{stat.name}" = {value} is below Min {stat.min}'
    if stat.max is not None and value > stat.max:
        return f'"{stat.name}" = {value} is above Max {stat.max}'
    if stat.increment_only and value < base:
        return f'"{stat.name}" = {value} is below {base}, and it is Increment Only'
    return ""
