"""Changes of a stat: adds, sets and bests put together into one, and whether a schema's limits allow a value.

Rules: a change is arithmetic on one number: it knows no Steam, no node and no time. However many adds, sets and bests come, they are one
change, which gives the same as all of them in their order, whatever value it is applied to. So an add stays an add and a best a best when
Steam holds another value than the one they were first applied to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from steam_nodes.steam.stat_values import DoesNotFitError, short, to_float32, to_int32

if TYPE_CHECKING:
    from steam_nodes.steam.schema.entries import Stat


MOST: Final = (2 - 2**-23) * 2.0**127
"""The largest value of any stat, that of a float32."""


class Change(NamedTuple):
    """What becomes of a value: it plus `plus`, but at least `least`.

    Args:
        plus: What is added; None where the value before counts for nothing, as with a set.
        least: What it is at least; None where there is no such bound.
    """

    plus: float | None
    least: float | None

    def then(self, after: Change) -> Change:
        """Return this change and another one after it as one."""
        if after.plus is None:
            return after
        plus = None if self.plus is None else self.plus + after.plus
        if self.least is None:
            return Change(plus, after.least)
        least = self.least + after.plus
        return Change(plus, least if after.least is None else max(least, after.least))

    def of(self, value: float) -> float:
        """Return what becomes of a value."""
        if self.plus is None:
            return value if self.least is None else self.least
        moved = value + self.plus
        return moved if self.least is None else max(moved, self.least)

    @property
    def repeatable(self) -> bool:
        """Whether it makes no difference how often it is applied."""
        return not self.plus

    def text(self, name: str) -> str:
        """Say it as the call that it came of, or the sum of them."""
        if self.plus is None:
            return f'set("{name[:140]}", {short(self.least)})'
        if self.least is None:
            return f'add("{name[:140]}", {short(self.plus)})'
        best = f'best("{name[:140]}", {short(self.least)})'
        return best if not self.plus else f'add("{name[:140]}", {short(self.plus)}) and {best}'


NOTHING = Change(0, None)
"""The change that changes nothing."""


def added(amount: float) -> Change:
    """Return the change of an add."""
    return Change(amount, None)


def became(value: float) -> Change:
    """Return the change of a set."""
    return Change(None, value)


def at_least(value: float) -> Change:
    """Return the change of a best."""
    return Change(0, value)


def whole(value: float) -> float:
    """Return a value as an int where it is one: an INT stat may be counted in floats such as 2.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def fault_of(kind: str, value: float) -> str:
    """Return why a stat of this type cannot hold a value, as a clause with its remedy; "" if it can."""
    try:
        if kind == "INT":
            to_int32(whole(value))
        else:
            to_float32(value)
    except DoesNotFitError as fault:
        return str(fault)
    return ""


def limit_fault(stat: Stat, stored: float, value: float, before: float | None) -> str:
    """Return which limit of the schema a value breaks, as a clause with its remedy; "" if none.

    Args:
        stat: What the schema says of the stat.
        stored: What is stored of it.
        value: What is to be set.
        before: What was set before; None where that counts for nothing.
    """
    name = stat.name
    if stat.min is not None and value < stat.min:
        return f'"{name}" = {value} is below Min {stat.min}; keep it at {stat.min} or more'
    if stat.max is not None and value > stat.max:
        return f'"{name}" = {value} is above Max {stat.max}; keep it at {stat.max} or less'
    if stat.increment_only and value < stored:
        return f'"{name}" = {value} is below {stored}, and it is Increment Only; only let it grow'
    if stat.max_change is not None and before is not None and abs(value - before) > stat.max_change:
        return f'"{name}" = {value} is more than Max Change {stat.max_change} away from {before}; change it in smaller steps'
    return ""
