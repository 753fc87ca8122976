"""The loop of a window, which gains the whole game by `tree.process(delta)`.

What it shows: input goes into the tree, the tree runs one frame, the stage draws what the nodes say. Keys are on the title screen.

Rules: the window may be of any host. The loop ends when the tree quits, which closing the window leads to, or when the asked number of
frames is drawn; an error inside the game ends it too and is shown by Python, with the window closed. After a tree has quit its nodes are
gone, so nothing is drawn after that.
"""

from __future__ import annotations

import gc
import signal
from contextlib import contextmanager
from dataclasses import replace
from threading import current_thread, main_thread
from time import perf_counter
from typing import TYPE_CHECKING, Final

from ..game import rules
from .frame_times import BENCH_FRAMES, FrameTimes
from .host.window import Happening
from .screens.screen import Cover
from .stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes import InputEvent

    from ..command_line import Options
    from ..play import Game
    from ..settings import Settings
    from .host.window import Window

MILLISECONDS: Final = 1000.0
LONGEST_FRAME: Final = 0.25
AWAY: Final = 20
"""Frames without the focus after which a player has left; going to full screen and back takes it away for a moment, too."""


@contextmanager
def opened_loop(game: Game, options: Options, *, sound: bool) -> Iterator[Loop]:
    """Open a window for the game, and close it when the block ends.

    Args:
        game: The game, inside its tree.
        options: What the command line asked for.
        sound: Whether to play sounds where there is a device for them.

    Raises:
        NoDisplayError: No window can be opened.
    """
    # Each host loads its own framework, and only the one that is asked for needs to be installed.
    if options.view == "arcade":
        from .arcade_host.window import opened_window  # noqa: PLC0415  # as said above
    else:
        from .pygame_host.window import opened_window  # type: ignore[assignment]  # noqa: PLC0415  # as said above
    full = options.fullscreen or game.settings.now.full_screen
    with opened_window(fullscreen=full, size=options.size) as window:
        yield Loop(game, options, window, sound=sound)


def play(game: Game, options: Options) -> int:
    """Show the game in a window until it ends.

    Args:
        game: The game, inside its tree.
        options: What the command line asked for.

    Returns:
        The exit code of the tree.

    Raises:
        NoDisplayError: No window can be opened.
    """
    with ended_in_order(game), opened_loop(game, options, sound=not (options.mute or options.bench)) as loop:
        loop.run()
        if options.bench:
            print("\n".join(loop.times.report()))
        return loop.tree.exit_code


@contextmanager
def ended_in_order(game: Game) -> Iterator[None]:
    """Let whoever stops the program from outside end it in order and unasked; SDL would take that for a click on the window's cross."""
    if current_thread() is not main_thread():
        # Only there can a signal be heard.
        yield
        return
    tree = game.get_tree()
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: tree.quit())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Loop:
    """The host's own loop.

    Args:
        game: What is played.
        options: What the command line asked for.
        window: Where it is drawn.
        sound: Whether to play sounds where there is a device for them.
    """

    def __init__(self, game: Game, options: Options, window: Window, *, sound: bool = False) -> None:
        """Put the stage into the tree and start what the options ask for."""
        self.tree = game.get_tree()
        self.window = window
        self.times = FrameTimes(keep_all=options.bench)
        self.stage = Stage(game, self.times, window, sound=sound)
        self.tree.root.add_child(self.stage)
        self.stage.panel.open = options.panel
        self.stage.no_sound = options.mute or (sound and not self.stage.sounds)
        self.stage.controls.fullscreen_toggled.connect(self._on_fullscreen_toggled)
        self.game = game
        self._full_screen = game.settings.now.full_screen
        game.settings.changed.connect(self._on_settings_changed)
        self._options = options
        self._frames = BENCH_FRAMES if options.bench and options.frames is None else options.frames
        self._unfocused: int | None = None
        if options.bench:
            game.set_humans(0)
            game.match.auto = True
            game.match.start()
        # What is alive now stays alive: the collector need not look at it again in the middle of a frame.
        gc.collect()
        gc.freeze()

    def run(self) -> None:
        """Draw frames until something ends the loop."""
        delta, drawn = 1.0 / rules.TICKS, 0
        while self.frame(delta):
            drawn += 1
            if drawn == self._frames:
                if self._options.screenshot is not None:
                    self.window.save(self._options.screenshot)
                return
            if not self._options.stepped:
                delta = min(LONGEST_FRAME, self.window.rest(rules.TICKS))

    def frame(self, delta: float) -> bool:
        """Run and draw one frame; return False once the tree has quit."""
        begun = perf_counter()
        if not self.step(delta):
            return False
        # Who flies needs no pointer, and who reads a menu does.
        self.window.show_pointer(on=self.stage.screen.cover is not Cover.NOTHING)
        self.stage.draw(self.window.canvas)
        drawn = perf_counter()
        self.window.present()
        self.times.add((drawn - begun) * MILLISECONDS, (perf_counter() - drawn) * MILLISECONDS)
        return True

    def step(self, delta: float) -> bool:
        """Run one frame that nobody looks at; return False once the tree has quit."""
        for event in self.window.happened():
            self._handle(event)
        self._pause_when_left()
        return self.tree.process() if self._options.stepped else self.tree.process(delta)

    def _on_fullscreen_toggled(self) -> None:
        self.window.fill_screen(on=not self.window.fullscreen)
        settings = self.game.settings
        settings.change(replace(settings.now, full_screen=self.window.fullscreen))

    def _on_settings_changed(self, now: Settings) -> None:
        # The command line may have filled the screen against the settings, which then changes only with them.
        if now.full_screen is not self._full_screen:
            self._full_screen = now.full_screen
            self.window.fill_screen(on=now.full_screen)

    def _pause_when_left(self) -> None:
        """Pause where another window has been in front for a while; counted frames stay the same whatever is in front."""
        if self._unfocused is None or self._options.stepped:
            return
        self._unfocused += 1
        if self._unfocused == AWAY and self.game.humans:
            self.game.set_paused(True)

    def _handle(self, event: InputEvent | Happening) -> None:
        if not isinstance(event, Happening):
            self.tree.root.push_input(event)
        elif event is Happening.CLOSED:
            self.game.quitting.close_window()
        elif event is Happening.LEFT:
            self.stage.controls.release()
            self._unfocused = 0
        elif event is Happening.CAME_BACK:
            self._unfocused = None
        else:
            self.stage.controls.set_pads(self.window.pads, self.window.pad_names)
