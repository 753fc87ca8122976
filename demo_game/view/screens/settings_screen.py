"""The settings: volume, sound, the bot, full screen, and the keys of both players.

Rules: it opens from the title and from a pause. Each change holds at once and is kept; leaving undoes nothing. While a key is waited for,
the next one that goes down is taken, whatever it does elsewhere. Keys that do two things are red, and the line below says which.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from ...game.match import MatchState
from ...key_bindings import ACTIONS, RESERVED, clashes, name_of
from ...settings import DIFFICULTIES, LOUDEST, Settings
from ..host import keys
from ..host.canvas import Rect
from ..host_input import PAD_A, PAD_B, PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_START, PAD_UP, PAD_X, STICK_X, STICK_Y
from ..pad_hints import hint
from ..sprites import lettering
from ..theme import BLUE, FAINT, GOLD, INK, MEDIUM, PANEL_EDGE, PLAYERS, RED, SOFT, dimmed, plate, put, wipe, wrapped
from .screen import SIZE, TOP, Cover, Screen, ScreenContext, Spot, beside_panel
from .title import draw_cap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..host.canvas import Canvas

KEY: Final = keys.O
LEFT: Final = 24
RIGHT: Final = SIZE[0] - LEFT
VALUE: Final = 220
SIDES: Final = (VALUE, 424)
"""Where the keys of both players begin."""

FIRST: Final = 62
ROW: Final = 30
HEAD: Final = 190
"""Where the words above the keys stand."""

PLAIN: Final = ("Volume", "Sound", "The bot plays", "Full screen")
VOLUME, SOUND, DIFFICULTY, FULL_SCREEN = range(len(PLAIN))
KEY_ROWS: Final = tuple(range(len(PLAIN), len(PLAIN) + len(ACTIONS)))
DEFAULTS: Final = KEY_ROWS[-1] + 1
TOLD: Final = 406
"""Where the two lines stand that say what is wrong."""

BAR: Final = 14
WORD: Final = 88


class SettingsScreen(Screen):
    """The plate with the settings; `row` and `side` say what is chosen on it.

    Args:
        context: Whose settings they are.
    """

    cover = Cover.SPACE

    def __init__(self, context: ScreenContext) -> None:
        """Make the plate; it is filled when it is drawn first."""
        super().__init__(context)
        self.row = self.side = 0
        self.waits_for_key = False
        self._file = context.game.settings
        self._is_open = False
        self._told = ""
        self._word = lettering(context.studio, "SETTINGS", 26, BLUE)
        self._plate = plate(context.studio, SIZE)
        self._shown: object = None
        self.controls.settings_wanted.connect(self.open)

    @property
    def shows(self) -> bool:
        """Whether it was opened, and not left since."""
        return self._is_open

    def open(self) -> None:
        """Show it, with the first line chosen."""
        self._is_open = True
        self.row = self.side = 0
        self._told = ""

    def close(self) -> None:
        """Go back to where it was opened."""
        self._wait(on=False)
        self._is_open = False

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Copy the plate, drawn anew where something else is chosen."""
        del panel
        key = (self._file.now, self._file.note, self.game.skill, self.row, self.side, self.waits_for_key, self._told)
        if (key, self.controls.pad_in_hand) != self._shown:
            self._shown = (key, self.controls.pad_in_hand)
            self._fill()
        target.image(self._plate, (beside_panel(), TOP))

    def spots(self) -> Sequence[Spot]:
        """Return the lines, with each step and each word on them."""
        found: list[Spot] = []
        for step in range(LOUDEST + 1):
            rect = _bar_rect(step) if step else Rect(VALUE - BAR - 4, FIRST, BAR, ROW)
            found.append(self._spot(rect, VOLUME, 0, partial(self._set, volume=step)))
        for place, word in enumerate(DIFFICULTIES):
            rect = Rect(VALUE + place * WORD, _top(DIFFICULTY), WORD, ROW)
            found.append(self._spot(rect, DIFFICULTY, 0, partial(self._set, difficulty=word)))
        found += [self._spot(_line(row), row, 0, self._choose) for row in (SOUND, FULL_SCREEN, DEFAULTS)]
        # Beside its steps and words a line is only chosen.
        found += [self._spot(_line(row), row, 0, bool) for row in (VOLUME, DIFFICULTY)]
        for row in KEY_ROWS:
            found += [
                self._spot(Rect(left - 8, _top(row), SIDES[1] - SIDES[0], ROW), row, side, self._choose) for side, left in enumerate(SIDES)
            ]
        found.append(Spot(Rect(LEFT, 446, RIGHT - LEFT, 30).moved(beside_panel(), TOP), self.close))
        return found

    def key_down(self, key: int) -> bool:
        """Choose, change, or leave; no other screen hears a key meanwhile."""
        if key in (keys.ESCAPE, KEY):
            self.close()
        elif key in (keys.UP, keys.W):
            self._move(-1)
        elif key in (keys.DOWN, keys.S, keys.TAB):
            self._move(1)
        elif key in (keys.LEFT, keys.A):
            self._turn(-1)
        elif key in (keys.RIGHT, keys.D):
            self._turn(1)
        elif key in (keys.SPACE, *keys.ENTER):
            self._choose()
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Choose, change, or leave; no other screen hears a button meanwhile."""
        del device
        if self.waits_for_key:
            # A pad has no keys to give; whoever holds one may leave.
            self._wait(on=False)
        elif button == PAD_B or button in PAD_START:
            self.close()
        elif button in (PAD_UP, PAD_DOWN):
            self._move(-1 if button == PAD_UP else 1)
        elif button in (PAD_LEFT, PAD_RIGHT):
            self._turn(-1 if button == PAD_LEFT else 1)
        elif button == PAD_A:
            self._choose()
        return True

    def stick_pushed(self, axis: int, step: int) -> None:
        """Choose or change."""
        if axis == STICK_Y:
            self._move(step)
        elif axis == STICK_X:
            self._turn(step)

    def wheel_turned(self, step: int) -> None:
        """Change the value that is chosen; on the keys, go to another line."""
        if self.row in (VOLUME, DIFFICULTY):
            self._turn(-step)
        else:
            self._move(step)

    def opens_on_key(self, key: int) -> bool:
        """Open on O, from the title and from a pause."""
        return self._opens(pressed=key == KEY)

    def opens_on_button(self, button: int) -> bool:
        """Open on X, from the title and from a pause."""
        return self._opens(pressed=button == PAD_X)

    def _opens(self, *, pressed: bool) -> bool:
        if not pressed or not (self.game.paused or self.game.match.state is MatchState.TITLE):
            return False
        self.controls.menu_chosen.emit()
        self.open()
        return True

    def _spot(self, rect: Rect, row: int, side: int, act: Callable[[], object]) -> Spot:
        """Return a place that chooses a line where it is pointed at, and does something where it is pressed."""

        def point() -> None:
            if (self.row, self.side) != (row, side) and not self.waits_for_key:
                self.row, self.side = row, side
                self._told = ""
                self.controls.menu_moved.emit()

        def press() -> None:
            self._wait(on=False)
            point()
            act()

        return Spot(rect.moved(beside_panel(), TOP), press, point)

    def _move(self, step: int) -> None:
        self.row = (self.row + step) % (DEFAULTS + 1)
        self._told = ""
        self.controls.menu_moved.emit()

    def _turn(self, step: int) -> None:
        now = self._file.now
        if self.row == VOLUME:
            self._set(volume=max(0, min(LOUDEST, now.volume + step)))
        elif self.row == DIFFICULTY:
            words = list(DIFFICULTIES)
            self._set(difficulty=words[max(0, min(len(words) - 1, words.index(now.difficulty) + step))])
        elif self.row in KEY_ROWS:
            self.side = (self.side + step) % len(SIDES)
            self.controls.menu_moved.emit()
        elif self.row != DEFAULTS:
            self._choose()

    def _choose(self) -> None:
        now = self._file.now
        if self.row == SOUND:
            self._set(muted=not now.muted)
        elif self.row == FULL_SCREEN:
            self._set(full_screen=not now.full_screen)
        elif self.row == DIFFICULTY:
            words = list(DIFFICULTIES)
            self._set(difficulty=words[(words.index(now.difficulty) + 1) % len(words)])
        elif self.row in KEY_ROWS:
            self._wait(on=True)
        elif self.row == DEFAULTS:
            self._file.change(Settings())
            self.controls.menu_chosen.emit()

    def _set(self, *, volume: int | None = None, muted: bool | None = None, difficulty: str = "", full_screen: bool | None = None) -> None:
        now = self._file.now
        self._file.change(
            replace(
                now,
                volume=now.volume if volume is None else volume,
                muted=now.muted if muted is None else muted,
                difficulty=difficulty or now.difficulty,
                full_screen=now.full_screen if full_screen is None else full_screen,
            )
        )
        # Heard at the new volume.
        self.controls.menu_moved.emit()

    def _wait(self, *, on: bool) -> None:
        self.waits_for_key = on
        self._told = ""
        self.controls.taker = self._take_key if on else None

    def _take_key(self, key: int) -> None:
        """Put a key in the place that is chosen, unless the game needs it."""
        self._wait(on=False)
        if key == keys.ESCAPE:
            return
        if key in RESERVED:
            self._told = f"{name_of(key)} is the game's own: {RESERVED[key]}"
            return
        sides = list(self._file.now.keys)
        sides[self.side] = sides[self.side].with_keys(list(ACTIONS)[self.row - KEY_ROWS[0]], key)
        self._file.change(replace(self._file.now, keys=(sides[0], sides[1])))
        self.controls.menu_chosen.emit()

    def _fill(self) -> None:
        surface, now = self._plate, self._file.now
        wipe(surface, BLUE)
        surface.light(self._word, ((SIZE[0] - self._word.width) // 2, -2))
        for row, label in enumerate((*PLAIN, *ACTIONS.values(), "Everything as it was at first")):
            chosen = row == self.row
            rect = Rect(LEFT - 10, _top(row), RIGHT - LEFT + 20, ROW - 2)
            if chosen and row not in KEY_ROWS:
                surface.box(rect, dimmed(GOLD, 0.18), radius=5)
                surface.frame(rect, GOLD, radius=5)
            put(surface, label, (LEFT, _top(row) + 5), colour=GOLD if chosen else SOFT)
        for step in range(1, LOUDEST + 1):
            surface.box(_bar_rect(step), (GOLD if self.row == VOLUME else BLUE) if step <= now.volume else PANEL_EDGE, radius=2)
        put(surface, str(now.volume) if now.volume else "silent", (RIGHT, _top(VOLUME) + 5), align=1.0)
        put(surface, "off" if now.muted else "on", (VALUE, _top(SOUND) + 5), colour=RED if now.muted else INK)
        put(surface, "M", (RIGHT, _top(SOUND) + 5), colour=FAINT, align=1.0)
        given = self.game.skill != now.skill
        for place, word in enumerate(DIFFICULTIES):
            colour = GOLD if word == now.difficulty and not given else FAINT
            put(surface, word, (VALUE + place * WORD, _top(DIFFICULTY) + 5), colour=colour)
        if given:
            put(surface, f"--skill {self.game.skill:g}"[:12], (RIGHT, _top(DIFFICULTY) + 5), colour=GOLD, align=1.0)
        put(surface, "on" if now.full_screen else "off", (VALUE, _top(FULL_SCREEN) + 5))
        put(surface, "F11", (RIGHT, _top(FULL_SCREEN) + 5), colour=FAINT, align=1.0)
        surface.line((LEFT, HEAD - 6), (RIGHT, HEAD - 6), PANEL_EDGE)
        put(surface, "Keys", (LEFT, HEAD), size=MEDIUM, colour=BLUE)
        self._fill_keys()
        self._fill_told()
        words = "Esc  leaves it as it is" if self.waits_for_key else f"{hint(self.controls, 'Esc', PAD_B)}  back"
        put(surface, words, (RIGHT, 452), colour=SOFT, align=1.0)
        put(surface, "Up, Down  line     Left, Right  change", (LEFT, 452), colour=SOFT)

    def _fill_keys(self) -> None:
        surface, sides = self._plate, self._file.now.keys
        doubled = clashes(sides)
        for side, left in enumerate(SIDES):
            put(surface, f"Player {side + 1}", (left, HEAD), size=MEDIUM, colour=PLAYERS[side])
            for row, action in zip(KEY_ROWS, ACTIONS, strict=True):
                top = _top(row)
                chosen = (row, side) == (self.row, self.side)
                if chosen:
                    rect = Rect(left - 8, top - 1, SIDES[1] - SIDES[0] - 6, ROW)
                    surface.box(rect, dimmed(GOLD, 0.18), radius=5)
                    surface.frame(rect, GOLD, radius=5)
                if chosen and self.waits_for_key:
                    put(surface, "press a key ...", (left, top + 5), colour=GOLD)
                    continue
                place = left
                for key in sides[side].of(action):
                    place += draw_cap(surface, name_of(key), (place, top), RED if key in doubled else INK) + 6

    def _fill_told(self) -> None:
        """Say what is wrong: of the key just pressed, of keys that do two things, or of the file."""
        words, colour = self._told, GOLD
        if not words:
            words, colour = "; ".join(f"{name_of(key)}: {_uses(uses)}" for key, uses in clashes(self._file.now.keys).items()), RED
        if not words:
            words, colour = self._file.note, GOLD
        for place, line in enumerate(wrapped(self.studio, words, RIGHT - LEFT)[:2]):
            put(self._plate, line, (LEFT, TOLD + 20 * place), colour=colour)


def _top(row: int) -> int:
    """Return where a line of the plate begins."""
    if row < len(PLAIN):
        return FIRST + row * ROW
    return HEAD + 28 + (row - len(PLAIN)) * ROW + (6 if row == DEFAULTS else 0)


def _line(row: int) -> Rect:
    """Return where a line of the plate stands."""
    return Rect(LEFT, _top(row), RIGHT - LEFT, ROW)


def _bar_rect(step: int) -> Rect:
    """Return where a step of the volume stands."""
    return Rect(VALUE + (step - 1) * (BAR + 6), _top(VOLUME) + 6, BAR, 16)


def _uses(uses: list[tuple[int, str]]) -> str:
    """Return what a key does for whom, in words."""
    return " and ".join(f"player {side + 1}'s {ACTIONS[action].lower()}" for side, action in uses)
