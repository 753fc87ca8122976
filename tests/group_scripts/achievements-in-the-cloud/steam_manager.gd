extends Node
## Autoload. Starts Steam once, pumps its callbacks, and keeps what the rest of the game asks all the time.

signal stats_ready

const APP_ID: int = 480

var is_on_steam: bool = false
var is_online: bool = false
var is_owned: bool = false
var steam_id: int = 0
var steam_username: String = "[not set]"
var game_language: String = "english"


func _init() -> void:
	OS.set_environment("SteamAppId", str(APP_ID))
	OS.set_environment("SteamGameId", str(APP_ID))


func _ready() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	Steam.current_stats_received.connect(_on_current_stats_received)
	Steam.user_stats_received.connect(_on_user_stats_received)
	_start()


func _process(_delta: float) -> void:
	if is_on_steam:
		Steam.run_callbacks()


func _start() -> void:
	if not Engine.has_singleton("Steam"):
		return
	var response: Dictionary = Steam.steamInitEx(false, APP_ID)
	if response["status"] != Steam.STEAM_API_INIT_RESULT_OK:
		printerr("Failed to start Steam, shutting down: %s" % response)
		get_tree().quit()
		return
	is_on_steam = true
	is_online = Steam.loggedOn()
	is_owned = Steam.isSubscribed()
	steam_id = Steam.getSteamID()
	steam_username = Steam.getPersonaName()
	game_language = Steam.getCurrentGameLanguage()
	print("| %s plays in %s, online %s, owner %s" % [steam_username, game_language, is_online, is_owned])
	if not is_owned:
		get_tree().quit()


func _on_current_stats_received(_game: int, result: int, user: int) -> void:
	if user == steam_id and result == Steam.RESULT_OK:
		stats_ready.emit()


func _on_user_stats_received(_game: int, _result: int, user: int) -> void:
	print("| stats of %s are here" % Steam.getFriendPersonaName(user))
