"""Expressions, by precedence, as the engine binds them.

Rules: `expression` returns None where none begins, and reports nothing: who asked knows what to call it. What was begun and is faulty
becomes a `BadExpression` with a problem. The table `_INFIX` has the engine's order; two operators of one level bind to the left, `**` and
comparisons too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser.cursor import NAMES, Cursor
from steam_nodes.port.tokenizer import END, LITERAL, NAN, TooDeepError

if TYPE_CHECKING:
    from collections.abc import Callable

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
_NODE_NAMES: Final = NAMES | frozenset(  # what may follow `$`
    "and as assert await break breakpoint class class_name const continue elif else enum extends for func if in is namespace not or"  # noqa: SIM905 - reads better
    " pass"
    " preload return self signal static super trait var void while yield _".split()
)
_CALLABLE: Final = (syntax.Identifier, syntax.Attribute, syntax.MathConstant)
_ASSIGNABLE: Final = (syntax.Identifier, syntax.Attribute, syntax.Subscript, syntax.MathConstant)
_NOT_CALLABLE: Final = 'Cannot call on an expression. Use ".call()" if it\'s a Callable.'
_AFTER_PATH: Final = 'Expected node path as string or identifier after "{}".'


class Expressions(Cursor):
    """What reads expressions and types."""

    older = False
    """Whether the text is of Godot 3."""
    function = ""
    """The name of the function that is being read, "" outside of one."""
    in_function = False
    in_static = False

    def function_value(self, begin: int) -> syntax.Function:
        """Read a lambda after its `func`; what reads statements does."""
        raise NotImplementedError

    def is_local(self, name: str) -> bool:
        """Tell whether a name is a local one here; what reads statements knows."""
        raise NotImplementedError

    def expression(self) -> Expression | None:
        """Read an expression in which nothing is assigned."""
        return self._precedence(_LOWEST, assigns=False)

    def statement_expression(self) -> Expression | None:
        """Read an expression, or an assignment."""
        return self._precedence(_LOWEST, assigns=True)

    def needed(self, message: str) -> Expression:
        """Read an expression, and report this message where there is none."""
        return self._precedence(_LOWEST, assigns=False) or self._missing(message)

    def _missing(self, message: str) -> syntax.BadExpression:
        self.error(message)
        return syntax.BadExpression(begin=self.last[3], end=self.last[3])

    def _precedence(self, level: int, *, assigns: bool, stops: bool = False) -> Expression | None:
        kind = self.kind
        if kind in NAMES:
            _, name, begin, end = self.advance()
            left: Expression | None
            if kind in _MATH and not self.is_local(name):
                left = syntax.MathConstant(begin=begin, end=end, name=name)
            else:
                left = syntax.Identifier(begin=begin, end=end, name=name)
        elif kind is LITERAL:
            left = self._literal()
        else:
            left = self._prefixed()
        links = 0
        while (found := _INFIX.get(self.kind, 0)) >= level:
            if left is None or (stops and self.kind == "=") or self.lambda_ended:
                return left
            links += 1
            if links > _LONGEST:
                raise TooDeepError(self.token[2])
            rule = _AFTER.get(self.kind)
            if rule is not None:
                left = rule(self, left)
            elif found == _LOWEST:
                left = self._assignment(left, assigns=assigns)
            else:
                left = self._binary(left, found)
        return left

    def _subscript(self, left: Expression) -> Expression:
        self.enter()
        self.advance()
        index = self.needed('Expected expression after "[".')
        self.leave()
        self.consume("]", 'Expected "]" after subscription index.')
        return syntax.Subscript(begin=left.begin, end=self.last[3], base=left, index=index)

    def _called(self, left: Expression) -> Expression:
        self.enter()
        self.advance()
        if not isinstance(left, _CALLABLE):
            self.error(_NOT_CALLABLE)
        return self._call(left)

    def _cast(self, left: Expression) -> Expression:
        self.advance()
        target = self.type_name()
        if target is None:
            self.error('Expected type specifier after "as".')
            return left
        return syntax.Cast(begin=left.begin, end=target.end, operand=left, type=target)

    def _question_mark(self, left: Expression) -> Expression:
        self.advance()
        hint = 'If you want a ternary operator, use "truthy_value if true_condition else falsy_value".'
        self.error(f'Unexpected "?" in source. {hint}')
        return left

    def _binary(self, left: Expression, level: int) -> Expression:
        operator = written = self.kind
        self.advance()
        if operator == "not":
            self.consume("in", 'Expected "in" after "not" in content-test operator.')
            operator, written = "not in", "in"
        self.deeper()
        right = self._precedence(level + 1, assigns=False)
        self.depth -= 1
        if right is None:
            right = self._missing(f'Expected expression after "{written}" operator.')
        return syntax.Binary(begin=left.begin, end=right.end, operator=_SAME.get(operator, operator), left=left, right=right)

    def _ternary(self, left: Expression) -> syntax.Ternary:
        self.advance()
        self.deeper()
        condition = self._precedence(_TERNARY, assigns=False) or self._missing('Expected expression as ternary condition after "if".')
        self.consume("else", 'Expected "else" after ternary operator condition.')
        if_false = self._precedence(_TERNARY, assigns=False) or self._missing('Expected expression after "else".')
        self.depth -= 1
        return syntax.Ternary(begin=left.begin, end=if_false.end, if_true=left, condition=condition, if_false=if_false)

    def _type_test(self, left: Expression) -> Expression:
        self.advance()
        negated = self.match("not")
        target = self.type_name()
        if target is None:
            return self._missing(f'Expected type specifier after "{"is not" if negated else "is"}".')
        return syntax.TypeTest(begin=left.begin, end=target.end, operand=left, type=target, negated=negated)

    def _assignment(self, left: Expression, *, assigns: bool) -> Expression | None:
        operator = self.advance()[0]
        if not assigns:
            self.error("Assignment is not allowed inside an expression.")
        elif not isinstance(left, _ASSIGNABLE):
            self.error("Only identifier, attribute access, and subscription access can be used as assignment target.")
        if self.panic:
            self.deeper()
            following = self.expression()
            self.depth -= 1
            return following
        value = self.needed('Expected an expression after "=".')
        return syntax.Assignment(begin=left.begin, end=value.end, target=left, operator=operator, value=value)

    def _attribute(self, left: Expression) -> Expression:
        self.advance()
        if self.kind in _NODE_NAMES:
            _, name, begin, end = self.advance()
            return syntax.Attribute(begin=left.begin, end=end, base=left, name=str(name), name_begin=begin)
        self.error('Expected identifier after "." for attribute access.')
        return syntax.BadExpression(begin=left.begin, end=self.last[3])

    def _call(self, callee: Expression) -> syntax.Call:
        arguments = self._arguments(")", "Expected expression as the function argument.")
        self.leave()
        self.consume(")", 'Expected closing ")" after call arguments.')
        return syntax.Call(begin=callee.begin, end=self.last[3], callee=callee, arguments=arguments)

    def _arguments(self, closing: str, message: str) -> tuple[Expression, ...]:
        arguments: list[Expression] = []
        while self.kind != closing:
            argument = self._precedence(_LOWEST, assigns=False)
            if argument is None:
                self.error(message)
                if self.kind == END:
                    break
            else:
                arguments.append(argument)
            if self.kind != ",":
                break
            self.advance()
        return tuple(arguments)

    # What begins an expression.

    def _prefixed(self) -> Expression | None:
        kind = self.kind
        prefix = _PREFIX.get(kind)
        if prefix is None or (kind == "." and not self.older):
            return None
        self.deeper()
        if kind in {"(", "[", "{"}:
            self.enter()
        made = prefix(self)
        self.depth -= 1
        return made

    def _literal(self) -> syntax.Literal:
        _, value, begin, end = self.advance()
        text = self.source.text[begin:end]
        kind: Any
        if isinstance(value, str):
            kind = {"&": "string_name", "^": "node_path"}.get(text[0], "string")
        elif value is None:
            kind = "null"
        else:
            kind = type(value).__name__
        return syntax.Literal(begin=begin, end=end, kind=kind, value=value, text=text)

    def _unary(self) -> syntax.Unary:
        written, _, begin, _ = self.advance()
        operator, level = _UNARY[written]
        operand = self._precedence(level, assigns=False)
        if operand is None:
            operand = self._missing(f'Expected expression after "{written}" operator.')
        return syntax.Unary(begin=begin, end=operand.end, operator=operator, operand=operand)

    def _group(self) -> Expression:
        begin = self.advance()[2]
        inner = self.expression()
        self.leave()
        if inner is None:
            return self._missing("Expected grouping expression.")
        self.consume(")", 'Expected closing ")" after grouping expression.')
        return syntax.Parenthesized(begin=begin, end=self.last[3], inner=inner)

    def _array(self) -> syntax.ArrayLiteral:
        begin = self.advance()[2]
        elements = self._arguments("]", "Expected expression as array element.")
        self.leave()
        self.consume("]", 'Expected closing "]" after array elements.')
        return syntax.ArrayLiteral(begin=begin, end=self.last[3], elements=elements)

    def _dictionary(self) -> syntax.DictionaryLiteral:
        begin = self.advance()[2]
        entries: list[syntax.DictionaryEntry] = []
        separator = ""
        while self.kind != "}":
            key = self._precedence(_LOWEST, assigns=False, stops=True) or self._missing("Expected expression as dictionary key.")
            if not separator:
                separator = self.kind if self.kind in {":", "="} else ""
                if not separator:
                    self.error('Expected ":" or "=" after dictionary key.')
            if separator == "=":
                key = self._lua_key(key)
            if not self.match(separator or ":"):
                self._wrong_separator(separator or ":")
            value = self.needed("Expected expression as dictionary value.")
            entries.append(syntax.DictionaryEntry(begin=key.begin, end=value.end, key=key, value=value))
            if not self.match(",") or self.kind == END:
                break
        self.leave()
        self.consume("}", 'Expected closing "}" after dictionary elements.')
        return syntax.DictionaryLiteral(begin=begin, end=self.last[3], entries=tuple(entries), lua=separator == "=")

    def _lua_key(self, key: Expression) -> Expression:
        if isinstance(key, syntax.Identifier | syntax.MathConstant):
            return syntax.Literal(begin=key.begin, end=key.end, kind="string", value=key.name, text=key.name)
        if not (isinstance(key, syntax.Literal) and key.kind == "string"):
            self.error('Expected identifier or string as Lua-style dictionary key (e.g "{ key = value }").')
        return key

    def _wrong_separator(self, expected: str) -> None:
        if self.match(":" if expected == "=" else "="):
            self.error(f'Expected "{expected}" after dictionary key. Mixing dictionary styles is not allowed.')
            if self.kind != END:
                self.advance()
        else:
            self.error(f'Expected "{expected}" after dictionary key.')

    def _self(self) -> syntax.Self:
        _, _, begin, end = self.advance()
        if self.in_static:
            self.error('Cannot use "self" inside a static function.')
        return syntax.Self(begin=begin, end=end)

    def _super(self) -> Expression:
        _, _, begin, end = self.advance()
        base = syntax.Super(begin=begin, end=end)
        self.enter()
        if self.match("("):
            if self.in_function:
                return self._call(base)
            self.error('Cannot use implicit "super" call outside of a function.')
        elif self.consume(".", 'Expected "." or "(" after "super".'):
            name_begin = self.token[2]
            name = self.name('Expected function name after ".".')
            if name and self.consume("(", 'Expected "(" after function name.'):
                return self._call(syntax.Attribute(begin=begin, end=name_begin + len(name), base=base, name=name, name_begin=name_begin))
        self.leave()
        return syntax.BadExpression(begin=begin, end=self.last[3])

    def _older_super(self) -> Expression:
        """Read Godot 3's `.method()`."""
        _, _, begin, end = self.advance()
        name_begin = self.token[2]
        name = self.name('Expected function name after ".".')
        base = syntax.Super(begin=begin, end=end)
        return syntax.Attribute(begin=begin, end=self.last[3], base=base, name=name, name_begin=name_begin)

    def _await(self) -> syntax.Await:
        begin = self.advance()[2]
        operand = self._precedence(_AWAIT, assigns=False) or self._missing('Expected signal or coroutine after "await".')
        return syntax.Await(begin=begin, end=operand.end, operand=operand)

    def _yield(self) -> Expression:
        begin = self.advance()[2]
        if not self.older:
            self.error('"yield" was removed in Godot 4. Use "await" instead.')
            return syntax.BadExpression(begin=begin, end=self.last[3])
        self.enter()
        self.consume("(", 'Expected "(" after "yield".')
        arguments = self._arguments(")", "Expected expression as the function argument.")
        self.leave()
        self.consume(")", 'Expected closing ")" after call arguments.')
        return syntax.Yield(begin=begin, end=self.last[3], arguments=arguments)

    def _preload(self) -> syntax.Preload:
        begin = self.advance()[2]
        self.enter()
        self.consume("(", 'Expected "(" after "preload".')
        path = self.needed('Expected resource path after "(".')
        self.match(",")
        self.leave()
        self.consume(")", 'Expected ")" after preload path.')
        return syntax.Preload(begin=begin, end=self.last[3], path=path)

    def _lambda(self) -> syntax.Lambda:
        begin = self.advance()[2]
        function = self.function_value(begin)
        return syntax.Lambda(begin=begin, end=function.end, function=function)

    def _node_path(self) -> Expression:
        sign, _, begin, _ = self.advance()
        is_text = self.kind is LITERAL and isinstance(self.token[1], str)
        if self.kind not in _NODE_NAMES and not is_text and self.kind not in {"/", "%"}:
            self.error(_AFTER_PATH.format(sign))
            return syntax.BadExpression(begin=begin, end=self.last[3])
        separator = sign if sign == "%" else ""
        if sign == "$" and self.match("/"):
            separator = "/"
        path, after = "", "$"
        while after:
            if separator:
                after = self._after_separator(separator, after)
                path += separator
            if after and self.kind not in {"/", "%"}:
                path += self._node_name(after)
                after = "name" if not self.panic else ""
            if self.kind not in {"/", "%"}:
                break
            separator = self.advance()[0]
        if after:
            return syntax.GetNode(begin=begin, end=self.last[3], path=path)
        return syntax.BadExpression(begin=begin, end=self.last[3])

    def _after_separator(self, separator: str, after: str) -> str:
        """Return what comes before what follows, "" where the separator may not stand there."""
        if separator == "%" and after not in {"$", "/"}:
            self.error('"%" is only valid in the beginning of a node name (either after "$" or after "/")')
            return ""
        if separator == "/" and after not in {"$", "name"}:
            self.error('"/" is only valid at the beginning of the path or after a node name.')
            return ""
        return separator

    def _node_name(self, after: str) -> str:
        if self.kind is LITERAL:
            value = self.advance()[1]
            if not isinstance(value, str):
                self.error(_AFTER_PATH.format(after))
            return str(value)
        if self.kind in _NODE_NAMES:
            return str(self.advance()[1])
        self.error(f'Unexpected "{self.kind}" in node path.')
        return ""

    # Types.

    def type_name(self, *, void: bool = False) -> syntax.TypeName | None:
        """Read a type; return None, and report nothing but a misplaced `void`, where there is none."""
        if self.kind not in NAMES:
            if self.kind == "void":
                _, _, begin, end = self.advance()
                if void:
                    return syntax.TypeName(begin=begin, end=end, names=("void",))
                self.error('"void" is only allowed for a function return type.')
            return None
        _, name, begin, _ = self.advance()
        names = [str(name)]
        if self.kind == "[":
            return self._collection_type(begin, names)
        while self.match("."):
            inner = self.name('Expected inner type name after ".".')
            if inner:
                names.append(inner)
        return syntax.TypeName(begin=begin, end=self.last[3], names=tuple(names))

    def _collection_type(self, begin: int, names: list[str]) -> syntax.TypeName | None:
        arguments: list[syntax.TypeName] = []
        opening = "["
        whole = True
        while self.match(opening):
            self.deeper()
            argument = self.type_name()
            self.depth -= 1
            if argument is None:
                self.error(f'Expected type for collection after "{opening}".')
                whole = False
                break
            if argument.arguments:
                self.error("Nested typed collections are not supported.")
            arguments.append(argument)
            opening = ","
        self.consume("]", 'Expected closing "]" after collection type.')
        return syntax.TypeName(begin=begin, end=self.last[3], names=tuple(names), arguments=tuple(arguments)) if whole else None


_LONGEST: Final = 200
"""How many operators, calls and attributes may follow each other: each is one level deeper in the tree."""

_PREFIX: Final[dict[str, Callable[[Expressions], Expression | None]]] = {
    "(": Expressions._group,
    "[": Expressions._array,
    "{": Expressions._dictionary,
    "-": Expressions._unary,
    "+": Expressions._unary,
    "~": Expressions._unary,
    "not": Expressions._unary,
    "!": Expressions._unary,
    "$": Expressions._node_path,
    "%": Expressions._node_path,
    "self": Expressions._self,
    "super": Expressions._super,
    ".": Expressions._older_super,
    "await": Expressions._await,
    "yield": Expressions._yield,
    "preload": Expressions._preload,
    "func": Expressions._lambda,
}
_AFTER: Final[dict[str, Callable[[Expressions, Expression], Expression]]] = {
    ".": Expressions._attribute,
    "(": Expressions._called,
    "[": Expressions._subscript,
    "if": Expressions._ternary,
    "as": Expressions._cast,
    "is": Expressions._type_test,
    "?": Expressions._question_mark,
}
