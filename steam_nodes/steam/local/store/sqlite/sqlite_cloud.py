"""The files of players in a store on the disk: the SQL that reads and writes them.

Rules: those of sqlite_tables.py and cloud_files.py. What is known of a file is read without its content. A row that no steam_nodes has
written raises DamageError and is never written over; among others it is left out and told in `faults`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.cloud_files import ALL_PLATFORMS, Changes, CloudFile, SharedFile
from steam_nodes.steam.local.store.rows import require_text
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.store.cloud_files import Author

_COLUMNS: Final = "name, typeof(data), length(data), time, platforms, persisted, writer, stamp"
# typeof and length need only the head of the row, however long the content is.
_FILES: Final = f"SELECT {_COLUMNS} FROM cloud_files WHERE app = ? AND steam_id = ?"  # noqa: S608 - put together from our own words
_FILE: Final = f"{_FILES} AND name = ?"
_IN_ORDER: Final = f"{_FILES} ORDER BY name"
_OWNERS: Final = "SELECT DISTINCT steam_id FROM cloud_files WHERE app = ? AND data IS NOT NULL"
_READ: Final = "SELECT substr(data, ?, ?) FROM cloud_files WHERE app = ? AND steam_id = ? AND name = ?"
# A stamp that is damaged must not hide from the watch what is written after it.
_STAMP: Final = f"""
    SELECT ifnull(max(stamp), 0) FROM cloud_files WHERE app = ? AND steam_id = ? AND typeof(stamp) = 'integer' AND stamp < {1 << 62}
"""  # noqa: S608 - the same
# What is held back keeps the stamp it has: were the last one taken away, the next change would have one that others have seen already.
_KEPT: Final = """
    stamp = CASE WHEN excluded.held THEN cloud_files.stamp ELSE excluded.stamp END, time = excluded.time, platforms = excluded.platforms,
    persisted = excluded.persisted, writer = excluded.writer, held = excluded.held
"""
_PUT: Final = f"""
    INSERT INTO cloud_files (app, steam_id, name, time, platforms, persisted, writer, held, stamp, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN 0 ELSE ({_STAMP}) + 1 END, ?)
    ON CONFLICT (app, steam_id, name) DO UPDATE SET {_KEPT}
"""  # noqa: S608 - the same
_PUT_DATA: Final = f"{_PUT}, data = excluded.data"
_RELEASE: Final = f"""
    UPDATE cloud_files SET held = 0, stamp = ({_STAMP}) + 1 WHERE app = ? AND steam_id = ? AND held <> 0 AND writer = ?
"""  # noqa: S608 - the same
_HOLDERS: Final = """
    SELECT DISTINCT writer FROM cloud_files WHERE app = ? AND steam_id = ? AND held <> 0 AND typeof(writer) = 'text' ORDER BY writer
"""
_CHANGES: Final = """
    SELECT name, data IS NULL FROM cloud_files
    WHERE app = ? AND steam_id = ? AND stamp > ? AND writer <> ? AND held = 0 AND typeof(name) = 'text' ORDER BY name
"""
_SAME: Final = """
    SELECT min(handle) FROM cloud_shares JOIN cloud_files USING (app, steam_id, name)
    WHERE app = ? AND steam_id = ? AND name = ? AND cloud_shares.data = cloud_files.data
"""
_SHARE: Final = """
    INSERT INTO cloud_shares (app, steam_id, name, data)
    SELECT app, steam_id, name, data FROM cloud_files WHERE app = ? AND steam_id = ? AND name = ?
"""
_SHARED: Final = "SELECT app, steam_id, name, data FROM cloud_shares WHERE handle = ?"
_SHARES: Final = "SELECT handle FROM cloud_shares WHERE app = ? ORDER BY handle"
_SAME_SHARE: Final = "SELECT min(handle) FROM cloud_shares WHERE app = ? AND steam_id = ? AND name = ? AND data = ?"
_KEEP_SHARE: Final = """
    INSERT INTO cloud_shares (handle, app, steam_id, name, data)
    VALUES (CASE WHEN EXISTS (SELECT 1 FROM cloud_shares WHERE handle = ?) THEN NULL ELSE ? END, ?, ?, ?, ?)
"""
_MOST_HANDLE: Final = (1 << 63) - 1


class SQLiteFiles:
    """The files of one app in a file.

    Args:
        execute: Runs a statement on the store's own connection.
        app_id: The app.
        faults: Where it is said what could not be read and was left out.
    """

    def __init__(self, execute: Callable[[str, tuple[Any, ...]], Any], app_id: int, faults: list[str]) -> None:
        """Begin with what the file holds."""
        self._execute = execute
        self._app = app_id
        self._faults = faults
        self._seen: tuple[int, int, int, str] = (-1, 0, 0, "")

    def file(self, user: int, name: str) -> CloudFile | None:
        """Return a file."""
        found = self._execute(_FILE, (self._app, str(user), name)).fetchone()
        return None if found is None else _read_file(user, found)

    def files(self, user: int) -> list[CloudFile]:
        """Return the files of a user."""
        kept = []
        for row in self._execute(_IN_ORDER, (self._app, str(user))).fetchall():
            try:
                file = _read_file(user, row)
            except DamageError as fault:
                self._faults.append(str(fault))
            else:
                if file is not None:
                    kept.append(file)
        return kept

    def owners(self) -> list[int]:
        """Return the users who have files."""
        return sorted(int(owner) for (owner,) in self._execute(_OWNERS, (self._app,)).fetchall() if _is_id(owner))

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
        self._execute(_RELEASE, (self._app, str(user), self._app, str(user), writer))

    def holders(self, user: int) -> list[str]:
        """Return the writers that hold something back."""
        return [writer for (writer,) in self._execute(_HOLDERS, (self._app, str(user))).fetchall()]

    def stamp(self, user: int) -> int:
        """Return the last stamp."""
        return int(self._execute(_STAMP, (self._app, str(user))).fetchone()[0])

    def changes(self, user: int, since: int, writer: str) -> Changes:
        """Return what others changed; as long as no other connection wrote, that is one cheap statement."""
        version = int(self._execute("PRAGMA data_version", ()).fetchone()[0])
        if self._seen == (version, user, since, writer):
            return Changes(since)
        found = self._execute(_CHANGES, (self._app, str(user), since, writer)).fetchall()
        files = tuple((name, bool(deleted)) for name, deleted in found if name.isascii() or name.encode(errors="ignore").decode() == name)
        stamp = max(since, self.stamp(user))
        self._seen = (version, user, stamp, writer)
        return Changes(stamp, files)

    def share(self, user: int, name: str, app_id: int) -> int:
        """Share a file."""
        same = self._execute(_SAME, (app_id, str(user), name)).fetchone()[0]
        return int(same or self._execute(_SHARE, (app_id, str(user), name)).lastrowid or 0)

    def shared(self, handle: int) -> SharedFile | None:
        """Return a file that was shared, of whatever app."""
        if not 1 <= handle <= _MOST_HANDLE:
            return None
        found = self._execute(_SHARED, (handle,)).fetchone()
        if found is None:
            return None
        app, owner, name, data = found
        if type(app) is not int or type(name) is not str or type(data) is not bytes or not _is_id(owner):
            message = f"the shared file {handle} is damaged"
            raise DamageError(message)
        return SharedFile(app, int(owner), name, data)

    def shares(self) -> list[int]:
        """Return the handles in order."""
        return [handle for (handle,) in self._execute(_SHARES, (self._app,)).fetchall()]

    def keep_share(self, handle: int, file: SharedFile) -> int:
        """Have a file shared."""
        line = (file.app_id, str(file.owner), file.name, file.data)
        same = self._execute(_SAME_SHARE, line).fetchone()[0]
        return int(same or self._execute(_KEEP_SHARE, (handle, handle, *line)).lastrowid or 0)

    def _put(self, statement: str, author: Author, file: CloudFile, data: bytes | None) -> None:
        """Write a row."""
        known = (file.time, file.platforms, int(file.persisted), author.writer, int(author.held))
        own = self._app, str(author.user)
        self._execute(statement, (*own, file.name, *known, known[-1], *own, data))


def _read_file(user: int, row: tuple[Any, ...]) -> CloudFile | None:
    """Return a row as a file, None if it was deleted.

    Raises:
        DamageError: It is none.
    """
    name, kind, size, time, platforms, persisted, writer, stamp = row
    numbers = (time, platforms, persisted, stamp)
    if type(name) is not str or type(writer) is not str or kind not in {"blob", "null"} or not all(type(it) is int for it in numbers):
        message = f"the file {ascii(short(name))[:60]} of user {user}: {ascii(short(row[1:]))[:120]}"
        raise DamageError(message)
    require_text(name)
    if kind == "null":
        return None
    return CloudFile(name, size, time, platforms & ALL_PLATFORMS, bool(persisted), writer, stamp)


def _is_id(text: object) -> bool:
    """Whether a text is a Steam ID."""
    return type(text) is str and text.isascii() and text.isdigit() and len(text) <= len(str(ALL_PLATFORMS**2))
