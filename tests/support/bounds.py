"""What a file or packet from anywhere may cost: a second of the processor and 100 MB, measured.

Rules: time is the process's own, without what the collector spends on all that other tests have left, and the best of a few tries, since
a busy machine slows the processor itself; memory is what Python allocated, as tracemalloc counts it. What waits for something that never
comes is broken off by an alarm.
"""

from __future__ import annotations

import gc
import signal
import time
import tracemalloc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS: Final = 1.0
MEGABYTES: Final = 100
_PATIENCE: Final = 60
_TRIES: Final = 3


class NeverEndsError(BaseException):
    """What was called did not come back; no OSError, so that nothing takes it for one."""


@contextmanager
def alarm(seconds: int = _PATIENCE) -> Iterator[None]:
    """Break off what does not come back."""

    def ring(_number: int, _frame: object) -> None:
        message = f"it did not come back within {seconds} s"
        raise NeverEndsError(message)

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def seconds(work: Callable[[], object]) -> float:
    """Return what some work takes of the processor."""
    gc.freeze()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.unfreeze()


def is_quick(work: Callable[[], object]) -> bool:
    """Whether some work stays within its time in one of a few tries."""
    return any(seconds(work) < SECONDS for _ in range(_TRIES))


def megabytes(work: Callable[[], object]) -> float:
    """Return what some work allocates at most beside what was there before; tracemalloc is started if it does not run yet."""
    running = tracemalloc.is_tracing()
    if not running:
        tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        work()
        return (tracemalloc.get_traced_memory()[1] - before) / 1e6
    finally:
        if not running:
            tracemalloc.stop()


def assert_cheap(work: Callable[[], object], *, traced: bool = True) -> None:
    """Do some work again, and assert that it stays within both bounds; where it is not traced, which can be slow, within the first."""
    with alarm():
        assert is_quick(work)
        if traced:
            assert megabytes(work) < MEGABYTES
