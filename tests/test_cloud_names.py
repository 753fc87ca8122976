"""The one rule for the names of files in the cloud, as a table and as laws over any text.

Rules: what is forbidden on one system is forbidden on all; what one system takes for the same name is one file.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from steam_nodes.steam.groups.cloud_checks import FILE_NAME_MAX, MAX_CLOUD_FILE_CHUNK_SIZE, file_name, write_fault

GOOD = {
    "save.dat": "save.dat",
    "Save.DAT": "save.dat",
    "SAVES/Slot 1/data.bin": "saves/slot 1/data.bin",
    "saves\\slot1\\data": "saves/slot1/data",
    "no extension": "no extension",
    ".hidden": ".hidden",
    "a..b": "a..b",
    "...a": "...a",
    "console.txt": "console.txt",
    "com10": "com10",
    "com": "com",
    "nul2.txt": "nul2.txt",
    "a.con": "a.con",
    "e\u0301te\u0301": "\u00e9t\u00e9",
    "\u00c9T\u00c9": "\u00e9t\u00e9",
    "\u4fdd\u5b58": "\u4fdd\u5b58",
    "\U0001f680": "\U0001f680",
    "~$a'`!@#%^&()[]{}+=,;-_": "~$a'`!@#%^&()[]{}+=,;-_",
    "a" * 259: "a" * 259,
    "\u00e9" * 129: "\u00e9" * 129,
}
"""Names that are taken, and what they are kept as."""
BAD = {
    "": "1 to 259 bytes",
    "a" * 260: "has 260",
    "a" * 261: "has 261",
    "\u00e9" * 130: "has 260",
    "a/" * 130 + "b": "has 261",
    "\u0130" * 87: "has 261",
    "..": "never leads out",
    "../a": "never leads out",
    "a/../b": "never leads out",
    "a/..": "never leads out",
    "..\\a": "never leads out",
    "a\\..\\..\\b": "never leads out",
    ".": "never leads out",
    "./a": "never leads out",
    "/": "slash",
    "/etc/passwd": "slash",
    "\\windows": "slash",
    "\\\\server\\share": "slash",
    "//server/share": "slash",
    "a/": "slash",
    "a//b": "slash",
    "c:/a": "':'",
    "c:a": "':'",
    "a:stream": "':'",
    "a\0b": "'\\x00'",
    "\0": "'\\x00'",
    "a\nb": "'\\n'",
    "a\tb": "'\\t'",
    "a\x7f": "'\\x7f'",
    "a<b": "'<'",
    "a>b": "'>'",
    'a"b': "'\"'",
    "a|b": "'|'",
    "a?b": "'?'",
    "a*b": "'*'",
    "a.": "a dot or a space",
    "a...": "a dot or a space",
    "a ": "a dot or a space",
    "a./b": "a dot or a space",
    "...": "a dot or a space",
    " a": "begins with a space",
    " ": "space",
    "con": "device",
    "CON": "device",
    "Con.txt": "device",
    "con.tar.gz": "device",
    "con .txt": "device",
    "saves/nul": "device",
    "prn/a": "device",
    "aux": "device",
    "com1": "device",
    "COM9.log": "device",
    "com0": "device",
    "com\u00b9": "device",
    "lpt3": "device",
    "lpt\u00b2.x": "device",
    "conin$": "device",
    "CONOUT$": "device",
    "\udc80": "UTF-8",
    "a\ud800": "UTF-8",
}
"""Names that are refused, and a part of the reason."""


@pytest.mark.parametrize(("name", "kept"), GOOD.items())
def test_a_good_name_is_kept_as_one_that_every_system_can_have(name: str, kept: str) -> None:
    """In lower case, with slashes, with composed accents."""
    assert file_name(name) == (kept, "")


@pytest.mark.parametrize(("name", "reason"), BAD.items(), ids=[ascii(name)[:30] for name in BAD])
def test_a_bad_name_is_refused_with_its_reason(name: str, reason: str) -> None:
    """The reason says what is wrong, in a line, and what to do."""
    _, fault = file_name(name)
    assert reason in fault
    assert "; " in fault
    assert "\n" not in fault


NAMES = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(["..", ".", "", "a", "CON", "nul.txt", "e\u0301", "\u0130", "\u03a3", " ", "x.", "\0", "\\", "com1"]), max_size=9
    ).map("/".join),
)


@given(NAMES)
@example("\u0130")
@example("A\u03a3")
@example("\u1e9e")
def test_a_name_that_is_kept_has_every_property_of_the_rule(name: str) -> None:
    """Whatever is taken: it stays what it is when it is given again, and no part of it is one that some system forbids."""
    kept, fault = file_name(name)
    if fault:
        return
    assert file_name(kept) == (kept, "")
    assert 1 <= len(kept.encode()) < FILE_NAME_MAX
    assert kept == kept.lower() == unicodedata.normalize("NFC", kept)
    assert not set(kept) & set('<>:"|?*\\\x7f')
    assert min(kept) >= " "
    for part in kept.split("/"):
        assert part
        assert part not in {".", ".."}
        assert part == part.strip(" ")
        assert not part.endswith(".")
        assert part.split(".")[0].rstrip() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


@given(NAMES)
def test_names_that_a_system_takes_for_the_same_are_one_file(name: str) -> None:
    """Either slash, either way to write an accent, other case: one name."""
    kept, fault = file_name(name)
    if not fault:
        assert file_name(name.replace("/", "\\")) == (kept, "")
        assert file_name(unicodedata.normalize("NFD", name)) == (kept, "")
        assert file_name(name.lower()) == (kept, "")


SIZES = [
    (1, 0, True),
    (0, 0, False),
    (5, 5, True),
    (5, 6, False),
    (5, -1, False),
    (MAX_CLOUD_FILE_CHUNK_SIZE - 1, 0, True),
    (MAX_CLOUD_FILE_CHUNK_SIZE, 0, True),
    (MAX_CLOUD_FILE_CHUNK_SIZE + 1, 0, False),
    (MAX_CLOUD_FILE_CHUNK_SIZE + 1, MAX_CLOUD_FILE_CHUNK_SIZE, True),
    (MAX_CLOUD_FILE_CHUNK_SIZE + 2, MAX_CLOUD_FILE_CHUNK_SIZE + 1, False),
]


@pytest.mark.parametrize(("length", "size", "right"), SIZES)
def test_one_call_writes_at_most_a_hundred_mebibytes(length: int, size: int, right: bool) -> None:
    """At, below and above the edge; a part of more is counted as the part."""
    assert (write_fault(length, size) == "") is right
