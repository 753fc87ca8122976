"""The laws of `--steam PATH`: the game on Steam's own library is the game on the local Steam, and what keeps it from Steam is told.

Rules: Steam is the loopback library with a LocalSteam behind it, by its path in a process of its own, or connected in this one. Valve's
real library, with no Steam on the machine, runs in a process of its own too.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo_game import real_steam
from demo_game.__main__ import main
from demo_game.command_line import Options, parse
from demo_game.real_steam import SteamError
from demo_game.stats.card import CardState
from demo_game.steam_world import SCHEMA, opened
from steam_nodes import LocalSteam, SteppedClock
from steam_nodes.steam.native.pipes.init_words import with_remedy
from tests.support.loopback import POSTINGS, library
from tests.support.native_world import Looped

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.thorough  # they play whole rounds

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "guide" / "real_steam.md").read_text(encoding="utf-8")


class LateSteam(LocalSteam):
    """A Steam that is out of reach when the server starts.

    Args:
        frames: After how many frames it can be reached; None for never.
    """

    def __init__(self, frames: int | None = None) -> None:
        """Be out of reach."""
        super().__init__(SCHEMA, clock=SteppedClock(), store_rate="allow")
        self.faults.lose_connection()
        self._wait = frames

    def advance(self, delta: float) -> None:
        """Come into reach when it is time."""
        if self._wait is not None:
            self._wait -= 1
            if self._wait == 0:
                self.faults.restore_connection()
        super().advance(delta)


class DeafSteam(LocalSteam):
    """A Steam that never answers a log on."""

    def log_on_anonymous(self) -> None:
        """Do nothing."""


class SternSteam(LocalSteam):
    """A Steam that wants a token, and says no for good without one."""

    def log_on_anonymous(self) -> None:
        """Refuse."""
        self.log_on("")


def run_game(path: os.PathLike[str] | str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the game on a library in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("SteamAppId", "SteamGameId", "LD_LIBRARY_PATH")}
    command = [sys.executable, "-W", "error", "-m", "demo_game", "--steam", str(path), *arguments]
    return subprocess.run(command, cwd=ROOT, env={**inherited, **environment}, check=False, capture_output=True, text=True)


def on_loopback(store: Path, *arguments: str) -> str:
    """Run the game on the loopback library in a process of its own, and return what it printed."""
    world = {"STEAM_LOOPBACK": "import tests.support.loopback_world", "LOOPBACK_SCHEMA": str(SCHEMA), "LOOPBACK_STORE": str(store)}
    found = run_game(library(), *arguments, **world)
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Callable[[LocalSteam], None]:
    """Give a function that puts a world behind the library that the game opens next; the game closes both."""

    def put(world: LocalSteam, posting: str = "result") -> None:
        library()
        monkeypatch.setattr(real_steam, "open_library", lambda _path, schema: Looped(world, posting=posting, schema=schema))

    return put


def test_the_game_on_the_library_prints_what_it_prints_on_the_local_steam(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The same seed, twice on the same store: not a letter differs from the local Steam, and the second run goes on from the first."""
    printed = []
    for _ in range(2):
        assert main(["--headless", "--rounds", "3", "--seed", "1", "--data", str(tmp_path)]) == 0
        expected = capsys.readouterr().out
        assert on_loopback(tmp_path / "steam.sqlite3", "--headless", "--rounds", "3", "--seed", "1") == expected
        printed.append(expected)
    games = [re.findall(r"^NumGames +(\d+) +(\d+)$", text, re.MULTILINE) for text in printed]
    assert games == [[("3", "3")], [("6", "6")]]


@pytest.mark.parametrize("posting", POSTINGS)
def test_however_steam_posts_its_answers_the_summary_is_the_same(
    capsys: pytest.CaptureFixture[str], behind: Callable[..., None], posting: str
) -> None:
    """Call results, broadcasts, both in either order: three rounds give the text that the local Steam gives."""
    expected = on_the_local_steam()
    behind(LocalSteam(SCHEMA, clock=SteppedClock(), store_rate="allow"), posting)
    capsys.readouterr()
    assert main(["--headless", "--rounds", "3", "--seed", "4", "--steam", "library"]) == 0
    assert capsys.readouterr().out == expected


@functools.cache
def on_the_local_steam() -> str:
    """Play three rounds on the local Steam, once for all who compare with them, and return what was printed."""
    with tempfile.TemporaryDirectory() as data, contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main(["--headless", "--rounds", "3", "--seed", "4", "--data", data]) == 0
    return printed.getvalue()


def test_a_match_waits_for_a_late_log_on_without_a_display(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, behind: Callable[..., None]
) -> None:
    """A Steam that is reached after twenty frames changes nothing in the summary."""
    behind(LateSteam(20))
    assert main(["--headless", "--rounds", "2", "--seed", "1", "--steam", "library"]) == 0
    late = capsys.readouterr().out
    assert main(["--headless", "--rounds", "2", "--seed", "1", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == late


def test_what_is_played_before_the_log_on_is_kept(behind: Callable[..., None]) -> None:
    """In a window the fight begins at once: rounds before the log on are set when it comes, and stored with the next round."""
    behind(LateSteam(2400))
    with opened(Options(steam=Path("library"), seed=3, autoplay=True, frames=1)) as game:
        tree, card = game.get_tree(), game.scorekeeper.cards[0]
        assert game.log.entries
        while not game.stats.loggedOn():  # type: ignore[attr-defined]  # on a library it is a SteamServer
            assert card.state is CardState.ASKED
            assert tree.process()
        played = sum(game.match.wins) + game.match.draws
        assert played >= 1
        while card.state is not CardState.STORED:
            assert tree.process()
        ended = sum(game.match.wins) + game.match.draws
        assert ended > played
        assert card.stats["NumGames"] == ended
        assert not tree.root.has_node("LogOn")
        assert ("SteamServer", "server_connected") in [(entry.source, entry.signal) for entry in game.log.entries]


def test_what_is_unstored_at_the_end_is_stored(tmp_path: Path) -> None:
    """A window that closes in the middle of a round leaves the feet that were flown with Steam."""
    store = tmp_path / "steam.sqlite3"
    on_loopback(store, "--autoplay", "--seed", "2", "--frames", "500", "--mute")
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock())
    player = 76561197960287931
    steam.request_user_stats(player)
    steam.advance(1.0)
    assert steam.poll()
    assert (steam.get_user_stat_float(player, "FeetTraveled") or 0.0) > 10.0
    assert steam.get_user_stat_int(player, "NumGames") == 0
    steam.close()


def test_a_stat_that_steam_gives_to_no_server_is_told_once(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path, behind: Callable[..., None]
) -> None:
    """Refused sets are one line for each player, however often they are tried, and the books are not called stored."""
    own = tmp_path / "client.toml"
    own.write_text(SCHEMA.read_text(encoding="utf-8").replace('set_by = "GS"', 'set_by = "Client"'), encoding="utf-8")
    behind(LocalSteam(own, clock=SteppedClock(), store_rate="allow"))
    assert main(["--headless", "--rounds", "3", "--seed", "1", "--steam", "library"]) == 0
    printed = capsys.readouterr().out
    assert len(re.findall(r"^ +(?:Needle|Wedge): .*set_user_stat.*Set By", printed, re.MULTILINE)) == 2
    assert re.search(r"^saved +failed +failed$", printed, re.MULTILINE)
    assert caplog.text


@pytest.mark.parametrize(
    ("world", "patience", "words"),
    [
        (LateSteam, 0.0, "Steam did not log the server on: "),
        (lambda: DeafSteam(SCHEMA, clock=SteppedClock()), 0.0, "Steam did not log the server on: Steam said nothing"),
        (lambda: SternSteam(SCHEMA, clock=SteppedClock()), 1e9, "Steam did not log the server on: it answered INVALID_PARAM"),
    ],
    ids=["out of reach", "deaf", "stern"],
)
def test_a_log_on_that_fails_is_told_with_the_remedy(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    behind: Callable[..., None],
    world: Callable[[], LocalSteam],
    patience: float,
    words: str,
) -> None:
    """Where Steam says no for good, or nothing for too long, the game ends with code 2, one sentence, and the place to read on."""
    monkeypatch.setattr(real_steam, "PATIENCE", patience)
    behind(world())
    assert main(["--headless", "--rounds", "1", "--steam", "library"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"demo_game: {words}")
    assert f'{real_steam.PAGE} says what else it may be, under "The log on fails"' in told
    assert "### The log on fails\n" in PAGE


def test_while_steam_retries_the_last_answer_is_kept_for_the_sentence(monkeypatch: pytest.MonkeyPatch, behind: Callable[..., None]) -> None:
    """A failure after which Steam goes on trying ends nothing; when patience ends, it is named."""
    behind(LateSteam())
    with opened(Options(steam=Path("library"), frames=1)) as game:
        for _ in range(10):
            assert game.get_tree().process()
        monkeypatch.setattr(real_steam, "PATIENCE", 0.0)
        with pytest.raises(SteamError, match="it answered NO_CONNECTION"):
            game.get_tree().process()


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.so", "cannot be read"), ("text.so", "is no library"), (".", "is a folder")],
)
def test_a_library_that_is_none_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, words: str) -> None:
    """A wrong path ends with code 2 and a sentence that names it, the remedy and the page."""
    (tmp_path / "text.so").write_text("not a library", encoding="utf-8")
    assert main(["--headless", "--steam", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"demo_game: {tmp_path}")
    assert words in printed.err
    assert real_steam.PAGE in printed.err


def test_a_library_is_found_by_its_bare_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the folder one stands in needs no more than its name."""
    path = Path(library())
    monkeypatch.chdir(path.parent)
    real_steam.open_library(Path(path.name), SCHEMA).close()


def test_valves_library_without_steam_ends_the_game_with_valves_own_sentence(tmp_path: Path) -> None:
    """No Steam on the machine: code 2, the module that could not be loaded, the page to read, and no traceback."""
    try:
        found = files("steamworks-swig") or []
    except PackageNotFoundError:
        pytest.skip("no wheel of steamworks-swig for this machine, which carries Valve's library")
    path = next(file.locate() for file in found if "libsteam_api" in file.name)
    run = run_game(str(path), "--headless", "--rounds", "1", HOME=str(tmp_path))
    sentence = f"Failed to load module '{tmp_path}/.steam/sdk64/steamclient.so'"
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines()[-1] == (
        f"demo_game: Steam did not start: {with_remedy(1, sentence)}; "
        'https://steam-nodes.readthedocs.io/en/latest/guide/real_steam.html says what to do, under "server_init gives a status"'
    )
    assert "Traceback" not in run.stderr
    assert "### server_init gives a status\n" in PAGE


@pytest.mark.parametrize(
    "arguments", [["--data", "there"], ["--bench"], ["--screenshots", "there"], ["--friends", "3"]], ids=lambda arguments: str(arguments[0])
)
def test_what_keeps_stats_elsewhere_does_not_go_with_steam(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """An option about stats on this machine is refused beside `--steam`, with the reason."""
    with pytest.raises(SystemExit) as end:
        parse(["--steam", "library", *arguments])
    assert end.value.code == 2
    told = capsys.readouterr().err
    assert f"error: {arguments[0]} " in told
    assert "kept by Steam itself: leave one of the two out" in told
