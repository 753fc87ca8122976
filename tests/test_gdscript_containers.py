"""Array, Dictionary and the packed arrays: the engine's methods on Python's lists and dicts, typed and read-only kinds.

The rows of gdscript_results.tsv are what the real engine answered; the rest are laws of our own.
"""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes import Node, Resource
from steam_nodes import gdscript as gd
from tests.support.gdscript_interpreter import run
from tests.support.gdscript_results import rows

ROOM = [row for row in rows() if row.room == "containers"]

_ints = st.integers(-9, 9)
_keys = st.one_of(_ints, st.floats(-3, 3), st.booleans(), st.none(), st.text("ab", max_size=2), st.lists(_ints, max_size=2))


def answered(expression: str) -> tuple[str, str, list[str]]:
    """Return the type, the text and the reports of an expression here."""
    value, reports = run(expression)
    return gd.type_string(gd.typeof(value)), gd.str(value), reports


def test_every_row_of_the_engine_comes_out_here_with_its_type_its_text_and_its_reports() -> None:
    """Every row of the engine comes out here with its type, its text and its reports."""
    assert len(ROOM) > 200
    wrong = {row.expression: answered(row.expression) for row in ROOM if answered(row.expression) != (row.type, row.text, row.reports)}
    assert wrong == {}


@given(st.lists(_ints, max_size=40))
def test_the_engines_sort_sorts(values: list[int]) -> None:
    """The engine's sort sorts, by numbers and by a method."""
    mixed: list[Any] = [float(value) if value % 2 else value for value in values]
    gd.Array.sort(mixed)
    assert mixed == sorted(values)
    backwards = [*values]
    gd.Array.sort_custom(backwards, lambda a, b: a > b)
    assert backwards == sorted(values, reverse=True)


@given(st.lists(_ints, max_size=20).map(sorted), _ints)
def test_a_binary_search_finds_the_place_before_and_behind(values: list[int], value: int) -> None:
    """A binary search finds the place before and behind what is the same."""
    first, last = gd.Array.bsearch(values, value), gd.Array.bsearch(values, value, before=False)
    assert values[first:last] == [value] * values.count(value)
    assert all(each < value for each in values[:first])
    assert all(each > value for each in values[last:])


@given(st.lists(st.tuples(_keys, _ints), max_size=8))
def test_a_dictionary_tells_apart_what_the_engine_tells_apart(pairs: list[tuple[Any, int]]) -> None:
    """A gd.Dictionary tells keys apart by type and value, keeps their order, and finds each again."""
    made: gd.Dictionary[Any, int] = gd.Dictionary()
    expected: dict[str, int] = {}
    for key, value in pairs:
        made[key] = value
        expected[f"{gd.typeof(key)} {key}".replace("-0.0", "0.0")] = value
    assert [f"{gd.typeof(key)} {key}".replace("-0.0", "0.0") for key in made] == [*expected]
    assert [made[key] for key in made] == [*expected.values()]
    assert all(key in made for key, _ in pairs)
    assert gd.equal(made, gd.Dictionary(reversed(made.items())))


@given(st.lists(_ints, max_size=6), st.integers(-8, 8), st.integers(-8, 8), st.sampled_from([1, 2]))
@settings(max_examples=60)
def test_a_slice_forwards_is_pythons(values: list[int], begin: int, end: int, step: int) -> None:
    """A slice forwards is Python's, on arrays and on packed ones."""
    assert gd.Array.slice(values, begin, end, step) == values[begin:end:step]
    assert [*gd.PackedInt32Array(values).slice(begin, end)] == values[begin:end]


def test_a_typed_array_of_objects_takes_its_class_and_null() -> None:
    """A typed array of objects takes its class and null, and refuses the rest."""
    nodes = gd.Array[Node]()
    nodes.append(Node())
    nodes.append(None)
    nodes.append(Resource())
    assert [type(node) for node in nodes] == [Node, type(None)]
    assert gd.is_a(nodes, gd.Array[Node])
    assert not gd.is_a([], gd.Array[Node])


def test_a_read_only_array_stays_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    """A read-only array stays as it is, with one ERROR for each try."""
    array: gd.Array[int] = gd.Array([3, 1], read_only=True)
    for change in (array.sort, array.clear, array.reverse, lambda: array.append(1), lambda: array.insert(0, 1), lambda: array.erase(3)):
        change()
    assert array == [3, 1]
    assert [record.getMessage() for record in caplog.records] == ["Array is in read-only state."] * 6
    with pytest.raises(gd.ScriptError, match=r"Invalid assignment on read-only value \(on base: 'Array'\)"):
        array[0] = 5
    assert not gd.Array.is_read_only(gd.Array.duplicate(array))


def test_a_read_only_dictionary_stays_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    """A read-only dictionary stays as it is."""
    dictionary: gd.Dictionary[str, int] = gd.Dictionary({"a": 1}, read_only=True)
    dictionary.clear()
    assert not dictionary.erase("a")
    with pytest.raises(gd.ScriptError, match="read-only"):
        dictionary["a"] = 2
    assert dictionary == {"a": 1}
    assert {record.getMessage() for record in caplog.records} == {"Dictionary is in read-only state."}


def test_a_plain_list_can_not_be_made_read_only() -> None:
    """A plain list or dict can't be made read-only; the error names what can."""
    with pytest.raises(TypeError, match=r"gd\.Array\(\[\.\.\.\]\)"):
        gd.Array.make_read_only([1])
    with pytest.raises(TypeError, match=r"gd\.Dictionary"):
        gd.Dictionary.make_read_only({})


def test_methods_work_on_plain_lists_and_dicts() -> None:
    """Methods work on plain lists and dicts, and what Python can't hash is a key there too."""
    values = [1, 2, 3]
    assert gd.Array.pop_at(values, 1) == 2
    gd.Array.append_array(values, [4])
    assert values == [1, 3, 4]
    plain: dict[Any, Any] = {}
    assert gd.Dictionary.get_or_add(plain, "k", 5) == 5
    gd.set_index(plain, [1], "array")
    assert gd.index(plain, [1]) == "array"
    assert gd.str(plain) == '{ "k": 5, [1]: "array" }'
    assert gd.Dictionary.keys(plain) == ["k", [1]]


def test_adding_to_an_array_makes_another() -> None:
    """`+=` on a gd.Array makes another array, as in the engine."""
    first = gd.Array[int]([1])
    second = first
    second += gd.Array[int]([2])
    assert (first, second) == ([1], [1, 2])
    assert gd.Array.is_typed(second)


def test_a_packed_array_holds_its_kind_alone() -> None:
    """A packed array holds its kind alone and equals only its like."""
    array = gd.PackedInt32Array([1, 2.9, "3", True])
    assert [*array] == [1, 2, 3, 1]
    assert array == gd.PackedInt32Array([1, 2, 3, 1])
    assert array != [1, 2, 3, 1]
    assert array != gd.PackedInt64Array([1, 2, 3, 1])
    with pytest.raises(gd.ScriptError, match="Cannot convert argument 1 from Vector2 to int"):
        array.append(gd.Vector2())
    joined = array + gd.PackedInt32Array([7])
    assert type(joined) is gd.PackedInt32Array


def test_chance_is_the_engines(caplog: pytest.LogCaptureFixture) -> None:
    """A seed shuffles and picks the same each time; nothing is picked of nothing."""
    caplog.set_level(logging.ERROR)
    results = []
    for _ in range(2):
        gd.seed(5)
        values = [*range(9)]
        gd.Array.shuffle(values)
        results.append((values, gd.Array.pick_random(values)))
    assert results[0] == results[1]
    assert sorted(results[0][0]) == [*range(9)]
    assert gd.Array.pick_random([]) is None
    assert [record.getMessage() for record in caplog.records] == ["Can't take value from empty array."]
