"""A fleet in numbers: a thousand servers that store their players where rounds end, as a model of discrete events.

Rules: what a step costs was measured (`MEASURED`, by `python -m tests.benchmarks.fleet_costs` on a machine of two cores, which also
compares the model with real processes); the model adds nothing but queues. The cores of the database take work in the order in which it
comes, in slices. One flush of the log is under way at a time, and takes with it every commit that waits as it begins. A server that adds
to the totals holds their slot from its last statement to the end of the flush. What is told is heard by every server, each once for all
that has come meanwhile. When servers tell it, and how many answers a frame hands over, is as in the library. The same seed gives the same
numbers, so the tables of docs/how_to/fleet.md are what this prints: `python -m tests.benchmarks.fleet_model`.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[Callable[[], None]], None]
    """Something that takes its time: it is given what comes then."""
    Steps = Iterator[Step]

FRAME: Final = 1 / 60
SLICE: Final = 0.003
"""How long one piece of work keeps a core while others wait."""
SLOTS: Final = 64
LOOK_SECONDS: Final = 2.0
LOOKED_TOGETHER: Final = 0.01
GATHER_SECONDS: Final = 1 / 60
SHARE_SECONDS: Final = 0.001
SPEAKER_SECONDS: Final = 2.0
AT_ONCE: Final = 16
"""How many answers a frame hands over at most."""
MINUTE: Final = 60.0
CHECKPOINT_SECONDS: Final = 5 * MINUTE
"""How often PostgreSQL makes a checkpoint, with its own settings."""


@dataclass(frozen=True)
class Costs:
    """What each step costs; times in seconds of one core unless they are said to be waited for."""

    transaction: float
    """The database's part of a store's transaction, without its rows."""
    row: float
    """The same for each player in it."""
    transactions: float
    """How many transactions store a round: most often one takes all of its players, and sometimes two do."""
    trips: float
    """How often a transaction crosses the network and back."""
    flush: float
    """How long one flush of the log is waited for."""
    log_transaction: float
    """Bytes of the log for a transaction without its rows."""
    log_row: float
    """Bytes of the log for each player in it, whose page was written to since the last checkpoint."""
    log_first: float
    """The same where it was not, so that the whole page is written to the log."""
    log_packed: float
    """The same with `wal_compression = on`."""
    word: float
    """The database's part of telling others, in a transaction of its own."""
    heard: float
    """The same for each server that is woken to hear it."""
    heard_more: float
    """The same for each further word that it hears while it is awake."""
    look: float
    """The database's part of a look at 200 players that found nothing."""
    connection: float
    """Bytes of memory for the two connections of a server."""
    set: float
    """The server's part for each player: setting what a round changed."""
    ask: float
    """The same: calling for the store."""
    work: float
    """The same: the thread that talks to the database."""
    work_transaction: float
    """The thread's part of a transaction without its rows."""
    hear: float
    """The same: handing over the answer."""
    hear_word: float
    """The server's part of hearing that others have stored something."""
    frame: float
    """The server's part of a second of frames."""


MEASURED: Final = Costs(
    transaction=0.00104,
    row=5.26e-05,
    transactions=1.0,
    trips=2.05,
    flush=0.00225,
    log_transaction=339.0,
    log_row=717.0,
    log_first=9870.0,
    log_packed=2880.0,
    word=0.000134,
    heard=2.27e-05,
    heard_more=1.23e-05,
    look=0.00139,
    connection=3660000.0,
    set=3.51e-06,
    ask=7.71e-06,
    work=0.00013,
    work_transaction=0.00144,
    hear=2.87e-05,
    hear_word=0.000195,
    frame=0.00613,
)
"""What `python -m tests.benchmarks.fleet_costs` has measured: CPython 3.11.7, PostgreSQL 15.18, Linux, two cores."""


@dataclass(frozen=True)
class Setting:
    """A fleet and its database.

    Args:
        servers: How many servers.
        players: How many players each of them stores where a round ends.
        every: How many seconds a round takes.
        pause: How many seconds after an answer the next round ends; where it is given, `every` does not count.
        within: Over how many seconds the ends of the servers' rounds are spread; None for all of the round.
        cores: The cores of the database's machine.
        databases: Over how many databases the players are spread.
        network: How many seconds a message and its answer are on their way.
        together: Whether the servers run on the database's cores too, as they do in the check.
        listening: Whether the servers tell each other what they have stored.
        flushing: Whether a commit waits for the disk.
    """

    servers: int = 1000
    players: int = 200
    every: float = 10 * MINUTE
    pause: float | None = None
    within: float | None = None
    cores: int = 8
    databases: int = 1
    network: float = 0.0005
    together: bool = False
    listening: bool = True
    flushing: bool = True


@dataclass
class Found:
    """What a run has shown."""

    seconds: float
    waits: list[float] = field(default_factory=list)
    """How long each server's players waited for their answers, a number for each round that ended."""
    transactions: int = 0
    rows: int = 0
    words: int = 0
    heard: int = 0
    flushes: int = 0
    log_bytes: float = 0.0
    core_seconds: dict[str, float] = field(default_factory=dict)
    """How long the cores have worked, by what for: stores, looks, words, and the servers themselves where they run there too."""
    flush_seconds: float = 0.0
    cores: int = 0

    def wait(self, share: float) -> float:
        """Return how long at most such a share of the rounds has waited, in seconds."""
        ordered = sorted(self.waits)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0

    @property
    def busy(self) -> float:
        """How much of the cores' time was used, 0 to 1."""
        return sum(self.core_seconds.values()) / (self.cores * self.seconds)

    @property
    def disk(self) -> float:
        """How much of the time a flush was under way, 0 to 1."""
        return self.flush_seconds / self.seconds


class Events:
    """What happens when; the time is its own."""

    def __init__(self) -> None:
        """Begin at 0."""
        self.now = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        """Have something done later."""
        self._number += 1
        heapq.heappush(self._due, (self.now + seconds, self._number, then))

    def run(self, until: float) -> None:
        """Let everything happen that is due before a time."""
        while self._due and self._due[0][0] <= until:
            self.now, _, then = heapq.heappop(self._due)
            then()
        self.now = until

    def start(self, steps: Steps, ended: Callable[[], None] | None = None) -> None:
        """Have steps done one after the other, each as soon as the one before is over."""

        def go_on() -> None:
            step = next(steps, None)
            if step is not None:
                step(go_on)
            elif ended is not None:
                ended()

        go_on()

    def side_by_side(self, parts: list[Steps]) -> Step:
        """Return the step of doing several things at once; it is over when all of them are."""

        def step(then: Callable[[], None]) -> None:
            left = len(parts)

            def one() -> None:
                nonlocal left
                left -= 1
                if not left:
                    then()

            for part in parts:
                self.start(part, one)

        return step

    def pause(self, seconds: float) -> Step:
        """Return the step of waiting."""
        return lambda then: self.after(seconds, then)


class Cores:
    """Cores that take pieces of work in the order in which they come."""

    def __init__(self, events: Events, count: int, speed: float = 1.0) -> None:
        """Begin idle."""
        self._events = events
        self._idle = count
        self._speed = speed
        self._waiting: deque[tuple[float, Callable[[], None]]] = deque()
        self.seconds: dict[str, float] = {}

    def work(self, what: str, seconds: float) -> Steps:
        """Return the steps of some work: slices, so that it does not keep others waiting."""
        self.seconds[what] = self.seconds.get(what, 0.0) + seconds
        while seconds > 0:
            part = min(seconds, SLICE)
            seconds -= part
            yield lambda then, part=part: self._take(part / self._speed, then)  # type: ignore[misc]  # mypy reads no defaults

    def _take(self, seconds: float, then: Callable[[], None]) -> None:
        if not self._idle:
            self._waiting.append((seconds, then))
            return
        self._idle -= 1
        self._begin(seconds, then)

    def _begin(self, seconds: float, then: Callable[[], None]) -> None:
        self._events.after(seconds, lambda: self._end(then))

    def _end(self, then: Callable[[], None]) -> None:
        if self._waiting:
            self._begin(*self._waiting.popleft())
        else:
            self._idle += 1
        then()


class Log:
    """The log of a database: one flush at a time, for all who wait as it begins."""

    def __init__(self, events: Events, seconds: float) -> None:
        """Begin with nothing to flush."""
        self._events = events
        self._each = seconds
        self._waiting: list[Callable[[], None]] = []
        self._flushing = False
        self.flushes = 0
        self.seconds = 0.0

    def flush(self, then: Callable[[], None]) -> None:
        """Be told when what was written until now is on the disk."""
        self._waiting.append(then)
        if not self._flushing:
            self._flush()

    def _flush(self) -> None:
        with_it, self._waiting = self._waiting, []
        self._flushing = bool(with_it)
        if with_it:
            self.flushes += 1
            self.seconds += self._each
            self._events.after(self._each, lambda: self._flushed(with_it))

    def _flushed(self, with_it: list[Callable[[], None]]) -> None:
        self._flush()
        for then in with_it:
            then()


class Locks:
    """Locks that are given in the order in which they were asked for."""

    def __init__(self) -> None:
        """Begin with none held."""
        self._waiting: dict[int, deque[Callable[[], None]]] = {}

    def take(self, name: int) -> Step:
        """Return the step of taking a lock."""

        def step(then: Callable[[], None]) -> None:
            if name in self._waiting:
                self._waiting[name].append(then)
            else:
                self._waiting[name] = deque()
                then()

        return step

    def give(self, name: int) -> None:
        """Give a lock back."""
        if self._waiting[name]:
            self._waiting[name].popleft()()
        else:
            del self._waiting[name]


class Database:
    """One database: its cores, its log, its slots, and the servers that listen."""

    def __init__(self, events: Events, costs: Costs, setting: Setting, found: Found) -> None:
        """Begin idle."""
        self._events = events
        self._costs = costs
        self._setting = setting
        self._found = found
        frames = setting.servers * costs.frame if setting.together else 0.0
        self.cores = Cores(events, setting.cores, 1.0 - min(frames / setting.cores, 0.9))
        self.log = Log(events, costs.flush)
        self._slots = Locks()
        self._untold = 0
        self._telling = False
        self._said: dict[int, float] = {}
        self._unsaid: set[int] = set()

    def store(self, server: int, rows: int, first: float, thread: Callable[[float], Steps]) -> Steps:
        """Return the steps of one transaction of a store.

        Args:
            server: Who stores.
            rows: How many players.
            first: Which share of them stand on pages that were not written to since the last checkpoint.
            thread: The steps of work in the server's own thread.
        """
        costs, found = self._costs, self._found
        trips = max(round(costs.trips), 1)
        each = (costs.transaction + costs.row * rows) / trips
        own = (costs.work_transaction + costs.work * rows) / trips
        for trip in range(trips):
            yield self._events.pause(self._setting.network * costs.trips / trips)
            if trip == trips - 1:
                yield self._slots.take(server % SLOTS)
            yield from self.cores.work("stores", each)
            yield from thread(own)
        if self._setting.flushing:
            yield self.log.flush
        self._slots.give(server % SLOTS)
        found.transactions += 1
        found.rows += rows
        found.log_bytes += costs.log_transaction + rows * (costs.log_row + first * (costs.log_first - costs.log_row))

    def looks(self) -> Steps:
        """Return the steps of the servers' looks without end; those of a few milliseconds are taken together."""
        each = LOOKED_TOGETHER * self._setting.servers / LOOK_SECONDS
        while True:
            yield self._events.pause(LOOKED_TOGETHER)
            self._events.start(self.cores.work("looks", each * self._costs.look))

    def tell(self, server: int) -> Steps:
        """Return the steps of a word, and have the others hear it; where one waits to be said already, this is said with it."""
        if server in self._unsaid:
            return
        self._unsaid.add(server)
        now = self._events.now
        speakers = sum(said > now - SPEAKER_SECONDS for said in self._said.values())
        due = self._said.get(server, -SPEAKER_SECONDS) + max(GATHER_SECONDS, speakers * SHARE_SECONDS)
        yield self._events.pause(max(due - now, 0.0))
        self._unsaid.discard(server)
        self._said[server] = self._events.now
        yield from self.cores.work("words", self._costs.word)
        self._found.words += 1
        self._untold += 1
        if not self._telling:
            self._telling = True
            self._events.start(self._be_heard())

    def _be_heard(self) -> Steps:
        """Return the steps in which all servers hear what was told, and again what was told meanwhile."""
        costs, listeners = self._costs, self._setting.servers
        while self._untold:
            words, self._untold = self._untold, 0
            self._found.heard += words * listeners
            each = costs.heard + (words - 1) * costs.heard_more + (costs.hear_word if self._setting.together else 0.0)
            parts = min(self._setting.cores, listeners)
            yield self._events.side_by_side([self.cores.work("words", listeners * each / parts) for _ in range(parts)])
        self._telling = False


class Fleet:
    """A run of the model.

    Args:
        setting: The fleet and its database.
        costs: What each step costs.
        seed: Of all that is chance.
    """

    def __init__(self, setting: Setting, costs: Costs = MEASURED, seed: int = 16) -> None:
        """Make the servers and the database."""
        self._setting = setting
        self._costs = costs
        self._chance = random.Random(seed)
        self._events = Events()
        self.found = Found(0.0, cores=setting.cores * setting.databases)
        share = replace(setting, servers=setting.servers if setting.databases == 1 else -(-setting.servers // setting.databases))
        self._databases = [Database(self._events, costs, share, self.found) for _ in range(setting.databases)]

    def run(self, seconds: float) -> Found:
        """Let so many seconds pass and return what they have shown."""
        setting = self._setting
        for number in range(setting.servers):
            within = setting.every if setting.within is None else setting.within
            self._events.start(self._play(number, self._chance.uniform(0.0, within)))
        for database in self._databases:
            self._events.start(database.looks())
        self._events.run(seconds)
        found = self.found
        found.seconds = seconds
        for database in self._databases:
            for what, spent in database.cores.seconds.items():
                found.core_seconds[what] = found.core_seconds.get(what, 0.0) + spent
        found.flush_seconds = max(database.log.seconds for database in self._databases)
        found.flushes = sum(database.log.flushes for database in self._databases)
        return found

    def _play(self, number: int, first: float) -> Steps:
        """Return the steps of a server: a round, a store, and so on."""
        setting, costs, events = self._setting, self._costs, self._events
        database = self._databases[number % setting.databases]
        players, phase = setting.players, self._chance.uniform(0.0, FRAME)
        fresh = min(setting.every / CHECKPOINT_SECONDS, 1.0) if setting.pause is None else 0.0
        due = first
        while True:
            yield events.pause(max(due - events.now, 0.0))
            due += setting.every
            yield from self._own(database, players * costs.set)
            asked = events.now
            yield from self._own(database, players * costs.ask)
            # The frame hands it to the thread as it ends, and later frames hand the answers over, so many in each.
            yield events.pause(_to_frame(events.now - phase))
            for rows in self._parts(players):
                yield from database.store(number, rows, fresh, lambda seconds: self._own(database, seconds))
                if setting.listening:
                    events.start(database.tell(number))
            yield events.pause(_to_frame(events.now - phase) + FRAME * ((players - 1) // AT_ONCE))
            self.found.waits.append(events.now - asked)
            yield from self._own(database, players * costs.hear)
            if setting.pause is not None:
                due = events.now + setting.pause

    def _parts(self, players: int) -> list[int]:
        """Return how many players each transaction of a round takes."""
        if players < 2 or self._chance.random() >= self._costs.transactions - 1:
            return [players]
        first = self._chance.randrange(1, players)
        return [first, players - first]

    def _own(self, database: Database, seconds: float) -> Steps:
        """Return the steps of a server's own work: on the database's cores, or on its own."""
        if self._setting.together:
            yield from database.cores.work("servers", seconds)
        else:
            yield self._events.pause(seconds)


def _to_frame(since: float) -> float:
    """Return how long it is to the next frame; whoever stands at the beginning of one, but for what floats lose, has missed it."""
    return FRAME * (math.floor(since / FRAME + 1e-6) + 1) - since


@dataclass(frozen=True)
class Paper:
    """What a fleet asks of its database in the long run, by multiplication alone; nothing waits for anything here."""

    connections: int
    memory: float
    stores: float
    """Players stored a second."""
    transactions: float
    log_bytes: float
    """A second."""
    heard: float
    """Words that servers hear, all of them together, a second."""
    cores: dict[str, float]
    """How many cores are at work, by what for."""


def on_paper(setting: Setting, costs: Costs = MEASURED) -> Paper:
    """Multiply: each server ends a round every so many seconds, stores all of its players, and is heard by all servers of its database."""
    rounds = setting.servers / setting.every
    transactions = rounds * costs.transactions
    listeners = setting.servers / setting.databases
    fresh = min(setting.every / CHECKPOINT_SECONDS, 1.0)
    row = costs.log_row + fresh * (costs.log_first - costs.log_row)
    told = transactions * (costs.word + listeners * costs.heard) if setting.listening else 0.0
    return Paper(
        connections=2 * setting.servers,
        memory=setting.servers * costs.connection,
        stores=rounds * setting.players,
        transactions=transactions,
        log_bytes=transactions * costs.log_transaction + rounds * setting.players * row,
        heard=transactions * listeners if setting.listening else 0.0,
        cores={
            "stores": transactions * costs.transaction + rounds * setting.players * costs.row,
            "looks": setting.servers / LOOK_SECONDS * costs.look,
            "words": told,
        },
    )


SLOW_DISK: Final = "a disk that takes 10 ms for a flush"
WITHIN: Final = 1.0
"""Over how many seconds the ends of the rounds are spread where all end at once."""
LONG: Final = 60.0
SHORT: Final = 20.0


def _ms(seconds: float) -> str:
    """Return a time as the tables have it."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _table(*rows: tuple[str, ...]) -> str:
    """Return rows as a table of Markdown; the first is its head."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def load_table() -> str:
    """Return what a thousand servers ask of one database, on paper, and what the model says of it."""
    setting = Setting()
    paper, apart, once = on_paper(setting), Fleet(setting).run(LONG), Fleet(replace(setting, within=WITHIN)).run(SHORT)
    cores = ", ".join(f"{what} {count:.2f}" for what, count in paper.cores.items())
    return _table(
        ("what", "how much", "how it comes about"),
        ("connections", f"{paper.connections:,}", "two for each server"),
        ("their memory", f"{paper.memory / 1e9:.1f} GB", f"{MEASURED.connection / 1e6:.1f} MB for each server"),
        ("players stored", f"{paper.stores:.0f} a second", "1,000 x 200 in 600 s"),
        ("transactions", f"{paper.transactions:.1f} a second", f"{MEASURED.transactions:.2f} for each round of a server"),
        (
            "the log",
            f"{paper.log_bytes / 1e6:.1f} MB a second",
            f"{MEASURED.log_first / 1000:.1f} KB for each player, whose page was not written to since the last checkpoint",
        ),
        (
            "the same with `wal_compression = on`",
            f"{paper.stores * MEASURED.log_packed / 1e6:.1f} MB a second",
            f"{MEASURED.log_packed / 1000:.1f} KB for each player",
        ),
        ("words heard", f"{paper.heard:,.0f} a second", "each transaction is told to all servers"),
        ("cores at work", f"{sum(paper.cores.values()):.2f}", cores),
        ("a round's wait, rounds spread", f"p50 {_ms(apart.wait(0.5))}, p99 {_ms(apart.wait(0.99))}", "the model, 8 cores"),
        (
            "a round's wait, all rounds within a second",
            f"p50 {_ms(once.wait(0.5))}, p99 {_ms(once.wait(0.99))}",
            "the same: each of 1,000 servers hears of 1,000 stores, while 200,000 players are stored",
        ),
    )


def breaks_table() -> str:
    """Return how far one database goes, with rounds that are spread and with rounds that all end within a second."""
    rows = [("servers", "connections", "memory", "cores at work of 8", "most of it", "p99, spread", "p99, within a second")]
    for servers in (125, 250, 500, 1000, 2000, 4000):
        setting = Setting(servers=servers)
        paper, apart, once = on_paper(setting), Fleet(setting).run(LONG), Fleet(replace(setting, within=WITHIN)).run(SHORT)
        most = max(paper.cores, key=lambda what: paper.cores[what])
        rows.append(
            (
                f"{servers:,}",
                f"{paper.connections:,}",
                f"{paper.memory / 1e9:.1f} GB",
                f"{apart.busy * setting.cores:.1f}",
                most,
                _ms(apart.wait(0.99)),
                _ms(once.wait(0.99)) if len(once.waits) == servers else f"over {SHORT:.0f} s",
            )
        )
    return _table(*rows)


def changes_table() -> str:
    """Return what each change does to a thousand servers whose rounds all end within a second."""
    base = Setting(within=WITHIN)
    changes = {
        "as it is: one database of 8 cores": base,
        "16 cores": replace(base, cores=16),
        "rounds that end within 10 s, not within one": replace(base, within=10.0),
        "4 databases of 8 cores, each with a quarter of the servers": replace(base, databases=4),
        "nobody is told, each looks every 2 s": replace(base, listening=False),
        "20 ms of network": replace(base, network=0.02),
        "`synchronous_commit = off`": replace(base, flushing=False),
        SLOW_DISK: base,
    }
    rows = [("what is changed", "p50", "p99", "flushes", "cores at work in these seconds")]
    for what, setting in changes.items():
        found = Fleet(setting, replace(MEASURED, flush=0.01) if what == SLOW_DISK else MEASURED).run(SHORT)
        spent = ", ".join(f"{kind} {seconds:.0f} s" for kind, seconds in sorted(found.core_seconds.items()) if kind != "servers")
        rows.append((what, _ms(found.wait(0.5)), _ms(found.wait(0.99)), f"{found.flushes}", spent))
    return _table(*rows)


PROCESSES: Final = {
    (1, 0.0): (784.4, 243.2, 657.6, 257.9, 259.1),
    (2, 0.0): (1510.0, 242.4, 666.3, 259.9, 286.4),
    (4, 0.0): (2819.0, 229.5, 667.9, 273.6, 314.6),
    (8, 0.0): (4987.0, 217.0, 682.7, 317.2, 336.0),
    (1, 0.5): (267.9, 140.5, 656.0, 238.4, 258.2),
    (2, 0.5): (520.7, 131.9, 663.2, 254.9, 311.6),
    (4, 0.5): (1011.0, 134.0, 792.1, 264.1, 389.8),
    (8, 0.5): (1964.0, 116.1, 665.7, 298.3, 341.1),
}
"""What real processes have shown in the same run as the costs, by how many they were and the pause between a round's answers and the next
store: stores a second, microseconds of cores and bytes of the log for each store, and milliseconds that half and nine tenths of the rounds
have waited at most. Each is the median of two runs, in turns."""


def beside(servers: int, pause: float, cores: int, costs: Costs = MEASURED) -> tuple[float, ...]:
    """Return what the model says where so many servers play on the cores of their database, as the processes do."""
    setting = Setting(servers=servers, pause=pause, within=0.1, cores=cores, network=0.0, together=True)
    found = Fleet(setting, costs).run(LONG / 2)
    spent = 1e6 * sum(found.core_seconds.values()) / found.rows
    return found.rows / found.seconds, spent, found.log_bytes / found.rows, 1e3 * found.wait(0.5), 1e3 * found.wait(0.9)


def check_table() -> str:
    """Return what processes have shown, each number beside the model's."""
    rows: list[tuple[str, ...]] = [("servers", "pause", "stores a second", "cores a store", "log a store", "wait, p50", "wait, p90")]
    for (servers, pause), real in PROCESSES.items():
        both = list(zip(real, beside(servers, pause, 2), strict=True))
        units = ("", " us", " bytes", " ms", " ms")
        cells = (f"{seen:,.0f}{unit}, model {said:,.0f}" for (seen, said), unit in zip(both, units, strict=True))
        rows.append((f"{servers}", f"{pause:g} s", *cells))
    return _table(*rows)


def main() -> None:
    """Print the tables of docs/how_to/fleet.md."""
    print(load_table(), breaks_table(), changes_table(), check_table(), sep="\n\n")


if __name__ == "__main__":
    main()
