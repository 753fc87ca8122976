extends RefCounted
## Counts what players do, as a stats autoload does it.

var players: Dictionary = {}


func add(steam_id: int, stat: String, amount: int) -> int:
	if not players.has(steam_id):
		players[steam_id] = {"kills": 0, "deaths": 0, "wins": 0}
	players[steam_id][stat] += amount
	return players[steam_id][stat]


func work() -> int:
	players.clear()
	var total := 0
	for round in range(200):
		var steam_id := 76561197960265728 + round % 16
		total += add(steam_id, "kills", 3)
		total += add(steam_id, "deaths", 1)
		if round % 5 == 0:
			add(steam_id, "wins", 1)
	return total
