"""The laws of `check`: what is told of a project's use of Steam, and what is let be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from steam_nodes.cli import main
from steam_nodes.port.check import as_json, as_text, check_project, has_errors
from steam_nodes.port.project import Project

if TYPE_CHECKING:
    from pathlib import Path

PUMP = "func _process(_delta):\n\tSteam.run_callbacks()\n\tSteamServer.run_callbacks()\n"


def check(script: str, *, settings: str = "config_version=5\n") -> list[str]:
    """Return what is told of a script, "line level: message", with the hint behind it."""
    project = Project({"res://game.gd": "extends Node\n" + script, "res://project.godot": settings})
    return [
        f"{problem.line} {problem.level}: {problem.message}" + (f" [{problem.hint}]" if problem.hint else "")
        for problem in check_project(project)
    ]


TOLD = {
    "an unknown member, with the nearest name": (
        "func f():\n\tSteam.setStatInteger('a', 1)\n\tSteam.storeStats()\n",
        '3 error: Steam has no member "setStatInteger". [Did you mean setStatInt?]',
    ),
    "a member of the other singleton": (
        "func f():\n\tSteam.setUserStatInt(1, 'a', 1)\n",
        '3 error: Steam has no member "setUserStatInt". [SteamServer has it.]',
    ),
    "an unknown signal that is connected by its name": (
        "func f():\n\tSteam.connect('user_stats_recieved', g)\nfunc g(): pass\n" + PUMP,
        '3 error: Steam has no member "user_stats_recieved". [Did you mean user_stats_received?]',
    ),
    "a name like none of the client's": (
        "func f():\n\tSteam.zzzTopSecret()\n",
        (
            '3 warning: Steam has no member "zzzTopSecret".'
            " [It may belong to a group of GodotSteam that is not known here, or to another plug-in.]"
        ),
    ),
    "a singleton in a variable": (
        "var steam = Engine.get_singleton('Steam')\nfunc f():\n\tsteam.storeStatz()\n",
        '4 error: Steam has no member "storeStatz". [Did you mean storeStats?]',
    ),
    "a call that later versions lack": (
        "func f():\n\tSteam.requestCurrentStats()\n",
        (
            "3 warning: Steam.requestCurrentStats is gone since GodotSteam 4.12. [Steam loads the player's own stats by itself;"
            " listen to current_stats_received where the script waits for them.]"
        ),
    ),
    "a call that a later version brought": (
        "func f():\n\tSteam.checkFileSignature('x')\n",
        "3 note: Steam.checkFileSignature needs GodotSteam 4.15 or later.",
    ),
    "a handler with too few arguments": (
        "func f():\n\tSteamServer.stats_received.connect(g)\nfunc g(result): pass\n" + PUMP,
        (
            "3 error: g takes 1 argument, but SteamServer.stats_received carries 2 arguments: the handler is never called."
            " [stats_received carries (result, steam_id).]"
        ),
    ),
    "a handler with what is bound to it": (
        "func f():\n\tSteamServer.stats_received.connect(g.bind(1))\nfunc g(result, id): pass\n" + PUMP,
        (
            "3 error: g takes 2 arguments, but SteamServer.stats_received carries 3 arguments: the handler is never called."
            " [stats_received carries (result, steam_id).]"
        ),
    ),
    "a lambda as a handler": (
        "func f():\n\tSteam.user_stats_stored.connect(func(): pass)\n" + PUMP,
        (
            "3 error: the lambda takes 0 arguments, but Steam.user_stats_stored carries 2 arguments: the handler is never called."
            " [user_stats_stored carries (game_id, result).]"
        ),
    ),
    "the status of steamInit taken for that of steamInitEx": (
        "func f():\n\tvar init = Steam.steamInit()\n\tif init.status == 0: pass\n",
        (
            "4 warning: The status of steamInit is compared with 0, but 1 is what it gives where all is well."
            " [steamInit's status is 1 where Steam runs; 0 stands for fine in the answer of steamInitEx.]"
        ),
    ),
    "the status of steamInitEx taken for that of steamInit": (
        'func f():\n\tvar init: Dictionary = Steam.steamInitEx()\n\tif init["status"] != 1: pass\n',
        (
            "4 warning: The status of steamInitEx is compared with 1, but 0 is what it gives where all is well."
            " [steamInitEx's status is 0 where Steam runs; 1 stands for fine in the answer of steamInit.]"
        ),
    ),
    "a stat that is set right after it was asked for": (
        "func f(id):\n\tSteamServer.requestUserStats(id)\n\tSteamServer.setUserStatInt(id, 'a', 1)\n\tSteamServer.storeUserStats(id)\n"
        "\tawait SteamServer.stats_received\n" + PUMP,
        (
            "4 warning: SteamServer.setUserStatInt comes before the stats are received: requestUserStats only asks for them."
            " [Wait first: await SteamServer.stats_received, or set in what is connected to it.]"
        ),
    ),
    "nothing that is ever stored": (
        "func f():\n\tSteam.setAchievement('a')\n",
        (
            "3 warning: Nothing is ever stored: Steam.storeStats is never called."
            " [Call Steam.storeStats after the last change: what was only set is lost with the session.]"
        ),
    ),
    "callbacks that never run": (
        "func f():\n\tSteam.user_stats_stored.connect(g)\nfunc g(a, b): pass\n",
        (
            "3 error: Steam.run_callbacks is never called: no signal of Steam ever comes."
            " [Call Steam.run_callbacks() in _process of a node that lives as long as the game.]"
        ),
    ),
    "stats of a player that nobody asks for": (
        "func f(id):\n\tSteamServer.setUserStatInt(id, 'a', 1)\n\tSteamServer.storeUserStats(id)\n",
        (
            "3 error: Nobody asks for a player's stats: SteamServer.requestUserStats is never called, so nothing can be set."
            " [Call SteamServer.requestUserStats(steam_id) when a player joins, and set after stats_received.]"
        ),
    ),
    "what the engine itself refuses": ("func f():\n\tvar a: int = 'x'\n", '3 error: Cannot assign a value of type "String" as "int".'),
    "what cannot be read at all": ("func f(:\n\tpass\n", "2 error: Expected parameter name."),
}


@pytest.mark.parametrize("name", TOLD)
def test_it_is_told(name: str) -> None:
    """Each fault is told at its line, with what to do."""
    script, wanted = TOLD[name]
    assert wanted in check(script), "\n".join(check(script))


FINE = {
    "a server that waits": (
        "func join(id):\n\tSteamServer.requestUserStats(id)\n\tawait SteamServer.stats_received\n\tSteamServer.setUserStatInt(id, 'a', 1)\n"
        "\tSteamServer.storeUserStats(id)\n" + PUMP
    ),
    "a client with callbacks that run by themselves": (
        "func _ready():\n\tvar init = Steam.steamInitEx(true, 480, true)\n\tif init.status > 0:\n\t\tprint(init.verbal)\n"
        "\tSteam.user_stats_stored.connect(_stored)\n\tSteam.setStatInt('a', 1)\n\tSteam.storeStats()\nfunc _stored(_game, _result): pass\n"
    ),
    "a handler that takes any number, one that binds, one that unbinds": (
        "func f():\n\tSteam.user_stats_stored.connect(g)\n\tSteam.user_stats_stored.connect(h.bind(1))\n"
        "\tSteam.user_stats_stored.connect(f.unbind(2))\nfunc g(...all): pass\nfunc h(a, b, c): pass\n" + PUMP
    ),
    "steamInit asked rightly": "func f():\n\tvar init = Steam.steamInit()\n\tif init['status'] != 1: pass\n",
    "a member that the script asks for first": "func f():\n\tif Steam.has_method('futureCall'): pass\n",
}


@pytest.mark.parametrize("name", FINE)
def test_it_is_let_be(name: str) -> None:
    """What Steam forgives, or what is right, is not told."""
    assert check(FINE[name]) == []


def test_a_setting_runs_the_callbacks_too() -> None:
    """The project's setting that embeds the callbacks counts as a call of run_callbacks."""
    script = "func f():\n\tSteam.user_stats_stored.connect(g)\nfunc g(a, b): pass\n"
    settings = "config_version=5\n[steam]\ninitialization/embed_callbacks=true\n"
    assert check(script, settings=settings) == []


def test_the_whole_project_counts() -> None:
    """What one script sets another may store, and one node runs the callbacks for all."""
    files = {
        "res://project.godot": "config_version=5\n",
        "res://a.gd": "func f():\n\tSteam.setAchievement('a')\n",
        "res://b.gd": "func f():\n\tSteam.storeStats()\n",
    }
    assert check_project(Project(files)) == []


def test_scenes_are_judged_too() -> None:
    """A scene that names what is not there is told at its line, and scenes that hold each other are told once."""
    head = "[gd_scene load_steps=2 format=3]\n"
    missing = f'{head}[ext_resource type="Script" path="res://no.gd" id="1"]\n[node name="A" type="Node"]\nscript = ExtResource("1")\n'
    problems = check_project(Project({"res://a.tscn": missing}))
    assert [(problem.source.path, problem.kind) for problem in problems] == [("res://a.tscn", "scene")]
    assert "res://no.gd" in problems[0].message
    each = head + '[ext_resource type="PackedScene" path="res://{}.tscn" id="1"]\n[node name="A" type="Node"]\n'
    each += '[node name="B" parent="." instance=ExtResource("1")]\n'
    told = [problem.message for problem in check_project(Project({"res://a.tscn": each.format("b"), "res://b.tscn": each.format("a")}))]
    assert sum("in a circle" in message for message in told) == 1


def test_the_two_forms() -> None:
    """As a text a problem has its line and a caret and the sum stands last; as JSON it has its place in numbers."""
    project = Project({"res://a.gd": "func f():\n\tSteam.setAchievement('a')\n"})
    problems = check_project(project)
    assert not has_errors(problems)
    text = as_text(problems).splitlines()
    assert text[0].startswith("res://a.gd:2:8: warning: Nothing is ever stored")
    assert text[-1] == "1 warning"
    assert as_text([]) == "Nothing is wrong.\n"
    (listed,) = json.loads(as_json(problems))
    assert (listed["path"], listed["line"], listed["column"], listed["level"], listed["kind"]) == ("res://a.gd", 2, 8, "warning", "steam")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`steam-nodes check` prints the text or JSON, and its exit code is for a pipeline: 1 for errors, 2 for what cannot be read."""
    (tmp_path / "a.gd").write_text("func f():\n\tSteam.setAchievement('a')\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out.endswith("1 warning\n")
    assert printed.err.endswith(": 1 script judged.\n")
    assert main(["check", "--strict", "--quiet", "--level", "error", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("Nothing is wrong.\n", "")
    assert main(["check", "--strict", "--json", str(tmp_path)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["line"] == 2
    (tmp_path / "b.gd").write_text("func f():\n\tSteam.storeStatz()\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "Did you mean storeStats?" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "nothing")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
