"""Texts of the engine: how values print and are written down, formats, String's methods, hashes, JSON and bytes.

The rows of gdscript_results.tsv are what the real engine answered; the rest are laws of our own.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes import Callable, Node, Signal
from steam_nodes import gdscript as gd
from steam_nodes.gdscript.containers import fast_lz
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text
from steam_nodes.gdscript.text import formats
from tests.support.gdscript_interpreter import run
from tests.support.gdscript_results import escaped, rows, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable as Function

ROOM = [row for row in rows() if row.room == "text"]

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\v"), max_size=8)
_ints = st.integers(-(1 << 63), (1 << 63) - 1)
_floats = st.integers(-8000, 8000).map(lambda number: number / 8)
# The engine writes a bell and a vertical tab of a StringName as \\a and \\v, and reads neither.
_names = _texts.filter(lambda text: not set(text) & {"\a", "\v"}).map(gd.StringName)
_simple = st.one_of(st.none(), st.booleans(), _ints, _floats, _texts, _names)
_values = st.recursive(
    _simple, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)), max_leaves=8
)
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(1 << 50), 1 << 50), _texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)),
    max_leaves=8,
)


class Ship(Node):
    """An object with a method and a signal."""

    hit: Signal[int] = Signal("damage")

    def fire(self, power: int, twice: int = 0) -> list[int]:
        """Return the arguments."""
        return [power, twice]


def answered(expression: str) -> tuple[str, str, list[str]]:
    """Return the type, the text and the reports of an expression here."""
    value, reports = run(expression)
    return gd.type_string(gd.typeof(value)), gd.str(value), reports


def test_every_row_of_the_engine_comes_out_here_with_its_type_its_text_and_its_reports() -> None:
    """Every row of the engine comes out here with its type, its text and its reports."""
    assert len(ROOM) > 450
    wrong = {row.expression: answered(row.expression) for row in ROOM if answered(row.expression) != (row.type, row.text, row.reports)}
    assert wrong == {}


@given(_values)
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_text_is_read_again(value: Any) -> None:
    """What var_to_str writes, str_to_var reads."""
    assert gd.equal([gd.str_to_var(gd.var_to_str(value))], [value])


@given(_values)
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_bytes_is_read_again(value: Any) -> None:
    """What var_to_bytes writes, bytes_to_var reads; and it fills whole words."""
    raw = gd.var_to_bytes(value)
    assert len(raw) % 4 == 0
    assert gd.equal([gd.bytes_to_var(raw)], [value])


@given(_json)
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_json_is_read_again_with_its_numbers_as_floats(value: Any) -> None:
    """What JSON.stringify writes, JSON.parse_string reads, its numbers as floats; but for a vertical tab, as in the engine."""

    def floats(each: Any) -> Any:
        if isinstance(each, dict):
            return {key: floats(item) for key, item in each.items()}
        if isinstance(each, list):
            return [floats(item) for item in each]
        return float(each) if type(each) is int else each

    for indent in ("", "\t"):
        assert gd.equal([gd.JSON.parse_string(gd.JSON.stringify(value, indent, sort_keys=False))], [floats(value)])


@given(_json)
@settings(max_examples=40, deadline=None)
def test_what_json_keeps_the_types_of_comes_back(value: Any) -> None:
    """What JSON.from_native makes, to_native undoes."""
    form = gd.JSON.parse_string(gd.JSON.stringify(gd.JSON.from_native(value)))
    assert gd.str(gd.JSON.to_native(form)) == gd.str(value)


@given(st.binary(max_size=300), st.binary(min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_is_compressed_comes_out_again(raw: bytes, part: bytes) -> None:
    """What FastLZ packs, it unpacks."""
    for data in (raw, part * 40 + raw + part * 9):
        assert fast_lz.decompressed(fast_lz.compressed(data), len(data)) == data


@given(_texts)
def test_each_escape_can_be_undone(text: str) -> None:
    """Each escape can be undone."""
    pairs: tuple[tuple[Function[[str], str], Function[[str], str]], ...] = (
        (gd.String.c_escape, gd.String.c_unescape),
        (gd.String.xml_escape, gd.String.xml_unescape),
        (gd.String.uri_encode, gd.String.uri_decode),
        (escaped, unescaped),
    )
    for there, back in pairs:
        assert back(there(text)) == text


def test_a_python_value_prints_as_the_engine_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A Python value prints as the engine prints it, one line a print."""
    gd.print(1, 2.0, "a", None, *[True], [gd.StringName("s"), "q"])
    gd.prints(1, "a")
    gd.printt(1, "b")
    gd.printraw("raw")
    gd.print_rich("[b]x[/b][color=red]y[/color][z]")
    gd.printerr("wrong")
    out, err = capsys.readouterr()
    assert out == '12.0a<null>true[&"s", "q"]\n1 a\n1\tb\nrawxy[z]\n'
    assert err == "wrong\n"


def test_a_script_can_print_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """print_debug, print_stack and get_stack tell the places of scripts, by the lines of their maps."""
    body = "gd.print_debug('here')\n    gd.print_stack()\n    return gd.get_stack()\n"
    text = f"from steam_nodes import gdscript as gd\n\ndef inner():\n    {body}"
    with MemoryProject({"places": Text("res://places.gd", text, (0, 0, 3, 4, 5, 6))}) as project:
        calls = project.load("places").inner()
    assert calls == [{"source": "res://places.gd", "function": "inner", "line": 6}]
    assert capsys.readouterr().out == "here\n   At: res://places.gd:4:inner()\nFrame 0 - res://places.gd:5 in function 'inner'\n"


def test_what_a_script_pushes_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What a script pushes is logged."""
    gd.push_error("no ", 1)
    gd.push_warning("careful")
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, "no 1"),
        (logging.WARNING, "careful"),
    ]


def test_an_object_prints_by_its_name_and_number_or_as_it_says() -> None:
    """An object prints by its name and number, or as its _to_string says; a freed one as freed."""

    class Own(Node):
        def _to_string(self) -> str:
            return "mine"

    ship = Ship()
    assert gd.str(ship) == f"<Node#{ship.get_instance_id()}>"
    ship.name = "Ship"
    assert gd.str([ship]) == f"[Ship:<Node#{ship.get_instance_id()}>]"
    assert gd.str(Own()) == "mine"
    ship.free()
    assert gd.str(ship) == "<Freed Object>"
    assert not gd.truth(ship)


def test_a_callable_prints_its_object_and_method_and_a_lambda_its_name() -> None:
    """A callable prints its object and method, a lambda its name, a signal its object and name."""
    ship = Ship()

    def named() -> None: ...

    assert gd.str(ship.fire) == "Node::fire"
    assert gd.str(Callable(ship, "fire")) == "Node::fire"
    assert gd.str(ship.hit) == "Node::[signal]hit"
    assert gd.str(lambda: 1) == "<anonymous lambda>(lambda)"
    assert gd.str(named) == "named(lambda)"


@pytest.mark.parametrize(("value", "kind"), [(5, "String"), (None, "String"), ([], "String")])
def test_a_string_is_made_of_texts_alone(value: Any, kind: str) -> None:
    """String() takes texts alone; str() takes everything."""
    with pytest.raises(gd.ScriptError, match=f"Nonexistent '{kind}' constructor"):
        gd.String(value)
    assert type(gd.String(gd.StringName("a"))) is str


def test_a_name_equals_its_text_and_is_another_type() -> None:
    """A StringName equals its text, finds it in a dictionary, and is of another type."""
    name = gd.StringName("a")
    assert name == "a"
    assert {"a": 1}[name] == 1
    assert (gd.typeof(name), gd.typeof("a")) == (gd.TYPE_STRING_NAME, gd.TYPE_STRING)
    assert repr(name) == "&'a'"


def test_numbers_that_json_has_none_for_become_null_or_too_large() -> None:
    """Numbers that JSON has none for become null, or too large."""
    assert gd.JSON.stringify([math.inf, -math.inf, math.nan]) == "[1e99999,-1e99999,null]"


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "+", "-", "0"]),
            st.sampled_from(["", "4", "12"]),
            st.sampled_from(["", ".0", ".3"]),
            st.sampled_from("sdf"),
        ),
        min_size=1,
        max_size=3,
    ),
    st.data(),
)
def test_a_plain_format_gives_what_the_format_read_letter_by_letter_gives(parts: list[tuple[str, ...]], data: Any) -> None:
    """Where Python's `%` means the same it does the work; there is no other difference."""
    text = "%%, ".join(f"%{''.join(part)}" for part in parts)
    values = [data.draw(st.one_of(_ints, _floats, st.just(-0.0), _texts, st.none())) for _ in parts]

    def tried(function: Function[[], str]) -> str:
        try:
            return function()
        except formats.FormatError as failure:
            return f"failed: {failure}"

    assert tried(lambda: formats.formatted(text, values)) == tried(lambda: formats._Format(text, values).run(0))
