"""The one public door: its names, and what opening it costs.

Rules: `__all__` changes only together with the list below. Each name loads what it needs on first use.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import steam_nodes

ROOT = Path(__file__).parent.parent

PUBLIC = [
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
    "OS",
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

# Each of these costs milliseconds of start-up; the frameworks belong to the host.
UNWANTED = {"cffi", "sqlite3", "asyncio", "json", "importlib.metadata", "logging", "tomllib", "threading", "pygame", "arcade", "pyglet"}


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a statement loads in a fresh interpreter, without those the interpreter loads by itself."""
    program = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(run.stdout.split())


def test_the_public_names_are_these() -> None:
    """`__all__` holds exactly the names that are promised, and the door shows no others."""
    assert sorted(steam_nodes.__all__) == sorted(PUBLIC)
    assert sorted(dir(steam_nodes)) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_explains_itself(name: str) -> None:
    """Each public name can be imported and has a docstring of its own."""
    thing = getattr(steam_nodes, name)
    assert thing.__doc__


def test_a_name_that_is_not_there_raises_attribute_error() -> None:
    """A wrong name raises what every module raises, with the name in the text."""
    with pytest.raises(AttributeError, match="Nodes"):
        _ = steam_nodes.Nodes


def test_opening_the_door_loads_nothing() -> None:
    """`import steam_nodes` alone loads no other module of the library."""
    assert {name for name in loaded_by("import steam_nodes") if name.startswith(("steam_nodes.", "blinker"))} == set()


def test_the_core_loads_nothing_heavy() -> None:
    """A game of nodes loads no database, no event loop, no log and no framework, and nothing of the Steam side."""
    loaded = loaded_by("from steam_nodes import Node, SceneTree, Signal; SceneTree(Node).process(1 / 60)")
    assert "steam_nodes.scene.node" in loaded
    assert "steam_nodes.scene.tween.tween" not in loaded
    assert not loaded & UNWANTED
    assert not {name for name in loaded if name.startswith("steam_nodes.steam")}


def test_a_name_of_the_steam_side_loads_what_it_needs() -> None:
    """The first use of a name below steam/ loads it; a result code alone needs no database."""
    loaded = loaded_by("import steam_nodes; steam_nodes.Result.OK")
    assert "steam_nodes.steam.results" in loaded
    assert "sqlite3" not in loaded
