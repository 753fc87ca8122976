"""The laws of a player's client to the local Steam: its life, its options, its log, and what goes wrong.

Rules: on a stepped clock every answer comes exactly one frame after its call. Stats are in test_client_own_stats.py, what both sides do to
each other in test_two_sides.py, icons and friends in test_client_achievements.py.
"""

from __future__ import annotations

import gc
import logging
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import ServersConnected, ServersDisconnected, UserStatsReceived, UserStatsStored
from steam_nodes.steam.local import LocalSteam, MemoryStore, RealClock, SteppedClock, Store
from steam_nodes.steam.local.store.store import Completion, Job
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.client_world import APP, OWN, SCHEMA, START, STORED, shown, two_sides
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SERVER
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = ON_EVERY_STORE


# The life of a side.


def test_the_own_stats_are_there_before_the_first_frame() -> None:
    """Values are readable as the side is made; that they are here is told once, in the first frame and never before."""
    steam = LocalSteam(SCHEMA, clock=SteppedClock(), users={PLAYER: {"kills": 7, "ACH_FIRST": True}})
    client = steam.client(PLAYER)
    assert client.get_stat_int("kills") == 7
    assert client.get_achievement("ACH_FIRST") == (True, START)
    assert client.poll() == []
    assert frame(client) == [OWN]
    assert frame(client) == []


def test_a_side_is_initialised_as_it_is_made() -> None:
    """Ids, app and log on are there without an init, and an init says 0 too."""
    _, client = two_sides(owner=OTHER)
    assert client.init(0)[0] == client.init(APP)[0] == 0
    assert (client.get_app_id(), client.get_app_owner(), client.get_steam_id()) == (APP, OTHER, PLAYER)
    assert client.initialised()
    assert client.is_steam_running()
    assert client.logged_on()
    assert not client.is_overlay_enabled()
    assert client.restart_app_if_necessary(APP) is False
    assert frame(client) == []


def test_after_a_shutdown_everything_is_refused_until_the_next_init() -> None:
    """A shutdown stores what is unstored, ids are 0; an init loads the player again and tells it."""
    _, client = two_sides()
    assert client.set_stat_int("games", 3)
    before = client.request_user_stats(OTHER)
    client.shutdown()
    client.shutdown()
    assert (client.get_app_id(), client.get_app_owner(), client.get_steam_id(), client.logged_on()) == (0, 0, 0, False)
    assert client.get_stat_int("games") is None
    assert client.why() == 'get_stat_int("games"): Steam was shut down; call init again'
    assert [
        client.request_current_stats(),
        client.store_stats(),
        client.reset_all_stats(achievements_too=True),
        client.set_stat_int("games", 1),
    ] == [False] * 4
    assert client.get_num_achievements() == 0
    assert client.get_friends() == []
    call = client.request_user_stats(OTHER)
    answers = [(record.call, record.result) for record in frame(client) if isinstance(record, UserStatsReceived)]
    assert sorted(answers) == [(before, Result.OK), (call, Result.NO_CONNECTION)]
    assert client.init(999)[0] == 1
    assert "app 480, not of 999" in client.why()
    assert client.init(0)[0] == 0
    assert client.get_stat_int("games") == 3
    assert client.get_user_stat_int(OTHER, "games") is None
    assert frame(client) == [OWN]


def test_after_close_nothing_is_answered(tmp_path: Path) -> None:
    """What was unstored is stored by a close; later calls are refused and no init opens the side again."""
    steam, client = two_sides(LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock()))
    assert client.set_stat_int("games", 3)
    client.request_user_stats(OTHER)
    client.get_achievement_icon("ACH_FIRST")
    client.close()
    client.close()
    assert frame(client) == frame(client) == []
    assert client.request_user_stats(OTHER) > 0
    assert client.init(0) == (1, "this Steam is closed; make a new one")
    assert not client.is_steam_running()
    assert frame(client) == []
    assert steam.client(PLAYER).get_stat_int("games") == 3
    steam.close()


def test_a_dropped_side_stores_what_is_unstored() -> None:
    """Dropping the last reference is a close."""
    steam, client = two_sides()
    assert client.set_stat_int("games", 3)
    del client
    gc.collect()
    assert steam.client(PLAYER).get_stat_int("games") == 3


def test_a_side_lives_longer_than_the_one_it_was_opened_from() -> None:
    """A closed server takes nothing from its players."""
    steam, client = two_sides()
    steam.close()
    assert client.set_stat_int("games", 3)
    assert client.store_stats()
    assert frame(client) == [STORED]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"steam_id": SERVER}, ValueError, "not a player's account"),
        ({"steam_id": "7"}, TypeError, "Steam ID"),
        ({"steam_id": True}, TypeError, "Steam ID"),
        ({"name": 7}, TypeError, "the name is a str"),
        ({"friends": [5]}, ValueError, "as friends"),
        ({"owner": 5}, ValueError, "owns the game"),
        ({"timeout": -1}, ValueError, "timeout"),
        ({"max_users": 0}, ValueError, "max_users"),
        ({"store_rate": "often"}, ValueError, "store_rate"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], error: type[Exception], words: str) -> None:
    """Ids and options are checked before anything is opened."""
    steam = LocalSteam(SCHEMA, clock=SteppedClock())
    with pytest.raises(error) as caught:
        steam.client(**{"steam_id": PLAYER, **options})
    assert words in str(caught.value)


class Unreadable(MemoryStore):
    """A store that cannot be read until it is told."""

    broken = True

    def submit(self, job: Job) -> None:
        """Fail reads."""
        if self.broken and job.kind == "read":
            self.done.append(Completion(job, Result.DATA_CORRUPTION, fault="the file is damaged"))
        else:
            super().submit(job)

    def beside(self) -> MemoryStore:
        """Serve the player too."""
        return self


def test_own_stats_that_cannot_be_read_are_told_so(caplog: pytest.LogCaptureFixture) -> None:
    """The first record carries the Result, values are refused, and they can be requested again."""
    store = Unreadable()
    client = LocalSteam(SCHEMA, store, clock=SteppedClock()).client(PLAYER)
    assert "the file is damaged" in caplog.text
    assert client.get_stat_int("games") is None
    assert "call request_current_stats()" in client.why()
    assert client.store_stats() is False
    assert frame(client) == [UserStatsReceived(0, APP, Result.DATA_CORRUPTION, SteamID(PLAYER))]
    assert client.request_current_stats()
    assert frame(client) == [UserStatsReceived(0, APP, Result.DATA_CORRUPTION, SteamID(PLAYER))]
    store.broken = False
    assert client.request_current_stats()
    assert frame(client) == [OWN]
    assert client.get_stat_int("games") == 0


def test_a_store_of_the_games_own_must_say_how_it_serves_two_sides() -> None:
    """Without a path and without `beside` the error names the remedy."""

    class Own(Store):
        def __init__(self) -> None:
            super().__init__()
            self.inner = MemoryStore()
            self.done = self.inner.done

        def submit(self, job: Job) -> None:
            self.inner.submit(job)

        def wait(self, seconds: float | None = None) -> bool:
            return self.inner.wait(seconds)

        def close(self, seconds: float) -> bool:
            return self.inner.close(seconds)

        def note(self, line: str) -> None:
            self.inner.note(line)

        def notes(self) -> list[str]:
            return self.inner.notes()

    class Shared(Own):
        def beside(self) -> MemoryStore:
            return MemoryStore(self.inner)

    with pytest.raises(TypeError, match="`beside`"):
        LocalSteam(SCHEMA, Own(), clock=SteppedClock()).client(PLAYER)
    assert LocalSteam(SCHEMA, Shared(), clock=SteppedClock(), users={PLAYER: {"games": 7}}).client(PLAYER).get_stat_int("games") == 7


# What goes wrong.


def test_without_a_connection_answers_come_after_the_timeout() -> None:
    """For 75 s nothing is answered, then NO_CONNECTION; the player stays logged on and values can be set."""
    _, client = two_sides()
    client.faults.lose_connection()
    assert frame(client, 0.0) == [ServersDisconnected(Result.NO_CONNECTION)]
    assert client.set_stat_int("games", 3)
    assert client.store_stats()
    assert client.request_user_stats(OTHER)
    assert client.logged_on()
    assert [frame(client, 1.0) for _ in range(74)] == [[]] * 74
    late = frame(client, 1.0) + frame(client, 1.0)
    assert [getattr(record, "result", None) for record in late] == [Result.NO_CONNECTION] * 2
    assert "no connection" in client.why()
    assert client.get_stat_int("games") == 3
    assert client.store_stats()
    client.faults.restore_connection()
    assert frame(client) == [STORED, ServersConnected()]


def test_faults_are_the_sides_own() -> None:
    """Latency, scripted answers and broken calls of a side reach no other."""
    steam, client = two_sides()
    client.faults.latency = 1.0
    client.faults.next_requests(Result.FAIL)
    client.faults.io_failure = True
    steam.request_user_stats(PLAYER)
    assert [getattr(record, "result", None) for record in frame(steam)] == [Result.OK]
    for _ in range(2):
        client.request_user_stats(OTHER)
    assert frame(client) == []
    assert [getattr(record, "result", None) for record in frame(client, 1.0)] == [Result.FAIL, Result.IO_FAILURE]
    client.faults.clear()
    client.faults.next_stores(Result.INVALID_PARAM)
    assert client.set_stat_int("games", 3)
    assert client.set_achievement("ACH_FIRST")
    assert client.store_stats()
    assert frame(client) == [UserStatsStored(APP, Result.INVALID_PARAM)]
    assert client.get_stat_int("games") == 0
    assert client.get_achievement("ACH_FIRST") == (False, 0)


@pytest.mark.parametrize(("rate", "result"), [("allow", Result.OK), ("warn", Result.OK), ("refuse", Result.RATE_LIMIT_EXCEEDED)])
def test_stores_too_close_together_are_judged_as_the_side_says(rate: str, result: Result, caplog: pytest.LogCaptureFixture) -> None:
    """The second store within a minute passes, is warned of or refused."""
    _, client = two_sides(store_rate=rate)
    for value in (1, 2):
        assert client.set_stat_int("games", value)
        assert client.store_stats()
    assert frame(client) == [STORED, UserStatsStored(APP, result)]
    assert ("store_stats(): stored" in caplog.text) is (rate != "allow")


def test_a_mistake_is_said_once_in_the_players_words(caplog: pytest.LogCaptureFixture) -> None:
    """The first refusal of a kind is a warning, the next are for debugging; stats_log.txt has all of them."""
    _, client = two_sides()
    for _ in range(3):
        client.set_stat_int("kills", 1)
    warnings = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert warnings == [client.why()]
    assert client.why().startswith('set_stat_int("kills"): ')
    assert sum("Set By GS" in line for line in client.stats_log()) == 3


def test_on_a_real_clock_the_same_answers_come(tmp_path: Path) -> None:
    """A file and the time of day: nothing is different but the moment of the answers."""
    steam = LocalSteam(SCHEMA, tmp_path / "steam.db", clock=RealClock())
    client = steam.client(PLAYER)
    assert client.set_achievement("ACH_FIRST")
    assert client.store_stats()
    call = client.request_user_stats(OTHER)
    records = answers(client, 4)
    assert records[-1:] != []
    assert set(records) == {OWN, STORED, shown("ACH_FIRST"), UserStatsReceived(call, APP, Result.OK, SteamID(OTHER))}
    assert records.index(STORED) + 1 == records.index(shown("ACH_FIRST"))
    client.close()
    steam.close()
