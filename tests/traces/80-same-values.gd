extends Node
func v(x): return x
func _ready():
	var a = [1, 1.0, true, "a", &"a"]
	a.erase(1.0); print(a)
	a.erase(&"a"); print(a)
	a.erase(true); print(a)
	var d2 = {1: "i", 1.0: "f", true: "b"}
	print(d2, d2.size())
	d2.erase(1.0); print(d2)
	d2[true] = "x"; d2[1.0] = "y"; print(d2, d2.get(1), d2.get(1.0), d2.get(true))
	print(d2.find_key("x"), d2.keys(), d2.values())
	print(1.0 in [1,2], 1 in [1.0], true in [1], 1 in [true], 1.0 in {1: 2}, 1 in {1.0: 1}, true in {1: 1})
	print([1,2].has(1.0), [1.0].has(1), [1].count(1.0), [1].find(1.0), [1].rfind(1.0), {1: 2}.has(1.0), {1.0: 1}.has(1))
	print([1] == [1.0], [1, [2]] == [1, [2.0]], {1: 2} == {1: 2.0}, [true] == [1], ["a"] == [&"a"])
	print([3, 1.0, 1, 2.5].max(), [1, 1.0].min(), [2, 1.0, 1].bsearch(1))
	var ai: Array[int] = [1, 2]
	var af: Array[float] = [1.0, 2.0]
	print(1.0 in ai, 1 in af, ai.has(1.0), af.has(1), ai.find(1.0), af.find(1), ai == [1, 2], af == [1.0, 2.0])
	var x = 1.0
	print(x in ai, x in [1], [1].has(x), ai.count(x))
	var k: float = 1
	print(k in [1], k in af, {1: 0}.has(k))
	match 1.0:
		1: print("m int")
		1.0: print("m float")
	match [1]:
		[1.0]: print("am float")
		[1]: print("am int")
	match true:
		1: print("bool 1")
		true: print("bool true")
	var p = PackedInt32Array([1, 2])
	print(1.0 in p, p.has(1.0), p.find(1.9), p.count(1.0), 1 in PackedFloat32Array([1.0]), "a" in PackedStringArray(["a"]), &"a" in PackedStringArray(["a"]), p == PackedInt32Array([1, 2]), PackedFloat32Array([NAN]) == PackedFloat32Array([NAN]))
	var dd: Dictionary = {}
	dd[1] = "a"
	dd[1.0] = "b"
	dd[true] = "c"
	print(dd, dd.size())
	var ks := [1, 1.0, true]
	for q in ks:
		dd[q] = typeof(q)
	print(dd)
	var got := {}
	for q in [1, 1.0, 1, 2, 2.0, true, false, 0]:
		got[q] = got.get(q, 0) + 1
	print(got)
	get_tree().quit()
