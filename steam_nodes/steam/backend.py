"""The seam between the nodes and Steam: what a backend must offer, and the laws it keeps.

A backend is Steam as seen by a game server: the real one (NativeSteam) or the embedded one (LocalSteam), chosen by passing an object.
It takes values, returns values and hands over records; it knows no Node and no Signal.

The laws, tested on every backend:

1. An answer never arrives inside the call that asked for it; it comes from a later `poll()`.
2. Every `request_user_stats` and every `store_user_stats` is answered exactly once, also with many in flight, also when the call
   could not be issued (then with Result.IO_FAILURE or the nearest Result that names the cause).
3. Answers for one user come in the order asked.
4. A refused call changes nothing, says why once in the log, and `why()` repeats the reason.
5. What was set and not stored is stored at `close()` and at interpreter exit; after `close()` nothing is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record


class Backend(Protocol):
    """Steam as a game server sees it. Names and arguments are Valve's, in snake_case."""

    def server_init(self, ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; return (ESteamAPIInitResult, Valve's own sentence and what to do). 0 is success."""

    def server_shutdown(self) -> None:
        """End the server's side of Steam; harmless when it never started. Unstored changes are stored first."""

    def log_on(self, token: str) -> None:
        """Log the server on with a game server login token; a ServersConnected or ServerConnectFailure record answers."""

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; a ServersConnected or ServerConnectFailure record answers."""

    def log_off(self) -> None:
        """Log the server off; a ServersDisconnected record with Result.OK follows if it was on."""

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""

    def get_steam_id(self) -> int:
        """The server's own id, 0 before it is logged on."""

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for one user's stats; return a number > 0, unique in this backend's life, that the answer carries."""

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """The int32 value of an INT stat, or None if it is refused."""

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """The float32 value of a FLOAT or AVGRATE stat, or None if it is refused."""

    def get_user_achievement(self, steam_id: int, name: str) -> bool | None:
        """Whether the achievement is unlocked, or None if the question is refused."""

    def set_user_stat_int(self, steam_id: int, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""

    def set_user_stat_float(self, steam_id: int, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""

    def update_user_avg_rate_stat(self, steam_id: int, name: str, count_this_session: float, session_length: float) -> bool:
        """Add to an AVGRATE stat in memory; False changes nothing."""

    def set_user_achievement(self, steam_id: int, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing."""

    def clear_user_achievement(self, steam_id: int, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""

    def store_user_stats(self, steam_id: int) -> int:
        """Send the user's changed values; return a number > 0, unique in this backend's life, that the answer carries."""

    def why(self) -> str:
        """The reason of the last refusal as a sentence with its remedy, or "" if nothing was refused yet."""

    def advance(self, delta: float) -> None:
        """A new frame of `delta` seconds has begun: called once a frame, before anything else of the frame runs."""

    def poll(self) -> list[Record]:
        """Return what has arrived since the last poll, in order; never blocks on a real clock."""

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
