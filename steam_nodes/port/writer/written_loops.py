"""Loops: `while`, and `for` over whatever GDScript goes through.

Rules: a loop that only appends what it goes through extends. The engine lets a loop change the Dictionary it goes
through and Python does not, so such a loop goes through a copy of the keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind
from steam_nodes.port.writer.code import ATOM
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.held_types import is_int
from steam_nodes.port.writer.layout import CLOSE, END, GROUP, MAYBE

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.text.output import Output
    from steam_nodes.port.writer.written_statements import Statements


class Loops:
    """Writes the loops of one file.

    Args:
        statements: Writes what they hold.
    """

    def __init__(self, statements: Statements) -> None:
        """Keep who writes the blocks."""
        self.statements = statements
        self.module = statements.module
        self.types = statements.types
        self.expressions = statements.expressions

    def while_(self, node: s.While, scope: Scope, out: Output) -> None:
        """Write a `while`."""
        test = self.statements.branches.test(node.condition, scope).text
        out.add(f"while {MAYBE}{test}{END}:", self.statements.line(node), node.behind)
        with self.statements.matching.loop():
            self.statements.inner(node.block, scope, out)

    def for_(self, node: s.For, scope: Scope, out: Output) -> None:
        """Write a `for`."""
        origin = self.statements.line(node)
        over = self._iterated(node, scope)
        if (filled := self._filled(node)) is not None:
            out.add(f"{self.expressions.text(filled, scope, ATOM)}.extend({GROUP}{over}{CLOSE})", origin, node.behind)
            return
        name = scope.declare(node, node.name)
        out.add(f"for {name} in {MAYBE}{over}{END}:", origin, node.behind)
        with self.statements.matching.loop():
            if node.type is not None:
                kind = self.types.loop(node)
                if kind.is_builtin("float") and is_int(types.element(self.types.of(node.iterable))):
                    out.indent += 4
                    out.add(f"{name} = {scope.python('float')}({name})", origin)
                    out.indent -= 4
            self.statements.inner(node.block, scope, out)

    def _iterated(self, node: s.For, scope: Scope) -> str:
        iterable = node.iterable
        while isinstance(iterable, s.Parenthesized):
            iterable = iterable.inner
        kind = self.types.of(iterable)
        if isinstance(iterable, s.Call) and isinstance(iterable.callee, s.Identifier) and iterable.callee.name == "range":
            if all(is_int(self.types.of(argument)) for argument in iterable.arguments):
                return f"{scope.python('range')}({self.expressions.calls.range_arguments(iterable, scope)})"
            return self.expressions.alone(iterable, scope)
        text = self.expressions.alone(iterable, scope)
        if is_int(kind):
            return f"{scope.python('range')}({GROUP}{text}{CLOSE})"
        if kind.is_type and kind.kind is Kind.ENUM:
            return f"{text}.__members__"
        if kind.is_builtin("Dictionary") and isinstance(iterable, s.Identifier | s.Attribute) and self._changes(node, iterable):
            return f"{scope.python('list')}({text})"
        if kind.is_builtin("Array", "Dictionary", "String", "StringName", *types.PACKED) or isinstance(
            iterable, s.ArrayLiteral | s.DictionaryLiteral
        ):
            return text
        return f"{self.module.gd('iterate')}({GROUP}{text}{CLOSE})"

    def _changes(self, node: s.For, iterable: Any) -> bool:
        """Whether a loop's body may put into or take out of what it goes through."""
        written = self.module.source.text[iterable.begin : iterable.end]
        body = self.module.source.text[node.block.begin : node.block.end]
        return re.search(re.escape(written) + r"\s*(\.(erase|clear|merge)|\[[^\]]*\]\s*=[^=])", body) is not None

    def _filled(self, node: s.For) -> Any:
        """Return the array that a loop does nothing else with than to append what it goes through, None where it does more."""
        only = node.block.statements[0] if len(node.block.statements) == 1 else None
        if not isinstance(only, s.ExpressionStatement) or only.behind:
            return None
        call = only.expression
        if not isinstance(call, s.Call) or not isinstance(call.callee, s.Attribute) or call.callee.name not in ("append", "push_back"):
            return None
        base = call.callee.base
        names = [*call.arguments, base]
        same = [self.expressions.analysis.meaning(one).declared is node if isinstance(one, s.Identifier) else False for one in names]
        text = self.module.source.text
        into, over = text[base.begin : base.end], text[node.iterable.begin : node.iterable.end]
        known = self.types.of(base)
        if same != [True, False] or not known.is_builtin("Array") or known.arguments or node.type is not None or into in over:
            return None
        return None if self.module.between(node.begin, node.block.end) else base
