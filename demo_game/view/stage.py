"""The view as a whole: its nodes in the game's tree, and one picture a frame.

Rules: the view is a node too, and leaves with the tree. It draws in layers: space, what lies under the ships in a fight (so that no toast
hides a torpedo), the ships, then the screen on show. It never changes the game: what is pressed goes to the screen on show, which does what
a player may do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Node

from ..stats.round_record import RoundRecord
from .debug_panel import Panel
from .effects import Effects
from .host_input import Controls
from .hud import Hud
from .pad_hints import hint
from .screens import SCREENS
from .screens.screen import Cover, Screen, ScreenContext
from .sound import RATE, Sounds, build
from .space import Sky
from .sprites import Sprites
from .toasts import Toasts

if TYPE_CHECKING:
    from ..play import Game
    from .frame_times import FrameTimes
    from .host.canvas import Canvas, Point
    from .host.window import Window


class Stage(Node):
    """Everything that is seen and heard.

    Args:
        game: What is shown; the stage becomes its neighbour in the tree.
        times: The frame times for the F1 panel.
        window: Where it is shown; who makes what is drawn.
        sound: Whether to play sounds where there is a device for them.
    """

    def __init__(self, game: Game, times: FrameTimes, window: Window, *, sound: bool = False) -> None:
        """Make all parts."""
        super().__init__(name="Stage")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        studio = window.studio
        sprites = Sprites(studio)
        self.controls = Controls(game, game.humans)
        self.effects = Effects(game.match, sprites)
        self.toasts = Toasts(game.scorekeeper, studio)
        self.panel = Panel(game.log, times, studio)
        self._game = game
        self._sky = Sky(game.match.arena, self.effects, sprites, studio)
        self._hud = Hud(game, studio)
        self.record = RoundRecord(game.match, game.scorekeeper)
        context = ScreenContext(game, self.controls, self.record, studio)
        self.screens: tuple[Screen, ...] = tuple(screen(context) for screen in SCREENS)
        for node in (self.controls, self.effects, self.toasts, self.record):
            self.add_child(node)
        speaker = window.speaker(build(), RATE) if sound else None
        if speaker is not None:
            self.add_child(Sounds(game, self.controls, speaker))
        self.sounds = speaker is not None
        """Whether there is somebody who plays sounds."""
        self.no_sound = False
        """Whether there is none although sound was wanted, or no sound was."""
        self._shown: Screen | None = None
        # Keys that are held go up unseen while the overlay or the keyboard takes them.
        if game.overlay is not None:
            game.overlay.toggled.connect(self._on_overlay_toggled)
        for name in game.pilot_names:
            name.answered.connect(self.controls.release)
        self.controls.panel_toggled.connect(self._on_panel_toggled)
        self.controls.key_pressed.connect(self._on_key_pressed)
        self.controls.button_pressed.connect(self._on_button_pressed)
        self.controls.stick_pushed.connect(self._on_stick_pushed)
        self.controls.pointer_moved.connect(self._on_pointer_moved)
        self.controls.pointer_pressed.connect(self._on_pointer_pressed)
        self.controls.wheel_turned.connect(self._on_wheel_turned)

    @property
    def screen(self) -> Screen:
        """The screen on show."""
        return next(screen for screen in self.screens if screen.shows)

    @property
    def silence(self) -> str:
        """Why nothing is to be heard, "" where something is."""
        now = self._game.settings.now
        if self.no_sound:
            return "no sound"
        return "muted" if now.muted or not now.volume else ""

    def draw(self, target: Canvas) -> None:
        """Draw one frame."""
        screen, panel = self.screen, self.panel.open
        # A plate and the panel leave a gap before the star, in which it would be no more than a blot.
        star = screen.cover is Cover.NOTHING or (screen.cover is Cover.MIDDLE and not panel)
        offset = self._sky.draw_space(target, star=star)
        if screen.cover is Cover.NOTHING:
            self._draw_overlays(target, screen)
        if screen.cover is not Cover.SPACE:
            self._sky.draw_bodies(target, offset)
        screen.draw(target, panel=panel)
        if screen.cover is not Cover.NOTHING:
            self._draw_overlays(target, screen)
        leave = f"{hint(self.controls, 'Esc', screen.escape_button)} {screen.escape}" if screen.escape else ""
        self._hud.draw(target, leave=leave, silence=self.silence)

    def _draw_overlays(self, target: Canvas, screen: Screen) -> None:
        if self.panel.open:
            self.panel.draw(target, screen.panel_rect)
        self.toasts.draw(target)

    def _process(self, delta: float) -> None:
        shown = self.screen
        shown.age = shown.age + delta if shown is self._shown else 0.0
        self._shown = shown
        if not self._game.paused:
            self._sky.time += delta

    def _on_overlay_toggled(self, _is_open: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.controls.release()

    def _on_panel_toggled(self) -> None:
        self.panel.open = not self.panel.open

    def _on_key_pressed(self, key: int) -> None:
        shown = self.screen
        if not shown.key_down(key):
            any(screen.opens_on_key(key) for screen in self.screens if screen is not shown)

    def _on_button_pressed(self, device: int, button: int) -> None:
        shown = self.screen
        if not shown.button_down(device, button):
            any(screen.opens_on_button(button) for screen in self.screens if screen is not shown)

    def _on_stick_pushed(self, axis: int, step: int) -> None:
        self.screen.stick_pushed(axis, step)

    def _on_pointer_moved(self, place: Point) -> None:
        self.screen.pointer_moved(place)

    def _on_pointer_pressed(self, place: Point) -> None:
        self.screen.pointer_pressed(place)

    def _on_wheel_turned(self, step: int) -> None:
        self.screen.wheel_turned(step)
