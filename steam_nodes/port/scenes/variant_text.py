"""The engine's text form of values and tags, as it stands in `project.godot`, `.tscn`, `.tres` and `.import`.

Rules: `null`, bool, int, float, String, Array and Dictionary become Python's own (a dictionary a list of pairs, as its keys may be
anything); everything else is a `Construct` with its name and arguments, named as Godot 4 names it. Comments begin with `;`. What the
engine's own reader refuses raises `FaultyTextError`.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from steam_nodes.port.source import Source

_DEEPEST: Final = 200
"""Brackets inside brackets; the engine's own editor writes no more than a few, and Python's stack ends somewhere."""

_SPACE: Final = re.compile(r"(?:[\0-\x20]|;[^\n]*)*")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN: Final = re.compile(r'[^"\\]*')
_ASSIGNED: Final = re.compile(r"([^=\";\n]+?)[\0-\x20]*=")
_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_INT64: Final = range(-(1 << 63), 1 << 63)
_LONGEST_INT: Final = 24
"""Characters: no int of more fits, and Python takes long to read one of thousands."""
_LEADS: Final = range(0xD800, 0xDC00)
_TRAILS: Final = range(0xDC00, 0xE000)
"""The two halves of a character that UTF-16 writes as two."""
_LAST: Final = 0x10FFFF

_WORDS: Final[dict[str, Any]] = {
    "true": True,
    "false": False,
    "null": None,
    "nil": None,
    "inf": float("inf"),
    "inf_neg": float("-inf"),
    "nan": float("nan"),
}

_NUMBERS: Final[dict[str, int]] = {
    "Vector2": 2,
    "Vector2i": 2,
    "Rect2": 4,
    "Rect2i": 4,
    "Vector3": 3,
    "Vector3i": 3,
    "Vector4": 4,
    "Vector4i": 4,
    "Transform2D": 6,
    "Plane": 4,
    "Quaternion": 4,
    "AABB": 6,
    "Basis": 9,
    "Transform3D": 12,
    "Projection": 16,
    "Color": 4,
}
"""Values made of that many numbers."""

_PACKED: Final[dict[str, int]] = {
    "PackedByteArray": 1,
    "PackedInt32Array": 1,
    "PackedInt64Array": 1,
    "PackedFloat32Array": 1,
    "PackedFloat64Array": 1,
    "PackedVector2Array": 2,
    "PackedVector3Array": 3,
    "PackedVector4Array": 4,
    "PackedColorArray": 4,
}
"""Arrays of numbers, with how many of them make one element."""

_OLD_NAMES: Final[dict[str, str]] = {
    "Matrix32": "Transform2D",
    "Quat": "Quaternion",
    "Rect3": "AABB",
    "Matrix3": "Basis",
    "Transform": "Transform3D",
    "ByteArray": "PackedByteArray",
    "IntArray": "PackedInt32Array",
    "FloatArray": "PackedFloat32Array",
    "StringArray": "PackedStringArray",
    "Vector2Array": "PackedVector2Array",
    "Vector3Array": "PackedVector3Array",
    "ColorArray": "PackedColorArray",
    "PoolByteArray": "PackedByteArray",
    "PoolIntArray": "PackedInt32Array",
    "PoolRealArray": "PackedFloat32Array",
    "PackedIntArray": "PackedInt32Array",
    "PackedRealArray": "PackedFloat32Array",
    "PoolStringArray": "PackedStringArray",
    "PoolVector2Array": "PackedVector2Array",
    "PoolVector3Array": "PackedVector3Array",
    "PoolColorArray": "PackedColorArray",
}
"""What Godot 2 and 3 called them."""


class FaultyTextError(ValueError):
    """A file that can't be read, with the one problem that says why.

    Args:
        problem: What is wrong, and where.
    """

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Construct:
    """A value that only the engine has, such as `Vector2(1, 2)`, `ExtResource("1")` or `&"name"`.

    Args:
        name: "Vector2", "NodePath", "StringName", "ExtResource", "SubResource", "Resource", "Object", "PackedStringArray", "Array",
            "Dictionary", "RID", "Callable", "Signal" ...
        arguments: Its numbers or texts in order; of a typed Array its list, of a typed Dictionary its pairs, of an Object its pairs.
        types: What a typed Array or Dictionary holds, each a name or a Construct that names a script; of an Object its class.
    """

    name: str
    arguments: tuple[Any, ...] = ()
    types: tuple[str | Construct, ...] = ()


@dataclass(frozen=True)
class Pairs:
    """A Dictionary: its keys with their values, in order."""

    items: tuple[tuple[Any, Any], ...]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key that is a text."""
        return next((value for name, value in self.items if name == key), default)


@dataclass(frozen=True)
class Tag:
    """`[name key=value ...]`, from `begin`."""

    name: str
    fields: dict[str, Any]
    begin: int

    def text(self, field: str, default: str = "") -> str:
        """Return a field that is a text, the default where it is missing or something else."""
        found = self.fields.get(field, default)
        return found if isinstance(found, str) else default


@dataclass(frozen=True)
class Entry:
    """`name = value`, from `begin`."""

    name: str
    value: Any
    begin: int


class VariantReader:
    """Reads tags, assignments and values one after the other.

    Args:
        source: The text.
        at: The offset to begin at.
    """

    def __init__(self, source: Source, at: int = 0) -> None:
        """Stand before the first character."""
        self.source = source
        self.at: int = at
        self._text = source.text
        self._depth = 0

    def fail(self, message: str, begin: int | None = None, hint: str = "") -> NoReturn:
        """Refuse the text, here or at `begin`.

        Raises:
            FaultyTextError: Always.
        """
        place = min(self.at if begin is None else begin, max(len(self._text) - 1, 0))
        raise FaultyTextError(Problem(self.source, place, message, "scene", hint))

    def next(self, *, sections: bool = False) -> Tag | Entry | None:
        """Return the next tag or assignment, None at the end.

        Args:
            sections: A tag is a section of a config file: all up to the `]` is its name.
        """
        self._skip()
        if self.at >= len(self._text):
            return None
        if self._text[self.at] == "[":
            return self._section() if sections else self._tag()
        begin = self.at
        if self._text[begin] == '"':
            self.at += 1
            name = self._string()
            self._expect("=")
        else:
            found = _ASSIGNED.match(self._text, begin)
            if found is None:
                line = self._text[begin : begin + 40].split("\n", 1)[0]
                self.fail(f'Expected "[" or "name = value", not "{line}".', begin)
            name = found[1].strip()
            self.at = found.end()
        return Entry(name, self.value(), begin)

    def value(self) -> Any:
        """Return the value that stands here.

        Raises:
            FaultyTextError: There is none.
        """
        self._skip()
        if self.at >= len(self._text):
            self.fail("Unexpected end of the file: a value is missing.")
        begin, char = self.at, self._text[self.at]
        if char == '"':
            self.at += 1
            return self._string()
        if char in "&@" and self._text[begin + 1 : begin + 2] == '"':
            self.at += 2
            return Construct("StringName", (self._string(),))
        if number := _NUMBER.match(self._text, begin):
            self.at = number.end()
            return _number(number[0])
        if char == "-" and self._text.startswith("inf", begin + 1):
            self.at += 4
            return float("-inf")
        if char == "[":
            return self._deeper(self._list)
        if char == "{":
            return self._deeper(self._pairs)
        if name := _NAME.match(self._text, begin):
            self.at = name.end()
            return _WORDS[name[0]] if name[0] in _WORDS else self._deeper(self._construct, name[0], begin)
        return self.fail(f'Unexpected character "{char}" where a value is expected.')

    def _deeper(self, read: Any, *arguments: Any) -> Any:
        self._depth += 1
        if self._depth > _DEEPEST:
            self.fail(f"Values are nested more than {_DEEPEST} deep.", hint="A scene that the editor saved is never nested like that.")
        found = read(*arguments)
        self._depth -= 1
        return found

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self.at)
        self.at = self.at if found is None else found.end()

    def _has(self, char: str) -> bool:
        """Step over a character, if it comes next."""
        self._skip()
        if not self._text.startswith(char, self.at):
            return False
        self.at += 1
        return True

    def _expect(self, char: str) -> None:
        if not self._has(char):
            found = self._text[self.at : self.at + 1]
            self.fail(f'Expected "{char}", not "{found}".' if found else f'Unexpected end of the file: "{char}" is missing.')

    def _string(self) -> str:
        """Return the text up to the closing quote; the opening one is behind us."""
        begin, parts = self.at - 1, []
        while True:
            plain = _PLAIN.match(self._text, self.at)
            if plain is not None:
                parts.append(plain[0])
                self.at = plain.end()
            char = self._text[self.at : self.at + 1]
            self.at += 1
            if char == '"':
                return "".join(parts)
            if not char:
                self.fail("Unterminated String.", begin)
            letter = self._text[self.at : self.at + 1]
            self.at += 1
            if letter in ("u", "U"):
                parts.append(self._unicode(4 if letter == "u" else 6))
            else:
                parts.append(_ESCAPES.get(letter, letter))

    def _unicode(self, digits: int) -> str:
        code = self._hex(digits)
        if code in _LEADS and self._text.startswith("\\u", self.at):
            self.at += 2
            low = self._hex(4)
            if low in _TRAILS:
                return chr(0x10000 + ((code - _LEADS.start) << 10) + low - _TRAILS.start)
        if code in _LEADS or code in _TRAILS:
            self.fail("Invalid UTF-16 sequence in string, unpaired surrogate.")
        return chr(code)

    def _hex(self, digits: int) -> int:
        text = self._text[self.at : self.at + digits]
        if not re.fullmatch(rf"[0-9a-fA-F]{{{digits}}}", text) or int(text, 16) > _LAST:
            self.fail("Malformed hex constant in string.")
        self.at += digits
        return int(text, 16)

    def _list(self) -> list[Any]:
        self._expect("[")
        found = []
        while not self._has("]"):
            found.append(self.value())
            if not self._has(","):
                self._expect("]")
                break
        return found

    def _pairs(self) -> Pairs:
        self._expect("{")
        found = []
        while not self._has("}"):
            key = self.value()
            self._expect(":")
            found.append((key, self.value()))
            if not self._has(","):
                self._expect("}")
                break
        return Pairs(tuple(found))

    def _construct(self, written: str, begin: int) -> Construct:
        name = _OLD_NAMES.get(written, written)
        if name in ("Array", "Dictionary"):
            return self._typed(name)
        if name == "Object":
            return self._object()
        self._expect("(")
        arguments = []
        while not self._has(")"):
            arguments.append(self.value())
            if not self._has(","):
                self._expect(")")
                break
        return Construct(name, self._checked(name, arguments, begin))

    def _checked(self, name: str, arguments: list[Any], begin: int) -> tuple[Any, ...]:
        if name == "PackedByteArray" and len(arguments) == 1 and isinstance(arguments[0], str):
            try:
                return tuple(base64.b64decode(arguments[0], validate=True))
            except binascii.Error:
                self.fail("Invalid base64-encoded string.", begin)
        if name in _NUMBERS or name in _PACKED:
            if not all(type(each) in (int, float) for each in arguments):
                self.fail(f"Expected a number in {name}().", begin)
            if len(arguments) != _NUMBERS.get(name, len(arguments)):
                self.fail(f"Expected {_NUMBERS[name]} arguments for constructor {name}().", begin)
            whole = len(arguments) // _PACKED.get(name, 1) * _PACKED.get(name, 1)
            return tuple(arguments[:whole])
        if name == "PackedStringArray":
            if not all(isinstance(each, str) for each in arguments):
                self.fail("Expected string.", begin)
            return tuple(arguments)
        if name in ("NodePath", "StringName", "Resource", "SubResource", "ExtResource", "RID", "Callable", "Signal"):
            return tuple(arguments)
        return self.fail(f'Unknown identifier "{name}".', begin)

    def _typed(self, name: str) -> Construct:
        self._expect("[")
        types: list[str | Construct] = []
        while not self._has("]"):
            self._skip()
            found = _NAME.match(self._text, self.at)
            if found is None:
                self.fail("Expected the name of a type.")
            begin, self.at = self.at, found.end()
            types.append(self._construct(found[0], begin) if self._text.startswith("(", self.at) else found[0])
            self._has(",")
        self._expect("(")
        content = self.value()
        self._expect(")")
        return Construct(name, (content,), tuple(types))

    def _object(self) -> Construct:
        self._expect("(")
        self._skip()
        found = _NAME.match(self._text, self.at)
        if found is None:
            self.fail("Expected identifier with type of the object.")
        self.at = found.end()
        pairs = []
        while self._has(","):
            key = self.value()
            self._expect(":")
            pairs.append((key, self.value()))
        self._expect(")")
        return Construct("Object", (Pairs(tuple(pairs)),), (found[0],))

    def _section(self) -> Tag:
        begin = self.at
        end = self._text.find("]", begin)
        if end < 0:
            self.fail('Unexpected end of the file: "]" is missing.', begin)
        self.at = end + 1
        return Tag(self._text[begin + 1 : end].strip(), {}, begin)

    def _tag(self) -> Tag:
        begin = self.at
        self.at += 1
        self._skip()
        name = _NAME.match(self._text, self.at)
        if name is None:
            self.fail("Expected identifier (tag name).", begin)
        self.at = name.end()
        fields = {}
        while not self._has("]"):
            field = _NAME.match(self._text, self.at)
            if field is None:
                self.fail(
                    'Expected "]" or the name of a field.' if self.at < len(self._text) else 'Unexpected end of the file: "]" is missing.'
                )
            self.at = field.end()
            self._expect("=")
            fields[field[0]] = self.value()
        return Tag(name[0], fields, begin)


def _number(text: str) -> int | float:
    if text.lstrip("-").isdigit():
        whole = int(text) if len(text) < _LONGEST_INT else (-1 if text[0] == "-" else 1) << 64
        return whole if whole in _INT64 else max(_INT64.start, min(whole, _INT64.stop - 1))
    return float(text)
