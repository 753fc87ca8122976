"""The laws of `steam-nodes world copy`: from a file to a database and back, after a kill too, and checked at its end."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.cli import main
from steam_nodes.cli.world import world_copy
from steam_nodes.cli.world.tally import Tally, differences
from steam_nodes.steam.groups.remote_storage import FileShared
from steam_nodes.steam.local import MemoryStore
from steam_nodes.steam.local.server.contents import KeptEntry, StoreContents
from steam_nodes.steam.local.store import whole
from tests.support.places import POSTGRESQL, STORES, place, url_of
from tests.support.source_files import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.whole import Part

FIRST = 76561197960287931
TEXT = """
app_id = 480
[stats.kills]
type = "INT"
set_by = "GS"
aggregated = true
[stats.best]
type = "FLOAT"
set_by = "GS"
aggregated = true
[stats.rate]
type = "AVGRATE"
set_by = "GS"
[achievements.ACH_TEN]
set_by = "GS"
"""
SCHEMA = Schema.parse(TEXT)
PLAYERS = 1200
NO_FILE = (1 << 64) - 1


def fill(store: Path | str, players: int = 3) -> None:
    """Put something of each kind into a store: players with all types, boards, totals, and files, one of them shared and attached."""
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock())
    contents = steam.contents
    contents.overwrite(FIRST, {"kills": 7, "best": 0.1, "rate": (120, 60), "ACH_TEN": True})
    contents.put_rows({FIRST + 1: {"kills": 2, "best": 0.2, "gone": 5, "Größe": 1.5, "ACH_TEN": None}, FIRST + 2: {}})
    contents.put_rows({FIRST + 3 + number: {"kills": number} for number in range(players - 3)})
    contents.add_days({("kills", 19_000): 5, ("best", 19_001): 0.25, ("gone", -3): 0})
    client = steam.client(FIRST)
    storage = client.remote_storage
    assert storage.file_write("shared.rec", b"first", 5)
    storage.file_share("shared.rec")
    client.advance(0.1)
    (shared,) = (record for record in client.poll() if isinstance(record, FileShared))
    assert storage.file_write("shared.rec", b"\x00second", 7)
    assert storage.file_write("save.json", b"{}", 2)
    assert storage.file_forget("save.json")
    client.close()
    board = contents.make_board("Time", 1, 3)
    contents.put_entries(board, [KeptEntry(FIRST + number, number, 1_700_000_000.5, (1, number), NO_FILE) for number in range(players)])
    contents.put_entries(board, [KeptEntry(FIRST, -5, 1.25, (), shared.handle)])
    contents.make_board("Größe", 2, 1)
    steam.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store in a file, once."""
    path = tmp_path_factory.mktemp("made") / "stats.db"
    fill(path)
    return path


@pytest.fixture
def game(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a game's folder that one stands in, with its schema and a store in a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "stats.toml").write_text(TEXT, encoding="utf-8")
    shutil.copy(made, tmp_path / "stats.db")
    return tmp_path


@pytest.fixture(params=["file", POSTGRESQL])
def target(request: pytest.FixtureRequest, game: Path) -> str:
    """Return the name of a store that is not there yet, or has nothing in it."""
    return url_of(game) if request.param == "postgresql" else "new.db"


def copied(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    """Return the JSON that a copy prints."""
    capsys.readouterr()
    assert main(["world", "copy", *words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def contents_of(store: Path | str) -> tuple[Any, ...]:
    """Return all that a store keeps, also the content of each file and what the handles of the entries lead to."""
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock(), read_only=True)
    parts = list(steam.contents.whole())
    steam.close()
    shares = {part.handle: part.file for part in parts if isinstance(part, whole.SharePart)}
    return (
        [(row.steam_id, row.row) for part in parts if isinstance(part, whole.UserPart) for row in part.rows],
        [(part.board.name, part.board.sort, part.board.display, part.count) for part in parts if isinstance(part, whole.BoardPart)],
        [
            (part.board.name, entry.steam_id, entry.place, entry.score, entry.time, entry.details, shares.get(entry.ugc))
            for part in parts
            if isinstance(part, whole.EntryPart)
            for entry in part.entries
        ],
        list(shares.values()),
        [{key: added for key, added in part.days.items() if added} for part in parts if isinstance(part, whole.DayPart)],
        [part.counts for part in parts if isinstance(part, whole.CountPart)],
        [
            (part.steam_id, part.file.name, part.file.time, part.file.platforms, part.file.persisted, part.data)
            for part in parts
            if isinstance(part, whole.FilePart)
        ],
    )


# There and back.


def test_all_of_a_world_comes_to_another_store_and_back(game: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Players, boards, entries, totals, files and shared files are the same at the end, and the source is as it was."""
    before = contents_of("stats.db")
    told = copied(capsys, "stats.db", target)
    counts = {"players": 3, "boards": 2, "entries": 3, "totals": 4, "shares": 1, "files": 2, "bytes": 9}
    assert {name: told[name] for name in counts} == counts
    assert (told["app_id"], told["resumed"], told["left_out"], told["differences"]) == (480, False, [], [])
    assert contents_of(target) == before
    if target != "new.db":
        # Another schema of the same database is another store.
        assert copied(capsys, target, url_of(game / "another"))["differences"] == []
        assert contents_of(url_of(game / "another")) == before
    told = copied(capsys, target, "back.db")
    assert contents_of("back.db") == before == contents_of("stats.db")
    assert sorted(path.name for path in game.iterdir() if path.name.startswith(("back", "new"))) == ["back.db"] + ["new.db"] * (
        target == "new.db"
    )


def test_a_copy_is_told_in_a_line(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The line is on stdout; stderr has how far each part is, a line for each since there is no terminal."""
    assert main(["world", "copy", "stats.db", target]) == 0
    out, err = capsys.readouterr()
    counts = "3 players, 2 boards, 3 entries, 4 days of totals, 1 shared file, 2 files in the cloud"
    assert out.endswith(f": {counts} of stats.db; counts and sums are the same\n")
    assert err.splitlines() == [
        "players: 3 of 3",
        "entries of Time: 3 of 3",
        "players with files: 1 of 1",
        "checked: 3 of 3",
    ]


def test_a_bar_is_drawn_on_a_terminal(game: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands on one line, and nothing of it stays."""
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("steam_nodes.cli.progress_bar._EVERY", 0.0)
    assert main(["world", "copy", "stats.db", "new.db"]) == 0
    assert "[########################] 3/3 players" in stream.getvalue()
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")
    assert (game / "new.db").exists()


def test_the_copy_is_of_one_moment_while_a_game_plays(game: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored after the copy has begun is not in it, and does not make it wrong."""
    before = contents_of("stats.db")
    playing = LocalSteam(SCHEMA, "stats.db", clock=SteppedClock())
    usual = StoreContents.put_rows

    def put_rows(contents: StoreContents, rows: Any, *, totals: bool = True) -> dict[int, str]:
        if contents is not playing.contents and not totals:
            playing.contents.overwrite(FIRST + 2, {"kills": 99})
        return usual(contents, rows, totals=totals)

    monkeypatch.setattr(StoreContents, "put_rows", put_rows)
    assert main(["world", "copy", "stats.db", target]) == 0
    playing.close()
    assert contents_of(target) == before
    assert contents_of("stats.db") != before
    assert game.exists()


# After a kill.


class StoppedError(BaseException):
    """The end of the program, as a kill brings it."""


@pytest.mark.parametrize("calls", [3, 6, 8, *(pytest.param(calls, marks=pytest.mark.thorough) for calls in (1, 2, 4, 5, 7))])
def test_what_was_interrupted_is_finished_by_the_same_command(
    calls: int, target: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it ended: in players, entries, totals or files; meanwhile the store has changed, and all of it comes as it is then."""
    usual = StoreContents._ask
    left = calls

    def ask(contents: StoreContents, query: Any) -> object:
        nonlocal left
        left -= query.writes
        if left < 0:
            raise StoppedError
        return usual(contents, query)

    with monkeypatch.context() as patched:
        patched.setattr(StoreContents, "_ask", ask)
        with pytest.raises(StoppedError):
            main(["world", "copy", "stats.db", target])
    steam = LocalSteam(SCHEMA, "stats.db", clock=SteppedClock())
    contents = steam.contents
    contents.overwrite(FIRST + 1, {"kills": 1, "best": 0.7})
    contents.put_rows({FIRST + 9: {"kills": 4}})
    contents.remove_entries(contents.boards()[0], FIRST + 1)
    client = steam.client(FIRST)
    assert client.remote_storage.file_delete("save.json")
    client.close()
    steam.close()
    assert copied(capsys, "stats.db", target)["resumed"]
    assert contents_of(target) == contents_of("stats.db")


KILLED = """
import os, signal, sys
from steam_nodes.cli import main
from steam_nodes.steam.local.server.contents import StoreContents
usual, left = StoreContents.put_rows, [int(sys.argv[1])]
def put_rows(*words, **options):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return usual(*words, **options)
StoreContents.put_rows = put_rows
main(["world", "copy", *sys.argv[2:]])
"""


@pytest.mark.thorough
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_killed_copy_is_finished_by_the_same_command(game: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A kill -9 after each page of players, again and again, costs nothing but time."""
    (game / "stats.db").unlink()
    fill(game / "stats.db", PLAYERS)
    for pages in (1, 2, 3):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        words = [sys.executable, "-c", KILLED, str(pages), "stats.db", target]
        ended = subprocess.run(words, check=False, capture_output=True, env=environment, cwd=game)
        assert ended.returncode == -signal.SIGKILL
    told = copied(capsys, "stats.db", target)
    assert (told["players"], told["resumed"]) == (PLAYERS, True)
    assert contents_of(target) == contents_of("stats.db")


def test_an_unfinished_copy_is_only_finished_from_its_own_source(
    game: Path, target: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another store is refused, and the unfinished one cannot be copied itself."""
    with monkeypatch.context() as patched:
        patched.setattr(StoreContents, "set_days", lambda *_: pytest.fail("never"))
        patched.setattr(world_copy, "bring", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert main(["world", "copy", "stats.db", target]) == 130
    assert "is not finished: the same command goes on from there" in capsys.readouterr().err
    fill(game / "other.db")
    assert main(["world", "copy", "other.db", target]) == 2
    said = capsys.readouterr().err
    assert f"is not finished (the copy of {game / 'stats.db'}): finish that, or " in said
    unfinished = "new.db.copying" if target == "new.db" else target
    assert main(["world", "copy", unfinished, "third.db"]) == 2
    assert "): finish that first" in capsys.readouterr().err
    assert not (game / "third.db").exists()


@pytest.mark.postgresql
def test_who_opens_half_a_world_in_a_database_is_warned(
    game: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A server that starts on an unfinished copy says what to do first; a file has no name until it is whole."""
    target = url_of(game)
    with monkeypatch.context() as patched:
        patched.setattr(StoreContents, "set_days", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert main(["world", "copy", "stats.db", target]) == 130
    caplog.clear()
    LocalSteam(SCHEMA, target).close()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert f"is not finished (the copy of {game / 'stats.db'}): its players may lack what they have; give that command" in caplog.text
    assert copied(capsys, "stats.db", target)["resumed"]
    caplog.clear()
    LocalSteam(SCHEMA, target).close()
    assert caplog.records == []


# What is refused, left out, or found to be wrong.


def test_a_store_with_players_is_not_copied_into(game: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of it changes; neither is a store copied to itself."""
    fill(target)
    before = contents_of(target)
    assert main(["world", "copy", "stats.db", target]) == 2
    assert ("is there already, and nothing is copied over" in (said := capsys.readouterr().err)) or "has players already" in said
    assert contents_of(target) == before
    assert main(["world", "copy", target, target]) == 2
    assert "is both of them" in capsys.readouterr().err
    assert not (game / "new.db.copying").exists()


def test_what_cannot_be_read_is_left_out_and_told(game: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1; everything else is there, and is checked."""
    import sqlite3  # noqa: PLC0415  # only this law damages a file

    file = sqlite3.connect(game / "stats.db")
    file.execute("UPDATE users SET row = '{' WHERE steam_id = ?", (str(FIRST + 1),))
    file.execute("UPDATE entries SET details = 'x' WHERE steam_id = ?", (f"{FIRST + 2:020}",))
    file.commit()
    file.close()
    told = copied(capsys, "stats.db", target, code=1)
    assert (told["players"], told["entries"], told["differences"]) == (2, 2, [])
    assert f"the row of user {FIRST + 1}" in told["left_out"][0]
    assert f"the entry of '{FIRST + 2:020}'" in told["left_out"][1]
    assert [steam_id for steam_id, _ in contents_of(target)[0]] == [FIRST, FIRST + 2]


def test_a_copy_that_is_not_the_same_is_told_and_stays_unfinished(
    game: Path, target: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What another program has written into it meanwhile is found; the same command then makes it right."""
    usual = StoreContents.set_days

    def meddled(contents: StoreContents, days: Any) -> None:
        usual(contents, days)
        contents.overwrite(FIRST, {"kills": 8})

    with monkeypatch.context() as patched:
        patched.setattr(StoreContents, "set_days", meddled)
        told = copied(capsys, "stats.db", target, code=1)
    assert "the sum of kills: 9 was copied, 10 is there" in told["differences"]
    assert "players: as many as were copied, but not the same" in told["differences"]
    assert not (game / "new.db").exists()
    assert copied(capsys, "stats.db", target)["resumed"]
    assert contents_of(target) == contents_of("stats.db")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (whole.UserPart(()), "players: 3 were copied, 0 are there"),
        (whole.EntryPart, "entries: as many as were copied, but not the same"),
        (whole.CountPart({"": 2}), "players in all: 3 are there, and the store has counted 2"),
        (whole.DayPart({("kills", 19_000): 6}), "the sum of the total of kills on day 19000: 5 was copied, 6 is there"),
        (whole.FilePart, "files: as many as were copied, but not the same"),
    ],
    ids=["a player", "a score", "a count", "a total", "a file"],
)
@pytest.mark.usefixtures("game")
def test_each_difference_is_found(changed: Any, said: str) -> None:
    """A part that is missing or another is told by what it is of; parts that are the same make no difference."""
    steam = LocalSteam(SCHEMA, "stats.db", clock=SteppedClock(), read_only=True)
    parts = list(steam.contents.whole())
    steam.close()
    source, same, target = Tally(), Tally(), Tally()
    for part in parts:
        source.add(part)
        same.add(part)
        target.add(_changed(part, changed))
    assert differences(source, same) == []
    assert said in differences(source, target)


def _changed(part: Part, changed: Any) -> Part:
    """Return a part with something else in it, where it is of the kind that is to change."""
    from dataclasses import replace  # noqa: PLC0415  # only here

    if isinstance(changed, type):
        if isinstance(part, whole.EntryPart) and changed is whole.EntryPart:
            return replace(part, entries=tuple(replace(entry, time=entry.time + 1) for entry in part.entries))
        return replace(part, data=part.data[::-1]) if isinstance(part, whole.FilePart) and changed is whole.FilePart else part
    return changed if isinstance(part, type(changed)) else part


# What reads and writes all of a store.


@pytest.fixture(params=STORES)
def contents(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreContents]:
    """Give what a store of each kind keeps."""
    steam = LocalSteam(SCHEMA, place(request.param, tmp_path), clock=SteppedClock())
    yield steam.contents
    steam.close()


def test_what_was_read_of_one_store_can_be_left_at_any_part(contents: StoreContents) -> None:
    """The store is of use at once, and the next reading begins anew."""
    contents.put_rows({FIRST + number: {"kills": number} for number in range(PLAYERS)})
    for parts in range(4):
        reading = contents.whole()
        for _ in range(parts):
            next(reading)
        reading.close()
        assert contents.count_players() == PLAYERS
    tally = Tally()
    for part in contents.whole():
        tally.add(part)
    assert (tally.counts["players"], tally.sums["kills"]) == (PLAYERS, sum(range(PLAYERS)))


def test_a_reading_that_begins_anew_counts_nothing_twice() -> None:
    """A store whose connection is lost in the middle reads all of it once more, and says so."""
    steam = LocalSteam(SCHEMA, MemoryStore(), clock=SteppedClock())
    steam.contents.put_rows({FIRST: {"kills": 1}})
    reading = whole.ReadWhole(lambda: False)
    tables: Any = steam._world.store._shared.tables  # type: ignore[attr-defined]  # a query is answered over tables
    assert reading.answer(tables)
    assert reading.answer(tables)
    tally = Tally()
    while (part := reading.take(0)) is not None:
        tally.add(part)
    assert (tally.counts["players"], tally.sums["kills"]) == (1, 1)
    steam.close()


def test_a_shared_file_keeps_its_handle_where_that_is_free(contents: StoreContents) -> None:
    """The same file has one handle; another gets one of its own, and the next that is shared one that is free."""
    first, second = (whole.SharePart(7, whole_file(b"a")).file, whole_file(b"b"))
    assert contents.put_share(7, first) == 7
    assert contents.put_share(9, first) == 7
    other = contents.put_share(7, second)
    assert other != 7
    assert contents.put_share(7, second) == other
    third = contents.put_share(7, whole_file(b"c"))
    assert third not in (7, other)


def whole_file(data: bytes) -> Any:
    """Return a shared file with a content."""
    from steam_nodes.steam.local.store.cloud_files import SharedFile  # noqa: PLC0415  # only here

    return SharedFile(480, FIRST, "a.rec", data)


def test_a_mark_says_what_has_begun_to_fill_a_store(contents: StoreContents) -> None:
    """It stays until it is taken away, and no program of a player sees it."""
    assert contents.unfinished == ""
    contents.unfinished = "/srv/größe.db"
    assert contents.unfinished == "/srv/größe.db"
    contents.unfinished = ""
    assert contents.unfinished == ""


@pytest.mark.postgresql
@pytest.mark.parametrize("words", [("stats.db", "{}"), ("{}", "new.db")], ids=["to a database", "of a database"])
def test_a_lost_connection_costs_a_copy_nothing(
    words: tuple[str, str], game: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was under way is done again, and nothing is counted twice or left out."""
    import psycopg  # noqa: PLC0415  # only where a database is named

    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415  # the same

    url = url_of(game)
    if words[0] == "{}":
        fill(url)
    usual = {name: getattr(StoreContents, name) for name in ("put_rows", "set_days")}
    opened, ours = PostgreSQLStore.__init__, list[str]()

    def opened_by_us(store: PostgreSQLStore, *words: Any, **options: Any) -> None:
        opened(store, *words, **options)
        ours.append(store._server)

    def cut(name: str) -> Any:
        def call(*words: Any, **options: Any) -> Any:
            setattr(StoreContents, name, usual[name])
            with psycopg.connect(url, autocommit=True) as connection:
                ended = b"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE right(application_name, 32) = ANY(%s)"
                assert connection.execute(ended, [ours]).fetchall()
            return usual[name](*words, **options)

        return call

    with monkeypatch.context() as patched:
        patched.setattr(PostgreSQLStore, "__init__", opened_by_us)
        for name in usual:
            patched.setattr(StoreContents, name, cut(name))
        told = copied(capsys, *(word.format(url) for word in words))
    assert (told["players"], told["entries"], told["differences"]) == (3, 3, [])
    assert contents_of("stats.db" if words[0] == "stats.db" else "new.db")[1:] == contents_of(url)[1:]
