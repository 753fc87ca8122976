# mypy: no-strict-optional, disable-error-code="attr-defined,union-attr"
"""A lobby of Godot 3."""

from __future__ import annotations

from typing import Any

from steam_nodes import Callable, Node, Signal
from steam_nodes import gdscript as gd


@gd.script("res://godot3.gd", tool=True)
class Godot3(Node):
    joined: Signal[Any] = Signal("id")

    seats = gd.export(4)
    title = gd.export("Lobby")
    is_open = gd.export(True)

    list = gd.onready(lambda self: self.get_node("Panel/List"))
    timer = gd.onready(lambda self: self.get_node("Timer"))

    def __init__(self) -> None:
        super().__init__()
        self._members: list[Any] = []

    @property
    def members(self):
        return self.get_members()

    @members.setter
    def members(self, value):
        self.set_members(value)

    host: Any = None

    async def _ready(self):
        self.timer.timeout.connect(self._on_timeout)
        self.joined.connect(Callable(self._on_joined).bind("late"))
        await self.get_tree().create_timer(1.0).timeout
        print("open: " + gd.str(self.is_open))

    def set_members(self, value):
        self._members = value
        print(gd.format("%d of %d", [len(self._members), self.seats]))

    def get_members(self):
        return self._members

    @gd.rpc("remote")
    def join(self, id):
        if gd.contains(self._members, id):
            return
        self.members = self._members + [id]
        self.emit_signal("joined", id)
        if gd.equal(self.host, None):
            self.host = id

    def _on_joined(self, id, when):
        gd.print(id, " joined ", when)

    async def _on_timeout(self):
        done = await self.wait_for_host()
        gd.print(done)

    async def wait_for_host(self):
        while gd.equal(self.host, None):
            await self.get_tree().process_frame
        return self.host
