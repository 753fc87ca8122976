extends Node
class P extends Node:
	var tag
	func _init(n): name = n
	func _input(e): print("    ", name, " input ", d(e)); if has_meta("act"): var f = get_meta("act"); remove_meta("act"); f.call(e)
	func _shortcut_input(e): print("    ", name, " shortcut ", d(e))
	func _unhandled_key_input(e): print("    ", name, " key ", d(e))
	func _unhandled_input(e): print("    ", name, " unhandled ", d(e))
	func d(e):
		if e is InputEventMouseMotion: return "motion %s %s dev %d" % [e.relative, e.position, e.device]
		if e is InputEventKey: return "key %d" % e.keycode
		return e.get_class()
func motion(r, p, dev = 0): var e := InputEventMouseMotion.new(); e.relative = r; e.position = p; e.device = dev; return e
func key(k): var e := InputEventKey.new(); e.keycode = k; e.pressed = true; return e
func _process(_d): print("  process ", Engine.get_process_frames())
func _physics_process(_d): print("  tick")
func _ready():
	var t := get_tree(); await t.process_frame
	var a := P.new("A"); add_child(a)
	print("-- a joypad button"); t.root.push_input(InputEventJoypadButton.new())
	print("-- a joypad motion"); t.root.push_input(InputEventJoypadMotion.new())
	print("-- an action"); t.root.push_input(InputEventAction.new())
	print("-- a mouse button"); var mb := InputEventMouseButton.new(); mb.button_index = MOUSE_BUTTON_LEFT; t.root.push_input(mb)
	print("-- a key"); t.root.push_input(key(65))
	print("-- parsed in an input of the queue"); a.set_meta("act", func(e): print("      parses"); Input.parse_input_event(key(67)))
	Input.parse_input_event(key(65)); Input.parse_input_event(key(66))
	await t.process_frame
	print("-- parsed in a pushed input"); a.set_meta("act", func(e): print("      parses"); Input.parse_input_event(key(67)))
	t.root.push_input(key(65)); print("  pushed")
	await t.process_frame
	print("-- two motions"); Input.parse_input_event(motion(Vector2(1, 2), Vector2(3, 4))); Input.parse_input_event(motion(Vector2(10, 20), Vector2(30, 40)))
	await t.process_frame
	print("-- two motions with a key between"); Input.parse_input_event(motion(Vector2(1, 2), Vector2(3, 4))); Input.parse_input_event(key(65)); Input.parse_input_event(motion(Vector2(10, 20), Vector2(30, 40)))
	await t.process_frame
	print("-- two devices"); Input.parse_input_event(motion(Vector2(1, 2), Vector2(3, 4))); Input.parse_input_event(motion(Vector2(10, 20), Vector2(30, 40), 1))
	await t.process_frame
	print("-- the first event object afterwards"); var m = motion(Vector2(1, 2), Vector2(3, 4)); Input.parse_input_event(m); Input.parse_input_event(motion(Vector2(10, 20), Vector2(30, 40))); print("  ", m.relative, m.position)
	await t.process_frame
	print("-- a motion parsed in a motion"); a.set_meta("act", func(e): Input.parse_input_event(motion(Vector2(5, 5), Vector2(5, 5))); Input.parse_input_event(motion(Vector2(6, 6), Vector2(6, 6))))
	Input.parse_input_event(motion(Vector2(1, 2), Vector2(3, 4)))
	await t.process_frame
	print("-- two joypad motions"); Input.parse_input_event(InputEventJoypadMotion.new()); Input.parse_input_event(InputEventJoypadMotion.new())
	await t.process_frame
	t.quit()
