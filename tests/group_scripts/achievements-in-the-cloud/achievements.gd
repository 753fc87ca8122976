extends Node
## Autoload. Knows which achievements there are, unlocks them, and keeps their progress in the cloud beside Steam's own.

signal unlocked(id: String)

enum Source { NONE, STEAM, CLOUD }

var achievements: Dictionary = {}
var progress: Dictionary = {"games": 0.0, "best": 0.0, "unlocked": []}


func load_all() -> Source:
	for index in Steam.getNumAchievements():
		var id: String = Steam.getAchievementName(index)
		var told: Dictionary = Steam.getAchievement(id)
		if not told["ret"]:
			continue
		achievements[id] = told["achieved"]
	var saved: Dictionary = CloudSave.read() if CloudSave.is_available() else {}
	if saved.is_empty():
		return Source.STEAM if not achievements.is_empty() else Source.NONE
	progress.merge(saved, true)
	for id in progress["unlocked"]:
		unlock(id)
	return Source.CLOUD


func unlock(id: String) -> bool:
	if achievements.get(id, true):
		return false
	if not Steam.setAchievement(id):
		return false
	achievements[id] = true
	if not id in progress["unlocked"]:
		progress["unlocked"].append(id)
	unlocked.emit(id)
	return true


func game_over(points: int) -> void:
	progress["games"] += 1
	progress["best"] = maxf(progress["best"], points)
	Steam.setStatInt("games", int(progress["games"]))
	if points >= 10:
		unlock("ACH_FIRST")
	if progress["games"] >= 3:
		unlock("ACH_LEVEL")


func save() -> bool:
	return Steam.storeStats() and CloudSave.write(progress)
