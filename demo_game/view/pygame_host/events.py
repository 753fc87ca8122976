"""From pygame's events to the tree's: keys, buttons, sticks and hats.

Rules: this table is all that knows of both. pygame's keycodes are SDL's, which are the numbers of `host.keys` already.
"""

from __future__ import annotations

import pygame

from steam_nodes import InputEvent, InputEventJoypadButton, InputEventJoypadMotion, InputEventKey

from ..host_input import PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_UP


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
