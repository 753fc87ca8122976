extends Node
## Autoload. Owns Steam's stats of every player on this server.

signal player_loaded(steam_id: int)
signal player_stored(steam_id: int, ok: bool)

const STATS: PackedStringArray = ["kills", "deaths"]
const RATIO := "ratio"

var players: Dictionary = {}
var _running: bool = false


func _ready() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	SteamServer.stats_received.connect(_on_stats_received)
	SteamServer.stats_stored.connect(_on_stats_stored)


func _process(_delta: float) -> void:
	if _running:
		SteamServer.run_callbacks()


func start(port: int = 27015) -> bool:
	var response: Dictionary = SteamServer.serverInitEx("0.0.0.0", port, port + 1, SteamServer.SERVER_MODE_AUTHENTICATION, "1.0.0.0")
	_running = response["status"] == 0
	if not _running:
		printerr("Steam: ", response.verbal)
		return false
	SteamServer.logOnAnonymous()
	return true


func join(steam_id: int) -> void:
	if steam_id in players:
		return
	SteamServer.requestUserStats(steam_id)


func count(steam_id: int, stat: String, amount: int = 1) -> void:
	if not players.has(steam_id):
		push_error("%d has not joined" % steam_id)
		return
	players[steam_id][stat] += amount


func save_all() -> void:
	for steam_id in players:
		for stat in STATS:
			SteamServer.setUserStatInt(steam_id, stat, players[steam_id][stat])
		SteamServer.setUserStatFloat(steam_id, RATIO, ratio(steam_id))
		SteamServer.storeUserStats(steam_id)


## Kills for each death.
func ratio(steam_id: int) -> float:
	var kills: int = players[steam_id].kills
	var deaths: int = players[steam_id].deaths
	return float(kills) / max(deaths, 1)


func _on_stats_received(result: int, steam_id: int) -> void:
	if result != SteamServer.RESULT_OK:
		push_warning("no stats for %d: %d" % [steam_id, result])
		return
	var stats := {}
	for stat in STATS:
		stats[stat] = SteamServer.getUserStatInt(steam_id, stat)
	players[steam_id] = stats
	player_loaded.emit(steam_id)


func _on_stats_stored(result: int, steam_id: int) -> void:
	player_stored.emit(steam_id, result == SteamServer.RESULT_OK)
