"""Input events that have a place on the screen: mouse, touch and gestures.

Rules: as in input_event.py; a place is a tuple (x, y) in pixels. Loaded on first use.
"""

from __future__ import annotations

from typing import ClassVar, Final

from steam_nodes.object.introspection import single
from steam_nodes.scene.input.input_event import InputEvent, InputEventFromWindow, InputEventWithModifiers, Match, real_text, word

_MOUSE_BUTTONS: Final = (
    "Left Mouse Button",
    "Right Mouse Button",
    "Middle Mouse Button",
    "Mouse Wheel Up",
    "Mouse Wheel Down",
    "Mouse Wheel Left",
    "Mouse Wheel Right",
    "Mouse Thumb Button 1",
    "Mouse Thumb Button 2",
)


class InputEventMouse(InputEventWithModifiers):
    """The base of what a mouse does.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventmouse.html.

    Args:
        button_mask: The buttons that are held, a MouseButtonMask.
        position: Where the mouse is, in pixels, for the node that gets the event.
        global_position: Where the mouse is in the window, in pixels.
    """

    _is_picked_: ClassVar[bool] = True

    button_mask: int = 0
    position: tuple[float, float] = (0.0, 0.0)
    global_position: tuple[float, float] = (0.0, 0.0)

    def set_button_mask(self, button_mask: int) -> None:
        """Set `button_mask`."""
        self.button_mask = button_mask

    def get_button_mask(self) -> int:
        """Return `button_mask`."""
        return self.button_mask

    def set_position(self, position: tuple[float, float]) -> None:
        """Set `position`."""
        self.position = position

    def get_position(self) -> tuple[float, float]:
        """Return `position`."""
        return self.position

    def set_global_position(self, global_position: tuple[float, float]) -> None:
        """Set `global_position`."""
        self.global_position = global_position

    def get_global_position(self) -> tuple[float, float]:
        """Return `global_position`."""
        return self.global_position


class InputEventMouseButton(InputEventMouse):
    """A mouse button went down or up, or the wheel turned.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventmousebutton.html.

    Args:
        factor: How far the wheel turned, where the device tells.
        button_index: The number of the button, a MouseButton.
        canceled: Whether the press ended without being meant.
        pressed: Whether it went down.
        double_click: Whether it is the second of a double click.
    """

    factor: float = 1.0
    button_index: int = 0
    canceled: bool = False
    pressed: bool = False
    double_click: bool = False

    def set_factor(self, factor: float) -> None:
        """Set `factor`."""
        self.factor = factor

    def get_factor(self) -> float:
        """Return `factor`."""
        return self.factor

    def set_button_index(self, button_index: int) -> None:
        """Set `button_index`."""
        self.button_index = button_index

    def get_button_index(self) -> int:
        """Return `button_index`."""
        return self.button_index

    def set_pressed(self, pressed: bool) -> None:
        """Set `pressed`."""
        self.pressed = pressed

    def set_canceled(self, canceled: bool) -> None:
        """Set `canceled`."""
        self.canceled = canceled

    def set_double_click(self, double_click: bool) -> None:
        """Set `double_click`."""
        self.double_click = double_click

    def is_double_click(self) -> bool:
        """Return `double_click`."""
        return self.double_click

    def is_action_type(self) -> bool:
        """Return True."""
        return True

    def is_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Whether the other event is of the same button, and, where `exact_match`, with the same modifiers."""
        if not isinstance(event, InputEventMouseButton) or self.button_index != event.button_index:
            return False
        return not exact_match or self.get_modifiers_mask() == event.get_modifiers_mask()

    def as_text(self) -> str:
        """Return the button in words, with the modifiers."""
        known = 1 <= self.button_index <= len(_MOUSE_BUTTONS)
        name = _MOUSE_BUTTONS[self.button_index - 1] if known else f"Button #{int(self.button_index)}"
        return self._with_modifiers_(name) + (" (Double Click)" if self.double_click else "")

    def _action_match_(self, event: InputEvent, exact_match: bool, deadzone: float) -> Match | None:
        if not isinstance(event, InputEventMouseButton) or self.button_index != event.button_index:
            return None
        if not self._modifiers_match_(event, exact_match):
            return None
        return (True, 1.0, 1.0) if event.is_pressed() else (False, 0.0, 0.0)

    def __str__(self) -> str:
        """Print as the engine does."""
        pressed, canceled, double = word(self.is_pressed()), word(self.canceled), word(self.double_click)
        button, place = f"button_index={int(self.button_index)}, mods={self._mods_()}", f"position=({_text(self.position)})"
        state = f"pressed={pressed}, canceled={canceled}, {place}, button_mask={int(self.button_mask)}, double_click={double}"
        return f"InputEventMouseButton: {button}, {state}"


class _Movement(InputEventFromWindow):
    """What a mouse, a pen and a finger have in common that move.

    Args:
        tilt: How the pen leans, -1 to 1 each way.
        pressure: How hard the pen presses, 0 to 1.
        pen_inverted: Whether the other end of the pen is used.
        relative: How far it moved, in pixels.
        screen_relative: The same, unscaled.
        velocity: How fast it moves, in pixels a second.
        screen_velocity: The same, unscaled.
    """

    tilt: tuple[float, float] = (0.0, 0.0)
    pressure: float = 0.0
    pen_inverted: bool = False
    relative: tuple[float, float] = (0.0, 0.0)
    screen_relative: tuple[float, float] = (0.0, 0.0)
    velocity: tuple[float, float] = (0.0, 0.0)
    screen_velocity: tuple[float, float] = (0.0, 0.0)

    def set_tilt(self, tilt: tuple[float, float]) -> None:
        """Set `tilt`."""
        self.tilt = tilt

    def get_tilt(self) -> tuple[float, float]:
        """Return `tilt`."""
        return self.tilt

    def set_pressure(self, pressure: float) -> None:
        """Set `pressure`."""
        self.pressure = pressure

    def get_pressure(self) -> float:
        """Return `pressure`."""
        return self.pressure

    def set_pen_inverted(self, pen_inverted: bool) -> None:
        """Set `pen_inverted`."""
        self.pen_inverted = pen_inverted

    def get_pen_inverted(self) -> bool:
        """Return `pen_inverted`."""
        return self.pen_inverted

    def set_relative(self, relative: tuple[float, float]) -> None:
        """Set `relative`."""
        self.relative = relative

    def get_relative(self) -> tuple[float, float]:
        """Return `relative`."""
        return self.relative

    def set_screen_relative(self, relative: tuple[float, float]) -> None:
        """Set `screen_relative`."""
        self.screen_relative = relative

    def get_screen_relative(self) -> tuple[float, float]:
        """Return `screen_relative`."""
        return self.screen_relative

    def set_velocity(self, velocity: tuple[float, float]) -> None:
        """Set `velocity`."""
        self.velocity = velocity

    def get_velocity(self) -> tuple[float, float]:
        """Return `velocity`."""
        return self.velocity

    def set_screen_velocity(self, velocity: tuple[float, float]) -> None:
        """Set `screen_velocity`."""
        self.screen_velocity = velocity

    def get_screen_velocity(self) -> tuple[float, float]:
        """Return `screen_velocity`."""
        return self.screen_velocity


class InputEventMouseMotion(_Movement, InputEventMouse):
    """The mouse or a pen moved.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventmousemotion.html.

    Args:
        tilt: How the pen leans, -1 to 1 each way.
        pressure: How hard the pen presses, 0 to 1.
        pen_inverted: Whether the other end of the pen is used.
        relative: How far it moved, in pixels.
        screen_relative: The same, unscaled.
        velocity: How fast it moves, in pixels a second.
        screen_velocity: The same, unscaled.
    """

    def as_text(self) -> str:
        """Return place and speed in words."""
        return f"Mouse motion at position ({_text(self.position)}) with velocity ({_text(self.velocity)})"

    def accumulate(self, with_event: InputEvent) -> bool:
        """Add a later motion to this one, where window, buttons and modifiers are the same.

        Returns:
            Whether it was added; else nothing changed.
        """
        if not isinstance(with_event, InputEventMouseMotion):
            return False
        if (self.window_id, self.button_mask, self.get_modifiers_mask()) != (
            with_event.window_id,
            with_event.button_mask,
            with_event.get_modifiers_mask(),
        ):
            return False
        self.set_global_position(with_event.global_position)
        position, relative, screen_relative = _moved(self, with_event)
        self.set_position(position)
        self.set_relative(relative)
        self.set_screen_relative(screen_relative)
        self.set_velocity(with_event.velocity)
        self.set_screen_velocity(with_event.screen_velocity)
        return True

    def __str__(self) -> str:
        """Print as the engine does."""
        held = [_MOUSE_BUTTONS[index] for index in (0, 2, 1, 7, 8) if self.button_mask >> index & 1]
        mask = "".join([f"button_mask={int(self.button_mask)}", *(f" ({name})" for name in held)])
        place = f"position=({_text(self.position)}), relative=({_text(self.relative)})"
        return f"InputEventMouseMotion: {mask}, {place}, {_drawn(self)}"


class InputEventScreenTouch(InputEventFromWindow):
    """A finger touched the screen or left it.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventscreentouch.html.

    Args:
        index: The number of the finger.
        position: Where it is, in pixels.
        canceled: Whether the touch ended without being meant.
        pressed: Whether it touches.
        double_tap: Whether it is the second of a double tap.
    """

    _is_picked_: ClassVar[bool] = True

    index: int = 0
    position: tuple[float, float] = (0.0, 0.0)
    canceled: bool = False
    pressed: bool = False
    double_tap: bool = False

    def set_index(self, index: int) -> None:
        """Set `index`."""
        self.index = index

    def get_index(self) -> int:
        """Return `index`."""
        return self.index

    def set_position(self, position: tuple[float, float]) -> None:
        """Set `position`."""
        self.position = position

    def get_position(self) -> tuple[float, float]:
        """Return `position`."""
        return self.position

    def set_pressed(self, pressed: bool) -> None:
        """Set `pressed`."""
        self.pressed = pressed

    def set_canceled(self, canceled: bool) -> None:
        """Set `canceled`."""
        self.canceled = canceled

    def set_double_tap(self, double_tap: bool) -> None:
        """Set `double_tap`."""
        self.double_tap = double_tap

    def is_double_tap(self) -> bool:
        """Return `double_tap`."""
        return self.double_tap

    def as_text(self) -> str:
        """Return the touch in words."""
        status = "canceled" if self.canceled else "touched" if self.pressed else "released"
        return f"Screen {status} at ({_text(self.position)}) with {self.index} touch points"

    def __str__(self) -> str:
        """Print as the engine does."""
        state = f"index={self.index}, pressed={word(self.pressed)}, canceled={word(self.canceled)}"
        return f"InputEventScreenTouch: {state}, position=({_text(self.position)}), double_tap={word(self.double_tap)}"


class InputEventScreenDrag(_Movement):
    """A finger moved over the screen.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventscreendrag.html.

    Args:
        index: The number of the finger.
        tilt: How the pen leans, -1 to 1 each way.
        pressure: How hard the pen presses, 0 to 1.
        pen_inverted: Whether the other end of the pen is used.
        position: Where the finger is, in pixels.
        relative: How far it moved, in pixels.
        screen_relative: The same, unscaled.
        velocity: How fast it moves, in pixels a second; `Input` sets it as it hands the event out.
        screen_velocity: The same, unscaled.
    """

    _is_picked_: ClassVar[bool] = True

    index: int = 0
    position: tuple[float, float] = (0.0, 0.0)

    def set_index(self, index: int) -> None:
        """Set `index`."""
        self.index = index

    def get_index(self) -> int:
        """Return `index`."""
        return self.index

    def set_position(self, position: tuple[float, float]) -> None:
        """Set `position`."""
        self.position = position

    def get_position(self) -> tuple[float, float]:
        """Return `position`."""
        return self.position

    def as_text(self) -> str:
        """Return place and speed in words."""
        place, speed = _text(self.position), _text(self.velocity)
        return f"Screen dragged with {self.index} touch points at position ({place}) with velocity of ({speed})"

    def accumulate(self, with_event: InputEvent) -> bool:
        """Add a later drag of the same finger to this one.

        Returns:
            Whether it was added; else nothing changed.
        """
        if not isinstance(with_event, InputEventScreenDrag) or self.index != with_event.index:
            return False
        position, relative, screen_relative = _moved(self, with_event)
        self.set_position(position)
        self.set_relative(relative)
        self.set_screen_relative(screen_relative)
        self.set_velocity(with_event.velocity)
        self.set_screen_velocity(with_event.screen_velocity)
        return True

    def __str__(self) -> str:
        """Print as the engine does."""
        place = f"position=({_text(self.position)}), relative=({_text(self.relative)})"
        return f"InputEventScreenDrag: index={self.index}, {place}, {_drawn(self)}"


class InputEventGesture(InputEventWithModifiers):
    """The base of gestures on a touch pad.

    Args:
        position: Where the mouse is, in pixels.
    """

    position: tuple[float, float] = (0.0, 0.0)

    def set_position(self, position: tuple[float, float]) -> None:
        """Set `position`."""
        self.position = position

    def get_position(self) -> tuple[float, float]:
        """Return `position`."""
        return self.position


class InputEventPanGesture(InputEventGesture):
    """Two fingers move over a touch pad.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventpangesture.html.

    Args:
        delta: How far.
    """

    delta: tuple[float, float] = (0.0, 0.0)

    def set_delta(self, delta: tuple[float, float]) -> None:
        """Set `delta`."""
        self.delta = delta

    def get_delta(self) -> tuple[float, float]:
        """Return `delta`."""
        return self.delta

    def as_text(self) -> str:
        """Return place and distance in words."""
        return f"Pan Gesture at ({_text(self.position)}) with delta ({_text(self.delta)})"

    def __str__(self) -> str:
        """Print as the engine does."""
        return f"InputEventPanGesture: delta=({_text(self.delta)}), position=({_text(self.position)})"


class InputEventMagnifyGesture(InputEventGesture):
    """Two fingers move apart or together on a touch pad.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventmagnifygesture.html.

    Args:
        factor: How far; 1 is not at all.
    """

    factor: float = 1.0

    def set_factor(self, factor: float) -> None:
        """Set `factor`."""
        self.factor = factor

    def get_factor(self) -> float:
        """Return `factor`."""
        return self.factor

    def as_text(self) -> str:
        """Return place and factor in words."""
        return f"Magnify Gesture at ({_text(self.position)}) with factor {single(self.factor):.14g}"

    def __str__(self) -> str:
        """Print as the engine does."""
        return f"InputEventMagnifyGesture: factor={self.factor:.2f}, position=({_text(self.position)})"


_Drawn = InputEventMouseMotion | InputEventScreenDrag


def _moved(first: _Drawn, then: _Drawn) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return where two motions end, and how far they go together, scaled and not."""
    return then.position, _sum(first.relative, then.relative), _sum(first.screen_relative, then.screen_relative)


def _sum(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return single(single(one[0]) + single(other[0])), single(single(one[1]) + single(other[1]))


def _text(place: tuple[float, float]) -> str:
    return f"({real_text(place[0])}, {real_text(place[1])})"


def _drawn(event: _Drawn) -> str:
    pen = f"pressure={event.pressure:.2f}, tilt=({_text(event.tilt)}), pen_inverted=({word(event.pen_inverted)})"
    return f"velocity=({_text(event.velocity)}), {pen}"
