"""A server's life around its stats, over Valve's library: init, log on, what it tells of itself, the sessions of players.

Rules: each call is Valve's flat function of the same name; on a server that is not initialised it says GodotSteam's sentence and returns
what backend.py promises, without a crossing. A function that an older library lacks is named, with the SDK to take. Ids are whole
64-bit numbers, tickets and packets keep exactly their bytes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.checks import PORT_MAX, camel, field_fault, ip_number, require_bytes, require_int, server_fault, text_fault
from steam_nodes.steam.native.arguments import check_id, clan_fault, player_fault
from steam_nodes.steam.native.diagnosis import of_broken_call
from steam_nodes.steam.native.structs import CLAN_ASSOCIATED, PLAYER_COMPATIBILITY
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import INT_MAX, short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ServerField
    from steam_nodes.steam.native.server_pipe import Connection

_GAME_SERVERS: Final = (3, 4)
_TICKET_ROOM: Final = 8192
_PACKET_ROOM: Final = 16384
_STEAM_ID_IDENTITY: Final = 16
_UNKNOWN_LICENCE: Final = 2
_INVALID_TICKET: Final = 1
_UINT32: Final = 0xFFFF_FFFF
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


_SESSION_FAULTS: Final = {
    1: "the {size} bytes are no ticket of {id}; send exactly the bytes that the player's Steam gave, with their id",
    2: "{id} has a session already; call end_auth_session first",
    3: "the ticket of {id} is of a version of Steam that this one does not understand; update both",
    4: "the ticket of {id} is for another app than this server's",
    5: "the ticket of {id} has expired; the player must get a new one",
}
"""What is wrong, by EBeginAuthSessionResult."""


class ServerLife:
    """The half of NativeSteam that is about the server itself.

    Args:
        connection: The server's side of Steam.
    """

    def __init__(self, connection: Connection) -> None:
        """Begin before the init."""
        self._connection = connection

    def initialised(self) -> bool:
        """Whether a server_init succeeded and no shutdown followed."""
        return bool(self._connection.pipe)

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
        connection = self._connection
        fault = server_fault(ip, game_port, query_port, server_mode, version)
        if connection.closed:
            fault = "this Steam is closed; make a new one"
        elif connection.pipe:
            fault = "the server is initialised already; call server_shutdown first"
        if fault:
            connection.refusal_log.refuse(Refusal(("server_init", fault), f"server_init: {fault}"))
            return 1, fault
        status, sentence = connection.init(ip_number(ip), game_port, query_port, server_mode, version)
        if status:
            connection.refusal_log.refuse(Refusal(("server_init", sentence), f"server_init: {sentence}"))
        self._bind()
        return status, sentence

    def server_shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored; what was asked before is still answered. Harmless twice."""
        self._connection.shutdown()
        self._bind()

    def log_on(self, token: str) -> None:
        """Log the server on with a game server login token; ServersConnected or ServerConnectFailure answers."""
        if self._may("log_on", text_fault("log_on", token)):
            self._server("log_on", "LogOn", token.encode())

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; ServersConnected or ServerConnectFailure answers."""
        self._server("log_on_anonymous", "LogOnAnonymous")

    def log_off(self) -> None:
        """Log the server off; ServersDisconnected with Result.OK follows if it was on."""
        self._server("log_off", "LogOff")

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        connection = self._connection
        return bool(connection.pipe and connection.lib.SteamAPI_ISteamGameServer_BLoggedOn(connection.server))

    def get_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on."""
        return self._own_id(self._server("get_steam_id", "GetSteamID"))

    def get_server_steam_id(self) -> int:
        """Return the server's own id as the library itself tells it, 0 while it is not logged on."""
        connection = self._connection
        # Before an init the library answers 1 here, which is nobody's id.
        return self._own_id(connection.lib.SteamGameServer_GetSteamID()) if connection.pipe else 0

    def secure(self) -> bool:
        """Whether the server is secure (VAC)."""
        return bool(self._server("secure", "BSecure"))

    def release_current_thread_memory(self) -> None:
        """Let Steam give back what it keeps for the calling thread."""
        connection = self._connection
        if connection.library.has("SteamAPI_ReleaseCurrentThreadMemory"):
            connection.lib.SteamAPI_ReleaseCurrentThreadMemory()

    # What the server tells of itself.

    def set_server_field(self, field: ServerField, value: str | int | bool) -> None:
        """Tell one thing of the server."""
        fault = field_fault(field, value)
        if not self._may(f"set_{field}", fault):
            return
        name = "Set" + "".join(part.title() for part in field.split("_"))
        if field == "advertise_server_active" and not self._connection.library.has(f"SteamAPI_ISteamGameServer_{name}"):
            name = "EnableHeartbeats"  # the same under its name up to SDK 1.51
        self._server(f"set_{field}", name, value.encode() if isinstance(value, str) else value)

    def set_key_value(self, key: str, value: str) -> None:
        """Tell a pair of the server's rules."""
        faults = [text_fault("set_key_value", text) for text in (key, value)]
        if self._may("set_key_value", faults[0] or faults[1]):
            self._server("set_key_value", "SetKeyValue", key.encode(), value.encode())

    def clear_all_key_values(self) -> None:
        """Take all those pairs back."""
        self._server("clear_all_key_values", "ClearAllKeyValues")

    def get_public_ip(self) -> bytes:
        """Return the server's address as Steam sees it, most significant byte first; b"" if it is not known."""
        address = self._server("get_public_ip", "GetPublicIP")
        if address is None:
            return b""
        told = bytes(self._connection.ffi.buffer(address.m_rgubIPv6, 16))
        if address.m_eType:
            return told if any(told) else b""
        number = told[:4] if sys.byteorder == "big" else told[3::-1]
        return number if any(number) else b""

    def was_restart_requested(self) -> bool:
        """Whether Steam wants the server to be updated and started again."""
        return bool(self._server("was_restart_requested", "WasRestartRequested"))

    # The sessions of players.

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Make a ticket of the server's own for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none."""
        check_id(remote_steam_id)
        if not self._may("get_auth_session_ticket", _id_fault(remote_steam_id)):
            return 0, b""
        connection = self._connection
        ffi = connection.ffi
        buffer, size = ffi.new("uint8_t[]", _TICKET_ROOM), ffi.new("uint32_t *")
        identity = ffi.NULL
        if remote_steam_id:
            identity = ffi.new("SteamNetworkingIdentity *")
            identity.m_eType, identity.m_cbSize = _STEAM_ID_IDENTITY, 8
            identity.m_steamID64[0], identity.m_steamID64[1] = remote_steam_id & _UINT32, remote_steam_id >> 32 & _UINT32
        handle = int(connection.ticket(connection.server, buffer, _TICKET_ROOM, size, identity))
        return (handle, bytes(ffi.buffer(buffer, min(size[0], _TICKET_ROOM)))) if handle else (0, b"")

    def cancel_auth_ticket(self, handle: int) -> None:
        """Cancel a ticket of the server's own."""
        number = require_int("cancel_auth_ticket", "the ticket", handle)
        fault = "" if 0 <= number <= _UINT32 else f"{short(number)} is no ticket; pass the id that get_auth_session_ticket gave"
        if self._may("cancel_auth_ticket", fault):
            self._server("cancel_auth_ticket", "CancelAuthTicket", number)

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with a player; return an EBeginAuthSessionResult. AuthTicketValidated records follow if it is 0."""
        data = require_bytes("begin_auth_session", "ticket", ticket)
        check_id(steam_id)
        if not self._may("begin_auth_session", _id_fault(steam_id) or _room_fault(data)):
            return _INVALID_TICKET
        begun = self._server("begin_auth_session", "BeginAuthSession", data, len(data), steam_id)
        if begun:
            fault = _SESSION_FAULTS.get(int(begun), "Steam answers {result}, which is newer than this version")
            self._refuse("begin_auth_session", fault.format(id=steam_id, size=len(data), result=begun))
        return _INVALID_TICKET if begun is None else int(begun)

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with a player; store what was set first, Steam takes no changes for who does not play here."""
        check_id(steam_id)
        if not self._may("end_auth_session", _id_fault(steam_id)):
            return
        if steam_id in self._connection.unstored:
            self._connection.store(steam_id, silent=True)
        self._server("end_auth_session", "EndAuthSession", steam_id)

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether a player in a session has an app: 0 yes, 1 no, 2 not known."""
        check_id(steam_id)
        app = require_int("user_has_license_for_app", "app_id", app_id)
        if not self._ready("Server", "user_has_licence_for_app"):  # GodotSteam's spelling, in its sentence
            return _UNKNOWN_LICENCE
        fault = "" if 0 <= app <= _UINT32 else f"{short(app)} is not an app; pass a number from 1 to {_UINT32}"
        if not self._may("user_has_license_for_app", _id_fault(steam_id) or fault):
            return _UNKNOWN_LICENCE
        answer = self._server("user_has_license_for_app", "UserHasLicenseForApp", steam_id, app_id)
        if answer == _UNKNOWN_LICENCE:
            self._refuse("user_has_license_for_app", f"{steam_id} has no session here; call begin_auth_session first")
        return _UNKNOWN_LICENCE if answer is None else int(answer)

    def request_user_group_status(self, steam_id: int, group_id: int) -> bool:
        """Ask whether a player is in a group; if True a ClientGroupStatus answers."""
        call = "request_user_group_status"
        check_id(steam_id)
        check_id(group_id)
        if not self._may(call, _id_fault(steam_id) or _id_fault(group_id)):
            return False
        asked = self._server(call, "RequestUserGroupStatus", steam_id, group_id)
        if asked is not None and not asked:
            unconnected = "the server is not connected to Steam; wait until it is logged on"
            self._refuse(call, player_fault(steam_id) or clan_fault(group_id) or unconnected)
        return bool(asked)

    def associate_with_clan(self, clan_id: int) -> int:
        """Associate the server with a group; return the number that the ClanAssociated record carries."""
        return self._ask("associate_with_clan", "AssociateWithClan", CLAN_ASSOCIATED, clan_id)

    def compute_new_player_compatibility(self, steam_id: int) -> int:
        """Ask how a new player goes with those here; return the number that the PlayerCompatibility record carries."""
        return self._ask("compute_new_player_compatibility", "ComputeNewPlayerCompatibility", PLAYER_COMPATIBILITY, steam_id)

    def handle_incoming_packet(self, packet: bytes, ip: int, port: int) -> bool:
        """Give Steam a packet that came to the game's own port."""
        data = require_bytes("handle_incoming_packet", "packet", packet)
        require_int("handle_incoming_packet", "ip", ip)
        require_int("handle_incoming_packet", "port", port)
        fault = _room_fault(data)
        if not 0 <= ip <= _UINT32:
            fault = f"{short(ip)} is not an IPv4 address; pass a number of 32 bits"
        elif not 1 <= port <= PORT_MAX:
            fault = f"{short(port)} is not a port; pass a number from 1 to {PORT_MAX}"
        if not self._may("handle_incoming_packet", fault):
            return False
        taken = self._server("handle_incoming_packet", "HandleIncomingPacket", data, len(data), ip, port)
        if taken is not None and not taken:
            self._refuse("handle_incoming_packet", "the packet is the game's own; pass on only what begins with FF FF FF FF")
        return bool(taken)

    def get_next_outgoing_packet(self) -> tuple[bytes, int, int] | None:
        """Return the next packet to send from the game's own port, None if there is none."""
        ffi = self._connection.ffi
        buffer, ip, port = ffi.new("uint8_t[]", _PACKET_ROOM), ffi.new("uint32_t *"), ffi.new("uint16_t *")
        size = self._server("get_next_outgoing_packet", "GetNextOutgoingPacket", buffer, _PACKET_ROOM, ip, port)
        return (bytes(ffi.buffer(buffer, min(size, _PACKET_ROOM))), int(ip[0]), int(port[0])) if size and size > 0 else None

    # Steam's utilities.

    def get_app_id(self) -> int:
        """Return the app the server belongs to."""
        return int(self._utility("get_app_id", "GetAppID") or 0)

    def get_server_real_time(self) -> int:
        """Return the time of Steam's servers in seconds since 1970."""
        return int(self._utility("get_server_real_time", "GetServerRealTime") or 0)

    def get_ip_country(self) -> str:
        """Return the two letters of the country the server is in, "" if not known."""
        text = self._utility("get_ip_country", "GetIPCountry")
        return self._connection.ffi.string(text).decode(errors="replace") if text else ""

    def get_api_call_failure_reason(self) -> int:
        """Return why the last call that Steam answers later broke, -1 if it did not."""
        last = self._connection.answers.last
        reason = self._utility("get_api_call_failure_reason", "GetAPICallFailureReason", last)
        return -1 if reason is None or not last else int(reason)

    def is_api_call_completed(self) -> tuple[bool, bool]:
        """Whether the last call that Steam answers later is answered, and whether it failed."""
        failed = self._connection.ffi.new("bool *")
        done = self._utility("is_api_call_completed", "IsAPICallCompleted", self._connection.answers.last, failed)
        return bool(done), bool(failed[0])

    # What is used above.

    def _bind(self) -> None:
        """Take Valve's functions of the stats where there is a server; NativeSteam does."""

    def _ready(self, group: str, call: str) -> bool:
        """Whether there is a server; if not, it is said."""
        if self._connection.pipe:
            return True
        if not self._connection.closed:
            self._absent(group, call)
        return False

    def _may(self, call: str, fault: str) -> bool:
        """Whether a call can be made: there is a server, and nothing is wrong with what it is given; if not, it is said."""
        if not self._ready("Server", call):
            return False
        if fault:
            self._refuse(call, fault)
        return not fault

    def _absent(self, group: str, call: str) -> None:
        """Say that a call needs a server."""
        remedy = (
            "the server was shut down; call server_init and log on again" if self._connection.was_initialised else "call server_init first"
        )
        self._connection.refusal_log.absent(group, camel(call), remedy)

    def _server(self, call: str, name: str, *arguments: Any) -> Any:
        """Call a function of ISteamGameServer; None if there is no server, or the library lacks it."""
        return self._call("Server", self._connection.server, call, f"SteamAPI_ISteamGameServer_{name}", arguments)

    def _utility(self, call: str, name: str, *arguments: Any) -> Any:
        """Call a function of ISteamUtils; None if there is no server, or the library lacks it."""
        return self._call("Utils", self._connection.utils, call, f"SteamAPI_ISteamUtils_{name}", arguments)

    def _call(self, group: str, interface: Any, call: str, name: str, arguments: tuple[Any, ...]) -> Any:
        if not self._ready(group, call):
            return None
        connection = self._connection
        if not connection.library.has(name):
            sentence = f"{call}: {connection.library.path} lacks {name}; take a libsteam_api of a newer SDK"
            connection.refusal_log.refuse(Refusal((call, "absent"), sentence))
            return None
        try:
            return getattr(connection.lib, name)(interface, *arguments)
        except OverflowError as error:  # Valve's numbers have 16, 32 or 64 bits: what is none of them is nobody's id, port or handle.
            self._refuse(call, f"a number does not fit ({error}); pass it as Steam gave it")
            return None

    def _refuse(self, call: str, fault: str) -> None:
        """Say why a call was refused."""
        self._connection.refusal_log.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _ask(self, call: str, name: str, kind: int, steam_id: int) -> int:
        """Make a call that Steam answers later; return its number."""
        answers = self._connection.answers
        check_id(steam_id)
        if not 0 <= steam_id <= _UINT64:
            self._may(call, clan_fault(steam_id) if kind == CLAN_ASSOCIATED else player_fault(steam_id))
            return answers.refuse(kind, steam_id, Result.FAIL)
        handle = self._server(call, name, steam_id & _UINT64)
        if handle is None and self._connection.closed:
            return answers.number()
        if handle is None:
            return answers.refuse(kind, steam_id, Result.NO_CONNECTION)
        if not handle:
            self._connection.refusal_log.refuse(of_broken_call(call, steam_id))
        return answers.ask(kind, steam_id, int(handle), name=call)

    def _own_id(self, number: int | None) -> int:
        """Return an id if it is a server's, else 0."""
        return SteamID(number) if number and SteamID(number).account_type in _GAME_SERVERS else 0


def _id_fault(steam_id: int) -> str:
    """Say why a number is no Steam ID, "" if it may be one."""
    return "" if 0 <= steam_id <= _UINT64 else f"{short(steam_id)} is not a Steam ID; pass a number of 64 bits"


def _room_fault(data: bytes) -> str:
    """Say why Steam cannot be given so many bytes, "" if it can: it counts them in an int."""
    return "" if len(data) <= INT_MAX else f"{len(data)} bytes are more than Steam takes; pass at most {INT_MAX}"
