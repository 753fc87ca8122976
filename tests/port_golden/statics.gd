class_name Dice
extends RefCounted
## Dice with a memory, all of it static.

enum { LOW = 1, HIGH = 6 }
enum Face { ONE = 1, TWO, THREE, FOUR, FIVE, SIX }
enum Flag { NONE = 0, LOADED = 1 << 0, BROKEN = 1 << 1, BOTH = LOADED | BROKEN }

const SIDES := HIGH - LOW + 1
const WEIGHTS := {Face.ONE: 2, Face.SIX: 1}

static var rolled := 0
static var history: Array[int] = []
static var _seed := 17

var flags := Flag.NONE


static func roll() -> int:
	rolled += 1
	_seed = (_seed * 1103515245 + 12345) % 2147483648
	var face := _seed % SIDES + LOW
	history.append(face)
	return face


static func roll_many(count: int) -> Array[int]:
	var faces: Array[int] = []
	for _i in count:
		faces.append(roll())
	return faces


static func mean() -> float:
	if history.is_empty():
		return 0.0
	var sum := 0.0
	for face in history:
		sum += face
	return sum / history.size()


func is_fair() -> bool:
	return flags & Flag.BOTH == 0


func load_it() -> void:
	flags |= Flag.LOADED


func weight(face: Face) -> int:
	return WEIGHTS.get(face, 1)


static func names() -> Array:
	return Face.keys()
