"""`uid://` references: which file each names.

Rules: a scene or a resource has its uid in its first tag, a script beside it in `.uid`, an imported file in `.import`. A reference that
has a path too is a hint: it counts where nothing else knows the uid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HEAD: Final = re.compile(r'\[gd_(?:scene|resource)\b[^\]\n]*?\buid="(uid://[^"]*)"')
_IMPORT: Final = re.compile(r'^uid="(uid://[^"]*)"', re.MULTILINE)
_HINT: Final = re.compile(r"^\[ext_resource\b([^\n]*)\]", re.MULTILINE)
_FIELD: Final = re.compile(r'\b(uid|path)="([^"]*)"')


def uid_index(paths: Iterable[str], read: Callable[[str], str | None]) -> dict[str, str]:
    """Return the path of the file that each uid names.

    Args:
        paths: The files of the project, "res://...".
        read: Returns the text of one, None where it can't be read as a text.
    """
    found: dict[str, str] = {}
    hints: dict[str, str] = {}
    for path in paths:
        if path.endswith(".uid"):
            uid = (read(path) or "").strip()
            _keep(found, uid, path.removesuffix(".uid"))
        elif path.endswith(".import"):
            match = _IMPORT.search(read(path) or "")
            _keep(found, match[1] if match else "", path.removesuffix(".import"))
        elif path.endswith((".tscn", ".tres")):
            text = read(path) or ""
            match = _HEAD.match(text.lstrip("\ufeff \t\r\n"))
            _keep(found, match[1] if match else "", path)
            for line in _HINT.finditer(text):
                fields = dict(_FIELD.findall(line[1]))
                _keep(hints, fields.get("uid", ""), fields.get("path", ""))
    return hints | found


def _keep(into: dict[str, str], uid: str, path: str) -> None:
    if uid.startswith("uid://") and path:
        into.setdefault(uid, path)
