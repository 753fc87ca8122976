"""The files of players in a database: the SQL that reads and writes them.

Rules: those of postgresql_tables.py and cloud_files.py. What is known of a file is read without its content. Whoever writes a file of a
player holds a lock on that player's files until the transaction ends, so that no two programs together go beyond what a player may keep,
and no change appears behind a newer one that was seen already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.cloud_files import ALL_PLATFORMS, Changes, CloudFile, SharedFile
from steam_nodes.steam.local.store.rows import read_uint64

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.store.cloud_files import Author
    from steam_nodes.steam.local.store.postgresql.database import Rows

_COLUMNS: Final = "name, octet_length(data), time, platforms, persisted, writer, stamp"
_FILES: Final = f"""
    SELECT {_COLUMNS} FROM steam_cloud_files WHERE app = %s AND steam_id = %s AND data IS NOT NULL
"""  # noqa: S608 - put together from our own words
_FILE: Final = f"{_FILES} AND name = %s"
_IN_ORDER: Final = f"{_FILES} ORDER BY name"
_OWNERS: Final = "SELECT DISTINCT steam_id FROM steam_cloud_files WHERE app = %s AND data IS NOT NULL"
_READ: Final = "SELECT substr(data, %s, %s) FROM steam_cloud_files WHERE app = %s AND steam_id = %s AND name = %s"
_STAMP: Final = "SELECT coalesce(max(stamp), 0) FROM steam_cloud_files WHERE app = %s AND steam_id = %s"
# What is held back keeps the stamp it has: were the last one taken away, the next change would have one that others have seen already.
_PUT: Final = f"""
    INSERT INTO steam_cloud_files AS kept (app, steam_id, name, time, platforms, persisted, writer, held, data, stamp)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, CASE WHEN %s THEN 0 ELSE ({_STAMP}) + 1 END)
    ON CONFLICT (app, steam_id, name) DO UPDATE SET
    stamp = CASE WHEN excluded.held THEN kept.stamp ELSE excluded.stamp END, time = excluded.time, platforms = excluded.platforms,
    persisted = excluded.persisted, writer = excluded.writer, held = excluded.held
"""  # noqa: S608 - the same
_PUT_DATA: Final = f"{_PUT}, data = excluded.data"
_RELEASE: Final = f"""
    UPDATE steam_cloud_files SET held = false, stamp = ({_STAMP}) + 1 WHERE app = %s AND steam_id = %s AND held AND writer = %s
"""  # noqa: S608 - the same
_HOLDERS: Final = "SELECT DISTINCT writer FROM steam_cloud_files WHERE app = %s AND steam_id = %s AND held ORDER BY writer"
_CHANGES: Final = """
    SELECT name, data IS NULL FROM steam_cloud_files
    WHERE app = %s AND steam_id = %s AND stamp > %s AND writer <> %s AND NOT held ORDER BY name
"""
_SAME: Final = """
    SELECT min(handle) FROM steam_cloud_shares JOIN steam_cloud_files USING (app, steam_id, name)
    WHERE app = %s AND steam_id = %s AND name = %s AND steam_cloud_shares.data = steam_cloud_files.data
"""
_SHARE: Final = """
    INSERT INTO steam_cloud_shares (app, steam_id, name, data)
    SELECT app, steam_id, name, data FROM steam_cloud_files WHERE app = %s AND steam_id = %s AND name = %s RETURNING handle
"""
_SHARED: Final = "SELECT app, steam_id, name, data FROM steam_cloud_shares WHERE handle = %s"
_SHARES: Final = "SELECT handle FROM steam_cloud_shares WHERE app = %s ORDER BY handle"
_SAME_SHARE: Final = "SELECT min(handle) FROM steam_cloud_shares WHERE app = %s AND steam_id = %s AND name = %s AND data = %s"
_KEEP_SHARE: Final = """
    INSERT INTO steam_cloud_shares (handle, app, steam_id, name, data) OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (handle) DO NOTHING RETURNING handle
"""
_NEW_SHARE: Final = "INSERT INTO steam_cloud_shares (app, steam_id, name, data) VALUES (%s, %s, %s, %s) RETURNING handle"
# The next handle that the database gives must be free too; another server may have been given a later one that it has not kept yet.
_NEXT_HANDLE: Final = """
    SELECT setval(name, greatest(%s, coalesce(pg_sequence_last_value(name::regclass), 1)))
    FROM pg_get_serial_sequence('steam_cloud_shares', 'handle') AS name
"""
_MOST_HANDLE: Final = (1 << 63) - 1


class PostgreSQLFiles:
    """The files of one app in a database.

    Args:
        execute: Runs a statement on the store's own connection.
        lock: Holds a lock of a name to the end of a writing transaction.
        app_id: The app.
    """

    def __init__(self, execute: Callable[..., Rows], lock: Callable[[str], None], app_id: int) -> None:
        """Begin with what the database holds."""
        self._execute = execute
        self._lock = lock
        self._app = app_id

    def file(self, user: int, name: str) -> CloudFile | None:
        """Return a file."""
        found = self._of(user, _FILE, name).fetchone()
        return None if found is None else _file(found)

    def files(self, user: int) -> list[CloudFile]:
        """Return the files of a user."""
        return [_file(row) for row in self._of(user, _IN_ORDER).fetchall()]

    def owners(self) -> list[int]:
        """Return the users who have files."""
        return sorted(read_uint64("Steam ID", owner) for (owner,) in self._execute(_OWNERS, (self._app,)).fetchall())

    def read(self, user: int, name: str, offset: int, size: int) -> bytes:
        """Return a part of a file."""
        found = self._execute(_READ, (offset + 1, size, self._app, str(user), name)).fetchone()
        return bytes(found[0])

    def put(self, author: Author, file: CloudFile, data: bytes | None) -> None:
        """Keep a file."""
        self._put(_PUT if data is None else _PUT_DATA, author, file, data)

    def drop(self, author: Author, name: str) -> None:
        """Delete a file."""
        self._put(_PUT_DATA, author, CloudFile(name, 0, 0), None)

    def release(self, user: int, writer: str) -> None:
        """Give what is held back one new stamp."""
        self._lock(f"cloud {user}")
        place = (self._app, str(user))
        self._execute(_RELEASE, (*place, *place, writer))

    def holders(self, user: int) -> list[str]:
        """Return the writers that hold something back."""
        return [writer for (writer,) in self._of(user, _HOLDERS).fetchall()]

    def stamp(self, user: int) -> int:
        """Return the last stamp."""
        return int(self._of(user, _STAMP).fetchone()[0])

    def changes(self, user: int, since: int, writer: str) -> Changes:
        """Return what others changed."""
        files = tuple((name, bool(deleted)) for name, deleted in self._of(user, _CHANGES, since, writer).fetchall())
        return Changes(max(since, self.stamp(user)), files)

    def share(self, user: int, name: str, app_id: int) -> int:
        """Share a file."""
        self._lock(f"cloud {user}")
        place = (app_id, str(user), name)
        same = self._execute(_SAME, place).fetchone()[0]
        return int(same or self._execute(_SHARE, place).fetchone()[0])

    def shared(self, handle: int) -> SharedFile | None:
        """Return a file that was shared, of whatever app."""
        if not 1 <= handle <= _MOST_HANDLE:
            return None
        found = self._execute(_SHARED, (handle,)).fetchone()
        if found is None:
            return None
        app, owner, name, data = found
        return SharedFile(app, read_uint64("Steam ID", owner), name, bytes(data))

    def shares(self) -> list[int]:
        """Return the handles in order."""
        return [handle for (handle,) in self._execute(_SHARES, (self._app,)).fetchall()]

    def keep_share(self, handle: int, file: SharedFile) -> int:
        """Have a file shared."""
        self._lock(f"cloud {file.owner}")
        line = (file.app_id, str(file.owner), file.name, file.data)
        same = self._execute(_SAME_SHARE, line).fetchone()[0]
        if same is not None:
            return int(same)
        if self._execute(_KEEP_SHARE, (handle, *line)).fetchone() is None:
            return int(self._execute(_NEW_SHARE, line).fetchone()[0])
        self._execute(_NEXT_HANDLE, (handle,))
        return handle

    def _of(self, user: int, sql: str, *more: object) -> Rows:
        """Ask for something of a user; whoever is about to write holds their files from here on."""
        self._lock(f"cloud {user}")
        return self._execute(sql, (self._app, str(user), *more))

    def _put(self, statement: str, author: Author, file: CloudFile, data: bytes | None) -> None:
        """Write a row."""
        self._lock(f"cloud {author.user}")
        place = (self._app, str(author.user))
        known = (file.time, file.platforms, file.persisted, author.writer, author.held, data)
        self._execute(statement, (*place, file.name, *known, author.held, *place))


def _file(row: tuple[Any, ...]) -> CloudFile:
    """Return a row as a file.

    Raises:
        DamageError: Its size is none.
    """
    name, size, time, platforms, persisted, writer, stamp = row
    if type(size) is not int:
        message = f"the file {name!a} has no size"
        raise DamageError(message)
    return CloudFile(name, size, time, platforms & ALL_PLATFORMS, bool(persisted), writer, stamp)
