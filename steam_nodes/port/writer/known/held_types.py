"""Types: how one is written in an annotation and as a value, and which untyped variables hold one type all the time.

Rules: an untyped variable is of one type where everything that its script assigns to it is; such a variable is written as idiomatically
as a typed one. What is not known stays `Any`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from steam_nodes.port import api as api_of
from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import VARIANT, Kind, Means, Type
from steam_nodes.port.writer.known.searches import confused_key
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.syntax import DictionaryLiteral
    from steam_nodes.port.writer.module import Module

INT = Type(Kind.BUILTIN, "int")
FLOAT = Type(Kind.BUILTIN, "float")
BOOL = Type(Kind.BUILTIN, "bool")
STRING = Type(Kind.BUILTIN, "String")
TEXTS = ("String", "StringName")
NUMBERS = ("int", "float")
PACKED = {
    "PackedByteArray": "int",
    "PackedInt32Array": "int",
    "PackedInt64Array": "int",
    "PackedFloat32Array": "float",
    "PackedFloat64Array": "float",
    "PackedStringArray": "String",
    "PackedVector2Array": "Vector2",
    "PackedVector3Array": "Vector3",
    "PackedVector4Array": "Vector4",
    "PackedColorArray": "Color",
}
"""What each packed array holds."""
LISTS = ("Array", *PACKED)
VALUES = frozenset(
    {
        "Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", "Vector4i", "Rect2", "Rect2i", "Transform2D", "Plane",
        "Quaternion", "AABB", "Basis", "Transform3D", "Projection", "Color",
    }
)  # fmt: skip
"""The value types: written by making a new one."""
_PLAIN = {"int": "int", "float": "float", "bool": "bool", "String": "str", "Nil": "None", "void": "None"}


_STEAM = ("Steam", "SteamServer")
"""The singletons that the library brings itself."""
_CALLED = {
    "_process": ("float",),
    "_physics_process": ("float",),
    "_input": ("InputEvent",),
    "_unhandled_input": ("InputEvent",),
    "_gui_input": ("InputEvent",),
    "_unhandled_key_input": ("InputEvent",),
}
"""What the engine calls its hooks with."""


_OF_ARGUMENTS = ("max", "min", "abs", "clamp", "sign", "snapped", "wrap", "round", "floor", "ceil")
"""Functions that return what they are given: an int for ints."""


_MAYBE_NULL = frozenset({"get", "get_main_loop", "get_base_scene_state", "get_node_instance", "get_shortcut", "get_script"})
"""Calls that return null where there is nothing, and whose types say so."""


class Types:
    """The types of one file, as its writer needs them."""

    def __init__(self, module: Module) -> None:
        """Find the untyped variables that hold one type."""
        self.module = module
        self.analysis: Analysis = module.analysis
        self._body = ""
        self._cache: dict[Any, Type] = {}
        self._busy: set[Any] = set()
        self._assigned: dict[Any, list[tuple[str, Any]]] = {}
        self._parts: set[Any] = set()
        self._given: dict[Any, Type] = {}
        """The types of untyped parameters which the engine itself calls with values of its own."""
        self._keyed: list[tuple[Any, Any]] = []
        self._collect()
        self.confused: frozenset[DictionaryLiteral] = frozenset(self._confused())
        """Literals of dictionaries which get keys that Python takes for other ones."""

    def _is_confused(self, index: Any) -> bool:
        """Whether a key is of a type that Python confuses, or runs through values of which one is."""
        loop = self.analysis.meaning(index).declared if isinstance(index, s.Identifier) else None
        if not isinstance(loop, s.For):
            return confused_key(self.of(index))
        values: Any = loop.iterable
        if isinstance(values, s.Identifier):
            values = getattr(self.analysis.meaning(values).declared, "value", None)
        return isinstance(values, s.ArrayLiteral) and any(confused_key(self.of(value)) for value in values.elements)

    def _confused(self) -> Iterator[s.DictionaryLiteral]:
        for declared, index in self._keyed:
            if isinstance(declared, s.Variable) and self._is_confused(index):
                values = [declared.value, *[value for _, value in self.assignments(declared)]]
                yield from (value for value in values if isinstance(value, s.DictionaryLiteral))

    def _collect(self) -> None:
        compared: set[Any] = set()
        for node in walk(self.module.script):
            if isinstance(node, s.Binary) and node.operator in ("==", "!="):
                compared |= {node.left, node.right}
            elif node not in compared and _is_null(node):
                self.module.may_be_null = True
            if isinstance(node, s.Function) and node.name in _CALLED:
                self._give(node)
            if isinstance(node, s.Assignment):
                target = node.target
                while isinstance(target, s.Parenthesized):
                    target = target.inner
                if isinstance(target, s.Subscript):
                    self._keyed.append((self.analysis.meaning(target.base).declared, target.index))
                if isinstance(target, s.Attribute):
                    root = target.base
                    while isinstance(root, s.Attribute):
                        root = root.base
                    self._parts.add(self.analysis.meaning(root).declared)
                if isinstance(target, s.Identifier | s.Attribute):
                    declared = self.analysis.meaning(target).declared
                    if declared is not None:
                        self._assigned.setdefault(declared, []).append((node.operator, node.value))

    def _give(self, hook: s.Function) -> None:
        """Note what the engine calls one of its hooks with."""
        for parameter, name in zip(hook.parameters, _CALLED[hook.name], strict=False):
            if parameter.type is None and parameter.default is None:
                self._given[parameter] = Type(Kind.BUILTIN if name == "float" else Kind.NATIVE, name)

    def assignments(self, declared: Any) -> list[tuple[str, Any]]:
        """Return the assignments to a variable in this script: operators and values."""
        return self._assigned.get(declared, [])

    def is_changed(self, declared: Any) -> bool:
        """Whether a variable is assigned to, or a part of it where it is a value such as a vector."""
        kind = self.declared(declared)
        part = declared in self._parts and (kind.kind is Kind.VARIANT or (kind.kind is Kind.BUILTIN and kind.name in VALUES))
        return bool(self.assigned(declared)) or part

    def assigned(self, declared: Any) -> int:
        """Count the assignments to a variable in this script."""
        return len(self._assigned.get(declared, ()))

    def settled(self, declared: Any) -> Type:
        """Return the one type that an untyped variable holds, VARIANT where there is none."""
        if declared in self._cache:
            return self._cache[declared]
        if declared in self._busy:
            return VARIANT
        self._busy.add(declared)
        found = VARIANT
        value = getattr(declared, "value", None)
        if isinstance(declared, s.Variable) and value is not None and not declared.setter:
            found = self.of(value)
            for operator, other in self._assigned.get(declared, ()):
                kind = self.of(other) if operator == "=" else after(operator, found, self.of(other))
                if not same(found, kind):
                    found = VARIANT
                    break
        elif isinstance(declared, s.Constant):
            found = self.of(declared.value)
        self._busy.discard(declared)
        if found.kind in (Kind.NULL, Kind.VOID):
            found = VARIANT
        if found.constant and isinstance(declared, s.Variable):
            found = Type(found.kind, found.name, found.arguments, found.script, found.declared, found.is_type)
        self._cache[declared] = found
        return found

    def never_list(self, declared: Any) -> bool:
        """Whether nothing that a variable's script assigns to it is an Array."""
        value = getattr(declared, "value", None)
        if isinstance(declared, s.Parameter):
            return isinstance(declared.default, s.Literal)
        if not isinstance(declared, s.Variable) or value is None:
            return False
        kinds = [self.of(value), *[self.of(other) for operator, other in self._assigned.get(declared, ()) if operator == "="]]
        return all(kind.kind not in (Kind.VARIANT, Kind.NULL) and not kind.is_builtin(*LISTS) for kind in kinds)

    def declared(self, node: Any) -> Type:
        """Return the type of a variable, a constant or a parameter."""
        known = self.analysis.type(node)
        if node in self._given:
            return self._given[node]
        if known.kind is not Kind.VARIANT and known.hard and known.kind is not Kind.NULL:
            return known
        if isinstance(node, s.Variable) and (node.type is not None or node.inferred):
            return known
        return self.settled(node) if isinstance(node, s.Variable | s.Constant) else VARIANT if not known.hard else known

    def of(self, node: Any) -> Type:
        """Return the type of an expression, VARIANT where it may be anything."""
        if node in self._cache:
            return self._cache[node]
        found = self._of(node)
        self._cache[node] = found
        return found

    def _of(self, node: Any) -> Type:  # noqa: C901, PLR0911, PLR0912  # one case a kind of expression
        match node:
            case s.Parenthesized():
                return self.of(node.inner)
            case s.Identifier():
                meaning = self.analysis.meaning(node)
                known = self.analysis.type(node)
                if known.hard and known.kind is not Kind.VARIANT:
                    return known
                if isinstance(meaning.declared, s.Variable | s.Constant) or meaning.declared in self._given:
                    return self.declared(meaning.declared)
                if isinstance(meaning.declared, s.For):
                    return self.loop(meaning.declared)
                if isinstance(meaning.declared, s.Parameter) and not known.hard:
                    # Narrowed by an `is`: the parameter's own type still holds; one without a type is what was asked for.
                    own = self.declared(meaning.declared)
                    return known if own.kind is Kind.VARIANT and is_object(known) and not self.assigned(meaning.declared) else own
                return known if known.hard else VARIANT
            case s.Literal():
                return _literal(node)
            case s.MathConstant():
                return FLOAT
            case s.Ternary():
                left, right = self.of(node.if_true), self.of(node.if_false)
                return left if same(left, right) else VARIANT
            case s.Unary():
                if node.operator == "not":
                    return BOOL
                inner = self.of(node.operand)
                return inner if inner.is_builtin("int", "float") else self._known(node)
            case s.Binary():
                known = self._known(node)
                own = _binary(node.operator, self.of(node.left), self.of(node.right))
                # A constant that a typed variable gets is told with the variable's type.
                return known if own.kind is Kind.VARIANT or (known.kind, known.name) == (own.kind, own.name) else own
            case s.TypeTest():
                return BOOL
            case s.Subscript():
                known = self._known(node)
                return known if known.kind is not Kind.VARIANT else element(self.of(node.base))
            case s.Call():
                known = self._known(node)
                return known if known.kind is not Kind.VARIANT else self._call(node)
            case s.Attribute():
                meaning = self.analysis.meaning(node)
                if isinstance(meaning.declared, s.Variable) and not self.analysis.type(node).hard:
                    return self.declared(meaning.declared)
        return self._known(node)

    def _known(self, node: Any) -> Type:
        known = self.analysis.type(node)
        return known if known.hard else VARIANT

    def _call(self, node: s.Call) -> Type:
        if isinstance(node.callee, s.Identifier) and node.callee.name in _OF_ARGUMENTS and node.arguments:
            kinds = [self.of(argument) for argument in node.arguments]
            return INT if all(is_int(kind) for kind in kinds) else FLOAT if all(kind.is_builtin("float") for kind in kinds) else VARIANT
        if isinstance(node.callee, s.Attribute):
            if self.of(node.callee.base).kind is Kind.VARIANT and only_text(node.callee.name):
                return named(getattr(self.module.api.find("String", node.callee.name), "returns", "Variant"))
            base = self.of(node.callee.base)
            owner = base.name if base.kind in (Kind.BUILTIN, Kind.NATIVE) else ""
            if owner and not base.is_type and (method := self.module.api.find(owner, node.callee.name)) is not None:
                return named(getattr(method, "returns", "Variant"))
        return VARIANT

    def is_bare(self, node: Any) -> bool:
        """Whether a condition is written as the object itself, whose truth it asks for: a value has to be a bool."""
        while isinstance(node, s.Parenthesized):
            node = node.inner
        if not isinstance(node, s.Binary):
            return False
        if node.operator in ("and", "or"):
            return self.is_bare(node.left) or self.is_bare(node.right)
        asked = beside_null(node) if node.operator == "!=" else None
        return asked is not None and is_object(self.of(asked)) and not self.is_counted(self.of(asked))

    def is_counted(self, kind: Type) -> bool:
        """Whether objects of a class of the engine live as long as somebody has them: none of them is ever freed before."""
        return kind.kind is Kind.NATIVE and self.module.api.is_a(kind.name, "RefCounted")

    def is_member(self, kind: Type, node: Any) -> bool:
        """Whether a value is surely a member of an enum, as Python's own enums are: a cast is an int that nobody looks at."""
        while isinstance(node, s.Parenthesized):
            node = node.inner
        return not isinstance(node, s.Cast) and same(kind, self.of(node))

    def loop(self, node: s.For) -> Type:  # noqa: PLR0911  # one case a kind of what is gone through
        """Return the type of a loop's variable."""
        known = self.analysis.type(node)
        if node.type is not None and known.kind is not Kind.VARIANT:
            return known
        iterable = node.iterable
        over = self.of(iterable)
        if over.kind is Kind.ENUM:
            # An enum itself is a dictionary, gone through by its names; a value of it is a number.
            return STRING if over.is_type else INT
        if over.is_builtin("int", "String"):
            return over
        if over.is_builtin("float"):
            return FLOAT
        if isinstance(iterable, s.Call) and isinstance(iterable.callee, s.Identifier) and iterable.callee.name == "range":
            return INT
        if over.is_builtin(*PACKED) or (over.is_builtin("Array") and over.arguments):
            return element(over)
        if over.is_builtin("Dictionary") and over.arguments:
            return over.arguments[0]
        if isinstance(iterable, s.ArrayLiteral) and iterable.elements:
            kinds = [self.of(one) for one in iterable.elements]
            if all(same(kinds[0], kind) for kind in kinds[1:]):
                first = kinds[0]
                return Type(first.kind, first.name, first.arguments, first.script, first.declared, first.is_type)
        return VARIANT

    def annotation(self, kind: Type, inside: tuple[str, ...] = ()) -> str:  # noqa: C901, PLR0911, PLR0912  # one case a kind of type
        """Return how a type is written in an annotation; `inside` are the names of the classes around it, outermost first."""
        module = self.module
        if kind.is_type:
            return f"type[{self.annotation(replace(kind, is_type=False), inside)}]"
        if kind.kind is Kind.VOID or kind.kind is Kind.NULL:
            return "None"
        if kind.kind is Kind.BUILTIN:
            name = kind.name
            if name in _PLAIN:
                return _PLAIN[name] if _PLAIN[name] == "None" else module.builtin(_PLAIN[name])
            if name == "StringName":
                return module.builtin("str")
            if name == "Array":
                return f"{module.builtin('list')}[{self._held(kind.arguments[0], inside) if kind.arguments else self.any()}]"
            if name == "Dictionary":
                held = [self._held(argument, inside) for argument in kind.arguments] or [self.any(), self.any()]
                return f"{module.builtin('dict')}[{', '.join(held)}]"
            if name == "Callable":
                return f"{module.use_for_types('collections.abc', 'Callable as Function')}[..., {self.any()}]"
            if name in ("Signal", "NodePath"):
                return module.use_for_types("steam_nodes", name)
            return module.gd(name)
        if kind.kind is Kind.NATIVE:
            return self.any() if kind.name in module.api.singletons and kind.name in _STEAM else module.native(kind.name, only_type=True)
        if kind.kind is Kind.ENUM:
            if isinstance(kind.declared, s.Enum) and kind.declared.name:
                return self.path_of(kind, inside, only_type=True) or "int"
            return self._enum_of_engine(kind.name)
        if kind.kind is Kind.SCRIPT:
            return self.path_of(kind, inside, only_type=True) or self.any()
        return self.any()

    def _held(self, kind: Type, inside: tuple[str, ...]) -> str:
        """Return how the type of an element is written."""
        if kind.is_builtin("Callable", "StringName"):
            # A plain text goes in, a StringName comes out.
            return self.any()
        if kind.kind is Kind.ENUM and isinstance(kind.declared, s.Enum):
            # An int is one of its values for the script, not for a type checker.
            self.module.lax.update(("arg-type", "index"))
        return self.annotation(kind, inside)

    def _enum_of_engine(self, name: str) -> str:
        """Return how an enum of the engine is written; those of Steam are ints."""
        owner, _, own = name.rpartition(".")
        api = self.module.api
        is_known = name in api.enums or (owner in api.classes and owner not in _STEAM and api.find(owner, own) is not None)
        return f"{self.module.gd(owner.partition('.')[0] or own)}{f'.{own}' if owner else ''}" if is_known else "int"

    def any(self) -> str:
        """Return `Any`, imported."""
        return self.module.use("typing", "Any")

    @contextmanager
    def in_body(self, dotted: str) -> Iterator[None]:
        """Write values that stand in the body of a class, which has no name of its own yet.

        Args:
            dotted: The class, with those around it.
        """
        self._body = dotted
        try:
            yield
        finally:
            self._body = ""

    def _in_body(self, path: str) -> str:
        return path.removeprefix(f"{self._body}.") if self._body else path

    def path_of(self, kind: Type, inside: tuple[str, ...] = (), *, only_type: bool = False) -> str:
        """Return how a class or an enum of the project is written, "" where nobody knows."""
        path = self.module.path_to(kind.declared, kind.script, only_type=only_type)
        if only_type and len(inside) == 1 and path.startswith(f"{inside[0]}.") and isinstance(kind.declared, s.Enum | s.Class):
            return path[len(inside[0]) + 1 :]
        return path

    def value(self, kind: Type) -> str:
        """Return a type as a value, for `gd.convert(x, T)` and the like."""
        if kind.kind is Kind.BUILTIN:
            if kind.name in ("int", "float", "bool", "String"):
                return self.module.builtin(_PLAIN[kind.name])
            if kind.name in ("Callable", "Signal", "NodePath"):
                return self.module.use("steam_nodes", kind.name)
            if kind.name in ("Array", "Dictionary") and kind.arguments:
                return f"{self.module.gd(kind.name)}[{', '.join(self._element(argument) for argument in kind.arguments)}]"
            return self.module.gd(kind.name)
        if kind.kind is Kind.NATIVE:
            return self.module.singleton(kind.name) if kind.name in _STEAM else self.module.native(kind.name)
        if kind.kind is Kind.ENUM:
            return "int"
        if kind.kind is Kind.SCRIPT:
            return self._in_body(self.path_of(kind)) or "object"
        return "object"

    def _element(self, kind: Type) -> str:
        """Return the type of a container's elements as a value: Python's own word for a container without types, as its annotation has."""
        if kind.is_builtin("Array", "Dictionary") and not kind.arguments:
            return self.module.builtin("list" if kind.name == "Array" else "dict")
        if kind.kind is not Kind.ENUM or not isinstance(kind.declared, s.Enum):
            return self.value(kind)
        path = self._in_body(self.path_of(kind))
        # The body of a class inside another sees nothing of that one.
        unseen = not path or (self._body and path.startswith(f"{self._body.partition('.')[0]}."))
        return "int" if unseen else path


@cache
def only_text(name: str) -> bool:
    """Whether only String has a method of that name, among built-in types and the commonest classes."""
    known = api_of.load()
    owners = {owner for owner in known.builtins if hasattr(known.builtins[owner].find(name), "returns")}
    return (
        bool(owners)
        and owners <= {"String", "StringName"}
        and not any(known.find(one, name) for one in ("Node", "RefCounted", "Resource", "Control"))
    )


def walk(node: Any) -> Any:
    """Go through a tree, every node of it, parents first."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        stack += reversed(inside(here))


def inside(node: Any) -> list[Any]:
    """Return the nodes directly inside a node, in the order of its fields."""
    found: list[Any] = []
    for name in _fields(type(node)):
        inner = getattr(node, name)
        if isinstance(inner, s.Syntax):
            found.append(inner)
        elif isinstance(inner, tuple):
            found += [one for one in inner if isinstance(one, s.Syntax)]
    return found


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    found = _FIELDS.get(kind)
    if found is None:
        found = tuple(
            name for name in getattr(kind, "__dataclass_fields__", ()) if name not in ("begin", "end", "before", "behind", "comments")
        )
        _FIELDS[kind] = found
    return found


def same(left: Type, right: Type) -> bool:
    """Whether two types are the same one."""
    return (left.kind, left.name, left.script, left.is_type) == (
        right.kind,
        right.name,
        right.script,
        right.is_type,
    ) and left.declared is right.declared


def named(name: str) -> Type:
    """Return a type of the class list by its text."""
    if name == "void":
        return Type(Kind.VOID)
    if name == "Variant" or not name:
        return VARIANT
    if name.startswith("enum:"):
        return Type(Kind.ENUM, name[5:])
    base, _, held = name.partition("[")
    if held:
        return Type(Kind.BUILTIN, base, tuple(named(one.strip()) for one in held[:-1].split(",")))
    if (
        base in VALUES
        or base in PACKED
        or base in ("bool", "int", "float", "String", "StringName", "NodePath", "RID", "Callable", "Signal", "Array", "Dictionary")
    ):
        return Type(Kind.BUILTIN, base)
    return Type(Kind.NATIVE, base)


def element(kind: Type) -> Type:
    """Return what a container of that type holds."""
    if kind.is_type or kind.kind is not Kind.BUILTIN:
        return VARIANT
    if kind.name in PACKED:
        return Type(Kind.BUILTIN, PACKED[kind.name])
    if kind.name == "String":
        return STRING
    if kind.name in ("Array", "Dictionary") and kind.arguments:
        return kind.arguments[-1]
    return VARIANT


def _literal(node: s.Literal) -> Type:
    if node.kind == "null":
        return Type(Kind.NULL)
    name = {"string": "String", "string_name": "StringName", "node_path": "NodePath"}.get(node.kind, node.kind)
    return Type(Kind.BUILTIN, name, constant=True, value=node.value)


def _is_null(node: Any) -> bool:
    """Whether it is null, or a call that returns null where there is nothing."""
    if isinstance(node, s.Literal):
        return node.kind == "null"
    return isinstance(node, s.Call) and getattr(node.callee, "name", "") in _MAYBE_NULL


def beside_null(node: s.Binary) -> Any:
    """Return what is compared with null, None where nothing is."""
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, s.Literal) and other.kind == "null":
            return one
    return None


def is_int(kind: Type) -> bool:
    """Whether it is an int or a value of an enum."""
    return kind.is_builtin("int") or (kind.kind is Kind.ENUM and not kind.is_type)


def is_number(kind: Type) -> bool:
    """Whether it is an int or a float."""
    return is_int(kind) or kind.is_builtin("float")


def is_object(kind: Type) -> bool:
    """Whether it is an instance of a class."""
    return kind.kind in (Kind.NATIVE, Kind.SCRIPT) and not kind.is_type


def _binary(operator: str, left: Type, right: Type) -> Type:
    if operator in ("==", "!=", "<", ">", "<=", ">=", "and", "or", "in", "not in"):
        return BOOL
    if is_int(left) and is_int(right):
        return INT
    if is_number(left) and is_number(right) and operator in "+-*/**":
        return FLOAT
    if operator == "%" and left.is_builtin(*TEXTS):
        return STRING
    if operator == "+" and (left.is_builtin(*TEXTS) or right.is_builtin(*TEXTS)):
        return STRING
    return VARIANT


def after(operator: str, left: Type, right: Type) -> Type:
    """Return the type of a variable after an assignment such as `+=`."""
    return _binary(operator[:-1], left, right)


__all__ = [
    "BOOL",
    "FLOAT",
    "INT",
    "LISTS",
    "NUMBERS",
    "PACKED",
    "STRING",
    "TEXTS",
    "VALUES",
    "VARIANT",
    "Means",
    "Types",
    "after",
    "beside_null",
    "element",
    "inside",
    "is_int",
    "is_number",
    "is_object",
    "named",
    "safe",
    "same",
    "walk",
]
