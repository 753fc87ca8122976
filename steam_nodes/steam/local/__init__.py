"""The embedded Steam: LocalSteam, its clocks and its stores.

Rules: this door only re-exports; the file with sqlite3 behind it is loaded when a world with a store on the disk is opened.
"""

from steam_nodes.steam.local.server.local_steam import LocalSteam
from steam_nodes.steam.local.store.store import MemoryStore, Store, StoreError
from steam_nodes.steam.local.world.clock import Clock, RealClock, SteppedClock

__all__ = ["Clock", "LocalSteam", "MemoryStore", "RealClock", "SteppedClock", "Store", "StoreError"]
