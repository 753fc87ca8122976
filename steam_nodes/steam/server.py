"""SteamServer: GodotSteam's SteamServer singleton: the game server's life around its stats.

Rules: it is a SteamServerStats, and a tree holds one of the two. Methods are GodotSteam's, in snake_case, with GodotSteam's spellings as
second names at the foot of the class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.signal import Signal
from steam_nodes.steam.callbacks import Record, ServerConnectFailure, ServersConnected, ServersDisconnected
from steam_nodes.steam.enums import ServerMode, ServerNames, SteamAPIInitResult
from steam_nodes.steam.server_stats import SteamServerStats

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result


class SteamServer(SteamServerStats, ServerNames):
    """A game server on Steam: start, log on, keep stats, shut down.

    Mirrors https://godotsteam.com/classes/game_server/ and https://partner.steamgames.com/doc/api/ISteamGameServer.

    Args:
        backend: Steam as this server sees it: `LocalSteam(...)`, or another object that keeps the laws of `Backend`.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("SteamServer", "SteamServerStats")

    server_connected: Signal[()] = Signal(blinker=True)
    """Tells that the server is logged on."""
    server_connect_failure: Signal[Result, bool] = Signal("result", "retrying", blinker=True)
    """Tells that a log on failed, and whether Steam keeps trying."""
    server_disconnected: Signal[Result] = Signal("result", blinker=True)
    """Tells that the connection is gone: Result.OK after `log_off`."""

    def server_init(self, ip: str, game_port: int, query_port: int, server_mode: int, version_number: str) -> bool:
        """Start the server's side of Steam; the arguments are those of `server_init_ex`.

        Returns:
            Whether it started; `server_init_ex` gives the reason where it did not.
        """
        return bool(self.server_init_ex(ip, game_port, query_port, server_mode, version_number)["status"] == SteamAPIInitResult.OK)

    def server_init_ex(self, ip: str, game_port: int, query_port: int, server_mode: int, version_number: str) -> dict[str, Any]:
        """Start the server's side of Steam and say how that went.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_Init.

        Args:
            ip: The IPv4 address to bind to; "0.0.0.0" is any.
            game_port: The port players connect to, 0 to 65535.
            query_port: The port the server browser asks, 0 to 65535.
            server_mode: One of SERVER_MODE_NO_AUTHENTICATION, SERVER_MODE_AUTHENTICATION, SERVER_MODE_AUTHENTICATION_AND_SECURE.
            version_number: The game's version, usually of the form "x.x.x.x".

        Returns:
            `{"status": int, "verbal": str}`; status 0 is success, verbal a sentence.
        """
        status, verbal = self._backend.server_init(ip, game_port, query_port, server_mode, version_number)
        return {"status": status, "verbal": verbal}

    def log_on(self, token: str) -> None:
        """Log the server on to its account; `server_connected` or `server_connect_failure` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOn.

        Args:
            token: The login token of the game server's account.
        """
        self._backend.log_on(token)

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; `server_connected` or `server_connect_failure` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOnAnonymous.
        """
        self._backend.log_on_anonymous()

    def log_off(self) -> None:
        """Log the server off; `server_disconnected` follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOff.
        """
        self._backend.log_off()

    def logged_on(self) -> bool:
        """Return whether the server is logged on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#BLoggedOn.
        """
        return self._backend.logged_on()

    def get_steam_id(self) -> int:
        """Return the server's own Steam ID, 0 before it is logged on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetSteamID.
        """
        return self._backend.get_steam_id()

    def server_shutdown(self) -> None:
        """End the server's side of Steam; what is unstored is stored first.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_Shutdown.
        """
        self._backend.server_shutdown()

    def _hand_out_(self, record: Record) -> None:
        if isinstance(record, ServersConnected):
            self.server_connected.emit()
        elif isinstance(record, ServerConnectFailure):
            self.server_connect_failure.emit(record.result, record.still_retrying)
        elif isinstance(record, ServersDisconnected):
            self.server_disconnected.emit(record.result)
        else:
            super()._hand_out_(record)

    ServerMode = ServerMode
    SteamAPIInitResult = SteamAPIInitResult

    getSteamID = get_steam_id
    loggedOn = logged_on
    logOff = log_off
    logOn = log_on
    logOnAnonymous = log_on_anonymous
    serverInit = server_init
    serverInitEx = server_init_ex
    serverShutdown = server_shutdown
