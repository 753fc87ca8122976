"""What a program may pass to any side of Steam: types, the arguments of server_init, and what a server tells of itself.

Rules: pure functions. A wrong type raises TypeError, which names the call, the argument and what is wanted; a bool is no number, and a
class is no value of it. A wrong value is a fault: a clause of a sentence with its remedy, or "". Texts are counted in bytes of UTF-8 with
the NUL that ends them, as Valve counts; where Valve names no bound there is none here. Leaderboards have checks of their own
(leaderboard_checks.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from math import inf
from typing import Final, Literal, SupportsFloat, SupportsIndex, TypeAlias, TypeVar

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.stat_values import INT_MAX, short

MOST_FRAME: Final = 1e9
"""How many seconds a frame may have at most, some thirty years."""

ANY_ADDRESS: Final = ("", "0.0.0.0")  # noqa: S104 - what Steam takes for "all of this machine's addresses"
PORT_MAX: Final = 0xFFFF
_MODES: Final = (1, 2, 3)
_CONTEXT_MAX: Final = 3
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_INITIALS: Final = ("id", "ip", "api")

ServerField: TypeAlias = Literal[
    "advertise_server_active",
    "bot_player_count",
    "dedicated_server",
    "game_data",
    "game_description",
    "game_tags",
    "map_name",
    "max_player_count",
    "mod_dir",
    "password_protected",
    "product",
    "region",
    "server_name",
    "spectator_port",
    "spectator_server_name",
]
"""What a server tells of itself; each is one of Valve's Set calls."""

_TEXTS: Final[dict[ServerField, int | None]] = {
    "game_data": 2048,
    "game_description": 64,
    "game_tags": 128,
    "map_name": 32,
    "mod_dir": 32,
    "product": None,
    "region": 255,
    "server_name": 64,
    "spectator_server_name": 64,
}
_NUMBERS: Final[dict[ServerField, int]] = {"bot_player_count": INT_MAX, "max_player_count": INT_MAX, "spectator_port": PORT_MAX}
_SWITCHES: Final[tuple[ServerField, ...]] = ("advertise_server_active", "dedicated_server", "password_protected")
BEFORE_LOG_ON: Final[tuple[ServerField, ...]] = ("dedicated_server", "game_description", "mod_dir", "product")
"""What Valve wants to be told before the log on and not changed after it."""

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


def ipv4_number(address: str) -> int:
    """Return an IPv4 address as a number.

    Raises:
        ValueError: `address` is not four numbers from 0 to 255 with dots between.
    """
    parts = address.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) <= 3 and int(part) <= 255 for part in parts):  # noqa: PLR2004 - what an IPv4 address is
        message = f'"{plain(address)[:60]}" is not an IPv4 address; write four numbers from 0 to 255 with dots between, such as 203.0.113.5'
        raise ValueError(message)
    return int.from_bytes(bytes(map(int, parts)), "big")


def filter_fault(context: int, steam_id: int, message: str) -> str:
    """Say what is wrong with what `filter_text` is given, "" if nothing is.

    Raises:
        TypeError: Something has the wrong type.
    """
    call = "filter_text"
    require_int(call, "context", context)
    require_int(call, "steam_id", steam_id)
    fault = text_fault(call, require_str(call, "message", message))
    if not 0 <= context <= _CONTEXT_MAX:
        return f"context is {short(context)}; pass 0 to 3, such as TextFilteringContext.CHAT"
    if not 0 <= steam_id <= _UINT64:
        return f"{short(steam_id)} is not a Steam ID; pass who wrote the text, or 0 where nobody is known"
    return fault


def camel(call: str) -> str:
    """Return a call in GodotSteam's spelling: `request_user_stats` is `requestUserStats`, and `get_app_id` is `getAppID`."""
    first, *rest = call.split("_")
    return first + "".join(part.upper() if part in _INITIALS else part.capitalize() for part in rest)


def ip_number(ip: str) -> int:
    """Return an IPv4 address as Steam takes it, 0 for any."""
    return 0 if ip in ANY_ADDRESS else ipv4_number(ip)


def dotted(address: int) -> str:
    """Return an IPv4 address as it is written, "203.0.113.7"."""
    return ".".join(map(str, address.to_bytes(4)))


def text_fault(call: str, text: object, most: int | None = None) -> str:
    """Say what is wrong with a text, "" if nothing is.

    Args:
        call: The call, for the error.
        text: The text.
        most: How many bytes it may have, the NUL that ends it among them; None for any number.

    Raises:
        TypeError: It is not a str.
    """
    if not isinstance(text, str):
        message = f"{call}: a str is wanted, not {type(text).__name__} {short(text)}"
        raise TypeError(message)
    if "\0" in text:
        return f"{short(text)} has a NUL in it, where Steam would cut it off; leave it out"
    try:
        size = len(text.encode()) + 1
    except UnicodeEncodeError:
        return f"{short(text)} cannot be written as UTF-8; leave the lone surrogates out"
    if most is not None and size > most:
        return f"{short(text)} has {size - 1} bytes; pass at most {most - 1}"
    return ""


def server_fault(ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> str:
    """Say what is wrong with the arguments of server_init, "" if nothing is.

    Raises:
        TypeError: One of them has the wrong type.
    """
    for label, text in (("ip", ip), ("version", version)):
        require_str("server_init", label, text)
    for label, number in (("game_port", game_port), ("query_port", query_port), ("server_mode", server_mode)):
        require_int("server_init", label, number)
    fault = text_fault("server_init", version)
    if fault:
        return fault
    if ip not in ANY_ADDRESS:
        try:
            ipv4_number(ip)
        except ValueError as error:
            return str(error)
    for label, port in (("game_port", game_port), ("query_port", query_port)):
        if not 1 <= port <= PORT_MAX:
            return f"{label} {short(port)} is not a port; pass a number from 1 to {PORT_MAX}"
    if server_mode not in _MODES:
        remedy = "pass 1 (no authentication), 2 (authentication) or 3 (authentication and secure)"
        return f"server_mode {short(server_mode)} is unknown; {remedy}"
    return ""


def field_fault(field: ServerField, value: str | int | bool) -> str:
    """Say what is wrong with a thing a server tells of itself, "" if nothing is.

    Args:
        field: Which of Valve's Set calls.
        value: What is told.

    Raises:
        TypeError: The value has the wrong type.
        ValueError: There is no such field.
    """
    require_str("set_server_field", "field", field)
    if field in _SWITCHES:
        if not isinstance(value, bool):
            message = f"set_{field}: a bool is wanted, not {type(value).__name__} {short(value)}"
            raise TypeError(message)
        return ""
    most = _NUMBERS.get(field)
    if most is not None:
        if isinstance(value, bool) or not isinstance(value, int):
            message = f"set_{field}: an int is wanted, not {type(value).__name__} {short(value)}"
            raise TypeError(message)
        return "" if 0 <= value <= most else f"{short(value)} is out of range; pass a number from 0 to {most}"
    if field not in _TEXTS:
        message = f"a server tells nothing called {short(field)}; pass one of {', '.join(sorted([*_TEXTS, *_NUMBERS, *_SWITCHES]))}"
        raise ValueError(message)
    return text_fault(f"set_{field}", value, _TEXTS[field])
