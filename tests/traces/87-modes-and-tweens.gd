extends Node
class P extends Node:
	func _process(d): print(name, " p ", snappedf(d, 0.001)); 
	func _physics_process(d): print(name, " ph ", snappedf(d, 0.001))
	func _input(e): print("in")
	func _notification(what):
		match what:
			NOTIFICATION_PAUSED: print(name, " paused")
			NOTIFICATION_UNPAUSED: print(name, " unpaused")
			NOTIFICATION_PREDELETE: print("predelete")
			NOTIFICATION_CHILD_ORDER_CHANGED: print(name, " order")
func _ready():
	var modes = {"Inh": PROCESS_MODE_INHERIT, "Pau": PROCESS_MODE_PAUSABLE, "Whe": PROCESS_MODE_WHEN_PAUSED, "Alw": PROCESS_MODE_ALWAYS, "Dis": PROCESS_MODE_DISABLED}
	for k in modes: var p = P.new(); p.name = k; p.process_mode = modes[k]; add_child(p)
	process_mode = PROCESS_MODE_ALWAYS
	await get_tree().process_frame
	await get_tree().process_frame
	print("-- pause"); get_tree().paused = true
	await get_tree().process_frame
	print("-- unpause"); get_tree().paused = false
	await get_tree().process_frame
	print("-- order"); get_node("Alw").process_priority = -5; get_node("Inh").process_priority = 3
	await get_tree().process_frame
	print("-- scale"); Engine.time_scale = 0.5; await get_tree().process_frame; Engine.time_scale = 1
	for c in get_children(): c.set_process(false); c.set_physics_process(false)
	var tw = create_tween().set_parallel(true); tw.tween_property(self, "editor_description", "x", 0.01) if false else null; tw.tween_method(func(v): print("v ", snappedf(v, 0.01)), 0.0, 1.0, 0.05).set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_OUT); tw.chain().tween_callback(print.bind("cb")); tw.tween_interval(0.01)
	tw.finished.connect(func(): print("fin")); tw.loop_finished.connect(func(l): print("loop ", l)); tw.step_finished.connect(func(s): print("step ", s)); tw.set_loops(2)
	await tw.finished
	print(tw.is_valid(), tw.get_loops_left(), tw.get_total_elapsed_time() > 0.1)
	var t2 = create_tween(); t2.tween_callback(func(): print("killed?")).set_delay(0.05); t2.kill(); print(t2.is_valid())
	var dup = get_node("Alw").duplicate(); dup.name = "Dup"; add_child(dup); print(dup.process_mode, dup.process_priority, dup.is_processing())
	var a = Node.new(); a.name = "A"; var b = Node.new(); b.name = "B"; a.add_child(b); b.owner = a; add_child(a); print(a.get_tree_string()); a.print_tree(); a.print_tree_pretty(); print(b.get_path_to(self), a.get_path_to(b), b.get_parent().name, a.get_node("B") == b, a.get_node("../A/B") == b, find_child("B", true, false))
	a.tree_exiting.connect(func(): print("a exiting")); b.tree_exited.connect(func(): print("b exited")); a.child_exiting_tree.connect(func(n): print("child exiting ", n.name)); remove_child(a); print(b.is_inside_tree(), a.get_parent(), b.get_tree()); add_child(a); a.propagate_call("set_meta", ["k", 1]); print(b.get_meta("k")); a.free()
	get_tree().quit(2)
