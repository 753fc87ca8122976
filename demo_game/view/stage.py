"""The view as a whole: its nodes in the game's tree, and one picture a frame.

Rules: the view is a node too, and leaves with the tree. It draws in layers: space, what lies under the ships in a fight (so that no toast
hides a torpedo), the ships, then screens; behind the profile bots may go on fighting. It never changes the game; only `Controls` does,
through what a player may do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo_game.game import rules
from demo_game.game.match import MatchState
from demo_game.view.debug_panel import Panel
from demo_game.view.effects import Effects
from demo_game.view.host_input import Controls
from demo_game.view.hud import Hud
from demo_game.view.round_record import RoundRecord
from demo_game.view.screens.match_screens import GO_SECONDS, PANEL_RECT, Countdown, Pause, Summary
from demo_game.view.screens.profile import ProfileScreen
from demo_game.view.screens.title import TITLE_PANEL_RECT, Title
from demo_game.view.sound import Sounds
from demo_game.view.space import Sky
from demo_game.view.sprites import Sprites
from demo_game.view.toasts import Toasts
from steam_nodes import Node

if TYPE_CHECKING:
    import pygame

    from demo_game.play import Game
    from demo_game.view.frame_times import FrameTimes


class Stage(Node):
    """Everything that is seen and heard.

    Args:
        game: What is shown; the stage becomes its neighbour in the tree.
        times: The frame times for the F1 panel.
        sound: Whether the mixer is open.
    """

    def __init__(self, game: Game, times: FrameTimes, *, sound: bool = False) -> None:
        """Make all parts; the display must be open."""
        super().__init__(name="Stage")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        sprites = Sprites()
        self.controls = Controls(game, game.humans)
        self.effects = Effects(game.match, sprites)
        self.toasts = Toasts(game.scorekeeper)
        self.panel = Panel(game.log, times)
        self._game = game
        self._sky = Sky(game.match.arena, self.effects, sprites)
        self._hud = Hud(game)
        self.record = RoundRecord(game)
        self._title = Title(self.controls)
        self._countdown = Countdown(game)
        self._pause = Pause(game)
        self._summary = Summary(game, self.record)
        self.profile = ProfileScreen(game.profile, self.controls)
        for node in (self.controls, self.effects, self.toasts, self.record):
            self.add_child(node)
        if sound:
            self.add_child(Sounds(game, self.controls))
        self.controls.panel_toggled.connect(self._on_panel_toggled)

    def draw(self, target: pygame.Surface) -> None:
        """Draw one frame."""
        state = self._game.match.state
        profile = self._game.profile.is_open
        screen = profile or state is MatchState.ROUND_OVER or self._game.paused
        # A screen and the panel leave a gap before the star, in which it would be no more than a blot.
        offset = self._sky.draw_space(target, star=state is not MatchState.TITLE and not (screen and (self.panel.open or profile)))
        if profile:
            self.profile.draw(target, panel=self.panel.open)
            self._draw_overlays(target)
        elif state is MatchState.TITLE:
            self._title.draw(target, panel=self.panel.open)
            if self.panel.open:
                self.panel.draw(target, TITLE_PANEL_RECT)
            self.toasts.draw(target)
        elif screen:
            self._sky.draw_bodies(target, offset)
            (self._pause if self._game.paused else self._summary).draw(target, panel=self.panel.open)
            self._draw_overlays(target)
        else:
            self._draw_overlays(target)
            self._sky.draw_bodies(target, offset)
            if state is MatchState.COUNTDOWN:
                self._countdown.draw(target)
            elif self._game.match.time_left > rules.ROUND_LIMIT - GO_SECONDS:
                self._countdown.draw_go(target)
        self._hud.draw(target)

    def _draw_overlays(self, target: pygame.Surface) -> None:
        if self.panel.open:
            self.panel.draw(target, PANEL_RECT)
        self.toasts.draw(target)

    def _process(self, delta: float) -> None:
        if not self._game.paused:
            self._sky.time += delta

    def _on_panel_toggled(self) -> None:
        self.panel.open = not self.panel.open
