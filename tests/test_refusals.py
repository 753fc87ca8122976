"""The laws of refusals: one table of sentences, told by each side of Steam in its own words.

Rules: every refusal of the table is told on both sides; what stands word for word in a log is held by test_why_answers.py and the laws of
each backend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam import refusals
from steam_nodes.steam.refusals import SERVER, Refusal, Side
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN = Side.of_player(PLAYER)
SCHEMA = Schema.of(
    {
        "app_id": 480,
        "stats": {
            "kills": {"type": "INT"},
            "accuracy": {"type": "FLOAT"},
            "pace": {"type": "AVGRATE"},
            "soon": {"type": "INT", "published": False},
        },
        "achievements": {"WIN": {}, "LATER": {"published": False}},
    }
)
NAMES = ("kills", "accuracy", "pace", "soon", "WIN", "LATER", "kils", "{x}", "")
STATES = ("closed", "shut down", "not logged on", "not a player", "not asked", "unloaded", "not playing", "asked")
CALLS = (
    "get_user_stat_int",
    "get_user_stat_float",
    "get_user_achievement",
    "set_user_stat_int",
    "set_user_stat_float",
    "set_user_achievement",
    "update_user_avg_rate_stat",
    "clear_user_achievement",
)


def told_of(steam_id: int) -> Iterator[tuple[str, Refusal]]:
    """Return every refusal of the table about a user, each with the name it was made with."""
    for call in CALLS:
        for name in NAMES:
            yield from ((name, refusals.of_state(call, steam_id, name, state)) for state in STATES)
            yield name, refusals.of_name(call, steam_id, name, SCHEMA)
            yield name, refusals.of_value(call, steam_id, name, "it is {} of {id}")
            yield from ((name, refusals.of_setter(call, steam_id, name, by)) for by in ("Client", "GS", "Official GS"))
    for call in ("request_user_stats", "store_user_stats"):
        yield "", refusals.of_disk(call, steam_id, "the disk is {full}")
        yield from (("", refusals.of_fault(call, steam_id, result)) for result in (Result.BUSY, Result.INVALID_PARAM, Result.NO_CONNECTION))
        yield "", refusals.of_result(call, steam_id, Result.INVALID_PARAM, refusals.BREAKS_A_LIMIT)
    yield "", refusals.of_store(steam_id, {"a": refusals.CHANGED, "b": refusals.CLASHED, "c": '"c" is {too} high'})
    yield "", refusals.of_rate_limit(steam_id, 2.5, refused=True)


@pytest.mark.parametrize("side", [SERVER, OWN], ids=["server", "player"])
@pytest.mark.parametrize("steam_id", [PLAYER, OTHER])
def test_no_gap_is_left_in_a_sentence(side: Side, steam_id: int) -> None:
    """Each sentence is whole on each side, and braces in a name or a fault stay as they are."""
    gaps = ("{id}", "{request}", "{received}", "{shut_down}", "{other}", "{setter}", "{moment}", "{cause}", "{remedy}", "{name}", "{fact}")
    for name, refusal in told_of(steam_id):
        sentence = refusal.told(side).replace("it is {} of {id}", "")
        assert not [gap for gap in gaps if gap in sentence], sentence
        assert not [call for call in CALLS if f"{{{call}}}" in sentence], sentence
        assert f'"{name}"' in sentence or not name or name not in SCHEMA.stats, sentence


def test_a_players_own_call_takes_no_id_and_another_users_does() -> None:
    """The same refusal names the call that was made: a server's with the id, the player's without, and the remedy of each side."""
    own, other = (refusals.of_state("get_user_stat_int", steam_id, "kills", "not asked") for steam_id in (PLAYER, OTHER))
    ask = "were not requested; call"
    wait = "and wait until stats_received says OK"
    assert own.told() == f'get_user_stat_int({PLAYER}, "kills"): the stats of {PLAYER} {ask} request_user_stats({PLAYER}) {wait}'
    assert own.told(OWN) == (
        f'get_stat_int("kills"): the stats of {PLAYER} {ask} request_current_stats() and wait until user_stats_received says OK'
    )
    assert other.told(OWN).startswith(f'get_user_stat_int({OTHER}, "kills"): the stats of {OTHER} {ask} request_user_stats({OTHER}) and')


def test_a_remedy_names_the_calls_of_the_side() -> None:
    """What reads or sets a stat of another type is the call that this side has."""
    refusal = refusals.of_name("set_user_stat_int", PLAYER, "accuracy", SCHEMA)
    assert refusal.told().endswith("set it with set_user_stat_float")
    assert refusal.told(OWN).endswith("set it with set_stat_float")
    assert refusals.of_name("get_user_stat_int", OTHER, "accuracy", SCHEMA).told(OWN).endswith("read it with get_user_stat_float")


def test_a_refusal_without_a_user_is_told_as_it_is() -> None:
    """A sentence that was made whole is the same on both sides."""
    refusal = Refusal(("init", "x"), "init: {this} stays")
    assert refusal.told() == refusal.told(OWN) == "init: {this} stays"
