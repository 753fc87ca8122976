"""Tables that the real engine printed, each line a call and its answer, set against the same calls here.

Rules: a line of `traces/NN-name.txt` that is JSON is one case; the script that made it stands beside it. Answers must be equal. Where the
engine complains before a line, this library logs exactly one ERROR, and none elsewhere.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import steam_nodes
from steam_nodes import OS, ClassDB, InputEvent, InputEventAction, InputEventKey, InputMap, Time
from steam_nodes.scene.engine.project_settings import ProjectSettingsSingleton
from steam_nodes.scene.input.input_map import InputMapSingleton
from tests.support.godot_trace import FOLDER, refusal_log

if TYPE_CHECKING:
    from collections.abc import Iterator


def table(name: str) -> Iterator[tuple[list[Any], int]]:
    """Yield each line of a table, and how often the engine complained before it."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "# exit code: 0"
    errors = 0
    for line in lines:
        errors += line.startswith("ERROR:")
        if line.startswith("["):
            yield json.loads(line), errors
            errors = 0


def differences(name: str, thing: Any, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the calls of a table that answer something else here, or complain otherwise."""
    found, count = [], 0
    for (method, args, answer), errors in table(name):
        given = getattr(thing, method)(*args)
        said = len(refusal_log(caplog))
        count += 1
        if (given, said) != (answer, errors):
            found.append(f"{method}{tuple(args)}: the engine {answer!r} and {errors} errors, here {given!r} and {said}")
    assert count
    return found


PARENTS = {"Viewport": "Node", "MainLoop": "Object", "RefCounted": "Object", "Resource": "RefCounted"}


def nearest(name: str) -> str:
    """Return the class, or the next one up that is here."""
    while not ClassDB.class_exists(name) and name in PARENTS:
        name = PARENTS[name]
    return name


def otherwise(call: list[Any]) -> Any:
    """Return what is answered here on purpose where the engine answers something else: see docs/semantics.md."""
    match call:
        case ["ClassDB", "get_parent_class", _, parent]:
            return nearest(parent)
        case ["ClassDB", "can_instantiate", ["InputMap" | "Time" | "OS" | "ClassDB" | "ProjectSettings"], True]:
            return False
        case ["ProjectSettings", "get_order", _, order] if order > 2**16:
            return order - 939  # the engine has as many settings of its own that are not here
        case ["ProjectSettings", "get_changed_settings", _, names]:
            return [name for name in names if name.startswith("my/")]
        case ["InputMap", "action_get_deadzone", _, value]:
            return pytest.approx(value, abs=1e-14)
    return call[-1]


def test_45_classes_settings_and_an_action_that_is_not_there_answer_as_the_engines(caplog: pytest.LogCaptureFixture) -> None:
    """Value by value and error by error, with the differences that are named."""
    found, count = [], 0
    things = {name: getattr(steam_nodes, name) for name in ("ClassDB", "InputMap", "Input")}
    things["ProjectSettings"] = ProjectSettingsSingleton()
    caplog.clear()
    for call, errors in table("45-class-db"):
        given = getattr(things[call[0]], call[1])(*call[2])
        said = len(refusal_log(caplog))
        count += 1
        if given != otherwise(call) or said != errors:
            found.append((*call, errors, "here", given, said))
    assert count
    assert found == []


def test_40_every_conversion_of_time_is_the_engines(caplog: pytest.LogCaptureFixture) -> None:
    """Also of years before 0 and after 9999, and of what is no date or time."""
    assert differences("40-time-tables", Time, caplog) == []


def test_41_every_key_has_the_engines_name(caplog: pytest.LogCaptureFixture) -> None:
    """Also with modifiers, and the other way round."""
    assert differences("41-key-names", OS, caplog) == []


def described(event: InputEvent) -> list[Any]:
    """Return what the script of table 42 prints of an event."""
    if isinstance(event, InputEventKey):
        fields: tuple[Any, ...] = (event.keycode, event.physical_keycode, event.unicode, event.get_modifiers_mask())
        fields += (event.command_or_control_autoremap,)
    else:
        fields = tuple(getattr(event, name) for name in event._fields_ if name in ("button_index", "axis", "axis_value"))
    return [event.get_class(), event.device, *fields]


def test_42_every_project_has_the_engines_actions() -> None:
    """In the engine's order, with its deadzones and events."""
    actions = InputMapSingleton()
    expected = [line for line, _ in table("42-input-map")]
    assert [
        [
            name,
            actions.action_get_deadzone(name),
            actions.get_action_description(name),
            [described(event) for event in actions.action_get_events(name)],
        ]
        for name in actions.get_actions()
    ] == expected


def make(kind: str, fields: dict[str, Any]) -> InputEvent:
    """Make an event as the script of table 43 does."""
    made: InputEvent = getattr(steam_nodes, kind)(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    )
    return made


@pytest.fixture(autouse=True)
def plain_map() -> Iterator[None]:
    """Begin and end with the actions every project has."""
    InputMap.load_from_project_settings()
    yield
    InputMap.load_from_project_settings()


@pytest.fixture
def actions() -> None:
    """Add the actions of the script of table 43."""
    added: list[tuple[str, float, list[tuple[str, dict[str, Any]]]]] = [
        ("fire", 0.2, [("InputEventKey", {"keycode": 70})]),
        ("save", 0.2, [("InputEventKey", {"keycode": 83, "ctrl_pressed": True})]),
        (
            "right",
            0.25,
            [
                ("InputEventJoypadMotion", {"axis": 0, "axis_value": 1.0, "device": -1}),
                ("InputEventJoypadButton", {"button_index": 14, "device": -1}),
            ],
        ),
        (
            "click",
            1.0,
            [
                ("InputEventMouseButton", {"button_index": 1, "shift_pressed": True}),
                ("InputEventKey", {"physical_keycode": 67, "location": 1}),
                ("InputEventJoypadMotion", {"axis": 3, "axis_value": -1.0}),
            ],
        ),
    ]
    for name, deadzone, events in added:
        InputMap.add_action(name, deadzone)
        for kind, fields in events:
            InputMap.action_add_event(name, make(kind, fields))


@pytest.mark.usefixtures("actions")
def test_43_every_event_says_of_itself_and_of_actions_what_the_engines_does() -> None:
    """In words, whether it is pressed, and whether, how and how far it belongs to an action, exactly or not."""
    event = InputEvent()
    for line, _ in table("43-input-events"):
        match line:
            case ["event", kind, fields, *expected]:
                event = make(kind, fields)
                flags = [event.is_pressed(), event.is_released(), event.is_echo(), event.is_canceled(), event.is_action_type()]
                assert [event.get_class(), event.as_text(), str(event), *flags, event.device] == expected, line
            case ["action", name, exact, *expected]:
                pressed = [event.is_action_pressed(name, echo, exact) for echo in (False, True)]
                said = [event.is_action(name, exact), *pressed, event.is_action_released(name, exact)]
                assert [*said, pytest.approx(event.get_action_strength(name, exact), abs=1e-14)] == expected, (event, line)


@pytest.mark.usefixtures("actions")
def test_43_every_event_matches_the_events_the_engines_does() -> None:
    """Each of each, exactly and not."""
    lines = [line for line, _ in table("43-input-events")]
    events = [make(kind, fields) for word, kind, fields, *_ in (line for line in lines if line[0] == "event") if word]
    for event, (_, expected) in zip(events, [line for line in lines if line[0] == "match"], strict=True):
        if not (isinstance(event, InputEventAction) and event.action == "nothing"):
            assert [event.is_match(other) + 2 * event.is_match(other, exact_match=False) for other in events] == expected, repr(event)
