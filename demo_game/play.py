"""The game: the current scene, which puts match, scorekeeper and signal log together.

Rules: it knows no view; a view reads its nodes, hands intents to the pilots and calls `process` on the tree. Pausing stops the match, while
the scorekeeper and Steam go on (process modes).
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Signal, SteamID, SteamServer

from .game.bot import Bot
from .game.match import Match, MatchState
from .game.pilot import HumanPilot, Pilot
from .overlay_pause import OverlayPause
from .pilot_name import PilotName
from .quit_question import QuitQuestion
from .settings import SettingsFile
from .signal_log import SignalLog
from .stats.board import Board, SeatFrames
from .stats.cloud_profile import CloudProfile
from .stats.profile import Profile
from .stats.rich_presence import RichPresence
from .stats.scorekeeper import PLAYERS, Scorekeeper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes import Steam, SteamServerStats

    from .settings import Settings

MOST_HUMANS: Final = 2


class Game(Node):
    """Spacewar, as the scene of a tree.

    Args:
        stats: Steam for game servers, attached to the same tree.
        seed: The seed of the one `random.Random` behind everything.
        skill: How well bots play, 0.0 to 1.0.
        humans: How many of the ships people fly: the first none, one or two.
        waits: Whether there is a countdown before each fight and a pause after it; bots among themselves need none.
        seats: Steam as each of both players sees it, and as the bot of a single player does where it has an account of its own; empty
            where there is no player's side, as for a server on Valve's Steam.
        settings: What the player has chosen for good; None for defaults that are kept nowhere.
    """

    pause_changed: Signal[bool] = Signal("on")

    def __init__(
        self,
        stats: SteamServerStats,
        *,
        seed: int,
        skill: float = 0.6,
        humans: int = 0,
        waits: bool = True,
        seats: Sequence[Steam] = (),
        settings: SettingsFile | None = None,
    ) -> None:
        """Build the match in its title state, with pilots in both ships."""
        super().__init__(name="Game")
        # The game itself hears of pauses and ends them, so only the match below it may stop.
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.rng_seed = seed
        self.skill = skill
        self.settings = SettingsFile() if settings is None else settings
        self._difficulty = self.settings.now.difficulty
        self.settings.changed.connect(self._on_settings_changed)
        self.stats = stats
        self._rng = Random(seed)
        self.match = Match(self._rng) if waits else Match(self._rng, countdown=0.0, intermission=0.0)
        self.match.process_mode = Node.PROCESS_MODE_PAUSABLE
        self.match.state_changed.connect(self._on_match_state_changed)
        one, two = (SteamID(seat.get_steam_id()) for seat in seats[:2]) if seats else PLAYERS
        self._seats = seats
        self._flying = list(seats[:2])
        """Steam as who flies each ship sees it."""
        self.scorekeeper = Scorekeeper(stats, self.match, (one, two))
        self.board = Board(self.match, self._flying)
        # Bots among themselves need no countdown, nobody to see how they stand, and nothing of it in the cloud.
        watched = self._flying if waits else []
        cards = self.scorekeeper.cards
        self.clouds = tuple(CloudProfile(self.scorekeeper, seat, card) for seat, card in zip(watched, cards, strict=False))
        self.cloud = self.clouds[0] if watched else None
        self.profiles = tuple(
            Profile(card, seats[index] if seats else None, self.board, self.clouds[index] if watched else None)
            for index, card in enumerate(cards)
        )
        """What there is to show of each player, by index."""
        self.profile = self.profiles[0]
        self.presence = RichPresence(self.match, watched)
        self.pilot_names = tuple(PilotName(seat, card) for seat, card in zip(self._flying, cards, strict=False))
        self.pilot_name = self.pilot_names[0] if seats else None
        self._to_name: list[PilotName] = []
        for name in self.pilot_names:
            name.answered.connect(self._on_named)
        self.overlay = OverlayPause(seats[0], self.set_paused) if seats else None
        self.quitting = QuitQuestion(self.match, self.set_paused)
        self.log = SignalLog()
        self.humans = 0
        self.set_humans(humans)
        self.add_child(self.match)
        self.add_child(self.scorekeeper)
        self.add_child(self.board)
        for node in (*self.clouds, *self.profiles, self.presence, *self.pilot_names, SeatFrames(seats, self.board)):
            self.add_child(node)
        if self.overlay is not None:
            self.add_child(self.overlay)
            self.log.watch(seats[0], "overlay_toggled")
        self.add_child(self.quitting)
        self.add_child(self.log)
        self._watch(stats)

    @property
    def paused(self) -> bool:
        """Whether the match stands still."""
        return self.is_inside_tree() and self.get_tree().paused

    def set_humans(self, count: int) -> None:
        """Let people fly the first `count` ships and bots the others; anywhere but on the title nothing happens.

        Raises:
            ValueError: There are not that many ships.
        """
        if not 0 <= count <= MOST_HUMANS:
            message = f"{count} people cannot fly {MOST_HUMANS} ships: set_humans takes 0 to {MOST_HUMANS}"
            raise ValueError(message)
        if self.match.state is not MatchState.TITLE:
            return
        self.humans = count
        if self._seats:
            # Where two people or two bots play, the second ship is player two's; a single player's bot adds nothing to that account.
            self._flying[1] = self._seats[-1 if count == 1 else 1]
            self.scorekeeper.change_player(1, SteamID(self._flying[1].get_steam_id()))
        one, two = (self._pilot(index, human=index < count) for index in range(MOST_HUMANS))
        self.match.set_pilots(one, two)

    def ask_names(self, humans: int) -> None:
        """Ask the first player for a name, and then the second where two people play."""
        self._to_name = [self.pilot_names[index] for index in range(1, min(humans, len(self.pilot_names)))]
        if self.pilot_names:
            self.pilot_names[0].ask()

    def set_paused(self, on: bool) -> None:  # noqa: FBT001 - the name says what the value means, as Godot's setters do
        """Stop the match, or let it go on; a title and a summary stand still already, so there only False does anything."""
        if on and self.match.state not in (MatchState.COUNTDOWN, MatchState.FIGHT):
            return
        if on != self.paused:
            self.get_tree().paused = on
            self.pause_changed.emit(on)

    def _on_match_state_changed(self, state: MatchState) -> None:
        if state is MatchState.TITLE:
            # Whoever leaves a paused match must not find the next one standing still.
            self.set_paused(False)

    def _watch(self, stats: SteamServerStats) -> None:
        """Let the log hear of what Steam and the game tell."""
        self.log.watch(stats, "stats_received", "stats_stored", "stats_unloaded")
        if isinstance(stats, SteamServer):
            self.log.watch(stats, "server_connected", "server_connect_failure", "server_disconnected")
        self.log.watch(self.match, "state_changed", "round_started", "round_ended")
        self.log.watch(self.match.arena, "ship_hit", "ship_destroyed", "ships_bumped", "hyperspace_entered", "hyperspace_left")
        self.log.watch(self.scorekeeper, "state_changed", "achievement_unlocked", "achievement_progress", "store_failed")
        self.log.watch(self.board, "score_uploaded")

    def _on_named(self) -> None:
        if self._to_name:
            self._to_name.pop(0).ask("What is player two called?")

    def _on_settings_changed(self, now: Settings) -> None:
        # A skill from the command line holds until somebody chooses another difficulty.
        if now.difficulty != self._difficulty:
            self._difficulty = now.difficulty
            self.skill = now.skill
            for pilot in self.match.pilots:
                if isinstance(pilot, Bot):
                    pilot.skill = self.skill

    def _pilot(self, index: int, *, human: bool) -> Pilot:
        ship = self.match.arena.ships[index]
        return HumanPilot(ship, "Human") if human else Bot(ship, self.match.arena, self._rng, self.skill)
