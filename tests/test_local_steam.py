"""The laws of LocalSteam beyond those of every backend: clocks, start values, several servers, unloading and the log."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.local import LocalSteam, MemoryStore, RealClock, SteppedClock, StoreError
from steam_nodes.steam.local.store.sqlite.stats_log import StatsLog
from steam_nodes.steam.local.store.store import Completion, Job
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.places import ON_EVERY_STORE, Rows
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, SERVER, SlowStore, load, stepped
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = ON_EVERY_STORE


def result_of_store(steam: LocalSteam, player: int = PLAYER) -> Result:
    """Store a player and return the answer."""
    steam.store_user_stats(player)
    (record,) = answers(steam, 1)
    assert isinstance(record, StatsStored)
    return record.result


# Clocks.


class InterruptedStore(SlowStore):
    """A slow store whose first wait is left by Ctrl-C."""

    interrupted = False

    def wait(self, seconds: float | None = None) -> bool:
        """Be interrupted once, then do what was held back."""
        if not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        self.release()
        return True


@pytest.mark.parametrize("end", ["poll", "shutdown"])
def test_an_interrupted_poll_loses_no_answer(end: str) -> None:
    """What was answered before an exception came out of the wait for the disk arrives with the next poll, in the order asked."""
    store = InterruptedStore()
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock())
    calls = [steam.request_user_stats(SERVER), steam.request_user_stats(PLAYER), steam.request_user_stats(SERVER)]
    with pytest.raises(KeyboardInterrupt):
        frame(steam)
    if end == "shutdown":
        steam.server_shutdown()
    assert [getattr(record, "call", None) for record in frame(steam)] == calls
    steam.close()


@pytest.mark.parametrize("on_disk", [False, True])
def test_on_a_stepped_clock_an_answer_comes_exactly_one_frame_later(tmp_path: Path, *, on_disk: bool) -> None:
    """Each frame's answers are those of the frame before, in the order asked, whatever the disk does."""
    steam = stepped(store=tmp_path / "steam.db" if on_disk else None)
    load(steam)
    for _ in range(20):
        calls = [steam.request_user_stats(OTHER), steam.store_user_stats(PLAYER), steam.store_user_stats(SERVER)]
        steam.set_user_stat_int(PLAYER, "kills", calls[0])
        calls += [steam.store_user_stats(PLAYER), steam.request_user_stats(PLAYER)]
        assert [getattr(record, "call", None) for record in frame(steam)] == calls
    steam.close()


def test_on_a_real_clock_a_frame_never_waits() -> None:
    """While the disk is slow the polls are empty; the answer comes with the first frame after it is done."""
    store = SlowStore()
    steam = LocalSteam(SCHEMA, store, clock=RealClock())
    call = steam.request_user_stats(PLAYER)
    assert [frame(steam) for _ in range(10)] == [[]] * 10
    store.release()
    assert frame(steam) == [StatsReceived(call, Result.OK, SteamID(PLAYER))]


def test_the_time_of_an_unlock_is_the_clocks() -> None:
    """A stepped clock begins at the time it is given and is moved by frames only; an unlock keeps its time when it is set again."""
    rows = Rows()
    steam = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock(start=1000.0))
    load(steam)
    frame(steam, 60.0)
    steam.set_user_achievement(PLAYER, "ACH_WIN")
    frame(steam, 60.0)
    steam.set_user_achievement(PLAYER, "ACH_WIN")
    assert result_of_store(steam) is Result.OK
    assert rows.read() == {PLAYER: {"ACH_WIN": 1060}}


@pytest.mark.parametrize("start", [-1, 1e16, 253_402_300_800, float("inf"), float("nan")])
def test_a_stepped_clock_begins_at_a_time_that_a_store_can_hold(start: float) -> None:
    """What is before 1970 or behind the year 9999 is refused by name; a text is no time."""
    with pytest.raises(ValueError, match="SteppedClock: start is"):
        SteppedClock(start)
    wrong: Any = "now"
    with pytest.raises(TypeError, match="SteppedClock: start is a number"):
        SteppedClock(wrong)


def test_a_stepped_clock_that_is_set_back_stops_at_0() -> None:
    """The time of an unlock is one that the store gives back."""
    steam = LocalSteam(SCHEMA, clock=SteppedClock(5.0), users={PLAYER: {}})
    frame(steam, -10.0)
    load(steam)
    assert steam.set_user_achievement(PLAYER, "ACH_WIN")
    call = steam.store_user_stats(PLAYER)
    assert frame(steam) == [StatsStored(call, Result.OK, SteamID(PLAYER))]
    load(steam)
    assert steam.get_user_achievement(PLAYER, "ACH_WIN") is True


# Start values.


def test_start_values_are_for_a_fresh_world(tmp_path: Path) -> None:
    """They stand where nothing is stored, and never come back over what is."""
    users = {PLAYER: {"kills": 7, "ACH_WIN": True, "ACH_LOSE": False, "accuracy": 1, "lifetime_rate": (6.0, 2.0)}}
    for kills in (7, 8):
        steam = LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock(), users=users)
        load(steam)
        assert steam.get_user_stat_int(PLAYER, "kills") == kills
        assert steam.get_user_stat_float(PLAYER, "lifetime_rate") == 3.0
        assert steam.get_user_stat_float(PLAYER, "accuracy") == 1.0
        assert (steam.get_user_achievement(PLAYER, "ACH_WIN"), steam.get_user_achievement(PLAYER, "ACH_LOSE")) == (True, False)
        steam.set_user_stat_int(PLAYER, "kills", 8)
        steam.close()


@pytest.mark.parametrize(
    ("users", "error", "words"),
    [
        ({PLAYER: {"kils": 7}}, ValueError, 'did you mean "kills"?'),
        ({PLAYER: {"zzzzzz": 7}}, ValueError, "no such stat"),
        ({PLAYER: {"kills": 2**31}}, ValueError, "int32"),
        ({PLAYER: {"kills": "7"}}, TypeError, "int"),
        ({PLAYER: {"lifetime_rate": (1, 2, 3)}}, ValueError, "pair"),
        ({PLAYER: {"lifetime_rate": (1, -2)}}, ValueError, "0 or more"),
        ({PLAYER: {"ACH_WIN": 1}}, TypeError, "True or False"),
        ({SERVER: {"kills": 7}}, ValueError, "player"),
        ({"7": {"kills": 7}}, TypeError, "Steam ID"),
    ],
)
def test_a_wrong_start_value_is_named(users: Any, error: type[Exception], words: str) -> None:
    """Names, values and ids of start values are checked when the world is made."""
    with pytest.raises(error) as caught:
        stepped(users=users)
    assert words in str(caught.value)


class BrokenStore(MemoryStore):
    """A store whose disk is gone."""

    def submit(self, job: Job) -> None:
        """Fail the job."""
        self.done.append(Completion(job, Result.IO_FAILURE, fault="the disk is gone"))


def test_start_values_that_cannot_be_written_raise() -> None:
    """A world that would begin without them does not begin."""
    with pytest.raises(StoreError, match="the disk is gone"):
        LocalSteam(SCHEMA, BrokenStore(), users={PLAYER: {"kills": 7}})


def test_a_request_that_fails_can_be_repeated() -> None:
    """A failing disk is answered as such, and the user is as never asked."""
    steam = LocalSteam(SCHEMA, BrokenStore(), clock=SteppedClock())
    calls = [steam.request_user_stats(PLAYER) for _ in range(2)]
    assert frame(steam) == [StatsReceived(call, Result.IO_FAILURE, SteamID(PLAYER)) for call in calls]
    assert "the disk is gone; request again" in steam.why()
    assert steam.get_user_stat_int(PLAYER, "kills") is None
    assert "were not requested" in steam.why()


@pytest.mark.parametrize(("options", "words"), [({"limits": "never"}, "at_store"), ({"server_ip": "localhost"}, "IPv4")])
def test_a_wrong_option_is_named(options: dict[str, str], words: str) -> None:
    """Options are checked when the world is made."""
    with pytest.raises(ValueError, match=words):
        stepped(**options)


# The server.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("localhost", 27015, 27016, 3, "1"), "IPv4"),
        (("0.0.0.0", 0, 27016, 3, "1"), "game_port 0 is not a port"),
        (("0.0.0.0", 27015, 65536, 3, "1"), "query_port 65536 is not a port"),
        (("0.0.0.0", 27015, 27016, 0, "1"), "server_mode 0 is unknown"),
        (("0.0.0.0", 27015, 27016, 4, "1"), "server_mode 4 is unknown"),
    ],
)
def test_a_wrong_init_is_status_1_with_a_sentence(arguments: Any, words: str) -> None:
    """Nothing is initialised then, and the world is as ready as before."""
    steam = stepped()
    status, sentence = steam.server_init(*arguments)
    assert (status, words in sentence, words in steam.why()) == (1, True, True)
    assert steam.logged_on()


def test_a_second_init_is_refused_until_the_shutdown() -> None:
    """As long as the server runs it is initialised already."""
    steam = stepped()
    arguments = ("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
    assert [steam.server_init(*arguments)[0] for _ in range(2)] == [0, 1]
    assert "call server_shutdown first" in steam.why()
    steam.server_shutdown()
    assert steam.server_init(*arguments)[0] == 0


@pytest.mark.parametrize("arguments", [(0, 1, 1, 1, ""), ("", 1.0, 1, 1, ""), ("", 1, 1, True, ""), ("", 1, 1, 1, None)])
def test_init_and_log_on_ask_for_the_right_types(arguments: Any) -> None:
    """What is no text or no int raises TypeError."""
    steam = stepped()
    with pytest.raises(TypeError):
        steam.server_init(*arguments)
    with pytest.raises(TypeError):
        steam.log_on(None)  # type: ignore[arg-type]  # no text


def test_the_address_of_init_may_be_an_official_one() -> None:
    """Without server_ip the address given to server_init counts."""
    steam = stepped()
    assert steam.server_init("203.0.113.5", 27015, 27016, 3, "1.0.0.0")[0] == 0
    steam.log_on_anonymous()
    answers(steam, 1)
    load(steam)
    assert steam.set_user_stat_float(PLAYER, "ranking", 2.0)


def test_logging_off_cancels_a_log_on() -> None:
    """A log on that was not answered is not answered any more, and the server stays off."""
    steam = stepped()
    steam.server_init("", 27015, 27016, 1, "1.0.0.0")
    steam.log_on_anonymous()
    steam.log_off()
    assert frame(steam) == []
    assert not steam.logged_on()


def test_a_log_on_after_the_shutdown_fails() -> None:
    """Without server_init there is no connection to be had."""
    steam = stepped()
    steam.server_shutdown()
    steam.log_on_anonymous()
    assert [getattr(record, "result", None) for record in frame(steam)] == [Result.NO_CONNECTION]
    assert "call server_init" in steam.why()


# Several servers on one store.


def two_servers() -> tuple[LocalSteam, LocalSteam]:
    """Make two worlds that share their users."""
    rows = Rows()
    return LocalSteam(SCHEMA, rows.store(), clock=SteppedClock()), LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())


def test_a_value_that_another_server_changed_makes_the_store_invalid() -> None:
    """Nothing is written, all values are the fresh ones, what was set beside it stays unstored, and the next store works."""
    first, second = two_servers()
    load(first)
    load(second)
    assert second.set_user_stat_int(PLAYER, "kills", 5)
    assert second.set_user_stat_int(PLAYER, "big", 6)
    assert result_of_store(second) is Result.OK
    assert first.set_user_stat_int(PLAYER, "kills", 1)
    assert first.set_user_stat_float(PLAYER, "accuracy", 0.5)
    assert result_of_store(first) is Result.INVALID_PARAM
    assert "changed by another server" in first.why()
    assert first.get_user_stat_int(PLAYER, "kills") == 5
    assert first.get_user_stat_int(PLAYER, "big") == 6
    assert first.get_user_stat_float(PLAYER, "accuracy") == 0.5
    assert first.set_user_stat_int(PLAYER, "kills", 6)
    assert result_of_store(first) is Result.OK
    load(second)
    assert second.get_user_stat_int(PLAYER, "kills") == 6
    assert second.get_user_stat_float(PLAYER, "accuracy") == 0.5


def test_servers_that_retry_count_exactly() -> None:
    """Two servers each add 1 a hundred times to one stat, again after each INVALID_PARAM: the sum is exact."""
    servers = two_servers()
    for steam in servers:
        load(steam)
    left = [100, 100]
    while any(left):
        for number, steam in enumerate(servers):
            kills = steam.get_user_stat_int(PLAYER, "kills")
            if left[number] and kills is not None:
                steam.set_user_stat_int(PLAYER, "kills", kills + 1)
                steam.store_user_stats(PLAYER)
        for number, steam in enumerate(servers):
            left[number] -= sum(getattr(record, "result", None) is Result.OK for record in frame(steam))
    load(servers[0])
    assert servers[0].get_user_stat_int(PLAYER, "kills") == 200


def test_a_store_behind_one_that_went_back_goes_back_too() -> None:
    """What was set in ignorance of the other server's value is never written over it, also by a store asked before the answer."""
    first, second = two_servers()
    load(first)
    load(second)
    second.set_user_stat_int(PLAYER, "kills", 5)
    assert result_of_store(second) is Result.OK
    for kills in (1, 2):
        first.set_user_stat_int(PLAYER, "kills", kills)
        first.store_user_stats(PLAYER)
    assert [getattr(record, "result", None) for record in frame(first)] == [Result.INVALID_PARAM] * 2
    assert first.get_user_stat_int(PLAYER, "kills") == 5


def test_two_stores_at_once_of_one_server_do_not_clash() -> None:
    """The second starts from what the first one left."""
    steam = stepped()
    load(steam)
    for kills in (8, 9, 9):
        steam.set_user_stat_int(PLAYER, "kills", kills)
        steam.store_user_stats(PLAYER)
    steam.store_user_stats(PLAYER)
    assert [getattr(record, "result", None) for record in frame(steam)] == [Result.OK] * 4


# Unloading.


def test_an_unload_stores_first_and_then_says_so() -> None:
    """StatsUnloaded comes once, the changes are in the store, and the user must be requested again."""
    steam = stepped()
    load(steam)
    steam.unload(OTHER)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.unload(PLAYER)
    assert frame(steam) == [StatsUnloaded(SteamID(PLAYER))]
    assert steam.get_user_stat_int(PLAYER, "kills") is None
    assert result_of_store(steam) is Result.FAIL
    load(steam)
    assert steam.get_user_stat_int(PLAYER, "kills") == 8


def test_a_request_behind_an_unload_loads_again() -> None:
    """The order asked is the order answered."""
    steam = stepped()
    load(steam)
    steam.unload(PLAYER)
    steam.request_user_stats(PLAYER)
    assert [type(record) for record in frame(steam)] == [StatsUnloaded, StatsReceived]
    assert steam.get_user_stat_int(PLAYER, "kills") == 7


# The log.


def test_the_log_names_each_kind_once_and_stats_log_everything(caplog: pytest.LogCaptureFixture) -> None:
    """The first refusal of a kind is a warning, repetitions are for debugging, stats_log has a line for each event."""
    steam = stepped()
    with caplog.at_level(logging.DEBUG, logger="steam_nodes.steam"):
        for player in (PLAYER, OTHER, PLAYER):
            steam.get_user_stat_int(player, "kills")
        load(steam)
        result_of_store(steam)
    assert [record.levelname for record in caplog.records] == ["WARNING", "DEBUG", "DEBUG"]
    lines = steam.stats_log()
    assert len(lines) == 5
    assert lines[-2].endswith(f"request {PLAYER}: OK")
    assert lines[-1].endswith(f"store {PLAYER}: OK")
    assert lines[-1].startswith("2023-11-14 22:13:20 ")


def test_stats_log_stands_beside_the_store(tmp_path: Path) -> None:
    """A world with a file writes logs/stats_log.txt there."""
    steam = stepped(store=tmp_path / "steam.db")
    load(steam)
    steam.get_user_stat_int(PLAYER, "kils")
    steam.close()
    lines = (tmp_path / "logs" / "stats_log.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert 'did you mean "kills"?' in lines[1]


def test_lines_that_wait_for_a_slow_disk_are_bounded(tmp_path: Path) -> None:
    """While nothing is written 10,000 lines wait; how many came beside them is said in their place, and then the log goes on."""
    log = StatsLog(tmp_path / "logs" / "stats_log.txt")
    for number in range(10_500):
        log.add(f"line {number}")
    log.write()
    log.add("later")
    log.write()
    lines = (tmp_path / "logs" / "stats_log.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:10_000] == [f"line {number}" for number in range(10_000)]
    assert lines[10_000:] == ["500 lines are left out here: the disk was too slow", "later"]


def test_stats_log_is_rotated_at_a_megabyte(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The full file is kept once under another name; a log that cannot be written is given up with one warning."""
    log = StatsLog(tmp_path / "logs" / "stats_log.txt")
    for _ in range(3):
        for _ in range(600):
            log.add("x" * 999)
        log.write()
    assert {path.name: path.stat().st_size for path in (tmp_path / "logs").iterdir()} == {
        "stats_log.previous.txt": 1_200_000,
        "stats_log.txt": 600_000,
    }
    (tmp_path / "file").write_text("")
    broken = StatsLog(tmp_path / "file" / "stats_log.txt")
    for _ in range(3):
        broken.add("line")
        broken.write()
    assert len(caplog.records) == 1
    assert broken.last() == ["line"] * 3


# A database as its store.


@pytest.mark.parametrize(
    "store",
    [
        "POSTGRESQL://me:s3cret@db/game",
        " postgresql://me:s3cret@db/game",
        "postgresql:/me:s3cret@db/game",
        "postgresql+psycopg://me:s3cret@db/game",
        "postgres+asyncpg://me:s3cret@db/game",
        "mysql://me:s3cret@db/game",
        "sqlite:///game.db",
        "host=db dbname=game password=s3cret",
        "user=me password=s3cret dbname = game",
    ],
)
def test_what_is_meant_as_a_database_never_becomes_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    """Servers that each had a private file of such a name would share nothing; the error says the right form and no password."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=r"the path of a file, or postgresql://user@host:port/database, exactly so") as caught:
        LocalSteam(SCHEMA, store, clock=SteppedClock())
    assert "s3cret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a-b.db", "postgres.db", "game.postgresql", "host", "dbname.db", "my=world.db"])
def test_a_file_may_have_any_other_name(tmp_path: Path, name: str) -> None:
    """Only what nobody would call a file is taken for a database."""
    LocalSteam(SCHEMA, str(tmp_path / name), clock=SteppedClock()).close()
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize("url", ["postgresql://me:s3cret@127.0.0.1:1/game", "postgres://127.0.0.1:1/game"])
def test_a_database_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """One error names psycopg and the command that installs it, without the URL's password; nothing is made on the disk."""
    for name in [name for name in sys.modules if name.startswith("steam_nodes.steam.local.store.postgresql.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"needs psycopg .*pip install 'steam_nodes\[fleet\]'") as caught:
        LocalSteam(SCHEMA, url, clock=SteppedClock())
    assert "s3cret" not in str(caught.value)
