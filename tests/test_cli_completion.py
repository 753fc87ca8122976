"""The laws of shell completion: the scripts name what the parsers have, and a real shell offers it."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from steam_nodes.cli import main
from steam_nodes.cli.commands import COMMANDS, parser_for
from steam_nodes.cli.completion.parser_words import places_of

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = ("bash", "zsh", "fish")
BASH = shutil.which("bash")
OTHERS = [shell for shell in ("zsh", "fish") if shutil.which(shell)]
OFFERS = {
    "steam-nodes wor": {"world"},
    "steam-nodes world ": {"show", "set", "reset", "export", "import", "backup", "copy", "watch"},
    "steam-nodes world sh": {"show"},
    "steam-nodes world show --li": {"--limit"},
    "steam-nodes check . --level ": {"error", "warning", "note"},
    "steam-nodes check . --level w": {"warning"},
    "steam-nodes completion ": {"bash", "zsh", "fish"},
    "steam-nodes port --": {
        "--help",
        "--output",
        "--force",
        "--diff",
        "--report",
        "--strict",
        "--stub-missing",
        "--quiet",
        "--json",
    },
    "steam-nodes --": {"--help", "--version"},
}
"""What stands before the cursor, and what must be offered."""


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the script that is printed for a shell."""
    assert main(["completion", shell]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a parser has stands in the script, below whatever command it stands."""
    text = script(shell, capsys)
    places = places_of(parser_for(None))
    assert {entry.name for entry in COMMANDS} <= {place.path for place in places}
    for place in places:
        assert place.path in text
        for option in place.options:
            for spelling in option.spellings:
                assert (spelling if shell != "fish" else spelling.lstrip("-")) in text


def test_the_words_as_json_are_those_of_the_parsers(capsys: pytest.CaptureFixture[str]) -> None:
    """A program that has a completion of its own reads each place by its path."""
    assert main(["completion", "--json"]) == 0
    places = json.loads(capsys.readouterr().out)
    assert list(places[""]["commands"]) == [entry.name for entry in COMMANDS]
    assert {"spellings": ["--limit"], "value": "N"}.items() <= places["world show"]["options"][2].items()
    assert places["completion"]["values"] == list(SHELLS)


def test_the_shell_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name $SHELL says which; one that is not known is refused with the names that are."""
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert main(["completion"]) == 0
    assert "complete -c steam-nodes" in capsys.readouterr().out
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert main(["completion"]) == 2
    assert capsys.readouterr().err == "steam-nodes: name the shell: bash, zsh, fish ($SHELL is '/bin/tcsh')\n"


@pytest.mark.skipif(BASH is None, reason="there is no bash")
def test_a_real_bash_offers_what_can_follow(capsys: pytest.CaptureFixture[str]) -> None:
    """Bash runs the script's function for each line, and offers what fits and nothing else."""
    asked = [script("bash", capsys), "compopt() { :; }"]
    for line in OFFERS:
        words = line.split(" ")
        asked.append(f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}; _steam_nodes; echo ${{COMPREPLY[@]}}")
    done = subprocess.run([str(BASH), "--norc", "-c", "\n".join(asked)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    offered = dict(zip(OFFERS, (set(line.split()) for line in done.stdout.splitlines()), strict=True))
    assert offered == OFFERS


@pytest.mark.long
@pytest.mark.parametrize("shell", OTHERS)
def test_other_shells_read_their_scripts(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Zsh and fish, where they are installed, find no fault; fish, which can be asked, offers what bash does."""
    path = tmp_path / "script"
    path.write_text(script(shell, capsys), encoding="utf-8")
    subprocess.run([shell, "-n", str(path)], check=True)
    if shell == "fish":
        for line, words in OFFERS.items():
            ask = f"source {path}; complete -C {shlex.quote(line)}"
            done = subprocess.run([shell, "--no-config", "-c", ask], capture_output=True, text=True, check=True)
            assert words <= {each.partition("\t")[0] for each in done.stdout.splitlines()}
