"""The laws of leaderboards in the store: who stands where, which score is kept, and which entries a query gives, over memory and SQLite.

Rules: what a player's client makes of them is in test_client_boards.py. The model of the random walk is a plain list that is sorted anew
for every query.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes.steam.leaderboard_checks import (
    ASCENDING,
    DESCENDING,
    FORCE_UPDATE,
    KEEP_BEST,
    NO_UGC,
    form_fault,
    method_fault,
    name_fault,
    range_fault,
    to_details,
    to_int32,
    to_ugc,
)
from steam_nodes.steam.local.rules.leaderboards import span, span_around
from steam_nodes.steam.local.store.memory import MemoryTables
from steam_nodes.steam.local.store.queries import (
    Around,
    Attach,
    FindBoard,
    Found,
    MakeBoard,
    OfUsers,
    Page,
    Ranks,
    Unlocks,
    Upload,
    Uploaded,
)
from steam_nodes.steam.local.store.sqlite.sqlite_blocks import BLOCKS
from steam_nodes.steam.local.store.sqlite.sqlite_tables import TABLES, SQLiteTables
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.opening import open_store
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError
from tests.support.places import STORES, open_stores
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from steam_nodes.steam.local.store.queries import Query, Tables
    from steam_nodes.steam.local.store.store import Store

BEST = MakeBoard("Best rounds", DESCENDING, 1)


@contextmanager
def memory_tables() -> Iterator[Tables]:
    """Give a shelf without a file."""
    yield MemoryTables()


@contextmanager
def sqlite_tables() -> Iterator[Tables]:
    """Give the shelf of a file, in a database that is in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in (*TABLES, *BLOCKS):
            connection.execute(statement)
        yield SQLiteTables(connection, 480)


@pytest.fixture(params=STORES)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Give two stores over the same rows, of both kinds in turn."""
    first, second = open_stores(request.param, tmp_path, 2)
    yield first, second
    assert first.close(5)
    assert second.close(5)


def ask(store: Store, *queries: Query) -> list[Any]:
    """Ask a store questions all at once, and return what it found."""
    for query in queries:
        store.submit(Job("query", 0, query=query))
    assert store.wait(10)
    finished = list(store.done)
    store.done.clear()
    assert [(completion.result, completion.job.query) for completion in finished] == [(Result.OK, request) for request in queries]
    return [completion.found for completion in finished]


def upload(handle: int, player: int, score: int, method: int = KEEP_BEST, details: tuple[int, ...] = (), now: float = 0.0) -> Upload:
    """Return the question that brings a score."""
    return Upload(handle, PLAYER + player, method, score, details, now)


def lines(page: Page) -> list[tuple[int, int, int]]:
    """Return (rank, player, score) of each entry."""
    return [(rank, entry.steam_id - PLAYER, entry.score) for rank, entry in page.entries]


# Where a range lies.


@pytest.mark.parametrize(
    ("total", "start", "end", "found"),
    [(10, 1, 3, (1, 3)), (10, 9, 12, (9, 2)), (10, 11, 20, (11, 0)), (10, -5, 2, (1, 2)), (0, 1, 10, (1, 0)), (3, 0, 0, (1, 0))],
)
def test_a_global_range_is_cut_at_the_ends(total: int, start: int, end: int, found: tuple[int, int]) -> None:
    """Ranks begin with 1 and end with the board; what is beyond is left out."""
    assert span(total, start, end) == found


@pytest.mark.parametrize(
    ("total", "rank", "start", "end", "found"),
    [
        (10, 5, -2, 2, (3, 5)),  # in the middle
        (10, 1, -2, 2, (1, 5)),  # the first: the range moves down
        (10, 10, -2, 2, (6, 5)),  # the last: it moves up
        (10, 2, -4, 5, (1, 10)),
        (3, 2, -4, 5, (1, 3)),  # fewer than were asked for: all of them
        (1, 1, 0, 0, (1, 1)),
        (10, 3, 1, 2, (4, 2)),  # behind the player only
        (10, 10, 1, 2, (9, 2)),
    ],
)
def test_a_range_around_a_player_moves_rather_than_shrinks(total: int, rank: int, start: int, end: int, found: tuple[int, int]) -> None:
    """As many entries as were asked for come, where there are so many."""
    assert span_around(total, rank, start, end) == found


@given(st.integers(1, 50), st.data())
def test_a_range_around_a_player_is_never_beyond_the_board(total: int, data: st.DataObject) -> None:
    """It begins with rank 1 or later, ends with the board or before, is as long as can be, and has the player if the offsets say so."""
    rank = data.draw(st.integers(1, total))
    start, end = sorted(data.draw(st.tuples(st.integers(-60, 60), st.integers(-60, 60))))
    first, count = span_around(total, rank, start, end)
    assert first >= 1
    assert first + count - 1 <= total
    assert count == min(end - start + 1, total)
    if start <= 0 <= end:
        assert first <= rank < first + count


# What fits.


@pytest.mark.parametrize("number", [-(2**31), 0, 2**31 - 1])
def test_every_int32_is_a_score(number: int) -> None:
    """Both ends of the range fit."""
    assert to_int32("the score", number) == number


@pytest.mark.parametrize("number", [2**31, -(2**31) - 1, 10**50, True, 1.5, float("nan"), float("inf")])
def test_what_is_no_int32_is_refused_with_the_remedy(number: object) -> None:
    """Nothing is wrapped, cut or rounded."""
    with pytest.raises(DoesNotFitError, match=r"the score is .*pass a whole number"):
        to_int32("the score", number)


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        (lambda: name_fault(""), "1 to 127 bytes of UTF-8, this one has 0"),
        (lambda: name_fault("ü" * 64), "this one has 128"),
        (lambda: name_fault("a\0b"), "neither a NUL"),
        (lambda: name_fault("\ud800"), "half of a surrogate pair"),
        (lambda: form_fault(0, 1), "the sort method is 0; pass 1"),
        (lambda: form_fault(2, 4), "the display type is 4; pass 1"),
        (lambda: range_fault(3, 1, 2), "the request is 3; pass 0 (global)"),
        (lambda: range_fault(0, 5, 2), "begins with 5 and ends with 2"),
        (lambda: range_fault(1, 1, 0), "pass the lower one first"),
        (lambda: range_fault(0, -3, 0), "ranks begin with 1"),
        (lambda: method_fault(0), "the method is 0; pass 1"),
        (lambda: name_fault("ü" * 63 + "x"), ""),
        (lambda: range_fault(2, 5, 2), ""),
    ],
)
def test_bad_input_is_named_with_its_remedy(work: Callable[[], str], fault: str) -> None:
    """Each sentence says what was given and what to pass instead."""
    assert (fault in work()) if fault else not work()


def test_details_and_files_fit_or_are_refused() -> None:
    """64 details of 32 bits; a file's handle is any number below the one for none."""
    assert to_details(range(64)) == tuple(range(64))
    with pytest.raises(DoesNotFitError, match="there are 65 details"):
        to_details(range(65))
    with pytest.raises(DoesNotFitError, match="detail 1 is 2147483648"):
        to_details([0, 2**31])
    with pytest.raises(TypeError, match="detail 0 is an int, not str"):
        to_details("7")  # type: ignore[arg-type]  # on purpose
    assert to_ugc(0) == 0
    for handle in (-1, NO_UGC, 2**64):
        with pytest.raises(DoesNotFitError, match="pass the one that Steam gave"):
            to_ugc(handle)


# In the store.


def test_a_board_is_found_by_its_name_and_has_one_handle_for_all(pair: tuple[Store, Store]) -> None:
    """What one store makes the other finds; one that exists keeps its own sort method and display type; names differ by case."""
    first, second = pair
    assert ask(first, FindBoard("Best rounds")) == [None]
    (made,) = ask(first, BEST)
    assert ask(second, FindBoard("Best rounds"), MakeBoard("Best rounds", ASCENDING, 3)) == [made, made]
    assert (made.board.sort, made.board.display, made.count) == (DESCENDING, 1, 0)
    (other,) = ask(second, MakeBoard("best rounds", ASCENDING, 2))
    assert other.board.handle not in {0, made.board.handle}
    assert ask(first, FindBoard("best rounds")) == [other]


def test_boards_of_several_apps_stand_apart(kept: Path | str) -> None:
    """In one store the same name means another board for another app, and a handle of one is unknown to the other."""
    stores = [open_store(kept, app) for app in (480, 481)]
    boards = [ask(store, BEST)[0].board.handle for store in stores]
    assert boards[0] != boards[1]
    ask(stores[0], upload(boards[0], 1, 10))
    assert ask(stores[1], Ranks(boards[0], 1, 9), upload(boards[0], 1, 11), OfUsers(boards[0], (PLAYER,))) == [None] * 3
    for store in stores:
        assert store.close(5)


def test_questions_are_answered_as_if_one_after_the_other(pair: tuple[Store, Store]) -> None:
    """However many are asked at once, each sees what was written before it and nothing of what comes after; rows and boards alike."""
    store, _ = pair
    (made,) = ask(store, BEST)
    handle = made.board.handle
    jobs = []
    for number in range(20):
        jobs += [
            Job("query", 0, query=upload(handle, number, number)),
            Job("query", 0, query=Ranks(handle, 1, 1)),
            Job("write", PLAYER + number, {"ACH_WIN": 1}),
            Job("query", 0, query=Unlocks(("ACH_WIN",))),
            Job("write", PLAYER + 100 + number, {"kills": 1}),
        ]
    for job in jobs:
        store.submit(job)
    assert store.wait(10)
    finished = {id(completion.job): completion for completion in store.done}
    store.done.clear()
    found: list[Any] = [finished[id(job)].found for job in jobs]
    assert {completion.result for completion in finished.values()} == {Result.OK}
    for number in range(20):
        uploaded, page, _, percents, _ = found[number * 5 : number * 5 + 5]
        assert uploaded == Uploaded(changed=True, rank=1, previous=0, count=number + 1)
        assert lines(page) == [(1, number, number)]
        assert percents["ACH_WIN"] == pytest.approx(100 * (number + 1) / (2 * number + 1))


def test_a_file_stays_attached_to_its_entry(pair: tuple[Store, Store]) -> None:
    """It is there for all, also after another score; without an entry there is nothing to attach it to."""
    first, second = pair
    handle = ask(first, BEST)[0].board.handle
    assert ask(first, Attach(handle, PLAYER, 7)) == [False]
    ask(first, upload(handle, 0, 10))
    assert ask(first, Attach(handle, PLAYER, 2**64 - 2)) == [True]
    ask(first, upload(handle, 0, 5, FORCE_UPDATE, (1, -2)))
    ((_, entry),) = ask(second, Ranks(handle, 1, 9))[0].entries
    assert (entry.score, entry.details, entry.ugc) == (5, (1, -2), 2**64 - 2)
    assert ask(first, Attach(handle + 9, PLAYER, 7)) == [None]


def test_ids_that_are_large_and_small_are_sorted_as_numbers(pair: tuple[Store, Store]) -> None:
    """The last of all ties is the Steam ID, up to 64 bits."""
    store, other = pair
    handle = ask(store, BEST)[0].board.handle
    users = (2**64 - 1, 9, 2**63, 10, 2**63 - 1)
    ask(store, *(Upload(handle, user, KEEP_BEST, 1, (), 0.0) for user in users))
    (page,) = ask(other, Ranks(handle, 1, 9))
    assert [entry.steam_id for _, entry in page.entries] == sorted(users)
    assert ask(other, OfUsers(handle, users)) == [page]


# Against a plain list.

players = st.integers(0, 7)
steps = st.lists(
    st.tuples(players, st.integers(-3, 3), st.sampled_from([KEEP_BEST, FORCE_UPDATE]), st.sampled_from([0.0, 0.0, 0.5])), max_size=25
)


@pytest.mark.parametrize("make", [memory_tables, sqlite_tables])
@settings(max_examples=150)
@given(st.sampled_from([ASCENDING, DESCENDING]), steps, st.integers(-4, 9), st.integers(0, 6), st.sets(players))
def test_a_board_against_a_plain_list(
    make: Callable[[], AbstractContextManager[Tables]],
    sort: int,
    uploads: list[tuple[int, int, int, float]],
    start: int,
    length: int,
    users: set[int],
) -> None:
    """Random scores, methods and times: every answer is that of a list which is sorted by score, time and id."""
    with make() as tables:
        found = MakeBoard("board", sort, 1).answer(tables)
        handle = found.board.handle
        model: dict[int, tuple[int, float]] = {}
        now = 0.0

        def ranking() -> list[tuple[int, int, int]]:
            sign = 1 if sort == ASCENDING else -1
            order = sorted(model, key=lambda player: (sign * model[player][0], model[player][1], player))
            return [(rank, player, model[player][0]) for rank, player in enumerate(order, 1)]

        def rank_of(player: int) -> int:
            return next((rank for rank, other, _ in ranking() if other == player), 0)

        for player, score, method, later in uploads:
            now += later
            old, previous = model.get(player), rank_of(player)
            better = old is None or (score < old[0] if sort == ASCENDING else score > old[0])
            changed = better or method == FORCE_UPDATE
            if changed:
                model[player] = score, now
            answer = upload(handle, player, score, method, (player, score), now).answer(tables)
            assert answer == Uploaded(changed, rank_of(player), previous, len(model))
        everything = ranking()
        assert FindBoard("board").answer(tables) == Found(found.board, len(model))
        whole = Ranks(handle, 1, 99).answer(tables)
        assert whole is not None
        assert lines(whole) == everything
        assert all(entry.details == (entry.steam_id - PLAYER, entry.score) for _, entry in whole.entries)
        part = Ranks(handle, start, start + length).answer(tables)
        assert part is not None
        assert lines(part) == [line for line in everything if start <= line[0] <= start + length]
        some = OfUsers(handle, tuple(PLAYER + user for user in users)).answer(tables)
        assert some is not None
        assert lines(some) == [line for line in everything if line[1] in users]
        for player in range(8):
            around = Around(handle, PLAYER + player, start, start + length).answer(tables)
            assert around is not None
            assert around.count == len(model)
            if player in model:
                first, count = span_around(len(model), rank_of(player), start, start + length)
                assert lines(around) == everything[first - 1 : first - 1 + count]
            else:
                assert not around.entries
