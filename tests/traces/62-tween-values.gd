extends Node
func show(label, v): print("  ", label, ": ", v)
class Bag extends RefCounted:
	var f := 0.0
	var i := 0
	var b := false
	var s := "abc"
	var a := [0, 10.0]
	var n = null
	var d := {"x": 1.0}
func _ready():
	print("-- interpolate_value")
	for t in [0.0, 0.05, 0.25, 0.3, 0.5, 0.75, 0.99, 1.0, 1.5, -0.5]:
		show(t, [Tween.interpolate_value(0, 10, t, 1.0, 0, 0), Tween.interpolate_value(10, -13, t, 1.0, 0, 0), Tween.interpolate_value(0.0, 10, t, 1.0, 0, 0), Tween.interpolate_value(0, 10.0, t, 1.0, 0, 0)])
	for t in [0.0, 0.25, 0.4, 0.5, 0.6, 0.75, 1.0]:
		show(t, [Tween.interpolate_value([0, 10.0], [10, 5.0], t, 1.0, 0, 0), Tween.interpolate_value(false, true, t, 1.0, 0, 0), Tween.interpolate_value(true, true, t, 1.0, 0, 0), Tween.interpolate_value("abc", "defg", t, 1.0, 0, 0)])
	for t in [0.0, 0.5, 1.0]:
		show(t, [Tween.interpolate_value([0], [10, 5.0], t, 1.0, 0, 0), Tween.interpolate_value([0, 4.0], [10], t, 1.0, 0, 0), Tween.interpolate_value([[1.0, 2.0], 4.0], [[1.0, 2.0], 4.0], t, 1.0, 0, 0), Tween.interpolate_value({"x": 1.0}, {"x": 3.0}, t, 1.0, 0, 0), Tween.interpolate_value(null, 3.0, t, 1.0, 0, 0), Tween.interpolate_value("abc", 3.0, t, 1.0, 0, 0)])
	show("no duration", [Tween.interpolate_value(1.0, 2.0, 0.0, 0.0, 1, 0), Tween.interpolate_value(1.0, 2.0, 5.0, 0.0, 1, 0)])
	show("bad trans", Tween.interpolate_value(1.0, 2.0, 0.5, 1.0, 12, 0))
	show("bad ease", Tween.interpolate_value(1.0, 2.0, 0.5, 1.0, 0, 4))
	print("-- properties")
	var bag := Bag.new()
	for pair in [["f", 10], ["f", 10.0], ["i", 10], ["i", 10.9], ["b", true], ["s", "abcdefgh"], ["a", [10, 20.0]], ["a", [1]], ["a:0", 5.0], ["d:x", 5.0], ["f", "x"], ["s", 5], ["n", 5.0], ["nosuch", 5.0], ["f:x", 1.0], ["", 1.0], [":f", 3.0], ["q/f", 3.0], ["d", {"x": 3.0}], ["i", true], ["b", 1]]:
		bag = Bag.new()
		print("  ", pair)
		var tween := create_tween()
		var tweener = tween.tween_property(bag, pair[0], pair[1], 0.1)
		print("    ", tweener != null)
		if tweener == null:
			tween.kill()
			continue
		var name = str(pair[0]).trim_prefix(":")
		for n in 4:
			tween.custom_step(0.03)
			print("    ", bag.f, " ", bag.i, " ", bag.b, " ", bag.s, " ", bag.a, " ", bag.d)
		tween.kill()
	print("-- null target")
	print(create_tween().tween_property(null, "f", 1.0, 1.0))
	print("-- method values")
	for pair in [[0.0, 10], [0, 10.9], [0, 10], ["a", "b"], [0.0, "b"], [[1.0], [2.0]], [null, null]]:
		var tween := create_tween()
		var tweener = tween.tween_method(func(v): print("      ", v), pair[0], pair[1], 0.1)
		print("    ", pair, " ", tweener != null)
		if tweener:
			for n in 4: tween.custom_step(0.03)
		tween.kill()
	get_tree().quit()
