"""The laws of the reference: every public name has its page, and a page tells what its docstring tells.

Rules: the pages are made in memory, and Sphinx is not needed; that the manual as a whole builds is a step of `.ci/run`.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from docs.extension import class_pages, docstrings, links, llms, members, mirrors, public_names, theme
from steam_nodes import Node, Steam, SteamServer, SteamServerStats
from tests.support.markdown import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = public_names.pages()


@pytest.mark.parametrize("module", public_names.MODULES)
def test_every_public_name_has_its_page(module: str) -> None:
    """Each name in a module's `__all__` stands on exactly one page of the reference."""
    named = sorted(name for page in PAGES if page.module == module for name in page.names)
    assert named == sorted(import_module(module).__all__)


def test_no_two_pages_share_a_file() -> None:
    """Each page has a file of its own, also where capitals and small letters are one."""
    files = [page.path.lower() for page in PAGES]
    assert len(set(files)) == len(files)


def test_every_page_has_a_place_in_the_contents() -> None:
    """Each page stands on the list of all names, and below one shelf of it."""
    texts = class_pages.index_texts(PAGES)
    shelves = "".join(text for name, text in texts.items() if name != "index.md")
    for page in PAGES:
        assert f"]({page.path}.md)" in texts["index.md"]
        assert shelves.count(f"](../{page.path}.md)") == 1
        assert f"{class_pages.shelf_file(public_names.shelf(page))}.md" in texts


def test_a_page_shows_signature_text_and_the_pages_that_are_mirrored() -> None:
    """A method of Steam's has its arguments, its other spelling, and the pages of Valve's and of GodotSteam's."""
    (page,) = (page for page in PAGES if page.title == "SteamServerStats")
    text = class_pages.page_text(page)
    one = text.partition(":::{py:method} SteamServerStats.store_user_stats(steam_id: int) -> None\n")[2].partition("\n:::")[0]
    assert "`storeUserStats`" in one
    assert ":param steam_id: The user's 64-bit Steam ID." in one
    assert "(https://partner.steamgames.com/doc/api/ISteamGameServerStats#StoreUserStats)" in one
    assert "(https://godotsteam.com/classes/game_server_stats/#storeuserstats)" in one
    assert ":::{py:attribute} SteamServerStats.stats_stored\n:type: Signal[Result, SteamID]\n" in text
    assert "Emitted with `result`, `steam_id`." in text


def test_each_member_of_steam_stands_once() -> None:
    """What `Steam` has stands in one of GodotSteam's groups, those too that load on first use."""
    groups = {page.group for page in PAGES if page.kind == "group"}
    found = members.members(Steam)
    assert {class_pages.group_of(member) for member in found} == groups
    names = {name for member in found for name in (member.name, *member.twins)}
    assert {"getAchievement", "get_achievement", "getFriendCount", "isDLCInstalled", "fileWrite", "persona_state_change"} <= names


@pytest.mark.parametrize("cls", [Steam, SteamServer, SteamServerStats], ids=lambda cls: cls.__name__)
def test_each_name_of_godotsteams_leads_to_valves_page(cls: type) -> None:
    """A method or signal that GodotSteam has leads to Valve's page too, but for what Valve has not."""
    found = members.members(cls)
    docs = {member.name: member.doc for member in found}
    without = {
        member.name
        for member in found
        if member.kind in {"method", "signal"}
        and mirrors.group_of([member.name, *member.twins], server=cls is not Steam)[1]
        and "partner.steamgames.com" not in member.doc
        and not mirrors.valve(member.doc, member.name, docs)
    }
    assert without - OWN_OF_GODOTSTEAM == set()


def test_a_name_stands_on_the_page_of_its_group() -> None:
    """Each method and signal of GodotSteam's groups beside stats is in the group that GodotSteam has it in."""
    table = json.loads((ROOT / "tests" / "godotsteam_client_groups.json").read_text(encoding="utf-8"))
    entries = [*table["methods"], *table["signals"]]
    found = {entry["name"]: mirrors.group_of([entry["name"]], server=False)[0] for entry in entries}
    assert {entry["name"]: entry["group"] for entry in entries} == found


OWN_OF_GODOTSTEAM = {
    "get_current_app_id",
    "get_current_steam_id",
    "get_godotsteam_version",
    "get_inventory_handle",
    "get_inventory_update_handle",
    "get_leaderboard_details_max",
    "get_leaderboard_entries",
    "get_leaderboard_handle",
    "run_callbacks",
    "set_current_app_id",
    "set_current_steam_id",
    "set_inventory_handle",
    "set_inventory_update_handle",
    "set_leaderboard_details_max",
    "set_leaderboard_entries",
    "set_leaderboard_handle",
}
"""What GodotSteam has of its own: fields of the singleton, a list made of several calls, and the frame's own call."""


def test_a_member_of_a_base_is_told_on_the_page_of_the_base() -> None:
    """A class does not repeat what a public base of it has, and has what bases without a page have."""
    own = {member.name for member in members.members(SteamServerStats)}
    assert "store_user_stats" in own
    assert "add_child" not in own
    assert "add_child" in {member.name for member in members.members(Node)}


def test_a_docstring_becomes_markdown() -> None:
    """Sections become fields, code with a page becomes a link, and what is mirrored stands at the foot."""
    text = """Do it with `Node`.

    More, as https://b.example/y, says. Mirrors https://a.example/x and
    https://docs.godotengine.org/en/stable/classes/class_node.html.

    Args:
        one: The first,
            going on.
        two: The second; `x`.

    Returns:
        What comes
        of it.

    Raises:
        TypeError: It is none.
    """
    told = docstrings.markdown(text, {"Node": "steam_nodes.Node"}.get)
    assert told.splitlines() == [
        "Do it with {py:obj}`Node <steam_nodes.Node>`.",
        "",
        "More, as <https://b.example/y>, says.",
        "",
        "",
        ":param one: The first,",
        "    going on.",
        ":param two: The second; `x`.",
        "",
        "",
        ":returns: What comes",
        "    of it.",
        "",
        "",
        ":raises TypeError: It is none.",
        "",
        "{.mirrors}",
        "[https://a.example/x](https://a.example/x) · [Godot: Node](https://docs.godotengine.org/en/stable/classes/class_node.html)",
    ]


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    """A file that is not there, an anchor that is not there and a picture that is not there are found; what is there is not."""
    (tmp_path / "a.html").write_text('<h1 id="top">A</h1><a href="b.html#far">b</a><a href="#top">a</a><a href="https://x.example/">x</a>')
    (tmp_path / "b.html").write_text('<a href="a.html#top">a</a><a href="c.html">c</a><img src="d.png"><a href="a.html#low">a</a>')
    assert links.dead_links(tmp_path) == [("a.html", "b.html#far"), ("b.html", "a.html#low"), ("b.html", "c.html"), ("b.html", "d.png")]


def test_the_list_for_programs_has_each_page_once() -> None:
    """`llms.txt` has a heading for each part of the manual, and each page with its first sentence."""
    names = llms.order({"index": ["guide/a", "b"], "guide/a": ["b"]}, "index")
    assert names == ["index", "guide/a", "b"]
    text = llms.contents({"index": "# Home\n\n![A](a.png)\n\n**`It` [begins](b.md).** More.\n", "guide/a": "# A\n\n| a |\n|---|\n"})
    assert "- [Home](index.md): `It` begins.\n" in text
    assert text.endswith("## Guide\n\n- [A](guide/a.md)\n")


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(colours: dict[str, str]) -> None:
    """The colours of texts have a contrast of 4.5 or more with what they stand on, in light and in dark."""
    found = {(text, ground): theme.contrast(colours[text], colours[ground]) for text in theme.TEXTS for ground in theme.GROUNDS}
    assert {pair: contrast for pair, contrast in found.items() if contrast < 4.5} == {}
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
