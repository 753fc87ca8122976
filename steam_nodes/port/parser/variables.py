"""Variables with their properties, and constants, in a class and in a function.

Rules: a property's getter and setter are functions below it, or the names of functions. In a function a variable has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.parser.blocks import STATEMENTS
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.precedence import read_expression, read_needed, read_type
from steam_nodes.port.parser.routines import read_body
from steam_nodes.port.tokenizer import INDENT, NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Expression, TypeName


def _declare(at: Cursor, name: str, kind: str, begin: int) -> None:
    if name and (taken := at.around.local(name)):
        at.error(f'There is already a {taken} named "{name}" declared in this scope.', begin)
        at.panic = False
    if name and at.around.scopes:
        at.around.scopes[-1][name] = kind


def _read_local_variable(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Variable | None:
    made = read_variable(at, before, applied, at.token[2], static=False, property_allowed=False)
    if made is not None:
        _declare(at, made.name, "variable", made.name_begin)
    return made


def _read_local_constant(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Constant | None:
    made = read_constant(at, before, applied)
    if made is not None:
        taken = at.around.local(made.name)
        if taken and taken != "constant":
            at.error(f'There is already a variable named "{made.name}" declared in this scope.', made.name_begin)
            at.around.scopes[-1][made.name] = "constant"
        else:
            _declare(at, made.name, "constant", made.name_begin)
    return made


def read_variable(
    at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...], begin: int, *, static: bool, property_allowed: bool
) -> syntax.Variable | None:
    """Read a variable, which begins with `var`."""
    at.advance()
    name_begin = at.token[2]
    name = at.name('Expected variable name after "var".')
    if not name:
        return None
    held: TypeName | None = None
    inferred = False
    value: Expression | None = None
    if at.match(":"):
        inferred = at.kind == "="
        if property_allowed and (at.kind == NEWLINE or at.token[1] in {"get", "set"}):
            return _read_property(at, before, applied, begin, name, name_begin, (None, None, False), static=static)
        if at.kind == NEWLINE:
            at.error('Expected type after ":"')
            return None
        if not inferred:
            held = read_type(at)
    if at.match("="):
        value = read_needed(at, 'Expected expression for variable initial value after "=".')
    if property_allowed and at.match(":"):
        return _read_property(at, before, applied, begin, name, name_begin, (held, value, inferred), static=static)
    setter, getter = (at.dialect.setget(at) if property_allowed else None) or (None, None)
    end = at.end()
    behind = at.end_statement("variable declaration")
    return syntax.Variable(
        begin=begin,
        end=end,
        name=name,
        name_begin=name_begin,
        type=held,
        value=value,
        inferred=inferred,
        static=static,
        annotations=applied,
        getter=getter,
        setter=setter,
        before=before,
        behind=behind,
    )


def _read_property(
    at: Cursor,
    before: tuple[str, ...],
    applied: tuple[Annotation, ...],
    begin: int,
    name: str,
    name_begin: int,
    parts: tuple[TypeName | None, Expression | None, bool],
    *,
    static: bool,
) -> syntax.Variable | None:
    """Read the getter and the setter, after the colon before them."""
    behind = at.behind()
    is_below = at.match(NEWLINE)
    columns = 0
    if is_below:
        if not at.consume(INDENT, 'Expected indented block for property after ":".'):
            return None
        columns = at.columns()
    accessors, names_end = _read_accessors(at, name, columns, below=is_below, static=static)
    end = max([names_end, *(accessor.end for accessor in accessors.values() if isinstance(accessor, syntax.Function))])
    if not accessors:
        return None
    if any(isinstance(accessor, str) for accessor in accessors.values()):
        ending = at.end_statement("property declaration")
        behind = behind or ending
    if is_below:
        at.dedent("Expected end of indented block for property.")
    held, value, inferred = parts
    return syntax.Variable(
        begin=begin,
        end=end,
        name=name,
        name_begin=name_begin,
        type=held,
        value=value,
        inferred=inferred,
        static=static,
        annotations=applied,
        getter=accessors.get("get"),
        setter=accessors.get("set"),
        before=before,
        behind=behind,
    )


def _read_accessors(at: Cursor, name: str, columns: int, *, below: bool, static: bool) -> tuple[dict[str, syntax.Function | str], int]:
    """Read one or two accessors, and return them and where those end that are names."""
    accessors: dict[str, syntax.Function | str] = {}
    by_name = False
    end = at.last[3]
    for number in range(2):
        if number and at.kind not in NAMES:
            break
        above = at.take_lines()
        place = at.token[2]
        word = at.name('Expected "get" or "set" for property declaration.')
        if not number:
            by_name = at.kind == "="
        if word in accessors:
            at.error(f"Properties can only have one {word}ter.")
        elif word not in {"get", "set"}:
            at.error('Expected "get" or "set" for property declaration.')
        elif by_name:
            at.carry(*above)
            at.consume("=", f'Expected "=" after "{word}"')
            accessors[word] = at.name(f'Expected {word}ter function name after "=".')
            end = at.last[3]
            if number or not _property_goes_on(at, below=below):
                break
        else:
            if not number and not below:
                at.error("Property with inline code must go to an indented block.")
            at.around.columns = columns
            accessors[word] = _read_accessor(at, word, name, place, above, static=static)
    return accessors, end


def _property_goes_on(at: Cursor, *, below: bool) -> bool:
    """Go past the comma after a name, and the line end after that; tell whether there was one."""
    if not at.match(","):
        return False
    if at.kind == NEWLINE:
        if behind := at.behind():
            at.carry(behind)
        at.advance()
        if not below:
            at.error('Inline setter/getter setting cannot span across multiple lines (use "\\\\"" if needed).')
    return True


def _read_accessor(at: Cursor, word: str, name: str, begin: int, before: tuple[str, ...], *, static: bool) -> syntax.Function:
    scope: dict[str, str] = {}
    parameters: tuple[syntax.Parameter, ...] = ()
    if word == "set":
        at.consume("(", 'Expected "(" after "set".')
        place = at.token[2]
        parameter = at.name('Expected parameter name after "(".')
        if parameter:
            scope[parameter] = "parameter"
            parameters = (syntax.Parameter(begin=place, end=at.last[3], name=parameter, type=None, default=None),)
        at.consume(")", 'Expected ")" after parameter name.')
        at.consume(":", 'Expected ":" after ")".')
    elif at.match("("):
        at.consume(")", 'Expected ")" after "get(".')
        at.consume(":", 'Expected ":" after "get()".')
    else:
        at.consume(":", 'Expected ":" or "(" after "get".')
    block, behind = read_body(at, f"@{name}_{word}ter", f"{word}ter declaration", scope, static=static)
    return syntax.Function(
        begin=begin,
        end=block.end,
        name=f"@{name}_{word}ter",
        name_begin=begin,
        parameters=parameters,
        rest=None,
        return_type=None,
        body=block,
        static=static,
        before=before,
        behind=behind,
    )


def read_constant(at: Cursor, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Constant | None:
    """Read a constant, which begins with `const`."""
    begin = at.advance()[2]
    name_begin = at.token[2]
    name = at.name('Expected constant name after "const".')
    if not name:
        return None
    held: TypeName | None = None
    inferred = False
    if at.match(":"):
        inferred = at.kind == "="
        if not inferred:
            held = read_type(at)
    if not at.consume("=", "Expected initializer after constant name."):
        return None
    value = read_expression(at)
    if value is None:
        at.error("Expected initializer expression for constant.")
        return None
    end = at.end()
    behind = at.end_statement("constant declaration")
    return syntax.Constant(
        begin=begin,
        end=end,
        name=name,
        name_begin=name_begin,
        type=held,
        value=value,
        inferred=inferred,
        annotations=applied,
        before=before,
        behind=behind,
    )


STATEMENTS.update({"var": _read_local_variable, "const": _read_local_constant})
