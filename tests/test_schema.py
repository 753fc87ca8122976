"""The laws of a schema: what App Admin accepts is read exactly, and every mistake is named with its place and its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.schema.entries import Achievement, Player, Progress, SchemaError, Stat
from steam_nodes.steam.schema.schema import Schema
from tests.support.stats_world import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

FULL = """
app_id = 480
name = "Spacewar"
official_servers = ["203.0.113.0/24", "198.51.100.7", "192.0.2.10 - 192.0.2.20"]

[stats.NumGames]
type = "INT"
default = 3
min = 0
max = 1000
max_change = 1
increment_only = true
set_by = "GS"
display_name = "Games played"

[stats.AverageSpeed]
type = "AVGRATE"
window = 0.5
max = 0.1
published = false

[achievements.ACH_WIN]
display_name = "Winner"
description = "Win one game"
hidden = true
set_by = "Official GS"
progress = { stat = "NumGames", min = 1, max = 10 }
"""

MISTAKES = [
    ("", "app_id is missing", "write app_id = 480"),
    ("app_id = 0", "app_id is 0", "whole number from 1"),
    ('app_id = "480"', 'app_id is the text "480"', "without quotes"),
    ("app_id = true", "app_id is true", "whole number"),
    ("app_id = 480\nstat = 1", "stat is not a key of this table", 'did you mean "stats"?'),
    ("app_id = 480\nzzz = 1", "zzz is not a key", "the keys are app_id"),
    ("app_id = 480\nname = 3", "name is 3", "text in quotes"),
    ("app_id = 480\napp_id = 481", "not valid TOML", "may be written once"),
    ("app_id = 480\nstats = 3", "stats is 3", "[stats.NAME]"),
    ("app_id = 480\nstats.kills = 3", "[stats.kills] is 3", "must be a table"),
    ("app_id = 480\n[stats.kills]", "[stats.kills]: type is missing", 'write type = "INT"'),
    ('app_id = 480\n[stats.kills]\ntype = "int"', 'type is the text "int"', 'did you mean "INT"?'),
    ('app_id = 480\n[stats.kills]\ntype = "STRING9"', 'type is the text "STRING9"', "write one of"),
    ("app_id = 480\n[stats.kills]\ntype = 1", "type is 1", 'write one of "INT", "FLOAT", "AVGRATE"'),
    ('app_id = 480\n[stats.a]\ntype = "INT"\n[stats.a]\ntype = "INT"', "not valid TOML", "may be written once"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmaxchange = 1', "[stats.a]: maxchange is not a key", 'did you mean "max_change"?'),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmax = 2147483648', "max is 2147483648", "to 2147483647"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmax = 1.0', "max is 1.0", "without a point"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmax = true', "max is true", "whole number"),
    ('app_id = 480\n[stats.a]\ntype = "FLOAT"\nmax = 1e39', "max is 1e+39", "3.4028235e+38"),
    ('app_id = 480\n[stats.a]\ntype = "FLOAT"\nmin = nan', "min is nan", "write a number"),
    ('app_id = 480\n[stats.a]\ntype = "FLOAT"\ndefault = "1"', 'default is the text "1"', "without quotes"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmin = 2\nmax = 1', "min is 2, above max = 1", "smaller number as min"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmin = 1', "default is 0, outside min = 1 and max = blank", "write a default"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nmax_change = -1', "max_change is -1", "whole number from 0"),
    ('app_id = 480\n[stats.a]\ntype = "FLOAT"\nmax_change = -1', "max_change is -1.0", "a distance, 0 or more"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nincrement_only = 1', "increment_only is 1", "true or false"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nset_by = "gs"', 'set_by is the text "gs"', 'did you mean "GS"?'),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nset_by = "Nobody"', 'set_by is the text "Nobody"', '"Official GS"'),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nwindow = 1', "window stands at a stat of type INT", "remove the key"),
    ('app_id = 480\n[stats.a]\ntype = "AVGRATE"\nwindow = 0', "window is 0", "a number above 0"),
    ('app_id = 480\n[stats.a]\ntype = "AVGRATE"\nwindow = inf', "window is inf", "a number above 0"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\npublished = "no"', 'published is the text "no"', "true or false"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\ndisplay_name = 1', "display_name is 1", "text in quotes"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\nstat_id = -1', "stat_id is -1", "whole number from 0"),
    (
        'app_id = 480\n[stats.a]\ntype = "INT"\nstat_id = 1\n[stats.b]\ntype = "INT"\nstat_id = 1',
        "[stats.b]: stat_id: [stats.a]: stat_id is the same",
        "leave the key out",
    ),
    (
        'app_id = 480\n[stats.a]\ntype = "INT"\nstat_id = 1\n[achievements.b]\nplace = { stat_id = 1, bit = 0 }',
        "[achievements.b]: place: [stats.a]: stat_id has the number 1 too",
        "give one of them another",
    ),
    ("app_id = 480\n[achievements.a]\nplace = { stat_id = 1 }", "[achievements.a]: place: bit is missing", "write both"),
    ("app_id = 480\n[achievements.a]\nplace = { stat_id = 1, bit = 32 }", "bit is 32", "whole number from 0 to 31"),
    (
        "app_id = 480\nachievements.a.place = { stat_id = 1, bit = 3 }\nachievements.b.place = { stat_id = 1, bit = 3 }",
        "[achievements.b]: place: [achievements.a]: place is the same",
        "leave the key out",
    ),
    ("app_id = 480\ntranslations = 1", "translations is 1", "[translations.LANGUAGE.NAME]"),
    ("app_id = 480\ntranslations.german = 1", "translations holds german as 1", "[translations.LANGUAGE.NAME]"),
    ("app_id = 480\n[translations.German]", "translations holds German, which is no language", "such as"),
    ("app_id = 480\n[translations.token]", "translations holds token, which is no language", "such as"),
    ("app_id = 480\n[translations.english]", "the language of the entries' own texts", "name another language first"),
    ("app_id = 480\n[achievements.ACH]\n[translations.german.ACHE]", "[translations.german] has ACHE, which is neither", 'mean "ACH"?'),
    (
        'app_id = 480\n[stats.a]\ntype = "INT"\n[translations.german.a]\ndescription = "x"',
        "[translations.german.a]: description is not a key",
        "the keys are display_name",
    ),
    ('app_id = 480\n[stats.a]\ntype = "INT"\naggregated = 1', "aggregated is 1", "true or false"),
    ('app_id = 480\n[stats.a]\ntype = "AVGRATE"\naggregated = true', "aggregated stands at a stat of type AVGRATE", "remove the key"),
    ("app_id = 480\n[achievements.a]\nicon = 1", "[achievements.a]: icon is 1", "text in quotes"),
    ('app_id = 480\n[achievements.a]\nicon_gray = "a.png"', "icon_gray stands without icon", 'write icon = "…" too'),
    ("app_id = 480\n[players.alice]", "[players.alice]: alice is not a player's account", "64-bit Steam ID of a player"),
    ("app_id = 480\n[players.90071992547409921]", "90071992547409921 is not a player's account", "64-bit Steam ID"),
    ("app_id = 480\n[players.76561197960287931]\nname = 1", "[players.76561197960287931]: name is 1", "text in quotes"),
    ("app_id = 480\n[players.76561197960287931]\nfriends = 1", "friends is 1", "a list of Steam IDs"),
    ('app_id = 480\n[players.76561197960287931]\nfriends = ["1"]', 'friends holds the text "1"', "without quotes"),
    ("app_id = 480\n[players.76561197960287931]\nfriends = [5]", "friends holds 5", "64-bit Steam ID of a player"),
    ("app_id = 480\n[players.76561197960287931]\nfriends = [76561197960287931]", "the player's own id", "remove it"),
    ("app_id = 480\n[players.76561197960287931]\nfriend = []", "friend is not a key", 'did you mean "friends"?'),
    (f'app_id = 480\n[stats.{"n" * 200}]\ntype = "INT"', "this one has 200", "choose another API Name"),
    (f'app_id = 480\n[stats.{"n" * 128}]\ntype = "INT"', "this one has 128", "choose another API Name"),
    ('app_id = 480\n[stats.""]\ntype = "INT"', "this one has 0", "choose another API Name"),
    ('app_id = 480\n[stats."a\\u0000b"]\ntype = "INT"', "NUL", "choose another API Name"),
    ('app_id = 480\n[stats.a]\ntype = "INT"\n[achievements.a]', "[stats.a] has the same name", "another API Name"),
    ("app_id = 480\n[achievements.A]\nhidden = 1", "[achievements.A]: hidden is 1", "true or false"),
    ("app_id = 480\n[achievements.A]\nprogress = 3", "[achievements.A]: progress is 3", "must be a table"),
    (
        'app_id = 480\n[stats.kills]\ntype = "INT"\n[achievements.A]\nprogress = {stat = "kils", max = 1}',
        'progress: stat "kils" is not a stat',
        'did you mean "kills"?',
    ),
    ("app_id = 480\n[achievements.A]\nprogress = {max = 1}", 'progress: stat "" is not a stat', "name one of"),
    (
        'app_id = 480\n[stats.kills]\ntype = "INT"\n[achievements.A]\nprogress = {stat = "kills"}',
        "progress: max is missing",
        "that unlocks the achievement",
    ),
    (
        'app_id = 480\n[stats.kills]\ntype = "INT"\n[achievements.A]\nprogress = {stat = "kills", min = 5, max = 5}',
        "progress: max is 5, not above min = 5",
        "that unlocks the achievement",
    ),
    ('app_id = 480\nofficial_servers = "203.0.113.5"', 'official_servers is the text "203.0.113.5"', "write a list"),
    ("app_id = 480\nofficial_servers = [5]", "official_servers holds 5", "text in quotes"),
    ('app_id = 480\nofficial_servers = ["203.0.113"]', "203.0.113", "four numbers from 0 to 255"),
    ('app_id = 480\nofficial_servers = ["203.0.113.0/33"]', "203.0.113.0/33", "bits from 0 to 32"),
    ('app_id = 480\nofficial_servers = ["203.0.113.9-203.0.113.1"]', "203.0.113.9-203.0.113.1", "smaller one first"),
]


def test_a_schema_holds_what_its_file_says(tmp_path: Path) -> None:
    """Every key comes back as written, and what is left out is blank, not 0."""
    path = tmp_path / "spacewar.toml"
    path.write_text(FULL, encoding="utf-8")
    schema = Schema.load(path)
    assert (schema.app_id, schema.name) == (480, "Spacewar")
    assert schema.stats["NumGames"] == Stat(
        name="NumGames",
        type="INT",
        default=3,
        min=0,
        max=1000,
        max_change=1,
        increment_only=True,
        set_by="GS",
        display_name="Games played",
    )
    speed = schema.stats["AverageSpeed"]
    assert (speed.default, speed.min, speed.max_change, speed.window, speed.set_by) == (0.0, None, None, 0.5, "Client")
    assert not speed.published
    assert schema.achievements["ACH_WIN"] == Achievement(
        name="ACH_WIN",
        display_name="Winner",
        description="Win one game",
        hidden=True,
        set_by="Official GS",
        progress=Progress("NumGames", 1, 10),
    )


def test_the_limits_of_a_float_stat_are_float32() -> None:
    """A value equal to its limit as float32 is at the edge, not beyond it."""
    assert Schema.parse(FULL).stats["AverageSpeed"].max == 0.10000000149011612


@pytest.mark.parametrize(("text", "fault", "remedy"), MISTAKES)
def test_every_mistake_names_the_place_and_the_remedy(text: str, fault: str, remedy: str) -> None:
    """A SchemaError holds the file, the key, what is wrong there and what to write."""
    with pytest.raises(SchemaError) as caught:
        Schema.parse(text, source="game.toml")
    message = str(caught.value)
    assert message.startswith("game.toml: ")
    assert fault in message
    assert remedy in message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file and one that is not UTF-8 raise SchemaError with the path."""
    wrong = tmp_path / "latin.toml"
    wrong.write_bytes(b'name = "\xe9"')
    for path in (tmp_path / "missing.toml", wrong):
        with pytest.raises(SchemaError, match=path.name):
            Schema.load(path)


def test_a_name_of_127_bytes_is_the_longest() -> None:
    """The limit counts bytes of UTF-8, as Steam's buffer of 128 with its end does."""
    name = "é" * 63 + "n"
    assert name in Schema.parse(f'app_id = 480\n[stats."{name}"]\ntype = "INT"').stats
    with pytest.raises(SchemaError, match="128"):
        Schema.parse(f'app_id = 480\n[stats."{name}n"]\ntype = "INT"')


@pytest.mark.parametrize(
    ("address", "official"),
    [
        ("203.0.112.255", False),
        ("203.0.113.0", True),
        ("203.0.113.255", True),
        ("203.0.114.0", False),
        ("198.51.100.6", False),
        ("198.51.100.7", True),
        ("198.51.100.8", False),
        ("192.0.2.9", False),
        ("192.0.2.10", True),
        ("192.0.2.20", True),
        ("192.0.2.21", False),
    ],
)
def test_an_address_is_official_within_the_ranges(address: str, *, official: bool) -> None:
    """Ranges include both ends; single addresses, first-last and address/bits mean what they say."""
    assert SCHEMA.is_official(address) is official


@pytest.mark.parametrize("address", ["", "1.2.3", "1.2.3.256", "1.2.3.-4", "a.b.c.d", "1.2.3.4.5", "1.2.3.٤"])
def test_what_is_no_address_is_refused(address: str) -> None:
    """Four numbers from 0 to 255, and nothing else."""
    with pytest.raises(ValueError, match="IPv4"):
        SCHEMA.is_official(address)


def test_a_near_miss_finds_the_published_name() -> None:
    """Case is forgiven first, then a few letters; what is not published is never named."""
    assert SCHEMA.near_stat("KILLS") == "kills"
    assert SCHEMA.near_stat("kils") == "kills"
    assert SCHEMA.near_achievement("ACH_WON") == "ACH_WIN"
    assert SCHEMA.near_stat("secre") is None
    assert SCHEMA.near_stat("qqqqqqqq") is None


def test_players_are_friends_of_each_other(tmp_path: Path) -> None:
    """Friendship counts both ways, in the order of the file, also of one who has no table; icons stand in the schema's folder."""
    first, second, third = 76561197960287931, 76561197960287932, 76561197960287933
    path = tmp_path / "game.toml"
    path.write_text(
        f"""
app_id = 480
[stats.a]
type = "INT"
aggregated = true
[achievements.b]
icon = "b.png"
icon_gray = "b_gray.png"
[players.{first}]
name = "Alice"
friends = [{third}, {second}, {third}]
[players.{second}]
name = "Bob"
friends = [{first}]
""",
        encoding="utf-8",
    )
    schema = Schema.load(path)
    assert schema.players == {first: Player("Alice", (third, second)), second: Player("Bob", (first,)), third: Player("", (first,))}
    assert schema.stats["a"] == Stat("a", aggregated=True)
    assert schema.achievements["b"] == Achievement("b", icon="b.png", icon_gray="b_gray.png")
    assert schema.folder == str(tmp_path)
    assert Schema.parse(path.read_text(encoding="utf-8")) == schema
