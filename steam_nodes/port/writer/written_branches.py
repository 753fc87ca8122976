"""Branches: `if` with its `elif`s and its `else`, and a `return` of true or false behind one.

Rules: an `if` that holds nothing but another one is one `if` of both conditions, neighbours that do the same are one branch, and
`if condition: return true` before `return false` returns the condition: so a Python reviewer would have it. Where a comment stands between,
the script's own lines are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.writer.code import AND, OR, Code
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.layout import CLOSE, END, GROUP, MAYBE, SPLIT
from steam_nodes.port.writer.text.output import Output

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.module import Module
    from steam_nodes.port.writer.written_statements import Statements


@dataclass
class _Written:
    """A branch in Python: no test is an `else`."""

    node: s.Branch
    above: list[str]
    test: Code | None
    body: Output


class Branches:
    """Writes the `if` statements of one file.

    Args:
        statements: Writes what the branches hold.
    """

    def __init__(self, statements: Statements) -> None:
        """Keep who writes the blocks."""
        self.statements = statements
        self.module: Module = statements.module

    def test(self, condition: Any, scope: Scope) -> Code:
        """Return a condition without parentheses around the whole."""
        return self.statements.expressions.conditions.condition(self._bare(condition), scope)

    def _bare(self, condition: Any) -> Any:
        while isinstance(condition, s.Parenthesized) and not self.module.between(condition.begin, condition.end):
            condition = condition.inner
        return condition

    def write(self, node: s.If, scope: Scope, out: Output) -> None:
        """Write an `if` with all its branches."""
        node = replace(node, branches=(*node.branches[:-1], self._joined(node.branches[-1])))
        made: list[_Written] = []
        for number, branch in enumerate(node.branches):
            pending = len(scope.hoisted)
            test = self.test(branch.condition, scope) if branch.condition is not None else None
            if number and len(scope.hoisted) > pending:
                # A lambda with statements in an `elif` is made only where the branch is reached.
                rest = s.If(begin=branch.begin, end=node.end, branches=node.branches[number:])
                del scope.hoisted[pending:]
                self._put(made, out)
                out.add("else:", self.statements.line(branch))
                out.indent += 4
                self.statements.statement(rest, scope, out)
                out.indent -= 4
                return
            body = Output(out.indent)
            self.statements.inner(branch.block, scope, body)
            above = [line for line in branch.before if line] if number else []
            last = made[-1] if made else None
            if last is not None and last.test is not None and test is not None and self._same(last, branch, above, body):
                last.test = Code(f"{last.test.at(OR)}{SPLIT}0or {test.at(AND)}", OR)
            else:
                made.append(_Written(branch, above, test, body))
        self._put(made, out)

    def _put(self, made: list[_Written], out: Output) -> None:
        for number, branch in enumerate(made):
            origin = self.statements.line(branch.node)
            out.before(branch.above, origin)
            head = "else:" if branch.test is None else f"{'elif' if number else 'if'} {MAYBE}{branch.test.text}{END}:"
            out.add(head, origin, branch.node.behind)
            out.extend(branch.body)

    def _same(self, last: _Written, branch: s.Branch, above: list[str], body: Output) -> bool:
        """Whether a branch does what the one before it does, with no comment in either."""
        return last.body.lines == body.lines and not above and not self.module.between(last.node.begin, self._end(branch))

    def _end(self, branch: s.Branch) -> int:
        """Return the offset of the end of the line on which a branch ends."""
        found = self.module.source.text.find("\n", branch.block.end)
        return found if found >= 0 else branch.block.end

    def _joined(self, branch: s.Branch) -> s.Branch:
        """Return the last branch of an `if` as one of both conditions, where it holds nothing but another `if` of one branch."""
        while branch.condition is not None and (inner := self._only(branch)) is not None:
            left, right = self._bare(branch.condition), self._bare(inner.condition)
            both = s.Binary(begin=left.begin, end=right.end, operator="and", left=left, right=right)
            branch = replace(branch, condition=both, block=inner.block, behind="")
        return branch

    def _only(self, branch: s.Branch) -> Any:
        statements = branch.block.statements
        inner = statements[0] if len(statements) == 1 else None
        if not isinstance(inner, s.If) or inner.annotations or len(inner.branches) != 1 or any(branch.block.last):
            return None
        only = inner.branches[0]
        if only.condition is None or any(isinstance(one, s.Lambda) for one in types.walk(only.condition)):
            return None
        return None if self.module.between(branch.begin, only.block.begin) else only

    def returned(self, node: Any, following: Any, scope: Scope) -> str:
        """Return `return condition` where an `if` returns true or false and else the other one is returned, "" where not."""
        if not isinstance(node, s.If) or node.branches[0].condition is None or node.annotations:
            return ""
        whole = len(node.branches[1:]) == 1 and node.branches[1].condition is None
        other = node.branches[1].block.statements if whole else (following,) if len(node.branches) == 1 else ()
        values = [_truth(one) for one in (node.branches[0].block.statements, tuple(other))]
        end = self._end(node.branches[-1]) if whole or following is None else following.end
        if None in values or values[0] is values[1] or self.module.between(node.begin, end):
            return ""
        condition = self._bare(node.branches[0].condition)
        test = self.statements.expressions.conditions.condition(condition, scope)
        if not values[0]:
            return f"return {MAYBE}{test.negation().text}{END}"
        if types.same(self.statements.types.of(condition), types.BOOL):
            return f"return {MAYBE}{self.statements.expressions.write(condition, scope).text}{END}"
        return f"return {self.statements.expressions.scope_bool(scope)}({GROUP}{test.text}{CLOSE})"


def _truth(statements: tuple[Any, ...]) -> bool | None:
    """Return what the only statement of a block returns, where that is true or false."""
    only = statements[0] if len(statements) == 1 else None
    value = only.value if isinstance(only, s.Return) else None
    return value.value if isinstance(value, s.Literal) and isinstance(value.value, bool) else None
