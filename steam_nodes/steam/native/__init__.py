"""Valve's own Steam: NativeSteam for a game server and NativeClient for a player's program, over the developer's libsteam_api and cffi.

Rules: this file only re-exports. Nothing of Valve's is shipped or linked; cffi is imported below here and nowhere else.
"""

from steam_nodes.steam.native.client import NativeClient
from steam_nodes.steam.native.library_faults import SteamInitError
from steam_nodes.steam.native.server import NativeSteam

__all__ = ["NativeClient", "NativeSteam", "SteamInitError"]
