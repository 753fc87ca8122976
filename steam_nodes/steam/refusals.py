"""Why a call was refused, in whole sentences: the call, the user, the name, the cause and the remedy; one table for both sides of Steam.

Rules: pure text. A Refusal's `kind` is the same for every repetition of one mistake, so that a log can tell the first from the rest. The
rules of stats are one for both sides, so a refusal names the server's call, and its sentence has gaps where the sides differ: a Side fills
them as it is told (`Refusal.told`). A player's own call takes no id: `get_user_stat_int(ID, "kills")` is `get_stat_int("kills")` there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.schema import Schema

NO_CLAN: Final = "{} is not a group; pass the 64-bit Steam ID of one"
NO_PLAYER: Final = "{} is not a player's account; pass the 64-bit Steam ID of a player"
CHANGED: Final = "was changed by {other}"
CLASHED: Final = "was changed by {other} since it was read"
BREAKS_A_LIMIT: Final = (
    "Steam answers INVALID_PARAM: a value breaks its Min, Max, Max Change or Increment Only in App Admin, or was changed by {other} since "
    "it was read"
)
_SENTENCES: Final = {
    # The state of the user, or of Steam.
    "closed": "this Steam is closed; make a new one",
    "shut down": "{shut_down}",
    "not logged on": "the server is not logged on; call log_on or log_on_anonymous and wait for the answer",
    "not a player": "{id} is not a player's account, and only players have stats; pass the 64-bit Steam ID of a player",
    "not asked": "the stats of {id} were not requested; call {request} and wait until {received} says OK",
    "unloaded": "the stats of {id} were unloaded; call {request} again and wait until {received} says OK",
    "not playing": "{id} does not play on this server, and in a strict world only players may be changed; call join({id}) first",
    "asked": "the stats of {id} are requested but not here yet; wait until {received} says OK",
    # The name, the type and Set By.
    "not published": '"{name}" is not published; publish it, or remove published = false from the schema',
    "other type": '"{name}" is {type} stat; ',
    "other kind": '"{name}" is not {kind} of app {app} but the other kind; {remedy}',
    "unknown": '"{name}" is not {kind} of app {app}; {remedy}',
    "set by": '"{name}" is Set By {set_by}; {setter}',
    # The answer to a request or a store.
    "cause": "{cause}; {remedy}",
    "often": "stored {seconds} s ago, and once a minute is what Steam allows; {end}; store at the end of a round or when {moment}",
}
"""What is said behind the call. `{id}`, `{request}`, `{received}`, `{shut_down}`, `{other}`, `{setter}`, `{moment}` and the names of calls
are filled by the side, the rest by the refusal."""
_READ_IT: Final = {
    "INT": "read it with {get_user_stat_int}",
    "FLOAT": "read it with {get_user_stat_float}",
    "AVGRATE": "read it with {get_user_stat_float}",
}
_SET_IT: Final = {
    "INT": "set it with {set_user_stat_int}",
    "FLOAT": "set it with {set_user_stat_float}",
    "AVGRATE": "set it with {update_user_avg_rate_stat}",
}
_OWN_CALLS: Final[Mapping[str, str]] = {
    "get_user_stat_int": "get_stat_int",
    "get_user_stat_float": "get_stat_float",
    "get_user_achievement": "get_achievement",
    "set_user_stat_int": "set_stat_int",
    "set_user_stat_float": "set_stat_float",
    "set_user_achievement": "set_achievement",
    "update_user_avg_rate_stat": "update_avg_rate_stat",
    "clear_user_achievement": "clear_achievement",
    "store_user_stats": "store_stats",
}
"""The player's own call that stands for a server's."""
_CALLS: Final[Mapping[str, str]] = {call: call for call in _OWN_CALLS}
_OFFICIAL: Final = (
    "only official servers may set it: list this server's address in official_servers and give it to LocalSteam(server_ip=...)"
)
_BY_SERVERS: Final = 'a game server may set it only with set_by = "GS" in the schema'
_BY_PLAYERS: Final = 'the player\'s program may set it only with set_by = "Client" in the schema'
_AGAIN: Final = "the changes stay, store again"


@dataclass(frozen=True, slots=True)
class Side:
    """How one side of Steam calls things; `SERVER`, or `Side.of_player` for a player's own program.

    Args:
        own: The player whose own calls take no id, None on a server.
        shut_down: What is said after a shutdown.
        received: The signal that tells of a user's stats.
        other: Who else may change a value.
        moment: When to store, beside the end of a round.
        setters: What allows a set, by Set By.
    """

    own: int | None = None
    shut_down: str = "the server was shut down; call server_init and log on again"
    received: str = "stats_received"
    other: str = "another server"
    moment: str = "a player leaves"
    setters: Mapping[str, str] = field(default_factory=lambda: {"Client": _BY_SERVERS, "GS": _BY_SERVERS, "Official GS": _OFFICIAL})

    @classmethod
    def of_player(cls, own: int) -> Side:
        """Return the side of a player's own program.

        Args:
            own: The player's Steam ID.
        """
        return cls(
            own=own,
            shut_down="Steam was shut down; call init again",
            received="user_stats_received",
            other="a game server or another program of the player",
            moment="something was unlocked",
            setters=dict.fromkeys(("Client", "GS", "Official GS"), _BY_PLAYERS),
        )

    def tell(self, template: str, about: About) -> str:
        """Return a sentence with its gaps filled.

        Args:
            template: The sentence, without the call.
            about: The call, and what else fills the gaps.
        """
        call, steam_id, name, words = about
        is_own = steam_id is not None and steam_id == self.own and call in _OWN_CALLS
        user = short(steam_id)
        given = [] if is_own or steam_id is None else [user]
        if name:
            given.append(f'"{name[:140]}"')
        calls = _OWN_CALLS if is_own else _CALLS
        head = f"{calls.get(call, call)}({', '.join(given)})" if given or is_own else call
        gaps = {
            **calls,
            "id": user,
            "request": "request_current_stats()" if is_own else f"request_user_stats({user})",
            "received": self.received,
            "shut_down": self.shut_down,
            "other": self.other,
            "moment": self.moment,
            "setter": self.setters.get(words.get("set_by", ""), ""),
            **words,
        }
        return f"{head}: {template.format_map(gaps)}"


SERVER: Final = Side()
"""The side of a game server."""


class About(NamedTuple):
    """What a refusal is about: the server's call, the user (None: the call takes none), the name or "", and what fills the sentence."""

    call: str
    steam_id: int | None
    name: str = ""
    words: Mapping[str, str] = {}


class Refusal(NamedTuple):
    """A call that changed nothing: its kind, for counting, and the reason as a sentence.

    Where `about` is given the sentence is a template of `_SENTENCES` that the side completes.
    """

    kind: tuple[str, ...]
    sentence: str
    about: About | None = None

    def told(self, side: Side = SERVER) -> str:
        """Return the whole sentence in the words of one side."""
        return self.sentence if self.about is None else side.tell(self.sentence, self.about)


def why_absent(state: str) -> str:
    """Return why a server that is not initialised is not, and what to call."""
    return _SENTENCES[state].format(shut_down=SERVER.shut_down)


def of_absence(call: str, state: str) -> Refusal:
    """Return the refusal of a call while Steam is shut down or closed."""
    return Refusal((call, state), _SENTENCES[state], About(call, None))


def of_state(call: str, steam_id: int, name: str, state: str) -> Refusal:
    """Return the refusal of a call that the user's state does not allow."""
    return Refusal((call, state), _SENTENCES[state], About(call, steam_id, name))


def of_name(call: str, steam_id: int, name: str, schema: Schema) -> Refusal:
    """Return the refusal of a call whose name or type is wrong for the schema."""
    cause, words = _misnamed(call, name, schema)
    return Refusal((call, "name", name[:140]), cause, About(call, steam_id, name, words))


def of_achievement(call: str, name: str, schema: Schema) -> Refusal:
    """Return the refusal of a player's call that names no published achievement.

    Args:
        call: A call whose name does not tell that it is about achievements.
        name: What was given.
        schema: What App Admin holds.
    """
    cause, words = _misnamed("get_user_achievement", name, schema)
    return Refusal((call, "name", name[:140]), f'{call}("{name[:140]}"): ' + cause.format_map(words))


def of_call(call: str, name: str, fault: str) -> Refusal:
    """Return the refusal of a player's call about an achievement or a stat that is known."""
    return Refusal((call, name, fault[:40]), f'{call}("{name[:140]}"): {fault}')


def of_setter(call: str, steam_id: int, name: str, set_by: str) -> Refusal:
    """Return the refusal of a change that Set By does not allow."""
    return Refusal((call, "set by", name), _SENTENCES["set by"], About(call, steam_id, name, {"name": name, "set_by": set_by}))


def of_value(call: str, steam_id: int, name: str, fault: str) -> Refusal:
    """Return the refusal of a value."""
    return of_fact((call, "value", name), call, steam_id, name, fault)


def of_fact(kind: tuple[str, ...], call: str, steam_id: int, name: str, fact: str) -> Refusal:
    """Return the refusal of a call about a user for a reason that is said alike on both sides."""
    return Refusal(kind, "{fact}", About(call, steam_id, name, {"fact": fact}))


def of_store(steam_id: int, faults: Mapping[str, str]) -> Refusal:
    """Return the reason why a store was answered with INVALID_PARAM.

    Args:
        steam_id: The user.
        faults: What is wrong, by name: a clause that quotes the name, CHANGED or CLASHED.
    """
    clauses, words = [], {}
    for number, (name, fault) in enumerate(faults.items()):
        words[f"fault_{number}"] = f'"{name}"' if fault in {CHANGED, CLASHED} else fault
        clauses.append(f"{{fault_{number}}} {fault}" if fault in {CHANGED, CLASHED} else f"{{fault_{number}}}")
    sentence = f"{'; '.join(clauses)}; nothing was stored and these values went back, set them again and store"
    return Refusal(("store_user_stats", "invalid", *faults.values()), sentence, About("store_user_stats", steam_id, words=words))


def of_disk(call: str, steam_id: int, fault: str) -> Refusal:
    """Return the reason why a request or a store failed on the disk."""
    remedy = _AGAIN if call == "store_user_stats" else "request again"
    return Refusal((call, "disk", fault), _SENTENCES["cause"], About(call, steam_id, words={"cause": fault, "remedy": remedy}))


def of_look(fault: str, damaged: dict[int, str]) -> list[Refusal]:
    """Return what there is to say of what could not be read when players were looked after: nothing, most of the time."""
    found = [Refusal(("look", "damaged", str(steam_id)), f"{why}; its user is shown no newer values") for steam_id, why in damaged.items()]
    return [*found, Refusal(("look", "disk", fault), f"what others store is not seen now: {fault}")] if fault else found


def of_fault(call: str, steam_id: int, result: Result, lost: str = "") -> Refusal:
    """Return the reason why a request or a store was answered as a script of faults says, or as there is no connection.

    Args:
        call: The call.
        steam_id: The user.
        result: The answer.
        lost: Why there is no connection, "" where that is not known.
    """
    return of_result(call, steam_id, result, f"Steam answers {result.name}, as a script of faults says", lost)


def no_connection(lost: str = "") -> str:
    """Return the clause that says that there is no connection, and why if that is known."""
    return "there is no connection to Steam" + (f" ({lost})" if lost else "")


def of_result(call: str, steam_id: int, result: Result, cause: str, lost: str = "") -> Refusal:
    """Return the reason why a request or a store was answered with something else than OK.

    Args:
        call: The call, `request_user_stats` or `store_user_stats`.
        steam_id: The user.
        result: The answer.
        cause: What is known of it, or BREAKS_A_LIMIT.
        lost: Why there is no connection, "" where that is not known.
    """
    remedy = "request again" if call == "request_user_stats" else _AGAIN
    if result is Result.INVALID_PARAM and call == "store_user_stats":
        remedy = "nothing was stored and its values went back, set them again and store"
    if result is Result.NO_CONNECTION:
        cause = no_connection(lost)
    kind = (call, "fault", str(int(result)))
    if cause == BREAKS_A_LIMIT:
        return Refusal(kind, f"{BREAKS_A_LIMIT}; {{remedy}}", About(call, steam_id, words={"remedy": remedy}))
    return Refusal(kind, _SENTENCES["cause"], About(call, steam_id, words={"cause": cause, "remedy": remedy}))


def of_rate_limit(steam_id: int, seconds: float, *, refused: bool) -> Refusal:
    """Return what there is to say of a user who is stored too often."""
    end = "this store is refused, the changes stay" if refused else "Steam may refuse it"
    words = {"seconds": f"{seconds:.3g}", "end": end}
    return Refusal(("store_user_stats", "rate limit"), _SENTENCES["often"], About("store_user_stats", steam_id, words=words))


def of_uploads(count: int, seconds: float, *, refused: bool) -> Refusal:
    """Return what there is to say of a player who uploads scores too often."""
    end = "this score is refused" if refused else "Steam may refuse it"
    sentence = (
        f"upload_leaderboard_score: {count} scores were sent in the last {seconds:.3g} s, and {count} in 10 minutes is what Steam allows; "
        f"{end}; upload the best score at the end of a round"
    )
    return Refusal(("upload_leaderboard_score", "rate limit"), sentence)


def of_stranger(steam_id: int, name: str) -> Refusal:
    """Return what there is to say of a stored value that the schema does not know."""
    sentence = f'the stored "{name}" of {steam_id} is not in the schema (any more); it stays in the store and no call sees it'
    return Refusal(("row", "stranger", name), sentence)


def of_misfit(steam_id: int, name: str, fault: str, effect: str) -> Refusal:
    """Return what there is to say of a stored value that the schema, as it is now, does not allow."""
    return Refusal(("row", effect, name), f'the stored "{name}" of {steam_id} no longer fits the schema ({fault}); {effect}')


def _misnamed(call: str, name: str, schema: Schema) -> tuple[str, dict[str, str]]:
    """Return the template of what is wrong with a name or its type, and what fills it."""
    wants_achievement = call.endswith("achievement")
    table, other = (schema.achievements, schema.stats) if wants_achievement else (schema.stats, schema.achievements)
    entry = table.get(name)
    if entry is not None and not entry.published:
        return _SENTENCES["not published"], {"name": name}
    stat = None if wants_achievement else schema.stats.get(name)
    if stat is not None:
        remedies = _READ_IT if call.startswith("get") else _SET_IT
        return _SENTENCES["other type"] + remedies[stat.type], {"name": name, "type": _article(stat.type)}
    word = "achievement" if wants_achievement else "stat"
    words = {"name": name[:140], "kind": _article(word), "app": str(schema.app_id)}
    if name in other:
        remedy = "use the calls for stats" if wants_achievement else "use the calls for achievements"
        return _SENTENCES["other kind"], {**words, "name": name, "remedy": remedy}
    near = schema.near_achievement(name) if wants_achievement else schema.near_stat(name)
    remedy = f'did you mean "{near}"?' if near else f"add [{word}s.{name[:140]}] to the schema, or correct the name"
    return _SENTENCES["unknown"], {**words, "remedy": remedy}


def _article(word: str) -> str:
    """Put the article before a word."""
    return f"an {word}" if word[0] in "aeiouAEIO" else f"a {word}"
