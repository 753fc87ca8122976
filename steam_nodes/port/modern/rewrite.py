"""Rewrites the tree of a Godot 3 script into one of Godot 4 that means the same.

Rules: positions and comments stay, so that messages and the source beside the result still fit. A name is left alone where the project
itself declares it: then it is not the engine's. What has no counterpart is left as it stands, and told by whoever looks for it.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeGuard

from steam_nodes.port import syntax
from steam_nodes.port.modern import renames

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_CONNECTING = {"connect", "disconnect", "is_connected"}


class Rewriter:
    """Rewrites one script.

    Args:
        declared: The names that the project's own scripts declare.
    """

    def __init__(self, declared: Collection[str]) -> None:
        """Take in the names that stay."""
        self._declared = declared

    def rewrite(self, node: Any) -> Any:
        """Return a node with everything in it rewritten, the same node where nothing changes."""
        changes = {}
        for part in fields(node):
            value = getattr(node, part.name)
            new = value
            if isinstance(value, syntax.Syntax):
                new = self.rewrite(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], syntax.Syntax):
                new = tuple(self.rewrite(each) for each in value)
                if all(one is other for one, other in zip(new, value, strict=True)):
                    new = value
            if new is not value:
                changes[part.name] = new
        if changes:
            node = replace(node, **changes)
        change = _CHANGES.get(type(node))
        return change(self, node) if change else node

    def _new(self, name: str, *tables: dict[str, str]) -> str:
        if name in self._declared:
            return name
        return next((table[name] for table in tables if name in table), name)

    def _identifier(self, node: syntax.Identifier) -> syntax.Expression:
        name = self._new(node.name, renames.CLASSES, renames.CONSTANTS, renames.PROPERTIES)
        return replace(node, name=name) if name != node.name else node

    def _attribute(self, node: syntax.Attribute) -> syntax.Expression:
        if isinstance(node.base, syntax.Identifier) and node.base.name == "Color":
            name = renames.colour(node.name)
        else:
            name = self._new(node.name, renames.PROPERTIES, renames.CONSTANTS)
        # `JSON.parse(text).result`
        call = node.base
        if node.name == "result" and isinstance(call, syntax.Call) and isinstance(call.callee, syntax.Attribute):
            callee = call.callee
            if callee.name == "parse" and isinstance(callee.base, syntax.Identifier) and callee.base.name == "JSONParseResult":
                return replace(call, callee=replace(callee, base=replace(callee.base, name="JSON"), name="parse_string"), end=node.end)
        return replace(node, name=name) if name != node.name else node

    def _type_name(self, node: syntax.TypeName) -> syntax.TypeName:
        if not node.names:
            return node
        name = self._new(node.names[0], renames.CLASSES)
        return replace(node, names=(name, *node.names[1:])) if name != node.names[0] else node

    def _extends(self, node: syntax.Extends) -> syntax.Extends:
        if node.path or not node.names:
            return node
        name = self._new(node.names[0], renames.CLASSES)
        return replace(node, names=(name, *node.names[1:])) if name != node.names[0] else node

    def _call(self, node: syntax.Call) -> syntax.Expression:
        callee = node.callee
        if isinstance(callee, syntax.Identifier):
            if callee.name in renames.OF_SINGLETONS and callee.name not in self._declared:
                owner, name = renames.OF_SINGLETONS[callee.name]
                base = replace(callee, name=owner)
                return replace(
                    node, callee=syntax.Attribute(begin=callee.begin, end=callee.end, base=base, name=name, name_begin=callee.begin)
                )
            connected = self._connecting(node, callee.name, None)
            name = self._new(callee.name, renames.FUNCTIONS, renames.METHODS)
            return connected or (replace(node, callee=replace(callee, name=name)) if name != callee.name else node)
        if isinstance(callee, syntax.Attribute):
            return self._connecting(node, callee.name, callee.base) or self._method(node, callee)
        return node

    def _method(self, node: syntax.Call, callee: syntax.Attribute) -> syntax.Expression:
        base = callee.base
        if isinstance(base, syntax.Identifier) and base.name == "OS" and callee.name in renames.TIME:
            return replace(node, callee=replace(callee, base=replace(base, name="Time"), name=renames.TIME[callee.name]))
        if isinstance(base, syntax.Identifier) and base.name == "JSON" and callee.name == "print":
            return replace(node, callee=replace(callee, name="stringify"))
        if isinstance(base, syntax.Identifier) and base.name == "JSON" and callee.name == "parse":
            return replace(node, callee=replace(callee, base=replace(base, name="JSONParseResult")))
        if callee.name == "xform" and len(node.arguments) == 1 and callee.name not in self._declared:
            product = syntax.Binary(begin=node.begin, end=node.end, operator="*", left=base, right=node.arguments[0])
            return syntax.Parenthesized(begin=node.begin, end=node.end, inner=product)
        name = self._new(callee.name, renames.METHODS)
        if name == "sort_custom" and len(node.arguments) == 2:  # noqa: PLR2004 - the object, and the name of its method
            given, method = node.arguments
            if _is_name(method):
                called = self._member(method, None if isinstance(given, syntax.Self) and str(method.value) in self._declared else given)
                return replace(node, arguments=(called,))
        return replace(node, callee=replace(callee, name=name)) if name != callee.name else node

    def _connecting(self, node: syntax.Call, name: str, base: syntax.Expression | None) -> syntax.Expression | None:
        """`base.connect("signal", target, "method", [binds], flags)` as `base.signal.connect(target.method.bind(binds), flags)`."""
        if name not in _CONNECTING or name in self._declared or len(node.arguments) < 3:  # noqa: PLR2004 - Godot 4's own form has two
            return None
        signal, target, method, *rest = node.arguments
        if not _is_name(signal) or not _is_name(method) or (rest and not isinstance(rest[0], syntax.ArrayLiteral)):
            return None
        called = self._member(signal, base)
        handler = self._member(method, None if isinstance(target, syntax.Self) and str(method.value) in self._declared else target)
        binds = rest[0].elements if rest and isinstance(rest[0], syntax.ArrayLiteral) else ()
        if binds:
            bind = syntax.Attribute(begin=method.begin, end=method.end, base=handler, name="bind", name_begin=method.begin)
            handler = syntax.Call(begin=method.begin, end=rest[0].end, callee=bind, arguments=binds)
        callee = syntax.Attribute(begin=signal.begin, end=signal.end, base=called, name=name, name_begin=signal.begin)
        return replace(node, callee=callee, arguments=(handler, *rest[1:]))

    def _yield(self, node: syntax.Yield) -> syntax.Expression:
        """`yield(object, "signal")` as `await object.signal`, of a call's "completed" as an await of the call."""
        if len(node.arguments) != 2:  # noqa: PLR2004 - the other form waits for resume()
            return node
        waited, signal = node.arguments
        if not _is_name(signal):
            return node
        if signal.value == "completed" and isinstance(waited, syntax.Call):
            return syntax.Await(begin=node.begin, end=node.end, operand=waited)
        name = str(signal.value)
        operand = self._member(replace(signal, value=renames.SIGNALS.get(name, name)), waited)
        return syntax.Await(begin=node.begin, end=node.end, operand=operand)

    def _member(self, name: syntax.Literal, base: syntax.Expression | None) -> syntax.Expression:
        if base is None:
            return syntax.Identifier(begin=name.begin, end=name.end, name=str(name.value))
        return syntax.Attribute(begin=name.begin, end=name.end, base=base, name=str(name.value), name_begin=name.begin)


def _is_name(node: syntax.Expression) -> TypeGuard[syntax.Literal]:
    return isinstance(node, syntax.Literal) and node.kind in {"string", "string_name"} and str(node.value).isidentifier()


_CHANGES: dict[type, Callable[[Rewriter, Any], Any]] = {
    syntax.Identifier: Rewriter._identifier,
    syntax.Attribute: Rewriter._attribute,
    syntax.TypeName: Rewriter._type_name,
    syntax.Extends: Rewriter._extends,
    syntax.Call: Rewriter._call,
    syntax.Yield: Rewriter._yield,
}
