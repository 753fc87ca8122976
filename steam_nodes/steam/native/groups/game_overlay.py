"""What ISteamFriends has of the overlay, over Valve's library: what opens it, and what tells that it is open.

Rules: those of calls.py and structs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from steam_nodes.steam.groups.game_overlay import LobbyJoinRequested, OverlayBrowserProtocol, OverlayToggled, ServerChangeRequested
from steam_nodes.steam.native.arguments import UINT64
from steam_nodes.steam.native.calls import FRIENDS, flat, number, text, to_bool, to_nothing
from steam_nodes.steam.native.structs import register, row, up_to_nul
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import About, AboutTwo
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_ENUM_MOST: Final = 0x7FFF_FFFF

register(
    row(
        *(331, "GameOverlayActivated_t", "<B?2xII"),
        client=lambda active, by_user, app, _overlay: OverlayToggled(bool(active), by_user, app),
        older=(1, 8),
    ),
    row(
        *(332, "GameServerChangeRequested_t", "<64s64s"),
        client=lambda server, password: ServerChangeRequested(up_to_nul(server), up_to_nul(password)),
    ),
    row(333, "GameLobbyJoinRequested_t", "<QQ", client=lambda lobby, friend: LobbyJoinRequested(SteamID(lobby), SteamID(friend))),
    row(349, "OverlayBrowserProtocolNavigation_t", "<1024s", client=lambda uri: OverlayBrowserProtocol(up_to_nul(uri))),
)


class NativeGameOverlay:
    """The overlay's part of ISteamFriends of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    activate_game_overlay: ClassVar[About[str, None]] = flat(FRIENDS, "ActivateGameOverlay", to_nothing, text("dialog"))
    activate_game_overlay_invite_dialog: ClassVar[About[int, None]] = flat(
        FRIENDS, "ActivateGameOverlayInviteDialog", to_nothing, number("lobby_id", 0, UINT64)
    )
    activate_game_overlay_invite_dialog_connect_string: ClassVar[About[str, None]] = flat(
        FRIENDS, "ActivateGameOverlayInviteDialogConnectString", to_nothing, text("connect_string")
    )
    activate_game_overlay_remote_play_together_invite_dialog: ClassVar[About[int, None]] = flat(
        FRIENDS, "ActivateGameOverlayRemotePlayTogetherInviteDialog", to_nothing, number("lobby_id", 0, UINT64)
    )
    activate_game_overlay_to_store: ClassVar[AboutTwo[int, int, None]] = flat(
        FRIENDS, "ActivateGameOverlayToStore", to_nothing, number("app_id"), number("store_flag", 0, _ENUM_MOST)
    )
    activate_game_overlay_to_user: ClassVar[AboutTwo[str, int, None]] = flat(
        FRIENDS, "ActivateGameOverlayToUser", to_nothing, text("dialog"), number("steam_id", 0, UINT64)
    )
    activate_game_overlay_to_web_page: ClassVar[AboutTwo[str, int, None]] = flat(
        FRIENDS, "ActivateGameOverlayToWebPage", to_nothing, text("url"), number("webpage_mode", 0, _ENUM_MOST)
    )
    register_protocol_in_overlay_browser: ClassVar[About[str, bool]] = flat(
        FRIENDS, "RegisterProtocolInOverlayBrowser", to_bool, text("protocol")
    )
