"""The life of a player's program on the local Steam: init, shutdown, who plays, the frames, and what arrives in them.

Rules: an answer is a record of callbacks.py and comes from a poll of a later frame. The answers of the world come first, in the
order asked, then what is told without being asked. While Steam is shut down or closed every call is refused and says so.
"""

from __future__ import annotations

import os
import weakref
from collections import deque
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import (
    StatsReceived,
    StatsStored,
    StatsUnloaded,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.checks import require_int
from steam_nodes.steam.enums import SteamAPIInitResult
from steam_nodes.steam.local.rules.user import User
from steam_nodes.steam.local.world.opening import end_world
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.local.world.world import END_SECONDS
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.callbacks import ClientRecord, Record
    from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
    from steam_nodes.steam.local.rules.user import State
    from steam_nodes.steam.local.world.client_world import ClientWorld

_APP_MAX: Final = 0xFFFF_FFFF


class ClientLife:
    """What every part of a player's door stands on.

    Args:
        world: The player's world.
        rules: Its rules.
        owner: Whose game it is.
    """

    def __init__(self, world: ClientWorld, rules: ClientStatRules, owner: int) -> None:
        """Load the player, and tell of it in the first frame."""
        self._world = world
        self._rules = rules
        self._me = world.own
        self._owner = owner
        self._game_id = rules.schema.app_id
        # What runs at the end holds the world, never this object: dropping it is what brings the end about.
        self._finalizer = weakref.finalize(self, end_world, world, os.getpid())
        self._posted: deque[tuple[int, Callable[[], ClientRecord]]] = deque()
        self._unasked: set[int] = set()
        self._users = world.users
        self.faults = world.faults
        """The faults of this door, by script: latency, the next answers, broken calls, a lost connection."""
        self.overlay = False
        """Whether `is_overlay_enabled` says that there is an overlay; a local world has none of its own."""
        self._load()

    def init(self, app_id: int) -> tuple[int, str]:
        """Start Steam for this program; a door is initialised as it is made, so this is needed after a shutdown only.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_Init.

        Args:
            app_id: The app of the schema, or 0 for that one.

        Returns:
            (ESteamAPIInitResult, a sentence); 0 is success.
        """
        if isinstance(app_id, bool) or not isinstance(app_id, int):
            message = f"init: the app is an int such as 480, not {type(app_id).__name__} {short(app_id)}"
            raise TypeError(message)
        fault = ""
        if self._world.offline_state == "closed":
            fault = refusals.why_absent("closed")
        elif app_id not in {0, self._game_id}:
            fault = f"the local world is that of app {self._game_id}, not of {short(app_id)}; pass 0, or change app_id in the schema"
        if fault:
            self._refuse(Refusal(("init", fault), f"init: {fault}"))
            return SteamAPIInitResult.FAILED_GENERIC, fault
        if self._world.offline_state is not None:
            self._go(None)
            self._load()
        return SteamAPIInitResult.OK, "Steamworks active"

    def shutdown(self) -> None:
        """End Steam for this program: store what is unstored; what was asked before is still answered. Harmless twice."""
        if self._world.offline_state is None:
            self._world.flush(END_SECONDS)
            self._world.users.clear()
            self._world.players.clear()
            self._go("shut down")

    def initialised(self) -> bool:
        """Whether calls can be made."""
        return self._world.offline_state is None

    def is_steam_running(self) -> bool:
        """Whether Steam runs on this machine: the local one does, as long as this door is not closed."""
        return self._world.offline_state != "closed"

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Return False: nobody has to start a program on the local Steam."""
        require_int("restart_app_if_necessary", "app_id", app_id)
        return False

    def get_app_id(self) -> int:
        """The app of the schema, 0 if not initialised."""
        return self._game_id if self.initialised() else 0

    def get_app_owner(self) -> int:
        """Who owns the game, 0 if not initialised."""
        return self._owner if self.initialised() else 0

    def get_steam_id(self) -> int:
        """The player's own id, 0 if not initialised."""
        return self._me if self.initialised() else 0

    def logged_on(self) -> bool:
        """Whether there is a player: also without a connection."""
        return self.initialised()

    def is_overlay_enabled(self) -> bool:
        """Whether Steam's overlay can be shown: what `overlay` says."""
        return self.initialised() and self.overlay

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._world.world_log.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds; without it nothing asked is ever answered."""
        self._world.advance(delta)

    def poll(self) -> list[ClientRecord]:
        """Return what has arrived since the last poll, in order."""
        world = self._world
        records: list[ClientRecord] = []
        if world.lanes or world.posted or world.players.watched:
            for record in world.take():
                records += self._translate(record)
        while self._posted and self._posted[0][0] < world.frame:
            records.append(self._posted.popleft()[1]())
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice.

        Raises:
            StoreError: This process was forked from the one that opened the store, and the door is of use only there.
        """
        self._world.store.require_own()
        self._finalizer()
        self._posted.clear()
        self._go("closed")

    def stats_log(self) -> list[str]:
        """Return the last 1,000 lines this door wrote to stats_log.txt, which stands in the folder `logs` beside the store's file."""
        return self._world.store.notes()

    # What the parts of the door use.

    def _translate(self, record: Record) -> list[ClientRecord]:
        """Return what the player's side is told where a server is told this record."""
        if isinstance(record, StatsReceived):
            call = record.call
            if call in self._unasked:
                self._unasked.discard(call)
                call = 0
            return [UserStatsReceived(call, self._game_id, record.result, record.steam_id)]
        if isinstance(record, StatsStored):
            names = self._world.unlocked.pop(record.call, ())
            told: list[ClientRecord] = [UserStatsStored(self._game_id, record.result)]
            return told + [self._unlock_record(name) for name in names]
        if isinstance(record, StatsUnloaded):
            return [UserStatsUnloaded(record.steam_id)]
        return []  # The connection comes and goes without a word on the player's side.

    def _unlock_record(self, name: str, current: int = 0, maximum: int = 0) -> UserAchievementStored:
        """Return the record of an achievement that was unlocked, or whose progress is shown."""
        return UserAchievementStored(
            self._game_id, group_achieve=False, achievement_name=name, current_progress=current, max_progress=maximum
        )

    def _load(self) -> None:
        """Load the player, and have that told in the next frame, as Steam does."""
        record = UserStatsReceived(0, self._game_id, self._world.load(), SteamID(self._me))
        self._post(lambda: record)

    def _post(self, record: Callable[[], ClientRecord]) -> None:
        """Have a record arrive in a later frame; it is made when it is handed over."""
        self._posted.append((self._world.frame, record))

    def _present(self, call: str) -> bool:
        """Whether Steam is initialised; if it is not, say which call it is missed by."""
        state = self._world.offline_state
        if state is None:
            return True
        self._refuse(refusals.of_absence(call, state))
        return False

    def _own(self) -> User:
        """Find the player."""
        return self._user(self._me)

    def _user(self, steam_id: int) -> User:
        """Find whom a call is about."""
        if isinstance(steam_id, int):
            user = self._users.get(steam_id)
            if user is not None:
                return user
        player = is_player(steam_id)
        if self._world.offline_state is not None:
            return User(steam_id, self._world.offline_state)
        return User(steam_id, "not asked" if player else "not a player", gone=steam_id in self._world.gone)

    def _refuse(self, refusal: Refusal) -> None:
        """Say why a call was refused."""
        self._world.world_log.refuse(refusal)

    def _accept(self, refusal: Refusal | None) -> bool:
        """Turn what the rules say into Steam's bool."""
        if refusal is None:
            return True
        self._refuse(refusal)
        return False

    def _go(self, state: State | None) -> None:
        """Be somewhere where every call is answered alike, or (None) where each user has a state."""
        self._world.offline_state = state
        self._users = self._world.users if state is None else {}
