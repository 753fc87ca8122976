extends Node
class P extends Node:
	var act := Callable()
	func _init(n): name = n
	func m(x = ""): print("    ", name, ".m ", x); go()
	func go(): if act.is_valid(): var f := act; act = Callable(); f.call()
	func _process(_d): print("    ", name, " process"); go()
	func _physics_process(_d): pass
	func _input(_e): print("    ", name, " input"); go()
	func _unhandled_input(_e): print("    ", name, " unhandled")
	func _notification(w): if w == 5000: print("    ", name, " notified"); go()
	var v := 0:
		set(x): print("    ", name, ".v=", x); go()
func back(n): remove_child(n); add_child(n)
func mk(n, g = "g"): var x := P.new(n); x.add_to_group(g); add_child(x); return x
func _ready():
	var t := get_tree(); await t.process_frame
	var a = mk("A"); var b = mk("B"); var c = mk("C")
	for n in [a, b, c]: n.set_process(false)
	print("-- group call in a group call, inner one takes out and puts back"); a.act = func(): t.call_group("o", "m", "inner"); 
	var o = P.new("O"); o.add_to_group("o"); add_child(o); o.set_process(false); o.act = func(): back(c)
	t.call_group("g", "m", "outer")
	print("-- after it"); t.call_group("g", "m", "after")
	print("-- notify_group in a group call"); a.act = func(): back(c); t.notify_group("g", 5000)
	t.call_group("g", "m", "outer")
	print("-- a group call in notify_group"); a.act = func(): back(c); t.call_group("g", "m", "inner")
	t.notify_group("g", 5000)
	print("-- a deferred group call in a group call"); a.act = func(): back(c); t.call_group_flags(SceneTree.GROUP_CALL_DEFERRED, "g", "m", "deferred")
	t.call_group("g", "m", "outer")
	await t.process_frame
	print("-- a unique deferred one"); a.act = func(): back(c); t.call_group_flags(SceneTree.GROUP_CALL_DEFERRED | SceneTree.GROUP_CALL_UNIQUE, "g", "m", "unique")
	t.call_group("g", "m", "outer")
	await t.process_frame
	await t.process_frame
	print("-- set_group in a group call"); a.act = func(): back(c); t.set_group("g", "v", 1)
	t.call_group("g", "m", "outer")
	print("-- listed all the same"); a.act = func(): back(c); print("      ", t.get_nodes_in_group("g").map(func(x): return str(x.name)), t.get_first_node_in_group("g").name)
	t.call_group("g", "m", "outer")
	print("-- an input pass in a group call"); a.act = func(): back(c); t.root.push_input(InputEventAction.new())
	t.call_group("g", "m", "outer")
	print("-- a group call in an input pass"); c.act = func(): back(a); t.call_group("g", "m", "inner")
	t.root.push_input(InputEventAction.new())
	print("-- in the passes of a frame"); a.set_process(true); b.set_process(true); c.set_process(true); a.act = func(): back(c)
	b.act = func(): t.notify_group("g", 5000); t.root.push_input(InputEventAction.new()); t.call_group_flags(SceneTree.GROUP_CALL_DEFERRED, "g", "m", "deferred"); t.call_group_flags(SceneTree.GROUP_CALL_DEFERRED | SceneTree.GROUP_CALL_UNIQUE, "g", "m", "unique")
	await t.process_frame
	await t.process_frame
	print("-- the paused notification does not mind"); a.set_process(false); b.set_process(false); c.set_process(false); a.act = func(): back(c); t.paused = true; t.paused = false
	t.call_group("g", "m", "outer")
	print("-- freed in the inner call"); a.act = func(): t.call_group("o", "m", "inner")
	o.act = func(): b.free()
	t.call_group("g", "m", "outer")
	t.quit()
