"""The title: the ways to play, the settings, every key, and the rules in three lines.

Rules: with the F1 panel open the keys make room for it; the menu is always there. Both plates end above the toasts, which therefore cover
no key. The keys are those of the settings, and a pad in the hand is called by its own buttons.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ...game.match import MatchState
from ...key_bindings import name_of
from ..debug_panel import WIDTH as PANEL_WIDTH
from ..host import keys
from ..host.canvas import Rect
from ..host.window import CANVAS
from ..host_input import PAD_A, PAD_B, PAD_DOWN, PAD_START, PAD_UP, PAD_X, PAD_Y, STICK_Y
from ..pad_hints import hint, make_of, printed
from ..sprites import lettering, ship_image
from ..theme import BLUE, FAINT, GOLD, INK, LARGE, MEDIUM, PANEL_EDGE, PLAYERS, SOFT, dimmed, plate, put, wipe
from .screen import Cover, Screen, ScreenContext, Spot, spots_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..host.canvas import Canvas, Colour

TOP: Final = 136
SIZE: Final = (PANEL_WIDTH, 364)
LEFT: Final = 36
MENU_ROW: Final = 35
MENU_TOP: Final = 48
TITLE_PANEL_RECT: Final = Rect(CANVAS[0] - PANEL_WIDTH - LEFT, TOP, PANEL_WIDTH, SIZE[1])
INSET: Final = 22
CAP_HEIGHT: Final = 28
SIDES: Final = (160, 356)
"""Where the keys of both players begin."""

KEYS_TOP: Final = 46
KEYS_ROW: Final = 32
OTHER_TOP: Final = 184
OTHER_ROW: Final = 30

_MOTTO: Final = "a game on nodes and signals, whose server keeps Steam stats"
_ACTIONS: Final = (("Turn", ("left", "right")), ("Thrust", ("thrust",)), ("Fire", ("fire",)), ("Hyperspace", ("jump",)))
OVERLAY_KEY: Final = "Shift+Tab"
_ON_A_PAD: Final = (("", PAD_START[0], "pause, go on"), ("", PAD_B, "back, quit"))
"""What the first line of the other keys is for a pad."""

_OTHER_KEYS: Final = (
    (("Enter", None, "start, next round"), ("Esc", None, "pause, back, quit")),
    (("P", PAD_Y, "profile and friends"), ("O", PAD_X, "settings")),
    (("F1", None, "signals, frame time"), ("M", None, "sound on, off")),
    (("F11", None, "full screen"), ("Backspace", None, "leave the round")),
    (("Mouse", None, "all menus and hints"), (OVERLAY_KEY, None, "Steam's overlay")),
)
_RULES: Final = (
    "Three hits destroy a ship. The star destroys what touches it.",
    "Four torpedoes reload one by one; your own never hit you.",
    "Each hyperspace jump is more likely to be your last.",
)


class Title(Screen):
    """The title screen.

    Args:
        context: Whose menu is shown, and which game it starts.
    """

    cover = Cover.SPACE
    panel_rect = TITLE_PANEL_RECT
    escape = "quit"

    def __init__(self, context: ScreenContext) -> None:
        """Draw everything that stays."""
        super().__init__(context)
        self._word = lettering(context.studio, "SPACEWAR", 60, PLAYERS[0], 2.8)
        self._ships = [ship_image(context.studio, index, angle, 34.0, 126) for index, angle in ((0, -0.55), (1, 3.7))]
        self._menu = plate(context.studio, SIZE)
        self._keys = plate(context.studio, SIZE)
        self._shown: object = None
        self._beyond = 0
        """How far the choice is beyond the ways to play, 0 for on one of them."""

    @property
    def shows(self) -> bool:
        """Whether no match is played."""
        return self.game.match.state is MatchState.TITLE

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw the title, without the keys where the F1 panel needs their place."""
        target.light(self._word, ((CANVAS[0] - self._word.width) // 2, -2))
        for image, x in zip(self._ships, (250, CANVAS[0] - 250), strict=True):
            target.light(image, (x - image.width // 2, 58 - image.height // 2))
        put(target, _MOTTO, (CANVAS[0] / 2, 86), size=MEDIUM, colour=SOFT, align=0.5)
        if self.game.pilot_name is not None:
            put(target, self._called(), (CANVAS[0] / 2, 110), colour=FAINT, align=0.5)
        controls = self.controls
        key = (controls.choice, self._beyond, controls.pads, controls.pad_names, controls.pad_in_hand, self.game.settings.now.keys)
        if key != self._shown:
            self._shown = key
            self._fill_menu()
            self._fill_keys()
        target.image(self._menu, (LEFT, TOP))
        if not panel:
            target.image(self._keys, TITLE_PANEL_RECT.topleft)

    def spots(self) -> Sequence[Spot]:
        """Return the lines of the menu, and who is called what."""
        menu = [Spot(_row(place), partial(self._press, place), partial(self._point, place)) for place in range(len(self._menu_lines()))]
        names = [Spot(Rect(CANVAS[0] // 2 - 200, 108, 400, 26), self._ask_names)] if self.game.pilot_name is not None else []
        return [*spots_of(menu, LEFT, TOP), *names]

    def wheel_turned(self, step: int) -> None:
        """Choose a line of the menu."""
        self._move(step)

    def key_down(self, key: int) -> bool:
        """Choose a line of the menu, do what it says, or ask whether to quit."""
        if key == keys.ESCAPE:
            self.game.quitting.ask()
        elif key in (keys.UP, keys.W):
            self._move(-1)
        elif key in (keys.DOWN, keys.S):
            self._move(1)
        elif keys.ONE <= key < keys.ONE + len(self.controls.modes):
            self._point(key - keys.ONE)
        elif key in (keys.SPACE, *keys.ENTER):
            self._press(self._chosen)
        elif key == keys.N and self.game.pilot_name is not None:
            self._ask_names()
        else:
            return False
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Choose a line of the menu, do what it says, or ask whether to quit."""
        if button in (PAD_UP, PAD_DOWN):
            self._move(-1 if button == PAD_UP else 1)
        elif button in (PAD_A, *PAD_START):
            self._press(self._chosen)
        elif button == PAD_B:
            self.game.quitting.ask()
        else:
            return False
        return True

    def stick_pushed(self, axis: int, step: int) -> None:
        """Choose a line of the menu."""
        if axis == STICK_Y:
            self._move(step)

    @property
    def _chosen(self) -> int:
        """The line of the menu that is chosen."""
        return len(self.controls.modes) + self._beyond - 1 if self._beyond else self.controls.choice

    def _menu_lines(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what stands before each line of the menu, the line, and what it does."""
        ways = [(str(place + 1), mode.label, self._play) for place, mode in enumerate(self.controls.modes)]
        return [
            *ways,
            (hint(self.controls, "O", PAD_X), "Settings", self.controls.settings_wanted.emit),
            (hint(self.controls, "Esc", PAD_B), "Quit", self.game.quitting.ask),
        ]

    def _move(self, step: int) -> None:
        self._point((self._chosen + step) % len(self._menu_lines()), always=True)

    def _point(self, line: int, *, always: bool = False) -> None:
        """Choose a line of the menu; the mouse does so again and again on the same one."""
        if line == self._chosen and not always:
            return
        ways = len(self.controls.modes)
        self._beyond = max(0, line - ways + 1)
        if line < ways:
            self.controls.choose(line)
        else:
            self.controls.menu_moved.emit()

    def _press(self, line: int) -> None:
        self._point(line)
        self.controls.menu_chosen.emit()
        self._menu_lines()[line][2]()

    def _play(self) -> None:
        humans = self.controls.mode.humans
        self.game.set_humans(humans)
        self.game.match.auto = humans == 0
        self.game.match.start()

    def _called(self) -> str:
        names = [name.called for name in self.game.pilot_names[: max(1, self.controls.mode.humans)]]
        return f"You are {' and '.join(names)}:  N  {'other names' if len(names) > 1 else 'another name'}"

    def _ask_names(self) -> None:
        self.game.ask_names(self.controls.mode.humans)

    def _fill_menu(self) -> None:
        surface = self._menu
        wipe(surface)
        put(surface, "Play", (INSET, 12), size=LARGE, colour=BLUE)
        put(surface, "Up, Down choose", (SIZE[0] - INSET, 17), colour=FAINT, align=1.0)
        for place, (before, label, _) in enumerate(self._menu_lines()):
            row = _row(place)
            chosen = place == self._chosen
            if chosen:
                surface.box(row, dimmed(GOLD, 0.18), radius=5)
                surface.frame(row, GOLD, radius=5)
                put(surface, hint(self.controls, "Enter", PAD_A), (row.right - 12, row.top + 6), colour=GOLD, align=1.0)
            colour = GOLD if chosen else INK
            put(surface, before, (row.left + 14, row.top + 5), size=MEDIUM, colour=colour if chosen else SOFT)
            put(surface, label, (row.left + 104, row.top + 5), size=MEDIUM, colour=colour)
        top = SIZE[1] - 92
        surface.line((INSET, top - 6), (SIZE[0] - INSET, top - 6), PANEL_EDGE)
        for row_number, line in enumerate(_RULES):
            put(surface, line, (INSET, top + 4 + row_number * 27), colour=SOFT)

    def _fill_keys(self) -> None:
        surface = self._keys
        wipe(surface)
        put(surface, "Keys", (INSET, 12), size=LARGE, colour=BLUE)
        for left, name, colour in zip(SIDES, ("Needle", "Wedge"), PLAYERS, strict=True):
            put(surface, name, (left, 16), size=MEDIUM, colour=colour)
        if self.controls.mode.humans == 1:
            put(surface, "(or alone: both)", (SIZE[0] - INSET, 17), colour=FAINT, align=1.0)
        for row, (label, actions) in enumerate(_ACTIONS):
            top = KEYS_TOP + row * KEYS_ROW
            put(surface, label, (INSET, top + 5), colour=SOFT)
            for left, side in zip(SIDES, self.game.settings.now.keys, strict=True):
                place = left
                for name in (name_of(key) for action in actions for key in side.of(action)):
                    place += draw_cap(surface, name, (place, top)) + 6
        surface.line((INSET, OTHER_TOP - 7), (SIZE[0] - INSET, OTHER_TOP - 7), PANEL_EDGE)
        first = _OTHER_KEYS[0] if self.controls.pad_in_hand is None else _ON_A_PAD
        for row, pair in enumerate((first, *_OTHER_KEYS[1:])):
            for left, (cap, button, words) in zip((INSET, 308), pair, strict=True):
                if cap == OVERLAY_KEY and self.game.overlay is None:
                    continue
                shown = cap if button is None else hint(self.controls, cap, button)
                width = draw_cap(surface, shown, (left, OTHER_TOP + row * OTHER_ROW))
                put(surface, words, (left + width + 10, OTHER_TOP + 5 + row * OTHER_ROW), colour=SOFT)
        put(surface, self._pad_words(), (INSET, 338), colour=SOFT if self.controls.pads else FAINT)

    def _pad_words(self) -> str:
        """Return what the first gamepad's buttons do in a fight."""
        if not self.controls.pads:
            return "Plug in a gamepad and it joins the menu"
        make = make_of(self.controls.pad_names[0] if self.controls.pad_names else "")
        thrust, fire, jump = (printed(make, button) for button in (PAD_X, PAD_A, PAD_B))
        return f"Stick turn, {thrust} thrust, {fire} fire, {jump} jump"


def _row(place: int) -> Rect:
    """Return where a line of the menu stands on its plate."""
    return Rect(INSET - 6, MENU_TOP + place * MENU_ROW, SIZE[0] - 2 * INSET + 12, MENU_ROW - 3)


def draw_cap(surface: Canvas, words: str, place: tuple[int, int], colour: Colour = INK) -> int:
    """Draw a key and return its width."""
    width = max(CAP_HEIGHT, surface.measure(words) + 16)
    rect = Rect(*place, width, CAP_HEIGHT)
    surface.box(rect, (24, 30, 48), radius=5)
    surface.frame(rect, (96, 110, 144), radius=5)
    put(surface, words, (rect.centerx, rect.top + 5), colour=colour, align=0.5)
    return width
