"""Runs GDScript expressions and small bodies on the runtime alone, with nothing known of types: each step is a dynamic operation of `gd`.

Rules: it knows locals, literals, operators, calls, members, indices, lambdas, `if`, `for`, `while` and `return`. What is reported goes to a
list, in the order of the engine: `ERROR: ...` and `WARNING: ...` of the log, at last `SCRIPT ERROR: ...`, which ends the body.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from steam_nodes import gdscript as gd
from steam_nodes.port import syntax
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from steam_nodes.scene.node_path import NodePath

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": gd.add,
    "-": gd.sub,
    "*": gd.mul,
    "/": gd.div,
    "%": gd.mod,
    "**": gd.power,
    "&": gd.bit_and,
    "|": gd.bit_or,
    "^": gd.bit_xor,
    "<<": gd.shift_left,
    ">>": gd.shift_right,
    "==": gd.equal,
    "!=": gd.not_equal,
    "<": gd.less,
    "<=": gd.less_equal,
    ">": gd.greater,
    ">=": gd.greater_equal,
    "in": lambda value, container: gd.contains(container, value),
    "not in": lambda value, container: not gd.contains(container, value),
}
_UNARY: dict[str, Callable[[Any], Any]] = {
    "-": gd.neg,
    "+": gd.pos,
    "~": gd.bit_not,
    "not": lambda value: not gd.truth(value),
    "!": lambda value: not gd.truth(value),
}
_MATH = {"PI": 3.141592653589793, "TAU": 6.283185307179586, "INF": float("inf"), "NAN": float("nan")}


class _Returned(Exception):  # noqa: N818  # no error
    """A return statement was met."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


class _Log(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


class Interpreter:
    """Runs one body.

    Args:
        names: What the body sees besides its own variables and the runtime.
    """

    def __init__(self, names: dict[str, Any] | None = None) -> None:
        """Begin without variables."""
        self.scopes: list[dict[str, Any]] = [dict(names or {})]

    def evaluate(self, node: Any) -> Any:
        """Return the value of an expression."""
        return getattr(self, f"_{type(node).__name__.lower()}")(node)

    def _literal(self, node: syntax.Literal) -> Any:
        if node.kind == "string_name":
            return gd.StringName(node.value)
        return NodePath(str(node.value)) if node.kind == "node_path" else node.value

    def _mathconstant(self, node: syntax.MathConstant) -> Any:
        return _MATH[node.name]

    def _identifier(self, node: syntax.Identifier) -> Any:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        return getattr(gd, node.name)

    def _parenthesized(self, node: syntax.Parenthesized) -> Any:
        return self.evaluate(node.inner)

    def _arrayliteral(self, node: syntax.ArrayLiteral) -> Any:
        return [self.evaluate(each) for each in node.elements]

    def _dictionaryliteral(self, node: syntax.DictionaryLiteral) -> Any:
        made: gd.Dictionary[Any, Any] = gd.Dictionary()
        for entry in node.entries:
            key = entry.key.name if isinstance(entry.key, syntax.Identifier) and node.lua else self.evaluate(entry.key)
            key = gd.StringName(key) if node.lua else key
            made[key] = self.evaluate(entry.value)
        return made

    def _unary(self, node: syntax.Unary) -> Any:
        return _UNARY[node.operator](self.evaluate(node.operand))

    def _binary(self, node: syntax.Binary) -> Any:
        left = self.evaluate(node.left)
        if node.operator == "%" and isinstance(node.left, syntax.Literal) and isinstance(node.right, syntax.ArrayLiteral):
            return gd.format(left, self.evaluate(node.right))
        if node.operator in ("and", "&&"):
            return gd.truth(left) and gd.truth(self.evaluate(node.right))
        if node.operator in ("or", "||"):
            return gd.truth(left) or gd.truth(self.evaluate(node.right))
        return _OPERATIONS[node.operator](left, self.evaluate(node.right))

    def _typetest(self, node: syntax.TypeTest) -> Any:
        return gd.is_a(self.evaluate(node.operand), _type(node.type)) != node.negated

    def _cast(self, node: syntax.Cast) -> Any:
        return gd.cast(self.evaluate(node.operand), _type(node.type))

    def _ternary(self, node: syntax.Ternary) -> Any:
        return self.evaluate(node.if_true if gd.truth(self.evaluate(node.condition)) else node.if_false)

    def _attribute(self, node: syntax.Attribute) -> Any:
        base = self.evaluate(node.base)
        return getattr(base, node.name) if isinstance(base, type) else gd.get(base, node.name)

    def _subscript(self, node: syntax.Subscript) -> Any:
        return gd.index(self.evaluate(node.base), self.evaluate(node.index))

    def _call(self, node: syntax.Call) -> Any:
        arguments = [self.evaluate(each) for each in node.arguments]
        if isinstance(node.callee, syntax.Attribute):
            base = self.evaluate(node.callee.base)
            if isinstance(base, type) and not hasattr(base, "_engine_class_"):
                return getattr(base, node.callee.name)(*arguments)
            return gd.call(base, node.callee.name, *arguments)
        return self.evaluate(node.callee)(*arguments)

    def _lambda(self, node: syntax.Lambda) -> Any:
        function = node.function
        scopes = [*self.scopes]

        def run(*arguments: Any) -> Any:
            inner = Interpreter()
            inner.scopes = [*scopes, dict(zip((each.name for each in function.parameters), arguments, strict=True))]
            return inner.run(function.body)

        return run

    def run(self, block: Any) -> Any:
        """Run a block and return what it returns."""
        try:
            self._run_block(block)
        except _Returned as returned:
            return returned.value
        return None

    def _run_block(self, block: Any) -> None:
        for statement in block.statements:
            getattr(self, f"_do_{type(statement).__name__.lower()}")(statement)

    def _do_pass(self, _node: syntax.Pass) -> None:
        """Do nothing."""

    def _do_return(self, node: syntax.Return) -> None:
        raise _Returned(None if node.value is None else self.evaluate(node.value))

    def _do_variable(self, node: syntax.Variable) -> None:
        kind: Any = None if node.type is None else _type(node.type)
        value: Any = None
        if node.value is not None:
            value = self.evaluate(node.value)
            literal = isinstance(node.value, (syntax.ArrayLiteral, syntax.DictionaryLiteral))
            value = kind(value) if literal and hasattr(kind, "inner") else value if kind is None else gd.convert(value, kind)
        self.scopes[-1][node.name] = value

    def _do_expressionstatement(self, node: syntax.ExpressionStatement) -> None:
        if isinstance(node.expression, syntax.Assignment):
            self._assign(node.expression)
        else:
            self.evaluate(node.expression)

    def _assign(self, node: syntax.Assignment) -> None:
        value = self.evaluate(node.value)
        if node.operator != "=":
            value = _OPERATIONS[node.operator[:-1]](self.evaluate(node.target), value)
        self._store(node.target, value)

    def _store(self, target: Any, value: Any) -> None:
        if isinstance(target, syntax.Identifier):
            scope = next((each for each in reversed(self.scopes) if target.name in each), self.scopes[-1])
            scope[target.name] = value
            return
        base = self.evaluate(target.base)
        changed = (
            gd.set(base, target.name, value)
            if isinstance(target, syntax.Attribute)
            else gd.set_index(base, self.evaluate(target.index), value)
        )
        if changed is not base:
            self._store(target.base, changed)

    def _do_if(self, node: syntax.If) -> None:
        for branch in node.branches:
            if branch.condition is None or gd.truth(self.evaluate(branch.condition)):
                self._run_block(branch.block)
                return

    def _do_while(self, node: syntax.While) -> None:
        while gd.truth(self.evaluate(node.condition)):
            self._run_block(node.block)

    def _do_for(self, node: syntax.For) -> None:
        for item in gd.iterate(self.evaluate(node.iterable)):
            self.scopes[-1][node.name] = item
            self._run_block(node.block)


def _type(node: syntax.TypeName) -> Any:
    plain: dict[str, Any] = {
        "int": int,
        "float": float,
        "bool": bool,
        "String": str,
        "Array": gd.Array,
        "Dictionary": gd.Dictionary,
        "Variant": None,
    }
    name = ".".join(node.names)
    kind = plain[name] if name in plain else getattr(gd, name)
    if not node.arguments:
        return kind
    inner = [_type(each) for each in node.arguments]
    return kind[inner[0]] if len(inner) == 1 else kind[tuple(inner)]


def body_of(text: str) -> Any:
    """Return the block of a body, or of an expression that is returned.

    Args:
        text: An expression; a body where it begins with an exclamation mark.
    """
    lines = text[1:].split("\n") if text.startswith("!") else [f"return {text}"]
    script, problems = parse(Source("res://body.gd", "func f():\n" + "".join(f"\t{line}\n" for line in lines)))
    if problems:
        message = f"{text!r}: {problems[0]}"
        raise ValueError(message)
    functions: Sequence[Any] = [each for each in script.members if isinstance(each, syntax.Function)]
    return functions[0].body


def run(text: str) -> tuple[Any, list[str]]:
    """Return the value of an expression or a body, and what was reported.

    Args:
        text: An expression; a body where it begins with an exclamation mark.
    """
    lines: list[str] = []
    log = logging.getLogger("steam_nodes")
    handler = _Log(lines)
    log.addHandler(handler)
    before, log.propagate = log.propagate, False
    try:
        return Interpreter().run(body_of(text)), lines
    except gd.ScriptError as error:
        lines.append(f"SCRIPT ERROR: {error}")
        return None, lines
    finally:
        log.removeHandler(handler)
        log.propagate = before
