"""The enums of GodotSteam's two singletons other than Result, with GodotSteam's names and Valve's numbers.

Rules: each enum exists nested under its own name and flat on the class whose scripts use it, as in GodotSteam. A number newer than its
table is kept as it came (`member_of`), never turned into another.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, TypeVar

Member = TypeVar("Member", bound=IntEnum)


def member_of(kind: type[Member], number: int) -> Member | int:
    """Return the member of an enum with this number, or the number itself where the table does not know it."""
    try:
        return kind(number)
    except ValueError:
        return number


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


class APICallFailure(IntEnum):
    """Why a call that Steam answers later broke.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#ESteamAPICallFailure.
    """

    NONE = -1
    STEAM_GONE = 0
    NETWORK_FAILURE = 1
    INVALID_HANDLE = 2
    MISMATCHED_CALLBACK = 3


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


class GameIDType(IntEnum):
    """What kind of game a game id names.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#CGameID.
    """

    APP = 0
    GAME_MOD = 1
    SHORTCUT = 2
    P2P = 3


class IPType(IntEnum):
    """The two kinds of IP address.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamIPAddress_t.
    """

    IPV4 = 0
    IPV6 = 1


class ServerMode(IntEnum):
    """How a server authenticates its players.

    Mirrors https://partner.steamgames.com/doc/api/steam_gameserver#EServerMode.
    """

    INVALID = 0
    NO_AUTHENTICATION = 1
    AUTHENTICATION = 2
    AUTHENTICATION_AND_SECURE = 3


class SteamAPIInitResult(IntEnum):
    """How the start of Steam went.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#ESteamAPIInitResult.
    """

    OK = 0
    FAILED_GENERIC = 1
    NO_STEAM_CLIENT = 2
    VERSION_MISMATCH = 3


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


class LeaderboardDataRequest(IntEnum):
    """Which entries of a leaderboard are wanted.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardDataRequest.
    """

    GLOBAL = 0
    GLOBAL_AROUND_USER = 1
    FRIENDS = 2
    USERS = 3


class LeaderboardDisplayType(IntEnum):
    """How the scores of a leaderboard are shown.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardDisplayType.
    """

    NONE = 0
    NUMERIC = 1
    TIME_SECONDS = 2
    TIME_MILLISECONDS = 3


class LeaderboardSortMethod(IntEnum):
    """Which score of a leaderboard is the best one: the lowest (ascending) or the highest.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardSortMethod.
    """

    NONE = 0
    ASCENDING = 1
    DESCENDING = 2


class LeaderboardUploadScoreMethod(IntEnum):
    """Which score stays when a new one is uploaded.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ELeaderboardUploadScoreMethod.
    """

    NONE = 0
    KEEP_BEST = 1
    FORCE_UPDATE = 2


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


class ServerNames(SharedNames):
    """The enums of a game server under GodotSteam's flat names."""

    STEAM_API_CALL_FAILURE_NONE: Final = APICallFailure.NONE
    STEAM_API_CALL_FAILURE_STEAM_GONE: Final = APICallFailure.STEAM_GONE
    STEAM_API_CALL_FAILURE_NETWORK_FAILURE: Final = APICallFailure.NETWORK_FAILURE
    STEAM_API_CALL_FAILURE_INVALID_HANDLE: Final = APICallFailure.INVALID_HANDLE
    STEAM_API_CALL_FAILURE_MISMATCHED_CALLBACK: Final = APICallFailure.MISMATCHED_CALLBACK

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
