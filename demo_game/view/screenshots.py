"""The pictures of the manual: title, settings, a fight without and with the F1 panel, the summary of a round, and the profile.

Made by `python -m demo_game --screenshots docs/images`. Rules: bots really play these rounds, nothing is staged; a scene is the first
moment that shows what it should. The same seed finds the same moments; only the frame times are the machine's own. A frame is drawn
where a picture depends on it: drawing a blow uses up chance, which the sparks of the fight share, and the panel shows what drawing costs.
"""

from __future__ import annotations

import os
from math import hypot
from typing import TYPE_CHECKING, Final

from ..game import rules
from ..game.match import MatchState
from ..stats.card import CardState
from .host import keys
from .toasts import SLIDE
from .window_loop import opened_loop

if TYPE_CHECKING:
    from pathlib import Path

    from ..command_line import Options
    from ..game.bodies import Torpedo
    from ..game.ship import Ship
    from ..play import Game
    from .window_loop import Loop

PICTURES: Final = ("title", "fight", "summary", "toasts", "profile", "profile_board", "settings", "panel")
DELTA: Final = 1.0 / rules.TICKS
PATIENCE: Final = 60 * rules.TICKS * 10
"""Frames after which a scene is given up: ten minutes of fights."""

SETTLED: Final = 60
GONE: Final = 600
SINKING: Final = 4.0
NEAR: Final = 14.0
FAR: Final = 70.0
FREE: Final = (14.0, 146.0, 8.0, 60.0)
"""The part of space in which nothing crosses an edge or a toast: left, right, top, bottom, in feet."""

PLENTY: Final = 2
SALVO: Final = 3
OPENED: Final = 0.24
"""Seconds after which an explosion no longer hides the ship in it."""

LATER: Final = 2
CONTENT_AFTER: Final = PATIENCE // 4
"""Frames after which one toast is enough."""


def make_pictures(game: Game, options: Options, directory: Path) -> int:
    """Make the pictures and print where they are.

    Args:
        game: The game on its title, in a tree with `fixed_fps`.
        options: What the command line asked for.
        directory: Where to save them; made where it is missing.

    Returns:
        The exit code of the tree.
    """
    # Pictures are taken of the canvas, so they need no window, and look the same with and without a display.
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    with opened_loop(game, options, sound=False) as loop:
        for path in shoot(game, loop, directory):
            print(path)
        return loop.tree.exit_code


def shoot(game: Game, loop: Loop, directory: Path) -> list[Path]:
    """Make the pictures.

    Args:
        game: The game on its title, in a tree with `fixed_fps`.
        loop: Its loop.
        directory: Where to save them; made where it is missing.

    Returns:
        The files.

    Raises:
        RuntimeError: A scene did not come up.
    """
    for _ in range(SETTLED):
        loop.frame(DELTA)
    game.set_humans(0)
    game.match.auto = True
    game.match.start()
    scenes = {"fight": _is_fight, "summary": _is_summary, "toasts": _is_profile_with_toasts}
    for frame in range(PATIENCE):
        over = game.match.state is MatchState.ROUND_OVER
        last = list(scenes) == ["toasts"]
        loop.stage.panel.open = over and not last
        if over and last:
            game.profile.open()
        (loop.frame if "fight" in scenes or loop.stage.panel.open else loop.step)(DELTA)
        enough = PLENTY if frame < CONTENT_AFTER else 1
        for name, is_scene in list(scenes.items()):
            if is_scene(game, loop, enough):
                loop.stage.draw(loop.window.canvas)
                loop.window.save(directory / f"{name}.png")
                del scenes[name]
                if name == "fight":
                    _shoot_panel(loop, directory)
        if not scenes:
            break
    else:
        message = f"no moment for {' and '.join(scenes)} came up in {PATIENCE} frames: try another --seed"
        raise RuntimeError(message)
    # The title comes last: then it shows what the server keeps.
    loop.stage.panel.open = False
    game.profile.close()
    game.match.to_title()
    game.set_humans(1)
    for _ in range(GONE - 1):
        loop.step(DELTA)
    loop.frame(DELTA)
    loop.window.save(directory / "title.png")
    game.profile.open()
    for name in ("profile", "profile_board"):
        for _ in range(SETTLED):
            loop.frame(DELTA)
        loop.window.save(directory / f"{name}.png")
        loop.stage.controls.key_pressed.emit(keys.RIGHT)
    game.profile.close()
    loop.stage.controls.settings_wanted.emit()
    loop.frame(DELTA)
    loop.window.save(directory / "settings.png")
    return [directory / f"{name}.png" for name in PICTURES]


def _shoot_panel(loop: Loop, directory: Path) -> None:
    """Make the picture of the same moment with the F1 panel."""
    loop.stage.panel.open = True
    loop.stage.draw(loop.window.canvas)
    loop.window.save(directory / "panel.png")
    loop.stage.panel.open = False


def _is_fight(game: Game, loop: Loop, enough: int) -> bool:
    """Whether there is much to see: both ships, torpedoes, an explosion, toasts that have risen, and nothing before them."""
    arena = game.match.arena
    one, two = arena.ships
    toasts = loop.stage.toasts.visible
    if game.match.state is not MatchState.FIGHT or game.match.round_number < LATER or len(toasts) < enough or len(arena.torpedoes) < SALVO:
        return False
    if not (one.here and two.here and any(burst.age > OPENED for burst in loop.stage.effects.bursts)):
        return False
    left, right, top, bottom = FREE
    bodies: list[Ship | Torpedo] = [one, two, *arena.torpedoes]
    if not all(left < body.x < right and top < body.y < bottom for body in bodies) or not all(
        SLIDE < toast.age < SINKING for toast in toasts
    ):
        return False
    return NEAR < hypot(one.x - two.x, one.y - two.y) < FAR


def _is_summary(game: Game, loop: Loop, enough: int) -> bool:
    """Whether a round has a winner and unlocked something, its stats are stored, and the toasts have risen."""
    if game.match.state is not MatchState.ROUND_OVER or game.match.summary is None or game.match.summary.winner is None:
        return False
    risen = all(SLIDE < toast.age < SINKING for toast in loop.stage.toasts.visible)
    stored = all(card.state is CardState.STORED for card in game.scorekeeper.cards)
    unlocked = sum(len(names) for names in loop.stage.record.unlocked)
    return stored and unlocked >= enough and risen and game.match.time_left < rules.INTERMISSION - 1.0


def _is_profile_with_toasts(game: Game, loop: Loop, enough: int) -> bool:
    """Whether the profile shows, with its icons, what a toast about the player below it tells."""
    profile, toasts = game.profile, loop.stage.toasts
    if not profile.is_open or not all(feat.icon for feat in profile.feats):
        return False
    mine = {toast.topic for toast in toasts.shown[0] if toast is not None}
    fresh = any(feat.unlocked and feat.name in mine for feat in profile.feats)
    return fresh and len(toasts.visible) >= enough and all(SLIDE < toast.age < SINKING for toast in toasts.visible)
