"""The bytes of Steam's callbacks: Valve's structs by their numbers, and the records they become.

Rules: Valve packs structs to 4 bytes on Linux and macOS and to 8 on Windows; a table holds both, so either can be read on any machine.
A Steam ID is packed to 1 inside of them, which is why most are alike. A struct is read only if the library declares the very size that
the table has; ids are unsigned.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.steam.callbacks import (
    AuthTicketValidated,
    ClanAssociated,
    ClientApproved,
    ClientDenied,
    ClientGroupStatus,
    ClientKicked,
    PlayerCompatibility,
    PolicyResponse,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsUnloaded,
)
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason, member_of
from steam_nodes.steam.results import Result, result_of
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import Record

STATS_RECEIVED: Final = 1800
STATS_STORED: Final = 1801
CLAN_ASSOCIATED: Final = 210
PLAYER_COMPATIBILITY: Final = 211
CALL_COMPLETED: Final = 703
USER_STATS_RECEIVED: Final = 1101
USER_STATS_STORED: Final = 1102
LEADERBOARD_FOUND: Final = 1104
SCORES_DOWNLOADED: Final = 1105
SCORE_UPLOADED: Final = 1106
CURRENT_PLAYERS: Final = 1107
PERCENTAGES_READY: Final = 1110
UGC_SET: Final = 1111
GLOBAL_STATS_RECEIVED: Final = 1112


@dataclass(frozen=True)
class Layout:
    """One of Valve's structs: its name, and how its bytes are read where they are packed to 4 and to 8.

    All are little-endian, as every system is that Steam runs on.
    """

    name: str
    pack4: Struct
    pack8: Struct

    @property
    def struct(self) -> Struct:
        """How its bytes are read on this system."""
        return self.pack8 if sys.platform == "win32" else self.pack4


def _alike(name: str, form: str) -> Layout:
    return Layout(name, Struct(form), Struct(form))


LAYOUTS: Final[dict[int, Layout]] = {
    101: _alike("SteamServersConnected_t", "<x"),
    102: _alike("SteamServerConnectFailure_t", "<i?3x"),
    103: _alike("SteamServersDisconnected_t", "<i"),
    115: _alike("GSPolicyResponse_t", "<B"),
    143: _alike("ValidateAuthTicketResponse_t", "<QiQ"),
    201: _alike("GSClientApprove_t", "<QQ"),
    202: _alike("GSClientDeny_t", "<Qi128s"),
    203: _alike("GSClientKick_t", "<Qi"),
    208: _alike("GSClientGroupStatus_t", "<QQ??"),
    CLAN_ASSOCIATED: _alike("AssociateWithClanResult_t", "<i"),
    PLAYER_COMPATIBILITY: _alike("ComputeNewPlayerCompatibilityResult_t", "<iiiiQ"),
    CALL_COMPLETED: _alike("SteamAPICallCompleted_t", "<QiI"),
    1108: _alike("GSStatsUnloaded_t", "<Q"),
    STATS_RECEIVED: _alike("GSStatsReceived_t", "<iQ"),
    STATS_STORED: _alike("GSStatsStored_t", "<iQ"),
    # Not sent to a server on its own pipe any more; they show what packing does.
    206: Layout("GSClientAchievementStatus_t", Struct("<Q128s?3x"), Struct("<Q128s?7x")),
    209: Layout("GSReputation_t", Struct("<iI?3xIH2xQI"), Struct("<iI?3xIH6xQI4x")),
    # A player's.
    USER_STATS_RECEIVED: Layout("UserStatsReceived_t", Struct("<QiQ"), Struct("<QiQ4x")),
    USER_STATS_STORED: Layout("UserStatsStored_t", Struct("<Qi"), Struct("<Qi4x")),
    1103: Layout("UserAchievementStored_t", Struct("<Q?128s3xII"), Struct("<Q?128s3xII4x")),
    LEADERBOARD_FOUND: Layout("LeaderboardFindResult_t", Struct("<Q?3x"), Struct("<Q?7x")),
    SCORES_DOWNLOADED: Layout("LeaderboardScoresDownloaded_t", Struct("<QQi"), Struct("<QQi4x")),
    SCORE_UPLOADED: Layout("LeaderboardScoreUploaded_t", Struct("<?3xQi?3xii"), Struct("<?7xQi?3xii")),
    CURRENT_PLAYERS: _alike("NumberOfCurrentPlayers_t", "<?3xi"),
    1109: _alike("UserAchievementIconFetched_t", "<Q128s?3xi"),
    PERCENTAGES_READY: Layout("GlobalAchievementPercentagesReady_t", Struct("<Qi"), Struct("<Qi4x")),
    UGC_SET: Layout("LeaderboardUGCSet_t", Struct("<iQ"), Struct("<i4xQ")),
    GLOBAL_STATS_RECEIVED: Layout("GlobalStatsReceived_t", Struct("<Qi"), Struct("<Qi4x")),
}
"""Valve's structs by their numbers. 1108 is a server's and a player's, and alike: which one it is says the pipe it comes from."""

LEADERBOARD_ENTRY: Final = Layout("LeaderboardEntry_t", Struct("<QiiiQ"), Struct("<Qiii4xQ"))
"""A line of a leaderboard: a user, the rank, the score, how many details there are, and a file."""


def to_result(number: int) -> Result:
    """Return a Result; a number newer than the table stays the bare number it came as."""
    return cast("Result", result_of(number))


_RECORDS: Final[dict[int, Callable[..., Record]]] = {
    101: ServersConnected,
    102: lambda result, retrying: ServerConnectFailure(to_result(result), retrying),
    103: lambda result: ServersDisconnected(to_result(result)),
    115: lambda secure: PolicyResponse(bool(secure)),
    143: lambda user, response, owner: AuthTicketValidated(SteamID(user), _member(AuthSessionResponse, response), SteamID(owner)),
    201: lambda user, owner: ClientApproved(SteamID(user), SteamID(owner)),
    202: lambda user, reason, _text: ClientDenied(SteamID(user), _member(DenyReason, reason)),
    203: lambda user, reason: ClientKicked(SteamID(user), _member(DenyReason, reason)),
    208: lambda user, group, is_member, officer: ClientGroupStatus(SteamID(user), SteamID(group), is_member, officer),
    1108: lambda user: StatsUnloaded(SteamID(user)),
}
"""How a broadcast becomes a record."""


def _member(kind: Any, number: int) -> Any:
    return member_of(kind, number)


def broadcast(kind: int, payload: bytes) -> Record | None:
    """Return the record of a broadcast, None if it is one no game server asks for.

    Args:
        kind: Valve's number of the struct.
        payload: Exactly its bytes.
    """
    make = _RECORDS.get(kind)
    return None if make is None else make(*LAYOUTS[kind].struct.unpack(payload))


def answer(kind: int, call: int, payload: bytes) -> ClanAssociated | PlayerCompatibility:
    """Return the record of the result of a call about groups.

    Args:
        kind: 210 or 211.
        call: The number of the call, ours.
        payload: Exactly its bytes.
    """
    values = LAYOUTS[kind].struct.unpack(payload)
    if kind == CLAN_ASSOCIATED:
        return ClanAssociated(call, to_result(values[0]))
    result, disliked, disliking, disliked_by_clan, user = values
    return PlayerCompatibility(call, to_result(result), disliked, disliking, disliked_by_clan, SteamID(user))


def struct_name(kind: int) -> str:
    """Return what a struct is called, with its number."""
    return f"{LAYOUTS[kind].name if kind in LAYOUTS else 'a struct'} ({kind})"


def size_fault(kind: int, size: int) -> str:
    """Say what is wrong with the size a library declares for a struct, "" if it is right or the struct is not known."""
    layout = LAYOUTS.get(kind)
    if layout is None or layout.struct.size == size:
        return ""
    return f"the library declares {size} bytes for {struct_name(kind)}, which has {layout.struct.size}; it was not read"
