"""The laws of `steam-nodes doctor`: whatever is missing is told with its remedy, nothing is started unasked, and findings end with 1.

Rules: the machine that is looked at is made of a folder and of functions, so that each law has its own; one law looks at this one.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import steam_nodes
from steam_nodes.cli import main
from steam_nodes.cli.doctor import trial
from steam_nodes.cli.doctor.this_machine import Ran, Surroundings
from steam_nodes.cli.doctor_command import examine, look
from steam_nodes.steam.native.library_faults import file_name, in_the_sdk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WHOLE = {
    "steam_nodes": steam_nodes.__version__,
    **dict.fromkeys(("blinker", "cffi", "pygame-ce", "platformdirs", "arcade", "rich", "psycopg", "pytest"), "1.0"),
}
FINE = json.dumps({"faults": [], "mode": "shim", "sdk": "1.65"})
FUNCTIONS = json.loads((Path(__file__).parent / "steam_group_functions.json").read_text(encoding="utf-8"))


def refuse(words: Sequence[str]) -> Ran:
    """Run nothing."""
    pytest.fail(f"{words} was run")


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    """Make a machine of Linux on which all is as a game needs it, but for Steam and its library."""
    for name in ("game", "home", "run/pulse", "tmp/.X11-unix"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("run/pulse/native", "tmp/.X11-unix/X7"):
        (tmp_path / name).touch()
    return Surroundings(
        system="linux",
        machine="x86_64",
        python="3.11.0 (CPython)",
        environment={"DISPLAY": ":7", "XDG_RUNTIME_DIR": "/run"},
        folder=tmp_path / "game",
        home=tmp_path / "home",
        root=tmp_path,
        version_of=WHOLE.get,
        import_fault=lambda _: "",
        run=refuse,
        runs=lambda pid: pid == 77,
    )


def without(*packages: str) -> dict[str, Any]:
    """Return the functions of a machine that lacks some packages."""
    return {"version_of": {name: version for name, version in WHOLE.items() if name not in packages}.get}


def broken(**faults: str) -> dict[str, Any]:
    """Return the functions of a machine on which some modules cannot be imported."""
    return {"import_fault": lambda module: faults.get(module.rpartition(".")[2], "")}


def told(here: Surroundings, *, level: str = "", **options: Any) -> list[str]:
    """Return what is told of some surroundings, those of a level."""
    return [f"{each.says} -> {each.remedy}" for each in look(here, **options) if each.level == (level or each.level)]


def library(here: Surroundings, content: bytes = b"\x7fELF" + bytes(60), name: str = "") -> Path:
    """Put a file where a game looks for Valve's library."""
    path = here.folder / (name or file_name())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def code(here: Surroundings, *, start: bool = False, as_json: bool = False, named: str | None = None) -> int:
    """Run the command on some surroundings."""
    return examine(argparse.Namespace(library=named, database=None, start=start, json=as_json, quiet=False), here)


def test_a_machine_without_steam_is_well(here: Surroundings, capsys: pytest.CaptureFixture[str]) -> None:
    """What only real Steam needs is a note with its remedy; nothing is run, and the exit code is 0."""
    assert code(here) == 0
    out, err = capsys.readouterr()
    assert err.endswith("All is well.\n")
    lines = out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "installation",
        "packages",
        "display and sound",
        "Valve's library",
        "Steam",
    ]
    assert "  ok    the display :7" in lines
    assert "  ok    sound by PulseAudio" in lines
    notes = [at for at, line in enumerate(lines) if line.startswith("  note")]
    assert len(notes) == 3
    assert all(lines[at + 1].startswith("        -> ") for at in notes)
    assert [line for line in lines if line.startswith("  wrong")] == []


@pytest.mark.parametrize(
    ("changes", "level", "said"),
    [
        (without("steam_nodes"), "note", "not installed by pip -> pip install"),
        ({"version_of": {**WHOLE, "steam_nodes": "0.0.1"}.get}, "wrong", "but pip knows 0.0.1 -> install it again"),
        (broken(cffi="ImportError: no"), "wrong", "cffi 1.0 cannot be loaded (ImportError: no) -> pip install --force-reinstall cffi"),
        (broken(_steam_shim="ImportError: no"), "ok", "cffi's ABI mode, which needs no compiler -> nothing, or for the quicker shim"),
        (broken(_steam_shim="x", _steam_abi="x"), "note", "there is no binding to Valve's library, only the local Steam -> pip install"),
        ({"version_of": {**WHOLE, "pygame": "2.6"}.get}, "wrong", "installed over each other -> pip uninstall -y pygame pygame-ce, then"),
        (without("pygame-ce"), "note", 'pygame-ce is not installed; it draws the demo -> pip install "steam_nodes[demo]"'),
        (without("pytest"), "note", "pytest is not installed; runs the tests of a game -> pip install pytest"),
        (broken(arcade="OSError: GL"), "wrong", "arcade 1.0 cannot be loaded (OSError: GL) -> pip install --force-reinstall arcade"),
        ({"environment": {}}, "note", "there is no display: windows cannot open, tests and servers run -> start one"),
        ({"environment": {}}, "note", "there is no sound device: games are silent -> nothing"),
        ({"environment": {"DISPLAY": ":9"}}, "wrong", "DISPLAY is :9, and no X server answers there -> start one"),
        ({"environment": {"DISPLAY": "far:0"}}, "ok", "the display far:0, on another machine"),
        ({"environment": {"WAYLAND_DISPLAY": "wayland-0"}}, "wrong", "WAYLAND_DISPLAY is wayland-0, and no such display is there"),
        ({"environment": {"SDL_VIDEODRIVER": "dummy"}}, "note", "SDL_VIDEODRIVER is dummy: pygame opens windows that nobody sees"),
        ({"environment": {"SDL_AUDIODRIVER": "dummy"}}, "note", "SDL_AUDIODRIVER is dummy: no sound is heard"),
        ({"environment": {"PULSE_SERVER": "far"}}, "ok", "sound by PulseAudio at far"),
        ({"system": "win32"}, "ok", "the system has a display where somebody is logged on"),
        ({"environment": {"STEAM_API_LIBRARY": "none.so"}}, "wrong", "none.so cannot be read (No such file or directory) -> give the path"),
        ({"environment": {"SteamAppId": "x"}}, "wrong", "SteamAppId is 'x', which is no number of an app -> set it to the app's number"),
        ({"environment": {"SteamAppId": "480"}}, "ok", "the app is 480, by SteamAppId"),
        ({"system": "darwin"}, "note", "there is no Steam in"),
    ],
)
def test_what_is_otherwise_is_told_with_its_remedy(changes: dict[str, Any], level: str, said: str, here: Surroundings) -> None:
    """Each thing that is missing, broken or in each other's way has its line, and where something is to do its remedy."""
    found = told(replace(here, **changes), level=level)
    assert [line for line in found if said in line], found


def test_a_package_of_the_same_module_is_told_once(here: Surroundings) -> None:
    """Where pygame stands in the place of pygame-ce the note says so, and no second one calls pygame-ce missing."""
    lacking = {name: version for name, version in WHOLE.items() if name != "pygame-ce"} | {"pygame": "2.6"}
    found = [line for line in told(replace(here, version_of=lacking.get)) if "pygame" in line]
    assert len(found) == 1
    assert found[0].startswith("pygame 2.6 stands in the place of pygame-ce")


# Valve's library.


def test_a_library_is_loaded_in_a_process_of_its_own(here: Surroundings) -> None:
    """What is found is told with its SDK; where it lacks something, for whom; and where it ends its process, how."""
    path = library(here)
    seen: list[list[str]] = []

    def run(ran: Ran) -> Callable[[Sequence[str]], Ran]:
        def note(words: Sequence[str]) -> Ran:
            seen.append([*words])
            return ran

        return note

    fault = json.dumps({"faults": [["a server", "it lacks X; take another"]], "mode": "abi", "sdk": ""})
    for ran, level, said in (
        (Ran(0, FINE + "\n"), "ok", f"{path}, of SDK 1.65, loaded by the shim"),
        (Ran(0, fault), "wrong", "for a server: it lacks X -> take another"),
        (Ran(0, fault), "ok", f"{path}, like none of the SDKs 1.48 to 1.65, loaded by the ABI mode"),
        (Ran(-11), "wrong", f"{path} ends its process by signal 11 when it is loaded -> take "),
        (Ran(None), "wrong", f"{path} holds its process up for more than 30 seconds when it is loaded"),
        (Ran(3, "", "a\nlast words"), "wrong", "ends its process with code 3 (last words) when it is loaded"),
        (Ran(0, "nonsense"), "wrong", "ends its process with code 0 (it said nothing) when it is loaded"),
    ):
        found = told(replace(here, run=run(ran)), level=level)
        assert [line for line in found if said in line], found
    assert seen[0] == [sys.executable, "-m", "steam_nodes.cli.doctor.trial", str(path)]


def test_a_library_that_would_end_the_process_is_not_even_tried(here: Surroundings) -> None:
    """An empty file, a folder and one that is cut off are told from their own bytes."""
    path = library(here, b"")
    assert f"{path} is empty -> copy {in_the_sdk()} of the Steamworks SDK again" in told(here, level="wrong")
    head = (
        b"\x7fELF\2\1" + bytes(26) + struct.pack("<QQ", 64, 9_000_000) + bytes(10) + struct.pack("<HH", 56, 1) + struct.pack("<HH", 64, 9)
    )
    library(here, head)
    assert any("is cut off" in line for line in told(here, level="wrong"))
    path.unlink()
    path.mkdir()
    assert any("is a folder" in line for line in told(replace(here, environment={"STEAM_API_LIBRARY": str(path)}), level="wrong"))


def test_a_library_in_the_sdk_is_found_and_told(here: Surroundings) -> None:
    """Where the SDK lies in the folder no program looks; the note names the file."""
    path = library(here, name=f"steamworks/sdk/{in_the_sdk()}")
    assert f"{path} is there, where no program looks -> set STEAM_API_LIBRARY={path}, or copy it beside your program" in told(here)
    assert told(replace(here, run=lambda _: Ran(0, FINE)), library=f"steamworks/sdk/{Path(in_the_sdk()).parent}", level="ok")[
        -1
    ].startswith(str(path))


def test_the_client_of_steam_is_told(here: Surroundings) -> None:
    """It runs, it lies there, or only what servers need of it does."""
    (here.home / ".steam" / "sdk64").mkdir(parents=True)
    (here.home / ".steam" / "sdk64" / "steamclient.so").touch()
    assert any(line.startswith("steamclient for servers: ") for line in told(here, level="ok"))
    (here.home / ".steam" / "steam").mkdir()
    assert any("does not run -> start it and log on" in line for line in told(here, level="note"))
    (here.home / ".steam" / "steam.pid").write_text("77\n")
    assert any(line.startswith("Steam runs (process 77), from ") for line in told(here, level="ok"))
    (here.home / ".steam" / "steam.pid").write_text("78\n")
    assert any("does not run" in line for line in told(here, level="note"))


@pytest.mark.parametrize(
    ("text", "level", "said"), [("480\n", "ok", "the app is 480, by "), ("x", "wrong", "holds no number of an app -> write")]
)
def test_the_file_with_the_app_is_read(text: str, level: str, said: str, here: Surroundings) -> None:
    """steam_appid.txt holds a number and nothing else."""
    (here.folder / "steam_appid.txt").write_text(text)
    assert any(said in line for line in told(here, level=level))


def test_steam_is_started_only_where_it_was_asked_for(here: Surroundings, capsys: pytest.CaptureFixture[str]) -> None:
    """--start runs the library with the app, and tells Valve's own sentence and its remedy; it cannot without a library."""
    assert code(here, start=True) == 1
    assert "Steam cannot start without its library" in capsys.readouterr().out
    path = library(here)
    (here.folder / "steam_appid.txt").write_text("480")
    seen: list[list[str]] = []

    def run(words: Sequence[str]) -> Ran:
        seen.append([*words[3:]])
        return Ran(0, FINE) if len(words) == 4 else Ran(0, json.dumps(answer))

    answer: dict[str, Any] = {"status": 2, "verbal": "Cannot create IPC pipe to Steam client process; start the Steam client"}
    assert told(replace(here, run=run), start=True)[-1] == (
        "Steam does not start: Cannot create IPC pipe to Steam client process -> start the Steam client"
    )
    answer = {"status": 0, "verbal": "Steamworks active", "running": True}
    assert told(replace(here, run=run), start=True)[-1] == "Steam starts: Steamworks active -> "
    assert seen[1::2] == [[str(path), "480"]] * 2
    assert told(replace(here, run=lambda words: Ran(0, FINE) if len(words) == 4 else Ran(None)), start=True)[-1].startswith(
        "Steam's start holds its process up for more than 30 seconds -> start the Steam client by hand"
    )


def test_the_sdk_is_told_by_what_came_and_went() -> None:
    """The table is that of the functions by SDK; each SDK that is known is among those that its functions tell."""
    known = {name: tuple(entry["sdk"]) for name, entry in FUNCTIONS.items()}
    assert {name: known[name] for name in trial.SDKS} == trial.SDKS
    told_of = {sdk: trial.sdk_of(lambda name, sdk=sdk: known[name][0] <= sdk <= known[name][1]) for sdk in range(148, 166)}  # type: ignore[misc]  # mypy knows no types of a lambda's defaults
    assert told_of[148] == "1.48"
    assert told_of[165] == "1.65"
    assert {told_of[sdk] for sdk in (162, 163, 164)} == {"1.62 to 1.64"}
    for sdk, text in told_of.items():
        first, _, last = text.replace("1.", "").partition(" to ")
        assert int(first) <= sdk - 100 <= int(last or first)
    assert trial.sdk_of(lambda _: False) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="the packages of the tests carry Valve's library for Linux")
def test_valves_own_library_is_looked_through() -> None:
    """The library of SDK 1.65 that a package carries is loaded and told; a file that is none has its fault for each side."""
    steamworks = pytest.importorskip("steamworks")
    found = trial.look(str(Path(steamworks.__file__).with_name("libsteam_api.so")))
    assert found["faults"] == []
    assert found["sdk"] == "1.65"
    assert [side for side, _ in trial.look(__file__)["faults"]] == ["a server", "a player's program"]


def test_json_has_the_same_answers(here: Surroundings, capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints how many findings there are and every answer, and the exit code stays."""
    assert code(replace(here, **broken(cffi="no")), as_json=True) == 1
    told_as = json.loads(capsys.readouterr().out)
    assert told_as["findings"] == 1
    assert [each for each in told_as["answers"] if each["level"] == "wrong"] == [
        {
            "topic": "installation",
            "level": "wrong",
            "says": "cffi 1.0 cannot be loaded (no)",
            "remedy": "pip install --force-reinstall cffi",
        }
    ]


@pytest.mark.thorough
def test_this_machine_is_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    """The command works as it is called: one JSON value on stdout, whatever a package prints when it is imported."""
    assert main(["doctor", "--json", "--quiet"]) in {0, 1}
    out, err = capsys.readouterr()
    assert {each["topic"] for each in json.loads(out)["answers"]} >= {"installation", "packages", "Steam"}
    assert err == ""
