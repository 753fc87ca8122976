"""The profile screen: two plates that are turned like pages, achievements with stats, then the leaderboard with friends.

Rules: a plate is drawn anew only when what it shows has changed. With the F1 panel open there is room for one plate, and each is a page of
its own. What does not fit is scrolled; both plates scroll together, each as far as it has lines. Toasts never cover a plate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...game.match import MatchState
from ..host import keys
from ..host_input import PAD_B, PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_SHOULDERS, PAD_START, PAD_UP, PAD_Y, STICK_X, STICK_Y
from .profile_pages import AchievementsPage, BoardPage, FriendsPage, Page, StatsPage
from .screen import PANEL_RECT, SIZE, TOP, Cover, Screen, ScreenContext, beside_panel

if TYPE_CHECKING:
    from ..host.canvas import Canvas

EDGE: Final = beside_panel(panel=True)


class ProfileScreen(Screen):
    """The screen; `page` counts plates, `scroll` lines.

    Args:
        context: Whose profile is shown.
    """

    cover = Cover.SPACE

    def __init__(self, context: ScreenContext) -> None:
        """Make the four plates; they are filled when they are drawn first."""
        super().__init__(context)
        profile = self.game.profile
        self.page = 0
        self.scroll = 0
        self.pages: tuple[Page, ...] = (
            AchievementsPage(profile, SIZE, context.studio),
            StatsPage(profile, PANEL_RECT.size, context.studio),
            BoardPage(profile, SIZE, context.studio),
            FriendsPage(profile, PANEL_RECT.size, context.studio),
        )
        self._single = False
        profile.opened.connect(self._on_opened)

    @property
    def shows(self) -> bool:
        """Whether the profile is open; bots may go on fighting behind it."""
        return self.game.profile.is_open

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
        hint = f"page {number} of {of}"
        foot = _keys(scrolls=any(page.hidden for page in shown), pads=self.controls.pads > 0)
        for place, page in enumerate(shown):
            # The keys stand below the plate on the left, which is always there.
            image = page.drawn(self.scroll, hint if place == 0 else "", foot if place == 0 else ("", ""))
            target.image(image, (EDGE if place == 0 else PANEL_RECT.left, TOP))

    def _on_opened(self) -> None:
        self.page = self.scroll = 0

    def key_down(self, key: int) -> bool:
        """Turn, scroll, or close; no other screen hears a key meanwhile."""
        if key in (keys.ESCAPE, keys.P):
            self.game.profile.close()
        elif key in (keys.LEFT, keys.A):
            self._turn(-1)
        elif key in (keys.RIGHT, keys.D, keys.TAB):
            self._turn(1)
        elif key in (keys.UP, keys.W):
            self._scroll(-1)
        elif key in (keys.DOWN, keys.S):
            self._scroll(1)
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Turn, scroll, or close; no other screen hears a button meanwhile."""
        if button in (PAD_B, PAD_Y, *PAD_START):
            self.game.profile.close()
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
        """Open where nobody flies, so that there is time for it."""
        if not pressed or self.game.match.state not in (MatchState.TITLE, MatchState.ROUND_OVER):
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


def _keys(*, scrolls: bool, pads: bool) -> tuple[str, str]:
    """Return what the keys do, for the left and for the right corner below."""
    turn = "Left, Right  page" + ("    Up, Down  scroll" if scrolls else "")
    return turn, "Esc, B  back" if pads else "Esc  back"
