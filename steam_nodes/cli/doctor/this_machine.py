"""What the doctor asks of the machine, and what it answers: the one place of both, so that a test can put another machine here.

Rules: whatever is missing is an answer and never an exception. An answer is one line, and where something is to do there is one line of
remedy.
"""

from __future__ import annotations

import contextlib
import io
import os
import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Level = Literal["ok", "note", "wrong"]
SECONDS: Final = 30
"""How long a program that is tried may take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was looked at.

    Args:
        topic: What it belongs to.
        level: "ok" for what is as it should be, "note" for what is missing and not needed by every game, "wrong" for what must be mended.
        says: What was found.
        remedy: What to do, "" for nothing.
    """

    topic: str
    level: Level
    says: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that was run.

    Args:
        code: Its exit code, below 0 for the signal that ended it; None where it took too long.
        output: What it printed.
        errors: What it told on stderr.
    """

    code: int | None
    output: str = ""
    errors: str = ""


def _version_of(package: str) -> str | None:
    """Return the version of an installed package, None if it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # 20 ms that only the doctor pays

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _import_fault(module: str) -> str:
    """Say why a module cannot be imported, "" if it can."""
    from importlib import import_module  # noqa: PLC0415  # only the doctor needs it

    # pygame greets on stdout, which is for the answers.
    greeting = io.StringIO()
    try:
        with contextlib.redirect_stdout(greeting):
            import_module(module)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _run(words: Sequence[str]) -> Ran:
    """Run a program to its end."""
    import subprocess  # noqa: PLC0415  # only the doctor needs it

    try:
        done = subprocess.run(  # noqa: S603  # our own program
            words, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return Ran(None)
    except OSError as error:
        return Ran(1, "", str(error))
    return Ran(done.returncode, done.stdout, done.stderr)


def _runs(pid: int) -> bool:
    """Whether a process runs."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The machine, the Python and the folder that a game would run in.

    Args:
        system: sys.platform.
        machine: The processor, as platform.machine() says it.
        python: The version of Python, and which one it is.
        environment: The variables of the environment.
        folder: The folder the program is started from.
        home: The user's home.
        root: Where the system's own files begin.
        version_of: Returns the version of an installed package, None if it is not installed.
        import_fault: Says why a module cannot be imported, "" if it can.
        run: Runs a program to its end.
        runs: Whether a process of a number runs.
    """

    system: str = sys.platform
    machine: str = field(default_factory=platform.machine)
    python: str = field(default_factory=lambda: f"{platform.python_version()} ({platform.python_implementation()})")
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = field(default_factory=Path.cwd)
    home: Path = field(default_factory=lambda: Path(os.path.expanduser("~")))  # noqa: PTH111  # Path.home() raises where there is none
    root: Path = Path("/")
    version_of: Callable[[str], str | None] = _version_of
    import_fault: Callable[[str], str] = _import_fault
    run: Callable[[Sequence[str]], Ran] = _run
    runs: Callable[[int], bool] = _runs
