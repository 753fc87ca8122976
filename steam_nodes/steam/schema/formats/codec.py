"""From the files of any format to a Schema, and from a Schema to those files: which format a file has, and what each cannot hold.

Rules: pure functions on bytes; nothing is read from a disk or written to one. A conversion keeps what its target can hold and names the
rest, path by path; what cannot be read raises SchemaError with its place.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from steam_nodes.steam.schema.document import document_of
from steam_nodes.steam.schema.entries import MOST_BYTES as MOST_BYTES_OF_TOML
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.formats import binary_schema, emulator, localisation, web_api
from steam_nodes.steam.schema.formats.app_admin import ENGLISH, Loss
from steam_nodes.steam.schema.formats.draft import Draft
from steam_nodes.steam.schema.formats.entry_values import cleaned
from steam_nodes.steam.schema.formats.json_text import read_json
from steam_nodes.steam.schema.formats.merging import merged
from steam_nodes.steam.schema.formats.toml_text import write_toml
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.schema.tables import cut

if TYPE_CHECKING:
    from steam_nodes.steam.schema.document import Document

SchemaFormat: TypeAlias = Literal["toml", "binary", "web-api", "emulator", "localisation"]
FORMATS: Final[tuple[SchemaFormat, ...]] = get_args(SchemaFormat)
BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
MOST_BYTES: Final = 1 << 24
"""How long a file may be; one of TOML has a limit of its own."""
_HEAD: Final = 1 << 16
"""How much of a file is looked at to tell its format."""


@dataclass(frozen=True, slots=True)
class DecodedSchema:
    """A schema that was read from files of some format.

    Args:
        schema: The schema.
        format: The format that the files have.
        lost: What stood there and has no place in a schema, by its keys in the file.
    """

    schema: Schema
    format: SchemaFormat
    lost: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedSchema:
    """The files that a schema was written to.

    Args:
        files: Their contents by their names: several of the emulator, of all other formats one.
        format: Their format.
        lost: What the format has no place for, by its keys in TOML.
    """

    files: Mapping[str, bytes]
    format: SchemaFormat
    lost: tuple[Loss, ...] = ()

    @property
    def data(self) -> bytes:
        """The content of the one file, the achievements' of the emulator's."""
        return next(iter(self.files.values()))


def decode_schema(
    data: bytes | Mapping[str, bytes],
    format: SchemaFormat | None = None,  # noqa: A002  # the word of the command line and of the records
    *,
    source: str = "schema",
    app_id: int | None = None,
    language: str | None = None,
    base: Schema | None = None,
) -> DecodedSchema:
    """Read a schema from the content of files.

    Args:
        data: The content of a file; the emulator's files may come together, by their names.
        format: Their format, None to tell it by the content and the name.
        source: What errors call the file, its name best.
        app_id: The app's number where the file does not tell it, from 1 to 4,294,967,295; it counts before that of the file. None for that
            of the file, or 480, which is then named as lost.
        language: The language that becomes the first of the schema, such as "german"; None for english where there is some.
        base: A schema that has what the file does not tell: the kinds of stats, say, for an answer of the Web API, or the API Names for a
            localisation. What the file tells is put over it. None for none.

    Returns:
        The schema, and what of the file it does not hold.

    Raises:
        SchemaError: It is malformed, of no known format, or says what App Admin would not accept.
        ValueError: There is no such format.
    """
    for each in data.values() if isinstance(data, Mapping) else [data]:
        if len(each) > MOST_BYTES:
            message = f"{source}: it has {len(each)} bytes; a schema has at most {MOST_BYTES}"
            raise SchemaError(message)
    kind = _known(format) if format is not None else guess_format(data, source)
    rest: Document | None = None
    if base is not None:
        rest = _in_language(document_of(base), language, "the base")
        language = rest.get("app", {}).get("languages", [ENGLISH])[0]
    draft = Draft(source, app_id, language, rest)
    if kind == "emulator":
        files = data if isinstance(data, Mapping) else {_emulator_file(data, source): data}
        names = {name: f"{source}/{name}" if len(files) > 1 else source for name in files}
        schema = emulator.read({name: _text(content, names[name]) for name, content in files.items()}, draft)
    else:
        content = next(iter(data.values()), b"") if isinstance(data, Mapping) else data
        if kind == "binary":
            schema = binary_schema.read(content, draft)
        elif kind == "web-api":
            schema = web_api.read(_text(content, source), draft)
        elif kind == "localisation":
            schema = localisation.read(_text(content, source), draft)
        else:
            schema = _read_toml(_text(content, source), draft)
    return DecodedSchema(schema, kind, tuple(draft.lost))


def _read_toml(text: str, draft: Draft) -> Schema:
    """Return the schema of a TOML file; a draft's number and language count before those of the file."""
    schema = Schema.parse(text, source=draft.source)
    if draft.app_id is None and draft.language is None:
        return schema
    document = _in_language(document_of(schema), draft.language, draft.source)
    if draft.app_id is not None:
        document["app_id"] = draft.app_id
    return Schema.of(document if draft.base is None else merged(draft.base, document), source=draft.source)


def encode_schema(
    schema: Schema,
    format: SchemaFormat,  # noqa: A002  # as above
    *,
    language: str | None = None,
) -> EncodedSchema:
    """Write a schema as the files of a format.

    Args:
        schema: The schema.
        format: The format.
        language: The language whose texts become those of the entries: the only ones that the Web API's answer holds. None for the first
            one of the schema.

    Returns:
        The content of the files, and what of the schema they do not hold.

    Raises:
        SchemaError: The schema has no such language; or what is written would be longer than a schema may be.
        ValueError: There is no such format.
    """
    kind = _known(format)
    lost: list[Loss] = []
    has_nul = kind in {"toml", "web-api", "emulator"}
    document = cleaned(_in_language(document_of(schema), language, "schema"), nul=has_nul, tell=lost.append)
    left: list[Loss] = []
    files: Mapping[str, str | bytes]
    if kind == "emulator":
        files, left = emulator.write(document)
    elif kind == "binary":
        content, left = binary_schema.write(document)
        files = {f"UserGameStatsSchema_{schema.app_id}.bin": content}
    elif kind == "web-api":
        text, left = web_api.write(document)
        files = {"schema.json": text}
    elif kind == "localisation":
        text, left = localisation.write(document)
        files = {"localisation.vdf": text}
    else:
        files = {"schema.toml": _toml(document)}
    written = {name: each.encode() if isinstance(each, str) else each for name, each in files.items()}
    return EncodedSchema(written, kind, (*lost, *left))


def _toml(document: Document) -> str:
    """Return a document as TOML, no longer than one may be."""
    text = write_toml(document)
    if len(text.encode()) > MOST_BYTES_OF_TOML:
        message = f"schema: as TOML it would have more than {MOST_BYTES_OF_TOML} bytes, which no schema may; leave translations out"
        raise SchemaError(message)
    return text


def guess_format(data: bytes | Mapping[str, bytes], name: str = "") -> SchemaFormat:
    """Tell the format of a file by what it begins with, and where that does not tell by its name.

    Args:
        data: Its content, or that of several files by their names.
        name: Its name.

    Returns:
        The format; toml for what could be any.
    """
    if isinstance(data, Mapping):
        return "emulator"
    file = name.replace("\\", "/").rpartition("/")[2].lower()
    if data[:1] == b"\0":
        return "binary"
    head = _head(data)
    if head.startswith("{"):
        return "web-api"
    if head.startswith("[") and _json_list(data, file):
        return "emulator"
    if head.startswith('"') and head[1:5].lower() == "lang":
        return "localisation"
    if file in emulator.FILES:
        return "emulator"
    by_name: SchemaFormat | None = format_of_name(file)
    return by_name or "toml"


def format_of_name(name: str) -> SchemaFormat | None:
    """Tell the format that a file of a name has, None if the name does not tell it.

    Args:
        name: The name, with or without its folders.
    """
    file = name.replace("\\", "/").rpartition("/")[2].lower()
    if file in emulator.FILES or file == "steam_settings":
        return "emulator"
    kinds: dict[str, SchemaFormat] = {"toml": "toml", "bin": "binary", "json": "web-api", "vdf": "localisation"}
    return kinds.get(file.rpartition(".")[2]) if "." in file else None


def _json_list(data: bytes, file: str) -> bool:
    """Whether a text that begins with a bracket is a list of the emulator's rather than the first table of a TOML file."""
    return file.endswith(".json") or _head(data)[1:].lstrip()[:1] in {"{", "]", ""}


def _emulator_file(data: bytes, source: str) -> str:
    """Return which of the emulator's files one is."""
    file = source.replace("\\", "/").rpartition("/")[2].lower()
    if _head(data).startswith("["):
        told = emulator.kind_of(read_json(_text(data, source), source))
        return told or (emulator.STATS if file == emulator.STATS else emulator.ACHIEVEMENTS)
    return file if file in emulator.FILES else emulator.OLD_STATS


def _head(data: bytes) -> str:
    """Return the beginning of a text, without a BOM and blanks."""
    for bom, coding in BOMS:
        if data.startswith(bom):
            return data[len(bom) : len(bom) + _HEAD].decode(coding, "replace").lstrip()
    return data[:_HEAD].decode("utf-8", "replace").lstrip()


def _text(data: bytes, source: str) -> str:
    """Return the text of a file; Valve's own have UTF-16 at times, and say so by a BOM.

    Raises:
        SchemaError: A byte does not belong there; its line is named.
    """
    start, coding = next(((len(bom), coding) for bom, coding in BOMS if data.startswith(bom)), (0, "utf-8"))
    try:
        return data[start:].decode(coding)
    except UnicodeDecodeError as error:
        at = start + error.start
        line = data.count(b"\n", 0, at) + 1
        message = f"{source}: line {line}, byte {at}: {data[at]:02X} is no {coding.upper()[:6].rstrip('-')} there; save the file as UTF-8"
        raise SchemaError(message) from error


def _in_language(document: Document, language: str | None, source: str) -> Document:
    """Return a document whose entries have their own texts in a language, and those that they had as translations."""
    before = document.get("app", {}).get("languages", [ENGLISH])[0]
    if language is None or language == before:
        return document
    translations: Document = document.get("translations", {})
    if language not in translations:
        known = ", ".join(map(cut, (before, *translations)))
        message = f"{source}: it has no texts in {cut(language)}; choose one of {known}"
        raise SchemaError(message)
    taken = translations.pop(language)
    for kind in ("stats", "achievements"):
        for name, entry in document.get(kind, {}).items():
            for key in ("display_name", "description"):
                if key in entry:
                    translations.setdefault(before, {}).setdefault(name, {})[key] = entry.pop(key)
                if key in taken.get(name, {}):
                    entry[key] = taken[name][key]
    others = [each for each in document.get("app", {}).get("languages", []) if each != language]
    document.setdefault("app", {})["languages"] = [language, *others]
    if not translations:
        document.pop("translations", None)
    return document


def _known(kind: SchemaFormat) -> SchemaFormat:
    """Return a format.

    Raises:
        ValueError: There is no such one.
    """
    if kind not in FORMATS:
        message = f"format is {kind!r}; pass one of {', '.join(map(repr, FORMATS))}"
        raise ValueError(message)
    return kind
