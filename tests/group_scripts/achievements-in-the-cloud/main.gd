extends Node

const SCORES: Array[int] = [4, 12, 7]


func _ready() -> void:
	Achievements.unlocked.connect(func(id: String) -> void: print("| unlocked %s" % id))
	Steam.user_stats_stored.connect(_on_user_stats_stored)
	await get_tree().create_timer(0.1).timeout
	match Achievements.load_all():
		Achievements.Source.CLOUD:
			print("| goes on from the cloud: %d games" % Achievements.progress["games"])
		Achievements.Source.STEAM:
			print("| begins with %d achievements" % Achievements.achievements.size())
		_:
			print("| nothing to begin with")
	for points in SCORES:
		Achievements.game_over(points)
		print("| %d points, saved %s" % [points, Achievements.save()])
		await get_tree().process_frame
	print("| cloud: ", ", ".join(CloudSave.names()))
	print("| backup: ", CloudSave.read(CloudSave.BACKUP))
	Steam.fileWriteAsync("notes.txt", "ä€𝄞".to_utf8_buffer())
	var result = await Steam.file_write_async_complete
	print("| notes: %s %s" % [result == Steam.RESULT_OK, Steam.fileRead("notes.txt", 100)["buf"].get_string_from_utf8()])
	Steam.fileShare("notes.txt")
	var shared: Array = await Steam.file_share_result
	print("| shared: %s as %s, %s" % [shared[0] == Steam.RESULT_OK, shared[2], shared[1] != 0])
	print("| gone: %s %s" % [Steam.fileDelete("notes.txt"), Steam.fileExists("notes.txt")])
	var stream: int = Steam.fileWriteStreamOpen("replay.bin")
	for part in [PackedByteArray([1, 2]), PackedByteArray([3])]:
		Steam.fileWriteStreamWriteChunk(stream, part)
	print("| replay: %s %s" % [Steam.fileWriteStreamClose(stream), Steam.fileRead("replay.bin", 3)["buf"]])
	print("| used: %s" % (Steam.getQuota()["total_bytes"] - Steam.getQuota()["available_bytes"]))
	await get_tree().create_timer(0.5).timeout
	Steam.steamShutdown()
	get_tree().quit()


func _on_user_stats_stored(_game: int, result: int) -> void:
	if result != Steam.RESULT_OK:
		print("| not stored: %d" % result)
