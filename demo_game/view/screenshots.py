"""The pictures of the manual: title, a fight, the summary of a round with the F1 panel, and the profile, alone and with toasts.

Made by `python -m demo_game --screenshots docs/images`. Rules: bots really play these rounds, nothing is staged; a scene is the first
moment that shows what it should. The same seed finds the same moments; only the frame times are the machine's own. A frame is drawn
where it may become a picture, or where its time stands in the panel.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

import pygame

from demo_game.game import rules
from demo_game.game.match import MatchState
from demo_game.stats.card import CardState
from demo_game.view.toasts import SLIDE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from demo_game.game.ship import Ship
    from demo_game.game.torpedo import Torpedo
    from demo_game.play import Game
    from demo_game.view.stage import Stage
    from demo_game.view.window import Window

PICTURES: Final = ("title", "fight", "summary", "toasts", "profile", "profile_board")
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


def shoot(
    game: Game, stage: Stage, window: Window, step: Callable[[float], bool], frame: Callable[[float], bool], directory: Path
) -> list[Path]:
    """Make the six pictures.

    Args:
        game: The game on its title, in a tree with `fixed_fps`.
        stage: What shows it.
        window: What it is drawn in.
        step: Runs one frame of that many seconds, which nobody looks at.
        frame: Runs one and draws it.
        directory: Where to save them; made where it is missing.

    Returns:
        The files.

    Raises:
        RuntimeError: A scene did not come up.
    """
    for _ in range(SETTLED):
        frame(DELTA)
    game.set_humans(0)
    game.match.auto = True
    game.match.start()
    scenes = {"fight": _is_fight, "summary": _is_summary, "toasts": _is_profile_with_toasts}
    for count in range(PATIENCE):
        over = game.match.state is MatchState.ROUND_OVER
        last = list(scenes) == ["toasts"]
        stage.panel.open = over and not last
        if over and last:
            game.profile.open()
        (frame if stage.panel.open else step)(DELTA)
        enough = PLENTY if count < CONTENT_AFTER else 1
        for name, is_scene in list(scenes.items()):
            if is_scene(game, stage, enough):
                stage.draw(window.canvas)
                window.save(directory / f"{name}.png")
                del scenes[name]
        if not scenes:
            break
    else:
        message = f"no moment for {' and '.join(scenes)} came up in {PATIENCE} frames: try another --seed"
        raise RuntimeError(message)
    # The title comes last: then it shows what the server keeps.
    stage.panel.open = False
    game.profile.close()
    game.match.to_title()
    game.set_humans(1)
    for _ in range(GONE - 1):
        step(DELTA)
    frame(DELTA)
    window.save(directory / "title.png")
    game.profile.open()
    for name in ("profile", "profile_board"):
        for _ in range(SETTLED):
            frame(DELTA)
        window.save(directory / f"{name}.png")
        stage.controls.key_pressed.emit(pygame.K_RIGHT)
    game.profile.close()
    return [directory / f"{name}.png" for name in PICTURES]


def _is_fight(game: Game, stage: Stage, enough: int) -> bool:
    """Whether there is much to see: both ships, torpedoes, an explosion, toasts that have risen, and nothing before them."""
    arena = game.match.arena
    one, two = arena.ships
    toasts = stage.toasts.visible
    if game.match.state is not MatchState.FIGHT or game.match.round_number < LATER or len(toasts) < enough or len(arena.torpedoes) < SALVO:
        return False
    if not (one.here and two.here and any(burst.age > OPENED for burst in stage.effects.bursts)):
        return False
    left, right, top, bottom = FREE
    bodies: list[Ship | Torpedo] = [one, two, *arena.torpedoes]
    if not all(left < body.x < right and top < body.y < bottom for body in bodies) or not all(
        SLIDE < toast.age < SINKING for toast in toasts
    ):
        return False
    return NEAR < hypot(one.x - two.x, one.y - two.y) < FAR


def _is_summary(game: Game, stage: Stage, enough: int) -> bool:
    """Whether a round has a winner and unlocked something, its stats are stored, and the toasts have risen."""
    if game.match.state is not MatchState.ROUND_OVER or game.match.summary is None or game.match.summary.winner is None:
        return False
    risen = all(SLIDE < toast.age < SINKING for toast in stage.toasts.visible)
    stored = all(card.state is CardState.STORED for card in game.scorekeeper.cards)
    unlocked = sum(len(names) for names in stage.record.unlocked)
    return stored and unlocked >= enough and risen and game.match.time_left < rules.INTERMISSION - 1.0


def _is_profile_with_toasts(game: Game, stage: Stage, enough: int) -> bool:
    """Whether the profile shows, with its icons, what a toast about the player below it tells."""
    profile, toasts = game.profile, stage.toasts
    if not profile.is_open or not all(feat.icon for feat in profile.feats):
        return False
    mine = {toast.topic for toast in toasts.shown[0] if toast is not None}
    fresh = any(feat.unlocked and feat.name in mine for feat in profile.feats)
    return fresh and len(toasts.visible) >= enough and all(SLIDE < toast.age < SINKING for toast in toasts.visible)
