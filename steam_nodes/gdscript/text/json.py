"""JSON: values as JSON text and back, with the engine's digits, order of keys and words for what is wrong.

Rules: every number that is read is a float. Keys are sorted unless it is asked otherwise: numbers first, then texts. What JSON has no form
for is written as its text. Lines count from 0. A text of JSON may end lists with a comma and break lines inside of quotes.
"""

from __future__ import annotations

import math
import re
from functools import cmp_to_key
from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.conversion import text_to_float
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import decimals_text
from steam_nodes.gdscript.operations import variant_less
from steam_nodes.gdscript.text import json_forms
from steam_nodes.gdscript.text.escapes import json_escape
from steam_nodes.gdscript.text.formats import num_scientific
from steam_nodes.gdscript.text.stringify import text_of
from steam_nodes.object import error
from steam_nodes.scene.resource import Resource

_OK: Final = 0
_ERR_PARSE_ERROR: Final = 43
_DEEPEST: Final = 1024
_DIGITS: Final = 14
_STRINGS: Final = (variant.TYPE_STRING, variant.TYPE_STRING_NAME)
_ARRAYS: Final = frozenset(
    {
        variant.TYPE_ARRAY,
        variant.TYPE_PACKED_INT32_ARRAY,
        variant.TYPE_PACKED_INT64_ARRAY,
        variant.TYPE_PACKED_FLOAT32_ARRAY,
        variant.TYPE_PACKED_FLOAT64_ARRAY,
        variant.TYPE_PACKED_STRING_ARRAY,
    }
)
_NUMBER: Final = re.compile(r"-?[0-9]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")
_WORD: Final = re.compile(r"[A-Za-z]+")
_PLAIN: Final = re.compile(r'[^"\\]*')
_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "/": "/"}
_WORDS: Final = {"true": True, "false": False, "null": None}
_NAMES: Final = {"{": "'{'", "}": "'}'", "[": "'['", "]": "']'", ":": "':'", ",": "','", "": "EOF"}


class JSON(Resource):
    """Reads and writes JSON.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_json.html.
    """

    _engine_class_ = "JSON"
    _data: Any = None
    _text = ""
    _error_line = 0
    _error_message = ""

    @staticmethod
    def stringify(data: Any, indent: str = "", sort_keys: bool = True, full_precision: bool = False) -> str:
        """Return a value as JSON.

        Args:
            data: The value.
            indent: What each level is moved in by; empty for all in one line.
            sort_keys: Whether keys are sorted.
            full_precision: Whether floats have all their digits, not 15.
        """
        out: list[str] = []
        _Writer(indent, sort_keys, full_precision, out).write(data, 0)
        return "".join(out)

    @staticmethod
    def parse_string(json_string: str) -> Any:
        """Return the value that a text of JSON means; null, with an ERROR, if it is none."""
        json = JSON()
        if json.parse(json_string) != _OK:
            reported(f"Parse JSON failed. Error at line {json.get_error_line()}: {json.get_error_message()}")
            return None
        return json.data

    @staticmethod
    def from_native(variant: Any, full_objects: bool = False) -> Any:  # noqa: ARG004  # Godot's signature
        """Return a value in a form that JSON keeps the types of."""
        return json_forms.encoded(variant)

    @staticmethod
    def to_native(json: Any, allow_objects: bool = False) -> Any:  # noqa: ARG004  # Godot's signature
        """Return the value that `from_native` gave a form of."""
        return json_forms.decoded(json)

    def parse(self, json_text: str, keep_text: bool = False) -> int:
        """Read a text of JSON; `data` is what it means.

        Returns:
            OK, or ERR_PARSE_ERROR, which get_error_line and get_error_message tell more of.
        """
        reader = _Reader(json_text)
        self._text = json_text if keep_text else ""
        try:
            self._data = reader.whole()
        except _JsonError as failure:
            self._data, self._error_line, self._error_message = None, reader.line, str(failure)
            return _ERR_PARSE_ERROR
        self._error_line, self._error_message = 0, ""
        return _OK

    @property
    def data(self) -> Any:
        """The value that was read."""
        return self._data

    @data.setter
    def data(self, value: Any) -> None:
        self._data, self._text = value, ""

    def get_data(self) -> Any:
        """Return the value that was read."""
        return self._data

    def set_data(self, data: Any) -> None:
        """Take a value."""
        self.data = data

    def get_parsed_text(self) -> str:
        """Return the text that was read, where it was to be kept."""
        return self._text

    def get_error_line(self) -> int:
        """Return the line of the error, counted from 0."""
        return self._error_line

    def get_error_message(self) -> str:
        """Return what is wrong."""
        return self._error_message


class _Writer:
    def __init__(self, indent: str, sort_keys: bool, full: bool, out: list[str]) -> None:
        self.indent = indent
        self.sort_keys = sort_keys
        self.full = full
        self.out = out
        self.colon = ": " if indent else ":"
        self.inside: set[int] = set()

    def write(self, value: Any, depth: int) -> None:
        """Write one value."""
        if depth > _DEEPEST:
            self.out.append("...")
            reported("JSON structure is too deep. Bailing.")
            return
        number = variant.typeof(value)
        if number in _ARRAYS:
            self.container(value, depth, "[]")
        elif number == variant.TYPE_DICTIONARY:
            self.container(value, depth, "{}")
        else:
            self.out.append(self.simple(value, number))

    def simple(self, value: Any, number: int) -> str:
        """Return a value that is no container."""
        if number == variant.TYPE_NIL:
            return "null"
        if number == variant.TYPE_FLOAT:
            return self.float_text(value)
        if number in (variant.TYPE_BOOL, variant.TYPE_INT):
            return text_of(value)
        return f'"{json_escape(text_of(value))}"'

    def float_text(self, value: float) -> str:
        """Return a float; what JSON has no number for becomes null, or a number too large."""
        if value == 0.0:
            return "0.0"
        if math.isnan(value):
            _warn_once(
                '`NaN` ("Not a Number") found in argument passed to JSON.stringify(). `NaN` cannot be represented in JSON, so the value '
                "has been replaced with `null`. This warning will not be printed for any later NaN occurrences."
            )
            return "null"
        if math.isinf(value):
            return "1e99999" if value > 0 else "-1e99999"
        if self.full:
            text = num_scientific(value)
            return text if "." in text or "e" in text else f"{text}.0"
        return decimals_text(value, min(max(1, _DIGITS - math.floor(math.log10(abs(value)))), 32))

    def container(self, value: Any, depth: int, brackets: str) -> None:
        """Write an array or a dictionary."""
        if id(value) in self.inside:
            self.out.append(f'"{brackets[0]}...{brackets[1]}"')
            reported("Converting circular structure to JSON.")
            return
        if brackets == "[]" and not value:
            self.out.append("[]")
            return
        end = "\n" if self.indent else ""
        self.inside.add(id(value))
        self.out.append(brackets[0] + end)
        items = [(None, item) for item in value] if brackets == "[]" else self.sorted_pairs(value)
        for at, (key, item) in enumerate(items):
            self.out.append((f",{end}" if at else "") + self.indent * (depth + 1))
            if brackets == "{}":
                self.out.append(f'"{json_escape(text_of(key))}"{self.colon}')
            self.write(item, depth + 1)
        self.out.append(end + self.indent * depth + brackets[1])
        self.inside.discard(id(value))

    def sorted_pairs(self, value: Any) -> list[tuple[Any, Any]]:
        """Return keys and values in the order of writing."""
        content = [*pairs(value)]
        return sorted(content, key=key_order) if self.sort_keys else content


_warned: Final[set[str]] = set()


def _warn_once(text: str) -> None:
    if text not in _warned:
        _warned.add(text)
        error.warn(text)


def _compare_keys(a: tuple[Any, Any], b: tuple[Any, Any]) -> int:
    x, y = a[0], b[0]
    first, second = variant.typeof(x), variant.typeof(y)
    if first in _STRINGS and second in _STRINGS:
        return (str(x) > str(y)) - (str(x) < str(y))
    if first != second:
        return -1 if first < second else 1
    return variant_less(y, x) - variant_less(x, y)


key_order: Final = cmp_to_key(_compare_keys)
"""Sorts keys as the engine writes them: by type, then by value; texts and names together."""


class _JsonError(ValueError):
    """A text is no JSON; the text is the engine's."""


class _Reader:
    """Reads one text; `line` is where it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 0
        self.value: Any = None

    def whole(self) -> Any:
        """Return the value of the whole text."""
        if not self.text:
            self.fail("Unknown error getting token")
        value = self.read_value(self.next_sign(), 0)
        if self.at < len(self.text):
            try:
                rest = self.next_sign()
            except _JsonError:
                rest = "?"
            if rest:
                self.fail("Expected 'EOF'")
        return value

    def fail(self, message: str) -> None:
        """Refuse the text."""
        raise _JsonError(message)

    def next_sign(self) -> str:
        """Return the next sign, `"` for a text, `0` for a number, `a` for a word, and nothing for the end; its value is in `value`."""
        text = self.text
        while self.at < len(text) and (letter := text[self.at]) <= " " and letter != "\0":
            self.line += letter == "\n"
            self.at += 1
        letter = text[self.at : self.at + 1]
        if letter in ("", "\0"):
            return ""
        if letter == '"':
            self.value = self.quoted_text()
            return '"'
        if letter in "{}[]:,":
            self.at += 1
            return letter
        pattern, kind = (_NUMBER, "0") if letter == "-" or "0" <= letter <= "9" else (_WORD, "a")
        found = pattern.match(text, self.at)
        if found is None:
            self.fail("Unexpected character")
            return ""
        self.at = found.end()
        self.value = text_to_float(found[0]) if kind == "0" else found[0]
        return kind

    def quoted_text(self) -> str:
        """Return what stands between quotes."""
        parts = []
        self.at += 1
        while True:
            found = _PLAIN.match(self.text, self.at)
            plain = found[0] if found else ""
            self.line += plain.count("\n")
            parts.append(plain)
            self.at += len(plain)
            if self.at >= len(self.text):
                self.fail("Unterminated string")
            self.at += 1
            if self.text[self.at - 1] == '"':
                return "".join(parts)
            parts.append(self.escape())

    def escape(self) -> str:
        """Return the letter that an escape means."""
        letter = self.text[self.at : self.at + 1]
        if not letter:
            self.fail("Unterminated string")
        self.at += 1
        if letter == "u":
            return self.unicode()
        if letter not in _ESCAPES:
            self.fail("Invalid escape sequence")
        return _ESCAPES[letter]

    def hex_digits(self) -> int:
        """Return the number that four digits write."""
        for at in range(self.at, self.at + 4):
            if at >= len(self.text):
                self.fail("Unterminated string")
            if self.text[at] not in "0123456789abcdefABCDEF":
                self.fail("Malformed hex constant in string")
        self.at += 4
        return int(self.text[self.at - 4 : self.at], 16)

    def unicode(self) -> str:
        """Return the letter of a code, which two halves of UTF-16 may write."""
        code = self.hex_digits()
        if code & 0xFC00 == 0xDC00:  # noqa: PLR2004  # the second halves of UTF-16
            self.fail("Invalid UTF-16 sequence in string, unpaired trail surrogate")
        if code & 0xFC00 != 0xD800:  # noqa: PLR2004  # the first halves of UTF-16
            return chr(code)
        if self.text[self.at : self.at + 2] == "\\u":
            self.at += 2
            trail = self.hex_digits()
            if trail & 0xFC00 == 0xDC00:  # noqa: PLR2004  # the second halves of UTF-16
                return chr(((code - 0xD800) << 10) + trail - 0xDC00 + 0x10000)
        self.fail("Invalid UTF-16 sequence in string, unpaired lead surrogate")
        return ""

    def read_value(self, sign: str, depth: int) -> Any:
        """Return the value that begins with a sign."""
        if depth > _DEEPEST:
            self.fail("JSON structure is too deep")
        if sign == "{":
            return self.read_object(depth + 1)
        if sign == "[":
            return self.read_array(depth + 1)
        if sign == "a":
            if self.value not in _WORDS:
                self.fail(f"Expected 'true', 'false', or 'null', got '{self.value}'")
            return _WORDS[self.value]
        if sign not in ('"', "0"):
            self.fail(f"Expected value, got '{_NAMES[sign]}'")
        return self.value

    def read_array(self, depth: int) -> list[Any]:
        """Return the array whose bracket was read."""
        array: list[Any] = []
        comma = False
        while self.at < len(self.text):
            sign = self.next_sign()
            if sign == "]":
                return array
            if comma:
                if sign != ",":
                    self.fail("Expected ','")
                comma = False
                continue
            array.append(self.read_value(sign, depth))
            comma = True
        self.fail("Expected ']'")
        return array

    def read_object(self, depth: int) -> dict[str, Any]:
        """Return the dictionary whose bracket was read."""
        made: dict[str, Any] = {}
        comma = False
        while self.at < len(self.text):
            sign = self.next_sign()
            if sign == "}":
                return made
            if comma:
                if sign != ",":
                    self.fail("Expected '}' or ','")
                comma = False
                continue
            if sign != '"':
                self.fail("Expected key")
            key = self.value
            if self.next_sign() != ":":
                self.fail("Expected ':'")
            if self.at >= len(self.text):
                break
            made[key] = self.read_value(self.next_sign(), depth)
            comma = True
        self.fail("Expected '}'")
        return made
