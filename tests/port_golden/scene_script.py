# mypy: no-strict-optional, disable-error-code="attr-defined,has-type,union-attr"
"""The bar at the top of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes import InputEventKey
from steam_nodes import gdscript as gd

if TYPE_CHECKING:
    from steam_nodes import InputEvent, Resource


@gd.script("res://scene_script.gd", "Hud", tool=True)
class Hud(gd.Control):
    title: str = gd.export("Arena")
    warn_below: int = gd.export(25, "range", 0, 100, 5)
    colours: list[gd.Color] = gd.export(gd.Array[gd.Color]([gd.Color.GREEN, gd.Color(1, 0, 0)]))
    gd.export_group("Sounds")
    alarm: Resource | None = gd.export(None)
    side: int = gd.export(1, "enum", "Left", "Right")

    bar: Any = gd.onready(lambda self: self.get_node("Margin/Bar"))
    label = gd.onready(lambda self: self.get_node("%Title"))  # a unique name
    _tween_time: float = gd.onready(lambda self: 0.5 * 2)

    _health: float = 100.0

    @property
    def health(self) -> float:
        return self.get_health()

    @health.setter
    def health(self, value: float) -> None:
        self.set_health(value)

    # Which row is which:
    # name first, then points.
    ROWS: Final = gd.read_only(
        [
            ["Ann", 3],  # first
            ["Bob", 2],
            # nobody third
        ]
    )

    def _ready(self) -> None:
        self.label.text = self.title
        self.label.visible = self.title != ""
        self._update()

    def set_health(self, value: float) -> None:
        self._health = gd.clampf(value, 0, 100)
        if self.is_inside_tree():
            self._update()

    def get_health(self) -> float:
        return self._health

    def _update(self) -> None:
        self.bar.size = self.bar.size.replaced(x=self.health * 2)
        self.bar.modulate = self.colours[0] if self.health >= self.warn_below else self.colours[1]
        if self.health < self.warn_below and self.alarm is not None:
            print(f"alarm: {self.health:.1f}")

    def _input(self, event: InputEvent) -> None:
        if isinstance(event, InputEventKey) and event.pressed and not event.echo:
            match event.keycode:
                case gd.KEY_ESCAPE:
                    self.get_tree().quit()
                case gd.KEY_H:
                    self.visible = not self.visible

    def rows(self) -> str:
        text = ""
        for row in self.ROWS:
            text += gd.format("%s\t%d\n", [row[0], row[1]])
        return text
