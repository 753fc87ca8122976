"""The game server: it logs on, tells of itself, and lets players in and out; GodotSteam's Game Server.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. What is too long or out of range is refused with a reason, and the value before it stays. On a server that is not initialised each
call logs GodotSteam's sentence and changes nothing. Ids are whole 64-bit Steam IDs; tickets and packets are `bytes` with exactly their
bytes. A request that cannot be made lets nobody in: what is not known is no.
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
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
)
from steam_nodes.steam.checks import ipv4_number, require_bytes, require_int, require_str
from steam_nodes.steam.enums import AuthSessionResponse, BeginAuthSessionResult, DenyReason, IPType, member_of
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ServerBackend
    from steam_nodes.steam.results import Result
    from steam_nodes.steam.steam_id import SteamID

_IPV4_BYTES = 4


class GameServer(SteamNode):
    """What a game server does on Steam beside keeping stats.

    Mirrors https://godotsteam.com/classes/game_server/ and https://partner.steamgames.com/doc/api/ISteamGameServer.

    Args:
        backend: Steam as a whole game server sees it.
    """

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

    _backend_: ServerBackend

    def log_on(self, token: str) -> None:
        """Log the server on to its account; `server_connected` or `server_connect_failure` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOn.

        Args:
            token: The login token of the game server's account.

        Raises:
            TypeError: `token` is not a str.
        """
        self._backend_.log_on(token)

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; `server_connected` or `server_connect_failure` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOnAnonymous.
        """
        self._backend_.log_on_anonymous()

    def log_off(self) -> None:
        """Log the server off; `server_disconnected` follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#LogOff.
        """
        self._backend_.log_off()

    def logged_on(self) -> bool:
        """Return whether the server is logged on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#BLoggedOn.
        """
        return self._backend_.logged_on()

    def get_steam_id(self) -> int:
        """Return the server's own Steam ID, 0 before it is logged on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetSteamID.
        """
        return self._backend_.get_steam_id()

    def set_advertise_server_active(self, active: bool) -> None:
        """Say whether server browsers may list the server.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetAdvertiseServerActive.

        Args:
            active: Whether they may; the default is False.

        Raises:
            TypeError: `active` is not a bool.
        """
        self._backend_.set_server_field("advertise_server_active", active)

    def set_bot_player_count(self, bots: int) -> None:
        """Tell how many of the players are bots.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetBotPlayerCount.

        Args:
            bots: How many, 0 or more; the default is 0.

        Raises:
            TypeError: `bots` is not an int.
        """
        self._backend_.set_server_field("bot_player_count", bots)

    def set_dedicated_server(self, dedicated: bool) -> None:
        """Say whether the server is a dedicated one, before the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetDedicatedServer.

        Args:
            dedicated: Whether it is; the default is False.

        Raises:
            TypeError: `dedicated` is not a bool.
        """
        self._backend_.set_server_field("dedicated_server", dedicated)

    def set_game_data(self, data: str) -> None:
        """Tell what server browsers may filter by beside the tags.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetGameData.

        Args:
            data: Any text, often a list with commas; at most 2047 bytes of UTF-8.

        Raises:
            TypeError: `data` is not a str.
        """
        self._backend_.set_server_field("game_data", data)

    def set_game_description(self, description: str) -> None:
        """Tell the name of the game as server browsers show it, before the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetGameDescription.

        Args:
            description: The name; at most 63 bytes of UTF-8.

        Raises:
            TypeError: `description` is not a str.
        """
        self._backend_.set_server_field("game_description", description)

    def set_game_tags(self, tags: str) -> None:
        """Tell the tags that server browsers may filter by.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetGameTags.

        Args:
            tags: The tags, with commas between; at most 127 bytes of UTF-8.

        Raises:
            TypeError: `tags` is not a str.
        """
        self._backend_.set_server_field("game_tags", tags)

    def set_map_name(self, map: str) -> None:  # noqa: A002 - the name that GodotSteam gave it
        """Tell the map that is played.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetMapName.

        Args:
            map: Its name; at most 31 bytes of UTF-8.

        Raises:
            TypeError: `map` is not a str.
        """
        self._backend_.set_server_field("map_name", map)

    def set_max_player_count(self, players_max: int) -> None:
        """Tell how many players the server takes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetMaxPlayerCount.

        Args:
            players_max: How many, 0 or more; the default is 0.

        Raises:
            TypeError: `players_max` is not an int.
        """
        self._backend_.set_server_field("max_player_count", players_max)

    def set_mod_dir(self, mod_directory: str) -> None:
        """Tell the folder of the game or mod, before the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetModDir.

        Args:
            mod_directory: Its name; at most 31 bytes of UTF-8.

        Raises:
            TypeError: `mod_directory` is not a str.
        """
        self._backend_.set_server_field("mod_dir", mod_directory)

    def set_password_protected(self, password_protected: bool) -> None:
        """Say whether players need a password.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetPasswordProtected.

        Args:
            password_protected: Whether they do; the default is False.

        Raises:
            TypeError: `password_protected` is not a bool.
        """
        self._backend_.set_server_field("password_protected", password_protected)

    def set_product(self, product: str) -> None:
        """Tell which product this is a server of, before the log on; Valve recommends the app id.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetProduct.

        Args:
            product: Its name.

        Raises:
            TypeError: `product` is not a str.
        """
        self._backend_.set_server_field("product", product)

    def set_region(self, region: str) -> None:
        """Tell the region of the server.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetRegion.

        Args:
            region: Its name; "" is the whole world; at most 254 bytes of UTF-8.

        Raises:
            TypeError: `region` is not a str.
        """
        self._backend_.set_server_field("region", region)

    def set_server_name(self, name: str) -> None:
        """Tell the name of the server as server browsers show it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetServerName.

        Args:
            name: The name; at most 63 bytes of UTF-8.

        Raises:
            TypeError: `name` is not a str.
        """
        self._backend_.set_server_field("server_name", name)

    def set_spectator_port(self, port: int) -> None:
        """Tell the port that spectators connect to.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetSpectatorPort.

        Args:
            port: The port, 0 to 65535; 0, the default, means that there are none.

        Raises:
            TypeError: `port` is not an int.
        """
        self._backend_.set_server_field("spectator_port", port)

    def set_spectator_server_name(self, name: str) -> None:
        """Tell the name of the server as spectators see it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetSpectatorServerName.

        Args:
            name: The name; at most 63 bytes of UTF-8. It counts only with a spectator port.

        Raises:
            TypeError: `name` is not a str.
        """
        self._backend_.set_server_field("spectator_server_name", name)

    def set_key_value(self, key: str, value: str) -> None:
        """Tell a pair of the server's rules, which server browsers may ask for.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#SetKeyValue.

        Args:
            key: The name of the rule, not empty.
            value: Its value.

        Raises:
            TypeError: One of them is not a str.
        """
        self._backend_.set_key_value(key, value)

    def clear_all_key_values(self) -> None:
        """Take all pairs of the server's rules back.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#ClearAllKeyValues.
        """
        self._backend_.clear_all_key_values()

    def get_public_ip(self) -> dict[str, Any]:
        """Return the server's address as Steam sees it, known from the log on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetPublicIP.

        Returns:
            `{"ipv4": "203.0.113.7", "ipv6": "", "type": IP_TYPE_IPV4}`, or with an IPv6 address and IP_TYPE_IPV6; `{}` while it is not
            known.
        """
        address = self._backend_.get_public_ip()
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
        return self._backend_.secure()

    def was_restart_requested(self) -> bool:
        """Return whether Steam wants the server to be updated and started again.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#WasRestartRequested.

        Returns:
            True once for each request.
        """
        return self._backend_.was_restart_requested()

    def get_auth_session_ticket(self, remote_steam_id: int = 0) -> dict[str, Any]:
        """Return a ticket of the server's own, for another to be sure who this server is.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetAuthSessionTicket.

        Args:
            remote_steam_id: The 64-bit Steam ID of who may use it, 0 for anybody.

        Returns:
            `{"id": int, "buffer": bytes, "size": int}`: the handle for `cancel_auth_ticket`, AUTH_TICKET_INVALID if there is no ticket;
            the bytes, as many as `size` says; `{}` if the server is not initialised.

        Raises:
            TypeError: `remote_steam_id` is not an int.
        """
        handle, ticket = self._backend_.get_auth_session_ticket(remote_steam_id)
        return {"id": handle, "buffer": ticket, "size": len(ticket)} if handle or self._backend_.initialised() else {}

    def cancel_auth_ticket(self, auth_ticket: int) -> None:
        """Cancel a ticket of the server's own.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#CancelAuthTicket.

        Args:
            auth_ticket: The `id` that `get_auth_session_ticket` gave.
        """
        self._backend_.cancel_auth_ticket(auth_ticket)

    def begin_auth_session(self, ticket: bytes, ticket_size: int, steam_id: int) -> BeginAuthSessionResult | int:
        """Begin a session with a player who sent a ticket; `validate_auth_ticket_response` follows, and again whenever that changes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#BeginAuthSession.

        Args:
            ticket: The bytes that the player sent.
            ticket_size: How many of them are the ticket, for scripts whose buffer is longer; a number beyond the end means all.
            steam_id: The player's whole 64-bit Steam ID.

        Returns:
            BEGIN_AUTH_SESSION_RESULT_OK, or why no session begins; BEGIN_AUTH_SESSION_RESULT_INVALID_TICKET if the server is not
            initialised.

        Raises:
            TypeError: `ticket` is not bytes, or a number is not an int.
        """
        require_bytes("begin_auth_session", "ticket", ticket)
        require_int("begin_auth_session", "ticket_size", ticket_size)
        # A size that is wrong comes from the player: it must not stop the server.
        shown = ticket if ticket_size >= len(ticket) else ticket[: max(ticket_size, 0)]
        return member_of(BeginAuthSessionResult, self._backend_.begin_auth_session(shown, steam_id))

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with a player; store their stats before it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#EndAuthSession.

        Args:
            steam_id: The player's whole 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend_.end_auth_session(steam_id)

    def user_has_licence_for_app(self, steam_id: int, app_id: int) -> int:
        """Return whether a player in a session has an app.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#UserHasLicenseForApp.

        Args:
            steam_id: The player's whole 64-bit Steam ID.
            app_id: The app, often a DLC.

        Returns:
            0 if they have it, 1 if not, 2 if it is not known: there is no session with them, or the server is not initialised.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        return self._backend_.user_has_license_for_app(steam_id, app_id)

    def request_user_group_status(self, steam_id: int, group_id: int) -> bool:
        """Ask whether a player is in a group; `client_group_status` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#RequestUserGroupStatus.

        Args:
            steam_id: The player's whole 64-bit Steam ID.
            group_id: The group's whole 64-bit Steam ID.

        Returns:
            Whether it was asked; False if the server is not connected to Steam.

        Raises:
            TypeError: An id is not an int.
        """
        return self._backend_.request_user_group_status(steam_id, group_id)

    def associate_with_clan(self, clan_id: int) -> None:
        """Associate the server with a group, which `compute_new_player_compatibility` looks at; `associate_clan` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#AssociateWithClan.

        Args:
            clan_id: The group's whole 64-bit Steam ID.

        Raises:
            TypeError: `clan_id` is not an int.
        """
        self._backend_.associate_with_clan(clan_id)

    def compute_new_player_compatibility(self, steam_id: int) -> None:
        """Ask how a new player goes with those who are here; `player_compat` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#ComputeNewPlayerCompatibility.

        Args:
            steam_id: The new player's whole 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend_.compute_new_player_compatibility(steam_id)

    def handle_incoming_packet(self, packet: bytes, ip: str, port: int) -> dict[str, Any]:
        """Give Steam a packet that came to the game's own port, if the query port is QUERY_PORT_SHARED.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#HandleIncomingPacket.

        Args:
            packet: The bytes that came; those for Steam begin with four bytes FF.
            ip: The IPv4 address they came from, "203.0.113.7".
            port: The port they came from, 1 to 65535.

        Returns:
            `{"data": bytes}`, the packet itself, if Steam took it; `{}` if not.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: `ip` is no IPv4 address.
        """
        address = ipv4_number(require_str("handle_incoming_packet", "ip", ip))
        return {"data": bytes(packet)} if self._backend_.handle_incoming_packet(packet, address, port) else {}

    def get_next_outgoing_packet(self) -> dict[str, Any]:
        """Return the next packet that Steam wants sent from the game's own port; ask until there is none, once a frame.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetNextOutgoingPacket.

        Returns:
            `{"length": int, "out": bytes, "address": int, "port": int}`, the bytes as many as `length` says and the IPv4 address as a
            number; `{}` if there is none.
        """
        packet = self._backend_.get_next_outgoing_packet()
        if packet is None:
            return {}
        out, address, port = packet
        return {"length": len(out), "out": out, "address": address, "port": port}

    _emissions_: ClassVar[Mapping[type, Emits]] = {
        ServersConnected: Emits("server_connected", ()),
        ServerConnectFailure: Emits("server_connect_failure", ("result", "still_retrying")),
        ServersDisconnected: Emits("server_disconnected", ("result",)),
        PolicyResponse: Emits("policy_response", ("secure",)),
        AuthTicketValidated: Emits("validate_auth_ticket_response", ("steam_id", "response", "owner_id")),
        ClientApproved: Emits("client_approved", ("steam_id", "owner_id")),
        ClientDenied: Emits("client_denied", ("steam_id", "reason")),
        ClientKicked: Emits("client_kick", ("steam_id", "reason")),
        ClientGroupStatus: Emits("client_group_status", ("steam_id", "group_id", "member", "officer")),
        ClanAssociated: Emits("associate_clan", ("result",)),
        PlayerCompatibility: Emits(
            "player_compat",
            (
                "result",
                "players_dont_like_candidate",
                "players_candidate_doesnt_like",
                "clan_players_dont_like_candidate",
                "steam_id",
            ),
        ),
    }

    getSteamID = get_steam_id
    loggedOn = logged_on
    logOff = log_off
    logOn = log_on
    logOnAnonymous = log_on_anonymous
    serverLoggedOn = logged_on

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

    associateWithClan = associate_with_clan
    beginAuthSession = begin_auth_session
    cancelAuthTicket = cancel_auth_ticket
    computeNewPlayerCompatibility = compute_new_player_compatibility
    endAuthSession = end_auth_session
    getAuthSessionTicket = get_auth_session_ticket
    getNextOutgoingPacket = get_next_outgoing_packet
    handleIncomingPacket = handle_incoming_packet
    requestUserGroupStatus = request_user_group_status
    userHasLicenceForApp = user_has_licence_for_app
    userHasLicenseForApp = user_has_licence_for_app
    user_has_license_for_app = user_has_licence_for_app
    beginServerAuthSession = begin_auth_session
    cancelServerAuthTicket = cancel_auth_ticket
    endServerAuthSession = end_auth_session
    getServerAuthSessionTicket = get_auth_session_ticket
