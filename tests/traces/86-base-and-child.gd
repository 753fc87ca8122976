#@file base.gd
#|extends Node
#|signal hit(who)
#|const LIMIT = 10
#|enum Mode { OFF, ON }
#|static var total := 0
#|@export var hp: int = 100
#|var tags: Array[String] = []
#|func _init(): total += 1
#|func _ready(): print(name, " base ready ", hp)
#|func take(n: int) -> int:
#|	hp -= n
#|	hit.emit(self)
#|	if hp <= 0: die()
#|	return hp
#|func die(): print(name, " dies"); queue_free()
#|static func create(n: String) -> Node:
#|	var b = new()
#|	b.name = n
#|	return b
#@endfile
#@file child.gd
#|extends "res://base.gd"
#|var armor = 5
#|func _ready():
#|	super()
#|	print(name, " child ready ", armor, " ", LIMIT, " ", Mode.ON)
#|func take(n: int) -> int:
#|	print("child take")
#|	return super.take(maxi(n - armor, 0))
#@endfile
#@file thing.tscn
#|[gd_scene load_steps=2 format=3]
#|[ext_resource type="Script" path="res://child.gd" id="1"]
#|[node name="Thing" type="Node" groups=["enemies"]]
#|script = ExtResource("1")
#|armor = 7
#|hp = 50
#|tags = Array[String](["x", "y"])
#|[node name="Sub" type="Timer" parent="."]
#|wait_time = 0.5
#|one_shot = true
#|[connection signal="timeout" from="Sub" to="." method="die"]
#@endfile
#@file auto.gd
#|extends Node
#|var log_lines = []
#|func note(x): log_lines.append(x); print("note ", x)
#@endfile
#@setting autoload/Log="*res://auto.gd"
extends Node
const Thing = preload("res://thing.tscn")
const BaseThing = preload("res://base.gd")
const Child = preload("res://child.gd")
func _ready():
	var t = Thing.instantiate()
	print(t.name, t.hp, t.armor, t.tags, t.get_groups(), t.is_inside_tree())
	add_child(t)
	t.hit.connect(func(w): Log.note("hit " + w.name))
	t.take(20); print(t.hp, " ", t is BaseThing, " ", t is Child, " ", BaseThing.total)
	var b = BaseThing.create("Made"); add_child(b); print(b.take(5), b.get_script().resource_path, b.get_script().get_global_name())
	t.get_node("Sub").start(); print(t.get_node("Sub").wait_time, t.get_node("Sub").time_left > 0.4)
	await t.tree_exited
	print("gone ", is_instance_valid(t), get_child_count())
	var c = Child.new(); c.name = "C"; add_child(c); print(c.take(200)); await get_tree().process_frame; print(is_instance_valid(c))
	print(Log.log_lines, get_node("/root/Log") == Log, load("res://child.gd") == Child)
	print(Thing.can_instantiate(), Thing.resource_path, Thing.get_state().get_node_count())
	for i in 3:
		var k = Thing.instantiate(); add_child(k); print(k.name)
	print(get_tree().get_nodes_in_group("enemies").size()); get_tree().call_group("enemies", "die"); print(get_tree().get_nodes_in_group("enemies").size())
	await get_tree().process_frame
	print(get_tree().get_nodes_in_group("enemies").size())
	get_tree().change_scene_to_file("res://thing.tscn"); await get_tree().process_frame if false else null
	get_tree().create_timer(0.02).timeout.connect(func(): print("scene"))
	get_tree().quit.call_deferred()
