"""Sound in pygame: its mixer, opened without a word where there is no sound card.

Rules: where there is no audio device there is silence and no error. Two channels are kept for sounds that go on; the others play what
comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from ..host.speaker import HUM_VOLUME, HUMS, quiet_stderr

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

BUFFER: Final = 512
CHANNELS: Final = 16


def open_mixer(rate: int) -> bool:
    """Open the audio device for so many samples a second; return False where there is none."""
    with quiet_stderr():
        try:
            pygame.mixer.init(rate, -16, 1, BUFFER, allowedchanges=0)
        except pygame.error:
            return False
    return pygame.mixer.get_init() is not None


class PygameSpeaker:
    """Plays through the mixer; `open_mixer` must have returned True.

    Args:
        sounds: Samples of each sound, mono, of 16 bits.
    """

    def __init__(self, sounds: Mapping[str, array[int]]) -> None:
        """Hand the samples to the mixer."""
        self._sounds = {name: pygame.mixer.Sound(buffer=wave) for name, wave in sounds.items()}
        pygame.mixer.set_num_channels(CHANNELS)
        pygame.mixer.set_reserved(HUMS)
        self._hums = [pygame.mixer.Channel(index) for index in range(HUMS)]

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
