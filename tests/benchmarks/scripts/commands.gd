extends RefCounted
## Reads the commands of a console.

var values := {}


func run(text: String) -> String:
	var words := text.strip_edges().split(" ", false)
	if words.is_empty():
		return ""
	var command := words[0].to_lower()
	if command == "set" and words.size() == 3:
		values[words[1]] = words[2].to_int()
		return "ok"
	if command == "add" and words.size() == 3:
		values[words[1]] = int(values.get(words[1], 0)) + words[2].to_int()
		return str(values[words[1]])
	if command.begins_with("get") and words.size() > 1:
		return str(values.get(words[1], "none"))
	return "unknown: " + command


func work() -> int:
	values.clear()
	var said := 0
	for i in range(40):
		said += run("set level %d" % i).length()
		said += run("  ADD gold %d " % (i * 7)).length()
		said += run("get gold").length()
		said += run("dance now").length()
	return said
