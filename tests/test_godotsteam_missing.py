"""The laws of names: an enum has GodotSteam's full names, both forms of the init work, and a name that is not here is told.

Rules: what GodotSteam has is read from the two tables of the parity laws and from the library's own list of names by group.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from steam_nodes import SceneTree, Steam, SteamServer, SteamServerStats
from steam_nodes.steam.godotsteam_names import GROUPS
from tests.support.fake_user import FakeUser
from tests.support.stats_world import stepped

TABLES: dict[str, dict[str, Any]] = {
    kind: json.loads(Path(__file__).with_name(f"godotsteam_{kind}.json").read_text(encoding="utf-8")) for kind in ("client", "server")
}
SINGLETONS = {"client": Steam, "server": SteamServer}
NAMES = [(group, name) for group, names in GROUPS.items() for name in names.split()]


@pytest.mark.parametrize(("kind", "enum"), [(kind, enum) for kind, table in TABLES.items() for enum in table["enums"]])
def test_a_nested_enum_has_godotsteams_full_names(kind: str, enum: str) -> None:
    """Each full name is the member itself, and the enum still counts each value once."""
    nested = getattr(SINGLETONS[kind], enum)
    values: dict[str, int] = TABLES[kind]["enums"][enum]
    assert {name: int(getattr(nested, name)) for name in values} == values
    assert all(getattr(nested, name) is getattr(SINGLETONS[kind], name) for name in values)
    assert len(list(nested)) == len(set(map(int, nested)))


def test_every_name_of_the_tables_has_its_group() -> None:
    """The list of names by group holds every method, signal, enum, value and constant of the two tables, each once."""
    known = [name for _, name in NAMES]
    assert len(known) == len(set(known))
    wanted = set()
    for table in TABLES.values():
        wanted |= {entry["name"] for entry in [*table["methods"], *table["signals"]]} | {*table["enums"], *table["constants"]}
        wanted |= {name for values in table["enums"].values() for name in values}
    assert wanted - set(known) == set()


@pytest.mark.parametrize("singleton", [Steam, SteamServer], ids=lambda singleton: singleton.__name__)
def test_a_name_that_is_not_here_is_told_with_its_group(singleton: type) -> None:
    """A name of GodotSteam's is there, or its AttributeError names it, its group, and where it is or that it is not here."""
    other = SteamServer if singleton is Steam else Steam
    for group, name in NAMES[::17]:
        if hasattr(singleton, name):
            continue
        with pytest.raises(AttributeError) as told:
            getattr(singleton, name)
        text = str(told.value)
        assert text.startswith(f"{singleton.__name__} has no '{name}': it belongs to GodotSteam's group {group}, and is ")
        assert (f"a name of {other.__name__}" in text) == hasattr(other, name)
        assert ("is not in this library" in text) == (not hasattr(other, name))


@pytest.mark.parametrize(
    ("name", "group", "nearest"),
    [
        ("getLobbyMemberByIndex", "Matchmaking", "MemberByIndex"),
        ("get_lobby_member_by_index", "Matchmaking", "member_by_index"),
        ("LOBBY_TYPE_PUBLIC", "Matchmaking", "TYPE"),
        ("lobby_created", "Matchmaking", ""),
    ],
)
def test_the_nearest_name_that_is_here_is_told(tree: SceneTree, name: str, group: str, nearest: str) -> None:
    """Asked of the node as of its class, in both spellings, the error has the group and a name that is here."""
    steam = Steam.attach(tree, FakeUser())
    for asked in (steam, Steam):
        with pytest.raises(AttributeError, match=rf"group {group}, and is not in this library") as told:
            getattr(asked, name)
        found = str(told.value).partition("the nearest that is: '")[2].rstrip("'")
        assert nearest in found
        assert not found or hasattr(Steam, found)
        assert not hasattr(asked, name)


@pytest.mark.parametrize("name", ["no_such_name", "_private", "__wrapped__"])
def test_another_name_is_pythons_own_error(tree: SceneTree, name: str) -> None:
    """What is not GodotSteam's raises what every object and every class raises."""
    steam = Steam.attach(tree, FakeUser())
    with pytest.raises(AttributeError, match=f"'Steam' object has no attribute '{name}'") as told:
        getattr(steam, name)
    assert (told.value.name, told.value.obj) == (name, steam)
    with pytest.raises(AttributeError, match=f"type object 'Steam' has no attribute '{name}'"):
        getattr(Steam, name)


def test_an_error_inside_a_property_is_not_hidden() -> None:
    """A property of a user's own class that fails for want of a name tells of that name."""

    class Mine(SteamServerStats):
        @property
        def friends(self) -> int:
            """Ask for what is not there."""
            return int(self.get_meta_list().no_such_name)  # type: ignore[attr-defined]  # the law is about this

    mine = Mine(stepped())
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = mine.friends
