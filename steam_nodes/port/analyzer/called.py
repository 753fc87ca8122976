"""Calls: which function a call calls, what it returns, and whether it is a coroutine that is awaited.

Rules: the order is the engine's: a bare name is a built-in type's constructor, then a global function, then a method; never a local. What a
global function returns as Variant but always of its arguments' type (`abs(1)`) is told with `hard=False`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Meaning, Means, Type
from steam_nodes.port.analyzer import constants
from steam_nodes.port.analyzer.types import UNSET, builtin_name, from_text, is_variant, weak, with_value

if TYPE_CHECKING:
    from steam_nodes.port.analyzer.expressions import Expressions
    from steam_nodes.port.analyzer.names import Signature

_SAME = {"abs", "sign", "floor", "ceil", "round"}
"""Functions that give the type of their argument."""
_ALL = {"min", "max", "clamp", "wrap", "snapped"}
"""Functions that give the type of their arguments where all have one."""
_NUMBERS = {"int", "float"}
_VECTORS = {"Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", "Vector4i"}


class Calls:
    """Infers the calls of one class.

    Args:
        expressions: Infers what stands in them.
    """

    def __init__(self, expressions: Expressions) -> None:
        """Take in what infers expressions."""
        self._expressions = expressions

    def infer(self, node: syntax.Call) -> Type:
        """Return the type of a call."""
        arguments = [self._expressions.infer(argument) for argument in node.arguments]
        callee = node.callee
        if isinstance(callee, syntax.Identifier):
            return self._bare(node, callee, arguments)
        if isinstance(callee, syntax.Attribute):
            return self._of_base(node, callee)
        if isinstance(callee, syntax.Super):
            return self._super(node)
        self._expressions.infer(callee)
        return UNSET

    def _bare(self, node: syntax.Call, callee: syntax.Identifier, arguments: list[Type]) -> Type:
        expressions, names = self._expressions, self._expressions.names
        name = callee.name
        meanings = expressions.analysis.meanings
        if name in names.api.builtins and name != "Nil":
            meanings[callee] = Meaning(Means.BUILTIN_TYPE, name)
            expressions.types[callee] = Type(Kind.BUILTIN, name, is_type=True)
            return self._constructed(node, name, arguments)
        found = names.function(name)
        if found is not None:
            self._take(node, found)
            return self._global(found, arguments)
        found = names.method(expressions.info.meta, name) if name == "new" else names.own_method(expressions.info, name)
        if found is not None:
            return self._take(node, found)
        # It is no method: what else has the name is told, though the engine refuses the call.
        expressions.infer(callee)
        return UNSET

    def _super(self, node: syntax.Call) -> Type:
        functions = self._expressions.locals.functions
        name = functions[0].name if functions else ""
        found = self._expressions.names.super_method(self._expressions.info, name)
        return self._take(node, found) if found is not None else UNSET

    def _of_base(self, node: syntax.Call, callee: syntax.Attribute) -> Type:
        expressions, names = self._expressions, self._expressions.names
        base = expressions.infer(callee.base)
        if isinstance(callee.base, syntax.Super):
            found = names.super_method(expressions.info, callee.name)
        else:
            found = names.method(base, callee.name) if not is_variant(base) else None
        if found is None:
            member = names.member(base, callee.name)
            if member is not None and member.meaning.means is not Means.UNKNOWN:
                expressions.analysis.meanings[callee] = member.meaning
                expressions.types[callee] = member.type
            else:
                expressions.types[callee] = UNSET
            return UNSET
        result = self._take(node, found)
        return result if base.hard else weak(result)

    def _take(self, node: syntax.Call, found: Signature) -> Type:
        """Note what a call calls; its arguments stand where the parameters are declared."""
        expressions = self._expressions
        expressions.types[node.callee] = from_text("Callable")
        expressions.analysis.meanings[node.callee] = found.meaning
        for argument, wanted in zip(node.arguments, found.parameters, strict=False):
            if wanted.hard and wanted.kind is not Kind.VARIANT:
                expressions.expect(argument, wanted)
        if (
            found.function is not None
            and found.info is not None
            and found.name != "new"
            and expressions.classes.is_coroutine(found.info, found.function)
        ):
            expressions.analysis.awaited.add(node)
        return found.returns

    def _constructed(self, node: syntax.Call, name: str, arguments: list[Type]) -> Type:
        kind = from_text(name)
        if len(arguments) == 1 and arguments[0].constant:
            known = constants.fold_convert(arguments[0].value, builtin_name(arguments[0]), name)
            if known is not None and name in {"int", "float", "bool", "String", "StringName", "NodePath"}:
                return with_value(kind, known.value)
        self._expect_constructor(node, name, arguments)
        return kind

    def _expect_constructor(self, node: syntax.Call, name: str, arguments: list[Type]) -> None:
        """Numbers that are known become floats where the only constructor with so many arguments wants them."""
        found = self._expressions.names.api.builtins.get(name)
        fitting = [each for each in found.constructors if len(each) == len(arguments)] if found else []
        if len(fitting) == 1 and name not in {"Callable", "Signal"}:
            for argument, wanted in zip(node.arguments, fitting[0], strict=True):
                if wanted.type == "float":
                    self._expressions.expect(argument, from_text("float"))

    def _global(self, found: Signature, arguments: list[Type]) -> Type:
        if not is_variant(found.returns):
            return found.returns
        names = {builtin_name(argument) for argument in arguments}
        if len(names) != 1:
            return found.returns
        name = names.pop()
        if found.name in _SAME | _ALL and (name in _NUMBERS or (name in _VECTORS and found.name not in {"wrap", "min", "max"})):
            return weak(from_text(name))
        if found.name == "lerp" and name in _NUMBERS:
            return weak(from_text("float"))
        return found.returns
