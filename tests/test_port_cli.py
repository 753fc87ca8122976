"""The laws of the command line: what is written, what stays, what is told, and what cannot be done in one line with exit code 2."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes.cli import main
from steam_nodes.cli.progress_bar import Progress
from steam_nodes.port.port_folder import line_map

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SCENE = '[gd_scene]\n[ext_resource type="Script" path="res://main.gd" id="1"]\n[node name="Main" type="Node"]\nscript = ExtResource("1")\n'
MAIN = "extends Node\n\nvar number := 1\n\n\nfunc _ready() -> void:\n\tprint(number)\n\n\nfunc other() -> int:\n\treturn 2\n"
GAME = {"project.godot": '[application]\nrun/main_scene="res://main.tscn"\n', "main.tscn": SCENE, "main.gd": MAIN}


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a project: the game's files, changed."""

    def made(**changes: str | None) -> Path:
        folder = tmp_path / "game"
        for name, text in {**GAME, **{key.replace("__", "."): value for key, value in changes.items()}}.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                place.unlink(missing_ok=True)
            else:
                place.write_text(text, encoding="utf-8")
        return folder

    return made


def ported(folder: Path, *options: str) -> int:
    """Port a folder to `game_python` beside it."""
    return main(["port", str(folder), *options])


def files(folder: Path) -> dict[str, str]:
    """Return what a folder holds."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


# What is written.


def test_a_project_becomes_a_folder_beside_it(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """One module for each script and scene, the program, and a hidden record; one line tells so on stderr."""
    folder = make()
    assert ported(folder) == 0
    made = files(folder.with_name("game_python"))
    assert set(made) == {"main.py", "main_scene.py", "__main__.py", ".steam_nodes/port.json"}
    record = json.loads(made[".steam_nodes/port.json"])
    assert record["modules"] == {"res://main.gd": "main", "res://main.tscn": "main_scene"}
    lines = record["lines"]["main"]
    assert lines[made["main.py"].split("\n").index("        print(self.number)")] == 7
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"{folder}_python: 1 script and 1 scene, 11 lines: nothing to tell\n")


def test_a_project_is_named_in_several_ways(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder one stands in, and `project.godot` itself, go to the same place."""
    folder = make()
    for name in (".", "project.godot", "../game"):
        monkeypatch.chdir(folder)
        assert main(["port", name, "--quiet"]) == 0
        assert "main.py" in files(folder.with_name("game_python"))
        shutil.rmtree(folder.with_name("game_python"))


def test_a_script_alone_is_printed(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o its Python goes to stdout, with -o into the folder."""
    script = make() / "main.gd"
    assert main(["port", str(script)]) == 0
    text = capsys.readouterr().out
    assert "class Main(Node):" in text
    folder = script.parent.with_name("out")
    assert main(["port", str(script), "-o", str(folder)]) == 0
    assert files(folder)["main.py"] == text


def test_a_diff_writes_nothing(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` prints a patch of what would change."""
    folder = make()
    assert ported(folder, "--diff") == 0
    assert not folder.with_name("game_python").exists()
    assert "--- /dev/null\n+++ b/main.py\n@@" in capsys.readouterr().out
    ported(folder, "--quiet")
    make(main__gd=MAIN.replace("return 2", "return 3"))
    assert ported(folder, "--diff") == 0
    patch = capsys.readouterr().out
    assert [line for line in patch.split("\n") if line.startswith(("+", "-"))] == [
        "--- a/main.py",
        "+++ b/main.py",
        "-        return 2",
        "+        return 3",
    ]


def test_reports_in_three_forms(make: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text, JSON with file, line and what to do, and a page with source and result side by side."""
    gone = f'{SCENE}[connection signal="ready" from="Gone" to="." method="other"]\n'
    names = [str(tmp_path / f"report.{ending}") for ending in ("txt", "json", "html")]
    assert ported(make(main__tscn=gone), *(f"--report={name}" for name in names), "--report", "-") == 0
    text, record, page = (Path(name).read_text(encoding="utf-8") for name in names)
    assert text == capsys.readouterr().out
    assert "res://main.tscn:5:1: warning: The connection of 'ready' names a node that is not there: 'Gone'." in text
    told = json.loads(record)
    assert told["counts"]["warnings"] == 1
    assert {"file": "res://main.tscn", "line": 5, "level": "warning"}.items() <= told["problems"][0].items()
    assert '<tr class="warning" id="main-tscn-5">' in page
    assert '<td class="n">7</td><td>\tprint(number)</td>' in page
    assert "print(self.number)" in page


def test_a_node_whose_parent_is_gone_is_left_out_and_told(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What stands below it goes with it, each with a line of the report, and the game runs."""
    lost = '[node name="Lost" type="Node" parent="Gone"]\n[node name="Below" type="Node" parent="Gone/Lost"]\n'
    script = "extends Node\nfunc _ready():\n\tprint(get_child_count())\n\tget_tree().quit()\n"
    folder = make(main__tscn=f"{SCENE}{lost}", main__gd=script)
    assert ported(folder, "--report", "-") == 0
    told = capsys.readouterr().out
    assert "Parent path 'Gone' for node 'Lost' has vanished: the node is left out, as the engine does." in told
    assert "Parent path 'Gone/Lost' for node 'Below' has vanished" in told
    assert main(["run", str(folder)]) == 0
    assert capsys.readouterr().out == "0\n"


def test_strict_makes_warnings_errors(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What can't be kept as it was is then a refusal, and nothing is written."""
    folder = make(main__tscn=f'{SCENE}[connection signal="ready" from="Gone" to="." method="other"]\n')
    assert ported(folder, "--strict") == 2
    assert "names a node that is not there" in capsys.readouterr().err
    assert not folder.with_name("game_python").exists()


def test_what_a_plug_in_brings_is_a_warning(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A type that nobody knows is told with its line; the script is ported all the same, and refused with --strict."""
    folder = make(main__gd="extends Node\nvar peer: SomePlugInPeer\n")
    assert ported(folder) == 0
    assert 'res://main.gd:2:11: warning: Could not find type "SomePlugInPeer"' in capsys.readouterr().err
    assert ported(folder, "--strict") == 2


# What a user edited.


def test_edits_are_kept_when_the_source_changed(make: Callable[..., Path]) -> None:
    """A second run merges what the source became into what the user made of the first."""
    folder = make()
    ported(folder, "--quiet")
    place = folder.with_name("game_python") / "main.py"
    first = place.read_text(encoding="utf-8")
    place.write_text(first.replace("print(self.number)", 'print("mine", self.number)'), encoding="utf-8")
    assert ported(folder, "--quiet") == 0
    assert place.read_text(encoding="utf-8") == first.replace("print(self.number)", 'print("mine", self.number)')
    make(main__gd=MAIN.replace("return 2", "return 3"))
    assert ported(folder, "--quiet") == 0
    text = place.read_text(encoding="utf-8")
    assert 'print("mine", self.number)' in text
    assert "return 3" in text
    assert ported(folder, "--quiet", "--force") == 0
    assert place.read_text(encoding="utf-8") == first.replace("return 2", "return 3")


def test_a_conflict_leaves_the_users_file_and_says_where(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Both changed one line: exit code 1, the user's file as it was, the merge with marks beside; solved, it is gone."""
    folder = make()
    ported(folder, "--quiet")
    out = folder.with_name("game_python")
    text = (out / "main.py").read_text(encoding="utf-8")
    mine = text.replace("return 2", "return 20")
    (out / "main.py").write_text(mine, encoding="utf-8")
    make(main__gd=MAIN.replace("return 2", "return 3"))
    line = mine.split("\n").index("        return 20") + 1
    for _ in range(2):
        assert ported(folder, "--quiet") == 1
        assert f"main.py:{line}: you and the source changed the same lines" in capsys.readouterr().err
        assert (out / "main.py").read_text(encoding="utf-8") == mine
        assert "<<<<<<< yours\n        return 20\n=======\n        return 3\n>>>>>>> ported" in files(out)[".steam_nodes/conflicts/main.py"]
    solved = text.replace("return 2", "return 23")
    (out / "main.py").write_text(solved, encoding="utf-8")
    assert ported(folder, "--quiet") == 0
    assert ".steam_nodes/conflicts/main.py" not in files(out)
    make(main__gd=MAIN.replace("return 2", "return 3").replace("number := 1", "number := 5"))
    assert ported(folder, "--quiet") == 0
    assert (out / "main.py").read_text(encoding="utf-8") == solved.replace("number: int = 1", "number: int = 5")


def test_a_source_that_is_gone_takes_its_module_with_it_unless_it_was_edited(make: Callable[..., Path]) -> None:
    """An untouched module goes; an edited one stays and is told."""
    folder = make(one__gd="extends Node\n", two__gd="extends Node\n")
    ported(folder, "--quiet")
    out = folder.with_name("game_python")
    (out / "two.py").write_text("mine = 1\n", encoding="utf-8")
    make(one__gd=None, two__gd=None)
    assert ported(folder, "--quiet") == 0
    assert "one.py" not in files(out)
    assert files(out)["two.py"] == "mine = 1\n"


def test_a_file_of_the_users_own_is_not_overwritten(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What no port wrote stands in the way, unless --force says otherwise; nothing else is written."""
    folder = make()
    out = folder.with_name("game_python")
    out.mkdir()
    (out / "main.py").write_text("mine = 1\n", encoding="utf-8")
    assert ported(folder) == 2
    assert "is there already and was not written by a port" in capsys.readouterr().err
    assert files(out) == {"main.py": "mine = 1\n"}
    assert ported(folder, "--force") == 0
    assert "class Main" in files(out)["main.py"]


def test_lines_of_an_edited_file_still_lead_to_the_script() -> None:
    """A line that the user added has none, those below it keep theirs."""
    assert line_map("a\nb\nc", "a\nmine\nb\nC", [1, 2, 3]) == [1, 0, 2, 0]


def test_data_files_are_taken_along(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What scripts read is copied, what the engine imports is only known; an edited copy stays, an untouched one follows its source."""
    script = (
        'extends Node\nfunc _ready():\n\tprint(FileAccess.get_file_as_string("res://data.json"))\n'
        '\tprint(load("res://icon.png").resource_path, " ", load("res://no.png"))\n'
    )
    more = {"icon.png": "", "icon.png.import": "[remap]\n", "plug.dll": "", "big.txt": "old"}
    folder = make(main__gd=script, data__json="[1]")
    for name, text in more.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert ported(folder, "--quiet") == 0
    out = folder.with_name("game_python")
    assert set(files(out)) == {"main.py", "main_scene.py", "__main__.py", "data.json", "big.txt", ".steam_nodes/port.json"}
    assert main(["run", str(out), "--frames", "1", "--fixed-fps", "60"]) == 0
    assert capsys.readouterr().out == "[1]\nres://icon.png <null>\n"
    (out / "data.json").write_text("[2]", encoding="utf-8")
    make(main__gd=script, data__json="[3]")
    (folder / "big.txt").write_text("new", encoding="utf-8")
    assert ported(folder, "--quiet") == 0
    assert (files(out)["data.json"], files(out)["big.txt"]) == ("[2]", "new")


# What cannot be done.


@pytest.mark.parametrize(
    ("changes", "told"),
    {
        "not GDScript": ({"main__gd": "import os\nprint('hello')\n"}, "res://main.gd:1: "),
        "half a file": ({"main__gd": 'extends Node\nfunc _ready():\n\tprint("a'}, "res://main.gd:3: "),
        "inheritance in a circle": ({"a__gd": 'extends "b.gd"\n', "b__gd": 'extends "a.gd"\n'}, "inherit each other in a circle"),
        "a script that extends itself": ({"main__gd": 'extends "main.gd"\n'}, "inherit each other in a circle"),
        "scenes in a circle": (
            {"main__tscn": '[gd_scene]\n[ext_resource type="PackedScene" path="main.tscn" id="1"]\n'
             '[node name="A" type="Node"]\n[node name="B" parent="." instance=ExtResource("1")]\n'},
            "instantiate each other in a circle",
        ),
        "a missing script": ({"main__gd": None, "x__gd": "extends Node"}, "names a script that is missing: res://main.gd"),
        "a missing scene": (
            {"main__tscn": SCENE + '[ext_resource type="PackedScene" path="res://no.tscn" id="2"]\n'
             '[node name="B" parent="." instance=ExtResource("2")]\n'},
            "names a scene that is missing: res://no.tscn",
        ),
        "half a scene": ({"main__tscn": SCENE[:-9]}, "res://main.tscn:4: "),
        "a binary scene": (
            {"b__scn": "RSRC", "main__tscn": SCENE + '[ext_resource type="PackedScene" path="b.scn" id="2"]\n'
             '[node name="B" parent="." instance=ExtResource("2")]\n'},
            "save it as .tscn",
        ),
        "faulty settings": ({"project__godot": "[application\n"}, "res://project.godot:1: "),
        "a line of five megabytes": ({"main__gd": f"var a = 1\nvar b = '{'x' * 5_000_000}'\n"}, ":2: The line has 5,000,010 characters"),
        "ten thousand brackets": ({"main__gd": f"var a = {'[' * 10_000}\n"}, "res://main.gd:1: "),
    }.values(),
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_ported_is_one_line(
    make: Callable[..., Path], capsys: pytest.CaptureFixture[str], changes: dict[str, str | None], told: str
) -> None:
    """Exit code 2, the last line on stderr names the place and the remedy, and nothing is written, by port and by run."""
    folder = make(**changes)
    for command in (["port", str(folder)], ["run", str(folder), "--frames", "1", "--fixed-fps", "60"]):
        assert main(command) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.rstrip("\n").split("\n")[-1].startswith("steam-nodes: ")
        assert told in err.rstrip("\n").split("\n")[-1]
    assert not folder.with_name("game_python").exists()


def test_a_broken_script_stops_nothing_else(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """An empty one with its name and base stands for it: port tells it with exit code 1, a game that loads it as the engine does."""
    loads = 'extends Node\nfunc _ready():\n\tprint("on")\n\tvar wreck = load("res://wreck.gd")\n\tprint(wreck.can_instantiate())\n'
    folder = make(main__gd=loads, wreck__gd="class_name Wreck\nextends Timer\nvar a = 1\nfunc go():\n\tif a = 2:\n\t\tpass\n")
    assert ported(folder) == 1
    assert "res://wreck.gd:5:7: warning: Assignment is not allowed inside an expression." in capsys.readouterr().err
    out = folder.with_name("game_python")
    assert {"main.py", "wreck.py", "main_scene.py"} <= set(files(out))
    for path in (folder, out):
        assert main(["run", str(path), "--frames", "1", "--fixed-fps", "60"]) == 0
        told = capsys.readouterr()
        assert told.out == "on\nfalse\n"
        assert told.err == (
            "SCRIPT ERROR: Parse Error: Assignment is not allowed inside an expression.\n"
            "          at: GDScript::reload (res://wreck.gd:5)\n"
            'ERROR: Failed to load script "res://wreck.gd" with error "Parse error".\n'
        )


def test_a_broken_script_is_refused_where_the_game_begins_with_it(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What the main scene's script or an autoload extends is no less needed than these; with --strict every broken script is refused."""
    broken = "extends Node\nfunc go(:\n"
    folder = make(main__gd='extends "base.gd"\n', base__gd=broken, other__gd="extends Node\n")
    assert ported(folder) == 2
    autoload = GAME["project.godot"] + '[autoload]\nBase="*res://base.gd"\n'
    assert ported(make(main__gd=MAIN, project__godot=autoload)) == 2
    assert ported(make(project__godot=GAME["project.godot"]), "--strict") == 2
    assert not folder.with_name("game_python").exists()
    assert capsys.readouterr().err.count("steam-nodes: res://base.gd:2: ") == 3


def test_stub_missing_leaves_out_what_was_not_brought(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A missing script is then a warning, and the game runs without it."""
    folder = make(main__gd=None, x__gd="extends Node")
    assert ported(folder, "--stub-missing") == 0
    assert "warning: The scene names a script that is missing: res://main.gd." in capsys.readouterr().err
    assert "PackedScene(Node, " in files(folder.with_name("game_python"))["main_scene.py"]


def test_stub_missing_puts_an_empty_script_for_a_base(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A base that was not brought, by class_name or by path, is an error; stubbed, the game runs without what it did."""
    folder = make(main__gd='extends Gone\nfunc _ready():\n\tprint("main")\n', other__gd='extends "res://lib/gone.gd"\n')
    assert ported(folder) == 2
    assert 'The script extends "' in capsys.readouterr().err
    assert ported(folder, "--stub-missing") == 0
    assert 'res://main.gd:1:9: warning: The script extends "Gone", which is missing.' in capsys.readouterr().err
    out = folder.with_name("game_python")
    assert {"gone.py", "lib/gone.py"} <= set(files(out))
    assert main(["run", str(out), "--frames", "1", "--fixed-fps", "60"]) == 0
    assert capsys.readouterr().out == "main\n"


@pytest.mark.parametrize("way", ["a file in the way", "a folder that is a file", "a folder where a file goes", "no permission"])
def test_a_folder_that_cannot_be_written_is_one_line(make: Callable[..., Path], capsys: pytest.CaptureFixture[str], way: str) -> None:
    """Nothing is half written: what was there is as it was."""
    folder = make(sub__gd=None)
    (folder / "sub").mkdir()
    (folder / "sub" / "x.gd").write_text("extends Node\n", encoding="utf-8")
    out = folder.with_name("out")
    if way == "a folder that is a file":
        out.write_text("", encoding="utf-8")
    elif way == "no permission":
        if os.geteuid() == 0:
            out = Path("/proc/steam_nodes_out")
        else:
            out.mkdir(mode=0o500)
    else:
        out.mkdir()
        if way == "a file in the way":
            (out / "sub").write_text("mine", encoding="utf-8")
        else:
            (out / "main.py").mkdir()
    before = files(out) if out.is_dir() else None
    assert main(["port", str(folder), "-o", str(out)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert str(out) in told
    assert (files(out) if out.is_dir() else None) == before


def test_a_run_refuses_what_is_no_game(make: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No main scene, two kinds of Steam, a faulty stats.toml and a library that is none are one line each."""
    folder = make(project__godot="[application]\n", main__tscn=None, main__gd=None, a__gd="extends Node", b__gd="extends Node")
    (tmp_path / "stats").mkdir()
    (tmp_path / "stats" / "stats.toml").write_text("app_id = true\n", encoding="utf-8")
    ways = {
        "has no main scene": [],
        "leave one of the two out": ["--steam", "x", "--local", "y"],
        "stats.toml": ["--local", str(tmp_path / "stats")],
        "res://no.gd can't be loaded": ["--scene", "res://no.gd"],
        "no_library": ["--steam", str(tmp_path / "no_library")],
    }
    for told, options in ways.items():
        assert main(["run", str(folder), *options]) == 2
        assert told in capsys.readouterr().err.rstrip("\n").split("\n")[-1]


def test_a_game_keeps_its_stats_in_a_folder(make: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--local` makes the folder with the `stats.toml` that the scripts need; a second run finds what the first stored.

    `--trace` leaves out what is called in each frame.
    """
    script = (
        "extends Node\nfunc _process(_delta):\n\tSteam.run_callbacks()\nfunc _ready():\n\tSteam.steamInitEx(480)\n"
        '\tSteam.setStatInt("NumWins", Steam.getStatInt("NumWins") + 1)\n'
        '\tSteam.storeStats()\n\tawait get_tree().create_timer(1.0).timeout\n\tprint(Steam.getStatInt("NumWins"))\n\tget_tree().quit()\n'
    )
    folder = make(main__gd=script)
    for wins in (1, 2):
        assert main(["run", str(folder), "--local", str(tmp_path / "stats"), "--fixed-fps", "60", "--trace"]) == 0
        out, err = capsys.readouterr()
        assert out == f"{wins}\n"
        assert f'steam: Steam.setStatInt("NumWins", {wins}) -> True'.replace('"', "'") in err
        assert "steam: Steam.user_stats_stored emitted: " in err
        assert "run_callbacks" not in err
    assert "[stats.NumWins]" in (tmp_path / "stats" / "stats.toml").read_text(encoding="utf-8")


def test_a_bar_of_progress_is_for_terminals_only() -> None:
    """It draws on one line and takes itself away; into a pipe goes nothing."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        with Progress(stream) as progress:
            progress("res://a.gd", 1, 2)
        text = stream.getvalue()
        assert ("[############............] 1/2 res://a.gd" in text) == drawn
        assert "\n" not in text
        assert text.endswith("\r\x1b[K") == drawn


def test_the_program_is_there_under_both_names() -> None:
    """`python -m steam_nodes --help` tells the commands and the exit codes; what a command does not need is not loaded."""
    done = subprocess.run([sys.executable, "-m", "steam_nodes", "--help"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert all(word in done.stdout for word in ("port", "run", "exit codes"))
    assert 'steam-nodes = "steam_nodes.cli:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    code = (
        "import sys, steam_nodes, steam_nodes.cli\n"
        "print([name for name in sys.modules if name.startswith(('steam_nodes.port', 'steam_nodes.gdscript'))])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert loaded.stdout == "[]\n"


def test_a_port_as_json_has_the_same_keys_whatever_was_done(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What was written, what would change and the Python of one script come as one object each, and nothing else is printed."""
    folder = make(main__gd="extends Node\nvar peer: SomePlugInPeer\n")
    told = []
    for words in ([str(folder), "--diff"], [str(folder)], [str(folder / "main.gd")]):
        assert main(["port", *words, "--json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        told.append(json.loads(out))
    assert {tuple(each) for each in told} == {("folder", "written", "counts", "problems", "conflicts", "left", "text", "diff")}
    diff, written, single = told
    assert (diff["written"], written["written"], single["folder"]) == (False, True, None)
    assert diff["diff"].startswith("--- /dev/null")
    assert written["problems"][0]["level"] == "warning"
    assert "class Main(Node):" in single["text"]
    assert main(["port", str(folder), "--json", "--report", "-"]) == 2
    assert "--json and --report - both print" in capsys.readouterr().err


def test_a_trace_as_json_has_an_object_on_each_line(make: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """`run --json` writes each call of Steam and each signal to stderr as an object."""
    folder = make(main__gd="extends Node\nfunc _ready():\n\tSteam.setStatInt('kills', 3)\n")
    assert main(["run", str(folder), "--frames", "1", "--fixed-fps", "60", "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert {"node": "Steam", "call": "setStatInt", "arguments": ["'kills'", "3"], "answer": "True"} in records
