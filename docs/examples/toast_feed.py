"""What a toast and an overlay say, and when: the half that every window shares. Copy it beside `toast_pygame.py` or its like.

What does it show you about steam_nodes?

* A node that listens to another one: `ToastFeed` hears what a `PlayerStats` tells and lives by the same frames.
* Where the words and the icon of an achievement come from: the player's own `Steam`, else a server's local world.

Rules: the oldest toast stands nearest to the corner, three at most are shown and further ones wait. A toast about an achievement that is
shown already takes that one's place. Toasts go on while the game is paused. Nothing here draws.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from steam_nodes import Engine, LocalSteam, Node, Steam, SteamServerStats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes import PlayerStats

MOST_SHOWN: Final = 3
STAYS: Final = 4.5
STAYS_IN_A_QUEUE: Final = 2.5
"""Seconds that a toast is shown: alone, and while others wait."""
SLIDE: Final = 0.25
"""Seconds that it takes to come in, and to go out."""
FALL: Final = 6.0
"""Places a second that a toast moves towards the corner when one before it has gone."""


class Icon(NamedTuple):
    """The picture of an achievement: its size in pixels, and four bytes for each pixel, from the top left."""

    width: int
    height: int
    rgba: bytes


class Words(NamedTuple):
    """What players read instead of an API name."""

    title: str
    text: str


@dataclass(slots=True, eq=False)
class Toast:
    """One toast: an achievement unlocked, or (value, goal) of the way to it. `place` counts from the corner."""

    name: str
    words: Words
    progress: tuple[float, float] | None
    icon: Icon | None
    place: float = 0.0
    age: float = 0.0
    leaves: float = STAYS

    @property
    def hidden(self) -> float:
        """How far it is outside of the window: 1.0 before it comes in, 0.0 while it stands, 1.0 when it is gone."""
        away = 1.0 - min(self.age / SLIDE, max(0.0, self.leaves - self.age) / SLIDE, 1.0)
        return away * away

    @property
    def share(self) -> float:
        """How much of the way is done, from 0.0 to 1.0."""
        value, goal = self.progress or (1.0, 1.0)
        return max(0.0, min(1.0, value / goal)) if goal else 1.0

    @property
    def line(self) -> str:
        """The line below the title."""
        if self.progress is None:
            return self.words.text or "Achievement unlocked"
        return f"{self.progress[0]:,.0f} of {self.progress[1]:,.0f}"


class ToastFeed(Node):
    """The toasts of one player, in time; `toast_pygame.py` and its like draw them.

    Args:
        stats: Whose achievements are told. The feed becomes a child of it, and ends with it.
        upper: Whether toasts stand in the upper right corner, and not in the lower one.
    """

    def __init__(self, stats: PlayerStats, *, upper: bool = False) -> None:
        """Listen."""
        super().__init__(name="Toasts")
        self.upper = upper
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.shown: list[Toast] = []
        self.waiting: deque[Toast] = deque()
        stats.achievement_unlocked.connect(self._on_achievement_unlocked)
        stats.achievement_progress.connect(self._on_achievement_progress)
        stats.add_child(self)

    def add(self, toast: Toast) -> None:
        """Show a toast, in place of one about the same achievement, or as soon as there is room."""
        for there in (*self.shown, *self.waiting):
            if there.name == toast.name:
                there.words, there.progress, there.icon = toast.words, toast.progress, toast.icon
                there.age, there.leaves = min(there.age, SLIDE), STAYS
                return
        self.waiting.append(toast)

    def _ready(self) -> None:
        steam = Engine.singleton_of(self.get_tree(), "Steam")
        if isinstance(steam, Steam):
            steam.user_achievement_icon_fetched.connect(self._on_icon_fetched)

    def _process(self, delta: float) -> None:
        for toast in self.shown:
            toast.age += delta
            if self.waiting:
                toast.leaves = min(toast.leaves, max(STAYS_IN_A_QUEUE, toast.age + SLIDE))
        self.shown = [toast for toast in self.shown if toast.age < toast.leaves]
        for index, toast in enumerate(self.shown):
            toast.place = max(float(index), toast.place - FALL * delta)
        while self.waiting and len(self.shown) < MOST_SHOWN:
            self.waiting[0].place = float(len(self.shown))
            self.shown.append(self.waiting.popleft())

    def _on_achievement_unlocked(self, name: str) -> None:
        self.add(Toast(name, words_of(self, name), None, icon_of(self, name)))

    def _on_achievement_progress(self, name: str, value: float, goal: float) -> None:
        self.add(Toast(name, words_of(self, name), (value, goal), icon_of(self, name)))

    def _on_icon_fetched(self, _game_id: int, name: str, _was_achieved: bool, _handle: int) -> None:  # noqa: FBT001 - Steam's own signal
        for toast in (*self.shown, *self.waiting):
            if toast.name == name:
                toast.icon = icon_of(self, name)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an overlay: a stat with its value, or an achievement with whether the player has it."""

    title: str
    value: str
    unlocked: bool | None = None


def rows(stats: PlayerStats, titles: Mapping[str, str]) -> list[Row]:
    """Return what an overlay lists: the stats that have a title, then every achievement of the game that Steam tells of.

    Args:
        stats: Whose.
        titles: What players read, by the API name of each stat; Steam has no call that tells it.
    """
    if not stats.is_inside_tree() or not stats.is_loaded:
        return [Row(title, "…") for title in titles.values()]
    found = [Row(title, number(stats.get(name))) for name, title in titles.items()]
    for name in achievements_of(stats):
        unlocked = stats.is_unlocked(name)
        found.append(Row(words_of(stats, name).title, "unlocked" if unlocked else "locked", unlocked))
    return found


def number(value: float) -> str:
    """Return a number as players read it."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def achievements_of(node: Node) -> list[str]:
    """Return the API names of the game's achievements; none where there is neither a player's Steam nor a local world."""
    steam = Engine.singleton_of(node.get_tree(), "Steam")
    if isinstance(steam, Steam):
        return [steam.get_achievement_name(place) for place in range(steam.get_num_achievements())]
    world = _world_of(node)
    return [] if world is None else list(world.schema.achievements)


def words_of(node: Node, name: str) -> Words:
    """Return what players read of an achievement: what Steam says, else words made of its API name.

    Args:
        node: A node of the tree whose Steam is asked.
        name: The API name.
    """
    steam, title, text = Engine.singleton_of(node.get_tree(), "Steam"), "", ""
    if isinstance(steam, Steam):
        title = steam.get_achievement_display_attribute(name, "name")
        text = steam.get_achievement_display_attribute(name, "desc")
    elif (world := _world_of(node)) is not None and name in world.schema.achievements:
        entry = world.schema.achievements[name]
        title, text = entry.display_name, entry.description
    return Words(title or name.removeprefix("ACH_").replace("_", " ").capitalize(), text)


def icon_of(node: Node, name: str) -> Icon | None:
    """Return the icon of an achievement in its present state, None where there is none or it is not here yet."""
    steam = Engine.singleton_of(node.get_tree(), "Steam")
    if not isinstance(steam, Steam):
        return None
    handle = steam.get_achievement_icon(name)
    if not handle:
        return None
    size, pixels = steam.get_image_size(handle), steam.get_image_rgba(handle)
    return Icon(size["width"], size["height"], bytes(pixels["buffer"])) if pixels["success"] else None


def _world_of(node: Node) -> LocalSteam | None:
    """Return the local world of a server's tree."""
    server = Engine.singleton_of(node.get_tree(), SteamServerStats.singleton_names[-1])
    return server.backend if isinstance(server, SteamServerStats) and isinstance(server.backend, LocalSteam) else None


def text_size(height: int) -> int:
    """Return how many pixels high a line of text is to be in a window that is so many pixels high."""
    return max(14, height // 36)
