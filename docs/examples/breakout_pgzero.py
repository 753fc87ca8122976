"""Breakout in Pygame Zero with stats and toasts.

What does it show you about steam_nodes?

* Pygame Zero owns the loop: its `update(dt)` is where the tree has its frame, its `draw()` where toasts come last.
* `toast_pygame.py` draws here too: Pygame Zero's screen is a surface of pygame's. Pygame Zero brings pygame in place of pygame-ce, so it
  goes into an environment of its own: `pip install pgzero steam_nodes`.
* The lines that end in `# attach` are all that Steam adds, and without them it is the game it was.

Controls
--------

* Left and right arrows move the bat.
* Tab shows your stats and achievements.
* Esc ends the game. With `--autoplay` it plays itself.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pgzrun
from example_options import PLAYER, parse
from pgzero.builtins import Rect, ZRect, exit, keyboard  # noqa: A004 - Pygame Zero's own name
from toast_pygame import Overlay, Toasts  # attach

from steam_nodes import PlayerStats, SceneTree, Steam  # attach

if TYPE_CHECKING:
    from pgzero.screen import Screen

WIDTH, HEIGHT, TITLE = 640, 360, "Breakout"
SKY, BAT, BALL, INK = (12, 14, 28), (120, 220, 255), (255, 240, 170), (200, 206, 220)
COLOURS = ((235, 110, 110), (235, 170, 100), (150, 235, 120), (130, 160, 250))

screen: Screen
options = parse(__doc__)
chance = random.Random(1 if options.frames else None)
tree = SceneTree()  # attach
Steam.attach(tree, options.world("breakout").client(PLAYER))  # attach
tree.root.add_child(stats := PlayerStats())  # attach
toasts, overlay = Toasts(stats, upper=True), Overlay(stats, {"Hits": "Bricks broken", "BestScore": "Best score"})  # attach


class Breakout:
    """The game: a bat, a ball and a wall."""

    def __init__(self) -> None:
        """Build the wall."""
        self.bat = ZRect(WIDTH / 2 - 45, HEIGHT - 24, 90, 10)
        self.ball = ZRect(WIDTH / 2 - 5, HEIGHT - 60, 10, 10)
        self.speed = [chance.choice((-170.0, 170.0)), -230.0]
        self.bricks = [(ZRect(20 + 60 * column, 50 + 20 * row, 56, 16), COLOURS[row]) for row in range(4) for column in range(10)]
        self.frame = self.score = 0

    def update(self, dt: float) -> int:
        """Move everything and return how many bricks were broken."""
        self.frame += 1
        aim = (self.ball.x - self.bat.x - 40) / 8 if options.autoplay else keyboard.right - keyboard.left
        self.bat.x = max(0, min(WIDTH - self.bat.width, self.bat.x + 380 * dt * max(-1, min(1, aim))))
        self.ball.x += self.speed[0] * dt
        self.ball.y += self.speed[1] * dt
        if self.ball.left < 0 or self.ball.right > WIDTH:
            self.speed[0] = abs(self.speed[0]) if self.ball.left < 0 else -abs(self.speed[0])
        if self.ball.top < 0 or self.ball.colliderect(self.bat):
            self.speed[1] = abs(self.speed[1]) if self.ball.top < 0 else -abs(self.speed[1])
        hit = self.ball.collidelist([brick for brick, _ in self.bricks])
        if hit < 0:
            return 0
        del self.bricks[hit]
        self.speed[1] = -self.speed[1]
        self.score += 10
        return 1

    @property
    def over(self) -> bool:
        """Whether the ball is lost, or the wall is down."""
        return self.ball.top > HEIGHT or not self.bricks


game = Breakout()


def update(dt: float) -> None:
    """Play a frame."""
    global game  # noqa: PLW0603 - a script of Pygame Zero's keeps its state in its globals
    dt = min(dt, 1 / 20)
    broken = game.update(dt)
    stats.add("Hits", broken)  # attach
    if game.over:
        stats.best("BestScore", game.score)  # attach
        stats.store()  # attach
        game = Breakout()
    tree.process(dt)  # attach
    if keyboard.escape or options.ends(game.frame):
        exit()


def draw() -> None:
    """Draw the wall, the bat and the ball."""
    screen.fill(SKY)
    for brick, colour in game.bricks:
        screen.draw.filled_rect(Rect(brick.x, brick.y, brick.width, brick.height), colour)
    screen.draw.filled_rect(Rect(game.bat.x, game.bat.y, game.bat.width, game.bat.height), BAT)
    screen.draw.filled_circle((game.ball.centerx, game.ball.centery), 6, BALL)
    screen.draw.text(f"Score {game.score}", (10, 8), color=INK, fontsize=24)
    overlay.draw(screen.surface, shown=keyboard.tab)  # attach
    toasts.draw(screen.surface)  # attach


pgzrun.go()
