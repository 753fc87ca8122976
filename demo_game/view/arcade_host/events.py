"""From arcade's events to the tree's: keys, letters, gamepads and the mouse.

Rules: these tables are all that knows of both. A key press and the letter that it writes arrive apart in arcade, the letter behind the
press; they become one event. Letters that a held key goes on writing are left out. Gamepads are numbered in the order in which they came;
arcade names their buttons, whatever make they are of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from arcade import key as arcade_key
from pyglet.input import Controller, ControllerManager
from pyglet.window import mouse

from steam_nodes import (
    InputEvent,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    MouseButton,
)

from ..host import keys
from ..host.window import Happening
from ..host_input import PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_UP, STICK_X, STICK_Y

if TYPE_CHECKING:
    from pyglet.math import Vec2

    from ..host.canvas import Point

KEYS: Final[dict[int, int]] = {
    arcade_key.BACKSPACE: keys.BACKSPACE,
    arcade_key.TAB: keys.TAB,
    arcade_key.RETURN: keys.RETURN,
    arcade_key.ESCAPE: keys.ESCAPE,
    arcade_key.DELETE: keys.DELETE,
    arcade_key.CAPSLOCK: keys.CAPS_LOCK,
    **{arcade_key.F1 + place: keys.F1 + place for place in range(12)},
    arcade_key.PRINT: keys.PRINT,
    arcade_key.SCROLLLOCK: keys.SCROLL_LOCK,
    arcade_key.PAUSE: keys.PAUSE,
    arcade_key.INSERT: keys.INSERT,
    arcade_key.HOME: keys.HOME,
    arcade_key.PAGEUP: keys.PAGE_UP,
    arcade_key.END: keys.END,
    arcade_key.PAGEDOWN: keys.PAGE_DOWN,
    arcade_key.RIGHT: keys.RIGHT,
    arcade_key.LEFT: keys.LEFT,
    arcade_key.DOWN: keys.DOWN,
    arcade_key.UP: keys.UP,
    arcade_key.NUMLOCK: keys.NUM_LOCK,
    arcade_key.NUM_DIVIDE: keys.KEYPAD_DIVIDE,
    arcade_key.NUM_MULTIPLY: keys.KEYPAD_MULTIPLY,
    arcade_key.NUM_SUBTRACT: keys.KEYPAD_MINUS,
    arcade_key.NUM_ADD: keys.KEYPAD_PLUS,
    arcade_key.NUM_ENTER: keys.KEYPAD_ENTER,
    **{arcade_key.NUM_1 + place: keys.KEYPAD_1 + place for place in range(9)},
    arcade_key.NUM_0: keys.KEYPAD_0,
    arcade_key.NUM_DECIMAL: keys.KEYPAD_PERIOD,
    arcade_key.MENU: keys.MENU,
    arcade_key.LCTRL: keys.LEFT_CTRL,
    arcade_key.LSHIFT: keys.LEFT_SHIFT,
    arcade_key.LALT: keys.LEFT_ALT,
    arcade_key.LWINDOWS: keys.LEFT_GUI,
    arcade_key.LCOMMAND: keys.LEFT_GUI,
    arcade_key.RCTRL: keys.RIGHT_CTRL,
    arcade_key.RSHIFT: keys.RIGHT_SHIFT,
    arcade_key.RALT: keys.RIGHT_ALT,
    arcade_key.RWINDOWS: keys.RIGHT_GUI,
    arcade_key.RCOMMAND: keys.RIGHT_GUI,
}
"""Arcade's keys that have another number here; letters, digits and signs have the same."""

BUTTONS: Final[dict[str, int]] = {
    "a": 0,
    "b": 1,
    "x": 2,
    "y": 3,
    "back": 4,
    "guide": 5,
    "start": 6,
    "leftshoulder": 9,
    "rightshoulder": 10,
}
"""Godot's numbers of a gamepad's buttons; the cross has PAD_UP and its neighbours. A stick that is pressed says nothing to the game."""


MOUSE: Final = {
    mouse.LEFT: MouseButton.MOUSE_BUTTON_LEFT,
    mouse.MIDDLE: MouseButton.MOUSE_BUTTON_MIDDLE,
    mouse.RIGHT: MouseButton.MOUSE_BUTTON_RIGHT,
}


class ArcadeEvents:
    """Gathers what arcade tells; `pads` is how many gamepads there are."""

    def __init__(self) -> None:
        """Open the gamepads that are plugged in, and hear of those that come."""
        self._gathered: list[InputEvent | Happening] = []
        self._pads: list[Controller] = []
        try:
            self._manager = ControllerManager()
        except OSError:
            # A machine without input devices, such as a container, has no gamepads either.
            return
        self._manager.push_handlers(on_connect=self._on_connect, on_disconnect=self._on_disconnect)
        for pad in self._manager.get_controllers():
            self._on_connect(pad)

    @property
    def pads(self) -> int:
        """How many gamepads there are."""
        return len(self._pads)

    @property
    def pad_names(self) -> tuple[str, ...]:
        """What the gamepads call themselves."""
        return tuple(pad.name or "" for pad in self._pads)

    def take(self) -> list[InputEvent | Happening]:
        """Return what was gathered since the last call."""
        found = self._gathered
        self._gathered = []
        return found

    def close(self) -> None:
        """Let go of the gamepads."""
        for pad in self._pads:
            pad.close()
        self._pads.clear()

    def tell(self, happening: Happening) -> None:
        """Note that something has happened to the window."""
        self._gathered.append(happening)

    def key(self, symbol: int, modifiers: int, *, pressed: bool) -> None:
        """Note a key that went down or up."""
        self._gathered.append(
            InputEventKey(
                keycode=KEYS.get(symbol, symbol),
                pressed=pressed,
                shift_pressed=bool(modifiers & arcade_key.MOD_SHIFT),
                ctrl_pressed=bool(modifiers & arcade_key.MOD_CTRL),
                alt_pressed=bool(modifiers & arcade_key.MOD_ALT),
            )
        )

    def text(self, letters: str) -> None:
        """Note what the key that went down last has written."""
        last = self._gathered[-1] if self._gathered else None
        if isinstance(last, InputEventKey) and last.pressed and not last.unicode and len(letters) == 1:
            last.unicode = ord(letters)

    def pointer(self, place: Point) -> None:
        """Note where the mouse is on the canvas."""
        self._gathered.append(InputEventMouseMotion(position=place, global_position=place))

    def mouse(self, button: int, place: Point, *, pressed: bool) -> None:
        """Note a button of the mouse that went down or up."""
        if button in MOUSE:
            self._gathered.append(InputEventMouseButton(button_index=MOUSE[button], pressed=pressed, position=place, global_position=place))

    def wheel(self, steps: float, place: Point) -> None:
        """Note that the wheel was turned, upwards where `steps` is above 0."""
        if steps:
            button = MouseButton.MOUSE_BUTTON_WHEEL_UP if steps > 0.0 else MouseButton.MOUSE_BUTTON_WHEEL_DOWN
            self._gathered.append(InputEventMouseButton(button_index=button, pressed=True, position=place, global_position=place))

    def _on_connect(self, pad: Controller) -> None:
        pad.open()
        pad.push_handlers(
            on_button_press=lambda pad, name: self._button(pad, name, pressed=True),
            on_button_release=lambda pad, name: self._button(pad, name, pressed=False),
            on_dpad_motion=self._cross,
            on_stick_motion=self._stick,
        )
        self._pads.append(pad)
        self.tell(Happening.PADS_CHANGED)

    def _on_disconnect(self, pad: Controller) -> None:
        if pad in self._pads:
            self._pads.remove(pad)
            self.tell(Happening.PADS_CHANGED)

    def _button(self, pad: Controller, name: str, *, pressed: bool) -> None:
        if name in BUTTONS:
            self._gathered.append(InputEventJoypadButton(button_index=BUTTONS[name], pressed=pressed, device=self._pads.index(pad)))

    def _cross(self, pad: Controller, vector: Vec2) -> None:
        device = self._pads.index(pad)
        levels = ((PAD_UP, vector.y > 0), (PAD_DOWN, vector.y < 0), (PAD_LEFT, vector.x < 0), (PAD_RIGHT, vector.x > 0))
        self._gathered += [InputEventJoypadButton(button_index=button, pressed=on, device=device) for button, on in levels]

    def _stick(self, pad: Controller, name: str, vector: Vec2) -> None:
        if name == "leftstick":
            device = self._pads.index(pad)
            # Arcade's sticks count upwards, Godot's downwards.
            self._gathered += [
                InputEventJoypadMotion(axis=STICK_X, axis_value=vector.x, device=device),
                InputEventJoypadMotion(axis=STICK_Y, axis_value=-vector.y, device=device),
            ]
