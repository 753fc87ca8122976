"""A pyglet window with stats and toasts: open the doors in time.

What does it show you about steam_nodes?

* A window you have keeps its shape: the lines that end in `# attach` are all that Steam adds, and without them it is the game it was.
* `tree.process(delta)` in a function that pyglet's clock calls is the tree's frame, and `toasts.draw(window)` in `on_draw` comes last.
* `stats.unlock` is for an achievement that no stat unlocks.

Controls
--------

* Keys 1 to 5 open the door of that number while its light is on; a wrong one breaks the row.
* Tab shows your stats and achievements.
* Esc ends the game. With `--autoplay` it plays itself.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import pyglet
from example_options import FPS, PLAYER, parse
from pyglet.window import key
from toast_pyglet import Overlay, Toasts  # attach

from steam_nodes import PlayerStats, SceneTree, Steam  # attach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from example_options import Options

WIDTH, HEIGHT = 640, 360
SKY, DOOR, LIGHT, INK = (12, 14, 28, 255), (58, 70, 104, 255), (255, 220, 120, 255), (200, 206, 220, 255)
KEYS: Final = (key._1, key._2, key._3, key._4, key._5)  # noqa: SLF001 - pyglet's names of the digits
DOORS: Final = len(KEYS)
ROW: Final = 5
TIME: Final = 1.4


class Doors(pyglet.window.Window):  # type: ignore[misc] # pyglet chooses the class by the platform, which no type tells
    """The game: one of five doors has its light on, and the right key opens it."""

    def __init__(self, options: Options) -> None:
        """Light the first door."""
        super().__init__(WIDTH, HEIGHT, "Doors", resizable=True, vsync=options.frames is None)
        self.options = options
        self.chance = random.Random(1 if options.frames else None)
        self.keys = key.KeyStateHandler()
        self.push_handlers(self.keys)
        self.frame = self.opened = self.row = self.rows = self.lit = 0
        self.left = TIME
        self.batch = pyglet.graphics.Batch()
        self.doors = [pyglet.shapes.Rectangle(56 + 110 * n, 90, 88, 170, DOOR, batch=self.batch) for n in range(DOORS)]
        self.label = pyglet.text.Label("", 10, HEIGHT - 26, font_size=13, color=INK, batch=self.batch)
        pyglet.clock.schedule_interval(self.update, rate_of(options))
        self.tree = SceneTree()  # attach
        Steam.attach(self.tree, options.world("doors").client(PLAYER))  # attach
        self.stats = PlayerStats()  # attach
        self.tree.root.add_child(self.stats)  # attach
        self.toasts, self.overlay = Toasts(self.stats), Overlay(self.stats, {"Hits": "Doors opened"})  # attach

    def on_key_press(self, symbol: int, modifiers: int) -> None:
        """Open a door, or end the game."""
        if symbol == key.ESCAPE:
            pyglet.app.exit()
        elif symbol in KEYS:
            self.open(KEYS.index(symbol))

    def open(self, door: int) -> None:
        """Open a door, which is right or wrong."""
        right = int(door == self.lit)
        self.opened += right
        self.row = (self.row + 1) * right
        self.stats.add("Hits", right)  # attach
        if self.row == ROW:
            self.rows += 1
            self.row = 0
            self.stats.unlock("ACH_SHARP_EYE")  # attach
        self.light()

    def light(self) -> None:
        """Light another door."""
        self.lit = (self.lit + self.chance.randint(1, DOORS - 1)) % DOORS
        self.left = TIME

    def update(self, delta: float) -> None:
        """Play a frame."""
        delta = 1 / FPS if self.options.frames else delta
        self.frame += 1
        if self.options.ends(self.frame):
            pyglet.app.exit()
        self.left -= delta
        if self.left < 0:
            self.row = 0
            self.light()
        elif self.options.autoplay and self.left < TIME / 2:
            self.open(self.lit)
        self.tree.process(delta)  # attach

    def on_draw(self) -> None:
        """Draw the doors."""
        pyglet.gl.glClearColor(*(part / 255 for part in SKY))
        self.clear()
        for number, door in enumerate(self.doors):
            door.color = LIGHT if number == self.lit else DOOR
        self.label.text = f"Opened {self.opened}   In a row {self.row}   Rows of {ROW}: {self.rows}"
        self.batch.draw()
        self.overlay.draw(self, shown=self.keys[key.TAB])  # attach
        self.toasts.draw(self)  # attach


def rate_of(options: Options) -> float:
    """Return how many seconds a frame is to take: next to none where frames are counted."""
    return 1 / 10_000 if options.frames else 1 / FPS


def main(arguments: Sequence[str] | None = None) -> None:
    """Play until the window is closed or the frames are over."""
    options = parse(__doc__, arguments)
    Doors(options)
    pyglet.app.run(rate_of(options))


if __name__ == "__main__":
    main()
