"""The table of the shared room in a database.

Rules: those of postgresql_tables.py. Stamps are given one after the other: whoever writes in the room holds a lock until the transaction
ends, so that no row appears behind a newer one that was seen already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.room import SESSIONS, RoomRow
from steam_nodes.steam.local.store.rows import read_uint64

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steam_nodes.steam.local.store.postgresql.database import Rows
    from steam_nodes.steam.local.store.room import Told

_STAMP: Final = "SELECT coalesce(max(stamp), 0) FROM steam_room"
_COLUMNS: Final = "owner, topic, key, session, value, stamp"
_CHANGED: Final = f"SELECT {_COLUMNS} FROM steam_room WHERE app = %s AND stamp > %s ORDER BY stamp"  # noqa: S608 - our own words
_SESSIONS: Final = f"""
    SELECT {_COLUMNS}, extract(epoch FROM now() - at)::float8 FROM steam_room
    WHERE app = %s AND topic = '{SESSIONS}' AND value IS NOT NULL
"""  # noqa: S608 - the same
_PUT: Final = f"""
    INSERT INTO steam_room (app, {_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, ({_STAMP}) + 1)
    ON CONFLICT (app, owner, topic, key) DO UPDATE
    SET session = excluded.session, value = excluded.value, stamp = excluded.stamp, at = now()
"""  # noqa: S608 - put together from our own words
# It has no stamp and needs no lock: that a program is still there is news to nobody.
_BEAT: Final = f"""
    UPDATE steam_room SET at = now() WHERE app = %s AND owner = %s AND topic = '{SESSIONS}' AND key = %s AND value IS NOT NULL
"""  # noqa: S608 - the same
_LEFT: Final = "SELECT owner, topic, key FROM steam_room WHERE app = %s AND session = %s AND value IS NOT NULL ORDER BY stamp"
_GONE: Final = f"""
    UPDATE steam_room SET value = NULL, stamp = ({_STAMP}) + 1 WHERE app = %s AND owner = %s AND topic = %s AND key = %s
"""  # noqa: S608 - the same
_SWEEP: Final = f"DELETE FROM steam_room WHERE app = %s AND value IS NULL AND stamp < ({_STAMP})"  # noqa: S608 - the same


class PostgreSQLRoom:
    """The room of one app in a database.

    Args:
        execute: Runs a statement on the store's own connection.
        lock: Holds a lock of a name to the end of a writing transaction.
        app_id: The app.
        faults: Where what could not be read is told.
    """

    def __init__(self, execute: Callable[..., Rows], lock: Callable[[str], None], app_id: int, faults: list[str]) -> None:
        """Begin with what the database holds."""
        self._execute = execute
        self._lock = lock
        self._app = app_id
        self._faults = faults

    def stamp(self) -> int:
        """Return the newest stamp."""
        self._lock("room")
        return int(self._execute(_STAMP).fetchone()[0])

    def changed(self, since: int) -> list[RoomRow]:
        """Return the rows that are newer than a stamp."""
        return self._read(_CHANGED, (self._app, since))

    def sessions(self) -> list[RoomRow]:
        """Return the sessions."""
        self._lock("room")
        return self._read(_SESSIONS, (self._app,))

    def put(self, session: str, told: Iterable[Told]) -> None:
        """Write rows."""
        self._lock("room")
        for owner, topic, key, value in told:
            self._execute(_PUT, (self._app, str(owner), topic, key, session, value))

    def beat(self, owner: int, session: str) -> bool:
        """Note a sign of life of a session, by the clock of the database."""
        return self._execute(_BEAT, (self._app, str(owner), session)).rowcount == 1

    def empty(self, session: str) -> None:
        """Take away the rows of a session, each with a stamp of its own, as `put` gives them."""
        self._lock("room")
        for place in self._execute(_LEFT, (self._app, session)).fetchall():
            self._execute(_GONE, (self._app, *place))

    def sweep(self) -> None:
        """Forget what is gone."""
        self._lock("room")
        self._execute(_SWEEP, (self._app,))

    def _read(self, sql: str, parameters: tuple[Any, ...]) -> list[RoomRow]:
        """Return rows; those whose owner is none are left out."""
        found = []
        for owner, topic, key, session, value, stamp, *silent in self._execute(sql, parameters).fetchall():
            try:
                found.append(RoomRow(read_uint64("Steam ID", owner), topic, key, session, value, stamp, *silent))
            except DamageError as fault:
                self._faults.append(f"a row of the shared room: {fault}")
        return found
