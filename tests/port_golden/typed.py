# mypy: no-strict-optional, disable-error-code="has-type"
"""Somebody who fights.

Everything here has a type.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes import Node
from steam_nodes import gdscript as gd


@gd.script("res://typed.gd", "Fighter")
class Fighter(Node):
    # How hard it is hit at most.
    MAX_DAMAGE: Final = 40
    NAMES: Final = gd.read_only(gd.Array[str](["Ann", "Bob"]))

    health: int = 100
    speed: float = 4.5
    armour: float = 1.0
    position: gd.Vector2 = gd.Vector2.ZERO
    target: Fighter | None = None

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = gd.Array[str]()
        self.hits: dict[Any, Any] = {}

    def hit(self, damage: int, by: str = "nobody") -> int:
        """Take a hit, and return how much health is left."""
        taken: int = min(damage, self.MAX_DAMAGE)
        self.health -= taken
        self.hits[by] = self.hits.get(by, 0) + taken
        if self.health <= 0 and not self.is_queued_for_deletion():
            print(f"{self.name} was beaten by {by}")
            self.queue_free()
        return self.health

    def step(self, direction: gd.Vector2, delta: float) -> None:
        self.position += direction.normalized() * self.speed * delta
        # stay on the field
        self.position = self.position.replaced(x=gd.clampf(self.position.x, 0.0, 100.0))
        self.position = self.position.replaced(y=self.position.y + 0.5)

    def is_near(self, other: Fighter, reach: float = 10.0) -> bool:
        return self.position.distance_to(other.position) < reach

    def halve(self, value: int) -> int:
        return gd.div(value, 2) + gd.mod(value, 3)

    def describe(self) -> str:
        parts: gd.PackedStringArray = gd.PackedStringArray()
        parts.append(f"{self.name}: {self.health}")
        if self.target:
            parts.append("after " + self.target.name)
        for index in range(len(self.tags)):
            parts.append(f"#{index + 1} {self.tags[index]}")
        return ", ".join(parts)

    @staticmethod
    def strongest(fighters: list[Fighter]) -> Fighter:
        best: Fighter | None = None
        for fighter in fighters:
            if not best or fighter.health > best.health:
                best = fighter
        return best
