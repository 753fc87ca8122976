"""SteamServer: GodotSteam's SteamServer singleton: the game server's life around its stats.

Rules: it is a SteamServerStats, and a tree holds one of the two. Methods are GodotSteam's, in snake_case, with GodotSteam's spellings as
second names at the foot of the class; the start and the end stand here, the rest by Valve's interface in game_server.py,
game_server_stats.py and utils.py. Every signal is emitted once for each record that Steam sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.steam.enums import (
    AccountType,
    APICallFailure,
    AuthSessionResponse,
    BeginAuthSessionResult,
    DenyReason,
    GameIDType,
    IPType,
    ServerConstants,
    ServerMode,
    ServerNames,
    SteamAPIInitResult,
    Universe,
    flat,
)
from steam_nodes.steam.nodes.game_server import GameServer
from steam_nodes.steam.nodes.game_server_stats import SteamServerStats
from steam_nodes.steam.nodes.utils import (
    ServerUtils,
    get_godotsteam_version,
    get_steam_id_32,
    is_anon_account,
    is_anon_user_account,
    is_chat_account,
    is_clan_account,
    is_console_user_account,
    is_individual_account,
    is_lobby,
)
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ServerBackend

    class _Base(SteamServerStats, ServerNames, ServerConstants):
        """What `flat` makes of the node, for type checkers."""
else:
    _Base = SteamServerStats


@flat(ServerNames, ServerConstants)
class SteamServer(GameServer, ServerUtils, _Base):
    """A game server on Steam: start, log on, let players in, keep their stats, shut down.

    Before a successful `server_init`, where one is needed, and after `server_shutdown` each call of Steam's logs GodotSteam's sentence,
    changes nothing and returns False, 0, "" or `{}`, or what its own page says. Mirrors https://godotsteam.com/classes/game_server/ and
    https://partner.steamgames.com/doc/api/ISteamGameServer.

    Args:
        backend: Steam as this server sees it: `LocalSteam(...)`, or another object that keeps the laws of `ServerBackend`.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("SteamServer", "SteamServerStats")

    _other_seam_: ClassVar[str] = "{name} wants all of Steam's server, and {backend!r} keeps stats only; attach SteamServerStats to it"
    _backend_: ServerBackend

    def __init__(self, backend: ServerBackend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        super().__init__(backend)

    @staticmethod
    def _own_call_(backend: ServerBackend) -> object:
        return backend.set_server_field

    @property
    def backend(self) -> ServerBackend:
        """Steam as this server sees it."""
        return self._backend_

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
        status, verbal = self._backend_.server_init(ip, game_port, query_port, server_mode, version_number)
        return {"status": status, "verbal": verbal}

    def server_shutdown(self) -> None:
        """End the server's side of Steam; what is unstored is stored first.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_Shutdown.
        """
        self._backend_.server_shutdown()

    def get_server_steam_id(self) -> int:
        """Return the server's own Steam ID, 0 before it is logged on; unlike `get_steam_id` it never logs.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_GetSteamID.
        """
        return self._backend_.get_server_steam_id()

    def is_server_secure(self) -> bool:
        """Return whether the server is secure, as `secure` does; False, and nothing logged, if it is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_BSecure.
        """
        return self._backend_.initialised() and self._backend_.secure()

    def server_release_current_thread_memory(self) -> None:
        """Let Steam give back what it keeps for the calling thread; a server with one thread need not call it.

        Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#SteamGameServer_ReleaseCurrentThreadMemory.
        """
        self._backend_.release_current_thread_memory()

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

    get_godotsteam_version = get_godotsteam_version
    get_steam_id_32 = get_steam_id_32
    getSteamID32 = get_steam_id_32
    is_anon_account = is_anon_account
    isAnonAccount = is_anon_account
    is_anon_user_account = is_anon_user_account
    isAnonUserAccount = is_anon_user_account
    is_chat_account = is_chat_account
    isChatAccount = is_chat_account
    is_clan_account = is_clan_account
    isClanAccount = is_clan_account
    is_console_user_account = is_console_user_account
    isConsoleUserAccount = is_console_user_account
    is_individual_account = is_individual_account
    isIndividualAccount = is_individual_account
    is_lobby = is_lobby
    isLobby = is_lobby

    getServerSteamID = get_server_steam_id
    isServerSecure = is_server_secure
    serverInit = server_init
    serverInitEx = server_init_ex
    serverReleaseCurrentThreadMemory = server_release_current_thread_memory
    serverShutdown = server_shutdown
