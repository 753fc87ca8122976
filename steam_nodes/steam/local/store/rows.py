"""What the cells of a store's file hold, read strictly: a user's row, and an entry of a leaderboard.

Rules: a cell that no steam_nodes has written raises DamageError, whatever is wrong with it, and nothing else does; so it stays the matter
of its user and is never written over. What a schema does not allow (any more) is no damage: stat_rules.py says what becomes of it. Bytes
that are no UTF-8 come here as lone surrogates, for they must not keep SQLite from giving the rows beside them.
"""

from __future__ import annotations

import json
from sys import float_info
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.leaderboard_checks import ASCENDING, DESCENDING, DISPLAY_TYPES, MOST_DETAILS
from steam_nodes.steam.local.rules.leaderboards import Board, Entry
from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, short

if TYPE_CHECKING:
    from steam_nodes.steam.local.rules.values import Row

WHOLE: Final = 1 << 53
"""No int in a row is beyond it: values are int32, and times are far below it."""
_SINGLE: Final = 3.4028235e38
_PAIR: Final = 2
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


class _ValueDamageError(DamageError):
    """One value that is wrong, named and shown in a line."""

    def __init__(self, value: object, label: str) -> None:
        super().__init__(f"{ascii(label)[:60]} is {ascii(short(value))[:80]}")


def decode(data: bytes) -> str:
    """Return a text of the file; bytes that are no UTF-8 become lone surrogates, which no whole text has."""
    return data.decode("utf-8", "surrogateescape")


def read_row(text: object) -> Row:
    """Return a user's row.

    Raises:
        DamageError: It is none.
    """
    row = _read(_ROWS, text)
    if type(row) is not dict:
        message = "it is not a JSON object"
        raise DamageError(message)
    return row


def read_user(key: str, text: object) -> Row:
    """Read a user's row.

    Raises:
        DamageError: It cannot be read; the message names the user.
    """
    try:
        return read_row(text)
    except DamageError as fault:
        message = f"the row of user {key}: {fault}"
        raise DamageError(message) from None


def read_entry(steam_id: object, place: object, time: object, score: object, details: object, ugc: object) -> Entry:
    """Return a line of the table of entries.

    Raises:
        DamageError: It is none.
    """
    numbers = _read(_PLAIN, details)
    if type(numbers) is not list or len(numbers) > MOST_DETAILS or not all(map(_is_int32, numbers)):
        raise _ValueDamageError(details, "details")
    if type(score) is not int or not INT_MIN <= score <= INT_MAX:
        raise _ValueDamageError(score, "score")
    if type(place) is not int or place not in {score, -score}:
        raise _ValueDamageError(place, "place")
    if type(time) is not float or not -float_info.max <= time <= float_info.max:
        raise _ValueDamageError(time, "time")
    return Entry(read_uint64("Steam ID", steam_id), place, time, score, tuple(numbers), read_uint64("file", ugc))


def read_board(handle: object, name: object, sort: object, display: object) -> Board:
    """Return a line of the table of boards.

    Raises:
        DamageError: It is none.
    """
    if type(handle) is not int or type(name) is not str or sort not in {ASCENDING, DESCENDING} or display not in DISPLAY_TYPES:
        raise _ValueDamageError((handle, name, sort, display), "board")
    require_text(name)
    return Board(handle, name, int(sort), int(display))


def _read(decoder: json.JSONDecoder, text: object) -> Any:
    """Read JSON, and turn what is wrong with it into a DamageError."""
    if type(text) is not str:
        message = f"it is of type {type(text).__name__}, not a text"
        raise DamageError(message)
    require_text(text)
    try:
        return decoder.decode(text)
    except DamageError:
        raise
    except RecursionError:
        message = "it is nested too deep"
        raise DamageError(message) from None
    except ValueError as error:
        raise DamageError(str(error)[:100]) from None


def require_text(text: str) -> None:
    """Make sure that a text is one in UTF-8."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            message = f"it is not UTF-8 at character {error.start}"
            raise DamageError(message) from None


def _row(pairs: list[tuple[str, Any]]) -> Row:
    """Make a row of what its JSON lists."""
    row = dict(pairs)
    if len(row) != len(pairs):
        message = "a name stands in it twice"
        raise DamageError(message)
    require_row(row)
    return row


def require_row(row: Row) -> None:
    """Make sure that a row is one.

    Raises:
        DamageError: A value is none that a row can have, or a name is no text.
    """
    for name, raw in row.items():
        kind = type(raw)
        if kind is int:
            whole = -WHOLE <= raw <= WHOLE  # type: ignore[operator]  # just asked
        elif kind is float:
            whole = -_SINGLE <= raw <= _SINGLE  # type: ignore[operator]  # the same
        else:
            whole = raw is None or (kind is list and len(raw) == _PAIR and all(map(_is_finite, raw)))  # type: ignore[arg-type]  # the same
        if not whole:
            raise _ValueDamageError(raw, name)
        require_text(name)


def _constant(word: str) -> float:
    """Refuse what JSON has no word for."""
    message = f"{word} stands in it"
    raise DamageError(message)


def _is_finite(number: object) -> bool:
    """Whether something is a number that a float64 can hold."""
    return type(number) in {int, float} and -float_info.max <= number <= float_info.max  # type: ignore[operator]  # just asked


def _is_int32(number: object) -> bool:
    """Whether something is an int32."""
    return type(number) is int and INT_MIN <= number <= INT_MAX


def read_uint64(label: str, text: object) -> int:
    """Read a number of 64 bits that is kept as text."""
    if type(text) is str and text.isascii() and text.isdigit() and len(text) <= len(str(_UINT64)) and int(text) <= _UINT64:
        return int(text)
    raise _ValueDamageError(text, label)


_ROWS: Final = json.JSONDecoder(object_pairs_hook=_row, parse_constant=_constant)
_PLAIN: Final = json.JSONDecoder(parse_constant=_constant)
