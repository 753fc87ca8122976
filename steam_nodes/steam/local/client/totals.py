"""What a player's program asks about everybody together: how many have each achievement, and the totals of aggregated stats.

Rules: the calls are Valve's ISteamUserStats. The getters read what the last answer brought; before one they are refused and say so. Whoever
has a row in the store is a player. A total is the sum of what all players stored since the stat is aggregated, and a day is one of UTC,
by the clock of the world that stored. What is refused is answered with a Result all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import GlobalAchievementPercentagesReady, GlobalStatsReceived
from steam_nodes.steam.leaderboard_checks import to_int32
from steam_nodes.steam.local.client.user_stats import ClientStats
from steam_nodes.steam.local.store.queries import Totals, Unlocks
from steam_nodes.steam.local.world.query_requests import QueryRequests
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, short, to_float32

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
    from steam_nodes.steam.local.store.queries import Query, Sum
    from steam_nodes.steam.local.world.client_world import ClientWorld
    from steam_nodes.steam.local.world.requests import QueryRequest

MOST_DAYS: Final = 60
_UNREADABLE: Final = "what the store holds of it is damaged and cannot be read; put a copy of the store in its place"


class ClientTotals(ClientStats):
    """The part of a player's door that sums and percentages come through, and the answers to all inquiries.

    Args:
        world: The player's world.
        rules: Its rules.
        owner: Whose game it is.
    """

    def __init__(self, world: ClientWorld, rules: ClientStatRules, owner: int) -> None:
        """Begin with nothing asked."""
        super().__init__(world, rules, owner)
        self._query_requests = QueryRequests(world)
        # What has arrived already is kept when a signal's handler raises out of the wait for the rest.
        self._arrived: list[ClientRecord] = []
        self._percents: dict[str, float] = {}
        self._most: list[str] = []
        self._totals: dict[str, tuple[Sum, tuple[Sum, ...]]] = {}
        self._summed = {stat.name: stat.type for stat in rules.schema.stats.values() if stat.published and stat.aggregated}

    def poll(self) -> list[ClientRecord]:
        """Return what has arrived since the last poll, in order."""
        self._arrived += super().poll()
        self._arrived += [self._answer(query_request) for query_request in self._query_requests.take()]
        arrived, self._arrived = self._arrived, []
        return arrived

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        super().close()
        self._query_requests.close()
        self._arrived.clear()

    # How many have an achievement.

    def request_global_achievement_percentages(self) -> int:
        """Ask how many players have each achievement; a GlobalAchievementPercentagesReady with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalAchievementPercentages.
        """
        names = tuple(entry.name for entry in self._rules.schema.achievements.values() if entry.published)
        return self._ask("request_global_achievement_percentages", Unlocks(names))

    def get_achievement_achieved_percent(self, name: str) -> float | None:
        """Return how many of all players have an achievement, 0 to 100; None before the answer, and if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAchievedPercent.

        Args:
            name: The achievement's API Name.

        Raises:
            TypeError: The name is no str.
        """
        call = "get_achievement_achieved_percent"
        if not self._present(call) or not self._percents_known(call):
            return None
        entry = self._rules.achievement(call, name)
        if isinstance(entry, Refusal):
            self._refuse(entry)
            return None
        if name not in self._percents:
            self._refuse(refusals.of_call(call, name, _UNREADABLE))
            return None
        return self._percents[name]

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
        return self._most_at("get_next_most_achieved_achievement_info", iterator + 1 if iterator >= 0 else len(self._most))

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
        return self._ask(call, Totals(tuple(self._summed), self._world.day(), days), fault=fault)

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

    # What is used above, and by leaderboards.

    def _ask(self, call: str, query: Query | None, *, about: int = 0, fault: str = "") -> int:
        """Ask something, unless there is no Steam or a fault; what is refused says why and is answered too."""
        if not self._present(call):
            return self._query_requests.ask(call, query, about=about, refused=Result.NO_CONNECTION)
        if fault:
            self._refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))
            return self._query_requests.ask(call, None, about=about, refused=Result.INVALID_PARAM)
        return self._query_requests.ask(call, query, about=about)

    def _answer(self, query_request: QueryRequest) -> ClientRecord:
        """Make the record of an inquiry that is answered."""
        result = query_request.result or Result.IO_FAILURE
        found = query_request.found if result is Result.OK else None
        if query_request.name == "request_global_stats":
            if isinstance(found, dict):
                self._totals = found
            return GlobalStatsReceived(query_request.call, self._game_id, result)
        if isinstance(found, dict):
            self._percents = {name: to_float32(percent) for name, percent in found.items()}
            self._most = sorted(found, key=lambda name: -found[name])
        return GlobalAchievementPercentagesReady(query_request.call, self._game_id, result)

    def _percents_known(self, call: str) -> bool:
        """Whether the percentages are here; if not, say what to call."""
        if self._percents or not self._rules.schema.achievements:
            return True
        sentence = f"{call}: the percentages are not here; call request_global_achievement_percentages and wait for its answer"
        self._refuse(Refusal((call, "percentages"), sentence))
        return False

    def _most_at(self, call: str, iterator: int) -> tuple[int, str, float, bool]:
        """Return the achievement at a place of the list."""
        if not self._present(call) or not self._percents_known(call) or iterator >= len(self._most):
            return -1, "", 0.0, False
        name = self._most[iterator]
        own = self.get_achievement(name)
        return iterator, name, self._percents[name], own is not None and own[0]

    def _total(self, call: str, name: str, kind: Literal["INT", "FLOAT"]) -> tuple[Sum, tuple[Sum, ...]] | None:
        """Return the total and the days of a stat, None if it is refused."""
        if not isinstance(name, str):
            message = f"{call}: the name of a stat is a str, not {type(name).__name__} {short(name)}"
            raise TypeError(message)
        if not self._present(call):
            return None
        found = self._totals.get(name)
        if found is not None and self._summed[name] == kind:
            return found
        fault = self._total_fault(call, name, kind)
        self._refuse(refusals.of_call(call, name, fault))
        return None

    def _total_fault(self, call: str, name: str, kind: str) -> str:
        """Say why a total is not to be had."""
        schema = self._rules.schema
        stat = schema.stats.get(name)
        if stat is None:
            near = schema.near_stat(name)
            remedy = f'did you mean "{near}"?' if near else "add it to the schema, or correct the name"
            return f"it is not a stat of app {schema.app_id}; {remedy}"
        if name not in self._summed:
            return "it is not aggregated; only published stats with aggregated = true in the schema are"
        if self._summed[name] != kind:
            other = call.replace("_int", "_float") if kind == "INT" else call.replace("_float", "_int")
            return f"it is of type {self._summed[name]}; read it with {other}"
        if self._totals:
            return _UNREADABLE
        return "the totals are not here; call request_global_stats and wait for its answer"
