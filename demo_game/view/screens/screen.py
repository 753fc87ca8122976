"""What a screen is: it takes the canvas, and with it the keys, for as long as it shows.

Rules: of the list `SCREENS` the first that shows is drawn and gets what is pressed; what it does not take may open another one. A screen's
plate is drawn anew only when what it shows has changed. Plates are placed so that neither the F1 panel, a column at the right, nor the
toasts below ever cover them. What can be pressed with a key can be clicked: each screen tells the places (`spots`), hints among them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from ..debug_panel import NARROW
from ..debug_panel import WIDTH as PANEL_WIDTH
from ..host.canvas import Rect
from ..host.window import CANVAS
from ..host_input import PAD_B
from ..theme import SOFT, put

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...play import Game
    from ...stats.round_record import RoundRecord
    from ..host.canvas import Canvas, Point, Studio
    from ..host_input import Controls

SIZE: Final = (640, 484)
TOP: Final = 12
PANEL_RECT: Final = Rect(CANVAS[0] - PANEL_WIDTH - 12, TOP, PANEL_WIDTH, SIZE[1])
"""The right half, where a second plate stands."""

COLUMN_RECT: Final = Rect(CANVAS[0] - NARROW - 4, TOP, NARROW, SIZE[1])
"""Where the F1 panel stands beside a plate."""

HINT_TOP: Final = 448
"""Where the line of hints on a plate begins."""


class Spot(NamedTuple):
    """A place on the canvas that can be clicked: what a click does, and what the mouse does that only comes by."""

    rect: Rect
    press: Callable[[], object]
    point: Callable[[], object] | None = None


class Cover(Enum):
    """What a screen leaves to be seen of space."""

    NOTHING = "nothing is covered: the screen is words over the ships, which fly over toasts and panel"
    MIDDLE = "the middle is covered: ships are seen around a plate, and the star where the panel leaves room for it"
    SPACE = "space is covered: neither ships nor the star are drawn"


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """What screens show and change: the game, who reads keys and gamepads, what the round has changed, and who makes plates."""

    game: Game
    controls: Controls
    record: RoundRecord
    studio: Studio


class Screen(ABC):
    """One screen.

    Args:
        context: What it shows and changes.
    """

    cover: ClassVar[Cover] = Cover.MIDDLE
    panel_rect: ClassVar[Rect] = COLUMN_RECT
    """Where the F1 panel stands beside this screen."""
    escape: ClassVar[str] = "back"
    """What the Escape key does here, for the strip below."""
    escape_button: ClassVar[int] = PAD_B
    """The button of a gamepad that does the same."""

    def __init__(self, context: ScreenContext) -> None:
        """Take what there is to show; the window is open."""
        self.age = 0.0
        """How many seconds it has been on show."""
        self.game = context.game
        self.controls = context.controls
        self.studio = context.studio

    @property
    @abstractmethod
    def shows(self) -> bool:
        """Whether this screen is on now, if none before it in the list is."""

    @abstractmethod
    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw it; `panel` says that the F1 panel is open."""

    def spots(self) -> Sequence[Spot]:
        """Return what can be clicked, what lies above first."""
        return ()

    def pointer_moved(self, place: Point) -> None:
        """Do what the mouse does that comes by there."""
        spot = next((spot for spot in self.spots() if spot.rect.collidepoint(place)), None)
        if spot is not None and spot.point is not None:
            spot.point()

    def pointer_pressed(self, place: Point) -> None:
        """Do what a click does there."""
        spot = next((spot for spot in self.spots() if spot.rect.collidepoint(place)), None)
        if spot is not None:
            spot.press()

    def wheel_turned(self, step: int) -> None:
        """Do what the mouse's wheel does here that was turned down (1) or up (-1)."""
        del step

    def key_down(self, key: int) -> bool:
        """Do what a key (see `host.keys`) does on this screen; return whether it does anything."""
        del key
        return False

    def button_down(self, device: int, button: int) -> bool:
        """Do what a button of a gamepad does on this screen; return whether it does anything."""
        del device, button
        return False

    def stick_pushed(self, axis: int, step: int) -> None:
        """Do what the stick of a gamepad does that was pushed along an axis, to -1 or 1."""
        del axis, step

    def opens_on_key(self, key: int) -> bool:
        """Open this screen where a key that the one on show has no use for does so; return whether it did."""
        del key
        return False

    def opens_on_button(self, button: int) -> bool:
        """Open this screen where a button that the one on show has no use for does so; return whether it did."""
        del button
        return False


def beside_panel(*, panel: bool = False, width: int = SIZE[0]) -> int:
    """Return where a plate of that width begins: in the middle, or at the left where another stands beside it."""
    return 16 if panel else (CANVAS[0] - width) // 2


def put_hints(surface: Canvas, hints: Sequence[tuple[str, Callable[[], object]]], top: int, left: int, right: int) -> list[Spot]:
    """Draw hints in a line, the first at the left, the last at the right; return where they stand on the surface and what they do."""
    widths = [surface.measure(words) for words, _ in hints]
    gap = (right - left - sum(widths)) / max(1, len(hints) - 1)
    spots, place = [], float(left)
    for (words, act), width in zip(hints, widths, strict=True):
        put(surface, words, (place, top), colour=SOFT)
        spots.append(Spot(Rect(round(place) - 6, top - 5, width + 12, 30), act))
        place += width + gap
    return spots


def spots_of(plate: Sequence[Spot], left: int, top: int) -> list[Spot]:
    """Return the spots of a plate that stands there on the canvas."""
    return [Spot(spot.rect.moved(left, top), spot.press, spot.point) for spot in plate]
