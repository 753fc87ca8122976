"""The laws of backend.py, over every backend there is.

Rules: a backend joins by one more entry in BACKENDS: a function that takes a folder and returns it ready, logged on, with the schema
of stats_world.py and its players' start values. The laws use only what the Protocol has.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import (
    PolicyResponse,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
)
from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.loopback import POSTINGS
from tests.support.native_world import MODES, Looped
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, SERVER, START, load
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.backend import Backend
    from tests.support.native_world import Mode

pytestmark = ON_EVERY_STORE

BACKENDS: dict[str, Callable[[Path], Backend]] = {
    "local, stepped, in memory": lambda _folder: LocalSteam(SCHEMA, clock=SteppedClock(), users=START),
    "local, stepped, on disk": lambda folder: LocalSteam(SCHEMA, folder / "steam.db", clock=SteppedClock(), users=START),
    "local, real clock, in memory": lambda _folder: LocalSteam(SCHEMA, clock=RealClock(), users=START),
    "local, real clock, on disk": lambda folder: LocalSteam(SCHEMA, folder / "steam.db", clock=RealClock(), users=START),
}


def over_the_loopback(mode: Mode, posting: str, sdk: int) -> Callable[[Path], Backend]:
    """Return what makes a NativeSteam over a library that posts its answers in one of its ways."""
    return lambda _folder: Looped(LocalSteam(SCHEMA, clock=SteppedClock(), users=START), mode, posting, sdk).start()


for each in MODES:
    BACKENDS |= {f"native, {each}, {posting}": over_the_loopback(each, posting, 165) for posting in POSTINGS}
    BACKENDS |= {f"native, {each}, SDK {sdk}": over_the_loopback(each, "result", sdk) for sdk in (164, 148)}


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """Give each backend in turn, and close it."""
    backend = BACKENDS[request.param](tmp_path)
    yield backend
    backend.close()


def test_an_answer_never_arrives_in_the_frame_that_asked(backend: Backend) -> None:
    """Law 1: neither a request nor a store is answered before the next frame, whoever polls."""
    backend.advance(1 / 60)
    backend.request_user_stats(PLAYER)
    backend.request_user_stats(SERVER)
    backend.store_user_stats(OTHER)
    assert backend.poll() == backend.poll() == []
    assert backend.get_user_stat_int(PLAYER, "kills") is None
    assert len(answers(backend, 3)) == 3
    assert backend.get_user_stat_int(PLAYER, "kills") == 7


def test_a_thousand_requests_in_flight_are_each_answered_once(backend: Backend) -> None:
    """Law 2: 1,000 requests for 300 users give 1,000 answers, each call's number once, with the user it asked for."""
    asked = {backend.request_user_stats(PLAYER + number % 300): PLAYER + number % 300 for number in range(1000)}
    assert len(asked) == 1000
    records = answers(backend, 1000)
    assert len(records) == 1000
    assert {record.call: record.steam_id for record in records if isinstance(record, StatsReceived)} == asked
    assert Counter(type(record) for record in records) == {StatsReceived: 1000}


def test_requests_and_stores_mixed_are_each_answered_once(backend: Backend) -> None:
    """Law 2 with stores between: also those that must fail are answered."""
    players = [PLAYER + number for number in range(50)]
    load(backend, *players)
    asked = Counter[str]()
    for turn in range(4):
        for number, player in enumerate(players):
            assert backend.set_user_stat_int(player, "kills", turn * 100 + number)
            backend.store_user_stats(player)
            backend.request_user_stats(player)
            backend.store_user_stats(player + 1000)
        asked.update(StatsReceived=50, StatsStored=100)
    records = answers(backend, 600)
    assert Counter(type(record).__name__ for record in records) == asked
    assert len({record.call for record in records if isinstance(record, StatsReceived | StatsStored)}) == 600
    stored = [record for record in records if isinstance(record, StatsStored)]
    assert Counter(record.result for record in stored) == {Result.OK: 200, Result.FAIL: 200}
    assert [backend.get_user_stat_int(player, "kills") for player in players] == [300 + number for number in range(50)]


def test_answers_for_one_user_come_in_the_order_asked(backend: Backend) -> None:
    """Law 3: requests and stores of one user are answered in order, those refused at once among them."""
    load(backend)
    calls = []
    for number in range(12):
        backend.set_user_stat_int(PLAYER, "kills", number)
        calls.append(backend.store_user_stats(PLAYER) if number % 3 else backend.request_user_stats(PLAYER))
    records = answers(backend, 12)
    assert [record.call for record in records if isinstance(record, StatsReceived | StatsStored)] == calls


def test_a_refused_call_says_why_once_in_the_log(backend: Backend, caplog: pytest.LogCaptureFixture) -> None:
    """Law 4: nothing changes, one warning for the first of its kind, and why() repeats the last reason."""
    load(backend)
    with caplog.at_level(logging.WARNING, logger="steam_nodes.steam"):
        for _ in range(3):
            assert backend.set_user_stat_int(PLAYER, "kils", 8) is False
    assert [record.getMessage() for record in caplog.records] == [backend.why()]
    assert 'did you mean "kills"?' in backend.why()
    assert backend.get_user_stat_int(PLAYER, "kills") == 7


def test_before_the_first_refusal_there_is_no_reason(backend: Backend) -> None:
    """A backend that has refused nothing has nothing to say."""
    load(backend)
    assert backend.why() == ""


def test_a_set_is_absolute_and_readable_at_once(backend: Backend) -> None:
    """Gets see what sets wrote, before and after the store, as int32 and float32, below 0 too."""
    load(backend)
    assert backend.set_user_stat_int(PLAYER, "kills", -5)
    assert backend.set_user_stat_float(PLAYER, "accuracy", 0.1)
    assert backend.set_user_achievement(PLAYER, "ACH_WIN")
    for _ in range(2):
        assert backend.get_user_stat_int(PLAYER, "kills") == -5
        assert backend.get_user_stat_float(PLAYER, "accuracy") == 0.10000000149011612
        assert backend.get_user_achievement(PLAYER, "ACH_WIN") is True
        assert backend.get_user_stat_int(PLAYER, "big") == 2147483647
        backend.store_user_stats(PLAYER)
        assert [record.result for record in answers(backend, 1) if isinstance(record, StatsStored)] == [Result.OK]
        load(backend)
    assert backend.clear_user_achievement(PLAYER, "ACH_WIN")
    assert backend.get_user_achievement(PLAYER, "ACH_WIN") is False


def test_an_unstored_set_survives_a_refresh_and_wins(backend: Backend) -> None:
    """A new request brings fresh values only for what was not set."""
    load(backend)
    backend.request_user_stats(PLAYER)
    assert backend.set_user_stat_int(PLAYER, "kills", 77)
    answers(backend, 1)
    assert backend.get_user_stat_int(PLAYER, "kills") == 77
    assert backend.get_user_stat_float(PLAYER, "accuracy") == 0.25


def test_a_store_takes_what_was_set_before_it(backend: Backend) -> None:
    """A set between the store and its answer is not stored by it and stays unstored."""
    load(backend)
    backend.set_user_stat_int(PLAYER, "kills", 8)
    backend.store_user_stats(PLAYER)
    backend.set_user_stat_int(PLAYER, "kills", 9)
    answers(backend, 1)
    assert backend.get_user_stat_int(PLAYER, "kills") == 9
    backend.store_user_stats(PLAYER)
    assert [record.result for record in answers(backend, 1) if isinstance(record, StatsStored)] == [Result.OK]
    load(backend)
    assert backend.get_user_stat_int(PLAYER, "kills") == 9


def test_who_is_no_player_fails(backend: Backend) -> None:
    """A request and a store for an id that is no individual account are answered with FAIL, also for numbers that are no id."""
    for steam_id in (SERVER, 0, -1, 2**64):
        request, store = backend.request_user_stats(steam_id), backend.store_user_stats(steam_id)
        records = answers(backend, 2)
        assert records == [
            StatsReceived(request, Result.FAIL, SteamID(steam_id % 2**64)),
            StatsStored(store, Result.FAIL, SteamID(steam_id % 2**64)),
        ]


def test_the_life_of_a_server(backend: Backend) -> None:
    """Init, log on, stats, log off, shutdown, and all of it again."""
    backend.server_shutdown()
    for turn in range(2):
        assert backend.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0") == (0, "Server initialized successfully")
        assert (backend.logged_on(), backend.get_steam_id()) == (False, 0)
        call = backend.request_user_stats(PLAYER)
        assert answers(backend, 1) == [StatsReceived(call, Result.NOT_LOGGED_ON, SteamID(PLAYER))]
        backend.log_on_anonymous()
        assert not backend.logged_on()
        assert answers(backend, 2) == [ServersConnected(), PolicyResponse(secure=True)]
        assert backend.logged_on()
        assert SteamID(backend.get_steam_id()).account_type == 4
        load(backend)
        assert backend.get_user_stat_int(PLAYER, "kills") == 7 + turn
        assert backend.set_user_stat_int(PLAYER, "kills", 8)
        backend.log_off()
        assert answers(backend, 1) == [ServersDisconnected(Result.OK)]
        assert backend.get_user_stat_int(PLAYER, "kills") is None
        backend.server_shutdown()
        backend.server_shutdown()
        assert backend.get_user_stat_int(PLAYER, "kills") is None
        assert backend.set_user_stat_int(PLAYER, "kills", 9) is False


def test_an_empty_token_is_refused(backend: Backend) -> None:
    """A log on without a token fails; with one the server has an account."""
    backend.server_shutdown()
    assert backend.server_init("127.0.0.1", 27015, 27016, 2, "1.0.0.0")[0] == 0
    backend.log_on(" ")
    (record,) = answers(backend, 1)
    assert isinstance(record, ServerConnectFailure)
    assert not record.still_retrying
    assert not backend.logged_on()
    backend.log_on("0123456789ABCDEF")
    assert answers(backend, 2) == [ServersConnected(), PolicyResponse(secure=False)]
    assert SteamID(backend.get_steam_id()).account_type == 3


def test_what_was_asked_before_the_shutdown_is_still_answered(backend: Backend) -> None:
    """Law 2 over the end of a server: the answers come with the polls after it."""
    load(backend)
    backend.set_user_stat_int(PLAYER, "kills", 8)
    calls = [backend.store_user_stats(PLAYER), backend.request_user_stats(PLAYER)]
    backend.server_shutdown()
    records = answers(backend, 2)
    assert [(record.call, record.result) for record in records if isinstance(record, StatsReceived | StatsStored)] == [
        (calls[0], Result.OK),
        (calls[1], Result.OK),
    ]


def test_after_close_nothing_is_answered(backend: Backend) -> None:
    """Law 5: what was on its way, and what is asked after it, never arrives; closing twice is harmless."""
    load(backend)
    backend.request_user_stats(PLAYER)
    backend.store_user_stats(PLAYER)
    backend.close()
    backend.close()
    assert backend.request_user_stats(PLAYER) > 0
    assert backend.store_user_stats(PLAYER) > 0
    backend.log_on_anonymous()
    backend.log_off()
    backend.server_shutdown()
    assert [frame(backend) for _ in range(5)] == [[]] * 5
    assert backend.set_user_stat_int(PLAYER, "kills", 1) is False
    assert backend.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")[0] == 1
    assert "closed" in backend.why()
