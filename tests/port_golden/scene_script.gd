@tool
class_name Hud
extends Control
## The bar at the top of the screen.

@export var title: String = "Arena"
@export_range(0, 100, 5) var warn_below: int = 25
@export var colours: Array[Color] = [Color.GREEN, Color(1, 0, 0)]
@export_group("Sounds")
@export var alarm: Resource
@export_enum("Left", "Right") var side: int = 1

@onready var bar: Control = $Margin/Bar
@onready var label = %Title  # a unique name
@onready var _tween_time := 0.5 * 2

var health := 100.0: set = set_health, get = get_health

# Which row is which:
# name first, then points.
const ROWS = [
	["Ann", 3],  # first

	["Bob", 2],
	# nobody third
]


func _ready() -> void:
	label.text = title
	label.visible = title != ""
	_update()


func set_health(value: float) -> void:
	health = clampf(value, 0, 100)
	if is_inside_tree():
		_update()


func get_health() -> float:
	return health


func _update() -> void:
	bar.size.x = health * 2
	bar.modulate = colours[0] if health >= warn_below else colours[1]
	if health < warn_below \
			and alarm != null:
		print("alarm: %.1f" % health)


func _input(event: InputEvent) -> void:
	if event is InputEventKey and event.pressed and not event.echo:
		match event.keycode:
			KEY_ESCAPE:
				get_tree().quit()
			KEY_H:
				visible = not visible


func rows() -> String:
	var text := ""
	for row in ROWS:
		text += "%s\t%d\n" % [row[0], row[1]]
	return text
