"""People: the laws of names, states, friends, groups, coplay, followers and profiles, over the local world and over Valve's interface.

Rules: Alice plays, Bob and Carol are her friends, Dave has asked to be one, Eve is blocked. Scripts change the world at Alice's door, or a
program of Bob's does.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.groups.people import PersonaStateChanged
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.store.room import RoomRow
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support import client_world
from tests.support.door_driver import Program
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.places import ON_EVERY_STORE, Rows
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.group_worlds import GroupWorld

pytestmark = ON_EVERY_STORE

ALICE, BOB, CAROL, DAVE, EVE, FAYE, GUS = PLAYER, OTHER, OTHER + 1, OTHER + 2, OTHER + 3, OTHER + 4, OTHER + 5
CLAN, GUILD = 103582791429521408, 103582791429521412
SCHEMA = Schema.parse(f"""
app_id = 480

[players.{ALICE}]
name = "Alice"
names = ["Al", "A."]
friends = [{BOB}, {CAROL}]
level = 7
relationships = {{ {DAVE} = "request_recipient", {EVE} = "blocked" }}
nicknames = {{ {BOB} = "Bobby" }}
groups = {{ Guild = [{BOB}, {CAROL}], Others = [] }}
following = [{BOB}]

[players.{BOB}]
name = "Bob"
level = 12
followers = 40
items.avatar_frame = {{ title = "Gold", app_id = 480, class = 3 }}

[players.{CAROL}]
name = "Carol"
state = "away"
game = 730

[players.{DAVE}]
name = "Dave"
following = [{BOB}, {ALICE}]

[clans.{GUILD}]
owner = {BOB}
members = [{ALICE}, {GUS}]
""")
OLD = 161
"""The last SDK that lets a game set the player's name."""
CHANGE = Steam.PersonaChange


def test_everybody_has_a_name_a_state_and_a_level(group: GroupWorld) -> None:
    """Of who is not known there is nothing."""
    steam = group.steam
    assert (steam.getPersonaName(), steam.getPersonaState()) == ("Alice", Steam.PERSONA_STATE_ONLINE)
    assert [steam.getFriendPersonaName(who) for who in (ALICE, BOB, CAROL, DAVE, EVE, FAYE)] == ["Alice", "Bob", "Carol", "Dave", "", ""]
    assert [steam.getFriendPersonaState(who) for who in (ALICE, BOB, CAROL)] == [1, 0, 3]
    assert steam.getFriendPersonaState(CAROL) is Steam.PERSONA_STATE_AWAY
    assert [steam.getFriendSteamLevel(who) for who in (ALICE, BOB, CAROL)] == [7, 12, 0]
    assert [steam.getFriendPersonaNameHistory(ALICE, place) for place in (-1, 0, 1, 2, 3)] == ["", "Alice", "Al", "A.", ""]
    assert [steam.getPlayerNickname(who) for who in (BOB, CAROL)] == ["Bobby", ""]
    assert steam.getFriendGamePlayed(CAROL) == {"id": 730, "ip": "0.0.0.0", "game_port": 0, "query_port": 0, "lobby": 0}
    assert steam.getFriendGamePlayed(BOB) == {}
    assert steam.getUserRestrictions() == 0


def test_who_is_what_to_the_player(group: GroupWorld) -> None:
    """Flags choose whom a count and a place are about."""
    steam = group.steam
    assert [steam.getFriendRelationship(who) for who in (BOB, DAVE, EVE, FAYE)] == [3, 2, 1, 0]
    assert steam.getFriendRelationship(BOB) is Steam.FRIEND_RELATION_FRIEND
    kinds = (Steam.FRIEND_FLAG_IMMEDIATE, Steam.FRIEND_FLAG_FRIENDSHIP_REQUESTED, Steam.FRIEND_FLAG_BLOCKED, Steam.FRIEND_FLAG_NONE)
    assert [steam.getFriendCount(kind) for kind in (*kinds, Steam.FRIEND_FLAG_ALL)] == [2, 1, 1, 0, 5]
    assert steam.getFriendCount() == 5
    assert [steam.getFriendByIndex(place, 4) for place in (-1, 0, 1, 2)] == [0, BOB, CAROL, 0]
    assert steam.getFriendByIndex(0, 3) in {DAVE, EVE}
    assert (steam.hasFriend(BOB, 4), steam.hasFriend(DAVE, 4), steam.hasFriend(EVE, 5), steam.hasFriend(FAYE, 65535)) == (
        *(True, False, True, False),
    )
    assert steam.getUserSteamFriends() == [
        {"id": BOB, "name": "Bob", "status": Steam.PERSONA_STATE_OFFLINE},
        {"id": CAROL, "name": "Carol", "status": Steam.PERSONA_STATE_AWAY},
    ]


def scripts() -> dict[str, tuple[Callable[[GroupWorld], object], int, int]]:
    """Return what a script does, whom it is about, and the flags that tell of it."""
    return {
        "name": (lambda it: it.client.people.rename(BOB, "Robert"), BOB, CHANGE.NAME),
        "own name": (lambda it: it.client.people.rename(ALICE, "Alicia"), ALICE, CHANGE.NAME),
        "online": (lambda it: it.client.people.show(BOB, 1), BOB, CHANGE.STATUS | CHANGE.COME_ONLINE),
        "offline": (lambda it: it.client.people.show(CAROL, 7), CAROL, CHANGE.STATUS | CHANGE.GONE_OFFLINE),
        "busy": (lambda it: it.client.people.show(CAROL, 2), CAROL, CHANGE.STATUS),
        "game": (lambda it: it.client.people.play(CAROL, 440), CAROL, CHANGE.GAME_PLAYED),
        "server": (
            *(lambda it: it.client.people.play(CAROL, 440, "10.0.0.7", 27015), CAROL),
            CHANGE.GAME_PLAYED | CHANGE.GAME_SERVER,
        ),
        "level": (lambda it: it.client.people.raise_level(BOB, 13), BOB, CHANGE.STEAM_LEVEL),
        "relationship": (lambda it: it.client.people.relate(DAVE, 3), DAVE, CHANGE.RELATIONSHIP_CHANGED),
        "nickname": (lambda it: it.client.people.nickname(CAROL, "C"), CAROL, CHANGE.NICKNAME),
    }


@pytest.mark.parametrize("what", scripts())
def test_what_a_script_changes_is_told_once_with_its_flags(group: GroupWorld, what: str) -> None:
    """A person's name, state, game, level and relationship change with one signal."""
    group.listen("persona_state_change")
    change, who, flags = scripts()[what]
    change(group)
    assert group.frames() == [("persona_state_change", who, flags)]
    steam = group.steam
    seen: dict[str, tuple[Any, Any]] = {
        "name": (steam.getFriendPersonaName(BOB), "Robert"),
        "own name": (steam.getPersonaName(), "Alicia"),
        "online": (steam.getFriendPersonaState(BOB), 1),
        "offline": (steam.getFriendPersonaState(CAROL), 0),
        "busy": (steam.getFriendPersonaState(CAROL), 2),
        "game": (steam.getFriendGamePlayed(CAROL).get("id"), 440),
        "server": ([*steam.getFriendGamePlayed(CAROL).values()], [440, "10.0.0.7", 27015, 0, 0]),
        "level": (steam.getFriendSteamLevel(BOB), 13),
        "relationship": (steam.hasFriend(DAVE, 4), True),
        "nickname": (steam.getPlayerNickname(CAROL), "C"),
    }
    assert seen[what][0] == seen[what][1]


def test_a_change_that_changes_nothing_is_not_told(group: GroupWorld) -> None:
    """The same name and the same state once more, and a stranger's new name."""
    group.listen("persona_state_change")
    group.client.people.rename(BOB, "Bob")
    group.client.people.show(CAROL, Steam.PERSONA_STATE_AWAY)
    group.client.people.rename(FAYE, "Faye")
    assert group.frames() == []


def test_a_friends_program_is_told_of_within_a_frame(group: GroupWorld) -> None:
    """It comes online and plays, takes another name, and is gone again: as it is closed, and as it is dropped."""
    group.listen("persona_state_change")
    steam = group.steam
    for end in ("close", "shutdown", "drop"):
        bob = group.world.client(BOB)
        assert group.frames(3) == [("persona_state_change", BOB, CHANGE.STATUS | CHANGE.COME_ONLINE | CHANGE.GAME_PLAYED)]
        assert (steam.getFriendPersonaState(BOB), steam.getFriendGamePlayed(BOB)["id"]) == (1, 480)
        bob.people.set_persona_name(f"Bob {end}")
        assert group.frames(3) == [("persona_state_change", BOB, CHANGE.NAME)]
        assert steam.getFriendPersonaName(BOB) == f"Bob {end}"
        frame(bob)
        if end != "drop":
            getattr(bob, end)()
        del bob
        assert group.frames(3) == [("persona_state_change", BOB, CHANGE.STATUS | CHANGE.GONE_OFFLINE | CHANGE.GAME_PLAYED)]
        assert (steam.getFriendPersonaState(BOB), steam.getFriendGamePlayed(BOB)) == (0, {})
    assert [steam.getFriendPersonaNameHistory(BOB, place) for place in range(4)] == ["Bob drop", "Bob shutdown", "Bob close", "Bob"]


def test_a_friends_program_in_another_process_is_told_of(tmp_path: Path) -> None:
    """It comes online, takes another name, shows and plays something else, sees what happens here, and is killed."""
    path = tmp_path / "steam.db"
    with (
        closing(LocalSteam(client_world.SCHEMA, path, clock=SteppedClock(), store_rate="allow")) as steam,
        closing(steam.client(BOB)) as bob,
    ):
        bob.people.listen()

        def told() -> list[tuple[int, int]]:
            """Run two frames; return what was told of people."""
            return [(it.steam_id, it.flags) for it in (*frame(bob), *frame(bob)) if isinstance(it, PersonaStateChanged)]

        told()
        program = Program(path, ALICE)
        try:
            program.do("door.people.listen()")
            assert told() == [(ALICE, CHANGE.STATUS | CHANGE.COME_ONLINE | CHANGE.GAME_PLAYED)]
            program.do("door.people.set_persona_name('Alicia')")
            assert (told(), bob.people.get_friend_persona_name(ALICE)) == ([(ALICE, CHANGE.NAME)], "Alicia")
            program.do(f"door.people.show({ALICE}, 3)")
            assert (told(), bob.people.get_friend_persona_state(ALICE)) == ([(ALICE, CHANGE.STATUS)], 3)
            program.do(f"door.people.play({ALICE}, 480, '10.0.0.7', 27015, 27016, 9)")
            assert told() == [(ALICE, CHANGE.GAME_PLAYED | CHANGE.GAME_SERVER)]
            assert bob.people.get_friend_game_played(ALICE) == (480, "10.0.0.7", 27015, 27016, 9)
            bob.people.show(BOB, Steam.PERSONA_STATE_BUSY)
            frame(bob)
            assert "PersonaStateChanged" in program.do("None")
            assert program.do(f"door.people.get_friend_persona_state({BOB})").startswith("2")
        finally:
            program.kill()
        flags = 0
        for who, more in (*told(), *told()):
            assert who == ALICE
            flags |= more
        assert flags & (CHANGE.GONE_OFFLINE | CHANGE.GAME_PLAYED) == CHANGE.GONE_OFFLINE | CHANGE.GAME_PLAYED
        assert (bob.people.get_friend_persona_state(ALICE), bob.people.get_friend_game_played(ALICE)) == (0, None)
        assert bob.people.get_friend_persona_name(ALICE) == "Alicia"


def test_what_is_no_word_of_ours_in_the_room_changes_nothing() -> None:
    """A name, a state and a game that cannot be are left alone."""
    with group_world(schema=SCHEMA) as group:
        group.client.people.listen()
        for key, value in (("name", b""), ("name", b"x" * 200), ("state", b"9"), ("state", b"-1"), ("hat", b"1")):
            row = RoomRow(BOB, "persona", key, "session", value, 1)
            group.client.people._told(row)
        group.client.people._told(RoomRow(BOB, "persona", "game", "session", b"480 nowhere", 1))
        group.listen("persona_state_change")
        assert group.frames() == []
        assert (group.steam.getFriendPersonaName(BOB), group.steam.getFriendPersonaState(BOB)) == ("Bob", 0)


def test_a_friend_is_told_what_becomes_of_the_friendship() -> None:
    """Both sides see it, each as it looks from there."""
    with group_world(schema=SCHEMA) as group:
        dave = group.world.client(DAVE)
        dave.people.listen()
        assert dave.people.get_friend_relationship(ALICE) == Steam.FRIEND_RELATION_REQUEST_INITIATOR
        frame(dave)
        group.client.people.relate(DAVE, Steam.FRIEND_RELATION_FRIEND)
        assert [record.flags for record in frame(dave)] == [CHANGE.RELATIONSHIP_CHANGED]  # type: ignore[union-attr]  # no other record
        assert dave.people.has_friend(ALICE, Steam.FRIEND_FLAG_IMMEDIATE)
        group.client.people.relate(DAVE, Steam.FRIEND_RELATION_BLOCKED)
        assert frame(dave) == []
        assert dave.people.has_friend(ALICE, Steam.FRIEND_FLAG_IMMEDIATE)
        dave.close()


def test_what_steam_does_not_know_is_asked_for(group: GroupWorld) -> None:
    """A name is "" and a level 0 until `persona_state_change` says that they are here; what is known is not asked for."""
    group.listen("persona_state_change")
    steam, script = group.steam, group.client.people
    assert not steam.requestUserInformation(BOB, require_name_only=True)
    script.make_unknown(BOB)
    assert (steam.getFriendPersonaNameHistory(BOB, 0), steam.getFriendPersonaState(BOB)) == ("", 0)
    assert steam.requestUserInformation(BOB, require_name_only=True)
    assert steam.hasFriend(BOB, Steam.FRIEND_FLAG_REQUESTING_INFO)
    assert group.frames() == [("persona_state_change", BOB, CHANGE.NAME)]
    assert not steam.requestUserInformation(BOB, require_name_only=False)
    script.make_unknown(BOB)
    assert steam.getFriendPersonaName(BOB) == ""
    assert group.frames() == [("persona_state_change", BOB, CHANGE.NAME)]
    assert steam.getFriendPersonaName(BOB) == "Bob"
    script.make_unknown(BOB)
    assert steam.getFriendSteamLevel(BOB) == 0
    assert group.frames() == [("persona_state_change", BOB, CHANGE.STEAM_LEVEL)]
    assert steam.getFriendSteamLevel(BOB) == 12


def test_without_a_connection_it_waits() -> None:
    """What is asked for of a person comes once the connection is back."""
    with group_world(schema=SCHEMA) as group:
        group.listen("persona_state_change")
        group.client.people.make_unknown(BOB)
        group.client.faults.offline = True
        assert group.steam.requestUserInformation(BOB, require_name_only=True)
        assert group.frames() == []
        group.client.faults.offline = False
        assert group.frames() == [("persona_state_change", BOB, CHANGE.NAME)]


def test_friends_are_in_groups(group: GroupWorld) -> None:
    """Each group has an id, a name and members."""
    steam = group.steam
    ids = [steam.getFriendsGroupIDByIndex(place) for place in range(-1, 3)]
    assert (steam.getFriendsGroupCount(), ids) == (2, [Steam.INVALID_FRIEND_GROUP_ID, 0, 1, Steam.INVALID_FRIEND_GROUP_ID])
    assert steam.getUserFriendsGroups() == [{"id": 0, "name": "Guild", "members": 2}, {"id": 1, "name": "Others", "members": 0}]
    assert [steam.getFriendsGroupMembersList(0, count) for count in (-1, 0, 1, 2, 9)] == [[], [], [BOB], [BOB, CAROL], [BOB, CAROL]]
    assert (steam.getFriendsGroupName(-1), steam.getFriendsGroupMembersCount(7), steam.getFriendsGroupMembersList(7, 3)) == ("", 0, [])
    assert group.client.people.group("Others", [CAROL]) == 1
    assert group.client.people.group("New", [BOB, BOB]) == 2
    assert [entry["members"] for entry in steam.getUserFriendsGroups()] == [2, 1, 1]


def test_who_is_in_the_same_place_is_known(group: GroupWorld) -> None:
    """A group is a source of people; entering and leaving it is told to who is in it."""
    group.listen("persona_state_change")
    steam, script = group.steam, group.client.people
    script.join_source(FAYE, CLAN)
    assert (group.frames(), steam.getFriendCountFromSource(CLAN)) == ([], 0)
    script.join_source(ALICE, CLAN)
    script.join_source(DAVE, CLAN)
    assert group.frames() == [("persona_state_change", who, CHANGE.JOINED_SOURCE) for who in (ALICE, DAVE)]
    assert [steam.getFriendFromSourceByIndex(CLAN, place) for place in range(-1, 4)] == [0, FAYE, ALICE, DAVE, 0]
    assert (steam.isUserInSource(FAYE, CLAN), steam.isUserInSource(BOB, CLAN)) == (True, False)
    assert steam.getFriendCount(Steam.FRIEND_FLAG_CLAN_MEMBER) == 4
    assert [steam.getFriendFromSourceByIndex(GUILD, place) for place in range(steam.getFriendCountFromSource(GUILD))] == [BOB, ALICE, GUS]
    group.client.clans.belong(GUILD, there=False)
    assert (steam.getFriendCountFromSource(GUILD), steam.isUserInSource(GUS, GUILD)) == (0, False)
    group.client.clans.belong(GUILD)
    assert steam.getFriendCountFromSource(GUILD) == 3
    script.leave_source(FAYE, CLAN)
    script.leave_source(FAYE, CLAN)
    assert group.frames() == [("persona_state_change", FAYE, CHANGE.LEFT_SOURCE)]
    assert steam.getFriendCountFromSource(CLAN) == 2


def test_whom_one_played_with(group: GroupWorld) -> None:
    """The last one stands first, each once, with the game and the time."""
    steam = group.steam
    assert (steam.getCoplayFriendCount(), steam.getRecentPlayers()) == (0, [])
    for who in (BOB, CAROL, BOB, SCHEMA.app_id):
        steam.setPlayedWith(who)
        group.frames(1)
    assert steam.getCoplayFriendCount() == 2
    assert [steam.getCoplayFriend(place) for place in range(-1, 3)] == [0, BOB, CAROL, 0]
    assert [steam.getFriendCoplayGame(who) for who in (BOB, CAROL, DAVE)] == [480, 480, 0]
    assert steam.getFriendCoplayTime(BOB) >= steam.getFriendCoplayTime(CAROL) > steam.getFriendCoplayTime(DAVE) == 0
    assert [(entry["id"], entry["name"], entry["status"]) for entry in steam.getRecentPlayers()] == [(BOB, "Bob", 0), (CAROL, "Carol", 3)]
    assert steam.hasFriend(BOB, Steam.FRIEND_FLAG_ON_GAME_SERVER)
    steam.setInGameVoiceSpeaking(BOB, speaking=True)
    steam.setInGameVoiceSpeaking(CAROL, speaking=True)
    steam.setInGameVoiceSpeaking(CAROL, speaking=False)
    assert group.client.people.speaking == {BOB}


def test_who_follows_whom(group: GroupWorld) -> None:
    """Three questions and their signals; a list has at most fifty."""
    group.listen("get_follower_count", "is_following", "enumerate_following_list")
    steam = group.steam
    for who in (BOB, ALICE, FAYE):
        steam.getFollowerCount(who)
    for who in (BOB, CAROL):
        steam.isFollowing(who)
    steam.enumerateFollowingList(0)
    heard = group.frames()
    assert sorted(heard) == sorted(
        [
            *(("get_follower_count", Result.OK, who, count) for who, count in ((BOB, 42), (ALICE, 1), (FAYE, 0))),
            *(("is_following", Result.OK, who, follows) for who, follows in ((BOB, True), (CAROL, False))),
            ("enumerate_following_list", Result.OK, [BOB], 1, 1),
        ]
    )
    for more in range(1, 52):
        group.client.people.follow(ALICE, BOB + more)
    steam.request_following_list(0)
    steam.request_following_list(50)
    steam.request_following_list(52)
    counts = [(len(told[2]), *told[3:]) for told in group.frames()]
    assert counts == [(50, 50, 52), (2, 2, 52), (0, 0, 52)]
    group.client.people.follow(ALICE, BOB, follows=False)
    steam.request_is_following(BOB)
    assert group.frames() == [("is_following", Result.OK, BOB, False)]


def test_what_is_on_a_profile(group: GroupWorld) -> None:
    """It has to be asked for; then its places and what stands there are known, and a change is told."""
    group.listen("equipped_profile_items", "equipped_profile_items_changed")
    steam = group.steam
    frame_place, title, app = 1, Steam.PROFILE_ITEM_PROPERTY_TITLE, Steam.PROFILE_ITEM_PROPERTY_APP_ID
    assert not steam.hasEquippedProfileItem(BOB, frame_place)
    asked = []
    for cached in (False, True):
        steam.requestEquippedProfileItems(BOB)
        asked += group.frames()
        places = {"avatar_animated": False, "avatar_frame": True, "profile_modifier": False, "profile_background": False}
        assert asked.pop() == (
            *("equipped_profile_items", Result.OK, BOB),
            {**places, "profile_mini_background": False, "from_cache": cached},
        )
    assert [steam.hasEquippedProfileItem(BOB, place) for place in (-1, 0, 1, 5)] == [False, False, True, False]
    assert steam.getProfileItemPropertyString(BOB, frame_place, title) == "Gold"
    assert steam.getProfileItemPropertyInt(BOB, frame_place, app) == 480
    assert steam.getProfileItemPropertyInt(BOB, frame_place, Steam.PROFILE_ITEM_PROPERTY_CLASS) == 3
    assert (steam.getProfileItemPropertyString(BOB, frame_place, app), steam.getProfileItemPropertyInt(BOB, 0, app)) == ("", 0)
    group.client.people.equip(BOB, "avatar_frame")
    assert group.frames() == [("equipped_profile_items_changed", BOB)]
    assert not steam.hasEquippedProfileItem(BOB, frame_place)


@pytest.mark.parametrize("way", WAYS)
def test_a_player_takes_another_name(way: Way) -> None:
    """It is there at once; friends are told, and the answer says whether Steam took it."""
    with group_world(way, SCHEMA, sdk=OLD) as group:
        group.listen("persona_state_change", "name_changed")
        steam = group.steam
        for name in ("Alicia", "x" * 31, "\u00e9" * 31):
            steam.setPersonaName(name)
            assert steam.getPersonaName() == name
            assert sorted(group.frames()) == [("name_changed", True, True, Result.OK), ("persona_state_change", ALICE, CHANGE.NAME)]
        for name in ("", "x" * 32, "\U0001f600" * 16, "a\0b"):
            steam.setPersonaName(name)
            assert group.frames() == [("name_changed", False, False, Result.INVALID_PARAM)]
            assert steam.getPersonaName() == "\u00e9" * 31


@pytest.mark.parametrize(("result", "kept"), [(Result.NO_CONNECTION, True), (Result.BUSY, False)])
def test_a_name_that_steam_does_not_take(result: Result, kept: bool) -> None:
    """Without a connection it stays on this machine; after another answer the old one is back, which is told."""
    with group_world(schema=SCHEMA) as group:
        group.listen("name_changed")
        group.client.faults.next_queries(result)
        group.steam.setPersonaName("Alicia")
        assert group.frames() == [("name_changed", False, kept, result)]
        assert group.steam.getPersonaName() == ("Alicia" if kept else "Alice")


@pytest.mark.parametrize("way", ["shim", "abi"])
@pytest.mark.parametrize(
    ("sdk", "call", "lacks"),
    [
        (165, lambda steam: steam.setPersonaName("A"), "SetPersonaName"),
        (165, lambda steam: steam.getUserRestrictions(), "GetUserRestrictions"),
        (148, lambda steam: steam.hasEquippedProfileItem(BOB, 1), "BHasEquippedProfileItem"),
        (148, lambda steam: steam.requestEquippedProfileItems(BOB), "RequestEquippedProfileItems"),
        (148, lambda steam: steam.getProfileItemPropertyInt(BOB, 1, 1), "GetProfileItemPropertyUint"),
    ],
)
def test_what_a_library_lacks_is_refused_by_name(way: Way, sdk: int, call: Callable[[Steam], object], lacks: str) -> None:
    """The sentence names Valve's function."""
    with group_world(way, SCHEMA, sdk=sdk) as group:
        assert not call(group.steam)
        assert f"SteamAPI_ISteamFriends_{lacks}" in group.steam.why()


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_the_oldest_library_has_all_else(way: Way) -> None:
    """Names, friends, groups, coplay and followers are as in the newest one."""
    with group_world(way, SCHEMA, sdk=148) as group:
        group.listen("get_follower_count", "is_following", "name_changed")
        steam = group.steam
        assert (steam.getPersonaName(), steam.getFriendSteamLevel(BOB), steam.getUserRestrictions()) == ("Alice", 12, 0)
        assert [entry["name"] for entry in steam.getUserSteamFriends()] == ["Bob", "Carol"]
        assert [entry["name"] for entry in steam.getUserFriendsGroups()] == ["Guild", "Others"]
        steam.setPlayedWith(BOB)
        assert [entry["name"] for entry in steam.getRecentPlayers()] == ["Bob"]
        steam.getFollowerCount(BOB)
        steam.isFollowing(BOB)
        steam.setPersonaName("Alicia")
        assert sorted(told[0] for told in group.frames()) == ["get_follower_count", "is_following", "name_changed"]


CALLS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "getPersonaName": ((), ""),
    "getPersonaState": ((), 0),
    "getFriendPersonaName": ((BOB,), ""),
    "getFriendPersonaNameHistory": ((BOB, 0), ""),
    "getFriendPersonaState": ((BOB,), 0),
    "getFriendSteamLevel": ((BOB,), 0),
    "getPlayerNickname": ((BOB,), ""),
    "getFriendGamePlayed": ((BOB,), {}),
    "requestUserInformation": ((BOB, True), False),
    "getFriendRelationship": ((BOB,), 0),
    "getFriendCount": ((4,), 0),
    "getFriendByIndex": ((0, 4), 0),
    "hasFriend": ((BOB, 4), False),
    "getUserSteamFriends": ((), []),
    "getFriendCountFromSource": ((CLAN,), 0),
    "getFriendFromSourceByIndex": ((CLAN, 0), 0),
    "isUserInSource": ((BOB, CLAN), False),
    "getFriendsGroupCount": ((), 0),
    "getFriendsGroupIDByIndex": ((0,), -1),
    "getFriendsGroupName": ((0,), ""),
    "getFriendsGroupMembersCount": ((0,), 0),
    "getFriendsGroupMembersList": ((0, 5), []),
    "getUserFriendsGroups": ((), []),
    "setPlayedWith": ((BOB,), None),
    "getCoplayFriendCount": ((), 0),
    "getCoplayFriend": ((0,), 0),
    "getFriendCoplayGame": ((BOB,), 0),
    "getFriendCoplayTime": ((BOB,), 0),
    "getRecentPlayers": ((), []),
    "setInGameVoiceSpeaking": ((BOB, True), None),
    "hasEquippedProfileItem": ((BOB, 1), False),
    "getProfileItemPropertyString": ((BOB, 1, 3), ""),
    "getProfileItemPropertyInt": ((BOB, 1, 5), 0),
    "getSmallFriendAvatar": ((BOB,), 0),
    "getMediumFriendAvatar": ((BOB,), 0),
    "getLargeFriendAvatar": ((BOB,), 0),
    "getPlayerAvatar": ((2, BOB), None),
}
"""What each call is given, and what it returns where there is nothing."""


@pytest.mark.parametrize("way", WAYS)
def test_without_an_init_there_is_nothing(way: Way) -> None:
    """Each call returns what it returns for nothing, and says why; what is answered later is answered too."""
    with group_world(way, SCHEMA, started=False) as group:
        for name, (given, nothing) in CALLS.items():
            group.backend.get_stat_int("other")  # another reason, so that the next call has to give its own
            assert (name, getattr(group.steam, name)(*given)) == (name, nothing)
            assert not group.steam.why().startswith("get_stat_int"), name
        group.listen("get_follower_count", "is_following", "enumerate_following_list", "equipped_profile_items", "name_changed")
        asks = {"getFollowerCount": BOB, "isFollowing": BOB, "enumerateFollowingList": 0, "requestEquippedProfileItems": BOB}
        for name, about in asks.items():
            getattr(group.steam, name)(about)
        group.steam.setPersonaName("A")
        assert {told[0] for told in group.frames()} == {
            *("get_follower_count", "is_following", "enumerate_following_list", "equipped_profile_items", "name_changed"),
        }


def test_a_wrong_type_is_an_error_that_names_the_argument(group: GroupWorld) -> None:
    """Each argument in turn is a text, and the call raises, on the node and below it."""
    for name, (given, _) in CALLS.items():
        for place in range(len(given)):
            wrong: list[Any] = list(given)
            wrong[place] = "7"
            with pytest.raises(TypeError, match=r"an int|is True or False"):
                getattr(group.steam, name)(*wrong)
            call = getattr(Steam, name).__name__
            below = next((part for part in (group.backend.people, group.backend.avatars) if hasattr(part, call)), None)
            if below is not None:
                with pytest.raises(TypeError, match=r"an int|is True or False"):
                    getattr(below, call)(*wrong)


def test_who_is_nobody_is_refused_with_the_reason() -> None:
    """The id of a group is no person's."""
    with group_world(schema=SCHEMA) as group:
        assert group.steam.getFriendSteamLevel(CLAN) == 0
        assert f"{CLAN} is not a player's account" in group.steam.why()
        assert group.steam.getFriendPersonaName(-1) == ""
        assert "is not a player's account" in group.steam.why()
        for wrong in ({"steam_id": CLAN, "name": "A"}, {"steam_id": BOB, "name": ""}):
            with pytest.raises(ValueError, match=r"is not a player's account|1 to 127 bytes"):
                group.client.people.rename(**wrong)  # type: ignore[arg-type]  # as wrong as it is
        for wrong_game in ((2**32, "0.0.0.0", 0), (480, "nowhere", 0), (480, "10.0.0.7", 65536)):
            with pytest.raises(ValueError, match=r"app_id is|is not an IPv4|game_port is"):
                group.client.people.play(BOB, *wrong_game)
        with pytest.raises(ValueError, match="the places are"):
            group.client.people.equip(BOB, "hat", title="A")


def test_people_begin_anew_with_a_world_that_is_opened_anew() -> None:
    """What scripts made of them ends with the last program of the process, whoever still has a hold of that."""
    held = []
    rows = Rows()
    for _ in range(2):
        with (
            closing(LocalSteam(SCHEMA, store=rows.store(), clock=SteppedClock())) as world,
            closing(world.client(ALICE)) as client,
        ):
            held.append(client)
            assert (client.people.get_friend_persona_name(BOB), client.people.get_friend_steam_level(BOB)) == ("Bob", 12)
            client.people.rename(BOB, "Robert")
            client.people.raise_level(BOB, 13)
