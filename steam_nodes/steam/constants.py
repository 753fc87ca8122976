"""The constants of GodotSteam's two singletons, with GodotSteam's names and Valve's numbers.

Rules: they are plain ints on the class whose scripts use them, as in GodotSteam; each names Valve's own constant, or says that it is
GodotSteam's. Several are the same number: they mean different things, and a script reads better with the right one.
"""

from __future__ import annotations

from typing import Final


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
