extends Node
class P extends Node:
	var L; var act := Callable(); var pact := Callable()
	func _init(n, l): name = n; L = l
	func _process(_d): L.append(str(name)); if act.is_valid(): var f := act; act = Callable(); f.call()
	func _physics_process(_d): L.append("p" + str(name)); if pact.is_valid(): var f := pact; pact = Callable(); f.call()
var L := []
var n := {}
var k := 0
var steps := []
func all(kind: String) -> Array:
	var on = "set_" + kind; var pr = "process_priority" if kind == "process" else "process_physics_priority"
	return [
		["lower of a later one, off, set, on", "A", func(): n.C.call(on, false); n.C.set(pr, -5); n.C.call(on, true)],
		["and back", "A", func(): n.C.call(on, false); n.C.set(pr, 0); n.C.call(on, true)],
		["higher of an earlier one", "D", func(): n.B.call(on, false); n.B.set(pr, 5); n.B.call(on, true)],
		["the same value", "A", func(): n.C.call(on, false); n.C.set(pr, 3); n.C.set(pr, 0); n.C.call(on, true)],
		["moved and the same value", "A", func(): move_child(n.D, 0); n.C.call(on, false); n.C.set(pr, 0); n.C.call(on, true)],
		["set while off, on in the next pass", "A", func(): n.C.call(on, false); n.C.set(pr, -7)],
		["on again", "A", func(): n.C.call(on, true)],
		["moved, set and left off", "A", func(): move_child(n.A, 3); n.C.call(on, false); n.C.set(pr, 9)],
		["on again, at its place", "A", func(): n.C.call(on, true)],
		["its own", "B", func(): n.B.call(on, false); n.B.set(pr, -9); n.B.call(on, true)],
		["the other kind is switched off", "A", func(): n.D.call("set_physics_process" if kind == "process" else "set_process", false); n.D.set(pr, -20)],
		["off outside of the pass", "", func(): n.A.call(on, false); n.A.set(pr, -30); n.A.call(on, true)],
	]
func _ready():
	for x in "ABCD": n[x] = P.new(x, L); add_child(n[x])
	steps = all("process").map(func(s): return s + [false]) + all("physics_process").map(func(s): return s + [true])
	get_tree().process_frame.connect(step)
func step():
	print("  ", L); L.clear(); k += 1
	if k % 3 == 1:
		if k / 3 >= steps.size(): get_tree().quit(); return
		var s = steps[k / 3]; print("-- ", "physics: " if s[3] else "", s[0])
		if s[1] == "": s[2].call()
		elif s[3]: n[s[1]].pact = s[2]
		else: n[s[1]].act = s[2]
