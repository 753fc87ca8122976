#@args --fixed-fps 60
# What is pressed, how far and since when, in each physics tick and each frame, while the steps below are taken.
# A step is what is done in one tick or frame: events parsed, actions pressed and released, settings of the input changed.
extends Node
const STEPS = [
	[],
	[["press", "fire", 2], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0, "device": 0}]],
	[["parse", "InputEventKey", {"physical_keycode": 67, "pressed": true, "echo": true}], ["parse", "InputEventScreenTouch", {"index": 0, "pressed": false, "position": [1, 2]}]],
	[["flush"]],
	[["parse", "InputEventKey", {"keycode": 70, "pressed": true}], ["release", "fire"]],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.3, "device": 1}], ["mouse", true], ["accumulate", true], ["release", "right"]],
	[],
	[["press", "right", 0.4], ["parse", "InputEventAction", {"action": "down", "pressed": true, "strength": 1}], ["parse", "InputEventMouseButton", {"button_index": 4, "pressed": false, "position": [9, 9], "ctrl_pressed": true, "alt_pressed": true}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 1, "device": 0}]],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.7, "device": 1}], ["parse", "InputEventKey", {"keycode": 4194321, "pressed": true}]],
	[["parse", "InputEventJoypadButton", {"button_index": 13, "pressed": false, "device": 0}]],
	[],
	[["press", "left", 1], ["press", "down", 1]],
	[],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0.3, "device": 0}]],
	[],
	[["parse", "InputEventKey", {"keycode": 4194321, "pressed": true}]],
	[["parse", "InputEventKey", {"keycode": 4194321, "shift_pressed": true, "pressed": false}]],
	[],
	[],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -1, "device": 0}]],
	[["parse", "InputEventMouseButton", {"button_index": 1, "pressed": false, "position": [2, 3]}], ["release", "left"]],
	[],
	[],
	[["flush"]],
	[["parse", "InputEventMouseButton", {"button_index": 1, "pressed": true, "position": [3, 9], "ctrl_pressed": true}]],
	[["parse", "InputEventAction", {"action": "right", "pressed": true, "strength": 1}]],
	[],
	[["parse", "InputEventMouseButton", {"button_index": 2, "pressed": true, "position": [0, 5], "ctrl_pressed": true}], ["parse", "InputEventMouseButton", {"button_index": 4, "pressed": false, "position": [5, 6]}]],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 1, "device": 0}]],
	[["parse", "InputEventKey", {"keycode": 4194319, "pressed": true}], ["parse", "InputEventAction", {"action": "save", "pressed": true, "strength": 1}], ["parse", "InputEventMouseButton", {"button_index": 1, "pressed": true, "position": [9, 9], "alt_pressed": true}], ["press", "right", 1]],
	[["parse", "InputEventJoypadButton", {"button_index": 11, "pressed": false, "device": 1}], ["release", "fire"]],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.25, "device": 1}]],
	[["parse", "InputEventMouseMotion", {"relative": [4, 3], "position": [8, 4], "button_mask": 0}]],
	[["parse", "InputEventKey", {"physical_keycode": 67, "ctrl_pressed": true, "alt_pressed": true, "pressed": false}], ["parse", "InputEventMouseButton", {"button_index": 4, "pressed": false, "position": [1, 4], "ctrl_pressed": true}], ["parse", "InputEventJoypadButton", {"button_index": 11, "pressed": true, "device": 0}], ["parse", "InputEventKey", {"physical_keycode": 67, "ctrl_pressed": true, "pressed": true}]],
	[["accumulate", true]],
	[["parse", "InputEventKey", {"keycode": 70, "pressed": true}]],
	[["parse", "InputEventKey", {"physical_keycode": 70, "pressed": true, "echo": true}], ["parse", "InputEventMouseButton", {"button_index": 2, "pressed": true, "position": [2, 2], "alt_pressed": true}]],
	[],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.2, "device": 0}]],
	[["press", "up", 0.4], ["parse", "InputEventMouseButton", {"button_index": 2, "pressed": false, "position": [7, 6]}]],
	[["parse", "InputEventMouseButton", {"button_index": 1, "pressed": true, "position": [0, 6], "ctrl_pressed": true}], ["mouse", true]],
	[["parse", "InputEventKey", {"keycode": 4194321, "shift_pressed": true, "pressed": true, "echo": true}], ["parse", "InputEventKey", {"physical_keycode": 70, "pressed": true}], ["parse", "InputEventKey", {"physical_keycode": 67, "pressed": false}], ["parse", "InputEventAction", {"action": "up", "pressed": false, "strength": 1}]],
	[["parse", "InputEventKey", {"keycode": 70, "pressed": false}]],
	[["touch", false], ["parse", "InputEventKey", {"keycode": 4194321, "pressed": false}]],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.3, "device": 0}]],
	[["flush"], ["accumulate", true], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.7, "device": 0}], ["parse", "InputEventKey", {"keycode": 4194321, "shift_pressed": true, "pressed": false}]],
	[["parse", "InputEventKey", {"keycode": 70, "ctrl_pressed": true, "pressed": true}], ["parse", "InputEventKey", {"keycode": 4194319, "ctrl_pressed": true, "pressed": false}], ["parse", "InputEventAction", {"action": "right", "pressed": false, "strength": 1}], ["parse", "InputEventMouseButton", {"button_index": 1, "pressed": true, "position": [0, 8], "ctrl_pressed": true}]],
	[["touch", false]],
	[["parse", "InputEventMouseMotion", {"relative": [2, 7], "position": [5, 0], "button_mask": 0}], ["parse", "InputEventMouseButton", {"button_index": 4, "pressed": true, "position": [1, 6]}], ["parse", "InputEventJoypadButton", {"button_index": 11, "pressed": false, "device": 0}], ["deadzone", "right", 1]],
	[["parse", "InputEventMIDI", {"channel": 1, "message": 9}], ["parse", "InputEventJoypadButton", {"button_index": 14, "pressed": false, "device": 0}], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.2, "device": 0}], ["press", "fire", 1]],
	[["flush"]],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.9, "device": 0}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.2, "device": 1}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.5, "device": 0}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.2, "device": 1}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.2, "device": 0}], ["release", "left"], ["parse", "InputEventKey", {"physical_keycode": 67, "pressed": true}], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.2, "device": 0}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0.25, "device": 1}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.2, "device": 0}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.5, "device": 0}], ["parse", "InputEventKey", {"keycode": 83, "pressed": true}]],
	[["parse", "InputEventKey", {"physical_keycode": 70, "pressed": true}], ["release", "left"]],
	[["press", "left", 0.4]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0.2, "device": 1}]],
	[["parse", "InputEventKey", {"keycode": 83, "alt_pressed": true, "pressed": true}]],
	[],
	[["parse", "InputEventKey", {"physical_keycode": 67, "pressed": true}]],
	[["parse", "InputEventKey", {"keycode": 70, "shift_pressed": true, "pressed": false}]],
	[["parse", "InputEventKey", {"keycode": 70, "pressed": true}], ["parse", "InputEventAction", {"action": "fire", "pressed": false, "strength": 0.3}]],
	[["parse", "InputEventKey", {"keycode": 4194321, "ctrl_pressed": true, "alt_pressed": true, "pressed": false}]],
	[["parse", "InputEventJoypadButton", {"button_index": 13, "pressed": false, "device": 0}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.1, "device": 0}], ["parse", "InputEventKey", {"physical_keycode": 67, "pressed": true}], ["parse", "InputEventMIDI", {"channel": 1, "message": 9}], ["parse", "InputEventAction", {"action": "left", "pressed": true, "strength": 0.5}]],
	[],
	[["parse", "InputEventJoypadButton", {"button_index": 14, "pressed": true, "device": 1}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.5, "device": 1}]],
	[],
	[["mouse", true]],
	[["flush"]],
	[["press", "fire", 1]],
	[],
	[],
	[["parse", "InputEventAction", {"action": "left", "pressed": true, "strength": 0.3}], ["parse", "InputEventKey", {"keycode": 4194319, "pressed": false}]],
	[["parse", "InputEventKey", {"physical_keycode": 67, "pressed": false}], ["parse", "InputEventKey", {"keycode": 83, "pressed": false}]],
	[],
	[["release", "fire"], ["parse", "InputEventAction", {"action": "save", "pressed": true, "strength": 1}]],
	[["parse", "InputEventMouseButton", {"button_index": 1, "pressed": false, "position": [4, 6]}]],
	[],
	[],
	[["parse", "InputEventMouseButton", {"button_index": 4, "pressed": false, "position": [9, 6], "ctrl_pressed": true}], ["parse", "InputEventAction", {"action": "down", "pressed": false, "strength": 0.3}], ["parse", "InputEventKey", {"keycode": 4194319, "pressed": true}], ["press", "up", -1]],
	[["parse", "InputEventKey", {"keycode": 83, "pressed": true, "echo": true}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.1, "device": 0}]],
	[["parse", "InputEventKey", {"keycode": 4194321, "pressed": true, "echo": true}]],
	[["parse", "InputEventKey", {"keycode": 4194319, "pressed": false}]],
	[["parse", "InputEventMouseMotion", {"relative": [6, -3], "position": [7, 6], "button_mask": 1}]],
	[],
	[],
	[],
	[],
	[],
	[],
	[["parse", "InputEventKey", {"keycode": 70, "pressed": true}], ["erase", "save", "InputEventKey", {"keycode": 83, "ctrl_pressed": false}], ["parse", "InputEventScreenTouch", {"index": 1, "pressed": false, "position": [1, 2]}], ["parse", "InputEventMIDI", {"channel": 1, "message": 9}]],
	[["release", "save"], ["parse", "InputEventKey", {"keycode": 4194321, "pressed": true}], ["parse", "InputEventMouseButton", {"button_index": 2, "pressed": false, "position": [8, 4]}], ["release", "down"]],
	[["flush"], ["press", "up", 2]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0, "device": 0}]],
	[],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 1, "device": 0}], ["parse", "InputEventMouseMotion", {"relative": [6, -2], "position": [5, 2], "button_mask": 0}]],
	[["release", "down"], ["parse", "InputEventKey", {"keycode": 83, "alt_pressed": true, "pressed": true}], ["parse", "InputEventKey", {"keycode": 70, "shift_pressed": true, "alt_pressed": true, "pressed": true}], ["parse", "InputEventKey", {"keycode": 70, "pressed": false}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -1, "device": 0}], ["parse", "InputEventKey", {"keycode": 4194319, "shift_pressed": true, "alt_pressed": true, "pressed": true}]],
	[],
	[["parse", "InputEventKey", {"keycode": 83, "shift_pressed": true, "ctrl_pressed": true, "alt_pressed": true, "pressed": true}]],
	[],
	[["release", "fire"], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0.7, "device": 1}]],
	[["parse", "InputEventJoypadButton", {"button_index": 13, "pressed": false, "device": 0}], ["parse", "InputEventMouseMotion", {"relative": [8, -9], "position": [4, 8], "button_mask": 0}]],
	[["parse", "InputEventKey", {"physical_keycode": 67, "alt_pressed": true, "pressed": true}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 0.1, "device": 1}]],
	[],
	[["press", "left", 2]],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.3, "device": 1}]],
	[["press", "up", 1], ["parse", "InputEventKey", {"physical_keycode": 70, "ctrl_pressed": true, "pressed": true}], ["parse", "InputEventMouseButton", {"button_index": 1, "pressed": true, "position": [0, 0]}], ["press", "fire", 0.4]],
	[["parse", "InputEventMouseButton", {"button_index": 4, "pressed": true, "position": [7, 3]}], ["flush"]],
	[["parse", "InputEventJoypadButton", {"button_index": 11, "pressed": true, "device": 1}], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.7, "device": 0}]],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 1, "device": 1}]],
	[["parse", "InputEventAction", {"action": "right", "pressed": false, "strength": 0.5}], ["parse", "InputEventScreenTouch", {"index": 1, "pressed": false, "position": [1, 2]}], ["press", "right", -1], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 1, "device": 1}]],
	[["flush"]],
	[],
	[],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -1, "device": 0}]],
	[],
	[["press", "left", 1], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0, "device": 0}]],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.2, "device": 1}], ["parse", "InputEventKey", {"keycode": 70, "ctrl_pressed": true, "pressed": true}], ["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0, "device": 0}], ["parse", "InputEventAction", {"action": "save", "pressed": false, "strength": 0.3}]],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": 0.7, "device": 0}]],
	[["parse", "InputEventKey", {"keycode": 4194319, "pressed": true, "echo": true}]],
	[["parse", "InputEventMouseButton", {"button_index": 2, "pressed": true, "position": [1, 9], "ctrl_pressed": true}]],
	[["parse", "InputEventJoypadButton", {"button_index": 14, "pressed": true, "device": 0}], ["parse", "InputEventScreenTouch", {"index": 1, "pressed": true, "position": [1, 2]}]],
	[["parse", "InputEventJoypadButton", {"button_index": 14, "pressed": true, "device": 0}], ["parse", "InputEventMIDI", {"channel": 1, "message": 9}], ["parse", "InputEventKey", {"keycode": 4194321, "ctrl_pressed": true, "pressed": true}], ["parse", "InputEventKey", {"keycode": 4194319, "pressed": true, "echo": true}]],
	[["press", "fire", -1], ["parse", "InputEventKey", {"physical_keycode": 70, "alt_pressed": true, "pressed": false}], ["parse", "InputEventAction", {"action": "fire", "pressed": false, "strength": 1}], ["deadzone", "up", 1]],
	[["parse", "InputEventJoypadButton", {"button_index": 11, "pressed": true, "device": 1}], ["touch", false], ["parse", "InputEventKey", {"keycode": 4194321, "shift_pressed": true, "alt_pressed": true, "pressed": false}], ["parse", "InputEventMouseButton", {"button_index": 1, "pressed": true, "position": [0, 6]}]],
	[["parse", "InputEventKey", {"keycode": 83, "pressed": true}]],
	[],
	[["release", "right"]],
	[],
	[["parse", "InputEventKey", {"keycode": 4194321, "alt_pressed": true, "pressed": true}], ["parse", "InputEventJoypadButton", {"button_index": 13, "pressed": true, "device": 1}]],
	[],
	[["parse", "InputEventJoypadMotion", {"axis": 1, "axis_value": -0.1, "device": 0}]],
	[["erase", "left", "InputEventKey", {"keycode": 4194321, "ctrl_pressed": false}]],
	[],
	[["parse", "InputEventKey", {"keycode": 4194319, "pressed": true}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": -0.2, "device": 0}]],
	[],
	[],
	[["parse", "InputEventKey", {"physical_keycode": 67, "pressed": false}], ["parse", "InputEventKey", {"physical_keycode": 67, "pressed": true}]],
	[],
	[["parse", "InputEventScreenTouch", {"index": 1, "pressed": true, "position": [1, 2]}], ["parse", "InputEventJoypadMotion", {"axis": 0, "axis_value": 1, "device": 1}], ["parse", "InputEventAction", {"action": "left", "pressed": false, "strength": 1}], ["parse", "InputEventKey", {"keycode": 4194321, "alt_pressed": true, "pressed": true}]],
	[],
	[],
	[["parse", "InputEventJoypadButton", {"button_index": 13, "pressed": true, "device": 1}], ["parse", "InputEventPanGesture", {"delta": [1, 2]}]],
	[],
	[],
	[["parse", "InputEventKey", {"keycode": 83, "ctrl_pressed": true, "pressed": true}]],
	[],
	[["parse", "InputEventMouseMotion", {"relative": [-3, -4], "position": [3, 9], "button_mask": 0}]],
]
var step := 0
func make(kind, fields):
	var e = ClassDB.instantiate(kind)
	for f in fields:
		var v = fields[f]
		e.set(f, Vector2(v[0], v[1]) if v is Array else v)
	return e
func say(what): print(JSON.stringify(what, "", true, true))
func xy(v): return [v.x, v.y]
func _ready():
	for a in ["fire", "save", "left", "right", "up", "down"]: InputMap.add_action(a, 0.2)
	InputMap.action_set_deadzone("up", 0.25)
	InputMap.action_add_event("fire", make("InputEventKey", {"keycode": 70}))
	InputMap.action_add_event("fire", make("InputEventKey", {"physical_keycode": 70}))
	InputMap.action_add_event("fire", make("InputEventMouseButton", {"button_index": 1}))
	InputMap.action_add_event("save", make("InputEventKey", {"keycode": 83, "ctrl_pressed": true}))
	var axes = [["left", 4194319, 13, 0, -1.0], ["right", 4194321, 14, 0, 1.0], ["up", 0, 11, 1, -1.0], ["down", 0, 12, 1, 1.0]]
	for a in axes:
		if a[1]: InputMap.action_add_event(a[0], make("InputEventKey", {"keycode": a[1]}))
		InputMap.action_add_event(a[0], make("InputEventJoypadButton", {"button_index": a[2], "device": -1}))
		InputMap.action_add_event(a[0], make("InputEventJoypadMotion", {"axis": a[3], "axis_value": a[4], "device": -1}))
func _input(e): say(["input", e.get_class(), e.device, e.as_text(), e.is_pressed()])
func look(where):
	var line = [where, Input.is_anything_pressed(), Input.get_mouse_button_mask()]
	line.append([70, 83, 4194319, 4194321].map(func(k): return Input.is_key_pressed(k)))
	line.append([Input.is_physical_key_pressed(70), Input.is_mouse_button_pressed(1), Input.is_mouse_button_pressed(2), Input.is_joy_button_pressed(0, 13), Input.is_joy_button_pressed(1, 14)])
	line.append([Input.get_joy_axis(0, 0), Input.get_joy_axis(0, 1), Input.get_joy_axis(1, 0)])
	for a in ["fire", "save", "left", "right", "up", "down"]:
		line.append([Input.is_action_pressed(a), Input.is_action_pressed(a, true), Input.is_action_just_pressed(a), Input.is_action_just_released(a), Input.is_action_just_pressed(a, true), Input.get_action_strength(a), Input.get_action_raw_strength(a), Input.get_action_strength(a, true)])
	line.append([Input.get_axis("left", "right"), xy(Input.get_vector("left", "right", "up", "down")), xy(Input.get_vector("left", "right", "up", "down", 0.1))])
	say(line)
func act():
	if step >= STEPS.size(): get_tree().quit(); return
	for s in STEPS[step]:
		match s[0]:
			"parse": Input.parse_input_event(make(s[1], s[2]))
			"press": Input.action_press(s[1], s[2])
			"release": Input.action_release(s[1])
			"flush": Input.flush_buffered_events()
			"accumulate": Input.use_accumulated_input = s[1]
			"touch": Input.emulate_touch_from_mouse = s[1]
			"mouse": Input.emulate_mouse_from_touch = s[1]
			"deadzone": InputMap.action_set_deadzone(s[1], s[2])
			"erase": InputMap.action_erase_event(s[1], make(s[2], s[3]))
	step += 1
func _physics_process(_d): look("tick"); act(); look("acted")
func _process(_d): look("frame"); act(); look("acted")
