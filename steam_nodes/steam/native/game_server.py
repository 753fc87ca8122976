"""ISteamGameServer over Valve's library: the account, what the server tells of itself, the sessions of players, the game's own port.

Rules: each call is Valve's flat function of the same name; on a server that is not initialised it says GodotSteam's sentence and returns
what backend.py promises, without a crossing. A function that an older library lacks is named, with the SDK to take. Ids are whole
64-bit numbers, tickets and packets keep exactly their bytes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam.callbacks import Record
from steam_nodes.steam.checks import PORT_MAX, field_fault, require_bytes, require_int
from steam_nodes.steam.native.arguments import SESSION_FAULTS, clan_fault, identity, player_fault, room_fault
from steam_nodes.steam.native.calls import (
    GAME_SERVER,
    TICKET,
    UINT32,
    flat,
    id_fault,
    requested_about,
    text,
    to_bool,
    to_nothing,
)
from steam_nodes.steam.native.native_backend import NativeBackend
from steam_nodes.steam.native.structs import CLAN_ASSOCIATED, PLAYER_COMPATIBILITY
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.checks import ServerField
    from steam_nodes.steam.native.calls import About, AboutTwo, Plain
    from steam_nodes.steam.native.pipes.server_pipe import ServerPipe

_GAME_SERVERS: Final = (3, 4)
_TICKET_ROOM: Final = 8192
_PACKET_ROOM: Final = 16384
_UNKNOWN_LICENCE: Final = 2
_INVALID_TICKET: Final = 1


def _to_server_id(_ffi: Any, number: int | None) -> int:
    """Return an id if it is a server's, else 0."""
    return SteamID(number) if number and SteamID(number).account_type in _GAME_SERVERS else 0


class NativeGameServer(NativeBackend[Record]):
    """What NativeSteam calls of ISteamGameServer, beside the stats."""

    _pipe: ServerPipe

    # The account.

    log_on: ClassVar[About[str, None]] = flat(GAME_SERVER, "LogOn", to_nothing, text("token"))
    log_on_anonymous: ClassVar[Plain[None]] = flat(GAME_SERVER, "LogOnAnonymous", to_nothing)
    log_off: ClassVar[Plain[None]] = flat(GAME_SERVER, "LogOff", to_nothing)
    secure: ClassVar[Plain[bool]] = flat(GAME_SERVER, "BSecure", to_bool)
    get_steam_id: ClassVar[Plain[int]] = flat(GAME_SERVER, "GetSteamID", _to_server_id)
    was_restart_requested: ClassVar[Plain[bool]] = flat(GAME_SERVER, "WasRestartRequested", to_bool)

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        return self._pipe.logged_on()

    def get_server_steam_id(self) -> int:
        """Return the server's own id as the library itself tells it, 0 while it is not logged on."""
        pipe = self._pipe
        # Before an init the library answers 1 here, which is nobody's id.
        return _to_server_id(pipe.ffi, pipe.lib.SteamGameServer_GetSteamID()) if pipe.handle else 0

    def release_current_thread_memory(self) -> None:
        """Let Steam give back what it keeps for the calling thread."""
        pipe = self._pipe
        if pipe.library.has("SteamAPI_ReleaseCurrentThreadMemory"):
            pipe.lib.SteamAPI_ReleaseCurrentThreadMemory()

    # What the server tells of itself.

    def set_server_field(self, field: ServerField, value: str | int | bool) -> None:
        """Tell one thing of the server."""
        fault = field_fault(field, value)
        pipe = self._pipe
        if not pipe.may(GAME_SERVER.group, f"set_{field}", fault):
            return
        name = "Set" + "".join(part.title() for part in field.split("_"))
        if field == "advertise_server_active" and pipe.library.function(GAME_SERVER.prefix + name) is None:
            name = "EnableHeartbeats"  # the same under its name up to SDK 1.51
        pipe.call(GAME_SERVER, f"set_{field}", name, value.encode() if isinstance(value, str) else value)

    set_key_value: ClassVar[AboutTwo[str, str, None]] = flat(GAME_SERVER, "SetKeyValue", to_nothing, text("key"), text("value"))
    clear_all_key_values: ClassVar[Plain[None]] = flat(GAME_SERVER, "ClearAllKeyValues", to_nothing)

    def get_public_ip(self) -> bytes:
        """Return the server's address as Steam sees it, most significant byte first; b"" if it is not known."""
        address = self._pipe.call(GAME_SERVER, "get_public_ip", "GetPublicIP")
        if address is None:
            return b""
        told = bytes(self._pipe.ffi.buffer(address.m_rgubIPv6, 16))
        if address.m_eType:
            return told if any(told) else b""
        number = told[:4] if sys.byteorder == "big" else told[3::-1]
        return number if any(number) else b""

    # The sessions of players.

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Make a ticket of the server's own for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none."""
        if not self._pipe.may(GAME_SERVER.group, "get_auth_session_ticket", id_fault(remote_steam_id)):
            return 0, b""
        pipe = self._pipe
        ffi = pipe.ffi
        buffer, size = ffi.new("uint8_t[]", _TICKET_ROOM), ffi.new("uint32_t *")
        handle = int(pipe.ticket(pipe.server, buffer, _TICKET_ROOM, size, identity(ffi, remote_steam_id)))
        return (handle, bytes(ffi.buffer(buffer, min(size[0], _TICKET_ROOM)))) if handle else (0, b"")

    cancel_auth_ticket: ClassVar[About[int, None]] = flat(GAME_SERVER, "CancelAuthTicket", to_nothing, TICKET)

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with a player; return an EBeginAuthSessionResult. AuthTicketValidated records follow if it is 0."""
        data = require_bytes("begin_auth_session", "ticket", ticket)
        if not self._pipe.may(GAME_SERVER.group, "begin_auth_session", id_fault(steam_id) or room_fault(data)):
            return _INVALID_TICKET
        begun = self._pipe.call(GAME_SERVER, "begin_auth_session", "BeginAuthSession", data, len(data), steam_id)
        if begun:
            fault = SESSION_FAULTS.get(int(begun), "Steam answers {result}, which is newer than this version")
            self._pipe.refuse("begin_auth_session", fault.format(id=steam_id, size=len(data), result=begun))
        return _INVALID_TICKET if begun is None else int(begun)

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with a player; store what was set first, Steam takes no changes for who does not play here."""
        if not self._pipe.may(GAME_SERVER.group, "end_auth_session", id_fault(steam_id)):
            return
        if steam_id in self._pipe.unstored:
            self._pipe.store(steam_id, silent=True)
        self._pipe.call(GAME_SERVER, "end_auth_session", "EndAuthSession", steam_id)

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether a player in a session has an app: 0 yes, 1 no, 2 not known."""
        fault = id_fault(steam_id)
        app = require_int("user_has_license_for_app", "app_id", app_id)
        if not self._pipe.ready(GAME_SERVER.group, "user_has_licence_for_app"):  # GodotSteam's spelling, in its sentence
            return _UNKNOWN_LICENCE
        if not fault and not 0 <= app <= UINT32:
            fault = f"{short(app)} is not an app; pass a number from 1 to {UINT32}"
        if not self._pipe.may(GAME_SERVER.group, "user_has_license_for_app", fault):
            return _UNKNOWN_LICENCE
        answer = self._pipe.call(GAME_SERVER, "user_has_license_for_app", "UserHasLicenseForApp", steam_id, app_id)
        if answer == _UNKNOWN_LICENCE:
            self._pipe.refuse("user_has_license_for_app", f"{steam_id} has no session here; call begin_auth_session first")
        return _UNKNOWN_LICENCE if answer is None else int(answer)

    def request_user_group_status(self, steam_id: int, group_id: int) -> bool:
        """Ask whether a player is in a group; if True a ClientGroupStatus answers."""
        call = "request_user_group_status"
        faults = [id_fault(number) for number in (steam_id, group_id)]
        if not self._pipe.may(GAME_SERVER.group, call, faults[0] or faults[1]):
            return False
        asked = self._pipe.call(GAME_SERVER, call, "RequestUserGroupStatus", steam_id, group_id)
        if asked is not None and not asked:
            unconnected = "the server is not connected to Steam; wait until it is logged on"
            self._pipe.refuse(call, player_fault(steam_id) or clan_fault(group_id) or unconnected)
        return bool(asked)

    associate_with_clan: ClassVar[About[int, int]] = requested_about(
        GAME_SERVER, "AssociateWithClan", CLAN_ASSOCIATED, "clan_id", clan_fault
    )
    compute_new_player_compatibility: ClassVar[About[int, int]] = requested_about(
        GAME_SERVER, "ComputeNewPlayerCompatibility", PLAYER_COMPATIBILITY, "steam_id", player_fault
    )

    def handle_incoming_packet(self, packet: bytes, ip: int, port: int) -> bool:
        """Give Steam a packet that came to the game's own port."""
        data = require_bytes("handle_incoming_packet", "packet", packet)
        require_int("handle_incoming_packet", "ip", ip)
        require_int("handle_incoming_packet", "port", port)
        fault = room_fault(data)
        if not 0 <= ip <= UINT32:
            fault = f"{short(ip)} is not an IPv4 address; pass a number of 32 bits"
        elif not 1 <= port <= PORT_MAX:
            fault = f"{short(port)} is not a port; pass a number from 1 to {PORT_MAX}"
        if not self._pipe.may(GAME_SERVER.group, "handle_incoming_packet", fault):
            return False
        taken = self._pipe.call(GAME_SERVER, "handle_incoming_packet", "HandleIncomingPacket", data, len(data), ip, port)
        if taken is not None and not taken:
            self._pipe.refuse("handle_incoming_packet", "the packet is the game's own; pass on only what begins with FF FF FF FF")
        return bool(taken)

    def get_next_outgoing_packet(self) -> tuple[bytes, int, int] | None:
        """Return the next packet to send from the game's own port, None if there is none."""
        ffi = self._pipe.ffi
        buffer, ip, port = ffi.new("uint8_t[]", _PACKET_ROOM), ffi.new("uint32_t *"), ffi.new("uint16_t *")
        size = self._pipe.call(GAME_SERVER, "get_next_outgoing_packet", "GetNextOutgoingPacket", buffer, _PACKET_ROOM, ip, port)
        return (bytes(ffi.buffer(buffer, min(size, _PACKET_ROOM))), int(ip[0]), int(port[0])) if size and size > 0 else None
