"""The player's machine as [machine] and [text_filter] of a schema have it, and from those tables to the checked entry.

Rules: those of reader.py. It is loaded only for a schema that has one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.schema.tables import show

if TYPE_CHECKING:
    from steam_nodes.steam.schema.tables import Table

ON_MAINS: Final = 255
"""What Valve tells of a machine without a battery, or on mains."""
_FULL: Final = 100
_LETTERS: Final = 2
_MACHINE_KEYS: Final = ("battery", "big_picture", "china_launcher", "country", "deck", "ui_language", "vr")
_FILTER_KEYS: Final = ("profane", "forbidden")


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine that a player of a local world sits at, and the words that its text filter knows.

    Args:
        battery: How full the battery is, 0 to 100; 255 on mains.
        big_picture: Whether Steam is in Big Picture mode.
        china_launcher: Whether the game was started by Steam China's launcher.
        country: The two letters of the country, "" if Steam does not know it.
        deck: Whether it is a Steam Deck.
        ui_language: The language of Steam itself.
        vr: Whether Steam runs in VR.
        profane: What a player does not want to read in chats and names.
        forbidden: What the law forbids, everywhere.
    """

    battery: int = ON_MAINS
    big_picture: bool = False
    china_launcher: bool = False
    country: str = ""
    deck: bool = False
    ui_language: str = "english"
    vr: bool = False
    profane: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def read_machine(top: Table) -> Machine:
    """Check [machine] and [text_filter] of a document."""
    words = top.below("text_filter", _FILTER_KEYS)
    profane, forbidden = ((), ()) if words is None else (_words(words, key) for key in _FILTER_KEYS)
    table = top.below("machine", _MACHINE_KEYS)
    if table is None:
        return Machine(profane=profane, forbidden=forbidden)
    battery = table.whole("battery", 0, _FULL)
    country = table.text("country")
    if country and not (len(country) == _LETTERS and country.isascii() and country.isalpha() and country.isupper()):
        table.fail("country", f"is {show(country)}", 'write its two letters, such as "DE", or leave the key out')
    return Machine(
        battery=ON_MAINS if battery is None else battery,
        big_picture=table.flag("big_picture", default=False),
        china_launcher=table.flag("china_launcher", default=False),
        country=country,
        deck=table.flag("deck", default=False),
        ui_language=table.text("ui_language") or "english",
        vr=table.flag("vr", default=False),
        profane=profane,
        forbidden=forbidden,
    )


def _words(table: Table, key: str) -> tuple[str, ...]:
    """Return the words of a list."""
    words = table.texts(key)
    if not all(words):
        table.fail(key, "holds an empty text", "write the words that are left out, or leave the key out")
    return words
