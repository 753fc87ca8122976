"""ISteamFriends on the local Steam: rich presence, invitations and messages between friends.

Rules: the calls are Valve's ISteamFriends. What the programs of two players tell each other goes through the shared room of the world: it
is seen within a frame, in this process or another, and a player's rich presence is gone with the player's last program. A player whose
program is not there does what the schema says, and a script. Messages and invitations reach the programs that are in the game then; Steam
would show them to the player elsewhere, and here is nobody who reads. An invitation is accepted at once, unless a test wants to do that
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import require_bool, require_int, require_str, text_fault
from steam_nodes.steam.groups.clans import ChatEntryType
from steam_nodes.steam.groups.people import PersonaStateChanged
from steam_nodes.steam.groups.people_enums import PersonaChange
from steam_nodes.steam.groups.presence import (
    KEY_BYTES,
    MESSAGE_BYTES,
    MOST_KEYS,
    VALUE_BYTES,
    FriendChatMessage,
    FriendRichPresenceUpdate,
    JoinGameRequested,
    UnreadChatMessagesChanged,
)
from steam_nodes.steam.local.store.room import SESSIONS
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.store.room import RoomRow
    from steam_nodes.steam.local.world.requests import QueryRequest

PRESENCE: Final = "rich presence"
_INVITATION: Final = "invitation"
_MESSAGE: Final = "message"
_MOST_MESSAGES: Final = 256
"""How many messages with each friend are kept."""


class LocalPresence:
    """The calls of a player's program about rich presence, invitations and messages between friends.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Be in the game for others from now on."""
        self._session = session
        self._room = session.room
        self.accepts_invitations = True
        """Whether the player accepts each invitation at once; else `invitations` holds them for `accept_invitation`."""
        self.restricted = False
        """Whether Steam refuses to bring what this player writes to friends, and invitations, as it does where there are too many."""
        self.invitations: dict[int, str] = {}
        """The invitations that are not accepted: the connect string by who invites."""
        self._scripted = {each: dict(player.rich_presence) for each, player in session.rules.schema.players.items() if player.rich_presence}
        self._asked: dict[int, dict[str, str]] = {}
        self._told: dict[int, int] = {}
        self._listening = False
        self._messages: dict[int, dict[int, tuple[str, ChatEntryType]]] = {}
        self._count = 0
        self._unread: dict[int, None] = {}
        self._room.watch(PRESENCE, self._changed)
        self._room.watch(SESSIONS, self._came_or_went)
        self._room.hear(_INVITATION, lambda friend, told: self._invited(friend, told.decode(errors="replace")))
        self._room.hear(_MESSAGE, lambda friend, told: self._written(friend, told.decode(errors="replace")))
        session.world.at_end.append(self._forget)

    # What happens in the world, by script.

    def set_friend_rich_presence(self, friend_id: int, key: str, value: str) -> None:
        """Have a friend who has no program here set a key, "" to take it away; this program sees it in the next frame.

        Raises:
            ValueError: The key or the value is longer than Steam passes on.
        """
        _require("set_friend_rich_presence", key, KEY_BYTES + 1)
        _require("set_friend_rich_presence", value, VALUE_BYTES + 1)
        values = self._scripted.setdefault(friend_id, {})
        values[key] = value
        if not value:
            del values[key]
        self._tell(friend_id)

    def invite(self, friend_id: int, connect_string: str) -> None:
        """Have a friend invite the player.

        Raises:
            ValueError: The text is longer than Steam passes on.
        """
        _require("invite", connect_string, VALUE_BYTES)
        self._invited(friend_id, connect_string)

    def accept_invitation(self, friend_id: int) -> None:
        """Have the player accept an invitation that waits; `JoinGameRequested` tells of it.

        Raises:
            KeyError: That friend has not invited the player.
        """
        self._session.hand_over(JoinGameRequested(SteamID(friend_id), self.invitations.pop(friend_id)))

    def join(self, friend_id: int) -> None:
        """Have the player choose "Join Game" beside a friend whose rich presence has the key "connect".

        Raises:
            KeyError: The friend has none.
        """
        self._session.hand_over(JoinGameRequested(SteamID(friend_id), self._of(friend_id)["connect"]))

    def write(self, friend_id: int, text: str, entry_type: ChatEntryType = ChatEntryType.CHAT_MSG) -> None:
        """Have a friend write to the player, or do something else, such as begin to type.

        Raises:
            ValueError: The text is longer than Steam passes on.
        """
        _require("write", text, MESSAGE_BYTES)
        self._written(friend_id, text, entry_type)

    def read(self, friend_id: int) -> None:
        """Have the player read, outside of the game, what a friend has written."""
        if self._unread.pop(friend_id, self) is None:
            self._session.hand_over(UnreadChatMessagesChanged())

    # The seam.

    def listen(self) -> None:
        """Do nothing: the player is in the game for others since this was made."""

    def clear_rich_presence(self) -> None:
        """Take away all of the player's rich presence."""
        if self._session.present("clear_rich_presence"):
            for key in list(self._room.rows(self._session.me, PRESENCE)):
                self._room.remove(PRESENCE, key)

    def get_friend_message(self, friend_id: int, message: int) -> tuple[str, ChatEntryType | int, int] | None:
        """The (text, what it is, bytes with the NUL) of a message from or to a friend; None if there is none."""
        call = "get_friend_message"
        found = self._messages.get(require_int(call, "friend_id", friend_id), {}).get(require_int(call, "message", message))
        if not self._session.present(call) or found is None:
            return None
        return (*found, len(found[0].encode()) + 1)

    def get_friend_rich_presence(self, friend_id: int, key: str) -> str:
        """The value that a player has under a key, "" if there is none."""
        require_str("get_friend_rich_presence", "key", key)
        return self._seen("get_friend_rich_presence", friend_id).get(key, "")

    def get_friend_rich_presence_key_count(self, friend_id: int) -> int:
        """How many keys a player has."""
        return len(self._seen("get_friend_rich_presence_key_count", friend_id))

    def get_friend_rich_presence_key_by_index(self, friend_id: int, key_index: int) -> str:
        """A player's key by its place, in the order of the alphabet; "" if there is none."""
        call = "get_friend_rich_presence_key_by_index"
        keys = sorted(self._seen(call, friend_id))
        return keys[key_index] if 0 <= require_int(call, "key_index", key_index) < len(keys) else ""

    def get_num_chats_with_unread_priority_messages(self) -> int:
        """How many chats with friends have something unread."""
        return len(self._unread) if self._session.present("get_num_chats_with_unread_priority_messages") else 0

    def invite_user_to_game(self, friend_id: int, connect_string: str) -> bool:
        """Invite a friend into the game; JoinGameRequested tells the friend's program."""
        call = "invite_user_to_game"
        # What tells of it has room for as many bytes as a value, with the NUL that ends it.
        if not self._may(call, friend_id, text_fault(call, connect_string, VALUE_BYTES)):
            return False
        if self._room.looked() and friend_id not in self._room.players():
            sentence = f"{call}: no program of {short(friend_id)} is in the game, so nobody is told; Steam would ask the friend"
            self._session.world.world_log.remark(Refusal((call, "nobody"), sentence))
        self._room.tell(friend_id, _INVITATION, connect_string.encode())
        return True

    def reply_to_friend_message(self, steam_id: int, message: str) -> bool:
        """Write to a friend."""
        call = "reply_to_friend_message"
        fault = text_fault(call, message, MESSAGE_BYTES) or ("" if message else "the message is empty; write something")
        if not self._may(call, steam_id, fault):
            return False
        self._room.tell(steam_id, _MESSAGE, message.encode())
        return True

    def request_friend_rich_presence(self, friend_id: int) -> None:
        """Ask for the rich presence of a player who need not be a friend; FriendRichPresenceUpdate tells when it is here."""
        call = "request_friend_rich_presence"
        if not is_player(friend_id):
            self._session.refuse(Refusal((call, "no player"), f"{call}: {short(friend_id)} is not a player's account; pass one"))
        elif self._session.present(call):
            self._session.later(call, lambda it: self._answered(friend_id, it))

    def set_listen_for_friends_messages(self, intercept_enabled: bool) -> bool:
        """Have messages of friends told to the game, as FriendChatMessage, or not any more."""
        call = "set_listen_for_friends_messages"
        require_bool(call, "intercept_enabled", intercept_enabled)
        if not self._session.present(call):
            return False
        self._listening = intercept_enabled
        return True

    def set_rich_presence(self, key: str, value: str) -> bool:
        """Set a key of the player's rich presence; "" as the value takes the key away."""
        call = "set_rich_presence"
        fault = text_fault(call, key, KEY_BYTES + 1) or text_fault(call, value, VALUE_BYTES + 1)
        own = self._room.rows(self._session.me, PRESENCE)
        if not key:
            fault = fault or "the key is empty; give it a name"
        elif value and key not in own and len(own) >= MOST_KEYS:
            fault = fault or f"there are {MOST_KEYS} keys already, which is the most; take one away, with an empty value"
        if not self._session.present(call):
            return False
        if fault:
            return self._session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))
        if value:
            self._room.put(PRESENCE, key, value.encode())
        else:
            self._room.remove(PRESENCE, key)
        return True

    # What is used above.

    def _may(self, call: str, friend_id: int, fault: str) -> bool:
        """Whether something can be told to a friend; if not, say why."""
        if not self._session.present(call):
            return False
        if require_int(call, "the friend", friend_id) not in self._session.friends.ids:
            fault = fault or f"{short(friend_id)} is not a friend of this player; pass a friend, or make them friends in the schema"
        elif not self._session.world.faults.reachable:
            fault = fault or "there is no connection to Steam; try again when it is back"
        elif self.restricted:
            fault = fault or "Steam lets this player write to nobody, as a test has set; set `restricted` to False"
        return not fault or self._session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _of(self, user: int) -> dict[str, str]:
        """Return what a player's programs have set, or where there is none a script and the schema, whoever may see it."""
        told = self._room.rows(user, PRESENCE)
        if user == self._session.me or user in self._room.players():
            return {key: value.decode(errors="replace") for key, value in told.items()}
        return self._scripted.get(user, {})

    def _seen(self, call: str, user: int) -> dict[str, str]:
        """Return the rich presence of a player as far as it is known here."""
        require_int(call, "friend_id", user)
        if not self._session.present(call):
            return {}
        if user == self._session.me or user in self._session.friends.ids:
            return self._of(user)
        return self._asked.get(user, {})

    def _answered(self, user: int, request: QueryRequest) -> ClientRecord:
        """Take what was asked for, unless that failed; told it is in either case, as by Steam."""
        if request.answer is Result.OK:
            self._asked[user] = self._of(user)
        return FriendRichPresenceUpdate(SteamID(user), self._session.app_id)

    def _changed(self, row: RoomRow) -> None:
        """Tell of a friend's change, once a frame."""
        frame = self._session.world.frame
        if row.owner in self._session.friends.ids and self._told.get(row.owner) != frame:
            self._told[row.owner] = frame
            self._tell(row.owner)

    def _tell(self, friend: int) -> None:
        """Tell that a friend's rich presence is another, and who listens to what happens to people too."""
        self._session.hand_over(FriendRichPresenceUpdate(SteamID(friend), self._session.app_id))
        if self._session.hears:
            self._session.hand_over(PersonaStateChanged(SteamID(friend), PersonaChange.RICH_PRESENCE))

    def _came_or_went(self, row: RoomRow) -> None:
        """Tell that what the schema and a script say of a player holds again, or does not any more."""
        if row.owner in self._scripted:
            self._changed(row)

    def _invited(self, friend: int, connect: str) -> None:
        """Have the player accept an invitation, or keep it."""
        if self.accepts_invitations:
            self._session.hand_over(JoinGameRequested(SteamID(friend), connect))
        else:
            self.invitations[friend] = connect

    def _written(self, friend: int, text: str, entry_type: ChatEntryType = ChatEntryType.CHAT_MSG) -> None:
        """Take a message, and tell of it."""
        if self._listening:
            kept = self._messages.setdefault(friend, {})
            kept[self._count] = text, entry_type
            self._count += 1
            if len(kept) > _MOST_MESSAGES:
                del kept[next(iter(kept))]
            self._session.hand_over(FriendChatMessage(SteamID(friend), self._count - 1))
        elif entry_type == ChatEntryType.CHAT_MSG and friend not in self._unread:
            self._unread[friend] = None
            self._session.hand_over(UnreadChatMessagesChanged())

    def _forget(self) -> None:
        """Begin anew after a shutdown, as the next program would."""
        self._listening = False
        for forgotten in (self._asked, self._messages, self._unread, self.invitations):
            forgotten.clear()


def _require(call: str, text: str, most: int) -> None:
    """Check a text of a script.

    Args:
        call: The script.
        text: The text.
        most: How many bytes it may have, the NUL that ends it among them.

    Raises:
        ValueError: Steam would not pass it on as it is.
    """
    fault = text_fault(call, text, most)
    if fault:
        message = f"{call}: {fault}"
        raise ValueError(message)
