"""The screens, as one list: the first that shows is seen. A new one is its own file here and its line below, before what it is to cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .fight import Countdown, Fight
from .name_entry import KeyboardScreen
from .overlay import OverlayScreen
from .pause import Pause
from .profile import ProfileScreen
from .quit_screen import QuitScreen
from .settings_screen import SettingsScreen
from .summary import Summary
from .title import Title

if TYPE_CHECKING:
    from .screen import Screen

SCREENS: Final[tuple[type[Screen], ...]] = (
    OverlayScreen,
    KeyboardScreen,
    QuitScreen,
    SettingsScreen,
    ProfileScreen,
    Title,
    Pause,
    Summary,
    Countdown,
    Fight,
)
