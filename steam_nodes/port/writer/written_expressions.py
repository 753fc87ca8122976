"""Expressions: a value of GDScript as a Python expression with its strength, and marks where it may break.

Rules: parentheses stand where Python needs them and where the script had them around an operation. Where both sides' types say that
Python means the same, Python's own words are used; else a function of the runtime that is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Meaning, Means, Type
from steam_nodes.port.writer.code import (
    ATOM,
    AWAIT,
    BIT_OR,
    COMPARE,
    LAMBDA,
    NOT,
    OR,
    POWER,
    PRODUCT,
    SIGN,
    STRENGTHS,
    TERNARY,
    Brackets,
    Code,
)
from steam_nodes.port.writer.f_strings import formatted
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.held_types import TEXTS, VALUES, is_int, is_number, is_object
from steam_nodes.port.writer.known.searches import finds_alike
from steam_nodes.port.writer.known.signs import fits, leads_over, never_zero, not_negative, overflows, remainder_of
from steam_nodes.port.writer.layout import CLOSE, GROUP, NEXT, OPEN, SPLIT
from steam_nodes.port.writer.text import literals
from steam_nodes.port.writer.written_calls import Calls
from steam_nodes.port.writer.written_conditions import Conditions
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.writer.known.held_types import Types
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.module import Module

_ORDERS = {"<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal"}
_OPPOSITES = {"in": "not in", "==": "!=", "!=": "=="}
_RUNTIME = {"/": "div", "%": "mod", "**": "power", "<<": "shift_left", ">>": "shift_right", **_ORDERS}


class Expressions:
    """Writes expressions of one file.

    Args:
        module: The file.
        the_types: What is known of its types.
        lambdas: Writes a lambda; the statements' writer gives it.
    """

    def __init__(self, module: Module, the_types: Types, lambdas: Callable[[s.Lambda, Scope], Code]) -> None:
        """Keep what an expression needs."""
        self.module = module
        self.types = the_types
        self.analysis: Analysis = module.analysis
        self.calls: Calls = Calls(self)
        self.brackets: Brackets = Brackets(module)
        self.bracket: Callable[[int, int, Sequence[tuple[Any, str]]], str] = self.brackets.bracket
        self.conditions: Conditions = Conditions(self)
        self._lambda = lambdas
        self.read_as: dict[s.Subscript, str] = {}
        """What elements are called that a loop's head has already."""
        self.wraps: bool = False
        """Sums and products of ints are wrapped to 64 bits: the value is one that grows."""
        self._writers: dict[type, Callable[[Any, Scope], Code]] = {
            s.Literal: self._literal,
            s.MathConstant: self._math,
            s.Identifier: self._identifier,
            s.Self: lambda _node, scope: Code(scope.place.dotted if scope.static else "self"),
            s.Super: self._super,
            s.Parenthesized: self._parenthesized,
            s.ArrayLiteral: self._array,
            s.DictionaryLiteral: self._dictionary,
            s.Unary: self._unary,
            s.Binary: self._binary,
            s.TypeTest: self._type_test,
            s.Cast: self._cast,
            s.Ternary: self._ternary,
            s.Attribute: self._attribute,
            s.Subscript: self._subscript,
            s.Call: self.calls.call,
            s.GetNode: self._get_node,
            s.Preload: self._preload,
            s.Await: self._await,
            s.Lambda: self._lambda_here,
            s.Yield: self._yield,
            s.Assignment: self._assignment,
            s.BadExpression: self._bad,
        }

    def write(self, node: Any, scope: Scope) -> Code:
        """Return an expression in Python."""
        return self._writers[type(node)](node, scope)

    def text(self, node: Any, scope: Scope, strength: int = LAMBDA) -> str:
        """Return an expression's text for a place of that strength."""
        return self.write(node, scope).at(strength)

    def alone(self, node: Any, scope: Scope) -> str:
        """Return the text of an expression that stands alone, without parentheses around the whole."""
        while isinstance(node, s.Parenthesized) and not self.module.between(node.begin, node.end):
            node = node.inner
        return self.write(node, scope).text

    # Values.

    def _literal(self, node: s.Literal, scope: Scope) -> Code:
        value = node.value
        if node.kind == "string":
            return Code(literals.string(str(value), indent=scope.indent))
        if node.kind == "string_name":
            return Code(f"{self.module.gd('StringName')}({literals.string(str(value), split=False)})")
        if node.kind == "node_path":
            return Code(f"{self.module.use('steam_nodes', 'NodePath')}({literals.string(str(value), split=False)})")
        if node.kind in ("int", "float"):
            text = literals.number(value, node.text)  # type: ignore[arg-type]  # the kind says that it is a number
            return Code(text, SIGN if text.startswith("-") else ATOM)
        return Code(repr(value))

    def _math(self, node: s.MathConstant, scope: Scope) -> Code:
        name = {"PI": "pi", "TAU": "tau", "INF": "inf", "NAN": "nan"}[node.name]
        self.module.imports.setdefault("math", set())
        return Code(f"math.{name}")

    def _super(self, node: s.Super, scope: Scope) -> Code:
        scope.python("super")
        return Code("super()")

    def _parenthesized(self, node: s.Parenthesized, scope: Scope) -> Code:
        inner = self.write(node.inner, scope)
        inside = self.brackets.inside(node, inner.text)
        if inner.strength >= AWAIT and inside == inner.text:
            return inner
        return Code(f"({GROUP}{inside}{CLOSE})")

    def _array(self, node: s.ArrayLiteral, scope: Scope) -> Code:
        parts = [(element, self._held(element, scope)) for element in node.elements]
        return Code(f"[{self.bracket(node.begin + 1, node.end - 1, parts)}]")

    def _held(self, node: Any, scope: Scope) -> str:
        """Return an element of a literal: a StringName of the engine's is a str here, but is printed as one inside a container."""
        text = self.text(node, scope)
        if self.types.of(node).is_builtin("StringName") and isinstance(node, s.Attribute | s.Call | s.Identifier):
            return f"{self.module.gd('StringName')}({text})"
        return text

    def _dictionary(self, node: s.DictionaryLiteral, scope: Scope) -> Code:
        kinds = {self._key_kind(entry.key) for entry in node.entries}
        pairs = bool(kinds & {"list", "float", "bool"}) or node in self.types.confused
        parts = []
        for entry in node.entries:
            key = self.text(entry.key, scope, TERNARY)
            value = self._held(entry.value, scope)
            if isinstance(entry.key, s.Literal) and self.module.source.text[entry.key.end : entry.value.begin].lstrip().startswith("="):
                key = f"{self.module.gd('StringName')}({key})"
            parts.append((entry, f"({key}, {value})" if pairs else f"{key}: {value}"))
        inside = self.bracket(node.begin + 1, node.end - 1, parts)
        return Code(f"{self.module.gd('Dictionary')}([{inside}])" if pairs else f"{{{inside}}}")

    def _key_kind(self, key: Any) -> str:
        kind = self.types.of(key)
        if kind.kind is Kind.VARIANT or kind.is_builtin("Array", "Dictionary", "NodePath", *types.PACKED):
            return "list"
        return kind.name if kind.kind is Kind.BUILTIN else "int" if kind.kind is Kind.ENUM else ""

    # Names.

    def _identifier(self, node: s.Identifier, scope: Scope) -> Code:
        return Code(self.name(node.name, self.analysis.meaning(node), scope, node))

    def name(self, name: str, meaning: Meaning, scope: Scope, node: Any) -> str:  # noqa: C901, PLR0911, PLR0912  # one case a meaning
        """Return a name in Python, by what it means."""
        module = self.module
        python = safe(name)
        match meaning.means:
            case Means.LOCAL:
                return scope.find(meaning.declared, name)
            case Means.MEMBER:
                if meaning.static:
                    if name in scope.accessors and scope.outer is None:
                        python = scope.place.backing.get(name, python)
                    return f"{self.owner_path(meaning, scope)}.{python}"
                if (name in scope.accessors and scope.outer is None) or (module.script.godot3 and name in scope.place.backing):
                    return f"self.{scope.place.backing.get(name, '_' + name)}"
                return python if scope.in_class_body else f"self.{python}"
            case Means.METHOD:
                return f"{scope.place.dotted if scope.static else 'self'}.{python}"
            case Means.SIGNAL:
                return f"self.{python}"
            case Means.CONSTANT | Means.ENUM | Means.INNER_CLASS:
                return self._class_level(python, meaning, scope)
            case Means.OUTER:
                path = self.owner_path(meaning, scope)
                return f"{path}.{python}" if path else python
            case Means.NATIVE_MEMBER:
                if module.stands_on_ours and module.is_lacked(name):
                    module.lax.add("attr-defined")
                if scope.static or scope.in_class_body:
                    return f"{module.native(meaning.owner)}.{python}" if isinstance(meaning.owner, str) else python
                return f"self.{python}"
            case Means.SCRIPT_CLASS:
                return module.path_to(meaning.declared, "", name=name) or python
            case Means.AUTOLOAD:
                return module.autoload(name)
            case Means.NATIVE_CLASS:
                return module.native(name)
            case Means.SINGLETON:
                return module.singleton(name)
            case Means.BUILTIN_TYPE:
                return self.types.value(Type(Kind.BUILTIN, name))
            case Means.FUNCTION | Means.GLOBAL_ENUM | Means.GLOBAL_CONSTANT:
                return module.gd(name)
        if module.is_engine_name(name) or module.is_older(name):
            return module.gd(name)
        module.problem(getattr(node, "begin", 0), f"'{name}' is not declared here.", "It is looked up among the autoloads when it is used.")
        return module.autoload(name) if module.project is None else f'{module.gd("autoload")}("{name}")'

    def _class_level(self, python: str, meaning: Meaning, scope: Scope) -> str:
        owner = meaning.owner
        own = owner is scope.place.node or owner is None
        if scope.in_class_body:
            if own:
                return python
            known = literals.constant(getattr(self.analysis.type(meaning.declared), "value", None)) if meaning.declared else None
            path = self.owner_path(meaning, scope)
            return known if known not in (None, "None") else f"{path}.{python}" if path else python
        around = [place.node for place in scope.place.chain()[1:]]
        if not own and (owner in around or (meaning.means is Means.INNER_CLASS and meaning.declared in around)):
            return f"{self.owner_path(meaning, scope)}.{python}"
        if scope.static:
            return f"{scope.place.dotted}.{python}"
        return f"self.{python}"

    def owner_path(self, meaning: Meaning, scope: Scope) -> str:
        """Return how the class that declares a name is written."""
        if meaning.owner is scope.place.node:
            return scope.place.dotted
        if isinstance(meaning.owner, str):
            return self.module.native(meaning.owner)
        for place in scope.place.chain():
            if place.node is meaning.owner:
                return place.dotted
        found = self.module.path_to(meaning.owner, "") if meaning.owner is not None else ""
        return found or scope.place.dotted

    # Operations.

    def _unary(self, node: s.Unary, scope: Scope) -> Code:
        if node.operator == "not":
            inner = node.operand
            if isinstance(inner, s.Parenthesized) and not isinstance(inner.inner, s.Ternary):
                told = self.module.between(inner.begin, inner.end)
                inner = inner.inner if not isinstance(inner.inner, s.Binary) or (inner.inner.operator in _OPPOSITES and not told) else inner
            if isinstance(inner, s.Binary) and inner is not node.operand:
                return self._binary_of(inner, _OPPOSITES[inner.operator], scope)
            made = self.conditions.condition(inner, scope)
            if made.negated:
                return Code(made.negated, COMPARE if " not in " in made.negated else ATOM, made.text if made.strength == NOT else "")
            if isinstance(inner, s.Binary) and inner.operator == "in":
                return self._binary_of(inner, "not in", scope)
            return Code(f"not {made.at(NOT)}", NOT)
        return Code(f"{node.operator}{self.text(node.operand, scope, SIGN)}", SIGN)

    @staticmethod
    def scope_bool(scope: Scope) -> str:
        """Return Python's bool, noted as used."""
        return scope.python("bool")

    def _binary(self, node: s.Binary, scope: Scope) -> Code:
        return self._binary_of(node, node.operator, scope)

    def _binary_of(self, node: s.Binary, operator: str, scope: Scope) -> Code:  # noqa: C901, PLR0911, PLR0912  # one case an operator
        left, right = node.left, node.right
        left_type, right_type = self.types.of(left), self.types.of(right)
        mine = STRENGTHS[operator]
        if operator in ("and", "or"):
            made = self.conditions.condition(node, scope)
            if left_type.is_builtin("bool") and right_type.is_builtin("bool") and not self.types.is_bare(node):
                return made
            return Code(f"{self.scope_bool(scope)}({GROUP}{made.text}{CLOSE})")
        if operator in ("==", "!="):
            if (other := types.beside_null(node)) is not None:
                return self._null(other, operator == "==", scope)
            if self._compared(left_type, right_type):
                text = f"{self.module.gd('equal')}({OPEN}{self.text(left, scope)},{NEXT}{self.text(right, scope)}{CLOSE})"
                return Code(text) if operator == "==" else Code(f"not {text}", NOT)
            if isinstance(right, s.Literal) and right.kind == "bool" and left_type.is_builtin("bool"):
                wanted = bool(right.value) is (operator == "==")
                made = self.conditions.condition(left, scope)
                return made if wanted else Code(f"not {made.at(NOT)}", NOT)
            if isinstance(right, s.Literal) and right.kind == "bool":
                text = f"{self.module.gd('equal')}({OPEN}{self.text(left, scope)},{NEXT}{right.value}{CLOSE})"
                return Code(text) if operator == "==" else Code(f"not {text}", NOT)
            if isinstance(right, s.Literal) and right.value == 0 and (remainder := remainder_of(left, self.types)) is not None:
                # The sign of a remainder is no matter where it is compared with 0.
                made = self._infix("%", remainder.left, remainder.right, PRODUCT, scope)
                return Code(f"{made.text}{SPLIT}{mine - OR}{operator} 0", COMPARE)
            return self._infix(operator, left, right, mine, scope)
        if operator in ("in", "not in"):
            if is_object(right_type) or right_type.kind is Kind.VARIANT or not finds_alike(right, left, self.types):
                text = f"{self.module.gd('contains')}({OPEN}{self.text(right, scope)},{NEXT}{self.text(left, scope)}{CLOSE})"
                return Code(text) if operator == "in" else Code(f"not {text}", NOT)
            made = self._infix(operator, left, right, mine, scope)
            return Code(f"{made.text}.__members__", mine) if right_type.kind is Kind.ENUM and right_type.is_type else made
        if operator == "%" and (left_type.is_builtin(*TEXTS) or (isinstance(left, s.Literal) and left.kind == "string")):
            return formatted(self, node, scope)
        if operator == "/":
            if left_type.kind is Kind.BUILTIN and left_type.name in VALUES:
                return self._infix(operator, left, right, mine, scope)
            if is_number(left_type) and never_zero(right) and (self.types.of(right).is_builtin("float") or left_type.is_builtin("float")):
                return self._infix(operator, left, right, mine, scope)
            if not_negative(left, self.types, scope.function) and never_zero(right) and not_negative(right, self.types, scope.function):
                return self._infix("//", left, right, mine, scope)
        elif operator == "%":
            if (
                is_int(left_type)
                and is_int(right_type)
                and not_negative(left, self.types, scope.function)
                and not_negative(right, self.types, scope.function)
            ):
                return self._infix(operator, left, right, mine, scope)
        elif operator == "**":
            if (
                is_number(left_type)
                and isinstance(right, s.Literal)
                and right.kind in ("int", "float")
                and (is_int(left_type) or right.kind == "int")
                and not overflows(left, right)
            ):
                base = self.text(left, scope, POWER + 1)
                return Code(f"{base} ** {self.text(right, scope, SIGN)}", POWER)
        elif operator in ("<<", ">>"):
            if is_int(left_type) and isinstance(right, s.Literal) and (operator == ">>" or fits(left, right)):
                return self._infix(operator, left, right, mine, scope)
        elif not (operator in _ORDERS and left_type.is_builtin("Array") and right_type.is_builtin("Array")):
            return self._infix(operator, left, right, mine, scope)
        return Code(f"{self.module.gd(_RUNTIME[operator])}({OPEN}{self.text(left, scope)},{NEXT}{self.text(right, scope)}{CLOSE})")

    @staticmethod
    def _compared(left: Type, right: Type) -> bool:
        """Whether Python's `==` may mean something else: for containers, callables, and where nothing is known of both sides."""
        special = ("Callable", "Array", "Dictionary")
        return left.is_builtin(*special) or right.is_builtin(*special) or (left.kind is Kind.VARIANT and right.kind is Kind.VARIANT)

    def _null(self, node: Any, wanted: bool, scope: Scope) -> Code:  # the two operators
        """Return whether a value is null: a freed object is too, so an object that may be freed is asked for its truth."""
        kind = self.types.of(node)
        if is_object(kind) and not self.types.is_counted(kind):
            made = self.write(node, scope)
            return (
                Code(f"not {made.at(NOT)}", NOT, f"{scope.python('bool')}({GROUP}{made.text}{CLOSE})")
                if wanted
                else Code(f"{scope.python('bool')}({GROUP}{made.text}{CLOSE})", ATOM, f"not {made.at(NOT)}")
            )
        while isinstance(node, s.Parenthesized):
            node = node.inner
        if kind.kind is Kind.VARIANT and isinstance(node, s.Identifier | s.Attribute | s.Subscript):
            made_text = f"{self.module.gd('equal')}({self.text(node, scope)}, None)"
            return Code(made_text) if wanted else Code(f"not {made_text}", NOT)
        return Code(f"{self.text(node, scope, BIT_OR)} {'is' if wanted else 'is not'} None", COMPARE)

    def _infix(self, operator: str, left: Any, right: Any, mine: int, scope: Scope) -> Code:
        whole = operator in ("+", "-", "*") and is_int(self.types.of(left)) and is_int(self.types.of(right))
        if whole and (self.wraps or leads_over(operator, self.types.of(left), self.types.of(right))):
            before, self.wraps = self.wraps, False
            made = self._plain_infix(operator, left, right, mine, scope)
            self.wraps = before
            return Code(f"{self.module.gd('int64')}({GROUP}{made.text}{CLOSE})")
        return self._plain_infix(operator, left, right, mine, scope)

    def _plain_infix(self, operator: str, left: Any, right: Any, mine: int, scope: Scope) -> Code:
        compares = mine == COMPARE
        first = self.text(left, scope, mine + 1 if compares else mine)
        second = self.text(right, scope, mine + 1)
        return Code(f"{first}{SPLIT}{min(mine - OR, 9)}{operator} {second}", mine)

    def _type_test(self, node: s.TypeTest, scope: Scope) -> Code:
        kind = self.type_named(node.type, node)
        operand = self._held(node.operand, scope)
        # A freed object is an error there, which only the runtime sees.
        known = not self._may_be_freed(node.operand) and kind.name not in ("GDScript", "Script")
        if kind.kind in (Kind.NATIVE, Kind.SCRIPT) and known:
            made = f"{scope.python('isinstance')}({OPEN}{operand},{NEXT}{self.types.value(kind)}{CLOSE})"
        else:
            made = f"{self.module.gd('is_a')}({OPEN}{operand},{NEXT}{self.type_value(node.type, kind, scope)}{CLOSE})"
        return Code(f"not {made}", NOT) if node.negated else Code(made)

    def _may_be_freed(self, node: Any) -> bool:
        """Whether a value may be an object that is freed: one of unknown type, or a node that a variable holds."""
        kind = self.types.of(node)
        if kind.kind is Kind.VARIANT:
            return True
        declared = self.analysis.meaning(node).declared
        held = isinstance(node, s.Identifier | s.Attribute | s.Subscript) and not isinstance(declared, s.Parameter | s.For)
        return held and kind.kind is Kind.NATIVE and not self.types.is_counted(kind)

    def type_value(self, written: s.TypeName, kind: Type, scope: Scope) -> str:
        """Return a written type as a value, by its name where nothing is known of it."""
        if kind.kind is Kind.ENUM:
            return "int"
        value = self.types.value(kind)
        return value if value != "object" or written.names == ("Variant",) else ".".join(safe(name) for name in written.names)

    def type_named(self, written: s.TypeName, node: Any = None) -> Type:
        """Return the type that is written; the analyzer notes it for the name, or for what bears it."""
        known = self.analysis.type(written)
        if known.kind is not Kind.VARIANT:
            return Type(known.kind, known.name, known.arguments, known.script, known.declared)
        if len(written.names) == 1:
            name = written.names[0]
            if name in self.module.api.builtins or name in self.module.api.classes:
                found = types.named(name)
                return (
                    Type(found.kind, found.name, tuple(self.type_named(argument) for argument in written.arguments))
                    if written.arguments
                    else found
                )
            if name == "void":
                return Type(Kind.VOID)
        if isinstance(node, s.Cast):
            return self.analysis.type(node)
        return known

    def _cast(self, node: s.Cast, scope: Scope) -> Code:
        kind = self.type_named(node.type, node)
        if kind.is_builtin("Array", "Dictionary") and kind.arguments:
            return self.stored(node.operand, kind, scope)
        if kind.kind is Kind.ENUM or types.same(kind, self.types.of(node.operand)):
            return self.write(node.operand, scope)
        return Code(
            f"{self.module.gd('cast')}({OPEN}{self.text(node.operand, scope)},{NEXT}{self.type_value(node.type, kind, scope)}{CLOSE})"
        )

    def _ternary(self, node: s.Ternary, scope: Scope) -> Code:
        first = self.text(node.if_true, scope, OR)
        test = self.conditions.condition(node.condition, scope).at(OR)
        return Code(f"{first}{SPLIT}0if {test}{SPLIT}0else {self.text(node.if_false, scope, TERNARY)}", TERNARY)

    # Members and elements.

    def _attribute(self, node: s.Attribute, scope: Scope) -> Code:  # noqa: C901, PLR0911, PLR0912  # one case a kind of base
        base, python = node.base, safe(node.name)
        kind = self.types.of(base)
        meaning = self.analysis.meaning(node)
        if isinstance(base, s.Super):
            return Code(f"{self._super(base, scope).text}.{python}")
        if isinstance(base, s.Self):
            if meaning.static and meaning.means is Means.MEMBER:
                return Code(f"{self.owner_path(meaning, scope)}.{python}")
            return Code(f"{self.text(base, scope)}.{python}")
        if kind.is_type and kind.kind is Kind.ENUM and kind.declared is None and kind.name in self.module.api.enums:
            return Code(self.module.gd(node.name))
        if kind.is_builtin("Dictionary"):
            return Code(f"{self.text(base, scope, ATOM)}[{literals.string(node.name)}]")
        if kind.kind is Kind.BUILTIN and not kind.is_type:
            if self._is_method(kind.name, node.name):
                return self._method_value(base, node.name, scope)
            text = self.text(base, scope, ATOM)
            return Code(f"({text}).{python}" if text.isdigit() else f"{text}.{python}")
        if node.name == "new" and kind.is_type and kind.kind in (Kind.NATIVE, Kind.SCRIPT):
            return Code(f'{self.module.gd("get")}({self.text(base, scope)}, "new")')
        if is_object(kind) or kind.is_type or kind.kind is Kind.ENUM:
            if is_object(kind) and self.module.lacks(kind, meaning, node.name):
                self.module.lax.add("attr-defined")
            constant = meaning.means in (Means.CONSTANT, Means.ENUM, Means.INNER_CLASS) and kind.kind is Kind.SCRIPT and not kind.is_type
            if constant and (path := self.types.path_of(kind)):
                # A constant is its class's, also where the variable is null.
                return Code(f"{path}.{python}")
            if meaning.static and meaning.means is Means.MEMBER and is_object(kind):
                path = self.module.path_to(meaning.owner, "") if meaning.owner is not None and not isinstance(meaning.owner, str) else ""
                if path:
                    return Code(f"{path}.{python}")
            return Code(f"{self.text(base, scope, ATOM)}.{python}")
        if self.is_module_like(base):
            return Code(f"{self.text(base, scope, ATOM)}.{python}")
        return Code(f"{self.module.gd('get')}({OPEN}{self.text(base, scope)},{NEXT}{literals.string(node.name)}{CLOSE})")

    def is_module_like(self, base: Any) -> bool:
        """Whether a base is surely an object or a class, though its type is unknown: an autoload, a singleton, a class."""
        if isinstance(base, s.Identifier | s.Attribute):
            means = self.analysis.meaning(base).means
            if means is Means.UNKNOWN and isinstance(base, s.Identifier) and self.module.is_older(base.name):
                return True
            return means in (
                Means.AUTOLOAD,
                Means.SINGLETON,
                Means.NATIVE_CLASS,
                Means.SCRIPT_CLASS,
                Means.INNER_CLASS,
                Means.ENUM,
                Means.BUILTIN_TYPE,
            )
        return isinstance(base, s.GetNode | s.Self | s.Super)

    def _is_method(self, owner: str, name: str) -> bool:
        builtin = self.module.api.builtins.get(owner)
        return builtin is not None and hasattr(builtin.find(name), "returns")

    def _method_value(self, base: Any, name: str, scope: Scope) -> Code:
        return Code(f"{self.module.gd('get')}({OPEN}{self.text(base, scope)},{NEXT}{literals.string(name)}{CLOSE})")

    def _subscript(self, node: s.Subscript, scope: Scope) -> Code:
        if node in self.read_as:
            return Code(self.read_as[node])
        kind = self.types.of(node.base)
        index = self.text(node.index, scope)
        if is_object(kind):
            return Code(f"{self.module.gd('index')}({OPEN}{self.text(node.base, scope)},{NEXT}{index}{CLOSE})")
        if (
            types.is_number(self.types.of(node.index))
            and self.types.of(node.index).is_builtin("float")
            and not kind.is_builtin("Dictionary")
        ):
            index = f"{scope.python('int')}({index})"
        return Code(f"{self.text(node.base, scope, ATOM)}[{GROUP}{index}{CLOSE}]")

    # The rest.

    def _get_node(self, node: s.GetNode, scope: Scope) -> Code:
        return Code(f"self.get_node({literals.string(node.path, split=False)})")

    def _preload(self, node: s.Preload, scope: Scope) -> Code:
        if isinstance(node.path, s.Literal) and (found := self.module.imported(str(node.path.value))):
            return Code(found)
        path = self.module.absolute(str(node.path.value)) if isinstance(node.path, s.Literal) else ""
        return Code(f"{self.module.gd('preload')}({literals.string(path, split=False) if path else self.text(node.path, scope)})")

    def _await(self, node: s.Await, scope: Scope) -> Code:
        operand = node.operand
        while isinstance(operand, s.Parenthesized):
            operand = operand.inner
        kind = self.types.of(operand)
        text = self.text(operand, scope, ATOM)
        if operand in self.analysis.awaited or kind.is_builtin("Signal"):
            return Code(f"await {text}", AWAIT)
        if kind.kind is Kind.VOID:
            self.module.lax.add("func-returns-value")
        return Code(f"await {self.module.gd('wait')}({GROUP}{text}{CLOSE})", AWAIT)

    def _yield(self, node: s.Yield, scope: Scope) -> Code:
        parts = [(one, self.text(one, scope, TERNARY)) for one in node.arguments]
        if parts[1:] and isinstance(node.arguments[1], s.Literal) and node.arguments[1].kind == "string":
            name = str(node.arguments[1].value)
            base = self.text(node.arguments[0], scope, ATOM)
            if name == "completed":
                return Code(f"await {self.module.gd('wait')}({GROUP}{base}{CLOSE})", AWAIT)
            if name.isidentifier():
                name = {"idle_frame": "process_frame"}.get(name, name)
                return Code(f"await {base}.{safe(name)}", AWAIT)
        return Code(f"await {self.module.gd('yield_')}({self.bracket(node.begin + 6, node.end - 1, parts)})", AWAIT)

    def _lambda_here(self, node: s.Lambda, scope: Scope) -> Code:
        return self._lambda(node, scope)

    def _assignment(self, node: s.Assignment, scope: Scope) -> Code:
        self.module.problem(node.begin, "An assignment inside an expression has no Python form.")
        return Code(self.text(node.value, scope))

    def _bad(self, node: s.BadExpression, scope: Scope) -> Code:
        return Code("None")

    # Values as variables hold them.

    def passed(self, node: Any, kind: Type, scope: Scope) -> Code:
        """Return a value as a parameter of a type takes it: more than a variable does, a packed array for a typed one."""
        if kind.is_builtin("Array") and kind.arguments and self.types.of(node).is_builtin(*types.PACKED):
            return Code(f"{self.types.value(kind)}({GROUP}{self.text(node, scope)}{CLOSE})")
        has = self.types.of(node)
        if kind.kind is Kind.VARIANT and has.kind is Kind.ENUM and has.is_type:
            # Where nothing tells that it is an enum it is the dictionary that it is in the engine.
            return Code(f"{scope.python('dict')}({self.text(node, scope)}.__members__)")
        return self.stored(node, kind, scope, "arg-type")

    def stored(self, node: Any, kind: Type, scope: Scope, code: str = "assignment") -> Code:  # noqa: C901, PLR0911, PLR0912  # one case a pair of types
        """Return a value as a variable of a type holds it; `code` is mypy's word for an int there where an enum is said."""
        plain = node
        while isinstance(plain, s.Parenthesized):
            plain = plain.inner
        has = self.types.of(node)
        if kind.kind is Kind.BUILTIN and not kind.is_type:
            if kind.name in ("Array", "Dictionary") and kind.arguments:
                return self._typed(plain, kind, has, scope)
            if types.same(kind, has) or has.kind is Kind.NULL:
                return self.write(node, scope)
            if kind.name == "float" and is_int(has):
                return self._as_float(plain, scope)
            if kind.name == "int" and has.kind is Kind.ENUM:
                return self.write(node, scope)
            if kind.name == "int" and has.is_builtin("float", "bool"):
                return Code(f"{scope.python('int')}({GROUP}{self.text(node, scope)}{CLOSE})")
            if kind.name == "bool" and (is_number(has) or has.is_builtin("bool")):
                return Code(f"{scope.python('bool')}({GROUP}{self.text(node, scope)}{CLOSE})")
            if kind.name in types.PACKED:
                made = self.module.gd(kind.name)
                return Code(f"{made}({GROUP if plain is not None else ''}{self._empty(plain, scope)}{CLOSE})")
            if kind.name == "String" and has.is_builtin("StringName"):
                return self._as_text(plain, scope)
            if kind.name in ("Dictionary", "Array", "Callable", "Signal", "bool", "Variant") and has.kind is Kind.VARIANT:
                return self.write(node, scope)
            return Code(f"{self.module.gd('convert')}({OPEN}{self.text(node, scope)},{NEXT}{self.types.value(kind)}{CLOSE})")
        if kind.kind in (Kind.NATIVE, Kind.SCRIPT) and not kind.is_type:
            unknown = has.kind is Kind.VARIANT and isinstance(plain, s.Identifier | s.Subscript)
            if unknown or (has.kind is Kind.NATIVE and not has.is_type and not types.same(has, kind) and self._narrows(kind, has, plain)):
                return Code(f"{self.module.gd('convert')}({OPEN}{self.text(node, scope)},{NEXT}{self.types.value(kind)}{CLOSE})")
            return self.write(node, scope)
        if kind.kind is Kind.ENUM and isinstance(kind.declared, s.Enum) and not self.types.is_member(kind, node):
            self.module.lax.add(code)
        if kind.kind is Kind.ENUM and has.is_builtin("float"):
            return Code(f"{scope.python('int')}({GROUP}{self.text(node, scope)}{CLOSE})")
        return self.write(node, scope)

    def _narrows(self, kind: Type, has: Type, node: Any) -> bool:
        if isinstance(node, s.GetNode) or (isinstance(node, s.Call) and _name_called(node) in ("get_node", "get_node_or_null")):
            # A path leads to any node; that it is the wrong one is no matter of types here.
            return False
        if kind.kind is Kind.NATIVE:
            return not self.module.api.is_a(has.name, kind.name)
        return True

    def _empty(self, node: Any, scope: Scope) -> str:
        return (
            ""
            if isinstance(node, s.ArrayLiteral) and not node.elements and not self.module.between(node.begin, node.end)
            else self.text(node, scope)
        )

    def _as_float(self, node: Any, scope: Scope) -> Code:
        if isinstance(node, s.Literal):
            return Code(f"{node.value}.0")
        if isinstance(node, s.Unary) and node.operator == "-" and isinstance(node.operand, s.Literal):
            return Code(f"-{node.operand.value}.0", SIGN)
        return Code(f"{scope.python('float')}({GROUP}{self.text(node, scope)}{CLOSE})")

    def _as_text(self, node: Any, scope: Scope) -> Code:
        if isinstance(node, s.Literal):
            return Code(literals.string(str(node.value)))
        return Code(f"{scope.python('str')}({GROUP}{self.text(node, scope)}{CLOSE})")

    def _typed(self, node: Any, kind: Type, has: Type, scope: Scope) -> Code:
        if isinstance(node, s.ArrayLiteral | s.DictionaryLiteral):
            empty = not (node.elements if isinstance(node, s.ArrayLiteral) else node.entries) and not self.module.between(
                node.begin, node.end
            )
            return Code(f"{self.types.value(kind)}({GROUP}{'' if empty else self.write(node, scope).text}{CLOSE})")
        if types.same(kind, has) and [a.name for a in kind.arguments] == [a.name for a in has.arguments]:
            return self.write(node, scope)
        return Code(f"{self.module.gd('convert')}({OPEN}{self.text(node, scope)},{NEXT}{self.types.value(kind)}{CLOSE})")

    def default(self, kind: Type) -> str:
        """Return what a variable of a type holds where nothing is written."""
        if kind.kind is Kind.ENUM:
            if isinstance(kind.declared, s.Enum):
                self.module.lax.add("assignment")
            return "0"
        if kind.kind is not Kind.BUILTIN:
            return "None"
        plain = {"int": "0", "float": "0.0", "bool": "False", "String": '""', "Array": "[]", "Dictionary": "{}"}
        if kind.name in ("Array", "Dictionary") and kind.arguments:
            return f"{self.types.value(kind)}()"
        return plain.get(kind.name) or f"{self.types.value(kind)}()"


def _name_called(node: s.Call) -> str:
    return str(getattr(node.callee, "name", ""))
