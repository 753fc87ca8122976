"""Members of a class that a script declares in ways Python has no word for: `@onready` and `@export`.

Rules: both are descriptors without `__set__`: a value that is set lies in the object, and is read there from then on at no cost. What is
`@onready` is null, or the first value of its plain type, until just before `_ready`, then it is evaluated in the order of the class, base
classes first; an error in one leaves that one as it is. The value of an export that can be changed is made anew for each object.
"""

from __future__ import annotations

import sys
from copy import copy
from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.gdscript.scripts.words import failed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator
    from typing import TypeVar

    T = TypeVar("T")
    F = TypeVar("F")

_CHANGEABLE: Final = (list, dict)
_FIRST: Final[dict[str, Callable[[], Any]]] = {"bool": bool, "dict": dict, "float": float, "int": int, "list": list, "str": str}
"""What makes the first value of a type, by its name in an annotation."""


class OnReady:
    """A member that gets its value just before `_ready`."""

    __slots__ = ("evaluate", "exported", "first", "name")

    def __init__(self, evaluate: Callable[[Any], Any], *, exported: bool = False) -> None:
        """Keep what makes the value."""
        self.evaluate: Callable[[Any], Any] = evaluate
        self.exported: bool = exported
        self.first: Callable[[], Any] | None = None
        self.name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name, and the first value of its type."""
        self.name = name
        declared = str(vars(owner).get("__annotations__", {}).get(name, ""))
        self.first = _FIRST.get(declared.partition("[")[0])

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Give the first value of its type, None where that is a class or not said: it has no value of its own yet."""
        if instance is None:
            return self
        if self.first is None:
            return None
        value = instance.__dict__[self.name] = self.first()
        return value

    def begin(self, instance: Any) -> None:
        """Evaluate it; an error is logged, and the member stays null."""
        try:
            setattr(instance, self.name, self.evaluate(instance))
        except Exception as failure:
            # The first entry is this method, the script's own begins behind it.
            traceback = failure.__traceback__
            failed(failure.with_traceback(traceback.tb_next if traceback and traceback.tb_next else traceback))


class Export:
    """A member that an editor shows and a copy gets."""

    __slots__ = ("arguments", "default", "hint", "name")
    _unseen_: Final = True
    """To read it has no effect that could be seen."""

    def __init__(self, default: Any, hint: str, arguments: tuple[Any, ...]) -> None:
        """Keep the first value and what an editor would be told."""
        self.default: Any = default
        self.hint: str = hint
        self.arguments: tuple[Any, ...] = arguments
        self.name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name."""
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Give the first value; one that can be changed is made for the object."""
        if instance is None:
            return self
        if not isinstance(self.default, _CHANGEABLE):
            return self.default
        value = copy(self.default)
        instance.__dict__[self.name] = value
        return value


def onready(evaluate: Callable[[Any], T], *, exported: bool = False) -> T:
    """Declare a member that gets its value just before `_ready`, as `@onready var` does.

    Args:
        evaluate: Gets the node and returns the value.
        exported: Whether an editor shows it too.

    Returns:
        What stands for the member in the class; for a type checker the value.
    """
    return cast("T", OnReady(evaluate, exported=exported))


def export(default: T, hint: str = "", *arguments: Any) -> T:
    """Declare a member that a scene may set and a copy gets, as `@export var` does.

    Args:
        default: The first value.
        hint: The rest of the name of the annotation: "range" for `@export_range`.
        *arguments: The arguments of the annotation.

    Returns:
        What stands for the member in the class; for a type checker the value.
    """
    return cast("T", Export(default, hint, arguments))


class ExportGroup:
    """A heading among the variables of a script, as an editor shows them.

    Args:
        usage: The engine's PROPERTY_USAGE_ flag of its kind.
        name: What it says.
        prefix: What the names of its variables begin with.
    """

    __slots__ = ("name", "prefix", "usage")

    def __init__(self, usage: int, name: str, prefix: str) -> None:
        """Keep the parts."""
        self.usage: int = usage
        self.name: str = name
        self.prefix: str = prefix


def _head(usage: int, name: str, prefix: str) -> None:
    # What calls the function of the annotation is the body of the class, whose names these are; no name of a script has a space in it.
    names = sys._getframe(2).f_locals
    names[f"@export {len(names)}"] = ExportGroup(usage, name, prefix)


def export_category(name: str) -> None:
    """Begin a category of exported variables, in the body of a class, as `@export_category` does.

    Args:
        name: What an editor shows above it.
    """
    _head(1 << 7, name, "")


def export_group(name: str, prefix: str = "") -> None:
    """Begin a group of exported variables, in the body of a class, as `@export_group` does.

    Args:
        name: What an editor shows above it, "" to end one.
        prefix: What the names of its variables begin with.
    """
    _head(1 << 6, name, prefix)


def export_subgroup(name: str, prefix: str = "") -> None:
    """Begin a group inside a group of exported variables, in the body of a class, as `@export_subgroup` does.

    Args:
        name: What an editor shows above it, "" to end one.
        prefix: What the names of its variables begin with.
    """
    _head(1 << 8, name, prefix)


class _Given:
    """What is there already, to be awaited."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        """Keep the value."""
        self._value = value

    def __await__(self) -> Generator[Any, Any, Any]:
        """Give the value at once."""
        return self._value
        yield


def wait(value: Any) -> Awaitable[Any]:
    """Return what `await` of any value waits for: a signal or a coroutine; everything else is there at once.

    Args:
        value: What the expression behind `await` gave.
    """
    return value if hasattr(type(value), "__await__") else _Given(value)


class _Resumed:
    """What a task waits for until somebody calls its `resume()`."""

    __slots__ = ()

    def _wait(self, task: Any) -> None:
        """Keep nothing: who called the function has the task."""

    def _abandon(self, task: Any) -> None:
        """Forget nothing."""

    def __await__(self) -> Generator[Any, Any, Any]:
        """Wait for `resume()`."""
        return (yield self)


def yield_() -> Awaitable[Any]:
    """Return what Godot 3's `yield()` waits for: `resume()` of what the call of the function gave."""
    return _Resumed()


def rpc(*arguments: Any) -> Callable[[F], F]:
    """Note what `@rpc` says of a function; nothing is sent here, and the function is an ordinary one.

    Args:
        *arguments: Those of the annotation.
    """

    def noted(function: F) -> F:
        function.rpc = arguments  # type: ignore[attr-defined]  # read by whoever looks for what a game would send
        return function

    return noted
