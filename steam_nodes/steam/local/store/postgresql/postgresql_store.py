"""The store in a PostgreSQL database: many servers on many machines share one world of players.

Rules: one thread of each server talks to the database, never the frame's; all writes that have queued up go into one transaction, and they
are answered after its commit. A user's row is locked before it is read to be changed, so that of two servers the second sees what the
first has stored. Each row has the number of the transaction that wrote it; a look reads what is newer than the oldest transaction that
was under way at the last look, so nothing that is committed late is missed, though a row may be seen twice. Each transaction also leaves
its number under the server's name: where the connection breaks in a commit, the number tells the next connection whether it happened, and
only then is anybody answered. What certainly did not happen is done again at once, and answered NO_CONNECTION where the database cannot be
reached. The connection comes back by itself.
"""

from __future__ import annotations

import json
import os
import random
import time
import uuid
from collections import deque
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.job_order import JobOrder, answered
from steam_nodes.steam.local.store.postgresql.database import RIGHTS, Database
from steam_nodes.steam.local.store.postgresql.database_link import DatabaseLink
from steam_nodes.steam.local.store.postgresql.postgresql_migrations import prepare
from steam_nodes.steam.local.store.postgresql.postgresql_tables import PostgreSQLTables
from steam_nodes.steam.local.store.postgresql.server_news import News
from steam_nodes.steam.local.store.rows import read_user
from steam_nodes.steam.local.store.store import Completion, Store, StoreError, apply, no_backup, spread, warn
from steam_nodes.steam.local.store.whole import MARK
from steam_nodes.steam.local.store.writer import Writer
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from steam_nodes.steam.local.rules.values import Row
    from steam_nodes.steam.local.store.postgresql.database import Rows, Session
    from steam_nodes.steam.local.store.store import Job

AGAIN_SECONDS: Final = 0.25
"""How long after a failed try the database is tried again; what is asked meanwhile is answered at once."""
UNSURE_SECONDS: Final = 4.0
"""How long a store that is closed tries to learn whether its last commit happened."""
GATHER_SECONDS: Final = 0.001
"""How long others are waited for behind a write, so that the writes of a frame are one transaction."""
_AT_ONCE: Final = 8
"""How many rows are written anew until the thread gives way to the frame, which would wait for all of them else."""
_WAY_SECONDS: Final = 0.00005
KEEP_SECONDS: Final = 0.025
"""How long the rows of refused writes are kept for the next try: a frame and a half of a game."""
_TRIES: Final = 12
_LINES: Final = 1000
_READ: Final = "SELECT steam_id, row FROM steam_users WHERE app = %s AND steam_id = ANY(%s)"
_LOCKED: Final = f"{_READ} ORDER BY steam_id FOR UPDATE"
# A place is kept for a row that is not there yet: another server that wants to make the same one waits here.
_KEEP_PLACE: Final = """
    INSERT INTO steam_users SELECT %s, steam_id, '', 0 FROM unnest(%s::text[]) AS news (steam_id)
    ON CONFLICT DO NOTHING RETURNING steam_id
"""
_WRITE: Final = """
    UPDATE steam_users SET row = news.row, stamp = pg_current_xact_id()::text::bigint
    FROM unnest(%s::text[], %s::text[]) AS news (steam_id, row)
    WHERE steam_users.app = %s AND steam_users.steam_id = news.steam_id
"""
_GIVE_BACK: Final = "DELETE FROM steam_users WHERE app = %s AND steam_id = ANY(%s)"
_LOOK: Final = """
    SELECT seen.stamp, steam_users.steam_id, steam_users.row
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS stamp) AS seen
    LEFT JOIN steam_users ON app = %s AND steam_id = ANY(%s) AND steam_users.stamp > %s
"""
# A machine that is gone does not end its connection: the database asks after it. A program that is stopped in the midst of a transaction
# answers such questions, and so the transaction itself has its time. What others wait for is let go by both.
_SETTINGS: Final = """
    SELECT set_config('tcp_keepalives_idle', '3', false), set_config('tcp_keepalives_interval', '1', false),
        set_config('tcp_keepalives_count', '2', false), set_config('tcp_user_timeout', '5000', false),
        set_config('idle_in_transaction_session_timeout', %s, false), set_config('default_transaction_isolation', 'read committed', false)
"""
HELD_SECONDS: Final = 5.0
"""How long a transaction may hold what it has locked while its program says nothing."""
LOCK_SECONDS: Final = 7.0
"""How long a row that somebody holds is waited for: one of ours is let go by then, so it is somebody who typed BEGIN and went to lunch."""
LEFT_OUT_SECONDS: Final = 0.1
"""The same for each job by itself where together they have waited in vain, so that only that player's are answered BUSY."""
_WAIT: Final = "SELECT set_config('lock_timeout', %s, false)"
# It locks nothing, and whoever copies a world may take long for what was read.
_READ_ON: Final = "SET LOCAL idle_in_transaction_session_timeout = 0"
_BEGIN_READING: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_MARK: Final = """
    INSERT INTO steam_marks (server, number) VALUES (%s, %s)
    ON CONFLICT (server) DO UPDATE SET number = excluded.number, at = now()
"""
_MARKED: Final = "SELECT number FROM steam_marks WHERE server = %s FOR UPDATE"
_UNMARK: Final = "DELETE FROM steam_marks WHERE server = %s OR at < now() - interval '30 days'"
_UNFINISHED: Final = "SELECT value FROM steam_room WHERE app = %s AND owner = '0' AND topic = %s AND key = '' AND value IS NOT NULL"
_END_OTHERS: Final = """
    SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
    WHERE application_name = %s AND pid <> pg_backend_pid() AND usename = current_user
"""


class UnreachableError(Exception):
    """The database cannot be reached now."""


class PostgreSQLStore(Store):
    """The rows of one app's users in a database.

    Args:
        url: Where the database is: postgresql://user@host:port/database, as libpq reads it.
        app_id: The app; one database holds the users of several apps apart.
        read_only: Whether the store is only read: it is neither made nor brought up to this version, and every write fails.

    Raises:
        StoreError: The database cannot be reached, holds no store that this version can read, or the URL is none.
    """

    silence: float = 60.0

    def __init__(self, url: str, app_id: int, *, read_only: bool = False) -> None:
        """Connect, make the store if there is none, and start the threads."""
        super().__init__()
        self.slow: float | None = 0.0
        self._app = app_id
        self._read_only = read_only
        self._database = Database(url)
        self._server = uuid.uuid4().hex
        self._process = os.getpid()
        self._lines: deque[str] = deque(maxlen=_LINES)
        self._session: Session | None = None
        self._anew = True
        self._again = 0.0
        self._number = 0
        self._kept: frozenset[str] = frozenset()
        self._kept_until = 0.0
        self._unsure: list[Completion] | None = None
        self._tables = PostgreSQLTables(self._execute, app_id)
        self._warn_of_half_a_world(self._connect())
        self._news = News(self._database, app_id, f"{self._database.application} news {self._server}", lambda: self._session is not None)
        self._order = JobOrder(
            do=self._do,
            look=self._look,
            read=self._read,
            transact=self._transact,
            answer=self._answer,
            kept=lambda job: _key(job) in self._kept,
            let_go=self._let_go,
        )
        self._writer = Writer(
            self._database.name,
            f"steam_nodes store {self._database.name}",
            self.done,
            work=self._order.work,
            failed=self._failed,
            behind=self._behind,
            end=self._end,
            gather=GATHER_SECONDS,
        )
        self._link = DatabaseLink(self, self._database.name, self._news.listening, lambda: self._writer.progress)
        self._writer.start()

    @property
    def place(self) -> Hashable:
        """The database and the app."""
        return self._database.url, self._app

    def submit(self, job: Job) -> None:
        """Queue a job for the thread.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        self.require_own()
        if job.kind == "look" and not self._due(job):
            self.done.append(Completion(job, Result.OK, stamp=job.since))
            return
        self._writer.submit(job)

    def note(self, line: str) -> None:
        """Keep a line; a database has no folder for stats_log.txt."""
        self._lines.append(line)

    def notes(self) -> list[str]:
        """Return the last 1,000 lines."""
        return list(self._lines)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no job is under way.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        self.require_own()
        return self._writer.wait(seconds)

    def inside(self) -> bool:
        """Whether the caller is the thread that talks to the database."""
        return self._writer.inside()

    def close(self, seconds: float) -> bool:
        """Let the thread finish its jobs, end its connections and itself.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        self.require_own()
        return self._writer.close(seconds)

    def require_own(self) -> None:
        """Refuse a call in a child process: the threads and the connections of the store stayed with its parent.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """
        if os.getpid() != self._process:
            message = (
                f"{self._database.name}: the store was opened by the process that this one was forked from, and is of use only there; "
            )
            message += 'fork first and open the world in the child, or start the child with multiprocessing\'s "spawn"'
            raise StoreError(message)

    def watch_connection(self, changed: Callable[[str], None]) -> tuple[Callable[[], None], ...]:
        """Have a world told when the database cannot be reached, and when it can be again."""
        return (self._link.watch(changed),)

    def beside(self) -> PostgreSQLStore:
        """Open the same database once more."""
        return PostgreSQLStore(self._database.url, self._app, read_only=self._read_only)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Refuse: PostgreSQL has programs of its own for that.

        Raises:
            StoreError: Always.
        """
        raise no_backup(
            path,
            f"the store is the database {self._database.name}, of which `steam-nodes world backup` or PostgreSQL's pg_dump makes a copy",
        )

    # The thread.

    def _behind(self) -> float | None:
        """Say that the database is there, once all that was done before is answered, and let go what was kept for long enough."""
        if self._session is not None:
            self._link.back()
        left = self._kept_until - time.monotonic()
        if left <= 0:
            self._let_go()
        return max(left, 0.0) if self._kept else None

    def _end(self) -> None:
        """End the connections."""
        self._let_go()
        with suppress(Exception):
            self._news.end(1.0)
        if self._session is not None:
            if not self._read_only:
                self._session.execute(_UNMARK, (self._server,))
            self._session.close()

    # The connection.

    def _connect(self) -> Session:
        """Open the connection, and see to it that the store is there.

        Raises:
            StoreError: That cannot be done.
        """
        application = f"{self._database.application} {self._server}"
        session = self._database.connect(application)
        try:
            if self._read_only:
                session.execute("SET default_transaction_read_only = on")
            session.execute(_SETTINGS, (_milliseconds(HELD_SECONDS),))
            prepare(session, self._database.name, read_only=self._read_only)
            session.execute(_WAIT, (_milliseconds(LOCK_SECONDS),))
            # The database may not know that the connection before is gone: what it is at must come to an end, and what it holds be let go.
            while session.execute(_END_OTHERS, (application,)).fetchone() != (0,):
                pass
        except StoreError:
            session.close()
            raise
        except BaseException as error:
            session.close()
            remedy = f"; {RIGHTS}" if self._database.result(error) is Result.ACCESS_DENIED else ""
            message = f"{self._database.name}: the store cannot be opened ({self._database.explain(error)}){remedy}"
            raise StoreError(message) from None  # The error may hold the password.
        self._session = session
        self._anew = True
        return session

    def _warn_of_half_a_world(self, session: Session) -> None:
        """Say that not all of a copy or an import has come yet: whoever is not there would begin anew."""
        with suppress(Exception):  # It is only a warning; what is wrong with the connection is told where it is used.
            for (by,) in session.execute(_UNFINISHED, (self._app, MARK)).fetchall():
                what = f"{self._database.name} is not finished ({bytes(by).decode(errors='replace')})"
                remedy = "its players may lack what they have; give that command once more before a game uses it"
                warn(f"{what}: {remedy}")

    def _require_session(self) -> Session:
        """Return the connection; one that was lost is opened again, unless that has just failed.

        Raises:
            UnreachableError: The database cannot be reached.
        """
        if self._session is not None:
            return self._session
        if self._link.untold or time.monotonic() < self._again:
            message = f"{self._database.name}: the database cannot be reached; it is tried again"
            raise UnreachableError(message)
        return self._reconnect()

    def _reconnect(self) -> Session:
        """Open the connection that was lost again.

        Raises:
            UnreachableError: The database cannot be reached.
        """
        try:
            return self._connect()
        except StoreError as error:
            # On a clock that waits each try counts, so that a run is the same each time.
            self._again = 0.0 if self.exact else time.monotonic() + AGAIN_SECONDS
            self._link.lost(str(error))
            raise UnreachableError(str(error)) from None

    def _execute(self, sql: str, parameters: tuple[object, ...] = ()) -> Rows:
        """Run a statement."""
        return self._require_session().execute(sql, parameters)

    def _roll_back(self) -> None:
        """End a failed transaction."""
        self._kept = frozenset()
        if self._session is not None:
            with suppress(BaseException):  # It is lost too; the next step finds that out.
                self._session.execute("ROLLBACK")

    def _let_go(self) -> None:
        """Let the rows go that were kept for a next try, if there are any."""
        if self._kept:
            self._roll_back()

    def _drop(self) -> None:
        """Forget a connection that is lost."""
        self._kept = frozenset()
        session, self._session = self._session, None
        if session is not None:
            with suppress(BaseException):
                session.close()

    def _sure(self) -> list[Completion] | None:
        """Find out whether the commit in which the connection broke happened: return what it has done, None if it did not happen.

        Raises:
            UnreachableError: The store was closed, and it could not be found out any more.
        """
        finished, self._unsure = self._unsure, None
        while finished is not None:
            try:
                session = self._session or self._reconnect()
                found = session.execute(_MARKED, (self._server,)).fetchone()
                return finished if found is not None and found[0] == self._number else None
            except BaseException as error:
                if isinstance(error, Exception) and not isinstance(error, UnreachableError):
                    self._drop()
                if self._writer.closing and time.monotonic() > self._writer.closed_at + UNSURE_SECONDS:
                    message = f"{self._database.name}: the connection was lost while it was stored, and whether it was is not known"
                    raise UnreachableError(message) from None
                # What waits has not happened, and need not wait until it is known what became of the jobs before.
                self._writer.refuse(UnreachableError(self._database.explain(error)))
                time.sleep(AGAIN_SECONDS)
        return None

    # The jobs.

    def _do(self, step: Callable[[list[Job]], list[Completion]], jobs: list[Job]) -> list[Completion]:
        """Do jobs in one step; what goes wrong is the answer to the job it goes wrong with, and to no other."""
        if not jobs:
            return []
        problem: BaseException = UnreachableError(f"{self._database.name}: the connection was lost again and again")
        for _ in range(_TRIES):
            session = None
            try:
                session = self._require_session()
                return step(jobs)
            except UnreachableError as error:
                return [self._failed(job, error) for job in jobs]
            except BaseException as error:
                if session is not None and self._database.lost(error, session):
                    self._drop()
                    try:
                        finished = self._sure()
                    except UnreachableError as unknown:
                        return [self._failed(job, unknown) for job in jobs]
                    if finished is not None:
                        self._news.say(_key(each.job) for each in finished if each.job.query is None)
                        return finished
                    continue
                self._unsure = None
                self._roll_back()
                problem = error
                if not self._database.passing(error):
                    break
                time.sleep(random.uniform(0.001, 0.02))  # noqa: S311 - so that two do not meet again, no secret
        if isinstance(problem, UnreachableError):
            self._link.lost(str(problem))
        if len(jobs) == 1:
            return [self._failed(job, problem) for job in jobs]
        with self._impatient() if self._database.held(problem) else nullcontext():
            return [completion for job in jobs for completion in self._do(step, [job])]

    @contextmanager
    def _impatient(self) -> Iterator[None]:
        """Wait hardly at all for rows that somebody holds, for as long as a block runs; a connection that is opened meanwhile waits."""
        # Where it is lost here, the jobs find that out, and the next connection waits as usual.
        with suppress(Exception):
            self._execute(_WAIT, (_milliseconds(LEFT_OUT_SECONDS),))
        try:
            yield
        finally:
            with suppress(Exception):
                self._execute(_WAIT, (_milliseconds(LOCK_SECONDS),))

    def _failed(self, job: Job, error: BaseException) -> Completion:
        """Return the completion of a job that failed."""
        if isinstance(error, UnreachableError):
            return Completion(job, Result.NO_CONNECTION, fault=str(error))
        name = self._database.name
        if isinstance(error, DamageError):
            return Completion(job, Result.DATA_CORRUPTION, fault=f"{name} holds what cannot be read, and keeps it as it is ({error})")
        text = self._database.explain(error)
        if not self._database.foreseen(error):
            self._writer.tell(error)
            text = f"{type(error).__name__}: {text}"
        return Completion(job, self._database.result(error), fault=f"{name} failed ({text})")

    def _due(self, job: Job) -> bool:
        """Whether a look has to ask the database; where nothing was told of its users, it costs neither the database nor the thread."""
        return self._writer.closing or self._writer.ended or self.exact or self._anew or job.since < 0 or self._news.about(job.ids)

    def _look(self, jobs: list[Job]) -> list[Completion]:
        """Find out which rows have changed."""
        (job,) = jobs
        ids = [str(int(steam_id)) for steam_id in job.ids]
        # After a crash of the database, numbers of transactions that were lost are given once more: everything is looked at then.
        since = -1 if self._anew else job.since
        try:
            found = self._execute(_LOOK, (self._app, ids, since)).fetchall()
        except BaseException:
            self._news.missed()
            raise
        self._anew = False
        completion = Completion(job, Result.OK, stamp=found[0][0])
        for _, key, text in found:
            if key is None:
                continue
            try:
                completion.rows[int(key)] = read_user(key, text)
            except DamageError as error:
                completion.damaged[int(key)] = f"{self._database.name} holds what cannot be read, and keeps it as it is ({error})"
        return [completion]

    def _read(self, jobs: list[Job]) -> list[Completion]:
        """Read rows."""
        texts = dict(self._execute(_READ, (self._app, [_key(job) for job in jobs])).fetchall())
        return [self._apply(job, texts.get(_key(job)))[0] for job in jobs]

    def _answer(self, jobs: list[Job]) -> list[Completion]:
        """Answer queries that write nothing."""
        self._tables.begin(writing=False)
        with self._require_session().together():
            self._execute(_BEGIN_READING)
            self._execute(_READ_ON)
            finished = self._answered(jobs)
            self._execute("COMMIT")
        return finished

    def _answered(self, jobs: list[Job]) -> list[Completion]:
        """Answer queries from the tables."""
        return answered(jobs, self._tables, self._tables.faults, self._database.name)

    def _transact(self, jobs: list[Job]) -> list[Completion]:
        """Do the jobs in one transaction; they are done together or not at all, but for a job whose own row cannot be read."""
        self._tables.begin(writing=True)
        users: list[str] = []
        keys = [] if jobs[0].query is not None else sorted(map(_key, jobs))
        # Rows are locked in order, here too: else two servers could wait for each other.
        if self._kept and not (keys and (self._kept.issuperset(keys) or max(self._kept) < keys[0])):
            self._let_go()
        kept, self._kept = self._kept, frozenset()
        session = self._require_session()
        with session.together():
            if not kept:
                self._execute("BEGIN")
            self._tables.expect(job.query for job in jobs)
            finished = self._write(jobs, users) if jobs[0].query is None else self._answered(jobs)
            if jobs[0].query is None and not users:
                # Another server was quicker with each. The rows are kept for the next try: who has won is answered first, so it would be
                # the first with its next write too, and all others would never store. Who waits for a row gets it in turn.
                if all(completion.result is Result.INVALID_PARAM and completion.row for completion in finished):
                    self._kept = kept.union(keys)
                    self._kept_until = self._kept_until if kept else time.monotonic() + KEEP_SECONDS
                else:
                    self._execute("ROLLBACK")
                return finished
            self._tables.write()
            self._number += 1
            self._execute(_MARK, (self._server, self._number))
            if self.slow:
                session.settle()
                time.sleep(self.slow)
            self._unsure = finished
            self._execute("COMMIT")
        self._unsure = None
        self._news.say(users)
        return finished

    def _write(self, jobs: list[Job], users: list[str]) -> list[Completion]:
        """Write the rows that jobs change, and what that means for all users together; `users` takes whose rows they are."""
        keys = sorted(_key(job) for job in jobs)
        texts: dict[str, str] = dict(self._execute(_LOCKED, (self._app, keys)).fetchall())
        made: set[str] = set()
        missing = [key for key in keys if key not in texts]
        if missing:
            kept, locked = (self._execute(sql, (self._app, missing)) for sql in (_KEEP_PLACE, _LOCKED))
            made = {key for (key,) in kept.fetchall()}
            texts |= {key: text for key, text in locked.fetchall() if key not in made}
        if len(texts) + len(made) < len(keys):
            message = "a row was taken away from outside while it was written"
            raise DamageError(message)
        finished, rows = [], []
        for number, job in enumerate(jobs, 1):
            if number % _AT_ONCE == 0:
                time.sleep(_WAY_SECONDS)
            key = _key(job)
            completion, row = self._apply(job, texts.get(key))
            finished.append(completion)
            if row is not None:
                users.append(key)
                rows.append(json.dumps(row, allow_nan=False, ensure_ascii=False, separators=(",", ":")))
                spread(completion, self._tables, new=key in made)
        if users:
            self._execute(_WRITE, (users, rows, self._app))
        unused = sorted(made.difference(users))
        if users and unused:
            self._execute(_GIVE_BACK, (self._app, unused))
        return finished

    def _apply(self, job: Job, text: str | None) -> tuple[Completion, Row | None]:
        """Do one job on its row, if that can be read."""
        try:
            row = {} if text is None else read_user(_key(job), text)
        except DamageError as error:
            return self._failed(job, error), None
        return apply(job, row)


def _milliseconds(seconds: float) -> str:
    """Return a time as the database's settings take it."""
    return str(round(seconds * 1000))


def _key(job: Job) -> str:
    """Return the user's id as the database has it."""
    return str(int(job.steam_id))
