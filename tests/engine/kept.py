"""Programs that are kept beside what the real engine printed, so that they are a law where no engine is.

Rules: `kept/FPS.txt` has for each program a line with `#` and the program, then what the engine wrote. `python -m tests.engine --keep`
writes the files anew; nothing is changed in them by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from tests.engine.program import Program

KEPT: Final = Path(__file__).parent / "kept"


class Kept(NamedTuple):
    """One program.

    Args:
        program: The program.
        refused: The numbers of the steps that this library refuses, and that were left out in the engine.
        engine: The engine's lines.
    """

    program: Program
    refused: list[int]
    engine: list[str]


def kept(fps: int) -> list[Kept]:
    """Return the programs of a rate."""
    found: list[Kept] = []
    for line in (KEPT / f"{fps}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            found.append(Kept(*Program.read(line[1:]), []))
        else:
            found[-1].engine.append(line)
    return found
