"""The laws of scripted faults: what goes wrong on purpose is answered once and in order, and loses nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import (
    PolicyResponse,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
)
from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.local.world.faults import Faults
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.places import ON_EVERY_STORE, Rows
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load, stepped
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = ON_EVERY_STORE


def results(steam: LocalSteam, frames: int = 1, delta: float = 0.25) -> list[list[Result]]:
    """Return the results of the requests and stores answered in each of the next frames."""
    frames_of_records = [frame(steam, delta) for _ in range(frames)]
    return [[record.result for record in records if isinstance(record, StatsReceived | StatsStored)] for records in frames_of_records]


def test_latency_holds_every_answer_back_and_keeps_their_order() -> None:
    """No answer comes before its time by the world's clock, each comes in the first frame after it, in the order asked."""
    steam = stepped()
    load(steam)
    steam.faults.latency = 1.0
    calls = [steam.store_user_stats(PLAYER), steam.request_user_stats(PLAYER), steam.request_user_stats(OTHER)]
    assert [frame(steam, 0.25) for _ in range(3)] == [[]] * 3
    assert [getattr(record, "call", None) for record in frame(steam, 0.25)] == calls
    steam.faults.latency = 0.0
    steam.request_user_stats(PLAYER)
    assert results(steam) == [[Result.OK]]


def test_the_next_results_are_those_of_the_script() -> None:
    """Requests and stores have scripts of their own; OK lets a call take its course; what is refused anyway uses up nothing."""
    steam = stepped()
    load(steam)
    steam.faults.next_requests(Result.TIMEOUT, Result.OK)
    steam.faults.next_stores(Result.BUSY)
    steam.faults.next_stores(Result.OK, Result.LIMIT_EXCEEDED)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(OTHER)
    assert results(steam) == [[Result.FAIL]]
    for _ in range(3):
        steam.store_user_stats(PLAYER)
        steam.request_user_stats(OTHER)
    assert results(steam) == [[Result.BUSY, Result.TIMEOUT, Result.OK, Result.OK, Result.LIMIT_EXCEEDED, Result.OK]]
    assert "Steam answers LIMIT_EXCEEDED, as a script of faults says; the changes stay" in steam.why()


def test_a_scripted_failure_of_a_request_leaves_the_user_as_never_asked() -> None:
    """As after any failing request, gets are refused until one is answered with OK."""
    steam = stepped()
    steam.faults.next_requests(Result.FAIL)
    steam.request_user_stats(PLAYER)
    assert results(steam) == [[Result.FAIL]]
    assert steam.get_user_stat_int(PLAYER, "kills") is None
    assert "were not requested" in steam.why()


@pytest.mark.parametrize(("result", "kills"), [(Result.FAIL, 8), (Result.IO_FAILURE, 8), (Result.TIMEOUT, 8), (Result.INVALID_PARAM, 7)])
def test_after_a_failed_store_the_changes_stay_unless_steam_rejects_them(result: Result, kills: int) -> None:
    """Nothing is written; the next store brings what stayed; rejected values went back to the stored ones."""
    rows = Rows()
    steam = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock(), users={PLAYER: {"kills": 7}})
    load(steam)
    steam.faults.next_stores(result)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(PLAYER)
    assert results(steam) == [[result]]
    assert steam.get_user_stat_int(PLAYER, "kills") == kills
    assert rows.read() == {PLAYER: {"kills": 7}}
    steam.store_user_stats(PLAYER)
    assert results(steam) == [[Result.OK]]
    assert rows.read() == {PLAYER: {"kills": kills}}


def test_an_io_failure_breaks_every_call_until_it_ends() -> None:
    """Requests and stores are answered with IO_FAILURE, changes stay, and afterwards everything works."""
    steam = stepped()
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.faults.io_failure = True
    steam.store_user_stats(PLAYER)
    steam.request_user_stats(OTHER)
    steam.unload(PLAYER)
    assert results(steam) == [[Result.IO_FAILURE, Result.IO_FAILURE]]
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    steam.faults.io_failure = False
    steam.store_user_stats(PLAYER)
    steam.request_user_stats(OTHER)
    assert results(steam) == [[Result.OK, Result.OK]]


def test_a_lost_connection_is_told_and_answered_after_the_timeout() -> None:
    """The server is logged off in between; what is asked waits for the world's timeout; gets and sets go on in memory."""
    steam = stepped(timeout=1.0)
    load(steam)
    steam.faults.lose_connection()
    steam.faults.lose_connection()
    assert not steam.logged_on()
    steam.set_user_stat_int(PLAYER, "kills", 8)
    calls = [steam.store_user_stats(PLAYER), steam.request_user_stats(OTHER)]
    assert frame(steam, 0.25) == [ServersDisconnected(Result.NO_CONNECTION)]
    assert results(steam, 3) == [[], [], [Result.NO_CONNECTION] * 2]
    assert "there is no connection to Steam" in steam.why()
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    assert steam.get_user_stat_int(OTHER, "kills") is None
    steam.faults.restore_connection()
    steam.faults.restore_connection()
    call = steam.store_user_stats(PLAYER)
    assert frame(steam) == [StatsStored(call, Result.OK, SteamID(PLAYER)), ServersConnected()]
    assert call > max(calls)
    assert steam.logged_on()


def test_what_waited_is_sent_when_the_connection_returns() -> None:
    """Within the timeout nothing fails: the answer is only late."""
    steam = stepped(timeout=75)
    load(steam)
    steam.faults.lose_connection()
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(PLAYER)
    steam.request_user_stats(PLAYER)
    assert results(steam, 8, 9.0) == [[]] * 8
    steam.faults.restore_connection()
    assert results(steam) == [[Result.OK, Result.OK]]


def test_an_end_without_a_connection_says_what_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    """Closing does not wait for a connection that is away; the values are named in the log."""
    rows = Rows()
    steam = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.faults.lose_connection()
    steam.close()
    assert f"not stored at the end, and lost: kills of {PLAYER}" in caplog.text
    assert rows.read() == {}


def test_a_log_on_without_a_connection_is_tried_again() -> None:
    """It fails with still_retrying, and the server is logged on when the connection returns; a log off ends the trying."""
    steam = stepped()
    steam.faults.lose_connection()
    frame(steam)
    assert steam.server_init("", 27015, 27016, 1, "1.0.0.0")[0] == 0
    for patient in (True, False):
        steam.log_on_anonymous()
        assert frame(steam) == [ServerConnectFailure(Result.NO_CONNECTION, still_retrying=True)]
        if not patient:
            steam.log_off()
        steam.faults.restore_connection()
        assert frame(steam) == ([ServersConnected(), PolicyResponse(secure=False)] if patient else [])
        assert steam.logged_on() is patient
        steam.log_off()
        steam.faults.lose_connection()
        frame(steam)


@pytest.mark.parametrize("frames", [0, 1])
def test_a_log_on_whose_answer_is_not_here_fails_when_the_connection_is_lost(frames: int) -> None:
    """In the same frame or the next, before it is polled: the server is never told that it is on, and is logged on when it can be."""
    steam = stepped()
    assert steam.server_init("", 27015, 27016, 1, "1.0.0.0")[0] == 0
    steam.log_on_anonymous()
    for _ in range(frames):
        steam.advance(0.25)
    steam.faults.lose_connection()
    assert "the connection to Steam was lost" in steam.why()
    assert steam.poll() == []
    assert frame(steam) == [ServerConnectFailure(Result.NO_CONNECTION, still_retrying=True)]
    assert not steam.logged_on()
    steam.faults.restore_connection()
    steam.faults.lose_connection()
    assert frame(steam) == [ServerConnectFailure(Result.NO_CONNECTION, still_retrying=True)]
    steam.faults.restore_connection()
    assert frame(steam) == [ServersConnected(), PolicyResponse(secure=False)]
    assert steam.logged_on()


def test_the_script_of_queries_has_its_earlier_name_too() -> None:
    """`next_inquiries` is `next_queries`."""
    assert Faults.next_inquiries is Faults.next_queries


def test_a_slow_disk_delays_answers_and_no_frame(tmp_path: Path) -> None:
    """On the real clock polls go on while a transaction takes its time."""
    steam = LocalSteam(SCHEMA, tmp_path / "steam.db")
    load(steam)
    steam.faults.slow_disk = 0.2
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(PLAYER)
    empty = 0
    while not frame(steam):
        empty += 1
        time.sleep(0.001)
    assert empty > 5
    assert steam.faults.slow_disk == 0.2
    steam.faults.clear()
    assert steam.faults.slow_disk == 0.0
    steam.close()


def test_clear_ends_every_fault() -> None:
    """Afterwards a store is answered with OK one frame later."""
    steam = stepped()
    load(steam)
    steam.faults.latency = 5.0
    steam.faults.io_failure = True
    steam.faults.next_requests(Result.FAIL)
    steam.faults.next_stores(Result.FAIL)
    steam.faults.lose_connection()
    steam.faults.clear()
    frame(steam)
    steam.store_user_stats(PLAYER)
    steam.request_user_stats(PLAYER)
    assert results(steam) == [[Result.OK, Result.OK]]


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_a_wrong_time_is_named(seconds: float) -> None:
    """Latency is 0 or more."""
    steam = stepped()
    with pytest.raises(ValueError, match=r"latency is .* 0 or more"):
        steam.faults.latency = seconds
    assert steam.faults.latency == 0.0


def test_a_world_in_memory_has_no_disk_to_be_slow() -> None:
    """The remedy is named."""
    with pytest.raises(ValueError, match="set latency"):
        stepped(store=MemoryStore()).faults.slow_disk = 1.0


def test_a_script_holds_results_only() -> None:
    """A plain number is no Result."""
    steam = stepped()
    for script in (steam.faults.next_requests, steam.faults.next_stores):
        with pytest.raises(TypeError, match=r"Result\.BUSY"):
            script(2)  # type: ignore[arg-type]  # the mistake itself


def test_a_clock_that_is_set_back_holds_up_nothing() -> None:
    """The world's own time only goes forward, so an answer held back comes all the same."""
    clock = SteppedClock()
    steam = LocalSteam(SCHEMA, clock=clock)
    steam.faults.latency = 1.0
    steam.request_user_stats(PLAYER)
    frame(steam, -3600.0)
    assert len(answers(steam, 1)) == 1
