"""What a wheel and a source distribution carry besides the library: the game under a name of its own, and all that its tests need.

Rules: a wheel has the game as `steam_nodes_demo`, since `demo_game` is a name that another package of a user's may have; a checkout and an
editable installation have it as `demo_game`, where it lies. A source distribution has every file that a checkout has, so that whoever
packages it can run the tests; what tools leave beside them stays out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

CHECKOUT: Final = "demo_game"
INSTALLED: Final = "steam_nodes_demo"
ROOMS: Final = ("steam_nodes", "demo_game", "native", "tests", "docs", ".ci", ".github")
BESIDE: Final = (".editorconfig", ".gitignore", ".pre-commit-config.yaml", ".readthedocs.yaml")
MADE: Final = frozenset({"__pycache__", "_build", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache"})
REFERENCE: Final = Path("docs/reference/api")
"""What a build of the manual makes from the docstrings."""
MADE_ENDS: Final = (".pyc", ".so", ".pyd", "_steam_abi.py")


class BuildPy(build_py):
    """Copies the packages of a wheel, the game under its own name."""

    def finalize_options(self) -> None:
        """Rename the game, except in an editable installation, which is a line in a .pth file."""
        super().finalize_options()
        if self.editable_mode:
            return
        self.packages = [_installed(package) for package in self.packages or []]
        self.package_dir = {**(self.package_dir or {}), INSTALLED: CHECKOUT}
        self.package_data = {_installed(package): globs for package, globs in (self.package_data or {}).items()}


class SourceDistribution(sdist):
    """Packs what a checkout has."""

    def make_distribution(self) -> None:
        """Add what setuptools knows nothing of, and pack."""
        self.filelist.extend([name for name in BESIDE if Path(name).is_file()])
        for room in ROOMS:
            found = (path for path in Path(room).rglob("*") if path.is_file() and not is_made(path))
            self.filelist.extend(sorted(str(path) for path in found))
        self.filelist.remove_duplicates()
        super().make_distribution()


def is_made(path: Path) -> bool:
    """Return whether a tool made a file, so that a source distribution does without it.

    Args:
        path: The file, seen from the top of the checkout.
    """
    return not MADE.isdisjoint(path.parts) or path.name.endswith(MADE_ENDS) or path.is_relative_to(REFERENCE)


def _installed(package: str) -> str:
    """Return the name that a package of the checkout has in a wheel."""
    return INSTALLED + package.removeprefix(CHECKOUT) if package.partition(".")[0] == CHECKOUT else package
