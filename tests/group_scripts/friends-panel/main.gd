extends Control

var rounds: int = 0
@onready var list: VBoxContainer = $List
@onready var me: FriendRow = $Me


func _ready() -> void:
	var init: Dictionary = Steam.steamInitEx()
	if init.status != 0:
		print("| no Steam: ", init.verbal)
		get_tree().quit(1)
		return
	Steam.friend_rich_presence_update.connect(_on_friend_rich_presence_update)
	Steam.overlay_toggled.connect(_on_overlay_toggled)
	Steam.join_game_requested.connect(_on_join_game_requested)
	me.set_member(Steam.getSteamID(), Steam.getPersonaName(), Steam.AVATAR_MEDIUM)
	fill()
	_set_presence("In the menu")
	await get_tree().create_timer(0.2).timeout
	for turn in 2:
		rounds += 1
		_set_presence("Round %d" % rounds)
		await get_tree().process_frame
	Steam.activateGameOverlayToUser("steamid", Steam.getFriendByIndex(0, Steam.FRIEND_FLAG_IMMEDIATE))
	await get_tree().create_timer(1.0).timeout
	show_all()
	Steam.clearRichPresence()
	print("| mine: '%s', %d keys" % [
		Steam.getFriendRichPresence(Steam.getSteamID(), "status"),
		Steam.getFriendRichPresenceKeyCount(Steam.getSteamID()),
	])
	for recent in Steam.getRecentPlayers():
		print("| played with %s" % recent["name"])
	get_tree().quit()


func fill() -> void:
	for child in list.get_children():
		child.queue_free()
	for friend in Steam.getUserSteamFriends():
		var row := FriendRow.new()
		list.add_child(row)
		row.set_member(friend["id"], friend["name"])
		Steam.requestFriendRichPresence(friend["id"])
		Steam.setPlayedWith(friend["id"])
	print("| %d friends, %d in all" % [Steam.getFriendCount(Steam.FRIEND_FLAG_IMMEDIATE), list.get_child_count()])


func show_all() -> void:
	for row: FriendRow in list.get_children():
		print("| ", row.line())


func _set_presence(text: String) -> void:
	var taken: bool = Steam.setRichPresence("status", text) and Steam.setRichPresence("steam_display", "#Status")
	print("| presence '%s' %s" % [Steam.getFriendRichPresence(Steam.getSteamID(), "status"), "taken" if taken else "refused"])


func _on_friend_rich_presence_update(steam_id: int, _app_id: int) -> void:
	print("| %s: %s" % [Steam.getFriendPersonaName(steam_id), Steam.getFriendRichPresence(steam_id, "status")])


func _on_overlay_toggled(toggled: bool, _user_initiated: bool, _app_id: int) -> void:
	get_tree().paused = toggled
	print("| overlay %s, paused %s" % ["opened" if toggled else "closed", get_tree().paused])


func _on_join_game_requested(user: int, connect_string: String) -> void:
	print("| %s asks to join by %s" % [Steam.getFriendPersonaName(user), connect_string])
