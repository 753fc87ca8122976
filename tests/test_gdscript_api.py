"""The class list of the engine and of GodotSteam: what it tells, and that it is small."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import steam_nodes.gdscript.classes as door
from steam_nodes.gdscript.classes.api import Argument, Constant, Enum, Method, Property, Signal, load

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("owner", "name", "kind", "told"),
    [
        ("Node2D", "add_child", Method, "void"),
        ("Node", "process_mode", Property, "enum:Node.ProcessMode"),
        ("Node", "name", Property, "StringName"),
        ("Button", "pressed", Signal, None),
        ("Node", "ProcessMode", Enum, None),
        ("Node", "PROCESS_MODE_ALWAYS", Constant, "enum:Node.ProcessMode"),
        ("Node", "NOTIFICATION_READY", Constant, "int"),
        ("Node", "get_children", Method, "Array[Node]"),
        ("Vector2", "x", Property, "float"),
        ("Vector2", "ZERO", Constant, "Vector2"),
        ("Vector2", "angle_to", Method, "float"),
        ("String", "split", Method, "PackedStringArray"),
        ("Steam", "steamInitEx", Method, "Dictionary"),
        ("Steam", "current_stats_received", Signal, None),
        ("Steam", "getPersonaState", Method, "enum:Steam.PersonaState"),
        ("SteamServer", "getServerSteamID", Method, "int"),
    ],
)
def test_a_member_of_a_class_or_of_one_it_extends_is_found_with_its_type(owner: str, name: str, kind: type, told: str | None) -> None:
    """`find` looks at the class, then at what it extends."""
    member = load().find(owner, name)
    assert isinstance(member, kind)
    if isinstance(member, Method):
        assert member.returns == told
    elif isinstance(member, Property | Constant):
        assert member.type == told


def test_what_no_class_declares_is_none() -> None:
    """An unknown member, an unknown class: None."""
    assert load().find("Node", "no_such_thing") is None
    assert load().find("NoSuchClass", "name") is None
    assert "NoSuchClass" not in load().classes


def test_arguments_have_their_types_and_defaults_as_gdscript_writes_them() -> None:
    """The texts are the engine's own."""
    split = load().find("String", "split")
    assert isinstance(split, Method)
    assert split.arguments == (
        Argument("delimiter", "String", '""'),
        Argument("allow_empty", "bool", "true"),
        Argument("maxsplit", "int", "0"),
    )
    assert split.needed == 0


def test_a_property_has_the_default_value_that_holds_for_the_class_asked() -> None:
    """Label lets the mouse through, Control does not; `owner` tells who declares it."""
    label = load().classes["Label"].properties()["mouse_filter"]
    control = load().classes["Control"].properties()["mouse_filter"]
    assert (label.default, control.default, label.owner) == ("2", "0", "Control")


def test_flags_of_methods_are_told() -> None:
    """Static, vararg and virtual methods, and the versions of GodotSteam that have one."""
    api = load()
    static, vararg, virtual = api.find("FileAccess", "open"), api.find("Object", "call"), api.find("Node", "_ready")
    assert isinstance(static, Method)
    assert isinstance(vararg, Method)
    assert isinstance(virtual, Method)
    assert (static.static, vararg.vararg, virtual.virtual) == (True, True, True)
    new, old = api.find("Steam", "getConnectedUniverse"), api.find("Steam", "setPersonaName")
    assert isinstance(new, Method)
    assert isinstance(old, Method)
    assert (new.added, old.removed) == ("4.15", "4.14")


def test_what_versions_of_godotsteam_return_differently_has_no_type() -> None:
    """An example is getAppInstallDir: a Dictionary in 4.11, a String since."""
    method = load().find("Steam", "getAppInstallDir")
    assert isinstance(method, Method)
    assert method.returns == "Variant"


def test_global_names_are_there() -> None:
    """Functions of @GlobalScope and of @GDScript, enums with their values, singletons with their class."""
    api = load()
    assert {"print", "lerp", "randi", "str", "len", "range", "load", "preload", "is_instance_of"} <= set(api.functions)
    assert (api.functions["len"].owner, api.functions["print"].vararg) == ("@GDScript", True)
    assert (api.constants["ERR_INVALID_PARAMETER"].value, api.constants["OK"].type) == ("31", "enum:Error")
    assert api.enums["Variant.Type"].values["TYPE_INT"] == 2
    assert {"Engine", "OS", "Input", "Steam", "SteamServer"} <= set(api.singletons)


def test_a_class_knows_what_it_extends() -> None:
    """`is_a` counts the class itself."""
    api = load()
    assert api.is_a("Label", "Node")
    assert api.is_a("Node", "Node")
    assert not api.is_a("Node", "Label")
    assert [native.name for native in api.classes["Node2D"].ancestors] == ["Node2D", "CanvasItem", "Node", "Object"]


def test_every_line_of_the_lists_can_be_read() -> None:
    """All classes, all members: none is refused."""
    api = load()
    members = [native.members for native in api.classes.values()] + [builtin.members for builtin in api.builtins.values()]
    assert sum(len(listed) for listed in members) > 25_000
    assert all(name == member.name for listed in members for name, member in listed.items())


def test_the_lists_take_less_than_400_kilobytes() -> None:
    """They are part of the package."""
    folder = resources.files(door)
    assert sum(len((folder / name).read_bytes()) for name in ("engine.txt.gz", "godotsteam.txt")) < 400_000


def named(table: dict[str, Any]) -> Iterator[tuple[str, type]]:
    """Yield the name and the kind of everything that a table of GodotSteam's says; the values of an enum are constants."""
    yield from ((entry["name"], Method) for entry in table["methods"])
    yield from ((entry["name"], Signal) for entry in table["signals"])
    # The table of the groups has each under its group's name.
    grouped = any(isinstance(group, dict) for group in table["constants"].values())
    for enums in table["enums"].values() if grouped else [table["enums"]]:
        yield from ((name, Enum) for name in enums)
        yield from ((value, Constant) for values in enums.values() for value in values)
    for constants in table["constants"].values() if grouped else [table["constants"]]:
        yield from ((name, Constant) for name in constants)


@pytest.mark.parametrize(("file", "owner"), [("client", "Steam"), ("client_groups", "Steam"), ("server", "SteamServer")])
def test_the_class_list_has_every_name_of_the_tables_of_godotsteam(file: str, owner: str) -> None:
    """What a node answers to, `steam-nodes check` knows: a name that is new in a table is a line of godotsteam.txt too."""
    names = dict(named(json.loads(Path(__file__).with_name(f"godotsteam_{file}.json").read_text(encoding="utf-8"))))
    unknown = [f"{owner}.{name}" for name, kind in names.items() if not isinstance(load().find(owner, name), kind)]
    assert unknown == [], "add these lines to steam_nodes/gdscript/classes/godotsteam.txt"
    assert len(names) > 200
