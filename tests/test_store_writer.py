"""Laws of the thread that every store has: what is one turn, who is kept waiting, and what is answered from within a turn.

Rules: the engine is a list of what it was given; no file and no database is touched. What a thread does when its engine fails is told in
test_store_thread.py.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from steam_nodes.steam.local.store.store import Completion, Job
from steam_nodes.steam.local.store.writer import Writer
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 60.0
PATIENCE = 30.0


class Engine:
    """An engine that notes its turns."""

    def __init__(self, *, gather: float) -> None:
        """Begin with a thread that runs."""
        self.done: deque[Completion] = deque()
        self.turns: list[list[Job]] = []
        self.in_turn: Callable[[], object] = list
        self.closed = 0
        self.writer = Writer(
            "a list", "a thread", self.done, work=self._work, failed=_failed, behind=_nothing, end=self._end, gather=gather
        )
        self.writer.start()

    def _work(self, jobs: list[Job]) -> list[Completion]:
        self.turns.append(jobs)
        self.in_turn()
        return [Completion(job, Result.OK) for job in jobs]

    def _end(self) -> None:
        self.closed += 1


def _nothing() -> None:
    """Have nothing to do behind a turn."""


def _failed(job: Job, error: BaseException) -> Completion:
    return Completion(job, Result.NO_CONNECTION, fault=str(error))


def test_the_writes_of_a_frame_are_one_turn_and_nobody_who_waits_is_kept_waiting() -> None:
    """The first is not done before the others have come; whoever waits or closes ends that."""
    engine = Engine(gather=LONG)
    for _ in range(3):
        jobs = [Job("write", player) for player in range(50)]
        for job in jobs:
            engine.writer.submit(job)
        assert engine.writer.wait(PATIENCE)
        assert engine.turns.pop() == jobs
        assert engine.turns == []
    engine.writer.submit(Job("write", 1))
    assert engine.writer.close(PATIENCE)
    assert (engine.closed, len(engine.done), engine.writer.progress) == (1, 151, (151, 151))


def test_what_is_only_asked_waits_for_no_other() -> None:
    """A read is done at once, without anybody who waits for it."""
    engine = Engine(gather=LONG)
    came = threading.Event()
    engine.in_turn = came.set
    engine.writer.submit(Job("read", 1))
    assert came.wait(PATIENCE)
    assert engine.writer.close(PATIENCE)


def test_a_turn_that_cannot_go_on_answers_what_waits() -> None:
    """Each job that waits is answered once, and none of them is done; those of the turn are done when it goes on."""
    engine = Engine(gather=0.0)
    began, goes_on = threading.Event(), threading.Event()

    def stuck() -> None:
        began.set()
        assert goes_on.wait(PATIENCE)
        engine.writer.refuse(RuntimeError("in doubt"))

    engine.in_turn = stuck
    first, *others = [Job("read", player) for player in range(4)]
    engine.writer.submit(first)
    assert began.wait(PATIENCE)
    for job in others:
        engine.writer.submit(job)
    goes_on.set()
    assert engine.writer.wait(PATIENCE)
    assert [(completion.job, completion.result, completion.fault) for completion in engine.done] == [
        *((job, Result.NO_CONNECTION, "in doubt") for job in others),
        (first, Result.OK, ""),
    ]
    assert engine.turns == [[first]]
    assert engine.writer.close(PATIENCE)


def test_a_closed_thread_refuses_and_leaves_nothing_waiting() -> None:
    """What comes after the end is answered IO_FAILURE at once; to close twice is harmless."""
    engine = Engine(gather=LONG)
    assert engine.writer.close(PATIENCE)
    assert engine.writer.close(PATIENCE)
    engine.writer.submit(Job("write", 1))
    assert [(completion.result, completion.fault) for completion in engine.done] == [(Result.IO_FAILURE, "the store is closed")]
    assert engine.writer.wait(0.0)
    assert engine.closed == 1
