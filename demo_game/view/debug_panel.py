"""The F1 panel: the last signals with their arguments, and what a frame costs.

Rules: a line of text is rendered when its signal comes and kept; the list is composed anew only when there is a new entry, the numbers four
times a second. The graph shows one bar a frame: our own work below, the flip above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from .theme import (
    BLUE,
    FAINT,
    GOLD,
    GREEN,
    INK,
    MEDIUM,
    PANEL_EDGE,
    PLAYERS,
    RED,
    SOFT,
    Colour,
    dimmed,
    measure,
    plate,
    put,
    wipe,
    wrapped,
)

if TYPE_CHECKING:
    from ..signal_log import LogEntry, SignalLog
    from .frame_times import FrameTimes

WIDTH: Final = 592
LINE: Final = 21
LIST_TOP: Final = 108
INSET: Final = 16
NUMBERS_EVERY: Final = 15
BUDGET_MS: Final = 1000 / 60
TOP_MS: Final = 4.0
SCALE_WIDTH: Final = 50
GRAPH: Final = (WIDTH - 2 * INSET - SCALE_WIDTH, 34)
BAR: Final = 3

_GROUND: Final = dimmed(PANEL_EDGE, 0.3)
_SOURCES: Final[dict[str, Colour]] = {
    "SteamServer": BLUE,
    "SteamServerStats": BLUE,
    "Scorekeeper": GREEN,
    "Board": GREEN,
    "Match": GOLD,
    "Arena": PLAYERS[1],
}


class Panel:
    """The panel; `open` says whether it is to be seen.

    Args:
        log: The signals.
        times: The frame times.
    """

    def __init__(self, log: SignalLog, times: FrameTimes) -> None:
        """Make the graph; the plate is made at the first draw, when its height is known."""
        self.open = False
        self._log = log
        self._times = times
        self._plate: pygame.Surface | None = None
        self._newest: LogEntry | None = None
        self._numbers_in = 0
        self._graph = pygame.Surface(GRAPH).convert()
        self._drawn = -1

    def draw(self, target: pygame.Surface, rect: pygame.Rect) -> None:
        """Draw the panel into a place of its WIDTH and of any height."""
        surface = self._plate
        newest = self._log.entries[-1] if self._log.entries else None
        if surface is None or surface.get_height() != rect.height:
            surface = self._plate = plate(rect.size)
            self._numbers_in = 0
            self._newest = None
            self._fill_list(surface)
        if newest is not self._newest:
            self._newest = newest
            self._fill_list(surface)
        if self._numbers_in <= 0:
            self._numbers_in = NUMBERS_EVERY
            self._fill_numbers(surface)
        self._numbers_in -= 1
        if self._drawn == self._times.count - 1:
            self._scroll_graph(*self._times.last)
        else:
            # The panel was closed meanwhile.
            self._graph.fill(_GROUND)
            for work, flip in self._times.recent(GRAPH[0] // BAR):
                self._scroll_graph(work, flip)
        self._drawn = self._times.count
        target.blit(surface, rect.topleft)
        target.blit(self._graph, (rect.left + INSET + SCALE_WIDTH, rect.top + 62))
        put(target, f"{TOP_MS:.0f} ms", (rect.left + INSET, rect.top + 62), colour=FAINT)

    def _scroll_graph(self, work: float, flip: float) -> None:
        width, height = GRAPH
        self._graph.scroll(-BAR, 0)
        self._graph.fill(_GROUND, (width - BAR, 0, BAR, height))
        tall = min(height, round(work / TOP_MS * height))
        more = min(height - tall, round(flip / TOP_MS * height))
        self._graph.fill(GREEN if work + flip <= BUDGET_MS else RED, (width - BAR, height - tall, BAR - 1, tall))
        self._graph.fill(BLUE, (width - BAR, height - tall - more, BAR - 1, more))

    def _fill_numbers(self, surface: pygame.Surface) -> None:
        surface.fill(surface.get_at((1, 1)), (1, 1, WIDTH - 2, LIST_TOP - 3))
        width = put(surface, "SIGNALS", (INSET, 9), size=MEDIUM, colour=INK)
        put(surface, "and frame time, last 4 seconds", (INSET + width + 10, 10), colour=SOFT)
        put(surface, "F1 closes", (WIDTH - INSET, 10), colour=FAINT, align=1.0)
        left = INSET
        for label, value, colour in self._times.figures():
            left += put(surface, label, (left, 36), colour=colour) + 7
            left += put(surface, value, (left, 36), colour=INK) + 17

    def _fill_list(self, surface: pygame.Surface) -> None:
        head = surface.subsurface((0, 0, WIDTH, LIST_TOP)).copy()
        wipe(surface)
        surface.blit(head, (0, 0))
        room = (surface.get_height() - LIST_TOP - 6) // LINE
        chosen: list[tuple[LogEntry, list[str]]] = []
        for entry in reversed(self._log.entries):
            lines = argument_lines(entry)
            if len(lines) > room:
                break
            room -= len(lines)
            chosen.append((entry, lines))
        top = LIST_TOP
        for entry, lines in reversed(chosen):
            put(surface, str(entry.frame), (INSET + 50, top), colour=FAINT, align=1.0)
            left = INSET + 58
            left += put(surface, entry.source, (left, top), colour=_SOURCES.get(entry.source, SOFT))
            left += put(surface, f".{entry.signal}", (left, top), colour=INK) + 10
            for line in lines:
                if line:
                    put(surface, line, (left, top), colour=SOFT)
                left = INSET + 78
                top += LINE


def argument_lines(entry: LogEntry) -> list[str]:
    """Return an entry's arguments as lines; the first stands behind the signal's name and is empty where there is no room for it."""
    words = entry.arguments
    name = measure(f"{entry.source}.{entry.signal}")
    if measure(words) <= WIDTH - 2 * INSET - 68 - name:
        return [words]
    return ["", *wrapped(words, WIDTH - 2 * INSET - 78)]
