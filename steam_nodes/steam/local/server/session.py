"""The server's own life on a local world: init, log on, log off, shutdown, and where it stands between them.

Rules: where every call for every user is answered alike (closed, shut down, not logged on) the world's `offline_state` says so, and no user
is found; a log on is answered in a later frame. What is on its way survives all of it but the close. A call on a server that is not
initialised (closed, shut down) is told each time, in GodotSteam's sentence.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import PolicyResponse, ServerConnectFailure, ServersConnected, ServersDisconnected
from steam_nodes.steam.checks import ANY_ADDRESS, camel, server_fault
from steam_nodes.steam.enums import ServerMode
from steam_nodes.steam.local.world.world import END_SECONDS, World
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.rules.user import State, User

ABSENT: Final = ("closed", "shut down")
"""Where a server is not initialised."""


class ServerLife:
    """The half of LocalSteam that is about the server itself.

    Args:
        world: The world it stands in.
        server_ip: The address it always has, "" for the one `server_init` is given.
    """

    def __init__(self, world: World, server_ip: str) -> None:
        """Begin logged on."""
        self._world = world
        self._server_ip = server_ip
        self._posted = world.posted
        self._users: dict[int, User] = world.users
        self._initialised = False
        self._mode = ServerMode.INVALID
        self._ip = ""
        self._id = SteamID.of_account(1, account_type=4)
        self._waiting: deque[tuple[float, Record]] = deque()

    def server_init(self, ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; stats calls then need a log on.

        Args:
            ip: The IPv4 address to use; "0.0.0.0" or "" for any.
            game_port: The port the players use, 1 to 65535.
            query_port: The port server browsers ask, 1 to 65535 (65535: the game's own).
            server_mode: 1 without authentication, 2 with it, 3 with it and secure.
            version: The server's version, such as "1.0.0.0".

        Returns:
            (0, "Server initialized successfully"), or (1, what is wrong and what to pass instead).

        Raises:
            TypeError: An argument has the wrong type.
        """
        fault = server_fault(ip, game_port, query_port, server_mode, version)
        if self._world.offline_state == "closed":
            fault = "this Steam is closed; make a new one"
        elif self._initialised:
            fault = "the server is initialised already; call server_shutdown first"
        if fault:
            self._world.world_log.refuse(Refusal(("server_init", fault), f"server_init: {fault}"))
            return 1, fault
        self._initialised = True
        self._mode = ServerMode(server_mode)
        self._ip = ip
        address = self._server_ip or ip
        rules = self._world.rules
        rules.set_official(official=address not in ANY_ADDRESS and rules.schema.is_official(address))
        self._go("not logged on")
        return 0, "Server initialized successfully"

    def server_shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored, unload everyone; what was asked before is still answered."""
        if not self.initialised():
            return
        self._world.flush(END_SECONDS)
        self._world.users.clear()
        self._world.players.clear()
        self._drop_log_on()
        self._initialised = False
        self._go("shut down")

    def initialised(self) -> bool:
        """Whether calls can be made: always, but for the time after `server_shutdown` and `close`."""
        return self._world.offline_state not in ABSENT

    def log_on(self, token: str) -> None:
        """Log the server on with a game server login token; any token that is not empty is right here."""
        if not isinstance(token, str):
            message = f"log_on: the token is a str, not {type(token).__name__} {short(token)}"
            raise TypeError(message)
        if token.strip() or not self.initialised():
            self._log_on("log_on", account_type=3)
        else:
            sentence = "log_on: the token is empty; pass a game server login token, or call log_on_anonymous"
            self._fail_log_on(Refusal(("log_on", "token"), sentence), Result.INVALID_PARAM)

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; ServersConnected answers one frame later."""
        self._log_on("log_on_anonymous", account_type=4)

    def log_off(self) -> None:
        """Log the server off; ServersDisconnected with Result.OK follows if it was on."""
        if not self._present("log_off"):
            return
        self._drop_log_on()
        if self._world.offline_state is None:
            self._post(ServersDisconnected(Result.OK))
            self._go("not logged on")

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        return self._present("logged_on") and self._world.offline_state is None and not self._world.faults.offline

    def get_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on."""
        return self._id if self._present("getSteamID") and self._world.offline_state is None else 0

    def get_server_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on; never an error."""
        return self._id if self._world.offline_state is None else 0

    def secure(self) -> bool:
        """Whether the server is secure: it was initialised with server_mode 3 and is logged on."""
        return self._present("secure") and self._world.offline_state is None and self._mode is ServerMode.AUTHENTICATION_AND_SECURE

    def release_current_thread_memory(self) -> None:
        """Do nothing: a local world keeps nothing for a thread."""

    # What is used above.

    def _present(self, call: str, group: Literal["Server", "Utils"] = "Server") -> bool:
        """Whether the server is initialised; if it is not, say which call it is missed by."""
        state = self._world.offline_state
        if state not in ABSENT:
            return True
        self._world.world_log.absent(group, camel(call), refusals.why_absent(state))
        return False

    def _refuse(self, refusal: Refusal) -> None:
        """Say why one of the ten calls was refused."""
        state = self._world.offline_state
        if state in ABSENT:
            self._world.world_log.absent("Server Stats", camel(refusal.kind[0]), refusals.why_absent(state))
        else:
            self._world.world_log.refuse(refusal)

    def _log_on(self, call: str, account_type: int) -> None:
        """Have the log on answered in a later frame."""
        if not self._present(call):
            self._post(ServerConnectFailure(Result.NO_CONNECTION, still_retrying=False))
            return
        self._id = SteamID.of_account(1, account_type=account_type)
        if self._world.faults.offline:
            sentence = f"{call}: there is no connection to Steam; it is tried again when the connection returns"
            self._world.retrying = True
            self._fail_log_on(Refusal((call, "offline"), sentence), Result.NO_CONNECTION)
        else:
            self._post(ServersConnected())

    def _fail_log_on(self, refusal: Refusal, result: Result) -> None:
        """Have a log on answered with a failure."""
        self._world.world_log.refuse(refusal)
        self._post(ServerConnectFailure(result, still_retrying=self._world.retrying))

    def _drop_log_on(self) -> None:
        """Forget a log on that is not answered yet: the server is logged off before it was on."""
        self._world.retrying = False
        waiting = [entry for entry in self._posted if not isinstance(entry[1], ServersConnected)]
        self._posted.clear()
        self._posted.extend(waiting)

    def _post(self, record: Record) -> None:
        """Have a record arrive in a later frame."""
        if self._world.offline_state != "closed":
            self._posted.append((self._world.frame, record))

    def _later(self, record: Record) -> None:
        """Have an answer arrive in a later frame, after the latency, behind the answers before it."""
        latency = self._world.faults.latency
        if not latency and not self._waiting:
            self._post(record)
        elif self._world.offline_state != "closed":
            due = self._world.elapsed + latency
            self._waiting.append((max(due, self._waiting[-1][0]) if self._waiting else due, record))

    def _deliver_due(self) -> None:
        """Hand on the answers whose latency is over, at the beginning of a frame."""
        while self._waiting and self._waiting[0][0] <= self._world.elapsed:
            self._posted.append((self._world.frame - 1, self._waiting.popleft()[1]))

    def _connected(self) -> list[Record]:
        """Be logged on; return what Steam says right after it, nothing if the server was on before."""
        if self._world.offline_state is None:
            return []
        self._go(None)
        return [PolicyResponse(secure=self._mode is ServerMode.AUTHENTICATION_AND_SECURE)]

    def _go(self, state: State | None) -> None:
        """Be somewhere where every call for every user is answered alike, or (None) where each user has a state."""
        self._world.offline_state = state
        self._users = self._world.users if state is None else {}
