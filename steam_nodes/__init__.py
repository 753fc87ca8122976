"""steam_nodes: Godot's nodes, scene tree and signals for Python game loops, with GodotSteam's game-server stats on top.

This is the one public door. What lies below `steam_nodes.steam`, and the bridge to asyncio, load when they are first used, so that a game
without them does not pay for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.callable import Callable
from steam_nodes.engine import Engine
from steam_nodes.error import Error
from steam_nodes.freed import FreedError, is_instance_valid
from steam_nodes.input_event import (
    InputEvent,
    InputEventAction,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
)
from steam_nodes.node import Node
from steam_nodes.node_path import NodePath
from steam_nodes.object import Object
from steam_nodes.packed_scene import PackedScene
from steam_nodes.scene_tree import SceneTree
from steam_nodes.signal import Signal
from steam_nodes.tasks import Task, start
from steam_nodes.timer import SceneTreeTimer, Timer
from steam_nodes.window import Input, Window

if TYPE_CHECKING:
    from steam_nodes.aio import as_future, run_async
    from steam_nodes.main_loop import run
    from steam_nodes.steam.client import Steam
    from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock, StoreError
    from steam_nodes.steam.local.client import LocalClient
    from steam_nodes.steam.native import NativeClient, NativeSteam, SteamInitError
    from steam_nodes.steam.recording import RecordingError, ReplayDivergedError, record, replay
    from steam_nodes.steam.results import Result
    from steam_nodes.steam.schema import Schema, SchemaError
    from steam_nodes.steam.server import SteamServer
    from steam_nodes.steam.server_stats import SteamServerStats
    from steam_nodes.steam.steam_id import SteamID

_LATER = {
    "LocalClient": "steam_nodes.steam.local.client",
    "LocalSteam": "steam_nodes.steam.local",
    "NativeClient": "steam_nodes.steam.native",
    "NativeSteam": "steam_nodes.steam.native",
    "RealClock": "steam_nodes.steam.local",
    "RecordingError": "steam_nodes.steam.recording",
    "ReplayDivergedError": "steam_nodes.steam.recording",
    "Result": "steam_nodes.steam.results",
    "Schema": "steam_nodes.steam.schema",
    "SchemaError": "steam_nodes.steam.schema",
    "Steam": "steam_nodes.steam.client",
    "SteamInitError": "steam_nodes.steam.native",
    "SteamID": "steam_nodes.steam.steam_id",
    "SteamServer": "steam_nodes.steam.server",
    "SteamServerStats": "steam_nodes.steam.server_stats",
    "SteppedClock": "steam_nodes.steam.local",
    "StoreError": "steam_nodes.steam.local",
    "as_future": "steam_nodes.aio",
    "record": "steam_nodes.steam.recording",
    "replay": "steam_nodes.steam.recording",
    "run": "steam_nodes.main_loop",
    "run_async": "steam_nodes.aio",
}

__all__ = [
    "Callable",
    "Engine",
    "Error",
    "FreedError",
    "Input",
    "InputEvent",
    "InputEventAction",
    "InputEventJoypadButton",
    "InputEventJoypadMotion",
    "InputEventKey",
    "InputEventMouseButton",
    "InputEventMouseMotion",
    "LocalClient",
    "LocalSteam",
    "NativeClient",
    "NativeSteam",
    "Node",
    "NodePath",
    "Object",
    "PackedScene",
    "RealClock",
    "RecordingError",
    "ReplayDivergedError",
    "Result",
    "SceneTree",
    "SceneTreeTimer",
    "Schema",
    "SchemaError",
    "Signal",
    "Steam",
    "SteamID",
    "SteamInitError",
    "SteamServer",
    "SteamServerStats",
    "SteppedClock",
    "StoreError",
    "Task",
    "Timer",
    "Window",
    "as_future",
    "is_instance_valid",
    "record",
    "replay",
    "run",
    "run_async",
    "start",
]


def __getattr__(name: str) -> Any:
    """Load a name of the Steam side or of the bridge to asyncio when it is first used."""
    module = _LATER.get(name)
    if module is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import importlib  # noqa: PLC0415

    found = getattr(importlib.import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
