extends Node
# Each line is what one event says of itself, and then what each event says of each other, as JSON.
func make(kind, fields):
	var e = ClassDB.instantiate(kind)
	for f in fields:
		var v = fields[f]
		e.set(f, Vector2(v[0], v[1]) if v is Array else v)
	return e
func _ready():
	InputMap.add_action("fire", 0.2)
	InputMap.action_add_event("fire", make("InputEventKey", {"keycode": 70}))
	InputMap.add_action("save")
	InputMap.action_add_event("save", make("InputEventKey", {"keycode": 83, "ctrl_pressed": true}))
	InputMap.add_action("right", 0.25)
	InputMap.action_add_event("right", make("InputEventJoypadMotion", {"axis": 0, "axis_value": 1.0, "device": -1}))
	InputMap.action_add_event("right", make("InputEventJoypadButton", {"button_index": 14, "device": -1}))
	InputMap.add_action("click", 1.0)
	InputMap.action_add_event("click", make("InputEventMouseButton", {"button_index": 1, "shift_pressed": true}))
	InputMap.action_add_event("click", make("InputEventKey", {"physical_keycode": 67, "location": 1}))
	InputMap.action_add_event("click", make("InputEventJoypadMotion", {"axis": 3, "axis_value": -1.0}))
	var cases = [
		["InputEventKey", {}],
		["InputEventKey", {"keycode": 70, "pressed": true}],
		["InputEventKey", {"keycode": 70}],
		["InputEventKey", {"keycode": 70, "pressed": true, "echo": true}],
		["InputEventKey", {"keycode": 70, "pressed": true, "shift_pressed": true}],
		["InputEventKey", {"keycode": 70, "pressed": true, "device": 1}],
		["InputEventKey", {"keycode": 83, "pressed": true}],
		["InputEventKey", {"keycode": 83}],
		["InputEventKey", {"keycode": 83, "pressed": true, "ctrl_pressed": true}],
		["InputEventKey", {"keycode": 83, "pressed": true, "ctrl_pressed": true, "alt_pressed": true}],
		["InputEventKey", {"keycode": 83, "command_or_control_autoremap": true}],
		["InputEventKey", {"physical_keycode": 67, "pressed": true}],
		["InputEventKey", {"physical_keycode": 67, "location": 1, "pressed": true}],
		["InputEventKey", {"physical_keycode": 67, "location": 2, "pressed": true, "meta_pressed": true}],
		["InputEventKey", {"key_label": 69}],
		["InputEventKey", {"key_label": 69, "pressed": true, "unicode": 233}],
		["InputEventKey", {"keycode": 70, "physical_keycode": 71, "key_label": 72}],
		["InputEventKey", {"physical_keycode": 71, "key_label": 72}],
		["InputEventMouseButton", {}],
		["InputEventMouseButton", {"button_index": 1, "pressed": true}],
		["InputEventMouseButton", {"button_index": 1, "pressed": true, "shift_pressed": true, "double_click": true}],
		["InputEventMouseButton", {"button_index": 1, "pressed": true, "canceled": true, "shift_pressed": true}],
		["InputEventMouseButton", {"button_index": 9, "factor": 2.0}],
		["InputEventMouseButton", {"button_index": 12, "alt_pressed": true}],
		["InputEventMouseMotion", {"position": [1.5, 2], "velocity": [0.1, -3]}],
		["InputEventMouseMotion", {"position": [123456.789, 0.000001], "velocity": [12.3456789, 1000000]}],
		["InputEventJoypadButton", {"button_index": 14, "pressed": true}],
		["InputEventJoypadButton", {"button_index": 14, "pressure": 0.3}],
		["InputEventJoypadButton", {"button_index": 30, "pressed": true, "device": 3}],
		["InputEventJoypadButton", {"button_index": -1}],
		["InputEventJoypadMotion", {"axis": 0, "axis_value": 0.6}],
		["InputEventJoypadMotion", {"axis": 0, "axis_value": 0.1}],
		["InputEventJoypadMotion", {"axis": 0, "axis_value": 0.25}],
		["InputEventJoypadMotion", {"axis": 0, "axis_value": -0.7}],
		["InputEventJoypadMotion", {"axis": 0, "axis_value": 0.0}],
		["InputEventJoypadMotion", {"axis": 0, "axis_value": 1.0, "device": 2}],
		["InputEventJoypadMotion", {"axis": 3, "axis_value": -1.0}],
		["InputEventJoypadMotion", {"axis": 3, "axis_value": -0.9}],
		["InputEventJoypadMotion", {"axis": 10, "axis_value": 0.5}],
		["InputEventAction", {"action": "fire", "pressed": true}],
		["InputEventAction", {"action": "fire", "pressed": true, "strength": 0.3}],
		["InputEventAction", {"action": "fire", "strength": 7.0}],
		["InputEventAction", {"action": "nothing", "pressed": true, "strength": -1.0}],
		["InputEventScreenTouch", {"index": 2, "position": [3, 4], "pressed": true}],
		["InputEventScreenTouch", {"pressed": true, "canceled": true}],
		["InputEventScreenTouch", {"double_tap": true}],
		["InputEventScreenDrag", {"index": 1, "position": [3, 4], "velocity": [5, 6]}],
		["InputEventPanGesture", {"position": [3, 4], "delta": [0.5, 6]}],
		["InputEventMagnifyGesture", {"position": [3, 4], "factor": 1.25}],
		["InputEventMIDI", {"channel": 3, "message": 9, "pitch": 60}],
	]
	var events = []
	for c in cases:
		var e = make(c[0], c[1])
		events.append(e)
		print(JSON.stringify(["event", c[0], c[1], e.get_class(), e.as_text(), str(e), e.is_pressed(), e.is_released(), e.is_echo(), e.is_canceled(), e.is_action_type(), e.device]))
		for a in ["fire", "save", "right", "click"]:
			for exact in [false, true]:
				print(JSON.stringify(["action", a, exact, e.is_action(a, exact), e.is_action_pressed(a, false, exact), e.is_action_pressed(a, true, exact), e.is_action_released(a, exact), e.get_action_strength(a, exact)]))
	for e in events:
		var line = []
		for other in events:
			line.append(0 if e is InputEventAction and e.action == "nothing" else int(e.is_match(other)) + 2 * int(e.is_match(other, false)))
		print(JSON.stringify(["match", line]))
	get_tree().quit()
