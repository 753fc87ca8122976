"""What a world's rules say of loading and storing: which values a user gets from a row, and what of theirs may be written.

Rules: as engine.py, pure arithmetic on records, without time, disk, thread, random or log. What is stored is judged against the schema
as it is now: what still fits stays, what does not is said. A judged store is written whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from steam_nodes.steam import refusals
from steam_nodes.steam.local.rules.limits import bounds_fault
from steam_nodes.steam.local.rules.user import Draft
from steam_nodes.steam.local.rules.values import from_raw, unlock_time
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, DoesNotFitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steam_nodes.steam.local.rules.user import User
    from steam_nodes.steam.local.rules.values import Rate, Raw, Row
    from steam_nodes.steam.refusals import Refusal
    from steam_nodes.steam.schema.entries import Stat
    from steam_nodes.steam.schema.schema import Schema

Kept = TypeVar("Kept")


class Ledger:
    """The half of the engine that stands between a user's values and the rows of the store.

    Args:
        schema: What App Admin holds.
    """

    def __init__(self, schema: Schema) -> None:
        """Write down what a player has who has nothing."""
        self.schema = schema
        self._stats: dict[str, Stat] = {stat.name: stat for stat in schema.stats.values() if stat.published}
        self._ints = {stat.name: int(stat.default) for stat in self._stats.values() if stat.type == "INT"}
        self._floats = {stat.name: float(stat.default) for stat in self._stats.values() if stat.type != "INT"}
        self._rates: dict[str, Rate] = {stat.name: (stat.default, 0.0) for stat in self._stats.values() if stat.type == "AVGRATE"}
        self._locked: dict[str, int | None] = dict.fromkeys(entry.name for entry in schema.achievements.values() if entry.published)
        self._limited = {name for name, stat in self._stats.items() if stat.increment_only or stat.min is not None or stat.max is not None}
        self._bounded = {stat.name for stat in self._stats.values() if stat.min is not None or stat.max is not None}

    def fill(self, user: User, row: Row) -> list[Refusal]:
        """Take in what the store holds; what is set and not stored is shown on, and keeps the base it was set on.

        So a store that would write over what was stored since by another server is refused, whoever asked for the newer row.

        Returns:
            What there is to say of stored values that do not fit the schema any more: one of another type is left aside for the
            default, one beyond new limits is read as it stands, one the schema does not know stays in the store.
        """
        misfits = []
        ints, floats, rates, unlocked = dict(self._ints), dict(self._floats), dict(self._rates), dict(self._locked)
        for name, raw in row.items():
            stat = self._stats.get(name)
            try:
                if stat is None:
                    if name in unlocked:
                        unlocked[name] = unlock_time(raw)
                    elif name not in self.schema.stats and name not in self.schema.achievements:
                        misfits.append(refusals.of_stranger(user.steam_id, name))
                    continue
                if stat.type == "INT":
                    # The common case first: a world of many players reads little else.
                    value: float = raw if type(raw) is int and INT_MIN <= raw <= INT_MAX else int(from_raw(stat, raw)[0])
                    ints[name] = int(value)
                else:
                    value, rate = from_raw(stat, raw)
                    floats[name] = value
                    if stat.type == "AVGRATE":
                        rates[name] = rate
            except (DoesNotFitError, TypeError) as fault:
                misfits.append(refusals.of_misfit(user.steam_id, name, str(fault), "its default is used"))
            else:
                if name in self._bounded and (beyond := bounds_fault(stat, value, value)):
                    misfits.append(refusals.of_misfit(user.steam_id, name, beyond, "it is read as it stands"))
        _keep(user.changed, user.ints, ints)
        _keep(user.changed, user.floats, floats)
        _keep(user.changed, user.rates, rates)
        _keep(user.changed, user.unlocked, unlocked)
        for name in user.changed:
            user.seen.setdefault(name, user.row.get(name))
        user.row, user.ints, user.floats, user.rates, user.unlocked = row, ints, floats, rates, unlocked
        return misfits

    def base(self, user: User, name: str) -> Raw:
        """Return what the store held of a name when it was set: what a store may write over."""
        return user.seen[name] if name in user.seen else user.row.get(name)

    def draft(self, user: User) -> Draft:
        """Write down what a store called now has to bring to the disk."""
        names = user.changed
        ints = user.ints
        changes: Row = {name: ints[name] if name in ints else self._raw(user, name) for name in names}
        values = {} if self._limited.isdisjoint(names) else {name: self._shown(user, name) for name in names if name in self._limited}
        for name in user.erased:
            # A reset goes back to the default, wherever the value stood: no limit forbids that.
            changes[name] = None
            values.pop(name, None)
        return Draft(changes, values, dict(names), dict(user.broken))

    def judge(self, user: User, draft: Draft) -> dict[str, str]:
        """Return the faults of a store by name; none of it may be written if there is one.

        What an earlier store has brought to the disk meanwhile is taken out of the draft.
        """
        # The common case first, at once: nothing in it has a limit, and nothing has happened since the call.
        if not draft.values and not draft.broken and not user.reverted and draft.sets.keys() <= user.changed.keys():
            return {}
        faults = {}
        for name, number in draft.sets.items():
            if user.reverted.get(name, 0) >= number:
                faults[name] = refusals.CHANGED
            elif name not in user.changed:
                del draft.changes[name]
            elif name in draft.broken:
                faults[name] = draft.broken[name]
            elif name in draft.values:
                stat, value = self._stats[name], draft.values[name]
                base = self._stored(user, name) if stat.increment_only else value
                fault = bounds_fault(stat, base, value)
                if fault:
                    faults[name] = fault
        return faults

    def stored(self, user: User, draft: Draft) -> None:
        """Note that a store has brought its draft to the disk."""
        if user.changed == draft.sets and len(draft.changes) == len(draft.sets):
            user.row.update(draft.changes)
            user.seen.clear()
            user.changed.clear()
            user.broken.clear()
            user.earned.clear()
            user.erased.clear()
            user.happen("stored")
            return
        for name, raw in draft.changes.items():
            user.row[name] = raw
            # What was set since was set on what this store has just written.
            user.seen.pop(name, None)
            if user.changed.get(name) == draft.sets[name]:
                del user.changed[name]
                user.broken.pop(name, None)
                user.earned.pop(name, None)
                user.erased.discard(name)
        if not user.changed:
            user.happen("stored")

    def revert(self, user: User, draft: Draft, names: Iterable[str]) -> None:
        """Put the values that broke a limit back to the stored ones, but not what was set since the call."""
        self._go_back(user, [name for name in names if user.changed.get(name) == draft.sets[name]], user.row)

    def renew(self, user: User, row: Row, names: Iterable[str]) -> list[Refusal]:
        """Put the values that another server changed back to what the store holds now, also what was set since; take in the rest.

        Returns:
            What `fill` returns.
        """
        for name in names:
            user.reverted[name] = user.sets
        return self._go_back(user, names, row)

    # What is used above.

    def _go_back(self, user: User, names: Iterable[str], row: Row) -> list[Refusal]:
        """Give names their stored values again, and lock what only they had unlocked; return what `fill` returns."""
        for name in names:
            user.changed.pop(name, None)
            user.seen.pop(name, None)
            user.broken.pop(name, None)
            user.erased.discard(name)
            for achievement in [key for key, stat in user.earned.items() if stat == name]:
                del user.earned[achievement]
                user.changed.pop(achievement, None)
                user.seen.pop(achievement, None)
        misfits = self.fill(user, row)
        if not user.changed:
            user.happen("stored")
        return misfits

    def _raw(self, user: User, name: str) -> Raw:
        """Return what a user has of a name, in stored form."""
        if name in user.ints:
            return user.ints[name]
        if name in user.rates:
            return list(user.rates[name])
        return user.floats[name] if name in user.floats else user.unlocked[name]

    def _shown(self, user: User, name: str) -> float:
        """Return the value of a stat as gets see it."""
        return user.ints[name] if name in user.ints else user.floats[name]

    def _stored(self, user: User, name: str) -> float:
        """Return the stored value of a stat; what does not fit any more counts as never set."""
        stat = self._stats[name]
        try:
            return from_raw(stat, user.row.get(name))[0]
        except (DoesNotFitError, TypeError):
            return stat.default


def _keep(changed: Iterable[str], old: Mapping[str, Kept], new: dict[str, Kept]) -> None:
    """Carry what is not stored over to the new values."""
    for name in changed:
        if name in old:
            new[name] = old[name]
