"""The functions of a player's groups in steam_flat.h are Valve's, SDK by SDK, and the loopback's side of each is made of them.

Rules: steam_group_functions.json holds Valve's headers: of each function the SDKs whose library has it, what it returns and takes behind
the interface, and since when it takes that (`form_of_sdk`) where an older SDK has the name for another form.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from steam_nodes.steam.native.library import Library
from tests.support.loopback import library
from tests.support.loopback_groups import GROUPS
from tests.support.loopback_side import NATIVE, groups_module
from tests.support.native_world import MODES, Mode

TABLE: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("steam_group_functions.json").read_text(encoding="utf-8"))
HEADER = (NATIVE / "steam_flat.h").read_text(encoding="utf-8")


def kind(parameter: str) -> str:
    """Return the type of a parameter, as the table writes it."""
    base, _, name = parameter.rpartition(" ")
    return f"{base} {'*' * name.count('*')}".strip()


def test_the_functions_of_the_groups_are_valves() -> None:
    """Each has Valve's name, types and SDKs, and none is left out."""
    declared = {
        it.function.name: {
            "sdk": [it.first, it.last],
            "types": [it.function.returns, *map(kind, it.parameters)],
        }
        for it in groups_module().made(HEADER)
    }
    assert declared == {name: {"sdk": row["sdk"], "types": row["types"]} for name, row in TABLE.items()}
    assert {name.split("_")[1] for name in declared} == set(GROUPS)


def test_a_function_is_made_for_its_sdks_and_asks_the_table() -> None:
    """One that returns nothing, a truth, a call and a number: a bool keeps to its byte, a call gets its handle, nothing there is 0."""
    made = groups_module()
    header = (
        f"int32_t SteamAPI_ISteamUtils_Before(ISteamUtils *self);\n/* {made.FIRST}: from here. */\n"
        "/* SDK 1.57 to 1.61 */\nvoid SteamAPI_ISteamUser_A(ISteamUser *self, bool bOn);\n"
        "bool SteamAPI_ISteamApps_B(ISteamApps *self, bool *pbOn, const char *pchName);\n"
        "SteamAPICall_t SteamAPI_ISteamFriends_C(ISteamFriends *self);\n"
        "uint64_t SteamAPI_ISteamRemoteStorage_D(ISteamRemoteStorage *self, int32_t n);\n"
    )
    assert [(it.function.name.removeprefix("SteamAPI_I"), it.first, it.last) for it in made.made(header)] == [
        ("SteamUser_A", 157, 161),
        ("SteamApps_B", 148, 165),
        ("SteamFriends_C", 148, 165),
        ("SteamRemoteStorage_D", 148, 165),
    ]
    assert made.table(header).splitlines()[:5] == [
        "typedef struct {",
        "  void (*SteamAPI_ISteamUser_A)(bool bOn);",
        "  bool (*SteamAPI_ISteamApps_B)(bool *pbOn, const char *pchName);",
        "  SteamAPICall_t (*SteamAPI_ISteamFriends_C)(void);",
        "  uint64_t (*SteamAPI_ISteamRemoteStorage_D)(int32_t n);",
    ]
    there = "on(self, {0}, __func__) && group_answers.SteamAPI_I{1}"
    a, b = there.format("USER", "SteamUser_A"), there.format("APPS", "SteamApps_B")
    c, d = there.format("FRIENDS", "SteamFriends_C"), there.format("REMOTE_STORAGE", "SteamRemoteStorage_D")
    assert made.calls(header).splitlines() == [
        "#if LOOPBACK_SDK >= 157 && LOOPBACK_SDK <= 161",
        f"void SteamAPI_ISteamUser_A(ISteamUser *self, low_byte bOn) {{ if ({a}) group_answers.SteamAPI_ISteamUser_A(GIVEN(bOn)); }}",
        "#endif",
        "#if LOOPBACK_SDK >= 148 && LOOPBACK_SDK <= 165",
        (
            "low_byte SteamAPI_ISteamApps_B(ISteamApps *self, low_byte *pbOn, const char *pchName) "
            f"{{ return TRUTH({b} && group_answers.SteamAPI_ISteamApps_B((bool *)pbOn, pchName)); }}"
        ),
        "#endif",
        "#if LOOPBACK_SDK >= 148 && LOOPBACK_SDK <= 165",
        (
            "SteamAPICall_t SteamAPI_ISteamFriends_C(ISteamFriends *self) "
            f"{{ return {c} ? loopback_user_handle(group_answers.SteamAPI_ISteamFriends_C()) : 0; }}"
        ),
        "#endif",
        "#if LOOPBACK_SDK >= 148 && LOOPBACK_SDK <= 165",
        (
            "uint64_t SteamAPI_ISteamRemoteStorage_D(ISteamRemoteStorage *self, int32_t n) "
            f"{{ return {d} ? group_answers.SteamAPI_ISteamRemoteStorage_D(n) : 0; }}"
        ),
        "#endif",
    ]


def test_what_is_made_is_written_into_a_folder(tmp_path: Path) -> None:
    """Two files, in a folder that is made where it is not there, that say what they are made of."""
    made = groups_module()
    made.write(tmp_path / "new")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()}
    assert set(texts) == {made.TABLE_FILE, made.CALLS_FILE}
    assert all("loopback_groups.py" in text.partition("\n")[0] for text in texts.values())
    assert sum(f"(*{name})(" in texts[made.TABLE_FILE] for name in TABLE) == len(TABLE)


def test_a_header_without_the_groups_is_an_error() -> None:
    """The line that the groups begin with is never missed in silence."""
    with pytest.raises(ValueError, match="substring not found"):
        groups_module().made("void SteamAPI_F(void);")
    assert sys.modules["loopback_groups"] is groups_module()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sdk", [160, 161])
def test_a_function_of_another_form_is_none_of_the_librarys(mode: Mode, sdk: int) -> None:
    """SDK 1.60 has the calls about branches with an argument more: they count as lacking there, and as there from 1.61 on."""
    opened = Library(Path(library(sdk)), mode)
    others = [name for name, row in TABLE.items() if row["sdk"][0] == 160 and "form_of_sdk" in row]
    assert [name.rpartition("_")[2] for name in others] == ["GetBetaInfo", "GetNumBetas", "SetActiveBeta"]
    assert [opened.function(name) is not None for name in others] == [sdk > 160] * 3
    assert opened.function("SteamAPI_ISteamApps_GetCurrentBetaName") is not None
