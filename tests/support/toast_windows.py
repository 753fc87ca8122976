"""Draws toasts in windows of two sizes and prints where they stand: `python -m tests.support.toast_windows arcade`, or `pyglet`.

Rules: each is drawn over black while the game looks elsewhere (a camera or a view that is moved), since toasts stand in the window's own
coordinates. The last line printed is JSON: for each window its size, whether the toasts stand in the upper corner, and the rectangle that
they and the overlay fill, from the upper left.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from PIL import Image

from steam_nodes import LocalSteam, PlayerStats, SceneTree, Steam, SteppedClock
from tests.support.examples import FOLDER, example

if TYPE_CHECKING:
    from collections.abc import Callable

    Drawn = Callable[[tuple[int, int], Callable[..., None]], Image.Image]

PLAYER = 76561197960287931
SIZES = ((1280, 720), (640, 360))
NAMES = ("ACH_FIRST_HIT", "ACH_FIFTY_HITS", "ACH_SHARP_EYE")


def drawn_by_arcade(size: tuple[int, int], draw: Callable[..., None]) -> Image.Image:
    """Return what a window of arcade's shows while a camera is moved and near."""
    import arcade  # noqa: PLC0415 - the process of one host has no need of the other

    window = arcade.Window(*size, "Toasts")  # arcade's toasts find it by themselves
    camera = arcade.Camera2D(position=(900, 900), zoom=2.0)
    window.clear((0, 0, 0, 255))
    with camera.activate():
        draw()
    image = arcade.get_image().convert("RGB")
    window.close()
    return image


def drawn_by_pyglet(size: tuple[int, int], draw: Callable[..., None]) -> Image.Image:
    """Return what a window of pyglet's shows while its view is moved."""
    import pyglet  # noqa: PLC0415 - as above

    window = pyglet.window.Window(*size, "Toasts")
    window.view = pyglet.math.Mat4.from_translation(pyglet.math.Vec3(500, 500, 0))
    window.clear()
    draw(window)
    pixels: Any = pyglet.image.get_buffer_manager().get_color_buffer()
    data = pixels.get_image_data()
    image = Image.frombytes("RGB", size, data.get_data("RGB", size[0] * 3)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    window.close()
    return image


HOSTS: dict[str, tuple[str, Drawn]] = {"arcade": ("toast_arcade", drawn_by_arcade), "pyglet": ("toast_pyglet", drawn_by_pyglet)}


def look(host: str, size: tuple[int, int], *, upper: bool) -> dict[str, Any]:
    """Let three toasts and an overlay be drawn, and return where each of the two stands."""
    name, drawn = HOSTS[host]
    module = example(name)
    tree = SceneTree(fixed_fps=60)
    Steam.attach(tree, LocalSteam(FOLDER / "examples.toml", clock=SteppedClock()).client(PLAYER))
    stats = PlayerStats()
    tree.root.add_child(stats)
    toasts, overlay = module.Toasts(stats, upper=upper), module.Overlay(stats, {"Hits": "Hits"})
    for _ in range(10):
        tree.process()
    for name in NAMES:
        stats.achievement_unlocked.emit(name)
    for _ in range(60):
        tree.process()
    shown = {"toasts": drawn(size, toasts.draw), "overlay": drawn(size, overlay.draw)}
    tree.close()
    return {"size": size, "upper": upper, **{part: image.getbbox() for part, image in shown.items()}}


def main() -> None:
    """Look at each window of a host."""
    found = [look(sys.argv[1], size, upper=upper) for size in SIZES for upper in (False, True)]
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
