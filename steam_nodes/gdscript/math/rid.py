"""RID: the number by which the engine's servers know a resource. Mirrors https://docs.godotengine.org/en/stable/classes/class_rid.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.gdscript.math.value import Value, no_constructor

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RID"]


class _Open:
    """The number, still open for writing."""

    __slots__ = ("_id",)
    _id: int


class RID(Value, _Open):
    """The number of a resource; this library has no servers, so scripts only ever see 0, which means none.

    Args:
        *parts: Nothing, a RID, or an object.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("_id",)

    def __new__(cls, *parts: Any) -> RID:
        """Make a RID of nothing or of another one."""
        match parts:
            case ():
                return cls._of(0)
            case (RID() as one,):
                return one
            case (one,) if hasattr(one, "get_instance_id"):
                # An object is known by the number of its resource, which is none here.
                return cls._of(0)
        raise no_constructor("RID")

    @classmethod
    def _of(cls, *parts: Any) -> RID:
        """Return the RID with a number."""
        new = _open()
        new._id = parts[0]
        new.__class__ = RID
        return new

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"RID({self._id})"

    def __lt__(self, other: RID) -> bool:
        """Tell whether the number is smaller."""
        return self._id < other._id if other.__class__ is RID else NotImplemented

    def __le__(self, other: RID) -> bool:
        """Tell whether the number is not larger."""
        return self._id <= other._id if other.__class__ is RID else NotImplemented

    def __gt__(self, other: RID) -> bool:
        """Tell whether the number is larger."""
        return self._id > other._id if other.__class__ is RID else NotImplemented

    def __ge__(self, other: RID) -> bool:
        """Tell whether the number is not smaller."""
        return self._id >= other._id if other.__class__ is RID else NotImplemented

    def is_valid(self) -> bool:
        """Tell whether there is a number other than 0."""
        return self._id != 0

    def get_id(self) -> int:
        """Return the number."""
        return self._id


_open: Callable[[], RID] = _Open  # type: ignore[assignment]  # what it makes becomes a RID as soon as it is filled in
