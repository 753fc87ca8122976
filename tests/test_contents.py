"""The laws of what a tool sees and writes of a whole world: `LocalSteam.contents` over both stores, and a store that is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.local.server.contents import PAGE, KeptEntry
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import STORES, place
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = 76561197960287931
SCHEMA = Schema.parse("""
app_id = 480
[stats.kills]
type = "INT"
set_by = "GS"
default = 3
increment_only = true
aggregated = true
[stats.speed]
type = "AVGRATE"
set_by = "GS"
[achievements.ACH_WIN]
set_by = "GS"
""")


@pytest.fixture(params=STORES)
def steam(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalSteam]:
    """Give a world in memory, and one in a file."""
    world = LocalSteam(SCHEMA, place(request.param, tmp_path), clock=SteppedClock())
    yield world
    world.close()


def test_players_are_listed_in_order_with_what_is_kept(steam: LocalSteam) -> None:
    """Each player once, in the order of the IDs, with values by the schema; what the schema does not know stands aside."""
    contents = steam.contents
    assert list(contents.players()) == []
    steam.seed(FIRST + 1, {"kills": 7, "speed": (120, 60), "ACH_WIN": True})
    contents.put_rows({FIRST: {"kills": 1.5, "gone": 4, "ACH_WIN": None}})
    first, second = contents.players()
    assert (first.steam_id, first.stats, first.achievements) == (FIRST, {"kills": 3, "speed": 0.0}, {"ACH_WIN": None})
    assert first.others == {"kills": 1.5, "gone": 4}
    assert (second.steam_id, second.stats) == (FIRST + 1, {"kills": 7, "speed": 2.0})
    assert second.achievements == {"ACH_WIN": 1_700_000_000}
    assert contents.count_players() == 2
    assert contents.player(FIRST) == first
    assert contents.player(FIRST + 2) is None
    assert contents.player(1) is None


def test_any_number_of_players_comes_page_by_page(steam: LocalSteam) -> None:
    """None is left out and none comes twice, also where an ID is the beginning of another."""
    ids = [*range(1, PAGE + 30), 10**16, 10**17]
    steam.contents.put_rows({each: {} for each in ids})
    assert [player.steam_id for player in steam.contents.players()] == sorted(ids, key=str)


def test_the_newest_come_first(steam: LocalSteam) -> None:
    """What was written behind a stamp comes, the newest first, and no more than was asked for."""
    contents = steam.contents
    for number in range(3):
        contents.put_rows({FIRST + number: {"kills": number}})
    newest = contents.newest(2)
    assert [player.steam_id for player in newest] == [FIRST + 2, FIRST + 1]
    assert contents.newest(10, newest[0].stamp) == []
    contents.put_rows({FIRST: {"kills": 9}})
    assert [player.steam_id for player in contents.newest(10, newest[0].stamp)] == [FIRST]


def test_a_player_is_written_whatever_the_limits_say_and_totals_go_along(steam: LocalSteam) -> None:
    """A value below an Increment Only one is written, an unlock keeps its time, and the total of the day moves by the difference."""
    contents = steam.contents
    contents.overwrite(FIRST, {"kills": 9, "ACH_WIN": True})
    steam.advance(10.0)
    contents.overwrite(FIRST, {"kills": 4, "ACH_WIN": True})
    player = contents.player(FIRST)
    assert player is not None
    assert player.row == {"kills": 4, "ACH_WIN": 1_700_000_000}
    assert list(contents.days().values()) == [4]
    contents.put_rows({FIRST: {}})
    player = contents.player(FIRST)
    assert player is not None
    assert player.row == {"kills": None, "ACH_WIN": None}
    assert list(contents.days().values()) == [0]
    contents.put_rows({FIRST: {"kills": 5}}, totals=False)
    contents.add_days({("kills", 3): 5})
    assert contents.days()["kills", 3] == 5
    assert sum(contents.days().values()) == 5


@pytest.mark.parametrize(
    ("steam_id", "values", "error", "said"),
    [
        (1, {"kills": 1}, ValueError, "is not a player's account"),
        (FIRST, {"kils": 1}, ValueError, 'did you mean "kills"'),
        (FIRST, {"kills": 1.5}, ValueError, "the value of 'kills'"),
        (FIRST, {"ACH_WIN": 1}, TypeError, "an achievement is True or False"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_written(
    steam: LocalSteam, steam_id: int, values: dict[str, Any], error: type[Exception], said: str
) -> None:
    """The player is not there afterwards either."""
    with pytest.raises(error, match=said):
        steam.contents.overwrite(steam_id, values)
    assert steam.contents.count_players() == 0


def test_a_program_that_plays_sees_it_and_loses_nothing(steam: LocalSteam) -> None:
    """Who is on the server has the new value in the next frame; what the game has set and not stored is still stored by it."""
    steam.join(FIRST)
    steam.request_user_stats(FIRST)
    answers(steam, 1)
    steam.set_user_achievement(FIRST, "ACH_WIN")
    steam.contents.overwrite(FIRST, {"kills": 50})
    frame(steam)
    frame(steam)
    assert steam.get_user_stat_int(FIRST, "kills") == 50
    steam.store_user_stats(FIRST)
    (record,) = (each for each in answers(steam, 1) if isinstance(each, StatsStored))
    assert record.result is Result.OK
    player = steam.contents.player(FIRST)
    assert player is not None
    assert player.stats["kills"] == 50
    assert player.achievements["ACH_WIN"] is not None


def test_boards_are_listed_filled_and_emptied(steam: LocalSteam) -> None:
    """Entries come with their ranks in the board's order and are as they were put; a player's, or all, are taken away."""
    contents = steam.contents
    board = contents.make_board("Time", 1, 3)
    assert contents.make_board("Time", 2, 1) == board
    entries = [KeptEntry(FIRST + number, 10 - number, 5.5, (1, number), 7 + number) for number in range(3)]
    contents.put_entries(board, entries)
    (kept,) = contents.boards()
    assert (kept.name, kept.sort, kept.display, kept.count) == ("Time", 1, 3, 3)
    assert list(contents.entries(kept)) == list(enumerate(reversed(entries), 1))
    assert [rank for rank, _ in contents.entries(kept, 2)] == [1, 2]
    assert contents.remove_entries(kept, FIRST) == 1
    assert [entry.steam_id for _, entry in contents.entries(kept)] == [FIRST + 2, FIRST + 1]
    assert contents.remove_entries(kept, FIRST) == 0
    assert contents.remove_entries(kept) == 2
    assert list(contents.entries(kept)) == []


def test_what_is_known_of_files_is_listed(steam: LocalSteam) -> None:
    """The players who have files, and the name and size of each."""
    client = steam.client(FIRST)
    assert steam.contents.file_owners() == []
    assert client.remote_storage.file_write("save.json", b"{}", 2)
    client.close()
    assert steam.contents.file_owners() == [FIRST]
    assert [(file.name, file.size) for file in steam.contents.files(FIRST)] == [("save.json", 2)]


# A store that is only read.


def test_a_store_that_is_only_read_stays_as_it_is(tmp_path: Path) -> None:
    """Its bytes are the same afterwards, nothing stands beside it that was not there, and a store of a user fails."""
    path = tmp_path / "stats.db"
    writer = LocalSteam(SCHEMA, path, clock=SteppedClock())
    writer.seed(FIRST, {"kills": 5})
    writer.close()
    before, names = path.read_bytes(), sorted(each.name for each in tmp_path.iterdir())
    reader = LocalSteam(SCHEMA, path, clock=SteppedClock(), read_only=True, store_rate="allow")
    assert [player.stats["kills"] for player in reader.contents.players()] == [5]
    with pytest.raises(StoreError, match="readonly"):
        reader.contents.overwrite(FIRST, {"kills": 6})
    reader.close()
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == names


def test_a_store_that_is_only_read_must_be_there(tmp_path: Path) -> None:
    """It is not made, and neither is its folder."""
    with pytest.raises(StoreError, match="there is no store"):
        LocalSteam(SCHEMA, tmp_path / "folder" / "stats.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_an_older_store_is_not_brought_up_by_reading(tmp_path: Path) -> None:
    """It is refused with its version and the remedy, and stays as it is."""
    import sqlite3  # noqa: PLC0415  # only this law writes a file of its own

    path = tmp_path / "stats.db"
    LocalSteam(SCHEMA, path).close()
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 3")
    file.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"older version 3.*open it once with a game"):
        LocalSteam(SCHEMA, path, read_only=True)
    assert path.read_bytes() == before


def test_a_reader_holds_up_no_writer(tmp_path: Path) -> None:
    """While a reader is in the middle of all players a game stores, and the reader goes on."""
    path = tmp_path / "stats.db"
    writer = LocalSteam(SCHEMA, path, clock=SteppedClock())
    writer.contents.put_rows({FIRST + number: {"kills": number} for number in range(PAGE + 1)})
    reader = LocalSteam(SCHEMA, path, clock=SteppedClock(), read_only=True)
    players = reader.contents.players()
    next(players)
    writer.contents.overwrite(FIRST + PAGE, {"kills": 7000})
    assert [player.stats["kills"] for player in players][-1] == 7000
    reader.close()
    writer.close()


def test_a_row_that_cannot_be_read_is_told_and_never_written_over(tmp_path: Path) -> None:
    """The player is listed with the fault; a write to all leaves that row alone and names it."""
    import sqlite3  # noqa: PLC0415  # as above

    path = tmp_path / "stats.db"
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    steam.contents.put_rows({FIRST: {"kills": 1}, FIRST + 1: {"kills": 2}})
    file = sqlite3.connect(path)
    file.execute("UPDATE users SET row = '{' WHERE steam_id = ?", (str(FIRST),))
    file.commit()
    first, second = steam.contents.players()
    assert "the row of user 76561197960287931" in first.fault
    assert second.fault == ""
    damaged = steam.contents.put_rows({FIRST: {}, FIRST + 1: {}})
    assert list(damaged) == [FIRST]
    assert [row for (row,) in file.execute("SELECT row FROM users ORDER BY steam_id")] == ["{", '{"kills":null}']
    file.close()
    steam.close()
