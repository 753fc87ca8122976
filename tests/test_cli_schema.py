"""The laws of `steam-nodes schema`: what is converted and told, what is found, and that nothing is half written or written over."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Schema, encode_schema
from steam_nodes.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

TOML = """app_id = 481
name = "Race"

[stats.kills]
type = "INT"
max = 10

[achievements.ACH]
display_name = "Winner"
progress = { stat = "kills", min = 0, max = 10 }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with `stats.toml`."""
    (tmp_path / "stats.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def convert(*words: str) -> int:
    """Convert."""
    return main(["schema", "convert", *words])


def names(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# Convert.


def test_a_schema_goes_to_each_format_and_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name of TO tells the format, and that of FROM its content does; what comes back is what the formats can hold."""
    for name in ("a.bin", "a.json", "a.vdf", "steam_settings"):
        assert convert("stats.toml", name, "--quiet") == 0
        assert convert(name, f"{name}.toml", "--app-id", "481", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert names(folder / "steam_settings") == ["achievements.json", "stats.json", "steam_appid.txt"]
    back = Schema.load("a.bin.toml")
    assert (back.stats["kills"].max, back.achievements["ACH"].progress) == (10, Schema.parse(TOML).achievements["ACH"].progress)
    assert Schema.load("a.json.toml").achievements["ACH"].display_name == "Winner"
    assert Schema.load("steam_settings.toml").achievements["ACH"].progress is not None
    assert Schema.load("a.vdf.toml").app_id == 481


def test_what_has_no_place_is_told_by_its_key(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line on stderr tells each key that was lost and by whom; stdout has nothing."""
    assert folder.joinpath("stats.toml").exists()
    assert convert("stats.toml", "a.json") == 0
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "",
        [
            "a.json: 1 stat and 1 achievement; no place was found for:",
            "  app_id: the Web API does not tell it",
            "  max of kills: the Web API does not tell it",
            "  progress of ACH: the Web API does not tell it",
        ],
    )
    assert convert("a.json", "-") == 0
    out, err = capsys.readouterr()
    assert out.startswith("app_id = 480\n")
    assert "app_id: the file does not tell it, 480 was taken" in err


def test_strict_writes_nothing_where_something_would_be_lost(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --strict a loss is a finding: exit code 1, and no file."""
    assert convert("stats.toml", "a.json", "--strict", "--json") == 1
    assert names(folder) == ["stats.toml"]
    report = json.loads(capsys.readouterr().out)
    assert report["to"] == {"path": "a.json", "format": "web-api", "files": []}
    assert [loss["path"] for loss in report["lost"]] == ["app_id", "stats.kills.max", "achievements.ACH.progress"]
    assert convert("stats.toml", "a.bin", "--strict", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "from": {"path": "stats.toml", "format": "toml"},
        "to": {"path": "a.bin", "format": "binary", "files": ["a.bin"]},
        "app_id": 481,
        "stats": 1,
        "achievements": 1,
        "lost": [],
    }


def test_a_stream_is_read_and_written(folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`-` is stdin, told by its content, and stdout, TOML where nothing else is asked for, and byte by byte."""
    content = encode_schema(Schema.parse(TOML), "binary").data
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert convert("-", "-", "--to", "bin", "--quiet") == 0
    assert capfdbinary.readouterr().out == content
    assert names(folder) == ["stats.toml"]


def test_nothing_is_written_over_without_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there stays, whichever of several files it is; with --force it is replaced, FROM itself too."""
    (folder / "settings").mkdir()
    (folder / "settings" / "stats.json").write_text("mine")
    assert convert("stats.toml", "settings") == 2
    assert names(folder / "settings") == ["stats.json"]
    path = Path("settings", "stats.json")
    assert capsys.readouterr().err == f"steam-nodes: {path} is there already; name another, or write over it with --force\n"
    assert convert("stats.toml", "settings", "--force", "--quiet") == 0
    assert (folder / "settings" / "stats.json").read_text() != "mine"
    assert convert("stats.toml", "stats.toml", "--force", "--quiet") == 0
    assert Schema.load("stats.toml") == Schema.parse(TOML)


def test_a_base_has_what_the_file_does_not_tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --base nothing is lost on the way through a format that holds less."""
    assert convert("stats.toml", "a.json", "--quiet") == 0
    assert convert("a.json", "stats.toml", "--base", "stats.toml", "--force", "--strict") == 0
    assert capsys.readouterr() == ("", "stats.toml: 1 stat and 1 achievement\n")
    assert Schema.load(folder / "stats.toml") == Schema.parse(TOML)
    assert convert("a.json", "b.toml", "--base", "none.toml") == 2
    assert capsys.readouterr().err == "steam-nodes: none.toml can't be read: No such file or directory\n"


def test_a_folder_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where one of the files would stand in a folder's place none is written, also with --force."""
    (folder / "settings" / "stats.json").mkdir(parents=True)
    assert convert("stats.toml", "settings", "--force") == 2
    assert capsys.readouterr().err == f"steam-nodes: {Path('settings', 'stats.json')} is a folder; name another\n"
    assert names(folder) == ["stats.toml"]


def test_one_of_the_emulators_files_is_written_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where TO is one of them the others are named as lost."""
    assert convert("stats.toml", "achievements.json", "--quiet", "--json") == 0
    assert names(folder) == ["achievements.json", "stats.toml"]
    lost = json.loads(capsys.readouterr().out)["lost"]
    assert [loss["path"] for loss in lost][-2:] == ["stats.json", "steam_appid.txt"]


@pytest.mark.parametrize("fails", [1, 2, 3, 4])
def test_a_disk_that_fails_leaves_no_part(
    fails: int, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever the disk fails while files are made, none of them is there afterwards, and neither is their folder."""
    write, count = Path.write_bytes, iter(range(1, 9))

    def failing(path: Path, data: bytes) -> int:
        if next(count) == fails:
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    code = convert("stats.toml", "steam_settings/")
    assert (code, names(folder) == ["stats.toml"], (folder / "steam_settings").exists()) == (
        (2, True, False) if fails < 4 else (0, False, True)
    )
    assert ("can't be written: No space left on device" in capsys.readouterr().err) == (fails < 4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("missing.toml", "a.bin"), "missing.toml can't be read: No such file or directory"),
        ((".", "a.bin"), "is a folder without achievements.json, stats.json, stats.txt; name a file"),
        (("stats.toml", "a.xyz"), "the name a.xyz does not tell its format; say it with --to, one of toml, binary"),
        (("stats.toml", "-", "--to", "emulator"), "the emulator has several files; name a folder as TO"),
        (("stats.toml", "-", "--json"), "stdout cannot be both what is written and the report"),
        (("stats.toml", "a.bin", "--from", "binary"), "stats.toml: byte 0: 61 is no type of a value"),
        (("stats.toml", "a.bin", "--language", "german"), "stats.toml: it has no texts in german; choose one of english"),
        (("stats.toml", "no/where/a.bin"), "no/where/a.bin can't be written: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_one_line(words: tuple[str, ...], said: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A conversion that cannot be done says so in one line with the remedy, ends with 2, and writes nothing."""
    assert convert(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert names(folder) == ["stats.toml"]


@pytest.mark.parametrize(("word", "value"), [("--to", "xml"), ("--app-id", "0"), ("--app-id", "9" * 5000)])
def test_a_wrong_option_is_one_line(word: str, value: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A format and a number that there is not are refused before anything is read."""
    with pytest.raises(SystemExit) as ended:
        convert("stats.toml", "a.bin", word, value)
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert names(folder) == ["stats.toml"]


# Check.


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[Any]]]:
    """Return what checks a text, and gives the exit code and the findings."""
    monkeypatch.chdir(tmp_path)

    def check(text: str, *words: str) -> tuple[int, list[Any]]:
        (tmp_path / "stats.toml").write_text(text, encoding="utf-8")
        code = main(["schema", "check", "stats.toml", "--json", "--quiet", *words])
        found = json.loads(capsys.readouterr().out)
        return code, [(each["level"], each["place"], each["message"]) for each in found]

    return check


def test_a_good_schema_has_no_findings(checked: Callable[..., tuple[int, list[Any]]]) -> None:
    """All is well, with exit code 0."""
    assert checked(TOML, "--strict") == (0, [])


def test_every_mistake_of_the_entries_is_told(checked: Callable[..., tuple[int, list[Any]]]) -> None:
    """Each stat and each achievement has its own error; one that stands on a wrong stat is not told for it; and the rest has one."""
    code, found = checked(
        """app_id = 0
[stats.a]
type = "IN"
[stats.b]
type = "INT"
min = 3
[stats.c]
type = "INT"
[achievements.A]
progress = { stat = "a", max = 1 }
display_name = "A"
[achievements.B]
progress = { stat = "d", max = 1 }
[achievements.C]
hidden = 1
"""
    )
    assert code == 1
    assert [(level, place) for level, place, _ in found] == [
        ("error", "stats.a"),
        ("error", "stats.b"),
        ("error", "achievements.B"),
        ("error", "achievements.C"),
        ("error", ""),
    ]
    assert found[0][2] == 'stats.toml: [stats.a]: type is the text "IN"; did you mean "INT"?'
    assert '"d" is not a stat of this schema' in found[2][2]
    assert found[4][2].startswith("stats.toml: app_id is 0")


def test_what_can_never_be_is_a_warning(checked: Callable[..., tuple[int, list[Any]]]) -> None:
    """A stat that nothing moves, who nobody is, a goal beyond reach or behind the start, two names alike, an icon that is not there."""
    text = """app_id = 481
[stats.still]
type = "INT"
max_change = 0
[stats.narrow]
type = "INT"
min = 1
default = 1
max = 1
[stats.full]
type = "INT"
default = 5
max = 5
increment_only = true
[stats.official]
type = "INT"
set_by = "Official GS"
[achievements.FAR]
display_name = "F"
progress = { stat = "full", max = 6 }
icon = "far.png"
[achievements.Near]
display_name = "N"
progress = { stat = "full", max = 5 }
set_by = "Official GS"
[achievements.NEAR]
display_name = "N"
"""
    code, found = checked(text)
    assert code == 0
    assert [(level, place) for level, place, _ in found] == [
        ("warning", "achievements.NEAR"),
        ("warning", "stats.still.max_change"),
        ("warning", "stats.narrow.max"),
        ("warning", "stats.full.max"),
        ("warning", "stats.official.set_by"),
        ("warning", "achievements.FAR.progress"),
        ("warning", "achievements.Near.set_by"),
        ("warning", "achievements.Near.progress"),
        ("warning", "achievements.FAR.icon"),
    ]
    assert checked(text, "--strict")[0] == 1


def test_what_is_good_to_know_is_a_note(checked: Callable[..., tuple[int, list[Any]]]) -> None:
    """Stats of one's own at Spacewar's number, no name for players, a language that is not whole; notes are no findings."""
    text = """app_id = 480
[stats.NumGames]
type = "INT"
[stats.mine]
type = "INT"
[achievements.A]
[achievements.B]
display_name = "B"
[translations.german.A]
display_name = "A"
"""
    code, found = checked(text, "--strict")
    assert code == 0
    assert [(level, place) for level, place, _ in found] == [
        ("note", "app_id"),
        ("note", "translations.german"),
        ("note", "achievements.A.display_name"),
    ]


def test_findings_are_lines_with_their_level(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json a finding is a line on stdout that begins with its level, and stderr counts them; any format is checked."""
    (folder / "stats.toml").write_text("app_id = 481\n[stats.a", encoding="utf-8")
    assert main(["schema", "check", "stats.toml"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("error: stats.toml: not valid TOML (Expected ']' at the end of a table declaration (at line 2")
    assert err == "stats.toml: 1 finding.\n"
    (folder / "a.bin").write_bytes(encode_schema(Schema.parse(TOML.replace("max = 10\n", "max = 9\n")), "binary").data)
    assert main(["schema", "check", "a.bin"]) == 0
    assert capsys.readouterr().out.startswith("warning: a.bin: achievements.ACH.progress: ends at 10, and kills has at most 9")
    (folder / "a.bin").write_bytes(b"\0")
    assert main(["schema", "check", "a.bin", "--quiet"]) == 1
    assert capsys.readouterr() == ("error: a.bin: byte 1: a text does not end; it is cut off; take the whole file\n", "")
