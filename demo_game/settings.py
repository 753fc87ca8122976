"""The settings: what a player has chosen for good, and the file in the data folder that keeps it.

Rules: `Settings` is a record that never changes; `SettingsFile` holds the one in force, tells of each change and writes it at once. What
cannot be read is told in `note`, takes its default, and is not lost: the file as it was found is kept beside the new one before the game
first writes. Without a path nothing is read or written, as in a run whose frames are counted, which must come out the same everywhere.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Signal

from .key_bindings import ACTIONS, KEYS, RESERVED, KeySet, key_of, name_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE: Final = "settings.toml"
LOUDEST: Final = 10
MOST_BYTES: Final = 64 * 1024
MOST_KEPT: Final = 100
LONGEST: Final = 40
DIFFICULTIES: Final = {"easy": 0.3, "normal": 0.6, "hard": 0.85, "ace": 1.0}
"""How well the bot plays, by the word on the screen."""

_SIDES: Final = ("one", "two")
_HEAD: Final = "# Spacewar's settings. The game writes this file; change it by hand only while the game is closed.\n"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a player has chosen: `volume` is 0 to LOUDEST, `difficulty` one of DIFFICULTIES, `keys` those of both players."""

    volume: int = LOUDEST
    muted: bool = False
    difficulty: str = "normal"
    full_screen: bool = False
    keys: tuple[KeySet, KeySet] = (KEYS["left"], KEYS["right"])

    @property
    def skill(self) -> float:
        """How well the bot plays, 0.0 to 1.0."""
        return DIFFICULTIES[self.difficulty]


class SettingsFile:
    """The settings in force, and where they are kept.

    Args:
        path: The file; None to keep nothing.
    """

    changed: Signal[Settings] = Signal("now")

    def __init__(self, path: Path | None = None) -> None:
        """Read the file, if there is one."""
        self.path = path
        self.now = Settings()
        self.note = ""
        """What of the file could not be read or written, "" for nothing."""
        self._strange = False
        if path is not None:
            self._read(path)

    def change(self, now: Settings) -> None:
        """Put other settings in force, and keep them; where the file cannot be written they hold for this run, and `note` says so."""
        if now == self.now:
            return
        self.now = now
        if self.path is not None:
            try:
                self._write(self.path)
            except OSError as error:
                self.note = f"the settings cannot be kept in {self.path} ({error.strerror}): they hold until the game ends"
        self.changed.emit(now)

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                found = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return
        except OSError as error:
            self.note = f"the settings in {path} cannot be read ({error.strerror}), so the game has its defaults"
            return
        try:
            told = _parsed(found)
        except (ValueError, RecursionError) as error:
            self.note = f"the settings in {path} are broken ({_sentence(error)}), so the game has its defaults; the file is kept"
            self._strange = True
            return
        self.now, wrong = _settings_of(told)
        if wrong:
            self.note = f"the settings in {path} are wrong in part, which has its defaults now: {'; '.join(wrong)}"
            self._strange = True

    def _write(self, path: Path) -> None:
        if self._strange:
            self._keep(path)
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            fresh.write_text(_text_of(self.now), encoding="utf-8")
            # Whole or not at all: a machine that stops now has the old file.
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    def _keep(self, path: Path) -> None:
        """Give the file that was not understood a name under which it stays."""
        for number in range(1, MOST_KEPT + 1):
            kept = path.with_name(f"{path.name}.broken{number}")
            if not kept.exists():
                path.replace(kept)
                self._strange = False
                self.note = f"{self.note.removesuffix('; the file is kept')}; the file is kept as {kept.name}"
                return
        message = f"{MOST_KEPT} broken files stand beside it"
        raise OSError(0, message)


def _parsed(text: bytes) -> dict[str, Any]:
    if len(text) > MOST_BYTES:
        message = f"it has more than {MOST_BYTES:,} bytes"
        raise ValueError(message)
    return tomllib.loads(text.decode())


def _settings_of(told: dict[str, Any]) -> tuple[Settings, list[str]]:
    """Return the settings that a file tells, and what is wrong with it."""
    plain: dict[str, tuple[Callable[[Any], bool], str]] = {
        "volume": (lambda value: type(value) is int and 0 <= value <= LOUDEST, f"a whole number from 0 to {LOUDEST}"),
        "muted": (lambda value: type(value) is bool, "true or false"),
        "difficulty": (lambda value: type(value) is str and value in DIFFICULTIES, f"one of {', '.join(DIFFICULTIES)}"),
        "full_screen": (lambda value: type(value) is bool, "true or false"),
    }
    good: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in told.items():
        if name == "keys":
            good["keys"] = _keys_of(value, wrong)
        elif name not in plain:
            wrong.append(f"there is no setting {name!r}")
        elif plain[name][0](value):
            good[name] = value
        else:
            wrong.append(f"{name} is {_short(value)}, not {plain[name][1]}")
    return replace(Settings(), **good), wrong


def _keys_of(told: object, wrong: list[str]) -> tuple[KeySet, KeySet]:
    """Return the keys of both players that a file tells, and add what is wrong with them."""
    sides = dict(zip(_SIDES, Settings().keys, strict=True))
    if not isinstance(told, dict):
        wrong.append(f"keys is {_short(told)}, not a table of {' and '.join(_SIDES)}")
        told = {}
    for side, actions in told.items():
        if side not in sides or not isinstance(actions, dict):
            wrong.append(f"keys.{side} is no table of the keys of player one or two")
            continue
        for action, names in actions.items():
            place = f"keys.{side}.{action}"
            keys = [key_of(name) if isinstance(name, str) else None for name in names] if isinstance(names, list) else []
            if action not in ACTIONS:
                wrong.append(f"{place} is nothing a key can do")
                continue
            known = [key for key in keys if key is not None]
            if not known or known != keys or (len(known) > 1 and action != "fire"):
                wrong.append(f"{place} is {_short(names)}, not a list of {'keys' if action == 'fire' else 'one key'}")
            elif any(key in RESERVED for key in known):
                wrong.append(f"{place} is {_short(names)}, which is the game's own")
            else:
                sides[side] = sides[side].with_keys(action, *known)
    return sides["one"], sides["two"]


def _text_of(settings: Settings) -> str:
    """Return the file that tells these settings. JSON's texts, numbers and lists are TOML's as well."""
    lines = [
        f"{name} = {json.dumps(getattr(settings, name), ensure_ascii=False)}" for name in ("volume", "muted", "difficulty", "full_screen")
    ]
    for side, keys in zip(_SIDES, settings.keys, strict=True):
        lines += ["", f"[keys.{side}]"]
        lines += [f"{action} = {json.dumps([name_of(key) for key in keys.of(action)], ensure_ascii=False)}" for action in ACTIONS]
    return _HEAD + "\n".join(lines) + "\n"


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}..."


def _sentence(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is no text in UTF-8"
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)
