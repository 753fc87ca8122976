"""Bodies of functions: statements, scopes, and what is believed of locals.

Rules: a local without a declared type has the type of its initial value as long as everything that the function assigns to it has that type
too. Whether it does is known only at the end, so a function is looked at with that belief, and again without it for the locals where it did
not hold, until nothing changes. A test (`if x is Node:`) tells the type of a local in its block only where the function never assigns to
that local. Both are told with `hard=False`: the engine knows neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import NULL, Kind, Type
from steam_nodes.port.analyzer.expressions import Expressions
from steam_nodes.port.analyzer.locals import Local, Locals
from steam_nodes.port.analyzer.types import UNSET, builtin_name, from_text, is_object, is_variant, plain, same, weak
from steam_nodes.port.analyzer.walk import assigned

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.analyzer.classes import Classes, ClassInfo
    from steam_nodes.port.analyzer.names import Names

_INT, _FLOAT = from_text("int"), from_text("float")
_ITERATED = {
    "int": _INT,
    "float": _FLOAT,
    "String": from_text("String"),
    "Vector2": _FLOAT,
    "Vector3": _FLOAT,
    "Vector2i": _INT,
    "Vector3i": _INT,
    "PackedByteArray": _INT,
    "PackedInt32Array": _INT,
    "PackedInt64Array": _INT,
    "PackedFloat32Array": _FLOAT,
    "PackedFloat64Array": _FLOAT,
    "PackedStringArray": from_text("String"),
    "PackedVector2Array": from_text("Vector2"),
    "PackedVector3Array": from_text("Vector3"),
    "PackedColorArray": from_text("Color"),
    "PackedVector4Array": from_text("Vector4"),
}
"""What `for` gives of each type."""
_LEAVES = syntax.Return | syntax.Break | syntax.Continue


class Bodies:
    """Looks at everything in a class that is not its face: initial values and bodies.

    Args:
        classes: The classes of the scripts.
        names: Answers what names mean.
    """

    def __init__(self, classes: Classes, names: Names) -> None:
        """Take in what answers."""
        self.classes = classes
        self.names = names

    def look(self, info: ClassInfo) -> None:
        """Look at a whole class and those inside it."""
        for each in info.everything():
            self.classes.native(each)
            for name in each.members:
                self.classes.member_type(each, name)
            for member in each.node.members:
                _MEMBERS.get(type(member), Bodies._other)(self, each, member)
            for annotation in each.node.annotations:
                self._annotation(each, annotation)

    def expressions(self, info: ClassInfo) -> Expressions:
        """Return what infers the values of a class's members."""
        return Pass(self, info, set()).expressions

    def until_true(self, info: ClassInfo, look: Callable[[Pass], None]) -> None:
        """Look at something until what is believed of its locals holds."""
        unsure: set[syntax.Syntax] = set()
        while True:
            tried = Pass(self, info, unsure)
            look(tried)
            if not tried.broken:
                return
            unsure = unsure | tried.broken

    def _other(self, info: ClassInfo, member: Any) -> None:
        del info, member

    def _annotation(self, info: ClassInfo, annotation: syntax.Annotation) -> None:
        self.until_true(info, lambda tried: tried.annotations((annotation,)))

    def _enum(self, info: ClassInfo, enum: syntax.Enum) -> None:
        if enum.name:
            self.classes.enum_values(info, enum)

    def _signal(self, info: ClassInfo, signal: syntax.SignalDeclaration) -> None:
        for parameter in signal.parameters:
            info.analysis.types[parameter] = self.classes.parameter(info, parameter)

    def _function(self, info: ClassInfo, function: syntax.Function) -> None:
        self.until_true(info, lambda tried: tried.function(function, self.classes.returns(info, function)))

    def _variable(self, info: ClassInfo, variable: syntax.Variable) -> None:
        kind = (
            self.classes.member_type(info, variable.name)
            if info.members[variable.name] is variable
            else self.classes.variable_type(info, variable)
        )
        info.analysis.types[variable] = kind
        if variable.type is not None:
            info.analysis.types[variable.type] = kind

        def value(tried: Pass) -> None:
            tried.annotations(variable.annotations)
            if variable.value is not None:
                tried.expressions.infer(variable.value)
                if kind.hard:
                    tried.expressions.expect(variable.value, kind)

        self.until_true(info, value)
        if isinstance(variable.getter, syntax.Function):
            getter = variable.getter
            self.until_true(info, lambda tried: tried.function(getter, kind))
        if isinstance(variable.setter, syntax.Function):
            setter = variable.setter
            self.until_true(info, lambda tried: tried.function(setter, UNSET, parameters=kind))

    def _constant(self, info: ClassInfo, constant: syntax.Constant) -> None:
        info.analysis.types[constant] = self.classes.member_type(info, constant.name)
        self.until_true(info, lambda tried: tried.annotations(constant.annotations))


_MEMBERS: dict[type, Callable[[Bodies, ClassInfo, Any], None]] = {
    syntax.Annotation: Bodies._annotation,
    syntax.Variable: Bodies._variable,
    syntax.Constant: Bodies._constant,
    syntax.Enum: Bodies._enum,
    syntax.SignalDeclaration: Bodies._signal,
    syntax.Function: Bodies._function,
}


class Pass:
    """One look at a function, or at the value of a member.

    Args:
        bodies: What looks at the class.
        info: The class.
        unsure: The declarations whose locals are known to hold values of several types.
    """

    def __init__(self, bodies: Bodies, info: ClassInfo, unsure: set[syntax.Syntax]) -> None:
        """Begin outside of any function."""
        self.info = info
        self.analysis: Analysis = info.analysis
        self.types: dict[Any, Type] = info.analysis.types
        self.classes: Classes = bodies.classes
        self.locals: Locals = Locals(info.analysis.captured)
        self.expressions: Expressions = Expressions(bodies.classes, bodies.names, info, locals_=self.locals, lambda_body=self._lambda)
        self.expressions.narrowing = self._narrow
        self.broken: set[syntax.Syntax] = set()
        self._unsure = unsure
        self._assigned: frozenset[str] = frozenset()
        self._returns: list[Type] = []

    # Functions.

    def function(self, function: syntax.Function, returns: Type, parameters: Type | None = None) -> None:
        """Look at a function; `parameters` is the type of those that declare none (a setter's)."""
        outermost = not self.locals.functions
        self.annotations(function.annotations)
        self.types[function] = returns
        if function.return_type is not None:
            self.types[function.return_type] = returns
        if outermost and function.body is not None:
            self._assigned = assigned(function.body)
        self.locals.functions.append(function)
        self.locals.push()
        self._returns.append(returns)
        for parameter in function.parameters:
            self._parameter(parameter, parameters)
        if function.rest is not None:
            kind = self.expressions.written(function.rest.type) if function.rest.type is not None else from_text("Array")
            self.types[function.rest] = kind
            self.locals.declare(function.rest.name, function.rest, kind)
        if function.body is not None:
            self.block(function.body)
        self._returns.pop()
        self.locals.pop()
        self.locals.functions.pop()

    def _parameter(self, parameter: syntax.Parameter, otherwise: Type | None) -> None:
        kind = UNSET if otherwise is None else otherwise
        default = self.expressions.infer(parameter.default) if parameter.default is not None else UNSET
        if parameter.type is not None:
            kind = self.types[parameter.type] = self.expressions.written(parameter.type)
        elif parameter.inferred:
            kind = plain(default)
        if parameter.default is not None and kind.hard:
            self.expressions.expect(parameter.default, kind)
        self.types[parameter] = kind
        self.locals.declare(parameter.name, parameter, kind)

    def _lambda(self, _: Expressions, function: syntax.Function) -> None:
        # What a test tells of a local is still true in a lambda: it has a copy, and nothing assigns to the local.
        self.analysis.captured[function] = set()
        returns = self.expressions.written(function.return_type) if function.return_type is not None else UNSET
        self.function(function, returns)

    def annotations(self, annotations: tuple[syntax.Annotation, ...]) -> None:
        """Look at the arguments of annotations."""
        for annotation in annotations:
            for argument in annotation.arguments:
                self.expressions.infer(argument)

    # Statements.

    def block(self, block: syntax.Block) -> None:
        """Look at a block; what its tests told is forgotten at its end."""
        narrowed = len(self.locals.narrowed)
        self.locals.push()
        for statement in block.statements:
            if not isinstance(statement, syntax.Annotation):
                self.annotations(statement.annotations)
            found = _STATEMENTS.get(type(statement))
            if found is not None:
                found(self, statement)
        self.locals.pop()
        del self.locals.narrowed[narrowed:]

    def _expression(self, statement: syntax.ExpressionStatement) -> None:
        node = statement.expression
        found = self.expressions.infer(node)
        if isinstance(node, syntax.Assignment) and isinstance(node.target, syntax.Identifier):
            local = self.locals.find(node.target.name)
            if local is not None and not self._holds(local.type, found):
                self.broken.add(local.declared)

    def _holds(self, believed: Type, value: Type) -> bool:
        """Whether a local that is believed to have a type still has it after an assignment."""
        if believed.hard or is_variant(believed):
            return True
        if is_variant(value) or value.is_type != believed.is_type:
            return False
        if is_object(believed) and not believed.is_type:
            return value.kind is Kind.NULL or (is_object(value) and self.classes.extends(value, believed))
        if believed.kind is Kind.BUILTIN and not believed.arguments:
            return builtin_name(value) == believed.name
        return same(believed, value)

    def _variable(self, node: syntax.Variable) -> None:
        value = self.expressions.infer(node.value) if node.value is not None else UNSET
        if node.type is not None:
            kind = self.types[node.type] = self.expressions.written(node.type)
            if node.value is not None:
                self.expressions.expect(node.value, kind)
        elif node.inferred:
            kind = plain(value)
        else:
            kind = self._believe(node, value)
        self.types[node] = kind
        self.locals.declare(node.name, node, kind)

    def _believe(self, declared: syntax.Syntax, value: Type) -> Type:
        """The type of a local that declares none: that of its first value, unless it is known to get others."""
        if declared in self._unsure or is_variant(value) or value.kind in {Kind.NULL, Kind.VOID}:
            return UNSET
        return weak(plain(value))

    def _constant(self, node: syntax.Constant) -> None:
        kind = self.types[node] = self.classes.constant_type(self.info, node, self.expressions)
        self.locals.declare(node.name, node, kind, constant=True)

    def _return(self, node: syntax.Return) -> None:
        if node.value is not None:
            self.expressions.infer(node.value)
            if self._returns[-1].hard and self._returns[-1].kind is not Kind.VOID:
                self.expressions.expect(node.value, self._returns[-1])

    def _assert(self, node: syntax.Assert) -> None:
        self.expressions.infer(node.condition)
        if node.message is not None:
            self.expressions.infer(node.message)

    def _if(self, node: syntax.If) -> None:
        for branch in node.branches:
            if branch.condition is not None:
                self.expressions.infer(branch.condition)
            told = self._narrow(branch.condition) if branch.condition is not None else 0
            self.block(branch.block)
            self.expressions.widen(told)
        condition = node.branches[0].condition
        statements = node.branches[0].block.statements
        if len(node.branches) == 1 and condition is not None and statements and isinstance(statements[-1], _LEAVES):
            # What stands below in this block is reached only where the condition is false.
            self._narrow_not(condition)

    def _while(self, node: syntax.While) -> None:
        self.expressions.infer(node.condition)
        told = self._narrow(node.condition)
        self.block(node.block)
        self.expressions.widen(told)

    def _for(self, node: syntax.For) -> None:
        iterable = self.expressions.infer(node.iterable)
        if node.type is not None:
            kind = self.types[node.type] = self.expressions.written(node.type)
        else:
            kind = self._iterated(node.iterable, iterable)
            if not kind.hard or node.name in self._assigned:
                kind = self._believe(node, kind)
        self.types[node] = kind
        self.locals.push()
        self.locals.declare(node.name, node, kind)
        self.block(node.block)
        self.locals.pop()

    def _iterated(self, node: syntax.Expression, iterable: Type) -> Type:
        if isinstance(node, syntax.Call) and isinstance(node.callee, syntax.Identifier) and node.callee.name == "range":
            return _INT
        if iterable.kind is Kind.ENUM:
            return UNSET if iterable.is_type else _INT
        if iterable.kind is not Kind.BUILTIN or iterable.is_type:
            return UNSET
        kind = iterable.arguments[0] if iterable.arguments else _ITERATED.get(iterable.name, UNSET)
        return kind if iterable.hard else weak(kind)

    # Match.

    def _match(self, node: syntax.Match) -> None:
        subject = self.expressions.infer(node.subject)
        for branch in node.branches:
            self.annotations(branch.annotations)
            self.locals.push()
            for pattern in branch.patterns:
                self._pattern(pattern, plain(subject))
            told = self._narrow_match(node.subject, branch.patterns)
            if branch.guard is not None:
                self.expressions.infer(branch.guard)
                told += self._narrow(branch.guard)
            self.block(branch.block)
            self.expressions.widen(told)
            self.locals.pop()

    def _pattern(self, pattern: syntax.Pattern, subject: Type) -> None:
        if isinstance(pattern, syntax.BindPattern):
            self.types[pattern] = subject
            self.locals.declare(pattern.name, pattern, subject)
        elif isinstance(pattern, syntax.ArrayPattern):
            for element in pattern.elements:
                self._pattern(element, UNSET)
        elif isinstance(pattern, syntax.DictionaryPattern):
            for entry in pattern.entries:
                self.expressions.infer(entry.key)
                if entry.pattern is not None:
                    self._pattern(entry.pattern, UNSET)
        elif isinstance(pattern, syntax.ExpressionPattern):
            self.expressions.infer(pattern.value)

    def _narrow_match(self, subject: syntax.Expression, patterns: tuple[syntax.Pattern, ...]) -> int:
        if len(patterns) != 1 or not isinstance(patterns[0], syntax.ExpressionPattern):
            return 0
        return self._narrow_typeof(subject, patterns[0].value)

    # What tests tell.

    def _narrow(self, condition: syntax.Expression) -> int:
        """Believe what a condition that is true tells, and return how many things that were."""
        if isinstance(condition, syntax.Parenthesized):
            return self._narrow(condition.inner)
        if isinstance(condition, syntax.TypeTest):
            return 0 if condition.negated else self._narrow_to(condition.operand, self.types.get(condition.type, UNSET))
        if isinstance(condition, syntax.Unary) and condition.operator == "not":
            return self._narrow_not(condition.operand)
        if isinstance(condition, syntax.Binary):
            if condition.operator == "and":
                return self._narrow(condition.left) + self._narrow(condition.right)
            if condition.operator == "==":
                return self._narrow_typeof(condition.left, condition.right)
        return 0

    def _narrow_not(self, condition: syntax.Expression) -> int:
        """Believe what a condition that is false tells."""
        if isinstance(condition, syntax.Parenthesized):
            return self._narrow_not(condition.inner)
        if isinstance(condition, syntax.TypeTest):
            return self._narrow_to(condition.operand, self.types.get(condition.type, UNSET)) if condition.negated else 0
        if isinstance(condition, syntax.Unary) and condition.operator == "not":
            return self._narrow(condition.operand)
        if isinstance(condition, syntax.Binary):
            if condition.operator == "or":
                return self._narrow_not(condition.left) + self._narrow_not(condition.right)
            if condition.operator == "!=":
                return self._narrow_typeof(condition.left, condition.right)
        return 0

    def _narrow_typeof(self, asked: syntax.Expression, answer: syntax.Expression) -> int:
        """`typeof(x) == TYPE_INT` tells that x is an int."""
        if not isinstance(asked, syntax.Call) or not isinstance(asked.callee, syntax.Identifier) or asked.callee.name != "typeof":
            return 0
        number = self.types.get(answer, UNSET)
        if len(asked.arguments) != 1 or number.kind is not Kind.ENUM or number.name != "Variant.Type" or not number.constant:
            return 0
        names = list(self.classes.api.builtins)
        # The numbers are the order of the types; Object, the 24th, is a class here.
        names.insert(_OBJECT, "Object")
        return self._narrow_to(asked.arguments[0], from_text(names[number.value]) if 0 < number.value < len(names) else UNSET)

    def _narrow_to(self, operand: syntax.Expression, kind: Type) -> int:
        if isinstance(operand, syntax.Parenthesized):
            return self._narrow_to(operand.inner, kind)
        if not isinstance(operand, syntax.Identifier) or operand.name in self._assigned or is_variant(kind) or kind == NULL:
            return 0
        local = self.locals.find(operand.name)
        if local is None or local.constant or not self._tells(local, kind):
            return 0
        self.locals.narrowed.append((local, weak(kind)))
        return 1

    def _tells(self, local: Local, kind: Type) -> bool:
        """Whether a test tells more than is known."""
        known = self.locals.type(local)
        return is_variant(known) or (is_object(known) and is_object(kind) and self.classes.extends(kind, known) and not same(kind, known))


_OBJECT = 24
_STATEMENTS: dict[type, Callable[[Pass, Any], None]] = {
    syntax.ExpressionStatement: Pass._expression,
    syntax.Variable: Pass._variable,
    syntax.Constant: Pass._constant,
    syntax.Return: Pass._return,
    syntax.Assert: Pass._assert,
    syntax.If: Pass._if,
    syntax.While: Pass._while,
    syntax.For: Pass._for,
    syntax.Match: Pass._match,
}
