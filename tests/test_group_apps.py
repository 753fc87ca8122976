"""Apps: the laws of the group, over the local world and over Valve's interface by shim and ABI.

Rules: what happens is scripted at the player's door, whatever stands before it. What a local world refuses with a reason, and what the
schema may hold, is told of the local world alone.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock
from steam_nodes.steam.nodes.groups.apps import Apps
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema import app_reader
from steam_nodes.steam.schema.app_entries import DLC, AppEntry, Branch, Licences
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.group_worlds import WAYS, GroupWorld, Way, group_world
from tests.support.markdown import ROOT
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = ON_EVERY_STORE

MAPS, MUSIC, HIDDEN, OTHER_GAME = 481, 482, 483, 570
TEXT = f"""
app_id = 480
name = "Spacewar"

[app]
build_id = 1001
languages = ["english", "german", "schinese"]
folder = "content"
depots = [4801, 4802]
launch_command_line = "+connect 203.0.113.5"
launch_params = {{ room = "7", "@own" = "x" }}

[app.branches.public]
description = "What all have"

[app.branches.beta]
build_id = 1002
description = "Ünfinished"

[app.branches.secret]
build_id = 1003
private = true

[app.dlc.{MAPS}]
name = "Maps"
bytes = 30_000_000
depots = [4811]

[app.dlc.{MUSIC}]
name = "Müsic"
depots = [4821, 4822]

[app.dlc.{HIDDEN}]
available = false

[players.{PLAYER}.apps]
owned = [{MAPS}, {MUSIC}, {OTHER_GAME}]
installed = [{MUSIC}, {OTHER_GAME}]
purchased = {{ 480 = 1_600_000_000, {MUSIC} = 1_650_000_000 }}
language = "german"

[players.{OTHER}.apps]
owned = [{MAPS}]
branch = "secret"
timed_trial = {{ allowed = 130, played = 30 }}
low_violence = true
vac_banned = true
"""
SCHEMA = Schema.parse(TEXT)


# The app, and how it was started.


def test_a_game_learns_what_the_schema_says_of_it(group: GroupWorld) -> None:
    """Build, languages, depots and launch are those of [app]; the language is the player's."""
    steam = group.steam
    assert (steam.get_app_build_id(), steam.getAppBuildId()) == (1001, 1001)
    assert steam.get_available_game_languages() == "english,german,schinese"
    assert steam.get_current_game_language() == "german"
    assert steam.get_installed_depots(480) == [4801, 4802, 4821, 4822]
    assert steam.get_installed_depots(MUSIC) == [4821, 4822]
    assert steam.get_installed_depots(MAPS) == steam.get_installed_depots(OTHER_GAME) == []
    assert steam.get_launch_command_line() == "+connect 203.0.113.5"
    assert [steam.get_launch_query_param(key) for key in ("room", "mode", "@own")] == ["7", "", ""]
    assert steam.get_app_install_dir(480).endswith("content")
    assert steam.get_app_install_dir(MAPS) == steam.get_app_install_dir(480)
    assert steam.get_app_install_dir(OTHER_GAME) == ""
    assert [steam.is_app_installed(app) for app in (480, OTHER_GAME, MUSIC, 12)] == [True, True, False, False]
    assert steam.get_app_owner() == PLAYER


def test_a_language_that_is_changed_is_there_at_the_next_question(group: GroupWorld) -> None:
    """Steam tells no game of it."""
    group.client.apps.language = "schinese"
    assert group.steam.get_current_game_language() == "schinese"
    with pytest.raises(ValueError, match="the game has english, german, schinese, not 'latin'"):
        group.client.apps.language = "latin"


def test_a_url_that_is_opened_while_the_game_runs_is_told_once(group: GroupWorld) -> None:
    """The line and the parameters are those of the newest URL; one with nothing in it tells nothing."""
    group.listen("new_launch_url_parameters")
    group.client.apps.open_url("steam://run/480//%2Bjoin%20here/?room=8;mode=a%26b&_steam=1")
    assert group.frames() == [("new_launch_url_parameters",)]
    assert group.steam.get_launch_command_line() == "+join here"
    assert [group.steam.get_launch_query_param(key) for key in ("room", "mode", "_steam")] == ["8", "a&b", "1"]
    group.client.apps.open_url("steam://run/480/")
    assert group.frames() == []
    assert group.steam.get_launch_command_line() == group.steam.get_launch_query_param("room") == ""
    with pytest.raises(ValueError, match="does not begin with steam://run/480/"):
        group.client.apps.open_url("steam://run/570//x")


def test_what_is_marked_is_noted(group: GroupWorld) -> None:
    """A test sees which files the game wants to have checked."""
    assert group.client.apps.content_to_check is None
    assert group.steam.mark_content_corrupt(missing_files_only=True)
    assert group.client.apps.content_to_check == "missing files"
    assert group.steam.mark_content_corrupt(missing_files_only=False)
    assert group.client.apps.content_to_check == "all files"


# Files.


@pytest.fixture
def content(tmp_path: Path) -> Schema:
    """Give the schema with a folder of files."""
    folder = tmp_path / "content"
    (folder / "maps").mkdir(parents=True)
    (folder / "maps" / "one.bin").write_bytes(b"\xff\0" * 400_000)
    (folder / "empty").write_bytes(b"")
    (tmp_path / "outside").write_bytes(b"secret")
    if sys.platform != "win32":  # where a link wants more rights than a test has
        (folder / "link").symlink_to(tmp_path / "outside")
    return replace(SCHEMA, folder=str(tmp_path))


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_answered_by_what_stands_in_it(way: Way, content: Schema) -> None:
    """Size and SHA-1 are those of the file; both slashes lead there; an empty one has the hash of nothing."""
    with group_world(way, content) as group:
        group.listen("file_details_result")
        for name in ("maps/one.bin", "maps\\one.bin", "empty"):
            group.steam.get_file_details(name)
        whole, nothing = (hashlib.sha1(data, usedforsecurity=False).digest() for data in (b"\xff\0" * 400_000, b""))
        assert group.frames() == [
            ("file_details_result", Result.OK, 800_000, whole, 0),
            ("file_details_result", Result.OK, 800_000, whole, 0),
            ("file_details_result", Result.OK, 0, nothing, 0),
        ]


@pytest.mark.parametrize(
    "name", ["maps/nowhere.bin", "maps", "", "../outside", "maps/../../outside", "/etc/hosts", "link", "C:x", "maps//one.bin"]
)
def test_what_is_no_file_of_the_game_is_not_found(name: str, content: Schema) -> None:
    """Nothing outside of the folder is read, by whatever way, and the reason is told."""
    with group_world("local", content) as group:
        group.listen("file_details_result")
        group.steam.get_file_details(name)
        assert group.frames() == [("file_details_result", Result.FILE_NOT_FOUND, 0, bytes(20), 0)]
        assert "pass a path inside the game's folder" in group.steam.why()


def test_a_large_file_holds_up_no_frame_of_a_real_clock(content: Schema) -> None:
    """Four pieces of a file are read in four frames; the answer comes behind them, and what was asked behind it comes behind it."""
    world = LocalSteam(content, clock=RealClock())
    client = world.client(PLAYER)
    calls = [
        client.apps.get_file_details("maps/one.bin"),
        client.apps.get_file_details("nowhere"),
        client.apps.get_file_details("maps/one.bin"),
    ]
    came = [[getattr(record, "call", 0) for record in frame(client)] for _ in range(4)]
    client.close()
    world.close()
    assert [call in each for call in calls for each in came] == [*(False,) * 3, True, *(False,) * 3, True, *(False,) * 4]


@pytest.mark.parametrize("way", WAYS)
def test_a_script_of_faults_answers_in_the_files_place(way: Way, content: Schema) -> None:
    """The Result is the script's, and there is no hash then."""
    with group_world(way, content) as group:
        group.listen("file_details_result")
        group.client.faults.next_queries(Result.BUSY)
        group.steam.get_file_details("empty")
        assert group.frames() == [("file_details_result", Result.BUSY, 0, bytes(20), 0)]


# DLC.


def test_dlc_are_listed_in_the_order_of_the_schema(group: GroupWorld) -> None:
    """With their names, and whether the store sells them."""
    assert group.steam.get_dlc_count() == 3
    assert group.steam.get_dlc_data() == [
        {"id": MAPS, "available": True, "name": "Maps"},
        {"id": MUSIC, "available": True, "name": "Müsic"},
        {"id": HIDDEN, "available": False, "name": ""},
    ]
    assert group.steam.get_dlc_data_by_index(3) == group.steam.get_dlc_data_by_index(-1) == {}


def test_a_dlc_is_there_if_it_is_owned_and_installed(group: GroupWorld) -> None:
    """One is not enough, and another app is no DLC."""
    steam = group.steam
    assert [steam.is_dlc_installed(dlc) for dlc in (MAPS, MUSIC, HIDDEN, OTHER_GAME, 480)] == [False, True, False, False, False]
    assert [steam.is_subscribed_app(app) for app in (MAPS, MUSIC, HIDDEN, OTHER_GAME, 480)] == [True, True, False, True, True]
    group.client.apps.take_away(MUSIC)
    assert not steam.is_dlc_installed(MUSIC)
    assert not steam.is_subscribed_app(MUSIC)


def test_a_dlc_downloads_from_frame_to_frame(group: GroupWorld) -> None:
    """Its progress grows with the time; when all is there it is installed, told once and asked for no more."""
    group.listen("dlc_installed")
    group.client.apps.download_rate = 10_000_000
    assert group.steam.get_dlc_download_progress(MAPS) == {"ret": False, "downloaded": 0, "total": 0}
    group.steam.install_dlc(MAPS)
    group.steam.install_dlc(MAPS)
    seen = []
    for _ in range(3):
        seen.append(group.steam.get_dlc_download_progress(MAPS))
        assert group.frames(1, 1.0) == []
    assert seen == [{"ret": True, "downloaded": done, "total": 30_000_000} for done in (0, 10_000_000, 20_000_000)]
    assert group.frames(2) == [("dlc_installed", MAPS)]
    assert group.steam.is_dlc_installed(MAPS)
    assert group.steam.get_dlc_download_progress(MAPS) == {"ret": False, "downloaded": 0, "total": 0}
    group.steam.install_dlc(MAPS)
    assert group.frames() == []
    assert group.steam.get_installed_depots(480) == [4801, 4802, 4811, 4821, 4822]


def test_a_download_waits_for_the_connection_and_ends_with_a_removal(group: GroupWorld) -> None:
    """Nothing arrives without one; what is uninstalled is not installed after all."""
    group.listen("dlc_installed")
    group.steam.install_dlc(MAPS)
    group.client.faults.lose_connection()
    group.frames(2, 60.0)
    assert group.steam.get_dlc_download_progress(MAPS)["downloaded"] == 0
    group.client.faults.restore_connection()
    group.frames(1, 1.0)
    assert group.steam.get_dlc_download_progress(MAPS)["downloaded"] == 10_000_000
    group.steam.uninstall_dlc(MAPS)
    group.steam.uninstall_dlc(MUSIC)
    assert group.frames(4, 60.0) == []
    assert not group.steam.is_dlc_installed(MAPS)
    assert not group.steam.is_dlc_installed(MUSIC)
    assert group.steam.is_subscribed_app(MUSIC)


def test_a_dlc_that_is_bought_while_the_game_runs_is_told(group: GroupWorld) -> None:
    """By script it is there at once, also one that the schema does not know; a licence alone tells nothing."""
    group.listen("dlc_installed")
    group.client.apps.install(HIDDEN)
    group.client.apps.install(499, "Skins")
    assert group.frames() == [("dlc_installed", HIDDEN), ("dlc_installed", 499)]
    assert group.steam.isDLCInstalled(499)
    assert group.steam.getDLCData()[3] == {"id": 499, "available": True, "name": "Skins"}
    group.client.apps.buy(1234)
    assert group.frames() == []
    assert group.steam.is_subscribed_app(1234)
    assert group.steam.get_earliest_purchase_unix_time(1234) == 1_700_000_000


def test_the_dlc_that_is_played_is_noted(group: GroupWorld) -> None:
    """Only one that is owned; 0 ends it."""
    assert group.steam.set_dlc_context(MUSIC)
    assert group.client.apps.dlc_context == MUSIC
    assert not group.steam.set_dlc_context(HIDDEN)
    assert group.client.apps.dlc_context == MUSIC
    assert group.steam.set_dlc_context(0)
    assert group.client.apps.dlc_context == 0


# Branches.


def test_a_branch_that_is_selected_runs_from_the_next_start_on(group: GroupWorld) -> None:
    """Until then the build stays; a private branch wants its password."""
    steam, world = group.steam, group.client.apps
    assert steam.get_num_betas() == {"available": 2, "private": 1, "total": 3}
    assert steam.get_beta_info() == {"index": 0, "flags": 27, "build_id": 1001, "name": "public", "description": "What all have"}
    assert steam.get_current_beta_name() == ""
    assert not steam.set_active_beta("secret")
    assert not steam.set_active_beta("nothing")
    assert steam.set_active_beta("beta")
    assert steam.get_beta_info() == {"index": 1, "flags": 10, "build_id": 1002, "name": "beta", "description": "Ünfinished"}
    assert (steam.get_current_beta_name(), steam.get_app_build_id()) == ("", 1001)
    world.update()
    assert (steam.get_current_beta_name(), steam.get_app_build_id()) == ("beta", 1002)
    world.publish("beta", 1004)
    assert steam.get_app_build_id() == 1002
    world.enter_password("secret")
    assert steam.get_num_betas()["available"] == 3
    assert steam.set_active_beta("secret")
    assert steam.get_beta_info()["flags"] == 2 + 4 + 8


def test_the_flags_of_a_branch_are_there_before_any_call() -> None:
    """GodotSteam has them in its group Main; here they load what they are about."""
    program = "from steam_nodes import Steam as S; print(int(S.BETA_BRANCH_INSTALLED), S.BetaBranchFlags(8).name, S.BETA_BRANCH_NONE.value)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "16 SELECTED 0\n"


# What the player may use, and by what right.


def test_licences_are_what_the_schema_says_and_a_script_changes(group: GroupWorld) -> None:
    """Each right stands for itself."""
    steam, world = group.steam, group.client.apps
    asked: tuple[Callable[[], bool], ...] = (
        steam.is_subscribed,
        steam.is_subscribed_from_free_weekend,
        steam.is_low_violence,
        steam.is_cyber_cafe,
        steam.is_vac_banned,
    )
    assert [ask() for ask in asked] == [True, False, False, False, False]
    for at, name in enumerate(("subscribed", "free_weekend", "low_violence", "cyber_cafe", "vac_banned")):
        setattr(world, name, not getattr(world, name))
        assert asked[at]() is getattr(world, name)
    assert [ask() for ask in asked] == [False, True, True, True, True]
    assert not steam.is_subscribed_app(480)
    world.buy(480)
    assert (steam.is_subscribed(), steam.is_subscribed_from_free_weekend()) == (True, False)
    assert steam.get_earliest_purchase_unix_time(480) == 1_600_000_000
    assert steam.get_earliest_purchase_unix_time(MUSIC) == 1_650_000_000
    assert steam.get_earliest_purchase_unix_time(OTHER_GAME) == 0
    assert steam.isCybercafe() is steam.isCyberCafe() is True
    assert not steam.is_subscribed_from_family_sharing()


@pytest.mark.parametrize("way", WAYS)
def test_a_timed_trial_runs_from_the_start_and_is_told_each_minute(way: Way) -> None:
    """Also where nobody asked for it; it ends at what is allowed, and is told once then."""
    with group_world(way, SCHEMA, player=OTHER) as group:
        group.listen("timed_trial_status")
        assert group.steam.is_timed_trial() == {"seconds_allowed": 130, "seconds_played": 30}
        told = [group.frames(3, 10.0) for _ in range(5)]
        group.client.faults.lose_connection()
        told.append(group.frames(3, 10.0))
        played = [event[1:] for each in told for event in each]
        assert played == [(480, False, 130, 60), (480, False, 130, 120), (480, False, 130, 130)]
        assert group.steam.is_timed_trial() == {"seconds_allowed": 130, "seconds_played": 130}
        group.client.apps.limit_trial(60)
        assert [event[1:] for event in group.frames(5, 15.0)] == [(480, True, 60, 60)]
        group.client.apps.buy(480)
        assert group.steam.is_timed_trial() == {}


def test_who_borrows_the_game_has_the_owners_licences() -> None:
    """DLC and rights are the owner's; branch, language and bans are the player's own."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    client = world.client(OTHER, owner=PLAYER)
    assert client.apps.is_subscribed_from_family_sharing()
    assert client.apps.is_dlc_installed(MUSIC)
    assert not client.apps.is_low_violence()
    assert client.apps.is_vac_banned()
    assert client.apps.get_current_game_language() == "english"
    assert client.apps.get_current_beta_name() == "secret"
    assert client.apps.is_timed_trial() is None
    client.close()
    world.close()


def test_without_a_word_in_the_schema_the_player_owns_the_game_and_nothing_else() -> None:
    """One language, no DLC, no folder, the default branch."""
    with group_world("local", Schema(480)) as group:
        steam = group.steam
        assert (steam.is_subscribed(), steam.get_dlc_count(), steam.get_app_build_id()) == (True, 0, 0)
        assert (steam.get_available_game_languages(), steam.get_current_game_language()) == ("english", "english")
        assert steam.get_num_betas() == {"available": 1, "private": 0, "total": 1}
        assert steam.get_app_install_dir(480) == ""
        assert steam.why() == 'get_app_install_dir(480): the schema names no folder; write folder = "…" under [app]'


# What is refused.

REFUSED: list[tuple[Callable[[Any], object], object, str]] = [
    (lambda steam: steam.get_app_install_dir(570), "", "get_app_install_dir(570): a local world knows the folder of its own app only"),
    (lambda steam: steam.get_dlc_data_by_index(3), {}, "get_dlc_data_by_index(3): there are 3 DLC"),
    (lambda steam: steam.install_dlc(9), None, "install_dlc(9): the app has no such DLC; write it as [app.dlc.NUMBER]"),
    (lambda steam: steam.install_dlc(HIDDEN), None, "install_dlc(483): the player does not own it"),
    (lambda steam: steam.uninstall_dlc(HIDDEN), None, "uninstall_dlc(483): the player does not own it"),
    (lambda steam: steam.set_dlc_context(9), False, "set_dlc_context(9): the app has no such DLC"),
    (lambda steam: steam.is_app_installed(MAPS), False, "is_app_installed(481): it is a DLC; ask is_dlc_installed"),
    (lambda steam: steam.set_active_beta("x"), False, "set_active_beta('x'): there is no such branch; pass one of public, beta, secret"),
    (lambda steam: steam.set_active_beta("secret"), False, "the branch is private; the player enters its password in Steam's library"),
    (lambda steam: steam.set_active_beta("a\0b"), False, "set_active_beta: 'a\\x00b' has a NUL in it"),
    (lambda steam: steam.get_launch_query_param("\ud800"), "", "cannot be written as UTF-8; leave the lone surrogates out"),
    (lambda steam: steam.get_file_details("a\0b"), None, "get_file_details: 'a\\x00b' has a NUL in it"),
    (lambda steam: steam.get_earliest_purchase_unix_time(9), 0, "write it under purchased of [players.ID.apps]"),
]


@pytest.mark.parametrize(("ask", "answer", "reason"), REFUSED)
def test_a_refusal_tells_why(ask: Callable[[Any], object], answer: object, reason: str) -> None:
    """The answer is Steam's, and the sentence names the call, what it was given, and the remedy."""
    with group_world("local", SCHEMA) as group:
        assert ask(group.steam) == answer
        assert reason in group.steam.why()


CALLS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "get_app_build_id": ((), 0),
    "get_app_install_dir": ((480,), ""),
    "get_available_game_languages": ((), ""),
    "get_beta_info": ((), {}),
    "get_current_beta_name": ((), ""),
    "get_current_game_language": ((), ""),
    "get_dlc_count": ((), 0),
    "get_dlc_data": ((), []),
    "get_dlc_data_by_index": ((0,), {}),
    "get_dlc_download_progress": ((MAPS,), {"ret": False, "downloaded": 0, "total": 0}),
    "get_earliest_purchase_unix_time": ((480,), 0),
    "get_file_details": (("a",), None),
    "get_installed_depots": ((480,), []),
    "get_launch_command_line": ((), ""),
    "get_launch_query_param": (("room",), ""),
    "get_num_betas": ((), {"available": 0, "private": 0, "total": 0}),
    "install_dlc": ((MAPS,), None),
    "is_app_installed": ((480,), False),
    "is_cyber_cafe": ((), False),
    "is_dlc_installed": ((MUSIC,), False),
    "is_low_violence": ((), False),
    "is_subscribed": ((), False),
    "is_subscribed_app": ((480,), False),
    "is_subscribed_from_family_sharing": ((), False),
    "is_subscribed_from_free_weekend": ((), False),
    "is_timed_trial": ((), {}),
    "is_vac_banned": ((), False),
    "mark_content_corrupt": ((True,), False),
    "set_active_beta": (("beta",), False),
    "set_dlc_context": ((MUSIC,), False),
    "uninstall_dlc": ((MUSIC,), None),
}
"""Each call with what it is given here, and what it gives where Steam is not initialised."""


@pytest.mark.parametrize("way", WAYS)
def test_without_an_init_every_call_gives_nothing_and_says_so(way: Way) -> None:
    """Nothing changes in the world; a file's details are answered with NO_CONNECTION."""
    with group_world(way, SCHEMA, started=False) as group:
        group.listen("file_details_result", "dlc_installed")
        for call, (given, nothing) in CALLS.items():
            assert getattr(group.steam, call)(*given) == nothing, call
            if call != "get_dlc_data":
                assert group.steam.why().startswith((f"{call}: ", f"{call.replace('cyber_cafe', 'cybercafe')}: ", "get_num_betas: ")), call
        assert group.frames() == [("file_details_result", Result.NO_CONNECTION, 0, bytes(20), 0)]
    assert set(CALLS) | {"is_cybercafe"} == {
        name for name in vars(Apps) if name.islower() and not name.startswith("_") and name not in SIGNALS
    }


SIGNALS = ("dlc_installed", "file_details_result", "new_launch_url_parameters", "timed_trial_status")


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_type_raises_at_the_call(way: Way) -> None:
    """The error names the call and the argument, on the node and below it."""
    with group_world(way, SCHEMA) as group:
        for call, (given, _) in CALLS.items():
            for wrong in [None, 1.5, b"x", True, "x", 1][: 6 if given else 0]:
                if type(wrong) is not type(given[0]):
                    with pytest.raises(TypeError, match=call):
                        getattr(group.steam, call)(wrong)
                    if call != "get_dlc_data":
                        with pytest.raises(TypeError, match=call):
                            getattr(group.backend.apps, call)(wrong)


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_what_does_not_fit_is_refused_before_valves_library(way: Way) -> None:
    """Numbers beyond 32 bits, and texts with a NUL or half of a pair."""
    with group_world(way, SCHEMA) as group:
        for call, (given, nothing) in CALLS.items():
            kind = type(given[0]) if given else None
            for wrong in (-(2**40), 2**40) if kind is int else ("a\0b", "\ud800") if kind is str else ():
                expected = nothing if call != "get_installed_depots" else []
                assert getattr(group.steam, call)(wrong) == expected, call
                assert call in group.steam.why()


BRANCHES = {"get_num_betas": "GetNumBetas", "set_active_beta": "SetActiveBeta", "get_beta_info": "GetNumBetas"}
LACKING = {148: BRANCHES | {"set_dlc_context": "SetDlcContext", "is_timed_trial": "BIsTimedTrial"}, 160: BRANCHES}


@pytest.mark.parametrize("way", ["shim", "abi"])
@pytest.mark.parametrize("sdk", LACKING)
def test_what_an_older_library_lacks_is_refused_by_name(way: Way, sdk: int) -> None:
    """Branches came with 1.61 as they are, the context of a DLC with 1.55, timed trials with 1.49; all else works with 1.48."""
    with group_world(way, SCHEMA, sdk=sdk) as group:
        for call, name in LACKING[sdk].items():
            given, nothing = CALLS[call]
            assert getattr(group.steam, call)(*given) == nothing
            assert f"lacks SteamAPI_ISteamApps_{name}; take a libsteam_api of a newer SDK" in group.steam.why()
        assert group.steam.is_dlc_installed(MUSIC)


# The schema.


def test_the_schema_holds_what_its_file_says() -> None:
    """Every key comes back; what is owned and not said to be elsewhere is installed."""
    assert SCHEMA.app == AppEntry(
        build_id=1001,
        languages=("english", "german", "schinese"),
        folder="content",
        depots=(4801, 4802),
        launch_command_line="+connect 203.0.113.5",
        launch_params={"room": "7", "@own": "x"},
        branches={
            "public": Branch("public", 1001, "What all have"),
            "beta": Branch("beta", 1002, "Ünfinished"),
            "secret": Branch("secret", 1003, private=True),
        },
        dlc={
            MAPS: DLC(MAPS, "Maps", bytes=30_000_000, depots=(4811,)),
            MUSIC: DLC(MUSIC, "Müsic", depots=(4821, 4822)),
            HIDDEN: DLC(HIDDEN, available=False),
        },
    )
    assert SCHEMA.players[OTHER].apps == Licences(
        owned=(MAPS,), installed=(MAPS,), branch="secret", timed_trial=(130, 30), low_violence=True, vac_banned=True
    )
    assert Schema.parse("app_id = 480").app is None


def test_the_page_has_every_name_and_every_key() -> None:
    """Its table of calls is that of the class, and what it says of the schema that of the reader."""
    page = (ROOT / "docs" / "guide" / "apps.md").read_text(encoding="utf-8")
    calls, _, told = page.partition("## What runs without Steam")
    rows = re.findall(r"^\| (?:signal )?`(\w+)[^`]*` \|[^|]*\| (?:`(\w+)`|the same) \|", calls, re.MULTILINE)
    spelled = {name for pair in rows for name in pair if name}
    own = {name for name, member in vars(Apps).items() if not name.startswith("_") and name[0].islower()}
    assert spelled == own - {"isCybercafe", "is_cybercafe"} | {"getAppOwner", "get_app_owner"}
    keys = {key for keys in (app_reader._APP_KEYS, app_reader._BRANCH_KEYS, app_reader._DLC_KEYS, app_reader._LICENCE_KEYS) for key in keys}
    assert {key for key in keys - {"dlc", "name"} if f"`{key}`" not in told} == set()


MISTAKES = [
    ("[app]\nbuild = 1", "[app]: build is not a key", 'did you mean "build_id"?'),
    ("[app]\nbuild_id = -1", "[app]: build_id is -1", "from 0 to 2147483647"),
    ('[app]\nlanguages = "english"', "languages is the text", "write a list in brackets"),
    ("[app]\nlanguages = [1]", "languages holds 1", "text in quotes"),
    ('[app]\nlanguages = ["a,b"]', 'languages holds the text "a,b"', "it sets commas between"),
    ("[app]\ndepots = [0]", "depots holds 0", "whole numbers from 1 to 4294967295"),
    ("[app]\ndepots = [true]", "depots holds true", "without quotes"),
    ("[app]\nlaunch_params = 3", "launch_params is 3", "a table of texts"),
    ("[app]\nlaunch_params = { a = 3 }", "launch_params: a is 3", "text in quotes"),
    ("[app.branches.public]\nprivate = true", "[app.branches.public]: private is true for the default branch", "remove the key"),
    ("[app.branches.b]\nbuild = 1", "[app.branches.b]: build is not a key", 'did you mean "build_id"?'),
    ("[app.dlc.Maps]", "[app.dlc.Maps]: Maps is not the number of an app", "such as 481"),
    ("[app.dlc.4294967296]", "4294967296 is not the number of an app", "1 to 4294967295"),
    ("[app.dlc.480]", "[app.dlc.480]: 480 is the game itself", "write the number of the DLC"),
    ("[app.dlc.481]\nbytes = -1", "[app.dlc.481]: bytes is -1", "from 0"),
    ("[app.dlc.481]\nname = 1", "[app.dlc.481]: name is 1", "text in quotes"),
    (f"[players.{PLAYER}]\napps = 3", f"[players.{PLAYER}.apps] is 3", "must be a table"),
    (f"[players.{PLAYER}.apps]\nown = [1]", f"[players.{PLAYER}.apps]: own is not a key", 'did you mean "owned"?'),
    (f"[players.{PLAYER}.apps]\ninstalled = [481]", "installed holds 481, which is not owned", "write it under owned too"),
    (f'[players.{PLAYER}.apps]\nlanguage = "latin"', 'language is the text "latin"', 'write one of "english"'),
    (f'[players.{PLAYER}.apps]\nbranch = "beta"', 'branch is the text "beta"', 'write one of "public"'),
    (f'[players.{PLAYER}.apps]\nbranches = ["beta"]', 'branches holds the text "beta"', "write some of public"),
    (f"[players.{PLAYER}.apps]\npurchased = 3", "purchased is 3", "in seconds since 1970"),
    (f"[players.{PLAYER}.apps]\npurchased = {{ 480 = 0 }}", "purchased: 480 is 0", "from 1"),
    (f"[players.{PLAYER}.apps]\npurchased = {{ a = 1 }}", "a is not the number of an app", "such as 481"),
    (f"[players.{PLAYER}.apps]\ntimed_trial = {{ played = 3 }}", "apps.timed_trial]: allowed is missing", "how many seconds"),
    (f"[players.{PLAYER}.apps]\ntimed_trial = {{ allowed = 3, played = 4 }}", "played is 4, above allowed = 3", "at most as many"),
    (f"[players.{PLAYER}.apps]\nvac_banned = 1", "vac_banned is 1", "true or false"),
]


@pytest.mark.parametrize(("text", "fault", "remedy"), MISTAKES)
def test_every_mistake_in_the_schema_names_the_place_and_the_remedy(text: str, fault: str, remedy: str) -> None:
    """A SchemaError holds the table, the key, what is wrong there and what to write."""
    with pytest.raises(SchemaError) as caught:
        Schema.parse(f"app_id = 480\n{text}")
    assert fault in str(caught.value)
    assert remedy in str(caught.value)


WRONG_SCRIPTS: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda world: world.buy(0), ValueError, "buy: 0 is not the number of an app; pass 1 to 4294967295"),
    (lambda world: world.buy("481"), TypeError, "buy: app_id is an int"),
    (lambda world: world.install(480), ValueError, "install: 480 is the game itself"),
    (lambda world: world.launch("", ["a"]), TypeError, "launch: params is a dict of texts"),
    (lambda world: world.launch("", {1: "a"}), TypeError, "params\\[1\\] is a str"),
    (lambda world: setattr(world, "download_rate", -1), ValueError, "download_rate: -1 is no number of bytes a second"),
    (lambda world: setattr(world, "download_rate", float("nan")), ValueError, "download_rate: nan is no number"),
    (lambda world: setattr(world, "download_rate", "fast"), ValueError, "download_rate: 'fast' is no number"),
    (lambda world: world.install(481, 3), TypeError, "install: name is a str"),
    (lambda world: world.take_away(2**32), ValueError, "take_away: 4294967296 is not the number of an app"),
    (lambda world: world.uninstall(None), TypeError, "uninstall: app_id is an int"),
    (lambda world: world.open_url(3), TypeError, "open_url: url is a str"),
    (lambda world: world.launch(3), TypeError, "launch: command_line is a str"),
    (lambda world: world.launch("", {"a": 1}), TypeError, "launch: params\\['a'\\] is a str"),
    (lambda world: world.limit_trial(0), ValueError, "give 1 to 4294967295 seconds"),
    (lambda world: world.limit_trial(5, 6), ValueError, "limit_trial: 6 of 5 s"),
    (lambda world: world.limit_trial("x"), TypeError, "limit_trial: allowed is an int"),
    (lambda world: world.publish("public", 5, private=True), ValueError, "let everybody have public"),
    (lambda world: world.publish("b", 2**31), ValueError, "give 0 to 2147483647"),
    (lambda world: world.enter_password("b"), ValueError, "there is no branch 'b'"),
    (lambda world: setattr(world, "language", 3), TypeError, "language: language is a str"),
]


@pytest.mark.parametrize(("script", "kind", "reason"), WRONG_SCRIPTS)
def test_a_wrong_script_raises_and_changes_nothing(script: Callable[[Any], object], kind: type[Exception], reason: str) -> None:
    """The error names the script, what it was given and the remedy."""
    with group_world("local", SCHEMA) as group:
        group.listen("dlc_installed", "new_launch_url_parameters", "timed_trial_status")
        with pytest.raises(kind, match=reason):
            script(group.client.apps)
        assert group.frames() == []
        assert group.steam.get_dlc_count() == 3
