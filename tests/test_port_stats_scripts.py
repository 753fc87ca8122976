"""Scripts that people write around GodotSteam's stats, played over a local Steam: each law is a habit of theirs.

Rules: a project is a few lines; what it prints is what the engine with GodotSteam would print, and no script error is logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Play = Callable[..., str]


@pytest.fixture
def play(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Play:
    """Return a function that plays scripts, some of them as autoloads, and returns what they print."""

    def played(script: str, *, frames: int = 20, **autoloads: str) -> str:
        lines = "".join(f'{name}="*res://{name.lower()}.gd"\n' for name in autoloads)
        (tmp_path / "project.godot").write_text(f"config_version=5\n[autoload]\n{lines}", encoding="utf-8")
        for name, text in {"main": script, **autoloads}.items():
            (tmp_path / f"{name.lower()}.gd").write_text(f"extends Node\n{text}", encoding="utf-8")
        main(["run", str(tmp_path), "--fixed-fps", "60", "--frames", str(frames), "--scene", "res://main.gd"])
        out, err = capsys.readouterr()
        assert "SCRIPT ERROR" not in err
        return out

    return played


def test_a_variable_of_an_autoload_may_hold_steam(play: Play) -> None:
    """Autoloads are made before anything is inside of the tree, and Steam is there already."""
    keeper = 'var steam = Engine.get_singleton("Steam")\n'
    assert play("func _ready():\n\tprint(Keeper.steam.steamInitEx().status)\n", Keeper=keeper) == "0\n"


def test_an_enum_is_a_dictionary(play: Play) -> None:
    """Whether it is reached by its name, through an autoload, or as a value that nothing is known of."""
    hub = "enum Mode { EASY, HARD = 5 }\nvar unknown = null\n"
    script = """
func _ready():
	for name in Hub.Mode:
		prints(name.to_lower(), Hub.Mode[name], name in Hub.Mode, "NONE" in Hub.Mode)
	var whole: Dictionary = Hub.Mode
	print(whole, whole.size(), Hub.Mode.find_key(5), Hub.Mode == {"EASY": 0, "HARD": 5})
	shown(Hub.Mode)
	Hub.unknown = Hub
	print(Hub.unknown.Mode.keys(), Hub.unknown.Mode.values())

func shown(given):
	for name in given:
		prints(name, given[name], given.keys())
"""
    assert play(script, Hub=hub).splitlines() == [
        "easy 0 true false",
        "hard 5 true false",
        '{ "EASY": 0, "HARD": 5 }2HARDtrue',
        'EASY 0 ["EASY", "HARD"]',
        'HARD 5 ["EASY", "HARD"]',
        '["EASY", "HARD"][0, 5]',
    ]


def test_texts_are_joined_of_any_array(play: Play) -> None:
    """An Array is taken for packed texts, its elements as texts."""
    assert play('func _ready():\n\tprint(", ".join([1, 2.5, true, null, &"x"]))\n') == "1, 2.5, true, <null>, x\n"


def test_the_details_of_an_entry_are_packed(play: Play) -> None:
    """What went up as bytes comes back as bytes."""
    script = """
func _ready():
	Steam.steamInitEx()
	Steam.leaderboard_find_result.connect(func(board, _found):
		Steam.uploadLeaderboardScore(7, false, var_to_bytes("Zoë").to_int32_array(), board))
	Steam.leaderboard_score_uploaded.connect(func(_ok, board, _score): Steam.downloadLeaderboardEntries(1, 10, 0, board))
	Steam.leaderboard_scores_downloaded.connect(func(_told, _board, entries):
		print(typeof(entries[0].details) == TYPE_PACKED_INT32_ARRAY, bytes_to_var(entries[0].details.to_byte_array())))
	Steam.findOrCreateLeaderboard("Best", 2, 1)
"""
    assert play(script) == "trueZoë\n"


@pytest.mark.parametrize(
    ("script", "printed"),
    [
        ("\tvar ok: bool = Steam.steamInit()\n\tprint(ok)\n", "true\n"),
        ("\tif not Steam.steamInit():\n\t\treturn\n\tprint(1)\n", "1\n"),
        ("\tvar started = Steam.steamInit(true, 480)\n\tprint(started.status, started['verbal'] is String)\n", "1true\n"),
    ],
)
def test_the_start_of_steam_is_a_dictionary_and_a_bool(play: Play, script: str, printed: str) -> None:
    """GodotSteam's `steamInit` returned the one, and returns the other."""
    assert play(f"func _ready():\n{script}") == printed


def test_what_the_library_lacks_of_steam_stands_in(play: Play) -> None:
    """A script that also touches the cloud and lobbies goes on to its stats."""
    script = """
func _ready():
	var steam = Engine.get_singleton("Steam")
	steam.steamInitEx()
	steam.lobby_created.connect(func(_a, _b): pass)
	Steam.createLobby(Steam.LOBBY_TYPE_PUBLIC, 2)
	print(Steam.fileWrite("a", PackedByteArray([1])), steam.has_method("fileRead"), steam.has_signal("lobby_joined"))
	print(Steam.isSubscribed(), steam.getFriendRichPresence(1, "x") == "")
"""
    assert play(script) == "falsetruetrue\ntruetrue\n"
