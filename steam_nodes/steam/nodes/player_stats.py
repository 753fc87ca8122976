"""PlayerStats: the stats and achievements of one player, for a game that only wants to add to them.

Rules: every call is allowed at any moment. What is added or set before the player's stats are here waits for them; what Steam refuses
because another server was quicker is set again; what could not be stored is stored later. It stores when it is told to, and no more often
than its rate. How that is done stands in the folder player; here are the node, its signals and its calls.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error
from steam_nodes.object.freed import is_instance_valid
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import Signal
from steam_nodes.scene.engine.engine import Engine, state_of
from steam_nodes.scene.node import Node
from steam_nodes.steam.nodes.player.changes import MOST, added, at_least, became, fault_of
from steam_nodes.steam.nodes.player.intake import Intake
from steam_nodes.steam.nodes.player.ledgers import ledgers_of
from steam_nodes.steam.nodes.player.side import is_own
from steam_nodes.steam.nodes.steam_node import SteamNode
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.nodes.client import Steam
    from steam_nodes.steam.nodes.game_server_stats import SteamServerStats
    from steam_nodes.steam.nodes.player.ledger import Ledger
    from steam_nodes.steam.nodes.player.ledgers import Ledgers
    from steam_nodes.steam.nodes.player.news import News

STORE_EVERY: Final = 60.0
"""How many seconds at least pass between two stores: Valve asks for "minutes, rather than seconds"."""


class PlayerStats(Node):
    """The stats and achievements of one player: add to them, and they are kept.

    It asks Steam for the player's stats as soon as it is in a tree, again after 1, 2, 4 and up to 60 seconds where that fails, and sets on
    top of them what came meanwhile. Over a game server it is one of its players (Valve's ISteamGameServerStats, as `SteamServerStats`);
    over a player's own program it is that player (ISteamUserStats, as `Steam`). See
    https://partner.steamgames.com/doc/features/achievements.

    `get` and `set` here are those of stats; a property of the node itself is an attribute of Python's.

    Args:
        steam_id: The player's 64-bit Steam ID, on a game server. None: the player whose own program this is; their own Steam ID means
            the same over a Steam.
        steam: The node to use. None: the tree's, found when it is ready: its SteamServer or SteamServerStats where there is a `steam_id`,
            else, or where it has none of them, its Steam.
        store_every: How many seconds of the tree's frames at least pass between two stores, 0 or more. Where several PlayerStats of one
            player have several, the longest counts.

    Raises:
        TypeError: `steam_id` is no int, or `steam` is no node of Steam's.
        ValueError: `steam_id` is missing for a server or is another player's than whose own program this is, or `store_every` is no time.
    """

    loaded: Signal[()] = Signal()
    """Tells that the player's stats are here; again where Steam had unloaded them."""
    changed: Signal[()] = Signal()
    """Tells that values have changed; at most once in a frame for all that was added in it."""
    stored: Signal[()] = Signal()
    """Tells that what was set before the store is kept for good; also where there was nothing to store."""
    failed: Signal[str] = Signal("reason")
    """Tells that something was refused or could not be done, with what it was and the remedy. What can be tried again is."""
    achievement_unlocked: Signal[str] = Signal("name")
    """Tells that an achievement was unlocked, once for each."""
    achievement_progress: Signal[str, float, float] = Signal("name", "value", "goal")
    """Tells that an achievement has come a quarter further, with the value of its stat and where it unlocks; at one, two and three
    quarters of the way that the schema names."""

    def __init__(
        self, steam_id: int | None = None, steam: SteamServerStats | Steam | None = None, *, store_every: float = STORE_EVERY
    ) -> None:
        """Begin with nothing known; it asks when it is in a tree."""
        super().__init__(name="PlayerStats")
        if steam_id is not None and (isinstance(steam_id, bool) or not isinstance(steam_id, int)):
            message = f"PlayerStats: steam_id is a 64-bit Steam ID or None, not {type(steam_id).__name__} {short(steam_id)}"
            raise TypeError(message)
        if isinstance(store_every, bool) or not isinstance(store_every, int | float) or not isfinite(store_every) or store_every < 0:
            message = f"PlayerStats: store_every is a number of seconds, 0 or more, not {short(store_every)}"
            raise ValueError(message)
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.store_every: float = float(store_every)
        self._player_ = None if steam_id is None else SteamID(steam_id)
        self._given_: Any = steam
        self._ledgers_: Ledgers | None = None
        self._ledger_: Ledger | None = None
        self._wanted_ = False
        self._is_told_ = False
        self._heard_ = 0
        self._intake_ = Intake()
        self._fresh_ = self._intake_.fresh
        if steam is not None:
            self._check_(steam)

    @property
    def steam_id(self) -> SteamID:
        """The player; 0 as long as Steam has not said who plays."""
        if self._player_ is not None:
            return self._player_
        return SteamID(0) if self._ledger_ is None else SteamID(self._ledger_.side.steam_id)

    @property
    def is_loaded(self) -> bool:
        """Whether the player's stats are here."""
        return self._ledger_ is not None and self._ledger_.loaded

    @property
    def is_settled(self) -> bool:
        """Whether nothing of the player is unstored. What Steam refuses does not count: `failed` has told it."""
        return not self._intake_ if self._ledger_ is None else self._ledger_.is_settled

    def add(self, name: str, amount: float = 1) -> None:
        """Add to an INT or a FLOAT stat; all adds of a frame are set together in the next.

        Args:
            name: The API name of the stat, at most 127 bytes.
            amount: What to add; below 0 it takes away.

        Raises:
            TypeError: `name` is not a str or `amount` not a number.
        """
        if type(name) is str and (type(amount) is int or type(amount) is float) and -MOST <= amount <= MOST:
            fresh = self._fresh_
            fresh[name] = fresh.get(name, 0) + amount
        elif self._can_be_("add", name, amount):
            self._intake_.change(name, added(amount))

    def set(self, name: str, value: float) -> None:
        """Set an INT or a FLOAT stat.

        Args:
            name: The API name of the stat, at most 127 bytes.
            value: Its new value. Where another server has changed it meanwhile, it is set all the same.

        Raises:
            TypeError: `name` is not a str or `value` not a number.
        """
        if self._can_be_("set", name, value):
            self._intake_.change(name, became(value))

    def best(self, name: str, value: float) -> None:
        """Set an INT or a FLOAT stat, if that makes it larger.

        Arguments and errors are those of `set`.
        """
        if self._can_be_("best", name, value):
            self._intake_.change(name, at_least(value))

    def rate(self, name: str, count: float, seconds: float) -> None:
        """Tell an AVGRATE stat of a session.

        Args:
            name: The API name of the stat, at most 127 bytes.
            count: What was counted since the last call.
            seconds: How long that took, more than 0, in the unit of the stat's window.

        Raises:
            TypeError: `name` is not a str, or another argument not a number.
        """
        if self._can_be_("rate", name, count) and self._can_be_("rate", name, seconds):
            self._intake_.rate(name, count, seconds)

    def unlock(self, name: str) -> None:
        """Unlock an achievement; `achievement_unlocked` tells it where it was locked.

        Args:
            name: The API name of the achievement, at most 127 bytes.

        Raises:
            TypeError: `name` is not a str.
        """
        self._require_("unlock", name, 0)
        self._intake_.unlock(name)

    def store(self) -> None:
        """Store as soon as the rate allows; `stored` tells when it is done.

        Call it at the moments that matter: the end of a round, a change of map, a player who leaves. Calls that come sooner than
        `store_every` after a store are one store at its end.
        """
        if self._ledger_ is None or (self._ledgers_ is None and self.is_inside_tree()):
            self._wanted_ = True
        else:
            self._ledger_.store()

    def get(self, name: str) -> float:
        """Return a stat as Steam holds it, with what was added and set since on top.

        Args:
            name: The API name of the stat, at most 127 bytes.

        Returns:
            An int for an INT stat; before the stats are here the default with what waits on top.

        Raises:
            TypeError: `name` is not a str.
        """
        self._require_("get", name, 0)
        if self._ledger_ is not None:
            return self._ledger_.get(name)
        waiting = self._intake_.waiting(name)
        return 0 if waiting is None else waiting.of(0)

    def is_unlocked(self, name: str) -> bool:
        """Return whether an achievement is unlocked, or waits to be.

        Args:
            name: The API name of the achievement, at most 127 bytes.

        Raises:
            TypeError: `name` is not a str.
        """
        self._require_("is_unlocked", name, 0)
        return name in self._intake_.unlocks if self._ledger_ is None else self._ledger_.is_unlocked(name)

    def _enter_tree(self) -> None:
        self._find_()

    def _ready(self) -> None:
        if self._ledger_ is None and self._steam_in_tree_() is None:
            wanted = "Steam" if self._player_ is None else "SteamServer, SteamServerStats or Steam"
            message = f"{self!r} finds no {wanted} in its tree; attach it before, or pass the node as PlayerStats(..., steam=...)"
            raise RuntimeError(message)

    def _process(self, delta: float) -> None:
        del delta
        if self._ledgers_ is None:
            self._find_()
        elif self._fresh_:
            self._ledger_.gather()  # type: ignore[union-attr]  # it is there where they are

    def _exit_tree(self) -> None:
        ends = state_of(self.get_tree()).over
        if ends and self._ledger_ is not None:
            self._ledger_.bring_all()
        self._let_go_()
        if self._intake_ and ends and not self.is_loaded:
            # A player's own program has no Steam ID before Steam has started.
            whom, remedy = (
                (f" for {self.steam_id:d}", "") if self.steam_id else ("", " Start Steam first: steam_init() says why it does not.")
            )
            error.warn(f"{self!r}: Steam has not answered{whom}, and what was added is lost if the program ends now.{remedy}")

    def _let_go_(self) -> None:
        """Hear nothing of the player any more, until Steam is found again."""
        ledgers, self._ledgers_ = self._ledgers_, None
        if ledgers is not None and self._ledger_ is not None:
            ledgers.leave(self, self._ledger_)

    def _delete_(self) -> None:
        if self._ledger_ is not None:
            ledger = self._ledger_
            ledger.members.discard(self)
            if ledger.listeners or ledger.is_busy:
                ledger.gather()
            else:
                ledger.bring_all()
        elif self._intake_:
            error.warn(f"{self!r} is freed and never found Steam: what was added is lost. Add it to a tree with Steam first.")
        super()._delete_()

    def _find_(self) -> None:
        """Look for Steam, and be one of those who hear of the player."""
        tree = self.get_tree()
        steam = self._steam_in_tree_()
        own = steam is not None and is_own(steam)
        if steam is None or (own and self._player_ is not None and not self._plays_at_(steam)):
            return
        self._ledgers_ = ledgers_of(steam)
        ledger = self._ledgers_.enter(self, 0 if own else self._player_ or 0, tree)
        if ledger is not self._ledger_:
            ledger.intake.take_over(self._intake_)
            self._ledger_, self._intake_, self._fresh_ = ledger, ledger.intake, ledger.intake.fresh
            self._heard_ = len(ledger.news.unlocks)
        # It is told in a later moment, as every answer: who wants to hear it may connect only after this.
        self.call_deferred("_greet_", ledger.loaded)
        ledger.look()
        if self._wanted_:
            self._wanted_ = False
            ledger.store()

    def _steam_in_tree_(self) -> Any:
        """Return the node to use, None where there is none."""
        steam = self._given_
        if steam is None and self._player_ is not None:
            steam = Engine.singleton_of(self.get_tree(), "SteamServerStats")
        if steam is None:
            steam = Engine.singleton_of(self.get_tree(), "Steam")
        return steam if is_instance_valid(steam) else None

    def _plays_at_(self, steam: Any) -> bool:
        """Whether it is this player who plays at a Steam; not as long as Steam is not started. Another one is told once."""
        found = steam.get_steam_id()
        if found and found != self._player_ and not self._is_told_:
            self._is_told_ = True
            raise ValueError(self._other_(found))
        return bool(found == self._player_)

    def _other_(self, found: int) -> str:
        """Say that another player plays here."""
        return (
            f"PlayerStats: a player's own program sets its own stats only, those of {found:d} and not of {self._player_:d}; "
            "leave steam_id out, or attach a SteamServer"
        )

    def _greet_(self, loaded: bool) -> None:
        """Tell that the stats are here, if they were before this came, and what was unlocked while it was away."""
        if loaded:
            self.loaded.emit()
        if self._ledger_ is not None:
            self._hear_unlocks_(self._ledger_.news)

    def _hear_unlocks_(self, news: News) -> None:
        """Tell of the achievements that were unlocked since this was last called; the ledger calls it."""
        while self._heard_ < len(news.unlocks):
            self._heard_ += 1
            self.achievement_unlocked.emit(news.unlocks[self._heard_ - 1])

    def _check_(self, steam: Any) -> None:
        """See that the node and the player belong together."""
        if not isinstance(steam, SteamNode):
            message = f"PlayerStats: steam is a SteamServer, a SteamServerStats or a Steam, not {type(steam).__name__} {short(steam)}"
            raise TypeError(message)
        if not is_own(steam):
            if self._player_ is None:
                message = "PlayerStats: a server has many players; pass the steam_id of the one that is meant"
                raise ValueError(message)
        elif self._player_ is not None and (found := steam._backend_.get_steam_id()) not in {0, self._player_}:
            raise ValueError(self._other_(found))

    def _can_be_(self, call: str, name: object, value: Any) -> bool:
        """Whether a value can be one of any stat; `failed` tells of another, which takes nothing with it that came before."""
        self._require_(call, name, value)
        fault = "" if -MOST <= value <= MOST else fault_of("FLOAT", value)
        if fault:
            self._intake_.spoil(str(name), f'{call}("{str(name)[:140]}", {short(value)}): {fault}')
        return not fault

    def _require_(self, call: str, name: object, value: object) -> None:
        """Refuse what can be no name and no value."""
        if not isinstance(name, str) or not isinstance(value, int | float):
            self._refuse_(call, name, value)

    def _refuse_(self, call: str, name: object, value: object) -> None:
        """Raise for a name or a value of a wrong type."""
        if not isinstance(name, str):
            message = f"PlayerStats.{call}: the name is an API name, a str, not {type(name).__name__} {short(name)}"
        else:
            message = f'PlayerStats.{call}("{plain(name[:140])}"): the value is a number, not {type(value).__name__} {short(value)}'
        raise TypeError(message)
