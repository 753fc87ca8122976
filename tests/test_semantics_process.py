"""Laws of the order of `_process` and of what changes while it runs, as tables: who does what to whom, and who is called then.

Rules: the nodes A to E stand below the root in this order. In the first of two frames one of them acts; the law is who is called in each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes import Engine, Node, SceneTree, Timer

if TYPE_CHECKING:
    from collections.abc import Callable

Act = "Callable[[Row], object]"


class Cell(Node):
    """Notes that it is called, and acts once if it is told to."""

    row: Row
    act: Callable[[Row], object] | None = None

    def _process(self, _delta: float) -> None:
        self.row.calls.append(self.name)
        act, self.act = self.act, None
        if act is not None:
            act(self.row)


class PhysicsCell(Node):
    """Notes its ticks and its frames."""

    row: Row

    def _physics_process(self, _delta: float) -> None:
        self.row.calls.append(f"{self.name}!")

    def _process(self, _delta: float) -> None:
        self.row.calls.append(self.name)


class Row:
    """A tree with the nodes A to E."""

    def __init__(self, tree: SceneTree) -> None:
        """Add them."""
        self.tree = tree
        self.calls: list[str] = []
        for name in "ABCDE":
            self.add(name)

    def cell(self, name: str, priority: int = 0) -> Cell:
        """Make a node that notes its calls here."""
        cell = Cell(name)
        cell.row = self
        cell.process_priority = priority
        return cell

    def add(self, name: str, priority: int = 0, parent: Node | None = None) -> Cell:
        """Add a node."""
        cell = self.cell(name, priority)
        (parent or self.tree.root).add_child(cell)
        return cell

    def __getitem__(self, name: str) -> Cell:
        """Return the node of that name."""
        found: Cell = self.tree.root.get_node(name)
        return found

    def again(self, name: str) -> None:
        """Take a node out and put it back."""
        cell = self[name]
        self.tree.root.remove_child(cell)
        self.tree.root.add_child(cell)

    def frame(self) -> str:
        """Run a frame and tell who was called."""
        self.calls.clear()
        self.tree.process()
        return "".join(self.calls)


@pytest.fixture
def row(tree: SceneTree) -> Row:
    """Give the row of nodes."""
    return Row(tree)


def both(row: Row, name: str, *, first: bool) -> None:
    """Switch a node's processing there and back."""
    row[name].set_process(not first)
    row[name].set_process(first)


CHANGES: list[tuple[str, str, Callable[[Row], object], str, str]] = [
    ("adds a child", "B", lambda row: row.add("x", parent=row["B"]), "ABCDE", "ABxCDE"),
    ("adds a last sibling", "B", lambda row: row.add("x"), "ABCDE", "ABCDEx"),
    ("adds a sibling before all", "B", lambda row: row.add("x", -1), "ABCDE", "xABCDE"),
    ("adds one next to itself", "B", lambda row: row["B"].add_sibling(row.cell("x")), "ABCDE", "ABxCDE"),
    ("removes a later one", "B", lambda row: row.tree.root.remove_child(row["D"]), "ABCE", "ABCE"),
    ("removes an earlier one", "D", lambda row: row.tree.root.remove_child(row["B"]), "ABCDE", "ACDE"),
    ("frees a later one", "B", lambda row: row["D"].free(), "ABCE", "ABCE"),
    ("frees the next one", "B", lambda row: row["C"].free(), "ABDE", "ABDE"),
    ("frees an earlier one", "D", lambda row: row["B"].free(), "ABCDE", "ACDE"),
    ("queues a later one", "B", lambda row: row["D"].queue_free(), "ABCDE", "ABCE"),
    ("queues itself", "B", lambda row: row["B"].queue_free(), "ABCDE", "ACDE"),
    ("takes a later one out and back", "B", lambda row: row.again("D"), "ABCE", "ABCED"),
    ("takes itself out and back", "B", lambda row: row.again("B"), "ABCDE", "ACDEB"),
    ("switches a later one off", "B", lambda row: row["D"].set_process(False), "ABCE", "ABCE"),
    ("switches a later one off and on", "B", lambda row: both(row, "D", first=True), "ABCDE", "ABCDE"),
    ("switches an earlier one off and on", "D", lambda row: both(row, "B", first=True), "ABCDE", "ABCDE"),
    ("switches itself off", "B", lambda row: row["B"].set_process(False), "ABCDE", "ACDE"),
    ("disables a later one", "B", lambda row: setattr(row["D"], "process_mode", Node.PROCESS_MODE_DISABLED), "ABCE", "ABCE"),
    ("pauses the tree", "B", lambda row: setattr(row.tree, "paused", True), "AB", ""),
    ("raises the priority of a later one", "B", lambda row: setattr(row["D"], "process_priority", -1), "ABCDE", "DABCE"),
    ("lowers the priority of a later one", "B", lambda row: setattr(row["D"], "process_priority", 1), "ABCDE", "ABCED"),
    ("moves a later one to the front", "B", lambda row: row.tree.root.move_child(row["D"], 0), "ABCDE", "ABCDE"),
]


@pytest.mark.parametrize(("what", "who", "act", "now", "then"), CHANGES, ids=[what for what, *_ in CHANGES])
def test_a_change_in_the_middle_of_a_pass(row: Row, what: str, who: str, act: Callable[[Row], object], now: str, then: str) -> None:
    """What leaves or cannot process is not called any more; what joins is called from the next pass on."""
    row[who].act = act
    assert (row.frame(), row.frame()) == (now, then), what


def test_what_was_off_and_is_switched_on_waits_for_the_next_pass(row: Row) -> None:
    """Also where its turn would still come."""
    row["D"].set_process(False)
    row["B"].act = lambda row: row["D"].set_process(True)
    assert (row.frame(), row.frame()) == ("ABCE", "ABCDE")


@pytest.mark.parametrize(
    ("priorities", "expected"),
    [({}, "ABCDE"), ({"E": -1}, "EABCD"), ({"A": 1}, "BCDEA"), ({"A": 2, "B": 1, "E": -5}, "ECDBA"), ({"B": 1, "A": 1}, "CDEAB")],
)
def test_lower_priorities_run_earlier_and_equal_ones_in_tree_order(row: Row, priorities: dict[str, int], expected: str) -> None:
    """The order follows at the next frame."""
    for name, priority in priorities.items():
        row[name].process_priority = priority
    assert row.frame() == expected


def test_a_child_with_a_lower_priority_runs_before_its_parent(row: Row) -> None:
    """Priorities count in the whole tree, not among siblings."""
    row.add("x", parent=row["C"])
    row.add("y", -1, parent=row["C"])
    assert row.frame() == "yABCxDE"


def test_the_two_priorities_do_not_mix(tree: SceneTree) -> None:
    """One is for `_process`, the other for `_physics_process`."""
    row = Row.__new__(Row)
    row.tree, row.calls = tree, []
    for name, idle, physics in [("A", 1, 0), ("B", 0, 1)]:
        cell = PhysicsCell(name)
        cell.row = row
        cell.process_priority, cell.process_physics_priority = idle, physics
        tree.root.add_child(cell)
    assert row.frame() == "A!B!BA"


def plain(row: Row) -> None:
    """Add a node that does not process."""
    row.tree.root.add_child(Node("plain"))


def plain_with_priority(row: Row) -> None:
    """Add a node that does not process, and change its priority."""
    plain(row)
    row.tree.root.get_node("plain").process_priority = 3


def switched(row: Row) -> None:
    """Switch a node's processing off and on, between frames."""
    row["C"].set_process(False)
    row["C"].set_process(True)


def listed(row: Row) -> None:
    """Switch on what the class has not."""
    plain(row)
    row.tree.root.get_node("plain").set_process(True)


def other_list(row: Row) -> None:
    """Change what concerns the other list, on a node that is in this one."""
    row["C"].set_physics_process(True)


def timer(row: Row) -> None:
    """Start a timer, which processes by itself."""
    clock = Timer("clock")
    row.tree.root.add_child(clock)
    clock.start()


SORTS: list[tuple[str, Callable[[Row], object], str]] = [
    ("nothing", lambda _row: None, "ABCDE"),
    ("a node without _process is added", plain, "ABCDE"),
    ("a node is removed", lambda row: row.tree.root.remove_child(row["A"]), "BCDE"),
    ("the same priority is set", lambda row: setattr(row["C"], "process_priority", 0), "ABCDE"),
    ("a priority changes on a node that does not process", plain_with_priority, "ABCDE"),
    ("a node that processes is added", lambda row: row.add("x"), "EABCDx"),
    ("a priority changes", lambda row: setattr(row["C"], "process_priority", 3), "EABDC"),
    ("processing goes off and on", switched, "EABCD"),
    ("a node is added that is switched on by hand", listed, "EABCD"),
    ("the other list of a node changes", other_list, "EABCD"),
    ("the other priority of a node changes", lambda row: setattr(row["C"], "process_physics_priority", 3), "EABCD"),
    ("a timer starts", timer, "EABCD"),
]


@pytest.mark.parametrize(("what", "act", "expected"), SORTS, ids=[what for what, *_ in SORTS])
def test_a_moved_child_is_processed_at_its_new_place_only_once_the_list_is_sorted(
    row: Row, what: str, act: Callable[[Row], object], expected: str
) -> None:
    """E moves to the front; then something happens that sorts the list, or not."""
    assert row.frame() == "ABCDE"
    row.tree.root.move_child(row["E"], 0)
    act(row)
    assert row.frame() == expected, what
    assert row.frame() == expected, what


def test_internal_children_are_processed_at_their_places(row: Row) -> None:
    """Front, ordinary, back."""
    for name, mode in [("b", Node.INTERNAL_MODE_BACK), ("f", Node.INTERNAL_MODE_FRONT), ("n", Node.INTERNAL_MODE_DISABLED)]:
        row["C"].add_child(row.cell(name), internal=mode)
    assert row.frame() == "ABCfnbDE"


def test_what_is_added_in_a_tick_is_processed_in_the_same_frame(tree: SceneTree) -> None:
    """Its own ticks begin with the next one."""
    row = Row.__new__(Row)
    row.tree, row.calls = tree, []
    cell = PhysicsCell("x")
    cell.row = row
    tree.physics_frame.connect(lambda: row.calls.append("tick"))
    tree.physics_frame.connect(lambda: tree.root.call_deferred("add_child", cell), Node.CONNECT_ONE_SHOT)
    assert (row.frame(), row.frame()) == ("tickx", "tickx!x")


def test_the_pass_of_a_coroutine_is_called_anew_each_frame(tree: SceneTree) -> None:
    """Earlier calls that still wait pile up."""
    lines: list[str] = []

    class Slow(Node):
        async def _process(self, _delta: float) -> None:
            frame = Engine.get_process_frames()
            lines.append(f"{frame} begins")
            await self.get_tree().create_timer(0.03).timeout
            lines.append(f"{frame} ends")

    tree.root.add_child(Slow())
    for _ in range(3):
        tree.process()
    assert lines == ["0 begins", "1 begins", "0 ends", "2 begins", "1 ends"]
