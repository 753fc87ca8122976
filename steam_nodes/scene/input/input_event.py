"""Input events: what is handed through the tree when a key, a button or an action changes; here those without a place on the screen.

Rules: plain records with Godot's fields; a host makes them from its own events and pushes them into the root. A field that is not given
has its default on the class. Keys and buttons carry the numbers of the host, whichever it uses; the actions every project has from the
start use the engine's. Equal content is equal. (No dataclasses: their module takes longer to import than all of this library's core.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, dataclass_transform

from steam_nodes.object import error
from steam_nodes.object.introspection import single
from steam_nodes.object.plain_text import plain
from steam_nodes.scene.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Callable

Match = tuple[bool, float, float]
"""Whether an action is pressed, its strength, and its strength before the deadzone."""

# The masks of keyboard.KeyModifierMask; that file is loaded on first use.
_SHIFT: Final = 1 << 25
_ALT: Final = 1 << 26
_META: Final = 1 << 27
_CTRL: Final = 1 << 28


class Actions(Protocol):
    """What events ask of the actions of the game."""

    def status(self, event: InputEvent, name: str, exact_match: bool) -> Match | None:
        """Return what an event means for an action; None if it does not belong to it."""

    def events_of(self, name: str) -> list[InputEvent]:
        """Return the events of an action; of an unknown one none."""


class _ActionsOnUse:
    """The way from an event up to the actions, which know events: this package fills it, and they are loaded on first use."""

    __slots__ = ("load",)

    load: Callable[[], Actions]


actions: Final = _ActionsOnUse()


@dataclass_transform(kw_only_default=True, eq_default=False)
class _Fields(Resource):
    """An object whose public class attributes are its fields, each of which the constructor takes by name."""

    _fields_: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note the fields of the class, those of its bases first."""
        super().__init_subclass__(**kwargs)
        own = [name for name, value in vars(cls).items() if name[0] != "_" and name.islower() and not hasattr(value, "__get__")]
        inherited = dict.fromkeys(name for base in reversed(cls.__bases__) for name in getattr(base, "_fields_", ()))
        new = tuple(name for name in own if name not in inherited)
        cls._fields_ = (*inherited, *new)
        # What a copy gets: Resource goes through the classes by itself.
        cls.EXPORTED = (*vars(cls).get("EXPORTED", ()), *new)

    def __init__(self, **fields: Any) -> None:
        """Take the fields that differ from their defaults."""
        for name, value in fields.items():
            if name not in self._fields_:
                has = ", ".join(self._fields_)
                message = f"{type(self).__name__}() got an unexpected keyword argument '{plain(name)}'; it has {has}"
                raise TypeError(message)
            setattr(self, name, value)

    def __eq__(self, other: object) -> bool:
        """Compare kind and content."""
        return type(self) is type(other) and all(getattr(self, name) == getattr(other, name) for name in self._fields_)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # the fields may change, as in Godot

    def __repr__(self) -> str:
        """Show the fields that differ from what they are by default."""
        shown = [f"{name}={value!r}" for name in self._fields_ if (value := getattr(self, name)) != getattr(type(self), name)]
        return f"{type(self).__name__}({', '.join(shown)})"


class InputEvent(_Fields):
    """The base of all input events.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputevent.html.

    Args:
        device: The number of the device; -1, in an action of the map, is every device.
    """

    DEVICE_ID_EMULATION: Final = -1
    _passes_: ClassVar[tuple[str, ...]] = ("_input", "_unhandled_input")
    """The hooks of nodes that get the event, in order."""
    _is_picked_: ClassVar[bool] = False
    """Whether it counts as handled once it went through all of them."""

    device: int = 0

    def set_device(self, device: int) -> None:
        """Set `device`."""
        self.device = device

    def get_device(self) -> int:
        """Return `device`."""
        return self.device

    def is_pressed(self) -> bool:
        """Whether a key, button or action went down."""
        return bool(getattr(self, "pressed", False)) and not self.is_canceled()

    def is_released(self) -> bool:
        """Whether the event is neither a press nor canceled; true of a motion too, as in the engine."""
        return not self.is_pressed() and not self.is_canceled()

    def is_canceled(self) -> bool:
        """Whether a press ended without being meant."""
        return bool(getattr(self, "canceled", False))

    def is_echo(self) -> bool:
        """Whether a held key repeats itself."""
        return bool(getattr(self, "echo", False))

    def is_action(self, action: str, exact_match: bool = False) -> bool:
        """Whether the event belongs to the action of the InputMap.

        Args:
            action: The name of the action; an unknown one is one logged error.
            exact_match: Whether modifiers that are held and not asked for, and the direction of an axis, count.
        """
        return actions.load().status(self, action, exact_match) is not None

    def is_action_pressed(self, action: str, allow_echo: bool = False, exact_match: bool = False) -> bool:
        """Whether the event presses the action; a key that repeats itself counts only where `allow_echo`."""
        match = actions.load().status(self, action, exact_match)
        return match is not None and match[0] and (allow_echo or not self.is_echo())

    def is_action_released(self, action: str, exact_match: bool = False) -> bool:
        """Whether the event releases the action."""
        match = actions.load().status(self, action, exact_match)
        return match is not None and not match[0]

    def get_action_strength(self, action: str, exact_match: bool = False) -> float:
        """Return how far the event presses the action, 0 to 1."""
        match = actions.load().status(self, action, exact_match)
        return 0.0 if match is None else match[1]

    def is_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Whether the other event is of the same key, button or axis; where `exact_match` also with the same modifiers and direction."""
        return False

    def is_action_type(self) -> bool:
        """Whether this kind of event can belong to an action: keys, buttons, axes of gamepads, actions."""
        return False

    def as_text(self) -> str:
        """Return the event in the engine's words."""
        return ""

    def accumulate(self, with_event: InputEvent) -> bool:
        """Add a later event to this one, where both are motions of one kind.

        Returns:
            Whether it was added; else nothing changed.
        """
        return False

    def _action_match_(self, event: InputEvent, exact_match: bool, deadzone: float) -> Match | None:
        """Return what another event means for an action that has this one; None if they have nothing to do with each other."""
        return None


class InputEventFromWindow(InputEvent):
    """The base of events that come from a window.

    Args:
        window_id: The number of the window.
    """

    window_id: int = 0

    def set_window_id(self, id: int) -> None:  # noqa: A002  # the engine's name
        """Set `window_id`."""
        self.window_id = id

    def get_window_id(self) -> int:
        """Return `window_id`."""
        return self.window_id


class InputEventWithModifiers(InputEventFromWindow):
    """The base of events that know which modifiers are held.

    Args:
        command_or_control_autoremap: Whether Command on macOS, and Control elsewhere, is held; then neither can be set by itself.
        alt_pressed: Whether Alt is held.
        shift_pressed: Whether Shift is held.
        ctrl_pressed: Whether Control is held.
        meta_pressed: Whether Meta, also called Command or Windows, is held.
    """

    command_or_control_autoremap: bool = False
    alt_pressed: bool = False
    shift_pressed: bool = False
    ctrl_pressed: bool = False
    meta_pressed: bool = False

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep Control and Meta in step with the autoremap."""
        if name == "command_or_control_autoremap":
            super().__setattr__("ctrl_pressed", bool(value) and not _on_macos())
            super().__setattr__("meta_pressed", bool(value) and _on_macos())
        elif name in ("ctrl_pressed", "meta_pressed") and self.command_or_control_autoremap:
            key = "Control" if name == "ctrl_pressed" else "Meta"
            error.complain(f"Command or Control autoremapping is enabled, cannot set {key} directly! Switch it off first.")
            return
        super().__setattr__(name, value)

    def set_command_or_control_autoremap(self, enable: bool) -> None:
        """Set `command_or_control_autoremap`."""
        self.command_or_control_autoremap = enable

    def is_command_or_control_autoremap(self) -> bool:
        """Return `command_or_control_autoremap`."""
        return self.command_or_control_autoremap

    def is_command_or_control_pressed(self) -> bool:
        """Whether Command on macOS, and Control elsewhere, is held."""
        return self.meta_pressed if _on_macos() else self.ctrl_pressed

    def set_alt_pressed(self, pressed: bool) -> None:
        """Set `alt_pressed`."""
        self.alt_pressed = pressed

    def is_alt_pressed(self) -> bool:
        """Return `alt_pressed`."""
        return self.alt_pressed

    def set_shift_pressed(self, pressed: bool) -> None:
        """Set `shift_pressed`."""
        self.shift_pressed = pressed

    def is_shift_pressed(self) -> bool:
        """Return `shift_pressed`."""
        return self.shift_pressed

    def set_ctrl_pressed(self, pressed: bool) -> None:
        """Set `ctrl_pressed`."""
        self.ctrl_pressed = pressed

    def is_ctrl_pressed(self) -> bool:
        """Return `ctrl_pressed`."""
        return self.ctrl_pressed

    def set_meta_pressed(self, pressed: bool) -> None:
        """Set `meta_pressed`."""
        self.meta_pressed = pressed

    def is_meta_pressed(self) -> bool:
        """Return `meta_pressed`."""
        return self.meta_pressed

    def get_modifiers_mask(self) -> int:
        """Return the modifiers that are held as a KeyModifierMask."""
        return (
            (_SHIFT if self.shift_pressed else 0)
            | (_ALT if self.alt_pressed else 0)
            | (_META if self.meta_pressed else 0)
            | (_CTRL if self.ctrl_pressed else 0)
        )

    def as_text(self) -> str:
        """Return the names of the modifiers that are held."""
        held = (("Ctrl", self.ctrl_pressed), ("Alt", self.alt_pressed), ("Shift", self.shift_pressed), ("Meta", self.meta_pressed))
        return "+".join(name for name, pressed in held if pressed)

    def _with_modifiers_(self, name: str) -> str:
        """Put the modifiers before a name."""
        held = InputEventWithModifiers.as_text(self)
        return f"{held}+{name}" if held and name else name

    def _mods_(self) -> str:
        return InputEventWithModifiers.as_text(self) or "none"

    def _modifiers_match_(self, event: InputEventWithModifiers, exact_match: bool) -> bool:
        """Whether the modifiers of another event are those an action asks for; of a release none is asked."""
        own, other = self.get_modifiers_mask(), event.get_modifiers_mask()
        if exact_match:
            return own == other
        return not event.is_pressed() or own & other == own


class InputEventKey(InputEventWithModifiers):
    """A key went down or up.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventkey.html.

    Args:
        pressed: Whether it went down.
        keycode: The number of the key.
        physical_keycode: The number of the key that is there on a US keyboard.
        key_label: The number of what is printed on the key.
        unicode: The character it makes.
        location: Which of two keys of one name it is, a KeyLocation.
        echo: Whether a held key repeats itself.
    """

    _passes_: ClassVar[tuple[str, ...]] = ("_input", "_shortcut_input", "_unhandled_key_input", "_unhandled_input")

    pressed: bool = False
    keycode: int = 0
    physical_keycode: int = 0
    key_label: int = 0
    unicode: int = 0
    location: int = 0
    echo: bool = False

    def set_pressed(self, pressed: bool) -> None:
        """Set `pressed`."""
        self.pressed = pressed

    def set_keycode(self, keycode: int) -> None:
        """Set `keycode`."""
        self.keycode = keycode

    def get_keycode(self) -> int:
        """Return `keycode`."""
        return self.keycode

    def set_physical_keycode(self, physical_keycode: int) -> None:
        """Set `physical_keycode`."""
        self.physical_keycode = physical_keycode

    def get_physical_keycode(self) -> int:
        """Return `physical_keycode`."""
        return self.physical_keycode

    def set_key_label(self, key_label: int) -> None:
        """Set `key_label`."""
        self.key_label = key_label

    def get_key_label(self) -> int:
        """Return `key_label`."""
        return self.key_label

    def set_unicode(self, unicode: int) -> None:
        """Set `unicode`."""
        self.unicode = unicode

    def get_unicode(self) -> int:
        """Return `unicode`."""
        return self.unicode

    def set_location(self, location: int) -> None:
        """Set `location`."""
        self.location = location

    def get_location(self) -> int:
        """Return `location`."""
        return self.location

    def set_echo(self, echo: bool) -> None:
        """Set `echo`."""
        self.echo = echo

    def get_keycode_with_modifiers(self) -> int:
        """Return `keycode` with the mask of the modifiers."""
        return self.keycode | self.get_modifiers_mask()

    def get_physical_keycode_with_modifiers(self) -> int:
        """Return `physical_keycode` with the mask of the modifiers."""
        return self.physical_keycode | self.get_modifiers_mask()

    def get_key_label_with_modifiers(self) -> int:
        """Return `key_label` with the mask of the modifiers."""
        return self.key_label | self.get_modifiers_mask()

    def is_action_type(self) -> bool:
        """Return True."""
        return True

    def is_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Whether the other event is of the same key, and, where `exact_match`, with the same modifiers."""
        if not isinstance(event, InputEventKey) or not self._is_key_of_(event):
            return False
        return not exact_match or self.get_modifiers_mask() == event.get_modifiers_mask()

    def as_text_keycode(self) -> str:
        """Return `keycode` in words, with the modifiers."""
        return self._with_modifiers_(_key_name(self.keycode))

    def as_text_physical_keycode(self) -> str:
        """Return `physical_keycode` in words, with the modifiers."""
        return self._with_modifiers_(_key_name(self.physical_keycode))

    def as_text_key_label(self) -> str:
        """Return `key_label` in words, with the modifiers."""
        return self._with_modifiers_(_key_name(self.key_label))

    def as_text_location(self) -> str:
        """Return "left", "right" or nothing."""
        return {1: "left", 2: "right"}.get(self.location, "")

    def as_text(self) -> str:
        """Return the key in words, with the modifiers: "Ctrl+A"."""
        name = _key_name(self.keycode)
        if not self.keycode and self.physical_keycode:
            name = f"{_key_name(self.physical_keycode)} - Physical"
        elif not self.keycode and self.key_label:
            name = f"{_key_name(self.key_label)} - Unicode"
        return self._with_modifiers_(name)

    def __str__(self) -> str:
        """Print as the engine does."""
        code = self.keycode or self.physical_keycode
        key = f"{int(code)} ({_key_name(code)})" if code else f"U+{self.unicode:x} ({chr(self.unicode)})" if self.unicode else "(unset)"
        physical, location = bool(code and not self.keycode), self.as_text_location() or "unspecified"
        state = f"physical={word(physical)}, location={location}, pressed={word(self.is_pressed())}, echo={word(self.echo)}"
        return f"InputEventKey: keycode={key}, mods={self._mods_()}, {state}"

    def _is_key_of_(self, event: InputEventKey) -> bool:
        if self.keycode:
            return self.keycode == event.keycode
        if self.physical_keycode:
            return self.physical_keycode == event.physical_keycode and self.location in (0, event.location)
        return self.key_label != 0 and self.key_label == event.key_label

    def _action_match_(self, event: InputEvent, exact_match: bool, deadzone: float) -> Match | None:
        if not isinstance(event, InputEventKey) or not self._is_key_of_(event) or not self._modifiers_match_(event, exact_match):
            return None
        return all_or_nothing(event.is_pressed())


class InputEventAction(InputEvent):
    """An action by its name went down or up.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_inputeventaction.html.

    Args:
        action: The name of the action.
        pressed: Whether it went down.
        strength: How far, 0 to 1.
        event_index: Which event of the action this stands for; -1 is none of them.
    """

    action: str = ""
    pressed: bool = False
    strength: float = 1.0
    event_index: int = -1

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep the strength between 0 and 1."""
        super().__setattr__(name, min(max(value, 0.0), 1.0) if name == "strength" else value)

    def set_action(self, action: str) -> None:
        """Set `action`."""
        self.action = action

    def get_action(self) -> str:
        """Return `action`."""
        return self.action

    def set_pressed(self, pressed: bool) -> None:
        """Set `pressed`."""
        self.pressed = pressed

    def set_strength(self, strength: float) -> None:
        """Set `strength`."""
        self.strength = strength

    def get_strength(self) -> float:
        """Return `strength`."""
        return self.strength

    def set_event_index(self, index: int) -> None:
        """Set `event_index`."""
        self.event_index = index

    def get_event_index(self) -> int:
        """Return `event_index`."""
        return self.event_index

    def is_action_type(self) -> bool:
        """Return True."""
        return True

    def is_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Whether the other event belongs to this action."""
        return event.is_action(self.action, exact_match)

    def as_text(self) -> str:
        """Return the first event of the action in words."""
        return next((event.as_text() for event in actions.load().events_of(self.action)), "")

    def __str__(self) -> str:
        """Print as the engine does."""
        return f'InputEventAction: action="{self.action}", pressed={word(self.is_pressed())}'

    def _action_match_(self, event: InputEvent, exact_match: bool, deadzone: float) -> Match | None:
        if not isinstance(event, InputEventAction) or self.action != event.action:
            return None
        return all_or_nothing(event.is_pressed())


def real_text(value: float) -> str:
    """Return a number as the engine writes a float: 1.0, 0.25, 1234.568."""
    value = single(value)
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  # not a number is not itself
        return "nan" if value != value else "inf" if value > 0 else "-inf"  # noqa: PLR0124  # the same
    if value == int(value):
        return f"{int(value)}.0"
    digits = 6 - (len(str(int(abs(value)))) - 1 if abs(value) > 10 else 0)  # noqa: PLR2004  # the engine's own edge
    text = f"{value:.{max(digits, 0)}f}"
    return text.rstrip("0") + "0" if text.rstrip("0").endswith(".") else text.rstrip("0")


def word(value: bool) -> str:
    """Return a truth value as the engine writes it."""
    return "true" if value else "false"


def all_or_nothing(pressed: bool) -> Match:
    """Return what a press or a release means for an action that has no degrees."""
    return (True, 1.0, 1.0) if pressed else (False, 0.0, 0.0)


def _key_name(code: int) -> str:
    # The names of all keys are loaded when one is first asked for.
    from steam_nodes.scene.input.keyboard import name_of  # noqa: PLC0415  # loaded on first use

    return name_of(code) if code else "(unset)"


def _on_macos() -> bool:
    import sys  # noqa: PLC0415  # only who asks for the modifier of the platform

    return sys.platform == "darwin"
