"""Laws of a rollout of a game: servers and players with an older and a newer schema share one world, and neither takes from the other.

Rules: the newer schema has a stat and an achievement more, keeps a total more, has another default and other limits, and has given one stat
up. The same on every store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import STORES, stores
from tests.support.stats_world import PLAYER
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from pathlib import Path

OLDER = Schema.parse("""
app_id = 480
stats.kills = { type = "INT", set_by = "GS", max = 50, aggregated = true }
stats.lives = { type = "INT", set_by = "GS", default = 3 }
stats.shots = { type = "INT", set_by = "GS" }
achievements.ACH_WIN = { set_by = "GS" }
""")
NEWER = Schema.parse("""
app_id = 480
stats.kills = { type = "INT", set_by = "GS", max = 90, aggregated = true }
stats.lives = { type = "INT", set_by = "GS", default = 5 }
stats.deaths = { type = "INT", set_by = "GS", aggregated = true }
achievements.ACH_WIN = { set_by = "GS" }
achievements.ACH_LATE = { set_by = "GS" }
""")


@pytest.fixture(params=STORES)
def worlds(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[LocalSteam, LocalSteam]:
    """Give a server with the older schema and one with the newer, over the same rows, on every store in turn."""
    places = stores(request.param, tmp_path, 2)
    older, newer = (
        LocalSteam(schema, place, clock=SteppedClock(), store_rate="allow") for schema, place in zip((OLDER, NEWER), places, strict=True)
    )
    return older, newer


def receive(steam: LocalSteam) -> None:
    """Have the player's stats anew."""
    steam.request_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsReceived)] == [Result.OK]


def store(steam: LocalSteam, **values: Any) -> list[Result]:
    """Set stats, and store them; return what was answered."""
    for name, value in values.items():
        if name.startswith("ACH"):
            assert steam.set_user_achievement(PLAYER, name), steam.why()
        else:
            assert steam.set_user_stat_int(PLAYER, name, value), steam.why()
    steam.store_user_stats(PLAYER)
    return [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)]


def test_servers_with_two_schemas_share_a_player(worlds: tuple[LocalSteam, LocalSteam]) -> None:
    """Each stores what it knows, without being stale for what the other alone knows, and what it does not know it leaves as it is."""
    older, newer = worlds
    for steam in worlds:
        receive(steam)
    assert store(older, kills=7, shots=40, ACH_WIN=True) == [Result.OK]
    assert store(newer, deaths=2, ACH_LATE=True) == [Result.OK]
    for steam in worlds:
        receive(steam)
    assert (newer.get_user_stat_int(PLAYER, "kills"), newer.get_user_stat_int(PLAYER, "deaths")) == (7, 2)
    assert (newer.get_user_achievement(PLAYER, "ACH_WIN"), newer.get_user_achievement(PLAYER, "ACH_LATE")) == (True, True)
    assert newer.get_user_stat_int(PLAYER, "shots") is None
    assert "shots" in newer.why()
    assert (older.get_user_stat_int(PLAYER, "kills"), older.get_user_stat_int(PLAYER, "shots")) == (7, 40)
    assert older.get_user_stat_int(PLAYER, "deaths") is None
    # What nobody has set is what each one's own schema says.
    assert (older.get_user_stat_int(PLAYER, "lives"), newer.get_user_stat_int(PLAYER, "lives")) == (3, 5)
    assert store(newer, kills=8) == [Result.OK]
    # The older one has a value that is no longer true, and hears so; then it goes on from the new one.
    receive(older)
    assert store(older, kills=9, shots=41) == [Result.OK]
    receive(newer)
    assert store(newer, deaths=3) == [Result.OK]
    receive(older)
    assert (older.get_user_stat_int(PLAYER, "kills"), older.get_user_stat_int(PLAYER, "shots")) == (9, 41)
    receive(newer)
    assert (newer.get_user_stat_int(PLAYER, "kills"), newer.get_user_stat_int(PLAYER, "deaths")) == (9, 3)
    for steam in worlds:
        steam.close()


def test_totals_and_percentages_are_of_what_both_have_stored(worlds: tuple[LocalSteam, LocalSteam]) -> None:
    """A total has what came through either schema, each value once, and so has the percentage of an achievement."""
    older, newer = worlds
    for steam in worlds:
        receive(steam)
    assert store(older, kills=7, ACH_WIN=True) == [Result.OK]
    receive(newer)
    assert store(newer, kills=60, deaths=2, ACH_LATE=True) == [Result.OK]
    found = []
    for steam in worlds:
        client = steam.client(PLAYER)
        frame(client)
        client.request_global_stats(1)
        client.request_global_achievement_percentages()
        answers(client, 2)
        totals = [client.get_global_stat_int_history("kills"), client.get_global_stat_int("deaths")]
        found.append([*totals, client.get_achievement_achieved_percent("ACH_WIN"), client.get_achievement_achieved_percent("ACH_LATE")])
        client.close()
    assert found == [[[60], None, 100.0, None], [[60], 2, 100.0, 100.0]]
    for steam in worlds:
        steam.close()


def test_a_value_beyond_the_older_limits_is_kept(worlds: tuple[LocalSteam, LocalSteam]) -> None:
    """What the newer schema allows stays stored as it is, whatever the older one makes of it, as long as that does not set it anew."""
    older, newer = worlds
    for steam in worlds:
        receive(steam)
    assert store(newer, kills=80) == [Result.OK]
    receive(older)
    assert store(older, shots=1, ACH_WIN=True) == [Result.OK]
    receive(newer)
    assert newer.get_user_stat_int(PLAYER, "kills") == 80
    for steam in worlds:
        steam.close()
