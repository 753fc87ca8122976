"""Input events of gamepads: their buttons, sticks and triggers.

Rules: as in input_event.py. The words for buttons and axes are the engine's.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from steam_nodes.object import error
from steam_nodes.object.introspection import single
from steam_nodes.scene.input.input_event import InputEvent, Match, all_or_nothing, word

_TOGGLE_DEADZONE: Final = 0.5

_AXES: Final = (
    "Left Stick X-Axis, Joystick 0 X-Axis",
    "Left Stick Y-Axis, Joystick 0 Y-Axis",
    "Right Stick X-Axis, Joystick 1 X-Axis",
    "Right Stick Y-Axis, Joystick 1 Y-Axis",
    "Joystick 2 X-Axis, Left Trigger, Sony L2, Xbox LT",
    "Joystick 2 Y-Axis, Right Trigger, Sony R2, Xbox RT",
    "Joystick 3 X-Axis",
    "Joystick 3 Y-Axis",
    "Joystick 4 X-Axis",
    "Joystick 4 Y-Axis",
)
_JOY_BUTTONS: Final = (
    "Bottom Action, Sony Cross, Xbox A, Nintendo B",
    "Right Action, Sony Circle, Xbox B, Nintendo A",
    "Left Action, Sony Square, Xbox X, Nintendo Y",
    "Top Action, Sony Triangle, Xbox Y, Nintendo X",
    "Back, Sony Select, Xbox Back, Nintendo -",
    "Guide, Sony PS, Xbox Home",
    "Start, Xbox Menu, Nintendo +",
    "Left Stick, Sony L3, Xbox L/LS",
    "Right Stick, Sony R3, Xbox R/RS",
    "Left Shoulder, Sony L1, Xbox LB",
    "Right Shoulder, Sony R1, Xbox RB",
    "D-pad Up",
    "D-pad Down",
    "D-pad Left",
    "D-pad Right",
    "Xbox Share, PS5 Microphone, Nintendo Capture",
    "Xbox Paddle 1",
    "Xbox Paddle 2",
    "Xbox Paddle 3",
    "Xbox Paddle 4",
    "PS4/5 Touchpad",
)


class InputEventJoypadButton(InputEvent):
    """A button of a gamepad went down or up.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventjoypadbutton.html.

    Args:
        button_index: The number of the button, a JoyButton.
        pressure: How far it is pressed, 0 to 1, where the gamepad tells.
        pressed: Whether it went down.
    """

    _passes_: ClassVar[tuple[str, ...]] = ("_input", "_shortcut_input", "_unhandled_input")

    button_index: int = 0
    pressure: float = 0.0
    pressed: bool = False

    def set_button_index(self, button_index: int) -> None:
        """Set `button_index`."""
        self.button_index = button_index

    def get_button_index(self) -> int:
        """Return `button_index`."""
        return self.button_index

    def set_pressure(self, pressure: float) -> None:
        """Set `pressure`."""
        self.pressure = pressure

    def get_pressure(self) -> float:
        """Return `pressure`."""
        return self.pressure

    def set_pressed(self, pressed: bool) -> None:
        """Set `pressed`."""
        self.pressed = pressed

    def is_action_type(self) -> bool:
        """Return True."""
        return True

    def is_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Whether the other event is of the same button."""
        return isinstance(event, InputEventJoypadButton) and self.button_index == event.button_index

    def as_text(self) -> str:
        """Return the button in words."""
        text = f"Joypad Button {int(self.button_index)}"
        if 0 <= self.button_index < len(_JOY_BUTTONS):
            text += f" ({_JOY_BUTTONS[self.button_index]})"
        return f"{text}, Pressure: {single(self.pressure):.14g}" if self.pressure else text

    def __str__(self) -> str:
        """Print as the engine does."""
        pressed = word(self.is_pressed())
        return f"InputEventJoypadButton: button_index={int(self.button_index)}, pressed={pressed}, pressure={self.pressure:.2f}"

    def _action_match_(self, event: InputEvent, exact_match: bool, deadzone: float) -> Match | None:
        return all_or_nothing(event.is_pressed()) if self.is_match(event) else None


class InputEventJoypadMotion(InputEvent):
    """A stick or trigger of a gamepad moved.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventjoypadmotion.html.

    Args:
        axis: The number of the axis, a JoyAxis, -1 to 10.
        axis_value: Where it stands, -1 to 1; from 0.5 on, either way, the event counts as pressed.
    """

    axis: int = 0
    axis_value: float = 0.0

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse an axis that cannot be."""
        if name == "axis" and not -1 <= value <= len(_AXES):
            error.complain(f"an axis is -1 to {len(_AXES)}, not {value}; the event keeps {self.axis}.")
            return
        super().__setattr__(name, value)

    def set_axis(self, axis: int) -> None:
        """Set `axis`."""
        self.axis = axis

    def get_axis(self) -> int:
        """Return `axis`."""
        return self.axis

    def set_axis_value(self, axis_value: float) -> None:
        """Set `axis_value`."""
        self.axis_value = axis_value

    def get_axis_value(self) -> float:
        """Return `axis_value`."""
        return self.axis_value

    def is_pressed(self) -> bool:
        """Whether the axis is at least half way out."""
        return abs(self.axis_value) >= _TOGGLE_DEADZONE

    def is_action_type(self) -> bool:
        """Return True."""
        return True

    def is_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Whether the other event is of the same axis, and, where `exact_match`, in the same direction."""
        if not isinstance(event, InputEventJoypadMotion) or self.axis != event.axis:
            return False
        return not exact_match or (self.axis_value < 0) == (event.axis_value < 0)

    def as_text(self) -> str:
        """Return axis and value in words."""
        name = _AXES[self.axis] if 0 <= self.axis < len(_AXES) else "Unknown Joypad Axis"
        return f"Joypad Motion on Axis {int(self.axis)} ({name}) with Value {self.axis_value:.2f}"

    def __str__(self) -> str:
        """Print as the engine does."""
        return f"InputEventJoypadMotion: axis={int(self.axis)}, axis_value={self.axis_value:.2f}"

    def _action_match_(self, event: InputEvent, exact_match: bool, deadzone: float) -> Match | None:
        if not isinstance(event, InputEventJoypadMotion) or not self.is_match(event, exact_match):
            return None
        # Another direction of the axis belongs to the action too, as its release.
        away = abs(single(event.axis_value))
        toward = (self.axis_value < 0) == (event.axis_value < 0) or event.axis_value == 0
        if not toward:
            return False, 0.0, 0.0
        deadzone = single(deadzone)
        if away < deadzone:
            return False, 0.0, away
        strength = 1.0 if deadzone == 1.0 else single(single(away - deadzone) / single(1.0 - deadzone))
        return True, min(max(strength, 0.0), 1.0), away
