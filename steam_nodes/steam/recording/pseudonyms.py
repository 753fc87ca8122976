"""The pseudonyms of a recording: what is written in place of a player's id, a token, a ticket or an address.

Rules: the n-th different original of its kind becomes the n-th pseudonym, so equal ones stay equal, and what is a pseudonym already stays
as it is. No way leads back. What the game itself names (stats, achievements, what the server tells of itself) and every number that
is no id stay as they are.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import fields
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.recording.format import FIELDS, MOST_OF_A_PLACEHOLDER, check
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from steam_nodes.steam.callbacks import Record

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_UINT32: Final = 0xFFFF_FFFF
_LONG: Final = 1 << 128
_NETWORK_4: Final = int(ipaddress.IPv4Address("198.18.0.0"))
_NETWORK_6: Final = int(ipaddress.IPv6Address("2001:db8::"))
_HOSTS_4: Final = 1 << 17
_SERVERS: Final = (3, 4)
_LAST_UNIVERSE: Final = 5
_LAST_TYPE: Final = 10
# Shorter ones are words that may stand in a sentence for another reason.
_SHORTEST_TOKEN: Final = 8
_SHORTEST_ID: Final = 10_000


class Pseudonyms:
    """What the originals of one recording became."""

    def __init__(self) -> None:
        """Begin with nothing replaced."""
        self._numbers: dict[Hashable, dict[Hashable, int]] = {}
        self._ids: dict[int, int] = {}
        self._tokens: dict[str, str] = {}
        self._addresses: dict[str, str] = {}

    def write(self, kind: str, value: Any) -> Any:
        """Return what stands in the file for a checked value, ready for JSON."""
        if kind in {"ticket", "packet"}:
            return self._bytes(kind, value)
        if kind in {"call", "handle"}:
            return self._number(kind, value) if value else 0
        methods: dict[str, Callable[[Any], Any]] = {
            "id": self._id,
            "token": self._token,
            "host": self._host,
            "ip": self._ip,
            "address": self._packed,
            "text": self.text,
        }
        return methods.get(kind, self._plain)(value)

    def record(self, record: Record) -> dict[str, Any]:
        """Return what stands in the file for a record, ready for JSON."""
        written: dict[str, Any] = {}
        for field in fields(record):
            value, kind = getattr(record, field.name), FIELDS[field.name]
            named = kind in {"result", "response", "reason"} and isinstance(value, IntEnum)
            written[field.name] = value.name if named else self.write(kind, check(kind, field.name, value))
        return written

    def text(self, value: str) -> str:
        """Return a text without the originals that are known, without any number that reads as a Steam ID, and without the home folder."""
        for token in sorted(self._tokens, key=len, reverse=True):
            if len(token) >= _SHORTEST_TOKEN:
                value = value.replace(token, self._tokens[token])
        home = str(Path("~").expanduser())
        if len(home) > 1:
            value = value.replace(home, "~")
        for address in sorted(self._addresses, key=len, reverse=True):
            value = re.sub(rf"(?<![\w.:]){re.escape(address)}(?![\w:])", self._addresses[address], value)
        # Not behind a decimal point, where digits are a fraction's.
        return re.sub(r"(?<![0-9])(?<![0-9]\.)[0-9]{5,20}", self._digits, value)

    def _number(self, kind: Hashable, original: Hashable) -> int:
        """Return the number of an original among those of its kind, from 1."""
        known = self._numbers.setdefault(kind, {})
        return known.setdefault(original, len(known) + 1)

    def _plain(self, value: Any) -> Any:
        """Return a value that is no id."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._plain(part) for part in value]
        if isinstance(value, dict):
            return {self.text(name): self._plain(part) for name, part in value.items()}
        if isinstance(value, int) and not -_LONG < value < _LONG:
            return {"hex": hex(value)}  # Python reads no decimal number of more than 4,300 digits.
        return value

    def _id(self, original: int) -> int:
        """Keep universe, type and instance; the account becomes a number from 1. Without an account there is nothing to hide."""
        if not 0 <= original <= _UINT64:
            number = self._number(("no id", original < 0), original)
            self._ids[original] = -number if original < 0 else _UINT64 + number
            return self._ids[original]
        if not original & _UINT32:
            return original
        kind = original & ~_UINT32
        steam_id = SteamID(original)
        if steam_id.account_type in _SERVERS:
            kind = int(SteamID.of_account(0, universe=steam_id.universe, account_type=steam_id.account_type))
        self._ids[original] = kind + self._number(("id", kind), original)
        return self._ids[original]

    def _digits(self, match: re.Match[str]) -> str:
        """Replace a number in a text where it is an id that is known, or reads as one."""
        number = int(match[0])
        if number > _UINT64:
            return str(self._ids.get(number, match[0]))
        steam_id = SteamID(number)
        reads_as_one = 1 <= steam_id.universe <= _LAST_UNIVERSE and 1 <= steam_id.account_type <= _LAST_TYPE
        return str(self._id(number)) if reads_as_one or (number >= _SHORTEST_ID and number in self._ids) else match[0]

    def _token(self, original: str) -> str:
        """Replace a login token; an empty one stays, since Steam answers it differently."""
        if original.strip():
            number = self._number("token", original)
            self._tokens[original] = "TOKEN" if number == 1 else f"TOKEN {number}"
        return self._tokens.get(original, original)

    def _bytes(self, kind: str, original: bytes) -> str:
        if len(original) > MOST_OF_A_PLACEHOLDER:
            message = f"a {kind} of {len(original)} bytes, and a recording takes one of {MOST_OF_A_PLACEHOLDER} at most"
            raise ValueError(message)
        return f"{kind} {self._number(kind, original)} of {len(original)} bytes"

    def _host(self, original: str) -> str:
        """Replace the address a server binds to; one that says nothing of the machine stays."""
        try:
            packed = ipaddress.ip_address(original).packed
        except ValueError:
            return self.text(original)
        return self._packed(packed)

    def _ip(self, original: int) -> str | int:
        return self._packed(original.to_bytes(4, "big")) if 0 <= original <= _UINT32 else original

    def _packed(self, original: bytes) -> str:
        if len(original) not in {4, 16}:
            return self._bytes("address", original) if original else ""
        address = ipaddress.ip_address(original)
        if address.is_loopback or address.is_unspecified:
            return str(address)
        number = self._number(("address", len(original)), original)
        if isinstance(address, ipaddress.IPv4Address):
            pseudonyms = str(ipaddress.IPv4Address(_NETWORK_4 + number % _HOSTS_4))
        else:
            pseudonyms = str(ipaddress.IPv6Address(_NETWORK_6 + number))
        self._addresses[str(address)] = pseudonyms
        return pseudonyms
