"""The avatars of people as images: read from PNG files beside the schema, made as large as Steam has them, and kept under handles.

Rules: an avatar is read when it is first wanted, all three sizes of it in one go, so much in each frame that none is held up; on a clock
that waits it is there a frame later. A size without a file of its own is made of the next larger one, of the next smaller one if there is
none. A file that cannot be read is said once and counts as no avatar. A person who changes their avatar has new handles, and the old ones
stay what they were.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.groups.avatars import AvatarImageLoaded, AvatarReady
from steam_nodes.steam.groups.people import PersonaStateChanged
from steam_nodes.steam.groups.people_enums import AvatarSizes, PersonaChange
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Generator

    from steam_nodes.steam.local.client.icons import Icons
    from steam_nodes.steam.local.client.png import Picture
    from steam_nodes.steam.local.client.session import ClientSession

SIDES: Final[dict[int, int]] = {AvatarSizes.SMALL: 32, AvatarSizes.MEDIUM: 64, AvatarSizes.LARGE: 184}
"""How many pixels each size has a side."""
_IN_A_FRAME: Final = 64 * 64 * 4
"""How many bytes of pictures a frame reads."""
_LOADING: Final = -1


class _Avatar:
    """One avatar: its files, and once it is loaded a handle for each size."""

    def __init__(self, files: tuple[str, str, str]) -> None:
        self.files = files
        self.handles: dict[int, int] = {}
        self.wanted: set[int] = set()
        """The sizes that somebody asked for while it was read."""

    @property
    def loaded(self) -> bool:
        return bool(self.handles)


class AvatarImages:
    """The avatars that one player's program has asked for.

    Args:
        session: The player's session.
        icons: Where pictures are kept under handles.
    """

    def __init__(self, session: ClientSession, icons: Icons) -> None:
        """Begin with none loaded."""
        self._session = session
        self._icons = icons
        self._avatars: dict[int, _Avatar] = {}

    def handle(self, steam_id: int, size: int) -> int:
        """Return the handle of an avatar: 0 for none, -1 while it is read, which the first call begins."""
        files = self._session.personas.of(steam_id).avatar
        if not any(files):
            return 0
        avatar = self._avatars.get(steam_id)
        if avatar is None or avatar.files != files:
            avatar = self._avatars[steam_id] = _Avatar(files)
            reading = self._reading(steam_id, avatar)
            self._session.each_frame(lambda _passed: self._read_on(reading))
        if not avatar.loaded:
            avatar.wanted.add(size)
        return avatar.handles.get(size, _LOADING)

    def want(self, steam_id: int) -> bool:
        """Begin to read an avatar; return whether PersonaStateChanged is to tell of it."""
        return self.handle(steam_id, AvatarSizes.MEDIUM) == _LOADING

    def ready(self, steam_id: int, size: int) -> bool:
        """Have AvatarReady tell of an avatar, if it is loaded."""
        handle = self.handle(steam_id, size)
        if handle > 0:
            self._session.post(AvatarReady(SteamID(steam_id), handle))
        return handle > 0

    # What is used above.

    def _read_on(self, reading: Generator[int, None, None]) -> bool:
        """Read as much of an avatar as goes into a frame; return whether there is more."""
        left = _IN_A_FRAME
        for cost in reading:
            left -= cost
            if left < 0 and not self._session.world.clock.waits:
                return True
        return False

    def _reading(self, steam_id: int, avatar: _Avatar) -> Generator[int, None, None]:
        """Read an avatar, stopping after each row to say what it cost, and tell of it."""
        pictures: dict[int, Picture] = {}
        for size, file in zip(SIDES, avatar.files, strict=True):
            picture = (yield from self._file(steam_id, file)) if file else None
            if picture is not None:
                pictures[size] = picture
        for size, side in SIDES.items():
            larger = [it for it in sorted(pictures) if it >= size] or sorted(pictures, reverse=True)
            if larger:
                picture = yield from scaled(pictures[larger[0]], side)
                avatar.handles[size] = self._icons.add(picture)
        if not pictures:
            avatar.handles = dict.fromkeys(SIDES, 0)
        if self._avatars.get(steam_id) is not avatar or not pictures:
            return
        if avatar.wanted - {AvatarSizes.LARGE}:
            self._session.post(PersonaStateChanged(SteamID(steam_id), PersonaChange.AVATAR))
        if AvatarSizes.LARGE in avatar.wanted:
            side = SIDES[AvatarSizes.LARGE]
            self._session.post(AvatarImageLoaded(SteamID(steam_id), avatar.handles[AvatarSizes.LARGE], side, side))

    def _file(self, steam_id: int, file: str) -> Generator[int, None, Picture | None]:
        """Read a file; None if it cannot be shown, which is said."""
        from steam_nodes.steam.files import UnreadableError, read_file  # noqa: PLC0415 - worlds without avatars need neither this
        from steam_nodes.steam.local.client.png import MOST_BYTES, SIDE, PNGError, reading_png  # noqa: PLC0415 - nor zlib

        path = Path(self._session.rules.schema.folder, file)
        try:
            return (yield from reading_png(read_file(path, MOST_BYTES)))
        except (UnreadableError, PNGError) as fault:
            remedy = f"put a PNG file of 8 bits there, not interlaced, of at most {SIDE} x {SIDE} pixels and {MOST_BYTES} bytes"
            sentence = f"[players.{steam_id}]: avatar {path} cannot be shown ({fault}); {remedy}"
            self._session.world.world_log.remark(Refusal(("avatar", file), sentence))
            return None


def scaled(picture: Picture, side: int) -> Generator[int, None, Picture]:
    """Make a picture as many pixels wide and high, each the mean of what it stands for; stop after each row to say what it cost.

    Args:
        picture: Its width and height, and its pixels as RGBA.
        side: How many pixels it is to have a side.
    """
    width, height, pixels = picture
    if (width, height) == (side, side):
        return picture
    stride, made = 4 * width, bytearray()
    columns = [(at * width // side, max((at + 1) * width // side, at * width // side + 1)) for at in range(side)]
    shown, pixels_of_row = (-1, -1), b""
    for row in range(side):
        top = row * height // side
        bottom = max((row + 1) * height // side, top + 1)
        lines = [pixels[each * stride : (each + 1) * stride] for each in range(top, bottom)]
        if (top, bottom) != shown:
            # A larger picture shows each row of a smaller one several times over.
            shown, pixels_of_row = (top, bottom), _row(lines, columns)
        made += pixels_of_row
        yield stride * len(lines)
    return side, side, bytes(made)


def _row(lines: list[bytes], columns: list[tuple[int, int]]) -> bytes:
    """Return a row of the new picture: for each of its columns the mean of the pixels of some lines."""
    if len(lines) == 1 and all(right - left == 1 for left, right in columns):
        return b"".join([lines[0][4 * left : 4 * right] for left, right in columns])
    sums = [*map(sum, zip(*lines, strict=True))] if len(lines) > 1 else lines[0]
    made = bytearray()
    for left, right in columns:
        area = (right - left) * len(lines)
        made += bytes([sum(sums[4 * left + channel : 4 * right : 4]) // area for channel in range(4)])
    return bytes(made)
