extends Node
class P extends Node:
	var acts := {}
	func _init(n): name = n
	func _notification(w):
		if w in [10, 11, 13, 18, 19, 24, 27]: print("    ", name, " n", w, " ", is_inside_tree())
		if acts.has(w): var f = acts[w]; acts.erase(w); f.call(); print("      acted")
func pair(): var c = P.new("C"); var d = P.new("D"); c.add_child(d); return [c, d]
func _ready():
	var t := get_tree(); await t.process_frame
	t.node_added.connect(func(n): print("    added ", n.name)); t.node_removed.connect(func(n): print("    removed ", n.name)); t.tree_changed.connect(func(): print("    tree_changed"))
	var p = P.new("P"); var q = P.new("Q"); add_child(p); add_child(q)
	for when in [27, 13]:
		for who in [0, 1]:
			for again in [false, true]:
				print("-- the top leaves at n", when, " of ", "CD"[who], ", ready before: ", again)
				var x = pair()
				if again: p.add_child(x[0]); p.remove_child(x[0]); x[who].request_ready()
				x[who].acts[when] = func(): p.remove_child(x[0])
				p.add_child(x[0]); print("      ", x[0].get_parent() == p); x[0].free()
			print("-- the top goes elsewhere at n", when, " of ", "CD"[who])
			var y = pair(); y[who].acts[when] = func(): p.remove_child(y[0]); q.add_child(y[0])
			p.add_child(y[0]); print("      ", y[0].get_parent() == q); y[0].free()
	t.quit()
