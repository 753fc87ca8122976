"""A script of GodotSteam's around the overlay and groups of people, ported with no edit, on the local world."""

from __future__ import annotations

import contextlib
from typing import Any

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.gdscript.classes.whole_steam import whole
from steam_nodes.steam.local.client.groups.game_overlay import OverlayPage
from steam_nodes.steam.nodes.client import Steam
from tests.support.ported import SCENE, play
from tests.support.stats_world import OTHER, PLAYER

CLAN = 103582791429521412
SCHEMA = Schema.parse(
    f"""
app_id = 480

[players.{PLAYER}]
name = "Alice"
overlay = true

[players.{OTHER}]
name = "Bob"

[clans.{CLAN}]
name = "Pilots"
tag = "P"
owner = {OTHER}
members = [{PLAYER}]
online = 3
"""
)
SETTINGS = 'config_version=5\n[application]\nrun/main_scene="res://main.tscn"\n'
SCRIPT = f"""extends Node

func _ready():
	process_mode = Node.PROCESS_MODE_ALWAYS
	Steam.steamInitEx()
	Steam.overlay_toggled.connect(_on_overlay_toggled)
	Steam.request_clan_officer_list.connect(func(success, officers): print(success, officers))
	Steam.join_clan_chat_complete.connect(_on_join_clan_chat_complete)
	Steam.connected_clan_chat_message.connect(_on_clan_chat_message)
	Steam.clan_activity_downloaded.connect(func(online, in_game, chatting): print(online, in_game, chatting))
	for clan in Steam.getUserSteamGroups():
		print(clan["name"], clan.tag, Steam.getClanActivityCounts(clan.id))
		Steam.requestClanOfficerList(clan.id)
		Steam.joinClanChatRoom(clan.id)
		Steam.downloadClanActivityCounts([clan.id])
	Steam.activateGameOverlayToUser("chat", {OTHER})
	Steam.activateGameOverlayToStore(480, Steam.OVERLAY_TO_STORE_FLAG_NONE)

func _process(_delta):
	if Engine.get_process_frames() > 8:
		get_tree().quit()

func _on_overlay_toggled(toggled: bool, user_initiated: bool, app_id: int):
	get_tree().paused = toggled
	print("overlay ", toggled, user_initiated, app_id, get_tree().paused)

func _on_join_clan_chat_complete(chat_id, response):
	print(response == Steam.CHAT_ROOM_ENTER_RESPONSE_SUCCESS, Steam.sendClanChatMessage(chat_id, "hé"))

func _on_clan_chat_message(chat, index, text, type, chatter):
	print(index, text, type == Steam.CHAT_ENTRY_TYPE_CHAT_MSG, chatter == Steam.getSteamID(), Steam.getClanChatMessage(chat, index)["ret"])
"""


def test_a_script_of_groups_and_the_overlay_runs_as_it_is() -> None:
    """It finds its groups, talks in their chat, and pauses while the overlay is open."""
    with contextlib.closing(LocalSteam(SCHEMA, clock=SteppedClock())) as world, contextlib.closing(world.client(PLAYER)) as client:
        node: Any = whole(Steam)(client)
        found = play({"res://project.godot": SETTINGS, "res://main.tscn": SCENE, "res://main.gd": SCRIPT}, steam={"Steam": node})
        assert not found.told, found.told
        assert [line for line in found.lines if line] == [
            f'PilotsP{{ "clan": {CLAN}, "online": 3, "ingame": 0, "chatting": 0 }}',
            "overlay truefalse480true",
            f'true[{{ "id": {OTHER}, "name": "Bob" }}]',
            "truetrue",
            "300",
            "0hétruetrue4",
        ]
        assert client.game_overlay.shown == OverlayPage("store", app_id=480)
