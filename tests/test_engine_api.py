"""The library beside the engine's own list of its classes, engine_api.json: what is here is the engine's, what is not has its reason.

Rules: the list is what the engine printed, made by engine_api.py, and holds nothing of ours. Reasons stand in engine_api_reasons.toml.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Node, Object, Timer
from steam_nodes.gdscript.classes import stand_ins
from tests import engine_api

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE: dict[str, Any] = engine_api.load()["classes"]
REASONS = engine_api.reasons()
HERE = [name for name in TABLE if engine_api.ours(name) is not None]
METHODS = [(name, method) for name in HERE for method in TABLE[name]["methods"] if engine_api.has(name, "methods", method)]


@pytest.fixture(autouse=True, scope="module")
def _as_the_library_is() -> None:
    """Take back what scripts of other tests of this process were lent."""
    stand_ins.take_back()


def members(name: str) -> set[str]:
    """Return every name of a class of the list."""
    return {member for kind in engine_api.KINDS for member in TABLE[name][kind]}


@pytest.mark.parametrize("name", TABLE)
def test_what_is_missing_has_a_reason_and_what_is_here_has_none(name: str) -> None:
    """The reasons name exactly the members that are not here: a line that is not needed any more is found too."""
    given = set(REASONS.get(name, {}))
    if name not in HERE:
        assert given == {"*"}
        return
    missing = {member for kind in engine_api.KINDS for member in TABLE[name][kind] if not engine_api.has(name, kind, member)}
    assert given == missing


def test_every_reason_is_a_sentence_for_a_class_of_the_list() -> None:
    """A reason says why in words, and no reason is left of a class that the list has not."""
    assert set(REASONS) - {"arguments"} <= set(TABLE)
    for name, given in REASONS.items():
        for member, reason in given.items():
            assert " " in reason, f"{name}.{member}: {reason} is no key of [reasons]"
            assert reason.endswith(".") != (name == "arguments"), f"{name}.{member}: {reason}"


@pytest.mark.parametrize(("name", "method"), METHODS, ids=[".".join(each) for each in METHODS])
def test_every_method_has_the_engines_arguments(name: str, method: str) -> None:
    """Names, order and defaults of the arguments are the engine's, but for those that are listed with what they are instead."""
    wrong = engine_api.wrong_arguments(name, method, TABLE[name]["methods"][method])
    assert bool(wrong) == (f"{name}.{method}" in REASONS["arguments"]), wrong


@pytest.mark.parametrize("name", HERE)
def test_every_signal_has_the_engines_arguments_and_every_constant_its_value(name: str) -> None:
    """What a signal carries is named as in the engine, and a constant has its number."""
    cls, spec = engine_api.ours(name), TABLE[name]
    signals = {signal: list(getattr(cls, signal).get_parameters()) for signal in spec["signals"] if engine_api.has(name, "signals", signal)}
    assert signals == {signal: spec["signals"][signal] for signal in signals}
    constants = {constant: getattr(cls, constant) for constant in spec["constants"] if engine_api.has(name, "constants", constant)}
    assert constants == {constant: spec["constants"][constant] for constant in constants}


@pytest.mark.parametrize("name", HERE)
def test_every_property_has_its_accessors(name: str) -> None:
    """Where a property is here its setter and its getter are, or stand among what is left out."""
    accessors = [
        each for given in (TABLE[name]["properties"][each] for each in members(name) & set(TABLE[name]["properties"])) for each in given
    ]
    named = {each for each in accessors if each and each in TABLE[name]["methods"]}
    assert {each for each in named if not engine_api.has(name, "methods", each)} <= set(REASONS.get(name, {}))


_VALUES: dict[str, tuple[object, object]] = {
    "name": ("A", "B"),
    "editor_description": ("a", "b"),
    "wait_time": (2.0, 3.0),
    "unique_name_in_owner": (True, False),
}
"""What a property is set to where two numbers will not do."""


@pytest.mark.parametrize(
    ("made", "name"),
    [(Node, each) for each in ("process_mode", "process_priority", "process_physics_priority", "name", "unique_name_in_owner")]
    + [(Timer, each) for each in ("wait_time", "one_shot", "autostart", "paused", "ignore_time_scale", "process_callback")]
    + [(Node, "editor_description")],
)
def test_an_accessor_sets_and_gets_the_property(made: type[Node], name: str) -> None:
    """The setter by its name, as a group call or a deferred call uses it, changes what the property and the getter say."""
    spec = next(
        TABLE[each.__name__]["properties"][name]
        for each in made.__mro__
        if name in TABLE.get(each.__name__, {"properties": {}})["properties"]
    )
    node = made()
    for value in _VALUES.get(name, (1, 0)):
        assert node.call(spec[0], value) is None
        assert node.get(name) == node.call(spec[1]) == value


def test_the_page_is_made_from_the_list() -> None:
    """docs/reference/engine_api.md is what engine_api.py writes now."""
    assert engine_api.PAGE.read_text(encoding="utf-8") == engine_api.page(), "run python -m tests.engine_api"


def test_the_list_is_made_from_what_the_engine_prints() -> None:
    """Of a dump the names, arguments, defaults and values are kept; flags and types of the engine's own are dropped."""
    enum = {"name": "E", "is_bitfield": False, "values": [{"name": "E_A", "value": 4}]}
    method = {
        "name": "m",
        "is_vararg": True,
        "is_static": False,
        "arguments": [{"name": "a", "type": "int"}, {"name": "b", "default_value": "-1"}],
    }
    given = {"name": "X", "methods": [method], "enums": [enum], "signals": [{"name": "s", "arguments": [{"name": "v", "type": "int"}]}]}
    given["properties"] = [{"name": "p", "setter": "set_p", "getter": "get_p", "type": "int"}]
    blank = [{"name": name} for name in engine_api.CLASSES[1:]]
    header = {"version_major": 4, "version_minor": 6, "version_patch": 3}
    dump = {"header": header, "classes": [given | {"name": engine_api.CLASSES[0]}, *blank], "builtin_classes": [], "utility_functions": []}
    made = engine_api.condensed(dump)
    assert made["version"] == "4.6.3"
    assert made["classes"][engine_api.CLASSES[0]] == {
        "inherits": "",
        "methods": {"m": {"arguments": [["a"], ["b", "-1"]], "returns": "void", "is_vararg": True}},
        "signals": {"s": ["v"]},
        "constants": {"E_A": 4},
        "enums": {"E": ["E_A"]},
        "properties": {"p": ["set_p", "get_p"]},
    }
    assert json.loads(json.dumps(made)) == made


def test_a_difference_of_arguments_is_found() -> None:
    """Another name, order, default or a missing `*args` is told."""
    spec = TABLE["Object"]["methods"]["get_meta"]
    assert engine_api.wrong_arguments("Object", "get_meta", spec) == ""
    for arguments in ([["name"]], [["name"], ["default", "1"]], [["default", "null"], ["name"]], [["key"], ["default", "null"]]):
        assert engine_api.wrong_arguments("Object", "get_meta", spec | {"arguments": arguments})
    assert engine_api.wrong_arguments("Object", "get_meta", spec | {"is_vararg": True})
    assert callable(Object.get_meta)


def test_how_much_there_is(printed: Callable[[str], None]) -> None:
    """What is here and what is left out are all there is, counted for each class and printed for whoever reads the run."""
    lines = []
    for name, spec in TABLE.items():
        parts = []
        for kind in engine_api.KINDS:
            here, all_of_them = engine_api.count(name, kind, spec)
            reasons = REASONS.get(name, {})
            left_out = all_of_them if "*" in reasons else sum(member in reasons for member in spec[kind])
            assert here + left_out == all_of_them
            if all_of_them:
                parts.append(f"{here} of {all_of_them} {kind}, {left_out} left out with a reason")
        lines.append(f"{name}: {'; '.join(parts)}")
    printed("\n".join(lines))
