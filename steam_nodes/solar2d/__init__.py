"""Solar2D's Steamworks plugin in Python, for scripts that come from Lua: import `Steamworks`, or the module `steamworks`.

Rules: it stands on the seam of the player's side, `ClientBackend`, and knows neither of the Steams behind it.
"""

from __future__ import annotations

from steam_nodes.solar2d import steamworks
from steam_nodes.solar2d.client import Steamworks
from steam_nodes.solar2d.lua_tables import AchievementInfo, Event, ImageInfo, LeaderboardEntry, Table

__all__ = ["AchievementInfo", "Event", "ImageInfo", "LeaderboardEntry", "Steamworks", "Table", "steamworks"]
