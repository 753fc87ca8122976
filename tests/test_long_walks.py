"""The laws of the long forms' processes: nothing that goes wrong in one of them is lost, and nothing runs twice or not at all.

Rules: the batches stand at the top of this file, for the processes import it.
"""

from __future__ import annotations

import os
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.long_walks import _run, spread

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.thorough  # each starts processes of its own

FOLDER = "STEAM_NODES_LONG_WALKS"


class UnsendableError(Exception):
    """Pickle cannot make it again: it wants two arguments and keeps one."""

    def __init__(self, what: str, where: str) -> None:
        """Keep one."""
        super().__init__(f"{what} {where}")


async def never_awaited() -> None:
    """Do nothing."""


def count(number: int) -> None:
    """Note that this batch ran; a second time is an error."""
    (Path(os.environ[FOLDER]) / str(number)).touch(exist_ok=False)


def raises(_number: int) -> None:
    """Raise what cannot be sent to another process."""
    what, where = "lost", "ship"
    raise UnsendableError(what, where)


def warns(_number: int) -> None:
    """Warn of something that Python passes over in silence unless it is told not to."""
    warnings.warn("old torpedo", DeprecationWarning, stacklevel=1)


def drops(_number: int) -> None:
    """Forget to await."""
    never_awaited()


def fails_in_a_thread(_number: int) -> None:
    """Leave an error to a thread."""
    thread = threading.Thread(target=int, args=("not a number",))
    thread.start()
    thread.join()


def fails(_number: int) -> None:
    """Fail as pytest does, which no `except Exception` sees."""
    pytest.fail("by pytest")


def dies(number: int) -> None:
    """Die in batch 1 as in a crash of C."""
    if number == 1:
        os._exit(3)


def test_every_batch_runs_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each number from 0 on is given to one batch."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    spread(count, 7)
    assert sorted(path.name for path in tmp_path.iterdir()) == list("0123456")


@pytest.mark.parametrize(
    ("batch", "told"),
    [
        (raises, "UnsendableError: lost ship"),
        (warns, "DeprecationWarning: old torpedo"),
        (drops, "coroutine 'never_awaited' was never awaited"),
        (fails_in_a_thread, "ValueError: invalid literal for int"),
        (fails, "Failed: by pytest"),
    ],
)
def test_what_goes_wrong_in_a_batch_is_told(batch: Callable[[int], None], told: str) -> None:
    """Errors, warnings, what nobody could catch, also in threads, and pytest's own failures: each comes back as text."""
    assert told in _run(batch, 0)
    assert _run(lambda _: None, 0) == ""


@pytest.mark.parametrize(
    ("batch", "told"),
    [
        (raises, "batch 0 failed; again: python -W error -c 'from tests.test_long_walks import raises; raises(0)'"),
        (warns, "DeprecationWarning: old torpedo"),
        (drops, "was never awaited"),
        (dies, "a process died without a word in batch "),
    ],
)
def test_a_batch_that_fails_fails_the_walk(batch: Callable[[int], None], told: str) -> None:
    """In a process of its own as well, where warnings are errors too, and also where the process itself dies."""
    with pytest.raises(pytest.fail.Exception) as failure:
        spread(batch, 2)
    assert told in str(failure.value)
