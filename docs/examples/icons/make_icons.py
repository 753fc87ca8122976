"""The icons of the examples' achievements: `python docs/examples/icons/make_icons.py` writes them beside itself.

What does it show you about steam_nodes?

* An achievement has two icons, PNG files of 8 bits and at most 256 by 256 pixels: one in colour, a grey one while it is locked.
* `examples.toml` names them beside the achievement, and a player's `Steam` gives them out as App Admin's.

Rules: the same source gives the same pixels; a test compares them with the files.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER: Final = Path(__file__).parent
SIDE: Final = 64
FINE: Final = 4
"""How many times larger an icon is drawn before it is made smooth."""
PLATE, RIM, GREEN, BLUE, GOLD = (18, 24, 42), (58, 70, 104), (150, 235, 120), (120, 220, 255), (255, 205, 92)
ALIEN: Final = ("..#...#..", "...###...", "..#####..", ".##.#.##.", ".#######.", "..#.#.#..")


def alien(image: pygame.Surface, x: float, y: float, dot: float, colour: tuple[int, int, int]) -> None:
    """Draw an alien around a place, of dots so large."""
    for row, line in enumerate(ALIEN):
        for column, sign in enumerate(line):
            if sign == "#":
                image.fill(colour, (round(x + (column - 4.5) * dot), round(y + (row - 3) * dot), math.ceil(dot), math.ceil(dot)))


def first(image: pygame.Surface) -> None:
    """Draw one alien."""
    alien(image, 128, 128, 22, GREEN)


def fifty(image: pygame.Surface) -> None:
    """Draw a shield with an alien on it."""
    pygame.draw.polygon(image, BLUE, [(52, 52), (128, 34), (204, 52), (204, 130), (128, 222), (52, 130)])
    pygame.draw.polygon(image, PLATE, [(68, 66), (128, 52), (188, 66), (188, 124), (128, 200), (68, 124)])
    alien(image, 128, 112, 11, GREEN)


def sharp(image: pygame.Surface) -> None:
    """Draw cross hairs."""
    pygame.draw.circle(image, GOLD, (128, 128), 78, 14)
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        pygame.draw.line(image, GOLD, (128 + 40 * x, 128 + 40 * y), (128 + 104 * x, 128 + 104 * y), 14)
    pygame.draw.circle(image, GREEN, (128, 128), 16)


def winner(image: pygame.Surface) -> None:
    """Draw a star."""
    points = [(128 + r * math.sin(k * math.pi / 5), 132 - r * math.cos(k * math.pi / 5)) for k, r in enumerate((96, 40) * 5)]
    pygame.draw.polygon(image, GOLD, points)


PICTURES: Final[dict[str, Callable[[pygame.Surface], None]]] = {"first": first, "fifty": fifty, "sharp": sharp, "winner": winner}


def icon(name: str, *, gray: bool = False) -> pygame.Surface:
    """Return an icon."""
    image = pygame.Surface((SIDE * FINE, SIDE * FINE), pygame.SRCALPHA)
    pygame.draw.rect(image, RIM, image.get_rect(), border_radius=40)
    pygame.draw.rect(image, PLATE, image.get_rect().inflate(-12, -12), border_radius=34)
    PICTURES[name](image)
    small = pygame.transform.smoothscale(image, (SIDE, SIDE))
    return pygame.transform.grayscale(small) if gray else small


def main(folder: Path = FOLDER) -> None:
    """Write both icons of each achievement."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        pygame.image.save(icon(name), folder / f"{name}.png")
        pygame.image.save(icon(name, gray=True), folder / f"{name}_gray.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
