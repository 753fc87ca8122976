"""The files of the player that Steam keeps, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from typing import Protocol


class RemoteStorage(Protocol):
    """ISteamRemoteStorage, as a player's own program calls it."""
