"""The tables of boards, sums and files of a store on the disk, and the SQL that reads and writes boards and sums.

Rules: it is given a connection and never opens, begins or commits anything: sqlite_store.py alone does. Entries are found in their order
through one index that holds all of it, so that a rank is a count in that index. Steam IDs and file handles are text, for SQLite's numbers
end at 2**63; IDs are filled up with zeros, so that their order is that of the numbers. How many users have a value under each name is
counted as rows are written, and so costs nothing to ask. What cannot be read (see rows.py) stays as it is, also where it would be added to,
and is told in `faults`.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.queries import EARLIER, KeptRow, first_kept
from steam_nodes.steam.local.store.rows import WHOLE, read_board, read_entry, read_uint64, read_user
from steam_nodes.steam.local.store.sqlite.sqlite_blocks import SQLiteBlocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.steam.local.rules.leaderboards import Board, Entry, Key
    from steam_nodes.steam.local.store.cloud_files import Files
    from steam_nodes.steam.local.store.queries import Sum
    from steam_nodes.steam.local.store.room import Room

TABLES: Final = (
    """
    CREATE TABLE boards (
        handle INTEGER PRIMARY KEY, app INTEGER NOT NULL, name TEXT NOT NULL, sort INTEGER NOT NULL, display INTEGER NOT NULL,
        UNIQUE (app, name)
    )
    """,
    """
    CREATE TABLE entries (
        board INTEGER, steam_id TEXT, place INTEGER NOT NULL, time REAL NOT NULL, score INTEGER NOT NULL, details TEXT NOT NULL,
        ugc TEXT NOT NULL, PRIMARY KEY (board, steam_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX entries_in_order ON entries (board, place, time, steam_id)",
    "CREATE TABLE counts (app INTEGER, name TEXT, users INTEGER NOT NULL, PRIMARY KEY (app, name)) WITHOUT ROWID",
    "CREATE TABLE sums (app INTEGER, name TEXT, day INTEGER, added NOT NULL, PRIMARY KEY (app, name, day)) WITHOUT ROWID",
)
STEP: Final = (
    *TABLES,
    "INSERT INTO counts SELECT app, '', count(*) FROM users GROUP BY app",
    # A row that cannot be read must not stand in the way of all others.
    """
    INSERT INTO counts SELECT users.app, entry.key, count(DISTINCT users.steam_id)
    FROM users, json_each(
        CASE WHEN typeof(row) <> 'text' THEN '{}' WHEN NOT json_valid(row) THEN '{}' WHEN json_type(row) <> 'object' THEN '{}' ELSE row END
    ) AS entry
    WHERE entry.type <> 'null' AND entry.key <> '' GROUP BY users.app, entry.key
    """,
)
"""What brings a store without boards up to one with them: their tables, and the counts of the rows that are there."""
CLOUD: Final = (
    """
    CREATE TABLE cloud_files (
        app INTEGER, steam_id TEXT, name TEXT, time INTEGER NOT NULL, platforms INTEGER NOT NULL, persisted INTEGER NOT NULL,
        stamp INTEGER NOT NULL, writer TEXT NOT NULL, held INTEGER NOT NULL, data BLOB, PRIMARY KEY (app, steam_id, name)
    )
    """,
    """
    CREATE TABLE cloud_shares (
        handle INTEGER PRIMARY KEY, app INTEGER NOT NULL, steam_id TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL
    )
    """,
    "CREATE INDEX cloud_shares_by_file ON cloud_shares (app, steam_id, name)",
)
"""The tables of players' files, see sqlite_cloud.py. The content stands last: what stands before it is read without it."""
ROOM: Final = (
    """
    CREATE TABLE room (
        app INTEGER, owner TEXT, topic TEXT, key TEXT, session TEXT NOT NULL, value BLOB, stamp INTEGER NOT NULL,
        PRIMARY KEY (app, owner, topic, key)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX room_by_stamp ON room (stamp)",
)
"""The shared room; see room.py."""
_USERS: Final = "SELECT steam_id, row, stamp FROM users WHERE app = ? AND steam_id >= ? ORDER BY steam_id LIMIT ?"
_NEWEST: Final = "SELECT steam_id, row, stamp FROM users WHERE app = ? AND stamp > ? ORDER BY stamp DESC, steam_id LIMIT ?"
_BOARDS: Final = "SELECT handle, name, sort, display FROM boards WHERE app = ? ORDER BY handle"
_REMOVE: Final = "DELETE FROM entries WHERE board = ?"
_BOARD: Final = "SELECT handle, name, sort, display FROM boards WHERE app = ? AND handle = ?"
_NAMED: Final = "SELECT handle, name, sort, display FROM boards WHERE app = ? AND name = ?"
_MAKE: Final = "INSERT INTO boards (app, name, sort, display) VALUES (?, ?, ?, ?)"
_COLUMNS: Final = "entries.steam_id, entries.place, entries.time, score, details, ugc"
# A line that is found in the index has its place, whether the table has it or not.
_PAGE: Final = f"""
    SELECT {_COLUMNS} FROM (
        SELECT board, place, time, steam_id FROM entries INDEXED BY entries_in_order
        WHERE board = ? AND (place, time, steam_id) >= (?, ?, ?) ORDER BY place, time, steam_id LIMIT ? OFFSET ?
    ) AS part LEFT JOIN entries ON entries.board = part.board AND entries.steam_id = part.steam_id
    ORDER BY part.place, part.time, part.steam_id
"""  # noqa: S608 - put together from our own words
_ENTRIES: Final = f"SELECT {_COLUMNS} FROM entries WHERE board = ? AND steam_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - the same
_PUT: Final = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)"
_IS_COUNT: Final = f"(typeof(users) = 'integer' AND users BETWEEN -{WHOLE} AND {WHOLE})"
_COUNT_UP: Final = f"""
    INSERT INTO counts SELECT ?, key, value FROM json_each(?) WHERE true
    ON CONFLICT (app, name) DO UPDATE SET users = CASE WHEN {_IS_COUNT} THEN users + excluded.users ELSE users END
"""  # noqa: S608 - put together from our own words
_COUNTS: Final = f"""
    SELECT name, CASE WHEN {_IS_COUNT} THEN max(users, 0) END FROM counts WHERE app = ? AND name IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - the same
_IS_SUM: Final = f"""
    (typeof(added) = 'integer' AND added BETWEEN -{WHOLE} AND {WHOLE} OR typeof(added) = 'real' AND added BETWEEN -1e300 AND 1e300)
"""
_ADD: Final = f"""
    INSERT INTO sums VALUES (?, ?, ?, ?)
    ON CONFLICT (app, name, day) DO UPDATE SET added = CASE WHEN {_IS_SUM} THEN added + excluded.added ELSE added END
"""  # noqa: S608 - put together from our own words
_TOTALS: Final = f"""
    SELECT name, ifnull(sum(added) FILTER (WHERE {_IS_SUM}), 0), count(*) FILTER (WHERE NOT ({_IS_SUM} AND typeof(day) = 'integer'))
    FROM sums WHERE app = ? AND name IN (SELECT value FROM json_each(?)) GROUP BY name
"""  # noqa: S608 - the same
# Not those of a name with a sum that cannot be read, or that would be too large to be read.
_OLD_DAYS: Final = f"""
    SELECT name, sum(added) FILTER (WHERE {_IS_SUM}) AS total FROM sums WHERE app = ? AND day < ? GROUP BY name
    HAVING (max(day) <> {EARLIER} OR count(*) > 1) AND min({_IS_SUM} AND typeof(day) = 'integer' AND typeof(name) = 'text')
    AND total BETWEEN -{WHOLE} AND {WHOLE}
"""  # noqa: S608 - put together from our own words
_FORGET_DAYS: Final = "DELETE FROM sums WHERE app = ? AND name = ? AND day < ?"
_ALL_DAYS: Final = f"""
    SELECT name, day, added, {_IS_SUM} AND typeof(day) = 'integer' AND typeof(name) = 'text' FROM sums WHERE app = ? ORDER BY name, day
"""  # noqa: S608 - put together from our own words
_DAYS: Final = "SELECT name, day, added FROM sums WHERE app = ? AND name IN (SELECT value FROM json_each(?)) AND day >= ?"


class Rows(Protocol):
    """What a statement gives."""

    @property
    def lastrowid(self) -> int | None:
        """The number of the row it added."""

    def fetchone(self) -> Any:
        """Return one row, None if there is no other."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""


class Connection(Protocol):
    """What this file wants of a connection to SQLite."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Rows:
        """Run one statement."""


class SQLiteTables:
    """The boards and sums of one app in a file.

    Args:
        connection: The store's own connection.
        app_id: The app.
    """

    def __init__(self, connection: Connection, app_id: int) -> None:
        """Begin with what the file holds."""
        self._connection = connection
        self._app = app_id
        self._last_day = EARLIER
        self._blocks = SQLiteBlocks(connection.execute)
        self.faults: list[str] = []
        """What could not be read and was left out, as clauses of a sentence; who answers a query takes it away."""

    @cached_property
    def cloud(self) -> Files:
        """The files of players, in tables of their own."""
        from steam_nodes.steam.local.store.sqlite.sqlite_cloud import SQLiteFiles  # noqa: PLC0415 - loaded on first use

        return SQLiteFiles(self._connection.execute, self._app, self.faults)

    @cached_property
    def room(self) -> Room:
        """The shared room."""
        from steam_nodes.steam.local.store.sqlite.sqlite_room import SQLiteRoom  # noqa: PLC0415 - loaded on first use

        return SQLiteRoom(self._connection.execute, self._app, self.faults)

    def users(self, first: str, count: int) -> list[KeptRow]:
        """Return the rows of users in order."""
        return self._rows(_USERS, first, count)

    def newest(self, since: int, count: int) -> list[KeptRow]:
        """Return the newest rows."""
        return self._rows(_NEWEST, since, count)

    def boards(self) -> list[Board]:
        """Return all boards."""
        kept = []
        for row in self._connection.execute(_BOARDS, (self._app,)).fetchall():
            try:
                kept.append(read_board(*row))
            except DamageError as fault:
                self.faults.append(f"a board: {fault}")
        return kept

    def board(self, handle: int) -> Board | None:
        """Return a board by its handle."""
        found = self._connection.execute(_BOARD, (self._app, handle)).fetchone()
        return None if found is None else read_board(*found)

    def named(self, name: str) -> Board | None:
        """Return a board by its name."""
        found = self._connection.execute(_NAMED, (self._app, name)).fetchone()
        return None if found is None else read_board(*found)

    def make(self, name: str, sort: int, display: int) -> Board:
        """Make a board."""
        return read_board(self._connection.execute(_MAKE, (self._app, name, sort, display)).lastrowid, name, sort, display)

    def count(self, handle: int) -> int:
        """Return how many entries a board has."""
        return self._blocks.total(handle)

    def ranks(self, handle: int, keys: Sequence[Key]) -> tuple[list[int], int]:
        """Return the rank of each key, and how many entries there are."""
        return self._blocks.ranks(handle, [_key(key) for key in keys]), self._blocks.total(handle)

    def page(self, handle: int, first: int, count: int) -> list[Entry | None]:
        """Return entries in order."""
        low, skipped = self._blocks.begin(handle, first)
        return [self._entry(row) for row in self._connection.execute(_PAGE, (handle, *low, count, skipped)).fetchall()]

    def hold(self, handle: int, users: Sequence[int]) -> None:
        """Do nothing: one transaction alone writes in a file."""

    def entries(self, handle: int, users: Sequence[int]) -> list[Entry]:
        """Return the entries of users."""
        ids = json.dumps([_text(steam_id) for steam_id in users])
        lines = [self._entry(row) for row in self._connection.execute(_ENTRIES, (handle, ids)).fetchall()]
        entries = [entry for entry in lines if entry is not None]
        if lines and not entries:
            raise DamageError(self.faults[-1])
        return entries

    def put(self, handle: int, entry: Entry) -> None:
        """Keep an entry."""
        details = json.dumps(entry.details, separators=(",", ":"))
        self._connection.execute(_PUT, (handle, _text(entry.steam_id), entry.place, entry.time, entry.score, details, str(entry.ugc)))
        self._blocks.came(handle, _key(entry.key))

    def remove(self, handle: int, steam_id: int | None) -> int:
        """Take entries away."""
        before = self.count(handle)
        if steam_id is None:
            self._blocks.forget(handle)
            self._connection.execute(_REMOVE, (handle,))
        else:
            self._connection.execute(f"{_REMOVE} AND steam_id = ?", (handle, _text(steam_id)))
        return before - self.count(handle)

    def count_up(self, steps: Mapping[str, int]) -> None:
        """Add to the counts of users."""
        self._connection.execute(_COUNT_UP, (self._app, json.dumps(steps)))

    def counts(self, names: Sequence[str]) -> dict[str, int | None]:
        """Return the counts of users."""
        found = self._connection.execute(_COUNTS, (self._app, json.dumps(names))).fetchall()
        counts: dict[str, int | None] = dict(found)
        self.faults += [f"the count of {name!r}" for name, users in counts.items() if users is None]
        return counts

    def add(self, day: int, sums: Mapping[str, Sum]) -> None:
        """Add to the sums of a day."""
        for name, added in sums.items():
            self._connection.execute(_ADD, (self._app, name, day, added))

    def keep_days(self, today: int) -> None:
        """Make one sum of the days that are older."""
        if today <= self._last_day:
            return
        self._last_day, first = today, first_kept(today)
        old = self._connection.execute(_OLD_DAYS, (self._app, first)).fetchall() if first > EARLIER else []
        for name, total in old:
            self._connection.execute(_FORGET_DAYS, (self._app, name, first))
            self._connection.execute(_ADD, (self._app, name, EARLIER, total))

    def totals(self, names: Sequence[str]) -> dict[str, Sum | None]:
        """Return the sums of all days."""
        found = self._connection.execute(_TOTALS, (self._app, json.dumps(names))).fetchall()
        self.faults += [f"a sum of {name!r}" for name, _, bad in found if bad]
        return {name: None if bad else added for name, added, bad in found}

    def days(self, names: Sequence[str], first: int) -> dict[tuple[str, int], Sum]:
        """Return the sums of each day."""
        found = self._connection.execute(_DAYS, (self._app, json.dumps(names), first)).fetchall()
        return {(name, day): added for name, day, added in found}

    def all_days(self) -> dict[tuple[str, int], Sum]:
        """Return the sums of every day."""
        found = self._connection.execute(_ALL_DAYS, (self._app,)).fetchall()
        self.faults += [f"a sum of {name!a}" for name, _, _, whole in found if not whole]
        return {(name, day): added for name, day, added, whole in found if whole}

    def _rows(self, sql: str, since: str | int, count: int) -> list[KeptRow]:
        """Return rows of users, also those that cannot be read; whose ID is none is left out."""
        kept = []
        for key, text, stamp in self._connection.execute(sql, (self._app, since, count)).fetchall():
            try:
                steam_id = read_uint64("Steam ID", key)
            except DamageError as fault:
                self.faults.append(f"a row: {fault}")
                continue
            stamped = stamp if type(stamp) is int else 0
            try:
                kept.append(KeptRow(steam_id, read_user(key, text), stamped))
            except DamageError as fault:
                kept.append(KeptRow(steam_id, {}, stamped, str(fault)))
        return kept

    def _entry(self, row: tuple[Any, ...]) -> Entry | None:
        """Return a line of the table as an entry, None if it cannot be read."""
        try:
            return read_entry(*row)
        except DamageError as fault:
            self.faults.append(f"the entry of {row[0]!r}: {fault}")
            return None


def _text(steam_id: int) -> str:
    """Return a Steam ID as the tables of boards have it."""
    return f"{int(steam_id):020}"


def _key(key: Key) -> tuple[int, float, str]:
    """Return where an entry stands as the tables have it."""
    return key[0], key[1], _text(key[2])
