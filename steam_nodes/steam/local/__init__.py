"""The embedded Steam: LocalSteam, its clocks and its stores.

Rules: this door only re-exports; the file with sqlite3 behind it is loaded when a world with a store on the disk is opened.
"""

from steam_nodes.steam.local.clock import Clock, RealClock, SteppedClock
from steam_nodes.steam.local.jobs import MemoryStore, Store, StoreError
from steam_nodes.steam.local.local_steam import LocalSteam

__all__ = ["Clock", "LocalSteam", "MemoryStore", "RealClock", "SteppedClock", "Store", "StoreError"]
