"""NativeSteam: Steam for a game server, over Valve's own library.

Rules: it keeps every law of the seam; it is made of Valve's interfaces, each in the file of its name, over a ServerPipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from steam_nodes.steam.checks import ip_number, server_fault
from steam_nodes.steam.native.calls import GAME_SERVER_UTILS, flat, to_int, to_text
from steam_nodes.steam.native.game_server import NativeGameServer
from steam_nodes.steam.native.game_server_stats import NativeGameServerStats
from steam_nodes.steam.native.library import Library, find
from steam_nodes.steam.native.pipes.pipe import check_app, may_open
from steam_nodes.steam.native.pipes.server_pipe import ServerPipe
from steam_nodes.steam.native.utils import get_api_call_failure_reason, is_api_call_completed
from steam_nodes.steam.refusal_log import RefusalLog
from steam_nodes.steam.schema.schema import Schema

if TYPE_CHECKING:
    import os

    from steam_nodes.steam.native.calls import Plain


class NativeSteam(NativeGameServerStats, NativeGameServer):
    """Valve's Steam: the developer's own libsteam_api, loaded at run time.

    Nothing works before `server_init`, which starts Steam, and little before the answer to a log on. Each refusal sets `why()` and logs
    one warning to "steam_nodes.steam" for each kind of mistake. What was set and not stored is stored by `close`, by `server_shutdown`,
    when the object is dropped and when the interpreter ends, waiting at most 5 seconds. It is used from one thread, as the tree is, and
    a process has one at a time.

    Mirrors https://partner.steamgames.com/doc/api/steam_gameserver and https://partner.steamgames.com/doc/api/ISteamGameServerStats.

    Args:
        path: The library, libsteam_api.so, libsteam_api.dylib or steam_api64.dll of SDK 1.48 to 1.65, or its folder. None for the one
            that the environment variable STEAM_API_LIBRARY names, or else the one beside the program.
        app_id: The app, 1 to 4294967295; it is put into the environment for Steam's library to read. None where SteamAppId or
            steam_appid.txt names it.
        schema: What App Admin holds, as for LocalSteam: a Schema or the path of a TOML file. Steam does not need it; with it `why()`
            knows the reason of a refusal, without it only what to look at.
        mode: "shim" or "abi", the two ways into the library; None for the shim where it was compiled.

    Raises:
        SteamInitError: The library is not found, cannot be loaded or is too old, or this process has a NativeSteam already.
        SchemaError: The schema's file says what App Admin would not accept.
        TypeError: The app id is not an int.
        ValueError: The app id is out of range, or there is no such mode.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        app_id: int | None = None,
        *,
        schema: Schema | str | os.PathLike[str] | None = None,
        mode: Literal["shim", "abi"] | None = None,
    ) -> None:
        """Load the library; nothing of it runs yet."""
        check_app(app_id)
        file = find(path)
        may_open(ServerPipe.owner, file)
        known = schema if schema is None or isinstance(schema, Schema) else Schema.load(schema)
        super().__init__(ServerPipe(Library(file, mode), app_id, RefusalLog()), known)

    def server_init(self, ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; nearly everything then needs a log on.

        Args:
            ip: The IPv4 address to use; "0.0.0.0" or "" for any.
            game_port: The port the players use, 1 to 65535.
            query_port: The port server browsers ask, 1 to 65535 (65535: the game's own).
            server_mode: 1 without authentication, 2 with it, 3 with it and secure.
            version: The server's version, such as "1.0.0.0".

        Returns:
            (0, "Server initialized successfully"), or Valve's ESteamAPIInitResult and its sentence with what to do about it.

        Raises:
            TypeError: An argument has the wrong type.
        """
        pipe = self._pipe
        fault = server_fault(ip, game_port, query_port, server_mode, version)
        if pipe.closed:
            fault = "this Steam is closed; make a new one"
        elif pipe.handle:
            fault = "the server is initialised already; call server_shutdown first"
        if fault:
            pipe.refuse("server_init", fault)
            return 1, fault
        status, sentence = pipe.init(ip_number(ip), game_port, query_port, server_mode, version)
        if status:
            pipe.refuse("server_init", sentence)
        self._bind()
        return status, sentence

    def server_shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored; what was asked before is still answered. Harmless twice."""
        self._pipe.shutdown()
        self._bind()

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        self._finalizer()
        self._bind()

    # ISteamUtils.

    get_app_id: ClassVar[Plain[int]] = flat(GAME_SERVER_UTILS, "GetAppID", to_int)
    get_server_real_time: ClassVar[Plain[int]] = flat(GAME_SERVER_UTILS, "GetServerRealTime", to_int)
    get_ip_country: ClassVar[Plain[str]] = flat(GAME_SERVER_UTILS, "GetIPCountry", to_text)
    get_api_call_failure_reason = get_api_call_failure_reason
    is_api_call_completed = is_api_call_completed
