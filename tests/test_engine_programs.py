"""Random programs that the real engine has played, played here: the same lines in the same order.

Rules: see `tests/engine`, which makes such programs, plays them on both sides and keeps the ones this file reads.
"""

from __future__ import annotations

import difflib

import pytest

from tests.engine.here import comparable, play
from tests.engine.kept import kept


@pytest.mark.parametrize("fps", [60, 30, 144])
def test_programs_print_here_what_the_engine_printed(fps: int) -> None:
    """Every moment of a random program comes in the engine's order and finds its nodes in the engine's state, at each rate of frames."""
    programs = kept(fps)
    assert len(programs) >= 20
    played, _ = play([each.program for each in programs], fps)
    for each, (lines, refused) in zip(programs, played, strict=True):
        differences = [*difflib.unified_diff(each.engine, comparable(lines), "the engine", "here", lineterm="")]
        assert not differences, "\n".join((str(each.program), *differences))
        assert refused == each.refused
