"""The ledgers of all players on one Steam node: where they are kept, and the time that they go by.

Rules: there is one ledger for each player, whoever asks for it, so that two PlayerStats of one player add to one sum and store at one rate.
A ledger outlives the PlayerStats that made it as long as something of it is not stored, and goes on by itself. The time is that of the
frames of a tree, in seconds that no time scale stretches and no pause stops; where no PlayerStats is in a tree and nothing is left to be
done, nothing is counted. The Steam node is held weakly; what is kept of it here ends with it.
"""

from __future__ import annotations

import weakref
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from steam_nodes.object.freed import is_instance_valid
from steam_nodes.scene.engine.engine import state_of
from steam_nodes.steam.nodes.player.intake import Intake
from steam_nodes.steam.nodes.player.ledger import Ledger
from steam_nodes.steam.nodes.player.side import side_of

if TYPE_CHECKING:
    from steam_nodes.scene.scene_tree import SceneTree
    from steam_nodes.steam.nodes.steam_node import SteamNode
    from steam_nodes.steam.steam_id import SteamID


class Ledgers:
    """Those of one Steam node.

    Args:
        steam: The node.
    """

    def __init__(self, steam: Any) -> None:
        """Begin with nobody."""
        self.now: float = 0.0
        """The seconds of the frames so far."""
        self._steam: weakref.ref[Any] = weakref.ref(steam)
        self._by_id: dict[int, Ledger] = {}
        self._due: list[tuple[float, int, Ledger]] = []
        self._count = 0
        self._tree: weakref.ref[SceneTree] | None = None
        for name in ("stats_unloaded", "server_connected", "current_stats_received", "tree_exiting", "tree_exited"):
            if hasattr(type(steam), name):
                getattr(steam, name).connect(getattr(self, f"_on_{name}"))

    def enter(self, listener: Any, steam_id: int, tree: SceneTree) -> Ledger:
        """Let a PlayerStats in a tree hear of a player.

        Args:
            listener: The PlayerStats.
            steam_id: The player, on a server; 0 for who plays.
            tree: The tree, whose frames are the time.
        """
        ledger = self._by_id.get(steam_id)
        if ledger is None:
            steam: Any = self._steam()
            ledger = self._by_id[steam_id] = Ledger(side_of(steam, steam_id), weakref.proxy(self), Intake())
        ledger.listeners.append(listener)
        ledger.members.add(listener)
        self._run_in(tree)
        return ledger

    def leave(self, listener: Any, ledger: Ledger) -> None:
        """Let a PlayerStats hear nothing any more; what it left goes on its way."""
        ledger.gather()
        ledger.listeners.remove(listener)
        if not ledger.listeners and not ledger.is_busy:
            ledger.bring_all()
        if not ledger.listeners:
            # Once it may store again and nothing is left, it is forgotten.
            self.wake(ledger, ledger.store_at)

    def wake(self, ledger: Ledger, time: float) -> None:
        """Let a ledger look at that time what is to be done."""
        self._count += 1
        heappush(self._due, (time, self._count, ledger))
        tree = None if self._tree is None else self._tree()
        if tree is not None and not state_of(tree).over:
            tree._beginnings[self] = self._advance

    def _run_in(self, tree: SceneTree) -> None:
        """Go by the frames of a tree, unless those of another are counted already."""
        running = None if self._tree is None else self._tree()
        if running is None or state_of(running).over or self not in running._beginnings:
            self._tree = weakref.ref(tree)
            tree._beginnings[self] = self._advance

    def _advance(self, delta: float) -> None:
        """Begin a frame."""
        # Steam's own time may move only after this, in the same frame: what is due waits until it has for certain.
        now, self.now = self.now, self.now + delta
        due = self._due
        if not due or due[0][0] > now:
            return
        alive = is_instance_valid(self._steam())
        while due and due[0][0] <= now:
            ledger = heappop(due)[2]
            if alive:
                ledger.look()
            if ledger.is_empty:
                self._forget(ledger)
        if not due and not any(ledger.listeners or ledger.is_busy for ledger in self._by_id.values()):
            self._stop()

    def _forget(self, ledger: Ledger) -> None:
        """Keep a ledger no more."""
        for steam_id in [steam_id for steam_id, each in self._by_id.items() if each is ledger]:
            del self._by_id[steam_id]

    def _stop(self) -> None:
        """Count no frames: nobody listens, and nothing is to be done."""
        tree = None if self._tree is None else self._tree()
        if tree is not None:
            tree._beginnings.pop(self, None)

    def _on_stats_unloaded(self, steam_id: SteamID) -> None:
        ledger = self._by_id.get(steam_id)
        if ledger is not None:
            ledger.unloaded()

    def _on_current_stats_received(self, _game_id: int, _result: int, _steam_id: int) -> None:
        # They came without being asked for, as after a start: so Steam is there.
        self._on_server_connected()

    def _on_tree_exited(self) -> None:
        # Another Steam may be attached in its place, or the same again.
        for ledger in [*self._by_id.values()]:
            for listener in [*ledger.listeners]:
                listener._let_go_()

    def _on_server_connected(self) -> None:
        for ledger in [*self._by_id.values()]:
            if ledger.listeners or ledger.is_busy:
                ledger.ask()
                ledger.look()

    def _on_tree_exiting(self) -> None:
        """Set what handlers of the ending added after the PlayerStats had left the tree: Steam leaves it after all others."""
        steam = self._steam()
        if steam is not None and state_of(steam.get_tree()).over:
            for ledger in [*self._by_id.values()]:
                ledger.bring_all()


def ledgers_of(steam: SteamNode) -> Ledgers:
    """Return the ledgers on a Steam node."""
    found: Ledgers | None = steam._ledgers_
    if found is None:
        found = steam._ledgers_ = Ledgers(steam)
    return found
