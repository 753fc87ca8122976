"""What an answer means for the user it is about: taken in, noted as stored, put back, or left as it was with the reason said.

Rules: nothing here asks the store or knows of frames; a user changes only in these functions and in the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.local.world.players import LOADED, Players, RecentUsers
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from steam_nodes.steam.local.rules.stat_rules import StatRules
    from steam_nodes.steam.local.rules.user import User
    from steam_nodes.steam.local.world.requests import Options, Request
    from steam_nodes.steam.local.world.world_log import WorldLog

_MOST_GONE: Final = 10_000


class Outcomes:
    """The half of a world that knows its users.

    Args:
        rules: The rules.
        options: How the world differs from the usual one.
        journal: Where it says what went wrong.
    """

    def __init__(self, rules: StatRules, options: Options, world_log: WorldLog) -> None:
        """Begin with nobody loaded."""
        self.rules = rules
        self.options = options
        self.world_log = world_log
        self.players = Players()
        self.users: dict[int, User] = {} if options.max_users is None else RecentUsers()
        self.gone: dict[int, None] = {}
        """Who was unloaded last and not loaded again, so that a refusal can say so."""

    def _finish_request(self, request: Request) -> Result:
        """Take in the row of a user."""
        user, completion = request.user, request.completion
        if request.answer is not Result.OK:
            return request.answer
        user.asking -= 1
        if completion is not None and completion.result is Result.OK:
            self.world_log.remark(*self.rules.fill(user, completion.row))
            self.gone.pop(user.steam_id, None)
            user.happen("received")
            self._place(user)
            return Result.OK
        result = self._fault(request)
        if not user.asking:
            user.happen("not received")
            if user.state == "not asked":
                self._forget(user)
        return result

    def _finish_write(self, request: Request) -> Result:
        """Note what a store has brought to the disk, or put back what it may not bring there."""
        user, draft, completion = request.user, request.draft, request.completion
        if request.answer is not Result.OK:
            return request.answer
        if request.scripted is None and draft is not None:
            if request.faults:
                self.world_log.refuse(refusals.of_store(user.steam_id, request.faults))
                self.rules.revert(user, draft, request.faults)
                return Result.INVALID_PARAM
            if completion is None or completion.result is Result.OK:
                self.rules.stored(user, draft)
                return Result.OK
            if completion.result is Result.INVALID_PARAM:
                self.world_log.refuse(refusals.of_store(user.steam_id, dict.fromkeys(completion.clashes, refusals.CLASHED)))
                self.world_log.remark(*self.rules.renew(user, completion.row, completion.clashes))
                self.players.watch(user)
                return Result.INVALID_PARAM
        elif request.scripted is Result.INVALID_PARAM and draft is not None:
            self.rules.revert(user, draft, draft.changes)
        return self._fault(request)

    def _fault(self, request: Request) -> Result:
        """Say why the disk, or a fault by script, failed a question, and return the answer."""
        call = "request_user_stats" if request.kind == "request" else "store_user_stats"
        completion = request.completion
        if completion is None or request.scripted is not None:
            result = request.scripted or Result.IO_FAILURE
            self.world_log.refuse(refusals.of_fault(call, request.user.steam_id, result))
            return result
        self.world_log.refuse(refusals.of_disk(call, request.user.steam_id, completion.fault))
        return completion.result

    def _place(self, user: User) -> None:
        """Put a loaded user among the players on the server, or outside of them."""
        if user.steam_id in self.players.here:
            user.happen("joined")
            if user.changed:
                user.happen("set")
        elif self.options.strict:
            user.happen("left")
        self.players.watch(user)
        self.users[user.steam_id] = self.users.pop(user.steam_id, user)

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
