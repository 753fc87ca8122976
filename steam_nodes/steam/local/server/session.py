"""A server's session with a local Steam: initialised or not, logged on or not, and what arrives without being asked.

Rules: where every call for every user is answered alike (closed, shut down, not logged on) the world's `offline_state` says so, and no user
is found; a log on is answered in a later frame. What is on its way survives all of it but the close. A call on a server that is not
initialised (closed, shut down) is told each time, in GodotSteam's sentence. A log on whose answer is not here when the connection is lost
fails, and is tried again when the connection returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import (
    ClanAssociated,
    PlayerCompatibility,
    PolicyResponse,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
)
from steam_nodes.steam.checks import ANY_ADDRESS, camel, server_fault
from steam_nodes.steam.enums import ServerMode
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.world.world import World

NOT_LOGGED_ON: Final = "the server is not logged on; call log_on or log_on_anonymous and wait for the answer"
ABSENT: Final = ("closed", "shut down")
"""Where a server is not initialised."""
ANSWERED_LATER: Final = (StatsReceived, StatsStored, ClanAssociated, PlayerCompatibility)
"""The records that answer a call by its number."""


class ServerSession:
    """What every part of LocalSteam stands on.

    Args:
        world: The world it stands in.
        server_ip: The address it always has, "" for the one `server_init` is given.
    """

    def __init__(self, world: World, server_ip: str) -> None:
        """Begin logged on."""
        self.world = world
        self.mode: ServerMode = ServerMode.INVALID
        self.init_succeeded: bool = False
        self.at_shut_down: list[Callable[[], None]] = []
        """What the parts of the server forget when its side of Steam ends."""
        self.last_call: int = 0
        """The last call that Steam answers later."""
        self.last_result: Result | None = None
        """What that call was answered with, None as long as it is not."""
        self._server_ip = server_ip
        self._ip = ""
        self._id = SteamID.of_account(1, account_type=4)
        self._retrying = False
        world.watch_connection(self._connection_changed)

    @property
    def addresses(self) -> tuple[str, str]:
        """The address the world was given, and the one of `server_init`."""
        return self._server_ip, self._ip

    @property
    def steam_id(self) -> int:
        """The server's own id, 0 while it is not logged on."""
        return self._id if self.world.offline_state is None else 0

    @property
    def initialised(self) -> bool:
        """Whether calls can be made."""
        return self.world.offline_state not in ABSENT

    def init(self, ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> str:
        """Start the server's side of Steam; return what is wrong, "" if nothing is."""
        fault = server_fault(ip, game_port, query_port, server_mode, version)
        if self.world.offline_state == "closed":
            fault = "this Steam is closed; make a new one"
        elif self.init_succeeded:
            fault = "the server is initialised already; call server_shutdown first"
        if fault:
            self.world.world_log.refuse(Refusal(("server_init", fault), f"server_init: {fault}"))
            return fault
        self.init_succeeded = True
        self.mode = ServerMode(server_mode)
        self._ip = ip
        address = self._server_ip or ip
        rules = self.world.rules
        rules.set_official(official=address not in ANY_ADDRESS and rules.schema.is_official(address))
        self.world.go("not logged on")
        return ""

    def shut_down(self) -> None:
        """End the server's side of Steam and every session of a player."""
        if self.initialised:
            self.world.shut_down()
            self._drop_log_on()
            for forget in self.at_shut_down:
                forget()
            self.init_succeeded = False

    def log_on(self, call: str, account_type: int) -> None:
        """Have a log on answered in a later frame."""
        if not self.present(call):
            self.world.post(ServerConnectFailure(Result.NO_CONNECTION, still_retrying=False))
            return
        self._id = SteamID.of_account(1, account_type=account_type)
        if self.world.faults.offline:
            self._retrying = True
            self.fail_log_on(call, "offline", "there is no connection to Steam; it is tried again when the connection returns")
        else:
            self.world.post(ServersConnected())

    def fail_log_on(self, call: str, cause: str, fault: str) -> None:
        """Have a log on answered with a failure, and say why."""
        self.world.world_log.refuse(Refusal((call, cause), f"{call}: {fault}"))
        result = Result.NO_CONNECTION if cause == "offline" else Result.INVALID_PARAM
        self.world.post(ServerConnectFailure(result, still_retrying=self._retrying))

    def log_off(self) -> None:
        """Log the server off, if it is on; a log on that is not answered yet is forgotten."""
        self._drop_log_on()
        if self.world.offline_state is None:
            self.world.post(ServersDisconnected(Result.OK))
            self.world.go("not logged on")

    def connected(self) -> list[Record]:
        """Be logged on; return what Steam says right after it, nothing if the server was on before."""
        if self.world.offline_state is None:
            return []
        self.world.go(None)
        return [PolicyResponse(secure=self.mode is ServerMode.AUTHENTICATION_AND_SECURE)]

    # Calls, and why they are refused.

    def asked(self, call: int) -> int:
        """Remember the last call that is answered later."""
        self.last_call, self.last_result = call, None
        return call

    def present(self, call: str, group: Literal["Server", "Utils"] = "Server") -> bool:
        """Whether the server is initialised; if it is not, say which call it is missed by."""
        state = self.world.offline_state
        if state not in ABSENT:
            return True
        self.world.world_log.absent(group, camel(call), refusals.why_absent(state))
        return False

    def refuse(self, refusal: Refusal) -> bool:
        """Say why one of the ten calls of stats was refused; return False."""
        state = self.world.offline_state
        if state in ABSENT:
            self.world.world_log.absent("Server Stats", camel(refusal.kind[0]), refusals.why_absent(state))
        else:
            self.world.world_log.refuse(refusal)
        return False

    def refuse_call(self, call: str, fault: str) -> None:
        """Say why a call about the server was refused."""
        self.world.world_log.refuse(Refusal((call, fault), f"{call}: {fault}"))

    # What is used above.

    def _drop_log_on(self) -> None:
        """Forget a log on that is not answered yet: the server is logged off before it was on."""
        self._retrying = False
        self.world.withdraw(ServersConnected)

    def _connection_changed(self, up: bool) -> None:
        """Tell a server that is logged on, or tries to be, of its connection."""
        world = self.world
        if world.offline_state is None:
            world.post(ServersConnected() if up else ServersDisconnected(Result.NO_CONNECTION))
            self._retrying = self._retrying and not up
        elif up and self._retrying:
            self._retrying = False
            world.post(ServersConnected())
        elif not up and world.withdraw(ServersConnected):
            self._retrying = True
            self.fail_log_on("log_on", "offline", "the connection to Steam was lost; it is tried again when the connection returns")
