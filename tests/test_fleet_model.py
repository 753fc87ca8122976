"""The laws of the model of a fleet: what happens in which order, that nothing is lost on the way, and that its tables are the manual's.

Rules: the costs of these laws are round numbers, so that what comes of them can be counted by hand. What real processes show beside the
model is printed by `python -m tests.benchmarks.fleet_costs`, for that is about time.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from steam_nodes.steam.local.store.postgresql import postgresql_tables, server_news
from steam_nodes.steam.local.world import world
from tests.benchmarks import fleet_model
from tests.benchmarks.fleet_model import (
    AT_ONCE,
    FRAME,
    GATHER_SECONDS,
    MEASURED,
    SHARE_SECONDS,
    SLICE,
    SLOTS,
    Cores,
    Costs,
    Events,
    Fleet,
    Locks,
    Log,
    Setting,
)
from tests.support.markdown import ROOT

FREE = Costs(**{cost.name: 0.0 for cost in fields(Costs)} | {"transactions": 1.0, "trips": 1.0})
"""A fleet in which nothing costs anything."""
ALONE = Setting(servers=1, players=10, every=100.0, within=0.0, cores=1, network=0.0)


def done_at(events: Events) -> tuple[list[float], Any]:
    """Return a list of times, and what writes the time into it."""
    times: list[float] = []
    return times, lambda: times.append(round(events.now, 6))


def test_cores_take_work_in_turns() -> None:
    """Three pieces of work on two cores: two begin at once, the third when one of them is over; a long one lets others in between."""
    events = Events()
    cores = Cores(events, 2)
    times, note = done_at(events)
    for seconds in (0.002, 0.003, 0.001):
        events.start(cores.work("stores", seconds), note)
    events.run(1.0)
    assert times == [0.002, 0.003, 0.003]
    assert cores.seconds == {"stores": pytest.approx(0.006)}

    events, times = Events(), []
    cores = Cores(events, 1)
    events.start(cores.work("stores", 2 * SLICE), lambda: times.append(2.0))
    events.start(cores.work("looks", SLICE), lambda: times.append(1.0))
    events.run(1.0)
    assert times == [1.0, 2.0]


def test_cores_of_half_the_speed_take_twice_as_long() -> None:
    """What the servers' frames take of a machine that both share is not there for anything else."""
    events = Events()
    cores = Cores(events, 1, 0.5)
    times, note = done_at(events)
    events.start(cores.work("stores", 0.002), note)
    events.run(1.0)
    assert times == [0.004]


def test_one_flush_takes_all_that_wait() -> None:
    """Whoever comes while a flush is under way waits for the next one, together with all others who came meanwhile."""
    events = Events()
    log = Log(events, 0.01)
    times, note = done_at(events)
    for at in (0.0, 0.001, 0.005, 0.009):
        events.after(at, lambda: log.flush(note))
    events.run(1.0)
    assert times == [0.01, 0.02, 0.02, 0.02]
    assert log.flushes == 2
    assert log.seconds == pytest.approx(0.02)


def test_a_lock_is_given_in_the_order_in_which_it_was_asked_for() -> None:
    """Who asks for a lock that is held goes on when it is given back; another name is another lock."""
    locks, went = Locks(), list[str]()
    locks.take(1)(lambda: went.append("first"))
    locks.take(1)(lambda: went.append("second"))
    locks.take(1)(lambda: went.append("third"))
    locks.take(2)(lambda: went.append("other"))
    assert went == ["first", "other"]
    locks.give(1)
    locks.give(1)
    assert went == ["first", "other", "second", "third"]


def test_a_round_takes_what_its_steps_take() -> None:
    """A server alone waits for its own calls, the database, its own thread, and the flush, and for two frames."""
    costs = replace(FREE, ask=0.001, transaction=0.002, row=0.0003, work=0.0005, work_transaction=0.004, flush=0.01)
    found = Fleet(ALONE, costs).run(1.0)
    (wait,) = found.waits
    steps = 10 * 0.001 + 0.002 + 10 * 0.0003 + 10 * 0.0005 + 0.004 + 0.01
    assert steps <= wait <= steps + 2 * FRAME
    assert found.core_seconds == {"stores": pytest.approx(0.002 + 10 * 0.0003), "looks": 0.0, "words": 0.0}


def test_the_network_is_waited_for_once_a_trip() -> None:
    """A transaction that crosses the network three times waits three times for it."""
    near, far = (Fleet(replace(ALONE, network=network), replace(FREE, trips=3.0)).run(5.0).waits[0] for network in (0.0, 1.0))
    assert 3.0 - FRAME <= far - near <= 3.0 + FRAME


def test_a_frame_hands_over_only_some_answers() -> None:
    """A hundred players wait for as many frames as their answers fill."""
    few, many = (Fleet(replace(ALONE, players=players), FREE).run(5.0).waits[0] for players in (AT_ONCE, 100))
    assert many - few == pytest.approx(6 * FRAME)


def test_what_is_stored_while_a_word_waits_is_said_with_it() -> None:
    """A server that has just told something says the next at once for all that it has stored by then, and the more speak the later."""
    setting = Setting(servers=2, players=1, pause=0.0, within=0.0, cores=2, network=0.0)
    few, many = (Fleet(replace(setting, servers=servers), FREE).run(3.0) for servers in (2, 100))
    assert few.words == few.transactions > 100
    assert many.transactions > 2 * many.words
    assert many.words / 3 < 1.2 / SHARE_SECONDS


def test_the_model_has_the_rules_of_the_library() -> None:
    """What it says of slots, looks, words and answers is what the servers do."""
    assert (SLOTS, fleet_model.LOOK_SECONDS, AT_ONCE) == (postgresql_tables.SLOTS, server_news.LOOK_SECONDS, world._AT_ONCE)
    own = (GATHER_SECONDS, SHARE_SECONDS, fleet_model.SPEAKER_SECONDS)
    assert own == (server_news.GATHER_SECONDS, server_news.SHARE_SECONDS, server_news.SPEAKER_SECONDS)


def test_every_round_is_stored_and_every_word_is_heard_by_all() -> None:
    """All players of all servers are stored once a round, and each transaction is told to each server, however many come at once."""
    setting = Setting(servers=50, players=20, every=10.0, within=0.5, cores=2)
    found = Fleet(setting).run(10.0)
    assert (len(found.waits), found.rows) == (50, 50 * 20)
    assert found.words == found.transactions >= 50
    assert found.heard == 50 * found.words
    assert 0 < found.flushes <= found.transactions
    assert 0 < found.busy < 1


def test_servers_of_one_slot_wait_for_each_other() -> None:
    """The first is flushed alone and all of other slots together behind it; who shares a slot with the first waits for one flush more."""
    costs = replace(FREE, flush=1.0)
    longest = {}
    for servers in (SLOTS, SLOTS + 1):
        longest[servers] = max(Fleet(replace(ALONE, servers=servers), costs).run(10.0).waits)
    assert 2.0 <= longest[SLOTS] < 2.0 + 2 * FRAME
    assert 3.0 <= longest[SLOTS + 1] < 3.0 + 2 * FRAME


def test_words_that_come_while_others_are_heard_are_heard_together() -> None:
    """Each further word of those costs the listeners less."""
    setting = replace(ALONE, servers=8, within=0.0)
    costs = replace(FREE, heard=0.1, heard_more=0.001)
    spent = Fleet(setting, costs).run(50.0).core_seconds["words"]
    # One is heard alone, the seven that come meanwhile together.
    assert spent == pytest.approx(8 * 0.1 + 8 * (0.1 + 6 * 0.001))


def test_databases_share_the_servers() -> None:
    """With four databases a word is heard by a quarter of the servers, and each has cores of its own."""
    setting = Setting(servers=40, players=5, every=10.0, within=1.0, cores=2, databases=4)
    found = Fleet(setting).run(10.0)
    assert len(found.waits) == 40
    assert found.heard == 10 * found.words
    assert found.cores == 8


def test_the_same_seed_gives_the_same_numbers() -> None:
    """A run is the same each time; another seed gives another."""
    setting = Setting(servers=30, players=5, every=10.0)
    one, same, other = (Fleet(setting, seed=seed).run(10.0) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_the_model_does_what_stands_on_paper() -> None:
    """Where nothing waits, all that a fleet does in many rounds is what multiplication says."""
    setting = Setting(servers=100, players=50, every=10.0, cores=64)
    paper, found = fleet_model.on_paper(setting), Fleet(setting).run(50.0)
    assert found.rows / 50 == pytest.approx(paper.stores, rel=0.02)
    assert found.transactions / 50 == pytest.approx(paper.transactions, rel=0.05)
    assert found.log_bytes / 50 == pytest.approx(paper.log_bytes, rel=0.02)
    assert found.heard / 50 == pytest.approx(paper.heard, rel=0.05)
    for what in ("stores", "looks", "words"):
        assert found.core_seconds[what] / 50 == pytest.approx(paper.cores[what], rel=0.1), what


def test_every_cost_was_measured() -> None:
    """None is left out, and none is a guess of nothing."""
    assert {cost.name: getattr(MEASURED, cost.name) for cost in fields(Costs) if not getattr(MEASURED, cost.name) > 0} == {}


@pytest.mark.thorough
@pytest.mark.parametrize("table", [fleet_model.load_table, fleet_model.breaks_table, fleet_model.changes_table, fleet_model.check_table])
def test_the_page_has_the_tables_of_the_model(table: Any) -> None:
    """What the page says of a thousand servers is what the program prints."""
    page = (ROOT / "docs" / "how_to" / "fleet.md").read_text(encoding="utf-8")
    assert f"\n\n{table()}\n\n" in page
