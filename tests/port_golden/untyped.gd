extends Node
## Counts what the players do, the way scripts were written before types came.

const MAX_LINES = 5

var stage = 0
var waited = 0.0
var lines = []
var scores = {"red": 0, "blue": 0}


func _ready():
	# Old style: connect by name.
	get_tree().connect("process_frame", _on_frame)
	for team in scores:
		print("team ", team)


func _process(delta):
	waited += delta
	match stage:
		0:
			if waited > 2.0:
				stage = 1
				note("started")
		1, 2:
			note("stage %d" % stage)
		_:
			pass # nothing to do any more


func note(text):
	if lines.size() >= MAX_LINES:
		lines.pop_front()
	lines.append(text)
	print("[%02d] %s" % [lines.size(), text])


func score(team, points = 1):
	if not scores.has(team):
		push_warning("no such team: %s" % team)
		return
	scores[team] += points
	if scores[team] > 10 and stage == 1:
		stage += 1


func average():
	var sum = 0
	for team in scores:
		sum += scores[team]
	return sum / scores.size()


func _on_frame():
	if stage > 1: lines.clear()
