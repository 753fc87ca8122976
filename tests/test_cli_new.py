"""The laws of `steam-nodes new`: the project runs, its tests pass, nothing half written is left, and what is there stays.

Rules: a project is made in an empty folder and used in processes of its own, as its user does. What takes seconds is run by .ci/run.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.cli import main
from steam_nodes.cli.new_command import HOSTS, project_files
from tests.conftest import HOST_DISPLAY

FILES = [".gitignore", "README.md", "game.py", "pyproject.toml", "rules.py", "stats.toml", "tests/test_game.py"]
PLUGIN = "steam_nodes.testing.plugin"
PLAYER = 76561197960287931


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Make the project `game`."""
    assert main(["new", "game"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[1:] == ["  cd game", "  python game.py", "  python -m pytest", "  steam-nodes world show"]
    return place / "game"


def names(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def run(folder: Path, *words: str) -> str:
    """Run Python in a folder, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, (Path(__file__).parents[1], environment.get("PYTHONPATH", ""))))
    done = subprocess.run([sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_project_is_whole(project: Path) -> None:
    """It has these files and no others, each of them as the templates say, with the project's name where it belongs."""
    assert [name for name in names(project) if (project / name).is_file()] == FILES
    for name in FILES:
        text = (project / name).read_text(encoding="utf-8")
        assert "@" not in text.replace("@pytest.fixture", ""), name
        assert text.endswith("\n")
    assert 'set_caption("game")' in (project / "game.py").read_text(encoding="utf-8")
    assert 'name = "game"' in (project / "pyproject.toml").read_text(encoding="utf-8")
    assert Schema.load(project / "stats.toml").name == "game"
    assert project.stat().st_mode & 0o055 or os.name == "nt"


@pytest.mark.thorough
@pytest.mark.parametrize(("host", "count"), [("pygame", 4), ("none", 3)])
def test_a_project_passes_its_tests(host: str, count: int, place: Path) -> None:
    """`python -m pytest` in its folder passes, with the plugin that steam_nodes brings."""
    assert main(["new", "game", "--host", host, "--quiet"]) == 0
    installed = any(point.value == PLUGIN for point in entry_points(group="pytest11"))
    printed = run(place / "game", "-m", "pytest", "-q", *([] if installed else ["-p", PLUGIN]))
    assert f"{count} passed" in printed


def test_ruff_finds_nothing_in_a_project(place: Path) -> None:
    """The templates are what ruff accepts and formats as it comes, of either host."""
    for host in HOSTS:
        assert main(["new", f"with_{host}", "--host", host, "--quiet"]) == 0
        run(place / f"with_{host}", "-m", "ruff", "check", "--isolated", "-q", ".")
        run(place / f"with_{host}", "-m", "ruff", "format", "--isolated", "-q", "--check", ".")


@pytest.mark.thorough
def test_a_project_has_types(place: Path) -> None:
    """In its strict form mypy accepts the project of each host; what it knows of the library serves all three."""
    for host in HOSTS:
        assert main(["new", f"with_{host}", "--host", host, "--quiet"]) == 0
        told = run(place / f"with_{host}", "-m", "mypy", "--strict", "--cache-dir", str(place / "cache"), ".")
        assert "no issues found in 3 source files" in told


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process open a window on the display that the tests were started with."""
    if HOST_DISPLAY is not None:
        monkeypatch.setenv("DISPLAY", HOST_DISPLAY)
        monkeypatch.delenv("SDL_VIDEODRIVER")


def stored(folder: Path, player: int, name: str) -> int | None:
    """Return what a project has stored of a player."""
    with closing(LocalSteam(folder / "stats.toml", folder / "stats.db", clock=SteppedClock())) as world:
        world.request_user_stats(player)
        world.advance(1)
        assert world.poll()
        return world.get_user_stat_int(player, name)


@pytest.mark.thorough
@pytest.mark.usefixtures("display")
def test_the_window_opens_and_a_stat_is_on_the_disk(project: Path) -> None:
    """Some frames of the game leave a game played in stats.db, beside the schema, where `world show` looks for it."""
    run(project, "game.py", "--frames", "5")
    assert stored(project, PLAYER, "games_played") == 1


@pytest.mark.thorough
def test_a_server_runs_without_a_window(place: Path) -> None:
    """Some frames of the server leave a round played by each of its bots, and it ends by itself."""
    assert main(["new", "arena", "--host", "none", "--quiet"]) == 0
    run(place / "arena", "game.py", "--frames", "5")
    assert [stored(place / "arena", PLAYER + seat, "rounds_played") for seat in (0, 1)] == [1, 1]


# What cannot be made.


def test_what_is_there_is_left_alone(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with something in it, and a file, are refused by name and stay; an empty folder is taken."""
    (place / "full").mkdir()
    (place / "full" / "mine.txt").write_text("mine")
    (place / "file").write_text("mine")
    (place / "empty").mkdir()
    assert main(["new", "full"]) == 2
    assert main(["new", "file"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "steam-nodes: full is there already, with mine.txt in it; choose another name, or empty it",
        "steam-nodes: file is there already, and is no folder; choose another name",
    ]
    assert names(place) == ["empty", "file", "full", "full/mine.txt"]
    assert main(["new", "empty", "--quiet"]) == 0
    assert (place / "empty" / "game.py").exists()
    assert [name for name in names(place) if name.startswith(".")] == []


@pytest.mark.parametrize("name", ["", ".", "..", "1st", "-x-", "a b", "a.b", "über", "a_", "con", "COM1", "a" * 65, "x/", "a\nb"])
def test_a_bad_name_is_refused_in_one_line(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that pip, Python or Windows would not take is refused with the reason, and nothing is made."""
    words = ["new", "--", name]
    if name == "x/":
        assert main(words) == 0  # a folder's name may end with a slash
        return
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "can't be a project's name: " in err
    assert names(place) == []


@pytest.mark.parametrize("fails", range(1, len(FILES) + 1))
def test_a_disk_that_fails_leaves_nothing(
    fails: int, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever file cannot be written, no part of the project is left, and it is one line."""
    write, count = Path.write_text, iter(range(1, 99))

    def failing(path: Path, *text: str, **options: str) -> int:
        if next(count) == fails:
            raise OSError(28, "No space left on device")
        return write(path, *text, **options)

    monkeypatch.setattr(Path, "write_text", failing)
    assert main(["new", "game"]) == 2
    assert capsys.readouterr().err == "steam-nodes: game can't be made: No space left on device; name a place that you can write to\n"
    assert names(place) == []


def test_a_place_that_is_read_only_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that nobody may write to, and one that is not there, are named."""

    def refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    assert main(["new", "no/where/game"]) == 2
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    assert main(["new", "game"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "steam-nodes: no/where/game can't be made: No such file or directory; name a place that you can write to",
        "steam-nodes: game can't be made: Permission denied; name a place that you can write to",
    ]
    assert names(place) == []


def test_what_was_made_is_told_as_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints the folder and its files."""
    (place / "games").mkdir()
    assert main(["new", "games/coins", "--host", "arcade", "--json", "--quiet"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"folder": str(Path("games/coins")), "host": "arcade", "files": FILES}
    assert err == ""


@pytest.mark.parametrize("host", HOSTS)
def test_only_the_window_knows_its_framework(host: str) -> None:
    """The rules and the tests of a project import neither pygame nor arcade: whoever changes the window keeps them."""
    files = project_files("game", host)
    for name in ("rules.py", "tests/test_game.py"):
        roots = {
            (node.names[0].name if isinstance(node, ast.Import) else node.module or "").partition(".")[0]
            for node in ast.walk(ast.parse(files[name]))
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert roots & {"pygame", "arcade", "pyglet"} == set()
    assert host == "none" or f"import {host}\n" in files["game.py"]


@pytest.mark.parametrize(
    ("host", "lacking"),
    [("pygame", "pip install pygame-ce pytest"), ("arcade", "pip install arcade pytest"), ("none", "pip install pytest")],
)
def test_what_the_game_lacks_is_named_before_it_is_started(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, host: str, lacking: str
) -> None:
    """Who has installed the library alone is told what the game and its tests need besides."""
    monkeypatch.setattr("steam_nodes.cli.new_command.find_spec", lambda _: None)
    assert main(["new", "game", "--host", host]) == 0
    assert capsys.readouterr().err.splitlines()[1:4] == ["  cd game", f"  {lacking}", "  python game.py"]
    assert (place / "game").is_dir()
