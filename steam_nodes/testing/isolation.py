"""What keeps one test from the next: what is the program's own is as it was, and what a test left open is closed and told.

Rules: a tree that nobody closed is a failure of the test that made it, since its singletons would be found by the next one. What is set on
`Engine` and `InputMap` is put back without a word: a game may set it. Nothing is loaded that the test did not load.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from steam_nodes.object.freed import is_freed
from steam_nodes.scene.engine.engine import Engine

if TYPE_CHECKING:
    from steam_nodes.scene.scene_tree import SceneTree

_SETTINGS: Final = ("time_scale", "physics_ticks_per_second", "max_physics_steps_per_frame")
_INPUT_MAP: Final = "steam_nodes.scene.input.input_map"


class Before:
    """How the program was before a test."""

    def __init__(self) -> None:
        """Look at it."""
        self._settings = {name: getattr(Engine, name) for name in _SETTINGS}
        self._singletons = {name: [*found] for name, found in Engine._singletons.items()}
        self._trees = _living()
        self._actions = _actions()

    def restore(self) -> list[str]:
        """Put the program back, and close the trees that the test left open.

        Returns:
            A sentence about each of them, with the remedy.

        Raises:
            Exception: What user code raised in such a tree and no frame has raised yet.
        """
        left = [tree for tree in _living() if tree not in self._trees]
        sentences = [_unclosed(tree) for tree in left]
        for name, value in self._settings.items():
            if getattr(Engine, name) != value:
                setattr(Engine, name, value)
        self._restore_actions()
        try:
            for tree in left:
                tree.close()
        finally:
            known = {name: [ref for ref in found if not is_freed(ref())] for name, found in self._singletons.items()}
            Engine._singletons.clear()
            Engine._singletons.update(known)
        return sentences

    def _restore_actions(self) -> None:
        """Take away the actions that the test added to the input map."""
        now = _actions()
        if now is None:
            return
        input_map = sys.modules[_INPUT_MAP].InputMap
        if self._actions is None:
            # The test was the first to use it, and what was in it before are the engine's own actions.
            input_map.load_from_project_settings()
            return
        for action in now - self._actions:
            input_map.erase_action(action)


def _unclosed(tree: SceneTree) -> str:
    """Say which tree was not closed, and what to do."""
    names = ", ".join(str(child.name) for child in tree.root.get_children()) or "nothing"
    return f"a SceneTree with {names} below its root was not closed; call tree.close() at its end, or use steam_tree"


def _living() -> list[SceneTree]:
    """Return the trees that are not closed, the oldest first."""
    return [tree for ref in Engine._trees if (tree := ref()) is not None]


def _actions() -> set[str] | None:
    """Return the actions of the input map, None where nothing has loaded it."""
    module = sys.modules.get(_INPUT_MAP)
    return None if module is None else {*module.InputMap.get_actions()}
