"""The account on the loopback: tickets, which pass as bytes, and the bytes of what arrives."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import callbacks
from steam_nodes.steam.groups import account

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback

_WIDE: Final = sys.platform == "win32"
_STEAM_ID_IDENTITY: Final = 16


def _put(side: UserLoopback, data: bytes, to: Any, room: int) -> int:
    """Write bytes where there is room for them; return how many that are."""
    assert len(data) <= room
    side.ffi.memmove(to, data, len(data))
    return len(data)


def _session_ticket(side: UserLoopback, to: Any, room: int, size: Any, identity: Any) -> int:
    remote = 0
    if identity != side.ffi.NULL:
        assert (identity.m_eType, identity.m_cbSize) == (_STEAM_ID_IDENTITY, 8)
        remote = identity.m_steamID64[0] | identity.m_steamID64[1] << 32
    handle, data = side.backend.account.get_auth_session_ticket(remote)
    size[0] = _put(side, data, to, room)
    return handle


def _begin(side: UserLoopback, ticket: Any, size: int, steam_id: int) -> int:
    return side.backend.account.begin_auth_session(side.ffi.buffer(ticket, size)[:], steam_id)


def _encrypted(side: UserLoopback, to: Any, room: int, size: Any) -> bool:
    size[0] = _put(side, side.backend.account.get_encrypted_app_ticket(), to, room)
    return bool(size[0])


def _encrypt(side: UserLoopback, data: Any, size: int) -> int:
    return side.note(side.backend.account.request_encrypted_app_ticket(side.ffi.buffer(data, size)[:]))


def _initiate(side: UserLoopback, to: Any, room: int, server: int, ip: int, port: int, secure: bool) -> int:
    return _put(side, side.backend.account.initiate_game_connection(server, ip, port, secure), to, room)


def _terminate(side: UserLoopback, ip: int, port: int) -> None:
    side.backend.account.terminate_game_connection(ip, port)


ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "SteamAPI_ISteamUser_BeginAuthSession": _begin,
    "SteamAPI_ISteamUser_GetAuthSessionTicket": _session_ticket,
    "SteamAPI_ISteamUser_GetEncryptedAppTicket": _encrypted,
    "SteamAPI_ISteamUser_InitiateGameConnection": _initiate,
    "SteamAPI_ISteamUser_InitiateGameConnection_DEPRECATED": _initiate,
    "SteamAPI_ISteamUser_RequestEncryptedAppTicket": _encrypt,
    "SteamAPI_ISteamUser_TerminateGameConnection_DEPRECATED": _terminate,
}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    callbacks.ServersConnected: (101, lambda _: bytes(1)),
    callbacks.ServerConnectFailure: (102, lambda it: struct.pack("<i?3x", it.result, it.still_retrying)),
    callbacks.ServersDisconnected: (103, lambda it: struct.pack("<i", it.result)),
    callbacks.AuthTicketValidated: (143, lambda it: struct.pack("<QiQ", it.steam_id, it.response, it.owner_id)),
    account.ServerDenied: (113, lambda it: struct.pack("<IIHHI", it.app_id, it.server_ip, it.server_port, it.secure, it.reason)),
    account.IPCFailed: (117, lambda it: bytes((it.type,))),
    account.LicensesUpdated: (125, lambda _: bytes(1)),
    account.PurchaseAuthorized: (
        152,
        lambda it: struct.pack("<I4xQ?7x" if _WIDE else "<IQ?3x", it.app_id, it.order_id, it.authorized),
    ),
    account.EncryptedAppTicket: (154, lambda it: struct.pack("<i", it.result)),
    account.AuthSessionTicket: (163, lambda it: struct.pack("<Ii", it.auth_ticket, it.result)),
    account.GameWebCalled: (164, lambda it: struct.pack("<256s", it.url.encode())),
    account.StoreAuthURL: (165, lambda it: struct.pack("<512s", it.url.encode())),
    account.MarketEligibility: (
        166,
        lambda it: struct.pack("<?3xiIii", it.allowed, it.reason, it.allowed_at, it.guard_days, it.new_device_days),
    ),
    account.DurationControl: (
        167,
        lambda it: struct.pack(
            "<iI?3xiiiii",
            *(it.result, it.app_id, it.applicable, it.seconds_last_5hrs, it.progress, it.notification),
            *(it.seconds_today, it.seconds_remaining),
        ),
    ),
    account.WebApiTicket: (168, lambda it: struct.pack("<Iii2560s", it.auth_ticket, it.result, len(it.ticket), it.ticket)),
}
