"""The laws of the store's thread: it never dies, whatever goes wrong is the answer to that job, and nobody waits for one that is dead.

Rules: what goes wrong is put into the store's own parts, one at a time. Each job has exactly one completion, always.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock, StoreError
from steam_nodes.steam.local.store.queries import MakeBoard, Nothing
from steam_nodes.steam.local.store.sqlite import sqlite_store as store_file
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.store.store import apply as apply_job
from steam_nodes.steam.local.store.writer import Writer
from steam_nodes.steam.results import Result
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load
from tests.support.stepping import answers, frame
from tests.test_store_rows import BLOB, damage, do

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from steam_nodes.steam.local.store.queries import Tables

ERRORS: tuple[type[BaseException], ...] = (RuntimeError, MemoryError, RecursionError, KeyError, UnicodeDecodeError, SystemExit)


def raises(error: type[BaseException]) -> Callable[..., Any]:
    """Return a function that fails in a way nobody expects."""

    def fail(*_: object, **__: object) -> Any:
        if error is UnicodeDecodeError:
            b"\xff".decode()
        message = "injected"
        raise error(message)

    return fail


class BrokenAsk:
    """A question that cannot be answered."""

    writes: ClassVar[bool] = True

    def __init__(self, error: type[BaseException], *, writes: bool) -> None:
        """Take what it fails with."""
        self._fail = raises(error)
        self.writes = writes  # type: ignore[misc]  # a question of this test is of both kinds

    def answer(self, tables: Tables) -> object:
        """Fail."""
        return self._fail()


PARTS = ("_fetch", "_fetch_one", "_apply", "_begin", "_keeps_turn", "_write", "_roll_back")
ORDER = ("_work_rows", "look", "read", "_work_queries", "answer", "transact", "let_go")
MODULE = ("apply", "spread", "answered", "_explain", "_begun", "read_user")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("part", ["_work", *ORDER, *PARTS, *MODULE, "log", "sleep", "dumps"])
def test_whatever_fails_is_an_answer_and_the_thread_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, part: str, error: type[BaseException]
) -> None:
    """One completion for each job; once the part works again everything works; and the log has the traceback, not once for each job."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    do(store, Job("write", OTHER, {"kills": 3}))
    damage(tmp_path / "steam.db", BLOB, OTHER + 1)
    with monkeypatch.context() as broken:
        fail = raises(error)
        if part in MODULE:
            broken.setattr(store_file, part, fail)
        elif part == "log":
            broken.setattr(store._log, "write", fail)
        elif part == "sleep":
            store.slow = 0.001
            broken.setattr("steam_nodes.steam.local.store.sqlite.sqlite_store.time.sleep", fail)
        elif part == "dumps":
            broken.setattr("steam_nodes.steam.local.store.sqlite.sqlite_store.json.dumps", fail)
        else:
            broken.setattr(store._writer if part == "_work" else store._order if part in ORDER else store, part, fail)
        store.note("a line")
        jobs = [
            Job("look", 0, ids=(OTHER,)),
            Job("read", OTHER),
            Job("read", PLAYER),
            Job("write", PLAYER, {"kills": 1}),
            Job("seed", OTHER, {"big": 1}),
            Job("query", 0, query=Nothing()),
            Job("query", 0, query=MakeBoard("Best", 1, 1)),
            Job("read", OTHER + 1),
            Job("query", 0, query=BrokenAsk(error, writes=True)),
        ]
        for job in jobs:
            store.submit(job)
        assert store.wait(20)
        finished = list(store.done)
        store.done.clear()
        assert sorted(id(completion.job) for completion in finished) == sorted(map(id, jobs))
        assert {completion.result for completion in finished} <= {Result.OK, Result.IO_FAILURE, Result.DATA_CORRUPTION}
        for completion in finished:
            assert completion.fault or completion.result is Result.OK
    store.slow = 0.0
    assert store._writer._thread.is_alive()
    assert [completion.result for completion in do(store, Job("read", OTHER), Job("query", 0, query=Nothing()))] == [Result.OK] * 2
    (read,) = do(store, Job("read", PLAYER))
    (written,) = do(store, Job("write", PLAYER, {"kills": 9}, {"kills": read.row.get("kills")}))
    assert written.result is Result.OK
    assert store.close(5)
    told = [record for record in caplog.records if record.name == "steam_nodes.steam" and record.exc_info]
    if error is not UnicodeDecodeError:
        assert told
    assert all(record.exc_info and record.exc_info[0] is error for record in told)
    assert len(told) < 2


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("writes", [True, False])
def test_a_job_that_fails_fails_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, error: type[BaseException], *, writes: bool
) -> None:
    """In the middle of a batch: the others are done, and what they wrote is there."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    first, bad, last = do(store, MakeBoard("A", 1, 1), BrokenAsk(error, writes=writes), MakeBoard("B", 1, 1))
    assert [it.result for it in (first, last)] == [Result.OK] * 2
    assert bad.result in {Result.IO_FAILURE, Result.DATA_CORRUPTION}
    found = [store._tables.named(name) for name in "AB"]
    assert all(found)
    assert store.close(5)
    if error is not UnicodeDecodeError:
        assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"]


def test_one_write_that_fails_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that one job cannot be done on takes no other write with it."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    whole = apply_job

    def apply(job: Job, row: Any) -> Any:
        if job.steam_id == PLAYER:
            raise RuntimeError
        return whole(job, row)

    monkeypatch.setattr(store_file, "apply", apply)
    jobs = [Job("write", player, {"kills": 1}) for player in (PLAYER - 1, PLAYER, OTHER)]
    assert [completion.result for completion in do(store, *jobs)] == [Result.OK, Result.IO_FAILURE, Result.OK]
    assert [completion.row for completion in do(store, Job("read", PLAYER - 1), Job("read", OTHER))] == [{"kills": 1}] * 2
    assert store._tables.counts(("",)) == {"": 2}
    assert store.close(5)


def kill(store: SQLiteStore) -> None:
    """End the thread of a store as nothing of ours does."""
    store._writer._turn = raises(SystemExit)  # type: ignore[method-assign]  # the one place where a failure cannot be the answer to a job
    store._writer.wake()
    store._writer._thread.join(10)
    assert not store._writer._thread.is_alive()


@pytest.mark.parametrize("when", ["before", "with jobs waiting"])
def test_nobody_waits_for_a_dead_thread(tmp_path: Path, when: str) -> None:
    """A poll of the stepped clock returns, everything asked before and after it is answered with IO_FAILURE, and close does not wait."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow")
    load(steam)
    assert steam.set_user_stat_int(PLAYER, "kills", 1)
    if when == "before":
        kill(store)
    calls = [steam.request_user_stats(OTHER), steam.store_user_stats(PLAYER)]
    if when != "before":
        kill(store)
    records = [record for record in answers(steam, 2) if isinstance(record, StatsReceived | StatsStored)]
    assert sorted(record.call for record in records) == calls
    if when == "before":
        assert {record.result for record in records} == {Result.IO_FAILURE}
    steam.request_user_stats(OTHER)
    assert [getattr(record, "result", None) for record in frame(steam)] == [Result.IO_FAILURE]
    with pytest.raises(StoreError, match="ended"):
        steam.seed(OTHER, {"kills": 1})
    steam.close()


def test_a_thread_that_dies_without_a_word_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that answers nothing at its end and wakes up nobody."""
    monkeypatch.setattr(Writer, "_run", lambda _: None)
    store = SQLiteStore(tmp_path / "steam.db", 480)
    jobs = [Job("read", PLAYER), Job("read", OTHER)]
    waiting = threading.Thread(target=store.wait)
    for job in jobs:
        store.submit(job)
    waiting.start()
    waiting.join(10)
    assert not waiting.is_alive()
    assert [completion.result for completion in store.done] == [Result.IO_FAILURE] * 2
    store._connection.close()


def test_a_store_in_memory_answers_what_fails_too(caplog: pytest.LogCaptureFixture) -> None:
    """One completion, IO_FAILURE, the traceback in the log; what comes behind is done."""
    store = MemoryStore()
    store.submit(Job("query", 0, query=BrokenAsk(RuntimeError, writes=True)))
    store.submit(Job("write", PLAYER, {"kills": 1}))
    assert [completion.result for completion in store.done] == [Result.IO_FAILURE, Result.OK]
    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"]


def test_a_failure_of_every_frame_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """The watch over players that fails each frame has one traceback and one warning."""
    steam = LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock())
    steam.join(PLAYER)
    load(steam)
    store = steam._world.store
    assert isinstance(store, SQLiteStore)
    monkeypatch.setattr(store._order, "look", raises(RuntimeError))
    for _ in range(20):
        frame(steam)
    monkeypatch.undo()
    steam.close()
    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"]
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1
