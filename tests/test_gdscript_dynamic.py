"""What GDScript does with values whose type is known only when it runs: operators, calls, members, indices, conversions.

The rows of gdscript_results.tsv are what the real engine answered, those of gdscript_expressions.tsv what it printed; the rest are laws.
"""

from __future__ import annotations

import operator
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import Node, RefCounted, Timer
from steam_nodes import gdscript as gd
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text
from steam_nodes.port.analyzer import analyze
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from steam_nodes.port.writer import write
from tests.support.gdscript_interpreter import run
from tests.support.gdscript_results import rows

if TYPE_CHECKING:
    from collections.abc import Callable

ROOM = [row for row in rows() if row.room == "dynamic"]
EXPRESSIONS = [
    [*line.split("\t"), ""][:3]
    for line in (Path(__file__).parent / "gdscript_expressions.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


_int64 = st.integers(-(1 << 63), (1 << 63) - 1)


class State(IntEnum):
    """An enum of a script."""

    IDLE = 0
    RUN = 5


class Ship(RefCounted):
    """An object of a script."""

    speed = 1

    def fire(self, power: int, twice: int = 2) -> list[int]:
        """Return the arguments."""
        return [power, twice]

    def broken(self) -> None:
        """Raise an error of its own."""
        raise TypeError


def answered(expression: str) -> tuple[str, str, list[str]]:
    """Return the type, the text and the reports of an expression here."""
    value, reports = run(expression)
    return gd.type_string(gd.typeof(value)), gd.str(value), reports


def test_every_row_of_the_engine_comes_out_here_with_its_type_its_text_and_its_reports() -> None:
    """Every row of the engine comes out here with its type, its text and its reports."""
    assert len(ROOM) > 300
    wrong = {row.expression: answered(row.expression) for row in ROOM if answered(row.expression) != (row.type, row.text, row.reports)}
    assert wrong == {}


def test_every_expression_gives_the_type_and_the_text_that_the_engine_printed_with_no_type_known() -> None:
    """Every expression gives the type and the text that the engine printed, also where no type is known before."""
    assert len(EXPRESSIONS) > 650
    wrong = {}
    for expression, kind, text in EXPRESSIONS:
        answer = answered(expression)
        if (answer[0], gd.String.c_escape(answer[1])) != (kind, text):
            wrong[expression] = answer
    assert wrong == {}


def test_every_expression_ported_gives_the_type_and_the_text_that_the_engine_printed() -> None:
    """Every expression, parsed, analyzed, written as Python and run, gives the type and the text that the engine printed."""
    functions = "".join(f"func f{at}():\n\treturn {expression}\n" for at, (expression, _, _) in enumerate(EXPRESSIONS))
    source = Source("res://expressions.gd", f"extends RefCounted\nclass_name Expressions\n{functions}")
    script, problems = parse(source)
    assert not problems
    written = write(analyze(script, source))
    wrong = {}
    with MemoryProject({"expressions": Text(source.path, written.text, written.lines)}) as project:
        instance = project.load("expressions").Expressions()
        for at, (expression, kind, text) in enumerate(EXPRESSIONS):
            value = getattr(instance, f"f{at}")()
            answer = gd.type_string(gd.typeof(value)), gd.String.c_escape(gd.str(value))
            if answer != (kind, text):
                wrong[expression] = answer
    assert wrong == {}


@given(_int64, _int64)
def test_ints_wrap_at_64_bits(a: int, b: int) -> None:
    """Ints wrap at 64 bits, whatever is computed."""
    for ours, pythons in ((gd.add, operator.add), (gd.sub, operator.sub), (gd.mul, operator.mul)):
        result = ours(a, b)
        assert -(1 << 63) <= result < 1 << 63
        assert (result - pythons(a, b)) % (1 << 64) == 0


@given(_int64, _int64.filter(bool))
def test_a_division_and_its_rest_make_the_number_again(a: int, b: int) -> None:
    """A division rounds towards zero, and with its rest makes the number again."""
    quotient, rest = gd.div(a, b), gd.mod(a, b)
    assert gd.int64(quotient * b + rest) == a
    assert abs(rest) < abs(b)
    assert rest == 0 or (rest < 0) == (a < 0)


def test_an_object_is_called_and_read_by_name() -> None:
    """An object is called, read and set by name; what it has not is an error in the engine's words."""
    ship = Ship()
    assert gd.call(ship, "fire", 1) == [1, 2]
    assert gd.get(ship, "speed") == gd.index(ship, "speed") == 1
    assert gd.set(ship, "speed", 4) is ship
    assert ship.speed == 4
    assert gd.call(Ship, "new").speed == 1
    wrong: tuple[tuple[Callable[[], Any], str], ...] = (
        (lambda: gd.call(ship, "fire"), "Invalid call to function 'fire' in base 'RefCounted'. Expected 1 argument(s)."),
        (lambda: gd.call(ship, "fire", 1, 2, 3), "Invalid call to function 'fire' in base 'RefCounted'. Expected 2 argument(s)."),
        (lambda: gd.call(ship, "dive"), "Invalid call. Nonexistent function 'dive' in base 'RefCounted'."),
        (lambda: gd.get(ship, "depth"), "Invalid access to property or key 'depth' on a base object of type 'RefCounted'."),
        (
            lambda: gd.set(ship, "depth", 1),
            "Invalid assignment of property or key 'depth' with value of type 'int' on a base object of type 'RefCounted'.",
        ),
    )
    for call, words in wrong:
        with pytest.raises(gd.ScriptError) as raised:
            call()
        assert str(raised.value) == words
    with pytest.raises(TypeError):
        gd.call(ship, "broken")


def test_a_freed_object_is_named_as_freed() -> None:
    """A freed object answers no call and no member, is false, and equals null."""
    node = Node()
    node.free()
    with pytest.raises(gd.ScriptError, match="Nonexistent function 'get_path' in base 'previously freed'"):
        gd.call(node, "get_path")
    with pytest.raises(gd.ScriptError, match="on a base object of type 'previously freed'"):
        gd.get(node, "name")
    assert gd.equal(node, None)
    assert not gd.truth(node)


def test_an_enum_is_a_dictionary() -> None:
    """A named enum is a dictionary of its names."""
    assert gd.typeof(State) == gd.TYPE_DICTIONARY
    assert gd.str(State) == '{ "IDLE": 0, "RUN": 5 }'
    assert gd.call(State, "find_key", 5) == "RUN"
    assert gd.get(State, "RUN") == gd.index(State, "RUN") == 5
    assert [*gd.iterate(State)] == ["IDLE", "RUN"]
    assert gd.typeof(State.RUN) == gd.TYPE_INT
    assert gd.str(State.RUN) == "5"


def test_a_callable_is_a_python_function_with_the_engines_methods() -> None:
    """A bound method and a function have the engine's methods; a call with wrong arguments is an error in its words."""
    fire = Ship().fire
    assert gd.call(fire, "bind", 7) == gd.call(fire, "bindv", [8])
    assert gd.call(gd.call(fire, "bind", 7), "call", 1) == [1, 7]
    assert gd.call(gd.call(fire, "unbind", 1), "call", 1, 2, 3) == [1, 2]
    assert gd.call(fire, "callv", [3]) == [3, 2]
    assert gd.call(fire, "get_method") == "fire"
    assert gd.call(fire, "get_argument_count") == 2
    assert gd.call(fire, "is_standard")
    assert gd.call(lambda: 1, "is_custom")
    with pytest.raises(gd.ScriptError) as raised:
        gd.call(fire, "call")
    assert str(raised.value) == "Invalid call to function 'RefCounted::fire (Callable)'. Expected 1 argument(s)."
    with pytest.raises(gd.ScriptError) as raised:
        gd.call(lambda x: x, "call")
    assert str(raised.value) == "Invalid call to function '<anonymous lambda>(lambda) (Callable)'. Expected 1 argument(s)."


@pytest.mark.parametrize(
    ("value", "kind", "result"),
    [
        (2.7, int, 2),
        (1, float, 1.0),
        (gd.StringName("a"), str, "a"),
        ("a", gd.StringName, gd.StringName("a")),
        (None, Node, None),
        ([1], gd.PackedInt32Array, gd.PackedInt32Array([1])),
        (State.RUN, int, State.RUN),
        ("x", None, "x"),
        (gd.Vector2i(1, 2), gd.Vector2, gd.Vector2(1, 2)),
    ],
)
def test_a_variable_of_a_type_converts_what_it_can(value: Any, kind: Any, result: Any) -> None:
    """A variable of a type converts what it can."""
    converted = gd.convert(value, kind)
    assert converted == result
    assert gd.typeof(converted) == gd.typeof(result)


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("a", int, "Trying to assign value of type 'String' to a variable of type 'int'."),
        (RefCounted(), Node, "Trying to assign value of type 'RefCounted' to a variable of type 'Node'."),
        (1, gd.Array[int], 'Trying to assign a value of type "int" to a variable of type "Array[int]".'),
        ([1], gd.Array[int], 'Trying to assign an array of type "Array" to a variable of type "Array[int]".'),
        (
            {},
            gd.Dictionary[str, int],
            'Trying to assign a dictionary of type "Dictionary" to a variable of type "Dictionary[String, int]".',
        ),
    ],
)
def test_a_variable_of_a_type_refuses_the_rest(value: Any, kind: Any, words: str) -> None:
    """A variable of a type refuses the rest."""
    with pytest.raises(gd.ScriptError) as raised:
        gd.convert(value, kind)
    assert str(raised.value) == words


def test_global_functions_ask_about_objects() -> None:
    """The global functions tell what is an object of what, and find it by its number."""
    ship = Ship()
    assert gd.is_instance_of(ship, RefCounted)
    assert not gd.is_instance_of(None, Node)
    assert gd.is_instance_of(1, gd.TYPE_INT)
    assert gd.instance_from_id(ship.get_instance_id()) is ship
    assert gd.weakref(ship).get_ref() is ship
    assert gd.type_exists("Node")
    assert not gd.type_exists("Nobody")
    with pytest.raises(gd.ScriptError, match="Cannot convert argument 1 from int to Object"):
        gd.weakref(5)
    with pytest.raises(gd.ScriptError, match="should be a TYPE_"):
        gd.is_instance_of(1, "Q")


PLACES = """extends Node
class A:
	var v := Vector2()
	var n = 3
	var w: WeakRef
	var said: Array = []
func of_elements(x, i):
	x[i].x = 1.0
	return x
func of_members(x, i):
	x[i].v.x = 7
	return x[i].v
func deep():
	var m = [[Vector2(), 1]]
	m[0][0].x = 5
	return m
func by_name(x, p):
	x[p] = 9
	x["v"].x = 4
	return [x[p], x["v"], x["n"]]
func read_only(t):
	t.time_left = 4
func read_only_inside(s, p):
	s[p].x = 1.0
func ignored(t):
	t.set("time_left", 4)
	return "ignored"
func used(x):
	return x.free()
func used_of_a_list(x):
	return x.append(1)
func not_used(x):
	x.append(1)
	return x
func given():
	return [Vector2(), [Vector2()], {"k": Vector2()}, A.new(), [A.new()], PhysicsDirectBodyState3DExtension.new()]
func refused():
	var a = A.new()
	var b = A.new()
	a.w = b
func refused_text():
	var a = A.new()
	a.w = "text"
func taken():
	var a = A.new()
	a.w = weakref(a)
	return a.w.get_ref() == a
"""


def test_what_a_value_inside_another_is_set_to_is_put_back(caplog: pytest.LogCaptureFixture) -> None:
    """A value type in an element or a member is stored there again; objects answer to names in brackets; what is only read refuses."""
    source = Source("res://main.gd", PLACES)
    text = write(analyze(parse(source)[0], source))
    with MemoryProject({"main": Text("res://main.gd", text.text, text.lines)}) as project:
        main: Any = project.load("main").Main()
        _, elements, keys, one, several, state = main.given()
        half = gd.Vector2(1.0, 0.0)
        assert [main.of_elements(elements, 0), main.of_elements(keys, "k")] == [[half], {"k": half}]
        assert [main.of_members(several, 0), main.deep()] == [gd.Vector2(7, 0), [[gd.Vector2(5, 0), 1]]]
        assert main.by_name(one, "n") == [9, gd.Vector2(4, 0), 9]
        timer: Any = Timer()
        assert [main.ignored(timer), main.taken(), main.not_used([0])] == ["ignored", True, [0, 1]]
        for call in (
            lambda: main.read_only(timer),
            lambda: main.read_only_inside(state, "center_of_mass"),
            lambda: main.used(timer),
            lambda: main.used_of_a_list([]),
            main.refused,
            main.refused_text,
        ):
            assert call() is None
        no_value = 'Trying to get a return value of a method that returns "void"'
        refusal = "Invalid assignment of property or key 'w' with value of type '{}' on a base object of type 'RefCounted (A)'."
        assert [record.getMessage().split("\n")[0].removeprefix("SCRIPT ERROR: ") for record in caplog.records] == [
            'Cannot set value into property "time_left" (on base "Timer") because it is read-only.',
            'Cannot set value into property "center_of_mass" (on base "PhysicsDirectBodyState3DExtension") because it is read-only.',
            no_value,
            no_value,
            refusal.format("RefCounted (A)"),
            refusal.format("String"),
        ]
