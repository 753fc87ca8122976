"""The global functions of GDScript that compute nothing: len, range, char, ord, constructors of plain types, questions about objects.

Rules: what is wrong with an argument is an error in the engine's words. Ints are those of the engine. `randi` and its kin are in `math`.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.element import element_type
from steam_nodes.gdscript.conversion import constructed, converts_strictly, default_of, to_float, to_int
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.text.hashing import hash_value
from steam_nodes.gdscript.variant import type_string, typeof
from steam_nodes.object import ref_counted
from steam_nodes.object.freed import instance_from_id as _instance_from_id
from steam_nodes.object.freed import is_freed
from steam_nodes.object.object import Object

_STRINGS: Final = frozenset({variant.TYPE_STRING, variant.TYPE_STRING_NAME})
_NUMBERS: Final = frozenset({variant.TYPE_BOOL, variant.TYPE_INT, variant.TYPE_FLOAT})
_LAST_CHARACTER: Final = 0xFFFFFFFF
_LAST_UNICODE: Final = 0x10FFFF
_MOST: Final = 3

_ERRORS: Final = """OK; Failed; Unavailable; Unconfigured;
Unauthorized; Parameter out of range; Out of memory; File not found; File: Bad drive;
File: Bad path; File: Permission denied; File already in use; Can't open file; Can't write file; Can't read file;
File unrecognized; File corrupt; Missing dependencies for file; End of file; Can't open; Can't create; Query failed;
Already in use; Locked; Timeout; Can't connect; Can't resolve; Connection error; Can't acquire resource; Can't fork;
Invalid data; Invalid parameter; Already exists; Does not exist; Can't read database; Can't write database;
Compilation failed; Method not found; Link failed; Script failed; Cyclic link detected; Invalid declaration;
Duplicate symbol; Parse error; Busy; Skip; Help; Bug; Printer on fire""".replace("\n", " ").split("; ")  # a list of 49 lines says no more


def _cannot_convert(kind: str, function: str, value: Any, target: str) -> ScriptError:
    source = type_string(typeof(value))
    return ScriptError(f'Invalid type in {kind} "{function}()". Cannot convert argument 1 from {source} to {target}.')


def _failed(function: str, text: str) -> ScriptError:
    return ScriptError(f'Error calling GDScript utility function "{function}()": {text}')


def len_(var: Any) -> int:
    """Return how many elements or letters a value has.

    Raises:
        ScriptError: It is no text, array or dictionary.
    """
    number = variant.typeof(var)
    if number in _STRINGS or number >= variant.TYPE_DICTIONARY:
        return len(var)
    failure = _failed("len", f"Value of type '{variant.TYPE_NAMES[number]}' can't provide a length.")
    raise failure


def range_(*arguments: Any) -> list[int]:
    """Return an array of the numbers from a beginning (0) up to an end by a step (1).

    Raises:
        ScriptError: There are too many arguments, one is no number, or the step is 0.
    """
    if not 1 <= len(arguments) <= _MOST:
        message = f'Invalid call to GDScript utility function "range()". Expected {_MOST if arguments else 1} argument(s).'
        raise ScriptError(message)
    bounds = []
    for at, value in enumerate(arguments):
        number = variant.typeof(value)
        if number not in _NUMBERS:
            source = variant.TYPE_NAMES[number]
            message = f'Invalid type in GDScript utility function "range()". Cannot convert argument {at + 1} from {source} to int.'
            raise ScriptError(message)
        bounds.append(to_int(value))
    if len(bounds) == _MOST and bounds[2] == 0:
        failure = _failed("range", "Step argument is zero!")
        raise failure
    return [*range(*bounds)]


def char(code: Any) -> str:
    """Return the letter with a code.

    Raises:
        ScriptError: It is no number, or out of range.
    """
    if variant.typeof(code) not in _NUMBERS:
        failure = _cannot_convert("GDScript utility function", "char", code, "int")
        raise failure
    number = to_int(code)
    if not 0 <= number <= _LAST_CHARACTER:
        failure = _failed("char", "Expected an integer between 0 and 2^32 - 1.")
        raise failure
    return chr(number) if 0 < number <= _LAST_UNICODE else "\ufffd"


def ord_(char: Any) -> int:
    """Return the code of a letter.

    Raises:
        ScriptError: It is no text of one letter.
    """
    if variant.typeof(char) not in _STRINGS:
        failure = _cannot_convert("GDScript utility function", "ord", char, "String")
        raise failure
    if len(char) != 1:
        failure = _failed("ord", "Expected a string of length 1 (a character).")
        raise failure
    return ord(char)


def int_(value: Any = 0) -> int:
    """Return a number, bool or text as an int.

    Raises:
        ScriptError: An int can't be made of it.
    """
    if value.__class__ is int:
        return value
    return to_int(_made_of(value, "int", _NUMBERS | _STRINGS))


def float_(value: Any = 0.0) -> float:
    """Return a number, bool or text as a float.

    Raises:
        ScriptError: A float can't be made of it.
    """
    if value.__class__ is float:
        return value
    return to_float(_made_of(value, "float", _NUMBERS | _STRINGS))


def bool_(value: Any = False) -> bool:
    """Return a number as a bool.

    Raises:
        ScriptError: A bool can't be made of it.
    """
    return bool(_made_of(value, "bool", _NUMBERS))


def _made_of(value: Any, name: str, kinds: frozenset[int]) -> Any:
    if variant.typeof(value) not in kinds:
        message = f"Invalid call. Nonexistent '{name}' constructor."
        raise ScriptError(message)
    return value


def type_convert(value: Any, type: int) -> Any:
    """Return a value as another type, by its number; the type's first value where it can't be made of it."""
    source = variant.typeof(value)
    arrays = source >= variant.TYPE_ARRAY and type >= variant.TYPE_ARRAY
    loose = arrays or type == variant.TYPE_BOOL or (source in _STRINGS and type in _NUMBERS)
    if type == variant.TYPE_NIL:
        return None
    if loose or type == variant.TYPE_STRING or converts_strictly(source, type):
        return constructed(value, type)
    return default_of(type)


def type_exists(type: str) -> bool:
    """Whether the engine has a class of that name that this library has too."""
    waiting = [Object]
    while waiting:
        cls = waiting.pop()
        if getattr(cls, "_engine_class_", "") == type:
            return True
        waiting.extend(cls.__subclasses__())
    return False


def is_instance_of(value: Any, type: Any) -> bool:
    """Whether a value is of a type: the number of a built-in one, or a class.

    Raises:
        ScriptError: The type is neither.
    """
    if variant.typeof(type) == variant.TYPE_INT:
        return bool(variant.typeof(value) == type)
    try:
        kind = None if isinstance(type, str) else element_type(getattr(type, "made_", None) or type)
    except TypeError:
        kind = None
    if kind is not None:
        return kind.holds(value)
    failure = _failed("is_instance_of", "Invalid type argument for is_instance_of(), should be a TYPE_* constant, a class or a script.")
    raise failure


def instance_from_id(instance_id: int) -> Any:
    """Return the object that has a number, null if there is none."""
    return _instance_from_id(instance_id)


def weakref(obj: Any) -> Any:
    """Return a weak reference to an object.

    Raises:
        ScriptError: It is no object.
    """
    if variant.typeof(obj) not in (variant.TYPE_OBJECT, variant.TYPE_NIL):
        failure = _cannot_convert("utility function", "weakref", obj, "Object")
        raise failure
    return ref_counted.weakref(None if is_freed(obj) else obj)


def error_string(error: int) -> str:
    """Return the sentence of an error's number."""
    return _ERRORS[error] if 0 <= error < len(_ERRORS) else "(invalid error code)"


def hash_(variable: Any) -> int:
    """Return the engine's hash of any value."""
    return hash_value(variable)
