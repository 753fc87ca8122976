"""SteamServer: GodotSteam's SteamServer singleton: the game server's life around its stats.

Rules: it is a SteamServerStats, and a tree holds one of the two. Methods are GodotSteam's, in snake_case, with GodotSteam's spellings as
second names at the foot of the class; they stand here, and in game_server.py, server_sessions.py and utils.py by what they are
about. Every signal is emitted once for each record that Steam sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.callbacks import (
    AuthTicketValidated,
    ClanAssociated,
    ClientApproved,
    ClientDenied,
    ClientGroupStatus,
    ClientKicked,
    PlayerCompatibility,
    PolicyResponse,
    Record,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
)
from steam_nodes.steam.constants import ServerConstants
from steam_nodes.steam.enums import (
    AccountType,
    APICallFailure,
    AuthSessionResponse,
    BeginAuthSessionResult,
    DenyReason,
    GameIDType,
    IPType,
    ServerMode,
    ServerNames,
    SteamAPIInitResult,
    Universe,
)
from steam_nodes.steam.nodes.utils import ServerUtils
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from steam_nodes.steam.steam_id import SteamID


class SteamServer(ServerUtils, ServerNames, ServerConstants):
    """A game server on Steam: start, log on, let players in, keep their stats, shut down.

    Before a successful `server_init`, where one is needed, and after `server_shutdown` each call of Steam's logs GodotSteam's sentence,
    changes nothing and returns False, 0, "" or `{}`, or what its own page says. Mirrors https://godotsteam.com/classes/game_server/ and
    https://partner.steamgames.com/doc/api/ISteamGameServer.

    Args:
        backend: Steam as this server sees it: `LocalSteam(...)`, or another object that keeps the laws of `ServerBackend`.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("SteamServer", "SteamServerStats")

    associate_clan: Signal[Result] = Signal("result", blinker=True)
    """Answers `associate_with_clan`."""
    client_approved: Signal[SteamID, SteamID] = Signal("steam_id", "owner_id", blinker=True)
    """Tells that a player may join, and whose game it is if it is borrowed."""
    client_denied: Signal[SteamID, DenyReason] = Signal("steam_id", "reason", blinker=True)
    """Tells that a player may not join."""
    client_group_status: Signal[SteamID, SteamID, bool, bool] = Signal("steam_id", "group_id", "member", "officer", blinker=True)
    """Answers `request_user_group_status`."""
    client_kick: Signal[SteamID, DenyReason] = Signal("steam_id", "reason", blinker=True)
    """Tells that a player must leave."""
    player_compat: Signal[Result, int, int, int, SteamID] = Signal(
        "result",
        "players_dont_like_candidate",
        "players_candidate_doesnt_like",
        "clan_players_dont_like_candidate",
        "steam_id",
        blinker=True,
    )
    """Answers `compute_new_player_compatibility`: how many here do not like the player, how many they do not like, how many of the
    server's group do not like them."""
    policy_response: Signal[bool] = Signal("secure", blinker=True)
    """Tells after a log on whether the server is secure."""
    server_connect_failure: Signal[Result, bool] = Signal("result", "retrying", blinker=True)
    """Tells that a log on failed, and whether Steam keeps trying."""
    server_connected: Signal[()] = Signal(blinker=True)
    """Tells that the server is logged on."""
    server_disconnected: Signal[Result] = Signal("result", blinker=True)
    """Tells that the connection is gone: Result.OK after `log_off`."""
    validate_auth_ticket_response: Signal[SteamID, AuthSessionResponse, SteamID] = Signal("steam_id", "response", "owner_id", blinker=True)
    """Tells what became of a player's ticket: after `begin_auth_session`, and whenever it changes in the session."""

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
            game_port: The port players connect to, 1 to 65535.
            query_port: The port the server browser asks, 1 to 65535; QUERY_PORT_SHARED shares the game's own.
            server_mode: One of SERVER_MODE_NO_AUTHENTICATION, SERVER_MODE_AUTHENTICATION, SERVER_MODE_AUTHENTICATION_AND_SECURE.
            version_number: The game's version, usually of the form "x.x.x.x".

        Returns:
            `{"status": int, "verbal": str}`; status STEAM_API_INIT_RESULT_OK is success, verbal a sentence.

        Raises:
            TypeError: An argument has the wrong type.
        """
        status, verbal = self._backend.server_init(ip, game_port, query_port, server_mode, version_number)
        return {"status": status, "verbal": verbal}

    def log_on(self, token: str) -> None:
        """Log the server on to its account; `server_connected` or `server_connect_failure` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOn.

        Args:
            token: The login token of the game server's account.

        Raises:
            TypeError: `token` is not a str.
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

    def get_server_steam_id(self) -> int:
        """Return the server's own Steam ID, 0 before it is logged on; unlike `get_steam_id` it never logs.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_GetSteamID.
        """
        return self._backend.get_server_steam_id()

    def is_server_secure(self) -> bool:
        """Return whether the server is secure, as `secure` does; False, and nothing logged, if it is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_BSecure.
        """
        return self._backend.initialised() and self._backend.secure()

    def server_release_current_thread_memory(self) -> None:
        """Let Steam give back what it keeps for the calling thread; a server with one thread need not call it.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_ReleaseCurrentThreadMemory.
        """
        self._backend.release_current_thread_memory()

    def _hand_out_(self, record: Record) -> None:
        """Turn one record into its signal."""
        match record:
            case ServersConnected():
                self.server_connected.emit()
            case ServerConnectFailure(result=result, still_retrying=retrying):
                self.server_connect_failure.emit(result, retrying)
            case ServersDisconnected(result=result):
                self.server_disconnected.emit(result)
            case PolicyResponse(secure=secure):
                self.policy_response.emit(secure)
            case AuthTicketValidated(steam_id=steam_id, response=response, owner_id=owner_id):
                self.validate_auth_ticket_response.emit(steam_id, response, owner_id)
            case ClientApproved(steam_id=steam_id, owner_id=owner_id):
                self.client_approved.emit(steam_id, owner_id)
            case ClientDenied(steam_id=steam_id, reason=reason):
                self.client_denied.emit(steam_id, reason)
            case ClientKicked(steam_id=steam_id, reason=reason):
                self.client_kick.emit(steam_id, reason)
            case ClientGroupStatus(steam_id=steam_id, group_id=group_id, member=member, officer=officer):
                self.client_group_status.emit(steam_id, group_id, member, officer)
            case ClanAssociated(result=result):
                self.associate_clan.emit(result)
            case PlayerCompatibility(result=result, steam_id=steam_id):
                self.player_compat.emit(
                    result,
                    record.players_dont_like_candidate,
                    record.players_candidate_doesnt_like,
                    record.clan_players_dont_like_candidate,
                    steam_id,
                )
            case _:
                super()._hand_out_(record)

    AccountType = AccountType
    APICallFailure = APICallFailure
    AuthSessionResponse = AuthSessionResponse
    BeginAuthSessionResult = BeginAuthSessionResult
    DenyReason = DenyReason
    GameIDType = GameIDType
    IPType = IPType
    Result = Result
    ServerMode = ServerMode
    SteamAPIInitResult = SteamAPIInitResult
    Universe = Universe

    getServerSteamID = get_server_steam_id
    getSteamID = get_steam_id
    isServerSecure = is_server_secure
    loggedOn = logged_on
    logOff = log_off
    logOn = log_on
    logOnAnonymous = log_on_anonymous
    serverInit = server_init
    serverInitEx = server_init_ex
    serverReleaseCurrentThreadMemory = server_release_current_thread_memory
    serverShutdown = server_shutdown
    serverLoggedOn = logged_on
