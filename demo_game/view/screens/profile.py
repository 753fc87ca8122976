"""The profile screen of either player: two plates that are turned like pages, achievements with stats, then the leaderboard with friends.

Rules: a plate is drawn anew only when what it shows has changed. With the F1 panel open there is room for one plate, and each is a page of
its own. What does not fit is scrolled; both plates scroll together, each as far as it has lines. Toasts never cover a plate.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ...game.match import MatchState
from ..host import keys
from ..host.canvas import Rect
from ..host_input import PAD_B, PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_SHOULDERS, PAD_START, PAD_UP, PAD_X, PAD_Y, STICK_X, STICK_Y
from ..pad_hints import hint
from .profile_pages import INSET, AchievementsPage, BoardPage, FriendsPage, Page, StatsPage
from .screen import PANEL_RECT, SIZE, TOP, Cover, Screen, ScreenContext, Spot, beside_panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...stats.profile import Profile
    from ..host.canvas import Canvas

EDGE: Final = beside_panel(panel=True)
GAP: Final = "    "
"""What stands between two hints."""


class ProfileScreen(Screen):
    """The screen; `page` counts plates, `scroll` lines, `player` says whose profile was on show last.

    Args:
        context: Whose profiles are shown.
    """

    cover = Cover.SPACE

    def __init__(self, context: ScreenContext) -> None:
        """Make four plates for each player; they are filled when they are drawn first."""
        super().__init__(context)
        self.page = 0
        self.scroll = 0
        self.player = 0
        self._books = tuple(self._book(profile) for profile in self.game.profiles)
        self._single = False
        for index, profile in enumerate(self.game.profiles):
            profile.opened.connect(partial(self._on_opened, index))

    @property
    def pages(self) -> tuple[Page, ...]:
        """The plates of the player on show."""
        return self._books[self.player]

    @property
    def shows(self) -> bool:
        """Whether a profile is open; bots may go on fighting behind it."""
        return any(profile.is_open for profile in self.game.profiles)

    @property
    def shown(self) -> tuple[Page, ...]:
        """The plates that are to be seen, the left one first."""
        first = self.page if self._single else self.page - self.page % 2
        return self.pages[first : first + (1 if self._single else 2)]

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw two plates, or one beside the F1 panel."""
        self._single = panel
        shown = self.shown
        of = len(self.pages) // len(shown)
        number = self.pages.index(shown[0]) // len(shown) + 1
        self.scroll = min(self.scroll, max(page.hidden for page in shown))
        whose = f"page {number} of {of}"
        foot = self._foot()
        for place, page in enumerate(shown):
            # The keys stand below the plate on the left, which is always there.
            image = page.drawn(self.scroll, whose if place == 0 else "", foot if place == 0 else ("", ""))
            target.image(image, (EDGE if place == 0 else PANEL_RECT.left, TOP))

    def spots(self) -> Sequence[Spot]:
        """Return the hints below the plate on the left."""
        turn, back = self._foot()
        top = TOP + SIZE[1] - 34
        left, right = EDGE + INSET, EDGE + SIZE[0] - INSET
        other = left + self.studio.measure(turn.rpartition(GAP)[0] + GAP)
        return [
            Spot(Rect(other - 6, top, self.studio.measure(self._other()) + 12, 32), self._show_other),
            Spot(Rect(left - 6, top, other - left, 32), lambda: self._turn(1)),
            Spot(Rect(right - self.studio.measure(back) - 6, top, self.studio.measure(back) + 12, 32), self._close),
        ]

    def wheel_turned(self, step: int) -> None:
        """Scroll."""
        self._scroll(step)

    def _book(self, profile: Profile) -> tuple[Page, ...]:
        studio = self.studio
        return (
            AchievementsPage(profile, SIZE, studio),
            StatsPage(profile, PANEL_RECT.size, studio),
            BoardPage(profile, SIZE, studio),
            FriendsPage(profile, PANEL_RECT.size, studio),
        )

    def _on_opened(self, player: int) -> None:
        self.player = player
        self.page = self.scroll = 0

    def _close(self) -> None:
        for profile in self.game.profiles:
            profile.close()

    def _show_other(self) -> None:
        page = self.page
        self._close()
        self.game.profiles[1 - self.player].open()
        self.page = page
        self.controls.menu_moved.emit()

    def _foot(self) -> tuple[str, str]:
        """Return what the keys do, for the left and for the right corner below."""
        turn = "Left, Right  page" + (f"{GAP}Up, Down  scroll" if any(page.hidden for page in self.shown) else "")
        return f"{turn}{GAP}{self._other()}", f"{hint(self.controls, 'Esc', PAD_B)}  back"

    def _other(self) -> str:
        return f"{hint(self.controls, 'Tab', PAD_X)}  player {2 - self.player}"

    def key_down(self, key: int) -> bool:
        """Turn, scroll, or close; no other screen hears a key meanwhile."""
        if key in (keys.ESCAPE, keys.P):
            self._close()
        elif key == keys.TAB:
            self._show_other()
        elif key in (keys.LEFT, keys.A):
            self._turn(-1)
        elif key in (keys.RIGHT, keys.D):
            self._turn(1)
        elif key in (keys.UP, keys.W):
            self._scroll(-1)
        elif key in (keys.DOWN, keys.S):
            self._scroll(1)
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Turn, scroll, or close; no other screen hears a button meanwhile."""
        if button in (PAD_B, PAD_Y, *PAD_START):
            self._close()
        elif button == PAD_X:
            self._show_other()
        elif button in (PAD_LEFT, PAD_RIGHT, *PAD_SHOULDERS):
            self._turn(-1 if button in (PAD_LEFT, PAD_SHOULDERS[0]) else 1)
        elif button in (PAD_UP, PAD_DOWN):
            self._scroll(-1 if button == PAD_UP else 1)
        return True

    def stick_pushed(self, axis: int, step: int) -> None:
        """Turn or scroll."""
        if axis == STICK_X:
            self._turn(step)
        elif axis == STICK_Y:
            self._scroll(step)

    def opens_on_key(self, key: int) -> bool:
        """Open on P."""
        return self._opens(pressed=key == keys.P)

    def opens_on_button(self, button: int) -> bool:
        """Open on Y."""
        return self._opens(pressed=button == PAD_Y)

    def _opens(self, *, pressed: bool) -> bool:
        """Open where nobody flies, so that there is time for it: wherever a hint says so."""
        rests = self.game.paused or self.game.match.state in (MatchState.TITLE, MatchState.ROUND_OVER)
        if not pressed or not rests:
            return False
        self.controls.menu_chosen.emit()
        self.game.profile.open()
        return True

    def _turn(self, step: int) -> None:
        step = step if self._single else 2 * step
        self.page = (self.page + step) % len(self.pages)
        self.scroll = 0
        self.controls.menu_moved.emit()

    def _scroll(self, step: int) -> None:
        before = self.scroll
        self.scroll = max(0, min(self.scroll + step, max(page.hidden for page in self.shown)))
        if self.scroll != before:
            self.controls.menu_moved.emit()
