"""The format of a recording: its version, every call of the seam with the kinds of what it takes and gives, and how values are read.

Rules: a kind says how a value is checked, written and read; nothing is guessed from the text. A value that was read is the value that
a backend would have been given or would have returned; but bytes of which a file tells only the length are made each time they are
wanted, for a line of 30 characters may stand for ten million of them. Writing, where real ids become invented ones, is in
pseudonyms.py.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from operator import index
from typing import Any, Final, NamedTuple, SupportsFloat, SupportsIndex, get_args

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.callbacks import Record
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason, member_of
from steam_nodes.steam.results import Result, result_of
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

HEAD: Final = "steam_nodes recording"
VERSION: Final = 1
MOST_BYTES: Final = 1 << 26
"""How long the file of a recording may be: some hours of play."""
MOST_OF_A_LINE: Final = 1 << 20
"""How long a line may be, with its end."""
MOST_OF_TICKETS: Final = 1 << 25
"""How many bytes the tickets of a recording may have together, each counted once."""
MOST_INVENTED: Final = 9_999_999
"""How many bytes a ticket, packet or address may have."""
BYTES: Final = re.compile(r"(ticket|packet|address) ([1-9][0-9]{0,8}) of ([0-9]{1,7}) bytes")


class RecordingError(ValueError):
    """A file that is no recording, or none that can be read or written here; the text names the file, the line and the remedy."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


class Call(NamedTuple):
    """One call of the seam: the names and kinds of its arguments, and the kinds of what it returns (several: a tuple)."""

    takes: dict[str, str]
    gives: tuple[str, ...]


def _call(takes: str = "", gives: str = "value") -> Call:
    return Call(dict(word.split(":") for word in takes.split()), tuple(gives.split()))


CALLS: Final[dict[str, Call]] = {
    "server_init": _call("ip:host game_port:int query_port:int server_mode:int version:text", "value text"),
    "server_shutdown": _call(),
    "log_on": _call("token:token"),
    "log_on_anonymous": _call(),
    "log_off": _call(),
    "logged_on": _call(),
    "get_steam_id": _call("", "id"),
    "request_user_stats": _call("steam_id:id", "call"),
    "get_user_stat_int": _call("steam_id:id name:text"),
    "get_user_stat_float": _call("steam_id:id name:text"),
    "get_user_achievement": _call("steam_id:id name:text"),
    "set_user_stat_int": _call("steam_id:id name:text value:number"),
    "set_user_stat_float": _call("steam_id:id name:text value:real"),
    "update_user_avg_rate_stat": _call("steam_id:id name:text count_this_session:real session_length:real"),
    "set_user_achievement": _call("steam_id:id name:text"),
    "clear_user_achievement": _call("steam_id:id name:text"),
    "store_user_stats": _call("steam_id:id", "call"),
    "initialised": _call(),
    "set_user_stats": _call("steam_id:id values:values", "names"),
    "get_server_steam_id": _call("", "id"),
    "secure": _call(),
    "release_current_thread_memory": _call(),
    "set_server_field": _call("field:text value:value"),
    "set_key_value": _call("key:text value:text"),
    "clear_all_key_values": _call(),
    "get_public_ip": _call("", "address"),
    "was_restart_requested": _call(),
    "get_auth_session_ticket": _call("remote_steam_id:id", "handle ticket"),
    "cancel_auth_ticket": _call("handle:handle"),
    "begin_auth_session": _call("ticket:ticket steam_id:id"),
    "end_auth_session": _call("steam_id:id"),
    "user_has_license_for_app": _call("steam_id:id app_id:int"),
    "request_user_group_status": _call("steam_id:id group_id:id"),
    "associate_with_clan": _call("clan_id:id", "call"),
    "compute_new_player_compatibility": _call("steam_id:id", "call"),
    "handle_incoming_packet": _call("packet:packet ip:ip port:int"),
    "get_next_outgoing_packet": _call("", "packet ip int"),
    "get_app_id": _call(),
    "get_server_real_time": _call(),
    "get_ip_country": _call(),
    "get_api_call_failure_reason": _call(),
    "is_api_call_completed": _call("", "value value"),
}
"""Every call of ServerBackend that stands on a line of its own; advance, poll, why and close have lines of their own kinds."""

RECORDS: Final[dict[str, Any]] = {kind.__name__: kind for kind in get_args(Record)}
FIELDS: Final = {
    "call": "call",
    "result": "result",
    "steam_id": "id",
    "owner_id": "id",
    "group_id": "id",
    "response": "response",
    "reason": "reason",
    "secure": "value",
    "still_retrying": "value",
    "member": "value",
    "officer": "value",
    "players_dont_like_candidate": "value",
    "players_candidate_doesnt_like": "value",
    "clan_players_dont_like_candidate": "value",
}
"""The kind of each field of the records, by its name."""


def bind(name: str, args: tuple[object, ...], named: dict[str, object]) -> list[object]:
    """Return the arguments of a call in order, each checked and in its plainest form.

    Raises:
        TypeError: There are too many, too few, or one has the wrong type.
    """
    takes = CALLS[name].takes
    given = dict(zip(takes, args, strict=False))
    if len(args) > len(takes) or given.keys() & named.keys() or given.keys() | named.keys() != takes.keys():
        message = f"{name} takes ({', '.join(takes)}), each once"
        raise TypeError(message)
    given |= named
    return [check(kind, f"{name}: {label}", given[label]) for label, kind in takes.items()]


def returned(name: str, value: Any) -> list[object] | None:
    """Return what a call returned in its plainest form, one value for each kind; None for a None in place of a tuple.

    Raises:
        TypeError: A value has the wrong type: the backend does not keep the seam.
    """
    kinds = CALLS[name].gives
    if len(kinds) == 1:
        return [check(kinds[0], f"the value of {name}", value)]
    if value is None:
        return None
    return [check(kind, f"the value of {name}", part) for kind, part in zip(kinds, value, strict=True)]


@dataclass(frozen=True, slots=True)
class PlaceholderBytes:
    """The bytes that stand for the n-th ticket, packet or address, as long as it was."""

    number: int
    length: int

    def made(self) -> bytes:
        """Return them."""
        word = b"%d invented " % self.number
        return (word * (self.length // len(word) + 1))[: self.length]


def made(value: Any) -> Any:
    """Return a value that was read, or the tuple of several, as a backend gives or takes it."""
    if isinstance(value, tuple):
        return tuple(map(made, value))
    return value.made() if isinstance(value, PlaceholderBytes) else value


# Checking: a value as it is given to a call.


def _integer(label: str, value: object) -> int:
    # The common case first, here and below: to ask for a protocol takes longer than all the rest of reading a line.
    if type(value) is int:
        return value
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise _misfit(label, "an int", value)
    return index(value)


def _number(label: str, value: object) -> float:
    if type(value) is int or type(value) is float:
        return value
    if isinstance(value, bool):
        return value
    if isinstance(value, SupportsIndex):
        return index(value)
    if isinstance(value, SupportsFloat):
        return float(value)
    raise _misfit(label, "a number", value)


def _real(label: str, value: object) -> float:
    number = _number(label, value)
    try:
        return number if isinstance(number, bool) else float(number)
    except OverflowError:
        return number


def _text(label: str, value: object) -> str:
    if not isinstance(value, str):
        raise _misfit(label, "a str", value)
    return str.__str__(value)


def _data(label: str, value: object) -> bytes:
    if not isinstance(value, bytes | bytearray | memoryview):
        raise _misfit(label, "bytes", value)
    return bytes(value)


def _values(label: str, value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise _misfit(label, "a mapping of names to numbers", value)
    return {_text(label, name): _number(label, number) for name, number in value.items()}


def _names(label: str, value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise _misfit(label, "a list of names", value)
    return [_text(label, name) for name in value]


def _value(label: str, value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    return _text(label, value) if isinstance(value, str) else _number(label, value)


_CHECKS: Final[dict[str, Callable[[str, object], object]]] = {
    **dict.fromkeys(("id", "call", "handle", "ip", "int", "result", "response", "reason"), _integer),
    **dict.fromkeys(("token", "host", "text"), _text),
    **dict.fromkeys(("ticket", "packet", "address"), _data),
    "number": _number,
    "real": _real,
    "values": _values,
    "names": _names,
    "value": _value,
}


def check(kind: str, label: str, value: object) -> object:
    """Return a value in its plainest form.

    Raises:
        TypeError: It is not of its kind.
    """
    return _CHECKS[kind](label, value)


def _misfit(label: str, wanted: str, value: object) -> TypeError:
    return TypeError(f"{label} is {wanted}, not {type(value).__name__} {short(value)}")


# Reading: a value as it stands in a file, already taken out of its JSON.


def read(kind: str, written: Any) -> Any:
    """Return the value that was written.

    Raises:
        ValueError: The text is not of its kind.
        TypeError: The same.
    """
    if isinstance(written, dict) and written.keys() == {"hex"}:
        written = int(written["hex"], 16)
    if kind in {"ticket", "packet", "address"}:
        return _read_bytes(written)
    if kind == "ip" and isinstance(written, str):
        return int(ipaddress.IPv4Address(written))
    if kind in _ENUMS:
        return _read_member(kind, written)
    if kind == "values":
        return {_text(kind, name): _number(kind, read("number", number)) for name, number in written.items()}
    return check(kind, kind, written)


def read_record(name: str, written: Any) -> Record:
    """Return the record that was written under the name of its class.

    Raises:
        ValueError: There is no such record, or it has other fields.
        TypeError: A field has the wrong type.
    """
    kind = RECORDS.get(name)
    labels = [field.name for field in fields(kind)] if kind else []
    if kind is None or not isinstance(written, dict) or set(labels) != written.keys():
        message = f"there is no record {name[:60]} with these fields"
        raise ValueError(message)
    found = {label: read(FIELDS[label], written[label]) for label in labels}
    record: Record = kind(**{label: SteamID(value) if FIELDS[label] == "id" else value for label, value in found.items()})
    return record


_ENUMS: Final[dict[str, Any]] = {"result": Result, "response": AuthSessionResponse, "reason": DenyReason}


def _read_member(kind: str, written: object) -> int:
    """Read a member by its name, and a number newer than the table as it is."""
    enum = _ENUMS[kind]
    if isinstance(written, str):
        if written in enum.__members__:
            return enum[written]  # type: ignore[no-any-return]  # an IntEnum's
        message = f"{kind} has no {short(written)}"
        raise ValueError(message)
    number = _integer(kind, written)
    return result_of(number) if enum is Result else member_of(enum, number)


def _read_bytes(written: object) -> bytes | PlaceholderBytes:
    """Read an address, or bytes that only have a number and a length."""
    text = _text("bytes", written)
    match = BYTES.fullmatch(text)
    if match:
        return PlaceholderBytes(int(match[2]), int(match[3]))
    return ipaddress.ip_address(text).packed if text else b""
