"""A player's own world: one whose player is loaded from the start, plays, and is never forgotten.

Rules: those of world.py. The player is on the server in the sense of players.py, so what others store for them is seen within a frame.
What a store newly unlocked is known when it is on the disk, not before, and each unlock is told of by one store only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.local.rules.user import User
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.world import World
from steam_nodes.steam.refusals import Side
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.rules.stat_rules import StatRules
    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.local.world.options import Options
    from steam_nodes.steam.local.world.requests import Request


class ClientWorld(World):
    """The world of one player's program.

    Args:
        rules: The rules, as they bind a player's program.
        store: Where the rows are.
        clock: Whose time it is.
        options: How it differs from the usual one.
        own: The player's id.
    """

    def __init__(self, rules: StatRules, store: Store, clock: Clock, options: Options, own: int) -> None:
        """Begin with nobody loaded."""
        super().__init__(rules, store, clock, options, Side.of_player(own))
        self.own = own
        self._unlocked: dict[int, list[str]] = {}
        self._untold: list[str] = []
        """What a store unlocked that was answered before that was known: the next one tells it."""

    def load(self) -> Result:
        """Load the player before the first frame, waiting for the disk; return how that went."""
        completion = self.do_now(Job("read", self.own))
        self.players.here.add(self.own)
        if completion.result is not Result.OK:
            self.world_log.log("error", f"the stats of {self.own} could not be read at the start: {completion.fault}; request them again")
            return completion.result
        user = User(self.own, "not asked")
        user.happen("request")
        self.world_log.remark(*self.rules.fill(user, completion.row))
        user.happen("received")
        self.users[self.own] = user
        self._attach(user)
        self._place(user)
        self.world_log.note(f"load {self.own}: OK")
        return Result.OK

    def take_unlocked(self, call: int) -> list[str]:
        """Return, once, the achievements that a store which was answered OK has unlocked, in App Admin's order."""
        return self._unlocked.pop(call, [])

    def _stays(self, user: User) -> bool:
        """Whether a user may not be forgotten now: the player never is."""
        return user.steam_id == self.own or super()._stays(user)

    def _answer_write(self, request: Request) -> tuple[bool, Record | None]:
        """Note also what a store unlocked."""
        new = self._new(request) if request.kind == "store" else []
        again, record = super()._answer_write(request)
        if (new or self._untold) and isinstance(record, StatsStored) and record.result is Result.OK:
            self._unlocked[record.call] = self._untold + new
            self._untold = []
        return again, record

    def _learn(self, request: Request) -> None:
        """Note also what such a store unlocked."""
        if request.kind == "store" and request.completion is not None and request.completion.result is Result.OK:
            self._untold += self._new(request)
        super()._learn(request)

    def _new(self, request: Request) -> list[str]:
        """Return what a store unlocks that the store did not hold as unlocked, in App Admin's order."""
        if request.completion is None:
            return []
        changes, bases = request.completion.job.changes, request.completion.job.bases
        return [name for name in self.rules.schema.achievements if changes.get(name) is not None and bases.get(name) is None]
