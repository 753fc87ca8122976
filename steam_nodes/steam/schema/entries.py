"""The entries of App Admin: stats, achievements with their progress, players, the cloud; and how API Names are judged and compared.

Rules: they are frozen records of values that were checked (reader.py). Blank is not 0: a limit that is not written does not exist.
Limits of FLOAT and AVGRATE stats are float32, as the values they are compared with. `difflib` is loaded when a name is first wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steam_nodes.steam.schema.app_entries import Licences

StatType: TypeAlias = Literal["INT", "FLOAT", "AVGRATE"]
SetBy: TypeAlias = Literal["Client", "GS", "Official GS"]

NAME_BYTES: Final = 127
MOST_BYTES: Final = 1 << 19
"""How long the text of a schema may be."""
STAT_ID_MAX: Final = 2**63 - 1
"""The highest number of a stat in App Admin: some have more than 32 bits."""
BITS: Final = 32
"""How many achievements App Admin keeps in one stat of bits."""
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
        stat_id: Its number in App Admin, which Valve's own files name it by; None where it is not told.
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
    stat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The stat whose value shows how near an achievement is; the achievement unlocks when the stat reaches `max`."""

    stat: str
    min: float
    max: float


@dataclass(frozen=True, slots=True)
class BitPlace:
    """Where App Admin keeps an achievement: 32 of them are the bits of one stat."""

    stat_id: int
    bit: int


@dataclass(frozen=True, slots=True)
class Translation:
    """What players of one language read of a stat or an achievement, "" for what is not translated."""

    display_name: str = ""
    description: str = ""


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
        place: Where App Admin keeps it, a stat of bits and the bit in it, as in NEW_ACHIEVEMENT_9_0; None where it is not told.
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
    place: BitPlace | None = None


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """What is known of a player's account.

    Args:
        badges: The levels of the player's badges of this game, by series and whether it is a foil one.
        behind_nat: Whether the player's machine is behind a NAT.
        phone_identifying: Whether the player's phone number identifies them.
        phone_requiring_verification: Whether it waits to be verified.
        phone_verified: Whether it is verified.
        two_factor_enabled: Whether the account has Steam Guard's second factor.
    """

    badges: Mapping[tuple[int, bool], int] = field(default_factory=dict)
    behind_nat: bool = False
    phone_identifying: bool = False
    phone_requiring_verification: bool = False
    phone_verified: bool = False
    two_factor_enabled: bool = False


@dataclass(frozen=True, slots=True)
class Player:
    """One player of the local world, as the others see them.

    Args:
        name: What the player is called, "" if that is not known.
        friends: The Steam IDs of the player's friends; each of them has this one as a friend too.
        apps: What the player has of the app, None for the usual.
        names: What the player was called before, the last one first.
        state: How they show themself, a word of player_entries.STATES; "" for online while a program of theirs runs, else offline.
        level: Their level on Steam.
        game: The app that they play while no program of theirs runs here, 0 for none.
        avatar: The PNG files of their avatar beside the schema's file: small, medium and large; "" for none.
        relationships: What others are to them beside friends, by Steam ID, words of player_entries.RELATIONSHIPS.
        nicknames: What they call others, by Steam ID.
        groups: The groups that they have put friends into, by name.
        following: Whom they follow.
        followers: How many follow them beside the players of this world.
        rich_presence: What friends see that they do in the game while no program of theirs runs, by key.
        items: What they have on their profile, by words of player_entries.ITEM_TYPES: each a table of ITEM_TEXTS and ITEM_NUMBERS.
        overlay: Whether they have Steam's overlay; a program may be given one or lose it while it runs.
        account: What is known of their account, None for nothing.
    """

    name: str = ""
    friends: tuple[int, ...] = ()
    apps: Licences | None = None
    names: tuple[str, ...] = ()
    state: str = ""
    level: int = 0
    game: int = 0
    avatar: tuple[str, str, str] = ("", "", "")
    relationships: Mapping[int, str] = field(default_factory=dict)
    nicknames: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    following: tuple[int, ...] = ()
    followers: int = 0
    items: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)
    rich_presence: Mapping[str, str] = field(default_factory=dict)
    overlay: bool = False
    account: AccountEntry | None = None


@dataclass(frozen=True, slots=True)
class Cloud:
    """What App Admin holds about Steam Cloud, and how the player of a local world has it switched.

    Mirrors https://partner.steamgames.com/doc/features/cloud.

    Args:
        quota_bytes: How many bytes of a player the cloud keeps.
        quota_files: How many files.
        enabled_for_account: Whether the player has the cloud switched on.
        enabled_for_app: Whether the player has it switched on for this app.
    """

    quota_bytes: int = 100 * 1024 * 1024
    quota_files: int = 1000
    enabled_for_account: bool = True
    enabled_for_app: bool = True


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


def name_fault(name: str) -> str:
    """Say what is wrong with an API Name, "" if nothing is."""
    size = len(name.encode("utf-8", "surrogatepass"))
    if not 1 <= size <= NAME_BYTES:
        return f"an API Name has 1 to {NAME_BYTES} bytes of UTF-8, this one has {size}"
    if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        return "an API Name holds neither a NUL nor half of a surrogate pair"
    return ""
