"""Statements: a block of GDScript as lines of Python.

Rules: a statement's comments and blank lines stand above it, the comment behind it stays behind. What an expression needs first (a lambda
with statements) stands above its statement. A variable is written anew at each place where GDScript makes a new one.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Type
from steam_nodes.port.writer.code import ATOM, AWAIT, LAMBDA, TERNARY, Code
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.families import calls_base
from steam_nodes.port.writer.known.held_types import is_object
from steam_nodes.port.writer.known.scope import Scope
from steam_nodes.port.writer.known.variants import Variants
from steam_nodes.port.writer.layout import CLOSE, END, GROUP, MAYBE, NEXT, OPEN, WIDTH
from steam_nodes.port.writer.text.imports import import_line
from steam_nodes.port.writer.text.output import Output
from steam_nodes.port.writer.written_branches import Branches
from steam_nodes.port.writer.written_expressions import Expressions
from steam_nodes.port.writer.written_loops import Loops
from steam_nodes.port.writer.written_matches import Matching
from steam_nodes.port.writer.written_names import safe
from steam_nodes.port.writer.written_targets import Targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.writer.known.held_types import Types
    from steam_nodes.port.writer.module import Module


class Statements:
    """Writes the functions and blocks of one file.

    Args:
        module: The file.
        the_types: What is known of its types.
    """

    def __init__(self, module: Module, the_types: Types) -> None:
        """Make the writers of what stands inside statements."""
        self.module = module
        self.types = the_types
        self.analysis: Analysis = module.analysis
        self.expressions: Expressions = Expressions(module, the_types, self.lambda_)
        self.targets: Targets = Targets(self.expressions)
        self.matching: Matching = Matching(self)
        self.variants: Variants = Variants(the_types)
        self.branches: Branches = Branches(self)
        self.loops: Loops = Loops(self)
        self._writers: dict[type, Callable[[Any, Scope, Output], None]] = {
            s.Annotation: lambda _node, _scope, _out: None,
            s.Pass: lambda node, _scope, out: out.add("pass", self.line(node), node.behind),
            s.Break: lambda node, _scope, out: out.add(self.matching.leave("break"), self.line(node), node.behind),
            s.Continue: lambda node, _scope, out: out.add(self.matching.leave("continue"), self.line(node), node.behind),
            s.Breakpoint: lambda node, _scope, out: out.add("breakpoint()", self.line(node), node.behind),
            s.Return: self._return,
            s.Assert: self._assert,
            s.ExpressionStatement: self._expression,
            s.If: self.branches.write,
            s.While: self.loops.while_,
            s.For: self.loops.for_,
            s.Match: self.matching.match,
            s.Variable: self._variable,
            s.Constant: self._constant,
        }

    def line(self, node: Any) -> int:
        """Return the line of the script on which a node begins."""
        return self.module.line(node.begin)

    def block(self, block: s.Block | None, scope: Scope, out: Output) -> None:
        """Write the statements of a block, `pass` where there is none."""
        if block is None:
            out.add("raise NotImplementedError")
            return
        begin = len(out.lines)
        following = iter((*block.statements[1:], None))
        for statement in block.statements:
            after = next(following)
            if text := self.branches.returned(statement, after, scope):
                out.before(statement.before, self.line(statement))
                out.add(text, self.line(statement))
                break
            self.statement(statement, scope, out)
        out.before(_without_last_blanks(block.last))
        if not any(line.strip() and not line.lstrip().startswith("#") for line in out.lines[begin:]):
            out.add("pass")

    def inner(self, block: s.Block, scope: Scope, out: Output) -> None:
        """Write a block one step to the right."""
        out.indent += 4
        self.block(block, scope, out)
        out.indent -= 4

    def statement(self, node: Any, scope: Scope, out: Output) -> None:
        """Write one statement with what stands above it."""
        origin = self.line(node)
        for annotation in getattr(node, "annotations", ()):
            out.before(annotation.before, origin)
            if annotation.behind:
                out.comment(annotation.behind, origin)
        out.before(node.before, origin)
        kept, scope.hoisted = scope.hoisted, []
        scope.indent = out.indent
        own = Output(out.indent)
        # What this statement's own blocks hold puts its lines into `own` itself.
        self._writers[type(node)](node, scope, own)
        self.hoist(scope, out)
        scope.hoisted = kept
        head_end = self._head_end(node)
        for comment in self.module.between(node.begin, head_end):
            if comment.begin not in self.module.told and comment.text != node.behind:
                self.module.told.add(comment.begin)
                out.comment(comment.text, origin)
        out.extend(own)

    @staticmethod
    def hoist(scope: Scope, out: Output) -> None:
        """Write the functions that have to stand before a statement, a blank line on both sides."""
        for above in scope.hoisted:
            if out.lines and not out.lines[-1].rstrip().endswith(":"):
                out.blanks(1)
            out.extend(above)
            out.blank()
        scope.hoisted.clear()

    def _head_end(self, node: Any) -> int:
        block = getattr(node, "block", None)
        if isinstance(node, s.If):
            return int(node.branches[0].block.begin)
        if isinstance(node, s.Match):
            return int(node.subject.end)
        return int(block.begin if block is not None else node.end)

    # Simple statements.

    def _return(self, node: s.Return, scope: Scope, out: Output) -> None:
        if node.value is None:
            out.add("return", self.line(node), node.behind)
            return
        kind = self.return_type(scope.function)
        if kind is not None and kind.kind is Kind.VOID:
            out.add(self.expressions.alone(node.value, scope), self.line(node), node.behind)
            out.add("return", self.line(node))
            return
        made = self.expressions.stored(node.value, kind, scope, "return-value") if kind else self.expressions.write(node.value, scope)
        text = (
            self.expressions.alone(node.value, scope)
            if isinstance(node.value, s.Parenthesized) and (kind is None or made.text.startswith("("))
            else made.text
        )
        out.add(f"return {MAYBE}{text}{END}", self.line(node), node.behind)

    def return_type(self, function: Any) -> Type | None:
        """Return the type that a function says it returns, None where it says none."""
        if function is None or function.return_type is None:
            return None
        if function.return_type.names == ("void",):
            return Type(Kind.VOID)
        return self.expressions.type_named(function.return_type)

    def _assert(self, node: s.Assert, scope: Scope, out: Output) -> None:
        test = self.expressions.conditions.condition(node.condition, scope).at(TERNARY)
        message = f", {self.expressions.text(node.message, scope, TERNARY)}" if node.message is not None else ""
        out.add(f"assert {MAYBE}{test}{END}{message}", self.line(node), node.behind)

    def _expression(self, node: s.ExpressionStatement, scope: Scope, out: Output) -> None:
        expression = node.expression
        origin = self.line(node)
        while isinstance(expression, s.Parenthesized):
            expression = expression.inner
        if isinstance(expression, s.Assignment):
            for text in self.targets.assign(expression, scope):
                out.add(text, origin, node.behind)
            return
        if isinstance(expression, s.Literal) and expression.kind == "string":
            for line in str(expression.value).strip("\n").split("\n"):
                out.comment(f"# {line.strip()}".rstrip(), origin)
            return
        if isinstance(expression, s.Call):
            special = self._erasing(expression, scope) or self._freezing(expression, scope)
            if special:
                out.add(special, origin, node.behind)
                return
        if isinstance(expression, s.Literal | s.Identifier | s.MathConstant):
            text = self.expressions.alone(expression, scope)
            out.add(f"_ = {MAYBE}{text}{END}", origin, node.behind)
            return
        if expression in self.analysis.awaited:
            self.module.lax.add("unused-coroutine")
        made = self.expressions.write(expression, scope)
        if isinstance(expression, s.Call | s.Await | s.Yield) and made.strength >= AWAIT:
            out.add(made.text, origin, node.behind)
        else:
            out.add(f"_ = {MAYBE}{made.text}{END}", origin, node.behind)

    def _freezing(self, node: s.Call, scope: Scope) -> str:
        """`a.make_read_only()` of a plain list or dict in a variable, and the variable holds a read-only one from here."""
        callee = node.callee
        if not isinstance(callee, s.Attribute) or callee.name != "make_read_only" or not isinstance(callee.base, s.Identifier):
            return ""
        kind = self.types.of(callee.base)
        if not kind.is_builtin("Array", "Dictionary") or kind.arguments:
            return ""
        target = self.expressions.text(callee.base, scope)
        return f"{target} = {self.module.gd('read_only')}({target})"

    def _erasing(self, node: s.Call, scope: Scope) -> str:
        """Return `d.pop(key, None)` for a Dictionary's erase whose answer is not used."""
        callee = node.callee
        if (
            isinstance(callee, s.Attribute)
            and callee.name == "erase"
            and len(node.arguments) == 1
            and self.types.of(callee.base).is_builtin("Dictionary")
        ):
            key = self.expressions.text(node.arguments[0], scope, TERNARY)
            return f"{self.expressions.text(callee.base, scope, ATOM)}.pop({OPEN}{key},{NEXT}None{CLOSE})"
        return ""

    # Variables.

    def _variable(self, node: s.Variable, scope: Scope, out: Output) -> None:
        kind = self.types.declared(node) if node.type is not None or node.inferred else types.VARIANT
        if node.type is not None and kind.kind is Kind.VARIANT:
            kind = self.expressions.type_named(node.type)
        if node.value is None:
            value = self.expressions.default(kind)
        elif isinstance(node.value, s.Parenthesized):
            made = self.expressions.stored(node.value, kind, scope)
            value = self.expressions.alone(node.value, scope) if made.text.startswith("(") else made.text
        else:
            value = self._callable(self.expressions.stored(node.value, kind, scope).text)
        before = set(scope.taken)
        name = self._declare(node, scope)
        annotation = "" if name in before else self._annotation(node, kind, scope, value)
        out.add(f"{name}{annotation} = {MAYBE}{value}{END}", self.line(node), node.behind)

    def _callable(self, value: str) -> str:
        """Return a lambda that a name gets as a Callable: for a bare one Python wants a `def`."""
        return f"{self.module.use('steam_nodes', 'Callable')}({GROUP}{value}{CLOSE})" if value.startswith(("lambda ", "lambda:")) else value

    def _declare(self, node: Any, scope: Scope) -> str:
        """Give a local its name, with an underscore before it where the script never uses it."""
        unused = not node.name.startswith("_") and node not in self.used
        return scope.declare(node, f"_{node.name}" if unused else node.name)

    @cached_property
    def used(self) -> frozenset[Any]:
        """The declarations whose values a name of the script reads somewhere."""
        written = {one.target for one in types.walk(self.module.script) if isinstance(one, s.Assignment) and one.operator == "="}
        read = [one for one in types.walk(self.module.script) if isinstance(one, s.Identifier) and one not in written]
        return frozenset(self.analysis.meaning(one).declared for one in read)

    def _annotation(self, node: s.Variable, kind: Type, scope: Scope, value: str) -> str:
        """Return the annotation of a local's first place, "" where what it holds says all."""
        read = self.variants.is_read(scope.function)
        if read and (self.variants.is_mixed(node.name, scope.function) or self.variants.needs_any(node)):
            return f": {self.types.any()}"
        empty = value in ("[]", "{}")
        if (empty and (node.inferred or read)) or (read and self.variants.holds_any(node)):
            kind = self.types.declared(node)
        elif node.type is not None and node.type.names == ("Variant",):
            kind = types.VARIANT
        elif node.type is None or kind.kind is Kind.VARIANT:
            return ""
        written = self.types.annotation(kind)
        if written == "Any" and kind.kind is not Kind.VARIANT:
            return ""
        if value == "None" and is_object(kind):
            written += " | None"
            self.module.may_be_null = True
        return f": {written}"

    def _constant(self, node: s.Constant, scope: Scope, out: Output) -> None:
        kind = self.types.declared(node)
        target = kind if node.type is not None else types.VARIANT
        value = self.expressions.stored(node.value, target, scope).text
        if isinstance(node.value, s.ArrayLiteral | s.DictionaryLiteral):
            value = f"{self.module.gd('read_only')}({GROUP}{value}{CLOSE})"
        name = self._declare(node, scope)
        out.add(f"{name} = {MAYBE}{value}{END}", self.line(node), node.behind)

    # Lambdas and functions.

    def lambda_(self, node: s.Lambda, scope: Scope) -> Code:
        """Return a lambda: Python's where it is one expression, else the name of a function that stands above the statement."""
        function = node.function
        inner = Scope(scope.place, function, static=scope.static, outer=scope, renamed=scope.renamed)
        inner.coroutine = function in self.analysis.coroutines
        copied = self._copied(function, scope)
        single = self._single(function)
        if single is not None and not inner.coroutine and not self._needs_def(function):
            parameters = self.parameters(function, inner, annotated=False)
            parameters += self._copies(copied, scope, inner, star=function.rest is None)
            value = self._lambda_value(single, function, inner)
            if value is not None and not inner.hoisted:
                head = f"lambda {', '.join(parameters)}" if parameters else "lambda"
                if copied:
                    # Copies are keyword arguments, which mypy cannot infer where it wants a function without.
                    self.module.lax.add("misc")
                return Code(f"{head}: {value}", LAMBDA)
        return self._hoisted(node, scope, inner, copied)

    def _needs_def(self, function: s.Function) -> bool:
        if function.name:
            return True
        begin, end = (function.body.begin, function.body.end) if function.body else (0, 0)
        return bool(self.module.between(function.begin, end)) or end < begin or any(p.default is not None for p in function.parameters)

    def _single(self, function: s.Function) -> Any:
        statements = function.body.statements if function.body else ()
        if len(statements) != 1:
            return None
        only = statements[0]
        if isinstance(only, s.Return) and only.value is not None:
            return only
        if isinstance(only, s.ExpressionStatement) and isinstance(only.expression, s.Call):
            return only
        return None

    def _lambda_value(self, single: Any, function: s.Function, inner: Scope) -> str | None:
        if isinstance(single, s.Return):
            kind = self.return_type(function)
            made = (
                self.expressions.stored(single.value, kind, inner)
                if kind and kind.kind is not Kind.VOID
                else self.expressions.write(single.value, inner)
            )
            return made.at(TERNARY)
        # A statement's value is not returned; what gives something else than null must not answer with it.
        kind = self.types.of(single.expression)
        returns_nothing = kind.kind is Kind.VOID or _gives_nothing(single.expression) or self._calls_void(single.expression)
        made_text = self._erasing(single.expression, inner) or self.expressions.text(single.expression, inner, TERNARY)
        if returns_nothing or function.return_type is not None:
            return made_text
        return None

    def _calls_void(self, call: s.Call) -> bool:
        declared = self.analysis.meaning(call.callee).declared
        return isinstance(declared, s.Function) and declared.return_type is not None and declared.return_type.names == ("void",)

    def _copied(self, function: s.Function, scope: Scope) -> list[Any]:
        """Return the outer locals that a lambda takes and that change later, so that it has to copy them."""
        found: dict[Any, None] = {}
        for one in types.walk(function):
            if isinstance(one, s.Identifier):
                declared = self.analysis.meaning(one).declared
                if declared is not None and self._is_outer(declared, scope) and not isinstance(declared, s.Constant):
                    found[declared] = None
        looped = self._in_loop(function, scope)
        return [
            one
            for one in found
            if self.types.is_changed(one)
            or isinstance(one, s.For)
            or (looped and isinstance(one, s.Variable))
            or isinstance(one, s.BindPattern)
        ]

    def _in_loop(self, function: s.Function, scope: Scope) -> bool:
        return self.matching.depth > 0

    @staticmethod
    def _is_outer(declared: Any, scope: Scope) -> bool:
        here: Scope | None = scope
        while here is not None:
            if declared in here.names:
                return True
            here = here.outer
        return False

    def _copies(self, copied: list[Any], scope: Scope, inner: Scope, *, star: bool) -> list[str]:
        if not copied:
            return []
        names = [scope.find(one, getattr(one, "name", "")) for one in copied]
        return [*(["*"] if star else []), *[f"{name}={name}" for name in names]]

    def _hoisted(self, node: s.Lambda, scope: Scope, inner: Scope, copied: list[Any]) -> Code:
        function = node.function
        if function.name and not scope.hoisted and scope.taken.get(safe(function.name), scope) is None:
            name = safe(function.name)
        else:
            name = scope.fresh(safe(function.name) if function.name else self._lambda_name(node))
        above = Output(scope.indent)
        parameters = self.parameters(function, inner, annotated=True)
        parameters += self._copies(copied, scope, inner, star=function.rest is None)
        self._define(name, function, inner, above, parameters, returns=self._returns(function, inner))
        scope.hoisted.append(above)
        last = self.module.source.text.find("\n", node.end)
        behind = {one.behind for one in function.body.statements} if function.body is not None and not function.body.inline else set()
        self.module.told |= {comment.begin for comment in self.module.between(function.begin, node.end)}
        self.module.told |= {comment.begin for comment in self.module.between(node.end, last) if comment.text in behind}
        return Code(name)

    def _lambda_name(self, node: s.Lambda) -> str:
        """Return a name for a lambda that has none, from what stands before it; the runtime knows lambdas by its end."""
        text = self.module.source.text
        line = text[text.rfind("\n", 0, node.begin) + 1 : node.begin]
        if found := re.search(r"(\w+)\s*\.\s*connect\(\s*$", line):
            return f"on_{found.group(1)}_lambda"
        if found := re.search(r"(\w+)\s*(?::\s*\w*\s*)?=\s*$", line):
            return f"{found.group(1)}_lambda"
        return "called_lambda"

    def _returns(self, function: s.Function, scope: Scope) -> str:
        kind = self.return_type(function)
        return f" -> {self.types.annotation(kind, scope.place.path if scope.outer is None else ())}" if kind is not None else ""

    def _define(
        self,
        name: str,
        function: s.Function,
        scope: Scope,
        out: Output,
        parameters: list[str],
        returns: str = "",
        doc: list[str] | None = None,
    ) -> None:
        """Write a `def` with its body, once more where a local hides a Python function that the body uses."""
        word = "async def" if function in self.analysis.coroutines else "def"
        inside = f",{NEXT}".join(parameters)
        head = f"{word} {name}({OPEN if parameters else ''}{inside}{CLOSE if parameters else ''}){returns}:"
        told = set(self.module.told)
        outermost = scope.outer is None
        if outermost:
            self.module.function_imports = {}
            self.module.python = set()
        depth, self.matching.depth = self.matching.depth, 0
        body = self._body(function, scope, out.indent + 4, doc)
        hidden = scope.hidden(self.module.python)
        if hidden and scope.outer is None:
            self.module.told = told
            scope.renamed, scope.names, scope.taken = hidden, {}, {}
            parameters = self.parameters(function, scope, annotated=True)
            inside = f",{NEXT}".join((["self"] if not scope.static else []) + parameters)
            head = f"{word} {name}({OPEN if inside else ''}{inside}{CLOSE if inside else ''}){returns}:"
            body = self._body(function, scope, out.indent + 4, doc)
        self.matching.depth = depth
        if outermost:
            self.module.function_imports = None
        if scope.outer is not None and word != "def":
            out.add(f"@{self.module.gd('coroutine')}", self.line(function))
        out.add(head, self.line(function), function.behind)
        out.extend(body)

    def _body(self, function: s.Function, scope: Scope, indent: int, doc: list[str] | None) -> Output:
        body = Output(indent)
        if doc:
            docstring(body, doc)
        self._defaults(function, scope, body)
        if doc and function.body is not None and all(isinstance(one, s.Pass) for one in function.body.statements):
            body.before([line for one in function.body.statements for line in (*one.before, one.behind) if line])
            body.before([line for line in function.body.last if line])
            return body
        start = len(body.lines)
        self.block(function.body, scope, body)
        if scope.outer is None and self.module.function_imports:
            imports = Output(indent)
            self.own_imports(imports)
            body.lines[start:start] = imports.lines
            body.origins[start:start] = imports.origins
        return body

    def constructor(self, function: s.Function, scope: Scope, out: Output, *, with_base: bool) -> None:
        """Write the body of an `_init` that is part of `__init__`, without its call of the base where that is made already."""
        self._defaults(function, scope, out)
        if function.body is None:
            return
        for statement in function.body.statements:
            if isinstance(statement, s.Pass) or (calls_base(statement) and not with_base):
                out.before([line for line in (*statement.before, statement.behind) if line])
            else:
                self.statement(statement, scope, out)
        out.before([line for line in function.body.last if line])

    def own_imports(self, out: Output) -> None:
        """Write the imports that stand inside a function, for scripts that need this one too."""
        for module, found in sorted((self.module.function_imports or {}).items()):
            for line in import_line(module, found, out.indent).split("\n"):
                out.add(line[out.indent :])
        if out.lines:
            out.blank()

    def function(self, name: str, function: s.Function, scope: Scope, out: Output, doc: list[str] | None = None) -> None:
        """Write a function of a class."""
        parameters = ([] if scope.static else ["self"]) + self.parameters(function, scope, annotated=True)
        self._define(name, function, scope, out, parameters, self._returns(function, scope), doc)

    def accessor(self, function: s.Function, scope: Scope, indent: int) -> Output:
        """Return the body of a setter or a getter."""
        depth, self.matching.depth = self.matching.depth, 0
        self.module.function_imports = {}
        inner = Output(indent)
        self.block(function.body, scope, inner)
        body = Output(indent)
        self.own_imports(body)
        body.extend(inner)
        self.module.function_imports = None
        self.matching.depth = depth
        return body

    def parameters(self, function: s.Function, scope: Scope, *, annotated: bool) -> list[str]:
        """Return the parameters of a function; a default that is made anew at each call is None here."""
        made = []
        for parameter in function.parameters:
            name = scope.declare(parameter, parameter.name)
            kind = self.expressions.calls.parameter_type(parameter)
            annotation = ""
            if annotated and kind.kind is not Kind.VARIANT:
                annotation = self.types.annotation(kind, scope.place.path if scope.outer is None else ())
            elif annotated and parameter.type is not None:
                annotation = self.types.any()
            default = ""
            if parameter.default is not None:
                if self._is_plain(parameter.default, typed=kind.kind is not Kind.VARIANT):
                    default = self.expressions.stored(parameter.default, kind, scope).at(TERNARY)
                    if default == "None" and annotation and annotation != "Any":
                        annotation += " | None"
                        self.module.may_be_null = True
                else:
                    default = "None"
                    annotation += " | None" if annotation and annotation != "Any" else ""
            text = f"{name}: {annotation}" if annotation else name
            if default:
                text += f" = {default}" if annotation else f"={default}"
            made.append(text)
        if function.rest is not None:
            name = scope.declare(function.rest, function.rest.name)
            made.append(f"*{name}")
        return made

    def _is_plain(self, value: Any, *, typed: bool) -> bool:
        """Whether a default can stand in the head: a call stands there only where null is a value of its own for the parameter."""
        if isinstance(value, s.Unary):
            return self._is_plain(value.operand, typed=typed)
        if isinstance(value, s.Literal):
            return value.kind in ("int", "float", "string", "bool", "null")
        if isinstance(value, s.MathConstant):
            return True
        if isinstance(value, s.Call) and isinstance(value.callee, s.Identifier) and value.callee.name in types.VALUES:
            return not typed and all(self._is_plain(argument, typed=typed) for argument in value.arguments)
        return False

    def _defaults(self, function: s.Function, scope: Scope, out: Output) -> None:
        for parameter in function.parameters:
            kind = self.expressions.calls.parameter_type(parameter)
            if parameter.default is not None and not self._is_plain(parameter.default, typed=kind.kind is not Kind.VARIANT):
                name = scope.find(parameter, parameter.name)
                value = self._callable(self.expressions.stored(parameter.default, kind, scope).text)
                out.add(f"if {name} is None:", self.line(function))
                out.indent += 4
                out.add(f"{name} = {MAYBE}{value}{END}", self.line(function))
                out.indent -= 4
        if function.rest is not None:
            name = scope.find(function.rest, function.rest.name)
            if self._mentions(function, function.rest):
                out.add(f"{name} = {scope.python('list')}({name})", self.line(function))
                self.module.lax.add("assignment")

    def _mentions(self, function: s.Function, declared: Any) -> bool:
        return any(isinstance(one, s.Identifier) and one.name == declared.name for one in types.walk(function))


def docstring(out: Output, lines: list[str]) -> None:
    """Write the `##` comments of a class or a function as its docstring."""
    texts = [line.strip().lstrip("#").strip() for line in lines]
    escaped = [text.replace("\\", "\\\\").replace('"""', "'''") for text in texts]
    if len(escaped) == 1:
        only = escaped[0]
        end = " " if only.endswith('"') else ""
        if len(only) + out.indent + 6 + len(end) <= WIDTH:
            out.add(f'"""{only}{end}"""')
            return
    wrapped: list[str] = []
    for number, text in enumerate(escaped):
        room = WIDTH - out.indent - (3 if number == 0 else 0)
        rest = text
        while len(rest) > room and (at := rest.rfind(" ", 0, room)) > 0:
            wrapped.append(rest[:at])
            rest, room = rest[at + 1 :], WIDTH - out.indent
        wrapped.append(rest)
    pad = " " * out.indent
    for number, text in enumerate(wrapped):
        line = pad + ('"""' if number == 0 else "") + text
        out.lines.append(line.rstrip())
        out.origins.append(0)
    out.lines.append(f'{pad}"""')
    out.origins.append(0)


def _without_last_blanks(lines: tuple[str, ...]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _gives_nothing(call: s.Call) -> bool:
    """Whether a method surely gives null: emit, queue_free and the like."""
    return isinstance(call.callee, s.Attribute) and call.callee.name in (
        "emit",
        "queue_free",
        "call_deferred",
        "append",
        "push_back",
        "clear",
        "free",
    )
