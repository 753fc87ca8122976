"""One local world: its rules, users, store and clock, and what is on its way between them.

Rules: everything asked of Steam waits in its user's lane, and only the head of a lane is with the store; so the answers for one user
come in the order asked, and a write starts from what the one before it left. A request is answered in a later frame than it was made
in, exactly once. What a user holds changes at the moment the answer is handed over, never before; but for a player on this server, who
is shown within a frame what others store. On a clock that waits, a poll waits for the store until everything asked before this frame is
answered; on any other it takes what is ready, not too much of it in one frame, and a store begins with the next frame, so that a hundred
stores at once are spread over several frames. A request that there is no connection for waits for one, and for no longer than the world's
timeout; where that comes before the store knows what became of it, that is taken in when it is known. While Steam is closed, shut down or
logged off no user is found, and every call is answered alike.

A frame goes `advance` (the time moves), then `take`: `_settle` pairs each completion of the store with its request, `_answer_request` or
`_answer_write` does to the user what the answer means and makes the record, and the records are given away in the order asked.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from operator import itemgetter
from time import monotonic
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.checks import MOST_FRAME, require_frame, require_int
from steam_nodes.steam.local.rules.user import NEXT, FollowedSets, User
from steam_nodes.steam.local.store.store import Completion, Job
from steam_nodes.steam.local.world.faults import Faults
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.local.world.players import LOADED, Players, RecentUsers, too_many
from steam_nodes.steam.local.world.rate_limit import RateLimit
from steam_nodes.steam.local.world.requests import QueryRequest, Request, Watch
from steam_nodes.steam.local.world.world_log import WorldLog
from steam_nodes.steam.refusals import SERVER
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.rules.stat_rules import StatRules
    from steam_nodes.steam.local.rules.user import Draft, State
    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.local.world.options import Options
    from steam_nodes.steam.local.world.requests import Kind
    from steam_nodes.steam.refusals import Side

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_FOREVER: Final = float("inf")
_AT_ONCE: Final = 16
_MOST_GONE: Final = 10_000
_NUMBERED: Final = ("request", "store")
"""What has a number, which the caller is given: no other request may use one up, or the numbers would tell of what nobody called."""
END_SECONDS: Final = 5.0
LAST_SECONDS: Final = 1.0
"""How much of that is left for the store itself where the rest was spent on waiting for it."""
DAY_SECONDS: Final = 86400
_order: Final = itemgetter(0)
_record: Final = itemgetter(1)


class World:
    """The users, and the requests that are on their way.

    Args:
        rules: The rules of stats.
        store: Where the rows are.
        clock: Whose time it is.
        options: How it differs from the usual one.
        side: Whose words its sentences are in.
    """

    def __init__(self, rules: StatRules, store: Store, clock: Clock, options: Options, side: Side = SERVER) -> None:
        """Begin with nobody loaded."""
        self.rules = rules
        self.store = store
        store.exact = clock.waits
        self.clock = clock
        self.options = options
        self.world_log: WorldLog = WorldLog(store, clock, side)
        self.faults: Faults = Faults(store, self._connection_changed)
        self.players: Players = Players()
        self.users: dict[int, User] = {} if options.max_users is None else RecentUsers()
        self.gone: dict[int, None] = {}
        """Who was unloaded last and not loaded again, so that a refusal can say so."""
        self.lanes: dict[int, deque[Request]] = {}
        self.posted: deque[tuple[int, Record]] = deque()
        """What arrives in a later frame than it was posted in."""
        self.frame: int = 0
        self.elapsed: float = 0.0
        self.offline_state: State | None = None
        """Where every call for every user is answered alike; None where each user has a state."""
        self.ended: bool = False
        self.not_stored: list[str] = []
        """What could not be stored where the program left Steam, by stats and user."""
        self.summed: frozenset[str] = frozenset(stat.name for stat in rules.schema.stats.values() if stat.aggregated)
        """The stats whose totals over all users are kept."""
        self.at_frame: list[Callable[[], None]] = []
        """What is looked after as a frame begins."""
        self.undone: list[QueryRequest] = []
        """The queries that the store has not done since it cannot be reached, in the order sent."""
        self.at_end: list[Callable[[], None]] = []
        """What is done where the program leaves Steam, at a shutdown and at the end, while the store is still open; harmless twice."""
        self.followed: dict[int, FollowedSets] = {}
        """The users of whom somebody wants to know what becomes of each set."""
        self._found = self.users
        self._on_connection: Callable[[bool], None] | None = None
        self._rate_limit = RateLimit()
        self._late: deque[tuple[float, Record]] = deque()
        self._ready: deque[Request] = deque()
        self._stranded: list[Request] = []
        self._next_frame: list[Request] = []
        # Kept here until they are handed over: a signal's handler can raise out of the wait for the store.
        self._answered: list[tuple[int, Record]] = []
        self._calls = self._asked = 0
        self._open = 0
        self._asked_now = 0
        self._time = clock.now()
        rules.now = int(self._time)
        self._store_looks = store.watch_connection(self._store_changed)
        for look in self._store_looks:
            self.at_frame += (self.collect, look, self._give_up_sent)

    # Where it stands, and who is there.

    def go(self, state: State | None) -> None:
        """Be somewhere where every call for every user is answered alike, or (None) where each user has a state."""
        self.offline_state = state
        self._found = self.users if state is None else {}

    def shut_down(self) -> None:
        """Store what is unstored and hold no user any more; what was asked before is still answered."""
        self._leave()
        self.flush(END_SECONDS)
        self.users.clear()
        self.players.clear()
        self.go("shut down")

    def watch_connection(self, changed: Callable[[bool], None]) -> None:
        """Have a side told when the connection to Steam is lost (False) and when it is back (True)."""
        self._on_connection = changed

    def user(self, steam_id: int) -> User:
        """Find whom a call is about; of whom nothing is held, a record whose state says why.

        Raises:
            TypeError: The id is no int.
        """
        if isinstance(steam_id, int):
            user = self._found.get(steam_id)
            if user is not None:
                return user
        return self.stranger(steam_id)

    def stranger(self, steam_id: int) -> User:
        """Make the record of a user of whom nothing is held.

        Raises:
            TypeError: The id is no int.
        """
        player = is_player(steam_id)
        if self.offline_state is not None:
            return User(steam_id, self.offline_state)
        return User(steam_id, "not asked" if player else "not a player", gone=steam_id in self.gone)

    def join(self, steam_id: int) -> None:
        """Let a player onto the server."""
        self.players.here.add(steam_id)
        user = self.users.get(steam_id)
        if user is not None:
            user.leaving = False
            if user.state in LOADED:
                self._place(user)

    def leave(self, steam_id: int) -> None:
        """Let a player leave the server: what is unstored is stored, then the user is unloaded."""
        self.players.here.discard(steam_id)
        self.players.unwatch(steam_id)
        user = self.users.get(steam_id)
        if user is not None:
            if self.options.strict:
                user.happen("left")
            user.leaving = True
            self.unload(user)

    # Time and frames.

    def advance(self, delta: float) -> None:
        """Begin a frame."""
        if type(delta) is not float or not 0.0 <= delta <= MOST_FRAME:
            delta = require_frame(delta)
        self.frame += 1
        self._asked_now = 0
        self.clock.advance(delta)
        now = self.clock.now()
        # A clock that is set back must not hold up what waits for a moment: the world's own time only goes forward.
        if now > self._time:
            self.elapsed += now - self._time
        self._time = now
        self.rules.now = int(now)
        if self._next_frame:
            self._begin()
        if self._stranded:
            self._give_up(self.elapsed - self.options.timeout)
        if self.players.watched and self.faults.reachable and self.offline_state is None:
            self.players.look(self.store)
        if self.at_frame:
            for look in tuple(self.at_frame):
                look()
        while self._late and self._late[0][0] <= self.elapsed:
            self.posted.append((self.frame - 1, self._late.popleft()[1]))

    def day(self) -> int:
        """Return the day it is in UTC, counted from 1970."""
        return int(self._time // DAY_SECONDS)

    def number(self) -> int:
        """Return the number of a new call."""
        self._calls += 1
        return self._calls

    def post(self, record: Record) -> None:
        """Have a record arrive in a later frame; after the end nothing does."""
        if self.offline_state != "closed":
            self.posted.append((self.frame, record))

    def post_late(self, record: Record) -> None:
        """Have an answer arrive in a later frame, after the latency, behind the answers before it."""
        latency = self.faults.latency
        if not latency and not self._late:
            self.post(record)
        elif self.offline_state != "closed":
            due = self.elapsed + latency
            self._late.append((max(due, self._late[-1][0]) if self._late else due, record))

    def withdraw(self, kind: type[Record]) -> bool:
        """Take back the posted records of a kind that have not arrived yet; return whether there was one."""
        kept = [entry for entry in self.posted if not isinstance(entry[1], kind)]
        found = len(kept) < len(self.posted)
        self.posted.clear()
        self.posted.extend(kept)
        return found

    def take(self) -> list[Record]:
        """Return what has arrived, in the order asked."""
        if not self.lanes and not self.posted and not self.players.watched:
            return []
        if self.clock.waits and self._open > self._asked_now and not self._ready and not self.store.done:
            self.store.wait()
        self._settle(self.frame, self.elapsed)
        while self.clock.waits and (self._open > self._asked_now or self.players.looking):
            self.store.wait()
            if not self.store.done:
                break  # Nothing is under way: what is open waits for its time, or for a store that is slow on purpose.
            self._settle(self.frame, self.elapsed)
        answered, self._answered = self._answered, []
        answered.sort(key=_order)
        records = [*map(_record, answered)]
        while self.posted and self.posted[0][0] < self.frame:
            records.append(self.posted.popleft()[1])
        return records

    def collect(self) -> None:
        """Hand what the store has done to the requests that wait for it."""
        done = self.store.done
        while done:
            completion = done.popleft()
            request = completion.job.ticket
            if completion.result is Result.NO_CONNECTION and self._kept(request):
                continue
            if isinstance(request, Request):
                request.completion, request.sent = completion, False
                if request.answered:
                    self._learn(request)
                    continue
                self._ready.append(request)
            elif isinstance(request, QueryRequest | Watch):
                request.completion = completion
            elif completion.job.kind == "look":
                self.world_log.remark(*refusals.of_look(completion.fault, completion.damaged))
                for user, row in self.players.seen(completion):
                    self.world_log.remark(*self.rules.fill(user, row))
            elif callable(request):
                request(completion)

    # What is asked of the store.

    def request(self, user: User, answer: Result) -> int:
        """Ask the store for a user's row; `answer` is what the user's state says."""
        if answer is Result.OK:
            self.users[user.steam_id] = user
            if self.followed:
                self._attach(user)
            user.asking += 1
            user.happen("request")
        return self._enqueue("request", user, answer)

    def store_user(self, user: User, answer: Result) -> int:
        """Bring what is changed now to the store; `answer` is what the user's state says."""
        if answer is not Result.OK:
            return self._enqueue("store", user, answer)
        since = self._rate_limit.since(user.steam_id, self.elapsed)
        if since is not None and self.options.store_rate == "refuse":
            self.world_log.refuse(refusals.of_rate_limit(user.steam_id, since, refused=True))
            return self._enqueue("store", user, Result.RATE_LIMIT_EXCEEDED)
        if since is not None and self.options.store_rate == "warn" and self._rate_limit.worth_saying(user.steam_id):
            self.world_log.remark(refusals.of_rate_limit(user.steam_id, since, refused=False))
        self._rate_limit.stored(user.steam_id, self.elapsed)
        return self._enqueue("store", user, answer, self.rules.draft(user))

    def follow(self, steam_id: int) -> FollowedSets:
        """Return what tells of each set of a user what became of it, from now on.

        Raises:
            TypeError: The id is no int.
        """
        require_int("follow_sets", "steam_id", steam_id)
        followed = self.followed.setdefault(steam_id, FollowedSets())
        user = self.users.get(steam_id)
        if user is not None:
            self._attach(user)
        return followed

    def unload(self, user: User) -> None:
        """Store what is unstored, then forget the user."""
        self._enqueue("unload", user, Result.OK)

    def do_now(self, job: Job) -> Completion:
        """Do a job of the world's own at once, waiting for the disk."""
        return self.do_all_now([job])[0]

    def do_all_now(self, jobs: list[Job]) -> list[Completion]:
        """Do jobs of the world's own at once, waiting for the disk; return what became of each, in their order."""
        store = self.store
        for look in self._store_looks:
            look()
        for job in jobs:
            store.submit(job)
        store.wait()
        own = {id(job): at for at, job in enumerate(jobs)}
        found = [Completion(job, Result.IO_FAILURE, fault="the store did not answer") for job in jobs]
        for _ in range(len(store.done)):
            completion = store.done.popleft()
            at = own.get(id(completion.job))
            if at is None:
                store.done.append(completion)
            else:
                found[at] = completion
        return found

    def flush(self, seconds: float) -> None:
        """Finish everything on its way and store what is unstored, waiting so long at most; the answers are posted."""
        deadline = monotonic() + seconds
        asked = self.frame
        self.rules.now = int(self.clock.now())
        for user in list(self.users.values()):
            if user.changed:
                self._enqueue("flush", user, Result.OK)
        self._begin()
        while True:
            writes = not self.clock.waits and any(request.kind != "request" for request in self._stranded)
            if not (writes and self.faults.comes_back((self.collect, *self._store_looks), deadline - LAST_SECONDS)):
                self._give_up(_FOREVER)
            self._settle(asked + 1, _FOREVER)
            if self._stranded:
                continue
            if not (self.lanes and self.store.wait(max(deadline - monotonic(), 0.0)) and self.store.done):
                break
        answered, self._answered = self._answered, []
        self.posted.extend((asked, record) for _, record in sorted(answered, key=_order))
        for user in self.users.values():
            if user.changed:
                lost = f"{', '.join(sorted(user.changed))} of {user.steam_id}"
                self.not_stored.append(lost)
                self.world_log.log("error", f"not stored at the end, and lost: {lost}")

    def end(self) -> None:
        """Store what is unstored and close the store; harmless twice."""
        if self.ended:
            return
        self.ended = True
        deadline = monotonic() + END_SECONDS
        self._leave()
        self.flush(END_SECONDS)
        if not self.store.close(max(deadline - monotonic(), 0.1)):
            self.not_stored.append("what was not answered")
            self.world_log.log("error", f"the store did not end within {END_SECONDS:g} s; what was not answered may be lost")
        self.users.clear()
        self.players.clear()
        self.lanes.clear()
        self.posted.clear()
        self._late.clear()

    def _leave(self) -> None:
        """Do what is to be done where the program leaves Steam."""
        for leave in self.at_end:
            leave()

    def _enqueue(self, kind: Kind, user: User, answer: Result, draft: Draft | None = None) -> int:
        """Put a request into its user's lane."""
        self.store.require_own()
        faults = self.faults
        self._asked += 1
        if kind in _NUMBERED:
            self._calls += 1
        steam_id = SteamID(user.steam_id & _UINT64)
        due = self.elapsed + faults.latency
        request = Request(self._calls, self._asked, kind, user, steam_id, self.frame, self.elapsed, due, answer, draft)
        if faults.scripted and answer is Result.OK:
            request.scripted = faults.next(kind)
        self._open += 1
        self._asked_now += 1
        lane = self.lanes.get(user.steam_id)
        if lane is None:
            self.lanes[user.steam_id] = deque((request,))
            if kind == "store" and not self.clock.waits:
                self._next_frame.append(request)
            else:
                self._start(request)
        else:
            lane.append(request)
        return request.call

    def _connection_changed(self, up: bool) -> None:
        """Tell that the connection is lost, or is back; what waited for it is sent."""
        if self._on_connection is not None:
            self._on_connection(up)
        if up:
            stranded, self._stranded = self._stranded, []
            for request in stranded:
                self._start(request)

    def _store_changed(self, cause: str) -> None:
        """Note why the store cannot be reached, "" when it can be again."""
        if cause:
            self.world_log.log("warning", f"{cause}; what is asked waits for it, for {self.options.timeout:g} s at most")
        else:
            # What was done before the loss is known first: what waited starts from it.
            self.collect()
            self.world_log.note("the store can be reached again")
        self.faults.store_changed(cause)

    def _kept(self, request: object) -> bool:
        """Keep what a store has not done since it cannot be reached, until it can be; return whether that is all there is to do."""
        for look in self._store_looks:
            look()
        if not self._store_looks:
            return False
        if isinstance(request, Request):
            request.sent = False
            if not request.answered:
                self._start(request)
        elif isinstance(request, QueryRequest):
            request.sent = False
            self.undone.append(request)
        else:
            return False
        return True

    def _begin(self) -> None:
        """Start the stores that waited for this frame."""
        waiting, self._next_frame = self._next_frame, []
        for request in waiting:
            self._start(request)

    def _start(self, request: Request) -> None:
        """Give the head of a lane to the store, or answer it if there is nothing to do there."""
        user = request.user
        if request.answer is not Result.OK or request.scripted is not None:
            self._ready.append(request)
        elif request.kind in {"flush", "unload"} and not user.changed:
            request.draft = self.rules.draft(user)
            self._ready.append(request)
        elif self.faults.offline:
            self._stranded.append(request)
        elif self.faults.io_failure:
            request.scripted = Result.IO_FAILURE
            self._ready.append(request)
        elif request.kind == "request":
            request.sent = True
            self.store.submit(Job("read", user.steam_id, ticket=request))
        else:
            draft = request.draft if request.kind == "store" and request.draft else self.rules.draft(user)
            request.draft = draft
            request.faults = self.rules.judge(user, draft)
            if request.faults or not draft.changes:
                self._ready.append(request)
            else:
                bases = {name: self.rules.base(user, name) for name in draft.changes}
                request.sent = True
                self.store.submit(Job("write", user.steam_id, draft.changes, bases, request, sums=self.summed, day=self.day()))

    def _give_up(self, asked: float) -> None:
        """Answer what waits for the connection since this time or longer."""
        lost = [request for request in self._stranded if request.asked <= asked]
        if lost:
            self._stranded = [request for request in self._stranded if request.asked > asked]
            for request in lost:
                request.scripted = Result.NO_CONNECTION
            self._ready.extend(lost)

    def _give_up_sent(self) -> None:
        """Answer what the store has had for too long while it cannot be reached, and does not know itself what became of it.

        A copy is answered in its place, so that the store's word still finds what it is about.
        """
        if not self.faults.cause:
            return
        asked = self.elapsed - self.options.timeout
        for lane in self.lanes.values():
            request = lane[0]
            if request.sent and request.asked <= asked:
                lane[0] = replace(request, scripted=Result.NO_CONNECTION, sent=False)
                request.answered = True
                self._ready.append(lane[0])

    # What an answer means.

    def _settle(self, before: int, now: float) -> None:
        """Answer what is ready, was asked in a frame below `before` and is due."""
        answered, early = self._answered, []
        most = _FOREVER if self.clock.waits or now == _FOREVER else _AT_ONCE
        while True:
            if self.store.done:
                self.collect()
            if not self._ready or len(answered) >= most:
                break
            request = self._ready.popleft()
            if request.frame >= before or request.due > now:
                early.append(request)
                continue
            again = False
            record: Record | None
            if request.kind == "request":
                record = self._answer_request(request)
            else:
                again, record = self._answer_write(request)
            if again:
                request.completion = request.draft = None
                self._start(request)
                continue
            self._open -= 1
            if record is not None:
                answered.append((request.order, record))
            lane = self.lanes[request.user.steam_id]
            lane.popleft()
            if lane:
                self._start(lane[0])
            else:
                del self.lanes[request.user.steam_id]
            if self.options.max_users is not None:
                self._make_room(self.options.max_users, request)
        if early:
            self._ready.extendleft(reversed(early))

    def _answer_request(self, request: Request) -> StatsReceived:
        """Take in the row of a user, and return the record of the answer."""
        user, completion, result = request.user, request.completion, request.answer
        if result is Result.OK:
            user.asking -= 1
            if completion is not None and completion.result is Result.OK:
                misfits = self.rules.fill(user, completion.row)
                if misfits:
                    self.world_log.remark(*misfits)
                self.gone.pop(user.steam_id, None)
                user.state = NEXT[user.state].get("received", user.state)
                if user.steam_id in self.players.here or self.options.strict:
                    self._place(user)
                self.users[user.steam_id] = self.users.pop(user.steam_id, user)  # An answer is a use: see players.py.
                self.world_log.answered(self.rules.now, f"request {user.steam_id:d}", Result.OK)
                return StatsReceived(request.call, Result.OK, request.steam_id)
            result = self._failed(request)
            if not user.asking:
                user.happen("not received")
                if user.state == "not asked":
                    self._forget(user)
        self.world_log.answered(self.rules.now, f"request {short(user.steam_id)}", result)
        return StatsReceived(request.call, result, request.steam_id)

    def _answer_write(self, request: Request) -> tuple[bool, Record | None]:
        """Note what a store has brought to the disk, or put back what it may not bring there.

        Returns:
            Whether to start again, and the record of the answer, None for what nobody waits for.
        """
        user, draft, completion = request.user, request.draft, request.completion
        done = completion is None or completion.result is Result.OK
        if request.answer is Result.OK and draft is not None and request.scripted is None and not request.faults and done:
            self.rules.stored(user, draft)
            result, user_text = Result.OK, f"{user.steam_id:d}"
        else:
            result, user_text = self._not_stored(request), short(user.steam_id)
        if self.players.watched:
            self.players.settled(user.steam_id)
        self.world_log.answered(self.rules.now, f"{request.kind} {user_text}", result)
        if request.kind == "store":
            if result is not Result.OK and request.answer is Result.OK:
                self._rate_limit.failed(user.steam_id, request.asked)
            if user.leaving and not user.changed and len(self.lanes[user.steam_id]) == 1:
                self.unload(user)  # It left while it could not be stored; now it can go.
            return False, StatsStored(request.call, result, request.steam_id)
        if result in {Result.OK, Result.INVALID_PARAM} and user.changed:
            return True, None
        if request.kind == "flush" or user.changed or user.state not in LOADED:
            return False, None
        self._forget(user)
        return False, StatsUnloaded(request.steam_id)

    def _learn(self, request: Request) -> None:
        """Take in what became of a store that was answered before that was known."""
        user, draft, completion = request.user, request.draft, request.completion
        if draft is None or completion is None or completion.result not in {Result.OK, Result.INVALID_PARAM}:
            return
        if completion.result is Result.OK:
            self.rules.stored(user, draft)
        else:
            self._not_stored(request)
        if self.players.watched:
            self.players.settled(user.steam_id)
        self.world_log.note(f"{request.kind} {user.steam_id}: {completion.result.name}, known after it was answered")
        if user.leaving and not user.changed:
            self.unload(user)

    def _not_stored(self, request: Request) -> Result:
        """Put back what a store may not bring to the disk, say why, and return its answer."""
        user, draft, completion = request.user, request.draft, request.completion
        if request.answer is not Result.OK:
            return request.answer
        if request.scripted is None and draft is not None:
            if request.faults:
                self.world_log.refuse(refusals.of_store(user.steam_id, request.faults))
                self.rules.revert(user, draft, request.faults)
                return Result.INVALID_PARAM
            if completion is not None and completion.result is Result.INVALID_PARAM:
                say = self.world_log.refuse if user.followed is None else self.world_log.expect
                say(refusals.of_store(user.steam_id, dict.fromkeys(completion.clashes, refusals.CLASHED)))
                self.world_log.remark(*self.rules.renew(user, completion.row, completion.clashes))
                self.players.watch(user)
                return Result.INVALID_PARAM
        elif request.scripted is Result.INVALID_PARAM and draft is not None:
            self.rules.revert(user, draft, draft.changes)
        return self._failed(request)

    def _failed(self, request: Request) -> Result:
        """Say why the disk, or a fault by script, failed a request, and return the answer."""
        call = "request_user_stats" if request.kind == "request" else "store_user_stats"
        completion = request.completion
        if completion is None or request.scripted is not None:
            result = request.scripted or Result.IO_FAILURE
            self.world_log.refuse(refusals.of_fault(call, request.user.steam_id, result, self.faults.cause))
            return result
        self.world_log.refuse(refusals.of_disk(call, request.user.steam_id, completion.fault))
        return completion.result

    def _attach(self, user: User) -> None:
        """Let the record of a user tell who follows it what becomes of its sets."""
        followed = self.followed.get(user.steam_id)
        if followed is not None:
            user.followed, followed.user = followed, user

    def _place(self, user: User) -> None:
        """Put a loaded user among the players on the server, or outside of them."""
        if user.steam_id in self.players.here:
            user.happen("joined")
            if user.changed:
                user.happen("set")
            self.players.watch(user)
        elif self.options.strict:
            user.happen("left")

    def _forget(self, user: User) -> None:
        """Hold nothing of a user any more."""
        if user.state in LOADED:
            self.gone[user.steam_id] = None
            if len(self.gone) > _MOST_GONE:
                del self.gone[next(iter(self.gone))]
        user.happen("unloaded")
        user.leaving = False
        self.players.unwatch(user.steam_id)
        if user.asking:
            user.happen("request")
        elif self.users.get(user.steam_id) is user:
            del self.users[user.steam_id]

    def _make_room(self, most: int, request: Request) -> None:
        """Forget users, as long as there are too many."""
        for user in too_many(self.users, most):
            if user is not request.user and not self._stays(user):
                self._forget(user)
                self.world_log.note(f"unload {user.steam_id}: used longest ago")
                self._answered.append((request.order, StatsUnloaded(SteamID(user.steam_id & _UINT64))))

    def _stays(self, user: User) -> bool:
        """Whether a user may not be forgotten now."""
        return user.steam_id in self.lanes
