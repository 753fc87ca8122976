# mypy: no-strict-optional, disable-error-code="has-type"
"""Reads the commands of a chat."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from steam_nodes import Node
from steam_nodes import gdscript as gd


@gd.script("res://matching.gd")
class Matching(Node):
    class Mode(IntEnum):
        IDLE = 0
        PLAYING = 1
        OVER = 2

    ADMIN: Final = "admin"

    mode: Mode = Mode.IDLE

    def answer(self, line: str) -> str:
        words = gd.String.split(line, " ", False)
        match gd.Array(words):
            case []:
                return ""
            case ["help"] | ["?"]:
                return "say, roll, quit"
            case ["say", what]:
                return gd.convert(what, str)
            case ["roll", count, *_]:
                return str(gd.String.to_int(count))
            case [first, *_] if first == self.ADMIN:
                return "at your service"
            case _:
                return f"what is '{words[0]}'?"

    def next_mode(self) -> Mode:
        match self.mode:
            case self.Mode.IDLE:
                return self.Mode.PLAYING
            case self.Mode.PLAYING | self.Mode.OVER:
                return self.Mode.OVER
        return self.Mode.IDLE

    def size_of(self, count: int) -> str:
        match count:
            case 0:
                return "none"
            case 1 | 2 | 3:  # a few
                return "some"
            case _ if count < 0:
                return "less than none"
            case _:
                return "many"

    def read(self, packet) -> None:
        match packet:
            case None:
                print("nothing")
            case {"type": "move", "x": x, "y": y, **rest} if not rest:
                gd.print("to ", x, " ", y)
            case {"type": "chat"}:
                gd.print("chat: ", packet)
            case value if gd.matches(value, 1):
                print("one, not 1.0")
            case "ping" | "pong":
                print("alive")
            case [value_2, [inner, _]] if gd.matches(value_2, 1):
                gd.print(inner)
            case True:
                print("yes")
