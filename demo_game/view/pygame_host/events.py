"""From pygame's events to the tree's: keys, buttons, sticks and hats, and what happens to the window.

Rules: this table is all that knows of both. pygame's keycodes are SDL's, which are the numbers of `host.keys` already. Gamepads are
numbered in the order in which pygame has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from steam_nodes import (
    InputEvent,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    MouseButton,
)

from ..host.window import Happening
from ..host_input import PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_UP

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..host.canvas import Point

_HAPPENINGS: Final = {
    pygame.QUIT: Happening.CLOSED,
    pygame.WINDOWFOCUSLOST: Happening.LEFT,
    pygame.WINDOWFOCUSGAINED: Happening.CAME_BACK,
}


_MOUSE: Final = {
    1: MouseButton.MOUSE_BUTTON_LEFT,
    2: MouseButton.MOUSE_BUTTON_MIDDLE,
    3: MouseButton.MOUSE_BUTTON_RIGHT,
    4: MouseButton.MOUSE_BUTTON_WHEEL_UP,
    5: MouseButton.MOUSE_BUTTON_WHEEL_DOWN,
}


class PygameEvents:
    """Reads pygame's queue; `pads` is how many gamepads there are, and `pad_names` what they call themselves."""

    def __init__(self) -> None:
        """Begin without a gamepad; pygame tells of each that is plugged in."""
        self.pads = 0
        self.pad_names: tuple[str, ...] = ()
        self._joysticks: list[pygame.joystick.JoystickType] = []
        pygame.joystick.init()

    def read(self, resized: Callable[[], None], to_canvas: Callable[[Point], Point]) -> list[InputEvent | Happening]:
        """Return what pygame has told since the last call.

        Args:
            resized: Called where the window has another size now.
            to_canvas: Gives the place on the canvas that is shown at one of the window.
        """
        found: list[InputEvent | Happening] = []
        for event in pygame.event.get():
            if event.type in _HAPPENINGS:
                found.append(_HAPPENINGS[event.type])
            elif event.type == pygame.VIDEORESIZE:
                resized()
            elif event.type in (pygame.JOYDEVICEADDED, pygame.JOYDEVICEREMOVED):
                self._joysticks = [pygame.joystick.Joystick(index) for index in range(pygame.joystick.get_count())]
                self.pads = len(self._joysticks)
                self.pad_names = tuple(pad.get_name() for pad in self._joysticks)
                found.append(Happening.PADS_CHANGED)
            elif event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
                found += pointed(event, to_canvas(event.pos))
            else:
                found += translate(event, {pad.get_instance_id(): place for place, pad in enumerate(self._joysticks)})
        return found


def pointed(event: pygame.Event, place: Point) -> list[InputEvent]:
    """Return what an event of the mouse means in the tree, at a place on the canvas."""
    if event.type == pygame.MOUSEMOTION:
        return [InputEventMouseMotion(position=place, global_position=place)]
    if event.button not in _MOUSE:
        return []
    pressed = event.type == pygame.MOUSEBUTTONDOWN
    return [InputEventMouseButton(button_index=_MOUSE[event.button], pressed=pressed, position=place, global_position=place)]


def translate(event: pygame.Event, pads: dict[int, int]) -> list[InputEvent]:
    """Return what a pygame event means in the tree.

    Args:
        event: Any event.
        pads: The device number of each gamepad by pygame's instance id.

    Returns:
        Godot's events; empty for what the tree need not know.
    """
    kind = event.type
    if kind in (pygame.KEYDOWN, pygame.KEYUP):
        letter = getattr(event, "unicode", "")
        return [
            InputEventKey(
                keycode=event.key,
                pressed=kind == pygame.KEYDOWN,
                unicode=ord(letter) if len(letter) == 1 else 0,
                shift_pressed=bool(event.mod & pygame.KMOD_SHIFT),
                ctrl_pressed=bool(event.mod & pygame.KMOD_CTRL),
                alt_pressed=bool(event.mod & pygame.KMOD_ALT),
            )
        ]
    if kind in (pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP):
        device = pads.get(event.instance_id, 0)
        return [InputEventJoypadButton(button_index=event.button, pressed=kind == pygame.JOYBUTTONDOWN, device=device)]
    if kind == pygame.JOYAXISMOTION:
        return [InputEventJoypadMotion(axis=event.axis, axis_value=event.value, device=pads.get(event.instance_id, 0))]
    if kind == pygame.JOYHATMOTION:
        x, y = event.value
        device = pads.get(event.instance_id, 0)
        levels = ((PAD_UP, y > 0), (PAD_DOWN, y < 0), (PAD_LEFT, x < 0), (PAD_RIGHT, x > 0))
        return [InputEventJoypadButton(button_index=button, pressed=on, device=device) for button, on in levels]
    return []
