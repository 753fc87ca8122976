"""Time: the clock, and the conversions between its forms.

Rules, the engine's own: a moment is a whole number of seconds since 1970 in UTC, a text in the ISO 8601 form, or a dictionary of its parts;
none of them knows a time zone. What is no date or time is one logged error. Loaded on first use.
"""

from __future__ import annotations

import re
import time
from typing import Any, Final

from steam_nodes.object import error
from steam_nodes.object.object import Object

_DAY: Final = 86400
_THURSDAY: Final = 4
_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NUMBER: Final = re.compile(r"[+-]*\d*")
_PARTS: Final = {"year": 1970, "month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0}
_STARTED: Final = time.monotonic_ns()

Parts = tuple[int, int, int, int, int, int]


class TimeSingleton(Object):
    """The clock: dates, times and ticks.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_time.html.
    """

    _engine_class_ = "Time"

    MONTH_JANUARY: Final = 1
    MONTH_FEBRUARY: Final = 2
    MONTH_MARCH: Final = 3
    MONTH_APRIL: Final = 4
    MONTH_MAY: Final = 5
    MONTH_JUNE: Final = 6
    MONTH_JULY: Final = 7
    MONTH_AUGUST: Final = 8
    MONTH_SEPTEMBER: Final = 9
    MONTH_OCTOBER: Final = 10
    MONTH_NOVEMBER: Final = 11
    MONTH_DECEMBER: Final = 12

    WEEKDAY_SUNDAY: Final = 0
    WEEKDAY_MONDAY: Final = 1
    WEEKDAY_TUESDAY: Final = 2
    WEEKDAY_WEDNESDAY: Final = 3
    WEEKDAY_THURSDAY: Final = 4
    WEEKDAY_FRIDAY: Final = 5
    WEEKDAY_SATURDAY: Final = 6

    def get_ticks_msec(self) -> int:
        """Return the milliseconds since the start, on a clock that never goes back."""
        return self.get_ticks_usec() // 1000

    def get_ticks_usec(self) -> int:
        """Return the microseconds since the start, on a clock that never goes back."""
        return (time.monotonic_ns() - _STARTED) // 1000

    def get_unix_time_from_system(self) -> float:
        """Return the seconds since 1970 in UTC."""
        return time.time()

    def get_datetime_dict_from_unix_time(self, unix_time_val: int) -> dict[str, int]:
        """Return year, month, day, weekday, hour, minute and second."""
        return {**self.get_date_dict_from_unix_time(unix_time_val), **self.get_time_dict_from_unix_time(unix_time_val)}

    def get_date_dict_from_unix_time(self, unix_time_val: int) -> dict[str, int]:
        """Return year, month, day and weekday."""
        days = int(unix_time_val) // _DAY
        year, month, day = _date(days)
        return {"year": year, "month": month, "day": day, "weekday": (days + _THURSDAY) % 7}

    def get_time_dict_from_unix_time(self, unix_time_val: int) -> dict[str, int]:
        """Return hour, minute and second."""
        seconds = int(unix_time_val) % _DAY
        return {"hour": seconds // 3600, "minute": seconds // 60 % 60, "second": seconds % 60}

    def get_datetime_string_from_unix_time(self, unix_time_val: int, use_space: bool = False) -> str:
        """Return YYYY-MM-DDTHH:MM:SS, with a space in place of the T where `use_space`."""
        date, clock = self.get_date_string_from_unix_time(unix_time_val), self.get_time_string_from_unix_time(unix_time_val)
        return f"{date}{' ' if use_space else 'T'}{clock}"

    def get_date_string_from_unix_time(self, unix_time_val: int) -> str:
        """Return YYYY-MM-DD."""
        return _date_text(*_date(int(unix_time_val) // _DAY))

    def get_time_string_from_unix_time(self, unix_time_val: int) -> str:
        """Return HH:MM:SS."""
        return "{hour:02}:{minute:02}:{second:02}".format(**self.get_time_dict_from_unix_time(unix_time_val))

    def get_datetime_dict_from_datetime_string(self, datetime: str, weekday: bool) -> dict[str, int]:
        """Return the parts of a text in the form of ISO 8601, as they stand there; empty for what has another form.

        Args:
            datetime: Date and time with a T or a space between them, or one of the two.
            weekday: Whether the weekday is among them.
        """
        parts = _parsed(datetime)
        if parts is None:
            return {}
        found = dict(zip(_PARTS, parts, strict=True))
        if not weekday:
            return found
        date = {name: found.pop(name) for name in ("year", "month", "day")}
        return {**date, "weekday": (_days(*parts[:3]) + _THURSDAY) % 7, **found}

    def get_datetime_string_from_datetime_dict(self, datetime: dict[str, Any], use_space: bool) -> str:
        """Return the text in the form of ISO 8601 of the parts; a part that is missing is that of the start of 1970."""
        parts = _valid(_given(datetime))
        if parts is None:
            return ""
        clock = "{:02}:{:02}:{:02}".format(*parts[3:])
        return f"{_date_text(*parts[:3])}{' ' if use_space else 'T'}{clock}"

    def get_unix_time_from_datetime_dict(self, datetime: dict[str, Any]) -> int:
        """Return the seconds since 1970 of the parts; a part that is missing is that of the start of 1970."""
        parts = _valid(_given(datetime))
        return 0 if parts is None else _unix(parts)

    def get_unix_time_from_datetime_string(self, datetime: str) -> int:
        """Return the seconds since 1970 of a text in the form of ISO 8601; 0 where there is no such moment, -1 for another form."""
        parts = _parsed(datetime)
        if parts is None:
            return -1
        return 0 if _valid(parts) is None else _unix(parts)

    def get_offset_string_from_offset_minutes(self, offset_minutes: int) -> str:
        """Return the offset of a time zone as +HH:MM or -HH:MM."""
        hours, minutes = divmod(abs(offset_minutes), 60)
        return f"{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"

    def get_datetime_dict_from_system(self, utc: bool = False) -> dict[str, Any]:
        """Return the parts of the time now, and whether summer time holds (`dst`).

        Args:
            utc: Whether it is that of UTC, else that of the machine's time zone.
        """
        now = _now(utc)
        parts = self.get_datetime_dict_from_unix_time(_unix(now[:6]))
        return {**parts, "dst": now[6]}

    def get_date_dict_from_system(self, utc: bool = False) -> dict[str, int]:
        """Return year, month, day and weekday of today."""
        return self.get_date_dict_from_unix_time(_unix(_now(utc)[:6]))

    def get_time_dict_from_system(self, utc: bool = False) -> dict[str, int]:
        """Return hour, minute and second of the time now."""
        return self.get_time_dict_from_unix_time(_unix(_now(utc)[:6]))

    def get_datetime_string_from_system(self, utc: bool = False, use_space: bool = False) -> str:
        """Return the time now as YYYY-MM-DDTHH:MM:SS."""
        return self.get_datetime_string_from_unix_time(_unix(_now(utc)[:6]), use_space)

    def get_date_string_from_system(self, utc: bool = False) -> str:
        """Return today as YYYY-MM-DD."""
        return self.get_date_string_from_unix_time(_unix(_now(utc)[:6]))

    def get_time_string_from_system(self, utc: bool = False) -> str:
        """Return the time now as HH:MM:SS."""
        return self.get_time_string_from_unix_time(_unix(_now(utc)[:6]))

    def get_time_zone_from_system(self) -> dict[str, Any]:
        """Return the machine's time zone: `bias`, its minutes ahead of UTC, and `name`."""
        now = time.localtime()
        return {"bias": now.tm_gmtoff // 60, "name": now.tm_zone}


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int, month: int) -> int:
    return _MONTHS[month - 1] + (month == 2 and _is_leap(year))  # noqa: PLR2004  # February


def _date(days: int) -> tuple[int, int, int]:
    """Return year, month and day of the days since 1970, of any size; 400 years are always 146,097 days."""
    eras, days = divmod(days, 146097)
    year = 1970 + 400 * eras
    while days >= (length := 365 + _is_leap(year)):
        days -= length
        year += 1
    month = 1
    while days >= (length := _length(year, month)):
        days -= length
        month += 1
    return year, month, days + 1


def _days(year: int, month: int, day: int) -> int:
    """Return the days since 1970; a month beyond December counts as the end of the year."""
    before = year - 1
    leaps = before // 4 - before // 100 + before // 400 - 477
    return (year - 1970) * 365 + leaps + sum(_length(year, each) for each in range(1, min(month, 13))) + day - 1


def _date_text(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def _unix(parts: Parts) -> int:
    year, month, day, hour, minute, second = parts
    return _days(year, month, day) * _DAY + hour * 3600 + minute * 60 + second


def _now(utc: bool) -> tuple[int, int, int, int, int, int, bool]:
    now = time.gmtime() if utc else time.localtime()
    # A leap second is not in the engine's calendar.
    return now.tm_year, now.tm_mon, now.tm_mday, now.tm_hour, now.tm_min, min(now.tm_sec, 59), now.tm_isdst > 0


def _ints(text: str, separator: str) -> list[int]:
    """Return the numbers between separators as the engine reads them: what begins with none is 0, and empty parts do not count."""
    return [int(found[0].lstrip("+-") or 0) if (found := _NUMBER.match(part)) else 0 for part in text.split(separator) if part]


def _parsed(text: str) -> Parts | None:
    """Return the parts of a text in the form of ISO 8601; complain of what is none."""
    date = clock = None
    for separator in "T ":
        if text.find(separator) > 0:
            date, clock = text.split(separator)[:2]
            break
    else:
        if text.find("-", 1) > 0:
            date = text
        elif text.find(":") > 0:
            clock = text
    days, times = [1970, 1, 1], [0, 0, 0]
    if date is not None:
        days = _ints(date, "-")
        if len(days) < len(_PARTS) // 2:
            error.complain(f"Invalid ISO 8601 date string: '{date}'. It is YYYY-MM-DD.")
            return None
        if text.startswith("-"):
            days[0] = -days[0]
    if clock is not None:
        times = _ints(clock, ":")
        if len(times) < len(_PARTS) // 2:
            error.complain(f"Invalid ISO 8601 time string: '{clock}'. It is HH:MM:SS.")
            return None
    return days[0], days[1], days[2], times[0], times[1], times[2]


def _given(datetime: dict[str, Any]) -> Parts | None:
    """Return the parts of a dictionary; complain of an empty one."""
    if not datetime:
        error.complain("Invalid datetime Dictionary: Dictionary is empty. Give it a year, a month, a day or a time.")
        return None
    year, month, day, hour, minute, second = (int(datetime.get(name, default)) for name, default in _PARTS.items())
    return year, month, day, hour, minute, second


def _valid(parts: Parts | None) -> Parts | None:
    """Return the parts if there is such a moment; complain if not."""
    if parts is None:
        return None
    year, month, day, *clock = parts
    wrong = ""
    if not 1 <= month <= len(_MONTHS):
        wrong = f"Invalid month value of: {month}. It is 1 to 12."
    for name, value, most in zip(("hour", "minute", "second"), clock, (23, 59, 59), strict=True):
        if not wrong and not 0 <= value <= most:
            wrong = f"Invalid {name} value of: {value}. It is 0 to {most}."
    if not wrong and not 1 <= day <= _length(year, month):
        wrong = f"Invalid day value of: {day}. It is 1 to {_length(year, month)} in this month."
    if wrong:
        error.complain(wrong)
        return None
    return parts


Time: Final = TimeSingleton()
