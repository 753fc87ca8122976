"""The records Steam sends: one frozen dataclass for each kind of answer or broadcast.

Rules: a backend makes them, `SteamServerStats` turns them into signals, and nothing else passes the seam. A record holds values
only, never a handle into a library. Answers carry the number (`call`) that the call which asked for them returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
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


Record: TypeAlias = StatsReceived | StatsStored | StatsUnloaded | ServersConnected | ServerConnectFailure | ServersDisconnected
