"""The pictures of the manual: title, a fight with a toast, and the summary of a round with the F1 panel.

Made by `python -m demo_game --screenshots docs/images`. Rules: bots really play these rounds, nothing is staged; a scene is the first
moment that shows what it should. The same seed finds the same moments; only the frame times are the machine's own.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

from demo_game import rules
from demo_game.card import CardState
from demo_game.match import MatchState

if TYPE_CHECKING:
    from pathlib import Path

    from demo_game.game import Game
    from demo_game.ship import Ship
    from demo_game.torpedo import Torpedo
    from demo_game.view_pygame import Loop

DELTA: Final = 1.0 / rules.TICKS
PATIENCE: Final = 60 * rules.TICKS * 10
"""Frames after which a scene is given up: ten minutes of fights."""

SETTLED: Final = 60
GONE: Final = 600
RISEN: Final = 0.5
SINKING: Final = 4.0
NEAR: Final = 14.0
FAR: Final = 70.0
FREE: Final = (14.0, 146.0, 8.0, 60.0)
"""The part of space in which nothing crosses an edge or a toast: left, right, top, bottom, in feet."""

PLENTY: Final = 2
LATER: Final = 2
CONTENT_AFTER: Final = PATIENCE // 4
"""Frames after which one toast is enough."""


def shoot(game: Game, loop: Loop, directory: Path) -> list[Path]:
    """Make the three pictures.

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
    scenes = {"fight": _is_fight, "summary": _is_summary}
    for frame in range(PATIENCE):
        loop.stage.panel.open = game.match.state is MatchState.ROUND_OVER
        loop.frame(DELTA)
        enough = PLENTY if frame < CONTENT_AFTER else 1
        for name, is_scene in list(scenes.items()):
            if is_scene(game, loop, enough):
                loop.window.save(directory / f"{name}.png")
                del scenes[name]
        if not scenes:
            break
    else:
        message = f"no moment for {' and '.join(scenes)} came up in {PATIENCE} frames: try another --seed"
        raise RuntimeError(message)
    # The title comes last: then it shows what the server keeps.
    loop.stage.panel.open = False
    game.match.to_title()
    game.set_humans(1)
    for _ in range(GONE):
        loop.frame(DELTA)
    loop.window.save(directory / "title.png")
    return [directory / f"{name}.png" for name in ("title", "fight", "summary")]


def _is_fight(game: Game, loop: Loop, enough: int) -> bool:
    """Whether there is much to see: both ships, torpedoes, exhaust, toasts that have risen, and nothing before them."""
    arena = game.match.arena
    one, two = arena.ships
    toasts = loop.stage.toasts.visible
    if game.match.state is not MatchState.FIGHT or game.match.round_number < LATER or len(toasts) < enough or len(arena.torpedoes) < enough:
        return False
    if not (one.here and two.here and (one.thrusting or two.thrusting)):
        return False
    left, right, top, bottom = FREE
    bodies: list[Ship | Torpedo] = [one, two, *arena.torpedoes]
    if not all(left < body.x < right and top < body.y < bottom for body in bodies) or not all(
        RISEN < toast.age < SINKING for toast in toasts
    ):
        return False
    return NEAR < hypot(one.x - two.x, one.y - two.y) < FAR


def _is_summary(game: Game, loop: Loop, enough: int) -> bool:
    """Whether a round has a winner and unlocked something, its stats are stored, and the toasts have risen."""
    if game.match.state is not MatchState.ROUND_OVER or game.match.summary is None or game.match.summary.winner is None:
        return False
    risen = all(RISEN < toast.age < SINKING for toast in loop.stage.toasts.visible)
    stored = all(card.state is CardState.STORED for card in game.scorekeeper.cards)
    unlocked = sum(len(names) for names in loop.stage.record.unlocked)
    return stored and unlocked >= enough and risen and game.match.time_left < rules.INTERMISSION - 1.0
