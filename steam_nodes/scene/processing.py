"""Processing: what a node has to do with the passes of a frame, with pausing and with input.

Rules: overriding `_process`, `_physics_process` or an input hook switches it on when the node becomes ready; the setters say otherwise
from then on. Whether a node can process follows from its mode, inherited from the nearest ancestor that has one, and from the pause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, cast

from steam_nodes.object import error
from steam_nodes.object.freed import is_freed
from steam_nodes.scene import lifecycle
from steam_nodes.scene.node_children import Children

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.scene.input.input_event import InputEvent
    from steam_nodes.scene.node import Node

PAUSED: Final = 14
UNPAUSED: Final = 15
PHYSICS_PROCESS: Final = 16
PROCESS: Final = 17
INTERNAL_PROCESS: Final = 25
INTERNAL_PHYSICS_PROCESS: Final = 26
DISABLED: Final = 28
ENABLED: Final = 29

INPUT_HOOKS: Final = ("_input", "_shortcut_input", "_unhandled_key_input", "_unhandled_input")


class Processing(Children):
    """The part of a node that the frame drives; `Node` completes it."""

    PROCESS_MODE_INHERIT: Final = 0
    PROCESS_MODE_PAUSABLE: Final = 1
    PROCESS_MODE_WHEN_PAUSED: Final = 2
    PROCESS_MODE_ALWAYS: Final = 3
    PROCESS_MODE_DISABLED: Final = 4

    _has_process_: ClassVar[bool] = False
    _starts_itself_: ClassVar[bool] = False
    _has_physics_process_: ClassVar[bool] = False
    _has_input_: ClassVar[tuple[str, ...]] = ()

    _process_mode_: int = 0
    _mode_: int = 1
    _priority_: int = 0
    _physics_priority_: int = 0
    _processing_: bool = False
    _physics_processing_: bool = False
    _internal_processing_: bool = False
    _internal_physics_processing_: bool = False
    _inputs_: frozenset[str] = frozenset()
    _process_place_: int = -1
    _physics_place_: int = -1

    def _process(self, delta: float) -> object:
        """Override to run once a frame; `delta` is the frame's time in seconds."""

    def _physics_process(self, delta: float) -> object:
        """Override to run once a physics tick; `delta` is the tick's time in seconds."""

    def _input(self, event: InputEvent) -> object:
        """Override to get every input event first, in reverse tree order."""

    def _shortcut_input(self, event: InputEvent) -> object:
        """Override to get key events that no `_input` handled."""

    def _unhandled_key_input(self, event: InputEvent) -> object:
        """Override to get key events that no `_shortcut_input` handled."""

    def _unhandled_input(self, event: InputEvent) -> object:
        """Override to get the events that nobody handled before."""

    @property
    def process_mode(self) -> int:
        """When the node processes: one of the PROCESS_MODE_ numbers; INHERIT takes the parent's."""
        return self._process_mode_

    @process_mode.setter
    def process_mode(self, value: int) -> None:
        if value not in range(5):
            message = f"process_mode of a {type(self).__name__} takes one of the PROCESS_MODE_ numbers 0 to 4, not {value!r}"
            raise ValueError(message)
        before = self._process_mode_
        if value == before:
            return
        self._process_mode_ = value
        if self._tree_ is None:
            return
        could, was_enabled = self._can_process_now_(), self._mode_ != self.PROCESS_MODE_DISABLED
        self._mode_ = mode = self._resolved_mode_()
        can, is_enabled = self._can_process_now_(), mode != self.PROCESS_MODE_DISABLED
        what = []
        if could != can:
            what.append(UNPAUSED if can else PAUSED)
        if was_enabled != is_enabled:
            what.append(ENABLED if is_enabled else DISABLED)
        now = error.active.now
        outer = now.collector
        now.collector = error.collector_within(outer, self._tree_)
        now.walking.append(cast("Node", self))
        try:
            if before != self.PROCESS_MODE_INHERIT != value:
                # They look at this node already, and see its new mode before anybody is told.
                self._spread_mode_([])
            self._spread_mode_(what)
        finally:
            now.walking.pop()
            now.collector = outer

    @property
    def process_priority(self) -> int:
        """The place of `_process` in the frame: lower runs earlier; equal ones run in tree order."""
        return self._priority_

    @process_priority.setter
    def process_priority(self, value: int) -> None:
        if not isinstance(value, int):
            message = f"process_priority of a {type(self).__name__} is an int, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        if value != self._priority_:
            self._priority_ = value
            if self._tree_ is not None:
                if self._processing_ or self._internal_processing_:
                    self._tree_._idle_pass.priority_changed()
                self._listed_again_()

    @property
    def process_physics_priority(self) -> int:
        """The place of `_physics_process` in the tick: lower runs earlier; equal ones run in tree order."""
        return self._physics_priority_

    @process_physics_priority.setter
    def process_physics_priority(self, value: int) -> None:
        if not isinstance(value, int):
            message = f"process_physics_priority of a {type(self).__name__} is an int, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        if value != self._physics_priority_:
            self._physics_priority_ = value
            if self._tree_ is not None:
                if self._physics_processing_ or self._internal_physics_processing_:
                    self._tree_._physics_pass.priority_changed()
                self._listed_again_()

    def set_process_mode(self, mode: int) -> None:
        """Set `process_mode`."""
        self.process_mode = mode

    def get_process_mode(self) -> int:
        """Return `process_mode`."""
        return self._process_mode_

    def set_process_priority(self, priority: int) -> None:
        """Set `process_priority`."""
        self.process_priority = priority

    def get_process_priority(self) -> int:
        """Return `process_priority`."""
        return self._priority_

    def set_physics_process_priority(self, priority: int) -> None:
        """Set `process_physics_priority`."""
        self.process_physics_priority = priority

    def get_physics_process_priority(self) -> int:
        """Return `process_physics_priority`."""
        return self._physics_priority_

    def set_process(self, enable: bool) -> None:
        """Switch `_process` on or off; on counts from the next pass."""
        if enable != self._processing_:
            self._processing_ = enable
            self._pass_changed_(physics=False)

    def is_processing(self) -> bool:
        """Whether `_process` is switched on."""
        return self._processing_

    def set_physics_process(self, enable: bool) -> None:
        """Switch `_physics_process` on or off; on counts from the next tick."""
        if enable != self._physics_processing_:
            self._physics_processing_ = enable
            self._pass_changed_(physics=True)

    def is_physics_processing(self) -> bool:
        """Whether `_physics_process` is switched on."""
        return self._physics_processing_

    def set_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PROCESS on or off."""
        if enable != self._internal_processing_:
            self._internal_processing_ = enable
            self._pass_changed_(physics=False)

    def is_processing_internal(self) -> bool:
        """Whether NOTIFICATION_INTERNAL_PROCESS is switched on."""
        return self._internal_processing_

    def set_physics_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PHYSICS_PROCESS on or off."""
        if enable != self._internal_physics_processing_:
            self._internal_physics_processing_ = enable
            self._pass_changed_(physics=True)

    def is_physics_processing_internal(self) -> bool:
        """Whether NOTIFICATION_INTERNAL_PHYSICS_PROCESS is switched on."""
        return self._internal_physics_processing_

    def set_process_input(self, enable: bool) -> None:
        """Switch `_input` on or off."""
        self._switch_input_("_input", enable)

    def is_processing_input(self) -> bool:
        """Whether `_input` is switched on."""
        return "_input" in self._inputs_

    def set_process_shortcut_input(self, enable: bool) -> None:
        """Switch `_shortcut_input` on or off."""
        self._switch_input_("_shortcut_input", enable)

    def is_processing_shortcut_input(self) -> bool:
        """Whether `_shortcut_input` is switched on."""
        return "_shortcut_input" in self._inputs_

    def set_process_unhandled_key_input(self, enable: bool) -> None:
        """Switch `_unhandled_key_input` on or off."""
        self._switch_input_("_unhandled_key_input", enable)

    def is_processing_unhandled_key_input(self) -> bool:
        """Whether `_unhandled_key_input` is switched on."""
        return "_unhandled_key_input" in self._inputs_

    def set_process_unhandled_input(self, enable: bool) -> None:
        """Switch `_unhandled_input` on or off."""
        self._switch_input_("_unhandled_input", enable)

    def is_processing_unhandled_input(self) -> bool:
        """Whether `_unhandled_input` is switched on."""
        return "_unhandled_input" in self._inputs_

    def can_process(self) -> bool:
        """Whether the node processes now, by its mode and the pause; False, with an ERROR, outside of the tree."""
        if self._tree_ is None:
            error.complain(f"can_process() of {self}: it is not inside a tree. Add it first.")
            return False
        return self._can_process_now_()

    def get_process_delta_time(self) -> float:
        """Return the time of the running or last frame in seconds."""
        return 0.0 if self._tree_ is None else self._tree_._delta

    def get_physics_process_delta_time(self) -> float:
        """Return the time of a physics tick in seconds."""
        return 0.0 if self._tree_ is None else self._tree_._tick_

    def _start_itself_(self) -> None:
        """Do what a node of the library does by itself after `_ready`, if its class says so; Timer starts here."""

    def _switch_on_(self) -> None:
        """Switch on what the class overrides; the node becomes ready for the first time, or asked to again."""
        cls = type(self)
        if cls._has_process_:
            self.set_process(True)
        if cls._has_physics_process_:
            self.set_physics_process(True)
        for hook in cls._has_input_:
            self._switch_input_(hook, True)

    def _switch_input_(self, hook: str, enable: bool) -> None:
        if enable != (hook in self._inputs_):
            self._inputs_ = self._inputs_ | {hook} if enable else self._inputs_ - {hook}
            if self._tree_ is not None:
                self._tree_._input_switched(cast("Node", self), hook, enable)

    def _pass_changed_(self, *, physics: bool) -> None:
        """Tell the pass of the tree what is on now."""
        tree = self._tree_
        if tree is None:
            return
        chosen = tree._physics_pass if physics else tree._idle_pass
        node = cast("Node", self)
        if self._is_in_pass_(physics):
            chosen.join(node)
        else:
            chosen.switch_off(node)
        self._listed_again_()

    def _listed_again_(self) -> None:
        """Have both lists follow what moved: the engine takes the node out of those it is in and puts it back."""
        tree = self._tree_
        if tree is not None:
            if self._processing_ or self._internal_processing_:
                tree._idle_pass.listed_again()
            if self._physics_processing_ or self._internal_physics_processing_:
                tree._physics_pass.listed_again()

    def _is_in_pass_(self, physics: bool) -> bool:
        """Whether there is anything to call."""
        if physics:
            hears = self._physics_processing_ and (self._has_physics_process_ or bool(self._notifiers_))
            return hears or self._internal_physics_processing_
        return (self._processing_ and (self._has_process_ or bool(self._notifiers_))) or self._internal_processing_

    def _pass_call_(self, physics: bool) -> Callable[[float], object]:
        """Return what the pass calls: mostly the bound hook itself, so that nothing stands between the loop and it."""
        hook = self._physics_process if physics else self._process
        hooked = self._has_physics_process_ if physics else self._has_process_
        internal = self._internal_physics_processing_ if physics else self._internal_processing_
        notifiers = self._notifiers_
        if not notifiers:
            if not internal:
                return hook
            if not hooked:
                return self._tick_
        numbers = (INTERNAL_PHYSICS_PROCESS, PHYSICS_PROCESS) if physics else (INTERNAL_PROCESS, PROCESS)

        def call(delta: float) -> None:
            # Each step may switch what comes after it, or free what the node is in and the node with it.
            if internal:
                lifecycle.call(self._tick_, delta)
                if notifiers and not is_freed(self):
                    self.notification(numbers[0])
            if is_freed(self) or not (self._physics_processing_ if physics else self._processing_):
                return
            if hooked:
                lifecycle.call(hook, delta)
            if notifiers and not is_freed(self):
                self.notification(numbers[1])

        return call

    def _tick_(self, delta: float) -> object:
        """Do what a node of the library does by itself once a frame; Timer counts here."""

    def _can_process_now_(self) -> bool:
        mode = self._mode_
        if mode == self.PROCESS_MODE_PAUSABLE:
            return self._tree_ is not None and not self._tree_._paused_
        if mode == self.PROCESS_MODE_WHEN_PAUSED:
            return self._tree_ is not None and self._tree_._paused_
        return mode == self.PROCESS_MODE_ALWAYS

    def _resolved_mode_(self) -> int:
        """Return the mode with INHERIT resolved; the root of a tree is pausable."""
        if self._process_mode_ != self.PROCESS_MODE_INHERIT:
            return self._process_mode_
        return self.PROCESS_MODE_PAUSABLE if self._parent_ is None else self._parent_._mode_

    def _get_pass_place_(self, physics: bool) -> int:
        return self._physics_place_ if physics else self._process_place_

    def _set_pass_place_(self, physics: bool, place: int) -> None:
        if physics:
            self._physics_place_ = place
        else:
            self._process_place_ = place

    def _spread_mode_(self, what: list[int]) -> None:
        """Let the mode hold for this node and those that inherit from it, inside the tree or not, and tell each what that changes."""
        node = cast("Node", self)
        given = _Spread(None if node._process_mode_ == self.PROCESS_MODE_INHERIT else node, node._resolved_mode_(), what)
        lifecycle.down_from(node, _take_mode(node, given), _inherit_mode, given)


class _Spread(NamedTuple):
    """A mode on its way down: the node it is the own mode of, if it is one's, what it was when it set out, and what is told of it."""

    owner: Node | None
    mode: int
    what: list[int]


def _take_mode(node: Node, given: _Spread) -> Sequence[Node]:
    """Let the mode hold for a node, and tell it what that changes; return its children."""
    # The owner's, as in the engine, also below a node that gets a mode of its own while it is told.
    node._mode_ = given.mode if given.owner is None else (given.owner._process_mode_ or given.mode)
    tree = node._tree_
    if tree is not None:
        tree._idle_pass.refresh(node)
        tree._physics_pass.refresh(node)
    if node._notifiers_:
        for number in given.what:
            node.notification(number)
    return lifecycle.in_order(node)


def _inherit_mode(node: Node, given: _Spread) -> Sequence[Node]:
    return _take_mode(node, given) if node._process_mode_ == node.PROCESS_MODE_INHERIT else ()
