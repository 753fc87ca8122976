#@file s.tscn
#|[gd_scene load_steps=2 format=3]
#|[ext_resource type="Script" path="res://p.gd" id="1"]
#|[node name="S" type="Node"]
#|script = ExtResource("1")
#|[node name="A" type="Node" parent="."]
#|script = ExtResource("1")
#|e = 1
#|[node name="B" type="Node" parent="."]
#|script = ExtResource("1")
#|e = 2
#|[node name="C" type="Node" parent="B"]
#|script = ExtResource("1")
#|e = 3
#@file p.gd
#|extends Node
#|@export var e := 0
#|func _init(): print("    init")
#|func _notification(w): if w in [1, 18, 19, 20, 23, 24]: print("    n", w, " ", name)
#@endfile
extends Node
func show(n): return "null" if n == null else str(n.name) + str(n.get_children().map(func(x): return str(x.name) + (str(x.e) if "e" in x else "") + str(x.get_children().map(func(y): return str(y.name)))))
func make(): var s = load("res://s.tscn").instantiate(); print("    --"); return s
func mk(n): var x := Node.new(); x.name = n; return x
func _ready():
	print("-- moved"); var s = make(); s.move_child(s.get_node("B"), 0); var d = s.duplicate(); print("  ", show(d))
	print("-- added first"); s = make(); s.add_child(mk("X")); s.move_child(s.get_node("X"), 0); d = s.duplicate(); print("  ", show(d))
	print("-- added below, first"); s = make(); s.get_node("B").add_child(mk("X")); s.get_node("B").move_child(s.get_node("B/X"), 0); d = s.duplicate(); print("  ", show(d))
	print("-- renamed, added below it"); s = make(); s.get_node("B").name = "Other"; s.get_node("Other").add_child(mk("X")); d = s.duplicate(); print("  ", show(d))
	print("-- renamed"); s = make(); s.get_node("B").name = "Other"; d = s.duplicate(); print("  ", show(d))
	print("-- owned by the root, added by hand"); s = make(); var x = mk("X"); s.add_child(x); x.owner = s; d = s.duplicate(); print("  ", show(d))
	print("-- freed in the original"); s = make(); s.get_node("A").free(); d = s.duplicate(); print("  ", show(d))
	print("-- below a plain node"); var r = mk("R"); s = make(); r.add_child(s); s.name = "Renamed"; d = r.duplicate(); print("  ", show(d))
	print("-- failing below a plain node"); s.get_node("B").name = "Other"; s.get_node("Other").add_child(mk("X")); d = r.duplicate(); print("  ", show(d))
	print("-- end"); get_tree().quit()
