extends RefCounted
## Objects with properties that fight.

signal died(who)


class Creature:
	extends RefCounted

	var title: String
	var strength: int
	var hurt := 0
	var health := 20:
		set(value):
			health = clampi(value, 0, 20)
			hurt += 1

	func _init(p_title: String, p_strength: int) -> void:
		title = p_title
		strength = p_strength

	func is_alive() -> bool:
		return health > 0

	func attack(other: Creature) -> void:
		other.health -= strength


var fallen := 0


func _on_died(who: Creature) -> void:
	fallen += who.hurt


func work() -> int:
	fallen = 0
	if not died.is_connected(_on_died):
		died.connect(_on_died)
	var creatures: Array[Creature] = []
	for i in range(12):
		creatures.append(Creature.new("creature", 1 + i % 4))
	for turn in range(10):
		for i in range(creatures.size()):
			var attacker := creatures[i]
			var victim := creatures[(i + turn + 1) % creatures.size()]
			if attacker.is_alive() and victim.is_alive():
				attacker.attack(victim)
				if not victim.is_alive():
					died.emit(victim)
	return fallen
