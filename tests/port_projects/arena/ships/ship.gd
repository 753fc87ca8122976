class_name Ship
extends Node2D

signal hit(by: int)

@export var weapon: Weapon
@export var target: Node2D


func _ready() -> void:
	print(name, " ready, aims at ", target.name, " with ", weapon.label, " ", weapon.damage)


func take(damage: int) -> void:
	hit.emit(damage)


func _on_other_hit() -> void:
	print(name, " heard it")
