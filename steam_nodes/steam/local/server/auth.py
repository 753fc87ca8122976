"""The sessions of players on a local server: their tickets, licences and groups, and what Steam tells of them by script.

Rules: a session is what `join` makes and `leave` ends, and who has one plays on this server. `begin_auth_session` judges at once what the
ticket itself tells; what Steam knows of it comes as a record in a later frame, also without a connection, as on Steam. A refused call
changes nothing and says why. Whoever is told nothing by script is told the good: everyone has the app, nobody is banned.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.callbacks import AuthTicketValidated, ClientApproved, ClientDenied, ClientGroupStatus, ClientKicked
from steam_nodes.steam.checks import require_bytes, require_int, require_member, require_seconds
from steam_nodes.steam.enums import AuthSessionResponse, BeginAuthSessionResult, DenyReason
from steam_nodes.steam.local.server.session import NOT_LOGGED_ON
from steam_nodes.steam.local.world.options import is_clan, is_player, require_id, require_player
from steam_nodes.steam.local.world.tickets import MOST_OWN, FarTickets, Refused, Ticket, Tickets, judged, licensed
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.server.session import ServerSession

_HAS, _HAS_NOT, _NOT_KNOWN = range(3)
_UINT32: Final = 0xFFFF_FFFF


def _forget_all(shown: dict[int, Ticket], far: FarTickets) -> None:
    """Forget every session with a ticket; it is no method, for what is done at the end must not hold the server."""
    far.forget(*shown.values())
    shown.clear()


class GameServerAuth:
    """The calls that let players in and out.

    Args:
        session: The server's session.
        ticket_seed: What tickets are made from, None for secrets.
    """

    def __init__(self, session: ServerSession, ticket_seed: int | None) -> None:
        """Begin with an empty server."""
        self._session = session
        self._world = session.world
        self._tickets = Tickets(ticket_seed)
        self._far = FarTickets(session.world)
        self._shown: dict[int, Ticket] = {}
        session.at_shut_down.append(partial(_forget_all, self._shown, self._far))
        self._own: dict[int, Ticket] = {}
        self._handle = 0
        self._verdicts: dict[int, AuthSessionResponse] = {}
        self.licenses: dict[int, set[int]] = {}
        """The apps a player owns; who is not in it owns what the schema says, and what was bought in a program that got a ticket here."""
        self.owners: dict[int, int] = {}
        """By player who plays a borrowed game: whose it is."""
        self.groups: dict[int, dict[int, bool]] = {}
        """By group: its members, and whether each is an officer of it."""

    # Steam's own calls.

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Make a ticket of the server's own; return (handle, bytes), or (0, b"") while it is not logged on."""
        require_id(remote_steam_id)
        if not self._session.present("get_auth_session_ticket"):
            return 0, b""
        if self._world.offline_state is not None:
            self._session.refuse_call("get_auth_session_ticket", NOT_LOGGED_ON)
            return 0, b""
        ticket = self._tickets.issue(self._session.steam_id, self._world.rules.schema.app_id, remote_id=remote_steam_id)
        self._handle += 1
        self._own[self._handle] = ticket
        if len(self._own) > MOST_OWN:
            del self._own[self._handle - MOST_OWN]
        return self._handle, ticket.data

    def cancel_auth_ticket(self, handle: int) -> None:
        """Cancel a ticket of the server's own; harmless twice."""
        require_int("cancel_auth_ticket", "the ticket", handle)
        if not self._session.present("cancel_auth_ticket"):
            return
        ticket = self._own.get(handle)
        if ticket is None:
            fault = f"{short(handle)} is no ticket of this server; pass the id that get_auth_session_ticket gave"
            self._session.refuse_call("cancel_auth_ticket", fault)
        else:
            ticket.cancel()

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with a player; return an EBeginAuthSessionResult, and if it is 0 an AuthTicketValidated follows."""
        data = require_bytes("begin_auth_session", "ticket", ticket)
        require_id(steam_id)
        if not self._session.present("begin_auth_session"):
            return BeginAuthSessionResult.INVALID_TICKET
        shown = self._tickets.shown(data, steam_id, self._world.rules.schema.app_id, self._far, players_only=True)
        if isinstance(shown, Refused):
            return self._turn_away(shown.result, shown.fault)
        if steam_id in self._world.players.here:
            fault = f"{short(steam_id)} has a session already; call end_auth_session first"
            return self._turn_away(BeginAuthSessionResult.DUPLICATE_REQUEST, fault)
        self._shown[steam_id] = shown
        self._validated(steam_id, self._judge(shown))
        shown.show(self._ticket_changed)
        self._far.watch(shown)
        self.join(steam_id)
        return BeginAuthSessionResult.OK

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with a player: what is unstored is stored, then StatsUnloaded arrives."""
        require_id(steam_id)
        if not self._session.present("end_auth_session"):
            return
        if steam_id in self._world.players.here:
            self.leave(steam_id)
        else:
            self._session.refuse_call("end_auth_session", f"{short(steam_id)} has no session here; begin_auth_session begins one")

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether a player in a session has an app: 0 yes, 1 no, 2 without a session."""
        require_id(steam_id)
        require_int("user_has_license_for_app", "app_id", app_id)
        if not self._session.present("userHasLicenceForApp"):
            return _NOT_KNOWN
        if steam_id not in self._world.players.here:
            self._session.refuse_call("user_has_license_for_app", f"{short(steam_id)} has no session here; call begin_auth_session first")
            return _NOT_KNOWN
        return _HAS if self._owns(steam_id, app_id) else _HAS_NOT

    def request_user_group_status(self, steam_id: int, group_id: int) -> bool:
        """Ask whether a player is in a group; if True a ClientGroupStatus answers in a later frame."""
        call = "request_user_group_status"
        fault = ""
        if not is_player(steam_id):
            fault = f"{short(steam_id)} is not a player's account; pass the 64-bit Steam ID of a player"
        elif not is_clan(group_id):
            fault = f"{short(group_id)} is not a group; pass the 64-bit Steam ID of one"
        if not self._session.present(call):
            return False
        if self._world.offline_state is not None or self._world.faults.offline:
            fault = "the server is not connected to Steam; wait until it is logged on"
        if fault:
            self._session.refuse_call(call, fault)
            return False
        officer = self.groups.get(group_id, {}).get(steam_id)
        self._world.post_late(ClientGroupStatus(SteamID(steam_id), SteamID(group_id), officer is not None, bool(officer)))
        return True

    # The players' side, and Steam's, by script.

    def issue_ticket(self, steam_id: int, *, app_id: int | None = None, lifetime: float = inf) -> bytes:
        """Give a player a ticket, as GetAuthSessionTicket does on the player's own machine.

        Args:
            steam_id: The player.
            app_id: The app it is for, 1 to 4294967295; the one of the schema by default.
            lifetime: After how many seconds of the world's clock it expires, 0 or more; by default never.

        Returns:
            The 240 bytes to send to the server.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: The id is no player's, or the app or the lifetime is none.
        """
        require_player(steam_id, "give a ticket to the 64-bit Steam ID of a player")
        app = self._world.rules.schema.app_id if app_id is None else require_int("issue_ticket", "app_id", app_id)
        if not 0 < app <= _UINT32:
            message = f"{short(app)} is not an app; pass a number from 1 to {_UINT32}"
            raise ValueError(message)
        seconds = lifetime if lifetime == inf else require_seconds("issue_ticket", "lifetime", lifetime)
        if seconds == inf:
            return self._tickets.issue(steam_id, app).data
        world, until = self._world, self._world.elapsed + seconds
        return self._tickets.issue(steam_id, app, lambda: world.elapsed >= until).data

    def cancel_ticket(self, ticket: bytes) -> None:
        """Take a player's ticket back, as CancelAuthTicket does on the player's own machine; harmless twice.

        A server that has a session with it is told AUTH_TICKET_CANCELED, now or when the session begins.

        Args:
            ticket: The bytes that `issue_ticket` gave.

        Raises:
            TypeError: It is not bytes.
            ValueError: It was not issued here.
        """
        found = self._tickets.find(require_bytes("cancel_ticket", "ticket", ticket))
        if found is None:
            message = "the ticket was not issued here; pass exactly the bytes that issue_ticket gave"
            raise ValueError(message)
        found.cancel()

    def judge_ticket(self, steam_id: int, response: AuthSessionResponse) -> None:
        """Have Steam say something of a player's ticket: at once if they are in a session, else when their next one begins.

        Args:
            steam_id: The player.
            response: What Steam says, such as AuthSessionResponse.VAC_BANNED or LOGGED_IN_ELSEWHERE.

        Raises:
            TypeError: `steam_id` is not an int.
            ValueError: The id is no player's, or there is no such response.
        """
        require_player(steam_id, "judge the ticket of the 64-bit Steam ID of a player")
        response = require_member("judge_ticket", "response", AuthSessionResponse, response)
        if steam_id in self._world.players.here:
            self._validated(steam_id, response)
        else:
            self._verdicts[steam_id] = response

    def approve(self, steam_id: int) -> None:
        """Let Steam approve a player: a ClientApproved follows, if the server is initialised; `owners` says whose game it is."""
        require_player(steam_id, "approve the 64-bit Steam ID of a player")
        self._tell(ClientApproved(SteamID(steam_id), self._owner(steam_id)))

    def deny(self, steam_id: int, reason: DenyReason = DenyReason.GENERIC) -> None:
        """Have Steam deny a player: a ClientDenied follows, if the server is initialised."""
        require_player(steam_id, "deny the 64-bit Steam ID of a player")
        self._tell(ClientDenied(SteamID(steam_id), require_member("deny", "reason", DenyReason, reason)))

    def kick(self, steam_id: int, reason: DenyReason = DenyReason.GENERIC) -> None:
        """Have Steam kick a player: a ClientKicked follows, if the server is initialised. To end the session is up to the server."""
        require_player(steam_id, "kick the 64-bit Steam ID of a player")
        self._tell(ClientKicked(SteamID(steam_id), require_member("kick", "reason", DenyReason, reason)))

    def join(self, steam_id: int) -> None:
        """Let a player onto this server without a ticket; they have a session then, as with `begin_auth_session`.

        Whoever plays here sees within a frame what other servers store for them, once they are loaded; any other user keeps the values of
        the last request. In a strict world only who plays here may be changed.

        Args:
            steam_id: The player; joining twice is harmless.

        Raises:
            ValueError: The id is no player's.
        """
        require_player(steam_id, "let the 64-bit Steam ID of a player join")
        self._world.join(steam_id)

    def leave(self, steam_id: int) -> None:
        """Let a player leave this server, as `end_auth_session` does: unstored changes are stored, then StatsUnloaded arrives.

        If they cannot be stored the user stays loaded until a later store has brought them to the disk.

        Args:
            steam_id: The player; nothing is stored or unloaded of one who was never requested.
        """
        require_id(steam_id)
        self._far.forget(self._shown.pop(steam_id, None))
        self._world.leave(steam_id)

    # What is used above.

    def _turn_away(self, result: BeginAuthSessionResult, fault: str) -> int:
        """Say why no session begins."""
        self._session.refuse_call("begin_auth_session", fault)
        return result

    def _judge(self, ticket: Ticket) -> AuthSessionResponse:
        """Find what Steam says of a ticket that looks right."""
        scripted = self._verdicts.pop(ticket.steam_id, None)
        if scripted is not None:
            return scripted
        return judged(ticket, self._session.steam_id, owns=self._owns(ticket.steam_id, ticket.app_id))

    def _ticket_changed(self, ticket: Ticket, response: AuthSessionResponse) -> None:
        """Tell the server what became of a ticket, if it has a session with it still."""
        if self._shown.get(ticket.steam_id) is ticket:
            self._validated(ticket.steam_id, response)

    def _owns(self, steam_id: int, app_id: int) -> bool:
        """Whether a player has an app, their own or borrowed."""
        owner, shown = int(self._owner(steam_id)), self._shown.get(steam_id)
        if owner in self.licenses:
            return app_id in self.licenses[owner]
        if shown is not None and shown.licences is not None:
            return app_id in shown.licences()
        return app_id in licensed(self._world.rules.schema, owner)

    def _owner(self, steam_id: int) -> SteamID:
        """Return whose game a player plays."""
        shown = self._shown.get(steam_id)
        return SteamID(self.owners.get(steam_id) or (0 if shown is None else shown.owner_id) or steam_id)

    def _validated(self, steam_id: int, response: AuthSessionResponse) -> None:
        """Have the server told what became of a ticket."""
        self._world.post_late(AuthTicketValidated(SteamID(steam_id), response, self._owner(steam_id)))

    def _tell(self, record: Record) -> None:
        """Have something told to a server that can hear it."""
        if self._session.initialised:
            self._world.post(record)
