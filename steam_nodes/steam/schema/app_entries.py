"""What a schema says of the app beside its stats: [app] with its branches and DLC, and what each player has of them.

Rules: those of entries.py; app_reader.py checks them. What is not written is as for a game with one language and no DLC, and for a player
who owns the game, no more and no less.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLIC: Final = "public"
"""The default branch, which every app has."""
APP_MAX: Final = 2**32 - 1
BUILD_MAX: Final = 2**31 - 1
BYTES_MAX: Final = 2**53


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the app's builds.

    Args:
        name: Its name.
        build_id: The number of its build.
        description: What App Admin says of it.
        private: Whether a player needs a password for it.
    """

    name: str
    build_id: int = 0
    description: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class DLC:
    """A DLC of the app.

    Args:
        app_id: Its own number.
        name: What it is called.
        available: Whether the store sells it.
        bytes: How much its download is.
        depots: Its depots.
    """

    app_id: int
    name: str = ""
    available: bool = True
    bytes: int = 0
    depots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AppEntry:
    """The app, as [app] has it.

    Args:
        build_id: The build of the default branch.
        languages: The languages that it has, the first of them that of who chose none.
        folder: Where its files are, beside the schema's file; "" for nowhere.
        depots: Its depots, as they are mounted.
        launch_command_line: What a steam:// URL started the game with, "" for nothing.
        launch_params: The parameters of that URL.
        branches: All branches by name, the default one first.
        dlc: The DLC by number.
    """

    build_id: int = 0
    languages: tuple[str, ...] = ("english",)
    folder: str = ""
    depots: tuple[int, ...] = ()
    launch_command_line: str = ""
    launch_params: Mapping[str, str] = field(default_factory=dict)
    branches: Mapping[str, Branch] = field(default_factory=lambda: {PUBLIC: Branch(PUBLIC)})
    dlc: Mapping[int, DLC] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Licences:
    """What a player has of the app, as [players.ID.apps] has it.

    Args:
        subscribed: Whether the player may play the game.
        owned: The DLC and other apps that the player has licences for.
        installed: Those of them that are installed.
        purchased: When each app was bought, in seconds since 1970.
        language: The language the player wants the game in, "" for the first one it has.
        branch: The branch that runs.
        branches: The private branches that the player has the password of.
        free_weekend: Whether the game is there for a free weekend.
        timed_trial: The (allowed, played) seconds of a timed trial, None if it is none.
        low_violence: Whether the licence is one for a version of low violence.
        cyber_cafe: Whether the licence is one of a cyber cafe.
        vac_banned: Whether VAC has banned the account.
    """

    subscribed: bool = True
    owned: tuple[int, ...] = ()
    installed: tuple[int, ...] = ()
    purchased: Mapping[int, int] = field(default_factory=dict)
    language: str = ""
    branch: str = PUBLIC
    branches: tuple[str, ...] = ()
    free_weekend: bool = False
    timed_trial: tuple[int, int] | None = None
    low_violence: bool = False
    cyber_cafe: bool = False
    vac_banned: bool = False
