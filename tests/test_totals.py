"""The laws of what is asked about everybody together: percentages of achievements, and totals of aggregated stats with their days.

Rules: the server's side and the players' clients write the same rows, so both count. Times are those of stepped clocks.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import GlobalAchievementPercentagesReady, GlobalStatsReceived
from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.local.store.queries import EARLIER, AddDays, ListDays, Totals, Unlocks
from steam_nodes.steam.local.store.store import Job, spread
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import STORES, open_stores, place
from tests.support.stats_world import OTHER, PLAYER, load
from tests.support.stepping import answers, frame
from tests.test_boards import ask, sqlite_tables

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient

APP = 480
DAY = 86400.0
SCHEMA = Schema.parse(f"""
app_id = {APP}
stats.games = {{ type = "INT", default = 5, aggregated = true }}
stats.kills = {{ type = "INT", set_by = "GS", aggregated = true }}
stats.distance = {{ type = "FLOAT", aggregated = true }}
stats.rate = {{ type = "AVGRATE" }}
stats.private = {{ type = "INT" }}
achievements.ACH_A = {{}}
achievements.ACH_B = {{ set_by = "GS" }}
achievements.ACH_C = {{}}
achievements.ACH_SECRET = {{ published = false }}
""")


@pytest.fixture(params=STORES)
def steam(request: pytest.FixtureRequest, tmp_path: Path) -> LocalSteam:
    """Give a world of both kinds in turn."""
    store = place(request.param, tmp_path)
    return LocalSteam(SCHEMA, store, clock=SteppedClock(start=10 * DAY), store_rate="allow")


def client_of(steam: LocalSteam, player: int = PLAYER) -> LocalClient:
    """Open a player's client, who was told already that the own stats are there."""
    client = steam.client(player)
    frame(client)
    return client


def percents(client: LocalClient) -> list[float | None]:
    """Ask anew how many have each achievement."""
    call = client.request_global_achievement_percentages()
    assert frame(client) == [GlobalAchievementPercentagesReady(call, APP, Result.OK)]
    return [client.get_achievement_achieved_percent(name) for name in ("ACH_A", "ACH_B", "ACH_C")]


def totals(client: LocalClient, days: int = 0) -> None:
    """Ask anew for the totals."""
    call = client.request_global_stats(days)
    assert frame(client) == [GlobalStatsReceived(call, APP, Result.OK)]


def test_percentages_are_of_all_who_have_a_row(steam: LocalSteam) -> None:
    """What a server unlocks and what players unlock counts, and a lock takes it back; start values count too."""
    client = client_of(steam)
    assert percents(client) == [0.0, 0.0, 0.0]
    for number in range(3):
        steam.seed(OTHER + number, {"ACH_A": number < 2})
    assert percents(client) == [pytest.approx(200 / 3), 0.0, 0.0]
    client.set_achievement("ACH_A")
    client.set_achievement("ACH_C")
    client.store_stats()
    frame(client)
    load(steam)
    steam.set_user_achievement(PLAYER, "ACH_B")
    steam.store_user_stats(PLAYER)
    answers(steam, 1)
    assert percents(client) == [75.0, 25.0, 25.0]
    client.clear_achievement("ACH_C")
    client.store_stats()
    frame(client)
    assert percents(client) == [75.0, 25.0, 0.0]


def test_the_most_achieved_come_first(steam: LocalSteam) -> None:
    """One after the other by percent, equal ones in App Admin's order, until the iterator is -1; and whether the player has each."""
    steam.seed(OTHER, {"ACH_C": True, "ACH_B": True})
    steam.seed(PLAYER, {"ACH_C": True})
    client = client_of(steam)
    nothing = (-1, "", 0.0, False)
    assert client.get_most_achieved_achievement_info() == nothing
    assert "call request_global_achievement_percentages and wait" in client.why()
    percents(client)
    found = [client.get_most_achieved_achievement_info()]
    while found[-1] != nothing:
        found.append(client.get_next_most_achieved_achievement_info(found[-1][0]))
    assert found == [(0, "ACH_C", 100.0, True), (1, "ACH_B", 50.0, False), (2, "ACH_A", 0.0, False), nothing]
    assert client.get_next_most_achieved_achievement_info(-1) == nothing


def test_a_percentage_is_refused_before_the_answer_and_for_an_unknown_name(steam: LocalSteam) -> None:
    """The reason says what to call, or which name was meant."""
    client = client_of(steam)
    assert client.get_achievement_achieved_percent("ACH_A") is None
    assert "call request_global_achievement_percentages and wait" in client.why()
    percents(client)
    for name, reason in (("ACH_X", "did you mean"), ("ACH_SECRET", "is not published")):
        assert client.get_achievement_achieved_percent(name) is None
        assert reason in client.why()
    with pytest.raises(TypeError):
        client.get_achievement_achieved_percent(7)  # type: ignore[arg-type]  # on purpose


def test_a_total_is_the_sum_of_what_was_stored_day_by_day(steam: LocalSteam) -> None:
    """Each store adds the difference to its day; today comes first; the days before the history are in the total only."""
    client, other = client_of(steam), client_of(steam, OTHER)
    for own, others in ((7, 2), (9, 2), (4, 10)):
        for who, value in ((client, own), (other, others)):
            who.set_stat_int("games", value)
            who.set_stat_float("distance", value / 4)
            who.store_stats()
            frame(who, 0.0)
        totals(client, 3)
        assert client.get_global_stat_int("games") == own + others
        assert client.get_global_stat_float("distance") == (own + others) / 4
        for who in (client, other):
            frame(who, DAY)
    totals(client, 4)
    assert client.get_global_stat_int_history("games") == [0, 3, 2, 9]
    assert client.get_global_stat_float_history("distance") == [0.0, 0.75, 0.5, 2.25]
    totals(client, 2)
    assert (client.get_global_stat_int("games"), client.get_global_stat_int_history("games")) == (14, [0, 3])
    totals(client)
    assert client.get_global_stat_int_history("games") == []


def test_a_servers_stores_and_start_values_count_too(steam: LocalSteam) -> None:
    """A total is of all that is in the store, whoever wrote it; a total may be larger than any value."""
    client = client_of(steam)
    for number in range(3):
        steam.seed(OTHER + number, {"kills": 2**31 - 1})
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 3)
    steam.store_user_stats(PLAYER)
    answers(steam, 1)
    totals(client, 1)
    assert client.get_global_stat_int("kills") == 3 * (2**31 - 1) + 3
    assert client.get_global_stat_int_history("kills") == [3 * (2**31 - 1) + 3]


def test_a_reset_takes_the_players_part_away(steam: LocalSteam) -> None:
    """A stat that is as if it was never set adds nothing any more."""
    client = client_of(steam)
    client.set_stat_int("games", 40)
    client.store_stats()
    frame(client)
    client.reset_all_stats(achievements_too=True)
    frame(client)
    totals(client, 1)
    assert (client.get_global_stat_int("games"), client.get_global_stat_int_history("games")) == (0, [0])


@pytest.mark.parametrize(
    ("call", "name", "reason"),
    [
        ("get_global_stat_int", "private", "aggregated = true"),
        ("get_global_stat_float", "rate", "it is not aggregated"),
        ("get_global_stat_int", "distance", "read it with get_global_stat_float"),
        ("get_global_stat_float_history", "games", "read it with get_global_stat_int_history"),
        ("get_global_stat_int", "Games", 'did you mean "games"?'),
    ],
)
def test_what_is_no_such_total_is_refused(call: str, name: str, reason: str) -> None:
    """The reason says what it is instead; before the answer it says what to call."""
    client = client_of(LocalSteam(SCHEMA, clock=SteppedClock()))
    for getter in ("get_global_stat_int", "get_global_stat_int_history"):
        assert not getattr(client, getter)("games")
        assert "call request_global_stats and wait for its answer" in client.why()
    totals(client)
    assert getattr(client, call)(name) == ([] if "history" in call else None)
    assert reason in client.why()


@pytest.mark.parametrize("days", [-1, 61, True, 2**40, 1.5])
def test_a_history_has_at_most_60_days(days: Any) -> None:
    """Others are answered with INVALID_PARAM, and what was known stays; what is no number raises."""
    client = client_of(LocalSteam(SCHEMA, clock=SteppedClock()))
    totals(client, 60)
    call = client.request_global_stats(days)
    assert "pass 0 to 60 days" in client.why()
    assert frame(client) == [GlobalStatsReceived(call, APP, Result.INVALID_PARAM)]
    assert client.get_global_stat_int_history("games") == [0] * 60
    with pytest.raises(TypeError):
        client.request_global_stats("7")  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("kind", STORES)
def test_days_that_are_older_than_the_history_become_one_sum(kind: str, tmp_path: Path) -> None:
    """A hundred days later the total is what it was, each of the last 60 days too, and so are the days of a server with a late clock."""
    first, second = open_stores(kind, tmp_path, 2)
    numbers = random.Random(60)
    model: dict[tuple[str, int], int | float] = {}
    for today in range(20, 180):
        late = today - numbers.choice([0, 0, 1, 30, 59, 70, 100])
        sums = [("games", today, numbers.randrange(-9, 99)), ("distance", max(late, 1), numbers.randrange(99) / 4)]
        for name, day, added in sums:
            model[name, day] = model.get((name, day), 0) + added
        ask(numbers.choice([first, second]), AddDays(tuple(sums)))
        if today % 20 == 0:
            for store in (first, second):
                (found,) = ask(store, Totals(("games", "distance"), today, 60))
                for name in ("games", "distance"):
                    assert found[name][0] == sum(added for (each, _), added in model.items() if each == name)
                    assert found[name][1] == tuple(model.get((name, day), 0) for day in range(today, today - 60, -1))
    ask(first, AddDays((("games", 180, 1), ("distance", 180, 1))))
    (days,) = ask(second, ListDays())
    assert {day for _, day in days} <= {EARLIER, *range(180 - 59, 181)}
    assert len(days) > 60
    assert sum(added for (name, _), added in days.items() if name == "games") == 1 + sum(
        added for (name, _), added in model.items() if name == "games"
    )
    for store in (first, second):
        assert store.close(10)


values = st.none() | st.integers(-(2**31), 2**31 - 1)
writes = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["a", "b"]), values, st.integers(0, 4), st.sampled_from(["write", "seed"])), max_size=30
)


@settings(max_examples=150)
@given(writes)
def test_sums_and_counts_against_the_rows_themselves(steps: list[tuple[int, str, int | None, int, Any]]) -> None:
    """After any writes and seeds a total is the sum of all rows, the days add up to it, a count is that of the rows; on both shelves."""
    store = MemoryStore()
    with sqlite_tables() as tables:
        rows: dict[int, dict[str, int | None]] = {}
        for user, name, value, day, kind in steps:
            row = rows.get(user, {})
            job = Job(kind, PLAYER + user, {name: value}, {name: row.get(name)}, sums=frozenset({"a"}), day=day)
            new = user not in rows and (kind == "write" or bool(job.changes))
            store.submit(job)
            completion = store.done.popleft()
            if kind == "write" or name not in row:
                rows[user] = row | {name: value}
                spread(completion, tables, new=new)
        for each in (store._shared.tables, tables):
            total, days = Totals(("a", "b"), 4, 5).answer(each)["a"]
            assert total == sum(days) == sum(row.get("a") or 0 for row in rows.values())
            assert Totals(("a", "b"), 4, 5).answer(each)["b"] == (0, (0,) * 5)
            for name, percent in Unlocks(("a", "b")).answer(each).items():
                having = sum(row.get(name) is not None for row in rows.values())
                assert percent == (100 * having / len(rows) if rows else 0.0)
