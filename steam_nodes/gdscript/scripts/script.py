"""What a ported class becomes: it behaves as the engine's scripts do, and is known by its path and its class_name.

Rules: only classes that are decorated, and those inside them, are touched. A script object of GDScript is the Python class itself. All
initial values are set base first, then the nearest `_init` runs and no other. `@onready` members are evaluated once before `_ready`,
whichever class has it. `_to_string`, `_get` and `_set` act wherever the object is printed, read or set.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.dynamic import index, set_index
from steam_nodes.gdscript.scripts import registry
from steam_nodes.gdscript.scripts.declared_members import Export, OnReady
from steam_nodes.gdscript.scripts.function_state import coroutine, eager
from steam_nodes.gdscript.scripts.objects import reflection, script_objects
from steam_nodes.gdscript.scripts.registry import is_script
from steam_nodes.gdscript.scripts.typed_parameters import ArgumentError, fits_member
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object import tasks
from steam_nodes.object.object import Object, notify
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.scene.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STATIC: Final = ("_static_vars_", "_static_init")


def prepare(cls: Any, path: str, class_name: str) -> None:
    """Make a class, and those inside it, behave as scripts do; the inner ones first, as a class inside may be a base of another."""
    for inner in inside(cls):
        prepare(inner, f"{path}::{inner.__name__}", inner.__name__)
    if not issubclass(cls, Object):
        return
    cls._script_path_, cls._script_name_ = path, class_name
    say(cls, tool=False, abstract=False, icon="")
    own = vars(cls)
    exports = [name for name, value in own.items() if isinstance(value, Export)]
    if exports and "EXPORTED" not in own and hasattr(cls, "EXPORTED"):
        cls.EXPORTED = tuple(exports)
    for name, value in list(own.items()):
        waiting = getattr(value, "__wrapped__", None)
        if not isinstance(value, staticmethod) and tasks.is_coroutine_function(waiting):
            setattr(cls, name, eager(waiting))
        elif isinstance(value, staticmethod) and tasks.is_coroutine_function(value.__func__):
            setattr(cls, name, staticmethod(coroutine(value.__func__)))
    _hook(cls)
    # The class notes what it overrides once more: hooks came that its body does not have.
    super(cls, cls).__init_subclass__()


def _lend_brackets() -> None:
    """Let every object be asked by the name of a member in brackets, which Python has no word for."""
    kind: Any = Object
    kind.__getitem__, kind.__setitem__ = index, set_index
    # Python would go through whatever has brackets.
    kind.__iter__ = None


_lend_brackets()


def _hook(cls: Any) -> None:
    """Give a class what its hooks of the engine's mean in Python."""
    own = vars(cls)
    if not is_script(cls.__mro__[1]):
        cls.set = _set_typed
        cls.get_script, cls.set_script = registry.get_script, script_objects.set_script
        cls.get_property_list, cls.get_method_list = reflection.all_properties_of, reflection.all_methods_of
        cls.get_signal_list = reflection.all_signals_of
    if "_to_string" in own:
        cls.__str__ = _printed
    if "_get" in own:
        cls.__getattr__, cls.get = _got, _get
    if "_set" in own:
        cls.set = _set
    if "_notification" in own and issubclass(cls, RefCounted):
        cls.__del__ = _ended
    if issubclass(cls, Node) and not is_script(cls.__mro__[1]):
        cls.get_groups = _groups
    if hasattr(cls, "_init"):
        cls.__init__ = _initialiser(cls)
    if issubclass(cls, Node) and ("_ready" in own or any(isinstance(value, OnReady) for value in own.values())):
        cls._ready = _readier(cls)


def say(cls: Any, *, tool: bool, abstract: bool, icon: str) -> None:
    """Note what the annotations of a script say."""
    cls._script_tool_, cls._script_abstract_, cls._script_icon_ = tool, abstract, icon


def inside(cls: type) -> Iterator[type]:
    """Give the classes written in the body of a class."""
    for value in list(vars(cls).values()):
        if isinstance(value, type) and value.__module__ == cls.__module__ and value.__qualname__.startswith(f"{cls.__qualname__}."):
            yield value


def begin_static(cls: Any) -> None:
    """Set the static variables of a class and call its `_static_init`, then those of the classes inside it."""
    for name in _STATIC:
        function = vars(cls).get(name)
        if function is not None:
            function.__get__(None, cls)()
    for inner in inside(cls):
        begin_static(inner)


def _initialiser(cls: Any) -> Any:
    """Return an `__init__` that sets the initial values of the whole class, then calls the nearest `_init`."""
    own: Any = vars(cls).get("__init__")
    values = getattr(own, "values", own)

    def begin(self: Any, *args: Any) -> None:
        if values is not None:
            values(self)
        else:
            super(cls, self).__init__()
        # Only the outermost call has the arguments; those further in set their values alone.
        if type(self).__init__ is begin:
            self._init(*args)

    begin.values = values  # type: ignore[attr-defined]  # read back above
    begin.__name__, begin.__qualname__ = "__init__", f"{cls.__qualname__}.__init__"
    return begin


def _readier(cls: Any) -> Any:
    """Return a `_ready` that evaluates the `@onready` members of the whole object first, where nobody further out has."""
    own = vars(cls).get("_ready")
    original = getattr(own, "original", own)

    def _ready(self: Any) -> object:
        outermost = type(self)._ready
        if outermost is _ready or not hasattr(outermost, "original"):
            for base in reversed(type(self).__mro__):
                for member in list(vars(base).values()):
                    if isinstance(member, OnReady):
                        member.begin(self)
        answer: object = super(cls, self)._ready() if original is None else original(self)
        return answer

    _ready.original = original  # type: ignore[attr-defined]  # read back above, and by the `_ready` of other classes
    _ready.__qualname__ = f"{cls.__qualname__}._ready"
    return _ready


@cache
def scripted(native: type, script: type) -> type:
    """Return a class for a node of one class of the engine with a script that extends another, less special one.

    Args:
        native: The class of the node in its scene, such as CharacterBody2D.
        script: The script, which extends Node2D for instance.
    """
    return script if issubclass(script, native) else type(script.__name__, (script, native), {"__module__": script.__module__})


def _ended(self: Any) -> None:
    """Tell an object that nobody holds any more of its end."""
    if Object is not None:  # at the end of the process the module may be gone before it
        notify(self, Object.NOTIFICATION_PREDELETE, reversed=True)


def _groups(self: Any) -> list[str]:
    return [_string_name(group) for group in Node.get_groups(self)]


def _printed(self: Any) -> str:
    return str(self._to_string())


def _got(self: Any, name: str) -> Any:
    if not (name.startswith("_") and name.endswith("_")):
        value = _hooked(self, name)
        if value is not None:
            return value
    return object.__getattribute__(self, name)


def lend(cls: Any, asked: Iterable[str]) -> None:
    """Give a class what its script asks for, the engine's class has and the library's lacks: it does nothing.

    A `__getattr__` would do the same for every name, and would make every access of every attribute slower.

    Args:
        cls: The class.
        asked: The names that its module asks `self` for.
    """
    missing = [name for name in asked if not name.startswith("_") and not hasattr(cls, name)]
    if missing and issubclass(cls, Object):
        # The class list loads when something is missing.
        from steam_nodes.gdscript.classes.stand_ins import give, members_of_engine  # noqa: PLC0415  # loaded on first use

        give(cls, members_of_engine(cls, missing))


def _hooked(self: Any, name: str) -> Any:
    """Ask `_get` of each class, the nearest first."""
    for base in type(self).__mro__:
        if "_get" in vars(base):
            value = vars(base)["_get"](self, _string_name(name))
            if value is not None:
                return value
    return None


def _get(self: Any, property: str) -> Any:  # Godot's own name
    if is_member(self, property):
        return getattr(self, property)
    value = _hooked(self, property)
    if value is not None or not hasattr(type(self), property):
        return value
    return Object.get(self, property)


def _set(self: Any, property: str, value: Any) -> None:  # Godot's own name
    if is_member(self, property):
        setattr(self, property, value)
        return
    for base in type(self).__mro__:
        if "_set" in vars(base) and vars(base)["_set"](self, _string_name(property), value) is True:
            return
    if hasattr(type(self), property):
        Object.set(self, property, value)


def _set_typed(self: Any, property: str, value: Any) -> None:
    # What its type does not take is not set, and nothing is said, as in the engine.
    with suppress(ArgumentError):
        Object.set(self, property, fits_member(self, property, value))


def is_member(thing: Any, name: str) -> bool:
    """Whether an object has a variable of that name which a script declares."""
    if name in vars(thing):
        return True
    return any(name in vars(base) for base in type(thing).__mro__ if "_script_path_" in vars(base))


def _string_name(name: str) -> StringName:
    return StringName(name)
