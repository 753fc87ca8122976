"""The boards and sums of one app in a database, and the SQL that reads and writes them.

Rules: it is given a way to run statements and never opens, begins or commits anything: postgresql_store.py alone does. Counts of users and
sums of days are what all servers add to: each adds to a slot of its own, so that none waits for another's commit, and they are added up
where they are asked for. What is added in a transaction is gathered and written at its end, in an order that is the same for all, so that
two servers cannot wait for each other. Entries are found in their order through one index that holds all of it. In a writing transaction
what is about to be changed is locked before it is read.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.postgresql.postgresql_blocks import LOCK, LOOSE
from steam_nodes.steam.local.store.queries import EARLIER, KEPT_DAYS, KeptRow, held
from steam_nodes.steam.local.store.rows import read_board, read_entry, read_uint64, read_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from steam_nodes.steam.local.rules.leaderboards import Board, Entry, Key
    from steam_nodes.steam.local.store.cloud_files import Files
    from steam_nodes.steam.local.store.postgresql.database import Rows
    from steam_nodes.steam.local.store.queries import Query, Sum
    from steam_nodes.steam.local.store.room import Room

SLOTS: Final = 64
"""How many servers add to the same count without waiting for each other."""
_USERS: Final = "SELECT steam_id, row, stamp FROM steam_users WHERE app = %s AND steam_id >= %s ORDER BY steam_id LIMIT %s"
# A stamp is a transaction's number, and one with a lower number may still be under way: who looks on from here must see it too.
_NEWEST: Final = """
    SELECT steam_id, row, least(stamp, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)
    FROM steam_users WHERE app = %s AND stamp > %s ORDER BY stamp DESC, steam_id LIMIT %s
"""
_BOARD: Final = "SELECT handle, name, sort, display FROM steam_boards WHERE app = %s"
_MAKE: Final = "INSERT INTO steam_boards (app, name, sort, display) VALUES (%s, %s, %s, %s) ON CONFLICT (app, name) DO NOTHING"
_RANKS: Final = "SELECT ranks, total, loose FROM steam_ranks(%s, %s::bigint[], %s::double precision[], %s::text[])"
_ADD_UP: Final = "SELECT steam_add_up(%s)"
_COLUMNS: Final = "steam_id, place, time, score, details, ugc"
_ENTRIES: Final = f"SELECT {_COLUMNS} FROM steam_entries WHERE board = %s AND steam_id = ANY(%s)"  # noqa: S608 - our own words
_PAGE: Final = f"SELECT {_COLUMNS} FROM steam_page(%s, %s, %s)"  # noqa: S608 - the same
_PUT: Final = """
    INSERT INTO steam_entries
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::double precision[], %s::bigint[], %s::text[], %s::text[])
    ON CONFLICT (board, steam_id) DO UPDATE SET place = excluded.place, time = excluded.time, score = excluded.score,
    details = excluded.details, ugc = excluded.ugc
"""
_REMOVE: Final = "DELETE FROM steam_entries WHERE board = %s"
_COUNT_UP: Final = """
    INSERT INTO steam_counts SELECT %s, name, pg_backend_pid() %% %s, step FROM unnest(%s::text[], %s::bigint[]) AS news (name, step)
    ON CONFLICT (app, name, slot) DO UPDATE SET users = steam_counts.users + excluded.users
"""
_COUNTS: Final = "SELECT name, greatest(sum(users), 0) FROM steam_counts WHERE app = %s AND name = ANY(%s) GROUP BY name"
_ADD_TO_SUM: Final = """
    ON CONFLICT (app, name, day, slot) DO UPDATE SET whole = steam_sums.whole + excluded.whole,
    fraction = CASE WHEN excluded.fraction IS NULL THEN steam_sums.fraction ELSE coalesce(steam_sums.fraction, 0) + excluded.fraction END
"""
_ADD: Final = f"""
    INSERT INTO steam_sums SELECT %s, name, day, pg_backend_pid() %% %s, whole, fraction
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::double precision[]) AS news (name, day, whole, fraction)
    {_ADD_TO_SUM}
"""  # noqa: S608 - the same
# Rows that somebody else is about to change wait for tomorrow. The last day is at most the database's: a server may have a wrong clock.
_JOIN_DAYS: Final = f"""
    WITH
    today AS (SELECT least(%s, extract(epoch FROM now())::bigint / 86400) AS day),
    kept AS (SELECT CASE WHEN day - {KEPT_DAYS} >= {EARLIER} THEN day - {KEPT_DAYS} + 1 ELSE -9223372036854775808 END AS first FROM today),
    old AS (
        SELECT steam_sums.* FROM steam_sums, today, kept
        WHERE app = %s AND (slot >= 0 AND steam_sums.day < today.day OR steam_sums.day < first AND steam_sums.day <> {EARLIER})
        FOR UPDATE OF steam_sums SKIP LOCKED
    ),
    gone AS (
        DELETE FROM steam_sums USING old
        WHERE (steam_sums.app, steam_sums.name, steam_sums.day, steam_sums.slot) = (old.app, old.name, old.day, old.slot)
        RETURNING steam_sums.*
    )
    INSERT INTO steam_sums
    SELECT app, name, CASE WHEN day < first THEN {EARLIER} ELSE day END AS part, -1, sum(whole), sum(fraction)
    FROM gone, kept GROUP BY app, name, part ORDER BY name, part
    {_ADD_TO_SUM}
"""  # noqa: S608 - the same
_TOTALS: Final = "SELECT name, sum(whole), sum(fraction) FROM steam_sums WHERE app = %s AND name = ANY(%s) GROUP BY name"
_DAYS: Final = "SELECT name, day, sum(whole), sum(fraction) FROM steam_sums WHERE app = %s"
_BY_DAY: Final = " GROUP BY name, day ORDER BY name, day"
_LOCK: Final = "SELECT pg_advisory_xact_lock(%s, hashtext(current_schema() || %s))"
_LOCK_ALL: Final = """
    SELECT pg_advisory_xact_lock(%s, number)
    FROM (SELECT DISTINCT hashtext(current_schema() || name) AS number FROM unnest(%s::text[]) AS names (name) ORDER BY number) AS numbers
"""


class PostgreSQLTables:
    """The boards and sums of one app in a database.

    Args:
        execute: Runs a statement on the store's own connection.
        app_id: The app.
    """

    def __init__(self, execute: Callable[..., Rows], app_id: int) -> None:
        """Begin with what the database holds."""
        self._execute = execute
        self._app = app_id
        self._steps: Counter[str] = Counter()
        self._sums: dict[tuple[str, int], list[Sum]] = {}
        self._entries: dict[tuple[int, str], Entry] = {}
        self._loose: dict[int, int] = {}
        self._held: set[str] = set()
        self._last_day = EARLIER
        self._today = EARLIER
        self.faults: list[str] = []
        """What could not be read and was left out, as clauses of a sentence; who answers a query takes it away."""
        self.writing: bool = False
        """Whether the transaction under way may write, so that what is read is locked."""

    @cached_property
    def cloud(self) -> Files:
        """The files of players, in tables of their own."""
        from steam_nodes.steam.local.store.postgresql.postgresql_cloud import PostgreSQLFiles  # noqa: PLC0415 - loaded on first use

        return PostgreSQLFiles(self._execute, self.lock, self._app)

    @cached_property
    def room(self) -> Room:
        """The shared room."""
        from steam_nodes.steam.local.store.postgresql.postgresql_room import PostgreSQLRoom  # noqa: PLC0415 - loaded on first use

        return PostgreSQLRoom(self._execute, self.lock, self._app, self.faults)

    def lock(self, name: str) -> None:
        """Hold a lock of a name to the end of a writing transaction; in one that only reads there is nothing to hold."""
        if self.writing and name not in self._held:
            self._held.add(name)
            self._execute(_LOCK, (LOCK, f" {self._app} {name}"))

    def expect(self, queries: Iterable[Query | None]) -> None:
        """Lock what queries of a writing transaction will change, all of it before the first, in an order that is the same for all."""
        names = {f"entry {handle} {_text(steam_id)}" for handle, steam_id in held(queries)}
        if len(names) > 1:
            self._held |= names
            self._execute(_LOCK_ALL, (LOCK, [f" {self._app} {name}" for name in names]))

    def begin(self, *, writing: bool) -> None:
        """Forget what a transaction before has gathered and did not write."""
        self.writing = writing
        self._steps.clear()
        self._sums.clear()
        self._entries.clear()
        self._held.clear()
        self.faults.clear()

    def write(self) -> None:
        """Write what was gathered, before the transaction ends."""
        self._write_entries()
        for handle in sorted(handle for handle, loose in self._loose.items() if loose > LOOSE):
            self._execute(_ADD_UP, (handle,))
            del self._loose[handle]
        self._write_sums()

    def _write_entries(self) -> None:
        """Write the entries that were gathered."""
        if self._entries:
            columns = zip(*(_line(*key, entry) for key, entry in sorted(self._entries.items(), key=itemgetter(0))), strict=True)
            self._execute(_PUT, tuple(map(list, columns)))
            self._entries.clear()

    def _write_sums(self) -> None:
        """Write the counts and sums that were gathered."""
        if self._steps:
            names = sorted(self._steps)
            self._execute(_COUNT_UP, (self._app, SLOTS, names, [self._steps[name] for name in names]))
            self._steps.clear()
        if self._sums:
            keys = sorted(self._sums)
            lines = [_parts(self._sums[key]) for key in keys]
            names, days = [name for name, _ in keys], [day for _, day in keys]
            self._execute(_ADD, (self._app, SLOTS, names, days, [whole for whole, _ in lines], [fraction for _, fraction in lines]))
            self._sums.clear()
        if self.writing and self._today > self._last_day:
            self._last_day = self._today
            self._execute(_JOIN_DAYS, (self._today, self._app))

    def users(self, first: str, count: int) -> list[KeptRow]:
        """Return the rows of users in order."""
        return self._rows(_USERS, first, count)

    def newest(self, since: int, count: int) -> list[KeptRow]:
        """Return the newest rows."""
        return self._rows(_NEWEST, since, count)

    def boards(self) -> list[Board]:
        """Return all boards."""
        kept = []
        for row in self._execute(f"{_BOARD} ORDER BY handle", (self._app,)).fetchall():
            try:
                kept.append(read_board(*row))
            except DamageError as fault:
                self.faults.append(f"a board: {fault}")
        return kept

    def board(self, handle: int) -> Board | None:
        """Return a board by its handle."""
        found = self._execute(f"{_BOARD} AND handle = %s", (self._app, handle)).fetchone()
        return None if found is None else read_board(*found)

    def named(self, name: str) -> Board | None:
        """Return a board by its name."""
        found = self._execute(f"{_BOARD} AND name = %s", (self._app, name)).fetchone()
        return None if found is None else read_board(*found)

    def make(self, name: str, sort: int, display: int) -> Board:
        """Make a board, or return the one that another server has made since."""
        self._execute(_MAKE, (self._app, name, sort, display))
        board = self.named(name)
        if board is None:
            message = "the board that was just made is not there"
            raise DamageError(message)
        return board

    def count(self, handle: int) -> int:
        """Return how many entries a board has."""
        return self.ranks(handle, ())[1]

    def ranks(self, handle: int, keys: Sequence[Key]) -> tuple[list[int], int]:
        """Return the rank of each key, and how many entries there are."""
        self._write_entries()
        places, times, ids = [key[0] for key in keys], [float(key[1]) for key in keys], [_text(key[2]) for key in keys]
        ranks, total, self._loose[handle] = self._execute(_RANKS, (handle, places, times, ids)).fetchone()
        return ranks or [], total

    def page(self, handle: int, first: int, count: int) -> list[Entry | None]:
        """Return entries in order."""
        self._write_entries()
        return [self._entry(row) for row in self._execute(_PAGE, (handle, first, count)).fetchall()]

    def hold(self, handle: int, users: Sequence[int]) -> None:
        """Lock the entries of users, also those that are not there yet."""
        for steam_id in sorted(map(_text, users)):
            self.lock(f"entry {handle} {steam_id}")

    def entries(self, handle: int, users: Sequence[int]) -> list[Entry]:
        """Return the entries of users."""
        self._write_entries()
        lines = [self._entry(row) for row in self._execute(_ENTRIES, (handle, list(map(_text, users)))).fetchall()]
        entries = [entry for entry in lines if entry is not None]
        if lines and not entries:
            raise DamageError(self.faults[-1])
        return entries

    def put(self, handle: int, entry: Entry) -> None:
        """Keep an entry: written with others before something is asked for or the transaction ends."""
        self._entries[handle, _text(entry.steam_id)] = entry

    def remove(self, handle: int, steam_id: int | None) -> int:
        """Take entries away."""
        self._write_entries()
        if steam_id is None:
            return self._execute(_REMOVE, (handle,)).rowcount
        return self._execute(f"{_REMOVE} AND steam_id = %s", (handle, _text(steam_id))).rowcount

    def count_up(self, steps: Mapping[str, int]) -> None:
        """Add to the counts of users."""
        for name, step in steps.items():
            self._steps[name] += step

    def counts(self, names: Sequence[str]) -> dict[str, int | None]:
        """Return the counts of users."""
        self._write_sums()
        return {name: int(users) for name, users in self._execute(_COUNTS, (self._app, list(names))).fetchall()}

    def add(self, day: int, sums: Mapping[str, Sum]) -> None:
        """Add to the sums of a day."""
        for name, added in sums.items():
            self._sums.setdefault((name, day), []).append(added)

    def keep_days(self, today: int) -> None:
        """Have the days that are older made one sum, behind what is added."""
        self._today = max(today, self._today)

    def totals(self, names: Sequence[str]) -> dict[str, Sum | None]:
        """Return the sums of all days."""
        self._write_sums()
        found = self._execute(_TOTALS, (self._app, list(names))).fetchall()
        return {name: _sum(whole, fraction) for name, whole, fraction in found}

    def days(self, names: Sequence[str], first: int) -> dict[tuple[str, int], Sum]:
        """Return the sums of each day."""
        return self._by_day(f"{_DAYS} AND name = ANY(%s) AND day >= %s{_BY_DAY}", (self._app, list(names), first))

    def all_days(self) -> dict[tuple[str, int], Sum]:
        """Return the sums of every day."""
        return self._by_day(f"{_DAYS}{_BY_DAY}", (self._app,))

    def _by_day(self, sql: str, parameters: tuple[Any, ...]) -> dict[tuple[str, int], Sum]:
        """Return sums by name and day."""
        self._write_sums()
        return {(name, day): _sum(whole, fraction) for name, day, whole, fraction in self._execute(sql, parameters).fetchall()}

    def _rows(self, sql: str, since: str | int, count: int) -> list[KeptRow]:
        """Return rows of users, also those that cannot be read; whose ID is none is left out."""
        kept = []
        for key, text, stamp in self._execute(sql, (self._app, since, count)).fetchall():
            try:
                steam_id = read_uint64("Steam ID", key)
            except DamageError as fault:
                self.faults.append(f"a row: {fault}")
                continue
            try:
                kept.append(KeptRow(steam_id, read_user(key, text), stamp))
            except DamageError as fault:
                kept.append(KeptRow(steam_id, {}, stamp, str(fault)))
        return kept

    def _entry(self, row: tuple[Any, ...]) -> Entry | None:
        """Return a line of the table as an entry, None if it cannot be read."""
        try:
            return read_entry(*row)
        except DamageError as fault:
            self.faults.append(f"the entry of {row[0]!r}: {fault}")
            return None


def _parts(added: list[Sum]) -> tuple[int, float | None]:
    """Return what was added as a whole number and a fraction, None where no float is in it."""
    floats = [number for number in added if isinstance(number, float)]
    return sum(number for number in added if isinstance(number, int)), sum(floats) if floats else None


def _sum(whole: Any, fraction: float | None) -> Sum:
    """Return a sum: an int as long as no float was ever added."""
    return int(whole) if fraction is None else int(whole) + fraction


def _text(steam_id: int) -> str:
    """Return a Steam ID as the tables of boards have it."""
    return f"{int(steam_id):020}"


def _line(handle: int, steam_id: str, entry: Entry) -> tuple[Any, ...]:
    """Return an entry as a line of the table."""
    details = json.dumps(entry.details, separators=(",", ":"))
    return handle, steam_id, entry.place, float(entry.time), entry.score, details, str(entry.ugc)
