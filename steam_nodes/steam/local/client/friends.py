"""What a player's program can show: the achievements with their texts, limits and icons, and the friends with their names.

Rules: texts, icons, players and friends are those of the schema. An icon is read from its file when it is first wanted, in later frames
than the one that asked, so much of it in each frame that none of them is held up; a file that cannot be read is said once and counts as
no icon. A handle stays the same until the end.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import UserAchievementIconFetched
from steam_nodes.steam.local.client.user_stats import ClientStats
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.png import Picture
    from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
    from steam_nodes.steam.local.world.client_world import ClientWorld
    from steam_nodes.steam.schema.entries import Achievement, Progress

_KEYS: Final = ("name", "desc", "hidden")
_IN_A_FRAME: Final = 64 * 64 * 4
"""How many bytes of icons a frame reads: one icon as Steam shows them, at most some 3 ms."""
_OF_A_FILE: Final = 1024
"""As how many of them each file counts beside its pixels."""


class ClientGallery(ClientStats):
    """The part of a player's door that tells of achievements and friends.

    Args:
        world: The player's world.
        rules: Its rules.
        owner: Whose game it is.
        name: What the player is called, "" for what the schema says.
        friends: The player's friends beside those of the schema.
    """

    def __init__(self, world: ClientWorld, rules: ClientStatRules, owner: int, name: str, friends: Iterable[int]) -> None:
        """Begin with no icon read."""
        self._name = name
        self._friends = tuple(friends)
        self._wanted: set[str] = set()
        self._icons: dict[str, int] = {}
        self._images: list[Picture] = []
        self._fetching: deque[tuple[int, Achievement]] = deque()
        self._reading: Generator[int, None, Picture] | None = None
        self._frame = 0
        self._left = 0
        super().__init__(world, rules, owner)

    def get_num_achievements(self) -> int:
        """How many published achievements there are."""
        return len(self._rules.achievement_names) if self._present("get_num_achievements") else 0

    def get_achievement_name(self, index: int) -> str:
        """Return the API Name of the achievement at an index from 0, in App Admin's order; "" if there is none."""
        if isinstance(index, bool) or not isinstance(index, int):
            message = f"get_achievement_name: the index is an int from 0, not {type(index).__name__} {short(index)}"
            raise TypeError(message)
        if not self._present("get_achievement_name"):
            return ""
        names = self._rules.achievement_names
        if 0 <= index < len(names):
            return names[index]
        fault = f"get_achievement_name({short(index)}): there are {len(names)} achievements; pass an index from 0 to below that"
        self._refuse(Refusal(("get_achievement_name", "index"), fault))
        return ""

    def get_achievement_display_attribute(self, name: str, key: str) -> str:
        """Return the "name", "desc" or "hidden" ("0" or "1") of an achievement; "" if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementDisplayAttribute.
        """
        call = "get_achievement_display_attribute"
        entry = self._entry(call, name)
        if entry is None:
            return ""
        if key not in _KEYS:
            self._refuse(refusals.of_call(call, name, f'{short(key)} is no attribute; pass "name", "desc" or "hidden"'))
            return ""
        if key == "hidden":
            return str(int(entry.hidden))
        return entry.display_name if key == "name" else entry.description

    def get_achievement_icon(self, name: str) -> int:
        """Return the handle of the icon for the achievement's present state.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementIcon.

        Returns:
            0 at the first call, and a UserAchievementIconFetched follows; 0 for ever, without one, if the achievement has no icon.
        """
        entry = self._entry("get_achievement_icon", name)
        if entry is None or not entry.icon:
            return 0
        if name in self._wanted:
            return self._icons.get(self._icon_of(entry), 0)
        self._wanted.add(name)
        self._fetching.append((self._world.frame, entry))
        return 0

    def get_achievement_progress_limits_int(self, name: str) -> tuple[int, int] | None:
        """Return the (min, max) of an achievement whose progress stat is INT; None if it has none."""
        limits = self._limits("get_achievement_progress_limits_int", name, "INT")
        return None if limits is None else (int(limits.min), int(limits.max))

    def get_achievement_progress_limits_float(self, name: str) -> tuple[float, float] | None:
        """Return the (min, max) of an achievement whose progress stat is FLOAT; None if it has none."""
        limits = self._limits("get_achievement_progress_limits_float", name, "FLOAT")
        return None if limits is None else (float(limits.min), float(limits.max))

    def get_image_size(self, handle: int) -> tuple[int, int] | None:
        """Return the (width, height) of an image in pixels; None for an unknown handle."""
        image = self._image("get_image_size", handle)
        return None if image is None else image[:2]

    def get_image_rgba(self, handle: int) -> bytes | None:
        """Return the pixels of an image, four bytes each, row by row from the top; None for an unknown handle."""
        image = self._image("get_image_rgba", handle)
        return None if image is None else image[2]

    def get_friends(self) -> list[int]:
        """The ids of the player's friends: those of the schema, then those this door was given."""
        if not self._present("get_friends"):
            return []
        player = self._rules.schema.players.get(self._me)
        return list(dict.fromkeys((*(player.friends if player else ()), *self._friends)))

    def get_persona_name(self, steam_id: int) -> str:
        """What a player is called; "" if that is not known."""
        if not is_player(steam_id) or not self._present("get_persona_name"):
            return ""
        if steam_id == self._me and self._name:
            return self._name
        player = self._rules.schema.players.get(steam_id)
        return player.name if player else ""

    def poll(self) -> list[ClientRecord]:
        """Return what has arrived since the last poll, in order."""
        records = super().poll()
        if self._world.frame > self._frame:
            self._frame = self._world.frame
            self._left = _IN_A_FRAME
        while self._fetching and self._fetching[0][0] < self._frame and self._fetch(self._fetching[0][1]):
            entry = self._fetching.popleft()[1]
            handle = self._icons[self._icon_of(entry)]
            records.append(UserAchievementIconFetched(self._game_id, entry.name, self._achieved(entry), handle))
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        super().close()
        self._fetching.clear()

    # What is used above.

    def _entry(self, call: str, name: str) -> Achievement | None:
        """Find an achievement, or say why there is none."""
        entry = self._value(self._rules.achievement(call, name))
        return entry if self._present(call) else None

    def _limits(self, call: str, name: str, kind: Literal["INT", "FLOAT"]) -> Progress | None:
        """Find the progress of an achievement on a stat of this type, or say why there is none."""
        entry = self._entry(call, name)
        if entry is None:
            return None
        if entry.progress is None:
            self._refuse(refusals.of_call(call, name, f"it has no progress stat; add progress to [achievements.{name[:140]}]"))
            return None
        found = self._rules.schema.stats[entry.progress.stat].type
        if (found == "INT") != (kind == "INT"):
            other = "float" if kind == "INT" else "int"
            fault = f'its progress stat "{entry.progress.stat}" is {found}; call get_achievement_progress_limits_{other}'
            self._refuse(refusals.of_call(call, name, fault))
            return None
        return entry.progress

    def _icon_of(self, entry: Achievement) -> str:
        """Return the file of the icon for the present state."""
        return entry.icon if self._achieved(entry) or not entry.icon_gray else entry.icon_gray

    def _achieved(self, entry: Achievement) -> bool:
        """Whether the player has an achievement."""
        return self._own().unlocked.get(entry.name) is not None

    def _fetch(self, entry: Achievement) -> bool:
        """Read on in both icons of an achievement, as far as this frame goes; return whether they are here."""
        for file in dict.fromkeys((entry.icon, entry.icon_gray or entry.icon)):
            while file not in self._icons:
                if self._left < 0:
                    return False
                self._left -= self._read(entry.name, file)
        return True

    def _read(self, name: str, file: str) -> int:
        """Read a row of an icon and return what that costs; after the last one there is a handle, 0 if it cannot be shown."""
        from steam_nodes.steam.files import UnreadableError, read_file  # noqa: PLC0415 - games without icons need neither this
        from steam_nodes.steam.local.client.png import MOST_BYTES, SIDE, PNGError, reading_png  # noqa: PLC0415 - nor zlib

        path = Path(self._rules.schema.folder, file)
        try:
            if self._reading is None:
                self._reading = reading_png(read_file(path, MOST_BYTES))
            return next(self._reading)
        except StopIteration as end:
            self._images.append(end.value)
            self._icons[file] = len(self._images)
        except (UnreadableError, PNGError) as fault:
            remedy = f"put a PNG file of 8 bits there, not interlaced, of at most {SIDE} x {SIDE} pixels and {MOST_BYTES} bytes"
            sentence = f"[achievements.{name[:140]}]: icon {path} cannot be shown ({fault}); {remedy}"
            self._world.world_log.remark(Refusal(("icon", file), sentence))
            self._icons[file] = 0
        self._reading = None
        return _OF_A_FILE

    def _image(self, call: str, handle: int) -> tuple[int, int, bytes] | None:
        """Find an image."""
        if isinstance(handle, bool) or not isinstance(handle, int):
            message = f"{call}: the handle of an image is an int, not {type(handle).__name__} {short(handle)}"
            raise TypeError(message)
        if not self._present(call):
            return None
        if 1 <= handle <= len(self._images):
            return self._images[handle - 1]
        sentence = f"{call}({short(handle)}): there is no such image; pass the handle that get_achievement_icon returned, once it is not 0"
        self._refuse(Refusal((call, "handle"), sentence))
        return None
