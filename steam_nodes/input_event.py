"""Input events: what is handed through the tree when a key, a button or an action changes.

Rules: plain records with Godot's names; a host makes them from its own events and pushes them into the root. Keys and buttons carry the
numbers of the host, whichever it uses. (No dataclasses: their module takes longer to import than all of this library's core.)
"""

from __future__ import annotations

from typing import Any


class InputEvent:
    """The base of all input events.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputevent.html.

    Args:
        device: The number of the device.
    """

    def __init__(self, *, device: int = 0) -> None:
        """Note the device."""
        self.device = device

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

    def accumulate(self, with_event: InputEvent) -> bool:
        """Take an event that came right behind this one into it.

        Args:
            with_event: The later event.

        Returns:
            Whether it is part of this one now; only motions of the mouse can be.
        """
        return False

    def __eq__(self, other: object) -> bool:
        """Compare kind and content."""
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # the fields may change, as in Godot

    def __repr__(self) -> str:
        """Show the fields that differ from what they are by default."""
        plain: dict[str, Any] = vars(type(self)())
        shown = [f"{name}={value!r}" for name, value in vars(self).items() if value != plain[name]]
        return f"{type(self).__name__}({', '.join(shown)})"


class InputEventKey(InputEvent):
    """A key went down or up.

    Args:
        keycode: The number of the key.
        pressed: Whether it went down.
        echo: Whether a held key repeats itself.
        unicode: The character it makes.
        shift_pressed: Whether Shift is held.
        ctrl_pressed: Whether Control is held.
        alt_pressed: Whether Alt is held.
        meta_pressed: Whether Meta is held.
        device: The number of the device.
    """

    def __init__(  # noqa: PLR0913  # Godot's fields
        self,
        *,
        keycode: int = 0,
        pressed: bool = False,
        echo: bool = False,
        unicode: int = 0,
        shift_pressed: bool = False,
        ctrl_pressed: bool = False,
        alt_pressed: bool = False,
        meta_pressed: bool = False,
        device: int = 0,
    ) -> None:
        """Note what happened."""
        super().__init__(device=device)
        self.keycode = keycode
        self.pressed = pressed
        self.echo = echo
        self.unicode = unicode
        self.shift_pressed = shift_pressed
        self.ctrl_pressed = ctrl_pressed
        self.alt_pressed = alt_pressed
        self.meta_pressed = meta_pressed


class InputEventMouseButton(InputEvent):
    """A mouse button went down or up.

    Args:
        button_index: The number of the button.
        pressed: Whether it went down.
        double_click: Whether it is the second of a double click.
        position: Where the mouse is, in pixels.
        device: The number of the device.
    """

    def __init__(
        self,
        *,
        button_index: int = 0,
        pressed: bool = False,
        double_click: bool = False,
        position: tuple[float, float] = (0.0, 0.0),
        device: int = 0,
    ) -> None:
        """Note what happened."""
        super().__init__(device=device)
        self.button_index = button_index
        self.pressed = pressed
        self.double_click = double_click
        self.position = position


class InputEventMouseMotion(InputEvent):
    """The mouse moved.

    Args:
        position: Where the mouse is, in pixels.
        relative: How far it moved, in pixels.
        device: The number of the device.
    """

    def __init__(
        self,
        *,
        position: tuple[float, float] = (0.0, 0.0),
        relative: tuple[float, float] = (0.0, 0.0),
        device: int = 0,
    ) -> None:
        """Note what happened."""
        super().__init__(device=device)
        self.position = position
        self.relative = relative

    def accumulate(self, with_event: InputEvent) -> bool:
        """Take a later motion into this one: its place, and both ways together; see `InputEvent.accumulate`."""
        if not isinstance(with_event, InputEventMouseMotion):
            return False
        self.position = with_event.position
        self.relative = (self.relative[0] + with_event.relative[0], self.relative[1] + with_event.relative[1])
        return True


class InputEventJoypadButton(InputEvent):
    """A button of a gamepad went down or up.

    Args:
        button_index: The number of the button.
        pressed: Whether it went down.
        device: The number of the device.
    """

    def __init__(
        self,
        *,
        button_index: int = 0,
        pressed: bool = False,
        device: int = 0,
    ) -> None:
        """Note what happened."""
        super().__init__(device=device)
        self.button_index = button_index
        self.pressed = pressed


class InputEventJoypadMotion(InputEvent):
    """A stick or trigger of a gamepad moved.

    Args:
        axis: The number of the axis.
        axis_value: Where it stands, -1 to 1.
        device: The number of the device.
    """

    def __init__(
        self,
        *,
        axis: int = 0,
        axis_value: float = 0.0,
        device: int = 0,
    ) -> None:
        """Note what happened."""
        super().__init__(device=device)
        self.axis = axis
        self.axis_value = axis_value


class InputEventAction(InputEvent):
    """An action by its name went down or up.

    Args:
        action: The name of the action.
        pressed: Whether it went down.
        strength: How far, 0 to 1.
        device: The number of the device.
    """

    def __init__(
        self,
        *,
        action: str = "",
        pressed: bool = False,
        strength: float = 1.0,
        device: int = 0,
    ) -> None:
        """Note what happened."""
        super().__init__(device=device)
        self.action = action
        self.pressed = pressed
        self.strength = strength
