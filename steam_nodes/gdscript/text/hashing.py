"""The engine's hashes: of texts, of any value, of arrays and dictionaries.

Rules: a text hashes by djb2 over its letters; numbers, vectors and containers by murmur3 over 32 bits. A float hashes by its bits, with one
zero and one not-a-number. What refers to an object hashes by its number, which differs from run to run as in the engine.
"""

from __future__ import annotations

import math
from struct import iter_unpack, pack, unpack
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.text.components import FIELDS, numbers_of, rows_of
from steam_nodes.object.freed import instance_id, is_freed

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_MASK: Final = 0xFFFFFFFF
_MASK64: Final = 0xFFFFFFFFFFFFFFFF
_SEED: Final = 0x7F07C65
_NAN: Final = 0x7FC00000
_NAN64: Final = 0x7FF8000000000000
_DEEPEST: Final = 100


def hash_text(text: str) -> int:
    """Return the hash of a text."""
    number = 5381
    for letter in text:
        number = (number * 33 + ord(letter)) & _MASK
    return number


def murmur(value: int, seed: int = _SEED) -> int:
    """Return a hash with 32 more bits in it."""
    seed ^= _scrambled(value)
    seed = ((seed << 13) | (seed >> 19)) & _MASK
    return (seed * 5 + 0xE6546B64) & _MASK


def _scrambled(value: int) -> int:
    value = (value * 0xCC9E2D51) & _MASK
    value = ((value << 15) | (value >> 17)) & _MASK
    return (value * 0x1B873593) & _MASK


def murmur64(value: int, seed: int = _SEED) -> int:
    """Return a hash with 64 more bits in it."""
    value &= _MASK64
    return murmur(value >> 32, murmur(value & _MASK, seed))


def murmur_double(value: float, seed: int = _SEED) -> int:
    """Return a hash with a float in it."""
    if value == 0.0:
        bits = 0
    elif math.isnan(value):
        bits = _NAN64
    else:
        bits = unpack("<Q", pack("<d", value))[0]
    return murmur64(bits, seed)


def murmur_float(value: float, seed: int = _SEED) -> int:
    """Return a hash with a 32-bit float in it."""
    if value == 0.0:
        bits = 0
    elif math.isnan(value):
        bits = _NAN
    else:
        bits = unpack("<I", pack("<f", value))[0]
    return murmur(bits, seed)


def finished(number: int) -> int:
    """Return a hash with all its bits mixed."""
    number ^= number >> 16
    number = (number * 0x85EBCA6B) & _MASK
    number ^= number >> 13
    number = (number * 0xC2B2AE35) & _MASK
    return number ^ (number >> 16)


def hash_int(value: int) -> int:
    """Return the hash of an int."""
    value &= _MASK64
    value = (~value + (value << 18)) & _MASK64
    value ^= value >> 31
    value = (value * 21) & _MASK64
    value ^= value >> 11
    value = (value + (value << 6)) & _MASK64
    value ^= value >> 22
    return value & _MASK


def hash_value(value: Any, depth: int = 0) -> int:
    """Return the hash of any value."""
    number = variant.typeof(value)
    if number == variant.TYPE_NIL:
        return 0
    if number == variant.TYPE_BOOL:
        return 1 if value else 0
    if number == variant.TYPE_INT:
        return hash_int(value)
    if number == variant.TYPE_FLOAT:
        return murmur_double(value)
    return _HASHES[number](value, depth)


def hash_array(array: Any, depth: int = 0) -> int:
    """Return the hash of an array."""
    if depth > _DEEPEST:
        return 0
    number = murmur(variant.TYPE_ARRAY)
    for item in array:
        number = murmur(hash_value(item, depth + 1), number)
    return finished(number)


def hash_dictionary(dictionary: Any, depth: int = 0) -> int:
    """Return the hash of a dictionary."""
    if depth > _DEEPEST:
        return 0
    number = murmur(variant.TYPE_DICTIONARY)
    for key, value in pairs(dictionary):
        number = murmur(hash_value(key, depth + 1), number)
        number = murmur(hash_value(value, depth + 1), number)
    return finished(number)


def _hash_string(value: Any, _depth: int) -> int:
    return hash_text(value)


def _hash_object(value: Any, _depth: int) -> int:
    return 0 if is_freed(value) else hash_int(instance_id(value))


def _hash_other(value: Any, _depth: int) -> int:
    return hash(value) & _MASK


def _hash_vector(value: Any, _depth: int) -> int:
    number = _SEED
    for part in rows_of(value):
        number = murmur(part & _MASK, number) if isinstance(part, int) else murmur_float(part, number)
    return finished(number)


def _hash_packed(value: Any, _depth: int) -> int:
    """Hash whole numbers as the bytes in memory, floats and texts one by one."""
    number = variant.typeof(value)
    if number == variant.TYPE_PACKED_STRING_ARRAY:
        state = _SEED
        for item in value:
            state = murmur(hash_text(item), state)
        return finished(state) if value else state
    if not value:
        return murmur64(0)
    if value._element_ == variant.TYPE_INT:
        return _hash_bytes(bytes(value.to_byte_array()))
    state = _SEED
    for item in value:
        for part in numbers_of(item):
            state = murmur_double(part, state) if number == variant.TYPE_PACKED_FLOAT64_ARRAY else murmur_float(part, state)
    return finished(state)


def _hash_bytes(raw: bytes) -> int:
    state = _SEED
    whole = len(raw) // 4 * 4
    for (word,) in iter_unpack("<I", raw[:whole]):
        state = murmur(word, state)
    if len(raw) > whole:
        state ^= _scrambled(int.from_bytes(raw[whole:], "little"))
    return finished(state ^ len(raw))


def _table() -> tuple[Function[[Any, int], int], ...]:
    table: list[Function[[Any, int], int]] = [_hash_other] * variant.TYPE_MAX
    table[variant.TYPE_STRING] = _hash_string
    table[variant.TYPE_STRING_NAME] = _hash_string
    table[variant.TYPE_OBJECT] = _hash_object
    for number in FIELDS:
        table[number] = _hash_vector
    for number in range(variant.TYPE_PACKED_BYTE_ARRAY, variant.TYPE_MAX):
        table[number] = _hash_packed
    table[variant.TYPE_RID] = lambda value, _depth: hash_int(value.get_id())
    table[variant.TYPE_NODE_PATH] = lambda value, _depth: value.hash()
    table[variant.TYPE_ARRAY] = hash_array
    table[variant.TYPE_DICTIONARY] = hash_dictionary
    return tuple(table)


_HASHES: Final = _table()
