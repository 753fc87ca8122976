"""What is installed: Python, steam_nodes with its binding to Valve's library, what it stands on, and what games, tests and tools may use.

Rules: this_machine.py's. A package that nothing here needs is a note, with how to install it; one that is broken, or two that take each
other's place, must be mended.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from steam_nodes.cli.doctor.this_machine import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.cli.doctor.this_machine import Surroundings

TOPIC: Final = "installation"
PACKAGES: Final = "packages"
_NEEDED: Final = {"blinker": "blinker", "cffi": "cffi"}
_OPTIONAL: Final = {
    "pygame-ce": ("pygame", "demo", "draws the demo"),
    "platformdirs": ("platformdirs", "demo", "knows where the demo keeps its stats"),
    "arcade": ("arcade", "", "the other host that games may have"),
    "rich": ("rich", "cli", "draws the live table of steam-nodes world watch"),
    "psycopg": ("psycopg", "fleet", "keeps a world in a PostgreSQL database"),
    "pytest": ("pytest", "", "runs the tests of a game"),
}
"""Packages that a game may use: what is imported, the extra that has it, and what it is for."""
_SHIM: Final = "steam_nodes.steam.native._steam_shim"
_ABI: Final = "steam_nodes.steam.native._steam_abi"


def installed(here: Surroundings) -> Iterator[Answer]:
    """Look at Python and at steam_nodes itself.

    Args:
        here: Where to look.
    """
    yield Answer(TOPIC, "ok", f"Python {here.python} on {here.system}, {here.machine}")
    yield _itself(here)
    yield _binding(here)
    for package, module in _NEEDED.items():
        version, fault = here.version_of(package), here.import_fault(module)
        if fault:
            says = f"{package} {version or ''} cannot be loaded ({fault})".replace("  ", " ")
            yield Answer(TOPIC, "wrong", says, f"pip install --force-reinstall {package}")
        else:
            yield Answer(TOPIC, "ok", f"{package} {version or '(not installed by pip)'}")


def _itself(here: Surroundings) -> Answer:
    """Look at the version of steam_nodes, as it lies there and as pip knows it."""
    import steam_nodes  # noqa: PLC0415  # its door, whose version is asked for

    place, version = Path(steam_nodes.__file__).parent, here.version_of("steam_nodes")
    says = f"steam_nodes {steam_nodes.__version__} in {place}"
    if version is None:
        return Answer(
            TOPIC, "note", f"{says}, not installed by pip", f"pip install {place.parent}, which makes its binding and its commands"
        )
    if version != steam_nodes.__version__:
        return Answer(TOPIC, "wrong", f"{says}, but pip knows {version}", "install it again, or look for a second one in sys.path")
    return Answer(TOPIC, "ok", says)


def _binding(here: Surroundings) -> Answer:
    """Look at the two ways into Valve's library."""
    shim, abi = here.import_fault(_SHIM), here.import_fault(_ABI)
    if not shim:
        return Answer(TOPIC, "ok", "the binding to Valve's library is the compiled shim")
    if not abi:
        remedy = "nothing, or for the quicker shim: install a C compiler, then steam_nodes again"
        return Answer(TOPIC, "ok", "the binding to Valve's library is cffi's ABI mode, which needs no compiler", remedy)
    return Answer(
        TOPIC, "note", "there is no binding to Valve's library, only the local Steam", "pip install steam_nodes, not only its folder"
    )


def packages(here: Surroundings) -> Iterator[Answer]:
    """Look at what games, tests and tools may use.

    Args:
        here: Where to look.
    """
    old, new = here.version_of("pygame"), here.version_of("pygame-ce")
    if old and new:
        remedy = "pip uninstall -y pygame pygame-ce, then pip install pygame-ce"
        yield Answer(PACKAGES, "wrong", f"pygame {old} and pygame-ce {new} are installed over each other", remedy)
    for package, (module, extra, use) in _OPTIONAL.items():
        version = here.version_of(package)
        how = f'pip install "steam_nodes[{extra}]"' if extra else f"pip install {package}"
        if version is None and package == "pygame-ce" and old:
            remedy = "pip uninstall -y pygame, then pip install pygame-ce; games that pgzero runs keep pygame"
            yield Answer(PACKAGES, "note", f"pygame {old} stands in the place of pygame-ce, which {use}", remedy)
        elif version is None:
            yield Answer(PACKAGES, "note", f"{package} is not installed; it {use}" if extra else f"{package} is not installed; {use}", how)
        elif fault := here.import_fault(module):
            yield Answer(PACKAGES, "wrong", f"{package} {version} cannot be loaded ({fault})", f"pip install --force-reinstall {package}")
        else:
            yield Answer(PACKAGES, "ok", f"{package} {version}")
