extends Node
# Each line is a call of ClassDB, ProjectSettings or InputMap and what it returned, as JSON.
func ask(name, thing, method, args):
	print(JSON.stringify([name, method, args, thing.callv(method, args)]))
func _ready():
	var settings = ProjectSettings
	for c in ["Object", "Node", "Timer", "Window", "SceneTree", "SceneTreeTimer", "InputEvent", "InputEventFromWindow", "InputEventWithModifiers", "InputEventKey", "InputEventMouse", "InputEventMouseButton", "InputEventMouseMotion", "InputEventScreenTouch", "InputEventScreenDrag", "InputEventGesture", "InputEventPanGesture", "InputEventMagnifyGesture", "InputEventJoypadButton", "InputEventJoypadMotion", "InputEventAction", "InputEventMIDI", "InputEventShortcut", "Shortcut", "Input", "InputMap", "Time", "OS", "ClassDB", "ProjectSettings", "Nothing", ""]:
		ask("ClassDB", ClassDB, "class_exists", [c])
		ask("ClassDB", ClassDB, "get_parent_class", [c])
		ask("ClassDB", ClassDB, "can_instantiate", [c])
		ask("ClassDB", ClassDB, "is_parent_class", [c, "InputEvent"])
		ask("ClassDB", ClassDB, "is_parent_class", [c, c])
		ask("ClassDB", ClassDB, "is_class_enabled", [c])
	for c in ["Node", "Timer", "Object", "Input", "Nothing"]:
		for s in ["ready", "timeout", "joy_connection_changed", "nothing"]:
			ask("ClassDB", ClassDB, "class_has_signal", [c, s])
		for m in ["add_child", "start", "get_class", "parse_input_event", "nothing", "is_action_pressed"]:
			for own in [false, true]:
				ask("ClassDB", ClassDB, "class_has_method", [c, m, own])
				ask("ClassDB", ClassDB, "class_get_method_argument_count", [c, m, own])
		for k in ["NOTIFICATION_READY", "PROCESS_MODE_ALWAYS", "MOUSE_MODE_HIDDEN", "nothing"]:
			ask("ClassDB", ClassDB, "class_has_integer_constant", [c, k])
			ask("ClassDB", ClassDB, "class_get_integer_constant", [c, k])
	for p in [["InputEventKey", "keycode"], ["InputEventKey", "pressed"], ["InputEventMouseButton", "double_click"], ["InputEventAction", "nothing"], ["Input", "mouse_mode"], ["Input", "use_accumulated_input"]]:
		ask("ClassDB", ClassDB, "class_get_property_getter", p)
		ask("ClassDB", ClassDB, "class_get_property_setter", p)
	for s in ["application/run/max_fps", "physics/common/physics_ticks_per_second", "physics/common/max_physics_steps_per_frame", "application/run/main_loop_type", "application/config/auto_accept_quit", "application/run/low_processor_mode_sleep_usec", "input_devices/pointing/emulate_mouse_from_touch", "physics/common/physics_jitter_fix", "my/own"]:
		ask("ProjectSettings", settings, "has_setting", [s])
		ask("ProjectSettings", settings, "get_setting", [s])
		ask("ProjectSettings", settings, "get_setting", [s, 7])
		ask("ProjectSettings", settings, "get_order", [s])
	for step in [["set_setting", ["my/own", 5]], ["get_setting", ["my/own"]], ["get_order", ["my/own"]], ["set_setting", ["my/other", "x"]], ["get_order", ["my/other"]], ["set_order", ["my/own", 3]], ["get_order", ["my/own"]], ["set_setting", ["my/own.linux", 6]], ["set_setting", ["my/own.blue", 8]], ["get_setting_with_override", ["my/own"]], ["get_setting_with_override_and_custom_features", ["my/own", ["blue"]]], ["get_setting_with_override_and_custom_features", ["my/own", []]], ["get_setting_with_override", ["my/other"]], ["get_changed_settings", []], ["check_changed_settings_in_group", ["my/"]], ["check_changed_settings_in_group", ["your/"]], ["set_setting", ["my/own", null]], ["has_setting", ["my/own"]], ["get_setting", ["my/own", 4]], ["clear", ["my/other"]], ["has_setting", ["my/other"]], ["clear", ["my/other"]], ["get_order", ["my/other"]], ["set_order", ["my/other", 1]], ["set_initial_value", ["my/other", 1]], ["set_setting", ["my/nothing", null]], ["get_changed_settings", []]]:
		ask("ProjectSettings", settings, step[0], step[1])
	for step in [["has_action", ["jump"]], ["add_action", ["jump"]], ["add_action", ["jump", 0.9]], ["action_get_deadzone", ["jump"]], ["action_set_deadzone", ["jump", 0.1]], ["action_get_deadzone", ["jump"]], ["get_action_description", ["jump"]], ["action_get_events", ["jump"]], ["has_action", ["jump"]], ["erase_action", ["jump"]], ["erase_action", ["jump"]], ["has_action", ["jump"]], ["action_get_deadzone", ["jump"]], ["action_set_deadzone", ["jump", 0.1]], ["action_get_events", ["jump"]], ["action_erase_events", ["jump"]], ["get_action_description", ["jump"]], ["get_action_description", ["ui_accept"]]]:
		ask("InputMap", InputMap, step[0], step[1])
	for step in [["is_action_pressed", ["jump"]], ["is_action_just_pressed", ["jump"]], ["is_action_just_released", ["jump"]], ["get_action_strength", ["jump"]], ["get_action_raw_strength", ["jump"]], ["get_axis", ["jump", "ui_left"]], ["action_press", ["jump"]], ["action_release", ["jump"]], ["get_connected_joypads", []], ["get_joy_name", [0]], ["get_joy_guid", [0]], ["get_joy_axis", [0, 0]], ["get_joy_vibration_duration", [0]], ["start_joy_vibration", [0, 0.5, 0.25, 2.0]], ["get_joy_vibration_duration", [0]], ["start_joy_vibration", [0, 1.5, 0.25, 3.0]], ["get_joy_vibration_duration", [0]], ["stop_joy_vibration", [0]], ["get_joy_vibration_duration", [0]], ["is_joy_known", [0]], ["is_key_pressed", [65]], ["is_mouse_button_pressed", [1]], ["is_mouse_button_pressed", [0]], ["is_anything_pressed", []], ["is_using_accumulated_input", []], ["is_emulating_mouse_from_touch", []], ["is_emulating_touch_from_mouse", []], ["get_mouse_mode", []]]:
		ask("Input", Input, step[0], step[1])
	get_tree().quit()
