extends RefCounted
## Sorts a board of scores and gives out ranks, untyped as many people write.

var entries = []


func _by_score(a, b):
	if a["score"] == b["score"]:
		return a["name"] < b["name"]
	return a["score"] > b["score"]


func work():
	entries = []
	var seed_value = 12345
	for i in range(60):
		seed_value = (seed_value * 1103515245 + 12345) % 2147483648
		entries.append({"name": "player" + str(i), "score": seed_value % 40})
	entries.sort_custom(_by_score)
	var result = 0
	var rank = 1
	for entry in entries:
		entry["rank"] = rank
		result += rank * entry["score"]
		rank += 1
	return result
