extends Node
func _input(e): print("input ", e.get_class())
func _shortcut_input(e): print("shortcut ", e.get_class())
func _unhandled_input(e): print("unhandled ", e.get_class())
func _unhandled_key_input(e): print("key ", e.get_class())
func _ready():
	for k in [InputEventKey, InputEventShortcut, InputEventJoypadButton, InputEventAction, InputEventMIDI]: get_viewport().push_input(k.new())
	get_tree().quit()
