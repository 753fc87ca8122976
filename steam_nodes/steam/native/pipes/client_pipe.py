"""The player's side of Steam in this process: init, frames, what arrives, and the end.

Rules: those of pipe.py, and of a server's side: only init's return code is trusted, and a failed one is shut down at once. The player's
own stats are there from the start; that is told by one UserStatsReceived with call 0, for which Steam is asked: by RequestCurrentStats, and
from SDK 1.61 on, where there is none, by a request for the own id. A store is answered by a broadcast that names no call, so stores are
counted. What was set and not stored is stored before the end, waiting at most 5 seconds, and so is what was asked answered.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from steam_nodes.steam.callbacks import (
    ClientRecord,
    LeaderboardEntry,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.native.arguments import check_name, encoded, of_long_name, of_refused_answer
from steam_nodes.steam.native.pipes.init_words import with_remedy
from steam_nodes.steam.native.pipes.pending_calls import GRACE, Call
from steam_nodes.steam.native.pipes.pipe import END_SECONDS, ERROR_ROOM, Pipe
from steam_nodes.steam.native.structs import (
    CLIENT_ANSWERS,
    CLIENT_FETCHED,
    CLIENT_NEWS,
    LEADERBOARD_ENTRY,
    SCORES_DOWNLOADED,
    USER_STATS_RECEIVED,
    USER_STATS_STORED,
    about,
    of_entry,
    of_news,
)
from steam_nodes.steam.refusals import Refusal, Side, of_absence, of_state
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from steam_nodes.steam.native.library import Library, Message
    from steam_nodes.steam.native.structs import Answer
    from steam_nodes.steam.refusal_log import RefusalLog

SUCCESS: Final = "Steamworks active"
MOST_DETAILS: Final = 64
_NEEDED: Final = ("SteamUser", "SteamUserStats", "SteamUtils")
_OPTIONAL: Final = ("SteamFriends", "SteamApps", "SteamRemoteStorage")
_CURRENT: Final = "SteamAPI_ISteamUserStats_RequestCurrentStats"


class ClientPipe(Pipe[ClientRecord]):
    """What a NativeClient holds of Steam.

    Args:
        library: The library.
        app_id: The app, None where the init, the environment or steam_appid.txt names it.
        refusal_log: Where it says what is wrong.
    """

    owner: ClassVar[str] = "NativeClient"
    which: ClassVar[Literal["server", "user"]] = "user"
    kinds: ClassVar[Mapping[int, Answer[Any]]] = CLIENT_ANSWERS
    news: ClassVar[Mapping[int, Callable[..., Any]]] = CLIENT_NEWS

    def __init__(self, library: Library, app_id: int | None, refusal_log: RefusalLog) -> None:
        """Begin before the init."""
        super().__init__(library, app_id, refusal_log)
        refusal_log.side = Side.of_player(0)
        self.stats: Any = self.ffi.NULL
        self.user: Any = self.ffi.NULL
        self.friends: Any = self.ffi.NULL
        self.apps: Any = self.ffi.NULL
        self.remote_storage: Any = self.ffi.NULL
        self.names: dict[str, bytes] = {}
        """The names that were used before, as Steam takes them."""
        self.own: int = 0
        self.unstored: bool = False
        """Whether something was set since the last store."""
        self.stores: int = 0
        """How many broadcasts are to come that tell of a store."""
        self._silent = 0  # how many of those, the last ones, are our own and nobody waits for
        self._quiet = False
        self._current = 0  # how many broadcasts are to come that tell of the own stats
        self._own_told = -GRACE

    def init(self, app_id: int) -> tuple[int, str]:
        """Start the player's side of Steam; return (ESteamAPIInitResult, a sentence)."""
        library = self.library
        found = {name: library.version(f"SteamAPI_{name}") for name in (*_NEEDED, *_OPTIONAL)}
        for name in _NEEDED:
            if not found[name]:
                return 3, f"{library.path} has none of {library.versions_text(f'SteamAPI_{name}')}; take a libsteam_api of SDK 1.48 to 1.65"
        self.name_app(app_id or self._app_id)
        status, sentence = self._start()
        if status:
            self.lib.SteamAPI_Shutdown()
            return status, sentence
        self.lib.SteamAPI_ManualDispatch_Init()
        self.handle: int = int(self.lib.SteamAPI_GetHSteamPipe())
        got = {name: getattr(self.lib, f"SteamAPI_{name}_v{version:03}")() for name, version in found.items() if version}
        self.user, self.stats, utils = (got[name] for name in _NEEDED)
        self.utils: Any = utils
        self.friends, self.apps, self.remote_storage = (got.get(name, self.ffi.NULL) for name in _OPTIONAL)
        if not (self.handle and self.user and self.stats and self.utils):
            self.forget()
            return 1, "Steam started and gave no pipe or no interface; it may be ending just now, try again"
        self.own = int(self.lib.SteamAPI_ISteamUser_GetSteamID(self.user))
        self.refusal_log.side = Side.of_player(self.own)
        self.app = int(self.lib.SteamAPI_ISteamUtils_GetAppID(self.utils))
        self.loaded.add(self.own)
        self.join()
        self.request_current()
        return 0, SUCCESS

    def ready(self, group: str, call: str) -> bool:
        """Whether Steam is active; if it is not, say which call it is missed by."""
        if self.handle:
            return True
        if self.closed or self.was_initialised:
            self.refusal_log.refuse(of_absence(call, "closed" if self.closed else "shut down"))
        else:
            self.refusal_log.refuse(Refusal((call, "not initialised"), f"{call}: Steam is not initialised; call init first"))
        return False

    def called(self, call: str, name: str) -> bytes | None:
        """Return a name as Steam takes it, None if the call is refused for what it is given."""
        check_name(call, name)
        if not self.ready("", call):
            return None
        found = encoded(name, self.names)
        if found is None:
            self.refusal_log.refuse(of_long_name(call, self.own, name))
        return found

    def _broken(self, call: str, kind: int, about: int) -> Refusal:
        """Return why a call that Steam could not issue was answered with IO_FAILURE."""
        if kind == USER_STATS_RECEIVED:
            sentence = f"{call}({short(about)}): Steam could not issue the call; is the player online? Try again"
        else:
            sentence = f"{call}: Steam could not issue the call; is the player online, and was what it is about found before? Try again"
        return Refusal((call, "broken"), sentence)

    def _start(self) -> tuple[int, str]:
        """Call the form of init that the library has."""
        if self.library.has("SteamAPI_InitFlat") or self.library.has("SteamInternal_SteamAPI_Init"):
            error = self.ffi.new("char[]", ERROR_ROOM)
            if self.library.has("SteamAPI_InitFlat"):
                status = self.lib.SteamAPI_InitFlat(error)
            else:
                status = self.lib.SteamInternal_SteamAPI_Init(self.ffi.NULL, error)
            said = self.ffi.string(error, ERROR_ROOM).decode(errors="replace")
            return int(status), with_remedy(int(status), said)
        if self.lib.SteamAPI_Init():
            return 0, SUCCESS
        if not self.lib.SteamAPI_IsSteamRunning():
            return 2, "no Steam client runs on this machine; start Steam and log on to it, then try again"
        return 1, "Steam's init failed without a word: is the app known, and the player's? A library of SDK 1.58 or newer says why"

    # What arrives.

    def request_current(self) -> bool:
        """Ask for the player's own stats; a UserStatsReceived with call 0 follows if it is taken."""
        if self.library.has(_CURRENT):
            taken = bool(self.lib.SteamAPI_ISteamUserStats_RequestCurrentStats(self.stats))
            self._current += taken
            return taken
        handle = int(self.lib.SteamAPI_ISteamUserStats_RequestUserStats(self.stats, self.own))
        if handle:
            self.answers.ask(USER_STATS_RECEIVED, self.own, handle, name="request_user_stats", silent=True)
        return bool(handle)

    def _fields(self, kind: int, payload: bytes) -> tuple[Any, ...]:
        """Return what the bytes of an answer hold; of a download the lines of the leaderboard, in place of their handle and number."""
        fields = super()._fields(kind, payload)
        return (fields[0], self._entries(fields[1], fields[2])) if kind == SCORES_DOWNLOADED else fields

    def _news_record(self, kind: int, payload: bytes) -> ClientRecord | None:
        """Return the record of news, with what of it has to be fetched."""
        fetched = CLIENT_FETCHED.get(kind)
        return super()._news_record(kind, payload) if fetched is None else of_news({kind: partial(fetched.make, self)}, kind, payload)

    def _left(self, call: Call[ClientRecord]) -> ClientRecord | None:
        """Note what an answer means for what is held; nobody has the number of a request of our own."""
        record = call.record
        if isinstance(record, UserStatsReceived):
            if record.result is Result.OK:
                self._load(call.lane)
            if call.lane == self.own:
                self._own_told = self.elapsed
            return replace(record, call=0) if call.silent else record
        return record

    def _refusal(self, call: Call[ClientRecord], result: Result) -> Refusal:
        """Return why Steam answered a call with something else than OK."""
        if not self.handle:
            return of_absence(call.name, "shut down")
        if call.kind == USER_STATS_RECEIVED and result is Result.FAIL and not SteamID(call.lane).is_individual:
            return of_state(call.name, call.lane, "", "not a player")
        return of_refused_answer(call, result)

    def _told(self, message: Message, payload: bytes, coming: Container[int]) -> None:
        """Take a broadcast with the content of an answer."""
        kind = message[0]
        lane = about(kind, CLIENT_ANSWERS[kind], payload)
        own = kind == USER_STATS_RECEIVED and lane == self.own
        if own and self._current:
            # It names no call, and says the same whichever it was meant for: an open request has its handle to be answered by.
            self._current -= 1
        elif self.answers.broadcast(kind, lane, Result.OK, self.elapsed, coming, payload) or not own or self._repeats():
            return
        self._own_told = self.elapsed
        told: Call[ClientRecord] = Call(0, kind, lane, 0, name="request_user_stats")
        record = self._make(told, Result.OK, payload)
        if isinstance(record, UserStatsReceived) and record.result is not Result.OK:
            self.refusal_log.refuse(of_refused_answer(told, record.result))
        self.tell(record)

    def _repeats(self) -> bool:
        """Whether the own stats were told of just now, so that a broadcast which no call explains says the same once more."""
        if self.answers.ready:
            self.hand_out()
        return self.elapsed - self._own_told < GRACE

    def _note(self, record: ClientRecord) -> bool:
        """Note what news mean for what is held; return whether they arrive."""
        if isinstance(record, UserStatsStored):
            # What was unlocked is told behind it, and is as silent as it is.
            self._quiet = 0 < self.stores <= self._silent
            self.stores = max(0, self.stores - 1)
            # With INVALID_PARAM Steam has taken the values back; after any other failure they are there and unstored.
            self.unstored = self.unstored or record.result not in {Result.OK, Result.INVALID_PARAM}
            if record.result is not Result.OK:
                store: Call[ClientRecord] = Call(0, USER_STATS_STORED, self.own, 0, name="store_user_stats")
                self.refusal_log.refuse(of_refused_answer(store, record.result))
        elif isinstance(record, UserStatsUnloaded) and record.user_id != self.own:
            self._unload(int(record.user_id))
        return not (self._quiet and isinstance(record, UserStatsStored | UserAchievementStored))

    def _entries(self, entries: int, count: int) -> tuple[LeaderboardEntry, ...]:
        """Fetch the lines of a leaderboard that were downloaded: Steam gives them away once, as their answer is taken."""
        told, details = self.ffi.new("uint8_t[]", LEADERBOARD_ENTRY.pack8.size), self.ffi.new("int32_t[]", MOST_DETAILS)
        function = self.lib.SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry
        lines = []
        for index in range(max(count, 0)):
            if not function(self.stats, entries, index, told, details, MOST_DETAILS):
                break
            lines.append(of_entry(self.ffi.buffer(told)[:], list(details)))
        return tuple(lines)

    # Storing, and the end.

    def store(self) -> bool:
        """Send the player's changes; a UserStatsStored follows if Steam takes them."""
        if not self.lib.SteamAPI_ISteamUserStats_StoreStats(self.stats):
            return False
        self.unstored = False
        self.stores += 1
        return True

    def _waits(self) -> bool:
        """Whether something asked is not answered, or something sent not stored."""
        return self.stores > 0 or super()._waits()

    def shutdown(self) -> None:
        """End the player's side of Steam: store what is unstored, let what was asked be answered, and let go."""
        if not self.handle:
            return
        deadline = time.monotonic() + END_SECONDS
        # A store may fail and leave its values unstored again: twice is enough.
        for _ in range(2):
            if self.unstored and self.store():
                self._silent += 1
            self.wait(deadline)
        if self.unstored or self.stores:
            self.refusal_log.log("error", f"not known to be stored at the end: what was set for {self.own}")
        self.answers.give_up(Result.NO_CONNECTION)
        self.forget()
        self.hand_out()

    def forget(self) -> None:
        """Shut Steam down and forget what belongs to it."""
        super().forget()
        self.stats = self.user = self.friends = self.apps = self.remote_storage = self.ffi.NULL
        self.own = 0
        self.app: int = 0
        self.stores = 0
        self._silent = 0
        self._current = 0
        self.unstored = self._quiet = False
        self.loaded.clear()
        self.lib.SteamAPI_Shutdown()
