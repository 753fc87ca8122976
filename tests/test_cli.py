"""The laws of the frame of the command line: its list of commands, what it says to wrong words, colour, tables and JSON."""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import steam_nodes
from steam_nodes.cli import demo_command, main
from steam_nodes.cli.commands import COMMANDS, called_by, parser_for
from steam_nodes.cli.completion.parser_words import places_of
from steam_nodes.cli.terminal import Page, is_coloured
from tests.support import command_page

NAMES = [entry.name for entry in COMMANDS]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture(autouse=True)
def _plain_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the tester's own terminal counts."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def ended(*words: str) -> int:
    """Run the command line, and return its exit code also where argparse ends it."""
    try:
        return main(words)
    except SystemExit as end:
        return int(end.code or 0)


# The list of commands.


def test_the_help_names_every_command_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """`steam-nodes --help` has each command of the list with its line, and the exit codes."""
    assert ended("--help") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert all(f"{entry.name} {entry.summary}" in shown for entry in COMMANDS)
    assert "0 all is well, 1 there are findings, 2 it cannot be done, 130 it was interrupted" in shown


def test_only_the_command_that_is_called_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser of one command imports that command's file alone, and that of the help none."""
    loaded: list[str] = []
    real = importlib.import_module

    def told(name: str) -> ModuleType:
        loaded.append(name)
        return real(name)

    monkeypatch.setattr(importlib, "import_module", told)
    parser_for(["check", "x"])
    assert loaded == ["steam_nodes.cli.check_command"]
    parser_for(["--help"])
    assert len(loaded) == 1


def test_the_help_of_every_command_has_exit_codes() -> None:
    """Each command's help tells what it does, and with which codes it ends; so does that of each command below one."""
    for place in places_of(parser_for(None)):
        assert place.parser.description, place.path
        assert "exit codes: " in place.parser.format_help(), place.path


def test_the_version_is_the_package_s(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`--version` prints the name and `steam_nodes.__version__`."""
    monkeypatch.setattr(steam_nodes, "__version__", "1.2.3", raising=False)
    assert ended("--version") == 0
    assert capsys.readouterr().out == "steam-nodes 1.2.3\n"


# Wrong words.


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["prot"], "steam-nodes: unknown command 'prot'; did you mean 'port'? See steam-nodes --help"),
        (["xyzzy"], f"steam-nodes: unknown command 'xyzzy': there are {', '.join(NAMES)}. See steam-nodes --help"),
        (["port", "--forse", "x"], "steam-nodes port: unknown argument '--forse'; did you mean '--force'? See steam-nodes port --help"),
        (["check", "x", "--level", "nott"], "argument --level: unknown value 'nott'; did you mean 'note'? See steam-nodes check --help"),
        (["run"], "steam-nodes run: the following arguments are required: PATH. See steam-nodes run --help"),
    ],
)
def test_a_wrong_word_is_told_in_one_line_with_the_nearest(words: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on stderr names the word and the nearest one there is; the exit code is 2."""
    assert ended(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(f"{line}\n")
    assert err.count("\n") == 1


def test_without_a_word_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """`steam-nodes` alone shows its help on stderr, with exit code 2."""
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "COMMAND" in err


def test_an_output_that_cannot_be_written_is_told_in_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk behind stdout is exit code 2 and no traceback; a stdout that was closed is written to by nobody."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with io.TextIOWrapper(io.FileIO("/dev/full", "w"), encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert main(["completion", "bash"]) == 2
    assert capsys.readouterr().err == "steam-nodes: stdout cannot be written: No space left on device; give it another place\n"
    monkeypatch.setattr("sys.stdout", None)
    assert main(["completion", "bash"]) == 0
    sys.stdout.close()


# Colour, tables, JSON.


@pytest.mark.parametrize(
    ("stream", "setting", "coloured"),
    [
        (Terminal(), {}, True),
        (io.StringIO(), {}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals(stream: io.StringIO, setting: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets colour, a pipe none; NO_COLOR forbids it, FORCE_COLOR asks for it, and forbidding wins."""
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert is_coloured(stream) == coloured
    assert (Page(stream).paint("text", "red") == "\x1b[31mtext\x1b[0m") == coloured


def test_a_terminal_of_the_system_gets_colour_and_a_pipe_does_not() -> None:
    """The other end of a real terminal reads a coloured heading, that of a pipe plain text."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")
    read: list[str] = []
    for far, near in (pty.openpty(), os.pipe()):
        with io.TextIOWrapper(io.FileIO(near, "w"), encoding="utf-8") as stream:
            Page(stream).table(["name"], [["kills"]])
            stream.flush()
            read.append(os.read(far, 1000).decode().replace("\r\n", "\n"))
        os.close(far)
    assert read == ["\x1b[1mname\x1b[0m\nkills\n", "name\nkills\n"]


def test_a_table_has_columns_as_wide_as_what_stands_in_them() -> None:
    """Numbers stand to the right, wide letters count twice, and what would move the cursor is written out."""
    stream = io.StringIO()
    Page(stream).table(["player", "kills", "won"], [["日本", 5, True], ["a\x1b[2J", None, False]])
    assert stream.getvalue() == "player    kills  won\n日本          5  yes\na\\x1b[2J         no\n"


def test_what_an_encoding_lacks_is_written_out() -> None:
    """Neither a line nor JSON fails on a stream that has ASCII only, and the JSON is still the value."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    page = Page(stream)
    page.line("é")
    page.json({"name": "日本😀"})
    stream.flush()
    first, _, rest = raw.getvalue().decode("ascii").partition("\n")
    assert first == "\\xe9"
    assert json.loads(rest) == {"name": "日本😀"}


# The demo.


@pytest.fixture
def no_game(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what stands for the modules that can be found."""
    there: dict[str, Any] = {}
    monkeypatch.setattr(importlib.util, "find_spec", there.get)
    return there


def test_the_demo_passes_every_argument_to_the_game(monkeypatch: pytest.MonkeyPatch) -> None:
    """Options stay as they are, `--help` too, and the game's exit code is the command's."""
    game = ModuleType("steam_nodes_demo.__main__")
    heard: list[list[str]] = []

    def played(words: list[str]) -> int:
        heard.append(words)
        return 7

    vars(game)["main"] = played
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setitem(sys.modules, "steam_nodes_demo", ModuleType("steam_nodes_demo"))
    monkeypatch.setitem(sys.modules, "steam_nodes_demo.__main__", game)
    for words in (["--help"], ["--seed", "1", "--json", "--", "x"], []):
        assert main(["demo", *words]) == 7
        assert heard.pop() == words


def test_a_wheel_s_demo_goes_before_that_of_a_checkout(no_game: dict[str, Any]) -> None:
    """The first of the two names that is there is played."""
    no_game.update(demo_game=object())
    assert demo_command.found() == "demo_game"
    no_game.update(steam_nodes_demo=object())
    assert demo_command.found() == "steam_nodes_demo"


def test_a_missing_demo_names_its_remedy(no_game: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Without the game, and without pygame-ce, one line says what to install."""
    assert main(["demo"]) == 2
    assert capsys.readouterr().err == 'steam-nodes: the demo is not installed here: pip install "steam_nodes[demo]"\n'
    no_game.update(demo_game=object())
    assert main(["demo", "--seed", "1"]) == 2
    err = capsys.readouterr().err
    assert "pygame-ce, which is not installed" in err
    assert 'pip install "steam_nodes[demo]"' in err
    assert main(["demo", "--view", "arcade"]) == 2
    assert 'arcade, which is not installed: pip install "steam_nodes[demo-arcade]"' in capsys.readouterr().err


def test_a_command_is_named_by_the_first_word() -> None:
    """Options before it are no names."""
    found = called_by(["--version", "check"])
    assert found is not None
    assert found.name == "check"
    assert called_by(["--help"]) is None


# The page of the manual.


def test_the_page_is_made_of_the_parsers() -> None:
    """Each command's part of docs/reference/command_line.md says what its parser says: `python -m tests.support.command_page` writes it."""
    text = command_page.PAGE.read_text(encoding="utf-8")
    assert [name for name in command_page.parts() if f"<!-- command {name} -->\n" not in text] == []
    assert command_page.made_anew(text) == text
