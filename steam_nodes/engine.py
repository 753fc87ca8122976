"""Engine: the counters of frames and ticks, the time scale, and the singletons.

Rules: one object, `Engine`, as in Godot. What it says of frames is said of the tree that is running, else of the last one made.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.freed import is_freed
from steam_nodes.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.scene_tree import SceneTree


def _none() -> None:
    """Stand in for the weak reference to nothing."""


class EngineSingleton:
    """What scripts ask of the engine.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_engine.html.
    """

    def __init__(self) -> None:
        """Start with the engine's defaults."""
        self.time_scale = 1.0
        self.physics_ticks_per_second = 60
        self.max_physics_steps_per_frame = 8
        self._running: SceneTree | None = None
        self._last: Callable[[], SceneTree | None] = _none
        self._singletons: dict[str, Callable[[], Any]] = {}

    def get_main_loop(self) -> SceneTree | None:
        """Return the tree that is running, else the last one made, else None."""
        return self._running if self._running is not None else self._last()

    def get_process_frames(self) -> int:
        """Count the frames before the current one."""
        tree = self.get_main_loop()
        return 0 if tree is None else tree._frames

    def get_physics_frames(self) -> int:
        """Count the physics ticks, the current one included."""
        tree = self.get_main_loop()
        return 0 if tree is None else tree._ticks

    def is_in_physics_frame(self) -> bool:
        """Whether a physics tick is running."""
        tree = self.get_main_loop()
        return tree is not None and tree._in_tick

    def register_singleton(self, name: str, instance: Any) -> None:
        """Make an object known under a name.

        Args:
            name: The name scripts ask for.
            instance: The object; a node counts as the singleton of its tree, and is not kept alive by this.
        """
        if name in self._singletons and self._singletons[name]() is instance:
            return
        try:
            self._singletons[name] = weakref.ref(instance)
        except TypeError:
            self._singletons[name] = lambda: instance

    def unregister_singleton(self, name: str) -> None:
        """Forget the object of that name; silent if there is none."""
        self._singletons.pop(name, None)

    def has_singleton(self, name: str) -> bool:
        """Whether an object is known under the name."""
        return self._find(name) is not None

    def get_singleton(self, name: str) -> Any:
        """Return the object known under the name: the one of the running tree, else the last one registered.

        Raises:
            RuntimeError: There is none; the message names the remedy.
        """
        found = self._find(name)
        if found is None:
            message = f"there is no singleton '{plain(name)}'; attach it to the tree first, or ask Engine.has_singleton()"
            raise RuntimeError(message)
        return found

    def attach_singleton(self, tree: SceneTree, name: str, instance: Any) -> None:
        """Make an object known under a name as the one of a tree; while that tree runs it comes before all others."""
        tree._singletons[name] = instance
        self.register_singleton(name, instance)

    def detach_singleton(self, tree: SceneTree, name: str, instance: Any) -> None:
        """Take back `attach_singleton`."""
        if tree._singletons.get(name) is instance:
            del tree._singletons[name]
        if self._singletons.get(name, _none)() is instance:
            del self._singletons[name]

    def _find(self, name: str) -> Any:
        if self._running is not None:
            own = self._running._singletons.get(name)
            if own is not None:
                return own
        found = self._singletons.get(name, _none)()
        return None if is_freed(found) else found

    def _made(self, tree: SceneTree) -> None:
        self._last = weakref.ref(tree)


Engine: Final = EngineSingleton()
