"""The peers: what other frameworks take to call an empty update of each of their objects once, and for the life of one object.

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


def pygame_sprite() -> Callable[[], object]:
    """Return the life of one `Sprite`: made, put into a group, killed."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    group: pygame.sprite.Group[Any] = pygame.sprite.Group()

    def life() -> None:
        sprite = pygame.sprite.Sprite()
        group.add(sprite)
        sprite.kill()

    return life


def arcade_sprite() -> Callable[[], object]:
    """Return the life of one sprite: made, put into a list, removed."""
    import arcade

    sprites: arcade.SpriteList[Any] = arcade.SpriteList(lazy=True)
    texture = arcade.SpriteSolidColor(4, 4).texture

    def life() -> None:
        sprite = arcade.Sprite(texture)
        sprites.append(sprite)
        sprite.remove_from_sprite_lists()

    return life


def panda3d_node() -> Callable[[], object]:
    """Return the life of one node with a task: made, attached, its task begun and ended, removed."""
    from direct.task.TaskManagerGlobal import taskMgr
    from panda3d.core import NodePath

    top = NodePath("top")

    def life() -> None:
        node = top.attach_new_node("ship")
        task = taskMgr.add(lambda task: task.cont, "ship")
        taskMgr.remove(task)
        node.remove_node()

    return life


LIVES: dict[str, Callable[[], Callable[[], object]]] = {
    "arcade Sprite": arcade_sprite,
    "panda3d NodePath with a task": panda3d_node,
    "pygame Sprite": pygame_sprite,
}
