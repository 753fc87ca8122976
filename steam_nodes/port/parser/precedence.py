"""Expressions, by precedence, as the engine binds them, and types.

Rules: `read_expression` gives None where none begins, and reports nothing: who asked knows what to call it. What was begun and is faulty
becomes a `BadExpression` with a problem. `_LEVELS` has the engine's order; two operators of one level bind to the left, `**` and
comparisons too. What reads functions adds the lambda to `PREFIX`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.tokenizer import END, KEYWORDS, LITERAL, NAN, TooDeepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Expression

_LEVELS: Final = (
    ("=", "+=", "-=", "*=", "**=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^="),
    ("as", "?"),
    ("if",),
    ("or", "||"),
    ("and", "&&"),
    (),  # `not x`
    ("in", "not"),
    ("<", "<=", ">", ">=", "==", "!="),
    ("|",),
    ("^",),
    ("&",),
    ("<<", ">>"),
    ("+", "-"),
    ("*", "/", "%"),
    (),  # `-x`
    (),  # `~x`
    ("**",),
    ("is",),
    (),  # `await x`
    ("(",),
    (".",),
    ("[",),
)
_INFIX: Final = {operator: level for level, operators in enumerate(_LEVELS, 1) for operator in operators}
_LOWEST: Final = 1
_TERNARY: Final = _INFIX["if"]
_NOT: Final = _INFIX["and"] + 1
_SIGN: Final = _INFIX["*"] + 1
_COMPLEMENT: Final = _SIGN + 1
_AWAIT: Final = _INFIX["is"] + 1
_SAME: Final = {"&&": "and", "||": "or"}
_UNARY: Final[dict[str, tuple[Any, int]]] = {
    "-": ("-", _SIGN),
    "+": ("+", _SIGN),
    "~": ("~", _COMPLEMENT),
    "not": ("not", _NOT),
    "!": ("not", _NOT),
}
_MATH: Final = frozenset(("PI", "TAU", "INF", NAN))
_NODE_NAMES: Final = NAMES | frozenset(KEYWORDS) - {"PI", "TAU", "INF", "NAN", "true", "false", "null"}
"""What may follow `$`, and the dot of an attribute."""
_CALLABLE: Final = (syntax.Identifier, syntax.Attribute, syntax.MathConstant)
_ASSIGNABLE: Final = (syntax.Identifier, syntax.Attribute, syntax.Subscript, syntax.MathConstant)
_NOT_CALLABLE: Final = 'Cannot call on an expression. Use ".call()" if it\'s a Callable.'
_AFTER_PATH: Final = 'Expected node path as string or identifier after "{}".'
_LONGEST: Final = 120
"""How many operators, calls and attributes may follow each other: each is one level deeper in the tree, which others walk by recursion."""


def read_expression(at: Cursor) -> Expression | None:
    """Read an expression in which nothing is assigned."""
    return _read_level(at, _LOWEST, assigns=False)


def read_assignment_or_expression(at: Cursor) -> Expression | None:
    """Read an expression, or an assignment."""
    return _read_level(at, _LOWEST, assigns=True)


def read_needed(at: Cursor, message: str) -> Expression:
    """Read an expression, and report this message where there is none."""
    return _read_level(at, _LOWEST, assigns=False) or missing(at, message)


def missing(at: Cursor, message: str) -> syntax.BadExpression:
    """Report this message and return what stands for the expression that is missing."""
    at.error(message)
    return syntax.BadExpression(begin=at.last[3], end=at.last[3])


def _read_level(at: Cursor, level: int, *, assigns: bool, stops: bool = False) -> Expression | None:
    kind = at.kind
    if kind in NAMES:
        _, name, begin, end = at.advance()
        left: Expression | None
        if kind in _MATH and not at.around.local(name):
            left = syntax.MathConstant(begin=begin, end=end, name=name)
        else:
            left = syntax.Identifier(begin=begin, end=end, name=name)
    elif kind is LITERAL:
        left = read_literal(at)
    else:
        left = _read_prefixed(at)
    links = 0
    while (found := _INFIX.get(at.kind, 0)) >= level:
        if left is None or (stops and at.kind == "=") or at.lambda_ended:
            return left
        links += 1
        if links > _LONGEST:
            raise TooDeepError(at.token[2])
        rule = _AFTER.get(at.kind)
        if rule is not None:
            left = rule(at, left)
        elif found == _LOWEST:
            left = _read_assignment(at, left, assigns=assigns)
        else:
            left = _read_binary(at, left, found)
    return left


def _read_subscript(at: Cursor, left: Expression) -> Expression:
    at.enter()
    at.advance()
    index = read_needed(at, 'Expected expression after "[".')
    at.leave()
    at.consume("]", 'Expected "]" after subscription index.')
    return syntax.Subscript(begin=left.begin, end=at.last[3], base=left, index=index)


def _read_called(at: Cursor, left: Expression) -> Expression:
    at.enter()
    at.advance()
    if not isinstance(left, _CALLABLE):
        at.error(_NOT_CALLABLE)
    return read_call(at, left)


def _read_cast(at: Cursor, left: Expression) -> Expression:
    at.advance()
    target = read_type(at)
    if target is None:
        at.error('Expected type specifier after "as".')
        return left
    return syntax.Cast(begin=left.begin, end=target.end, operand=left, type=target)


def _read_question_mark(at: Cursor, left: Expression) -> Expression:
    at.advance()
    hint = 'If you want a ternary operator, use "truthy_value if true_condition else falsy_value".'
    at.error(f'Unexpected "?" in source. {hint}')
    return left


def _read_binary(at: Cursor, left: Expression, level: int) -> Expression:
    operator = written = at.kind
    at.advance()
    if operator == "not":
        at.consume("in", 'Expected "in" after "not" in content-test operator.')
        operator, written = "not in", "in"
    at.deeper()
    right = _read_level(at, level + 1, assigns=False)
    at.depth -= 1
    if right is None:
        right = missing(at, f'Expected expression after "{written}" operator.')
    return syntax.Binary(begin=left.begin, end=right.end, operator=_SAME.get(operator, operator), left=left, right=right)


def _read_ternary(at: Cursor, left: Expression) -> syntax.Ternary:
    at.advance()
    at.deeper()
    condition = _read_level(at, _TERNARY, assigns=False) or missing(at, 'Expected expression as ternary condition after "if".')
    at.consume("else", 'Expected "else" after ternary operator condition.')
    if_false = _read_level(at, _TERNARY, assigns=False) or missing(at, 'Expected expression after "else".')
    at.depth -= 1
    return syntax.Ternary(begin=left.begin, end=if_false.end, if_true=left, condition=condition, if_false=if_false)


def _read_type_test(at: Cursor, left: Expression) -> Expression:
    at.advance()
    negated = at.match("not")
    target = read_type(at)
    if target is None:
        return missing(at, f'Expected type specifier after "{"is not" if negated else "is"}".')
    return syntax.TypeTest(begin=left.begin, end=target.end, operand=left, type=target, negated=negated)


def _read_assignment(at: Cursor, left: Expression, *, assigns: bool) -> Expression | None:
    operator = at.advance()[0]
    if not assigns:
        at.error("Assignment is not allowed inside an expression.")
    elif not isinstance(left, _ASSIGNABLE):
        at.error("Only identifier, attribute access, and subscription access can be used as assignment target.")
    if at.panic:
        at.deeper()
        following = read_expression(at)
        at.depth -= 1
        return following
    value = read_needed(at, 'Expected an expression after "=".')
    return syntax.Assignment(begin=left.begin, end=value.end, target=left, operator=operator, value=value)


def _read_attribute(at: Cursor, left: Expression) -> Expression:
    at.advance()
    if at.kind in _NODE_NAMES:
        _, name, begin, end = at.advance()
        return syntax.Attribute(begin=left.begin, end=end, base=left, name=str(name), name_begin=begin)
    at.error('Expected identifier after "." for attribute access.')
    return syntax.BadExpression(begin=left.begin, end=at.last[3])


def read_call(at: Cursor, callee: Expression) -> syntax.Call:
    """Read the arguments of a call, after its opening parenthesis."""
    arguments = read_arguments(at, ")", "Expected expression as the function argument.")
    at.leave()
    at.consume(")", 'Expected closing ")" after call arguments.')
    return syntax.Call(begin=callee.begin, end=at.last[3], callee=callee, arguments=arguments)


def read_arguments(at: Cursor, closing: str, message: str) -> tuple[Expression, ...]:
    """Read expressions up to a closing bracket, which is left; report this message where one is missing."""
    arguments: list[Expression] = []
    while at.kind != closing:
        argument = _read_level(at, _LOWEST, assigns=False)
        if argument is None:
            at.error(message)
            if at.kind == END:
                break
        else:
            arguments.append(argument)
        if at.kind != ",":
            break
        at.advance()
        if closing == "]" and at.kind == END:
            break
    return tuple(arguments)


def _read_prefixed(at: Cursor) -> Expression | None:
    kind = at.kind
    prefix = PREFIX.get(kind)
    if prefix is None or (kind == "." and not at.dialect.older):
        return None
    at.deeper()
    if kind in {"(", "[", "{"}:
        at.enter()
    made = prefix(at)
    at.depth -= 1
    return made


def read_literal(at: Cursor) -> syntax.Literal:
    """Read a literal."""
    _, value, begin, end = at.advance()
    text = at.source.text[begin:end]
    kind: Any
    if isinstance(value, str):
        kind = {"&": "string_name", "^": "node_path"}.get(text[0], "string")
    elif value is None:
        kind = "null"
    else:
        kind = type(value).__name__
    return syntax.Literal(begin=begin, end=end, kind=kind, value=value, text=text)


def _read_unary(at: Cursor) -> syntax.Unary:
    written, _, begin, _ = at.advance()
    operator, level = _UNARY[written]
    operand = _read_level(at, level, assigns=False)
    if operand is None:
        operand = missing(at, f'Expected expression after "{written}" operator.')
    return syntax.Unary(begin=begin, end=operand.end, operator=operator, operand=operand)


def _read_group(at: Cursor) -> Expression:
    begin = at.advance()[2]
    inner = read_expression(at)
    at.leave()
    if inner is None:
        return missing(at, "Expected grouping expression.")
    at.consume(")", 'Expected closing ")" after grouping expression.')
    return syntax.Parenthesized(begin=begin, end=at.last[3], inner=inner)


def _read_array(at: Cursor) -> syntax.ArrayLiteral:
    begin = at.advance()[2]
    elements = read_arguments(at, "]", "Expected expression as array element.")
    at.leave()
    at.consume("]", 'Expected closing "]" after array elements.')
    return syntax.ArrayLiteral(begin=begin, end=at.last[3], elements=elements)


def _read_dictionary(at: Cursor) -> syntax.DictionaryLiteral:
    begin = at.advance()[2]
    entries: list[syntax.DictionaryEntry] = []
    separator = ""
    while at.kind != "}":
        key = _read_level(at, _LOWEST, assigns=False, stops=True) or missing(at, "Expected expression as dictionary key.")
        if not separator:
            separator = at.kind if at.kind in {":", "="} else ""
            if not separator:
                at.error('Expected ":" or "=" after dictionary key.')
        if separator == "=":
            key = _lua_key(at, key)
        if not at.match(separator or ":"):
            _tell_wrong_separator(at, separator or ":")
        value = read_needed(at, "Expected expression as dictionary value.")
        entries.append(syntax.DictionaryEntry(begin=key.begin, end=value.end, key=key, value=value))
        if not at.match(",") or at.kind == END:
            break
    at.leave()
    at.consume("}", 'Expected closing "}" after dictionary elements.')
    return syntax.DictionaryLiteral(begin=begin, end=at.last[3], entries=tuple(entries), lua=separator == "=")


def _lua_key(at: Cursor, key: Expression) -> Expression:
    if isinstance(key, syntax.Identifier | syntax.MathConstant):
        return syntax.Literal(begin=key.begin, end=key.end, kind="string", value=key.name, text=key.name)
    if not (isinstance(key, syntax.Literal) and key.kind == "string"):
        at.error('Expected identifier or string as Lua-style dictionary key (e.g "{ key = value }").')
    return key


def _tell_wrong_separator(at: Cursor, expected: str) -> None:
    if at.match(":" if expected == "=" else "="):
        at.error(f'Expected "{expected}" after dictionary key. Mixing dictionary styles is not allowed.')
        if at.kind != END:
            at.advance()
    else:
        at.error(f'Expected "{expected}" after dictionary key.')


def _read_self(at: Cursor) -> syntax.Self:
    _, _, begin, end = at.advance()
    if at.around.in_static:
        at.error('Cannot use "self" inside a static function.')
    return syntax.Self(begin=begin, end=end)


def _read_super(at: Cursor) -> Expression:
    _, _, begin, end = at.advance()
    base = syntax.Super(begin=begin, end=end)
    at.enter()
    if at.match("("):
        if at.around.in_function:
            return read_call(at, base)
        at.error('Cannot use implicit "super" call outside of a function.')
    elif at.consume(".", 'Expected "." or "(" after "super".'):
        name_begin = at.token[2]
        name = at.name('Expected function name after ".".')
        if name and at.consume("(", 'Expected "(" after function name.'):
            return read_call(at, syntax.Attribute(begin=begin, end=name_begin + len(name), base=base, name=name, name_begin=name_begin))
    at.leave()
    return syntax.BadExpression(begin=begin, end=at.last[3])


def _read_older_super(at: Cursor) -> Expression:
    """Read Godot 3's `.method()`."""
    _, _, begin, end = at.advance()
    name_begin = at.token[2]
    name = at.name('Expected function name after ".".')
    base = syntax.Super(begin=begin, end=end)
    return syntax.Attribute(begin=begin, end=at.last[3], base=base, name=name, name_begin=name_begin)


def _read_await(at: Cursor) -> syntax.Await:
    begin = at.advance()[2]
    operand = _read_level(at, _AWAIT, assigns=False) or missing(at, 'Expected signal or coroutine after "await".')
    return syntax.Await(begin=begin, end=operand.end, operand=operand)


def _read_yield(at: Cursor) -> Expression:
    begin = at.advance()[2]
    if not at.dialect.older:
        at.error('"yield" was removed in Godot 4. Use "await" instead.')
        return syntax.BadExpression(begin=begin, end=at.last[3])
    at.enter()
    at.consume("(", 'Expected "(" after "yield".')
    arguments = read_arguments(at, ")", "Expected expression as the function argument.")
    at.leave()
    at.consume(")", 'Expected closing ")" after call arguments.')
    return syntax.Yield(begin=begin, end=at.last[3], arguments=arguments)


def _read_preload(at: Cursor) -> syntax.Preload:
    begin = at.advance()[2]
    at.enter()
    at.consume("(", 'Expected "(" after "preload".')
    path = read_needed(at, 'Expected resource path after "(".')
    at.match(",")
    at.leave()
    at.consume(")", 'Expected ")" after preload path.')
    return syntax.Preload(begin=begin, end=at.last[3], path=path)


def _read_node_path(at: Cursor) -> Expression:
    sign, _, begin, _ = at.advance()
    if at.kind not in _NODE_NAMES and not at.is_text() and at.kind not in {"/", "%"}:
        at.error(_AFTER_PATH.format(sign))
        return syntax.BadExpression(begin=begin, end=at.last[3])
    separator = sign if sign == "%" else ""
    if sign == "$" and at.match("/"):
        separator = "/"
    path, after = "", "$"
    while after:
        if separator:
            after = _after_separator(at, separator, after)
            path += separator
        if after and at.kind not in {"/", "%"}:
            path += _read_node_name(at, after)
            after = "name" if not at.panic else ""
        if at.kind not in {"/", "%"}:
            break
        separator = at.advance()[0]
    if after:
        return syntax.GetNode(begin=begin, end=at.last[3], path=path)
    return syntax.BadExpression(begin=begin, end=at.last[3])


def _after_separator(at: Cursor, separator: str, after: str) -> str:
    """Return what comes before what follows, "" where the separator may not stand there."""
    if separator == "%" and after not in {"$", "/"}:
        at.error('"%" is only valid in the beginning of a node name (either after "$" or after "/")')
        return ""
    if separator == "/" and after not in {"$", "name"}:
        at.error('"/" is only valid at the beginning of the path or after a node name.')
        return ""
    return separator


def _read_node_name(at: Cursor, after: str) -> str:
    if at.kind is LITERAL:
        is_text = at.is_text()
        value = at.advance()[1]
        if not is_text:
            at.error(_AFTER_PATH.format(after))
        return str(value)
    if at.kind in _NODE_NAMES:
        return str(at.advance()[1])
    at.error(f'Unexpected "{at.kind}" in node path.')
    return ""


def read_type(at: Cursor, *, void: bool = False) -> syntax.TypeName | None:
    """Read a type; return None, and report nothing but a misplaced `void`, where there is none."""
    if at.kind not in NAMES:
        if at.kind == "void":
            _, _, begin, end = at.advance()
            if void:
                return syntax.TypeName(begin=begin, end=end, names=("void",))
            at.error('"void" is only allowed for a function return type.')
        return None
    _, name, begin, _ = at.advance()
    names = [str(name)]
    if at.kind == "[":
        return _read_collection_type(at, begin, names)
    while at.match("."):
        inner = at.name('Expected inner type name after ".".')
        if inner:
            names.append(inner)
    return syntax.TypeName(begin=begin, end=at.last[3], names=tuple(names))


def _read_collection_type(at: Cursor, begin: int, names: list[str]) -> syntax.TypeName | None:
    arguments: list[syntax.TypeName] = []
    opening = "["
    whole = True
    while at.match(opening):
        at.deeper()
        argument = read_type(at)
        at.depth -= 1
        if argument is None:
            at.error(f'Expected type for collection after "{opening}".')
            whole = False
            break
        if argument.arguments:
            at.error("Nested typed collections are not supported.")
        arguments.append(argument)
        opening = ","
    at.consume("]", 'Expected closing "]" after collection type.')
    return syntax.TypeName(begin=begin, end=at.last[3], names=tuple(names), arguments=tuple(arguments)) if whole else None


PREFIX: Final[dict[str, Callable[[Cursor], Expression | None]]] = {
    "(": _read_group,
    "[": _read_array,
    "{": _read_dictionary,
    "-": _read_unary,
    "+": _read_unary,
    "~": _read_unary,
    "not": _read_unary,
    "!": _read_unary,
    "$": _read_node_path,
    "%": _read_node_path,
    "self": _read_self,
    "super": _read_super,
    ".": _read_older_super,
    "await": _read_await,
    "yield": _read_yield,
    "preload": _read_preload,
}
_AFTER: Final[dict[str, Callable[[Cursor, Expression], Expression]]] = {
    ".": _read_attribute,
    "(": _read_called,
    "[": _read_subscript,
    "if": _read_ternary,
    "as": _read_cast,
    "is": _read_type_test,
    "?": _read_question_mark,
}
