"""Python's own errors in the engine's words: null has no members, no such key, an index out of bounds, division by zero, wrong operands.

Rules: the message of an error of ours is the engine's already. For Python's own the text at the place of the error is read again, and the
base and the index of what failed are looked up again where that has no effect: names, attributes of plain objects, constants. What
cannot be told so is told in Python's words.
"""

from __future__ import annotations

import ast
import re
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.scripts import script_fault
from steam_nodes.gdscript.scripts.quick import local_texts
from steam_nodes.gdscript.scripts.registry import is_script
from steam_nodes.gdscript.variant import type_name
from steam_nodes.object.freed import FreedError, is_freed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

_UNKNOWN: Final = object()
_TYPES: Final = {"NoneType": "Nil", "str": "String", "list": "Array", "dict": "Dictionary", "function": "Callable", "method": "Callable"}
_OPERANDS: Final = re.compile(r"unsupported operand type\(s\) for ([^:]+?)=?: '([^']+)' and '([^']+)'")
_COMPARED: Final = re.compile(r"'([<>]=?)' not supported between instances of '([^']+)' and '([^']+)'")
_JOINED: Final = re.compile(r"can only concatenate (\w+) \(not \"(\w+)\"\) to \w+")
_UNARY: Final = re.compile(r"bad operand type for unary (.): '([^']+)'")
_NOT_CALLABLE: Final = re.compile(r"'([^']+)' object is not callable")
_NOT_SUBSCRIPTABLE: Final = re.compile(r"'([^']+)' object (is not subscriptable|does not support item assignment)")
_NOT_ITERABLE: Final = re.compile(r"'([^']+)' object is not iterable")
_WRONG_COUNT: Final = re.compile(r"([\w.<>]+)\(\) (takes|missing) ")
_NO_MEMBER: Final = re.compile(r"'([^']+)' object has no attribute '([^']+)'")
_FREED: Final = re.compile(r"'([^']+)' of .*, which was freed")


def failed(error: Exception) -> None:
    """Log the error that aborts a function, with the place in the function whose guard caught it."""
    traceback = error.__traceback__
    if traceback is not None:
        frame = traceback.tb_frame
        path, line = script_fault.place_of(frame.f_code.co_filename, traceback.tb_lineno)
        script_fault.tell(script_fault.Fault(said(error), script_fault.name_of(frame), path, line))


def said(error: Exception) -> str:
    """Return what the engine says of an error.

    Args:
        error: The error, with the traceback that begins at the function which it aborts.
    """
    if isinstance(error, ScriptError):
        return str(error)
    if isinstance(error, RecursionError):
        return "Stack overflow. Check for infinite recursion in your script."
    if isinstance(error, AssertionError):
        return f"Assertion failed: {error}" if error.args else "Assertion failed."
    for kind, tell in _TOLD.items():
        if isinstance(error, kind):
            told = tell(_Place(error))
            if told:
                return told
    return f"{type(error).__name__}: {error}"


class _Place:
    """The place in the text of the function at which an error came up.

    Args:
        error: The error, with the traceback that begins at that function.
    """

    def __init__(self, error: Any) -> None:
        self.error = error
        traceback: TracebackType | None = error.__traceback__
        self.frame: FrameType | None = traceback.tb_frame if traceback else None
        self.direct = traceback is not None and traceback.tb_next is None
        self.node: ast.AST | None = None
        self.statement: ast.stmt | None = None
        if self.frame is None or traceback is None:
            return
        position = list(self.frame.f_code.co_positions())[traceback.tb_lasti // 2]
        text = "\n".join(script_fault.source_line(self.frame.f_code.co_filename, 10**9))
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return
        for node in ast.walk(tree):
            begin, end = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
            if isinstance(node, ast.stmt) and begin is not None and begin <= traceback.tb_lineno <= (end or begin):
                self.statement = node
            if (begin, end, getattr(node, "col_offset", None), getattr(node, "end_col_offset", None)) == position:
                self.node = node

    def value(self, node: ast.AST | None) -> Any:
        """Look up again what an expression without effects gives."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name) and self.frame is not None:
            return script_fault.value_of(self.frame, node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self.value(node.operand)
            return -inner if isinstance(inner, int | float) else _UNKNOWN
        if isinstance(node, ast.Attribute):
            base = self.value(node.value)
            return vars(base).get(node.attr, _UNKNOWN) if hasattr(base, "__dict__") and not is_freed(base) else _UNKNOWN
        return _UNKNOWN

    def is_store(self) -> bool:
        """Whether something was about to be set."""
        context = getattr(self.node, "ctx", None)
        return isinstance(context, ast.Store) or isinstance(self.node, ast.Assign | ast.AugAssign)

    def is_called(self) -> bool:
        """Whether what was looked up was about to be called."""
        return isinstance(self.statement, ast.stmt) and any(
            isinstance(call, ast.Call) and call.func is self.node for call in ast.walk(self.statement)
        )

    def with_type(self) -> str:
        """Return ` with value of type 'int'` for what was about to be set."""
        given = getattr(self.statement, "value", None)
        value = self.value(given)
        return "" if value is _UNKNOWN else f" with value of type '{type_name(value)}'"


def _no_member(place: _Place) -> str:
    error = place.error
    found = _NO_MEMBER.search(str(error))
    name = error.name or (found[2] if found else "")
    base = error.obj if error.obj is not None or found is None else None
    if not name or isinstance(base, type(ast)):
        return ""
    word = type_name(base) if base is not None or found is None else _word(found[1])
    return _told_of(script_fault.script_name(name), word, place)


def _told_of(name: object, word: str, place: _Place) -> str:
    if place.is_store():
        return f"Invalid assignment of property or key '{name}'{place.with_type()} on a base object of type '{word}'."
    if place.is_called():
        return f"Invalid call. Nonexistent function '{name}' in base '{word}'."
    return f"Invalid access to property or key '{name}' on a base object of type '{word}'."


def _freed(place: _Place) -> str:
    error = place.error
    found = _FREED.match(str(error))
    return _told_of(script_fault.script_name(found[1]), "previously freed", place) if found and place.direct else str(error)


def _no_key(place: _Place) -> str:
    keys = place.error.args
    return f"Invalid access to property or key '{keys[0] if keys else ''}' on a base object of type 'Dictionary'."


def _no_index(place: _Place) -> str:
    if not isinstance(place.node, ast.Subscript):
        return ""
    base, index = place.value(place.node.value), place.value(place.node.slice)
    word = "Array" if base is _UNKNOWN else type_name(base)
    if type(base) is list and isinstance(place.node.value, ast.Name) and place.frame is not None:
        code = place.frame.f_code
        if (code.co_filename, code.co_firstlineno, place.node.value.id) in local_texts.named:
            word = "PackedStringArray"
    if index is _UNKNOWN:
        return f"Out of bounds {'set' if place.is_store() else 'get'} index (on base: '{word}')"
    return f"Out of bounds {'set' if place.is_store() else 'get'} index '{index}' (on base: '{word}')"


def _by_zero(place: _Place) -> str:
    operator = getattr(place.node, "op", None)
    if isinstance(operator, ast.Mod):
        return "Modulo by zero error in operator '%'."
    return "Division by zero error in operator '/'."


def _wrong_type(place: _Place) -> str:
    text = str(place.error)
    for pattern, told in _TYPE_ERRORS:
        found = pattern.match(text)
        if found:
            return told(*(_word(part) for part in found.groups()))
    found = _NOT_SUBSCRIPTABLE.match(text)
    if found and isinstance(place.node, ast.Subscript):
        index = place.value(place.node.slice)
        return _told_of("" if index is _UNKNOWN else index, _word(found[1]), place)
    found = _WRONG_COUNT.match(text)
    return _wrong_count(found[1].rpartition(".")[2], place) if found else ""


def _wrong_count(name: str, place: _Place) -> str:
    from steam_nodes.object.introspection import arguments_of  # noqa: PLC0415  # it stands on inspect, which is slow to load

    if not isinstance(place.node, ast.Call) or not isinstance(place.node.func, ast.Attribute):
        return ""
    base = place.value(place.node.func.value)
    if base is _UNKNOWN:
        return ""
    written = (vars(each).get(place.node.func.attr) for each in base.__mro__) if isinstance(base, type) and not is_script(base) else ()
    if isinstance(next(filter(None, written), None), FunctionType):
        # A class of the engine has its static functions only.
        return f"Invalid call. Nonexistent function '{script_fault.script_name(name)}' in base '{base.__name__}'."
    count = len(arguments_of(getattr(base, place.node.func.attr, lambda: None)))
    return f"Invalid call to function '{script_fault.script_name(name)}' in base '{type_name(base)}'. Expected {count} argument(s)."


def _word(python: str) -> str:
    return _TYPES.get(python, python)


_TYPE_ERRORS: Final[tuple[tuple[re.Pattern[str], Callable[..., str]], ...]] = (
    (
        _OPERANDS,
        lambda operator, left, right: f"Invalid operands '{left}' and '{right}' in operator '{operator.split(' or ')[0].strip()}'.",
    ),
    (_COMPARED, lambda operator, left, right: f"Invalid operands '{left}' and '{right}' in operator '{operator}'."),
    (_JOINED, lambda left, right: f"Invalid operands '{left}' and '{right}' in operator '+'."),
    (_UNARY, lambda operator, operand: f"Invalid operands '{operand}' and 'Nil' in operator 'unary{operator}'."),
    (_NOT_ITERABLE, lambda word: f"Unable to iterate on object of type '{word}'."),
    (_NOT_CALLABLE, lambda word: f"Invalid call. Nonexistent function 'call' in base '{word}'."),
)

_TOLD: Final[dict[type[Exception], Callable[[_Place], str]]] = {
    AttributeError: _no_member,
    FreedError: _freed,
    KeyError: _no_key,
    IndexError: _no_index,
    ZeroDivisionError: _by_zero,
    TypeError: _wrong_type,
}
