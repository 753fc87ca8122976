"""The files of the player that Steam keeps, as GodotSteam has them.

Rules: those of apps.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.steam.nodes.steam_node import SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend


class RemoteStorage(SteamNode):
    """The files of the player that Steam keeps.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {}
