"""What GDScript does with values whose type is known only when it runs: calls, members, indices, iteration, conversions.

Rules: each function does what the engine does with the type that is there, or raises ScriptError with the engine's sentence. Methods of
texts, arrays, dictionaries and callables are those of gd.String and its siblings; what an object has, Python looks up. An argument of a
built-in method is converted where its type has a strict conversion. A name that is a Python keyword has an underscore behind it.
"""

from __future__ import annotations

import inspect
import keyword
from enum import EnumMeta
from functools import lru_cache
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.containers.callable_methods import CallableMethods
from steam_nodes.gdscript.containers.dictionary import Dictionary
from steam_nodes.gdscript.containers.element import ElementType, element_type, element_types_of
from steam_nodes.gdscript.conversion import constructed, converts_strictly, float_to_int
from steam_nodes.gdscript.equality import Key, plain_key_of
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.text.string import String
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.gdscript.text.stringify import enum_dictionary, text_of
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterator


_MISSING: Final = object()
_OTHER_METHODS: Final = frozenset({"extend", "remove", "pop", "copy", "items", "setdefault", "update"})
"""Methods of our lists and dicts that are Python's, not the engine's."""

_METHODS: Final[dict[int, type]] = {
    variant.TYPE_STRING: String,
    variant.TYPE_STRING_NAME: String,
    variant.TYPE_ARRAY: Array,
    variant.TYPE_DICTIONARY: Dictionary,
    variant.TYPE_CALLABLE: CallableMethods,
}


def call(base: Any, method: str, *arguments: Any) -> Any:
    """Call a method of any value: `base.method(...)`.

    Raises:
        ScriptError: There is no such method, or it does not take these arguments.
    """
    quick = _quick_calls.get((base.__class__, method))
    if quick is not None and len(arguments) in quick[1]:
        if not arguments:
            return quick[0](base)
        for value, kind in zip(arguments, quick[2], strict=False):
            if kind is not None and value.__class__ is not kind:
                break
        else:
            return quick[0](base, *arguments)
    number = variant.typeof(base)
    if number == variant.TYPE_OBJECT:
        return _call_object(base, method, arguments)
    if number == variant.TYPE_DICTIONARY and isinstance(base, EnumMeta):
        base = enum_dictionary(base)
    function = _built_in_method(number, _class_of(base), method)
    if function is None:
        raise _no_method(base, method)
    if quick is None and base.__class__ is not EnumMeta:
        _quick_calls[base.__class__, method] = _quick_call(function)
    return function(base, *_checked(function, arguments, method, variant.TYPE_NAMES[number], 1))


def value_of_call(base: Any, method: str, *arguments: Any) -> Any:
    """Call a method of any value for what it returns: `var x = base.method(...)`.

    Raises:
        ScriptError: There is no such method, it does not take these arguments, or it returns nothing.
    """
    owner = getattr(base, "_engine_class_", "Object") if variant.typeof(base) == variant.TYPE_OBJECT else variant.type_name(base)
    value = call(base, method, *arguments)
    if value is None:
        from steam_nodes.gdscript.classes.api import load  # noqa: PLC0415  # the class list loads when it is needed

        # The class list has no `free`, which belongs to every object.
        if method == "free" or getattr(load().find(owner.partition("[")[0], method), "returns", "") == "void":
            message = 'Trying to get a return value of a method that returns "void"'
            raise ScriptError(message)
    return value


_quick_calls: Final[dict[tuple[Any, str], tuple[Function[..., Any], range, tuple[type | None, ...]]]] = {}
"""For each class of built-in values and method its function, how many arguments it takes, and of which classes they need no conversion."""
_CLASSES: Final[dict[int, type]] = {
    variant.TYPE_BOOL: bool,
    variant.TYPE_INT: int,
    variant.TYPE_FLOAT: float,
    variant.TYPE_STRING: str,
    variant.TYPE_ARRAY: list,
    variant.TYPE_DICTIONARY: dict,
}


def _quick_call(function: Any) -> tuple[Function[..., Any], range, tuple[type | None, ...]]:
    fewest, kinds, rest = _parameters(function)
    if rest or any(kind != variant.TYPE_NIL and kind not in _CLASSES for kind in kinds[1:]):
        return function, range(0), ()
    return function, range(fewest - 1, len(kinds)), tuple(_CLASSES.get(kind) for kind in kinds[1:])


def _call_object(base: Any, method: str, arguments: tuple[Any, ...]) -> Any:
    if is_freed(base):
        raise _no_method(base, method)
    function = getattr(base, python_name(method), None)
    if isinstance(base, type) or function is None:
        # Script objects, and what every object of the engine has, are known where scripts are.
        from steam_nodes.gdscript.scripts.objects.script_objects import MISSING, method_of  # noqa: PLC0415  # loaded on first use

        own = method_of(base, method)
        if own is MISSING and isinstance(function, FunctionType) and not _is_static(base, method):
            raise _no_method(base, method)
        function = function if own is MISSING else own
    if not callable(function):
        raise _no_method(base, method)
    if type(function) is MethodType and hasattr(base, "_script_path_"):
        from steam_nodes.gdscript.scripts.typed_parameters import fitted  # noqa: PLC0415  # it stands on what this file gives

        arguments = fitted(function, arguments)
    try:
        return function(*arguments)
    except TypeError as failure:
        # An error that has no frame of its own below this one is about the call itself.
        traceback = failure.__traceback__
        if traceback is not None and traceback.tb_next is None:
            message = (
                f"Invalid call to function '{method}' in base '{variant.type_name(base)}'. "
                f"Expected {_expected(function, len(arguments))} argument(s)."
            )
            raise ScriptError(message) from None
        raise


def _is_static(cls: Any, method: str) -> bool:
    return not isinstance(cls, type) or isinstance(inspect.getattr_static(cls, python_name(method), None), staticmethod | classmethod)


def _expected(function: Any, given: int) -> int:
    try:
        parameters = [each for each in inspect.signature(function).parameters.values() if each.kind <= each.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):
        return given
    fewest = sum(each.default is each.empty for each in parameters)
    return fewest if given < fewest else len(parameters)


def _no_method(base: Any, method: str) -> ScriptError:
    name = base.__name__ if isinstance(base, type) and not hasattr(base, "_script_path_") else variant.type_name(base)
    return ScriptError(f"Invalid call. Nonexistent function '{method}' in base '{name}'.")


def _class_of(value: Any) -> Any:
    return type(value)


@lru_cache(maxsize=2048)
def _built_in_method(number: int, cls: Any, method: str) -> Function[..., Any] | None:
    """Return the method of a built-in type, as a function of the value."""
    if method.startswith("_") or method in _OTHER_METHODS:
        return None
    owner = _METHODS.get(number, cls)
    for base in owner.__mro__:
        if base.__module__.startswith("steam_nodes."):
            found = inspect.getattr_static(base, python_name(method), None)
            if isinstance(found, staticmethod):
                static = found.__func__
                return lambda _base, *arguments: static(*arguments)
            if found is not None and callable(found) and python_name(method) in vars(base):
                return found  # type: ignore[no-any-return]  # a function of the class
    return None


def _checked(function: Any, arguments: tuple[Any, ...], method: str, base: str, skipped: int) -> list[Any]:
    """Return the arguments of a built-in method as it takes them."""
    fewest, kinds, rest = _parameters(function)
    fewest -= skipped
    kinds = kinds[skipped:]
    if len(arguments) < fewest or (len(arguments) > len(kinds) and not rest):
        count = fewest if len(arguments) < fewest else len(kinds)
        message = f"Invalid call to function '{method}' in base '{base}'. Expected {count} argument(s)."
        raise ScriptError(message)
    taken = list(arguments)
    for at, (value, kind) in enumerate(zip(arguments, kinds, strict=False)):
        source = variant.typeof(value)
        kind = variant.NUMBER_OF.get(base, variant.TYPE_NIL) if kind == _OF_BASE else kind  # noqa: PLW2901  # what Self means here
        if kind in (source, variant.TYPE_NIL):
            continue
        if not converts_strictly(source, kind):
            message = (
                f"Invalid type in function '{method}' in base '{base}'. "
                f"Cannot convert argument {at + 1} from {variant.TYPE_NAMES[source]} to {variant.TYPE_NAMES[kind]}."
            )
            raise ScriptError(message)
        taken[at] = constructed(value, kind)
    return taken


_OF_BASE: Final = -1
"""The type of the value whose method it is."""
_ANNOTATED: Final = {
    "bool": variant.TYPE_BOOL,
    "int": variant.TYPE_INT,
    "float": variant.TYPE_FLOAT,
    "str": variant.TYPE_STRING,
    "list[Any]": variant.TYPE_ARRAY,
    "dict[Any, Any]": variant.TYPE_DICTIONARY,
    "AnyCallable": variant.TYPE_CALLABLE,
    "Self": _OF_BASE,
}


@lru_cache(maxsize=2048)
def _parameters(function: Any) -> tuple[int, tuple[int, ...], bool]:
    """Return how many arguments a function needs, the types that it takes, and whether it takes any number."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return 0, (), True
    placed = [each for each in parameters if each.kind <= each.POSITIONAL_OR_KEYWORD]
    kinds = tuple(_ANNOTATED.get(str(each.annotation), variant.NUMBER_OF.get(str(each.annotation), variant.TYPE_NIL)) for each in placed)
    fewest = sum(each.default is each.empty for each in placed)
    return fewest, kinds, any(each.kind == each.VAR_POSITIONAL for each in parameters)


def python_name(name: str) -> str:
    """Return a name of GDScript as Python code has it."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _base_text(base: Any) -> str:
    number = variant.typeof(base)
    elements = element_types_of(base) if number in (variant.TYPE_ARRAY, variant.TYPE_DICTIONARY) else ()
    return ElementType(number, None, elements).name if elements else variant.type_name(base)


def _key_text(key: Any) -> str:
    text = text_of(key)
    return f"'{text}'" if text else f"of type '{_base_text(key)}'"


def _no_member(base: Any, name: Any) -> ScriptError:
    return ScriptError(f"Invalid access to property or key {_key_text(name)} on a base object of type '{_base_text(base)}'.")


def _no_setting(base: Any, name: Any, value: Any) -> ScriptError:
    return ScriptError(
        f"Invalid assignment of property or key {_key_text(name)} with value of type '{_base_text(value)}' "
        f"on a base object of type '{_base_text(base)}'."
    )


def get(base: Any, name: str) -> Any:
    """Return a member of any value: `base.name`.

    Raises:
        ScriptError: There is no such member.
    """
    if base.__class__ is dict and name in base:
        return base[name]
    number = variant.typeof(base)
    if number == variant.TYPE_DICTIONARY:
        if isinstance(base, EnumMeta):
            base = enum_dictionary(base)
        found = base.get(name, _MISSING) if type(base) is dict else Dictionary.get(base, name, _MISSING)
    elif number == variant.TYPE_OBJECT:
        found = _MISSING if is_freed(base) else _member_of_object(base, name)
    else:
        found = _built_in_member(base, number, name)
    if found is _MISSING:
        raise _no_member(base, name)
    return enum_dictionary(found) if isinstance(found, EnumMeta) else found


def _member_of_object(base: Any, name: str) -> Any:
    found = getattr(base, python_name(name), _MISSING)
    if isinstance(base, type) and (found is _MISSING or isinstance(found, property)):
        from steam_nodes.gdscript.scripts.objects.script_objects import MISSING, member_of, method_of  # noqa: PLC0415  # loaded on first use

        own = member_of(base, name)
        own = method_of(base, name) if own is MISSING else own
        return _MISSING if own is MISSING else own
    return found


def _built_in_member(base: Any, number: int, name: str) -> Any:
    if variant.TYPE_VECTOR2 <= number <= variant.TYPE_COLOR and not name.startswith("_"):
        return getattr(base, python_name(name), _MISSING)
    function = _built_in_method(number, _class_of(base), name)
    if function is None:
        return _MISSING
    return Callable(BuiltInMethod(base, name, function))


class BuiltInMethod:
    """A method of a built-in value, which a Callable holds: `[1, 2].size` without a call."""

    __slots__ = ("__signature__", "_engine_text_", "base", "method")

    def __init__(self, base: Any, method: str, function: Function[..., Any]) -> None:
        """Keep both, and what the engine tells of them: its text, and the arguments that it takes besides the value."""
        self.base: Any = base
        self.method: str = method
        self._engine_text_ = f"{variant.type_name(base)}::{method}"
        whole = inspect.signature(function)
        self.__signature__: inspect.Signature = whole.replace(parameters=list(whole.parameters.values())[1:])

    def __call__(self, *arguments: Any) -> Any:
        """Call the method."""
        return call(self.base, self.method, *arguments)

    def __eq__(self, other: object) -> bool:
        """Equal the same method of the same value."""
        return isinstance(other, BuiltInMethod) and self.base is other.base and self.method == other.method

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((id(self.base), self.method))


def set_(base: Any, name: str, value: Any) -> Any:
    """Set a member of any value: `base.name = value`.

    Returns:
        The base, or where it is a value such as a vector the one that takes its place.

    Raises:
        ScriptError: There is no such member, or it does not take the value.
    """
    number = variant.typeof(base)
    if number == variant.TYPE_DICTIONARY and not isinstance(base, EnumMeta):
        # A new key is a name here, as in the engine; one that is there keeps its form.
        base[StringName(name)] = value
        return base
    if number == variant.TYPE_OBJECT:
        if is_freed(base) or not _has_member(base, python_name(name)):
            raise _no_setting(base, name, value)
        if _is_read_only(base, python_name(name)):
            message = f'Cannot set value into property "{name}" (on base "{base._engine_class_}") because it is read-only.'
            raise ScriptError(message)
        if hasattr(base, "_script_path_") and not isinstance(base, type):
            from steam_nodes.gdscript.scripts.typed_parameters import ArgumentError, fits_member  # noqa: PLC0415  # it stands on what this file gives

            try:
                value = fits_member(base, python_name(name), value)
            except ArgumentError:
                raise _no_setting(base, name, value) from None
        setattr(base, python_name(name), value)
        return base
    if variant.TYPE_VECTOR2 <= number <= variant.TYPE_COLOR:
        return _replaced(base, name, name, value)
    raise _no_setting(base, name, value)


def _is_read_only(base: Any, name: str) -> bool:
    """Whether a name is a property of the engine's class that has no setter."""
    found = getattr(type(base), name, None)
    if isinstance(found, property):
        return found.fset is None and hasattr(base, "_engine_class_")
    return getattr(found, "read_only", False) is True


def _has_member(base: Any, name: str) -> bool:
    return name in getattr(base, "__dict__", ()) or hasattr(type(base), name) or (isinstance(base, type) and hasattr(base, name))


def _replaced(base: Any, name: str, shown: Any, value: Any) -> Any:
    if isinstance(value, bool):
        raise _no_setting(base, shown, value)
    try:
        return base.replaced(**{name: value})
    except (TypeError, AttributeError, ValueError, ScriptError):
        raise _no_setting(base, shown, value) from None


_COMPONENTS: Final = {
    variant.TYPE_VECTOR2: "xy",
    variant.TYPE_VECTOR2I: "xy",
    variant.TYPE_VECTOR3: "xyz",
    variant.TYPE_VECTOR3I: "xyz",
    variant.TYPE_VECTOR4: "xyzw",
    variant.TYPE_VECTOR4I: "xyzw",
    variant.TYPE_QUATERNION: "xyzw",
    variant.TYPE_BASIS: "xyz",
    variant.TYPE_PROJECTION: "xyzw",
    variant.TYPE_COLOR: "rgba",
    variant.TYPE_TRANSFORM2D: ("x", "y", "origin"),
}
_NUMBERS: Final = frozenset({variant.TYPE_INT, variant.TYPE_FLOAT})
_PLAIN: Final = frozenset({int, str})
"""Keys that stand for themselves in every dictionary."""
_STRINGS: Final = frozenset({variant.TYPE_STRING, variant.TYPE_STRING_NAME})


def index(base: Any, key: Any) -> Any:  # noqa: C901  # one case a kind of value, and no second call for the common ones
    """Return an element of any value: `base[key]`.

    Raises:
        ScriptError: There is no such element.
    """
    if base.__class__ is list:
        if key.__class__ is int and -len(base) <= key < len(base):
            return base[key]
    elif base.__class__ is dict and key.__class__ in _PLAIN and key in base:
        return base[key]
    number = variant.typeof(base)
    if number == variant.TYPE_DICTIONARY:
        if isinstance(base, EnumMeta):
            base = enum_dictionary(base)
        try:
            return base[plain_key_of(key)] if type(base) is dict else base[key]
        except KeyError:
            raise _no_member(base, key) from None
    at = _position(number, key)
    if at is None:
        # A few classes of the engine have elements.
        found = base._indexed_(key, _MISSING) if number == variant.TYPE_OBJECT and hasattr(base, "_indexed_") else _MISSING
        if found is not _MISSING:
            return found
        if variant.typeof(key) in _STRINGS and (number == variant.TYPE_OBJECT or number in _COMPONENTS):
            return get(base, key)
        raise _no_member(base, key)
    if number in _COMPONENTS:
        names = _COMPONENTS[number]
        if not 0 <= at < len(names):
            raise _out_of_bounds(base, key)
        return getattr(base, names[at])
    if not -len(base) <= at < len(base):
        raise _out_of_bounds(base, key)
    return base[at]


def _position(number: int, key: Any) -> int | None:
    """Return an index as a whole number, None where the base has none or the key is none."""
    if number not in _COMPONENTS and number < variant.TYPE_ARRAY and number != variant.TYPE_STRING:
        return None
    kind = variant.typeof(key)
    if kind not in _NUMBERS:
        return None
    return int(key) if kind == variant.TYPE_INT else float_to_int(key)


def _out_of_bounds(base: Any, key: Any) -> ScriptError:
    return ScriptError(f"Invalid access of index '{text_of(key)}' on a base object of type: '{_base_text(base)}'.")


def set_index(base: Any, key: Any, value: Any) -> Any:
    """Set an element of any value: `base[key] = value`.

    Returns:
        The base, or where it is a value such as a text or a vector the one that takes its place.

    Raises:
        ScriptError: There is no such element, or it does not take the value.
    """
    cls = base.__class__
    if (cls is dict and key.__class__ in _PLAIN) or (cls is list and key.__class__ is int and -len(base) <= key < len(base)):
        base[key] = value
        return base
    number = variant.typeof(base)
    if number == variant.TYPE_DICTIONARY and not isinstance(base, EnumMeta):
        base[plain_key_of(key) if type(base) is dict else key] = value
        return base
    at = _position(number, key)
    if at is None:
        if variant.typeof(key) in _STRINGS and (number == variant.TYPE_OBJECT or number in _COMPONENTS):
            return set_(base, key, value)
        raise _no_setting(base, key, value)
    # The engine looks at the bounds first where the elements are numbers, else at the value.
    wanted = variant.TYPE_STRING if number == variant.TYPE_STRING else getattr(base, "_element_", variant.TYPE_NIL)
    if wanted not in _NUMBERS and not converts_strictly(variant.typeof(value), wanted):
        raise _no_setting(base, key, value)
    size = len(_COMPONENTS[number]) if number in _COMPONENTS else len(base)
    if not (0 if number in _COMPONENTS else -size) <= at < size:
        message = f"Invalid assignment of index '{text_of(key)}' (on base: '{_base_text(base)}') with value of type '{_base_text(value)}'."
        raise ScriptError(message)
    if number in _COMPONENTS:
        return _replaced(base, _COMPONENTS[number][at], key, value)
    if number == variant.TYPE_STRING:
        at %= size
        return base[:at] + (value[:1] or " ") + base[at + 1 :]
    base[at] = value
    return base


def iterate(base: Any) -> Iterator[Any]:
    """Give what `for` goes through: elements, keys, letters, or the numbers up to a number.

    Raises:
        ScriptError: It can't be gone through.
    """
    if base.__class__ is list:
        return iter(base)
    number = variant.typeof(base)
    if number == variant.TYPE_DICTIONARY:
        return _keys(enum_dictionary(base) if isinstance(base, EnumMeta) else base)
    if number == variant.TYPE_STRING or number >= variant.TYPE_ARRAY:
        return iter(base)
    if number == variant.TYPE_INT:
        return iter(range(base))
    if number in _STEPS:
        return _STEPS[number](base)
    if number == variant.TYPE_OBJECT and hasattr(base, "_iter_init"):
        return _own_steps(base)
    message = f"Unable to iterate on object of type '{variant.TYPE_NAMES[number]}'."
    raise ScriptError(message)


def _keys(dictionary: dict[Any, Any]) -> Iterator[Any]:
    """Give the keys; the loop ends where the body erases its key, and goes on to what it adds, as in the engine."""
    key: Any = _MISSING
    while True:
        raw = dict.__iter__(dictionary)
        if key is not _MISSING:
            # The dictionary was changed: the next key is the one behind this one now.
            if not dict.__contains__(dictionary, key):
                return
            for each in raw:
                if each is key or each == key:
                    break
        size = len(dictionary)
        try:
            for key in raw:
                yield key.value if key.__class__ is Key else key
                if len(dictionary) != size:
                    break
            else:
                return
        except RuntimeError:
            pass


def _float_steps(end: float) -> Iterator[float]:
    at = 0.0
    while at < end:
        yield at
        at += 1.0


def _vector2_steps(base: Any) -> Iterator[float]:
    at = base.x
    while at < base.y:
        yield at
        at += 1


def _vector3_steps(base: Any) -> Iterator[float]:
    at = base.x
    while at < base.y if base.z > 0 else at > base.y if base.z < 0 else False:
        yield at
        at += base.z


_STEPS: Final[dict[int, Function[[Any], Iterator[Any]]]] = {
    variant.TYPE_FLOAT: _float_steps,
    variant.TYPE_VECTOR2: _vector2_steps,
    variant.TYPE_VECTOR2I: _vector2_steps,
    variant.TYPE_VECTOR3: _vector3_steps,
    variant.TYPE_VECTOR3I: _vector3_steps,
}


def _own_steps(base: Any) -> Iterator[Any]:
    """Go through an object by its own methods; the state stands in an array of one."""
    state: list[Any] = [None]
    more = base._iter_init(state)
    while variant.truth(more):
        yield base._iter_get(state[0])
        more = base._iter_next(state)


def is_a(value: Any, kind: Any) -> bool:
    """Return whether a value is of a type: `value is kind`.

    Args:
        value: Any value.
        kind: int, gd.Vector2, Node, gd.Array[int] ...

    Raises:
        ScriptError: It is an object that has been freed.
    """
    if value.__class__ is kind:
        return True
    if is_freed(value):
        message = "Left operand of 'is' is a previously freed instance."
        raise ScriptError(message)
    wanted = element_type(kind)
    return not wanted.any and wanted.holds(value)


def cast(value: Any, kind: Any) -> Any:
    """Return a value as another type: `value as kind`; an object of another class becomes null.

    Raises:
        ScriptError: The type can't be made of it.
    """
    wanted = element_type(kind)
    source = variant.typeof(value)
    if wanted.number == variant.TYPE_OBJECT:
        if is_freed(value):
            message = "Trying to cast a freed object."
            raise ScriptError(message)
        if source not in (variant.TYPE_OBJECT, variant.TYPE_NIL):
            message = "Invalid cast: can't convert a non-object value to an object type."
            raise ScriptError(message)
        return value if wanted.holds(value) else None
    if source == wanted.number or wanted.any:
        return value
    loose = source in _STRINGS and wanted.number in _LOOSE
    if not loose and not converts_strictly(source, wanted.number):
        message = f"Invalid cast: could not convert value to '{variant.TYPE_NAMES[wanted.number]}'."
        raise ScriptError(message)
    return constructed(value, wanted.number)


_LOOSE: Final = frozenset({variant.TYPE_INT, variant.TYPE_FLOAT, variant.TYPE_NODE_PATH})


def convert(value: Any, kind: Any) -> Any:  # noqa: C901  # one case a kind of type
    """Return a value as a variable of a type takes it: `var x: kind = value`.

    Raises:
        ScriptError: The type takes no such value.
    """
    if value.__class__ is kind:
        return value
    if isinstance(value, EnumMeta):
        value = enum_dictionary(value)
    wanted = element_type(kind)
    if wanted.any:
        return value
    source = variant.typeof(value)
    if wanted.inner:
        if source == wanted.number and element_types_of(value) == wanted.inner:
            return value
        raise _no_container(value, wanted)
    if source == wanted.number:
        if source != variant.TYPE_OBJECT or wanted.holds(value) or is_freed(value):
            return value
    elif wanted.number == variant.TYPE_OBJECT:
        if source == variant.TYPE_NIL:
            return None
        if wanted.cls is not None and hasattr(wanted.cls, "_script_path_"):
            message = f"Trying to assign a non-object value to a variable of type '{_script_name(wanted.cls)}'."
            raise ScriptError(message)
    elif converts_strictly(source, wanted.number):
        return constructed(value, wanted.number)
    elif wanted.number == variant.TYPE_BOOL and source == variant.TYPE_DICTIONARY and "__bool__" in vars(type(value)):
        # What Steam's start returns is a bool in newer GodotSteams.
        return bool(value)
    name = wanted.name if wanted.cls is None or not hasattr(wanted.cls, "_script_path_") else _script_name(wanted.cls)
    message = f"Trying to assign value of type '{variant.type_name(value)}' to a variable of type '{name}'."
    raise ScriptError(message)


def _script_name(cls: Any) -> str:
    name: str = cls._script_name_ or cls._script_path_.rpartition("/")[2]
    return name


def _no_container(value: Any, wanted: ElementType) -> ScriptError:
    kind = "a dictionary" if wanted.number == variant.TYPE_DICTIONARY else "an array"
    what = kind if variant.typeof(value) == wanted.number else "a value"
    return ScriptError(f'Trying to assign {what} of type "{_base_text(value)}" to a variable of type "{wanted.name}".')
