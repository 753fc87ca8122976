"""The peers of a frame: what other frameworks take to call an empty update of each of their objects once.

Rules: each function imports its framework itself and raises ImportError where it is not installed; no window is opened.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from direct.task.Task import Task

    Peer = Callable[[int, float], Callable[[], object]]


def pygame_group(count: int, delta: float) -> Callable[[], object]:
    """Return one `Group.update` over so many sprites."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    class Empty(pygame.sprite.Sprite):
        def update(self, *args: object, **kwargs: object) -> None:
            pass

    group: pygame.sprite.Group[Any] = pygame.sprite.Group(*[Empty() for _ in range(count)])
    return lambda: group.update(delta)


def pyglet_clock(count: int, _delta: float) -> Callable[[], object]:
    """Return one tick of a clock with so many functions scheduled for every frame."""
    from pyglet.clock import Clock

    clock = Clock()

    class Empty:
        def update(self, dt: float) -> None:
            pass

    kept = [Empty() for _ in range(count)]
    for thing in kept:
        clock.schedule(thing.update)
    return clock.tick


def arcade_sprite_list(count: int, delta: float) -> Callable[[], object]:
    """Return one `SpriteList.update` over so many sprites."""
    import arcade

    class Empty(arcade.SpriteSolidColor):
        def update(self, delta_time: float = 1 / 60, *args: object, **kwargs: object) -> None:
            pass

    sprites: arcade.SpriteList[Any] = arcade.SpriteList(lazy=True)
    sprites.extend([Empty(4, 4) for _ in range(count)])
    return lambda: sprites.update(delta)


def panda3d_tasks(count: int, _delta: float) -> Callable[[], object]:
    """Return one step of a task manager with so many tasks."""
    from direct.task.TaskManagerGlobal import taskMgr

    class Empty:
        def update(self, task: Task) -> object:
            again: object = task.cont
            return again

    kept = [Empty() for _ in range(count)]
    for index, thing in enumerate(kept):
        taskMgr.add(thing.update, f"empty{index}")
    step: Callable[[], object] = taskMgr.step
    return step


ALL: dict[str, Peer] = {
    "pygame Group.update": pygame_group,
    "pyglet clock.tick": pyglet_clock,
    "arcade SpriteList.update": arcade_sprite_list,
    "panda3d taskMgr.step": panda3d_tasks,
}
