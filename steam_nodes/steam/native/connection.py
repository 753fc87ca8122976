"""The server's side of Steam in this process: init, frames, what arrives, and the end.

Rules: Steam is one to a process, and so is this. Only init's return code is trusted: a failed one may leave a live pipe, which is shut
down at once, so that it can be tried again. Manual dispatch begins after a successful init. An interface is asked for after init and
forgotten at the shutdown; it is never called when it is NULL. What was set and not stored is stored before the end, waiting at most
5 seconds, and so is what was asked answered.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.callbacks import StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.native.answers import STATS, Answers
from steam_nodes.steam.native.diagnosis import of_broken_call
from steam_nodes.steam.native.layouts import LAYOUTS, STATS_STORED, broadcast, size_fault
from steam_nodes.steam.reasons import Refusal
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.complaints import Complaints
    from steam_nodes.steam.native.library import Library

END_SECONDS: Final = 5.0
SUCCESS: Final = "Server initialized successfully"
_GAME_SERVER: Final = (15, 14, 13)
_UTILS: Final = (11, 10, 9)
_HEAD: Final = 12
_NO_BYTES: Final = 0x7FFF_FFFF
_ERROR_ROOM: Final = 1024


class Connection:
    """What a NativeSteam holds of Steam.

    Args:
        library: The library.
        app_id: The app, None where the environment or steam_appid.txt names it.
        complaints: Where it says what is wrong.
    """

    def __init__(self, library: Library, app_id: int | None, complaints: Complaints) -> None:
        """Begin before the init."""
        self.library = library
        self.lib, self.ffi = library.functions, library.ffi
        self.drain: Callable[[int], Any] = _no_drain
        self.complaints = complaints
        self.answers = Answers(self._completed)
        self.arrived: list[Record] = []
        self.pipe = 0
        self.closed = False
        self.was_initialised = False
        self.stats: Any = self.ffi.NULL
        self.server: Any = self.ffi.NULL
        self.utils: Any = self.ffi.NULL
        self.ticket: Any = None
        self.loaded: set[int] = set()
        self.unstored: dict[int, None] = {}
        self.elapsed = 0.0
        self._app_id = app_id
        self._failed = self.ffi.new("bool *")
        self._carried: dict[int, int] = {}

    def init(self, ip: int, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; return (ESteamAPIInitResult, a sentence)."""
        game_server = self.library.version("SteamAPI_SteamGameServer", _GAME_SERVER)
        utils = self.library.version("SteamAPI_SteamGameServerUtils", _UTILS)
        if not game_server or not utils:
            name = "SteamAPI_SteamGameServerUtils_v009 to v011" if game_server else "SteamAPI_SteamGameServer_v013 to v015"
            return 3, f"{self.library.path} has none of {name}; take a libsteam_api of SDK 1.48 to 1.65"
        if self._app_id is not None:
            # Steam's library reads these itself, as it reads steam_appid.txt; it has no argument for it.
            os.environ["SteamAppId"] = os.environ["SteamGameId"] = str(self._app_id)  # noqa: SIM112 - Valve's spelling
        interfaces = f"SteamUtils{utils:03}\0SteamGameServer{game_server:03}\0SteamGameServerStats001\0"
        status, sentence = self._start(ip, game_port, query_port, server_mode, version.encode(), interfaces.encode())
        if status:
            self.lib.SteamGameServer_Shutdown()
            return status, sentence
        self.lib.SteamAPI_ManualDispatch_Init()
        self.pipe = int(self.lib.SteamGameServer_GetHSteamPipe())
        self.stats = self.lib.SteamAPI_SteamGameServerStats_v001()
        self.server = getattr(self.lib, f"SteamAPI_SteamGameServer_v{game_server:03}")()
        self.utils = getattr(self.lib, f"SteamAPI_SteamGameServerUtils_v{utils:03}")()
        if not (self.pipe and self.stats and self.server and self.utils):
            self._let_go()
            return 1, "Steam started and gave no pipe or no interface; it may be ending just now, try again"
        self.ticket = self.library.ticket_function(game_server)
        self.drain = self.library.drain
        self.was_initialised = True
        return 0, SUCCESS

    def _start(self, ip: int, game_port: int, query_port: int, mode: int, version: bytes, interfaces: bytes) -> tuple[int, str]:
        """Call the form of init that the library has."""
        if self.library.has("SteamInternal_GameServer_Init_V2"):
            error = self.ffi.new("char[]", _ERROR_ROOM)
            status = self.lib.SteamInternal_GameServer_Init_V2(ip, game_port, query_port, mode, version, interfaces, error)
            said = self.ffi.string(error, _ERROR_ROOM).decode(errors="replace")
            return int(status), said or f"Steam answered {status} to the init, without a word"
        # The form up to SDK 1.57: one port more, and no reason. 0 is "none" for Steam's own port.
        if self.lib.SteamInternal_GameServer_Init(ip, 0, game_port, query_port, mode, version):
            return 0, SUCCESS
        return 1, "Steam's init failed without a word: is steamclient there, and the app id? A library of SDK 1.58 or newer says why"

    def settle(self, drained: Any) -> None:
        """Take in what a drain brought, if anything, and hand out what may leave."""
        if drained:
            self._take_in(*self.library.read(drained))
        self.answers.sweep(self.elapsed)
        self._hand_out()

    def _hand_out(self) -> None:
        """Note what the answers mean for what is held, and let them leave."""
        for call in self.answers.take():
            record = call.record
            if isinstance(record, StatsReceived) and record.result is Result.OK:
                self.loaded.add(call.user)
            elif isinstance(record, StatsStored):
                self._stored(call.user, call.number, record.result)
            if record is not None and not call.silent:
                self.arrived.append(record)

    def _take_in(self, messages: list[tuple[int, int, int, int, int, int]], tail: bytes) -> None:
        """Read what a drain took."""
        at = 0
        for kind, size, call, failed, result, user in messages:
            payload = b""
            if size > _HEAD and size != _NO_BYTES and failed >= 0:
                payload = tail[at : at + size]
                at += (size + 7) & ~7
            if call:
                fault = "" if failed else size_fault(kind, size)
                self._refuse_bytes(kind, fault)
                if not payload and kind not in STATS and kind in LAYOUTS:
                    payload = result.to_bytes(4, "little", signed=True) + user.to_bytes(8, "little")
                    payload = payload[:size]
                self.answers.result(call, 0 if failed or fault else kind, result, payload)
                continue
            fault = size_fault(kind, size)
            if fault:
                self._refuse_bytes(kind, fault)
            elif kind in STATS:
                self.answers.broadcast(kind, user, result, self.elapsed)
            elif kind in LAYOUTS:
                if not payload:
                    payload = (result.to_bytes(4, "little", signed=True) + user.to_bytes(8, "little"))[:size]
                self._broadcast(kind, payload)

    def _broadcast(self, kind: int, payload: bytes) -> None:
        """Take what nobody asked for, behind the answers that came before it."""
        record = broadcast(kind, payload)
        if record is None:
            return
        if self.answers.ready:
            self._hand_out()
        if isinstance(record, StatsUnloaded):
            self.loaded.discard(int(record.steam_id))
            self.unstored.pop(int(record.steam_id), None)
        self.arrived.append(record)

    def _refuse_bytes(self, kind: int, fault: str) -> None:
        """Say that something was not read."""
        if fault:
            self.complaints.complain(Refusal(("layout", str(kind)), fault))

    def _completed(self, handle: int, kind: int) -> tuple[int, bytes] | None:
        """Ask Steam for the result of a handle."""
        if not self.pipe or not self.lib.SteamAPI_ISteamUtils_IsAPICallCompleted(self.utils, handle, self._failed):
            return None
        if self._failed[0]:
            return 1, b""
        size = LAYOUTS[kind].struct.size
        to = self.ffi.new("uint8_t[]", size)
        if not self.lib.SteamAPI_ManualDispatch_GetAPICallResult(self.pipe, handle, to, size, kind, self._failed):
            return None
        return int(self._failed[0]), bytes(self.ffi.buffer(to, size))

    # Storing.

    def store(self, steam_id: int, *, silent: bool = False) -> int:
        """Send a user's changes; return the number of the call."""
        handle = int(self.lib.SteamAPI_ISteamGameServerStats_StoreUserStats(self.stats, steam_id))
        if not handle:
            self.complaints.complain(of_broken_call("store_user_stats", steam_id))
        number = self.answers.ask(STATS_STORED, steam_id, handle, silent=silent)
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
        if not self.pipe:
            return
        deadline = time.monotonic() + END_SECONDS
        # What was asked last may be answered and set again, so that there is something more to store: twice is enough.
        for _ in range(2):
            for steam_id in list(self.unstored):
                self.store(steam_id, silent=True)
            self._wait(deadline)
        lost = [steam_id for steam_id in (*self.unstored, *self._carried.values()) if steam_id in self.loaded]
        for steam_id in dict.fromkeys(lost):
            self.complaints.log("error", f"not stored at the end, and lost: what was set for {steam_id}")
        self.answers.give_up(Result.NO_CONNECTION)
        self._let_go()
        self._hand_out()

    def _wait(self, deadline: float) -> None:
        """Let frames go by until everything asked is answered."""
        now = time.monotonic()
        while len(self.answers):
            before, now = now, time.monotonic()
            self.elapsed += now - before
            self.settle(self.drain(self.pipe))
            if not len(self.answers) or now > deadline:
                return
            time.sleep(0.002)

    def _let_go(self) -> None:
        """Shut Steam down and forget what belongs to it."""
        self.pipe = 0
        self.drain = _no_drain
        self.stats = self.server = self.utils = self.ffi.NULL
        self.loaded.clear()
        self.unstored.clear()
        self._carried.clear()
        self.lib.SteamGameServer_Shutdown()

    def end(self) -> None:
        """Shut down, and answer nothing any more; harmless twice."""
        if self.closed:
            return
        self.shutdown()
        self.closed = True
        self.arrived.clear()


def _no_drain(_pipe: int) -> None:
    """Stand for the drain where there is no pipe."""
