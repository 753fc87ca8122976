"""The thread of a store: it alone touches the file or the database, and the frame never does.

Rules: jobs queue up, and all that have are done in one turn. Each job is answered exactly once, whatever happens: what goes wrong is the
answer to the job it went wrong with, so the thread never dies; and should it be dead all the same, whoever waits or asks answers in its
place, and nobody waits for it. A store that is closed finishes what it has, and refuses what comes later. What a turn does with its jobs
is the engine's matter: a file and a database share this class and nothing else.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.store import Completion, tell
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable

    from steam_nodes.steam.local.store.store import Job

ALIVE_SECONDS: Final = 0.1
"""How often who waits for the thread asks whether it is alive."""
_TOLD: Final = 100


class Writer:
    """The thread of one store.

    Args:
        name: The file or the database, as everything that is said of it names it.
        thread: What the thread is called.
        done: Where completions go, in the order they come about.
        work: Does the jobs of a turn, and returns one completion for each.
        failed: Returns the completion of a job that failed with an error.
        behind: What is done behind each turn; it raises nothing, and returns in how many seconds there is another turn also if no job
            comes, None for not before one comes.
        end: What is done last: it closes the file or the connection.
        gather: How many seconds after a write came others are waited for, to be done in the same turn; nobody who waits is kept waiting.
    """

    def __init__(
        self,
        name: str,
        thread: str,
        done: deque[Completion],
        *,
        work: Callable[[list[Job]], list[Completion]],
        failed: Callable[[Job, BaseException], Completion],
        behind: Callable[[], float | None],
        end: Callable[[], object],
        gather: float = 0.0,
    ) -> None:
        """Begin without a thread, so that an engine has all that it wants before the first turn."""
        self.closing: bool = False
        """Whether the store was closed."""
        self.closed_at: float = 0.0
        """When that was, on the clock of time.monotonic."""
        self.ended: bool = False
        """Whether the thread has ended."""
        self._name = name
        self._done = done
        self._work = work
        self._failed = failed
        self._behind = behind
        self._end = end
        self._gather = gather
        self._patience: float | None = None
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._submitted = 0
        self._finished = 0
        self._batch: list[Job] = []
        self._told: set[str] = set()
        self._change = threading.Condition()
        self._hurry = threading.Event()
        # A daemon, so that a disk or a database that hangs cannot keep the interpreter from ending; `close` waits for the work itself.
        self._thread = threading.Thread(target=self._run, name=thread, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def progress(self) -> tuple[int, int]:
        """How many jobs are done, and how many were given."""
        return self._finished, self._submitted

    def submit(self, job: Job) -> None:
        """Queue a job."""
        if self.closing:
            self._done.append(Completion(job, Result.IO_FAILURE, fault="the store is closed"))
            return
        self._submitted += 1
        self._queue.put(job)
        if self.ended:
            self._give_up()

    def wake(self) -> None:
        """Have a turn, also without a job."""
        self._queue.put(None)

    def wait(self, seconds: float | None) -> bool:
        """Wait until no job is under way, or for so many seconds; return whether none is."""
        deadline = None if seconds is None else time.monotonic() + seconds
        with self._change:
            while self._finished != self._submitted:
                if not self._thread.is_alive():
                    self._give_up()
                    continue
                left = ALIVE_SECONDS if deadline is None else min(deadline - time.monotonic(), ALIVE_SECONDS)
                if left <= 0:
                    return False
                self._hurry.set()
                self._change.wait(left)
        return True

    def inside(self) -> bool:
        """Whether the caller is the thread."""
        return threading.current_thread() is self._thread

    def close(self, seconds: float) -> bool:
        """Let the thread finish its jobs and end, and return whether it did in so many seconds; harmless twice."""
        if not self.closing:
            self.closed_at = time.monotonic()
            self.closing = True
        self._hurry.set()
        self.wake()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def refuse(self, error: BaseException) -> None:
        """Answer everything that waits with an error, from within a turn that cannot go on; it has certainly not happened."""
        with self._change:
            self._hand_over([self._failed(job, error) for job in self._waiting()])

    def tell(self, error: BaseException) -> None:
        """Write what was not expected to the log, each kind once: it can come back with every frame."""
        kind = type(error).__name__
        if kind not in self._told and len(self._told) < _TOLD:
            self._told.add(kind)
            tell(self._name, error)

    def _run(self) -> None:
        """Have turns until the store is closed and nothing is left."""
        try:
            while not (self.closing and self._queue.empty()):
                self._turn()
        except BaseException as error:
            tell(f"the thread of {self._name} has ended", error)
        self.ended = True
        self._give_up()
        with suppress(Exception):
            self._end()

    def _turn(self) -> None:
        """Wait for jobs, do them and answer each, whatever happens."""
        first = None
        with suppress(Empty):
            first = self._queue.get(timeout=self._patience)
        if first is not None and first.kind in {"write", "seed"}:
            self._hurry.wait(self._gather)
        self._hurry.clear()
        self._batch = [job for job in (first,) if job is not None] + self._waiting()
        if self._batch:
            try:
                finished = self._work(self._batch)
            except BaseException as error:
                finished = [self._failed(job, error) for job in self._batch]
            with self._change:
                self._batch = []
                self._hand_over(finished)
        self._patience = self._behind()

    def _waiting(self) -> list[Job]:
        """Take the jobs that have queued up."""
        jobs = []
        with suppress(Empty):
            while True:
                job = self._queue.get_nowait()
                if job is not None:
                    jobs.append(job)
        return jobs

    def _hand_over(self, finished: list[Completion]) -> None:
        """Hand over what became of jobs; the caller holds the condition."""
        self._done.extend(finished)
        self._finished += len(finished)
        self._change.notify_all()

    def _give_up(self) -> None:
        """Answer everything in the place of a thread that has ended."""
        with self._change:
            jobs, self._batch = self._batch + self._waiting(), []
            fault = f"{self._name} failed (its thread has ended); make a new LocalSteam"
            self._hand_over([Completion(job, Result.IO_FAILURE, fault=fault) for job in jobs])
