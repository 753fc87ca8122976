"""Memory stays where it was: over idle frames, emissions, and nodes that are made and freed.

Rules: what is counted are the interpreter's allocated blocks after a full collection, so one forgotten object a round would show a
thousandfold; a small allowance is left for caches that fill once.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from steam_nodes import Engine, Node, SceneTree, Signal, Timer

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.thorough  # thousands of frames for each law

ALLOWANCE = 300


class Ship(Node):
    """A node that takes part in everything."""

    hit: Signal[int] = Signal("damage")

    def _process(self, delta: float) -> None:
        pass

    def _physics_process(self, delta: float) -> None:
        pass

    def _input(self, event: object) -> None:
        pass

    async def _ready(self) -> None:
        await self.hit

    def on_hit(self, damage: int) -> None:
        """Be a receiver."""


def growth(work: Callable[[int], None], rounds: int) -> int:
    """Return how many blocks more there are after many rounds of work than after a first few."""
    work(min(rounds, 1000))
    gc.collect()
    before = sys.getallocatedblocks()
    work(rounds)
    gc.collect()
    return sys.getallocatedblocks() - before


def test_idle_frames_leave_nothing_behind(tree: SceneTree, thorough: bool, long: bool) -> None:
    """200,000 frames; 10⁶ with --thorough, 10⁷ in the long form."""
    tree.root.add_child(Node("Idle"))

    def frames(count: int) -> None:
        for _ in range(count):
            tree.process(0.0)

    assert growth(frames, 10_000_000 if long else 1_000_000 if thorough else 200_000) < ALLOWANCE


def test_emissions_leave_nothing_behind(thorough: bool, long: bool) -> None:
    """200,000 emissions to a method, a lambda and a one-shot that connects itself anew; 10⁶ with --thorough, 10⁷ in the long form."""
    ship, other = Ship(), Ship()
    ship.hit.connect(other.on_hit)
    ship.hit.connect(lambda damage: damage)

    def emissions(count: int) -> None:
        for _ in range(count):
            ship.hit.emit(1)

    def shots(count: int) -> None:
        for _ in range(count):
            ship.tree_entered.connect(other.get_class, Node.CONNECT_ONE_SHOT)
            ship.tree_entered.emit()

    assert growth(emissions, 10_000_000 if long else 1_000_000 if thorough else 200_000) < ALLOWANCE
    assert growth(shots, 10_000) < ALLOWANCE


def test_nodes_that_are_made_and_freed_leave_nothing_behind(tree: SceneTree, long: bool) -> None:
    """20,000 nodes (10⁵ in the long form) with a timer, a group, connections on both sides and a task that still waits."""
    base = Node("Base")
    tree.root.add_child(base)

    def lives(count: int) -> None:
        for number in range(count // 100):
            for _ in range(100):
                ship = Ship()
                ship.add_to_group("ships")
                ship.hit.connect(ship.on_hit)
                base.renamed.connect(ship.queue_free)
                ship.add_child(Timer())
                base.add_child(ship)
            tree.process()
            if number % 2:
                tree.call_group("ships", "queue_free")
            else:
                for ship in tree.get_nodes_in_group("ships"):
                    ship.free()
            tree.process()

    assert growth(lives, 100_000 if long else 20_000) < ALLOWANCE
    assert tree.get_node_count() == 2
    assert not base.renamed.has_connections()


def test_nodes_that_are_only_dropped_leave_nothing_behind(tree: SceneTree) -> None:
    """A node outside of the tree needs no free(): letting go of it is enough."""
    base = Node("Base")
    tree.root.add_child(base)

    def drops(count: int) -> None:
        for _ in range(count):
            ship = Ship()
            ship.hit.connect(ship.on_hit)
            ship.add_child(Node())
            tree.root.add_child(ship)
            tree.root.remove_child(ship)

    assert growth(drops, 20_000) < ALLOWANCE


def test_timers_tasks_and_deferred_calls_leave_nothing_behind(tree: SceneTree) -> None:
    """What the tree keeps for later is let go once it ran."""

    class Waits(Node):
        async def wait(self) -> None:
            await self.get_tree().create_timer(0.0).timeout
            await self.get_tree().process_frame

    waits = Waits()
    tree.root.add_child(waits)

    def rounds(count: int) -> None:
        for _ in range(count):
            waits.wait()
            waits.call_deferred("get_class")
            tree.process()

    assert growth(rounds, 20_000) < ALLOWANCE


def test_what_was_registered_and_is_gone_or_freed_leaves_nothing_behind() -> None:
    """However many objects had a name of a singleton, only those that live are kept by it."""
    living = Node()
    Engine.register_singleton("Many", living)
    for _ in range(100):
        freed = Node()
        Engine.register_singleton("Many", freed)
        freed.free()
        Engine.register_singleton("Many", Node())
    assert len(Engine._singletons["Many"]) <= 2
    assert Engine.get_singleton("Many") is living
    Engine.unregister_singleton("Many")
