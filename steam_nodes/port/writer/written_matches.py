"""`match`: GDScript's as Python's.

Rules: GDScript compares the type too, so a number is matched with its class (`case int(1)`) unless the subject's type is known, and 1
and 0 by `gd.matches` where there are bools as well. A dictionary without `..` has no other keys (`**rest` and a guard). A value that
Python would take for a name to bind is a guard.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.held_types import VARIANT, is_int
from steam_nodes.port.writer.layout import END, MAYBE, SPLIT, flat
from steam_nodes.port.writer.text import literals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.text.output import Output
    from steam_nodes.port.writer.written_statements import Statements


@dataclass
class _Case:
    """A pattern on its way: what must hold besides, and whether it takes anything."""

    scope: Scope
    guards: list[str] = field(default_factory=list)
    anything: bool = False
    trial: bool = False
    """It is only to see what guards there are: no name is taken."""


class Matching:
    """Writes the match statements of one file, and knows how deep in loops they stand.

    Args:
        statements: Writes the branches.
    """

    def __init__(self, statements: Statements) -> None:
        """Keep who writes the branches."""
        self.statements = statements
        self.depth: int = 0
        self._bools = False

    @contextmanager
    def loop(self) -> Iterator[None]:
        """Stand inside a loop."""
        self.depth += 1
        yield
        self.depth -= 1

    @staticmethod
    def leave(word: str) -> str:
        """Return a `break` or `continue`: a match is no loop in either language."""
        return word

    def match(self, node: s.Match, scope: Scope, out: Output) -> None:
        """Write a match."""
        statements = self.statements
        subject = node.subject
        kind = statements.types.of(subject)
        text = statements.expressions.alone(subject, scope)
        self._bools = any(isinstance(one, s.Literal) and one.kind == "bool" for one in types.walk(node))
        out.add(f"match {MAYBE}{text}{END}:", statements.line(node), node.behind)
        out.indent += 4
        for number, branch in enumerate(node.branches):
            for annotation in branch.annotations:
                out.before(annotation.before)
            out.before(branch.before, statements.line(branch))
            self._branch(branch, kind, scope, out, last=number == len(node.branches) - 1)
        if not node.branches:
            out.add("case _:")
            out.add("    pass")
        out.indent -= 4

    def _branch(self, branch: s.MatchBranch, kind: Type, scope: Scope, out: Output, *, last: bool) -> None:
        for patterns in self._groups(branch, kind, scope):
            case = _Case(scope)
            texts = [self._pattern(pattern, kind, case, top=True) for pattern in patterns]
            if case.guards and len(patterns) > 1:
                name = scope.fresh("value")
                test = f"{SPLIT}0or ".join(guard.replace("\0", name) for guard in case.guards)
                text, guards = name, [test]
            else:
                text = " | ".join(texts)
                guards = case.guards
                if guards and "\0" in guards[0]:
                    name = scope.fresh("value")
                    text = name
                    guards = [guard.replace("\0", name) for guard in guards]
            if branch.guard is not None:
                strength = 3 if guards else 0
                guards = [f"({guard})" if " or " in guard else guard for guard in guards]
                guards = [*guards, self.statements.expressions.conditions.condition(branch.guard, scope).at(strength)]
            if not guards and case.anything and not last:
                guards = ["True"]
            condition = f" if {MAYBE}" + f"{SPLIT}1and ".join(guards) + END if guards else ""
            out.add(f"case {text}{condition}:", self.statements.line(branch), branch.behind)
            self.statements.inner(branch.block, scope, out)

    def _groups(self, branch: s.MatchBranch, kind: Type, scope: Scope) -> list[list[Any]]:
        """Cut the patterns of a branch into those that one `case` can say: values together, structures with values in them apart."""
        simple: list[Any] = []
        apart: list[Any] = []
        for pattern in branch.patterns:
            if isinstance(pattern, s.ArrayPattern | s.DictionaryPattern):
                trial = _Case(scope, trial=True)
                self._pattern(pattern, kind, trial, top=True)
                (apart if trial.guards else simple).append(pattern)
            else:
                simple.append(pattern)
        plain: list[Any] = []
        guarded: list[Any] = []
        for pattern in simple:
            trial = _Case(scope, trial=True)
            self._pattern(pattern, kind, trial, top=True)
            (guarded if trial.guards else plain).append(pattern)
        if guarded and all(isinstance(pattern, s.ExpressionPattern) for pattern in simple):
            groups = [simple]
            if plain:
                # One case for all: each value becomes a test.
                groups = [plain, guarded]
        else:
            groups = [group for group in (plain, guarded) if group]
        return [*[group for group in groups if group], *[[pattern] for pattern in apart]]

    def _pattern(self, pattern: Any, kind: Type, case: _Case, *, top: bool = False) -> str:  # one case a kind of pattern
        scope = case.scope
        match pattern:
            case s.WildcardPattern():
                case.anything = top
                return "_"
            case s.BindPattern():
                case.anything = top
                return pattern.name if case.trial else scope.declare(pattern, pattern.name)
            case s.RestPattern():
                return "*_"
            case s.ArrayPattern():
                if any(isinstance(one, s.BindPattern) for one in pattern.elements):
                    self.statements.module.lax.add("has-type")
                inside = ", ".join(self._pattern(one, types.element(kind), case) for one in pattern.elements)
                return f"[{inside}]"
            case s.DictionaryPattern():
                return self._dictionary(pattern, case)
        return self._value(pattern.value, kind, case, top=top)

    def _dictionary(self, pattern: s.DictionaryPattern, case: _Case) -> str:
        parts = []
        for entry in pattern.entries:
            key = self._value(entry.key, Type(Kind.BUILTIN, "String"), case, key=True)
            parts.append(f"{key}: {self._pattern(entry.pattern, VARIANT, case) if entry.pattern is not None else '_'}")
        if not pattern.rest:
            name = "rest" if case.trial else case.scope.fresh("rest")
            parts.append(f"**{name}")
            case.guards.append(f"not {name}")
        return f"{{{', '.join(parts)}}}"

    def _value(self, node: Any, kind: Type, case: _Case, *, top: bool = False, key: bool = False) -> str:
        expressions = self.statements.expressions
        scope = case.scope
        plain = node
        while isinstance(plain, s.Parenthesized):
            plain = plain.inner
        sign = ""
        if isinstance(plain, s.Unary) and plain.operator == "-" and isinstance(plain.operand, s.Literal):
            sign, plain = "-", plain.operand
        if isinstance(plain, s.Literal):
            if plain.kind in ("string", "string_name"):
                return literals.string(str(plain.value), split=False)
            if plain.kind == "int":
                text = sign + expressions.text(plain, scope)
                if is_int(kind) or key:
                    return text
                # For Python true is an int as well, and equal to 1.
                if not self._bools or plain.value not in (0, 1):
                    return f"{scope.python('int')}({text})"
            elif plain.kind == "float":
                text = sign + expressions.text(plain, scope)
                return text if kind.is_builtin("float") else f"{scope.python('float')}({text})"
            if plain.kind in ("bool", "null"):
                return repr(plain.value)
        text = flat(expressions.text(node, scope))
        if self._is_dotted(plain) and "(" not in text and "." in text and not isinstance(plain, s.MathConstant):
            return text
        test = f"{expressions.module.gd('matches')}(\0, {text})"
        if top:
            case.guards.append(test)
            return "\0"
        name = "value" if case.trial else scope.fresh("value")
        case.guards.append(test.replace("\0", name))
        return name

    def _is_dotted(self, node: Any) -> bool:
        """Whether a value is a constant with a dotted name, which Python compares with and does not bind."""
        analysis = self.statements.analysis
        if isinstance(node, s.Identifier):
            return analysis.meaning(node).means in (Means.CONSTANT, Means.OUTER, Means.NATIVE_MEMBER, Means.GLOBAL_CONSTANT)
        if isinstance(node, s.Attribute):
            kind = self.statements.types.of(node.base)
            return (kind.is_type or self.statements.expressions.is_module_like(node.base)) and self._is_chain(node.base)
        return False

    def _is_chain(self, node: Any) -> bool:
        return isinstance(node, s.Identifier) or (isinstance(node, s.Attribute) and self._is_chain(node.base))
