"""Laws of large boards in a database: every rank is exact at every moment, whoever writes, and nobody waits for anybody.

Rules: the model is a plain list that is sorted anew, or the database's own count over all entries, at the same moment. Boards have some
thousand entries, so that blocks are cut and joined; how quick a query is at a million is a matter of the benchmark.
"""

from __future__ import annotations

import random
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Final

import pytest

from steam_nodes.steam.leaderboard_checks import DESCENDING, FORCE_UPDATE
from steam_nodes.steam.local.rules.leaderboards import Entry
from steam_nodes.steam.local.store.queries import Around, MakeBoard, OfUsers, PutEntries, Ranks, RemoveEntries, Upload
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import open_stores, url_of
from tests.support.stats_world import PLAYER
from tests.test_postgresql_faults import PATIENCE, close, do

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.rules.leaderboards import Key
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.store.store import Store

pytestmark = pytest.mark.postgresql
BOARD: Final = MakeBoard("Best rounds", DESCENDING, 1)
_TEXT: Final = "lpad((%s + number)::text, 20, '0')"
_BY_HAND: Final = f"""
    INSERT INTO steam_entries
    SELECT 1, {_TEXT}, -(number %% 97), number / 7, number %% 97, '[]', '0' FROM generate_series(%s::bigint, %s) AS number
    ON CONFLICT (board, steam_id) DO UPDATE SET place = excluded.place - 50, score = 50 - excluded.place
"""  # noqa: S608 - put together from our own words
_WRONG: Final = """
    SELECT count(*) FROM (
        SELECT array_agg(place ORDER BY number) AS places, array_agg(time ORDER BY number) AS times,
        array_agg(steam_id ORDER BY number) AS ids, array_agg(number ORDER BY number) AS numbers
        FROM (SELECT *, row_number() OVER (ORDER BY place, time, steam_id) AS number FROM steam_entries WHERE board = 1) AS lines
        WHERE number % 37 = 1
    ) AS sample, steam_ranks(1, places, times, ids) WHERE ranks <> numbers OR total <> (SELECT count(*) FROM steam_entries WHERE board = 1)
"""
"""1 if a rank, or how many there are, is not what a count over all entries says; all of it is of one moment."""


@contextmanager
def connected(tmp_path: Path) -> Iterator[Any]:
    """Give a connection of its own to the schema of a test."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    with psycopg.connect(url_of(tmp_path), autocommit=True) as connection:
        yield connection


def ask(store: Store, *queries: Query) -> list[Any]:
    """Ask a store queries all at once, and return what it found."""
    finished = do(store, *(Job("query", 0, query=query) for query in queries))
    assert {completion.result for completion in finished} == {Result.OK}, {completion.fault for completion in finished}
    return [completion.found for completion in finished]


def entry(player: int, score: int, time: float = 0.0) -> Entry:
    """Return an entry of a board that is sorted descending."""
    return Entry(PLAYER + player, -score, time, score)


def upload(player: int, score: int) -> Upload:
    """Return the query that brings a score, also a worse one."""
    return Upload(1, PLAYER + player, FORCE_UPDATE, score, (), 0.0)


def put(*entries: Entry) -> PutEntries:
    """Return the query that keeps entries."""
    return PutEntries(1, entries)


def blocks(connection: Any) -> list[int]:
    """Return how many entries each block has."""
    return [entries for (entries,) in connection.execute("SELECT entries FROM steam_blocks ORDER BY place, time, steam_id").fetchall()]


def require_the_same(store: Store, model: dict[int, Entry], random_numbers: random.Random) -> None:
    """Make sure that the store says of a board what a list says."""
    order = sorted(model.values(), key=lambda each: each.key)
    places = {each.steam_id: rank for rank, each in enumerate(order, 1)}
    first = random_numbers.randint(1, len(order) + 1)
    users = random_numbers.sample(sorted(places), min(len(places), 20))
    found = ask(store, Ranks(1, first, first + 9), Ranks(1, len(order) - 4, len(order) + 9), OfUsers(1, tuple(users)))
    assert [page.count for page in found] == [len(order)] * 3
    assert found[0].entries == tuple(enumerate(order[first - 1 : first + 9], first))
    assert found[1].entries == tuple(enumerate(order[max(len(order) - 5, 0) :], max(len(order) - 4, 1)))
    assert {each.steam_id: rank for rank, each in found[2].entries} == {user: places[user] for user in users}
    for user in users[:2]:
        (page,) = ask(store, Around(1, user, 0, 0))
        assert page.entries == ((places[user], model[user]),)


def test_a_large_board_against_a_plain_list(tmp_path: Path) -> None:
    """While scores come, move and go by thousands and one by one, every rank and every page is that of a list which is sorted anew."""
    random_numbers = random.Random(16)
    model: dict[int, Entry] = {}
    (store,) = open_stores("postgresql", tmp_path, 1)
    with ExitStack() as stack:
        stack.callback(close, store)
        connection = stack.enter_context(connected(tmp_path))
        ask(store, BOARD)
        most = 0
        for size in (3, 700, 40, 2500, 90, 1, 600, 2000):
            top = random_numbers.choice([3, 1000, 100_000])
            lines = [entry(random_numbers.randrange(6000), random_numbers.randrange(top), random_numbers.random()) for _ in range(size)]
            model |= {line.steam_id: line for line in lines}
            assert ask(store, put(*lines)) == [len(model)]
            require_the_same(store, model, random_numbers)
            for _ in range(15):
                player, score = random_numbers.randrange(6000), random_numbers.randrange(top)
                model[PLAYER + player] = entry(player, score)
                (uploaded,) = ask(store, upload(player, score))
                order = sorted(each.key for each in model.values())
                assert (uploaded.rank, uploaded.count) == (1 + order.index(model[PLAYER + player].key), len(model))
                user = random_numbers.choice(sorted(model))
                del model[user]
                assert ask(store, RemoveEntries(1, user)) == [1]
            require_the_same(store, model, random_numbers)
            most = max(most, len(blocks(connection)))
        assert most > 10
        # What gets emptier has fewer blocks in the end, and nothing is left of what is taken away.
        for keep in (200, 0):
            for user in sorted(model)[keep:]:
                del model[user]
            for _ in range(2):
                connection.execute("DELETE FROM steam_entries WHERE NOT steam_id = ANY(%s)", ([f"{user:020}" for user in model],))
                ask(store, put(), put(*model.values()))
            require_the_same(store, model, random_numbers)
        assert ask(store, RemoveEntries(1)) == [0]


def test_what_is_written_by_hand_counts_too(tmp_path: Path) -> None:
    """Few rows or many, new ones and others in one statement, and in a transaction of whatever isolation: every rank is exact."""
    (store,) = open_stores("postgresql", tmp_path, 1)
    with ExitStack() as stack:
        stack.callback(close, store)
        connection = stack.enter_context(connected(tmp_path))
        ask(store, BOARD)

        def require_exact() -> None:
            assert connection.execute(_WRONG).fetchone() == (0,)

        for first, last in ((1, 9), (1, 3000), (2000, 2050), (1500, 4000)):
            for level in ("READ COMMITTED", "REPEATABLE READ"):
                connection.execute(f"BEGIN ISOLATION LEVEL {level}")
                connection.execute(_BY_HAND, (PLAYER, first, last))
                connection.execute("SELECT steam_add_up(1)")
                require_exact()
                connection.execute("COMMIT")
                require_exact()
                connection.execute("SELECT steam_add_up(1)")
                require_exact()
        assert len(blocks(connection)) > 4
        for statement in (
            "UPDATE steam_entries SET place = -place",
            "UPDATE steam_entries SET ugc = '1'",
            "DELETE FROM steam_entries WHERE place % 2 = 0",
            "UPDATE steam_entries SET place = 7, time = 0",
            "WITH gone AS (DELETE FROM steam_entries WHERE steam_id LIKE '%1') UPDATE steam_entries SET place = 3 WHERE steam_id LIKE '%2'",
        ):
            connection.execute(statement)
            require_exact()
            connection.execute("SELECT steam_add_up(1)")
            require_exact()
        with connection.transaction(force_rollback=True):
            connection.execute("DELETE FROM steam_entries")
            require_exact()
        require_exact()
        connection.execute("TRUNCATE steam_entries")
        require_exact()
        assert ask(store, upload(1, 1))[0].rank == 1


def test_who_counts_keeps_nobody_waiting(tmp_path: Path) -> None:
    """While a transaction that adds up and moves entries is under way, others bring scores, and see the board without it."""
    first, second = open_stores("postgresql", tmp_path, 2)
    with ExitStack() as stack:
        stack.callback(close, first, second)
        ask(first, BOARD, put(*(entry(player, player) for player in range(1000))))
        connection = stack.enter_context(connected(tmp_path))
        connection.execute("BEGIN")
        connection.execute("DELETE FROM steam_entries WHERE score >= 500")
        connection.execute("SELECT steam_add_up(1)")
        # More steps than are left lying: these two would add up too, and leave it.
        for number in range(6):
            found = ask(first if number % 2 else second, *(upload(2000 + number * 100 + player, 2000 + number) for player in range(100)))
            assert [(each.rank, each.count) for each in found] == [(1 + player, 1001 + number * 100 + player) for player in range(100)]
        assert connection.execute("SELECT count(*) > 500 FROM steam_steps").fetchone() == (True,)
        connection.execute("COMMIT")
        assert connection.execute(_WRONG).fetchone() == (0,)
        assert ask(second, upload(1, 5000))[0].count == 1100
        assert connection.execute("SELECT count(*) < 500 FROM steam_steps").fetchone() == (True,)
        assert connection.execute(_WRONG).fetchone() == (0,)


def test_every_rank_is_exact_while_many_write(tmp_path: Path) -> None:
    """Servers bring scores, take some away and put thousands at once; whoever looks meanwhile finds every rank as a count over all does."""
    stores = open_stores("postgresql", tmp_path, 4)
    done = threading.Event()
    looks: list[Any] = []

    def watch() -> None:
        with connected(tmp_path) as connection:
            while not done.is_set():
                looks.append(connection.execute(_WRONG).fetchone())

    def write(number: int) -> None:
        random_numbers = random.Random(number)
        store = stores[number]
        for turn in range(6):
            lines = [entry(random_numbers.randrange(500) * 4 + number, random_numbers.randrange(1000)) for _ in range(150)]
            ask(store, *(upload(line.steam_id - PLAYER, line.score) for line in lines[:60]))
            ask(store, put(*lines), *(RemoveEntries(1, line.steam_id) for line in lines[: turn * 20]))

    with ExitStack() as stack:
        stack.callback(close, *stores)
        ask(stores[0], BOARD)
        watcher = threading.Thread(target=watch)
        writers = [threading.Thread(target=write, args=(number,)) for number in range(len(stores))]
        for thread in (watcher, *writers):
            thread.start()
        for thread in writers:
            thread.join(PATIENCE * 2)
        done.set()
        watcher.join(PATIENCE)
        assert not any(thread.is_alive() for thread in (watcher, *writers))
        assert len(looks) > 3
        assert set(looks) == {(0,)}
        connection = stack.enter_context(connected(tmp_path))
        assert connection.execute(_WRONG).fetchone() == (0,)


def test_ranks_of_keys_in_any_order(tmp_path: Path) -> None:
    """Each key has its rank, also twice, also one that no entry has."""
    (store,) = open_stores("postgresql", tmp_path, 1)
    with ExitStack() as stack:
        stack.callback(close, store)
        ask(store, BOARD, put(*(entry(player, player * 2) for player in range(800))))
        keys: list[Key] = [(-score, 0.0, PLAYER + score // 2) for score in (1000, 4, 1001, 1000, 99999, -1)]
        ranks = [300, 798, 300, 300, 1, 801]

        class Asked:
            writes: ClassVar[bool] = False

            def answer(self, tables: Any) -> object:
                return tables.ranks(1, keys), tables.ranks(1, ())

        assert ask(store, Asked()) == [((ranks, 800), ([], 800))]


def test_servers_that_bring_scores_of_the_same_players_do_not_lock_each_other_out(tmp_path: Path) -> None:
    """Each takes what it is about to change in one order, whatever order the scores came in: the database ends no transaction for it."""
    stores = open_stores("postgresql", tmp_path, 3)
    scores = [[(player, random.Random(number).randrange(1000)) for player in range(40)] for number in range(len(stores))]
    for number, each in enumerate(scores):
        random.Random(-number).shuffle(each)

    def write(number: int) -> None:
        for turn in range(8):
            ask(stores[number], *(upload(player, score + turn) for player, score in scores[number]))

    with ExitStack() as stack:
        stack.callback(close, *stores)
        ask(stores[0], BOARD)
        connection = stack.enter_context(connected(tmp_path))
        deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        before = connection.execute(deadlocks).fetchone()
        threads = [threading.Thread(target=write, args=(number,)) for number in range(len(stores))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE * 2)
        assert not any(thread.is_alive() for thread in threads)
        assert connection.execute(_WRONG).fetchone() == (0,)
        assert ask(stores[0], put())[0] == 40
        assert connection.execute(deadlocks).fetchone() == before
