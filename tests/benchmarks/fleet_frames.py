"""What stores over PostgreSQL do to a game's frames, also where the database is far away.

Rules: the game and its frames are those of stalls.py. It plays over the database beside it, and over one whose every byte arrives 20 ms
later, in each direction, by a proxy in a process of its own. Seconds with stores and seconds without take turns, so that what else the
machine does falls on both alike, and there are enough of them: of twelve each the ratio was anything from 0.8 to 1.3. How long a store
then takes from there is said beside it, with the round trips that the proxy has counted, those that tell other servers of it among them.
"""

from __future__ import annotations

from statistics import median, quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from tests.benchmarks.stalls import NAMES, USERS, Game
from tests.benchmarks.timing import Row, ratio_row, time_text
from tests.support.proxy import ProxyProcess

if TYPE_CHECKING:
    from tests.benchmarks.fleet_database import Places

DELAY = 20
"""Milliseconds."""
MOST = 1.15
SECONDS = 48
STORES = 20


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
        for name, stores in times:
            games[name].play(stores=stores)  # What the first second has to load is not what is asked for.
        for _ in range(seconds):
            for name, stores in times:
                times[name, stores] += games[name].play(stores=stores)
        far = games[f"{DELAY} ms away, "]
        alone, together = (_stored(far, proxy, players) for players in (1, USERS))
        for game in games.values():
            game.steam.close()
    places.remove(both)
    return [_row(name, times[name, True], times[name, False], seconds) for name in games] + [
        Row(f"{DELAY} ms away, one store", time_text(alone[0]), note=f"{alone[1]:.1f} round trips"),
        Row(f"{DELAY} ms away, {USERS} stores", time_text(together[0]), note=f"{together[1]:.1f} round trips"),
    ]


def _stored(game: Game, proxy: ProxyProcess, players: int) -> tuple[float, float]:
    """Return how long so many stores take until all are answered, and the round trips of that."""
    taken = []
    before = proxy.tell()["round_trips"]
    for _ in range(STORES):
        game.number += 1
        for player in game.players[:players]:
            game.steam.set_user_stat_int(player, NAMES[0], game.number)
        begin = perf_counter()
        for player in game.players[:players]:
            game.steam.store_user_stats(player)
        left = players
        while left:
            sleep(0.001)
            game.steam.advance(0.001)
            left -= len(game.steam.poll())
        taken.append(perf_counter() - begin)
    sleep(10 * DELAY / 1000)  # The last one is told to other servers meanwhile.
    return median(taken), (proxy.tell()["round_trips"] - before) / STORES


def _row(name: str, stores: list[float], without: list[float], seconds: int) -> Row:
    late, usual = (quantiles(times, n=100)[98] for times in (stores, without))
    note = f"p99 {time_text(late)} against {time_text(usual)}, median {time_text(median(without))}, {seconds} s each"
    return ratio_row(f"{name}frames with stores / without, p99", late / usual, at_most=MOST, note=note)
