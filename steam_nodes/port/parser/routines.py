"""Functions: parameters, types they return, bodies; and lambdas, which are functions too.

Rules: a lambda's lines count though it stands in brackets, and its end ends the statement that it ends. Its local names see those of the
function around it, a function's own see none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.parser.blocks import read_block
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.precedence import PREFIX, read_expression, read_type
from steam_nodes.port.tokenizer import END

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Expression, TypeName


def read_parameter(at: Cursor) -> syntax.Parameter | None:
    """Read a parameter."""
    begin = at.token[2]
    name = at.name("Expected parameter name.")
    if not name:
        return None
    held: TypeName | None = None
    default: Expression | None = None
    inferred = False
    if at.match(":"):
        inferred = at.kind == "="
        if not inferred:
            held = read_type(at)
    if at.match("="):
        default = read_expression(at)
    return syntax.Parameter(begin=begin, end=at.end(), name=name, type=held, default=default, inferred=inferred)


def read_parameters(at: Cursor, called: str) -> tuple[tuple[syntax.Parameter, ...], syntax.Parameter | None]:
    """Read parameters up to their closing parenthesis, and return them and the one for the rest."""
    found: list[syntax.Parameter] = []
    names: set[str] = set()
    rest: syntax.Parameter | None = None
    optional = False
    at_end = at.kind == END
    while at.kind != ")" and not at_end:
        is_rest = at.match("...")
        made = read_parameter(at)
        if made is None:
            break
        if rest is not None:
            at.error("Cannot have parameters after the rest parameter.")
        elif is_rest and made.default is not None:
            at.error("The rest parameter cannot have a default value.")
        elif optional and made.default is None and not is_rest:
            at.error("Cannot have mandatory parameters after optional parameters.")
        elif made.name in names:
            at.error(f'Parameter with name "{made.name}" was already declared for this {called}.')
        elif is_rest:
            rest = made
        else:
            optional = made.default is not None
            names.add(made.name)
            found.append(made)
        if not at.match(","):
            break
    at.leave()
    at.consume(")", f'Expected closing ")" after {called} parameters.')
    return tuple(found), rest


def read_return_type(at: Cursor) -> TypeName | None:
    """Read `-> type` where it stands."""
    if not at.match("->"):
        return None
    held = read_type(at, void=True)
    if held is None:
        at.error('Expected return type or "void" after "->".')
    return held


def read_body(at: Cursor, name: str, context: str, scope: dict[str, str], *, static: bool, value: bool = False) -> tuple[syntax.Block, str]:
    """Read a function's block, and return it with the comment behind its colon."""
    kept = at.around.function, at.around.in_function, at.around.in_static
    at.around.function, at.around.in_function, at.around.in_static = name, True, static
    made = read_block(at, context, scope, value=value)
    at.around.function, at.around.in_function, at.around.in_static = kept
    return made


def _read_lambda_function(at: Cursor, begin: int) -> syntax.Function:
    """Read a lambda after its `func`."""
    name_begin = at.token[2]
    name = str(at.advance()[1]) if at.kind in NAMES else ""
    layout = at.enter_lines()
    at.enter()
    place = "lambda name" if name else '"func"'
    at.consume("(", f'Expected opening "(" after {place}.')
    parameters, rest = read_parameters(at, "lambda")
    returns = read_return_type(at)
    at.consume(":", 'Expected ":" after lambda declaration.')
    kept = at.in_lambda, at.around.in_loop
    at.in_lambda, at.around.in_loop = True, False
    scope = dict.fromkeys((parameter.name for parameter in (*parameters, *((rest,) if rest else ()))), "parameter")
    static = at.around.in_function and at.around.in_static
    block, behind = read_body(at, name or "<anonymous>", "lambda declaration", scope, static=static, value=True)
    at.in_lambda, at.around.in_loop = kept
    at.leave_lines(layout)
    return syntax.Function(
        begin=begin,
        end=block.end,
        name=name,
        name_begin=name_begin,
        parameters=parameters,
        rest=rest,
        return_type=returns,
        body=block,
        static=static,
        behind=behind,
    )


def _read_lambda(at: Cursor) -> syntax.Lambda:
    begin = at.advance()[2]
    function = _read_lambda_function(at, begin)
    return syntax.Lambda(begin=begin, end=function.end, function=function)


PREFIX["func"] = _read_lambda
