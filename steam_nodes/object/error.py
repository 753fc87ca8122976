"""How the library says that something went wrong: codes, log lines, and the collector of errors in user code.

Rules:
- Misuse that Godot answers with a code or null changes nothing, logs one ERROR that names node and remedy, and returns Godot's value.
- An exception in user code never passes through a callback of the tree or a receiver of a signal: it is given to the collector that
  is active, and the rest runs. The tree raises what was collected at the end of its frame. With no collector active, `emit()` and the
  operations on nodes outside of a tree raise it themselves when they are through.
- Only `Exception` is collected; KeyboardInterrupt and SystemExit pass.
- What is under way is the thread's own: which collector is active, whose tree runs, which nodes are being walked over. To ask for it
  costs several times an attribute, so a tree keeps it as `now` for the length of a frame, and operations on its nodes take it there.
"""

from __future__ import annotations

from _thread import _local, get_ident  # threading.local itself, without the milliseconds that module takes to import
from enum import IntEnum
from typing import Any, Literal, Protocol

from steam_nodes.object.plain_text import plain

Mode = Literal["raise", "log"]


class Error(IntEnum):
    """The error codes of Godot's that this library returns.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-error.
    """

    OK = 0
    FAILED = 1
    ERR_UNAVAILABLE = 2
    ERR_UNCONFIGURED = 3
    ERR_CANT_OPEN = 19
    ERR_CANT_CREATE = 20
    ERR_LOCKED = 23
    ERR_CANT_ACQUIRE_RESOURCE = 28
    ERR_INVALID_DATA = 30
    ERR_INVALID_PARAMETER = 31
    ERR_METHOD_NOT_FOUND = 37
    ERR_BUSY = 44


class Tree(Protocol):
    """A tree, as far as errors are concerned: it has a collector of its own."""

    _collector: Collector


class Collector:
    """Takes the errors of user code for the length of a frame.

    Args:
        mode: "raise" keeps them for `finish()`; "log" writes each one with its traceback at once and keeps none.
        tree: The tree that runs while this collector is active.
    """

    __slots__ = ("errors", "mode", "tree")

    def __init__(self, mode: Mode = "raise", tree: Tree | None = None) -> None:
        """Start empty."""
        self.mode: Mode = mode
        self.tree: Any = tree
        self.errors: list[Exception] = []

    def take(self, error: Exception) -> None:
        """Keep the error, or log it, by the mode."""
        if self.mode == "log":
            _logger().error("an error in user code; the rest of the frame goes on", exc_info=error)
        else:
            self.errors.append(error)

    def finish(self) -> None:
        """Raise what was kept: one error as itself, several as an ExceptionGroup."""
        if self.errors:
            errors, self.errors = self.errors, []
            raise_all(errors)


class _Passed(Collector):
    """The collector of another tree inside a frame: what it takes goes to the collector of the frame."""

    __slots__ = ("outer",)

    def __init__(self, outer: Collector, tree: Tree) -> None:
        super().__init__(outer.mode, tree)
        self.outer = outer

    def take(self, error: Exception) -> None:
        self.outer.take(error)


class Running:
    """What is under way in one thread.

    `collector` takes errors now; None outside of every frame and every callback of a tree. `loose` are the errors that wait for the end
    of an operation outside of every tree. `walking` are the nodes at which something is under way that goes on with them, innermost
    last: they, and what is above them, must not be freed now. `moving` are those among them that are just entering or leaving.
    """

    __slots__ = ("collector", "loose", "moving", "walking")

    def __init__(self) -> None:
        """Start with nothing under way."""
        self.collector: Collector | None = None
        self.loose: list[Exception] = []
        self.walking: list[Any] = []
        self.moving: list[Any] = []


class _Active(_local):
    """What is under way in the thread that asks."""

    def __init__(self) -> None:
        self.now: Running = Running()

    @property
    def collector(self) -> Collector | None:
        """Which collector takes errors now."""
        return self.now.collector

    @collector.setter
    def collector(self, value: Collector | None) -> None:
        self.now.collector = value


active: _Active = _Active()


_loose: set[int] = set()
"""The threads that have loose errors; to ask for the thread's own at each operation would be felt."""


def collector_within(outer: Collector | None, tree: Tree) -> Collector:
    """Return what takes the errors of an operation on a tree: its own collector, inside a frame that of the frame."""
    if outer is None:
        return tree._collector
    return outer if outer.tree is tree else _Passed(outer, tree)


def raise_all(errors: list[Exception]) -> None:
    """Raise one error as itself, several as an ExceptionGroup."""
    if len(errors) == 1:
        raise errors[0]
    message = "several errors in user code"
    raise ExceptionGroup(message, errors)


def take(error: Exception) -> None:
    """Give the error of a callback to the active collector; without one the running operation raises it when it is through."""
    now = active.now
    if now.collector is not None:
        now.collector.take(error)
    else:
        now.loose.append(error)
        _loose.add(get_ident())


def raise_loose() -> None:
    """Raise what callbacks left behind in an operation outside of every tree; every such operation ends with this."""
    if _loose and get_ident() in _loose:
        now = active.now
        if now.collector is None:
            errors, now.loose = now.loose, []
            _loose.discard(get_ident())
            # A thread that ended with loose errors may have left its number to this one.
            if errors:
                raise_all(errors)


def complain(text: str) -> None:
    """Log one ERROR: what was refused, on which node, and the remedy."""
    _logger().error("%s", plain(text))


def warn(text: str) -> None:
    """Log one WARNING."""
    _logger().warning("%s", plain(text))


def _logger() -> logging.Logger:
    # `import logging` takes 4 ms of start-up, and most programs never log through us.
    import logging  # noqa: PLC0415  # loaded on first use

    return logging.getLogger("steam_nodes")


TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
