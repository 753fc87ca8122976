"""Dictionary: the methods of the engine's dictionaries, for any dict, and the dicts that have types, are read-only, or take any key.

Rules: each method works on a plain dict as well, `gd.Dictionary.get_or_add(d, k, v)`. A gd.Dictionary tells 1 from 1.0 and true and takes
arrays as keys, see `keys`; a text and a name with the same letters are one key. Keys keep the order in which they came. A typed one
converts what it takes or refuses it with an ERROR; a read-only one refuses every change so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from steam_nodes.gdscript import equality, variant
from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.containers.copying import duplicate_dictionary
from steam_nodes.gdscript.containers.element import ANY, REFUSED, ElementType, declared_type, element_type, element_types_of
from steam_nodes.gdscript.containers.sorting import introsort
from steam_nodes.gdscript.conversion import converts_strictly
from steam_nodes.gdscript.equality import key_of, plain_key_of, value_of
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.operations import variant_less
from steam_nodes.gdscript.text.hashing import hash_dictionary
from steam_nodes.gdscript.text.string_name import StringName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

K = TypeVar("K")
V = TypeVar("V")

_MISSING: Final = object()
_PLAIN: Final = frozenset({int, str})
"""Keys that stand for themselves in every dictionary."""
_TYPES: Final = 2
_PARTS: Final = 3


class Dictionary(dict[K, V]):
    """A dict with the engine's methods, which takes any key, and may have types and be read-only.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_dictionary.html.

    Args:
        values: The keys and values it begins with: a mapping, or pairs where Python would confuse the keys.
        *declared: The types as the engine's constructor takes them: number, name of the class and script, of the keys and of the values.
        of: The types of keys and values; empty for any.
        read_only: Whether it refuses changes.
    """

    __slots__ = ("_elements_", "_read_only_", "_sure_")

    def __init__(self, values: Mapping[Any, Any] | Any = (), *declared: Any, of: Any = (), read_only: bool = False) -> None:
        """Take the pairs, each converted."""
        super().__init__()
        if declared:
            types: tuple[ElementType, ...] = (declared_type(*declared[:_PARTS]), declared_type(*declared[_PARTS:]))
        else:
            types = tuple(element_type(each) for each in of)
        self._elements_: tuple[ElementType, ...] = () if all(each.any for each in types) else types
        self._read_only_ = False
        self._sure_: tuple[type, type] | None = None
        for key, value in values.items() if isinstance(values, dict) else values:
            Dictionary.set(self, value_of(key), value)
        self._read_only_ = read_only

    if not TYPE_CHECKING:

        def __class_getitem__(cls, item: Any) -> ElementType:
            """Return the type of such dictionaries, which makes one when it is called: `gd.Dictionary[str, int]({"a": 1})`."""
            key, value = item
            types = (element_type(key), element_type(value))
            return ElementType(variant.TYPE_DICTIONARY, cls, () if all(each.any for each in types) else types)

    def __getitem__(self, key: Any) -> Any:
        """Return the value of a key.

        Raises:
            KeyError: There is no such key.
        """
        return dict.__getitem__(self, key_of(key))

    def __setitem__(self, key: Any, value: Any) -> None:
        """Set the value of a key.

        Raises:
            ScriptError: It is read-only, or refuses the value.
        """
        classes = (key.__class__, value.__class__)
        if classes == self._sure_ and not self._read_only_:
            dict.__setitem__(self, key, value)
            return
        if self._read_only_:
            reported("Dictionary is in read-only state.")
            message = "Invalid assignment on read-only value (on base: 'Dictionary')."
            raise ScriptError(message)
        if not Dictionary.set(self, key, value):
            message = (
                f"Invalid assignment of property or key '{key}' with value of type '{variant.type_name(value)}' "
                f"on a base object of type '{type_text(self)}'."
            )
            raise ScriptError(message)
        if key.__class__ in _PLAIN and all(_is_sure(kind, each) for kind, each in zip(_kinds_of(self), (key, value), strict=True)):
            self._sure_ = classes

    def __delitem__(self, key: Any) -> None:
        """Remove a key."""
        if _writable(self):
            dict.__delitem__(self, key_of(key))

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key."""
        return dict.__contains__(self, key_of(key))

    def __iter__(self) -> Iterator[Any]:
        """Give the keys."""
        return map(value_of, dict.__iter__(self))

    def __reversed__(self) -> Iterator[Any]:
        """Give the keys, the last one first."""
        return map(value_of, dict.__reversed__(self))

    def __eq__(self, other: object) -> bool:
        """Equal a dictionary with the same keys and values."""
        return isinstance(other, dict) and equality.same_dictionaries(self, other)

    def __ne__(self, other: object) -> bool:
        """Be the opposite."""
        return not self == other

    __hash__ = None

    def __repr__(self) -> str:
        """Show the keys and values."""
        return f"{{{', '.join(f'{key!r}: {value!r}' for key, value in self.items())}}}"

    def items(self) -> Any:
        """Give keys and values."""
        return [(value_of(key), value) for key, value in dict.items(self)]

    def pop(self, key: Any, default: Any = _MISSING) -> Any:
        """Remove a key and return its value."""
        if not _writable(self):
            return None
        return dict.pop(self, key_of(key)) if default is _MISSING else dict.pop(self, key_of(key), default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, which is set if there is none: get_or_add."""
        return Dictionary.get_or_add(self, key, default)

    def update(self, *others: Any, **named: Any) -> None:
        """Take the keys and values of others: merge with overwrite."""
        for other in (*others, named):
            Dictionary.merge(self, dict(other), overwrite=True)

    def copy(self) -> Any:
        """Return another dictionary with the same keys and values: duplicate."""
        return Dictionary.duplicate(self)

    def size(self: dict[Any, Any]) -> int:
        """Return how many keys there are."""
        return len(self)

    def is_empty(self: dict[Any, Any]) -> bool:
        """Whether there are none."""
        return not self

    def clear(self: dict[Any, Any]) -> None:
        """Remove all keys."""
        if _writable(self):
            dict.clear(self)

    def assign(self: dict[Any, Any], dictionary: dict[Any, Any]) -> None:
        """Take the keys and values of another dictionary, each converted; all or none."""
        key_kind, value_kind = _kinds_of(self)
        content: list[tuple[Any, Any]] = []
        for raw, value in dict.items(dictionary):
            key = value_of(raw)
            for each, kind, what in ((key, key_kind, "key"), (value, value_kind, "value")):
                if not _takes(kind, each):
                    reported(f'Unable to convert {what} from "{variant.TYPE_NAMES[variant.typeof(each)]}" to "{kind.name}".')
                    return
            content.append(
                (key_kind.fitted(key, "assign", "TypedDictionary.Key"), value_kind.fitted(value, "assign", "TypedDictionary.Value"))
            )
        dict.clear(self)
        for key, value in content:
            dict.__setitem__(self, _key(self, key), value)

    def sort(self: dict[Any, Any]) -> None:
        """Put the keys in order."""
        if not _writable(self):
            return
        content = [*dict.items(self)]
        introsort(content, lambda a, b: variant_less(value_of(a[0]), value_of(b[0])))
        dict.clear(self)
        dict.update(self, content)

    def merge(self: dict[Any, Any], dictionary: dict[Any, Any], overwrite: bool = False) -> None:
        """Take the keys of another dictionary, those that are here already only where `overwrite`."""
        if not _writable(self):
            return
        for raw, value in [*dict.items(dictionary)]:
            key = _fitted_key(self, value_of(raw), "merge", "")
            fitted = _fitted_value(self, value, "merge", "")
            if key is REFUSED or fitted is REFUSED:
                return
            kept = _key(self, key)
            if overwrite or not dict.__contains__(self, kept):
                dict.__setitem__(self, kept, fitted)

    def merged(self: dict[Any, Any], dictionary: dict[Any, Any], overwrite: bool = False) -> Any:
        """Return a copy that took the keys of another dictionary."""
        made = Dictionary.duplicate(self)
        Dictionary.merge(made, dictionary, overwrite)
        return made

    def has(self: dict[Any, Any], key: Any) -> bool:
        """Whether there is such a key."""
        fitted = _fitted_key(self, key, "use 'has'", " Returning: false")
        return fitted is not REFUSED and equality.has_key(self, fitted)

    def has_all(self: dict[Any, Any], keys: list[Any]) -> bool:
        """Whether there are all of these keys."""
        for key in keys:
            fitted = _fitted_key(self, key, "use 'has_all'", " Returning: false")
            if fitted is REFUSED or not dict.__contains__(self, _key(self, fitted)):
                return False
        return True

    def find_key(self: dict[Any, Any], value: Any) -> Any:
        """Return the first key whose value is the same as another; null if there is none."""
        fitted = _fitted_value(self, value, "find_key", " Returning: Variant()")
        if fitted is REFUSED:
            return None
        return next((value_of(key) for key, each in dict.items(self) if equality.found_same(each, fitted)), None)

    def erase(self: dict[Any, Any], key: Any) -> bool:
        """Remove a key; return whether there was one."""
        if self.__class__ is dict and key.__class__ in _PLAIN:
            return self.pop(key, _MISSING) is not _MISSING
        fitted = _fitted_key(self, key, "erase", " Returning: false")
        if fitted is REFUSED or not _writable(self):
            return False
        return dict.pop(self, _key(self, fitted), _MISSING) is not _MISSING

    def hash(self: dict[Any, Any]) -> int:
        """Return the engine's hash of keys and values."""
        return hash_dictionary(self)

    def keys(self: dict[Any, Any]) -> Any:
        """Return a new array of the keys."""
        kind = _kinds_of(self)[0]
        content = [value_of(key) for key in dict.keys(self)]
        return content if kind.any else Array(content, of=kind)

    def values(self: dict[Any, Any]) -> Any:
        """Return a new array of the values."""
        kind = _kinds_of(self)[1]
        content = [*dict.values(self)]
        return content if kind.any else Array(content, of=kind)

    def duplicate(self: dict[Any, Any], deep: bool = False) -> Any:
        """Return another dictionary with the same keys and values, where `deep` with copies of what is in it."""
        return duplicate_dictionary(self, deep=deep)

    def duplicate_deep(self: dict[Any, Any], deep_subresources_mode: int = 1) -> Any:
        """Return another dictionary with copies of the arrays and dictionaries in it."""
        return Dictionary.duplicate(self, deep=True)

    def get(self: dict[Any, Any], key: Any, default: Any = None) -> Any:
        """Return the value of a key, else the default."""
        if self.__class__ is dict and key.__class__ in _PLAIN:
            return self.get(key, default)
        fitted = _fitted_key(self, key, "get", " Returning: p_default")
        return default if fitted is REFUSED else dict.get(self, _key(self, fitted), default)

    def get_or_add(self: dict[Any, Any], key: Any, default: Any = None) -> Any:
        """Return the value of a key, which is set to the default if there is none."""
        if self.__class__ is dict and key.__class__ in _PLAIN:
            return self.setdefault(key, default)
        fitted = _fitted_key(self, key, "get", " Returning: p_default")
        if fitted is REFUSED:
            return default
        kept = _key(self, fitted)
        if not dict.__contains__(self, kept):
            if not _writable(self):
                return default
            value = _fitted_value(self, default, "add", " Returning: value")
            if value is REFUSED:
                return default
            dict.__setitem__(self, kept, value)
        return dict.__getitem__(self, kept)

    def set(self: dict[Any, Any], key: Any, value: Any) -> bool:
        """Set the value of a key; return whether it was taken."""
        if not _writable(self):
            return False
        fitted_key = _fitted_key(self, key, "set", " Returning: false")
        if fitted_key is REFUSED:
            return False
        fitted = _fitted_value(self, value, "set", " Returning: false")
        if fitted is REFUSED:
            return False
        dict.__setitem__(self, _key(self, fitted_key), fitted)
        return True

    def is_typed(self: dict[Any, Any]) -> bool:
        """Whether it takes one type only, of keys or of values."""
        return bool(element_types_of(self))

    def is_typed_key(self: dict[Any, Any]) -> bool:
        """Whether it takes one type of keys only."""
        return not _kinds_of(self)[0].any

    def is_typed_value(self: dict[Any, Any]) -> bool:
        """Whether it takes one type of values only."""
        return not _kinds_of(self)[1].any

    def is_same_typed(self: dict[Any, Any], dictionary: dict[Any, Any]) -> bool:
        """Whether it takes the same types as another."""
        return element_types_of(self) == element_types_of(dictionary)

    def is_same_typed_key(self: dict[Any, Any], dictionary: dict[Any, Any]) -> bool:
        """Whether it takes the same type of keys as another."""
        return _kinds_of(self)[0] == _kinds_of(dictionary)[0]

    def is_same_typed_value(self: dict[Any, Any], dictionary: dict[Any, Any]) -> bool:
        """Whether it takes the same type of values as another."""
        return _kinds_of(self)[1] == _kinds_of(dictionary)[1]

    def get_typed_key_builtin(self: dict[Any, Any]) -> int:
        """Return the number of the type of its keys, 0 for any."""
        return _kinds_of(self)[0].number

    def get_typed_value_builtin(self: dict[Any, Any]) -> int:
        """Return the number of the type of its values, 0 for any."""
        return _kinds_of(self)[1].number

    def get_typed_key_class_name(self: dict[Any, Any]) -> str:
        """Return the engine's class of its keys; empty where they are no objects."""
        return _class_name(_kinds_of(self)[0])

    def get_typed_value_class_name(self: dict[Any, Any]) -> str:
        """Return the engine's class of its values; empty where they are no objects."""
        return _class_name(_kinds_of(self)[1])

    def get_typed_key_script(self: dict[Any, Any]) -> Any:
        """Return the class of a script that its keys are of; null where there is none."""
        return _script(_kinds_of(self)[0])

    def get_typed_value_script(self: dict[Any, Any]) -> Any:
        """Return the class of a script that its values are of; null where there is none."""
        return _script(_kinds_of(self)[1])

    def make_read_only(self: dict[Any, Any]) -> None:
        """Refuse all changes from now on.

        Raises:
            TypeError: It is a plain dict, which Python can't refuse changes of.
        """
        if not isinstance(self, Dictionary):
            message = (
                "make_read_only() needs a gd.Dictionary; a plain dict takes changes always. Write gd.Dictionary({...}) where it is made"
            )
            raise TypeError(message)
        self._read_only_ = True

    def is_read_only(self: dict[Any, Any]) -> bool:
        """Whether it refuses all changes."""
        return getattr(self, "_read_only_", False)

    def recursive_equal(self: dict[Any, Any], dictionary: dict[Any, Any], recursion_count: int) -> bool:
        """Whether it has the same keys and values as another."""
        return equality.same_dictionaries(self, dictionary, recursion_count)


def type_text(dictionary: dict[Any, Any]) -> str:
    """Return the type of a dictionary, as errors say it."""
    return ElementType(variant.TYPE_DICTIONARY, None, element_types_of(dictionary)).name


def _key(dictionary: dict[Any, Any], key: Any) -> Any:
    return plain_key_of(key) if type(dictionary) is dict else key_of(key)


def _kinds_of(dictionary: dict[Any, Any]) -> tuple[ElementType, ElementType]:
    elements = element_types_of(dictionary)
    return (elements[0], elements[1]) if len(elements) == _TYPES else (ANY, ANY)


def _takes(kind: ElementType, value: Any) -> bool:
    source = variant.typeof(value)
    return kind.holds(value) if source == kind.number else converts_strictly(source, kind.number)


def _is_sure(kind: ElementType, value: Any) -> bool:
    """Whether each value of this value's class fits as it is."""
    return kind.any or (kind.number < variant.TYPE_OBJECT and variant.typeof(value) == kind.number)


def _fitted_key(dictionary: dict[Any, Any], key: Any, verb: str, returning: str) -> Any:
    if not element_types_of(dictionary):
        return key
    fitted = _kinds_of(dictionary)[0].fitted(key, verb, "TypedDictionary.Key")
    if fitted is REFUSED:
        reported(f'Condition "!_p->typed_key.validate(key, "{verb}")" is true.{returning}')
    return fitted


def _fitted_value(dictionary: dict[Any, Any], value: Any, verb: str, returning: str) -> Any:
    if not element_types_of(dictionary):
        return value
    fitted = _kinds_of(dictionary)[1].fitted(value, verb, "TypedDictionary.Value")
    if fitted is REFUSED:
        reported(f'Condition "!_p->typed_value.validate(value, "{verb}")" is true.{returning}')
    return fitted


def _writable(dictionary: dict[Any, Any]) -> bool:
    if getattr(dictionary, "_read_only_", False):
        reported("Dictionary is in read-only state.")
        return False
    return True


def _class_name(kind: ElementType) -> str:
    return StringName("" if kind.cls is None else getattr(kind.cls, "_engine_class_", kind.cls.__name__))


def _script(kind: ElementType) -> Any:
    return kind.cls if hasattr(kind.cls, "_script_path_") else None
