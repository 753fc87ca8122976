extends RefCounted
## Moves bullets over a field with walls.

const FIELD := Rect2(0, 0, 640, 360)
const DELTA := 1.0 / 60.0

var positions: Array[Vector2] = []
var velocities: Array[Vector2] = []


func step() -> void:
	for i in range(positions.size()):
		var place := positions[i] + velocities[i] * DELTA
		if place.x < 0.0 or place.x > FIELD.size.x:
			velocities[i].x = -velocities[i].x
		if place.y < 0.0 or place.y > FIELD.size.y:
			velocities[i].y = -velocities[i].y
		positions[i] = place


func work() -> float:
	positions.clear()
	velocities.clear()
	for i in range(20):
		positions.append(Vector2(i * 30, i * 17))
		velocities.append(Vector2(200 - i * 20, 90 + i * 11))
	for frame in range(20):
		step()
	var total := 0.0
	for place in positions:
		total += place.length()
	return snapped(total, 0.01)
