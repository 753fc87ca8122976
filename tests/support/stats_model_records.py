"""What the plain model of stats_model.py is made of: its schema, its users and its questions.

Rules: everything is in stored form, and a get looks at `unstored`, then `base`, then the default. `origin` is what was held of an unstored
name when it was set, and what a store may write over.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result

START = 1_700_000_000
TEXT = """
app_id = 480

[stats.n]
type = "INT"
min = -1
max = 10
max_change = 5
set_by = "GS"

[stats.p]
type = "INT"
set_by = "GS"

[stats.f]
type = "FLOAT"
increment_only = true
set_by = "GS"

[stats.r]
type = "AVGRATE"
window = 4
max = 6
set_by = "GS"

[stats.c]
type = "INT"

[achievements.A]
set_by = "GS"
progress = { stat = "p", max = 5 }

[achievements.B]
set_by = "GS"
"""
DEFAULTS: dict[str, Any] = {"n": 0, "p": 0, "f": 0.0, "r": [0.0, 0.0], "c": 0, "A": None, "B": None}
MAX_CHANGE = {"n": 5}
MIN, MAX = {"n": -1}, {"n": 10, "r": 6.0}
INCREMENT_ONLY = {"f"}
PROGRESS = {"p": ("A", 5)}
WINDOW = 4.0
NOT_A_PLAYER = 90071992547409921


def single(value: float) -> float:
    """Round to float32."""
    rounded: float = struct.unpack("<f", struct.pack("<f", value))[0]
    return rounded


def shown(raw: Any) -> Any:
    """Return what a get shows of a stat's stored form."""
    return single(raw[0] / raw[1] if raw[1] else raw[0]) if isinstance(raw, list) else raw


@dataclass(eq=False)
class ModelUser:
    """One user as one server knows them."""

    steam_id: int
    loaded: bool = False
    away: bool = False
    asking: int = 0
    leaving: bool = False
    base: dict[str, Any] = field(default_factory=dict)
    unstored: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, Any] = field(default_factory=dict)
    turn: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    earned: dict[str, str] = field(default_factory=dict)
    reverted: dict[str, int] = field(default_factory=dict)
    sets: int = 0

    def view(self, name: str) -> Any:
        """Return the stored form of what a get sees."""
        raw = self.unstored.get(name, self.base.get(name))
        return DEFAULTS[name] if raw is None else raw

    def put(self, name: str, raw: Any) -> None:
        """Set a value."""
        self.sets += 1
        if name not in self.unstored:
            self.origin[name] = self.base.get(name)
        self.unstored[name] = raw
        self.turn[name] = self.sets

    def drop(self, name: str) -> None:
        """Hold a value as unstored no more."""
        self.unstored.pop(name, None)
        self.origin.pop(name, None)
        self.broken.discard(name)

    def go_back(self, names: list[str]) -> None:
        """Give values up, with the achievements that only they had unlocked."""
        for name in names:
            self.drop(name)
            for achievement in [key for key, stat in self.earned.items() if stat == name]:
                del self.earned[achievement]
                self.drop(achievement)


@dataclass(eq=False)
class ModelQuestion:
    """Something asked and not answered."""

    call: int
    order: int
    kind: str
    user: ModelUser
    frame: int
    asked: float
    due: float
    answer: Result
    scripted: Result | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    read: dict[str, Any] | None = None
    clashes: list[str] = field(default_factory=list)
