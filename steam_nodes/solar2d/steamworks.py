"""The module a ported script imports where it had `require("plugin.steamworks")`; it works on the Steamworks attached last.

Rules: every entry is read from, and written to, the Steamworks of the running tree, else the one attached last, at that moment; before
there is one, reading raises RuntimeError with the remedy.
"""

from __future__ import annotations

import sys as _sys
from types import ModuleType as _ModuleType
from typing import Any as _Any

from steam_nodes.solar2d.client import Steamworks as _Steamworks


class _Plugin(_ModuleType):
    """This module, with the entries of the attached Steamworks."""

    def __getattr__(self, name: str) -> _Any:
        """Return an entry of the attached Steamworks."""
        if name.startswith("_"):
            message = f"module {self.__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(_Steamworks.get_singleton(), name)

    def __setattr__(self, name: str, value: _Any) -> None:
        """Write an entry of the attached Steamworks, which takes functions only."""
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
            setattr(_Steamworks.get_singleton(), name, value)

    def __dir__(self) -> list[str]:
        """List the plugin's entries."""
        return sorted(name for name in dir(_Steamworks) if not name.startswith("_"))


_sys.modules[__name__].__class__ = _Plugin


def __getattr__(name: str) -> _Any:
    """Tell type checkers that the entries are there; at run time the class above is asked first and knows them."""
    raise AttributeError(name)
