"""steam_flat.h is the one list of Valve's functions: the shim's forwards and what Python knows of a library are made of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from steam_nodes.steam.native.library import CLIENT_NEEDS, SERVER_NEEDS, Library, Needs
from tests.support.loopback import library
from tests.support.native_world import MODES, Mode

NATIVE = Path(__file__).parent.parent / "native"
HEADER = (NATIVE / "steam_flat.h").read_text(encoding="utf-8")


def forwards() -> Any:
    """Return native/forwards.py as a module; the build runs it as a script."""
    spec = importlib.util.spec_from_file_location("forwards", NATIVE / "forwards.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("mode", MODES)
def test_each_way_into_a_library_has_exactly_the_functions_of_the_header(mode: Mode) -> None:
    """What cffi read and what the forwards are made of is the same list."""
    functions, structs = forwards().functions(HEADER)
    assert Library(Path(library(165)), mode).declared() == sorted(function.name for function in functions)
    assert structs == {"CallbackMsg_t", "FriendGameInfo_t", "SteamIPAddress_t", "SteamNetworkingIdentity"}


def test_a_forward_calls_only_what_is_there() -> None:
    """A slot without a function, and an interface that is NULL, give 0; a struct is given with nothing in it."""
    made = forwards()
    header = (
        "/* f(x); */ typedef struct { int32_t a; } T; int32_t SteamAPI_F(int32_t a, const char *b);\n"
        "void SteamAPI_IX_G(IX *self, bool c); T SteamAPI_IX_H(IX *self); T *SteamAPI_K(void);"
    )
    functions, structs = made.functions(header)
    slot = "slot.SteamAPI_IX_H"
    assert [made.forward(function, structs) for function in functions] == [
        "int32_t SteamAPI_F(int32_t a, const char *b) { return slot.SteamAPI_F ? slot.SteamAPI_F(a, b) : 0; }\n",
        "void SteamAPI_IX_G(IX *self, bool c) {\n  if (self && slot.SteamAPI_IX_G) slot.SteamAPI_IX_G(self, c);\n}\n",
        f"T SteamAPI_IX_H(IX *self) {{\n  static const T nothing = {{0}};\n  return self && {slot} ? {slot}(self) : nothing;\n}}\n",
        "T * SteamAPI_K(void) { return slot.SteamAPI_K ? slot.SteamAPI_K() : 0; }\n",
    ]
    with pytest.raises(ValueError, match=r"would have no forward: int32_t other\(void\)"):
        made.functions("int32_t other(void);")


def test_only_what_is_by_hand_has_no_forward() -> None:
    """Each function of the header has a slot, its name beside it, and a function of the shim."""
    made = forwards()
    text, (functions, _) = made.forwards(HEADER), made.functions(HEADER)
    shim = (NATIVE / "shim.c").read_text(encoding="utf-8")
    for function in functions:
        assert text.count(f"(*{function.name})(") == text.count(f'{{"{function.name}", (void *)&slot.{function.name}}},') == 1
        assert text.count(f" {function.name}(") == (0 if function.name in made.BY_HAND else 1)
        assert (f" {function.name}(ISteam" in shim) is (function.name in made.BY_HAND)


@pytest.mark.parametrize("needs", [SERVER_NEEDS, CLIENT_NEEDS], ids=["server", "client"])
def test_what_a_side_needs_is_declared(needs: Needs) -> None:
    """Each name, each beginning of names and each exception means something of the header."""
    opened = Library(Path(library(165)), "abi")
    declared = opened.declared()
    for part in needs.functions:
        assert any(name.startswith(part) if part.endswith("_") else name == part for name in declared), part
    assert set(needs.inits) | set(needs.optional) <= set(declared)
    assert not set(opened.needed(needs)) & {*needs.inits, *needs.optional}


def test_the_versions_of_an_interface_are_those_of_the_header() -> None:
    """Newest first, and a longer name is another interface."""
    opened = Library(Path(library(165)), "abi")
    assert opened.versions_text("SteamAPI_SteamGameServer") == "SteamAPI_SteamGameServer_v013 to v015"
    assert opened.version("SteamAPI_SteamGameServer") == 15
    assert opened.version("SteamAPI_SteamNothing") == 0
