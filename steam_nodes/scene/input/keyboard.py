"""The keys of a keyboard: their numbers, and their names as the engine writes them.

Rules: the numbers and names are the engine's own. What makes a character has the number of its capital letter; other keys begin at
4194304. Loaded on first use: a long enum takes milliseconds.
"""

from __future__ import annotations

import sys
from enum import IntEnum, IntFlag
from typing import Final


class Key(IntEnum):
    """The keys by their numbers.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-key.
    """

    KEY_NONE = 0
    KEY_SPECIAL = 4194304
    KEY_ESCAPE = 4194305
    KEY_TAB = 4194306
    KEY_BACKTAB = 4194307
    KEY_BACKSPACE = 4194308
    KEY_ENTER = 4194309
    KEY_KP_ENTER = 4194310
    KEY_INSERT = 4194311
    KEY_DELETE = 4194312
    KEY_PAUSE = 4194313
    KEY_PRINT = 4194314
    KEY_SYSREQ = 4194315
    KEY_CLEAR = 4194316
    KEY_HOME = 4194317
    KEY_END = 4194318
    KEY_LEFT = 4194319
    KEY_UP = 4194320
    KEY_RIGHT = 4194321
    KEY_DOWN = 4194322
    KEY_PAGEUP = 4194323
    KEY_PAGEDOWN = 4194324
    KEY_SHIFT = 4194325
    KEY_CTRL = 4194326
    KEY_META = 4194327
    KEY_ALT = 4194328
    KEY_CAPSLOCK = 4194329
    KEY_NUMLOCK = 4194330
    KEY_SCROLLLOCK = 4194331
    KEY_F1 = 4194332
    KEY_F2 = 4194333
    KEY_F3 = 4194334
    KEY_F4 = 4194335
    KEY_F5 = 4194336
    KEY_F6 = 4194337
    KEY_F7 = 4194338
    KEY_F8 = 4194339
    KEY_F9 = 4194340
    KEY_F10 = 4194341
    KEY_F11 = 4194342
    KEY_F12 = 4194343
    KEY_F13 = 4194344
    KEY_F14 = 4194345
    KEY_F15 = 4194346
    KEY_F16 = 4194347
    KEY_F17 = 4194348
    KEY_F18 = 4194349
    KEY_F19 = 4194350
    KEY_F20 = 4194351
    KEY_F21 = 4194352
    KEY_F22 = 4194353
    KEY_F23 = 4194354
    KEY_F24 = 4194355
    KEY_F25 = 4194356
    KEY_F26 = 4194357
    KEY_F27 = 4194358
    KEY_F28 = 4194359
    KEY_F29 = 4194360
    KEY_F30 = 4194361
    KEY_F31 = 4194362
    KEY_F32 = 4194363
    KEY_F33 = 4194364
    KEY_F34 = 4194365
    KEY_F35 = 4194366
    KEY_KP_MULTIPLY = 4194433
    KEY_KP_DIVIDE = 4194434
    KEY_KP_SUBTRACT = 4194435
    KEY_KP_PERIOD = 4194436
    KEY_KP_ADD = 4194437
    KEY_KP_0 = 4194438
    KEY_KP_1 = 4194439
    KEY_KP_2 = 4194440
    KEY_KP_3 = 4194441
    KEY_KP_4 = 4194442
    KEY_KP_5 = 4194443
    KEY_KP_6 = 4194444
    KEY_KP_7 = 4194445
    KEY_KP_8 = 4194446
    KEY_KP_9 = 4194447
    KEY_MENU = 4194370
    KEY_HYPER = 4194371
    KEY_HELP = 4194373
    KEY_BACK = 4194376
    KEY_FORWARD = 4194377
    KEY_STOP = 4194378
    KEY_REFRESH = 4194379
    KEY_VOLUMEDOWN = 4194380
    KEY_VOLUMEMUTE = 4194381
    KEY_VOLUMEUP = 4194382
    KEY_MEDIAPLAY = 4194388
    KEY_MEDIASTOP = 4194389
    KEY_MEDIAPREVIOUS = 4194390
    KEY_MEDIANEXT = 4194391
    KEY_MEDIARECORD = 4194392
    KEY_HOMEPAGE = 4194393
    KEY_FAVORITES = 4194394
    KEY_SEARCH = 4194395
    KEY_STANDBY = 4194396
    KEY_OPENURL = 4194397
    KEY_LAUNCHMAIL = 4194398
    KEY_LAUNCHMEDIA = 4194399
    KEY_LAUNCH0 = 4194400
    KEY_LAUNCH1 = 4194401
    KEY_LAUNCH2 = 4194402
    KEY_LAUNCH3 = 4194403
    KEY_LAUNCH4 = 4194404
    KEY_LAUNCH5 = 4194405
    KEY_LAUNCH6 = 4194406
    KEY_LAUNCH7 = 4194407
    KEY_LAUNCH8 = 4194408
    KEY_LAUNCH9 = 4194409
    KEY_LAUNCHA = 4194410
    KEY_LAUNCHB = 4194411
    KEY_LAUNCHC = 4194412
    KEY_LAUNCHD = 4194413
    KEY_LAUNCHE = 4194414
    KEY_LAUNCHF = 4194415
    KEY_GLOBE = 4194416
    KEY_KEYBOARD = 4194417
    KEY_JIS_EISU = 4194418
    KEY_JIS_KANA = 4194419
    KEY_UNKNOWN = 8388607
    KEY_SPACE = 32
    KEY_EXCLAM = 33
    KEY_QUOTEDBL = 34
    KEY_NUMBERSIGN = 35
    KEY_DOLLAR = 36
    KEY_PERCENT = 37
    KEY_AMPERSAND = 38
    KEY_APOSTROPHE = 39
    KEY_PARENLEFT = 40
    KEY_PARENRIGHT = 41
    KEY_ASTERISK = 42
    KEY_PLUS = 43
    KEY_COMMA = 44
    KEY_MINUS = 45
    KEY_PERIOD = 46
    KEY_SLASH = 47
    KEY_0 = 48
    KEY_1 = 49
    KEY_2 = 50
    KEY_3 = 51
    KEY_4 = 52
    KEY_5 = 53
    KEY_6 = 54
    KEY_7 = 55
    KEY_8 = 56
    KEY_9 = 57
    KEY_COLON = 58
    KEY_SEMICOLON = 59
    KEY_LESS = 60
    KEY_EQUAL = 61
    KEY_GREATER = 62
    KEY_QUESTION = 63
    KEY_AT = 64
    KEY_A = 65
    KEY_B = 66
    KEY_C = 67
    KEY_D = 68
    KEY_E = 69
    KEY_F = 70
    KEY_G = 71
    KEY_H = 72
    KEY_I = 73
    KEY_J = 74
    KEY_K = 75
    KEY_L = 76
    KEY_M = 77
    KEY_N = 78
    KEY_O = 79
    KEY_P = 80
    KEY_Q = 81
    KEY_R = 82
    KEY_S = 83
    KEY_T = 84
    KEY_U = 85
    KEY_V = 86
    KEY_W = 87
    KEY_X = 88
    KEY_Y = 89
    KEY_Z = 90
    KEY_BRACKETLEFT = 91
    KEY_BACKSLASH = 92
    KEY_BRACKETRIGHT = 93
    KEY_ASCIICIRCUM = 94
    KEY_UNDERSCORE = 95
    KEY_QUOTELEFT = 96
    KEY_BRACELEFT = 123
    KEY_BAR = 124
    KEY_BRACERIGHT = 125
    KEY_ASCIITILDE = 126
    KEY_YEN = 165
    KEY_SECTION = 167


class KeyModifierMask(IntFlag):
    """The modifiers that are held with a key; they are added to its number.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-keymodifiermask.
    """

    KEY_CODE_MASK = 8388607
    KEY_MODIFIER_MASK = 2130706432
    KEY_MASK_CMD_OR_CTRL = 16777216
    KEY_MASK_SHIFT = 33554432
    KEY_MASK_ALT = 67108864
    KEY_MASK_META = 134217728
    KEY_MASK_CTRL = 268435456
    KEY_MASK_KPAD = 536870912
    KEY_MASK_GROUP_SWITCH = 1073741824


class KeyLocation(IntEnum):
    """Which of two keys with the same name: the left or the right one.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#enum-globalscope-keylocation.
    """

    KEY_LOCATION_UNSPECIFIED = 0
    KEY_LOCATION_LEFT = 1
    KEY_LOCATION_RIGHT = 2


CODE_MASK: Final = 0x7FFFFF
SPECIAL: Final = 4194304
KP_MULTIPLY: Final = 4194433
SHIFT: Final = 1 << 25
ALT: Final = 1 << 26
META: Final = 1 << 27
CTRL: Final = 1 << 28
COMMAND_OR_CTRL: Final = 1 << 24

# In the order in which they stand before the name of a key; the first is Command on macOS.
_MODIFIERS: Final = ((COMMAND_OR_CTRL, "Ctrl"), (CTRL, "Ctrl"), (ALT, "Alt"), (SHIFT, "Shift"), (META, "Meta"))

_NAMES: Final = {
    4194305: "Escape",
    4194306: "Tab",
    4194307: "Backtab",
    4194308: "Backspace",
    4194309: "Enter",
    4194310: "Kp Enter",
    4194311: "Insert",
    4194312: "Delete",
    4194313: "Pause",
    4194314: "Print",
    4194315: "SysReq",
    4194316: "Clear",
    4194317: "Home",
    4194318: "End",
    4194319: "Left",
    4194320: "Up",
    4194321: "Right",
    4194322: "Down",
    4194323: "PageUp",
    4194324: "PageDown",
    4194325: "Shift",
    4194326: "Ctrl",
    4194327: "Meta",
    4194328: "Alt",
    4194329: "CapsLock",
    4194330: "NumLock",
    4194331: "ScrollLock",
    4194332: "F1",
    4194333: "F2",
    4194334: "F3",
    4194335: "F4",
    4194336: "F5",
    4194337: "F6",
    4194338: "F7",
    4194339: "F8",
    4194340: "F9",
    4194341: "F10",
    4194342: "F11",
    4194343: "F12",
    4194344: "F13",
    4194345: "F14",
    4194346: "F15",
    4194347: "F16",
    4194348: "F17",
    4194349: "F18",
    4194350: "F19",
    4194351: "F20",
    4194352: "F21",
    4194353: "F22",
    4194354: "F23",
    4194355: "F24",
    4194356: "F25",
    4194357: "F26",
    4194358: "F27",
    4194359: "F28",
    4194360: "F29",
    4194361: "F30",
    4194362: "F31",
    4194363: "F32",
    4194364: "F33",
    4194365: "F34",
    4194366: "F35",
    4194433: "Kp Multiply",
    4194434: "Kp Divide",
    4194435: "Kp Subtract",
    4194436: "Kp Period",
    4194437: "Kp Add",
    4194438: "Kp 0",
    4194439: "Kp 1",
    4194440: "Kp 2",
    4194441: "Kp 3",
    4194442: "Kp 4",
    4194443: "Kp 5",
    4194444: "Kp 6",
    4194445: "Kp 7",
    4194446: "Kp 8",
    4194447: "Kp 9",
    4194370: "Menu",
    4194371: "Hyper",
    4194373: "Help",
    4194376: "Back",
    4194377: "Forward",
    4194378: "Stop",
    4194379: "Refresh",
    4194380: "VolumeDown",
    4194381: "VolumeMute",
    4194382: "VolumeUp",
    4194388: "MediaPlay",
    4194389: "MediaStop",
    4194390: "MediaPrevious",
    4194391: "MediaNext",
    4194392: "MediaRecord",
    4194393: "HomePage",
    4194394: "Favorites",
    4194395: "Search",
    4194396: "StandBy",
    4194397: "OpenURL",
    4194398: "LaunchMail",
    4194399: "LaunchMedia",
    4194400: "Launch0",
    4194401: "Launch1",
    4194402: "Launch2",
    4194403: "Launch3",
    4194404: "Launch4",
    4194405: "Launch5",
    4194406: "Launch6",
    4194407: "Launch7",
    4194408: "Launch8",
    4194409: "Launch9",
    4194410: "LaunchA",
    4194411: "LaunchB",
    4194412: "LaunchC",
    4194413: "LaunchD",
    4194414: "LaunchE",
    4194415: "LaunchF",
    4194416: "Globe",
    4194417: "On-screen keyboard",
    4194418: "JIS Eisu",
    4194419: "JIS Kana",
    8388607: "Unknown",
    32: "Space",
    33: "Exclam",
    34: "QuoteDbl",
    35: "NumberSign",
    36: "Dollar",
    37: "Percent",
    38: "Ampersand",
    39: "Apostrophe",
    40: "ParenLeft",
    41: "ParenRight",
    42: "Asterisk",
    43: "Plus",
    44: "Comma",
    45: "Minus",
    46: "Period",
    47: "Slash",
    48: "0",
    49: "1",
    50: "2",
    51: "3",
    52: "4",
    53: "5",
    54: "6",
    55: "7",
    56: "8",
    57: "9",
    58: "Colon",
    59: "Semicolon",
    60: "Less",
    61: "Equal",
    62: "Greater",
    63: "Question",
    64: "At",
    65: "A",
    66: "B",
    67: "C",
    68: "D",
    69: "E",
    70: "F",
    71: "G",
    72: "H",
    73: "I",
    74: "J",
    75: "K",
    76: "L",
    77: "M",
    78: "N",
    79: "O",
    80: "P",
    81: "Q",
    82: "R",
    83: "S",
    84: "T",
    85: "U",
    86: "V",
    87: "W",
    88: "X",
    89: "Y",
    90: "Z",
    91: "BracketLeft",
    92: "BackSlash",
    93: "BracketRight",
    94: "AsciiCircum",
    95: "UnderScore",
    96: "QuoteLeft",
    123: "BraceLeft",
    124: "Bar",
    125: "BraceRight",
    126: "AsciiTilde",
    165: "Yen",
    167: "Section",
}


def name_of(code: int) -> str:
    """Return what the engine calls a key, with what is held beside it in front: "Ctrl+A"."""
    words = [name for mask, name in _MODIFIERS if code & mask]
    key = code & CODE_MASK
    if key:
        words.append(_NAMES.get(key) or (chr(key) if key <= sys.maxunicode else "\ufffd"))
    return "+".join(words)


def code_of(name: str) -> int:
    """Return the number of the key that `name_of` calls so, 0 if there is none; capital and small letters are the same."""
    *held, key = name.split("+")
    lower = key.lower()
    code = next((code for code, known in _NAMES.items() if known.lower() == lower), 0)
    for word in held:
        code |= next((mask for mask, known in _MODIFIERS[1:] if known.lower() == word.lower()), 0)
    return code


def is_unicode(code: int) -> bool:
    """Whether the key makes a character; so does the number pad, and what is no key."""
    return not (SPECIAL < code < KP_MULTIPLY and code in _NAMES)
