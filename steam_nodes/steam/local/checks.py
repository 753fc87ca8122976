"""The checks of what a world is given beside the ten calls: the arguments of server_init and start values.

Rules: pure functions; a wrong type raises TypeError, a wrong value is named with its remedy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.values import DoesNotFitError, to_raw
from steam_nodes.steam.schema import ipv4_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.local.values import Raw, Row
    from steam_nodes.steam.schema import Schema

ANY_ADDRESS: Final = ("", "0.0.0.0")  # noqa: S104 - what Steam takes for "all of this machine's addresses"
_PORT_MAX: Final = 0xFFFF
_MODES: Final = (1, 2, 3)


def init_fault(ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> str:
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


def option_fault(limits: str, store_rate: str, max_users: int | None, timeout: float) -> str:
    """Say what is wrong with the options of a world, "" if nothing is."""
    if limits not in {"at_store", "at_set"}:
        return f'limits is {limits!r}; pass "at_store" or "at_set"'
    if store_rate not in {"allow", "warn", "refuse"}:
        return f'store_rate is {store_rate!r}; pass "allow", "warn" or "refuse"'
    if max_users is not None and (isinstance(max_users, bool) or not isinstance(max_users, int) or max_users < 1):
        return f"max_users is {max_users!r}; pass 1 or more, or None for any number"
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout >= 0:
        return f"timeout is {timeout!r}; pass seconds, 0 or more"
    return ""


def start_row(schema: Schema, values: Mapping[str, object], now: int) -> Row:
    """Return start values in stored form.

    Args:
        schema: What App Admin holds.
        values: Numbers, pairs and bools by API Name.
        now: When achievements given as True were unlocked, in seconds since 1970.

    Raises:
        ValueError: A name is not in the schema, or a value does not fit.
        TypeError: A value has the wrong type.
    """
    return {name: _start_value(schema, name, value, now) for name, value in values.items()}


def _start_value(schema: Schema, name: str, value: object, now: int) -> Raw:
    """Check one start value."""
    stat = schema.stats.get(name)
    if stat is not None:
        try:
            return to_raw(stat, value)
        except DoesNotFitError as fault:
            message = f'start value of "{name}": {fault}'
            raise ValueError(message) from None
    if name not in schema.achievements:
        near = schema.near_stat(name) or schema.near_achievement(name)
        remedy = f'did you mean "{near}"?' if near else "correct the name, or add it to the schema"
        message = f'start value of "{name}": app {schema.app_id} has no such stat or achievement; {remedy}'
        raise ValueError(message)
    if not isinstance(value, bool):
        message = f'start value of "{name}": an achievement is True or False, not {value!r}'
        raise TypeError(message)
    return now if value else None
