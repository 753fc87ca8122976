"""File, Directory and JSONParseResult: classes that only Godot 3 has, for scripts that were written for it.

Rules: a file or a folder is made first and opened then, and `open` answers with the engine's code. What is opened does what Godot 4's
FileAccess and DirAccess do. A list of a folder has "." and ".." and hidden names, unless it is told to leave them out.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.gdscript.classes.file_access import DirAccess, FileAccess
from steam_nodes.gdscript.text.json import JSON
from steam_nodes.object.ref_counted import RefCounted

_OK = 0


class File(FileAccess):
    """A file.

    Mirrors https://docs.godotengine.org/en/3.6/classes/class_file.html.
    """

    def open(self, path: str, flags: int) -> int:  # type: ignore[override]  # Godot 3's opens the file that it is called on
        """Open a file; OK or why it could not be opened.

        Args:
            path: Where it lies.
            flags: READ, WRITE, READ_WRITE or WRITE_READ.
        """
        self.close()
        opened = FileAccess.open(path, flags)
        if opened is None:
            return FileAccess.get_open_error()
        self._file_, self._path_, self._at_end_ = opened._file_, path, False
        opened._file_ = None
        return _OK

    def get_len(self) -> int:
        """Return how many bytes it has."""
        return self.get_length()


class Directory(DirAccess):
    """A folder.

    Mirrors https://docs.godotengine.org/en/3.6/classes/class_directory.html.
    """

    def open(self, path: str) -> int:  # type: ignore[override]  # Godot 3's opens the folder that it is called on
        """Open a folder; OK or why it could not be opened."""
        opened = DirAccess.open(path)
        if opened is None:
            return DirAccess.get_open_error()
        self._here_, self._shown_ = opened._here_, path
        return _OK

    def list_dir_begin(self, skip_navigational: bool = False, skip_hidden: bool = False) -> int:
        """Begin to list the folder.

        Args:
            skip_navigational: Whether "." and ".." are left out.
            skip_hidden: Whether hidden names are left out.
        """
        self.include_navigational: bool = not skip_navigational
        self.include_hidden: bool = not skip_hidden
        return super().list_dir_begin()


class JSONParseResult(RefCounted):
    """What `JSON.parse(text)` answers with in Godot 3.

    Mirrors https://docs.godotengine.org/en/3.6/classes/class_jsonparseresult.html.
    """

    error: int = _OK
    error_line: int = -1
    error_string: str = ""
    result: Any = None

    @staticmethod
    def parse(text: str) -> JSONParseResult:
        """Read a text of JSON."""
        json, made = JSON(), JSONParseResult()
        made.error = json.parse(text)
        if made.error == _OK:
            made.result = json.data
        else:
            made.error_line, made.error_string = json.get_error_line(), json.get_error_message()
        return made
