"""The rules of leaderboards: who stands where, which of two scores is kept, and which entries a query is about.

Rules: pure arithmetic on records, without time, disk, thread, random or log; the time of a score is given to it. Entries stand in the order
of the score as the board sorts it, equal scores in the order of their time, the earlier first, and last of all by Steam ID. What is given
to it was judged already by leaderboard_checks.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from steam_nodes.steam.leaderboard_checks import ASCENDING, FORCE_UPDATE, NO_UGC

Key: TypeAlias = tuple[int, float, int]
"""Where an entry stands: (the score, turned so that less is better; the time; the Steam ID)."""


@dataclass(frozen=True, slots=True)
class Board:
    """One leaderboard.

    Args:
        handle: Its number, the same for everybody who uses the store.
        name: Its name, 1 to 127 bytes of UTF-8.
        sort: 1 ascending: the lowest score is the best; 2 descending.
        display: 1 numeric, 2 seconds, 3 milliseconds.
    """

    handle: int
    name: str
    sort: int
    display: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One player's line of a board.

    Args:
        steam_id: The player.
        place: The score, turned so that less is better: what the entry is sorted by first.
        time: When the score was sent, in seconds since 1970.
        score: The score, int32.
        details: Up to 64 int32 that came with it.
        ugc: The file attached to it, 2**64 - 1 for none.
    """

    steam_id: int
    place: int
    time: float
    score: int
    details: tuple[int, ...] = ()
    ugc: int = NO_UGC

    @property
    def key(self) -> Key:
        """Where the entry stands."""
        return self.place, self.time, self.steam_id


def place_of(score: int, sort: int) -> int:
    """Turn a score so that less is better."""
    return score if sort == ASCENDING else -score


def replaces(place: int, old: Entry | None, method: int) -> bool:
    """Whether a new score takes the place of what a player has: always when forced, else if it is better; an equal one is not."""
    return old is None or method == FORCE_UPDATE or place < old.place


def span(total: int, start: int, end: int) -> tuple[int, int]:
    """Return (first rank, how many) of the ranks `start` to `end` of a board with so many entries; ranks begin with 1."""
    first = max(start, 1)
    return first, max(min(end, total) - first + 1, 0)


def span_around(total: int, rank: int, start: int, end: int) -> tuple[int, int]:
    """Return (first rank, how many) of the entries around a rank.

    Where the board ends before the range does, the range moves, so that as many entries come as were asked for if there are so many: for
    the first of a board -2 to 2 means the ranks 1 to 5. So Steam does it, as the pages of its bindings tell.
    """
    wanted = end - start + 1
    return max(min(rank + start, total - wanted + 1), 1), min(wanted, total)
