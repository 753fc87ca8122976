extends Node
func say(x): print("    ", x)
func _process(_d): print("  process")
func _physics_process(_d): print("  tick")
func _ready():
	var t := get_tree(); await t.process_frame
	print("-- a timeout of no time that defers, makes a timer and queues")
	t.create_timer(0).timeout.connect(func(): say("first"); call_deferred("say", "deferred by the first"); t.create_timer(0).timeout.connect(say.bind("made in the first")))
	t.create_timer(0).timeout.connect(func(): say("second"); call_deferred("say", "deferred by the second"))
	t.create_timer(0, true, true).timeout.connect(func(): say("in the tick"); call_deferred("say", "deferred by the tick"))
	t.physics_frame.connect(func(): say("physics_frame"), CONNECT_ONE_SHOT)
	await t.process_frame
	print("-- deleted after the timers, before the calls")
	var n := Node.new(); add_child(n); n.tree_exited.connect(func(): say("n is out"); call_deferred("say", "deferred by the exit"))
	t.create_timer(0).timeout.connect(func(): n.queue_free(); call_deferred("say", "deferred by the timeout"); say("timeout"))
	call_deferred("say", "deferred in process_frame")
	await t.process_frame
	print("-- a call deferred in a timeout that makes a timer and queues a node")
	var m := Node.new(); add_child(m); m.tree_exited.connect(func(): say("m is out"))
	t.create_timer(0).timeout.connect(func(): (func(): m.queue_free(); t.create_timer(0).timeout.connect(say.bind("late timer")); say("deferred")).call_deferred(), CONNECT_ONE_SHOT)
	await t.process_frame
	await t.process_frame
	print("-- a change of scene and a timer")
	var s := Node.new(); s.name = "S"; s.ready.connect(func(): say("new scene ready"); say.call_deferred("deferred by the scene"))
	t.scene_changed.connect(func(): say("scene_changed"); t.create_timer(0).timeout.connect(func(): say("timer of the scene"); t.quit()))
	t.create_timer(0).timeout.connect(func(): print("    timer"))
	reparent_main(t)
	t.change_scene_to_node(s)
func reparent_main(t): t.current_scene = null
