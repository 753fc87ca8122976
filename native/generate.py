"""Makes what the two ways into Valve's library need out of the C headers: the shim's source and forwards, and the module of the ABI mode.

Rules: all come from the same declarations, steam_flat.h; what is made is never committed. The shim is compiled where there is a C
compiler; the ABI mode's module is plain Python and is always there.
"""

from __future__ import annotations

from pathlib import Path

from cffi import FFI
from forwards import write

HERE = Path(__file__).parent
PACKAGE = "steam_nodes.steam.native"


def declarations(*headers: str) -> str:
    """Return what these headers of this folder declare."""
    return "\n".join((HERE / header).read_text(encoding="utf-8") for header in headers)


def generate(root: Path) -> None:
    """Write below the root of a checkout: _steam_shim.c and steam_forwards.h in build/native, _steam_abi.py in the package."""
    shim = FFI()
    shim.cdef(declarations("steam_flat.h", "shim.h"))
    shim.set_source(f"{PACKAGE}._steam_shim", '#include "shim.c"\n')
    folder = root / "build" / "native"
    write(folder)
    shim.emit_c_code(str(folder / "_steam_shim.c"))
    abi = FFI()
    abi.cdef(declarations("steam_flat.h"))
    abi.set_source(f"{PACKAGE}._steam_abi", None)
    abi.emit_python_code(str(root.joinpath(*PACKAGE.split("."), "_steam_abi.py")))


if __name__ == "__main__":
    generate(HERE.parent)
