"""The driver of random walks: a machine of hypothesis goes many ways in silence, and the long form of a law uses every processor.

Rules: the batches of a long form run in processes of their own, side by side. A batch is a function at the top of a file and takes its
number, which it gives to hypothesis as the seed: so batches differ, also where hypothesis draws the same for every run (it does where `CI`
is set), and one that fails can be run again alone. A process is as strict as pytest: a warning is an error, and what went wrong where
nobody could catch it fails the batch. The first failure calls off what has not begun; each that was found is told with its whole text.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import multiprocessing
import os
import sys
import threading
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from hypothesis.stateful import RuleBasedStateMachine

STEPS = 25
"""How many steps one way of a machine has."""


def spread(batch: Callable[[int], None], batches: int) -> None:
    """Run `batch(0)` to `batch(batches - 1)` on all processors, and fail with the text of every batch that failed.

    Args:
        batch: A function at the top of a file that processes can import.
        batches: How many, at least 1.
    """
    workers = min(batches, _processors())
    # Spawned, not forked: a process that begins empty has none of pytest's hooks, loaded libraries or locks, and cleans up behind itself.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin) as pool:
        running = {pool.submit(_run, batch, number): number for number in range(batches)}
        told: dict[int, str] = {}
        dead: list[int] = []
        for future in as_completed(running):
            if future.cancelled():
                continue
            try:
                text = future.result()
            except BrokenProcessPool:
                dead.append(running[future])
                continue
            if text:
                told[running[future]] = text
                _call_off(running)
    if dead:
        # Batches are begun in order, so those that ran when the process died are the first without an answer.
        among = " or ".join(str(number) for number in sorted(dead)[:workers])
        told[min(dead)] = f"a process died without a word in batch {among}; what faulthandler says of it stands in stderr\n"
    if told:
        again = f"python -W error -c 'from {batch.__module__} import {batch.__name__}; {batch.__name__}"
        pytest.fail(
            "\n".join(f"batch {number} failed; again: {again}({number})'\n{told[number]}" for number in sorted(told)), pytrace=False
        )


def walk(machine: type[RuleBasedStateMachine], ways: int) -> None:
    """Go so many ways of STEPS steps through a machine, as long as no step finds a difference."""
    every = settings(max_examples=ways, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck))
    with silence():
        run_state_machine_as_test(machine, settings=every)


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep a walk from writing a million refusals to the log."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _processors() -> int:
    """Return how many processors we may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _call_off(futures: dict[Future[str], int]) -> None:
    """Call off what has not begun."""
    for future in futures:
        future.cancel()


def _begin() -> None:
    """Make a new process strict, and let it end with its parent also where that was killed."""
    faulthandler.enable()
    warnings.simplefilter("error")
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _run(batch: Callable[[int], None], number: int) -> str:
    """Run a batch; return what went wrong as text, since not every exception can be sent to another process."""
    wrong: list[str] = []
    before = sys.unraisablehook, threading.excepthook
    sys.unraisablehook = lambda it: wrong.append(f"{it.err_msg or 'ignored in'} {it.object!r}\n{_text(it.exc_value)}")
    threading.excepthook = lambda it: wrong.append(f"in {it.thread!r}\n{_text(it.exc_value)}")
    try:
        batch(number)
    except BaseException as error:
        wrong.insert(0, _text(error))
    finally:
        gc.collect()  # what is dropped unfinished, as a coroutine never awaited, says so only now
        sys.unraisablehook, threading.excepthook = before
    return "\n".join(wrong)


def _text(error: BaseException | None) -> str:
    return "".join(traceback.format_exception(error))
