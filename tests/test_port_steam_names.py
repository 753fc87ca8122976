"""What a project's scripts name of Steam's, as the `stats.toml` that its port gets.

Rules: one law, one test; a script is as short as the habit of people that it stands for.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.port.porting import port
from steam_nodes.port.project import Project

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = "extends Node\n\n"


def _named(folder: Path, script: str) -> dict[str, Any]:
    (folder / "project.godot").write_text("config_version=5\n", encoding="utf-8")
    (folder / "awards.gd").write_text(_HEAD + script, encoding="utf-8")
    made = port(Project.read(folder))
    assert not made.failures
    return tomllib.loads(made.files["stats.toml"].text)


def test_a_name_that_is_handed_on_by_functions_is_found_where_it_is_written(tmp_path: Path) -> None:
    """`award("A")` names an achievement when `award` gives its parameter to `setAchievement`, also through another function."""
    named = _named(
        tmp_path,
        "const BEST := &'BEST'\n\nfunc _ready():\n\tearned('FIRST')\n\tearned(BEST)\n\nfunc earned(id: String):\n\taward(id)\n\n"
        "func award(which: String):\n\tSteam.setAchievement(which)\n",
    )
    assert named["achievements"] == {"FIRST": {"set_by": "Client"}, "BEST": {"set_by": "Client"}}


def test_functions_that_hand_a_name_to_each_other_come_to_an_end(tmp_path: Path) -> None:
    """A circle of functions is looked at once."""
    script = "func a(x):\n\tb(x)\n\tSteam.setStatInt(x, 1)\n\nfunc b(x):\n\ta(x)\n\nfunc _ready():\n\tb('Wins')\n"
    assert list(_named(tmp_path, script)["stats"]) == ["Wins"]


@pytest.mark.parametrize("over", ["kept", "kept.keys()"])
def test_the_keys_of_a_dictionary_that_is_gone_through_are_names(tmp_path: Path, over: str) -> None:
    """`for each in kept.keys(): Steam.getStatInt(each)` names what the dictionary holds at first."""
    script = f"var kept: Dictionary = {{'Wins': 0, 'Losses': 0}}\n\nfunc _ready():\n\tfor each in {over}:\n\t\tSteam.getStatInt(each)\n"
    assert list(_named(tmp_path, script)["stats"]) == ["Losses", "Wins"]


@pytest.mark.parametrize(
    "start",
    [
        "Steam.steamInitEx(APP)",
        "Steam.steamInitEx(true, APP)",
        "Steam.steamInit(APP, false)",
        "OS.set_environment('SteamAppId', str(APP))",
    ],
)
def test_the_app_may_be_a_constant(tmp_path: Path, start: str) -> None:
    """The app whose world is made is the one that the script starts Steam with, so that the start does not fail."""
    script = f"const APP := 271828\n\nfunc _ready():\n\t{start}\n\tSteam.getStatInt('Wins')\n"
    assert _named(tmp_path, script)["app_id"] == 271828
