"""FakeUser: the smallest backend that keeps the contract of backend.py, for laws about the node alone.

Rules: everything is in dictionaries that a test may look into and change; an answer comes from a poll of a later frame. `breaks` holds
the Results of the next calls that return a number, in order. It knows no schema: a stat is there if it has a value, and a name that
begins with "GS_" is not the player's to set.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, cast

from steam_nodes.steam.callbacks import (
    ClientRecord,
    GlobalAchievementPercentagesReady,
    GlobalStatsReceived,
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
    NumberOfCurrentPlayers,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
)
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.steam.groups.account import Account
    from steam_nodes.steam.groups.apps import Apps
    from steam_nodes.steam.groups.avatars import Avatars
    from steam_nodes.steam.groups.clans import Clans
    from steam_nodes.steam.groups.game_overlay import GameOverlay
    from steam_nodes.steam.groups.people import People
    from steam_nodes.steam.groups.player_utils import PlayerUtils
    from steam_nodes.steam.groups.presence import Presence
    from steam_nodes.steam.groups.remote_storage import RemoteStorage

APP = 480
ME = SteamID(76561197960287931)
FRIEND = SteamID(76561197960287932)
STRANGER = SteamID(76561197960287940)
HUGE = 0xFFFF_FFFF_0000_0001
"""The handle of the first leaderboard: it does not fit in 32 bits, nor in 63."""


def told(name: str, current: int = 0, maximum: int = 0) -> UserAchievementStored:
    """Return the record of an achievement."""
    return UserAchievementStored(APP, group_achieve=False, achievement_name=name, current_progress=current, max_progress=maximum)


class FakePeople:
    """The few calls about people that a script about stats makes.

    Args:
        user: Whose people they are.
    """

    def __init__(self, user: FakeUser) -> None:
        """Take the user."""
        self._user = user

    def listen(self) -> None:
        """Have nothing to tell."""

    def get_persona_name(self) -> str:
        """Tell."""
        return self._user.get_persona_name(ME) if self._user.started else ""

    def get_friend_persona_name(self, steam_id: int) -> str:
        """Tell."""
        return self._user.get_persona_name(steam_id)

    def request_user_information(self, _steam_id: int, *, require_name_only: bool) -> bool:
        """Know all there is."""
        return not require_name_only

    def get_friend_count(self, friend_flags: int) -> int:
        """Count."""
        return len(self._user.get_friends()) if friend_flags & 4 else 0

    def get_friend_by_index(self, friend_number: int, friend_flags: int) -> int:
        """Look."""
        return dict(enumerate(self._user.get_friends())).get(friend_number, 0) if friend_flags & 4 else 0


class FakeUser:
    """Steam as one player's program sees it, made of dictionaries; of the groups beside stats it has a few calls about people.

    Args:
        started: Whether it is initialised as it is made.
    """

    apps: Apps
    people: People
    avatars: Avatars
    clans: Clans
    presence: Presence
    game_overlay: GameOverlay
    player_utils: PlayerUtils
    remote_storage: RemoteStorage
    account: Account

    def __init__(self, *, started: bool = True) -> None:
        """Have two stats, two achievements and a friend."""
        self.started = started
        self.people = cast("People", FakePeople(self))
        self.presence = cast("Presence", object())
        self.running = True
        self.answer_to_init = (0, "")
        self.breaks: deque[Result] = deque()
        self.ints: dict[int, dict[str, int]] = {ME: {"wins": -3, "GS_kills": 5}, FRIEND: {"wins": 9}}
        self.floats: dict[int, dict[str, float]] = {ME: {"feet": 1.5}, FRIEND: {"feet": 2.5}}
        self.unlocked: dict[int, dict[str, int]] = {ME: {"ACH_A": 0, "ACH_B": 1234}, FRIEND: {"ACH_A": 99, "ACH_B": 0}}
        self.boards: dict[int, tuple[str, int, int]] = {}
        self.scores: dict[int, list[LeaderboardEntry]] = {}
        self.asked: list[tuple[object, ...]] = []
        self.loaded: set[int] = {ME}
        self.totals = self.percentages = self.closed = False
        self.reason = ""
        self.frame = self.calls = 0
        self.arriving: deque[tuple[int, ClientRecord]] = deque()
        if started:
            self.post(UserStatsReceived(0, APP, Result.OK, ME))

    # The seam.

    @property
    def schema(self) -> None:
        """None: it knows no schema."""

    def follow_sets(self, _steam_id: int) -> None:
        """Return None: it does not tell what becomes of a set."""

    def post(self, *records: ClientRecord) -> None:
        """Have records arrive in the next frame."""
        self.arriving.extend((self.frame, record) for record in records)

    def call(self, answer: Callable[[int, Result], ClientRecord]) -> int:
        """Take a number and have the call answered."""
        self.calls += 1
        self.post(answer(self.calls, self.breaks.popleft() if self.breaks else Result.OK if self.started else Result.NO_CONNECTION))
        return self.calls

    def refuse(self, reason: str) -> bool:
        """Keep why."""
        self.reason = reason
        return False

    def why(self) -> str:
        """Tell why."""
        return self.reason

    def advance(self, delta: float) -> None:
        """Begin a frame."""
        self.frame += 1

    def poll(self) -> list[ClientRecord]:
        """Hand over what was posted in frames before."""
        records: list[ClientRecord] = []
        while self.arriving and self.arriving[0][0] < self.frame:
            records.append(self.arriving.popleft()[1])
        return records

    def close(self) -> None:
        """End."""
        self.closed = True

    # Life.

    def init(self, app_id: int) -> tuple[int, str]:
        """Start as the test says."""
        if self.answer_to_init[0] == 0 and not self.started:
            self.started = True
            self.post(UserStatsReceived(0, APP, Result.OK, ME))
        return self.answer_to_init

    def shutdown(self) -> None:
        """Stop."""
        self.started = False

    def initialised(self) -> bool:
        """Tell."""
        return self.started

    def is_steam_running(self) -> bool:
        """Tell."""
        return self.running

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Restart for any app but our own."""
        return app_id != APP

    def get_app_id(self) -> int:
        """Tell."""
        return APP if self.started else 0

    def get_app_owner(self) -> int:
        """Tell."""
        return FRIEND if self.started else 0

    def get_steam_id(self) -> int:
        """Tell."""
        return ME if self.started else 0

    def logged_on(self) -> bool:
        """Tell."""
        return self.started

    def is_overlay_enabled(self) -> bool:
        """Tell."""
        return False

    # The player.

    def request_current_stats(self) -> bool:
        """Post the record that nobody asks for."""
        if self.started:
            self.post(UserStatsReceived(0, APP, Result.OK, ME))
        return self.started

    def get_stat_int(self, name: str) -> int | None:
        """Look."""
        return self.get_user_stat_int(ME, name)

    def get_stat_float(self, name: str) -> float | None:
        """Look."""
        return self.get_user_stat_float(ME, name)

    def was_set(self, steam_id: int, name: str) -> bool | None:
        """Not know."""
        return None

    def _may(self, table: dict[str, int] | dict[str, float], name: str) -> bool:
        if not self.started or name not in table or name.startswith("GS_"):
            return self.refuse(f"{name} is not yours to set")
        return True

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set."""
        if self._may(self.ints[ME], name):
            self.ints[ME][name] = value
            return True
        return False

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set."""
        if self._may(self.floats[ME], name):
            self.floats[ME][name] = value
            return True
        return False

    def update_avg_rate_stat(self, name: str, count_this_session: float, session_length: float) -> bool:
        """Set the rate."""
        return self.set_stat_float(name, count_this_session / session_length)

    def get_achievement(self, name: str) -> tuple[bool, int] | None:
        """Look."""
        return self.get_user_achievement(ME, name)

    def set_achievement(self, name: str) -> bool:
        """Unlock."""
        if self._may(self.unlocked[ME], name):
            self.unlocked[ME][name] = self.unlocked[ME][name] or 5000
            return True
        return False

    def clear_achievement(self, name: str) -> bool:
        """Lock."""
        if self._may(self.unlocked[ME], name):
            self.unlocked[ME][name] = 0
            return True
        return False

    def indicate_achievement_progress(self, name: str, current: int, maximum: int) -> bool:
        """Show."""
        if self.unlocked[ME].get(name, 1):
            return self.refuse(f"{name} is unlocked")
        self.post(UserStatsStored(APP, Result.OK), told(name, current, maximum))
        return True

    def store_stats(self) -> bool:
        """Store, and tell of every achievement that is unlocked."""
        if not self.started:
            return self.refuse("Steam is not initialised; call steam_init")
        result = self.breaks.popleft() if self.breaks else Result.OK
        unlocked = [name for name, when in self.unlocked[ME].items() if when == 5000]
        self.post(UserStatsStored(APP, result), *(told(name) for name in unlocked))
        return True

    def reset_all_stats(self, achievements_too: bool) -> bool:
        """Reset."""
        self.ints[ME] = dict.fromkeys(self.ints[ME], 0)
        if achievements_too:
            self.unlocked[ME] = dict.fromkeys(self.unlocked[ME], 0)
        return self.store_stats()

    def get_num_achievements(self) -> int:
        """Count."""
        return len(self.unlocked[ME])

    def get_achievement_name(self, index: int) -> str:
        """Look."""
        return dict(enumerate(self.unlocked[ME])).get(index, "")

    def get_achievement_display_attribute(self, name: str, key: str) -> str:
        """Look."""
        return {"name": name.title(), "desc": "", "hidden": "0"}.get(key, "")

    def get_achievement_icon(self, name: str) -> int:
        """Load it now."""
        self.post(UserAchievementIconFetched(APP, name, achieved=True, icon_handle=7))
        return 0

    def get_achievement_progress_limits_int(self, name: str) -> tuple[int, int] | None:
        """Look."""
        return (-1, 10) if name == "ACH_A" else None

    def get_achievement_progress_limits_float(self, name: str) -> tuple[float, float] | None:
        """Look."""
        return (0.5, 2.5) if name == "ACH_B" else None

    def get_image_size(self, handle: int) -> tuple[int, int] | None:
        """Look."""
        return (1, 2) if handle == 7 else None

    def get_image_rgba(self, handle: int) -> bytes | None:
        """Look."""
        return bytes(8) if handle == 7 else None

    # Others.

    def request_user_stats(self, steam_id: int) -> int:
        """Load."""
        found = Result.OK if steam_id in self.ints else Result.FAIL
        if found is Result.OK:
            self.loaded.add(steam_id)
        return self.call(lambda call, result: UserStatsReceived(call, APP, max(result, found), SteamID(steam_id)))

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Look."""
        return self.ints[steam_id].get(name) if self.started and steam_id in self.loaded else None

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Look."""
        return self.floats[steam_id].get(name) if self.started and steam_id in self.loaded else None

    def get_user_achievement(self, steam_id: int, name: str) -> tuple[bool, int] | None:
        """Look."""
        when = self.unlocked[steam_id].get(name) if self.started and steam_id in self.loaded else None
        return None if when is None else (when > 0, when)

    def get_friends(self) -> list[int]:
        """Tell."""
        return [FRIEND] if self.started else []

    def get_persona_name(self, steam_id: int) -> str:
        """Tell."""
        return {ME: "Alice", FRIEND: "Bob"}.get(SteamID(steam_id), "")

    # Everybody.

    def request_global_achievement_percentages(self) -> int:
        """Have them."""
        self.percentages = True
        return self.call(lambda call, result: GlobalAchievementPercentagesReady(call, APP, result))

    def get_achievement_achieved_percent(self, name: str) -> float | None:
        """Look."""
        return {"ACH_A": 25.0, "ACH_B": 75.0}.get(name) if self.percentages else None

    def get_most_achieved_achievement_info(self) -> tuple[int, str, float, bool]:
        """Look."""
        return (0, "ACH_B", 75.0, True) if self.percentages else (-1, "", 0.0, False)

    def get_next_most_achieved_achievement_info(self, iterator: int) -> tuple[int, str, float, bool]:
        """Look."""
        return (1, "ACH_A", 25.0, False) if self.percentages and iterator == 0 else (-1, "", 0.0, False)

    def request_global_stats(self, history_days: int) -> int:
        """Have them."""
        self.totals = True
        return self.call(lambda call, result: GlobalStatsReceived(call, APP, result))

    def get_global_stat_int(self, name: str) -> int | None:
        """Look."""
        return -(2**40) if self.totals and name == "wins" else None

    def get_global_stat_float(self, name: str) -> float | None:
        """Look."""
        return 0.25 if self.totals and name == "feet" else None

    def get_global_stat_int_history(self, name: str) -> list[int]:
        """Look."""
        return [2**33, -1] if self.totals and name == "wins" else []

    def get_global_stat_float_history(self, name: str) -> list[float]:
        """Look."""
        return [0.5] if self.totals and name == "feet" else []

    def get_number_of_current_players(self) -> int:
        """Ask."""
        return self.call(lambda call, result: NumberOfCurrentPlayers(call, result, result is Result.OK, 3 if result is Result.OK else 0))

    # Leaderboards.

    def find_leaderboard(self, name: str) -> int:
        """Ask."""
        handle = next((number for number, board in self.boards.items() if board[0] == name), 0)
        return self.call(lambda call, result: LeaderboardFound(call, result, handle, handle > 0 and result is Result.OK))

    def find_or_create_leaderboard(self, name: str, sort_method: int, display_type: int) -> int:
        """Make."""
        if all(board[0] != name for board in self.boards.values()):
            self.boards[HUGE + len(self.boards)] = (name, sort_method, display_type)
        return self.find_leaderboard(name)

    def get_leaderboard_name(self, handle: int) -> str:
        """Look."""
        return self.boards.get(handle, ("", 0, 0))[0]

    def get_leaderboard_entry_count(self, handle: int) -> int:
        """Count."""
        return len(self.scores.get(handle, ()))

    def get_leaderboard_sort_method(self, handle: int) -> int:
        """Look."""
        return self.boards.get(handle, ("", 0, 0))[1]

    def get_leaderboard_display_type(self, handle: int) -> int:
        """Look."""
        return self.boards.get(handle, ("", 0, 0))[2]

    def _entries(self, handle: int) -> int:
        entries = tuple(self.scores.get(handle, ()))
        return self.call(lambda call, result: LeaderboardScoresDownloaded(call, result, handle, entries if result is Result.OK else ()))

    def download_leaderboard_entries(self, handle: int, request: int, start: int, end: int) -> int:
        """Ask for all of them."""
        self.asked.append(("entries", handle, request, start, end))
        return self._entries(handle)

    def download_leaderboard_entries_for_users(self, handle: int, users: Sequence[int]) -> int:
        """Ask for all of them."""
        self.asked.append(("users", handle, tuple(users)))
        return self._entries(handle)

    def upload_leaderboard_score(self, handle: int, method: int, score: int, details: Sequence[int]) -> int:
        """Put it first."""
        self.asked.append(("upload", handle, method, score, tuple(details)))
        done = handle in self.boards
        if done:
            self.scores[handle] = [LeaderboardEntry(ME, 1, score, tuple(details))]
        return self.call(lambda call, result: LeaderboardScoreUploaded(call, result, done, handle, score, done, int(done), 0))

    def attach_leaderboard_ugc(self, handle: int, ugc_handle: int) -> int:
        """Ask."""
        self.asked.append(("ugc", handle, ugc_handle))
        return self.call(lambda call, result: LeaderboardUGCSet(call, result, handle))
