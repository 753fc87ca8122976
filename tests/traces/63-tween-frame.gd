extends Node
var k := 0
var pk := 0
var x := 0.0
func say(what): print("  k", k, " p", pk, " ", what, "" if not Engine.is_in_physics_frame() else " physics")
func _physics_process(_d):
	pk += 1
	if pk == 3: create_tween().set_process_mode(Tween.TWEEN_PROCESS_PHYSICS).tween_callback(say.bind("a physics tween made in the tick"))
func _process(_d):
	k += 1
	if k == 2:
		say("_process")
		create_tween().tween_callback(say.bind("made in _process"))
		get_tree().create_timer(0).timeout.connect(say.bind("timer"))
		say.call_deferred("deferred")
		var n := Node.new()
		add_child(n)
		n.tree_exiting.connect(say.bind("deleted"))
		n.queue_free()
		n.tree_exited.connect(func(): say.call_deferred("deferred in deletion"))
		var t := create_tween()
		t.tween_callback(func():
			say("callback")
			say.call_deferred("deferred in callback")
			create_tween().tween_callback(say.bind("tween made in a callback"))
			get_tree().create_timer(0).timeout.connect(say.bind("timer made in a callback")))
		t.finished.connect(say.bind("finished"))
		var late := create_tween()
		late.tween_callback(say.bind("second of two"))
func _ready():
	create_tween().tween_callback(say.bind("made in _ready"))
	var q := create_tween().set_process_mode(Tween.TWEEN_PROCESS_PHYSICS)
	q.tween_property(self, "x", 3.0, 3 / 60.0)
	q.tween_callback(say.bind("physics done"))
	await get_tree().process_frame
	say("process_frame")
	for n in 5: await get_tree().process_frame
	print("-- deltas: ", x)
	var t := create_tween()
	t.tween_property(self, "x", 10.0, 0.1)
	t.tween_interval(0.02)
	t.step_finished.connect(func(i): say("step_finished %d x=%s" % [i, x]))
	t.finished.connect(func(): say("finished valid=%s running=%s total=%.4f" % [t.is_valid(), t.is_running(), t.get_total_elapsed_time()]))
	say("before")
	await t.finished
	say("awaited")
	await get_tree().process_frame
	print("  ", t.is_valid(), " ", t.is_running())
	print("-- a node that is queued for deletion")
	var n := Node.new()
	add_child(n)
	var b = n.create_tween()
	b.tween_callback(say.bind("bound to the deleted"))
	n.queue_free()
	await get_tree().process_frame
	await get_tree().process_frame
	print("-- off the tree, then back")
	var m := Node.new()
	add_child(m)
	var c = m.create_tween()
	c.tween_interval(0.0)
	c.tween_callback(say.bind("c"))
	remove_child(m)
	await get_tree().process_frame
	await get_tree().process_frame
	print("  valid ", c.is_valid(), " running ", c.is_running(), " in list ", c in get_tree().get_processed_tweens())
	add_child(m)
	await get_tree().process_frame
	print("  valid ", c.is_valid())
	print("-- freed while it runs")
	var d = m.create_tween()
	d.tween_interval(1.0)
	d.finished.connect(say.bind("never"))
	await get_tree().process_frame
	m.free()
	print("  valid ", d.is_valid(), " running ", d.is_running())
	await get_tree().process_frame
	print("  valid ", d.is_valid(), " running ", d.is_running())
	print("-- a node outside of the tree")
	var o := Node.new()
	print("  ", o.create_tween())
	o.free()
	print("-- pause")
	process_mode = Node.PROCESS_MODE_ALWAYS
	var p := Node.new(); p.name = "P"
	p.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(p)
	var got := {}
	for mode in [0, 1, 2]:
		for who in [null, p, self]:
			var w := get_tree().create_tween()
			if who: w.bind_node(who)
			w.set_pause_mode(mode)
			w.tween_callback(func(): got[str(mode) + " " + ("nobody" if who == null else str(who.name))] = true)
	get_tree().paused = true
	await get_tree().process_frame
	await get_tree().process_frame
	print("  ", got.size(), " ", got)
	get_tree().paused = false
	await get_tree().process_frame
	await get_tree().process_frame
	print("  ", got.size())
	print("-- time scale")
	Engine.time_scale = 0.5
	var s1 := create_tween(); s1.tween_interval(1.0)
	var s2 := create_tween().set_ignore_time_scale(); s2.tween_interval(1.0)
	var s3 := create_tween().set_speed_scale(3.0); s3.tween_interval(1.0)
	await get_tree().process_frame
	await get_tree().process_frame
	print("  %.5f %.5f %.5f" % [s1.get_total_elapsed_time(), s2.get_total_elapsed_time(), s3.get_total_elapsed_time()])
	print("  list ", get_tree().get_processed_tweens().size())
	for s in [s1, s2, s3]: s.kill()
	print("  list after kill ", get_tree().get_processed_tweens().size())
	await get_tree().process_frame
	await get_tree().process_frame
	print("  list a frame later ", get_tree().get_processed_tweens().size())
	Engine.time_scale = 0.0
	var z := create_tween()
	z.tween_callback(say.bind("at no time"))
	z.finished.connect(say.bind("finished at no time"))
	await get_tree().process_frame
	await get_tree().process_frame
	Engine.time_scale = 1.0
	await get_tree().process_frame
	await get_tree().process_frame
	print("-- quit with a tween")
	var e := create_tween()
	e.tween_callback(say.bind("in the last frame"))
	get_tree().quit(4)
