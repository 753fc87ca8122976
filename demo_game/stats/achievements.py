"""The achievements and stats of app 480 as the game knows them: API names, the words to show, and the stat behind a progress bar.

Rules: `spacewar.toml` is what Steam is told, this table is what the players are told; a test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

INT_STATS: Final = ("NumGames", "NumWins", "NumLosses")
FLOAT_STATS: Final = ("FeetTraveled", "MaxFeetTraveled", "AverageSpeed")
UNSCATHED: Final = "NEW_ACHIEVEMENT_0_4"

STAT_TITLES: Final = {
    "NumGames": "Rounds played",
    "NumWins": "Rounds won",
    "NumLosses": "Rounds lost",
    "FeetTraveled": "Feet traveled",
    "MaxFeetTraveled": "Most feet in one round",
    "AverageSpeed": "Average speed",
}
"""What players read instead of a stat's API name; Steam has no call that tells it."""


@dataclass(frozen=True, slots=True)
class Achievement:
    """One achievement: `stat` must reach `goal`; without a stat the game itself unlocks it."""

    name: str
    title: str
    text: str
    stat: str | None
    goal: float


ACHIEVEMENTS: Final = (
    Achievement("ACH_WIN_ONE_GAME", "Winner", "Win a round", "NumWins", 1.0),
    Achievement("ACH_WIN_100_GAMES", "Champion", "Win 100 rounds", "NumWins", 100.0),
    Achievement("ACH_TRAVEL_FAR_ACCUM", "Interstellar", "Travel 5,280 feet in all", "FeetTraveled", 5280.0),
    Achievement("ACH_TRAVEL_FAR_SINGLE", "Orbiter", "Travel 500 feet in one round", "MaxFeetTraveled", 500.0),
    Achievement(UNSCATHED, "Unscathed", "Win a round without being hit", None, 1.0),
)


def achievement(name: str) -> Achievement:
    """Return the achievement with that API name.

    Raises:
        KeyError: There is none of that name.
    """
    for candidate in ACHIEVEMENTS:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
