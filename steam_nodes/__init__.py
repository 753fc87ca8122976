"""steam_nodes: Godot's nodes, scene tree and signals for Python game loops, with GodotSteam's game-server stats on top.

This is the one public door. Each name loads what it needs when it is first used, so that `import steam_nodes` alone costs next to nothing:
a command line, or a test run that only knows of the library, pays for none of it, and a game pays for what it uses.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing has the same, and to import that would cost several times what this door costs
if TYPE_CHECKING:
    from typing import Any, Final

    from steam_nodes.object.callable import Callable
    from steam_nodes.object.error import Error
    from steam_nodes.object.freed import FreedError, instance_from_id, is_instance_id_valid, is_instance_valid
    from steam_nodes.object.object import Object
    from steam_nodes.object.ref_counted import RefCounted, WeakRef, weakref
    from steam_nodes.object.signal import Signal
    from steam_nodes.object.tasks import Task, start
    from steam_nodes.scene.asyncio_bridge import as_future, run_async
    from steam_nodes.scene.engine.class_db import ClassDB
    from steam_nodes.scene.engine.engine import Engine
    from steam_nodes.scene.engine.engine_os import OS
    from steam_nodes.scene.engine.engine_time import Time
    from steam_nodes.scene.engine.project_settings import ProjectSettings
    from steam_nodes.scene.input.input import Input
    from steam_nodes.scene.input.input_enums import JoyAxis, JoyButton, MIDIMessage, MouseButton, MouseButtonMask
    from steam_nodes.scene.input.input_event import (
        InputEvent,
        InputEventAction,
        InputEventFromWindow,
        InputEventKey,
        InputEventWithModifiers,
    )
    from steam_nodes.scene.input.input_event_joypad import InputEventJoypadButton, InputEventJoypadMotion
    from steam_nodes.scene.input.input_event_others import InputEventMIDI, InputEventShortcut, Shortcut
    from steam_nodes.scene.input.input_event_pointer import (
        InputEventGesture,
        InputEventMagnifyGesture,
        InputEventMouse,
        InputEventMouseButton,
        InputEventMouseMotion,
        InputEventPanGesture,
        InputEventScreenDrag,
        InputEventScreenTouch,
    )
    from steam_nodes.scene.input.input_map import InputMap
    from steam_nodes.scene.input.keyboard import Key, KeyLocation, KeyModifierMask
    from steam_nodes.scene.main_loop import run
    from steam_nodes.scene.node import Node
    from steam_nodes.scene.node_path import NodePath
    from steam_nodes.scene.packed.packed_scene import PackedScene
    from steam_nodes.scene.packed.scene_state import SceneState
    from steam_nodes.scene.resource import Resource
    from steam_nodes.scene.scene_tree import SceneTree
    from steam_nodes.scene.timer import SceneTreeTimer, Timer
    from steam_nodes.scene.tween.tween import Tween
    from steam_nodes.scene.tween.tweener import (
        CallbackTweener,
        IntervalTweener,
        MethodTweener,
        PropertyTweener,
        SubtweenTweener,
        Tweener,
    )
    from steam_nodes.scene.viewport import Window
    from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock, StoreError
    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.native import NativeClient, NativeSteam, SteamInitError
    from steam_nodes.steam.nodes.client import Steam
    from steam_nodes.steam.nodes.game_server_stats import SteamServerStats
    from steam_nodes.steam.nodes.player_stats import PlayerStats
    from steam_nodes.steam.nodes.server import SteamServer
    from steam_nodes.steam.recording.record import RecordingError, ReplayDivergedError, record, replay
    from steam_nodes.steam.results import Result
    from steam_nodes.steam.schema.entries import SchemaError
    from steam_nodes.steam.schema.formats.codec import decode_schema, encode_schema
    from steam_nodes.steam.schema.schema import Schema
    from steam_nodes.steam.steam_id import SteamID

__version__: Final = "0.1.0"
"""The version of this installation, `major.minor.patch` by Semantic Versioning."""

_LATER = {
    "Callable": "steam_nodes.object.callable",
    "CallbackTweener": "steam_nodes.scene.tween.tweener",
    "ClassDB": "steam_nodes.scene.engine.class_db",
    "Engine": "steam_nodes.scene.engine.engine",
    "Error": "steam_nodes.object.error",
    "FreedError": "steam_nodes.object.freed",
    "Input": "steam_nodes.scene.input.input",
    "InputEvent": "steam_nodes.scene.input.input_event",
    "InputEventAction": "steam_nodes.scene.input.input_event",
    "InputEventFromWindow": "steam_nodes.scene.input.input_event",
    "InputEventGesture": "steam_nodes.scene.input.input_event_pointer",
    "InputEventJoypadButton": "steam_nodes.scene.input.input_event_joypad",
    "InputEventJoypadMotion": "steam_nodes.scene.input.input_event_joypad",
    "InputEventKey": "steam_nodes.scene.input.input_event",
    "InputEventMIDI": "steam_nodes.scene.input.input_event_others",
    "InputEventMagnifyGesture": "steam_nodes.scene.input.input_event_pointer",
    "InputEventMouse": "steam_nodes.scene.input.input_event_pointer",
    "InputEventMouseButton": "steam_nodes.scene.input.input_event_pointer",
    "InputEventMouseMotion": "steam_nodes.scene.input.input_event_pointer",
    "InputEventPanGesture": "steam_nodes.scene.input.input_event_pointer",
    "InputEventScreenDrag": "steam_nodes.scene.input.input_event_pointer",
    "InputEventScreenTouch": "steam_nodes.scene.input.input_event_pointer",
    "InputEventShortcut": "steam_nodes.scene.input.input_event_others",
    "InputEventWithModifiers": "steam_nodes.scene.input.input_event",
    "InputMap": "steam_nodes.scene.input.input_map",
    "IntervalTweener": "steam_nodes.scene.tween.tweener",
    "JoyAxis": "steam_nodes.scene.input.input_enums",
    "JoyButton": "steam_nodes.scene.input.input_enums",
    "Key": "steam_nodes.scene.input.keyboard",
    "KeyLocation": "steam_nodes.scene.input.keyboard",
    "KeyModifierMask": "steam_nodes.scene.input.keyboard",
    "LocalClient": "steam_nodes.steam.local.client.client",
    "LocalSteam": "steam_nodes.steam.local",
    "MIDIMessage": "steam_nodes.scene.input.input_enums",
    "MethodTweener": "steam_nodes.scene.tween.tweener",
    "MouseButton": "steam_nodes.scene.input.input_enums",
    "MouseButtonMask": "steam_nodes.scene.input.input_enums",
    "NativeClient": "steam_nodes.steam.native",
    "NativeSteam": "steam_nodes.steam.native",
    "Node": "steam_nodes.scene.node",
    "NodePath": "steam_nodes.scene.node_path",
    "OS": "steam_nodes.scene.engine.engine_os",
    "Object": "steam_nodes.object.object",
    "PackedScene": "steam_nodes.scene.packed.packed_scene",
    "PlayerStats": "steam_nodes.steam.nodes.player_stats",
    "ProjectSettings": "steam_nodes.scene.engine.project_settings",
    "PropertyTweener": "steam_nodes.scene.tween.tweener",
    "RealClock": "steam_nodes.steam.local",
    "RecordingError": "steam_nodes.steam.recording.record",
    "RefCounted": "steam_nodes.object.ref_counted",
    "ReplayDivergedError": "steam_nodes.steam.recording.record",
    "Resource": "steam_nodes.scene.resource",
    "Result": "steam_nodes.steam.results",
    "SceneState": "steam_nodes.scene.packed.scene_state",
    "SceneTree": "steam_nodes.scene.scene_tree",
    "SceneTreeTimer": "steam_nodes.scene.timer",
    "Schema": "steam_nodes.steam.schema.schema",
    "SchemaError": "steam_nodes.steam.schema.entries",
    "Shortcut": "steam_nodes.scene.input.input_event_others",
    "Signal": "steam_nodes.object.signal",
    "Steam": "steam_nodes.steam.nodes.client",
    "SteamID": "steam_nodes.steam.steam_id",
    "SteamInitError": "steam_nodes.steam.native",
    "SteamServer": "steam_nodes.steam.nodes.server",
    "SteamServerStats": "steam_nodes.steam.nodes.game_server_stats",
    "SteppedClock": "steam_nodes.steam.local",
    "StoreError": "steam_nodes.steam.local",
    "SubtweenTweener": "steam_nodes.scene.tween.tweener",
    "Task": "steam_nodes.object.tasks",
    "Time": "steam_nodes.scene.engine.engine_time",
    "Timer": "steam_nodes.scene.timer",
    "Tween": "steam_nodes.scene.tween.tween",
    "Tweener": "steam_nodes.scene.tween.tweener",
    "WeakRef": "steam_nodes.object.ref_counted",
    "Window": "steam_nodes.scene.viewport",
    "as_future": "steam_nodes.scene.asyncio_bridge",
    "decode_schema": "steam_nodes.steam.schema.formats.codec",
    "encode_schema": "steam_nodes.steam.schema.formats.codec",
    "instance_from_id": "steam_nodes.object.freed",
    "is_instance_id_valid": "steam_nodes.object.freed",
    "is_instance_valid": "steam_nodes.object.freed",
    "record": "steam_nodes.steam.recording.record",
    "replay": "steam_nodes.steam.recording.record",
    "run": "steam_nodes.scene.main_loop",
    "run_async": "steam_nodes.scene.asyncio_bridge",
    "start": "steam_nodes.object.tasks",
    "weakref": "steam_nodes.object.ref_counted",
}

__all__ = [
    "OS",
    "Callable",
    "CallbackTweener",
    "ClassDB",
    "Engine",
    "Error",
    "FreedError",
    "Input",
    "InputEvent",
    "InputEventAction",
    "InputEventFromWindow",
    "InputEventGesture",
    "InputEventJoypadButton",
    "InputEventJoypadMotion",
    "InputEventKey",
    "InputEventMIDI",
    "InputEventMagnifyGesture",
    "InputEventMouse",
    "InputEventMouseButton",
    "InputEventMouseMotion",
    "InputEventPanGesture",
    "InputEventScreenDrag",
    "InputEventScreenTouch",
    "InputEventShortcut",
    "InputEventWithModifiers",
    "InputMap",
    "IntervalTweener",
    "JoyAxis",
    "JoyButton",
    "Key",
    "KeyLocation",
    "KeyModifierMask",
    "LocalClient",
    "LocalSteam",
    "MIDIMessage",
    "MethodTweener",
    "MouseButton",
    "MouseButtonMask",
    "NativeClient",
    "NativeSteam",
    "Node",
    "NodePath",
    "Object",
    "PackedScene",
    "PlayerStats",
    "ProjectSettings",
    "PropertyTweener",
    "RealClock",
    "RecordingError",
    "RefCounted",
    "ReplayDivergedError",
    "Resource",
    "Result",
    "SceneState",
    "SceneTree",
    "SceneTreeTimer",
    "Schema",
    "SchemaError",
    "Shortcut",
    "Signal",
    "Steam",
    "SteamID",
    "SteamInitError",
    "SteamServer",
    "SteamServerStats",
    "SteppedClock",
    "StoreError",
    "SubtweenTweener",
    "Task",
    "Time",
    "Timer",
    "Tween",
    "Tweener",
    "WeakRef",
    "Window",
    "as_future",
    "decode_schema",
    "encode_schema",
    "instance_from_id",
    "is_instance_id_valid",
    "is_instance_valid",
    "record",
    "replay",
    "run",
    "run_async",
    "start",
    "weakref",
]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used; from then on it is found without this."""
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
