"""A port on the disk: what is written, what of the user's stays, and what the next port must know.

Rules: everything is written or nothing: the new files are made in a folder beside, then each takes its place by one rename; a folder that
can't be written is refused before. A file that the user edited is never overwritten without `force`: what the port changed since is merged
into it. Where both changed the same lines the user's file stays as it is, and the merge with git's marks lies in `.steam_nodes/conflicts/`
for the user to take from. `.steam_nodes/port.json` has what the port wrote last, and the lines of the scripts.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from difflib import SequenceMatcher, unified_diff
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port.disk import ProjectError, data_of, text_if_there
from steam_nodes.port.merge import YOURS, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steam_nodes.port.merge import Conflict
    from steam_nodes.port.porting import Port

HIDDEN: Final = ".steam_nodes"
RECORD: Final = "port.json"
CONFLICTS: Final = "conflicts"
_VERSION: Final = 1


@dataclass
class Planned:
    """What becomes of one file.

    Args:
        name: Its path in the folder.
        text: What it will say; what it says already where there is a conflict.
        base: What the port writes by itself, the base of the next merge.
        before: What it says now, None where it is not there.
        lines: For each line that the port writes the line of the script.
        path: The script.
        conflicts: Where the user's edits and the port's changes meet.
        marked: The merge with marks, where there are conflicts.
        kept: The user's edits are in it.
    """

    name: str
    text: str
    base: str
    before: str | None
    lines: tuple[int, ...] = ()
    path: str = ""
    conflicts: tuple[Conflict, ...] = ()
    marked: str = ""
    kept: bool = False

    @property
    def changes(self) -> bool:
        """Whether the file on the disk changes."""
        return self.before != self.text


@dataclass
class Output:
    """What writing a port would do.

    Args:
        folder: Where to.
        files: Each file of the port.
        gone: Files of the last port whose source is gone; those the user edited stay.
        left: Edited files whose source is gone, which stay.
        data: The data files that are copied, with what stands in them.
        hashes: Of each data file of the project a hash, so that the next port knows which were edited.
    """

    folder: Path
    files: list[Planned] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    data: dict[str, bytes] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[Planned]:
        """The files with conflicts."""
        return [each for each in self.files if each.conflicts]

    def diff(self) -> str:
        """Return what changes on the disk, as a patch."""
        parts: list[str] = []
        for each in self.files:
            old, new = (each.before or "").splitlines(keepends=True), each.text.splitlines(keepends=True)
            parts += unified_diff(old, new, f"a/{each.name}" if each.before is not None else "/dev/null", f"b/{each.name}")
        for name in self.gone:
            old = (text_if_there(self.folder / name) or "").splitlines(keepends=True)
            parts += unified_diff(old, [], f"a/{name}", "/dev/null")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in parts)


def plan(port: Port, folder: Path, *, force: bool = False) -> Output:
    """Find out what writing a port into a folder does to each file.

    Args:
        port: The port.
        folder: The folder, which need not exist.
        force: The user's edits are given up.

    Raises:
        ProjectError: The folder holds files that no port wrote, or its record can't be read.
    """
    output = Output(folder)
    record = read_record(folder)
    known = record.get("files", {})
    for file in port.files.values():
        base = known.get(file.name, {}).get("text")
        before = text_if_there(folder / file.name)
        planned = _planned(file.text, base, before, force=force, seen=known.get(file.name, {}).get("seen", []))
        planned.name, planned.lines, planned.path = file.name, file.lines, file.path
        if before is not None and base is None and before != file.text and not force:
            message = f"{folder / file.name} is there already and was not written by a port. Choose another folder (-o), or pass --force."
            raise ProjectError(message)
        output.files.append(planned)
    for name in sorted(set(known) - set(port.files)) if port.project.only is None else ():
        text = text_if_there(folder / name)
        if text is not None:
            (output.gone if force or text == known[name].get("text") else output.left).append(name)
    if port.project.only is None and port.project.folder is not None:
        _plan_data(output, port, port.project.folder, record.get("data", {}), force=force)
    return output


def _plan_data(output: Output, port: Port, source: Path, before: dict[str, str], *, force: bool) -> None:
    """Find the data files that are new or changed; one that the user edited stays."""
    inside = output.folder.resolve()
    for path in port.project.data:
        name = path.removeprefix("res://")
        if name in port.files or (source / name).resolve().is_relative_to(inside):
            continue
        data = data_of(source / name)
        if data is None:
            continue
        output.hashes[name] = sha256(data).hexdigest()
        there = data_of(output.folder / name)
        untouched = there is None or force or sha256(there).hexdigest() == before.get(name)
        if untouched and there != data:
            output.data[name] = data


def _planned(new: str, base: str | None, before: str | None, *, force: bool, seen: Sequence[str]) -> Planned:
    """Return what becomes of one file: `seen` are the user's and the port's text at the last conflict."""
    if before is None or base is None or force or before == base:
        return Planned("", new, new, before)
    # A conflict that the user solved since: the port's text did not change, the user's did.
    if len(seen) == 2 and seen[1] == new and seen[0] != before and YOURS not in before:  # noqa: PLR2004  # the two of them
        return Planned("", before, new, before, kept=True)
    merged = merge(base, before, new)
    if merged.conflicts:
        return Planned("", before, base, before, conflicts=merged.conflicts, marked=merged.text, kept=True)
    return Planned("", merged.text, new, before, kept=True)


def write(output: Output, port: Port) -> None:
    """Write what was planned: everything or nothing.

    Args:
        output: The plan.
        port: The port.

    Raises:
        ProjectError: The folder can't be written; nothing was.
    """
    folder = output.folder
    missing: list[Path] = []
    try:
        missing += [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".steam_nodes-", dir=folder))
    except OSError as refused:
        for each in missing:
            _quietly(each.rmdir)
        message = f"{folder} can't be written: {refused.strerror or refused}. Choose another folder with -o."
        raise ProjectError(message) from refused
    try:
        names = _stage(output, port, made)
        _check_writable(folder, names)
        _move(folder, made, names, output.gone)
    except OSError as refused:
        message = f"{refused.filename or folder} can't be written: {refused.strerror or refused}. Nothing was changed."
        raise ProjectError(message) from refused
    finally:
        shutil.rmtree(made, ignore_errors=True)
        for each in missing:
            _quietly(each.rmdir)


def _stage(output: Output, port: Port, made: Path) -> list[str]:
    """Make every new file in the folder beside, and return their names."""
    texts = {each.name: each.text for each in output.files if each.changes}
    for each in output.conflicts:
        texts[f"{HIDDEN}/{CONFLICTS}/{each.name}"] = each.marked
    texts[f"{HIDDEN}/{RECORD}"] = json.dumps(_record(output, port), ensure_ascii=False)
    for name, text in texts.items():
        place = made / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    for name, data in output.data.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)
    return [*texts, *output.data]


def _check_writable(folder: Path, names: Iterable[str]) -> None:
    """Refuse before anything is moved where one of the places can't take its file."""
    for name in names:
        place = folder / name
        if place.is_dir():
            raise IsADirectoryError(21, "A folder stands in the way", str(place))
        for above in place.parents:
            if above == folder.parent:
                break
            if above.exists() and not above.is_dir():
                raise NotADirectoryError(20, "A file stands where a folder is needed", str(above))
            if above.exists() and not os.access(above, os.W_OK | os.X_OK):
                raise PermissionError(13, "Permission denied", str(above))


def _move(folder: Path, made: Path, names: list[str], gone: list[str]) -> None:
    """Put the new files in their places; what fails in the middle is taken back."""
    kept = made / "before"
    done: list[str] = []
    try:
        for name in [*names, *gone]:
            place = folder / name
            if place.exists():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                place.replace(kept / name)
            done.append(name)
            if name not in gone:
                place.parent.mkdir(parents=True, exist_ok=True)
                (made / name).replace(place)
    except OSError:
        for name in reversed(done):
            _quietly((folder / name).unlink)
            if (kept / name).exists():
                _quietly(partial((kept / name).replace, folder / name))
        raise
    for place in {(folder / name).parent for name in gone}:
        _quietly(place.rmdir)
    _clear_conflicts(folder, names)


def _clear_conflicts(folder: Path, names: list[str]) -> None:
    """Take away the merges of conflicts that are none any more."""
    conflicts = folder / HIDDEN / CONFLICTS
    for place in sorted(conflicts.rglob("*"), reverse=True) if conflicts.is_dir() else ():
        if place.is_dir():
            _quietly(place.rmdir)
        elif place.relative_to(folder).as_posix() not in names:
            place.unlink()
    _quietly(conflicts.rmdir)


def _record(output: Output, port: Port) -> dict[str, Any]:
    before = read_record(output.folder).get("files", {}) if port.project.only is not None else {}
    files: dict[str, Any] = dict(before)
    for each in output.files:
        files[each.name] = {"text": each.base, "path": each.path, "lines": list(each.lines)}
        if each.conflicts:
            old = read_record(output.folder).get("files", {}).get(each.name, {})
            new = port.files[each.name].text
            files[each.name] = {**old, "text": each.base, "seen": [each.before, new]}
    for name in output.left:
        files.pop(name, None)
    modules = {each["path"]: _module(name) for name, each in files.items() if each.get("path")}
    lines = {_module(name): each["lines"] for name, each in files.items() if each.get("lines")}
    for planned in output.files:
        if planned.kept and planned.lines and not planned.conflicts:
            lines[_module(planned.name)] = line_map(planned.base, planned.text, planned.lines)
    scripts = {*port.project.all_scripts, *port.project.scenes}
    assets = [path for path in port.project.paths if path not in scripts and f"{path}.import" in port.project.paths]
    return {"version": _VERSION, "modules": modules, "lines": lines, "assets": assets, "data": output.hashes, "files": files}


def _module(name: str) -> str:
    return name.removesuffix(".py").replace("/", ".")


def read_record(folder: Path) -> dict[str, Any]:
    """Return what the last port into a folder left for the next, {} where there was none.

    Args:
        folder: The ported folder.

    Raises:
        ProjectError: The record is there and can't be read.
    """
    place = folder / HIDDEN / RECORD
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is no folder. Choose another one with -o."
        raise ProjectError(message)
    text = text_if_there(place)
    if text is None:
        return {}
    try:
        found = json.loads(text)
    except ValueError as wrong:
        message = f"{place} can't be read: {wrong}. Delete it, and port again with --force."
        raise ProjectError(message) from wrong
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        message = f"{place} was written by another version of steam_nodes. Port again into a new folder, or with --force."
        raise ProjectError(message)
    return found


def line_map(base: str, text: str, lines: Sequence[int]) -> list[int]:
    """Return the lines of the script for a text that the user edited.

    Args:
        base: What the port wrote.
        text: What it says now; lines that are the user's own have 0.
        lines: The lines of the script for the base.
    """
    if base == text:
        return list(lines)
    old, new = base.split("\n"), text.split("\n")
    found = [0] * len(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for number in range(block.size):
            if block.a + number < len(lines):
                found[block.b + number] = lines[block.a + number]
    return found


def _quietly(work: Any) -> None:
    try:
        work()
    except OSError:
        return
