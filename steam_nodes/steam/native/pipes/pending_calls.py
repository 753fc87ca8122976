"""The book of what was asked of Steam and is not answered yet: each call is answered exactly once, in the order asked for each lane.

Rules: a call's handle is the truth, a message is a hint. Steam may post the result of a call, a broadcast with the same content, or both
in any order and more than once; what counts is the first answer to a handle. A broadcast names no call: the oldest open one of its kind
and lane is looked up, and if Steam says it is completed its result is fetched. A broadcast that follows a result already taken is dropped;
one that nothing else explains becomes the answer when the result does not come within `GRACE` seconds. A lane is the user a call is about
(or the leaderboard, or the kind of a call that is about nobody). The answers of one lane leave in the order asked, so one that is known
early waits for those before it.

How it goes, with an example: `query` opens a call and `result` or `broadcast` brings its answer; `take` hands out what may leave. What
record an answer becomes is the business of its side.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from steam_nodes.steam.native.structs import to_result
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Container

GRACE: Final = 2.0
SWEEP: Final = 1.0
_MANY: Final = 1000

Told = TypeVar("Told")


@dataclass(slots=True, eq=False)
class Call(Generic[Told]):
    """One thing asked of Steam.

    `hinted` is the time at which a broadcast told its result, `result` and `payload`, that no handle has confirmed. A `silent` one is our
    own, and nobody waits for its record. `note` is a number its record tells even if the call breaks. `name` is the call in snake_case, and
    `fault` what is wrong with an answer that cannot be read.
    """

    number: int
    kind: int
    lane: int
    handle: int
    hinted: float | None = None
    result: Result = Result.IO_FAILURE
    payload: bytes = b""
    record: Told | None = None
    silent: bool = False
    note: int = 0
    name: str = ""
    fault: str = ""


class Answers(Generic[Told]):
    """The open calls.

    Args:
        completed: Gets from Steam the result of a handle: (1 if the call failed, its bytes), None as long as it is not completed.
        make: Makes the record of a call out of the first number of its result, as an EResult, and all of its bytes; b"" if there are none.
        known: Is called when an answer is known, which may leave.
    """

    def __init__(
        self,
        completed: Callable[[int, int], tuple[int, bytes] | None],
        make: Callable[[Call[Told], Result, bytes], Told],
        known: Callable[[], None],
    ) -> None:
        """Begin with nothing asked."""
        self.last: int = 0  # the handle of the last call that Steam took from the program
        self.numbers: int = 0
        self._completed = completed
        self._make = make
        self._known = known
        self._by_handle: dict[int, Call[Told]] = {}
        self._lanes: dict[int, deque[Call[Told]]] = {}
        self.ready: list[int] = []  # the lanes with an answer that was not handed out
        self._expected: dict[tuple[int, int], int] = {}
        self._next_sweep = 0.0

    def __len__(self) -> int:
        """Return how many calls are not handed out yet."""
        return sum(map(len, self._lanes.values()))

    def number(self) -> int:
        """Return the number of a new call."""
        self.numbers += 1
        return self.numbers

    def ask(self, kind: int, lane: int, handle: int, *, name: str = "", silent: bool = False, note: int = 0) -> int:
        """Open a call and return its number; one whose handle is 0 could not be issued and is answered with IO_FAILURE."""
        call = self._open(kind, lane, handle)
        call.name, call.silent, call.note = name, silent, note
        if handle:
            self._by_handle[handle] = call
            if not silent:
                self.last = handle
        else:
            self._give(call, Result.IO_FAILURE)
        return call.number

    def refuse(self, kind: int, lane: int, result: Result, *, note: int = 0) -> int:
        """Open a call that Steam is not asked, answer it, and return its number."""
        call = self._open(kind, lane, 0)
        call.note = note
        self._give(call, result)
        return call.number

    def _open(self, kind: int, lane: int, handle: int) -> Call[Told]:
        """Put a call into its lane."""
        call: Call[Told] = Call(self.number(), kind, lane, handle)
        self._lanes.setdefault(lane, deque()).append(call)
        return call

    def result(self, handle: int, kind: int, result: int, payload: bytes, fault: str = "") -> None:
        """Take the result of a call; one that is answered already, or that is not ours, is nothing new.

        Args:
            handle: Steam's handle of it.
            kind: What Steam says the result is; 0 if the call broke or its result cannot be read.
            result: The first number of the result.
            payload: All of its bytes; b"" where that number says all.
            fault: What is wrong with it, if it cannot be read.
        """
        call = self._by_handle.get(handle)
        if call is None:
            return
        if kind != call.kind:
            call.fault = fault
            self._give(call, Result.IO_FAILURE)
            return
        self._give(call, to_result(result), payload)
        if call.hinted is not None:
            return  # Its broadcast came before it, so none is to be expected.
        if len(self._expected) >= _MANY:
            self._expected.clear()
        key = (call.kind, call.lane)
        self._expected[key] = self._expected.get(key, 0) + 1

    def broadcast(self, kind: int, lane: int, result: int, now: float, coming: Container[int] = (), payload: bytes = b"") -> bool:
        """Take a broadcast with the content of an answer; return False if no call explains it.

        Args:
            kind: What it is.
            lane: Whom it is about.
            result: Its first number.
            now: The time.
            coming: The handles whose results arrived behind it in the same frame: they speak for themselves, in their own place.
            payload: All of its bytes; b"" where the number says all.
        """
        expected = self._expected.get((kind, lane), 0)
        if expected:
            # It repeats a result that was taken. Where it does not, the sweep finds the call it is about.
            self._expected[kind, lane] = expected - 1
            return True
        call = next((call for call in self._lanes.get(lane, ()) if call.kind == kind and call.handle in self._by_handle), None)
        if call is None:
            return False
        if (call.handle in coming or not self._fetch(call)) and call.hinted is None:
            call.hinted, call.result, call.payload = now, to_result(result), payload
        return True

    def sweep(self, now: float) -> float:
        """Once a second, ask Steam for what no message has told, and believe broadcasts that nothing else has confirmed.

        Returns:
            The time of the next sweep.
        """
        if now < self._next_sweep:
            return self._next_sweep
        self._next_sweep = now + SWEEP
        for call in list(self._by_handle.values()):
            if not self._fetch(call) and call.hinted is not None and now - call.hinted >= GRACE:
                self._give(call, call.result, call.payload)
        return self._next_sweep

    def give_up(self, result: Result) -> None:
        """Answer everything that is open: Steam is gone."""
        for call in list(self._by_handle.values()):
            self._give(call, result)
        self._expected.clear()

    def take(self) -> list[Call[Told]]:
        """Hand out the calls whose answers are known and may leave, in the order asked."""
        ready, self.ready = self.ready, []
        leaving: list[Call[Told]] = []
        for which in dict.fromkeys(ready):
            lane = self._lanes.get(which)
            while lane and lane[0].record is not None:
                leaving.append(lane.popleft())
            if lane is not None and not lane:
                del self._lanes[which]
        leaving.sort(key=lambda call: call.number)
        return leaving

    def asked(self, kind: int, lane: int) -> bool:
        """Whether a call of a kind is open."""
        return any(call.kind == kind for call in self._lanes.get(lane, ()))

    def _fetch(self, call: Call[Told]) -> bool:
        """Ask Steam whether a call is completed, and take its result."""
        found = self._completed(call.handle, call.kind)
        if found is None:
            return False
        failed, payload = found
        if failed:
            self._give(call, Result.IO_FAILURE)
        else:
            self._give(call, to_result(int.from_bytes(payload[:4], "little", signed=True)), payload)
        return True

    def _give(self, call: Call[Told], result: Result, payload: bytes = b"") -> None:
        """Keep the answer to a call until it may leave."""
        record = self._make(call, result, payload)
        self._by_handle.pop(call.handle, None)
        call.record = record
        self.ready.append(call.lane)
        self._known()
