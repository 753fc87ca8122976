"""Tween: a sequence of steps that change values and call methods over time.

Rules, the engine's own: a tween is made by a tree or a node and begins with its tree's next step of tweens, at the end of the frame or
tick, after the timers. Its steps run one after the other, the tweeners of a step side by side; the time that a step leaves over goes to
the next. A tween that ran through, was killed, or lost its node is dropped when its tree next comes to it, and cannot be used again
then. What is made in a step of tweens waits for the next one.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.object import error
from steam_nodes.object.introspection import MISSING, get_indexed
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.scene.node_path import NodePath
from steam_nodes.scene.tween.easing import EASE_IN, EASE_IN_OUT, EASE_OUT, EASE_OUT_IN, ease
from steam_nodes.scene.tween.interpolation import add, interpolate
from steam_nodes.scene.tween.tweener import (
    CallbackTweener,
    IntervalTweener,
    MethodTweener,
    PropertyTweener,
    SubtweenTweener,
    Tweener,
    checked,
    matched,
    weakly,
)

if TYPE_CHECKING:
    from collections.abc import Callable as Function

    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_tree import SceneTree

_EPSILON: Final = 1e-5


class Tween(RefCounted):
    """A sequence of changes over time, made by `Node.create_tween` or `SceneTree.create_tween`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_tween.html.

    Args:
        tree: The tree that drives it; without one it is invalid from the start, and one ERROR says so.
    """

    TWEEN_PROCESS_PHYSICS: Final = 0
    TWEEN_PROCESS_IDLE: Final = 1

    TWEEN_PAUSE_BOUND: Final = 0
    TWEEN_PAUSE_STOP: Final = 1
    TWEEN_PAUSE_PROCESS: Final = 2

    TRANS_LINEAR: Final = 0
    TRANS_SINE: Final = 1
    TRANS_QUINT: Final = 2
    TRANS_QUART: Final = 3
    TRANS_QUAD: Final = 4
    TRANS_EXPO: Final = 5
    TRANS_ELASTIC: Final = 6
    TRANS_CUBIC: Final = 7
    TRANS_CIRC: Final = 8
    TRANS_BOUNCE: Final = 9
    TRANS_BACK: Final = 10
    TRANS_SPRING: Final = 11

    EASE_IN: Final = EASE_IN
    EASE_OUT: Final = EASE_OUT
    EASE_IN_OUT: Final = EASE_IN_OUT
    EASE_OUT_IN: Final = EASE_OUT_IN

    step_finished: Signal[int] = Signal("idx")
    """One step is done; `idx` counts them from 0."""
    loop_finished: Signal[int] = Signal("loop_count")
    """One loop is done, and another follows; `loop_count` counts them from 0."""
    finished: Signal[()] = Signal()
    """All loops are done; never, where it loops for ever."""

    _trans: int = TRANS_LINEAR
    _ease: int = EASE_IN_OUT
    _node: Function[[], Node | None] | None = None
    _physics_: bool = False
    _pause_mode: int = TWEEN_PAUSE_BOUND
    _ignores_scale: bool = False
    _speed: float = 1.0
    _loops: int = 1
    _loops_done: int = 0
    _total: float = 0.0
    _current: int = -1
    _parallel: bool = False
    _parallel_default: bool = False
    _valid: bool = True
    _running: bool = True
    _started: bool = False
    _dead: bool = False
    _stepping: bool = False
    _cut_off: bool = False

    def __init__(self, tree: SceneTree | None = None) -> None:
        """Start empty."""
        self._tree = tree
        self._steps: list[list[Tweener]] = []
        if tree is None:
            self._valid = False
            error.complain("Tween can't be created directly. Use create_tween() of a node or of the tree.")

    def tween_property(self, object: Any, property: str, final_val: Any, duration: float) -> PropertyTweener:  # noqa: A002  # Godot's own names
        """Add a step that leads a property to a value.

        Args:
            object: The object that has it, of any class; held weakly.
            property: Its name, or a path to a value inside, such as "position:x".
            final_val: The value it gets at the end: a number, a bool, a text, a list or tuple of these, or what has + - and *. Where
                the property holds a whole number, so is every value on the way.
            duration: The seconds it takes.

        Returns:
            The tweener, for more settings; None, with one ERROR, if there is no such property or its value is of another kind.
        """
        if object is None:
            error.complain(f"tween_property() of {self}: the object is None.")
            return cast("PropertyTweener", None)
        if not self._can_append():
            return cast("PropertyTweener", None)
        path = NodePath(property).get_as_property_path()
        names = [path.get_subname(index) for index in range(path.get_subname_count())]
        initial = get_indexed(object, names)
        if initial is MISSING:
            error.complain(f'The tweened property "{property}" does not exist in object "{object}". Check its name.')
            return cast("PropertyTweener", None)
        final_val = matched(initial, final_val)
        if final_val is MISSING:
            return cast("PropertyTweener", None)
        tweener = PropertyTweener((self._trans, self._ease), object, names, final_val, duration)
        self._append(tweener)
        return tweener

    def tween_interval(self, time: float) -> IntervalTweener:
        """Add a step that waits some seconds; return the tweener, None if the tween takes no more steps."""
        tweener = IntervalTweener(time)
        return tweener if self._can_append() and self._append(tweener) else cast("IntervalTweener", None)

    def tween_callback(self, callback: Function[[], object]) -> CallbackTweener:
        """Add a step that calls a method or function; return the tweener, None if the tween takes no more steps."""
        tweener = CallbackTweener(callback)
        return tweener if self._can_append() and self._append(tweener) else cast("CallbackTweener", None)

    def tween_method(self, method: Function[[Any], object], from_: Any, to: Any, duration: float) -> MethodTweener:
        """Add a step that calls a method in each frame with a value on its way.

        Args:
            method: What is called with the value.
            from_: The first value.
            to: The last one, of the same kind; a whole number on the way from one stays one.
            duration: The seconds it takes.

        Returns:
            The tweener, for more settings; None, with one ERROR, if the values are of different kinds.
        """
        to = matched(from_, to) if self._can_append() else MISSING
        if to is MISSING:
            return cast("MethodTweener", None)
        tweener = MethodTweener((self._trans, self._ease), method, from_, to, duration)
        self._append(tweener)
        return tweener

    def tween_subtween(self, subtween: Tween) -> SubtweenTweener:
        """Add a step that runs another tween, which its tree drives no more; return the tweener, None if the tween takes no more steps.

        Raises:
            RuntimeError: It is this very tween, or has it as a step.
        """
        if not self._can_append():
            return cast("SubtweenTweener", None)
        if subtween is None:
            error.complain(f"tween_subtween() of {self}: the tween is None.")
            return cast("SubtweenTweener", None)
        subtween._become_step_of_(self)
        tweener = SubtweenTweener(subtween)
        self._append(tweener)
        return tweener

    def custom_step(self, delta: float) -> bool:
        """Go on by some seconds now, also while paused.

        Args:
            delta: The seconds, which the speed scale multiplies.

        Returns:
            Whether the tween was not at its end before.

        Raises:
            ValueError: `delta` is no number of seconds.
            Exception: What user code raised, if no frame is running that will.
        """
        if not isfinite(delta):
            message = f"custom_step() takes seconds, not {delta!r}"
            raise ValueError(message)
        if self._stepping:
            error.complain(f"Can't call custom_step() during another Tween step of {self}.")
            return True
        was_running, self._running = self._running, True
        try:
            going = self._advance_(delta)
        finally:
            self._running = self._running and was_running
        error.raise_loose()
        return going

    def stop(self) -> None:
        """Stop, and begin from the start when it plays again; what was changed stays as it is."""
        self._running = self._started = self._dead = False
        self._total = 0.0

    def pause(self) -> None:
        """Stop where it is, until it plays again."""
        self._running = False

    def play(self) -> None:
        """Go on after `pause` or `stop`."""
        if not self._valid:
            error.complain(f"Tween invalid: {self}. Either finished or created outside scene tree.")
        elif self._dead:
            error.complain(f"Can't play finished Tween {self}, use stop() first to reset its state.")
        else:
            self._running = True

    def kill(self) -> None:
        """End it for good, with the tweens that are steps of it; what was changed stays as it is."""
        self._running = self._valid = False
        self._dead = True
        for step in self._steps:
            for tweener in step:
                tweener._kill_()

    def get_total_elapsed_time(self) -> float:
        """Return the seconds since it began, pauses left out, the speed scale counted."""
        return self._total

    def is_running(self) -> bool:
        """Whether it is neither paused nor at its end."""
        return self._running

    def is_valid(self) -> bool:
        """Whether it can still be used: it was not killed, and its tree has not dropped it yet after its end."""
        return self._valid

    def bind_node(self, node: Node) -> Tween:
        """Tie it to a node: it waits while that is outside of the tree, ends with it, and pauses with it; return this tween."""
        if node is None:
            error.complain(f"bind_node() of {self}: the node is None.")
        else:
            self._node = weakly(node)
        return self

    def set_process_mode(self, mode: int) -> Tween:
        """Choose when it goes on: TWEEN_PROCESS_IDLE in frames, TWEEN_PROCESS_PHYSICS in physics ticks; return this tween."""
        self._physics_ = checked(mode, "TWEEN_PROCESS_", 2) == self.TWEEN_PROCESS_PHYSICS
        return self

    def set_pause_mode(self, mode: int) -> Tween:
        """Choose what a pause of the tree does; return this tween.

        Args:
            mode: TWEEN_PAUSE_BOUND to go on while the bound node can process, TWEEN_PAUSE_STOP to stop, TWEEN_PAUSE_PROCESS to go on.
        """
        self._pause_mode = checked(mode, "TWEEN_PAUSE_", 3)
        return self

    def set_ignore_time_scale(self, ignore: bool = True) -> Tween:
        """Count real seconds when `Engine.time_scale` is not 1; return this tween."""
        self._ignores_scale = ignore
        return self

    def set_parallel(self, parallel: bool = True) -> Tween:
        """Let the tweeners that follow run side by side rather than one after the other; return this tween."""
        self._parallel_default = self._parallel = parallel
        return self

    def set_loops(self, loops: int = 0) -> Tween:
        """Run that many times, 0 and less for ever; return this tween."""
        self._loops = loops
        return self

    def get_loops_left(self) -> int:
        """Count the loops to come, the running one included; -1 for ever."""
        return self._loops - self._loops_done if self._loops > 0 else -1

    def set_speed_scale(self, speed: float) -> Tween:
        """Run that many times as fast; return this tween."""
        self._speed = speed
        return self

    def set_trans(self, trans: int) -> Tween:
        """Choose the curve of the tweeners that follow: one of the TRANS_ numbers; return this tween."""
        self._trans = checked(trans, "TRANS_", 12)
        return self

    def set_ease(self, ease: int) -> Tween:
        """Choose where the curve of the tweeners that follow is slow: one of the EASE_ numbers; return this tween."""
        self._ease = checked(ease, "EASE_", 4)
        return self

    def parallel(self) -> Tween:
        """Let the next tweener run beside the last one; return this tween."""
        self._parallel = True
        return self

    def chain(self) -> Tween:
        """Let the next tweener run after the last ones, where `set_parallel` says otherwise; return this tween."""
        self._parallel = False
        return self

    @staticmethod
    def interpolate_value(
        initial_value: Any, delta_value: Any, elapsed_time: float, duration: float, trans_type: int, ease_type: int
    ) -> Any:
        """Return a value on its way.

        Args:
            initial_value: The value at the start.
            delta_value: The difference to the value at the end.
            elapsed_time: The seconds since the start.
            duration: The seconds the whole way takes; with 0 it is at its end at once.
            trans_type: One of the TRANS_ numbers.
            ease_type: One of the EASE_ numbers.

        Raises:
            ValueError: There is no such curve.
        """
        checked(trans_type, "TRANS_", 12)
        checked(ease_type, "EASE_", 4)
        weight = ease(trans_type, ease_type, elapsed_time, duration)
        return interpolate(initial_value, add(initial_value, delta_value), weight)

    def _can_append(self) -> bool:
        if not self._valid:
            error.complain(f"Tween invalid: {self}. Either finished or created outside scene tree.")
            return False
        if self._started:
            error.complain(f"Can't append to {self}, which has started. Use stop() first.")
            return False
        return True

    def _append(self, tweener: Tweener) -> bool:
        if not self._parallel or self._current < 0:
            self._current += 1
        self._parallel = self._parallel_default
        del self._steps[self._current + 1 :]
        # After a stop this is behind the step it stopped in, as in the engine.
        while len(self._steps) <= self._current:
            self._steps.append([])
        self._steps[self._current].append(tweener)
        return True

    def _holds_(self, tween: Tween) -> bool:
        """Whether another tween is this one, or a step of it."""
        return self is tween or any(tweener._holds_(tween) for step in self._steps for tweener in step)

    def _become_step_of_(self, tween: Tween) -> None:
        """Be driven by another tween, and by no tree any more.

        Raises:
            RuntimeError: It is this very tween, or a step of it.
        """
        if self._holds_(tween):
            message = f"{self} can't be a step of {tween}: it is that tween, or has it as a step itself"
            raise RuntimeError(message)
        if self._tree is not None:
            self._tree._drop_tween_(self)
            self._tree = None

    def _bound_node(self) -> Node | None:
        return None if self._node is None else self._node()

    def _drive_(self, delta: float, unscaled: float, paused: bool) -> bool:
        """Go on by a frame or a physics tick of the tree, where that is its own.

        Args:
            delta: Its seconds.
            unscaled: Its seconds without the time scale.
            paused: Whether the tree is paused.

        Returns:
            Whether the tree is to keep it; it has dropped what it holds where not.
        """
        node = self._node() if self._node is not None and self._pause_mode == self.TWEEN_PAUSE_BOUND else None
        if node is not None:
            goes_on = node.is_inside_tree() and node.can_process()
        else:
            goes_on = not paused or self._pause_mode == self.TWEEN_PAUSE_PROCESS
        if not goes_on or self._advance_(unscaled if self._ignores_scale else delta):
            return True
        self._clear_()
        return False

    def _clear_(self) -> None:
        """Drop what it holds; its tree is done with it."""
        self._valid = False
        self._tree = None
        if self._stepping:
            # A callback of it closed the tree: the step that runs ends first.
            self._running, self._cut_off = False, True
        else:
            self._steps = []

    def _advance_(self, delta: float) -> bool:
        """Go on by some seconds; return whether the tree is to keep it."""
        if self._dead:
            return False
        if self._node is not None:
            node = self._node()
            if node is None:
                return False
            if not node.is_inside_tree():
                return True
        if not self._running:
            return True
        if not self._steps:
            error.complain(f"{self._place()}: started with no Tweeners.")
            return False
        self._stepping = True
        try:
            return self._run(delta * self._speed)
        finally:
            self._stepping = False
            if self._cut_off:
                self._steps = []

    def _run(self, delta: float) -> bool:
        if not self._started:
            self._current = self._loops_done = 0
            self._total = 0.0
            self._start_step()
            self._started = True
        self._total += delta
        rest = delta
        looped_in_no_time = False
        while rest > 0 and self._running:
            going = False
            least = rest
            for tweener in self._steps[self._current]:
                goes_on, left = tweener._advance_(rest)
                going = going or goes_on
                least = min(least, left)
            rest = least
            if going:
                continue
            self._tell("step_finished", self._current)
            self._current += 1
            if self._current < len(self._steps):
                self._start_step()
                continue
            self._loops_done += 1
            if self._loops_done == self._loops:
                self._running = False
                self._dead = True
                self._tell("finished")
                break
            self._tell("loop_finished", self._loops_done)
            self._current = 0
            self._start_step()
            if self._loops <= 0 and abs(rest - delta) < max(_EPSILON * abs(rest), _EPSILON):
                if looped_in_no_time:
                    error.complain(f"Infinite loop detected in {self}. Its steps take no time: give set_loops() a number.")
                    return False
                looped_in_no_time = True
        return True

    def _start_step(self) -> None:
        for tweener in self._steps[self._current]:
            tweener._begin_()

    def _tell(self, signal: str, *args: Any) -> None:
        if self._signals_ is not None and signal in self._signals_:
            lifecycle.call(self._signals_[signal].emit, *args)

    def _place(self) -> str:
        node = self._bound_node()
        return str(self) if node is None else f"Tween (bound to {node.get_path() if node.is_inside_tree() else node.name})"

    def __str__(self) -> str:
        """Print as the engine does: `<Tween#1234> (bound to Ship)`."""
        node = self._bound_node()
        return super().__str__() if node is None else f"{super().__str__()} (bound to {node.name})"
