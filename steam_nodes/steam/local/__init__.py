"""The embedded Steam: LocalSteam, its clocks and its stores.

Rules: this file only re-exports; the file with sqlite3 behind it is loaded when a world with a store on the disk is opened.
"""

from steam_nodes.steam.local.server.local_steam import LocalSteam
from steam_nodes.steam.local.store.memory import MemoryStore
from steam_nodes.steam.local.store.store import Store, StoreError
from steam_nodes.steam.local.world.clock import Clock, RealClock, SteppedClock

__all__ = ["Clock", "LocalSteam", "MemoryStore", "RealClock", "SteppedClock", "Store", "StoreError"]
