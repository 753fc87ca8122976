"""What GDScript asks of script objects, which are Python classes here, and of the script that an object has.

Rules: a class answers what the engine's Script and GDScript answer, under their names; everything else of a class is what it has in
Python: its static functions, its constants, its enums. `set_script` makes an object one of another class: its initial values are set and
its `_init` runs, and nothing else.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.classes.stand_ins import member_of_engine
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.scripts import registry, script_fault
from steam_nodes.gdscript.scripts.declared_members import Export, OnReady
from steam_nodes.gdscript.scripts.objects import reflection
from steam_nodes.gdscript.scripts.objects.gdscript_class import Script
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.freed import instance_id
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal
from steam_nodes.scene.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

MISSING: Final = object()
"""What `method_of` and `member_of` return where the engine's classes have nothing of that name."""


def set_script(instance: Any, script: Any) -> None:
    """Make an object one of a script's class; None makes it one of the engine's class again.

    Args:
        instance: The object.
        script: The class of a script that extends the object's class of the engine.
    """
    cls: Any = type(instance)
    native: Any = registry.native_base(cls)
    made = getattr(script, "made_", None) if isinstance(script, Script) and not isinstance(script, type) else script
    wanted: Any = native if script is None else made
    if wanted is cls:
        return
    if not isinstance(wanted, type):
        reported("A script that has become no class can't be set: call its reload() first.")
        return
    if not issubclass(wanted, native):
        base: Any = registry.native_base(wanted)
        reported(
            f"Script inherits from native type '{base._engine_class_}', so it can't be assigned to an object of "
            f"type: '{native._engine_class_}'."
        )
        return
    if isinstance(instance, Node) and "_uses_" in vars(instance):
        uses: Any = wanted
        instance._uses_ = (instance._uses_ & ~cls._uses_) | uses._uses_
    instance.__class__ = wanted
    if script is not None:
        instance.__init__()


def signal_of(owner: Any = None, name: str = "") -> Any:
    """Return the signal of an object by its name: `Signal(object, name)`; one of nobody where there is none.

    Args:
        owner: The object, None for the null signal.
        name: The name of the signal.
    """
    if not isinstance(owner, Object):
        return Signal()
    found = owner._find_signal_(name)
    return MissingSignal(owner, name) if found is None else found


class MissingSignal:
    """A signal that its object does not have: it can be named, and everything else of it fails as in the engine.

    Args:
        owner: The object.
        name: The name of the signal.
    """

    __slots__ = ("_name", "_owner")

    def __init__(self, owner: Object, name: str) -> None:
        """Keep both."""
        self._owner = owner
        self._name = name

    def connect(self, callable: Any, flags: int = 0) -> int:
        """Fail."""
        return self._owner.connect(self._name, callable, flags)

    def disconnect(self, callable: Any) -> None:
        """Fail."""
        self._owner.disconnect(self._name, callable)

    def is_connected(self, callable: Any) -> bool:
        """Fail, and tell false."""
        return self._owner.is_connected(self._name, callable)

    def emit(self, *args: Any) -> None:
        """Fail."""
        self._owner.emit_signal(self._name, *args)

    def get_name(self) -> str:
        """Return its name."""
        return self._name

    def get_object(self) -> Object:
        """Return the object."""
        return self._owner

    def is_null(self) -> bool:
        """Tell false: it has an object and a name."""
        return False


def method_of(thing: Any, name: str) -> Any:
    """Return a method that the engine has and Python's class has not: of a class as a script, or of any object.

    Args:
        thing: An object, or a class.
        name: The engine's name of the method.
    """
    if isinstance(thing, type):
        function = _OF_SCRIPTS.get(name)
        return MISSING if function is None or (name not in _OF_ANY and not registry.is_script(thing)) else _bound(function, thing, name)
    function = _OF_OBJECTS.get(name)
    if function is None and isinstance(thing, Object):
        function = member_of_engine(type(thing), name)
    return _bound(function, thing, name) if inspect.isfunction(function) else MISSING


def member_of(cls: type, name: str) -> Any:
    """Return a property that the engine's scripts have: `resource_path`, `source_code`; MISSING where it is none of those."""
    function = _PROPERTIES.get(name)
    return MISSING if function is None or not registry.is_script(cls) else function(cls)


def _bound(function: Callable[..., Any], thing: Any, name: str) -> Callable[..., Any]:
    def bound(*args: Any) -> Any:
        return function(thing, *args)

    bound.__name__ = name
    if isinstance(thing, type):
        # What the text of a Callable begins with is the class of the object, and a class is an object here.
        vars(bound)["_engine_text_"] = f"{'GDScript' if registry.is_script(thing) else 'GDScriptNativeClass'}::{name}"
    return bound


def _new(cls: Any, *args: Any) -> Any:
    if getattr(cls, "_script_abstract_", False):
        message = f"Cannot construct abstract class '{registry.local_name(cls)}'."
        raise ScriptError(message)
    if cls in registry.unread:
        message = "Invalid call. Nonexistent function 'new' in base 'GDScript'."
        raise ScriptError(message)
    return cls(*args)


def _path(cls: Any) -> str:
    path: str = cls._script_path_
    return "" if "::" in path else path


def _source(cls: Any) -> str:
    return script_fault.scripts.get(_path(cls), "")


def _native_name(cls: type) -> StringName:
    native: Any = registry.native_base(cls)
    return StringName(native._engine_class_)


def _default_of(cls: type, name: str) -> Any:
    for base in cls.__mro__:
        if name in vars(base):
            found = vars(base)[name]
            return found.default if isinstance(found, Export) else None if isinstance(found, OnReady | property) else found
    return None


def _get(cls: Any, name: str) -> Any:
    found = member_of(cls, name)
    return getattr(cls, name, None) if found is MISSING else found


def _call(cls: Any, method: str, *args: Any) -> Any:
    found = method_of(cls, method)
    return (getattr(cls, method) if found is MISSING else found)(*args)


_OF_OBJECTS: Final[dict[str, Callable[..., Any]]] = {"get_script": registry.get_script, "set_script": set_script}
_OF_ANY: Final = frozenset({"new", "get_class", "get_instance_id", "is_class"})
_OF_SCRIPTS: Final[dict[str, Callable[..., Any]]] = {
    "call": _call,
    "callv": lambda cls, method, args: _call(cls, method, *args),
    "can_instantiate": lambda cls: not cls._script_abstract_ and cls not in registry.unread,
    "get": _get,
    "get_base_script": registry.base_script,
    "get_class": lambda cls: "GDScript" if registry.is_script(cls) else "GDScriptNativeClass",
    "get_global_name": lambda cls: StringName("" if "::" in cls._script_path_ else cls._script_name_),
    "get_instance_base_type": _native_name,
    "get_instance_id": instance_id,
    "get_method_list": reflection.methods_of,
    "get_name": lambda _cls: "",
    "get_path": _path,
    "get_property_default_value": _default_of,
    "get_property_list": reflection.static_properties_of,
    "get_script_constant_map": reflection.constants_of,
    "get_script_method_list": reflection.methods_of,
    "get_script_property_list": reflection.properties_of,
    "get_script_signal_list": reflection.signals_of,
    "get_source_code": _source,
    "has_method": lambda cls, name: isinstance(getattr(cls, name, None), type(_new)) or method_of(cls, name) is not MISSING,
    "has_script_method": lambda cls, name: any(each["name"] == name for each in reflection.methods_of(cls)),
    "has_script_signal": lambda cls, name: isinstance(getattr(cls, name, None), Signal),
    "has_source_code": lambda cls: bool(_source(cls)),
    "instance_has": lambda cls, instance: isinstance(instance, cls),
    "is_abstract": lambda cls: bool(cls._script_abstract_),
    "is_class": lambda _cls, name: name in ("GDScript", "Script", "Resource", "RefCounted", "Object"),
    "is_tool": lambda cls: bool(cls._script_tool_),
    "new": _new,
    "reload": lambda _cls, _keep_state=False: 0,
}
_PROPERTIES: Final[dict[str, Callable[[Any], Any]]] = {
    "resource_name": lambda _cls: "",
    "resource_path": _path,
    "source_code": _source,
}


def _of_made(function: Callable[..., Any]) -> Callable[..., Any]:
    def asked(script: Script, *args: Any) -> Any:
        return None if script.made_ is None else function(script.made_, *args)

    return asked


for _each, _answer in _OF_SCRIPTS.items():
    # A script object that is made while the game runs answers what the class answers that it became.
    if not hasattr(Script, _each):
        setattr(Script, _each, _of_made(_answer))


def inst_to_dict(instance: Any) -> dict[Any, Any]:
    """Return the variables of a script's object, with `@subpath` and `@path` of its script.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@gdscript.html#class-gdscript-method-inst-to-dict.

    Args:
        instance: The object.

    Raises:
        ScriptError: It is no object of a script.
    """
    script: Any = registry.get_script(instance)
    if script is None:
        message = 'Error calling GDScript utility function "inst_to_dict()": Not a script with an instance'
        raise ScriptError(message)
    path, _, inner = script._script_path_.partition("::")
    found: dict[Any, Any] = {"@subpath": inner, "@path": path}
    for each in reflection.properties_of(script):
        name = each["name"]
        if each["usage"] & 1 << 12 and hasattr(instance, name):
            found[StringName(name)] = getattr(instance, name)
    return found


def dict_to_inst(dictionary: dict[Any, Any]) -> Any:
    """Return an object of a script made from what `inst_to_dict` gave.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@gdscript.html#class-gdscript-method-dict-to-inst.

    Args:
        dictionary: The variables, with `@path` and `@subpath`.

    Raises:
        ScriptError: It names no script.
    """
    script: Any = registry.by_path.get(str(dictionary.get("@path", "")))
    for name in str(dictionary.get("@subpath", "")).split("/"):
        script = getattr(script, name, None) if name else script
    if script is None:
        message = 'Error calling GDScript utility function "dict_to_inst()": Invalid instance dictionary (missing @path)'
        raise ScriptError(message)
    made = script()
    for name, value in dictionary.items():
        if not name.startswith("@"):
            setattr(made, name, value)
    return made
