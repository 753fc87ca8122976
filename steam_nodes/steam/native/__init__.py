"""Valve's own Steam: NativeSteam, over the developer's libsteam_api and through cffi.

Rules: this door only re-exports. Nothing of Valve's is shipped or linked; cffi is imported below here and nowhere else.
"""

from steam_nodes.steam.native.faults import SteamInitError
from steam_nodes.steam.native.native_steam import NativeSteam

__all__ = ["NativeSteam", "SteamInitError"]
