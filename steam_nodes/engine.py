"""Engine: the counters of frames and ticks, the time scale, and the singletons.

Rules: one object, `Engine`, as in Godot. What it says of frames is said of the tree that runs in this thread, else of the last one made
or run in this thread that lives, else of the last one that lives anywhere; a closed one does not. What is registered for a tree is found
there first.
"""

from __future__ import annotations

import weakref
from _thread import get_ident
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import error
from steam_nodes.freed import is_freed
from steam_nodes.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.scene_tree import SceneTree


class EngineSingleton:
    """What scripts ask of the engine.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_engine.html.
    """

    def __init__(self) -> None:
        """Start with the engine's defaults."""
        self.time_scale = 1.0
        self.physics_ticks_per_second = 60
        self.max_physics_steps_per_frame = 8
        self._trees: list[Callable[[], SceneTree | None]] = []
        self._singletons: dict[str, list[Callable[[], Any]]] = {}

    def get_main_loop(self) -> SceneTree | None:
        """Return the tree that runs in this thread, else the last one that lives, one of this thread first; None without any."""
        collector = error.active.collector
        if collector is not None and collector.tree is not None:
            return collector.tree
        return self.living_tree()

    def living_tree(self) -> SceneTree | None:
        """Return the last tree made that is not closed, one of this thread first."""
        here = get_ident()
        living = [tree for tree in (ref() for ref in reversed(self._trees)) if tree is not None]
        return next((tree for tree in living if tree._thread == here), living[0] if living else None)

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
        known = self._singletons.setdefault(name, [])
        if any(ref() is instance for ref in known):
            return
        try:
            known.append(weakref.ref(instance))
        except TypeError:
            known.append(lambda: instance)

    def unregister_singleton(self, name: str) -> None:
        """Forget the objects of that name; silent if there is none."""
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
        self._singletons[name] = [ref for ref in self._singletons.get(name, ()) if ref() is not instance]

    def _find(self, name: str) -> Any:
        tree = self.get_main_loop()
        own = None if tree is None else tree._singletons.get(name)
        if own is not None:
            return own
        found = (ref() for ref in reversed(self._singletons.get(name, ())))
        return next((each for each in found if each is not None and not is_freed(each)), None)

    def _made(self, tree: SceneTree) -> None:
        self._trees = [*(ref for ref in self._trees if ref() is not None), weakref.ref(tree)]

    def _ended(self, tree: SceneTree) -> None:
        self._trees = [ref for ref in self._trees if ref() not in (None, tree)]


Engine: Final = EngineSingleton()
