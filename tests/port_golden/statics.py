# mypy: no-strict-optional, disable-error-code="assignment"
"""Dice with a memory, all of it static."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar, Final

from steam_nodes import RefCounted
from steam_nodes import gdscript as gd


@gd.script("res://statics.gd", "Dice")
class Dice(RefCounted):
    LOW: Final = 1
    HIGH: Final = 6

    class Face(IntEnum):
        ONE = 1
        TWO = 2
        THREE = 3
        FOUR = 4
        FIVE = 5
        SIX = 6

    class Flag(IntEnum):
        NONE = 0
        LOADED = 1 << 0
        BROKEN = 1 << 1
        BOTH = 3

    SIDES: Final = HIGH - LOW + 1
    WEIGHTS: Final = gd.read_only({Face.ONE: 2, Face.SIX: 1})

    rolled: ClassVar[int] = 0
    history: ClassVar[list[int]] = gd.Array[int]()
    _seed: ClassVar[int] = 17

    flags: Flag = Flag.NONE

    @staticmethod
    def roll() -> int:
        Dice.rolled += 1
        Dice._seed = gd.mod(gd.int64(Dice._seed * 1103515245 + 12345), 2147483648)
        face = gd.mod(Dice._seed, Dice.SIDES) + Dice.LOW
        Dice.history.append(face)
        return face

    @staticmethod
    def roll_many(count: int) -> list[int]:
        faces: list[int] = gd.Array[int]()
        for _i in range(count):
            faces.append(Dice.roll())
        return faces

    @staticmethod
    def mean() -> float:
        if not Dice.history:
            return 0.0
        sum = 0.0
        for face in Dice.history:
            sum += face
        return gd.div(sum, len(Dice.history))

    def is_fair(self) -> bool:
        return self.flags & self.Flag.BOTH == 0

    def load_it(self) -> None:
        self.flags |= self.Flag.LOADED

    def weight(self, face: Face) -> int:
        return gd.convert(self.WEIGHTS.get(face, 1), int)

    @staticmethod
    def names() -> list[Any]:
        return list(Dice.Face.__members__)
