"""`match`: its branches and their patterns.

Rules: a pattern's names are the branch's local names, and no name around it may be bound again. Comments in a match that belong to no
branch stay with the branch above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.statements import Rule, Statements
from steam_nodes.port.tokenizer import ANNOTATION, DEDENT, END, INDENT, NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.syntax import Annotation, Pattern


class Matches(Statements):
    """What reads a match."""

    rules: ClassVar[dict[str, Rule]]

    def _match(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Match:
        begin = self.advance()[2]
        subject = self.needed('Expected expression to test after "match".')
        self.consume(":", 'Expected ":" after "match" expression.')
        end = self.last[3]
        behind = self.behind()
        self.consume(NEWLINE, 'Expected a newline after "match" statement.')
        branches: list[syntax.MatchBranch] = []
        if self.consume(INDENT, 'Expected an indented block after "match" statement.'):
            columns = self.columns()
            waiting: list[Annotation] = []
            while self.kind not in {DEDENT, END}:
                branch = self._branch_or_annotation(columns, waiting)
                if branch is not None:
                    branches.append(branch)
            if branches:
                end = branches[-1].end
            self.dedent('Expected an indented block after "match" statement.')
            for annotation in waiting:
                self.error(f'Annotation "@{annotation.name}" does not precede a valid target, so it will have no effect.', annotation.begin)
        return syntax.Match(
            begin=begin, end=end, subject=subject, branches=tuple(branches), annotations=applied, before=before, behind=behind
        )

    def _branch_or_annotation(self, columns: int, waiting: list[Annotation]) -> syntax.MatchBranch | None:
        if self.kind == "pass":
            self.carry(*self.take_lines())
            self.advance()
            if behind := self.behind():
                self.carry(behind)
            self.consume(NEWLINE, 'Expected newline after "pass".')
            return None
        if self.kind == ANNOTATION:
            made = self.annotation(known.STATEMENT)
            if made is not None:
                waiting.append(made)
            return None
        before = self.take_lines()
        if waiting:
            before, self._above = self._above + before, ()
        branch = self._match_branch(before, tuple(waiting), columns)
        waiting.clear()
        return branch

    def _match_branch(self, before: tuple[str, ...], applied: tuple[Annotation, ...], columns: int) -> syntax.MatchBranch:
        begin = self.token[2]
        start = self._next
        patterns: list[Pattern] = []
        names: dict[str, str] = {}
        while True:
            bound: dict[str, str] = {}
            pattern = self._pattern(bound)
            if pattern is not None:
                if patterns and (bound or names):
                    self.error("Cannot use a variable bind with multiple patterns.")
                if isinstance(pattern, syntax.RestPattern):
                    self.error("Rest pattern can only be used inside array and dictionary patterns.")
                names = names or bound
                patterns.append(pattern)
            if not self.match(","):
                break
        if not patterns:
            self.error('No pattern found for "match" branch.')
        guard = None
        if self.match("when"):
            self._scopes.append(dict(names))
            guard = self.needed('Expected expression for pattern guard after "when".')
            self._scopes.pop()
        expected = 'Expected ":" after "match" pattern guard.' if guard else 'Expected ":" or "when" after "match" patterns.'
        if self.consume(":", expected):
            self._around = columns
            block, behind = self.block("match pattern block", names)
        else:
            while self.kind not in {NEWLINE, END} or (self._next == start and self.kind != END):
                self.advance()
            self.match(NEWLINE)
            block, behind = syntax.Block(begin=self.last[3], end=self.last[3], statements=()), ""
            self.panic = False
        return syntax.MatchBranch(
            begin=begin,
            end=max(block.end, begin),
            patterns=tuple(patterns),
            guard=guard,
            block=block,
            annotations=applied,
            before=before,
            behind=behind,
        )

    def _pattern(self, bound: dict[str, str]) -> Pattern | None:
        kind = self.kind
        begin = self.token[2]
        if kind == "var":
            return self._bind(bound)
        if kind == "_":
            self.advance()
            return syntax.WildcardPattern(begin=begin, end=self.last[3])
        if kind == "..":
            self.advance()
            return syntax.RestPattern(begin=begin, end=self.last[3])
        if kind == "[":
            return self._array_pattern(bound)
        if kind == "{":
            return self._dictionary_pattern(bound)
        value = self.expression()
        if value is None:
            self.error("Expected expression for match pattern.")
            return None
        return syntax.ExpressionPattern(begin=value.begin, end=value.end, value=value)

    def _bind(self, bound: dict[str, str]) -> syntax.BindPattern | None:
        begin = self.advance()[2]
        name = self.name('Expected bind name after "var".')
        if not name:
            return None
        if name in bound:
            self.error(f'Bind variable name "{name}" was already used in this pattern.')
            return None
        if taken := self._local(name):
            self.error(f'There\'s already a {taken} named "{name}" in this scope.')
            return None
        bound[name] = "pattern bind"
        return syntax.BindPattern(begin=begin, end=self.last[3], name=name)

    def _array_pattern(self, bound: dict[str, str]) -> syntax.ArrayPattern:
        self.deeper()
        begin = self.token[2]
        self.enter()
        self.advance()
        elements: list[Pattern] = []
        while self.kind not in {"]", END}:
            element = self._pattern(bound)
            if element is not None:
                if elements and isinstance(elements[-1], syntax.RestPattern):
                    self.error('The ".." pattern must be the last element in the pattern array.')
                elements.append(element)
            if not self.match(","):
                break
        self.consume("]", 'Expected "]" to close the array pattern.')
        end = self.last[3]
        self.leave()
        self.depth -= 1
        return syntax.ArrayPattern(begin=begin, end=end, elements=tuple(elements))

    def _dictionary_pattern(self, bound: dict[str, str]) -> syntax.DictionaryPattern:
        self.deeper()
        begin = self.token[2]
        self.enter()
        self.advance()
        entries: list[syntax.DictionaryPatternEntry] = []
        rest = False
        while self.kind not in {"}", END}:
            if self.match(".."):
                if rest:
                    self.error('The ".." pattern must be the last element in the pattern dictionary.')
                rest = True
            else:
                key = self.needed("Expected expression as key for dictionary pattern.")
                pattern: Pattern | None = None
                if self.match(":"):
                    pattern = self._pattern(bound)
                    if rest:
                        self.error('The ".." pattern must be the last element in the pattern dictionary.')
                    elif isinstance(pattern, syntax.RestPattern):
                        self.error('The ".." pattern cannot be used as a value.')
                end = pattern.end if pattern else key.end
                entries.append(syntax.DictionaryPatternEntry(begin=key.begin, end=end, key=key, pattern=pattern))
            if not self.match(","):
                break
        self.consume("}", 'Expected "}" to close the dictionary pattern.')
        end = self.last[3]
        self.leave()
        self.depth -= 1
        return syntax.DictionaryPattern(begin=begin, end=end, entries=tuple(entries), rest=rest)


Matches.rules = Statements.rules | {"match": Matches._match}
