# The side of the real engine: plays the programs of program.py, as here.py does on this library.
# Rules: both files have the same functions in the same order; what one writes, the other writes. A step that this library refuses
# (it may crash the engine) is left out by its number.
extends Node

const SELF := 100
const PARENT := 101
const TOP := 102
const HEARD := [1, 3, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 28, 29, 1001]
const WATCHED := ["ready", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree", "child_exiting_tree", "child_order_changed", "renamed"]
const TREE_SIGNALS := ["node_added", "node_removed", "tree_changed", "node_renamed"]
const AWAITED := ["sig", "ready", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree"]
const FLAGS := [0, 1, 4, 8, 16, 12, 5, 17, 20, 9, 2, 18]
const TIMES := [0.0, 1.0 / 60, 1.5 / 60, 2.0 / 60, -1.0 / 60, 0.05]
const GROUPS := ["g", "h"]

class Shared:
	static var world: Node


var programs: PackedStringArray
var out: FileAccess
var place := -1
var began := -1
var ended := 0
var period := 1
var frames := 0
var program: Array
var recording := false
var active := false
var lines: PackedStringArray
var steps := 0
var reparenting := false
var skips: Dictionary
var rules: Dictionary
var times: Dictionary
var nodes: Array
var tweens: Array
var top: Node


class Marks extends Logger:
	var removal_refused := false
	func _log_error(_function, _file, _line, _code, rationale, _notify, kind, _backtraces):
		# A named difference: where a reparenting is refused because the parent is busy, the engine goes on and complains once more.
		var again: bool = removal_refused and "already has a parent" in rationale
		removal_refused = Shared.world.reparenting and "`remove_child()` can't be called" in rationale
		if not again:
			Shared.world.complain("WARNING" if kind == 1 else "ERROR")


class Actor extends Node:
	signal sig(first, second)
	var number := -1
	func heard(...args): Shared.world.at("heard", self, args)
	func called(...args): Shared.world.at("called", self, args)
	func later(operation, node, other, amount): var world := Shared.world; world.at("later", self); world.step(["", 0, operation, node, other, amount], self)
	func waits(what):
		Shared.world.at("waits", self)
		var value = await what
		Shared.world.at("resumed", self, [value])
	func waits_longer(what):
		await waits(what)
		Shared.world.at("resumed longer", self)
	func heard_and_waits(...args):
		Shared.world.at("heard and waits", self, args)
		await Shared.world.get_tree().process_frame
		Shared.world.at("resumed", self)


class Listener extends Actor:
	func _notification(what): if what in HEARD: Shared.world.at("_notification " + str(what), self)


class Ready extends Actor:
	func _ready(): Shared.world.at("_ready", self)


class Plain extends Actor:
	func _enter_tree(): Shared.world.at("_enter_tree", self)
	func _ready(): Shared.world.at("_ready", self)
	func _exit_tree(): Shared.world.at("_exit_tree", self)
	func _process(_delta): Shared.world.at("_process", self)
	func _physics_process(_delta): Shared.world.at("_physics_process", self)


class Full extends Plain:
	func _notification(what): if what in HEARD: Shared.world.at("_notification " + str(what), self)


class Inputs extends Actor:
	func _input(event): Shared.world.at("_input", self, [event])
	func _shortcut_input(event): Shared.world.at("_shortcut_input", self, [event])
	func _unhandled_key_input(event): Shared.world.at("_unhandled_key_input", self, [event])
	func _unhandled_input(event): Shared.world.at("_unhandled_input", self, [event])


class Clock extends Timer:
	signal sig(first, second)
	var number := -1
	func heard(...args): Shared.world.at("heard", self, args)
	func called(...args): Shared.world.at("called", self, args)
	func later(operation, node, other, amount): var world := Shared.world; world.at("later", self); world.step(["", 0, operation, node, other, amount], self)
	func waits(what):
		Shared.world.at("waits", self)
		var value = await what
		Shared.world.at("resumed", self, [value])
	func waits_longer(what):
		await waits(what)
		Shared.world.at("resumed longer", self)
	func heard_and_waits(...args):
		Shared.world.at("heard and waits", self, args)
		await Shared.world.get_tree().process_frame
		Shared.world.at("resumed", self)
	func _process(_delta): Shared.world.at("_process", self)


func _ready():
	Shared.world = self
	OS.add_logger(Marks.new())
	var arguments := OS.get_cmdline_user_args()
	programs = FileAccess.open(arguments[0], FileAccess.READ).get_as_text().strip_edges().split("\n")
	out = FileAccess.open(arguments[1], FileAccess.WRITE)
	period = int(arguments[2])
	process_mode = PROCESS_MODE_ALWAYS
	process_priority = -1000
	get_tree().process_frame.connect(_on_process_frame)
	get_tree().physics_frame.connect(_on_physics_frame)


func _process(_delta):
	at("between", null)


func _on_physics_frame():
	at("physics_frame", null)


func _on_process_frame():
	frames += 1
	if recording:
		lines.append("frame")
		if frames - began == program[2]:
			_end()
		else:
			at("process_frame", null)
	elif frames - ended >= 2 and frames % period == 0:
		place += 1
		if place == programs.size():
			get_tree().quit()
		else:
			_begin(str_to_var(programs[place]))


func _begin(given):
	program = given
	began = frames
	lines = []
	steps = 0
	skips = {}
	for step_number in program[4]:
		skips[step_number] = true
	rules = {}
	times = {}
	nodes = []
	tweens = []
	for rule in program[3]:
		rules.get_or_add(rule[0] + "#" + str(rule[1]), []).append(rule)
	recording = true
	active = true
	if program[1][1]:
		for name_of_signal in TREE_SIGNALS:
			get_tree().connect(name_of_signal, _on_tree.bind(name_of_signal))
	top = Node.new()
	top.name = "top"
	top.process_mode = PROCESS_MODE_PAUSABLE
	add_child(top)
	for number in program[0].size():
		nodes.append(null)
		nodes[number] = made(number)
		var above = found(program[0][number][1], null)
		if above != null and is_instance_valid(above) and is_instance_valid(nodes[number]):
			above.add_child(nodes[number])
	at("start", null)


func _end():
	active = false
	lines.append("end")
	get_tree().paused = false
	for tween in tweens:
		tween.kill()
	for node in nodes:
		if is_instance_valid(node):
			node.free()
	top.free()
	if program[1][1]:
		for name_of_signal in TREE_SIGNALS:
			get_tree().disconnect(name_of_signal, _on_tree.bind(name_of_signal))
	recording = false
	ended = frames
	out.store_string("#" + str(place) + "\n" + "\n".join(lines) + "\n")
	out.flush()


func made(number):
	var node = {"Full": Full, "Plain": Plain, "Ready": Ready, "Listener": Listener, "Clock": Clock, "Inputs": Inputs}[program[0][number % program[0].size()][0]].new()
	adopt(node, number)
	node.name = "n" + str(number)
	return node


func adopt(node, number):
	node.number = number
	if program[1][0]:
		for name_of_signal in WATCHED:
			node.connect(name_of_signal, _on_node.bind(name_of_signal, weakref(node)) if not name_of_signal.begins_with("child_e") else _on_node_with.bind(name_of_signal, weakref(node)))
	if node is Timer:
		node.timeout.connect(_on_node.bind("timeout", weakref(node)))


func _on_node(name_of_signal, node):
	at(name_of_signal, node.get_ref())


func _on_node_with(argument, name_of_signal, node):
	at(name_of_signal, node.get_ref(), [argument])


func _on_tree(...args):
	at(args[-1], null, args.slice(0, -1))


func _on_timer(moment, of):
	if of == place:
		at(moment, null)


func complain(what):
	if recording:
		lines.append(what)


func at(moment, node, args = []):
	if not recording:
		return
	var time: int = times.get(moment, 0)
	times[moment] = time + 1
	var text: String = moment + ": " + shown(node)
	for argument in args:
		text += " " + shown(argument)
	lines.append(text)
	if not active:
		return
	for rule in rules.get(moment + "#" + str(time), []):
		step(rule, node)


func shown(thing) -> String:
	if typeof(thing) != TYPE_OBJECT:
		return str(thing)
	if thing == null or not is_instance_valid(thing):
		return "freed"
	if thing is InputEvent:
		return thing.get_class()
	if thing == top:
		return "top"
	if not "number" in thing:
		return thing.get_class()
	var text := str(thing.number)
	if thing.is_inside_tree():
		text += "t"
		if thing.can_process(): text += "c"
	if thing.is_node_ready(): text += "r"
	if thing.is_queued_for_deletion(): text += "q"
	if thing.is_processing(): text += "p"
	if thing.is_physics_processing(): text += "f"
	if thing.is_processing_internal(): text += "i"
	if thing.is_in_group("g"): text += "g"
	if thing.is_in_group("h"): text += "h"
	text += "["
	for child in thing.get_children(true):
		text += str(child.number)
	return text + "]"


func found(number, here):
	if number == TOP:
		return top
	if number < SELF:
		return nodes[number] if number < nodes.size() else null
	if here == null or not is_instance_valid(here):
		return null
	return here if number == SELF else here.get_parent()


func step(rule, here):
	if not active:
		return
	var node = found(rule[3], here)
	var other = found(rule[4], here)
	lines.append("  %s %d %d %d" % [rule[2], rule[3], rule[4], rule[5]])
	steps += 1
	if skips.has(steps):
		lines.append("  refused")
		return
	if node == null or not is_instance_valid(node):
		if rule[2] == "make" and rule[3] < nodes.size():
			nodes[rule[3]] = made(rule[3])
		return
	if other == null or not is_instance_valid(other):
		other = null
	if node != top:
		var outer := reparenting
		reparenting = rule[2] == "reparent"
		perform(rule[2], node, other, rule[5])
		reparenting = outer


func perform(operation, node, other, number):
	var tree := get_tree()
	var on: bool = number % 2 == 1
	var group = GROUPS[0 if number % 3 else 1]
	match operation:
		"queue_free": node.queue_free()
		"free": node.free()
		"request_ready": node.request_ready()
		"remove_child": if node.get_parent() != null: node.get_parent().remove_child(node)
		"move_child": if node.get_parent() != null: node.get_parent().move_child(node, number % 6 - 2)
		"add_child": if other != null: other.add_child(node, on)
		"add_internal": if other != null: other.add_child(node, false, 1 + number % 2)
		"reparent": if other != null: node.reparent(other)
		# A node that has another parent, or is above this one, breaks the engine's own list of children.
		"add_sibling": if other != null and other != top and (other.get_parent() == node.get_parent() or (other.get_parent() == null and not other.is_ancestor_of(node))): node.add_sibling(other)
		# In the place of itself, or of what is below it: the engine never comes back from the one and takes the tree apart at the other.
		"replace_by": if other != null and other != top and other != node and not other.is_ancestor_of(node): node.replace_by(other, on)
		"duplicate":
			var copy = node.duplicate()
			number_copies(copy)
			if other != null: other.add_child(copy)
		"rename": node.name = "r" + str(number % 3)
		"owner": node.owner = other
		"look":
			var names := []
			for child in node.get_children(): names.append(child.name)
			lines.append("  " + " ".join([node.name, shown(node.owner) if node.owner != null else "<null>", node.get_index(), node.get_path() if node.is_inside_tree() else "", ",".join(names)]))
		"process_mode": node.process_mode = number % 5
		"process_priority": node.process_priority = number % 5 - 2
		"process_physics_priority": node.process_physics_priority = number % 5 - 2
		"set_process": node.set_process(on)
		"set_physics_process": node.set_physics_process(on)
		"set_process_internal": node.set_process_internal(on)
		"set_physics_process_internal": node.set_physics_process_internal(on)
		"set_process_input": node.set_process_input(on)
		"set_process_unhandled_input": node.set_process_unhandled_input(on)
		"add_to_group": node.add_to_group(group, number > 10)
		"remove_from_group": node.remove_from_group(group)
		"call_group": tree.call_group_flags(number % 8, group, "called", number)
		"notify_group": tree.notify_group(group, 1001)
		"set_group": tree.set_group(group, "process_mode" if on else "process_priority", number % 5)
		"members":
			var members := []
			for member in tree.get_nodes_in_group(group): members.append(shown(member))
			lines.append("  " + " ".join(members))
		"propagate_call": node.propagate_call("called", [number], on)
		"propagate_notification": node.propagate_notification(1001)
		"call_deferred":
			if number % 4 == 0: node.call_deferred("queue_free")
			elif number % 4 == 1: node.call_deferred("free")
			else: node.call_deferred("called", number)
		"later_add": later(node, "add_child", other, number)
		"later_remove": later(node, "remove_child", other, number)
		"later_reparent": later(node, "reparent", other, number)
		"later_group": later(node, "call_group", other, number)
		"set_deferred": node.set_deferred("process_mode" if on else "process_priority", number % 5)
		"connect", "disconnect":
			if other != null and other != top:
				var target: Callable = other.heard_and_waits if number % 4 == 3 else other.heard
				if number % 4 == 2: target = target.bind(7)
				if operation == "connect": node.sig.connect(target, FLAGS[number % FLAGS.size()])
				else: node.sig.disconnect(target)
		"emit":
			match number % 3:
				0: node.sig.emit()
				1: node.sig.emit(0)
				2: node.sig.emit(0, 1)
		"set_block_signals": node.set_block_signals(on)
		"await": if other != null and other != top: node.waits(Signal(other, AWAITED[number % AWAITED.size()]))
		"await_longer": if other != null and other != top: node.waits_longer(other.sig)
		"await_frame": node.waits(tree.physics_frame if number % 3 == 0 else tree.process_frame)
		"await_timer": node.waits(tree.create_timer(TIMES[number % 6], number < 12, on).timeout)
		"start":
			if node is Timer:
				node.one_shot = on
				node.start(TIMES[number % 6])
		"stop": if node is Timer: node.stop()
		"timer_paused": if node is Timer: node.paused = on
		"timer_physics": if node is Timer: node.process_callback = 0 if on else 1
		"autostart": if node is Timer: node.autostart = true
		"create_timer": tree.create_timer(TIMES[number % 6], number < 12, on).timeout.connect(_on_timer.bind("create_timer", place))
		"paused": tree.paused = on
		"push_input": tree.root.push_input(event(number))
		"parse_input_event": Input.parse_input_event(event(number))
		"set_input_as_handled": tree.root.set_input_as_handled()
		"tween": tween_of(node, other, number)
		"kill": for tween in tweens: tween.kill()


func later(node, operation, other, number):
	node.call_deferred("later", operation, node.number if node.number >= 0 else SELF, other.number if other != null and other != top else TOP, number)


func number_copies(copy):
	adopt(copy, nodes.size())
	nodes.append(copy)
	for child in copy.get_children(true):
		number_copies(child)


func event(number):
	var made_event: InputEvent
	match number % 4:
		0: made_event = InputEventKey.new()
		1: made_event = InputEventAction.new(); made_event.action = "ui_accept"
		2: made_event = InputEventMouseButton.new(); made_event.button_index = 1
		3: made_event = InputEventJoypadButton.new()
	if number % 4 == 0: made_event.keycode = 65
	made_event.pressed = number % 8 < 4
	return made_event


func tween_of(node, other, number):
	var tween: Tween = node.create_tween() if number % 2 else get_tree().create_tween()
	tweens.append(tween)
	if number % 5 == 0: tween.set_process_mode(0)
	if number % 7 == 0: tween.set_pause_mode(2)
	if number % 3 == 0: tween.set_loops(2)
	if number % 11 == 0: tween.set_parallel(true)
	tween.tween_callback(_on_timer.bind("tween", place))
	tween.tween_interval(TIMES[1 + number % 3])
	if other != null and other != top: tween.tween_callback(other.called.bind(number))
	tween.tween_property(node, "process_priority", number % 5, TIMES[1 + number % 3])
	tween.finished.connect(_on_timer.bind("finished", place))
