"""The `emit` of signals, one function for each number of arguments.

Rules: it walks over the plan of its signal, a list of [reference or None, function]; a bound method is called as its function with the
object the reference gives, and skipped when that is gone. Each call has its own try, so that every receiver runs. It is made from a text
because unpacking a tuple of arguments at each call would cost several times as much as the call.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object.error import raise_all

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from types import FrameType

MISSING: Final[Any] = object()

EMIT_CODES: Final[set[object]] = set()
"""The code objects of every `emit`, by which `free()` sees that an object is emitting."""

_EMITTERS: Final[dict[int, Function[..., None]]] = {}


def emitting() -> list[Any]:
    """Return the signals whose emission is running in this thread, the innermost first."""
    found = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code in EMIT_CODES:
            found.append(frame.f_locals["self"])
        frame = frame.f_back
    return found


def emitter_of(count: int) -> Function[..., None]:
    """Return the `emit` for a number of arguments; called with another number it passes the call on to that one's."""
    if count not in _EMITTERS:
        _EMITTERS[count] = _made(count)
    return _EMITTERS[count]


def _made(count: int) -> Function[..., None]:
    names = [f"a{i}" for i in range(count)]
    passed = ", ".join(names)
    tuple_of = f"({passed},)" if names else "()"
    defaults = "".join(f"{name}=MISSING, " for name in names)
    missing = f"{names[-1]} is MISSING or more" if names else "more"
    calls = f"""
        try:
            if ref is None:
                function({passed})
            else:
                receiver = ref()
                if receiver is not None:
                    function(receiver{", " if names else ""}{passed})
        except Exception as failure:
            failed = self._fail(failure, failed, (ref, function), {tuple_of})"""
    # One test sends everything out of the ordinary to the second function: each test more would be felt in every emission.
    source = f"""
def emit(self, {defaults}*more):
    if {missing} or self._flags:
        return slowly(self, (*{tuple_of}, *more))
    failed = None
    for ref, function in self._plan:{calls}
    lane = self._lane
    if lane is not None and lane.receivers:
        failed = self._tell_blinker({tuple_of}, failed)
    if failed is not None:
        raise_all(failed)

def slowly(self, args):
    args = tuple(arg for arg in args if arg is not MISSING)
    if len(args) != {count}:
        return emitter(len(args))(self, *args)
    {f"{passed}, = args" if names else "pass"}
    failed = None
    for ref, function in self._prepare():{calls}
    failed = self._tell_blinker(args, failed)
    if failed is not None:
        raise_all(failed)
"""
    scope: dict[str, Any] = {"MISSING": MISSING, "emitter": emitter_of, "raise_all": raise_all, "__name__": __name__}
    exec(compile(source, f"<emit of {count}>", "exec"), scope)  # noqa: S102
    made: Function[..., None] = scope["emit"]
    EMIT_CODES.update((made.__code__, scope["slowly"].__code__))
    return made
