"""What a server may tell of itself, on every Steam: the type and the bounds of each of Valve's Set calls.

Rules: pure functions; a wrong type raises TypeError, a value out of bounds is named with its remedy. Texts are counted in bytes of UTF-8
with the NUL that ends them, as Valve counts; where Valve names no bound there is none here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import require_str
from steam_nodes.steam.schema.schema import INT_MAX
from steam_nodes.steam.server_checks import PORT_MAX, text_fault
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from steam_nodes.steam.server_backend import ServerField

_TEXTS: Final[dict[ServerField, int | None]] = {
    "game_data": 2048,
    "game_description": 64,
    "game_tags": 128,
    "map_name": 32,
    "mod_dir": 32,
    "product": None,
    "region": 255,
    "server_name": 64,
    "spectator_server_name": 64,
}
_NUMBERS: Final[dict[ServerField, int]] = {"bot_player_count": INT_MAX, "max_player_count": INT_MAX, "spectator_port": PORT_MAX}
_SWITCHES: Final[tuple[ServerField, ...]] = ("advertise_server_active", "dedicated_server", "password_protected")
BEFORE_LOG_ON: Final[tuple[ServerField, ...]] = ("dedicated_server", "game_description", "mod_dir", "product")
"""What Valve wants to be told before the log on and not changed after it."""


def field_fault(field: ServerField, value: str | int | bool) -> str:
    """Say what is wrong with a thing a server tells of itself, "" if nothing is.

    Args:
        field: Which of Valve's Set calls.
        value: What is told.

    Raises:
        TypeError: The value has the wrong type.
        ValueError: There is no such field.
    """
    require_str("set_server_field", "field", field)
    if field in _SWITCHES:
        if not isinstance(value, bool):
            message = f"set_{field}: a bool is wanted, not {type(value).__name__} {short(value)}"
            raise TypeError(message)
        return ""
    most = _NUMBERS.get(field)
    if most is not None:
        if isinstance(value, bool) or not isinstance(value, int):
            message = f"set_{field}: an int is wanted, not {type(value).__name__} {short(value)}"
            raise TypeError(message)
        return "" if 0 <= value <= most else f"{short(value)} is out of range; pass a number from 0 to {most}"
    if field not in _TEXTS:
        message = f"a server tells nothing called {short(field)}; pass one of {', '.join(sorted([*_TEXTS, *_NUMBERS, *_SWITCHES]))}"
        raise ValueError(message)
    return text_fault(f"set_{field}", value, _TEXTS[field])
