"""What a program may pass about leaderboards, on every Steam: names, ranges, scores, details and files.

Rules: pure; what has the wrong type raises TypeError. Scores and details are int32: what does not fit is refused before anything is sent,
never wrapped. A fault is a clause of a sentence with its remedy, or "".
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Final, SupportsFloat, SupportsIndex

from steam_nodes.steam.checks import require_list
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, DoesNotFitError, short

if TYPE_CHECKING:
    from collections.abc import Sequence

ASCENDING: Final = 1
DESCENDING: Final = 2
DISPLAY_TYPES: Final = (1, 2, 3)
KEEP_BEST: Final = 1
FORCE_UPDATE: Final = 2
GLOBAL: Final = 0
AROUND_USER: Final = 1
FRIENDS: Final = 2
NAME_BYTES: Final = 127
MOST_DETAILS: Final = 64
MOST_USERS: Final = 100
NO_UGC: Final = 0xFFFF_FFFF_FFFF_FFFF


def name_fault(name: str) -> str:
    """Judge the name of a board.

    Raises:
        TypeError: It is no str.
    """
    if not isinstance(name, str):
        message = f"the name of a leaderboard is a str, not {type(name).__name__} {short(name)}"
        raise TypeError(message)
    size = len(name.encode("utf-8", "surrogatepass"))
    if not 1 <= size <= NAME_BYTES:
        return f"the name of a leaderboard has 1 to {NAME_BYTES} bytes of UTF-8, this one has {size}; give it a shorter one, but one"
    if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        return "the name of a leaderboard holds neither a NUL nor half of a surrogate pair; leave it out"
    return ""


def form_fault(sort: int, display: int) -> str:
    """Judge how a new board is to sort and to show its scores.

    Raises:
        TypeError: One of them is no number.
    """
    if to_int32("the sort method", sort) not in {ASCENDING, DESCENDING}:
        return f"the sort method is {sort}; pass 1 (ascending: the lowest score is the best) or 2 (descending)"
    if to_int32("the display type", display) not in DISPLAY_TYPES:
        return f"the display type is {display}; pass 1 (numeric), 2 (seconds) or 3 (milliseconds)"
    return ""


def range_fault(request: int, start: int, end: int) -> str:
    """Judge which entries are asked for.

    Raises:
        DoesNotFitError: A number is no int32.
        TypeError: One of them is no number.
    """
    start, end = to_int32("the start of the range", start), to_int32("the end of the range", end)
    if to_int32("the request", request) not in {GLOBAL, AROUND_USER, FRIENDS}:
        remedy = "pass 0 (global), 1 (around the player) or 2 (friends), or call download_leaderboard_entries_for_users"
        return f"the request is {request}; {remedy}"
    if request != FRIENDS and start > end:
        return f"the range begins with {start} and ends with {end}; pass the lower one first"
    if request == GLOBAL and end < 1:
        return f"the range ends with {end}, and ranks begin with 1; pass ranks, such as 1 and 10"
    return ""


def users_fault(users: Sequence[int]) -> str:
    """Judge how many users are asked for."""
    if len(users) > MOST_USERS:
        return f"there are {len(users)} users, and at most {MOST_USERS} can be asked for at once; ask several times"
    return ""


def method_fault(method: int) -> str:
    """Judge what is to become of the old score.

    Raises:
        TypeError: It is no number.
    """
    if to_int32("the method", method) not in {KEEP_BEST, FORCE_UPDATE}:
        return f"the method is {method}; pass 1 (keep the better score) or 2 (force the new one)"
    return ""


def to_details(details: Sequence[int]) -> tuple[int, ...]:
    """Return the details of a score.

    Raises:
        DoesNotFitError: There are too many, or one of them is no int32.
        TypeError: One of them is no number.
    """
    require_list("upload_leaderboard_score", "details", details, "ints")
    if len(details) > MOST_DETAILS:
        message = f"there are {len(details)} details, and a score has at most {MOST_DETAILS}; leave some out"
        raise DoesNotFitError(message)
    return tuple(to_int32(f"detail {number}", value) for number, value in enumerate(details))


def to_int32(label: str, value: object) -> int:
    """Return a number of a leaderboard as an int32.

    Raises:
        DoesNotFitError: It is a bool, has a fraction part or is out of range.
        TypeError: It is not a number.
    """
    if isinstance(value, SupportsIndex) and not isinstance(value, bool | type):
        number = index(value)
        if INT_MIN <= number <= INT_MAX:
            return number
    elif isinstance(value, type) or not isinstance(value, bool | SupportsFloat):
        message = f"{label} is an int, not {type(value).__name__} {short(value)}"
        raise TypeError(message)
    message = f"{label} is {short(value)}, and Steam holds it as an int32; pass a whole number from {INT_MIN} to {INT_MAX}"
    raise DoesNotFitError(message)


def to_ugc(handle: int) -> int:
    """Return the handle of a shared file.

    Raises:
        DoesNotFitError: It is nobody's.
        TypeError: It is not an int.
    """
    if isinstance(handle, bool) or not isinstance(handle, int):
        message = f"the handle of a shared file is an int, not {type(handle).__name__} {short(handle)}"
        raise TypeError(message)
    if not 0 <= handle < NO_UGC:
        message = f"the handle of a shared file is {short(handle)}; pass the one that Steam gave when the file was shared"
        raise DoesNotFitError(message)
    return handle
