extends Node
func _ready():
	var a = [3, "b", 1.5, null, true, [1], {"a": 1}, Vector2(1, 2), &"z", "a", 2, false, 0.5, ^"p", Color(1,1,1), null, [0], Vector2i(0,1), [1, "x"], PackedInt32Array([1])]
	a.sort(); print(a)
	print([1, "a"] < [1, 2], [1, "a"] > [1, 2], [null] < [1], [1] < [null], [[1]] < [[1, 2]], [true] < [1], [1.5] < [1], [1] < [1.5], [1] < ["a"], ["a"] < [1])
	print([3, "b", 1.5].max(), ["b", "a"].min(), [1, "a"].min(), [[1], [0]].max())
	var d = {"b": 1, "a": 2, 3: 4}; d.sort(); print(d)
	var b = ["B", "a", "C", "Ä", "_", "1", "10", "2"]; b.sort(); print(b); b.sort_custom(func(x, y): return x.naturalnocasecmp_to(y) < 0); print(b)
	get_tree().quit()
