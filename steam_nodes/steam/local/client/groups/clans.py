"""What ISteamFriends has of groups and their chats on the local Steam.

Rules: the calls are Valve's ISteamFriends. Groups are those of the schema, [clans.ID]. What their people do is known of the player's own
groups, and of others once it was downloaded; who leads a group, once the list was asked for. A chat is held by the programs of players that
are in it over the same store, in this process or another: who enters, leaves or says something is heard by the others within a frame, and
one whose program ends is told as dropped. Who says something hears it too. What players do who have no program is done by script, and only
this program sees it. In a chat nothing is kept from before one entered it, and no more than the last 1,000 entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.checks import require_int, require_list, require_str, text_fault
from steam_nodes.steam.enums import AccountType, member_of
from steam_nodes.steam.groups.clans import (
    MESSAGE_BYTES,
    ChatEntryType,
    ChatJoined,
    ChatLeft,
    ChatRoomEnterResponse,
    ClanActivityDownloaded,
    ClanChatEntered,
    ClanChatMessage,
    ClanOfficers,
    chat_of,
)
from steam_nodes.steam.local.world.options import require_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.store.room import RoomRow
    from steam_nodes.steam.local.world.requests import QueryRequest
    from steam_nodes.steam.schema.clan_entries import Clan

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_MOST_ENTRIES: Final = 1000
_MEMBERS: Final = "clan chat"
_MESSAGES: Final = "clan message"
_IN: Final = b"in"
_LEFT: Final = b"left"


@dataclass(slots=True)
class _Chat:
    """A chat that the player is in: who is in it beside, and what was said, by place.

    All that happens in it is handed over and never posted, so that it is told in the order of the places.
    """

    members: dict[int, None] = field(default_factory=dict)
    entries: dict[int, tuple[str, ChatEntryType | int, SteamID]] = field(default_factory=dict)
    said: int = 0
    window: bool = False


class LocalClans:
    """The calls of a player's program about groups of people.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
        self._clans = session.rules.schema.clans
        self._own = [clan_id for clan_id, clan in self._clans.items() if session.me in clan.members]
        self._now = {clan_id: (clan.online, clan.in_game, clan.chatting) for clan_id, clan in self._clans.items()}
        self._known = {clan_id: self._now[clan_id] for clan_id in self._own}
        self._listed: set[int] = set()
        self._answers: dict[int, ChatRoomEnterResponse] = {}
        self._chats: dict[int, _Chat] = {}
        self._present: dict[int, dict[int, None]] = {}
        self._in_room = False
        session.world.at_end.append(self._forget)

    # What happens in the world, by script.

    def belong(self, clan_id: int, *, there: bool = True) -> None:
        """Have the player join a group of the schema, or leave it, in Steam itself.

        Args:
            clan_id: The group.
            there: Whether the player is in it from now on.

        Raises:
            ValueError: The schema has no such group.
        """
        self._scripted(clan_id)
        if there and clan_id not in self._own:
            self._own.append(clan_id)
            self._known[clan_id] = self._now[clan_id]
        elif not there and clan_id in self._own:
            self._own.remove(clan_id)
        members = self._session.personas.sources.setdefault(clan_id, {})
        members.pop(self._session.me, None)
        if there:
            members[self._session.me] = None

    def set_activity(self, clan_id: int, online: int, in_game: int, chatting: int) -> None:
        """Set what the people of a group do; the game knows it once it has downloaded it.

        Args:
            clan_id: The group.
            online: How many are online.
            in_game: How many play.
            chatting: How many are in its chat.

        Raises:
            ValueError: The schema has no such group.
        """
        self._scripted(clan_id)
        self._now[clan_id] = (online, in_game, chatting)

    def answer_joins(self, clan_id: int, response: ChatRoomEnterResponse | None) -> None:
        """Have `join_clan_chat_room` answered so from now on.

        Args:
            clan_id: The group.
            response: The answer; None for what follows from the schema.
        """
        if response is None:
            self._answers.pop(clan_id, None)
        else:
            self._answers[clan_id] = ChatRoomEnterResponse(response)

    def enter(self, clan_id: int, steam_id: int) -> None:
        """Have a player who has no program enter a chat that this one is in; `ChatJoined` tells of it.

        Args:
            clan_id: The group, or its chat.
            steam_id: The player.

        Raises:
            ValueError: This player is not in the chat, or the other is none or is in it.
        """
        chat_id, chat = self._scripted_chat("enter", clan_id)
        require_player(steam_id, "give enter the 64-bit Steam ID of a player")
        if steam_id == self._session.me or steam_id in chat.members:
            message = f"enter: {short(steam_id)} is in the chat already; have another player enter"
            raise ValueError(message)
        chat.members[steam_id] = None
        self._session.hand_over(ChatJoined(chat_id, SteamID(steam_id)))

    def leave(self, clan_id: int, steam_id: int, *, kicked: bool = False, dropped: bool = False) -> None:
        """Have somebody leave a chat that this player is in, or this player be thrown out; `ChatLeft` tells of it.

        Args:
            clan_id: The group, or its chat.
            steam_id: Who leaves.
            kicked: Whether they are thrown out.
            dropped: Whether their connection was lost.

        Raises:
            ValueError: This player is not in the chat, or the other is not.
        """
        chat_id, chat = self._scripted_chat("leave", clan_id)
        if steam_id == self._session.me:
            self._out(chat_id)
        elif steam_id in chat.members:
            del chat.members[steam_id]
        else:
            message = f"leave: {short(steam_id)} is not in the chat; have the player enter first"
            raise ValueError(message)
        self._session.hand_over(ChatLeft(chat_id, SteamID(steam_id), kicked, dropped))

    def say(self, clan_id: int, steam_id: int, text: str, kind: ChatEntryType = ChatEntryType.CHAT_MSG) -> None:
        """Have somebody say something in a chat that this player is in; `ClanChatMessage` tells of it.

        Args:
            clan_id: The group, or its chat.
            steam_id: Who says it.
            text: The text, at most 2,047 bytes of UTF-8.
            kind: What it is.

        Raises:
            ValueError: This player or the other is not in the chat, or the text is none that Steam could hold.
        """
        chat_id, chat = self._scripted_chat("say", clan_id)
        fault = text_fault("say", text, MESSAGE_BYTES)
        if not fault and steam_id != self._session.me and steam_id not in chat.members:
            fault = f"{short(steam_id)} is not in the chat; have the player enter first"
        if fault:
            message = f"say: {fault}"
            raise ValueError(message)
        self._session.hand_over(self._said(chat_id, chat, steam_id, text, kind))

    # The seam: groups.

    def get_clan_count(self) -> int:
        """How many groups the player is in."""
        return len(self._own) if self._session.present("get_clan_count") else 0

    def get_clan_by_index(self, clan_index: int) -> int:
        """A group that the player is in, by place; 0 if there is none."""
        return self._at("get_clan_by_index", self._own, clan_index)

    def get_clan_name(self, clan_id: int) -> str:
        """The name of a group; "" if it is not known."""
        clan = self._clan("get_clan_name", clan_id)
        return clan.name if clan else ""

    def get_clan_tag(self, clan_id: int) -> str:
        """The short name of a group; "" if it is not known."""
        clan = self._clan("get_clan_tag", clan_id)
        return clan.tag if clan else ""

    def get_clan_owner(self, clan_id: int) -> int:
        """The owner of a group; 0 if the list of officers was not asked for."""
        clan = self._clan("get_clan_owner", clan_id, listed=True)
        return clan.owner if clan else 0

    def get_clan_officer_count(self, clan_id: int) -> int:
        """How many officers a group has, its owner among them; 0 if the list was not asked for."""
        return len(_officers(self._clan("get_clan_officer_count", clan_id, listed=True)))

    def get_clan_officer_by_index(self, clan_id: int, officer: int) -> int:
        """An officer of a group, by place; 0 if there is none, or the list was not asked for."""
        call = "get_clan_officer_by_index"
        require_int(call, "officer_index", officer)
        officers = _officers(self._clan(call, clan_id, listed=True))
        return officers[officer] if 0 <= officer < len(officers) else 0

    def is_clan_public(self, clan_id: int) -> bool:
        """Whether anybody may join a group."""
        clan = self._clan("is_clan_public", clan_id)
        return clan is not None and clan.public

    def is_clan_official_game_group(self, clan_id: int) -> bool:
        """Whether a group is the official one of a game."""
        clan = self._clan("is_clan_official_game_group", clan_id)
        return clan is not None and clan.official

    def request_clan_officer_list(self, clan_id: int) -> int:
        """Ask who the officers of a group are."""
        fault = _clan_fault(clan_id)

        def answer(it: QueryRequest) -> ClanOfficers:
            clan = self._clans.get(clan_id)
            found = it.answer is Result.OK and clan is not None
            if found:
                self._listed.add(clan_id)
            result = it.answer if found or it.answer is not Result.OK else Result.FAIL
            return ClanOfficers(it.call, result, _id(clan_id), len(_officers(clan)) if found else 0, success=found)

        return self._session.later("request_clan_officer_list", answer, fault=fault)

    def download_clan_activity_counts(self, clan_ids: Sequence[int]) -> int:
        """Ask what the people of groups do; groups that nobody knows are passed over."""
        call = "download_clan_activity_counts"
        require_list(call, "clan_ids", clan_ids, "Steam IDs of groups")
        fault = next(filter(None, map(_clan_fault, clan_ids)), "" if clan_ids else "there is no group in the list; pass one or more")

        def answer(it: QueryRequest) -> ClanActivityDownloaded:
            if it.answer is Result.OK:
                self._known.update({clan_id: self._now[clan_id] for clan_id in clan_ids if clan_id in self._now})
            return ClanActivityDownloaded(it.call, it.answer, success=it.answer is Result.OK)

        return self._session.later(call, answer, fault=fault)

    def get_clan_activity_counts(self, clan_id: int) -> tuple[int, int, int] | None:
        """How many people of a group are (online, in a game, in its chat); None if that is not known."""
        call = "get_clan_activity_counts"
        if self._clan(call, clan_id) is None:
            return None
        if clan_id not in self._known:
            self._refuse(call, f"what the people of {short(clan_id)} do was not downloaded; call download_clan_activity_counts and wait")
        return self._known.get(clan_id)

    # The seam: chats.

    def join_clan_chat_room(self, clan_id: int) -> int:
        """Enter the chat of a group."""
        fault = _clan_fault(clan_id)
        if not fault and self._session.initialised:
            self._look()

        def answer(it: QueryRequest) -> ClanChatEntered:
            response = self._response(clan_id) if it.answer is Result.OK else ChatRoomEnterResponse.ERROR
            entered = response is ChatRoomEnterResponse.SUCCESS
            chat_id = chat_of(_id(clan_id))
            if entered and chat_id not in self._chats:
                self._chats[chat_id] = _Chat(dict(self._present.get(chat_id, {})))
                self._session.room.put(_MEMBERS, str(chat_id), _IN)
            result = it.answer if entered or it.answer is not Result.OK else Result.FAIL
            return ClanChatEntered(it.call, result, chat_id, response)

        return self._session.later("join_clan_chat_room", answer, fault=fault)

    def leave_clan_chat_room(self, clan_id: int) -> bool:
        """Leave a chat."""
        chat = self._chat("leave_clan_chat_room", clan_id)
        if chat is not None:
            self._out(chat_of(clan_id))
        return chat is not None

    def get_clan_chat_member_count(self, clan_id: int) -> int:
        """How many people are in a chat that the player is in."""
        return len(self._members(self._chat("get_clan_chat_member_count", clan_id)))

    def get_chat_member_by_index(self, clan_id: int, user: int) -> int:
        """Who is in a chat, by place, the player first; 0 if there is nobody."""
        call = "get_chat_member_by_index"
        require_int(call, "user", user)
        return self._at(call, self._members(self._chat(call, clan_id)), user)

    def is_clan_chat_admin(self, chat_id: int, steam_id: int) -> bool:
        """Whether somebody is an officer of the chat's group."""
        call = "is_clan_chat_admin"
        require_int(call, "steam_id", steam_id)
        if self._chat(call, chat_id) is None:
            return False
        clan = next((clan for clan_id, clan in self._clans.items() if chat_of(clan_id) == chat_of(chat_id)), None)
        return steam_id in _officers(clan)

    def send_clan_chat_message(self, chat_id: int, text: str) -> bool:
        """Say something in a chat that the player is in."""
        call = "send_clan_chat_message"
        fault = text_fault(call, require_str(call, "text", text), MESSAGE_BYTES) or ("" if text else "there is no text; pass some")
        chat = self._chat(call, chat_id)
        if chat is None:
            return False
        if not fault and not self._session.world.faults.reachable:
            fault = "there is no connection to Steam; say it again when it is back"
        if fault:
            return self._refuse(call, fault)
        room, where = self._session.room, chat_of(chat_id)
        told = int(where).to_bytes(8, "little") + text.encode()
        for member in self._present.get(where, ()):
            room.tell(member, _MESSAGES, told)
        self._session.hand_over(self._said(where, chat, self._session.me, text, ChatEntryType.CHAT_MSG))
        return True

    def get_clan_chat_message(self, chat_id: int, message: int) -> tuple[str, ChatEntryType | int, SteamID, int] | None:
        """The (text, what it is, who said it, bytes with the NUL) of an entry of a chat; None if there is none."""
        call = "get_clan_chat_message"
        require_int(call, "message", message)
        chat = self._chat(call, chat_id)
        if chat is None or message not in chat.entries:
            return None
        text, kind, user = chat.entries[message]
        return text, kind, user, len(text.encode()) + 1

    def open_clan_chat_window_in_steam(self, chat_id: int) -> bool:
        """Open the window of a chat in Steam itself."""
        return self._set_window("open_clan_chat_window_in_steam", chat_id, there=True)

    def close_clan_chat_window_in_steam(self, chat_id: int) -> bool:
        """Close the window of a chat in Steam itself."""
        return self._set_window("close_clan_chat_window_in_steam", chat_id, there=False)

    def is_clan_chat_window_open_in_steam(self, chat_id: int) -> bool:
        """Whether the window of a chat is open in Steam itself."""
        chat = self._chat("is_clan_chat_window_open_in_steam", chat_id)
        return chat is not None and chat.window

    # What the shared room tells.

    def _look(self) -> None:
        """See from now on who is in which chat; what was told before is there."""
        if self._in_room:
            return
        self._in_room = True
        room = self._session.room
        room.watch(_MEMBERS, self._seen)
        room.hear(_MESSAGES, self._heard)

    def _seen(self, row: RoomRow) -> None:
        """Take in that somebody entered a chat or left it."""
        if row.owner == self._session.me:
            return
        chat_id, player = SteamID(int(row.key)), SteamID(row.owner)
        present, chat = self._present.setdefault(chat_id, {}), self._chats.get(chat_id)
        if row.value == _IN:
            present[player] = None
            if chat is not None and player not in chat.members:
                chat.members[player] = None
                self._session.hand_over(ChatJoined(chat_id, player))
            return
        present.pop(player, None)
        if chat is not None and player in chat.members:
            del chat.members[player]
            self._session.hand_over(ChatLeft(chat_id, player, kicked=False, dropped=row.value is None))

    def _heard(self, player: int, told: bytes) -> None:
        """Take in what somebody said in a chat that the player is in."""
        chat_id = SteamID(int.from_bytes(told[:8], "little"))
        chat = self._chats.get(chat_id)
        if chat is not None:
            self._session.hand_over(self._said(chat_id, chat, player, told[8:].decode(errors="replace"), ChatEntryType.CHAT_MSG))

    # What is used above.

    def _said(self, chat_id: SteamID, chat: _Chat, player: int, text: str, kind: int) -> ClanChatMessage:
        """Keep an entry of a chat, and return the record of it."""
        place, chat.said = chat.said, chat.said + 1
        chat.entries[place] = (text, member_of(ChatEntryType, kind), SteamID(player))
        chat.entries.pop(place - _MOST_ENTRIES, None)
        return ClanChatMessage(chat_id, SteamID(player), place)

    def _out(self, chat_id: SteamID) -> None:
        """Be in a chat no more."""
        del self._chats[chat_id]
        self._session.room.put(_MEMBERS, str(chat_id), _LEFT)

    def _forget(self) -> None:
        """Be in no chat after the end of the program."""
        self._chats.clear()
        self._present.clear()
        self._listed.clear()

    def _members(self, chat: _Chat | None) -> list[int]:
        return [] if chat is None else [self._session.me, *chat.members]

    def _response(self, clan_id: int) -> ChatRoomEnterResponse:
        """Return what becomes of entering a chat."""
        if clan_id in self._answers:
            return self._answers[clan_id]
        clan = self._clans.get(clan_id)
        if clan is None:
            return ChatRoomEnterResponse.DOESNT_EXIST
        may = clan.public or clan_id in self._own
        return ChatRoomEnterResponse.SUCCESS if may else ChatRoomEnterResponse.NOT_ALLOWED

    def _set_window(self, call: str, chat_id: int, *, there: bool) -> bool:
        """Open or close the window of a chat; return whether that changed anything."""
        chat = self._chat(call, chat_id)
        if chat is None or chat.window is there:
            return False
        chat.window = there
        return True

    def _refuse(self, call: str, fault: str) -> bool:
        return self._session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _at(self, call: str, ids: Sequence[int], place: int) -> int:
        """Return one of some ids by its place, 0 if there is none."""
        there = self._session.present(call) and 0 <= require_int(call, "the place", place) < len(ids)
        return ids[place] if there else 0

    def _clan(self, call: str, clan_id: int, *, listed: bool = False) -> Clan | None:
        """Find a group; if it is not known, say why."""
        fault = _clan_fault(clan_id)
        if not self._session.present(call):
            return None
        clan = self._clans.get(clan_id)
        if not fault and clan is None:
            fault = f"there is no group {short(clan_id)}; write [clans.{short(clan_id)}] in the schema"
        if not fault and listed and clan_id not in self._listed:
            fault = f"the officers of {short(clan_id)} are not known; call request_clan_officers and wait for the answer"
        if fault:
            self._refuse(call, fault)
        return None if fault else clan

    def _chat(self, call: str, chat_id: int) -> _Chat | None:
        """Find a chat that the player is in; if it is none, say why."""
        require_int(call, "chat_id", chat_id)
        if not self._session.present(call):
            return None
        chat = self._chats.get(chat_of(chat_id)) if 0 <= chat_id <= _UINT64 else None
        if chat is None:
            self._refuse(call, f"the player is not in the chat {short(chat_id)}; call join_clan_chat_room and wait for the answer")
        return chat

    def _scripted(self, clan_id: int) -> None:
        """Refuse a script about a group that is not there."""
        if clan_id not in self._clans:
            message = f"there is no group {short(clan_id)}; write [clans.{short(clan_id)}] in the schema"
            raise ValueError(message)

    def _scripted_chat(self, call: str, clan_id: int) -> tuple[SteamID, _Chat]:
        """Refuse a script about a chat that the player is not in."""
        chat_id = chat_of(clan_id)
        if chat_id not in self._chats:
            message = f"{call}: the player is not in the chat {short(clan_id)}; have the game join it and run its frames first"
            raise ValueError(message)
        return chat_id, self._chats[chat_id]


def _officers(clan: Clan | None) -> tuple[int, ...]:
    """Return who leads a group, the owner first."""
    if clan is None:
        return ()
    return (clan.owner, *clan.officers) if clan.owner else clan.officers


def _clan_fault(clan_id: int) -> str:
    """Say what is wrong with the id of a group, "" if nothing is."""
    require_int("a group", "its id", clan_id)
    right = 0 <= clan_id <= _UINT64 and SteamID(clan_id).account_type == AccountType.CLAN
    return "" if right else refusals.NO_CLAN.format(short(clan_id))


def _id(steam_id: int) -> SteamID:
    """Return an id; nobody's where it is none."""
    return SteamID(steam_id if 0 <= steam_id <= _UINT64 else 0)
