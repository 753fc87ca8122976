extends Node
## The arena: two ships, a timer, and what is counted.

@export var speed: float = 1.0
@export var words: Array[String] = []
@export var area := Vector2.ZERO
@onready var ship: Ship = %Ship


func _ready() -> void:
	print("ready ", name, " ", speed, " ", words, " ", area)
	print(get_meta("note"))
	for node in get_children():
		print(node.name, " ", node.get_class(), " ", node.get_child_count())
	ship.take(1)
	ship.take(3)
	$Big.take(2)
	Stats.count("hits")


func _on_timer_timeout(word: String, number: int) -> void:
	print("timeout ", word, number, " ", Stats.counted)
	get_tree().quit(3)


func _on_ship_hit(by: int) -> void:
	print("hit by ", by)
