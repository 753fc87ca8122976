"""Timer, a node that counts down, and SceneTreeTimer, one that the tree counts.

Rules: a Timer counts in its place in the process order and fires when its time falls below zero, at most once a frame; the late rest is
carried over. A SceneTreeTimer is counted at the end of the frame, the one it was made in included, and fires at zero or below.
"""

from __future__ import annotations

from typing import ClassVar, Final

from steam_nodes.object import error
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.object.signal import Signal
from steam_nodes.scene.node import Node


class Timer(Node):
    """A node that emits `timeout` after a time.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_timer.html.

    Args:
        name: The name of the node.
    """

    TIMER_PROCESS_PHYSICS: Final = 0
    TIMER_PROCESS_IDLE: Final = 1

    timeout: Signal[()] = Signal()
    """The time is over."""

    one_shot: bool = False
    """Whether it stops after the first timeout."""
    autostart: bool = False
    """Whether it starts when it becomes ready; false again once it did."""
    ignore_time_scale: bool = False
    """Whether it counts real seconds when `Engine.time_scale` is not 1."""

    _starts_itself_ = True
    _stored_: ClassVar[tuple[str, ...]] = ("process_callback", "wait_time", "one_shot", "autostart", "ignore_time_scale")
    _wait_time_: float = 1.0
    _time_left_: float = -1.0
    _paused_: bool = False
    _callback_: int = TIMER_PROCESS_IDLE
    _counting_: bool = False

    @property
    def wait_time(self) -> float:
        """The seconds until the timeout, more than 0."""
        return self._wait_time_

    @wait_time.setter
    def wait_time(self, value: float) -> None:
        if not value > 0:
            error.complain(f"Time should be greater than zero: wait_time of {self} stays {self._wait_time_}.")
            return
        self._wait_time_ = float(value)

    @property
    def time_left(self) -> float:
        """The seconds until the next timeout, 0 when stopped."""
        return max(self._time_left_, 0.0)

    @property
    def paused(self) -> bool:
        """Whether the timer holds its time."""
        return self._paused_

    @paused.setter
    def paused(self, value: bool) -> None:
        if value != self._paused_:
            self._paused_ = value
            self._count_(self._counting_)

    @property
    def process_callback(self) -> int:
        """TIMER_PROCESS_IDLE to count in frames, TIMER_PROCESS_PHYSICS to count in physics ticks."""
        return self._callback_

    @process_callback.setter
    def process_callback(self, value: int) -> None:
        if value not in (self.TIMER_PROCESS_IDLE, self.TIMER_PROCESS_PHYSICS):
            message = f"process_callback takes TIMER_PROCESS_IDLE or TIMER_PROCESS_PHYSICS, not {value!r}"
            raise ValueError(message)
        if value != self._callback_:
            counting = self._counting_
            self._count_(False)
            self._callback_ = value
            self._count_(counting)

    def set_wait_time(self, time_sec: float) -> None:
        """Set `wait_time`, in seconds."""
        self.wait_time = time_sec

    def get_wait_time(self) -> float:
        """Return `wait_time`, in seconds."""
        return self._wait_time_

    def set_one_shot(self, enable: bool) -> None:
        """Set `one_shot`."""
        self.one_shot = enable

    def is_one_shot(self) -> bool:
        """Return `one_shot`."""
        return self.one_shot

    def set_autostart(self, enable: bool) -> None:
        """Set `autostart`."""
        self.autostart = enable

    def has_autostart(self) -> bool:
        """Return `autostart`."""
        return self.autostart

    def set_paused(self, paused: bool) -> None:
        """Set `paused`."""
        self.paused = paused

    def is_paused(self) -> bool:
        """Return `paused`."""
        return self._paused_

    def set_ignore_time_scale(self, ignore: bool) -> None:
        """Set `ignore_time_scale`."""
        self.ignore_time_scale = ignore

    def is_ignoring_time_scale(self) -> bool:
        """Return `ignore_time_scale`."""
        return self.ignore_time_scale

    def set_timer_process_callback(self, callback: int) -> None:
        """Set `process_callback`."""
        self.process_callback = callback

    def get_timer_process_callback(self) -> int:
        """Return `process_callback`."""
        return self._callback_

    def get_time_left(self) -> float:
        """Return `time_left`, in seconds."""
        return self.time_left

    def start(self, time_sec: float = -1.0) -> None:
        """Start, or start anew.

        Args:
            time_sec: The new `wait_time` in seconds; 0 and less keep the old one.
        """
        if self._inside_ is None:
            error.complain(
                f"Unable to start the timer because it's not inside the scene tree: {self}. Either add it or set autostart to true."
            )
            return
        if time_sec > 0:
            self._wait_time_ = float(time_sec)
        self._time_left_ = self._wait_time_
        self._count_(True)

    def stop(self) -> None:
        """Stop; `time_left` is 0 then."""
        self._time_left_ = -1.0
        self._count_(False)
        self.autostart = False

    def is_stopped(self) -> bool:
        """Whether no time is left."""
        return self.time_left <= 0

    def _start_itself_(self) -> None:
        if self.autostart:
            self.start()
            self.autostart = False

    def _count_(self, counting: bool) -> None:
        self._counting_ = counting
        switched = counting and not self._paused_
        if self._callback_ == self.TIMER_PROCESS_PHYSICS:
            self.set_physics_process_internal(switched)
        else:
            self.set_process_internal(switched)

    def _tick_(self, delta: float) -> None:
        now = None if self._inside_ is None else self._inside_.state
        if now is None or not self._counting_ or now.in_tick != (self._callback_ == self.TIMER_PROCESS_PHYSICS):
            return
        self._time_left_ -= now.step if self.ignore_time_scale else delta
        if self._time_left_ < 0:
            if self.one_shot:
                self.stop()
            else:
                self._time_left_ += self._wait_time_
            if self._signals_ is not None:
                self.timeout.emit()


class Countdown:
    """What a tree counts of a timer.

    `left` are the seconds to go. `over` says that the tree drops it when it next counts: it fired, or nobody waits for it any more.
    """

    __slots__ = ("always", "ignores_scale", "left", "over", "physics")

    def __init__(self, left: float, *, always: bool, physics: bool, ignores_scale: bool) -> None:
        """Start with the whole time left."""
        self.left: float = float(left)
        self.always: bool = always
        self.physics: bool = physics
        self.ignores_scale: bool = ignores_scale
        self.over: bool = False


class SceneTreeTimer(RefCounted):
    """A timer that emits `timeout` once; `SceneTree.create_timer` makes it.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_scenetreetimer.html.

    Args:
        time_sec: The seconds until `timeout`.
        process_always: Whether it counts while the tree is paused.
        process_in_physics: Whether it counts in physics ticks.
        ignore_time_scale: Whether it counts real seconds when `Engine.time_scale` is not 1.
    """

    timeout: Signal[()] = Signal()
    """The time is over."""

    def __init__(self, time_sec: float, process_always: bool, process_in_physics: bool, ignore_time_scale: bool) -> None:
        """Start with the whole time left."""
        self._countdown_ = Countdown(time_sec, always=process_always, physics=process_in_physics, ignores_scale=ignore_time_scale)

    @property
    def time_left(self) -> float:
        """The seconds until the timeout."""
        return max(self._countdown_.left, 0.0)

    @time_left.setter
    def time_left(self, value: float) -> None:
        self._countdown_.left = float(value)

    def set_time_left(self, time: float) -> None:
        """Set `time_left`, in seconds."""
        self.time_left = time

    def get_time_left(self) -> float:
        """Return `time_left`, in seconds."""
        return self.time_left


def countdown_of(timer: SceneTreeTimer) -> Countdown:
    """Return what the tree counts of a timer."""
    return timer._countdown_


def forget(timer: SceneTreeTimer) -> None:
    """Let the tree drop a timer that nobody waits for any more."""
    countdown_of(timer).over = True
