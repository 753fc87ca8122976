"""Attaching SteamServerStats to a tree, and finding it again: its place, its one of a kind, and the singletons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Engine, LocalSteam, Node, Result, SceneTree, Schema, SteamServer, SteamServerStats, SteppedClock
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

ALICE = 76561197960287931
SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n')


@pytest.fixture
def steam() -> Iterator[LocalSteam]:
    """Give a world in memory under a stepped clock."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    yield world
    world.close()


@pytest.fixture
def stats(tree: SceneTree, steam: LocalSteam) -> SteamServerStats:
    """Give the node, attached."""
    return SteamServerStats.attach(tree, steam)


def test_attach_puts_it_first_under_the_root_and_it_runs_before_the_game(tree: SceneTree, steam: LocalSteam, recorder: Recorder) -> None:
    """It is an autoload of that name, in front of nodes that were there before."""

    class Game(Node):
        def _process(self, delta: float) -> None:
            recorder.lines.append(("game",))

    tree.root.add_child(Game("Game"))
    stats = SteamServerStats.attach(tree, steam)
    recorder.watch(stats.stats_received)
    stats.requestUserStats(ALICE)
    tree.process()
    assert [child.name for child in tree.root.get_children()] == ["SteamServerStats", "Game"]
    assert tree.root.get_node("/root/SteamServerStats") is stats
    assert stats.process_mode == Node.PROCESS_MODE_ALWAYS
    assert recorder.lines == [("stats_received", Result.OK, ALICE), ("game",)]


def test_a_tree_holds_one_of_the_two(tree: SceneTree, steam: LocalSteam, stats: SteamServerStats) -> None:
    """Attaching a second one, of either class, is refused by name."""
    with pytest.raises(RuntimeError, match="SteamServerStats"):
        SteamServer.attach(tree, steam)
    assert tree.root.get_children() == [stats]


def test_a_second_one_that_comes_as_an_autoload_is_removed_again(steam: LocalSteam) -> None:
    """The frame raises, and the first one stays the only one."""
    first, second = SteamServerStats(steam), SteamServer(steam)
    tree = SceneTree(autoloads={"One": first, "Two": second}, fixed_fps=60)
    with pytest.raises(RuntimeError, match="holds one"):
        tree.process()
    assert tree.root.get_children() == [first]
    assert SteamServerStats.get_singleton() is first
    tree.close()


def test_attaching_while_the_root_is_busy_is_refused_with_the_remedy(steam: LocalSteam) -> None:
    """In the main scene's `_ready` it is too late; the message says when and how."""
    caught: list[str] = []

    class Game(Node):
        def _ready(self) -> None:
            with pytest.raises(RuntimeError) as error:
                SteamServerStats.attach(self.get_tree(), steam)
            caught.append(str(error.value))

    SceneTree(Game(), fixed_fps=60).close()
    assert len(caught) == 1
    assert "autoloads=" in caught[0]


def test_get_singleton_gives_the_one_of_the_running_tree_else_the_last_attached(steam: LocalSteam) -> None:
    """Two trees in one process each find their own; outside of a frame the last one answers; after both ended none does."""
    seen: list[tuple[SteamServerStats, Any]] = []

    class Game(Node):
        def _process(self, delta: float) -> None:
            seen.append((SteamServerStats.get_singleton(), Engine.get_singleton("SteamServerStats")))

    trees = [SceneTree(fixed_fps=60), SceneTree(fixed_fps=60)]
    nodes = [SteamServerStats.attach(tree, steam) for tree in trees]
    for tree in trees:
        tree.root.add_child(Game())
        tree.process()
    assert seen == [(nodes[0], nodes[0]), (nodes[1], nodes[1])]
    assert SteamServerStats.get_singleton() is nodes[1]
    for tree in trees:
        tree.close()
    assert not Engine.has_singleton("SteamServerStats")


def test_without_one_attached_get_singleton_names_the_remedy() -> None:
    """Both ways of asking raise RuntimeError."""
    assert not Engine.has_singleton("SteamServerStats")
    with pytest.raises(RuntimeError, match=r"SteamServerStats\.attach"):
        SteamServerStats.get_singleton()
    with pytest.raises(RuntimeError, match="attach"):
        Engine.get_singleton("SteamServerStats")


def test_a_plain_stats_node_is_no_server(stats: SteamServerStats) -> None:
    """`SteamServer` asks for its own class; `SteamServerStats` finds either."""
    assert SteamServerStats.get_singleton() is stats
    assert not Engine.has_singleton("SteamServer")
    with pytest.raises(RuntimeError, match=r"SteamServer\.attach"):
        SteamServer.get_singleton()
