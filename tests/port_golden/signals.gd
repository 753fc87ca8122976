extends Node
## A shop that tells what happens in it.

## Someone bought something.
signal sold(item: String, price: int)
signal emptied
signal refused(reason)

var stock: Dictionary = {"apple": 3, "pear": 0}
var earned: int = 0:
	set(value):
		earned = max(value, 0)
		if earned > 100:
			emptied.emit()


func _ready() -> void:
	sold.connect(_on_sold)
	sold.connect(_on_sold_with.bind("ledger"))
	refused.connect(func(reason): print("refused: ", reason))
	emptied.connect(_on_emptied, CONNECT_ONE_SHOT)
	$Door.opened.connect(_on_door_opened)
	if has_signal("sold") and not sold.is_connected(_on_sold):
		print("not connected")


func buy(item: String, price: int) -> bool:
	if stock.get(item, 0) < 1:
		refused.emit("no %s left" % item)
		return false
	stock[item] -= 1
	sold.emit(item, price)
	return true


func close() -> void:
	sold.disconnect(_on_sold)
	emit_signal("emptied")
	call_deferred("queue_free")


func _on_sold(item: String, price: int) -> void:
	earned += price
	print("sold ", item, " for ", price)


func _on_sold_with(item: String, _price: int, where: String) -> void:
	print("%s is in the %s" % [item, where])


func _on_emptied() -> void:
	set_process(false)


func _on_door_opened() -> void:
	pass
