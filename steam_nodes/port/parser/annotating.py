"""Annotations: read, checked, and given to what they stand before.

Rules: an annotation waits until the next declaration or statement takes it. Its own lines go to what takes it, so that a doc comment is
found in one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.precedence import read_arguments
from steam_nodes.port.tokenizer import NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Expression

_NO_TARGET: Final = 'Annotation "@{}" does not precede a valid target, so it will have no effect.'


def read_annotation(at: Cursor, allowed: int) -> Annotation | None:
    """Read an annotation, and return it where it exists, is allowed here and has a right number of arguments."""
    lines = at.take_lines()
    if not at.around.annotations:
        at.around.above = lines
        lines = ()
    token = at.advance()
    name, begin = str(token[1]), token[2]
    targets, refusal = known.check(name, allowed)
    if refusal:
        at.error(refusal)
    arguments: tuple[Expression, ...] = ()
    if at.kind == "(":
        at.enter()
        at.advance()
        arguments = read_arguments(at, ")", "Expected expression as the annotation argument.")
        at.leave()
        at.consume(")", 'Expected ")" after annotation arguments.')
    end = at.last[3]
    behind = at.behind()
    ends_line = at.match(NEWLINE)
    if not refusal:
        refusal, place = known.check_arguments(name, arguments)
        if refusal:
            at.error(refusal, None if place is None else place.begin)
    if targets & known.STANDALONE and not refusal:
        lines, at.around.above = at.around.above + lines, ()
        if not ends_line:
            at.error("Expected newline after a standalone annotation.")
    made = syntax.Annotation(begin=begin, end=end, name=name, arguments=arguments, before=lines, behind=behind)
    if name.startswith("warning_ignore_") and not refusal:
        _ignore_warnings(at, made)
    if refusal:
        at.around.above = ()
        at.carry(*lines, *([behind] if behind else []))
    return None if refusal else made


def _ignore_warnings(at: Cursor, made: Annotation) -> None:
    for argument in made.arguments:
        warning = str(argument.value).lower() if isinstance(argument, syntax.Literal) else ""
        if warning not in known.WARNINGS:
            at.error(f'Invalid warning name: "{warning}".', made.begin)
        elif made.name == "warning_ignore_start":
            if warning in at.around.ignored_at:
                told = f'Warning "{warning.upper()}" is already being ignored by "@warning_ignore_start" at line'
                at.error(f"{told} {at.around.ignored_at[warning]}.", made.begin)
            at.around.ignored_at[warning] = at.source.line(made.begin)
        elif at.around.ignored_at.pop(warning, None) is None:
            at.error(f'Warning "{warning.upper()}" is not being ignored by "@warning_ignore_start".', made.begin)


def take_annotations(at: Cursor, target: int, called: str) -> tuple[tuple[str, ...], tuple[Annotation, ...]]:
    """Return the lines above what is declared next and the annotations that wait for it.

    Args:
        at: Where they are to be taken.
        target: What it is.
        called: The engine's word for that.
    """
    if not at.around.annotations:
        return at.take_lines(), ()
    before = at.around.above + at.take_lines()
    at.around.above = ()
    kept: list[Annotation] = []
    while at.around.annotations:
        last = at.around.annotations.pop()
        if known.targets(last.name) & target:
            kept.append(last)
        else:
            at.error(f'Annotation "@{last.name}" cannot be applied to a {called}.', None if target == known.STATEMENT else at.token[2])
            at.around.annotations.clear()
    return before, tuple(reversed(kept))


def tell_untaken_annotations(at: Cursor) -> None:
    """Report the annotations that wait for what does not come."""
    for waiting in at.around.annotations:
        at.error(_NO_TARGET.format(waiting.name), waiting.begin)
    at.around.annotations.clear()
