"""Blocks and the statements in them.

Rules: a block begins with a scope; a name that any scope around it declares is taken. The comment behind a head's colon belongs to the
statement of the head, one behind a block on the same line to the statement in it. What reads variables and matches adds them to
`STATEMENTS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.annotating import read_annotation, take_annotations
from steam_nodes.port.parser.precedence import read_assignment_or_expression, read_expression, read_needed, read_type
from steam_nodes.port.tokenizer import ANNOTATION, DEDENT, END, INDENT, NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Expression, Statement, TypeName

_MOST_FAULTS: Final = 100
Rule: TypeAlias = Callable[[Any, tuple[str, ...], tuple["Annotation", ...]], "Statement | None"]
"""What reads a statement at a place, given the lines above it and its annotations."""


def read_block(at: Cursor, context: str, scope: dict[str, str] | None = None, *, value: bool = False) -> tuple[syntax.Block, str]:
    """Read what stands below or behind a colon, and return it with the comment behind the colon.

    Args:
        at: The place after the colon.
        context: What it is the block of, for messages.
        scope: The names that it begins with.
        value: It is a lambda's.
    """
    at.deeper()
    at.around.scopes.append({} if scope is None else scope)
    behind = at.behind()
    is_below = at.match(NEWLINE)
    columns = 0
    last: tuple[str, ...] = ()
    begin = end = at.last[3]
    if is_below and not at.consume(INDENT, f"Expected indented block after {context}."):
        at.around.scopes.pop()
        at.depth -= 1
        return syntax.Block(begin=begin, end=begin, statements=()), behind
    around, at.around.columns = at.around.columns, 0
    if is_below:
        columns = at.columns()
    statements = _read_statements(at, below=is_below)
    if statements:
        begin, end = statements[0].begin, statements[-1].end
    if is_below:
        last = at.take_last_lines(columns, around)
        if at.lambda_ended:
            at.match(DEDENT)
        else:
            at.dedent(f"Missing unindent at the end of {context}.")
    elif at.last[0] == ";":
        at.consume(NEWLINE, f'Expected newline after ";" at the end of {context}.')
    if value:
        at.lambda_ended = True
    at.around.scopes.pop()
    at.depth -= 1
    return syntax.Block(begin=begin, end=end, statements=tuple(statements), last=last, inline=not is_below), behind


def _read_statements(at: Cursor, *, below: bool) -> list[Statement]:
    statements: list[Statement] = []
    begin = at.token[2]
    faults = 0
    while at.kind != END and (below or at.last[0] != ";" or at.kind != NEWLINE):
        statement = _read_statement(at)
        if statement is not None:
            statements.append(statement)
        else:
            faults += 1
            if faults > _MOST_FAULTS:
                at.error("Too many statement errors.", begin)
                break
        if at.kind == DEDENT or at.lambda_ended or not (below or at.last[0] == ";"):
            break
    return statements


def _read_statement(at: Cursor) -> Statement | None:
    kind = at.kind
    if kind == ANNOTATION:
        made = read_annotation(at, known.STATEMENT | known.STANDALONE)
        result: Statement | None = None
        if made is not None:
            if not known.targets(made.name) & known.STANDALONE:
                at.around.annotations.append(made)
            elif made.name.startswith("warning_ignore_"):
                result = made
            else:
                at.error("Unexpected standalone annotation.")
    else:
        before, applied = take_annotations(at, known.STATEMENT, "statement")
        rule = STATEMENTS.get(kind)
        result = _read_expression_statement(at, before, applied) if rule is None else rule(at, before, applied)
    if at.panic:
        at.synchronize()
    return result


def _read_expression_statement(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> Statement | None:
    expression = read_assignment_or_expression(at)
    if expression is None:
        if before:
            at.carry(*before)
        if at.in_lambda:
            at.lambda_ended = True
        else:
            found = at.advance()[0] if at.kind != END else END
            at.error(f'Expected statement, found "{found}" instead.')
        return None
    behind = at.end_statement("expression")
    if isinstance(expression, syntax.Lambda):
        at.error("Standalone lambdas cannot be accessed. Consider assigning it to a variable.", expression.begin)
    begin = expression.begin
    return syntax.ExpressionStatement(
        begin=begin, end=expression.end, expression=expression, annotations=applied, before=before, behind=behind
    )


def _read_word(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> Statement:
    word, _, begin, end = at.advance()
    if word in {"break", "continue"} and not at.around.in_loop:
        at.error(f'Cannot use "{word}" outside of a loop.')
    behind = at.end_statement(f'"{word}"')
    return _WORDS[word](begin=begin, end=end, annotations=applied, before=before, behind=behind)


def _read_return(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Return:
    _, _, begin, end = at.advance()
    value: Expression | None = None
    if not at.at_statement_end():
        if at.around.function in {"_init", "_static_init"}:
            at.error("Constructor cannot return a value.")
        value = read_expression(at)
    elif at.in_lambda and at.kind not in {NEWLINE, ";", END}:
        value = read_expression(at)
    end = value.end if value else end
    behind = at.end_statement("return statement")
    return syntax.Return(begin=begin, end=end, value=value, annotations=applied, before=before, behind=behind)


def _read_assert(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Assert | None:
    begin = at.advance()[2]
    at.enter()
    at.consume("(", 'Expected "(" after "assert".')
    condition = read_expression(at)
    if condition is None:
        at.error("Expected expression to assert.")
        at.leave()
        return None
    message: Expression | None = None
    if at.match(",") and at.kind != ")":
        message = read_expression(at)
        if message is None:
            at.error('Expected error message for assert after ",".')
            at.leave()
            return None
        at.match(",")
    at.leave()
    at.consume(")", 'Expected ")" after assert expression.')
    end = at.last[3]
    behind = at.end_statement('"assert"')
    return syntax.Assert(begin=begin, end=end, condition=condition, message=message, annotations=applied, before=before, behind=behind)


def _read_if(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.If:
    begin = at.token[2]
    branches = [_read_branch(at, "if", ())]
    while at.kind == "elif":
        branches.append(_read_branch(at, "elif", at.take_lines()))
    if at.kind == "else":
        branches.append(_read_branch(at, "else", at.take_lines()))
    return syntax.If(begin=begin, end=branches[-1].end, branches=tuple(branches), annotations=applied, before=before)


def _read_branch(at: Cursor, word: str, before: tuple[str, ...]) -> syntax.Branch:
    begin = at.advance()[2]
    condition: Expression | None = None
    if word == "else":
        at.consume(":", 'Expected ":" after "else".')
    else:
        condition = read_needed(at, f'Expected conditional expression after "{word}".')
        at.consume(":", f'Expected ":" after "{word}" condition.')
    block, behind = read_block(at, f'"{word}" block')
    return syntax.Branch(begin=begin, end=block.end, condition=condition, block=block, before=before, behind=behind)


def _read_while(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.While:
    begin = at.advance()[2]
    condition = read_needed(at, 'Expected conditional expression after "while".')
    at.consume(":", 'Expected ":" after "while" condition.')
    block, behind = _read_loop(at, '"while" block', {})
    return syntax.While(begin=begin, end=block.end, condition=condition, block=block, annotations=applied, before=before, behind=behind)


def _read_loop(at: Cursor, context: str, scope: dict[str, str]) -> tuple[syntax.Block, str]:
    could_break, at.around.in_loop = at.around.in_loop, True
    made = read_block(at, context, scope)
    at.around.in_loop = could_break
    return made


def _read_for(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.For:
    begin = at.advance()[2]
    name_begin = at.token[2]
    name = at.name('Expected loop variable name after "for".')
    held: TypeName | None = None
    if at.match(":"):
        held = read_type(at)
        if held is None:
            at.error('Expected type specifier after ":".')
    place = 'or ":" after "for" variable name' if held is None else 'after "for" variable type specifier'
    at.consume("in", f'Expected "in" {place}.')
    iterable = read_needed(at, 'Expected iterable after "in".')
    at.consume(":", 'Expected ":" after "for" condition.')
    if name and (taken := at.around.local(name)):
        at.error(f'There is already a {taken} named "{name}" declared in this scope.', name_begin)
    block, behind = _read_loop(at, '"for" block', {name: "for loop iterator"})
    return syntax.For(
        begin=begin,
        end=block.end,
        name=name,
        name_begin=name_begin,
        type=held,
        iterable=iterable,
        block=block,
        annotations=applied,
        before=before,
        behind=behind,
    )


_WORDS: Final[dict[str, type[syntax.Pass | syntax.Break | syntax.Continue | syntax.Breakpoint]]] = {
    "pass": syntax.Pass,
    "break": syntax.Break,
    "continue": syntax.Continue,
    "breakpoint": syntax.Breakpoint,
}
STATEMENTS: Final[dict[str, Rule]] = {
    **dict.fromkeys(_WORDS, _read_word),
    "return": _read_return,
    "assert": _read_assert,
    "if": _read_if,
    "while": _read_while,
    "for": _read_for,
}
