"""Of each record that answers a player's call, Valve's number of the struct that it is, and how many bytes that has.

How it goes, with an example: FileSignature answers one `check_file_signature`. Where Valve's library tells that the call is completed, it
tells the struct too, CheckFileSignature_t, which is number 705 and has 4 bytes; a local world has no structs, and tells the same.

Rules: GodotSteam's signal `steam_api_call_completed` carries both, also where no library of Valve's is. Valve packs structs to 4 bytes, and
to 8 on Windows; where that makes a difference both sizes stand here. `tests/test_group_player_utils.py` holds this beside the structs
themselves. A record is named by its class, so that to read this loads no group. What a server is answered is not here: its node
has no such signal.
"""

from __future__ import annotations

import sys
from typing import Final

_SIZES: Final[dict[str, tuple[int, ...]]] = {
    "ClanActivityDownloaded": (341, 1),
    "ClanChatEntered": (342, 12),
    "ClanOfficers": (335, 16),
    "DurationControl": (167, 32),
    "EncryptedAppTicket": (154, 4),
    "EquippedProfileItems": (351, 20),
    "FileDetails": (1023, 36, 40),
    "FileRead": (1332, 20, 24),
    "FileShared": (1307, 272, 280),
    "FileSignature": (705, 4),
    "FileWritten": (1331, 4),
    "FollowerCount": (344, 16),
    "Following": (345, 16),
    "FollowingList": (346, 412),
    "GlobalAchievementPercentagesReady": (1110, 12, 16),
    "GlobalStatsReceived": (1112, 12, 16),
    "LeaderboardFound": (1104, 12, 16),
    "LeaderboardScoreUploaded": (1106, 28, 32),
    "LeaderboardScoresDownloaded": (1105, 20, 24),
    "LeaderboardUGCSet": (1111, 12, 16),
    "MarketEligibility": (166, 20),
    "NumberOfCurrentPlayers": (1107, 8),
    "PersonaNameSet": (347, 8),
    "StoreAuthURL": (165, 512),
    "UGCDownloaded": (1317, 288, 296),
    "UserStatsReceived": (1101, 20, 24),
}
"""By the record's name the number, then the size packed to 4 and, where it is another, packed to 8."""


def answer_size(kind: type) -> tuple[int, int]:
    """Return Valve's number and size of the struct that a record is, (0, 0) for one that answers nothing.

    Args:
        kind: The record's class.
    """
    number, *sizes = _SIZES.get(kind.__name__, (0, 0))
    return number, sizes[-1] if sys.platform == "win32" else sizes[0]


def names() -> frozenset[str]:
    """Return the names of all records that answer a call."""
    return frozenset(_SIZES)
