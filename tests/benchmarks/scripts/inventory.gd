extends RefCounted
## Keeps items, finds and drops them.

enum Kind { WEAPON, ARMOR, POTION }

var items: Array[Dictionary] = []


func pick_up(title: String, kind: Kind, weight: float) -> void:
	items.append({"title": title, "kind": kind, "weight": weight})


func worth(kind: Kind) -> int:
	match kind:
		Kind.WEAPON:
			return 50
		Kind.ARMOR:
			return 30
		_:
			return 5


func total_weight() -> float:
	var total := 0.0
	for item in items:
		total += item["weight"]
	return total


func work() -> float:
	items.clear()
	var gold := 0
	for i in range(80):
		pick_up("item %d" % i, i % 3 as Kind, 0.5 + i % 4)
		if total_weight() > 30.0:
			var dropped: Dictionary = items.pop_front()
			gold += worth(dropped["kind"])
	return gold + total_weight()
