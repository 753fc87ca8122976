"""The book of what was asked of Steam and is not answered yet: each call is answered exactly once, in the order asked for each user.

Rules: a call's handle is the truth, a message is a hint. Steam may post the result of a call, a broadcast with the same content, or both
in any order and more than once; what counts is the first answer to a handle. A broadcast names no call: the oldest open one of that user
is looked up, and if Steam says it is completed its result is fetched. A broadcast that follows a result already taken is dropped; one that
nothing else explains becomes the answer when the result does not come within `GRACE` seconds. Answers of one user leave in the order
asked, so one that is known early waits for those before it.

How it goes, with an example: `ask` opens a call and `result` or `broadcast` brings its answer; `take` hands out what may leave.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.callbacks import ClanAssociated, PlayerCompatibility, StatsReceived, StatsStored
from steam_nodes.steam.native.layouts import CLAN_ASSOCIATED, STATS_RECEIVED, STATS_STORED, answer, to_result
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import Record

GRACE: Final = 2.0
SWEEP: Final = 1.0
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_MANY: Final = 1000
STATS: Final = (STATS_RECEIVED, STATS_STORED)


@dataclass(slots=True, eq=False)
class Call:
    """One thing asked of Steam.

    `hinted` is the time at which a broadcast told its result, `result`, that no handle has confirmed. A `silent` one is our
    own, and nobody waits for its record.
    """

    number: int
    kind: int
    user: int
    handle: int
    hinted: float | None = None
    result: Result = Result.IO_FAILURE
    record: Record | None = None
    silent: bool = False


class Answers:
    """The open calls.

    Args:
        completed: Asks Steam for the result of a handle: (1 if the call failed, its bytes), None as long as it is not completed.
    """

    def __init__(self, completed: Callable[[int, int], tuple[int, bytes] | None]) -> None:
        """Begin with nothing asked."""
        self.last = 0  # the handle of the last call that Steam took
        self.numbers = 0
        self._completed = completed
        self._by_handle: dict[int, Call] = {}
        self._lanes: dict[int, deque[Call]] = {}
        self.ready: list[int] = []  # the users with an answer that was not handed out
        self._expected: dict[tuple[int, int], int] = {}
        self.due = 0.0  # the time from which on there is something to hand out or to ask
        self._next_sweep = 0.0

    def __len__(self) -> int:
        """Return how many calls are not handed out yet."""
        return sum(map(len, self._lanes.values()))

    def number(self) -> int:
        """Return the number of a new call."""
        self.numbers += 1
        return self.numbers

    def ask(self, kind: int, user: int, handle: int, *, silent: bool = False) -> int:
        """Open a call and return its number; one whose handle is 0 could not be issued and is answered with IO_FAILURE."""
        call = self._open(kind, user, handle)
        call.silent = silent
        if handle:
            self._by_handle[handle] = call
            self.last = handle
        else:
            self._give(call, Result.IO_FAILURE)
        return call.number

    def refuse(self, kind: int, user: int, result: Result) -> None:
        """Open a call that Steam is not asked, and answer it."""
        self._give(self._open(kind, user, 0), result)

    def _open(self, kind: int, user: int, handle: int) -> Call:
        """Put a call into its user's lane."""
        call = Call(self.number(), kind, user, handle)
        self._lanes.setdefault(user, deque()).append(call)
        return call

    def result(self, handle: int, kind: int, result: int, payload: bytes) -> None:
        """Take the result of a call; one that is answered already, or that is not ours, is nothing new.

        Args:
            handle: Steam's handle of it.
            kind: What Steam says the result is; 0 if the call broke or its result cannot be read.
            result: The first number of the result, an EResult in every struct there is here.
            payload: All of its bytes.
        """
        call = self._by_handle.get(handle)
        if call is None:
            return
        if kind != call.kind:
            self._give(call, Result.IO_FAILURE)
            return
        if kind in STATS:
            self._give(call, to_result(result))
        else:
            self._finish(call, answer(kind, call.number, payload))
        if len(self._expected) >= _MANY:
            self._expected.clear()
        key = (call.kind, call.user)
        self._expected[key] = self._expected.get(key, 0) + 1

    def broadcast(self, kind: int, user: int, result: int, now: float) -> None:
        """Take a broadcast with the content of an answer about stats."""
        expected = self._expected.get((kind, user), 0)
        if expected:
            # It repeats a result that was taken. Where it does not, the sweep finds the call it is about.
            self._expected[kind, user] = expected - 1
            return
        call = next((call for call in self._lanes.get(user, ()) if call.kind == kind and call.handle in self._by_handle), None)
        if call is not None and not self._fetch(call) and call.hinted is None:
            call.hinted, call.result = now, to_result(result)

    def sweep(self, now: float) -> None:
        """Once a second, ask Steam for what no message has told, and believe broadcasts that nothing else has confirmed."""
        self.due = self._next_sweep
        if now < self._next_sweep:
            return
        self.due = self._next_sweep = now + SWEEP
        for call in list(self._by_handle.values()):
            if not self._fetch(call) and call.hinted is not None and now - call.hinted >= GRACE:
                self._give(call, call.result)

    def give_up(self, result: Result) -> None:
        """Answer everything that is open: Steam is gone."""
        for call in list(self._by_handle.values()):
            self._give(call, result)
        self._expected.clear()

    def take(self) -> list[Call]:
        """Hand out the calls whose answers are known and may leave, in the order asked."""
        ready, self.ready = self.ready, []
        leaving: list[Call] = []
        for user in dict.fromkeys(ready):
            lane = self._lanes.get(user)
            while lane and lane[0].record is not None:
                leaving.append(lane.popleft())
            if lane is not None and not lane:
                del self._lanes[user]
        leaving.sort(key=lambda call: call.number)
        return leaving

    def asked(self, user: int) -> bool:
        """Whether a request for a user is open."""
        return any(call.kind == STATS_RECEIVED for call in self._lanes.get(user, ()))

    def _fetch(self, call: Call) -> bool:
        """Ask Steam whether a call is completed, and take its result."""
        found = self._completed(call.handle, call.kind)
        if found is None:
            return False
        failed, payload = found
        if failed:
            self._give(call, Result.IO_FAILURE)
        elif call.kind in STATS:
            self._give(call, to_result(int.from_bytes(payload[:4], "little", signed=True)))
        else:
            self._finish(call, answer(call.kind, call.number, payload))
        return True

    def _give(self, call: Call, result: Result) -> None:
        """Answer a call with a result."""
        user = SteamID(call.user & _UINT64)
        if call.kind == STATS_RECEIVED:
            self._finish(call, StatsReceived(call.number, result, user))
        elif call.kind == STATS_STORED:
            self._finish(call, StatsStored(call.number, result, user))
        elif call.kind == CLAN_ASSOCIATED:
            self._finish(call, ClanAssociated(call.number, result))
        else:
            self._finish(call, PlayerCompatibility(call.number, result, 0, 0, 0, user))

    def _finish(self, call: Call, record: Record) -> None:
        """Keep the answer to a call until it may leave."""
        self._by_handle.pop(call.handle, None)
        call.record = record
        self.ready.append(call.user)
        self.due = 0.0
