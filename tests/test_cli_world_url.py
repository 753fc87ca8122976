"""The laws of `steam-nodes world` on a URL: each command does on a database what it does on a file, and no password is ever shown."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.cli import main
from steam_nodes.cli.answers import without_passwords
from steam_nodes.steam.local.server.contents import KeptEntry, StoreContents
from tests.support.places import url_of

if TYPE_CHECKING:
    from pathlib import Path

FIRST = 76561197960287931
SECOND = FIRST + 1
SECRET = "S3cret/Word"  # noqa: S105  # the server of the laws asks for none
TEXT = """
app_id = 480
name = "Spacewar"
[stats.kills]
type = "INT"
set_by = "GS"
increment_only = true
aggregated = true
[stats.best]
type = "FLOAT"
set_by = "Client"
[achievements.ACH_TEN]
set_by = "GS"
progress = { stat = "kills", min = 0, max = 10 }
[players.76561197960287931]
name = "Needle"
"""


def fill(store: Path | str) -> None:
    """Put two players, a board, a file and totals into a store."""
    steam = LocalSteam(Schema.parse(TEXT), store, clock=SteppedClock())
    steam.contents.overwrite(FIRST, {"kills": 7, "best": 2.5})
    steam.contents.put_rows({SECOND: {"kills": 2, "gone": 5}})
    board = steam.contents.make_board("Score", 2, 1)
    steam.contents.put_entries(board, [KeptEntry(FIRST, 50, 1_700_000_000.5, (1, 2), (1 << 64) - 1)])
    client = steam.client(SECOND)
    assert client.remote_storage.file_write("save.json", b"{}", 2)
    client.close()
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


@pytest.fixture
def url(game: Path) -> str:
    """Return the URL, with a password, of a database with the same in it."""
    fill(url_of(game))
    return with_password(url_of(game))


def with_password(url: str) -> str:
    """Return a URL with a password in it, which the server of the laws does not ask for."""
    return url.replace("postgres@", f"postgres:{SECRET.replace('/', '%2F')}@")


def world(*words: str) -> int:
    """Run `steam-nodes world`."""
    return main(["world", *words])


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """Return the JSON that a command prints; its stderr holds no password."""
    capsys.readouterr()
    assert world(*words, "--json") in (0, 1)
    out, err = capsys.readouterr()
    assert not leaks(out + err)
    return json.loads(out)


def leaks(text: str) -> bool:
    """Whether a text holds the password in one of its spellings."""
    return any(word in text for word in (SECRET, SECRET.replace("/", "%2F"), "S3cret"))


# The same on a database.


@pytest.mark.postgresql
def test_show_and_export_give_the_same_of_a_database(game: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All but the name of the store is the same, also the text; the name is the URL without the password and the options."""
    of_file, of_database = shown(capsys, "show", "stats.db"), shown(capsys, "show", url)
    name = of_database["store"]
    assert name.startswith("postgresql://postgres@127.0.0.1:")
    assert "?" not in name
    assert {**of_database, "store": "stats.db"} == of_file
    assert world("show", "stats.db") == 0
    of_file = capsys.readouterr().out
    assert world("show", url) == 0
    assert capsys.readouterr().out == of_file.replace("stats.db", name)
    assert world("export", "stats.db", "-o", "file.json") == 0
    assert world("export", url, "-o", "database.json") == 0
    assert (game / "file.json").read_bytes() == (game / "database.json").read_bytes()


@pytest.mark.postgresql
def test_set_goes_by_the_rules_on_a_database(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A server's stat and a player's own are set with what comes along, and what the schema forbids is refused."""
    changed = shown(capsys, "set", "Needle", "kills", "10", url)["changed"]
    assert changed["kills"] == {"before": 7, "after": 10}
    assert changed["ACH_TEN"]["after"] is not None
    assert shown(capsys, "set", "Needle", "best", "3.5", url)["changed"]["best"] == {"before": 2.5, "after": 3.5}
    capsys.readouterr()
    assert world("set", "Needle", "kills", "1", url) == 2
    assert "Increment Only; --force writes it" in capsys.readouterr().err
    assert shown(capsys, "set", "Needle", "kills", "1", url, "--force")["changed"]["kills"] == {"before": 10, "after": 1}


@pytest.mark.postgresql
def test_watch_sees_what_another_server_stores_in_a_database(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The players that are there come first, then what has changed at each look."""
    steam = LocalSteam(Schema.parse(TEXT), url, clock=SteppedClock())
    monkeypatch.setattr("steam_nodes.cli.world.watch.time.sleep", lambda _: steam.contents.overwrite(SECOND, {"kills": 4}))
    assert world("watch", url, "--lines", "--frames", "2") == 0
    steam.close()
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[:2] == [f"{FIRST} (Needle) kills 7, best 2.5, 0 of 1 achievements", f"{SECOND} kills 2, 0 of 1 achievements"]
    assert lines[-1].endswith(f"{SECOND} kills 2 -> 4")
    assert not leaks(out + err)


@pytest.mark.postgresql
def test_reset_and_backup_copy_a_database_to_a_file_of_the_folder(game: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy is a store of its own with all that was there, and can be copied back to a database."""
    before = shown(capsys, "show", url)
    backup = shown(capsys, "backup", url)["backup"]
    assert backup.startswith("postgres.backup-")
    told = shown(capsys, "reset", "--yes", "--boards", url)
    assert (told["players"], told["scores"]) == (2, 1)
    assert shown(capsys, "show", url)["players"][0]["stats"] == {"kills": 0, "best": 0.0}
    for copy in (backup, told["backup"]):
        assert {**shown(capsys, "show", copy), "store": before["store"]} == before
    assert world("backup", url, "-o", backup) == 2
    assert f"{backup}: no backup of postgresql://" in capsys.readouterr().err
    assert world("copy", backup, url_of(game / "another")) == 0
    assert {**shown(capsys, "show", url_of(game / "another")), "store": before["store"]} == before


@pytest.mark.postgresql
def test_what_export_writes_is_imported_into_a_database(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A database with players wants --merge, and is copied to a file before."""
    url = with_password(url_of(game))
    assert world("export", "stats.db", "-o", "all.json") == 0
    assert shown(capsys, "import", "all.json", url)["backup"] is None
    assert world("export", url, "-o", "again.json") == 0
    assert (game / "again.json").read_bytes() == (game / "all.json").read_bytes()
    assert world("import", "all.json", url) == 2
    assert "has players: --merge brings the file's into it" in capsys.readouterr().err
    assert world("set", "Needle", "kills", "20", url) == 0
    told = shown(capsys, "import", "all.json", url, "--merge")
    assert shown(capsys, "show", url)["players"][0]["stats"]["kills"] == 7
    assert shown(capsys, "show", told["backup"])["players"][0]["stats"]["kills"] == 20


@pytest.mark.postgresql
@pytest.mark.parametrize("step", ["put_rows", "make_board", "put_entries", "set_days"])
def test_an_import_that_was_interrupted_goes_on(
    game: Path, step: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the same command, wherever it ended; another file is not taken for it."""
    url = url_of(game)
    assert world("export", "stats.db", "-o", "all.json") == 0
    shutil.copy("all.json", "other.json")
    usual = getattr(StoreContents, step)

    def interrupted(*words: Any, **options: Any) -> None:
        usual(*words, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(StoreContents, step, interrupted)
        assert world("import", "all.json", url) == 130
    assert "has not all of all.json: the same command goes on from there" in capsys.readouterr().err
    assert world("import", "other.json", url) == 2
    assert world("import", "all.json", url) == 0
    assert world("export", url, "-o", "again.json") == 0
    assert (game / "again.json").read_bytes() == (game / "all.json").read_bytes()


@pytest.mark.postgresql
@pytest.mark.parametrize("words", [["show"], ["set", "Needle", "kills", "9"], ["reset", "--yes"], ["export"], ["watch", "--frames", "1"]])
def test_a_database_without_a_store_stays_without_one(game: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What wants a store says that there is none, and makes none."""
    url = with_password(url_of(game))
    for _ in range(2):
        assert world(*words, url) == 2
        err = capsys.readouterr().err
        assert ": there is no store; play the game once" in err
        assert not leaks(err)


# Passwords.


MISPLACED = (
    ["show", "postgres://u:{}@127.0.0.1:1/db"],
    ["show", "postgresql://u:{}@[::1/db"],
    ["show", "postgresql://127.0.0.1:1/db?password={}"],
    ["show", "postgresql://u:S3cret?x=Word@h/db"],
    ["show", "postgresql://u:S3cret:Word@h/db"],
    ["show", "postgresql://u:{}@h/db", "more"],
    ["show", "postgressql://u:{}@h/db"],
    ["show", "mysql://u:{}@h/db"],
    ["show", "postgresql:/u:{}@h/db"],
    ["show", "--player", "postgresql://u:{}@h/db"],
    ["show", "--schema", "postgresql://u:{}@h/db", "stats.db"],
    ["show", "--limit", "postgresql://u:{}@h/db"],
    ["set", "postgresql://u:{}@h/db", "kills", "9"],
    ["set", "Needle", "postgresql://u:{}@h/db", "9"],
    ["set", "Needle", "kills", "postgresql://u:{}@h/db", "stats.db"],
    ["export", "stats.db", "-o", "postgresql://u:{}@h/db"],
    ["import", "postgresql://u:{}@h/db", "stats.db"],
    ["backup", "stats.db", "-o", "postgresql://u:{}@h/db/x"],
    ["watch", "--every", "postgresql://u:{}@h/db"],
)
"""Command lines with a URL in each place where a word can stand."""


@pytest.mark.parametrize("secret", [SECRET, SECRET.replace("/", "%2F"), "S3cret@Word", "S3cret Word"])
@pytest.mark.usefixtures("game")
def test_a_password_is_not_shown_wherever_it_was_typed(secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the URL cannot be read, stands in the place of another word, or is none of a store: exit code 2 and one line."""
    for words in MISPLACED:
        try:
            code: object = world(*(word.format(secret) for word in words))
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        assert (code, out) == (2, ""), words
        assert not any(part in err for part in ("S3cret", "Word")), words
        assert err.splitlines()[-1].startswith("steam-nodes"), words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a postgresql://u:p@h/d and postgres://v:q@i/e", "a postgresql://u:***@h/d and postgres://v:***@i/e"),
        ("postgresql://u@h:5432/d is no @ home", "postgresql://u@h:5432/d is no @ home"),
        ("postgresql://h/d?sslpassword=p&user=u", "postgresql://h/d?sslpassword=***&user=u"),
        ("main.gd:3: password = x@y, res://a:b", "main.gd:3: password = x@y, res://a:b"),
        ("https://h:80/x, me", "https://h:80/x, me"),
    ],
)
def test_only_a_password_is_taken_out_of_a_line(text: str, told: str) -> None:
    """What else stands in the line stays."""
    assert without_passwords(text) == told


@pytest.mark.usefixtures("game")
def test_another_kind_of_url_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no path either, and the remedy is said."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert world("show", "mysql://h/db") == 2
    assert (
        capsys.readouterr().err == "steam-nodes: mysql:// is no store; give the path of a file, or postgresql://user@host:port/database\n"
    )
