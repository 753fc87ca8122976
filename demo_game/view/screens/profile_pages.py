"""The plates of the profile: achievements, stats, the leaderboard, friends.

Rules: a page knows how many lines it has, draws those that fit from a first one on, and is drawn anew only when the profile, the lines or
the words around them have changed. Names come from outside: whatever their length, they are clipped to their column.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

from ..host.canvas import Rect
from ..theme import (
    BLUE,
    FAINT,
    GOLD,
    INK,
    LARGE,
    MEDIUM,
    PANEL_EDGE,
    PLAYERS,
    SOFT,
    bar,
    clipped,
    dimmed,
    number,
    plate,
    put,
    wipe,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Sized

    from ...stats.profile import Feat, Profile
    from ..host.canvas import Image, Plate, Size, Studio

INSET: Final = 24
HEAD: Final = 56
FOOT: Final = 34
ICON: Final = 64
AVATAR: Final = 48
OWN_AVATAR: Final = 40
RANK, NAME, FEET, HITS = 70, 92, 392, 476
"""Where the columns of the leaderboard end, and where the names begin."""

DETAIL: Final = 66
"""The width of what was sent with a score: another program may have sent any number."""

OWN: Final = dimmed(GOLD, 0.18)
"""The ground behind the player's own line."""


class Page(ABC):
    """One plate.

    Args:
        profile: What is shown.
        size: The size of the plate in pixels.
        studio: Who makes it.
    """

    title: ClassVar[str]
    row: ClassVar[int]
    """The height of a line in pixels."""

    def __init__(self, profile: Profile, size: Size, studio: Studio) -> None:
        """Make the plate; it is filled when it is drawn first."""
        self.profile = profile
        self.studio = studio
        self.surface = plate(studio, size)
        self.right = size[0] - INSET
        self._shown: object = None

    @abstractmethod
    def lines(self) -> Sized:
        """Return what there is a line of."""

    @abstractmethod
    def draw_line(self, line: int, top: int) -> None:
        """Draw one line of `lines`, from that height on."""

    def sub_title(self) -> str:
        """Return what stands at the right of the title."""
        return ""

    def begins(self) -> int:
        """Return where the title begins, with what stands before it drawn."""
        return INSET

    def head(self) -> int:
        """Return where the first line begins."""
        return HEAD

    def draw_head(self) -> None:  # noqa: B027 - most pages have nothing there
        """Draw what stands above the first line."""

    def empty(self) -> str:
        """Return what stands in the place of lines where there is none."""
        return ""

    @property
    def room(self) -> int:
        """How many lines fit."""
        return (self.surface.height - self.head() - FOOT) // self.row

    @property
    def hidden(self) -> int:
        """How many lines do not fit."""
        return max(0, len(self.lines()) - self.room)

    def drawn(self, first: int, hint: str, keys: tuple[str, str]) -> Plate:
        """Return the plate with the lines from `first` on, or from as far as there are lines."""
        first = min(first, self.hidden)
        key = (self.profile.version, first, hint, keys, len(self.lines()), self.profile.name_of_player)
        if key != self._shown:
            self._shown = key
            self._fill(first, hint, keys)
        return self.surface

    def _fill(self, first: int, hint: str, keys: tuple[str, str]) -> None:
        surface, count = self.surface, len(self.lines())
        wipe(surface)
        start = self.begins()
        width = start - INSET + put(surface, self.title, (start, 14), size=LARGE, colour=BLUE)
        words = f"{first + 1} to {first + min(self.room, count)} of {count}" if self.hidden else self.sub_title()
        room = self.right - INSET - width - 24 - (surface.measure(hint) + 20 if hint else 0)
        put(surface, clipped(surface, words, room, MEDIUM), (INSET + width + 16, 19), size=MEDIUM, colour=SOFT)
        put(surface, hint, (self.right, 20), colour=FAINT, align=1.0)
        for place in range(min(self.room, count - first)):
            self.draw_line(first + place, self.head() + place * self.row)
        if count:
            self.draw_head()
        else:
            for place, line in enumerate(wrapped(surface, self.empty(), self.right - INSET)):
                put(surface, line, (INSET, HEAD + 8 + 26 * place), colour=SOFT)
        foot = surface.height - 28
        put(surface, keys[0], (INSET, foot), colour=SOFT)
        put(surface, keys[1], (self.right, foot), colour=SOFT, align=1.0)

    def rule(self, top: int) -> None:
        """Draw the line above a line."""
        self.surface.line((INSET, top), (self.right, top), PANEL_EDGE)


class AchievementsPage(Page):
    """Icon, name, description, progress, and when it was unlocked."""

    title = "Achievements"
    row = 78

    def __init__(self, profile: Profile, size: Size, studio: Studio) -> None:
        """Begin with no icon drawn."""
        super().__init__(profile, size, studio)
        self._icons: dict[int, Image] = {}

    def lines(self) -> Sized:
        """Return the achievements."""
        return self.profile.feats

    def sub_title(self) -> str:
        """Return how many are unlocked."""
        feats = self.profile.feats
        return f"{sum(feat.unlocked for feat in feats)} of {len(feats)} unlocked"

    def empty(self) -> str:
        """Return that the game has none."""
        return "This game has no achievements."

    def draw_line(self, line: int, top: int) -> None:
        """Draw one achievement."""
        feat, surface, left = self.profile.feats[line], self.surface, INSET + ICON + 16
        self.rule(top)
        surface.image(self._icon(feat.icon, unlocked=feat.unlocked), (INSET, top + 7))
        right = _when(feat)
        width = put(surface, right, (self.right, top + 9), colour=GOLD if feat.unlocked else SOFT, align=1.0)
        put(
            surface,
            clipped(surface, feat.title, self.right - left - width - 16, MEDIUM),
            (left, top + 7),
            size=MEDIUM,
            colour=GOLD if feat.unlocked else INK,
        )
        put(surface, clipped(surface, feat.text, self.right - left), (left, top + 31), colour=SOFT)
        if feat.goal:
            colour = GOLD if feat.unlocked else PLAYERS[self.profile.index]
            bar(surface, Rect(left, top + 59, self.right - left, 9), feat.current / feat.goal, colour)

    def _icon(self, handle: int, *, unlocked: bool) -> Image:
        """Return the picture with that handle, or a plain plate where there is none (yet)."""
        found = self._icons.get(handle)
        if found is not None:
            return found
        picture = self.profile.picture(handle)
        if picture is None:
            plain = plate(self.studio, (ICON, ICON), GOLD if unlocked else PANEL_EDGE)
            points = [(ICON / 2, 14), (ICON - 14, ICON / 2), (ICON / 2, ICON - 14), (14, ICON / 2)]
            if unlocked:
                plain.polygon(points, GOLD)
            else:
                plain.fine_lines(points, SOFT, closed=True)
            return plain
        image = self._icons[handle] = self.studio.photo(picture[:2], picture[2], (ICON, ICON))
        return image


class StatsPage(Page):
    """What a stat is called, its API name, and its value."""

    title = "Stats"
    row = 65

    def __init__(self, profile: Profile, size: Size, studio: Studio) -> None:
        """Begin with no avatar drawn."""
        super().__init__(profile, size, studio)
        self._avatars: dict[int, Image] = {}

    def lines(self) -> Sized:
        """Return the stats."""
        return self.profile.stats

    def sub_title(self) -> str:
        """Return whose they are, and whether the cloud has them too."""
        words = f"of {self.profile.name_of_player}"
        return f"{words}, {self.profile.in_cloud}" if self.profile.in_cloud else words

    def begins(self) -> int:
        """Draw the player's avatar before the title, where there is one."""
        handle = self.profile.avatar
        picture = None if handle in self._avatars else self.profile.picture(handle)
        if picture is not None:
            self._avatars[handle] = self.studio.photo(picture[:2], picture[2], (OWN_AVATAR, OWN_AVATAR))
        if handle not in self._avatars:
            return INSET
        self.surface.image(self._avatars[handle], (INSET, (HEAD - OWN_AVATAR) // 2))
        return INSET + OWN_AVATAR + 14

    def draw_line(self, line: int, top: int) -> None:
        """Draw one stat."""
        title, name, value = self.profile.stats[line]
        self.rule(top)
        put(self.surface, title, (INSET, top + 10), size=MEDIUM)
        put(self.surface, name, (INSET, top + 35), colour=FAINT)
        put(self.surface, number(value), (self.right, top + 18), size=LARGE, colour=PLAYERS[self.profile.index], align=1.0)


class BoardPage(Page):
    """Rank, name, what was done in the round, and its time; the player's own line stands out."""

    title = "Quickest wins"
    row = 34

    def lines(self) -> Sized:
        """Return the places."""
        return self.profile.places or ()

    def sub_title(self) -> str:
        """Return the rank of the player."""
        own = next((place.rank for place in self.profile.places or () if place.own), 0)
        return f"you are number {own} of {len(self.lines())}" if own else ""

    def head(self) -> int:
        """Leave room for the words above the columns."""
        return HEAD + 28

    def draw_head(self) -> None:
        """Draw the words above the columns."""
        for words, left in (("rank", RANK), ("feet", FEET), ("hits", HITS), ("time", self.right)):
            put(self.surface, words, (left, HEAD), colour=FAINT, align=1.0)
        put(self.surface, "player", (NAME, HEAD), colour=FAINT)

    def empty(self) -> str:
        """Return why there is no place."""
        if self.profile.note:
            return self.profile.note
        return "Nobody has won a round yet." if self.profile.places is not None else "Asking Steam ..."

    def draw_line(self, line: int, top: int) -> None:
        """Draw one place."""
        place, surface = (self.profile.places or ())[line], self.surface
        if place.own:
            row = Rect(INSET - 8, top, self.right - INSET + 16, self.row - 4)
            surface.box(row, OWN, radius=5)
            surface.frame(row, GOLD, radius=5)
        ink, soft = (GOLD, GOLD) if place.own else (INK, SOFT)
        put(surface, str(place.rank), (RANK, top + 6), colour=soft, align=1.0)
        name = f"{place.name} (you)" if place.own else place.name
        put(surface, clipped(surface, name, FEET - DETAIL - 12 - NAME, MEDIUM), (NAME, top + 5), size=MEDIUM, colour=ink)
        for value, left in zip(place.details, (FEET, HITS), strict=False):
            put(surface, clipped(surface, f"{value:,}", DETAIL), (left, top + 6), colour=soft, align=1.0)
        put(surface, duration(place.score), (self.right, top + 5), size=MEDIUM, colour=ink, align=1.0)


class FriendsPage(Page):
    """Who they are, and what they have done in this game."""

    title = "Friends"
    row = 60

    def __init__(self, profile: Profile, size: Size, studio: Studio) -> None:
        """Begin with no avatar drawn."""
        super().__init__(profile, size, studio)
        self._avatars: dict[int, Image] = {}

    def lines(self) -> Sized:
        """Return the friends."""
        return self.profile.friends

    def sub_title(self) -> str:
        """Return whose they are."""
        return f"of {self.profile.name_of_player}"

    def empty(self) -> str:
        """Return why there is none."""
        if self.profile.note:
            return self.profile.note
        return "Steam knows of no friends." if self.profile.places is not None else "Asking Steam ..."

    def draw_line(self, line: int, top: int) -> None:
        """Draw one friend."""
        friend, surface, left = self.profile.friends[line], self.surface, INSET + AVATAR + 14
        self.rule(top)
        surface.image(self._avatar(friend.avatar), (INSET, top + 6))
        width = put(surface, clipped(surface, friend.playing, (self.right - left) // 2), (self.right, top + 10), colour=BLUE, align=1.0)
        put(surface, clipped(surface, friend.name, self.right - left - width - 16, MEDIUM), (left, top + 8), size=MEDIUM)
        if friend.games is None:
            put(surface, "asking Steam ...", (left, top + 32), colour=FAINT)
        elif not friend.games:
            put(surface, "has not played yet, so there are no stats", (left, top + 32), colour=FAINT)
        else:
            rounds = "1 round" if friend.games == 1 else f"{friend.games:,} rounds"
            words = f"{friend.unlocked} of {len(self.profile.feats)} achievements"
            width = put(surface, words, (self.right, top + 32), colour=GOLD if friend.unlocked else SOFT, align=1.0)
            words = clipped(surface, f"{rounds}, {friend.wins:,} won", self.right - left - width - 12)
            put(surface, words, (left, top + 32), colour=SOFT)

    def _avatar(self, handle: int) -> Image:
        """Return the picture with that handle, or a plain plate where there is none (yet)."""
        found = self._avatars.get(handle)
        if found is None:
            picture = self.profile.picture(handle)
            if picture is None:
                return plate(self.studio, (AVATAR, AVATAR), PANEL_EDGE)
            found = self._avatars[handle] = self.studio.photo(picture[:2], picture[2], (AVATAR, AVATAR))
        return found


def _when(feat: Feat) -> str:
    """Return when an achievement was unlocked, or how far it is."""
    if feat.unlocked:
        return date(feat.when) if feat.when else "unlocked"
    return f"{feat.current:,.0f} / {feat.goal:,.0f}" if feat.goal else "locked"


def date(seconds: int) -> str:
    """Return a moment as this machine's calendar and clock have it.

    Args:
        seconds: Since 1970.
    """
    return time.strftime("%d %b %Y, %H:%M", time.localtime(seconds))


def duration(milliseconds: int) -> str:
    """Return a time as minutes, seconds and hundredths."""
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes}:{rest // 1000:02}.{rest % 1000 // 10:02}" if minutes else f"{rest / 1000:.2f} s"
