"""ISteamFriends on the local Steam: the people: names, states, relationships, levels, nicknames, and whom one played with.

Rules: the calls are Valve's ISteamFriends. People are those of the schema, [players.ID], and everything about them is known at once but
for whom a script has made unknown: of these Steam knows nothing until it is asked. What a script changes about a person, and what their own
program changes, is told to every program of this process that knows them, within a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import ipv4_number, require_bool, require_int, require_member, require_str
from steam_nodes.steam.groups.people import (
    EquippedProfileItems,
    EquippedProfileItemsChanged,
    FollowerCount,
    Following,
    FollowingList,
    PersonaNameSet,
    PersonaStateChanged,
)
from steam_nodes.steam.groups.people_enums import (
    CommunityProfileItemProperty,
    CommunityProfileItemType,
    FriendFlags,
    FriendRelationship,
    PersonaChange,
    PersonaState,
)
from steam_nodes.steam.local.client.friend_list import FROM_THERE
from steam_nodes.steam.local.client.personas import NOWHERE, read_game
from steam_nodes.steam.local.store.room import SESSIONS
from steam_nodes.steam.local.world.options import require_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.player_entries import ITEM_NUMBERS, ITEM_TEXTS, ITEM_TYPES, persona_name_fault
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.local.client.avatar_images import AvatarImages
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.store.room import RoomRow
    from steam_nodes.steam.local.world.requests import QueryRequest
    from steam_nodes.steam.local.world.shared_room import SharedRoom

_LISTED: Final = 50
_TOPIC: Final = "persona"
"""What programs tell each other of their players stands under this topic of the shared room."""
_CLAN, _CHAT = 7, 8
_KINDS: Final[dict[int, int]] = {
    FriendRelationship.BLOCKED: FriendFlags.BLOCKED,
    FriendRelationship.REQUEST_RECIPIENT: FriendFlags.FRIENDSHIP_REQUESTED,
    FriendRelationship.FRIEND: FriendFlags.IMMEDIATE,
    FriendRelationship.REQUEST_INITIATOR: FriendFlags.REQUESTING_FRIENDSHIP,
    FriendRelationship.IGNORED: FriendFlags.IGNORED,
    FriendRelationship.IGNORED_FRIEND: FriendFlags.IGNORED_FRIEND,
}
"""Among which people each relationship puts somebody."""
_RETAINED: Final = (Result.OK, Result.NO_CONNECTION, Result.TIMEOUT)
"""The answers with which a new name stays on this machine."""


class LocalPeople:
    """The calls of a player's program about the people.

    Args:
        session: The player's session.
        images: The avatars as images.
    """

    def __init__(self, session: ClientSession, images: AvatarImages) -> None:
        """Begin with what the schema says."""
        self._session = session
        self._images = images
        self._personas = session.personas
        self._friends = session.friends
        player = session.rules.schema.players.get(session.me)
        self._nicknames: dict[int, str] = dict(player.nicknames) if player else {}
        self._groups: list[tuple[str, list[int]]] = [(name, list(ids)) for name, ids in player.groups.items()] if player else []
        self._played: dict[int, tuple[int, int]] = {}
        self._unknown: set[int] = set()
        self._asked: set[int] = set()
        self._told_items: set[int] = set()
        self._room: SharedRoom | None = None
        self.restrictions = 0
        """What `get_user_restrictions` says that the player's account may not do, as bits."""
        self.speaking: set[int] = set()
        """Of whom the game said last that they talk."""

    # Other processes.

    def _look_out(self) -> None:
        """Look from now on what the programs of other processes tell of their players, and tell them of this one's."""
        if self._room is not None or not self._session.initialised:
            return
        self._room = self._session.room
        self._room.watch(SESSIONS, self._came_or_went)
        self._room.watch(_TOPIC, self._told)
        self._publish()

    def _publish(self) -> None:
        """Tell other processes what the player's own program has changed about the player."""
        if self._room is None:
            return
        persona = self._personas.of(self._session.me)
        told = {"name": persona.name, "state": "" if persona.state is None else str(persona.state)}
        told["game"] = "" if persona.game is None else " ".join(map(str, persona.game))
        for key, value in told.items():
            self._room.put(_TOPIC, key, value.encode())

    def _came_or_went(self, row: RoomRow) -> None:
        """Take it that a program of another player is in the game now, or is not any more."""
        self._personas.elsewhere(row.key, None if row.value is None else row.owner, self._session.app_id)

    def _told(self, row: RoomRow) -> None:
        """Take what a program of another process tells of its player; once it is gone its player is what they were."""
        if self._personas.is_here(row.owner):
            return  # Its own program is in this process, and tells of itself; what the room has of it may be older.
        value = (row.value or b"").decode(errors="replace")
        if row.key == "name" and not persona_name_fault(value):
            self._personas.rename(row.owner, value)
        elif row.key == "state" and (value == "" or (value.isdecimal() and int(value) < PersonaState.MAX)):
            self._personas.show(row.owner, int(value) if value else self._personas.usual(row.owner).state)
        elif row.key == "game":
            self._personas.play(row.owner, read_game(value) if value else self._personas.usual(row.owner).game)

    # What happens in the world, by script.

    def rename(self, steam_id: int, name: str) -> None:
        """Have a person take another name; NAME tells of it, and the old one is in their history."""
        require_player(steam_id, "give rename the 64-bit Steam ID of a player")
        fault = persona_name_fault(require_str("rename", "the name", name))
        if fault:
            raise ValueError(fault)
        self._personas.rename(steam_id, name)
        self._publish()

    def show(self, steam_id: int, state: PersonaState | int | None) -> None:
        """Have a person show themself otherwise: STATUS tells of it, with COME_ONLINE or GONE_OFFLINE.

        Args:
            steam_id: The person.
            state: The state; None for online while a program of theirs runs, else offline.
        """
        require_player(steam_id, "give show the 64-bit Steam ID of a player")
        self._personas.show(steam_id, None if state is None else int(require_member("show", "state", PersonaState, state)))
        self._publish()

    def play(self, steam_id: int, app_id: int | None, ip: str = NOWHERE, game_port: int = 0, query_port: int = 0, lobby: int = 0) -> None:
        """Have a person play something; GAME_PLAYED tells of it, with GAME_SERVER where the server is another.

        Args:
            steam_id: The person; to be seen playing they have to be online.
            app_id: The app, 0 for nothing; None for the one whose program of theirs runs.
            ip: The IPv4 address of the server.
            game_port: Its game port.
            query_port: Its query port.
            lobby: The lobby they are in.
        """
        require_player(steam_id, "give play the 64-bit Steam ID of a player")
        ipv4_number(ip)
        for label, number, most in (("app_id", app_id or 0, 2**32), ("game_port", game_port, 2**16), ("query_port", query_port, 2**16)):
            if not 0 <= require_int("play", label, number) < most:
                message = f"play: {label} is {short(number)}; pass 0 to {most - 1}"
                raise ValueError(message)
        self._personas.play(steam_id, None if app_id is None else (app_id, ip, game_port, query_port, lobby))
        self._publish()

    def raise_level(self, steam_id: int, level: int) -> None:
        """Have a person reach another level; STEAM_LEVEL tells of it."""
        require_player(steam_id, "give raise_level the 64-bit Steam ID of a player")
        self._personas.of(steam_id).level = require_int("raise_level", "level", level)
        self._personas.tell(steam_id, PersonaChange.STEAM_LEVEL)

    def relate(self, steam_id: int, relationship: FriendRelationship | int) -> None:
        """Have a person become something else to the player; RELATIONSHIP_CHANGED tells of it, a friend's own program too."""
        require_player(steam_id, "give relate the 64-bit Steam ID of a player")
        relationship = int(require_member("relate", "relationship", FriendRelationship, relationship))
        self._friends.relations[steam_id] = relationship
        self._session.post(PersonaStateChanged(SteamID(steam_id), PersonaChange.RELATIONSHIP_CHANGED))
        if relationship in FROM_THERE:
            self._personas.relate(steam_id, self._session.me, FROM_THERE[relationship])

    def nickname(self, steam_id: int, name: str) -> None:
        """Have the player call a person something, "" for no nickname; NICKNAME tells of it."""
        require_player(steam_id, "give nickname the 64-bit Steam ID of a player")
        self._nicknames[steam_id] = require_str("nickname", "the nickname", name)
        self._session.post(PersonaStateChanged(SteamID(steam_id), PersonaChange.NICKNAME))

    def group(self, name: str, steam_ids: Iterable[int]) -> int:
        """Have the player put friends into a group, a new one if there is none of this name; return its id. Steam tells nobody of it."""
        members = list(dict.fromkeys(steam_ids))
        for member in members:
            require_player(member, "give group the 64-bit Steam IDs of players")
        for place, (known, ids) in enumerate(self._groups):
            if known == name:
                ids[:] = members
                return place
        self._groups.append((name, members))
        return len(self._groups) - 1

    def follow(self, follower: int, steam_id: int, follows: bool = True) -> None:
        """Have a person follow another, or not any more. Steam tells nobody of it."""
        for who in (follower, steam_id):
            require_player(who, "give follow the 64-bit Steam IDs of players")
        following = self._personas.of(follower).following
        if require_bool("follow", "follows", follows):
            following[steam_id] = None
        else:
            following.pop(steam_id, None)

    def equip(self, steam_id: int, item_type: str, **properties: str | int) -> None:
        """Have a person put an item on their profile, without properties none; EquippedProfileItemsChanged tells of it.

        Args:
            steam_id: The person.
            item_type: The place: "animated_avatar", "avatar_frame", "profile_modifier", "profile_background" or "mini_profile_background".
            **properties: What the item is, by the words that a schema has.
        """
        require_player(steam_id, "give equip the 64-bit Steam ID of a player")
        if item_type not in ITEM_TYPES or not set(properties) <= {*ITEM_TEXTS, *ITEM_NUMBERS}:
            message = (
                f"equip: {short(item_type)} with {', '.join(properties)}; the places are {', '.join(ITEM_TYPES)}, see [players.ID.items]"
            )
            raise ValueError(message)
        items = self._personas.of(steam_id).items
        items.pop(item_type, None)
        if properties:
            items[item_type] = dict(properties)
        self._personas.tell_items(steam_id, EquippedProfileItemsChanged(SteamID(steam_id)))

    def join_source(self, steam_id: int, source_id: int) -> None:
        """Have a person enter a group, a chat, a lobby or a game server; JOINED_SOURCE tells who is in it too."""
        require_player(steam_id, "give join_source the 64-bit Steam ID of a player")
        require_int("join_source", "source_id", source_id)
        self._personas.sources.setdefault(source_id, {})[steam_id] = None
        self._personas.tell(steam_id, PersonaChange.JOINED_SOURCE)

    def leave_source(self, steam_id: int, source_id: int) -> None:
        """Have a person leave it; LEFT_SOURCE tells who is in it too."""
        if steam_id in self._personas.sources.get(source_id, {}):
            self._personas.tell(steam_id, PersonaChange.LEFT_SOURCE)
            del self._personas.sources[source_id][steam_id]

    def make_unknown(self, steam_id: int) -> None:
        """Have Steam know nothing of a person, no name and no level, until the game asks for it."""
        require_player(steam_id, "give make_unknown the 64-bit Steam ID of a player")
        self._unknown.add(steam_id)
        self._told_items.discard(steam_id)

    # Names and states.

    def get_persona_name(self) -> str:
        """Return what the player is called."""
        return self._personas.of(self._session.me).name if self._session.present("get_persona_name") else ""

    def get_persona_state(self) -> int:
        """Return how the player shows themself."""
        me = self._session.me
        return self._personas.state(me, me) if self._session.present("get_persona_state") else 0

    def set_persona_name(self, persona_name: str) -> int:
        """Give the player another name."""
        call = "set_persona_name"
        fault = persona_name_fault(require_str(call, "persona_name", persona_name))
        me, before = self._session.me, self._personas.of(self._session.me).name
        if not fault and self._session.initialised:
            self._personas.rename(me, persona_name)
            self._publish()

        def answer(it: QueryRequest) -> PersonaNameSet:
            kept = it.answer in _RETAINED and not fault
            if not kept and not fault and self._personas.of(me).name == persona_name:
                self._personas.rename(me, before)
                self._publish()
            return PersonaNameSet(it.call, it.answer is Result.OK, kept, it.answer)

        return self._session.later(call, answer, fault=fault)

    def get_friend_persona_name(self, steam_id: int) -> str:
        """Return what a person is called."""
        return self._personas.of(steam_id).name if self._known("get_friend_persona_name", steam_id) else ""

    def listen(self) -> None:
        """Be told of people from now on."""
        self._session.hears = True
        self._look_out()

    def get_friend_persona_name_history(self, steam_id: int, name_history: int) -> str:
        """Return what a person was called, 0 for now."""
        call = "get_friend_persona_name_history"
        require_int(call, "name_history", name_history)
        if not self._known(call, steam_id):
            return ""
        persona = self._personas.of(steam_id)
        names = [persona.name, *persona.names]
        return names[name_history] if 0 <= name_history < len(names) else ""

    def get_friend_persona_state(self, steam_id: int) -> int:
        """Return how a person shows themself."""
        self._look_out()
        return self._personas.state(steam_id, self._session.me) if self._known("get_friend_persona_state", steam_id) else 0

    def get_friend_steam_level(self, steam_id: int) -> int:
        """Return a person's level on Steam; of who is unknown it is asked for."""
        call = "get_friend_steam_level"
        if not self._session.is_person(call, steam_id):
            return 0
        if steam_id in self._unknown:
            self._ask(steam_id, PersonaChange.STEAM_LEVEL)
            return 0
        return self._personas.of(steam_id).level

    def get_player_nickname(self, steam_id: int) -> str:
        """Return what the player calls a person."""
        return self._nicknames.get(steam_id, "") if self._session.is_person("get_player_nickname", steam_id) else ""

    def get_friend_game_played(self, steam_id: int) -> tuple[int, str, int, int, int] | None:
        """Return what a person plays."""
        self._look_out()
        return self._personas.game(steam_id, self._session.me) if self._known("get_friend_game_played", steam_id) else None

    def request_user_information(self, steam_id: int, require_name_only: bool) -> bool:
        """Ask for what is not known of a person; True: PersonaStateChanged follows."""
        call = "request_user_information"
        require_bool(call, "require_name_only", require_name_only)
        if not self._session.is_person(call, steam_id):
            return False
        coming = not require_name_only and self._images.want(steam_id)
        if steam_id in self._unknown:
            self._ask(steam_id, PersonaChange.NAME)
            return True
        return coming

    def get_user_restrictions(self) -> int:
        """Return what the player's account may not do."""
        return self.restrictions if self._session.present("get_user_restrictions") else 0

    # Who is what to the player.

    def get_friend_relationship(self, steam_id: int) -> int:
        """Return what a person is to the player."""
        return self._friends.relation(steam_id) if self._session.is_person("get_friend_relationship", steam_id) else 0

    def get_friend_count(self, friend_flags: int) -> int:
        """Return how many people there are of these kinds."""
        return len(self._of_kinds("get_friend_count", friend_flags))

    def get_friend_by_index(self, friend_number: int, friend_flags: int) -> int:
        """Return the id of one of them by place."""
        require_int("get_friend_by_index", "friend_number", friend_number)
        return _at(self._of_kinds("get_friend_by_index", friend_flags), friend_number)

    def has_friend(self, steam_id: int, friend_flags: int) -> bool:
        """Return whether a person is one of them."""
        require_int("has_friend", "friend_flags", friend_flags)
        return self._session.is_person("has_friend", steam_id) and bool(self._kinds(steam_id) & friend_flags)

    def get_friend_count_from_source(self, source_id: int) -> int:
        """Return how many people there are in a source."""
        return len(self._in_source("get_friend_count_from_source", source_id))

    def get_friend_from_source_by_index(self, source_id: int, friend_number: int) -> int:
        """Return the id of one of them by place."""
        require_int("get_friend_from_source_by_index", "friend_number", friend_number)
        return _at(self._in_source("get_friend_from_source_by_index", source_id), friend_number)

    def is_user_in_source(self, steam_id: int, source_id: int) -> bool:
        """Return whether a person is one of them."""
        require_int("is_user_in_source", "steam_id", steam_id)
        return steam_id in self._in_source("is_user_in_source", source_id)

    # The groups that the player has put friends into.

    def get_friends_group_count(self) -> int:
        """Return how many groups there are."""
        return len(self._groups) if self._session.present("get_friends_group_count") else 0

    def get_friends_group_id_by_index(self, friend_group: int) -> int:
        """Return the id of a group by place: that place."""
        return friend_group if self._group("get_friends_group_id_by_index", friend_group) is not None else -1

    def get_friends_group_name(self, friend_group: int) -> str:
        """Return the name of a group."""
        found = self._group("get_friends_group_name", friend_group)
        return found[0] if found else ""

    def get_friends_group_members_count(self, friend_group: int) -> int:
        """Return how many friends are in a group."""
        found = self._group("get_friends_group_members_count", friend_group)
        return len(found[1]) if found else 0

    def get_friends_group_members_list(self, friend_group: int, member_count: int) -> list[int]:
        """Return the ids of at most so many friends in a group."""
        require_int("get_friends_group_members_list", "member_count", member_count)
        found = self._group("get_friends_group_members_list", friend_group)
        return found[1][: max(member_count, 0)] if found else []

    # Whom one played with.

    def set_played_with(self, steam_id: int) -> None:
        """Note that the player plays with a person now."""
        if self._session.is_person("set_played_with", steam_id):
            self._played.pop(steam_id, None)
            self._played[steam_id] = self._session.app_id, int(self._session.world.clock.now())

    def get_coplay_friend_count(self) -> int:
        """Return how many people the player played with lately."""
        return len(self._played) if self._session.present("get_coplay_friend_count") else 0

    def get_coplay_friend(self, friend_index: int) -> int:
        """Return the id of one of them by place, the last one first."""
        require_int("get_coplay_friend", "friend_index", friend_index)
        return _at(list(self._played)[::-1], friend_index) if self._session.present("get_coplay_friend") else 0

    def get_friend_coplay_game(self, friend_id: int) -> int:
        """Return which app the player played with a person last."""
        return self._played.get(friend_id, (0, 0))[0] if self._session.is_person("get_friend_coplay_game", friend_id) else 0

    def get_friend_coplay_time(self, friend_id: int) -> int:
        """Return when that was."""
        return self._played.get(friend_id, (0, 0))[1] if self._session.is_person("get_friend_coplay_time", friend_id) else 0

    def set_in_game_voice_speaking(self, steam_id: int, speaking: bool) -> None:
        """Say that a person talks."""
        require_bool("set_in_game_voice_speaking", "speaking", speaking)
        if self._session.is_person("set_in_game_voice_speaking", steam_id):
            (self.speaking.add if speaking else self.speaking.discard)(steam_id)

    # Who follows whom.

    def get_follower_count(self, steam_id: int) -> int:
        """Ask how many follow a person."""
        require_int("get_follower_count", "steam_id", steam_id)
        return self._session.later(
            "get_follower_count",
            lambda it: FollowerCount(
                it.call, it.answer, _id(steam_id), self._personas.followers(steam_id) if it.answer is Result.OK else 0
            ),
        )

    def is_following(self, steam_id: int) -> int:
        """Ask whether the player follows a person."""
        require_int("is_following", "steam_id", steam_id)
        following = self._personas.of(self._session.me).following
        return self._session.later(
            "is_following", lambda it: Following(it.call, it.answer, _id(steam_id), it.answer is Result.OK and steam_id in following)
        )

    def enumerate_following_list(self, start_index: int) -> int:
        """Ask whom the player follows, from a place on."""
        call = "enumerate_following_list"
        fault = "" if require_int(call, "start_index", start_index) >= 0 else f"start_index is {short(start_index)}; pass 0 or more"

        def answer(it: QueryRequest) -> FollowingList:
            everyone = [*self._personas.of(self._session.me).following] if it.answer is Result.OK else []
            listed = everyone[start_index : start_index + _LISTED] if everyone else []
            return FollowingList(it.call, it.answer, tuple(map(SteamID, listed)), len(everyone))

        return self._session.later(call, answer, fault=fault)

    # What people have on their profiles.

    def request_equipped_profile_items(self, steam_id: int) -> int:
        """Ask what a person has on their profile."""
        require_int("request_equipped_profile_items", "steam_id", steam_id)

        def answer(it: QueryRequest) -> EquippedProfileItems:
            right = it.answer is Result.OK
            cached, items = steam_id in self._told_items, self._personas.of(steam_id).items if right else {}
            if right:
                self._told_items.add(steam_id)
            animated, frame, modifier, background, mini = (kind in items for kind in ITEM_TYPES)
            return EquippedProfileItems(
                *(it.call, it.answer, _id(steam_id)), animated, frame, modifier, background, mini, from_cache=right and cached
            )

        return self._session.later("request_equipped_profile_items", answer)

    def has_equipped_profile_item(self, steam_id: int, item_type: int) -> bool:
        """Return whether a person has an item in a place."""
        return self._item("has_equipped_profile_item", steam_id, item_type) is not None

    def get_profile_item_property_string(self, steam_id: int, item_type: int, item_property: int) -> str:
        """Return what an item is, as a text."""
        value = self._property("get_profile_item_property_string", steam_id, item_type, item_property)
        return value if isinstance(value, str) else ""

    def get_profile_item_property_int(self, steam_id: int, item_type: int, item_property: int) -> int:
        """Return what an item is, as a number."""
        value = self._property("get_profile_item_property_int", steam_id, item_type, item_property)
        return value if isinstance(value, int) else 0

    # What is used above.

    def _known(self, call: str, steam_id: int) -> bool:
        """Whether Steam is initialised and knows a person."""
        return self._session.is_person(call, steam_id) and steam_id not in self._unknown

    def _ask(self, steam_id: int, flags: int) -> None:
        """Have Steam ask for what it does not know of a person; without a connection it waits."""
        if steam_id in self._asked:
            return
        self._asked.add(steam_id)

        def learn(_passed: float) -> bool:
            if self._session.world.faults.offline:
                return True
            self._asked.discard(steam_id)
            if steam_id in self._unknown:
                self._unknown.discard(steam_id)
                self._session.post(PersonaStateChanged(SteamID(steam_id), flags))
            return False

        self._session.each_frame(learn)

    def _kinds(self, steam_id: int) -> int:
        """Return among which people somebody is, as bits of FriendFlags."""
        kinds = _KINDS.get(self._friends.relation(steam_id), 0)
        if steam_id in self._asked:
            kinds |= FriendFlags.REQUESTING_INFO
        if steam_id in self._played:
            kinds |= FriendFlags.ON_GAME_SERVER
        for source, members in self._personas.sources.items():
            if steam_id in members and self._session.me in members:
                kind = source >> 52 & 0xF
                kinds |= FriendFlags.CLAN_MEMBER if kind == _CLAN else FriendFlags.CHAT_MEMBER if kind == _CHAT else 0
        return kinds

    def _of_kinds(self, call: str, flags: int) -> list[int]:
        """Return everybody of some kinds, friends and the like first."""
        require_int(call, "friend_flags", flags)
        if not self._session.present(call):
            return []
        met = (steam_id for members in self._personas.sources.values() for steam_id in members)
        everyone = dict.fromkeys((*self._friends.relations, *self._played, *self._asked, *met))
        return [each for each in everyone if each != self._session.me and self._kinds(each) & flags]

    def _in_source(self, call: str, source_id: int) -> list[int]:
        """Return who is in a group, a chat, a lobby or on a server; nobody where the player is not in it."""
        require_int(call, "source_id", source_id)
        members = self._personas.sources.get(source_id, {})
        return list(members) if self._session.present(call) and self._session.me in members else []

    def _group(self, call: str, friend_group: int) -> tuple[str, list[int]] | None:
        """Return a group of friends."""
        require_int(call, "friend_group", friend_group)
        if not self._session.present(call) or not 0 <= friend_group < len(self._groups):
            return None
        return self._groups[friend_group]

    def _item(self, call: str, steam_id: int, item_type: int) -> object:
        """Return an item of a profile, None if there is none or its owner was not asked about."""
        require_int(call, "item_type", item_type)
        if not self._session.is_person(call, steam_id) or not 0 <= item_type < len(CommunityProfileItemType):
            return None
        if steam_id not in self._told_items:
            sentence = f"{call}: Steam was not asked about {steam_id}; call request_equipped_profile_items and wait for its answer"
            self._session.refuse(Refusal((call, "not asked"), sentence))
            return None
        return self._personas.of(steam_id).items.get(ITEM_TYPES[item_type])

    def _property(self, call: str, steam_id: int, item_type: int, item_property: int) -> str | int | None:
        """Return what an item is."""
        require_int(call, "item_property", item_property)
        item = self._item(call, steam_id, item_type)
        if not isinstance(item, dict) or not 0 <= item_property < len(CommunityProfileItemProperty):
            return None
        found: str | int | None = item.get(CommunityProfileItemProperty(item_property).name.lower())
        return found


def _at(listed: list[int], place: int) -> int:
    """Return one of a list by place, 0 if there is none."""
    return listed[place] if 0 <= place < len(listed) else 0


def _id(number: int) -> SteamID:
    """Return the id that a record carries, cut to 64 bits."""
    return SteamID(number & 0xFFFF_FFFF_FFFF_FFFF)
