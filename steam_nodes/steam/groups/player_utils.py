"""The player's machine: battery, language, keyboard of a gamepad, text filter, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class PlayerUtils(Protocol):
    """ISteamUtils, as a player's own program calls it."""
