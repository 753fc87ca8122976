"""The numbers of mouse buttons, of a gamepad's buttons and axes, and of MIDI messages.

Rules: the engine's own names and numbers; an event may carry any other number too. Loaded on first use, as every long enum.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class MouseButton(IntEnum):
    """The buttons of a mouse; its wheel counts as four of them.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-mousebutton.
    """

    MOUSE_BUTTON_NONE = 0
    MOUSE_BUTTON_LEFT = 1
    MOUSE_BUTTON_RIGHT = 2
    MOUSE_BUTTON_MIDDLE = 3
    MOUSE_BUTTON_WHEEL_UP = 4
    MOUSE_BUTTON_WHEEL_DOWN = 5
    MOUSE_BUTTON_WHEEL_LEFT = 6
    MOUSE_BUTTON_WHEEL_RIGHT = 7
    MOUSE_BUTTON_XBUTTON1 = 8
    MOUSE_BUTTON_XBUTTON2 = 9


class MouseButtonMask(IntFlag):
    """The buttons of a mouse that are held together.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-mousebuttonmask.
    """

    MOUSE_BUTTON_MASK_LEFT = 1
    MOUSE_BUTTON_MASK_RIGHT = 2
    MOUSE_BUTTON_MASK_MIDDLE = 4
    MOUSE_BUTTON_MASK_MB_XBUTTON1 = 128
    MOUSE_BUTTON_MASK_MB_XBUTTON2 = 256


class JoyButton(IntEnum):
    """The buttons of a gamepad.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-joybutton.
    """

    JOY_BUTTON_INVALID = -1
    JOY_BUTTON_A = 0
    JOY_BUTTON_B = 1
    JOY_BUTTON_X = 2
    JOY_BUTTON_Y = 3
    JOY_BUTTON_BACK = 4
    JOY_BUTTON_GUIDE = 5
    JOY_BUTTON_START = 6
    JOY_BUTTON_LEFT_STICK = 7
    JOY_BUTTON_RIGHT_STICK = 8
    JOY_BUTTON_LEFT_SHOULDER = 9
    JOY_BUTTON_RIGHT_SHOULDER = 10
    JOY_BUTTON_DPAD_UP = 11
    JOY_BUTTON_DPAD_DOWN = 12
    JOY_BUTTON_DPAD_LEFT = 13
    JOY_BUTTON_DPAD_RIGHT = 14
    JOY_BUTTON_MISC1 = 15
    JOY_BUTTON_PADDLE1 = 16
    JOY_BUTTON_PADDLE2 = 17
    JOY_BUTTON_PADDLE3 = 18
    JOY_BUTTON_PADDLE4 = 19
    JOY_BUTTON_TOUCHPAD = 20
    JOY_BUTTON_SDL_MAX = 21
    JOY_BUTTON_MAX = 128


class JoyAxis(IntEnum):
    """The sticks and triggers of a gamepad.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-joyaxis.
    """

    JOY_AXIS_INVALID = -1
    JOY_AXIS_LEFT_X = 0
    JOY_AXIS_LEFT_Y = 1
    JOY_AXIS_RIGHT_X = 2
    JOY_AXIS_RIGHT_Y = 3
    JOY_AXIS_TRIGGER_LEFT = 4
    JOY_AXIS_TRIGGER_RIGHT = 5
    JOY_AXIS_SDL_MAX = 6
    JOY_AXIS_MAX = 10


class MIDIMessage(IntEnum):
    """What a MIDI device says.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-midimessage.
    """

    MIDI_MESSAGE_NONE = 0
    MIDI_MESSAGE_NOTE_OFF = 8
    MIDI_MESSAGE_NOTE_ON = 9
    MIDI_MESSAGE_AFTERTOUCH = 10
    MIDI_MESSAGE_CONTROL_CHANGE = 11
    MIDI_MESSAGE_PROGRAM_CHANGE = 12
    MIDI_MESSAGE_CHANNEL_PRESSURE = 13
    MIDI_MESSAGE_PITCH_BEND = 14
    MIDI_MESSAGE_SYSTEM_EXCLUSIVE = 240
    MIDI_MESSAGE_QUARTER_FRAME = 241
    MIDI_MESSAGE_SONG_POSITION_POINTER = 242
    MIDI_MESSAGE_SONG_SELECT = 243
    MIDI_MESSAGE_TUNE_REQUEST = 246
    MIDI_MESSAGE_TIMING_CLOCK = 248
    MIDI_MESSAGE_START = 250
    MIDI_MESSAGE_CONTINUE = 251
    MIDI_MESSAGE_STOP = 252
    MIDI_MESSAGE_ACTIVE_SENSING = 254
    MIDI_MESSAGE_SYSTEM_RESET = 255
