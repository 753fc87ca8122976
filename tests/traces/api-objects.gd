# What objects answer that no other script asks: cancel_free, queue_delete, ids, weak references, resources, timers, callables, Engine.
extends Node
class Stays extends Node:
	var stays = true
	func _notification(what):
		if what in [1, 3, 11, 19, 24]:
			print("    ", name, " ", what, " ", is_inside_tree())
		if what == 1 and stays:
			cancel_free()
class StaysToo extends Object:
	var stays = true
	func _notification(what):
		if what == 1 and stays:
			cancel_free()
class Data extends Resource:
	@export var hp = 3
	@export var list = [1]
	@export var table = {"a": [1]}
	@export var sub: Resource = null
	var plain = 1
func two(_a, _b = 2):
	pass
func _ready():
	go.call_deferred()
func go():
	var t = get_tree()
	print("-- cancel_free")
	var a = Stays.new()
	a.name = "A"
	add_child(a)
	var below = Node.new()
	a.add_child(below)
	a.tree_exited.connect(func(): print("    exited"))
	a.free()
	print(is_instance_valid(a), " ", a.is_inside_tree(), " ", a.get_child_count(), " ", is_instance_valid(below), " ", a.get_parent() == null, " ", a.is_queued_for_deletion())
	add_child(a)
	a.queue_free()
	a.cancel_free()
	print(a.is_queued_for_deletion())
	await t.process_frame
	await t.process_frame
	print(is_instance_valid(a), " ", a.is_queued_for_deletion(), " ", a.is_inside_tree())
	a.stays = false
	a.free()
	var too = StaysToo.new()
	too.free()
	print(is_instance_valid(too))
	too.stays = false
	too.free()
	print("-- queue_delete")
	var object = Object.new()
	t.queue_delete(object)
	t.queue_delete(object)
	print(object.is_queued_for_deletion(), " ", is_instance_valid(object))
	await t.process_frame
	print(is_instance_valid(object))
	print("-- ids and weak references")
	var n = Node.new()
	var id = n.get_instance_id()
	var w = weakref(n)
	print(instance_from_id(id) == n, " ", is_instance_id_valid(id), " ", n.get_instance_id() == id, " ", str(n).contains(str(id)), " ", w.get_ref() == n, " ", w.get_class(), " ", n.to_string() == str(n))
	n.free()
	print(is_instance_id_valid(id), " ", w.get_ref() == null, " ", weakref(null).get_ref() == null)
	print("-- resources")
	var x = Data.new()
	var heard = []
	x.changed.connect(func(): heard.append(1))
	x.hp = 4
	x.emit_changed()
	x.set_name("n")
	x.set_name("n")
	x.resource_name = "m"
	x.set_path("res://x.tres")
	print(heard.size(), " ", x.get_name(), " ", x.get_path(), " ", x.is_built_in(), " ", Data.new().is_built_in(), " ", x.is_class("RefCounted"), " ", str(x).begins_with("m (res://x.tres):<Resource#"), " ", str(Data.new()).begins_with("():<Resource#"))
	var y = Data.new()
	y.set_path("res://x.tres")
	print("[", y.resource_path, "]")
	y.take_over_path("res://x.tres")
	print("[", y.resource_path, "] [", x.resource_path, "]")
	x.set_scene_unique_id("ab_c")
	x.set_scene_unique_id("a b")
	print(x.get_scene_unique_id() != "ab_c", " ", x.get_scene_unique_id().length(), " ", Resource.generate_scene_unique_id().length())
	x.set_block_signals(true)
	x.emit_changed()
	print(heard.size())
	x.sub = Data.new()
	x.sub.hp = 7
	x.table["r"] = y
	x.plain = 9
	x.set_meta("k", 1)
	for copy in [x.duplicate(), x.duplicate(true), x.duplicate_deep(), x.duplicate_deep(0), x.duplicate_deep(2)]:
		print("  ", copy.hp, " ", copy.plain, " ", copy.resource_name, " [", copy.resource_path, "] [", copy.resource_scene_unique_id, "] ", copy.get_meta_list().size(), " ", copy.sub == x.sub, " ", copy.sub.hp, " ", is_same(copy.list, x.list), " ", is_same(copy.table, x.table), " ", is_same(copy.table["a"], x.table["a"]), " ", copy.table["r"] == y)
	print("-- timers")
	var timer = Timer.new()
	timer.set_one_shot(true)
	timer.set_autostart(true)
	timer.set_ignore_time_scale(true)
	timer.set_timer_process_callback(0)
	print(timer.is_one_shot(), " ", timer.has_autostart(), " ", timer.get_wait_time(), " ", timer.is_paused(), " ", timer.get_time_left(), " ", timer.is_ignoring_time_scale(), " ", timer.get_timer_process_callback())
	timer.set_wait_time(0)
	print(timer.get_wait_time())
	timer.free()
	var once = t.create_timer(2.0)
	once.set_time_left(4)
	print(once.get_time_left(), " ", once.time_left, " ", once.is_class("RefCounted"))
	print("-- callables and signals")
	var c = Callable(self, "two")
	print(c.is_standard(), " ", c.is_custom(), " ", c.get_object_id() == get_instance_id(), " ", c.hash() == Callable(self, "two").hash(), " ", c.bind(1).is_custom(), " ", c.bind(1).is_standard(), " ", Callable().is_standard(), " ", Callable().is_custom(), " ", Callable().get_object_id())
	print(Callable.create(self, "two") == c, " ", ready.get_object_id() == get_instance_id(), " ", Signal().get_object_id())
	print(get_method_argument_count("two"), " ", get_method_argument_count("emit_signal"), " ", get_method_argument_count("add_child"), " ", get_method_argument_count("nope"))
	print("-- Engine")
	var version = Engine.get_version_info()
	print(version.major, " ", version.minor, " ", version.patch, " ", version.hex, " ", version.status, " ", version.keys())
	print(Engine.is_editor_hint(), " ", Engine.is_embedded_in_editor(), " ", Engine.get_time_scale(), " ", Engine.get_physics_ticks_per_second(), " ", Engine.get_max_physics_steps_per_frame(), " ", Engine.get_physics_interpolation_fraction())
	Engine.set_physics_ticks_per_second(0)
	Engine.set_max_physics_steps_per_frame(0)
	print(Engine.physics_ticks_per_second, " ", Engine.max_physics_steps_per_frame)
	Engine.register_singleton("Foo", self)
	print("Foo" in Engine.get_singleton_list())
	Engine.unregister_singleton("Foo")
	print("Foo" in Engine.get_singleton_list())
	t.quit()
