"""The profile screen: two plates that are turned like pages, achievements with stats, then the leaderboard with friends.

Rules: a plate is drawn anew only when what it shows has changed. With the F1 panel open there is room for one plate, and each is a page of
its own. What does not fit is scrolled; both plates scroll together, each as far as it has lines. Toasts never cover a plate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo_game.view.screens.match_screens import PANEL_RECT, SIZE, TOP, beside_panel
from demo_game.view.screens.profile_pages import AchievementsPage, BoardPage, FriendsPage, Page, StatsPage

if TYPE_CHECKING:
    import pygame

    from demo_game.stats.profile import Profile
    from demo_game.view.host_input import Controls

EDGE: Final = beside_panel(panel=True)


class ProfileScreen:
    """The screen; `page` counts plates, `scroll` lines.

    Args:
        profile: What is shown.
        controls: What turns and scrolls it.
    """

    def __init__(self, profile: Profile, controls: Controls) -> None:
        """Make the four plates; they are filled when they are drawn first."""
        self.page = 0
        self.scroll = 0
        self.pages: tuple[Page, ...] = (
            AchievementsPage(profile, SIZE),
            StatsPage(profile, PANEL_RECT.size),
            BoardPage(profile, SIZE),
            FriendsPage(profile, PANEL_RECT.size),
        )
        self._controls = controls
        self._profile = profile
        self._single = False
        controls.profile_turned.connect(self._on_turned)
        controls.profile_scrolled.connect(self._on_scrolled)
        profile.opened.connect(self._on_opened)

    @property
    def shown(self) -> tuple[Page, ...]:
        """The plates that are to be seen, the left one first."""
        first = self.page if self._single else self.page - self.page % 2
        return self.pages[first : first + (1 if self._single else 2)]

    def draw(self, target: pygame.Surface, *, panel: bool) -> None:
        """Draw the plates; `panel` says that the F1 panel takes the right half."""
        self._single = panel
        shown = self.shown
        of = len(self.pages) // len(shown)
        number = self.pages.index(shown[0]) // len(shown) + 1
        self.scroll = min(self.scroll, max(page.hidden for page in shown))
        hint = f"page {number} of {of}"
        keys = _keys(scrolls=any(page.hidden for page in shown), pads=self._controls.pads > 0)
        for place, page in enumerate(shown):
            # The keys stand below the plate on the left, which is always there.
            image = page.drawn(self.scroll, hint if place == 0 else "", keys if place == 0 else ("", ""))
            target.blit(image, (EDGE if place == 0 else PANEL_RECT.left, TOP))

    def _on_opened(self) -> None:
        self.page = self.scroll = 0

    def _on_turned(self, step: int) -> None:
        step = step if self._single else 2 * step
        self.page = (self.page + step) % len(self.pages)
        self.scroll = 0
        self._controls.menu_moved.emit()

    def _on_scrolled(self, step: int) -> None:
        before = self.scroll
        self.scroll = max(0, min(self.scroll + step, max(page.hidden for page in self.shown)))
        if self.scroll != before:
            self._controls.menu_moved.emit()


def _keys(*, scrolls: bool, pads: bool) -> tuple[str, str]:
    """Return what the keys do, for the left and for the right corner below."""
    turn = "Left, Right  page" + ("    Up, Down  scroll" if scrolls else "")
    return turn, "Esc, B  back" if pads else "Esc  back"
