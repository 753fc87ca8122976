"""The player's side of the loopback: `loopback_user(LocalSteam(...).client(...))` is the path to give to NativeClient.

Rules: those of loopback.py. A library has two sides, which are connected one by one; both may be. A UserStatsReceived of nobody's call is
posted only if the library was asked for one by RequestCurrentStats: newer libraries have no such call, and post none. Where Valve's struct
has no place for a failure the call breaks, and where it says only that there was no success, that is all that passes. The bytes are
written here once more, apart from the tables that read them.
"""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import callbacks as records
from steam_nodes.steam.groups.player_utils import FileSignature
from steam_nodes.steam.results import Result
from tests.support import loopback_groups
from tests.support.loopback_side import Side, library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.callbacks import ClientRecord

_WIDE: Final = sys.platform == "win32"
_FIRST_ENTRIES: Final = 0xE000_0000_0000_0000


def _pad(told: bytes) -> bytes:
    """Fill a struct up to a multiple of 8 where Valve packs to 8."""
    return told + bytes(-len(told) % 8) if _WIDE else told


def _game_result(it: Any) -> bytes:
    return _pad(struct.pack("<Qi", it.game_id, it.result))


_BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    records.UserStatsReceived: (1101, lambda it: _pad(struct.pack("<QiQ", it.game_id, it.result, it.user_id))),
    records.UserStatsStored: (1102, _game_result),
    records.UserAchievementStored: (
        1103,
        lambda it: _pad(
            struct.pack("<Q?128s3xII", it.game_id, it.group_achieve, it.achievement_name.encode(), it.current_progress, it.max_progress)
        ),
    ),
    records.LeaderboardFound: (1104, lambda it: _pad(struct.pack("<Q?3x", it.handle, it.found))),
    records.LeaderboardScoresDownloaded: (
        1105,
        lambda it: _pad(struct.pack("<QQi", it.handle, _FIRST_ENTRIES + it.call, len(it.entries))),
    ),
    records.LeaderboardScoreUploaded: (
        1106,
        lambda it: struct.pack(
            "<?7xQi?3xii" if _WIDE else "<?3xQi?3xii",
            it.success,
            it.handle,
            it.score,
            it.score_changed,
            it.global_rank_new,
            it.global_rank_previous,
        ),
    ),
    records.NumberOfCurrentPlayers: (1107, lambda it: struct.pack("<?3xi", it.success, it.players)),
    records.UserStatsUnloaded: (1108, lambda it: struct.pack("<Q", it.user_id)),
    records.UserAchievementIconFetched: (
        1109,
        lambda it: struct.pack("<Q128s?3xi", it.game_id, it.achievement_name.encode(), it.achieved, it.icon_handle),
    ),
    records.GlobalAchievementPercentagesReady: (1110, _game_result),
    records.LeaderboardUGCSet: (1111, lambda it: struct.pack("<i4xQ" if _WIDE else "<iQ", it.result, it.handle)),
    records.GlobalStatsReceived: (1112, _game_result),
}
_WITHOUT_RESULT: Final = (records.LeaderboardFound, records.LeaderboardScoresDownloaded, FileSignature)


class UserLoopback(Side):
    """A library that is connected to a player's backend, until `close` or until the next one is."""

    prefix = "loopback_user"
    later_answered = frozenset(
        (
            "request_user_stats",
            "get_number_of_current_players",
            "request_global_achievement_percentages",
            "request_global_stats",
            "find_leaderboard",
            "find_or_create_leaderboard",
            "download_leaderboard_entries",
            "attach_leaderboard_ugc",
        )
    )
    stranger = 1101, _pad(struct.pack("<QiQ", 480, 1, 1))
    backend: ClientBackend

    def __init__(self, backend: ClientBackend, posting: str, path: str) -> None:
        """Connect."""
        self.current = 0
        """How many UserStatsReceived of nobody's call the library was asked for."""
        self._entries: dict[int, tuple[records.LeaderboardEntry, ...]] = {}
        super().__init__(backend, posting, path)
        self.lib.loopback_group_connect(self._table("loopback_group_answers", loopback_groups.answer))

    # The table of answers.

    def _ask_init(self, error: Any) -> int:
        code, sentence = self.backend.init(0)
        told = sentence.encode()[:1023] + b"\0"
        if code:
            self.ffi.memmove(error, told, len(told))
        return code

    def _ask_shutdown(self) -> None:
        self.waiting.clear()
        self.backend.shutdown()

    def _ask_run_frame(self) -> None:
        self.backend.advance(self.delta)
        for record in self.backend.poll():
            self._post(record)

    def _ask_request_current_stats(self) -> bool:
        taken = self.backend.request_current_stats()
        self.current += taken
        return taken

    def _ask_get_image_size(self, image: int, width: Any, height: Any) -> bool:
        return self._give(self.backend.get_image_size(image), width, height)

    def _ask_get_image_rgba(self, image: int, to: Any, room: int) -> bool:
        pixels = self.backend.get_image_rgba(image)
        if pixels is None or len(pixels) > room:
            return False
        self.ffi.memmove(to, pixels, len(pixels))
        return True

    def _ask_get_server_real_time(self) -> int:
        return self.backend.player_utils.get_server_real_time()

    def _ask_get_ip_country(self, two: Any) -> None:
        self.write(two, 3, self.backend.player_utils.get_ip_country())

    def _ask_get_stat_int(self, name: Any, value: Any) -> bool:
        return self._give(self.backend.get_stat_int(self.text(name)), value)

    def _ask_get_stat_float(self, name: Any, value: Any) -> bool:
        return self._give(self.backend.get_stat_float(self.text(name)), value)

    def _ask_get_achievement(self, name: Any, unlocked: Any, time: Any) -> bool:
        return self._give(self.backend.get_achievement(self.text(name)), unlocked, time)

    def _ask_get_achievement_name(self, index: int, to: Any, room: int) -> None:
        self.write(to, room, self.backend.get_achievement_name(index))

    def _ask_get_achievement_display_attribute(self, name: Any, key: Any, to: Any, room: int) -> None:
        self.write(to, room, self.backend.get_achievement_display_attribute(self.text(name), self.text(key)))

    def _ask_get_achievement_progress_limits_int(self, name: Any, least: Any, most: Any) -> bool:
        return self._give(self.backend.get_achievement_progress_limits_int(self.text(name)), least, most)

    def _ask_get_achievement_progress_limits_float(self, name: Any, least: Any, most: Any) -> bool:
        return self._give(self.backend.get_achievement_progress_limits_float(self.text(name)), least, most)

    def _ask_get_user_stat_int(self, user: int, name: Any, value: Any) -> bool:
        return self._give(self.backend.get_user_stat_int(user, self.text(name)), value)

    def _ask_get_user_stat_float(self, user: int, name: Any, value: Any) -> bool:
        return self._give(self.backend.get_user_stat_float(user, self.text(name)), value)

    def _ask_get_user_achievement(self, user: int, name: Any, unlocked: Any, time: Any) -> bool:
        return self._give(self.backend.get_user_achievement(user, self.text(name)), unlocked, time)

    def _ask_get_most_achieved_achievement_info(self, to: Any, room: int, percent: Any, unlocked: Any) -> int:
        return self._enumerated(self.backend.get_most_achieved_achievement_info(), to, room, percent, unlocked)

    def _ask_get_next_most_achieved_achievement_info(self, before: int, to: Any, room: int, percent: Any, unlocked: Any) -> int:
        return self._enumerated(self.backend.get_next_most_achieved_achievement_info(before), to, room, percent, unlocked)

    def _enumerated(self, found: tuple[int, str, float, bool], to: Any, room: int, *out: Any) -> int:
        self.write(to, room, found[1])
        self._give(found[2:], *out)
        return found[0]

    def _ask_get_achievement_achieved_percent(self, name: Any, percent: Any) -> bool:
        return self._give(self.backend.get_achievement_achieved_percent(self.text(name)), percent)

    def _ask_get_global_stat_int(self, name: Any, value: Any) -> bool:
        return self._give(self.backend.get_global_stat_int(self.text(name)), value)

    def _ask_get_global_stat_float(self, name: Any, value: Any) -> bool:
        return self._give(self.backend.get_global_stat_float(self.text(name)), value)

    def _ask_get_global_stat_int_history(self, name: Any, to: Any, room: int) -> int:
        return self._history(self.backend.get_global_stat_int_history(self.text(name)), to, room)

    def _ask_get_global_stat_float_history(self, name: Any, to: Any, room: int) -> int:
        return self._history(self.backend.get_global_stat_float_history(self.text(name)), to, room)

    def _history(self, days: Sequence[float], to: Any, room: int) -> int:
        for day, value in enumerate(days[:room]):
            to[day] = value
        return min(len(days), room)

    def _ask_get_leaderboard_name(self, board: int, to: Any, room: int) -> None:
        self.write(to, room, self.backend.get_leaderboard_name(board))

    def _ask_download_leaderboard_entries_for_users(self, board: int, users: Any, count: int) -> int:
        return self.note(self.backend.download_leaderboard_entries_for_users(board, [users[index] for index in range(count)]))

    def _ask_upload_leaderboard_score(self, board: int, method: int, score: int, details: Any, count: int) -> int:
        numbers = [details[index] for index in range(count)]
        return self.note(self.backend.upload_leaderboard_score(board, method, score, numbers))

    def _ask_get_downloaded_leaderboard_entry(self, entries: int, index: int, entry: Any, details: Any, room: int) -> bool:
        lines = self._entries.get(entries, ())
        if not 0 <= index < len(lines):
            return False
        line = lines[index]
        form = "<Qiii4xQ" if _WIDE else "<QiiiQ"
        told = struct.pack(form, line.steam_id, line.global_rank, line.score, len(line.details), line.ugc_handle)
        self.ffi.memmove(entry, told, len(told))
        for at, number in enumerate(line.details[:room]):
            details[at] = number
        return True

    # What passes.

    @staticmethod
    def _give(found: Any, *to: Any) -> bool:
        """Write a value, or several of them, if there is any."""
        if found is None:
            return False
        for place, value in zip(to, found if isinstance(found, tuple) else (found,), strict=True):
            place[0] = value
        return True

    def close(self) -> None:
        """Disconnect the groups too."""
        if self._open:
            self.lib.loopback_group_connect(self.ffi.NULL)
        super().close()

    def _post(self, record: ClientRecord) -> None:
        """Write a record as Valve's bytes and post it."""
        kind, encode = _BYTES.get(type(record)) or loopback_groups.BYTES[type(record)]
        call = getattr(record, "call", 0)
        if not call:
            if isinstance(record, records.UserStatsReceived):
                if not self.current:
                    return
                self.current -= 1
            self._post_news(kind, encode(record))
            return
        if isinstance(record, records.LeaderboardScoresDownloaded):
            self._entries[_FIRST_ENTRIES + call] = record.entries
        result = getattr(record, "result", Result.OK)
        broken = result is Result.IO_FAILURE or (isinstance(record, _WITHOUT_RESULT) and result is not Result.OK)
        self._post_answer(kind, encode(record), call, broken=broken)


def loopback_user(backend: ClientBackend, *, posting: str = "result", sdk: int = 165, path: str | None = None) -> UserLoopback:
    """Connect a player's backend to a library, and return what stands for its path.

    Args:
        backend: Who answers.
        posting: How answers to calls arrive: one of POSTINGS or LOSING.
        sdk: Whose names the library has, 148 to 165.
        path: A library that `library` built, None for the one of this `sdk`.

    Raises:
        NoCompilerError: There is no C compiler.
    """
    return UserLoopback(backend, posting, path or library(sdk))
