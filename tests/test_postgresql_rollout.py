"""Laws of a rollout on a database: servers of two versions on one store, and a migration while others are at work.

Rules: the next version is one that only these laws know. A server belongs to the version that it was opened with; where one connects again,
the version is set for that. Steps that would fail if they were done twice say whether they were.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.local import StoreError
from steam_nodes.steam.local.store.queries import EVERYBODY, CountUsers, MakeBoard, Upload
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import open_stores, url_of
from tests.support.stats_world import OTHER, PLAYER
from tests.test_postgresql_boards import ask, connected
from tests.test_postgresql_faults import PATIENCE, close, cut, do
from tests.test_postgresql_store import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore

pytestmark = pytest.mark.postgresql
STEP = ("ALTER TABLE steam_users ADD COLUMN mood text", "UPDATE steam_users SET mood = 'new'")


@contextmanager
def version(number: int, oldest: int = 1) -> Iterator[pytest.MonkeyPatch]:
    """Make this program one of a later version."""
    from steam_nodes.steam.local.store.postgresql import postgresql_migrations  # noqa: PLC0415 - psycopg may be missing

    steps = {1: STEP, 2: ("ALTER TABLE steam_users ADD COLUMN tone text",)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgresql_migrations, "VERSION", number)
        patch.setattr(postgresql_migrations, "OLDEST", oldest)
        patch.setattr(postgresql_migrations, "STEPS", steps)
        yield patch


def opened(tmp_path: Path) -> PostgreSQLStore:
    """Open a store."""
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - psycopg may be missing

    return PostgreSQLStore(url_of(tmp_path), 480)


def add(store: PostgreSQLStore, player: int = PLAYER) -> int:
    """Add one to a player's kills, and return what they are then."""
    (found,) = do(store, Job("read", player))
    kills = found.row.get("kills")
    before = kills if isinstance(kills, int) else 0
    (written,) = do(store, Job("write", player, {"kills": before + 1}, {"kills": kills}))
    assert written.result is Result.OK, written.fault
    return before + 1


def test_servers_of_two_versions_share_a_store(tmp_path: Path) -> None:
    """Those of the older one go on, connect again and start anew beside the newer one's, until a version comes that they would harm."""
    with ExitStack() as stack:
        older = opened(tmp_path)
        stack.callback(close, older)
        assert add(older) == 1
        ask(older, MakeBoard("Best rounds", 2, 1), Upload(1, PLAYER, 1, 7, (), 0.0))
        with version(2):
            newer = opened(tmp_path)
        stack.callback(close, newer)
        assert (add(newer), add(older), add(newer)) == (2, 3, 4)
        assert ask(older, Upload(1, OTHER, 1, 9, (), 0.0))[0].rank == 1
        assert ask(newer, Upload(1, PLAYER, 1, 8, (), 0.0))[0].rank == 2
        cut(older)
        assert add(older) == 5
        third = opened(tmp_path)
        assert add(third, OTHER) == 1
        close(third)
        with version(3, oldest=2):
            newest = opened(tmp_path)
            stack.callback(close, newest)
            assert add(newest) == 6
        with version(2):
            cut(newer)
            assert add(newer) == 7
        # Whose connection holds goes on; a new one is refused, and the error says what helps.
        assert add(older) == 8
        with pytest.raises(StoreError, match="the store has version 3, this steam_nodes reads up to 1; update steam_nodes"):
            opened(tmp_path)


def test_of_many_that_start_at_once_one_makes_the_store_and_one_migrates_it(tmp_path: Path) -> None:
    """Eight servers find a store of this version each time, made once and changed once, with one copy of what was before."""
    url = url_of(tmp_path)
    for number in (1, 2):
        found: list[PostgreSQLStore] = []
        faults: list[BaseException] = []
        together = threading.Barrier(8)

        def start(found: list[Any] = found, faults: list[Any] = faults, together: threading.Barrier = together) -> None:
            together.wait(PATIENCE)
            try:
                found.append(opened(tmp_path))
            except BaseException as error:
                faults.append(error)

        with version(number):
            threads = [threading.Thread(target=start) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        assert faults == []
        assert len(found) == 8
        assert {add(store) for store in found} == set(range(8 * number - 7, 8 * number + 1))
        close(*found)
        with connected(tmp_path) as connection:
            assert connection.execute("SELECT version FROM steam_store").fetchall() == [(number,)]
            copies = "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE %s ORDER BY 1"
            assert len(connection.execute(copies, (f"{schema_of(url)}%",)).fetchall()) == number


def test_a_migration_waits_for_writers_and_copies_one_moment(tmp_path: Path) -> None:
    """While servers store, a newer one comes: nothing that was answered OK is lost, and the copy's counts are those of its rows."""
    stores = open_stores("postgresql", tmp_path, 3)
    under_way, ended = threading.Event(), threading.Event()
    sums = [0] * len(stores)

    def work(number: int) -> None:
        turns = 0
        while turns < 40 or not ended.is_set():
            turns += 1
            player = PLAYER + number * 1000 + turns
            job = Job("write", player, {"kills": 1, "ACH_WIN": 1}, sums=frozenset({"kills"}), day=5)
            sums[number] += [completion.result for completion in do(stores[number], job)] == [Result.OK]
            if turns == 5:
                under_way.set()

    with ExitStack() as stack:
        stack.callback(close, *stores)
        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(stores))]
        for thread in threads:
            thread.start()
        assert under_way.wait(PATIENCE)
        with version(2):
            stack.callback(close, opened(tmp_path))
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)
        connection = stack.enter_context(connected(tmp_path))
        assert connection.execute("SELECT count(*) FROM steam_users").fetchone() == (sum(sums),)
        assert ask(stores[0], CountUsers()) == [sum(sums)]
        assert connection.execute("SELECT sum(whole) FROM steam_sums").fetchone() == (sum(sums),)
        copy = f"{schema_of(url_of(tmp_path))}_version_1_backup"
        (rows,) = connection.execute(f"SELECT count(*) FROM {copy}.steam_users").fetchone()  # noqa: S608 - our own words
        for name in (EVERYBODY, "ACH_WIN"):
            counted = connection.execute(f"SELECT sum(users) FROM {copy}.steam_counts WHERE name = %s", (name,))  # noqa: S608 - the same
            assert counted.fetchone() == (rows,)
        assert connection.execute("SELECT count(*) FROM steam_users WHERE mood = 'new'").fetchone() == (rows,)


def test_a_migration_keeps_nobody_waiting_for_somebody_who_holds_a_table(tmp_path: Path) -> None:
    """It lets go and tries again, and at last says what to do; others go on meanwhile, and it succeeds once the table is free."""
    store = opened(tmp_path)
    with ExitStack() as stack:
        stack.callback(close, store)
        holder = stack.enter_context(connected(tmp_path))
        holder.execute("BEGIN")
        holder.execute("LOCK TABLE steam_users IN ROW EXCLUSIVE MODE")
        with version(2) as patch:
            from steam_nodes.steam.local.store.postgresql import postgresql_migrations  # noqa: PLC0415 - psycopg may be missing

            patch.setattr(postgresql_migrations, "TRIES", 3)
            patch.setattr(postgresql_migrations, "HELD_SECONDS", 0.2)
            faults: list[str] = []

            def start() -> None:
                with pytest.raises(StoreError) as caught:
                    opened(tmp_path)
                faults.append(str(caught.value))

            thread = threading.Thread(target=start)
            thread.start()
            added = 0
            while thread.is_alive():
                added += 1
                assert add(store) == added
            thread.join(PATIENCE)
            (fault,) = faults
            assert "brought up to version 2, and somebody holds its tables; end what is under way there" in fault
            holder.execute("ROLLBACK")
            stack.callback(close, opened(tmp_path))
        assert add(store) == added + 1
