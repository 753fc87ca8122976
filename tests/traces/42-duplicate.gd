extends Node
class P extends Node:
	var tag := "?"
	@export var e := 1
	func _init(): print("    init in name=", name, " parent=", get_parent())
	func _notification(w): if w in [18, 20, 23, 24]: print("    n", w, " ", name)
class K extends Node:
	func _init(): name = "Own"; var g := Node.new(); g.name = "Gun"; add_child(g); print("    init K as ", name, " children ", get_children().map(func(x): return str(x.name)))
	func _notification(w): if w in [18, 20, 23, 24]: print("    k", w, " ", name)
func names(n): return n.get_children().map(func(x): return str(x.name))
func _ready():
	print("-- K"); var k := K.new(); k.get_child(0).add_child(P.new()); print(names(k))
	print("-- dup K"); var d = k.duplicate(); print(d.name, names(d))
	print("-- two K below"); var r := Node.new(); r.name = "R"; r.add_child(K.new()); r.add_child(K.new()); print(names(r)); d = r.duplicate(); print(names(d))
	print("-- internal"); var q := Node.new(); q.name = "Q"; var f := Node.new(); f.name = "F"; q.add_child(f, false, INTERNAL_MODE_FRONT); var a := Node.new(); a.name = "A"; q.add_child(a); print(names(q.duplicate()), q.duplicate().get_child_count(true))
	print("-- flags 0"); d = k.duplicate(0); print(d.name, names(d))
	print("-- unnamed"); d = Node.new().duplicate(); print("[", d.name, "]")
	var h := Node.new(); var u := Node.new(); h.add_child(u); print(u.name != ""); d = h.duplicate(); print(d.get_child(0).name == u.name)
	print("-- str ", str(Node.new()).begins_with("<Node#"), " ", str(Node.new()).begins_with(":"))
	print("-- persist to unrelated"); var e := Node.new(); e.name = "E"; e.add_user_signal("s"); var o := Node.new(); o.name = "Other"; e.renamed.connect(o.queue_free, CONNECT_PERSIST); d = e.duplicate(); print(d.renamed.get_connections().size())
	print("-- persist to relative"); add_child(e); add_child(o); d = e.duplicate(); print(d.renamed.get_connections().map(func(c): return c.callable.get_object().name))
	print("-- persist to parent"); e.renamed.connect(self.queue_free, CONNECT_PERSIST); d = e.duplicate(); print(d.renamed.get_connections().map(func(c): return c.callable.get_object().name))
	print("-- persist to a removed"); remove_child(o); d = e.duplicate(); print(d.renamed.get_connections().map(func(c): return c.callable.get_object().name))
	print("-- two unrelated below"); var z := Node.new(); e.add_child(z); z.renamed.connect(o.queue_free, CONNECT_PERSIST); z.tree_exited.connect(o.queue_free, CONNECT_PERSIST); d = e.duplicate(); 
	print("-- persist to an object"); var ob := RefCounted.new(); e.renamed.connect(ob.get_class, CONNECT_PERSIST); d = e.duplicate(); print(d.renamed.get_connections().size())
	get_tree().quit()
