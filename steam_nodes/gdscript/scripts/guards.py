"""Guards: an error aborts only the function it happens in, as in the engine; it is logged, and the caller goes on.

Rules: a guard is a `try` round the body of a function, put there by compiling the module's text a second time, so that nothing is paid
while nothing fails. The code of a function is swapped in place: the function, its defaults and what it closes over stay. A lambda becomes
a `def` before its statement where nothing would be evaluated twice or too early; elsewhere (in the condition of a `while`, inside a
comprehension) an error in it aborts the function around it. Generators are left alone. The names that a guard uses are no identifiers, so
that no name of a script can hide them. The arguments of functions that may be called from elsewhere (hooks, handlers, callables) are looked
at, see typed_parameters.py. A guard catches `Exception` only: KeyboardInterrupt, SystemExit and the end of a task pass.
"""

from __future__ import annotations

import ast
import re
import sys
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.block_locals import let_go
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.scripts import script_fault
from steam_nodes.gdscript.scripts.quick import comparisons, quick_ways
from steam_nodes.gdscript.scripts.static_properties import StaticProperty
from steam_nodes.gdscript.variant import NUMBER_OF
from steam_nodes.object.object import FreedObject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_CAUGHT: Final = "<caught>"
_FAILED: Final = "<failed>"
_ANY_ERROR: Final = "<any error>"
asked: Final[dict[str, frozenset[str]]] = {}
"""The names that each module asks `self` for and never sets, by its file name."""
asked_of_any: Final[dict[str, frozenset[str]]] = {}
"""The names that each module asks anything for, by its file name; those that stand in it as texts among them."""
GUARDED: Final = "<guarded>"
"""The name in a module's globals that says its text was compiled with guards."""

_TAKEN: Final = "taken__"
_REFUSED: Final = "refused__"
_FREED_CLASS: Final = "freed__"
_UNASSIGNED: Final = "unassigned__"
_HIDDEN: Final = {
    _TAKEN: "<taken>",
    _REFUSED: "<refused>",
    _FREED_CLASS: "<freed>",
    _UNASSIGNED: "<unassigned>",
    "int": "<int>",
    "float": "<float>",
    "bool": "<bool>",
    "str": "<str>",
}
"""What the names in the statements that look at arguments become."""
_ANY_VALUE: Final = ("Any", "list", "dict", "object", "Callable", "Signal", "NodePath", "Function", "None")
_SELVES: Final = ("self", "cls")
_NEW: Final[dict[str, int | float | bool | str]] = {"int": 0, "float": 0.0, "bool": False, "str": ""}
_EMPTY: Final = {"list": ast.List, "dict": ast.Dict}
_HELPERS: Final = ("gd", "gdscript")
_NO_VALUE: Final = {"Callable", "Signal", "Variant", "Object"}

_HOISTED: Final = "_lambda"
"""How the name of a function ends that the writer made of a lambda."""
_NUMBERED: Final = re.compile(rf"{script_fault.LAMBDA}\d+")
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class _Guarding(ast.NodeTransformer):
    """Puts a guard into each function of a module."""

    def __init__(self, passed_on: frozenset[str]) -> None:
        self._passed_on = passed_on
        self._lambdas = 0
        self._hoisted: list[ast.stmt] | None = None

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Guard a function."""
        guarded: ast.AST = self._guarded(node)
        return guarded

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """Guard a coroutine."""
        guarded: ast.AST = self._guarded(node)
        return guarded

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Hoist a lambda as a guarded `def` where that means the same."""
        hoisted = self._hoisted
        if hoisted is None:
            return node
        self._lambdas += 1
        # No two of one name: an inner one is hoisted into the outer one, and its name there must not be taken for the outer's.
        name = f"{script_fault.LAMBDA}{self._lambdas}"
        body: ast.stmt = ast.copy_location(ast.Return(value=node.body), node.body)
        made = ast.copy_location(ast.FunctionDef(name=name, args=node.args, body=[body], decorator_list=[]), node)
        hoisted.append(self._guarded(made))
        return ast.copy_location(ast.Name(id=name, ctx=ast.Load()), node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Go into a class; what stands in its body itself runs once, and is left as it is."""
        outer, self._hoisted = self._hoisted, None
        node.body = [self.visit(each) if isinstance(each, _Function | ast.ClassDef) else each for each in node.body]
        self._hoisted = outer
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        """Leave the condition, which is evaluated again and again."""
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Hoist nothing out of a comprehension."""
        if not isinstance(node, _COMPREHENSIONS):
            return super().generic_visit(node)
        outer, self._hoisted = self._hoisted, None
        super().generic_visit(node)
        self._hoisted = outer
        return node

    def _guarded(self, node: Any) -> Any:
        if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in _own_nodes(node)):
            return node
        node.body = self._block(let_go(node.body))
        documented = ast.get_docstring(node, clean=False) is not None
        opening, rest = (node.body[:1], node.body[1:]) if documented else ([], node.body)
        scopes = [each for each in rest if isinstance(each, ast.Global | ast.Nonlocal)]
        rest = [each for each in rest if each not in scopes]
        if not rest:
            return node
        caught = ast.Name(id=_CAUGHT, ctx=ast.Load())
        told = ast.Expr(ast.Call(func=ast.Name(id=_FAILED, ctx=ast.Load()), args=[caught], keywords=[]))
        answer = ast.Return(value=_default_of(node.returns))
        handler = ast.ExceptHandler(type=ast.Name(id=_ANY_ERROR, ctx=ast.Load()), name=_CAUGHT, body=[told, answer])
        guard = ast.Try(body=rest, handlers=[handler], orelse=[], finalbody=[])
        # The arguments are looked at outside of the guard: it is the caller that a wrong one aborts.
        looked_at = node.name in self._passed_on or node.name.startswith(("_", script_fault.LAMBDA))
        added = [*_checks_of(node, plain=looked_at), guard]
        node.body = [*opening, *scopes, *(ast.fix_missing_locations(ast.copy_location(each, rest[0])) for each in added)]
        return node

    def _block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        done: list[ast.stmt] = []
        for statement in statements:
            outer, self._hoisted = self._hoisted, []
            changed = self._statement(statement)
            done += [*self._hoisted, changed, *_assignment_check(changed)]
            self._hoisted = outer
        return done

    def _statement(self, statement: ast.stmt) -> Any:
        if isinstance(statement, _Function | ast.ClassDef | ast.While):
            return self.visit(statement)
        # What it evaluates first may hoist before it; the blocks in it hoist inside of themselves.
        for field, value in ast.iter_fields(statement):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                setattr(statement, field, self._block(value))
            elif isinstance(value, list):
                setattr(statement, field, [self._part(each) for each in value])
            elif isinstance(value, ast.AST):
                setattr(statement, field, self.visit(value))
        return statement

    def _part(self, part: Any) -> Any:
        if isinstance(part, ast.ExceptHandler | ast.match_case):
            part.body = self._block(part.body)
            return part
        return self.visit(part) if isinstance(part, ast.AST) else part


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Give the nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, _Function | ast.Lambda | ast.ClassDef):
            yield from _own_nodes(child)


def _assignment_check(statement: ast.stmt) -> list[ast.stmt]:
    """Return the look at what was just assigned to a local variable that a class is declared for: a freed object is refused."""
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        return []
    declared = statement.annotation.left if isinstance(statement.annotation, ast.BinOp) else statement.annotation
    if not isinstance(statement.value, ast.Name | ast.Attribute | ast.Subscript | ast.Call) or not isinstance(declared, ast.Name):
        return []
    if declared.id in _NEW or declared.id in _ANY_VALUE or declared.id in _EMPTY:
        return []
    return [_check(f"if {statement.target.id}.__class__ is {_FREED_CLASS}:\n    {_UNASSIGNED}()", statement)]


def _check(text: str, place: ast.AST) -> ast.stmt:
    """Return a statement with the hidden names in the place of those it is written with."""
    check = ast.parse(text).body[0]
    for node in ast.walk(check):
        if isinstance(node, ast.Name):
            node.id = _HIDDEN.get(node.id, node.id)
        if isinstance(node, ast.stmt | ast.expr):
            ast.copy_location(node, place)
    return check


def _asked_of_self(tree: ast.Module) -> frozenset[str]:
    """Return the names that a module asks `self` for and never sets."""
    of_self = [
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in _SELVES
    ]
    set_here = {node.attr for node in of_self if isinstance(node.ctx, ast.Store)}
    return frozenset({node.attr for node in of_self} - set_here)


def _asked_of_any(tree: ast.Module) -> frozenset[str]:
    """Return the names that a module may ask any object for, those that it declares itself left out."""
    nodes = list(ast.walk(tree))
    asked = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    asked |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()}
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return frozenset(asked - own)


def _passed_on(tree: ast.Module) -> frozenset[str]:
    """Return the names in a module that functions may be called by from elsewhere: handlers, callables, names in texts."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and id(node) not in called}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}
    names |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(names)


def _checks_of(function: Any, *, plain: bool) -> list[ast.stmt]:
    """Return the statements that look at the arguments of a function whose types are declared.

    Args:
        function: The function.
        plain: Whether numbers and texts are looked at: where a function is called by its name, the call converts them already.
    """
    parameters = [*function.args.posonlyargs, *function.args.args]
    bound = bool(parameters) and parameters[0].arg in _SELVES
    base = parameters[0].arg if bound else "None"
    checks: list[ast.stmt] = []
    for place, parameter in enumerate(parameters[bound:], 1):
        declared, name = parameter.annotation, parameter.arg
        if not isinstance(declared, ast.Name | ast.Attribute):
            continue
        said = f"{place}, {script_fault.script_name(function.name)!r}, {base})"
        kind = "int" if _is_enum(declared) else declared.id if isinstance(declared, ast.Name) else ""
        if kind in _NEW:
            if not plain:
                continue
            text = f"if {name}.__class__ is not {kind}:\n    {name} = {_TAKEN}({name}, {kind}, {said}"
        elif isinstance(declared, ast.Name) and declared.id not in _ANY_VALUE:
            text = f"if {name}.__class__ is {_FREED_CLASS}:\n    {_REFUSED}({said}"
        else:
            continue
        checks.append(_check(text, function))
    return checks


def _is_enum(declared: ast.expr) -> bool:
    """Whether an annotation is an enum of the engine, whose values are ints: `gd.Key`, `gd.Node.ProcessMode`."""
    text = ast.unparse(declared) if isinstance(declared, ast.Attribute) else ""
    owner, _, name = text.partition(".")
    if owner not in _HELPERS or name in NUMBER_OF:
        return False
    # The engine's class list loads where a script names what is no built-in type.
    from steam_nodes.gdscript.classes.global_scope import enum_record  # noqa: PLC0415  # loaded on first use

    return enum_record(name) is not None


def _default_of(returns: ast.expr | None) -> ast.expr | None:
    """Return what a function that failed returns: the first value of the type it declares, None where it declares none."""
    if isinstance(returns, ast.Subscript):
        returns = returns.value
    if returns is not None and _is_enum(returns):
        return ast.Constant(0)
    if isinstance(returns, ast.Name):
        if returns.id in _NEW:
            return ast.Constant(_NEW[returns.id])
        if returns.id in _EMPTY:
            return ast.List(elts=[], ctx=ast.Load()) if returns.id == "list" else ast.Dict(keys=[], values=[])
        return ast.Call(func=returns, args=[], keywords=[]) if returns.id in ("NodePath", "StringName") else None
    if isinstance(returns, ast.Attribute) and isinstance(returns.value, ast.Name) and returns.value.id in _HELPERS:
        return None if returns.attr in _NO_VALUE else ast.Call(func=returns, args=[], keywords=[])
    return None


def compiled(text: str, filename: str) -> CodeType:
    """Compile the text of a module with guards.

    Args:
        text: The module.
        filename: What its tracebacks call it.

    Raises:
        SyntaxError: It is not Python.
    """
    parsed = ast.parse(text, filename)
    asked[filename], asked_of_any[filename] = _asked_of_self(parsed), _asked_of_any(parsed)
    comparisons.note(parsed, filename)
    tree = quick_ways.quickened(_Guarding(_passed_on(parsed)).visit(parsed), filename)
    return _renamed(compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True))


def _renamed(code: CodeType) -> CodeType:
    """Return code in which every lambda that was hoisted has the one name that all lambdas have."""
    inner = tuple(_renamed(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    hoisted = code.co_name.startswith(script_fault.LAMBDA) or (code.co_name.endswith(_HOISTED) and "<locals>" in code.co_qualname)
    name = script_fault.LAMBDA if hoisted else code.co_name
    whole = _NUMBERED.sub(script_fault.LAMBDA, code.co_qualname)
    return code.replace(co_consts=inner, co_name=name, co_qualname=whole)


def _failed(error: Exception) -> None:
    # It reads the code of the function that failed, which nobody needs before something fails.
    from steam_nodes.gdscript.scripts.words import failed  # noqa: PLC0415  # loaded on first use

    failed(error)


def _taken(*given: Any) -> Any:
    from steam_nodes.gdscript.scripts.typed_parameters import taken  # noqa: PLC0415  # loaded on first use

    return taken(*given)


def _refused(*given: Any) -> None:
    from steam_nodes.gdscript.scripts.typed_parameters import refuse_freed  # noqa: PLC0415  # loaded on first use

    refuse_freed(*given)


def _unassigned() -> None:
    message = "Trying to assign invalid previously freed instance."
    raise ScriptError(message)


def _is_instance(value: Any, kind: Any) -> bool:
    if isinstance(value, kind):
        return True
    if value.__class__ is FreedObject:
        message = "Left operand of 'is' is a previously freed instance."
        raise ScriptError(message)
    return False


def arm(names: dict[str, Any]) -> None:
    """Give a module's globals what guards use."""
    names[_FAILED] = _failed
    names[_ANY_ERROR] = Exception
    names[_HIDDEN[_TAKEN]] = _taken
    names[_HIDDEN[_REFUSED]] = _refused
    names[_HIDDEN[_FREED_CLASS]] = FreedObject
    names[_HIDDEN[_UNASSIGNED]] = _unassigned
    # A freed object is no object of any class, and to ask is an error.
    names.setdefault("isinstance", _is_instance)
    names |= {_HIDDEN[kind.__name__]: kind for kind in (int, float, bool, str)}
    names[quick_ways.HIDDEN["quick__"]] = quick_ways.QUICK
    names[quick_ways.HIDDEN["len__"]] = len
    names[quick_ways.HIDDEN["append__"]] = list.append


_CODES: Final = "<codes>"
"""The name in a module's globals of what its functions become: another module of the same name, of another project, has its own."""


def guard(cls: type) -> None:
    """Put guards into the functions of a class and of the classes inside it; a module whose text is not at hand is left as it is."""
    module = sys.modules.get(cls.__module__)
    if module is None or GUARDED in vars(module):
        return
    codes = _codes_of(module)
    if codes:
        arm(vars(module))
        for function in _functions_of(cls):
            code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code is not None and code.co_freevars == function.__code__.co_freevars:
                function.__code__ = code


def _codes_of(module: ModuleType) -> dict[tuple[str, int], CodeType]:
    known: dict[tuple[str, int], CodeType] | None = vars(module).get(_CODES)
    if known is None:
        text = script_fault.text_of(module)
        known = {}
        if text:
            filename = module.__file__ or module.__name__
            known = {(code.co_qualname, code.co_firstlineno): code for code in _below(compiled(text, filename))}
        vars(module)[_CODES] = known
    return known


def _below(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _below(constant)


def _functions_of(cls: type) -> Iterator[FunctionType]:
    """Give the functions that a class, and the classes inside it, define."""
    for value in list(vars(cls).values()):
        if isinstance(value, type):
            if value.__module__ == cls.__module__ and value.__qualname__.startswith(f"{cls.__qualname__}."):
                yield from _functions_of(value)
            continue
        if isinstance(value, StaticProperty):
            parts = value.functions()
        else:
            parts = (value.fget, value.fset) if isinstance(value, property) else (getattr(value, "__func__", value),)
        for part in parts:
            # A coroutine of an object is wrapped, to start when it is called.
            inner = getattr(part, "__wrapped__", part)
            if isinstance(inner, FunctionType):
                yield inner
