"""The rules of Steam's stats as they bind a player's own program.

Rules: those of stat_rules.py, with two differences: what may be set is what is Set By Client, and a set that breaks a limit is refused at
once and keeps the old value. Here too is what only the player's side may ask: unlock times, whether a stat was ever set, the reset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam import refusals
from steam_nodes.steam.local.rules.stat_rules import ANSWERS, StatRules, touch
from steam_nodes.steam.local.rules.values import from_raw
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import DoesNotFitError, short

if TYPE_CHECKING:
    from steam_nodes.steam.local.rules.user import User
    from steam_nodes.steam.schema.entries import Achievement, SetBy
    from steam_nodes.steam.schema.schema import Schema


class ClientStatRules(StatRules):
    """The rules of one schema for a player's own program.

    Args:
        schema: What App Admin holds.
    """

    def __init__(self, schema: Schema) -> None:
        """Sort the schema by what each call looks for."""
        super().__init__(schema, limits="at_set")

    def settable_by(self, set_by: SetBy, *, official: bool) -> bool:
        """Whether a player's program may set what is Set By this."""
        return set_by == "Client"

    @property
    def achievement_names(self) -> list[str]:
        """The published achievements in App Admin's order."""
        return list(self._locked)

    def achievement(self, call: str, name: str) -> Achievement | Refusal:
        """Find a published achievement."""
        if not isinstance(name, str):
            message = f"{call}: the name of an achievement is a str, not {type(name).__name__} {short(name)}"
            raise TypeError(message)
        if name in self._locked:
            return self.schema.achievements[name]
        return refusals.of_achievement(call, name, self.schema)

    def unlock(self, user: User, name: str) -> tuple[bool, int] | Refusal:
        """Read whether an achievement is unlocked, and when."""
        unlocked = self.get_achievement(user, name)
        if isinstance(unlocked, Refusal):
            return unlocked
        return unlocked, user.unlocked[name] or 0

    def was_set(self, user: User, name: str) -> bool | Refusal:
        """Whether a stat was ever set; what is stored and does not fit the schema any more counts as never set."""
        call = "get_user_stat_int"
        if not isinstance(name, str):
            message = f"was_set: the name of a stat is a str, not {type(name).__name__} {short(name)}"
            raise TypeError(message)
        if ANSWERS[user.state]["get"] != "value":
            return refusals.of_state(call, user.steam_id, name, user.cause)
        stat = self._stats.get(name)
        if stat is None:
            return refusals.of_name(call, user.steam_id, name, self.schema)
        if name in user.changed:
            return name not in user.erased
        raw = user.row.get(name)
        try:
            from_raw(stat, raw)
        except (DoesNotFitError, TypeError):
            return False
        return raw is not None

    def reset(self, user: User, *, achievements_too: bool) -> Refusal | None:
        """Give what the player may set its default again, in memory; None is Steam's true."""
        if ANSWERS[user.state]["set"] != "true":
            return refusals.of_state("reset_all_stats", user.steam_id, "", user.state)
        for name, stat in self._stats.items():
            if not self.settable_by(stat.set_by, official=False) or (name not in user.changed and user.row.get(name) is None):
                continue
            if stat.type == "INT":
                user.ints[name] = self._ints[name]
            else:
                user.floats[name] = self._floats[name]
            if stat.type == "AVGRATE":
                user.rates[name] = self._rates[name]
            user.broken.pop(name, None)
            touch(user, name)
            user.erased.add(name)
        for name in self._settable if achievements_too else ():
            if name in user.changed or user.unlocked[name] is not None:
                self.clear_achievement(user, name)
        return None
