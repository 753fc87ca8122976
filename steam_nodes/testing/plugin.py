"""The pytest plugin: the fixtures of the test kit, the ini option `steam_schema`, and the markers `steam_world` and `steam_recordings`.

Rules: pytest loads this file in every run of whoever has steam_nodes installed, with Steam tests or without. So it imports nothing but
pytest: what a fixture needs is loaded when a test first uses it. Each test has a world, a tree and a clock of its own, in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes import LocalSteam, SceneTree, Schema
    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.testing import AssertStored, Frames, Record, Replay, SteamFaults, Until

_RECORDING: Final = "steam_recording"
_FIRST_PLAYER: Final = 76561197960287931


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the ini option, and let Python load the library as it is."""
    parser.addini(
        "steam_schema", "The TOML file of your game's stats and achievements, beside this file; see steam_nodes, docs/how_to/testing.md"
    )
    # pytest rewrites the assertions of each package that brings a plugin. The library has none, and to read its hundreds of files for that
    # would take most of a second wherever nothing was cached. Where a pytest keeps these names elsewhere, it only takes that long.
    hook = getattr(pluginmanager, "rewrite_hook", None)
    marked: set[str] = getattr(hook, "_must_rewrite", set())
    marked -= {"steam_nodes", "steam_nodes_demo"}
    getattr(hook, "_marked_for_rewrite_cache", {}).clear()


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    config.addinivalue_line("markers", "steam_world(**options): options of LocalSteam for the world of this test, such as strict=True")
    config.addinivalue_line(
        "markers", "steam_recordings(*files): run the test once for each of these recordings, named from the test's folder; * finds several"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each recording."""
    if _RECORDING not in metafunc.fixturenames:
        return
    folder = metafunc.definition.path.parent
    named = [str(name) for mark in metafunc.definition.iter_markers("steam_recordings") for name in mark.args]
    # A name that leads nowhere is a test too, which fails: else it would be skipped, or stop the whole run.
    files = [file for name in named for file in sorted(folder.glob(name) if "*" in name else []) or [folder / name]]
    if files:
        metafunc.parametrize(_RECORDING, files, indirect=True, ids=[file.name for file in files])


@pytest.fixture(scope="session")
def steam_schema(pytestconfig: pytest.Config) -> Schema:
    """Give what App Admin holds of your game: the file that the ini option `steam_schema` names; override it for another."""
    named = str(pytestconfig.getini("steam_schema") or "")
    if not named:
        pytest.fail(
            "steam_nodes: the tests do not know your game's stats; write `steam_schema = stats.toml` below [pytest] in pytest.ini "
            '(`steam_schema = "stats.toml"` below [tool.pytest.ini_options] in pyproject.toml), or give a fixture steam_schema of your own',
            pytrace=False,
        )
    return _schema(pytestconfig, named)


def _schema(config: pytest.Config, given: Schema | str | Path | Mapping[str, Any]) -> Schema:
    """Return a schema, or read it: from its tables, from its text, or from a path that is meant from the folder of the ini file."""
    from steam_nodes import Schema, SchemaError  # noqa: PLC0415  # loaded on first use

    if isinstance(given, Schema):
        return given
    folder = config.rootpath if config.inipath is None else config.inipath.parent
    try:
        if isinstance(given, Mapping):
            return Schema.of(given, source="steam_schema")
        # No path has several lines, and no schema only one.
        return Schema.parse(given, source="steam_schema") if isinstance(given, str) and "\n" in given else Schema.load(folder / given)
    except SchemaError as fault:
        said = str(fault)
    except TypeError:
        said = f"it gives a Schema, its TOML as a path or as text, or its tables as a dict, not {type(given).__name__}"
    # Outside of the handler, or the cause would stand above this one line.
    pytest.fail(f"steam_schema: {said.removeprefix('steam_schema: ')}", pytrace=False)


@pytest.fixture
def steam_player() -> int:
    """Give the Steam ID of the player at whose machine the game runs; override it for another."""
    return _FIRST_PLAYER


@pytest.fixture
def _steam_apart() -> Iterator[None]:
    """Keep the test from the next one: each fixture that opens something stands on this, and so is closed before it looks."""
    from steam_nodes.testing.isolation import Before  # noqa: PLC0415  # loaded on first use

    before = Before()
    yield
    left = before.restore()
    if left:
        pytest.fail("\n".join(f"steam_nodes: {sentence}" for sentence in left), pytrace=False)


@pytest.fixture
def steam_world(
    request: pytest.FixtureRequest,
    pytestconfig: pytest.Config,
    steam_schema: Schema | str | Path | Mapping[str, Any],
    _steam_apart: None,
) -> Iterator[LocalSteam]:
    """Give a Steam of this test's own, in memory, on a stepped clock; it ends with the test."""
    from steam_nodes import LocalSteam, SteppedClock  # noqa: PLC0415  # loaded on first use

    options: dict[str, Any] = {"clock": SteppedClock()}
    for mark in reversed([*request.node.iter_markers("steam_world")]):
        if mark.args:
            text = f"the marker steam_world takes options by name, such as steam_world(strict=True), not {mark.args[0]!r}"
            pytest.fail(text, pytrace=False)
        options |= mark.kwargs
    known = LocalSteam.__init__.__kwdefaults__ or {}
    unknown = sorted(options.keys() - known.keys())
    if unknown:
        pytest.fail(f"the marker steam_world has no option {unknown[0]!r}; LocalSteam takes {', '.join(sorted(known))}", pytrace=False)
    world = LocalSteam(_schema(pytestconfig, steam_schema), **options)
    yield world
    world.close()


@pytest.fixture
def steam_client(steam_world: LocalSteam, steam_player: int) -> Iterator[LocalClient]:
    """Give Steam as the player's own program sees it, over the world of this test."""
    client = steam_world.client(steam_player)
    yield client
    client.close()


@pytest.fixture
def steam_tree(request: pytest.FixtureRequest, _steam_apart: None) -> Iterator[SceneTree]:
    """Give a tree of 60 frames a second with SteamServer and Steam attached, or with SteamServer on the recording of this test."""
    from steam_nodes import SceneTree, Steam, SteamServer  # noqa: PLC0415  # loaded on first use

    tree = SceneTree(fixed_fps=60)
    try:
        if _RECORDING in request.fixturenames:
            SteamServer.attach(tree, request.getfixturevalue(_RECORDING))
        else:
            SteamServer.attach(tree, request.getfixturevalue("steam_world"))
            Steam.attach(tree, request.getfixturevalue("steam_client"))
        yield tree
    finally:
        tree.close()


@pytest.fixture
def frames(request: pytest.FixtureRequest, steam_tree: SceneTree) -> Frames:
    """Give what runs frames of `steam_tree`: `frames(3)`, `frames.seconds(2.5)`."""
    from steam_nodes.testing.stepping import Frames  # noqa: PLC0415  # loaded on first use

    recorded = _RECORDING in request.fixturenames
    return Frames(steam_tree, request.getfixturevalue(_RECORDING).frames if recorded else ())


@pytest.fixture
def until(steam_tree: SceneTree, frames: Frames) -> Until:
    """Give what runs frames until a signal is emitted, and returns its arguments: `until(player_stats.stored, timeout=5.0)`."""
    from steam_nodes.testing.stepping import Until  # noqa: PLC0415  # loaded on first use

    return Until(steam_tree, frames)


@pytest.fixture
def record() -> Iterator[Record]:
    """Give what makes a recorder of some signals; what came is in its `emissions`, in order."""
    from steam_nodes.testing.recorder import Record  # noqa: PLC0415  # loaded on first use

    made = Record()
    yield made
    made.stop()


@pytest.fixture
def steam_faults(steam_world: LocalSteam, steam_client: LocalClient) -> Iterator[SteamFaults]:
    """Give what goes wrong with Steam at your word: `steam_faults.next_stores(Result.BUSY)`; all is well again when the test is over."""
    from steam_nodes.testing.scripted_faults import SteamFaults  # noqa: PLC0415  # loaded on first use

    faults = SteamFaults(steam_world, steam_client)
    yield faults
    faults.clear()


@pytest.fixture
def assert_stored(steam_world: LocalSteam) -> Iterator[AssertStored]:
    """Give what checks the stored values of a player: `assert_stored(player, "kills", 3)`, `assert_stored(player, unlocked="ACH_WIN")`."""
    from steam_nodes.testing.stored import AssertStored  # noqa: PLC0415  # loaded on first use

    check = AssertStored(steam_world)
    yield check
    check.close()


@pytest.fixture
def steam_recording(request: pytest.FixtureRequest, _steam_apart: None) -> Iterator[Replay]:
    """Give the recording of this run of the test, as a server's Steam; the marker `steam_recordings` names the files."""
    from steam_nodes import replay  # noqa: PLC0415  # loaded on first use

    file = getattr(request, "param", None)
    if file is None:
        pytest.fail(
            'steam_recording: the test does not say which recordings it plays; write @pytest.mark.steam_recordings("recordings/*.txt") '
            "above it",
            pytrace=False,
        )
    if not file.exists():
        text = f"steam_recordings: no file is named {file.name} in {file.parent}; record one with steam_nodes.record(), or correct the name"
        pytest.fail(text, pytrace=False)
    recording = replay(file)
    yield recording
    recording.close()
