"""Programs with a PlayerStats that walk at random: they add, set, unlock and store while Steam fails in every way, and count what they did.

Rules: a program is a tree with a Steam node over one backend and one PlayerStats, or two of the same player. A move is a word, so that a
way can be read. At the end every fault is over and the programs step side by side until all is settled; then what they counted must
be what Steam holds: `assert_exact`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import LocalSteam, PlayerStats, Result, SceneTree, Schema, Steam, SteamServer
from steam_nodes.steam.stat_values import to_float32
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TEXT: Final = (
    'app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n[stats.deaths]\ntype = "INT"\nset_by = "GS"\nincrement_only = true\n'
    '[stats.feet]\ntype = "FLOAT"\nset_by = "GS"\n[stats.best]\ntype = "INT"\nset_by = "GS"\n[stats.slow]\ntype = "INT"\nset_by = "GS"\n'
    'max_change = 3\n[stats.inches]\ntype = "FLOAT"\nset_by = "GS"\nincrement_only = true\n[stats.far]\ntype = "FLOAT"\nset_by = "GS"\n'
    'increment_only = true\n[stats.rate]\ntype = "AVGRATE"\nset_by = "GS"\n[achievements.ACH_CALLED]\nset_by = "GS"\n'
    '[achievements.ACH_KILLS]\nset_by = "GS"\nprogress = { stat = "deaths", max = 4 }\n'
)
"""What a server keeps."""
SCHEMA: Final = Schema.parse(TEXT)
OWN_SCHEMA: Final = Schema.parse(
    'app_id = 480\n[stats.kills]\ntype = "INT"\n[stats.deaths]\ntype = "INT"\nincrement_only = true\n[stats.feet]\ntype = "FLOAT"\n'
    '[stats.best]\ntype = "INT"\n[stats.slow]\ntype = "INT"\nmax_change = 3\n[stats.inches]\ntype = "FLOAT"\nincrement_only = true\n'
    '[stats.far]\ntype = "FLOAT"\nincrement_only = true\n[stats.rate]\ntype = "AVGRATE"\n[achievements.ACH_CALLED]\n'
    '[achievements.ACH_KILLS]\nprogress = { stat = "deaths", max = 4 }\n'
)
"""The same, as a player's own program may set it."""
GOAL: Final = 4
EVERY: Final = 1.0
"""The seconds between two stores here."""
ADDS: Final = {
    "kill": ("kills", 1),
    "unkill": ("kills", -2),
    "die": ("deaths", 1),
    "fly": ("feet", 0.25),
    "inch": ("inches", 0.1),
    "crawl": ("slow", 3),
}
FAILURES: Final = {
    "busy": Result.BUSY,
    "fail": Result.FAIL,
    "refuse": Result.INVALID_PARAM,
    "limit": Result.RATE_LIMIT_EXCEEDED,
    "timeout": Result.TIMEOUT,
}
QUIET: Final = (*ADDS, *ADDS, "best", "unlock", "session", "store", "store", "frame", "frame", "frame", "second")
FAULTS: Final = (*FAILURES, "deaf", "slow", "quick", "broken", "mended", "offline", "online", "unload", "out", "in", "twin", "alone")
SERVERS: Final = ("join", "leave", "log off", "log on")


class Program:
    """One program.

    Args:
        backend: Its Steam.
        world: The local world behind, whose faults and unloads are scripted.
        quiet: Whether moves of servers are passed over.
    """

    def __init__(self, backend: Any, world: Any = None) -> None:
        """Attach Steam, and a PlayerStats in the tree."""
        self.backend = backend
        self.world = backend if world is None else world
        self.own = not hasattr(backend, "store_user_stats")
        self.tree = SceneTree()
        self.steam: Any = (Steam if self.own else SteamServer).attach(self.tree, backend)
        self.time = 0.0
        self.stores: list[float] = []
        self.told: Counter[str] = Counter()
        self.failed: list[str] = []
        self.counted: Counter[str] = Counter()
        self.best = 0
        self.sessions: list[tuple[float, float]] = []
        self.unlocks: set[str] = set()
        self.stored = 0
        self._watch("store_stats" if self.own else "store_user_stats")
        self.stats = self._new()
        self.stats.achievement_unlocked.connect(self._unlocked)
        self.stats.failed.connect(self.failed.append)
        self.stats.stored.connect(self._stored)
        self.twin: PlayerStats | None = None
        self.tree.root.add_child(self.stats)

    def _new(self) -> PlayerStats:
        return PlayerStats(store_every=EVERY) if self.own else PlayerStats(PLAYER, store_every=EVERY)

    def _watch(self, name: str) -> None:
        """Note the time of each store."""
        store: Callable[..., Any] = getattr(self.backend, name)

        def noted(*args: Any) -> Any:
            self.stores.append(self.time)
            return store(*args)

        setattr(self.backend, name, noted)

    def _unlocked(self, name: str) -> None:
        self.told[name] += 1

    def _stored(self) -> None:
        self.stored += 1

    def frame(self, delta: float = 1 / 32) -> None:
        """Step a frame."""
        self.time += delta
        self.tree.process(delta)

    def add(self, name: str, amount: float) -> None:
        """Add, and count it."""
        target = self.stats if self.twin is None or len(self.counted) % 2 else self.twin
        target.add(name, amount)
        self.counted[name] += amount  # type: ignore[assignment]  # a Counter counts halves as well

    def do(self, move: str) -> None:  # noqa: C901, PLR0912  # one word, one line
        """Make one move."""
        stats, faults = self.stats, self.world.faults
        if move in ADDS:
            self.add(*ADDS[move])
        elif move in FAILURES:
            faults.next_stores(FAILURES[move])
        elif move == "deaf":
            faults.next_requests(Result.FAIL)
        elif move == "best":
            self.best += 3
            stats.best("best", self.best)
            stats.best("far", self.best / 10)
        elif move == "unlock":
            stats.unlock("ACH_CALLED")
            self.unlocks.add("ACH_CALLED")
        elif move == "session":
            self.sessions.append((3.0 + len(self.sessions), 2.0))
            stats.rate("rate", *self.sessions[-1])
        elif move == "store":
            stats.store()
        elif move == "frame":
            self.frame()
        elif move == "second":
            self.frame(0.75)
        elif move in {"slow", "quick"}:
            faults.latency = 0.3 if move == "slow" else 0.0
        elif move in {"broken", "mended"}:
            faults.io_failure = move == "broken"
        elif move in {"offline", "online"}:
            (faults.lose_connection if move == "offline" else faults.restore_connection)()
        elif move == "unload" and not self.own:
            self.world.unload(PLAYER)
        elif move == "out" and stats.is_inside_tree():
            self.tree.root.remove_child(stats)
        elif move == "in" and not stats.is_inside_tree():
            self.tree.root.add_child(stats)
        elif move == "twin" and self.twin is None:
            self.twin = self._new()
            self.tree.root.add_child(self.twin)
        elif move == "alone" and self.twin is not None:
            self.twin.queue_free()
            self.twin = None
        elif move in {"join", "leave"}:
            getattr(self.world, move)(PLAYER)
        elif move == "log off":
            self.backend.log_off()
        elif move == "log on" and not self.backend.logged_on():
            self.backend.log_on_anonymous()

    @property
    def settled(self) -> bool:
        """Whether nothing is unstored."""
        return self.stats.is_settled

    def mend(self) -> None:
        """End every fault."""
        self.world.faults.clear()
        if not self.own:
            self.do("log on")
        self.do("in")
        self.stats.store()

    def close(self) -> None:
        """End the program."""
        if not self.stats.is_inside_tree():
            self.stats.free()
        self.tree.close()
        self.backend.close()


def settle(programs: Sequence[Program], seconds: int = 600) -> None:
    """Step the programs side by side until nothing is unstored."""
    for program in programs:
        program.mend()
    for _ in range(seconds):
        for program in programs:
            program.frame(1.0)
        if all(program.settled for program in programs):
            return
    assert not [program.failed for program in programs if not program.settled], "not settled"


def walk(programs: Sequence[Program], ways: Iterable[tuple[int, str]]) -> None:
    """Go one way, and settle."""
    for number, move in ways:
        programs[number % len(programs)].do(move)
    settle(programs)


def assert_exact(programs: Sequence[Program], reader: LocalSteam) -> None:
    """See that Steam holds what the programs did, each unlock told once, and no store sooner than the rate allows."""
    read: Any = reader
    read.request_user_stats(PLAYER)
    read.advance(1.0)
    read.poll()
    counted: Counter[str] = Counter()
    for program in programs:
        counted.update(program.counted)
    found = {name: read.get_user_stat_int(PLAYER, name) for name in ("kills", "deaths", "slow")}
    found["feet"] = read.get_user_stat_float(PLAYER, "feet")
    wanted = {name: counted[name] for name in found}
    assert found == wanted, (found, wanted)
    best = max(program.best for program in programs)
    assert (read.get_user_stat_int(PLAYER, "best"), read.get_user_stat_float(PLAYER, "far")) == (best, to_float32(best / 10))
    assert abs(read.get_user_stat_float(PLAYER, "inches") - counted["inches"]) < 1e-5
    sessions = [session for program in programs for session in program.sessions]
    if sessions:
        average = sum(count for count, _ in sessions) / sum(seconds for _, seconds in sessions)
        assert abs(read.get_user_stat_float(PLAYER, "rate") - average) < average * 1e-6
    for program in programs:
        unlocked = set(program.unlocks)
        if counted["deaths"] >= GOAL and program.counted["deaths"] >= GOAL:
            unlocked.add("ACH_KILLS")
        assert max(program.told.values(), default=1) == 1
        assert all(read.get_user_achievement(PLAYER, name) for name in unlocked)
        near = [later - sooner for sooner, later in zip(program.stores, program.stores[1:], strict=False) if later - sooner < EVERY]
        assert near == []
    for name in {name for program in programs for name in program.unlocks}:
        assert sum(program.told[name] for program in programs) >= 1
