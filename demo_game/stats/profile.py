"""The profile of a player: achievements with dates, progress and icons, stats, the leaderboard, and friends.

It reads what the player's own Steam says. Where there is none, as for a server on Valve's Steam, it shows what the game's server knows and
says what is missing.

Rules: it changes nothing on Steam. While it is open it reads anew four times a second, so that what a server or another program unlocks
is seen within a second, and asks for the board and the friends every two. `version` grows with each change of what is to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Result, Signal, Steam

from . import board
from .achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, STAT_TITLES
from .rich_presence import KEY

if TYPE_CHECKING:
    from .board import Board
    from .card import Card
    from .cloud_profile import CloudProfile

READ_EVERY: Final = 0.25
ASK_EVERY: Final = 2.0
MOST_PLACES: Final = 100
SERVER_ONLY: Final = (
    "This program is a game server on Steam. The leaderboard and the list of friends belong to a player's own Steam client, "
    "and a server cannot ask for them; dates and icons of achievements neither."
)


@dataclass(frozen=True, slots=True)
class Feat:
    """An achievement: `when` in seconds since 1970 (0 unknown), `goal` 0.0 without progress, `icon` a handle for `picture` (0 none)."""

    name: str
    title: str
    text: str
    unlocked: bool
    when: int = 0
    current: float = 0.0
    goal: float = 0.0
    icon: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the leaderboard: the time in milliseconds, what else was sent with it, and whether it is the player's own."""

    rank: int
    name: str
    score: int
    details: tuple[int, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Friend:
    """A friend: `games` is None until Steam has answered, and 0 for one who has no stats; `avatar` is a handle for `picture` (0 none).

    `playing` is what the friend's rich presence says, "" for one who does not play.
    """

    name: str
    games: int | None = None
    wins: int = 0
    unlocked: int = 0
    avatar: int = 0
    playing: str = ""


class Profile(Node):
    """What there is to show of one player.

    Args:
        card: What the game's server knows of the player.
        steam: Steam as the player sees it, None where there is no player's side.
        best: Whose uploads change the board.
        cloud: What the cloud holds of it, None where there is no player's side.
    """

    opened: Signal[()] = Signal()
    closed: Signal[()] = Signal()

    def __init__(self, card: Card, steam: Steam | None, best: Board, cloud: CloudProfile | None = None) -> None:
        """Show nothing yet."""
        super().__init__(name="Profile")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.is_open = False
        self.version = 0
        self.feats: tuple[Feat, ...] = ()
        self.stats: tuple[tuple[str, str, int | float], ...] = ()
        """Title, API name and value."""
        self.places: tuple[Place, ...] | None = None
        """The leaderboard; None until Steam has answered."""
        self.friends: tuple[Friend, ...] = ()
        self.avatar = 0
        """The player's own, a handle for `picture`; 0 for none."""
        self._card = card
        self._cloud = cloud
        self._steam = steam
        self._until_read = self._until_ask = 0.0
        self._asking = False
        if cloud is not None:
            cloud.written.connect(self._on_cloud_written)
        if steam is not None:
            best.score_uploaded.connect(self._on_score_uploaded)

    @property
    def index(self) -> int:
        """Which player it is of."""
        return self._card.index

    @property
    def name_of_player(self) -> str:
        """What the player is called on Steam, or the ship where that is not known."""
        return (self._steam.get_persona_name() if self._steam is not None else "") or self._card.name

    @property
    def in_cloud(self) -> str:
        """What the cloud holds of it, "" for nothing."""
        return "" if self._cloud is None else self._cloud.words

    @property
    def note(self) -> str:
        """Why there is neither a board nor friends; "" where there is a player's side."""
        return SERVER_ONLY if self._steam is None else ""

    def open(self) -> None:
        """Begin to show, with what is known now."""
        if not self.is_open:
            self.is_open = True
            self._until_read = self._until_ask = 0.0
            self._read()
            self.opened.emit()

    def close(self) -> None:
        """Show no more."""
        if self.is_open:
            self.is_open = False
            self.closed.emit()

    def picture(self, handle: int) -> tuple[int, int, bytes] | None:
        """Return the width, the height and the RGBA pixels of an icon; None if there is no such picture."""
        if self._steam is None or not handle:
            return None
        size, image = self._steam.get_image_size(handle), self._steam.get_image_rgba(handle)
        return (size["width"], size["height"], image["buffer"]) if size["success"] and image["success"] else None

    def _process(self, delta: float) -> None:
        if not self.is_open:
            return
        self._until_read -= delta
        self._until_ask -= delta
        if self._until_read <= 0.0:
            self._until_read = READ_EVERY
            self._read()
        if self._until_ask <= 0.0 and not self._asking and self._steam is not None:
            self._until_ask = ASK_EVERY
            _ = self._ask(self._steam)

    def _read(self) -> None:
        """Read what needs no request."""
        steam = self._steam
        before = self.feats, self.stats, self.avatar
        if steam is None:
            self.feats, self.stats = _feats_of(self._card), _stats_of(self._card)
        else:
            names = [steam.get_achievement_name(place) for place in range(steam.get_num_achievements())]
            self.avatar = max(steam.get_medium_friend_avatar(steam.get_steam_id()), 0)
            self.feats = tuple(_feat(steam, name) for name in names)
            self.stats = (
                *((STAT_TITLES[name], name, steam.get_stat_int(name)) for name in INT_STATS),
                *((STAT_TITLES[name], name, steam.get_stat_float(name)) for name in FLOAT_STATS),
            )
        if before != (self.feats, self.stats, self.avatar):
            self.version += 1

    async def _ask(self, steam: Steam) -> None:
        """Ask for the board and for each friend, and take the answers as they come."""
        self._asking = True
        me = steam.get_steam_id()
        handle = await board.find(steam)
        if handle:
            page = await steam.download_board(1, MOST_PLACES, Steam.LEADERBOARD_DATA_REQUEST_GLOBAL, handle)
            if page.result == Result.OK:
                places = [
                    Place(line.global_rank, _called(steam, line.steam_id), line.score, line.details, line.steam_id == me)
                    for line in page.entries
                ]
                self._take(tuple(places), self.friends)
        known = {friend.name: friend for friend in self.friends}
        ids = [
            steam.get_friend_by_index(place, Steam.FRIEND_FLAG_IMMEDIATE)
            for place in range(steam.get_friend_count(Steam.FRIEND_FLAG_IMMEDIATE))
        ]
        for steam_id in ids:
            # Steam loads those that it has not got; they are here by the time a friend's stats are.
            steam.get_medium_friend_avatar(steam_id)
        for place, steam_id in enumerate(ids):
            if len(self.friends) != len(ids):
                names = [_called(steam, friend) for friend in ids]
                self._take(self.places, tuple(known.get(name, Friend(name)) for name in names))
            result = await steam.request(steam_id)
            friends = list(self.friends)
            friends[place] = _friend(steam, steam_id, has_stats=result == Result.OK)
            self._take(self.places, tuple(friends))
        self._asking = False

    def _take(self, places: tuple[Place, ...] | None, friends: tuple[Friend, ...]) -> None:
        if (places, friends) != (self.places, self.friends):
            self.places, self.friends = places, friends
            self.version += 1

    def _on_cloud_written(self, _kept: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.version += 1

    def _on_score_uploaded(self, _index: int, _milliseconds: int, _rank: int) -> None:
        self._until_ask = 0.0


def _feat(steam: Steam, name: str) -> Feat:
    """Read one achievement of the player."""
    found = steam.get_achievement_and_unlock_time(name)
    unlocked = bool(found.get("achieved"))
    hidden = steam.get_achievement_display_attribute(name, "hidden") == "1" and not unlocked
    current, goal = _progress(steam, name)
    return Feat(
        name,
        steam.get_achievement_display_attribute(name, "name") or name,
        "Hidden until it is unlocked" if hidden else steam.get_achievement_display_attribute(name, "desc"),
        unlocked,
        int(found.get("unlocked", 0)),
        goal if unlocked else min(current, goal),
        goal,
        steam.get_achievement_icon(name),
    )


def _progress(steam: Steam, name: str) -> tuple[float, float]:
    """Return (current, goal) of an achievement, with a goal of 0.0 for one without progress."""
    # Steam tells the limits but not of which stat; the game knows that.
    stat = next((known.stat for known in ACHIEVEMENTS if known.name == name), None)
    if stat in INT_STATS:
        limits = steam.get_achievement_progress_limits_int(name)
        return (float(steam.get_stat_int(stat)), float(limits["max"])) if limits else (0.0, 0.0)
    if stat is not None:
        limits = steam.get_achievement_progress_limits_float(name)
        return (steam.get_stat_float(stat), limits["max"]) if limits else (0.0, 0.0)
    return 0.0, 0.0


def _called(steam: Steam, steam_id: int) -> str:
    """Return what somebody is called, or the Steam ID where Steam does not know it."""
    return steam.get_friend_persona_name(steam_id) or str(int(steam_id))


def _friend(steam: Steam, steam_id: int, *, has_stats: bool) -> Friend:
    """Read a friend who was asked for."""
    name, avatar = _called(steam, steam_id), max(steam.get_medium_friend_avatar(steam_id), 0)
    playing = steam.get_friend_rich_presence(steam_id, KEY)
    if not has_stats:
        return Friend(name, 0, avatar=avatar, playing=playing)
    names = (steam.get_achievement_name(place) for place in range(steam.get_num_achievements()))
    unlocked = sum(bool(steam.get_user_achievement(steam_id, name).get("achieved")) for name in names)
    games, wins = (steam.get_user_stat_int(steam_id, name) for name in ("NumGames", "NumWins"))
    return Friend(name, games, wins, unlocked, avatar, playing)


def _feats_of(card: Card) -> tuple[Feat, ...]:
    """Return the achievements as the game's server knows them."""
    return tuple(
        Feat(
            known.name,
            known.title,
            known.text,
            card.unlocked[known.name],
            current=card.progress(known.name)[0],
            goal=0.0 if known.stat is None else known.goal,
        )
        for known in ACHIEVEMENTS
    )


def _stats_of(card: Card) -> tuple[tuple[str, str, int | float], ...]:
    """Return the stats as the game's server knows them."""
    return tuple((STAT_TITLES[name], name, card.stats[name]) for name in (*INT_STATS, *FLOAT_STATS))
