"""What Steam's groups answer in dictionaries has GodotSteam's keys and types: each call that does is made where it has something to say.

Rules: the table is that of test_godotsteam_groups_parity.py. A key that 4.16 left out and 4.11 has may be there besides (MORE).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.groups.clans import chat_of
from tests.support.client_world import plain
from tests.support.group_walks import CLAN, FRIEND, MAPS, SCHEMA
from tests.support.group_worlds import GroupWorld, group_world
from tests.support.stats_world import OTHER, PLAYER, SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("godotsteam_client_groups.json").read_text(encoding="utf-8"))
WANTED: dict[str, dict[str, str | None]] = {
    entry["name"]: entry.get("dictionary_types")
    or entry.get("array_item_types")
    or dict.fromkeys(entry.get("dictionary_keys") or entry["array_item_keys"])
    for entry in TABLE["methods"]
    if "dictionary_keys" in entry or "array_item_keys" in entry
}
KINDS: dict[str, type] = {"int": int, "bool": bool, "String": str, "PackedByteArray": bytes}
MORE = {"getImageSize": {"success"}}
"""Keys that only 4.11 has."""


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GroupWorld]:
    """A world in which there is something to say of everything."""
    picture = tmp_path_factory.mktemp("pictures") / "alice.png"
    picture.write_bytes(plain(8, 8, b"\1\2\3\4"))
    with group_world("local", SCHEMA) as world:
        steam, client = world.steam, world.client
        client.avatars.put_on(PLAYER, str(picture))
        steam.getMediumFriendAvatar(PLAYER)
        client.apps.limit_trial(100, 10)
        client.presence.write(OTHER, "hello")
        steam.setListenForFriendsMessages(intercept_enabled=True)
        steam.joinClanChatRoom(CLAN)
        steam.downloadClanActivityCounts([CLAN])
        steam.setPlayedWith(OTHER)
        steam.installDLC(MAPS)
        steam.requestEncryptedAppTicket("secret")
        steam.fileWrite("save.json", b"{}")
        steam.fileShare("save.json")
        world.listen("file_share_result")
        ((_, _, world.shared, _),) = world.frames(8)  # type: ignore[attr-defined]  # what the law below asks for
        client.clans.enter(CLAN, OTHER)
        client.clans.say(CLAN, OTHER, "hello")
        client.presence.write(OTHER, "again")
        steam.ugcDownload(world.shared, 0)  # type: ignore[attr-defined]  # as above
        elsewhere = world.world.client(PLAYER)
        elsewhere.remote_storage.file_write("other.txt", b"x", 1)
        elsewhere.close()
        world.frames(8)
        yield world


def asked(group: GroupWorld) -> dict[str, tuple[Any, ...]]:
    """Return what each call is given."""
    shared: int = group.shared  # type: ignore[attr-defined]  # the fixture's
    avatar = group.steam.getMediumFriendAvatar(PLAYER)
    given: dict[str, tuple[Any, ...]] = {
        "getDLCDataByIndex": (0,),
        "getDLCDownloadProgress": (MAPS,),
        "getClanActivityCounts": (CLAN,),
        "getFriendGamePlayed": (FRIEND,),
        "getFriendMessage": (OTHER, 0),
        "getClanChatMessage": (chat_of(CLAN), 0),
        "getImageRGBA": (avatar,),
        "getImageSize": (avatar,),
        "fileRead": ("save.json", 2),
        "getFileNameAndSize": (0,),
        "getLocalFileChange": (0,),
        "getUGCDetails": (shared,),
        "getUGCDownloadProgress": (shared,),
        "initiateGameConnection": (SERVER, 0x7F000001, 27015, True),
    }
    return {name: given.get(name, ()) for name in WANTED}


@pytest.mark.parametrize("name", WANTED)
def test_a_dictionary_has_godotsteams_keys_and_types(name: str, group: GroupWorld) -> None:
    """The keys are these and no others, and each value is of the type that the page names; of a list each item is such a one."""
    told = getattr(group.steam, name)(*asked(group)[name])
    items = told if isinstance(told, list) else [told]
    assert items
    for item in items:
        assert set(item) - MORE.get(name, set()) == set(WANTED[name])
        for key, kind in WANTED[name].items():
            if kind is not None:
                assert isinstance(item[key], KINDS["int" if kind.startswith("enum ") else kind]), key
                assert isinstance(item[key], bool) == (kind == "bool"), key
