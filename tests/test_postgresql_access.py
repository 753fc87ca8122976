"""Laws of how a store comes to its database: over TLS, with a password by each of libpq's means, and without showing that to anybody.

Rules: the database is a server of the file's own, with certificates that are made for it: it takes TLS alone from two of its users, and a
password or a certificate. A password is looked for wherever a text is shown.
"""

from __future__ import annotations

import gc
import io
import logging
import threading
import time
import traceback
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.local.store.queries import Totals
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.certificates import Authority
from tests.support.database_server import OwnServer, give
from tests.support.proxy import Proxy
from tests.support.stats_world import PLAYER, SCHEMA, load
from tests.support.stepping import answers
from tests.test_postgresql_faults import PATIENCE, close, do

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore

pytestmark = pytest.mark.postgresql
PASSWORD = "s3cret w@rd:/%?ü"  # noqa: S105 - of a server that is made and removed here
WAYS = {
    "in the URL": "postgresql://game:WORD@localhost:PORT/postgres?",
    "as an option of the URL": "postgresql://game@localhost:PORT/postgres?password=WORD&",
    "in a file that the variable PGPASSFILE names": "postgresql://game@localhost:PORT/postgres?",
    "in a file that the URL names": "postgresql://game@localhost:PORT/postgres?passfile=FILE&",
    "in the variable PGPASSWORD": "postgresql://game@localhost:PORT/postgres?",
    "in a service file": "postgresql://?service=world&",
}


class Place:
    """The server and its files."""

    def __init__(self, folder: Path) -> None:
        """Make certificates and start a server."""
        self.folder = folder
        self.authority = Authority(folder / "authority")
        self.stranger = Authority(folder / "stranger")
        certificate, key = self.authority.sign("localhost")
        files = {
            "server.crt": certificate.read_bytes(),
            "server.key": key.read_bytes(),
            "root.crt": self.authority.certificate.read_bytes(),
        }
        settings = ["ssl = on", "ssl_ca_file = 'root.crt'", "synchronous_standby_names = 'nobody'", "synchronous_commit = local"]
        access = [
            "hostssl all game 127.0.0.1/32 scram-sha-256",
            "hostssl all certified 127.0.0.1/32 cert",
            "host all trusted 127.0.0.1/32 trust",
        ]
        self.server = OwnServer(settings, access, files)
        words = PASSWORD.replace("'", "''")
        self.ask(f"CREATE ROLE game LOGIN PASSWORD '{words}'", "CREATE ROLE certified LOGIN", "CREATE ROLE trusted LOGIN")
        self.ask("GRANT ALL ON SCHEMA public TO PUBLIC", "CREATE TABLE asked (what text)")

    def ask(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements from inside, and return what the last one gives."""
        import psycopg  # noqa: PLC0415 - only where a database is named

        with psycopg.connect(self.server.inside, autocommit=True) as connection:
            for statement in statements:
                found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def url(self, form: str, *options: str) -> str:
        """Return a URL of the server, with everything in place that a form leaves open."""
        given = "&".join(options or (f"sslmode=verify-full&sslrootcert={self.authority.certificate}",))
        form = form.replace("PORT", str(self.server.port)).replace("WORD", quote(PASSWORD, safe=""))
        return form.replace("FILE", quote(str(self.folder / "passwords"), safe="")) + given


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Give the server."""
    made = Place(tmp_path_factory.mktemp("access"))
    with made.server:
        yield made


def open_store(url: str) -> PostgreSQLStore:
    """Return an open store."""
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - psycopg may be missing

    return PostgreSQLStore(url, 480)


@pytest.mark.parametrize("way", WAYS)
def test_a_password_is_given_by_each_of_libpqs_means(place: Place, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is opened and stores over TLS, and its database is named without the password."""
    escaped = PASSWORD.replace("\\", "\\\\").replace(":", "\\:")
    passwords = place.folder / "passwords"
    passwords.write_text(f"localhost:{place.server.port}:*:game:{escaped}\n")
    passwords.chmod(0o600)
    service = place.folder / "services"
    service.write_text(f"[world]\nhost=localhost\nport={place.server.port}\ndbname=postgres\nuser=game\npassword={PASSWORD}\n")
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    if "PGPASSFILE" in way:
        monkeypatch.setenv("PGPASSFILE", str(passwords))
    if "PGPASSWORD" in way:
        monkeypatch.setenv("PGPASSWORD", PASSWORD)
    store = open_store(place.url(WAYS[way]))
    (completion,) = do(store, Job("seed", PLAYER, {"kills": 1}))
    assert completion.result is Result.OK
    assert "service=world" in store._database.name if "service" in way else "game@localhost" in store._database.name
    close(store)


def test_both_connections_of_a_store_are_over_tls(place: Place) -> None:
    """With sslmode=verify-full the server's certificate is the authority's, and made out to the name in the URL."""
    store = open_store(place.url(WAYS["in the URL"]))
    assert store.wait(PATIENCE)
    found: list[tuple[Any, ...]] = []
    while len(found) < 2:
        found = place.ask(
            "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name LIKE 'steam_nodes%' AND state IS NOT NULL"
        )
    assert found == [(True,), (True,)]
    close(store)


def test_a_certificate_opens_the_store_in_a_passwords_place(place: Place) -> None:
    """The user that it is made out to is let in with the URL's sslcert and sslkey; a store that belongs to another must be granted."""
    certificate, key = place.authority.sign("certified")
    form = f"postgresql://certified@localhost:PORT/postgres?sslcert={certificate}&sslkey={key}&"
    close(open_store(place.url(WAYS["in the URL"])))
    with pytest.raises(StoreError, match=r"postgresql://certified@.*permission denied for table steam_store"):
        open_store(place.url(form))
    place.ask("GRANT game TO certified")
    store = open_store(place.url(form))
    assert do(store, Job("read", PLAYER))[0].result is Result.OK
    close(store)


@pytest.mark.parametrize(
    ("form", "options", "fault"),
    [
        ("in the URL", "sslmode=verify-full&sslrootcert=STRANGER", "certificate verify failed"),
        ("OTHER NAME", "sslmode=verify-full&sslrootcert=AUTHORITY", 'certificate for "localhost".* does not match host name "127.0.0.1"'),
        ("in the URL", "sslmode=disable", "no pg_hba.conf entry .*no encryption.*; let this machine and this user in"),
        ("in the URL", "sslmode=verify-full&sslrootcert=/nowhere", "root certificate file .*/nowhere.* does not exist"),
        ("WRONG", "sslmode=require", 'password authentication failed for user "game".*; give the password in PGPASSWORD'),
        ("in a file that the URL names", "sslmode=require", "no password supplied.*; give the password in PGPASSWORD"),
    ],
)
def test_what_is_not_as_the_url_wants_it_is_refused(place: Place, form: str, options: str, fault: str) -> None:
    """A certificate of another authority or another name, no TLS, a wrong password or none: one StoreError names what is wrong."""
    url = WAYS.get(form, WAYS["in the URL"])
    if form == "OTHER NAME":
        url = url.replace("localhost", "127.0.0.1")
    if form == "WRONG":
        url = url.replace("WORD", "s3cret")
    options = options.replace("STRANGER", str(place.stranger.certificate)).replace("AUTHORITY", str(place.authority.certificate))
    (place.folder / "passwords").unlink(missing_ok=True)
    with pytest.raises(StoreError, match=f"postgresql://game@.*the database (cannot|refuses) .*{fault}") as caught:
        LocalSteam(SCHEMA, place.url(url, options), clock=SteppedClock())
    assert shown(PASSWORD, str(caught.value)) == []


TRUSTED = "postgresql://trusted@localhost:PORT/{}?"


def open_plainly(place: Place, database: str = "postgres", **options: Any) -> LocalSteam:
    """Return a world of the user who needs neither TLS nor a password."""
    return LocalSteam(SCHEMA, place.url(TRUSTED.format(database), "sslmode=disable"), clock=SteppedClock(), **options)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_has_no_place_for_every_name_is_refused(place: Place, encoding: str) -> None:
    """It would open and then fail at each store, or at the first name that it has no letters for: the error says how to make another."""
    name = f"in_{encoding.lower()}"
    place.ask(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 OWNER trusted")
    with pytest.raises(StoreError, match=f"keeps texts in {encoding}.*: createdb --encoding=UTF8 --template=template0"):
        open_plainly(place, name)


def test_a_world_that_the_user_may_only_read_is_refused_to_a_server(place: Place) -> None:
    """One whose tables are another's says which rights are missing as it is opened, not at the first store; it can be read."""
    place.ask("DROP OWNED BY trusted", "CREATE SCHEMA reading AUTHORIZATION trusted")
    url = place.url("postgresql://trusted@localhost:PORT/postgres?", "sslmode=disable&options=-csearch_path%3Dreading")
    with closing(LocalSteam(SCHEMA, url, clock=SteppedClock(), users={PLAYER: {"kills": 3}})):
        pass
    place.ask("REASSIGN OWNED BY trusted TO postgres", "GRANT USAGE ON SCHEMA reading TO trusted")
    with pytest.raises(StoreError, match=r"permission denied for table steam_store.*; a server's user needs USAGE"):
        LocalSteam(SCHEMA, url, clock=SteppedClock())
    place.ask("GRANT SELECT ON ALL TABLES IN SCHEMA reading TO trusted")
    with pytest.raises(StoreError, match=r"may read the store and not write it: a server's user needs .* read_only=True"):
        LocalSteam(SCHEMA, url, clock=SteppedClock())
    with closing(LocalSteam(SCHEMA, url, clock=SteppedClock(), read_only=True)) as steam:
        load(steam, PLAYER)
        assert steam.get_user_stat_int(PLAYER, "kills") == 3
    place.ask("GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA reading TO trusted")
    with closing(LocalSteam(SCHEMA, url, clock=SteppedClock())) as steam:
        load(steam, PLAYER)
        assert steam.set_user_stat_int(PLAYER, "kills", 4)
        steam.store_user_stats(PLAYER)
        assert [getattr(record, "result", None) for record in answers(steam, 1)] == [Result.OK]


def test_a_database_that_is_set_to_be_read_only_is_refused_to_a_server(place: Place) -> None:
    """The error says what to add to the URL where it is the stand-in of another one."""
    options = "sslmode=disable&options=-cdefault_transaction_read_only%3Don"
    with pytest.raises(StoreError, match=r"nothing can be written there.*target_session_attrs=read-write"):
        LocalSteam(SCHEMA, place.url(TRUSTED.format("postgres"), options), clock=SteppedClock())


def test_a_server_that_gets_one_connection_is_told_that_it_is_deaf(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """It goes on, for it looks by itself; the warning comes once, with what to do, and it hears as soon as there is room."""
    place.ask("CREATE ROLE deaf LOGIN CONNECTION LIMIT 1", "CREATE SCHEMA AUTHORIZATION deaf")
    store = open_store(place.server.inside.replace("postgres@", "deaf@"))
    deadline = time.monotonic() + PATIENCE
    while not caplog.records:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    place.ask("ALTER ROLE deaf CONNECTION LIMIT -1")
    while not store._news.listening():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    close(store)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    for words in ("too many connections", "raise max_connections", "this server cannot hear what others store, and shows it later"):
        assert words in record.getMessage()


def test_the_database_shows_a_server_by_the_name_in_its_url(place: Place) -> None:
    """Who looks for a server among forty finds both of its connections by the name, whatever it is; a lost one is found by it as well."""
    place.ask("DROP OWNED BY trusted", "CREATE SCHEMA AUTHORIZATION trusted")
    store = open_store(place.url(TRUSTED.format("postgres"), f"sslmode=disable&application_name=server-17%C3%B6{'x' * 80}"))
    deadline = time.monotonic() + PATIENCE
    names: list[str] = []
    while len(names) < 2:
        assert time.monotonic() < deadline
        names = [name for (name,) in place.ask("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'server-17%'")]
    # As it was given: so the next connection finds one that the database does not know to be gone.
    assert sorted(names, key=len) == [
        f"{store._database.application} {store._server}",
        f"{store._database.application} news {store._server}",
    ]
    assert store._database.application == "server-17?xxxxxxxxxxxxxxx"
    close(store)


def test_a_server_whose_database_becomes_a_stand_in_stores_again_when_it_is_none() -> None:
    """Until then its stores are answered NO_CONNECTION, and none is lost; who only reads goes on meanwhile, and listens to nobody."""
    with OwnServer() as database:
        store = open_store(database.url())
        assert do(store, Job("seed", PLAYER, {"kills": 1}))[0].result is Result.OK
        database.stop()
        (database.data / "standby.signal").touch()
        give(database.data / "standby.signal")
        database.start()
        (completion,) = do(store, Job("write", PLAYER, {"kills": 2}, {"kills": 1}))
        assert completion.result is Result.NO_CONNECTION
        assert "it is the stand-in of another database" in completion.fault
        with closing(LocalSteam(SCHEMA, database.url(), clock=SteppedClock(), read_only=True)) as steam:
            load(steam, PLAYER)
            assert steam.get_user_stat_int(PLAYER, "kills") == 1
        with pytest.raises(StoreError, match="nothing can be written there"):
            open_store(database.url())
        database.promote()
        deadline = time.monotonic() + PATIENCE
        while completion.result is Result.NO_CONNECTION:
            assert time.monotonic() < deadline
            (completion,) = do(store, Job("write", PLAYER, {"kills": 2}, {"kills": 1}))
        assert (completion.result, completion.row) == (Result.OK, {"kills": 2})
        close(store)
        assert "LISTEN" not in (database.data.parent / "server.log").read_text(errors="replace")


def shown(password: str, *texts: str) -> list[str]:
    """Return the texts that a password can be read in, as it is or in another writing."""
    writings = {password, quote(password, safe=""), quote(password), repr(password)[1:-1], password.encode("unicode_escape").decode()}
    writings |= {"s3cret"}
    return [text for text in texts if any(writing in text for writing in writings)]


def everything_shown(steam: LocalSteam, store: PostgreSQLStore) -> list[str]:
    """Return what a program can be shown of a world, and of each thing that the world is made of."""
    ours = [each for each in gc.get_objects() if str(type(each).__module__).startswith("steam_nodes.steam.local")]
    texts = [f"{each!r} {each}" for each in ours if not isinstance(each, type)]
    texts += [thread.name for thread in threading.enumerate()]
    return [*texts, *store.notes(), *steam.stats_log(), str(steam.why()), repr(steam), repr(store), store._database.name]


def test_a_password_is_shown_nowhere(place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a log of any kind, an error, a repr, a thread's name, stats_log, what the database shows, a warning or a traceback."""
    caplog.set_level(logging.DEBUG)
    texts: list[str] = []
    stream = io.StringIO()
    with warnings.catch_warnings(record=True) as warned, Proxy(place.url(WAYS["in the URL"])) as proxy:
        warnings.simplefilter("always")
        url = proxy.url.replace("127.0.0.1", "localhost")
        store = open_store(url)
        with closing(LocalSteam(SCHEMA, store, clock=SteppedClock())) as steam:
            load(steam)
            for words in (["cut"], ["refuse", "reset"]):
                proxy.do(*words)
                steam.set_user_stat_int(PLAYER, "kills", 3)
                steam.store_user_stats(PLAYER)
                answers(steam, 1)
                texts += everything_shown(steam, store)
            for refused in (url, url.replace("game:", "nobody:"), url.replace("/postgres?", "/nowhere?"), url.replace("?", "?bad=1&")):
                with pytest.raises(StoreError) as caught:
                    LocalSteam(SCHEMA, refused, clock=SteppedClock())
                traceback.print_exception(caught.value, file=stream)
                texts += [repr(caught.value), *map(str, caught.value.args)]
            proxy.do("accept")
            names = place.ask("SELECT application_name || query FROM pg_stat_activity")
            texts += [str(name) for (name,) in names]
            # What nobody foresaw is told with its traceback, also where the connection itself says it.
            for error in (RuntimeError("not foreseen"), *unforeseen(url)):
                with monkeypatch.context() as patch:
                    patch.setattr(store, "_require_session", raising(error))
                    do(store, Job("read", PLAYER))
                texts += everything_shown(steam, store)
    formatter = logging.Formatter()
    logged = [formatter.format(record) for record in caplog.records]
    assert any("not foreseen" in text for text in logged)
    assert any(record.levelno >= logging.WARNING for record in caplog.records)
    assert shown(PASSWORD, *texts, *logged, stream.getvalue(), *(str(warning.message) for warning in warned)) == []
    assert shown(PASSWORD, url)


def unforeseen(url: str) -> list[BaseException]:
    """Return the errors that psycopg itself has for a URL that it cannot read, whose texts hold it."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    found: list[BaseException] = []
    for bad in (f"{url} bad", url.replace("postgresql", "postgresqls")):
        try:
            psycopg.connect(bad)
        except psycopg.Error as error:
            found.append(error)
    return found


def raising(error: BaseException) -> Callable[[], None]:
    """Return a function that raises an error."""

    def raises() -> None:
        raise error

    return raises


@pytest.mark.parametrize("before", [0, 1])
def test_a_commit_that_is_still_under_way_is_waited_for(place: Place, before: int) -> None:
    """The connection is cut while the database commits: it is asked when that has come to an end, also for a server's first write."""
    place.ask("DROP OWNED BY trusted", "CREATE SCHEMA AUTHORIZATION trusted")
    with Proxy(place.url("postgresql://trusted@localhost:PORT/postgres?", "sslmode=disable")) as proxy:
        store = open_store(proxy.url)
        jobs = [Job("write", PLAYER, {"kills": n}, {"kills": n - 1} if n > 1 else {}, sums=frozenset({"kills"})) for n in (1, 2)]
        for job in jobs[:before]:
            assert do(store, job)[0].result is Result.OK
        # A commit then waits for a second server, which is not there, as it may wait for a disk.
        store._execute("SET synchronous_commit = on")
        store.submit(jobs[before])
        found: list[tuple[Any, ...]] = []
        while not found:
            found = place.ask("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        with place.server.stopped(found[0][0]):
            proxy.do("cut")
            assert not store.wait(0.5)
        (completion,) = do(store)
        assert (completion.result, completion.row) == (Result.OK, {"kills": before + 1})
        (totals,) = do(store, Job("query", 0, query=Totals(("kills",), 0, 0)))
        assert totals.found == {"kills": (before + 1, ())}
        close(store)
