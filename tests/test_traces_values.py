"""Values and properties in the engine's own traces, as far as they are not GDScript's own.

Rules: see `godot_trace`. What GDScript's Variant alone has (vectors, colours, packed arrays, `var_to_str`, JSON, formats, conversions and
its integers of 64 bits) is not this library's.
"""

from __future__ import annotations

import math

from steam_nodes import Node, NodePath, SceneTree, Signal
from tests.support.godot_text import Printer, StringName
from tests.support.godot_trace import FOLDER, play, say


def printed(*values: object) -> str:
    """Return what the printer of all traces makes of values."""
    printer = Printer()
    printer(*values)
    (line,) = printer.lines
    return line


def test_29_values_print_as_the_engine_prints_them() -> None:
    """Numbers, texts, names, paths, arrays and dictionaries, and the path of a node.

    Left out: the rest of the second line, the third to the fifth print with their three errors, and of the last all but the path.
    """
    trace = (FOLDER / "29-print-formats.txt").read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(trace) if line.startswith("1 0.0"))
    numbers = (1, 0.0, 1.0, 0.1 + 0.2, 1e20, 1e-7, 123456789.123, math.inf, -math.inf, math.nan, 1.0 / 3)
    assert printed(*(each for number in numbers for each in (" ", number)))[1:] == trace[start]
    texts = [1, 1.0, "s", StringName("sn"), NodePath("np"), None, True, [], {}]
    mapping = {"a": 1, 2: "b", StringName("c"): [1.5]}
    assert trace[start + 1].startswith(printed(texts, " ", mapping, " [1, 2] "))
    main = Node("Main")
    tree = SceneTree(main)
    assert trace[-2].split(" ")[0] == printed(main.get_path())
    tree.close()


class Base(Node):
    """Has a property with a setter, a signal and hooks (31)."""

    bs: Signal[object] = Signal("x")
    _p = 1

    def __init__(self) -> None:
        """Not run: a derived `_init` of GDScript does not call it."""
        super().__init__()
        say("    Base._init")

    @property
    def p(self) -> int:
        """What the setter tells of."""
        return self._p

    @p.setter
    def p(self, value: int) -> None:
        say("    Base.p setter ", value)
        self._p = value

    def _enter_tree(self) -> None:
        say("    Base._enter_tree")

    def _ready(self) -> None:
        say("    Base._ready")

    def _process(self, _delta: float) -> None:
        say("    Base._process")

    def _exit_tree(self) -> None:
        say("    Base._exit_tree")

    def _notification(self, what: int) -> None:
        if what in (10, 11, 13, 17):
            say("    Base._notification ", what)


class Derived(Base):
    """Overrides `_ready` and hears notifications too (31)."""

    def __init__(self) -> None:
        """Begin with the fields."""
        Node.__init__(self)
        self.q = self.tell("q initialiser")
        say("    Derived._init (after implicit super)")

    def tell(self, text: str) -> str:
        """Say it."""
        say("    ", text)
        return text

    def _ready(self) -> None:
        say("    Derived._ready (Base._ready NOT called unless super())")

    def _notification(self, what: int) -> None:
        if what in (10, 11, 13, 17):
            say("    Derived._notification ", what)


class PropertiesMain(Node):
    """Makes one, and frees it after two frames (31)."""

    async def _ready(self) -> None:
        tree = self.get_tree()
        say("-- Derived.new()")
        derived = Derived()
        derived.name = "d"
        say("-- add_child")
        self.add_child(derived)
        derived.p = 7
        say("-- signals visible: ", derived.has_signal("bs"))
        await tree.process_frame
        await tree.process_frame
        say("-- free")
        derived.free()
        tree.quit()


def test_31_a_derived_class_hears_notifications_beside_its_base() -> None:
    """Base then derived, at EXIT_TREE the other way; a hook that is overridden runs once; signals of the base are there.

    Left out: `_get`, `_set` and `_to_string`, which are `__getattr__`, `__setattr__` and `__str__` in Python.
    """
    reason = "GDScript's own hook of properties"
    parts = ("-- _get/_set", "_set x1", "_get x1", "  5", "_set y1", "_get y1", "  <null>", "str G!")
    play("31-properties", lambda: PropertiesMain("Main"), omitted=[(part, reason) for part in parts])
