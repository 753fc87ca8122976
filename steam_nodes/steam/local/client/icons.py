"""The icons of achievements: read from their files, and kept as images under a handle.

Rules: an icon is read from its file when it is first wanted, in later frames than the one that asked, so much of it in each frame that none
of them is held up; a file that cannot be read is said once and counts as no icon. A handle stays the same until the end.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.callbacks import UserAchievementIconFetched
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Generator

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.png import Picture
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.schema.entries import Achievement

_IN_A_FRAME: Final = 64 * 64 * 4
"""How many bytes of icons a frame reads: one icon as Steam shows them, at most some 3 ms."""
_OF_A_FILE: Final = 1024
"""As how many of them each file counts beside its pixels."""


class Icons:
    """The images of one player's program.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with no icon read."""
        self._session = session
        self._wanted: set[str] = set()
        self._icons: dict[str, int] = {}
        self._images: list[Picture] = []
        self._fetching: deque[tuple[int, Achievement]] = deque()
        self._reading: Generator[int, None, Picture] | None = None
        self._frame = 0
        self._left = 0

    @property
    def reading(self) -> bool:
        """Whether an icon is still read."""
        return bool(self._fetching)

    def handle(self, entry: Achievement) -> int:
        """Return the handle of the icon for an achievement's present state; 0 at the first call, which begins to read it."""
        if entry.name in self._wanted:
            return self._icons.get(self._icon_of(entry), 0)
        self._wanted.add(entry.name)
        self._fetching.append((self._session.world.frame, entry))
        return 0

    def add(self, picture: Picture) -> int:
        """Keep a picture that somebody else has read, and return its handle."""
        self._images.append(picture)
        return len(self._images)

    def image(self, call: str, handle: int) -> tuple[int, int, bytes] | None:
        """Find an image by its handle, or say why there is none."""
        if isinstance(handle, bool) or not isinstance(handle, int):
            message = f"{call}: the handle of an image is an int, not {type(handle).__name__} {short(handle)}"
            raise TypeError(message)
        if not self._session.present(call):
            return None
        if 1 <= handle <= len(self._images):
            return self._images[handle - 1]
        sentence = f"{call}({short(handle)}): there is no such image; pass the handle of an icon or an avatar, once it is above 0"
        self._session.refuse(Refusal((call, "handle"), sentence))
        return None

    def poll(self) -> list[ClientRecord]:
        """Read on, as far as this frame goes, and return what is told of the icons that are here."""
        records: list[ClientRecord] = []
        frame = self._session.world.frame
        if frame > self._frame:
            self._frame = frame
            self._left = _IN_A_FRAME
        while self._fetching and self._fetching[0][0] < self._frame and self._fetch(self._fetching[0][1]):
            entry = self._fetching.popleft()[1]
            handle = self._icons[self._icon_of(entry)]
            records.append(UserAchievementIconFetched(self._session.app_id, entry.name, self._achieved(entry), handle))
        return records

    def close(self) -> None:
        """Read no further."""
        self._fetching.clear()

    # What is used above.

    def _icon_of(self, entry: Achievement) -> str:
        """Return the file of the icon for the present state."""
        return entry.icon if self._achieved(entry) or not entry.icon_gray else entry.icon_gray

    def _achieved(self, entry: Achievement) -> bool:
        """Whether the player has an achievement."""
        return self._session.own().unlocked.get(entry.name) is not None

    def _fetch(self, entry: Achievement) -> bool:
        """Read on in both icons of an achievement, as far as this frame goes; return whether they are here."""
        for file in dict.fromkeys((entry.icon, entry.icon_gray or entry.icon)):
            while file not in self._icons:
                if self._left < 0:
                    return False
                self._left -= self._read(entry.name, file)
        return True

    def _read(self, name: str, file: str) -> int:
        """Read a row of an icon and return what that costs; after the last one there is a handle, 0 if it cannot be shown."""
        from steam_nodes.steam.files import UnreadableError, read_file  # noqa: PLC0415 - games without icons need neither this
        from steam_nodes.steam.local.client.png import MOST_BYTES, SIDE, PNGError, reading_png  # noqa: PLC0415 - nor zlib

        path = Path(self._session.rules.schema.folder, file)
        try:
            if self._reading is None:
                self._reading = reading_png(read_file(path, MOST_BYTES))
            return next(self._reading)
        except StopIteration as end:
            self._icons[file] = self.add(end.value)
        except (UnreadableError, PNGError) as fault:
            remedy = f"put a PNG file of 8 bits there, not interlaced, of at most {SIDE} x {SIDE} pixels and {MOST_BYTES} bytes"
            sentence = f"[achievements.{name[:140]}]: icon {path} cannot be shown ({fault}); {remedy}"
            self._session.world.world_log.remark(Refusal(("icon", file), sentence))
            self._icons[file] = 0
        self._reading = None
        return _OF_A_FILE
