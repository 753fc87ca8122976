"""A plain model of a player's client, for random walks: what stats_model.py says of a server, and what is different on the player's side.

Rules: those of stats_model.py. The schema is that of stats_model_records.py with another Set By: what is the server's and what the
player's is told apart, and one achievement of the player follows a stat of the server, so that both sides write it.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.steam.results import Result
from tests.support import stats_model_records
from tests.support.stats_model import ModelWorld
from tests.support.stats_model_records import DEFAULTS, ModelQuestion, ModelUser

SERVERS = "pcB"
PLAYERS = "nfrA"
ORDER = "AB"


def _text() -> str:
    """Return the schema with what is the player's Set By Client."""
    head, *tables = stats_model_records.TEXT.replace('set_by = "GS"\n', "").split("\n[")
    return head + "".join(f'\n[{table.rstrip()}\nset_by = "{_set_by(table)}"\n' for table in tables)


def _set_by(table: str) -> str:
    """Return who may set what a table is about."""
    return "GS" if table.partition("]")[0][-1] in SERVERS else "Client"


TEXT = _text()


class ModelServer(ModelWorld):
    """A server that may not set what is the player's."""

    forbidden = PLAYERS


class ModelClient(ModelWorld):
    """The client of one player."""

    forbidden = SERVERS

    def __init__(self, rows: dict[int, dict[str, Any]], own: int, *, refuse: bool, max_users: int | None, timeout: float) -> None:
        """Begin with the player loaded."""
        room = None if max_users is None else max_users + 1
        super().__init__(rows, strict=False, at_set=True, refuse=refuse, max_users=room, timeout=timeout)
        self.own = own
        self.down = False
        self.unasked: set[int] = set()
        self.unlocks: dict[int, list[str]] = {}
        self.shown: list[tuple[Any, ...]] = []
        self.load()

    def load(self) -> None:
        """Read the player, and tell it."""
        user = self.users[self.own] = ModelUser(self.own, loaded=True)
        user.base = dict(self.rows.get(self.own, {}))
        self.here.add(self.own)
        self.shown.append((self.frame, "received", 0, Result.OK, self.own))

    def init(self) -> None:
        """Begin again."""
        if self.down:
            self.down = False
            self.load()

    def shutdown(self) -> None:
        """Store what is unstored; what was asked before is still answered."""
        if self.down:
            return
        answered = []
        for user in list(self.users.values()):
            if user.unstored:
                self.ask("flush", user, Result.OK)
        while self.lanes:
            self.give_up(float("inf"))
            answered += self.settle(self.frame + 1, float("inf"))
        self.posted += [(self.frame, *record) for _, record in sorted(answered, key=lambda entry: entry[0])]
        self.users.clear()
        self.here.clear()
        self.down = True

    def request(self, steam_id: int) -> int:
        """Ask for a user."""
        return self.ask("request", ModelUser(steam_id), Result.NO_CONNECTION) if self.down else super().request(steam_id)

    def request_current(self) -> bool:
        """Ask for the player."""
        if not self.down:
            self.unasked.add(self.request(self.own))
        return not self.down

    def store_stats(self) -> bool:
        """Store the player."""
        if not self.down:
            self.store(self.own)
        return not self.down

    def reset(self, *, achievements_too: bool) -> bool:
        """Forget everything the player may set."""
        user = self.touched(self.own)
        if user is None:
            return False
        for name in PLAYERS:
            held = name in user.unstored or user.base.get(name) is not None
            if held and (achievements_too or name not in ORDER):
                user.earned.pop(name, None)
                user.broken.discard(name)
                user.put(name, None)
        return self.store_stats()

    def was_set(self, steam_id: int, name: str) -> bool | None:
        """Whether a stat was ever set."""
        user = self.touched(steam_id)
        if user is None or not user.loaded:
            return None
        return user.unstored.get(name, user.base.get(name)) is not None

    def unlock(self, steam_id: int, name: str) -> tuple[bool, int] | None:
        """Whether and when an achievement was unlocked."""
        user = self.touched(steam_id)
        if user is None or not user.loaded:
            return None
        time = user.view(name)
        return time is not None, time or 0

    def indicate(self, name: str, current: int, maximum: int) -> bool:
        """Show progress."""
        unlocked = self.unlock(self.own, name)
        if unlocked is None or unlocked[0] or not current < maximum:
            return False
        self.shown.append((self.frame, "stored", Result.OK))
        self.shown.append((self.frame, "shown", name, current, maximum))
        return True

    def unload(self, steam_id: int) -> None:
        """Unload another user."""
        if steam_id != self.own:
            super().unload(steam_id)

    def connection(self, *, on: bool) -> None:
        """Cut or mend the connection; who is shut down is not told."""
        before = list(self.posted)
        super().connection(on=on)
        if self.down:
            self.posted = before

    def step(self, delta: float) -> list[tuple[Any, ...]]:
        """Do one frame and return what arrives."""
        told: list[tuple[Any, ...]] = []
        for record in super().step(delta):
            if record[0] == "request":
                _, call, result, steam_id = record
                told.append(("received", 0 if call in self.unasked else call, result, steam_id))
            elif record[0] == "store":
                told.append(("stored", record[2]))
                told += [("shown", name, 0, 0) for name in self.unlocks.pop(record[1], [])]
            elif record[0] in {"unloaded", "on", "off"}:
                told.append(record)
        told += [tuple(what) for frame, *what in self.shown if frame < self.frame]
        self.shown = [entry for entry in self.shown if entry[0] >= self.frame]
        return told

    def make_room(self, request: ModelQuestion, answered: list[tuple[int, tuple[Any, ...]]]) -> None:
        """Unload who was used longest ago, never the player."""
        loaded = [user for user in self.users.values() if user.loaded]
        spare = len(loaded) - self.max_users if self.max_users is not None else 0
        for user in loaded:
            if spare > 0 and user.steam_id not in {self.own, *self.lanes} and user is not request.user:
                spare -= 1
                self.forget(user)
                answered.append((request.order, ("unloaded", user.steam_id)))

    def finish_write(self, request: ModelQuestion) -> Result:
        """Learn what became of a store, and what it unlocked."""
        changes, origin = request.changes, request.user.origin
        new = [name for name in ORDER if changes.get(name) is not None and origin.get(name) is None]
        result = super().finish_write(request)
        if result is Result.OK and request.kind == "store":
            self.unlocks[request.call] = new
        return result


def names(kind: str) -> list[str]:
    """Return the names of the stats ("stats") or the achievements."""
    return [name for name in DEFAULTS if (name in ORDER) is (kind != "stats")]
