"""The screens, as one list: the first that shows is seen. A new one is its own file here and its line below, before what it is to cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demo_game.view.screens.fight import Countdown, Fight
from demo_game.view.screens.name_entry import KeyboardScreen
from demo_game.view.screens.overlay import OverlayScreen
from demo_game.view.screens.pause import Pause
from demo_game.view.screens.profile import ProfileScreen
from demo_game.view.screens.summary import Summary
from demo_game.view.screens.title import Title

if TYPE_CHECKING:
    from demo_game.view.screens.screen import Screen

SCREENS: Final[tuple[type[Screen], ...]] = (
    OverlayScreen,
    KeyboardScreen,
    ProfileScreen,
    Title,
    Pause,
    Summary,
    Countdown,
    Fight,
)
