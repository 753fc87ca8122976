extends Node
## Lambdas and callables in all the ways people use them.

var handlers: Array[Callable] = []
var log_lines: PackedStringArray = []


func _ready() -> void:
	var twice := func(x: int) -> int: return x * 2
	print(twice.call(4))

	for index in 3:
		handlers.append(func(): log_lines.append("handler %d" % index))
	for handler in handlers:
		handler.call()

	var count := 0
	var counter := func() -> int:
		count += 1  # a copy: the function's own stays 0
		return count
	print(counter.call(), counter.call(), count)

	var names := ["Cid", "Ann", "Bob"]
	names.sort_custom(func(a: String, b: String) -> bool: return a < b)
	var long := names.filter(func(n): return n.length() > 2).map(func(n): return n.to_upper())
	print(long)

	$Timer.timeout.connect(func():
		# Both lines belong to it.
		log_lines.append("timeout")
		print(log_lines.size())
	)
	retry(3, _try.bind("twice"))


func retry(times: int, action: Callable) -> bool:
	for attempt in range(1, times + 1):
		if action.call(attempt):
			return true
	return false


func _try(attempt: int, word: String) -> bool:
	print(word, " ", attempt)
	return attempt > 1


func adder(amount: int) -> Callable:
	return func(x: int) -> int: return x + amount
