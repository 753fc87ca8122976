"""`match`: its branches and their patterns.

Rules: a pattern's names are the branch's local names, and no name around it may be bound again. Comments in a match that belong to no
branch stay with the branch above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.annotating import read_annotation
from steam_nodes.port.parser.blocks import STATEMENTS, read_block
from steam_nodes.port.parser.precedence import read_expression, read_needed
from steam_nodes.port.tokenizer import ANNOTATION, DEDENT, END, INDENT, NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Pattern


def _read_match(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Match:
    begin = at.advance()[2]
    subject = read_needed(at, 'Expected expression to test after "match".')
    at.consume(":", 'Expected ":" after "match" expression.')
    end = at.last[3]
    behind = at.behind()
    at.consume(NEWLINE, 'Expected a newline after "match" statement.')
    branches: list[syntax.MatchBranch] = []
    if at.consume(INDENT, 'Expected an indented block after "match" statement.'):
        columns = at.columns()
        waiting: list[Annotation] = []
        while at.kind not in {DEDENT, END}:
            branch = _read_branch_or_annotation(at, columns, waiting)
            if branch is not None:
                branches.append(branch)
        if branches:
            end = branches[-1].end
        at.dedent('Expected an indented block after "match" statement.')
        for annotation in waiting:
            at.error(f'Annotation "@{annotation.name}" does not precede a valid target, so it will have no effect.', annotation.begin)
    return syntax.Match(begin=begin, end=end, subject=subject, branches=tuple(branches), annotations=applied, before=before, behind=behind)


def _read_branch_or_annotation(at: Cursor, columns: int, waiting: list[Annotation]) -> syntax.MatchBranch | None:
    if at.kind == "pass":
        at.carry(*at.take_lines())
        at.advance()
        if behind := at.behind():
            at.carry(behind)
        at.consume(NEWLINE, 'Expected newline after "pass".')
        return None
    if at.kind == ANNOTATION:
        made = read_annotation(at, known.STATEMENT)
        if made is not None:
            waiting.append(made)
        return None
    before = at.take_lines()
    if waiting:
        before, at.around.above = at.around.above + before, ()
    branch = _read_match_branch(at, before, tuple(waiting), columns)
    waiting.clear()
    return branch


def _read_match_branch(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...], columns: int) -> syntax.MatchBranch:
    begin = at.token[2]
    start = at._next
    patterns: list[Pattern] = []
    names: dict[str, str] = {}
    while True:
        bound: dict[str, str] = {}
        pattern = _read_pattern(at, bound)
        if pattern is not None:
            if patterns and (bound or names):
                at.error("Cannot use a variable bind with multiple patterns.")
            if isinstance(pattern, syntax.RestPattern):
                at.error("Rest pattern can only be used inside array and dictionary patterns.")
            names = names or bound
            patterns.append(pattern)
        if not at.match(","):
            break
    if not patterns:
        at.error('No pattern found for "match" branch.')
    guard = None
    if at.match("when"):
        at.around.scopes.append(dict(names))
        guard = read_needed(at, 'Expected expression for pattern guard after "when".')
        at.around.scopes.pop()
    expected = 'Expected ":" after "match" pattern guard.' if guard else 'Expected ":" or "when" after "match" patterns.'
    if at.consume(":", expected):
        at.around.columns = columns
        block, behind = read_block(at, "match pattern block", names)
    else:
        while at.kind not in {NEWLINE, END} or (at._next == start and at.kind != END):
            at.advance()
        at.match(NEWLINE)
        block, behind = syntax.Block(begin=at.last[3], end=at.last[3], statements=()), ""
        at.panic = False
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


def _read_pattern(at: Cursor, bound: dict[str, str]) -> Pattern | None:
    kind = at.kind
    begin = at.token[2]
    if kind == "var":
        return _read_bind(at, bound)
    if kind == "_":
        at.advance()
        return syntax.WildcardPattern(begin=begin, end=at.last[3])
    if kind == "..":
        at.advance()
        return syntax.RestPattern(begin=begin, end=at.last[3])
    if kind == "[":
        return _read_array_pattern(at, bound)
    if kind == "{":
        return _read_dictionary_pattern(at, bound)
    value = read_expression(at)
    if value is None:
        at.error("Expected expression for match pattern.")
        return None
    return syntax.ExpressionPattern(begin=value.begin, end=value.end, value=value)


def _read_bind(at: Cursor, bound: dict[str, str]) -> syntax.BindPattern | None:
    begin = at.advance()[2]
    name = at.name('Expected bind name after "var".')
    if not name:
        return None
    if name in bound:
        at.error(f'Bind variable name "{name}" was already used in this pattern.')
        return None
    if taken := at.around.local(name):
        at.error(f'There\'s already a {taken} named "{name}" in this scope.')
        return None
    bound[name] = "pattern bind"
    return syntax.BindPattern(begin=begin, end=at.last[3], name=name)


def _read_array_pattern(at: Cursor, bound: dict[str, str]) -> syntax.ArrayPattern:
    at.deeper()
    begin = at.token[2]
    at.enter()
    at.advance()
    elements: list[Pattern] = []
    while at.kind not in {"]", END}:
        element = _read_pattern(at, bound)
        if element is not None:
            if elements and isinstance(elements[-1], syntax.RestPattern):
                at.error('The ".." pattern must be the last element in the pattern array.')
            elements.append(element)
        if not at.match(","):
            break
    at.consume("]", 'Expected "]" to close the array pattern.')
    end = at.last[3]
    at.leave()
    at.depth -= 1
    return syntax.ArrayPattern(begin=begin, end=end, elements=tuple(elements))


def _read_dictionary_pattern(at: Cursor, bound: dict[str, str]) -> syntax.DictionaryPattern:
    at.deeper()
    begin = at.token[2]
    at.enter()
    at.advance()
    entries: list[syntax.DictionaryPatternEntry] = []
    rest = False
    while at.kind not in {"}", END}:
        if at.match(".."):
            if rest:
                at.error('The ".." pattern must be the last element in the pattern dictionary.')
            rest = True
        else:
            key = read_needed(at, "Expected expression as key for dictionary pattern.")
            pattern: Pattern | None = None
            if at.match(":"):
                pattern = _read_pattern(at, bound)
                if rest:
                    at.error('The ".." pattern must be the last element in the pattern dictionary.')
                elif isinstance(pattern, syntax.RestPattern):
                    at.error('The ".." pattern cannot be used as a value.')
            end = pattern.end if pattern else key.end
            entries.append(syntax.DictionaryPatternEntry(begin=key.begin, end=end, key=key, pattern=pattern))
        if not at.match(","):
            break
    at.consume("}", 'Expected "}" to close the dictionary pattern.')
    end = at.last[3]
    at.leave()
    at.depth -= 1
    return syntax.DictionaryPattern(begin=begin, end=end, entries=tuple(entries), rest=rest)


STATEMENTS["match"] = _read_match
