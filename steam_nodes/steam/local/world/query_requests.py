"""The queries of one player's program that are on their way: leaderboards, totals, percentages, the number of players.

Rules: a query is answered exactly once, in a later frame than it was sent in, and all of them in the order sent. It goes to the store as it
is sent and no frame waits for it; on a clock that waits the answer comes exactly one frame later. The faults of the world hold for it: its
latency, a broken call, a script, and a lost connection, for which it waits until the world's timeout. What was refused is answered too,
with the Result of the refusal. After `close` nothing is answered; what is with the store already is still done.
"""

from __future__ import annotations

from collections import deque
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.local.store.queries import Nothing
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.requests import QueryRequest
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.world.world import World

_number: Final = attrgetter("call")


class QueryRequests:
    """The queries of one player's program that are on their way.

    Args:
        world: The player's world: its store, clock, numbers and faults.
    """

    def __init__(self, world: World) -> None:
        """Begin with nothing sent."""
        self._world = world
        self._open: deque[QueryRequest] = deque()
        self._unsent: deque[QueryRequest] = deque()
        # Kept here until they are handed over: a signal's handler can raise out of the wait for the store.
        self._answered: list[QueryRequest] = []
        self._closed = False

    def send(
        self,
        name: str,
        query: Query | None,
        record: Callable[[QueryRequest], ClientRecord],
        *,
        about: int = 0,
        refused: Result | None = None,
        work: Callable[[], bool] | None = None,
    ) -> int:
        """Send a query, and return the number that the answer carries.

        Args:
            name: The call, for what is said of a failure.
            query: The query; None if it was refused, or where the store is not needed for its answer.
            record: What makes the record of the answer.
            about: The handle it is about, 0 for none.
            refused: What it is answered with if it was refused; that is said already.
            work: Does a piece of what the answer needs beside the store, and returns whether that is done.
        """
        world = self._world
        number = world.number()
        if self._closed:
            return number
        # What is refused never goes to Steam: it takes no time there, and must not hold up what is sent behind it.
        due = world.elapsed + (world.faults.latency if refused is None else 0.0)
        request = QueryRequest(number, name, query or Nothing(), record, about, world.frame, world.elapsed, due, result=refused, work=work)
        self._open.append(request)
        if refused is None:
            scripted = world.faults.next_query()
            if scripted is None:
                self._unsent.append(request)
                self._send()
            else:
                self._fail(request, scripted)
        return number

    def take(self) -> list[QueryRequest]:
        """Return the queries that are answered now, in the order sent; `result` and `found` tell how."""
        if not self._open:
            return []
        world = self._world
        self._send()
        world.collect()
        while self._open:
            request = self._open[0]
            if request.frame >= world.frame or request.due > world.elapsed:
                break
            if request.result is None and request.completion is None and request.sent and world.clock.waits:
                world.store.wait()
                world.collect()
            if request.result is None and request.completion is None:
                break  # It waits for the connection, or for a store that is not done yet.
            if not self._worked(request):
                break
            self._answered.append(self._open.popleft())
            self._finish(request)
        answered, self._answered = self._answered, []
        return answered

    def close(self) -> None:
        """Answer nothing any more; harmless twice."""
        self._closed = True
        self._open.clear()
        self._answered.clear()
        self._unsent.clear()

    def _worked(self, request: QueryRequest) -> bool:
        """Whether what the answer needs beside the store is done, of which a piece is done here; on a clock that waits all of it."""
        work = request.work
        if work is None or request.result is not Result.OK:
            return True
        while not work():
            if not self._world.clock.waits:
                return False
        return True

    def _send(self) -> None:
        """Bring to the store what waits for that, in the order sent; what has waited too long for the connection is given up."""
        world, unsent = self._world, self._unsent
        if world.undone:
            unsent = self._unsent = deque(sorted((*unsent, *world.undone), key=_number))
            world.undone.clear()
        while unsent and not world.faults.offline:
            request = unsent.popleft()
            if world.faults.io_failure:
                self._fail(request, Result.IO_FAILURE)
            elif isinstance(request.query, Nothing):
                request.result = Result.OK
            else:
                request.sent = True
                world.store.submit(Job("query", 0, ticket=request, query=request.query))
        while unsent and unsent[0].asked <= world.elapsed - world.options.timeout:
            self._fail(unsent.popleft(), Result.NO_CONNECTION)

    def _fail(self, request: QueryRequest, result: Result) -> None:
        """Answer a query in the store's place."""
        request.result = result
        cause = f"Steam answers {result.name}, as a script of faults says"
        if result is Result.NO_CONNECTION:
            cause = refusals.no_connection(self._world.faults.cause)
        request.fault = Refusal((request.name, "fault", result.name), f"{request.name}: {cause}; ask again")

    def _finish(self, request: QueryRequest) -> None:
        """Take in the answer of the store, and say why if there is none."""
        world_log, completion = self._world.world_log, request.completion
        if completion is not None:
            request.result, request.found, request.completion = completion.result, completion.found, None
            if completion.result is Result.OK and completion.fault:
                world_log.remark(Refusal((request.name, "damaged", completion.fault), f"{request.name}: {completion.fault}"))
            elif completion.result is not Result.OK:
                sentence = f"{request.name}: {completion.fault}; ask again"
                world_log.refuse(Refusal((request.name, "disk", completion.fault), sentence))
        elif request.fault is not None:
            world_log.refuse(request.fault)
        about = short(request.about) if request.about else ""
        world_log.note(f"{request.name} {about}".rstrip() + f": {request.answer.name}")
