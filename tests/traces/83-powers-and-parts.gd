extends Node
func _ready():
	print(2 ** -1, " ", 2 ** 63, " ", 2 ** 0.5, " ", 2.0 ** -1, " ", 3 ** 39, " ", 2 ** 10, " ", -2 ** 2)
	var x = 3; print(x ** 2, x ** -1, x ** 40)
	var n = RefCounted.new()
	var d = {"p": Vector2(1, 1), "l": [Vector2(0, 0)]}; d["p"].y = 8; d["l"][0].x += 2; d.l[0].y = 7; print(d)
	print(convert(1.5, TYPE_INT), type_convert("2", TYPE_INT), int(INF), int(-1e30), int(1e10))
	n.nope = 1
	print("no")
	get_tree().quit()
func _process(_d): get_tree().quit()
