"""The player's machine: battery, language, keyboard of a gamepad, text filter, as GodotSteam's group Utils.

Rules: those of apps.py. `get_app_id`, `is_overlay_enabled` and what tells of images stand on the singleton, for stats need them too.
The call that `check_file_signature` answers is here `request_file_signature`, for the signal has its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.steam.checks import require_bool, require_int, require_str
from steam_nodes.steam.enums import APICallFailure, Universe, member_of
from steam_nodes.steam.groups import player_utils
from steam_nodes.steam.groups.answer_sizes import answer_size
from steam_nodes.steam.groups.player_utils import (
    CheckFileSignature,
    FloatingGamepadTextInputMode,
    GamepadTextInputLineMode,
    GamepadTextInputMode,
    IPv6ConnectivityProtocol,
    IPv6ConnectivityState,
    NotificationPosition,
    TextFilteringContext,
)
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode
from steam_nodes.steam.nodes.utils import failure_sentence
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.steam.backend import ClientBackend


def _tell_signature(node: Any, record: player_utils.FileSignature) -> None:
    """Emit what became of a check: the name of its value, as GodotSteam's signal carries a text; "" for a call that broke."""
    known = member_of(CheckFileSignature, record.signature)
    told = known.name if isinstance(known, CheckFileSignature) else str(known)
    node.check_file_signature.emit(told if record.result is Result.OK else "")


class PlayerUtils(SteamNode):
    """The player's machine: battery, language, keyboard of a gamepad, text filter.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        player_utils.AppResumed: Emits("app_resuming_from_suspend", ()),
        player_utils.FileSignature: _tell_signature,
        player_utils.FilterDictionaryChanged: Emits("filter_text_dictionary_changed", ("language",)),
        player_utils.FloatingInputDismissed: Emits("floating_gamepad_text_input_dismissed", ()),
        player_utils.TextInputDismissed: Emits("gamepad_text_input_dismissed", ("submitted", "text", "app_id")),
        player_utils.IPCountryChanged: Emits("ip_country", ()),
        player_utils.LowBattery: Emits("low_power", ("minutes",)),
        player_utils.SteamEnding: Emits("steam_shutdown", ()),
    }

    app_resuming_from_suspend: Signal[()] = Signal(blinker=True)
    """The machine runs again after a suspend.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#AppResumingFromSuspend_t.
    """
    check_file_signature: Signal[str] = Signal("signature", blinker=True)
    """The answer to one `request_file_signature`: the name of a value of CheckFileSignature, "VALID_SIGNATURE"; "" if the call broke.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#CheckFileSignature_t.
    """
    filter_text_dictionary_changed: Signal[int] = Signal("language", blinker=True)
    """The words of the text filter have changed: texts that were filtered before may be filtered again.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#FilterTextDictionaryChanged_t.
    """
    floating_gamepad_text_input_dismissed: Signal[()] = Signal(blinker=True)
    """The floating keyboard is gone.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#FloatingGamepadTextInputDismissed_t.
    """
    gamepad_text_input_dismissed: Signal[bool, str, int] = Signal("submitted", "text", "app_id", blinker=True)
    """The full-screen keyboard is gone: with what was typed, or "" where it was not submitted.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GamepadTextInputDismissed_t.
    """
    ip_country: Signal[()] = Signal(blinker=True)
    """The country that the player is in has changed; `get_ip_country` returns it.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IPCountry_t.
    """
    low_power: Signal[int] = Signal("power", blinker=True)
    """The battery lasts for ten minutes or less; carries how many.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#LowBatteryPower_t.
    """
    steam_api_call_completed: Signal[int, int, int] = Signal("async_call", "callback", "parameter", blinker=True)
    """A call that Steam answers later is answered; comes before the signals of its frame.

    Carries the number of the call, Valve's number of the struct that answers it, and how many bytes that has.
    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#SteamAPICallCompleted_t.
    """

    CheckFileSignature = CheckFileSignature
    FloatingGamepadTextInputMode = FloatingGamepadTextInputMode
    GamepadTextInputLineMode = GamepadTextInputLineMode
    GamepadTextInputMode = GamepadTextInputMode
    IPv6ConnectivityProtocol = IPv6ConnectivityProtocol
    IPv6ConnectivityState = IPv6ConnectivityState
    NotificationPosition = NotificationPosition
    SteamAPICallFailure = APICallFailure
    TextFilteringContext = TextFilteringContext

    CHECK_FILE_SIGNATURE_INVALID_SIGNATURE = CheckFileSignature.INVALID_SIGNATURE
    CHECK_FILE_SIGNATURE_VALID_SIGNATURE = CheckFileSignature.VALID_SIGNATURE
    CHECK_FILE_SIGNATURE_FILE_NOT_FOUND = CheckFileSignature.FILE_NOT_FOUND
    CHECK_FILE_SIGNATURE_NO_SIGNATURES_FOUND_FOR_THIS_APP = CheckFileSignature.NO_SIGNATURES_FOUND_FOR_THIS_APP
    CHECK_FILE_SIGNATURE_NO_SIGNATURES_FOUND_FOR_THIS_FILE = CheckFileSignature.NO_SIGNATURES_FOUND_FOR_THIS_FILE
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_SINGLE_LINE = FloatingGamepadTextInputMode.SINGLE_LINE
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_MULTIPLE_LINES = FloatingGamepadTextInputMode.MULTIPLE_LINES
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_EMAIL = FloatingGamepadTextInputMode.EMAIL
    FLOATING_GAMEPAD_TEXT_INPUT_MODE_NUMERIC = FloatingGamepadTextInputMode.NUMERIC
    GAMEPAD_TEXT_INPUT_LINE_MODE_SINGLE_LINE = GamepadTextInputLineMode.SINGLE_LINE
    GAMEPAD_TEXT_INPUT_LINE_MODE_MULTIPLE_LINES = GamepadTextInputLineMode.MULTIPLE_LINES
    GAMEPAD_TEXT_INPUT_MODE_NORMAL = GamepadTextInputMode.NORMAL
    GAMEPAD_TEXT_INPUT_MODE_PASSWORD = GamepadTextInputMode.PASSWORD
    IPV6_CONNECTIVITY_PROTOCOL_INVALID = IPv6ConnectivityProtocol.INVALID
    IPV6_CONNECTIVITY_PROTOCOL_HTTP = IPv6ConnectivityProtocol.HTTP
    IPV6_CONNECTIVITY_PROTOCOL_UDP = IPv6ConnectivityProtocol.UDP
    IPV6_CONNECTIVITY_STATE_UNKNOWN = IPv6ConnectivityState.UNKNOWN
    IPV6_CONNECTIVITY_STATE_GOOD = IPv6ConnectivityState.GOOD
    IPV6_CONNECTIVITY_STATE_BAD = IPv6ConnectivityState.BAD
    POSITION_INVALID = NotificationPosition.INVALID
    POSITION_TOP_LEFT = NotificationPosition.TOP_LEFT
    POSITION_TOP_RIGHT = NotificationPosition.TOP_RIGHT
    POSITION_BOTTOM_LEFT = NotificationPosition.BOTTOM_LEFT
    POSITION_BOTTOM_RIGHT = NotificationPosition.BOTTOM_RIGHT
    STEAM_API_CALL_FAILURE_NONE = APICallFailure.NONE
    STEAM_API_CALL_FAILURE_STEAM_GONE = APICallFailure.STEAM_GONE
    STEAM_API_CALL_FAILURE_NETWORK_FAILURE = APICallFailure.NETWORK_FAILURE
    STEAM_API_CALL_FAILURE_INVALID_HANDLE = APICallFailure.INVALID_HANDLE
    STEAM_API_CALL_FAILURE_MISMATCHED_CALLBACK = APICallFailure.MISMATCHED_CALLBACK
    TEXT_FILTERING_CONTEXT_UNKNOWN = TextFilteringContext.UNKNOWN
    TEXT_FILTERING_CONTEXT_GAME_CONTENT = TextFilteringContext.GAME_CONTENT
    TEXT_FILTERING_CONTEXT_CHAT = TextFilteringContext.CHAT
    TEXT_FILTERING_CONTEXT_NAME = TextFilteringContext.NAME

    def _tell_completed_(self, records: Sequence[Any]) -> None:
        """Tell of each call that is answered."""
        for record in records:
            call = getattr(record, "call", 0)
            if call:
                lifecycle.call(self.steam_api_call_completed.emit, call, *answer_size(type(record)))

    def request_file_signature(self, filename: str) -> None:
        """Ask whether a file of the game is signed; `check_file_signature` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#CheckFileSignature.

        Args:
            filename: The path of the file.

        Raises:
            TypeError: The path is not a str.
        """
        self._backend_.player_utils.check_file_signature(require_str("request_file_signature", "filename", filename))

    def dismiss_floating_gamepad_text_input(self) -> bool:
        """Take the floating keyboard away, and return whether there was one; `floating_gamepad_text_input_dismissed` follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#DismissFloatingGamepadTextInput.
        """
        return self._backend_.player_utils.dismiss_floating_gamepad_text_input()

    def dismiss_gamepad_text_input(self) -> bool:
        """Take the full-screen keyboard away, and return whether there was one; `gamepad_text_input_dismissed` follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#DismissGamepadTextInput.
        """
        return self._backend_.player_utils.dismiss_gamepad_text_input()

    def filter_text(self, context: int, steam_id: int, message: str) -> str:
        """Return a text of somebody's as the player wants to read it; `init_filter_text` comes first.

        In GAME_CONTENT only that is left out which the law forbids, in the other contexts also what the player does not want to read.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#FilterText.

        Args:
            context: One of TextFilteringContext.
            steam_id: Who wrote the text; 0 where nobody is known.
            message: The text.

        Returns:
            The text, with something else in the place of each letter that was left out; "" where the call is refused.

        Raises:
            TypeError: The context or the id is not an int, or the text is not a str.
        """
        return self._backend_.player_utils.filter_text(context, steam_id, message)

    def get_api_call_failure_reason(self) -> str:
        """Return why the last call that Steam answers later broke, as a sentence.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAPICallFailureReason.

        Returns:
            The sentence, "No failure." if it did not break, "" if Steam is not initialised.
        """
        reason = self._backend_.player_utils.get_api_call_failure_reason()
        return failure_sentence(reason) if self._backend_.initialised() else ""

    def get_connected_universe(self) -> Universe | int:
        """Return the universe that the player's Steam is in: UNIVERSE_PUBLIC, but for Valve's own; UNIVERSE_INVALID without Steam.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetConnectedUniverse.
        """
        return member_of(Universe, self._backend_.player_utils.get_connected_universe())

    def get_current_battery_power(self) -> int:
        """Return how full the battery is, 0 to 100; 255 on mains, 0 if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetCurrentBatteryPower.
        """
        return self._backend_.player_utils.get_current_battery_power()

    def get_ip_country(self) -> str:
        """Return the two letters of the country that the player is in, such as "DE"; "" if they are not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPCountry.
        """
        return self._backend_.player_utils.get_ip_country()

    def get_ipc_call_count(self) -> int:
        """Return how many calls went to the process of Steam since this was asked last.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPCCallCount.
        """
        return self._backend_.player_utils.get_ipc_call_count()

    def get_ipv6_connectivity_state(self, protocol: int) -> int:
        """Return whether IPv6 works over a protocol, as far as Steam knows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPv6ConnectivityState.

        Args:
            protocol: One of IPv6ConnectivityProtocol: 1 for HTTP, 2 for UDP.

        Returns:
            UNKNOWN (0), GOOD (1) if it works, BAD (2) if it does not.

        Raises:
            TypeError: The protocol is not an int.
        """
        require_int("get_ipv6_connectivity_state", "protocol", protocol)
        return member_of(IPv6ConnectivityState, self._backend_.player_utils.get_ipv6_connectivity_state(protocol))

    def get_seconds_since_app_active(self) -> int:
        """Return how many seconds ago the game was in front; 0 while it is.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetSecondsSinceAppActive.
        """
        return self._backend_.player_utils.get_seconds_since_app_active()

    def get_seconds_since_computer_active(self) -> int:
        """Return how many seconds ago the player last used the machine.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetSecondsSinceComputerActive.
        """
        return self._backend_.player_utils.get_seconds_since_computer_active()

    def get_server_real_time(self) -> int:
        """Return the time of Steam's servers in seconds since 1970, 0 if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetServerRealTime.
        """
        return self._backend_.player_utils.get_server_real_time()

    def get_steam_ui_language(self) -> str:
        """Return the language of Steam itself, such as "english"; a game wants `get_current_game_language`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetSteamUILanguage.
        """
        return self._backend_.player_utils.get_steam_ui_language()

    def init_filter_text(self) -> bool:
        """Load the words of the text filter; without them `filter_text` leaves every text as it is.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#InitFilterText.

        Returns:
            False where there are none for the game's language.
        """
        return self._backend_.player_utils.init_filter_text()

    def is_api_call_completed(self) -> dict[str, Any]:
        """Return whether the last call that Steam answers later is answered, and whether it broke.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsAPICallCompleted.

        Returns:
            `{"completed": bool, "failed": bool}`, `{}` if Steam is not initialised.
        """
        completed, failed = self._backend_.player_utils.is_api_call_completed()
        return {"completed": completed, "failed": failed} if self._backend_.initialised() else {}

    def is_steam_china_launcher(self) -> bool:
        """Return whether the game was started by Steam China's launcher.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsSteamChinaLauncher.
        """
        return self._backend_.player_utils.is_steam_china_launcher()

    def is_steam_in_big_picture_mode(self) -> bool:
        """Return whether Steam and its overlay are in Big Picture mode.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsSteamInBigPictureMode.
        """
        return self._backend_.player_utils.is_steam_in_big_picture_mode()

    def is_steam_running_in_vr(self) -> bool:
        """Return whether Steam itself runs in VR.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsSteamRunningInVR.
        """
        return self._backend_.player_utils.is_steam_running_in_vr()

    def is_steam_running_on_steam_deck(self) -> bool:
        """Return whether the machine is a Steam Deck; Valve's library has this call from SDK 1.52 to 1.64, and refuses it otherwise.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsSteamRunningOnSteamDeck.
        """
        return self._backend_.player_utils.is_steam_running_on_steam_deck()

    def is_vr_headset_streaming_enabled(self) -> bool:
        """Return whether what the headset shows is streamed too.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsVRHeadsetStreamingEnabled.
        """
        return self._backend_.player_utils.is_vr_headset_streaming_enabled()

    def overlay_needs_present(self) -> bool:
        """Return whether the overlay wants a frame to be drawn, for a game that draws only where something changed.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#BOverlayNeedsPresent.
        """
        return self._backend_.player_utils.overlay_needs_present()

    def set_game_launcher_mode(self, mode: bool) -> None:
        """Tell a Steam Deck that the program is a launcher, in which a gamepad moves the mouse.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#SetGameLauncherMode.

        Args:
            mode: True while the launcher is in front, False before the game begins.

        Raises:
            TypeError: The mode is not a bool.
        """
        self._backend_.player_utils.set_game_launcher_mode(require_bool("set_game_launcher_mode", "mode", mode))

    def set_overlay_notification_inset(self, horizontal: int, vertical: int) -> None:
        """Set how far from its corner the overlay shows notifications.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#SetOverlayNotificationInset.

        Args:
            horizontal: The distance from the side, in pixels.
            vertical: The distance from the top or the bottom, in pixels.

        Raises:
            TypeError: A distance is not an int.
        """
        call = "set_overlay_notification_inset"
        self._backend_.player_utils.set_overlay_notification_inset(
            require_int(call, "horizontal", horizontal), require_int(call, "vertical", vertical)
        )

    def set_overlay_notification_position(self, position: int) -> None:
        """Set in which corner the overlay shows notifications.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#SetOverlayNotificationPosition.

        Args:
            position: One of NotificationPosition: 0 top left, 1 top right, 2 bottom left, 3 bottom right.

        Raises:
            TypeError: The corner is not an int.
        """
        self._backend_.player_utils.set_overlay_notification_position(
            require_int("set_overlay_notification_position", "position", position)
        )

    def set_vr_headset_streaming_enabled(self, enabled: bool = True) -> None:
        """Tell whether what the headset shows is streamed too.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#SetVRHeadsetStreamingEnabled.

        Args:
            enabled: Whether it is.

        Raises:
            TypeError: It is not a bool.
        """
        self._backend_.player_utils.set_vr_headset_streaming_enabled(require_bool("set_vr_headset_streaming_enabled", "enabled", enabled))

    def show_floating_gamepad_text_input(
        self, input_mode: int, text_field_x_position: int, text_field_y_position: int, text_field_width: int, text_field_height: int
    ) -> bool:
        """Show a keyboard over the game that leaves a text field free; its keys arrive as those of a real one.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#ShowFloatingGamepadTextInput.

        Args:
            input_mode: One of FloatingGamepadTextInputMode.
            text_field_x_position: The left side of the text field, in pixels of the game's window.
            text_field_y_position: The top of the text field, in pixels of the game's window.
            text_field_width: The width of the text field, in pixels.
            text_field_height: The height of the text field, in pixels.

        Returns:
            Whether it is shown; `floating_gamepad_text_input_dismissed` tells when it is gone.

        Raises:
            TypeError: One of them is not an int.
        """
        call = "show_floating_gamepad_text_input"
        return self._backend_.player_utils.show_floating_gamepad_text_input(
            require_int(call, "input_mode", input_mode),
            require_int(call, "text_field_x_position", text_field_x_position),
            require_int(call, "text_field_y_position", text_field_y_position),
            require_int(call, "text_field_width", text_field_width),
            require_int(call, "text_field_height", text_field_height),
        )

    def show_gamepad_text_input(self, input_mode: int, line_input_mode: int, description: str, max_text: int, preset_text: str) -> bool:
        """Show the keyboard of Big Picture mode, which covers the game.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#ShowGamepadTextInput.

        Args:
            input_mode: One of GamepadTextInputMode.
            line_input_mode: One of GamepadTextInputLineMode.
            description: What the player is asked for.
            max_text: How many characters may be typed at most, 0 to 4294967295.
            preset_text: What stands there at the beginning.

        Returns:
            Whether it is shown; `gamepad_text_input_dismissed` tells what was typed.

        Raises:
            TypeError: Something has the wrong type.
        """
        call = "show_gamepad_text_input"
        return self._backend_.player_utils.show_gamepad_text_input(
            require_int(call, "input_mode", input_mode),
            require_int(call, "line_input_mode", line_input_mode),
            require_str(call, "description", description),
            require_int(call, "max_text", max_text),
            require_str(call, "preset_text", preset_text),
        )

    def start_vr_dashboard(self) -> None:
        """Show Steam's dashboard in the headset.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#StartVRDashboard.
        """
        self._backend_.player_utils.start_vr_dashboard()

    checkFileSignature = request_file_signature
    dismissFloatingGamepadTextInput = dismiss_floating_gamepad_text_input
    dismissGamepadTextInput = dismiss_gamepad_text_input
    filterText = filter_text
    getAPICallFailureReason = get_api_call_failure_reason
    getConnectedUniverse = get_connected_universe
    getCurrentBatteryPower = get_current_battery_power
    getIPCCallCount = get_ipc_call_count
    getIPCountry = get_ip_country
    getIPv6ConnectivityState = get_ipv6_connectivity_state
    getSecondsSinceAppActive = get_seconds_since_app_active
    getSecondsSinceComputerActive = get_seconds_since_computer_active
    getServerRealTime = get_server_real_time
    getSteamUILanguage = get_steam_ui_language
    initFilterText = init_filter_text
    isAPICallCompleted = is_api_call_completed
    isSteamChinaLauncher = is_steam_china_launcher
    isSteamInBigPictureMode = is_steam_in_big_picture_mode
    isSteamRunningInVR = is_steam_running_in_vr
    isSteamRunningOnSteamDeck = is_steam_running_on_steam_deck
    isVRHeadsetStreamingEnabled = is_vr_headset_streaming_enabled
    overlayNeedsPresent = overlay_needs_present
    setGameLauncherMode = set_game_launcher_mode
    setOverlayNotificationInset = set_overlay_notification_inset
    setOverlayNotificationPosition = set_overlay_notification_position
    setVRHeadsetStreamingEnabled = set_vr_headset_streaming_enabled
    showFloatingGamepadTextInput = show_floating_gamepad_text_input
    showGamepadTextInput = show_gamepad_text_input
    startVRDashboard = start_vr_dashboard
