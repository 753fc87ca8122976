"""RefCounted, the base of what lives as long as somebody holds it, and WeakRef, which holds nobody.

Rules: Python counts the references, so that there is nothing to count here; what is a RefCounted can't be freed, as in the engine.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

from steam_nodes.object.freed import dead, is_freed
from steam_nodes.object.object import Object
from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable as Function


class RefCounted(Object):
    """The base of objects that end when no variable holds them any more.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_refcounted.html.
    """

    def get_reference_count(self) -> int:
        """Return how many hold it: variables, elements, attributes."""
        # Not the argument of this call, and not that of the count itself.
        return sys.getrefcount(self) - 2

    def free(self) -> NoReturn:
        """Refuse.

        Raises:
            RuntimeError: Always.
        """
        message = f"{plain(str(self))} can't be freed: it is a RefCounted, and gone when nobody holds it any more"
        raise RuntimeError(message)


class WeakRef(RefCounted):
    """A reference that does not keep its object alive, made by `weakref`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_weakref.html.
    """

    _ref_: Function[[], Any] = staticmethod(dead)

    def get_ref(self) -> Any:
        """Return the object, None once it is gone or was freed."""
        found = self._ref_()
        return None if is_freed(found) else found


def weakref(obj: Any) -> WeakRef:
    """Return a weak reference to an object.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#class-globalscope-method-weakref.

    Args:
        obj: The object; None makes a reference to nothing.

    Raises:
        TypeError: Python can't refer weakly to it, as to a number.
    """
    # The name of this function hides the module's.
    from weakref import ref  # noqa: PLC0415  # loaded on first use

    made = WeakRef()
    if obj is not None:
        made._ref_ = ref(obj)
    return made
