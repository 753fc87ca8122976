"""The JSON that `steam-nodes world export` writes and `import` reads, as docs/reference/command_line.md describes it.

Rules: it is one object whose lists are written and read an item at a time, so that any number of players takes little memory. White space
and the order of its members do not matter, but that "format", "version" and "app_id" stand before the lists, and "boards" before "entries".
A newer version is refused. Whatever is wrong raises DocumentError, which names the place. What the schema knows is judged by it; what it
does not know stands under "others", as the store has it.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from steam_nodes.cli.commands import nearest
from steam_nodes.object.plain_text import plain
from steam_nodes.steam.local.server.contents import KeptEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from steam_nodes import Schema
    from steam_nodes.steam.local.server.contents import KeptPlayer

FORMAT: Final = "steam_nodes world"
VERSION: Final = 1
LISTS: Final = ("players", "boards", "entries", "totals")
"""The lists of the document; each item is one line of what export writes."""
_CHUNK: Final = 1 << 16
_MOST_ITEM: Final = 16 << 20
_INT32: Final = 1 << 31
_UINT64: Final = (1 << 64) - 1
_NO_FILE: Final = _UINT64
_MOST_DETAILS: Final = 64
_MOST_NAME: Final = 127
_MOST_DAY: Final = 1 << 31
_WHOLE: Final = 1 << 53
_SINGLE: Final = 3.4028235e38
_PAIR: Final = 2
SORTS: Final = {"ascending": 1, "descending": 2}
DISPLAYS: Final = {"numeric": 1, "seconds": 2, "milliseconds": 3}


class DocumentError(ValueError):
    """What is no export of a world; the text names the place and what is wrong there."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


class Item(NamedTuple):
    """One item of a list of the document."""

    list_name: str
    number: int
    value: Any

    def refuse(self, fault: str) -> NoReturn:
        """Refuse this item.

        Args:
            fault: What is wrong with it.

        Raises:
            DocumentError: Always.
        """
        message = f"item {self.number} of {self.list_name}: {fault}"
        raise DocumentError(message)


# Writing.


def write(stream: TextIO, head: dict[str, Any], lists: dict[str, Iterable[Any]]) -> dict[str, int]:
    """Write a document, an item on each line.

    Args:
        stream: Where to.
        head: What stands before the lists.
        lists: The items of each list.

    Returns:
        How many items each list has.
    """
    counts = {}
    first = ",\n".join(f"{json.dumps(name)}: {_dumped(value)}" for name, value in head.items())
    stream.write("{\n" + first)
    for name, items in lists.items():
        stream.write(f",\n{json.dumps(name)}: [")
        counts[name] = 0
        for item in items:
            stream.write((",\n" if counts[name] else "\n") + _dumped(item))
            counts[name] += 1
        stream.write("\n]" if counts[name] else "]")
    stream.write("\n}\n")
    return counts


def player_item(player: KeptPlayer, schema: Schema) -> dict[str, Any]:
    """Return a player as the document has one: what is kept, and no default.

    Args:
        player: The player.
        schema: What names the stats.
    """
    stats: dict[str, Any] = {}
    achievements: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, raw in player.row.items():
        if name in player.others:
            others[name] = raw
        else:
            (achievements if name in schema.achievements else stats)[name] = raw
    item: dict[str, Any] = {"steam_id": str(player.steam_id), "stats": stats, "achievements": achievements}
    return {**item, "others": others} if others else item


def _dumped(value: Any) -> str:
    # ASCII alone: the file is the same whatever the encoding of the stream.
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


# Reading.


def read(stream: TextIO, *, app_id: int, told: Callable[[int], None] | None = None) -> Iterator[Item]:
    """Go through the items of a document.

    Args:
        stream: Where it stands.
        app_id: The app that it must be of.
        told: Called now and then with how many characters were read.

    Yields:
        The items in their order.

    Raises:
        DocumentError: It is no document, a newer one, or one of another app.
    """
    text = _Text(stream, told)
    head: dict[str, Any] = {}
    seen: set[str] = set()
    text.take("{")
    while not text.next_is("}"):
        if seen:
            text.take(",")
        name = text.value()
        if not isinstance(name, str) or name in seen:
            message = f"{text.place()}: {name!r} is no name of a member, or stands there twice"
            raise DocumentError(message)
        seen.add(name)
        text.take(":")
        if name not in LISTS:
            head[name] = text.value()
            continue
        _require_head(head, app_id)
        text.take("[")
        number = 0
        while not text.next_is("]"):
            if number:
                text.take(",")
            number += 1
            yield Item(name, number, text.value())
        text.take("]")
    text.take("}")
    _require_head(head, app_id)
    text.require_end()


def _require_head(head: dict[str, Any], app_id: int) -> None:
    """Make sure that the document is one for this app."""
    if head.get("format") != FORMAT:
        message = f'it has no "format": "{FORMAT}" before its lists, so it is not what steam-nodes world export has written'
        raise DocumentError(message)
    version = head.get("version")
    if type(version) is not int or version < 1:
        message = f'its "version" is {version!r}, not a number from 1 up'
        raise DocumentError(message)
    if version > VERSION:
        message = f"it has version {version}, this steam_nodes reads up to {VERSION}; update steam_nodes"
        raise DocumentError(message)
    if head.get("app_id") != app_id:
        message = f"it is of app {head.get('app_id')!r}, and the schema of app {app_id}; name the right schema with --schema"
        raise DocumentError(message)


class _Text:
    """JSON that is read a value at a time."""

    def __init__(self, stream: TextIO, told: Callable[[int], None] | None) -> None:
        self._stream = stream
        self._told = told
        self._buffer = ""
        self._at = 0
        self._before = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_constant=_constant, object_pairs_hook=_pairs)

    def place(self) -> str:
        """Say where it stands."""
        return f"character {self._before + self._at + 1}"

    def next_is(self, mark: str) -> bool:
        """Whether the next mark is this one."""
        self._skip()
        return self._buffer.startswith(mark, self._at)

    def take(self, mark: str) -> None:
        """Go behind the next mark, which must be this one."""
        if not self.next_is(mark):
            found = repr(self._buffer[self._at : self._at + 1]) if self._at < len(self._buffer) else "the end of the file"
            message = f"{self.place()}: {mark!r} must stand there, not {found}"
            raise DocumentError(message)
        self._at += 1

    def value(self) -> Any:
        """Read the next value."""
        self._skip()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                message = f"{self.place()}: it is nested too deep"
                raise DocumentError(message) from None
            except json.JSONDecodeError as fault:
                message = f"character {self._before + fault.pos + 1}: {fault.msg}"
                if len(self._buffer) - self._at > _MOST_ITEM or not self._more():
                    raise DocumentError(message) from None
            except ValueError as fault:
                # One of ours, or a number with more digits than Python reads.
                message = f"{self.place()}: {fault}"
                raise DocumentError(message) from None
            else:
                # A number may go on in what was not read yet.
                if end < len(self._buffer) or not self._more():
                    self._at = end
                    return value

    def require_end(self) -> None:
        """Make sure that nothing follows."""
        self._skip()
        if self._at < len(self._buffer):
            message = f"{self.place()}: something follows behind the end"
            raise DocumentError(message)

    def _skip(self) -> None:
        """Go over white space."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._buffer) or not self._more():
                return

    def _more(self) -> bool:
        """Read on; return whether there was more."""
        if self._ended:
            return False
        read = self._stream.read(max(_CHUNK, len(self._buffer) - self._at))
        self._ended = not read
        self._before += self._at
        self._buffer = self._buffer[self._at :] + read
        self._at = 0
        if self._told is not None:
            self._told(self._before + len(self._buffer))
        return bool(read)


def _constant(word: str) -> float:
    message = f"{word} is no number of JSON"
    raise DocumentError(message)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a name stands in an object twice"
        raise DocumentError(message)
    return found


# What the items hold.


def player_of(item: Item, schema: Schema) -> tuple[int, dict[str, Any]]:
    """Return the Steam ID and the row that an item of "players" holds.

    Args:
        item: The item.
        schema: What names the stats.

    Raises:
        DocumentError: It is no player, or a value does not fit the schema.
    """
    value = _object(item, {"steam_id", "stats", "achievements"}, {"others"})
    steam_id = _steam_id(item, value["steam_id"])
    row: dict[str, Any] = {}
    for part, known in (("stats", schema.stats), ("achievements", schema.achievements), ("others", None)):
        values = value.get(part, {})
        if not isinstance(values, dict):
            item.refuse(f'"{part}" is {_shown(values)}, not an object')
        for name, raw in values.items():
            if name in row:
                item.refuse(f"{_shown(name)} stands in it twice")
            if known is None:
                if not _is_raw(raw) or not _is_utf8(name):
                    item.refuse(f"{_shown(name)} is {_shown(raw)}, which no store can hold")
            elif name not in known:
                near = nearest(name, known)
                item.refuse(f'the schema has no {_shown(name)} under {part}{near}; what it does not know stands under "others"')
            elif raw is not None:
                _require_fit(item, name, raw, "TIME" if part == "achievements" else schema.stats[name].type)
            row[name] = raw
    return steam_id, row


def _require_fit(item: Item, name: str, raw: Any, kind: str) -> None:
    """Make sure that a value is of its type."""
    fits, what = {
        "INT": (_is_int(raw, _INT32), "an int32"),
        "FLOAT": (_is_number(raw, _SINGLE), "a float32"),
        "AVGRATE": (_is_number(raw, _SINGLE) or (_is_pair(raw) and raw[1] >= 0), "[count, time]"),
        "TIME": (_is_int(raw, _WHOLE) and raw >= 0, "the seconds since 1970 of an unlock, or null"),
    }[kind]
    if not fits:
        item.refuse(f"{_shown(name)} is {_shown(raw)}, not {what}")


def board_of(item: Item) -> tuple[str, int, int]:
    """Return the name, the sort method and the display type that an item of "boards" holds.

    Args:
        item: The item.

    Raises:
        DocumentError: It is no board.
    """
    value = _object(item, {"name", "sort", "display"}, set())
    name = value["name"]
    if not isinstance(name, str) or not 1 <= len(name.encode(errors="replace")) <= _MOST_NAME or not _is_utf8(name):
        item.refuse(f"{_shown(name)} is no name of a leaderboard (1 to {_MOST_NAME} bytes of UTF-8)")
    for key, words in (("sort", SORTS), ("display", DISPLAYS)):
        if not isinstance(value[key], str) or value[key] not in words:
            item.refuse(f'"{key}" is {_shown(value[key])}, not one of {", ".join(words)}')
    return name, SORTS[value["sort"]], DISPLAYS[value["display"]]


def entry_of(item: Item) -> tuple[str, KeptEntry]:
    """Return the name of the board, and the entry, that an item of "entries" holds.

    Args:
        item: The item.

    Raises:
        DocumentError: It is no entry.
    """
    value = _object(item, {"board", "steam_id", "score", "time"}, {"details", "file"})
    if not isinstance(value["board"], str):
        item.refuse(f'"board" is {_shown(value["board"])}, not a name')
    if not _is_int(value["score"], _INT32):
        item.refuse(f'"score" is {_shown(value["score"])}, not an int32')
    if not _is_number(value["time"], 1e300):
        item.refuse(f'"time" is {_shown(value["time"])}, not seconds since 1970')
    details = value.get("details", [])
    if not isinstance(details, list) or len(details) > _MOST_DETAILS or not all(_is_int(each, _INT32) for each in details):
        item.refuse(f'"details" is {_shown(details)}, not a list of up to {_MOST_DETAILS} int32')
    file = _NO_FILE if value.get("file") is None else _steam_id(item, value["file"])
    steam_id = _steam_id(item, value["steam_id"])
    return value["board"], KeptEntry(steam_id, value["score"], float(value["time"]), tuple(details), file)


def total_of(item: Item) -> tuple[str, int, float]:
    """Return the stat, the day and how far the total moved on it that an item of "totals" holds.

    Args:
        item: The item.

    Raises:
        DocumentError: It is none.
    """
    value = _object(item, {"stat", "day", "added"}, set())
    if not isinstance(value["stat"], str) or not value["stat"] or not _is_utf8(value["stat"]):
        item.refuse(f'"stat" is {_shown(value["stat"])}, not a name')
    if not _is_int(value["day"], _MOST_DAY):
        item.refuse(f'"day" is {_shown(value["day"])}, not a day counted from 1970')
    added = value["added"]
    if not (_is_int(added, _WHOLE) if type(added) is int else _is_number(added, 1e300)):
        item.refuse(f'"added" is {_shown(added)}, not a number')
    return value["stat"], value["day"], added


def _object(item: Item, needed: set[str], possible: set[str]) -> dict[str, Any]:
    """Return the object that an item is."""
    value = item.value
    if not isinstance(value, dict):
        item.refuse(f"it is {_shown(value)}, not an object")
    for name in sorted(needed - value.keys()):
        item.refuse(f'it has no "{name}"')
    for name in sorted(value.keys() - needed - possible):
        item.refuse(f"it has {_shown(name)}, which is not known there{nearest(name, needed | possible)}")
    return value


def _steam_id(item: Item, text: Any) -> int:
    """Return a number of 64 bits, which stands there as text."""
    whole = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= len(str(_UINT64)) and int(text) <= _UINT64
    if not whole:
        item.refuse(f'{_shown(text)} is no number of 64 bits in quotes, such as "76561197960287931"')
    return int(text)


def _is_int(value: Any, beyond: int) -> bool:
    return type(value) is int and -beyond <= value <= beyond - (1 if beyond == _INT32 else 0)


def _is_number(value: Any, most: float) -> bool:
    return type(value) in (int, float) and -most <= value <= most and math.isfinite(value)


def _is_pair(value: Any) -> bool:
    return type(value) is list and len(value) == _PAIR and all(_is_number(each, 1.7e308) for each in value)


def _is_raw(value: Any) -> bool:
    """Whether a row of a store can hold a value."""
    if type(value) is int:
        return _is_int(value, _WHOLE)
    return value is None or (type(value) is float and _is_number(value, _SINGLE)) or _is_pair(value)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004  # a line has room for so much
