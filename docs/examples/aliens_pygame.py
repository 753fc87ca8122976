"""Aliens with stats: a small pygame game that counts hits, keeps its best score and shows a toast for each achievement.

What does it show you about steam_nodes?

* A loop you have keeps its shape: the lines that end in `# attach` are all that Steam adds, and without them it is the game it was.
* `PlayerStats` takes an `add` at any moment, also before Steam has answered, and stores when the game says it is a good moment.
* `Toasts` and `Overlay` of `toast_pygame.py` draw into the game's own surface.

Controls
--------

* Left and right arrows to move, space bar to shoot.
* Tab shows your stats and achievements.
* Esc ends the game. With `--autoplay` it plays itself.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final

import pygame
from example_options import FPS, PLAYER, parse
from toast_pygame import Overlay, Toasts  # attach

from steam_nodes import PlayerStats, SceneTree, Steam  # attach

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELD: Final = pygame.Rect(0, 0, 640, 360)
SKY, SHIP, ALIEN, SHOT, INK = (12, 14, 28), (120, 220, 255), (150, 235, 120), (255, 240, 170), (200, 206, 220)
ALIEN_SHAPE: Final = ("..#...#..", "...###...", "..#####..", ".##.#.##.", ".#######.", "..#.#.#..")


class Thing(pygame.sprite.Sprite):
    """Anything on the field: a picture, a place, and where it goes in a second."""

    image: pygame.Surface
    rect: pygame.Rect

    def __init__(self, image: pygame.Surface, place: tuple[int, int], speed: tuple[float, float]) -> None:
        """Put it there."""
        super().__init__()
        self.image = image
        self.rect = image.get_rect(center=place)
        self.place = pygame.Vector2(place)
        self.speed = pygame.Vector2(speed)

    def update(self, delta: float) -> None:
        """Move; what leaves the field is gone."""
        self.place += self.speed * delta
        self.rect.center = round(self.place.x), round(self.place.y)
        if not FIELD.inflate(80, 80).colliderect(self.rect):
            self.kill()


class Aliens:
    """The game: a ship, aliens that come down in waves of eight, and a score that ends when one of them lands."""

    def __init__(self, seed: int | None = None) -> None:
        """Begin with an empty sky."""
        self.chance = random.Random(seed)
        self.ship = Thing(drawn_ship(), (FIELD.centerx, FIELD.bottom - 24), (0, 0))
        self.aliens: pygame.sprite.Group[Thing] = pygame.sprite.Group()
        self.shots: pygame.sprite.Group[Thing] = pygame.sprite.Group()
        self.score = self.wave = 0
        self.reload = 0.0

    def shoot(self) -> bool:
        """Shoot if the gun is loaded, and say whether it was."""
        if self.reload > 0:
            return False
        self.reload = 0.3
        shot = pygame.Surface((4, 12))
        shot.fill(SHOT)
        self.shots.add(Thing(shot, self.ship.rect.midtop, (0, -420)))
        return True

    def move(self, direction: float, delta: float) -> None:
        """Move the ship: -1.0 is left, 1.0 right."""
        self.ship.place.x = pygame.math.clamp(self.ship.place.x + 260 * direction * delta, 20, FIELD.right - 20)
        self.ship.update(0)

    def update(self, delta: float) -> int:
        """Move everything and return how many aliens were hit."""
        self.reload -= delta
        if not self.aliens:
            self.wave += 1
            for number in range(8):
                place = (60 + 74 * number, self.chance.randint(-70, 40))
                self.aliens.add(Thing(drawn_alien(), place, (self.chance.uniform(-12, 12), 12 + 2 * self.wave)))
        self.aliens.update(delta)
        self.shots.update(delta)
        hits = len(pygame.sprite.groupcollide(self.aliens, self.shots, True, True))  # noqa: FBT003 - pygame's own: both are gone
        self.score += 10 * hits
        return hits

    @property
    def lost(self) -> bool:
        """Whether an alien has landed."""
        return any(alien.rect.bottom > self.ship.rect.top for alien in self.aliens)

    def draw(self, screen: pygame.Surface, font: pygame.font.Font) -> None:
        """Draw the field."""
        screen.fill(SKY)
        self.aliens.draw(screen)
        self.shots.draw(screen)
        screen.blit(self.ship.image, self.ship.rect)
        screen.blit(font.render(f"Score {self.score}   Wave {self.wave}", True, INK), (10, 8))  # noqa: FBT003 - pygame's own: antialias


def drawn_ship() -> pygame.Surface:
    """Return the picture of the ship."""
    image = pygame.Surface((36, 22), pygame.SRCALPHA)
    pygame.draw.polygon(image, SHIP, [(18, 0), (22, 10), (36, 14), (36, 22), (0, 22), (0, 14), (14, 10)])
    return image


def drawn_alien() -> pygame.Surface:
    """Return the picture of an alien."""
    image = pygame.Surface((36, 24), pygame.SRCALPHA)
    for y, line in enumerate(ALIEN_SHAPE):
        for x, dot in enumerate(line):
            if dot == "#":
                image.fill(ALIEN, (4 * x, 4 * y, 4, 4))
    return image


def main(arguments: Sequence[str] | None = None) -> None:
    """Play until the window is closed, an alien has landed and nobody plays on, or the frames are over."""
    options = parse(__doc__, arguments)
    pygame.init()
    screen = pygame.display.set_mode(FIELD.size)
    pygame.display.set_caption("Aliens")
    font, clock = pygame.font.Font(None, 24), pygame.time.Clock()
    game = Aliens(seed=1 if options.frames else None)
    tree = SceneTree()  # attach
    Steam.attach(tree, options.world("aliens").client(PLAYER))  # attach
    tree.root.add_child(stats := PlayerStats())  # attach
    toasts, overlay = Toasts(stats), Overlay(stats, {"Hits": "Aliens shot", "BestScore": "Best score"})  # attach
    frame, running = 0, True
    while running and not options.ends(frame):
        frame += 1
        clock.tick(options.fps)
        for event in pygame.event.get():
            running = running and event.type != pygame.QUIT and not (event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE)
        keys = pygame.key.get_pressed()
        direction = math.cos(frame / 40) if options.autoplay else keys[pygame.K_RIGHT] - keys[pygame.K_LEFT]
        game.move(direction, 1 / FPS)
        if options.autoplay or keys[pygame.K_SPACE]:
            game.shoot()
        hits = game.update(1 / FPS)
        stats.add("Hits", hits)  # attach
        if game.lost:
            stats.best("BestScore", game.score)  # attach
            stats.store()  # attach
            game = Aliens(seed=frame)
        game.draw(screen, font)
        tree.process(1 / FPS)  # attach
        overlay.draw(screen, shown=keys[pygame.K_TAB])  # attach
        toasts.draw(screen)  # attach
        pygame.display.flip()
    pygame.quit()


if __name__ == "__main__":
    main()
