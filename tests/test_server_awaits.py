"""Awaiting SteamServerStats: each request and each store wakes its own awaiter, with hundreds in flight and with a time limit."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, Node, Result, SceneTree, Schema, SteamServerStats, SteppedClock, start
from tests.support.native_world import WAYS, ready
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.callbacks import Record
    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

ALICE = 76561197960287931
BOB = 76561197960287932
SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n')


@pytest.fixture(params=["local", "shim, result", "shim, both twice", "abi, broadcast, result"])
def stats(request: pytest.FixtureRequest, tree: SceneTree) -> Iterator[SteamServerStats]:
    """Give the node, attached to a world in memory: as it is, or through a library."""
    world = ready(WAYS[request.param](LocalSteam(SCHEMA, clock=SteppedClock())))
    yield SteamServerStats.attach(tree, world)
    world.close()


def test_an_await_gets_the_result_of_its_own_call_after_the_signal(tree: SceneTree, stats: SteamServerStats, recorder: Recorder) -> None:
    """`request` and `store` give the Result of exactly that call; the signal is emitted first."""

    class Game(Node):
        async def _ready(self) -> None:
            recorder.lines.append(("request", await stats.request(ALICE)))
            recorder.lines.append(("store", await stats.store(ALICE), await stats.store(BOB)))

    recorder.watch(stats.stats_received)
    recorder.watch(stats.stats_stored)
    tree.root.add_child(Game())
    for _ in range(4):
        tree.process()
    assert recorder.lines == [
        ("stats_received", Result.OK, ALICE),
        ("request", Result.OK),
        ("stats_stored", Result.OK, ALICE),
        ("stats_stored", Result.FAIL, BOB),
        ("store", Result.OK, Result.FAIL),
    ]


def test_a_thousand_requests_for_three_hundred_users_each_wake_their_own_awaiter(
    tree: SceneTree, stats: SteamServerStats, recorder: Recorder
) -> None:
    """1,000 in flight: 1,000 answers, each to its own awaiter, and each signal once."""
    chance = random.Random(7)
    asked = [ALICE + chance.randrange(300) for _ in range(1000)]
    woken: list[tuple[int, int, Result]] = []

    class Game(Node):
        async def ask(self, number: int, steam_id: int) -> None:
            result = await stats.request(steam_id)
            # What this awaiter sees of the signal is the answer just before: its own.
            woken.append((number, int(str(recorder.lines[-1][2])), result))

    game = Game()
    tree.root.add_child(game)
    recorder.watch(stats.stats_received)
    for number, steam_id in enumerate(asked):
        start(game.ask(number, steam_id))
    for _ in range(3):
        tree.process()
    assert sorted(woken) == [(number, steam_id, Result.OK) for number, steam_id in enumerate(asked)]
    assert len(recorder.lines) == 1000
    assert sorted(int(str(line[2])) for line in recorder.lines) == sorted(asked)


class Slow(LocalSteam):
    """A Steam that keeps its answers back for some frames."""

    frames = 0

    def poll(self) -> list[Record]:
        """Return what there is only from the 30th call on."""
        self.frames += 1
        return super().poll() if self.frames > 30 else []


def test_a_timeout_gives_timeout_and_the_late_answer_reaches_the_signal_once(tree: SceneTree, recorder: Recorder) -> None:
    """Waiting is bounded, answers are not lost."""
    with_delay = Slow(SCHEMA, clock=SteppedClock())
    stats = SteamServerStats.attach(tree, with_delay)

    class Game(Node):
        async def _ready(self) -> None:
            recorder.lines.append(("awaited", await stats.request(ALICE, timeout=0.2)))

    recorder.watch(stats.stats_received)
    tree.root.add_child(Game())
    for _ in range(20):
        tree.process()
    assert recorder.lines == [("awaited", Result.TIMEOUT)]
    for _ in range(20):
        tree.process()
    assert recorder.lines == [("awaited", Result.TIMEOUT), ("stats_received", Result.OK, ALICE)]
    with_delay.close()


@pytest.mark.parametrize("timeout", [0, -1.0, float("nan")])
def test_a_timeout_that_could_never_come_is_refused_before_anything_is_asked(
    tree: SceneTree, stats: SteamServerStats, recorder: Recorder, timeout: float
) -> None:
    """The error names the value; no request was made."""
    recorder.watch(stats.stats_received)
    with pytest.raises(ValueError, match="timeout"):
        stats.request(ALICE, timeout=timeout)
    tree.process()
    assert recorder.lines == []
