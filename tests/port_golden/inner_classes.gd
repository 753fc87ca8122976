extends Node
## What somebody carries, with its classes inside.

enum Rarity { COMMON, RARE = 5, EPIC }


class Item:
	var label: String
	var rarity: Rarity = Rarity.COMMON
	var worth := 0

	func _init(p_label: String, p_worth: int = 1) -> void:
		label = p_label
		worth = p_worth

	func price() -> int:
		return worth * (rarity + 1)

	func _to_string() -> String:
		return "%s (%d)" % [label, price()]


class Sword extends Item:
	var sharp := true

	func _init() -> void:
		super("sword", 10)
		rarity = Rarity.RARE

	func price() -> int:
		return super() + (5 if sharp else 0)


## What somebody carries.
class Bag:
	extends RefCounted

	const ROOM = 3

	var items: Array[Item] = []

	# Whether there was room for it.
	func put(item: Item) -> bool:
		if items.size() >= ROOM:
			return false
		items.append(item)
		return true

	func total() -> int:
		var sum := 0
		for item in items:
			sum += item.price()
		return sum


var bag := Bag.new()


func _ready() -> void:
	bag.put(Item.new("rope"))
	bag.put(Sword.new())
	print("worth ", bag.total(), " of ", Bag.ROOM, " things")
	for item in bag.items:
		if item is Sword:
			print("a sword: ", item)
