"""The laws of docs/tutorial.md: a reader who does what it says, in its order, has a game that counts, and sees what it says.

Rules: it is one project in one folder, as it is the reader's; how it is followed stands in tests/support/tutorial_project.py.
"""

from __future__ import annotations

import pytest

from steam_nodes import LocalSteam
from tests.support.markdown import blocks
from tests.support.tutorial_project import PAGE, change, copied, follow, steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def test_whoever_follows_the_tutorial_sees_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run prints what the page says, and in the end the stats are on the disk."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.delenv("STEAM_API_LIBRARY", raising=False)
    runs = follow(tmp_path)
    assert len(runs) == 7
    for told, printed in runs:
        assert all(line in printed for line in told.splitlines()), printed
    steam = LocalSteam(tmp_path / "game.toml", tmp_path / "game.db")
    client = steam.client(76561197960287931)
    assert client.get_stat_int("StarsCaught") == 10
    assert client.get_achievement("ACH_CATCHER")
    client.close()
    steam.close()


def test_every_block_of_the_tutorial_is_followed() -> None:
    """Each block of a program or a file has a mark; the rest are what only the reader's own machine can do."""
    left = [block.body for block in blocks(PAGE) if not block.mark and block.language != "text"]
    assert [body.splitlines()[0] for body in left] == ["python3 -m venv .venv", "STEAM_API_LIBRARY=path/to/libsteam_api.so python main.py"]
    assert {verb for verb, *_ in steps()} == {"file", "insert", "replace", "run"}
    assert copied() == ["toast_pygame.py", "toast_feed.py"]


def test_a_line_that_the_tutorial_does_not_have_is_told(tmp_path: Path) -> None:
    """An insertion below a line that is not there, or there twice, fails and names it."""
    path = tmp_path / "main.py"
    path.write_text("a\nb\nb\n")
    for line in ("b", "c"):
        with pytest.raises(AssertionError, match=f"main.py has the line '{line}'"):
            change(path, line, "x\n", keep=True)
    change(path, "a", "x\ny\n", keep=False)
    assert path.read_text() == "x\ny\nb\nb\n"
