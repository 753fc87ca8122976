"""The overlay: what opens it, what tells that it is open, and what a player begins in it, as GodotSteam's group Friends has them.

Rules: those of apps.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_int, require_str
from steam_nodes.steam.groups import game_overlay
from steam_nodes.steam.groups.game_overlay import OverlayToStoreFlag, OverlayToWebPageMode
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend


class GameOverlay(SteamNode):
    """The overlay: what opens it, and what tells that it is open.

    Where there is no overlay, as where the player has turned it off, the calls do nothing; a LocalClient says so in `why()`.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        game_overlay.OverlayToggled: Emits("overlay_toggled", ("toggled", "user_initiated", "app_id")),
        game_overlay.ServerChangeRequested: Emits("change_server_requested", ("server", "password")),
        game_overlay.LobbyJoinRequested: Emits("join_requested", ("lobby", "steam_id")),
        game_overlay.OverlayBrowserProtocol: Emits("overlay_browser_protocol", ("uri",)),
    }

    overlay_toggled: Signal[bool, bool, int] = Signal("toggled", "user_initiated", "app_id", blinker=True)
    """The overlay was opened or closed: whether it is open, whether the player did it, and the app, which is this one.

    A game that can pause does so while the overlay is open.
    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameOverlayActivated_t.
    """
    change_server_requested: Signal[str, str] = Signal("server", "password", blinker=True)
    """The player chose another server in the list of friends: its address, such as "127.0.0.1:27015", and its password, "" for none.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameServerChangeRequested_t.
    """
    join_requested: Signal[int, int] = Signal("lobby", "steam_id", blinker=True)
    """The player wants to join a lobby: the lobby, and the friend by whom it was found, 0 for none.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameLobbyJoinRequested_t.
    """
    overlay_browser_protocol: Signal[str] = Signal("uri", blinker=True)
    """The overlay's browser went to an address of a protocol that `register_protocol_in_overlay_browser` named.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#OverlayBrowserProtocolNavigation_t.
    """

    OverlayToStoreFlag = OverlayToStoreFlag
    OVERLAY_TO_STORE_FLAG_NONE: Final = OverlayToStoreFlag.NONE
    OVERLAY_TO_STORE_FLAG_ADD_TO_CART: Final = OverlayToStoreFlag.ADD_TO_CART
    OVERLAY_TO_STORE_FLAG_AND_TO_CART_AND_SHOW: Final = OverlayToStoreFlag.AND_TO_CART_AND_SHOW
    OverlayToWebPageMode = OverlayToWebPageMode
    OVERLAY_TO_WEB_PAGE_MODE_DEFAULT: Final = OverlayToWebPageMode.DEFAULT
    OVERLAY_TO_WEB_PAGE_MODE_MODAL: Final = OverlayToWebPageMode.MODAL

    def activate_game_overlay(self, type: str = "") -> None:  # noqa: A002 - GodotSteam's name
        """Open the overlay with one of its dialogs; `overlay_toggled` comes when it opens and when it closes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlay.

        Args:
            type: "Friends", "Community", "Players", "Settings", "OfficialGameGroup", "Stats" or "Achievements", in any case; "" for none.

        Raises:
            TypeError: The dialog is not a str.
        """
        self._backend_.game_overlay.activate_game_overlay(require_str("activate_game_overlay", "type", type))

    def activate_game_overlay_invite_dialog(self, steam_id: int) -> None:
        """Open the overlay where the player invites friends to a lobby.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlayInviteDialog.

        Args:
            steam_id: The lobby.

        Raises:
            TypeError: The lobby is not an int.
        """
        lobby = require_int("activate_game_overlay_invite_dialog", "steam_id", steam_id)
        self._backend_.game_overlay.activate_game_overlay_invite_dialog(lobby)

    def activate_game_overlay_invite_dialog_connect_string(self, connect_string: str) -> None:
        """Open the overlay where the player invites friends; whoever accepts gets the text with `join_game_requested`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlayInviteDialogConnectString.

        Args:
            connect_string: What a friend's program needs in order to join, at most 255 bytes of UTF-8.

        Raises:
            TypeError: The text is not a str.
        """
        call = "activate_game_overlay_invite_dialog_connect_string"
        self._backend_.game_overlay.activate_game_overlay_invite_dialog_connect_string(require_str(call, "connect_string", connect_string))

    def activate_game_overlay_remote_play_together_invite_dialog(self, lobby_id: int) -> None:
        """Open the overlay where the player invites friends to play along over Remote Play Together.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlayRemotePlayTogetherInviteDialog.

        Args:
            lobby_id: The lobby that the invitations are for.

        Raises:
            TypeError: The lobby is not an int.
        """
        call = "activate_game_overlay_remote_play_together_invite_dialog"
        self._backend_.game_overlay.activate_game_overlay_remote_play_together_invite_dialog(require_int(call, "lobby_id", lobby_id))

    def activate_game_overlay_to_store(self, app_id: int = 0, store_flag: int = OverlayToStoreFlag.NONE) -> None:
        """Open the overlay with the store page of an app.

        GodotSteam's pages name no `store_flag`, its list of changes does since 4.16: a script may pass it or leave it out.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlayToStore.

        Args:
            app_id: The app, 0 for the store's front page.
            store_flag: What else happens with the app: one of OverlayToStoreFlag.

        Raises:
            TypeError: The app or the flag is not an int.
        """
        call = "activate_game_overlay_to_store"
        app, flag = require_int(call, "app_id", app_id), require_int(call, "store_flag", store_flag)
        self._backend_.game_overlay.activate_game_overlay_to_store(app, flag)

    def activate_game_overlay_to_user(self, type: str = "", steam_id: int = 0) -> None:  # noqa: A002 - GodotSteam's name
        """Open the overlay with a dialog about a player or a group.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlayToUser.

        Args:
            type: "steamid" (the profile), "chat", "jointrade", "stats", "achievements", "friendadd", "friendremove",
                "friendrequestaccept" or "friendrequestignore".
            steam_id: The player or the group.

        Raises:
            TypeError: The dialog is not a str, or the id is not an int.
        """
        call = "activate_game_overlay_to_user"
        dialog, user = require_str(call, "type", type), require_int(call, "steam_id", steam_id)
        self._backend_.game_overlay.activate_game_overlay_to_user(dialog, user)

    def activate_game_overlay_to_web_page(self, url: str, webpage_mode: int = OverlayToWebPageMode.DEFAULT) -> None:
        """Open the overlay's browser with an address.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ActivateGameOverlayToWebPage.

        Args:
            url: The whole address with its protocol, such as "https://store.steampowered.com".
            webpage_mode: How it is shown: one of OverlayToWebPageMode.

        Raises:
            TypeError: The address is not a str, or the mode is not an int.
        """
        call = "activate_game_overlay_to_web_page"
        page, mode = require_str(call, "url", url), require_int(call, "webpage_mode", webpage_mode)
        self._backend_.game_overlay.activate_game_overlay_to_web_page(page, mode)

    def register_protocol_in_overlay_browser(self, protocol: str) -> bool:
        """Have `overlay_browser_protocol` tell where the overlay's browser goes to an address of a protocol, as at the end of a login.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#RegisterProtocolInOverlayBrowser.

        Args:
            protocol: The protocol without what follows it, such as "mygame" for "mygame://login?token=1".

        Returns:
            Whether Steam took it.

        Raises:
            TypeError: The protocol is not a str.
        """
        call = "register_protocol_in_overlay_browser"
        return self._backend_.game_overlay.register_protocol_in_overlay_browser(require_str(call, "protocol", protocol))

    activateGameOverlay = activate_game_overlay
    activateGameOverlayInviteDialog = activate_game_overlay_invite_dialog
    activateGameOverlayInviteDialogConnectString = activate_game_overlay_invite_dialog_connect_string
    activateGameOverlayRemotePlayTogetherInviteDialog = activate_game_overlay_remote_play_together_invite_dialog
    activateGameOverlayToStore = activate_game_overlay_to_store
    activateGameOverlayToUser = activate_game_overlay_to_user
    activateGameOverlayToWebPage = activate_game_overlay_to_web_page
    registerProtocolInOverlayBrowser = register_protocol_in_overlay_browser
