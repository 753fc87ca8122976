"""Classes of scripts: what each declares, what it extends, and what a written type means in it.

Rules: a script is looked at only as far as somebody asks. What leads back to itself (a class that extends itself, a constant that needs its
own value) ends with one problem, and the type is not known then. Each problem goes to the script in whose text it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from steam_nodes.port import syntax
from steam_nodes.port.analysis import VARIANT, VOID, Analysis, Kind, Type
from steam_nodes.port.analyzer.types import UNSET, from_text, instance, is_object, plain, told, with_value
from steam_nodes.port.analyzer.walk import awaits, declared
from steam_nodes.port.api import Enum as ApiEnum
from steam_nodes.port.api import load
from steam_nodes.port.modern import modernize
from steam_nodes.port.source import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.gdscript.classes.api import Api
    from steam_nodes.port.analyzer import constants
    from steam_nodes.port.analyzer.project_view import ProjectView

Declaration: TypeAlias = (
    syntax.Variable | syntax.Constant | syntax.SignalDeclaration | syntax.Enum | syntax.EnumValue | syntax.Function | syntax.Class
)


@dataclass(eq=False)
class ClassInfo:
    """A class: a script, or one inside a script.

    Args:
        node: Its tree.
        outer: The class around it.
        analysis: What is known of its script.
        members: What it declares, by name; of two with one name the first.
        inner: The classes inside it.
        enums: The enum that each of its values belongs to.
    """

    node: syntax.Script | syntax.Class
    outer: ClassInfo | None
    analysis: Analysis
    members: dict[str, Declaration] = field(default_factory=dict)
    inner: dict[str, ClassInfo] = field(default_factory=dict)
    enums: dict[syntax.EnumValue, syntax.Enum] = field(default_factory=dict)
    values: dict[syntax.Enum, dict[str, int]] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    state: str = "new"
    base: ClassInfo | None = None
    native: str = ""
    scope: tuple[ClassInfo, ...] = ()

    def __post_init__(self) -> None:
        """Read what it declares."""
        for member in self.node.members:
            if isinstance(member, syntax.Enum):
                if member.name:
                    self.members.setdefault(member.name, member)
                for value in member.values:
                    self.enums[value] = member
                    if not member.name:
                        self.members.setdefault(value.name, value)
            elif isinstance(member, syntax.Class):
                self.members.setdefault(member.name, member)
                self.inner.setdefault(member.name, ClassInfo(member, self, self.analysis))
            elif isinstance(member, syntax.Variable | syntax.Constant | syntax.SignalDeclaration | syntax.Function):
                self.members.setdefault(member.name, member)

    @property
    def name(self) -> str:
        """Its name: of a script its class_name, "" without one."""
        return self.node.class_name if isinstance(self.node, syntax.Script) else self.node.name

    @property
    def path(self) -> str:
        """The path of its script."""
        return self.analysis.source.path

    @property
    def type(self) -> Type:
        """The type of an instance of it."""
        return Type(Kind.SCRIPT, self.name, script=self.path, declared=self.node)

    @property
    def meta(self) -> Type:
        """The class itself as a value."""
        return Type(Kind.SCRIPT, self.name, script=self.path, declared=self.node, is_type=True)

    def everything(self) -> Iterator[ClassInfo]:
        """Go through the class and all classes inside it."""
        yield self
        for inner in self.inner.values():
            yield from inner.everything()


class Deducer(Protocol):
    """Infers expressions in the place of a class's members; `Expressions` is one."""

    def infer(self, node: syntax.Expression) -> Type:
        """Return the type of an expression."""

    def constant(self, node: syntax.Expression) -> constants.Known | None:
        """Return the value of an expression where it is known, arrays and dictionaries included."""

    def expect(self, node: syntax.Expression, wanted: Type) -> Type:
        """Return the type of an expression that stands where a type is declared."""

    def declare(self, name: str, declared: syntax.Syntax, kind: Type) -> None:
        """Let a name mean something in the expressions that follow."""


class Classes:
    """The classes of all scripts that were asked for.

    Args:
        project: Where other scripts come from, None for a script alone.
        deducer: What infers the expressions of a class's members.
    """

    def __init__(self, project: ProjectView | None, deducer: Callable[[Classes, ClassInfo], Deducer]) -> None:
        """Know no script yet."""
        self.project = project
        self.api: Api = load()
        self._deducer = deducer
        self._scripts: dict[str, ClassInfo] = {}
        self._taken: dict[str, syntax.Script] = {}
        self._nodes: dict[Any, ClassInfo] = {}
        self._class_names: dict[str, str] = dict(project.class_names) if project else {}
        self._autoloads: dict[str, str] = dict(project.autoloads) if project else {}
        self._parameters: dict[syntax.Parameter, Type | None] = {}
        self._coroutines: dict[syntax.Function, bool] = {}
        self._resolving: set[tuple[int, str]] = set()

    # Scripts.

    def add(self, script: syntax.Script, source: Source) -> ClassInfo:
        """Take in a script and return its class; one of Godot 3 is looked at as Godot 4 would have it."""
        tree = modernize(script, declared(script, locals_=True) | self._member_names) if script.godot3 else script
        info = ClassInfo(tree, None, Analysis(source, tree))
        self._scripts[source.path] = info
        self._taken[source.path] = script
        self._nodes[script] = info
        for each in info.everything():
            self._nodes[each.node] = each
            self._nodes.update((enum, each) for enum in each.enums.values())
        if script.class_name:
            self._class_names.setdefault(script.class_name, source.path)
        return info

    def known(self, script: syntax.Script) -> ClassInfo | None:
        """Return the class of a script that was taken in already."""
        return self._nodes.get(script)

    def holds_other(self, script: syntax.Script, path: str) -> bool:
        """Whether another text was taken in under that path."""
        return self._taken.get(path, script) is not script

    @cached_property
    def _member_names(self) -> set[str]:
        """The names that any script of the project declares as members."""
        paths = self.project.all_scripts if self.project else ()
        held = [self.project.script_at(path) for path in paths] if self.project else []
        return {name for each in held if each is not None for name in declared(each[0], locals_=False)}

    def script(self, path: str) -> ClassInfo | None:
        """Return the class of the script at a path, None where there is none."""
        found = self._scripts.get(path)
        if found is None and self.project is not None and path.endswith(".gd"):
            held = self.project.script_at(path)
            found = self.add(*held) if held is not None else None
        return found

    def info(self, kind: Type) -> ClassInfo | None:
        """Return the class of a type that a script declares."""
        return self._nodes.get(kind.declared) if kind.kind is Kind.SCRIPT else None

    def enum_info(self, enum: syntax.Enum) -> ClassInfo | None:
        """Return the class that declares an enum."""
        return self._nodes.get(enum)

    def resolve(self, path: str, info: ClassInfo) -> str:
        """Return the whole path of one that is written in a script."""
        if self.project is not None:
            return self.project.resolve(path, info.path)
        return path if "://" in path else info.path[: info.path.rfind("/") + 1] + path

    def owner(self, kind: Type) -> str:
        """Return what the engine's messages call the class that declares an enum: its class_name or its file, then the inner classes."""
        info = self._nodes.get(kind.declared)
        names = []
        while info is not None and info.outer is not None:
            names.append(info.name)
            info = info.outer
        return "::".join([(info.name if info else "") or kind.script.rpartition("/")[2], *reversed(names)])

    def told(self, kind: Type) -> str:
        """Return a type as the engine's messages tell it."""
        return told(kind, self.owner)

    def global_class(self, name: str) -> ClassInfo | None:
        """Return the class of a class_name of the project."""
        path = self._class_names.get(name)
        return self.script(path) if path is not None else None

    def autoload(self, name: str) -> Type | None:
        """Return the type of an autoload, None where none has that name."""
        path = self._autoloads.get(name)
        if path is None:
            return None
        if not path.endswith(".gd") and self.project is not None:
            path = self.project.scene_root_type(path)
        info = self.script(path)
        return info.type if info else Type(Kind.NATIVE, path if path in self.api.classes else "Node")

    def report(self, info: ClassInfo, begin: int, message: str) -> None:
        """Tell what is wrong in the text of a class, once for a place."""
        problems = info.analysis.problems
        if all(problem.begin != begin or problem.message != message for problem in problems):
            problems.append(Problem(info.analysis.source, begin, message, "analyzer"))

    # What a class extends.

    def base(self, info: ClassInfo) -> ClassInfo | None:
        """Return the script's class that a class extends, None where it extends one of the engine: `native` names that then."""
        if info.state == "new":
            info.state = "resolving"
            self._resolve_base(info)
            info.state = "done"
        return info.base

    def native(self, info: ClassInfo) -> str:
        """Return the engine's class that a class extends at last, "" where that is not known."""
        self.base(info)
        return info.native

    def _resolve_base(self, info: ClassInfo) -> None:
        extends = info.node.extends
        if extends is None:
            info.native = "RefCounted"
            return
        found = self._named_base(info, extends)
        if found is None:
            self.report(info, extends.begin, f'Could not find base class "{extends.path or ".".join(extends.names)}".')
            return
        if found.kind is Kind.NATIVE:
            info.native = found.name
            return
        base = self.info(found)
        if base is None:
            return
        # A class that is looked at right now would have to be its own base.
        if base is info or base.state == "resolving":
            self.report(info, extends.begin, "Cyclic inheritance.")
            return
        self.base(base)
        info.base, info.native = base, base.native

    def _named_base(self, info: ClassInfo, extends: syntax.Extends) -> Type | None:
        names = list(extends.names)
        found: Type | None
        if extends.path:
            script = self.script(self.resolve(extends.path, info))
            found = script.meta if script else None
        elif not names:
            return None
        else:
            found = self._first_base(info, names.pop(0))
        for name in names:
            inside = self.info(found) if found else None
            found = self.member_type(inside, name) if inside and name in inside.members else None
        return found

    def _first_base(self, info: ClassInfo, name: str) -> Type | None:
        if (script := self.global_class(name)) is not None:
            return script.meta
        if (autoload := self.autoload(name)) is not None:
            return autoload
        if name in self.api.classes:
            return Type(Kind.NATIVE, name, is_type=True)
        # The class's own base is not known yet: it is looked for in the class itself and in what stands around it.
        for each in self.scope(info):
            if each.name == name:
                return each.meta
            if isinstance(each.members.get(name), syntax.Class | syntax.Constant):
                return self.member_type(each, name)
        return None

    def chain(self, info: ClassInfo) -> Iterator[ClassInfo]:
        """Go through a class and the scripts' classes it extends."""
        seen: set[int] = set()
        at: ClassInfo | None = info
        while at is not None and id(at) not in seen:
            seen.add(id(at))
            yield at
            at = self.base(at)

    def scope(self, info: ClassInfo) -> tuple[ClassInfo, ...]:
        """Return the classes whose names can be used in a class, nearest first: itself, what it extends, what stands around those."""
        if not info.scope:
            found: dict[ClassInfo, None] = {}
            self._collect_scope(info, found)
            if info.state != "done":
                return tuple(found)
            info.scope = tuple(found)
        return info.scope

    def _collect_scope(self, info: ClassInfo, found: dict[ClassInfo, None]) -> None:
        if info in found:
            return
        found[info] = None
        base = info.base if info.state == "resolving" else self.base(info)
        if base is not None:
            self._collect_scope(base, found)
        if info.outer is not None:
            self._collect_scope(info.outer, found)

    def extends(self, source: Type, target: Type) -> bool:
        """Whether the type of an object is another one or extends it."""
        if source.kind is Kind.SCRIPT and not source.is_type:
            info = self.info(source)
            if info is None:
                return False
            if target.kind is Kind.SCRIPT:
                return any(each.node is target.declared for each in self.chain(info))
            source = Type(Kind.NATIVE, self.native(info))
        elif source.is_type:
            source = Type(Kind.NATIVE, "GDScript" if source.kind is Kind.SCRIPT else "GDScriptNativeClass")
        if target.kind is not Kind.NATIVE:
            return False
        if target.is_type:
            return source.name == "GDScriptNativeClass"
        return self.api.is_a(source.name, target.name) or (target.name == "Object" and is_object(source))

    # What a written type means.

    def written(self, info: ClassInfo, name: syntax.TypeName, local: Callable[[str], Type | None] | None = None) -> Type:
        """Return the type that a script writes, `UNSET` and a problem where there is none.

        Args:
            info: The class in which it is written.
            name: What is written.
            local: Answers what a constant of the function around it is.
        """
        found = self._written(info, name, local)
        if found is None:
            self.report(info, name.begin, f'Could not find type "{name.names[0] if name.names else ""}" in the current scope.')
            return UNSET
        return found

    def _written(self, info: ClassInfo, name: syntax.TypeName, local: Callable[[str], Type | None] | None) -> Type | None:
        first = name.names[0] if name.names else ""
        if first == "void":
            return VOID
        if first == "Variant":
            return from_text(f"enum:Variant.{name.names[1]}") if len(name.names) > 1 else VARIANT
        if first in self.api.builtins and first != "Nil":
            return self._written_builtin(info, name, local)
        known = local(first) if local else None
        found = known if known is not None else self._first_type(info, first)
        for inner in name.names[1:]:
            found = self._inner_type(found, inner) if found is not None else None
        return instance(found) if found is not None else None

    def _written_builtin(self, info: ClassInfo, name: syntax.TypeName, local: Callable[[str], Type | None] | None) -> Type:
        arguments = tuple(self.written(info, argument, local) for argument in name.arguments)
        if len(name.names) > 1:
            return from_text(f"enum:{name.names[0]}.{name.names[1]}")
        wanted = {"Array": 1, "Dictionary": 2}.get(name.names[0])
        if len(arguments) == wanted and not all(argument.kind is Kind.VARIANT for argument in arguments):
            return Type(Kind.BUILTIN, name.names[0], arguments)
        return from_text(name.names[0])

    def _first_type(self, info: ClassInfo, name: str) -> Type | None:
        if name in self.api.classes and name not in {"Steam", "SteamServer"}:
            return Type(Kind.NATIVE, name)
        if (script := self.global_class(name)) is not None:
            return script.type
        if (autoload := self.autoload(name)) is not None:
            return autoload
        if (enum := self.api.find(self.native(info), name)) is not None and isinstance(enum, ApiEnum):
            return Type(Kind.ENUM, f"{enum.owner}.{name}", is_type=True)
        if name in self.api.enums:
            return Type(Kind.ENUM, name, is_type=True)
        for each in self.scope(info):
            if each.name == name:
                return each.type
            found = each.members.get(name)
            if isinstance(found, syntax.Class | syntax.Enum | syntax.Constant):
                told = self.member_type(each, name)
                return told if told.is_type else None
        return Type(Kind.NATIVE, name) if name in self.api.classes else None

    def _inner_type(self, outer: Type, name: str) -> Type | None:
        if outer.kind is Kind.NATIVE:
            enum = self.api.find(outer.name, name)
            return Type(Kind.ENUM, f"{enum.owner}.{name}", is_type=True) if isinstance(enum, ApiEnum) else None
        info = self.info(outer)
        for each in self.chain(info) if info else ():
            if isinstance(each.members.get(name), syntax.Class | syntax.Enum | syntax.Constant):
                found = self.member_type(each, name)
                return found if found.is_type else None
        native = self.native(info) if info else ""
        return self._inner_type(Type(Kind.NATIVE, native), name) if native else None

    # What a member is.

    def member_type(self, info: ClassInfo, name: str) -> Type:
        """Return the type of a member that a class itself declares; of a function and a signal what they are as values."""
        found = info.types.get(name)
        if found is not None:
            return found
        member = info.members[name]
        key = (id(info), name)
        if key in self._resolving:
            self.report(info, member.begin, f'Could not resolve member "{name}": Cyclic reference.')
            return UNSET
        self._resolving.add(key)
        try:
            found = self._member_type(info, member)
        finally:
            self._resolving.discard(key)
        info.types[name] = found
        info.analysis.types[member] = self.returns(info, member) if isinstance(member, syntax.Function) else found
        return found

    def _member_type(self, info: ClassInfo, member: Declaration) -> Type:
        if isinstance(member, syntax.Variable):
            return self.variable_type(info, member)
        if isinstance(member, syntax.Constant):
            return self.constant_type(info, member, self._deducer(self, info))
        if isinstance(member, syntax.Enum):
            return self.enum_type(info, member)
        if isinstance(member, syntax.EnumValue):
            return self._unnamed_value(info, member)
        if isinstance(member, syntax.Class):
            return info.inner[member.name].meta
        if isinstance(member, syntax.Function):
            for parameter in member.parameters:
                info.analysis.types[parameter] = self.parameter(info, parameter)
        return from_text("Signal" if isinstance(member, syntax.SignalDeclaration) else "Callable")

    def variable_type(self, info: ClassInfo, variable: syntax.Variable) -> Type:
        """Return the type of a member variable: what is written, what `:=` infers, else nothing."""
        if variable.type is not None:
            return self.written(info, variable.type)
        if variable.inferred and variable.value is not None:
            return plain(self._deducer(self, info).infer(variable.value))
        return UNSET

    def constant_type(self, info: ClassInfo, constant: syntax.Constant, deducer: Deducer) -> Type:
        """Return the type of a constant, with its value where that is known."""
        found = deducer.infer(constant.value)
        if constant.type is not None:
            wanted = self.written(info, constant.type)
            found = deducer.expect(constant.value, wanted)
            if wanted.kind is not Kind.VARIANT and not found.is_type:
                found = with_value(wanted, found.value) if found.constant else wanted
        known = deducer.constant(constant.value)
        # The parts of a packed array are converted when it is made: what is written is not its value.
        if known is None or found.is_type or (isinstance(known.value, list | dict) and found.name not in {"Array", "Dictionary"}):
            return found
        return with_value(found, known.value)

    def enum_type(self, info: ClassInfo, enum: syntax.Enum) -> Type:
        """Return the type of a named enum itself."""
        return Type(Kind.ENUM, enum.name, script=info.path, declared=enum, is_type=True)

    def _unnamed_value(self, info: ClassInfo, value: syntax.EnumValue) -> Type:
        """The value of an unnamed enum: an int, a constant of the class like any other."""
        number: Any = None
        values = info.enums[value].values
        place = values.index(value)
        if value.value is not None:
            number = self._deducer(self, info).infer(value.value).value
        elif place == 0:
            number = 0
        else:
            before = self.member_type(info, values[place - 1].name).value
            number = before + 1 if isinstance(before, int) else None
        return with_value(from_text("int"), number) if isinstance(number, int) else from_text("int")

    def enum_values(self, info: ClassInfo, enum: syntax.Enum) -> dict[str, int]:
        """Return the values of a named enum as far as they are known."""
        if enum in info.values:
            return info.values[enum]
        # What asks for the enum while its values are looked at gets those before.
        known = info.values[enum] = {}
        following: int | None = 0
        deducer = self._deducer(self, info)
        for value in enum.values:
            number = following
            if value.value is not None:
                found = deducer.infer(value.value)
                number = found.value if found.constant and isinstance(found.value, int) else None
            told = Type(Kind.ENUM, enum.name, script=info.path, declared=enum)
            if number is not None:
                known[value.name] = number
                told = with_value(told, number)
            info.analysis.types[value] = told
            # A value may use those before it in the same enum by their names.
            deducer.declare(value.name, value, told)
            following = None if number is None else number + 1
        return known

    def returns(self, info: ClassInfo, function: syntax.Function) -> Type:
        """Return what a function returns."""
        if function.return_type is not None:
            return self.written(info, function.return_type)
        return VOID if function.name in {"_init", "_static_init"} else UNSET

    def is_coroutine(self, info: ClassInfo, function: syntax.Function) -> bool:
        """Whether a function that a class declares contains an await."""
        found = self._coroutines.get(function)
        if found is None:
            text = info.analysis.source.text
            mentioned = text.find("await", function.begin, function.end) >= 0 or text.find("yield", function.begin, function.end) >= 0
            found = self._coroutines[function] = mentioned and awaits(function)
        return found

    def parameter(self, info: ClassInfo, parameter: syntax.Parameter) -> Type:
        """Return the type of a parameter: what is written, what `:=` infers, else nothing."""
        if parameter.type is not None:
            return self.written(info, parameter.type)
        if not parameter.inferred or parameter.default is None:
            return UNSET
        if parameter not in self._parameters:
            # What calls the function while its parameter is looked at gets nothing.
            self._parameters[parameter] = None
            self._parameters[parameter] = plain(self._deducer(self, info).infer(parameter.default))
        found = self._parameters[parameter]
        if found is None:
            name = next((each.name for each in info.node.members if isinstance(each, syntax.Function) and parameter in each.parameters), "")
            self.report(info, parameter.begin, f'Could not resolve member "{name}": Cyclic reference.')
            return UNSET
        return found
