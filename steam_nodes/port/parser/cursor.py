"""Where the parser stands in a text: the token it looks at, what the ends of lines mean there, the comments around it, what is wrong.

Rules: inside brackets the ends of lines mean nothing; the parser says so with `enter`, and `leave` ends it. Elsewhere a line end is a
token, and a changed indentation gives `Indent` and `Dedent` tokens after it, by a stack of widths as in the engine. An error starts a
panic: until `synchronize` no second one is reported, since it would be a consequence of the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port.parser.hints import hint_for
from steam_nodes.port.parser.surroundings import Surroundings
from steam_nodes.port.source import Problem
from steam_nodes.port.tokenizer import (
    ANNOTATION,
    DEDENT,
    DEEPEST,
    END,
    ERROR,
    IDENTIFIER,
    INDENT,
    LITERAL,
    NAN,
    NEWLINE,
    Token,
    Tokens,
    TooDeepError,
    width,
)

if TYPE_CHECKING:
    from steam_nodes.port.parser.surroundings import Dialect
    from steam_nodes.port.source import Source

NAMES: Final = frozenset((IDENTIFIER, "match", "when", "PI", "TAU", "INF", NAN))
"""What may serve as a name: the keywords among them are words of the engine's own API."""

_LAYOUT: Final = frozenset((NEWLINE, ERROR, END))
_STARTS: Final = frozenset(("class", "func", "static", "var", "const", "signal", "for", "while", "match", "return", ANNOTATION))
_ENDS: Final = frozenset((NEWLINE, ";", END))

_MOST_PROBLEMS: Final = 100
_LONGEST_MESSAGE: Final = 400


class Cursor:
    """The parser's place."""

    def __init__(self, source: Source, tokens: Tokens, dialect: Dialect) -> None:
        """Stand before the first token."""
        self.source = source
        self.dialect = dialect
        self.around: Surroundings = Surroundings()
        self.problems: list[Problem] = []
        self.kind: str = ""
        """The kind of the token that the parser looks at."""
        self.token: Token = ("", "", 0, 0)
        """That token."""
        self.last: Token = ("", "", 0, 0)
        """The one before it."""
        self.panic: bool = False
        self.lambda_ended: bool = False
        """A lambda's end also ends the statement that it ends."""
        self.in_lambda = False
        self.depth: int = 0
        self._tokens = tokens.tokens
        self._lines = tokens.lines
        self._behind = tokens.behind
        self._next = 1
        """The index of the token after the one that the parser looks at."""
        self._pending = 0
        """How many Indent (or below zero, Dedent) tokens come next."""
        self._faults: list[str] = []
        self._waiting = False
        """Whether something comes next that is no token of the text."""
        self._indents: list[int] = []
        self._indentation = ""
        """The characters of the last line's indentation, from which `_indents` was brought up to date."""
        self._indents_with = ""
        self._brackets = [False]
        self._in_brackets = False
        self._carried: tuple[str, ...] = ()
        self._change_indentation(self._tokens[0][1])
        self._scan()
        while self.kind == NEWLINE:
            self._scan()

    # Tokens.

    def advance(self) -> Token:
        """Go on to the next token and return the one that was looked at."""
        self.lambda_ended = False
        last = self.last = self.token
        token = self._tokens[self._next]
        kind = token[0]
        if self._waiting or kind in _LAYOUT:
            self._scan()
        else:
            self._next += 1
            self.token = token
            self.kind = kind
        return last

    def _scan(self) -> None:
        while True:
            if self._faults:
                self.error(self._faults.pop())
                continue
            if self._pending:
                begin = self._tokens[self._next][2]
                self.kind = INDENT if self._pending > 0 else DEDENT
                self._pending -= 1 if self._pending > 0 else -1
                self._waiting = self._pending != 0
                self.token = (self.kind, "", begin, begin)
                return
            self._waiting = False
            token = self._tokens[self._next]
            kind = token[0]
            if kind is NEWLINE:
                self._next += 1
                at_end = self._tokens[self._next][0] is END
                if at_end:
                    self._pending -= len(self._indents)
                    self._indents.clear()
                    self._waiting = self._pending != 0
                elif not self._in_brackets:
                    self._change_indentation(token[1])
                if not self._in_brackets:
                    self.kind = NEWLINE
                    self.token = token
                    return
                continue
            if kind is ERROR:
                self._next += 1
                self.error(token[1])
                continue
            if kind is not END:
                self._next += 1
            self.kind = kind
            self.token = token
            return

    def _change_indentation(self, indentation: str) -> None:
        if indentation == self._indentation:
            return
        self._indentation = indentation
        indents = self._indents
        if not indentation:
            self._pending -= len(indents)
            indents.clear()
            self._waiting = self._pending != 0
            return
        first = indentation[0]
        if indentation.count(first) != len(indentation):
            self._faults.append("Mixed use of tabs and spaces for indentation.")
        if not self._indents_with:
            self._indents_with = first
        elif first != self._indents_with:
            used, before = ("space", "tab") if first == " " else ("tab", "space")
            self._faults.append(f"Used {used} character for indentation instead of {before} as used before in the file.")
        columns = width(indentation)
        if columns > (indents[-1] if indents else 0):
            indents.append(columns)
            self._pending += 1
        else:
            while indents and indents[-1] > columns:
                indents.pop()
                self._pending -= 1
            if columns != (indents[-1] if indents else 0):
                self._faults.append("Unindent doesn't match the previous indentation level.")
                indents.append(columns)
        self._waiting = self._pending != 0 or bool(self._faults)

    def match(self, kind: str) -> bool:
        """Go past a token of this kind; tell whether there is one."""
        if self.kind != kind:
            return False
        self.advance()
        return True

    def consume(self, kind: str, message: str) -> bool:
        """Go past a token of this kind, or report that it is missing."""
        if self.kind == kind:
            self.advance()
            return True
        self.error(message)
        return False

    def dedent(self, message: str) -> None:
        """Go past the end of a block. That it is missing at the end of a faulty text is only a consequence."""
        if self.kind != END or not self.problems:
            self.consume(DEDENT, message)

    def name(self, message: str) -> str:
        """Go past a name and return it; report where there is none and return ""."""
        if self.kind in NAMES:
            return str(self.advance()[1])
        self.error(message)
        return ""

    def is_text(self) -> bool:
        """Tell whether the token is a string, and neither a StringName nor a NodePath."""
        kind, value, begin, _ = self.token
        return kind is LITERAL and isinstance(value, str) and self.source.text[begin] not in "&^"

    def enter(self) -> None:
        """From the next token on the ends of lines mean nothing; ends that wait already are skipped."""
        self._brackets.append(True)
        self._in_brackets = True
        while self.kind in {NEWLINE, INDENT, DEDENT}:
            self._scan()

    def leave(self) -> None:
        """End what `enter` or `enter_lines` began."""
        self._brackets.pop()
        self._in_brackets = self._brackets[-1]

    def enter_lines(self) -> tuple[list[int], str] | None:
        """From the next token on the ends of lines count, as in a lambda's body; return what `leave_lines` needs."""
        inside = self._in_brackets
        self._brackets.append(False)
        self._in_brackets = False
        return (list(self._indents), self._indentation) if inside else None

    def leave_lines(self, kept: tuple[list[int], str] | None) -> None:
        """End what `enter_lines` began."""
        self.leave()
        if kept is not None:
            while self.kind in {NEWLINE, INDENT, DEDENT}:
                self._scan()
            self._indents, self._indentation = kept

    # Errors.

    def error(self, message: str, begin: int | None = None, hint: str = "") -> None:
        """Report that something is wrong, at the last token unless told where."""
        if not self.panic and len(self.problems) < _MOST_PROBLEMS:
            if len(message) > _LONGEST_MESSAGE:
                message = f"{message[: _LONGEST_MESSAGE // 2]} ... {message[-_LONGEST_MESSAGE // 4 :]}"
            hint = hint or hint_for(message, self.source.text, self.last, self.token)
            self.problems.append(Problem(self.source, self.last[2] if begin is None else begin, message, hint=hint))
        self.panic = True

    def synchronize(self) -> None:
        """Go on to where the next statement seems to begin; with too many problems, to the end."""
        self.panic = False
        if len(self.problems) >= _MOST_PROBLEMS:
            self._next = len(self._tokens) - 1
            self._pending = 0
            self._faults.clear()
            self._scan()
        while self.kind != END:
            if self.last[0] in {NEWLINE, ";"} or self.kind in _STARTS:
                return
            self.advance()

    def deeper(self) -> None:
        """Count a level, and give up at one too many."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeepError(self.token[2])

    # Ends of statements, and what stands around them.

    def at_statement_end(self) -> bool:
        """Whether a statement may end here."""
        return self.lambda_ended or self.in_lambda or self.kind in _ENDS

    def end_statement(self, context: str) -> str:
        """Go past the end of a statement and return the comment behind it."""
        behind = ""
        found = False
        while self.kind != END:
            if self.kind in _ENDS:
                if self.kind == NEWLINE:
                    behind = behind or self.behind()
                self.advance()
            elif self.lambda_ended:
                self.lambda_ended = False
                return behind
            elif self.in_lambda:
                self.lambda_ended = self.lambda_ended or not found
                return behind
            else:
                break
            found = True
        if not found and self.kind != END:
            self.error(f'Expected end of statement after {context}, found "{self.kind}" instead.')
        return behind

    def behind(self) -> str:
        """Return the comment behind the line whose end the parser looks at."""
        return self._behind.get(self._next - 1, "") if self.kind == NEWLINE else ""

    def behind_inside(self) -> str:
        """Return, inside brackets, the comment behind the token before this one."""
        index = self._line_end_before()
        return self._behind.get(index, "") if index >= 0 else ""

    def _line_end_before(self) -> int:
        """Return the index of the line end right before the token that the parser looks at, -1 where there is none."""
        index = self._next - 1
        if self.kind in {INDENT, DEDENT}:
            index += 1
        elif self.kind == END:
            index = self._next
        return index - 1 if self._tokens[index - 1][0] is NEWLINE else -1

    def end(self) -> int:
        """Return where the last word before the token ends."""
        if self.last[0] not in {NEWLINE, INDENT, DEDENT}:
            return self.last[3]
        index = self._next - 2
        while index > 0 and self._tokens[index][0] in {NEWLINE, ERROR}:
            index -= 1
        return self._tokens[index][3] if index > 0 else 0

    def take_lines(self) -> tuple[str, ...]:
        """Return the comments and blank lines above the token that the parser looks at, and what `carry` kept."""
        lines = self._lines
        carried = self._carried
        if lines:
            taken = lines.pop(self._line_end_before(), None)
            if taken is not None:
                carried += tuple(text for text, _ in taken)
        if carried:
            self._carried = ()
        return carried

    def carry(self, *lines: str) -> None:
        """Keep comments that have no statement of their own for the next one."""
        self._carried += lines

    def take_last_lines(self, columns: int, above: int = 0) -> tuple[str, ...]:
        """Return those lines above the token that still belong to a block which ends here.

        Args:
            columns: The width of the block's indentation. A comment that stands as deep belongs to it.
            above: The same of what stands around it and ends here too, but cannot have such lines itself; else 0.
        """
        index = self._line_end_before()
        lines = self._lines.get(index)
        if not lines:
            return ()
        if above and width(self._tokens[index][1]) < above:
            columns = above
        count = 0
        for number, (_, indentation) in enumerate(lines, 1):
            if 0 <= indentation < columns:
                break
            if indentation >= columns:
                count = number
        taken, kept = lines[:count], lines[count:]
        if kept:
            self._lines[index] = kept
        else:
            del self._lines[index]
        return tuple(text for text, _ in taken)

    def columns(self) -> int:
        """Return the width of the indentation of the line that begins with the token that the parser looks at."""
        index = self._line_end_before()
        return width(self._tokens[index][1]) if index >= 0 else 0
