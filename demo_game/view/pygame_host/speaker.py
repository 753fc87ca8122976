"""Sound in pygame: its mixer, opened without a word where there is no sound card.

Rules: where there is no audio device there is silence and no error. Two channels are kept for sounds that go on; the others play what
comes.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pygame

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping

BUFFER: Final = 512
CHANNELS: Final = 16
HUM_CHANNELS: Final = 2
HUM_VOLUME: Final = 0.22


def open_mixer(rate: int) -> bool:
    """Open the audio device for so many samples a second; return False where there is none."""
    with quiet_stderr():
        try:
            pygame.mixer.init(rate, -16, 1, BUFFER, allowedchanges=0)
        except pygame.error:
            return False
    return pygame.mixer.get_init() is not None


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


class PygameSpeaker:
    """Plays through the mixer; `open_mixer` must have returned True.

    Args:
        sounds: Samples of each sound, mono, of 16 bits.
    """

    def __init__(self, sounds: Mapping[str, array[int]]) -> None:
        """Hand the samples to the mixer."""
        self._sounds = {name: pygame.mixer.Sound(buffer=wave) for name, wave in sounds.items()}
        pygame.mixer.set_num_channels(CHANNELS)
        pygame.mixer.set_reserved(HUM_CHANNELS)
        self._hums = [pygame.mixer.Channel(index) for index in range(HUM_CHANNELS)]

    def play(self, name: str) -> None:
        """Play a sound once."""
        self._sounds[name].play()

    def hum(self, channel: int, name: str | None) -> None:
        """Play a sound over and over in that channel until it is None."""
        hum = self._hums[channel]
        if name is None:
            if hum.get_busy():
                hum.stop()
        elif not hum.get_busy():
            hum.set_volume(HUM_VOLUME)
            hum.play(self._sounds[name], loops=-1, fade_ms=40)

    def set_volume(self, share: float) -> None:
        """Play everything that loud from now on."""
        for sound in self._sounds.values():
            sound.set_volume(share)

    def silence(self) -> None:
        """Stop everything; a tree that outlives the window ends after the mixer."""
        if pygame.mixer.get_init():
            pygame.mixer.stop()
