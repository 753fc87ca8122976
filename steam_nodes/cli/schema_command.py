"""`steam-nodes schema convert FROM TO` and `steam-nodes schema check FILE`: a game's stats and achievements from one format to another.

Rules: what is written is whole or not there, and nothing that is there is written over without --force. What a format cannot hold is told
on stderr; with --strict such a conversion is a finding, and nothing is written. `-` is stdin and stdout.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell
from steam_nodes.cli.commands import Commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.formats.codec import DecodedSchema, EncodedSchema, SchemaFormat
    from steam_nodes.steam.schema.judging import Finding
    from steam_nodes.steam.schema.schema import Schema

STREAM: Final = "-"
FORMATS: Final = ("toml", "binary", "web-api", "emulator", "localisation")
_OTHER_WORDS: Final = {
    **dict.fromkeys(("bin", "usergamestatsschema"), "binary"),
    **dict.fromkeys(("webapi", "web", "json"), "web-api"),
    **dict.fromkeys(("emu", "gbe_fork", "gbe"), "emulator"),
    **dict.fromkeys(("localization", "vdf", "lang"), "localisation"),
}
_NAMES: Final = 3
"""How many stats and achievements are named that have lost the same."""
_ENTRY: Final = re.compile(r'(?P<kind>stats|achievements)\.(?P<name>"(?:[^"\\]|\\.)*"|[^."]+)(?:\.(?P<key>.+))?')
_APP_MAX: Final = 2**32 - 1
_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan"}


def add(commands: Any) -> None:
    """Tell the options."""
    parser = commands.add_parser(
        "schema",
        description="Convert a game's stats and achievements between TOML and the formats of Valve and the emulator, or check them.",
        examples=[
            ("steam-nodes schema convert UserGameStatsSchema_480.bin stats.toml", "reads what a Steam client keeps of a game"),
            ("steam-nodes schema convert stats.toml steam_settings/", "writes the emulator's files"),
            ("steam-nodes schema check stats.toml", "tells what is wrong, and what can never happen"),
        ],
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    below = Commands(actions, {"convert": "write a schema in another format", "check": "tell what is wrong with a schema"})
    _add_convert(below.add_parser("convert", description=_CONVERT))
    _add_check(below.add_parser("check", description=_CHECK))


_CONVERT: Final = (
    "Write a schema in another format. The formats are toml, binary (Valve's UserGameStatsSchema), web-api (GetSchemaForGame), emulator "
    "(gbe_fork's folder steam_settings) and localisation (App Admin's text file). stderr lists what the target cannot hold."
)
_CHECK: Final = "Tell what is wrong with a schema of any format, and what is allowed and can never happen as it is written."


def _add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FROM", help="a file, the emulator's folder, or - for stdin")
    parser.add_argument("target", metavar="TO", help="a file, a folder for the emulator's files, or - for stdout")
    kind = _format
    parser.add_argument(
        "--from", dest="read_as", type=kind, choices=FORMATS, metavar="FORMAT", help="the format of FROM (default: told by its content)"
    )
    parser.add_argument(
        "--to", dest="write_as", type=kind, choices=FORMATS, metavar="FORMAT", help="the format of TO (default: told by its name)"
    )
    parser.add_argument("--app-id", type=_app_id, metavar="N", help="the app's number, where FROM does not tell it")
    parser.add_argument("--base", metavar="FILE", help="a schema that has what FROM does not tell; what FROM tells is put over it")
    parser.add_argument("--language", metavar="NAME", help="the language of the entries' own texts, the only one of web-api: german")
    parser.add_argument("--strict", action="store_true", help="write nothing, and end with 1, where something would be lost")
    parser.add_argument("--force", action="store_true", help="write over what is there")
    parser.add_argument("--quiet", action="store_true", help="tell nothing on stderr")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")
    parser.set_defaults(function=convert, parser=parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE", help="a file, the emulator's folder, or - for stdin")
    parser.add_argument(
        "--from", dest="read_as", type=_format, choices=FORMATS, metavar="FORMAT", help="its format (default: told by its content)"
    )
    parser.add_argument("--strict", action="store_true", help="warnings count as findings too")
    parser.add_argument("--quiet", action="store_true", help="tell nothing on stderr")
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of text")
    parser.set_defaults(function=check, parser=parser)


def _format(text: str) -> str:
    """Return the format that a word names, for argparse."""
    word = text.lower()
    word = _OTHER_WORDS.get(word, word)
    if word not in FORMATS:
        message = f"{text!r} is no format; write one of {', '.join(FORMATS)}"
        raise argparse.ArgumentTypeError(message)
    return word


def _app_id(text: str) -> int:
    """Return the number of an app, for argparse."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_APP_MAX)) else 0
    if not 1 <= number <= _APP_MAX:
        message = f"{text!r} is no number of an app, which is from 1 to {_APP_MAX}"
        raise argparse.ArgumentTypeError(message)
    return number


class _Source(NamedTuple):
    """What was read: how it is called, its content, and where its icons lie."""

    name: str
    data: bytes | Mapping[str, bytes]
    folder: Path


def convert(options: argparse.Namespace) -> int:
    """Convert a schema.

    Args:
        options: What the command line said.

    Returns:
        The exit code.

    Raises:
        RefusedError: It cannot be read, or not be written.
    """
    from steam_nodes.steam.schema.entries import SchemaError  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.steam.schema.formats.codec import decode_schema, encode_schema  # noqa: PLC0415  # the same

    if options.json and options.target == STREAM:
        message = "stdout cannot be both what is written and the report; name a file as TO, or leave --json out"
        raise RefusedError(message)
    wanted = _target_format(options.target, options.write_as)
    source = _read(options.source)
    rest = None if options.base is None else _read(options.base)
    try:
        base = None if rest is None else decode_schema(rest.data, source=rest.name).schema
        told = {"source": source.name, "app_id": options.app_id, "language": options.language, "base": base}
        read = decode_schema(source.data, options.read_as, **told)
        written = encode_schema(read.schema, wanted)
    except SchemaError as error:
        raise RefusedError(str(error)) from error
    files, unwritten = _files(options.target, written)
    lost = [("read", loss.path, loss.why) for loss in read.lost]
    lost += [("written", loss.path, loss.why) for loss in written.lost]
    lost += [("written", name, "TO is one of the emulator's files; name a folder to have them all") for name in unwritten]
    refused = options.strict and bool(lost)
    if not refused:
        _write(files, options)
    if options.json:
        _report(options, source.name, read, written, {} if refused else files, lost)
    if not options.quiet:
        _tell(options, read.schema, lost, refused=refused)
    return FINDINGS if refused else FINE


def check(options: argparse.Namespace) -> int:
    """Check a schema.

    Args:
        options: What the command line said.

    Returns:
        The exit code.

    Raises:
        RefusedError: It cannot be read at all.
    """
    from steam_nodes.cli.terminal import Page  # noqa: PLC0415  # loaded by the command that is called

    source = _read(options.source)
    found = _findings(source, options.read_as)
    page = Page()
    if options.json:
        page.json([{"level": each.level, "place": each.place, "message": each.message} for each in found])
    else:
        for each in found:
            said = each.message if each.level == "error" else f"{source.name}: {each.place}: {each.message}"
            page.line(f"{page.paint(each.level, _COLOURS[each.level])}: {said}")
    counted = {"error", "warning"} if options.strict else {"error"}
    wrong = any(each.level in counted for each in found)
    if not options.quiet:
        tell(f"{source.name}: {_count(len(found), 'finding') if found else 'all is well'}.")
    return FINDINGS if wrong else FINE


def _findings(source: _Source, read_as: SchemaFormat | None) -> list[Finding]:
    """Return all that is to tell of a schema."""
    from steam_nodes.steam.schema.entries import SchemaError  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.steam.schema.formats.codec import decode_schema, guess_format  # noqa: PLC0415  # the same
    from steam_nodes.steam.schema.judging import Finding, advice, mistakes  # noqa: PLC0415  # the same
    from steam_nodes.steam.schema.reader import read_toml  # noqa: PLC0415  # the same

    try:
        read = decode_schema(source.data, read_as, source=source.name)
    except SchemaError as error:
        found = []
        if isinstance(source.data, bytes) and (read_as or guess_format(source.data, source.name)) == "toml":
            try:
                found = mistakes(read_toml(source.data.decode("utf-8-sig", "replace"), source.name), source.name)
            except SchemaError:
                # It is no TOML at all, which the reader has said.
                found = []
        return found or [Finding("error", "", str(error))]
    losses = [Finding("note", loss.path, loss.why) for loss in read.lost]
    return [*advice(read.schema), *(_missing_icons(read.schema, source) if read.format == "toml" else []), *losses]


def _missing_icons(schema: Schema, source: _Source) -> list[Finding]:
    """Return the icons that are not where the schema says."""
    from steam_nodes.steam.schema.formats.toml_text import key_path  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.steam.schema.judging import Finding  # noqa: PLC0415  # the same

    if source.name == STREAM:
        return []
    icons = ((entry.name, key, getattr(entry, key)) for entry in schema.achievements.values() for key in ("icon", "icon_gray"))
    return [
        Finding("warning", f"{key_path(('achievements', name))}.{key}", f"{icon} is not there, beside the schema's file")
        for name, key, icon in icons
        if icon and "://" not in icon and not os.path.isfile(source.folder / icon)  # noqa: PTH113  # a name with a NUL is only not there
    ]


def _read(named: str) -> _Source:
    """Read what was named: stdin, a file, or the emulator's files of a folder.

    Raises:
        RefusedError: It cannot be read.
    """
    from steam_nodes.steam.files import UnreadableError, read_file  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.steam.schema.formats.codec import MOST_BYTES  # noqa: PLC0415  # the same
    from steam_nodes.steam.schema.formats.emulator import FILES  # noqa: PLC0415  # the same

    if named == STREAM:
        return _Source(STREAM, sys.stdin.buffer.read(MOST_BYTES + 1), Path())
    path = Path(named)
    try:
        if not os.path.isdir(path):  # noqa: PTH112  # no exception for what no folder can be called
            return _Source(named, read_file(path, MOST_BYTES), path.parent)
        within = path / "steam_settings" if (path / "steam_settings").is_dir() else path
        found = {name: read_file(within / name, MOST_BYTES) for name in FILES if (within / name).exists()}
    except UnreadableError as error:
        message = f"{named} can't be read: {error}"
        raise RefusedError(message) from error
    if not set(found) - {"steam_appid.txt"}:
        message = f"{named} is a folder without {', '.join(FILES[:3])}; name a file, or the emulator's folder steam_settings"
        raise RefusedError(message)
    return _Source(named.rstrip("/\\") or named, found, within)


def _target_format(named: str, wanted: SchemaFormat | None) -> SchemaFormat:
    """Return the format that is to be written.

    Raises:
        RefusedError: The name does not tell it.
    """
    from steam_nodes.steam.schema.formats.codec import format_of_name  # noqa: PLC0415  # loaded by the command that is called

    if wanted == "emulator" and named == STREAM:
        message = "the emulator has several files; name a folder as TO"
        raise RefusedError(message)
    if named == STREAM:
        return wanted or "toml"
    is_folder = named.endswith(("/", "\\")) or Path(named).is_dir()
    told = wanted or ("emulator" if is_folder else format_of_name(named))
    if told is None:
        message = f"the name {named} does not tell its format; say it with --to, one of {', '.join(FORMATS)}"
        raise RefusedError(message)
    return told


def _files(named: str, written: EncodedSchema) -> tuple[dict[Path | str, bytes], list[str]]:
    """Return what is written where, and which of the emulator's files are not."""
    if named == STREAM:
        return {STREAM: written.data}, []
    path = Path(named)
    if written.format == "emulator" and path.name in written.files and not path.is_dir():
        return {path: written.files[path.name]}, [name for name in written.files if name != path.name]
    if written.format == "emulator" or path.is_dir() or named.endswith(("/", "\\")):
        return {path / name: content for name, content in written.files.items()}, []
    return {path: written.data}, []


def _write(files: Mapping[Path | str, bytes], options: argparse.Namespace) -> None:
    """Write all files, or none.

    Raises:
        RefusedError: One is there already, or cannot be written.
    """
    if STREAM in files:
        sys.stdout.flush()
        sys.stdout.buffer.write(files[STREAM])
        sys.stdout.buffer.flush()
        return
    paths = [Path(each) for each in files]
    there = [path for path in paths if os.path.lexists(path)]
    if there and not options.force:
        message = f"{there[0]} is there already; name another, or write over it with --force"
        raise RefusedError(message)
    folders = [path for path in there if path.is_dir()]
    if folders:
        message = f"{folders[0]} is a folder; name another"
        raise RefusedError(message)
    made: list[Path] = []
    folder = paths[0].parent
    is_new = not folder.exists()
    try:
        if is_new:
            folder.mkdir()
        for path, content in files.items():
            beside = Path(path).with_name(f".{Path(path).name}.new")
            made.append(beside)
            beside.write_bytes(content)
        for beside, path in zip(list(made), paths, strict=True):
            beside.replace(path)
            made.remove(beside)
    except OSError as error:
        for beside in made:
            beside.unlink(missing_ok=True)
        if is_new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        message = f"{options.target} can't be written: {error.strerror or error}"
        raise RefusedError(message) from error


def _report(
    options: argparse.Namespace,
    source: str,
    read: DecodedSchema,
    written: EncodedSchema,
    files: Mapping[Path | str, bytes],
    lost: list[tuple[str, str, str]],
) -> None:
    """Print what was done as JSON."""
    from steam_nodes.cli.terminal import Page  # noqa: PLC0415  # loaded by the command that is called

    Page().json(
        {
            "from": {"path": source, "format": read.format},
            "to": {"path": options.target, "format": written.format, "files": [str(each) for each in files]},
            "app_id": read.schema.app_id,
            "stats": len(read.schema.stats),
            "achievements": len(read.schema.achievements),
            "lost": [{"when": when, "path": path, "why": why} for when, path, why in lost],
        }
    )


def _tell(options: argparse.Namespace, schema: Schema, lost: list[tuple[str, str, str]], *, refused: bool) -> None:
    """Tell what was written and what has no place."""
    name = "stdout" if options.target == STREAM else options.target
    counts = f"{_count(len(schema.stats), 'stat')} and {_count(len(schema.achievements), 'achievement')}"
    ending = "; with --strict nothing was written, for there is no place for:" if refused else "; no place was found for:"
    tell(f"{name}: {counts}{ending if lost else ''}")
    groups: dict[tuple[str, str], list[str]] = {}
    for _, path, why in lost:
        found = _ENTRY.fullmatch(path)
        label = (found["key"] or found["kind"]) if found else path
        groups.setdefault((label, why), []).extend([found["name"]] if found else [])
    for (key, why), names in groups.items():
        others = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        tell(f"  {key}{' of ' if names else ''}{', '.join(names[:_NAMES])}{others}: {why}")


def _count(number: int, thing: str) -> str:
    """Return a number of things."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
