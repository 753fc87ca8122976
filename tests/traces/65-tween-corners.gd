extends Node
var x := 3.0
var flag := true
var word := "hello"
func hw(tweener, name):
	tweener.finished.connect(func(): print("    ", name, " finished"))
	return tweener
func _ready():
	print("-- a bool becomes false"); var t := create_tween(); t.tween_property(self, "flag", false, 1.0)
	for i in 4:
		t.custom_step(0.3); print("  ", flag)
	print("-- a string"); t = create_tween(); t.tween_property(self, "word", "hexa", 1.0)
	for i in 4:
		t.custom_step(0.3); print("  ", word)
	print("-- an interpolator of no number"); t = create_tween(); t.tween_property(self, "x", 10.0, 1.0).set_custom_interpolator(func(_v): return "a")
	t.custom_step(0.5); print("  ", x); t.custom_step(0.6); print("  ", x)
	print("-- a killed subtween"); t = create_tween(); var sub := create_tween(); sub.tween_interval(0.5); hw(t.tween_subtween(sub), "sub"); hw(t.tween_interval(0.0), "interval"); sub.kill()
	print("  ", t.custom_step(0.1))
	print("-- a killed subtween while it runs"); t = create_tween(); sub = create_tween(); sub.tween_interval(0.5); hw(t.tween_subtween(sub), "sub"); hw(t.tween_interval(0.0), "interval")
	print("  ", t.custom_step(0.1)); sub.kill(); print("  ", t.custom_step(0.1))
	print("-- a subtween without tweeners"); t = create_tween(); hw(t.tween_subtween(create_tween()), "sub"); hw(t.tween_interval(0.0), "interval")
	print("  ", t.custom_step(0.1))
	print("-- parallel before anything"); t = create_tween(); hw(t.parallel().tween_interval(0.1), "a"); hw(t.tween_interval(0.1), "b"); hw(t.parallel().tween_interval(0.1), "c")
	t.step_finished.connect(func(i): print("    step ", i)); t.custom_step(1.0)
	print("-- loops left"); t = create_tween().set_loops(5); t.tween_interval(1.0); print("  ", t.get_loops_left()); t.custom_step(2.5); print("  ", t.get_loops_left()); t.stop(); print("  ", t.get_loops_left()); t.kill()
	print("-- in the list"); print("  ", get_tree().get_processed_tweens().size()); await get_tree().process_frame; await get_tree().process_frame; print("  ", get_tree().get_processed_tweens().size())
	print("-- one kills and pauses those after it")
	var a := create_tween(); var b := create_tween(); var c := create_tween()
	a.tween_callback(func(): print("    a"); b.kill(); c.pause()); b.tween_callback(func(): print("    b")); c.tween_callback(func(): print("    c"))
	await get_tree().process_frame; await get_tree().process_frame; print("  ", a.is_valid(), b.is_valid(), c.is_valid()); c.play(); await get_tree().process_frame; await get_tree().process_frame; print("  ", c.is_valid())
	print("-- bound to a disabled node"); var n := Node.new(); n.name = "N"; add_child(n); n.process_mode = Node.PROCESS_MODE_DISABLED; t = n.create_tween(); t.tween_callback(func(): print("    called"))
	print("  ", str(t).get_slice(">", 1)); await get_tree().process_frame; await get_tree().process_frame; print("  "); n.process_mode = Node.PROCESS_MODE_INHERIT; await get_tree().process_frame; await get_tree().process_frame
	print("-- bound to a node off the tree"); var o := Node.new(); o.name = "O"; t = o.create_tween(); print("  ", str(t).get_slice(">", 1)); t.tween_callback(func(): print("    called")); await get_tree().process_frame; await get_tree().process_frame; print("  ", t.is_valid(), t.custom_step(1.0)); add_child(o); await get_tree().process_frame; await get_tree().process_frame; print("  ", t.is_valid())
	print("-- bound anew"); t = o.create_tween().bind_node(n); t.tween_interval(9.0); o.free(); await get_tree().process_frame; await get_tree().process_frame; print("  ", t.is_valid()); n.free(); print("  ", t.custom_step(1.0)); await get_tree().process_frame; await get_tree().process_frame; print("  ", t.is_valid(), t.is_running())
	print("-- not bound"); t = get_tree().create_tween(); print("  ", str(t).get_slice(">", 1), "."); t.kill()
	print("-- await of each tweener"); t = create_tween(); var p = t.tween_interval(0.0); await p.finished; print("  interval"); t = create_tween(); p = t.tween_callback(func(): pass); await p.finished; print("  callback"); t = create_tween(); t.tween_property(self, "x", 1.0, 0.01); await t.step_finished; print("  step")
	print("-- the paused mode of a callback in a paused tree"); process_mode = Node.PROCESS_MODE_ALWAYS; t = get_tree().create_tween(); t.tween_callback(func(): print("    called")); get_tree().paused = true; await get_tree().process_frame; await get_tree().process_frame; print("  unpaused"); get_tree().paused = false; await get_tree().process_frame; await get_tree().process_frame
	print("-- a tweener without its tween"); p = get_tree().create_tween().tween_property(self, "x", 5.0, 1.0); await get_tree().process_frame
	print("-- delayed in parallel"); t = create_tween().set_parallel(); x = 0.0; hw(t.tween_property(self, "x", 10.0, 1.0).set_delay(0.5).from(5.0), "x"); hw(t.tween_interval(0.2), "interval"); hw(t.tween_callback(func(): print("    cb")).set_delay(0.3), "cb"); hw(t.tween_method(func(v): print("    m ", v), 0, 2, 0.5).set_delay(0.1), "m")
	for i in 8:
		t.custom_step(0.2); print("  ", snappedf(x, 0.001))
	get_tree().quit()
