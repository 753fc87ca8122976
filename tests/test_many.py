"""Laws of many at once: what one of 8,000 costs is what one of 1,000 costs.

Rules: no time is measured. Counted are the calls that the interpreter makes, per thing done, and what is left behind. A ship compares
itself by a function of its own, so that comparisons inside of lists are calls too; what a list shifts is held by the benchmarks.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalSteam, Node, SceneTree, Schema, Signal, SteamServerStats, SteppedClock, start

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.object.tasks import Task

FEW, MANY = 1000, 8000
ALICE = 76561197960287931
SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n')


class Ship(Node):
    """A node that takes part in a frame and waits."""

    hit: Signal[int] = Signal("damage")

    def __eq__(self, other: object) -> bool:
        """Be itself; a function, to be counted."""
        return self is other

    __hash__ = Node.__hash__

    def _process(self, delta: float) -> None:
        pass

    def on_hit(self, damage: int) -> None:
        """Be a receiver."""

    async def wait(self, other: Signal[int] | Task[Any]) -> None:
        """Wait for one thing."""
        await other


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of functions in Python and in C."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def fleet(count: int, group: str = "") -> tuple[SceneTree, Node, list[Ship]]:
    """Return a tree, a node in it, and so many ships below that, in an order that has nothing to do with where they stand."""
    tree, top = SceneTree(), Node("Top")
    tree.root.add_child(top)
    ships = [Ship() for _ in range(count)]
    for ship in ships:
        if group:
            ship.add_to_group(group)
        top.add_child(ship)
    tree.process(0.0)
    random.Random(5).shuffle(ships)
    return tree, top, ships


def _queue_free(count: int) -> Callable[[], object]:
    tree, _, ships = fleet(count)
    for ship in ships:
        ship.queue_free()
    return lambda: tree.process(0.0)


def _free_shuffled(count: int) -> Callable[[], object]:
    _, top, ships = fleet(count)
    top.move_child(ships[0], 0)
    return top.free


def _remove(count: int) -> Callable[[], object]:
    _, top, ships = fleet(count)

    def work() -> None:
        for ship in ships:
            top.remove_child(ship)

    return work


def _first_of_group(count: int) -> Callable[[], object]:
    tree, _, _ = fleet(count, "fleet")

    def work() -> None:
        while (ship := tree.get_first_node_in_group("fleet")) is not None:
            ship.remove_from_group("fleet")

    return work


def _timers(count: int) -> Callable[[], object]:
    tree = SceneTree()
    for _ in range(count):
        tree.create_timer(0.0).timeout.connect(lambda: None)
    return lambda: tree.process(0.0)


def _disconnect(count: int) -> Callable[[], object]:
    _, top, ships = fleet(count)
    tree_exited = top.tree_exited
    for ship in ships:
        tree_exited.connect(ship.queue_free)

    def work() -> None:
        for ship in ships:
            assert tree_exited.has_connections()
            tree_exited.disconnect(ship.queue_free)

    return work


def _readable(count: int) -> Callable[[], object]:
    top = Node("Top")

    def work() -> None:
        for _ in range(count):
            top.add_child(Node("Bullet"), force_readable_name=True)

    return work


def _rename(count: int) -> Callable[[], object]:
    _, _, ships = fleet(count)

    def work() -> None:
        for ship in ships:
            ship.name = "Ship"

    return work


WORK: list[tuple[str, Callable[[int], Callable[[], object]]]] = [
    ("queue_free", _queue_free),
    ("children deleted with a parent after a move", _free_shuffled),
    ("remove_child", _remove),
    ("the first of a group leaves it", _first_of_group),
    ("timers", _timers),
    ("readable names", _readable),
    ("renaming to one name", _rename),
    ("has_connections and disconnect", _disconnect),
]


@pytest.mark.parametrize(("what", "make"), WORK, ids=[what for what, _ in WORK])
def test_one_of_many_takes_as_many_calls_as_one_of_few(what: str, make: Callable[[int], Callable[[], object]]) -> None:
    """Within a tenth, for the runs of siblings that are numbered, found and ended now and then."""
    few, many = calls_of(make(FEW)) / FEW, calls_of(make(MANY)) / MANY
    assert many <= few * 1.1 + 1, what


def test_a_timer_whose_answer_came_is_counted_no_more(tree: SceneTree) -> None:
    """After 1,000 answered requests with a time limit the tree holds no timer, and nobody waits."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    stats = SteamServerStats.attach(tree, world)
    answers: list[object] = []

    class Game(Node):
        async def ask(self) -> None:
            answers.append(await stats.request(ALICE, timeout=60.0))

    game = Game()
    tree.root.add_child(game)
    for _ in range(1000):
        start(game.ask())
    assert len(tree._timers) == 1000
    for _ in range(3):
        tree.process(0.0)
    assert len(answers) == 1000
    assert tree._timers == []
    assert stats._awaits_.waiting == {}
    assert (stats._tasks_, game._tasks_) == ({}, {})
    world.close()


def test_a_timer_whose_node_is_freed_is_counted_no_more(tree: SceneTree) -> None:
    """The Steam node that asked ends, and its timers with it."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    stats = SteamServerStats.attach(tree, world)
    start(stats.request(ALICE, timeout=60.0))  # type: ignore[arg-type]  # an awaitable is enough, it has started
    assert len(tree._timers) == 1
    stats.free()
    tree.process(0.0)
    assert tree._timers == []
    world.close()


def test_timers_go_on_around_those_that_fired_or_are_made_in_a_timeout(tree: SceneTree) -> None:
    """Each fires once, in the order of creation; one made in a timeout waits for the next frame, and comes behind the older ones."""
    fired: list[str] = []

    def first() -> None:
        fired.append("first")
        tree.create_timer(0.0).timeout.connect(lambda: fired.append("made"))

    tree.create_timer(0.0).timeout.connect(first)
    tree.create_timer(1.5).timeout.connect(lambda: fired.append("later"))
    tree.create_timer(0.0).timeout.connect(lambda: fired.append("second"))
    tree.process(1.0)
    assert fired == ["first", "second"]
    tree.process(1.0)
    assert fired == ["first", "second", "later", "made"]
    tree.process(1.0)
    assert fired == ["first", "second", "later", "made"]


def test_who_is_freed_while_many_wait_for_one_task_waits_no_more() -> None:
    """Of 1,000 ships that await one task, the task keeps those that live, in their order."""
    ships = [Ship() for _ in range(1000)]
    source = Ship()
    task = start(source.wait(source.hit))
    for ship in ships:
        start(ship.wait(task))
    order = [*ships]
    random.Random(6).shuffle(order)
    for ship in order[:500]:
        ship.free()
    kept = [ship for ship in ships if ship]
    assert [waiter._node for waiter in task._waiters] == kept
    source.hit.emit(1)
    assert all(ship._tasks_ == {} for ship in kept)


def test_places_are_found_after_many_joined_before_them(tree: SceneTree) -> None:
    """Nodes that process behind 100 others, each of which joined in a frame of its own, leave one by one, and who is left is called."""
    called: list[str] = []

    class Named(Node):
        def _process(self, delta: float) -> None:
            called.append(self.name)

    front, back = Node("Front"), Node("Back")
    tree.root.add_child(front)
    tree.root.add_child(back)
    last = [Named(f"B{number}") for number in range(200)]
    for node in last:
        back.add_child(node)
    tree.process(0.0)
    for number in range(100):
        front.add_child(Named(f"F{number}"))
        tree.process(0.0)
    for node in last[::2]:
        back.remove_child(node)
    called.clear()
    tree.process(0.0)
    assert called == [f"F{number}" for number in range(100)] + [node.name for node in last[1::2]]
    for node in last[::2]:
        node.free()
