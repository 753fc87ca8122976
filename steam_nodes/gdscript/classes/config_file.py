"""ConfigFile: the settings of a game in a text of sections, keys and values, for real.

Rules: values are written as `var_to_str` writes them, and read back so. A value of null takes its key away, and a section without keys
is none. What stands before the first section belongs to the section "", which is always the first. Files that are encrypted are not
read or written.
"""

from __future__ import annotations

import re
from typing import Any, Final

from steam_nodes.gdscript.classes import places
from steam_nodes.gdscript.classes.file_access import FileAccess
from steam_nodes.gdscript.text import escapes
from steam_nodes.gdscript.text.var_text import UnreadableError, read_value, var_to_str
from steam_nodes.object import error
from steam_nodes.object.ref_counted import RefCounted

_OK: Final = 0
_PARSE_ERROR: Final = 43
_QUOTED: Final = re.compile(r'[^!-~]|[=";\[\]]')
"""What a key may not have without quotes around it."""
_ENTRY: Final = re.compile(
    r"""\s*(?:
        ;[^\n]*\n?                                   # a comment
        | \[(?P<section>(?:\\\]|[^\]])*)\]
        | (?:"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<key>[^=;\[]+?))\s*=
    )""",
    re.DOTALL | re.VERBOSE,
)


class ConfigFile(RefCounted):
    """Settings by sections and keys.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_configfile.html.
    """

    _engine_class_ = "ConfigFile"

    def __init__(self) -> None:
        """Begin with no settings."""
        super().__init__()
        self._values_: dict[str, dict[str, Any]] = {}

    def set_value(self, section: str, key: str, value: Any) -> None:
        """Set the value of a key; null takes it away."""
        if value is None:
            self._values_.get(section, {}).pop(key, None)
            self._drop_empty(section)
            return
        if section not in self._values_:
            self._values_ = {"": {}, **self._values_} if not section else {**self._values_, str(section): {}}
        self._values_[section][str(key)] = value

    def get_value(self, section: str, key: str, default: Any = None) -> Any:
        """Return the value of a key, or a default; without either it is an error."""
        values = self._values_.get(section, {})
        if key not in values and default is None:
            error.complain(f'Couldn\'t find the given section "{section}" and key "{key}", and no default was given.')
        return values.get(key, default)

    def has_section(self, section: str) -> bool:
        """Whether there is a section."""
        return section in self._values_

    def has_section_key(self, section: str, key: str) -> bool:
        """Whether a section has a key."""
        return key in self._values_.get(section, {})

    def get_sections(self) -> Any:
        """Return the names of the sections."""
        return places.packed_strings([*self._values_])

    def get_section_keys(self, section: str) -> Any:
        """Return the keys of a section."""
        if section not in self._values_:
            error.complain(f'Cannot get keys from nonexistent section "{section}".')
        return places.packed_strings([*self._values_.get(section, {})])

    def erase_section(self, section: str) -> None:
        """Take a section away."""
        if self._values_.pop(section, None) is None:
            error.complain(f'Cannot erase nonexistent section "{section}".')

    def erase_section_key(self, section: str, key: str) -> None:
        """Take a key away."""
        if section not in self._values_:
            error.complain(f'Cannot erase key "{key}" from nonexistent section "{section}".')
        elif key not in self._values_[section]:
            error.complain(f'Cannot erase nonexistent key "{key}" from section "{section}".')
        else:
            del self._values_[section][key]
            self._drop_empty(section)

    def clear(self) -> None:
        """Take everything away."""
        self._values_ = {}

    def encode_to_text(self) -> str:
        """Return the text that a file would have."""
        parts = []
        for section, values in self._values_.items():
            head = "[{}]\n\n".format(section.replace("]", "\\]")) if section else ""
            parts.append(head + "".join(f"{_written_key(key)}={var_to_str(value)}\n" for key, value in values.items()))
        return "\n".join(parts)

    def parse(self, data: str) -> int:
        """Add the settings of a text; return a code, 0 where all of it could be read."""
        section, at = "", 0
        while at < len(data.rstrip()):
            found = _ENTRY.match(data, at)
            if found is None:
                return _unreadable(data, at)
            at = found.end()
            if found["section"] is not None:
                section = found["section"].replace("\\]", "]")
            elif found["key"] is not None or found["quoted"] is not None:
                key = found["key"] if found["quoted"] is None else escapes.c_unescape(found["quoted"])
                try:
                    value, at = read_value(data, at)
                except (UnreadableError, ValueError, TypeError):
                    return _unreadable(data, at)
                self.set_value(section, key, value)
        return _OK

    def load(self, path: str) -> int:
        """Add the settings of a file; return a code, 0 where it could be read."""
        file = FileAccess.open(path, FileAccess.READ)
        if file is None:
            return FileAccess.get_open_error()
        file.close()
        return self.parse(FileAccess.get_file_as_string(path))

    def save(self, path: str) -> int:
        """Write the settings to a file; return a code, 0 where it could be written."""
        file = FileAccess.open(path, FileAccess.WRITE)
        if file is None:
            return FileAccess.get_open_error()
        file.store_string(self.encode_to_text())
        file.close()
        return _OK

    def _drop_empty(self, section: str) -> None:
        if section in self._values_ and not self._values_[section]:
            del self._values_[section]


def _written_key(key: str) -> str:
    if not _QUOTED.search(key):
        return key
    return '"{}"'.format(key.replace("\\", "\\\\").replace('"', '\\"'))


def _unreadable(data: str, at: int) -> int:
    error.complain(f"ConfigFile parse error at <string>:{data.count(chr(10), 0, at)}: Unexpected text.")
    return _PARSE_ERROR
