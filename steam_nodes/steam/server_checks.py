"""The checks of what server_init is given, the texts a server tells, and two small conversions that every backend needs.

Rules: pure functions; a wrong type raises TypeError, a wrong value is named with its remedy.
"""

from __future__ import annotations

from typing import Final

from steam_nodes.steam.checks import require_int, require_str
from steam_nodes.steam.schema.schema import ipv4_number
from steam_nodes.steam.stat_values import short

ANY_ADDRESS: Final = ("", "0.0.0.0")  # noqa: S104 - what Steam takes for "all of this machine's addresses"
PORT_MAX: Final = 0xFFFF
_MODES: Final = (1, 2, 3)
_INITIALS: Final = ("id", "ip", "api")


def camel(call: str) -> str:
    """Return a call in GodotSteam's spelling: `request_user_stats` is `requestUserStats`, and `get_app_id` is `getAppID`."""
    first, *rest = call.split("_")
    return first + "".join(part.upper() if part in _INITIALS else part.capitalize() for part in rest)


def ip_number(ip: str) -> int:
    """Return an IPv4 address as Steam takes it, 0 for any."""
    return 0 if ip in ANY_ADDRESS else ipv4_number(ip)


def text_fault(call: str, text: object, most: int | None = None) -> str:
    """Say what is wrong with a text, "" if nothing is.

    Args:
        call: The call, for the error.
        text: The text.
        most: How many bytes it may have, the NUL that ends it among them; None for any number.

    Raises:
        TypeError: It is not a str.
    """
    if not isinstance(text, str):
        message = f"{call}: a str is wanted, not {type(text).__name__} {short(text)}"
        raise TypeError(message)
    if "\0" in text:
        return f"{short(text)} has a NUL in it, where Steam would cut it off; leave it out"
    try:
        size = len(text.encode()) + 1
    except UnicodeEncodeError:
        return f"{short(text)} cannot be written as UTF-8; leave the lone surrogates out"
    if most is not None and size > most:
        return f"{short(text)} has {size - 1} bytes; pass at most {most - 1}"
    return ""


def server_fault(ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> str:
    """Say what is wrong with the arguments of server_init, "" if nothing is.

    Raises:
        TypeError: One of them has the wrong type.
    """
    for label, text in (("ip", ip), ("version", version)):
        require_str("server_init", label, text)
    for label, number in (("game_port", game_port), ("query_port", query_port), ("server_mode", server_mode)):
        require_int("server_init", label, number)
    fault = text_fault("server_init", version)
    if fault:
        return fault
    if ip not in ANY_ADDRESS:
        try:
            ipv4_number(ip)
        except ValueError as error:
            return str(error)
    for label, port in (("game_port", game_port), ("query_port", query_port)):
        if not 1 <= port <= PORT_MAX:
            return f"{label} {short(port)} is not a port; pass a number from 1 to {PORT_MAX}"
    if server_mode not in _MODES:
        remedy = "pass 1 (no authentication), 2 (authentication) or 3 (authentication and secure)"
        return f"server_mode {short(server_mode)} is unknown; {remedy}"
    return ""
