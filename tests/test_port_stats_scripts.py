"""Scripts that people write around GodotSteam's stats, played over a local Steam: each law is a habit of theirs.

Rules: a project is a few lines; what it prints is what the engine with GodotSteam would print, and no script error is logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes import Window
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
    """A script that also touches lobbies and the microphone goes on to its stats."""
    script = """
func _ready():
	var steam = Engine.get_singleton("Steam")
	steam.steamInitEx()
	steam.lobby_created.connect(func(_a, _b): pass)
	Steam.createLobby(Steam.LOBBY_TYPE_PUBLIC, 2)
	print(Steam.setLobbyJoinable(1, true), steam.has_method("getLobbyData"), steam.has_signal("lobby_joined"))
	print(Steam.isSubscribed(), steam.getFriendRichPresence(1, "x") == "")
"""
    assert play(script) == "falsetruetrue\ntruetrue\n"


def test_files_in_the_cloud_are_bytes_of_the_engine(play: Play) -> None:
    """What is written is an array of bytes, and so is what is read."""
    script = """
func _ready():
	Steam.steamInitEx(480, false)
	print(Steam.fileWrite("Save.json", JSON.stringify({"level": 3}).to_utf8_buffer()), Steam.fileWrite("b", [1, 2, 300]))
	var read: Dictionary = Steam.fileRead("save.json", Steam.getFileSize("save.json"))
	print(read["buf"].get_string_from_utf8(), read["ret"], typeof(read["buf"]) == TYPE_PACKED_BYTE_ARRAY)
	print(Steam.fileRead("b", 99)["buf"], Steam.getFileNameAndSize(0))
"""
    assert play(script) == 'truetrue\n{"level":3}11true\n[1, 2, 44]{ "name": "b", "size": 3 }\n'


def test_arguments_are_converted_as_the_engine_converts_them(play: Play) -> None:
    """1 is a true, a whole float an int, an Array packed; what fits in no way is the engine's error, and the rest goes on."""
    script = """
func _ready():
	Steam.steamInitEx(480, false)
	Steam.leaderboard_find_result.connect(func(_board, _found):
		var best = 1
		Steam.uploadLeaderboardScore(7.0, best, [1, 2]))
	Steam.leaderboard_score_uploaded.connect(func(ok, _board, score): print(ok, score.score))
	Steam.findOrCreateLeaderboard(&"Best", 2, 1)
"""
    assert play(script) == "true7\n"


def test_what_the_library_lacks_of_the_engine_stands_in(play: Play) -> None:
    """Members of the engine's own objects, its singletons by their names, and what a class had in Godot 3."""
    script = """
func _ready():
	OS.low_processor_usage_mode = true
	Engine.max_fps = 30
	prints(OS.low_processor_usage_mode, Engine.max_fps, OS.shell_open("https://example.org"))
	get_tree().root.mode = Window.MODE_FULLSCREEN
	prints(get_tree().root.mode, get_window().get_texture())
	print(Engine.has_singleton("AudioServer"), Engine.get_singleton("DisplayServer") != null)
	var image = Image.new()
	image.lock()
"""
    assert play(script) == "true 30 0\n3 <null>\ntruetrue\n"
    assert not hasattr(Window, "get_texture"), "what a game was lent goes with it"


def test_the_question_for_null_is_a_bool_wherever_it_stands(play: Play) -> None:
    """The truth of an object answers it in a condition; where it is a value it is a bool."""
    script = """
func _ready():
	var there := get_parent() != null
	print(there, get_parent() != null, get_parent() != null and there, asked(), get_parent().get_parent() == null)
	if get_parent() != null and get_tree() != null:
		print(1)

func asked() -> bool:
	return get_parent() != null or get_tree() != null
"""
    assert play(script) == "truetruetruetruetrue\n1\n"


def test_a_trace_tells_the_calls_of_the_game_alone(play: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that stand in are told too, and none that the program makes itself."""
    play('func _ready():\n\tSteam.steamInitEx()\n\tSteam.fileExists("a")\n')
    main(["run", str(tmp_path), "--fixed-fps", "60", "--frames", "1", "--scene", "res://main.gd", "--trace"])
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("steam: ") and "emitted" not in line]
    assert [line.partition("(")[0] for line in told] == ["steam: Steam.steamInitEx", "steam: Steam.fileExists"]
