"""What stores over PostgreSQL do to a game's frames, also where the database is far away.

Rules: the game and its frames are those of stalls.py. It plays over the database beside it, and over one whose every byte arrives 20 ms
later, in each direction, by a proxy in a process of its own. Seconds with stores and seconds without take turns, so that what else the
machine does falls on both alike.
"""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.benchmarks.stalls import Game
from tests.benchmarks.timing import Row, ratio_row, time_text
from tests.support.proxy import ProxyProcess

if TYPE_CHECKING:
    from tests.benchmarks.fleet_database import Places

DELAY = 20
"""Milliseconds."""
MOST = 1.15
SECONDS = 12


def rows(places: Places, seconds: int = SECONDS) -> list[Row]:
    """Measure both.

    Args:
        places: Where stores are measured.
        seconds: How long each kind of frames is played.
    """
    both = places.new()
    url = both["PostgreSQL"]
    with ProxyProcess(url, f"delay {DELAY}") as proxy:
        games = {"": Game(url), f"{DELAY} ms away, ": Game(proxy.url)}
        times: dict[tuple[str, bool], list[float]] = {(name, stores): [] for name in games for stores in (False, True)}
        for _ in range(seconds):
            for name, stores in times:
                times[name, stores] += games[name].play(stores=stores)
        for game in games.values():
            game.steam.close()
    places.remove(both)
    return [_row(name, times[name, True], times[name, False], seconds) for name in games]


def _row(name: str, stores: list[float], without: list[float], seconds: int) -> Row:
    late, usual = (quantiles(times, n=100)[98] for times in (stores, without))
    note = f"p99 {time_text(late)} against {time_text(usual)}, median {time_text(median(without))}, {seconds} s each"
    return ratio_row(f"{name}frames with stores / without, p99", late / usual, at_most=MOST, note=note)
