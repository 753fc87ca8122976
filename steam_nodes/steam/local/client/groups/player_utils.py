"""ISteamUtils on the local Steam: the player's machine: battery, language, keyboard of a gamepad, text filter.

Rules: the calls are Valve's ISteamUtils. The machine is a computer on mains without a gamepad, a headset or a country, until a test says
otherwise; a keyboard that is shown is answered by a test, or by whoever sits before the demo. The filter knows the words that it was given
and no others. Nothing is drawn: what a game says of the overlay's place is kept for a test to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import filter_fault, require_bool, require_int, require_str, text_fault
from steam_nodes.steam.enums import APICallFailure, Universe
from steam_nodes.steam.groups.player_utils import (
    AppResumed,
    CheckFileSignature,
    FileSignature,
    FilterDictionaryChanged,
    FloatingInputDismissed,
    IPCountryChanged,
    LowBattery,
    SteamEnding,
    TextFilteringContext,
    TextInputDismissed,
)
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.machine import Machine
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.local.client.session import ClientSession

_UINT32: Final = 0xFFFF_FFFF
_NO_KEYBOARD: Final = (
    "Steam's keyboard is there in Big Picture mode and on a Steam Deck; write deck = true under [machine], or set player_utils.deck"
)


@dataclass(frozen=True, slots=True)
class TextInput:
    """The full-screen keyboard, as the game had it shown."""

    password: bool
    multiple_lines: bool
    description: str
    max_text: int
    preset_text: str


@dataclass(frozen=True, slots=True)
class FloatingInput:
    """The floating keyboard, as the game had it shown."""

    input_mode: int
    x: int
    y: int
    width: int
    height: int


class LocalPlayerUtils:
    """The calls of a player's program about the player's machine.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        machine = session.rules.schema.machine or Machine()
        self._session = session
        self.battery: int = machine.battery
        """How full the battery is, 0 to 100; 255 on mains."""
        self.big_picture: bool = machine.big_picture
        """Whether Steam is in Big Picture mode, in which it has a keyboard."""
        self.china_launcher: bool = machine.china_launcher
        """Whether the game was started by Steam China's launcher."""
        self.country: str = machine.country
        """The two letters of the country the player is in, "" if Steam does not know it."""
        self.deck: bool = machine.deck
        """Whether the machine is a Steam Deck, which has a keyboard too."""
        self.ipv6: dict[int, int] = {}
        """Whether IPv6 works, 1 or 2, over HTTP (1) and UDP (2); not known for what is left out."""
        self.ui_language: str = machine.ui_language
        """The language of Steam itself."""
        self.universe: int = Universe.PUBLIC
        """The universe that the player's Steam is in."""
        self.vr: bool = machine.vr
        """Whether Steam runs in VR."""
        self.vr_dashboard: bool = False
        """Whether the game had the dashboard shown in the headset."""
        self.vr_streaming: bool = False
        """Whether what the headset shows is streamed, as the game said."""
        self.signatures: dict[str, int] = {}
        """What a check of each file finds, as CheckFileSignature; an app with none has no signatures."""
        self.launcher_mode: bool = False
        """Whether the game said that it is a launcher."""
        self.notification_inset: tuple[int, int] = (0, 0)
        """How far from its corner the overlay shows what it tells, (horizontal, vertical), as the game said."""
        self.notification_position: int = 3
        """In which corner that is, as the game said: 0 top left, 1 top right, 2 bottom left, 3 bottom right."""
        self.text_input: TextInput | None = None
        """The full-screen keyboard while it is shown; `submit` and `cancel` answer it."""
        self.floating_input: FloatingInput | None = None
        """The floating keyboard while it is shown; `close_floating` ends it."""
        self.entered_text: str = ""
        """What was submitted last."""
        self.filters_profanity = True
        """Whether the player has what is profane left out."""
        self.filters_friends = False
        """Whether that holds for texts of friends too."""
        self._filtering = False
        self.filter_words(machine.profane, machine.forbidden)
        self._app_left: float | None = None
        self._computer_left: float | None = None

    # What happens in the world, by script.

    def run_low(self, minutes: int, battery: int = 5) -> None:
        """Have the battery last for so many minutes, 0 to 10; `LowBattery` tells of it."""
        self.battery = battery
        self._session.post(LowBattery(require_int("run_low", "minutes", minutes)))

    def move_to(self, country: str) -> None:
        """Have the player be in another country, named by two letters; `IPCountryChanged` tells of it."""
        self.country = require_str("move_to", "country", country)
        self._session.post(IPCountryChanged())

    def resume(self) -> None:
        """Have the machine run again after a suspend; `AppResumed` tells of it."""
        self._session.post(AppResumed())

    def end_steam(self) -> None:
        """Have Steam itself be about to end; `SteamEnding` tells of it."""
        self._session.post(SteamEnding())

    def leave(self, *, computer: bool = False) -> None:
        """Have the player turn to another program, or leave the machine too."""
        now = self._session.world.elapsed
        self._app_left = now if self._app_left is None else self._app_left
        if computer and self._computer_left is None:
            self._computer_left = now

    def come_back(self) -> None:
        """Have the player turn to the game again."""
        self._app_left = self._computer_left = None

    def submit(self, text: str) -> None:
        """Answer the full-screen keyboard with a text; `TextInputDismissed` brings it.

        Raises:
            TypeError: The text is not a str.
            ValueError: It is longer than the game allows, has several lines where it may have one, or has a NUL in it.
            RuntimeError: No keyboard is shown.
        """
        shown = self._shown("submit")
        fault = text_fault("submit", require_str("submit", "the text", text))
        if len(text) > shown.max_text:
            fault = f"the game takes {shown.max_text} characters, and the text has {len(text)}; submit a shorter one"
        elif not shown.multiple_lines and "\n" in text:
            fault = "the game takes one line; submit a text without a line break"
        if fault:
            message = f"submit: {fault}"
            raise ValueError(message)
        self.entered_text = text
        self._dismiss(submitted=True)

    def cancel(self) -> None:
        """Have the player close the full-screen keyboard without a text; `TextInputDismissed` tells of it.

        Raises:
            RuntimeError: No keyboard is shown.
        """
        self._shown("cancel")
        self._dismiss(submitted=False)

    def close_floating(self) -> None:
        """Have the player close the floating keyboard; `FloatingInputDismissed` tells of it.

        Raises:
            RuntimeError: None is shown.
        """
        if self.floating_input is None:
            message = "close_floating: no floating keyboard is shown; the game shows it with show_floating_gamepad_text_input"
            raise RuntimeError(message)
        self._dismiss_floating()

    def filter_words(self, profane: Iterable[str], forbidden: Iterable[str] = (), language: int | None = None) -> None:
        """Give the text filter its words; with a language `FilterDictionaryChanged` tells of it.

        Args:
            profane: What a player does not want to read in chats and names.
            forbidden: What the law forbids, everywhere.
            language: Valve's number of the language whose words have changed; None to tell of nothing.
        """
        self._profane, self._forbidden = _any_of(profane), _any_of(forbidden)
        if language is not None:
            self._session.post(FilterDictionaryChanged(language))

    # The seam.

    def check_file_signature(self, filename: str) -> int:
        """Ask whether a file of the game is signed."""
        call = "check_file_signature"
        fault = text_fault(call, require_str(call, "filename", filename))
        return self._session.later(
            *(call, lambda it: FileSignature(it.call, it.answer, self._signature(filename) if it.answer is Result.OK else -1)), fault=fault
        )

    def dismiss_floating_gamepad_text_input(self) -> bool:
        """Take the floating keyboard away; whether there was one."""
        if not self._session.present("dismiss_floating_gamepad_text_input") or self.floating_input is None:
            return False
        self._dismiss_floating()
        return True

    def dismiss_gamepad_text_input(self) -> bool:
        """Take the full-screen keyboard away; whether there was one."""
        if not self._session.present("dismiss_gamepad_text_input") or self.text_input is None:
            return False
        self._dismiss(submitted=False)
        return True

    def filter_text(self, context: int, steam_id: int, message: str) -> str:
        """Return a text of somebody's without what the player does not want to read."""
        if not self._may("filter_text", filter_fault(context, steam_id, message)):
            return ""
        if not self._filtering:
            self._refuse("filter_text", "the filter has no words yet; call init_filter_text first")
            return message
        filtered = _starred(self._forbidden, message)
        trusted = steam_id == self._session.me or (steam_id in self._session.friends.ids and not self.filters_friends)
        if context == TextFilteringContext.GAME_CONTENT or not self.filters_profanity or trusted:
            return filtered
        return _starred(self._profane, filtered)

    def get_api_call_failure_reason(self) -> int:
        """Return NETWORK_FAILURE if the last call that is answered later broke, else -1."""
        broke = self._session.present("get_api_call_failure_reason") and self._session.last_result is Result.IO_FAILURE
        return APICallFailure.NETWORK_FAILURE if broke else APICallFailure.NONE

    def get_connected_universe(self) -> int:
        """Return `universe`, 0 if not initialised."""
        return self.universe if self._session.present("get_connected_universe") else 0

    def get_current_battery_power(self) -> int:
        """Return `battery`, 0 if not initialised."""
        return self.battery if self._session.present("get_current_battery_power") else 0

    def get_ip_country(self) -> str:
        """Return the two letters of `country`, "" if they are not known."""
        return self.country if self._session.present("get_ip_country") else ""

    def get_ipc_call_count(self) -> int:
        """Return 0: the local Steam is in the program, and no call goes to another process."""
        self._session.present("get_ipc_call_count")
        return 0

    def get_ipv6_connectivity_state(self, protocol: int) -> int:
        """Return what `ipv6` says of a protocol."""
        call = "get_ipv6_connectivity_state"
        return self.ipv6.get(protocol, 0) if self._may(call, _range_fault(call, protocol=(protocol, 0, 2))) else 0

    def get_seconds_since_app_active(self) -> int:
        """Return how many seconds ago the player turned to another program, 0 for none."""
        return self._since(self._app_left) if self._session.present("get_seconds_since_app_active") else 0

    def get_seconds_since_computer_active(self) -> int:
        """Return how many seconds ago the player left the machine, 0 for not at all."""
        return self._since(self._computer_left) if self._session.present("get_seconds_since_computer_active") else 0

    def get_server_real_time(self) -> int:
        """Return the time of the world's clock in seconds since 1970, 0 if not initialised."""
        return int(self._session.world.clock.now()) if self._session.present("get_server_real_time") else 0

    def get_steam_ui_language(self) -> str:
        """Return `ui_language`, "" if not initialised."""
        return self.ui_language if self._session.present("get_steam_ui_language") else ""

    def init_filter_text(self) -> bool:
        """Load the words of the text filter; False where it was given none."""
        call = "init_filter_text"
        if not self._session.present(call):
            return False
        self._filtering = bool(self._profane or self._forbidden) or self._refuse(
            call, "there are no words for the game's language; write [text_filter] in the schema, or call client.player_utils.filter_words"
        )
        return self._filtering

    def is_api_call_completed(self) -> tuple[bool, bool]:
        """Return whether the last call that is answered later is answered, and whether it broke."""
        if not self._session.present("is_api_call_completed"):
            return False, False
        return self._session.last_result is not None, self._session.last_result is Result.IO_FAILURE

    def is_steam_china_launcher(self) -> bool:
        """Return `china_launcher`."""
        return self._session.present("is_steam_china_launcher") and self.china_launcher

    def is_steam_in_big_picture_mode(self) -> bool:
        """Return `big_picture`."""
        return self._session.present("is_steam_in_big_picture_mode") and self.big_picture

    def is_steam_running_in_vr(self) -> bool:
        """Return `vr`."""
        return self._session.present("is_steam_running_in_vr") and self.vr

    def is_steam_running_on_steam_deck(self) -> bool:
        """Return `deck`."""
        return self._session.present("is_steam_running_on_steam_deck") and self.deck

    def is_vr_headset_streaming_enabled(self) -> bool:
        """Return `vr_streaming`."""
        return self._session.present("is_vr_headset_streaming_enabled") and self.vr_streaming

    def overlay_needs_present(self) -> bool:
        """Return False: the local Steam draws nothing over the game."""
        self._session.present("overlay_needs_present")
        return False

    def set_game_launcher_mode(self, mode: bool) -> None:
        """Keep whether the program is a launcher."""
        call = "set_game_launcher_mode"
        require_bool(call, "mode", mode)
        if self._may(call):
            self.launcher_mode = mode

    def set_overlay_notification_inset(self, horizontal: int, vertical: int) -> None:
        """Keep how far from its corner the overlay would show what it tells."""
        call = "set_overlay_notification_inset"
        fault = _range_fault(call, horizontal=(horizontal, INT_MIN, INT_MAX), vertical=(vertical, INT_MIN, INT_MAX))
        if self._may(call, fault):
            self.notification_inset = (horizontal, vertical)

    def set_overlay_notification_position(self, position: int) -> None:
        """Keep in which corner the overlay would show what it tells."""
        call = "set_overlay_notification_position"
        if self._may(call, _range_fault(call, position=(position, 0, 3))):
            self.notification_position = position

    def set_vr_headset_streaming_enabled(self, enabled: bool) -> None:
        """Keep whether what the headset shows would be streamed."""
        call = "set_vr_headset_streaming_enabled"
        require_bool(call, "enabled", enabled)
        if self._may(call):
            self.vr_streaming = enabled

    def show_floating_gamepad_text_input(self, input_mode: int, x: int, y: int, width: int, height: int) -> bool:
        """Show the floating keyboard, where there is one; its keys are the test's, or those of the real keyboard."""
        call = "show_floating_gamepad_text_input"
        places = {name: (value, INT_MIN, INT_MAX) for name, value in (("x", x), ("y", y), ("width", width), ("height", height))}
        if not self._may(call, _range_fault(call, input_mode=(input_mode, 0, 3), **places)) or not self._has_keyboard(call):
            return False
        self.floating_input = FloatingInput(input_mode, x, y, width, height)
        return True

    def show_gamepad_text_input(self, input_mode: int, line_input_mode: int, description: str, max_text: int, preset_text: str) -> bool:
        """Show the full-screen keyboard, where there is one."""
        call = "show_gamepad_text_input"
        fault = _range_fault(call, input_mode=(input_mode, 0, 1), line_input_mode=(line_input_mode, 0, 1), max_text=(max_text, 0, _UINT32))
        fault = fault or text_fault(call, description) or text_fault(call, preset_text)
        if not self._may(call, fault) or not self._has_keyboard(call):
            return False
        if self.text_input is not None:
            return self._refuse(call, "a keyboard is shown already; wait for gamepad_text_input_dismissed")
        self.text_input = TextInput(bool(input_mode), bool(line_input_mode), description, max_text, preset_text[:max_text])
        return True

    def start_vr_dashboard(self) -> None:
        """Keep that the dashboard is shown in the headset, where there is one."""
        call = "start_vr_dashboard"
        if self._may(call, "" if self.vr else "Steam does not run in VR; set vr of client.player_utils"):
            self.vr_dashboard = True

    # What is used above.

    def _may(self, call: str, fault: str = "") -> bool:
        """Whether a call can be made; if it cannot, say why."""
        return self._session.present(call) and (not fault or self._refuse(call, fault))

    def _refuse(self, call: str, fault: str) -> bool:
        """Say why a call was refused; return False."""
        return self._session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _has_keyboard(self, call: str) -> bool:
        """Whether Steam has a keyboard here; if it has none, say so."""
        return self.big_picture or self.deck or self._refuse(call, _NO_KEYBOARD)

    def _shown(self, script: str) -> TextInput:
        """Return the keyboard that is shown."""
        if self.text_input is None:
            message = f"{script}: no keyboard is shown; the game shows it with show_gamepad_text_input"
            raise RuntimeError(message)
        return self.text_input

    def _dismiss(self, *, submitted: bool) -> None:
        """Let the full-screen keyboard go, and tell of it."""
        self.text_input = None
        self._session.post(TextInputDismissed(submitted, self.entered_text if submitted else "", self._session.app_id))

    def _dismiss_floating(self) -> None:
        """Let the floating keyboard go, and tell of it."""
        self.floating_input = None
        self._session.post(FloatingInputDismissed())

    def _signature(self, filename: str) -> int:
        """Return what a check of a file finds."""
        if not self.signatures:
            return CheckFileSignature.NO_SIGNATURES_FOUND_FOR_THIS_APP
        return self.signatures.get(filename, CheckFileSignature.NO_SIGNATURES_FOUND_FOR_THIS_FILE)

    def _since(self, moment: float | None) -> int:
        """Return how many whole seconds ago something was, 0 if it was not."""
        return 0 if moment is None else int(self._session.world.elapsed - moment)


def _range_fault(call: str, **given: tuple[int, int, int]) -> str:
    """Say which number is outside of its range, "" if none is; each is (number, least, most).

    Raises:
        TypeError: One is not an int.
    """
    for name, (value, _, _) in given.items():
        require_int(call, name, value)
    wrong = (
        f"{name} is {short(value)}; pass {least} to {most}" for name, (value, least, most) in given.items() if not least <= value <= most
    )
    return next(wrong, "")


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of these words, whole and in any case; None for none."""
    found = [re.escape(require_str("filter_words", "a word", word)) for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(found, key=len, reverse=True))})(?!\w)", re.IGNORECASE) if found else None


def _starred(words: re.Pattern[str] | None, text: str) -> str:
    """Return a text with a star in the place of each letter of these words."""
    return text if words is None else words.sub(lambda found: "*" * len(found[0]), text)
