extends RefCounted
## An enemy that waits, chases and flees.

enum State { IDLE, CHASE, ATTACK, FLEE }

var state: State = State.IDLE
var health: int = 100
var distance: float = 50.0
var changes: int = 0


func change(next: State) -> void:
	if state != next:
		state = next
		changes += 1


func think() -> void:
	match state:
		State.IDLE:
			if distance < 40.0:
				change(State.CHASE)
			distance -= 1.5
		State.CHASE:
			distance -= 2.0
			if distance < 5.0:
				change(State.ATTACK)
		State.ATTACK:
			health -= 7
			if health < 30:
				change(State.FLEE)
		State.FLEE:
			distance += 3.0
			if distance > 60.0:
				health = 100
				change(State.IDLE)


func work() -> int:
	state = State.IDLE
	health = 100
	distance = 50.0
	changes = 0
	for tick in range(600):
		think()
	return changes * 1000 + health
