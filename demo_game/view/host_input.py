"""Keys, gamepads and the mouse: from the tree's input events to pilots and screens.

Rules: the host turns what it is told into Godot's input events, which the loop pushes into the tree; `Controls` is a node that gets them
like any other, works while the game is paused, and hands each human pilot an Intent before each physics tick. What is held it knows
itself; what is pressed it tells with signals, once however long it is held, and the stage passes it to the screen on show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from steam_nodes import (
    InputEvent,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    MouseButton,
    Node,
    Signal,
)

from ..game.pilot import HumanPilot
from ..game.ship import Intent
from ..key_bindings import KEYS
from .host import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..key_bindings import KeySet
    from ..play import Game
    from .host.canvas import Point

BEFORE_PILOTS: Final = -20
STICK_REST: Final = 0.25
STICK_PUSHED: Final = 0.6

# Godot's numbers of a gamepad's buttons; Start is 7 on pads that SDL has no mapping for.
PAD_A, PAD_B, PAD_X, PAD_Y = 0, 1, 2, 3
PAD_BACK: Final = 4
PAD_START: Final = (6, 7)
PAD_UP, PAD_DOWN, PAD_LEFT, PAD_RIGHT = 11, 12, 13, 14
PAD_SHOULDERS: Final = (9, 10)
STICK_X, STICK_Y = 0, 1


_WHEEL: Final[dict[int, int]] = {MouseButton.MOUSE_BUTTON_WHEEL_UP: -1, MouseButton.MOUSE_BUTTON_WHEEL_DOWN: 1}
PADS: Final = {"pad 1": 0, "pad 2": 1}


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to play: what the menu calls it, how many people play, and which devices each seat listens to."""

    label: str
    humans: int
    seats: tuple[tuple[str, ...], tuple[str, ...]]


def modes(pads: int) -> list[Mode]:
    """Return the ways to play with that many gamepads."""
    found = [
        Mode("One player against the bot", 1, (("left", "right", "pad 1"), ())),
        Mode("Two players at one keyboard", 2, (("left",), ("right",))),
    ]
    if pads == 1:
        found.append(Mode("Two players, keyboard and gamepad", 2, (("left", "right"), ("pad 1",))))
    elif pads > 1:
        found.append(Mode("Two players, two gamepads", 2, (("pad 1",), ("pad 2",))))
    found.append(Mode("Watch two bots", 0, ((), ())))
    return found


class Controls(Node):
    """What people press and hold, who plays with which device, and the ships of human pilots.

    Args:
        game: The game that is played.
        humans: How many people play at first.
    """

    panel_toggled: Signal[()] = Signal()
    fullscreen_toggled: Signal[()] = Signal()
    key_pressed: Signal[int] = Signal("key")
    """A key that is not the same on every screen went down."""
    button_pressed: Signal[int, int] = Signal("device", "button")
    stick_pushed: Signal[int, int] = Signal("axis", "step")
    pointer_moved: Signal[Point] = Signal("place")
    pointer_pressed: Signal[Point] = Signal("place")
    wheel_turned: Signal[int] = Signal("step")
    """Downwards is 1, upwards -1."""
    settings_wanted: Signal[()] = Signal()
    menu_moved: Signal[()] = Signal()
    menu_chosen: Signal[()] = Signal()

    def __init__(self, game: Game, humans: int) -> None:
        """Stand at the way to play that has that many people."""
        super().__init__(name="Controls")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.process_physics_priority = BEFORE_PILOTS
        self.pads = 0
        self.pad_names: tuple[str, ...] = ()
        self.taker: Callable[[int], None] | None = None
        """Who gets the next key that goes down, whatever it does elsewhere; None for nobody."""
        self.modes = modes(0)
        self.choice = next(place for place, mode in enumerate(self.modes) if mode.humans == humans)
        self._game = game
        self._keys: set[int] = set()
        self._buttons: set[tuple[int, int]] = set()
        self._axes: dict[tuple[int, int], float] = {}
        self._last_pad: int | None = None

    @property
    def pad_in_hand(self) -> str | None:
        """The name of the gamepad that was used last; None where keys or the mouse were."""
        if self._last_pad is None or self._last_pad >= self.pads:
            return None
        return self.pad_names[self._last_pad] if self._last_pad < len(self.pad_names) else ""

    @property
    def keys(self) -> dict[str, KeySet]:
        """The keys of both sides of the keyboard, as the settings have them."""
        return dict(zip(KEYS, self._game.settings.now.keys, strict=True))

    @property
    def mode(self) -> Mode:
        """The way to play that is chosen."""
        return self.modes[self.choice]

    def set_pads(self, count: int, names: tuple[str, ...] = ()) -> None:
        """Offer what can be played with that many gamepads, and keep to what was chosen where it is still there."""
        label = self.mode.label
        self.pads = count
        self.pad_names = names
        self.modes = modes(count)
        self.choice = next((place for place, mode in enumerate(self.modes) if mode.label == label), 0)
        self._buttons.clear()
        self._axes.clear()

    def choose(self, place: int) -> None:
        """Choose a way to play; what lies outside of the menu comes in at its other end."""
        self.choice = place % len(self.modes)
        self.menu_moved.emit()

    def release(self) -> None:
        """Let go of everything, as when the window is no longer in front and keys go up unseen."""
        self._keys.clear()
        self._buttons.clear()
        self._axes.clear()

    def intent(self, index: int) -> Intent:
        """Return what the player in that seat holds now."""
        turn, thrust, fire, jump = 0.0, False, False, False
        all_keys = self.keys
        for device in self.mode.seats[index]:
            if device in all_keys:
                own, held = all_keys[device], self._keys
                turn += (own.right in held) - (own.left in held)
                thrust |= own.thrust in held
                fire |= not held.isdisjoint(own.fire)
                jump |= own.jump in held
            else:
                pad = PADS[device]
                turn += self._pad_turn(pad)
                thrust |= self._pad_up(pad) or self._down(pad, PAD_X) or self._down(pad, PAD_Y)
                fire |= self._down(pad, PAD_A)
                jump |= self._down(pad, PAD_B)
        return Intent(max(-1.0, min(1.0, turn)), thrust, fire, jump)

    def tap_key(self, key: int) -> bool:
        """Tell the pilots in whose seats a key fires or jumps that it went down; return whether it does either."""
        # One key may be set for both players, and then serves both.
        served = [self._tap(name, fire=key in own.fire, hyperspace=key == own.jump) for name, own in self.keys.items()]
        return any(served)

    def tap_button(self, device: int, button: int) -> bool:
        """Tell the pilots in whose seats a gamepad's button fires or jumps that it went down; return whether it does either."""
        return any(self._tap(name, fire=button == PAD_A, hyperspace=button == PAD_B) for name, pad in PADS.items() if pad == device)

    def _physics_process(self, delta: float) -> None:
        del delta
        for index, pilot in enumerate(self._game.match.pilots):
            if isinstance(pilot, HumanPilot):
                pilot.hold(self.intent(index))

    def _unhandled_input(self, event: InputEvent) -> None:
        if isinstance(event, InputEventKey):
            if not event.pressed:
                self._keys.discard(event.keycode)
            elif event.keycode not in self._keys:
                self._last_pad = None
                self._keys.add(event.keycode)
                self._key_down(event.keycode, alt=event.alt_pressed)
        elif isinstance(event, InputEventJoypadButton):
            button = (event.device, event.button_index)
            if not event.pressed:
                self._buttons.discard(button)
            elif button not in self._buttons:
                self._last_pad = event.device
                self._buttons.add(button)
                self.button_pressed.emit(*button)
        elif isinstance(event, InputEventJoypadMotion):
            self._axis_moved(event)
        elif isinstance(event, InputEventMouseMotion):
            self.pointer_moved.emit(event.position)
        elif isinstance(event, InputEventMouseButton) and event.pressed:
            self._last_pad = None
            if event.button_index == MouseButton.MOUSE_BUTTON_LEFT:
                self.pointer_pressed.emit(event.position)
            elif event.button_index in _WHEEL:
                self.wheel_turned.emit(_WHEEL[event.button_index])

    def _key_down(self, key: int, *, alt: bool) -> None:
        if self.taker is not None:
            self.taker(key)
        elif key == keys.F1:
            self.panel_toggled.emit()
        elif key == keys.F11 or (alt and key in keys.ENTER):
            self.fullscreen_toggled.emit()
        elif key == keys.M:
            settings = self._game.settings
            settings.change(replace(settings.now, muted=not settings.now.muted))
        else:
            self.key_pressed.emit(key)

    def _axis_moved(self, event: InputEventJoypadMotion) -> None:
        axis = (event.device, event.axis)
        before, now = self._axes.get(axis, 0.0), event.axis_value
        self._axes[axis] = now
        if abs(before) < STICK_PUSHED <= abs(now):
            self._last_pad = event.device
            self.stick_pushed.emit(event.axis, 1 if now > 0.0 else -1)

    def _tap(self, device: str, *, fire: bool, hyperspace: bool) -> bool:
        if fire or hyperspace:
            for seat, pilot in zip(self.mode.seats, self._game.match.pilots, strict=True):
                if device in seat and isinstance(pilot, HumanPilot):
                    pilot.tap(fire=fire, hyperspace=hyperspace)
        return fire or hyperspace

    def _down(self, pad: int, button: int) -> bool:
        return (pad, button) in self._buttons

    def _pad_turn(self, pad: int) -> float:
        stick = self._axes.get((pad, STICK_X), 0.0)
        cross = self._down(pad, PAD_RIGHT) - self._down(pad, PAD_LEFT)
        return cross + (stick if abs(stick) > STICK_REST else 0.0)

    def _pad_up(self, pad: int) -> bool:
        return self._down(pad, PAD_UP) or self._axes.get((pad, STICK_Y), 0.0) < -STICK_PUSHED
