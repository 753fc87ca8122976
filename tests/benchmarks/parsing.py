"""How many lines of GDScript a second become a tree, beside gdtoolkit on the same lines and parso on lines of Python.

Rules: the scripts are the ones that the benchmarks and the tests run in the engine, of which gdtoolkit cannot read all; parso reads the
parser's own modules.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from tests.benchmarks.timing import Row, measure

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = 20_000
ROOT = Path(__file__).parents[2]


def _texts(folder: str, pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob(pattern))]


def _read(texts: list[str]) -> None:
    for text in texts:
        parse(Source("", text))


def _accepts(work: Callable[[str], object], text: str) -> bool:
    try:
        work(text)
    except Exception:
        return False
    return True


def _peers(scripts: list[str], modules: list[str]) -> dict[str, tuple[Callable[[], object], list[str]]]:
    """Return the peers that are installed, each with what it reads."""
    found: dict[str, tuple[Callable[[], object], list[str]]] = {}
    try:
        from gdtoolkit.parser import parser
    except ImportError:
        pass
    else:
        known = [text for text in scripts if _accepts(parser.parse, text)]
        found["gdtoolkit"] = (lambda: [parser.parse(text) for text in known], known)
    try:
        from parso import load_grammar
    except ImportError:
        pass
    else:
        grammar = load_grammar()
        found["parso, of Python"] = (lambda: [grammar.parse(text) for text in modules], modules)
    return found


def rows(rounds: int = 7) -> list[Row]:
    """Read all scripts in turns."""
    scripts = _texts("tests", "*.gd")
    peers = _peers(scripts, _texts("steam_nodes/port/parser", "*.py"))
    sample = measure({"ours": lambda: _read(scripts)} | {name: work for name, (work, _) in peers.items()}, rounds)
    speed = sum(text.count("\n") for text in scripts) / sample.seconds("ours")
    made = [Row(f"parse, lines a second, {len(scripts)} files", f"{speed:,.0f}", f">= {LEAST:,}", speed >= LEAST)]
    for name, (_, texts) in peers.items():
        lines = sum(text.count("\n") for text in texts)
        made.append(Row(f"the same by {name}, {len(texts)} files", f"{lines / sample.seconds(name):,.0f}"))
    return made
