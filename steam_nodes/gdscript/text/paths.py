"""Paths of files and resources: their parts, and what they are without detours.

Rules: a slash and a backslash both separate; `res://`, `user://` and a drive's letter stay in front.
"""

from __future__ import annotations


def _last_separator(path: str) -> int:
    return max(path.rfind("/"), path.rfind("\\"))


def get_extension(path: str) -> str:
    """Return what follows the last dot of the file's name."""
    dot = path.rfind(".")
    return "" if dot < 0 or dot < _last_separator(path) else path[dot + 1 :]


def get_basename(path: str) -> str:
    """Return the path without the extension."""
    dot = path.rfind(".")
    return path if dot < 0 or dot < _last_separator(path) else path[:dot]


def get_file(path: str) -> str:
    """Return the name of the file."""
    return path[_last_separator(path) + 1 :]


def path_join(path: str, file: str) -> str:
    """Return both with one slash between them."""
    if not path:
        return file
    return path + file if path[-1] == "/" or file[:1] == "/" else f"{path}/{file}"


def is_absolute_path(path: str) -> bool:
    """Whether it begins at a root."""
    if len(path) > 1:
        return path[0] in "/\\" or ":/" in path or ":\\" in path
    return path in ("/", "\\")


def is_network_share_path(path: str) -> bool:
    """Whether it begins with the name of another computer."""
    return path.startswith(("//", "\\\\"))


def get_base_dir(path: str) -> str:
    """Return the folder that the file lies in."""
    end = _root_length(path)
    rest = path[end:]
    separator = _last_separator(rest)
    return path[:end] if separator < 0 else path[:end] + rest[:separator]


def _first_of(path: str, *parts: str) -> int:
    """Return where the first of these parts that is there at all stands."""
    return next((at for at in map(path.find, parts) if at >= 0), -1)


def _root_length(path: str) -> int:
    if (at := path.find("://")) >= 0:
        return at + 3
    if (at := _first_of(path, ":/", ":\\")) >= 0:
        return at + 2
    if is_network_share_path(path):
        server = path.find("/", 2) if path.find("/", 2) >= 0 else path.find("\\", 2)
        share = path.find("/", server + 1) if path.find("/", server + 1) >= 0 else path.find("\\", server + 1)
        if share >= 0:
            return share + 1
    return 1 if path.startswith("/") else 0


def simplify_path(path: str) -> str:
    """Return the path without doubled slashes, dots and ways back."""
    drive, rest = _drive(path)
    absolute = is_absolute_path(path) and not path.startswith("res://")
    names: list[str] = []
    for name in rest.replace("\\", "/").split("/"):
        if name in ("", "."):
            continue
        if name != "..":
            names.append(name)
        elif names and names[-1] != "..":
            names.pop()
        elif names or not absolute:
            names.append(name)
    return drive + "/".join(names)


def _drive(path: str) -> tuple[str, str]:
    at = path.find("://")
    if at > 0 and path[:at].isascii() and path[:at].isalnum():
        return path[: at + 3], path[at + 3 :]
    if is_network_share_path(path):
        return path[:2], path[2:]
    if path[:1] in ("/", "\\"):
        return path[:1], path[1:]
    at = _first_of(path, ":/", ":\\")
    if at >= 0 and at < path.find("/"):
        return path[: at + 2], path[at + 2 :]
    return "", path
