"""Toasts: achievements unlocked or a part of the way to them, and stores that failed.

Rules: each player has two places above the own plate, side by side, so toasts never cover each other; further ones wait. A toast about the
same achievement replaces the one that is shown. Toasts go on while the game is paused, since Steam's answers do.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from steam_nodes import Node

from ..stats.achievements import achievement
from .host.canvas import SMALL, Rect
from .hud import diamond
from .theme import ARENA, GOLD, INK, MEDIUM, PLAYERS, RED, SOFT, STRIP, bar, plate, put, wrapped

if TYPE_CHECKING:
    from ..stats.scorekeeper import Scorekeeper
    from .host.canvas import Canvas, Image, Studio

WIDTH: Final = 308
WIDE: Final = 622
HEIGHT: Final = 84
PLACES: Final = ((8, 322), (964, 650))
TOP: Final = STRIP.top - HEIGHT - 8
STAYS: Final = 4.5
STAYS_IN_A_QUEUE: Final = 2.2
SLIDE: Final = 0.22
EDGE: Final = 18
TEXT_LEFT: Final = 46


class Toast:
    """One toast: a finished picture that rises, stays and sinks. `topic` is what it is about."""

    __slots__ = ("age", "image", "places", "topic")

    def __init__(self, topic: str, image: Image, places: int = 1) -> None:
        """Begin below its place; `places` is how many places it takes."""
        self.topic = topic
        self.image = image
        self.places = places
        self.age = 0.0


class Toasts(Node):
    """Both players' toasts.

    Args:
        scorekeeper: Whose signals tell what to show.
        studio: Who makes the toasts.
    """

    def __init__(self, scorekeeper: Scorekeeper, studio: Studio) -> None:
        """Listen to the scorekeeper."""
        super().__init__(name="Toasts")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._studio = studio
        self.shown: tuple[list[Toast | None], list[Toast | None]] = ([None, None], [None, None])
        self.waiting: tuple[deque[Toast], deque[Toast]] = (deque(), deque())
        scorekeeper.achievement_unlocked.connect(self._on_achievement_unlocked)
        scorekeeper.achievement_progress.connect(self._on_achievement_progress)
        scorekeeper.store_failed.connect(self._on_store_failed)

    @property
    def visible(self) -> list[Toast]:
        """The toasts that are on the screen."""
        return [toast for side in self.shown for toast in side if toast is not None]

    def add(self, index: int, toast: Toast) -> None:
        """Show a toast at the side of a player: in place of an older one about the same, else as soon as there is room."""
        for shown in self.shown[index]:
            if shown is not None and shown.topic == toast.topic and shown.places == toast.places:
                shown.image = toast.image
                shown.age = min(shown.age, SLIDE)
                return
        for waiting in self.waiting[index]:
            if waiting.topic == toast.topic:
                waiting.image = toast.image
                return
        self.waiting[index].append(toast)
        self._seat(index)

    def draw(self, target: Canvas) -> None:
        """Draw what is shown."""
        target.clip(ARENA)
        for side, places in zip(self.shown, PLACES, strict=True):
            for toast, left in zip(side, places, strict=True):
                if toast is not None:
                    hidden = 1.0 - min(1.0, toast.age / SLIDE, max(0.0, (self._stay(side) - toast.age) / SLIDE))
                    edge = left if toast.places == 1 else min(places)
                    target.image(toast.image, (edge, TOP + round(hidden * hidden * (HEIGHT + 8))))
        target.clip(None)

    def _process(self, delta: float) -> None:
        for index, side in enumerate(self.shown):
            stay = self._stay(side)
            for place, toast in enumerate(side):
                if toast is not None:
                    toast.age += delta
                    if toast.age >= stay:
                        side[place] = None
            if self.waiting[index]:
                self._seat(index)

    def _stay(self, side: list[Toast | None]) -> float:
        waits = self.waiting[0] if side is self.shown[0] else self.waiting[1]
        return STAYS_IN_A_QUEUE if waits else STAYS

    def _seat(self, index: int) -> None:
        side, waiting = self.shown[index], self.waiting[index]
        while waiting:
            wide = waiting[0].places > 1
            taken = [toast is not None for toast in side]
            if (wide and any(taken)) or all(taken) or any(toast is not None and toast.places > 1 for toast in side):
                return
            side[taken.index(False)] = waiting.popleft()

    def _on_achievement_unlocked(self, index: int, name: str) -> None:
        self.add(index, Toast(name, picture(self._studio, index, name, None)))

    def _on_achievement_progress(self, index: int, name: str, current: float, goal: float) -> None:
        self.add(index, Toast(name, picture(self._studio, index, name, (current, goal))))

    def _on_store_failed(self, index: int, note: str) -> None:
        image = plate(self._studio, (WIDE, HEIGHT), RED)
        put(image, "Not saved", (14, 9), size=MEDIUM, colour=RED)
        for row, line in enumerate(wrapped(image, note, WIDE - 28, SMALL)[:2]):
            put(image, line, (14, 36 + row * 21), colour=INK)
        self.add(index, Toast("store", image, places=2))


def picture(studio: Studio, index: int, name: str, progress: tuple[float, float] | None) -> Image:
    """Return a toast's picture: an achievement unlocked (`progress` None) or (current, goal) of the way."""
    known = achievement(name)
    colour = PLAYERS[index]
    image = plate(studio, (WIDTH, HEIGHT), colour if progress else GOLD)
    image.box((0, 0, 5, HEIGHT), colour)
    diamond(image, (EDGE + 10, 19), 10, GOLD, filled=progress is None)
    put(image, known.title, (TEXT_LEFT, 8), size=MEDIUM, colour=INK if progress else GOLD)
    current, goal = progress or (1.0, 1.0)
    words = f"{current:,.0f} / {goal:,.0f}" if progress else "unlocked"
    put(image, words, (WIDTH - 12, 9), colour=SOFT if progress else GOLD, align=1.0)
    put(image, known.text, (EDGE, 35), colour=SOFT)
    bar(image, Rect(EDGE, 63, WIDTH - EDGE - 12, 10), current / goal, colour if progress else GOLD)
    return image
