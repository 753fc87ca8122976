"""PackedDataContainer and PackedDataContainerRef: arrays and dictionaries, packed once, to be read only.

Rules: what is packed is a copy. The keys of a dictionary come in the order of their hashes, as in the engine. An array or dictionary
inside is a ref, made anew at each access; an object inside is packed as null.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.equality import pairs, plain_key_of
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.text.hashing import hash_value
from steam_nodes.object.error import Error
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.scene.resource import Resource


class _Packed:
    """An array or a dictionary that was packed.

    Args:
        value: The array or the dictionary.
    """

    __slots__ = ("keys", "values")

    def __init__(self, value: Any) -> None:
        """Copy it."""
        self.keys: list[Any] | None = None
        if isinstance(value, dict):
            sorted_pairs = sorted(pairs(value), key=lambda pair: hash_value(pair[0]))
            self.keys = [key for key, _ in sorted_pairs]
            self.values = [_packed(each) for _, each in sorted_pairs]
        else:
            self.values = [_packed(each) for each in value]

    def at(self, key: Any, missing: Any) -> Any:
        """Return what has a place or a key, else what is given for it; a name is no text here, and 1.0 is not 1."""
        if self.keys is not None:
            wanted = variant.typeof(key), plain_key_of(key)
            found = next((at for at, each in enumerate(self.keys) if (variant.typeof(each), plain_key_of(each)) == wanted), -1)
        else:
            found = int(key) if variant.typeof(key) in (variant.TYPE_INT, variant.TYPE_FLOAT) else -1
        return _shown(self.values[found]) if 0 <= found < len(self.values) else missing

    def passed(self, place: int) -> Any:
        """Return what a loop gets at a place: an element, or a key."""
        return _shown(self.values[place]) if self.keys is None else self.keys[place]


def _packed(value: Any) -> Any:
    number = variant.typeof(value)
    if number in (variant.TYPE_ARRAY, variant.TYPE_DICTIONARY):
        return _Packed(value)
    return None if number == variant.TYPE_OBJECT else value


def _shown(value: Any) -> Any:
    if not isinstance(value, _Packed):
        return value
    ref = PackedDataContainerRef()
    ref._data_ = value
    return ref


def _first(packed: _Packed | None, state: list[Any]) -> bool:
    state[0] = 0
    return packed is not None and bool(packed.values)


def _next(packed: _Packed | None, state: list[Any]) -> bool:
    state[0] += 1
    return packed is not None and state[0] < len(packed.values)


class PackedDataContainer(Resource):
    """An array or a dictionary that was packed.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packeddatacontainer.html.
    """

    _engine_class_ = "PackedDataContainer"
    _data_: _Packed | None = None

    def pack(self, value: Any) -> int:
        """Pack an array or a dictionary in the place of what was packed before.

        Returns:
            Error.OK; Error.ERR_INVALID_DATA for any other value.
        """
        if variant.typeof(value) not in (variant.TYPE_ARRAY, variant.TYPE_DICTIONARY):
            reported("PackedDataContainer can pack only Array and Dictionary type.")
            return Error.ERR_INVALID_DATA
        self._data_ = _Packed(value)
        return Error.OK

    def size(self) -> int:
        """Return how many elements or keys were packed; 0, with an error in the log, where nothing was."""
        if self._data_ is None:
            reported('Condition "p_ofs + 4 > (uint32_t)data.size()" is true. Returning: 0')
            return 0
        return len(self._data_.values)

    def _indexed_(self, key: Any, missing: Any) -> Any:
        """Return what has a place or a key, else what is given for it."""
        return missing if self._data_ is None else self._data_.at(key, missing)

    def _iter_init(self, state: list[Any]) -> bool:
        """Begin a loop; a container of nothing says so in the log."""
        return _first(self._data_, state) if self.size() else False

    def _iter_next(self, state: list[Any]) -> bool:
        """Go on in a loop."""
        return _next(self._data_, state)

    def _iter_get(self, place: Any) -> Any:
        """Return what a loop gets now."""
        return None if self._data_ is None else self._data_.passed(place)


class PackedDataContainerRef(RefCounted):
    """An array or a dictionary inside of a packed one.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packeddatacontainerref.html.
    """

    _engine_class_ = "PackedDataContainerRef"
    _data_: _Packed | None = None

    def size(self) -> int:
        """Return how many elements or keys it has."""
        return 0 if self._data_ is None else len(self._data_.values)

    def _indexed_(self, key: Any, missing: Any) -> Any:
        """Return what has a place or a key, else what is given for it."""
        return missing if self._data_ is None else self._data_.at(key, missing)

    def _iter_init(self, state: list[Any]) -> bool:
        """Begin a loop."""
        return _first(self._data_, state)

    def _iter_next(self, state: list[Any]) -> bool:
        """Go on in a loop."""
        return _next(self._data_, state)

    def _iter_get(self, place: Any) -> Any:
        """Return what a loop gets now."""
        return None if self._data_ is None else self._data_.passed(place)
