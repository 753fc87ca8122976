"""The laws of a schema's formats: what one can hold comes back, what it cannot is named, and what is malformed is refused with its place.

Rules: schemas and spoiled files are made by chance (hypothesis). Files as Valve and the emulator make them are written here byte by byte.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steam_nodes import Schema, SchemaError, decode_schema, encode_schema
from steam_nodes.steam.schema.document import document_of
from steam_nodes.steam.schema.formats.codec import FORMATS, format_of_name, guess_format
from tests.support.schema_documents import by_places, changed, documents

if TYPE_CHECKING:
    from steam_nodes.steam.schema.formats.codec import SchemaFormat

FOREIGN: tuple[SchemaFormat, ...] = ("binary", "web-api", "emulator", "localisation")
SPACEWAR = Path(__file__).parents[1] / "demo_game" / "spacewar.toml"
few = settings(max_examples=12, suppress_health_check=list(HealthCheck))
many = settings(max_examples=300, suppress_health_check=list(HealthCheck))


# Round trips.


def comes_back_from_toml(document: dict[str, Any]) -> None:
    """Hold the law of our own format for one schema."""
    schema = Schema.of(document)
    written = encode_schema(schema, "toml")
    assert written.lost == ()
    assert Schema.parse(written.data.decode()) == schema
    assert decode_schema(written.data).schema == schema
    assert Schema.of(document_of(schema)) == schema


def comes_back_but_for_losses(kind: SchemaFormat, document: dict[str, Any]) -> None:
    """Hold the law of another format for one schema."""
    schema = Schema.of(by_places(document) if kind == "localisation" else document)
    written = encode_schema(schema, kind)
    read = decode_schema(written.files if kind == "emulator" else written.data)
    assert read.format == kind
    lost = tuple(loss.path for loss in written.lost)
    differs = changed(document_of(schema), document_of(read.schema))
    assert {path for path in differs if not path.startswith(lost)} == set(), lost
    assert [path for path in lost if not any(each.startswith(path) for each in differs)] == []
    assert [loss.path for loss in read.lost] == ([] if kind in {"binary", "emulator"} else ["app_id"])
    again = encode_schema(read.schema, kind)
    assert list(again.files.values()) == list(written.files.values())


@few
@given(documents())
def test_a_schema_comes_back_from_toml(document: dict[str, Any]) -> None:
    """A schema that is written as TOML reads back as the same one, and nothing of it is lost."""
    comes_back_from_toml(document)


@pytest.mark.parametrize("kind", FOREIGN)
@few
@given(document=documents())
def test_what_does_not_come_back_was_named(kind: SchemaFormat, document: dict[str, Any]) -> None:
    """Written as another format and read again a schema differs in what the writer named alone, and makes the same file again."""
    comes_back_but_for_losses(kind, document)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", FORMATS)
@many
@given(document=documents())
def test_many_schemas_come_back(kind: SchemaFormat, document: dict[str, Any]) -> None:
    """The laws above hold for hundreds of schemas of each format."""
    if kind == "toml":
        comes_back_from_toml(document)
    else:
        comes_back_but_for_losses(kind, document)


def test_an_achievement_without_its_name_is_known_by_its_place() -> None:
    """A localisation gives an achievement the name that App Admin had for it, and the writer says so; its texts come back."""
    schema = Schema.of(
        {
            "app_id": 481,
            "stats": {"kills": {"type": "INT", "stat_id": 1}},
            "achievements": {"ACH_WIN": {"display_name": "Winner", "place": {"stat_id": 9, "bit": 3}}},
            "translations": {"german": {"ACH_WIN": {"display_name": "Sieger"}}},
        }
    )
    written = encode_schema(schema, "localisation")
    assert [str(loss) for loss in written.lost] == [
        "stats.kills: a localisation has no stats",
        "achievements.ACH_WIN: the file knows it by its place alone, as NEW_ACHIEVEMENT_9_3",
        "app_id: a localisation has no place for it",
    ]
    read = decode_schema(written.data, app_id=481).schema
    assert document_of(read) == {
        "app_id": 481,
        "achievements": {"NEW_ACHIEVEMENT_9_3": {"display_name": "Winner", "place": {"stat_id": 9, "bit": 3}}},
        "translations": {"german": {"NEW_ACHIEVEMENT_9_3": {"display_name": "Sieger"}}},
    }


# Files as Valve and the emulator make them.


def node(kind: int, key: str, value: bytes = b"") -> bytes:
    """Write one key of a binary file."""
    return bytes((kind,)) + key.encode() + b"\0" + value


def text(key: str, value: str) -> bytes:
    """Write a key with a text."""
    return node(1, key, value.encode() + b"\0")


def whole(key: str, value: int) -> bytes:
    """Write a key with an int32."""
    return node(2, key, struct.pack("<i", value))


def tree(key: str, *below: bytes) -> bytes:
    """Write a key with others below it."""
    return node(0, key) + b"".join(below) + b"\x08"


SPEED = tree("5", text("type", "3"), text("name", "AverageSpeed"), node(3, "Max", struct.pack("<f", 0.1)), text("windowsize", "20"))
GAMES = tree(
    "1",
    text("type_int", "1"),
    text("type", "INT"),
    text("name", "NumGames"),
    tree("display", text("name", "Games played")),
    *(whole("min", 0), text("max", "1000"), whole("maxchange", 1), whole("incrementonly", 1), whole("Default", 3), whole("min", 9)),
    *(whole("aggregated", 1), whole("permission", 1), whole("bSetByTrustedGS", 0)),
)
BITS = tree(
    "9",
    text("type", "ACHIEVEMENTS"),
    tree(
        "bits",
        tree(
            "0",
            text("name", "ACH_WIN"),
            whole("bit", 0),
            whole("permission", 2),
            tree(
                "display",
                tree("name", text("english", "Winner"), text("german", "Sieger"), text("token", "NEW_ACHIEVEMENT_9_0_NAME")),
                tree("desc", text("english", "Win"), text("token", "MINE")),
                *(text("hidden", "1"), text("icon", "a.jpg"), text("icon_gray", "b.jpg")),
            ),
            tree(
                "progress",
                text("min_val", "0"),
                text("max_val", "100"),
                tree("value", text("operation", "statvalue"), text("operand1", "NumGames")),
            ),
        ),
    ),
)
BINARY = tree("480", text("gamename", "Spacewar"), text("version", "1"), tree("stats", GAMES, SPEED, BITS)) + b"\x08"


def test_a_binary_schema_of_valves_is_read() -> None:
    """Every key that is known has its place, numbers and kinds in any of their forms; what has no place is named by its keys."""
    read = decode_schema(BINARY, source="UserGameStatsSchema_480.bin")
    assert read.format == "binary"
    assert document_of(read.schema) == {
        "app_id": 480,
        "name": "Spacewar",
        "stats": {
            "NumGames": {
                "type": "INT",
                "default": 3,
                "min": 0,
                "max": 1000,
                "max_change": 1,
                "increment_only": True,
                "set_by": "GS",
                "display_name": "Games played",
                "aggregated": True,
                "stat_id": 1,
            },
            "AverageSpeed": {"type": "AVGRATE", "max": 0.1, "stat_id": 5},
        },
        "achievements": {
            "ACH_WIN": {
                "display_name": "Winner",
                "description": "Win",
                "hidden": True,
                "set_by": "Official GS",
                "icon": "a.jpg",
                "icon_gray": "b.jpg",
                "progress": {"stat": "NumGames", "min": 0, "max": 100},
                "place": {"stat_id": 9, "bit": 0},
            }
        },
        "translations": {"german": {"ACH_WIN": {"display_name": "Sieger"}}},
    }
    assert [loss.path for loss in read.lost] == [
        "480/version",
        "480/stats/1/min",
        "480/stats/5/windowsize",
        "480/stats/9/bits/0/display/desc/token",
    ]


def test_an_answer_of_the_web_api_is_read() -> None:
    """Stats are INT, or FLOAT where the default has a fraction; a missing description is empty, and no app's number is there."""
    answer = {
        "game": {
            "gameName": "Spacewar",
            "gameVersion": "17",
            "availableGameStats": {
                "stats": [{"name": "NumGames", "defaultvalue": 0, "displayName": "Games"}, {"name": "Feet", "defaultvalue": 0.5}],
                "achievements": [
                    {
                        "name": "ACH_WIN",
                        "defaultvalue": 0,
                        "displayName": "Winner",
                        "hidden": 1,
                        "icon": "https://a",
                        "icongray": "https://b",
                    }
                ],
            },
        }
    }
    read = decode_schema(json.dumps(answer).encode())
    assert read.format == "web-api"
    assert document_of(read.schema) == {
        "app_id": 480,
        "name": "Spacewar",
        "stats": {"NumGames": {"type": "INT", "display_name": "Games"}, "Feet": {"type": "FLOAT", "default": 0.5}},
        "achievements": {"ACH_WIN": {"display_name": "Winner", "hidden": True, "icon": "https://a", "icon_gray": "https://b"}},
    }
    assert [loss.path for loss in read.lost] == ["game.gameVersion", "app_id"]
    german = decode_schema(json.dumps(answer).encode(), app_id=481, language="german")
    assert (german.schema.app_id, document_of(german.schema)["app"]) == (481, {"languages": ["german"]})


ACHIEVEMENTS = [
    {
        "name": "ACH",
        "displayName": {"english": "Winner", "german": "Sieger", "token": "NEW_ACHIEVEMENT_9_0_NAME"},
        "description": "Win",
        "hidden": 1,
        "icon": "a.jpg",
        "icongray": "b.jpg",
        "progress": {"min_val": "0", "max_val": "100", "value": {"operation": "statvalue", "operand1": "NumGames"}},
    }
]


def test_the_emulators_files_are_read_together_and_alone() -> None:
    """A folder has all of them; the achievements alone name a stat that is not there; the older form of the stats counts too."""
    stats = b'[{"name": "NumGames", "type": "int", "default": "3", "global": "7"}]'
    files = {"achievements.json": json.dumps(ACHIEVEMENTS).encode(), "stats.json": stats, "steam_appid.txt": b"481\r\n"}
    whole = decode_schema(files)
    entry = {
        "display_name": "Winner",
        "description": "Win",
        "hidden": True,
        "icon": "a.jpg",
        "icon_gray": "b.jpg",
        "place": {"stat_id": 9, "bit": 0},
    }
    progress = {"progress": {"stat": "NumGames", "min": 0, "max": 100}}
    assert document_of(whole.schema) == {
        "app_id": 481,
        "stats": {"NumGames": {"type": "INT", "default": 3}},
        "achievements": {"ACH": entry | progress},
        "translations": {"german": {"ACH": {"display_name": "Sieger"}}},
    }
    assert [loss.path for loss in whole.lost] == ["[0].global"]
    alone = decode_schema(files["achievements.json"])
    assert document_of(alone.schema)["achievements"] == {"ACH": entry}
    assert [loss.path for loss in alone.lost] == ["[0].progress", "app_id"]
    old = decode_schema(b"NumGames=int=0\n\nA=B=float=0.5\n", source="stats.txt")
    assert document_of(old.schema)["stats"] == {"NumGames": {"type": "INT"}, "A=B": {"type": "FLOAT", "default": 0.5}}


def test_a_localisation_is_read_in_each_of_its_forms() -> None:
    """Several languages or one, with comments, conditions, words without quotes and escapes, in UTF-8 or UTF-16."""
    many = '"lang"\n{ // all\n "english" { Tokens { NEW_ACHIEVEMENT_1_0_NAME "A \\"b\\"\\n" [$WIN32] "OTHER" "x" } }\n'
    many += ' "German" { "Tokens" { "NEW_ACHIEVEMENT_1_0_DESC" "ß" } } }'
    for coding in ("utf-8", "utf-8-sig", "utf-16"):
        read = decode_schema(many.encode(coding))
        assert read.format == "localisation"
        assert document_of(read.schema)["achievements"]["NEW_ACHIEVEMENT_1_0"]["display_name"] == 'A "b"\n'
        assert document_of(read.schema)["translations"] == {"german": {"NEW_ACHIEVEMENT_1_0": {"description": "ß"}}}
        assert [loss.path for loss in read.lost] == ["lang/english/Tokens/OTHER", "app_id"]
    one = decode_schema(b'"lang" { "Language" "german" "Tokens" { "NEW_ACHIEVEMENT_1_0_NAME" "Sieger" } }').schema
    assert document_of(one)["app"] == {"languages": ["german"]}


def test_the_language_of_the_entries_is_chosen() -> None:
    """The Web API's answer has one language, that which is asked for; a language that there is not is refused by name."""
    schema = decode_schema(BINARY).schema
    german = json.loads(encode_schema(schema, "web-api", language="german").data)
    assert german["game"]["availableGameStats"]["achievements"][0]["displayName"] == "Sieger"
    assert decode_schema(encode_schema(schema, "toml").data, language="german").schema.achievements["ACH_WIN"].display_name == "Sieger"
    with pytest.raises(SchemaError, match="no texts in french; choose one of english, german"):
        encode_schema(schema, "web-api", language="french")


BASE = {
    "app_id": 481,
    "name": "Race",
    "app": {"languages": ["english", "german"]},
    "stats": {"speed": {"type": "FLOAT", "max": 9.0, "default": 1.0}, "kills": {"type": "INT", "set_by": "GS"}},
    "achievements": {"ACH": {"display_name": "Win", "set_by": "GS", "progress": {"stat": "kills", "min": 0, "max": 3}}, "B": {}},
    "players": {"76561197960287931": {"name": "Ann"}},
}


def test_what_a_file_tells_is_put_over_a_base() -> None:
    """A base keeps what a format has no place for: kinds, limits, API Names, players; what the file tells is newer, and nothing is lost."""
    base = Schema.of(BASE)
    for kind in FORMATS:
        written = encode_schema(base, kind)
        read = decode_schema(written.files if kind == "emulator" else written.data, kind, base=base)
        differs = changed(BASE, document_of(read.schema))
        assert (differs, read.lost) == (set(), ()), kind
    answer = {"game": {"availableGameStats": {"stats": [{"name": "speed", "defaultvalue": 2}, {"name": "new", "defaultvalue": 0}]}}}
    read = decode_schema(json.dumps(answer).encode(), base=base)
    assert document_of(read.schema)["stats"] == {
        "speed": {"type": "FLOAT", "max": 9.0, "default": 2.0},
        "kills": {"type": "INT", "set_by": "GS"},
        "new": {"type": "INT"},
    }
    hidden = Schema.of({"app_id": 481, "achievements": {"ACH": {"description": "Secret", "hidden": True}}})
    answer = {"game": {"availableGameStats": {"achievements": [{"name": "ACH", "displayName": "A", "hidden": 1}]}}}
    secret = {"display_name": "A", "description": "Secret", "hidden": True}
    assert document_of(decode_schema(json.dumps(answer).encode(), base=hidden).schema)["achievements"] == {"ACH": secret}


def test_a_translation_finds_the_names_of_its_base() -> None:
    """A localisation that came back from the translators is put over the schema it was written from, with or without places in it."""
    base = Schema.of(BASE)
    text = encode_schema(base, "localisation").data.decode().replace('"english"', '"german"').replace('"Win"', '"Sieg"')
    read = decode_schema(text.encode(), base=base).schema
    assert document_of(read)["translations"] == {"german": {"ACH": {"display_name": "Sieg"}}}
    assert read.achievements["ACH"].display_name == "Win"
    placed = Schema.of({**BASE, "achievements": {"B": {}, "ACH": {"display_name": "Win", "place": {"stat_id": 9, "bit": 1}}}})
    text = '"lang" { "german" { "Tokens" { "NEW_ACHIEVEMENT_9_1_NAME" "Sieg" } } }'
    assert decode_schema(text.encode(), base=placed).schema.translations["german"]["ACH"].display_name == "Sieg"
    with pytest.raises(SchemaError, match="the base: it has no texts in french"):
        decode_schema(text.encode(), base=placed, language="french")


@pytest.mark.parametrize(
    ("content", "name", "wanted"),
    [
        (BINARY, "", "binary"),
        (b'{"game": {}}', "a.toml", "web-api"),
        (b'\xef\xbb\xbf "lang" {}', "", "localisation"),
        (b"[]", "stats.json", "emulator"),
        (b'[{"name": "A"}]', "", "emulator"),
        (b"[stats.A]", "", "toml"),
        (b"app_id = 480", "", "toml"),
        (b"A=int=0", "x/stats.txt", "emulator"),
        (b"broken", "C:\\x\\UserGameStatsSchema_1.BIN", "binary"),
    ],
)
def test_a_format_is_told_by_the_content_then_by_the_name(content: bytes, name: str, wanted: str) -> None:
    """The first bytes say what a file is; where they could be anything its name does."""
    assert guess_format(content, name) == wanted
    assert format_of_name("a/steam_settings") == "emulator"
    assert format_of_name("game") is None


# What is malformed.


def deep(opened: bytes, closed: bytes = b"") -> bytes:
    """Nest something ten thousand times."""
    return opened * 10_000 + closed * 10_000


MALFORMED: list[tuple[SchemaFormat, bytes, str]] = [
    ("binary", b"", "byte 0: the file ends before its end mark"),
    ("binary", b"\x08", "byte 0: it holds no app"),
    ("binary", BINARY[:-1], f"byte {len(BINARY) - 1}: the file ends before its end mark"),
    ("binary", BINARY[:100], "byte 100: the file ends inside 3 open maps|byte [0-9]+: a text does not end|inside a number"),
    ("binary", BINARY + b"x", f"byte {len(BINARY)}: 1 more bytes stand behind the end mark"),
    ("binary", b"\x09a\x00", "byte 0: 09 is no type of a value"),
    ("binary", tree("480", b"\x02a\0\1"), "byte 8: the file ends inside a number of 4 bytes"),
    ("binary", b"\x01a\xff\x00", "byte 2: FF is not UTF-8"),
    ("binary", b"\x05a\x00bcd", "byte 3: a wide text does not end"),
    ("binary", tree("x") + b"\x08", "byte 0: x is no number of an app"),
    ("binary", tree("480", text("stats", "1")) + b"\x08", "byte 5, 480/stats: it is a value"),
    ("binary", tree("480", tree("stats", tree("1", text("name", "A")))) + b"\x08", "byte 12, 480/stats/1: it has no type"),
    ("binary", tree("480", tree("stats", tree("1", text("type", "7")))) + b"\x08", "byte 15, 480/stats/1/type: 7 is no type of a stat"),
    ("binary", tree("480", tree("stats", tree("1", text("type", "1")))) + b"\x08", "byte 12, 480/stats/1: it has no API Name"),
    ("binary", deep(node(0, "a")), "byte 96: more than 32 maps within each other"),
    ("web-api", b"{", "line 1, column 2: Expecting property name"),
    ("web-api", b'{"game":\n {"gameName": "\xff"}}', "line 2, byte 24: FF is no UTF-8"),
    ("web-api", b"{}", "game: it is missing or empty"),
    ("web-api", b'{"game": {}}', "game: it is missing or empty"),
    ("web-api", b'{"game": {"gameName": 3}}', "game.gameName: it is 3; a text"),
    ("web-api", b'{"game": {"availableGameStats": {"stats": 3}}}', "game.availableGameStats.stats: it is 3; a list"),
    (
        "web-api",
        b'{"game": {"availableGameStats": {"stats": [{"name": "A"}, {"name": "A"}]}}}',
        r"game.availableGameStats.stats\[1\]: the API Name A",
    ),
    ("web-api", b'{"game": {"availableGameStats": {"stats": [{"name": ""}]}}}', r"stats\[0\]: it has no API Name"),
    ("web-api", b'{"game": {"availableGameStats": {"stats": [{"name": "A", "defaultvalue": NaN}]}}}', "NaN is no number of JSON"),
    ("web-api", b'{"game": {"availableGameStats": {"stats": [{"name": "A", "defaultvalue": 1e99}]}}}', r"\[stats.A\]: default is 1e\+99"),
    (
        "web-api",
        b'{"game": {"availableGameStats": {"stats": [{"name": "A", "defaultvalue": ' + b"9" * 5000 + b"}]}}}",
        "line 1, column 74: a number of more",
    ),
    ("web-api", deep(b'{"a":', b"}"), "line 1, column 161: more than 32 brackets"),
    ("emulator", deep(b"[", b"]"), "line 1, column 33: more than 32 brackets"),
    ("emulator", b'{"a": 1}', "line 1, column 1: it is the text|the file: it is a table; a list"),
    ("emulator", b'[{"name": "A", "type": "text"}]', r'\[0\].type: it is the text "text"'),
    ("emulator", b'[{"name": "A", "type": "int", "default": "x"}]', r'\[0\].default: it is the text "x"; a number'),
    ("emulator", b'[{"name": "A", "displayName": {"german": 1}}]', r"\[0\].displayName.german: it is 1; a text"),
    ("emulator", b"A=int", 'line 1, column 1: it is the text "A=int"'),
    ("localisation", b'"lang"', "line 1, column 7: the file ends, and the key lang has no value"),
    ("localisation", b'"lang" {\n"a', "line 2, column 1: the text that begins here does not end"),
    ("localisation", b'"lang" {\n"a" "b"', "line 2, column 8: the file ends, and the { of line 1, column 1 is not closed"),
    ("localisation", b'"lang" { } }', "line 1, column 12: a } closes nothing"),
    ("localisation", b'"lang" { "a" }', "line 1, column 14: the key a has no value"),
    ("localisation", b"\n{", "line 2, column 1: a { stands without a key"),
    ("localisation", b'"other" {}', 'line 1, column 1: there is no "lang"'),
    ("localisation", b'"lang" { "english" { "Tokens" "x" } }', "line 1, column 22, lang/english/Tokens: it is a text"),
    ("localisation", deep(b'"lang" {', b"}"), "line 1, column 264: more than 32 braces"),
    ("toml", b"app_id = 480\n[stats", "line 2, the end of the document"),
    ("toml", b"a = " + deep(b"[", b"]"), "line 1 has more than 16 brackets"),
]


@pytest.mark.parametrize(("kind", "content", "place"), MALFORMED)
def test_what_is_malformed_is_refused_with_its_place(kind: SchemaFormat, content: bytes, place: str) -> None:
    """The byte, the line and column, or the keys that lead to it are named, behind the file's name."""
    with pytest.raises(SchemaError, match=f"^the file.x: .*({place})"):
        decode_schema(content, kind, source="the file.x")


def test_a_file_with_more_keys_than_any_schema_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is counted while it is read, and the bytes before."""
    monkeypatch.setattr("steam_nodes.steam.schema.formats.key_values.MOST_NODES", 100)
    with pytest.raises(SchemaError, match="byte 400: more than 100 keys"):
        decode_schema(text("a", "") * 200, "binary")
    with pytest.raises(SchemaError, match="line 1, column 801: more than 100 keys"):
        decode_schema(b'"a" "b" ' * 200, "localisation")
    monkeypatch.setattr("steam_nodes.steam.schema.formats.json_text.MOST_TOKENS", 100)
    with pytest.raises(SchemaError, match="line 1, column 152: more than 100 texts and brackets"):
        decode_schema(b"[" + b"{}," * 200 + b"{}]", "emulator")
    monkeypatch.setattr("steam_nodes.steam.schema.formats.draft.MOST_ENTRIES", 100)
    with pytest.raises(SchemaError, match="line 101, column 1: it is one more than 100 stats and achievements"):
        decode_schema(b"".join(b"s%d=int=0\n" % number for number in range(200)), source="stats.txt")
    for each in FORMATS:
        with pytest.raises(SchemaError, match="it has 16777217 bytes"):
            decode_schema(bytes(2**24 + 1), each)


def is_read_or_refused(kind: SchemaFormat, data: st.DataObject) -> None:
    """Spoil a file and read it."""
    files = dict(encode_schema(decode_schema(BINARY).schema, kind).files)
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at, until = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
        put = data.draw(st.one_of(st.binary(max_size=3), st.sampled_from([b"\0", b"\x08", b"{", b'"', b"[", b"9" * 500, b"null", b"-1"])))
        content = content[:at] + put + content[data.draw(st.sampled_from([at, at + 1, until])) :]
    files[name] = content
    read, said = None, "a.file"
    try:
        read = decode_schema(files if kind == "emulator" else content, kind, source="a.file")
    except SchemaError as error:
        said = str(error)
    assert said.startswith("a.file")
    assert read is None or decode_schema(encode_schema(read.schema, "toml").data).schema == read.schema


@pytest.mark.parametrize("kind", FORMATS)
@few
@given(data=st.data())
def test_a_spoiled_file_is_read_or_refused(kind: SchemaFormat, data: st.DataObject) -> None:
    """Whatever was done to its bytes, a file gives a schema or a SchemaError that begins with its name, and no other exception."""
    is_read_or_refused(kind, data)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", FORMATS)
@many
@given(data=st.data())
def test_many_spoiled_files_are_read_or_refused(kind: SchemaFormat, data: st.DataObject) -> None:
    """The law above holds for hundreds of files of each format."""
    is_read_or_refused(kind, data)
