"""What Lua's tables became: dictionaries whose entries are attributes too, one class for each type of the plugin's documentation.

Rules: `event.isError` and `event["isError"]` are the same entry, under the plugin's own name. An entry that is not there reads as None,
as in Lua, if the type has one of that name; any other name is a slip, and is refused with the names there are.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Table(dict[str, Any]):
    """A dictionary whose entries can be read and set as attributes.

    Args:
        entries: The entries by name, as keywords.
    """

    __slots__ = ()

    _names: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note the names of the entries, which are the annotations of the class."""
        super().__init_subclass__(**kwargs)
        cls._names = frozenset(cls.__annotations__)

    def __getattr__(self, name: str) -> Any:
        """Return an entry, None if it is not there.

        Raises:
            AttributeError: The type has no entry of that name.
        """
        if name in self:
            return self[name]
        if name not in self._names:
            raise AttributeError(self._slip(name))
        return None

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an entry."""
        self[name] = value

    def __missing__(self, name: str) -> None:
        """Return None for an entry that is not there.

        Raises:
            KeyError: The type has no entry of that name.
        """
        if name not in self._names:
            raise KeyError(self._slip(name))

    def _slip(self, name: str) -> str:
        return f"{type(self).__name__} has no entry {name!r}; it can have {', '.join(sorted(self._names))}"


class AchievementInfo(Table):
    """What `getAchievementInfo` returns.

    Mirrors https://docs.coronalabs.com/plugin/steamworks/type/AchievementInfo/index.html.
    """

    unlocked: bool
    unlockTime: int | None
    """When it was unlocked, in seconds since 1970 UTC; not there while it is locked."""
    localizedName: str
    localizedDescription: str
    hidden: bool


class ImageInfo(Table):
    """What `getAchievementImageInfo` returns; the handle is good for this run of the program only.

    Mirrors https://docs.coronalabs.com/plugin/steamworks/type/ImageInfo/index.html.
    """

    imageHandle: int
    pixelWidth: int
    pixelHeight: int


class LeaderboardEntry(Table):
    """One line of a leaderboard.

    Mirrors https://docs.coronalabs.com/plugin/steamworks/type/LeaderboardEntry/index.html.
    """

    userSteamId: str
    globalRank: int
    score: int


class Event(Table):
    """What a listener gets: `name`, and the entries of the event of that name.

    Mirrors https://docs.coronalabs.com/plugin/steamworks/index.html#events.
    """

    name: str
    isError: bool
    resultCode: int
    """Valve's EResult: 1 success, 2 the user has no stats, 3 no connection, 8 a value was rejected."""
    userSteamId: str
    achievementName: str
    isGroup: bool
    currentProgress: int | None
    """Not there once the achievement is unlocked; `maxProgress` neither."""
    maxProgress: int | None
    imageInfo: ImageInfo
    unlocked: bool
    leaderboardName: str
    leaderboardHandle: str
    entryCount: int
    sortMethod: str
    displayType: str
    entries: list[LeaderboardEntry]
    scoreChanged: bool
    currentGlobalRank: int
    previousGlobalRank: int | None
    count: int
