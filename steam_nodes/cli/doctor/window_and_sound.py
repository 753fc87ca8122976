"""Whether a window can open here, and whether a sound can be heard.

Rules: this_machine.py's. Nothing is opened: on Linux the display's name, its socket and the lists of sound devices are looked at; Windows
and macOS have both wherever somebody is logged on. A machine without either runs tests and servers all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from steam_nodes.cli.doctor.this_machine import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.cli.doctor.this_machine import Surroundings

TOPIC: Final = "display and sound"
_LOCAL: Final = re.compile(r"(?:unix)?:([0-9]{1,5})(?:\.[0-9]+)?")
_NO_WINDOW: Final = frozenset({"dummy", "offscreen"})
_SERVE: Final = "start one, such as Xvfb :99, and set DISPLAY=:99; or open no window: SDL_VIDEODRIVER=dummy"


def window_and_sound(here: Surroundings) -> Iterator[Answer]:
    """Look at the display and the sound.

    Args:
        here: Where to look.
    """
    yield _display(here)
    yield _sound(here)


def _display(here: Surroundings) -> Answer:
    driver = here.environment.get("SDL_VIDEODRIVER", "")
    if driver in _NO_WINDOW:
        return Answer(
            TOPIC, "note", f"SDL_VIDEODRIVER is {driver}: pygame opens windows that nobody sees", "unset SDL_VIDEODRIVER to see them"
        )
    if here.system in {"win32", "darwin"}:
        return Answer(TOPIC, "ok", "the system has a display where somebody is logged on")
    display, wayland = here.environment.get("DISPLAY", ""), here.environment.get("WAYLAND_DISPLAY", "")
    if wayland and _there(here.root / here.environment.get("XDG_RUNTIME_DIR", "").lstrip("/") / wayland):
        return Answer(TOPIC, "ok", f"Wayland's display {wayland}")
    if display:
        found = _LOCAL.fullmatch(display)
        if found is None:
            return Answer(TOPIC, "ok", f"the display {display}, on another machine")
        if _there(here.root / "tmp" / ".X11-unix" / f"X{found[1]}"):
            return Answer(TOPIC, "ok", f"the display {display}")
        return Answer(TOPIC, "wrong", f"DISPLAY is {display}, and no X server answers there", _SERVE)
    if wayland:
        return Answer(TOPIC, "wrong", f"WAYLAND_DISPLAY is {wayland}, and no such display is there", _SERVE)
    return Answer(TOPIC, "note", "there is no display: windows cannot open, tests and servers run", _SERVE)


def _sound(here: Surroundings) -> Answer:
    driver = here.environment.get("SDL_AUDIODRIVER", "")
    if driver == "dummy":
        return Answer(TOPIC, "note", "SDL_AUDIODRIVER is dummy: no sound is heard", "unset SDL_AUDIODRIVER to hear it")
    if here.system in {"win32", "darwin"}:
        return Answer(TOPIC, "ok", "the system has the sound device")
    runtime = here.root / here.environment.get("XDG_RUNTIME_DIR", "run/none").lstrip("/")
    servers = {"pulse/native": "PulseAudio", "pipewire-0": "PipeWire"}
    for socket, name in servers.items():
        if _there(runtime / socket):
            return Answer(TOPIC, "ok", f"sound by {name}")
    if here.environment.get("PULSE_SERVER"):
        return Answer(TOPIC, "ok", f"sound by PulseAudio at {here.environment['PULSE_SERVER']}")
    if _there(here.root / "dev" / "snd" / "timer") or any(_entries(here.root / "dev" / "snd")):
        return Answer(TOPIC, "ok", "sound by ALSA")
    return Answer(
        TOPIC, "note", "there is no sound device: games are silent", "nothing; SDL_AUDIODRIVER=dummy spares ALSA's lines on stderr"
    )


def _there(path: Path) -> bool:
    """Whether something stands at a path; what cannot be looked at does not."""
    try:
        return path.exists()
    except OSError:
        return False


def _entries(folder: Path) -> list[Path]:
    """Return what stands in a folder, nothing if it cannot be looked at."""
    try:
        return [*folder.iterdir()]
    except OSError:
        return []
