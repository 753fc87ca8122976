#@file inner.tscn
#|[gd_scene load_steps=2 format=3]
#|[ext_resource type="Script" path="res://p.gd" id="1"]
#|[node name="Inner" type="Node" groups=["gi"]]
#|script = ExtResource("1")
#|e = 3
#|[node name="U" type="Node" parent="."]
#|unique_name_in_owner = true
#|script = ExtResource("1")
#|[node name="V" type="Timer" parent="U" groups=["gi", "gj"]]
#|wait_time = 2.0
#|[connection signal="sg" from="U" to="." method="on" binds= [7]]
#|[connection signal="ready" from="U/V" to="." method="on" flags=3 unbinds=1]
#@file outer.tscn
#|[gd_scene load_steps=2 format=3]
#|[ext_resource type="PackedScene" path="res://inner.tscn" id="2"]
#|[node name="Outer" type="Node"]
#|[node name="I1" parent="." instance=ExtResource("2")]
#|process_mode = 3
#|[node name="W" type="Node" parent="I1"]
#|process_priority = 4
#@file p.gd
#|extends Node
#|signal sg(x)
#|@export var e := 1
#|@export var g := 2
#|var h := 3
#|func on(x, y = "-"): print("    ", name, " on ", x, " ", y)
#@endfile
extends Node
func show(s: SceneState):
	print("  path ", s.get_path(), " base ", s.get_base_scene_state(), " nodes ", s.get_node_count(), " connections ", s.get_connection_count())
	for i in s.get_node_count():
		var properties := []
		for j in s.get_node_property_count(i):
			if s.get_node_property_name(i, j) != "script": properties.append([s.get_node_property_name(i, j), s.get_node_property_value(i, j)])
		print("  ", i, " ", s.get_node_name(i), " type '", s.get_node_type(i), "' path '", s.get_node_path(i), "' parent '", s.get_node_path(i, true), "' owner '", s.get_node_owner_path(i), "' groups ", s.get_node_groups(i), " index ", s.get_node_index(i), " instance ", s.get_node_instance(i) != null, " placeholder ", s.is_node_instance_placeholder(i), " '", s.get_node_instance_placeholder(i), "' ", properties)
	for i in s.get_connection_count():
		print("  ", s.get_connection_signal(i), " from '", s.get_connection_source(i), "' to '", s.get_connection_target(i), "' ", s.get_connection_method(i), " flags ", s.get_connection_flags(i), " binds ", s.get_connection_binds(i), " unbinds ", s.get_connection_unbinds(i))
func _ready():
	print("-- a file"); show(load("res://inner.tscn").get_state())
	print("-- with an instance"); show(load("res://outer.tscn").get_state())
	print("-- empty"); var empty := PackedScene.new(); print("  ", empty.can_instantiate(), " ", empty.instantiate()); show(empty.get_state())
	print("-- out of range"); var s: SceneState = load("res://inner.tscn").get_state(); print("  '", s.get_node_name(9), "' '", s.get_node_type(9), "' '", s.get_node_path(9), "' ", s.get_node_groups(9), " ", s.get_node_property_count(9), " ", s.get_node_index(9)); print("  '", s.get_node_property_name(0, 9), "' ", s.get_node_property_value(0, 9), " '", s.get_connection_signal(9), "' ", s.get_connection_binds(9), " ", s.get_connection_flags(9), " '", s.get_node_name(-1), "' ", s.get_node_instance(9), " ", s.get_connection_unbinds(9), " '", s.get_connection_source(9), "'")
	print("-- pack")
	var r := Node.new(); r.set_script(load("res://p.gd")); r.name = "R"; r.e = 9; r.h = 8; r.add_to_group("kept", true); r.add_to_group("not kept")
	var c := Timer.new(); c.name = "C"; r.add_child(c); c.owner = r; c.wait_time = 4.0; c.unique_name_in_owner = true
	var d := Node.new(); d.name = "D"; r.add_child(d)
	var e := Node.new(); e.name = "E"; d.add_child(e); e.owner = r
	var f := Node.new(); f.name = "F"; c.add_child(f); f.owner = r
	r.sg.connect(r.on.bind(5), CONNECT_PERSIST); r.sg.connect(r.on.bind(6).unbind(1)); c.timeout.connect(r.on.bind(1, 2), CONNECT_PERSIST | CONNECT_ONE_SHOT)
	var i = load("res://inner.tscn").instantiate(); i.name = "I"; r.add_child(i); i.owner = r; i.e = 77; i.add_to_group("extra", true); i.add_to_group("gi", true)
	var x := Node.new(); x.name = "X"; i.get_node("U").add_child(x); x.owner = r
	c.set_meta("m", [1, 2])
	var packed := PackedScene.new(); print("  ", packed.pack(r)); show(packed.get_state())
	var again = packed.instantiate(); print("  ", again.name, " ", again.e, " ", again.h, " ", again.get_groups(), " ", again.get_children().map(func(n): return str(n.name)), " ", again.get_node("C").wait_time, " ", again.get_node("C").get_meta("m"), " ", again.get_node("I").e, " ", again.get_node("I").get_groups(), " ", again.get_node("I/U").get_children().map(func(n): return str(n.name)), " ", again.sg.get_connections().size(), " ", again.get_node("C").timeout.get_connections().size(), " ", again.get_node_or_null("%C") != null)
	print("-- pack twice, pack null"); var small := Node.new(); small.name = "S"; print("  ", packed.pack(small)); show(packed.get_state()); print("  ", packed.pack(null)); show(packed.get_state())
	print("-- from now on the same plan"); var st := packed.get_state(); packed.pack(r); print("  ", st.get_node_count(), " ", packed.get_state() == st)
	again.free(); r.free(); small.free()
	get_tree().quit()
