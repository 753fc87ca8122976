"""What is on its way between a game and the store: a request about one user's stats, a query that concerns more than one, a look at others.

Rules: records only. What becomes of a request is told in world.py, what becomes of a query in query_requests.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.rules.user import Draft, User
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.store.store import Completion
    from steam_nodes.steam.refusals import Refusal
    from steam_nodes.steam.steam_id import SteamID

Kind: TypeAlias = Literal["request", "store", "flush", "unload"]


@dataclass(slots=True, eq=False)
class Request:
    """Something about one user that is not answered yet.

    "flush" stores what is unstored for nobody who waits; "unload" does so and unloads.

    Args:
        call: The number the caller was given, or the last one given before a request of the world's own.
        order: The number among all of them.
        kind: What is wanted.
        user: Whom it is about.
        steam_id: The user's id, as the answer carries it.
        frame: The frame it was made in.
        asked: When it was made, in seconds of the world's own time.
        due: The time before which it is not answered.
        answer: What the user's state says; anything but OK is the answer, and the store hears nothing of it.
        draft: What a store wants to write, as it was at the call.
        scripted: The answer of a fault in place of the store's.
        faults: What is wrong with the values of a store, by name.
        completion: What the store has done.
        sent: Whether the store has it and has not said yet what became of it.
        answered: Whether it was answered in another's place: what the store says of it comes too late for that.
    """

    call: int
    order: int
    kind: Kind
    user: User
    steam_id: SteamID
    frame: int
    asked: float
    due: float
    answer: Result
    draft: Draft | None = None
    scripted: Result | None = None
    faults: dict[str, str] | None = None
    completion: Completion | None = None
    sent: bool = False
    answered: bool = False


@dataclass(slots=True, eq=False)
class QueryRequest:
    """A query that is not answered yet.

    Args:
        call: The number the caller was given.
        name: The call, for what is said of a failure.
        query: The query.
        record: What makes the record of the answer.
        about: The handle it is about, 0 for none.
        frame: The frame it was made in.
        asked: When it was made, in seconds of the world's own time.
        due: The time before which it is not answered.
        sent: Whether the store has it.
        result: The answer where the store is not asked, or has failed.
        completion: What the store has done.
        found: What it has found.
        fault: Why it failed in the store's place.
        work: Does a piece of what the answer needs beside the store, and returns whether that is done; None for nothing.
    """

    call: int
    name: str
    query: Query
    record: Callable[[QueryRequest], ClientRecord]
    about: int
    frame: int
    asked: float
    due: float
    sent: bool = False
    result: Result | None = None
    completion: Completion | None = None
    found: object = None
    fault: Refusal | None = None
    work: Callable[[], bool] | None = None

    @property
    def answer(self) -> Result:
        """What it is answered with."""
        return self.result or Result.IO_FAILURE


@dataclass(slots=True, eq=False)
class Watch:
    """One look at what other programs did, which nobody asked for and which has no number.

    Args:
        completion: What the store has found; None as long as it is at it.
    """

    completion: Completion | None = None
