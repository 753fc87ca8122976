extends Node
signal s(a, b)
class R extends Node:
	func v(a = 0, b = 0, c = 0, d = 0): return [a, b, c, d]
	func show(a = "-", b = "-", c = "-", d = "-"): print("    show ", a, " ", b, " ", c, " ", d)
	func use_self(what): print("    used ", what)
	func make(): return func(): use_self("made")
	func make_plain(): return func(): print("    plain")
	func make_nested(): return func(): return func(): use_self("nested")
	func wire(sig): sig.connect(func(_a, _b): use_self("wired"))
	func wire_flags(sig):
		sig.connect(func(_a, _b): use_self("one shot"), CONNECT_ONE_SHOT)
		sig.connect(func(_a, _b): use_self("deferred"), CONNECT_DEFERRED)
		sig.connect(func(_a, _b): use_self("both"), CONNECT_ONE_SHOT | CONNECT_DEFERRED)
		sig.connect((func(_a, _b, c): use_self(c)).bind("bound"))
	func wire_plain(sig): sig.connect(func(_a, _b): print("    plain"))
func drop_first(_a, _b):
	print("    dropping")
	for c in s.get_connections().slice(1): s.disconnect(c["callable"])
func freer(_a, _b):
	print("    freeing")
	get_node("R2").free()
func _ready():
	var r := R.new(); r.name = "r"; name = "Main"
	print("-- append source")
	for c in [r.show, r.show.unbind(1), r.show.unbind(2), r.show.unbind(3), r.show.bind(9), r.show.unbind(1).bind(9), r.show.bind(9).unbind(1), r.show.unbind(2).bind(9), r.show.unbind(1).bind(7, 8)]:
		s.connect(c, CONNECT_APPEND_SOURCE_OBJECT)
		s.emit(1, 2)
		s.disconnect(c)
	print("-- append deferred")
	s.connect(r.show.unbind(1), CONNECT_APPEND_SOURCE_OBJECT | CONNECT_DEFERRED)
	s.emit(1, 2)
	await get_tree().process_frame
	s.disconnect(r.show)
	print("-- odd binds")
	var f := r.v
	print("  ", f.bindv([]) == f, f.bindv([]).is_custom(), f.bind(1, 2, 3, 4, 5).get_argument_count(), f.unbind(3).get_argument_count())
	print("-- whose is a lambda")
	var l1 = r.make(); var l2 = r.make_plain(); var l3 = r.make_nested()
	print("  ", l1.get_object() == r, l2.get_object() == r, l3.get_object() == r, l1.is_valid(), l2.is_valid(), l1.is_custom(), l1.get_argument_count())
	print("  equal ", l1 == r.make(), l1 == l1)
	r.wire(s); r.wire(s); r.wire_plain(s); r.wire_flags(s)
	print("  count ", s.get_connections().size())
	s.emit(1, 2)
	print("  count ", s.get_connections().size())
	await get_tree().process_frame
	print("-- disconnected while it is emitted")
	for c in s.get_connections(): s.disconnect(c["callable"])
	s.connect(drop_first)
	r.wire(s); r.wire_flags(s)
	s.emit(1, 2)
	print("  count ", s.get_connections().size())
	await get_tree().process_frame
	print("-- freed while it is emitted")
	s.disconnect(drop_first)
	s.connect(freer)
	var r2 := R.new(); r2.name = "R2"; add_child(r2)
	r2.wire(s); r2.wire_flags(s); r2.wire_plain(s)
	s.emit(1, 2)
	print("  count ", s.get_connections().size())
	await get_tree().process_frame
	for c in s.get_connections(): s.disconnect(c["callable"])
	print("-- freed before the flush")
	r.wire(s); r.wire_flags(s); r.wire_plain(s)
	l1.call_deferred(); l2.call_deferred()
	s.emit(1, 2)
	r.free()
	print("  ", l1.is_valid(), l1.is_null(), l2.is_valid(), l3.is_valid(), l1.bind(1).is_valid(), l1.bind(1).get_object())
	print("  count ", s.get_connections().size())
	await get_tree().process_frame
	print("-- after")
	s.emit(1, 2)
	print("  connect ", s.connect(l1))
	print("  count ", s.get_connections().size())
	get_tree().quit()
