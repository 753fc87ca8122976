"""Input: which keys, buttons and actions are pressed, and the events that wait for the next frame.

Rules, the engine's own: what an event says is noted as it is handed out, before the nodes get it. An event parsed waits for the start of
the next frame, and a motion is added to one that waits; with `use_accumulated_input` off it is handed out at once. Each tree has its own
events and its own pressed keys, those of the tree `Engine.get_main_loop()` names; what comes while no tree lives is the next one's.
Gamepads belong to the machine. Strengths are single floats. Loaded on first use.
"""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.object import error
from steam_nodes.object.introspection import single
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal
from steam_nodes.scene.engine.engine import Engine
from steam_nodes.scene.input.input_event import InputEvent, InputEventJoypadButton, InputEventJoypadMotion, InputEventKey
from steam_nodes.scene.input.input_event_pointer import (
    InputEventGesture,
    InputEventMouseButton,
    InputEventMouseMotion,
    InputEventScreenDrag,
    InputEventScreenTouch,
)
from steam_nodes.scene.input.input_map import InputMap
from steam_nodes.scene.scene_tree import SceneTree

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEFT: Final = 1
_MODES: Final = 5
_MIN_TIME: Final = 0.1
_MAX_TIME: Final = 3.0


class XY(NamedTuple):
    """Two numbers, such as a place or a direction; a tuple, which vector classes of host libraries take as it is."""

    x: float
    y: float


class _Track:
    """How fast a pointer moves: what it went in the last tenth of a second and more."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Stand still."""
        self._last = time.monotonic()
        self._way = self._screen_way = XY(0.0, 0.0)
        self._time = 0.0
        self.velocity = self.screen_velocity = XY(0.0, 0.0)

    def update(self, way: tuple[float, float], screen_way: tuple[float, float]) -> None:
        """Add a movement that ends now."""
        now = time.monotonic()
        passed, self._last = now - self._last, now
        if passed > _MAX_TIME:
            self.reset()
            self._way, self._screen_way = XY(*way), XY(*screen_way)
            return
        self._way = XY(self._way.x + way[0], self._way.y + way[1])
        self._screen_way = XY(self._screen_way.x + screen_way[0], self._screen_way.y + screen_way[1])
        self._time += passed
        if self._time >= _MIN_TIME:
            self.velocity = XY(self._way.x / self._time, self._way.y / self._time)
            self.screen_velocity = XY(self._screen_way.x / self._time, self._screen_way.y / self._time)
            self._way = self._screen_way = XY(0.0, 0.0)
            self._time = 0.0


class _Moment:
    """When an action was last pressed or released, and by which event."""

    __slots__ = ("event", "frame", "tick")

    def __init__(self) -> None:
        self.frame = self.tick = -1
        self.event: InputEvent | None = None

    def note(self, event: InputEvent | None) -> None:
        """Note that it is now; a physics tick can react to it from the next one on."""
        self.frame, self.tick, self.event = Engine.get_process_frames(), Engine.get_physics_frames() + 1, event

    def is_now(self) -> bool:
        """Whether it is this frame, or, inside a physics tick, this tick."""
        if Engine.is_in_physics_frame():
            return self.tick == Engine.get_physics_frames()
        return self.frame == Engine.get_process_frames()


class _ActionState:
    """What is known of one action: each device and event by itself, and what all of them come to."""

    def __init__(self) -> None:
        self.devices: dict[tuple[int, int], tuple[bool, float, float]] = {}
        self.by_call: float | None = None
        self.exact = True
        self.pressed, self.strength, self.raw_strength = False, 0.0, 0.0
        self.went_down, self.went_up = _Moment(), _Moment()

    def add_up(self, events: int) -> None:
        """Bring what all devices and events come to up to date; only places that the action still has count."""
        said = [match for (_, place), match in self.devices.items() if place <= events]
        by_call = self.by_call
        called = [] if by_call is None else [(True, by_call, by_call)]
        self.pressed = any(pressed for pressed, *_ in (*said, *called))
        self.strength = max((strength for _, strength, _ in (*said, *called)), default=0.0)
        self.raw_strength = max((raw for *_, raw in (*said, *called)), default=0.0)


class InputState:
    """The events that wait for one tree, and what is pressed in it."""

    def __init__(self) -> None:
        """Start with nothing pressed."""
        self.events: deque[InputEvent] = deque()
        self.keys: set[int] = set()
        self.physical_keys: set[int] = set()
        self.key_labels: set[int] = set()
        self.joy_buttons: set[tuple[int, int]] = set()
        self.joy_axes: dict[tuple[int, int], float] = {}
        self.mouse_buttons = 0
        self.actions: dict[str, _ActionState] = {}
        self.mouse = _Track()
        self.touches: dict[int, _Track] = {}
        self.touch_as_mouse: int | None = None

    def flush(self, tree: SceneTree) -> None:
        """Hand out all events that wait, those parsed meanwhile too."""
        if SceneTree._input_ is self:
            SceneTree._input_, tree._input_ = None, self
        while self.events:
            self.hand_out(tree, self.events.popleft())

    def hand_on(self, heir: SceneTree | None) -> None:
        """Give what waits for a tree that ends to another one, or to the next that is made."""
        if self is not SceneTree._input_:
            Input._state_of_(heir or SceneTree).events.extend(self.events)
            self.events.clear()

    def hand_out(self, tree: SceneTree, event: InputEvent, *, emulated: bool = False) -> None:
        """Note what an event says, and give it to the nodes."""
        if isinstance(event, InputEventKey):
            self._note_key(event)
        elif isinstance(event, InputEventJoypadButton):
            (self.joy_buttons.add if event.is_pressed() else self.joy_buttons.discard)((event.device, event.button_index))
        elif isinstance(event, InputEventJoypadMotion):
            self.joy_axes[event.device, event.axis] = single(event.axis_value)
        elif isinstance(event, InputEventMouseButton):
            self._note_mouse_button(tree, event, emulated=emulated)
        elif isinstance(event, InputEventMouseMotion):
            self._note_mouse_motion(tree, event, emulated=emulated)
        elif isinstance(event, InputEventScreenTouch):
            self._note_touch(tree, event)
        elif isinstance(event, InputEventScreenDrag):
            self._note_drag(tree, event)
        elif isinstance(event, InputEventGesture):
            tree.root.push_input(event)  # the engine hands gestures out twice
        self._note_actions(event)
        tree.root.push_input(event)

    def release(self, tree: SceneTree | None) -> None:
        """Let go of everything."""
        if tree is not None:
            self.flush(tree)
        for pressed in (self.keys, self.physical_keys, self.key_labels, self.joy_buttons, self.joy_axes):
            pressed.clear()
        for state in self.actions.values():
            if state.pressed:
                self.let_go(state)

    @staticmethod
    def let_go(state: _ActionState) -> None:
        """Release an action, whatever is still held."""
        state.pressed, state.strength, state.raw_strength = False, 0.0, 0.0
        state.went_up.note(None)
        state.devices.clear()
        state.exact, state.by_call = True, None

    def _note_key(self, event: InputEventKey) -> None:
        if event.is_echo():
            return
        codes = ((self.keys, event.keycode), (self.physical_keys, event.physical_keycode), (self.key_labels, event.key_label))
        for pressed, code in codes:
            if code:
                (pressed.add if event.is_pressed() else pressed.discard)(code)

    def _note_mouse_button(self, tree: SceneTree, event: InputEventMouseButton, *, emulated: bool) -> None:
        mask = 1 << (event.button_index - 1) if event.button_index > 0 else 0
        self.mouse_buttons = self.mouse_buttons | mask if event.is_pressed() else self.mouse_buttons & ~mask
        if Input.emulate_touch_from_mouse and not emulated and event.button_index == _LEFT:
            touch = InputEventScreenTouch(
                device=InputEvent.DEVICE_ID_EMULATION,
                position=event.position,
                pressed=event.is_pressed(),
                canceled=event.is_canceled(),
                double_tap=event.double_click,
            )
            tree.root.push_input(touch)

    def _note_mouse_motion(self, tree: SceneTree, event: InputEventMouseMotion, *, emulated: bool) -> None:
        self.mouse.update(event.relative, event.screen_relative)
        if Input.emulate_touch_from_mouse and not emulated and event.button_mask & _LEFT:
            drag = InputEventScreenDrag(
                device=InputEvent.DEVICE_ID_EMULATION,
                position=event.global_position,
                relative=event.relative,
                screen_relative=event.screen_relative,
                tilt=event.tilt,
                pen_inverted=event.pen_inverted,
                pressure=event.pressure,
                velocity=self.mouse.velocity,
                screen_velocity=self.mouse.screen_velocity,
            )
            tree.root.push_input(drag)

    def _note_touch(self, tree: SceneTree, event: InputEventScreenTouch) -> None:
        if event.is_pressed():
            self.touches.setdefault(event.index, _Track()).reset()
            starts = self.touch_as_mouse is None
            self.touch_as_mouse = event.index if starts and Input.emulate_mouse_from_touch else self.touch_as_mouse
            translate = starts
        else:
            self.touches.pop(event.index, None)
            translate = event.index == self.touch_as_mouse
            self.touch_as_mouse = None if translate else self.touch_as_mouse
        if not (Input.emulate_mouse_from_touch and translate):
            return
        button = InputEventMouseButton(
            device=InputEvent.DEVICE_ID_EMULATION,
            position=event.position,
            global_position=event.position,
            pressed=event.pressed,
            canceled=event.canceled,
            button_index=_LEFT,
            double_click=event.double_tap,
            button_mask=self.mouse_buttons | _LEFT if event.is_pressed() else self.mouse_buttons & ~_LEFT,
        )
        self.hand_out(tree, button, emulated=True)

    def _note_drag(self, tree: SceneTree, event: InputEventScreenDrag) -> None:
        track = self.touches.setdefault(event.index, _Track())
        track.update(event.relative, event.screen_relative)
        event.velocity, event.screen_velocity = track.velocity, track.screen_velocity
        if not (Input.emulate_mouse_from_touch and event.index == self.touch_as_mouse):
            return
        motion = InputEventMouseMotion(
            device=InputEvent.DEVICE_ID_EMULATION,
            tilt=event.tilt,
            pen_inverted=event.pen_inverted,
            pressure=event.pressure,
            position=event.position,
            global_position=event.position,
            relative=event.relative,
            screen_relative=event.screen_relative,
            velocity=event.velocity,
            screen_velocity=event.screen_velocity,
            button_mask=self.mouse_buttons,
        )
        self.hand_out(tree, motion, emulated=True)

    def _note_actions(self, event: InputEvent) -> None:
        for action, found in InputMap._with_kind(event):
            placed = InputMap._placed(found, action, event, exact_match=False)
            if placed is None:
                continue
            place, match = placed
            state = self.actions.setdefault(action, _ActionState())
            state.devices[event.device, place] = match
            if not match[0]:
                state.by_call = None
            state.exact = InputMap._placed(found, action, event, exact_match=True) is not None
            before = state.pressed
            state.add_up(len(found.events))
            if state.pressed != before:
                (state.went_down if state.pressed else state.went_up).note(event)


class InputSingleton(Object):
    """What scripts ask of the input.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_input.html.
    """

    MOUSE_MODE_VISIBLE: Final = 0
    MOUSE_MODE_HIDDEN: Final = 1
    MOUSE_MODE_CAPTURED: Final = 2
    MOUSE_MODE_CONFINED: Final = 3
    MOUSE_MODE_CONFINED_HIDDEN: Final = 4
    MOUSE_MODE_MAX: Final = 5

    joy_connection_changed: Signal[int, bool] = Signal("device", "connected")

    use_accumulated_input: bool = True
    emulate_mouse_from_touch: bool = True
    emulate_touch_from_mouse: bool = False

    def __init__(self) -> None:
        """Start with the engine's defaults."""
        self._mouse_mode_ = 0
        self._joypads_: dict[int, tuple[str, str, dict[str, Any]]] = {}
        self._vibrations_: dict[int, tuple[XY, float]] = {}

    @property
    def mouse_mode(self) -> int:
        """What the host is asked to do with the mouse: one of the MOUSE_MODE_ numbers."""
        return self._mouse_mode_

    @mouse_mode.setter
    def mouse_mode(self, value: int) -> None:
        if not 0 <= value < _MODES:
            error.complain(f"mouse_mode is one of the MOUSE_MODE_ numbers, 0 to {_MODES - 1}, not {value}; it stays {self._mouse_mode_}.")
            return
        self._mouse_mode_ = value

    def set_mouse_mode(self, mode: int) -> None:
        """Set `mouse_mode`."""
        self.mouse_mode = mode

    def get_mouse_mode(self) -> int:
        """Return `mouse_mode`."""
        return self._mouse_mode_

    def set_use_accumulated_input(self, enable: bool) -> None:
        """Set whether events wait for the start of the next frame, and motions are added up; else they are handed out at once."""
        self.use_accumulated_input = enable

    def is_using_accumulated_input(self) -> bool:
        """Return `use_accumulated_input`."""
        return self.use_accumulated_input

    def set_emulate_mouse_from_touch(self, enable: bool) -> None:
        """Set whether the first finger on the screen is a mouse too."""
        self.emulate_mouse_from_touch = enable

    def is_emulating_mouse_from_touch(self) -> bool:
        """Return `emulate_mouse_from_touch`."""
        return self.emulate_mouse_from_touch

    def set_emulate_touch_from_mouse(self, enable: bool) -> None:
        """Set whether the left mouse button is a finger on the screen too."""
        self.emulate_touch_from_mouse = enable

    def is_emulating_touch_from_mouse(self) -> bool:
        """Return `emulate_touch_from_mouse`."""
        return self.emulate_touch_from_mouse

    def parse_input_event(self, event: InputEvent) -> None:
        """Take an event; the nodes get it, and what is pressed changes, at the start of the next frame.

        Args:
            event: The event; a motion is added to one of its kind that waits last. Without `use_accumulated_input`, and with a tree that
                lives, it is handed out at once.

        Raises:
            TypeError: It is not an InputEvent.
        """
        if not isinstance(event, InputEvent):
            message = f"parse_input_event() takes an InputEvent, not {type(event).__name__} {event!r}"
            raise TypeError(message)
        state, tree = self._state_(), _living()
        if tree is not None and not self.use_accumulated_input:
            state.hand_out(tree, event)
        elif not (self.use_accumulated_input and state.events and state.events[-1].accumulate(event)):
            state.events.append(event)

    def flush_buffered_events(self) -> None:
        """Hand out now what waits for the next frame."""
        tree = _living()
        if tree is not None:
            self._state_().flush(tree)

    def release_pressed_events(self) -> None:
        """Let go of all keys, buttons and actions; for a host whose window is no longer in front, where keys go up unseen."""
        self._state_().release(_living())

    def is_anything_pressed(self) -> bool:
        """Whether a key, a button or an action is pressed."""
        state = self._state_()
        if state.keys or state.joy_buttons or state.mouse_buttons:
            return True
        return any(action.pressed for action in state.actions.values())

    def is_key_pressed(self, keycode: int) -> bool:
        """Whether the key of that number is held."""
        return keycode in self._state_().keys

    def is_physical_key_pressed(self, keycode: int) -> bool:
        """Whether the key in the place of that one on a US keyboard is held."""
        return keycode in self._state_().physical_keys

    def is_key_label_pressed(self, keycode: int) -> bool:
        """Whether the key with that print is held."""
        return keycode in self._state_().key_labels

    def is_mouse_button_pressed(self, button: int) -> bool:
        """Whether the button of the mouse is held."""
        if button <= 0:
            error.complain(f"is_mouse_button_pressed() takes the number of a button, 1 or more, not {button}.")
            return False
        return bool(self._state_().mouse_buttons >> (button - 1) & 1)

    def get_mouse_button_mask(self) -> int:
        """Return the buttons of the mouse that are held as a MouseButtonMask."""
        return self._state_().mouse_buttons

    def is_joy_button_pressed(self, device: int, button: int) -> bool:
        """Whether the button of the gamepad is held."""
        return (device, button) in self._state_().joy_buttons

    def get_joy_axis(self, device: int, axis: int) -> float:
        """Return where the axis of the gamepad stands, -1 to 1."""
        return self._state_().joy_axes.get((device, axis), 0.0)

    def is_action_pressed(self, action: str, exact_match: bool = False) -> bool:
        """Whether the action is pressed.

        Args:
            action: The name of the action; an unknown one is one logged error.
            exact_match: Whether modifiers that are held and not asked for, and the direction of an axis, count.
        """
        state = self._action_(action, exact_match)
        return state is not None and state.pressed

    def is_action_just_pressed(self, action: str, exact_match: bool = False) -> bool:
        """Whether the action was pressed in this frame, or, inside a physics tick, since the last tick."""
        state = self._action_(action, exact_match)
        return state is not None and state.went_down.is_now()

    def is_action_just_released(self, action: str, exact_match: bool = False) -> bool:
        """Whether the action was released in this frame, or, inside a physics tick, since the last tick."""
        state = self._action_(action, exact_match)
        return state is not None and state.went_up.is_now()

    def is_action_just_pressed_by_event(self, action: str, event: InputEvent, exact_match: bool = False) -> bool:
        """Whether it was this event that just pressed the action."""
        state = self._action_(action, exact_match)
        return state is not None and state.went_down.event is event and state.went_down.is_now()

    def is_action_just_released_by_event(self, action: str, event: InputEvent, exact_match: bool = False) -> bool:
        """Whether it was this event that just released the action."""
        state = self._action_(action, exact_match)
        return state is not None and state.went_up.event is event and state.went_up.is_now()

    def get_action_strength(self, action: str, exact_match: bool = False) -> float:
        """Return how far the action is pressed, 0 to 1, from the end of its deadzone on."""
        state = self._action_(action, exact_match)
        return 0.0 if state is None else state.strength

    def get_action_raw_strength(self, action: str, exact_match: bool = False) -> float:
        """Return how far the action is pressed, 0 to 1, its deadzone disregarded."""
        state = self._action_(action, exact_match)
        return 0.0 if state is None else state.raw_strength

    def get_axis(self, negative_action: str, positive_action: str) -> float:
        """Return the strength of the second action less that of the first, -1 to 1."""
        return single(self.get_action_strength(positive_action) - self.get_action_strength(negative_action))

    def get_vector(self, negative_x: str, positive_x: str, negative_y: str, positive_y: str, deadzone: float = -1.0) -> XY:
        """Return the direction that four actions come to.

        Args:
            negative_x: The action to the left.
            positive_x: The action to the right.
            negative_y: The action up.
            positive_y: The action down.
            deadzone: How far out the direction must be to count, 0 to 1; below 0, the mean of the four deadzones.

        Returns:
            A tuple (x, y), not longer than 1.
        """
        x = single(self.get_action_raw_strength(positive_x) - self.get_action_raw_strength(negative_x))
        y = single(self.get_action_raw_strength(positive_y) - self.get_action_raw_strength(negative_y))
        if deadzone < 0:
            names = (positive_x, negative_x, positive_y, negative_y)
            deadzone = 0.0
            for name in names:
                deadzone = single(deadzone + InputMap.action_get_deadzone(name))
            deadzone *= 0.25
        deadzone = single(deadzone)
        length = single(math.sqrt(single(single(x * x) + single(y * y))))
        if length <= deadzone:
            return XY(0.0, 0.0)
        if length > 1.0:
            return XY(single(x / length), single(y / length))
        scale = single(single(single(length - deadzone) / single(1.0 - deadzone)) / length)
        return XY(single(x * scale), single(y * scale))

    def action_press(self, action: str, strength: float = 1.0) -> None:
        """Press an action, until `action_release` or an event that releases it; no node gets an event.

        Args:
            action: The name of the action.
            strength: How far, 0 to 1.
        """
        found = InputMap._find(action)
        if found is None:
            return
        state = self._state_().actions.setdefault(action, _ActionState())
        if not state.pressed:
            state.went_down.note(None)
        state.went_down.event = None
        state.exact, state.by_call = True, single(min(max(strength, 0.0), 1.0))
        state.add_up(len(found.events))

    def action_release(self, action: str) -> None:
        """Release an action, whatever is still held; no node gets an event."""
        if InputMap._find(action) is not None:
            InputState.let_go(self._state_().actions.setdefault(action, _ActionState()))

    def get_last_mouse_velocity(self) -> XY:
        """Return how fast the mouse moved, in pixels a second, measured over a tenth of a second and more of real time."""
        track = self._state_().mouse
        track.update((0.0, 0.0), (0.0, 0.0))
        return track.velocity

    def get_last_mouse_screen_velocity(self) -> XY:
        """Return the same as `get_last_mouse_velocity`, unscaled."""
        track = self._state_().mouse
        track.update((0.0, 0.0), (0.0, 0.0))
        return track.screen_velocity

    def connect_joypad(self, device: int, name: str = "", guid: str = "", info: Mapping[str, Any] | None = None) -> None:
        """Tell that a gamepad is there, as the host found it; `joy_connection_changed` is emitted with the deferred calls.

        Args:
            device: The number the events of the gamepad carry.
            name: What it calls itself.
            guid: What SDL calls its kind.
            info: What else is known of it.
        """
        self._joypads_[device] = (name, guid, dict(info or {}))
        self.call_deferred("emit_signal", "joy_connection_changed", device, True)

    def disconnect_joypad(self, device: int) -> None:
        """Tell that a gamepad is gone: its buttons and axes are let go."""
        if self._joypads_.pop(device, None) is None:
            return
        state = self._state_()
        state.joy_buttons = {pressed for pressed in state.joy_buttons if pressed[0] != device}
        state.joy_axes = {place: value for place, value in state.joy_axes.items() if place[0] != device}
        self.call_deferred("emit_signal", "joy_connection_changed", device, False)

    def get_connected_joypads(self) -> list[int]:
        """Return the numbers of the gamepads that are there."""
        return list(self._joypads_)

    def is_joy_known(self, device: int) -> bool:
        """Whether the gamepad is there; the host maps its buttons, so each that is there is known."""
        return device in self._joypads_

    def get_joy_name(self, device: int) -> str:
        """Return what the gamepad calls itself."""
        return self._joypads_.get(device, ("", "", {}))[0]

    def get_joy_guid(self, device: int) -> str:
        """Return what SDL calls the kind of the gamepad."""
        return self._joypads_.get(device, ("", "", {}))[1]

    def get_joy_info(self, device: int) -> dict[str, Any]:
        """Return what else is known of the gamepad."""
        return dict(self._joypads_.get(device, ("", "", {}))[2])

    def start_joy_vibration(self, device: int, weak_magnitude: float, strong_magnitude: float, duration: float = 0) -> None:
        """Ask the host to let the gamepad vibrate; the host reads it with `get_joy_vibration_strength`.

        Args:
            device: The number of the gamepad.
            weak_magnitude: The weak motor, 0 to 1; beyond that nothing changes.
            strong_magnitude: The strong motor, 0 to 1; the same.
            duration: How long, in seconds; 0 is as long as possible.
        """
        if 0 <= weak_magnitude <= 1 and 0 <= strong_magnitude <= 1:
            self._vibrations_[device] = (XY(single(weak_magnitude), single(strong_magnitude)), single(duration))

    def stop_joy_vibration(self, device: int) -> None:
        """Ask the host to end the vibration of the gamepad."""
        self._vibrations_[device] = (XY(0.0, 0.0), 0.0)

    def get_joy_vibration_strength(self, device: int) -> XY:
        """Return how strong the weak and the strong motor were last asked to run, each 0 to 1."""
        return self._vibrations_.get(device, (XY(0.0, 0.0), 0.0))[0]

    def get_joy_vibration_duration(self, device: int) -> float:
        """Return how long the gamepad was last asked to vibrate, in seconds."""
        return self._vibrations_.get(device, (XY(0.0, 0.0), 0.0))[1]

    def _state_(self) -> InputState:
        """Return the state of the tree that is meant; while no tree lives the class keeps one for the next."""
        return self._state_of_(_living() or SceneTree)

    def _state_of_(self, owner: SceneTree | type[SceneTree]) -> InputState:
        state = owner._input_
        if state is None:
            state = owner._input_ = InputState()
        elif owner is not SceneTree and state is SceneTree._input_:
            owner._input_, SceneTree._input_ = state, None
        return state

    def _action_(self, action: str, exact_match: bool) -> _ActionState | None:
        if InputMap._find(action) is None:
            return None
        state = self._state_().actions.get(action)
        return None if state is None or (exact_match and not state.exact) else state


def _living() -> SceneTree | None:
    tree = Engine.get_main_loop()
    return None if tree is None or tree._ended else tree


InputSingleton._engine_class_ = "Input"
Input: Final = InputSingleton()
