"""What can go wrong with Steam, on purpose and at the moment of a test's choice, on both sides at once.

Rules: each fault is one of the world's own (docs/local_steam.md, "Faults by script") and means the same. A script is given to both sides,
and each side uses its own copy up: the server's calls the server's, the player's program the player's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.server.local_steam import LocalSteam
    from steam_nodes.steam.local.world.faults import Faults
    from steam_nodes.steam.results import Result


class SteamFaults:
    """The fixture `steam_faults`: faults of `steam_world` and of the player's own program.

    Args:
        world: The server's side.
        client: The player's side.
    """

    # A fault whose name is written wrong would else be an attribute that nobody reads.
    __slots__ = ("_world", "player", "server")

    def __init__(self, world: LocalSteam, client: LocalClient) -> None:
        """Begin without a fault."""
        self._world = world
        self.server: Faults = world.faults
        """The faults of the server's side alone."""
        self.player: Faults = client.faults
        """The faults of the player's side alone."""

    @property
    def latency(self) -> float:
        """How many seconds at least every answer takes, 0 or more; it holds for what is asked from now on.

        Raises:
            ValueError: The time is below 0 or not finite.
        """
        return max(self.server.latency, self.player.latency)

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.server.latency = self.player.latency = seconds

    @property
    def io_failure(self) -> bool:
        """Whether the call itself breaks: every request and store is answered with Result.IO_FAILURE, and nothing is written."""
        return self.server.io_failure or self.player.io_failure

    @io_failure.setter
    def io_failure(self, broken: bool) -> None:
        self.server.io_failure = self.player.io_failure = broken

    def next_requests(self, *results: Result) -> None:
        """Have the next requests answered with these results, one each; Result.OK lets a request take its course.

        Args:
            *results: The answers in order; they wait behind those of an earlier call.

        Raises:
            TypeError: Something is not a Result.
        """
        self.server.next_requests(*results)
        self.player.next_requests(*results)

    def next_stores(self, *results: Result) -> None:
        """Have the next stores answered with these results, one each; Result.OK lets a store take its course.

        With Result.INVALID_PARAM the values of that store go back, as they do when Steam rejects them; with any other failure they stay
        unstored.

        Args:
            *results: The answers in order; they wait behind those of an earlier call.

        Raises:
            TypeError: Something is not a Result.
        """
        self.server.next_stores(*results)
        self.player.next_stores(*results)

    def next_queries(self, *results: Result) -> None:
        """Have the next queries of the player's program about leaderboards, global stats and percentages answered with these results.

        Args:
            *results: The answers in order, one each; Result.OK lets a query take its course.

        Raises:
            TypeError: Something is not a Result.
        """
        self.player.next_queries(*results)

    def lose_connection(self) -> None:
        """Cut both sides off from Steam; what is asked from now on waits, and is answered with Result.NO_CONNECTION after 75 s."""
        self.server.lose_connection()
        self.player.lose_connection()

    def restore_connection(self) -> None:
        """Give both sides their connection back; what waited is sent."""
        self.server.restore_connection()
        self.player.restore_connection()

    def unload(self, steam_id: int) -> None:
        """Let Steam unload a player from the server: what is unstored is stored, then `stats_unloaded` follows.

        Args:
            steam_id: The player; nothing happens to one who is not loaded.
        """
        self._world.unload(steam_id)

    def clear(self) -> None:
        """End every fault on both sides."""
        self.server.clear()
        self.player.clear()
