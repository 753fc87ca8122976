"""var_to_str and str_to_var: values as the text that scenes and settings are written in, and back.

Rules: a float is the shortest text that is the same number again, a component of a vector the shortest of 32 bits. Keys are sorted, each on
a line of its own. What can't be read is null, without a word. Of objects the class, the script and the public attributes are written.
"""

from __future__ import annotations

import base64
import math
import re
from struct import pack, unpack
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.element import ANY, ElementType, element_types_of
from steam_nodes.gdscript.conversion import text_to_float, text_to_int
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.text import components
from steam_nodes.gdscript.text.escapes import c_escape
from steam_nodes.gdscript.text.formats import num_scientific
from steam_nodes.gdscript.text.json import key_order
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed
from steam_nodes.object.signal import Signal
from steam_nodes.scene.engine.class_db import ClassDB
from steam_nodes.scene.node_path import NodePath

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST: Final = 100
_MOST_DIGITS: Final = 9
_NAMES: Final = {
    "PoolByteArray": "PackedByteArray",
    "PoolIntArray": "PackedInt32Array",
    "PoolRealArray": "PackedFloat32Array",
    "PoolStringArray": "PackedStringArray",
    "PoolVector2Array": "PackedVector2Array",
    "PoolVector3Array": "PackedVector3Array",
    "PoolColorArray": "PackedColorArray",
    "ByteArray": "PackedByteArray",
    "IntArray": "PackedInt32Array",
    "FloatArray": "PackedFloat32Array",
    "StringArray": "PackedStringArray",
    "Vector2Array": "PackedVector2Array",
    "Vector3Array": "PackedVector3Array",
    "ColorArray": "PackedColorArray",
    "Matrix32": "Transform2D",
    "Matrix3": "Basis",
    "Transform": "Transform3D",
    "Quat": "Quaternion",
    "Rect3": "AABB",
}
"""What older engines called the types."""


def var_to_str(variable: Any) -> str:
    """Return a value as text that `str_to_var` makes the value of again."""
    return _written(variable, 0)


def single_text(number: float) -> str:
    """Return the shortest text that is the same number of 32 bits again."""
    if not math.isfinite(number):
        return "nan" if math.isnan(number) else "inf" if number > 0 else "inf_neg"
    if number == 0.0:
        return "0"
    bits = pack("f", number)
    for digits in range(1, _MOST_DIGITS):
        text = f"{number:.{digits}g}"
        if pack("f", float(text)) == bits:
            return num_scientific(float(text))
    return num_scientific(float(f"{number:.{_MOST_DIGITS}g}"))


def _float_text(number: float) -> str:
    if not math.isfinite(number):
        return single_text(number)
    if number == 0.0:
        return "0.0"
    is_single = abs(number) < 3e38 and unpack("f", pack("f", number))[0] == number  # noqa: PLR2004  # more than 32 bits hold
    text = single_text(number) if is_single else num_scientific(number)
    return text if "." in text or "e" in text else f"{text}.0"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(value: Any, depth: int) -> str:
    number = variant.typeof(value)
    simple = _SIMPLE.get(number)
    if simple is not None:
        return str(simple(value))
    if number in components.FIELDS:
        parts = components.rows_of(value)
        whole = variant.TYPE_NAMES[number].endswith("i")
        return f"{variant.TYPE_NAMES[number]}({', '.join([str(each) if whole else single_text(each) for each in parts])})"
    if number == variant.TYPE_ARRAY:
        return _written_array(value, depth)
    if number == variant.TYPE_DICTIONARY:
        return _written_dictionary(value, depth)
    if number > variant.TYPE_ARRAY:
        return f"{variant.TYPE_NAMES[number]}({', '.join(_written_elements(value, number))})"
    return _written_object(value, depth)


_SIMPLE: Final[dict[int, Any]] = {
    variant.TYPE_NIL: lambda _value: "null",
    variant.TYPE_BOOL: lambda value: "true" if value else "false",
    variant.TYPE_INT: int.__repr__,
    variant.TYPE_FLOAT: _float_text,
    variant.TYPE_STRING: _quoted,
    variant.TYPE_STRING_NAME: lambda value: f'&"{c_escape(value)}"',
    variant.TYPE_NODE_PATH: lambda value: f"NodePath({_quoted(str(value))})",
    variant.TYPE_RID: lambda value: f"RID({value.get_id() or ''})",
    variant.TYPE_CALLABLE: lambda _value: "Callable()",
    variant.TYPE_SIGNAL: lambda _value: "Signal()",
}


def _written_elements(value: Any, number: int) -> Iterator[str]:
    if number == variant.TYPE_PACKED_STRING_ARRAY:
        return (_quoted(each) for each in value)
    if value._element_ == variant.TYPE_INT:
        return (str(each) for each in value)
    if number == variant.TYPE_PACKED_FLOAT64_ARRAY:
        return (_float_text(each).removesuffix(".0") for each in value)
    return (single_text(part) for each in value for part in components.numbers_of(each))


def _written_array(value: Any, depth: int) -> str:
    elements = element_types_of(value)
    if depth > _DEEPEST:
        reported("Max recursion reached")
        inner = "[]"
    else:
        inner = f"[{', '.join([_written(item, depth + 1) for item in value])}]"
    return f"Array[{_type_text(elements[0])}]({inner})" if elements else inner


def _written_dictionary(value: Any, depth: int) -> str:
    elements = element_types_of(value)
    if not value:
        inner = "{}"
    elif depth > _DEEPEST:
        reported("Max recursion reached")
        inner = "{}"
    else:
        content = sorted(pairs(value), key=key_order)
        inner = "{\n" + ",\n".join([f"{_written(key, depth + 1)}: {_written(item, depth + 1)}" for key, item in content]) + "\n}"
    return f"Dictionary[{_type_text(elements[0])}, {_type_text(elements[1])}]({inner})" if elements else inner


def _type_text(kind: ElementType) -> str:
    path = getattr(kind.cls, "_script_path_", "")
    if path:
        return f'Resource("{path}")'
    return getattr(kind.cls, "_engine_class_", kind.name) if kind.number == variant.TYPE_OBJECT else kind.name


def _written_object(value: Any, depth: int) -> str:
    if is_freed(value) or depth > _DEEPEST:
        return "null"
    if isinstance(value, type):
        own = getattr(value, "_script_path_", None)
        if own is None:
            return 'Object(GDScriptNativeClass,"script":null)\n'
        if "::" in own:
            return 'Object(GDScript,"resource_local_to_scene":false,"resource_name":"","script/source":"")\n'
        return f'Resource("{own}")'
    parts = []
    path = getattr(type(value), "_script_path_", "")
    if path:
        parts.append(f'"script":Resource("{path}")')
    for name, item in getattr(value, "__dict__", {}).items():
        if not name.startswith("_") and variant.typeof(item) not in (variant.TYPE_CALLABLE, variant.TYPE_SIGNAL):
            parts.append(f'"{name}":{_written(item, depth + 1)}')
    return f"Object({','.join([getattr(value, '_engine_class_', 'Object'), *parts])})\n"


class UnreadableError(ValueError):
    """A text is no value."""


_TOKEN: Final = re.compile(
    r"""(?:[\0-\x20]+|;[^\n]*)*(?:
    (?P<string>[&@^]?"(?:[^"\\]|\\.)*")
    |(?P<number>-?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|-inf\b)
    |(?P<colour>\#[0-9a-fA-F]+(?=[^0-9a-fA-F]))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>[\[\]{}(),:])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_LETTERS: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_WORDS: Final = {"true": True, "false": False, "null": None, "nil": None, "inf": math.inf, "inf_neg": -math.inf, "nan": math.nan}


def str_to_var(string: str) -> Any:
    """Return the value that a text from `var_to_str` means; null if it means none."""
    try:
        return _Reader(string).value()
    except (UnreadableError, ValueError, TypeError):
        return None


def read_value(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at a place in a text, and where it ends.

    Raises:
        UnreadableError: There is none.
    """
    reader = _Reader(text)
    reader.at = at
    return reader.value(), reader.at


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.kind = ""
        self.word = ""

    def next(self) -> str:
        """Go on to the next word and return it."""
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise UnreadableError
        self.at = found.end()
        self.kind = str(found.lastgroup)
        self.word = found[self.kind]
        return self.word

    def expect(self, sign: str) -> None:
        """Go on over a sign."""
        if self.next() != sign:
            raise UnreadableError

    def value(self) -> Any:
        """Return the value that comes next."""
        self.next()
        return self.value_here()

    def value_here(self) -> Any:
        """Return the value that begins with the word."""
        word = self.word
        if self.kind == "string":
            return _read_string(word)
        if self.kind == "number":
            if word == "-inf":
                return -math.inf
            return text_to_float(word) if set(word) & set(".eE") else text_to_int(word)
        if self.kind == "colour":
            return variant.class_of(variant.TYPE_COLOR)(word)
        if word == "[":
            return self.list_until("]")
        if word == "{":
            return self.dictionary()
        if self.kind == "name":
            return _WORDS[word] if word in _WORDS else self.construction(_NAMES.get(word, word))
        raise UnreadableError

    def list_until(self, end: str) -> list[Any]:
        """Return the values up to a bracket."""
        values: list[Any] = []
        comma = False
        while self.next() != end:
            if comma:
                if self.word != ",":
                    raise UnreadableError
                comma = False
                continue
            values.append(self.value_here())
            comma = True
        return values

    def dictionary(self) -> Any:
        """Return the dictionary whose bracket was read."""
        content: list[tuple[Any, Any]] = []
        comma = False
        while self.next() != "}":
            if comma:
                if self.word != ",":
                    raise UnreadableError
                comma = False
                continue
            key = self.value_here()
            self.expect(":")
            content.append((key, self.value()))
            comma = True
        if all(type(key) in (str, StringName) for key, _ in content) or all(type(key) is int for key, _ in content):
            return dict(content)
        return variant.class_of(variant.TYPE_DICTIONARY)(content)

    def construction(self, name: str) -> Any:
        """Return what a name with arguments makes."""
        number = variant.NUMBER_OF.get(name, -1)
        if name in ("Array", "Dictionary"):
            return self.typed(number)
        self.expect("(")
        if name == "Object":
            return self.object()
        values = self.list_until(")")
        if number in components.FIELDS:
            return _made_of_numbers(number, values)
        if number > variant.TYPE_ARRAY:
            return _packed(number, values)
        if number == variant.TYPE_NODE_PATH:
            return NodePath(*values)
        if number == variant.TYPE_RID:
            # There are no servers here that a number could mean something to.
            return variant.class_of(number)()
        if number == variant.TYPE_CALLABLE:
            return Callable()
        if number == variant.TYPE_SIGNAL:
            return Signal()
        raise UnreadableError

    def typed(self, number: int) -> Any:
        """Return a typed array or dictionary."""
        self.expect("[")
        kinds = [self.type()]
        if number == variant.TYPE_DICTIONARY:
            self.expect(",")
            kinds.append(self.type())
        self.expect("]")
        self.expect("(")
        values = self.value()
        self.expect(")")
        return variant.class_of(number)(values, of=kinds if number == variant.TYPE_DICTIONARY else kinds[0])

    def type(self) -> ElementType:
        """Return the type that a name means."""
        name = self.next()
        if name in variant.NUMBER_OF:
            return ElementType(variant.NUMBER_OF[name])
        made = ClassDB.instantiate(name) if ClassDB.can_instantiate(name) else None
        return ANY if made is None else ElementType(variant.TYPE_OBJECT, type(made))

    def object(self) -> Any:
        """Return an object, made of its class and its properties."""
        name = self.next()
        if self.kind != "name" or not ClassDB.can_instantiate(name):
            raise UnreadableError
        made = ClassDB.instantiate(name)
        while self.next() != ")":
            if self.word != ",":
                raise UnreadableError
            key = self.value()
            self.expect(":")
            made.set(key, self.value())
        return made


def _read_string(word: str) -> Any:
    start = word.index('"')
    text = _ESCAPE.sub(_letter, word[start + 1 : -1])
    if word[0] == "^":
        raise UnreadableError
    return StringName(text) if start else text


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])


def _made_of_numbers(number: int, values: list[Any]) -> Any:
    if len(values) != components.count_of(number) or not all(isinstance(each, (int, float)) for each in values):
        raise UnreadableError
    whole = variant.TYPE_NAMES[number].endswith("i")
    in_rows = number in (variant.TYPE_BASIS, variant.TYPE_TRANSFORM3D)
    numbers = [int(each) if whole else float(each) for each in values]
    return components.made_of(number, components.transposed(numbers) if in_rows else numbers)


def _packed(number: int, values: list[Any]) -> Any:
    cls = variant.class_of(number)
    if number == variant.TYPE_PACKED_BYTE_ARRAY and len(values) == 1 and isinstance(values[0], str):
        return cls(base64.b64decode(values[0]))
    if cls._element_ not in components.FIELDS:
        return cls(values)
    size = components.count_of(cls._element_)
    return cls([components.made_of(cls._element_, values[at : at + size]) for at in range(0, len(values) - size + 1, size)])
