# What nodes and trees answer that no other script asks: trees as text, accessors, replace_by, paths to resources, flags of group calls.
extends Node
#@file res.gd
#|extends Resource
#|var inner = null
#|var count = 3
#@endfile
class L extends Node:
	var ammo = null
	func _notification(what):
		if what in [10, 11, 13, 18, 19, 24, 777]:
			print("    ", name, " ", what)
func mk(label, parent = null, internal = 0):
	var node = L.new()
	node.name = label
	if parent:
		parent.add_child(node, false, internal)
	return node
func names(node):
	var found = []
	for child in node.get_children():
		found.append(str(child.name))
	return found
func _ready():
	go.call_deferred()
func go():
	print("-- trees as text")
	var a = mk("A", self)
	var b = mk("B", a)
	var c = mk("C", a)
	var i = mk("I", a, 2)
	var f = mk("F", a, 1)
	mk("D", b)
	var e = mk("E", c)
	a.print_tree()
	a.print_tree_pretty()
	print(e.get_tree_string(), e.get_tree_string_pretty())
	get_tree().root.print_tree_pretty()
	var o = mk("O")
	mk("P", o)
	o.print_tree()
	o.print_tree_pretty()
	print("-- which comes after which")
	print(b.is_greater_than(a), " ", a.is_greater_than(b), " ", c.is_greater_than(b), " ", e.is_greater_than(b), " ", a.is_greater_than(a), " ", a.get_child(-1, true).is_greater_than(e))
	print(a.is_greater_than(o))
	print(o.is_greater_than(o))
	print("-- accessors in a group call")
	for node in [a, b]:
		node.add_to_group("w")
	get_tree().call_group("w", "set_process_priority", 9)
	get_tree().call_group("w", "set_process_mode", 3)
	get_tree().call_group("w", "set_physics_process_priority", -2)
	print(a.process_priority, " ", b.get_process_priority(), " ", b.process_mode, " ", a.get_process_mode(), " ", a.get_physics_process_priority())
	print("-- notify_group_flags")
	var t = get_tree()
	t.notify_group_flags(SceneTree.GROUP_CALL_REVERSE, "w", 777)
	t.notify_group_flags(SceneTree.GROUP_CALL_DEFERRED, "w", 777)
	print("  deferred")
	await t.process_frame
	t.notify_group_flags(SceneTree.GROUP_CALL_DEFERRED | SceneTree.GROUP_CALL_UNIQUE, "w", 777)
	t.notify_group_flags(SceneTree.GROUP_CALL_DEFERRED | SceneTree.GROUP_CALL_UNIQUE, "w", 777)
	print("  deferred and unique")
	await t.process_frame
	t.set_group_flags(SceneTree.GROUP_CALL_DEFERRED, "w", "process_priority", 5)
	print(a.process_priority)
	await t.process_frame
	print(a.process_priority)
	t.set_group_flags(SceneTree.GROUP_CALL_REVERSE, "w", "process_priority", 6)
	print(a.process_priority)
	print("-- replace_by")
	a.owner = self
	b.owner = self
	c.owner = a
	mk("Z", self)
	a.replacing_by.connect(func(node): print("    replacing_by ", node.name, " ", a.is_inside_tree(), " ", a.get_child_count()))
	var n = mk("N")
	mk("own", n)
	a.replace_by(n, true)
	print(n.get_index(), " ", names(n), " ", n.is_in_group("w"), " ", n.owner == self, " ", b.owner == self, " ", c.owner == n, " ", a.owner == null, " ", a.get_parent() == null, " ", a.get_child_count(true), " ", names(self))
	print("-- replace_by refused")
	n.replace_by(get_child(1))
	print("-- replace_by outside of the tree")
	var r = mk("R")
	o.replace_by(r)
	print(names(r), " ", o.get_child_count(), " ", r.get_parent() == null)
	print("-- replace_by without groups")
	var q = mk("Q")
	n.replace_by(q)
	print(q.get_groups().size(), " ", names(q), " ", names(self))
	print("-- replace_by and connections")
	var s = mk("S")
	s.renamed.connect(r.queue_free, CONNECT_PERSIST)
	s.renamed.connect(r.request_ready)
	s.tree_entered.connect(r.set_process.bind(true), CONNECT_PERSIST)
	print(r.get_incoming_connections().size(), " ", r.get_incoming_connections()[0].flags, " ", s.has_connections("renamed"), " ", s.has_connections("ready"))
	print(s.has_connections("nope"))
	var r2 = mk("R2")
	r.replace_by(r2)
	for connection in s.renamed.get_connections() + s.tree_entered.get_connections():
		print("  ", connection.callable.get_method(), " ", connection.flags, " ", connection.callable.get_object() == r2, " ", connection.callable.get_bound_arguments())
	print("-- get_node_and_resource")
	var weapon = load("res://res.gd").new()
	weapon.inner = load("res://res.gd").new()
	q.ammo = weapon
	for path in ["Q", "Q:ammo", "Q:ammo:count", "Q:ammo:inner", "Q:ammo:inner:count", "Q:process_priority", "Q:process_priority:x", "Q:nope", "Q:ammo:nope", "nope", "nope:x"]:
		var found = get_node_and_resource(path)
		print("  ", path, " ", found[0] == q, " ", found[0] == null, " ", found[1] == weapon, " ", found[1] == weapon.inner, " [", found[2], "] ", has_node_and_resource(path))
	print("-- set_indexed")
	q.set_meta("m", {"k": 2})
	print(q.get_indexed("process_priority"), " ", q.get_indexed(":process_priority"), " ", q.get_indexed("metadata/m:k"), " ", q.get_indexed("ammo:inner:count"), " ", q.get_indexed("nope") == null, " ", q.get_indexed("nope:x") == null, " ", q.get("metadata/m").k)
	q.set_indexed("metadata/m:k", 7)
	q.set_indexed("ammo:inner:count", 8)
	q.set_indexed("nope:x", 1)
	q.set_indexed("process_priority", 2)
	q.set("metadata/z", 5)
	print(q.get_meta("m").k, " ", weapon.inner.count, " ", q.process_priority, " ", q.get_meta("z"))
	print("-- current scene and window")
	t.set_current_scene(null)
	print(t.get_current_scene() == null)
	t.current_scene = q
	print(t.current_scene == null)
	t.set_current_scene(self)
	t.set_current_scene(s)
	print(t.get_current_scene() == self, " ", get_window() == t.root, " ", s.get_window() == null)
	t.set_pause(true)
	print(t.paused, " ", t.is_paused())
	t.set_pause(false)
	print("-- editor_description")
	editor_description_changed.connect(func(node): print("    changed ", node == self))
	set_editor_description("hey")
	editor_description = "hey"
	print(get_editor_description())
	for node in [a, o, n, r, r2, s, i, f]:
		node.free()
	t.quit()
