"""The scorekeeper: the game's server side, the only part of it that calls Steam for a server.

It asks for a player's stats at the join, sets the feet while they are flown and everything else at a round's end, then stores.

Rules: a value is set absolutely, as what Steam was known to hold plus what was earned since, so that an answer that comes late, a store
that fails, stats that Steam unloads, or a server that is not logged on yet cost no round. A failed store or request is tried again at the
next round's end. It goes on while the game is paused, since answers do not wait. An `async def` of a node starts when it is called; `_ =`
marks those nobody waits for.
See https://partner.steamgames.com/doc/api/ISteamGameServerStats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Node, Result, Signal, SteamID, SteamServer

from ..game import rules
from .achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, UNSCATHED
from .card import Card, CardState
from .tally import Tally

if TYPE_CHECKING:
    from steam_nodes import SteamServerStats

    from ..game.match import Match, RoundSummary

PLAYERS = (SteamID(76561197960287931), SteamID(76561197960287932))
QUARTERS = 4


class Scorekeeper(Node):
    """Keeps both players' stats and achievements with Steam."""

    card_changed: Signal[int] = Signal("index")
    state_changed: Signal[int, CardState] = Signal("index", "state")
    achievement_unlocked: Signal[int, str] = Signal("index", "name")
    achievement_progress: Signal[int, str, float, float] = Signal("index", "name", "current", "goal")
    store_failed: Signal[int, str] = Signal("index", "note")

    def __init__(self, stats: SteamServerStats, match: Match, players: tuple[SteamID, SteamID] = PLAYERS) -> None:
        """Keep with `stats` what comes of `match`; both players join when this node is ready."""
        super().__init__(name="Scorekeeper")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.cards: tuple[Card, Card] = (
            Card(0, players[0], rules.SHIP_NAMES[0]),
            Card(1, players[1], rules.SHIP_NAMES[1]),
        )
        self._stats = stats
        self._logged_on = False
        stats.stats_unloaded.connect(self._on_stats_unloaded)
        match.round_started.connect(self._on_round_started)
        match.feet_traveled.connect(self._on_feet_traveled)
        match.round_ended.connect(self._on_round_ended)

    @property
    def settled(self) -> bool:
        """Whether no answer from Steam is awaited for any player."""
        return not any(card.asking or card.sent is not None for card in self.cards)

    def _ready(self) -> None:
        for card in self.cards:
            _ = self._load(card)

    async def _load(self, card: Card) -> None:
        """Ask Steam for the player's stats and set on top of them what was earned meanwhile."""
        if card.asking:
            return
        card.asking = True
        self._enter(card, CardState.ASKED)
        await self._log_on()
        result = await self._stats.request(card.steam_id)
        card.asking = False
        if result != Result.OK:
            self._fail(card, f"the request for stats was answered with {_word(result)}")
            return
        speed = card.stats["AverageSpeed"]
        self._read(card, announce=card.known)
        if not card.known:
            card.base = card.held()
        else:
            card.base = card.base.reloaded(card.held(), card.earned)
            if card.stats["AverageSpeed"] != speed:
                # Sessions told but not stored are gone; what is above the base is told again.
                card.averaged_feet, card.averaged_seconds = card.base.session_feet, card.base.session_seconds
        card.loaded = card.known = True
        self._enter(card, CardState.LOADED)
        if card.earned != Tally():
            self._set(card)

    async def _log_on(self) -> None:
        """Wait for the server's first log on, before which Steam knows no player; a later loss of it fails requests and stores."""
        if not self._logged_on and isinstance(self._stats, SteamServer) and not self._stats.loggedOn():
            await self._stats.server_connected
        self._logged_on = True

    async def _store(self, card: Card) -> None:
        """Send what was earned to Steam for keeping; what is earned while the answer is under way goes with the next store."""
        if card.sent is not None:
            return
        refusal = card.note
        card.sent, card.owed = card.owed, Tally()
        self._enter(card, CardState.STORING)
        result = await self._stats.store(card.steam_id)
        sent, card.sent = card.sent, None
        if result == Result.OK:
            card.base += sent
            if card.loaded:
                self._read(card)
            if card.refused:
                self._fail(card, refusal, tell=False)
            else:
                self._enter(card, CardState.CHANGED if card.earned != Tally() else CardState.STORED)
        elif result == Result.INVALID_PARAM:
            # Steam has taken its own values back; sending the same again would be refused again.
            card.averaged_feet -= sent.session_feet
            card.averaged_seconds -= sent.session_seconds
            self._fail(card, "the store was refused: a value broke a limit and was taken back")
            await self._load(card)
        else:
            card.owed = sent + card.owed
            self._fail(card, f"the store was answered with {_word(result)}; the next round's end tries again")

    def _set(self, card: Card) -> None:
        """Set every value that is not what Steam holds in memory, and read back what it made of them."""
        stats, steam_id, total, now = self._stats, card.steam_id, card.total, card.stats
        done = True
        for name, count in (("NumGames", total.games), ("NumWins", total.wins), ("NumLosses", total.losses)):
            if now[name] != count:
                done &= stats.set_user_stat_int(steam_id, name, count)
        for name, feet in (("FeetTraveled", total.feet), ("MaxFeetTraveled", total.longest)):
            if now[name] < feet:
                done &= stats.set_user_stat_float(steam_id, name, feet)
        seconds = total.session_seconds - card.averaged_seconds
        # No round is shorter than a tick; anything below is what adding the same numbers in another order leaves.
        if seconds > 1.0 / (2 * rules.TICKS):
            done &= stats.update_user_avg_rate_stat(steam_id, "AverageSpeed", total.session_feet - card.averaged_feet, seconds)
            card.averaged_feet, card.averaged_seconds = total.session_feet, total.session_seconds
        if total.unscathed and not card.unlocked[UNSCATHED]:
            done &= stats.set_user_achievement(steam_id, UNSCATHED)
        self._read(card)
        told, card.refused = card.refused, not done
        if not done:
            # A stat that Steam gives to no server is refused each second; once is enough.
            self._fail(card, stats.why(), tell=not told)
        elif card.state not in (CardState.STORING, CardState.FAILED):
            self._enter(card, CardState.CHANGED)

    def _read(self, card: Card, *, announce: bool = True) -> None:
        """Read the player's values as Steam holds them, and say what is new."""
        before = {known.name: self._quarter(card, known.name) for known in ACHIEVEMENTS}
        for name in INT_STATS:
            card.stats[name] = self._stats.get_user_stat_int(card.steam_id, name)
        for name in FLOAT_STATS:
            card.stats[name] = self._stats.get_user_stat_float(card.steam_id, name)
        fresh = []
        for known in ACHIEVEMENTS:
            achieved = bool(self._stats.get_user_achievement(card.steam_id, known.name).get("achieved"))
            if achieved and not card.unlocked[known.name]:
                fresh.append(known.name)
            card.unlocked[known.name] = achieved
        self.card_changed.emit(card.index)
        if not announce:
            return
        for name in fresh:
            self.achievement_unlocked.emit(card.index, name)
        for name, quarter in before.items():
            if quarter < self._quarter(card, name) < QUARTERS:
                self.achievement_progress.emit(card.index, name, *card.progress(name))

    def _quarter(self, card: Card, name: str) -> int:
        current, goal = card.progress(name)
        return int(QUARTERS * current / goal)

    def _enter(self, card: Card, state: CardState) -> None:
        if state is not CardState.FAILED:
            card.note = ""
        if card.state is not state:
            card.state = state
            self.state_changed.emit(card.index, state)
        self.card_changed.emit(card.index)

    def _fail(self, card: Card, note: str, *, tell: bool = True) -> None:
        card.note = note
        self._enter(card, CardState.FAILED)
        if tell:
            self.store_failed.emit(card.index, note)

    def _on_round_started(self, _number: int) -> None:
        for card in self.cards:
            # Feet of a round that was left are flown; only its game does not count.
            card.owed, card.live = card.owed + card.live, Tally()

    def _on_feet_traveled(self, index: int, feet: float) -> None:
        card = self.cards[index]
        card.live = Tally.of_flight(feet)
        if card.loaded and not card.asking:
            self._set(card)

    def _on_round_ended(self, summary: RoundSummary) -> None:
        for card in self.cards:
            card.live = Tally()
            card.owed += Tally.of_round(summary, card.index)
            _ = self._close_round(card)

    async def _close_round(self, card: Card) -> None:
        if not card.loaded:
            await self._load(card)
        if card.loaded and not card.asking:
            self._set(card)
            await self._store(card)

    def _on_stats_unloaded(self, steam_id: SteamID) -> None:
        for card in self.cards:
            if card.steam_id == steam_id:
                card.loaded = False
                _ = self._load(card)


def _word(result: Result) -> str:
    return result.name if isinstance(result, Result) else f"the unknown result {result}"
