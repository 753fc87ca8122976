"""Utils: the laws of the player's machine, over the local world and over Valve's interface."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import GroupRecord
from steam_nodes.steam.groups.answer_sizes import answer_size, names
from steam_nodes.steam.groups.player_utils import CheckFileSignature, FloatingGamepadTextInputMode, TextFilteringContext, TextInputDismissed
from steam_nodes.steam.local.client.groups.player_utils import FloatingInput, TextInput
from steam_nodes.steam.native.structs import CLIENT_ANSWERS, STRUCTS, Lost, load_group
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import FRIEND, START
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.native_world import played
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from tests.support.group_worlds import GroupWorld

pytestmark = ON_EVERY_STORE

STRANGER = OTHER + 9
MACHINE = {
    "battery": 40,
    "big_picture": True,
    "china_launcher": True,
    "country": "DE",
    "deck": False,
    "ui_language": "german",
    "vr": True,
}


def shown(group: GroupWorld, max_text: int = 10, *, lines: int = 0) -> None:
    """Have the full-screen keyboard shown."""
    group.client.player_utils.big_picture = True
    assert group.steam.show_gamepad_text_input(0, lines, "Your name", max_text, "Zoë")


# The machine.


def test_a_machine_is_a_computer_on_mains_until_a_test_says_otherwise(group: GroupWorld) -> None:
    """Each call tells what stands at the door, at once."""
    steam, machine = group.steam, group.client.player_utils

    def told() -> list[object]:
        return [
            steam.getCurrentBatteryPower(),
            steam.isSteamInBigPictureMode(),
            steam.isSteamChinaLauncher(),
            steam.getIPCountry(),
            steam.getSteamUILanguage(),
            steam.isSteamRunningInVR(),
        ]

    assert told() == [255, False, False, "", "english", False]
    for name, value in MACHINE.items():
        setattr(machine, name, value)
    assert told() == [40, True, True, "DE", "german", True]
    assert steam.getConnectedUniverse() is steam.UNIVERSE_PUBLIC
    machine.universe = 9
    assert steam.get_connected_universe() == 9
    assert steam.get_ipc_call_count() == 0
    assert steam.overlay_needs_present() is False


def test_the_time_of_steams_servers_is_the_worlds(group: GroupWorld) -> None:
    """It goes on with the frames, in whole seconds."""
    before = group.steam.get_server_real_time()
    assert before >= START
    group.frames(2, 3.0)
    assert group.steam.getServerRealTime() == before + 6


def test_who_turns_away_is_counted_in_seconds(group: GroupWorld) -> None:
    """The program and the machine are counted apart, from when the player left each; both are 0 again when the player is back."""
    steam, machine = group.steam, group.client.player_utils
    machine.leave()
    group.frames(1, 2.5)
    machine.leave(computer=True)
    group.frames(1, 2.5)
    assert (steam.getSecondsSinceAppActive(), steam.getSecondsSinceComputerActive()) == (5, 2)
    machine.come_back()
    assert (steam.get_seconds_since_app_active(), steam.get_seconds_since_computer_active()) == (0, 0)


def test_ipv6_is_not_known_until_a_test_says_so(group: GroupWorld) -> None:
    """Each protocol has a state of its own, and there are two."""
    group.client.player_utils.ipv6 = {2: 1}
    assert [group.steam.getIPv6ConnectivityState(protocol) for protocol in (0, 1, 2)] == [0, 0, 1]
    assert group.steam.get_ipv6_connectivity_state(3) == 0
    assert group.steam.why() == "get_ipv6_connectivity_state: protocol is 3; pass 0 to 2"


def test_what_happens_to_the_machine_is_told(group: GroupWorld) -> None:
    """Each has its signal, in the next frame and in the order in which it happened."""
    machine = group.client.player_utils
    group.listen("low_power", "ip_country", "app_resuming_from_suspend", "steam_shutdown", "filter_text_dictionary_changed")
    machine.run_low(7, battery=3)
    machine.move_to("FR")
    machine.resume()
    machine.filter_words(["darn"], language=6)
    machine.end_steam()
    assert group.heard == []
    assert group.frames() == [
        ("low_power", 7),
        ("ip_country",),
        ("app_resuming_from_suspend",),
        ("filter_text_dictionary_changed", 6),
        ("steam_shutdown",),
    ]
    assert (group.steam.get_current_battery_power(), group.steam.get_ip_country()) == (3, "FR")


def test_the_signal_of_steams_end_has_the_name_of_the_call_that_ends_it(group: GroupWorld) -> None:
    """GodotSteam's spelling and the snake_case are one call, and the snake_case is the signal too."""
    assert type(group.steam).steamShutdown is type(group.steam).steam_shutdown.call
    group.steam.steam_shutdown()
    assert group.steam.get_connected_universe() == 0
    assert group.steam.steam_init_ex()["status"] == 0
    group.steam.steamShutdown()
    assert group.steam.get_current_battery_power() == 0


def test_the_machine_may_stand_in_the_schema() -> None:
    """With the words of the filter, for every player of the world."""
    text = """
app_id = 480
[machine]
battery = 0
big_picture = true
china_launcher = true
country = "DE"
deck = true
ui_language = "german"
vr = true
[text_filter]
profane = ["darn"]
forbidden = ["bad"]
"""
    with group_world(schema=Schema.parse(text)) as group:
        steam = group.steam
        assert (steam.get_current_battery_power(), steam.get_ip_country(), steam.get_steam_ui_language()) == (0, "DE", "german")
        assert steam.is_steam_in_big_picture_mode()
        assert steam.is_steam_china_launcher()
        assert steam.is_steam_running_on_steam_deck()
        assert steam.is_steam_running_in_vr()
        assert steam.init_filter_text()
        assert steam.filter_text(2, 0, "darn bad") == "**** ***"
        assert steam.filter_text(1, 0, "darn bad") == "darn ***"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[machine]\nbattery = 101", "[machine]: battery is 101; write a whole number from 0 to 100"),
        ('[machine]\ncountry = "de"', '[machine]: country is the text "de"; write its two letters, such as "DE"'),
        ("[machine]\ndeck = 1", "[machine]: deck is 1; write true or false"),
        ('[machine]\ndek = "x"', 'did you mean "deck"?'),
        ('[text_filter]\nprofane = "x"', "[text_filter]: profane is the text"),
        ('[text_filter]\nforbidden = [""]', "[text_filter]: forbidden holds an empty text"),
    ],
)
def test_a_machine_that_cannot_be_is_refused(text: str, fault: str) -> None:
    """The error names the table, the key and what to write."""
    with pytest.raises(SchemaError, match=re.escape(fault)):
        Schema.parse(f"app_id = 480\n{text}")


# The overlay and the headset, of which nothing is drawn.


def test_what_a_game_says_of_the_overlay_is_kept(group: GroupWorld) -> None:
    """A place outside of the four corners is refused and changes nothing."""
    steam, machine = group.steam, group.client.player_utils
    steam.setOverlayNotificationPosition(1)
    steam.setOverlayNotificationInset(-5, 20)
    steam.setGameLauncherMode(True)
    assert (machine.notification_position, machine.notification_inset, machine.launcher_mode) == (1, (-5, 20), True)
    steam.set_overlay_notification_position(4)
    assert steam.why() == "set_overlay_notification_position: position is 4; pass 0 to 3"
    steam.set_overlay_notification_inset(1 << 31, 0)
    assert "horizontal is 2147483648" in steam.why()
    assert (machine.notification_position, machine.notification_inset) == (1, (-5, 20))


def test_a_headset_is_there_if_steam_runs_in_vr(group: GroupWorld) -> None:
    """The dashboard needs one; what is streamed is what the game said last."""
    steam, machine = group.steam, group.client.player_utils
    steam.startVRDashboard()
    assert not machine.vr_dashboard
    machine.vr = True
    steam.start_vr_dashboard()
    assert machine.vr_dashboard
    steam.setVRHeadsetStreamingEnabled()
    assert steam.isVRHeadsetStreamingEnabled()
    steam.set_vr_headset_streaming_enabled(False)
    assert not steam.is_vr_headset_streaming_enabled()


# The keyboards.


def test_there_is_no_keyboard_on_a_desktop(group: GroupWorld) -> None:
    """Outside of Big Picture mode and a Deck neither is shown, and nothing is told later."""
    group.listen("gamepad_text_input_dismissed", "floating_gamepad_text_input_dismissed")
    assert not group.steam.showGamepadTextInput(0, 0, "Your name", 10, "")
    assert not group.steam.showFloatingGamepadTextInput(0, 0, 0, 100, 20)
    assert not group.steam.dismissGamepadTextInput()
    assert not group.steam.dismissFloatingGamepadTextInput()
    assert group.frames() == []


def test_what_is_typed_arrives(group: GroupWorld) -> None:
    """The keyboard has what the game asked for, and the text comes whole in the next frame, whatever its letters are."""
    machine = group.client.player_utils
    group.listen("gamepad_text_input_dismissed")
    machine.deck = True
    assert group.steam.showGamepadTextInput(1, 0, "Your name", 4, "Zoëlle")
    assert machine.text_input == TextInput(password=True, multiple_lines=False, description="Your name", max_text=4, preset_text="Zoël")
    machine.submit("Žoë😀")
    assert machine.text_input is None
    assert group.heard == []
    assert group.frames() == [("gamepad_text_input_dismissed", True, "Žoë😀", 480)]


def test_a_keyboard_that_is_closed_brings_no_text(group: GroupWorld) -> None:
    """By the player or by the game: it is told once, and the text of before is not told again."""
    group.listen("gamepad_text_input_dismissed")
    shown(group)
    group.client.player_utils.submit("first")
    assert group.frames() == [("gamepad_text_input_dismissed", True, "first", 480)]
    shown(group)
    group.client.player_utils.cancel()
    assert group.frames() == [("gamepad_text_input_dismissed", False, "", 480)]
    shown(group)
    assert group.steam.dismiss_gamepad_text_input()
    assert not group.steam.dismiss_gamepad_text_input()
    assert group.frames() == [("gamepad_text_input_dismissed", False, "", 480)]


def test_one_keyboard_is_shown_at_a_time(group: GroupWorld) -> None:
    """The first stays as it is."""
    shown(group, 3)
    assert not group.steam.show_gamepad_text_input(0, 0, "Another", 5, "")
    assert group.client.player_utils.text_input is not None
    assert group.client.player_utils.text_input.max_text == 3


def test_a_script_answers_as_a_player_could(group: GroupWorld) -> None:
    """What no player could type is refused: more than the game takes, two lines in one, a NUL, and anything where nothing is shown."""
    machine = group.client.player_utils
    for script in (machine.cancel, machine.close_floating, lambda: machine.submit("x")):
        with pytest.raises(RuntimeError, match="keyboard is shown"):
            script()
    shown(group, 3)
    for text, fault in (("four", "the game takes 3 characters"), ("a\nb", "the game takes one line"), ("a\0b", "NUL")):
        with pytest.raises(ValueError, match=fault):
            machine.submit(text)
    machine.submit("abc")
    shown(group, 3, lines=1)
    machine.submit("a\nb")
    shown(group, 0)
    machine.submit("")


def test_the_floating_keyboard_leaves_the_field_free(group: GroupWorld) -> None:
    """It knows where that is; that it is gone is told, whoever closed it."""
    machine = group.client.player_utils
    machine.big_picture = True
    group.listen("floating_gamepad_text_input_dismissed")
    assert group.steam.showFloatingGamepadTextInput(FloatingGamepadTextInputMode.EMAIL, -1, 2, 300, 40)
    assert machine.floating_input == FloatingInput(2, -1, 2, 300, 40)
    machine.close_floating()
    assert group.frames() == [("floating_gamepad_text_input_dismissed",)]
    assert group.steam.show_floating_gamepad_text_input(0, 0, 0, 1, 1)
    assert group.steam.dismiss_floating_gamepad_text_input()
    assert group.frames() == [("floating_gamepad_text_input_dismissed",)]
    assert machine.floating_input is None


def test_a_keyboard_that_nobody_could_show_is_refused(group: GroupWorld) -> None:
    """The reason names what is wrong with the call, and nothing is shown."""
    group.client.player_utils.big_picture = True
    for given, fault in {
        (2, 0, "", 5, ""): "input_mode is 2; pass 0 to 1",
        (0, -1, "", 5, ""): "line_input_mode is -1; pass 0 to 1",
        (0, 0, "", 1 << 32, ""): "max_text is 4294967296; pass 0 to 4294967295",
        (0, 0, "a\0", 5, ""): "NUL",
        (0, 0, "", 5, "\ud800"): "surrogate",
    }.items():
        assert not group.steam.show_gamepad_text_input(*given)
        assert fault in group.steam.why()
        assert group.steam.why().startswith("show_gamepad_text_input: ")
        assert group.client.player_utils.text_input is None


# The text filter.


def test_what_is_left_out_depends_on_the_context_and_on_who_wrote_it(group: GroupWorld) -> None:
    """What the law forbids is left out everywhere; what is profane of strangers in chats and names. Words are whole, in any case."""
    all_of_it, forbidden = "**** *** ÄRGER, darned", "Darn *** ÄRGER, darned"
    group.client.player_utils.filter_words(["darn"], ["bad"])
    assert group.steam.initFilterText()
    for (context, author), text in {
        (TextFilteringContext.CHAT, STRANGER): all_of_it,
        (TextFilteringContext.NAME, STRANGER): all_of_it,
        (TextFilteringContext.UNKNOWN, 0): all_of_it,
        (TextFilteringContext.GAME_CONTENT, STRANGER): forbidden,
        (TextFilteringContext.CHAT, PLAYER): forbidden,
        (TextFilteringContext.CHAT, OTHER): forbidden,
        (TextFilteringContext.CHAT, FRIEND): forbidden,
    }.items():
        assert group.steam.filterText(context, author, "Darn bad ÄRGER, darned") == text, (context, author)


def test_a_player_decides_what_is_left_out(group: GroupWorld) -> None:
    """Friends may be filtered too, and nobody's profanity may be; what the law forbids is no choice."""
    steam, machine = group.steam, group.client.player_utils
    machine.filter_words(["darn", "darn it"], ["bad"])
    steam.init_filter_text()
    machine.filters_friends = True
    assert steam.filter_text(2, OTHER, "darn it! bad") == "*******! ***"
    machine.filters_profanity = False
    assert steam.filter_text(2, STRANGER, "darn it! bad") == "darn it! ***"


def test_without_words_every_text_is_as_it_is(group: GroupWorld) -> None:
    """Before the filter is loaded, and where it has no words for the language, as Valve says."""
    group.client.player_utils.filter_words([])
    assert not group.steam.init_filter_text()
    assert group.steam.filter_text(2, STRANGER, "darn") == "darn"
    group.client.player_utils.filter_words(["darn"])
    assert group.steam.filter_text(2, STRANGER, "darn") == "darn"
    assert group.steam.init_filter_text()
    assert group.steam.filter_text(2, STRANGER, "darn") == "****"
    assert group.steam.filter_text(2, STRANGER, "") == ""


def test_a_text_that_cannot_be_filtered_is_not_shown(group: GroupWorld) -> None:
    """What is refused comes back empty, with the reason."""
    for given, fault in {(4, 0, "x"): "context is 4", (2, -1, "x"): "-1 is not a Steam ID", (2, 0, "a\0"): "NUL"}.items():
        assert group.steam.filter_text(*given) == ""
        assert fault in group.steam.why()


# Calls that are answered later.


def test_a_file_has_a_signature_if_the_app_has_any(group: GroupWorld) -> None:
    """Each answer is the name of a value."""
    group.listen("check_file_signature")
    group.steam.checkFileSignature("game.exe")
    group.frames()
    group.client.player_utils.signatures = {"game.exe": CheckFileSignature.VALID_SIGNATURE}
    group.steam.request_file_signature("game.exe")
    group.steam.request_file_signature("other.exe")
    assert group.frames() == [
        ("check_file_signature", "VALID_SIGNATURE"),
        ("check_file_signature", "NO_SIGNATURES_FOUND_FOR_THIS_FILE"),
    ]


def test_the_last_call_is_completed_when_it_is_answered(group: GroupWorld) -> None:
    """Before any there is none; one that breaks has failed, and its reason is a sentence."""
    steam = group.steam
    assert steam.isAPICallCompleted() == {"completed": False, "failed": False}
    steam.request_file_signature("game.exe")
    assert steam.is_api_call_completed() == {"completed": False, "failed": False}
    group.frames()
    assert steam.is_api_call_completed() == {"completed": True, "failed": False}
    assert steam.getAPICallFailureReason() == "No failure."
    group.listen("check_file_signature")
    group.client.faults.next_queries(Result.IO_FAILURE)
    steam.request_file_signature("game.exe")
    assert group.frames() == [("check_file_signature", "")]
    assert steam.is_api_call_completed() == {"completed": True, "failed": True}
    assert steam.get_api_call_failure_reason() == "The connection to Steam is lost, or was not there."
    steam.request_user_stats(OTHER)
    assert steam.is_api_call_completed() == {"completed": False, "failed": False}
    group.frames()
    assert steam.is_api_call_completed() == {"completed": True, "failed": False}


def test_each_call_that_is_answered_is_told(group: GroupWorld) -> None:
    """With Valve's number and the size of the struct, before the answer; news are no answers."""
    group.listen("steam_api_call_completed", "check_file_signature", "low_power")
    group.steam.request_file_signature("game.exe")
    group.client.player_utils.run_low(5)
    told = sorted(group.frames())
    assert [entry[0] for entry in told] == ["check_file_signature", "low_power", "steam_api_call_completed"]
    assert told[2][2:] == (705, 4)
    assert told[2][1] > 0


def test_the_sizes_of_all_answers_are_those_of_the_structs() -> None:
    """No record that answers a call is missing, and none has another number or size than its struct."""
    for hundred in (1, 3, 7, 10, 11, 13):
        load_group(hundred)
    made = {type(answer.lost(Lost(1, Result.OK, 0, 0, 480))): kind for kind, answer in CLIENT_ANSWERS.items()}
    assert {kind.__name__: answer_size(kind) for kind in made} == {
        kind.__name__: (number, STRUCTS[number].struct.size) for kind, number in made.items()
    }
    assert names() == {kind.__name__ for kind in made}
    assert answer_size(GroupRecord) == (0, 0)


def test_the_keyboards_struct_of_an_older_sdk_is_read() -> None:
    """Before SDK 1.56 it ended behind the length, without the app."""
    with played("abi") as client:
        client.local.player_utils.entered_text = "old"
        told = struct.pack("<B3xI", 1, 3)
        client.loop.lib.loopback_user_post(714, told, len(told), 0, False, 2)  # noqa: FBT003 - a C function
        assert frame(client) == [TextInputDismissed(submitted=True, text="old", app_id=0)]


# Where it ends.


@pytest.mark.parametrize("way", WAYS)
def test_without_an_init_there_is_nothing(way: Way) -> None:
    """Each call returns what it returns for nothing, names itself in the reason, and is told nothing later."""
    nothing: dict[str, tuple[tuple[Any, ...], object]] = {
        "dismiss_floating_gamepad_text_input": ((), False),
        "dismiss_gamepad_text_input": ((), False),
        "filter_text": ((2, 0, "text"), ""),
        "get_api_call_failure_reason": ((), ""),
        "get_connected_universe": ((), 0),
        "get_current_battery_power": ((), 0),
        "get_ip_country": ((), ""),
        "get_ipc_call_count": ((), 0),
        "get_ipv6_connectivity_state": ((1,), 0),
        "get_seconds_since_app_active": ((), 0),
        "get_seconds_since_computer_active": ((), 0),
        "get_server_real_time": ((), 0),
        "get_steam_ui_language": ((), ""),
        "init_filter_text": ((), False),
        "is_api_call_completed": ((), {}),
        "is_steam_china_launcher": ((), False),
        "is_steam_in_big_picture_mode": ((), False),
        "is_steam_running_in_vr": ((), False),
        "is_steam_running_on_steam_deck": ((), False),
        "is_vr_headset_streaming_enabled": ((), False),
        "overlay_needs_present": ((), False),
        "set_game_launcher_mode": ((True,), None),
        "set_overlay_notification_inset": ((1, 1), None),
        "set_overlay_notification_position": ((1,), None),
        "set_vr_headset_streaming_enabled": ((True,), None),
        "show_floating_gamepad_text_input": ((0, 1, 2, 3, 4), False),
        "show_gamepad_text_input": ((0, 0, "", 5, ""), False),
        "start_vr_dashboard": ((), None),
    }
    with group_world(way, started=False) as group:
        for name, (given, wanted) in nothing.items():
            assert getattr(group.steam, name)(*given) == wanted, name
            assert group.steam.why().startswith(f"{name}: "), name
        assert group.frames() == []


WRONG_TYPES: dict[str, tuple[Any, ...]] = {
    "filter_text": ("2", 0, "text"),
    "get_ipv6_connectivity_state": (True,),
    "request_file_signature": (b"game.exe",),
    "set_game_launcher_mode": (1,),
    "set_overlay_notification_inset": (1.0, 1),
    "set_overlay_notification_position": (None,),
    "set_vr_headset_streaming_enabled": (0,),
    "show_floating_gamepad_text_input": (0, 1, 2, 3, "4"),
    "show_gamepad_text_input": (0, 0, None, 5, ""),
}


def test_a_wrong_type_is_an_error(group: GroupWorld) -> None:
    """It names the call, before Steam is asked."""
    for name, given in WRONG_TYPES.items():
        with pytest.raises(TypeError, match=f"{name}: "):
            getattr(group.steam, name)(*given)


LACKING: dict[int, dict[str, tuple[tuple[Any, ...], str]]] = {
    148: {
        "dismiss_gamepad_text_input": ((), "take a libsteam_api of a newer SDK"),
        "show_floating_gamepad_text_input": ((0, 0, 0, 1, 1), "take a libsteam_api of a newer SDK"),
        "set_game_launcher_mode": ((True,), "take a libsteam_api of a newer SDK"),
        "is_steam_running_on_steam_deck": ((), "take a libsteam_api of SDK 1.64 or older"),
        "filter_text": ((2, 0, "text"), "take a libsteam_api of SDK 1.50 to 1.65"),
    },
    165: {"is_steam_running_on_steam_deck": ((), "take a libsteam_api of SDK 1.64 or older")},
}


@pytest.mark.parametrize("sdk", LACKING)
def test_what_an_sdk_lacks_is_refused_by_name(sdk: int) -> None:
    """The reason names Valve's function, and which library has it."""
    with group_world("abi", sdk=sdk) as group:
        group.client.player_utils.deck = True
        for name, (given, remedy) in LACKING[sdk].items():
            assert not getattr(group.steam, name)(*given)
            assert remedy in group.steam.why()
            assert group.steam.why().startswith(f"{name}: ")


def test_a_deck_is_known_where_the_library_has_the_call() -> None:
    """From SDK 1.52 to 1.64."""
    with group_world("abi", sdk=164) as group:
        assert not group.steam.isSteamRunningOnSteamDeck()
        group.client.player_utils.deck = True
        assert group.steam.isSteamRunningOnSteamDeck()


def test_who_listens_on_blinkers_lane_alone_is_told(group: GroupWorld) -> None:
    """Also where nothing of the group was used before its first record came."""
    import blinker  # noqa: PLC0415  # as the library does: on first use

    heard: list[object] = []

    def receive(sender: object, power: int) -> None:
        heard.append((sender, power))

    with blinker.signal("low_power").connected_to(receive):
        group.client.player_utils.run_low(9)
        group.frames()
    assert heard == [(group.steam, 9)]
