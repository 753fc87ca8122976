"""The types of what a program may pass to any side of Steam: numbers, texts, bytes, seconds, tables and lists.

Rules: pure functions. A wrong type raises TypeError, which names the call, the argument and what is wanted; a bool is no number, and a
class is no value of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from math import inf
from typing import Final, SupportsFloat, SupportsIndex, TypeVar

from steam_nodes.steam.stat_values import short

MOST_FRAME: Final = 1e9
"""How many seconds a frame may have at most, some thirty years."""

E = TypeVar("E", bound=IntEnum)


def require_int(call: str, label: str, value: object) -> int:
    """Return an int.

    Raises:
        TypeError: It is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"{call}: {label} is an int, not {type(value).__name__} {short(value)}"
        raise TypeError(message)
    return value


def require_bool(call: str, label: str, value: object) -> bool:
    """Return a bool.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, bool):
        message = f"{call}: {label} is True or False, not {type(value).__name__} {short(value)}"
        raise TypeError(message)
    return value


def require_str(call: str, label: str, value: object) -> str:
    """Return a str.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, str):
        message = f"{call}: {label} is a str, not {type(value).__name__} {short(value)}"
        raise TypeError(message)
    return value


def require_bytes(call: str, label: str, value: object) -> bytes:
    """Return what is given as bytes, with exactly its bytes.

    Raises:
        TypeError: It is not bytes, bytearray or memoryview.
    """
    if not isinstance(value, bytes | bytearray | memoryview):
        message = f"{call}: the {label} is bytes, not {type(value).__name__} {short(value)}"
        raise TypeError(message)
    return bytes(value)


def require_seconds(call: str, label: str, value: object) -> float:
    """Return a number of seconds, 0 or more and finite.

    Raises:
        TypeError: It is no number.
        ValueError: It is below 0, infinite or not a number (NaN).
    """
    seconds = _seconds(call, label, value)
    if not 0 <= seconds < inf:
        message = f"{call}: {label} is {short(value)}; give seconds, 0 or more"
        raise ValueError(message)
    return seconds


def require_frame(delta: object) -> float:
    """Return the length of a frame in seconds: one that is no number, or never ends, would spoil the time for ever.

    It may be below 0, for a clock that is set back.

    Raises:
        TypeError: It is no number.
        ValueError: It is beyond MOST_FRAME, or not a number (NaN).
    """
    seconds = _seconds("advance", "delta", delta)
    if not -MOST_FRAME <= seconds <= MOST_FRAME:
        message = f"advance: delta is {short(delta)}; give the seconds of one frame, at most {MOST_FRAME:.0f}"
        raise ValueError(message)
    return seconds


def _seconds(call: str, label: str, value: object) -> float:
    """Return any number of seconds."""
    if isinstance(value, bool | type) or not isinstance(value, SupportsFloat | SupportsIndex):
        message = f"{call}: {label} is a number of seconds, not {type(value).__name__} {short(value)}"
        raise TypeError(message)
    try:
        return float(value)
    except OverflowError:
        return inf


def require_mapping(call: str, label: str, value: object, holds: str) -> None:
    """Check that something is a table.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, Mapping):
        message = f"{call}: {label} is a dict of {holds}, not {type(value).__name__} {short(value)}"
        raise TypeError(message)


def require_list(call: str, label: str, value: object, holds: str) -> None:
    """Check that something is a list, a tuple or another sequence, and not bytes, which are ints one by one.

    Raises:
        TypeError: It is none.
    """
    if isinstance(value, bytes | bytearray | memoryview) or not isinstance(value, Sequence):
        message = f"{call}: {label} is a list of {holds}, not {type(value).__name__} {short(value)}"
        raise TypeError(message)


def require_several(call: str, label: str, value: object, holds: str) -> None:
    """Check that something can be gone through, and is neither a text nor bytes.

    Raises:
        TypeError: It cannot.
    """
    if isinstance(value, str | bytes | bytearray | memoryview | type) or not isinstance(value, Iterable):
        message = f"{call}: {label} are several {holds}, such as a list, not {type(value).__name__} {short(value)}"
        raise TypeError(message)


def require_member(call: str, label: str, kind: type[E], value: object) -> E:
    """Return a member of one of Steam's enums.

    Raises:
        TypeError: It is no int.
        ValueError: It is none of the members.
    """
    number = require_int(call, label, value)
    if number not in kind._value2member_map_:
        message = f"{call}: {label} is {short(number)}; pass one of {kind.__name__}, such as {kind.__name__}.{next(iter(kind)).name}"
        raise ValueError(message)
    return kind(number)
