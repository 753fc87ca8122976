"""The laws of what `free()` leaves behind, whatever the layout of the class: no class of its own, nothing of the user's, one answer."""

from __future__ import annotations

import abc
import gc
import weakref
from typing import Any

import pytest

from steam_nodes import FreedError, Node, Object, SceneTree, Signal, is_instance_valid

MADE: list[type] = []


class Sprite:
    """A base of another library with slots, as arcade's."""

    __slots__ = ("__angle", "texture")

    def __init__(self) -> None:
        """Fill the slots."""
        self.__angle = 90
        self.texture: object = None

    def __len__(self) -> int:
        """Have a length."""
        return self.__angle


class Meta(abc.ABCMeta):
    """A metaclass that notes every class it makes."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Note it."""
        made = super().__new__(cls, *args, **kwargs)
        MADE.append(made)
        return made


class Shape(metaclass=Meta):
    """Has that metaclass."""


class Plain(Node):
    """Has the layout of every node."""


class Slots(Node, Sprite):
    """Has another."""


class Behind(Sprite, Node):
    """Has its base's methods first."""

    __slots__ = ("own",)


class Table(Node, dict):  # type: ignore[type-arg, misc]  # a layout written in C, whose get() is another
    """Has one written in C."""


class Abstract(Slots, Shape):
    """Has a metaclass too."""


class Stubborn(Node, Sprite):
    """Guards its attributes, and cannot be printed."""

    ended = False

    def __init_subclass__(cls, needed: int, **kwargs: Any) -> None:
        """Ask for an argument."""
        super().__init_subclass__(**kwargs)
        MADE.append(cls)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to become anything else."""
        if name == "__class__":
            raise RuntimeError(name)
        object.__setattr__(self, name, value)


CLASSES: list[Any] = [Plain, Slots, Behind, Table, Abstract, Stubborn]
classes = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


def freed(cls: Any) -> Any:
    """Return a freed one."""
    node = cls()
    node.name = "Ship"
    node.free()
    return node


@classes
def test_freeing_makes_at_most_one_class_for_a_class_and_asks_none_of_the_users_hooks(cls: Any) -> None:
    """A thousand freed objects have one class, and neither __init_subclass__ nor the metaclass hears of it."""
    known = list(MADE)
    assert len({type(freed(cls)) for _ in range(1000)}) == 1
    assert known == MADE


@classes
def test_a_freed_object_is_an_instance_of_nothing_but_object(cls: Any) -> None:
    """`isinstance` says the same for every layout."""
    node = freed(cls)
    assert isinstance(node, Object)
    for base in (cls, *CLASSES, Node, Sprite, Shape, dict):
        assert not isinstance(node, base)
    assert not is_instance_valid(node)


@classes
def test_nothing_of_the_users_class_lives_on(cls: Any) -> None:
    """No method, no operator and no attribute answers; it is false, None's equal and itself, and tells its class and name."""
    node = freed(cls)
    assert not node
    assert node == None  # noqa: E711  # the law
    assert node == node  # noqa: PLR0124  # the law
    assert {node: 1}[node] == 1
    assert repr(node) == str(node) == "<Freed Object>"
    for use in (lambda: node.name, lambda: setattr(node, "texture", 1), lambda: delattr(node, "texture"), lambda: node.free):
        with pytest.raises(FreedError, match=rf"of {cls.__name__} 'Ship:<Node#\d+>', which was freed.*is_instance_valid"):
            use()
    with pytest.raises(TypeError):
        len(node)


@pytest.mark.parametrize("cls", [Slots, Behind, Abstract, Stubborn])
def test_a_freed_object_lets_go_of_what_its_slots_held(cls: Any) -> None:
    """What a slot held is collected, though somebody still holds the freed object."""
    node, held = cls(), Object()
    node.texture = held
    gone = weakref.ref(held)
    del held
    node.free()
    gc.collect()
    assert gone() is None


def test_a_class_of_a_function_is_collected_with_its_freed_objects() -> None:
    """What freeing made for a class keeps neither it nor itself."""

    def made() -> weakref.ref[type]:
        class Local(Node, Sprite):
            pass

        freed(Local)
        return weakref.ref(Local)

    gone = made()
    gc.collect()
    assert gone() is None


@classes
def test_one_whose_printing_fails_is_freed_all_the_same(cls: Any) -> None:
    """The error of its __str__ is the tree's; the object is freed, its connections are gone."""
    tree = SceneTree()
    broken: Any = type("Broken", (cls,), {"__str__": lambda _self: 1 // 0}, **({"needed": 1} if cls is Stubborn else {}))
    node, source = broken(), Signals()
    source.hit.connect(node.get_name)
    tree.root.add_child(node)
    node.queue_free()
    with pytest.raises(ZeroDivisionError):
        tree.process(0.01)
    assert not is_instance_valid(node)
    assert not source.hit.has_connections()
    with pytest.raises(FreedError, match="of Broken"):
        _ = node.name
    tree.close()


class Signals(Object):
    """Has a signal."""

    hit: Signal[()] = Signal()
