"""Names: what an identifier means in a class, what `base.name` means, and which method a call finds.

Rules: the order is the engine's. A name is looked for in the class and what it extends, then in the classes around it (of those only
constants, enums and classes), then in the engine's class, and then among the global names. Locals come before all that; they are not known
here. A call to a bare name is another order: built-in types and global functions first, then methods, and never a local.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from steam_nodes.port import api as _api
from steam_nodes.port import syntax
from steam_nodes.port.analysis import UNKNOWN, VARIANT, VOID, Kind, Meaning, Means, Type
from steam_nodes.port.analyzer.types import UNSET, from_text, instance, weak, with_value

if TYPE_CHECKING:
    from steam_nodes.gdscript.classes.api import Api
    from steam_nodes.port.analyzer.classes import Classes, ClassInfo, Declaration

CALLABLE = from_text("Callable")
SIGNAL = from_text("Signal")
DICTIONARY = from_text("Dictionary")


class Found(NamedTuple):
    """What a name means, and its type."""

    meaning: Meaning
    type: Type


@dataclass(frozen=True)
class Signature:
    """A function as a call sees it.

    Args:
        name: Its name.
        parameters: The types of its parameters.
        needed: How many arguments must be given.
        vararg: More arguments may follow.
        returns: The type of the call.
        meaning: What was found.
        static: It is called on the class.
        virtual: A class of the engine calls it, and has none itself.
        function: Its declaration, None for what is the engine's and for a constructor without `_init`.
        info: The class that declares it.
    """

    name: str
    parameters: tuple[Type, ...]
    needed: int
    vararg: bool
    returns: Type
    meaning: Meaning
    static: bool = False
    virtual: bool = False
    function: syntax.Function | None = None
    info: ClassInfo | None = None


class Names:
    """Answers what names mean.

    Args:
        classes: The classes of the scripts.
    """

    def __init__(self, classes: Classes) -> None:
        """Take in the classes."""
        self.classes = classes
        self.api: Api = classes.api

    # A name that stands alone.

    def bare(self, info: ClassInfo, name: str) -> Found:
        """Return what a name means in a class, `UNKNOWN` where it means nothing."""
        return self._of_script(info, name) or self._of_native(self.classes.native(info), name) or self.of_globals(name)

    def _of_script(self, info: ClassInfo, name: str) -> Found | None:
        own = True
        for each in self.classes.scope(info):
            if each.name == name:
                means = Means.SCRIPT_CLASS if isinstance(each.node, syntax.Script) else Means.INNER_CLASS
                return Found(Meaning(means, name, each.node, each.outer.node if each.outer else None), each.meta)
            member = each.members.get(name)
            if member is not None:
                if own:
                    return Found(self._meaning(each, member), self.classes.member_type(each, name))
                if isinstance(member, syntax.Constant | syntax.Enum | syntax.EnumValue | syntax.Class):
                    return Found(Meaning(Means.OUTER, name, member, each.node, static=True), self.classes.member_type(each, name))
            own = own and self.classes.base(each) is not None
        return None

    def _meaning(self, info: ClassInfo, member: Declaration) -> Meaning:
        static = isinstance(member, syntax.Variable | syntax.Function) and member.static
        return Meaning(_MEANS[type(member)], member.name, member, info.node, static or type(member) in _OF_CLASS)

    def _of_native(self, native: str, name: str) -> Found | None:
        member = self.api.find(native, name) if native else None
        if member is None:
            return None
        kind, static = self._api_type(member)
        return Found(Meaning(Means.NATIVE_MEMBER, name, None, member.owner, static), kind)

    def _api_type(self, member: _api.Member) -> tuple[Type, bool]:
        """The type of a member of the engine, and whether it belongs to the class."""
        if isinstance(member, _api.Property):
            return from_text(member.type), False
        if isinstance(member, _api.Method):
            return CALLABLE, member.static
        if isinstance(member, _api.Signal):
            return SIGNAL, False
        if isinstance(member, _api.Enum):
            return Type(Kind.ENUM, f"{member.owner}.{member.name}", is_type=True), True
        kind = from_text(member.type)
        return (with_value(kind, int(member.value)) if member.type == "int" or kind.kind is Kind.ENUM else kind), True

    def of_globals(self, name: str) -> Found:
        """Return what a name means everywhere."""
        # GodotSteam's singletons come from an add-on: a project's own names of that kind go before them.
        steam = name in {"Steam", "SteamServer"}
        found = None if steam else self._of_engine(name)
        found = found or self._of_project(name) or self._of_global_scope(name)
        if found is None and steam:
            return Found(Meaning(Means.SINGLETON, name), Type(Kind.NATIVE, name))
        return found or Found(UNKNOWN, VARIANT if name == "Variant" else UNSET)

    def _of_engine(self, name: str) -> Found | None:
        api = self.api
        if name in api.builtins and name != "Nil":
            return Found(Meaning(Means.BUILTIN_TYPE, name), Type(Kind.BUILTIN, name, is_type=True))
        if name in api.singletons:
            return Found(Meaning(Means.SINGLETON, name), Type(Kind.NATIVE, api.singletons[name]))
        if name in api.classes:
            return Found(Meaning(Means.NATIVE_CLASS, name), Type(Kind.NATIVE, name, is_type=True))
        return None

    def _of_project(self, name: str) -> Found | None:
        if (script := self.classes.global_class(name)) is not None:
            return Found(Meaning(Means.SCRIPT_CLASS, name, script.node), script.meta)
        if (autoload := self.classes.autoload(name)) is not None:
            return Found(Meaning(Means.AUTOLOAD, name, autoload.declared), autoload)
        return None

    def _of_global_scope(self, name: str) -> Found | None:
        api = self.api
        if (constant := api.constants.get(name)) is not None:
            return Found(
                Meaning(Means.GLOBAL_CONSTANT, name, None, constant.enum), with_value(from_text(constant.type), int(constant.value))
            )
        if name in api.enums:
            return Found(Meaning(Means.GLOBAL_ENUM, name), Type(Kind.ENUM, name, is_type=True))
        if name in api.functions:
            return Found(Meaning(Means.FUNCTION, name, None, api.functions[name].owner), CALLABLE)
        return None

    # A name behind a dot.

    def member(self, base: Type, name: str) -> Found | None:
        """Return what `base.name` means, None where nothing is known of that."""
        if name == "new" and base.is_type and base.kind in {Kind.SCRIPT, Kind.NATIVE}:
            made = self.method(base, name)
            return Found(made.meaning, CALLABLE) if made else None
        if base.kind is Kind.ENUM:
            return self._of_enum(base, name)
        if base.kind is Kind.BUILTIN:
            return self._of_builtin(base, name)
        if base.kind is Kind.SCRIPT:
            return self._of_object(base, name)
        if base.kind is Kind.NATIVE:
            found = self._of_native(base.name, name)
            return found if found is None or not base.is_type or found.meaning.static else None
        return None

    def _of_enum(self, base: Type, name: str) -> Found | None:
        if not base.is_type:
            return None
        value_type = instance(base)
        if isinstance(base.declared, syntax.Enum):
            info = self.classes.enum_info(base.declared)
            values = self.classes.enum_values(info, base.declared) if info else {}
            declared = next((value for value in base.declared.values if value.name == name), None)
            if declared is None:
                return None
            told = with_value(value_type, values[name]) if name in values else value_type
            return Found(Meaning(Means.CONSTANT, name, declared, info.node if info else None, static=True), told)
        number = self._api_enum(base.name).get(name)
        if number is None:
            return None
        return Found(Meaning(Means.NATIVE_MEMBER, name, None, base.name, static=True), with_value(value_type, number))

    def _api_enum(self, name: str) -> dict[str, int]:
        found = self.api.enums.get(name)
        if found is None:
            owner, _, own = name.rpartition(".")
            member = self.api.find(owner, own)
            found = member if isinstance(member, _api.Enum) else None
        return dict(found.values) if found else {}

    def _of_builtin(self, base: Type, name: str) -> Found | None:
        member = self.api.find(base.name, name)
        if base.name == "Dictionary" and not base.is_type and not isinstance(member, _api.Method):
            value = base.arguments[1] if base.arguments else UNSET
            return Found(UNKNOWN, value if base.hard else weak(value))
        if member is None:
            return None
        kind, static = self._api_type(member)
        if base.is_type and not static:
            return None
        if not base.hard:
            kind = weak(kind)
        return Found(Meaning(Means.NATIVE_MEMBER, name, None, base.name, static), kind)

    def _of_object(self, base: Type, name: str) -> Found | None:
        info = self.classes.info(base)
        if info is None:
            return None
        for each in self.classes.chain(info):
            member = each.members.get(name)
            if member is None:
                continue
            meaning = self._meaning(each, member)
            if base.is_type and not meaning.static:
                continue
            kind = self.classes.member_type(each, name)
            return Found(meaning, kind if base.hard else weak(kind))
        found = self._of_native(self.classes.native(info), name)
        if found is None or (base.is_type and not found.meaning.static):
            return None
        return found if base.hard else Found(found.meaning, weak(found.type))

    # What a call finds.

    def function(self, name: str) -> Signature | None:
        """Return a global function."""
        method = self.api.functions.get(name)
        return self._of_api(method, Meaning(Means.FUNCTION, name, None, method.owner)) if method else None

    def own_method(self, info: ClassInfo, name: str) -> Signature | None:
        """Return the method that a bare name calls in a class: its own, or one it inherits."""
        return self._script_method(info, name) or self._native_method(self.classes.native(info), name)

    def super_method(self, info: ClassInfo, name: str) -> Signature | None:
        """Return the method of what a class extends."""
        base = self.classes.base(info)
        found = self._script_method(base, name) if base else None
        return found or self._native_method(self.classes.native(info), name)

    def method(self, base: Type, name: str) -> Signature | None:
        """Return the method that `base.name()` calls, None where it is not known."""
        if base.kind is Kind.ENUM:
            base = DICTIONARY if base.is_type else base
        if base.kind is Kind.BUILTIN:
            method = self.api.find(base.name, name)
            return (
                self._of_api(method, Meaning(Means.NATIVE_MEMBER, name, None, base.name, method.static))
                if isinstance(method, _api.Method)
                else None
            )
        if base.kind is Kind.NATIVE:
            if base.is_type and name == "new":
                return self._constructor(base, None)
            return self._native_method(base.name, name)
        info = self.classes.info(base)
        if info is None:
            return None
        if base.is_type and name == "new":
            return self._constructor(base, info)
        found = self._script_method(info, name)
        if found is None and base.is_type:
            found = self._native_method("GDScript", name)
        return found or self._native_method(self.classes.native(info), name)

    def _constructor(self, base: Type, info: ClassInfo | None) -> Signature:
        made = instance(base)
        owner = info.node if info else base.name
        init = self._script_method(info, "_init") if info else None
        meaning = Meaning(Means.METHOD if init else Means.NATIVE_MEMBER, "new", init.function if init else None, owner, static=True)
        if init is None:
            return Signature("new", (), 0, vararg=False, returns=made, meaning=meaning, static=True, info=info)
        return Signature(
            "new", init.parameters, init.needed, init.vararg, made, meaning, static=True, function=init.function, info=init.info
        )

    def _script_method(self, info: ClassInfo, name: str) -> Signature | None:
        for each in self.classes.chain(info):
            member = each.members.get(name)
            if isinstance(member, syntax.Function):
                return self.of_function(each, member)
            if member is not None:
                return None
        return None

    def of_function(self, info: ClassInfo, function: syntax.Function) -> Signature:
        """Return the signature of a function that a script declares."""
        return Signature(
            function.name,
            tuple(self.classes.parameter(info, parameter) for parameter in function.parameters),
            sum(1 for parameter in function.parameters if parameter.default is None),
            function.rest is not None,
            self.classes.returns(info, function),
            Meaning(Means.METHOD, function.name, function, info.node, function.static),
            static=function.static,
            function=function,
            info=info,
        )

    def _native_method(self, native: str, name: str) -> Signature | None:
        method = self.api.find(native, name) if native else None
        if not isinstance(method, _api.Method):
            return None
        return self._of_api(method, Meaning(Means.NATIVE_MEMBER, name, None, method.owner, method.static))

    def _of_api(self, method: _api.Method, meaning: Meaning) -> Signature:
        return Signature(
            method.name,
            tuple(from_text(argument.type) for argument in method.arguments),
            method.needed,
            method.vararg,
            from_text(method.returns) if method.returns else VOID,
            meaning,
            static=method.static or method.owner in self.api.singletons,
            virtual=method.virtual,
        )


_MEANS: dict[type, Means] = {
    syntax.Variable: Means.MEMBER,
    syntax.Constant: Means.CONSTANT,
    syntax.SignalDeclaration: Means.SIGNAL,
    syntax.Enum: Means.ENUM,
    syntax.EnumValue: Means.CONSTANT,
    syntax.Function: Means.METHOD,
    syntax.Class: Means.INNER_CLASS,
}
_OF_CLASS = {syntax.Constant, syntax.Enum, syntax.EnumValue, syntax.Class}
