"""ISteamUtils over Valve's library, for a player's own program, and its structs.

Rules: those of calls.py and structs.py. What was typed at the full-screen keyboard is fetched as the struct arrives that tells of it: Steam
keeps it no longer than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from steam_nodes.steam.checks import filter_fault, require_str, text_fault
from steam_nodes.steam.groups.player_utils import (
    AppResumed,
    FileSignature,
    FilterDictionaryChanged,
    FloatingInputDismissed,
    IPCountryChanged,
    LowBattery,
    SteamEnding,
    TextInputDismissed,
)
from steam_nodes.steam.native.calls import UTILS, Request, flat, number, text, to_bool, to_int, to_nothing, to_text, truth
from steam_nodes.steam.native.structs import Answer, Fetched, register, row
from steam_nodes.steam.native.utils import call_failure_reason, call_state
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.native.calls import About, AboutTwo, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_FILE_SIGNATURE: Final = 705
_FIRST_WITH_CONTEXT: Final = 10
_OPTIONS: Final = 0  # Valve has none yet


def _typed(pipe: ClientPipe, submitted: bool, _length: int, app_id: int) -> TextInputDismissed:
    """Fetch what was typed, if it was submitted."""
    if not submitted:
        return TextInputDismissed(submitted, "", app_id)
    # Valve leaves open whether the length counts characters or bytes, and the NUL: there is room for either.
    room = 4 * (pipe.call(UTILS, "show_gamepad_text_input", "GetEnteredGamepadTextLength") or 0) + 1
    typed = pipe.ffi.new("char[]", room)
    pipe.call(UTILS, "show_gamepad_text_input", "GetEnteredGamepadTextInput", typed, room)
    return TextInputDismissed(submitted, pipe.ffi.string(typed, room).decode(errors="replace"), app_id)


register(
    row(701, "IPCountry_t", "<x", client=IPCountryChanged),
    row(702, "LowBatteryPower_t", "<B", client=LowBattery),
    row(704, "SteamShutdown_t", "<x", client=SteamEnding),
    row(
        *(_FILE_SIGNATURE, "CheckFileSignature_t", "<i"),
        client=Answer(
            lambda lost: FileSignature(lost.number, lost.result, -1),
            lambda call, signature: FileSignature(call, Result.OK, signature),
        ),
    ),
    row(714, "GamepadTextInputDismissed_t", "<?3xII", client=Fetched(_typed), older=(8,)),
    row(736, "AppResumingFromSuspend_t", "<x", client=AppResumed),
    row(738, "FloatingGamepadTextInputDismissed_t", "<x", client=FloatingInputDismissed),
    row(739, "FilterTextDictionaryChanged_t", "<i", client=FilterDictionaryChanged),
)


class NativePlayerUtils:
    """ISteamUtils of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    dismiss_floating_gamepad_text_input: ClassVar[Plain[bool]] = flat(UTILS, "DismissFloatingGamepadTextInput", to_bool)
    dismiss_gamepad_text_input: ClassVar[Plain[bool]] = flat(UTILS, "DismissGamepadTextInput", to_bool)
    get_connected_universe: ClassVar[Plain[int]] = flat(UTILS, "GetConnectedUniverse", to_int)
    get_current_battery_power: ClassVar[Plain[int]] = flat(UTILS, "GetCurrentBatteryPower", to_int)
    get_ip_country: ClassVar[Plain[str]] = flat(UTILS, "GetIPCountry", to_text)
    get_ipc_call_count: ClassVar[Plain[int]] = flat(UTILS, "GetIPCCallCount", to_int)
    get_ipv6_connectivity_state: ClassVar[About[int, int]] = flat(UTILS, "GetIPv6ConnectivityState", to_int, number("protocol", 0, 2))
    get_seconds_since_app_active: ClassVar[Plain[int]] = flat(UTILS, "GetSecondsSinceAppActive", to_int)
    get_seconds_since_computer_active: ClassVar[Plain[int]] = flat(UTILS, "GetSecondsSinceComputerActive", to_int)
    get_server_real_time: ClassVar[Plain[int]] = flat(UTILS, "GetServerRealTime", to_int)
    get_steam_ui_language: ClassVar[Plain[str]] = flat(UTILS, "GetSteamUILanguage", to_text)
    is_steam_china_launcher: ClassVar[Plain[bool]] = flat(UTILS, "IsSteamChinaLauncher", to_bool)
    is_steam_in_big_picture_mode: ClassVar[Plain[bool]] = flat(UTILS, "IsSteamInBigPictureMode", to_bool)
    is_steam_running_in_vr: ClassVar[Plain[bool]] = flat(UTILS, "IsSteamRunningInVR", to_bool)
    is_steam_running_on_steam_deck: ClassVar[Plain[bool]] = flat(UTILS, "IsSteamRunningOnSteamDeck", to_bool)
    is_vr_headset_streaming_enabled: ClassVar[Plain[bool]] = flat(UTILS, "IsVRHeadsetStreamingEnabled", to_bool)
    overlay_needs_present: ClassVar[Plain[bool]] = flat(UTILS, "BOverlayNeedsPresent", to_bool)
    set_game_launcher_mode: ClassVar[About[bool, None]] = flat(UTILS, "SetGameLauncherMode", to_nothing, truth("mode"))
    set_overlay_notification_inset: ClassVar[AboutTwo[int, int, None]] = flat(
        *(UTILS, "SetOverlayNotificationInset", to_nothing), number("horizontal", INT_MIN, INT_MAX), number("vertical", INT_MIN, INT_MAX)
    )
    set_overlay_notification_position: ClassVar[About[int, None]] = flat(
        UTILS, "SetOverlayNotificationPosition", to_nothing, number("position", 0, 3)
    )
    set_vr_headset_streaming_enabled: ClassVar[About[bool, None]] = flat(
        UTILS, "SetVRHeadsetStreamingEnabled", to_nothing, truth("enabled")
    )
    show_floating_gamepad_text_input: ClassVar[Callable[..., bool]] = flat(
        *(UTILS, "ShowFloatingGamepadTextInput", to_bool, number("input_mode", 0, 3)),
        *(number(name, INT_MIN, INT_MAX) for name in ("x", "y", "width", "height")),
    )
    show_gamepad_text_input: ClassVar[Callable[..., bool]] = flat(
        *(UTILS, "ShowGamepadTextInput", to_bool, number("input_mode", 0, 1), number("line_input_mode", 0, 1)),
        *(text("description"), number("max_text"), text("preset_text")),
    )
    start_vr_dashboard: ClassVar[Plain[None]] = flat(UTILS, "StartVRDashboard", to_nothing)

    def check_file_signature(self, filename: str) -> int:
        """Ask whether a file of the game is signed."""
        call = "check_file_signature"
        fault = text_fault(call, require_str(call, "filename", filename))
        return self._pipe.request(
            UTILS, Request(call, "CheckFileSignature", _FILE_SIGNATURE, _FILE_SIGNATURE), filename.encode(errors="replace"), fault=fault
        )

    def filter_text(self, context: int, steam_id: int, message: str) -> str:
        """Return a text of somebody's without what the player does not want to read."""
        pipe, call = self._pipe, "filter_text"
        if not pipe.may(UTILS.group, call, filter_fault(context, steam_id, message)) or not self._filters(call):
            return ""
        told = message.encode()
        room = 4 * len(told) + 1  # what stands for a letter may be longer than the letter
        filtered = pipe.ffi.new("char[]", room)
        if pipe.call(UTILS, call, "FilterText", context, steam_id, told, filtered, room) is None:
            return ""
        return str(pipe.ffi.string(filtered, room).decode(errors="replace"))

    def init_filter_text(self) -> bool:
        """Load the words of the text filter."""
        return bool(self._pipe.call(UTILS, "init_filter_text", "InitFilterText", _OPTIONS))

    def get_api_call_failure_reason(self) -> int:
        """Return why the last call that Steam answers later broke, -1 if it did not."""
        return call_failure_reason(self._pipe, UTILS)

    def is_api_call_completed(self) -> tuple[bool, bool]:
        """Return whether the last call that Steam answers later is answered, and whether it failed."""
        return call_state(self._pipe, UTILS)

    def _filters(self, call: str) -> bool:
        """Whether the library's FilterText takes a context: before SDK 1.50 it took other arguments under the same name."""
        library = self._pipe.library
        if library.version(UTILS.accessor) >= _FIRST_WITH_CONTEXT:
            return True
        sentence = f"{call}: {library.path} has FilterText as SDK 1.49 had it, without a context; take a libsteam_api of SDK 1.50 to 1.65"
        self._pipe.refusal_log.refuse(Refusal((call, "absent"), sentence))
        return False
