extends Node
## Autoload. Says what of the game is unlocked by what the player owns.

signal content_changed(id: int)

const DLC: Dictionary = {
	"soundtrack": 4801,
	"arena": 4802,
	"skins": 4803,
}

var owned: Array[int] = []


func _enter_tree() -> void:
	Steam.steamInit(480, true)
	Steam.dlc_installed.connect(_on_dlc_installed)


func _process(_delta: float) -> void:
	Steam.run_callbacks()


func refresh() -> void:
	owned.clear()
	for dlc in Steam.getDLCData():
		if Steam.isDLCInstalled(dlc["id"]):
			owned.append(dlc["id"])


func has_content(name: StringName) -> bool:
	return DLC.get(String(name), 0) in owned


func buy(name: String) -> void:
	if not has_content(name):
		Steam.activateGameOverlayToStore(DLC[name])


func install(name: String) -> void:
	Steam.installDLC(DLC[name])


func _on_dlc_installed(id: int) -> void:
	refresh()
	content_changed.emit(id)
