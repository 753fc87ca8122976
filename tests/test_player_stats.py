"""The laws of PlayerStats: what is added, set and unlocked reaches Steam exactly once, and is told."""

from __future__ import annotations

import gc
import weakref
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Engine, LocalSteam, PlayerStats, Result, SceneTree, Schema, Steam, SteamServer, SteamServerStats, SteppedClock
from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.recording.record import record, replay
from tests.support.places import ON_EVERY_STORE, Rows
from tests.support.stats_world import PLAYER, load
from tests.support.stepping import answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from steam_nodes.steam.backend import Backend
    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

SCHEMA = Schema.parse(
    'app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n[stats.feet]\ntype = "FLOAT"\nset_by = "GS"\n'
    '[stats.level]\ntype = "INT"\nset_by = "GS"\nmax = 10\n[stats.speed]\ntype = "AVGRATE"\nwindow = 10\nset_by = "GS"\n'
    '[stats.score]\ntype = "INT"\nset_by = "GS"\n[stats.rank]\ntype = "INT"\nset_by = "GS"\nincrement_only = true\n'
    '[stats.pace]\ntype = "INT"\nset_by = "GS"\nmax_change = 3\n[stats.rounds]\ntype = "INT"\n'
    '[achievements.ACH_WIN]\nset_by = "GS"\n[achievements.ACH_OWN]\n'
    '[achievements.ACH_KILLS]\nset_by = "GS"\nprogress = { stat = "kills", max = 8 }\n'
)
WRONG: Any = "wrong"
SEVEN: Any = 7
SIGNALS = ("loaded", "stored", "failed", "achievement_unlocked", "achievement_progress")


def heard(recorder: Recorder, stats: PlayerStats) -> PlayerStats:
    """Record what a PlayerStats tells, but for `changed`."""
    for name in SIGNALS:
        recorder.watch(getattr(stats, name), name)
    return stats


def step(tree: SceneTree, frames: int = 5) -> None:
    """Run some frames."""
    for _ in range(frames):
        tree.process()


def test_what_is_added_before_the_stats_are_there_waits_for_them(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """Adds, sets, bests, sessions and unlocks made outside of the tree are set as soon as Steam answers, and stored."""
    SteamServerStats.attach(tree, world)
    stats = heard(recorder, PlayerStats(PLAYER))
    stats.add("kills", 2)
    stats.set("level", 3)
    stats.best("feet", 1.5)
    stats.rate("speed", 30, 10)
    stats.unlock("ACH_WIN")
    stats.store()
    assert (stats.get("kills"), stats.is_unlocked("ACH_WIN"), stats.is_settled) == (2, True, False)
    tree.root.add_child(stats)
    step(tree)
    assert recorder.lines == [
        ("loaded",),
        ("achievement_unlocked", "ACH_WIN"),
        ("achievement_progress", "ACH_KILLS", 2, 8),
        ("stored",),
    ]
    assert stats.is_settled
    found = [world.get_user_stat_int(PLAYER, "kills"), world.get_user_stat_int(PLAYER, "level"), world.get_user_stat_float(PLAYER, "feet")]
    assert found == [2, 3, 1.5]
    assert world.get_user_stat_float(PLAYER, "speed") == 3.0


def test_a_value_that_a_limit_forbids_is_told_once_and_the_rest_goes_on(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """What the schema refuses for good is named with its remedy; nothing loops, and everything else is stored."""
    SteamServerStats.attach(tree, world)
    stats = heard(recorder, PlayerStats(PLAYER, store_every=0))
    tree.root.add_child(stats)
    for _ in range(3):
        stats.add("level", 11)
        stats.add("kills")
        stats.store()
        step(tree)
    failures = [line for line in recorder.lines if line[0] == "failed"]
    assert failures == [("failed", 'add("level", 11): "level" = 11 is above Max 10; keep it at 10 or less')]
    assert world.get_user_stat_int(PLAYER, "kills") == 3
    assert stats.is_settled


def test_a_players_own_program_keeps_its_own_stats(tree: SceneTree, recorder: Recorder) -> None:
    """Without a Steam ID it is the player whose program this is, over Steam's own calls."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    client = world.client(PLAYER)
    Steam.attach(tree, client)
    stats = heard(recorder, PlayerStats())
    tree.root.add_child(stats)
    stats.add("rounds", 3)
    stats.unlock("ACH_OWN")
    stats.store()
    step(tree)
    assert recorder.lines == [("loaded",), ("achievement_unlocked", "ACH_OWN"), ("stored",)]
    assert (client.get_stat_int("rounds"), stats.steam_id, stats.is_settled) == (3, PLAYER, True)
    tree.close()
    client.close()
    world.close()


@pytest.mark.parametrize("passed", [False, True])
def test_a_players_own_id_means_their_own_program_where_there_is_no_server(tree: SceneTree, passed: bool) -> None:
    """With only a Steam in the tree, or the Steam passed, it is its player; all PlayerStats of that player have one ledger."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    client = world.client(PLAYER)
    client.shutdown()
    steam = Steam.attach(tree, client)
    stats, other = PlayerStats(PLAYER, steam if passed else None, store_every=0), PlayerStats(store_every=0)
    stats.add("rounds", 3)
    tree.root.add_child(stats)
    tree.root.add_child(other)
    step(tree)
    assert (stats.is_loaded, stats.steam_id, stats.get("rounds")) == (False, PLAYER, 3)
    client.init(480)
    step(tree, 200)
    stats.store()
    step(tree)
    assert (stats.is_settled, client.get_stat_int("rounds"), other.get("rounds")) == (True, 3, 3)
    tree.close()
    client.close()
    world.close()


def test_another_players_id_over_their_own_program_is_one_error(tree: SceneTree) -> None:
    """It is raised once, names both players, and the frames go on."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    client = world.client(PLAYER)
    Steam.attach(tree, client)
    tree.root.add_child(PlayerStats(PLAYER + 1))
    with pytest.raises(ValueError, match=f"those of {PLAYER} and not of {PLAYER + 1}; leave steam_id out, or attach a SteamServer"):
        tree.process()
    step(tree)
    tree.close()
    client.close()
    world.close()


def test_without_steam_in_the_tree_one_error_names_the_remedy(tree: SceneTree) -> None:
    """The frame in which it is ready raises once, and says what to attach."""
    tree.root.add_child(PlayerStats(PLAYER))
    with pytest.raises(RuntimeError, match="finds no SteamServer, SteamServerStats or Steam in its tree; attach it before"):
        tree.process()


def served(tree: SceneTree, world: LocalSteam, recorder: Recorder, *, store_every: float = 60.0) -> PlayerStats:
    """Return a PlayerStats that is loaded, with nothing recorded yet."""
    SteamServerStats.attach(tree, world)
    stats = heard(recorder, PlayerStats(PLAYER, store_every=store_every))
    tree.root.add_child(stats)
    for _ in range(5):
        tree.process(1 / 60)
    assert stats.is_loaded
    recorder.lines.clear()
    return stats


def watch(world: LocalSteam, call: str) -> list[int]:
    """Note the frame of each call."""
    seconds: list[int] = []
    made: Callable[..., Any] = getattr(world, call)

    def noted(*args: Any) -> Any:
        seconds.append(Engine.get_process_frames())
        return made(*args)

    setattr(world, call, noted)
    return seconds


def second_server(rows: Rows, name: str, value: int) -> None:
    """Let another server store a value."""
    other = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())
    load(other)
    assert other.set_user_stat_int(PLAYER, name, value)
    other.store_user_stats(PLAYER)
    assert [record.result for record in answers(other, 1) if isinstance(record, StatsStored)] == [Result.OK]
    other.close()


def test_a_request_that_fails_is_made_again_after_growing_pauses(world: LocalSteam, recorder: Recorder) -> None:
    """After 1, 2, 4, 8, 16, 32 and then every 60 seconds of frames; the reason is told once, and what was added is set at last."""
    tree = SceneTree()
    SteamServerStats.attach(tree, world)
    asked = watch(world, "request_user_stats")
    world.faults.next_requests(*[Result.BUSY] * 9)
    stats = heard(recorder, PlayerStats(PLAYER))
    tree.root.add_child(stats)
    stats.add("kills", 5)
    for _ in range(400):
        tree.process(1.0)
    pauses = [later - sooner for sooner, later in pairwise(asked)]
    # A pause begins with the answer, which takes a frame, and what is due waits for the frame in which it is so for certain.
    assert pauses == [2, *(pause + 2 for pause in (2, 4, 8, 16, 32, 60, 60, 60))]
    failed = f"Steam answered the request for the stats of {PLAYER} with BUSY; it is asked again"
    assert recorder.lines[:2] == [("failed", failed), ("loaded",)]
    assert world.get_user_stat_int(PLAYER, "kills") == 5
    tree.close()


def test_before_the_log_on_nothing_is_asked_and_with_it_at_once(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """A server that is not logged on is not asked; `server_connected` asks without a pause, and no failure was told."""
    server = SteamServer.attach(tree, world)
    server.log_off()
    stats = heard(recorder, PlayerStats(PLAYER))
    tree.root.add_child(stats)
    stats.add("kills")
    step(tree, 200)
    assert recorder.lines == []
    server.log_on_anonymous()
    step(tree, 4)
    assert recorder.lines == [("loaded",)]
    assert world.get_user_stat_int(PLAYER, "kills") == 1


def test_stores_come_no_sooner_than_the_rate_and_bring_all_that_came(world: LocalSteam, recorder: Recorder) -> None:
    """Thirty moments to store in two minutes are three stores, a minute apart; the last brings what the first could not."""
    tree = SceneTree()
    stats = served(tree, world, recorder)
    stores = watch(world, "store_user_stats")
    for second in range(125):
        if second % 4 == 0:
            stats.add("kills")
            stats.store()
        tree.process(1.0)
    assert len(stores) == 3
    assert all(later - sooner >= 60 for sooner, later in pairwise(stores))
    for _ in range(70):
        tree.process(1.0)
    assert (stats.is_settled, world.get_user_stat_int(PLAYER, "kills")) == (True, 32)
    tree.close()


def test_neither_a_pause_nor_the_time_scale_changes_the_rate(world: LocalSteam, recorder: Recorder) -> None:
    """The seconds are those of the frames themselves, also while the tree is paused and while the game runs ten times as fast."""
    tree = SceneTree()
    stats = served(tree, world, recorder)
    stores = watch(world, "store_user_stats")
    Engine.time_scale = 10.0
    try:
        tree.paused = True
        for _ in range(130):
            stats.add("kills")
            stats.store()
            tree.process(1.0)
    finally:
        Engine.time_scale = 1.0
    assert len(stores) == 3
    tree.close()


def test_what_another_server_was_quicker_with_is_set_again(tree: SceneTree, recorder: Recorder) -> None:
    """An add stays an add, a best a best and a set a set; nothing is told as failed, and sessions are told again once."""
    rows = Rows()
    world = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())
    stats = served(tree, world, recorder, store_every=0.0)
    stats.add("kills", 2)
    stats.best("level", 4)
    stats.set("score", 7)
    stats.rate("speed", 30, 10)
    step(tree, 2)
    for name, value in (("kills", 5), ("level", 9), ("score", 100)):
        second_server(rows, name, value)
    stats.store()
    step(tree)
    assert [line for line in recorder.lines if line[0] in {"failed", "stored"}] == [("stored",)]
    assert [world.get_user_stat_int(PLAYER, name) for name in ("kills", "level", "score")] == [7, 9, 7]
    assert world.get_user_stat_float(PLAYER, "speed") == 3.0
    assert stats.is_settled
    tree.close()
    world.close()


def test_a_set_that_a_newer_value_forbids_is_refused_after_all(tree: SceneTree, recorder: Recorder) -> None:
    """What was allowed on the older value and breaks a limit on the newer is told once, and the rest is stored."""
    rows = Rows()
    world = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())
    stats = served(tree, world, recorder, store_every=0.0)
    stats.set("rank", 3)
    stats.add("kills")
    step(tree, 2)
    second_server(rows, "rank", 8)
    stats.store()
    step(tree)
    failed = 'set("rank", 3): "rank" = 3 is below 8, and it is Increment Only; only let it grow'
    assert recorder.lines == [("failed", failed), ("stored",)]
    assert [world.get_user_stat_int(PLAYER, name) for name in ("rank", "kills")] == [8, 1]
    tree.close()
    world.close()


def test_an_unlock_is_told_once_whatever_becomes_of_its_store(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """An unlock that a store took back is made again and not told again; one that was there before is not told at all."""
    stats = served(tree, world, recorder, store_every=0.0)
    world.faults.next_stores(Result.INVALID_PARAM, Result.BUSY)
    stats.unlock("ACH_WIN")
    stats.add("kills", 8)
    stats.store()
    step(tree, 400)
    assert world.get_user_achievement(PLAYER, "ACH_WIN")
    assert [line[1:] for line in recorder.lines if line[0] == "achievement_unlocked"] == [("ACH_WIN",), ("ACH_KILLS",)]
    assert [line[0] for line in recorder.lines if line[0] in {"failed", "stored"}] == ["failed", "failed", "stored"]
    recorder.lines.clear()
    again = heard(recorder, PlayerStats(PLAYER))
    tree.root.add_child(again)
    again.unlock("ACH_WIN")
    step(tree)
    assert recorder.lines == [("loaded",)]
    assert again.is_unlocked("ACH_WIN")


def test_progress_is_told_at_each_quarter_of_the_way(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """One, two and three quarters are told once each, with the value and the goal; the last is the unlock."""
    stats = served(tree, world, recorder)
    for amount in (1, 1, 1, 3, -4, 4, 1, 1):
        stats.add("kills", amount)
        step(tree, 1)
    assert [line for line in recorder.lines if str(line[0]).startswith("achievement")] == [
        ("achievement_progress", "ACH_KILLS", 2, 8),
        ("achievement_progress", "ACH_KILLS", 6, 8),
        ("achievement_unlocked", "ACH_KILLS"),
    ]


def test_two_of_one_player_add_to_one_sum_and_share_the_rate(world: LocalSteam, recorder: Recorder) -> None:
    """Each hears all signals; together they store once a minute, and the second hears `loaded` too."""
    tree = SceneTree()
    first = served(tree, world, recorder)
    second = heard(recorder, PlayerStats(PLAYER))
    stores = watch(world, "store_user_stats")
    tree.root.add_child(second)
    for _ in range(50):
        first.add("kills")
        second.add("kills", 2)
        first.store()
        second.store()
        tree.process(1.0)
    assert recorder.lines.count(("loaded",)) == 1
    assert (len(stores), first.get("kills"), second.get("kills")) == (1, 150, 150)
    assert recorder.lines.count(("achievement_unlocked", "ACH_KILLS")) == 2
    tree.close()


def test_outside_of_the_tree_it_goes_on_counting(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """What is added while it is away is there at once, is set when it is back, and the unlocks it missed are told then."""
    stats = served(tree, world, recorder)
    tree.root.remove_child(stats)
    stats.add("kills", 8)
    stats.store()
    step(tree)
    assert (stats.get("kills"), stats.is_unlocked("ACH_KILLS"), world.get_user_stat_int(PLAYER, "kills")) == (8, True, 8)
    assert recorder.lines == []
    tree.root.add_child(stats)
    step(tree, 1)
    assert recorder.lines == [("loaded",), ("achievement_unlocked", "ACH_KILLS")]


def test_freed_with_something_unstored_it_is_stored_all_the_same(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """A store it was told is made again by itself where Steam fails; what nobody stored is in Steam's memory, for its close."""
    stats = served(tree, world, recorder, store_every=0.0)
    world.faults.next_stores(Result.BUSY)
    stats.add("kills", 3)
    stats.store()
    stats.queue_free()
    step(tree, 100)
    reader = LocalSteam(SCHEMA, world._world.store.beside(), clock=SteppedClock())
    load(reader)
    assert reader.get_user_stat_int(PLAYER, "kills") == 3
    later = PlayerStats(PLAYER)
    tree.root.add_child(later)
    later.add("kills")
    later.free()
    assert world.get_user_stat_int(PLAYER, "kills") == 4
    reader.close()


def test_what_never_reached_steam_is_named_as_it_is_lost(tree: SceneTree, world: LocalSteam, caplog: pytest.LogCaptureFixture) -> None:
    """A tree that ends before Steam has answered, and a node that never found one, warn once; anything else is silent."""
    SteamServerStats.attach(tree, world)
    stats = PlayerStats(PLAYER)
    tree.root.add_child(stats)
    stats.add("kills")
    alone = PlayerStats(PLAYER)
    alone.add("kills")
    alone.free()
    tree.close()
    assert [record.message.partition(": ")[2] for record in caplog.records] == [
        "what was added is lost. Add it to a tree with Steam first.",
        f"Steam has not answered for {PLAYER}, and what was added is lost if the program ends now.",
    ]


def test_a_steam_that_never_started_is_named_as_the_cause(
    tree: SceneTree, world: LocalSteam, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A player's own program has no Steam ID then, so none is named; what to start is."""
    client = world.client(PLAYER)
    Steam.attach(tree, client)
    monkeypatch.setattr(type(client), "get_steam_id", lambda _: 0)
    stats = PlayerStats()
    tree.root.add_child(stats)
    stats.add("kills")
    tree.close()
    (told,) = [record.message.partition(": ")[2] for record in caplog.records]
    assert told.startswith("Steam has not answered, and what was added is lost")
    assert told.endswith("Start Steam first: steam_init() says why it does not.")


def test_a_store_of_nothing_is_told_in_a_later_frame(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """Steam is not asked, and who awaits `stored` after the call is answered."""
    stats = served(tree, world, recorder)
    stores = watch(world, "store_user_stats")
    stats.store()
    assert recorder.lines == []
    step(tree, 2)
    assert (recorder.lines, stores) == ([("stored",)], [])


def test_an_unload_between_add_and_store_counts_once(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """It is asked for again, and `get` shows the sum all the while."""
    stats = served(tree, world, recorder)
    stats.add("kills", 3)
    step(tree, 1)
    world.unload(PLAYER)
    stats.add("kills", 4)
    seen = []
    for _ in range(6):
        tree.process()
        seen.append(stats.get("kills"))
    assert set(seen) == {7}
    assert recorder.lines.count(("loaded",)) == 1
    assert world.get_user_stat_int(PLAYER, "kills") == 7


def test_many_adds_without_a_store_take_no_more_memory_than_few(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """Sets of long ago are kept as one; taken back, they are whole."""
    stats = served(tree, world, recorder)
    world.faults.next_stores(Result.INVALID_PARAM)
    for _ in range(1500):
        stats.add("kills")
        stats.rate("speed", 1, 1)
        tree.process()
    ledger = stats._ledger_
    assert ledger is not None
    assert max(len(sets) for sets in ledger._held.values()) <= 600
    stats.store()
    step(tree, 4000)
    assert (world.get_user_stat_int(PLAYER, "kills"), stats.is_settled) == (1500, True)


def test_what_is_added_while_the_tree_ends_is_kept(world: LocalSteam) -> None:
    """Also what a handler adds after the PlayerStats has left the tree, which no frame gathers any more."""
    tree = SceneTree(fixed_fps=60)
    SteamServerStats.attach(tree, world)
    stats = PlayerStats(PLAYER)
    stats.tree_exiting.connect(lambda: stats.add("kills", 3))
    stats.tree_exiting.connect(lambda: stats.unlock("ACH_WIN"))
    tree.root.add_child(stats)
    step(tree)
    tree.close()
    assert (world.get_user_stat_int(PLAYER, "kills"), world.get_user_achievement(PLAYER, "ACH_WIN")) == (3, True)


def test_a_value_that_can_be_none_takes_nothing_with_it(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """NaN, an infinity and an int beyond every float are told; what was added in the same frame or waits is kept."""
    stats = heard(recorder, PlayerStats(PLAYER, store_every=0))
    for value in (1, float("nan"), 2.0, float("inf"), 10**400, -(10**400)):
        stats.add("kills", value)
        stats.best("feet", value)
        stats.rate("speed", value, 1)
    stats.set("feet", float("nan"))
    SteamServerStats.attach(tree, world)
    tree.root.add_child(stats)
    step(tree)
    stats.add("kills", 4)
    stats.add("kills", 10**400)
    stats.store()
    step(tree)
    assert (stats.is_settled, world.get_user_stat_int(PLAYER, "kills"), world.get_user_stat_float(PLAYER, "feet")) == (True, 7, 2.0)
    assert world.get_user_stat_float(PLAYER, "speed") == 1.5
    for words in (
        'add("kills", an int of 1329 bits): an int of 1329 bits is not a finite number; pass one that is',
        'set("feet", nan): nan is not a finite number; pass one that is',
    ):
        assert ("failed", words) in recorder.lines


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: PlayerStats(WRONG), "steam_id is a 64-bit Steam ID or None, not str 'wrong'"),
        (lambda world: PlayerStats(PLAYER, world), "steam is a SteamServer, a SteamServerStats or a Steam, not LocalSteam"),
        (lambda world: PlayerStats(None, SteamServerStats(world)), "a server has many players; pass the steam_id"),
        (
            lambda world: PlayerStats(PLAYER + 1, Steam(world.client(PLAYER))),
            f"its own stats only, those of {PLAYER} and not of {PLAYER + 1}",
        ),
        (lambda _: PlayerStats(PLAYER, store_every=-1), "store_every is a number of seconds, 0 or more, not -1"),
        (lambda _: PlayerStats(PLAYER).add("kills", WRONG), "PlayerStats.add(\"kills\"): the value is a number, not str 'wrong'"),
        (lambda _: PlayerStats(PLAYER).add(SEVEN), "PlayerStats.add: the name is an API name, a str, not int 7"),
        (lambda _: PlayerStats(PLAYER).set("kills", WRONG), "PlayerStats.set(\"kills\"): the value is a number, not str 'wrong'"),
        (lambda _: PlayerStats(PLAYER).unlock(SEVEN), "PlayerStats.unlock: the name is an API name, a str, not int 7"),
        (lambda _: PlayerStats(PLAYER).get(SEVEN), "PlayerStats.get: the name is an API name, a str, not int 7"),
    ],
)
def test_what_can_be_no_call_raises_at_the_call(world: LocalSteam, make: Callable[[LocalSteam], object], words: str) -> None:
    """The message names the call, the argument and what is wanted."""
    with pytest.raises((TypeError, ValueError)) as raised:
        make(world)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            ("add", "kill", 1),
            'add("kill", 1): get_user_stat_float(76561197960287931, "kill"): "kill" is not a stat of app 480; did you mean',
        ),
        (("add", "kills", 0.5), 'add("kills", 0.5): 0.5 is not an int; pass int(...) of it, or make the stat a FLOAT'),
        (("add", "kills", 2**31), f'add("kills", {2**31}): {2**31} does not fit in an int32'),
        (("set", "feet", float("nan")), 'set("feet", nan): nan is not a finite number'),
        (("set", "rounds", 1), 'set("rounds", 1): set_user_stat_int(76561197960287931, "rounds"): "rounds" is Set By Client'),
        (("add", "speed", 1), 'add("speed", 1): it is an AVGRATE stat; call rate("speed", count, seconds)'),
        (("rate", "kills", 1, 1), 'rate("kills"): it is an INT stat; only an AVGRATE stat is told a rate'),
        (("rate", "speed", 1, 0), 'rate("speed", 1, 0): update_user_avg_rate_stat(76561197960287931, "speed"): session_length is 0'),
        (("unlock", "ACH_OWN"), 'unlock("ACH_OWN"): set_user_achievement(76561197960287931, "ACH_OWN"): "ACH_OWN" is Set By Client'),
        (("set", "level", 11), 'set("level", 11): "level" = 11 is above Max 10; keep it at 10 or less'),
        (("set", "pace", 4), 'set("pace", 4): "pace" = 4 is more than Max Change 3 away from 0; change it in smaller steps'),
    ],
)
def test_what_is_refused_for_good_is_told_once_with_what_and_why(
    tree: SceneTree, world: LocalSteam, recorder: Recorder, call: tuple[Any, ...], words: str
) -> None:
    """It is dropped, nothing loops, and everything is settled."""
    stats = served(tree, world, recorder, store_every=0.0)
    for _ in range(3):
        getattr(stats, call[0])(*call[1:])
        stats.store()
        step(tree)
    failed = [line[1] for line in recorder.lines if line[0] == "failed"]
    assert len(failed) == 1
    assert str(failed[0]).startswith(words)
    assert stats.is_settled


def test_adds_within_max_change_pass_however_many_wait(tree: SceneTree, recorder: Recorder) -> None:
    """Adds that were each allowed are set in steps that Steam allows, also when they waited together or went back."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    SteamServerStats.attach(tree, world)
    stats = heard(recorder, PlayerStats(PLAYER, store_every=0.0))
    for _ in range(5):
        stats.add("pace", 3)
    tree.root.add_child(stats)
    world.faults.next_stores(Result.INVALID_PARAM)
    stats.store()
    step(tree, 200)
    assert (world.get_user_stat_int(PLAYER, "pace"), stats.is_settled) == (15, True)
    tree.close()
    world.close()


def test_a_player_who_may_not_be_set_now_loses_nothing(tree: SceneTree, recorder: Recorder) -> None:
    """In a strict world what is refused while the player is away waits, is told once, and is set when the player is back."""
    world = LocalSteam(SCHEMA, clock=SteppedClock(), strict=True)
    stats = served(tree, world, recorder, store_every=0.0)
    for _ in range(3):
        stats.add("kills")
        stats.unlock("ACH_WIN")
        stats.rate("speed", 2, 1)
        stats.store()
        step(tree)
    assert [str(line[1]).partition(": ")[0] for line in recorder.lines] == [
        'add("kills", 1)',
        'rate("speed", 2, 1)',
        'unlock("ACH_WIN")',
    ]
    assert (stats.is_settled, stats.get("kills")) == (True, 3)
    world.join(PLAYER)
    stats.store()
    step(tree)
    assert world.get_user_stat_int(PLAYER, "kills") == 3
    assert (world.get_user_stat_float(PLAYER, "speed"), world.get_user_achievement(PLAYER, "ACH_WIN")) == (2.0, True)
    tree.close()
    world.close()


def test_without_a_schema_a_value_that_steam_takes_back_three_times_is_given_up(
    tree: SceneTree, world: LocalSteam, recorder: Recorder
) -> None:
    """Where nothing says why, Steam's answer does after three tries; the rest is stored."""
    steam: Any = world
    steam.follow_sets = lambda _steam_id: None
    steam.schema = None
    stats = served(tree, world, recorder, store_every=0.0)
    stats.set("level", 99)
    stats.add("kills")
    stats.store()
    step(tree, 2000)
    told = [line[1] for line in recorder.lines if line[0] == "failed"]
    assert told[-1] == 'set("level", 99): Steam has refused it 3 times; see its limits in App Admin'
    assert [world.get_user_stat_int(PLAYER, name) for name in ("level", "kills")] == [0, 1]
    assert stats.is_settled


def test_a_recorded_game_with_a_player_stats_replays(world: LocalSteam, tmp_path: Path) -> None:
    """It sets, stores and unlocks over the recorder as it will over the recording, which knows no schema and tells no ends of sets."""

    def played(backend: Backend, player: int) -> list[float]:
        tree = SceneTree(fixed_fps=60)
        SteamServerStats.attach(tree, backend)
        stats = PlayerStats(player, store_every=0.0)
        tree.root.add_child(stats)
        stats.add("kills", 3)
        stats.set("level", 4)
        step(tree, 3)
        stats.unlock("ACH_WIN")
        stats.store()
        step(tree, 8)
        assert stats.is_settled
        told = [stats.get(name) for name in ("kills", "level")]
        tree.close()
        backend.close()
        return told

    file = tmp_path / "game.rec"
    first = played(record(world, file), PLAYER)
    again = replay(file)
    assert (played(again, again.players[0]), again.ended) == (first, True)


@pytest.mark.parametrize("tells", [True, False])
def test_a_player_who_comes_from_another_server_loses_nothing(
    tree: SceneTree, recorder: Recorder, caplog: pytest.LogCaptureFixture, *, tells: bool
) -> None:
    """The other server's last store arrives after this one has loaded, with the very value that this one makes; nobody is warned."""
    rows = Rows()
    world: Any = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())
    if not tells:
        world.follow_sets = lambda _steam_id: None
    stats = served(tree, world, recorder, store_every=0.0)
    stats.add("kills")
    stats.add("score", 2)
    step(tree, 2)
    second_server(rows, "kills", 1)
    stats.store()
    caplog.clear()
    step(tree, 10)
    assert [record for record in caplog.records if record.levelname != "DEBUG" and tells] == []
    assert ([world.get_user_stat_int(PLAYER, name) for name in ("kills", "score")], stats.is_settled) == ([2, 2], True)
    tree.close()
    world.close()


def test_what_a_silent_steam_is_not_told_yet_is_told_as_it_ends(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """Adds that wait for a store are shown, unlock and tell at once, and are in Steam's memory when the node has gone."""
    steam: Any = world
    steam.follow_sets = lambda _steam_id: None
    stats = served(tree, world, recorder)
    stats.add("kills", 8)
    step(tree, 1)
    assert (world.get_user_stat_int(PLAYER, "kills"), stats.get("kills"), stats.is_unlocked("ACH_KILLS")) == (0, 8, True)
    assert recorder.lines == [("achievement_unlocked", "ACH_KILLS")]
    stats.free()
    assert world.get_user_stat_int(PLAYER, "kills") == 8


def test_a_steam_that_is_started_later_is_asked_then(tree: SceneTree, recorder: Recorder) -> None:
    """A player's program whose Steam is not started is asked for nothing, and for the stats as soon as it is; nothing is told as failed."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    client = world.client(PLAYER)
    steam = Steam.attach(tree, client)
    steam.steamShutdown()
    stats = heard(recorder, PlayerStats())
    tree.root.add_child(stats)
    stats.add("rounds")
    step(tree, 600)
    assert (recorder.lines, stats.steam_id) == ([], 0)
    assert steam.steam_init_ex()["status"] == 0
    step(tree, 5)
    assert (recorder.lines, stats.steam_id, client.get_stat_int("rounds")) == ([("loaded",)], PLAYER, 1)
    tree.close()
    client.close()
    world.close()


def test_another_steam_in_the_place_of_the_first_is_found(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """What was set on the first is its to store; what is added while there is none waits for the next, and is set there once."""
    stats = served(tree, world, recorder)
    twin = PlayerStats(PLAYER)
    tree.root.add_child(twin)
    first = SteamServerStats.get_singleton()
    stats.add("kills", 2)
    step(tree, 2)
    first.free()
    stats.add("kills", 3)
    twin.add("kills", 4)
    step(tree, 2)
    assert world.get_user_stat_int(PLAYER, "kills") == 2
    other = LocalSteam(SCHEMA, clock=SteppedClock())
    SteamServerStats.attach(tree, other)
    stats.store()
    step(tree, 6)
    assert (other.get_user_stat_int(PLAYER, "kills"), stats.is_settled, twin.get("kills")) == (7, True, 7)
    tree.close()
    other.close()


def test_a_game_that_is_over_is_let_go_with_its_steam() -> None:
    """Also where the backend leads back to the game, as one does whose calls a game has wrapped."""

    def play() -> weakref.ref[LocalSteam]:
        world: Any = LocalSteam(SCHEMA, clock=SteppedClock())
        tree = SceneTree(fixed_fps=60)
        world.game = SteamServerStats.attach(tree, world)
        tree.root.add_child(PlayerStats(PLAYER))
        step(tree)
        tree.close()
        world.close()
        return weakref.ref(world)

    world = play()
    gc.collect()
    assert world() is None
