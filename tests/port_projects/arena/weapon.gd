class_name Weapon
extends Resource

@export var label := ""
@export var damage := 1
