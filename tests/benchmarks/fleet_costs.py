"""What the steps of a fleet cost on this machine, and what its model says of them beside real processes.

Rules: everything runs against a server of its own, which `.ci/postgres` starts, or the one that STEAM_NODES_POSTGRES names, as its
superuser: `python -m tests.benchmarks.fleet_costs`. It needs Linux, whose /proc tells how long each process of the database has run. That
changes little with what else the machine does, as a time would. Only the flush is a time, as the database has measured it. Costs are
measured with one server; what the model makes of them for two, four and eight is then compared with as many processes, in turns.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.fleet_database import NoDatabaseError, server
from tests.benchmarks.fleet_model import Costs, beside
from tests.support.proxy import ProxyProcess
from tests.support.round_server import FRAME, STATS

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST: Final = 76561197960287931
MANY: Final = 100_000
"""How many players the database holds, so that a server's own stand far apart in it."""
PLAYERS: Final = 200
TRIED: Final = 20
WORDS: Final = 200
LISTENERS: Final = 60
IDLE_SECONDS: Final = 5


class Server:
    """A process of tests/support/round_server.py.

    Args:
        url: The database.
        first: Its first player.
        count: How many players it has.
        stride: How far apart they are.
    """

    def __init__(self, url: str, first: int, count: int, stride: int) -> None:
        """Start it; its first answer tells that it is there."""
        command = [sys.executable, "-m", "tests.support.round_server", url, str(first), str(count), str(stride)]
        # A file, for a pipe that nobody empties would stop it.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, text=True)

    def say(self, line: str) -> None:
        """Give it a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait until a command is done."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._said.seek(0)
            raise RuntimeError(self._said.read().decode(errors="replace")[-2000:])
        found: dict[str, Any] = json.loads(line)
        return found

    def ask(self, line: str) -> dict[str, Any]:
        """Give it a command and wait until it is done."""
        self.say(line)
        return self.answer()

    def end(self) -> None:
        """End it."""
        if self._process.poll() is None:
            self.say("end")
            self._process.wait()
        self._said.close()


@contextmanager
def servers(url: str, count: int, players: int) -> Iterator[list[Server]]:
    """Start servers whose players stand far apart, and end them."""
    stride = MANY // players
    started = [Server(url, FIRST + number, players, stride) for number in range(count)]
    try:
        for one in started:
            one.answer()
        yield started
    finally:
        for server in started:
            server.end()


@dataclass(frozen=True)
class Look:
    """What the database has done until a moment: seconds of its cores by what its processes are for, its log and its transactions."""

    cores: dict[str, float]
    log_bytes: float
    flushes: float
    flush_seconds: float
    transactions: float


class Watch:
    """Looks at the database from outside.

    Args:
        url: The database, as its superuser.
    """

    def __init__(self, url: str) -> None:
        """Have the database measure its flushes."""
        import psycopg

        self._url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self.run("ALTER SYSTEM SET track_wal_io_timing = on")
        self.run("SELECT pg_reload_conf()")

    def run(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run a statement."""
        found = self._connection.execute(sql.encode(), parameters or None)
        return found.fetchall() if found.description else []

    def look(self) -> Look:
        """Look; what processes tell of themselves arrives within a second."""
        time.sleep(1.2)
        cores: dict[str, float] = {}
        for pid, name in self.run("SELECT pid, coalesce(nullif(application_name, ''), backend_type) FROM pg_stat_activity"):
            kind = next((kind for kind in ("steam_nodes news", "steam_nodes") if name.startswith(kind)), name)
            ran = int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0])
            cores[kind] = cores.get(kind, 0.0) + ran / 1e9
        ((count, seconds),) = self.run("SELECT wal_sync, wal_sync_time / 1000 FROM pg_stat_wal")
        ((size,),) = self.run("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8")
        ((numbers,),) = self.run("SELECT coalesce(sum(number), 0)::float8 FROM steam_marks")
        return Look(cores, size, count, seconds, numbers)

    def memory(self) -> float:
        """Return how many bytes the two processes of a server's connections have for themselves."""
        found = 0
        names = self.run("SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'steam_nodes %%'")
        for (pid,) in names:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            found += sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
        return found * 1024 / (len(names) / 2)

    def fill(self) -> None:
        """Give the database its many players."""
        row = json.dumps({f"stat_{number}": 1_000_000 for number in range(STATS)}, separators=(",", ":"))
        insert = "INSERT INTO steam_users SELECT 480, (%s::bigint + number)::text, %s, 0 FROM generate_series(0, %s - 1) AS number"
        self.run(f"{insert} ON CONFLICT DO NOTHING", FIRST, row, MANY)
        self.run("VACUUM (ANALYZE) steam_users")

    def channel(self) -> str:
        """Return the channel on which servers tell each other what they have stored."""
        ((name,),) = self.run("SELECT 'steam_' || md5(current_schema() || current_database()) || '_480'")
        return str(name)

    def words(self, listeners: int, pause: float, channel: str = "costs") -> tuple[float, float]:
        """Tell something so often, with a pause behind each; return what a word took of the cores: to tell it, and to hear it."""
        import psycopg

        opened = [psycopg.connect(self._url, autocommit=True, application_name="listener") for _ in range(listeners)]
        speaker = psycopg.connect(self._url, autocommit=True, application_name="speaker")
        speaker.execute("SET synchronous_commit = off")
        for connection in opened:
            connection.execute(f'LISTEN "{channel}"'.encode())
        before = self.look()
        for _ in range(WORDS):
            speaker.execute("SELECT pg_notify(%s, %s)", (channel, ",".join(["1"] * PLAYERS)))
            time.sleep(pause)
        after = self.look()
        for connection in [*opened, speaker]:
            connection.close()
        told, heard = ((after.cores.get(kind, 0.0) - before.cores.get(kind, 0.0)) / WORDS for kind in ("speaker", "listener"))
        return told, heard


def measure(url: str) -> Costs:
    """Measure every cost with one server."""
    watch = Watch(url)
    with servers(url, 1, 1):
        watch.fill()
    standing = _standing_costs(watch, url)
    frame = standing["frame"]
    one, many = _round_costs(watch, url, 1, 60, frame), _round_costs(watch, url, PLAYERS, 20, frame)
    watch.run("ALTER SYSTEM SET wal_compression = on")
    watch.run("SELECT pg_reload_conf()")
    packed = _round_costs(watch, url, PLAYERS, 1, frame)
    watch.run("ALTER SYSTEM RESET wal_compression")
    watch.run("SELECT pg_reload_conf()")

    def row(name: str) -> float:
        return max((many[name] - many["transactions"] * one[name]) / (PLAYERS - many["transactions"]), 0.0)

    alone, _ = watch.words(0, 0.005)
    _, apart = watch.words(LISTENERS, 0.02)
    _, close = watch.words(LISTENERS, 0.0)
    return Costs(
        transaction=one["store"] - row("store"),
        row=row("store"),
        transactions=many["transactions"],
        trips=_trips(url),
        flush=min(one["flush"], many["flush"], packed["flush"]),
        log_transaction=one["log"] - row("log"),
        log_row=row("log"),
        log_first=row("log_first"),
        log_packed=(packed["log_first"] - one["log"]) / (PLAYERS - 1),
        word=alone,
        heard=apart / LISTENERS,
        heard_more=close / LISTENERS,
        set=row("setting"),
        ask=row("asking"),
        work=row("thread"),
        work_transaction=one["thread"] - row("thread"),
        hear=row("hearing"),
        **standing,
    )


def _round_costs(watch: Watch, url: str, players: int, rounds: int, frame: float) -> dict[str, float]:
    """Return what a round of so many players costs."""
    with servers(url, 1, players) as (one,):
        one.ask("rounds 6 0")
        watch.run("CHECKPOINT")
        first = _between(watch, one, 1, frame)
        found = _between(watch, one, rounds, frame)
    return found | {"log_first": first["log"]}


def _standing_costs(watch: Watch, url: str) -> dict[str, float]:
    """Return what a server costs as long as it runs: its frames, its looks, its connections, and what it hears of others."""
    with servers(url, 1, PLAYERS) as (one,):
        one.ask("look 3600")
        idle = one.ask(f"idle {IDLE_SECONDS}")
        before = watch.look()
        one.ask("look 0.03")
        one.ask(f"idle {IDLE_SECONDS}")
        after = watch.look()
        memory = watch.memory()
        one.ask("look 3600")
        one.say(f"idle {IDLE_SECONDS}")
        watch.words(0, 0.9 * IDLE_SECONDS / WORDS, watch.channel())
        hearing = one.answer()
    # A look is due with the first frame that comes after the seconds; a frame takes as long as it sleeps.
    looks = IDLE_SECONDS / (3 * FRAME)
    return {
        "look": (after.cores["steam_nodes"] - before.cores["steam_nodes"]) / looks,
        "connection": memory,
        "frame": idle["cpu"] / IDLE_SECONDS,
        "hear_word": max((hearing["cpu"] - idle["cpu"]) / WORDS, 0.0),
    }


def _between(watch: Watch, server: Server, rounds: int, frame: float) -> dict[str, float]:
    """Have a server play rounds and return what each of them cost, without the frames in which it only waited."""
    before = watch.look()
    played = server.ask(f"rounds {rounds} 0")
    after = watch.look()
    flushes = after.flushes - before.flushes
    found = {
        "store": after.cores["steam_nodes"] - before.cores["steam_nodes"],
        "log": after.log_bytes - before.log_bytes,
        "transactions": after.transactions - before.transactions,
        "setting": played["setting"],
        "asking": played["asking"],
        "hearing": played["frames"] - played["setting"] - played["asking"] - frame * (played["ended"] - played["began"]),
        "thread": played["cpu"] - played["frames"],
    }
    return {name: value / rounds for name, value in found.items()} | {"flush": (after.flush_seconds - before.flush_seconds) / flushes}


def _trips(url: str) -> float:
    """Return how often a store's transaction crosses the network and back, as a proxy counts it; one more tells the others."""
    with ProxyProcess(url) as proxy, servers(proxy.url, 1, 1) as (one,):
        one.ask("look 3600")
        one.ask("rounds 2 0.1")
        before = proxy.tell()["round_trips"]
        one.ask(f"rounds {TRIED} 0.1")
        return (proxy.tell()["round_trips"] - before) / TRIED - 1


@dataclass(frozen=True)
class Compared:
    """What real processes have shown beside the model."""

    servers: int
    pause: float
    real: dict[str, float]
    model: dict[str, float]


def compare(url: str, costs: Costs, turns: int = 2) -> list[Compared]:
    """Play rounds with real processes, and with the model; the real ones in turns, of which the median counts."""
    kinds = [(count, pause) for pause in (0.0, 0.5) for count in (1, 2, 4, 8)]
    real: dict[tuple[int, float], list[dict[str, float]]] = {kind: [] for kind in kinds}
    watch = Watch(url)
    for _ in range(turns):
        for count, pause in kinds:
            with servers(url, count, PLAYERS) as started:
                for server in started:
                    server.ask("rounds 2 0")
                real[count, pause].append(_played(watch, started, pause, costs.frame))
    found = []
    for (count, pause), runs in real.items():
        middle = {name: median(run[name] for run in runs) for name in runs[0]}
        model = dict(zip(middle, beside(count, pause, os.cpu_count() or 1, costs), strict=True))
        found.append(Compared(count, pause, middle, model))
    return found


def _played(watch: Watch, started: list[Server], pause: float, frames: float) -> dict[str, float]:
    """Have servers play for some seconds and return what all of them together have shown."""
    before = watch.look()
    rounds = 6 if pause else 12
    for each in started:
        each.say(f"rounds {rounds} {pause}")
    played = [each.answer() for each in started]
    after = watch.look()
    waits = sorted(wait for each in played for wait in each["waited"])
    stores = len(waits) * PLAYERS
    seconds = max(each["ended"] for each in played) - min(each["began"] for each in played)
    kinds = ("steam_nodes", "steam_nodes news")
    spent = sum(after.cores[kind] - before.cores[kind] for kind in kinds) + sum(each["cpu"] for each in played)
    # The model counts frames apart: they are there without a store, too.
    spent -= len(started) * seconds * frames
    return {
        "stores a second": stores / seconds,
        "cores, us a store": 1e6 * spent / stores,
        "log, bytes a store": (after.log_bytes - before.log_bytes) / stores,
        "wait p50, ms": 1e3 * median(waits),
        "wait p90, ms": 1e3 * waits[int(0.9 * len(waits))],
    }


def main() -> None:
    """Measure, and print the costs and how the model stands beside real processes."""
    try:
        with server() as url:
            costs = measure(url)
            print("MEASURED: Final = Costs(")
            for name, value in asdict(costs).items():
                print(f"    {name}={value:.3g},")
            print(")\n\n| servers | pause | what | processes | model |\n|---|---|---|---|---|", flush=True)
            for each in compare(url, costs):
                for what, value in each.real.items():
                    print(f"| {each.servers} | {each.pause:g} s | {what} | {value:.4g} | {each.model[what]:.4g} |")
    except NoDatabaseError as error:
        message = f"the costs are those of a database: {error}"
        raise SystemExit(message) from None


if __name__ == "__main__":
    main()
