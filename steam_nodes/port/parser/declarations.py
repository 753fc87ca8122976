"""A class and what it declares: members, each with its lines and its annotations.

Rules: a class's names are its own: a second member of one name is an error at the second. What Godot 3 has besides, godot3.py reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser import matches  # noqa: F401 - a match is a statement once this is there
from steam_nodes.port.parser.annotating import read_annotation, take_annotations
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.precedence import read_literal, read_needed
from steam_nodes.port.parser.routines import read_body, read_parameter, read_parameters, read_return_type
from steam_nodes.port.parser.surroundings import Dialect
from steam_nodes.port.parser.variables import read_constant, read_variable
from steam_nodes.port.tokenizer import ANNOTATION, DEDENT, END, IDENTIFIER, INDENT, LITERAL, NEWLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Member

_REMOVED: Final = {
    "export": 'Use an export annotation ("@export", "@export_range", etc.) instead.',
    "tool": 'Use the "@tool" annotation instead.',
    "onready": 'Use the "@onready" annotation instead.',
    "remote": 'Use the "@rpc" annotation with "any_peer" instead.',
    "remotesync": 'Use the "@rpc" annotation with "any_peer" and "call_local" instead.',
    "puppet": 'Use the "@rpc" annotation with "authority" instead.',
    "puppetsync": 'Use the "@rpc" annotation with "authority" and "call_local" instead.',
    "master": 'Use the "@rpc" annotation with "any_peer" and perform a check inside the function instead.',
    "mastersync": 'Use the "@rpc" annotation with "any_peer" and "call_local", and perform a check inside the function instead.',
}
_LITERALS: Final[dict[type, str]] = {bool: "bool", int: "int", float: "float"}
_AS_MEMBERS: Final = {
    syntax.Variable: "variable",
    syntax.Constant: "constant",
    syntax.SignalDeclaration: "signal",
    syntax.Function: "function",
    syntax.Class: "class",
    syntax.Enum: "enum",
}


def read_extends(at: Cursor) -> syntax.Extends:
    """Read what stands after `extends`."""
    begin = at.token[2]
    path = ""
    names: list[str] = []
    if at.kind is LITERAL:
        is_text = at.is_text()
        _, value, place, _ = at.advance()
        if is_text:
            path = value
        else:
            kind = {"&": "StringName", "^": "NodePath"}.get(at.source.text[place]) or _LITERALS.get(type(value), "Nil")
            at.error(f'Only strings or identifiers can be used after "extends", found "{kind}" instead.')
        if not at.match("."):
            return syntax.Extends(begin=begin, end=max(begin, at.last[3]), path=path, names=())
    message = 'Expected superclass name after "extends".'
    while name := at.name(message):
        names.append(name)
        message = 'Expected superclass name after ".".'
        if not at.match("."):
            break
    return syntax.Extends(begin=begin, end=max(begin, at.last[3]), path=path, names=tuple(names))


def read_text_as_comment(at: Cursor) -> syntax.ExpressionStatement:
    """Read a string that stands alone, which people use as a comment."""
    before = at.take_lines()
    text = read_literal(at)
    behind = at.behind()
    if not at.match(NEWLINE):
        at.error("Expected newline after comment string.")
    return syntax.ExpressionStatement(begin=text.begin, end=text.end, expression=text, before=before, behind=behind)


def read_class_body(at: Cursor, *, below: bool) -> list[Member]:
    """Read members up to the class's end, or one of them where it is all on one line."""
    members: list[Member] = []
    while at.kind not in {DEDENT, END}:
        member = _read_member(at)
        if member is not None:
            members.append(member)
            _take_name(at, member)
        if at.panic:
            at.synchronize()
        if not below:
            break
    return members


def _take_name(at: Cursor, member: Member) -> None:
    if isinstance(member, syntax.Enum) and not member.name:
        return
    called = _AS_MEMBERS.get(type(member), "")
    name = getattr(member, "name", "")
    if not called or not name:
        return
    taken = at.around.names.get(name)
    if taken and not at.dialect.older:
        begin = getattr(member, "name_begin", member.begin)
        at.error(f'{called.capitalize()} "{name}" has the same name as a previously declared {taken}.', begin)
    else:
        at.around.names[name] = called


def _read_member(at: Cursor) -> Member | None:
    kind = at.kind
    rule = _MEMBERS.get(kind)
    if rule is not None:
        return rule(at)
    if at.is_text():
        return read_text_as_comment(at)
    return at.dialect.member(at)


def _read_pass(at: Cursor) -> syntax.Pass:
    before = at.take_lines()
    _, _, begin, end = at.advance()
    return syntax.Pass(begin=begin, end=end, before=before, behind=at.end_statement('"pass"'))


def _read_constant_member(at: Cursor) -> syntax.Constant | None:
    return read_constant(at, *take_annotations(at, known.CONSTANT, "constant"))


def _read_annotation_member(at: Cursor) -> Annotation | None:
    made = read_annotation(at, known.CLASS_LEVEL | known.STANDALONE)
    if made is None:
        return None
    if known.targets(made.name) & known.STANDALONE:
        return made
    at.around.annotations.append(made)
    return None


def _read_static(at: Cursor) -> Member | None:
    begin = at.token[2]
    lines = at.take_lines()
    at.advance()
    at.carry(*lines)
    if at.kind == "func":
        return read_function_member(at, begin, static=True)
    if at.kind == "var":
        return read_variable_member(at, begin, static=True)
    at.error('Expected "func" or "var" after "static".')
    return None


def read_variable_member(at: Cursor, begin: int = -1, *, static: bool = False) -> syntax.Variable | None:
    """Read a variable of a class; a word before its `var` gives its begin."""
    before, applied = take_annotations(at, known.VARIABLE, "variable")
    begin = at.token[2] if begin < 0 else begin
    return read_variable(at, before, applied, begin, static=static, property_allowed=True)


def _read_signal(at: Cursor) -> syntax.SignalDeclaration | None:
    before, applied = take_annotations(at, known.SIGNAL, "signal")
    begin = at.advance()[2]
    name_begin = at.token[2]
    name = at.name('Expected signal name after "signal".')
    if not name:
        return None
    parameters: list[syntax.Parameter] = []
    if at.kind == "(":
        at.enter()
        at.advance()
        while at.kind != ")":
            parameter = read_parameter(at)
            if parameter is None:
                break
            if parameter.default is not None:
                at.error("Signal parameters cannot have a default value.")
            if any(parameter.name == other.name for other in parameters):
                at.error(f'Parameter with name "{parameter.name}" was already declared for this signal.')
            parameters.append(parameter)
            if not at.match(","):
                break
        at.leave()
        at.consume(")", 'Expected closing ")" after signal parameters.')
    end = at.last[3]
    behind = at.end_statement("signal declaration")
    return syntax.SignalDeclaration(
        begin=begin,
        end=end,
        name=name,
        name_begin=name_begin,
        parameters=tuple(parameters),
        annotations=applied,
        before=before,
        behind=behind,
    )


def _read_enum(at: Cursor) -> syntax.Enum:
    before, applied = take_annotations(at, 0, "enum")
    begin = at.advance()[2]
    name = str(at.advance()[1]) if at.kind in NAMES else ""
    at.enter()
    place = "enum name" if name else '"enum"'
    at.consume("{", f'Expected "{{" after {place}.')
    if opening := at.behind_inside():
        at.carry(opening)
    values: list[syntax.EnumValue] = []
    lines: dict[str, int] = {}
    while at.kind != "}":
        above = at.take_lines()
        key = at.token
        word = at.name("Expected identifier for enum key.")
        if not word:
            break
        if word in lines:
            at.error(f'Name "{word}" was already in this enum (at line {lines[word]}).', key[2])
        elif not name and word in at.around.names:
            at.error(f'Name "{word}" is already used as a class {at.around.names[word]}.')
        lines[word] = at.source.line(key[2])
        value = None
        if at.match("="):
            value = read_needed(at, 'Expected expression value after "=".')
        end = at.last[3]
        more = at.match(",")
        values.append(syntax.EnumValue(begin=key[2], end=end, name=word, value=value, before=above, behind=at.behind_inside()))
        if not more:
            break
    if not name:
        at.around.names.update((value.name, "enum value") for value in values if value.name not in at.around.names)
    at.carry(*at.take_lines())
    at.leave()
    at.consume("}", 'Expected closing "}" for enum.')
    end = at.last[3]
    behind = at.end_statement("enum")
    return syntax.Enum(begin=begin, end=end, name=name, values=tuple(values), annotations=applied, before=before, behind=behind)


def _read_class(at: Cursor) -> syntax.Class:
    before, applied = take_annotations(at, known.CLASS, "class")
    at.deeper()
    begin = at.advance()[2]
    name_begin = at.token[2]
    name = at.name('Expected identifier for the class name after "class".')
    extends = read_extends(at) if at.match("extends") else None
    at.consume(":", 'Expected ":" after class declaration.')
    end = at.last[3]
    behind = at.behind()
    members: list[Member] = []
    last: tuple[str, ...] = ()
    below = at.match(NEWLINE)
    outer, at.around.names = at.around.names, {}
    if not below or at.consume(INDENT, "Expected indented block after class declaration."):
        columns = at.columns() if below else 0
        if at.kind == "extends":
            at.carry(*at.take_lines())
            at.advance()
            if extends is not None:
                at.error('Cannot use "extends" more than once in the same class.')
            extends = read_extends(at)
            end = at.last[3]
            if told := at.end_statement("superclass"):
                at.carry(told)
        members = read_class_body(at, below=below)
        if members:
            end = members[-1].end
        if below:
            last = at._carried + at.take_last_lines(columns)
            at._carried = ()
            at.dedent("Missing unindent at the end of the class body.")
    at.around.names = outer
    at.depth -= 1
    return syntax.Class(
        begin=begin,
        end=end,
        name=name,
        name_begin=name_begin,
        extends=extends,
        members=tuple(members),
        last=last,
        annotations=applied,
        before=before,
        behind=behind,
    )


def read_function_member(at: Cursor, begin: int = -1, *, static: bool = False, rpc: str = "") -> syntax.Function | None:
    """Read a function of a class; a word before its `func` gives its begin."""
    before, applied = take_annotations(at, known.FUNCTION, "function")
    keyword = at.advance()[2]
    begin = keyword if begin < 0 else begin
    name_begin = at.token[2]
    name = at.name('Expected function name after "func".')
    if not name:
        return None
    at.enter()
    at.consume("(", 'Expected opening "(" after function name.')
    parameters, rest = read_parameters(at, "function")
    called = at.dialect.base_call(at)
    returns = read_return_type(at)
    if name == "_static_init":
        if not static:
            at.error("Static constructor must be declared static.")
        if parameters or rest:
            at.error("Static constructor cannot have parameters.")
    body: syntax.Block | None = None
    end = at.last[3]
    if at.match(":"):
        names = (parameter.name for parameter in (*parameters, *((rest,) if rest else ())))
        body, behind = read_body(at, name, "function declaration", dict.fromkeys(names, "parameter"), static=static)
        end = max(body.end, end)
        if called is not None:
            body = syntax.Block(begin=body.begin, end=body.end, statements=(called, *body.statements), last=body.last, inline=body.inline)
    else:
        behind = at.end_statement("bodyless function declaration")
    return syntax.Function(
        begin=begin,
        end=end,
        name=name,
        name_begin=name_begin,
        parameters=parameters,
        rest=rest,
        return_type=returns,
        body=body,
        static=static,
        annotations=applied,
        rpc=rpc,
        before=before,
        behind=behind,
    )


def read_no_member(at: Cursor) -> None:
    """Report what is no member; the words that Godot 4 has no longer are told with their remedies."""
    kind, value, _, _ = at.advance()
    if value in _REMOVED and kind is IDENTIFIER:
        at.error(f'The "{value}" keyword was removed in Godot 4. {_REMOVED[value]}')
    else:
        named = f'identifier "{value}"' if kind is IDENTIFIER else f'"{kind}"'
        at.error(f"Unexpected {named} in class body.")


_MEMBERS: Final[dict[str, Callable[[Cursor], Member | None]]] = {
    "func": read_function_member,
    "var": read_variable_member,
    "const": _read_constant_member,
    "signal": _read_signal,
    "static": _read_static,
    "class": _read_class,
    "enum": _read_enum,
    "pass": _read_pass,
    ANNOTATION: _read_annotation_member,
}

GODOT4: Final = Dialect(older=False, member=read_no_member)
