"""ISteamUtils over Valve's library: what of it is more than a check, a call and a conversion, for the classes of both sides.

Rules: each is a method where a class body takes it up; it needs the pipe of that class and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.native.calls import GAME_SERVER_UTILS, UTILS
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import INT_MAX, short

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import Interface
    from steam_nodes.steam.native.native_backend import NativeBackend
    from steam_nodes.steam.native.pipes.pipe import Pipe

_MOST_PIXELS: Final = 1 << 24

# Either side's.


def call_failure_reason(pipe: Pipe[Any], interface: Interface) -> int:
    """Return why the last call that Steam answers later broke, -1 if it did not."""
    last = pipe.answers.last
    reason = pipe.call(interface, "get_api_call_failure_reason", "GetAPICallFailureReason", last)
    return -1 if reason is None or not last else int(reason)


def call_state(pipe: Pipe[Any], interface: Interface) -> tuple[bool, bool]:
    """Return whether the last call that Steam answers later is answered, and whether it failed."""
    failed = pipe.ffi.new("bool *")
    done = pipe.call(interface, "is_api_call_completed", "IsAPICallCompleted", pipe.answers.last, failed)
    return bool(done), bool(failed[0])


# A server's.


def get_api_call_failure_reason(self: NativeBackend[Any]) -> int:
    """Return why the last call that Steam answers later broke, -1 if it did not."""
    return call_failure_reason(self._pipe, GAME_SERVER_UTILS)


def is_api_call_completed(self: NativeBackend[Any]) -> tuple[bool, bool]:
    """Whether the last call that Steam answers later is answered, and whether it failed."""
    return call_state(self._pipe, GAME_SERVER_UTILS)


# A player's.


def is_overlay_enabled(self: NativeBackend[Any]) -> bool:
    """Whether Steam's overlay can be shown."""
    pipe = self._pipe
    return bool(pipe.handle and pipe.lib.SteamAPI_ISteamUtils_IsOverlayEnabled(pipe.utils))


def get_image_size(self: NativeBackend[Any], handle: int) -> tuple[int, int] | None:
    """Return the (width, height) of an image in pixels; None for an unknown handle.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageSize.
    """
    return _image_size(self, "get_image_size", handle)


def get_image_rgba(self: NativeBackend[Any], handle: int) -> bytes | None:
    """Return the pixels of an image, four bytes each, row by row from the top; None for an unknown handle.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageRGBA.
    """
    size = _image_size(self, "get_image_rgba", handle)
    if size is None or not 0 < size[0] * size[1] <= _MOST_PIXELS:
        return None
    pipe, room = self._pipe, 4 * size[0] * size[1]
    pixels = pipe.ffi.new("uint8_t[]", room)
    if not pipe.call(UTILS, "get_image_rgba", "GetImageRGBA", handle, pixels, room):
        return None
    return bytes(pipe.ffi.buffer(pixels))


def _image_size(self: NativeBackend[Any], call: str, handle: int) -> tuple[int, int] | None:
    """Ask for the size of an image, and say so if there is none."""
    if isinstance(handle, bool) or not isinstance(handle, int):
        message = f"{call}: the handle of an image is an int, not {type(handle).__name__} {short(handle)}"
        raise TypeError(message)
    pipe = self._pipe
    if not pipe.ready(UTILS.group, call):
        return None
    size = pipe.ffi.new("uint32_t[2]")
    if 0 < handle <= INT_MAX and pipe.call(UTILS, call, "GetImageSize", handle, size, size + 1):
        return int(size[0]), int(size[1])
    sentence = f"{call}({short(handle)}): there is no such image; pass the handle of an icon or an avatar, once it is above 0"
    pipe.refusal_log.refuse(Refusal((call, "handle"), sentence))
    return None
