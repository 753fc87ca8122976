"""The format of a recording: its version, the kinds of what each call of the seam takes and gives, and how values are read.

Rules: the calls and their kinds are read from the annotations of the seam (backend.py) and of the records, so that a new one needs no
line here. A kind says how a value is checked, written and read; nothing is guessed from the text. A value that was read is the value that
a backend would have been given or would have returned; but bytes of which a file tells only the length are made each time they are
wanted, for a line of 30 characters may stand for ten million of them. Writing, where real ids become pseudonyms, is in
pseudonyms.py.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from inspect import isfunction
from operator import index
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, SupportsFloat, SupportsIndex, Union, get_args, get_origin, get_type_hints

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.backend import AnyBackend, Backend, ServerBackend
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
MOST_OF_A_PLACEHOLDER: Final = 9_999_999
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


def _calls(*seams: type) -> dict[str, Call]:
    """Return the calls of Protocols by name, with the kinds that their annotations tell."""
    shared = vars(AnyBackend)
    named = {
        name: call for seam in seams for name, call in vars(seam).items() if isfunction(call) and name[0] != "_" and name not in shared
    }
    calls = {}
    for name, call in named.items():
        hints = get_type_hints(call, localns={"Mapping": Mapping}, include_extras=True)
        returned = hints.pop("return")
        calls[name] = Call({label: _taken(hint) for label, hint in hints.items()}, _given(returned))
    return calls


def _word(hint: Any) -> str:
    """Return the word of a type of the seam, "" for one of Python's own."""
    return str(hint.__metadata__[0]) if get_origin(hint) is Annotated else ""


def _taken(hint: Any) -> str:
    """Return the kind of an argument: the word of its type, else what fits Python's own."""
    return _word(hint) or ("text" if get_origin(hint) is Literal else _PLAIN.get(hint, "value"))


def _given(hint: Any) -> tuple[str, ...]:
    """Return the kinds of what a call returns."""
    word = _word(hint)
    if word:
        return (word,)
    parts = [part for part in get_args(hint) if part is not type(None)]
    whole = parts[0] if get_origin(hint) in {Union, UnionType} and len(parts) == 1 else hint
    if get_origin(whole) is tuple:
        return tuple("text" if part is str else _word(part) or "value" for part in get_args(whole))
    return ("names",) if whole == list[str] else ("value",)


_PLAIN: Final[dict[Any, str]] = {int: "int", float: "real", str: "text", Mapping[str, float]: "values"}
CALLS: Final[dict[str, Call]] = _calls(Backend, ServerBackend)
"""Every call of ServerBackend that stands on a line of its own; advance, poll, why and close have lines of their own kinds."""

RECORDS: Final[dict[str, Any]] = {kind.__name__: kind for kind in get_args(Record)}
_TYPES: Final = {"SteamID": "id", "Result": "result", "AuthSessionResponse": "response", "DenyReason": "reason"}
FIELDS: Final[dict[str, str]] = {
    field.name: "call" if field.name == "call" else _TYPES.get(str(field.type), "value")
    for kind in RECORDS.values()
    for field in fields(kind)
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
