"""Schema: what App Admin holds about a game (stats, achievements, their limits, who may set them), and who plays in a local world.

Rules: a Schema is checked when it is made (reader.py) and never changes afterwards. Every mistake in a file raises SchemaError, which names
the file, the table, the key and the remedy. The reader and what it needs are loaded when a schema is first read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from steam_nodes.steam.checks import ipv4_number
from steam_nodes.steam.schema.entries import MOST_BYTES, Achievement, Cloud, Player, SchemaError, Stat, Translation, nearest

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from steam_nodes.steam.schema.app_entries import AppEntry
    from steam_nodes.steam.schema.clan_entries import Clan
    from steam_nodes.steam.schema.machine import Machine


@dataclass(frozen=True, slots=True)
class Schema:
    """The stats, achievements and the rest that App Admin knows of one app; made by `Schema.load`, `Schema.parse` or `Schema.of`.

    Args:
        app_id: The app's number, 480 for Spacewar.
        stats: The stats by API Name.
        achievements: The achievements by API Name; no name is both.
        official_servers: The IPv4 ranges of official game servers, each (first, last) as numbers.
        name: The game's name.
        players: The players of a local world by Steam ID; Valve's Steam has its own.
        app: The app beside its stats: branches, DLC, languages and files; None for the usual.
        clans: The groups of a local world by Steam ID.
        cloud: How much a player's files may take, and whether the cloud is on.
        machine: The machine that the players of a local world sit at, and the words of its text filter; None for the usual.
        translations: What players read in other languages than the app's first one, by language and API Name.
        folder: Where the icons' files stand, "" for the folder the program runs in; `load` gives the folder of the schema's file.
    """

    app_id: int
    stats: Mapping[str, Stat] = field(default_factory=dict)
    achievements: Mapping[str, Achievement] = field(default_factory=dict)
    official_servers: tuple[tuple[int, int], ...] = ()
    name: str = ""
    players: Mapping[int, Player] = field(default_factory=dict)
    app: AppEntry | None = None
    clans: Mapping[int, Clan] = field(default_factory=dict)
    cloud: Cloud = field(default_factory=Cloud)
    machine: Machine | None = None
    translations: Mapping[str, Mapping[str, Translation]] = field(default_factory=dict)
    folder: str = field(default="", compare=False)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Schema:
        """Read a schema from a TOML file.

        Args:
            path: The file, a regular one of at most 512 KiB in UTF-8.

        Raises:
            SchemaError: The file cannot be read, is no TOML or says what App Admin would not accept.
        """
        from steam_nodes.steam.files import UnreadableError, read_text  # noqa: PLC0415 - a schema in Python needs no file

        try:
            text = read_text(path, MOST_BYTES)
        except UnreadableError as error:
            remedy = f"give the path of a TOML file in UTF-8, of at most {MOST_BYTES} bytes"
            message = f"{path}: the schema cannot be read: {error}; {remedy}"
            raise SchemaError(message) from error
        return replace(cls.parse(text, source=str(path)), folder=str(Path(path).parent))

    @classmethod
    def parse(cls, text: str, *, source: str = "schema") -> Schema:
        """Read a schema from TOML text.

        Args:
            text: The TOML document, of at most 524,288 characters.
            source: What errors call the document; `load` gives the file's path.

        Raises:
            SchemaError: The text is no TOML or says what App Admin would not accept.
        """
        from steam_nodes.steam.schema.reader import read_toml  # noqa: PLC0415 - a schema in Python needs no TOML

        return cls.of(read_toml(text, source), source=source)

    @classmethod
    def of(cls, data: Mapping[str, object], *, source: str = "schema") -> Schema:
        """Make a schema from a mapping of the same shape as the TOML document.

        Args:
            data: app_id, and where wanted name, official_servers, app, stats, achievements, players, clans, cloud, machine,
                text_filter and translations.
            source: What errors call the document.

        Raises:
            SchemaError: The mapping says what App Admin would not accept.
        """
        from steam_nodes.steam.schema.reader import read_schema  # noqa: PLC0415 - 4 ms that a program without a schema does not pay

        return cls(**read_schema(data, source))

    def is_official(self, address: str) -> bool:
        """Whether a server at this IPv4 address is one of the official ones.

        Args:
            address: The address as text, such as "203.0.113.5".

        Raises:
            ValueError: `address` is not an IPv4 address.
        """
        number = ipv4_number(address)
        return any(first <= number <= last for first, last in self.official_servers)

    def near_stat(self, name: str) -> str | None:
        """Return the published stat whose name is nearest to a wrong one, None if nothing is near."""
        return nearest(name, tuple(stat.name for stat in self.stats.values() if stat.published))

    def near_achievement(self, name: str) -> str | None:
        """Return the published achievement whose name is nearest to a wrong one, None if nothing is near."""
        return nearest(name, tuple(entry.name for entry in self.achievements.values() if entry.published))
