extends Node
# Each line is a call of Time and what it returned, as JSON.
func ask(method, args):
	print(JSON.stringify([method, args, Time.callv(method, args)]))
func _ready():
	for t in [0, 1, -1, 59, 86399, 86400, -86400, -86401, 951782400, 951868800, 1709164800, 1709251199, 4107542400, -2208988800, -62135596800, -62167219200, -62167219201, 253402300799, 253402300800, 1700000000, -99999999999]:
		for m in ["get_datetime_dict_from_unix_time", "get_date_dict_from_unix_time", "get_time_dict_from_unix_time", "get_datetime_string_from_unix_time", "get_date_string_from_unix_time", "get_time_string_from_unix_time"]:
			ask(m, [t])
	ask("get_datetime_string_from_unix_time", [1700000000, true])
	for s in ["1970-01-01T00:00:00", "2024-02-29T12:34:56", "2024-02-29 12:34:56", "2024-02-29", "12:34:56", "-0044-03-15", "-0044-03-15T01:02:03", "2023-02-29", "1900-02-29", "2000-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "2024-01-01T24:00:00", "2024-01-01T23:60:00", "2024-01-01T23:59:60", "2024-01", "12:34", "", "nonsense", "2024-01-01Tnonsense", "20x4-01-01", "2024--01-01", "2024-1-2", "2024-01-01T1:2:3", "2024-01-01T12:34:56Z", "2024-01-01T12:34:56.789", "T", "x-y-z", "99999-12-31"]:
		for w in [true, false]:
			ask("get_datetime_dict_from_datetime_string", [s, w])
		ask("get_unix_time_from_datetime_string", [s])
	for d in [{}, {"year": 2024}, {"year": 2024, "month": 2, "day": 29, "hour": 1, "minute": 2, "second": 3}, {"hour": 5}, {"month": 13}, {"month": 0}, {"month": -1}, {"day": 0}, {"day": -1}, {"day": 32}, {"year": 2023, "month": 2, "day": 29}, {"hour": 24}, {"hour": -1}, {"minute": 60}, {"minute": -1}, {"second": 60}, {"second": -1}, {"year": -5, "month": 3, "day": 7}, {"year": 12345}, {"weekday": 3}]:
		ask("get_unix_time_from_datetime_dict", [d])
		ask("get_datetime_string_from_datetime_dict", [d, true])
		ask("get_datetime_string_from_datetime_dict", [d, false])
	for o in [0, 1, 59, 60, 90, -1, -60, -330, 765, 6000]:
		ask("get_offset_string_from_offset_minutes", [o])
	get_tree().quit()
