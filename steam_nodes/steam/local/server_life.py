"""The server's own life on a local world: init, log on, log off, shutdown, and where it stands between them.

Rules: where every call for every user is answered alike (closed, shut down, not logged on) the world's `elsewhere` says so, and no user
is found; a log on is answered in a later frame. What is on its way survives all of it but the close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam.callbacks import ServerConnectFailure, ServersConnected, ServersDisconnected
from steam_nodes.steam.local import reasons
from steam_nodes.steam.local.checks import ANY_ADDRESS, init_fault
from steam_nodes.steam.local.reasons import Refusal
from steam_nodes.steam.local.world import END_SECONDS, World
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.users import State, User


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
        self._id = SteamID.of_account(1, account_type=4)

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
        fault = init_fault(ip, game_port, query_port, server_mode, version)
        if self._world.elsewhere == "closed":
            fault = "this Steam is closed; make a new one"
        elif self._initialised:
            fault = "the server is initialised already; call server_shutdown first"
        if fault:
            self._world.journal.complain(Refusal(("server_init", fault), f"server_init: {fault}"))
            return 1, fault
        self._initialised = True
        address = self._server_ip or ip
        engine = self._world.engine
        engine.set_official(official=address not in ANY_ADDRESS and engine.schema.is_official(address))
        self._go("not logged on")
        return 0, "Server initialized successfully"

    def server_shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored, unload everyone; what was asked before is still answered."""
        if self._world.elsewhere in {"closed", "shut down"}:
            return
        self._world.flush(END_SECONDS)
        self._world.users.clear()
        self._world.players.clear()
        self._drop_log_on()
        self._initialised = False
        self._go("shut down")

    def log_on(self, token: str) -> None:
        """Log the server on with a game server login token; any token that is not empty is right here."""
        if not isinstance(token, str):
            message = f"log_on: the token is a str, not {type(token).__name__} {token!r}"
            raise TypeError(message)
        if token.strip():
            self._log_on("log_on", account_type=3)
        else:
            sentence = "log_on: the token is empty; pass a game server login token, or call log_on_anonymous"
            self._fail_log_on(Refusal(("log_on", "token"), sentence), Result.INVALID_PARAM)

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; ServersConnected answers one frame later."""
        self._log_on("log_on_anonymous", account_type=4)

    def log_off(self) -> None:
        """Log the server off; ServersDisconnected with Result.OK follows if it was on."""
        self._drop_log_on()
        if self._world.elsewhere is None:
            self._post(ServersDisconnected(Result.OK))
            self._go("not logged on")

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        return self._world.elsewhere is None and not self._world.faults.offline

    def get_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on."""
        return self._id if self._world.elsewhere is None else 0

    # What is used above.

    def _log_on(self, call: str, account_type: int) -> None:
        """Have the log on answered in a later frame."""
        if self._world.elsewhere in {"closed", "shut down"}:
            self._fail_log_on(reasons.of_state(call, 0, "", self._world.elsewhere), Result.NO_CONNECTION)
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
        self._world.journal.complain(refusal)
        self._post(ServerConnectFailure(result, still_retrying=self._world.retrying))

    def _drop_log_on(self) -> None:
        """Forget a log on that is not answered yet: the server is logged off before it was on."""
        self._world.retrying = False
        waiting = [entry for entry in self._posted if not isinstance(entry[1], ServersConnected)]
        self._posted.clear()
        self._posted.extend(waiting)

    def _post(self, record: Record) -> None:
        """Have a record arrive in a later frame."""
        if self._world.elsewhere != "closed":
            self._posted.append((self._world.frame, record))

    def _go(self, state: State | None) -> None:
        """Be somewhere where every call for every user is answered alike, or (None) where each user has a state."""
        self._world.elsewhere = state
        self._users = self._world.users if state is None else {}
