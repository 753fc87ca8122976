"""The player's account: tickets, badges, phone, market, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class Account(Protocol):
    """ISteamUser, as a player's own program calls it."""
