extends Node
class P extends Node:
	signal sg
	func a(): print("    a ", name)
	func co(s): print("    wait"); await s; print("    resumed ", name)
func mk(n): var x := P.new(); x.name = n; return x
func say(t): print("    say ", t)
func _ready():
	print("-- emitter freed through its parent"); var p = mk("P"); var c = mk("C"); p.add_child(c); add_child(p)
	c.sg.connect(say.bind("one")); c.sg.connect(p.free); c.sg.connect(func(): say("two")); c.sg.connect(c.a); c.sg.emit(); print("  ", is_instance_valid(p), is_instance_valid(c))
	print("-- the same by emit_signal"); p = mk("P"); c = mk("C"); p.add_child(c)
	c.sg.connect(p.free); c.sg.connect(say.bind("two")); print("  ", c.emit_signal("sg")); print("  ", is_instance_valid(p), is_instance_valid(c))
	print("-- nested emission of it"); p = mk("P"); c = mk("C"); p.add_child(c); var n := [0]
	c.sg.connect(func(): n[0] += 1; if n[0] < 3: c.sg.emit() else: p.free(); print("    after ", is_instance_valid(c))); c.sg.connect(say.bind("two")); c.sg.emit()
	print("-- emitter's method running, parent freed"); p = mk("P"); c = mk("C"); p.add_child(c); c.sg.connect(p.free); c.sg.emit(); print("  ", is_instance_valid(p))
	print("-- waiter freed in the emission"); var w = mk("W"); var e = mk("E"); e.sg.connect(w.free); w.co(e.sg); e.sg.connect(say.bind("after")); e.sg.emit(); print("  ", is_instance_valid(w), " ", e.sg.get_connections().size())
	print("-- waiter freed before the emission"); w = mk("W"); w.co(e.sg); w.free(); e.sg.emit()
	print("-- waiter freed after it resumed"); e = mk("E"); w = mk("W"); w.co(e.sg); e.sg.connect(w.free); e.sg.emit(); print("  ", is_instance_valid(w))
	print("-- two waiters of the freed"); e = mk("E"); w = mk("W"); e.sg.connect(w.free); w.co(e.sg); w.co(e.sg); e.sg.emit(); print("  ", is_instance_valid(w))
	print("-- one-shot of a freed receiver"); e = mk("E"); w = mk("W"); e.sg.connect(w.free); e.sg.connect(w.a, CONNECT_ONE_SHOT); e.sg.emit(); print("  ", e.sg.get_connections().size())
	print("-- waiter queue_freed"); e = mk("E"); w = mk("W"); add_child(w); e.sg.connect(w.queue_free); w.co(e.sg); e.sg.emit()
	print("-- waiter freed through its parent"); e = mk("E"); p = mk("P"); w = mk("W"); p.add_child(w); e.sg.connect(p.free); w.co(e.sg); e.sg.emit(); print("  ", is_instance_valid(w))
	print("-- emitter waits for itself, freed through its parent"); p = mk("P"); w = mk("W"); p.add_child(w); w.sg.connect(p.free); w.co(w.sg); w.sg.emit(); print("  ", is_instance_valid(w))
	get_tree().quit()
