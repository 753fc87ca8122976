"""What App Admin holds about a game: its stats, its achievements, their limits and who may set them; and who plays in a local world.

Rules: a Schema is checked when it is made and never changes afterwards. Blank is not 0: a limit that is not written does not exist.
Limits of FLOAT and AVGRATE stats are float32, as the values they are compared with. Every mistake in a file raises SchemaError, which
names the file, the table, the key and the remedy. `tomllib`, `struct`, `difflib` and `ipaddress` are loaded when they are first needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

StatType: TypeAlias = Literal["INT", "FLOAT", "AVGRATE"]
SetBy: TypeAlias = Literal["Client", "GS", "Official GS"]

INT_MIN: Final = -(2**31)
INT_MAX: Final = 2**31 - 1
FLT_MAX: Final = (2 - 2**-23) * 2.0**127
NAME_BYTES: Final = 127
MOST_BYTES: Final = 1 << 19
_COMPARED: Final = 50
STAT_TYPES: Final[tuple[StatType, ...]] = ("INT", "FLOAT", "AVGRATE")
SETTERS: Final[tuple[SetBy, ...]] = ("Client", "GS", "Official GS")


class SchemaError(ValueError):
    """A schema that App Admin would not accept; the message names the file, the table, the key and the remedy."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


@dataclass(frozen=True, slots=True)
class Stat:
    """One stat, as in App Admin under Stats.

    Mirrors https://partner.steamgames.com/doc/features/achievements.

    Args:
        name: The API Name, 1 to 127 bytes of UTF-8; case counts.
        type: INT (int32), FLOAT (float32) or AVGRATE (an average per unit of time).
        default: The value of a player who has none yet.
        min: The lowest value a store accepts, None for the type's own.
        max: The highest value a store accepts, None for the type's own.
        max_change: How far one set may move the value, None for any distance.
        increment_only: Whether a store refuses a value below the stored one.
        set_by: Who may set it: Client, GS (any game server) or Official GS.
        window: The time an AVGRATE looks back, in the unit of session_length; None for all of it.
        display_name: The name shown to players.
        published: Whether Steam knows of it already; every call refuses what is not published.
        aggregated: Whether Steam adds the values of all players up, and keeps what each day added.
    """

    name: str
    type: StatType = "INT"
    default: float = 0
    min: float | None = None
    max: float | None = None
    max_change: float | None = None
    increment_only: bool = False
    set_by: SetBy = "Client"
    window: float | None = None
    display_name: str = ""
    published: bool = True
    aggregated: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """The stat whose value shows how near an achievement is; the achievement unlocks when the stat reaches `max`."""

    stat: str
    min: float
    max: float


@dataclass(frozen=True, slots=True)
class Achievement:
    """One achievement, as in App Admin under Achievements.

    Mirrors https://partner.steamgames.com/doc/features/achievements.

    Args:
        name: The API Name, 1 to 127 bytes of UTF-8; case counts.
        display_name: The name shown to players.
        description: What a player has to do.
        hidden: Whether the description stays hidden until it is unlocked.
        set_by: Who may set it: Client, GS (any game server) or Official GS.
        progress: The stat that unlocks it, None if only a call does.
        published: Whether Steam knows of it already; every call refuses what is not published.
        icon: The PNG file shown once it is unlocked, beside the schema's file; "" for none.
        icon_gray: The PNG file shown while it is locked; "" for the same as `icon`.
    """

    name: str
    display_name: str = ""
    description: str = ""
    hidden: bool = False
    set_by: SetBy = "Client"
    progress: Progress | None = None
    published: bool = True
    icon: str = ""
    icon_gray: str = ""


@dataclass(frozen=True, slots=True)
class Player:
    """One player of the local world, as the others see them.

    Args:
        name: What the player is called, "" if that is not known.
        friends: The Steam IDs of the player's friends; each of them has this one as a friend too.
    """

    name: str = ""
    friends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """What one app has in App Admin; make it with `Schema.load`, `Schema.parse` or `Schema.of`.

    Args:
        app_id: The app's number, 480 for Spacewar.
        stats: The stats by API Name.
        achievements: The achievements by API Name; no name is both.
        official_servers: The IPv4 ranges of official game servers, each (first, last) as numbers.
        name: The game's name.
        players: The players of a local world by Steam ID; Valve's Steam has its own.
        folder: Where the icons' files stand, "" for the folder the program runs in; `load` gives the folder of the schema's file.
    """

    app_id: int
    stats: Mapping[str, Stat] = field(default_factory=dict)
    achievements: Mapping[str, Achievement] = field(default_factory=dict)
    official_servers: tuple[tuple[int, int], ...] = ()
    name: str = ""
    players: Mapping[int, Player] = field(default_factory=dict)
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
        from steam_nodes.steam.schema.reader import read_toml  # noqa: PLC0415 - it imports this module

        return cls.of(read_toml(text, source), source=source)

    @classmethod
    def of(cls, data: Mapping[str, object], *, source: str = "schema") -> Schema:
        """Make a schema from a mapping of the same shape as the TOML document.

        Args:
            data: app_id, and where wanted name, official_servers, stats, achievements and players.
            source: What errors call the document.

        Raises:
            SchemaError: The mapping says what App Admin would not accept.
        """
        from steam_nodes.steam.schema.reader import read_schema  # noqa: PLC0415 - it imports this module

        return read_schema(data, source)

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


@lru_cache(maxsize=128)
def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """Return the known word nearest to `name`: the same but for case first, then the most alike; None if nothing is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name pays for it

    folded = {word.casefold(): word for word in known}
    wanted = name[:NAME_BYTES].casefold()
    if wanted in folded:
        return folded[wanted]
    likely: Iterable[str] = folded
    if len(folded) > _COMPARED:
        # To compare two long names takes 1.5 ms: among thousands only those are compared that have the most pairs of letters in common.
        pairs = _pairs(wanted)
        likely = sorted(folded, key=lambda word: -len(pairs & _pairs(word)))[:_COMPARED]
    near = get_close_matches(wanted, likely, n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def _pairs(word: str) -> set[str]:
    """Return the pairs of neighbouring letters of a word."""
    return {word[at : at + 2] for at in range(len(word) - 1)}


def ipv4_number(address: str) -> int:
    """Return an IPv4 address as a number.

    Raises:
        ValueError: `address` is not four numbers from 0 to 255 with dots between.
    """
    parts = address.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) <= 3 and int(part) <= 255 for part in parts):  # noqa: PLR2004 - what an IPv4 address is
        message = f'"{plain(address)[:60]}" is not an IPv4 address; write four numbers from 0 to 255 with dots between, such as 203.0.113.5'
        raise ValueError(message)
    return int.from_bytes(bytes(map(int, parts)), "big")


def name_fault(name: str) -> str:
    """Say what is wrong with an API Name, "" if nothing is."""
    size = len(name.encode("utf-8", "surrogatepass"))
    if not 1 <= size <= NAME_BYTES:
        return f"an API Name has 1 to {NAME_BYTES} bytes of UTF-8, this one has {size}"
    if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        return "an API Name holds neither a NUL nor half of a surrogate pair"
    return ""
