"""The server's side of Steam in this process: init, frames, what arrives, and the end.

Rules: those of pipe.py. Only init's return code is trusted: a failed one may leave a live pipe, which is shut down at once, so that it can
be tried again. Manual dispatch begins after a successful init. An interface is asked for after init and forgotten at the shutdown; it is
never called when it is NULL. What was set and not stored is stored before the end, waiting at most 5 seconds, and so is what was asked
answered.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from steam_nodes.steam.callbacks import Record, StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.checks import camel
from steam_nodes.steam.native.arguments import clan_fault, of_broken_call, of_refused_answer, player_fault
from steam_nodes.steam.native.pipes.init_words import with_remedy
from steam_nodes.steam.native.pipes.pipe import END_SECONDS, ERROR_ROOM, Pipe
from steam_nodes.steam.native.structs import (
    CLAN_ASSOCIATED,
    PLAYER_COMPATIBILITY,
    SERVER_ANSWERS,
    SERVER_NEWS,
    STATS_RECEIVED,
    STATS_STORED,
)
from steam_nodes.steam.refusals import Refusal, of_state
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from steam_nodes.steam.native.library import Library, Message
    from steam_nodes.steam.native.pipes.pending_calls import Call
    from steam_nodes.steam.native.structs import Answer
    from steam_nodes.steam.refusal_log import RefusalLog

SUCCESS: Final = "Server initialized successfully"
_GAME_SERVER: Final = "SteamAPI_SteamGameServer"
_UTILS: Final = "SteamAPI_SteamGameServerUtils"


class ServerPipe(Pipe[Record]):
    """What a NativeSteam holds of Steam.

    Args:
        library: The library.
        app_id: The app, None where the environment or steam_appid.txt names it.
        refusal_log: Where it says what is wrong.
    """

    owner: ClassVar[str] = "NativeSteam"
    which: ClassVar[Literal["server", "user"]] = "server"
    kinds: ClassVar[Mapping[int, Answer[Any]]] = SERVER_ANSWERS
    news: ClassVar[Mapping[int, Callable[..., Any]]] = SERVER_NEWS

    def __init__(self, library: Library, app_id: int | None, refusal_log: RefusalLog) -> None:
        """Begin before the init."""
        super().__init__(library, app_id, refusal_log)
        self.stats: Any = self.ffi.NULL
        self.server: Any = self.ffi.NULL
        self.ticket: Any = None
        self.unstored: dict[int, None] = {}
        self._carried: dict[int, int] = {}

    def init(self, ip: int, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; return (ESteamAPIInitResult, a sentence)."""
        game_server, utils = self.library.version(_GAME_SERVER), self.library.version(_UTILS)
        if not game_server or not utils:
            missing = self.library.versions_text(_UTILS if game_server else _GAME_SERVER)
            return 3, f"{self.library.path} has none of {missing}; take a libsteam_api of SDK 1.48 to 1.65"
        self.name_app(self._app_id)
        interfaces = f"SteamUtils{utils:03}\0SteamGameServer{game_server:03}\0SteamGameServerStats001\0"
        status, sentence = self._start(ip, game_port, query_port, server_mode, version.encode(), interfaces.encode())
        if status:
            self.lib.SteamGameServer_Shutdown()
            return status, sentence
        self.lib.SteamAPI_ManualDispatch_Init()
        self.handle: int = int(self.lib.SteamGameServer_GetHSteamPipe())
        self.stats = self.lib.SteamAPI_SteamGameServerStats_v001()
        self.server = getattr(self.lib, f"{_GAME_SERVER}_v{game_server:03}")()
        self.utils: Any = getattr(self.lib, f"{_UTILS}_v{utils:03}")()
        if not (self.handle and self.stats and self.server and self.utils):
            self.forget()
            return 1, "Steam started and gave no pipe or no interface; it may be ending just now, try again"
        self.ticket = self.library.ticket_function(game_server)
        self.join()
        return 0, SUCCESS

    def _start(self, ip: int, game_port: int, query_port: int, mode: int, version: bytes, interfaces: bytes) -> tuple[int, str]:
        """Call the form of init that the library has."""
        if self.library.has("SteamInternal_GameServer_Init_V2"):
            error = self.ffi.new("char[]", ERROR_ROOM)
            status = self.lib.SteamInternal_GameServer_Init_V2(ip, game_port, query_port, mode, version, interfaces, error)
            said = self.ffi.string(error, ERROR_ROOM).decode(errors="replace")
            return int(status), with_remedy(int(status), said)
        # The form up to SDK 1.57: one port more, and no reason. 0 is "none" for Steam's own port.
        if self.lib.SteamInternal_GameServer_Init(ip, 0, game_port, query_port, mode, version):
            return 0, SUCCESS
        return 1, "Steam's init failed without a word: is steamclient there, and the app id? A library of SDK 1.58 or newer says why"

    def ready(self, group: str, call: str) -> bool:
        """Whether there is a server; if not, GodotSteam's sentence is said. A closed one says nothing any more."""
        if self.handle:
            return True
        if not self.closed:
            remedy = "the server was shut down; call server_init and log on again" if self.was_initialised else "call server_init first"
            self.refusal_log.absent(group, camel(call), remedy)
        return False

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        return bool(self.handle and self.lib.SteamAPI_ISteamGameServer_BLoggedOn(self.server))

    def _broken(self, call: str, kind: int, about: int) -> Refusal:
        """Return why a call that Steam could not issue was answered with IO_FAILURE."""
        return of_broken_call(call, about)

    # What arrives.

    def _left(self, call: Call[Record]) -> Record | None:
        """Note what an answer means for what is held."""
        record = call.record
        if isinstance(record, StatsReceived) and record.result is Result.OK:
            self._load(call.lane)
        elif isinstance(record, StatsStored):
            self._stored(call.lane, call.number, record.result)
        return None if call.silent else record

    def _refusal(self, call: Call[Record], result: Result) -> Refusal:
        """Return why Steam answered a call with something else than OK."""
        steam_id, state, fault = call.lane, "", ""
        if not self.handle:
            state = "shut down"
        elif result is Result.NOT_LOGGED_ON:
            state = "not logged on"
        elif result is Result.FAIL and call.kind == CLAN_ASSOCIATED:
            fault = clan_fault(steam_id)
        elif result is Result.FAIL and call.kind == PLAYER_COMPATIBILITY:
            fault = player_fault(steam_id)
        elif result is Result.FAIL and not SteamID(steam_id).is_individual:
            state = "not a player"
        elif result is Result.FAIL and call.kind == STATS_STORED:
            state = self.absence(STATS_RECEIVED, steam_id)
        if fault:
            return Refusal((call.name, fault), f"{call.name}: {fault}")
        return of_state(call.name, steam_id, "", state) if state else of_refused_answer(call, result)

    def _told(self, message: Message, payload: bytes, coming: Container[int]) -> None:
        """Take a broadcast with the content of an answer."""
        kind, _, _, _, result, user = message
        self.answers.broadcast(kind, user, result, self.elapsed, coming)

    def _note(self, record: Record) -> bool:
        """Note what news mean for what is held; return whether they arrive."""
        if isinstance(record, StatsUnloaded):
            self._unload(int(record.steam_id))
            self.unstored.pop(int(record.steam_id), None)
        return True

    # Storing.

    def store(self, steam_id: int, *, silent: bool = False) -> int:
        """Send a user's changes; return the number of the call."""
        handle = int(self.lib.SteamAPI_ISteamGameServerStats_StoreUserStats(self.stats, steam_id))
        if not handle:
            self.refusal_log.refuse(of_broken_call("store_user_stats", steam_id))
        number = self.answers.ask(STATS_STORED, steam_id, handle, name="store_user_stats", silent=silent)
        if steam_id in self.unstored:
            del self.unstored[steam_id]
            self._carried[number] = steam_id
        return number

    def _stored(self, steam_id: int, number: int, result: Result) -> None:
        """Note what became of a store: after a failure the changes are unstored again."""
        if self._carried.pop(number, None) is not None and result is not Result.OK and steam_id in self.loaded:
            self.unstored[steam_id] = None

    # The end.

    def shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored, let what was asked be answered, and let go."""
        if not self.handle:
            return
        deadline = time.monotonic() + END_SECONDS
        self.settle(self.drain(self.handle))
        told_before = len(self.arrived)
        # What was asked last may be answered and set again, so that there is something more to store: twice is enough.
        for _ in range(2):
            for steam_id in list(self.unstored):
                self.store(steam_id, silent=True)
            self.wait(deadline)
        lost = [steam_id for steam_id in (*self.unstored, *self._carried.values()) if steam_id in self.loaded]
        for steam_id in dict.fromkeys(lost):
            self.refusal_log.log("error", f"not stored at the end, and lost: what was set for {steam_id}")
        self.answers.give_up(Result.NO_CONNECTION)
        self.forget()
        self.hand_out()
        # At the end every user is let go, untold: who left before and was stored only now is no exception.
        self.arrived[told_before:] = [record for record in self.arrived[told_before:] if not isinstance(record, StatsUnloaded)]

    def forget(self) -> None:
        """Shut Steam down and forget what belongs to it."""
        super().forget()
        self.stats = self.server = self.ffi.NULL
        self.loaded.clear()
        self.unstored.clear()
        self._carried.clear()
        self.lib.SteamGameServer_Shutdown()
