"""The avatars of the players of the local world: the two ships, and for each friend the stars that the name stands among.

`python -m demo_game.avatars.make_avatars` writes one PNG file for each player beside itself. Rules: those of make_icons.py, which draws.
"""

from __future__ import annotations

import sys
from math import pi
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..icons.make_icons import CYAN, GOLD, PINK, WHITE, needle, pixels, png, ring, spark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..icons.make_icons import Line, Point

FOLDER: Final = Path(__file__).parent
STAR: Final = 1.3
BRIGHT: Final = 6.0


def stars(*places: Point, lines: Sequence[tuple[int, int]], bright: int = 0) -> tuple[Line, ...]:
    """Return a constellation: its stars, the lines between them, and the one that it is about."""
    found: list[Line] = [(CYAN, 1.2, (places[one], places[two])) for one, two in lines]
    found += [(WHITE, 2.0, ring(*place, STAR, STAR)) for index, place in enumerate(places) if index != bright]
    return (*found, *spark(*places[bright], BRIGHT, GOLD), (GOLD, 2.4, ring(*places[bright], STAR, STAR)))


AVATARS: Final[Mapping[str, tuple[Line, ...]]] = {
    "Needle": ((CYAN, 3.0, needle(31, 33, -pi / 4, 13.0)),),
    "Wedge": ((PINK, 3.0, ((32, 12), (50, 47), (32, 40), (14, 47), (32, 12))),),
    # A head with two eyes and an aerial.
    "Bot": (
        (PINK, 3.0, ((18, 24), (46, 24), (46, 48), (18, 48), (18, 24))),
        (PINK, 2.4, ((32, 24), (32, 15))),
        (GOLD, 2.4, ring(32, 13, 2.0, 2.0)),
        (CYAN, 2.4, ring(26, 34, 2.6, 2.6)),
        (CYAN, 2.4, ring(38, 34, 2.6, 2.6)),
        (WHITE, 2.0, ((26, 43), (38, 43))),
    ),
    # The eagle.
    "Altair": stars((32, 35), (26, 28), (38, 42), (12, 24), (52, 22), (46, 54), lines=((1, 0), (0, 2), (3, 0), (0, 4), (2, 5))),
    # The left shoulder of the hunter.
    "Bellatrix": stars(
        *((44, 17), (19, 15), (28, 33), (32, 32), (36, 30), (21, 51), (46, 52)),
        lines=((0, 1), (0, 4), (1, 2), (2, 3), (3, 4), (2, 5), (4, 6)),
    ),
    # The keel.
    "Canopus": stars((16, 19), (27, 31), (39, 36), (52, 32), (47, 50), (28, 47), lines=((0, 1), (1, 2), (2, 3), (2, 4), (4, 5), (5, 1))),
    # The swan.
    "Deneb": stars((47, 13), (38, 26), (27, 40), (17, 53), (21, 19), (54, 37), lines=((0, 1), (1, 2), (2, 3), (4, 1), (1, 5))),
    # One of the seven sisters.
    "Electra": stars(
        (45, 28), (37, 21), (34, 33), (42, 40), (24, 26), (17, 38), (28, 47), lines=((0, 1), (1, 2), (2, 3), (3, 0), (2, 4), (2, 6))
    ),
}
"""What each avatar is made of, by the player's name."""


def write(folder: Path = FOLDER) -> list[Path]:
    """Write all avatars into a folder, which is made where it is missing, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, lines in AVATARS.items():
        file = folder / f"{name}.png"
        file.write_bytes(png(pixels(lines, grey=False)))
        files.append(file)
    return files


if __name__ == "__main__":
    for written in write(*(Path(argument) for argument in sys.argv[1:2])):
        print(written)
