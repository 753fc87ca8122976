"""The title: the ways to play, every key, and the rules in three lines.

Rules: with the F1 panel open the keys make room for it; the menu is always there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...game.match import MatchState
from ..debug_panel import WIDTH as PANEL_WIDTH
from ..host import keys
from ..host.canvas import Rect
from ..host.window import CANVAS
from ..host_input import PAD_A, PAD_DOWN, PAD_START, PAD_UP, STICK_Y
from ..sprites import lettering, ship_image
from ..theme import BLUE, FAINT, GOLD, INK, LARGE, MEDIUM, PANEL_EDGE, PLAYERS, SOFT, dimmed, plate, put, wipe
from .screen import Cover, Screen, ScreenContext

if TYPE_CHECKING:
    from ..host.canvas import Canvas

TOP: Final = 196
SIZE: Final = (PANEL_WIDTH, 392)
LEFT: Final = 36
MENU_ROW: Final = 50
TITLE_PANEL_RECT: Final = Rect(CANVAS[0] - PANEL_WIDTH - LEFT, TOP, PANEL_WIDTH, SIZE[1])
INSET: Final = 22
CAP_HEIGHT: Final = 28
OTHER_TOP: Final = 222
OTHER_ROW: Final = 34

_MOTTO: Final = "a game on nodes and signals, whose server keeps Steam stats"
_KEYS: Final = (
    ("Turn", ("A", "D"), ("Left", "Right")),
    ("Thrust", ("W",), ("Up",)),
    ("Fire", ("Space",), ("Right Ctrl", ".")),
    ("Hyperspace", ("S",), ("Down",)),
)
OVERLAY_KEY: Final = "Shift+Tab"
_OTHER_KEYS: Final = (
    (("Enter", "start, next round"), ("Esc", "pause, back, quit")),
    (("F1", "signals, frame time"), ("M", "sound on, off")),
    (("F11", "full screen"), ("Backspace", "leave the round")),
    (("P", "profile and friends"), (OVERLAY_KEY, "Steam's overlay")),
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
        self._word = lettering(context.studio, "SPACEWAR", 84, PLAYERS[0], 3.2)
        self._ships = [ship_image(context.studio, index, angle, 46.0, 170) for index, angle in ((0, -0.55), (1, 3.7))]
        self._menu = plate(context.studio, SIZE)
        self._keys = plate(context.studio, SIZE)
        self._shown: object = None

    @property
    def shows(self) -> bool:
        """Whether no match is played."""
        return self.game.match.state is MatchState.TITLE

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw the title, without the keys where the F1 panel needs their place."""
        target.light(self._word, ((CANVAS[0] - self._word.width) // 2, 14))
        for image, x in zip(self._ships, (205, CANVAS[0] - 205), strict=True):
            target.light(image, (x - image.width // 2, 72 - image.height // 2))
        put(target, _MOTTO, (CANVAS[0] / 2, 146), size=MEDIUM, colour=SOFT, align=0.5)
        if self.game.pilot_name is not None:
            put(target, f"You are {self.game.scorekeeper.cards[0].name}:  N  another name", (CANVAS[0] / 2, 173), colour=FAINT, align=0.5)
        key = (self.controls.choice, self.controls.pads)
        if key != self._shown:
            self._shown = key
            self._fill_menu()
            self._fill_keys()
        target.image(self._menu, (LEFT, TOP))
        if not panel:
            target.image(self._keys, TITLE_PANEL_RECT.topleft)

    def key_down(self, key: int) -> bool:
        """Choose a way to play, play it, or quit."""
        if key == keys.ESCAPE:
            self.game.get_tree().quit()
        elif key in (keys.UP, keys.W):
            self.controls.choose(self.controls.choice - 1)
        elif key in (keys.DOWN, keys.S):
            self.controls.choose(self.controls.choice + 1)
        elif keys.ONE <= key < keys.ONE + len(self.controls.modes):
            self.controls.choose(key - keys.ONE)
        elif key in (keys.SPACE, *keys.ENTER):
            self._play()
        elif key == keys.N and self.game.pilot_name is not None:
            self.game.pilot_name.ask()
        else:
            return False
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Choose a way to play, or play it."""
        if button in (PAD_UP, PAD_DOWN):
            self.controls.choose(self.controls.choice + (-1 if button == PAD_UP else 1))
        elif button in (PAD_A, *PAD_START):
            self._play()
        else:
            return False
        return True

    def stick_pushed(self, axis: int, step: int) -> None:
        """Choose a way to play."""
        if axis == STICK_Y:
            self.controls.choose(self.controls.choice + step)

    def _play(self) -> None:
        humans = self.controls.mode.humans
        self.controls.menu_chosen.emit()
        self.game.set_humans(humans)
        self.game.match.auto = humans == 0
        self.game.match.start()

    def _fill_menu(self) -> None:
        surface = self._menu
        wipe(surface)
        put(surface, "Play", (INSET, 16), size=LARGE, colour=BLUE)
        put(surface, "Up, Down choose", (SIZE[0] - INSET, 21), colour=FAINT, align=1.0)
        for place, mode in enumerate(self.controls.modes):
            row = Rect(INSET - 6, 58 + place * MENU_ROW, SIZE[0] - 2 * INSET + 12, MENU_ROW - 12)
            chosen = place == self.controls.choice
            if chosen:
                surface.box(row, dimmed(GOLD, 0.18), radius=5)
                surface.frame(row, GOLD, radius=5)
                put(surface, "Enter", (row.right - 12, row.top + 10), colour=GOLD, align=1.0)
            colour = GOLD if chosen else INK
            put(surface, str(place + 1), (row.left + 14, row.top + 9), size=MEDIUM, colour=colour if chosen else SOFT)
            put(surface, mode.label, (row.left + 44, row.top + 9), size=MEDIUM, colour=colour)
        top = SIZE[1] - 112
        surface.line((INSET, top - 10), (SIZE[0] - INSET, top - 10), PANEL_EDGE)
        for row_number, line in enumerate(_RULES):
            put(surface, line, (INSET, top + 4 + row_number * 32), colour=SOFT)

    def _fill_keys(self) -> None:
        surface = self._keys
        wipe(surface)
        put(surface, "Keys", (INSET, 16), size=LARGE, colour=BLUE)
        for left, name, colour in ((160, "Needle", PLAYERS[0]), (356, "Wedge", PLAYERS[1])):
            put(surface, name, (left, 20), size=MEDIUM, colour=colour)
        if self.controls.mode.humans == 1:
            put(surface, "(or alone: both)", (SIZE[0] - INSET, 21), colour=FAINT, align=1.0)
        for row, (label, one, two) in enumerate(_KEYS):
            top = 56 + row * 37
            put(surface, label, (INSET, top + 5), colour=SOFT)
            for side, caps in ((160, one), (356, two)):
                left = side
                for cap in caps:
                    left += draw_cap(surface, cap, (left, top)) + 6
        surface.line((INSET, 212), (SIZE[0] - INSET, 212), PANEL_EDGE)
        for row, pair in enumerate(_OTHER_KEYS):
            for left, (cap, words) in zip((INSET, 308), pair, strict=True):
                if cap == OVERLAY_KEY and self.game.overlay is None:
                    continue
                width = draw_cap(surface, cap, (left, OTHER_TOP + row * OTHER_ROW))
                put(surface, words, (left + width + 10, OTHER_TOP + 5 + row * OTHER_ROW), colour=SOFT)
        if self.controls.pads:
            words = "Pad: stick turn, X thrust, A fire, B jump, Start pause, Y profile"
        else:
            words = "Plug in a gamepad and it joins the menu"
        put(surface, words, (INSET, 362), colour=SOFT if self.controls.pads else FAINT)


def draw_cap(surface: Canvas, words: str, place: tuple[int, int]) -> int:
    """Draw a key and return its width."""
    width = max(CAP_HEIGHT, surface.measure(words) + 16)
    rect = Rect(*place, width, CAP_HEIGHT)
    surface.box(rect, (24, 30, 48), radius=5)
    surface.frame(rect, (96, 110, 144), radius=5)
    put(surface, words, (rect.centerx, rect.top + 5), align=0.5)
    return width
