"""The files of players in a local cloud: what a store keeps of each, the queries about them, and how memory keeps them.

Rules: those of queries.py. A file is written whole or not at all. Each change of a user's files has a stamp, one above all before it, and
the name of the program that made it, its writer: so the others can look for what is new. What is held back, in a batch or while the cloud
is off, is there at once for everybody who reads and is shown to those who look when it is released, all of it as one change. A file that
was deleted leaves a row without data, so that its stamp is told too. A file that was shared is a copy of that moment, and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

ALL_PLATFORMS = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class CloudFile:
    """What is known of a file without its content."""

    name: str
    size: int
    time: int
    platforms: int = ALL_PLATFORMS
    persisted: bool = True
    writer: str = ""
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that was shared, as it was then."""

    app_id: int
    owner: int
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What others changed: how far that was seen, and (name, whether it was deleted)."""

    stamp: int
    files: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """Whose files, which program changes them, whether the change is held back, and how far that program has seen those of others."""

    user: int
    writer: str
    held: bool = False
    since: int = 0


class Files(Protocol):
    """How a store keeps the files of one app."""

    def file(self, user: int, name: str) -> CloudFile | None:
        """Return a file, None if there is none.

        Raises:
            DamageError: Its row cannot be read.
        """

    def files(self, user: int) -> list[CloudFile]:
        """Return the files of a user in the order of their names; what cannot be read is left out."""

    def owners(self) -> list[int]:
        """Return the users who have files, in the order of their IDs."""

    def read(self, user: int, name: str, offset: int, size: int) -> bytes:
        """Return a part of a file that is there."""

    def put(self, author: Author, file: CloudFile, data: bytes | None) -> None:
        """Keep a file, its content (None: the one it has), and who changed it."""

    def drop(self, author: Author, name: str) -> None:
        """Delete a file that is there."""

    def release(self, user: int, writer: str) -> None:
        """Give what a writer holds back one new stamp."""

    def holders(self, user: int) -> list[str]:
        """Return the writers that hold something back."""

    def stamp(self, user: int) -> int:
        """Return the last stamp."""

    def changes(self, user: int, since: int, writer: str) -> Changes:
        """Return what other writers changed since a stamp and do not hold back."""

    def share(self, user: int, name: str, app_id: int) -> int:
        """Share a file that is there, and return the handle; the same content under the same name has one handle."""

    def shared(self, handle: int) -> SharedFile | None:
        """Return a file that was shared, None if there is none."""

    def shares(self) -> list[int]:
        """Return the handles of the files of this app that were shared, in order."""

    def keep_share(self, handle: int, file: SharedFile) -> int:
        """Have a file shared that another store has under a handle, and return the handle: that one if it is free, or that of the same."""


class Tables(Protocol):
    """What these queries want of the tables of queries.py."""

    @property
    def cloud(self) -> Files:
        """The files."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a write: what it would have gone beyond, and whether it replaced a change of another that its program never saw."""

    over: Literal["", "bytes", "files"] = ""
    clash: bool = False


@dataclass(frozen=True, slots=True)
class OpenCloud:
    """Begin to watch: what programs held back that died is released; `alive` tells of a writer whether it still runs."""

    writes: ClassVar[bool] = True
    user: int
    alive: Callable[[str], bool]

    def answer(self, tables: Tables) -> int:
        """Return the last stamp."""
        for writer in tables.cloud.holders(self.user):
            if not self.alive(writer):
                tables.cloud.release(self.user, writer)
        return tables.cloud.stamp(self.user)


@dataclass(frozen=True, slots=True)
class FindFile:
    """Look for a file."""

    writes: ClassVar[bool] = False
    user: int
    name: str

    def answer(self, tables: Tables) -> CloudFile | None:
        """Return it, None if there is none."""
        return tables.cloud.file(self.user, self.name)


@dataclass(frozen=True, slots=True)
class ListFiles:
    """List the files of a user."""

    writes: ClassVar[bool] = False
    user: int

    def answer(self, tables: Tables) -> tuple[CloudFile, ...]:
        """Return them in the order of their names."""
        return tuple(tables.cloud.files(self.user))


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read a part of a file."""

    writes: ClassVar[bool] = False
    user: int
    name: str
    offset: int
    size: int

    def answer(self, tables: Tables) -> bytes | None:
        """Return it, as far as the file goes; None if there is no file."""
        if tables.cloud.file(self.user, self.name) is None:
            return None
        return tables.cloud.read(self.user, self.name, self.offset, self.size)


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Write a file, unless the player would have more bytes or more files in the cloud then than the quota allows."""

    writes: ClassVar[bool] = True
    author: Author
    name: str
    data: bytes
    time: int
    most_bytes: int
    most_files: int

    def answer(self, tables: Tables) -> Written:
        """Keep it in place of what is there."""
        cloud, author = tables.cloud, self.author
        kept = [file for file in cloud.files(author.user) if file.persisted and file.name != self.name]
        if sum(file.size for file in kept) + len(self.data) > self.most_bytes:
            return Written("bytes")
        if len(kept) >= self.most_files:
            return Written("files")
        old = cloud.file(author.user, self.name)
        platforms = ALL_PLATFORMS if old is None else old.platforms
        cloud.put(author, CloudFile(self.name, len(self.data), self.time, platforms), self.data)
        return Written(clash=old is not None and old.writer != author.writer and old.stamp > author.since)


@dataclass(frozen=True, slots=True)
class DeleteFile:
    """Delete a file."""

    writes: ClassVar[bool] = True
    author: Author
    name: str

    def answer(self, tables: Tables) -> bool:
        """Return whether it was there."""
        if tables.cloud.file(self.author.user, self.name) is None:
            return False
        tables.cloud.drop(self.author, self.name)
        return True


@dataclass(frozen=True, slots=True)
class ChangeFile:
    """Change what is known of a file: whether it is in the cloud, or its platforms; None leaves it."""

    writes: ClassVar[bool] = True
    author: Author
    name: str
    persisted: bool | None = None
    platforms: int | None = None

    def answer(self, tables: Tables) -> bool:
        """Return whether it was there."""
        file = tables.cloud.file(self.author.user, self.name)
        if file is None:
            return False
        persisted = file.persisted if self.persisted is None else self.persisted
        platforms = file.platforms if self.platforms is None else self.platforms
        tables.cloud.put(self.author, replace(file, persisted=persisted, platforms=platforms), None)
        return True


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """Show the others what a program held back."""

    writes: ClassVar[bool] = True
    user: int
    writer: str

    def answer(self, tables: Tables) -> bool:
        """Return that it is done."""
        tables.cloud.release(self.user, self.writer)
        return True


@dataclass(frozen=True, slots=True)
class LookForChanges:
    """Look for what other programs changed."""

    writes: ClassVar[bool] = False
    user: int
    since: int
    writer: str

    def answer(self, tables: Tables) -> Changes:
        """Return it."""
        return tables.cloud.changes(self.user, self.since, self.writer)


@dataclass(frozen=True, slots=True)
class ShareFile:
    """Share a file as it is now."""

    writes: ClassVar[bool] = True
    user: int
    name: str
    app_id: int

    def answer(self, tables: Tables) -> tuple[int, CloudFile] | None:
        """Return the handle and the file, None if there is no file."""
        file = tables.cloud.file(self.user, self.name)
        return None if file is None else (tables.cloud.share(self.user, self.name, self.app_id), file)


@dataclass(frozen=True, slots=True)
class FetchShared:
    """Fetch a file that was shared."""

    writes: ClassVar[bool] = False
    handle: int

    def answer(self, tables: Tables) -> SharedFile | None:
        """Return it, None if there is none."""
        return tables.cloud.shared(self.handle)


@dataclass(slots=True)
class _Row:
    """A file in memory; one that was deleted has no data."""

    file: CloudFile
    data: bytes | None
    held: bool


class MemoryFiles:
    """The files of one app, as long as the program runs."""

    def __init__(self) -> None:
        """Begin without any."""
        self._rows: dict[int, dict[str, _Row]] = {}
        self._shares: dict[int, SharedFile] = {}

    def file(self, user: int, name: str) -> CloudFile | None:
        """Return a file."""
        row = self._rows.get(user, {}).get(name)
        return None if row is None or row.data is None else row.file

    def files(self, user: int) -> list[CloudFile]:
        """Return the files of a user."""
        return [row.file for _, row in sorted(self._rows.get(user, {}).items()) if row.data is not None]

    def owners(self) -> list[int]:
        """Return the users who have files."""
        return sorted(user for user in self._rows if self.files(user))

    def read(self, user: int, name: str, offset: int, size: int) -> bytes:
        """Return a part of a file."""
        return (self._rows[user][name].data or b"")[offset : offset + size]

    def put(self, author: Author, file: CloudFile, data: bytes | None) -> None:
        """Keep a file."""
        old = self._rows.get(author.user, {}).get(file.name)
        if data is None:
            data = None if old is None else old.data
        self._keep(author, file, data)

    def drop(self, author: Author, name: str) -> None:
        """Delete a file."""
        self._keep(author, CloudFile(name, 0, 0), None)

    def release(self, user: int, writer: str) -> None:
        """Give what is held back one new stamp."""
        stamp = self.stamp(user) + 1
        for row in self._rows.get(user, {}).values():
            if row.held and row.file.writer == writer:
                row.file, row.held = replace(row.file, stamp=stamp), False

    def holders(self, user: int) -> list[str]:
        """Return the writers that hold something back."""
        return sorted({row.file.writer for row in self._rows.get(user, {}).values() if row.held})

    def stamp(self, user: int) -> int:
        """Return the last stamp."""
        return max((row.file.stamp for row in self._rows.get(user, {}).values()), default=0)

    def changes(self, user: int, since: int, writer: str) -> Changes:
        """Return what others changed."""
        rows = [row for _, row in sorted(self._rows.get(user, {}).items()) if not row.held]
        found = tuple((row.file.name, row.data is None) for row in rows if row.file.stamp > since and row.file.writer != writer)
        return Changes(max(since, self.stamp(user)), found)

    def share(self, user: int, name: str, app_id: int) -> int:
        """Share a file."""
        shared = SharedFile(app_id, user, name, self._rows[user][name].data or b"")
        return self.keep_share(max(self._shares, default=0) + 1, shared)

    def shared(self, handle: int) -> SharedFile | None:
        """Return a file that was shared."""
        return self._shares.get(handle)

    def shares(self) -> list[int]:
        """Return the handles in order."""
        return sorted(self._shares)

    def keep_share(self, handle: int, file: SharedFile) -> int:
        """Have a file shared."""
        same = next((number for number, shared in self._shares.items() if shared == file), 0)
        if not same:
            same = max(self._shares, default=0) + 1 if handle in self._shares else handle
            self._shares[same] = file
        return same

    def _keep(self, author: Author, file: CloudFile, data: bytes | None) -> None:
        """Keep a row with its stamp, which stays the old one as long as the change is held back."""
        rows = self._rows.setdefault(author.user, {})
        old = rows.get(file.name)
        stamp = (0 if old is None else old.file.stamp) if author.held else self.stamp(author.user) + 1
        rows[file.name] = _Row(replace(file, writer=author.writer, stamp=stamp), data, author.held)
