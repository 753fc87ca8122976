extends Node
## Reads the commands of a chat.

enum Mode { IDLE, PLAYING, OVER }

const ADMIN := "admin"

var mode: Mode = Mode.IDLE


func answer(line: String) -> String:
	var words := line.split(" ", false)
	match Array(words):
		[]:
			return ""
		["help"], ["?"]:
			return "say, roll, quit"
		["say", var what]:
			return what
		["roll", var count, ..]:
			return str(count.to_int())
		[var first, ..] when first == ADMIN:
			return "at your service"
		_:
			return "what is '%s'?" % words[0]


func next_mode() -> Mode:
	match mode:
		Mode.IDLE:
			return Mode.PLAYING
		Mode.PLAYING, Mode.OVER:
			return Mode.OVER
	return Mode.IDLE


func size_of(count: int) -> String:
	match count:
		0:
			return "none"
		1, 2, 3:  # a few
			return "some"
		_ when count < 0:
			return "less than none"
		_:
			return "many"


func read(packet) -> void:
	match packet:
		null:
			print("nothing")
		{"type": "move", "x": var x, "y": var y}:
			print("to ", x, " ", y)
		{"type": "chat", ..}:
			print("chat: ", packet)
		1:
			print("one, not 1.0")
		"ping", &"pong":
			print("alive")
		[1, [var inner, _]]:
			print(inner)
		true:
			print("yes")
