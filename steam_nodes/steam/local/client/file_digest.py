"""The size and the SHA-1 of a file of the game, read in pieces so that no frame is held up.

Rules: a name is a path inside the game's folder, with slashes of either kind; what leads out of it, by "..", by a root or by a link, is
refused. Only a regular file is read, see files.py.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.files import UnreadableError, open_file

if TYPE_CHECKING:
    from pathlib import Path

_PIECE: Final = 1 << 18
"""How many bytes a frame reads, some 0.3 ms."""


class FileDigest:
    """What is known of one file, piece by piece.

    Args:
        folder: The game's folder, None where there is none.
        name: The file.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        """Begin before the file is opened."""
        self.size: int = 0
        self.hash: bytes = b""
        """The 20 bytes; b"" until all is read, and where there is no such file."""
        self.fault: str = ""
        """Why there is no such file, with the remedy."""
        self._folder, self._name = folder, name
        self._sum = hashlib.sha1(usedforsecurity=False)
        self._end: int | None = None

    def piece(self) -> bool:
        """Read a piece; return whether all is known."""
        if self.hash or self.fault:
            return True
        try:
            with open_file(self._path()) as file:
                # A file that grows meanwhile has the size that it had at first, else its end might never come.
                self._end = os.fstat(file.fileno()).st_size if self._end is None else self._end
                file.seek(self.size)
                data = file.read(min(_PIECE, self._end - self.size))
        except (OSError, ValueError) as fault:
            said = str(fault) if isinstance(fault, UnreadableError) else (getattr(fault, "strerror", None) or str(fault))
            self.fault = f"{said}; pass a path inside the game's folder"
            return True
        self.size += len(data)
        self._sum.update(data)
        if data and self.size < self._end:
            return False
        self.hash = self._sum.digest()
        return True

    def _path(self) -> Path:
        """Return where the file is.

        Raises:
            UnreadableError: It is nowhere inside the folder.
        """
        if self._folder is None:
            message = 'the schema names no folder of the game; write folder = "…" under [app]'
            raise UnreadableError(message)
        parts = self._name.replace("\\", "/").split("/")
        root = self._folder.resolve()
        path = root.joinpath(*parts).resolve() if all(parts) and ".." not in parts and ":" not in self._name else None
        if path is None or not path.is_relative_to(root):
            message = "it leads out of the game's folder"
            raise UnreadableError(message)
        return path
