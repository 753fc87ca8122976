"""The player's machine: battery, language, keyboard of a gamepad, text filter, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first, then Valve's enums of the group.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result


@dataclass(frozen=True, slots=True)
class IPCountryChanged(GroupRecord):
    """The country that the player is in has changed (Valve's IPCountry_t, 701)."""


@dataclass(frozen=True, slots=True)
class LowBattery(GroupRecord):
    """The battery lasts for ten minutes or less (Valve's LowBatteryPower_t, 702)."""

    minutes: int


@dataclass(frozen=True, slots=True)
class SteamEnding(GroupRecord):
    """Steam itself is about to end, and so should the game (Valve's SteamShutdown_t, 704)."""


@dataclass(frozen=True, slots=True)
class FileSignature(GroupRecord):
    """The answer to one `check_file_signature` (Valve's CheckFileSignature_t, 705)."""

    call: int
    result: Result
    signature: int


@dataclass(frozen=True, slots=True)
class TextInputDismissed(GroupRecord):
    """The full-screen keyboard is gone, with a text or without (Valve's GamepadTextInputDismissed_t, 714)."""

    submitted: bool
    text: str
    app_id: int


@dataclass(frozen=True, slots=True)
class AppResumed(GroupRecord):
    """The machine runs again after a suspend (Valve's AppResumingFromSuspend_t, 736)."""


@dataclass(frozen=True, slots=True)
class FloatingInputDismissed(GroupRecord):
    """The floating keyboard is gone (Valve's FloatingGamepadTextInputDismissed_t, 738)."""


@dataclass(frozen=True, slots=True)
class FilterDictionaryChanged(GroupRecord):
    """The words of the text filter have changed (Valve's FilterTextDictionaryChanged_t, 739)."""

    language: int


class CheckFileSignature(IntEnum):
    """What became of a check of a file's signature.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#ECheckFileSignature.
    """

    INVALID_SIGNATURE = 0
    VALID_SIGNATURE = 1
    FILE_NOT_FOUND = 2
    NO_SIGNATURES_FOUND_FOR_THIS_APP = 3
    NO_SIGNATURES_FOUND_FOR_THIS_FILE = 4

    CHECK_FILE_SIGNATURE_INVALID_SIGNATURE = INVALID_SIGNATURE
    CHECK_FILE_SIGNATURE_VALID_SIGNATURE = VALID_SIGNATURE
    CHECK_FILE_SIGNATURE_FILE_NOT_FOUND = FILE_NOT_FOUND
    CHECK_FILE_SIGNATURE_NO_SIGNATURES_FOUND_FOR_THIS_APP = NO_SIGNATURES_FOUND_FOR_THIS_APP
    CHECK_FILE_SIGNATURE_NO_SIGNATURES_FOUND_FOR_THIS_FILE = NO_SIGNATURES_FOUND_FOR_THIS_FILE


class FloatingGamepadTextInputMode(IntEnum):
    """What the floating keyboard is for.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#EFloatingGamepadTextInputMode.
    """

    SINGLE_LINE = 0
    MULTIPLE_LINES = 1
    EMAIL = 2
    NUMERIC = 3

    FLOATING_GAMEPAD_TEXT_INPUT_MODE_SINGLE_LINE = SINGLE_LINE
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_MULTIPLE_LINES = MULTIPLE_LINES
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_EMAIL = EMAIL
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_NUMERIC = NUMERIC


class GamepadTextInputLineMode(IntEnum):
    """How many lines the full-screen keyboard takes.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#EGamepadTextInputLineMode.
    """

    SINGLE_LINE = 0
    MULTIPLE_LINES = 1

    GAMEPAD_TEXT_INPUT_LINE_MODE_SINGLE_LINE = SINGLE_LINE
    GAMEPAD_TEXT_INPUT_LINE_MODE_MULTIPLE_LINES = MULTIPLE_LINES


class GamepadTextInputMode(IntEnum):
    """Whether the full-screen keyboard shows what is typed.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#EGamepadTextInputMode.
    """

    NORMAL = 0
    PASSWORD = 1

    GAMEPAD_TEXT_INPUT_MODE_NORMAL = NORMAL
    GAMEPAD_TEXT_INPUT_MODE_PASSWORD = PASSWORD


class IPv6ConnectivityProtocol(IntEnum):
    """A protocol over which IPv6 may work.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPv6ConnectivityState.
    """

    INVALID = 0
    HTTP = 1
    UDP = 2

    IPV6_CONNECTIVITY_PROTOCOL_INVALID = INVALID
    IPV6_CONNECTIVITY_PROTOCOL_HTTP = HTTP
    IPV6_CONNECTIVITY_PROTOCOL_UDP = UDP


class IPv6ConnectivityState(IntEnum):
    """Whether IPv6 works over a protocol.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPv6ConnectivityState.
    """

    UNKNOWN = 0
    GOOD = 1
    BAD = 2

    IPV6_CONNECTIVITY_STATE_UNKNOWN = UNKNOWN
    IPV6_CONNECTIVITY_STATE_GOOD = GOOD
    IPV6_CONNECTIVITY_STATE_BAD = BAD


class NotificationPosition(IntEnum):
    """The corner in which the overlay shows notifications.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#ENotificationPosition.
    """

    INVALID = -1
    TOP_LEFT = 0
    TOP_RIGHT = 1
    BOTTOM_LEFT = 2
    BOTTOM_RIGHT = 3

    POSITION_INVALID = INVALID
    POSITION_TOP_LEFT = TOP_LEFT
    POSITION_TOP_RIGHT = TOP_RIGHT
    POSITION_BOTTOM_LEFT = BOTTOM_LEFT
    POSITION_BOTTOM_RIGHT = BOTTOM_RIGHT


class TextFilteringContext(IntEnum):
    """Where a text that is filtered comes from.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#ETextFilteringContext.
    """

    UNKNOWN = 0
    GAME_CONTENT = 1
    CHAT = 2
    NAME = 3

    TEXT_FILTERING_CONTEXT_UNKNOWN = UNKNOWN
    TEXT_FILTERING_CONTEXT_GAME_CONTENT = GAME_CONTENT
    TEXT_FILTERING_CONTEXT_CHAT = CHAT
    TEXT_FILTERING_CONTEXT_NAME = NAME


class PlayerUtils(Protocol):
    """ISteamUtils, as a player's own program calls it."""

    def check_file_signature(self, filename: str) -> int:
        """Ask whether a file of the game is signed; FileSignature answers with this number."""

    def dismiss_floating_gamepad_text_input(self) -> bool:
        """Take the floating keyboard away; whether there was one."""

    def dismiss_gamepad_text_input(self) -> bool:
        """Take the full-screen keyboard away; whether there was one."""

    def filter_text(self, context: int, steam_id: int, message: str) -> str:
        """A text of somebody's without what the player does not want to read; "" if it cannot be filtered."""

    def get_api_call_failure_reason(self) -> int:
        """Why the last call that Steam answers later broke, as an ESteamAPICallFailure; -1 if it did not."""

    def get_connected_universe(self) -> int:
        """The universe that the player's Steam is in, as an EUniverse; 0 if not initialised."""

    def get_current_battery_power(self) -> int:
        """How full the battery is, 0 to 100; 255 on mains, 0 if not initialised."""

    def get_ip_country(self) -> str:
        """The two letters of the country the player is in, "" if not known."""

    def get_ipc_call_count(self) -> int:
        """How many calls went to the process of Steam since this was asked last."""

    def get_ipv6_connectivity_state(self, protocol: int) -> int:
        """Whether IPv6 works over a protocol: 0 not known, 1 yes, 2 no."""

    def get_seconds_since_app_active(self) -> int:
        """How many seconds ago the program was in front."""

    def get_seconds_since_computer_active(self) -> int:
        """How many seconds ago the player last used the machine."""

    def get_server_real_time(self) -> int:
        """The time of Steam's servers in seconds since 1970, 0 if not initialised."""

    def get_steam_ui_language(self) -> str:
        """The language of Steam itself, such as "english"; "" if not initialised."""

    def init_filter_text(self) -> bool:
        """Load the words of the text filter; False where there are none for the game's language."""

    def is_api_call_completed(self) -> tuple[bool, bool]:
        """Whether the last call that Steam answers later is answered, and whether it failed."""

    def is_steam_china_launcher(self) -> bool:
        """Whether the program was started by Steam China's launcher."""

    def is_steam_in_big_picture_mode(self) -> bool:
        """Whether Steam and its overlay are in Big Picture mode."""

    def is_steam_running_in_vr(self) -> bool:
        """Whether Steam itself runs in VR."""

    def is_steam_running_on_steam_deck(self) -> bool:
        """Whether the machine is a Steam Deck."""

    def is_vr_headset_streaming_enabled(self) -> bool:
        """Whether what the headset shows is streamed too."""

    def overlay_needs_present(self) -> bool:
        """Whether the overlay wants a frame to be drawn though nothing changed."""

    def set_game_launcher_mode(self, mode: bool) -> None:
        """Tell a Steam Deck that the program is a launcher, which a gamepad moves as a mouse does."""

    def set_overlay_notification_inset(self, horizontal: int, vertical: int) -> None:
        """Tell how far from its corner the overlay shows what it tells, in pixels."""

    def set_overlay_notification_position(self, position: int) -> None:
        """Tell in which corner the overlay shows what it tells: 0 top left, 1 top right, 2 bottom left, 3 bottom right."""

    def set_vr_headset_streaming_enabled(self, enabled: bool) -> None:
        """Tell whether what the headset shows is streamed too."""

    def show_floating_gamepad_text_input(self, input_mode: int, x: int, y: int, width: int, height: int) -> bool:
        """Show the floating keyboard so that a text field stays free; FloatingInputDismissed tells when it is gone."""

    def show_gamepad_text_input(self, input_mode: int, line_input_mode: int, description: str, max_text: int, preset_text: str) -> bool:
        """Show the full-screen keyboard; TextInputDismissed tells what was typed."""

    def start_vr_dashboard(self) -> None:
        """Show Steam's dashboard in the headset."""
