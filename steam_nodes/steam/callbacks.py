"""The records Steam sends: one frozen dataclass for each kind of answer or broadcast.

Rules: a backend makes them, `SteamServerStats` turns them into signals, and nothing else passes the seam. A record holds values
only, never a handle into a library. Answers carry the number (`call`) that the call which asked for them returned.
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
    """The server is logged on to Steam (Valve's SteamServersConnected_t, 101)."""


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
    """What became of a player's ticket, now or later in their session (Valve's ValidateAuthTicketResponse_t, 143)."""

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
