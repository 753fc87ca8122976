"""Rich presence, invitations and messages between friends: their laws, over the local world and over Valve's interface."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import SceneTree
from steam_nodes.steam.groups.clans import ChatEntryType
from steam_nodes.steam.groups.people_enums import PersonaChange
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import APP, FRIEND, SCHEMA
from tests.support.door_driver import Program
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient
    from tests.support.group_worlds import GroupWorld

pytestmark = ON_EVERY_STORE

STRANGER = FRIEND + 1
"""A player who is none of the player's friends."""
NOT_SET: dict[str, tuple[str, str, str]] = {
    "an empty key": ("", "x", "the key is empty"),
    "a key of 65 bytes": ("k" * 65, "x", "has 65 bytes; pass at most 64"),
    "a key of 65 bytes in 33 letters": ("é" * 32 + "k", "x", "has 65 bytes; pass at most 64"),
    "a value of 257 bytes": ("status", "v" * 257, "has 257 bytes; pass at most 256"),
    "a value with a NUL": ("status", "a\0b", "NUL"),
    "half a letter": ("status", "\ud800", "UTF-8"),
}
"""What is not set: the key, the value, and words of the sentence."""
CALLS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "clear_rich_presence": ((), None),
    "get_friend_message": ((OTHER, 0), {}),
    "get_friend_rich_presence": ((OTHER, "status"), ""),
    "get_friend_rich_presence_key_count": ((OTHER,), 0),
    "get_friend_rich_presence_key_by_index": ((OTHER, 0), ""),
    "get_num_chats_with_unread_priority_messages": ((), 0),
    "invite_user_to_game": ((OTHER, "+connect 1"), False),
    "reply_to_friend_message": ((OTHER, "hello"), False),
    "request_friend_rich_presence": ((OTHER,), None),
    "set_listen_for_friends_messages": ((True,), False),
    "set_rich_presence": (("status", "x"), False),
}
"""Of each call an example, and what it returns where there is no Steam."""


@pytest.fixture
def friend(group: GroupWorld) -> Iterator[LocalClient]:
    """Open the program of a friend, in the same world and in the game; so is the player's, whatever stands before it."""
    assert group.client.presence.invitations == {}
    with closing(group.world.client(OTHER, friends=(PLAYER,))) as opened:
        assert opened.presence.get_friend_rich_presence_key_count(PLAYER) == 0
        frame(opened)
        yield opened


def keys(group: GroupWorld, user: int) -> dict[str, str]:
    """Return the rich presence of a player as the node counts it out."""
    steam = group.steam
    names = [steam.getFriendRichPresenceKeyByIndex(user, place) for place in range(steam.getFriendRichPresenceKeyCount(user))]
    assert steam.getFriendRichPresenceKeyByIndex(user, len(names)) == steam.getFriendRichPresenceKeyByIndex(user, -1) == ""
    return {name: steam.getFriendRichPresence(user, name) for name in names}


def test_a_friend_is_seen_within_a_frame(group: GroupWorld, friend: LocalClient) -> None:
    """Each change of a friend is told once a frame, whatever it consists of, and what is asked then is new."""
    group.listen("friend_rich_presence_update")
    group.frames()
    seen: list[dict[str, str]] = []
    group.steam.friend_rich_presence_update.connect(lambda user, _app: seen.append(keys(group, user)))
    assert friend.presence.set_rich_presence("status", "Round 3, 2 : 1")
    assert friend.presence.set_rich_presence("connect", "+join ü")
    assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
    assert friend.presence.set_rich_presence("status", "")
    assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
    friend.presence.clear_rich_presence()
    assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
    assert seen == [{"connect": "+join ü", "status": "Round 3, 2 : 1"}, {"connect": "+join ü"}, {}]
    assert friend.presence.set_rich_presence("status", "again")
    friend.close()
    assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
    assert seen[-1] == keys(group, OTHER) == {}


def test_who_listens_to_people_is_told_too() -> None:
    """The change of a friend's presence is a change of the friend, told once a frame."""
    with group_world() as group:
        group.listen("persona_state_change", "friend_rich_presence_update")
        with closing(group.world.client(OTHER, friends=(PLAYER,))) as friend:
            assert friend.presence.set_rich_presence("status", "a")
            group.frames()
            assert friend.presence.set_rich_presence("status", "b")
            assert friend.presence.set_rich_presence("connect", "c")
            told = [("friend_rich_presence_update", OTHER, APP), ("persona_state_change", OTHER, PersonaChange.RICH_PRESENCE)]
            assert group.frames() == told


def test_a_friend_sees_the_player(group: GroupWorld, friend: LocalClient) -> None:
    """What the node sets and clears is seen by the friend's program, and by the player."""
    assert group.steam.setRichPresence("status", "In the menu")
    assert group.steam.setRichPresence("status", "In a round")
    assert keys(group, PLAYER) == {"status": "In a round"}
    frame(friend)
    assert friend.presence.get_friend_rich_presence(PLAYER, "status") == "In a round"
    group.steam.clearRichPresence()
    assert keys(group, PLAYER) == {}
    frame(friend)
    assert friend.presence.get_friend_rich_presence_key_count(PLAYER) == 0


def test_the_longest_and_the_most(group: GroupWorld) -> None:
    """A key of 64 bytes, a value of 256 and 30 keys are taken; one more is not, until one is taken away."""
    steam = group.steam
    assert (steam.MAX_RICH_PRESENCE_KEYS, steam.MAX_RICH_PRESENCE_KEY_LENGTH) == (30, 64)
    assert steam.MAX_RICH_PRESENCE_VALUE_LENTH == steam.MAX_RICH_PRESENCE_VALUE_LENGTH == 256
    longest = {"é" * 32: "ü" * 128, "k" * 63: "v" * 255}
    for key, value in longest.items():
        assert steam.set_rich_presence(key, value)
    assert keys(group, PLAYER) == longest
    for number in range(28):
        assert steam.set_rich_presence(f"{number}", "x")
    assert not steam.set_rich_presence("one more", "x")
    assert steam.set_rich_presence("one more", "")  # there is none to take away, and none is set
    assert steam.set_rich_presence("0", "another value")
    assert steam.set_rich_presence("0", "")
    assert steam.set_rich_presence("one more", "x")
    assert steam.get_friend_rich_presence_key_count(PLAYER) == 30


@pytest.mark.parametrize("case", NOT_SET)
def test_what_is_too_long_is_not_set(group: GroupWorld, case: str) -> None:
    """Nothing of it is kept."""
    key, value, _ = NOT_SET[case]
    assert not group.steam.set_rich_presence(key, value)
    assert keys(group, PLAYER) == {}


@pytest.mark.parametrize("case", NOT_SET)
def test_the_local_world_says_what_is_too_long(case: str) -> None:
    """The sentence names the limit."""
    key, value, words = NOT_SET[case]
    with group_world() as group:
        assert not group.steam.set_rich_presence(key, value)
        assert group.steam.why().startswith("set_rich_presence: ")
        assert words in group.steam.why()


def test_whoever_is_no_friend_is_known_when_asked_for(group: GroupWorld) -> None:
    """Nothing is told of a stranger; what is asked for is here with the signal, as it was then."""
    group.listen("friend_rich_presence_update")
    group.frames()
    with closing(group.world.client(STRANGER)) as stranger:
        assert stranger.presence.set_rich_presence("status", "first")
        assert group.frames() == []
        assert keys(group, STRANGER) == {}
        group.steam.requestFriendRichPresence(STRANGER)
        assert group.frames() == [("friend_rich_presence_update", STRANGER, APP)]
        assert keys(group, STRANGER) == {"status": "first"}
        assert stranger.presence.set_rich_presence("status", "second")
        assert group.frames() == []
        assert keys(group, STRANGER) == {"status": "first"}


def test_what_is_asked_for_takes_its_time(group: GroupWorld) -> None:
    """The latency of the world holds for it; where the call breaks nothing new is known, and that is told all the same."""
    group.listen("friend_rich_presence_update")
    with closing(group.world.client(STRANGER)) as stranger:
        assert stranger.presence.set_rich_presence("status", "first")
        group.client.faults.latency = 1.0
        group.steam.request_friend_rich_presence(STRANGER)
        assert group.frames(30) == []
        assert group.frames(60) == [("friend_rich_presence_update", STRANGER, APP)]
        group.client.faults.latency = 0.0
        group.client.faults.io_failure = True
        assert stranger.presence.set_rich_presence("status", "second")
        group.steam.request_friend_rich_presence(STRANGER)
        assert group.frames() == [("friend_rich_presence_update", STRANGER, APP)]
        assert keys(group, STRANGER) == {"status": "first"}


def test_a_friend_by_script(group: GroupWorld) -> None:
    """A friend who has no program here is seen as well, and can be joined."""
    group.listen("friend_rich_presence_update", "join_game_requested")
    group.client.presence.set_friend_rich_presence(OTHER, "connect", "+connect 10.0.0.1")
    assert group.frames() == [("friend_rich_presence_update", OTHER, APP)]
    assert keys(group, OTHER) == {"connect": "+connect 10.0.0.1"}
    group.client.presence.join(OTHER)
    assert group.frames() == [("join_game_requested", OTHER, "+connect 10.0.0.1")]
    group.client.presence.set_friend_rich_presence(OTHER, "connect", "")
    assert group.frames() == [("friend_rich_presence_update", OTHER, APP)]
    with pytest.raises(KeyError):
        group.client.presence.join(OTHER)


TOML = f"""
app_id = {APP}

[players.{PLAYER}]
friends = [{OTHER}]

[players.{OTHER}.rich_presence]
status = "In the menu"
steam_display = "#menu"
"""


def test_a_friend_of_the_schema_is_seen_while_no_program_is_there() -> None:
    """What the file says holds until a program of the friend comes, and again when that has gone; each is told."""
    with group_world(schema=Schema.parse(TOML)) as group:
        group.listen("friend_rich_presence_update")
        assert keys(group, OTHER) == {"status": "In the menu", "steam_display": "#menu"}
        assert group.frames() == []
        with closing(group.world.client(OTHER)) as friend:
            assert friend.presence.get_friend_rich_presence(OTHER, "status") == ""
            frame(friend)
            assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
            assert keys(group, OTHER) == {}
            assert friend.presence.set_rich_presence("status", "In a round")
            assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
            assert keys(group, OTHER) == {"status": "In a round"}
        assert group.frames(1) == [("friend_rich_presence_update", OTHER, APP)]
        assert keys(group, OTHER) == {"status": "In the menu", "steam_display": "#menu"}
        group.client.presence.set_friend_rich_presence(OTHER, "status", "")
        assert keys(group, OTHER) == {"steam_display": "#menu"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('"x"', "write a table"),
        ("{ status = 1 }", "write each value as a text"),
        ('{ status = "" }', "leave out what is empty"),
        ('{ "" = "x" }', "it is empty"),
        (f'{{ {"k" * 65} = "x" }}', "pass at most 64"),
        (f'{{ status = "{"v" * 257}" }}', "pass at most 256"),
        ("{ " + ", ".join(f'k{number} = "x"' for number in range(31)) + " }", "at most 30"),
    ],
)
def test_a_schema_cannot_say_what_steam_would_not_take(written: str, words: str) -> None:
    """The error names the player and the limit."""
    with pytest.raises(SchemaError, match=f"players.{OTHER}.*rich_presence.*{words}"):
        Schema.parse(f"app_id = {APP}\n[players.{OTHER}]\nrich_presence = {written}")


def test_a_script_cannot_do_what_steam_would_not_pass_on() -> None:
    """It raises, and nothing is told."""
    with group_world() as group:
        presence = group.client.presence
        for script, given in (
            (presence.set_friend_rich_presence, ("k" * 65, "x")),
            (presence.set_friend_rich_presence, ("status", "x" * 257)),
            (presence.invite, ("x" * 256,)),
            (presence.write, ("x" * 8192,)),
            (presence.write, ("a\0b",)),
        ):
            with pytest.raises(ValueError, match=f"{script.__name__}: "):
                script(OTHER, *given)
        assert keys(group, OTHER) == {}
        assert group.frames() == []


def test_an_invitation_is_told_to_who_is_invited(group: GroupWorld, friend: LocalClient) -> None:
    """Both ways, once each, up to the longest connect string; a player can also wait before accepting."""
    group.listen("join_game_requested")
    group.frames()
    longest = "ü" * 127 + "x"
    assert friend.presence.invite_user_to_game(PLAYER, longest)
    assert group.frames(1) == [("join_game_requested", OTHER, longest)]
    assert group.frames() == []
    assert group.steam.inviteUserToGame(OTHER, "+join")
    (told,) = frame(friend)
    assert (told.user, told.connect) == (PLAYER, "+join")  # type: ignore[union-attr]  # a JoinGameRequested
    assert not group.steam.inviteUserToGame(OTHER, longest + "x")
    group.client.presence.accepts_invitations = False
    group.client.presence.invite(OTHER, "later")
    assert group.frames() == []
    assert group.client.presence.invitations == {OTHER: "later"}
    group.client.presence.accept_invitation(OTHER)
    assert group.frames() == [("join_game_requested", OTHER, "later")]
    assert group.client.presence.invitations == {}


def test_an_invitation_that_nobody_hears_is_said(caplog: pytest.LogCaptureFixture) -> None:
    """It is sent all the same; before the first look around nothing can be said of who is there."""
    with group_world() as group:
        assert group.steam.invite_user_to_game(OTHER, "+join")
        assert caplog.text == ""
        group.frames()
        assert group.steam.invite_user_to_game(OTHER, "+join")
        assert f"no program of {OTHER} is in the game" in caplog.text


def test_who_only_listens_is_told() -> None:
    """A program that connects a signal and calls nothing is in the game for others."""
    with group_world() as group:
        group.listen("join_game_requested")
        group.frames()
        with closing(group.world.client(OTHER, friends=(PLAYER,))) as friend:
            assert friend.presence.invite_user_to_game(PLAYER, "+join")
            assert group.frames() == [("join_game_requested", OTHER, "+join")]


def test_messages_while_the_game_listens(group: GroupWorld, friend: LocalClient) -> None:
    """They are told in order, each with its text, and can be fetched; answers reach the friend."""
    steam = group.steam
    group.listen("connected_friend_chat_message", "unread_chat_messages_changed")
    assert steam.setListenForFriendsMessages(True)
    group.frames()
    assert friend.presence.reply_to_friend_message(PLAYER, "gg ü")
    assert friend.presence.reply_to_friend_message(PLAYER, "x" * 8191)
    assert not friend.presence.reply_to_friend_message(PLAYER, "x" * 8192)
    told = group.frames(1)
    first, second = told[0][2], told[1][2]
    assert told == [
        ("connected_friend_chat_message", OTHER, first, "gg ü", 1),
        ("connected_friend_chat_message", OTHER, second, "x" * 8191, 1),
    ]
    assert steam.getFriendMessage(OTHER, first) == {"ret": 6, "text": "gg ü", "type": 1}
    assert steam.getFriendMessage(OTHER, second + 1) == steam.getFriendMessage(STRANGER, first) == {}
    group.client.presence.write(OTHER, "", ChatEntryType.TYPING)
    ((_, _, index, text, kind),) = group.frames()
    assert (text, kind) == ("", 2)
    assert index == second + 1
    assert steam.getNumChatsWithUnreadPriorityMessages() == 0
    assert friend.presence.set_listen_for_friends_messages(True)
    assert steam.replyToFriendMessage(OTHER, "thanks")
    (answer,) = frame(friend)
    assert friend.presence.get_friend_message(PLAYER, answer.message_index) == ("thanks", 1, 7)  # type: ignore[union-attr]  # a FriendChatMessage
    assert not steam.replyToFriendMessage(OTHER, "")


def test_messages_that_nobody_listens_for_are_unread(group: GroupWorld, friend: LocalClient) -> None:
    """Each chat counts once, until the player has read it; who begins to type has not written."""
    steam = group.steam
    group.listen("connected_friend_chat_message", "unread_chat_messages_changed")
    group.frames()
    assert friend.presence.reply_to_friend_message(PLAYER, "1")
    assert friend.presence.reply_to_friend_message(PLAYER, "2")
    assert group.frames() == [("unread_chat_messages_changed",)]
    group.client.presence.write(STRANGER, "", ChatEntryType.TYPING)
    assert group.frames() == []
    group.client.presence.write(STRANGER, "3")
    assert group.frames() == [("unread_chat_messages_changed",)]
    assert steam.get_num_chats_with_unread_priority_messages() == 2
    group.client.presence.read(OTHER)
    group.client.presence.read(OTHER)
    assert group.frames() == [("unread_chat_messages_changed",)]
    assert steam.get_num_chats_with_unread_priority_messages() == 1
    steam.set_listen_for_friends_messages(True)
    steam.set_listen_for_friends_messages(False)
    group.client.presence.write(OTHER, "4")
    assert group.frames() == [("unread_chat_messages_changed",)]


@pytest.mark.parametrize("call", ["invite_user_to_game", "reply_to_friend_message"])
def test_only_friends_are_written_to_and_with_a_connection(group: GroupWorld, call: str) -> None:
    """A stranger is refused, and so is anybody offline, or while Steam lets the player write to nobody."""
    assert not getattr(group.steam, call)(STRANGER, "x")
    assert "is not a friend of this player" in group.client.why()
    group.client.faults.lose_connection()
    assert not getattr(group.steam, call)(OTHER, "x")
    assert "no connection" in group.client.why()
    group.client.faults.restore_connection()
    group.client.presence.restricted = True
    assert not getattr(group.steam, call)(OTHER, "x")
    assert "lets this player write to nobody" in group.client.why()
    group.client.presence.restricted = False
    assert getattr(group.steam, call)(OTHER, "x")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", CALLS)
def test_without_steam_every_call_is_refused(way: Way, call: str) -> None:
    """It returns what stands for nothing, and says so."""
    arguments, nothing = CALLS[call]
    with group_world(way, started=False) as group:
        assert getattr(group.steam, call)(*arguments) == nothing
        assert group.steam.why()


@pytest.mark.parametrize("call", [call for call in CALLS if CALLS[call][0]])
def test_wrong_types_raise(call: str) -> None:
    """Each argument has its type; None is none."""
    arguments, _ = CALLS[call]
    with group_world() as group:
        for place in range(len(arguments)):
            given = [*arguments]
            given[place] = None
            with pytest.raises(TypeError, match=call):
                getattr(group.steam, call)(*given)


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_the_oldest_sdk_has_all_of_it(way: Way) -> None:
    """No call is refused there."""
    with group_world(way, sdk=148) as group:
        assert group.steam.set_rich_presence("status", "x")
        assert keys(group, PLAYER) == {"status": "x"}
        for call, (arguments, _) in CALLS.items():
            getattr(group.steam, call)(*arguments)
        assert group.steam.why() == ""


def test_after_a_shutdown_nothing_is_left(group: GroupWorld, friend: LocalClient) -> None:
    """The player's presence is gone for friends."""
    assert group.steam.set_rich_presence("status", "x")
    frame(friend)
    assert friend.presence.get_friend_rich_presence(PLAYER, "status") == "x"
    group.steam.steam_shutdown()
    group.client.shutdown()
    frame(friend)
    assert friend.presence.get_friend_rich_presence(PLAYER, "status") == ""


def test_between_two_processes(tmp_path: Path) -> None:
    """A friend in another process is seen in the next frame, can invite and write, and is gone when killed."""
    path = tmp_path / "steam.db"
    heard: list[tuple[Any, ...]] = []
    tree = SceneTree(fixed_fps=60)
    with (
        closing(LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")) as world,
        closing(world.client(PLAYER)) as client,
        closing(tree),
    ):
        steam = Steam.attach(tree, client)
        for name in ("friend_rich_presence_update", "join_game_requested", "connected_friend_chat_message"):
            getattr(steam, name).connect(lambda *told, name=name: heard.append((name, *told)))
        steam.set_listen_for_friends_messages(True)
        tree.process()
        program = Program(path, OTHER, PLAYER)
        try:
            assert program.do("door.presence.set_rich_presence('status', 'Round 3')") == "True"
            tree.process()
            assert heard == [("friend_rich_presence_update", OTHER, APP)]
            assert steam.getFriendRichPresence(OTHER, "status") == "Round 3"
            assert program.do(f"door.presence.invite_user_to_game({PLAYER}, '+join')") == "True"
            assert program.do(f"door.presence.reply_to_friend_message({PLAYER}, 'come')") == "True"
            tree.process()
            assert heard[1:] == [("join_game_requested", OTHER, "+join"), ("connected_friend_chat_message", OTHER, 0, "come", 1)]
        finally:
            program.kill()
        tree.process()  # It is found dead,
        tree.process()  # and that it is gone is seen as everything is.
        assert heard[3:] == [("friend_rich_presence_update", OTHER, APP)]
        assert steam.getFriendRichPresence(OTHER, "status") == ""
