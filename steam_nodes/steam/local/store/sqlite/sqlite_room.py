"""The table of the shared room in a store on the disk.

Rules: those of sqlite_tables.py. A row that no steam_nodes has written is left out and told in `faults` when it is met as a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.room import SESSIONS, RoomRow
from steam_nodes.steam.local.store.rows import read_uint64, require_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steam_nodes.steam.local.store.room import Told

# A stamp that is damaged must not hide what is written after it.
_WHOLE: Final = f"typeof(stamp) = 'integer' AND stamp < {1 << 62}"
_STAMP: Final = f"SELECT ifnull(max(stamp), 0) FROM room WHERE {_WHOLE}"  # noqa: S608 - put together from our own words
_COLUMNS: Final = "owner, topic, key, session, value, stamp"
_CHANGED: Final = f"SELECT {_COLUMNS} FROM room WHERE app = ? AND stamp > ? AND {_WHOLE} ORDER BY stamp"  # noqa: S608 - the same
_SESSIONS: Final = f"SELECT {_COLUMNS} FROM room WHERE app = ? AND topic = '{SESSIONS}' AND value IS NOT NULL"  # noqa: S608 - the same
_PUT: Final = f"INSERT OR REPLACE INTO room VALUES (?, ?, ?, ?, ?, ?, ({_STAMP}) + 1)"  # noqa: S608 - the same
_BEAT: Final = f"SELECT 1 FROM room WHERE app = ? AND owner = ? AND topic = '{SESSIONS}' AND key = ? AND value IS NOT NULL"  # noqa: S608 - the same
_LEFT: Final = "SELECT owner, topic, key FROM room WHERE app = ? AND session = ? AND value IS NOT NULL"
_GONE: Final = f"UPDATE room SET value = NULL, stamp = ({_STAMP}) + 1 WHERE app = ? AND owner = ? AND topic = ? AND key = ?"  # noqa: S608 - the same
_SWEEP: Final = f"DELETE FROM room WHERE app = ? AND value IS NULL AND stamp < ({_STAMP})"  # noqa: S608 - the same


class SQLiteRoom:
    """The room of one app in a file.

    Args:
        execute: Runs a statement on the store's own connection.
        app_id: The app.
        faults: Where what could not be read is told.
    """

    def __init__(self, execute: Callable[[str, tuple[Any, ...]], Any], app_id: int, faults: list[str]) -> None:
        """Begin with what the file holds."""
        self._execute = execute
        self._app = app_id
        self._faults = faults

    def stamp(self) -> int:
        """Return the newest stamp."""
        return int(self._execute(_STAMP, ()).fetchone()[0])

    def changed(self, since: int) -> list[RoomRow]:
        """Return the rows that are newer than a stamp."""
        return self._read(_CHANGED, (self._app, since), self._faults)

    def sessions(self) -> list[RoomRow]:
        """Return the sessions."""
        return self._read(_SESSIONS, (self._app,), [])

    def put(self, session: str, told: Iterable[Told]) -> None:
        """Write rows."""
        for owner, topic, key, value in told:
            self._execute(_PUT, (self._app, str(owner), topic, key, session, value))

    def beat(self, owner: int, session: str) -> bool:
        """Return whether a session is in the room; the machine tells whether it still runs."""
        return self._execute(_BEAT, (self._app, str(owner), session)).fetchone() is not None

    def empty(self, session: str) -> None:
        """Take away the rows of a session, each with a stamp of its own, as `put` gives them."""
        for place in self._execute(_LEFT, (self._app, session)).fetchall():
            self._execute(_GONE, (self._app, *place))

    def sweep(self) -> None:
        """Forget what is gone."""
        self._execute(_SWEEP, (self._app,))

    def _read(self, sql: str, parameters: tuple[Any, ...], faults: list[str]) -> list[RoomRow]:
        """Return rows; those that cannot be read are left out."""
        found = []
        for row in self._execute(sql, parameters).fetchall():
            try:
                found.append(_row(*row))
            except DamageError as fault:
                faults.append(f"a row of the shared room: {fault}")
        return found


def _row(owner: object, topic: object, key: object, session: object, value: object, stamp: int) -> RoomRow:
    """Return a line of the table.

    Raises:
        DamageError: It is none.
    """
    if type(topic) is not str or type(key) is not str or type(session) is not str or not (value is None or type(value) is bytes):
        message = f"its cells are of the types {', '.join(type(it).__name__ for it in (topic, key, session, value))}"
        raise DamageError(message)
    for text in (topic, key, session):
        require_text(text)
    return RoomRow(read_uint64("Steam ID", owner), topic, key, session, value, stamp)
