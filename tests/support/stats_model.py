"""A plain model of a local Steam, for random walks: every rule written once more, as directly as it can be said.

Rules: it shares no code with the library but Result. A user is what was read last (`base`), what was set and not stored (`unstored`), and
what each of those was set on (`origin`); a get looks at `unstored`, then `base`, then the default. Everything is in stored form: a number,
a pair for an average, the time of an unlock or None for an achievement. Nothing is fast.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.steam.results import Result
from tests.support.stats_model_records import (
    DEFAULTS,
    INCREMENT_ONLY,
    MAX,
    MAX_CHANGE,
    MIN,
    NOT_A_PLAYER,
    PROGRESS,
    START,
    WINDOW,
    ModelQuestion,
    ModelUser,
    shown,
)


class ModelWorld:
    """One server; `rows` is the store that all of them share, `forbidden` what Set By does not give it."""

    forbidden = "c"

    def __init__(
        self, rows: dict[int, dict[str, Any]], *, strict: bool, at_set: bool, refuse: bool, max_users: int | None, timeout: float
    ) -> None:
        """Begin with nobody."""
        self.rows = rows
        self.strict, self.at_set, self.refuse, self.max_users, self.timeout = strict, at_set, refuse, max_users, timeout
        self.users: dict[int, ModelUser] = {}
        self.here: set[int] = set()
        self.lanes: dict[int, list[ModelQuestion]] = {}
        self.done: list[ModelQuestion] = []
        self.ready: list[ModelQuestion] = []
        self.stranded: list[ModelQuestion] = []
        self.posted: list[tuple[Any, ...]] = []
        self.last_store: dict[int, float] = {}
        self.requests: list[Result] = []
        self.stores: list[Result] = []
        self.latency, self.offline, self.io_failure = 0.0, False, False
        self.frame, self.elapsed, self.calls, self.order = 0, 0.0, 0, 0

    # What a game calls.

    def touched(self, steam_id: int) -> ModelUser | None:
        """Find a user, and note the use."""
        user = self.users.pop(steam_id, None)
        if user is not None:
            self.users[steam_id] = user
        return user

    def request(self, steam_id: int) -> int:
        """Ask for a user."""
        if steam_id == NOT_A_PLAYER:
            return self.ask("request", ModelUser(steam_id), Result.FAIL)
        user = self.touched(steam_id) or self.users.setdefault(steam_id, ModelUser(steam_id))
        user.asking += 1
        return self.ask("request", user, Result.OK)

    def store(self, steam_id: int) -> int:
        """Store a user."""
        user = self.touched(steam_id)
        if user is None or not user.loaded:
            return self.ask("store", user or ModelUser(steam_id), Result.FAIL)
        if self.refuse and self.elapsed - self.last_store.get(steam_id, -1000.0) < 60:
            return self.ask("store", user, Result.RATE_LIMIT_EXCEEDED)
        self.last_store[steam_id] = self.elapsed
        return self.ask("store", user, Result.OK)

    def get(self, steam_id: int, name: str) -> Any:
        """Read a value."""
        user = self.touched(steam_id)
        if user is None or not user.loaded:
            return None
        raw = user.view(name)
        return raw is not None if name in "AB" else shown(raw)

    def set(self, steam_id: int, name: str, value: Any) -> bool:
        """Set a stat, add (count, length) to an average, unlock (True) or lock (False) an achievement."""
        user = self.touched(steam_id)
        if user is None or not user.loaded or user.away or name in self.forbidden:
            return False
        old = user.view(name)
        if name in "AB":
            user.earned.pop(name, None)
            time = old if old is not None else int(START + self.elapsed)
            user.put(name, time if value else None)
            return True
        raw = value
        if name == "r":
            (count, time), (more, length) = old, value
            if time == 0:
                raw = [more, length]
            else:
                kept = min(time, max(WINDOW - length, 0.0)) if time + length > WINDOW else time
                raw = [count * (kept / time) + more, kept + length]
        far = name in MAX_CHANGE and abs(value - old) > MAX_CHANGE[name]
        if self.at_set and (far or self.outside(name, shown(raw), shown(old))):
            return False
        if far:
            user.broken.add(name)
        user.put(name, raw)
        achievement, target = PROGRESS.get(name, ("", 0))
        if achievement and value >= target and user.view(achievement) is None:
            user.put(achievement, int(START + self.elapsed))
            user.earned[achievement] = name
        return True

    def join(self, steam_id: int) -> None:
        """Let a player in."""
        self.here.add(steam_id)
        user = self.touched(steam_id)
        if user is not None:
            user.leaving = False
            user.away = False

    def leave(self, steam_id: int) -> None:
        """Let a player out."""
        self.here.discard(steam_id)
        user = self.touched(steam_id)
        if user is not None:
            user.away = self.strict
            user.leaving = True
            self.ask("unload", user, Result.OK)

    def unload(self, steam_id: int) -> None:
        """Unload a user."""
        user = self.touched(steam_id)
        if user is not None and user.loaded:
            self.ask("unload", user, Result.OK)

    def connection(self, *, on: bool) -> None:
        """Cut or mend the connection."""
        if self.offline is on:
            self.offline = not on
            self.posted.append((self.frame, "on" if on else "off"))
            if on:
                waiting, self.stranded = self.stranded, []
                for request in waiting:
                    self.start(request)

    def step(self, delta: float) -> list[tuple[Any, ...]]:
        """Do one frame and return what arrives."""
        self.frame += 1
        self.elapsed += delta
        self.give_up(self.elapsed - self.timeout)
        if not self.offline and not self.io_failure:
            for user in self.users.values():
                if user.loaded and user.steam_id in self.here:
                    user.base = dict(self.rows.get(user.steam_id, {}))
        answered = self.settle(self.frame, self.elapsed)
        told = [what for frame, *what in self.posted if frame < self.frame]
        self.posted = [entry for entry in self.posted if entry[0] >= self.frame]
        return [record for _, record in sorted(answered, key=lambda entry: entry[0])] + [tuple(what) for what in told]

    def close(self) -> None:
        """Store what is unstored and end."""
        for user in list(self.users.values()):
            if user.unstored:
                self.ask("flush", user, Result.OK)
        while self.lanes:
            self.give_up(float("inf"))
            self.settle(self.frame + 1, float("inf"))

    # What happens behind.

    def outside(self, name: str, value: float, floor: float) -> bool:
        """Whether a value is beyond a limit."""
        low, high = MIN.get(name, value), MAX.get(name, value)
        return not low <= value <= high or (name in INCREMENT_ONLY and value < floor)

    def ask(self, kind: str, user: ModelUser, answer: Result) -> int:
        """Put a question into the user's lane."""
        self.order += 1
        self.calls += kind in {"request", "store"}
        request = ModelQuestion(self.calls, self.order, kind, user, self.frame, self.elapsed, self.elapsed + self.latency, answer)
        if answer is Result.OK:
            script = {"request": self.requests, "store": self.stores}.get(kind)
            scripted = script.pop(0) if script else Result.OK
            request.scripted = None if scripted is Result.OK else scripted
            if kind == "store":
                self.draft(request)
        lane = self.lanes.setdefault(user.steam_id, [])
        lane.append(request)
        if len(lane) == 1:
            self.start(request)
        return request.call

    def draft(self, request: ModelQuestion) -> None:
        """Write down what a store wants to write."""
        user = request.user
        request.changes = dict(user.unstored)
        request.turns = {name: user.turn[name] for name in user.unstored}
        request.broken = set(user.broken)

    def start(self, request: ModelQuestion) -> None:
        """Do what the head of a lane asks for."""
        user = request.user
        if request.answer is not Result.OK or request.scripted is not None:
            self.ready.append(request)
            return
        if request.kind in {"flush", "unload"}:
            self.draft(request)
        if request.kind in {"flush", "unload"} and not user.unstored:
            self.ready.append(request)
        elif self.offline:
            self.stranded.append(request)
        elif self.io_failure:
            request.scripted = Result.IO_FAILURE
            self.ready.append(request)
        elif request.kind == "request":
            request.read = dict(self.rows.get(user.steam_id, {}))
            self.done.append(request)
        else:
            self.write(request)

    def write(self, request: ModelQuestion) -> None:
        """Judge a store and write it."""
        user = request.user
        for name in list(request.changes):
            if user.reverted.get(name, 0) >= request.turns[name]:
                request.faults.append(name)
            elif name not in user.unstored:
                del request.changes[name]
            elif name not in "AB" and request.changes[name] is not None:
                value = shown(request.changes[name])
                stored = shown(DEFAULTS[name] if user.base.get(name) is None else user.base[name])
                if name in request.broken or self.outside(name, value, stored):
                    request.faults.append(name)
        if request.faults or not request.changes:
            self.ready.append(request)
            return
        row = self.rows.get(user.steam_id, {})
        request.clashes = [name for name in request.changes if row.get(name) != user.origin[name]]
        if not request.clashes:
            row = self.rows[user.steam_id] = row | request.changes
        request.read = dict(row)
        self.done.append(request)

    def give_up(self, asked: float) -> None:
        """Fail what has waited for the connection for too long."""
        for request in [request for request in self.stranded if request.asked <= asked]:
            self.stranded.remove(request)
            request.scripted = Result.NO_CONNECTION
            self.ready.append(request)

    def settle(self, before: int, now: float) -> list[tuple[int, tuple[Any, ...]]]:
        """Answer what can be answered."""
        answered: list[tuple[int, tuple[Any, ...]]] = []
        early = []
        while self.ready or self.done:
            self.ready += self.done
            self.done.clear()
            request = self.ready.pop(0)
            if request.frame >= before or request.due > now:
                early.append(request)
                continue
            user = request.user
            result = self.finish_request(request) if request.kind == "request" else self.finish_write(request)
            if request.kind in {"request", "store"}:
                answered.append((request.order, (request.kind, request.call, result, user.steam_id)))
            if request.kind == "store":
                if request.answer is Result.OK and result is not Result.OK and self.last_store.get(user.steam_id) == request.asked:
                    del self.last_store[user.steam_id]
                if user.leaving and not user.unstored and len(self.lanes[user.steam_id]) == 1:
                    self.ask("unload", user, Result.OK)
            if request.kind in {"flush", "unload"} and result in {Result.OK, Result.INVALID_PARAM} and user.unstored:
                request.faults, request.clashes, request.read = [], [], None
                self.start(request)
                continue
            if request.kind == "unload" and not user.unstored and user.loaded:
                self.forget(user)
                answered.append((request.order, ("unloaded", user.steam_id)))
            self.lanes[user.steam_id].pop(0)
            if self.lanes[user.steam_id]:
                self.start(self.lanes[user.steam_id][0])
            else:
                del self.lanes[user.steam_id]
            self.make_room(request, answered)
        self.ready = early
        return answered

    def make_room(self, request: ModelQuestion, answered: list[tuple[int, tuple[Any, ...]]]) -> None:
        """Unload who was used longest ago."""
        loaded = [user for user in self.users.values() if user.loaded]
        spare = len(loaded) - self.max_users if self.max_users is not None else 0
        for user in loaded:
            if spare > 0 and not user.unstored and user.steam_id not in self.lanes and user is not request.user:
                spare -= 1
                self.forget(user)
                answered.append((request.order, ("unloaded", user.steam_id)))

    def forget(self, user: ModelUser) -> None:
        """Unload a user."""
        user.loaded = user.away = user.leaving = False
        if not user.asking:
            del self.users[user.steam_id]

    def finish_request(self, request: ModelQuestion) -> Result:
        """Take in what was read."""
        user = request.user
        if request.answer is not Result.OK:
            return request.answer
        user.asking -= 1
        if request.scripted is not None:
            if not user.asking and not user.loaded:
                self.forget(user)
            return request.scripted
        assert request.read is not None
        user.base, user.loaded = request.read, True
        user.away = self.strict and user.steam_id not in self.here
        self.touched(user.steam_id)
        return Result.OK

    def finish_write(self, request: ModelQuestion) -> Result:
        """Learn what became of a store."""
        user = request.user
        unchanged = [name for name in request.changes if user.turn.get(name) == request.turns[name] and name in user.unstored]
        if request.answer is not Result.OK:
            return request.answer
        if request.scripted is not None:
            if request.scripted is Result.INVALID_PARAM:
                user.go_back(unchanged)
            return request.scripted
        if request.faults:
            user.go_back([name for name in request.faults if name in unchanged])
            return Result.INVALID_PARAM
        if request.clashes:
            assert request.read is not None
            user.base = request.read
            user.reverted |= dict.fromkeys(request.clashes, user.sets)
            user.go_back(request.clashes)
            return Result.INVALID_PARAM
        user.base = user.base | request.changes
        user.origin |= request.changes
        for name in unchanged:
            user.drop(name)
            user.earned.pop(name, None)
        return Result.OK
