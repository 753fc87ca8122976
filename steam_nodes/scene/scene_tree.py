"""SceneTree: the nodes of a game below one root, and the frame that drives them.

One frame, `process(delta)`, in the engine's order:

    queued input events
    for each physics tick: physics_frame, _physics_process of all nodes, deferred calls, timers and tweens of the physics, deletions
    process_frame, deferred calls, _process of all nodes, deferred calls, change of scene, timers, tweens, deletions, deferred calls

Rules: the host owns the loop and calls `process`. Errors of user code are collected and raised at the end of the frame, or logged.
`quit()` lets the running frame end; then everything leaves the tree in order and is deleted.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from typing import TYPE_CHECKING, Any, Final, NoReturn

from steam_nodes.object import error, message_queue
from steam_nodes.object.error import Collector, Error
from steam_nodes.object.freed import is_freed
from steam_nodes.object.object import AnySignal, Object
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.scene.engine.engine import Engine, nobodys, state_of
from steam_nodes.scene.groups import DEFERRED, REVERSE, UNIQUE, GroupCalls
from steam_nodes.scene.inside import OF_NODES, Inside
from steam_nodes.scene.node import INPUT_HOOKS, Node
from steam_nodes.scene.resource import resource_at
from steam_nodes.scene.scene_change import SceneChange, made_node
from steam_nodes.scene.timer import SceneTreeTimer, countdown_of
from steam_nodes.scene.viewport import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steam_nodes.object.message_queue import Call
    from steam_nodes.scene.engine.engine import TreeState
    from steam_nodes.scene.packed.packed_scene import PackedScene
    from steam_nodes.scene.process_pass import ProcessPass
    from steam_nodes.scene.timer import Countdown
    from steam_nodes.scene.tween.tween import Tween

_EPSILON: Final = 1e-9
_LONGEST_DELTA: Final = 1_000_000_000
_ASKED_DELTA: Final = 4
"""Milliseconds of a frame at 240 frames a second; no frame of a game takes as many seconds."""


class SceneTree(Object):
    """The tree that all nodes of a game live in; it runs their frames.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_scenetree.html.

    Args:
        main: The main scene: a node, a class of nodes, or what else makes one without arguments. It becomes `current_scene`.
        autoloads: The same by the names they get; they stand before the main scene.
        fixed_fps: Frames a second when every frame takes the same time, whatever the clock says; `process()` then needs no
            delta, and the limit of physics ticks in a frame does not apply.
        errors: "raise" to have `process` raise what user code raised, "log" to log it and go on.

    Raises:
        TypeError: `main` or an autoload is no node.
    """

    GROUP_CALL_DEFAULT: Final = 0
    GROUP_CALL_REVERSE: Final = REVERSE
    GROUP_CALL_DEFERRED: Final = DEFERRED
    GROUP_CALL_UNIQUE: Final = UNIQUE

    process_frame: Signal[()] = Signal()
    """A frame begins, before any `_process`."""
    physics_frame: Signal[()] = Signal()
    """A physics tick begins, before any `_physics_process`."""
    node_added: Signal[Node] = Signal("node")
    """A node has entered the tree."""
    node_removed: Signal[Node] = Signal("node")
    """A node has left the tree."""
    node_renamed: Signal[Node] = Signal("node")
    """A node of the tree has another name."""
    tree_changed: Signal[()] = Signal()
    """A node has entered, left or moved, or has another name."""
    scene_changed: Signal[()] = Signal()
    """The current scene is another one, and it is ready."""

    def __init__(
        self,
        main: Node | Callable[[], Node] | None = None,
        *,
        autoloads: Mapping[str, Node | Callable[[], Node]] | None = None,
        fixed_fps: float | None = None,
        errors: error.Mode = "raise",
    ) -> None:
        """Put autoloads and main scene below the root, and let the root enter and become ready."""
        if fixed_fps is not None and not fixed_fps > 0:
            message = f"fixed_fps is a number of frames a second above 0, not {fixed_fps!r}"
            raise ValueError(message)
        self.root: Window = Window("root")
        self.exit_code: int = 0
        self._scene_ = SceneChange(self.root)
        self._collector = Collector(errors, self)
        self._inside = inside = Inside(self, self._collector, self._scene_, INPUT_HOOKS)
        inside.heard = bool(OF_NODES & (self._signals_ or {}).keys())
        self._state_ = inside.state
        self._messages = inside.messages
        self._groups = GroupCalls(inside.members, inside.leavers, inside.messages)
        self._timers: list[tuple[SceneTreeTimer, Countdown]] = []
        self._tweens: dict[Tween, None] = {}
        self._beginnings: dict[object, Callable[[float], None]] = {}
        self._fixed = None if fixed_fps is None else 1.0 / fixed_fps
        self._in_frame = self._quitting = self._asked = False
        self.root.process_mode = Node.PROCESS_MODE_PAUSABLE
        Engine.tree_begins(self)
        nobodys.messages.hand_on(self._messages)
        try:
            self._start(main, autoloads or {})
        except BaseException:
            self._give_up()
            raise

    def __del__(self, _finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        """Let what waits from outside outlive a tree that nobody closed."""
        state: TreeState | None = vars(self).get("_state_")
        if state is not None and not state.over and not _finalizing():
            self._give_up()

    @property
    def errors(self) -> error.Mode:
        """What becomes of errors in user code: "raise" or "log"."""
        return self._collector.mode

    @errors.setter
    def errors(self, value: error.Mode) -> None:
        if value not in ("raise", "log"):
            message = f'errors takes "raise" or "log", not {value!r}'
            raise ValueError(message)
        self._collector.mode = value

    @property
    def paused(self) -> bool:
        """Whether nodes that are pausable stand still; setting it tells every node at once."""
        return self._inside.paused

    @paused.setter
    def paused(self, value: bool) -> None:
        if value == self._inside.paused:
            return
        self._inside.paused = value
        self._inside.idle.pause(value)
        self._inside.physics.pause(value)
        # Who is just entering or leaving, or has left a tree that ends, is not counted among those that hear, and is told all the same.
        now = error.active.now
        if not self._inside.hearing and not now.walking and not self._state_.over:
            return
        outer = now.collector
        now.collector = error.collector_within(outer, self)
        now.walking.append(self.root)
        tell_paused = Node._tell_paused_
        try:
            lifecycle.down_from(tell_paused(self.root, value), tell_paused, value)
        finally:
            now.walking.pop()
            now.collector = outer

    def set_pause(self, enable: bool) -> None:
        """Set `paused`."""
        self.paused = enable

    def is_paused(self) -> bool:
        """Return `paused`."""
        return self._inside.paused

    def process(self, delta: float | None = None) -> bool:
        """Run one frame.

        Args:
            delta: The seconds since the last frame, from 0 to 1,000,000,000; may be left out with `fixed_fps`. More than 4 is asked
                about once, in a WARNING: it may be milliseconds.

        Returns:
            Whether the tree goes on; False once it has quit, with `exit_code` set.

        Raises:
            Exception: What user code raised in this frame, after the frame is through; several as an ExceptionGroup.
            RuntimeError: It is called inside itself.
        """
        if self._state_.over:
            return False
        if self._in_frame:
            message = "process() of a tree is running; it can't be called from inside a frame"
            raise RuntimeError(message)
        if delta is None:
            delta = self._fixed
        if delta is None or not 0 <= delta <= _LONGEST_DELTA:
            message = (
                f"process() takes the seconds since the last frame, 0 to {_LONGEST_DELTA:,}, not {delta!r} (or give the tree a fixed_fps)"
            )
            raise ValueError(message)
        if delta > _ASKED_DELTA and not self._asked:
            self._asked = True
            error.warn(f"process({delta!r}) takes seconds: are these milliseconds? Divide them by 1000. This is asked once.")
        now = error.active.now
        outer = now.collector
        now.collector, self._inside.now = self._collector, now
        self._state_.thread = get_ident()
        self._in_frame = True
        try:
            self._frame(delta)
            if self._quitting:
                self._end()
        finally:
            self._in_frame = False
            now.collector, self._inside.now = outer, None
        if self._collector.errors:
            self._collector.finish()
        return not self._state_.over

    def quit(self, exit_code: int = 0) -> None:
        """End the tree when the running frame is through, or the next one if none runs; the last call's code wins."""
        self.exit_code = exit_code
        self._quitting = True

    def close(self) -> None:
        """End the tree now: everything leaves it in order and is deleted. Harmless twice, and for use outside of a frame.

        Raises:
            Exception: What user code raised and no frame has raised yet.
        """
        if self._in_frame:
            self.quit(self.exit_code)
            return
        if not self._state_.over:
            outer = error.active.collector
            error.active.collector = self._collector
            try:
                self._end()
            finally:
                error.active.collector = outer
        self._collector.finish()

    def free(self) -> NoReturn:
        """Refuse.

        Raises:
            RuntimeError: Always.
        """
        message = f"{self} can't be freed: call quit() to end it when the frame is through, or close() to end it now"
        raise RuntimeError(message)

    @property
    def current_scene(self) -> Any:
        """The main scene: a child of the root, or None."""
        return self._scene_.current

    @current_scene.setter
    def current_scene(self, value: Node | None) -> None:
        self._scene_.choose(value)

    def get_current_scene(self) -> Any:
        """Return `current_scene`."""
        return self._scene_.current

    def set_current_scene(self, child_node: Node | None) -> None:
        """Set `current_scene`."""
        self._scene_.choose(child_node)

    def change_scene_to_node(self, node: Node) -> Error:
        """Make a node the main scene at the end of this frame.

        The old one leaves the tree within the call; it is deleted as the new one enters, and `scene_changed` is emitted then.

        Args:
            node: A node without a parent.

        Returns:
            Error.OK, or ERR_UNCONFIGURED if it has a parent already.
        """
        return self._scene_.to_node(node)

    def change_scene_to_file(self, path: str) -> Error:
        """Make a new main scene from the PackedScene of a path at the end of this frame; see `change_scene_to`.

        Args:
            path: The `resource_path` of a PackedScene that lives, or what a ported project has under it: "res://level.tscn".

        Returns:
            Error.OK, or ERR_CANT_OPEN if the path leads to no scene; the old one stays then.
        """
        scene = resource_at(path)
        make = getattr(scene, "instantiate", None)
        if make is None:
            error.complain(
                f"change_scene_to_file({path!r}): the path leads to no scene. Give a PackedScene this resource_path, or pass it itself."
            )
            return Error.ERR_CANT_OPEN
        return self._scene_.to(make)

    def change_scene_to_packed(self, packed_scene: PackedScene) -> Error:
        """Make a new main scene from a PackedScene at the end of this frame; see `change_scene_to`."""
        return self._scene_.to(packed_scene.instantiate)

    def reload_current_scene(self) -> Error:
        """Make the main scene anew, by what made it, at the end of this frame.

        Returns:
            Error.OK; ERR_UNCONFIGURED if there is no main scene now; ERR_CANT_OPEN if it was given as a node, so that nothing tells
            how to make another; ERR_CANT_CREATE if that raised.
        """
        return self._scene_.reload()

    def change_scene_to(self, make: Callable[[], Node]) -> Error:
        """Make a new main scene at the end of this frame.

        Args:
            make: A class of nodes, or a function that returns one; it is called within this call.

        Returns:
            Error.OK, or ERR_CANT_CREATE if it raised; the old scene stays then.
        """
        return self._scene_.to(make)

    def unload_current_scene(self) -> None:
        """Take the main scene out and delete it now, also while a method of it is running.

        Raises:
            RuntimeError: The scene, or a part of it, is being added, removed or set up.
        """
        self._scene_.unload()

    def get_nodes_in_group(self, group: str) -> list[Any]:
        """Return the members inside the tree, in tree order."""
        return [*self._inside.members.in_order(group)]

    def get_first_node_in_group(self, group: str) -> Any:
        """Return the first member in tree order, None if there is none."""
        return self._inside.members.first(group)

    def get_node_count_in_group(self, group: str) -> int:
        """Count the members inside the tree."""
        return self._inside.members.count(group)

    def has_group(self, name: str) -> bool:
        """Whether the group has a member inside the tree."""
        return self._inside.members.has(name)

    def call_group(self, group: str, method: str, *args: Any) -> None:
        """Call the method of that name on every member, now and in tree order."""
        self._groups.call(self, self.GROUP_CALL_DEFAULT, group, method, args)

    def call_group_flags(self, flags: int, group: str, method: str, *args: Any) -> None:
        """Call the method of that name on every member.

        Args:
            flags: GROUP_CALL_REVERSE for the reverse order; GROUP_CALL_DEFERRED to put the calls off; with
                GROUP_CALL_UNIQUE added to that, only the first of equal calls counts, and it runs before other deferred calls.
            group: The name of the group.
            method: The name of the method; a member without it is skipped.
            *args: Its arguments.
        """
        self._groups.call(self, flags, group, method, args)

    def notify_group(self, group: str, notification: int) -> None:
        """Send a notification to every member."""
        self._groups.notify(self.GROUP_CALL_DEFAULT, group, notification)

    def notify_group_flags(self, call_flags: int, group: str, notification: int) -> None:
        """Send a notification to every member.

        Args:
            call_flags: GROUP_CALL_REVERSE for the reverse order, GROUP_CALL_DEFERRED to put it off; GROUP_CALL_UNIQUE means nothing here.
            group: The name of the group.
            notification: The number of the notification.
        """
        self._groups.notify(call_flags, group, notification)

    def set_group(self, group: str, property: str, value: Any) -> None:  # noqa: A002  # Godot's own name
        """Set a property of every member that has it."""
        self._groups.set_property(self.GROUP_CALL_DEFAULT, group, property, value)

    def set_group_flags(self, call_flags: int, group: str, property: str, value: Any) -> None:  # noqa: A002  # Godot's own name
        """Set a property of every member that has it.

        Args:
            call_flags: GROUP_CALL_REVERSE for the reverse order, GROUP_CALL_DEFERRED to put it off; GROUP_CALL_UNIQUE means nothing here.
            group: The name of the group.
            property: The name of the property.
            value: Its new value.
        """
        self._groups.set_property(call_flags, group, property, value)

    def create_timer(
        self, time_sec: float, process_always: bool = True, process_in_physics: bool = False, ignore_time_scale: bool = False
    ) -> SceneTreeTimer:
        """Make a timer that emits `timeout` once.

        Args:
            time_sec: The seconds until `timeout`; 0 and less fire at the end of this frame.
            process_always: Whether it counts while the tree is paused.
            process_in_physics: Whether it counts in physics ticks.
            ignore_time_scale: Whether it counts real seconds when `Engine.time_scale` is not 1.

        Returns:
            The timer; the tree keeps it until it fires.
        """
        timer = SceneTreeTimer(time_sec, process_always, process_in_physics, ignore_time_scale)
        self._timers.append((timer, countdown_of(timer)))
        return timer

    def create_tween(self) -> Tween:
        """Make a tween that this tree drives; `Node.create_tween` makes one that is bound to the node as well."""
        from steam_nodes.scene.tween.tween import Tween  # noqa: PLC0415  # loaded on first use

        tween = Tween(self)
        self._tweens[tween] = None
        return tween

    def get_processed_tweens(self) -> list[Tween]:
        """Return the tweens that this tree drives, paused ones included, in the order in which they were made."""
        return [*self._tweens]

    def queue_delete(self, obj: Object) -> None:
        """Delete an object at the end of the frame or physics tick; for a node the same as its `queue_free`.

        Raises:
            TypeError: It is no object of the library.
            RuntimeError: It is a RefCounted or a tree, which can't be freed.
        """
        if not isinstance(obj, Object):
            message = f"queue_delete() takes an Object, not {type(obj).__name__} {obj!r}"
            raise TypeError(message)
        if isinstance(obj, Node):
            obj.queue_free()
        elif isinstance(obj, (RefCounted, SceneTree)):
            obj.free()
        else:
            obj._queued_ = True
            self._inside.to_delete.append(obj)

    def get_frame(self) -> int:
        """Count the physics ticks since the start."""
        return self._state_.ticks

    def get_node_count(self) -> int:
        """Count the nodes inside the tree, the root included."""
        return self._inside.count

    def get_root(self) -> Window:
        """Return the root."""
        return self.root

    def _start(self, main: Node | Callable[[], Node] | None, autoloads: Mapping[str, Node | Callable[[], Node]]) -> None:
        nodes = [(name, made_node(given, f"autoload '{name}'")) for name, given in autoloads.items()]
        for name, node in nodes:
            node.name = name
            self.root.add_child(node)
        if main is not None:
            scene = made_node(main, "main scene")
            self.root.add_child(scene, force_readable_name=not scene.name)
            self.current_scene = scene
        now = error.active.now
        outer = now.collector
        now.collector = error.collector_within(outer, self)
        try:
            self.root._set_tree_(self._inside, now)
        finally:
            now.collector = outer

    def _frame(self, delta: float) -> None:
        messages = self._messages
        messages.resume()
        for begin in [*self._beginnings.values()]:
            begin(delta)
        state = self._state_
        if state.input is not None or nobodys.input is not None:
            self._flush_input(state)
        rate = Engine.physics_ticks_per_second
        step = 1.0 / rate
        scale = Engine.time_scale
        passed = state.left_over + delta
        # At a fixed rate a tick falls where the engine's own rounding puts it, mostly one frame late where both meet.
        ticks = int(passed / step + _EPSILON if self._fixed is None else passed * rate)
        state.left_over = max(passed - ticks * step, 0.0)
        if self._fixed is None and ticks > Engine.max_physics_steps_per_frame:
            delta -= (ticks - Engine.max_physics_steps_per_frame) * step
            ticks = Engine.max_physics_steps_per_frame
        state.tick = step * scale
        state.step = delta
        for _ in range(ticks):
            self._physics_tick(state)
            if self._quitting:
                break
            messages.flush()
        state.in_tick = False
        state.delta = delta = delta * scale
        if self._signals_ is not None:
            lifecycle.emit(self, "process_frame")
        messages.flush()
        self._run_pass(self._inside.idle, delta)
        if self._groups.unique:
            self._groups.flush_unique(self)
        messages.flush()
        if self._scene_.next is not None and self._scene_.finish():
            lifecycle.emit(self, "scene_changed")
        if self._timers:
            self._count_timers(delta, physics=False)
        if self._tweens:
            self._step_tweens(delta, physics=False)
        if self._inside.to_delete:
            self._flush_deletions()
        messages.flush()
        state.frames += 1

    def _flush_input(self, state: TreeState) -> None:
        """Hand out the input events that wait; what came while no tree lived is this one's."""
        if state.input is None:
            state.input, nobodys.input = nobodys.input, None
        if state.input is not None:
            state.input.flush(self)

    def _physics_tick(self, state: TreeState) -> None:
        state.in_tick = True
        state.ticks += 1
        if self._signals_ is not None:
            lifecycle.emit(self, "physics_frame")
        self._run_pass(self._inside.physics, state.tick)
        if self._groups.unique:
            self._groups.flush_unique(self)
        self._messages.flush()
        if self._timers:
            self._count_timers(state.tick, physics=True)
        if self._tweens:
            self._step_tweens(state.tick, physics=True)
        if self._inside.to_delete:
            self._flush_deletions()

    def _run_pass(self, which: ProcessPass, delta: float) -> None:
        leavers = self._inside.leavers
        leavers.passes += 1
        try:
            which.run(delta, self._collector)
        finally:
            leavers.passes -= 1
            if not leavers.passes:
                leavers.left.clear()

    def _count_timers(self, delta: float, *, physics: bool) -> None:
        # A timer made in a callback of another fires in the next frame at the soonest: it waits in the new list.
        timers, self._timers = self._timers, []
        unscaled = self._state_.step
        try:
            for timer, count in timers:
                if count.over or count.physics != physics or (self._inside.paused and not count.always):
                    continue
                count.left -= unscaled if count.ignores_scale else delta
                if count.left <= 0:
                    lifecycle.call(timer.timeout.emit)
                    count.over = True
        finally:
            self._timers = [*(each for each in timers if not each[1].over), *self._timers]

    def _step_tweens(self, delta: float, *, physics: bool) -> None:
        # A tween made in a callback of another waits for the next step; one that became a step of another is not in the list any more.
        unscaled = self._state_.step
        for tween in [*self._tweens]:
            if tween._physics_ == physics and tween in self._tweens and not tween._drive_(delta, unscaled, self._inside.paused):
                self._tweens.pop(tween, None)

    def _drop_tween_(self, tween: Tween) -> None:
        """Drive a tween no more, which became a step of another."""
        self._tweens.pop(tween, None)

    def _flush_deletions(self) -> None:
        queue = self._inside.to_delete
        while queue:
            node = queue.popleft()
            if not is_freed(node):
                _delete(node)

    def _end(self) -> None:
        """Take everything out of the tree, then delete it, both from the last."""
        self._state_.over = True
        Engine.tree_ends(self)
        self._hand_on()
        self._flush_deletions()
        self._groups.flush_unique(self)
        now = error.active.now
        self.root._empty_(now)
        self._inside.to_delete += self._scene_.orphans()
        self._flush_deletions()
        now.walking.pop()
        self._timers.clear()
        for tween in self._tweens:
            tween._clear_()
        self._tweens.clear()
        # As in the engine what was put off meanwhile still runs, for whom it finds alive.
        self._messages.flush()
        self._hand_on()

    def _hand_on(self) -> None:
        """Let what objects outside of every tree put off run in the tree that is theirs now, and forget the rest."""
        tree = Engine.living_tree()
        heir = nobodys if tree is None else state_of(tree)
        self._messages.hand_on(heir.messages)
        if self._state_.input is not None:
            self._state_.input.hand_on(heir)
            self._state_.input = None

    def _give_up(self) -> None:
        """End a tree that never got to its end, with all that waits from outside handed on; its own nodes go with it."""
        self._state_.over = True
        Engine.tree_ends(self)
        self._hand_on()
        for queued in self._inside.to_delete:
            if not is_freed(queued) and getattr(queued, "_inside_", None) is not self._inside:
                message_queue.put_off((queued, _delete, ()))

    def _own_signal_(self, name: str, signal: AnySignal) -> None:
        super()._own_signal_(name, signal)
        inside: Inside | None = vars(self).get("_inside")
        if inside is not None and name in OF_NODES:
            inside.heard = True

    def _put_off_(self, call: Call) -> None:
        self._messages.push(call)


def _delete(thing: Object) -> None:
    thing._delete_()
