"""The database behind a URL: connections to it, what its errors mean, and how it is named without its password.

Rules: this file alone imports psycopg. A URL is read by libpq's own rules, so TLS, passwords in a file, and several hosts are given as
libpq wants them. What is said of the database never holds the password: not its name, not an error, also not one of a URL that cannot be
read. A connection commits by itself unless somebody begins a transaction. Statements that go together are sent without waiting for each
other; where one of them fails, the database leaves out all that were sent behind it, so a COMMIT among them does not happen.
"""

from __future__ import annotations

import difflib
import re
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.local.store.store import StoreError
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

_DEFAULTS: Final = {
    "client_encoding": "utf8",
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
"""What holds where the URL says nothing else: a host that is gone is noticed after some ten seconds."""
_ENCODING: Final = "UTF8"
_OLDEST: Final = 140_000
"""The first PostgreSQL that can wait for the end of another connection."""
_LONGEST_NAME: Final = 25
"""How much of an application's name is shown before what tells its connections apart: the database keeps 63 bytes of all."""
_UNSHOWN: Final = re.compile(r"[^ -~]")
_UNKNOWN_OPTION: Final = re.compile(r'invalid URI query parameter: "([a-z_]+)"')
_SECRETS: Final = ("password", "sslpassword", "passfile", "sslkey")
_HELD: Final = "55P03"
_RESULTS: Final = {
    "53100": Result.DISK_FULL,
    _HELD: Result.BUSY,
    "57014": Result.BUSY,
    "42501": Result.ACCESS_DENIED,
    "XX001": Result.DATA_CORRUPTION,
    "XX002": Result.DATA_CORRUPTION,
}
_PASSING: Final = frozenset({"40001", "40P01"})
"""Two transactions stood in each other's way: the one that lost is done again."""
_REMEDIES: Final = {
    "password authentication failed|no password supplied": "give the password in PGPASSWORD, or in a file that passfile= names",
    "no pg_hba.conf entry": "let this machine and this user in, in pg_hba.conf on the database's machine, and have it read anew",
    "too many": "raise max_connections: each server and each client needs two",
    'role ".*" does not exist': "make the user with createuser",
    'database ".*" does not exist': "make the database with createdb",
}
"""What helps where it is said of a connection."""
RIGHTS: Final = (
    "a server's user needs USAGE on the schema, and SELECT, INSERT, UPDATE and DELETE on its tables that begin with steam_; who makes "
    "these needs CREATE on the schema, and who brings them up to a later version owns them and has CREATE on the database"
)
"""What helps where a right is missing."""
PATIENCE_SECONDS: Final = 30.0
"""How long one answer of the database is waited for until the connection counts as broken, for what lies between may say nothing of it."""
_NOTHING_CAME: Final = 0
_LOST: Final = ("08", "57P")
"""Classes of errors that end a connection: it broke, or the server was told to stop."""
_READ_ONLY: Final = "25006"
"""What a database says to who would write when it has become the stand-in of another one."""


class Rows(Protocol):
    """What a statement gives."""

    @property
    def rowcount(self) -> int:
        """How many rows it concerned."""

    def fetchone(self) -> Any:
        """Return one row, None if there is no other."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""


class _Cursor(psycopg.Cursor[Any]):
    """A cursor whose rows and count are waited for where they were only sent for.

    psycopg would only have the results sent. What ends a step of the protocol too leaves the database waiting for the next one, so that it
    notices a program that is gone in the middle of a transaction.
    """

    @property
    def rowcount(self) -> int:
        """How many rows the statement concerned."""
        self._settle()
        return super().rowcount

    def fetchone(self) -> Any:
        """Return one row, None if there is no other."""
        self._settle()
        return super().fetchone()

    def fetchall(self) -> list[Any]:
        """Return all rows."""
        self._settle()
        return super().fetchall()

    def _settle(self) -> None:
        """Wait for everything that was sent."""
        sent = self.connection.sent if isinstance(self.connection, _Connection) else None
        if self.pgresult is None and sent is not None:
            sent.sync()


class _Connection(psycopg.Connection[Any]):
    """A connection that waits for an answer, but not for ever."""

    patience: float | None = PATIENCE_SECONDS
    sent: psycopg.Pipeline | None = None
    """What was sent together and not waited for."""

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **options: Any) -> Any:
        """Run what waits for the database; where nothing comes for too long, the connection is closed."""
        return super().wait(gen if self.patience is None else self._wait_within(gen, self.patience), *args, **options)

    def _wait_within(self, gen: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
        """Run it, looking at the clock whenever psycopg looks for an interruption."""
        deadline = time.monotonic() + seconds
        ready = None
        while True:
            try:
                wanted = gen.send(ready)
            except StopIteration as end:
                return end.value
            ready = yield wanted
            if ready == _NOTHING_CAME and time.monotonic() > deadline:
                self.close()
                message = f"the database has not answered for {seconds:g} s"
                raise psycopg.OperationalError(message)


class Session:
    """One connection.

    Args:
        connection: A connection of psycopg that commits by itself.
    """

    def __init__(self, connection: _Connection) -> None:
        """Begin with a connection that is open."""
        self._connection = connection

    @property
    def pid(self) -> int:
        """The number of the server's process for this connection."""
        return self._connection.info.backend_pid

    @property
    def closed(self) -> bool:
        """Whether it was closed, or broke."""
        return self._connection.closed

    @property
    def reads_only(self) -> bool:
        """Whether it was asked for that nothing is written."""
        return self._connection.info.parameter_status("default_transaction_read_only") == "on"

    @property
    def stand_in(self) -> bool:
        """Whether the database follows another one, and nobody can write here or listen."""
        return self._connection.info.parameter_status("in_hot_standby") == "on"

    @property
    def encoding(self) -> str:
        """In what the database keeps texts."""
        return self._connection.info.parameter_status("server_encoding") or ""

    @property
    def version(self) -> int:
        """The version of PostgreSQL, 150004 for 15.4."""
        return self._connection.info.server_version

    def fileno(self) -> int:
        """Return the socket, to wait for what comes."""
        return self._connection.fileno()

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> Rows:
        """Run one statement; every value is a parameter."""
        return self._connection.execute(sql.encode(), parameters or None)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what is executed here without waiting for it; only who wants the rows of a statement or their count waits, and the end does.

        What goes wrong with a statement is raised by one behind it, by who waits, or at the end. A connection that cannot leave this state
        any more is closed.
        """
        connection = self._connection
        whole = ExitStack()
        try:
            connection.sent = whole.enter_context(connection.pipeline())
            yield
            whole.close()
        except BaseException:
            # What was sent behind a failure only says that it was left out. Ended without a word: psycopg would log it.
            with suppress(psycopg.Error):
                whole.close()
            if not self.closed and connection.info.pipeline_status is not psycopg.pq.PipelineStatus.OFF:
                connection.close()
            raise
        finally:
            connection.sent = None

    def settle(self) -> None:
        """Wait for what was sent together so far."""
        if self._connection.sent is not None:
            self._connection.sent.sync()

    def told(self) -> list[tuple[int, str]]:
        """Return what others told by NOTIFY and has arrived, each with the number of the process that told it; never waits."""
        return [(notify.pid, notify.payload) for notify in self._connection.notifies(timeout=0)]

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """Wait for ever here: what is done takes as long as there are rows."""
        self._connection.patience = None
        try:
            yield
        finally:
            self._connection.patience = PATIENCE_SECONDS

    def close(self) -> None:
        """End it; harmless twice."""
        self._connection.close()


class Database:
    """A database by its URL.

    Args:
        url: The URL, beginning with postgresql:// or postgres://.

    Raises:
        StoreError: It is no such URL.
    """

    def __init__(self, url: str) -> None:
        """Read the URL without connecting."""
        self.url = url
        meant = ""
        try:
            known = conninfo_to_dict(url)
            readable = _is_readable(url, str(known.get("port") or ""))
        except (psycopg.Error, UnicodeError) as error:
            # The text of that error holds the part that could not be read, which may be the password.
            readable, meant = False, _meant(str(error))
        if not readable:
            message = (
                f"the store's URL cannot be read{meant}; give postgresql://user@host:port/database, with % codes for special characters"
            )
            raise StoreError(message)
        self._secrets = tuple(str(known[name]) for name in _SECRETS if known.get(name))
        self._options = {name: value for name, value in _DEFAULTS.items() if name not in known}
        self.name: str = _name(known)
        """The URL without its password and options."""
        # The database replaces what is not printable ASCII, and a connection must be found by its name again.
        self.application: str = _UNSHOWN.sub("?", str(known.get("application_name") or "steam_nodes"))[:_LONGEST_NAME]
        """What the database shows for its connections, with a word behind that tells them apart."""

    def connect(self, application: str) -> Session:
        """Open a connection.

        Args:
            application: The name that the database shows for it.

        Raises:
            StoreError: It cannot be reached, or refuses; the text says why.
        """
        try:
            options: dict[str, Any] = {**self._options, "application_name": application}
            connection = _Connection.connect(self.url, autocommit=True, cursor_factory=_Cursor, **options)
        except (psycopg.Error, OSError, UnicodeError) as error:
            text = self.explain(error)
            remedy = next((f"; {remedy}" for said, remedy in _REMEDIES.items() if re.search(said, text)), "")
            # What the database itself says of a connection is fatal, in all its languages.
            state = "refuses the connection" if remedy or "FATAL" in text else "cannot be reached"
            message = f"{self.name}: the database {state} ({text}){remedy}"
            raise StoreError(message) from None  # The error may hold the password.
        return Session(connection)

    def explain(self, error: BaseException) -> str:
        """Return what an error says, in one line and without the password."""
        text = str(error)
        for secret in self._secrets:
            text = text.replace(secret, "***").replace(quote(secret, safe=""), "***")
        return plain(" ".join(text.split())) or type(error).__name__

    @staticmethod
    def foreseen(error: BaseException) -> bool:
        """Whether an error is one of the database, and none of this program."""
        if _state(error) in _RESULTS:
            return True
        return isinstance(error, psycopg.Error | OSError) and not isinstance(error, psycopg.ProgrammingError | psycopg.InterfaceError)

    @staticmethod
    def result(error: BaseException) -> Result:
        """Return the Result nearest to an error."""
        return _RESULTS.get(_state(error), Result.IO_FAILURE)

    @staticmethod
    def passing(error: BaseException) -> bool:
        """Whether the same transaction may well succeed when it is tried again."""
        return _state(error) in _PASSING

    @staticmethod
    def held(error: BaseException) -> bool:
        """Whether somebody else held for too long what the transaction wanted."""
        return _state(error) == _HELD

    @staticmethod
    def lost(error: BaseException, session: Session) -> bool:
        """Whether an error means that the connection is gone."""
        if _state(error) == _READ_ONLY:
            return not session.reads_only
        return isinstance(error, psycopg.Error | OSError) and (session.closed or _state(error).startswith(_LOST))


def _state(error: BaseException) -> str:
    """Return the SQLSTATE of an error, "" where it has none."""
    return (error.sqlstate or "") if isinstance(error, psycopg.Error) else ""


def _is_readable(url: str, port: str) -> bool:
    """Whether libpq reads a URL as it is meant: a password with a bare @ or / in it ends too early, and would show in the name."""
    named = url.partition("://")[2].partition("?")[0]
    return "@" not in named.partition("@")[2] and "@" not in named.partition("/")[2] and not port.replace(",", "").strip("0123456789")


def fault(session: Session, *, read_only: bool) -> str:
    """Return why a database cannot hold a store, with the remedy; "" if it can.

    Args:
        session: A connection to it that was just opened.
        read_only: Whether the store is only to be read.
    """
    # A pooler between may keep some of it to itself.
    if 0 < session.version < _OLDEST:
        return f"this is PostgreSQL {session.version // 10_000}; take 14 or a later one"
    if session.encoding not in {"", _ENCODING}:
        remedy = "make the database with: createdb --encoding=UTF8 --template=template0"
        return f"the database keeps texts in {session.encoding}, where not every name has a place; {remedy}"
    if not read_only and (session.stand_in or session.reads_only):
        remedy = "name all hosts in the URL, with target_session_attrs=read-write behind"
        return f"nothing can be written there: it is the stand-in of another database, or set to be read only; {remedy}"
    return ""


def _meant(text: str) -> str:
    """Return which option of libpq was meant; nothing of what was given, for that may be a part of the password."""
    unknown = _UNKNOWN_OPTION.match(text)
    known = [option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()]
    near = difflib.get_close_matches(unknown[1], known, 1, 0.8) if unknown else []
    return f": an option of it is none of libpq's; {near[0]} is one" if near else ""


def _name(known: dict[str, Any]) -> str:
    """Return the URL without what is secret."""
    user = f"{quote(str(known['user']), safe='')}@" if known.get("user") else ""
    port = f":{known['port']}" if known.get("port") else ""
    host = str(known.get("host") or known.get("hostaddr") or "")
    service = f"?service={quote(str(known['service']), safe='')}" if known.get("service") else ""
    return plain(f"postgresql://{user}{host}{port}/{known.get('dbname') or ''}{service}")
