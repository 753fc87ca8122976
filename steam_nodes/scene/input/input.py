"""Input: which keys, buttons and actions are pressed, and the events that wait for the next frame.

Rules, the engine's own: an event parsed waits for the start of the next frame, and a motion is added to one that waits; with
`use_accumulated_input` off it is handed out at once. Each tree has its own events and its own pressed keys, those of the tree
`Engine.get_main_loop()` names; what comes while no tree lives is the next one's. Gamepads belong to the machine. Loaded on first use.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error
from steam_nodes.object.introspection import single
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal
from steam_nodes.scene.engine.engine import Engine, nobodys, state_of
from steam_nodes.scene.input.input_event import InputEvent
from steam_nodes.scene.input.input_map import InputMap, actions
from steam_nodes.scene.input.input_state import XY, ActionState, InputState, input_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.scene.scene_tree import SceneTree

_MODES: Final = 5


class InputSingleton(Object):
    """The state of keys, mouse buttons, gamepads and actions.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_input.html.
    """

    _engine_class_ = "Input"

    MOUSE_MODE_VISIBLE: Final = 0
    MOUSE_MODE_HIDDEN: Final = 1
    MOUSE_MODE_CAPTURED: Final = 2
    MOUSE_MODE_CONFINED: Final = 3
    MOUSE_MODE_CONFINED_HIDDEN: Final = 4
    MOUSE_MODE_MAX: Final = 5

    joy_connection_changed: Signal[int, bool] = Signal("device", "connected")
    """A gamepad was plugged in or pulled out."""

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
        """Release all keys, buttons and actions; call it when the window is no longer in front."""
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
        """Return the position of the axis of the gamepad, -1 to 1."""
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
        found = actions.find(action)
        if found is None:
            return
        state = self._state_().actions.setdefault(action, ActionState())
        if not state.pressed:
            state.went_down.note(None)
        state.went_down.event = None
        state.exact, state.by_call = True, single(min(max(strength, 0.0), 1.0))
        state.add_up(len(found.events))

    def action_release(self, action: str) -> None:
        """Release an action, whatever is still held; no node gets an event."""
        if actions.find(action) is not None:
            InputState.let_go(self._state_().actions.setdefault(action, ActionState()))

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
        """Return the state of the tree that is meant; while no tree lives, the one that the next tree gets."""
        tree = _living()
        return input_of(nobodys if tree is None else state_of(tree), self)

    def _action_(self, action: str, exact_match: bool) -> ActionState | None:
        if actions.find(action) is None:
            return None
        state = self._state_().actions.get(action)
        return None if state is None or (exact_match and not state.exact) else state


def _living() -> SceneTree | None:
    tree = Engine.get_main_loop()
    return None if tree is None or state_of(tree).over else tree


Input: Final = InputSingleton()


def _event_went(action: str) -> None:
    """Release an action that is pressed; the map tells that it lost an event."""
    if Input.is_action_pressed(action):
        Input.action_release(action)


actions.event_went = _event_went
