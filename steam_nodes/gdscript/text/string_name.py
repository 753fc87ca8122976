"""StringName: a name of the engine, equal to the text it has, and of another type."""

from __future__ import annotations


class StringName(str):
    """A text that the engine keeps once; it equals the plain text and has its hash, so that either finds the other in a dictionary.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_stringname.html.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Show it as GDScript writes it."""
        return f"&{str.__repr__(self)}"
