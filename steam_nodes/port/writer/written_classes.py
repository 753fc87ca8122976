"""Classes: a script or an inner class as a Python class, its members in the order of the script.

Rules: a value that never changes stands in the class; one that can change, or is computed, is set in `__init__` in the script's order.
`_init` stays a method: the runtime calls the nearest one after all initial values, as the engine does. Two blank lines stand between
classes, one between functions; elsewhere the script's blank lines are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.families import calls_base
from steam_nodes.port.writer.known.held_types import VALUES, is_object
from steam_nodes.port.writer.known.member_order import EXPORT_GROUPS, annotated_with, is_exported, names_of, ordered
from steam_nodes.port.writer.known.scope import Place, Scope
from steam_nodes.port.writer.layout import CLOSE, END, GROUP, MAYBE, NEXT, OPEN
from steam_nodes.port.writer.text import literals
from steam_nodes.port.writer.text.output import Output
from steam_nodes.port.writer.written_names import safe
from steam_nodes.port.writer.written_statements import Statements, docstring

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.held_types import Types
    from steam_nodes.port.writer.module import Module
    from steam_nodes.port.writer.written_expressions import Expressions

_SCALARS = ("int", "float", "bool", "String", "StringName", "NodePath")


class Classes:
    """Writes the classes of one file.

    Args:
        module: The file.
        statements: Writes the functions.
    """

    def __init__(self, module: Module, statements: Statements) -> None:
        """Keep who writes what is inside."""
        self.module = module
        self.statements = statements
        self.expressions: Expressions = statements.expressions
        self.types: Types = statements.types
        self.skipped: dict[Any, int] = {}
        """How many lines above a member are written already: those that document the whole script."""

    def write(self, node: s.Script | s.Class, place: Place, out: Output, base: str, doc: list[str]) -> None:
        """Write a class with its members."""
        origin = self.module.line(node.class_name_begin) if isinstance(node, s.Script) and node.class_name else self.module.line(node.begin)
        watched = any(isinstance(member, s.Variable) and member.static and self._has_accessor(member) for member in node.members)
        extended = ", ".join(part for part in (base, f"metaclass={self.module.gd('ClassOfStatics')}" if watched else "") if part)
        out.add(f"class {place.path[-1]}{f'({extended})' if extended else ''}:", origin, getattr(node, "behind", ""))
        out.indent += 4
        begin = len(out.lines)
        if doc:
            docstring(out, doc)
            out.blank()
        self._properties(node, place)
        members = ordered(node)
        initial = [
            member for member in members if isinstance(member, s.Variable) and not member.static and self._is_computed(member, place)
        ]
        folded = (
            next((member for member in members if isinstance(member, s.Function) and member.name == "_init"), None)
            if node in self.module.folded
            else None
        )
        place.early = any(self._asks(member.value) for member in initial)
        initialised = not initial and folded is None
        previous: Any = None
        pending: list[str] = []
        for member in members:
            if isinstance(member, s.Annotation) and member.name not in EXPORT_GROUPS:
                pending += [line for line in (*self._before(member), member.behind) if line]
                continue
            if not initialised and (isinstance(member, s.Function) or (isinstance(member, s.Variable) and self._has_accessor(member))):
                self._init(initial, place, out, previous, folded)
                initialised, previous = True, folded or members[0]
                if not isinstance(previous, s.Function):
                    previous = member
            if member is folded:
                continue
            lines = [*pending, *self._before(member)]
            pending = []
            self._space(previous, member, lines, out, first=len(out.lines) == begin)
            self._member(member, place, out, lines)
            if not (isinstance(member, s.Variable) and member in initial and not self._has_accessor(member)):
                previous = member
        if not initialised:
            self._init(initial, place, out, previous, folded)
        statics = [member for member in members if isinstance(member, s.Variable) and member.static and self._is_late(member, place)]
        if statics:
            self._static_values(statics, place, out)
        out.before([line for line in (*pending, *_trimmed(node.last)) if line], origin)
        if (
            out.empty
            or len(out.lines) == begin
            or not any(line.strip() and not line.lstrip().startswith("#") for line in out.lines[begin:])
        ):
            out.add("pass")
        out.indent -= 4

    def _before(self, member: Any) -> list[str]:
        above: list[str] = []
        for annotation in getattr(member, "annotations", ()):
            above += [*annotation.before[self.skipped.get(annotation, 0) :], *([annotation.behind] if annotation.behind else [])]
        return [*above, *member.before[self.skipped.get(member, 0) :]]

    def _properties(self, node: s.Script | s.Class, place: Place) -> None:
        names = {name for member in node.members for name in names_of(member)}
        place.names = names
        for member in node.members:
            if isinstance(member, s.Variable) and self._has_accessor(member):
                name = f"_{safe(member.name)}"
                while name in names:
                    name += "_"
                place.backing[member.name] = name

    @staticmethod
    def _has_accessor(member: s.Variable) -> bool:
        return member.getter is not None or member.setter is not None

    # Layout.

    def _space(self, previous: Any, member: Any, lines: list[str], out: Output, *, first: bool) -> None:
        """Set the blank lines above a member."""
        if first:
            return
        big = isinstance(member, s.Function | s.Class | s.Enum) and not (isinstance(member, s.Enum) and not member.name)
        big = big or (isinstance(member, s.Variable) and self._has_accessor(member))
        after = isinstance(previous, s.Function | s.Class) or (isinstance(previous, s.Enum) and bool(previous.name))
        after = after or (isinstance(previous, s.Variable) and self._has_accessor(previous))
        wanted = 1 if big or after or (lines and not lines[0]) else 0
        if previous is None:
            wanted = 0
        if wanted:
            out.blanks(1)
        while lines and not lines[0]:
            lines.pop(0)

    # Members.

    def _member(self, member: Any, place: Place, out: Output, lines: list[str]) -> None:  # noqa: C901, PLR0912  # one case a kind of member
        origin = self.module.line(member.begin)
        match member:
            case s.Function():
                self._function(member, place, out, lines)
            case s.Class():
                doc = [line for line in lines if line.startswith("##")]
                out.before([line for line in lines if not line.startswith("##")], origin)
                inner = Place(member, (*place.path, safe(member.name)), place)
                self.write(member, inner, out, self.base_of(member.extends, place), doc)
            case s.Variable():
                if self._is_computed(member, place) and not member.static and not self._has_accessor(member) and not is_exported(member):
                    if not place.early or self._is_container(member.value):
                        return
                    kind = self.kind_of(member)
                    annotation = self._annotated(member, kind, place) or f": {self.types.any()}"
                    out.add(f"{safe(member.name)}{annotation} = {self.expressions.default(kind)}", origin)
                    return
                out.before(_plain(lines), origin)
                self._variable(member, place, out)
            case s.Constant():
                out.before(_plain(lines), origin)
                self._constant(member, place, out)
            case s.SignalDeclaration():
                out.before(_plain(lines), origin)
                signal = self.module.use("steam_nodes", "Signal")
                names = f",{NEXT}".join(literals.string(parameter.name) for parameter in member.parameters)
                kinds = [self.expressions.calls.parameter_type(parameter) for parameter in member.parameters]
                held = ", ".join(self.types.annotation(kind, place.path) for kind in kinds) or "()"
                out.add(f"{safe(member.name)}: {signal}[{held}] = {signal}({OPEN}{names}{CLOSE})", origin, member.behind)
                self._inside(member, out)
            case s.Enum():
                out.before(_plain(lines), origin)
                self._enum(member, place, out)
            case s.Annotation():
                out.before(_plain(lines), origin)
                told = f",{NEXT}".join(self.expressions.text(argument, Scope(place), 1) for argument in member.arguments)
                out.add(f"{self.module.gd(member.name)}({OPEN}{told}{CLOSE})", origin, member.behind)
            case s.Pass():
                out.before(_plain(lines), origin)
                if member.behind:
                    out.comment(member.behind, origin)
            case s.ExpressionStatement():
                out.before(_plain(lines), origin)
                if isinstance(member.expression, s.Literal):
                    for line in str(member.expression.value).strip("\n").split("\n"):
                        out.comment(f"# {line.strip()}".rstrip(), origin)

    def _inside(self, member: Any, out: Output) -> None:
        """Keep the comments inside a member that nobody has written."""
        for comment in self.module.between(member.begin, member.end):
            if comment.begin not in self.module.told and comment.text != member.behind:
                self.module.told.add(comment.begin)
                out.comment(comment.text, self.module.line(comment.begin))

    def _function(self, member: s.Function, place: Place, out: Output, lines: list[str]) -> None:
        origin = self.module.line(member.begin)
        doc = [line for line in lines if line.startswith("##")]
        out.before([line for line in lines if not line.startswith("##")], origin)
        scope = Scope(place, member, static=member.static, accessors=self._accessed(member.name, place))
        if member.body is not None:
            # Comments between the parameters stand above the function.
            for comment in self.module.between(member.begin, member.body.begin):
                if comment.text != member.behind and comment.begin not in self.module.told:
                    self.module.told.add(comment.begin)
                    out.comment(comment.text, self.module.line(comment.begin))
        self._decorators(member, out, origin)
        if member.static:
            out.add("@staticmethod", origin)
        if member.body is None:
            out.add(f"@{self.module.use('abc', 'abstractmethod')}", origin)
        self.statements.function(safe(member.name), member, scope, out, doc)

    @staticmethod
    def _accessed(name: str, place: Place) -> frozenset[str]:
        """Return the variables whose setter or getter a function is by its name."""
        variables = [member for member in place.node.members if isinstance(member, s.Variable)]
        return frozenset(one.name for one in variables if name in (one.getter, one.setter))

    def _decorators(self, member: s.Function, out: Output, origin: int) -> None:
        for annotation in member.annotations:
            if annotation.name == "rpc":
                scope = Scope(Place(self.module.script, (self.module.class_name,)))
                inside = ", ".join(self.expressions.text(argument, scope) for argument in annotation.arguments)
                out.add(f"@{self.module.gd('rpc')}({inside})", origin)
        if member.rpc:
            out.add(f"@{self.module.gd('rpc')}({literals.string(member.rpc)})", origin)

    def _constant(self, member: s.Constant, place: Place, out: Output) -> None:
        scope = Scope(place)
        origin = self.module.line(member.begin)
        kind = self.types.declared(member) if member.type is not None else types.VARIANT
        if member.type is not None and kind.kind is Kind.VARIANT:
            kind = self.expressions.type_named(member.type)
        with self.types.in_body(place.dotted):
            made = self.expressions.stored(member.value, kind, scope)
        value = self.expressions.alone(member.value, scope) if isinstance(member.value, s.Parenthesized) else made.text
        container = isinstance(member.value, s.ArrayLiteral | s.DictionaryLiteral) or self.types.of(member.value).is_builtin(
            "Array", "Dictionary"
        )
        if container and not kind.is_builtin(*types.PACKED):
            value = f"{self.module.gd('read_only')}({GROUP}{value}{CLOSE})"
        held = self.types.of(member.value)
        if held.is_type or isinstance(member.value, s.Preload):
            out.add(f"{safe(member.name)} = {MAYBE}{value}{END}", origin, member.behind)
            return
        final = self.module.use("typing", "Final")
        out.add(f"{safe(member.name)}: {final} = {MAYBE}{value}{END}", origin, member.behind)

    def _enum(self, member: s.Enum, place: Place, out: Output) -> None:
        origin = self.module.line(member.begin)
        scope = Scope(place)
        if member.name:
            out.add(f"class {safe(member.name)}({self.module.use('enum', 'IntEnum')}):", origin)
            out.indent += 4
        known = self.module.analysis
        following: int | None = 0
        previous = ""
        for value in member.values:
            out.before(value.before, self.module.line(value.begin))
            exact = known.type(value).value if known.type(value).constant else None
            if value.value is not None:
                text = self._enum_value(value.value, member, scope)
                following = exact if isinstance(exact, int) else _plain_int(value.value)
            elif isinstance(exact, int):
                text, following = str(exact), exact
            else:
                text = str(following) if following is not None else f"{previous} + 1"
            out.add(
                f"{safe(value.name)} = {text}" if member.name else f"{safe(value.name)}: {self.module.use('typing', 'Final')} = {text}",
                self.module.line(value.begin),
                value.behind,
            )
            following = following + 1 if following is not None else None
            previous = safe(value.name)
        self._inside(member, out)
        if member.name:
            if not member.values:
                out.add("pass")
            out.indent -= 4
        if member.behind and member.behind not in "\n".join(out.lines[-len(member.values) - 3 :]):
            out.comment(member.behind, origin)

    def _enum_value(self, node: Any, member: s.Enum, scope: Scope) -> str:
        """Return the value of an enum's name; inside a class of its own it cannot see the names around it, so a number stands there."""
        if isinstance(node, s.Literal) or (isinstance(node, s.Unary) and isinstance(node.operand, s.Literal)):
            return self.expressions.text(node, scope)
        known = self.module.analysis.type(node)
        if isinstance(known.value, int) and any(isinstance(one, s.Identifier | s.Attribute) for one in types.walk(node)):
            return str(int(known.value))
        return self.expressions.text(node, scope)

    # Variables.

    def kind_of(self, member: s.Variable) -> Type:
        """Return the type that the engine holds a variable to, VARIANT where it holds it to none."""
        if member.type is None and not member.inferred:
            return types.VARIANT
        kind = self.types.declared(member)
        return self.expressions.type_named(member.type) if kind.kind is Kind.VARIANT and member.type is not None else kind

    def _is_computed(self, member: s.Variable, place: Place) -> bool:
        """Whether a variable's first value has to be made for each object."""
        if annotated_with(member, "onready"):
            return False
        kind = self.kind_of(member)
        if is_exported(member):
            return member.value is not None and not self._is_exportable(member.value, place)
        if member.value is None:
            return (
                kind.kind is Kind.BUILTIN and kind.name not in _SCALARS and kind.name not in VALUES and kind.name not in ("Callable", "RID")
            )
        return not self._is_fixed(member.value, place)

    def _is_fixed(self, value: Any, place: Place) -> bool:  # noqa: PLR0911  # one case a kind of expression
        """Whether a value never changes and can be made when the class is."""
        if isinstance(value, s.Parenthesized):
            return self._is_fixed(value.inner, place)
        if isinstance(value, s.Unary):
            return self._is_fixed(value.operand, place)
        if isinstance(value, s.Literal | s.MathConstant):
            return True
        if isinstance(value, s.Binary):
            return value.operator not in ("and", "or") and self._is_fixed(value.left, place) and self._is_fixed(value.right, place)
        if isinstance(value, s.Call) and isinstance(value.callee, s.Identifier) and value.callee.name in VALUES:
            return all(self._is_fixed(argument, place) for argument in value.arguments)
        analysis = self.module.analysis
        if isinstance(value, s.Identifier):
            meaning = analysis.meaning(value)
            if meaning.means is Means.GLOBAL_CONSTANT:
                return True
            return meaning.means is Means.CONSTANT and meaning.owner in (place.node, None) and self.types.of(value).is_builtin(*_SCALARS)
        if isinstance(value, s.Attribute):
            base = value.base
            if isinstance(base, s.Identifier):
                means = analysis.meaning(base)
                if means.means is Means.ENUM and means.owner in (place.node, None):
                    return True
                return means.means in (Means.BUILTIN_TYPE, Means.NATIVE_CLASS) and not isinstance(
                    analysis.meaning(value).declared, s.Function
                )
        return False

    def _is_exportable(self, value: Any, place: Place) -> bool:
        """Whether an exported variable's first value can stand in its descriptor, which copies lists and dictionaries."""
        if isinstance(value, s.ArrayLiteral):
            return all(self._is_exportable(one, place) for one in value.elements)
        if isinstance(value, s.DictionaryLiteral):
            return all(self._is_exportable(entry.value, place) and self._is_fixed(entry.key, place) for entry in value.entries)
        return isinstance(value, s.Preload) or self._is_fixed(value, place)

    def _asks(self, value: Any) -> bool:
        """Whether a first value calls what may look at variables that have no value yet: a function of the class, a lambda."""
        means = self.module.analysis.meaning
        return (
            any(
                isinstance(one, s.Lambda) or (isinstance(one, s.Call) and means(one.callee).means is Means.METHOD)
                for one in types.walk(value)
            )
            if value is not None
            else False
        )

    @staticmethod
    def _is_container(value: Any) -> bool:
        return value is None or isinstance(value, s.ArrayLiteral | s.DictionaryLiteral)

    def _is_late(self, member: s.Variable, place: Place) -> bool:
        """Whether a static variable's first value needs the whole class."""
        if member.value is None or self._is_fixed(member.value, place):
            return False
        return any(isinstance(one, s.Identifier | s.Self | s.Lambda | s.Call) for one in types.walk(member.value))

    def _variable(self, member: s.Variable, place: Place, out: Output) -> None:
        if self._has_accessor(member):
            self._property(member, place, out)
            return
        kind = self.kind_of(member)
        origin = self.module.line(member.begin)
        scope = Scope(place)
        name = safe(member.name)
        if annotated_with(member, "onready"):
            self._onready(member, name, kind, place, out)
            return
        annotation = self._annotated(member, kind, place)
        if is_exported(member) and not member.static:
            given = self.types.of(member.value) if not annotation and member.value is not None else types.VARIANT
            # The type of what says none is told by its value, only that of an enum of the engine is not: its values are ints.
            annotation = f": {self.types.annotation(given)}" if given.kind is Kind.ENUM and given.declared is None else annotation
            out.add(f"{name}{annotation} = {MAYBE}{self._export(member, kind, scope)}{END}", origin, member.behind)
            return
        if member.static:
            late = self._is_late(member, place) or member.value is None
            with self.types.in_body(place.dotted):
                value = self.expressions.default(kind) if late else self.expressions.stored(member.value, kind, scope).text
            inner = annotation[2:] or self.types.any()
            if value == "None" and is_object(kind):
                self.module.may_be_null = True
            out.add(f"{name}: {self.module.use('typing', 'ClassVar')}[{inner}] = {MAYBE}{value}{END}", origin, member.behind)
            return
        value = self.expressions.default(kind) if member.value is None else self.expressions.stored(member.value, kind, scope).text
        if not annotation and value == "None":
            annotation = f": {self.types.any()}"
        out.add(f"{name}{annotation} = {MAYBE}{value}{END}", origin, member.behind)

    def _annotated(self, member: s.Variable, kind: Type, place: Place | None) -> str:
        variants = self.statements.variants
        if variants.needs_any(member):
            return f": {self.types.any()}"
        if variants.holds_any(member) and (member.type is None or member.inferred):
            return f": {self.types.annotation(self.types.declared(member), place.path if place is not None else ())}"
        if member.type is None and not member.inferred:
            return ""
        if kind.kind is Kind.VARIANT:
            return f": {self.types.any()}"
        written = self.types.annotation(kind, place.path if place is not None else ())
        null = member.value is None or (isinstance(member.value, s.Literal) and member.value.kind == "null")
        if is_object(kind) and null and not annotated_with(member, "onready"):
            self.module.may_be_null = True
            written += " | None" if written != "Any" else ""
        return f": {written}"

    def _export(self, member: s.Variable, kind: Type, scope: Scope) -> str:
        missing = member.value is None or self._is_computed(member, scope.place)
        annotation = next(found for found in member.annotations if found.name.startswith("export"))
        hint, arguments = annotation.name[len("export_") :], annotation.arguments
        if not hint and arguments:
            # Godot 3's `export(int, 0, 10)`: a type, then a range or names. A variable with no value holds the type's.
            named = getattr(arguments[0], "name", "")
            if kind.kind is Kind.VARIANT and named in self.module.api.builtins:
                kind = types.named(named)
            hint, arguments = _older_hint(named, arguments[1:])
        with self.types.in_body(scope.place.dotted):
            value = self.expressions.default(kind) if missing else self.expressions.stored(member.value, kind, scope).text
        parts = [value]
        if hint or arguments:
            parts.append(literals.string(hint))
        parts += [self.expressions.text(argument, scope, 1) for argument in arguments]
        return f"{self.module.gd('export')}({OPEN}{f',{NEXT}'.join(parts)}{CLOSE})"

    def _onready(self, member: s.Variable, name: str, kind: Type, place: Place, out: Output) -> None:
        exported = ", exported=True" if annotated_with(member, "export") else ""
        origin = self.module.line(member.begin)
        # The function around the value: its names are the object's.
        scope = Scope(place, member, indent=out.indent + 4)
        made = self.expressions.stored(member.value, kind, scope) if member.value is not None else None
        value = made.at(1) if made else self.expressions.default(kind)
        if scope.hoisted:
            function = Output(out.indent)
            function.add(f"def _ready_{name.lstrip('_')}(self) -> {self.types.any()}:", origin)
            function.indent += 4
            for above in scope.hoisted:
                function.extend(above)
            function.add(f"return {MAYBE}{value}{END}", origin)
            out.extend(function)
            out.blank()
            out.add(f"{name} = {self.module.gd('onready')}(_ready_{name.lstrip('_')}{exported})", origin, member.behind)
            return
        annotation = ""
        if kind.kind is not Kind.VARIANT and not is_object(kind):
            annotation = f": {self.types.annotation(kind, place.path)}"
        elif is_object(kind):
            annotation = f": {self.types.any()}"
        out.add(f"{name}{annotation} = {self.module.gd('onready')}({GROUP}lambda self: {value}{exported}{CLOSE})", origin, member.behind)

    def _property(self, member: s.Variable, place: Place, out: Output) -> None:
        """Write a variable with a setter or a getter as a property over an attribute that holds the value."""
        name, behind = safe(member.name), place.backing[member.name]
        kind = self.kind_of(member)
        origin = self.module.line(member.begin)
        written = self.types.annotation(kind, place.path) if kind.kind is not Kind.VARIANT else ""
        if is_object(kind) and written != "Any":
            written += " | None"
        exported = any(found.name.startswith("export") for found in member.annotations)
        scope = Scope(place)
        ready = annotated_with(member, "onready")
        if member.static:
            self._static_property(member, name, behind, kind, written, place, out)
            return
        if ready:
            self._onready(member, behind, kind, place, out)
        elif not self._is_computed(member, place) or exported:
            value = self.expressions.default(kind) if member.value is None else self.expressions.stored(member.value, kind, scope).text
            if exported:
                value = self._export(member, kind, scope)
            annotation = f": {written}" if written else f": {self.types.any()}" if value == "None" else ""
            out.add(f"{behind}{annotation} = {MAYBE}{value}{END}", origin, member.behind)
        elif member.behind:
            out.comment(member.behind, origin)
        out.blanks(1) if not out.lines[-1].lstrip().startswith("#") or ready else None
        self._getter(member, name, behind, written, place, out)
        if member.setter is not None or member.getter is not None:
            out.blanks(1)
            self._setter(member, name, behind, written, kind, place, out)

    def _getter(self, member: s.Variable, name: str, behind: str, written: str, place: Place, out: Output) -> None:
        getter = member.getter
        origin = self.module.line(member.begin)
        returns = f" -> {written}" if written else ""
        if isinstance(getter, s.Function):
            out.before([line for line in getter.before if line], origin)
        hidden = "property" in place.names
        if hidden:
            self.module.imports.setdefault("builtins", set())
        out.add("@builtins.property" if hidden else "@property", origin)
        if isinstance(getter, s.Function):
            out.add(f"def {name}(self){returns}:", self.module.line(getter.begin), getter.behind)
            scope = Scope(place, getter, accessors=frozenset({member.name}))
            out.extend(self.statements.accessor(getter, scope, out.indent + 4))
        else:
            out.add(f"def {name}(self){returns}:", origin)
            out.add(f"    return self.{safe(getter)}()" if getter else f"    return self.{behind}", origin)

    def _setter(self, member: s.Variable, name: str, behind: str, written: str, kind: Type, place: Place, out: Output) -> None:
        setter = member.setter
        origin = self.module.line(member.begin)
        if isinstance(setter, s.Function):
            out.before([line for line in setter.before if line], origin)
        out.add(f"@{name}.setter", origin)
        returns = " -> None" if written else ""
        if isinstance(setter, s.Function):
            scope = Scope(place, setter, accessors=frozenset({member.name}))
            parameter = setter.parameters[0] if setter.parameters else None
            argument = scope.declare(parameter, parameter.name) if parameter is not None else "value"
            out.add(
                f"def {name}(self, {argument}{f': {written}' if written else ''}){returns}:", self.module.line(setter.begin), setter.behind
            )
            out.extend(self.statements.accessor(setter, scope, out.indent + 4))
            return
        out.add(f"def {name}(self, value{f': {written}' if written else ''}){returns}:", origin)
        out.add(f"    self.{safe(setter)}(value)" if setter else f"    self.{behind} = value", origin)

    def _static_property(self, member: s.Variable, name: str, behind: str, kind: Type, written: str, place: Place, out: Output) -> None:
        """Write a static variable with a setter or a getter: the same, for the class."""
        origin = self.module.line(member.begin)
        late = self._is_late(member, place) or member.value is None
        value = self.expressions.default(kind) if late else self.expressions.stored(member.value, kind, Scope(place)).text
        held = written or self.types.any()
        out.add(f"{behind}: {self.module.use('typing', 'ClassVar')}[{held}] = {MAYBE}{value}{END}", origin, member.behind)
        for accessor in ("getter", "setter"):
            function = getattr(member, accessor)
            is_getter = accessor == "getter"
            begin, after = (self.module.line(function.begin), function.behind) if isinstance(function, s.Function) else (origin, "")
            out.blanks(1)
            if isinstance(function, s.Function):
                out.before([line for line in function.before if line], begin)
            out.add(f"@{self.module.gd('static_property')}" if is_getter else f"@{name}.setter", origin)
            out.add("@staticmethod", origin)
            if not is_getter:
                # Mypy knows this form of no descriptor but a property, and no property of a class.
                self.module.lax |= {"no-redef", "method-assign", "assignment"}
            # Its own name means the value itself.
            parameter = function.parameters[0] if isinstance(function, s.Function) and function.parameters else None
            scope = Scope(place, function or member, static=True, accessors=frozenset({member.name}))
            given = scope.declare(parameter, parameter.name) if parameter is not None else "value"
            taken = "" if is_getter else f"{given}{f': {written}' if written else ''}"
            returns = "" if not written else f" -> {written if is_getter else 'None'}"
            out.add(f"def {name}({taken}){returns}:", begin, after)
            if isinstance(function, s.Function):
                out.extend(self.statements.accessor(function, scope, out.indent + 4))
            elif is_getter:
                out.add(f"    return {place.dotted}.{f'{safe(function)}()' if function else behind}", origin)
            else:
                out.add(f"    {place.dotted}.{f'{safe(function)}(value)' if function else f'{behind} = value'}", origin)

    # Initial values.

    def _init(self, members: list[s.Variable], place: Place, out: Output, previous: Any, folded: s.Function | None) -> None:
        """Write `__init__` with the values that are made for each object, and with what `_init` does where that is part of it."""
        lines = self._before(folded) if folded is not None else []
        if previous is not None or (out.lines and out.lines[-1].strip() and not out.lines[-1].rstrip().endswith(":")):
            out.blanks(1)
        self.module.function_imports = {}
        scope = Scope(place, folded or members[0])
        origin = self.module.line(folded.begin) if folded is not None else 0
        out.before([line for line in lines if line and not line.startswith("##")], origin)
        parameters = ["self", *(self.statements.parameters(folded, scope, annotated=True) if folded is not None else [])]
        out.add(f"def __init__({OPEN}{f',{NEXT}'.join(parameters)}{CLOSE}) -> None:", origin, folded.behind if folded is not None else "")
        out.indent += 4
        if doc := [line for line in lines if line.startswith("##")]:
            docstring(out, doc)
        calls = bool(folded and folded.body and any(calls_base(one) for one in folded.body.statements))
        extends_script = isinstance(place.node, s.Class) and calls
        if not extends_script:
            out.add("super().__init__()")
        first = True
        here = Output(out.indent)
        scope.indent = out.indent
        place_of_imports = len(out.lines)
        for member in members:
            origin = self.module.line(member.begin)
            kind = self.kind_of(member)
            lines = _plain(self._before(member)) if not self._has_accessor(member) and not is_exported(member) else []
            while first and lines and not lines[0]:
                lines.pop(0)
            first = False
            out.before(lines, origin)
            annotation = self._annotated(member, kind, None)
            name = place.backing.get(member.name, safe(member.name))
            value = self.expressions.default(kind) if member.value is None else self.expressions.stored(member.value, kind, scope).text
            if not annotation and value in ("[]", "{}"):
                annotation = f": {'list' if value == '[]' else 'dict'}[{self.types.any()}{', Any' if value == '{}' else ''}]"
            self.statements.hoist(scope, out)
            exported = is_exported(member) or (place.early and not self._is_container(member.value))
            behind = "" if is_exported(member) or self._has_accessor(member) else member.behind
            out.add(f"self.{name}{'' if exported else annotation} = {MAYBE}{value}{END}", origin, behind)
        if folded is not None:
            body = Output(out.indent)
            self.statements.constructor(folded, scope, body, with_base=extends_script)
            out.extend(body)
        self.statements.own_imports(here)
        out.lines[place_of_imports:place_of_imports] = here.lines
        out.origins[place_of_imports:place_of_imports] = here.origins
        self.module.function_imports = None
        out.indent -= 4

    def _static_values(self, members: list[s.Variable], place: Place, out: Output) -> None:
        """Write the values of static variables that need the whole class."""
        out.blanks(1)
        out.add("@staticmethod")
        out.add("def _static_vars_() -> None:")
        out.indent += 4
        scope = Scope(place, members[0], static=True, indent=out.indent)
        for member in members:
            value = self.expressions.stored(member.value, self.kind_of(member), scope).text
            self.statements.hoist(scope, out)
            name = place.backing.get(member.name, safe(member.name))
            out.add(f"{place.dotted}.{name} = {MAYBE}{value}{END}", self.module.line(member.begin))
        out.indent -= 4

    def base_of(self, extends: s.Extends | None, place: Place | None) -> str:
        """Return what a class extends, in Python."""
        module = self.module
        if extends is None:
            return module.native("RefCounted")
        if extends.path:
            base = module.script_at(extends.path, base=True)
            return ".".join([base, *[safe(name) for name in extends.names]])
        first, rest = extends.names[0], [safe(name) for name in extends.names[1:]]
        if place is not None:
            for around in place.chain():
                for member in around.node.members:
                    if first in names_of(member):
                        inside = around is place
                        return ".".join([*([] if inside else [around.dotted]), safe(first), *rest])
            for around in place.chain():
                if (inherited := self._inherited(around.node.extends, first)) and around.node.extends is not extends:
                    return ".".join([inherited, *rest])
        if first in module.api.classes:
            return ".".join([module.native(first), *rest])
        path = module.project.class_names.get(first, "") if module.project is not None else ""
        return ".".join([module.script_at(path, base=True) if path else safe(first), *rest])

    def _inherited(self, extends: s.Extends | None, name: str) -> str:
        """Return how a class is written that a script around this one inherits from another file, "" where it does not."""
        module = self.module
        while extends is not None and module.links is not None:
            path = module.absolute(extends.path) if extends.path else module.project.class_names.get(extends.names[0], "")
            if not path or not module.links.is_script(path):
                return ""
            tree = module.project.script_at(path)[0]
            if any(name in names_of(member) for member in tree.members):
                return f"{module.script_at(path, base=True)}.{safe(name)}"
            extends = tree.extends
        return ""


def _plain(lines: list[str]) -> list[str]:
    """Return lines with `##` as `#`: only a docstring is one in Python."""
    return [f"#{line.lstrip('#')}" if line.startswith("##") else line for line in lines]


def _older_hint(named: str, arguments: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """Return the hint of Godot 3's `export(type, ...)` and what belongs to it; an Array's type of elements is none."""
    first = arguments[0] if arguments else None
    if first is None or named == "Array":
        return "", ()
    if isinstance(first, s.Identifier):
        return first.name.lower(), arguments[1:]
    return ("enum" if isinstance(first, s.Literal) and first.kind == "string" else "range"), arguments


def _trimmed(lines: tuple[str, ...]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _plain_int(node: Any) -> int | None:
    sign = 1
    if isinstance(node, s.Unary) and node.operator == "-":
        sign, node = -1, node.operand
    return sign * node.value if isinstance(node, s.Literal) and isinstance(node.value, int) else None
