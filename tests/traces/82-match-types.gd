extends Node
func _ready():
	print(PackedFloat32Array([0.0]) == PackedFloat32Array([-0.0]), PackedFloat64Array([0.0]) == PackedFloat64Array([-0.0]), PackedVector2Array([Vector2(0.0, NAN)]) == PackedVector2Array([Vector2(-0.0, NAN)]), PackedVector2Array([Vector2(0.0, 1)]) == PackedVector2Array([Vector2(-0.0, 1)]))
	print(PackedFloat32Array([NAN]).has(NAN), PackedFloat32Array([NAN]).find(NAN), [0.0] == [-0.0], [0.0].find(-0.0), {0.0: 1}.has(-0.0), Vector2(NAN, 0) == Vector2(NAN, 0), [Vector2(NAN, 0)] == [Vector2(NAN, 0)])
	print([Color(NAN, 0, 0)] == [Color(NAN, 0, 0)], [Rect2(NAN, 0, 0, 0)] == [Rect2(NAN, 0, 0, 0)],[Basis(Vector3(NAN,0,0), Vector3(), Vector3())] == [Basis(Vector3(NAN,0,0), Vector3(), Vector3())], [Plane(NAN,0,0,0)] == [Plane(NAN,0,0,0)],[Quaternion(NAN,0,0,0)] == [Quaternion(NAN,0,0,0)], [AABB(Vector3(NAN,0,0), Vector3())] == [AABB(Vector3(NAN,0,0), Vector3())], [Vector3(NAN,0,0)] == [Vector3(NAN,0,0)], [Vector4(NAN,0,0,0)] == [Vector4(NAN,0,0,0)])
	for x in [1, 1.0, true, "a", &"a", null, 0, false]:
		match x:
			1: print("1")
			true: print("true")
			&"a": print("a")
			0: print("zero")
			_: print("other ", x)
		match [x, {"k": x}]:
			[1, {"k": 1}]: print("1")
			[true, ..]: print("true")
			["a", {"k": "a"}]: print("a")
			[0, _]: print("zero")
			_: print("other ", x)
	get_tree().quit()
