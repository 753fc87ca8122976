"""PackedByteArray: bytes, with texts, numbers and whole values in them, packed or hashed.

Rules: numbers stand with their lowest byte first. A place outside of the array is reported and gives 0. What is compressed by FastLZ, by
zlib or as gzip can be; the engine's Zstandard needs a library that is not here, and is reported.
"""

from __future__ import annotations

import zlib
from struct import calcsize, pack, unpack
from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers import fast_lz
from steam_nodes.gdscript.containers.packed import (
    PackedArray,
    PackedColorArray,
    PackedFloat32Array,
    PackedFloat64Array,
    PackedInt32Array,
    PackedInt64Array,
    PackedVector2Array,
    PackedVector3Array,
    PackedVector4Array,
)
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.text import var_bytes

_FASTLZ: Final = 0
_DEFLATE: Final = 1
_GZIP: Final = 3
_WINDOW: Final = {_DEFLATE: 15, _GZIP: 31}


class PackedByteArray(PackedArray[int]):
    """Bytes.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedbytearray.html.
    """

    __slots__ = ()
    _element_ = variant.TYPE_INT
    _form_ = "B"

    @classmethod
    def _fit_(cls, value: Any) -> int:
        return int(value) & 0xFF

    def get_string_from_ascii(self) -> str:
        """Return the bytes as letters, each of its own, up to the first 0."""
        return self._bytes_().partition(b"\0")[0].decode("latin-1")

    def get_string_from_utf8(self) -> str:
        """Return the text that the bytes are in UTF-8, up to the first 0."""
        return self._bytes_().partition(b"\0")[0].decode("utf-8", "replace")

    def get_string_from_utf16(self) -> str:
        """Return the text that the bytes are in UTF-16."""
        return self._bytes_()[: len(self) // 2 * 2].decode("utf-16-le", "replace").removeprefix("\ufeff").partition("\0")[0]

    def get_string_from_utf32(self) -> str:
        """Return the text that the bytes are in UTF-32."""
        return self._bytes_()[: len(self) // 4 * 4].decode("utf-32-le", "replace").partition("\0")[0]

    def get_string_from_wchar(self) -> str:
        """Return the text that the bytes are in wide letters."""
        return self.get_string_from_utf32()

    def get_string_from_multibyte_char(self, encoding: str = "") -> str:
        """Return the text that the bytes are in an encoding, UTF-8 where none is named."""
        try:
            return self._bytes_().decode(encoding or "utf-8", "replace")
        except LookupError:
            reported("Conversion failed: Unknown encoding")
            return ""

    def hex_encode(self) -> str:
        """Return the bytes in base 16."""
        return self._bytes_().hex()

    def compress(self, compression_mode: int = 0) -> Any:
        """Return the bytes compressed: 0 by FastLZ, 1 by zlib, 3 as gzip."""
        if not self:
            return PackedByteArray()
        if compression_mode == _FASTLZ:
            return PackedByteArray(fast_lz.compressed(self._bytes_()))
        if compression_mode not in _WINDOW:
            return _no_compression(compression_mode)
        packer = zlib.compressobj(wbits=_WINDOW[compression_mode])
        return PackedByteArray(packer.compress(self._bytes_()) + packer.flush())

    def decompress(self, buffer_size: int, compression_mode: int = 0) -> Any:
        """Return what was compressed, of a size that is known."""
        if buffer_size <= 0:
            reported("Decompression buffer size must be greater than zero.")
            return PackedByteArray()
        return self._decompressed_(buffer_size, compression_mode)

    def decompress_dynamic(self, max_output_size: int, compression_mode: int = 0) -> Any:
        """Return what was compressed, of any size up to a limit; -1 for none."""
        if compression_mode not in _WINDOW:
            return _no_compression(compression_mode)
        return self._decompressed_(max_output_size, compression_mode)

    def _decompressed_(self, size: int, mode: int) -> Any:
        if mode == _FASTLZ:
            return PackedByteArray(fast_lz.decompressed(self._bytes_(), size))
        if mode not in _WINDOW:
            return _no_compression(mode)
        try:
            raw = zlib.decompress(self._bytes_(), wbits=_WINDOW[mode])
        except zlib.error as failure:
            reported(f"Decompression failed: {failure}.")
            return PackedByteArray()
        if 0 < size < len(raw):
            reported("Decompression failed: the size is not the one that was told.")
            return PackedByteArray()
        return PackedByteArray(raw)

    def decode_u8(self, byte_offset: int) -> int:
        """Return the byte at a place."""
        return int(self._decoded_("B", byte_offset))

    def decode_s8(self, byte_offset: int) -> int:
        """Return the byte with a sign at a place."""
        return int(self._decoded_("b", byte_offset))

    def decode_u16(self, byte_offset: int) -> int:
        """Return the number of 16 bits at a place."""
        return int(self._decoded_("H", byte_offset))

    def decode_s16(self, byte_offset: int) -> int:
        """Return the number of 16 bits with a sign at a place."""
        return int(self._decoded_("h", byte_offset))

    def decode_u32(self, byte_offset: int) -> int:
        """Return the number of 32 bits at a place."""
        return int(self._decoded_("I", byte_offset))

    def decode_s32(self, byte_offset: int) -> int:
        """Return the number of 32 bits with a sign at a place."""
        return int(self._decoded_("i", byte_offset))

    def decode_u64(self, byte_offset: int) -> int:
        """Return the number of 64 bits at a place."""
        return int(self._decoded_("q", byte_offset))

    def decode_s64(self, byte_offset: int) -> int:
        """Return the number of 64 bits with a sign at a place."""
        return int(self._decoded_("q", byte_offset))

    def decode_half(self, byte_offset: int) -> float:
        """Return the float of 16 bits at a place."""
        return float(self._decoded_("e", byte_offset))

    def decode_float(self, byte_offset: int) -> float:
        """Return the float of 32 bits at a place."""
        return float(self._decoded_("f", byte_offset))

    def decode_double(self, byte_offset: int) -> float:
        """Return the float of 64 bits at a place."""
        return float(self._decoded_("d", byte_offset))

    def has_encoded_var(self, byte_offset: int, allow_objects: bool = False) -> bool:
        """Whether a value from `var_to_bytes` stands at a place."""
        return var_bytes.decoded(self._from_(byte_offset), objects=allow_objects)[1] > 0

    def decode_var(self, byte_offset: int, allow_objects: bool = False) -> Any:
        """Return the value from `var_to_bytes` at a place."""
        return var_bytes.decoded(self._from_(byte_offset), objects=allow_objects)[0]

    def decode_var_size(self, byte_offset: int, allow_objects: bool = False) -> int:
        """Return how many bytes the value from `var_to_bytes` at a place takes."""
        return var_bytes.decoded(self._from_(byte_offset), objects=allow_objects)[1]

    def to_int32_array(self) -> PackedInt32Array:
        """Return the numbers that the bytes are in memory."""
        return PackedInt32Array(self._numbers_("i", 4, "32-bit integer", "PackedInt32Array"))

    def to_int64_array(self) -> PackedInt64Array:
        """Return the numbers that the bytes are in memory."""
        return PackedInt64Array(self._numbers_("q", 8, "64-bit integer", "PackedInt64Array"))

    def to_float32_array(self) -> PackedFloat32Array:
        """Return the numbers that the bytes are in memory."""
        return PackedFloat32Array(self._numbers_("f", 4, "32-bit float", "PackedFloat32Array"))

    def to_float64_array(self) -> PackedFloat64Array:
        """Return the numbers that the bytes are in memory."""
        return PackedFloat64Array(self._numbers_("d", 8, "64-bit double", "PackedFloat64Array"))

    def to_vector2_array(self) -> PackedVector2Array:
        """Return the vectors that the bytes are in memory."""
        return PackedVector2Array(self._vectors_(variant.TYPE_VECTOR2, 2, "PackedVector2Array"))

    def to_vector3_array(self) -> PackedVector3Array:
        """Return the vectors that the bytes are in memory."""
        return PackedVector3Array(self._vectors_(variant.TYPE_VECTOR3, 3, "PackedVector3Array"))

    def to_vector4_array(self) -> PackedVector4Array:
        """Return the vectors that the bytes are in memory."""
        return PackedVector4Array(self._vectors_(variant.TYPE_VECTOR4, 4, "PackedVector4Array"))

    def to_color_array(self) -> PackedColorArray:
        """Return the colours that the bytes are in memory."""
        return PackedColorArray(self._vectors_(variant.TYPE_COLOR, 4, "PackedColorArray"))

    def bswap16(self, offset: int = 0, count: int = -1) -> None:
        """Turn the bytes of each number of 16 bits round."""
        self._swap_(offset, count, 2)

    def bswap32(self, offset: int = 0, count: int = -1) -> None:
        """Turn the bytes of each number of 32 bits round."""
        self._swap_(offset, count, 4)

    def bswap64(self, offset: int = 0, count: int = -1) -> None:
        """Turn the bytes of each number of 64 bits round."""
        self._swap_(offset, count, 8)

    def encode_u8(self, byte_offset: int, value: int) -> None:
        """Put a byte at a place."""
        self._encode_("B", byte_offset, value & 0xFF)

    def encode_s8(self, byte_offset: int, value: int) -> None:
        """Put a byte with a sign at a place."""
        self._encode_("B", byte_offset, value & 0xFF)

    def encode_u16(self, byte_offset: int, value: int) -> None:
        """Put a number of 16 bits at a place."""
        self._encode_("H", byte_offset, value & 0xFFFF)

    def encode_s16(self, byte_offset: int, value: int) -> None:
        """Put a number of 16 bits with a sign at a place."""
        self._encode_("H", byte_offset, value & 0xFFFF)

    def encode_u32(self, byte_offset: int, value: int) -> None:
        """Put a number of 32 bits at a place."""
        self._encode_("I", byte_offset, value & 0xFFFFFFFF)

    def encode_s32(self, byte_offset: int, value: int) -> None:
        """Put a number of 32 bits with a sign at a place."""
        self._encode_("I", byte_offset, value & 0xFFFFFFFF)

    def encode_u64(self, byte_offset: int, value: int) -> None:
        """Put a number of 64 bits at a place."""
        self._encode_("q", byte_offset, value)

    def encode_s64(self, byte_offset: int, value: int) -> None:
        """Put a number of 64 bits with a sign at a place."""
        self._encode_("q", byte_offset, value)

    def encode_half(self, byte_offset: int, value: float) -> None:
        """Put a float of 16 bits at a place."""
        self._encode_("e", byte_offset, value)

    def encode_float(self, byte_offset: int, value: float) -> None:
        """Put a float of 32 bits at a place."""
        self._encode_("f", byte_offset, value)

    def encode_double(self, byte_offset: int, value: float) -> None:
        """Put a float of 64 bits at a place."""
        self._encode_("d", byte_offset, value)

    def encode_var(self, byte_offset: int, value: Any, allow_objects: bool = False) -> int:
        """Put a value as `var_to_bytes` writes it at a place; return how many bytes it takes, -1 if there is no room."""
        raw = var_bytes.encoded(value, objects=allow_objects)
        if not raw or not 0 <= byte_offset <= len(self) - len(raw):
            return -1
        list.__setitem__(self, slice(byte_offset, byte_offset + len(raw)), raw)
        return len(raw)

    def _bytes_(self) -> bytes:
        return bytes(self)

    def _from_(self, offset: int) -> bytes:
        return self._bytes_()[offset:] if 0 <= offset <= len(self) else b""

    def _has_room_(self, offset: int, size: int, returning: str) -> bool:
        if 0 <= offset <= len(self) - size:
            return True
        bound = "int64_t(size) - 1" if size == 1 else f"(int64_t(size) - {size})" if returning else f"int64_t(size) - {size}"
        reported(f'Condition "p_offset < 0 || p_offset > {bound}" is true.{returning}')
        return False

    def _decoded_(self, form: str, offset: int) -> Any:
        size = calcsize(f"<{form}")
        if not self._has_room_(offset, size, " Returning: 0"):
            return 0
        return unpack(f"<{form}", bytes(self[offset : offset + size]))[0]

    def _encode_(self, form: str, offset: int, value: float) -> None:
        size = calcsize(f"<{form}")
        if self._has_room_(offset, size, ""):
            list.__setitem__(self, slice(offset, offset + size), pack(f"<{form}", value))

    def _numbers_(self, form: str, size: int, what: str, name: str) -> Any:
        if len(self) % size:
            reported(f"PackedByteArray size must be a multiple of {size} (size of {what}) to convert to {name}.")
            return ()
        return unpack(f"<{len(self) // size}{form}", self._bytes_())

    def _vectors_(self, number: int, count: int, name: str) -> list[Any]:
        cls = variant.class_of(number)
        numbers = self._numbers_("f", 4 * count, variant.TYPE_NAMES[number], name) if len(self) % (4 * count) else ()
        numbers = numbers or unpack(f"<{len(self) // 4}f", self._bytes_()[: len(self) // 4 * 4]) if not len(self) % (4 * count) else ()
        return [cls(*numbers[at : at + count]) for at in range(0, len(numbers), count)]

    def _swap_(self, offset: int, count: int, size: int) -> None:
        if not 0 <= offset <= len(self):
            reported('Condition "p_offset < 0 || p_offset > sz" is true.')
            return
        most = (len(self) - offset) // size
        if count > most:
            reported(f'Condition "p_count > floor((sz - p_offset) / {size})" is true.')
            return
        for at in range(offset, offset + (most if count < 0 else count) * size, size):
            list.__setitem__(self, slice(at, at + size), self[at : at + size][::-1])


def _no_compression(mode: int) -> PackedByteArray:
    reported(f"Compression mode {mode} is not supported here; use 0 (FastLZ), 1 (Deflate) or 3 (gzip).")
    return PackedByteArray()
