"""Laws of the children in their runs: the same as in a plain list, whatever is put in, moved and taken out.

Rules: families are several runs long, so that runs split, empty and end; nodes are told apart by identity alone.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes import Node, SceneTree
from steam_nodes.scene.children import LONGEST, Children

if TYPE_CHECKING:
    from collections.abc import Callable


class Card(Node):
    """Equal to every other card."""

    def __eq__(self, other: object) -> bool:
        """Be equal, which says nothing of where a card stands."""
        return isinstance(other, Card)

    __hash__ = Node.__hash__


def runs_of(siblings: Children) -> list[int]:
    """Return how long each run is."""
    return [len(run.nodes) for run in siblings._runs]


def check(siblings: Children, plain: list[Node]) -> None:
    """Hold every answer beside the plain list's."""
    assert [id(node) for node in siblings] == [id(node) for node in plain]
    assert len(siblings) == len(plain)
    assert bool(siblings) == bool(plain)
    for place, node in enumerate(plain):
        assert siblings.at(place) is node
        assert siblings.place_of(node) == place
    assert plain == [] or siblings.last_born() is plain[-1]
    lengths = runs_of(siblings)
    assert max(lengths) <= LONGEST
    assert min(lengths) > 0 or lengths == [0]


STEP = st.tuples(st.sampled_from(["append", "insert", "insert", "remove", "remove", "first", "last", "ask"]), st.integers(0, 10**6))


@settings(deadline=None, max_examples=60)
@given(begin=st.sampled_from([0, 1, LONGEST, LONGEST + 1, 3 * LONGEST]), seed=st.integers(0, 99), steps=st.lists(STEP, max_size=40))
def test_siblings_are_a_list(begin: int, seed: int, steps: list[tuple[str, int]]) -> None:
    """Every step, done up to as often as fills or empties a run, leaves the nodes as it leaves a list."""
    siblings = Children()
    plain: list[Node] = []
    for _ in range(begin):
        plain.append(Card())
        siblings.append(plain[-1])
    chance = random.Random(seed)
    for step, number in steps:
        if step == "ask":
            check(siblings, plain)
            continue
        for _ in range(chance.choice([1, 2, LONGEST])):
            if step == "append":
                plain.append(Card())
                siblings.append(plain[-1])
            elif step == "insert":
                place = number % (len(plain) + 1)
                plain.insert(place, Card())
                siblings.insert(place, plain[place])
            elif plain:
                place = {"remove": number % len(plain), "first": 0, "last": -1}[step]
                siblings.remove(plain.pop(place))
    check(siblings, plain)
    low, high = sorted((seed % (len(plain) + 1), begin % (len(plain) + 1)))
    assert [id(node) for node in siblings.between(low, high)] == [id(node) for node in plain[low:high]]


TAKING: list[tuple[str, Callable[[Node, Node], object]]] = [
    ("free", lambda _parent, child: child.free()),
    ("remove_child", lambda parent, child: parent.remove_child(child)),
    ("move_child", lambda parent, child: parent.move_child(child, -1)),
    ("queue_free", lambda _parent, child: child.queue_free()),
]


@pytest.mark.parametrize(("what", "take"), TAKING, ids=[what for what, _ in TAKING])
def test_a_child_is_itself_and_not_its_equal(tree: SceneTree, what: str, take: Callable[[Node, Node], object]) -> None:
    """Of 1,000 equal children the one that is named goes, in any order, and no other."""
    cards = [Card() for _ in range(1000)]
    for card in cards:
        tree.root.add_child(card)
    order = [*cards]
    random.Random(3).shuffle(order)
    kept = [id(card) for card in cards]
    for card in order[:500]:
        take(tree.root, card)
        kept.remove(id(card))
        if what == "move_child":
            kept.append(id(card))
    tree.process(0.0)
    assert [id(card) for card in tree.root.get_children()] == kept


@pytest.mark.parametrize("mode", ["in order", "from the last", "shuffled"])
def test_children_are_deleted_from_the_last_that_was_added_after_moves_too(tree: SceneTree, mode: str) -> None:
    """Moves and removals do not change in which order the rest of 1,000 children goes with its parent."""
    top, gone = Node("Top"), []

    class Child(Node):
        def _notification(self, what: int) -> None:
            if what == self.NOTIFICATION_PREDELETE:
                gone.append(self.get_meta("number"))

    children = [Child() for _ in range(1000)]
    for number, child in enumerate(children):
        child.set_meta("number", number)
        top.add_child(child)
    tree.root.add_child(top)
    top.move_child(children[500], 3)
    removed = [*range(0, 1000, 3)] if mode == "in order" else [*range(999, 0, -3)]
    if mode == "shuffled":
        random.Random(4).shuffle(removed)
    for number in removed:
        top.remove_child(children[number])
    top.free()
    assert gone == [number for number in range(999, -1, -1) if number not in removed]
