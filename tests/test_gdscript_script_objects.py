"""Script objects, their functions and the functions that wait: what GDScript asks of them is answered as in the engine."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Callable, Node, RefCounted, Resource, SceneTree, Timer
from steam_nodes import gdscript as gd
from steam_nodes.gdscript.scripts import ports, resources
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAYER = '''"""A script."""
from __future__ import annotations
from enum import IntEnum
from typing import Any, ClassVar, Final
from steam_nodes import Node, Signal
from steam_nodes import gdscript as gd

@gd.script("res://player.gd", "Player", tool=True)
class Player(Node):
    hit = Signal("damage", "who")
    LIVES: Final = 3
    class State(IntEnum):
        IDLE = 0
    class Gun(Node):
        pass
    made: ClassVar[int] = 0
    speed: float = gd.export(10.0)
    state: State = State.IDLE
    label: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.bag: list[int] = []
        self.heard: list[Any] = []

    def _init(self, label: str = "") -> None:
        self.label = label

    def _on_hit(self, damage: float, who: str) -> None:
        self.heard.append((damage, who))

    @staticmethod
    def make(n: int, *rest: Any) -> Player:
        return Player()

    async def wait(self) -> str:
        await self.hit
        return "waited"
'''


@pytest.fixture
def player() -> Iterator[Any]:
    """Give the class of a script."""
    with MemoryProject({"player": Text("res://player.gd", PLAYER)}) as project:
        yield project.load("player").Player


def test_a_class_answers_what_scripts_answer(player: Any) -> None:
    """Under the engine's names, by `gd.call` and `gd.get`; what is no script has no path."""
    assert gd.load("res://player.gd") is player
    told = {name: gd.call(player, name) for name in ("get_global_name", "get_instance_base_type", "get_path", "is_tool", "get_class")}
    assert told == {
        "get_global_name": "Player",
        "get_instance_base_type": "Node",
        "get_path": "res://player.gd",
        "is_tool": True,
        "get_class": "GDScript",
    }
    assert (gd.get(player, "resource_path"), gd.get(player, "LIVES"), gd.get(player.Gun, "resource_path")) == ("res://player.gd", 3, "")
    assert (gd.call(player, "new", "a").label, gd.get_script(player()), gd.get_script(Node())) == ("a", player, None)
    assert isinstance(player, gd.GDScript)
    assert not isinstance(Node, gd.GDScript)
    assert list(gd.call(player, "get_script_constant_map")) == ["LIVES", "State", "Gun"]


def test_a_script_tells_what_it_declares(player: Any) -> None:
    """Variables, functions and signals have the engine's types, classes and flags, in the order of the script."""
    variables = {each["name"]: each for each in gd.call(player, "get_script_property_list")}
    assert [*variables] == ["player.gd", "speed", "state", "label", "bag", "heard"]
    assert (variables["speed"]["type"], variables["speed"]["usage"]) == (gd.TYPE_FLOAT, 4096 | 6)
    assert (variables["state"]["class_name"], variables["state"]["usage"] & 65536) == ("Player.State", 65536)
    assert (variables["bag"]["hint"], variables["bag"]["hint_string"]) == (31, "int")
    methods = {each["name"]: each for each in gd.call(player, "get_script_method_list")}
    assert [each["name"] for each in methods["_on_hit"]["args"]] == ["damage", "who"]
    assert methods["make"]["flags"] == 1 | 32 | 16
    assert [each["name"] for each in gd.call(player, "get_script_signal_list")[0]["args"]] == ["damage", "who"]
    assert [each["name"] for each in gd.call(player, "get_property_list")] == ["made"]
    node = player()
    assert {"name", "speed", "bag"} <= {each["name"] for each in node.get_property_list()}
    assert [str(each["name"]) for each in node.get_method_list()][:2] == ["_init", "_on_hit"]


def test_typed_parameters_convert_what_signals_and_unknown_calls_give(player: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A whole number becomes a float; what does not fit is refused, and the function does not run."""
    node = player()
    node.hit.connect(node._on_hit)
    node.hit.emit(3, gd.StringName("me"))
    gd.call(node, "_on_hit", 4, "you")
    assert [(type(damage), type(who), damage) for damage, who in node.heard] == [(float, str, 3.0), (float, str, 4.0)]
    with caplog.at_level(logging.ERROR, "steam_nodes"):
        assert node.emit_signal("hit", "x", "y") == 37
    assert "Cannot convert argument 1 from String to float." in caplog.text
    with pytest.raises(gd.ScriptError, match="Cannot convert argument 2 from int to String"):
        gd.call(node, "_on_hit", 1, 2)


def test_set_script_makes_an_object_one_of_the_script(player: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Its values are set and its `_init` runs; a script of another class is refused, and None takes the script away."""
    node = Node("n")
    gd.set_script(node, player)
    assert (type(node), node.name, node.get("speed"), node.get("bag")) == (player, "n", 10.0, [])
    gd.set_script(node, None)
    assert type(node) is Node
    with caplog.at_level(logging.ERROR, "steam_nodes"):
        gd.set_script(RefCounted(), player)
        gd.set_script(Timer(), player)
    assert len(caplog.records) == 2


def test_a_coroutine_that_nobody_awaits_is_the_engines_object(player: Any) -> None:
    """It is an object, tells whether it runs, and emits `completed` with the result."""
    node = player()
    running = node.wait()
    assert (gd.typeof(running), running.get_class(), running.is_valid()) == (gd.TYPE_OBJECT, "GDScriptFunctionState", True)
    told: list[Any] = []
    running.completed.connect(told.append)
    node.hit.emit(1, "a")
    assert (told, running.is_valid()) == (["waited"], False)


def test_what_stands_for_a_signal_or_a_script_is_looked_up_later(player: Any, caplog: pytest.LogCaptureFixture) -> None:
    """`Signal(object, name)` is the object's signal; one it does not have can be named, and nothing else."""
    node = player()
    assert gd.signal_of(node, "hit") is node.hit
    missing = gd.signal_of(node, "nope")
    with caplog.at_level(logging.ERROR, "steam_nodes"):
        assert (missing.get_name(), missing.is_null(), missing.connect(print), gd.signal_of().is_null()) == ("nope", False, 31, True)
    later = gd.script_class("res://player.gd")
    assert (later.LIVES, type(later()), isinstance(node, later), later == player) == (3, player, True, True)
    assert gd.dict_to_inst(gd.inst_to_dict(player.make(1))).speed == 10.0


@pytest.mark.usefixtures("player")
def test_scenes_and_resources_are_made_once() -> None:
    """What a builder makes has its path, and what leads nowhere is told and is null."""
    made = gd.resource("res://sword.tres")(Resource)
    assert made() is made() is gd.load("res://./sword.tres")
    assert made().resource_path == "res://sword.tres"
    assert gd.load("res://icon.png").get_class() == "CompressedTexture2D"
    assert gd.load("res://nothing.tres") is None
    assert resources.exists("res://player.gd")


def test_a_port_on_the_disk_is_found_from_its_first_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its paths load its modules, and its errors tell the lines of the scripts."""
    (tmp_path / "disk_player.py").write_text(PLAYER.replace('return "waited"', "return 1 // 0"), encoding="utf-8")
    (tmp_path / ".steam_nodes").mkdir()
    told = {"modules": {"res://player.gd": "disk_player"}, "lines": {"disk_player": [*range(100, 200)]}}
    (tmp_path / ".steam_nodes" / "port.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert ports.open_port(tmp_path) == {"res://player.gd": "disk_player"}
    found = gd.load("res://player.gd")
    assert found.__module__ == "disk_player"
    resources.forget()
    sys.modules.pop("disk_player")
    (tmp_path / ".steam_nodes" / "port.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="run steam-nodes port again"):
        ports.open_port(tmp_path)


def test_members_of_members_and_constants() -> None:
    """Values are put into their holders again, objects are not; a constant refuses changes at every depth; a match asks for the type."""
    node = gd.Node2D()
    gd.set_path(node, ["position", "x"], 5.0)
    assert node.position == gd.Vector2(5, 0)
    constant = gd.read_only([[1], {"a": [2]}])
    with pytest.raises(gd.ScriptError):
        gd.set_index(constant, 0, 1)
    assert [gd.matches(*pair) for pair in ((1, 1), (1, 1.0), (1, True), ("a", gd.StringName("a")), ([1], [1]))] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_a_freed_object_is_refused_where_a_class_is_meant(caplog: pytest.LogCaptureFixture) -> None:
    """Asked for its class, assigned to a typed variable or passed to a typed parameter, it is an error."""
    text = PLAYER + (
        "    def asks(self, thing: Any) -> bool:\n        isinstance(thing, Node)\n        return True\n"
        "    def keeps(self, thing: Any) -> bool:\n        kept: Node = thing\n        return bool(kept) or True\n"
        "    def takes(self, thing: Node) -> bool:\n        return True\n"
        "    def passes(self, thing: Any) -> bool:\n        return self.takes(thing)\n"
    )
    with MemoryProject({"player": Text("res://player.gd", text)}) as project:
        node = project.load("player").Player()
        SceneTree(node)
        gone = Node()
        gone.free()
        with caplog.at_level(logging.ERROR, "steam_nodes"):
            assert [node.asks(gone), node.keeps(gone), node.passes(gone)] == [False, False, False]
        assert [node.asks(None), node.keeps(node), node.passes(None)] == [True, True, True]
    assert len(caplog.records) == 3


EXPORTS = """from __future__ import annotations
from typing import Any
from steam_nodes import RefCounted
from steam_nodes import gdscript as gd

@gd.script("res://exports.gd")
class Exports(RefCounted):
    kind = gd.export(None, "enum", "A", "B:3")
    speed: float = gd.export(1.0, "range", 0, 10, 0.5, "or_greater")
    layers: list[int] = gd.export(gd.Array[int](), "flags_2d_physics")
    names: gd.PackedStringArray = gd.export(gd.PackedStringArray(), "multiline")
    plain = gd.export("a")
"""


def test_an_editor_is_told_what_the_annotations_of_exports_say() -> None:
    """Type, hint and text are the engine's; an array's hint is that of its elements."""
    with MemoryProject({"exports": Text("res://exports.gd", EXPORTS)}) as project:
        made = project.load("exports").Exports()
        told = {each["name"]: (each["type"], each["hint"], each["hint_string"]) for each in made.get_property_list()}
    assert {name: told[name] for name in ("kind", "speed", "layers", "names", "plain")} == {
        "kind": (gd.TYPE_INT, gd.PROPERTY_HINT_ENUM, "A,B:3"),
        "speed": (gd.TYPE_FLOAT, gd.PROPERTY_HINT_RANGE, "0.0,10.0,0.5,or_greater"),
        "layers": (gd.TYPE_ARRAY, gd.PROPERTY_HINT_TYPE_STRING, "2/8:"),
        "names": (gd.TYPE_PACKED_STRING_ARRAY, gd.PROPERTY_HINT_TYPE_STRING, "4/18:"),
        "plain": (gd.TYPE_STRING, gd.PROPERTY_HINT_NONE, ""),
    }


def test_a_typed_variable_keeps_its_type_whoever_sets_it(player: Any) -> None:
    """`gd.set` converts or is an error in the engine's words; `set` of the object converts or does nothing."""
    node = player()
    gd.set(node, "state", 1)
    node.set("state", 2)
    assert node.state == 2
    text = EXPORTS.replace('plain = gd.export("a")', "rest: float = 0.5\n    node: Exports | None = None")
    with MemoryProject({"exports": Text("res://exports.gd", text)}) as project:
        made = project.load("exports").Exports()
        gd.set(made, "rest", 2)
        made.set("node", node)
        made.set("rest", "no")
        assert (made.rest, type(made.rest), made.node) == (2.0, float, None)
        with pytest.raises(gd.ScriptError, match=r"Invalid assignment of property or key 'node' with value of type 'Node \(Player\)'"):
            gd.set(made, "node", node)


def test_a_static_method_of_a_class_of_the_engine_is_a_standard_callable_that_no_object_has() -> None:
    """The engine calls it all the same."""
    made = Callable(gd.JSON.stringify)
    assert (made.is_valid(), made.is_standard(), made.is_custom(), made.is_null()) == (False, True, False, False)
    assert made.call([1]) == "[1]"
    assert Callable(lambda: 1).is_valid()


def test_a_static_property_is_asked_and_told_by_way_of_its_class() -> None:
    """Those that extend the class share it."""

    class Game(RefCounted, metaclass=gd.ClassOfStatics):
        _speed = 1

        @gd.static_property
        @staticmethod
        def speed() -> int:
            return Game._speed * 10

        @speed.setter  # type: ignore[no-redef]  # mypy knows this form of property and of no other descriptor
        @staticmethod
        def speed(value: int) -> None:
            Game._speed = value + 1

    class Level(Game):
        pass

    game: Any = Game
    level: Any = Level
    assert game.speed == 10
    level.speed = 4
    assert (game.speed, level().speed, game._speed) == (50, 50, 5)
