"""var_to_bytes and bytes_to_var: values as the engine's bytes, and back.

Rules: each value begins with a word of 32 bits: the type below, flags above. Numbers are written with the fewest bits that hold them. Texts
are filled up to whole words. An object is written as its number unless objects are asked for. What can't be read is null, with an ERROR.
"""

from __future__ import annotations

import math
from struct import Struct, pack, unpack
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.element import ANY, ElementType, element_types_of
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.text import components
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import instance_from_id, instance_id, is_freed
from steam_nodes.object.signal import Signal
from steam_nodes.scene.engine.class_db import ClassDB
from steam_nodes.scene.node_path import NodePath

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_64: Final = 1 << 16
_TYPE_MASK: Final = 0xFF
_INT32: Final = 1 << 31
_DEEPEST: Final = 1024
_KIND_BUILT_IN: Final = 1
_KIND_CLASS: Final = 2
_KIND_SCRIPT: Final = 3
_NEW_FORMAT: Final = 0x80000000
_ABSOLUTE: Final = 1
_WORD: Final = Struct("<I")
_EOF: Final = "Returning: ERR_FILE_EOF"


class _Unreadable(ValueError):  # noqa: N818  # never leaves this file
    """Bytes are no value; the text is the engine's condition."""


class _Unwritable(ValueError):  # noqa: N818  # never leaves this file
    """A value has no bytes; the text is the engine's sentence."""


def var_to_bytes(variable: Any) -> Any:
    """Return a value as bytes; an object as its number."""
    return _all_bytes(variable, objects=False)


def var_to_bytes_with_objects(variable: Any) -> Any:
    """Return a value as bytes; an object with its class and properties."""
    return _all_bytes(variable, objects=True)


def bytes_to_var(bytes: Any) -> Any:  # Godot's name
    """Return the value that bytes mean; null, with an ERROR, if they mean none."""
    return decoded(bytes_of(bytes), objects=False)[0]


def bytes_to_var_with_objects(bytes: Any) -> Any:  # Godot's name
    """Return the value that bytes mean, which may hold objects; null, with an ERROR, if they mean none."""
    return decoded(bytes_of(bytes), objects=True)[0]


def bytes_of(array: Any) -> bytes:
    """Return a packed array of bytes as Python's."""
    return bytes(array)


def encoded(value: Any, *, objects: bool) -> bytes:
    """Return a value as bytes; none, with an ERROR, if it has none."""
    try:
        return _Writer(objects=objects).value(value, 0)
    except _Unwritable as failure:
        reported(str(failure))
        return b""


def decoded(data: bytes, *, objects: bool) -> tuple[Any, int]:
    """Return the value at the beginning of bytes, and how many it takes: none, with an ERROR, if they mean no value."""
    reader = _Reader(data, objects=objects)
    try:
        return reader.value(0), reader.at
    except _Unreadable as failure:
        reported(str(failure))
        return None, 0


def _all_bytes(value: Any, *, objects: bool) -> Any:
    return variant.class_of(variant.TYPE_PACKED_BYTE_ARRAY)(encoded(value, objects=objects))


def _text(text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    return _WORD.pack(len(raw)) + raw + bytes(-len(raw) % 4)


class _Writer:
    def __init__(self, *, objects: bool) -> None:
        self.objects = objects

    def value(self, value: Any, depth: int) -> bytes:
        """Return one value with its head."""
        if depth > _DEEPEST:
            message = "Potential infinite recursion detected. Bailing."
            raise _Unwritable(message)
        number = variant.typeof(value)
        if number in components.FIELDS:
            form = "i" if variant.TYPE_NAMES[number].endswith("i") else "f"
            numbers = components.rows_of(value)
            return _WORD.pack(number) + pack(f"<{len(numbers)}{form}", *numbers)
        if number > variant.TYPE_ARRAY:
            return _WORD.pack(number) + self.write_packed(value, number)
        return _VALUES[number](self, value, depth)

    def write_null(self, _value: Any, _depth: int) -> bytes:
        """Return null."""
        return _WORD.pack(variant.TYPE_NIL)

    def write_bool(self, value: Any, _depth: int) -> bytes:
        """Return a bool."""
        return pack("<II", variant.TYPE_BOOL, value)

    def write_int(self, value: Any, _depth: int) -> bytes:
        """Return an int."""
        if -_INT32 <= value < _INT32:
            return pack("<Ii", variant.TYPE_INT, value)
        return pack("<Iq", variant.TYPE_INT | _64, value)

    def write_float(self, value: Any, _depth: int) -> bytes:
        """Return a float."""
        if math.isnan(value) or single(value) != value:
            return pack("<Id", variant.TYPE_FLOAT | _64, value)
        return pack("<If", variant.TYPE_FLOAT, value)

    def write_text(self, value: Any, _depth: int) -> bytes:
        """Return a text or a name."""
        return _WORD.pack(variant.typeof(value)) + _text(value)

    def write_path(self, value: Any, _depth: int) -> bytes:
        """Return a path."""
        names = [value.get_name(at) for at in range(value.get_name_count())]
        subnames = [value.get_subname(at) for at in range(value.get_subname_count())]
        head = pack("<IIII", variant.TYPE_NODE_PATH, len(names) | _NEW_FORMAT, len(subnames), _ABSOLUTE if value.is_absolute() else 0)
        return head + b"".join([_text(name) for name in [*names, *subnames]])

    def write_rid(self, value: Any, _depth: int) -> bytes:
        """Return a number of the engine's servers."""
        return pack("<IQ", variant.TYPE_RID, value.get_id())

    def write_object(self, value: Any, depth: int) -> bytes:
        """Return an object: its number, or its class and properties."""
        if is_freed(value):
            return pack("<I", variant.TYPE_OBJECT | (0 if self.objects else _64)) + (_WORD.pack(0) if self.objects else pack("<Q", 0))
        if not self.objects:
            return pack("<IQ", variant.TYPE_OBJECT | _64, instance_id(value))
        path = getattr(type(value), "_script_path_", "")
        fields = [("script", path)] if path else []
        fields += [(name, item) for name, item in getattr(value, "__dict__", {}).items() if not name.startswith("_")]
        kept = [(n, i) for n, i in fields if variant.typeof(i) not in (variant.TYPE_CALLABLE, variant.TYPE_SIGNAL)]
        head = _WORD.pack(variant.TYPE_OBJECT) + _text(getattr(value, "_engine_class_", "Object")) + _WORD.pack(len(kept))
        return head + b"".join([_text(name) + self.value(item, depth + 1) for name, item in kept])

    def write_callable(self, _value: Any, _depth: int) -> bytes:
        """Return that there was a callable."""
        return _WORD.pack(variant.TYPE_CALLABLE)

    def write_signal(self, value: Any, _depth: int) -> bytes:
        """Return a signal: its name and the number of its object."""
        return _WORD.pack(variant.TYPE_SIGNAL) + _text(value.get_name()) + pack("<Q", instance_id(value.get_object()))

    def write_type(self, kind: ElementType) -> tuple[int, bytes]:
        """Return the flag of a type of elements, and what is written of it."""
        if kind.any:
            return 0, b""
        if kind.number != variant.TYPE_OBJECT:
            return _KIND_BUILT_IN, _WORD.pack(kind.number)
        if not self.objects:
            return _KIND_CLASS, _text("EncodedObjectAsID")
        path = getattr(kind.cls, "_script_path_", "")
        return (_KIND_SCRIPT, _text(path)) if path else (_KIND_CLASS, _text(getattr(kind.cls, "_engine_class_", kind.name)))

    def write_dictionary(self, value: Any, depth: int) -> bytes:
        """Return a dictionary."""
        elements = element_types_of(value) or (ANY, ANY)
        (first, key), (second, item) = self.write_type(elements[0]), self.write_type(elements[1])
        head = _WORD.pack(variant.TYPE_DICTIONARY | first << 16 | second << 18) + key + item + _WORD.pack(len(value))
        return head + b"".join([self.value(each, depth + 1) for pair in pairs(value) for each in pair])

    def write_array(self, value: Any, depth: int) -> bytes:
        """Return an array."""
        flag, kind = self.write_type((element_types_of(value) or (ANY,))[0])
        head = _WORD.pack(variant.TYPE_ARRAY | flag << 16) + kind + _WORD.pack(len(value))
        return head + b"".join([self.value(item, depth + 1) for item in value])

    def write_packed(self, value: Any, number: int) -> bytes:
        """Return a packed array."""
        head = _WORD.pack(len(value))
        if number == variant.TYPE_PACKED_BYTE_ARRAY:
            return head + bytes(value) + bytes(-len(value) % 4)
        if number == variant.TYPE_PACKED_STRING_ARRAY:
            return head + b"".join([_text_with_end(each) for each in value])
        numbers = [part for item in value for part in components.numbers_of(item)]
        return head + pack(f"<{len(numbers)}{_ELEMENTS[number]}", *numbers)


def _text_with_end(text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass") + b"\0"
    return _WORD.pack(len(raw)) + raw + bytes(-len(raw) % 4)


_VALUES: Final[dict[int, Function[[_Writer, Any, int], bytes]]] = {
    variant.TYPE_NIL: _Writer.write_null,
    variant.TYPE_BOOL: _Writer.write_bool,
    variant.TYPE_INT: _Writer.write_int,
    variant.TYPE_FLOAT: _Writer.write_float,
    variant.TYPE_STRING: _Writer.write_text,
    variant.TYPE_STRING_NAME: _Writer.write_text,
    variant.TYPE_NODE_PATH: _Writer.write_path,
    variant.TYPE_RID: _Writer.write_rid,
    variant.TYPE_OBJECT: _Writer.write_object,
    variant.TYPE_CALLABLE: _Writer.write_callable,
    variant.TYPE_SIGNAL: _Writer.write_signal,
    variant.TYPE_DICTIONARY: _Writer.write_dictionary,
    variant.TYPE_ARRAY: _Writer.write_array,
}

_ELEMENTS: Final = {
    variant.TYPE_PACKED_INT32_ARRAY: "i",
    variant.TYPE_PACKED_INT64_ARRAY: "q",
    variant.TYPE_PACKED_FLOAT32_ARRAY: "f",
    variant.TYPE_PACKED_FLOAT64_ARRAY: "d",
    variant.TYPE_PACKED_VECTOR2_ARRAY: "f",
    variant.TYPE_PACKED_VECTOR3_ARRAY: "f",
    variant.TYPE_PACKED_COLOR_ARRAY: "f",
    variant.TYPE_PACKED_VECTOR4_ARRAY: "f",
}


class _Reader:
    def __init__(self, data: bytes, *, objects: bool) -> None:
        self.data = data
        self.at = 0
        self.objects = objects

    def left(self) -> int:
        """Return how many bytes are left."""
        return len(self.data) - self.at

    def numbers(self, form: str, size: int, condition: str = "len < 4") -> tuple[Any, ...]:
        """Return the next numbers."""
        if self.left() < size:
            message = f'Condition "{condition}" is true. Returning: ERR_INVALID_DATA'
            raise _Unreadable(message)
        self.at += size
        return unpack(f"<{form}", self.data[self.at - size : self.at])

    def word(self) -> int:
        """Return the next word."""
        return int(self.numbers("I", 4)[0])

    def text(self) -> str:
        """Return the next text."""
        size = self.word()
        pad = -size % 4
        if size >= _INT32 or size + pad > self.left():
            message = f'Condition "strlen < 0 || strlen + pad > len" is true. {_EOF}'
            raise _Unreadable(message)
        raw = self.data[self.at : self.at + size]
        self.at += size + pad
        return raw.decode("utf-8", "replace")

    def value(self, depth: int) -> Any:
        """Return the next value."""
        if depth > _DEEPEST:
            message = "Variant is too deep. Bailing."
            raise _Unreadable(message)
        head = self.word()
        number, flags = head & _TYPE_MASK, head >> 16
        if number >= variant.TYPE_MAX:
            message = 'Condition "(header & 0xFF) >= Variant::VARIANT_MAX" is true. Returning: ERR_INVALID_DATA'
            raise _Unreadable(message)
        if number in components.FIELDS:
            return self.vector(number, flags)
        if number > variant.TYPE_ARRAY:
            return self.packed(number, flags)
        return _READERS[number](self, number, flags, depth)

    def vector(self, number: int, flags: int) -> Any:
        """Return a vector or its kin."""
        count = components.count_of(number)
        if variant.TYPE_NAMES[number].endswith("i"):
            numbers = self.numbers(f"{count}i", count * 4)
        else:
            wide = flags & 1 and number != variant.TYPE_COLOR
            numbers = self.numbers(f"{count}{'d' if wide else 'f'}", count * (8 if wide else 4))
        in_rows = number in (variant.TYPE_BASIS, variant.TYPE_TRANSFORM3D)
        return components.made_of(number, components.transposed([*numbers]) if in_rows else [*numbers])

    def simple(self, number: int, flags: int, _depth: int) -> Any:
        """Return null, a bool, an int or a float."""
        if number == variant.TYPE_NIL:
            return None
        if number == variant.TYPE_BOOL:
            return bool(self.word())
        if number == variant.TYPE_INT:
            return self.numbers("q", 8)[0] if flags & 1 else self.numbers("i", 4)[0]
        return self.numbers("d", 8)[0] if flags & 1 else self.numbers("f", 4)[0]

    def string(self, number: int, _flags: int, _depth: int) -> Any:
        """Return a text or a name."""
        text = self.text()
        return StringName(text) if number == variant.TYPE_STRING_NAME else text

    def path(self, _number: int, _flags: int, _depth: int) -> Any:
        """Return a path."""
        count = self.word()
        if not count & _NEW_FORMAT:
            message = 'Condition "!(strlen & 0x80000000)" is true. Returning: ERR_INVALID_DATA'
            raise _Unreadable(message)
        count &= ~_NEW_FORMAT
        subcount, flags = self.word(), self.word()
        names = [self.text() for _ in range(count)]
        subnames = [self.text() for _ in range(subcount)]
        return NodePath(("/" if flags & _ABSOLUTE else "") + "/".join(names) + "".join([f":{name}" for name in subnames]))

    def rid(self, _number: int, _flags: int, _depth: int) -> Any:
        """Return a number of the engine's servers."""
        self.numbers("Q", 8)
        return variant.class_of(variant.TYPE_RID)()

    def object(self, _number: int, flags: int, depth: int) -> Any:
        """Return an object: by its number, or made of its class and properties."""
        if flags & 1:
            return instance_from_id(self.numbers("Q", 8)[0])
        if not self.objects:
            message = 'Condition "!p_allow_objects" is true. Returning: ERR_UNAUTHORIZED'
            raise _Unreadable(message)
        name = self.text()
        if not name:
            return None
        if not ClassDB.can_instantiate(name):
            message = f"Trying to instantiate a class that is not known: '{name}'."
            raise _Unreadable(message)
        made = ClassDB.instantiate(name)
        for _ in range(self.word()):
            key = self.text()
            value = self.value(depth + 1)
            if key != "script":
                made.set(key, value)
        return made

    def callable(self, _number: int, _flags: int, _depth: int) -> Any:
        """Return the null callable."""
        return Callable()

    def signal(self, _number: int, _flags: int, _depth: int) -> Any:
        """Return a signal of an object."""
        name = self.text()
        owner = instance_from_id(self.numbers("Q", 8)[0])
        return Signal() if owner is None else getattr(owner, name, Signal())

    def type(self, flag: int) -> ElementType:
        """Return a type of elements."""
        if flag == 0:
            return ANY
        if flag == _KIND_BUILT_IN:
            return ElementType(self.word())
        name = self.text()
        made = ClassDB.instantiate(name) if ClassDB.can_instantiate(name) else None
        return ElementType(variant.TYPE_OBJECT, None if made is None else type(made))

    def dictionary(self, number: int, flags: int, depth: int) -> Any:
        """Return a dictionary."""
        kinds = (self.type(flags & 3), self.type(flags >> 2 & 3))
        content = [(self.value(depth + 1), self.value(depth + 1)) for _ in range(self.word() & ~_NEW_FORMAT)]
        if all(kind.any for kind in kinds) and all(type(key) is str for key, _ in content):
            return dict(content)
        return variant.class_of(number)(content, of=kinds)

    def array(self, number: int, flags: int, depth: int) -> Any:
        """Return an array."""
        kind = self.type(flags & 3)
        values = [self.value(depth + 1) for _ in range(self.word() & ~_NEW_FORMAT)]
        return values if kind.any else variant.class_of(number)(values, of=kind)

    def packed(self, number: int, flags: int) -> Any:
        """Return a packed array."""
        count = self.word()
        cls = variant.class_of(number)
        if number == variant.TYPE_PACKED_BYTE_ARRAY:
            raw = self.numbers(f"{count}s", count, "count < 0 || count > len")[0]
            self.at = min(self.at + -count % 4, len(self.data))
            return cls(raw)
        if number == variant.TYPE_PACKED_STRING_ARRAY:
            return cls([self.text().rstrip("\0") for _ in range(count)])
        form = _ELEMENTS[number]
        if flags & 1 and form == "f" and cls._element_ in components.FIELDS:
            form = "d"
        parts = components.count_of(cls._element_) if cls._element_ in components.FIELDS else 1
        size = count * parts * (8 if form in "dq" else 4)
        numbers = self.numbers(f"{count * parts}{form}", size, "count < 0 || count > len")
        if parts == 1:
            return cls(numbers)
        return cls([components.made_of(cls._element_, [*numbers[at : at + parts]]) for at in range(0, len(numbers), parts)])


_READERS: Final[dict[int, Function[[_Reader, int, int, int], Any]]] = {
    variant.TYPE_NIL: _Reader.simple,
    variant.TYPE_BOOL: _Reader.simple,
    variant.TYPE_INT: _Reader.simple,
    variant.TYPE_FLOAT: _Reader.simple,
    variant.TYPE_STRING: _Reader.string,
    variant.TYPE_STRING_NAME: _Reader.string,
    variant.TYPE_NODE_PATH: _Reader.path,
    variant.TYPE_RID: _Reader.rid,
    variant.TYPE_OBJECT: _Reader.object,
    variant.TYPE_CALLABLE: _Reader.callable,
    variant.TYPE_SIGNAL: _Reader.signal,
    variant.TYPE_DICTIONARY: _Reader.dictionary,
    variant.TYPE_ARRAY: _Reader.array,
}
