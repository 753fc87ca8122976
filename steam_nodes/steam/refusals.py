"""Why a call was refused, in whole sentences: the call, the user, the name, the cause and the remedy.

Rules: pure text; a Refusal's `kind` is the same for every repetition of one mistake, so that a log can tell the first from the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from steam_nodes.steam.schema.schema import Schema

_OFFICIAL: Final = (
    "only official servers may set it: list this server's address in official_servers and give it to LocalSteam(server_ip=...)"
)
_STATES: Final = {
    "closed": "this Steam is closed; make a new one",
    "shut down": "the server was shut down; call server_init and log on again",
    "not logged on": "the server is not logged on; call log_on or log_on_anonymous and wait for the answer",
    "not a player": "{id} is not a player's account, and only players have stats; pass the 64-bit Steam ID of a player",
    "not asked": "the stats of {id} were not requested; call request_user_stats({id}) and wait until stats_received says OK",
    "unloaded": "the stats of {id} were unloaded; call request_user_stats({id}) again and wait until stats_received says OK",
    "not playing": "{id} does not play on this server, and in a strict world only players may be changed; call join({id}) first",
    "asked": "the stats of {id} are requested but not here yet; wait until stats_received says OK",
}
NO_CLAN: Final = "{} is not a group; pass the 64-bit Steam ID of one"
NO_PLAYER: Final = "{} is not a player's account; pass the 64-bit Steam ID of a player"
_SETTERS: Final = {
    "INT": "set_user_stat_int",
    "FLOAT": "set_user_stat_float",
    "AVGRATE": "update_user_avg_rate_stat",
}


class Refusal(NamedTuple):
    """A call that changed nothing: its kind, for counting, and the reason as a sentence."""

    kind: tuple[str, ...]
    sentence: str


def of_absence(state: str) -> str:
    """Return why a server that is not initialised is not, and what to call."""
    return _STATES[state]


def of_state(call: str, steam_id: int, name: str, state: str) -> Refusal:
    """Return the refusal of a call that the user's state does not allow."""
    return Refusal((call, state), _head(call, steam_id, name) + _STATES[state].format(id=short(steam_id)))


def of_name(call: str, steam_id: int, name: str, schema: Schema) -> Refusal:
    """Return the refusal of a call whose name or type is wrong for the schema."""
    kind = (call, "name", name[:140])
    wants_achievement = call.endswith("achievement")
    table, other = (schema.achievements, schema.stats) if wants_achievement else (schema.stats, schema.achievements)
    entry = table.get(name)
    head = _head(call, steam_id, name)
    if entry is not None and not entry.published:
        return Refusal(kind, f'{head}"{name}" is not published; publish it, or remove published = false from the schema')
    stat = None if wants_achievement else schema.stats.get(name)
    if stat is not None:
        return Refusal(kind, f'{head}"{name}" is {_article(stat.type)} stat; {_type_remedy(call, stat.type)}')
    word = "achievement" if wants_achievement else "stat"
    if name in other:
        remedy = "use the calls for stats" if wants_achievement else "use the calls for achievements"
        return Refusal(kind, f'{head}"{name}" is not {_article(word)} of app {schema.app_id} but the other kind; {remedy}')
    near = schema.near_achievement(name) if wants_achievement else schema.near_stat(name)
    remedy = f'did you mean "{near}"?' if near else f"add [{word}s.{name[:140]}] to the schema, or correct the name"
    return Refusal(kind, f'{head}"{name[:140]}" is not {_article(word)} of app {schema.app_id}; {remedy}')


def of_setter(call: str, steam_id: int, name: str, set_by: str) -> Refusal:
    """Return the refusal of a change that Set By does not allow."""
    remedy = _OFFICIAL if set_by == "Official GS" else 'a game server may set it only with set_by = "GS" in the schema'
    return Refusal((call, "set by", name), f'{_head(call, steam_id, name)}"{name}" is Set By {set_by}; {remedy}')


def of_value(call: str, steam_id: int, name: str, fault: str) -> Refusal:
    """Return the refusal of a value."""
    return Refusal((call, "value", name), _head(call, steam_id, name) + fault)


def of_store(steam_id: int, faults: list[str]) -> Refusal:
    """Return the reason why a store was answered with INVALID_PARAM."""
    sentence = f"store_user_stats({steam_id}): {'; '.join(faults)}; nothing was stored and these values went back, set them again and store"
    return Refusal(("store_user_stats", "invalid", *faults), sentence)


def of_disk(call: str, steam_id: int, fault: str) -> Refusal:
    """Return the reason why a request or a store failed on the disk."""
    remedy = "the changes stay, store again" if call == "store_user_stats" else "request again"
    return Refusal((call, "disk", fault), f"{call}({short(steam_id)}): {fault}; {remedy}")


def of_look(fault: str, damaged: dict[int, str]) -> list[Refusal]:
    """Return what there is to say of what could not be read when players were looked after: nothing, most of the time."""
    found = [Refusal(("look", "damaged", str(steam_id)), f"{why}; its user is shown no newer values") for steam_id, why in damaged.items()]
    return [*found, Refusal(("look", "disk", fault), f"what others store is not seen now: {fault}")] if fault else found


def of_fault(call: str, steam_id: int, result: Result) -> Refusal:
    """Return the reason why a request or a store was answered as a script of faults says."""
    return of_result(call, steam_id, result, f"Steam answers {result.name}, as a script of faults says")


def of_result(call: str, steam_id: int, result: Result, cause: str) -> Refusal:
    """Return the reason why a request or a store was answered with something else than OK."""
    remedy = "request again" if call == "request_user_stats" else "the changes stay, store again"
    if result is Result.INVALID_PARAM and call == "store_user_stats":
        remedy = "nothing was stored and its values went back, set them again and store"
    if result is Result.NO_CONNECTION:
        cause = "there is no connection to Steam"
    return Refusal((call, "fault", str(int(result))), f"{call}({short(steam_id)}): {cause}; {remedy}")


def of_rate_limit(steam_id: int, seconds: float, *, refused: bool) -> Refusal:
    """Return what there is to say of a user who is stored too often."""
    end = "this store is refused, the changes stay" if refused else "Steam may refuse it"
    remedy = "store at the end of a round or when a player leaves"
    sentence = f"store_user_stats({steam_id}): stored {seconds:.3g} s ago, and once a minute is what Steam allows; {end}; {remedy}"
    return Refusal(("store_user_stats", "pace"), sentence)


def of_stranger(steam_id: int, name: str) -> Refusal:
    """Return what there is to say of a stored value that the schema does not know."""
    sentence = f'the stored "{name}" of {steam_id} is not in the schema (any more); it stays in the store and no call sees it'
    return Refusal(("row", "stranger", name), sentence)


def of_misfit(steam_id: int, name: str, fault: str, effect: str) -> Refusal:
    """Return what there is to say of a stored value that the schema, as it is now, does not allow."""
    return Refusal(("row", effect, name), f'the stored "{name}" of {steam_id} no longer fits the schema ({fault}); {effect}')


def _head(call: str, steam_id: int, name: str) -> str:
    """Name the call with what it was about."""
    return f'{call}({short(steam_id)}, "{name[:140]}"): ' if name else f"{call}({short(steam_id)}): "


def _type_remedy(call: str, kind: str) -> str:
    """Name the call that fits a stat's type."""
    if call.startswith("get"):
        return "read it with get_user_stat_int" if kind == "INT" else "read it with get_user_stat_float"
    return f"set it with {_SETTERS[kind]}"


def _article(word: str) -> str:
    """Put the article before a word."""
    return f"an {word}" if word[0] in "aeiouAEIO" else f"a {word}"
