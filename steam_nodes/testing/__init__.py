"""The test kit for games that stand on steam_nodes: what the fixtures of its pytest plugin are, for annotations.

The fixtures themselves are found by pytest alone: installing steam_nodes is enough, see docs/how_to/testing.md. Nothing is loaded before a
fixture is used, so that a suite without Steam pays nothing for the plugin.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in steam_nodes/__init__.py
if TYPE_CHECKING:
    from typing import Any

    from steam_nodes.steam.recording.record import Replay
    from steam_nodes.testing.recorder import Record, Recorder
    from steam_nodes.testing.scripted_faults import SteamFaults
    from steam_nodes.testing.stepping import Emission, Frames, Until
    from steam_nodes.testing.stored import AssertStored

_LATER = {
    "AssertStored": "steam_nodes.testing.stored",
    "Emission": "steam_nodes.testing.stepping",
    "Frames": "steam_nodes.testing.stepping",
    "Record": "steam_nodes.testing.recorder",
    "Recorder": "steam_nodes.testing.recorder",
    "Replay": "steam_nodes.steam.recording.record",
    "SteamFaults": "steam_nodes.testing.scripted_faults",
    "Until": "steam_nodes.testing.stepping",
}

__all__ = [
    "AssertStored",
    "Emission",
    "Frames",
    "Record",
    "Recorder",
    "Replay",
    "SteamFaults",
    "Until",
]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used."""
    module = _LATER.get(name)
    if module is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import importlib  # noqa: PLC0415  # loaded on first use

    found = getattr(importlib.import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
