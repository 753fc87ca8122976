"""What App Admin calls things in its files: the tokens of an achievement's texts and the place that they tell; and what a format loses.

Rules: pure functions on text. An achievement is a bit of a stat of bits: NEW_ACHIEVEMENT_9_0_NAME is the name of the one in bit 0 of stat
9, and NEW_ACHIEVEMENT_9_0 what it is called until somebody chooses an API Name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.schema.entries import BITS, STAT_ID_MAX

if TYPE_CHECKING:
    from steam_nodes.steam.schema.document import Document

SPACEWAR: Final = 480
"""Valve's own example, the number that a game without one of its own is tried with."""
ENGLISH: Final = "english"
TOKEN: Final = re.compile(r"NEW_ACHIEVEMENT_([0-9]{1,19})_([0-9]{1,2})_(NAME|DESC)")
"""How App Admin calls the texts of an achievement: by the stat of its bit, and the bit."""
TEXTS: Final = {"name": "display_name", "desc": "description", "NAME": "display_name", "DESC": "description"}


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format has no place for.

    Args:
        path: The keys that lead to it: in a file that was read as they stand there, in a schema that was written as TOML has them.
        why: What became of it, or why it has no place.
    """

    path: str
    why: str

    def __str__(self) -> str:
        """Return both as one clause."""
        return f"{self.path}: {self.why}"


def token(stat_id: int, bit: int, key: str) -> str:
    """Return how App Admin calls a text of an achievement.

    Args:
        stat_id: The stat of its bit.
        bit: The bit.
        key: "name" or "desc".
    """
    return f"NEW_ACHIEVEMENT_{stat_id}_{bit}_{key.upper()}"


def token_of(entry: Document, key: str) -> str:
    """Return the token of an entry's place, "" if it has none."""
    place = entry.get("place")
    return token(place["stat_id"], place["bit"], key) if place else ""


def place_of(text: str) -> Document | None:
    """Return the place that a token tells, None if it tells none."""
    found = TOKEN.fullmatch(text)
    if not found:
        return None
    stat_id, bit = int(found[1]), int(found[2])
    return {"stat_id": stat_id, "bit": bit} if stat_id <= STAT_ID_MAX and bit < BITS else None
