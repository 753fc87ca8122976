"""The store on the disk: an SQLite file with one row of JSON for each user.

Rules: this file alone imports sqlite3. The file is written by one thread, never by the frame's; all writes that have queued up go into
one transaction, and they are answered after its commit, with WAL and synchronous FULL: what was answered OK survives a kill and a loss
of power. A failing transaction leaves every old row as it was and fails its writes, no others. A row that cannot be read fails its own
user's jobs and stays as it is. The file says its own version; a newer one is refused, an older one is migrated after a copy of it was
made. Each row has the number of the transaction that wrote it, so a look reads only what is new. Reads never wait for another program's
write lock. Programs that write the same file take turns, also where all store the same user. Nothing but SQLite opens the file (see
sqlite_file.py); where it does not bear its name any more, nothing is answered OK. The thread is that of writer.py.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.files import UnreadableError, irregular
from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.job_order import JobOrder, answered
from steam_nodes.steam.local.store.rows import decode, read_user
from steam_nodes.steam.local.store.sqlite.sqlite_drive import fault_of_drive
from steam_nodes.steam.local.store.sqlite.sqlite_file import (
    OpenFiles,
    bring_to_disk,
    cut_off,
    damage,
    discard,
    fault_before,
    fault_of_copy,
    identity,
    make_private,
    put_in_place,
    with_log,
)
from steam_nodes.steam.local.store.sqlite.sqlite_hold import REMEDY, Hold, fault_of_hold, never_close
from steam_nodes.steam.local.store.sqlite.sqlite_migrations import NEW, VERSION, bring_up, require_present, version_of
from steam_nodes.steam.local.store.sqlite.sqlite_tables import SQLiteTables
from steam_nodes.steam.local.store.sqlite.stats_log import StatsLog
from steam_nodes.steam.local.store.store import Completion, Store, StoreError, apply, spread
from steam_nodes.steam.local.store.writer import Writer
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from steam_nodes.steam.local.rules.values import Row
    from steam_nodes.steam.local.store.store import Job

BUSY_SECONDS: Final = 5.0
_OPENINGS: Final = 3
STEP_SECONDS: Final = 0.25
PAUSE_SECONDS: Final = 0.002
"""How long a transaction waits at first until it asks again whether another program's has ended."""
BEATEN_SECONDS: Final = 1.0
"""How long it is remembered that another program was quicker with a user."""
KEEP_SECONDS: Final = 0.025
"""How long the file is kept for the next try of who was beaten twice: a frame and a half of a game."""
TURN_SECONDS: Final = 0.003
"""How long after a transaction the next one waits, where other programs write too."""
LOG_BYTES: Final = 16 << 20
"""How large the write-ahead log may stay. Ordinarily it has a thousand pages; it has more where somebody reads for long."""
_READ: Final = "SELECT typeof(row), row FROM users WHERE app = ? AND steam_id = ?"
# What is no text becomes null: a BLOB would be an error for all rows of the statement.
_TEXTS: Final = "json_group_object(steam_id, CASE typeof(row) WHEN 'text' THEN row END)"
# A stamp that is damaged must not hide from the watch what is written after it.
_STAMP: Final = f"SELECT ifnull(CAST(max(stamp) AS INTEGER), 0) FROM users WHERE stamp < {1 << 62}"  # noqa: S608 - our own words
_READ_ALL: Final = f"""
    SELECT {_TEXTS} FROM users WHERE app = ? AND steam_id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - put together from our own words
_LOOK: Final = f"""
    SELECT ({_STAMP}), {_TEXTS} FROM users WHERE app = ? AND stamp > ? AND steam_id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - the same
_WRITE: Final = f"""
    INSERT OR REPLACE INTO users SELECT ?, key, value, ({_STAMP}) + 1 FROM json_each(?)
"""  # noqa: S608 - the same
_RESULTS: Final = {
    sqlite3.SQLITE_FULL: Result.DISK_FULL,
    sqlite3.SQLITE_BUSY: Result.BUSY,
    sqlite3.SQLITE_LOCKED: Result.BUSY,
    sqlite3.SQLITE_CORRUPT: Result.DATA_CORRUPTION,
    sqlite3.SQLITE_NOTADB: Result.DATA_CORRUPTION,
}
_AT_OPENING: Final = (OSError, sqlite3.Error, UnicodeDecodeError, UnreadableError, MemoryError)
"""What a damaged file makes SQLite say: also that there is no memory for what it seems to hold."""


class DisplacedError(Exception):
    """The file does not bear its name any more: what is stored in it nobody will find."""


_FORESEEN: Final = (sqlite3.OperationalError, sqlite3.DatabaseError, OSError, DamageError, DisplacedError, UnicodeDecodeError)
"""What a file and a disk can do; UnicodeDecodeError is SQLite's word for what is damaged, where that is no UTF-8."""


class SQLiteStore(Store):
    """The rows of one app's users in one file.

    Args:
        path: The file; it and its folder are made if they are missing.
        app_id: The app; one file holds the users of several apps apart.
        group_access: Whether the owner's group may read and write what is made here (the store, its logs), as well as the owner.
        read_only: Whether the file is only read: it is neither made nor brought up to this version, and every write fails.

    Raises:
        StoreError: The file cannot be opened, is no store, or was made by a newer version.
    """

    def __init__(self, path: str | os.PathLike[str], app_id: int, *, group_access: bool = False, read_only: bool = False) -> None:
        """Open the file and start the thread that writes it."""
        super().__init__()
        self.slow: float | None = 0.0
        self.path: Path = Path(path).absolute()
        self.group_access = group_access
        self._app = app_id
        self._log = StatsLog(self.path.parent / "logs" / "stats_log.txt", group_access=group_access)
        self._read_only = read_only
        self._connection, self._files, self._hold = _open(self.path, 0o660 if group_access else 0o600, read_only=read_only)
        self._uncut = 0
        self._connection.text_factory = decode
        self._tables = SQLiteTables(self._connection, app_id)
        self._seen = (-1, -1)
        self._noted = False
        self._version = _version_of_others(self._connection)
        self._beside_others = False
        self._beaten: dict[int, float] = {}
        self._kept_until = 0.0
        self._others_turn = 0.0
        self._order = JobOrder(
            do=self._do,
            look=self._look,
            read=self._read,
            transact=self._transact,
            answer=self._answer,
            kept=lambda _: False,  # What is kept is the whole file, for any write.
            let_go=self._let_go,
        )
        self._writer = Writer(
            str(self.path),
            f"steam_nodes store {self.path.name}",
            self.done,
            work=self._work,
            failed=self._failed,
            behind=self._behind,
            end=self._end,
        )
        self._writer.start()

    @property
    def place(self) -> Hashable:
        """The file and the app."""
        return self.path, self._app

    def submit(self, job: Job) -> None:
        """Queue a job for the thread.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        self.require_own()
        self._writer.submit(job)

    def note(self, line: str) -> None:
        """Queue a line of stats_log.txt for the thread."""
        self._log.add(line)
        if not self._noted:
            self._noted = True
            self._writer.wake()

    def notes(self) -> list[str]:
        """Return the last lines of stats_log.txt."""
        return self._log.last()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no job is under way.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        self.require_own()
        return self._writer.wait(seconds)

    def inside(self) -> bool:
        """Whether the caller is the thread that writes the file."""
        return self._writer.inside()

    def close(self, seconds: float) -> bool:
        """Let the thread finish its jobs, close the file and end.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        self.require_own()
        return self._writer.close(seconds)

    def require_own(self) -> None:
        """Refuse a call in a child process: the thread and the locks of the store stayed with its parent.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        if self._hold.inherited:
            message = f"{self.path}: the store was opened by the process that this one was forked from, and is of use only there; {REMEDY}"
            raise StoreError(message)

    def beside(self) -> SQLiteStore:
        """Open the same file once more."""
        return SQLiteStore(self.path, self._app, group_access=self.group_access, read_only=self._read_only)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Make a complete copy of the store, as it is at one moment, while it is in use; see LocalSteam.backup."""
        self.require_own()
        target = Path(path).absolute()
        try:
            fault = "the store is closed; make the backup before" if self._writer.closing else self._files.fault() or fault_of_copy(target)
        except (OSError, ValueError, UnreadableError) as error:
            fault = f"a file cannot have that name ({error}); give another name"
        if fault:
            message = f"{target}: no backup of {self.path} is made: {fault}"
            raise StoreError(message)
        made = target.with_name(f"{target.name}.{os.getpid()}.{threading.get_ident()}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(self.path, made)
            fault = self._files.fault()
            if not fault and not put_in_place(made, target):
                fault = "there is a file by now, and a backup is never written over one; give another name"
            bring_to_disk(target.parent)
        except _AT_OPENING as error:
            message = f"{target}: no backup of {self.path} could be made ({error}); {_remedy(error, self.path)}"
            raise StoreError(message) from error
        finally:
            with suppress(OSError):  # It could not even be made; what went wrong is said already.
                discard(made)
        if fault:
            message = f"{target}: no backup of {self.path} is made: {fault}"
            raise StoreError(message)

    def _end(self) -> None:
        """Close the file, unless that would delete somebody else's log: then it is held as long as the process lives."""
        self._let_go()
        if self._files.strange():
            never_close(self._connection)
        else:
            self._connection.close()
            self._hold.end()

    def _cut_log(self) -> None:
        """Bring a log that has grown under a long reader into the file, and cut it; as long as that reader is there, nothing happens."""
        if self._files.log == self._uncut or self._kept_until:
            return  # Nothing was stored since the last try, or a transaction is open.
        with suppress(sqlite3.Error):  # A disk that fails; the next transaction says so.
            self._connection.execute("PRAGMA busy_timeout = 0")
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {STEP_SECONDS * 1000:.0f}")
        self._uncut = self._files.log

    def _require_place(self) -> None:
        """Make sure that the file bears its name.

        Raises:
            DisplacedError: It does not.
        """
        fault = self._files.fault()
        if fault:
            raise DisplacedError(fault)

    def _behind(self) -> float | None:
        """Write the log, and keep SQLite's own one short; let the file go that was kept for long enough."""
        left = self._kept_until - time.monotonic()
        if left <= 0:
            self._let_go()
        self._noted = False
        try:
            if self._files.log > LOG_BYTES:
                self._cut_log()
            self._log.write()
        except BaseException as error:
            self._writer.tell(error)
        return left if self._kept_until else None

    def _do(self, step: Callable[[list[Job]], list[Completion]], jobs: list[Job]) -> list[Completion]:
        """Do jobs in one step; what goes wrong is the answer to the job it goes wrong with, and to no other."""
        if not jobs:
            return []
        try:
            if not self._kept_until:
                self._roll_back()  # Of a step before that could not do so itself.
            return step(jobs)
        except BaseException as error:
            # A damaged or displaced file must not be written on, and what may be committed is not done again.
            whole = isinstance(error, sqlite3.Error | DisplacedError)
            alike = whole or (step == self._order.transact and not self._connection.in_transaction)
            with suppress(BaseException):
                self._roll_back()
            if len(jobs) == 1 or alike:
                return [self._failed(job, error) for job in jobs]
        return [completion for job in jobs for completion in self._do(step, [job])]

    def _failed(self, job: Job, error: BaseException) -> Completion:
        """Return the completion of a job that failed."""
        result, fault = Result.IO_FAILURE, f"{self.path} failed ({type(error).__name__})"
        try:
            result, fault = _explain(error, self.path)
        except BaseException as another:
            self._writer.tell(another)
        if not isinstance(error, _FORESEEN) or isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
            self._writer.tell(error)
        return Completion(job, result, fault=fault)

    def _work(self, batch: list[Job]) -> list[Completion]:
        """Do the jobs of a turn, if the file bears its name."""
        fault = self._files.fault()
        if fault:
            # Also what is read: these values nobody else sees, and nobody ever will.
            return [Completion(job, Result.IO_FAILURE, fault=fault) for job in batch]
        return self._order.work(batch)

    def _look(self, jobs: list[Job]) -> list[Completion]:
        """Find out which rows have changed; as long as no other connection wrote, that is one cheap statement."""
        (job,) = jobs
        version = _version_of_others(self._connection)
        if self._seen == (version, job.since):
            return [Completion(job, Result.OK, stamp=job.since)]
        ids = json.dumps([str(int(steam_id)) for steam_id in job.ids])
        # All rows: also those with a stamp that is damaged.
        since = job.since if job.since >= 0 else float("-inf")
        stamp, found = self._connection.execute(_LOOK, (self._app, since, ids)).fetchone()
        completion = Completion(job, Result.OK, stamp=stamp)
        for key, text in json.loads(found).items():
            try:
                completion.rows[int(key)] = read_user(key, text)
            except DamageError as error:
                completion.damaged[int(key)] = _explain(error, self.path)[1]
        self._seen = (version, stamp)
        return [completion]

    def _read(self, jobs: list[Job]) -> list[Completion]:
        """Read rows."""
        return [self._apply(job, text)[0] for job, text in self._fetch(jobs)]

    def _answer(self, jobs: list[Job]) -> list[Completion]:
        """Answer queries that write nothing."""
        self._connection.execute("BEGIN")
        finished = answered(jobs, self._tables, self._tables.faults, str(self.path))
        self._connection.execute("COMMIT")
        return finished

    def _transact(self, jobs: list[Job]) -> list[Completion]:
        """Do the jobs in one transaction; they are done together or not at all, but for a job whose own row cannot be read."""
        self._begin()
        finished = self._write(jobs) if jobs[0].query is None else answered(jobs, self._tables, self._tables.faults, str(self.path))
        if self._keeps_turn(finished):
            self._kept_until = time.monotonic() + KEEP_SECONDS
            return finished
        self._kept_until = 0.0
        if self.slow:
            time.sleep(self.slow)
        # Asked before, so that nothing is stored where nobody looks, and again behind: only then is it certain to be in the file.
        self._require_place()
        self._connection.execute("COMMIT")
        if self._beside_others:
            self._others_turn = time.monotonic() + TURN_SECONDS
        self._require_place()
        return finished

    def _begin(self) -> None:
        """Begin a transaction that writes as soon as no other program's is under way, unless one was kept for this try.

        SQLite's own waiting sleeps longer and longer, so that who has waited longest asks least often, and beside a program that writes all
        the time never gets its turn. Here each asks the oftener the longer it waits; and who has just written, and would be first with its
        next transaction too, leaves a turn to the others where there are any.
        """
        connection = self._connection
        if connection.in_transaction:
            return
        early = self._others_turn - time.monotonic()
        if early > 0:
            time.sleep(early)
            self._others_turn = 0.0
        deadline = time.monotonic() + BUSY_SECONDS
        pause = PAUSE_SECONDS
        connection.execute("PRAGMA busy_timeout = 0").close()
        try:
            while not _begun(connection, last=time.monotonic() > deadline):
                time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - so that two do not meet again, no secret
                pause = max(pause * 0.9, PAUSE_SECONDS / 8)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {STEP_SECONDS * 1000:.0f}").close()
        version = _version_of_others(connection)
        self._beside_others = version != self._version
        self._version = version

    def _keeps_turn(self, finished: list[Completion]) -> bool:
        """Whether other programs were quicker with all users, once more with one of them, so that the file is kept for the next try.

        Who has won is answered first. It would be the first with its next write too, and who was beaten would never store. The next try
        cannot be beaten; a second time nothing is kept, and who does not try loses it.
        """
        now = time.monotonic()
        beaten = {completion.job.steam_id for completion in finished if completion.result is Result.INVALID_PARAM and completion.row}
        again = any(now < self._beaten.get(user, 0.0) for user in beaten)
        done = {completion.job.steam_id for completion in finished}
        self._beaten = {user: until for user, until in self._beaten.items() if now < until and user not in done}
        self._beaten |= dict.fromkeys(beaten, now + BEATEN_SECONDS)
        return again and beaten == done and not self._kept_until and not self.exact

    def _let_go(self) -> None:
        """Let the file go that was kept for a next try, if it was."""
        if self._kept_until:
            self._kept_until = 0.0
            self._roll_back()

    def _write(self, jobs: list[Job]) -> list[Completion]:
        """Write the rows that jobs change, and what that means for all users together."""
        finished, changed = [], {}
        for job, text in self._fetch(jobs):
            completion, row = self._apply(job, text)
            finished.append(completion)
            if row is not None:
                changed[_key(job)] = json.dumps(row, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
                spread(completion, self._tables, new=text is None)
        if changed:
            self._connection.execute(_WRITE, (self._app, json.dumps(changed))).close()
        return finished

    def _roll_back(self) -> None:
        """End a failed transaction; SQLite may have ended it already."""
        self._kept_until = 0.0
        with suppress(sqlite3.Error):  # The file is out of reach; the next transaction says so.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _fetch(self, jobs: list[Job]) -> list[tuple[Job, str | Exception | None]]:
        """Read the rows of jobs: each row's text, None where there is none, or what went wrong with it.

        All of them come in one step of SQLite: each step gives up the interpreter's lock and has to win it back from the game.
        """
        if not jobs:
            return []
        began = self._connection.in_transaction
        try:
            asked = json.dumps([_key(job) for job in jobs])
            found = self._connection.execute(_READ_ALL, (self._app, asked)).fetchone()
            texts: dict[str, str | None] = json.loads(found[0])
        except _FORESEEN:
            if self._gave_up(began=began):
                raise
            texts = dict.fromkeys(map(_key, jobs))
        return [(job, texts.get(key) or (self._fetch_one(key) if key in texts else None)) for job in jobs for key in (_key(job),)]

    def _fetch_one(self, key: str) -> str | Exception | None:
        """Read one row, or say what went wrong."""
        began = self._connection.in_transaction
        try:
            found = self._connection.execute(_READ, (self._app, key)).fetchone()
        except _FORESEEN as error:
            if self._gave_up(began=began):
                raise
            return error
        if found is None:
            return None
        kind, text = found
        return text if type(text) is str else DamageError(f"the row of user {key} is of type {kind}, not a text")

    def _gave_up(self, *, began: bool) -> bool:
        """Whether SQLite has ended a transaction by itself: what came behind it would be written without the lock."""
        return began and not self._connection.in_transaction

    def _apply(self, job: Job, text: str | Exception | None) -> tuple[Completion, Row | None]:
        """Do one job on its row, if that can be read."""
        if not isinstance(text, Exception):
            try:
                row = {} if text is None else read_user(_key(job), text)
            except DamageError as error:
                text = error
            else:
                return apply(job, row)
        return self._failed(job, text), None


def _key(job: Job) -> str:
    """Return the user's id as the file has it."""
    return str(int(job.steam_id))


def _open(path: Path, mode: int, *, read_only: bool) -> tuple[sqlite3.Connection, OpenFiles, Hold]:
    """Open the file, and make it a store if it is new."""
    try:
        kind = irregular(path)
        if kind:
            message = f"{path}: the store cannot be opened: {kind}; give a file in a folder that can be written, or a store"
            raise StoreError(message)
        if read_only and not path.exists():
            message = f"{path}: there is no store; give the name of a file that a game has made"
            raise StoreError(message)
        path.parent.mkdir(parents=True, exist_ok=True)
        fault = fault_of_drive(Path(os.path.realpath(path)).parent)
        for _ in range(_OPENINGS):
            fault = fault or fault_before(path)
            if fault:
                message = f"{path}: {fault}"
                raise StoreError(message)
            if not path.exists():
                _make(Path(os.path.realpath(path)), mode)
            found = _open_once(path, read_only=read_only)
            if found:
                return found
    except _AT_OPENING as error:
        message = f"{path}: the store cannot be opened ({error}); {_remedy(error, path)}"
        raise StoreError(message) from error
    message = f"{path}: the file was replaced again and again while it was opened; open it when that has ended"
    raise StoreError(message)


def _open_once(path: Path, *, read_only: bool) -> tuple[sqlite3.Connection, OpenFiles, Hold] | None:
    """Open a file that is there; None if it is not the same afterwards, so that nobody knows which one SQLite has opened."""
    file = identity(path)
    fault = fault_of_hold(file)
    if fault:
        message = f"{path}: {fault}"
        raise StoreError(message)
    hold = Hold(file)
    try:
        connection = hold.connection = _connect(path)
    except BaseException:
        hold.end()
        raise
    try:
        _prepare(connection, path, read_only=read_only)
        files = hold.files = OpenFiles(path, read_only=read_only)
    except BaseException:
        connection.close()
        hold.end()
        raise
    if files.file != file:
        # So it is once on an overlay of file systems, which copies a file up as it is opened.
        connection.close()
        hold.end()
        return None
    return connection, files, hold


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a file that is there without touching it."""
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", timeout=STEP_SECONDS, isolation_level=None, check_same_thread=False, uri=True)


def _version_of_others(connection: sqlite3.Connection) -> int:
    """Return a number that is another one as soon as another connection has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _begun(connection: sqlite3.Connection, *, last: bool) -> bool:
    """Begin a transaction that writes, if no other program's is under way; the last try raises what SQLite says."""
    try:
        connection.execute("BEGIN IMMEDIATE").close()
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _patiently(connection: sqlite3.Connection, statement: str) -> object:
    """Run a statement that needs a lock, again and again while another program holds it, and return what it says.

    SQLite's own waiting sleeps longer and longer, so beside a program that writes all the time it might never get its turn; and it does
    not wait at all where two programs switch a file to WAL.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor = connection.execute(statement)
            found = cursor.fetchone()
            cursor.close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.001)
        else:
            return found[0] if found else None


def _make(path: Path, mode: int) -> None:
    """Make a new store under another name, then give it its own."""
    made = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    discard(made)
    try:
        make_private(made, mode)
        connection = _connect(made)
        try:
            for statement in NEW:
                connection.execute(statement)
        finally:
            connection.close()
    except BaseException:
        discard(made)
        raise
    put_in_place(made, path)


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Check whether it is whole and whose it is, switch on WAL and bring it up to this version."""
    connection.execute("BEGIN")
    pages = _patiently(connection, "PRAGMA page_count")
    size = _patiently(connection, "PRAGMA page_size")
    fault = cut_off(path, int(str(pages)) * int(str(size)))
    connection.execute("ROLLBACK")
    if fault:
        message = f"{path}: {fault}"
        raise StoreError(message)
    version = version_of(connection, path)
    if read_only:
        require_present(version, path)
        connection.execute("PRAGMA query_only = ON")
        return
    journal = _patiently(connection, "PRAGMA journal_mode = WAL")
    if journal != "wal":
        message = (
            f"{path}: SQLite cannot keep a write-ahead log beside the file (it says {journal!r}), and without one servers cannot share it; "
            "put the store on a drive of this machine"
        )
        raise StoreError(message)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}").close()
    # A file that cannot be written is found out here, not by the first store of a game.
    _patiently(connection, "BEGIN IMMEDIATE")
    # Asked again inside the transaction: another process may have migrated it since.
    version = version_of(connection, path)
    if version < VERSION:
        _back_up(path, version)
        bring_up(connection, version)
    connection.execute("COMMIT")


def _back_up(path: Path, version: int) -> None:
    """Copy a store of an older version beside itself, complete or not at all; an earlier copy stays."""
    copy = path.with_name(f"{path.name}.version-{version}.backup")
    if copy.exists():
        return
    made = copy.with_name(copy.name + ".new")
    discard(made)
    _copy(path, made)
    made.replace(copy)


def _copy(path: Path, made: Path) -> None:
    """Copy a store by SQLite's own means to a file that is not there yet, for the same people."""
    make_private(made, path.stat().st_mode & 0o777)
    # Another connection reads: one that holds the write lock cannot be copied from, and writers are not held up.
    source = _connect(path)
    try:
        target = _connect(made)
        try:
            source.backup(target)
        finally:
            target.close()
    finally:
        source.close()


def _explain(error: BaseException, path: Path) -> tuple[Result, str]:
    """Return the Result nearest to an error, and a clause that names the file."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return _RESULTS.get(code, Result.IO_FAILURE), f"{path} failed ({error})"
    if isinstance(error, DisplacedError):
        return Result.IO_FAILURE, str(error)
    if isinstance(error, DamageError):
        return Result.DATA_CORRUPTION, f"{path} holds what cannot be read, and keeps it as it is ({error})"
    if isinstance(error, UnicodeDecodeError):
        return Result.DATA_CORRUPTION, f"{path} is damaged ({error})"
    return Result.IO_FAILURE, f"{path} failed ({type(error).__name__}: {error})"


def _remedy(error: Exception, path: Path) -> str:
    """Say what helps against an error at opening."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return f"it is not a database; give another file name, or move it away, {with_log(path)}"
    if code == sqlite3.SQLITE_BUSY:
        return "another program holds it; close that program"
    if code == sqlite3.SQLITE_CORRUPT or isinstance(error, UnicodeDecodeError | MemoryError):
        return damage(path, "pages of it are missing or wrong")
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full; make room on it"
    return "give a file in a folder that can be written"
