"""The records Steam sends: one frozen dataclass for each kind of answer or broadcast.

Rules: a backend makes them, the nodes turn them into signals, and nothing else passes the seam. A record holds values only, never a handle
into a library. An answer carries the number (`call`) that the call which asked for it returned; 0 is nobody's call. A call that broke on
the way is answered too, with Result.IO_FAILURE. `Record` is what a server is sent, `ClientRecord` what a player's own program is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from steam_nodes.steam.enums import AuthSessionResponse, DenyReason
    from steam_nodes.steam.results import Result
    from steam_nodes.steam.steam_id import SteamID


@dataclass(frozen=True, slots=True)
class StatsReceived:
    """The answer to one `request_user_stats` (Valve's GSStatsReceived_t, 1800)."""

    call: int
    result: Result
    steam_id: SteamID


@dataclass(frozen=True, slots=True)
class StatsStored:
    """The answer to one `store_user_stats` (Valve's GSStatsStored_t, 1801)."""

    call: int
    result: Result
    steam_id: SteamID


@dataclass(frozen=True, slots=True)
class StatsUnloaded:
    """A user's stats are no longer held; ask for them again (Valve's GSStatsUnloaded_t, 1108)."""

    steam_id: SteamID


@dataclass(frozen=True, slots=True)
class ServersConnected:
    """The server is logged on to Steam, or the player's Steam has its connection back (Valve's SteamServersConnected_t, 101)."""


@dataclass(frozen=True, slots=True)
class ServerConnectFailure:
    """A log on failed (Valve's SteamServerConnectFailure_t, 102)."""

    result: Result
    still_retrying: bool


@dataclass(frozen=True, slots=True)
class ServersDisconnected:
    """The connection to Steam is gone (Valve's SteamServersDisconnected_t, 103)."""

    result: Result


@dataclass(frozen=True, slots=True)
class PolicyResponse:
    """Whether the server is secure, told after a log on (Valve's GSPolicyResponse_t, 115)."""

    secure: bool


@dataclass(frozen=True, slots=True)
class AuthTicketValidated:
    """What became of a ticket that was shown, now or later in its session (Valve's ValidateAuthTicketResponse_t, 143)."""

    steam_id: SteamID
    response: AuthSessionResponse
    owner_id: SteamID


@dataclass(frozen=True, slots=True)
class ClientApproved:
    """A player may join; the owner's id differs where the game is borrowed (Valve's GSClientApprove_t, 201)."""

    steam_id: SteamID
    owner_id: SteamID


@dataclass(frozen=True, slots=True)
class ClientDenied:
    """A player may not join (Valve's GSClientDeny_t, 202)."""

    steam_id: SteamID
    reason: DenyReason


@dataclass(frozen=True, slots=True)
class ClientKicked:
    """A player must leave (Valve's GSClientKick_t, 203)."""

    steam_id: SteamID
    reason: DenyReason


@dataclass(frozen=True, slots=True)
class ClientGroupStatus:
    """The answer to `request_user_group_status` (Valve's GSClientGroupStatus_t, 208)."""

    steam_id: SteamID
    group_id: SteamID
    member: bool
    officer: bool


@dataclass(frozen=True, slots=True)
class ClanAssociated:
    """The answer to one `associate_with_clan` (Valve's AssociateWithClanResult_t, 210)."""

    call: int
    result: Result


@dataclass(frozen=True, slots=True)
class PlayerCompatibility:
    """The answer to one `compute_new_player_compatibility` (Valve's ComputeNewPlayerCompatibilityResult_t, 211)."""

    call: int
    result: Result
    players_dont_like_candidate: int
    players_candidate_doesnt_like: int
    clan_players_dont_like_candidate: int
    steam_id: SteamID


Record: TypeAlias = (
    StatsReceived
    | StatsStored
    | StatsUnloaded
    | ServersConnected
    | ServerConnectFailure
    | ServersDisconnected
    | PolicyResponse
    | AuthTicketValidated
    | ClientApproved
    | ClientDenied
    | ClientKicked
    | ClientGroupStatus
    | ClanAssociated
    | PlayerCompatibility
)


@dataclass(frozen=True, slots=True)
class UserStatsReceived:
    """A user's stats are here: the answer to one `request_user_stats` (Valve's UserStatsReceived_t, 1101).

    With call 0 it tells of the player's own, which nobody asks for: once after the start, and after `request_current_stats`.
    """

    call: int
    game_id: int
    result: Result
    user_id: SteamID


@dataclass(frozen=True, slots=True)
class UserStatsStored:
    """The player's changes are stored, or why not (Valve's UserStatsStored_t, 1102)."""

    game_id: int
    result: Result


@dataclass(frozen=True, slots=True)
class UserAchievementStored:
    """An achievement was stored, or its progress shown (Valve's UserAchievementStored_t, 1103).

    If it is unlocked both numbers are 0, or the current one has reached the maximum.
    """

    game_id: int
    group_achieve: bool
    achievement_name: str
    current_progress: int
    max_progress: int

    @property
    def shows_progress(self) -> bool:
        """Whether progress is shown, before which Steam sends a UserStatsStored though nothing is stored."""
        return self.current_progress < self.max_progress


@dataclass(frozen=True, slots=True)
class LeaderboardFound:
    """The answer to one `find_leaderboard` or `find_or_create_leaderboard` (Valve's LeaderboardFindResult_t, 1104)."""

    call: int
    result: Result
    handle: int
    found: bool


@dataclass(frozen=True, slots=True)
class LeaderboardEntry:
    """One line of a leaderboard (Valve's LeaderboardEntry_t). `details` has at most 64 int32; `ugc_handle` is 2**64 - 1 for none."""

    steam_id: SteamID
    global_rank: int
    score: int
    details: tuple[int, ...] = ()
    ugc_handle: int = 0xFFFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class LeaderboardScoresDownloaded:
    """The answer to one download of entries (Valve's LeaderboardScoresDownloaded_t, 1105)."""

    call: int
    result: Result
    handle: int
    entries: tuple[LeaderboardEntry, ...]


@dataclass(frozen=True, slots=True)
class LeaderboardScoreUploaded:
    """The answer to one `upload_leaderboard_score` (Valve's LeaderboardScoreUploaded_t, 1106). A previous rank of 0: there was no entry."""

    call: int
    result: Result
    success: bool
    handle: int
    score: int
    score_changed: bool
    global_rank_new: int
    global_rank_previous: int


@dataclass(frozen=True, slots=True)
class NumberOfCurrentPlayers:
    """The answer to one `get_number_of_current_players` (Valve's NumberOfCurrentPlayers_t, 1107)."""

    call: int
    result: Result
    success: bool
    players: int


@dataclass(frozen=True, slots=True)
class UserStatsUnloaded:
    """Another user's stats are no longer held; ask for them again (Valve's UserStatsUnloaded_t, 1108)."""

    user_id: SteamID


@dataclass(frozen=True, slots=True)
class UserAchievementIconFetched:
    """An achievement's icon is here (Valve's UserAchievementIconFetched_t, 1109). A handle of 0: it has no icon."""

    game_id: int
    achievement_name: str
    achieved: bool
    icon_handle: int


@dataclass(frozen=True, slots=True)
class GlobalAchievementPercentagesReady:
    """The answer to one `request_global_achievement_percentages` (Valve's GlobalAchievementPercentagesReady_t, 1110)."""

    call: int
    game_id: int
    result: Result


@dataclass(frozen=True, slots=True)
class LeaderboardUGCSet:
    """The answer to one `attach_leaderboard_ugc` (Valve's LeaderboardUGCSet_t, 1111)."""

    call: int
    result: Result
    handle: int


@dataclass(frozen=True, slots=True)
class GlobalStatsReceived:
    """The answer to one `request_global_stats` (Valve's GlobalStatsReceived_t, 1112)."""

    call: int
    game_id: int
    result: Result


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A record of one of the groups beside stats; each stands in the file of its group, in the folder `groups`."""


ClientRecord: TypeAlias = (
    GroupRecord
    | ServersConnected
    | ServerConnectFailure
    | ServersDisconnected
    | AuthTicketValidated
    | UserStatsReceived
    | UserStatsStored
    | UserAchievementStored
    | LeaderboardFound
    | LeaderboardScoresDownloaded
    | LeaderboardScoreUploaded
    | NumberOfCurrentPlayers
    | UserStatsUnloaded
    | UserAchievementIconFetched
    | GlobalAchievementPercentagesReady
    | LeaderboardUGCSet
    | GlobalStatsReceived
)
