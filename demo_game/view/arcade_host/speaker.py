"""Sound in arcade: each sound becomes a file in memory, which arcade's own media player plays.

Rules: it fulfils `host.speaker`. Where there is no audio device there is no speaker, and the terminal stays quiet about it.
"""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING, Final

from pyglet import media

from ..host.speaker import HUM_VOLUME, HUMS, quiet_stderr

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

_BYTES: Final = 2


def open_speaker(sounds: Mapping[str, array[int]], rate: int) -> ArcadeSpeaker | None:
    """Open the audio device; return None where there is none.

    Args:
        sounds: Samples of each sound, mono, of 16 bits.
        rate: How many samples a second has.
    """
    with quiet_stderr():
        driver = media.get_audio_driver()  # type: ignore[no-untyped-call]  # so it is in pyglet
        if driver is None or type(driver).__module__.endswith(".silent.adaptation"):
            return None
        return ArcadeSpeaker({name: _source(samples, rate) for name, samples in sounds.items()})


def _source(samples: array[int], rate: int) -> media.Source:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(_BYTES)
        written.setframerate(rate)
        written.writeframes(samples.tobytes())
    file.seek(0)
    return media.load("sound.wav", file=file, streaming=False)


class ArcadeSpeaker:
    """Plays through pyglet's players, on which arcade's sounds stand.

    Args:
        sounds: Each sound, ready to be played.
    """

    def __init__(self, sounds: Mapping[str, media.Source]) -> None:
        """Play nothing yet."""
        self._sounds = sounds
        self._volume = 1.0
        self._players: list[media.Player] = []
        self._hums: list[media.Player | None] = [None] * HUMS

    def play(self, name: str) -> None:
        """Play a sound once."""
        player = self._sounds[name].play()
        player.volume = self._volume
        self._players = [other for other in self._players if other.source is not None]
        self._players.append(player)

    def hum(self, channel: int, name: str | None) -> None:
        """Play a sound over and over in that channel until it is None."""
        humming = self._hums[channel]
        if name is None and humming is not None:
            humming.delete()
            self._hums[channel] = None
        elif name is not None and humming is None:
            player = self._hums[channel] = media.Player()
            player.queue(self._sounds[name])
            player.loop = True
            player.volume = HUM_VOLUME * self._volume
            player.play()

    def set_volume(self, share: float) -> None:
        """Play everything that loud from now on."""
        self._volume = share
        for player in self._players:
            player.volume = share
        for humming in self._hums:
            if humming is not None:
                humming.volume = HUM_VOLUME * share

    def silence(self) -> None:
        """Stop everything."""
        for player in (*self._players, *self._hums):
            if player is not None:
                player.delete()
        self._players.clear()
        self._hums = [None] * HUMS
