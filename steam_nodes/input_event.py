"""Input events: what is handed through the tree when a key, a button or an action changes.

Rules: plain records with Godot's names; a host makes them from its own events and pushes them into the root. Keys and buttons carry the
numbers of the host, whichever it uses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class InputEvent:
    """The base of all input events.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputevent.html.
    """

    device: int = 0

    def get_class(self) -> str:
        """Return the name of the class."""
        return type(self).__name__

    def is_pressed(self) -> bool:
        """Whether a key, button or action went down."""
        return bool(getattr(self, "pressed", False))

    def is_released(self) -> bool:
        """Whether a key, button or action went up."""
        return hasattr(self, "pressed") and not self.is_pressed()

    def is_echo(self) -> bool:
        """Whether a held key repeats itself."""
        return bool(getattr(self, "echo", False))


@dataclass(slots=True)
class InputEventKey(InputEvent):
    """A key went down or up."""

    keycode: int = 0
    pressed: bool = False
    echo: bool = False
    unicode: int = 0
    shift_pressed: bool = False
    ctrl_pressed: bool = False
    alt_pressed: bool = False
    meta_pressed: bool = False


@dataclass(slots=True)
class InputEventMouseButton(InputEvent):
    """A mouse button went down or up."""

    button_index: int = 0
    pressed: bool = False
    double_click: bool = False
    position: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class InputEventMouseMotion(InputEvent):
    """The mouse moved."""

    position: tuple[float, float] = (0.0, 0.0)
    relative: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class InputEventJoypadButton(InputEvent):
    """A button of a gamepad went down or up."""

    button_index: int = 0
    pressed: bool = False


@dataclass(slots=True)
class InputEventJoypadMotion(InputEvent):
    """A stick or trigger of a gamepad moved."""

    axis: int = 0
    axis_value: float = 0.0


@dataclass(slots=True)
class InputEventAction(InputEvent):
    """An action by its name went down or up."""

    action: str = ""
    pressed: bool = False
    strength: float = 1.0
