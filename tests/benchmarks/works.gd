# The works of the benchmarks in the engine: prints a line for each, its name and the nanoseconds that one of it takes.
# Rules: a figure is the median of ROUNDS rounds of some milliseconds, as in timing.py; nothing else happens in the process.
extends Node

const ROUNDS := 25
const CHILDREN := [9, 10, 10]
const MEMBERS := 1000


class Ship extends Node:
	signal hit(damage)
	func _process(_delta): pass
	func on_hit(_damage): pass
	func report(): pass


class Clock extends Node:
	var begin := 0
	func _process(_delta): begin = Time.get_ticks_usec()


class Deferring extends Node:
	var taken := []
	func nothing(): pass
	func flushed(begin): taken.append((Time.get_ticks_usec() - begin) * 1000.0 / 10000)
	func _process(_delta):
		var begin := Time.get_ticks_usec()
		for i in 10000:
			call_deferred("nothing")
		call_deferred("flushed", begin)


func _ready():
	say("life", rounds(life, 5000))
	say("make", rounds(make, 20000))
	say("connect", rounds(connecting, 10000))
	say("path", rounds(path, 50000))
	say("subtree", rounds(subtrees, 5) / MEMBERS)
	say("group", rounds(group, 50) / MEMBERS)
	for count in [1, 10, 100]:
		var sender := Ship.new()
		var receivers := []
		for i in count:
			receivers.append(Ship.new())
			sender.hit.connect(receivers[i].on_hit)
		say("emit to %d" % count, rounds(emission.bind(sender), 20000 / count))
		for receiver in receivers:
			receiver.free()
		sender.free()
	await frames()
	await deferred()
	get_tree().quit()


func rounds(work: Callable, count: int) -> float:
	var taken := []
	work.call(count)
	for i in ROUNDS:
		var begin := Time.get_ticks_usec()
		work.call(count)
		taken.append((Time.get_ticks_usec() - begin) * 1000.0 / count)
	return median(taken)


func median(taken: Array) -> float:
	taken.sort()
	return taken[taken.size() / 2]


func say(work: String, nanoseconds: float):
	print("work\t%s\t%.1f" % [work, nanoseconds])


func life(count: int):
	for i in count:
		var node := Ship.new()
		add_child(node)
		node.free()


func make(count: int):
	for i in count:
		Node.new().free()


func connecting(count: int):
	var sender := Ship.new()
	var receiver := Ship.new()
	for i in count:
		sender.hit.connect(receiver.on_hit)
		sender.hit.disconnect(receiver.on_hit)
	sender.free()
	receiver.free()


func path(count: int):
	var top := Node.new()
	var node := top
	for level in 5:
		var child := Node.new()
		child.name = "n%d" % level
		node.add_child(child)
		node = child
	for i in count:
		top.get_node("n0/n1/n2/n3/n4")
	top.free()


func branch(level := 0) -> Node:
	var top := Node.new()
	if level < CHILDREN.size():
		for i in CHILDREN[level]:
			top.add_child(branch(level + 1))
	return top


func subtrees(count: int):
	for i in count:
		var top := branch()
		add_child(top)
		top.free()


func group(count: int):
	var ships := Node.new()
	add_child(ships)
	for i in MEMBERS:
		var ship := Ship.new()
		ship.add_to_group("ships")
		ships.add_child(ship)
	var tree := get_tree()
	for i in count:
		tree.call_group("ships", "report")
	ships.free()


func emission(count: int, sender: Ship):
	for i in count:
		sender.hit.emit(7)


# A node before ten thousand others and one behind them: what lies between their clocks is the pass over these.
func frames():
	var first := Clock.new()
	var last := Clock.new()
	add_child(first)
	var ships := Node.new()
	add_child(ships)
	for i in 10000:
		ships.add_child(Ship.new())
	add_child(last)
	var taken := []
	for i in ROUNDS:
		await get_tree().process_frame
		if i:
			taken.append((last.begin - first.begin) * 1000.0)
	say("frame of 10000", median(taken))
	for node in [first, ships, last]:
		node.free()


func deferred():
	var node := Deferring.new()
	add_child(node)
	for i in ROUNDS:
		await get_tree().process_frame
	say("deferred", median(node.taken))
	node.free()
