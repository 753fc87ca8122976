"""The laws of the bridge to asyncio: what the tree drives can be awaited in a program that asyncio runs, and the tree is one of its tasks.

Rules: each law runs a real event loop. Nothing here waits for a time: a coroutine waits for what happens in a frame, and a bound of
asyncio's ends a law that would hang.
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import logging
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import FreedError, LocalSteam, Node, Result, SceneTree, Signal, SteamServerStats, as_future, is_instance_valid, run_async
from steam_nodes.steam.local import MemoryStore
from tests.support.stats_world import PLAYER, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

BOUND = 30.0
"""Seconds after which a law that hangs is ended."""
FAST = 1000.0
"""Frames a second, so that no law waits for its frames."""


class Door(Node):
    """A node with signals of three arities, a coroutine and one that fails."""

    opened: Signal[()] = Signal()
    knocked: Signal[int] = Signal("times")
    locked: Signal[str, int] = Signal("by", "turns")

    def __init__(self) -> None:
        """Begin with no coroutine ended."""
        super().__init__("Door")
        self.ended: list[str] = []

    async def count(self, number: int) -> int:
        """Wait for so many frames."""
        try:
            for _ in range(number):
                await self.get_tree().process_frame
        finally:
            self.ended.append("count")
        return number

    async def fail(self) -> None:
        """Wait for a frame, then fail."""
        await self.get_tree().process_frame
        message = "the hinge"
        raise ValueError(message)


def play(program: Callable[[SceneTree, Door], Coroutine[Any, Any, object]]) -> None:
    """Run a program of asyncio's beside a tree that is one of its tasks, until the program is through."""

    async def main() -> None:
        door = Door()
        tree = SceneTree(door)
        running = asyncio.create_task(run_async(tree, FAST))
        await asyncio.wait_for(program(tree, door), BOUND)
        tree.quit(3)
        assert await asyncio.wait_for(running, BOUND) == 3

    asyncio.run(main())


@pytest.mark.parametrize(
    ("signal", "args", "result"),
    [("opened", (), None), ("knocked", (2,), 2), ("locked", ("Ann", 3), ["Ann", 3])],
)
def test_a_signal_is_awaited_by_asyncio(signal: str, args: tuple[Any, ...], result: object) -> None:
    """What a signal carries arrives as in a node: nothing, the one value, or a list."""

    async def program(_tree: SceneTree, door: Door) -> None:
        waiting = as_future(getattr(door, signal))
        door.call_deferred("emit_signal", signal, *args)
        assert await waiting == result

    play(program)


def test_every_one_of_several_waiters_goes_on_in_the_order_of_asking() -> None:
    """One emission answers all futures of a signal, and asyncio wakes them in their order."""

    async def program(_tree: SceneTree, door: Door) -> None:
        order: list[int] = []

        async def wait(number: int) -> None:
            order.append(await as_future(door.knocked) * 10 + number)

        waiters = [asyncio.create_task(wait(number)) for number in range(3)]
        await asyncio.sleep(0)
        door.knocked.emit(7)
        await asyncio.gather(*waiters)
        assert order == [70, 71, 72]
        assert not door.knocked.has_connections()

    play(program)


def test_what_a_frame_emits_is_heard_before_the_next_frame() -> None:
    """A coroutine of asyncio that waits for a frame's signal runs between that frame and the next."""

    async def program(tree: SceneTree, _door: Door) -> None:
        frames = []
        for _ in range(5):
            await as_future(tree.process_frame)
            frames.append(tree._state_.frames)
        assert frames == [*range(frames[0], frames[0] + 5)]

    play(program)


def test_a_coroutine_of_a_node_gives_its_result_and_its_error() -> None:
    """The result and the error of an async def go to asyncio, whether it is a node's method or a free coroutine."""

    async def free(door: Door) -> int:
        return await door.count(2) + 1

    async def program(_tree: SceneTree, door: Door) -> None:
        assert await as_future(door.count(3)) == 3
        assert await as_future(door.count(0)) == 0
        assert await as_future(free(door)) == 3
        with pytest.raises(ValueError, match="the hinge"):
            await as_future(door.fail())

    play(program)


def test_a_request_of_steams_is_awaited_by_asyncio() -> None:
    """A request of the stats, its store and its end by a timeout of the tree's arrive in asyncio as in a node."""

    async def program(tree: SceneTree, _door: Door) -> None:
        with closing(LocalSteam(SCHEMA, MemoryStore())) as steam:
            stats = SteamServerStats.attach(tree, steam)
            steam.faults.latency = 0.2
            assert await as_future(stats.request(PLAYER, timeout=0.01)) == Result.TIMEOUT
            steam.faults.latency = 0.0
            assert await asyncio.gather(*(as_future(stats.request(PLAYER)) for _ in range(3))) == [Result.OK] * 3
            assert await as_future(stats.store(PLAYER)) == Result.OK
            stats.free()

    play(program)


def test_giving_up_ends_the_waiting_and_not_what_was_awaited() -> None:
    """A timeout of asyncio's disconnects from the signal, closes a coroutine that as_future started, and lets a node's method run on."""
    closed: list[str] = []

    async def free(door: Door) -> None:
        try:
            await door.opened
        finally:
            closed.append("free")

    async def program(_tree: SceneTree, door: Door) -> None:
        never: list[Awaitable[object]] = [door.opened, free(door)]
        for awaitable in never:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(as_future(awaitable), 0.01)
            assert not door.opened.has_connections()
        assert closed == ["free"]
        counted = door.count(50)
        waiting = as_future(counted)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert door.ended == []
        assert await as_future(counted) == 50

    play(program)


@pytest.mark.parametrize("end", ["free", "close"])
def test_what_ends_without_an_answer_is_told(end: str) -> None:
    """Where a node is freed or its tree is closed, whoever awaits its signal or its coroutine in asyncio gets FreedError at once."""

    async def main() -> None:
        door = Door()
        tree = SceneTree(door)
        gc.disable()
        try:
            waiting: list[asyncio.Future[Any]] = [as_future(door.opened), as_future(door.count(9)), as_future(_free(door))]
            tree.close() if end == "close" else door.free()
            told = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), BOUND)
        finally:
            gc.enable()
        assert [type(each) for each in told] == [FreedError] * 3
        names = [str(each).partition(" ended without an answer")[0] for each in told]
        assert [names[0].endswith("::[signal]opened"), names[1], names[2].endswith("._free")] == [True, "Door.count", True]
        tree.close()

    async def _free(door: Door) -> None:
        await door.opened

    asyncio.run(main())


def test_cancelling_the_task_closes_the_tree_in_order() -> None:
    """Cancelled, run_async takes everything out of the tree and deletes it, and gives back how the tree treats errors."""

    async def main() -> None:
        door = Door()
        tree = SceneTree(door)
        running = asyncio.create_task(run_async(tree, FAST))
        await asyncio.wait_for(as_future(tree.process_frame), BOUND)
        counting = as_future(door.count(1_000_000))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert not is_instance_valid(door)
        assert tree.errors == "raise"
        with pytest.raises(FreedError):
            await counting

    asyncio.run(main())


def test_an_error_in_a_node_is_logged_and_the_tree_runs_on(caplog: pytest.LogCaptureFixture) -> None:
    """As under run(), an error of user code goes to the log with its traceback, and the frames go on."""

    async def program(tree: SceneTree, door: Door) -> None:
        door.call_deferred("callv", "no_such_method", [])
        tree.process_frame.connect(_fail, 4)
        for _ in range(3):
            await as_future(tree.process_frame)

    def _fail() -> None:
        message = "the hinge"
        raise ValueError(message)

    with caplog.at_level(logging.ERROR, "steam_nodes"):
        play(program)
    assert any(record.exc_info and str(record.exc_info[1]) == "the hinge" for record in caplog.records)


def test_context_variables_are_those_of_who_awaits() -> None:
    """A coroutine of asyncio goes on in its own context, whatever the emitting node's is."""
    who: contextvars.ContextVar[str] = contextvars.ContextVar("who", default="the tree")

    async def program(tree: SceneTree, _door: Door) -> None:
        async def wait(name: str) -> str:
            who.set(name)
            await as_future(tree.process_frame)
            return who.get()

        assert await asyncio.gather(*(asyncio.create_task(wait(name)) for name in ("Ann", "Bob"))) == ["Ann", "Bob"]
        assert who.get() == "the tree"

    play(program)


class Sleeper(Node):
    """A node that awaits asyncio's things."""

    def __init__(self, seconds: float) -> None:
        """Take how long it wants to sleep."""
        super().__init__("Sleeper")
        self.seconds = seconds
        self.heard: list[str] = []

    async def _ready(self) -> None:
        try:
            await asyncio.sleep(self.seconds)
        except TypeError as refused:
            self.heard.append(str(refused))
            raise


@pytest.mark.parametrize("seconds", [0, 1])
@pytest.mark.parametrize("inside", [True, False], ids=["a loop runs", "no loop runs"])
def test_asyncio_inside_a_node_is_refused_with_the_remedy(seconds: float, *, inside: bool) -> None:
    """Awaiting asyncio.sleep in a node ends in a TypeError that names the tree's timer, also where no loop runs."""

    async def main() -> None:
        start()

    def start() -> None:
        tree = SceneTree()
        sleeper = Sleeper(seconds)
        tree.root.call_deferred("add_child", sleeper)
        with pytest.raises(TypeError, match=r"create_timer\(seconds\)\.timeout.*as_future"):
            tree.process(0.0)
        assert len(sleeper.heard) == (inside or not seconds)
        tree.close()

    asyncio.run(main()) if inside else start()


def test_a_node_may_catch_the_refusal_and_wait_as_nodes_do() -> None:
    """After the refusal the coroutine goes on, and a signal that it awaits next resumes it."""

    async def stubborn(door: Door) -> int:
        try:
            await asyncio.sleep(0)
        except TypeError:
            return await door.knocked
        return 0

    async def program(_tree: SceneTree, door: Door) -> None:
        waiting = as_future(stubborn(door))
        door.knocked.emit(4)
        assert await waiting == 4

    play(program)


def test_as_future_is_for_asyncio_and_for_what_can_be_awaited() -> None:
    """Outside of a running loop it is a RuntimeError, and a thing that cannot be awaited, or is asyncio's own, a TypeError."""

    async def nothing() -> None:
        return

    async def main() -> None:
        with pytest.raises(TypeError, match="a signal, a request or a call of an async def, not int"):
            as_future(3)  # type: ignore[arg-type]  # the law is about this
        with pytest.raises(TypeError, match="not Future"):
            await as_future(asyncio.get_running_loop().create_future())

    with pytest.raises(RuntimeError, match="no loop is running here"):
        as_future(nothing())
    asyncio.run(main())


@pytest.mark.parametrize("fps", [0, -1.0, float("nan"), float("inf")])
def test_a_rate_is_a_number_above_0(fps: float) -> None:
    """Another rate is refused before the first frame."""
    tree = SceneTree()
    with pytest.raises(ValueError, match="above 0"):
        asyncio.run(run_async(tree, fps))
    assert tree._state_.frames == 0
    tree.close()
