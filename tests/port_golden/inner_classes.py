"""What somebody carries, with its classes inside."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from steam_nodes import Node, RefCounted
from steam_nodes import gdscript as gd


@gd.script("res://inner_classes.gd")
class InnerClasses(Node):
    class Rarity(IntEnum):
        COMMON = 0
        RARE = 5
        EPIC = 6

    class Item(RefCounted):
        label: str = ""
        worth: int = 0

        def __init__(self, p_label: str, p_worth: int = 1) -> None:
            super().__init__()
            self.rarity: InnerClasses.Rarity = InnerClasses.Rarity.COMMON
            self.label = p_label
            self.worth = p_worth

        def price(self) -> int:
            return self.worth * (self.rarity + 1)

        def _to_string(self) -> str:
            return f"{self.label} ({self.price()})"

    class Sword(Item):
        sharp: bool = True

        def __init__(self) -> None:
            super().__init__("sword", 10)
            self.rarity = InnerClasses.Rarity.RARE

        def price(self) -> int:
            return super().price() + (5 if self.sharp else 0)

    class Bag(RefCounted):
        """What somebody carries."""

        ROOM: Final = 3

        def __init__(self) -> None:
            super().__init__()
            self.items: list[InnerClasses.Item] = gd.Array[InnerClasses.Item]()

        # Whether there was room for it.
        def put(self, item: InnerClasses.Item) -> bool:
            if len(self.items) >= self.ROOM:
                return False
            self.items.append(item)
            return True

        def total(self) -> int:
            sum = 0
            for item in self.items:
                sum += item.price()
            return sum

    def __init__(self) -> None:
        super().__init__()
        self.bag: InnerClasses.Bag = self.Bag()

    def _ready(self) -> None:
        self.bag.put(self.Item("rope"))
        self.bag.put(self.Sword())
        print(f"worth {self.bag.total()} of {self.Bag.ROOM} things")
        for item in self.bag.items:
            if isinstance(item, InnerClasses.Sword):
                gd.print("a sword: ", item)
