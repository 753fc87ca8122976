"""The laws of what a user's class may say: names of the library keep their kind, and objects are told apart by identity."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from steam_nodes import Node, Object, SceneTree, Signal, Timer

if TYPE_CHECKING:
    from collections.abc import Callable


def nothing(_self: Any) -> None:
    """Stand in for a method."""


BODIES: list[tuple[type, str, object, str]] = [
    (Node, "name", "Bob", "property of Node"),
    (Node, "name", nothing, "property of Node"),
    (Node, "owner", None, "property of Node"),
    (Node, "process_mode", 3, "property of Node"),
    (Node, "process_priority", 1, "property of Node"),
    (Timer, "wait_time", 2.0, "property of Timer"),
    (Node, "ready", False, "signal of Node .*'_ready'"),
    (Node, "ready", nothing, "signal of Node .*'_ready'"),
    (Node, "tree_exiting", None, "signal of Node"),
    (Timer, "timeout", 3.0, "signal of Timer"),
    (Node, "get_name", "Bob", "method of Node"),
    (Node, "free", True, "method of Node"),
    (Node, "free", Signal(), "method of Node"),
    (Node, "_process", None, "method of Node"),
    (Node, "_ready", False, "method of Node"),
    (Object, "connect", 1, "method of Object"),
]


@pytest.mark.parametrize(("base", "name", "value", "words"), BODIES)
def test_a_class_body_that_hides_a_name_of_the_library_is_refused(base: type, name: str, value: object, words: str) -> None:
    """The class statement raises, and names the class, the name and what it is."""
    with pytest.raises(TypeError, match=rf"class Bad: '{name}' is a {words}"):
        type("Bad", (base,), {name: value})


@pytest.mark.parametrize(("base", "name", "value", "words"), BODIES)
def test_so_is_a_base_that_stands_before_the_library(base: type, name: str, value: object, words: str) -> None:
    """What hides it from a base is named with that base, and harms nothing from a base that stands behind."""
    mixin = type("Mixin", (), {name: value})
    with pytest.raises(TypeError, match=rf"class Bad, by its base Mixin: '{name}' is a {words}"):
        type("Bad", (mixin, base), {})
    assert getattr(type("Good", (base, mixin), {}), name) is getattr(base, name)


def test_what_keeps_its_kind_may_be_overridden() -> None:
    """Methods by whatever can be called, properties by properties, signals by signals, and every other name is free."""

    class Mine(Node):
        ready: Signal[()] = Signal()
        _queued = name2 = 3

        @property
        def process_mode(self) -> int:
            """Stand still."""
            return 4

        @process_mode.setter
        def process_mode(self, value: int) -> None: ...

        get_name = staticmethod(lambda: "Bob")  # the law is about what can be called
        _process = nothing  # type: ignore[assignment]  # the same

    mine: Any = Mine()
    assert (mine.get_name(), mine.process_mode, mine.name2) == ("Bob", 4, 3)


VALUES: list[tuple[str, object]] = [
    ("name", 3),
    ("name", None),
    ("owner", "Ann"),
    ("owner", Timer),
    ("process_priority", "high"),
    ("process_physics_priority", 1.5),
    ("unique_name_in_owner", "yes"),
    *((name, False) for name in ("ready", "renamed", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree")),
]


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_a_value_that_an_attribute_of_a_node_cannot_have_is_refused_at_once(name: str, value: object) -> None:
    """The assignment raises, names the class, and changes nothing."""

    class Player(Node):
        def assign(self) -> None:
            """Assign as a beginner does."""
            setattr(self, name, value)

    parent, player = Node("Parent"), Player("Ann")
    parent.add_child(player)
    player.owner = parent
    before = getattr(player, name)
    with pytest.raises(TypeError, match=rf"{name} of a Player|'{name}' of a Player"):
        player.assign()
    assert getattr(player, name) == before


@dataclass
class Coin(Node):
    """Has fields, and calls no __init__ of its base."""

    value: int = 1
    tags: list[str] = field(default_factory=list)
    taken: Signal[int] = Signal("value")  # noqa: RUF009  # a declaration, shared by all
    count: ClassVar[list[int]] = []

    def _process(self, delta: float) -> None:
        self.count.append(self.value)


@dataclass(slots=True)
class Slotted(Node):
    """Is made twice by its decorator."""

    value: int = 1
    taken: Signal[int] = Signal("value")  # noqa: RUF009  # a declaration, shared by all


@dataclass(order=True)
class Ordered(Node):
    """Compares by its fields."""

    value: int = 1


@pytest.mark.parametrize("cls", [Coin, Slotted, Ordered])
def test_a_dataclass_is_a_node_like_any_other(cls: Any) -> None:
    """Nodes with equal fields are different nodes: in a tree, a dictionary, a list and a group."""
    tree = SceneTree()
    coins = [cls(value=5) for _ in range(3)]
    for coin in coins:
        tree.root.add_child(coin)
        coin.add_to_group("coins")
        coin.owner = tree.root
    assert coins[0] != coins[1]
    assert coins.index(coins[2]) == 2
    assert len(set(coins)) == 3
    assert [coin.get_index() for coin in coins] == [0, 1, 2]
    assert tree.get_nodes_in_group("coins") == coins
    Coin.count.clear()
    tree.process(0.01)
    assert Coin.count == ([5, 5, 5] if cls is Coin else [])
    coins[1].free()
    assert tree.get_nodes_in_group("coins") == [coins[0], coins[2]]
    tree.close()


@pytest.mark.parametrize("cls", [Coin, Slotted])
def test_a_signal_annotated_in_a_dataclass_is_a_signal_and_no_field(cls: Any) -> None:
    """Each object has its own, and the fields are counted without it."""
    first, second = cls(3), cls(4)
    heard: list[int] = []
    first.taken.connect(heard.append)
    first.taken.emit(1)
    second.taken.emit(2)
    assert heard == [1]
    assert (first.value, second.value) == (3, 4)
    assert "taken" not in repr(first)


def test_a_class_that_hashes_by_value_is_refused() -> None:
    """The library finds its objects by identity, and says so at the class."""
    with pytest.raises(TypeError, match="class Bad: objects of the library are found by identity"):
        type("Bad", (Node,), {"__hash__": lambda _self: 1})


def test_a_class_with_an_equality_of_its_own_is_hashed_by_identity() -> None:
    """An `__eq__` alone takes no node out of dictionaries, and one of a base is not asked."""

    class Same(Node):  # noqa: PLW1641  # the law
        def __eq__(self, other: object) -> bool:
            return isinstance(other, Same)

    class Value:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]  # as Python sets it

    class Mixed(Value, Node):
        pass

    assert len({Same(): 1, Same(): 2}) == 2
    assert Mixed() != Mixed()
    assert len({Mixed(): 1, Mixed(): 2}) == 2


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_node_is_not_copied_by_python(way: Callable[[object], object]) -> None:
    """Copy and pickle raise and name duplicate(), also for what only holds a node."""
    coin = Coin(value=3)
    coin.name = "Penny"
    with pytest.raises(TypeError, match=r"Coin 'Penny.*duplicate\(\)"):
        way(coin)
    if way is not copy.copy:
        with pytest.raises(TypeError, match=r"duplicate\(\)"):
            way({"coin": [coin]})
    with pytest.raises(TypeError, match=r"Object '<Object.*make another one"):
        way(Object())


def made_again(value: int) -> Own:
    """Make one from what was pickled."""
    return Own(value)


class Own(Object):
    """Says itself how it is pickled."""

    def __init__(self, value: int) -> None:
        """Keep the value."""
        self.value = value

    def __reduce__(self) -> Any:
        """Name what makes it again."""
        return made_again, (self.value,)


def test_a_class_that_says_how_it_is_copied_is_copied_so() -> None:
    """Its own `__reduce__` is asked by copy and pickle."""
    assert pickle.loads(pickle.dumps(Own(3))).value == 3  # noqa: S301  # pickled in the same line
    assert copy.copy(Own(4)).value == 4
