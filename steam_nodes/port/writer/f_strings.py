"""Text made of values: `"%d of %s" % [a, b]` and `print(a, b)` as f-strings where the types make both mean the same.

Rules: an f-string holds only values whose text is the same in both languages (ints, Strings); floats only with a number of decimals. Texts
inside its values have the other quotes. What no f-string holds before Python 3.12 (a backslash, quotes of both kinds), and all else, is
the runtime's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind
from steam_nodes.port.writer.code import Code
from steam_nodes.port.writer.known.held_types import is_int, is_number
from steam_nodes.port.writer.known.signs import beyond_int
from steam_nodes.port.writer.layout import BROKEN, CLOSE, GROUP, NEXT, OPEN, SPLIT, flat
from steam_nodes.port.writer.text import literals

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Type
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.written_expressions import Expressions

_SPEC = re.compile(r"%(?P<flags>[-+0]*)(?P<width>\d*)(?:\.(?P<precision>\d+))?(?P<kind>[a-zA-Z%*])")
LONGEST = 88
_FIELD = 60
"""Characters of the longest expression inside an f-string."""
_QUOTED = re.compile(r'"[^"]*"')
_MADE_TEXT = re.compile(r"str\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
"""Python's `str(...)` as a whole, which a field does anyway."""


def formatted(expressions: Expressions, node: s.Binary, scope: Scope) -> Code:
    """Return `"text" % values` in Python."""
    left, right = node.left, node.right
    while isinstance(right, s.Parenthesized):
        right = right.inner
    values: tuple[Any, ...] | None = right.elements if isinstance(right, s.ArrayLiteral) else (right,)
    if not isinstance(right, s.ArrayLiteral):
        kind = expressions.types.of(right)
        if not (is_number(kind) or kind.is_builtin("String", "StringName", "bool")):
            values = None
    if isinstance(left, s.Literal) and isinstance(left.value, str) and values is not None:
        pieces = _pieces(left.value)
        specs = [piece for piece in pieces if not isinstance(piece, str)]
        kinds = [expressions.types.of(value) for value in values]
        commented = expressions.module.between(node.begin, node.end)
        if (
            len(specs) == len(values)
            and not commented
            and all(_fits(spec, kind, endless=beyond_int(value)) for spec, kind, value in zip(specs, kinds, values, strict=True))
        ):
            texts = [expressions.text(value, scope, 1) for value in values]
            if all(_inside(text) for text in texts):
                filled = iter(zip(specs, texts, kinds, strict=True))
                parts = [piece if isinstance(piece, str) else _field(*next(filled)) for piece in pieces]
                return Code(_joined([(part, isinstance(piece, str)) for part, piece in zip(parts, pieces, strict=True)], scope.indent))
    return _runtime(expressions, node, scope)


def _runtime(expressions: Expressions, node: s.Binary, scope: Scope) -> Code:
    value = expressions.text(node.right, scope, 1)
    known = expressions.analysis.type(node.right)
    if known.hard and known.kind is Kind.BUILTIN and not known.is_builtin("Array"):
        # Where the types are known before it runs a format that does not fit is told, and the function goes on, as with an array.
        value = f"[{value}]"
    inside = f"{expressions.text(node.left, scope, 1)},{NEXT}{value}"
    return Code(f"{expressions.module.gd('format')}({OPEN}{inside}{CLOSE})")


def _pieces(text: str) -> list[str | re.Match[str]]:
    """Cut a format into its texts and its specifications; a `%%` is text."""
    pieces: list[str | re.Match[str]] = []
    at = 0
    plain = ""
    for found in _SPEC.finditer(text):
        plain += text[at : found.start()]
        at = found.end()
        if found.group("kind") == "%":
            plain += "%" if found.group() == "%%" else found.group()
            continue
        if plain:
            pieces.append(plain)
        plain = ""
        pieces.append(found)
    plain += text[at:]
    if plain:
        pieces.append(plain)
    return pieces


def _fits(spec: re.Match[str], kind: Type, *, endless: bool) -> bool:
    """Whether Python writes a value of that type as the engine does."""
    letter, flags, precision = spec.group("kind"), spec.group("flags"), spec.group("precision")
    if letter == "s":
        return precision is None and flags in ("", "-") and (is_int(kind) or kind.is_builtin("String", "StringName"))
    if letter == "d":
        # Which int an infinity is only the runtime knows, and which zeros stand before it.
        return not endless and precision is None and flags in ("", "-", "+", "0") and is_number(kind)
    return not endless and letter == "f" and precision is not None and flags in ("", "-", "+", "0") and is_number(kind)


def _inside(text: str) -> bool:
    """Whether an f-string can hold an expression, whose own texts get the other quotes."""
    plain = flat(text)
    if len(plain) > _FIELD or "\x06" in text or "lambda" in plain or any(mark in plain for mark in "\\{}#"):
        return False
    return "'" not in plain and '"' not in _QUOTED.sub("", plain)


def _field(spec: re.Match[str], text: str, kind: Type) -> str:
    letter, flags, width, precision = spec.group("kind"), spec.group("flags"), spec.group("width"), spec.group("precision")
    inner = _requoted(flat(text))
    if letter == "d" and kind.is_builtin("float"):
        inner = f"int({inner})"
    elif letter == "s" and (made := _MADE_TEXT.fullmatch(inner)):
        inner = made.group(1)
    form = ""
    if letter == "s" and width:
        form = ("<" if "-" in flags else ">") + width
    elif letter in "df":
        form = ("<" if "-" in flags else "") + ("+" if "+" in flags else "") + ("0" if "0" in flags and width else "") + width
        form += f".{precision}f" if letter == "f" else "d" if form else ""
    return f"{{{inner}:{form}}}" if form else f"{{{inner}}}"


def _joined(parts: list[tuple[str, bool]], indent: int) -> str:
    """Return an f-string of texts (True) and fields (False), cut where it is long for its statement's place."""
    if not any(not plain for _, plain in parts):
        return literals.string("".join(part for part, _ in parts), indent=indent)
    quote = "'" if any('"' in part for part, plain in parts if plain) and not any("'" in part for part, _ in parts) else '"'
    escaped = [literals.string(part, split=False)[1:-1].replace("{", "{{").replace("}", "}}") if plain else part for part, plain in parts]
    if quote == '"':
        escaped = [_escaped(part, text) if plain else text for (part, plain), text in zip(parts, escaped, strict=True)]
    whole = "".join(escaped)
    if len(whole) <= literals.room(LONGEST, indent):
        return f"f{quote}{whole}{quote}"
    longest = literals.room(literals.PIECE, indent)
    lines: list[str] = [""]
    for text, (_, plain) in zip(escaped, parts, strict=True):
        if lines[-1] and len(lines[-1]) + len(text) > longest:
            lines.append("")
        for number, piece in enumerate(literals.pieces_of(text, longest) if plain else [text]):
            if number:
                lines.append("")
            lines[-1] += piece
    return f"({GROUP}{BROKEN}" + f"{SPLIT}0".join(f"{'f' if '{' in line else ''}{quote}{line}{quote}" for line in lines) + f"{CLOSE})"


def _requoted(text: str) -> str:
    """Return an expression with single quotes around its texts."""
    return _QUOTED.sub(lambda found: f"'{found.group()[1:-1]}'", text)


def _escaped(plain: str, escaped: str) -> str:
    """Return a piece escaped for double quotes, whatever quotes it was written in alone."""
    if '"' in plain and "'" not in plain:
        return escaped.replace('"', '\\"')
    return escaped


def printed(expressions: Expressions, node: s.Call, scope: Scope) -> str:
    """Return a `print(...)` in Python."""
    arguments = node.arguments
    kinds = [expressions.types.of(argument) for argument in arguments]
    plain = all(is_int(kind) or kind.is_builtin("String", "StringName") for kind in kinds)
    if plain and not expressions.module.between(node.begin, node.end):
        scope.python("print")
        if len(arguments) == 1 and isinstance(arguments[0], s.Literal) and arguments[0].value == "":
            return "print()"
        if len(arguments) <= 1:
            return f"print({expressions.calls.arguments(node, scope)})"
        pieces: list[tuple[str, bool]] = []
        for argument in arguments:
            if isinstance(argument, s.Literal) and argument.kind in ("string", "int"):
                pieces.append((str(argument.value), True))
                continue
            text = expressions.text(argument, scope, 1)
            if text.startswith('f"') and text.endswith('"') and "\\" not in text:
                pieces.append((text[2:-1], False))
                continue
            if not _inside(text):
                break
            pieces.append((f"{{{_requoted(flat(text))}}}", False))
        else:
            made = _joined(pieces, scope.indent)
            return f"print({made[1:-1]})" if made.startswith("(") else f"print({GROUP}{made}{CLOSE})"
        inside = expressions.calls.arguments(node, scope)
        return f'print({inside[:-1]},{NEXT}sep=""{CLOSE})'
    return f"{expressions.module.gd('print')}({expressions.calls.arguments(node, scope)})"
