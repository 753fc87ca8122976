"""Rich presence, invitations and messages between friends, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class Presence(Protocol):
    """ISteamFriends, as a player's own program calls it."""
