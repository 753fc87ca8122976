"""The scorekeeper: the game's server side, which turns rounds into stats; a PlayerStats for each player brings them to Steam.

Rules: the feet are added while they are flown, everything else at a round's end, which is the moment to store. Nothing of Steam's moods is
seen here: late answers, failed stores, unloads, a server that is not logged on yet, or another game on the same players cost no round. It
goes on while the game is paused, since answers do not wait. What the cards show is what Steam holds, with what is on its way there. A
ship may be flown for another player from one match to the next; what the one before has earned is stored all the same.
See https://partner.steamgames.com/doc/api/ISteamGameServerStats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Callable, Node, PlayerStats, Signal, SteamID

from ..game import rules
from .achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, UNSCATHED
from .card import Card, CardState

if TYPE_CHECKING:
    from steam_nodes import SteamServerStats

    from ..game.match import Match, RoundSummary

PLAYERS = (SteamID(76561197960287931), SteamID(76561197960287932))
BOT = SteamID(76561197960287938)
"""The account of the bot that a single player fights, whose rounds are none of the second player's."""


class Scorekeeper(Node):
    """Keeps both players' stats and achievements with Steam."""

    card_changed: Signal[int] = Signal("index")
    state_changed: Signal[int, CardState] = Signal("index", "state")
    achievement_unlocked: Signal[int, str] = Signal("index", "name")
    achievement_progress: Signal[int, str, float, float] = Signal("index", "name", "current", "goal")
    store_failed: Signal[int, str] = Signal("index", "note")

    def __init__(self, stats: SteamServerStats, match: Match, players: tuple[SteamID, SteamID] = PLAYERS) -> None:
        """Keep with `stats` what comes of `match`; both players join when this node is in the tree."""
        super().__init__(name="Scorekeeper")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.cards: tuple[Card, Card] = (
            Card(0, players[0], rules.SHIP_NAMES[0]),
            Card(1, players[1], rules.SHIP_NAMES[1]),
        )
        self._stats = stats
        self._books: dict[SteamID, tuple[Card, PlayerStats]] = {}
        self._flown = [0.0, 0.0]
        for card in self.cards:
            self._open(card)
        match.round_started.connect(self._on_round_started)
        match.feet_traveled.connect(self._on_feet_traveled)
        match.round_ended.connect(self._on_round_ended)

    @property
    def settled(self) -> bool:
        """Whether no answer from Steam is awaited for any player, unless Steam has failed and is tried again later."""
        books = self._books.values()
        return all(card.state is CardState.FAILED or (player.is_loaded and card.state is not CardState.STORING) for card, player in books)

    @property
    def stored(self) -> bool:
        """Whether all that was played is stored."""
        return all(player.is_loaded and player.is_settled for _, player in self._books.values())

    def change_player(self, index: int, steam_id: SteamID) -> None:
        """Keep what a ship does for another player from now on; it is called where no round is played.

        Args:
            index: The ship's.
            steam_id: Who plays.
        """
        found = self._books.get(steam_id)
        card = self._open(Card(index, steam_id, rules.SHIP_NAMES[index])) if found is None else found[0]
        self.cards = (card, self.cards[1]) if index == 0 else (self.cards[0], card)
        self._flown[index] = 0.0
        self.card_changed.emit(index)

    def _open(self, card: Card) -> Card:
        """Begin to keep a player's stats."""
        # A round lasts less than a minute, and its end is the moment that Valve names for a store.
        player = PlayerStats(card.steam_id, self._stats, store_every=0.0)
        self._books[card.steam_id] = card, player
        for name in ("loaded", "changed", "stored", "failed", "achievement_unlocked", "achievement_progress"):
            player.connect(name, Callable(self, f"_on_{name}").bind(card.steam_id))
        self.add_child(player)
        return card

    def _player(self, card: Card) -> PlayerStats:
        return self._books[card.steam_id][1]

    def _on_round_started(self, _number: int) -> None:
        # Feet of a round that was left are flown; only its game does not count.
        self._flown = [0.0, 0.0]

    def _on_feet_traveled(self, index: int, feet: float) -> None:
        player = self._player(self.cards[index])
        player.add("FeetTraveled", feet - self._flown[index])
        player.best("MaxFeetTraveled", feet)
        self._flown[index] = feet

    def _on_round_ended(self, summary: RoundSummary) -> None:
        for card, ship in zip(self.cards, summary.ships, strict=True):
            player = self._player(card)
            won = summary.winner == card.index
            player.add("NumGames")
            if summary.winner is not None:
                player.add("NumWins" if won else "NumLosses")
            self._on_feet_traveled(card.index, ship.feet)
            player.rate("AverageSpeed", ship.feet, summary.seconds)
            if won and ship.hits_taken == 0:
                player.unlock(UNSCATHED)
            player.store()
            self._flown[card.index] = 0.0
            # What failed is tried again, and has failed until it is stored.
            if player.is_loaded and card.state is not CardState.FAILED:
                self._enter(card, CardState.STORING)

    def _on_loaded(self, steam_id: SteamID) -> None:
        card, _ = self._books[steam_id]
        # Without what waits: who looks at the first round wants to know what was before it.
        card.stats.update(self._held(card))
        card.unlocked.update({known.name: self._has(card, known.name) for known in ACHIEVEMENTS})
        card.known = True
        self._enter(card, CardState.LOADED)

    def _on_changed(self, steam_id: SteamID) -> None:
        card, player = self._books[steam_id]
        if player.is_loaded:
            self._read(card)
            self._enter(card, card.state if card.state in (CardState.STORING, CardState.FAILED) else CardState.CHANGED)

    def _on_stored(self, steam_id: SteamID) -> None:
        card, player = self._books[steam_id]
        self._read(card)
        if player.is_settled and self._held(card) != card.stats:
            # Steam has refused some of it, which waits; the rest is stored.
            self._enter(card, CardState.FAILED)
        else:
            self._enter(card, CardState.STORED if player.is_settled else CardState.CHANGED)

    def _on_failed(self, reason: str, steam_id: SteamID) -> None:
        card, _ = self._books[steam_id]
        told = card.state is CardState.FAILED
        card.note = reason
        self._enter(card, CardState.FAILED)
        if not told:
            # Where Steam refuses one stat it refuses others too; one word of it is enough.
            self.store_failed.emit(card.index, reason)

    def _on_achievement_unlocked(self, name: str, steam_id: SteamID) -> None:
        card, _ = self._books[steam_id]
        self._read(card)
        self.achievement_unlocked.emit(card.index, name)

    def _on_achievement_progress(self, name: str, value: float, goal: float, steam_id: SteamID) -> None:
        card, _ = self._books[steam_id]
        self._read(card)
        self.achievement_progress.emit(card.index, name, float(value), float(goal))

    def _read(self, card: Card) -> None:
        """Read the player's values, with what is on its way to Steam."""
        player = self._player(card)
        for name in card.stats:
            card.stats[name] = player.get(name)
        for name in card.unlocked:
            card.unlocked[name] = player.is_unlocked(name)
        self.card_changed.emit(card.index)

    def _held(self, card: Card) -> dict[str, int | float]:
        """Return the player's stats as Steam itself holds them."""
        stats, steam_id = self._stats, card.steam_id
        held: dict[str, int | float] = {name: stats.get_user_stat_int(steam_id, name) for name in INT_STATS}
        return held | {name: stats.get_user_stat_float(steam_id, name) for name in FLOAT_STATS}

    def _has(self, card: Card, name: str) -> bool:
        """Return whether Steam itself has an achievement as unlocked."""
        return bool(self._stats.get_user_achievement(card.steam_id, name).get("achieved"))

    def _enter(self, card: Card, state: CardState) -> None:
        if state is not CardState.FAILED:
            card.note = ""
        if card.state is not state:
            card.state = state
            self.state_changed.emit(card.index, state)
        self.card_changed.emit(card.index)
