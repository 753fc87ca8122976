"""The laws of the long forms' processes: nothing that goes wrong in one of them is lost, and nothing runs twice or not at all.

Rules: the batches stand at the top of this file, for the processes import it.
"""

from __future__ import annotations

import os
import threading
import warnings
from pathlib import Path

import pytest

from tests.long_walks import spread

FOLDER = "STEAM_NODES_LONG_WALKS"


class UnsendableError(Exception):
    """Pickle cannot make it again: it wants two arguments and keeps one."""

    def __init__(self, what: str, where: str) -> None:
        """Keep one."""
        super().__init__(f"{what} {where}")


async def _never_awaited() -> None:
    """Do nothing."""


def count(number: int) -> None:
    """Note that this batch ran; a second time is an error."""
    (Path(os.environ[FOLDER]) / str(number)).touch(exist_ok=False)


def fail(number: int) -> None:
    """Fail in one of several ways, or not at all in batch 0."""
    if number == 1:
        raise UnsendableError("lost", "ship")
    if number == 2:
        warnings.warn("old torpedo", DeprecationWarning, stacklevel=1)
    if number == 3:
        _never_awaited()  # type: ignore[unused-coroutine]
    if number == 4:
        thread = threading.Thread(target=int, args=("not a number",))
        thread.start()
        thread.join()
    if number == 5:
        pytest.fail("by pytest")


def die(number: int) -> None:
    """Die in batch 1, as a crash in C does."""
    if number == 1:
        os._exit(3)


def test_every_batch_runs_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each number from 0 on is given to one batch."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    spread(count, 7)
    assert sorted(path.name for path in tmp_path.iterdir()) == list("0123456")


@pytest.mark.parametrize(
    ("batches", "told"),
    [
        (2, "UnsendableError: lost ship"),
        (3, "DeprecationWarning: old torpedo"),
        (4, "was never awaited"),
        (5, "invalid literal for int"),
        (6, "Failed: by pytest"),
    ],
)
def test_what_goes_wrong_in_a_batch_is_told(batches: int, told: str) -> None:
    """An error that cannot be sent, a warning, what nobody could catch, an error in a thread, a failure of pytest's: each with its text."""
