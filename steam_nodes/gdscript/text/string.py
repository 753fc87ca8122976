"""String: the methods of the engine's texts, as functions of a plain str.

Rules: `gd.String.pad_zeros(s, 3)`. Positions out of the text, negative lengths and empty parts are what the engine makes of them, not what
Python would. A text never changes: each function returns another.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.packed import PackedFloat64Array, PackedStringArray
from steam_nodes.gdscript.containers.packed_bytes import PackedByteArray
from steam_nodes.gdscript.conversion import INT64_MAX, text_to_float, text_to_int
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.text import cases, escapes, formats, hashing, ordering, paths
from steam_nodes.gdscript.text.stringify import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_INT: Final = re.compile(r"[+-]?[0-9]+\Z|[0-9]+\Z")
_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]*)?\Z")
_HEX: Final = re.compile(r"[0-9a-fA-F]+\Z")
_HTML: Final = re.compile(r"#?(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")
_ASCII_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_BAD_FILE: Final = ':/\\?*"|%<>'
_NODE_NAME: Final = str.maketrans(dict.fromkeys('.:@/"%', "_"))
_FILE_NAME: Final = str.maketrans(dict.fromkeys(_BAD_FILE, "_"))
_SIZES: Final = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_LARGE: Final = (100, 1024)
_LAST_LETTER: Final = 0x10FFFF
_HALVES: Final = 2
_STRINGS: Final = (variant.TYPE_STRING, variant.TYPE_STRING_NAME, variant.TYPE_NODE_PATH)
_BYTE_MOST: Final = 255
_WORD_MOST: Final = 0xFFFF
_IP4_PARTS: Final = 4

_WHITE: Final = "".join(map(chr, range(33)))
_new_list: Final[Any] = list.__new__
_extend: Final = list.extend
_SURE_DIGITS: Final = 18
"""So many digits always fit into 64 bits."""


class String(str):
    """The methods of a text; calling the class makes a plain str of a text, a name or a path.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_string.html.
    """

    __slots__ = ()

    def __new__(cls, from_: Any = "") -> Any:  # the engine's String is Python's str
        """Return a text, a name or a path as a plain text.

        Raises:
            ScriptError: It is something else; `str` makes a text of anything.
        """
        if variant.typeof(from_) not in _STRINGS:
            message = "Invalid call. Nonexistent 'String' constructor."
            raise ScriptError(message)
        return str.__str__(from_)

    def casecmp_to(self: str, to: str) -> int:
        """Compare by letters: -1, 0 or 1."""
        return ordering.compared(self, to)

    def nocasecmp_to(self: str, to: str) -> int:
        """Compare without case: -1, 0 or 1."""
        return ordering.compared(ordering.upper(self), ordering.upper(to))

    def naturalcasecmp_to(self: str, to: str) -> int:
        """Compare with numbers by their value: -1, 0 or 1."""
        return ordering.naturally_compared(self, to)

    def naturalnocasecmp_to(self: str, to: str) -> int:
        """Compare without case and with numbers by their value: -1, 0 or 1."""
        return ordering.naturally_compared(ordering.upper(self), ordering.upper(to))

    def filecasecmp_to(self: str, to: str) -> int:
        """Compare as names of files: -1, 0 or 1."""
        return ordering.compared_as_files(self, to)

    def filenocasecmp_to(self: str, to: str) -> int:
        """Compare as names of files without case: -1, 0 or 1."""
        return ordering.compared_as_files(ordering.upper(self), ordering.upper(to))

    def length(self: str) -> int:
        """Return how many letters there are."""
        return len(self)

    def substr(self: str, from_: int, len: int = -1) -> str:
        """Return so many letters from a position on; -1 for all."""
        if from_ < 0:
            return ""
        return self[from_:] if len == -1 else self[from_ : from_ + len] if len > 0 else ""

    def get_slice(self: str, delimiter: str, slice: int) -> str:
        """Return one of the parts between delimiters."""
        if not self or not delimiter or slice < 0:
            return ""
        if delimiter not in self:
            return str(self)
        parts = self.split(delimiter)
        return parts[slice] if slice < len(parts) else ""

    def get_slicec(self: str, delimiter: int, slice: int) -> str:
        """Return one of the parts between letters with a code."""
        if not self or slice < 0:
            return ""
        parts = self.split(chr(delimiter))
        return parts[slice] if slice < len(parts) else ""

    def get_slice_count(self: str, delimiter: str) -> int:
        """Return how many parts there are between delimiters."""
        return str.count(self, delimiter) + 1 if self and delimiter else 0

    def find(self: str, what: str, from_: int = 0) -> int:  # type: ignore[override]  # the engine's arguments
        """Return where a part stands first, at a position or behind; -1 if it does not."""
        return str.find(self, what, from_) if what and from_ >= 0 else -1

    def findn(self: str, what: str, from_: int = 0) -> int:
        """Return where a part stands first without case, at a position or behind; -1 if it does not."""
        return String.find(ordering.lower(self), ordering.lower(what), from_)

    def count(self: str, what: str, from_: int = 0, to: int = 0) -> int:  # type: ignore[override]  # the engine's arguments
        """Return how often a part stands between two positions; 0 as the second is the end."""
        if not what or from_ < 0 or to < 0 or (to and from_ >= to):
            return 0
        return str.count(self[from_ : to or len(self)], what)

    def countn(self: str, what: str, from_: int = 0, to: int = 0) -> int:
        """Return how often a part stands between two positions without case."""
        return String.count(ordering.lower(self), ordering.lower(what), from_, to)

    def rfind(self: str, what: str, from_: int = -1) -> int:  # type: ignore[override]  # the engine's arguments
        """Return where a part stands last, at a position or before; -1 if it does not."""
        if not what:
            return -1
        return str.rfind(self, what) if from_ < 0 else str.rfind(self, what, 0, from_ + len(what))

    def rfindn(self: str, what: str, from_: int = -1) -> int:
        """Return where a part stands last without case, at a position or before; -1 if it does not."""
        return String.rfind(ordering.lower(self), ordering.lower(what), from_)

    def match(self: str, expr: str) -> bool:
        """Whether it fits a pattern with `*` and `?`; `?` fits no dot."""
        return bool(self and expr) and _pattern(expr, 0).match(self) is not None

    def matchn(self: str, expr: str) -> bool:
        """Whether it fits a pattern with `*` and `?` without case."""
        return bool(self and expr) and _pattern(expr, re.IGNORECASE).match(self) is not None

    def begins_with(self: str, text: str) -> bool:
        """Whether it begins with a text."""
        return self.startswith(text)

    def ends_with(self: str, text: str) -> bool:
        """Whether it ends with a text."""
        return self.endswith(text)

    def is_subsequence_of(self: str, text: str) -> bool:
        """Whether its letters stand in a text in the same order."""
        rest = iter(text)
        return all(letter in rest for letter in self)

    def is_subsequence_ofn(self: str, text: str) -> bool:
        """Whether its letters stand in a text in the same order, without case."""
        return String.is_subsequence_of(ordering.lower(self), ordering.lower(text))

    def bigrams(self: str) -> PackedStringArray:
        """Return all pairs of letters that follow each other."""
        return PackedStringArray([self[at : at + 2] for at in range(len(self) - 1)])

    def similarity(self: str, text: str) -> float:
        """Return how much it is like a text, 0.0 to 1.0, by the pairs of letters they share."""
        if self == text:
            return 1.0
        if len(self) < _HALVES or len(text) < _HALVES:
            return 0.0
        pairs_there = {text[at : at + 2] for at in range(len(text) - 1)}
        shared = sum(self[at : at + 2] in pairs_there for at in range(len(self) - 1))
        return single(2.0 * shared / (len(self) + len(text) - 2))

    def format(self: str, values: Any, placeholder: str = "{_}") -> str:  # type: ignore[override]  # the engine's arguments
        """Return the text with the values in their places, `{0}` of an array and `{name}` of a dictionary."""
        return _filled(str(self), values, placeholder)

    def replace(self: str, what: str, forwhat: str) -> str:  # type: ignore[override]  # the engine's arguments
        """Return the text with all of one part replaced by another."""
        return str.replace(self, what, forwhat) if what else str(self)

    def replacen(self: str, what: str, forwhat: str) -> str:
        """Return the text with all of one part replaced by another, without case."""
        return re.sub(re.escape(what), lambda _found: forwhat, self, flags=re.IGNORECASE) if what else str(self)

    def replace_char(self: str, key: int, with_: int) -> str:
        """Return the text with the letter of one code replaced by that of another."""
        if not with_:
            reported("`with` must not be the NUL character.")
            return str(self)
        return String.replace_chars(self, letter_of(key), with_)

    def replace_chars(self: str, keys: str, with_: int) -> str:
        """Return the text with all of some letters replaced by that of a code."""
        return self.translate({ord(key): letter_of(with_) or "\ufffd" for key in keys})

    def remove_char(self: str, what: int) -> str:
        """Return the text without the letter of a code."""
        return self.translate({what: None}) if what > 0 else str(self)

    def remove_chars(self: str, chars: str) -> str:
        """Return the text without some letters."""
        return self.translate(str.maketrans(dict.fromkeys(chars)))

    def repeat(self: str, count: int) -> str:
        """Return the text so many times."""
        if count < 0:
            reported("Parameter count should be a positive number.")
        return self * count

    def reverse(self: str) -> str:
        """Return the letters in the opposite order."""
        return self[::-1]

    def insert(self: str, position: int, what: str) -> str:
        """Return the text with another put in at a position."""
        return str(self) if position < 0 else self[:position] + what + self[position:]

    def erase(self: str, position: int, chars: int = 1) -> str:
        """Return the text without so many letters at a position."""
        if position < 0:
            reported(f"Invalid starting position for `String.erase()`: {position}. Starting position must be positive or zero.")
            return ""
        if chars < 0:
            reported(f"Invalid character count for `String.erase()`: {chars}. Character count must be positive or zero.")
            return ""
        return self[:position] + self[position + chars :]

    def capitalize(self: str) -> str:
        """Return the words with capitals and spaces."""
        return cases.capitalize(self)

    def to_camel_case(self: str) -> str:
        """Return the words asInThis."""
        return cases.to_camel_case(self)

    def to_pascal_case(self: str) -> str:
        """Return the words AsInThis."""
        return cases.to_pascal_case(self)

    def to_snake_case(self: str) -> str:
        """Return the words as_in_this."""
        return cases.to_snake_case(self)

    def to_kebab_case(self: str) -> str:
        """Return the words as-in-this."""
        return cases.to_kebab_case(self)

    def split(self: str, delimiter: str = "", allow_empty: bool = True, maxsplit: int = 0) -> PackedStringArray:  # type: ignore[override]  # the engine's arguments
        """Return the parts between delimiters, or the letters; with `maxsplit` the rest is the last part."""
        if not self:
            return PackedStringArray([""] if allow_empty else [])
        if delimiter and maxsplit <= 0:
            found = str.split(self, delimiter)
            # What split() gives are texts already; to convert each would take longer than to split.
            made: PackedStringArray = _new_list(PackedStringArray)
            _extend(made, found if allow_empty or "" not in found else filter(None, found))
            return made
        parts: list[str] = []
        start = 0
        while True:
            end = start + 1 if not delimiter else str.find(self, delimiter, start)
            end = len(self) if end < 0 else end
            if allow_empty or end > start:
                if maxsplit > 0 and len(parts) == maxsplit:
                    parts.append(self[start:])
                    break
                parts.append(self[start:end])
            if end == len(self):
                break
            start = end + len(delimiter)
        return PackedStringArray(parts)

    def rsplit(self: str, delimiter: str = "", allow_empty: bool = True, maxsplit: int = 0) -> PackedStringArray:  # type: ignore[override]  # the engine's arguments
        """Return the parts between delimiters, counted from the end; with `maxsplit` the rest is the first part."""
        parts: list[str] = []
        left = len(self)
        while True:
            if left < len(delimiter) or 0 < maxsplit == len(parts):
                if allow_empty or left > 0:
                    parts.append(self[:left])
                break
            edge = str.rfind(self, delimiter, 0, left) if delimiter else left - 1 or -1
            if edge < 0:
                parts.append(self[:left])
                break
            start = edge + len(delimiter)
            if allow_empty or start < left:
                parts.append(self[start:left])
            left = edge
        return PackedStringArray(parts[::-1])

    def split_floats(self: str, delimiter: str, allow_empty: bool = True) -> PackedFloat64Array:
        """Return the numbers between delimiters; none of an empty text."""
        if not self:
            return PackedFloat64Array()
        parts = str.split(self, delimiter) if delimiter else [*self]
        return PackedFloat64Array([text_to_float(part) for part in parts if part or allow_empty])

    def join(self: str, parts: Iterable[Any]) -> str:
        """Return the elements of an array with this text between them; those that are no texts become some."""
        return str.join(self, [part if isinstance(part, str) else text_of(part) for part in parts])

    def to_upper(self: str) -> str:
        """Return the text in capitals."""
        return self.upper() if self.isascii() else ordering.upper(self)

    def to_lower(self: str) -> str:
        """Return the text in small letters."""
        return self.lower() if self.isascii() else ordering.lower(self)

    def left(self: str, length: int) -> str:
        """Return so many letters from the beginning; a negative number leaves so many out at the end."""
        return self[: max(length + len(self), 0)] if length < 0 else self[:length]

    def right(self: str, length: int) -> str:
        """Return so many letters from the end; a negative number leaves so many out at the beginning."""
        count = length + len(self) if length < 0 else length
        return "" if count <= 0 else self[-count:]

    def strip_edges(self: str, left: bool = True, right: bool = True) -> str:
        """Return the text without white space at its edges."""
        if left and right:
            return self.strip(_WHITE)
        start, end = 0, len(self)
        while left and start < end and self[start] <= " ":
            start += 1
        while right and end > start and self[end - 1] <= " ":
            end -= 1
        return self[start:end]

    def strip_escapes(self: str) -> str:
        """Return the text without what controls a terminal."""
        return "".join([letter for letter in self if letter >= " "])

    def lstrip(self: str, chars: str) -> str:  # type: ignore[override]  # the engine's arguments
        """Return the text without some letters at its beginning."""
        return str.lstrip(self, chars) if chars else str(self)

    def rstrip(self: str, chars: str) -> str:  # type: ignore[override]  # the engine's arguments
        """Return the text without some letters at its end."""
        return str.rstrip(self, chars) if chars else str(self)

    def get_extension(self: str) -> str:
        """Return what follows the last dot of a file's name."""
        return paths.get_extension(self)

    def get_basename(self: str) -> str:
        """Return a path without its extension."""
        return paths.get_basename(self)

    def path_join(self: str, path: str) -> str:
        """Return two parts of a path with a slash between them."""
        return paths.path_join(self, path)

    def unicode_at(self: str, at: int) -> int:
        """Return the code of the letter at a position; 0, with an ERROR, where there is none."""
        if 0 <= at < len(self):
            return ord(self[at])
        reported(f"Index p_idx = {at} is out of bounds (length() = {len(self)}).")
        return 0

    def indent(self: str, prefix: str) -> str:
        """Return the text with a prefix before each line that is not empty."""
        return "".join([prefix + line if line != "\n" else line for line in _lines(self)])

    def dedent(self: str) -> str:
        """Return the text without the white space that all its lines begin with."""
        return _dedented(self)

    def hash(self: str) -> int:
        """Return the engine's hash."""
        return hashing.hash_text(self)

    def md5_text(self: str) -> str:
        """Return the MD5 of the text in UTF-8."""
        return hashlib.md5(_utf8(self), usedforsecurity=False).hexdigest()

    def sha1_text(self: str) -> str:
        """Return the SHA-1 of the text in UTF-8."""
        return hashlib.sha1(_utf8(self), usedforsecurity=False).hexdigest()

    def sha256_text(self: str) -> str:
        """Return the SHA-256 of the text in UTF-8."""
        return hashlib.sha256(_utf8(self)).hexdigest()

    def md5_buffer(self: str) -> PackedByteArray:
        """Return the MD5 of the text in UTF-8 as bytes."""
        return PackedByteArray(hashlib.md5(_utf8(self), usedforsecurity=False).digest())

    def sha1_buffer(self: str) -> PackedByteArray:
        """Return the SHA-1 of the text in UTF-8 as bytes."""
        return PackedByteArray(hashlib.sha1(_utf8(self), usedforsecurity=False).digest())

    def sha256_buffer(self: str) -> PackedByteArray:
        """Return the SHA-256 of the text in UTF-8 as bytes."""
        return PackedByteArray(hashlib.sha256(_utf8(self)).digest())

    def is_empty(self: str) -> bool:
        """Whether it has no letters."""
        return not self

    def contains(self: str, what: str) -> bool:
        """Whether a part stands in it."""
        return bool(what) and what in self

    def containsn(self: str, what: str) -> bool:
        """Whether a part stands in it, without case."""
        return bool(what) and ordering.lower(what) in ordering.lower(self)

    def is_absolute_path(self: str) -> bool:
        """Whether it is a path from a root."""
        return paths.is_absolute_path(self)

    def is_relative_path(self: str) -> bool:
        """Whether it is no path from a root."""
        return not paths.is_absolute_path(self)

    def simplify_path(self: str) -> str:
        """Return a path without detours."""
        return paths.simplify_path(self)

    def get_base_dir(self: str) -> str:
        """Return the folder of a path."""
        return paths.get_base_dir(self)

    def get_file(self: str) -> str:
        """Return the file's name of a path."""
        return paths.get_file(self)

    def xml_escape(self: str, escape_quotes: bool = False) -> str:
        """Return the text as XML writes it."""
        return escapes.xml_escape(self, escape_quotes)

    def xml_unescape(self: str) -> str:
        """Return the text with XML's entities replaced."""
        return escapes.xml_unescape(self)

    def uri_encode(self: str) -> str:
        """Return the text as it stands in an address."""
        return escapes.uri_encode(self)

    def uri_decode(self: str) -> str:
        """Return the text as it was before it stood in an address."""
        return escapes.uri_decode(self)

    def uri_file_decode(self: str) -> str:
        """Return the path as it was before it stood in an address."""
        return escapes.uri_file_decode(self)

    def c_escape(self: str) -> str:
        """Return the text as C writes it."""
        return escapes.c_escape(self)

    def c_unescape(self: str) -> str:
        """Return the text with C's escapes replaced."""
        return escapes.c_unescape(self)

    def json_escape(self: str) -> str:
        """Return the text as JSON writes it."""
        return escapes.json_escape(self)

    def validate_node_name(self: str) -> str:
        """Return the text with underscores where a node's name may not have its letters."""
        return self.translate(_NODE_NAME)

    def validate_filename(self: str) -> str:
        """Return the text with underscores where a file's name may not have its letters."""
        return String.strip_edges(self).translate(_FILE_NAME)

    def is_valid_ascii_identifier(self: str) -> bool:
        """Whether it is a name of ASCII letters, digits and underscores."""
        return _ASCII_IDENTIFIER.match(self) is not None

    def is_valid_unicode_identifier(self: str) -> bool:
        """Whether it is a name of letters, digits and underscores."""
        return self.isidentifier()

    def is_valid_identifier(self: str) -> bool:
        """Whether it is a name of ASCII letters, digits and underscores."""
        return _ASCII_IDENTIFIER.match(self) is not None

    def is_valid_int(self: str) -> bool:
        """Whether it is a whole number."""
        return _INT.match(self) is not None

    def is_valid_float(self: str) -> bool:
        """Whether it is a number."""
        return _FLOAT.match(self) is not None

    def is_valid_hex_number(self: str, with_prefix: bool = False) -> bool:
        """Whether it is a number in base 16."""
        digits = self[1:] if len(self) > 1 and self[0] in "+-" else str(self)
        if with_prefix:
            if not digits.startswith("0x"):
                return False
            digits = digits[2:]
        return _HEX.match(digits) is not None

    def is_valid_html_color(self: str) -> bool:
        """Whether it is a colour as HTML writes it."""
        return _HTML.match(self) is not None

    def is_valid_ip_address(self: str) -> bool:
        """Whether it is the address of a computer."""
        return _is_ip(self)

    def is_valid_filename(self: str) -> bool:
        """Whether a file can have this name."""
        return bool(self) and String.strip_edges(self) == self and not any(letter in _BAD_FILE for letter in self)

    def to_int(self: str) -> int:
        """Return the digits of the text as a whole number."""
        return int(self) if self.isdigit() and self.isascii() and len(self) <= _SURE_DIGITS else text_to_int(self)

    def to_float(self: str) -> float:
        """Return the number that the text begins with."""
        return text_to_float(self)

    def hex_to_int(self: str) -> int:
        """Return the number that the text writes in base 16."""
        return _based(self, 16, "0x", "hexadecimal")

    def bin_to_int(self: str) -> int:
        """Return the number that the text writes in base 2."""
        return _based(self, 2, "0b", "binary")

    def lpad(self: str, min_length: int, character: str = " ") -> str:
        """Return the text with letters before it, until it has so many."""
        return character * (min_length - len(self)) + self

    def rpad(self: str, min_length: int, character: str = " ") -> str:
        """Return the text with letters behind it, until it has so many."""
        return self + character * (min_length - len(self))

    def pad_decimals(self: str, digits: int) -> str:
        """Return the number with so many digits behind its point."""
        return formats.pad_decimals(self, digits)

    def pad_zeros(self: str, digits: int) -> str:
        """Return the number with so many digits before its point."""
        end = str.find(self, ".")
        end = len(self) if end < 0 else end
        begin = 0
        while begin < end and not "0" <= self[begin] <= "9":
            begin += 1
        zeros = digits - (end - begin)
        return str(self) if zeros <= 0 or not end else self[:begin] + "0" * zeros + self[begin:]

    def trim_prefix(self: str, prefix: str) -> str:
        """Return the text without a beginning."""
        return self.removeprefix(prefix)

    def trim_suffix(self: str, suffix: str) -> str:
        """Return the text without an end."""
        return self.removesuffix(suffix)

    def to_ascii_buffer(self: str) -> PackedByteArray:
        """Return the text in ASCII."""
        return PackedByteArray([ord(letter) if letter.isascii() else 0x20 for letter in self])

    def to_utf8_buffer(self: str) -> PackedByteArray:
        """Return the text in UTF-8."""
        return PackedByteArray(_utf8(self))

    def to_utf16_buffer(self: str) -> PackedByteArray:
        """Return the text in UTF-16."""
        return PackedByteArray(self.encode("utf-16-le", "surrogatepass"))

    def to_utf32_buffer(self: str) -> PackedByteArray:
        """Return the text in UTF-32."""
        return PackedByteArray(self.encode("utf-32-le", "surrogatepass"))

    def to_wchar_buffer(self: str) -> PackedByteArray:
        """Return the text in UTF-32, which wide letters are outside of Windows."""
        return String.to_utf32_buffer(self)

    def to_multibyte_char_buffer(self: str, encoding: str = "") -> PackedByteArray:
        """Return the text in an encoding, UTF-8 where none is named."""
        try:
            # The engine gives the zero that ends a text in C as well.
            return PackedByteArray(self.encode(encoding or "utf-8", "replace") + bytes(bool(self)))
        except LookupError:
            reported("Conversion failed: Unknown encoding")
            return PackedByteArray()

    def hex_decode(self: str) -> PackedByteArray:
        """Return the bytes that the text writes in base 16."""
        if len(self) % 2:
            reported("Hexadecimal string of uneven length.")
            return PackedByteArray()
        if self and not _HEX.match(self):
            letter = next(letter for letter in self if letter not in "0123456789abcdefABCDEF")
            reported(f'Invalid hexadecimal character "{letter}" at index {str.find(self, letter)}.')
            return PackedByteArray()
        return PackedByteArray(bytes.fromhex(self))

    @staticmethod
    def num_scientific(number_: float) -> str:
        """Return a number with an exponent where it is large or small."""
        return formats.num_scientific(number_)

    @staticmethod
    def num(number_: float, decimals: int = -1) -> str:
        """Return a number with at most so many decimals."""
        return formats.num(number_, decimals)

    @staticmethod
    def num_int64(number_: int, base: int = 10, capitalize_hex: bool = False) -> str:
        """Return a whole number in a base."""
        return formats.num_int64(number_, base, capitalize_hex)

    @staticmethod
    def num_uint64(number_: int, base: int = 10, capitalize_hex: bool = False) -> str:
        """Return a whole number without a sign in a base."""
        return formats.num_uint64(number_, base, capitalize_hex)

    @staticmethod
    def chr(code: int) -> str:
        """Return the letter of a code."""
        return chr(code)

    @staticmethod
    def humanize_size(size: int) -> str:
        """Return a number of bytes in the unit that fits."""
        unit, index = 1, 0
        while index < len(_SIZES) - 1 and size > unit * 1024:
            unit *= 1024
            index += 1
        whole = size // unit
        digits = 0 if not index or whole >= _LARGE[1] else 1 if whole >= _LARGE[0] else 2
        return f"{formats.pad_decimals(formats.num(size / unit), digits)} {_SIZES[index]}"


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _pattern(expr: str, flags: int) -> re.Pattern[str]:
    parts = [".*" if letter == "*" else r"[^.]" if letter == "?" else re.escape(letter) for letter in expr]
    return re.compile("".join(parts) + r"\Z", flags | re.DOTALL)


def _filled(text: str, values: Any, placeholder: str) -> str:
    kind = variant.typeof(values)
    if kind == variant.TYPE_DICTIONARY:
        for key, value in pairs(values):
            text = String.replace(text, str.replace(placeholder, "_", text_of(key)), text_of(value))
        return text
    if kind != variant.TYPE_ARRAY:
        reported("Invalid type: use Array, Dictionary or Object.")
        return text
    for at, value in enumerate(values):
        if variant.typeof(value) == variant.TYPE_ARRAY:
            if len(value) == _HALVES:
                text = String.replace(text, str.replace(placeholder, "_", text_of(value[0])), text_of(value[1]))
            else:
                reported(f"Invalid format: the inner Array at index {at} needs to contain only 2 elements, as a key-value pair.")
        elif "_" in placeholder:
            text = String.replace(text, str.replace(placeholder, "_", str(at)), text_of(value))
        elif placeholder:
            text = str.replace(text, placeholder, text_of(value), 1)
    return text


def letter_of(code: int) -> str:
    """Return the letter of a code; an empty text where Unicode has no such letter."""
    return chr(code) if 0 < code <= _LAST_LETTER else ""


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends; no line behind the last end."""
    lines = [f"{line}\n" for line in str.split(text, "\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _dedented(text: str) -> str:
    indent: str | None = None
    out = []
    for line in str.split(text, "\n"):
        at = next((at for at, letter in enumerate(line) if letter > " "), -1)
        if at < 0:
            out.append("")
            continue
        if indent is None:
            indent = line[:at]
        stop = 0
        while stop < at and stop < len(indent) and line[stop] == indent[stop]:
            stop += 1
        out.append(line[stop:])
    return "\n".join(out)


def _is_ip(text: str) -> bool:
    if ":" in text:
        for part in str.split(text, ":"):
            if not part:
                continue
            if String.is_valid_hex_number(part):
                if not 0 <= _based(part, 16, "0x", "hexadecimal") <= _WORD_MOST:
                    return False
            elif not _is_ip(part):
                return False
        return True
    parts = str.split(text, ".")
    return len(parts) == _IP4_PARTS and all(String.is_valid_int(part) and 0 <= text_to_int(part) <= _BYTE_MOST for part in parts)


def _based(text: str, base: int, prefix: str, name: str) -> int:
    digits = text.removeprefix("-")
    if len(text) > len(prefix) and digits[: len(prefix)].lower() == prefix:
        digits = digits[len(prefix) :]
    result = 0
    for letter in digits:
        value = "0123456789abcdef".find(letter.lower())
        if not 0 <= value < base:
            if base > _HALVES:
                reported(f'Invalid {name} notation character "{letter}" (U+{ord(letter):04X}) in string "{text}".')
            return 0
        result = result * base + value
        if result > INT64_MAX:
            reported(
                f"Cannot represent {text} as a 64-bit signed integer, since the value is too {'small' if text[0] == '-' else 'large'}."
            )
            return -INT64_MAX - 1 if text[0] == "-" else INT64_MAX
    return -result if text.startswith("-") else result
