extends Node
func _ready():
	for trans in 12:
		for ease in 4:
			var row := []
			for i in 21:
				row.append(String.num(Tween.interpolate_value(0.0, 1.0, i / 20.0, 1.0, trans, ease), 9))
			print(trans, " ", ease, ": ", " ".join(row))
	for trans in 12:
		for ease in 4:
			var row := []
			for i in 7:
				row.append(String.num(Tween.interpolate_value(10.0, -30.0, i * 0.5, 2.5, trans, ease), 9))
			print(trans, " ", ease, " from 10 by -30 in 2.5: ", " ".join(row))
	get_tree().quit()
