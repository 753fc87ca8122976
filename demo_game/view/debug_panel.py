"""The F1 panel: the last signals with their arguments, and what a frame costs.

Rules: the list is drawn anew only when there is a new entry, the numbers four times a second. The graph shows one bar a frame: our own work
below, the flip above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .theme import (
    BLUE,
    FAINT,
    GOLD,
    GREEN,
    INK,
    MEDIUM,
    PANEL,
    PANEL_EDGE,
    PLAYERS,
    RED,
    SOFT,
    clipped,
    dimmed,
    plate,
    put,
    wipe,
    wrapped,
)

if TYPE_CHECKING:
    from ..signal_log import LogEntry, SignalLog
    from .frame_times import FrameTimes
    from .host.canvas import Canvas, Colour, Letters, Plate, Rect, Studio

WIDTH: Final = 592
NARROW: Final = 312
"""The width that leaves a field or a plate beside it free; who emits a signal is told by its colour then."""
LINE: Final = 21
LIST_TOP: Final = 108
INSET: Final = 16
NUMBERS_EVERY: Final = 15
SHORT_FIGURES: Final = ("work", "frame")
BUDGET_MS: Final = 1000 / 60
TOP_MS: Final = 4.0
SCALE_WIDTH: Final = 50
GRAPH_HEIGHT: Final = 34
FRAME: Final = 58
"""The room for a frame's number."""
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
        studio: Who makes the plates.
    """

    def __init__(self, log: SignalLog, times: FrameTimes, studio: Studio) -> None:
        """Make no plate yet: how large they are is known at the first draw."""
        self.open = False
        self._log = log
        self._times = times
        self._studio = studio
        self._plate: Plate | None = None
        self._head: Plate | None = None
        self._newest: LogEntry | None = None
        self._numbers_in = 0

    def draw(self, target: Canvas, rect: Rect) -> None:
        """Draw the panel into a place of WIDTH or NARROW and of any height."""
        surface, head = self._plate, self._head
        newest = self._log.entries[-1] if self._log.entries else None
        if surface is None or head is None or surface.size != rect.size:
            surface = self._plate = plate(self._studio, rect.size)
            head = self._head = self._studio.plate((rect.width - 2, LIST_TOP - 3))
            self._newest = None
            self._numbers_in = 0
            self._fill_list(surface)
        if newest is not self._newest:
            self._newest = newest
            self._fill_list(surface)
        if self._numbers_in <= 0:
            self._numbers_in = NUMBERS_EVERY
            self._fill_numbers(head)
        self._numbers_in -= 1
        target.image(surface, rect.topleft)
        target.image(head, (rect.left + 1, rect.top + 1))
        self._draw_graph(target, rect.left + INSET + SCALE_WIDTH, rect.top + 62, rect.width - 2 * INSET - SCALE_WIDTH)
        put(target, f"{TOP_MS:.0f} ms", (rect.left + INSET, rect.top + 62), colour=FAINT)

    def _draw_graph(self, target: Canvas, left: int, top: int, width: int) -> None:
        height = GRAPH_HEIGHT
        target.box((left, top, width, height), _GROUND)
        frames = list(self._times.recent(width // BAR))
        left += width - len(frames) * BAR
        for place, (work, flip) in enumerate(frames):
            tall = min(height, round(work / TOP_MS * height))
            more = min(height - tall, round(flip / TOP_MS * height))
            target.box((left + place * BAR, top + height - tall, BAR - 1, tall), GREEN if work + flip <= BUDGET_MS else RED)
            target.box((left + place * BAR, top + height - tall - more, BAR - 1, more), BLUE)

    def _fill_numbers(self, surface: Plate) -> None:
        wide = surface.width > NARROW
        surface.wipe(PANEL)
        width = put(surface, "SIGNALS", (INSET - 1, 8), size=MEDIUM, colour=INK)
        if wide:
            put(surface, "and frame time, last 4 seconds", (INSET + width + 9, 9), colour=SOFT)
        put(surface, "F1 closes", (surface.width - INSET + 1, 9), colour=FAINT, align=1.0)
        left = INSET - 1
        for label, value, colour in self._times.figures():
            if not wide and label not in SHORT_FIGURES:
                continue
            left += put(surface, label, (left, 35), colour=colour) + 7
            left += put(surface, value, (left, 35), colour=INK) + 17

    def _fill_list(self, surface: Plate) -> None:
        wipe(surface)
        room = (surface.height - LIST_TOP - 6) // LINE
        if surface.width <= NARROW:
            self._fill_narrow(surface, room // 2)
            return
        chosen: list[tuple[LogEntry, list[str]]] = []
        for entry in reversed(self._log.entries):
            lines = argument_lines(surface, entry)
            if len(lines) > room:
                break
            room -= len(lines)
            chosen.append((entry, lines))
        top = LIST_TOP
        for entry, lines in reversed(chosen):
            put(surface, str(entry.frame), (INSET + FRAME - 8, top), colour=FAINT, align=1.0)
            left = INSET + FRAME
            left += put(surface, entry.source, (left, top), colour=_SOURCES.get(entry.source, SOFT))
            left += put(surface, f".{entry.signal}", (left, top), colour=INK) + 10
            for line in lines:
                if line:
                    put(surface, line, (left, top), colour=SOFT)
                left = INSET + 78
                top += LINE

    def _fill_narrow(self, surface: Plate, count: int) -> None:
        """Write two lines for each entry: the signal in the colour of its source, and the frame; then the arguments."""
        right = surface.width - INSET
        for place, entry in enumerate(list(self._log.entries)[-count:]):
            top = LIST_TOP + 2 * place * LINE
            width = put(surface, str(entry.frame), (right, top), colour=FAINT, align=1.0)
            signal = clipped(surface, entry.signal, right - width - 8 - INSET)
            put(surface, signal, (INSET, top), colour=_SOURCES.get(entry.source, INK))
            put(surface, clipped(surface, entry.arguments, right - INSET - 14), (INSET + 14, top + LINE), colour=SOFT)


def argument_lines(letters: Letters, entry: LogEntry) -> list[str]:
    """Return an entry's arguments as lines; the first stands behind the signal's name and is empty where there is no room for it."""
    words = entry.arguments
    name = letters.measure(f"{entry.source}.{entry.signal}")
    if letters.measure(words) <= WIDTH - 2 * INSET - 68 - name:
        return [words]
    return ["", *wrapped(letters, words, WIDTH - 2 * INSET - 78)]
