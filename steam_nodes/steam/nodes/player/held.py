"""What is held: the sets in Steam's memory that are not stored, each with what it did, so that it can be made again.

Rules: a set is a value: it knows no Steam and no time. Sets of long ago are kept as one, so that a game which adds in each frame and stores
after hours holds no more than one that stores each minute.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from steam_nodes.steam.nodes.player.changes import NOTHING, Change

MOST: Final = 512
"""How many sets of one name are told apart: more than are made while one write is on its way to the disk."""


class Held(NamedTuple):
    """One set in Steam's memory that is not stored.

    Args:
        number: The set's number: Steam's own where it can be followed, else the ledger's.
        change: What it did; None for an unlock and for sessions.
        sessions: The sessions that were told of an average.
        value: What it made of the value.
    """

    number: int
    change: Change | None
    sessions: tuple[tuple[float, float], ...]
    value: float


def is_repeatable(sets: list[Held]) -> bool:
    """Whether it makes no difference how often these sets are made."""
    return all(each.change.repeatable if each.change is not None else not each.sessions for each in sets)


def together(sets: list[Held]) -> Held:
    """Return several sets as one: what was set long ago is not told apart any more."""
    change = sets[-1].change
    sessions = [session for each in sets for session in each.sessions]
    if change is not None:
        change = NOTHING
        for each in sets:
            change = change if each.change is None else change.then(each.change)
    if sessions:
        sessions = [(sum(count for count, _ in sessions), sum(seconds for _, seconds in sessions))]
    return Held(sets[-1].number, change, tuple(sessions), sets[-1].value)


def added_to(sets: list[Held], made: Held, *, merge: bool) -> list[Held]:
    """Put another one behind the sets of a name, and return them.

    Args:
        sets: Those before, in their order.
        made: The new one.
        merge: Whether those of long ago may become one: not while a store is on its way, which carries some and others not.
    """
    sets.append(made)
    return [together(sets[: MOST // 2]), *sets[MOST // 2 :]] if merge and len(sets) > MOST else sets
