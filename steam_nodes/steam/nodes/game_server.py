"""What a game server tells of itself, and what it can ask about itself: the calls of GodotSteam's Game Server that set and get.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. What is too long or out of range is refused with a reason, and the value before it stays. On a server that is not initialised each
call logs GodotSteam's sentence and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.steam.enums import IPType
from steam_nodes.steam.nodes.game_server_stats import SteamServerStats

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ServerBackend

_IPV4_BYTES = 4


class ServerCalls(SteamServerStats):
    """The part of SteamServer that tells Steam, and so the server browsers, of the server.

    Args:
        backend: Steam as a whole game server sees it.
    """

    _backend: ServerBackend

    def __init__(self, backend: ServerBackend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        if not hasattr(backend, "set_server_field"):
            message = f"{type(self).__name__} wants all of Steam's server, and {backend!r} keeps stats only; attach SteamServerStats to it"
            raise TypeError(message)
        super().__init__(backend)

    @property
    def backend(self) -> ServerBackend:
        """Steam as this server sees it."""
        return self._backend

    def set_advertise_server_active(self, active: bool) -> None:
        """Say whether server browsers may list the server.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetAdvertiseServerActive.

        Args:
            active: Whether they may; the default is False.

        Raises:
            TypeError: `active` is not a bool.
        """
        self._backend.set_server_field("advertise_server_active", active)

    def set_bot_player_count(self, bots: int) -> None:
        """Tell how many of the players are bots.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetBotPlayerCount.

        Args:
            bots: How many, 0 or more; the default is 0.

        Raises:
            TypeError: `bots` is not an int.
        """
        self._backend.set_server_field("bot_player_count", bots)

    def set_dedicated_server(self, dedicated: bool) -> None:
        """Say whether the server is a dedicated one, before the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetDedicatedServer.

        Args:
            dedicated: Whether it is; the default is False.

        Raises:
            TypeError: `dedicated` is not a bool.
        """
        self._backend.set_server_field("dedicated_server", dedicated)

    def set_game_data(self, data: str) -> None:
        """Tell what server browsers may filter by beside the tags.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetGameData.

        Args:
            data: Any text, often a list with commas; at most 2047 bytes of UTF-8.

        Raises:
            TypeError: `data` is not a str.
        """
        self._backend.set_server_field("game_data", data)

    def set_game_description(self, description: str) -> None:
        """Tell the name of the game as server browsers show it, before the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetGameDescription.

        Args:
            description: The name; at most 63 bytes of UTF-8.

        Raises:
            TypeError: `description` is not a str.
        """
        self._backend.set_server_field("game_description", description)

    def set_game_tags(self, tags: str) -> None:
        """Tell the tags that server browsers may filter by.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetGameTags.

        Args:
            tags: The tags, with commas between; at most 127 bytes of UTF-8.

        Raises:
            TypeError: `tags` is not a str.
        """
        self._backend.set_server_field("game_tags", tags)

    def set_map_name(self, map: str) -> None:  # noqa: A002 - the name that GodotSteam gave it
        """Tell the map that is played.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetMapName.

        Args:
            map: Its name; at most 31 bytes of UTF-8.

        Raises:
            TypeError: `map` is not a str.
        """
        self._backend.set_server_field("map_name", map)

    def set_max_player_count(self, players_max: int) -> None:
        """Tell how many players the server takes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetMaxPlayerCount.

        Args:
            players_max: How many, 0 or more; the default is 0.

        Raises:
            TypeError: `players_max` is not an int.
        """
        self._backend.set_server_field("max_player_count", players_max)

    def set_mod_dir(self, mod_directory: str) -> None:
        """Tell the folder of the game or mod, before the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetModDir.

        Args:
            mod_directory: Its name; at most 31 bytes of UTF-8.

        Raises:
            TypeError: `mod_directory` is not a str.
        """
        self._backend.set_server_field("mod_dir", mod_directory)

    def set_password_protected(self, password_protected: bool) -> None:
        """Say whether players need a password.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetPasswordProtected.

        Args:
            password_protected: Whether they do; the default is False.

        Raises:
            TypeError: `password_protected` is not a bool.
        """
        self._backend.set_server_field("password_protected", password_protected)

    def set_product(self, product: str) -> None:
        """Tell which product this is a server of, before the log on; Valve recommends the app id.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetProduct.

        Args:
            product: Its name.

        Raises:
            TypeError: `product` is not a str.
        """
        self._backend.set_server_field("product", product)

    def set_region(self, region: str) -> None:
        """Tell the region of the server.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetRegion.

        Args:
            region: Its name; "" is the whole world; at most 254 bytes of UTF-8.

        Raises:
            TypeError: `region` is not a str.
        """
        self._backend.set_server_field("region", region)

    def set_server_name(self, name: str) -> None:
        """Tell the name of the server as server browsers show it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetServerName.

        Args:
            name: The name; at most 63 bytes of UTF-8.

        Raises:
            TypeError: `name` is not a str.
        """
        self._backend.set_server_field("server_name", name)

    def set_spectator_port(self, port: int) -> None:
        """Tell the port that spectators connect to.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetSpectatorPort.

        Args:
            port: The port, 0 to 65535; 0, the default, means that there are none.

        Raises:
            TypeError: `port` is not an int.
        """
        self._backend.set_server_field("spectator_port", port)

    def set_spectator_server_name(self, name: str) -> None:
        """Tell the name of the server as spectators see it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetSpectatorServerName.

        Args:
            name: The name; at most 63 bytes of UTF-8. It counts only with a spectator port.

        Raises:
            TypeError: `name` is not a str.
        """
        self._backend.set_server_field("spectator_server_name", name)

    def set_key_value(self, key: str, value: str) -> None:
        """Tell a pair of the server's rules, which server browsers may ask for.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetKeyValue.

        Args:
            key: The name of the rule, not empty.
            value: Its value.

        Raises:
            TypeError: One of them is not a str.
        """
        self._backend.set_key_value(key, value)

    def clear_all_key_values(self) -> None:
        """Take all pairs of the server's rules back.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#ClearAllKeyValues.
        """
        self._backend.clear_all_key_values()

    def get_public_ip(self) -> dict[str, Any]:
        """Return the server's address as Steam sees it, known from the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetPublicIP.

        Returns:
            `{"ipv4": "203.0.113.7", "ipv6": "", "type": IP_TYPE_IPV4}`, or with an IPv6 address and IP_TYPE_IPV6; `{}` while it is not
            known.
        """
        address = self._backend.get_public_ip()
        if not address:
            return {}
        if len(address) == _IPV4_BYTES:
            return {"ipv4": ".".join(map(str, address)), "ipv6": "", "type": IPType.IPV4}
        import ipaddress  # noqa: PLC0415 - milliseconds that only a server with such an address pays

        return {"ipv4": "", "ipv6": str(ipaddress.IPv6Address(address)), "type": IPType.IPV6}

    def secure(self) -> bool:
        """Return whether the server is secure: VAC keeps cheaters out.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#BSecure.

        Returns:
            True from the log on of a server that was initialised with SERVER_MODE_AUTHENTICATION_AND_SECURE; `policy_response` tells it.
        """
        return self._backend.secure()

    def was_restart_requested(self) -> bool:
        """Return whether Steam wants the server to be updated and started again.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#WasRestartRequested.

        Returns:
            True once for each request.
        """
        return self._backend.was_restart_requested()

    clearAllKeyValues = clear_all_key_values
    getPublicIP = get_public_ip
    setKeyValue = set_key_value
    wasRestartRequested = was_restart_requested
    setAdvertiseServerActive = set_advertise_server_active
    setBotPlayerCount = set_bot_player_count
    setDedicatedServer = set_dedicated_server
    setGameData = set_game_data
    setGameDescription = set_game_description
    setGameTags = set_game_tags
    setMapName = set_map_name
    setMaxPlayerCount = set_max_player_count
    setModDir = set_mod_dir
    setPasswordProtected = set_password_protected
    setProduct = set_product
    setRegion = set_region
    setServerName = set_server_name
    setSpectatorPort = set_spectator_port
    setSpectatorServerName = set_spectator_server_name
    enableHeartbeats = set_advertise_server_active
