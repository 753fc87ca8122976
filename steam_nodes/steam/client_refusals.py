"""Why a call of the player's side was refused, in whole sentences: the words of refusals.py, as a player's own program needs them.

Rules: pure text. The rules of stats are one for both sides, so their refusals are written once, with the server's calls; here they get
the names of the player's calls, without the player's own id, and the remedies of the player's side. What only that side has is below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.refusals import Refusal

if TYPE_CHECKING:
    from steam_nodes.steam.schema.schema import Schema

_OWN_REMEDY: Final = 'the player\'s program may set it only with set_by = "Client" in the schema'
_WORDS: Final = (
    ("the server was shut down; call server_init and log on again", "Steam was shut down; call init again"),
    (
        "only official servers may set it: list this server's address in official_servers and give it to LocalSteam(server_ip=...)",
        _OWN_REMEDY,
    ),
    ('a game server may set it only with set_by = "GS" in the schema', _OWN_REMEDY),
    ("was changed by another server", "was changed by a game server or another program of the player"),
    ("and wait until stats_received says OK", "and wait until user_stats_received says OK"),
    ("wait until stats_received says OK", "wait until user_stats_received says OK"),
    ("at the end of a round or when a player leaves", "at the end of a round or when something was unlocked"),
)
_CALL: Final = re.compile(r"\b(get|set|update|clear|store)_user_(stat_int|stat_float|achievement|avg_rate_stat|stats)\b")


def of_player(refusal: Refusal, own: int) -> Refusal:
    """Return a refusal of the rules in the words of the player's side.

    Args:
        refusal: What the rules say, with the server's calls.
        own: The player's own Steam ID.
    """
    kind, sentence = refusal
    head, colon, rest = sentence.partition(": ")
    call, bracket, arguments = head.partition(f"({own}")
    if bracket and _CALL.fullmatch(call):
        sentence = f"{_CALL.sub(_own_call, call)}({arguments.removeprefix(', ')}{colon}{_CALL.sub(_own_call, rest)}"
        sentence = sentence.replace(f"request_user_stats({own})", "request_current_stats()")
    for servers, players in _WORDS:
        sentence = sentence.replace(servers, players)
    return Refusal(kind, sentence)


def of_absence(call: str, state: str) -> Refusal:
    """Return the refusal of a call while Steam is shut down or closed."""
    return of_player(Refusal((call, state), f"{call}: {refusals.of_absence(state)}"), 0)


def of_achievement(call: str, name: str, schema: Schema) -> Refusal:
    """Return the refusal of a call that names no published achievement.

    Args:
        call: A call whose name does not tell that it is about achievements.
        name: What was given.
        schema: What App Admin holds.
    """
    kind, sentence = refusals.of_name("get_user_achievement", 0, name, schema)
    told = sentence.replace("get_user_achievement(0, ", f"{call}(", 1).replace("get_user_achievement(0):", f'{call}(""):', 1)
    return Refusal((call, *kind[1:]), told)


def of_call(call: str, name: str, fault: str) -> Refusal:
    """Return the refusal of a call about an achievement or a stat that is known."""
    return Refusal((call, name, fault[:40]), f'{call}("{name[:140]}"): {fault}')


def _own_call(match: re.Match[str]) -> str:
    """Name the player's call that stands for a server's."""
    return f"{match[1]}_{match[2]}"


def of_uploads(count: int, seconds: float, *, refused: bool) -> Refusal:
    """Return what there is to say of a player who uploads scores too often."""
    end = "this score is refused" if refused else "Steam may refuse it"
    sentence = (
        f"upload_leaderboard_score: {count} scores were sent in the last {seconds:.3g} s, and {count} in 10 minutes is what Steam allows; "
        f"{end}; upload the best score at the end of a round"
    )
    return Refusal(("upload_leaderboard_score", "pace"), sentence)
