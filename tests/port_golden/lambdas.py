# mypy: disable-error-code="attr-defined,misc"
"""Lambdas and callables in all the ways people use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes import Callable, Node
from steam_nodes import gdscript as gd

if TYPE_CHECKING:
    from collections.abc import Callable as Function


@gd.script("res://lambdas.gd")
class Lambdas(Node):
    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[Any] = gd.Array[Callable]()
        self.log_lines: gd.PackedStringArray = gd.PackedStringArray()

    def _ready(self) -> None:
        twice = Callable(lambda x: x * 2)
        gd.print(twice(4))

        for index in range(3):
            self.handlers.append(lambda *, index=index: self.log_lines.append(f"handler {index}"))
        for handler in self.handlers:
            handler()

        count = 0

        def counter_lambda(*, count=count) -> int:
            count += 1  # a copy: the function's own stays 0
            return count

        counter = counter_lambda
        gd.print(counter(), counter(), count)

        names = ["Cid", "Ann", "Bob"]
        gd.Array.sort_custom(names, lambda a, b: a < b)
        long = gd.Array.map(
            gd.Array.filter(names, lambda n: gd.call(n, "length") > 2), lambda n: n.upper()
        )
        gd.print(long)

        def on_timeout_lambda():
            # Both lines belong to it.
            self.log_lines.append("timeout")
            print(len(self.log_lines))

        self.get_node("Timer").timeout.connect(on_timeout_lambda)
        self.retry(3, Callable(self._try).bind("twice"))

    def retry(self, times: int, action: Function[..., Any]) -> bool:
        for attempt in range(1, times + 1):
            if action(attempt):
                return True
        return False

    def _try(self, attempt: int, word: str) -> bool:
        print(f"{word} {attempt}")
        return attempt > 1

    def adder(self, amount: int) -> Function[..., Any]:
        return lambda x: x + amount
