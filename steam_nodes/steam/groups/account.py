"""The player's account: tickets, licences, badges, phone, market, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the enums stand first, then the records. What is told alike to a server and to a player, the
connection to Steam and what becomes of a ticket, stands in callbacks.py. A number newer than its enum is kept as it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result


class DurationControlNotification(IntEnum):
    """What to tell a player whose play is limited by law.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EDurationControlNotification.
    """

    NONE = 0
    ONE_HOUR = 1
    THREE_HOURS = 2
    HALF_PROGRESS = 3
    NO_PROGRESS = 4
    EXIT_SOON_3H = 5
    EXIT_SOON_5H = 6
    EXIT_SOON_NIGHT = 7

    DURATION_CONTROL_NOTIFICATION_NONE = NONE
    DURATION_CONTROL_NOTIFICATION_1_HOUR = ONE_HOUR
    DURATION_CONTROL_NOTIFICATION_3_HOURS = THREE_HOURS
    DURATION_CONTROL_NOTIFICATION_HALF_PROGRESS = HALF_PROGRESS
    DURATION_CONTROL_NOTIFICATION_NO_PROGRESS = NO_PROGRESS
    DURATION_CONTROL_NOTIFICATION_EXIT_SOON_3H = EXIT_SOON_3H
    DURATION_CONTROL_NOTIFICATION_EXIT_SOON_5H = EXIT_SOON_5H
    DURATION_CONTROL_NOTIFICATION_EXIT_SOON_NIGHT = EXIT_SOON_NIGHT


class DurationControlOnlineState(IntEnum):
    """The state of a game that limits the time of play, as it reports it to Steam.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#EDurationControlOnlineState.
    """

    INVALID = 0
    OFFLINE = 1
    ONLINE = 2
    ONLINE_HIGH_PRIORITY = 3

    DURATION_CONTROL_ONLINE_STATE_INVALID = INVALID
    DURATION_CONTROL_ONLINE_STATE_OFFLINE = OFFLINE
    DURATION_CONTROL_ONLINE_STATE_ONLINE = ONLINE
    DURATION_CONTROL_ONLINE_STATE_ONLINE_HIGH_PRIORITY = ONLINE_HIGH_PRIORITY


class DurationControlProgress(IntEnum):
    """How much a player whose play is limited by law may still gain.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EDurationControlProgress.
    """

    FULL = 0
    HALF = 1
    NONE = 2
    EXIT_SOON_3H = 3
    EXIT_SOON_5H = 4
    EXIT_SOON_NIGHT = 5

    DURATION_CONTROL_PROGRESS_FULL = FULL
    DURATION_CONTROL_PROGRESS_HALF = HALF
    DURATION_CONTROL_PROGRESS_NONE = NONE
    DURATION_CONTROL_EXIT_SOON_3H = EXIT_SOON_3H
    DURATION_CONTROL_EXIT_SOON_5H = EXIT_SOON_5H
    DURATION_CONTROL_EXIT_SOON_NIGHT = EXIT_SOON_NIGHT


class FailureType(IntEnum):
    """What broke between the program and the Steam client.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#EFailureType.
    """

    FLUSHED_CALLBACK_QUEUE = 0
    PIPE_FAIL = 1

    FAILURE_FLUSHED_CALLBACK_QUEUE = FLUSHED_CALLBACK_QUEUE
    FAILURE_PIPE_FAIL = PIPE_FAIL


class MarketNotAllowedReasonFlags(IntEnum):
    """Why a player may not use the market; several can be true at once, and are added then.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EMarketNotAllowedReasonFlags.
    """

    NONE = 0
    TEMPORARY_FAILURE = 1
    ACCOUNT_DISABLED = 2
    ACCOUNT_LOCKED_DOWN = 4
    ACCOUNT_LIMITED = 8
    TRADE_BANNED = 16
    ACCOUNT_NOT_TRUSTED = 32
    STEAM_GUARD_NOT_ENABLED = 64
    STEAM_GUARD_ONLY_RECENTLY_ENABLED = 128
    RECENT_PASSWORD_RESET = 256
    NEW_PAYMENT_METHOD = 512
    INVALID_COOKIE = 1024
    USING_NEW_DEVICE = 2048
    RECENT_SELF_REFUND = 4096
    NEW_PAYMENT_METHOD_CANNOT_BE_VERIFIED = 8192
    NO_RECENT_PURCHASES = 16384
    ACCEPTED_WALLET_GIFT = 32768

    MARKET_NOT_ALLOWED_REASON_NONE = NONE
    MARKET_NOT_ALLOWED_REASON_TEMPORARY_FAILURE = TEMPORARY_FAILURE
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_DISABLED = ACCOUNT_DISABLED
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_LOCKED_DOWN = ACCOUNT_LOCKED_DOWN
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_LIMITED = ACCOUNT_LIMITED
    MARKET_NOT_ALLOWED_REASON_TRADE_BANNED = TRADE_BANNED
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_NOT_TRUSTED = ACCOUNT_NOT_TRUSTED
    MARKET_NOT_ALLOWED_REASON_STEAM_GUARD_NOT_ENABLED = STEAM_GUARD_NOT_ENABLED
    MARKET_NOT_ALLOWED_REASON_STEAM_GUARD_ONLY_RECENTLY_ENABLED = STEAM_GUARD_ONLY_RECENTLY_ENABLED
    MARKET_NOT_ALLOWED_REASON_RECENT_PASSWORD_RESET = RECENT_PASSWORD_RESET
    MARKET_NOT_ALLOWED_REASON_NEW_PAYMENT_METHOD = NEW_PAYMENT_METHOD
    MARKET_NOT_ALLOWED_REASON_INVALID_COOKIE = INVALID_COOKIE
    MARKET_NOT_ALLOWED_REASON_USING_NEW_DEVICE = USING_NEW_DEVICE
    MARKET_NOT_ALLOWED_REASON_RECENT_SELF_REFUND = RECENT_SELF_REFUND
    MARKET_NOT_ALLOWED_REASON_NEW_PAYMENT_METHOD_CANNOT_BE_VERIFIED = NEW_PAYMENT_METHOD_CANNOT_BE_VERIFIED
    MARKET_NOT_ALLOWED_REASON_NO_RECENT_PURCHASES = NO_RECENT_PURCHASES
    MARKET_NOT_ALLOWED_REASON_ACCEPTED_WALLET_GIFT = ACCEPTED_WALLET_GIFT


class UserHasLicenseForAppResult(IntEnum):
    """Whether a player who is authenticated has an app.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EUserHasLicenseForAppResult.
    """

    HAS_LICENSE = 0
    DOES_NOT_HAVE_LICENSE = 1
    NO_AUTH = 2

    USER_HAS_LICENSE_RESULT_HAS_LICENSE = HAS_LICENSE
    USER_HAS_LICENSE_RESULT_DOES_NOT_HAVE_LICENSE = DOES_NOT_HAVE_LICENSE
    USER_HAS_LICENSE_RESULT_NO_AUTH = NO_AUTH


class AccountNames:
    """The enums of a player's account under GodotSteam's flat names."""

    DURATION_CONTROL_NOTIFICATION_NONE: Final = DurationControlNotification.NONE
    DURATION_CONTROL_NOTIFICATION_1_HOUR: Final = DurationControlNotification.ONE_HOUR
    DURATION_CONTROL_NOTIFICATION_3_HOURS: Final = DurationControlNotification.THREE_HOURS
    DURATION_CONTROL_NOTIFICATION_HALF_PROGRESS: Final = DurationControlNotification.HALF_PROGRESS
    DURATION_CONTROL_NOTIFICATION_NO_PROGRESS: Final = DurationControlNotification.NO_PROGRESS
    DURATION_CONTROL_NOTIFICATION_EXIT_SOON_3H: Final = DurationControlNotification.EXIT_SOON_3H
    DURATION_CONTROL_NOTIFICATION_EXIT_SOON_5H: Final = DurationControlNotification.EXIT_SOON_5H
    DURATION_CONTROL_NOTIFICATION_EXIT_SOON_NIGHT: Final = DurationControlNotification.EXIT_SOON_NIGHT

    DURATION_CONTROL_ONLINE_STATE_INVALID: Final = DurationControlOnlineState.INVALID
    DURATION_CONTROL_ONLINE_STATE_OFFLINE: Final = DurationControlOnlineState.OFFLINE
    DURATION_CONTROL_ONLINE_STATE_ONLINE: Final = DurationControlOnlineState.ONLINE
    DURATION_CONTROL_ONLINE_STATE_ONLINE_HIGH_PRIORITY: Final = DurationControlOnlineState.ONLINE_HIGH_PRIORITY

    DURATION_CONTROL_PROGRESS_FULL: Final = DurationControlProgress.FULL
    DURATION_CONTROL_PROGRESS_HALF: Final = DurationControlProgress.HALF
    DURATION_CONTROL_PROGRESS_NONE: Final = DurationControlProgress.NONE
    DURATION_CONTROL_EXIT_SOON_3H: Final = DurationControlProgress.EXIT_SOON_3H
    DURATION_CONTROL_EXIT_SOON_5H: Final = DurationControlProgress.EXIT_SOON_5H
    DURATION_CONTROL_EXIT_SOON_NIGHT: Final = DurationControlProgress.EXIT_SOON_NIGHT

    FAILURE_FLUSHED_CALLBACK_QUEUE: Final = FailureType.FLUSHED_CALLBACK_QUEUE
    FAILURE_PIPE_FAIL: Final = FailureType.PIPE_FAIL

    MARKET_NOT_ALLOWED_REASON_NONE: Final = MarketNotAllowedReasonFlags.NONE
    MARKET_NOT_ALLOWED_REASON_TEMPORARY_FAILURE: Final = MarketNotAllowedReasonFlags.TEMPORARY_FAILURE
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_DISABLED: Final = MarketNotAllowedReasonFlags.ACCOUNT_DISABLED
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_LOCKED_DOWN: Final = MarketNotAllowedReasonFlags.ACCOUNT_LOCKED_DOWN
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_LIMITED: Final = MarketNotAllowedReasonFlags.ACCOUNT_LIMITED
    MARKET_NOT_ALLOWED_REASON_TRADE_BANNED: Final = MarketNotAllowedReasonFlags.TRADE_BANNED
    MARKET_NOT_ALLOWED_REASON_ACCOUNT_NOT_TRUSTED: Final = MarketNotAllowedReasonFlags.ACCOUNT_NOT_TRUSTED
    MARKET_NOT_ALLOWED_REASON_STEAM_GUARD_NOT_ENABLED: Final = MarketNotAllowedReasonFlags.STEAM_GUARD_NOT_ENABLED
    MARKET_NOT_ALLOWED_REASON_STEAM_GUARD_ONLY_RECENTLY_ENABLED: Final = MarketNotAllowedReasonFlags.STEAM_GUARD_ONLY_RECENTLY_ENABLED
    MARKET_NOT_ALLOWED_REASON_RECENT_PASSWORD_RESET: Final = MarketNotAllowedReasonFlags.RECENT_PASSWORD_RESET
    MARKET_NOT_ALLOWED_REASON_NEW_PAYMENT_METHOD: Final = MarketNotAllowedReasonFlags.NEW_PAYMENT_METHOD
    MARKET_NOT_ALLOWED_REASON_INVALID_COOKIE: Final = MarketNotAllowedReasonFlags.INVALID_COOKIE
    MARKET_NOT_ALLOWED_REASON_USING_NEW_DEVICE: Final = MarketNotAllowedReasonFlags.USING_NEW_DEVICE
    MARKET_NOT_ALLOWED_REASON_RECENT_SELF_REFUND: Final = MarketNotAllowedReasonFlags.RECENT_SELF_REFUND
    MARKET_NOT_ALLOWED_REASON_NEW_PAYMENT_METHOD_CANNOT_BE_VERIFIED: Final = (
        MarketNotAllowedReasonFlags.NEW_PAYMENT_METHOD_CANNOT_BE_VERIFIED
    )
    MARKET_NOT_ALLOWED_REASON_NO_RECENT_PURCHASES: Final = MarketNotAllowedReasonFlags.NO_RECENT_PURCHASES
    MARKET_NOT_ALLOWED_REASON_ACCEPTED_WALLET_GIFT: Final = MarketNotAllowedReasonFlags.ACCEPTED_WALLET_GIFT

    USER_HAS_LICENSE_RESULT_HAS_LICENSE: Final = UserHasLicenseForAppResult.HAS_LICENSE
    USER_HAS_LICENSE_RESULT_DOES_NOT_HAVE_LICENSE: Final = UserHasLicenseForAppResult.DOES_NOT_HAVE_LICENSE
    USER_HAS_LICENSE_RESULT_NO_AUTH: Final = UserHasLicenseForAppResult.NO_AUTH


@dataclass(frozen=True, slots=True)
class ServerDenied(GroupRecord):
    """A game server does not let the player in (Valve's ClientGameServerDeny_t, 113).

    The address is a number, most significant byte first.
    """

    app_id: int
    server_ip: int
    server_port: int
    secure: int
    reason: int


@dataclass(frozen=True, slots=True)
class IPCFailed(GroupRecord):
    """The program and the Steam client lost each other (Valve's IPCFailure_t, 117)."""

    type: FailureType | int


@dataclass(frozen=True, slots=True)
class LicensesUpdated(GroupRecord):
    """What the player owns has changed (Valve's LicensesUpdated_t, 125)."""


@dataclass(frozen=True, slots=True)
class PurchaseAuthorized(GroupRecord):
    """The player has answered whether a purchase in the game is wanted (Valve's MicroTxnAuthorizationResponse_t, 152)."""

    app_id: int
    order_id: int
    authorized: bool


@dataclass(frozen=True, slots=True)
class EncryptedAppTicket(GroupRecord):
    """The answer to one `request_encrypted_app_ticket` (Valve's EncryptedAppTicketResponse_t, 154)."""

    call: int
    result: Result


@dataclass(frozen=True, slots=True)
class AuthSessionTicket(GroupRecord):
    """What became of a ticket of `get_auth_session_ticket` (Valve's GetAuthSessionTicketResponse_t, 163)."""

    auth_ticket: int
    result: Result


@dataclass(frozen=True, slots=True)
class GameWebCalled(GroupRecord):
    """The player followed a link of the form steam://gamewebcallback/ (Valve's GameWebCallback_t, 164)."""

    url: str


@dataclass(frozen=True, slots=True)
class StoreAuthURL(GroupRecord):
    """The answer to one `request_store_auth_url` (Valve's StoreAuthURLResponse_t, 165); "" if there is no address."""

    call: int
    url: str


@dataclass(frozen=True, slots=True)
class MarketEligibility(GroupRecord):
    """The answer to one `get_market_eligibility` (Valve's MarketEligibilityResponse_t, 166); times in seconds since 1970 and in days."""

    call: int
    allowed: bool
    reason: MarketNotAllowedReasonFlags | int
    allowed_at: int
    guard_days: int
    new_device_days: int


@dataclass(frozen=True, slots=True)
class DurationControl(GroupRecord):
    """How long the player may still play (Valve's DurationControl_t, 167): the answer to one `get_duration_control`, or with call 0 news.

    All times are in seconds.
    """

    call: int
    result: Result
    app_id: int
    applicable: bool
    seconds_last_5hrs: int
    progress: DurationControlProgress | int
    notification: DurationControlNotification | int
    seconds_today: int = 0
    seconds_remaining: int = 0


@dataclass(frozen=True, slots=True)
class WebApiTicket(GroupRecord):
    """The bytes of a ticket of `get_auth_ticket_for_web_api` (Valve's GetTicketForWebApiResponse_t, 168)."""

    auth_ticket: int
    result: Result
    ticket: bytes


class Account(Protocol):
    """ISteamUser, as a player's own program calls it."""

    def advertise_game(self, server_id: int, server_ip: int, port: int) -> None:
        """Tell friends which game server the player is on, one that does not use Steam; 0, 0, 0 for none any more."""

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with somebody; return an EBeginAuthSessionResult, and if it is 0 an AuthTicketValidated follows."""

    def cancel_auth_ticket(self, handle: int) -> None:
        """Take a ticket back, of either kind; harmless twice."""

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with somebody."""

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Get a ticket for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none. AuthSessionTicket follows."""

    def get_auth_ticket_for_web_api(self, identity: str) -> int:
        """Get a ticket for a web service ("" for any); return its handle, 0 if there is none. WebApiTicket follows."""

    def get_duration_control(self) -> int:
        """Ask how long the player may still play; DurationControl answers with this number."""

    def get_encrypted_app_ticket(self) -> bytes:
        """The bytes of the last encrypted ticket; b"" before the answer to `request_encrypted_app_ticket`."""

    def get_game_badge_level(self, series: int, foil: bool) -> int:
        """The level of the player's badge of this game, 0 for none."""

    def get_market_eligibility(self) -> int:
        """Ask whether the player may use the market; MarketEligibility answers with this number."""

    def get_player_steam_level(self) -> int:
        """The player's level on Steam, 0 if it is not known."""

    def initiate_game_connection(self, server_id: int, server_ip: int, server_port: int, secure: bool) -> bytes:
        """Begin the connection to a game server in the way of before tickets; return what to send there, b"" for nothing."""

    def is_behind_nat(self) -> bool:
        """Whether the player's machine is behind a NAT."""

    def is_phone_identifying(self) -> bool:
        """Whether the player's phone number identifies them."""

    def is_phone_requiring_verification(self) -> bool:
        """Whether the player's phone number waits to be verified."""

    def is_phone_verified(self) -> bool:
        """Whether the player's phone number is verified."""

    def is_two_factor_enabled(self) -> bool:
        """Whether the account has Steam Guard's second factor."""

    def request_encrypted_app_ticket(self, data: bytes) -> int:
        """Ask for an encrypted ticket with some bytes of the game's own in it; EncryptedAppTicket answers with this number."""

    def request_store_auth_url(self, redirect_url: str) -> int:
        """Ask for an address that logs the player on to the store and goes on to another; StoreAuthURL answers with this number."""

    def set_duration_control_online_state(self, state: int) -> bool:
        """Tell Steam whether the game is played online; return whether it was taken."""

    def terminate_game_connection(self, server_ip: int, server_port: int) -> None:
        """End what `initiate_game_connection` began."""

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether somebody in a session has an app: 0 yes, 1 no, 2 without a session."""
