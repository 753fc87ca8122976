"""The laws of `steam-nodes world`: what it shows, sets, sets back, writes out, brings back and watches, and what it refuses."""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.cli import main
from steam_nodes.cli.world import opened_world, transfer, world_json
from steam_nodes.cli.world.store_place import StoreFile
from steam_nodes.cli.world.watcher import Watcher
from steam_nodes.steam.local.server.contents import KeptEntry

if TYPE_CHECKING:
    from pathlib import Path

FIRST = 76561197960287931
SECOND = 76561197960287932
TEXT = """
app_id = 480
name = "Spacewar"
official_servers = ["203.0.113.0/24"]
[stats.kills]
type = "INT"
set_by = "GS"
increment_only = true
aggregated = true
display_name = "Kills"
[stats.rate]
type = "AVGRATE"
set_by = "GS"
[stats.best]
type = "FLOAT"
set_by = "Client"
max = 100
[stats.rank]
type = "INT"
set_by = "Official GS"
[achievements.ACH_TEN]
set_by = "GS"
progress = { stat = "kills", min = 0, max = 10 }
[achievements.ACH_OWN]
set_by = "Client"
[players.76561197960287931]
name = "Needle"
[players.76561197960287932]
name = "Wedge"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store with two players and a board, once."""
    path = tmp_path_factory.mktemp("made") / "stats.db"
    steam = LocalSteam(Schema.parse(TEXT), path, clock=SteppedClock())
    steam.contents.overwrite(FIRST, {"kills": 7, "rate": (120, 60), "ACH_OWN": True})
    steam.contents.put_rows({SECOND: {"kills": 2, "gone": 5}})
    board = steam.contents.make_board("Score", 2, 1)
    steam.contents.put_entries(board, [KeptEntry(FIRST, 50, 1_700_000_000.5, (1, 2), (1 << 64) - 1)])
    steam.close()
    return path


@pytest.fixture
def game(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a game's folder that one stands in: its schema and that store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "stats.toml").write_text(TEXT, encoding="utf-8")
    shutil.copy(made, tmp_path / "stats.db")
    return tmp_path


def world(*words: str) -> int:
    """Run `steam-nodes world`."""
    return main(["world", *words])


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """Return the JSON that a command prints."""
    capsys.readouterr()
    assert world(*words, "--json") in (0, 1)
    return json.loads(capsys.readouterr().out)


def row(path: Path, player: int = FIRST) -> Any:
    """Return a player's row in a store."""
    steam = LocalSteam(path.with_name("stats.toml"), path, read_only=True)
    kept = steam.contents.player(player)
    steam.close()
    return None if kept is None else kept.row


# Which world.


def test_the_folder_s_own_store_is_taken_and_told(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name it is the store beside stats.toml; stderr says which was taken, stdout has what was asked for alone."""
    assert world("show") == 0
    out, err = capsys.readouterr()
    assert err == "stats.db, with the names of stats.toml\n"
    assert out.startswith("Spacewar (480): 2 players in stats.db\n")
    assert world("show", str(game), "--schema", "stats.toml") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "nothing.db"], "nothing.db: there is no store; play the game once"),
        (["show", "--demo", "stats.db"], "--demo is the world of the demo: leave out the store"),
        (["show", "stats.db", "--schema", "no.toml"], "no.toml: the schema cannot be read"),
        (["show", "stats.toml"], "stats.toml: the store cannot be opened"),
        (
            ["show", "--player", "Needl"],
            "'Needl' is no Steam ID such as 76561197960287931, and no player of stats.toml has the name",
        ),
        (["show", "--player", "5"], "stats.db knows no player 5"),
        (["set", "5", "kills", "1"], "5 is not a player's account"),
        (["set", "Needle", "kils", "1"], "no stat or achievement 'kils'; did you mean 'kills'?"),
        (["set", "Needle", "kills", "one"], "kills is of type INT: give it a whole number, not 'one'"),
        (["set", "Needle", "kills", "1"], '"kills" = 1 is below 7, and it is Increment Only; --force writes it'),
        (["set", "Needle", "best", "101"], '"best" = 101.0 is above Max 100'),
        (["set", "Needle", "rate", "5"], "COUNT/SECONDS"),
        (["set", "Needle", "kills", "99999999999", "--force"], "does not fit in an int32"),
        (["set", "Needle", "ACH_OWN", "1"], "ACH_OWN is an achievement, which is on or off, not '1'"),
        (["reset"], "give --yes: there is no terminal to ask on"),
        (["reset", "--player", "76561197960287999", "--yes"], "knows no player 76561197960287999"),
        (["import", "stats.toml"], "stats.toml is no export of a world, and nothing is changed: character 2: '{' must stand there"),
        (["import", "none.json"], "none.json can't be read: No such file"),
        (["export", "-o", "stats.toml"], "stats.toml is there already, and nothing is written over a file"),
        (["backup", "-o", "stats.toml"], "there is a file"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    game: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, nothing on stdout, and the store has the bytes that it had."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    before = (game / "stats.db").read_bytes()
    assert world(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("steam-nodes: ")
    # Where the rules were asked the file was open to be written, and only what stands in it counts.
    assert (game / "stats.db").read_bytes() == before or row(game / "stats.db")["kills"] == 7
    assert sorted(path.name for path in game.iterdir() if path.name != "logs") == ["stats.db", "stats.toml"]


def test_several_stores_are_named_and_none_is_taken(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no name is the usual one and there are several, nobody guesses."""
    (game / "stats.db").rename(game / "a.db")
    assert world("show") == 0
    (game / "b.sqlite3").write_bytes(b"")
    assert world("show") == 2
    assert "has several stores (a.db, b.sqlite3): name the one" in capsys.readouterr().err
    (game / "a.db").unlink()
    (game / "b.sqlite3").unlink()
    assert world("show") == 2
    assert "has no store (stats.sqlite3, stats.db" in capsys.readouterr().err
    (game / "stats.toml").unlink()
    assert world("import", "x.json", "new.db") == 2
    assert "there is no stats.toml beside new.db" in capsys.readouterr().err


# Show.


@pytest.mark.usefixtures("game")
def test_show_prints_all_of_a_world(capsys: pytest.CaptureFixture[str]) -> None:
    """Players with stats and unlocks and their times, what the schema does not know, boards and totals."""
    assert world("show", "stats.db") == 0
    assert capsys.readouterr().out == (
        "Spacewar (480): 2 players in stats.db\n"
        "\n"
        "76561197960287931  Needle\n"
        "  kills    7         Kills\n"
        "  rate     2\n"
        "  best     0                never set\n"
        "  rank     0                never set\n"
        "  ACH_TEN  locked           7 of 10\n"
        "  ACH_OWN  unlocked         2023-11-14 22:13:20 UTC\n"
        "\n"
        "76561197960287932  Wedge\n"
        "  kills    2       Kills\n"
        "  rate     0              never set\n"
        "  best     0              never set\n"
        "  rank     0              never set\n"
        "  ACH_TEN  locked         2 of 10\n"
        "  ACH_OWN  locked\n"
        "  gone     5              not in the schema, or of another type\n"
        "\n"
        "Score: 1 entry, descending, numeric\n"
        "  rank             player          score  sent\n"
        "     1  76561197960287931  Needle     50  2023-11-14 22:13:20 UTC\n"
        "\n"
        "totals over all players\n"
        "  kills  9\n"
    )


@pytest.mark.usefixtures("game")
def test_show_as_json_has_stable_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """One object; a Steam ID is a text, for a number of 64 bits is none that every reader keeps."""
    whole = shown(capsys, "show", "--player", "needle")
    assert list(whole) == ["store", "schema", "app_id", "name", "player_count", "players", "boards", "totals", "files"]
    (player,) = whole["players"]
    assert player == {
        "steam_id": str(FIRST),
        "name": "Needle",
        "stats": {"kills": 7, "rate": 2.0, "best": 0.0, "rank": 0},
        "achievements": {
            "ACH_TEN": {"unlocked": False, "unlock_time": None, "unlocked_at": None},
            "ACH_OWN": {"unlocked": True, "unlock_time": 1_700_000_000, "unlocked_at": "2023-11-14T22:13:20Z"},
        },
        "others": {},
        "fault": None,
    }
    assert whole["boards"][0]["entries"][0]["details"] == [1, 2]
    assert whole["totals"] == {"kills": 9}


def test_show_leaves_a_running_game_alone(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While a game has the store open its bytes stay, and what the game stored is shown."""
    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock())
    steam.contents.overwrite(SECOND, {"kills": 3})
    files = {path.name: path.read_bytes() for path in game.glob("stats.db*") if not path.name.endswith("-shm")}
    assert shown(capsys, "show")["players"][1]["stats"]["kills"] == 3
    assert {path.name: path.read_bytes() for path in game.glob("stats.db*") if not path.name.endswith("-shm")} == files
    steam.close()


@pytest.mark.usefixtures("game")
def test_files_are_shown_of_whoever_has_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Also of a player who has no stats."""
    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock())
    client = steam.client(SECOND + 1)
    assert client.remote_storage.file_write("save.json", b"{}", 2)
    client.close()
    steam.close()
    assert world("show", "--player", str(SECOND + 1)) == 0
    assert capsys.readouterr().out.endswith(
        "files in the cloud\n"
        "             player    file       bytes  written\n"
        "  76561197960287933    save.json      2  2023-11-14 22:13:20 UTC\n"
    )
    (file,) = shown(capsys, "show")["files"]
    assert file == {"steam_id": str(SECOND + 1), "name": "save.json", "size": 2, "time": 1_700_000_000}


@pytest.mark.usefixtures("game")
def test_no_name_moves_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    """A leaderboard's name comes from a game: what is not printable in it is written out."""
    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock())
    steam.contents.make_board("\x1b[2J", 1, 1)
    steam.contents.put_rows({FIRST: {"\x1b[3J": 1}})
    steam.close()
    assert world("show") == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\\x1b[2J: 0 entries" in out
    assert "\\x1b[3J" in out


@pytest.mark.usefixtures("game")
def test_a_limit_says_what_it_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """Text has so many players, and says how to see more."""
    assert world("show", "--limit", "1") == 0
    out = capsys.readouterr().out
    assert "Wedge" not in out
    assert "and 1 more: --limit 0 shows all" in out


# Set and reset.


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [("kills", "8", 8), ("best", "99.5", 99.5), ("rank", "3", 3), ("rate", "60/60", [180.0, 120.0]), ("ACH_OWN", "off", None)],
)
def test_set_goes_by_whoever_may_set(game: Path, name: str, value: str, kept: Any) -> None:
    """A server's, an official server's and a player's own stats are set, stored and told."""
    assert world("set", "Needle", name, value) == 0
    assert row(game / "stats.db")[name] == kept


@pytest.mark.usefixtures("game")
def test_set_tells_what_came_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A stat that unlocks an achievement tells that too, as text and as JSON."""
    assert world("set", "needle", "kills", "10") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["76561197960287931 (Needle) kills: 7 -> 10", "76561197960287931 (Needle) ACH_TEN: unlocked"]
    changed = shown(capsys, "set", "76561197960287940", "kills", "10")["changed"]
    assert changed["kills"] == {"before": None, "after": 10}
    assert shown(capsys, "set", "needle", "kills", "3", "--force")["changed"]["kills"] == {"before": 10, "after": 3}


def test_a_game_that_runs_sees_a_set_and_keeps_what_it_has_not_stored(game: Path) -> None:
    """The other side of a set: within a frame the value is there, and the game's own unlock is stored after it."""
    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock(), store_rate="allow")
    steam.join(FIRST)
    steam.request_user_stats(FIRST)
    for _ in range(2):
        steam.advance(0.1)
        steam.poll()
    assert steam.set_user_achievement(FIRST, "ACH_TEN")
    assert world("set", "Needle", "kills", "9") == 0
    for _ in range(2):
        steam.advance(0.1)
        steam.poll()
    assert steam.get_user_stat_int(FIRST, "kills") == 9
    steam.close()
    assert row(game / "stats.db")["ACH_TEN"] is not None


def test_reset_copies_the_store_before(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All players are set back, with --boards their scores are gone, and the copy has everything as it was."""
    told = shown(capsys, "reset", "--yes", "--boards")
    assert (told["players"], told["scores"]) == (2, 1)
    assert row(game / "stats.db") == {"kills": None, "rate": None, "ACH_OWN": None}
    assert shown(capsys, "show")["boards"][0]["count"] == 0
    (game / told["backup"]).rename(game / "copy.db")
    assert row(game / "copy.db")["kills"] == 7


@pytest.mark.parametrize(("answer", "code", "kept"), [("y\n", 0, None), ("\n", 2, 7), ("no\n", 2, 7)])
def test_reset_asks_on_a_terminal(
    game: Path, answer: str, code: int, kept: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a yes sets anything back; the question names how many players there are."""
    stream = io.StringIO(answer)
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", stream)
    assert world("reset", "--player", "Needle") == code
    assert (
        "Set back the stats and achievements of player 76561197960287931 in stats.db? A backup is made before." in capsys.readouterr().err
    )
    assert row(game / "stats.db")["kills"] == kept
    assert row(game / "stats.db", SECOND)["kills"] == 2


# Export, import, backup.


def test_what_export_writes_import_brings_back(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The store that is made of an export gives the same export, byte for byte, and shows the same."""
    assert world("export") == 0
    printed = capsys.readouterr().out
    assert world("export", "-o", "-") == 0
    assert capsys.readouterr().out == printed
    assert world("export", "-o", "all.json") == 0
    assert (game / "all.json").read_text(encoding="utf-8") == printed
    assert world("import", "all.json", "new.db") == 0
    assert world("export", "new.db", "-o", "again.json") == 0
    assert (game / "again.json").read_bytes() == (game / "all.json").read_bytes()
    old, new = shown(capsys, "show", "stats.db"), shown(capsys, "show", "new.db")
    assert {**old, "store": ""} == {**new, "store": ""}
    assert sorted(path.name for path in game.iterdir()) == ["again.json", "all.json", "new.db", "stats.db", "stats.toml"]


def test_import_into_a_store_with_players_wants_merge(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With it the players of the file are as in the file, others stay, and a copy of the store was made before."""
    assert world("export", "-o", "all.json") == 0
    assert world("set", "Needle", "kills", "20") == 0
    assert world("set", "76561197960287940", "kills", "1") == 0
    assert world("import", "all.json") == 2
    assert "stats.db has players: --merge brings the file's into it" in capsys.readouterr().err
    told = shown(capsys, "import", "all.json", "--merge")
    assert (told["players"], told["boards"], told["entries"]) == (2, 1, 1)
    assert {name: raw for name, raw in row(game / "stats.db").items() if raw is not None} == {
        "kills": 7,
        "rate": [120.0, 60.0],
        "ACH_OWN": 1_700_000_000,
    }
    assert row(game / "stats.db", 76561197960287940)["kills"] == 1
    assert shown(capsys, "show")["totals"] == {"kills": 10}
    (game / told["backup"]).rename(game / "copy.db")
    assert row(game / "copy.db")["kills"] == 20


HEAD = '{"format": "steam_nodes world", "version": 1, "app_id": 480'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "character 1: '{' must stand there, not the end of the file"),
        ("[]", "character 1: '{' must stand there, not '['"),
        ('{"players": []}', 'no "format": "steam_nodes world" before its lists'),
        (HEAD.replace("1,", "2,") + "}", "it has version 2, this steam_nodes reads up to 1; update steam_nodes"),
        (HEAD.replace("480", "481") + "}", "it is of app 481, and the schema of app 480"),
        (HEAD + "} x", "something follows behind the end"),
        (HEAD + ', "players": [{"steam_id": 5}]}', 'item 1 of players: it has no "achievements"'),
        (HEAD + ', "players": [1, 2', "item 1 of players: it is 1, not an object"),
        (HEAD + ', "players": [NaN]}', "NaN is no number of JSON"),
        (HEAD + ', "players": [{"a": 1, "a": 2}]}', "a name stands in an object twice"),
        (HEAD + ', "players": [' + "[" * 100_000, "it is nested too deep"),
        (HEAD + ', "players": [' + "1" * 9999 + "]}", "character"),
        (HEAD + ', "boards": [{"name": "", "sort": "up", "display": "numeric"}]}', "is no name of a leaderboard"),
        (HEAD + ', "boards": [{"name": "B", "sort": "up", "display": "numeric"}]}', '"sort" is "up", not one of ascending, descending'),
        (HEAD + ', "entries": [{"board": "B", "steam_id": "5", "score": 1, "time": 1}]}', "its board 'B' does not stand in"),
        (HEAD + ', "totals": [{"stat": "kills", "day": 1.5, "added": 1}]}', '"day" is 1.5, not a day'),
        (HEAD + ', "players": []', "character"),
    ],
)
def test_a_wrong_file_is_refused_by_its_place(game: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says where it is wrong; no store is made, and nothing else."""
    (game / "bad.json").write_text(text, encoding="utf-8")
    assert world("import", "bad.json", "new.db") == 2
    err = capsys.readouterr().err.splitlines()[-1]
    assert said in err
    assert not (game / "new.db").exists()


PLAYER_ITEM = {"steam_id": str(FIRST), "stats": {}, "achievements": {}}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"steam_id": FIRST}, "is no number of 64 bits in quotes"),
        ({"stats": {"kills": 1.5}}, '"kills" is 1.5, not an int32'),
        ({"stats": {"kills": True}}, '"kills" is true, not an int32'),
        ({"stats": {"best": "1"}}, '"best" is "1", not a float32'),
        ({"stats": {"rate": [1, -1]}}, '"rate" is [1, -1], not [count, time]'),
        ({"stats": {"kils": 1}}, "the schema has no \"kils\" under stats; did you mean 'kills'?"),
        ({"achievements": {"ACH_OWN": True}}, "not the seconds since 1970 of an unlock, or null"),
        ({"others": {"kills": "x"}}, '"kills" is "x", which no store can hold'),
        ({"stats": []}, '"stats" is [], not an object'),
        ({"stat": {}}, "it has \"stat\", which is not known there; did you mean 'stats'?"),
    ],
)
def test_a_wrong_player_is_named(changed: dict[str, Any], said: str) -> None:
    """Whatever a schema would not take is refused with the name and the value."""
    with pytest.raises(world_json.DocumentError) as refused:
        world_json.player_of(world_json.Item("players", 1, {**PLAYER_ITEM, **changed}), Schema.parse(TEXT))
    assert said in str(refused.value)
    assert str(refused.value).startswith("item 1 of players: ")


NAMES = st.sampled_from(["kills", "rate", "best", "rank", "ACH_TEN", "ACH_OWN", "gone", "Größe", "日本"])
RAW = st.one_of(
    st.none(),
    st.integers(-(1 << 53), 1 << 53),
    st.floats(-1e30, 1e30),
    st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=2),
)
IDS = st.integers(0, (1 << 64) - 1)
INTS = st.integers(-(1 << 31), (1 << 31) - 1)
ENTRIES = st.builds(KeptEntry, IDS, INTS, st.floats(0, 1e12), st.lists(INTS, max_size=3).map(tuple), IDS)
WORLDS = st.tuples(
    st.dictionaries(IDS, st.dictionaries(NAMES, RAW, max_size=6), max_size=5),
    st.lists(
        st.tuples(st.sampled_from(["Time", "Größe", "x" * 127]), st.sampled_from([1, 2]), st.sampled_from([1, 2, 3])),
        unique_by=lambda board: board[0],
    ),
    st.lists(ENTRIES, max_size=5, unique_by=lambda entry: entry.steam_id),
    st.dictionaries(st.tuples(st.sampled_from(["kills", "gone"]), st.integers(-5, 40_000)), st.integers(-(1 << 40), 1 << 40), max_size=4),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_world=WORLDS, chunk=st.sampled_from([1, 7, 1 << 16]))
def test_any_world_goes_out_and_comes_back(any_world: Any, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a store can hold, what is written of it and read again makes the same store, in pieces of whatever size."""
    rows, boards, entries, days = any_world
    schema = Schema.parse(TEXT)
    monkeypatch.setattr(world_json, "_CHUNK", chunk)
    first, second = (LocalSteam(schema, clock=SteppedClock()) for _ in range(2))
    first.contents.put_rows(rows, totals=False)
    for board in boards:
        first.contents.put_entries(first.contents.make_board(*board), entries)
    first.contents.add_days(days)
    text = exported(first, schema)
    second_boards = {}
    for item in world_json.read(io.StringIO(text), app_id=480):
        if item.list_name == "players":
            second.contents.put_rows(dict([world_json.player_of(item, schema)]), totals=False)
        elif item.list_name == "boards":
            kept = second.contents.make_board(*world_json.board_of(item))
            second_boards[kept.name] = kept
        elif item.list_name == "entries":
            name, entry = world_json.entry_of(item)
            second.contents.put_entries(second_boards[name], [entry])
        else:
            stat, day, added = world_json.total_of(item)
            second.contents.add_days({(stat, day): added})
    assert exported(second, schema) == text
    assert [(kept.steam_id, kept.row) for kept in second.contents.players()] == [
        (kept.steam_id, kept.row) for kept in first.contents.players()
    ]
    assert second.contents.count_players() == len(rows)
    first.close()
    second.close()


def kept_rows(steam: LocalSteam) -> list[tuple[int, object]]:
    """Return the rows of all players."""
    return [(kept.steam_id, kept.row) for kept in steam.contents.players()]


def exported(steam: LocalSteam, schema: Schema) -> str:
    """Return what export writes of a world."""
    stream = io.StringIO()
    transfer.write_world(stream, steam.contents, schema)
    return stream.getvalue()


def test_backup_is_a_store_of_its_own(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy opens and shows the same; its name is printed."""
    assert world("backup") == 0
    (name,) = capsys.readouterr().out.split()
    assert name.startswith("stats.db.backup-")
    assert shown(capsys, "backup", "-o", "copy.db") == {"store": "stats.db", "backup": "copy.db"}
    assert row(game / "copy.db") == row(game / "stats.db")


def test_backup_needs_no_schema(game: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
    """Who keeps a server's file has it copied from anywhere, with all that is in it; another folder's schemas are not in the way."""
    kept, before = tmp_path_factory.mktemp("kept"), row(game / "stats.db")
    (game / "stats.db").rename(kept / "server.sqlite3")
    shutil.copy(game / "stats.toml", game / "other.toml")
    (game / "stats.toml").rename(game / "another.toml")
    assert world("backup", str(kept), "-o", "copy.db") == 0
    assert capsys.readouterr() == ("copy.db\n", f"{kept / 'server.sqlite3'}\n")
    (game / "another.toml").rename(game / "stats.toml")
    assert row(game / "copy.db") == before
    assert world("backup", "nowhere.db") == 2
    assert "there is no store" in capsys.readouterr().err


# Watch.


def test_a_watcher_sees_each_change_once(game: Path) -> None:
    """A look has what is another than at the last one, also of a player who is new, and no more."""
    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock())
    reader = LocalSteam("stats.toml", "stats.db", clock=SteppedClock(), read_only=True)
    watcher = Watcher(reader.contents, game / "logs" / "stats_log.txt")
    assert watcher.look() == []
    steam.contents.overwrite(FIRST, {"kills": 9, "ACH_TEN": True})
    steam.contents.overwrite(FIRST + 9, {"kills": 1})
    assert [(each.steam_id, each.name, each.before) for each in watcher.look()] == [
        (FIRST, "kills", 7),
        (FIRST, "ACH_TEN", None),
        (FIRST + 9, "kills", None),
    ]
    assert watcher.look() == []
    reader.close()
    steam.close()


def test_a_watcher_reads_the_answers_of_the_game(tmp_path: Path) -> None:
    """Whole lines come once, in order; a log that was turned over is read from its beginning."""
    log = tmp_path / "stats_log.txt"
    steam = LocalSteam(Schema.parse(TEXT))
    watcher = Watcher(steam.contents, log)
    assert watcher.answers() == []
    log.write_text("one\ntw", encoding="utf-8")
    assert watcher.answers() == ["one"]
    log.write_text("one\ntwo\nthree\x1b\n", encoding="utf-8")
    assert watcher.answers() == ["two", "three\\x1b"]
    log.write_text("new\n", encoding="utf-8")
    assert watcher.answers() == ["new"]
    assert Watcher(steam.contents, log).last_answers == ["new"]
    steam.close()


@pytest.mark.usefixtures("game")
def test_watch_has_a_line_for_each_player_and_change(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not on a terminal: lines, or with --json objects; --frames ends it with exit code 0."""
    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock())
    monkeypatch.setattr("steam_nodes.cli.world.watch.time.sleep", lambda _: steam.contents.overwrite(SECOND, {"kills": 4}))
    assert world("watch", "--frames", "2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "76561197960287931 (Needle) kills 7, rate 2, 1 of 2 achievements"
    assert lines[1] == "76561197960287932 (Wedge) kills 2, 0 of 2 achievements"
    assert lines[2].endswith(" 76561197960287932 (Wedge) kills 2 -> 4")
    steam.contents.overwrite(SECOND, {"kills": 2})
    assert world("watch", "--frames", "2", "--json", "--player", "Wedge") == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["kind"], first["steam_id"], first["stats"]["kills"]) == ("player", str(SECOND), 2)
    assert {key: second[key] for key in ("kind", "steam_id", "name", "before", "after")} == {
        "kind": "stat",
        "steam_id": str(SECOND),
        "name": "kills",
        "before": 2,
        "after": 4,
    }
    steam.close()


@pytest.mark.usefixtures("game")
def test_watch_ends_with_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 130, without a traceback."""

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("steam_nodes.cli.world.watch.time.sleep", interrupted)
    assert world("watch") == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("game")
def test_without_rich_a_terminal_gets_lines_and_the_remedy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told once, on stderr."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "rich" else real(name))
    assert world("watch", "--frames", "1") == 0
    out, err = capsys.readouterr()
    assert 'a live table needs rich: pip install "steam_nodes[cli]"; here are lines instead' in err
    assert "kills 7, rate 2" in out


def test_the_live_table_shows_players_changes_and_answers(game: Path) -> None:
    """Each player has a column, each stat and achievement a row; what has changed shows by how much, and stands among the last changes."""
    console_of = pytest.importorskip("rich.console", reason="the live table is for who has installed rich")
    from steam_nodes.cli.world.live_table import LiveTable  # noqa: PLC0415  # rich is an extra

    steam = LocalSteam("stats.toml", "stats.db", clock=SteppedClock())
    opened = opened_world.World(steam, opened_world.Place(StoreFile(game / "stats.db"), game / "stats.toml"))
    watcher = Watcher(steam.contents, None)
    console = console_of.Console(file=io.StringIO(), width=100, height=40, force_terminal=False)
    table = LiveTable(opened, console)
    table.begin(watcher)
    steam.contents.overwrite(FIRST, {"kills": 12, "ACH_TEN": True})
    table.changed(watcher, watcher.look(), ["store 76561197960287931: OK"])
    console.print(table.picture(watcher))
    text = console.file.getvalue()
    for word in ("Needle", "76561197960287932", "12 (+5)", "unlocked", "2 of 10", "Needle kills 7 -> 12", "store 76561197960287931: OK"):
        assert word in text
    steam.close()


def test_the_copies_of_one_second_have_names_of_their_own(game: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy is written over another."""
    monkeypatch.setattr(time, "strftime", lambda _: "20260101-000000")
    assert [world("backup") for _ in range(3)] == [0, 0, 0]
    assert len(list(game.glob("stats.db.backup-*"))) == 3
