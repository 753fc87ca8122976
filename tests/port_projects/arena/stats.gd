extends Node
## What was counted.

var counted := {}


func count(what: String) -> void:
	counted[what] = counted.get(what, 0) + 1


func win() -> void:
	var steam: Object = Engine.get_singleton("Steam")
	steam.setAchievement("ACH_WIN")
	steam.setStatInt("NumWins", steam.getStatInt("NumWins") + 1)
	steam.storeStats()
