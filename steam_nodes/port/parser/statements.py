"""Statements, blocks, functions' heads and bodies, and the names that a function declares.

Rules: a block begins with a scope, a table of the local names in it; a name that any scope around it declares is taken. The comment behind
a head's colon belongs to the statement of the head, one behind a block on the same line to the statement in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.precedence import Expressions
from steam_nodes.port.tokenizer import ANNOTATION, DEDENT, END, INDENT, NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.syntax import Annotation, Expression, Statement, TypeName

_MOST_FAULTS: Final = 100
_NO_TARGET: Final = 'Annotation "@{}" does not precede a valid target, so it will have no effect.'


class Statements(Expressions):
    """What reads statements and annotations."""

    rules: ClassVar[dict[str, Rule]]
    """What reads the statement that a keyword begins, given the lines above it and its annotations."""

    def __init__(self, *arguments: Any) -> None:
        """Stand before the first token, outside of everything."""
        self._scopes: list[dict[str, str]] = []
        self._can_break = False
        self._pending_annotations: list[Annotation] = []
        self._above: tuple[str, ...] = ()
        self._ignored_at: dict[str, int] = {}
        self._around = 0
        """The indentation of a match or a property whose last block would end with it."""
        super().__init__(*arguments)

    # Local names.

    def is_local(self, name: str) -> bool:
        """Tell whether a name is a local one here."""
        return any(name in scope for scope in self._scopes)

    def _local(self, name: str) -> str:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        return ""

    def _declare(self, name: str, kind: str, begin: int) -> None:
        if name and (taken := self._local(name)):
            self.error(f'There is already a {taken} named "{name}" declared in this scope.', begin)
            self.panic = False
        if name and self._scopes:
            self._scopes[-1][name] = kind

    # Annotations.

    def annotation(self, allowed: int) -> Annotation | None:
        """Read an annotation, and return it where it exists, is allowed here and has a right number of arguments."""
        lines = self.take_lines()
        if not self._pending_annotations:
            self._above = lines
            lines = ()
        token = self.advance()
        name, begin = str(token[1]), token[2]
        targets, refusal = known.check(name, allowed)
        if refusal:
            self.error(refusal)
        arguments: tuple[Expression, ...] = ()
        if self.kind == "(":
            self.enter()
            self.advance()
            arguments = self._arguments(")", "Expected expression as the annotation argument.")
            self.leave()
            self.consume(")", 'Expected ")" after annotation arguments.')
        end = self.last[3]
        behind = self.behind()
        ends_line = self.match(NEWLINE)
        if not refusal:
            refusal, place = known.check_arguments(name, arguments)
            if refusal:
                self.error(refusal, None if place is None else place.begin)
        if targets & known.STANDALONE and not refusal:
            lines, self._above = self._above + lines, ()
            if not ends_line:
                self.error("Expected newline after a standalone annotation.")
        made = syntax.Annotation(begin=begin, end=end, name=name, arguments=arguments, before=lines, behind=behind)
        if name.startswith("warning_ignore_") and not refusal:
            self._ignore_warnings(made)
        if refusal:
            self._above = ()
            self.carry(*lines, *([behind] if behind else []))
        return None if refusal else made

    def _ignore_warnings(self, made: Annotation) -> None:
        for argument in made.arguments:
            warning = str(argument.value).lower() if isinstance(argument, syntax.Literal) else ""
            if warning not in known.WARNINGS:
                self.error(f'Invalid warning name: "{warning}".', made.begin)
            elif made.name == "warning_ignore_start":
                if warning in self._ignored_at:
                    told = f'Warning "{warning.upper()}" is already being ignored by "@warning_ignore_start" at line'
                    self.error(f"{told} {self._ignored_at[warning]}.", made.begin)
                self._ignored_at[warning] = self.source.line(made.begin)
            elif self._ignored_at.pop(warning, None) is None:
                self.error(f'Warning "{warning.upper()}" is not being ignored by "@warning_ignore_start".', made.begin)

    def applied(self, target: int, called: str) -> tuple[tuple[str, ...], tuple[Annotation, ...]]:
        """Return the lines above what is declared next and the annotations that wait for it.

        Args:
            target: What it is.
            called: The engine's word for that.
        """
        if not self._pending_annotations:
            return self.take_lines(), ()
        before = self._above + self.take_lines()
        self._above = ()
        kept: list[Annotation] = []
        while self._pending_annotations:
            last = self._pending_annotations.pop()
            if known.targets(last.name) & target:
                kept.append(last)
            else:
                self.error(
                    f'Annotation "@{last.name}" cannot be applied to a {called}.', None if target == known.STATEMENT else self.token[2]
                )
                self._pending_annotations.clear()
        return before, tuple(reversed(kept))

    def no_target(self) -> None:
        """Report the annotations that wait for what does not come."""
        for waiting in self._pending_annotations:
            self.error(_NO_TARGET.format(waiting.name), waiting.begin)
        self._pending_annotations.clear()

    # Blocks.

    def block(self, context: str, scope: dict[str, str] | None = None, *, value: bool = False) -> tuple[syntax.Block, str]:
        """Read what stands below or behind a colon, and return it with the comment behind the colon.

        Args:
            context: What it is the block of, for messages.
            scope: The names that it begins with.
            value: It is a lambda's.
        """
        self.deeper()
        self._scopes.append({} if scope is None else scope)
        behind = self.behind()
        is_below = self.match(NEWLINE)
        columns = 0
        last: tuple[str, ...] = ()
        begin = end = self.last[3]
        if is_below and not self.consume(INDENT, f"Expected indented block after {context}."):
            self._scopes.pop()
            self.depth -= 1
            return syntax.Block(begin=begin, end=begin, statements=()), behind
        around, self._around = self._around, 0
        if is_below:
            columns = self.columns()
        statements = self._statements(below=is_below)
        if statements:
            begin, end = statements[0].begin, statements[-1].end
        if is_below:
            last = self.take_last_lines(columns, around)
            if self.lambda_ended:
                self.match(DEDENT)
            else:
                self.dedent(f"Missing unindent at the end of {context}.")
        elif self.last[0] == ";":
            self.consume(NEWLINE, f'Expected newline after ";" at the end of {context}.')
        if value:
            self.lambda_ended = True
        self._scopes.pop()
        self.depth -= 1
        return syntax.Block(begin=begin, end=end, statements=tuple(statements), last=last, inline=not is_below), behind

    def _statements(self, *, below: bool) -> list[Statement]:
        statements: list[Statement] = []
        begin = self.token[2]
        faults = 0
        while self.kind != END and (below or self.last[0] != ";" or self.kind != NEWLINE):
            statement = self._statement()
            if statement is not None:
                statements.append(statement)
            else:
                faults += 1
                if faults > _MOST_FAULTS:
                    self.error("Too many statement errors.", begin)
                    break
            if self.kind == DEDENT or self.lambda_ended or not (below or self.last[0] == ";"):
                break
        return statements

    def _statement(self) -> Statement | None:
        kind = self.kind
        if kind == ANNOTATION:
            made = self.annotation(known.STATEMENT | known.STANDALONE)
            result: Statement | None = None
            if made is not None:
                if not known.targets(made.name) & known.STANDALONE:
                    self._pending_annotations.append(made)
                elif made.name.startswith("warning_ignore_"):
                    result = made
                else:
                    self.error("Unexpected standalone annotation.")
        else:
            before, applied = self.applied(known.STATEMENT, "statement")
            rule = self.rules.get(kind)
            result = self._expression_statement(before, applied) if rule is None else rule(self, before, applied)
        if self.panic:
            self.synchronize()
        return result

    def _expression_statement(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> Statement | None:
        expression = self.statement_expression()
        if expression is None:
            if before:
                self.carry(*before)
            if self.in_lambda:
                self.lambda_ended = True
            else:
                found = self.advance()[0] if self.kind != END else END
                self.error(f'Expected statement, found "{found}" instead.')
            return None
        behind = self.end_statement("expression")
        if isinstance(expression, syntax.Lambda):
            self.error("Standalone lambdas cannot be accessed. Consider assigning it to a variable.", expression.begin)
        begin = expression.begin
        return syntax.ExpressionStatement(
            begin=begin, end=expression.end, expression=expression, annotations=applied, before=before, behind=behind
        )

    def _word(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> Statement:
        word, _, begin, end = self.advance()
        if word in {"break", "continue"} and not self._can_break:
            self.error(f'Cannot use "{word}" outside of a loop.')
        behind = self.end_statement(f'"{word}"')
        return _WORDS[word](begin=begin, end=end, annotations=applied, before=before, behind=behind)

    def _return(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Return:
        _, _, begin, end = self.advance()
        value: Expression | None = None
        if not self.at_statement_end():
            if self.function in {"_init", "_static_init"}:
                self.error("Constructor cannot return a value.")
            value = self.expression()
        elif self.in_lambda and self.kind not in {NEWLINE, ";", END}:
            value = self.expression()
        end = value.end if value else end
        behind = self.end_statement("return statement")
        return syntax.Return(begin=begin, end=end, value=value, annotations=applied, before=before, behind=behind)

    def _assert(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Assert | None:
        begin = self.advance()[2]
        self.enter()
        self.consume("(", 'Expected "(" after "assert".')
        condition = self.expression()
        if condition is None:
            self.error("Expected expression to assert.")
            self.leave()
            return None
        message: Expression | None = None
        if self.match(",") and self.kind != ")":
            message = self.expression()
            if message is None:
                self.error('Expected error message for assert after ",".')
                self.leave()
                return None
            self.match(",")
        self.leave()
        self.consume(")", 'Expected ")" after assert expression.')
        end = self.last[3]
        behind = self.end_statement('"assert"')
        return syntax.Assert(begin=begin, end=end, condition=condition, message=message, annotations=applied, before=before, behind=behind)

    def _if(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.If:
        begin = self.token[2]
        branches = [self._branch("if", ())]
        while self.kind == "elif":
            branches.append(self._branch("elif", self.take_lines()))
        if self.kind == "else":
            branches.append(self._branch("else", self.take_lines()))
        return syntax.If(begin=begin, end=branches[-1].end, branches=tuple(branches), annotations=applied, before=before)

    def _branch(self, word: str, before: tuple[str, ...]) -> syntax.Branch:
        begin = self.advance()[2]
        condition: Expression | None = None
        if word == "else":
            self.consume(":", 'Expected ":" after "else".')
        else:
            condition = self.needed(f'Expected conditional expression after "{word}".')
            self.consume(":", f'Expected ":" after "{word}" condition.')
        block, behind = self.block(f'"{word}" block')
        return syntax.Branch(begin=begin, end=block.end, condition=condition, block=block, before=before, behind=behind)

    def _while(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.While:
        begin = self.advance()[2]
        condition = self.needed('Expected conditional expression after "while".')
        self.consume(":", 'Expected ":" after "while" condition.')
        block, behind = self._loop('"while" block', {})
        return syntax.While(begin=begin, end=block.end, condition=condition, block=block, annotations=applied, before=before, behind=behind)

    def _loop(self, context: str, scope: dict[str, str]) -> tuple[syntax.Block, str]:
        could_break, self._can_break = self._can_break, True
        made = self.block(context, scope)
        self._can_break = could_break
        return made

    def _for(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.For:
        begin = self.advance()[2]
        name_begin = self.token[2]
        name = self.name('Expected loop variable name after "for".')
        held: TypeName | None = None
        if self.match(":"):
            held = self.type_name()
            if held is None:
                self.error('Expected type specifier after ":".')
        place = 'or ":" after "for" variable name' if held is None else 'after "for" variable type specifier'
        self.consume("in", f'Expected "in" {place}.')
        iterable = self.needed('Expected iterable after "in".')
        self.consume(":", 'Expected ":" after "for" condition.')
        if name and (taken := self._local(name)):
            self.error(f'There is already a {taken} named "{name}" declared in this scope.', name_begin)
        block, behind = self._loop('"for" block', {name: "for loop iterator"})
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

    # Declarations that stand in functions too.

    def _local_variable(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Variable | None:
        made = self.variable(before, applied, self.token[2], static=False, property_allowed=False)
        if made is not None:
            self._declare(made.name, "variable", made.name_begin)
        return made

    def _local_constant(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Constant | None:
        made = self.constant(before, applied)
        if made is not None:
            taken = self._local(made.name)
            if taken and taken != "constant":
                self.error(f'There is already a variable named "{made.name}" declared in this scope.', made.name_begin)
                self._scopes[-1][made.name] = "constant"
            else:
                self._declare(made.name, "constant", made.name_begin)
        return made

    def variable(
        self, before: tuple[str, ...], applied: tuple[Annotation, ...], begin: int, *, static: bool, property_allowed: bool
    ) -> syntax.Variable | None:
        """Read a variable, which begins with `var`."""
        self.advance()
        name_begin = self.token[2]
        name = self.name('Expected variable name after "var".')
        if not name:
            return None
        held: TypeName | None = None
        inferred = False
        value: Expression | None = None
        if self.match(":"):
            inferred = self.kind == "="
            if property_allowed and (self.kind == NEWLINE or self.token[1] in {"get", "set"}):
                return self._property(before, applied, begin, name, name_begin, (None, None, False), static=static)
            if self.kind == NEWLINE:
                self.error('Expected type after ":"')
                return None
            if not inferred:
                held = self.type_name()
        if self.match("="):
            value = self.needed('Expected expression for variable initial value after "=".')
        if property_allowed and self.match(":"):
            return self._property(before, applied, begin, name, name_begin, (held, value, inferred), static=static)
        setter, getter = self.setget() if property_allowed else (None, None)
        end = self.end()
        behind = self.end_statement("variable declaration")
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

    def setget(self) -> tuple[str | None, str | None]:
        """Read the names of a setter and a getter behind a variable; only the older dialect has them there."""
        return None, None

    def _property(
        self,
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
        behind = self.behind()
        is_below = self.match(NEWLINE)
        columns = 0
        if is_below:
            if not self.consume(INDENT, 'Expected indented block for property after ":".'):
                return None
            columns = self.columns()
        accessors, names_end = self._accessors(name, columns, below=is_below, static=static)
        end = max([names_end, *(accessor.end for accessor in accessors.values() if isinstance(accessor, syntax.Function))])
        if not accessors:
            return None
        if any(isinstance(accessor, str) for accessor in accessors.values()):
            ending = self.end_statement("property declaration")
            behind = behind or ending
        if is_below:
            self.dedent("Expected end of indented block for property.")
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

    def _accessors(self, name: str, columns: int, *, below: bool, static: bool) -> tuple[dict[str, syntax.Function | str], int]:
        """Read one or two accessors, and return them and where those end that are names."""
        accessors: dict[str, syntax.Function | str] = {}
        by_name = False
        end = self.last[3]
        for number in range(2):
            if number and self.kind not in NAMES:
                break
            above = self.take_lines()
            place = self.token[2]
            word = self.name('Expected "get" or "set" for property declaration.')
            if not number:
                by_name = self.kind == "="
            if word in accessors:
                self.error(f"Properties can only have one {word}ter.")
            elif word not in {"get", "set"}:
                self.error('Expected "get" or "set" for property declaration.')
            elif by_name:
                self.carry(*above)
                self.consume("=", f'Expected "=" after "{word}"')
                accessors[word] = self.name(f'Expected {word}ter function name after "=".')
                end = self.last[3]
                if number or not self._property_goes_on(below=below):
                    break
            else:
                if not number and not below:
                    self.error("Property with inline code must go to an indented block.")
                self._around = columns
                accessors[word] = self._accessor(word, name, place, above, static=static)
        return accessors, end

    def _property_goes_on(self, *, below: bool) -> bool:
        """Go past the comma after a name, and the line end after that; tell whether there was one."""
        if not self.match(","):
            return False
        if self.kind == NEWLINE:
            if behind := self.behind():
                self.carry(behind)
            self.advance()
            if not below:
                self.error('Inline setter/getter setting cannot span across multiple lines (use "\\\\"" if needed).')
        return True

    def _accessor(self, word: str, name: str, begin: int, before: tuple[str, ...], *, static: bool) -> syntax.Function:
        scope: dict[str, str] = {}
        parameters: tuple[syntax.Parameter, ...] = ()
        if word == "set":
            self.consume("(", 'Expected "(" after "set".')
            place = self.token[2]
            parameter = self.name('Expected parameter name after "(".')
            if parameter:
                scope[parameter] = "parameter"
                parameters = (syntax.Parameter(begin=place, end=self.last[3], name=parameter, type=None, default=None),)
            self.consume(")", 'Expected ")" after parameter name.')
            self.consume(":", 'Expected ":" after ")".')
        elif self.match("("):
            self.consume(")", 'Expected ")" after "get(".')
            self.consume(":", 'Expected ":" after "get()".')
        else:
            self.consume(":", 'Expected ":" or "(" after "get".')
        block, behind = self.body(f"@{name}_{word}ter", f"{word}ter declaration", scope, static=static)
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

    def constant(self, before: tuple[str, ...], applied: tuple[Annotation, ...]) -> syntax.Constant | None:
        """Read a constant, which begins with `const`."""
        begin = self.advance()[2]
        name_begin = self.token[2]
        name = self.name('Expected constant name after "const".')
        if not name:
            return None
        held: TypeName | None = None
        inferred = False
        if self.match(":"):
            inferred = self.kind == "="
            if not inferred:
                held = self.type_name()
        if not self.consume("=", "Expected initializer after constant name."):
            return None
        value = self.expression()
        if value is None:
            self.error("Expected initializer expression for constant.")
            return None
        end = self.end()
        behind = self.end_statement("constant declaration")
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

    # Functions.

    def parameter(self) -> syntax.Parameter | None:
        """Read a parameter."""
        begin = self.token[2]
        name = self.name("Expected parameter name.")
        if not name:
            return None
        held: TypeName | None = None
        default: Expression | None = None
        inferred = False
        if self.match(":"):
            inferred = self.kind == "="
            if not inferred:
                held = self.type_name()
        if self.match("="):
            default = self.expression()
        return syntax.Parameter(begin=begin, end=self.end(), name=name, type=held, default=default, inferred=inferred)

    def parameters(self, called: str) -> tuple[tuple[syntax.Parameter, ...], syntax.Parameter | None]:
        """Read parameters up to their closing parenthesis, and return them and the one for the rest."""
        found: list[syntax.Parameter] = []
        names: set[str] = set()
        rest: syntax.Parameter | None = None
        optional = False
        at_end = self.kind == END
        while self.kind != ")" and not at_end:
            is_rest = self.match("...")
            made = self.parameter()
            if made is None:
                break
            if rest is not None:
                self.error("Cannot have parameters after the rest parameter.")
            elif is_rest and made.default is not None:
                self.error("The rest parameter cannot have a default value.")
            elif optional and made.default is None and not is_rest:
                self.error("Cannot have mandatory parameters after optional parameters.")
            elif made.name in names:
                self.error(f'Parameter with name "{made.name}" was already declared for this {called}.')
            elif is_rest:
                rest = made
            else:
                optional = made.default is not None
                names.add(made.name)
                found.append(made)
            if not self.match(","):
                break
        self.leave()
        self.consume(")", f'Expected closing ")" after {called} parameters.')
        return tuple(found), rest

    def return_type(self) -> TypeName | None:
        """Read `-> type` where it stands."""
        if not self.match("->"):
            return None
        held = self.type_name(void=True)
        if held is None:
            self.error('Expected return type or "void" after "->".')
        return held

    def body(self, name: str, context: str, scope: dict[str, str], *, static: bool, value: bool = False) -> tuple[syntax.Block, str]:
        """Read a function's block, and return it with the comment behind its colon."""
        kept = self.function, self.in_function, self.in_static
        self.function, self.in_function, self.in_static = name, True, static
        made = self.block(context, scope, value=value)
        self.function, self.in_function, self.in_static = kept
        return made

    def function_value(self, begin: int) -> syntax.Function:
        """Read a lambda after its `func`."""
        name_begin = self.token[2]
        name = str(self.advance()[1]) if self.kind in NAMES else ""
        layout = self.enter_lines()
        self.enter()
        place = "lambda name" if name else '"func"'
        self.consume("(", f'Expected opening "(" after {place}.')
        parameters, rest = self.parameters("lambda")
        returns = self.return_type()
        self.consume(":", 'Expected ":" after lambda declaration.')
        kept = self.in_lambda, self._can_break
        self.in_lambda, self._can_break = True, False
        scope = dict.fromkeys((parameter.name for parameter in (*parameters, *((rest,) if rest else ()))), "parameter")
        static = self.in_function and self.in_static
        block, behind = self.body(name or "<anonymous>", "lambda declaration", scope, static=static, value=True)
        self.in_lambda, self._can_break = kept
        self.leave_lines(layout)
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


_WORDS: Final[dict[str, type[syntax.Pass | syntax.Break | syntax.Continue | syntax.Breakpoint]]] = {
    "pass": syntax.Pass,
    "break": syntax.Break,
    "continue": syntax.Continue,
    "breakpoint": syntax.Breakpoint,
}
Rule: TypeAlias = Callable[[Any, tuple[str, ...], tuple["Annotation", ...]], "Statement | None"]
Statements.rules = {
    "pass": Statements._word,
    "break": Statements._word,
    "continue": Statements._word,
    "breakpoint": Statements._word,
    "return": Statements._return,
    "assert": Statements._assert,
    "if": Statements._if,
    "while": Statements._while,
    "for": Statements._for,
    "var": Statements._local_variable,
    "const": Statements._local_constant,
}
