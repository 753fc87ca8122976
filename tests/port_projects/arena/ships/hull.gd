extends Node

@export var armour := 1


func _ready() -> void:
	print("hull ", armour, " of ", owner.name)
