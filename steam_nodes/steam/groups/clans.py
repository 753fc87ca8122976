"""Steam's groups of people and their chats, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class Clans(Protocol):
    """ISteamFriends, as a player's own program calls it."""
