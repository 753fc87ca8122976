"""Input events of MIDI devices and of shortcuts, and the shortcut itself.

Rules: as in input_event.py. Loaded on first use.
"""

from __future__ import annotations

from typing import ClassVar, Final

from steam_nodes.object import error
from steam_nodes.scene.input.input_event import InputEvent
from steam_nodes.scene.resource import Resource

# How the engine prints the messages it has a name for, and all others.
_MIDI: Final = {
    8: ("Note Off: ", ("channel", "pitch", "velocity")),
    9: ("Note On: ", ("channel", "pitch", "velocity")),
    11: ("Control Change: ", ("channel", "controller_number", "controller_value")),
    13: ("Channel Pressure: ", ("channel", "pressure")),
    14: ("Pitch Bend: ", ("channel", "pitch")),
}
_MIDI_FIELDS: Final = ("channel", "message", "pitch", "velocity", "pressure", "controller_number", "controller_value", "instrument")


class InputEventMIDI(InputEvent):
    """A MIDI device says something.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventmidi.html.

    Args:
        channel: The channel, 0 to 15.
        message: What it says, a MIDIMessage.
        pitch: The note, 0 to 127.
        velocity: How hard the key is struck, 0 to 127.
        instrument: The instrument, 0 to 127.
        pressure: How hard the key is held, 0 to 127.
        controller_number: The number of the controller that changed.
        controller_value: Where the controller stands.
    """

    channel: int = 0
    message: int = 0
    pitch: int = 0
    velocity: int = 0
    instrument: int = 0
    pressure: int = 0
    controller_number: int = 0
    controller_value: int = 0

    def set_channel(self, channel: int) -> None:
        """Set `channel`."""
        self.channel = channel

    def get_channel(self) -> int:
        """Return `channel`."""
        return self.channel

    def set_message(self, message: int) -> None:
        """Set `message`."""
        self.message = message

    def get_message(self) -> int:
        """Return `message`."""
        return self.message

    def set_pitch(self, pitch: int) -> None:
        """Set `pitch`."""
        self.pitch = pitch

    def get_pitch(self) -> int:
        """Return `pitch`."""
        return self.pitch

    def set_velocity(self, velocity: int) -> None:
        """Set `velocity`."""
        self.velocity = velocity

    def get_velocity(self) -> int:
        """Return `velocity`."""
        return self.velocity

    def set_instrument(self, instrument: int) -> None:
        """Set `instrument`."""
        self.instrument = instrument

    def get_instrument(self) -> int:
        """Return `instrument`."""
        return self.instrument

    def set_pressure(self, pressure: int) -> None:
        """Set `pressure`."""
        self.pressure = pressure

    def get_pressure(self) -> int:
        """Return `pressure`."""
        return self.pressure

    def set_controller_number(self, controller_number: int) -> None:
        """Set `controller_number`."""
        self.controller_number = controller_number

    def get_controller_number(self) -> int:
        """Return `controller_number`."""
        return self.controller_number

    def set_controller_value(self, controller_value: int) -> None:
        """Set `controller_value`."""
        self.controller_value = controller_value

    def get_controller_value(self) -> int:
        """Return `controller_value`."""
        return self.controller_value

    def as_text(self) -> str:
        """Return channel and message in words."""
        return f"MIDI Input on Channel={self.channel} Message={int(self.message)}"

    def __str__(self) -> str:
        """Print as the engine does."""
        name, fields = _MIDI.get(self.message, ("", _MIDI_FIELDS))
        said = ", ".join(f"{field}={int(getattr(self, field))}" for field in fields)
        return f"InputEventMIDI: {name}{said}"


class Shortcut(Resource):
    """Events that all mean the same, such as the keys of one command.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_shortcut.html.

    Args:
        events: The events.
    """

    EXPORTED: ClassVar[tuple[str, ...]] = ("events",)

    def __init__(self, events: list[InputEvent] | None = None) -> None:
        """Take the events."""
        self.events: list[InputEvent] = list(events or [])

    def set_events(self, events: list[InputEvent]) -> None:
        """Set `events`."""
        self.events = list(events)

    def get_events(self) -> list[InputEvent]:
        """Return `events`."""
        return list(self.events)

    def has_valid_event(self) -> bool:
        """Whether there is an event."""
        return any(event is not None for event in self.events)

    def matches_event(self, event: InputEvent) -> bool:
        """Whether the event is one of them, or brings this shortcut."""
        if isinstance(event, InputEventShortcut) and event.shortcut is self:
            return True
        return any(own.is_match(event, True) for own in self.events)

    def get_as_text(self) -> str:
        """Return the first event in words."""
        return next((event.as_text() for event in self.events), "None")


class InputEventShortcut(InputEvent):
    """A shortcut was chosen; always pressed.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventshortcut.html.

    Args:
        shortcut: The shortcut.
    """

    _passes_: ClassVar[tuple[str, ...]] = ("_input", "_shortcut_input", "_unhandled_input")

    shortcut: Shortcut | None = None

    def set_shortcut(self, shortcut: Shortcut | None) -> None:
        """Set `shortcut`."""
        self.shortcut = shortcut

    def get_shortcut(self) -> Shortcut | None:
        """Return `shortcut`."""
        return self.shortcut

    def is_pressed(self) -> bool:
        """Return True."""
        return True

    def as_text(self) -> str:
        """Return the shortcut in words."""
        if self.shortcut is None:
            error.complain("An InputEventShortcut without a shortcut has no text; set its shortcut first.")
            return "None"
        return f"Input Event with Shortcut={self.shortcut.get_as_text()}"

    def __str__(self) -> str:
        """Print as the engine does."""
        return "None" if self.shortcut is None else f"InputEventShortcut: shortcut={self.shortcut.get_as_text()}"
