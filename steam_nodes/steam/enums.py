"""The enums and constants of GodotSteam's two singletons other than Result, with GodotSteam's names and Valve's numbers.

Rules: each enum exists nested under its own name and flat on the class whose scripts use it, as in GodotSteam; `flat` puts the names of the
tables at the foot on a class. A number newer than its enum is kept as it came (`member_of`), never turned into another. Constants are plain
ints; each names Valve's own, or says that it is GodotSteam's. Several are the same number: they mean different things, and a script reads
better with the right one.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Member = TypeVar("Member", bound=IntEnum)
Kind = TypeVar("Kind", bound=type)


def member_of(kind: type[Member], number: int) -> Member | int:
    """Return the member of an enum with this number, or the number itself where the table does not know it."""
    try:
        return kind(number)
    except ValueError:
        return number


def flat(*tables: type) -> Callable[[Kind], Kind]:
    """Return what puts the names of tables on a class, as GodotSteam has them on its singletons.

    Type checkers see the tables as bases of the class; at run time they are none.

    Args:
        tables: Classes whose names in capitals are wanted, those of their bases too.
    """

    def put(cls: Kind) -> Kind:
        for base in (base for table in tables for base in reversed(table.__mro__)):
            for name, value in vars(base).items():
                if name.isupper():
                    setattr(cls, name, value)
        return cls

    return put


class AccountType(IntEnum):
    """What kind of account a Steam ID belongs to.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EAccountType.
    """

    INVALID = 0
    INDIVIDUAL = 1
    MULTISEAT = 2
    GAME_SERVER = 3
    ANON_GAME_SERVER = 4
    PENDING = 5
    CONTENT_SERVER = 6
    CLAN = 7
    CHAT = 8
    CONSOLE_USER = 9
    ANON_USER = 10
    MAX = 11

    ACCOUNT_TYPE_INVALID = INVALID
    ACCOUNT_TYPE_INDIVIDUAL = INDIVIDUAL
    ACCOUNT_TYPE_MULTISEAT = MULTISEAT
    ACCOUNT_TYPE_GAME_SERVER = GAME_SERVER
    ACCOUNT_TYPE_ANON_GAME_SERVER = ANON_GAME_SERVER
    ACCOUNT_TYPE_PENDING = PENDING
    ACCOUNT_TYPE_CONTENT_SERVER = CONTENT_SERVER
    ACCOUNT_TYPE_CLAN = CLAN
    ACCOUNT_TYPE_CHAT = CHAT
    ACCOUNT_TYPE_CONSOLE_USER = CONSOLE_USER
    ACCOUNT_TYPE_ANON_USER = ANON_USER
    ACCOUNT_TYPE_MAX = MAX


class APICallFailure(IntEnum):
    """Why a call that Steam answers later broke.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#ESteamAPICallFailure.
    """

    NONE = -1
    STEAM_GONE = 0
    NETWORK_FAILURE = 1
    INVALID_HANDLE = 2
    MISMATCHED_CALLBACK = 3

    STEAM_API_CALL_FAILURE_NONE = NONE
    STEAM_API_CALL_FAILURE_STEAM_GONE = STEAM_GONE
    STEAM_API_CALL_FAILURE_NETWORK_FAILURE = NETWORK_FAILURE
    STEAM_API_CALL_FAILURE_INVALID_HANDLE = INVALID_HANDLE
    STEAM_API_CALL_FAILURE_MISMATCHED_CALLBACK = MISMATCHED_CALLBACK


class AuthSessionResponse(IntEnum):
    """What Steam says of a player's ticket.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EAuthSessionResponse.
    """

    OK = 0
    USER_NOT_CONNECTED_TO_STEAM = 1
    NO_LICENSE_OR_EXPIRED = 2
    VAC_BANNED = 3
    LOGGED_IN_ELSEWHERE = 4
    VAC_CHECK_TIMED_OUT = 5
    AUTH_TICKET_CANCELED = 6
    AUTH_TICKET_INVALID_ALREADY_USED = 7
    AUTH_TICKET_INVALID = 8
    PUBLISHER_ISSUED_BAN = 9
    AUTH_TICKET_NETWORK_IDENTITY_FAILURE = 10

    AUTH_SESSION_RESPONSE_OK = OK
    AUTH_SESSION_RESPONSE_USER_NOT_CONNECTED_TO_STEAM = USER_NOT_CONNECTED_TO_STEAM
    AUTH_SESSION_RESPONSE_NO_LICENSE_OR_EXPIRED = NO_LICENSE_OR_EXPIRED
    AUTH_SESSION_RESPONSE_VAC_BANNED = VAC_BANNED
    AUTH_SESSION_RESPONSE_LOGGED_IN_ELSEWHERE = LOGGED_IN_ELSEWHERE
    AUTH_SESSION_RESPONSE_VAC_CHECK_TIMED_OUT = VAC_CHECK_TIMED_OUT
    AUTH_SESSION_RESPONSE_AUTH_TICKET_CANCELED = AUTH_TICKET_CANCELED
    AUTH_SESSION_RESPONSE_AUTH_TICKET_INVALID_ALREADY_USED = AUTH_TICKET_INVALID_ALREADY_USED
    AUTH_SESSION_RESPONSE_AUTH_TICKET_INVALID = AUTH_TICKET_INVALID
    AUTH_SESSION_RESPONSE_PUBLISHER_ISSUED_BAN = PUBLISHER_ISSUED_BAN
    AUTH_SESSION_RESPONSE_AUTH_TICKET_NETWORK_IDENTITY_FAILURE = AUTH_TICKET_NETWORK_IDENTITY_FAILURE


class BeginAuthSessionResult(IntEnum):
    """How the start of a session with a player went.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EBeginAuthSessionResult.
    """

    OK = 0
    INVALID_TICKET = 1
    DUPLICATE_REQUEST = 2
    INVALID_VERSION = 3
    GAME_MISMATCH = 4
    EXPIRED_TICKET = 5

    BEGIN_AUTH_SESSION_RESULT_OK = OK
    BEGIN_AUTH_SESSION_RESULT_INVALID_TICKET = INVALID_TICKET
    BEGIN_AUTH_SESSION_RESULT_DUPLICATE_REQUEST = DUPLICATE_REQUEST
    BEGIN_AUTH_SESSION_RESULT_INVALID_VERSION = INVALID_VERSION
    BEGIN_AUTH_SESSION_RESULT_GAME_MISMATCH = GAME_MISMATCH
    BEGIN_AUTH_SESSION_RESULT_EXPIRED_TICKET = EXPIRED_TICKET


class DenyReason(IntEnum):
    """Why a player may not join or must leave.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EDenyReason.
    """

    INVALID = 0
    INVALID_VERSION = 1
    GENERIC = 2
    NOT_LOGGED_ON = 3
    NO_LICENSE = 4
    CHEATER = 5
    LOGGED_IN_ELSEWHERE = 6
    UNKNOWN_TEXT = 7
    INCOMPATIBLE_ANTI_CHEAT = 8
    MEMORY_CORRUPTION = 9
    INCOMPATIBLE_SOFTWARE = 10
    STEAM_CONNECTION_LOST = 11
    STEAM_CONNECTION_ERROR = 12
    STEAM_RESPONSE_TIMED_OUT = 13
    STEAM_VALIDATION_STALLED = 14
    STEAM_OWNER_LEFT_GUEST_USER = 15

    DENY_INVALID = INVALID
    DENY_INVALID_VERSION = INVALID_VERSION
    DENY_GENERIC = GENERIC
    DENY_NOT_LOGGED_ON = NOT_LOGGED_ON
    DENY_NO_LICENSE = NO_LICENSE
    DENY_CHEATER = CHEATER
    DENY_LOGGED_IN_ELSEWHERE = LOGGED_IN_ELSEWHERE
    DENY_UNKNOWN_TEXT = UNKNOWN_TEXT
    DENY_INCOMPATIBLE_ANTI_CHEAT = INCOMPATIBLE_ANTI_CHEAT
    DENY_MEMORY_CORRUPTION = MEMORY_CORRUPTION
    DENY_INCOMPATIBLE_SOFTWARE = INCOMPATIBLE_SOFTWARE
    DENY_STEAM_CONNECTION_LOST = STEAM_CONNECTION_LOST
    DENY_STEAM_CONNECTION_ERROR = STEAM_CONNECTION_ERROR
    DENY_STEAM_RESPONSE_TIMED_OUT = STEAM_RESPONSE_TIMED_OUT
    DENY_STEAM_VALIDATION_STALLED = STEAM_VALIDATION_STALLED
    DENY_STEAM_OWNER_LEFT_GUEST_USER = STEAM_OWNER_LEFT_GUEST_USER


class GameIDType(IntEnum):
    """What kind of game a game id names.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#CGameID.
    """

    APP = 0
    GAME_MOD = 1
    SHORTCUT = 2
    P2P = 3

    GAME_TYPE_APP = APP
    GAME_TYPE_GAME_MOD = GAME_MOD
    GAME_TYPE_SHORTCUT = SHORTCUT
    GAME_TYPE_P2P = P2P


class IPType(IntEnum):
    """The two kinds of IP address.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamIPAddress_t.
    """

    IPV4 = 0
    IPV6 = 1

    IP_TYPE_IPV4 = IPV4
    IP_TYPE_IPV6 = IPV6


class ServerMode(IntEnum):
    """How a server authenticates its players.

    Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#EServerMode.
    """

    INVALID = 0
    NO_AUTHENTICATION = 1
    AUTHENTICATION = 2
    AUTHENTICATION_AND_SECURE = 3

    SERVER_MODE_INVALID = INVALID
    SERVER_MODE_NO_AUTHENTICATION = NO_AUTHENTICATION
    SERVER_MODE_AUTHENTICATION = AUTHENTICATION
    SERVER_MODE_AUTHENTICATION_AND_SECURE = AUTHENTICATION_AND_SECURE


class SteamAPIInitResult(IntEnum):
    """How the start of Steam went.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#ESteamAPIInitResult.
    """

    OK = 0
    FAILED_GENERIC = 1
    NO_STEAM_CLIENT = 2
    VERSION_MISMATCH = 3

    STEAM_API_INIT_RESULT_OK = OK
    STEAM_API_INIT_RESULT_FAILED_GENERIC = FAILED_GENERIC
    STEAM_API_INIT_RESULT_NO_STEAM_CLIENT = NO_STEAM_CLIENT
    STEAM_API_INIT_RESULT_VERSION_MISMATCH = VERSION_MISMATCH


class Universe(IntEnum):
    """Which Steam an id belongs to.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EUniverse.
    """

    INVALID = 0
    PUBLIC = 1
    BETA = 2
    INTERNAL = 3
    DEV = 4
    MAX = 5

    UNIVERSE_INVALID = INVALID
    UNIVERSE_PUBLIC = PUBLIC
    UNIVERSE_BETA = BETA
    UNIVERSE_INTERNAL = INTERNAL
    UNIVERSE_DEV = DEV
    UNIVERSE_MAX = MAX


class LeaderboardDataRequest(IntEnum):
    """Which entries of a leaderboard are wanted.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardDataRequest.
    """

    GLOBAL = 0
    GLOBAL_AROUND_USER = 1
    FRIENDS = 2
    USERS = 3

    LEADERBOARD_DATA_REQUEST_GLOBAL = GLOBAL
    LEADERBOARD_DATA_REQUEST_GLOBAL_AROUND_USER = GLOBAL_AROUND_USER
    LEADERBOARD_DATA_REQUEST_FRIENDS = FRIENDS
    LEADERBOARD_DATA_REQUEST_USERS = USERS


class LeaderboardDisplayType(IntEnum):
    """How the scores of a leaderboard are shown.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardDisplayType.
    """

    NONE = 0
    NUMERIC = 1
    TIME_SECONDS = 2
    TIME_MILLISECONDS = 3

    LEADERBOARD_DISPLAY_TYPE_NONE = NONE
    LEADERBOARD_DISPLAY_TYPE_NUMERIC = NUMERIC
    LEADERBOARD_DISPLAY_TYPE_TIME_SECONDS = TIME_SECONDS
    LEADERBOARD_DISPLAY_TYPE_TIME_MILLISECONDS = TIME_MILLISECONDS


class LeaderboardSortMethod(IntEnum):
    """Which score of a leaderboard is the best one: the lowest (ascending) or the highest.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardSortMethod.
    """

    NONE = 0
    ASCENDING = 1
    DESCENDING = 2

    LEADERBOARD_SORT_METHOD_NONE = NONE
    LEADERBOARD_SORT_METHOD_ASCENDING = ASCENDING
    LEADERBOARD_SORT_METHOD_DESCENDING = DESCENDING


class LeaderboardUploadScoreMethod(IntEnum):
    """Which score stays when a new one is uploaded.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardUploadScoreMethod.
    """

    NONE = 0
    KEEP_BEST = 1
    FORCE_UPDATE = 2

    LEADERBOARD_UPLOAD_SCORE_METHOD_NONE = NONE
    LEADERBOARD_UPLOAD_SCORE_METHOD_KEEP_BEST = KEEP_BEST
    LEADERBOARD_UPLOAD_SCORE_METHOD_FORCE_UPDATE = FORCE_UPDATE


class SharedNames:
    """The enums of both singletons under GodotSteam's flat names."""

    ACCOUNT_TYPE_INVALID: Final = AccountType.INVALID
    ACCOUNT_TYPE_INDIVIDUAL: Final = AccountType.INDIVIDUAL
    ACCOUNT_TYPE_MULTISEAT: Final = AccountType.MULTISEAT
    ACCOUNT_TYPE_GAME_SERVER: Final = AccountType.GAME_SERVER
    ACCOUNT_TYPE_ANON_GAME_SERVER: Final = AccountType.ANON_GAME_SERVER
    ACCOUNT_TYPE_PENDING: Final = AccountType.PENDING
    ACCOUNT_TYPE_CONTENT_SERVER: Final = AccountType.CONTENT_SERVER
    ACCOUNT_TYPE_CLAN: Final = AccountType.CLAN
    ACCOUNT_TYPE_CHAT: Final = AccountType.CHAT
    ACCOUNT_TYPE_CONSOLE_USER: Final = AccountType.CONSOLE_USER
    ACCOUNT_TYPE_ANON_USER: Final = AccountType.ANON_USER
    ACCOUNT_TYPE_MAX: Final = AccountType.MAX

    GAME_TYPE_APP: Final = GameIDType.APP
    GAME_TYPE_GAME_MOD: Final = GameIDType.GAME_MOD
    GAME_TYPE_SHORTCUT: Final = GameIDType.SHORTCUT
    GAME_TYPE_P2P: Final = GameIDType.P2P

    IP_TYPE_IPV4: Final = IPType.IPV4
    IP_TYPE_IPV6: Final = IPType.IPV6

    STEAM_API_INIT_RESULT_OK: Final = SteamAPIInitResult.OK
    STEAM_API_INIT_RESULT_FAILED_GENERIC: Final = SteamAPIInitResult.FAILED_GENERIC
    STEAM_API_INIT_RESULT_NO_STEAM_CLIENT: Final = SteamAPIInitResult.NO_STEAM_CLIENT
    STEAM_API_INIT_RESULT_VERSION_MISMATCH: Final = SteamAPIInitResult.VERSION_MISMATCH

    UNIVERSE_INVALID: Final = Universe.INVALID
    UNIVERSE_PUBLIC: Final = Universe.PUBLIC
    UNIVERSE_BETA: Final = Universe.BETA
    UNIVERSE_INTERNAL: Final = Universe.INTERNAL
    UNIVERSE_DEV: Final = Universe.DEV
    UNIVERSE_MAX: Final = Universe.MAX


class AuthNames:
    """The enums of tickets and of who is let in under GodotSteam's flat names; a player judges tickets too."""

    AUTH_SESSION_RESPONSE_OK: Final = AuthSessionResponse.OK
    AUTH_SESSION_RESPONSE_USER_NOT_CONNECTED_TO_STEAM: Final = AuthSessionResponse.USER_NOT_CONNECTED_TO_STEAM
    AUTH_SESSION_RESPONSE_NO_LICENSE_OR_EXPIRED: Final = AuthSessionResponse.NO_LICENSE_OR_EXPIRED
    AUTH_SESSION_RESPONSE_VAC_BANNED: Final = AuthSessionResponse.VAC_BANNED
    AUTH_SESSION_RESPONSE_LOGGED_IN_ELSEWHERE: Final = AuthSessionResponse.LOGGED_IN_ELSEWHERE
    AUTH_SESSION_RESPONSE_VAC_CHECK_TIMED_OUT: Final = AuthSessionResponse.VAC_CHECK_TIMED_OUT
    AUTH_SESSION_RESPONSE_AUTH_TICKET_CANCELED: Final = AuthSessionResponse.AUTH_TICKET_CANCELED
    AUTH_SESSION_RESPONSE_AUTH_TICKET_INVALID_ALREADY_USED: Final = AuthSessionResponse.AUTH_TICKET_INVALID_ALREADY_USED
    AUTH_SESSION_RESPONSE_AUTH_TICKET_INVALID: Final = AuthSessionResponse.AUTH_TICKET_INVALID
    AUTH_SESSION_RESPONSE_PUBLISHER_ISSUED_BAN: Final = AuthSessionResponse.PUBLISHER_ISSUED_BAN
    AUTH_SESSION_RESPONSE_AUTH_TICKET_NETWORK_IDENTITY_FAILURE: Final = AuthSessionResponse.AUTH_TICKET_NETWORK_IDENTITY_FAILURE

    BEGIN_AUTH_SESSION_RESULT_OK: Final = BeginAuthSessionResult.OK
    BEGIN_AUTH_SESSION_RESULT_INVALID_TICKET: Final = BeginAuthSessionResult.INVALID_TICKET
    BEGIN_AUTH_SESSION_RESULT_DUPLICATE_REQUEST: Final = BeginAuthSessionResult.DUPLICATE_REQUEST
    BEGIN_AUTH_SESSION_RESULT_INVALID_VERSION: Final = BeginAuthSessionResult.INVALID_VERSION
    BEGIN_AUTH_SESSION_RESULT_GAME_MISMATCH: Final = BeginAuthSessionResult.GAME_MISMATCH
    BEGIN_AUTH_SESSION_RESULT_EXPIRED_TICKET: Final = BeginAuthSessionResult.EXPIRED_TICKET

    DENY_INVALID: Final = DenyReason.INVALID
    DENY_INVALID_VERSION: Final = DenyReason.INVALID_VERSION
    DENY_GENERIC: Final = DenyReason.GENERIC
    DENY_NOT_LOGGED_ON: Final = DenyReason.NOT_LOGGED_ON
    DENY_NO_LICENSE: Final = DenyReason.NO_LICENSE
    DENY_CHEATER: Final = DenyReason.CHEATER
    DENY_LOGGED_IN_ELSEWHERE: Final = DenyReason.LOGGED_IN_ELSEWHERE
    DENY_UNKNOWN_TEXT: Final = DenyReason.UNKNOWN_TEXT
    DENY_INCOMPATIBLE_ANTI_CHEAT: Final = DenyReason.INCOMPATIBLE_ANTI_CHEAT
    DENY_MEMORY_CORRUPTION: Final = DenyReason.MEMORY_CORRUPTION
    DENY_INCOMPATIBLE_SOFTWARE: Final = DenyReason.INCOMPATIBLE_SOFTWARE
    DENY_STEAM_CONNECTION_LOST: Final = DenyReason.STEAM_CONNECTION_LOST
    DENY_STEAM_CONNECTION_ERROR: Final = DenyReason.STEAM_CONNECTION_ERROR
    DENY_STEAM_RESPONSE_TIMED_OUT: Final = DenyReason.STEAM_RESPONSE_TIMED_OUT
    DENY_STEAM_VALIDATION_STALLED: Final = DenyReason.STEAM_VALIDATION_STALLED
    DENY_STEAM_OWNER_LEFT_GUEST_USER: Final = DenyReason.STEAM_OWNER_LEFT_GUEST_USER


class ServerNames(SharedNames, AuthNames):
    """The enums of a game server under GodotSteam's flat names."""

    STEAM_API_CALL_FAILURE_NONE: Final = APICallFailure.NONE
    STEAM_API_CALL_FAILURE_STEAM_GONE: Final = APICallFailure.STEAM_GONE
    STEAM_API_CALL_FAILURE_NETWORK_FAILURE: Final = APICallFailure.NETWORK_FAILURE
    STEAM_API_CALL_FAILURE_INVALID_HANDLE: Final = APICallFailure.INVALID_HANDLE
    STEAM_API_CALL_FAILURE_MISMATCHED_CALLBACK: Final = APICallFailure.MISMATCHED_CALLBACK

    SERVER_MODE_INVALID: Final = ServerMode.INVALID
    SERVER_MODE_NO_AUTHENTICATION: Final = ServerMode.NO_AUTHENTICATION
    SERVER_MODE_AUTHENTICATION: Final = ServerMode.AUTHENTICATION
    SERVER_MODE_AUTHENTICATION_AND_SECURE: Final = ServerMode.AUTHENTICATION_AND_SECURE


class ClientNames(SharedNames):
    """The enums of a player's program under GodotSteam's flat names."""

    LEADERBOARD_DATA_REQUEST_GLOBAL: Final = LeaderboardDataRequest.GLOBAL
    LEADERBOARD_DATA_REQUEST_GLOBAL_AROUND_USER: Final = LeaderboardDataRequest.GLOBAL_AROUND_USER
    LEADERBOARD_DATA_REQUEST_FRIENDS: Final = LeaderboardDataRequest.FRIENDS
    LEADERBOARD_DATA_REQUEST_USERS: Final = LeaderboardDataRequest.USERS

    LEADERBOARD_DISPLAY_TYPE_NONE: Final = LeaderboardDisplayType.NONE
    LEADERBOARD_DISPLAY_TYPE_NUMERIC: Final = LeaderboardDisplayType.NUMERIC
    LEADERBOARD_DISPLAY_TYPE_TIME_SECONDS: Final = LeaderboardDisplayType.TIME_SECONDS
    LEADERBOARD_DISPLAY_TYPE_TIME_MILLISECONDS: Final = LeaderboardDisplayType.TIME_MILLISECONDS

    LEADERBOARD_SORT_METHOD_NONE: Final = LeaderboardSortMethod.NONE
    LEADERBOARD_SORT_METHOD_ASCENDING: Final = LeaderboardSortMethod.ASCENDING
    LEADERBOARD_SORT_METHOD_DESCENDING: Final = LeaderboardSortMethod.DESCENDING

    LEADERBOARD_UPLOAD_SCORE_METHOD_NONE: Final = LeaderboardUploadScoreMethod.NONE
    LEADERBOARD_UPLOAD_SCORE_METHOD_KEEP_BEST: Final = LeaderboardUploadScoreMethod.KEEP_BEST
    LEADERBOARD_UPLOAD_SCORE_METHOD_FORCE_UPDATE: Final = LeaderboardUploadScoreMethod.FORCE_UPDATE


class SharedConstants:
    """The constants of both singletons under GodotSteam's flat names.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#constants.
    """

    ACCOUNT_ID_INVALID: Final = 0
    """No account (k_uAccountIdInvalid)."""
    API_CALL_INVALID: Final = 0
    """A call that could not be issued (k_uAPICallInvalid)."""
    APP_ID_INVALID: Final = 0
    """No app (k_uAppIdInvalid)."""
    AUTH_TICKET_INVALID: Final = 0
    """No ticket (k_HAuthTicketInvalid)."""
    DEPOT_ID_INVALID: Final = 0
    """No depot (k_uDepotIdInvalid)."""
    GAME_EXTRA_INFO_MAX: Final = 64
    """How many bytes of extra info a game may tell, with the NUL that ends it (k_cchGameExtraInfoMax)."""
    INVALID_BREAKPAD_HANDLE: Final = 0
    """No crash handler (BREAKPAD_INVALID_HANDLE)."""

    QUERY_PORT_ERROR: Final = 0xFFFE
    """The query port of a server could not be found out (QUERY_PORT_ERROR)."""
    QUERY_PORT_NOT_INITIALIZED: Final = 0xFFFF
    """The query port of a server was not asked for yet (QUERY_PORT_NOT_INITIALIZED)."""

    STEAM_ACCOUNT_ID_MASK: Final = 0xFFFF_FFFF
    """The bits of a Steam ID that number the account (k_unSteamAccountIDMask)."""
    STEAM_ACCOUNT_INSTANCE_MASK: Final = 0x000F_FFFF
    """The bits of a Steam ID, moved down by 32, that tell several sign-ins of one account apart (k_unSteamAccountInstanceMask)."""
    STEAM_USER_DESKTOP_INSTANCE: Final = 1
    """The instance of an account that is signed in at a desktop (k_unSteamUserDesktopInstance)."""
    STEAM_USER_CONSOLE_INSTANCE: Final = 2
    """The instance of an account that is signed in at a console (k_unSteamUserConsoleInstance)."""
    STEAM_USER_WEB_INSTANCE: Final = 4
    """The instance of an account that is signed in on the web (k_unSteamUserWebInstance)."""

    STEAM_BUFFER_SIZE: Final = 255
    """GodotSteam's own size of a buffer, in bytes."""
    STEAM_LARGE_BUFFER_SIZE: Final = 8160
    """GodotSteam's own size of a large buffer, in bytes."""
    STEAM_MAX_ERROR_MESSAGE: Final = 1024
    """How many bytes a sentence of `server_init_ex` has at most, with the NUL that ends it (k_cchMaxSteamErrMsg)."""


class ServerConstants(SharedConstants):
    """The constants of a game server under GodotSteam's flat names.

    Mirrors https://partner.steamgames.com/doc/api/steam_gameserver.
    """

    QUERY_PORT_SHARED: Final = 0xFFFF
    """Passed to `server_init` as the query port: the game's own port is shared with Steam (STEAMGAMESERVER_QUERY_PORT_SHARED)."""


class ClientConstants(SharedConstants):
    """The constants of a player's program under GodotSteam's flat names.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#constants.
    """

    LEADERBOARD_DETAIL_MAX: Final = 64
    """How many details an entry of a leaderboard has at most (k_cLeaderboardDetailsMax)."""
    LEADERBOARD_NAME_MAX: Final = 128
    """How many bytes the name of a leaderboard has at most, with the NUL that ends it (k_cchLeaderboardNameMax)."""
    STAT_NAME_MAX: Final = 128
    """How many bytes the name of a stat or an achievement has at most, with the NUL that ends it (k_cchStatNameMax)."""
