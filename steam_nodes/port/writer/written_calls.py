"""Calls: functions, methods of the script, of objects and of built-in types, constructors and `super`.

Rules: the arguments of a function of the project are converted as its parameters' types say. A method of a value of unknown type is
called plainly where only objects have one of that name; where built-in types have it too, the runtime looks at the value.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from steam_nodes.port import api as api_of
from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.writer.code import ATOM, COMPARE, NOT, Code
from steam_nodes.port.writer.f_strings import printed
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known import methods
from steam_nodes.port.writer.known.held_types import LISTS, TEXTS, VALUES, is_int, is_number, is_object
from steam_nodes.port.writer.known.searches import confused_key, finds_alike
from steam_nodes.port.writer.known.signs import beyond_int
from steam_nodes.port.writer.layout import CLOSE, GROUP
from steam_nodes.port.writer.text import literals
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.module import Module
    from steam_nodes.port.writer.written_expressions import Expressions

_CONSTRUCTED = {"Array": "[]", "Dictionary": "{}", "String": '""', "int": "0", "float": "0.0", "bool": "False"}
_MOST_OBJECTS = ("Node", "Resource")
"""The classes whose methods, and those of the classes they extend, an object of unknown type is taken to have."""


_NAMES = ("get_groups", "get_meta_list")
"""Methods that give names, and that only the engine's objects have."""


@cache
def builtin_methods() -> dict[str, frozenset[str]]:
    """Return for each method of a built-in type which types have it."""
    found: dict[str, set[str]] = {}
    api = api_of.load()
    for owner in api.builtins:
        for name, member in api.builtins[owner].members.items():
            if hasattr(member, "returns"):
                found.setdefault(name, set()).add(owner)
    return {name: frozenset(owners) for name, owners in found.items()}


class Calls:
    """Writes the calls of one file.

    Args:
        expressions: Writes what stands inside.
    """

    def __init__(self, expressions: Expressions) -> None:
        """Keep who writes the arguments."""
        self.expressions = expressions
        self.module: Module = expressions.module
        self.analysis: Analysis = expressions.analysis
        self._statements: frozenset[int] | None = None
        self.iterated: Any = None
        """What a loop goes through, where it does not matter whether a name is a text."""

    def arguments(self, node: s.Call, scope: Scope, declared: s.Function | None = None) -> str:
        """Return the arguments of a call with their brackets' marks."""
        parts = []
        for number, argument in enumerate(node.arguments):
            if declared is not None and number < len(declared.parameters):
                kind = self.parameter_type(declared.parameters[number])
                text = self.expressions.passed(argument, kind, scope).text
            else:
                text = self.expressions.alone(argument, scope)
            parts.append((argument, text))
        if len(parts) == 1 and parts[0][1].startswith("(\x02\x06") and parts[0][1].endswith("\x03)") and parts[0][1].count("\x02") == 1:
            return parts[0][1][1:-1]
        begin = self._opening(node)
        return self.expressions.bracket(begin, node.end - 1, parts)

    def range_arguments(self, node: s.Call, scope: Scope) -> str:
        """Return the arguments of Python's `range`, which begins at 0 by itself."""
        first = node.arguments[0] if len(node.arguments[1:]) == 1 else None
        if isinstance(first, s.Literal) and first.value == 0 and not self.module.between(node.begin, node.end):
            return self.expressions.alone(node.arguments[1], scope)
        return self.arguments(node, scope)

    def _opening(self, node: s.Call) -> int:
        """Return the offset behind a call's opening bracket."""
        return self.module.source.text.find("(", node.callee.end, node.end) + 1 or node.callee.end

    def parameter_type(self, parameter: s.Parameter) -> Type:
        """Return the type of a parameter, VARIANT where it has none."""
        if parameter.type is None and not parameter.inferred:
            return types.VARIANT
        known = self.analysis.type(parameter)
        if known.kind is Kind.VARIANT and parameter.type is not None:
            return self.expressions.type_named(parameter.type)
        return known

    def call(self, node: s.Call, scope: Scope) -> Code:
        """Return a call in Python. The names that a method of the engine gives are texts here, and made names where they may be shown."""
        made = self._call(node, scope)
        kind = self.analysis.type(node)
        names = bool(kind.is_builtin("Array") and kind.arguments and kind.arguments[0].is_builtin("StringName"))
        if isinstance(node.callee, s.Attribute) and node.callee.name in _NAMES and kind.kind is Kind.VARIANT:
            names = not self.module.declares(node.callee.name)
        if names and node is not self.iterated and self.analysis.meaning(node.callee).declared is None:
            return Code(f"{self.module.gd('Array')}[{self.module.gd('StringName')}]({GROUP}{made.text}{CLOSE})")
        return made

    def _call(self, node: s.Call, scope: Scope) -> Code:
        callee = node.callee
        if isinstance(callee, s.Super):
            return self._super(node, scope)
        if isinstance(callee, s.Identifier):
            return self._named(node, callee, scope)
        if isinstance(callee, s.Attribute):
            return self._method(node, callee, scope)
        return Code(f"{self.expressions.text(callee, scope, ATOM)}({self.arguments(node, scope)})")

    def _super(self, node: s.Call, scope: Scope) -> Code:
        scope.python("super")
        here = scope
        while here.outer is not None:
            here = here.outer
        name = here.function.name if here.function is not None else "__init__"
        name = "__init__" if name == "_init" and scope.place.node in self.module.folded else safe(name)
        return Code(f"super().{name}({self.arguments(node, scope)})")

    # A name called alone.

    def _named(self, node: s.Call, callee: s.Identifier, scope: Scope) -> Code:  # one case a meaning
        meaning = self.analysis.meaning(callee)
        name = callee.name
        if meaning.means is Means.BUILTIN_TYPE:
            return self._construct(node, name, scope)
        if meaning.means is Means.FUNCTION or (meaning.means is Means.UNKNOWN and name in self.module.api.functions):
            return self._function(node, name, scope)
        if meaning.means is Means.UNKNOWN and name in self.module.api.builtins:
            return self._construct(node, name, scope)
        if name == "new" and getattr(meaning.declared, "name", "") != "new":
            return Code(f"{scope.place.dotted if scope.static else 'type(self)'}({self.arguments(node, scope)})")
        if name in ("get_script", "set_script") and not isinstance(meaning.declared, s.Function):
            return Code(f"{self.module.gd(name)}({self._after('self', node, scope)})")
        declared = meaning.declared if isinstance(meaning.declared, s.Function) else None
        if meaning.means is Means.METHOD or declared is not None:
            owner = scope.place.dotted if scope.static else "self"
            if meaning.static or (declared is not None and declared.static):
                owner = (
                    self.expressions.owner_path(meaning, scope)
                    if meaning.owner is not None and not isinstance(meaning.owner, str)
                    else scope.place.dotted
                )
                if not scope.static and meaning.owner is scope.place.node:
                    owner = "self"
            return Code(f"{owner}.{safe(name)}({self.arguments(node, scope, declared)})")
        return Code(f"{self.expressions.name(name, meaning, scope, callee)}({self.arguments(node, scope)})")

    def _construct(self, node: s.Call, name: str, scope: Scope) -> Code:  # noqa: C901, PLR0911, PLR0912  # one case a type
        count = len(node.arguments)
        if count == 0 and name in _CONSTRUCTED:
            return Code(_CONSTRUCTED[name])
        if name == "int" and count == 1 and beyond_int(node.arguments[0]):
            return Code(f"{self.module.gd(name)}({self.arguments(node, scope)})")
        if name in ("int", "float", "bool") and count == 1:
            kind = self.expressions.types.of(node.arguments[0])
            inside = self.arguments(node, scope)
            if is_number(kind) or kind.is_builtin("bool"):
                if name == "bool" or types.same(kind, types.named(name)) is False:
                    return Code(f"{scope.python(name)}({inside})")
                return self.expressions.write(node.arguments[0], scope)
            return Code(f"{self.module.gd(name)}({inside})")
        if name == "String" and count == 1:
            kind = self.expressions.types.of(node.arguments[0])
            if kind.is_builtin("String"):
                return self.expressions.write(node.arguments[0], scope)
            return Code(f"{self.module.gd('str')}({self.arguments(node, scope)})")
        if name == "Signal":
            return Code(f"{self.module.gd('signal_of')}({self.arguments(node, scope)})")
        if name in ("Callable", "NodePath"):
            return Code(f"{self.module.use('steam_nodes', name)}({self.arguments(node, scope)})")
        if name == "Array" and count > 1 and (of := self._element_type(node.arguments, scope)):
            return Code(f"{self.module.gd('Array')}[{of}]({self.expressions.alone(node.arguments[0], scope)})")
        if name == "Dictionary" and count > 1:
            key = self._element_type(node.arguments[:4], scope)
            value = self._element_type((node.arguments[0], *node.arguments[4:]), scope)
            if key and value:
                return Code(f"{self.module.gd('Dictionary')}[{key}, {value}]({self.expressions.alone(node.arguments[0], scope)})")
        if name in types.PACKED and count == 1 and isinstance(node.arguments[0], s.ArrayLiteral) and not node.arguments[0].elements:
            return Code(f"{self.module.gd(name)}()")
        return Code(f"{self.module.gd(name)}({self.arguments(node, scope)})")

    def _after(self, first: str, node: s.Call, scope: Scope) -> str:
        """Return the arguments of a call behind another one."""
        rest = self.arguments(node, scope)
        return f"{first}, {rest}" if rest else first

    def _element_type(self, arguments: tuple[Any, ...], scope: Scope) -> str:
        """Return the type that `Array(values, TYPE_INT, "", null)` names, "" where it is not written out."""
        if not arguments[1:]:
            return ""
        named = arguments[1]
        name = named.name if isinstance(named, s.Identifier) else ""
        if name == "TYPE_OBJECT":
            script, native = arguments[-1], arguments[2]
            if not (isinstance(script, s.Literal) and script.value is None):
                return self.expressions.alone(script, scope)
            return self.module.native(str(native.value)) if isinstance(native, s.Literal) else ""
        plain = {"TYPE_INT": "int", "TYPE_FLOAT": "float", "TYPE_BOOL": "bool", "TYPE_STRING": "str", "TYPE_NIL": "object"}
        return plain.get(name, "")

    def _function(self, node: s.Call, name: str, scope: Scope) -> Code:  # noqa: C901, PLR0911  # one case a function
        arguments = node.arguments
        kinds = [self.expressions.types.of(argument) for argument in arguments]
        numbers = bool(kinds) and all(is_number(kind) for kind in kinds)
        if name == "print":
            return Code(printed(self.expressions, node, scope))
        if name == "str" and len(arguments) == 1:
            if kinds[0].is_builtin("String"):
                return self.expressions.write(arguments[0], scope)
            if is_int(kinds[0]) or kinds[0].is_builtin("StringName"):
                return Code(f"{scope.python('str')}({self.arguments(node, scope)})")
        if name == "len" and len(arguments) == 1 and kinds[0].is_builtin("String", "StringName", "Dictionary", *LISTS):
            return Code(f"{scope.python('len')}({self.arguments(node, scope)})")
        if name == "range" and all(is_int(kind) for kind in kinds):
            return Code(f"{scope.python('list')}({scope.python('range')}({self.range_arguments(node, scope)}))")
        if name in ("abs", "absi", "absf") and numbers and types.same(kinds[0], kinds[0]) and not (name == "absf" and is_int(kinds[0])):
            return Code(f"{scope.python('abs')}({self.arguments(node, scope)})")
        if name in ("maxi", "mini") and numbers and all(is_int(kind) for kind in kinds):
            return Code(f"{scope.python(name[:3])}({self.arguments(node, scope)})")
        if name in ("max", "min", "maxf", "minf") and numbers and all(types.same(kinds[0], kind) for kind in kinds) and is_int(kinds[0]):
            return Code(f"{scope.python(name[:3])}({self.arguments(node, scope)})")
        if name == "convert":
            return Code(f"{self.module.gd('type_convert')}({self.arguments(node, scope)})")
        if name == "is_instance_valid":
            return Code(f"{self.module.use('steam_nodes', name)}({self.arguments(node, scope)})")
        if name == "load" and len(arguments) == 1 and isinstance(arguments[0], s.Literal):
            path = self.module.absolute(str(arguments[0].value))
            return Code(f"{self.module.gd('load')}({literals.string(path, split=False)})")
        return Code(f"{self.module.gd(name)}({self.arguments(node, scope)})")

    # A method.

    def _method(self, node: s.Call, callee: s.Attribute, scope: Scope) -> Code:  # noqa: PLR0911  # one case a kind of base
        base, name = callee.base, callee.name
        kind = self.expressions.types.of(base)
        meaning = self.analysis.meaning(callee)
        if isinstance(base, s.Super):
            scope.python("super")
            python = "__init__" if name == "_init" and scope.place.node in self.module.folded else safe(name)
            return Code(f"super().{python}({self.arguments(node, scope, _function_of(meaning))})")
        if name in ("get_script", "set_script") and not isinstance(meaning.declared, s.Function):
            return Code(f"{self.module.gd(name)}({self._after(self.expressions.text(base, scope), node, scope)})")
        if self._of_script(kind, name) or (_asks_script(base) and name != "new"):
            # A script object is a class here, whose own methods are Python's.
            method = literals.string(name)
            return Code(f"{self.module.gd('call')}({self._after(f'{self.expressions.text(base, scope)}, {method}', node, scope)})")
        if kind.is_type and kind.kind is Kind.ENUM:
            return self._of_enum(node, base, name, scope)
        if name == "new" and (kind.is_type or self.expressions.is_module_like(base)):
            if node.arguments and kind.declared not in self.module.folded:
                self.module.lax.add("call-arg")
            return Code(f"{self.expressions.text(base, scope, ATOM)}({self.arguments(node, scope, self._constructor(kind))})")
        if kind.kind is Kind.BUILTIN and not kind.is_type:
            return self._of_builtin(node, callee, kind, scope)
        if kind.kind is Kind.BUILTIN:
            return Code(f"{self.module.gd(kind.name)}.{safe(name)}({self.arguments(node, scope)})")
        if isinstance(base, s.Self) or is_object(kind) or kind.is_type or self.expressions.is_module_like(base):
            if is_object(kind) and kind.kind is Kind.NATIVE and self.module.lacks(kind, meaning, name):
                self.module.lax.add("attr-defined")
            if name == "call" and node.arguments and isinstance(node.arguments[0], s.Literal) and not isinstance(base, s.Self):
                return Code(f"{self.expressions.text(base, scope, ATOM)}.call({self.arguments(node, scope)})")
            owner = self.expressions.text(base, scope, ATOM)
            return Code(f"{owner}.{safe(name)}({self.arguments(node, scope, _function_of(meaning))})")
        return self._of_unknown(node, callee, scope)

    def _constructor(self, kind: Type) -> s.Function | None:
        members = getattr(kind.declared, "members", ())
        return next((member for member in members if isinstance(member, s.Function) and member.name == "_init"), None)

    def _of_enum(self, node: s.Call, base: Any, name: str, scope: Scope) -> Code:
        text = self.expressions.text(base, scope, ATOM)
        template = methods.MEMBERS.get((name, len(node.arguments)))
        if template:
            return self._filled(template, Code(text), node, scope)
        inside = self.arguments(node, scope)
        return Code(
            f"{self.module.gd('Dictionary')}.{safe(name)}({scope.python('dict')}({text}.__members__){', ' if inside else ''}{inside})"
        )

    def _of_builtin(self, node: s.Call, callee: s.Attribute, kind: Type, scope: Scope) -> Code:  # one case a type
        base, name = callee.base, callee.name
        expressions = self.expressions
        if kind.is_builtin("Callable"):
            return self._of_callable(node, callee, scope)
        if kind.is_builtin("Signal") or kind.name in VALUES or kind.is_builtin("NodePath", "RID"):
            return Code(f"{expressions.text(base, scope, ATOM)}.{safe(name)}({self.arguments(node, scope)})")
        table = (
            methods.TEXT
            if kind.is_builtin(*TEXTS)
            else methods.MAPPING
            if kind.is_builtin("Dictionary")
            else methods.LIST
            if kind.is_builtin(*LISTS)
            else {}
        )
        template = table.get((name, len(node.arguments)))
        if template is not None and self._fits(kind, name, node):
            return self._filled(template, expressions.write(base, scope), node, scope)
        if kind.is_builtin(*TEXTS) and name == "join" and self._joins(node.arguments[0] if node.arguments else None):
            return Code(f"{expressions.text(base, scope, ATOM)}.join({self.arguments(node, scope)})")
        if (
            kind.is_builtin(*TEXTS)
            and name == "replace"
            and len(node.arguments[1:]) == 1
            and isinstance(node.arguments[0], s.Literal)
            and node.arguments[0].value
        ):
            return Code(f"{expressions.text(base, scope, ATOM)}.replace({self.arguments(node, scope)})")
        if (
            kind.is_builtin("Array")
            and name == "sort"
            and kind.arguments
            and (is_number(kind.arguments[0]) or kind.arguments[0].is_builtin("String"))
        ):
            return Code(f"{expressions.text(base, scope, ATOM)}.sort()")
        owner = "String" if kind.is_builtin(*TEXTS) else kind.name
        return self._function_of_type(owner, node, callee, scope)

    def _fits(self, kind: Type, name: str, node: s.Call) -> bool:
        """Whether a template means the same for these arguments."""
        if name in ("contains", "has", "count") and isinstance(node.callee, s.Attribute):
            return finds_alike(node.callee.base, node.arguments[0], self.expressions.types)
        if kind.is_builtin("Dictionary") and name in ("get", "get_or_add"):
            return not confused_key(self.expressions.types.of(node.arguments[0]))
        return True

    def _joins(self, node: Any) -> bool:
        kind = self.expressions.types.of(node) if node is not None else types.VARIANT
        if kind.is_builtin("PackedStringArray") or (kind.is_builtin("Array") and kind.arguments and kind.arguments[0].is_builtin("String")):
            return True
        return isinstance(node, s.ArrayLiteral) and all(self.expressions.types.of(one).is_builtin("String") for one in node.elements)

    def _function_of_type(self, owner: str, node: s.Call, callee: s.Attribute, scope: Scope) -> Code:
        base = self.expressions.text(callee.base, scope, 1)
        method = self.module.api.find(owner, callee.name)
        if getattr(method, "static", False):
            return Code(f"{self.module.gd(owner)}.{safe(callee.name)}({self.arguments(node, scope)})")
        parts = [(callee, base), *[(argument, self.expressions.text(argument, scope)) for argument in node.arguments]]
        inside = self.expressions.bracket(callee.begin, node.end - 1, parts)
        return Code(f"{self.module.gd(owner)}.{safe(callee.name)}({inside})")

    def _filled(self, template: tuple[str, int], base: Code, node: s.Call, scope: Scope) -> Code:
        text, strength = template
        for word in ("len", "list"):
            if text.startswith(f"{word}("):
                scope.python(word)
        if strength == COMPARE:
            first = self.expressions.text(node.arguments[0], scope, COMPARE + 1)
            second = text.split(" in ")[1].replace("{b}", base.at(COMPARE + 1))
            return Code(f"{first} in {second}", COMPARE, f"{first} not in {second}")
        if text in ("len({b})", "list({b})"):
            return Code(text.replace("{b}", base.text))
        if strength == NOT:
            return Code(f"not {base.at(NOT)}", NOT, f"{scope.python('bool')}({GROUP}{base.text}{CLOSE})")
        if "(" in text and "{0}" in text:
            head = text[: text.index("(") + 1].replace("{b}", base.at(ATOM))
            return Code(f"{head}{self.arguments(node, scope)})")
        return Code(text.replace("{b}", base.at(ATOM)), strength)

    def _of_callable(self, node: s.Call, callee: s.Attribute, scope: Scope) -> Code:
        inside = self.arguments(node, scope)
        if callee.name == "call":
            return Code(f"{self.expressions.text(callee.base, scope, ATOM)}({inside})")
        base = self.expressions.alone(callee.base, scope)
        made_already = (
            isinstance(callee.base, s.Call) and isinstance(callee.base.callee, s.Identifier) and callee.base.callee.name == "Callable"
        )
        wrapped = base if made_already else f"{self.module.use('steam_nodes', 'Callable')}({base})"
        return Code(f"{wrapped}.{safe(callee.name)}({inside})")

    def _of_script(self, kind: Type, name: str) -> bool:
        """Whether a method is one of a script object, of which perhaps only the runtime knows that it is one: what `load` gives."""
        if kind.kind is not Kind.NATIVE or kind.is_type:
            return False
        api = self.module.api
        may_be = api.is_a("GDScript", kind.name) and api.find(kind.name, name) is None
        return kind.name in ("Script", "GDScript") or (may_be and (name == "new" or api.find("GDScript", name) is not None))

    def _of_unknown(self, node: s.Call, callee: s.Attribute, scope: Scope) -> Code:  # one case a group of names
        name = callee.name
        count = len(node.arguments)
        owners = builtin_methods().get(name, frozenset())
        expressions = self.expressions
        if name == "new":
            return self._dynamic(node, callee, scope)
        if self._is_void(name, owners) and not self.module.declares(name) and not self._is_statement(node):
            return self._dynamic(node, callee, scope, "value_of_call")
        if owners and not self.module.declares(name):
            template = methods.ANY.get((name, count))
            if template is not None:
                return self._filled(template, expressions.write(callee.base, scope), node, scope)
            if owners <= {"Callable"} and name in ("bind", "unbind", "bindv"):
                return self._of_callable(node, callee, scope)
            if types.only_text(name):
                return self._function_of_type("String", node, callee, scope)
            if not owners <= {"Signal"} and not (
                owners <= {"Signal", "Callable"} and name in ("connect", "emit", "disconnect", "is_connected")
            ):
                return self._dynamic(node, callee, scope)
        elif owners and not owners <= {"Signal"}:
            return self._dynamic(node, callee, scope)
        return Code(f"{expressions.text(callee.base, scope, ATOM)}.{safe(name)}({self.arguments(node, scope)})")

    def _is_void(self, name: str, owners: frozenset[str]) -> bool:
        """Whether a type that has the method, or what most objects are, returns nothing there."""
        # The class list has no `free`, which belongs to every object.
        return name == "free" or any(
            getattr(self.module.api.find(owner, name), "returns", "") == "void" for owner in (*owners, *_MOST_OBJECTS)
        )

    def _is_statement(self, node: s.Call) -> bool:
        """Whether a call is a line of its own, and nobody asks what it returns."""
        if self._statements is None:
            lines = (each for each in types.walk(self.module.script) if isinstance(each, s.ExpressionStatement))
            self._statements = frozenset(id(each.expression) for each in lines)
        return id(node) in self._statements

    def _dynamic(self, node: s.Call, callee: s.Attribute, scope: Scope, helper: str = "call") -> Code:
        parts: list[tuple[Any, str]] = [(callee, self.expressions.text(callee.base, scope, 1) + f", {literals.string(callee.name)}")]
        parts += [(argument, self.expressions.text(argument, scope)) for argument in node.arguments]
        inside = self.expressions.bracket(callee.begin, node.end - 1, parts)
        return Code(f"{self.module.gd(helper)}({inside})")


def _asks_script(node: Any) -> bool:
    """Whether an expression is the script of an object."""
    callee = node.callee if isinstance(node, s.Call) else None
    return isinstance(callee, s.Identifier | s.Attribute) and callee.name == "get_script"


def _function_of(meaning: Any) -> s.Function | None:
    return meaning.declared if isinstance(meaning.declared, s.Function) else None
