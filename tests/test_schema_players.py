"""The laws of [players.ID] in a schema: what each key holds, who is what to whom, and how every mistake is told.

Rules: a mistake names the file, the table, the key and the remedy, and a schema with one is not made.
"""

from __future__ import annotations

from typing import Any

import pytest

from steam_nodes.steam.schema.entries import Player, SchemaError
from steam_nodes.steam.schema.player_entries import persona_name_fault
from steam_nodes.steam.schema.schema import Schema

ALICE, BOB, CAROL = 76561197960287931, 76561197960287932, 76561197960287933
CLAN = 103582791429521408


def players(**keys: Any) -> dict[int, Player]:
    """Return the players of a schema in which Alice has these keys."""
    return dict(Schema.of({"app_id": 480, "players": {str(ALICE): keys}}).players)


def test_every_key_is_read() -> None:
    """What is written is there, each in its own form."""
    read = Schema.parse(f"""
app_id = 480
[players.{ALICE}]
name = "Alice"
names = ["Al", "A"]
friends = [{BOB}]
state = "looking_to_play"
level = 10000
game = 730
avatar = {{ small = "s.png", large = "l.png" }}
relationships = {{ {CAROL} = "blocked" }}
nicknames = {{ {BOB} = "Bobby" }}
groups = {{ Guild = [{BOB}, {BOB}], Nobody = [] }}
following = [{CAROL}]
followers = 3
items.avatar_frame = {{ title = "Gold", app_id = 480 }}
items.animated_avatar = {{}}
""").players
    assert read[ALICE] == Player(
        name="Alice",
        names=("Al", "A"),
        friends=(BOB,),
        state="looking_to_play",
        level=10000,
        game=730,
        avatar=("s.png", "", "l.png"),
        relationships={CAROL: "blocked"},
        nicknames={BOB: "Bobby"},
        groups={"Guild": (BOB,), "Nobody": ()},
        following=(CAROL,),
        followers=3,
        items={"avatar_frame": {"title": "Gold", "app_id": 480}, "animated_avatar": {}},
    )
    assert read == {ALICE: read[ALICE], BOB: Player(friends=(ALICE,))}


def test_one_file_is_the_avatar_of_all_sizes() -> None:
    """It is the large one, of which the others are made."""
    assert players(avatar="a.png")[ALICE].avatar == ("", "", "a.png")
    assert players()[ALICE].avatar == ("", "", "")


def test_a_request_counts_both_ways_and_a_block_does_not() -> None:
    """Who asked is asked of by the other; what the other says of it themself comes first."""
    read = players(relationships={str(BOB): "request_initiator", str(CAROL): "ignored"})
    assert read == {
        ALICE: Player(relationships={BOB: "request_initiator", CAROL: "ignored"}),
        BOB: Player(relationships={ALICE: "request_recipient"}),
    }
    both = {str(ALICE): {"relationships": {str(BOB): "request_recipient"}}, str(BOB): {"relationships": {str(ALICE): "blocked"}}}
    assert Schema.of({"app_id": 480, "players": both}).players[BOB].relationships == {ALICE: "blocked"}


MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"nam": "A"}, '[players.ID]: nam is not a key of this table; did you mean "name"?'),
    ({"names": "Al"}, '[players.ID]: names is the text "Al"; write a list in brackets'),
    ({"names": [1]}, "[players.ID]: names holds 1; write each as a text in quotes"),
    ({"state": "asleep"}, '[players.ID]: state is the text "asleep"; write one of'),
    ({"state": "awai"}, '[players.ID]: state is the text "awai"; did you mean "away"?'),
    ({"state": 3}, "[players.ID]: state is 3; write one of"),
    ({"level": -1}, "[players.ID]: level is -1; write a whole number from 0 to 10000"),
    ({"level": "12"}, '[players.ID]: level is the text "12"; write a whole number'),
    ({"game": 2**32}, "[players.ID]: game is 4294967296; write a whole number from 0 to 4294967295"),
    ({"followers": True}, "[players.ID]: followers is true; write a whole number"),
    ({"avatar": 1}, "[players.ID]: avatar is 1; write the path of a PNG file, or a table"),
    ({"avatar": {"huge": "a.png"}}, "[players.ID]: avatar: huge is not a key of this table; the keys are small, medium, large"),
    ({"avatar": {"small": 1}}, "[players.ID]: avatar: small is 1; write a text in quotes"),
    ({"following": [ALICE]}, "[players.ID]: following holds the player's own id; nobody is their own company; remove it"),
    ({"friends": [ALICE]}, "[players.ID]: friends holds the player's own id; nobody is their own friend; remove it"),
    ({"following": [CLAN]}, f"[players.ID]: following holds {CLAN}; write the 64-bit Steam ID of a player"),
    ({"following": "Bob"}, '[players.ID]: following is the text "Bob"; write a list of Steam IDs'),
    ({"relationships": ["blocked"]}, "[players.ID]: relationships is a list; write a table such as"),
    ({"relationships": {"Bob": "blocked"}}, "[players.ID]: relationships holds Bob; write the 64-bit Steam ID of a player"),
    ({"relationships": {str(ALICE): "blocked"}}, "[players.ID]: relationships holds the player's own id; write what others are"),
    ({"relationships": {str(BOB): "foe"}}, f'relationships.{BOB}: relationship is the text "foe"; write one of'),
    ({"nicknames": {str(BOB): 7}}, f"nicknames.{BOB}: nickname is 7; write a text in quotes"),
    ({"groups": []}, "[players.ID]: groups is a list; write a table such as"),
    ({"groups": {"": []}}, "[players.ID]: groups has the name ; the name of a group has 1 to 63 bytes"),
    ({"groups": {"x" * 64: []}}, "; the name of a group has 1 to 63 bytes of UTF-8"),
    ({"groups": {str(it): [] for it in range(101)}}, "[players.ID]: groups has 101 groups; Steam has at most 100 of a player"),
    ({"groups": {"Guild": [0]}}, "[players.ID]: groups: Guild holds 0; write the 64-bit Steam ID of a player"),
    ({"items": {"hat": {}}}, "[players.ID]: items: hat is not a key of this table; the keys are animated_avatar"),
    ({"items": {"avatar_frame": {"colour": "red"}}}, "items.avatar_frame: colour is not a key of this table"),
    ({"items": {"avatar_frame": {"app_id": "480"}}}, 'items.avatar_frame: app_id is the text "480"; write a whole number'),
]


@pytest.mark.parametrize(("keys", "told"), MISTAKES, ids=[told[:40] for _, told in MISTAKES])
def test_every_mistake_is_told_with_its_remedy(keys: dict[str, Any], told: str) -> None:
    """The first one is raised, on one line."""
    with pytest.raises(SchemaError) as error:
        players(**keys)
    assert told.replace("[players.ID]", f"[players.{ALICE}]") in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("A", True),
        ("", False),
        ("x" * 31, True),
        ("x" * 32, False),
        ("\u20ac" * 31, True),
        ("\U0001f600" * 15, True),
        ("\U0001f600" * 16, False),
    ],
)
def test_a_name_has_room_for_so_much(name: str, right: bool) -> None:
    """127 bytes of UTF-8 and 31 units of UTF-16, as Steam has them with the NUL."""
    assert (persona_name_fault(name) == "") == right
    assert persona_name_fault("a\0b") == persona_name_fault("\ud800") == "a player's name holds neither a NUL nor half of a surrogate pair"
