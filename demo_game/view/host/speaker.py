"""Sound as the view asks for it, whatever host plays it, and quiet where there is none.

Rules: where there is no audio device there is silence and no error: then a host has no speaker.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

HUMS: Final = 2
"""How many sounds can go on at the same time."""

HUM_VOLUME: Final = 0.22
"""How loud those are beside the others."""


class Speaker(Protocol):
    """Who plays sounds."""

    def play(self, name: str) -> None:
        """Play a sound once, beside what is heard."""

    def hum(self, channel: int, name: str | None) -> None:
        """Play a sound over and over in that channel (0 or 1) until it is None."""

    def set_volume(self, share: float) -> None:
        """Play everything that loud from now on, 0.0 to 1.0."""

    def silence(self) -> None:
        """Stop everything."""


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep the audio libraries from writing to the terminal that there is no sound card."""
    try:
        saved = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
