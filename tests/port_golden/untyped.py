"""Counts what the players do, the way scripts were written before types came."""

from __future__ import annotations

from typing import Any, Final

from steam_nodes import Node
from steam_nodes import gdscript as gd


@gd.script("res://untyped.gd")
class Untyped(Node):
    MAX_LINES: Final = 5

    stage = 0
    waited = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Any] = []
        self.scores = {"red": 0, "blue": 0}

    # Old style: connect by name.
    def _ready(self):
        # Old style: connect by name.
        self.get_tree().connect("process_frame", self._on_frame)
        for team in self.scores:
            gd.print("team ", team)

    def _process(self, delta):
        self.waited += delta
        match self.stage:
            case 0:
                if self.waited > 2.0:
                    self.stage = 1
                    self.note("started")
            case 1 | 2:
                self.note(f"stage {self.stage}")
            case _:
                pass  # nothing to do any more

    def note(self, text):
        if len(self.lines) >= self.MAX_LINES:
            gd.Array.pop_front(self.lines)
        self.lines.append(text)
        print(gd.format("[%02d] %s", [len(self.lines), text]))

    def score(self, team, points=1):
        if team not in self.scores:
            gd.push_warning(gd.format("no such team: %s", team))
            return
        self.scores[team] += points
        if self.scores[team] > 10 and self.stage == 1:
            self.stage += 1

    def average(self):
        sum = 0
        for team in self.scores:
            sum += self.scores[team]
        return gd.div(sum, len(self.scores))

    def _on_frame(self):
        if self.stage > 1:
            self.lines.clear()
