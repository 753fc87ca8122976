"""The book of open calls: whatever Steam posts, in whatever order and however often, each call is answered once and in its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.native.pipes.pending_calls import GRACE, Answers, Call
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import Record

RECEIVED, STORED = 1800, 1801
RESULTS = (Result.OK, Result.FAIL, Result.BUSY, Result.INVALID_PARAM)
USERS = (PLAYER, OTHER)


def record_of(call: Call[Record], result: Result, _payload: bytes) -> Record:
    """Return the record of an answer about stats."""
    return (StatsReceived if call.kind == RECEIVED else StatsStored)(call.number, result, SteamID(call.lane & 2**64 - 1))


def bytes_of(result: int, user: int) -> bytes:
    """Return the bytes of an answer about stats."""
    return result.to_bytes(4, "little", signed=True) + user.to_bytes(8, "little")


class Steam:
    """A Steam that completes calls and lets a test post what it likes; `tells` is whether it answers questions about handles."""

    def __init__(self, *, tells: bool = True) -> None:
        """Begin with nothing asked."""
        self.tells = tells
        self.answers = Answers(self.completed, record_of, lambda: None)
        self.calls: list[tuple[int, int, int, int, Result]] = []
        self.done: set[int] = set()
        self.records: list[Record] = []

    def completed(self, handle: int, kind: int) -> tuple[int, bytes] | None:
        """Answer what Steam's utilities would."""
        found = next(call for call in self.calls if call[0] == handle)
        assert kind == found[2]
        return (0, bytes_of(found[4], found[3])) if self.tells and handle in self.done else None

    def ask(self, kind: int, user: int, result: Result) -> None:
        """Ask for something that will end so."""
        handle = 0xF000_0000_0000_0000 + len(self.calls)
        number = self.answers.ask(kind, user, handle)
        self.calls.append((handle, number, kind, user, result))

    def post(self, index: int, what: str, now: float = 0.0) -> None:
        """Post a message about a call."""
        handle, _, kind, user, result = self.calls[index]
        self.done.add(handle)
        if what == "result":
            self.answers.result(handle, kind, result, bytes_of(result, user))
        elif what == "broken":
            self.answers.result(handle, 0, 0, b"")
        else:
            self.answers.broadcast(kind, user, result, now)

    def take(self) -> list[tuple[int, int, Result]]:
        """Return the answers that left, as (number, user, result)."""
        told = [call.record for call in self.answers.take()]
        assert all(isinstance(record, StatsReceived | StatsStored) for record in told)
        return [(record.call, int(record.steam_id), record.result) for record in told if isinstance(record, StatsReceived | StatsStored)]


kinds = st.tuples(st.sampled_from([RECEIVED, STORED]), st.sampled_from(USERS), st.sampled_from(RESULTS))


@given(calls=st.lists(kinds, min_size=1, max_size=8), data=st.data())
def test_any_order_of_messages_answers_each_call_once_and_in_its_turn(calls: list[tuple[int, int, Result]], data: st.DataObject) -> None:
    """Results and broadcasts of all calls are shuffled, doubled and partly left out: what arrives is what each call ended with."""
    steam = Steam()
    for kind, user, result in calls:
        steam.ask(kind, user, result)
    messages = [(index, what) for index in range(len(calls)) for what in ("result", "result", "broadcast", "broadcast")]
    arrived: list[tuple[int, int, Result]] = []
    now = 0.0
    for index, what in data.draw(st.permutations(messages)):
        if data.draw(st.booleans()):
            steam.post(index, what, now)
            arrived += steam.take()
        now += data.draw(st.sampled_from([0.0, 0.1]))
    steam.done.update(call[0] for call in steam.calls)
    steam.answers.sweep(now + 10.0)
    arrived += steam.take()
    assert sorted(arrived) == [(number, user, result) for _, number, _, user, result in steam.calls]
    for user in USERS:
        numbers = [number for number, whose, _ in arrived if whose == user]
        assert numbers == sorted(numbers)
    assert len(steam.answers) == 0


def test_an_answer_known_early_waits_for_those_before_it() -> None:
    """The second of two calls of one user is completed first and leaves second; another user's does not wait."""
    steam = Steam()
    for user in (PLAYER, PLAYER, OTHER):
        steam.ask(RECEIVED, user, Result.OK)
    steam.post(1, "result")
    assert steam.take() == []
    steam.post(2, "result")
    assert steam.take() == [(3, OTHER, Result.OK)]
    steam.post(0, "result")
    assert steam.take() == [(1, PLAYER, Result.OK), (2, PLAYER, Result.OK)]


def test_a_broken_result_is_an_io_failure_and_a_foreign_one_is_nothing() -> None:
    """A result of another kind than asked for is broken too; a handle that nobody asked for changes nothing."""
    steam = Steam()
    steam.ask(STORED, PLAYER, Result.OK)
    steam.ask(STORED, PLAYER, Result.OK)
    steam.answers.result(12345, STORED, 1, bytes_of(1, PLAYER))
    steam.post(0, "broken")
    steam.answers.result(steam.calls[1][0], RECEIVED, 1, bytes_of(1, PLAYER))
    assert steam.take() == [(1, PLAYER, Result.IO_FAILURE), (2, PLAYER, Result.IO_FAILURE)]


def test_a_call_that_could_not_be_issued_is_answered_behind_those_before_it() -> None:
    """A handle of 0 is IO_FAILURE, in its turn."""
    steam = Steam()
    steam.ask(RECEIVED, PLAYER, Result.OK)
    assert steam.answers.ask(STORED, PLAYER, 0) == 2
    steam.answers.refuse(RECEIVED, -1, Result.FAIL)
    assert steam.take() == [(3, 2**64 - 1, Result.FAIL)]
    steam.post(0, "result")
    assert steam.take() == [(1, PLAYER, Result.OK), (2, PLAYER, Result.IO_FAILURE)]


def test_a_lost_message_is_found_by_the_sweep() -> None:
    """Steam completes a call and posts nothing: a second later it is answered all the same."""
    steam = Steam()
    steam.ask(RECEIVED, PLAYER, Result.BUSY)
    steam.answers.sweep(0.5)
    assert steam.take() == []
    steam.done.add(steam.calls[0][0])
    steam.answers.sweep(1.0)
    assert steam.take() == []
    steam.answers.sweep(1.6)
    assert steam.take() == [(1, PLAYER, Result.BUSY)]


def test_a_library_that_only_broadcasts_is_believed_after_a_while() -> None:
    """Where Steam tells nothing of handles, a broadcast that no result explains is the answer when none has come in time."""
    steam = Steam(tells=False)
    steam.ask(RECEIVED, PLAYER, Result.FAIL)
    steam.post(0, "broadcast", now=1.0)
    steam.post(0, "broadcast", now=1.5)
    steam.answers.sweep(1.0 + GRACE - 0.1)
    assert steam.take() == []
    steam.answers.sweep(2.0 + GRACE)
    assert steam.take() == [(1, PLAYER, Result.FAIL)]


@pytest.mark.parametrize("many", [100, 1500])
def test_many_in_flight_are_each_answered_once(many: int) -> None:
    """Also when every result is followed by a broadcast, and one user is asked for again and again."""
    steam = Steam()
    for number in range(many):
        steam.ask(RECEIVED, PLAYER + number % 1200, Result.OK)
    arrived = []
    for number in range(many):
        steam.post(number, "result")
        steam.post(number, "broadcast")
        arrived += steam.take()
    assert [number for number, _, _ in arrived] == list(range(1, many + 1))


def test_when_steam_is_gone_everything_open_is_answered() -> None:
    """Once, with the result that is given; what comes later is nothing new."""
    steam = Steam()
    gone: Callable[[], None] = lambda: steam.answers.give_up(Result.NO_CONNECTION)  # noqa: E731 - done twice
    steam.ask(RECEIVED, PLAYER, Result.OK)
    steam.ask(STORED, PLAYER, Result.OK)
    gone()
    gone()
    steam.post(0, "result")
    assert steam.take() == [(1, PLAYER, Result.NO_CONNECTION), (2, PLAYER, Result.NO_CONNECTION)]


def test_a_broadcast_that_came_before_its_result_is_not_expected_again() -> None:
    """So the next call of that user is answered by its own broadcast at once, also where no result follows it."""
    steam = Steam()
    steam.ask(RECEIVED, PLAYER, Result.OK)
    steam.answers.broadcast(RECEIVED, PLAYER, Result.OK, 0.0, {steam.calls[0][0]})
    assert steam.take() == []
    steam.post(0, "result")
    assert steam.take() == [(1, PLAYER, Result.OK)]
    steam.ask(RECEIVED, PLAYER, Result.BUSY)
    steam.post(1, "broadcast")
    assert steam.take() == [(2, PLAYER, Result.BUSY)]
