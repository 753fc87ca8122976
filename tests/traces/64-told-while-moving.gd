extends Node
class P extends Node:
	var act := {}
	func _init(n): name = n
	func go(k): if act.has(k): var f = act[k]; act.erase(k); f.call()
	func _enter_tree(): print("    ", name, " enter"); go("enter")
	func _exit_tree(): print("    ", name, " exit"); go("exit")
	func _ready(): print("    ", name, " ready"); go("ready")
	func _notification(w):
		if w in [14, 15, 28, 29]: print("    ", name, " n", w, " ", can_process() if is_inside_tree() else "-")
		if w == 18: go("parented")
		if w == 19: go("unparented")
		if w == 11: go("notified exit")
func tree3(modes := [0, 0, 0]):
	var h := P.new("H"); var i := P.new("I"); var j := P.new("J")
	h.add_child(i); i.add_child(j); h.process_mode = modes[0]; i.process_mode = modes[1]; j.process_mode = modes[2]
	return [h, i, j]
func _ready():
	var t := get_tree(); await t.process_frame
	for modes in [[0, 0, 0], [0, 2, 0], [2, 0, 0]]:
		for when in ["parented", "enter", "ready", "exit", "notified exit", "unparented"]:
			for who in [0, 1]:
				if who > 0 and when in ["parented", "unparented"]: continue
				print("-- paused in ", when, " of ", "HIJ"[who], " ", modes)
				var x = tree3(modes); x[who].act[when] = func(): t.paused = true; print("      goes on"); t.paused = false
				add_child(x[0]); remove_child(x[0]); x[0].free()
				for mode in [4]:
					print("-- mode ", mode, " in ", when, " of ", "HIJ"[who], " ", modes)
					x = tree3(modes); x[who].act[when] = func(): x[0].process_mode = mode; print("      goes on"); x[0].process_mode = 0
					add_child(x[0]); remove_child(x[0]); x[0].free()
	print("-- paused in child_exiting_tree, with a mode set in _exit_tree")
	var y = tree3(); y[0].act["exit"] = func(): y[0].process_mode = 4
	child_exiting_tree.connect(func(_n): print("      exiting"); t.paused = true; t.paused = false, CONNECT_ONE_SHOT)
	add_child(y[0]); remove_child(y[0])
	t.quit()
