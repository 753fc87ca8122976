"""The checks of what server_init is given, and two small conversions that every backend needs.

Rules: pure functions; a wrong type raises TypeError, a wrong value is named with its remedy.
"""

from __future__ import annotations

from typing import Final

from steam_nodes.steam.schema import ipv4_number

ANY_ADDRESS: Final = ("", "0.0.0.0")  # noqa: S104 - what Steam takes for "all of this machine's addresses"
_PORT_MAX: Final = 0xFFFF
_MODES: Final = (1, 2, 3)
_INITIALS: Final = ("id", "ip", "api")


def camel(call: str) -> str:
    """Return a call in GodotSteam's spelling: `request_user_stats` is `requestUserStats`, and `get_app_id` is `getAppID`."""
    first, *rest = call.split("_")
    return first + "".join(part.upper() if part in _INITIALS else part.capitalize() for part in rest)


def ip_number(ip: str) -> int:
    """Return an IPv4 address as Steam takes it, 0 for any."""
    return 0 if ip in ANY_ADDRESS else ipv4_number(ip)


def server_fault(ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> str:
    """Say what is wrong with the arguments of server_init, "" if nothing is.

    Raises:
        TypeError: One of them has the wrong type.
    """
    for label, text in (("ip", ip), ("version", version)):
        if not isinstance(text, str):
            message = f"server_init: {label} is a str, not {type(text).__name__} {text!r}"
            raise TypeError(message)
    for label, number in (("game_port", game_port), ("query_port", query_port), ("server_mode", server_mode)):
        if isinstance(number, bool) or not isinstance(number, int):
            message = f"server_init: {label} is an int, not {type(number).__name__} {number!r}"
            raise TypeError(message)
    if ip not in ANY_ADDRESS:
        try:
            ipv4_number(ip)
        except ValueError as error:
            return str(error)
    for label, port in (("game_port", game_port), ("query_port", query_port)):
        if not 1 <= port <= _PORT_MAX:
            return f"{label} {port} is not a port; pass a number from 1 to {_PORT_MAX}"
    if server_mode not in _MODES:
        return f"server_mode {server_mode} is unknown; pass 1 (no authentication), 2 (authentication) or 3 (authentication and secure)"
    return ""
