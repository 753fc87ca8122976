extends Node
func _ready():
	var n = NAN
	print([n] == [n], [NAN] == [NAN], {"k": n} == {"k": n}, [[n]] == [[n]], [Vector2(n, 1)] == [Vector2(n, 1)], [n].has(n), [[n]].has([n]), [[n]].find([n]), [Vector2(n, 1)].find(Vector2(n, 1)))
	var a = [n, "a", &"a", [n], 1]
	a.erase(n); print(a); a.erase([n]); print(a); a.erase("a"); print(a); a.erase(&"a"); print(a)
	var d = {n: 1, [n]: 2, Vector2(n, 1): 3}
	print(d.has(n), d.has([n]), d.has(Vector2(n, 1)), {n: 1} == {n: 1}, {1: [n]} == {1: [n]}, d.find_key(3))
	var a2 = a
	print(a == a2, [a] == [a2])
	var b = [n]
	print(b == b, [b] == [b], {1: b} == {1: b})
	print(PackedFloat32Array([n]) == PackedFloat32Array([n]), [PackedFloat32Array([n])] == [PackedFloat32Array([n])], [PackedFloat32Array([n])].has(PackedFloat32Array([n])))
	print(n == n, n in [n], [1.0, n].count(n), [n].rfind(n), [[n]].hash() == [[n]].hash())
	var t: Array[float] = [1.0]
	print(true in t, t.has(true), 1.5 in t)
	var ti: Array[int] = [1]
	print(1.5 in ti, ti.has(1.5), ti.count(1.2), ti.find(1.9))
	print(true in ti)
	print(ti.has(true))
	print("x" in ti)
	print(ti.has("1"))
	print(null in ti)
	var ts: Array[String] = ["a"]
	print(&"a" in ts, ts.has(&"a"), ts.find(^"a"))
	var d3: Dictionary[int, String] = {1: "a"}
	print(1.0 in d3, d3.has(1.0), d3.get(1.0), d3.has("x"))
	print(d3.find_key(&"a"), d3.erase(1.0), d3)
	match [NAN]:
		[NAN]: print("nan")
		_: print("no nan")
	match "a":
		&"a": print("name")
		_: print("no name")
	match &"a":
		"a": print("text")
		_: print("no text")
	match {"a": 1, "b": 2.0}:
		{"a": 1.0, ..}: print("float a")
		{"a": 1, "b": 2}: print("int b")
		{"a": 1, "b": var b2}: print("bound ", b2)
	match 3:
		var x when x > 5: print("gt 5")
		1, 2, 3: print("in list")
	match [1, [2, "x"], {"k": [3]}]:
		[1, [var p, "y"], ..]: print("y ", p)
		[1, [var p, "x"], {"k": [var q]}]: print("pq ", p, q)
	match [1, 2, 3]:
		[]: print("empty")
		[1]: print("one")
		[1, ..]: print("rest")
	match null:
		0: print("zero")
		false: print("false")
		null: print("null")
	match Vector2(1, 2):
		Vector2(1, 2): print("vec")
	match TYPE_INT:
		TYPE_STRING: print("s")
		TYPE_INT: print("i")
	get_tree().quit()
