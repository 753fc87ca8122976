"""Scripts around GodotSteam's groups beside stats, ported with no edit: they reach the library's own calls, and get what the engine's are.

Rules: a project is a few lines; nothing of what it prints is told to stand in. What a name answers is the matter of the group's own laws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.records import Method
from steam_nodes.gdscript.classes.whole_steam import whole
from steam_nodes.gdscript.containers.packed_bytes import PackedByteArray
from steam_nodes.steam.godotsteam_missing import group_of, names_here
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.nodes.later import GROUPS
from tests.support.ported import SCENE, play
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.ported import Played

SETTINGS = 'config_version=5\n[application]\nrun/main_scene="res://main.tscn"\n'


def played(script: str, prepare: Callable[[Any], None] = lambda _client: None) -> Played:
    """Play a script over a player's door to a local world, which is prepared first."""
    world = LocalSteam(Schema.parse(f'app_id = 480\n[players.{PLAYER}]\nname = "Alice"\n'), clock=SteppedClock())
    client = world.client(PLAYER)
    prepare(client)
    try:
        files = {"res://project.godot": SETTINGS, "res://main.tscn": SCENE, "res://main.gd": f"extends Node\n{script}"}
        return play(files, steam={"Steam": whole(Steam)(client)})
    finally:
        client.close()
        world.close()


def lines(found: Played) -> list[str]:
    """Return what a script printed, and see that nothing was said besides."""
    assert not found.told, found.told
    return [line for line in found.lines if line]


def test_no_method_of_the_five_groups_stands_in() -> None:
    """Each of GodotSteam's names of them is the library's own, and what it is given is converted."""
    whole(Steam)
    here = names_here(Steam)
    members = [each for each in load().classes["Steam"].members.values() if isinstance(each, Method) and group_of(each.name) in GROUPS]
    assert [each.name for each in members if each.name not in here] == []
    assert len(members) > 200


def test_the_keyboard_of_a_gamepad_is_answered() -> None:
    """A name is asked for at the keyboard of Big Picture mode, filtered and shown."""
    script = """
func _ready():
	Steam.steamInitEx()
	Steam.gamepad_text_input_dismissed.connect(_on_dismissed)
	Steam.steam_shutdown.connect(_on_shutdown)
	print(Steam.isSteamInBigPictureMode(), Steam.initFilterText())
	print(Steam.showGamepadTextInput(Steam.GAMEPAD_TEXT_INPUT_MODE_NORMAL, 0, "Your name", 12, ""))
	print(Steam.isAPICallCompleted())

func _process(_delta):
	if Engine.get_process_frames() == 5:
		print(Steam.dismissGamepadTextInput())
	if Engine.get_process_frames() > 8:
		Steam.steamShutdown()
		get_tree().quit()

func _on_dismissed(submitted, text, app_id):
	print(submitted, "[", Steam.filterText(Steam.TEXT_FILTERING_CONTEXT_NAME, 0, "darn " + text), "]", app_id)

func _on_shutdown():
	print("never")
"""

    def prepare(client: Any) -> None:
        client.player_utils.big_picture = True
        client.player_utils.filter_words(["darn"])

    assert lines(played(script, prepare)) == [
        "truetrue",
        "true",
        '{ "completed": false, "failed": false }',
        "true",
        "false[**** ]480",
    ]


def test_bytes_are_packed_arrays() -> None:
    """What comes as bytes has the methods of the engine's array, inside of a dictionary and in a signal too."""
    made: Any = whole(Steam)
    answer = {"success": True, "buffer": b"\x01\x02"}
    converted = made.getImageRGBA

    class Backend:
        """A door that has one picture."""

        def request_current_stats(self) -> bool:
            """Be a player's."""
            return True

        def get_image_rgba(self, _handle: int) -> bytes:
            """Return the picture."""
            return b"\x01\x02"

    node = made(Backend())
    found = converted(node, 1.0)
    assert found == {**answer, "buffer": PackedByteArray([1, 2])}
    assert type(found["buffer"]) is PackedByteArray
    node.free()


def test_a_signal_carries_packed_arrays() -> None:
    """Where the class list has a number for what is bytes, too."""
    script = """
func _ready():
	Steam.steamInitEx()
	Steam.file_details_result.connect(_on_details)
	Steam.getFileDetails("nowhere.bin")

func _on_details(result, file_size, file_hash, flags):
	prints(result == Steam.RESULT_FILE_NOT_FOUND, file_size, typeof(file_hash) == TYPE_PACKED_BYTE_ARRAY, file_hash.size(), flags)
	get_tree().quit()
"""
    told = played(script)
    assert [line for line in told.lines if line.startswith("true")] == ["true 0 true 20 0"], told.lines


@pytest.mark.parametrize("name", ["steam_shutdown", "check_file_signature", "request_clan_officer_list"])
def test_a_signal_of_a_group_is_the_librarys(name: str) -> None:
    """It is emitted where the library emits it, with the parameters that it has."""
    declared, found = getattr(Steam, name), getattr(whole(Steam), name)
    assert found.get_parameters() == declared.get_parameters()
    assert found.get_name() == name
