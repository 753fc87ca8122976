"""What a failed check tells beside itself: what Steam refused last and why, and what it answered last, on each side.

Rules: nothing is asked of Steam for it, so that to report changes nothing. A line is made plain and short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.object.plain_text import plain
from steam_nodes.scene.engine.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_tree import SceneTree

MOST_LINES: Final = 6
_MOST_LETTERS: Final = 300
_MOST_OF_A_VALUE: Final = 100
_SIDES: Final = (("the server's side", "SteamServerStats"), ("the player's side", "Steam"))


class Side(NamedTuple):
    """One side of Steam: what it is called, and its backend."""

    name: str
    backend: Any


def sides_of(tree: SceneTree | None) -> list[Side]:
    """Return the sides of Steam that are attached to a tree."""
    if tree is None:
        return []
    found = ((name, Engine.singleton_of(tree, family)) for name, family in _SIDES)
    return [Side(name, node._backend_) for name, node in found if node is not None]


def told(sides: Iterable[Side]) -> list[str]:
    """Return lines about what each side refused and answered last; none where there is nothing to tell."""
    lines = []
    for side in sides:
        why = side.backend.why()
        if why:
            lines.append(f"last refused on {side.name}: {cut(why)}")
        # A replay, and Valve's own library, keep no such log.
        log: list[str] = getattr(side.backend, "stats_log", list)()
        if log:
            lines += [f"last of the log on {side.name}:", *(f"  {cut(line)}" for line in log[-MOST_LINES:])]
    return lines


def unsettled(tree: SceneTree | None, steam_id: int | None = None) -> list[str]:
    """Return a line about each PlayerStats of a tree that holds something unstored, of one player or of all."""
    from steam_nodes.steam.nodes.player_stats import PlayerStats  # noqa: PLC0415 - only what fails needs it

    if tree is None:
        return []
    todo: list[Node] = [tree.root]
    lines = []
    while todo:
        node = todo.pop()
        todo += node.get_children()
        if isinstance(node, PlayerStats) and not node.is_settled and steam_id in {None, int(node.steam_id)}:
            lines.append(
                f"the PlayerStats of {node.steam_id} holds something unstored: call store(), "
                f"then until(stats.stored, timeout={node.store_every + 5:g}), for stores are {node.store_every:g} s apart"
            )
    return lines


def message(first: str, lines: Sequence[str]) -> str:
    """Put a message together: what failed, and below it what is known of it."""
    return "\n".join([first, *(f"  {line}" for line in lines)])


def value_text(value: object) -> str:
    """Write one value of a message."""
    return plain(_cut(repr(value), _MOST_OF_A_VALUE))


def cut(line: str) -> str:
    """Make a line plain, and as short as one can be read."""
    return plain(_cut(line, _MOST_LETTERS))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
