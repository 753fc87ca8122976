"""Loops: `while`, and `for` over whatever GDScript goes through.

Rules: a loop that only appends what it goes through extends. Over a Dictionary whose values are read by
the key the loop has both, where nothing that it calls can have changed a value before it is read. The engine lets a loop change what it
goes through and Python does not, so a loop that may goes through a copy of the keys.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means
from steam_nodes.port.writer.code import ATOM
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.held_types import is_int
from steam_nodes.port.writer.layout import CLOSE, END, GROUP, MAYBE

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.held_types import Types
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.module import Module
    from steam_nodes.port.writer.text.output import Output
    from steam_nodes.port.writer.written_expressions import Expressions
    from steam_nodes.port.writer.written_statements import Statements


class Loops:
    """Writes the loops of one file.

    Args:
        statements: Writes what they hold.
    """

    def __init__(self, statements: Statements) -> None:
        """Keep who writes the blocks."""
        self.statements = statements
        self.module: Module = statements.module
        self.types: Types = statements.types
        self.expressions: Expressions = statements.expressions

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
        first = node.name not in {one.name for one in scope.names if isinstance(one, s.Variable | s.For | s.BindPattern)}
        name = scope.declare(node, node.name)
        block = node.block
        if reads := self._reads(node):
            if self._unchanged(node, reads):
                block, value = self._with_value(node, reads, scope)
                asked = sum(self._declared(one) is node for one in types.walk(node.block))
                over, name = (f"{over}.items()", f"{name}, {value}") if asked > len(reads) else (f"{over}.values()", value)
            elif not over.startswith("list("):
                over = f"{scope.python('list')}({over})"
        if first and self.statements.variants.is_mixed(node.name, scope.function):
            out.add(f"{name}: {self.types.any()}", origin)
        out.add(f"for {name} in {MAYBE}{over}{END}:", origin, node.behind)
        with self.statements.matching.loop():
            if node.type is not None:
                kind = self.types.loop(node)
                if kind.is_builtin("float") and is_int(types.element(self.types.of(node.iterable))):
                    out.indent += 4
                    out.add(f"{name} = {scope.python('float')}({name})", origin)
                    out.indent -= 4
            self.statements.inner(block, scope, out)

    def _iterated(self, node: s.For, scope: Scope) -> str:
        iterable = node.iterable
        while isinstance(iterable, s.Parenthesized):
            iterable = iterable.inner
        kind = self.types.of(iterable)
        if isinstance(iterable, s.Call) and isinstance(iterable.callee, s.Identifier) and iterable.callee.name == "range":
            if all(is_int(self.types.of(argument)) for argument in iterable.arguments):
                return f"{scope.python('range')}({self.expressions.calls.range_arguments(iterable, scope)})"
            return self.expressions.alone(iterable, scope)
        self.expressions.calls.iterated = iterable
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

    # A Dictionary's values.

    def _reads(self, node: s.For) -> list[s.Subscript]:
        """Return where a loop over a local Dictionary reads its values by the key."""
        over = node.iterable
        declared = self._declared(over)
        if not self.types.of(over).is_builtin("Dictionary") or not isinstance(declared, s.Variable | s.Parameter) or self._turns(node):
            return []
        if self.expressions.analysis.meaning(over).means is not Means.LOCAL:
            return []
        inside = list(types.walk(node.block))
        written = {one.target for one in inside if isinstance(one, s.Assignment)}
        found = [one for one in inside if isinstance(one, s.Subscript) and one not in written]
        return [one for one in found if self._declared(one.base) is declared and self._declared(one.index) is node]

    def _turns(self, node: s.For) -> bool:
        """Whether a loop's variable may hold another value than what the loop goes through gives: an int as a float."""
        return node.type is not None and self.types.loop(node).is_builtin("float")

    def _declared(self, node: Any) -> Any:
        return self.expressions.analysis.meaning(node).declared if isinstance(node, s.Identifier) else None

    def _unchanged(self, node: s.For, reads: list[s.Subscript]) -> bool:
        """Whether a value is still what it was when the loop came to its key: nothing else is done with the Dictionary up to there."""
        inside = list(types.walk(node.block))
        bases = {one.base for one in reads}
        declared = self._declared(node.iterable)
        if any(self._declared(one) is declared and one not in bases for one in inside) or self.types.is_changed(node):
            return False
        last = max(one.begin for one in reads)
        again = [one for one in inside if isinstance(one, s.For | s.While | s.Lambda)]
        risks = [one for one in inside if self._may_change(one)]
        return not risks or (all(one.end > last for one in risks) and not any(one.begin < last for one in again))

    def _may_change(self, node: Any) -> bool:
        """Whether code of the project may run there: a method of an object, a setter, a wait."""
        if isinstance(node, s.Assignment):
            return isinstance(node.target, s.Attribute)
        if not isinstance(node, s.Call):
            return isinstance(node, s.Await | s.Yield)
        if isinstance(node.callee, s.Attribute):
            kind = self.types.of(node.callee.base)
            return kind.kind is not Kind.BUILTIN or kind.is_builtin("Callable", "Signal")
        return self.expressions.analysis.meaning(node.callee).means not in (Means.FUNCTION, Means.BUILTIN_TYPE)

    def _with_value(self, node: s.For, reads: list[s.Subscript], scope: Scope) -> tuple[s.Block, str]:
        """Return what is left of a loop's block where its head has the value, and what the value is called."""
        first, *rest = node.block.statements
        block = node.block
        if (
            isinstance(first, s.Variable)
            and first.value in reads
            and first.type is None
            and rest
            and not first.behind
            and not any(first.before)
        ):
            block = replace(node.block, statements=tuple(rest))
            value = scope.declare(first, first.name)
        else:
            named = {getattr(one, "name", "") for one in types.walk(node.block)}
            # A name of the script's own below would take its place.
            value = scope.fresh(next(stem for stem in ("value", f"value_of_{node.name}", f"the_value_of_{node.name}") if stem not in named))
        self.expressions.read_as.update(dict.fromkeys(reads, value))
        return block, value

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
        held = types.element(self.types.of(node.iterable))
        fits = not known.arguments or (held.name and types.same(known.arguments[0], held))
        if same != [True, False] or not known.is_builtin("Array") or not fits or self._turns(node) or into in over:
            return None
        return None if self.module.between(node.begin, node.block.end) else base
