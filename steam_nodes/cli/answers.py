"""What every command answers with: exit codes, a refusal in one line, and what it tells on stderr.

Rules: stdout has only what was asked for, so that it can be piped; all that is told besides goes to stderr. A refusal never spans lines.
What was typed may be told, but a password in it never is.
"""

from __future__ import annotations

import argparse
import re
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
_PASSWORDS: Final = (
    # To the last @ of the word, since not everybody writes one in a password as %40. A path has one stroke where a URL has two.
    re.compile(r"\b([a-z][a-z0-9+.-]*:/+[^:/@\s]*:)\S*@", re.IGNORECASE),
    re.compile(r"\b([a-z+]*(?:postgres|sql)[a-z+]*:/+[^:/@\s]*:)(?:(?![a-z]+:/)[^\n])*@", re.IGNORECASE),
)
_NAMED_PASSWORD: Final = re.compile(r"([?&](?:ssl)?password=)[^&\s'\"]*", re.IGNORECASE)


class RefusedError(Exception):
    """What cannot be done; the text is one line that says why and what to do. The exit code is then 2."""

    def __str__(self) -> str:
        """Return one line without a password."""
        return without_passwords(" ".join(super().__str__().split()))


def without_passwords(text: str) -> str:
    """Return a text whose URLs have no password: what was typed in the wrong place is told, and that may be a URL.

    Args:
        text: The text.
    """
    for url in _PASSWORDS:
        text = url.sub(r"\1***@", text)
    return _NAMED_PASSWORD.sub(r"\1***", text)


def tell(*lines: object) -> None:
    """Write lines to stderr."""
    # What cannot be written is told at the end.
    with suppress(OSError):
        sys.stdout.flush()
    for line in lines:
        print(without_passwords(str(line)), file=sys.stderr)  # noqa: T201  # a program that is called from a terminal tells what it does


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
