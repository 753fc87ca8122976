"""What all law books share: `--long` and `-m quick`, a tree, a world and its server, a recorder, a display, and no silent skips in CI.

Rules: nothing here opens a window or a sound device; SDL gets its dummy drivers before any test imports pygame. With `CI` set in the
environment a skipped test is a failed test, so that nothing can go missing unseen.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.support import places
from tests.support.builds import BUILDS, new_folder
from tests.support.quick import QUICK

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from steam_nodes import LocalSteam, SceneTree, Schema, Signal, SteamServer
    from tests.support.group_worlds import GroupWorld

QUICK_FILES = {name for names in QUICK.values() for name in names}
LONGEST = {
    "test_cloud_kill",
    "test_two_sides_machine",
    "test_stats_machine",
    "test_kill",
    "test_memory",
    "test_model",
    "test_demo_window",
    "test_demo_game",
}
"""Files with a law that takes many seconds, as `--durations` tells."""

HOST_DISPLAY = os.environ.get("DISPLAY")

# No law is about time: a slow machine is no fault of the code.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"


class Recorder:
    """Collects emissions as tuples `(label, *arguments)`, in the order in which they came."""

    def __init__(self) -> None:
        """Start empty."""
        self.lines: list[tuple[object, ...]] = []

    def watch(self, signal: Signal[*tuple[Any, ...]], label: str | None = None) -> None:
        """Record every emission of a signal, under the signal's own name unless a label is given."""
        signal.connect(self.slot(label or str(signal.get_name())))

    def slot(self, label: str) -> Callable[..., None]:
        """Return a receiver that records its arguments under a label."""

        def record(*args: object) -> None:
            self.lines.append((label, *args))

        return record


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--thorough` and `--long`."""
    parser.addoption("--thorough", action="store_true", help="run what .ci/run wants besides: laws of chance on more ways, whole programs")
    parser.addoption("--long", action="store_true", help="run the long forms of the laws: more rounds, more examples")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over files without quick laws, or a database's, where only those are wanted: to read all takes longer than to run these."""
    wanted = str(config.getoption("markexpr")).partition(" ")[0]
    if not collection_path.match("test_*.py") or wanted not in {"quick", "postgresql"}:
        return None
    has_some = collection_path.stem in QUICK_FILES if wanted == "quick" else places.goes_to_a_database(collection_path)
    return None if has_some else True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the quick laws, and put the longest first, so that no process is left with one when the others are done.

    The tests marked `long` are left out, unless `--long` is given, those marked `thorough`, unless `--thorough` or `--long` is, and those
    marked `postgresql` where no database is named; they count as deselected, not as skipped. A twin on a file (`sqlite`) is long, but in
    the files of laws that places.py names.
    """
    rows = Counter[str]()
    for item in items:
        if item.path.stem in QUICK_FILES:
            item.add_marker(pytest.mark.quick)
        of_many = places.is_one_way_of_many(item)
        table = "" if of_many else places.table_of(item)
        if table:
            rows[table] += 1
            of_many = rows[table] > places.ROWS
        if of_many:
            item.add_marker(pytest.mark.long)
        if item.get_closest_marker("sqlite") and item.path.stem not in places.ON_A_FILE_TOO:
            item.add_marker(pytest.mark.long)
    items.sort(key=lambda item: item.path.stem not in LONGEST)
    put_off = [] if config.getoption("--long") else ["long"] if config.getoption("--thorough") else ["long", "thorough"]
    if not os.environ.get(places.NAMED_IN):
        put_off.append("postgresql")
    later = [item for item in items if any(map(item.get_closest_marker, put_off))]
    if later:
        config.hook.pytest_deselected(items=later)
        left_out = set(later)
        items[:] = [item for item in items if item not in left_out]


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which all processes of this run find the loopback's libraries once one of them has built them."""
    if BUILDS not in os.environ:
        os.environ[BUILDS] = new_folder()
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(BUILDS), ignore_errors=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where `CI` is set."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole file into a failure where `CI` is set."""
    report = yield
    if os.environ.get("CI") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture
def printed(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Give a function that has a text printed at the end of the run, from whatever process the test is in."""
    return lambda text: record_property("printed", text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have counted for whoever reads the run."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "printed":
                terminalreporter.write_line(f"{report.nodeid}:\n{text}")


@pytest.fixture(autouse=True)
def _nothing_lent() -> Iterator[None]:
    """Take from the library's classes what a ported script of the test was lent: another test may ask what they have."""
    yield
    lending = sys.modules.get("steam_nodes.gdscript.classes.stand_ins")
    if lending is not None:
        lending.take_back()


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether laws of chance go as many ways as .ci/run wants of them."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the long form of a law is asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(params=places.HOMES)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let each LocalSteam of a law that names no store have its rows in memory, a file and a database in turn; see ON_EVERY_STORE."""
    with places.at_home(request.param, tmp_path_factory):
        yield


@pytest.fixture(params=places.SHARED)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Give what LocalSteams of several programs take as their store: a file, and a database in turn."""
    return places.shared_place(request.param, tmp_path)


@pytest.fixture
def tree() -> Iterator[SceneTree]:
    """Give an empty tree of 60 frames a second that ends with the test."""
    # Not at the top: the law books of single rooms stay runnable while another room is being rebuilt.
    from steam_nodes import SceneTree  # noqa: PLC0415  # loaded on first use

    tree = SceneTree(fixed_fps=60)
    yield tree
    tree.close()


@pytest.fixture
def schema(request: pytest.FixtureRequest) -> Schema:
    """Give the schema of the world: the SCHEMA of the file of laws, else that of the worlds of stats."""
    from tests.support.stats_world import SCHEMA  # noqa: PLC0415  # loaded on first use

    found: Schema = getattr(request.module, "SCHEMA", SCHEMA)
    return found


@pytest.fixture
def world(schema: Schema) -> Iterator[LocalSteam]:
    """Give a world in memory that frames move and that ends with the test."""
    from steam_nodes import LocalSteam, SteppedClock  # noqa: PLC0415  # loaded on first use

    world = LocalSteam(schema, clock=SteppedClock())
    yield world
    world.close()


@pytest.fixture(params=["local", "shim", "abi"])
def group(request: pytest.FixtureRequest) -> Iterator[GroupWorld]:
    """Give a node Steam over a player's world in each way in turn, for the laws of the groups; see tests/support/group_worlds.py."""
    from tests.support import client_world, group_worlds  # noqa: PLC0415  # loaded on first use

    schema = getattr(request.module, "SCHEMA", client_world.SCHEMA)
    with group_worlds.group_world(request.param, schema) as opened:
        yield opened


@pytest.fixture
def server(tree: SceneTree, world: LocalSteam) -> SteamServer:
    """Give a server attached to the world."""
    from steam_nodes import SteamServer  # noqa: PLC0415  # loaded on first use

    return SteamServer.attach(tree, world)


@pytest.fixture
def recorder() -> Recorder:
    """Give a recorder of emissions."""
    return Recorder()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Give the name of an X display: the one we are run on, else a virtual one; skip where there is neither."""
    if sys.platform != "linux":
        yield ""
        return
    if HOST_DISPLAY:
        yield HOST_DISPLAY
        return
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("no display, and no Xvfb to make one: install Debian's package xvfb")
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as line:
            number = line.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def pytest_collection_finish() -> None:
    """Take what was collected out of the garbage collector's rounds: many a law calls for one, which then sees only what the laws make."""
    forget_the_past()


def forget_the_past() -> None:
    """Let the garbage collector's rounds see only what is made from now on."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _few_objects() -> None:
    """Let each round of the garbage collector be a short one: what the files before have loaded and kept is no matter of this one."""
    forget_the_past()
