class_name Fighter
extends Node
## Somebody who fights.
##
## Everything here has a type.

## How hard it is hit at most.
const MAX_DAMAGE: int = 40
const NAMES: Array[String] = ["Ann", "Bob"]

var health: int = 100
var speed := 4.5
var armour: float = 1
var position: Vector2 = Vector2.ZERO
var target: Fighter
var tags: Array[String] = []
var hits: Dictionary = {}


## Take a hit, and return how much health is left.
func hit(damage: int, by: String = "nobody") -> int:
	var taken: int = mini(damage, MAX_DAMAGE)
	health -= taken
	hits[by] = hits.get(by, 0) + taken
	if health <= 0 and not is_queued_for_deletion():
		print("%s was beaten by %s" % [name, by])
		queue_free()
	return health


func step(direction: Vector2, delta: float) -> void:
	position += direction.normalized() * speed * delta
	position.x = clampf(position.x, 0.0, 100.0)  # stay on the field
	position.y += 0.5


func is_near(other: Fighter, reach: float = 10) -> bool:
	return position.distance_to(other.position) < reach


func halve(value: int) -> int:
	return value / 2 + value % 3


func describe() -> String:
	var parts: PackedStringArray = []
	parts.append("%s: %d" % [name, health])
	if target != null:
		parts.append("after " + target.name)
	for index in tags.size():
		parts.append("#%d %s" % [index + 1, tags[index]])
	return ", ".join(parts)


static func strongest(fighters: Array[Fighter]) -> Fighter:
	var best: Fighter = null
	for fighter in fighters:
		if best == null or fighter.health > best.health:
			best = fighter
	return best
