"""A player's own stats and achievements, and those of other users, as the player's program asks for them.

Rules: the calls are Valve's ISteamUserStats. A set changes memory only and is readable at once; `store_stats` brings it to the disk. Of
other users there are getters only, after a request that was answered OK; what is held of them stays as it was when it came.
"""

from __future__ import annotations

from typing import TypeVar

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import UserStatsStored
from steam_nodes.steam.local.client.session import ClientLife
from steam_nodes.steam.local.rules.stat_rules import ANSWERS
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

Value = TypeVar("Value")


class ClientStats(ClientLife):
    """The part of a player's door that stats go through."""

    # The player's own.

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; if True a UserStatsReceived with call 0 follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestCurrentStats. Nothing needs it: they are here from the start.
        """
        if not self._present("request_current_stats"):
            return False
        self._unasked.add(self._world.request(self._own(), Result.OK))
        return True

    def get_stat_int(self, name: str) -> int | None:
        """Return the int32 value of an INT stat, None if it is refused."""
        return self._value(self._rules.get_int(self._own(), name))

    def get_stat_float(self, name: str) -> float | None:
        """Return the float32 value of a FLOAT or AVGRATE stat, None if it is refused."""
        return self._value(self._rules.get_float(self._own(), name))

    def was_set(self, steam_id: int, name: str) -> bool | None:
        """Whether a stat of a user was ever set, also if that is not stored yet; None if the user or the stat is not known."""
        return self._value(self._rules.was_set(self._user(steam_id), name))

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""
        return self._accept(self._rules.set_int(self._own(), name, value))

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""
        return self._accept(self._rules.set_float(self._own(), name, value))

    def update_avg_rate_stat(self, name: str, count_this_session: float, session_length: float) -> bool:
        """Add a session to an AVGRATE stat in memory; readable at once; False changes nothing."""
        return self._accept(self._rules.update_avg_rate(self._own(), name, count_this_session, session_length))

    def get_achievement(self, name: str) -> tuple[bool, int] | None:
        """Return whether an achievement is unlocked, and when in seconds since 1970 (0 while locked); None if it is refused."""
        return self._value(self._rules.unlock(self._own(), name))

    def set_achievement(self, name: str) -> bool:
        """Unlock an achievement in memory, now by the world's clock; False changes nothing."""
        return self._accept(self._rules.set_achievement(self._own(), name))

    def clear_achievement(self, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""
        return self._accept(self._rules.clear_achievement(self._own(), name))

    def indicate_achievement_progress(self, name: str, current: int, maximum: int) -> bool:
        """Show how near an achievement is; nothing is set.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#IndicateAchievementProgress.

        Args:
            name: The achievement's API Name.
            current: How far the player is, from 0 to below `maximum`.
            maximum: Where it would be unlocked, 1 to 2**32 - 1.

        Returns:
            True: a UserStatsStored and a UserAchievementStored with the numbers follow. False: it is unlocked already or unknown, or the
            numbers make no progress.
        """
        call = "indicate_achievement_progress"
        for number in (current, maximum):
            if isinstance(number, bool) or not isinstance(number, int):
                message = f"{call}: the progress is two ints such as 3 of 10, not {type(number).__name__} {short(number)}"
                raise TypeError(message)
        entry = self._rules.achievement(call, name)
        if isinstance(entry, Refusal):
            return self._accept(entry)
        unlocked = self._value(self._rules.unlock(self._own(), name))
        if unlocked is None:
            return False
        if unlocked[0]:
            return self._accept(refusals.of_call(call, name, "it is unlocked already; show progress only before that"))
        if not 0 <= current < maximum < 2**32:
            told = f"{short(current)} of {short(maximum)}"
            fault = f"{told} is no progress; pass a maximum of 1 or more and a current number from 0 to below it"
            return self._accept(refusals.of_call(call, name, fault))
        stored, shown = UserStatsStored(self._game_id, Result.OK), self._unlock_record(name, current, maximum)
        self._post(lambda: stored)
        self._post(lambda: shown)
        return True

    def store_stats(self) -> bool:
        """Send the player's changes; if True a UserStatsStored follows, then a UserAchievementStored for each that was unlocked.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#StoreStats. The answer is OK when the values are on the disk.
        INVALID_PARAM: a game server or another program of the player changed a value since it was read; nothing was stored, these values
        are read again.
        """
        user = self._own()
        if ANSWERS[user.state]["store"] is not Result.OK:
            self._refuse(refusals.of_state("store_user_stats", user.steam_id, "", user.state))
            return False
        self._world.store_user(user, Result.OK)
        return True

    def reset_all_stats(self, achievements_too: bool) -> bool:
        """Give every stat the Client may set, and on request every such achievement, its default again, and store that at once.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ResetAllStats. A UserStatsStored follows; afterwards `was_set` says
        that these stats were never set.
        """
        if not isinstance(achievements_too, bool):
            message = f"reset_all_stats: achievements_too is True or False, not {type(achievements_too).__name__} {short(achievements_too)}"
            raise TypeError(message)
        return self._accept(self._rules.reset(self._own(), achievements_too=achievements_too)) and self.store_stats()

    # Other users.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for a user's stats; a UserStatsReceived with the returned number answers in a later frame.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestUserStats.
        """
        user = self._user(steam_id)
        answer = ANSWERS[user.state]["request"]
        if answer is not Result.OK:
            self._refuse(refusals.of_state("request_user_stats", user.steam_id, "", user.state))
        return self._world.request(user, answer) if isinstance(answer, Result) else self._world.number()

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Return the int32 value of a user's INT stat, None if it is refused."""
        return self._value(self._rules.get_int(self._user(steam_id), name))

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Return the float32 value of a user's FLOAT or AVGRATE stat, None if it is refused."""
        return self._value(self._rules.get_float(self._user(steam_id), name))

    def get_user_achievement(self, steam_id: int, name: str) -> tuple[bool, int] | None:
        """Return whether a user has unlocked an achievement, and when; None if it is refused."""
        return self._value(self._rules.unlock(self._user(steam_id), name))

    def unload(self, steam_id: int) -> None:
        """Let Steam unload another user, as it does when it needs the memory: a UserStatsUnloaded arrives.

        Nothing happens to one who is not loaded, nor to the player: the own stats stay.
        """
        user = self._user(steam_id)
        if steam_id != self._me and ANSWERS[user.state]["get"] == "value":
            self._world.unload(user)

    def _value(self, value: Value | Refusal) -> Value | None:
        """Return what the rules read; say why if they refused."""
        if isinstance(value, Refusal):
            self._refuse(value)
            return None
        return value
