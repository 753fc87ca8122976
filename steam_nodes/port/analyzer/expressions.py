"""Expressions: the type of each, what each name in it means, which calls are awaited, which values are known.

Rules: a type is what the engine's analyzer infers, and true at run time. Where the engine does not know and the value can only be of one
type, that type is told with `hard=False`. Each expression's type and each name's meaning is noted in the analysis of the script in whose
text it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from steam_nodes.port import syntax
from steam_nodes.port.analysis import NULL, Kind, Meaning, Means, Type
from steam_nodes.port.analyzer import constants, operators
from steam_nodes.port.analyzer.called import Calls
from steam_nodes.port.analyzer.locals import Locals
from steam_nodes.port.analyzer.names import CALLABLE, Names
from steam_nodes.port.analyzer.types import (
    UNSET,
    builtin_name,
    from_text,
    is_compatible,
    is_variant,
    native,
    plain,
    weak,
    with_value,
)

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.analyzer.classes import Classes, ClassInfo

_LITERALS = {
    "int": from_text("int"),
    "float": from_text("float"),
    "string": from_text("String"),
    "string_name": from_text("StringName"),
    "node_path": from_text("NodePath"),
    "bool": from_text("bool"),
}
_RESOURCES = {
    "tscn": "PackedScene",
    "scn": "PackedScene",
    "png": "Texture2D",
    "jpg": "Texture2D",
    "jpeg": "Texture2D",
    "webp": "Texture2D",
    "svg": "Texture2D",
    "wav": "AudioStream",
    "ogg": "AudioStream",
    "mp3": "AudioStream",
    "gdshader": "Shader",
}
"""The class of what preload gives; a class that the real one extends where there are several."""


class Expressions:
    """Infers the expressions of one class.

    Args:
        classes: The classes of the scripts.
        names: Answers what names mean.
        info: The class in which the expressions stand.
        locals: What can be seen of a function's locals.
        lambda_body: Looks at the body of a lambda; a lambda in a member's value has one too.
    """

    def __init__(
        self,
        classes: Classes,
        names: Names,
        info: ClassInfo,
        *,
        locals_: Locals | None = None,
        lambda_body: Callable[[Expressions, syntax.Function], None],
    ) -> None:
        """Begin with no locals."""
        self.classes = classes
        self.names = names
        self.info = info
        self.analysis: Analysis = info.analysis
        self.types: dict[Any, Type] = info.analysis.types
        self.locals: Locals = locals_ if locals_ is not None else Locals(info.analysis.captured)
        self.calls: Calls = Calls(self)
        self._lambda_body = lambda_body

    def infer(self, node: syntax.Expression) -> Type:
        """Return the type of an expression and note it."""
        found = self.types[node] = _INFER[type(node)](self, node)
        return found

    def declare(self, name: str, declared: syntax.Syntax, kind: Type) -> None:
        """Let a name mean a constant in the expressions that follow."""
        self.locals.declare(name, declared, kind, constant=True)

    def written(self, name: syntax.TypeName) -> Type:
        """Return what a written type means here."""
        return self.classes.written(self.info, name, self._local_type)

    def _local_type(self, name: str) -> Type | None:
        local = self.locals.find(name)
        return local.type if local is not None and local.constant and local.type.is_type else None

    def fits(self, target: Type, source: Type, *, convert: bool = False) -> bool:
        """Whether a value of the type `source` may stand where `target` is declared."""
        return is_compatible(target, source, self.classes.extends, convert=convert)

    def expect(self, node: syntax.Expression, wanted: Type) -> Type:
        """Return the type of an expression, inferred before, that stands where a type is declared.

        An array or a dictionary that is written out is a typed one there; a known value is converted.
        """
        found = self.types.get(node, UNSET)
        if isinstance(node, syntax.Parenthesized):
            # The engine knows no parentheses in its tree.
            found = self.types[node] = self.expect(node.inner, wanted)
            return found
        if isinstance(node, syntax.ArrayLiteral) and wanted.is_builtin("Array") and wanted.arguments:
            for element in node.elements:
                self.expect(element, wanted.arguments[0])
            found = self.types[node] = Type(Kind.BUILTIN, "Array", (_flat(wanted.arguments[0]),))
        elif isinstance(node, syntax.DictionaryLiteral) and wanted.is_builtin("Dictionary") and wanted.arguments:
            for entry in node.entries:
                self.expect(entry.key, wanted.arguments[0])
                self.expect(entry.value, wanted.arguments[1])
            found = self.types[node] = Type(Kind.BUILTIN, "Dictionary", (_flat(wanted.arguments[0]), _flat(wanted.arguments[1])))
        elif found.constant and wanted.kind is Kind.BUILTIN and not wanted.arguments and builtin_name(found) != wanted.name:
            known = constants.fold_convert(found.value, builtin_name(found), wanted.name)
            if known is not None:
                found = self.types[node] = with_value(wanted, known.value)
        return found

    def constant(self, node: syntax.Expression) -> constants.Known | None:
        """Return the value of an expression where it is known, arrays and dictionaries included."""
        found = self.types.get(node)
        if found is not None and found.constant:
            return constants.Known(found.value)
        if isinstance(node, syntax.Parenthesized):
            return self.constant(node.inner)
        if isinstance(node, syntax.ArrayLiteral):
            elements = [self.constant(element) for element in node.elements]
            values = [element.value for element in elements if element is not None]
            return constants.Known(values) if len(values) == len(elements) else None
        if isinstance(node, syntax.DictionaryLiteral):
            pairs = [(self.constant(entry.key), self.constant(entry.value)) for entry in node.entries]
            known = [(key.value, value.value) for key, value in pairs if key is not None and value is not None]
            return constants.make_dictionary(known) if len(known) == len(pairs) else None
        return None

    # One method for each kind of expression.

    def _literal(self, node: syntax.Literal) -> Type:
        return NULL if node.kind == "null" else with_value(_LITERALS[node.kind], node.value)

    def _math_constant(self, _: syntax.MathConstant) -> Type:
        return _LITERALS["float"]

    def _identifier(self, node: syntax.Identifier) -> Type:
        local = self.locals.find(node.name)
        if local is not None:
            self.analysis.meanings[node] = Meaning(Means.LOCAL, node.name, local.declared)
            return self.locals.type(local)
        found = self.names.bare(self.info, node.name)
        self.analysis.meanings[node] = found.meaning
        return found.type

    def _self(self, _: syntax.Self) -> Type:
        return self.info.type

    def _super(self, _: syntax.Super) -> Type:
        base = self.classes.base(self.info)
        return base.type if base else native(self.classes.native(self.info))

    def _parenthesized(self, node: syntax.Parenthesized) -> Type:
        return self.infer(node.inner)

    def _array(self, node: syntax.ArrayLiteral) -> Type:
        for element in node.elements:
            self.infer(element)
        return from_text("Array")

    def _dictionary(self, node: syntax.DictionaryLiteral) -> Type:
        for entry in node.entries:
            key = self.infer(entry.key)
            if node.lua and key.constant and isinstance(key.value, str):
                # `{name = value}` and `{"name" = value}` have StringNames for keys.
                self.types[entry.key] = with_value(_LITERALS["string_name"], key.value)
            self.infer(entry.value)
        return from_text("Dictionary")

    def _unary(self, node: syntax.Unary) -> Type:
        operand = self.infer(node.operand)
        result = operators.unary(node.operator, operand).type
        if operand.constant:
            known = constants.fold_unary(node.operator, operand.value)
            if known is not None:
                return with_value(result, known.value)
        return result

    def _binary(self, node: syntax.Binary) -> Type:
        # A long chain of operators is a deep tree on its left: it is gone through in a loop.
        chain: list[syntax.Binary] = [node]
        while isinstance(chain[-1].left, syntax.Binary):
            chain.append(chain[-1].left)
        left = self.infer(chain[-1].left)
        for each in reversed(chain):
            tested = self.narrow_while(each.left) if each.operator == "and" else 0
            right = self.infer(each.right)
            self.widen(tested)
            left = self.types[each] = self._operate(each.operator, left, right)
        return left

    def _operate(self, operator: str, left: Type, right: Type) -> Type:
        result = operators.binary(operator, left, right).type
        if (left.constant or left.kind is Kind.NULL) and (right.constant or right.kind is Kind.NULL):
            # The text of a path is not its value: "a//b" and "a/b" are equal.
            path = left.name == "NodePath" or right.name == "NodePath"
            known = None if path else constants.fold_binary(operator, left.value, right.value)
            if known is not None and not is_variant(result):
                return with_value(result, known.value)
        return result

    def narrow_while(self, condition: syntax.Expression) -> int:
        """Believe what a condition tests until `widen` is called with what this returns."""
        return self.narrowing(condition) if self.narrowing is not None else 0

    def widen(self, count: int) -> None:
        """Forget the last tests."""
        if count:
            del self.locals.narrowed[-count:]

    narrowing: Callable[[syntax.Expression], int] | None = None
    """Set by the function around: it knows which locals a test holds for."""

    def _type_test(self, node: syntax.TypeTest) -> Type:
        self.infer(node.operand)
        self.types[node.type] = self.written(node.type)
        return _LITERALS["bool"]

    def _cast(self, node: syntax.Cast) -> Type:
        operand = self.infer(node.operand)
        wanted = self.types[node.type] = self.written(node.type)
        self.expect(node.operand, wanted)
        if operand.constant and wanted.kind in {Kind.BUILTIN, Kind.ENUM}:
            known = constants.fold_convert(operand.value, builtin_name(operand), builtin_name(wanted))
            if known is not None:
                return with_value(wanted, known.value)
        return wanted

    def _ternary(self, node: syntax.Ternary) -> Type:
        condition = self.infer(node.condition)
        tested = self.narrow_while(node.condition)
        if_true = self.infer(node.if_true)
        self.widen(tested)
        if_false = self.infer(node.if_false)
        if condition.constant and if_true.constant and if_false.constant:
            # The value is known, but the engine takes the type of both.
            chosen = if_true if constants.truth(condition.value) else if_false
            either = self._either(plain(if_true), plain(if_false))
            return weak(chosen) if is_variant(either) else with_value(either, chosen.value)
        return self._either(plain(if_true), plain(if_false))

    def _either(self, one: Type, other: Type) -> Type:
        if is_variant(one) or is_variant(other):
            return UNSET
        if self.fits(one, other):
            result = one
        elif self.fits(other, one):
            result = other
        else:
            return UNSET
        # An enum's values are ints; of two enums, or of an enum and an int, only that is sure.
        if result.kind is Kind.ENUM and Kind.BUILTIN in {one.kind, other.kind}:
            result = _LITERALS["int"]
        return result if one.hard and other.hard else weak(result)

    def _assignment(self, node: syntax.Assignment) -> Type:
        value = self.infer(node.value)
        target = self.infer(node.target)
        if node.operator == "=":
            if target.hard:
                value = self.expect(node.value, target)
            return value
        return operators.binary(node.operator.removesuffix("="), plain(target), plain(value)).type

    def _attribute(self, node: syntax.Attribute) -> Type:
        base = self.infer(node.base)
        if isinstance(node.base, syntax.Identifier) and node.base.name == "Variant" and f"Variant.{node.name}" in self.names.api.enums:
            return Type(Kind.ENUM, f"Variant.{node.name}", is_type=True)
        if base.constant and isinstance(base.value, dict):
            known = constants.fold_index(base.value, node.name)
            if known is not None:
                return _type_of(known.value)
        found = self.names.member(base, node.name)
        if found is None:
            return UNSET
        if found.meaning.means is not Means.UNKNOWN:
            self.analysis.meanings[node] = found.meaning
        return found.type

    def _subscript(self, node: syntax.Subscript) -> Type:
        base, index = self.infer(node.base), self.infer(node.index)
        if base.constant and index.constant:
            known = constants.fold_index(base.value, index.value)
            if known is not None:
                return _type_of(known.value)
        if base.kind is Kind.ENUM and base.is_type and isinstance(index.value, str):
            value = self.names.member(base, index.value)
            return with_value(_LITERALS["int"], value.type.value) if value and value.type.constant else UNSET
        if base.kind is not Kind.BUILTIN or base.is_type:
            return UNSET
        found = self._element(base, index)
        return found if base.hard else weak(found)

    def _element(self, base: Type, index: Type) -> Type:
        if base.name == "Array":
            return base.arguments[0] if base.arguments else UNSET
        if base.name == "Dictionary":
            return base.arguments[1] if base.arguments else UNSET
        if is_variant(index) and not base.name.startswith(("Packed", "String")):
            # A text as index names a member, whose type may be another.
            return UNSET
        if index.is_builtin("String", "StringName"):
            member = self.names.member(plain(base), index.value) if isinstance(index.value, str) else None
            return member.type if member else UNSET
        known = self.names.api.builtins.get(base.name)
        return from_text(known.index) if known and known.index and known.index != "Variant" else UNSET

    def _call(self, node: syntax.Call) -> Type:
        return self.calls.infer(node)

    def _get_node(self, _: syntax.GetNode) -> Type:
        return native("Node")

    def _preload(self, node: syntax.Preload) -> Type:
        path = self.infer(node.path)
        if not path.constant or not isinstance(path.value, str):
            return native("Resource")
        if (script := self.classes.script(self.classes.resolve(path.value, self.info))) is not None:
            return script.meta
        ending = path.value.rpartition(".")[2].lower()
        return native("GDScript" if ending == "gd" else _RESOURCES.get(ending, "Resource"))

    def _await(self, node: syntax.Await) -> Type:
        self._suspend()
        operand = self.infer(node.operand)
        if operand.is_builtin("Signal"):
            return UNSET
        # What is not declared may be a signal, which is waited for.
        return operand if operand.hard and not is_variant(operand) else UNSET

    def _suspend(self) -> None:
        if self.locals.functions:
            self.analysis.coroutines.add(self.locals.functions[-1])

    def _lambda(self, node: syntax.Lambda) -> Type:
        self._lambda_body(self, node.function)
        return CALLABLE

    def _yield(self, node: syntax.Yield) -> Type:
        self._suspend()
        for argument in node.arguments:
            self.infer(argument)
        return UNSET

    def _bad(self, _: syntax.BadExpression) -> Type:
        return UNSET


_Infer: TypeAlias = Callable[[Expressions, Any], Type]
_INFER: dict[type, _Infer] = {
    syntax.Literal: Expressions._literal,
    syntax.MathConstant: Expressions._math_constant,
    syntax.Identifier: Expressions._identifier,
    syntax.Self: Expressions._self,
    syntax.Super: Expressions._super,
    syntax.Parenthesized: Expressions._parenthesized,
    syntax.ArrayLiteral: Expressions._array,
    syntax.DictionaryLiteral: Expressions._dictionary,
    syntax.Unary: Expressions._unary,
    syntax.Binary: Expressions._binary,
    syntax.TypeTest: Expressions._type_test,
    syntax.Cast: Expressions._cast,
    syntax.Ternary: Expressions._ternary,
    syntax.Assignment: Expressions._assignment,
    syntax.Attribute: Expressions._attribute,
    syntax.Subscript: Expressions._subscript,
    syntax.Call: Expressions._call,
    syntax.GetNode: Expressions._get_node,
    syntax.Preload: Expressions._preload,
    syntax.Await: Expressions._await,
    syntax.Lambda: Expressions._lambda,
    syntax.Yield: Expressions._yield,
    syntax.BadExpression: Expressions._bad,
}


def _flat(kind: Type) -> Type:
    """An element's type: the engine knows no nested ones (`Array[Array[int]]`)."""
    return Type(kind.kind, kind.name, (), kind.script, kind.declared) if kind.arguments else kind


def _type_of(value: Any) -> Type:
    """The type of a known value."""
    for python, name in ((bool, "bool"), (int, "int"), (float, "float"), (str, "String"), (list, "Array"), (dict, "Dictionary")):
        if isinstance(value, python):
            return with_value(from_text(name), value)
    return NULL
