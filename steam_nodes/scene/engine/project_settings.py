"""ProjectSettings: values under names with slashes, those of the engine that a game may read and the game's own.

Rules: a program has one set; it is read from no file and written to none, and changes nothing by itself: what the library does is set on
`Engine`, `Input` and the tree. A value set to None is gone. `settings_changed` is emitted once
with the deferred calls, however many changed. Loaded on first use.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.object import error
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal

_FIRST_OWN: Final = 65536

# The engine's defaults, with the places they have there.
_DEFAULTS: Final[dict[str, tuple[Any, int]]] = {
    "application/config/name": ("", 0),
    "application/config/description": ("", 2),
    "application/config/version": ("", 3),
    "application/run/main_scene": ("", 5),
    "application/run/main_loop_type": ("SceneTree", 15),
    "application/config/auto_accept_quit": (True, 16),
    "application/config/quit_on_go_back": (True, 17),
    "physics/common/physics_ticks_per_second": (60, 215),
    "physics/common/max_physics_steps_per_frame": (8, 216),
    "physics/common/physics_jitter_fix": (0.5, 217),
    "application/run/max_fps": (0, 218),
    "application/run/low_processor_mode": (False, 219),
    "application/run/low_processor_mode_sleep_usec": (6900, 220),
    "input_devices/pointing/emulate_touch_from_mouse": (False, 561),
    "input_devices/pointing/emulate_mouse_from_touch": (True, 562),
}


class _Setting:
    """One setting."""

    __slots__ = ("initial", "order", "value")

    def __init__(self, value: Any, order: int, initial: Any = None) -> None:
        self.value, self.order, self.initial = value, order, initial


class ProjectSettingsSingleton(Object):
    """The settings of the program.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_projectsettings.html.
    """

    _engine_class_ = "ProjectSettings"

    settings_changed: Signal[()] = Signal()
    """A setting has another value."""

    def __init__(self) -> None:
        """Start with the engine's defaults."""
        self._settings_ = {name: _Setting(value, order, value) for name, (value, order) in _DEFAULTS.items()}
        self._next_ = _FIRST_OWN
        self._changed_: dict[str, None] = {}

    def has_setting(self, name: str) -> bool:
        """Whether there is a setting of that name."""
        return name in self._settings_

    def set_setting(self, name: str, value: Any) -> None:
        """Set a value; None removes the setting."""
        found = self._settings_.get(name)
        if value is None:
            self._settings_.pop(name, None)
        elif found is None:
            self._settings_[name] = _Setting(value, self._next_)
            self._next_ += 1
        elif found.value == value and type(found.value) is type(value):
            return
        else:
            found.value = value
        self._note_(name)

    def get_setting(self, name: str, default_value: Any = None) -> Any:
        """Return the value of a setting, the default if there is none."""
        found = self._settings_.get(name)
        return default_value if found is None else found.value

    def get_setting_with_override(self, name: str) -> Any:
        """Return the value of `name.tag` for the first such setting whose tag is a feature of this system, else that of the name."""
        # What the system is like is asked only here.
        from steam_nodes.scene.engine.engine_os import OS  # noqa: PLC0415  # loaded on first use

        return self._overridden_(name, OS.has_feature)

    def get_setting_with_override_and_custom_features(self, name: str, features: list[str]) -> Any:
        """Return the value of `name.tag` for the first such setting whose tag is among the features, else that of the name."""
        return self._overridden_(name, features.__contains__)

    def clear(self, name: str) -> None:
        """Remove a setting."""
        if self._find_(name) is not None:
            del self._settings_[name]

    def set_order(self, name: str, position: int) -> None:
        """Set the place of a setting among the others."""
        found = self._find_(name)
        if found is not None:
            found.order = position

    def get_order(self, name: str) -> int:
        """Return the place of a setting among the others, -1 if there is none."""
        found = self._find_(name)
        return -1 if found is None else found.order

    def set_initial_value(self, name: str, value: Any) -> None:
        """Set what a setting is by default."""
        found = self._find_(name)
        if found is not None:
            found.initial = value

    def get_changed_settings(self) -> list[str]:
        """Return the names of what changed since `settings_changed` was last emitted."""
        return list(self._changed_)

    def check_changed_settings_in_group(self, setting_prefix: str) -> bool:
        """Whether one of the changed settings begins with the prefix."""
        return any(name.startswith(setting_prefix) for name in self._changed_)

    def _below_(self, prefix: str) -> list[tuple[str, Any]]:
        """Return what stands below a prefix, by its name without the prefix, in order."""
        found = sorted(self._settings_.items(), key=lambda item: item[1].order)
        return [(name.removeprefix(prefix), setting.value) for name, setting in found if name.startswith(prefix)]

    def _find_(self, name: str) -> _Setting | None:
        found = self._settings_.get(name)
        if found is None:
            error.complain(f"Request for nonexistent project setting: {name}. Set it first, or ask has_setting().")
        return found

    def _overridden_(self, name: str, has: Any) -> Any:
        for tagged, value in self._below_(f"{name}."):
            if has(tagged):
                return value
        found = self._settings_.get(name)
        if found is None:
            error.warn(f"Property not found: {name}")
            return None
        return found.value

    def _note_(self, name: str) -> None:
        if not self._changed_:
            self.call_deferred("_tell_")
        self._changed_[name] = None

    def _tell_(self) -> None:
        self.settings_changed.emit()
        self._changed_.clear()


ProjectSettings: Final = ProjectSettingsSingleton()


def below(prefix: str) -> list[tuple[str, Any]]:
    """Return the settings below a prefix, each by its name without the prefix, in order."""
    return ProjectSettings._below_(prefix)
