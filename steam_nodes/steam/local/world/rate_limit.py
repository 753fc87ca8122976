"""How often one user may be stored, and how often one player may upload a score, by the world's clock.

Rules: Valve asks for stores in "minutes, rather than seconds" and names no number; a minute is ours. What counts is a store that Steam
took: one that failed does not, so that it can be tried again at once. A store by another server does not count either. A warning is worth
saying once for each user: a game that stores too often does so all the time. What a call costs does not depend on how many users were
stored in the last minute. Of uploads Valve says: "Uploading scores to Steam is rate limited to 10 uploads per 10 minutes".
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Final

MINUTE: Final = 60.0
UPLOADS: Final = 10
UPLOADS_SECONDS: Final = 600.0
_MANY: Final = 1000
_AT_ONCE: Final = 2


class RateLimit:
    """When each user was last stored, the one stored longest ago first."""

    def __init__(self) -> None:
        """Begin with nobody stored."""
        # The first of a plain dict is found behind everything that was taken out before it; here it costs nothing.
        self._last: OrderedDict[int, float] = OrderedDict()
        self._warned: set[int] = set()

    def worth_saying(self, steam_id: int) -> bool:
        """Whether nobody was warned of this user yet; now somebody is."""
        if steam_id in self._warned or len(self._warned) >= _MANY:
            return False
        self._warned.add(steam_id)
        return True

    def since(self, steam_id: int, now: float) -> float | None:
        """Return how long ago the user was stored if that is less than a minute, else None."""
        last = self._last.get(steam_id)
        return now - last if last is not None and now - last < MINUTE else None

    def stored(self, steam_id: int, now: float) -> None:
        """Note that a store of the user is on its way."""
        last = self._last
        last[steam_id] = now
        last.move_to_end(steam_id)
        # One comes and up to two go, so that nothing is left to be done at once, and no more are kept than were stored in any one minute.
        for _ in range(_AT_ONCE):
            oldest = next(iter(last))
            if now - last[oldest] < MINUTE:
                break
            del last[oldest]

    def failed(self, steam_id: int, asked: float) -> None:
        """Note that the store asked at that time failed."""
        if self._last.get(steam_id) == asked:
            del self._last[steam_id]


class UploadLimit:
    """When one player's last ten scores were uploaded."""

    def __init__(self) -> None:
        """Begin with none."""
        self._times: deque[float] = deque(maxlen=UPLOADS)

    def since(self, now: float) -> float | None:
        """Return how long ago the tenth upload before this one was if that is less than ten minutes, else None."""
        times = self._times
        return now - times[0] if len(times) == UPLOADS and now - times[0] < UPLOADS_SECONDS else None

    def uploaded(self, now: float) -> None:
        """Note an upload."""
        self._times.append(now)
