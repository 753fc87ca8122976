"""The rules of Steam's stats: the table of states and calls, what each call does to a user, and which values a store may write.

Rules: `ANSWERS` says what each call gives in each state of a user; what does not stand there does not happen. This file knows no time,
disk, thread, random or log; the time of an unlock is given to it. Each call either changes one User as asked and returns its value, or
returns a Refusal and changes nothing. The order of the checks is fixed: the user's state (the table ANSWERS), the name and its type,
Set By, the value, and with `at_set` the limits.

Limits are judged by the store, as Steam's servers do: a set that breaks one is accepted, the store that carries it is answered with
INVALID_PARAM, nothing of that store is written, the offending values go back to the stored ones, the others stay changed. MaxChange is
judged between each set and the value before it; Min, Max and IncrementOnly between the value and the stored one.

What a row of the store holds is judged against the schema as it is now: what still fits stays, what does not is said. A judged store is
written whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from steam_nodes.steam import refusals
from steam_nodes.steam.local.rules.user import NEXT, Draft
from steam_nodes.steam.local.rules.values import add_session, average, bounds_fault, change_fault, from_raw, unlock_time
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, DoesNotFitError, require_number, short, to_float32, to_float64, to_int32

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steam_nodes.steam.local.rules.user import State, User
    from steam_nodes.steam.local.rules.values import Rate, Raw, Row
    from steam_nodes.steam.refusals import Refusal
    from steam_nodes.steam.schema.entries import SetBy, Stat
    from steam_nodes.steam.schema.schema import Schema

Kept = TypeVar("Kept")
Column: TypeAlias = Literal["request", "get", "set", "store"]
Answer: TypeAlias = Literal["value", "none", "true", "false", "nothing"] | Result

CALLS: Final[dict[str, Column]] = {
    "request_user_stats": "request",
    "get_user_stat_int": "get",
    "get_user_stat_float": "get",
    "get_user_achievement": "get",
    "set_user_stat_int": "set",
    "set_user_stat_float": "set",
    "update_user_avg_rate_stat": "set",
    "set_user_achievement": "set",
    "clear_user_achievement": "set",
    "store_user_stats": "store",
}
"""The ten calls by the column of `ANSWERS` they belong to."""

ANSWERS: Final[dict[State, dict[Column, Answer]]] = {
    "closed":        {"request": "nothing",            "get": "none",  "set": "false", "store": "nothing"},
    "shut down":     {"request": Result.NO_CONNECTION, "get": "none",  "set": "false", "store": Result.NO_CONNECTION},
    "not logged on": {"request": Result.NOT_LOGGED_ON, "get": "none",  "set": "false", "store": Result.NOT_LOGGED_ON},
    "not a player":  {"request": Result.FAIL,          "get": "none",  "set": "false", "store": Result.FAIL},
    "not asked":     {"request": Result.OK,            "get": "none",  "set": "false", "store": Result.FAIL},
    "asked":         {"request": Result.OK,            "get": "none",  "set": "false", "store": Result.FAIL},
    "loaded":        {"request": Result.OK,            "get": "value", "set": "true",  "store": Result.OK},
    "changed":       {"request": Result.OK,            "get": "value", "set": "true",  "store": Result.OK},
    "not playing":   {"request": Result.OK,            "get": "value", "set": "false", "store": Result.OK},
}  # fmt: skip
"""User state x call -> answer, for a name, type and value that are right and a disk that works."""


class _Rule:
    """One published stat with what a set needs to know of it at once."""

    __slots__ = ("settable", "stat", "unlocks")

    def __init__(self, stat: Stat, *, settable: bool, unlocks: list[tuple[str, float]]) -> None:
        self.stat = stat
        self.settable = settable
        self.unlocks = unlocks


class StatRules:
    """The rules of one schema, as they bind a game server.

    Args:
        schema: What App Admin holds.
        official: Whether the server is one of the official ones.
        limits: Who judges the limits: the store ("at_store", as Steam) or each set ("at_set").
    """

    def __init__(self, schema: Schema, *, official: bool = False, limits: Literal["at_store", "at_set"] = "at_store") -> None:
        """Sort the schema by what each call looks for."""
        self.schema = schema
        self._stats: dict[str, Stat] = {stat.name: stat for stat in schema.stats.values() if stat.published}
        self._ints = {stat.name: int(stat.default) for stat in self._stats.values() if stat.type == "INT"}
        self._floats = {stat.name: float(stat.default) for stat in self._stats.values() if stat.type != "INT"}
        self._rates: dict[str, Rate] = {stat.name: (stat.default, 0.0) for stat in self._stats.values() if stat.type == "AVGRATE"}
        self._locked: dict[str, int | None] = dict.fromkeys(entry.name for entry in schema.achievements.values() if entry.published)
        self._limited = {name for name, stat in self._stats.items() if stat.increment_only or stat.min is not None or stat.max is not None}
        self._bounded = {stat.name for stat in self._stats.values() if stat.min is not None or stat.max is not None}
        self.now = 0
        self._at_set = limits == "at_set"
        self._int_rules: dict[str, _Rule] = {}
        self._float_rules: dict[str, _Rule] = {}
        self._rate_rules: dict[str, _Rule] = {}
        self._settable: set[str] = set()
        self.set_official(official=official)

    def set_official(self, *, official: bool) -> None:
        """Say whether the server's address is official, and so what it may set."""

        def may(set_by: SetBy) -> bool:
            return self.settable_by(set_by, official=official)

        unlocks: dict[str, list[tuple[str, float]]] = {}
        for entry in self.schema.achievements.values():
            if entry.published and entry.progress is not None:
                unlocks.setdefault(entry.progress.stat, []).append((entry.name, entry.progress.max))
        by_type = {"INT": self._int_rules, "FLOAT": self._float_rules, "AVGRATE": self._rate_rules}
        for stat in self._stats.values():
            by_type[stat.type][stat.name] = _Rule(stat, settable=may(stat.set_by), unlocks=unlocks.get(stat.name, []))
        self._settable = {name for name in self._locked if may(self.schema.achievements[name].set_by)}

    def settable_by(self, set_by: SetBy, *, official: bool) -> bool:
        """Whether the one these rules bind may set what is Set By this."""
        return set_by == "GS" or (official and set_by == "Official GS")

    # The getters.

    def get_int(self, user: User, name: str) -> int | Refusal:
        """Read an INT stat."""
        if ANSWERS[user.state]["get"] == "value":
            try:
                return user.ints[name]
            except (KeyError, TypeError):
                pass
        return self._refuse("get_user_stat_int", user, name)

    def get_float(self, user: User, name: str) -> float | Refusal:
        """Read a FLOAT or AVGRATE stat."""
        if ANSWERS[user.state]["get"] == "value":
            try:
                return user.floats[name]
            except (KeyError, TypeError):
                pass
        return self._refuse("get_user_stat_float", user, name)

    def get_achievement(self, user: User, name: str) -> bool | Refusal:
        """Read whether an achievement is unlocked."""
        if ANSWERS[user.state]["get"] == "value":
            try:
                return user.unlocked[name] is not None
            except (KeyError, TypeError):
                pass
        return self._refuse("get_user_achievement", user, name)

    # The setters: None is Steam's true.

    def set_int(self, user: User, name: str, value: int) -> Refusal | None:
        """Set an INT stat."""
        rule = self._int_rules.get(name) if isinstance(name, str) else None
        if rule is None or not rule.settable or ANSWERS[user.state]["set"] != "true":
            require_number(value)
            return self._refuse("set_user_stat_int", user, name, rule)
        if type(value) is not int or not INT_MIN <= value <= INT_MAX:
            try:
                value = to_int32(value)
            except DoesNotFitError as fault:
                return refusals.of_value("set_user_stat_int", user.steam_id, name, str(fault))
        return self._put("set_user_stat_int", user, rule, user.ints[name], value)

    def set_float(self, user: User, name: str, value: float) -> Refusal | None:
        """Set a FLOAT stat."""
        rule = self._float_rules.get(name) if isinstance(name, str) else None
        if rule is None or not rule.settable or ANSWERS[user.state]["set"] != "true":
            require_number(value)
            return self._refuse("set_user_stat_float", user, name, rule)
        try:
            value = to_float32(value)
        except DoesNotFitError as fault:
            return refusals.of_value("set_user_stat_float", user.steam_id, name, str(fault))
        return self._put("set_user_stat_float", user, rule, user.floats[name], value)

    def update_avg_rate(self, user: User, name: str, count: float, length: float) -> Refusal | None:
        """Add a session to an AVGRATE stat."""
        call = "update_user_avg_rate_stat"
        rule = self._rate_rules.get(name) if isinstance(name, str) else None
        if rule is None or not rule.settable or ANSWERS[user.state]["set"] != "true":
            require_number(count)
            require_number(length)
            return self._refuse(call, user, name, rule)
        try:
            count = to_float32(count)
            length = to_float64(length)
            if length <= 0:
                return refusals.of_value(call, user.steam_id, name, f"session_length is {length}; pass a length above 0")
            rate = add_session(user.rates[name], count, length, rule.stat.window)
            value = average(rate)
        except DoesNotFitError as fault:
            return refusals.of_value(call, user.steam_id, name, str(fault))
        refusal = self._put(call, user, rule, user.floats[name], value)
        if refusal is None:
            user.rates[name] = rate
        return refusal

    def set_achievement(self, user: User, name: str) -> Refusal | None:
        """Unlock an achievement; unlocked already, it keeps its time."""
        if ANSWERS[user.state]["set"] != "true" or not isinstance(name, str) or name not in self._settable:
            return self._refuse("set_user_achievement", user, name)
        user.earned.pop(name, None)
        if user.unlocked[name] is None:
            user.unlocked[name] = self.now
        touch(user, name)
        return None

    def clear_achievement(self, user: User, name: str) -> Refusal | None:
        """Lock an achievement again."""
        if ANSWERS[user.state]["set"] != "true" or not isinstance(name, str) or name not in self._settable:
            return self._refuse("clear_user_achievement", user, name)
        user.earned.pop(name, None)
        user.unlocked[name] = None
        touch(user, name)
        return None

    # Between a user's values and the rows of the store.

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
        if user.changed:
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
        if user.followed is not None:
            user.followed.ends += [(name, draft.sets[name], True) for name in draft.changes]
        if user.changed == draft.sets and len(draft.changes) == len(draft.sets):
            user.row.update(draft.changes)
            user.seen.clear()
            user.changed.clear()
            user.broken.clear()
            user.earned.clear()
            user.erased.clear()
            user.state = NEXT[user.state].get("stored", user.state)
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
        back = [name for name in names if user.changed.get(name) == draft.sets[name]]
        if user.followed is not None:
            user.followed.ends += [(name, draft.sets[name], False) for name in back]
        self._go_back(user, back, user.row)

    def renew(self, user: User, row: Row, names: Iterable[str]) -> list[Refusal]:
        """Put the values that another server changed back to what the store holds now, also what was set since; take in the rest.

        Returns:
            What `fill` returns.
        """
        for name in names:
            user.reverted[name] = user.sets
        if user.followed is not None:
            user.followed.ends += [(name, user.sets, False) for name in names]
        return self._go_back(user, names, row)

    # What is used above.

    def _put(self, call: str, user: User, rule: _Rule, before: float, value: float) -> Refusal | None:
        """Write a value that fits; judge MaxChange, and with at_set the other limits as well."""
        stat = rule.stat
        name = stat.name
        if self._at_set:
            fault = change_fault(stat, before, value) or bounds_fault(stat, before, value)
            if fault:
                return refusals.of_value(call, user.steam_id, name, fault)
        elif stat.max_change is not None and abs(value - before) > stat.max_change:
            user.broken.setdefault(name, change_fault(stat, before, value))
        if stat.type == "INT":
            user.ints[name] = int(value)
        else:
            user.floats[name] = value
        touch(user, name)
        for achievement, target in rule.unlocks:
            if value >= target and user.unlocked[achievement] is None:
                user.unlocked[achievement] = self.now
                user.earned[achievement] = name
                touch(user, achievement)
        return None

    def _refuse(self, call: str, user: User, name: str, rule: _Rule | None = None) -> Refusal:
        """Say why a call was refused, checked in the fixed order."""
        if not isinstance(name, str):
            message = f"{call}: the name of a stat or an achievement is a str, not {type(name).__name__} {short(name)}"
            raise TypeError(message)
        if ANSWERS[user.state][CALLS[call]] in {"none", "false"}:
            return refusals.of_state(call, user.steam_id, name, user.cause)
        if rule is not None:
            return refusals.of_setter(call, user.steam_id, name, rule.stat.set_by)
        if call in {"set_user_achievement", "clear_user_achievement"} and name in self._locked:
            return refusals.of_setter(call, user.steam_id, name, self.schema.achievements[name].set_by)
        return refusals.of_name(call, user.steam_id, name, self.schema)

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


def touch(user: User, name: str) -> None:
    """Count a set and mark the name as not stored."""
    user.sets += 1
    if user.erased:
        user.erased.discard(name)
    user.changed[name] = user.sets
    if user.state != "changed":
        user.happen("set")


def _keep(changed: Iterable[str], old: Mapping[str, Kept], new: dict[str, Kept]) -> None:
    """Carry what is not stored over to the new values."""
    for name in changed:
        if name in old:
            new[name] = old[name]
