"""InputMap: the actions of the game, and which events belong to each.

Rules: one map for the program, as in the engine; it begins with the actions every project has. An action that does not exist is one
logged error, which names the nearest that does, and answers as the engine does. `actions` is what the library asks, `InputMap` what
scripts ask. The map knows events and nobody who presses them: who does is told when an event goes. Loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error
from steam_nodes.object.introspection import single
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal
from steam_nodes.scene.engine.project_settings import below
from steam_nodes.scene.input.input_event import InputEvent, InputEventAction, InputEventKey, Match
from steam_nodes.scene.input.input_event_joypad import InputEventJoypadButton, InputEventJoypadMotion
from steam_nodes.scene.input.keyboard import CODE_MASK, code_of
from steam_nodes.scene.input.ui_actions import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_DEADZONE: Final = 0.2
_ALL_DEVICES: Final = -1
_OWN_DEADZONE: Final = 0.5
_NEAR: Final = 0.6


class Action:
    """One action: its deadzone and its events."""

    __slots__ = ("deadzone", "events")

    def __init__(self, deadzone: float) -> None:
        """Start without events."""
        self.deadzone: float = single(deadzone)
        self.events: list[InputEvent] = []


class Actions:
    """The actions by their names, and what an event means for each."""

    def __init__(self) -> None:
        """Begin with the actions every project has and those of the project's settings."""
        self.event_went: Callable[[str], None] = _nobody
        """What is told the name of an action that lost an event; who reads the input sets it."""
        self._named: dict[str, Action] = {}
        self._by_kind: dict[str, list[tuple[str, Action]]] = {}
        self.load()

    def load(self) -> None:
        """Forget what was added, and begin anew."""
        self._named.clear()
        self.events_changed()
        for line in ACTIONS.strip().splitlines():
            name, _, events = line.partition(":")
            self._named[name] = action = Action(_OWN_DEADZONE)
            action.events += [_event(text.strip()) for text in events.split(",") if text.strip()]
        for name, value in below("input/"):
            given: dict[str, Any] = value
            self._named[name] = action = Action(given.get("deadzone", DEFAULT_DEADZONE))
            action.events += [event for event in given.get("events", ()) if event is not None]

    def __contains__(self, name: str) -> bool:
        """Whether there is an action of that name."""
        return name in self._named

    def names(self) -> list[str]:
        """Return the names, the oldest first."""
        return [*self._named]

    def add(self, name: str, action: Action) -> None:
        """Add an action."""
        self._named[name] = action

    def erase(self, name: str) -> None:
        """Remove an action."""
        del self._named[name]
        self.events_changed()

    def events_changed(self) -> None:
        """Note that an action gained or lost events."""
        self._by_kind.clear()

    def events_of(self, name: str) -> list[InputEvent]:
        """Return the events of an action; of an unknown one none."""
        found = self._named.get(name)
        return [] if found is None else [*found.events]

    def find(self, name: str) -> Action | None:
        """Return an action; complain and name the nearest if there is none."""
        found = self._named.get(name)
        if found is None:
            error.complain(f'The InputMap action "{name}" doesn\'t exist.{self._suggestion(name)} Add it with InputMap.add_action().')
        return found

    def with_kind(self, event: InputEvent) -> list[tuple[str, Action]]:
        """Return the actions that an event may belong to: the one it names, or those that have an event of its kind."""
        if isinstance(event, InputEventAction):
            named = self._named.get(event.action)
            return [] if named is None else [(event.action, named)]
        kind = event.get_class()
        if kind not in self._by_kind:
            self._by_kind[kind] = [
                (name, action) for name, action in self._named.items() if any(own.get_class() == kind for own in action.events)
            ]
        return self._by_kind[kind]

    def match(self, action: Action, event: InputEvent, *, exact_match: bool) -> tuple[int, Match] | None:
        """Return which event of an action it is, and what it means for it."""
        for place, own in enumerate(action.events):
            if own.device in (_ALL_DEVICES, event.device):
                match = own._action_match_(event, exact_match, action.deadzone)
                if match is not None:
                    return place, match
        return None

    def status(self, event: InputEvent, name: str, exact_match: bool) -> Match | None:
        """Return what an event means for an action; None if it does not belong to it."""
        found = self.find(name)
        placed = None if found is None else self.placed(found, name, event, exact_match=exact_match)
        return None if placed is None else placed[1]

    def placed(self, found: Action, name: str, event: InputEvent, *, exact_match: bool) -> tuple[int, Match] | None:
        """Return the same as `match`, for an event that names the action too."""
        if not isinstance(event, InputEventAction):
            return self.match(found, event, exact_match=exact_match)
        if event.action != name:
            return None
        strength = single(event.strength) if event.is_pressed() else 0.0
        place = event.event_index if event.event_index >= 0 else len(found.events)
        return place, (event.is_pressed(), strength, strength)

    def _suggestion(self, name: str) -> str:
        import difflib  # noqa: PLC0415  # only who errs pays for it

        near = difflib.get_close_matches(name, self._named, n=1, cutoff=_NEAR)
        return f' Did you mean "{near[0]}"?' if near else ""


class InputMapSingleton(Object):
    """The actions of the game by their names.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputmap.html.
    """

    _engine_class_ = "InputMap"

    project_settings_loaded: Signal[()] = Signal()
    """The actions were loaded anew from the project's settings."""

    def __init__(self, actions: Actions | None = None) -> None:
        """Begin with the actions every project has."""
        self._actions_ = Actions() if actions is None else actions

    def has_action(self, action: str) -> bool:
        """Whether there is an action of that name."""
        return action in self._actions_

    def get_actions(self) -> list[str]:
        """Return the names of all actions, the oldest first."""
        return self._actions_.names()

    def add_action(self, action: str, deadzone: float = DEFAULT_DEADZONE) -> None:
        """Add an action without events.

        Args:
            action: Its name.
            deadzone: How far a stick must be out to count, 0 to 1.
        """
        if action in self._actions_:
            error.complain(f'InputMap already has action "{action}".')
            return
        self._actions_.add(action, Action(deadzone))

    def erase_action(self, action: str) -> None:
        """Remove an action."""
        if self._actions_.find(action) is not None:
            self._actions_.erase(action)

    def get_action_description(self, action: str) -> str:
        """Return the keys of an action in words."""
        found = self._actions_.find(action)
        if found is None:
            return ""
        return " or ".join(event.as_text() for event in found.events if isinstance(event, InputEventKey)) or "Action has no bound inputs"

    def action_set_deadzone(self, action: str, deadzone: float) -> None:
        """Set how far a stick must be out to count for an action, 0 to 1."""
        found = self._actions_.find(action)
        if found is not None:
            found.deadzone = single(deadzone)

    def action_get_deadzone(self, action: str) -> float:
        """Return how far a stick must be out to count for an action."""
        found = self._actions_.find(action)
        return 0.0 if found is None else found.deadzone

    def action_add_event(self, action: str, event: InputEvent) -> None:
        """Add an event to an action; one it has already is not added again.

        Raises:
            TypeError: It is not an InputEvent.
        """
        _refuse_other("action_add_event", event)
        found = self._actions_.find(action)
        if found is not None and self._actions_.match(found, event, exact_match=True) is None:
            found.events.append(event)
            self._actions_.events_changed()

    def action_has_event(self, action: str, event: InputEvent) -> bool:
        """Whether an action has the event."""
        found = self._actions_.find(action)
        return found is not None and self._actions_.match(found, event, exact_match=True) is not None

    def action_erase_event(self, action: str, event: InputEvent) -> None:
        """Remove the event from an action; an action that is pressed is released by that."""
        found = self._actions_.find(action)
        match = None if found is None else self._actions_.match(found, event, exact_match=True)
        if found is not None and match is not None:
            del found.events[match[0]]
            self._actions_.events_changed()
            self._actions_.event_went(action)

    def action_erase_events(self, action: str) -> None:
        """Remove all events of an action."""
        found = self._actions_.find(action)
        if found is not None:
            found.events.clear()
            self._actions_.events_changed()

    def action_get_events(self, action: str) -> list[InputEvent]:
        """Return the events of an action; of an unknown one none."""
        return self._actions_.events_of(action)

    def event_is_action(self, event: InputEvent, action: str, exact_match: bool = False) -> bool:
        """Whether an event belongs to an action; see `InputEvent.is_action`."""
        return self._actions_.status(event, action, exact_match) is not None

    def load_from_project_settings(self) -> None:
        """Forget what was added, and begin anew with the actions every project has and those of ProjectSettings below `input/`."""
        self._actions_.load()
        self.project_settings_loaded.emit()


def _event(text: str) -> InputEvent:
    """Make an event of a line of ui_actions.py."""
    kind, *numbers = text.split(" ")
    if kind == "joy":
        return InputEventJoypadButton(button_index=int(numbers[0]), device=_ALL_DEVICES)
    if kind == "axis":
        return InputEventJoypadMotion(axis=int(numbers[0]), axis_value=float(f"{numbers[1]}1"), device=_ALL_DEVICES)
    *held, name = text.split("+")
    keycode = code_of(name)
    event = InputEventKey(keycode=keycode, unicode=keycode if keycode < CODE_MASK // 2 else 0)
    for modifier in held:
        setattr(event, "command_or_control_autoremap" if modifier == "Cmd" else f"{modifier.lower()}_pressed", True)
    return event


def _refuse_other(call: str, event: InputEvent) -> None:
    if not isinstance(event, InputEvent):
        message = f"{call}() takes an InputEvent, not {type(event).__name__} {event!r}"
        raise TypeError(message)


def _nobody(_name: str) -> None:
    """Be told that an action lost an event, where nothing was ever pressed."""


actions: Final = Actions()
InputMap: Final = InputMapSingleton(actions)
