tool
extends Node

## A lobby of Godot 3.

signal joined(id)

export(int) var seats = 4
export(String) var title = "Lobby"
export var is_open = true

onready var list = $Panel/List
onready var timer = get_node("Timer")

var members = [] setget set_members, get_members
var host = null


func _ready():
	timer.connect("timeout", self, "_on_timeout")
	connect("joined", self, "_on_joined", ["late"])
	yield(get_tree().create_timer(1.0), "timeout")
	print("open: " + str(is_open))


func set_members(value):
	members = value
	print("%d of %d" % [members.size(), seats])


func get_members():
	return members


remote func join(id):
	if id in members:
		return
	self.members = members + [id]
	emit_signal("joined", id)
	if host == null:
		host = id


func _on_joined(id, when):
	print(id, " joined ", when)


func _on_timeout():
	var done = yield(wait_for_host(), "completed")
	print(done)


func wait_for_host():
	while host == null:
		yield(get_tree(), "idle_frame")
	return host
