"""What ISteamFriends has of the overlay on the local Steam: it is opened, closed and told, and a test sees what it would show.

Rules: the calls are Valve's ISteamFriends. There is an overlay where `LocalClient.overlay` says so; where there is none every call does
nothing, as with Steam's overlay turned off, and `why()` says so. Opening is told once: what is asked for while the overlay is open changes
what it shows. There is no picture of it, no store and no browser: what a player would do there is done by script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import require_int, require_str, text_fault
from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.groups.game_overlay import (
    LobbyJoinRequested,
    OverlayBrowserProtocol,
    OverlayToggled,
    OverlayToStoreFlag,
    OverlayToWebPageMode,
    ServerChangeRequested,
)
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from enum import IntEnum

    from steam_nodes.steam.local.client.session import ClientSession

_DIALOGS: Final = ("friends", "community", "players", "settings", "officialgamegroup", "stats", "achievements", "lobbyinvite")
_USER_DIALOGS: Final = (
    "steamid",
    "chat",
    "jointrade",
    "stats",
    "achievements",
    "friendadd",
    "friendremove",
    "friendrequestaccept",
    "friendrequestignore",
)
_WITH_USERS: Final = frozenset((AccountType.INDIVIDUAL, AccountType.CLAN, AccountType.CHAT))
_APP_MAX: Final = 0xFFFF_FFFF
_ID_MAX: Final = 0xFFFF_FFFF_FFFF_FFFF
_NO_OVERLAY: Final = (
    "this player has no overlay, so nothing is opened; set LocalClient.overlay = True where a test wants one, and on Steam turn it on in "
    "the settings of the game"
)
CONNECT_BYTES: Final = 256
"""How many bytes a connect string has at most, with the NUL that ends it."""


@dataclass(frozen=True, slots=True)
class OverlayPage:
    """What the overlay shows.

    Args:
        dialog: The dialog as the game named it; "store", "web page" or "invite" for those; "" where the player opened it.
        user: The player or the group that the dialog is about, 0 for none.
        url: The address in its browser, "" for none.
        modal: Whether nothing else is shown beside it.
        app_id: The app whose store page it is, 0 for none.
        store_flag: What else happens with that app.
        lobby: The lobby that is invited to, 0 for none.
        connect_string: What the invited are given, "" for nothing.
    """

    dialog: str = ""
    user: int = 0
    url: str = ""
    modal: bool = False
    app_id: int = 0
    store_flag: int = OverlayToStoreFlag.NONE
    lobby: int = 0
    connect_string: str = ""


class LocalGameOverlay:
    """The calls of a player's program about the overlay.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with the overlay closed."""
        self._session = session
        self._shown: OverlayPage | None = None
        self._protocols: set[str] = set()

    # What happens in the world, by script.

    @property
    def shown(self) -> OverlayPage | None:
        """What the overlay shows, None while it is closed."""
        return self._shown if self._session.initialised else None

    def open(self) -> bool:
        """Open the overlay as the player does with Shift+Tab; `OverlayToggled` tells of it.

        Returns:
            Whether it is open; False where there is no overlay, which is said.
        """
        return self._show("open", OverlayPage(), by_user=True)

    def close(self) -> None:
        """Close the overlay as the player does with Shift+Tab; `OverlayToggled` tells of it. Harmless where it is closed."""
        if self.shown is not None:
            self._shown = None
            self._session.post(OverlayToggled(toggled=False, user_initiated=True, app_id=self._session.app_id))

    def go_to(self, uri: str) -> bool:
        """Have the overlay's browser go to an address; one of a protocol that the game registered is told by `OverlayBrowserProtocol`.

        Args:
            uri: The whole address, at most 1,023 bytes of UTF-8: Steam's record has no room for more.

        Returns:
            Whether the game is told.
        """
        fault = text_fault("go_to", uri, 1024)
        if fault:
            raise ValueError(fault)
        told = self._session.initialised and uri.partition(":")[0].casefold() in self._protocols
        if told:
            self._session.post(OverlayBrowserProtocol(uri))
        return told

    def join_lobby(self, lobby: int, steam_id: int = 0) -> None:
        """Have the player join the lobby of a friend, in the overlay or in Steam itself; `LobbyJoinRequested` tells of it.

        Args:
            lobby: The lobby.
            steam_id: The friend, 0 for none.
        """
        self._session.post(LobbyJoinRequested(SteamID(lobby), SteamID(steam_id)))

    def change_server(self, server: str, password: str = "") -> None:
        """Have the player choose another server, in the overlay or in Steam itself; `ServerChangeRequested` tells of it.

        Args:
            server: Its address, such as "127.0.0.1:27015", at most 63 bytes of UTF-8.
            password: Its password, at most 63 bytes of UTF-8.
        """
        for told in (server, password):
            fault = text_fault("change_server", told, 64)
            if fault:
                raise ValueError(fault)
        self._session.post(ServerChangeRequested(server, password))

    # The seam.

    def activate_game_overlay(self, dialog: str) -> None:
        """Open the overlay with one of its dialogs, such as "friends"."""
        call = "activate_game_overlay"
        fault = text_fault(call, require_str(call, "dialog", dialog))
        if self._show(call, OverlayPage(dialog), fault) and dialog and not dialog.casefold().startswith((*_DIALOGS, "chatroomgroup/")):
            self._wonder(call, dialog, _DIALOGS)

    def activate_game_overlay_invite_dialog(self, lobby_id: int) -> None:
        """Open the overlay where the player invites friends to a lobby."""
        call = "activate_game_overlay_invite_dialog"
        self._show(call, OverlayPage("invite", lobby=lobby_id), _range_fault(call, "lobby_id", lobby_id, _ID_MAX))

    def activate_game_overlay_invite_dialog_connect_string(self, connect_string: str) -> None:
        """Open the overlay where the player invites friends, who are given a connect string."""
        call = "activate_game_overlay_invite_dialog_connect_string"
        fault = text_fault(call, require_str(call, "connect_string", connect_string), CONNECT_BYTES)
        self._show(call, OverlayPage("invite", connect_string=connect_string), fault)

    def activate_game_overlay_remote_play_together_invite_dialog(self, lobby_id: int) -> None:
        """Open the overlay where the player invites friends to play along over Remote Play."""
        call = "activate_game_overlay_remote_play_together_invite_dialog"
        self._show(call, OverlayPage("remote play invite", lobby=lobby_id), _range_fault(call, "lobby_id", lobby_id, _ID_MAX))

    def activate_game_overlay_to_store(self, app_id: int, store_flag: int) -> None:
        """Open the overlay with the store page of an app, 0 for the front page."""
        call = "activate_game_overlay_to_store"
        fault = _range_fault(call, "app_id", app_id, _APP_MAX) or _member_fault(call, "store_flag", store_flag, OverlayToStoreFlag)
        self._show(call, OverlayPage("store", app_id=app_id, store_flag=store_flag), fault)

    def activate_game_overlay_to_user(self, dialog: str, steam_id: int) -> None:
        """Open the overlay with a dialog about a player or a group, such as "chat"."""
        call = "activate_game_overlay_to_user"
        fault = text_fault(call, require_str(call, "dialog", dialog)) or _range_fault(call, "steam_id", steam_id, _ID_MAX)
        if not fault and SteamID(steam_id).account_type not in _WITH_USERS:
            fault = f"{short(steam_id)} is neither a player nor a group; pass the 64-bit Steam ID of one"
        if self._show(call, OverlayPage(dialog, user=steam_id), fault) and dialog.casefold() not in _USER_DIALOGS:
            self._wonder(call, dialog, _USER_DIALOGS)

    def activate_game_overlay_to_web_page(self, url: str, webpage_mode: int) -> None:
        """Open the overlay's browser with an address."""
        call = "activate_game_overlay_to_web_page"
        fault = text_fault(call, require_str(call, "url", url)) or _member_fault(call, "webpage_mode", webpage_mode, OverlayToWebPageMode)
        self._show(call, OverlayPage("web page", url=url, modal=webpage_mode == OverlayToWebPageMode.MODAL), fault)

    def register_protocol_in_overlay_browser(self, protocol: str) -> bool:
        """Be told where the overlay's browser goes to an address of this protocol; return whether it took it."""
        call = "register_protocol_in_overlay_browser"
        fault = text_fault(call, require_str(call, "protocol", protocol))
        if not fault and not (protocol.isascii() and protocol[:1].isalpha() and protocol.replace("-", "").replace("+", "").isalnum()):
            fault = f'{short(protocol)} is no protocol; pass what stands before "://" in an address, such as "mygame"'
        taken = self._may(call, fault)
        if taken:
            self._protocols.add(protocol.casefold())
        return taken

    # What is used above.

    def _may(self, call: str, fault: str = "") -> bool:
        """Whether a call reaches an overlay; if not, it is said why."""
        session = self._session
        if not session.present(call):
            return False
        if not fault and not session.overlay:
            fault = _NO_OVERLAY
        return not fault or session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _show(self, call: str, page: OverlayPage, fault: str = "", *, by_user: bool = False) -> bool:
        """Show a page in the overlay, which is opened where it is not; return whether there is one."""
        if not self._may(call, fault):
            return False
        if self._shown is None:
            self._session.post(OverlayToggled(toggled=True, user_initiated=by_user, app_id=self._session.app_id))
        self._shown = page
        return True

    def _wonder(self, call: str, dialog: str, known: tuple[str, ...]) -> None:
        """Say that Steam knows no such dialog; the overlay is open all the same."""
        sentence = f"{call}: Steam names no dialog {short(dialog)}, and may show none; pass one of {', '.join(known)}"
        self._session.world.world_log.remark(Refusal((call, dialog[:60]), sentence))


def _range_fault(call: str, name: str, value: int, most: int) -> str:
    """Say what is wrong with a number from 0 up, "" if nothing is."""
    return "" if 0 <= require_int(call, name, value) <= most else f"{name} is {short(value)}; pass 0 to {most}"


def _member_fault(call: str, name: str, value: int, kind: type[IntEnum]) -> str:
    """Say what is wrong with a number of an enum, "" if nothing is."""
    known = require_int(call, name, value) in list(kind)
    return "" if known else f"{name} is {short(value)}; pass one of {kind.__name__}, 0 to {max(kind)}"
