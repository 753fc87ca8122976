"""Assignments: what is written to, and how a value type inside another is written back.

Rules: a value type is never changed, so `self.position.x = 5` makes a new position and stores it; a path of unknown types goes through
`gd.set_path`, which writes back what has to be. `+=` on what may be an Array makes a new one, as in GDScript. A name of another class's
static variable is written on that class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.known.held_types import VALUES, is_int, is_number, is_object
from steam_nodes.port.writer.layout import CLOSE, END, GROUP, MAYBE, NEXT, OPEN, flat
from steam_nodes.port.writer.text import literals
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.held_types import Types
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.module import Module
    from steam_nodes.port.writer.written_expressions import Expressions

_BITS = 1 << 31


class Targets:
    """Writes the assignments of one file.

    Args:
        expressions: Writes what stands on both sides.
    """

    def __init__(self, expressions: Expressions) -> None:
        """Keep who writes the values."""
        self.expressions = expressions
        self.module: Module = expressions.module
        self.types: Types = expressions.types

    def assign(self, node: s.Assignment, scope: Scope) -> list[str]:
        """Return the lines of an assignment."""
        target = node.target
        while isinstance(target, s.Parenthesized):
            target = target.inner
        kind = self.types.of(target) if self._is_held(target) else types.VARIANT
        if kind.is_builtin("StringName", "NodePath") and self.expressions.analysis.meaning(target).declared is None:
            # The engine's own property takes a text.
            kind = types.VARIANT
        if kind.kind is Kind.ENUM and (node.operator != "=" or not self.types.is_member(kind, node.value)):
            self.module.lax.add("assignment")
        if self.expressions.analysis.meaning(target).means is Means.NATIVE_MEMBER:
            self.module.lax.add("has-type")
        if (
            isinstance(target, s.Attribute)
            and target.name.endswith("position")
            and self.types.of(target.base).name.startswith("InputEvent")
        ):
            # An event of the library has its place as two floats, of which a Vector2 is one form.
            self.module.lax.add("assignment")
        if node.operator == "=":
            if isinstance(target, s.Attribute) and is_object(self.types.of(target.base)) and self._refuses(kind, self.types.of(node.value)):
                # Only while it runs the engine says so: the type of what holds the member is not written anywhere.
                return self._write_unknown(target, self.expressions.alone(node.value, scope), scope)
            self.expressions.wraps = self._grows(node)
            value = self.expressions.stored(node.value, kind, scope).text
            self.expressions.wraps = False
            return self.write(target, value, scope)
        return self._augmented(node, target, kind, scope)

    def _refuses(self, kind: Type, has: Type) -> bool:
        """Whether a member of a class is given what is known to be none of its objects."""
        if kind.kind not in (Kind.NATIVE, Kind.SCRIPT) or kind.is_type or has.is_type:
            return False
        if has.kind is Kind.BUILTIN:
            return True
        if has.kind not in (Kind.NATIVE, Kind.SCRIPT) or types.same(kind, has):
            return False
        native = has.name if has.kind is Kind.NATIVE else self._native_below(has)
        if not native:
            return False
        if kind.kind is Kind.SCRIPT:
            return has.kind is Kind.SCRIPT
        is_a = self.module.api.is_a
        return not is_a(native, kind.name) and (has.kind is Kind.SCRIPT or not is_a(kind.name, native))

    def _native_below(self, has: Type) -> str:
        """Return the class of the engine that a script extends itself, "" where it extends another script."""
        declared = has.declared
        if not isinstance(declared, s.Script | s.Class):
            return ""
        extends = declared.extends
        if extends is None:
            return "RefCounted"
        return extends.names[0] if not extends.path and len(extends.names) == 1 and extends.names[0] in self.module.api.classes else ""

    def _is_held(self, target: Any) -> bool:
        """Whether the engine holds what is written there to its type: a variable with a type, not an element of an untyped container."""
        if isinstance(target, s.Identifier | s.Attribute):
            declared = self.expressions.analysis.meaning(target).declared
            if isinstance(declared, s.Variable | s.Parameter | s.For):
                return declared.type is not None or bool(getattr(declared, "inferred", False))
            return True
        base = self.types.of(target.base) if isinstance(target, s.Subscript) else types.VARIANT
        return base.is_builtin(*types.PACKED) is False and base.kind is Kind.BUILTIN and bool(base.arguments)

    def _grows(self, node: s.Assignment) -> bool:
        """Whether a value may grow beyond 64 bits: a product or a shift of what it is stored in again, or with a large number."""
        kind = self.types.of(node.target)
        if not is_int(kind) or not isinstance(node.target, s.Identifier | s.Attribute | s.Subscript):
            return False
        name = self.module.source.text[node.target.begin : node.target.end]
        for one in types.walk(node.value):
            if isinstance(one, s.Binary) and one.operator in ("*", "<<", "**") and is_int(self.types.of(one)):
                inside = self.module.source.text[one.begin : one.end]
                big = any(
                    isinstance(part, s.Literal) and isinstance(part.value, int) and abs(part.value) >= _BITS for part in types.walk(one)
                )
                if name in inside or big:
                    return True
        return False

    def _augmented(self, node: s.Assignment, target: Any, kind: Type, scope: Scope) -> list[str]:
        operator = node.operator[:-1]
        has, gets = self.types.of(target), self.types.of(node.value)
        combined = s.Binary(begin=target.begin, end=node.value.end, operator=operator, left=target, right=node.value)
        plain = self._plain_place(target)
        value = self.expressions.alone(node.value, scope)
        if plain and self._in_place(operator, has, gets, kind, node, scope):
            place = self.expressions.text(target, scope)
            return [f"{place} {node.operator} {MAYBE}{value}{END}"]
        made = self.expressions.stored(combined, kind, scope) if kind.kind is not Kind.VARIANT else self.expressions.write(combined, scope)
        text = made.text
        if operator in ("*", "<<", "**") and is_int(has) and is_int(gets):
            text = f"{self.module.gd('int64')}({GROUP}{text}{CLOSE})"
        return self.write(target, text, scope)

    def _in_place(self, operator: str, has: Type, gets: Type, kind: Type, node: s.Assignment, scope: Scope) -> bool:  # noqa: PLR0911  # one case an operator
        """Whether Python's own augmented assignment means the same."""
        if kind.is_builtin("int") and not is_int(gets):
            return False
        if kind.name in VALUES and kind.name.endswith("i") and not is_int(gets) and gets.name != kind.name:
            return False
        if operator == "-":
            return True
        if operator == "+":
            if gets.is_builtin("Array", *types.PACKED) or has.is_builtin("Array", *types.PACKED):
                return False
            if has.kind is not Kind.VARIANT or gets.kind is not Kind.VARIANT:
                return True
            meaning = self.expressions.analysis.meaning
            return any(
                self.types.never_list(meaning(one).declared)
                for one in (node.target, node.value)
                if isinstance(one, s.Identifier | s.Attribute)
            )
        if operator == "*":
            return is_number(gets) and not (is_int(has) and is_int(gets))
        if operator in ("&", "|", "^"):
            return is_int(gets)
        if operator == "/":
            return (has.is_builtin("float") or gets.is_builtin("float")) and is_number(has) and _is_constant(node.value)
        return operator == ">>" and is_int(has) and isinstance(node.value, s.Literal)

    def _plain_place(self, target: Any) -> bool:
        """Whether a target can be read and written as it stands: no part of a value type, nothing of unknown type."""
        if isinstance(target, s.Identifier):
            return self.expressions.analysis.meaning(target).means is not Means.UNKNOWN
        if isinstance(target, s.Attribute):
            base = self.types.of(target.base)
            return (
                isinstance(target.base, s.Self)
                or is_object(base)
                or base.is_type
                or base.is_builtin("Dictionary")
                or self.expressions.is_module_like(target.base)
            )
        if isinstance(target, s.Subscript):
            base = self.types.of(target.base)
            return not (is_object(base) or base.name in VALUES or base.is_builtin("String"))
        return False

    def write(self, target: Any, value: str, scope: Scope) -> list[str]:
        """Return the lines that store a value's text in a target."""
        expressions = self.expressions
        while isinstance(target, s.Parenthesized):
            target = target.inner
        if isinstance(target, s.Identifier):
            name = expressions.text(target, scope)
            # What nobody declares can be looked up, but not be written there.
            return [f"{name if not name.endswith(')') else f'self.{safe(target.name)}'} = {MAYBE}{value}{END}"]
        if isinstance(target, s.Attribute):
            return self._write_attribute(target, value, scope)
        if isinstance(target, s.Subscript):
            return self._write_element(target, value, scope)
        self.module.problem(getattr(target, "begin", 0), "This cannot be assigned to.")
        return [f"_ = {MAYBE}{value}{END}"]

    def _write_attribute(self, target: s.Attribute, value: str, scope: Scope) -> list[str]:
        expressions = self.expressions
        base = target.base
        kind = self.types.of(base)
        python = safe(target.name)
        meaning = expressions.analysis.meaning(target)
        made = getattr(expressions.analysis.meaning(base).declared, "value", None)
        if (
            kind.kind is Kind.NATIVE
            and meaning.means is Means.UNKNOWN
            and isinstance(made, s.Call)
            and isinstance(made.callee, s.Attribute)
            and made.callee.name == "new"
        ):
            # Python would take any name; the engine, and so the runtime, asks what the object has.
            return self._write_unknown(target, value, scope)
        if isinstance(base, s.Self) or is_object(kind) or kind.is_type or expressions.is_module_like(base) or isinstance(base, s.Super):
            return [f"{expressions.text(target, scope)} = {MAYBE}{value}{END}"]
        if kind.is_builtin("Dictionary"):
            return [f"{expressions.text(base, scope, 15)}[{literals.string(target.name)}] = {MAYBE}{value}{END}"]
        if kind.kind is Kind.BUILTIN and kind.name in VALUES and self._has_getter(base):
            return self._write_unknown(target, value, scope)
        if kind.kind is Kind.BUILTIN and kind.name in VALUES:
            new = f"{expressions.text(base, scope, 15)}.replaced({GROUP}{python}={value}{CLOSE})"
            return self.write(base, new, scope) if self._can_hold(base) else [new]
        if meaning.means is Means.MEMBER and meaning.declared is not None and kind.kind is not Kind.VARIANT:
            return [f"{expressions.text(target, scope)} = {MAYBE}{value}{END}"]
        return self._write_unknown(target, value, scope)

    def _can_hold(self, base: Any) -> bool:
        return isinstance(base, s.Identifier | s.Attribute | s.Subscript | s.Parenthesized)

    def _write_unknown(self, target: s.Attribute, value: str, scope: Scope) -> list[str]:
        """Return the write of a member of a value of unknown type."""
        expressions = self.expressions
        steps = [literals.string(target.name)]
        base = target.base
        while isinstance(base, s.Subscript) or (isinstance(base, s.Attribute) and not isinstance(base.base, s.Self)):
            if not self._has_getter(base) and (self.types.of(base).kind is not Kind.VARIANT or expressions.is_module_like(base)):
                break
            steps.insert(0, f"[{expressions.text(base.index, scope)}]" if isinstance(base, s.Subscript) else literals.string(base.name))
            base = base.base
        meaning = expressions.analysis.meaning(base)
        if (
            meaning.means is Means.MEMBER
            and isinstance(base, s.Identifier)
            and not self._settable(base)
            and not scope.static
            and base.name not in scope.accessors
        ):
            steps.insert(0, literals.string(base.name))
            base = s.Self(begin=base.begin, end=base.begin)
        root = expressions.text(base, scope)
        if len(steps) == 1:
            made = f"{self.module.gd('set')}({OPEN}{root},{NEXT}{steps[0]},{NEXT}{value}{CLOSE})"
        else:
            made = f"{self.module.gd('set_path')}({OPEN}{root},{NEXT}[{', '.join(steps)}],{NEXT}{value}{CLOSE})"
        kind = self.types.of(base)
        if is_object(kind) or kind.is_builtin("Array", "Dictionary", *types.PACKED):
            # What is shared is changed in its place.
            return [made]
        if isinstance(base, s.Identifier) and expressions.analysis.meaning(base).means is Means.LOCAL:
            # A lambda has copies of what it takes from outside, which Python could not store again.
            taken = scope.outer is not None and expressions.analysis.meaning(base).declared not in scope.names
            return [made if taken else f"{root} = {made}"]
        if isinstance(base, s.Subscript) or (self._can_hold(base) and self._settable(base)):
            return self.write(base, made, scope)
        return [made]

    def _has_getter(self, base: Any) -> bool:
        """Whether a path goes through a variable with a getter, which must be asked once only."""
        while isinstance(base, s.Attribute | s.Identifier):
            declared = self.expressions.analysis.meaning(base).declared
            if isinstance(declared, s.Variable) and (declared.getter is not None or declared.setter is not None):
                return True
            if isinstance(base, s.Identifier):
                return False
            base = base.base
        return False

    def _settable(self, base: Any) -> bool:
        meaning = self.expressions.analysis.meaning(base)
        return meaning.means is Means.MEMBER and isinstance(meaning.declared, s.Variable) and not meaning.declared.setter

    def _write_element(self, target: s.Subscript, value: str, scope: Scope) -> list[str]:
        expressions = self.expressions
        kind = self.types.of(target.base)
        index = expressions.text(target.index, scope)
        if is_object(kind):
            return [f"{self.module.gd('set_index')}({OPEN}{expressions.text(target.base, scope)},{NEXT}{index},{NEXT}{value}{CLOSE})"]
        if kind.kind is Kind.BUILTIN and (kind.name in VALUES or kind.name == "String"):
            new = f"{self.module.gd('set_index')}({OPEN}{expressions.text(target.base, scope)},{NEXT}{index},{NEXT}{value}{CLOSE})"
            return self.write(target.base, new, scope) if self._can_hold(target.base) else [new]
        return [f"{flat(expressions.text(target, scope))} = {MAYBE}{value}{END}"]


def _is_constant(node: Any) -> bool:
    while isinstance(node, s.Parenthesized):
        node = node.inner
    return isinstance(node, s.Literal) and node.kind in ("int", "float") and node.value != 0
