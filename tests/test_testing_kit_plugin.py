"""The test kit as pytest loads it: a stranger's projects, run in processes of their own.

Rules: a project runs once, and each law looks at its part of what that run printed. Warnings, unknown markers and unknown options are
errors in it. The plugin comes by its entry point, as for every user: a checkout that was installed before there was one is to be
installed again.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import entry_points
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, Schema, SteppedClock, record
from tests.support.markdown import ROOT, blocks

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "how_to" / "testing.md"
PLUGIN = "steam_nodes.testing.plugin"
STATS = """
app_id = 480

[stats.kills]
type = "INT"
set_by = "GS"

[achievements.ACH_WIN]
"""
INI = """
[pytest]
steam_schema = data/stats.toml
addopts = --strict-markers --strict-config -p no:cacheprovider
filterwarnings = error
"""
GOOD = """
import unittest
from pathlib import Path

import pytest

from steam_nodes import Engine, Node, Result, Steam, SteamServer

SEEN = []


def test_what_the_fixtures_are(steam_world, steam_tree, steam_client, steam_player, frames, until, record, steam_faults, assert_stored):
    server, steam = SteamServer.get_singleton(), Steam.get_singleton()
    assert server.get_tree() is steam.get_tree() is steam_tree
    assert server.backend is steam_world
    assert steam.get_steam_id() == steam_player == steam_client.get_steam_id()
    heard = record(server.stats_received)
    server.request_user_stats(steam_player)
    assert until(server.stats_received) == (Result.OK, steam_player)
    server.set_user_stat_int(steam_player, "kills", 2)
    steam.set_achievement("ACH_WIN")
    steam_faults.next_stores(Result.BUSY)
    server.store_user_stats(steam_player)
    assert until(server.stats_stored)[0] is Result.BUSY
    server.store_user_stats(steam_player)
    steam_faults.clear()
    steam.store_stats()
    frames(2)
    assert_stored(steam_player, "kills", 2)
    assert_stored(steam_player, unlocked="ACH_WIN")
    assert heard.names == ["stats_received"]
    Engine.time_scale = 0.0
    SEEN.append(steam_world)


def test_nothing_is_left_for_the_next(steam_world, assert_stored, steam_player):
    assert SEEN
    assert SEEN[0] is not steam_world
    assert not Engine.has_singleton("SteamServer") and not Engine.has_singleton("Steam") and Engine.get_main_loop() is None
    assert Engine.time_scale == 1.0
    assert_stored(steam_player, "kills", 0)


@pytest.mark.steam_world(strict=True)
class TestMarked:
    @pytest.mark.steam_world(users={76561197960287931: {"kills": 7}})
    def test_options_of_class_and_test_count(self, steam_world, assert_stored, steam_player):
        assert steam_world._world.options.strict
        assert_stored(steam_player, "kills", 7)


class TestOfUnittest(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def _kit(self, steam_tree, frames):
        self.tree, self.frames = steam_tree, frames

    def test_a_class_of_unittest_has_the_fixtures(self):
        self.frames(3)
        self.assertEqual(Engine.get_process_frames(), 3)


@pytest.mark.steam_recordings("recordings/*.txt")
def test_each_recording_is_played(steam_recording, steam_tree, frames, until):
    server = SteamServer.get_singleton()
    server.request_user_stats(steam_recording.players[0])
    assert until(server.stats_received)[0] is Result.OK
    assert frames.elapsed == 0.25
    frames(1)
    assert steam_recording.ended
"""
OVERRIDDEN = """
import pytest

from steam_nodes import Steam


@pytest.fixture
def steam_player():
    return 76561197960287999


@pytest.fixture
def steam_schema():
    return "data/stats.toml"


def test_what_a_module_overrides_counts(steam_tree, steam_player, steam_world):
    assert Steam.get_singleton().get_steam_id() == steam_player == 76561197960287999
    assert "kills" in steam_world.schema.stats
"""
BAD = """
import pytest

from steam_nodes import Node, SceneTree

KEPT = []


def test_a_tree_is_left_open(steam_tree):
    KEPT.append(SceneTree(Node))


def test_it_is_closed_now():
    assert KEPT[0].process(1 / 60) is False


def test_something_fails_at_the_end(steam_tree):
    class Sore(Node):
        def _exit_tree(self):
            raise ValueError("sore at the end")

    steam_tree.root.add_child(Sore())


def test_the_next_one_is_fine(steam_tree, frames):
    frames(2)


def test_something_fails_in_a_frame(steam_tree, frames):
    class Sick(Node):
        def _process(self, delta):
            raise ValueError("sick in a frame")

    steam_tree.root.add_child(Sick())
    frames(2)


@pytest.mark.steam_world(strikt=True)
def test_an_option_is_wrong(steam_world):
    pass


@pytest.mark.steam_world({"strict": True})
def test_an_option_has_no_name(steam_world):
    pass


def test_no_recording_is_named(steam_recording):
    pass


class TestOfAnotherFile:
    @pytest.fixture
    def steam_schema(self):
        return "nowhere/stats.toml"

    def test_a_schema_is_not_there(self, steam_tree):
        pass


@pytest.mark.parametrize("steam_schema", [{"app_id": 440}, "app_id = 440\\n"], ids=["tables", "text"])
def test_a_schema_is_given_as_it_is(steam_world):
    assert steam_world.schema.app_id == 440


@pytest.mark.parametrize("steam_schema", [480])
def test_a_schema_is_none(steam_world):
    pass


@pytest.mark.parametrize("steam_schema", [{"app": 480}])
def test_a_schema_is_wrong(steam_world):
    pass


@pytest.mark.steam_recordings("nowhere/*.txt", 5)
def test_a_recording_is_not_there(steam_recording):
    pass
"""
PLAIN = """
import sys


def test_nothing_of_the_library_is_loaded():
    loaded = {name for name in sys.modules if name.startswith(("steam_nodes", "blinker", "cffi", "sqlite3"))}
    assert loaded == {"steam_nodes", "steam_nodes.testing", "steam_nodes.testing.plugin"}


def test_its_files_are_not_rewritten():
    from steam_nodes import Node

    assert type(sys.modules[Node.__module__].__loader__).__name__ == "SourceFileLoader"


def test_there_is_no_schema(steam_world):
    pass
"""


@dataclass(frozen=True)
class Run:
    """What one run of pytest printed."""

    code: int
    text: str

    def ended(self, test: str) -> set[str]:
        """Return how a test ended: PASSED, FAILED, ERROR, by the lines of its summary."""
        return {
            word for word, name in re.findall(r"^(PASSED|FAILED|ERROR) (\S+)", self.text, re.MULTILINE) if name.rpartition("::")[2] == test
        }


def play(folder: Path, files: dict[str, str], *options: str) -> Run:
    """Write a project into a folder and run its tests."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Run(run.returncode, run.stdout + run.stderr)


def recording(file: Path) -> None:
    """Record a server that asks for a player in one frame of a quarter of a second, and goes on for another."""
    file.parent.mkdir(parents=True)
    world = LocalSteam(Schema.parse(STATS), clock=SteppedClock())
    recorded = record(world, file)
    recorded.request_user_stats(76561197960287931)
    for _ in range(2):
        recorded.advance(0.25)
        recorded.poll()
    recorded.close()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a project that uses every fixture, well and badly."""
    folder = tmp_path_factory.mktemp("project")
    recording(folder / "recordings" / "first.txt")
    files = {"pytest.ini": INI, "data/stats.toml": STATS, "test_good.py": GOOD, "test_overridden.py": OVERRIDDEN, "test_bad.py": BAD}
    return play(folder, files)


def test_the_fixtures_work_in_a_strangers_suite(project: Run) -> None:
    """Each fixture is there and works; a module's own player and schema count, and so do the options of a marker."""
    tests = {
        "test_what_the_fixtures_are",
        "test_what_a_module_overrides_counts",
        "test_options_of_class_and_test_count",
        "test_a_class_of_unittest_has_the_fixtures",
        "test_each_recording_is_played[first.txt]",
    }
    assert {test for test in tests if project.ended(test) == {"PASSED"}} == tests, project.text


def test_one_test_leaves_nothing_to_the_next(project: Run) -> None:
    """The next test has another world, no singleton, no tree and the engine's own settings, also where the one before it failed."""
    assert project.ended("test_nothing_is_left_for_the_next") == {"PASSED"}, project.text
    assert project.ended("test_the_next_one_is_fine") == {"PASSED"}


def test_a_schema_is_text_or_tables_too(project: Run) -> None:
    """A fixture `steam_schema` may give the schema's tables, or its text, in place of a file."""
    for given in ("tables", "text"):
        assert project.ended(f"test_a_schema_is_given_as_it_is[{given}]") == {"PASSED"}


def test_what_is_left_open_fails_the_test_that_left_it(project: Run) -> None:
    """A tree that was not closed is an error at the end of its test, and is closed; so is what user code raises as the tree ends."""
    assert project.ended("test_a_tree_is_left_open") == {"PASSED", "ERROR"}
    assert (
        "steam_nodes: a SceneTree with Node below its root was not closed; call tree.close() at its end, or use steam_tree" in project.text
    )
    assert project.ended("test_it_is_closed_now") == {"PASSED"}
    assert project.ended("test_something_fails_at_the_end") == {"PASSED", "ERROR"}
    assert "ValueError: sore at the end" in project.text


def test_an_error_in_a_frame_fails_the_test(project: Run) -> None:
    """What a node raises is the failure of the test that ran the frame, and the kit's own lines are not shown."""
    assert project.ended("test_something_fails_in_a_frame") == {"FAILED"}
    assert "ValueError: sick in a frame" in project.text
    assert "testing/stepping.py" not in project.text


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("test_an_option_is_wrong", "the marker steam_world has no option 'strikt'; LocalSteam takes clock, group_access, limits"),
        ("test_an_option_has_no_name", "takes options by name, such as steam_world(strict=True)"),
        ("test_no_recording_is_named", 'write @pytest.mark.steam_recordings("recordings/*.txt") above it'),
        ("test_a_schema_is_not_there", "nowhere/stats.toml: the schema cannot be read: No such file or directory; give the path of"),
        ("test_a_schema_is_none[480]", "steam_schema: it gives a Schema, its TOML as a path or as text, or its tables as a dict, not int"),
        ("test_a_schema_is_wrong[steam_schema0]", "steam_schema: app_id is missing; write app_id = 480"),
        ("test_a_recording_is_not_there[*.txt]", "steam_recordings: no file is named *.txt in "),
        ("test_a_recording_is_not_there[5]", "steam_recordings: no file is named 5 in "),
    ],
)
def test_what_is_asked_for_wrongly_is_told_in_one_line(project: Run, test: str, told: str) -> None:
    """A wrong option of a marker, a schema or a recording that is not there: an error with the remedy, and no traceback of the kit's."""
    assert project.ended(test) == {"ERROR"}, project.text
    assert told in project.text
    assert "testing/plugin.py" not in project.text
    assert "During handling" not in project.text


def test_the_project_of_the_page_does_what_the_page_says(tmp_path: Path) -> None:
    """The files of docs/how_to/testing.md are a project whose tests pass, but for the one that the page shows failing, with that text."""
    found = blocks(PAGE)
    files = {block.mark.removeprefix("file "): block.body for block in found if block.mark.startswith("file ")}
    run = play(tmp_path, files, "-W", "error")
    assert re.search(r"^=+ 1 failed, 9 passed in ", run.text, re.MULTILINE), run.text
    assert run.ended("test_the_round_is_stored") == {"FAILED"}
    (shown,) = (block.body for block in found if block.language == "console")
    assert shown in run.text


def test_a_suite_without_steam_loads_nothing(tmp_path: Path) -> None:
    """Where no fixture is used nothing of the library is loaded; what is loaded is not rewritten; that no schema is named is told.

    The three tests of the project run in this order.
    """
    run = play(tmp_path, {"test_plain.py": PLAIN})
    assert run.ended("test_nothing_of_the_library_is_loaded") == {"PASSED"}, run.text
    assert run.ended("test_its_files_are_not_rewritten") == {"PASSED"}
    assert run.ended("test_there_is_no_schema") == {"ERROR"}
    assert "write `steam_schema = stats.toml` below [pytest] in pytest.ini" in run.text


def test_the_plugin_is_an_entry_point() -> None:
    """Who installs the package has the plugin, under a name that `-p no:steam_nodes` leaves out; an older installation is told."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert package["project"]["entry-points"]["pytest11"] == {"steam_nodes": PLUGIN}
    installed = [point.value for point in entry_points(group="pytest11") if point.name == "steam_nodes"]
    assert installed == [PLUGIN], 'this checkout was installed before it had the plugin; run python -m pip install -e ".[test]" again'


@pytest.mark.long
def test_the_fixtures_work_side_by_side(tmp_path: Path) -> None:
    """The same project under pytest-xdist ends in the same way."""
    recording(tmp_path / "recordings" / "first.txt")
    files = {"pytest.ini": INI, "data/stats.toml": STATS, "test_good.py": GOOD, "test_overridden.py": OVERRIDDEN}
    run = play(tmp_path, files, "-n", "2", "--dist", "loadfile")
    assert run.code == 0, run.text
