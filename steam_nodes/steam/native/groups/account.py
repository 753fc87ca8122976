"""ISteamUser over Valve's library: the player's account: tickets, licences, badges, phone, market, and its structs.

Rules: those of calls.py and structs.py. Tickets keep exactly their bytes. What a server is told in the same structs, its connection and
what became of a ticket, a player is told in the same records.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from steam_nodes.steam.checks import PORT_MAX, require_bool, require_bytes, text_fault
from steam_nodes.steam.enums import member_of
from steam_nodes.steam.groups.account import (
    AuthSessionTicket,
    DurationControl,
    DurationControlNotification,
    DurationControlProgress,
    EncryptedAppTicket,
    FailureType,
    GameWebCalled,
    IPCFailed,
    LicensesUpdated,
    MarketEligibility,
    MarketNotAllowedReasonFlags,
    PurchaseAuthorized,
    ServerDenied,
    StoreAuthURL,
    WebApiTicket,
)
from steam_nodes.steam.native.arguments import SESSION_FAULTS, identity, room_fault
from steam_nodes.steam.native.calls import (
    TICKET,
    USER,
    Request,
    flat,
    id_fault,
    number,
    requested,
    text,
    to_bool,
    to_int,
    to_nothing,
    truth,
)
from steam_nodes.steam.native.structs import STRUCTS, Answer, register, row, to_result, up_to_nul
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import About, AboutTwo, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_ENCRYPTED: Final = 154
_STORE_URL: Final = 165
_MARKET: Final = 166
_DURATION: Final = 167
_TICKET_ROOM: Final = 8192
_BLOB_ROOM: Final = 2048
_INVALID_TICKET: Final = 1
_NO_SESSION: Final = 2
_RENAMED: Final = "_DEPRECATED"
"""What Valve's names of the calls of before tickets end in from SDK 1.52 on."""


def _duration(number: int, result: int, app: int, applicable: bool, *told: int) -> DurationControl:
    """Return the record of how long a player may play."""
    last, progress, note, today, remaining = told
    level, shown = member_of(DurationControlProgress, progress), member_of(DurationControlNotification, note)
    return DurationControl(number, to_result(result), app, applicable, last, level, shown, today, remaining)


def _web_ticket(ticket: int, result: int, size: int, room: bytes) -> WebApiTicket:
    """Return the record of a ticket for a web service, whose room is longer than it."""
    return WebApiTicket(ticket, to_result(result), room[: max(size, 0)])


register(
    *(replace(STRUCTS[kind], client=cast("Any", STRUCTS[kind].server)) for kind in (101, 102, 103, 143)),
    row(113, "ClientGameServerDeny_t", "<IIHHI", client=ServerDenied),
    row(117, "IPCFailure_t", "<B", client=lambda kind: IPCFailed(member_of(FailureType, kind))),
    row(125, "LicensesUpdated_t", "<x", client=LicensesUpdated),
    row(
        *(152, "MicroTxnAuthorizationResponse_t", "<IQB3x", "<I4xQB7x"),
        client=lambda app, order, authorized: PurchaseAuthorized(app, order, bool(authorized)),
    ),
    row(
        *(_ENCRYPTED, "EncryptedAppTicketResponse_t", "<i"),
        client=Answer(
            lambda lost: EncryptedAppTicket(lost.number, lost.result),
            lambda number, result: EncryptedAppTicket(number, to_result(result)),
        ),
    ),
    row(163, "GetAuthSessionTicketResponse_t", "<Ii", client=lambda ticket, result: AuthSessionTicket(ticket, to_result(result))),
    row(164, "GameWebCallback_t", "<256s", client=lambda url: GameWebCalled(up_to_nul(url))),
    row(
        *(_STORE_URL, "StoreAuthURLResponse_t", "<512s"),
        client=Answer(lambda lost: StoreAuthURL(lost.number, ""), lambda number, url: StoreAuthURL(number, up_to_nul(url))),
    ),
    row(
        *(_MARKET, "MarketEligibilityResponse_t", "<?3xiIii"),
        client=Answer(
            lambda lost: MarketEligibility(lost.number, False, MarketNotAllowedReasonFlags.TEMPORARY_FAILURE, 0, 0, 0),
            lambda number, allowed, reason, *times: MarketEligibility(
                number, allowed, member_of(MarketNotAllowedReasonFlags, reason), *times
            ),
        ),
    ),
    row(
        *(_DURATION, "DurationControl_t", "<iI?3xiiiii"),
        client=Answer(
            lambda lost: _duration(lost.number, lost.result, lost.game_id, False, 0, 0, 0, 0, 0),
            _duration,
            unasked=lambda *told: _duration(0, *told),
        ),
    ),
    row(168, "GetTicketForWebApiResponse_t", "<Iii2560s", client=_web_ticket),
)


class NativeAccount:
    """ISteamUser of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    # The account.

    get_player_steam_level: ClassVar[Plain[int]] = flat(USER, "GetPlayerSteamLevel", to_int)
    get_game_badge_level: ClassVar[AboutTwo[int, bool, int]] = flat(
        USER, "GetGameBadgeLevel", to_int, number("series", INT_MIN, INT_MAX), truth("foil")
    )
    is_behind_nat: ClassVar[Plain[bool]] = flat(USER, "BIsBehindNAT", to_bool)
    is_phone_identifying: ClassVar[Plain[bool]] = flat(USER, "BIsPhoneIdentifying", to_bool)
    is_phone_requiring_verification: ClassVar[Plain[bool]] = flat(USER, "BIsPhoneRequiringVerification", to_bool)
    is_phone_verified: ClassVar[Plain[bool]] = flat(USER, "BIsPhoneVerified", to_bool)
    is_two_factor_enabled: ClassVar[Plain[bool]] = flat(USER, "BIsTwoFactorEnabled", to_bool)
    get_market_eligibility: ClassVar[Plain[int]] = requested(USER, "GetMarketEligibility", _MARKET)
    get_duration_control: ClassVar[Plain[int]] = requested(USER, "GetDurationControl", _DURATION)
    set_duration_control_online_state: ClassVar[About[int, bool]] = flat(
        USER, "BSetDurationControlOnlineState", to_bool, number("state", 1, 3)
    )

    def request_store_auth_url(self, redirect_url: str) -> int:
        """Ask for an address that logs the player on to the store and goes on to another."""
        call = "request_store_auth_url"
        fault = text_fault(call, redirect_url)
        told = b"" if fault else redirect_url.encode()
        return self._pipe.request(USER, Request(call, "RequestStoreAuthURL", _STORE_URL, _STORE_URL), told, fault=fault)

    # Tickets.

    get_auth_ticket_for_web_api: ClassVar[About[str, int]] = flat(USER, "GetAuthTicketForWebApi", to_int, text("identity"))
    cancel_auth_ticket: ClassVar[About[int, None]] = flat(USER, "CancelAuthTicket", to_nothing, TICKET)

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Get a ticket for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none."""
        call, pipe = "get_auth_session_ticket", self._pipe
        if not pipe.may(USER.group, call, id_fault(remote_steam_id)):
            return 0, b""
        buffer, size = pipe.ffi.new("uint8_t[]", _TICKET_ROOM), pipe.ffi.new("uint32_t *")
        # Up to SDK 1.55 the function takes no identity, and leaves what stands behind its arguments alone.
        handle = pipe.call(USER, call, "GetAuthSessionTicket", buffer, _TICKET_ROOM, size, identity(pipe.ffi, remote_steam_id))
        return (int(handle), bytes(pipe.ffi.buffer(buffer, min(size[0], _TICKET_ROOM)))) if handle else (0, b"")

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with somebody; return an EBeginAuthSessionResult. AuthTicketValidated records follow if it is 0."""
        call, pipe = "begin_auth_session", self._pipe
        data = require_bytes(call, "ticket", ticket)
        if not pipe.may(USER.group, call, id_fault(steam_id) or room_fault(data)):
            return _INVALID_TICKET
        begun = pipe.call(USER, call, "BeginAuthSession", data, len(data), steam_id)
        if begun:
            fault = SESSION_FAULTS.get(int(begun), "Steam answers {result}, which is newer than this version")
            pipe.refuse(call, fault.format(id=steam_id, size=len(data), result=begun))
        return _INVALID_TICKET if begun is None else int(begun)

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with somebody."""
        if self._pipe.may(USER.group, "end_auth_session", id_fault(steam_id)):
            self._pipe.call(USER, "end_auth_session", "EndAuthSession", steam_id)

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether somebody in a session has an app: 0 yes, 1 no, 2 without a session."""
        call, pipe = "user_has_license_for_app", self._pipe
        fault = id_fault(steam_id)
        fault = fault or number("app_id").fault(call, app_id)
        if not pipe.may(USER.group, call, fault):
            return _NO_SESSION
        answer = pipe.call(USER, call, "UserHasLicenseForApp", steam_id, app_id)
        if answer == _NO_SESSION:
            pipe.refuse(call, f"{steam_id} has no session here; call begin_auth_session first")
        return _NO_SESSION if answer is None else int(answer)

    def request_encrypted_app_ticket(self, data: bytes) -> int:
        """Ask for an encrypted ticket with some bytes of the game's own in it."""
        call = "request_encrypted_app_ticket"
        given = require_bytes(call, "data", data)
        request = Request(call, "RequestEncryptedAppTicket", _ENCRYPTED, _ENCRYPTED)
        return self._pipe.request(USER, request, self._pipe.ffi.from_buffer(given), len(given), fault=room_fault(given))

    def get_encrypted_app_ticket(self) -> bytes:
        """The bytes of the last encrypted ticket; b"" before the answer to `request_encrypted_app_ticket`."""
        call, pipe = "get_encrypted_app_ticket", self._pipe
        buffer, size = pipe.ffi.new("uint8_t[]", _TICKET_ROOM), pipe.ffi.new("uint32_t *")
        there = pipe.call(USER, call, "GetEncryptedAppTicket", buffer, _TICKET_ROOM, size)
        if there is not None and not there:
            pipe.refuse(call, "there is no ticket; call request_encrypted_app_ticket and wait until its answer says OK")
        return bytes(pipe.ffi.buffer(buffer, min(size[0], _TICKET_ROOM))) if there else b""

    # Game servers of before tickets.

    def advertise_game(self, server_id: int, server_ip: int, port: int) -> None:
        """Tell friends which game server the player is on, one that does not use Steam; 0, 0, 0 for none any more."""
        call = "advertise_game"
        if self._pipe.may(USER.group, call, id_fault(server_id) or _server_fault(call, server_ip, port)):
            self._pipe.call(USER, call, "AdvertiseGame", server_id, server_ip, port)

    def initiate_game_connection(self, server_id: int, server_ip: int, server_port: int, secure: bool) -> bytes:
        """Begin the connection to a game server in the way of before tickets; return what to send there, b"" for nothing."""
        call, pipe = "initiate_game_connection", self._pipe
        require_bool(call, "secure", secure)
        if not pipe.may(USER.group, call, id_fault(server_id) or _server_fault(call, server_ip, server_port)):
            return b""
        blob = pipe.ffi.new("uint8_t[]", _BLOB_ROOM)
        name = self._of_before_tickets("InitiateGameConnection")
        size = pipe.call(USER, call, name, blob, _BLOB_ROOM, server_id, server_ip, server_port, secure)
        return bytes(pipe.ffi.buffer(blob, min(size, _BLOB_ROOM))) if size and size > 0 else b""

    def terminate_game_connection(self, server_ip: int, server_port: int) -> None:
        """End what `initiate_game_connection` began."""
        call = "terminate_game_connection"
        if self._pipe.may(USER.group, call, _server_fault(call, server_ip, server_port)):
            self._pipe.call(USER, call, self._of_before_tickets("TerminateGameConnection"), server_ip, server_port)

    def _of_before_tickets(self, name: str) -> str:
        """Return Valve's name of a call that has been renamed, as this library has it."""
        return name if self._pipe.library.function(USER.prefix + name) is not None else name + _RENAMED


def _server_fault(call: str, ip: int, port: int) -> str:
    """Say what is wrong with the address of a game server, "" if nothing is.

    Raises:
        TypeError: A number is not an int.
    """
    return number("server_ip").fault(call, ip) or number("the port", 0, PORT_MAX).fault(call, port)
