class_name CloudSave
extends RefCounted
## A save game in the player's cloud, with the one before it as a backup.

const FILE: String = "save_game.json"
const BACKUP: String = "save_game.bak"


static func is_available() -> bool:
	return Steam.isCloudEnabledForAccount() and Steam.isCloudEnabledForApp()


static func write(data: Dictionary) -> bool:
	var buffer: PackedByteArray = JSON.stringify(data).to_utf8_buffer()
	var quota: Dictionary = Steam.getQuota()
	if buffer.size() > quota["available_bytes"]:
		push_warning("The cloud is full: %d bytes of %d are left" % [quota["available_bytes"], quota["total_bytes"]])
		return false
	Steam.beginFileWriteBatch()
	if Steam.fileExists(FILE):
		var old: Dictionary = Steam.fileRead(FILE, Steam.getFileSize(FILE))
		Steam.fileWrite(BACKUP, old["buf"])
	var done: bool = Steam.fileWrite(FILE, buffer, buffer.size())
	Steam.endFileWriteBatch()
	return done


static func read(file: String = FILE) -> Dictionary:
	if not Steam.fileExists(file):
		return {}
	var answer: Dictionary = Steam.fileRead(file, Steam.getFileSize(file))
	if answer["ret"] == 0:
		return {}
	var parsed = JSON.parse_string(answer["buf"].get_string_from_utf8())
	return parsed if parsed is Dictionary else {}


static func names() -> PackedStringArray:
	var found: PackedStringArray = []
	for index in Steam.getFileCount():
		var file: Dictionary = Steam.getFileNameAndSize(index)
		found.append("%s (%d)" % [file["name"], file["size"]])
	found.sort()
	return found
