"""What a world keeps of each thing asked of Steam, and the options a world has.

Rules: records only; what becomes of a question is told in world.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from steam_nodes.steam.local.rules.user import Draft, User
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.store.store import Completion
    from steam_nodes.steam.refusals import Refusal
    from steam_nodes.steam.results import Result

Kind: TypeAlias = Literal["request", "store", "flush", "unload"]


@dataclass(slots=True, eq=False)
class Request:
    """Something asked of Steam and not answered yet. "flush" stores what is unstored for nobody who waits; "unload" does so and unloads.

    `call` is the number the caller was given, or the last one given before a question of the world's own; `order` counts all of them.
    `scripted` is the answer of a fault in place of the store's. `due` is the time before which it is not answered.
    """

    call: int
    order: int
    kind: Kind
    user: User
    frame: int
    asked: float
    due: float
    answer: Result
    scripted: Result | None = None
    draft: Draft | None = None
    faults: dict[str, str] | None = None
    completion: Completion | None = None


@dataclass(slots=True, eq=False)
class QueryRequest:
    """Something asked of Steam that concerns no single user's stats, such as a leaderboard, and not answered yet.

    `name` is the call, `about` the handle it was about, 0 for none. `result` is the answer where the store is not asked, or has failed;
    `found` what it has found, `fault` why it failed in the store's place. `due` is the time before which it is not answered.
    """

    call: int
    name: str
    query: Query
    about: int
    frame: int
    asked: float
    due: float
    sent: bool = False
    result: Result | None = None
    completion: Completion | None = None
    found: object = None
    fault: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a world differs from the usual one; what each means stands at LocalSteam."""

    strict: bool = False
    store_rate: Literal["allow", "warn", "refuse"] = "warn"
    max_users: int | None = None
    timeout: float = 75.0
    upload_rate: Literal["allow", "warn", "refuse"] = "warn"
