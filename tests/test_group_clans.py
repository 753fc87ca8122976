"""Groups of people and their chats: the laws, over the local world and over Valve's interface."""

from __future__ import annotations

import contextlib
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.groups.clans import (
    ChatEntryType,
    ChatJoined,
    ChatLeft,
    ChatRoomEnterResponse,
    ClanChatEntered,
    ClanChatMessage,
    chat_of,
)
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.steam_id import SteamID
from tests.support.client_world import FRIEND, TEXT
from tests.support.door_driver import Program
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame, frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient
    from tests.support.group_worlds import GroupWorld

pytestmark = ON_EVERY_STORE

CLAN, SHUT, UNKNOWN = (103582791429521412 + place for place in range(3))
CHAT = chat_of(CLAN)
SCHEMA = Schema.parse(
    f"""{TEXT}
[clans.{CLAN}]
name = "Über Pilots"
tag = "ÜP"
owner = {OTHER}
officers = [{FRIEND}]
members = [{PLAYER}]
official = true
online = 40
in_game = 30
chatting = 2

[clans.{SHUT}]
name = "Shut"
public = false
online = 7
"""
)
ABOUT: dict[str, tuple[Any, ...]] = {
    "get_clan_name": ("", "Über Pilots", "Shut"),
    "get_clan_tag": ("", "ÜP", ""),
    "is_clan_public": (False, True, False),
    "is_clan_official_game_group": (False, True, False),
}
"""Of each call what it returns for nobody's group, and for the two of the schema."""
IN_CHATS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "leave_clan_chat_room": ((CHAT,), False),
    "get_clan_chat_member_count": ((CHAT,), 0),
    "get_chat_member_by_index": ((CHAT, 0), 0),
    "is_clan_chat_admin": ((CHAT, OTHER), False),
    "send_clan_chat_message": ((CHAT, "hello"), False),
    "get_clan_chat_message": ((CHAT, 0), {}),
    "open_clan_chat_window_in_steam": ((CHAT,), False),
    "close_clan_chat_window_in_steam": ((CHAT,), False),
    "is_clan_chat_window_open_in_steam": ((CHAT,), False),
}
"""What is asked of a chat, and what it returns where the player is not in it."""
HEARD = ("connected_chat_join", "connected_chat_leave", "connected_clan_chat_message", "join_clan_chat_complete")


def enter(group: GroupWorld, clan_id: int = CLAN) -> None:
    """Have the player enter a chat, and hear what happens there from the first time on."""
    if not group.steam.join_clan_chat_complete.get_connections():
        group.listen(*HEARD)
    group.steam.join_clan_chat_room(clan_id)
    assert group.frames() == [("join_clan_chat_complete", chat_of(clan_id), ChatRoomEnterResponse.SUCCESS)]


@contextlib.contextmanager
def another(group: GroupWorld, steam_id: int = OTHER) -> Iterator[LocalClient]:
    """Give the program of another player over the same store, in the chat."""
    client = group.world.client(steam_id)
    client.clans.join_clan_chat_room(CLAN)
    frame(client)
    frame(client)
    try:
        yield client
    finally:
        client.close()


def in_chat(client: LocalClient, count: int) -> tuple[set[int], dict[int, tuple[str, int]]]:
    """Return who is in the chat as a program sees it, and the first entries: what was said and by whom."""
    clans = client.clans
    members = {clans.get_chat_member_by_index(CLAN, place) for place in range(clans.get_clan_chat_member_count(CLAN))}
    entries = {place: clans.get_clan_chat_message(CLAN, place) for place in range(count)}
    return members, {place: (entry[0], entry[2]) for place, entry in entries.items() if entry is not None}


# Groups.


def test_the_groups_of_the_player_are_those_of_the_schema(group: GroupWorld) -> None:
    """By place, with their names, and beside them what is known of any group."""
    assert [group.steam.get_clan_count(), group.steam.getClanByIndex(0), group.steam.get_clan_by_index(1)] == [1, CLAN, 0]
    assert group.steam.get_clan_by_index(-1) == 0
    assert group.steam.getUserSteamGroups() == [{"id": CLAN, "name": "Über Pilots", "tag": "ÜP"}]
    for call, expected in ABOUT.items():
        assert tuple(getattr(group.steam, call)(clan) for clan in (UNKNOWN, CLAN, SHUT)) == expected
    group.client.clans.belong(SHUT)
    group.client.clans.belong(CLAN, there=False)
    assert [entry["name"] for entry in group.steam.get_user_steam_groups()] == ["Shut"]


def test_who_leads_a_group_is_known_once_it_was_asked(group: GroupWorld) -> None:
    """The owner comes first, and the signal has their names."""
    group.listen("request_clan_officer_list")
    assert [group.steam.get_clan_owner(CLAN), group.steam.get_clan_officer_count(CLAN), group.steam.get_clan_officer_by_index(CLAN, 0)] == [
        0
    ] * 3
    group.steam.requestClanOfficerList(CLAN)
    officers = [{"id": OTHER, "name": "Bob"}, {"id": FRIEND, "name": "Carol"}]
    assert group.frames() == [("request_clan_officer_list", True, officers)]
    assert [group.steam.get_clan_owner(CLAN), group.steam.get_clan_officer_count(CLAN)] == [OTHER, 2]
    assert [group.steam.get_clan_officer_by_index(CLAN, place) for place in (-1, 0, 1, 2)] == [0, OTHER, FRIEND, 0]
    group.steam.request_clan_officers(SHUT)
    group.steam.request_clan_officers(UNKNOWN)
    group.steam.request_clan_officers(-1)
    group.steam.request_clan_officers(2**64)
    heard = group.frames()
    assert sorted(told[1] for told in heard) == [False, False, False, True]
    assert all(told[2] == [] for told in heard)


def test_what_people_do_is_known_of_own_groups_and_of_others_once_it_was_downloaded(group: GroupWorld) -> None:
    """The signal has the counts of the group that was named first."""
    group.listen("clan_activity_downloaded")
    known = {"clan": CLAN, "online": 40, "ingame": 30, "chatting": 2}
    assert [group.steam.get_clan_activity_counts(clan) for clan in (CLAN, SHUT, UNKNOWN)] == [known, {}, {}]
    group.client.clans.set_activity(CLAN, 41, 31, 3)
    assert group.steam.get_clan_activity_counts(CLAN) == known
    group.steam.download_clan_activity_counts([CLAN, SHUT])
    assert group.frames() == [("clan_activity_downloaded", 41, 31, 3)]
    assert group.steam.get_clan_activity_counts(SHUT) == {"clan": SHUT, "online": 7, "ingame": 0, "chatting": 0}
    for wrong in ([], [UNKNOWN], [PLAYER], [-1], [2**64, CLAN]):
        group.steam.download_clan_activity_counts(wrong)
        assert group.frames() == [("clan_activity_downloaded", 0, 0, 0)]


@pytest.mark.parametrize("result", [Result.IO_FAILURE, Result.NO_CONNECTION])
def test_a_scripted_fault_answers_without_what_was_asked(group: GroupWorld, result: Result) -> None:
    """The officers are not known then, nor is the player in the chat."""
    group.listen("request_clan_officer_list", "clan_activity_downloaded", "join_clan_chat_complete")
    group.client.faults.next_queries(result, result, result)
    group.steam.request_clan_officers(CLAN)
    group.steam.download_clan_activity_counts([CLAN])
    group.steam.join_clan_chat_room(CLAN)
    heard = {told[0]: told[1:] for told in group.frames()}
    assert heard == {
        "request_clan_officer_list": (False, []),
        "clan_activity_downloaded": (0, 0, 0),
        "join_clan_chat_complete": (CHAT, ChatRoomEnterResponse.ERROR),
    }
    assert group.steam.get_clan_owner(CLAN) == group.steam.get_clan_chat_member_count(CLAN) == 0


# Chats.


@pytest.mark.parametrize(
    ("clan_id", "response"),
    [
        (SHUT, ChatRoomEnterResponse.NOT_ALLOWED),
        (UNKNOWN, ChatRoomEnterResponse.DOESNT_EXIST),
        (PLAYER, ChatRoomEnterResponse.ERROR),
        (CLAN, ChatRoomEnterResponse.FULL),
    ],
)
def test_a_chat_that_cannot_be_entered_says_why(group: GroupWorld, clan_id: int, response: ChatRoomEnterResponse) -> None:
    """By the schema, or by script."""
    group.listen(*HEARD)
    group.client.clans.answer_joins(CLAN, ChatRoomEnterResponse.FULL)
    group.steam.join_clan_chat_room(clan_id)
    assert group.frames() == [("join_clan_chat_complete", chat_of(clan_id), response)]
    assert group.steam.get_clan_chat_member_count(clan_id) == 0
    group.client.clans.answer_joins(CLAN, None)
    enter(group)


def test_two_programs_in_one_chat_hear_each_other(group: GroupWorld) -> None:
    """Who enters, what is said, who leaves, and whose program ends."""
    with another(group) as other:
        enter(group)
        assert group.steam.get_clan_chat_member_count(CHAT) == group.steam.get_clan_chat_member_count(CLAN) == 2
        assert [group.steam.get_chat_member_by_index(CLAN, place) for place in (-1, 0, 1, 2)] == [0, PLAYER, OTHER, 0]
        assert [group.steam.is_clan_chat_admin(CHAT, who) for who in (PLAYER, OTHER)] == [False, True]
        assert [type(record).__name__ for record in frame(other)] == ["ChatJoined"]
        assert group.steam.send_clan_chat_message(CHAT, "hé")
        (heard,) = frame(other)
        assert other.clans.get_clan_chat_message(CHAT, heard.message_id) == ("hé", ChatEntryType.CHAT_MSG, PLAYER, 4)  # type: ignore[union-attr]  # a ClanChatMessage
        assert other.clans.send_clan_chat_message(CLAN, "x" * 2047)
        assert group.frames() == [
            ("connected_clan_chat_message", CHAT, 0, "hé", ChatEntryType.CHAT_MSG, PLAYER),
            ("connected_clan_chat_message", CHAT, 1, "x" * 2047, ChatEntryType.CHAT_MSG, OTHER),
        ]
        assert group.steam.getClanChatMessage(CHAT, 0) == {"ret": 4, "text": "hé", "type": 1, "chatter": PLAYER}
        assert other.clans.leave_clan_chat_room(CLAN)
        assert group.frames() == [("connected_chat_leave", CHAT, OTHER, False, False)]
        other.clans.join_clan_chat_room(CLAN)
        frame(other)
        frame(other)
        assert group.frames() == [("connected_chat_join", CHAT, OTHER)]
    assert group.frames() == [("connected_chat_leave", CHAT, OTHER, False, True)]
    assert group.steam.leave_clan_chat_room(CHAT)
    assert group.steam.get_clan_chat_member_count(CHAT) == 0


@pytest.mark.parametrize("seed", range(8))
def test_whatever_three_programs_do_in_a_chat_each_hears_all_of_it_once(seed: int) -> None:
    """Who is inside, what is said and in which order, is the same for all who are there; who is not hears nothing."""
    chance = Random(seed)
    with contextlib.ExitStack() as ends:
        steam = ends.enter_context(contextlib.closing(LocalSteam(SCHEMA, clock=SteppedClock())))
        clients = {player: ends.enter_context(contextlib.closing(steam.client(player))) for player in (PLAYER, OTHER, FRIEND)}
        for client in clients.values():
            client.clans.join_clan_chat_room(CLAN)
            frames(client, 2)
            assert client.clans.leave_clan_chat_room(CLAN)
        for _ in range(2):
            for client in clients.values():
                frame(client)
        inside: set[int] = set()
        said: dict[int, dict[int, tuple[str, int]]] = {}
        for step in range(40):
            player = chance.choice(sorted(clients))
            clans, others = clients[player].clans, inside - {player}
            act = chance.choice(("join", "leave", "say", "say"))
            expected: Any = None
            if act == "join":
                expected = None if player in inside else ChatJoined(CHAT, SteamID(player))
                clans.join_clan_chat_room(CLAN)
                if player not in inside:
                    said[player] = {}
                inside.add(player)
            elif act == "leave":
                assert clans.leave_clan_chat_room(CLAN) == (player in inside)
                expected = ChatLeft(CHAT, SteamID(player), kicked=False, dropped=False) if player in inside else None
                inside.discard(player)
            else:
                assert clans.send_clan_chat_message(CLAN, str(step)) == (player in inside)
            heard = {who: [*frame(clients[who])] for who in (player, *sorted(clients.keys() - {player}))}
            spoke = act == "say" and player in inside
            for who, records in heard.items():
                told = [record for record in records if not isinstance(record, ClanChatEntered)]
                if spoke and who in inside:
                    (message,) = told
                    assert message == ClanChatMessage(CHAT, SteamID(player), len(said[who]))
                    said[who][len(said[who])] = (str(step), player)
                else:
                    assert told == ([expected] if expected is not None and who in others else [])
            for who in inside:
                assert in_chat(clients[who], len(said[who])) == (inside, said[who])


def test_a_chat_is_between_processes_too(tmp_path: Path) -> None:
    """Over one store on the disk; who is killed is told as dropped."""
    path = tmp_path / "steam.db"
    with contextlib.closing(LocalSteam(SCHEMA, path, clock=SteppedClock())) as steam, contextlib.closing(steam.client(PLAYER)) as client:
        client.clans.join_clan_chat_room(CLAN)
        frames(client)
        other = Program(path, OTHER)
        # The other program's schema has no groups.
        assert other.do(f"door.clans.answer_joins({CLAN}, 1)") == "None"
        assert "SUCCESS" in other.do(f"door.clans.join_clan_chat_room({CLAN})")
        assert frames(client) == [ChatJoined(CHAT, SteamID(OTHER))]
        assert client.clans.send_clan_chat_message(CLAN, "hé")
        assert frames(client) == [ClanChatMessage(CHAT, SteamID(PLAYER), 0)]
        assert "ClanChatMessage" in other.do(f"door.clans.get_clan_chat_member_count({CLAN})")
        assert other.do(f"door.clans.get_clan_chat_message({CLAN}, 0)").startswith("('hé', ")
        assert other.do(f"door.clans.send_clan_chat_message({CLAN}, 'ho')").startswith("True")
        assert frames(client) == [ClanChatMessage(CHAT, SteamID(OTHER), 1)]
        other.kill()
        assert frames(client) == [ChatLeft(CHAT, SteamID(OTHER), kicked=False, dropped=True)]


def test_players_without_a_program_come_and_go_by_script(group: GroupWorld) -> None:
    """They say what they like, and the player can be thrown out."""
    enter(group)
    chat = group.client.clans
    chat.enter(CLAN, FRIEND)
    chat.say(CHAT, FRIEND, "waves", ChatEntryType.EMOTE)
    assert group.steam.get_clan_chat_member_count(CLAN) == 2
    chat.leave(CLAN, FRIEND, kicked=True)
    assert group.frames() == [
        ("connected_chat_join", CHAT, FRIEND),
        ("connected_clan_chat_message", CHAT, 0, "waves", ChatEntryType.EMOTE, FRIEND),
        ("connected_chat_leave", CHAT, FRIEND, True, False),
    ]
    chat.leave(CLAN, PLAYER, kicked=True)
    assert group.frames() == [("connected_chat_leave", CHAT, PLAYER, True, False)]
    assert not group.steam.send_clan_chat_message(CLAN, "still here?")


@pytest.mark.parametrize("call", IN_CHATS)
def test_a_chat_that_the_player_is_not_in_is_silent(group: GroupWorld, call: str) -> None:
    """The local world says that it is to be joined first."""
    arguments, nothing = IN_CHATS[call]
    assert getattr(group.steam, call)(*arguments) == nothing
    assert group.client.why().startswith(f"{call}: the player is not in the chat")
    for wrong in (-1, 2**64):
        assert getattr(group.steam, call)(wrong, *arguments[1:]) == nothing


def test_a_message_is_sent_only_if_steam_could_hold_it(group: GroupWorld) -> None:
    """Nothing is said but what everybody can hear."""
    enter(group)
    for text in ("x" * 2048, "é" * 1024, "", "a\0b", "\ud800"):
        assert not group.steam.send_clan_chat_message(CHAT, text)
        assert group.steam.why() or group.client.why()
    assert group.frames() == []


def test_without_a_connection_nothing_is_said(group: GroupWorld) -> None:
    """What others say meanwhile is heard when it is back."""
    with another(group) as other:
        enter(group)
        frame(other)
        group.client.faults.lose_connection()
        assert not group.steam.send_clan_chat_message(CHAT, "is anybody there?")
        assert "no connection" in group.client.why()
        assert other.clans.send_clan_chat_message(CLAN, "yes")
        assert group.frames() == []
        group.client.faults.restore_connection()
        assert group.frames() == [("connected_clan_chat_message", CHAT, 0, "yes", ChatEntryType.CHAT_MSG, OTHER)]
        assert group.steam.send_clan_chat_message(CHAT, "good")


def test_the_window_of_a_chat_is_opened_and_closed_in_steam(group: GroupWorld) -> None:
    """Once each; leaving the chat closes it."""
    enter(group)
    assert [group.steam.open_clan_chat_window_in_steam(CHAT) for _ in range(2)] == [True, False]
    assert group.steam.is_clan_chat_window_open_in_steam(CLAN)
    assert [group.steam.close_clan_chat_window_in_steam(CHAT) for _ in range(2)] == [True, False]
    assert group.steam.open_clan_chat_window_in_steam(CHAT)
    group.steam.leave_clan_chat_room(CLAN)
    enter(group)
    assert not group.steam.is_clan_chat_window_open_in_steam(CHAT)


# The node, and what is wrong.


@pytest.mark.parametrize("call", [*IN_CHATS, *ABOUT, "join_clan_chat_room", "request_clan_officers", "get_clan_activity_counts"])
def test_a_wrong_type_is_an_error_of_the_program(group: GroupWorld, call: str) -> None:
    """It names the call and the argument."""
    arguments = IN_CHATS[call][0] if call in IN_CHATS else (CLAN,)
    for at in range(len(arguments)):
        with pytest.raises(TypeError, match=f"^{call}: "):
            getattr(group.steam, call)(*arguments[:at], None, *arguments[at + 1 :])


def test_the_old_form_of_a_download_is_an_error_that_names_the_new_one(group: GroupWorld) -> None:
    """GodotSteam 4.11 took no list."""
    with pytest.raises(TypeError, match="clan_id_array is a list of Steam IDs of groups"):
        group.steam.download_clan_activity_counts(CLAN)  # type: ignore[arg-type]  # what is wrong
    with pytest.raises(TypeError, match="an id is an int"):
        group.steam.download_clan_activity_counts([CLAN, "x"])  # type: ignore[list-item]  # what is wrong


def test_a_script_about_what_is_not_there_is_an_error() -> None:
    """It names the remedy."""
    with group_world(schema=SCHEMA) as group:
        clans = group.client.clans
        unknown: list[tuple[str, tuple[Any, ...]]] = [("belong", (UNKNOWN,)), ("set_activity", (UNKNOWN, 1, 1, 1))]
        for call, arguments in unknown:
            with pytest.raises(ValueError, match=r"write \[clans"):
                getattr(clans, call)(*arguments)
        absent: list[tuple[str, tuple[Any, ...]]] = [("enter", (CLAN, OTHER)), ("leave", (CLAN, OTHER)), ("say", (CLAN, OTHER, "x"))]
        for call, arguments in absent:
            with pytest.raises(ValueError, match=f"{call}: the player is not in the chat .* have the game join it"):
                getattr(clans, call)(*arguments)
        enter(group)
        for call, arguments in absent[1:]:
            with pytest.raises(ValueError, match=f"{call}: .* have the player enter first"):
                getattr(clans, call)(*arguments)
        clans.enter(CLAN, FRIEND)
        for who in (FRIEND, PLAYER):
            with pytest.raises(ValueError, match="in the chat already"):
                clans.enter(CLAN, who)
        with pytest.raises(ValueError, match="at most 2047"):
            clans.say(CLAN, FRIEND, "x" * 2048)


@pytest.mark.parametrize("way", WAYS)
def test_before_an_init_there_are_no_groups(way: Way) -> None:
    """Each call returns what it returns for nothing, and what is answered later is answered with a failure."""
    with group_world(way, SCHEMA, started=False) as group:
        assert group.steam.get_clan_count() == group.steam.get_clan_by_index(0) == 0
        assert "get_clan_by_index" in group.steam.why() or "getClanByIndex" in group.steam.why()
        assert group.steam.get_user_steam_groups() == []
        assert group.steam.get_clan_activity_counts(CLAN) == {}
        for call, expected in ABOUT.items():
            assert getattr(group.steam, call)(CLAN) == expected[0]
        for call, (arguments, nothing) in IN_CHATS.items():
            assert getattr(group.steam, call)(*arguments) == nothing
        group.listen("join_clan_chat_complete", "request_clan_officer_list", "clan_activity_downloaded")
        group.steam.join_clan_chat_room(CLAN)
        group.steam.request_clan_officers(CLAN)
        group.steam.download_clan_activity_counts([CLAN])
        assert sorted(group.frames()) == [
            ("clan_activity_downloaded", 0, 0, 0),
            ("join_clan_chat_complete", CHAT, ChatRoomEnterResponse.ERROR),
            ("request_clan_officer_list", False, []),
        ]


def test_a_shutdown_leaves_every_chat(group: GroupWorld) -> None:
    """The others are told, and who starts again is in none."""
    enter(group)
    with another(group) as other:
        group.steam.steam_shutdown()
        left = [record for _ in range(2) for record in frame(other)]
        assert [(type(record).__name__, getattr(record, "dropped", None)) for record in left] == [("ChatLeft", True)]
    group.steam.steam_init_ex()
    assert group.steam.get_clan_chat_member_count(CLAN) == 0


def test_the_enums_have_both_of_godotsteams_forms() -> None:
    """Nested and flat, though they stand in GodotSteam's group Main."""
    assert [Steam.CHAT_ENTRY_TYPE_LINK_BLOCKED, Steam.ChatEntryType.EMOTE] == [14, 4]
    assert [Steam.CHAT_ROOM_ENTER_RESPONSE_RATE_LIMIT_EXCEEDED, Steam.ChatRoomEnterResponse.SUCCESS] == [15, 1]


def test_the_chat_of_a_group_has_an_id_of_its_own() -> None:
    """Of the type and with the bit that Valve gives it; no other id is changed."""
    assert (CHAT.account_type, CHAT.account_id, CHAT.instance, CHAT.universe) == (8, SteamID(CLAN).account_id, 0x80000, 1)
    assert chat_of(CHAT) == CHAT
    assert chat_of(PLAYER) == PLAYER


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[clans.7]", "7 is not a group; write the 64-bit Steam ID of a group"),
        (f"[clans.{CLAN}]\nowner = 7", "owner holds 7; write the 64-bit Steam ID of a player"),
        (f"[clans.{CLAN}]\nofficers = {PLAYER}", "officers is"),
        (f"[clans.{CLAN}]\nmembers = [true]", "members holds true"),
        (f"[clans.{CLAN}]\nonline = -1", "online is -1; write a whole number from 0"),
        (f"[clans.{CLAN}]\nnmae = 'x'", 'did you mean "name"'),
    ],
)
def test_a_wrong_group_in_the_schema_is_named(text: str, fault: str) -> None:
    """With the table, the key and the remedy."""
    with pytest.raises(ValueError, match="clans") as caught:
        Schema.parse(f"app_id = 480\n{text}")
    assert fault in str(caught.value)
