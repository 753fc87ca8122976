extends RefCounted
## Writes a scoreboard as text.

const LINE_WIDTH := 24

var names: Array[String] = ["Ada", "Brian", "Chen", "Dora", "Edsger", "Fran"]


func line(name: String, kills: int, ratio: float) -> String:
	return "%s: %d kills (%.2f)" % [name, kills, ratio]


func work() -> int:
	var lines: PackedStringArray = []
	for turn in range(12):
		for index in range(names.size()):
			var kills := turn * 3 + index
			var text := line(names[index], kills, kills / 7.0)
			lines.append(text.rpad(LINE_WIDTH).to_upper())
	return "\n".join(lines).length()
