"""The build backend of the project: setuptools, with the files of generate.py made first.

Rules: a build without a C compiler succeeds; the shim is then not there, and the ABI mode takes its place. An editable installation is a
line in a .pth file, which type checkers read; setuptools' own form is an import hook, which hides the package from them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generate import generate
from setuptools import build_meta
from setuptools.build_meta import (
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def build_wheel(wheel_directory: str, config_settings: Mapping[str, Any] | None = None, metadata_directory: str | None = None) -> str:
    """Build a wheel (PEP 517)."""
    generate(Path.cwd())
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory: str, config_settings: Mapping[str, Any] | None = None, metadata_directory: str | None = None) -> str:
    """Build what an editable installation needs (PEP 660)."""
    generate(Path.cwd())
    return build_meta.build_editable(wheel_directory, {"editable_mode": "compat", **(config_settings or {})}, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Mapping[str, Any] | None = None) -> str:
    """Build a source distribution (PEP 517); the generated files are made again from it."""
    generate(Path.cwd())
    return build_meta.build_sdist(sdist_directory, config_settings)
