"""Calls: what is called must exist and be reachable, and its arguments must fit. What a call gives must be used as it may be.

Rules: the engine checks arguments where it knows the function; a value that is known beforehand is told first as one that cannot be passed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.analyzer.types import UNSET, from_text
from steam_nodes.port.rules.constancy import is_constant
from steam_nodes.port.rules.fitting import fit
from steam_nodes.port.rules.lookups import names_class
from steam_nodes.port.rules.messages import tell
from steam_nodes.port.rules.place import bare, whole_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.analyzer.names import Signature
    from steam_nodes.port.rules.place import Findings, Place

_ROUNDED = frozenset(("floor", "ceil", "round", "abs", "sign"))
_ROUNDABLE = ("int", "float", "Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", "Vector4i")
_LENGTHS = frozenset(("String", "StringName", "Array", "Dictionary"))
_RENAMED = {
    "rand_range": "randf_range",
    "stepify": "snapped",
    "deg2rad": "deg_to_rad",
    "rad2deg": "rad_to_deg",
    "linear2db": "linear_to_db",
    "db2linear": "db_to_linear",
    "str2var": "str_to_var",
    "var2str": "var_to_str",
    "bytes2var": "bytes_to_var",
    "var2bytes": "var_to_bytes",
    "range_lerp": "remap",
}
"""Global functions of Godot 3 that have another name now."""
_CHANGING = frozenset(("clear", "merge", "erase", "assign", "sort", "set", "get_or_add", "make_read_only"))
"""The methods of Dictionary that change it, which an enum does not let happen."""


def call(node: syntax.Call, place: Place) -> Findings:
    """A call of anything."""
    callee = node.callee
    if isinstance(callee, syntax.Identifier):
        yield from _bare(node, callee, place)
    elif isinstance(callee, syntax.Super):
        yield from _super(node, place.functions[0].name if place.functions else "", place)
    elif isinstance(callee, syntax.Attribute):
        if isinstance(callee.base, syntax.Super):
            yield from _super(node, callee.name, place)
        else:
            yield from _of_base(node, callee, place)


def result(node: syntax.Call, found: Signature, place: Place) -> Findings:
    """What a call gives must be there, and be awaited where the function awaits."""
    if place.use in {"root", "awaited"}:
        return
    if found.returns.kind is Kind.VOID:
        yield node, tell("void_value", found.name)
    if node in place.analysis.awaited:
        yield node, tell("coroutine", found.name)


# A bare name.


def _bare(node: syntax.Call, callee: syntax.Identifier, place: Place) -> Findings:
    name, names = callee.name, place.names
    if name == "Object":
        yield node, tell("object_constructor")
        return
    if name in names.api.builtins and name != "Nil":
        yield from _constructor(node, name, place)
        return
    found = names.function(name)
    if found is not None:
        yield from _utility(node, found, place)
        yield from result(node, found, place)
        return
    found = names.own_method(place.info, name)
    if found is None and name == "new":
        found = names.method(place.info.meta, name)
    if found is None:
        yield from _no_function(node, name, place)
        return
    if not found.static and place.static_name:
        yield node, tell("static_call", name, place.static_name)
    elif not found.static and place.static_value:
        yield node, tell("static_call_initializer", name)
    yield from check(node, found, place)
    yield from result(node, found, place)


def _no_function(node: syntax.Call, name: str, place: Place) -> Findings:
    for each in place.names.classes.chain(place.info):
        if name in each.members:
            kind = place.names.classes.member_type(each, name)
            yield node, tell("not_function", name)
            yield node, f'Name "{name}" called as a function but is a "{place.tell(kind)}".'
            return
    if place.names.classes.native(place.info):
        yield node, tell("no_function_self", name) + renamed(name)


def renamed(name: str) -> str:
    """Return what the engine adds where a function of Godot 3 is called."""
    return f' Did you mean to use "{_RENAMED[name]}()"?' if name in _RENAMED else ""


def _constructor(node: syntax.Call, name: str, place: Place) -> Findings:
    given = [place.given(argument) or UNSET for argument in node.arguments]
    constructors = place.names.api.builtins[name].constructors
    for wanted in constructors:
        if len(wanted) == len(given) and all(_passes(from_text(want.type), have, place) for want, have in zip(wanted, given, strict=True)):
            return
    if name in {"Array", "Dictionary"} and len(given) > 1:
        return
    told = ", ".join(place.tell(kind) if kind.hard else "Variant" for kind in given)
    yield node, tell("no_constructor", name, f"{name}({told})")


def _passes(wanted: Type, given: Type, place: Place) -> bool:
    return not given.hard or wanted.kind is Kind.VARIANT or given.kind is Kind.VARIANT or place.fits(wanted, given)


def _utility(node: syntax.Call, found: Signature, place: Place) -> Findings:
    if found.name == "range":
        return
    yield from check(node, found, place, utility=True)
    if len(node.arguments) != 1 or not is_constant(node.arguments[0], place, literals=False):
        return
    kind = place.hard(node.arguments[0])
    if kind is None or kind.kind is not Kind.BUILTIN:
        return
    if found.name in _ROUNDED and kind.name not in _ROUNDABLE:
        listed = ", ".join(f'"{name}"' for name in _ROUNDABLE[:-1])
        yield node, tell("utility", found.name, f'Argument "x" must be {listed}, or "{_ROUNDABLE[-1]}".')
    elif found.name == "len" and kind.name not in _LENGTHS and not kind.name.startswith("Packed"):
        yield node, tell("utility", found.name, f"Value of type '{kind.name}' can't provide a length.")


# `super`.


def _super(node: syntax.Call, name: str, place: Place) -> Findings:
    if len(place.functions) > 1 and isinstance(node.callee, syntax.Super):
        yield node, tell("super_lambda")
        return
    names, classes = place.names, place.names.classes
    base = classes.base(place.info)
    native = classes.native(place.info)
    if not native:
        return
    found = names.super_method(place.info, name)
    if found is None:
        if name == "_init":
            yield from _too_many(node, tell("super_virtual", name), place)
            return
        yield node, tell("no_function", name, place.tell(base.type) if base else native)
        return
    if found.function is None and found.virtual:
        yield node, tell("super_virtual", name)
    elif found.function is not None and is_abstract(found.function):
        yield node, tell("super_abstract", name)
    if not found.static and place.static_name:
        yield node, tell("static_call", name, place.static_name)
    yield from check(node, found, place)
    yield from result(node, found, place)


def _too_many(node: syntax.Call, first: str, place: Place) -> Findings:
    if place.names.classes.base(place.info) is None:
        yield node, first
    if node.arguments:
        yield node, tell("too_many", "_init", 0, len(node.arguments))


def is_abstract(function: syntax.Function) -> bool:
    """Whether a function is marked as abstract."""
    return any(annotation.name == "abstract" for annotation in function.annotations)


# `base.name()`.


def _of_base(node: syntax.Call, callee: syntax.Attribute, place: Place) -> Findings:
    base = place.type(callee.base)
    enum = base.kind is Kind.ENUM and base.is_type
    if not (base.hard or enum) or base.kind is Kind.VARIANT:
        return
    name, names = callee.name, place.names
    inner = bare(callee.base)
    if enum and base.declared is None and isinstance(inner, syntax.Attribute):
        owner = place.type(inner.base)
        yield inner, tell("enum_alone", inner.name, owner.name)
        return
    if name == "new" and place.meaning(inner).means is Means.SINGLETON:
        yield node, tell("singleton_new", base.name)
        return
    if name == "free" and not base.is_type and base.kind in {Kind.NATIVE, Kind.SCRIPT} and place.use == "value":
        yield node, tell("void_value", name)
        return
    found = names.method(base, name)
    if isinstance(inner, syntax.Self):
        found = names.own_method(place.info, name)
        if found is None and names.classes.native(place.info):
            yield from _no_function(node, name, place) if name not in _members(place) else ()
            return
    if found is None:
        yield from _no_method(node, callee, base, place)
        return
    if enum and name in _CHANGING:
        yield node, tell("enum_non_const", name, _short_enum(base, place))
        return
    if base.is_type and name == "new":
        yield from _new(node, base, place)
    elif (
        base.is_type
        and base.kind is not Kind.ENUM
        and not found.static
        and found.meaning.owner not in {"GDScript", "Script", "Resource", "RefCounted", "Object"}
    ):
        told = base.name if base.kind is not Kind.SCRIPT else place.tell(base)
        yield node, tell("non_static_call", name, told)
    yield from check(node, found, place)
    yield from result(node, found, place)


def _members(place: Place) -> set[str]:
    return {name for each in place.names.classes.chain(place.info) for name in each.members}


def _short_enum(base: Type, place: Place) -> str:
    return place.tell(base).rpartition(".")[2]


def _no_method(node: syntax.Call, callee: syntax.Attribute, base: Type, place: Place) -> Findings:
    name, member = callee.name, place.names.member(base, callee.name)
    if member is not None and not (base.kind is Kind.BUILTIN and base.name == "Dictionary"):
        # A value that can be called by `call()` only; the engine tells that where it knows the value.
        return
    if base.kind is Kind.ENUM:
        if base.is_type and base.declared is not None:
            yield node, tell("enum_no_function", name, _short_enum(base, place))
        return
    if base.kind is Kind.BUILTIN:
        if base.name != "Dictionary" or base.is_type:
            yield node, tell("no_member", name, base.name)
        yield node, tell("no_function", name, base.name)
    elif base.kind is Kind.NULL:
        yield node, tell("null_member", name)
    elif base.kind is Kind.SCRIPT and base.is_type and names_class(callee.base, place):
        info = place.names.classes.info(base)
        if info is not None and place.names.classes.native(info):
            yield node, tell("no_static_function", name, place.tell(base))
    elif base.kind is Kind.NATIVE and base.name not in {"Steam", "SteamServer"}:
        yield from _no_native_method(node, callee, base, place)


def _no_native_method(node: syntax.Call, callee: syntax.Attribute, base: Type, place: Place) -> Findings:
    """An object of the engine may have more methods than its class; the class itself, and a singleton, have not."""
    if base.is_type or place.meaning(bare(callee.base)).means is Means.SINGLETON:
        yield node, tell("no_static_function", callee.name, "GDScriptNativeClass")


def _new(node: syntax.Call, base: Type, place: Place) -> Findings:
    api, classes = place.names.api, place.names.classes
    if base.kind is Kind.NATIVE:
        if base.name in api.singletons:
            yield node, tell("singleton_new", base.name)
        elif base.name in api.classes and not api.classes[base.name].instantiable:
            yield node, tell("native_new", base.name)
        return
    info = classes.info(base)
    if info is None:
        return
    if any(annotation.name == "abstract" for annotation in info.node.annotations):
        yield node, tell("abstract_new", place.tell(base))
        return
    native = classes.native(info)
    if native in api.classes and not api.classes[native].instantiable:
        yield node, tell("class_new", whole_name(info), native)


# Arguments.


def check(node: syntax.Call, found: Signature, place: Place, *, utility: bool = False) -> Findings:
    """The number and the types of a call's arguments; a global function needs none where it takes any number."""
    given, wanted = node.arguments, found.parameters
    if len(given) < found.needed and not (utility and found.vararg):
        yield node, tell("too_few", found.name, found.needed, len(given))
    elif len(given) > len(wanted) and not found.vararg:
        yield given[len(wanted)], tell("too_many", found.name, len(wanted), len(given))
    for number, (argument, kind) in enumerate(zip(given, wanted, strict=False), 1):
        if kind.hard and kind.kind is not Kind.VARIANT:
            yield from fit(argument, kind, "" if utility else "pass", _refusal(kind, found.name, number, place), place)


def _refusal(kind: Type, name: str, number: int, place: Place) -> Callable[[Type], str]:

    def refuse(have: Type) -> str:
        return tell("argument", name, number, place.tell(kind), place.tell(have))

    return refuse
