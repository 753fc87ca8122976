"""Valve's KeyValues: a tree of keys, each with a value or with keys below it, in the binary form of Steam's own cache and as text.

Rules: pure functions on bytes and text. Keys are compared without their case, and of a key that stands twice the first counts, as in
Valve's reader. What is malformed raises SchemaError with its place: the byte of the binary form, the line and column of the text. How deep
and how much a file may hold is bounded, and nothing is read twice, so that no file takes long.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.tables import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NODES: Final = 500_000
"""How many keys a file may have; five thousand achievements in thirty languages have some 350,000."""
DEPTH: Final = 32
"""How many maps may stand within each other; a schema has nine."""

MAP, STRING, INT, FLOAT, POINTER, WIDE, COLOR, UINT64, END, INT64, END_TOO = 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11
_NUMBERS: Final = {
    INT: struct.Struct("<i"),
    FLOAT: struct.Struct("<f"),
    POINTER: struct.Struct("<I"),
    COLOR: struct.Struct("<I"),
    UINT64: struct.Struct("<Q"),
    INT64: struct.Struct("<q"),
}
_KINDS: Final = frozenset({MAP, STRING, WIDE, *_NUMBERS})
_TOKEN: Final = re.compile(
    r'[ \t\r\n]*+(?://[^\n]*+[ \t\r\n]*+)*+(?:(?P<open>\{)|(?P<close>\})|"(?P<text>(?:[^"\\]++|\\.)*+)(?P<shut>"?)'
    r'|(?P<condition>\[[^\]\n]*+\]?)|(?P<word>[^\s"{}]++)|(?P<over>\Z))',
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_MEANT: Final = {"n": "\n", "t": "\t", "v": "\v", "b": "\b", "r": "\r", "f": "\f", "a": "\a", "\\": "\\", '"': '"', "'": "'", "?": "?"}
_WRITTEN: Final = {value: f"\\{key}" for key, value in _MEANT.items() if key not in "'?"}

Value: TypeAlias = "str | int | float | Branch"


class Branch:
    """A key's map: what stands below it, in order.

    Args:
        place: Where it stands in the file, as errors say it.
    """

    __slots__ = ("entries", "place")

    def __init__(self, place: str = "") -> None:
        """Begin empty."""
        self.place: str = place
        self.entries: list[Entry] = []

    def get(self, key: str) -> Value | None:
        """Return the value of a key, None if there is none."""
        wanted = key.casefold()
        return next((entry.value for entry in self.entries if entry.key.casefold() == wanted), None)

    def branch(self, key: str) -> Branch | None:
        """Return the map of a key, None if there is none or the key has a value."""
        found = self.get(key)
        return found if isinstance(found, Branch) else None

    def add(self, key: str, value: Value, place: str = "") -> None:
        """Put a key behind those that are there."""
        self.entries.append(Entry(key, value, place))


@dataclass(slots=True)
class Entry:
    """One key with its value, and where it stands."""

    key: str
    value: Value
    place: str = ""


def read_binary(data: bytes, source: str) -> Branch:
    """Return the tree of a binary file.

    Args:
        data: The file.
        source: What errors call it.

    Raises:
        SchemaError: It is malformed, cut off, deeper or larger than any schema; the byte is named.
    """
    top = Branch("byte 0")
    within, at, count = [top], 0, 0
    while within:
        start, kind = at, data[at] if at < len(data) else -1
        if kind in {END, END_TOO}:
            within.pop()
            at += 1
            continue
        if kind < 0:
            inside = f"inside {len(within) - 1} open maps" if len(within) > 1 else "before its end mark, the byte 08"
            _fail(source, f"byte {at}: the file ends {inside}", "it is cut off; take the whole file from Steam's folder appcache/stats")
        count += 1
        if count > MOST_NODES:
            _fail(source, f"byte {at}: more than {MOST_NODES} keys", "no schema has so many")
        if kind not in _KINDS:
            _fail(
                source, f"byte {start}: {kind:02X} is no type of a value", "is this a UserGameStatsSchema file? Give it as Steam wrote it"
            )
        key, at = _text(data, at + 1, source)
        if kind == MAP:
            if len(within) > DEPTH:
                _fail(source, f"byte {start}: more than {DEPTH} maps within each other", "no schema is that deep")
            inner = Branch(f"byte {start}")
            within[-1].add(key, inner, inner.place)
            within.append(inner)
            continue
        value, at = _scalar(data, at, kind, source)
        within[-1].add(key, value, f"byte {start}")
    if at < len(data):
        _fail(source, f"byte {at}: {len(data) - at} more bytes stand behind the end mark", "give the file as Steam wrote it")
    return top


def _scalar(data: bytes, at: int, kind: int, source: str) -> tuple[str | int | float, int]:
    """Read a value, and return it with where the next key begins."""
    if kind == STRING:
        return _text(data, at, source)
    if kind == WIDE:
        end = at
        while data[end : end + 2] not in {b"\0\0", b""} and end + 2 <= len(data):
            end += 2
        if data[end : end + 2] != b"\0\0":
            _fail(source, f"byte {at}: a wide text does not end", "it is cut off; take the whole file")
        return data[at:end].decode("utf-16-le", "replace"), end + 2
    form = _NUMBERS[kind]
    if at + form.size > len(data):
        _fail(source, f"byte {at}: the file ends inside a number of {form.size} bytes", "it is cut off; take the whole file")
    value: int | float = form.unpack_from(data, at)[0]
    return value, at + form.size


def _text(data: bytes, at: int, source: str) -> tuple[str, int]:
    """Read a text up to its NUL."""
    end = data.find(b"\0", at)
    if end < 0:
        _fail(source, f"byte {at}: a text does not end", "it is cut off; take the whole file")
    try:
        return data[at:end].decode(), end + 1
    except UnicodeDecodeError as error:
        wrong = at + error.start
        return _fail(source, f"byte {wrong}: {data[wrong]:02X} is not UTF-8 there", "give the file as Steam wrote it")


def write_binary(top: Branch) -> bytes:
    """Return a tree in the binary form.

    Args:
        top: The tree; its ints are int32, its floats float32.
    """
    return b"".join(_binary(top))


def _binary(branch: Branch) -> Iterator[bytes]:
    for entry in branch.entries:
        key = entry.key.encode() + b"\0"
        if isinstance(entry.value, Branch):
            yield bytes((MAP,)) + key
            yield from _binary(entry.value)
        elif isinstance(entry.value, str):
            yield bytes((STRING,)) + key + entry.value.encode() + b"\0"
        else:
            kind = FLOAT if isinstance(entry.value, float) else INT if -(2**31) <= entry.value < 2**31 else UINT64
            yield bytes((kind,)) + key + _NUMBERS[kind].pack(entry.value)
    yield bytes((END,))


def read_text(text: str, source: str) -> Branch:
    """Return the tree of a text.

    Args:
        text: The file.
        source: What errors call it.

    Raises:
        SchemaError: It is malformed, deeper or larger than any schema; the line and column are named.
    """
    reader = _TextReader(text, source)
    for token in _TOKEN.finditer(text):
        kind = "text" if token["text"] is not None else token.lastgroup or ""
        start = token.start(kind) - (kind == "text")
        if kind == "open":
            reader.begin(start)
        elif kind == "close":
            reader.close(start)
        elif kind == "word":
            reader.word(start, token["word"])
        elif kind == "text":
            if not token["shut"]:
                reader.fail(start, "the text that begins here does not end", 'write the " behind it')
            reader.word(start, _ESCAPE.sub(_unescaped, token["text"]))
        # A condition such as [$WIN32] stands behind a value: a schema is the same on every system.
    return reader.whole()


class _TextReader:
    """A tree while its text is read token by token.

    Args:
        text: The file.
        source: What errors call it.
    """

    def __init__(self, text: str, source: str) -> None:
        """Begin with an empty tree."""
        self._text, self._source, self._lines = text, source, _Lines(text)
        self._within = [Branch("line 1, column 1")]
        self._key, self._count = "", 0
        self._key_at: int | None = None

    def fail(self, at: int, fault: str, remedy: str) -> NoReturn:
        """Raise the SchemaError of a character."""
        _fail(self._source, f"{self._lines.place(at)}: {fault}", remedy)

    def word(self, at: int, word: str) -> None:
        """Take a key, or the value of one."""
        if self._key_at is not None:
            self._within[-1].add(self._key, word, self._lines.place(self._key_at))
            self._key_at = None
            return
        self._key, self._key_at = word, at
        self._count += 1
        if self._count > MOST_NODES:
            self.fail(at, f"more than {MOST_NODES} keys", "no schema has so many")

    def begin(self, at: int) -> None:
        """Take the map of a key."""
        if self._key_at is None:
            self.fail(at, "a { stands without a key", 'write "key" { … }')
        if len(self._within) > DEPTH:
            self.fail(at, f"more than {DEPTH} braces within each other", "no schema is that deep")
        inner = Branch(self._lines.place(self._key_at))
        self._within[-1].add(self._key, inner, inner.place)
        self._within.append(inner)
        self._key_at = None

    def close(self, at: int) -> None:
        """Close a map."""
        if self._key_at is not None:
            self.fail(at, f"the key {cut(self._key)} has no value", "write a value or { } behind it")
        if len(self._within) == 1:
            self.fail(at, "a } closes nothing", "remove it, or write the { that it closes")
        self._within.pop()

    def whole(self) -> Branch:
        """Return the tree, if nothing of it is open."""
        if self._key_at is not None or len(self._within) > 1:
            open_map = f"the {{ of {self._within[-1].place} is not closed"
            fault = f"the key {cut(self._key)} has no value" if self._key_at is not None else open_map
            self.fail(len(self._text), f"the file ends, and {fault}", "is it cut off? Take the whole file")
        return self._within[0]


class _Lines:
    """Where characters of a text stand, asked for in their order."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line, self._begins = text, 0, 1, 0

    def place(self, at: int) -> str:
        """Return the line and column of a character, both from 1."""
        if at < self._at:
            line, begins = self._text.count("\n", 0, at) + 1, self._text.rfind("\n", 0, at) + 1
            return f"line {line}, column {at - begins + 1}"
        between = self._text.count("\n", self._at, at)
        if between:
            self._line += between
            self._begins = self._text.rfind("\n", self._at, at) + 1
        self._at = at
        return f"line {self._line}, column {at - self._begins + 1}"


def _unescaped(found: re.Match[str]) -> str:
    return _MEANT.get(found[1], found[0])


def write_text(top: Branch) -> str:
    """Return a tree as text.

    Args:
        top: The tree.
    """
    return "".join(_text_lines(top, ""))


def _text_lines(branch: Branch, indent: str) -> Iterator[str]:
    for entry in branch.entries:
        key = _in_quotes(entry.key)
        if isinstance(entry.value, Branch):
            yield f"{indent}{key}\n{indent}{{\n"
            yield from _text_lines(entry.value, indent + "\t")
            yield f"{indent}}}\n"
        else:
            yield f"{indent}{key}\t{_in_quotes(str(entry.value))}\n"


def _in_quotes(text: str) -> str:
    return '"' + "".join(_WRITTEN.get(letter, letter) for letter in text) + '"'


def _fail(source: str, fault: str, remedy: str) -> NoReturn:
    """Raise the SchemaError of a place."""
    message = f"{source}: {fault}; {remedy}"
    raise SchemaError(message)
