"""The sessions of players: the calls of GodotSteam's Game Server about tickets, licences, groups and packets.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. Ids are whole 64-bit Steam IDs; tickets and packets are `bytes` with exactly their bytes. A question that cannot be asked lets
nobody in: what is not known is no.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.steam.checks import ipv4_number, require_bytes, require_int, require_str
from steam_nodes.steam.enums import BeginAuthSessionResult, member_of
from steam_nodes.steam.nodes.game_server import ServerCalls


class ServerSessions(ServerCalls):
    """The part of SteamServer that lets players in and out."""

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
        handle, ticket = self._backend.get_auth_session_ticket(remote_steam_id)
        return {"id": handle, "buffer": ticket, "size": len(ticket)} if handle or self._backend.initialised() else {}

    def cancel_auth_ticket(self, auth_ticket: int) -> None:
        """Cancel a ticket of the server's own.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#CancelAuthTicket.

        Args:
            auth_ticket: The `id` that `get_auth_session_ticket` gave.
        """
        self._backend.cancel_auth_ticket(auth_ticket)

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
        return member_of(BeginAuthSessionResult, self._backend.begin_auth_session(shown, steam_id))

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with a player; store their stats before it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#EndAuthSession.

        Args:
            steam_id: The player's whole 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend.end_auth_session(steam_id)

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
        return self._backend.user_has_license_for_app(steam_id, app_id)

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
        return self._backend.request_user_group_status(steam_id, group_id)

    def associate_with_clan(self, clan_id: int) -> None:
        """Associate the server with a group, for the question of `compute_new_player_compatibility`; `associate_clan` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#AssociateWithClan.

        Args:
            clan_id: The group's whole 64-bit Steam ID.

        Raises:
            TypeError: `clan_id` is not an int.
        """
        self._backend.associate_with_clan(clan_id)

    def compute_new_player_compatibility(self, steam_id: int) -> None:
        """Ask how a new player goes with those who are here; `player_compat` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#ComputeNewPlayerCompatibility.

        Args:
            steam_id: The new player's whole 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend.compute_new_player_compatibility(steam_id)

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
        return {"data": bytes(packet)} if self._backend.handle_incoming_packet(packet, address, port) else {}

    def get_next_outgoing_packet(self) -> dict[str, Any]:
        """Return the next packet that Steam wants sent from the game's own port; ask until there is none, once a frame.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServer#GetNextOutgoingPacket.

        Returns:
            `{"length": int, "out": bytes, "address": int, "port": int}`, the bytes as many as `length` says and the IPv4 address as a
            number; `{}` if there is none.
        """
        packet = self._backend.get_next_outgoing_packet()
        if packet is None:
            return {}
        out, address, port = packet
        return {"length": len(out), "out": out, "address": address, "port": port}

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
