"""The overlay: the laws of its calls and its signals, over the local world and over Valve's interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.local.client.groups.game_overlay import OverlayPage
from steam_nodes.steam.native.structs import CLIENT_NEWS, load_group, of_news, size_fault
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import APP
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER

if TYPE_CHECKING:
    from tests.support.group_worlds import GroupWorld

pytestmark = ON_EVERY_STORE

LOBBY = 109775241089517257
CLAN = 103582791429521412
URL = "https://example.org/a?b=ü"
OPENERS: dict[str, tuple[tuple[Any, ...], OverlayPage]] = {
    "activate_game_overlay": (("Friends",), OverlayPage("Friends")),
    "activate_game_overlay_invite_dialog": ((LOBBY,), OverlayPage("invite", lobby=LOBBY)),
    "activate_game_overlay_invite_dialog_connect_string": (("+connect 1",), OverlayPage("invite", connect_string="+connect 1")),
    "activate_game_overlay_remote_play_together_invite_dialog": ((LOBBY,), OverlayPage("remote play invite", lobby=LOBBY)),
    "activate_game_overlay_to_store": ((480, 2), OverlayPage("store", app_id=480, store_flag=2)),
    "activate_game_overlay_to_user": (("chat", CLAN), OverlayPage("chat", user=CLAN)),
    "activate_game_overlay_to_web_page": ((URL, 1), OverlayPage("web page", url=URL, modal=True)),
}
"""Of each call that opens the overlay an example, and what is shown then."""
WRONG: dict[str, tuple[str, tuple[Any, ...], str]] = {
    "a NUL in a dialog": ("activate_game_overlay", ("a\0b",), "NUL"),
    "a lobby that is no id": ("activate_game_overlay_invite_dialog", (-1,), "lobby_id"),
    "a lobby of more than 64 bits": ("activate_game_overlay_remote_play_together_invite_dialog", (2**64,), "lobby_id"),
    "an app of more than 32 bits": ("activate_game_overlay_to_store", (2**32,), "app_id"),
    "half a letter in an address": ("activate_game_overlay_to_web_page", ("\ud800",), "surrogates"),
}
"""What no backend takes: the call, what it is given, and a word of the sentence."""


@pytest.mark.parametrize("call", OPENERS)
def test_the_overlay_is_opened_and_told_once(group: GroupWorld, call: str) -> None:
    """The first call opens it, one more changes only what is shown, and closing it is told too."""
    arguments, page = OPENERS[call]
    group.client.overlay = True
    group.listen("overlay_toggled")
    getattr(group.steam, call)(*arguments)
    assert group.client.game_overlay.shown == page
    assert group.frames() == [("overlay_toggled", True, False, APP)]
    group.steam.activateGameOverlay("Stats")
    assert group.client.game_overlay.shown == OverlayPage("Stats")
    assert group.frames() == []
    group.client.game_overlay.close()
    assert group.client.game_overlay.shown is None
    assert group.frames() == [("overlay_toggled", False, True, APP)]


def test_the_player_opens_and_closes_it_with_shift_and_tab(group: GroupWorld) -> None:
    """The signal says that the player did it; closing it twice tells it once."""
    group.client.overlay = True
    group.listen("overlay_toggled")
    assert group.client.game_overlay.open()
    assert group.frames() == [("overlay_toggled", True, True, APP)]
    group.client.game_overlay.close()
    group.client.game_overlay.close()
    assert group.frames() == [("overlay_toggled", False, True, APP)]


@pytest.mark.parametrize("call", [*OPENERS, "open"])
def test_without_an_overlay_nothing_is_opened(group: GroupWorld, call: str) -> None:
    """Nothing is told, and the local world says why."""
    group.listen("overlay_toggled")
    if call == "open":
        assert not group.client.game_overlay.open()
    else:
        getattr(group.steam, call)(*OPENERS[call][0])
    assert group.frames() == []
    assert group.client.game_overlay.shown is None
    assert group.client.why().startswith(f"{call}: this player has no overlay")


@pytest.mark.parametrize("case", WRONG)
def test_what_no_overlay_could_show_is_refused(group: GroupWorld, case: str) -> None:
    """Nothing opens, and the sentence names what is wrong."""
    call, arguments, word = WRONG[case]
    group.client.overlay = True
    getattr(group.steam, call)(*arguments)
    assert group.client.game_overlay.shown is None
    assert group.steam.why().startswith(f"{call}: ")
    assert word in group.steam.why()


@pytest.mark.parametrize(
    ("call", "arguments", "word"),
    [
        ("activate_game_overlay_to_store", (480, 3), "OverlayToStoreFlag"),
        ("activate_game_overlay_to_web_page", (URL, 2), "OverlayToWebPageMode"),
        ("activate_game_overlay_to_user", ("chat", 7), "neither a player nor a group"),
        ("activate_game_overlay_invite_dialog_connect_string", ("x" * 256,), "at most 255"),
    ],
)
def test_what_steam_would_not_know_opens_nothing(call: str, arguments: tuple[Any, ...], word: str) -> None:
    """The local world says what is wrong with it."""
    with group_world() as group:
        group.client.overlay = True
        getattr(group.steam, call)(*arguments)
        assert group.client.game_overlay.shown is None
        assert word in group.steam.why()


def test_a_dialog_that_steam_does_not_name_opens_the_overlay_and_is_said(caplog: pytest.LogCaptureFixture) -> None:
    """A misspelled dialog cannot be found out otherwise."""
    with group_world() as group:
        group.client.overlay = True
        group.steam.activate_game_overlay("freinds")
        group.steam.activate_game_overlay_to_user("chatt", OTHER)
        assert group.client.game_overlay.shown == OverlayPage("chatt", user=OTHER)
    assert [word in caplog.text for word in ("freinds", "chatt")] == [True, True]


@pytest.mark.parametrize("call", OPENERS)
def test_a_wrong_type_is_an_error_of_the_program(group: GroupWorld, call: str) -> None:
    """It names the call and the argument."""
    arguments = OPENERS[call][0]
    for at in range(len(arguments)):
        with pytest.raises(TypeError, match=f"^{call}: "):
            getattr(group.steam, call)(*arguments[:at], None, *arguments[at + 1 :])


def test_the_browser_tells_of_addresses_of_the_games_own_protocol(group: GroupWorld) -> None:
    """Others are not told, and the case of the protocol does not count."""
    group.listen("overlay_browser_protocol")
    browser = group.client.game_overlay
    assert not group.steam.register_protocol_in_overlay_browser("mygame")
    group.client.overlay = True
    assert group.steam.registerProtocolInOverlayBrowser("mygame")
    assert not group.steam.register_protocol_in_overlay_browser("my game")
    assert not browser.go_to("https://mygame/")
    assert browser.go_to("MyGame://login?token=ü")
    assert group.frames() == [("overlay_browser_protocol", "MyGame://login?token=ü")]
    longest = "mygame:" + "x" * (1023 - len("mygame:"))
    assert browser.go_to(longest)
    assert group.frames() == [("overlay_browser_protocol", longest)]
    with pytest.raises(ValueError, match="at most 1023"):
        browser.go_to(longest + "x")


def test_a_player_of_the_schema_can_have_one_from_the_start() -> None:
    """Nobody else has, and a word is no answer."""
    text = f"app_id = {APP}\n[players.{OTHER}]\noverlay = true\n"
    with group_world(schema=Schema.parse(text), player=OTHER) as group:
        assert group.steam.is_overlay_enabled()
    with group_world(schema=Schema.parse(text)) as group:
        assert not group.steam.is_overlay_enabled()
    with pytest.raises(ValueError, match="overlay is the text"):
        Schema.parse(text.replace("true", '"yes"'))


def test_what_the_player_begins_among_friends_is_told(group: GroupWorld) -> None:
    """A lobby and a server, with an overlay or without one."""
    group.listen("join_requested", "change_server_requested")
    group.client.game_overlay.join_lobby(LOBBY, OTHER)
    group.client.game_overlay.join_lobby(LOBBY)
    group.client.game_overlay.change_server("127.0.0.1:27015", "x" * 63)
    assert group.frames() == [
        ("join_requested", LOBBY, OTHER),
        ("join_requested", LOBBY, 0),
        ("change_server_requested", "127.0.0.1:27015", "x" * 63),
    ]
    with pytest.raises(ValueError, match="at most 63"):
        group.client.game_overlay.change_server("x" * 64)


@pytest.mark.parametrize("way", WAYS)
def test_before_an_init_there_is_no_overlay(way: Way) -> None:
    """Each call does nothing, and says why."""
    with group_world(way, started=False) as group:
        group.client.overlay = True
        for call, (arguments, _) in OPENERS.items():
            getattr(group.steam, call)(*arguments)
            assert call in group.steam.why() or "activateGameOverlay" in group.steam.why()
        assert not group.steam.register_protocol_in_overlay_browser("mygame")
        assert group.client.game_overlay.shown is None


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_what_an_older_sdk_lacks_is_refused_by_name(way: Way) -> None:
    """Connect strings came with 1.51 and protocols with 1.49."""
    with group_world(way, sdk=148) as group:
        group.client.overlay = True
        group.steam.activate_game_overlay_invite_dialog_connect_string("+connect")
        assert "SteamAPI_ISteamFriends_ActivateGameOverlayInviteDialogConnectString" in group.steam.why()
        assert not group.steam.register_protocol_in_overlay_browser("mygame")
        assert "SteamAPI_ISteamFriends_RegisterProtocolInOverlayBrowser" in group.steam.why()
        assert group.client.game_overlay.shown is None


@pytest.mark.parametrize(("told", "expected"), [(b"\x01", (True, False, 0)), (b"\x01\x01\0\0\xe0\x01\0\0", (True, True, 480))])
def test_the_shorter_forms_of_older_sdks_are_read(told: bytes, expected: tuple[bool, bool, int]) -> None:
    """What they do not tell is 0; a size that no SDK has is not read."""
    load_group(3)
    record: Any = of_news(CLIENT_NEWS, 331, told)
    assert (record.toggled, record.user_initiated, record.app_id) == expected
    assert size_fault(331, len(told)) == size_fault(331, 12) == ""
    assert "12" in size_fault(331, 9)


def test_the_enums_have_both_of_godotsteams_forms() -> None:
    """Nested and flat, with Valve's numbers."""
    flags, modes = Steam.OverlayToStoreFlag, Steam.OverlayToWebPageMode
    assert [flags.NONE, flags.OVERLAY_TO_STORE_FLAG_ADD_TO_CART, Steam.OVERLAY_TO_STORE_FLAG_AND_TO_CART_AND_SHOW] == [0, 1, 2]
    assert [Steam.OVERLAY_TO_WEB_PAGE_MODE_DEFAULT, modes.MODAL, modes.OVERLAY_TO_WEB_PAGE_MODE_MODAL] == [0, 1, 1]
