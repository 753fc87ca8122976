"""The people: names, states, relationships, avatars, levels, nicknames, and whom one played with, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class People(Protocol):
    """ISteamFriends, as a player's own program calls it."""
