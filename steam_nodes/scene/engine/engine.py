"""Engine: the counters of frames and ticks, the time scale, and the singletons.

Rules: one object, `Engine`, as in Godot. What it says of frames is said of the tree that runs in this thread, else of the last one made
or run in this thread that lives, else of the last one that lives anywhere; a closed one does not. What is registered for a tree is found
there first.
"""

from __future__ import annotations

import weakref
from _thread import get_ident
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error, message_queue
from steam_nodes.object.freed import is_freed
from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.object.message_queue import MessageQueue
    from steam_nodes.scene.input.input_state import InputState
    from steam_nodes.scene.scene_tree import SceneTree

_VERSION: Final = (4, 6, 3)


class TreeState:
    """What the engine, input, timers and nodes ask of a tree: its frames and ticks, their seconds, and what waits for it.

    `delta` and `tick` are the seconds of the running or last frame and physics tick, `step` those of the frame without the time scale,
    `left_over` those that count for the next frame's ticks. `over` says that it has come to its end, or is just ending. `input` is None
    where there never was any.
    """

    __slots__ = ("delta", "frames", "in_tick", "input", "left_over", "messages", "over", "singletons", "step", "thread", "tick", "ticks")

    def __init__(self, messages: MessageQueue) -> None:
        """Start before the first frame."""
        self.messages: MessageQueue = messages
        self.input: InputState | None = None
        self.thread: int = get_ident()
        self.frames: int = 0
        self.ticks: int = 0
        self.in_tick: bool = False
        self.over: bool = False
        self.delta: float = 0.0
        self.tick: float = 0.0
        self.step: float = 0.0
        self.left_over: float = 0.0
        self.singletons: dict[str, Any] = {}


nobodys: Final = TreeState(message_queue.nobodys)
"""What comes while no tree lives: the next one takes it over."""


class EngineSingleton:
    """The engine itself: its loop, its frames, its ticks and its singletons.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_engine.html.
    """

    _engine_class_: Final = "Engine"

    def __init__(self) -> None:
        """Start with the engine's defaults."""
        self.time_scale: float = 1.0
        self._ticks_per_second = 60
        self._most_steps = 8
        self._trees: list[Callable[[], SceneTree | None]] = []
        self._singletons: dict[str, list[Callable[[], Any]]] = {}

    @property
    def physics_ticks_per_second(self) -> int:
        """How many physics ticks a second has, more than 0."""
        return self._ticks_per_second

    @physics_ticks_per_second.setter
    def physics_ticks_per_second(self, value: int) -> None:
        if not value > 0:
            error.complain(f"physics_ticks_per_second must be greater than 0: it stays {self._ticks_per_second}, and {value} is refused.")
            return
        self._ticks_per_second = value

    @property
    def max_physics_steps_per_frame(self) -> int:
        """How many physics ticks a frame has at most, more than 0."""
        return self._most_steps

    @max_physics_steps_per_frame.setter
    def max_physics_steps_per_frame(self, value: int) -> None:
        if not value > 0:
            error.complain(f"max_physics_steps_per_frame must be greater than 0: it stays {self._most_steps}, and {value} is refused.")
            return
        self._most_steps = value

    def set_time_scale(self, time_scale: float) -> None:
        """Set `time_scale`, the seconds of the game in a second of the clock."""
        self.time_scale = time_scale

    def get_time_scale(self) -> float:
        """Return `time_scale`."""
        return self.time_scale

    def set_physics_ticks_per_second(self, physics_ticks_per_second: int) -> None:
        """Set `physics_ticks_per_second`."""
        self.physics_ticks_per_second = physics_ticks_per_second

    def get_physics_ticks_per_second(self) -> int:
        """Return `physics_ticks_per_second`."""
        return self._ticks_per_second

    def set_max_physics_steps_per_frame(self, max_physics_steps: int) -> None:
        """Set `max_physics_steps_per_frame`."""
        self.max_physics_steps_per_frame = max_physics_steps

    def get_max_physics_steps_per_frame(self) -> int:
        """Return `max_physics_steps_per_frame`."""
        return self._most_steps

    def get_physics_interpolation_fraction(self) -> float:
        """Return how much of the next physics tick's time has passed when the frame began, from 0 to 1."""
        state = self._running()
        return 0.0 if state is None else state.left_over * self._ticks_per_second

    def get_version_info(self) -> dict[str, Any]:
        """Return the version of Godot whose rules are kept here, under the engine's keys; `build` names this library."""
        major, minor, patch = _VERSION
        return {
            "major": major,
            "minor": minor,
            "patch": patch,
            "hex": major << 16 | minor << 8 | patch,
            "status": "stable",
            "build": "steam_nodes",
            "hash": "unknown",
            "timestamp": 0,
            "string": f"{major}.{minor}.{patch}-stable (steam_nodes)",
        }

    def get_architecture_name(self) -> str:
        """Return the name of the processor's architecture as the engine writes it, such as `x86_64` or `arm64`."""
        # platform takes longer to import than most programs ever use of it.
        import platform  # noqa: PLC0415  # loaded on first use

        machine = platform.machine().lower()
        return {"amd64": "x86_64", "aarch64": "arm64", "i386": "x86_32", "i686": "x86_32", "x86": "x86_32", "armv7l": "arm32"}.get(
            machine, machine
        )

    def is_editor_hint(self) -> bool:
        """Return False: no script runs inside an editor here."""
        return False

    def is_embedded_in_editor(self) -> bool:
        """Return False: no game runs inside an editor here."""
        return False

    def get_main_loop(self) -> SceneTree | None:
        """Return the tree that runs in this thread, else the last one that lives, one of this thread first; None without any."""
        collector = error.active.collector
        running: SceneTree | None = None if collector is None else collector.tree
        return self.living_tree() if running is None else running

    def living_tree(self) -> SceneTree | None:
        """Return the last tree made that is not closed, one of this thread first."""
        here = get_ident()
        anywhere: SceneTree | None = None
        for ref in reversed(self._trees):
            tree = ref()
            if tree is not None:
                if state_of(tree).thread == here:
                    return tree
                if anywhere is None:
                    anywhere = tree
        return anywhere

    def get_process_frames(self) -> int:
        """Count the frames before the current one."""
        state = self._running()
        return 0 if state is None else state.frames

    def get_physics_frames(self) -> int:
        """Count the physics ticks, the current one included."""
        state = self._running()
        return 0 if state is None else state.ticks

    def is_in_physics_frame(self) -> bool:
        """Whether a physics tick is running."""
        state = self._running()
        return state is not None and state.in_tick

    def register_singleton(self, name: str, instance: Any) -> None:
        """Make an object known under a name.

        Args:
            name: The name scripts ask for.
            instance: The object; a node counts as the singleton of its tree, and is not kept alive by this.
        """
        known = self._singletons[name] = [ref for ref in self._singletons.get(name, ()) if ref() is not None and not is_freed(ref())]
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

    def get_singleton_list(self) -> list[str]:
        """Return the names under which `get_singleton` finds an object."""
        state = self._running()
        names = [*self._singletons, *(() if state is None else state.singletons)]
        return [name for name in dict.fromkeys(names) if self.has_singleton(name)]

    def attach_singleton(self, tree: SceneTree, name: str, instance: Any) -> None:
        """Make an object known under a name as the one of a tree; while that tree runs it comes before all others."""
        state_of(tree).singletons[name] = instance
        self.register_singleton(name, instance)

    def detach_singleton(self, tree: SceneTree, name: str, instance: Any) -> None:
        """Take back `attach_singleton`."""
        if self.singleton_of(tree, name) is instance:
            del state_of(tree).singletons[name]
        self._singletons[name] = [ref for ref in self._singletons.get(name, ()) if ref() is not instance]

    def singleton_of(self, tree: SceneTree, name: str) -> Any:
        """Return the object attached to a tree under a name, None if there is none."""
        return state_of(tree).singletons.get(name)

    def tree_begins(self, tree: SceneTree) -> None:
        """Take a tree among those that live."""
        self._trees = [*(ref for ref in self._trees if ref() is not None), weakref.ref(tree)]

    def tree_ends(self, tree: SceneTree) -> None:
        """Take a tree out again."""
        self._trees = [ref for ref in self._trees if ref() not in (None, tree)]

    def _running(self) -> TreeState | None:
        """Return the state of the tree that is meant."""
        tree = self.get_main_loop()
        return None if tree is None else state_of(tree)

    def _find(self, name: str) -> Any:
        state = self._running()
        own = None if state is None else state.singletons.get(name)
        if own is not None:
            return own
        found = (ref() for ref in reversed(self._singletons.get(name, ())))
        return next((each for each in found if each is not None and not is_freed(each)), None)


Engine: Final = EngineSingleton()


def state_of(tree: SceneTree) -> TreeState:
    """Return what is asked of a tree."""
    return tree._state_


def _messages() -> MessageQueue | None:
    tree = Engine.get_main_loop()
    return None if tree is None else state_of(tree).messages


message_queue.trees.current = _messages
