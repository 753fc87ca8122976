"""The enums of a game server other than Result, with GodotSteam's names and Valve's numbers.

Rules: each enum exists nested under its own name and flat on the class whose scripts use it, as in GodotSteam.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final


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


class ServerNames:
    """The enums under GodotSteam's flat names."""

    SERVER_MODE_INVALID: Final = ServerMode.INVALID
    SERVER_MODE_NO_AUTHENTICATION: Final = ServerMode.NO_AUTHENTICATION
    SERVER_MODE_AUTHENTICATION: Final = ServerMode.AUTHENTICATION
    SERVER_MODE_AUTHENTICATION_AND_SECURE: Final = ServerMode.AUTHENTICATION_AND_SECURE

    STEAM_API_INIT_RESULT_OK: Final = SteamAPIInitResult.OK
    STEAM_API_INIT_RESULT_FAILED_GENERIC: Final = SteamAPIInitResult.FAILED_GENERIC
    STEAM_API_INIT_RESULT_NO_STEAM_CLIENT: Final = SteamAPIInitResult.NO_STEAM_CLIENT
    STEAM_API_INIT_RESULT_VERSION_MISMATCH: Final = SteamAPIInitResult.VERSION_MISMATCH
