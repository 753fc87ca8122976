"""One table of a schema's document: each key is asked for by what it holds, and what stands there is checked.

Rules: those of reader.py. A table names its place in every error, and says which key is wrong, what stands there and what to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack, unpack
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from steam_nodes.steam.schema.entries import SchemaError, StatType, name_fault, nearest
from steam_nodes.steam.stat_values import FLT_MAX, INT_MAX, INT_MIN, short

if TYPE_CHECKING:
    from collections.abc import Sequence

Choice = TypeVar("Choice", bound=str)

_PLACE: Final = 140
_SHOWN: Final = 60


class Table:
    """One table of the document; each reader takes a key and checks what stands there.

    Args:
        value: What stands in the document.
        source: What errors call the document.
        place: How errors name the table, "" for the document itself.
        keys: The keys that it may have.

    Raises:
        SchemaError: It is no table, or has another key.
    """

    def __init__(self, value: object, source: str, place: str, keys: tuple[str, ...]) -> None:
        """Check that it is a table with no other keys."""
        self.source = source
        self.place = place
        if not isinstance(value, Mapping):
            message = f"{source}: {place or 'the document'} is {show(value)}; it must be a table with the keys {', '.join(keys)}"
            raise SchemaError(message)
        self.values: Mapping[str, object] = value
        for key in self.values:
            if key not in keys:
                near = nearest(cut(key), keys)
                self.fail(key, "is not a key of this table", f'did you mean "{near}"?' if near else f"the keys are {', '.join(keys)}")

    def fail(self, key: object, fault: str, remedy: str) -> NoReturn:
        """Raise the SchemaError for one key of this table."""
        place = f"{self.source}: {self.place}: {cut(key)}" if self.place else f"{self.source}: {cut(key)}"
        message = f"{place} {fault}; {remedy}"
        raise SchemaError(message)

    def tables(self, key: str, keys: tuple[str, ...], within: str = "") -> list[tuple[str, Table]]:
        """Return the named tables below a key, in the order of the document.

        Args:
            key: The key.
            keys: The keys that each of them may have.
            within: What stands before the key in their headings, such as "app." for [app.dlc.NAME].
        """
        group = self.values.get(key, {})
        if not isinstance(group, Mapping):
            self.fail(key, f"is {show(group)}", f"write one table for each, [{within}{key}.NAME]")
        found = []
        for name, value in group.items():
            place = f"[{within}{key}.{cut(name)}]"
            fault = name_fault(name) if isinstance(name, str) else "an API Name is text"
            if fault:
                message = f"{self.source}: {place}: {fault}; choose another API Name"
                raise SchemaError(message)
            found.append((name, Table(value, self.source, place, keys)))
        return found

    def below(self, key: str, keys: tuple[str, ...]) -> Table | None:
        """Return the one table below a key, None if it is not written."""
        if key not in self.values:
            return None
        place = f"{self.place[:-1]}.{key}]" if self.place.endswith("]") else f"[{key}]"
        return Table(self.values[key], self.source, place, keys)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty if it is not written."""
        return tuple(
            text if isinstance(text, str) else self.fail(key, f"holds {show(text)}", "write each as a text in quotes")
            for text in self._list(key)
        )

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """Return a list of whole numbers of the range, empty if it is not written."""
        for number in self._list(key):
            if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
                self.fail(key, f"holds {show(number)}", f"write whole numbers from {low} to {high}, without quotes")
        return tuple(self._list(key))

    def _list(self, key: str) -> Sequence[Any]:
        """Return a list of anything."""
        value = self.values.get(key, ())
        if not isinstance(value, list | tuple):
            self.fail(key, f"is {show(value)}", "write a list in brackets")
        return value

    def text(self, key: str) -> str:
        """Return a text, "" if it is not written."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fail(key, f"is {show(value)}", "write a text in quotes")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"is {show(value)}", "write true or false, without quotes")
        return value

    def choice(self, key: str, known: tuple[Choice, ...], default: Choice) -> Choice:
        """Return one of the known words."""
        value = self.values.get(key, default)
        for word in known:
            if value == word:
                return word
        near = nearest(value, known) if isinstance(value, str) else None
        words = ", ".join(f'"{word}"' for word in known)
        return self.fail(key, f"is {show(value)}", f'did you mean "{near}"?' if near else f"write one of {words}")

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number of the range, None if it is not written."""
        value = self.values.get(key)
        if value is None and key not in self.values:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fail(key, f"is {show(value)}", f"write a whole number from {low} to {high}, without quotes and without a point")
        return value

    def single(self, key: str) -> float | None:
        """Return a number as float32, None if it is not written."""
        value = self.values.get(key)
        if value is None and key not in self.values:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= FLT_MAX:
            self.fail(key, f"is {show(value)}", f"write a number from {-FLT_MAX:.8g} to {FLT_MAX:.8g}, without quotes")
        rounded: float = unpack("<f", pack("<f", value))[0]
        return rounded

    def number(self, key: str, kind: StatType) -> float | None:
        """Return a number of the stat's own type, None if it is not written."""
        return self.whole(key, INT_MIN, INT_MAX) if kind == "INT" else self.single(key)


def show(value: object) -> str:
    """Show a wrong value, never more of it than fits in a line."""
    if isinstance(value, str):
        return f'the text "{value[:_SHOWN]}"'
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    return short(value)


def cut(name: object) -> str:
    """Show a name, whole if it can be one."""
    text = name if isinstance(name, str) else short(name)
    return text if len(text) <= _PLACE else f"{text[:_SHOWN]}...{text[-_SHOWN:]}"
