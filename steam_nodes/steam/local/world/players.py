"""Who is on this server, and who is held in memory.

Rules: the players of the server are those who joined and did not leave. What others store for a player who is loaded is looked for once
a frame, in one job for all of them. A world that may hold only so many users forgets the one used longest ago; what counts as use is
any of the ten calls for that user, and the answer to a request. Whoever has something unstored or on its way stays, and so does the user
who was just answered: else one who is requested while all others are unstored could never be had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.store import Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steam_nodes.steam.local.rules.user import State, User
    from steam_nodes.steam.local.rules.values import Row
    from steam_nodes.steam.local.store.store import Completion, Store

LOADED: Final[tuple[State, ...]] = ("loaded", "changed", "not playing")


class RecentUsers(dict[int, "User"]):
    """Users in the order in which they were last used; `get` is what the ten calls ask with, and counts as use."""

    def get(self, steam_id: int, default: User | None = None) -> User | None:  # type: ignore[override]  # only this form is called
        """Return a user and note the use."""
        user = self.pop(steam_id, None)
        if user is None:
            return default
        self[steam_id] = user
        return user


class Players:
    """The players on the server, and the watch over those of them who are loaded."""

    def __init__(self) -> None:
        """Begin with an empty server."""
        self.here: set[int] = set()
        self.watched: dict[int, User] = {}
        self.looking: bool = False
        self._since = -1
        self._half_seen: set[int] = set()

    def watch(self, user: User) -> None:
        """Look from now on at what others store for a user, if they play here."""
        if user.steam_id in self.here:
            self.watched[user.steam_id] = user
            # What was stored between the request and now may be older than the last look.
            self._since = -1

    def unwatch(self, steam_id: int) -> None:
        """Look no more at what others store for a user."""
        self.watched.pop(steam_id, None)
        self._half_seen.discard(steam_id)

    def settled(self, steam_id: int) -> None:
        """Look again, after a store, at a user whose row was read while it was on its way: its answer may have put older values there."""
        if steam_id in self._half_seen:
            self._half_seen.discard(steam_id)
            self._since = -1

    def look_again(self) -> None:
        """Look at all of them in the next frame: their rows were written past what this world holds of them."""
        self._since = -1

    def clear(self) -> None:
        """Empty the server."""
        self.here.clear()
        self._half_seen.clear()
        self.watched.clear()

    def look(self, store: Store) -> None:
        """Ask the store what changed, unless it is asked already."""
        if not self.looking:
            self.looking = True
            store.submit(Job("look", 0, ids=tuple(self.watched), since=self._since))
            self._since = max(self._since, 0)

    def seen(self, completion: Completion) -> list[tuple[User, Row]]:
        """Take the answer, and return the users whose row is another than they have."""
        self.looking = False
        if self._since >= 0:
            self._since = completion.stamp
        news = []
        for steam_id, row in completion.rows.items():
            user = self.watched.get(steam_id)
            if user is None:
                continue
            if user.changed:
                self._half_seen.add(steam_id)
            if user.row != row:
                news.append((user, row))
        return news


def too_many(users: Mapping[int, User], most: int) -> Iterator[User]:
    """Offer users to be forgotten, the one used longest ago first, until so many are left or none is without something unstored."""
    if len(users) <= most:
        return
    loaded = [user for user in users.values() if user.state in LOADED]
    spare = len(loaded) - most
    for user in loaded:
        if spare <= 0:
            return
        if not user.changed:
            yield user
            spare -= user.state not in LOADED
