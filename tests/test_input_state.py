"""What is pressed, how far and since when: a walk of random steps that the real engine took too, and laws of single steps.

Rules: `traces/44-input-state.gd` holds the steps, and its `.txt` what the engine printed of each; every line must be equal, to the last
digit of a strength. The walk goes through events of all kinds, actions by call, deadzones, events that wait and that do not, in ticks and
in frames.
"""

from __future__ import annotations

import gc
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import steam_nodes
from steam_nodes import (
    Input,
    InputEvent,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    InputMap,
    Node,
    SceneTree,
)
from tests.support.godot_trace import FOLDER, refusal_log

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTIONS = ("fire", "save", "left", "right", "up", "down")
AXES = (("left", 4194319, 13, 0, -1.0), ("right", 4194321, 14, 0, 1.0), ("up", 0, 11, 1, -1.0), ("down", 0, 12, 1, 1.0))


def make(kind: str, fields: dict[str, Any]) -> InputEvent:
    """Make an event as the script does."""
    event: InputEvent = getattr(steam_nodes, kind)()
    for name, value in fields.items():
        setattr(event, name, tuple(value) if isinstance(value, list) else value)
    return event


@pytest.fixture(autouse=True)
def actions() -> Iterator[None]:
    """Add the actions of the script to those every project has, and put everything back at the end."""
    InputMap.load_from_project_settings()
    for name in ACTIONS:
        InputMap.add_action(name, 0.25 if name == "up" else 0.2)
    InputMap.action_add_event("fire", InputEventKey(keycode=70))
    InputMap.action_add_event("fire", InputEventKey(physical_keycode=70))
    InputMap.action_add_event("fire", InputEventMouseButton(button_index=1))
    InputMap.action_add_event("save", InputEventKey(keycode=83, ctrl_pressed=True))
    for name, key, button, axis, value in AXES:
        if key:
            InputMap.action_add_event(name, InputEventKey(keycode=key))
        InputMap.action_add_event(name, InputEventJoypadButton(button_index=button, device=-1))
        InputMap.action_add_event(name, InputEventJoypadMotion(axis=axis, axis_value=value, device=-1))
    yield
    InputMap.load_from_project_settings()
    Input.use_accumulated_input = Input.emulate_mouse_from_touch = True
    Input.emulate_touch_from_mouse = False


def look(where: str) -> list[Any]:
    """Return what the script prints of the state."""
    line: list[Any] = [where, Input.is_anything_pressed(), Input.get_mouse_button_mask()]
    line.append([Input.is_key_pressed(key) for key in (70, 83, 4194319, 4194321)])
    joys = [Input.is_joy_button_pressed(0, 13), Input.is_joy_button_pressed(1, 14)]
    line.append([Input.is_physical_key_pressed(70), Input.is_mouse_button_pressed(1), Input.is_mouse_button_pressed(2), *joys])
    line.append([Input.get_joy_axis(0, 0), Input.get_joy_axis(0, 1), Input.get_joy_axis(1, 0)])
    for name in ACTIONS:
        pressed = [Input.is_action_pressed(name), Input.is_action_pressed(name, exact_match=True)]
        just = [
            Input.is_action_just_pressed(name),
            Input.is_action_just_released(name),
            Input.is_action_just_pressed(name, exact_match=True),
        ]
        strengths = [
            Input.get_action_strength(name),
            Input.get_action_raw_strength(name),
            Input.get_action_strength(name, exact_match=True),
        ]
        line.append([*pressed, *just, *strengths])
    vectors = [list(Input.get_vector("left", "right", "up", "down")), list(Input.get_vector("left", "right", "up", "down", 0.1))]
    line.append([Input.get_axis("left", "right"), *vectors])
    return line


class Walker(Node):
    """Takes the steps of the script, and notes what it prints."""

    def __init__(self, steps: list[list[list[Any]]]) -> None:
        """Stand before the first step."""
        super().__init__(name="Main")
        self.steps = iter(steps)
        self.lines: list[Any] = []

    def _input(self, event: InputEvent) -> None:
        self.lines.append(["input", event.get_class(), event.device, event.as_text(), event.is_pressed()])

    def _physics_process(self, delta: float) -> None:
        self.walk("tick")

    def _process(self, delta: float) -> None:
        self.walk("frame")

    def walk(self, where: str) -> None:
        """Look, take one step, look again."""
        self.lines.append(look(where))
        step = next(self.steps, None)
        for act in step or []:
            self.act(*act)
        if step is None:
            self.get_tree().quit()
        self.lines.append(look("acted"))

    def act(self, what: str, *args: Any) -> None:
        """Do one thing of a step."""
        match what:
            case "parse":
                Input.parse_input_event(make(*args))
            case "press":
                Input.action_press(*args)
            case "release":
                Input.action_release(*args)
            case "flush":
                Input.flush_buffered_events()
            case "accumulate":
                Input.use_accumulated_input = args[0]
            case "touch":
                Input.emulate_touch_from_mouse = args[0]
            case "mouse":
                Input.emulate_mouse_from_touch = args[0]
            case "deadzone":
                InputMap.action_set_deadzone(*args)
            case "erase":
                InputMap.action_erase_event(args[0], make(*args[1:]))


def test_44_what_is_pressed_is_what_the_engine_says_in_every_tick_and_frame() -> None:
    """Keys, buttons, axes and actions, their strengths and when they were pressed, and the events in their order."""
    script = (FOLDER / "44-input-state.gd").read_text(encoding="utf-8")
    found = re.search(r"const STEPS = (\[\n.*?\n\])\n", script, re.DOTALL)
    assert found
    steps = json.loads(found[1].replace(",\n]", "\n]"))
    printed = (FOLDER / "44-input-state.txt").read_text(encoding="utf-8").splitlines()
    expected = [json.loads(line) for line in printed if line.startswith("[")]
    main = Walker(steps)
    lines = main.lines
    tree = SceneTree(main, fixed_fps=60)
    while tree.process():
        assert tree.get_frame() < 1000, "the script never quits"
    for number, (here, engine) in enumerate(zip(lines, expected, strict=False)):
        assert here == engine, f"line {number}, after {lines[max(number - 6, 0) : number]}"
    assert len(lines) == len(expected)


def test_a_direction_is_a_tuple_of_x_and_y() -> None:
    """It can be unpacked, and its parts have names."""
    tree = SceneTree()
    Input.action_press("right", 0.5)
    found = Input.get_vector("left", "right", "up", "down", 0.0)
    x, y = found
    assert (x, y) == (found.x, found.y) == (0.5, 0.0)
    tree.close()


@pytest.mark.parametrize("call", ["is_action_pressed", "is_action_just_pressed", "get_action_strength", "action_press", "action_release"])
def test_an_action_that_does_not_exist_is_one_error_with_the_nearest(call: str, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing changes."""
    tree = SceneTree()
    assert not getattr(Input, call)("fires")
    (said,) = refusal_log(caplog)
    assert said.startswith('The InputMap action "fires" doesn\'t exist. Did you mean "fire"?')
    assert not Input.is_anything_pressed()
    tree.close()


def test_each_tree_has_its_own_events_and_pressed_keys() -> None:
    """What is parsed and pressed in one is unknown in the other."""
    first, heard = SceneTree(fixed_fps=60), []
    first.process_frame.connect(lambda: heard.append(("first", Input.is_key_pressed(70))))
    Input.parse_input_event(InputEventKey(keycode=70, pressed=True))
    second = SceneTree(fixed_fps=60)
    second.process_frame.connect(lambda: heard.append(("second", Input.is_key_pressed(70))))
    second.process()
    first.process()
    second.process()
    assert heard == [("second", False), ("first", True), ("second", False)]
    second.close()
    first.close()


def test_what_comes_while_no_tree_lives_is_the_next_trees() -> None:
    """An event parsed before the tree is made is handed out in its first frame."""
    # A tree that another law dropped lives until it is collected, and would take the event.
    gc.collect()
    SceneTree().close()
    Input.parse_input_event(InputEventKey(keycode=70, pressed=True))
    tree = SceneTree(fixed_fps=60)
    assert not Input.is_key_pressed(70)
    tree.process()
    assert Input.is_action_just_pressed("fire") is False  # the frame is over
    assert Input.is_action_pressed("fire")
    tree.close()
    other = SceneTree(fixed_fps=60)
    other.process()
    assert not Input.is_action_pressed("fire")
    other.close()


def test_what_waits_for_a_tree_that_ends_is_the_next_trees() -> None:
    """An event is not lost with the tree; what was pressed in it is."""
    tree = SceneTree(fixed_fps=60)
    Input.parse_input_event(InputEventKey(keycode=83, pressed=True))
    tree.process()
    Input.parse_input_event(InputEventKey(keycode=70, pressed=True))
    tree.close()
    SceneTree(fixed_fps=60).close()
    other = SceneTree(fixed_fps=60)
    other.process()
    assert (Input.is_key_pressed(70), Input.is_key_pressed(83)) == (True, False)
    other.close()


def test_an_action_is_just_pressed_by_the_event_that_pressed_it() -> None:
    """Not by one that came while it was pressed, nor by a call."""
    tree = SceneTree(fixed_fps=60)
    first, second, up = (
        InputEventKey(keycode=70, pressed=True),
        InputEventMouseButton(button_index=1, pressed=True),
        InputEventKey(keycode=70),
    )
    for event in (first, second):
        Input.parse_input_event(event)
    Input.flush_buffered_events()
    assert Input.is_action_just_pressed_by_event("fire", first)
    assert not Input.is_action_just_pressed_by_event("fire", second)
    Input.parse_input_event(up)
    Input.parse_input_event(released := InputEventMouseButton(button_index=1))
    Input.flush_buffered_events()
    assert not Input.is_action_just_released_by_event("fire", up)
    assert Input.is_action_just_released_by_event("fire", released)
    Input.action_press("fire")
    assert not Input.is_action_just_pressed_by_event("fire", first)
    tree.close()


def test_a_window_that_is_left_lets_go_of_everything() -> None:
    """Keys, buttons, axes and actions, those by call too; what waits is handed out before."""
    tree = SceneTree(fixed_fps=60)
    Input.parse_input_event(InputEventKey(keycode=70, pressed=True))
    Input.parse_input_event(InputEventJoypadMotion(axis=0, axis_value=1.0))
    Input.action_press("save")
    Input.release_pressed_events()
    assert not Input.is_anything_pressed()
    assert Input.get_joy_axis(0, 0) == 0.0
    assert Input.is_action_just_released("save")
    assert Input.is_action_just_released("right")
    tree.process()
    assert not Input.is_anything_pressed()
    tree.close()


def test_a_gamepad_that_goes_is_told_and_lets_go() -> None:
    """Its buttons and axes are no longer pressed; those of another stay."""
    tree = SceneTree(fixed_fps=60)
    heard: list[tuple[int, bool]] = []
    handler = Input.joy_connection_changed.connect(lambda device, connected: heard.append((device, connected)))
    assert not handler
    Input.connect_joypad(0, "Pad", "03000000", {"vendor_id": 1})
    Input.connect_joypad(1, "Other")
    assert (Input.get_connected_joypads(), Input.get_joy_name(0), Input.get_joy_guid(0)) == ([0, 1], "Pad", "03000000")
    assert (Input.get_joy_info(0), Input.is_joy_known(1)) == ({"vendor_id": 1}, True)
    for device in (0, 1):
        Input.parse_input_event(InputEventJoypadButton(button_index=13, pressed=True, device=device))
        Input.parse_input_event(InputEventJoypadMotion(axis=0, axis_value=0.5, device=device))
    tree.process()
    Input.disconnect_joypad(0)
    Input.disconnect_joypad(7)
    tree.process()
    assert heard == [(0, True), (1, True), (0, False)]
    assert [Input.is_joy_button_pressed(device, 13) for device in (0, 1)] == [False, True]
    assert [Input.get_joy_axis(device, 0) for device in (0, 1)] == [0.0, 0.5]
    Input.disconnect_joypad(1)
    assert Input.get_connected_joypads() == []
    tree.close()


def test_a_vibration_is_what_the_host_is_asked_for() -> None:
    """Weak, strong and how long; a strength beyond 0 to 1 changes nothing."""
    Input.start_joy_vibration(5, 0.5, 0.25, 2.0)
    Input.start_joy_vibration(5, 0.5, 1.5, 3.0)
    assert (Input.get_joy_vibration_strength(5), Input.get_joy_vibration_duration(5)) == ((0.5, 0.25), 2.0)
    Input.stop_joy_vibration(5)
    assert (Input.get_joy_vibration_strength(5), Input.get_joy_vibration_duration(5)) == ((0.0, 0.0), 0.0)


def test_motions_of_one_frame_are_one_event() -> None:
    """Where buttons, modifiers and window are the same; the way adds up, the place is the last."""
    tree = SceneTree(fixed_fps=60)
    heard: list[InputEvent] = []

    class Listener(Node):
        def _input(self, event: InputEvent) -> None:
            heard.append(event)

    tree.root.add_child(Listener())
    for x, mask in ((1, 0), (2, 0), (3, 1), (4, 1)):
        Input.parse_input_event(InputEventMouseMotion(position=(x, x), relative=(x, 1), button_mask=mask))
    tree.process()
    assert heard == [
        InputEventMouseMotion(position=(2, 2), relative=(3, 2), button_mask=0),
        InputEventMouseMotion(position=(4, 4), relative=(7, 2), button_mask=1),
    ]
    tree.close()


def test_an_event_made_of_a_field_it_has_not_is_refused() -> None:
    """The error names the fields it has."""
    with pytest.raises(TypeError, match="unexpected keyword argument 'key'; it has device, window_id,"):
        InputEventKey(key=70)  # type: ignore[call-arg]  # that is what is refused


def test_control_is_the_platforms_while_it_is_remapped(caplog: pytest.LogCaptureFixture) -> None:
    """Then neither Control nor Meta can be set by itself: one error, and nothing changes."""
    event = InputEventKey(keycode=83, command_or_control_autoremap=True)
    held = (event.ctrl_pressed, event.meta_pressed)
    assert event.is_command_or_control_pressed()
    event.ctrl_pressed = not held[0]
    event.set_meta_pressed(not held[1])
    assert (event.ctrl_pressed, event.meta_pressed) == held
    assert len(refusal_log(caplog)) == 2
    event.set_command_or_control_autoremap(False)
    assert not event.is_command_or_control_pressed()


VALUES = {bool: True, int: 3, float: 0.75, str: "fire", tuple: (1.0, 2.0), type(None): None}


@pytest.mark.parametrize("kind", [name for name in steam_nodes.__all__ if name.startswith("InputEvent")])
def test_every_field_of_an_event_has_its_setter_and_its_getter(kind: str) -> None:
    """What the setter takes, the field and the getter give; events are equal where all fields are, and only there."""
    made = getattr(steam_nodes, kind)
    for name in made._fields_:
        event, before = made(), getattr(made(), name)
        value = VALUES[type(before)]
        getattr(event, f"set_{name}")(value)
        getter = next(getter for getter in (f"get_{name}", f"is_{name}") if hasattr(event, getter))
        assert getattr(event, name) == getattr(event, getter)() == value, name
        assert event == made(**{name: value})
        assert (event == made()) == (value == before)


def test_the_map_may_change_between_two_events() -> None:
    """What an action is given counts from the next event on, and what is taken from it no longer."""
    tree = SceneTree(fixed_fps=60)

    def presses() -> bool:
        for pressed in (False, True):
            Input.parse_input_event(InputEventKey(keycode=88, pressed=pressed))
        Input.flush_buffered_events()
        return Input.is_action_pressed("jump")

    InputMap.add_action("jump")
    seen = [presses()]
    InputMap.action_add_event("jump", InputEventKey(keycode=88))
    seen.append(presses())
    InputMap.action_erase_event("jump", InputEventKey(keycode=88))
    seen.append(presses())
    InputMap.action_add_event("jump", InputEventKey(keycode=88))
    InputMap.action_erase_events("jump")
    Input.action_release("jump")
    seen.append(presses())
    InputMap.erase_action("jump")
    InputMap.add_action("jump")
    InputMap.action_add_event("jump", InputEventKey(keycode=88))
    seen.append(presses())
    assert seen == [False, True, False, False, True]
    tree.close()
