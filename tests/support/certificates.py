"""Certificates for laws about TLS, made by the program openssl in a folder: an authority, and what it has signed.

Rules: they hold for two days and for one name. Debian's postgresql brings openssl with it.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_KEY: Final = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


class Authority:
    """Who signs certificates.

    Args:
        folder: Where its files lie, which is made.
    """

    def __init__(self, folder: Path) -> None:
        """Make its own certificate."""
        folder.mkdir()
        self._folder = folder
        self.certificate = folder / "authority.crt"
        """What clients and servers know it by."""
        self._key = folder / "authority.key"
        named = ["-subj", "/CN=The authority of a law", "-days", "2"]
        _openssl("req", "-x509", *_KEY, "-keyout", str(self._key), "-out", str(self.certificate), *named)

    def sign(self, name: str) -> tuple[Path, Path]:
        """Return the files of a new certificate and of its key.

        Args:
            name: The name of a host or a user.
        """
        certificate, key, request, names = (self._folder / f"{name}.{end}" for end in ("crt", "key", "csr", "names"))
        names.write_text(f"subjectAltName=DNS:{name}")
        _openssl("req", "-new", *_KEY, "-keyout", str(key), "-out", str(request), "-subj", f"/CN={name}")
        signed = ["-CA", str(self.certificate), "-CAkey", str(self._key), "-CAcreateserial", "-days", "2", "-extfile", str(names)]
        _openssl("x509", "-req", "-in", str(request), "-out", str(certificate), *signed)
        key.chmod(0o600)
        return certificate, key


def _openssl(*arguments: str) -> None:
    """Run openssl."""
    found = subprocess.run(["openssl", *arguments], check=False, capture_output=True, text=True)  # noqa: S607 - Debian's, on the path
    if found.returncode:
        raise RuntimeError(found.stderr)
