"""The leaderboard of best rounds: whoever wins a round sends its time to Steam, by the own client.

What it shows: on Steam a score belongs to the player, so it is the player's program that uploads it, while stats that are Set By GS are
the server's. Two players at one machine are two clients: a tree holds one `Steam`, the other is a node beside it whose frames come from
SeatFrames.

Rules: Steam keeps the better time (keep best). What cannot be sent changes no round and no stat; the next win tries again.
See https://partner.steamgames.com/doc/features/leaderboards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Result, Signal, Steam

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..game.match import Match, RoundSummary

NAME: Final = "Quickest Win"
"""One of the two boards that Valve's own Spacewar has."""

EVERY: Final = 0.1
"""Seconds between two frames of a player's Steam that stands beside the tree, which has little to tell."""


class Board(Node):
    """Sends won rounds to the board.

    Args:
        match: Whose rounds count.
        seats: Steam as who flies each ship sees it, by index; empty where there is no player's side. It may change between matches.
    """

    score_uploaded: Signal[int, int, int] = Signal("index", "milliseconds", "rank")

    def __init__(self, match: Match, seats: Sequence[Steam]) -> None:
        """Listen to the match; the board is looked for when the first score is sent."""
        super().__init__(name="Board")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._seats = seats
        self._sending: dict[Steam, int] = {}
        match.round_ended.connect(self._on_round_ended)

    def is_sending(self, seat: Steam) -> bool:
        """Whether a score of that player is under way."""
        return self._sending.get(seat, 0) > 0

    async def _upload(self, index: int, summary: RoundSummary) -> None:
        seat, ship = self._seats[index], summary.ships[index]
        self._sending[seat] = self._sending.get(seat, 0) + 1
        handle = await find(seat)
        if handle:
            milliseconds = max(1, round(1000 * summary.seconds))
            details = (round(ship.feet), ship.hits_scored)
            answer = await seat.upload_score(milliseconds, keep_best=True, details=details, this_leaderboard=handle)
            if answer.result == Result.OK and answer.success:
                self.score_uploaded.emit(index, milliseconds, answer.global_rank_new)
        self._sending[seat] -= 1

    def _on_round_ended(self, summary: RoundSummary) -> None:
        if summary.winner is not None and summary.winner < len(self._seats):
            _ = self._upload(summary.winner, summary)


class SeatFrames(Node):
    """Gives frames to each player's Steam that stands beside the tree: each one while a score is under way, else some.

    Args:
        seats: Steam as each player sees it.
        board: Who sends scores.
    """

    def __init__(self, seats: Sequence[Steam], board: Board) -> None:
        """Begin with the next frame."""
        super().__init__(name="SeatFrames")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._seats = seats
        self._board = board
        self._apart = [0.0 for _ in seats]

    def _process(self, delta: float) -> None:
        for index, seat in enumerate(self._seats):
            self._apart[index] += delta
            if (self._board.is_sending(seat) or self._apart[index] >= EVERY) and not seat.is_inside_tree():
                # It is told how long its last frame is ago.
                seat.backend.advance(self._apart[index])
                seat.run_callbacks()
                self._apart[index] = 0.0


async def find(seat: Steam) -> int:
    """Return the handle of the board, which is made where it is missing; 0 if Steam cannot give it now."""
    found = await seat.find_or_create_board(NAME, Steam.LEADERBOARD_SORT_METHOD_ASCENDING, Steam.LEADERBOARD_DISPLAY_TYPE_TIME_MILLISECONDS)
    return found.handle if found.found else 0
