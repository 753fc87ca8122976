"""Listeners: who hears of an event, and in which order, as in Solar2D's event dispatcher.

Rules: a listener is a function, or an object with a method of the event's name (a dictionary with a function under it, too). Functions
are called first, in the order of adding, then objects. Added twice is called twice, and each removal takes out one. An event goes to
those who listened when it began, less those removed meanwhile. The first exception ends that event.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import MethodType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.solar2d.lua_tables import Event


@dataclass(eq=False, slots=True)
class Entry:
    """One listener, added once."""

    listener: Any
    is_function: bool
    listening: bool = True

    def call(self, event: Event) -> None:
        """Hand the event over; an object that lost its method meanwhile is passed by."""
        if self.is_function:
            self.listener(event)
        else:
            method = method_of(self.listener, event.name)
            if method is not None:
                method(event)


def method_of(listener: Any, event_name: str) -> Callable[[Event], object] | None:
    """Return what an object does on an event, None if nothing."""
    if isinstance(listener, dict):
        function = listener.get(event_name)
        return (lambda event: function(listener, event)) if callable(function) else None
    method = getattr(listener, event_name, None)
    return method if callable(method) else None


def entry_of(listener: Any, event_name: str) -> Entry | None:
    """Return the entry of a listener to be, None if it is none for this event."""
    if inspect.isroutine(listener):
        return Entry(listener, is_function=True)
    if method_of(listener, event_name) is not None:
        return Entry(listener, is_function=False)
    return Entry(listener, is_function=True) if callable(listener) else None


def is_same(one: Any, other: Any) -> bool:
    """Whether two listeners are one: the same object, or the same method of the same object, which Python makes anew on each access."""
    return one is other or (isinstance(one, MethodType) and isinstance(other, MethodType) and one == other)


class Listeners:
    """The listeners of one dispatcher, by the names of events."""

    def __init__(self) -> None:
        """Begin without any."""
        self._entries: dict[str, list[Entry]] = {}

    def add(self, event_name: str, listener: Any) -> bool:
        """Add a listener; return whether it is one for this event."""
        entry = entry_of(listener, event_name)
        if entry is None:
            return False
        self._entries.setdefault(event_name, []).append(entry)
        return True

    def remove(self, event_name: str, listener: Any) -> bool:
        """Take a listener out once; return whether it was there."""
        entries = self._entries.get(event_name, [])
        for entry in entries:
            if is_same(entry.listener, listener):
                entry.listening = False
                entries.remove(entry)
                return True
        return False

    def dispatch(self, event: Event) -> None:
        """Hand an event to everyone who listens now."""
        entries = self._entries.get(event.name, [])
        for entry in sorted(entries, key=lambda entry: not entry.is_function):
            if entry.listening:
                entry.call(event)
