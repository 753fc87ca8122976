"""One local world: its rules, users, store and clock, and what is on its way between them.

Rules: everything asked of Steam waits in its user's lane, and only the head of a lane is with the store; so the answers for one user
come in the order asked, and a write starts from what the one before it left. A question is answered in a later frame than it was asked
in, exactly once. What a user holds changes at the moment the answer is handed over, never before. On a clock that waits, a poll waits
for the store until everything asked before this frame is answered; on any other it takes what is ready and returns.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam.callbacks import StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.local import reasons
from steam_nodes.steam.local.clock import stamp
from steam_nodes.steam.local.jobs import Job
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.clock import Clock
    from steam_nodes.steam.local.engine import Engine
    from steam_nodes.steam.local.jobs import Outcome, Store
    from steam_nodes.steam.local.reasons import Refusal
    from steam_nodes.steam.local.users import Draft, User

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_KINDS: Final = 1000
END_SECONDS: Final = 5.0


@dataclass(slots=True, eq=False)
class _Question:
    """Something asked of Steam and not answered yet. "flush" stores what is unstored for nobody who waits; "unload" does so and unloads."""

    call: int
    kind: Literal["request", "store", "flush", "unload"]
    user: User
    frame: int
    answer: Result
    draft: Draft | None = None
    faults: dict[str, str] | None = None
    outcome: Outcome | None = None


class World:
    """The users, and the questions that are on their way.

    Args:
        engine: The rules.
        store: Where the rows are.
        clock: Whose time it is.
    """

    def __init__(self, engine: Engine, store: Store, clock: Clock) -> None:
        """Begin with nobody loaded."""
        self.engine = engine
        self.store = store
        self.clock = clock
        self.users: dict[int, User] = {}
        self.lanes: dict[int, deque[_Question]] = {}
        self.posted: deque[tuple[int, Record]] = deque()
        self.frame = 0
        self.why = ""
        self.ended = False
        self._ready: deque[_Question] = deque()
        self._calls = 0
        self._open = 0
        self._asked_now = 0
        self._said: set[tuple[str, ...]] = set()
        self._stamped = -1
        self._stamp = ""
        engine.now = int(clock.now())

    def advance(self, delta: float) -> None:
        """Begin a frame."""
        self.frame += 1
        self._asked_now = 0
        self.clock.advance(delta)
        self.engine.now = int(self.clock.now())

    def number(self) -> int:
        """Return the number of a new call."""
        self._calls += 1
        return self._calls

    def request(self, user: User, answer: Result) -> int:
        """Ask the store for a user's row; `answer` is what the user's state says."""
        if answer is Result.OK:
            self.users[user.steam_id] = user
            user.asking += 1
            user.happen("request")
        return self._ask("request", user, answer)

    def store_user(self, user: User, answer: Result) -> int:
        """Bring what is changed now to the store; `answer` is what the user's state says."""
        return self._ask("store", user, answer, self.engine.draft(user) if answer is Result.OK else None)

    def unload(self, user: User) -> None:
        """Store what is unstored, then forget the user."""
        self._ask("unload", user, Result.OK)

    def take(self) -> list[Record]:
        """Return what has arrived, in the order asked."""
        answered: list[tuple[int, Record]] = []
        self._settle(answered, self.frame)
        while self.clock.waits and self._open > self._asked_now:
            self.store.wait()
            if not self.store.done:
                break  # A store that lets itself be waited for and is not done is slow on purpose.
            self._settle(answered, self.frame)
        answered.sort(key=lambda entry: entry[0])
        records = [record for _, record in answered]
        while self.posted and self.posted[0][0] < self.frame:
            records.append(self.posted.popleft()[1])
        return records

    def flush(self, seconds: float) -> None:
        """Finish everything on its way and store what is unstored, waiting so long at most; the answers are posted."""
        deadline = monotonic() + seconds
        asked = self.frame
        for user in list(self.users.values()):
            if user.changed:
                self._ask("flush", user, Result.OK)
        answered: list[tuple[int, Record]] = []
        self._settle(answered, asked + 1)
        while self.lanes and self.store.wait(max(deadline - monotonic(), 0.0)) and self.store.done:
            self._settle(answered, asked + 1)
        self.posted.extend((asked, record) for _, record in sorted(answered, key=lambda entry: entry[0]))
        for user in self.users.values():
            if user.changed:
                names = ", ".join(sorted(user.changed))
                self._log("error", f"not stored at the end, and lost: {names} of {user.steam_id}")

    def end(self) -> None:
        """Store what is unstored and close the store; harmless twice."""
        if self.ended:
            return
        self.ended = True
        deadline = monotonic() + END_SECONDS
        self.flush(END_SECONDS)
        if not self.store.close(max(deadline - monotonic(), 0.1)):
            self._log("error", f"the store did not end within {END_SECONDS:g} s; what was not answered may be lost")
        self.users.clear()
        self.lanes.clear()
        self.posted.clear()

    def complain(self, refusal: Refusal) -> None:
        """Keep the reason of a refusal, and log it: the first of its kind as a warning, the rest for debugging."""
        self.why = refusal.sentence
        first = refusal.kind not in self._said and len(self._said) < _KINDS
        if first:
            self._said.add(refusal.kind)
        self._log("warning" if first else "debug", refusal.sentence)

    def _log(self, level: Literal["error", "warning", "debug"], sentence: str) -> None:
        """Write a sentence to the log and to stats_log.txt."""
        import logging  # noqa: PLC0415 - 4 ms that a world without a fault does not pay

        getattr(logging.getLogger("steam_nodes.steam"), level)("%s", sentence)
        self._note(sentence)

    def _note(self, line: str) -> None:
        """Add a line to stats_log.txt."""
        now = int(self.clock.now())
        if now != self._stamped:
            self._stamped = now
            self._stamp = stamp(now)
        self.store.note(f"{self._stamp} {line}")

    def _ask(self, kind: Literal["request", "store", "flush", "unload"], user: User, answer: Result, draft: Draft | None = None) -> int:
        """Put a question into its user's lane."""
        question = _Question(self.number(), kind, user, self.frame, answer, draft)
        self._open += 1
        self._asked_now += 1
        lane = self.lanes.get(user.steam_id)
        if lane is None:
            self.lanes[user.steam_id] = deque((question,))
            self._start(question)
        else:
            lane.append(question)
        return question.call

    def _start(self, question: _Question) -> None:
        """Give the head of a lane to the store, or answer it if there is nothing to do there."""
        user = question.user
        if question.answer is not Result.OK:
            self._ready.append(question)
        elif question.kind == "request":
            self.store.submit(Job("read", user.steam_id, ticket=question))
        else:
            draft = question.draft if question.kind == "store" and question.draft else self.engine.draft(user)
            question.draft = draft
            question.faults = self.engine.judge(user, draft)
            if question.faults or not draft.changes:
                self._ready.append(question)
            else:
                bases = {name: user.row.get(name) for name in draft.changes}
                self.store.submit(Job("write", user.steam_id, draft.changes, bases, question))

    def _settle(self, answered: list[tuple[int, Record]], before: int) -> None:
        """Answer what is ready and was asked in a frame below `before`."""
        done = self.store.done
        early = []
        while True:
            while done:
                outcome = done.popleft()
                question = outcome.job.ticket
                if isinstance(question, _Question):
                    question.outcome = outcome
                    self._ready.append(question)
            if not self._ready:
                break
            question = self._ready.popleft()
            if question.frame >= before:
                early.append(question)
                continue
            again, record = self._finish(question)
            if again:
                question.outcome = None
                self._start(question)
                continue
            self._open -= 1
            if record is not None:
                answered.append((question.call, record))
            lane = self.lanes[question.user.steam_id]
            lane.popleft()
            if lane:
                self._start(lane[0])
            else:
                del self.lanes[question.user.steam_id]
        self._ready.extend(early)

    def _finish(self, question: _Question) -> tuple[bool, Record | None]:
        """Do to the user what the answer means; return whether to start again, and the record."""
        user = question.user
        steam_id = SteamID(user.steam_id & _UINT64)
        if question.kind == "request":
            result = self._finish_request(question)
            self._note(f"request {user.steam_id}: {result.name}")
            return False, StatsReceived(question.call, result, steam_id)
        result = self._finish_write(question)
        self._note(f"{question.kind} {user.steam_id}: {result.name}")
        if question.kind == "store":
            return False, StatsStored(question.call, result, steam_id)
        if result in {Result.OK, Result.INVALID_PARAM} and user.changed:
            return True, None
        if question.kind == "flush" or user.changed:
            return False, None
        self._forget(user)
        return False, StatsUnloaded(steam_id)

    def _finish_request(self, question: _Question) -> Result:
        """Take in the row of a user."""
        user = question.user
        if question.outcome is None:
            return question.answer
        user.asking -= 1
        outcome = question.outcome
        if outcome.result is Result.OK:
            self._misfits(self.engine.fill(user, outcome.row))
            user.happen("received")
            return Result.OK
        self.complain(reasons.of_disk("request_user_stats", user.steam_id, outcome.fault))
        if not user.asking:
            user.happen("not received")
            if user.state == "not asked":
                self._forget(user)
        return outcome.result

    def _finish_write(self, question: _Question) -> Result:
        """Note what a store has brought to the disk, or put back what it may not bring there."""
        user, draft, outcome = question.user, question.draft, question.outcome
        if draft is None:
            return question.answer
        if question.faults:
            self.complain(reasons.of_store(user.steam_id, list(question.faults.values())))
            self.engine.revert(user, draft, question.faults)
            return Result.INVALID_PARAM
        if outcome is None or outcome.result is Result.OK:
            self.engine.stored(user, draft)
            return Result.OK
        if outcome.result is Result.INVALID_PARAM:
            faults = [f'"{name}" was changed by another server since it was read' for name in outcome.clashes]
            self.complain(reasons.of_store(user.steam_id, faults))
            self._misfits(self.engine.renew(user, outcome.row, outcome.clashes))
        else:
            self.complain(reasons.of_disk("store_user_stats", user.steam_id, outcome.fault))
        return outcome.result

    def _misfits(self, sentences: list[str]) -> None:
        """Say which stored values do not fit the schema any more."""
        for sentence in sentences:
            self._log("warning", sentence)

    def _forget(self, user: User) -> None:
        """Hold nothing of a user any more."""
        user.happen("unloaded")
        if user.asking:
            user.happen("request")
        elif self.users.get(user.steam_id) is user:
            del self.users[user.steam_id]
