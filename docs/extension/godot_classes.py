"""Godot's classes, as the tests hold them against the engine: how each is written, and where its manual tells of a member.

Rules: only what the engine has gets an address, and nothing is looked up in the net.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

GODOT: Final = "https://docs.godotengine.org/en/stable/classes/class_{}.html"
ENGINE: Final = Path(__file__).parent.parent.parent / "tests" / "engine_api.json"


@cache
def engine() -> dict[str, Any]:
    """Return the classes of the engine and what they have."""
    classes: dict[str, Any] = json.loads(ENGINE.read_text(encoding="utf-8"))["classes"]
    return classes


@cache
def in_small_letters() -> dict[str, str]:
    """Return the names of the classes by how an address writes them."""
    return {name.lower(): name for name in engine()}


def godot(cls: str, name: str, kind: str) -> list[tuple[str, str]]:
    """Return the place of Godot's manual for a member, as an address and a label, or nothing.

    Args:
        cls: The class, by the name that it has in the engine.
        name: The member.
        kind: "method", "hook", "signal" or "property".
    """
    entry = engine().get(cls, {})
    where = {"method": "methods", "hook": "methods", "signal": "signals", "property": "properties"}.get(kind, "")
    if name not in entry.get(where, {}):
        return []
    inner = f"private-method-{name[1:]}" if kind == "hook" else f"{kind}-{name}"
    anchor = f"class-{cls.lower()}-{inner.replace('_', '-')}"
    return [(f"{GODOT.format(cls.lower())}#{anchor}", f"Godot: {cls}.{name}")]
