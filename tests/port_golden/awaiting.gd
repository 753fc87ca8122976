extends Node
## A game of questions, played in coroutines.

signal answered(player, choice)

var rounds := 0


func _ready() -> void:
	await get_tree().create_timer(0.5).timeout
	var winner = await play_rounds(3)
	print("the winner is ", winner)
	_fade_out()  # runs on its own


func play_rounds(count: int) -> String:
	var wins := {}
	while rounds < count:
		rounds += 1
		var answer: Array = await answered
		if answer[1] == "leave":
			return "nobody"
		wins[answer[0]] = wins.get(answer[0], 0) + 1
		if not await confirm(answer[0]):
			continue
		await get_tree().process_frame
	# The best of them.
	var best := ""
	for player in wins:
		if best.is_empty() or wins[player] > wins[best]:
			best = player
	return best


func confirm(player) -> bool:
	print("confirmed: ", player)
	return true


func _fade_out() -> void:
	for step in range(10, 0, -1):
		await get_tree().create_timer(0.1).timeout
		print("%d%%" % (step * 10))
	queue_free()
