"""Keys and gamepads: from pygame's events to the tree's, and from there to pilots and menus.

Rules: `translate` turns what pygame says into Godot's input events, which the loop pushes into the tree; `Controls` is a node that gets
them like any other, works while the game is paused, and hands each human pilot an Intent before each physics tick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pygame

from demo_game.game.match import MatchState
from demo_game.game.pilot import HumanPilot
from demo_game.game.ship import Intent
from steam_nodes import InputEvent, InputEventJoypadButton, InputEventJoypadMotion, InputEventKey, Node, Signal

if TYPE_CHECKING:
    from demo_game.play import Game

BEFORE_PILOTS: Final = -20
STICK_REST: Final = 0.25
STICK_PUSHED: Final = 0.6

# Godot's numbers of a gamepad's buttons; Start is 7 on pads that SDL has no mapping for.
PAD_A, PAD_B, PAD_X, PAD_Y = 0, 1, 2, 3
PAD_START: Final = (6, 7)
PAD_UP, PAD_DOWN, PAD_LEFT, PAD_RIGHT = 11, 12, 13, 14
PAD_SHOULDERS: Final = (9, 10)
STICK_X, STICK_Y = 0, 1

ENTER: Final = (pygame.K_RETURN, pygame.K_KP_ENTER)


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one side of the keyboard."""

    left: int
    right: int
    thrust: int
    fire: tuple[int, ...]
    jump: int


KEYS: Final = {
    "left": KeySet(pygame.K_a, pygame.K_d, pygame.K_w, (pygame.K_SPACE,), pygame.K_s),
    "right": KeySet(pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, (pygame.K_RCTRL, pygame.K_PERIOD), pygame.K_DOWN),
}
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


class Controls(Node):
    """What people do: menus, pause, and the ships of human pilots.

    Args:
        game: The game that is played.
        sounding: Whether there is sound to switch off.
    """

    panel_toggled: Signal[()] = Signal()
    fullscreen_toggled: Signal[()] = Signal()
    sound_toggled: Signal[()] = Signal()
    menu_moved: Signal[()] = Signal()
    menu_chosen: Signal[()] = Signal()
    profile_turned: Signal[int] = Signal("step")
    profile_scrolled: Signal[int] = Signal("step")

    def __init__(self, game: Game, humans: int) -> None:
        """Stand at the way to play that has that many people."""
        super().__init__(name="Controls")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.process_physics_priority = BEFORE_PILOTS
        self.pads = 0
        self.modes = modes(0)
        self.choice = next(place for place, mode in enumerate(self.modes) if mode.humans == humans)
        self._game = game
        self._keys: set[int] = set()
        self._buttons: set[tuple[int, int]] = set()
        self._axes: dict[tuple[int, int], float] = {}

    @property
    def mode(self) -> Mode:
        """The way to play that is chosen."""
        return self.modes[self.choice]

    def set_pads(self, count: int) -> None:
        """Offer what can be played with that many gamepads, and keep to what was chosen where it is still there."""
        label = self.mode.label
        self.pads = count
        self.modes = modes(count)
        self.choice = next((place for place, mode in enumerate(self.modes) if mode.label == label), 0)
        self._buttons.clear()
        self._axes.clear()

    def release(self) -> None:
        """Let go of everything, as when the window is no longer in front and keys go up unseen."""
        self._keys.clear()
        self._buttons.clear()
        self._axes.clear()

    def intent(self, index: int) -> Intent:
        """Return what the player in that seat holds now."""
        turn, thrust, fire, jump = 0.0, False, False, False
        for device in self.mode.seats[index]:
            if device in KEYS:
                keys, held = KEYS[device], self._keys
                turn += (keys.right in held) - (keys.left in held)
                thrust |= keys.thrust in held
                fire |= not held.isdisjoint(keys.fire)
                jump |= keys.jump in held
            else:
                pad = PADS[device]
                turn += self._pad_turn(pad)
                thrust |= self._pad_up(pad) or self._down(pad, PAD_X) or self._down(pad, PAD_Y)
                fire |= self._down(pad, PAD_A)
                jump |= self._down(pad, PAD_B)
        return Intent(max(-1.0, min(1.0, turn)), thrust, fire, jump)

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
                self._keys.add(event.keycode)
                self._key_down(event.keycode, alt=event.alt_pressed)
        elif isinstance(event, InputEventJoypadButton):
            button = (event.device, event.button_index)
            if not event.pressed:
                self._buttons.discard(button)
            elif button not in self._buttons:
                self._buttons.add(button)
                self._button_down(event.device, event.button_index)
        elif isinstance(event, InputEventJoypadMotion):
            self._axis_moved(event)

    def _key_down(self, key: int, *, alt: bool) -> None:
        if key == pygame.K_F1:
            self.panel_toggled.emit()
        elif key == pygame.K_F11 or (alt and key in ENTER):
            self.fullscreen_toggled.emit()
        elif key == pygame.K_m:
            self.sound_toggled.emit()
        elif self._game.profile.is_open:
            self._profile_key(key)
        elif key == pygame.K_ESCAPE:
            self._go_back()
        elif key == pygame.K_p and self._at_rest:
            self._open_profile()
        elif key == pygame.K_BACKSPACE and self._game.paused:
            self._to_title()
        elif key in ENTER:
            self._go_on()
        elif self._game.match.state is MatchState.TITLE:
            self._menu_key(key)
        else:
            for device, keys in KEYS.items():
                self._tap(device, fire=key in keys.fire, jump=key == keys.jump)

    def _menu_key(self, key: int) -> None:
        if key in (pygame.K_UP, pygame.K_w):
            self._step_menu(-1)
        elif key in (pygame.K_DOWN, pygame.K_s):
            self._step_menu(1)
        elif key == pygame.K_SPACE:
            self._go_on()
        elif pygame.K_1 <= key < pygame.K_1 + len(self.modes):
            self.choice = key - pygame.K_1
            self.menu_moved.emit()

    def _profile_key(self, key: int) -> None:
        if key in (pygame.K_ESCAPE, pygame.K_p):
            self._game.profile.close()
        elif key in (pygame.K_LEFT, pygame.K_a):
            self.profile_turned.emit(-1)
        elif key in (pygame.K_RIGHT, pygame.K_d, pygame.K_TAB):
            self.profile_turned.emit(1)
        elif key in (pygame.K_UP, pygame.K_w):
            self.profile_scrolled.emit(-1)
        elif key in (pygame.K_DOWN, pygame.K_s):
            self.profile_scrolled.emit(1)

    def _profile_button(self, button: int) -> None:
        if button in (PAD_B, PAD_Y, *PAD_START):
            self._game.profile.close()
        elif button in (PAD_LEFT, PAD_RIGHT, *PAD_SHOULDERS):
            self.profile_turned.emit(-1 if button in (PAD_LEFT, PAD_SHOULDERS[0]) else 1)
        elif button in (PAD_UP, PAD_DOWN):
            self.profile_scrolled.emit(-1 if button == PAD_UP else 1)

    def _button_down(self, device: int, button: int) -> None:
        title = self._game.match.state is MatchState.TITLE
        if self._game.profile.is_open:
            self._profile_button(button)
        elif button == PAD_Y and self._at_rest:
            self._open_profile()
        elif button in PAD_START:
            if title or self._game.match.state is MatchState.ROUND_OVER:
                self._go_on()
            else:
                self._go_back()
        elif title and button in (PAD_UP, PAD_DOWN):
            self._step_menu(-1 if button == PAD_UP else 1)
        elif title and button == PAD_A:
            self._go_on()
        else:
            for name, pad in PADS.items():
                if pad == device:
                    self._tap(name, fire=button == PAD_A, jump=button == PAD_B)

    def _axis_moved(self, event: InputEventJoypadMotion) -> None:
        axis = (event.device, event.axis)
        before, now = self._axes.get(axis, 0.0), event.axis_value
        self._axes[axis] = now
        if not abs(before) < STICK_PUSHED <= abs(now):
            return
        step = 1 if now > 0.0 else -1
        if self._game.profile.is_open:
            if event.axis in (STICK_X, STICK_Y):
                (self.profile_turned if event.axis == STICK_X else self.profile_scrolled).emit(step)
        elif event.axis == STICK_Y and self._game.match.state is MatchState.TITLE:
            self._step_menu(step)

    def _step_menu(self, step: int) -> None:
        self.choice = (self.choice + step) % len(self.modes)
        self.menu_moved.emit()

    @property
    def _at_rest(self) -> bool:
        """Whether nobody flies, so that there is time for the profile."""
        return self._game.match.state in (MatchState.TITLE, MatchState.ROUND_OVER)

    def _open_profile(self) -> None:
        self.menu_chosen.emit()
        self._game.profile.open()

    def _go_on(self) -> None:
        match = self._game.match
        if self._game.paused:
            self._game.set_paused(False)  # Godot's setters take the value alone
        elif match.state is MatchState.TITLE:
            self.menu_chosen.emit()
            self._game.set_humans(self.mode.humans)
            match.auto = self.mode.humans == 0
            match.start()
        elif match.state is MatchState.ROUND_OVER:
            self.menu_chosen.emit()
            match.next_round()

    def _go_back(self) -> None:
        state = self._game.match.state
        if state is MatchState.TITLE:
            self.get_tree().quit()
        elif state is MatchState.ROUND_OVER:
            self._to_title()
        else:
            self._game.set_paused(not self._game.paused)

    def _to_title(self) -> None:
        self._game.set_paused(False)  # Godot's setters take the value alone
        self._game.match.to_title()

    def _tap(self, device: str, *, fire: bool, jump: bool) -> None:
        if not (fire or jump) or self._game.paused or self._game.match.state is not MatchState.FIGHT:
            return
        for seat, pilot in zip(self.mode.seats, self._game.match.pilots, strict=True):
            if device in seat and isinstance(pilot, HumanPilot):
                pilot.tap(fire=fire, hyperspace=jump)

    def _down(self, pad: int, button: int) -> bool:
        return (pad, button) in self._buttons

    def _pad_turn(self, pad: int) -> float:
        stick = self._axes.get((pad, STICK_X), 0.0)
        cross = self._down(pad, PAD_RIGHT) - self._down(pad, PAD_LEFT)
        return cross + (stick if abs(stick) > STICK_REST else 0.0)

    def _pad_up(self, pad: int) -> bool:
        return self._down(pad, PAD_UP) or self._axes.get((pad, STICK_Y), 0.0) < -STICK_PUSHED
