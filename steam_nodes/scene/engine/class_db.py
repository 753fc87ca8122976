"""ClassDB: the classes of this library by the engine's names, and what each has.

Rules: the classes of a game are not in it, as scripts are not in the engine's. What a class has is read off the class itself: methods,
properties and constants are what it shows without an underscore. A class that does not exist answers with nothing. Loaded on first use.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from typing import Any, Final

from steam_nodes.object import error
from steam_nodes.object.error import Error
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal

# What else of the core has classes and is loaded on first use.
_ROOMS: Final = (
    "engine.engine_os",
    "engine.engine_time",
    "engine.project_settings",
    "input.input",
    "input.input_event_others",
    "input.input_map",
    "packed.packed_scene",
    "timer",
    "viewport",
)
_SINGLETONS: Final = ("ClassDB", "Engine", "Input", "InputMap", "OS", "ProjectSettings", "Time")
_ABSTRACT: Final = (
    "InputEvent",
    "InputEventFromWindow",
    "InputEventGesture",
    "InputEventMouse",
    "InputEventWithModifiers",
    "SceneTreeTimer",
    *_SINGLETONS,
)

# The getters whose names are not made of the property's.
_GETTERS: Final = {
    "use_accumulated_input": "is_using_accumulated_input",
    "emulate_mouse_from_touch": "is_emulating_mouse_from_touch",
    "emulate_touch_from_mouse": "is_emulating_touch_from_mouse",
}


class ClassDBSingleton(Object):
    """The classes by their names: whether one exists, what it inherits, what it has.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_classdb.html.
    """

    _engine_class_ = "ClassDB"

    _classes: dict[str, type[Object]] | None = None

    def get_class_list(self) -> list[str]:
        """Return the names of all classes, in the order of the alphabet."""
        return sorted(self._all_())

    def get_inheriters_from_class(self, class_: str) -> list[str]:
        """Return the names of all classes that inherit the class, in the order of the alphabet."""
        return [name for name in self.get_class_list() if name != class_ and self.is_parent_class(name, class_)]

    def get_parent_class(self, class_: str) -> str:
        """Return the name of the class it inherits; empty for Object, and with one logged error for a class that does not exist."""
        self._is_known_(class_)
        return next((_name_of(base) for base in self._bases_(class_)[1:]), "")

    def class_exists(self, class_: str) -> bool:
        """Whether there is a class of that name."""
        return class_ in self._all_()

    def is_parent_class(self, class_: str, inherits: str) -> bool:
        """Whether the class is the other one or inherits it."""
        return any(_name_of(base) == inherits for base in self._bases_(class_))

    def is_class_enabled(self, class_: str) -> bool:
        """Whether there is a class of that name; one that does not exist is one logged error."""
        return self._is_known_(class_)

    def can_instantiate(self, class_: str) -> bool:
        """Whether `instantiate` makes an object of the class: it is no base of others alone, and no singleton."""
        return self._is_known_(class_) and class_ not in _ABSTRACT

    def instantiate(self, class_: str) -> Any:
        """Make an object of the class; None for one that cannot be made."""
        if not self.class_exists(class_) or class_ in _ABSTRACT:
            error.complain(f"Class '{class_}' does not exist or can't be instantiated. Ask ClassDB.can_instantiate() first.")
            return None
        return self._all_()[class_]()

    def class_has_signal(self, class_: str, signal: str) -> bool:
        """Whether the class, or one it inherits, has the signal."""
        return bool(self.class_get_signal(class_, signal))

    def class_get_signal(self, class_: str, signal: str) -> dict[str, Any]:
        """Return name and args of a signal; empty if there is none."""
        return next((found for found in self.class_get_signal_list(class_) if found["name"] == signal), {})

    def class_get_signal_list(self, class_: str, no_inheritance: bool = False) -> list[dict[str, Any]]:
        """Return a dictionary with name and args for each signal of the class."""
        return [
            {"name": name, "args": [{"name": parameter} for parameter in value.get_parameters()]}
            for name, value in self._members_(class_, no_inheritance).items()
            if isinstance(value, Signal)
        ]

    def class_has_method(self, class_: str, method: str, no_inheritance: bool = False) -> bool:
        """Whether the class has the method."""
        return inspect.isfunction(self._members_(class_, no_inheritance).get(method))

    def class_get_method_argument_count(self, class_: str, method: str, no_inheritance: bool = False) -> int:
        """Return how many arguments the method takes at most; 0 if there is none."""
        found = self._members_(class_, no_inheritance).get(method)
        return len(_arguments(found)) if inspect.isfunction(found) else 0

    def class_get_method_list(self, class_: str, no_inheritance: bool = False) -> list[dict[str, Any]]:
        """Return a dictionary with name, args and default_args for each method of the class."""
        return [
            {
                "name": name,
                "args": [{"name": argument.name} for argument in _arguments(value)],
                "default_args": [argument.default for argument in _arguments(value) if argument.default is not argument.empty],
            }
            for name, value in self._members_(class_, no_inheritance).items()
            if inspect.isfunction(value)
        ]

    def class_get_property_list(self, class_: str, no_inheritance: bool = False) -> list[dict[str, Any]]:
        """Return a dictionary with the name for each property of the class."""
        return [{"name": name} for name, value in self._members_(class_, no_inheritance).items() if _is_property(name, value)]

    def class_get_property_getter(self, class_: str, property: str) -> str:  # noqa: A002  # the engine's name
        """Return the name of the method that reads the property; empty if there is none."""
        names = (_GETTERS.get(property, ""), f"get_{property}", f"is_{property}")
        return next((name for name in names if self.class_has_method(class_, name)), "")

    def class_get_property_setter(self, class_: str, property: str) -> str:  # noqa: A002  # the same
        """Return the name of the method that sets the property; empty if there is none."""
        return f"set_{property}" if self.class_has_method(class_, f"set_{property}") else ""

    def class_get_property(self, object: Object, property: str) -> Any:  # noqa: A002  # the same
        """Return the value of a property of an object, None if it has none."""
        return object.get(property)

    def class_set_property(self, object: Object, property: str, value: Any) -> Error:  # noqa: A002  # the same
        """Set a property of an object.

        Returns:
            Error.OK; ERR_UNAVAILABLE if it has none.
        """
        if not hasattr(object, property):
            return Error.ERR_UNAVAILABLE
        setattr(object, property, value)
        return Error.OK

    def class_get_integer_constant_list(self, class_: str, no_inheritance: bool = False) -> list[str]:
        """Return the names of the constants of the class."""
        return [name for name, value in self._members_(class_, no_inheritance).items() if name.isupper() and isinstance(value, int)]

    def class_has_integer_constant(self, class_: str, name: str) -> bool:
        """Whether the class has the constant."""
        return name in self.class_get_integer_constant_list(class_)

    def class_get_integer_constant(self, class_: str, name: str) -> int:
        """Return the constant of the class; 0 and one logged error if there is none."""
        if not self.class_has_integer_constant(class_, name):
            error.complain(f"Class '{class_}' has no constant '{name}'. Ask ClassDB.class_has_integer_constant() first.")
            return 0
        return int(self._members_(class_, no_inheritance=False)[name])

    def _all_(self) -> dict[str, type[Object]]:
        """Return the classes by their names."""
        if self._classes is None:
            for room in _ROOMS:
                importlib.import_module(f"steam_nodes.scene.{room}")
            self._classes = {"Object": Object}
            waiting = [Object]
            while waiting:
                for each in waiting.pop().__subclasses__():
                    waiting.append(each)
                    if _is_offered(each):
                        self._classes[_name_of(each)] = each
        return self._classes

    def _is_known_(self, class_: str) -> bool:
        if self.class_exists(class_):
            return True
        error.complain(f"Cannot get class '{class_}'. Ask ClassDB.class_exists() first.")
        return False

    def _bases_(self, class_: str) -> list[type[Object]]:
        """Return the class and those it inherits, of those that have a name of their own."""
        found = self._all_().get(class_)
        named = set(self._all_().values())
        return [] if found is None else [base for base in found.__mro__ if base in named]

    def _members_(self, class_: str, no_inheritance: bool) -> dict[str, Any]:
        """Return what the class shows, its own first; what stands on bases without a name belongs to it."""
        found = self._all_().get(class_)
        if found is None:
            return {}
        ends = set(self._bases_(class_)[1:] if no_inheritance else ())
        members: dict[str, Any] = {}
        for base in found.__mro__:
            if base in ends or base is object:
                break
            members |= {name: value for name, value in vars(base).items() if name[0] != "_" and name not in members}
        return members


def _name_of(cls: type[Object]) -> str:
    return cls._engine_class_


def _is_offered(cls: type[Object]) -> bool:
    """Whether this library's own package offers a class by its name; what it does not offer is a part of others."""
    package, name = __name__.partition(".")[0], _name_of(cls)
    own = cls.__module__.partition(".")[0] == package and cls.__name__ in (name, f"{name}Singleton")
    return own and name in sys.modules[package].__all__


def _arguments(method: Any) -> list[inspect.Parameter]:
    return list(inspect.signature(method).parameters.values())[1:]


def _is_property(name: str, value: object) -> bool:
    return name.islower() and not callable(value) and not isinstance(value, (Signal, classmethod, staticmethod))


ClassDB: Final = ClassDBSingleton()
