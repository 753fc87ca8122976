"""The store on the disk: an SQLite file with one row of JSON for each user.

Rules: this file alone imports sqlite3. The file is written by one thread, never by the frame's; all writes that have queued up go into
one transaction, and they are answered after its commit, with WAL and synchronous FULL: what was answered OK survives a kill and a loss
of power. A failing transaction leaves every old row as it was and fails its writes, no others. The file says its own version; a newer
one is refused, an older one is migrated after a copy of it was made. Each row has the number of the transaction that wrote it, so a look
reads only what is new. Reads never wait for another program's write lock. Jobs are done in the order they came, but for those that cannot
get in each other's way.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections import deque
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.files import UnreadableError, irregular
from steam_nodes.steam.local.jobs import Job, Outcome, StoreError, apply, spread
from steam_nodes.steam.local.stats_log import StatsLog
from steam_nodes.steam.local.store_boards import FileShelf
from steam_nodes.steam.local.store_file import cut_off, put_in_place
from steam_nodes.steam.local.store_versions import NEW, VERSION, bring_up, version_of
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Hashable

    from steam_nodes.steam.local.values import Row

BUSY_SECONDS: Final = 5.0
STEP_SECONDS: Final = 0.25
_READ: Final = "SELECT row FROM users WHERE app = ? AND steam_id = ?"
_READ_ALL: Final = """
    SELECT json_group_object(steam_id, row) FROM users WHERE app = ?1 AND steam_id IN (SELECT value FROM json_each(?2))
"""
_LOOK: Final = """
    SELECT (SELECT ifnull(max(stamp), 0) FROM users), json_group_object(steam_id, row) FROM users
    WHERE app = ?1 AND stamp > ?3 AND steam_id IN (SELECT value FROM json_each(?2))
"""
_WRITE: Final = """
    INSERT OR REPLACE INTO users SELECT ?1, key, value, (SELECT ifnull(max(stamp), 0) + 1 FROM users) FROM json_each(?2)
"""
_RESULTS: Final = {
    sqlite3.SQLITE_FULL: Result.DISK_FULL,
    sqlite3.SQLITE_BUSY: Result.BUSY,
    sqlite3.SQLITE_LOCKED: Result.BUSY,
    sqlite3.SQLITE_CORRUPT: Result.DATA_CORRUPTION,
    sqlite3.SQLITE_NOTADB: Result.DATA_CORRUPTION,
}


class SQLiteStore:
    """The rows of one app's users in one file.

    Args:
        path: The file; it and its folder are made if they are missing.
        app_id: The app; one file holds the users of several apps apart.

    Raises:
        StoreError: The file cannot be opened, is no store, or was made by a newer version.
    """

    def __init__(self, path: str | os.PathLike[str], app_id: int) -> None:
        """Open the file and start the thread that writes it."""
        self.done: deque[Outcome] = deque()
        self.slow: float | None = 0.0
        self.path = Path(path).absolute()
        self._app = app_id
        self._log = StatsLog(self.path.parent / "logs" / "stats_log.txt")
        self._connection = _open(self.path)
        self._shelf = FileShelf(self._connection, app_id)
        self._seen = (-1, -1)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._submitted = 0
        self._finished = 0
        self._noted = False
        self._closing = False
        self._change = threading.Condition()
        # A daemon, so that a disk that hangs cannot keep the interpreter from ending; `close` waits for the work itself.
        self._thread = threading.Thread(target=self._run, name=f"steam_nodes store {self.path.name}", daemon=True)
        self._thread.start()

    @property
    def place(self) -> Hashable:
        """The file and the app."""
        return self.path, self._app

    def submit(self, job: Job) -> None:
        """Queue a job for the thread."""
        if self._closing:
            self.done.append(Outcome(job, Result.IO_FAILURE, fault="the store is closed"))
            return
        self._submitted += 1
        self._queue.put(job)

    def note(self, line: str) -> None:
        """Queue a line of stats_log.txt for the thread."""
        self._log.add(line)
        if not self._noted:
            self._noted = True
            self._queue.put(None)

    def notes(self) -> list[str]:
        """Return the last lines of stats_log.txt."""
        return self._log.last()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no job is under way."""
        with self._change:
            return self._change.wait_for(lambda: self._finished == self._submitted, seconds)

    def inside(self) -> bool:
        """Whether the caller is the thread that writes the file."""
        return threading.current_thread() is self._thread

    def close(self, seconds: float) -> bool:
        """Let the thread finish its jobs, close the file and end."""
        self._closing = True
        self._queue.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Do jobs until the store is closed and nothing is left."""
        while True:
            found = [self._queue.get()]
            while not self._queue.empty():
                found.append(self._queue.get())
            batch = [job for job in found if job is not None]
            self._noted = False
            if batch:
                outcomes = self._work(batch)
                with self._change:
                    self.done.extend(outcomes)
                    self._finished += len(batch)
                    self._change.notify_all()
            self._log.write()
            if self._closing and self._queue.empty():
                break
        self._connection.close()

    def _work(self, batch: list[Job]) -> list[Outcome]:
        """Do jobs with rows and questions by turns, as they came: so the answer to a question does not depend on who was quicker."""
        outcomes = []
        for asks, run in groupby(batch, key=lambda job: job.kind == "ask"):
            outcomes += (self._ask if asks else self._work_rows)(list(run))
        return outcomes

    def _work_rows(self, batch: list[Job]) -> list[Outcome]:
        """Do the looks and reads, then all the writes in one transaction; a world never has two jobs of one user under way."""
        reads = [job for job in batch if job.kind == "read"]
        writes = [job for job in batch if job.kind in {"write", "seed"}]
        outcomes = [self._look(job) for job in batch if job.kind == "look"]
        outcomes += [self._apply(job, text)[0] for job, text in self._fetch(reads)]
        return outcomes + (self._transact(writes) if writes else [])

    def _look(self, job: Job) -> Outcome:
        """Find out which rows have changed; as long as no other connection wrote, that is one cheap question."""
        try:
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            if self._seen == (version, job.since):
                return Outcome(job, Result.OK, stamp=job.since)
            ids = json.dumps([str(int(steam_id)) for steam_id in job.ids])
            stamp, found = self._connection.execute(_LOOK, (self._app, ids, job.since)).fetchone()
            rows = {int(key): json.loads(text) for key, text in json.loads(found).items()}
        except Exception as error:
            result, fault = _explain(error, self.path)
            return Outcome(job, result, fault=fault)
        self._seen = (version, stamp)
        return Outcome(job, Result.OK, rows=rows, stamp=stamp)

    def _ask(self, jobs: list[Job]) -> list[Outcome]:
        """Answer the questions before the first that writes, each from one moment of the file; the rest in one transaction."""
        first = next((number for number, job in enumerate(jobs) if job.ask is not None and job.ask.writes), len(jobs))
        outcomes = [self._answer(job) for job in jobs[:first]]
        return outcomes + (self._transact(jobs[first:]) if jobs[first:] else [])

    def _answer(self, job: Job) -> Outcome:
        """Answer a question that writes nothing."""
        try:
            self._connection.execute("BEGIN")
            outcome = Outcome(job, Result.OK, found=None if job.ask is None else job.ask.answer(self._shelf))
            self._connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            result, fault = _explain(error, self.path)
            return Outcome(job, result, fault=fault)
        return outcome

    def _transact(self, jobs: list[Job]) -> list[Outcome]:
        """Do the jobs in one transaction; they are done together or not at all, but for a job whose own row cannot be read."""
        try:
            _patiently(self._connection, "BEGIN IMMEDIATE")
            if jobs[0].ask is None:
                outcomes = self._write(jobs)
            else:
                outcomes = [Outcome(job, Result.OK, found=job.ask.answer(self._shelf)) for job in jobs if job.ask is not None]
            if self.slow:
                time.sleep(self.slow)
            self._connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            result, fault = _explain(error, self.path)
            # A question that writes nothing has its answer all the same.
            return [self._answer(job) if job.ask and not job.ask.writes else Outcome(job, result, fault=fault) for job in jobs]
        return outcomes

    def _write(self, jobs: list[Job]) -> list[Outcome]:
        """Write the rows that jobs change, and what that means for all users together."""
        outcomes, changed = [], {}
        for job, text in self._fetch(jobs):
            outcome, row = self._apply(job, text)
            outcomes.append(outcome)
            if row is not None:
                changed[_key(job)] = json.dumps(row, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
                spread(outcome, self._shelf, new=text is None)
        if changed:
            self._connection.execute(_WRITE, (self._app, json.dumps(changed))).close()
        return outcomes

    def _roll_back(self) -> None:
        """End a failed transaction; SQLite may have ended it already."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            pass  # The file is out of reach; the next transaction says so.

    def _fetch(self, jobs: list[Job]) -> list[tuple[Job, str | Exception | None]]:
        """Read the rows of jobs: each row's text, None where there is none, or what went wrong.

        All of them come in one step of SQLite: each step gives up the interpreter's lock and has to win it back from the game.
        """
        if not jobs:
            return []
        try:
            asked = json.dumps([_key(job) for job in jobs])
            found = self._connection.execute(_READ_ALL, (self._app, asked)).fetchone()
            texts: dict[str, str] = json.loads(found[0])
        except Exception:
            return [(job, self._fetch_one(_key(job))) for job in jobs]
        return [(job, texts.get(_key(job))) for job in jobs]

    def _fetch_one(self, key: str) -> str | Exception | None:
        """Read one row, or say what went wrong."""
        try:
            found = self._connection.execute(_READ, (self._app, key)).fetchone()
        except Exception as error:
            return error
        return None if found is None else str(found[0])

    def _apply(self, job: Job, text: str | Exception | None) -> tuple[Outcome, Row | None]:
        """Do one job on its row, if that can be read."""
        if not isinstance(text, Exception):
            try:
                row = {} if text is None else json.loads(text)
            except ValueError as error:
                text = error
            else:
                if isinstance(row, dict):
                    return apply(job, row)
                text = ValueError(f"the row of user {_key(job)} is not a JSON object")
        result, fault = _explain(text, self.path)
        return Outcome(job, result, fault=fault), None


def _key(job: Job) -> str:
    """Return the user's id as the file has it."""
    return str(int(job.steam_id))


def _open(path: Path) -> sqlite3.Connection:
    """Open the file, and make it a store if it is new."""
    try:
        kind = irregular(path)
        if kind:
            message = f"{path}: the store cannot be opened: {kind}; give a file in a folder that can be written, or a store"
            raise StoreError(message)
        path.parent.mkdir(parents=True, exist_ok=True)
        fault = cut_off(path)
        if fault:
            message = f"{path}: the store is damaged ({fault}); put a copy in its place, or move it away to begin a new one"
            raise StoreError(message)
        if not path.exists():
            _make(path)
        connection = _connect(path)
    except (OSError, sqlite3.Error, UnreadableError) as error:
        message = f"{path}: the store cannot be opened ({error}); {_remedy(error)}"
        raise StoreError(message) from error
    try:
        _prepare(connection, path)
    except StoreError:
        connection.close()
        raise
    except (OSError, sqlite3.Error) as error:
        connection.close()
        message = f"{path}: the store cannot be opened ({error}); {_remedy(error)}"
        raise StoreError(message) from error
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a file without touching it."""
    return sqlite3.connect(path, timeout=STEP_SECONDS, isolation_level=None, check_same_thread=False)


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement that needs a lock, again and again while another program holds it.

    SQLite's own waiting sleeps longer and longer, so beside a program that writes all the time it might never get its turn; and it does
    not wait at all where two programs switch a file to WAL.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(statement).close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.001)
        else:
            return


def _make(path: Path) -> None:
    """Make a new store under another name, then give it its own."""
    made = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    made.unlink(missing_ok=True)
    connection = _connect(made)
    try:
        for statement in NEW:
            connection.execute(statement)
    except sqlite3.Error:
        connection.close()
        made.unlink(missing_ok=True)
        raise
    connection.close()
    put_in_place(made, path)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check whose file it is, switch on WAL and bring it up to this version."""
    version_of(connection, path)
    _patiently(connection, "PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
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
    made.unlink(missing_ok=True)
    # Another connection reads: the one that holds the write lock cannot be copied from.
    source, target = _connect(path), _connect(made)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    made.replace(copy)


def _explain(error: Exception, path: Path) -> tuple[Result, str]:
    """Return the Result nearest to an error, and a clause that names the file."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return _RESULTS.get(code, Result.IO_FAILURE), f"{path} failed ({error})"
    if isinstance(error, ValueError):
        return Result.DATA_CORRUPTION, f"{path} holds a row that cannot be read ({error})"
    return Result.IO_FAILURE, f"{path} failed ({type(error).__name__}: {error})"


def _remedy(error: Exception) -> str:
    """Say what helps against an error at opening."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return "it is not a database; give another file name, or move it away"
    if code == sqlite3.SQLITE_BUSY:
        return "another program holds it; close that program"
    if code == sqlite3.SQLITE_CORRUPT:
        return "it is damaged; put a copy in its place, or move it away to begin a new one"
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full; make room on it"
    return "give a file in a folder that can be written"
