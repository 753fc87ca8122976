"""InputState: the events that wait for one tree, and what is pressed in it.

Rules, the engine's own: what an event says is noted as it is handed out, before the nodes get it. A finger is a mouse and a mouse a finger
where `Input` says so. An action is pressed as long as one device, one event or one call presses it. Strengths are single floats.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from steam_nodes.object.introspection import single
from steam_nodes.scene.engine.engine import Engine, nobodys
from steam_nodes.scene.input.input_event import InputEvent, InputEventKey
from steam_nodes.scene.input.input_event_joypad import InputEventJoypadButton, InputEventJoypadMotion
from steam_nodes.scene.input.input_event_pointer import (
    InputEventGesture,
    InputEventMouseButton,
    InputEventMouseMotion,
    InputEventScreenDrag,
    InputEventScreenTouch,
)
from steam_nodes.scene.input.input_map import actions

if TYPE_CHECKING:
    from steam_nodes.scene.engine.engine import TreeState
    from steam_nodes.scene.scene_tree import SceneTree

_LEFT: Final = 1
_MIN_TIME: Final = 0.1
_MAX_TIME: Final = 3.0


class Emulation(Protocol):
    """Which of mouse and finger stands for the other."""

    emulate_mouse_from_touch: bool
    emulate_touch_from_mouse: bool


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
        self.velocity: XY = XY(0.0, 0.0)
        self.screen_velocity: XY = XY(0.0, 0.0)

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
        self.frame: int = -1
        self.tick: int = -1
        self.event: InputEvent | None = None

    def note(self, event: InputEvent | None) -> None:
        """Note that it is now; a physics tick can react to it from the next one on."""
        self.frame, self.tick, self.event = Engine.get_process_frames(), Engine.get_physics_frames() + 1, event

    def is_now(self) -> bool:
        """Whether it is this frame, or, inside a physics tick, this tick."""
        if Engine.is_in_physics_frame():
            return self.tick == Engine.get_physics_frames()
        return self.frame == Engine.get_process_frames()


class ActionState:
    """What is known of one action: each device and event by itself, and what all of them come to."""

    def __init__(self) -> None:
        """Start with the action released."""
        self.devices: dict[tuple[int, int], tuple[bool, float, float]] = {}
        self.by_call: float | None = None
        self.exact = True
        self.pressed: bool = False
        self.strength: float = 0.0
        self.raw_strength: float = 0.0
        self.went_down: _Moment = _Moment()
        self.went_up: _Moment = _Moment()

    def add_up(self, events: int) -> None:
        """Bring what all devices and events come to up to date; only places that the action still has count."""
        said = [match for (_, place), match in self.devices.items() if place <= events]
        by_call = self.by_call
        called = [] if by_call is None else [(True, by_call, by_call)]
        self.pressed = any(pressed for pressed, *_ in (*said, *called))
        self.strength = max((strength for _, strength, _ in (*said, *called)), default=0.0)
        self.raw_strength = max((raw for *_, raw in (*said, *called)), default=0.0)


class InputState:
    """The events that wait for one tree, and what is pressed in it.

    Args:
        emulation: Which of mouse and finger stands for the other; it is asked at each event.
    """

    def __init__(self, emulation: Emulation) -> None:
        """Start with nothing pressed."""
        self.emulation = emulation
        self.events: deque[InputEvent] = deque()
        self.keys: set[int] = set()
        self.physical_keys: set[int] = set()
        self.key_labels: set[int] = set()
        self.joy_buttons: set[tuple[int, int]] = set()
        self.joy_axes: dict[tuple[int, int], float] = {}
        self.mouse_buttons: int = 0
        self.actions: dict[str, ActionState] = {}
        self.mouse: _Track = _Track()
        self.touches: dict[int, _Track] = {}
        self.touch_as_mouse: int | None = None

    def flush(self, tree: SceneTree) -> None:
        """Hand out all events that wait, those parsed meanwhile too."""
        while self.events:
            self.hand_out(tree, self.events.popleft())

    def hand_on(self, heir: TreeState) -> None:
        """Give what waits for a tree that ends to another one, or to the next that is made."""
        input_of(heir, self.emulation).events.extend(self.events)
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
    def let_go(state: ActionState) -> None:
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
        if self.emulation.emulate_touch_from_mouse and not emulated and event.button_index == _LEFT:
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
        if self.emulation.emulate_touch_from_mouse and not emulated and event.button_mask & _LEFT:
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
            self.touch_as_mouse = event.index if starts and self.emulation.emulate_mouse_from_touch else self.touch_as_mouse
            translate = starts
        else:
            self.touches.pop(event.index, None)
            translate = event.index == self.touch_as_mouse
            self.touch_as_mouse = None if translate else self.touch_as_mouse
        if not (self.emulation.emulate_mouse_from_touch and translate):
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
        if not (self.emulation.emulate_mouse_from_touch and event.index == self.touch_as_mouse):
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
        for action, found in actions.with_kind(event):
            placed = actions.placed(found, action, event, exact_match=False)
            if placed is None:
                continue
            place, match = placed
            state = self.actions.setdefault(action, ActionState())
            state.devices[event.device, place] = match
            if not match[0]:
                state.by_call = None
            state.exact = actions.placed(found, action, event, exact_match=True) is not None
            before = state.pressed
            state.add_up(len(found.events))
            if state.pressed != before:
                (state.went_down if state.pressed else state.went_up).note(event)


def input_of(state: TreeState, emulation: Emulation) -> InputState:
    """Return the input of a tree; where there is none, what came while no tree lived is its own now, else it is made."""
    if state.input is None:
        found, nobodys.input = nobodys.input or InputState(emulation), None
        state.input = found
    return state.input
