extends Node
func mk(n): var x := Node.new(); x.name = n; return x
func nm(n): return str(n.name) if n else "null"
func _ready():
	var a = mk("A"); add_child(a); var b = mk("B"); a.add_child(b)
	print("-- paths"); for p in [":x", ":", "", "/", "/:x", "//", ".:x", ":x:y", "/junk/root", "/junk", "/junk/junk/root/Main", "/./root", "/../root", "/root:x", "/%x/root", "/root/", "/junk/root/Main/A", "//root", "A:x", "/junk/..", "/root/Main/../..", "/root/Main/../../root"]: print("  ", p, " -> ", nm(get_node_or_null(p)), " ", has_node(p))
	print("-- get_node"); print("  ", nm(get_node(":x"))); print("  ", nm(get_node("/junk")))
	print("-- orphan"); var o = mk("O"); print("  ", nm(o.get_node_or_null(":x")), " ", nm(o.get_node_or_null("."))); print("  ", nm(o.get_node_or_null("/O")))
	print("-- add_sibling"); for n in ["C", "D", "E"]: a.add_child(mk(n))
	var names = func(): return a.get_children().map(func(x): return str(x.name))
	a.child_order_changed.connect(func(): print("    changed"))
	a.get_node("E").add_sibling(a.get_node("B")); print("  ", names.call())
	a.get_node("C").add_sibling(a.get_node("D")); print("  ", names.call())
	a.get_node("C").add_sibling(a.get_node("B")); print("  ", names.call())
	a.get_node("B").add_sibling(a.get_node("C")); print("  ", names.call())
	a.get_node("B").add_sibling(a.get_node("B")); print("  ", names.call())
	a.add_child(mk("Z"), false, INTERNAL_MODE_BACK); a.add_child(mk("F"), false, INTERNAL_MODE_FRONT)
	a.get_child(-1).add_sibling(a.get_child(0)); print("  ", names.call(), a.get_children(true).map(func(x): return str(x.name)))
	print("-- index"); print("  ", a.get_node("Z").get_index(), " ", a.get_node("Z").get_index(true), " ", a.get_node("F").get_index(), " ", a.get_node("F").get_index(true), " ", a.get_index(), " ", o.get_index())
	print("-- str"); print("  ", Node.new(), " ", o, " ", Timer.new()); var k := Node.new(); add_child(k); print("  ", k)
	print("-- path to"); print("  ", a.get_path_to(a), " ", a.get_path_to(a, true), " ", a.get_path_to(self), " ", get_path_to(a)); print("  [", a.get_path_to(o), "]")
	b.unique_name_in_owner = true; a.get_node("C").unique_name_in_owner = true; print("  ", b.get_path_to(a.get_node("C"), true), " ", b.get_path_to(a, true), " ", b.get_path_to(self, true), " ", a.get_node("D").get_path_to(a.get_node("C"), true), " ", b.get_path_to(a.get_node("D"), true))
	get_tree().quit()
