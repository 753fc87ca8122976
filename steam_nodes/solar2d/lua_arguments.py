"""What the plugin makes of arguments, and how it says that one is wrong.

Rules: types are checked exactly, nothing is converted: "5" is no number, 5 is no name, True is neither. A mistake is printed to the
standard output as Solar2D does, `ERROR: file:line: sentence`, with the plugin's own sentence and the line of the caller; nothing is
raised.
"""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path
from typing import Any, Final, Literal, TypeGuard

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.steam_id import SteamID

INT32_MAX: Final = 2**31 - 1
UINT32_MAX: Final = 2**32 - 1
NAME_WANTED: Final = "1st argument must be set to the achievement's unique name."
INVALID_ID: Final = "Given user ID is invalid: '{}'"
_ROOM: Final = __name__.rpartition(".")[0]
_ID: Final = re.compile(r"[ \t\n\v\f\r]*\+?0*([0-9]{1,20})(?![0-9])")
_CLAN: Final = 7
_INDIVIDUAL: Final = 1
_GAME_SERVER: Final = 3


class Missing:
    """The default of an argument for which leaving it out is another mistake than None."""


MISSING: Final = Missing()


def say(kind: Literal["ERROR", "WARNING"], sentence: str) -> None:
    """Print a mistake, with the place in the caller's code."""
    frame = sys._getframe(1)
    while frame.f_back is not None and str(frame.f_globals.get("__name__", "")).startswith(_ROOM):
        frame = frame.f_back
    line = f"{kind}: {Path(frame.f_code.co_filename).name}:{frame.f_lineno}: {plain(sentence)}"
    try:
        print(line)  # noqa: T201 - as Solar2D does
    except UnicodeEncodeError:
        # A mistake may quote what this console cannot show.
        print(line.encode("ascii", "backslashreplace").decode())  # noqa: T201 - the same


def refuse(sentence: str) -> Literal[False]:
    """Print an ERROR; return False, which says that the argument is no good."""
    say("ERROR", sentence)
    return False


def is_number(value: object) -> TypeGuard[float]:
    """Whether this is what Lua calls a number; one that is "not a number" is none here either."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value  # noqa: PLR0124 - NaN is not


def is_name(name: object) -> TypeGuard[str]:
    """Whether this is the name of an achievement; else an ERROR is printed."""
    return isinstance(name, str) or refuse(NAME_WANTED)


def parsed_id(text: str) -> SteamID | None:
    """Read a user's id from text as the plugin does: blanks and a plus may stand before the digits, anything after them.

    Args:
        text: The decimal number of 64 bits.

    Returns:
        The id, None if the text has no number or the number is nobody's.
    """
    digits = _ID.match(text)
    if digits is None or int(digits[1]) >= 2**64:
        return None
    steam_id = SteamID(int(digits[1]))
    return steam_id if _is_valid(steam_id) else None


def _is_valid(steam_id: SteamID) -> bool:
    """Whether the parts of an id fit together, as Valve's CSteamID::IsValid says."""
    kind = steam_id.account_type
    if kind not in range(1, 11) or steam_id.universe not in range(1, 5):
        return False
    if kind == _INDIVIDUAL:
        return steam_id.account_id != 0 and steam_id.instance == 1
    if kind == _CLAN:
        return steam_id.account_id != 0 and steam_id.instance == 0
    return kind != _GAME_SERVER or steam_id.account_id != 0


def user_id(given: object, wrong_type: str, invalid: str = INVALID_ID) -> SteamID | Literal[False] | None:
    """Check the id of a user among the arguments.

    Args:
        given: What was passed; None is the current user.
        wrong_type: The sentence for what is no string.
        invalid: The sentence for a string that is nobody's id, with {} for the string.

    Returns:
        The id, None for the current user, False if it is wrong, which was printed.
    """
    if given is None:
        return None
    if not isinstance(given, str):
        return refuse(wrong_type)
    return parsed_id(given) or refuse(invalid.format(given))


def rounded(value: float) -> int:
    """Return the nearest int32: halves go away from zero, what is too large becomes the largest there is."""
    if abs(value) > INT32_MAX:
        return INT32_MAX if value > 0 else -INT32_MAX - 1
    below = math.floor(abs(value))
    nearest = below + (abs(value) - below >= 0.5)  # noqa: PLR2004 - a half
    return nearest if value >= 0 else -nearest


def whole(value: float) -> int:
    """Return a number of progress: its whole part, from 0 to the largest uint32."""
    return int(min(max(value, 0), UINT32_MAX))


def real(value: float) -> float:
    """Return a number as a float; an int beyond every float becomes infinite, which Steam refuses."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def table(given: object) -> dict[str, Any] | list[Any] | tuple[Any, ...] | None:
    """Return what is a table in Lua, None if this is none."""
    return given if isinstance(given, dict | list | tuple) else None


def field(given: object, name: str) -> Any:
    """Return a field of a table, None if it is not there."""
    return dict.get(given, name) if isinstance(given, dict) else None
