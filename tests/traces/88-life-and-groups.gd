extends Node
class N extends Node:
	func _init(n): name = n
	func _enter_tree(): print(name, " enter")
	func _ready(): print(name, " ready")
	func _exit_tree(): print(name, " exit")
	func _notification(w): 
		if w in [NOTIFICATION_PARENTED, NOTIFICATION_UNPARENTED, NOTIFICATION_PREDELETE, NOTIFICATION_PAUSED, NOTIFICATION_UNPAUSED, NOTIFICATION_MOVED_IN_PARENT if false else -1]: print(name, " notif ", w)
func _ready():
	var a := N.new("A"); var b := N.new("B"); a.add_child(b); add_child(a)
	print(a.get_path(), b.get_index(), a.get_child_count(), a.is_inside_tree(), b.is_ancestor_of(a), a.is_ancestor_of(b))
	b.reparent(self); print(b.get_path(), get_children())
	move_child(b, 0); print(get_children().map(func(c): return str(c.name)))
	a.queue_free(); print(a.is_queued_for_deletion(), is_instance_valid(a))
	await get_tree().process_frame
	await get_tree().process_frame
	print(is_instance_valid(a), a == null, a)
	var t := Timer.new(); t.wait_time = 0.1; t.one_shot = true; add_child(t); t.timeout.connect(func(): print("timeout ", t.is_stopped(), t.time_left)); t.start()
	await t.timeout
	print("awaited")
	var st = get_tree().create_timer(0.05); await st.timeout; print("st ", st.time_left)
	b.add_to_group("g"); b.add_to_group("h", true); print(b.get_groups(), b.is_in_group("g"), get_tree().get_nodes_in_group("g"), get_tree().has_group("zz"), get_tree().get_first_node_in_group("h"), get_tree().get_node_count_in_group("g"))
	get_tree().call_group("g", "set_name", "Renamed"); print(b.name); get_tree().notify_group("g", 9999); get_tree().set_group("g", "process_priority", 4); print(b.process_priority)
	var tw := create_tween(); tw.tween_callback(func(): print("cb1")); tw.tween_interval(0.05); tw.tween_property(b, "process_priority", 10, 0.1); tw.tween_callback(func(): print("cb2 ", b.process_priority)); tw.tween_method(func(v): if v == 1.0: print("m ", v), 0.0, 1.0, 0.05); await tw.finished; print("tween done ", tw.is_valid(), tw.is_running())
	get_tree().paused = true; print(b.can_process(), b.process_mode); b.process_mode = Node.PROCESS_MODE_ALWAYS; print(b.can_process()); get_tree().paused = false
	var dup := b.duplicate() if false else b
	print(find_child("Ren*", true, false), find_children("*", "Node", true, false).size(), get_node_or_null("zz"), has_node("Renamed"), get_node("Renamed").get_parent() == self)
	var ps := PackedScene.new(); var root := Node.new(); root.name = "Root"; var ch := Node.new(); ch.name = "Ch"; root.add_child(ch); ch.owner = root; ch.add_to_group("pg", true); print(ps.pack(root)); var inst = ps.instantiate(); print(inst, inst.get_child(0).name, inst.get_child(0).get_groups(), inst.get_child(0).owner == inst); inst.free(); root.free()
	print(get_tree().get_frame() > 0, Engine.get_process_frames() >= 0, get_process_delta_time() >= 0)
	var n1 := Node.new(); n1.name = "X"; var n2 := Node.new(); n2.name = "X"; add_child(n1); add_child(n2); print(n1.name, " ", n2.name.begins_with("@"), " "); var n3 := Node.new(); n3.name = "X"; add_child(n3, true); print(n3.name); n3.name = "a/b:c@d.e%f"; print(n3.name)
	b.free(); print(is_instance_valid(b)); remove_child(n1); n1.queue_free(); add_child(n2)
	get_tree().quit(3)
func _exit_tree(): print("main exit")
