"""The overlay: what opens it, what tells that it is open, and what a player begins in it, as every backend tells of it.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.steam_id import SteamID


class OverlayToStoreFlag(IntEnum):
    """What the overlay does with an app beside showing its store page.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EOverlayToStoreFlag.
    """

    NONE = 0
    ADD_TO_CART = 1
    AND_TO_CART_AND_SHOW = 2

    OVERLAY_TO_STORE_FLAG_NONE = NONE
    OVERLAY_TO_STORE_FLAG_ADD_TO_CART = ADD_TO_CART
    OVERLAY_TO_STORE_FLAG_AND_TO_CART_AND_SHOW = AND_TO_CART_AND_SHOW


class OverlayToWebPageMode(IntEnum):
    """How the overlay shows a web page: beside its other windows, or alone until it is closed.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EActivateGameOverlayToWebPageMode.
    """

    DEFAULT = 0
    MODAL = 1

    OVERLAY_TO_WEB_PAGE_MODE_DEFAULT = DEFAULT
    OVERLAY_TO_WEB_PAGE_MODE_MODAL = MODAL


@dataclass(frozen=True, slots=True)
class OverlayToggled(GroupRecord):
    """The overlay was opened or closed (Valve's GameOverlayActivated_t, 331)."""

    toggled: bool
    user_initiated: bool
    app_id: int


@dataclass(frozen=True, slots=True)
class ServerChangeRequested(GroupRecord):
    """The player wants to play on another server (Valve's GameServerChangeRequested_t, 332)."""

    server: str
    password: str


@dataclass(frozen=True, slots=True)
class LobbyJoinRequested(GroupRecord):
    """The player wants to join the lobby of a friend (Valve's GameLobbyJoinRequested_t, 333)."""

    lobby: SteamID
    steam_id: SteamID


@dataclass(frozen=True, slots=True)
class OverlayBrowserProtocol(GroupRecord):
    """The overlay's browser went to an address of a protocol of the game's (Valve's OverlayBrowserProtocolNavigation_t, 349)."""

    uri: str


class GameOverlay(Protocol):
    """What ISteamFriends has of the overlay, as a player's own program calls it."""

    def activate_game_overlay(self, dialog: str) -> None:
        """Open the overlay with one of its dialogs, such as "friends"."""

    def activate_game_overlay_invite_dialog(self, lobby_id: int) -> None:
        """Open the overlay where the player invites friends to a lobby."""

    def activate_game_overlay_invite_dialog_connect_string(self, connect_string: str) -> None:
        """Open the overlay where the player invites friends, who are given a connect string."""

    def activate_game_overlay_remote_play_together_invite_dialog(self, lobby_id: int) -> None:
        """Open the overlay where the player invites friends to play along over Remote Play."""

    def activate_game_overlay_to_store(self, app_id: int, store_flag: int) -> None:
        """Open the overlay with the store page of an app, 0 for the front page."""

    def activate_game_overlay_to_user(self, dialog: str, steam_id: int) -> None:
        """Open the overlay with a dialog about a player or a group, such as "chat"."""

    def activate_game_overlay_to_web_page(self, url: str, webpage_mode: int) -> None:
        """Open the overlay's browser with an address."""

    def register_protocol_in_overlay_browser(self, protocol: str) -> bool:
        """Be told where the overlay's browser goes to an address of this protocol; return whether it took it."""
