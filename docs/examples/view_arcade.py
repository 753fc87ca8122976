"""An arcade View with stats and toasts: catch the falling stars, and what you caught is kept.

What does it show you about steam_nodes?

* A `View` you have keeps its shape: the lines that end in `# attach` are all that Steam adds, and without them it is the game it was.
* `tree.process(delta_time)` in `on_update` is the tree's frame, and `toasts.draw()` in `on_draw` comes last.
* The overlay lists stats and achievements while a key is held, also over a camera of the game's own.

Controls
--------

* Left and right arrows to move.
* Tab shows your stats and achievements.
* Esc ends the game. With `--autoplay` it plays itself.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final

import arcade
from example_options import FPS, PLAYER, parse
from toast_arcade import Overlay, Toasts  # attach

from steam_nodes import PlayerStats, SceneTree, Steam  # attach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from example_options import Options

WIDTH, HEIGHT = 640, 360
SKY, STAR, BASKET, INK = (12, 14, 28), (255, 220, 120), (120, 220, 255), (200, 206, 220)
LIVES: Final = 3


class Catch(arcade.View):
    """The game: stars fall, a basket catches them, and three that are missed end the round."""

    def __init__(self, options: Options) -> None:
        """Begin a round."""
        super().__init__(background_color=arcade.types.Color(*SKY))
        self.options = options
        self.chance = random.Random(1 if options.frames else None)
        self.keys: set[int] = set()
        self.frame = 0
        self.basket = WIDTH / 2
        self.label = arcade.Text("", 10, HEIGHT - 26, INK, 13)
        self.begin()
        self.tree = SceneTree()  # attach
        Steam.attach(self.tree, options.world("stars").client(PLAYER))  # attach
        self.stats = PlayerStats()  # attach
        self.tree.root.add_child(self.stats)  # attach
        self.toasts, self.overlay = Toasts(self.stats, upper=True), Overlay(self.stats, {"Hits": "Stars caught"})  # attach

    def begin(self) -> None:
        """Begin a round."""
        self.stars: list[list[float]] = []
        self.caught = self.missed = 0
        self.next_star = 0.0

    def on_key_press(self, symbol: int, modifiers: int) -> None:
        """Note a key that is down; Esc ends the game."""
        self.keys.add(symbol)
        if symbol == arcade.key.ESCAPE:
            arcade.exit()

    def on_key_release(self, symbol: int, modifiers: int) -> None:
        """Note a key that is up again."""
        self.keys.discard(symbol)

    def on_update(self, delta_time: float) -> None:
        """Play a frame."""
        delta_time = 1 / FPS if self.options.frames else delta_time
        self.frame += 1
        if self.options.ends(self.frame):
            arcade.exit()
        self.move_basket(delta_time)
        self.drop_star(delta_time)
        for star in self.stars:
            star[1] -= 150 * delta_time
        caught = [star for star in self.stars if star[1] < 40 and abs(star[0] - self.basket) < 44]
        missed = [star for star in self.stars if star[1] < 0]
        self.stars = [star for star in self.stars if star not in caught and star not in missed]
        self.caught += len(caught)
        self.missed += len(missed)
        self.stats.add("Hits", len(caught))  # attach
        if self.missed >= LIVES:
            self.stats.store()  # attach
            self.begin()
        self.tree.process(delta_time)  # attach

    def move_basket(self, delta: float) -> None:
        """Move as the keys say, or to the lowest star."""
        direction = float(arcade.key.RIGHT in self.keys) - float(arcade.key.LEFT in self.keys)
        if self.options.autoplay and self.stars:
            direction = max(-1.0, min(1.0, (min(self.stars, key=lambda star: star[1])[0] - self.basket) / 20))
        self.basket = max(40.0, min(WIDTH - 40.0, self.basket + 330 * direction * delta))

    def drop_star(self, delta: float) -> None:
        """Let a star fall when it is time, quicker from star to star."""
        self.next_star -= delta
        if self.next_star <= 0:
            self.next_star = max(0.35, 1.1 - 0.02 * self.caught)
            self.stars.append([self.chance.uniform(40, WIDTH - 40), HEIGHT + 10.0])

    def on_draw(self) -> None:
        """Draw the field."""
        self.clear()
        for x, y in self.stars:
            arcade.draw_polygon_filled(star_at(x, y, self.frame / 20), STAR)
        arcade.draw_lrbt_rectangle_filled(self.basket - 40, self.basket + 40, 16, 30, BASKET)
        self.label.text = f"Caught {self.caught}   Missed {self.missed} of {LIVES}"
        self.label.draw()
        self.overlay.draw(shown=arcade.key.TAB in self.keys)  # attach
        self.toasts.draw()  # attach


def star_at(x: float, y: float, turn: float) -> list[tuple[float, float]]:
    """Return the corners of a star with five points."""
    corners = enumerate((10, 4) * 5)
    return [(x + r * math.cos(turn + k * math.pi / 5), y + r * math.sin(turn + k * math.pi / 5)) for k, r in corners]


def main(arguments: Sequence[str] | None = None) -> None:
    """Play until the window is closed or the frames are over."""
    options = parse(__doc__, arguments)
    # As fast as it goes where frames are counted, else at the screen's own rate.
    rate = 1 / 10_000 if options.frames else 1 / FPS
    window = arcade.Window(WIDTH, HEIGHT, "Stars", resizable=True, update_rate=rate, draw_rate=rate, vsync=options.frames is None)
    window.show_view(Catch(options))
    arcade.run()


if __name__ == "__main__":
    main()
