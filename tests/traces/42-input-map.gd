extends Node
# Each line is an action every project has from the start: its name, its deadzone, its keys in words and its events, as JSON.
func _ready():
	for action in InputMap.get_actions():
		var events = []
		for e in InputMap.action_get_events(action):
			if e is InputEventKey:
				events.append(["InputEventKey", e.device, e.keycode, e.physical_keycode, e.unicode, e.get_modifiers_mask(), e.command_or_control_autoremap])
			elif e is InputEventJoypadButton:
				events.append(["InputEventJoypadButton", e.device, e.button_index])
			else:
				events.append(["InputEventJoypadMotion", e.device, e.axis, e.axis_value])
		print(JSON.stringify([action, InputMap.action_get_deadzone(action), InputMap.get_action_description(action), events]))
	get_tree().quit()
