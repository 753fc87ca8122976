"""Steam beside GodotSteam in Apps, Friends, Utils, Remote Storage and User: each method, signal, enum and constant, and what it takes.

Rules: the table godotsteam_client_groups.json holds what GodotSteam's client 4.16 has, with what 4.11 has otherwise, and nothing of ours.
Where it says nothing or doubts itself, DECIDED says what is done here and why. A default that only one of the two versions has is there,
so that a script written for either runs.
"""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import SceneTree, Steam
from steam_nodes import steam as room_of_steam
from steam_nodes.steam import groups
from steam_nodes.steam.callbacks import GroupRecord
from steam_nodes.steam.godotsteam_missing import names_here
from steam_nodes.steam.native import structs
from steam_nodes.steam.nodes.later import GROUPS, load_all
from tests.support.fake_user import FakeUser

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("godotsteam_client_groups.json").read_text(encoding="utf-8"))
METHODS: list[dict[str, Any]] = TABLE["methods"]
SIGNALS: list[dict[str, Any]] = TABLE["signals"]
ENUMS: dict[str, dict[str, int]] = {name: values for group in TABLE["enums"].values() for name, values in group.items()}
CONSTANTS: dict[str, int] = {name: value for group in TABLE["constants"].values() for name, value in group.items()}

TYPES = {
    "int": ("int",),
    "String": ("str",),
    "bool": ("bool",),
    "PackedByteArray": ("bytes", "Sequence[int]"),
    "PackedInt64Array": ("Sequence[int]",),
}
RETURNS = {
    "int": ("int",),
    "String": ("str",),
    "bool": ("bool",),
    "void": ("None",),
    "Dictionary": ("dict[str, Any]", "dict[str, int]"),
    "Array": ("list[dict[str, Any]]", "list[int]"),
    "PackedByteArray": ("bytes",),
}
DEFAULTS = {"true": True, "0": 0, "2": 2, "65535": 65535, '""': ""}
DECIDED = {
    "activateGameOverlayToStore": "4.16's changelog names an argument store_flag and its page has none: it is there, last, as 0",
    "hasEquippedProfileItem": "the page returns nothing, 4.11 a bool: Valve's call is a question, so it is a bool",
    "isCyberCafe": "4.16's spelling and 4.11's isCybercafe are one function",
    "timed_trial_status": "the page's heading and 4.11 have this name, its body timed_trials_status: the declared one",
    "MAX_RICH_PRESENCE_VALUE_LENTH": "GodotSteam's spelling stays, for that is what a script writes",
    "published_file_subscribed": "no call is named that it answers: news, as Valve's page has it",
    "published_file_unsubscribed": "no call is named that it answers: news, as Valve's page has it",
    "market_eligibility_response": "no struct is named: MarketEligibilityResponse_t (166), with which Valve's call answers",
}
"""What was decided where the facts have a null, a doubt, or no page."""
MORE_ARGUMENTS = {"activateGameOverlayToStore": {"store_flag": 0}}
OLDER_ARGUMENTS = {"getImageRGBA": ["image"], "getImageSize": ["image"]}
"""What was here before 4.16 was looked at keeps the names that 4.11 gave its arguments."""
MORE_DEFAULTS = {"getFriendByIndex": {"friend_flags": 65535}}
"""What a script of this library's first days leaves out."""
OTHER_RETURNS = {"hasEquippedProfileItem": "bool"}
NUMBERS = {"market_eligibility_response": 166}


def names(entries: list[dict[str, Any]]) -> pytest.MarkDecorator:
    """Return what runs a law once for each entry, by its name."""
    return pytest.mark.parametrize("entry", entries, ids=[entry["name"] for entry in entries])


def enum_name(declared: str) -> str:
    """Return the enum that a type of the table is, "" for another type."""
    return declared.removeprefix("enum ") if declared.startswith("enum ") else ""


def wanted_defaults(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that have a default in either version, with that default."""
    older = {arg["name"]: arg["default"] for arg in entry.get("v4_11", {}).get("args", ()) if "default" in arg}
    named = older | {arg["name"]: arg["default"] for arg in entry["args"] if "default" in arg}
    return (
        {name: DEFAULTS[value] for name, value in named.items()}
        | MORE_ARGUMENTS.get(entry["name"], {})
        | MORE_DEFAULTS.get(entry["name"], {})
    )


@names(METHODS)
def test_every_method_is_there_with_its_arguments(entry: dict[str, Any]) -> None:
    """Names, order, types and defaults of the arguments and the type of what is returned are GodotSteam's."""
    signature = inspect.signature(getattr(Steam, entry["name"]))
    parameters = list(signature.parameters.values())[1:]
    more = MORE_ARGUMENTS.get(entry["name"], {})
    assert [parameter.name for parameter in parameters] == OLDER_ARGUMENTS.get(
        entry["name"], [*(arg["name"] for arg in entry["args"]), *more]
    )
    given = {parameter.name: parameter.default for parameter in parameters if parameter.default is not inspect.Parameter.empty}
    assert given == wanted_defaults(entry)
    for parameter, arg in zip(parameters, entry["args"], strict=False):
        enum = enum_name(arg["type"])
        wanted = ("int", enum) if enum else TYPES[arg["type"]]
        assert str(parameter.annotation).startswith(wanted), parameter
    returned = OTHER_RETURNS.get(entry["name"])
    enum = enum_name(entry["return"])
    allowed = (returned,) if returned else ("int", enum, f"{enum} | int") if enum else RETURNS[entry["return"]]
    assert signature.return_annotation in allowed


@names(METHODS)
def test_every_method_has_a_name_in_snake_case_that_is_the_same_function(entry: dict[str, Any]) -> None:
    """A second name is never a second function, and the first one is what the function calls itself; it says what it does."""
    function = getattr(Steam, entry["name"])
    assert function.__name__.islower()
    assert getattr(Steam, function.__name__) is function
    first = inspect.getdoc(function).partition("\n")[0]  # type: ignore[union-attr]  # None fails as it should
    assert first.endswith("."), first


def test_names_that_changed_over_the_years_are_the_same_functions() -> None:
    """The names of 4.11 that 4.16 spells otherwise are there too."""
    changed = {entry["name"]: entry["name_4_11"] for entry in METHODS if "name_4_11" in entry}
    assert changed == {"isCyberCafe": "isCybercafe"}
    assert all(getattr(Steam, new) is getattr(Steam, old) for new, old in changed.items())


@names([entry for entry in METHODS if "removed_in" in entry])
def test_what_godotsteam_removed_says_so(entry: dict[str, Any]) -> None:
    """A method that a later GodotSteam has not got tells since when."""
    assert entry["removed_in"] in (getattr(Steam, entry["name"]).__doc__ or "")


@names(SIGNALS)
def test_every_signal_is_there_on_both_lanes(entry: dict[str, Any], tree: SceneTree) -> None:
    """Names and order of what a signal carries are GodotSteam's, on Godot's lane and on blinker's."""
    import blinker  # noqa: PLC0415  # as the library does: on first use

    steam = Steam.attach(tree, FakeUser())
    signal = getattr(steam, entry["name"])
    told: list[Any] = []
    signal.connect(lambda *args: told.append(args))
    values = [f"<{name}>" for name in entry["args"]]

    def receive(sender: Any, **named: Any) -> None:
        told.append((sender, named))

    with blinker.signal(entry["name"]).connected_to(receive):
        signal.emit(*values)
    assert told == [tuple(values), (steam, dict(zip(entry["args"], values, strict=True)))]
    listed = {each["name"]: [arg["name"] for arg in each["args"]] for each in steam.get_signal_list()}
    assert listed[entry["name"]] == entry["args"]


def test_every_signal_comes_of_a_struct_of_valves() -> None:
    """What the table says a signal is made of is read on a player's pipe, and no struct of a group is read that makes none."""
    for hundred in (1, 3, 7, 10, 13):
        structs.load_group(hundred)
    read = {*structs.CLIENT_ANSWERS, *structs.CLIENT_FETCHED, *structs.CLIENT_NEWS}
    wanted = {entry["callback_id"] or NUMBERS[entry["name"]] for entry in SIGNALS}
    completed = {703}  # the pipe itself makes its record: it is how each answer arrives
    assert wanted - completed - read == set()
    assert {kind for kind in read if not 1100 <= kind < 1200} - wanted == set()


def test_every_record_of_the_groups_has_its_signal() -> None:
    """A record that passes the seam is never one that no node tells of."""
    load_all(Steam)
    rooms = [import_module(f"{groups.__name__}.{found.name}") for found in pkgutil.iter_modules(groups.__path__)]
    records = {kind for room in rooms for kind in vars(room).values() if isinstance(kind, type) and kind.__module__ == room.__name__}
    assert {kind for kind in records if issubclass(kind, GroupRecord)} - set(Steam._emissions_) == set()


@pytest.mark.parametrize("name", ENUMS)
def test_every_enum_is_there_nested_and_flat(name: str) -> None:
    """Each value has GodotSteam's flat name, and the enum nested under its own name has exactly these, by these names too."""
    nested = getattr(Steam, name)
    values = ENUMS[name]
    assert {flat: int(getattr(Steam, flat)) for flat in values} == values
    assert all(getattr(Steam, flat) is nested(number) is getattr(nested, flat) for flat, number in values.items())
    assert {int(it) for it in nested.__members__.values()} == set(values.values())


def test_every_constant_is_there() -> None:
    """The constants are GodotSteam's."""
    assert {name: getattr(Steam, name, None) for name in CONSTANTS} == CONSTANTS


def test_what_the_facts_leave_open_is_decided() -> None:
    """Each null and each doubt of the table has its decision here, and nothing else has one."""
    open_questions = {doubt["name"] for doubt in TABLE["doubts"]}
    open_questions |= {entry["name"] for entry in SIGNALS if entry["call_result"] is None or entry["callback_id"] is None}
    assert set(DECIDED) == open_questions
    assert all(name in names_here(Steam) for name in DECIDED)


@pytest.mark.parametrize("group", GROUPS)
def test_the_page_of_a_group_tells_of_all_its_names(group: str) -> None:
    """Each method and each signal stands on the page of its group."""
    page = (Path(__file__).parent.parent / "docs" / "guide" / f"{group.lower().replace(' ', '_')}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", page))
    assert {entry["name"] for entry in [*METHODS, *SIGNALS] if entry["group"] == group} - named == set()


def test_how_much_there_is(printed: Callable[[str], None]) -> None:
    """209 methods and 60 signals by group, and the number of enums, values and constants, printed for whoever reads the run."""
    load_all(Steam)
    lines, counts = [], []
    here = names_here(Steam)
    for group in GROUPS:
        methods = sum(entry["name"] in here for entry in METHODS if entry["group"] == group)
        signals = sum(entry["name"] in here for entry in SIGNALS if entry["group"] == group)
        enums = TABLE["enums"].get(group, {})
        constants = TABLE["constants"].get(group, {})
        values = sum(map(len, enums.values()))
        lines.append(f"{group}: {methods} methods, {signals} signals, {len(enums)} enums with {values} values, {len(constants)} constants")
        counts.append((methods, signals))
    methods, signals = (sum(column) for column in zip(*counts, strict=True))
    of_main = TABLE["enums"]["Main"]
    lines.append(f"together {methods} methods, {signals} signals; {len(of_main)} enums of Main that they speak of")
    lines += [f"decided: {name}: {why}" for name, why in DECIDED.items()]
    printed("\n".join(lines))
    assert (methods, signals) == (209, 60)


def test_how_many_lines_a_group_took(printed: Callable[[str], None]) -> None:
    """For each file of a group its lines in the four columns, blank ones left out, and how many calls are one line over Valve's library."""
    top = Path(room_of_steam.__file__).parent
    rows = []
    for files in GROUPS.values():
        for where in files:
            name = f"{where.partition('.')[0]}.py"
            columns = {room: top / room / name for room in ("groups", "nodes/groups", "native/groups", "local/client/groups")}
            texts = {room: path.read_text(encoding="utf-8") for room, path in columns.items() if path.exists()}
            counts = {room: sum(bool(line.strip()) for line in text.splitlines()) for room, text in texts.items()}
            lines = len(re.findall(r"^    \w+ = (?:flat|requested|requested_about)\(", texts.get("native/groups", ""), re.MULTILINE))
            rows.append(f"{name}: {', '.join(f'{room} {count}' for room, count in counts.items())}; {lines} calls of one line")
            assert "nodes/groups" in counts
    printed("\n".join(rows))
