"""What a library posts beside a good message takes nothing from it: all of one drain is read, however odd a part of it is.

Rules: messages are posted in raw bytes, over both ways into the library and on both sides; a good one stands in front of each bad one and
behind it. What is skipped is named in the log.
"""

from __future__ import annotations

import contextlib
import logging
import struct
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import PolicyResponse, StatsReceived, StatsStored, UserStatsReceived, UserStatsUnloaded
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.native import structs
from steam_nodes.steam.native.pipes.client_pipe import ClientPipe
from steam_nodes.steam.native.structs import STRUCTS
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.native_world import MODES, Looped, Mode, played
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, START
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.native_world import LoopedClient

LOG = "steam_nodes.steam"
SIDES = ("server", "player")
Message = tuple[int, bytes]
COMPLETED = 703


@contextlib.contextmanager
def side(which: str, mode: Mode) -> Iterator[Looped | LoopedClient]:
    """Give a side of Steam that is initialised."""
    if which == "player":
        with played(mode) as client:
            yield client
        return
    steam = Looped(LocalSteam(SCHEMA, clock=SteppedClock(), users=START), mode).start()
    try:
        yield steam
    finally:
        steam.close()


def completed(handle: int, kind: int, size: int) -> Message:
    """Return the message that a call is completed."""
    return COMPLETED, struct.pack("<QiI", handle, kind, size)


def good(which: str, number: int) -> tuple[Message, object]:
    """Return the n-th of messages that can be told apart, and the record it becomes."""
    if which == "server":
        return (115, struct.pack("<B", number % 2)), PolicyResponse(secure=bool(number % 2))
    return (1108, struct.pack("<Q", OTHER + number)), UserStatsUnloaded(SteamID(OTHER + number))


def post(steam: Looped | LoopedClient, message: Message) -> None:
    """Post a message that answers no call we made."""
    steam.loop._post_news(*message)


ODD: dict[str, Message] = {
    f"handle 0, kind {kind}, {size} bytes": completed(0, kind, size)
    for kind in (*STRUCTS, 9999, 0, -1)
    for size in (STRUCTS[kind].struct.size if kind in STRUCTS else 0, 0, 4, 12, 13, 2**20, 2**31 - 1, 2**32 - 1)
}
ODD |= {
    f"a stranger's handle, kind {kind}, {size} bytes": completed(handle, kind, size)
    for kind in (1101, 1800, 1108, 9999)
    for handle in (1, 2**63 + 5, 2**64 - 1)
    for size in (12, 20, 2**32 - 1)
}
ODD |= {
    f"kind {kind} with {size} bytes": (kind, bytes([0xA5]) * size)
    for kind in (*STRUCTS, 9999, 0, -1, 2**31 - 1, -(2**31))
    for size in (*range(32), 147, 149, 155, 157, 5000)
    if kind not in STRUCTS or size != STRUCTS[kind].struct.size
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("which", SIDES)
def test_an_odd_message_takes_nothing_from_its_neighbours(which: str, mode: Mode) -> None:
    """Any kind in any size, and completed calls of handle 0 or of somebody else: what stands before and behind each arrives, in order."""
    with side(which, mode) as steam:
        expected = []
        for number, message in enumerate(ODD.values()):
            told, record = good(which, number)
            post(steam, told)
            post(steam, message)
            expected.append(record)
        told, record = good(which, len(expected))
        post(steam, told)
        assert frame(steam) == [*expected, record]  # type: ignore[misc]  # of either side


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("which", SIDES)
@pytest.mark.parametrize("kind", [1108, 1101, 1800, 9999])
def test_a_completed_call_of_handle_0_is_named_and_skipped(which: str, mode: Mode, kind: int, caplog: pytest.LogCaptureFixture) -> None:
    """No call has the handle 0: the log says which struct it was, and nothing is read of it."""
    size = STRUCTS[kind].struct.size if kind in STRUCTS else 16
    with side(which, mode) as steam, caplog.at_level(logging.WARNING, logger=LOG):
        before = steam.why()
        post(steam, completed(0, kind, size))
        told, record = good(which, 1)
        post(steam, told)
        assert frame(steam) == [record]  # type: ignore[misc]  # of either side
        assert steam.why() == before
    name = STRUCTS[kind].name if kind in STRUCTS else "a struct"
    (line,) = [entry.getMessage() for entry in caplog.records]
    assert "handle 0" in line
    assert f"{name} ({kind})" in line


messages = st.lists(
    st.one_of(
        st.integers(0, 999),
        st.tuples(st.sampled_from([*STRUCTS, 9999, -5]), st.binary(max_size=200)).filter(
            lambda it: it[0] not in STRUCTS or len(it[1]) != STRUCTS[it[0]].struct.size
        ),
        st.builds(
            completed,
            st.sampled_from([0, 0, 7, 2**64 - 1]),
            st.sampled_from([*STRUCTS, 9999]),
            st.one_of(st.integers(0, 64), st.integers(0, 2**32 - 1)),
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize("which", SIDES)
def test_of_any_drain_every_good_message_arrives(which: str) -> None:
    """Random drains of good and odd messages: both ways into the library deliver every good one in its place, and nothing else."""

    def law(mode: Mode) -> Callable[[], None]:
        with side(which, mode) as steam:

            @given(messages)
            def holds(drain: list[int | Message]) -> None:
                expected = []
                for entry in drain:
                    if isinstance(entry, int):
                        told, record = good(which, entry)
                        expected.append(record)
                    else:
                        told = entry
                    post(steam, told)
                assert frame(steam) == expected  # type: ignore[misc]  # of either side

            holds()
        return holds

    for mode in MODES:
        law(mode)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("which", SIDES)
def test_a_message_whose_reading_raises_is_skipped_with_its_traceback(
    which: str, mode: Mode, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of ours in one kind of message is said with where it happened; the messages around it arrive."""
    table: dict[int, Any] = structs.SERVER_NEWS if which == "server" else structs.CLIENT_NEWS
    kind, size = (103, 4) if which == "server" else (1102, STRUCTS[1102].struct.size)

    def fail(*_values: object) -> None:
        message = "no such reason"
        raise LookupError(message)

    monkeypatch.setitem(table, kind, fail)
    with side(which, mode) as steam, caplog.at_level(logging.WARNING, logger=LOG):
        expected = []
        for number in range(3):
            told, record = good(which, number)
            post(steam, told)
            post(steam, (kind, bytes(size)))
            expected.append(record)
        assert frame(steam) == expected  # type: ignore[misc]  # of either side
    (line,) = [entry.getMessage() for entry in caplog.records]
    assert f"{STRUCTS[kind].name} ({kind})" in line
    assert "LookupError: no such reason" in line


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("posting", ["result", "broadcast", "result, broadcast", "broadcast, result"])
def test_an_answer_whose_reading_raises_is_an_io_failure_and_the_rest_is_answered(
    mode: Mode, posting: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where the sweep fetches it: the call is answered once, its fault is said once, and `why()` tells it."""
    with played(mode, posting) as client, monkeypatch.context() as patch, caplog.at_level(logging.WARNING, logger=LOG):
        whole = ClientPipe._fields

        def fail(self: ClientPipe, kind: int, payload: bytes) -> Any:
            fields = whole(self, kind, payload)
            if OTHER in fields:
                message = "no such user"
                raise LookupError(message)
            return fields

        patch.setattr(ClientPipe, "_fields", fail)
        calls = [client.request_user_stats(user) for user in (OTHER, OTHER + 1, OTHER)]
        records = [record for _ in range(200) for record in frame(client)]
        assert sorted((record.call, record.result) for record in records if isinstance(record, UserStatsReceived)) == [
            (calls[0], Result.IO_FAILURE),
            (calls[1], Result.OK),
            (calls[2], Result.IO_FAILURE),
        ]
        assert f"request_user_stats({OTHER})" in client.why()
    assert "LookupError: no such user" in caplog.text


def test_what_is_in_flight_is_answered_whatever_comes_between(caplog: pytest.LogCaptureFixture) -> None:
    """Requests and stores of two players, each with every odd message around: each is answered once, as without them."""
    for mode in MODES:
        with side("server", mode) as steam:
            calls: list[tuple[type, int]] = []
            for message in ODD.values():
                calls.append((StatsReceived, steam.request_user_stats(PLAYER)))
                post(steam, message)
            assert isinstance(steam, Looped)
            calls.append((StatsStored, steam.store_user_stats(OTHER)))
            records = [record for _ in range(4) for record in frame(steam)]
            told = [(type(record), record.call) for record in records if isinstance(record, StatsReceived | StatsStored)]
            assert sorted(told, key=lambda it: it[1]) == calls
    assert "struct.error" not in caplog.text
