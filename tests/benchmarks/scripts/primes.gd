extends RefCounted
## Looks for primes.


func is_prime(number: int) -> bool:
	if number < 2:
		return false
	var divisor := 2
	while divisor * divisor <= number:
		if number % divisor == 0:
			return false
		divisor += 1
	return true


func work() -> int:
	var count := 0
	var total := 0
	for number in range(1, 400):
		if is_prime(number):
			count += 1
			total += number / 2
	return total * 100 + count
