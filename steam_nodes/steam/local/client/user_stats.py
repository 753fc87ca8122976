"""Stats and achievements as a player's program asks for them: the player's own, those of other users, and those of everybody together.

Rules: the calls are Valve's ISteamUserStats. A set changes memory only and is readable at once; `store_stats` brings it to the disk. Of
other users there are getters only, after a request that was answered OK; what is held of them stays as it was when it came. The texts of
achievements are those of the schema.

Of everybody together the getters read what the last answer brought; before one they are refused and say so. Whoever has a row in the store
is a player. A total is the sum of what all players stored since the stat is aggregated, and a day is one of UTC, by the clock of the world
that stored. What is refused is answered with a Result all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import GlobalAchievementPercentagesReady, GlobalStatsReceived, NumberOfCurrentPlayers, UserStatsStored
from steam_nodes.steam.leaderboard_checks import to_int32
from steam_nodes.steam.local.rules.stat_rules import ANSWERS
from steam_nodes.steam.local.store.queries import Nothing, Totals, Unlocks
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, short, to_float32

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.icons import Icons
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.rules.user import FollowedSets
    from steam_nodes.steam.local.store.queries import Sum
    from steam_nodes.steam.local.world.requests import QueryRequest
    from steam_nodes.steam.schema.entries import Achievement, Progress
    from steam_nodes.steam.schema.schema import Schema

MOST_DAYS: Final = 60
_KEYS: Final = ("name", "desc", "hidden")
_UNREADABLE: Final = "what the store holds of it is damaged and cannot be read; put a copy of the store in its place"


class _GlobalStats:
    """What the last answers have brought of everybody together.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self.percents: dict[str, float] = {}
        self.most: list[str] = []
        self.totals: dict[str, tuple[Sum, tuple[Sum, ...]]] = {}
        self.summed = {stat.name: stat.type for stat in session.rules.schema.stats.values() if stat.published and stat.aggregated}

    def take_percents(self, request: QueryRequest) -> ClientRecord:
        """Keep the percentages, and return the record of the answer."""
        found = request.found
        if request.answer is Result.OK and isinstance(found, dict):
            self.percents = {name: to_float32(percent) for name, percent in found.items()}
            self.most = sorted(found, key=lambda name: -found[name])
        return GlobalAchievementPercentagesReady(request.call, self._session.app_id, request.answer)

    def take_totals(self, request: QueryRequest) -> ClientRecord:
        """Keep the totals, and return the record of the answer."""
        if request.answer is Result.OK and isinstance(request.found, dict):
            self.totals = request.found
        return GlobalStatsReceived(request.call, self._session.app_id, request.answer)

    def count_players(self, request: QueryRequest) -> ClientRecord:
        """Return the record of how many play."""
        result = request.answer
        players = self._session.players() if result is Result.OK else 0
        return NumberOfCurrentPlayers(request.call, result, result is Result.OK, players)

    def fault_of_total(self, call: str, name: str, kind: str) -> str:
        """Say why a total is not to be had."""
        schema = self._session.rules.schema
        stat = schema.stats.get(name)
        if stat is None:
            near = schema.near_stat(name)
            remedy = f'did you mean "{near}"?' if near else "add it to the schema, or correct the name"
            return f"it is not a stat of app {schema.app_id}; {remedy}"
        if name not in self.summed:
            return "it is not aggregated; only published stats with aggregated = true in the schema are"
        if self.summed[name] != kind:
            other = call.replace("_int", "_float") if kind == "INT" else call.replace("_float", "_int")
            return f"it is of type {self.summed[name]}; read it with {other}"
        if self.totals:
            return _UNREADABLE
        return "the totals are not here; call request_global_stats and wait for its answer"


class ClientUserStats:
    """The calls of a player's program about stats and achievements.

    Args:
        session: The player's session.
        icons: The icons of its achievements.
    """

    def __init__(self, session: ClientSession, icons: Icons) -> None:
        """Begin with nothing asked."""
        self._session = session
        self._world = session.world
        self._rules = session.rules
        self._icons = icons
        self._global = _GlobalStats(session)

    # The player's own.

    @property
    def schema(self) -> Schema:
        """What App Admin holds."""
        return self._rules.schema

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; if True a UserStatsReceived with call 0 follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestCurrentStats. Nothing needs it: they are here from the start.
        """
        if not self._session.present("request_current_stats"):
            return False
        self._session.request_own()
        return True

    def get_stat_int(self, name: str) -> int | None:
        """Return the int32 value of an INT stat, None if it is refused."""
        return self._session.value(self._rules.get_int(self._session.own(), name))

    def get_stat_float(self, name: str) -> float | None:
        """Return the float32 value of a FLOAT or AVGRATE stat, None if it is refused."""
        return self._session.value(self._rules.get_float(self._session.own(), name))

    def was_set(self, steam_id: int, name: str) -> bool | None:
        """Whether a stat of a user was ever set, also if that is not stored yet; None if the user or the stat is not known."""
        return self._session.value(self._rules.was_set(self._world.user(steam_id), name))

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""
        return self._session.accept(self._rules.set_int(self._session.own(), name, value))

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""
        return self._session.accept(self._rules.set_float(self._session.own(), name, value))

    def update_avg_rate_stat(self, name: str, count_this_session: float, session_length: float) -> bool:
        """Add a session to an AVGRATE stat in memory; readable at once; False changes nothing."""
        return self._session.accept(self._rules.update_avg_rate(self._session.own(), name, count_this_session, session_length))

    def get_achievement(self, name: str) -> tuple[bool, int] | None:
        """Return whether an achievement is unlocked, and when in seconds since 1970 (0 while locked); None if it is refused."""
        return self._session.value(self._rules.unlock(self._session.own(), name))

    def set_achievement(self, name: str) -> bool:
        """Unlock an achievement in memory, now by the world's clock; False changes nothing."""
        return self._session.accept(self._rules.set_achievement(self._session.own(), name))

    def clear_achievement(self, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""
        return self._session.accept(self._rules.clear_achievement(self._session.own(), name))

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
            return self._session.accept(entry)
        unlocked = self._session.value(self._rules.unlock(self._session.own(), name))
        if unlocked is None:
            return False
        if unlocked[0]:
            return self._session.accept(refusals.of_call(call, name, "it is unlocked already; show progress only before that"))
        if not 0 <= current < maximum < 2**32:
            told = f"{short(current)} of {short(maximum)}"
            fault = f"{told} is no progress; pass a maximum of 1 or more and a current number from 0 to below it"
            return self._session.accept(refusals.of_call(call, name, fault))
        self._session.post(UserStatsStored(self._session.app_id, Result.OK))
        self._session.post(self._session.unlock_record(name, current, maximum))
        return True

    def store_stats(self) -> bool:
        """Send the player's changes; if True a UserStatsStored follows, then a UserAchievementStored for each that was unlocked.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#StoreStats. The answer is OK when the values are on the disk.
        INVALID_PARAM: a game server or another program of the player changed a value since it was read; nothing was stored, these values
        are read again.
        """
        user = self._session.own()
        if ANSWERS[user.state]["store"] is not Result.OK:
            self._session.refuse(refusals.of_state("store_user_stats", user.steam_id, "", user.state))
            return False
        self._world.store_user(user, Result.OK)
        return True

    def follow_sets(self, steam_id: int) -> FollowedSets:
        """Return a record that says of each set of the player whether it was stored or went back; see `FollowedSets` in backend.py.

        Steam has no such call. PlayerStats counts by it; beside one a game has no use for it, since each end is told once.

        Args:
            steam_id: The player's own 64-bit Steam ID.

        Raises:
            TypeError: The id is no int.
        """
        return self._world.follow(steam_id)

    def reset_all_stats(self, achievements_too: bool) -> bool:
        """Give every stat the Client may set, and on request every such achievement, its default again, and store that at once.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ResetAllStats. A UserStatsStored follows; afterwards `was_set` says
        that these stats were never set.
        """
        if not isinstance(achievements_too, bool):
            message = f"reset_all_stats: achievements_too is True or False, not {type(achievements_too).__name__} {short(achievements_too)}"
            raise TypeError(message)
        return self._session.accept(self._rules.reset(self._session.own(), achievements_too=achievements_too)) and self.store_stats()

    # Other users.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for a user's stats; a UserStatsReceived with the returned number answers in a later frame.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestUserStats.
        """
        user = self._world.user(steam_id)
        answer = ANSWERS[user.state]["request"]
        if answer is not Result.OK:
            self._session.refuse(refusals.of_state("request_user_stats", user.steam_id, "", user.state))
        number = self._world.request(user, answer) if isinstance(answer, Result) else self._world.number()
        return self._session.asked(number) if answer is Result.OK else number

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Return the int32 value of a user's INT stat, None if it is refused."""
        return self._session.value(self._rules.get_int(self._world.user(steam_id), name))

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Return the float32 value of a user's FLOAT or AVGRATE stat, None if it is refused."""
        return self._session.value(self._rules.get_float(self._world.user(steam_id), name))

    def get_user_achievement(self, steam_id: int, name: str) -> tuple[bool, int] | None:
        """Return whether a user has unlocked an achievement, and when; None if it is refused."""
        return self._session.value(self._rules.unlock(self._world.user(steam_id), name))

    def unload(self, steam_id: int) -> None:
        """Let Steam unload another user, as it does when it needs the memory: a UserStatsUnloaded arrives.

        Nothing happens to one who is not loaded, nor to the player: the own stats stay.
        """
        user = self._world.user(steam_id)
        if steam_id != self._session.me and ANSWERS[user.state]["get"] == "value":
            self._world.unload(user)

    # What the game says of its achievements.

    def get_num_achievements(self) -> int:
        """How many published achievements there are."""
        return len(self._rules.achievement_names) if self._session.present("get_num_achievements") else 0

    def get_achievement_name(self, index: int) -> str:
        """Return the API Name of the achievement at an index from 0, in App Admin's order; "" if there is none."""
        if isinstance(index, bool) or not isinstance(index, int):
            message = f"get_achievement_name: the index is an int from 0, not {type(index).__name__} {short(index)}"
            raise TypeError(message)
        if not self._session.present("get_achievement_name"):
            return ""
        names = self._rules.achievement_names
        if 0 <= index < len(names):
            return names[index]
        fault = f"get_achievement_name({short(index)}): there are {len(names)} achievements; pass an index from 0 to below that"
        self._session.refuse(Refusal(("get_achievement_name", "index"), fault))
        return ""

    def get_achievement_display_attribute(self, name: str, key: str) -> str:
        """Return the "name", "desc" or "hidden" ("0" or "1") of an achievement, texts in the player's language; "" if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementDisplayAttribute.
        """
        call = "get_achievement_display_attribute"
        entry = self._entry(call, name)
        if entry is None:
            return ""
        if key not in _KEYS:
            self._session.refuse(refusals.of_call(call, name, f'{short(key)} is no attribute; pass "name", "desc" or "hidden"'))
            return ""
        if key == "hidden":
            return str(int(entry.hidden))
        translation = self._session.rules.schema.translations.get(self._session.language, {}).get(name)
        text = (translation.display_name if key == "name" else translation.description) if translation else ""
        return text or (entry.display_name if key == "name" else entry.description)

    def get_achievement_icon(self, name: str) -> int:
        """Return the handle of the icon for the achievement's present state.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementIcon.

        Returns:
            0 at the first call, and a UserAchievementIconFetched follows; 0 for ever, without one, if the achievement has no icon.
        """
        entry = self._entry("get_achievement_icon", name)
        if entry is None or not entry.icon:
            return 0
        return self._icons.handle(entry)

    def get_achievement_progress_limits_int(self, name: str) -> tuple[int, int] | None:
        """Return the (min, max) of an achievement whose progress stat is INT; None if it has none."""
        limits = self._limits("get_achievement_progress_limits_int", name, "INT")
        return None if limits is None else (int(limits.min), int(limits.max))

    def get_achievement_progress_limits_float(self, name: str) -> tuple[float, float] | None:
        """Return the (min, max) of an achievement whose progress stat is FLOAT; None if it has none."""
        limits = self._limits("get_achievement_progress_limits_float", name, "FLOAT")
        return None if limits is None else (float(limits.min), float(limits.max))

    # How many have an achievement.

    def request_global_achievement_percentages(self) -> int:
        """Ask how many players have each achievement; a GlobalAchievementPercentagesReady with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalAchievementPercentages.
        """
        names = tuple(entry.name for entry in self._rules.schema.achievements.values() if entry.published)
        return self._session.query("request_global_achievement_percentages", Unlocks(names), self._global.take_percents)

    def get_achievement_achieved_percent(self, name: str) -> float | None:
        """Return how many of all players have an achievement, 0 to 100; None before the answer, and if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAchievedPercent.

        Args:
            name: The achievement's API Name.

        Raises:
            TypeError: The name is no str.
        """
        call = "get_achievement_achieved_percent"
        if not self._session.present(call) or not self._percents_known(call):
            return None
        entry = self._rules.achievement(call, name)
        if isinstance(entry, Refusal):
            self._session.refuse(entry)
            return None
        if name not in self._global.percents:
            self._session.refuse(refusals.of_call(call, name, _UNREADABLE))
            return None
        return self._global.percents[name]

    def get_most_achieved_achievement_info(self) -> tuple[int, str, float, bool]:
        """Return (iterator, name, percent, whether the player has it) of the achievement most players have.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetMostAchievedAchievementInfo. Achievements that equally many have
        come in App Admin's order.

        Returns:
            (-1, "", 0.0, False) before the answer to `request_global_achievement_percentages`, and if there is no achievement.
        """
        return self._most_at("get_most_achieved_achievement_info", 0)

    def get_next_most_achieved_achievement_info(self, iterator: int) -> tuple[int, str, float, bool]:
        """Return the same of the achievement after it; iterator -1 if there is no other.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNextMostAchievedAchievementInfo.

        Args:
            iterator: What the call before it returned.

        Raises:
            TypeError: The iterator is not an int.
        """
        if isinstance(iterator, bool) or not isinstance(iterator, int):
            message = f"the iterator is an int, not {type(iterator).__name__} {short(iterator)}"
            raise TypeError(message)
        return self._most_at("get_next_most_achieved_achievement_info", iterator + 1 if iterator >= 0 else len(self._global.most))

    # The totals of stats.

    def request_global_stats(self, history_days: int) -> int:
        """Ask for the totals of aggregated stats; a GlobalStatsReceived with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalStats.

        Args:
            history_days: How many days of history to bring, 0 to 60; today is the first of them.

        Raises:
            TypeError: The days are no number.
        """
        call = "request_global_stats"
        try:
            days = to_int32("history_days", history_days)
        except DoesNotFitError:
            days = -1
        fault = "" if 0 <= days <= MOST_DAYS else f"history_days is {short(history_days)}; pass 0 to {MOST_DAYS} days"
        query = Totals(tuple(self._global.summed), self._world.day(), days)
        return self._session.query(call, query, self._global.take_totals, fault=fault)

    def get_global_stat_int(self, name: str) -> int | None:
        """Return the total of an aggregated INT stat, 64 bits; None before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.
        """
        found = self._total("get_global_stat_int", name, "INT")
        return None if found is None else int(found[0])

    def get_global_stat_float(self, name: str) -> float | None:
        """Return the total of an aggregated FLOAT stat; None before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.
        """
        found = self._total("get_global_stat_float", name, "FLOAT")
        return None if found is None else float(found[0])

    def get_global_stat_int_history(self, name: str) -> list[int]:
        """Return what was added to an aggregated INT stat on each day, today first; empty before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.
        """
        found = self._total("get_global_stat_int_history", name, "INT")
        return [] if found is None else [int(added) for added in found[1]]

    def get_global_stat_float_history(self, name: str) -> list[float]:
        """Return what was added to an aggregated FLOAT stat on each day, today first; empty before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.
        """
        found = self._total("get_global_stat_float_history", name, "FLOAT")
        return [] if found is None else [float(added) for added in found[1]]

    # How many play.

    @property
    def current_players(self) -> int | None:
        """What `get_number_of_current_players` is answered with.

        None: the players whose clients of this world are open in this process, which is all a local Steam can know at once; other processes
        are not counted.
        """
        return self._session.current_players

    @current_players.setter
    def current_players(self, players: int | None) -> None:
        self._session.current_players = players

    def get_number_of_current_players(self) -> int:
        """Ask how many play now; a NumberOfCurrentPlayers with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumberOfCurrentPlayers. See `current_players`.
        """
        return self._session.query("get_number_of_current_players", Nothing(), self._global.count_players)

    # What is used above.

    def _entry(self, call: str, name: str) -> Achievement | None:
        """Find an achievement, or say why there is none."""
        entry = self._session.value(self._rules.achievement(call, name))
        return entry if self._session.present(call) else None

    def _limits(self, call: str, name: str, kind: Literal["INT", "FLOAT"]) -> Progress | None:
        """Find the progress of an achievement on a stat of this type, or say why there is none."""
        entry = self._entry(call, name)
        if entry is None:
            return None
        if entry.progress is None:
            self._session.refuse(refusals.of_call(call, name, f"it has no progress stat; add progress to [achievements.{name[:140]}]"))
            return None
        found = self._rules.schema.stats[entry.progress.stat].type
        if (found == "INT") != (kind == "INT"):
            other = "float" if kind == "INT" else "int"
            fault = f'its progress stat "{entry.progress.stat}" is {found}; call get_achievement_progress_limits_{other}'
            self._session.refuse(refusals.of_call(call, name, fault))
            return None
        return entry.progress

    def _percents_known(self, call: str) -> bool:
        """Whether the percentages are here; if not, say what to call."""
        if self._global.percents or not self._rules.schema.achievements:
            return True
        sentence = f"{call}: the percentages are not here; call request_global_achievement_percentages and wait for its answer"
        self._session.refuse(Refusal((call, "percentages"), sentence))
        return False

    def _most_at(self, call: str, iterator: int) -> tuple[int, str, float, bool]:
        """Return the achievement at a place of the list."""
        if not self._session.present(call) or not self._percents_known(call) or iterator >= len(self._global.most):
            return -1, "", 0.0, False
        name = self._global.most[iterator]
        own = self.get_achievement(name)
        return iterator, name, self._global.percents[name], own is not None and own[0]

    def _total(self, call: str, name: str, kind: Literal["INT", "FLOAT"]) -> tuple[Sum, tuple[Sum, ...]] | None:
        """Return the total and the days of a stat, None if it is refused."""
        if not isinstance(name, str):
            message = f"{call}: the name of a stat is a str, not {type(name).__name__} {short(name)}"
            raise TypeError(message)
        if not self._session.present(call):
            return None
        found = self._global.totals.get(name)
        if found is not None and self._global.summed[name] == kind:
            return found
        fault = self._global.fault_of_total(call, name, kind)
        self._session.refuse(refusals.of_call(call, name, fault))
        return None
