extends Node

@export var prefix := ""


func _ready() -> void:
	print(prefix, " log ready ", name)
