"""Resource: data that nodes share, such as the values of a weapon.

Rules, the engine's own: a copy is made anew, by its class without arguments, and gets what EXPORTED names; plain attributes keep what
`__init__` gave them. A path belongs to one living resource. Nothing is loaded from files here: a path is a name, and who knows more of it
is asked.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from steam_nodes.object import error
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.object.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_LETTERS: Final = "abcdefghijklmnopqrstuvwxy012345678"
loaders: Final[list[Function[[str], Any]]] = []
"""Who knows what a path leads to, and returns None where it leads nowhere: ported code says so when it is loaded."""
_paths: Final[weakref.WeakValueDictionary[str, Resource]] = weakref.WeakValueDictionary()


def resource_at(path: str) -> Any:
    """Return what a path leads to: the living resource of that path, or what a loader has; None where nobody knows it."""
    return _paths.get(path) or next((found for load in loaders if (found := load(path)) is not None), None)


class Resource(RefCounted):
    """The base of data that nodes share, copy and watch for changes.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_resource.html.
    """

    DEEP_DUPLICATE_NONE: Final = 0
    DEEP_DUPLICATE_INTERNAL: Final = 1
    DEEP_DUPLICATE_ALL: Final = 2

    EXPORTED: ClassVar[tuple[str, ...]] = ()
    """The properties of this class that a copy gets, as those with `@export` in GDScript; those of its bases need not be repeated."""

    changed: Signal[()] = Signal()
    """The resource says that something of it is new; `emit_changed` emits it."""

    _resource_name_: str = ""
    _path_: str = ""
    _scene_id_: str = ""

    @property
    def resource_name(self) -> str:
        """A name for people; setting it emits `changed`."""
        return self._resource_name_

    @resource_name.setter
    def resource_name(self, value: str) -> None:
        self._resource_name_ = value
        self.emit_changed()

    @property
    def resource_path(self) -> str:
        """The name under which the resource is known; one that another living resource has is refused with an ERROR."""
        return self._path_

    @resource_path.setter
    def resource_path(self, value: str) -> None:
        holder = _paths.get(value) if value else None
        if holder is not None and holder is not self:
            error.complain(f"Another resource has the path '{value}': {holder}. Call take_over_path() to take it.")
            return
        if _paths.get(self._path_) is self:
            del _paths[self._path_]
        self._path_ = value
        if value:
            _paths[value] = self

    @property
    def resource_scene_unique_id(self) -> str:
        """A name of letters, digits and underscores for the resource within its scene."""
        return self._scene_id_

    @resource_scene_unique_id.setter
    def resource_scene_unique_id(self, value: str) -> None:
        if value and not (value.isascii() and value.replace("_", "x").isalnum()):
            error.complain(f"The scene unique ID must contain only letters, numbers, and underscores: {value!r} of {self} is replaced.")
            value = self.generate_scene_unique_id()
        self._scene_id_ = value

    def set_name(self, name: str) -> None:
        """Set `resource_name`."""
        self.resource_name = name

    def get_name(self) -> str:
        """Return `resource_name`."""
        return self._resource_name_

    def set_path(self, path: str) -> None:
        """Set `resource_path`."""
        self.resource_path = path

    def get_path(self) -> str:
        """Return `resource_path`."""
        return self._path_

    def take_over_path(self, path: str) -> None:
        """Set `resource_path`, and take it from the resource that has it."""
        holder = _paths.get(path) if path else None
        if holder is not None and holder is not self:
            holder.resource_path = ""
        self.resource_path = path

    def is_built_in(self) -> bool:
        """Whether it has no path of its own: none at all, or one inside another's, with `::`."""
        return not self._path_ or "::" in self._path_ or self._path_.startswith("local://")

    def set_scene_unique_id(self, id: str) -> None:  # noqa: A002  # Godot's name
        """Set `resource_scene_unique_id`."""
        self.resource_scene_unique_id = id

    def get_scene_unique_id(self) -> str:
        """Return `resource_scene_unique_id`."""
        return self._scene_id_

    @staticmethod
    def generate_scene_unique_id() -> str:
        """Return five letters and digits by chance."""
        # random takes longer to import than most programs ever use of it.
        from random import choices  # noqa: PLC0415  # loaded on first use

        return "".join(choices(_LETTERS, k=5))  # noqa: S311  # a name, not a secret

    def emit_changed(self) -> None:
        """Emit `changed`."""
        self.changed.emit()

    def duplicate(self, deep: bool = False) -> Self:
        """Make a copy.

        Args:
            deep: Whether lists, dictionaries and the resources without a path of their own, at any depth, are copied too rather than
                shared.

        Raises:
            TypeError: The class can't be made without arguments.
        """
        return self._copy_(self.DEEP_DUPLICATE_INTERNAL if deep else None, {})

    def duplicate_deep(self, deep_subresources_mode: int = DEEP_DUPLICATE_INTERNAL) -> Self:
        """Make a copy with lists and dictionaries of its own.

        Args:
            deep_subresources_mode: Which resources in it are copied too: DEEP_DUPLICATE_NONE, DEEP_DUPLICATE_INTERNAL for those
                without a path of their own, DEEP_DUPLICATE_ALL.

        Raises:
            TypeError: A class can't be made without arguments.
        """
        return self._copy_(deep_subresources_mode, {})

    def _copy_(self, mode: int | None, made: dict[int, Any]) -> Self:
        # Known before it is filled: a resource may contain itself.
        copy = made[id(self)] = type(self)()
        copy._resource_name_ = self._resource_name_
        copy._meta_ = None if self._meta_ is None else dict(self._meta_)
        for base in reversed(type(self).__mro__):
            for name in vars(base).get("EXPORTED", ()):
                value = getattr(self, name)
                setattr(copy, name, value if mode is None else _copied(value, mode, made))
        return copy

    def __str__(self) -> str:
        """Print as the engine does: `sword (res://sword.tres):<Resource#1234>`."""
        name = f"{self._resource_name_} " if self._resource_name_ else ""
        return f"{name}({self._path_}):{super().__str__()}"


def _copied(value: Any, mode: int, made: dict[int, Any]) -> Any:
    """Return the copy of a value in a copy that is deep."""
    if id(value) in made:
        return made[id(value)]
    kinds: dict[type, Function[[], Any]] = {
        list: lambda: [_copied(each, mode, made) for each in value],
        dict: lambda: {_copied(key, mode, made): _copied(each, mode, made) for key, each in value.items()},
    }
    if isinstance(value, Resource):
        if mode == Resource.DEEP_DUPLICATE_ALL or (mode == Resource.DEEP_DUPLICATE_INTERNAL and value.is_built_in()):
            return value._copy_(mode, made)
        return value
    return kinds[type(value)]() if type(value) in kinds else value
