"""The words of a GDScript text: names, literals, signs, and the ends of lines with what stands between them.

Rules: one regular expression reads the whole text once, whatever it is, in linear time. A token is a plain tuple
`(kind, value, begin, end)`. Its kind is the engine's own name of it, which messages show: a keyword or a sign is its own kind. A line end
is one token together with the blank lines, the comments and the indentation after it; whether it counts, the parser knows, since inside
brackets it does not. A fault is a token too, of the kind `ERROR`, with the engine's message as its value.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from steam_nodes.port.syntax import Comment

if TYPE_CHECKING:
    from collections.abc import Callable

Token: TypeAlias = tuple[str, Any, int, int]

IDENTIFIER: Final = "Identifier"
LITERAL: Final = "Literal"
ANNOTATION: Final = "Annotation"
NEWLINE: Final = "Newline"
INDENT: Final = "Indent"
DEDENT: Final = "Dedent"
END: Final = "End of file"
ERROR: Final = "Error"
CONFLICT: Final = "VCS conflict marker"
NAN: Final = "NaN"

KEYWORDS: Final = {
    word: word
    for word in (  # noqa: SIM905 - reads better
        "as and assert await break breakpoint class class_name const continue elif else enum extends for func if in is match namespace not"
        " or pass preload return self signal static super trait var void while when yield INF PI TAU _"
    ).split()
} | {"NAN": NAN, "true": LITERAL, "false": LITERAL, "null": LITERAL}
OLDER_KEYWORDS: Final = {word: kind for word, kind in KEYWORDS.items() if word not in {"await", "namespace", "super", "trait", "when"}}

_INT64_MAX: Final = (1 << 63) - 1
_DIGITS: Final = 19
"""How many digits the largest int has."""
_FIGURES: Final = 18
_LARGEST_POWER: Final = 511
_POWERS: Final = (1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256)
_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_BEFORE_AN_OPERATOR: Final = frozenset((IDENTIFIER, LITERAL, "self", "]", "}", ")", "PI", "TAU", "INF", NAN))
_CLOSED_BY: Final = {"(": ")", "[": "]", "{": "}"}
_OPENED_BY: Final = {")": "(", "]": "[", "}": "{"}
_ESCAPES: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "'": "'", '"': '"', "\\": "\\"}
_TURNS_TEXT: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNDERSCORES: Final = re.compile("__")

_STRING: Final = r"""(?:"(?!"")[^"\\]*+(?:\\[\s\S][^"\\]*+)*+"|'(?!'')[^'\\]*+(?:\\[\s\S][^'\\]*+)*+'
    |"{3}(?:[^"\\]|\\[\s\S]|"(?!""))*+"{3}|'{3}(?:[^'\\]|\\[\s\S]|'(?!''))*+'{3})"""
_NAME, _SIGN, _BRACKET, _NEWLINE, _TEXT, _NUMBER, _ANNOTATION, _COMMENT, _CONTINUED, _UNTERMINATED, _CONFLICT, _OTHER = range(1, 13)
_TOKEN: Final = re.compile(
    rf"""[ \t]*+(?:
      ((?!r["'])[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*+)
    | (?!(?:<{{7}}|>{{7}}|={{7}}))(\*\*=|<<=|>>=|\.\.\.|==|!=|<=|>=|<<|>>|&&|\|\||\+=|-=|->|\*=|\*\*|/=|%=|&=|\|=|\^=|\.\.|\.(?![0-9])
        |&(?!["'])|\^(?!["'])|[-,:=+*/%<>!|~$;?`])
    | ([()\[\]{{}}])
    | ((?:\#[^\n]*+)?(?:\r?\n[ \t]*+(?:\#[^\n]*+)?)++)
    | ([r&^]?{_STRING})
    | (0[xX][0-9A-Fa-f_]*+|0[bB][01_]*+|(?:[0-9][0-9_]*+(?:\.(?!\.)[0-9_]*+)?+|\.[0-9][0-9_]*+)(?:[eE][-+]?+[0-9_]*+)?+)
    | (@\w*+)
    | (\#[^\n]*+)
    | (\\\r?\n(?:[ \t]*+(?:\#[^\n]*+)?\r?\n)*+)
    | ([r&^]?["'])
    | (<+|>+|=+)
    | ([\x00-\x08\x0b\x0c\x0e-\x1f\x7f]++|(?:\\(?=\\))++|[\s\S])
    | \Z)""",
    re.VERBOSE,
)
_FIRST: Final = re.compile(r"\ufeff?[ \t]*+(?:#[^\n]*+)?(?:\r?\n[ \t]*+(?:#[^\n]*+)?)*+")
_ESCAPE: Final = re.compile(r"\\(?:u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,6}|\r\n|[\s\S])")
_LEADS: Final = (0xD800, 0xDBFF)
_TRAILS: Final = (0xDC00, 0xDFFF)
_UNPAIRED_LEAD: Final = "Invalid UTF-16 sequence in string, unpaired lead surrogate"
_LOOKALIKES: Final = str.maketrans("асеорхуіјѕһԁԛԝѵԼսոοɑιıνυɡⅼⅰⅴⅽⅾⅿ", "aceopxyijshdqwvLunoaiivuglivcdm")


DEEPEST: Final = 100
"""How deep things may stand in each other. Python itself refuses more levels of indentation, and the translation walks the tree."""


class TooDeepError(Exception):
    """A text nests deeper than anything reads it."""

    def __init__(self, begin: int) -> None:
        """Tell where."""
        super().__init__()
        self.begin = begin


class Tokens:
    """What a text consists of.

    Attributes:
        tokens: The tokens in order. The first is a line end that stands before the text, the last is the text's end.
        comments: Every comment.
        behind: The comment on the line that a line end ends, by the index of that token.
        lines: The comments and blank lines after a line end, by its index: each with the width of its indentation, -1 for a blank line.
    """

    __slots__ = ("_brackets", "_text", "behind", "comments", "lines", "tokens")

    def __init__(self, text: str, keywords: dict[str, str] = KEYWORDS) -> None:
        """Read the text.

        Args:
            text: A GDScript file.
            keywords: Its keywords: `KEYWORDS`, or `OLDER_KEYWORDS` of Godot 3.

        Raises:
            TooDeepError: Its brackets stand deeper in each other than `DEEPEST`.
        """
        self.tokens: list[Token] = []
        self.comments: list[Comment] = []
        self.behind: dict[int, str] = {}
        self.lines: dict[int, list[tuple[str, int]]] = {}
        self._text = text
        self._brackets: list[str] = []
        self._read(keywords)

    def _read(self, keywords: dict[str, str]) -> None:
        text = self._text
        tokens = self.tokens
        add = tokens.append
        kind_of = keywords.get
        first = _FIRST.match(text)
        start = first.end() if first else 0
        self._line_end("\n" + text[:start].removeprefix("\ufeff"), 0, start)
        for match in _TOKEN.finditer(text, start):
            group = match.lastindex
            if group is None:
                continue
            word = match[group]
            begin, end = match.span(group)
            if group == _NAME and word.isascii():
                kind = kind_of(word, IDENTIFIER)
                add((kind, word if kind is not LITERAL else _CONSTANTS[word], begin, end))
            elif group == _SIGN:
                add((word, word, begin, end))
            elif group == _NEWLINE and "#" not in word and word.count("\n") == 1:
                add((NEWLINE, word[word.index("\n") + 1 :], begin, end))
            else:
                _READERS[group](self, word, begin, end)
                if group == _UNTERMINATED:
                    break
        last = len(text)
        if tokens[-1][0] is not NEWLINE or len(tokens) == 1:
            if self.lines and len(tokens) == 1:
                self.lines = {1: self.lines[0]}
            add((NEWLINE, "", last, last))
        add((END, "", last, last))

    def _annotation(self, word: str, begin: int, end: int) -> None:
        self.tokens.append((ANNOTATION, word[1:], begin, end))
        if not word[1:].isidentifier():
            self.tokens.append((ERROR, 'Expected annotation identifier after "@".', begin, end))

    def _conflict(self, word: str, begin: int, end: int) -> None:
        self.tokens.append((CONFLICT, word, begin, end))

    def _last_comment(self, word: str, begin: int, end: int) -> None:
        self.behind[len(self.tokens)] = self._comment(begin, end, alone=False)

    def _unterminated(self, word: str, begin: int, end: int) -> None:
        self.tokens.append((ERROR, "Unterminated string.", begin, len(self._text)))

    def _other(self, word: str, begin: int, end: int) -> None:
        self.tokens.append((ERROR, _refusal(word[0], self._text[end : end + 1]), begin, end))

    def _comment(self, begin: int, end: int, *, alone: bool) -> str:
        told = self._text[begin:end].rstrip("\r")
        self.comments.append(Comment(begin=begin, end=begin + len(told), text=told, alone=alone))
        return told

    def _line_end(self, word: str, begin: int, end: int) -> None:
        index = len(self.tokens)
        behind, *lines = word.split("\n")
        at = begin + len(behind) + 1 if index else begin
        if index and behind.startswith("#"):
            self.behind[index] = self._comment(begin, begin + len(behind), alone=False)
        indentation = lines[-1]
        if end < len(self._text):
            lines.pop()
        kept = []
        for line in lines:
            told = line.lstrip("\ufeff \t")
            if told.startswith("#"):
                place = at + len(line) - len(told)
                kept.append((self._comment(place, at + len(line), alone=True), width(line[: len(line) - len(told)])))
            else:
                kept.append(("", -1))
            at += len(line) + 1
        if end == len(self._text):
            indentation = ""
            if kept and kept[-1] == ("", -1):
                kept.pop()
        if kept:
            self.lines[index] = kept
        self.tokens.append((NEWLINE, indentation, begin, end))

    def _continuation(self, word: str, begin: int, end: int) -> None:
        at = begin
        for line in word.split("\n"):
            told = line.lstrip(" \t")
            if told.startswith("#"):
                self._comment(at + len(line) - len(told), at + len(line), alone=True)
            at += len(line) + 1

    def _bracket(self, word: str, begin: int, end: int) -> None:
        brackets = self._brackets
        if word in _CLOSED_BY:
            brackets.append(word)
            if len(brackets) > DEEPEST:
                raise TooDeepError(begin)
        elif not brackets:
            self.tokens.append((ERROR, f'Closing "{word}" doesn\'t have an opening counterpart.', begin, end))
            return
        elif brackets.pop() != _OPENED_BY[word]:
            # The engine names the bracket that stands around the one it has just taken off, where there is one.
            told = f'match the opening "{brackets.pop()}"' if brackets else "have an opening counterpart"
            self.tokens.append((ERROR, f'Closing "{word}" doesn\'t {told}.', begin, end))
            return
        self.tokens.append((word, word, begin, end))

    def _foreign_name(self, word: str, begin: int, end: int) -> None:
        at = 0
        while at < len(word):
            size = 0
            while at + size < len(word) and (("_" if size else "") + word[at + size]).isidentifier():
                size += 1
            end = begin + at + size
            if size:
                name = word[at : at + size]
                self.tokens.append((IDENTIFIER, name, begin + at, end))
                meant = name.translate(_LOOKALIKES)
                if meant != name and meant in KEYWORDS and meant not in _CONSTANTS:
                    told = f'Identifier "{name}" is visually similar to the GDScript keyword "{meant}" and thus not allowed.'
                    self.tokens.append((ERROR, told, begin + at, end))
            else:
                self.tokens.append((ERROR, _refusal(word[at], ""), end, end + 1))
                size = 1
                while at + size < len(word) and not word[at + size].isidentifier():
                    size += 1
            at += size

    def _number(self, word: str, begin: int, end: int) -> None:
        tokens = self.tokens
        last = tokens[-1]
        if last[0] in {"-", "+"} and last[3] == begin and word[0] != "." and tokens[-2][0] not in _BEFORE_AN_OPERATOR:
            tokens.pop()
            word, begin = last[0] + word, last[2]
        if word.isdigit() and len(word) < _DIGITS:
            value: int | float = int(word)
            faults: list[str] = []
        else:
            value, faults = _value(word)
        after = self._text[end : end + 2]
        if after[:1] == "." and after != ".." and ("." in word or word.lstrip("+-")[1:2] in _BASES):
            faults.append(f"Cannot use a decimal point {_BASES.get(word.lstrip('+-')[1:2], 'twice in a number')}.")
        elif after and (after[0].isalnum() or after[0] == "_"):
            faults.append("Invalid numeric notation.")
        if faults and faults[0].startswith("Expected") and value == 0 and "digit" in faults[0]:
            tokens.append((ERROR, faults[0], begin, end))
            return
        tokens.append((LITERAL, value, begin, end))
        tokens.extend((ERROR, fault, begin, end) for fault in reversed(faults))

    def _string(self, word: str, begin: int, end: int) -> None:
        head = 1 if word[0] in "r&^" else 0
        quotes = 3 if word.startswith(('"""', "'''"), head) and len(word) - head >= 6 else 1  # noqa: PLR2004 - two times three quotes
        value = word[head + quotes : len(word) - quotes]
        if "\\" in value and word[0] != "r":
            value, faults = _unescaped(value)
        else:
            faults = []
        if not value.isascii() and _TURNS_TEXT.search(word):
            faults.append(_turning(word))
        self.tokens.append((LITERAL, value, begin, end))
        if faults:
            self.tokens.extend((ERROR, fault, begin, end) for fault in reversed(faults))


_READERS: Final[dict[int, Callable[[Tokens, str, int, int], None]]] = {
    _NAME: Tokens._foreign_name,
    _BRACKET: Tokens._bracket,
    _NEWLINE: Tokens._line_end,
    _TEXT: Tokens._string,
    _NUMBER: Tokens._number,
    _ANNOTATION: Tokens._annotation,
    _COMMENT: Tokens._last_comment,
    _CONTINUED: Tokens._continuation,
    _UNTERMINATED: Tokens._unterminated,
    _CONFLICT: Tokens._conflict,
    _OTHER: Tokens._other,
}
_BASES: Final = dict.fromkeys("xX", "in a hexadecimal number") | dict.fromkeys("bB", "in a binary number")


def width(indentation: str) -> int:
    """Return how many columns wide an indentation is, where a tab is four, as in the engine's editor."""
    return len(indentation) + 3 * indentation.count("\t")


def _refusal(character: str, after: str) -> str:
    if character == "\r":
        return "Stray carriage return character in source code."
    if character == "\\":
        return "Unexpected carriage return character." if after == "\r" else 'Expected new line after "\\".'
    if character.isspace():
        return f"Invalid white space character U+{ord(character):04X}."
    return f'Invalid character "{character}" (U+{ord(character):04X}).'


def _turning(word: str) -> str:
    found = _TURNS_TEXT.search(word)
    code = f"{ord(found[0]):x}" if found else ""
    if word[0] == "r":
        return "Invisible text direction control character present in the string, use regular string literal instead of r-string."
    return f'Invisible text direction control character present in the string, escape it ("\\u{code}") to avoid confusion.'


def _value(word: str) -> tuple[int | float, list[str]]:
    """Return what a number is, and what is wrong in how it is written."""
    faults = []
    digits = word.lstrip("+-")
    is_decimal = digits[1:2] not in _BASES
    if not is_decimal and digits[2:3] == "_":
        faults.append(f'Unexpected underscore after "{digits[:2]}".')
    if "._" in digits:
        faults.append("Unexpected underscore after decimal point.")
    faults += ["Multiple underscores cannot be adjacent in a numeric literal."] * len(_UNDERSCORES.findall(digits))
    plain = digits.replace("_", "")
    sign = -1 if word[0] == "-" else 1
    if not is_decimal:
        if not plain[2:]:
            return 0, [f'Expected {"hexadecimal" if plain[1] in "xX" else "binary"} digit after "0{plain[1].lower()}".']
        value = int(plain, 0)
    elif "." in plain or "e" in plain or "E" in plain:
        if plain[-1] in "eE+-":
            faults.append('Expected exponent value after "e".')
            plain = plain.rstrip("eE+-")
        return sign * _float(plain), faults
    else:
        value = int(plain) if len(plain) <= _DIGITS else _INT64_MAX + 1
    if value > _INT64_MAX:
        return (_INT64_MAX if sign > 0 else -_INT64_MAX - 1), faults
    return sign * value, faults


def _float(digits: str) -> float:
    """Return the float that the engine reads: 18 figures in two ints, times a power of ten, each step rounded."""
    mantissa, _, exponent = digits.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    power = int(exponent[:9] or 0) - len(fraction) + max(0, len(whole + fraction) - _FIGURES)
    figures = (whole + fraction)[:_FIGURES]
    value = 1e9 * int(figures[:-9] or 0) + int(figures[-9:])
    scale, bits = 1.0, min(abs(power), _LARGEST_POWER)
    for each in _POWERS:
        if bits & 1:
            scale *= each
        bits >>= 1
    return value / scale if power < 0 else value * scale


def _unescaped(text: str) -> tuple[str, list[str]]:
    """Return a string's value, and what is wrong in its escapes."""
    faults: list[str] = []
    parts: list[str] = []
    lead = at = 0
    for match in _ESCAPE.finditer(text):
        plain = text[at : match.start()]
        at = match.end()
        parts.append(plain)
        if lead and plain:
            faults.append(_UNPAIRED_LEAD)
            lead = 0
        code = match[0][1]
        if code in "uU":
            lead = _unicode(match[0][2:], 4 if code == "u" else 6, lead, parts, faults)
        elif code in _ESCAPES:
            if lead:
                faults.append(f"{_UNPAIRED_LEAD}.")
                lead = 0
            parts.append(_ESCAPES[code])
        elif code not in "\r\n":
            faults.append("Invalid escape in string.")
    if lead:
        faults.append(_UNPAIRED_LEAD)
    parts.append(text[at:])
    return "".join(parts), faults


def _unicode(digits: str, count: int, lead: int, parts: list[str], faults: list[str]) -> int:
    r"""Add the character that a `\u` or `\U` means; return it instead where it is the first of a UTF-16 pair.

    Args:
        digits: The hexadecimal digits.
        count: How many there should be.
        lead: The first of a pair, where one came before; else 0.
        parts: What to add to.
        faults: The same for what is wrong.
    """
    if len(digits) < count:
        faults.append("Invalid hexadecimal digit in unicode escape sequence.")
        return lead
    value = int(digits, 16)
    if _LEADS[0] <= value <= _LEADS[1] and not lead:
        return value
    if _TRAILS[0] <= value <= _TRAILS[1]:
        if lead:
            parts.append(chr(((lead - _LEADS[0]) << 10) + value - _TRAILS[0] + 0x10000))
        else:
            faults.append("Invalid UTF-16 sequence in string, unpaired trail surrogate.")
    elif lead:
        faults.append(f"{_UNPAIRED_LEAD}.")
    else:
        parts.append(chr(value) if value <= sys.maxunicode else "\ufffd")
    return 0
