extends Node

var levels: Array[String] = ["garden", "harbour"]


func _ready() -> void:
	if not Steam.isSubscribed() or Steam.isVACBanned():
		print("| not allowed")
		get_tree().quit(1)
		return
	Dlc.content_changed.connect(_on_content_changed)
	Dlc.refresh()
	print("| app %d, build %d, branch '%s'" % [Steam.getAppID(), Steam.getAppBuildId(), Steam.getCurrentBetaName()])
	print("| languages: %s" % [Steam.getAvailableGameLanguages().split(",")])
	print("| borrowed %s, weekend %s, low violence %s" % [
		Steam.isSubscribedFromFamilySharing(), Steam.isSubscribedFromFreeWeekend(), Steam.isLowViolence(),
	])
	for index in Steam.getDLCCount():
		var dlc: Dictionary = Steam.getDLCDataByIndex(index)
		print("| %d %s, to be had %s, installed %s" % [dlc["id"], dlc["name"], dlc["available"], Steam.isDLCInstalled(dlc["id"])])
	_show("arena")
	Dlc.buy("arena")
	await Dlc.content_changed
	_show("arena")
	print("| levels: %s" % ", ".join(levels))
	var mode: String = Steam.getLaunchQueryParam("mode")
	print("| launched with mode '%s'" % mode)
	print("| none of Steam's: %s %s" % [Steam.isDLCInstalled(1), Steam.isSubscribedApp(1)])
	get_tree().quit()


func _show(content: StringName) -> void:
	print("| %s is %s" % [content, "open" if Dlc.has_content(content) else "locked"])


func _on_content_changed(id: int) -> void:
	match id:
		Dlc.DLC.arena:
			levels.append("arena")
		_:
			pass
