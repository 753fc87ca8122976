"""The icons of the achievements and of the window: lines of light on a dark plate, drawn by arithmetic and written as PNG files.

`python -m demo_game.icons.make_icons` writes two for each achievement beside itself, one in colour, one in grey for as long as it is
locked, and that of the window above them. Rules: it needs no library that draws, and the same source gives the same pixels; a test compares
them with the committed files.
"""

from __future__ import annotations

import sys
import zlib
from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..stats.achievements import UNSCATHED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Point = tuple[float, float]
Colour = tuple[int, int, int]
Line = tuple[Colour, float, tuple[Point, ...]]
"""A colour, a width in pixels, and the points it goes through."""

SIDE: Final = 64
FOLDER: Final = Path(__file__).parent

GOLD: Final[Colour] = (255, 205, 92)
CYAN: Final[Colour] = (84, 224, 255)
PINK: Final[Colour] = (255, 102, 170)
WHITE: Final[Colour] = (226, 232, 244)
PLATE: Final[Colour] = (12, 17, 32)
GREY: Final = 0.8
"""How bright a locked icon is."""

CORNER: Final = 9.0
HALO: Final = 0.34
HALO_REACH: Final = 2.6


def ring(x: float, y: float, wide: float, high: float, parts: tuple[float, float] = (0.0, 1.0), tilt: float = 0.0) -> tuple[Point, ...]:
    """Return points on an ellipse, from one share of its round to another; `tilt` turns it, in radians."""
    steps = 28
    found = []
    for step in range(steps + 1):
        angle = 2 * pi * (parts[0] + (parts[1] - parts[0]) * step / steps)
        across, down = wide * cos(angle), high * sin(angle)
        found.append((x + across * cos(tilt) - down * sin(tilt), y + across * sin(tilt) + down * cos(tilt)))
    return tuple(found)


def needle(x: float, y: float, angle: float, scale: float) -> tuple[Point, ...]:
    """Return the outline of the first player's ship."""
    hull = ((1.55, 0.0), (-1.05, 0.7), (-0.6, 0.0), (-1.05, -0.7), (1.55, 0.0))
    c, s = cos(angle) * scale, sin(angle) * scale
    return tuple((x + a * c - b * s, y + a * s + b * c) for a, b in hull)


def spark(x: float, y: float, reach: float, colour: Colour) -> tuple[Line, ...]:
    """Return a star of four rays."""
    return (
        (colour, 1.6, ((x - reach, y), (x + reach, y))),
        (colour, 1.6, ((x, y - reach), (x, y + reach))),
    )


ICONS: Final[Mapping[str, tuple[Line, ...]]] = {
    # A cup.
    "ACH_WIN_ONE_GAME": (
        (GOLD, 3.0, ((19, 14), (45, 14), (43, 27), (37, 35), (27, 35), (21, 27), (19, 14))),
        (GOLD, 2.4, ((19, 18), (12, 18), (14, 26), (21, 29))),
        (GOLD, 2.4, ((45, 18), (52, 18), (50, 26), (43, 29))),
        (GOLD, 3.0, ((32, 35), (32, 45))),
        (GOLD, 3.0, ((22, 50), (25, 45), (39, 45), (42, 50), (22, 50))),
        (CYAN, 2.0, ((28, 25), (31, 28), (37, 19))),
    ),
    # A crown.
    "ACH_WIN_100_GAMES": (
        (GOLD, 3.0, ((14, 43), (11, 20), (22, 31), (32, 14), (42, 31), (53, 20), (50, 43), (14, 43))),
        (GOLD, 3.0, ((15, 50), (49, 50))),
        (PINK, 2.2, ring(32, 36, 3.2, 3.2)),
        (CYAN, 1.8, ring(21.5, 37, 1.8, 1.8)),
        (CYAN, 1.8, ring(42.5, 37, 1.8, 1.8)),
    ),
    # From one star to another.
    "ACH_TRAVEL_FAR_ACCUM": (
        *spark(15, 49, 6.5, GOLD),
        *spark(50, 14, 6.5, GOLD),
        (WHITE, 1.6, ((21, 43), (24, 40))),
        (WHITE, 1.6, ((27, 37), (30, 34))),
        (CYAN, 2.4, needle(37, 27, -pi / 4, 6.2)),
        (PINK, 1.8, ring(17, 20, 4.6, 4.6)),
        (PINK, 1.6, ring(17, 20, 9.5, 2.6, (-0.04, 0.54), -0.35)),
        (WHITE, 1.4, ((47, 46), (48, 46))),
        (WHITE, 1.4, ((38, 53), (38.6, 53))),
    ),
    # A ship on its way around the star.
    "ACH_TRAVEL_FAR_SINGLE": (
        (GOLD, 3.2, ring(32, 32, 6.5, 6.5)),
        (GOLD, 1.6, ring(32, 32, 2.2, 2.2)),
        (WHITE, 1.8, ring(32, 32, 22.5, 13.0, (-0.04, 0.78), -0.45)),
        (CYAN, 2.4, needle(45, 14.5, 0.1, 5.6)),
    ),
    # A shield that nothing has touched.
    UNSCATHED: (
        (CYAN, 3.0, ((32, 10), (51, 16), (50, 33), (43, 45), (32, 54), (21, 45), (14, 33), (13, 16), (32, 10))),
        (GOLD, 3.2, ((23, 31), (30, 39), (42, 23))),
    ),
}
"""What each icon is made of, by the achievement's API name."""

WINDOW: Final[tuple[Line, ...]] = (
    (GOLD, 3.0, ring(32, 32, 5.0, 5.0)),
    (CYAN, 3.0, needle(21, 43, -pi / 4, 9.0)),
    (PINK, 3.0, ((50, 10), (51, 25), (46, 20), (37, 22), (50, 10))),
)
"""The window's icon: both ships and the star."""

WINDOW_FILE: Final = FOLDER.parent / "spacewar.png"


def pixels(lines: Sequence[Line], *, grey: bool) -> bytes:
    """Draw an icon.

    Args:
        lines: What it is made of.
        grey: Whether it is the one of a locked achievement.

    Returns:
        SIDE times SIDE pixels as RGBA, row by row from the top.
    """
    found = bytearray()
    for row in range(SIDE):
        for column in range(SIDE):
            x, y = column + 0.5, row + 0.5
            edge = _from_edge(x, y)
            light = [float(part) for part in PLATE]
            for colour, width, points in lines:
                far = min(_distance(x, y, one, two) for one, two in pairwise(points))
                line = min(1.0, max(0.0, width / 2 + 0.5 - far))
                share = max(line, HALO / (1.0 + (far / HALO_REACH) * (far / HALO_REACH)) if far < 4 * HALO_REACH else 0.0)
                light = [max(own, own * (1.0 - share) + part * share) for own, part in zip(light, colour, strict=True)]
            rim = min(1.0, max(0.0, 2.0 - edge)) * 0.75
            light = [own * (1.0 - rim) + part * rim for own, part in zip(light, GOLD, strict=True)]
            if grey:
                tone = (0.3 * light[0] + 0.59 * light[1] + 0.11 * light[2]) * GREY
                light = [tone, tone, tone * 1.08]
            found += bytes(min(255, int(part + 0.5)) for part in light)
            found.append(int(255 * min(1.0, max(0.0, edge + 0.5)) + 0.5))
    return bytes(found)


def png(data: bytes) -> bytes:
    """Return pixels as a PNG file.

    Args:
        data: SIDE times SIDE pixels as RGBA.
    """
    rows = b"".join(b"\0" + data[start : start + 4 * SIDE] for start in range(0, len(data), 4 * SIDE))
    header = SIDE.to_bytes(4, "big") * 2 + bytes((8, 6, 0, 0, 0))
    pieces = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in pieces
    )


def write(folder: Path = FOLDER) -> list[Path]:
    """Write all icons into a folder, which is made where it is missing, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, lines in ICONS.items():
        for suffix, grey in (("", False), ("_gray", True)):
            file = folder / f"{name}{suffix}.png"
            file.write_bytes(png(pixels(lines, grey=grey)))
            files.append(file)
    return files


def _distance(x: float, y: float, one: Point, two: Point) -> float:
    """Return how far a place is from the line between two points."""
    along, down = two[0] - one[0], two[1] - one[1]
    long = along * along + down * down
    share = 0.0 if long == 0.0 else min(1.0, max(0.0, ((x - one[0]) * along + (y - one[1]) * down) / long))
    return hypot(x - one[0] - share * along, y - one[1] - share * down)


def _from_edge(x: float, y: float) -> float:
    """Return how far inside of the plate, a square with round corners, a place lies; less than 0 is outside."""
    across, down = abs(x - SIDE / 2) - SIDE / 2 + CORNER, abs(y - SIDE / 2) - SIDE / 2 + CORNER
    return CORNER - hypot(max(0.0, across), max(0.0, down)) - min(0.0, max(across, down))


if __name__ == "__main__":
    WINDOW_FILE.write_bytes(png(pixels(WINDOW, grey=False)))
    for written in (WINDOW_FILE, *write(*(Path(argument) for argument in sys.argv[1:2]))):
        print(written)
