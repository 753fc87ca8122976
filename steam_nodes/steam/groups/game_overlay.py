"""The overlay: what opens it, and what tells that it is open, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class GameOverlay(Protocol):
    """ISteamFriends, as a player's own program calls it."""
