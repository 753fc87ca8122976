"""What every command answers with: exit codes, a refusal in one line, and what it tells on stderr.

Rules: stdout has only what was asked for, so that it can be piped; all that is told besides goes to stderr. A refusal never spans lines.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steam_nodes.port.source import Problem

FINE: Final = 0
FINDINGS: Final = 1
IMPOSSIBLE: Final = 2
INTERRUPTED: Final = 130


class RefusedError(Exception):
    """What cannot be done; the text is one line that says why and what to do. The exit code is then 2."""

    def __str__(self) -> str:
        """Return one line."""
        return " ".join(super().__str__().split())


def tell(*lines: object) -> None:
    """Write lines to stderr."""
    # What cannot be written is told at the end.
    with suppress(OSError):
        sys.stdout.flush()
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201  # a program that is called from a terminal tells what it does


def refuse_for(failures: Sequence[str], problems: Iterable[Problem], *, strict: bool = False) -> None:
    """Refuse where there are failures, or problems that are errors; those behind the first are told.

    Args:
        failures: Why there is no port at all.
        problems: What is wrong in the files, in order.
        strict: Warnings count as errors.

    Raises:
        RefusedError: There is something wrong.
    """
    if failures:
        tell(*failures[1:])
        raise RefusedError(failures[0])
    wrong = [problem for problem in problems if problem.level == "error" or (strict and problem.level == "warning")]
    if wrong:
        tell(*wrong[1:])
        first = wrong[0]
        more = f" (and {len(wrong) - 1} more, above)" if len(wrong) > 1 else ""
        message = f"{first.source.path}:{first.line}: {first.message} {first.hint}{more}"
        raise RefusedError(message)


def count(text: str) -> int:
    """Return a whole number from 1 up, for argparse.

    Args:
        text: What was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        message = f"{text!r} is not a whole number from 1 up"
        raise argparse.ArgumentTypeError(message)
    return number
