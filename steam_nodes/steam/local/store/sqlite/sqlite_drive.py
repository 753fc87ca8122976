"""Which file systems a store can stand on: not on a drive of another machine.

Rules: SQLite's log is shared between processes through memory, and processes on two machines share none; each would overwrite what the
other has stored. What is known not to do is refused, what is not known is said once and opened.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import Final

from steam_nodes.object.plain_text import plain

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux says what is mounted; other systems have no such file."""
_REFUSED: Final = frozenset({"9p", "afs", "cifs", "coda", "davfs", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs", "vboxsf"}) | {
    f"fuse.{kind}" for kind in ("curlftpfs", "davfs", "gcsfuse", "gvfsd-fuse", "rclone", "s3fs", "smbnetfs", "sshfs")
}
_UNSURE: Final = ("ceph", "fuse", "glusterfs", "gpfs", "lustre", "ocfs2", "virtiofs", "vmhgfs")
_LOCAL: Final = "fuseblk"
_POINT: Final = 4
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")
_said: set[str] = set()


def fault_of_drive(folder: Path) -> str:
    """Say why a store cannot stand in a folder, with the remedy; "" if it can, or where nothing tells."""
    real = os.path.realpath(folder)
    # Where a letter stands for a network drive, Windows resolves it to the machine's name.
    kind = "a network drive" if real.startswith("\\\\") and not real.startswith(("\\\\?\\", "\\\\.\\")) else kind_of_drive(real)
    if kind == "a network drive" or kind in _REFUSED:
        return (
            f"the folder is on a drive of another machine ({kind}), where processes cannot share SQLite's log in memory; "
            "put the store on a drive of this machine"
        )
    if kind.startswith(_UNSURE) and kind != _LOCAL and kind not in _said:
        _said.add(kind)
        remedy = "if other machines use the store too, values will be lost: use a drive of this machine"
        logging.getLogger("steam_nodes.steam").warning("%s", plain(f"{folder} is on a drive of the kind {kind}; {remedy}"))
    return ""


def kind_of_drive(real: str) -> str:
    """Return the kind of file system a path without links is on, as Linux calls it; "" where that cannot be told."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    kind, longest = "", -1
    for line in lines:
        before, _, behind = line.partition(" - ")
        fields = before.split(" ")
        point = _ESCAPE.sub(lambda found: chr(int(found[1], 8)), fields[_POINT]) if len(fields) > _POINT else ""
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        # What is mounted later at the same point hides what was there before.
        if point and inside and len(point) >= longest:
            kind, longest = behind.split(" ")[0], len(point)
    return kind
