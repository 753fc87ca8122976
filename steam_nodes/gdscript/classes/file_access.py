"""FileAccess and DirAccess: files of a game, for real.

Rules: "res://" and "user://" lie where the project that runs has them, see `places`; every other path is the system's. What fails is told
by the engine's codes, and `get_open_error` keeps that of the last `open`. Numbers are little-endian as in the engine, big-endian where
`big_endian` is set. Texts are UTF-8.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
from pathlib import Path
from typing import IO, Any, Final

from steam_nodes.gdscript.classes import places
from steam_nodes.object import error
from steam_nodes.object.ref_counted import RefCounted

_OK: Final = 0
_ERRORS: Final[tuple[tuple[type[OSError], int], ...]] = (
    (FileNotFoundError, 7),
    (PermissionError, 10),
    (FileExistsError, 32),
    (IsADirectoryError, 12),
)
_CANT_OPEN: Final = 12
_CANT_CREATE: Final = 20
_MODES: Final = {1: "rb", 2: "wb", 3: "r+b", 7: "w+b"}


def code_of(failure: OSError, other: int = _CANT_OPEN) -> int:
    """Return the engine's code for an error of the system."""
    return next((code for kind, code in _ERRORS if isinstance(failure, kind)), other)


class FileAccess(RefCounted):
    """A file that is open.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_fileaccess.html.
    """

    READ: Final = 1
    WRITE: Final = 2
    READ_WRITE: Final = 3
    WRITE_READ: Final = 7

    _engine_class_ = "FileAccess"
    _last_error_: int = _OK

    big_endian: bool = False

    _file_: IO[bytes] | None = None
    _path_: str = ""
    _at_end_: bool = False

    @staticmethod
    def open(path: str, flags: int) -> FileAccess | None:
        """Open a file; null where that fails, and `get_open_error` tells why.

        Args:
            path: Where it lies.
            flags: READ, WRITE, READ_WRITE or WRITE_READ.
        """
        made = FileAccess()
        try:
            made._file_ = (places.globalize(path) if flags == FileAccess.READ else places.kept(path)).open(_MODES.get(flags, "rb"))
        except OSError as failure:
            FileAccess._last_error_ = code_of(failure)
            return None
        FileAccess._last_error_ = _OK
        made._path_ = path
        return made

    @staticmethod
    def get_open_error() -> int:
        """Return the code of the last `open`."""
        return FileAccess._last_error_

    @staticmethod
    def file_exists(path: str) -> bool:
        """Whether there is a file."""
        return places.globalize(path).is_file()

    @staticmethod
    def get_file_as_string(path: str) -> str:
        """Return the text of a file, "" where it can't be read."""
        return FileAccess._bytes_(path).decode("utf-8", "replace")

    @staticmethod
    def get_file_as_bytes(path: str) -> Any:
        """Return the bytes of a file, none where it can't be read."""
        return places.packed_bytes(FileAccess._bytes_(path))

    @staticmethod
    def _bytes_(path: str) -> bytes:
        try:
            content = places.globalize(path).read_bytes()
        except OSError as failure:
            FileAccess._last_error_ = code_of(failure)
            return b""
        FileAccess._last_error_ = _OK
        return content

    @staticmethod
    def get_modified_time(file: str) -> int:
        """Return when a file was changed, in seconds since 1970; 0 where there is none."""
        try:
            return int(places.globalize(file).stat().st_mtime)
        except OSError:
            return 0

    @staticmethod
    def get_size(file: str) -> int:
        """Return how many bytes a file has, -1 where there is none."""
        try:
            return places.globalize(file).stat().st_size
        except OSError:
            return -1

    @staticmethod
    def get_md5(path: str) -> str:
        """Return the MD5 sum of a file."""
        return hashlib.md5(FileAccess._bytes_(path), usedforsecurity=False).hexdigest()

    @staticmethod
    def get_sha256(path: str) -> str:
        """Return the SHA-256 sum of a file."""
        return hashlib.sha256(FileAccess._bytes_(path)).hexdigest()

    def is_open(self) -> bool:
        """Whether it is open."""
        return self._file_ is not None

    def close(self) -> None:
        """Close it."""
        if self._file_ is not None:
            self._file_.close()
            self._file_ = None

    def flush(self) -> None:
        """Write what is kept back."""
        if self._file_ is not None:
            self._file_.flush()

    def get_path(self) -> str:
        """Return the path it was opened by."""
        return self._path_

    def get_path_absolute(self) -> str:
        """Return its path in the system."""
        return str(places.globalize(self._path_).absolute())

    def get_error(self) -> int:
        """Return the code of the last reading: ERR_FILE_EOF where it went over the end."""
        return 18 if self._at_end_ else _OK

    def eof_reached(self) -> bool:
        """Whether something was read over the end."""
        return self._at_end_

    def get_length(self) -> int:
        """Return how many bytes it has."""
        file = self._opened_()
        if file is None:
            return 0
        file.flush()
        return os.fstat(file.fileno()).st_size

    def get_position(self) -> int:
        """Return where it is read and written next."""
        file = self._opened_()
        return 0 if file is None else file.tell()

    def seek(self, position: int) -> None:
        """Read and write next at a place."""
        self._at_end_ = False
        file = self._opened_()
        if file is not None:
            file.seek(max(position, 0))

    def seek_end(self, position: int = 0) -> None:
        """Read and write next at a place counted from the end."""
        self.seek(self.get_length() + position)

    def get_buffer(self, length: int) -> Any:
        """Return the next bytes."""
        return places.packed_bytes(self._read_(length))

    def store_buffer(self, buffer: Any) -> bool:
        """Write bytes."""
        return self._write_(bytes(buffer))

    def get_as_text(self, skip_cr: bool = False) -> str:
        """Return the whole text, whatever was read before."""
        file = self._opened_()
        if file is None:
            return ""
        place = file.tell()
        file.seek(0)
        text = file.read().decode("utf-8", "replace")
        file.seek(place)
        return text.replace("\r", "") if skip_cr else text

    def get_line(self) -> str:
        """Return the next line without its end."""
        file = self._opened_()
        line = b"" if file is None else file.readline()
        self._at_end_ = not line.endswith(b"\n")
        return line.decode("utf-8", "replace").rstrip("\n").rstrip("\r")

    def get_csv_line(self, delim: str = ",") -> Any:
        """Return the fields of the next line of a table; quoted ones may go over several lines."""
        line = self.get_line()
        while line.count('"') % 2 and not self._at_end_:
            line += f"\n{self.get_line()}"
        fields, field, quoted = [], "", False
        at = 0
        while at < len(line):
            letter = line[at]
            if quoted and letter == '"' and line[at + 1 : at + 2] == '"':
                field += '"'
                at += 1
            elif letter == '"':
                quoted = not quoted
            elif letter == delim and not quoted:
                fields.append(field)
                field = ""
            else:
                field += letter
            at += 1
        return places.packed_strings([*fields, field])

    def store_csv_line(self, values: Any, delim: str = ",") -> bool:
        """Write the fields of a line of a table."""
        return self.store_line(delim.join(_quoted(str(value), delim) for value in values))

    def store_string(self, string: str) -> bool:
        """Write a text."""
        return self._write_(string.encode("utf-8"))

    def store_line(self, line: str) -> bool:
        """Write a text and the end of the line."""
        return self.store_string(f"{line}\n")

    def get_pascal_string(self) -> str:
        """Return a text that has its length before it."""
        return self._read_(self.get_32()).decode("utf-8", "replace")

    def store_pascal_string(self, string: str) -> bool:
        """Write a text with its length before it."""
        content = string.encode("utf-8")
        return self.store_32(len(content)) and self._write_(content)

    def get_var(self, allow_objects: bool = False) -> Any:
        """Return a value that `store_var` wrote."""
        return places.values().bytes_to_var(self._read_(self.get_32()))

    def store_var(self, value: Any, full_objects: bool = False) -> bool:
        """Write a value of any type but objects."""
        content = bytes(places.values().var_to_bytes(value))
        return self.store_32(len(content)) and self._write_(content)

    def get_8(self) -> int:
        """Return the next byte."""
        return int(self._number_("B"))

    def get_16(self) -> int:
        """Return the next 16 bits, without a sign."""
        return int(self._number_("H"))

    def get_32(self) -> int:
        """Return the next 32 bits, without a sign."""
        return int(self._number_("I"))

    def get_64(self) -> int:
        """Return the next 64 bits, with a sign as every int."""
        return int(self._number_("q"))

    def get_float(self) -> float:
        """Return the next float of 32 bits."""
        return float(self._number_("f"))

    def get_double(self) -> float:
        """Return the next float of 64 bits."""
        return float(self._number_("d"))

    def get_real(self) -> float:
        """Return the next float of 32 bits."""
        return self.get_float()

    def store_8(self, value: int) -> bool:
        """Write a byte."""
        return self._write_(self._packed_("B", value & 0xFF))

    def store_16(self, value: int) -> bool:
        """Write 16 bits."""
        return self._write_(self._packed_("H", value & 0xFFFF))

    def store_32(self, value: int) -> bool:
        """Write 32 bits."""
        return self._write_(self._packed_("I", value & 0xFFFFFFFF))

    def store_64(self, value: int) -> bool:
        """Write 64 bits."""
        return self._write_(self._packed_("Q", value & 0xFFFFFFFFFFFFFFFF))

    def store_float(self, value: float) -> bool:
        """Write a float of 32 bits."""
        return self._write_(self._packed_("f", value))

    def store_double(self, value: float) -> bool:
        """Write a float of 64 bits."""
        return self._write_(self._packed_("d", value))

    def store_real(self, value: float) -> bool:
        """Write a float of 32 bits."""
        return self.store_float(value)

    def resize(self, length: int) -> int:
        """Make it shorter or longer."""
        file = self._opened_()
        if file is None:
            return _CANT_OPEN
        file.truncate(length)
        return _OK

    def _opened_(self) -> IO[bytes] | None:
        if self._file_ is None:
            error.complain("File must be opened before use.")
        return self._file_

    def _read_(self, count: int) -> bytes:
        file = self._opened_()
        content = b"" if file is None or count < 0 else file.read(count)
        self._at_end_ = len(content) < count
        return content

    def _write_(self, content: bytes) -> bool:
        file = self._opened_()
        try:
            return file is not None and file.write(content) == len(content)
        except OSError:
            return False

    def _number_(self, letter: str) -> Any:
        form = f"{'>' if self.big_endian else '<'}{letter}"
        size = struct.calcsize(form)
        return struct.unpack(form, self._read_(size).ljust(size, b"\0"))[0]

    def _packed_(self, letter: str, value: float) -> bytes:
        return struct.pack(f"{'>' if self.big_endian else '<'}{letter}", value)


def _quoted(field: str, delim: str) -> str:
    return '"' + field.replace('"', '""') + '"' if any(letter in field for letter in (delim, '"', "\n")) else field


class DirAccess(RefCounted):
    """A folder.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_diraccess.html.
    """

    _engine_class_ = "DirAccess"
    _last_error_: int = _OK

    include_hidden: bool = False
    include_navigational: bool = False

    _here_: Path = Path()
    _shown_: str = ""
    _listed_: list[str] | None = None

    @staticmethod
    def open(path: str) -> DirAccess | None:
        """Open a folder; null where there is none, and `get_open_error` tells why."""
        folder = places.kept(path)
        if not folder.is_dir():
            DirAccess._last_error_ = 31
            return None
        made = DirAccess()
        made._here_, made._shown_ = folder, path
        DirAccess._last_error_ = _OK
        return made

    @staticmethod
    def get_open_error() -> int:
        """Return the code of the last `open`."""
        return DirAccess._last_error_

    @staticmethod
    def dir_exists_absolute(path: str) -> bool:
        """Whether there is a folder."""
        return places.globalize(path).is_dir()

    @staticmethod
    def make_dir_absolute(path: str) -> int:
        """Make a folder."""
        return _done(lambda: places.globalize(path).mkdir())

    @staticmethod
    def make_dir_recursive_absolute(path: str) -> int:
        """Make a folder and those above it."""
        return _done(lambda: places.globalize(path).mkdir(parents=True, exist_ok=True))

    @staticmethod
    def remove_absolute(path: str) -> int:
        """Remove a file or an empty folder."""
        return _done(lambda: _remove(places.globalize(path)))

    @staticmethod
    def rename_absolute(from_: str, to: str) -> int:
        """Rename a file or a folder."""
        return _done(lambda: places.globalize(from_).replace(places.globalize(to)))

    @staticmethod
    def copy_absolute(from_: str, to: str, chmod_flags: int = -1) -> int:  # noqa: ARG004  # the engine's signature
        """Copy a file."""
        return _done(lambda: shutil.copyfile(places.globalize(from_), places.globalize(to)))

    @staticmethod
    def get_files_at(path: str) -> Any:
        """Return the names of the files in a folder."""
        return places.packed_strings(_names(places.globalize(path), folders=False))

    @staticmethod
    def get_directories_at(path: str) -> Any:
        """Return the names of the folders in a folder."""
        return places.packed_strings(_names(places.globalize(path), folders=True))

    def get_files(self) -> Any:
        """Return the names of the files here."""
        return places.packed_strings(self._visible_(_names(self._here_, folders=False)))

    def get_directories(self) -> Any:
        """Return the names of the folders here."""
        return places.packed_strings(self._visible_(_names(self._here_, folders=True)))

    def get_current_dir(self, include_drive: bool = True) -> str:
        """Return the path of the folder."""
        return self._shown_

    def change_dir(self, to_dir: str) -> int:
        """Go to another folder."""
        folder = self._of_(to_dir)
        if not folder.is_dir():
            return 31
        self._shown_ = to_dir if "://" in to_dir or to_dir.startswith("/") else f"{self._shown_.rstrip('/')}/{to_dir}"
        self._here_ = folder
        return _OK

    def file_exists(self, path: str) -> bool:
        """Whether there is a file."""
        return self._of_(path).is_file()

    def dir_exists(self, path: str) -> bool:
        """Whether there is a folder."""
        return self._of_(path).is_dir()

    def make_dir(self, path: str) -> int:
        """Make a folder."""
        return _done(lambda: self._of_(path).mkdir())

    def make_dir_recursive(self, path: str) -> int:
        """Make a folder and those above it."""
        return _done(lambda: self._of_(path).mkdir(parents=True, exist_ok=True))

    def remove(self, path: str) -> int:
        """Remove a file or an empty folder."""
        return _done(lambda: _remove(self._of_(path)))

    def rename(self, from_: str, to: str) -> int:
        """Rename a file or a folder."""
        return _done(lambda: self._of_(from_).replace(self._of_(to)))

    def copy(self, from_: str, to: str, chmod_flags: int = -1) -> int:
        """Copy a file."""
        return _done(lambda: shutil.copyfile(self._of_(from_), self._of_(to)))

    def list_dir_begin(self) -> int:
        """Begin to list the folder."""
        names = self._visible_([*_names(self._here_, folders=True), *_names(self._here_, folders=False)])
        self._listed_ = [*([".", ".."] if self.include_navigational else []), *names]
        return _OK

    def get_next(self) -> str:
        """Return the next name, "" at the end."""
        self._last_ = self._listed_.pop(0) if self._listed_ else ""
        return self._last_

    def current_is_dir(self) -> bool:
        """Whether the last name is a folder's."""
        return bool(self._last_) and (self._here_ / self._last_).is_dir()

    def list_dir_end(self) -> None:
        """End the list."""
        self._listed_ = None

    _last_: str = ""

    def _of_(self, path: str) -> Path:
        return places.globalize(path) if "://" in path else self._here_ / path

    def _visible_(self, names: list[str]) -> list[str]:
        return [name for name in names if self.include_hidden or not name.startswith(".")]


def _names(folder: Path, *, folders: bool) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir() if each.is_dir() == folders)
    except OSError:
        return []


def _remove(path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()


def _done(act: Any) -> int:
    try:
        act()
    except OSError as failure:
        return code_of(failure, _CANT_CREATE)
    return _OK
