# mypy: no-strict-optional, disable-error-code="attr-defined,union-attr"
"""A shop that tells what happens in it."""

from __future__ import annotations

from typing import Any

from steam_nodes import Callable, Node, Signal
from steam_nodes import gdscript as gd


@gd.script("res://signals.gd")
class Signals(Node):
    # Someone bought something.
    sold: Signal[str, int] = Signal("item", "price")
    emptied: Signal[()] = Signal()
    refused: Signal[Any] = Signal("reason")

    def __init__(self) -> None:
        super().__init__()
        self.stock: dict[Any, Any] = {"apple": 3, "pear": 0}

    _earned: int = 0

    @property
    def earned(self) -> int:
        return self._earned

    @earned.setter
    def earned(self, value: int) -> None:
        self._earned = max(value, 0)
        if self._earned > 100:
            self.emptied.emit()

    def _ready(self) -> None:
        self.sold.connect(self._on_sold)
        self.sold.connect(Callable(self._on_sold_with).bind("ledger"))
        self.refused.connect(lambda reason: gd.print("refused: ", reason))
        self.emptied.connect(self._on_emptied, self.CONNECT_ONE_SHOT)
        self.get_node("Door").opened.connect(self._on_door_opened)
        if self.has_signal("sold") and not self.sold.is_connected(self._on_sold):
            print("not connected")

    def buy(self, item: str, price: int) -> bool:
        if self.stock.get(item, 0) < 1:
            self.refused.emit(f"no {item} left")
            return False
        self.stock[item] -= 1
        self.sold.emit(item, price)
        return True

    def close(self) -> None:
        self.sold.disconnect(self._on_sold)
        self.emit_signal("emptied")
        self.call_deferred("queue_free")

    def _on_sold(self, item: str, price: int) -> None:
        self.earned += price
        print(f"sold {item} for {price}")

    def _on_sold_with(self, item: str, _price: int, where: str) -> None:
        print(f"{item} is in the {where}")

    def _on_emptied(self) -> None:
        self.set_process(False)

    def _on_door_opened(self) -> None:
        pass
