"""ISteamUser on the local Steam: the player's account: tickets, licences, badges, phone, market, and what Steam tells of them by script.

Rules: a ticket is in the book of the world (tickets.py), where its server and the programs of its other players find it; it is good from
the start, unless there is no connection, and what Steam made of it is told in a later frame. `begin_auth_session` judges at once what a
ticket itself tells, the rest comes as a record. Tickets for web services and encrypted ones are bytes that nobody here can open. With the
program its tickets end. What the world cannot know (a store, a market, limits of play) is answered as for an account without it, and
`why()` says so.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from steam_nodes.steam.callbacks import AuthTicketValidated, ServerConnectFailure
from steam_nodes.steam.checks import PORT_MAX, dotted, require_bool, require_bytes, require_int, require_member, require_str, text_fault
from steam_nodes.steam.enums import AuthSessionResponse, BeginAuthSessionResult, member_of
from steam_nodes.steam.groups.account import (
    AuthSessionTicket,
    DurationControl,
    DurationControlNotification,
    DurationControlOnlineState,
    DurationControlProgress,
    EncryptedAppTicket,
    FailureType,
    GameWebCalled,
    IPCFailed,
    LicensesUpdated,
    MarketEligibility,
    MarketNotAllowedReasonFlags,
    PurchaseAuthorized,
    ServerDenied,
    StoreAuthURL,
    UserHasLicenseForAppResult,
    WebApiTicket,
)
from steam_nodes.steam.local.world.options import require_id, require_player
from steam_nodes.steam.local.world.tickets import MOST_OWN, FarTickets, Refused, Ticket, judged, licensed, publish, withdraw
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import AccountEntry
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.world.requests import QueryRequest

Value = TypeVar("Value")
_UINT32: Final = 0xFFFF_FFFF
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_WEB_SIZE: Final = 240
_ENCRYPTED_SIZE: Final = 160
_BLOB_SIZE: Final = 206
_MOST_DATA: Final = 2048
_URL_ROOM: Final = 512
_KEPT_SECONDS: Final = 5.0
_GAME_URL_ROOM: Final = 256
_NO_MARKET: Final = MarketEligibility(0, False, MarketNotAllowedReasonFlags.TEMPORARY_FAILURE, 0, 0, 0)
_NO_NOTE: Final = DurationControlNotification.NONE
ENCRYPTED_SECONDS: Final = 60.0
"""How long Steam lets a program wait between two encrypted tickets."""


class LocalAccount:
    """The calls of a player's program about the player's account.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
        session.at_shut_down.append(self._end)
        session.at_connection.append(self._connection_changed)
        player = session.rules.schema.players.get(session.me)
        known = (player and player.account) or AccountEntry()
        self.badges: dict[tuple[int, bool], int] = dict(known.badges)
        """The levels of the player's badges of this game, by series and whether it is a foil one."""
        self.behind_nat: bool = known.behind_nat
        """What `is_behind_nat` says."""
        self.phone_identifying: bool = known.phone_identifying
        """What `is_phone_identifying` says."""
        self.phone_requiring_verification: bool = known.phone_requiring_verification
        """What `is_phone_requiring_verification` says."""
        self.phone_verified: bool = known.phone_verified
        """What `is_phone_verified` says."""
        self.two_factor_enabled: bool = known.two_factor_enabled
        """What `is_two_factor_enabled` says."""
        self.store_auth_url = ""
        """The address that `request_store_auth_url` is answered with, at most 511 bytes; "" for none."""
        self.licenses: dict[int, set[int]] = {}
        """The apps a player owns, as this program's Steam knows them; who is not in it owns what the schema says or has bought since."""
        self.owners: dict[int, int] = {}
        """By player who plays a borrowed game: whose it is."""
        self.advertised: tuple[int, int, int] | None = None
        """What `advertise_game` told last: (server, address, port); None for nothing."""
        self.connections: dict[tuple[int, int], int] = {}
        """What `initiate_game_connection` began: the server by (address, port)."""
        self.online_state: DurationControlOnlineState = DurationControlOnlineState.INVALID
        """What `set_duration_control_online_state` told last."""
        self._far = FarTickets(session.world)
        self._market = _NO_MARKET
        self._duration = DurationControl(0, Result.OK, session.app_id, False, 0, DurationControlProgress.FULL, _NO_NOTE)
        self._own: dict[int, Ticket | None] = {}
        self._handle = 0
        self._sessions: dict[int, Ticket] = {}
        self._verdicts: dict[int, AuthSessionResponse] = {}
        self._encrypted = b""
        self._encrypting = False
        self._encrypted_at: float | None = None

    # What happens in the world, by script.

    def judge_ticket(self, steam_id: int, response: AuthSessionResponse) -> None:
        """Have Steam say something of somebody's ticket: at once if this program has a session with them, else when the next one begins.

        Args:
            steam_id: Who showed it, or will.
            response: What Steam says, such as AuthSessionResponse.VAC_BANNED.

        Raises:
            TypeError: `steam_id` is not an int.
            ValueError: There is no such response.
        """
        require_id(steam_id)
        response = require_member("judge_ticket", "response", AuthSessionResponse, response)
        if steam_id in self._sessions:
            self._validated(steam_id, response)
        else:
            self._verdicts[steam_id] = response

    def set_licenses(self, *apps: int, steam_id: int = 0) -> None:
        """Have a player own exactly these apps; of the player's own a LicensesUpdated tells.

        Args:
            *apps: The apps, 1 to 4294967295 each.
            steam_id: Whose they are, 0 for the player's own.

        Raises:
            TypeError: Something is not an int.
            ValueError: The id is no player's, or a number is no app.
        """
        whose = steam_id or self._session.me
        require_player(whose, "give licences to the 64-bit Steam ID of a player")
        for app in apps:
            if not 0 < require_int("set_licenses", "an app", app) <= _UINT32:
                message = f"set_licenses: {short(app)} is not an app; pass numbers from 1 to {_UINT32}"
                raise ValueError(message)
        self.licenses[whose] = set(apps)
        if whose == self._session.me:
            self._session.post(LicensesUpdated())

    def authorize_purchase(self, order_id: int, *, authorized: bool = True) -> None:
        """Have the player answer whether a purchase in the game is wanted: a PurchaseAuthorized follows.

        Args:
            order_id: The order, as the game's own service made it; a number of 64 bits.
            authorized: What the player says.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: The order has more than 64 bits.
        """
        order = _within("authorize_purchase", "order_id", order_id, 0, _UINT64)
        self._session.post(PurchaseAuthorized(self._session.app_id, order, require_bool("authorize_purchase", "authorized", authorized)))

    def call_game(self, url: str) -> None:
        """Have the player follow a link of the form steam://gamewebcallback/: a GameWebCalled follows.

        Args:
            url: What the link tells the game, at most 255 bytes.

        Raises:
            TypeError: It is not a str.
            ValueError: It is longer, or has a NUL in it.
        """
        self._session.post(GameWebCalled(_address("call_game", url, _GAME_URL_ROOM)))

    def deny_by_server(self, server_ip: int, server_port: int, *, secure: bool = True, reason: int = 2) -> None:
        """Have a game server turn the player away: a ServerDenied follows.

        Args:
            server_ip: The server's address as a number, most significant byte first.
            server_port: Its port, 0 to 65535.
            secure: Whether it is secure.
            reason: Why, one of DenyReason.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: A number is out of range.
        """
        call = "deny_by_server"
        address, port = _within(call, "server_ip", server_ip, 0, _UINT32), _within(call, "server_port", server_port, 0, PORT_MAX)
        secured = int(require_bool(call, "secure", secure))
        self._session.post(ServerDenied(self._session.app_id, address, port, secured, _within(call, "reason", reason, 0, _UINT32)))

    def break_ipc(self, failure: FailureType = FailureType.PIPE_FAIL) -> None:
        """Have the program and the Steam client lose each other: an IPCFailed follows. Nothing else breaks by it.

        Raises:
            TypeError: The failure is not an int.
            ValueError: There is no such failure.
        """
        self._session.post(IPCFailed(require_member("break_ipc", "failure", FailureType, failure)))

    def fail_to_connect(self, result: Result = Result.NO_CONNECTION, *, still_retrying: bool = True) -> None:
        """Have Steam tell that it has tried to connect again, and failed: a ServerConnectFailure follows.

        Args:
            result: How it failed.
            still_retrying: Whether it goes on trying.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: There is a connection, or no such result.
        """
        call = "fail_to_connect"
        told = ServerConnectFailure(require_member(call, "result", Result, result), require_bool(call, "still_retrying", still_retrying))
        if not self._session.world.faults.offline:
            message = f"{call}: there is a connection; call faults.lose_connection first"
            raise ValueError(message)
        if self._session.initialised:
            self._session.world.post(told)

    def allow_market(self) -> None:
        """Have `get_market_eligibility` answered with yes."""
        self._market = replace(_NO_MARKET, allowed=True, reason=MarketNotAllowedReasonFlags.NONE)

    def deny_market(
        self, reason: MarketNotAllowedReasonFlags | int, *, allowed_at: int = 0, guard_days: int = 0, new_device_days: int = 0
    ) -> None:
        """Have `get_market_eligibility` answered with no.

        Args:
            reason: Why, one of the flags or several added.
            allowed_at: When the player may use it again, in seconds since 1970; 0 if that is not known.
            guard_days: For how many days Steam Guard must have been on.
            new_device_days: For how many days a new device may not use it.

        Raises:
            TypeError: An argument is not an int.
            ValueError: A number is out of range, or the reason is none.
        """
        call = "deny_market"
        flags = member_of(MarketNotAllowedReasonFlags, _within(call, "reason", reason, 1, INT_MAX))
        self._market = MarketEligibility(
            *(0, False, flags),
            _within(call, "allowed_at", allowed_at, 0, _UINT32),
            _within(call, "guard_days", guard_days, 0, INT_MAX),
            _within(call, "new_device_days", new_device_days, 0, INT_MAX),
        )

    def limit_play(
        self,
        progress: DurationControlProgress,
        notification: DurationControlNotification = DurationControlNotification.NONE,
        *,
        seconds_last_5hrs: int = 0,
        seconds_today: int = 0,
        seconds_remaining: int = 0,
    ) -> None:
        """Have the player's play limited by law: a DurationControl with call 0 follows, and `get_duration_control` tells it too.

        Args:
            progress: How much the player may still gain.
            notification: What the game shows, once: what is asked for later has none.
            seconds_last_5hrs: How long the player has played in the last five hours.
            seconds_today: How long today.
            seconds_remaining: How long the player may still play.

        Raises:
            TypeError: A number is not an int.
            ValueError: There is no such progress or notification, or a number is out of range.
        """
        call = "limit_play"
        self._duration = DurationControl(
            *(0, Result.OK, self._session.app_id, True),
            _within(call, "seconds_last_5hrs", seconds_last_5hrs, 0, INT_MAX),
            require_member(call, "progress", DurationControlProgress, progress),
            _NO_NOTE,
            _within(call, "seconds_today", seconds_today, 0, INT_MAX),
            _within(call, "seconds_remaining", seconds_remaining, 0, INT_MAX),
        )
        note = require_member(call, "notification", DurationControlNotification, notification)
        self._session.post(replace(self._duration, notification=note))

    def expire_ticket(self, handle: int) -> None:
        """Let a ticket of `get_auth_session_ticket` grow too old to begin a session with.

        Args:
            handle: The handle it has.

        Raises:
            ValueError: There is no such ticket.
        """
        ticket = self._own.get(handle)
        if ticket is None:
            message = f"expire_ticket: {short(handle)} is no ticket for a session; pass the handle that get_auth_session_ticket gave"
            raise ValueError(message)
        ticket.expired = _expired

    # The seam: tickets.

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Get a ticket for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none. AuthSessionTicket follows."""
        call = "get_auth_session_ticket"
        require_id(remote_steam_id)
        if not self._may(call, _id_fault(remote_steam_id)):
            return 0, b""
        session = self._session
        ticket = session.tickets.issue(session.me, session.app_id, remote_id=remote_steam_id)
        ticket.standing, ticket.licences, ticket.owner_id = self._standing(), session.owned_apps, session.owner
        handle = self._keep(ticket)

        def told(request: QueryRequest) -> AuthSessionTicket:
            if request.answer is Result.OK:
                ticket.standing = self._standing()
            elif request.answer is not Result.NO_CONNECTION:
                ticket.standing = AuthSessionResponse.AUTH_TICKET_INVALID
            return AuthSessionTicket(handle, request.answer)

        kept = None
        if self._has_neighbours:
            publish(session.room, ticket)
            kept = partial(self._kept, session.world.elapsed + _KEPT_SECONDS)
        session.later(call, told, work=kept)
        return handle, ticket.data

    def get_auth_ticket_for_web_api(self, identity: str) -> int:
        """Get a ticket for a web service ("" for any); return its handle, 0 if there is none. WebApiTicket follows."""
        call = "get_auth_ticket_for_web_api"
        if not self._may(call, text_fault(call, identity)):
            return 0
        handle, data = self._keep(None), self._session.tickets.secret(_WEB_SIZE)
        self._session.later(call, lambda it: WebApiTicket(handle, it.answer, data if it.answer is Result.OK else b""))
        return handle

    def cancel_auth_ticket(self, handle: int) -> None:
        """Take a ticket back, of either kind; harmless twice."""
        call = "cancel_auth_ticket"
        require_int(call, "the ticket", handle)
        if not self._may(
            call, "" if handle in self._own else f"{short(handle)} is no ticket of this program; pass the id that it was given"
        ):
            return
        ticket = self._own[handle]
        if ticket is not None:
            self._take_back(ticket)

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with somebody; return an EBeginAuthSessionResult, and if it is 0 an AuthTicketValidated follows."""
        call = "begin_auth_session"
        data = require_bytes(call, "ticket", ticket)
        require_id(steam_id)
        session = self._session
        if not session.present(call):
            return BeginAuthSessionResult.INVALID_TICKET
        shown = session.tickets.shown(data, steam_id, session.app_id, self._far)
        if not isinstance(shown, Refused) and steam_id in self._sessions:
            fault = f"{short(steam_id)} has a session already; call end_auth_session first"
            shown = Refused(BeginAuthSessionResult.DUPLICATE_REQUEST, fault)
        if isinstance(shown, Refused):
            self._may(call, shown.fault)
            return shown.result
        scripted = self._verdicts.pop(steam_id, None)
        owns = not SteamID(steam_id).is_individual or self._owns(shown, shown.app_id)
        response = judged(shown, session.me, owns=owns) if scripted is None else scripted
        self._sessions[steam_id] = shown
        self._validated(steam_id, response)
        shown.show(self._ticket_changed)
        self._far.watch(shown)
        return BeginAuthSessionResult.OK

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with somebody."""
        call = "end_auth_session"
        require_id(steam_id)
        if self._may(call, "" if steam_id in self._sessions else f"{short(steam_id)} has no session here; begin_auth_session begins one"):
            self._far.forget(self._sessions.pop(steam_id))

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether somebody in a session has an app: 0 yes, 1 no, 2 without a session."""
        call = "user_has_license_for_app"
        require_id(steam_id)
        fault = _number_fault("app_id", require_int(call, "app_id", app_id), 0, _UINT32)
        if not fault and steam_id not in self._sessions:
            fault = f"{short(steam_id)} has no session here; call begin_auth_session first"
        if not self._may(call, fault):
            return UserHasLicenseForAppResult.NO_AUTH
        has = self._owns(self._sessions[steam_id], app_id)
        return UserHasLicenseForAppResult.HAS_LICENSE if has else UserHasLicenseForAppResult.DOES_NOT_HAVE_LICENSE

    def request_encrypted_app_ticket(self, data: bytes) -> int:
        """Ask for an encrypted ticket with some bytes of the game's own in it; EncryptedAppTicket answers with this number."""
        call = "request_encrypted_app_ticket"
        given = require_bytes(call, "data", data)
        session = self._session
        if not session.initialised or len(given) > _MOST_DATA:
            fault = f"{len(given)} bytes are more than a ticket holds; pass at most {_MOST_DATA}" if len(given) > _MOST_DATA else ""
            return session.later(call, lambda it: EncryptedAppTicket(it.call, it.answer), fault=fault)
        if self._encrypting:
            return self._not_encrypted(Result.DUPLICATE_REQUEST, "a request is not answered yet; wait for its answer")
        since = None if self._encrypted_at is None else session.world.elapsed - self._encrypted_at
        if since is not None and since < ENCRYPTED_SECONDS:
            fault = f"Steam gives one in {ENCRYPTED_SECONDS:.0f} s, and the last is {since:.3g} s old; use that, or wait"
            return self._not_encrypted(Result.LIMIT_EXCEEDED, fault)
        self._encrypting = True

        def told(request: QueryRequest) -> EncryptedAppTicket:
            self._encrypting = False
            if request.answer is Result.OK and session.initialised:
                self._encrypted = session.tickets.secret(_ENCRYPTED_SIZE + len(given))
                self._encrypted_at = session.world.elapsed
            return EncryptedAppTicket(request.call, request.answer)

        return session.later(call, told)

    def get_encrypted_app_ticket(self) -> bytes:
        """The bytes of the last encrypted ticket; b"" before the answer to `request_encrypted_app_ticket`."""
        fault = "" if self._encrypted else "there is no ticket; call request_encrypted_app_ticket and wait until its answer says OK"
        return self._encrypted if self._may("get_encrypted_app_ticket", fault) else b""

    # The seam: game servers of before tickets.

    def advertise_game(self, server_id: int, server_ip: int, port: int) -> None:
        """Tell friends which game server the player is on, one that does not use Steam; 0, 0, 0 for none any more."""
        call = "advertise_game"
        require_id(server_id)
        if self._may(call, _id_fault(server_id) or _server_fault(call, server_ip, port)):
            self._advertise((server_id, server_ip, port) if server_id or server_ip or port else None)

    def initiate_game_connection(self, server_id: int, server_ip: int, server_port: int, secure: bool) -> bytes:
        """Begin the connection to a game server in the way of before tickets; return what to send there, b"" for nothing."""
        call = "initiate_game_connection"
        require_id(server_id)
        require_bool(call, "secure", secure)
        if not self._may(call, _id_fault(server_id) or _server_fault(call, server_ip, server_port)):
            return b""
        self.connections[server_ip, server_port] = server_id
        return self._session.tickets.secret(_BLOB_SIZE)

    def terminate_game_connection(self, server_ip: int, server_port: int) -> None:
        """End what `initiate_game_connection` began."""
        call = "terminate_game_connection"
        fault = _server_fault(call, server_ip, server_port)
        if not fault and (server_ip, server_port) not in self.connections:
            fault = f"there is no connection to {dotted(server_ip)}:{server_port}; initiate_game_connection begins one"
        if self._may(call, fault):
            del self.connections[server_ip, server_port]

    # The seam: the account.

    def is_behind_nat(self) -> bool:
        """Whether the player's machine is behind a NAT."""
        return self._known("is_behind_nat", self.behind_nat, False)

    def is_phone_identifying(self) -> bool:
        """Whether the player's phone number identifies them."""
        return self._known("is_phone_identifying", self.phone_identifying, False)

    def is_phone_requiring_verification(self) -> bool:
        """Whether the player's phone number waits to be verified."""
        return self._known("is_phone_requiring_verification", self.phone_requiring_verification, False)

    def is_phone_verified(self) -> bool:
        """Whether the player's phone number is verified."""
        return self._known("is_phone_verified", self.phone_verified, False)

    def is_two_factor_enabled(self) -> bool:
        """Whether the account has Steam Guard's second factor."""
        return self._known("is_two_factor_enabled", self.two_factor_enabled, False)

    def get_player_steam_level(self) -> int:
        """The player's level on Steam, 0 if it is not known."""
        return self._known("get_player_steam_level", self._session.personas.of(self._session.me).level, 0)

    def get_game_badge_level(self, series: int, foil: bool) -> int:
        """The level of the player's badge of this game, 0 for none."""
        call = "get_game_badge_level"
        fault = _number_fault("series", require_int(call, "series", series), INT_MIN, INT_MAX)
        level = self.badges.get((series, require_bool(call, "foil", foil)), 0)
        return level if self._may(call, fault) else 0

    def get_market_eligibility(self) -> int:
        """Ask whether the player may use the market; MarketEligibility answers with this number."""
        call, known = "get_market_eligibility", self._market
        if known is _NO_MARKET and self._session.initialised:
            self._may(call, "a local Steam has no market; call account.allow_market or deny_market in the test")
        return self._session.later(call, lambda it: replace(known if it.answer is Result.OK else _NO_MARKET, call=it.call))

    def get_duration_control(self) -> int:
        """Ask how long the player may still play; DurationControl answers with this number."""
        none = DurationControl(0, Result.OK, self._session.app_id, False, 0, DurationControlProgress.FULL, _NO_NOTE)
        return self._session.later(
            "get_duration_control", lambda it: replace(self._duration if it.answer is Result.OK else none, call=it.call, result=it.answer)
        )

    def set_duration_control_online_state(self, state: int) -> bool:
        """Tell Steam whether the game is played online; return whether it was taken."""
        call = "set_duration_control_online_state"
        if not self._may(call, _number_fault("state", require_int(call, "state", state), 1, 3)):
            return False
        self.online_state = DurationControlOnlineState(state)
        return True

    def request_store_auth_url(self, redirect_url: str) -> int:
        """Ask for an address that logs the player on to the store and goes on to another; StoreAuthURL answers with this number."""
        call = "request_store_auth_url"
        fault = text_fault(call, redirect_url)
        url = _address("store_auth_url", self.store_auth_url, _URL_ROOM)
        if not url and not fault and self._session.initialised:
            self._may(call, "a local Steam has no store; set account.store_auth_url in the test")
        return self._session.later(call, lambda it: StoreAuthURL(it.call, url if it.answer is Result.OK else ""), fault=fault)

    # What is used above.

    def _may(self, call: str, fault: str) -> bool:
        """Whether a call can be made; if not, say why."""
        session = self._session
        if not session.present(call):
            return False
        return not fault or session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _known(self, call: str, value: Value, nothing: Value) -> Value:
        """Return what is known of the account, or what stands for nothing where Steam is not initialised."""
        return value if self._session.present(call) else nothing

    def _keep(self, ticket: Ticket | None) -> int:
        """Keep a ticket of the player's own; return its handle."""
        self._handle += 1
        self._own[self._handle] = ticket
        if len(self._own) > MOST_OWN:
            del self._own[next(iter(self._own))]
        return self._handle

    def _advertise(self, server: tuple[int, int, int] | None) -> None:
        """Have friends see which server the player is on, or none."""
        if server != self.advertised:
            self.advertised = server
            there = None if server is None else (self._session.app_id, dotted(server[1]), server[2], 0, 0)
            self._session.personas.play(self._session.me, there)

    @property
    def _has_neighbours(self) -> bool:
        """Whether there can be other worlds over the same file: a store in memory has none."""
        return self._session.world.store.slow is not None

    def _kept(self, until: float) -> bool:
        """Whether other worlds know the tickets, or have had their time for it."""
        world = self._session.world
        return self._session.room.settled or world.clock.waits or world.elapsed >= until

    def _take_back(self, ticket: Ticket) -> None:
        """Take a ticket back, in other worlds too."""
        ticket.cancel()
        if self._has_neighbours:
            withdraw(self._session.room, ticket)

    def _standing(self) -> AuthSessionResponse:
        """Return what Steam thinks of who shows the player's tickets now."""
        there = self._session.world.faults.reachable
        return AuthSessionResponse.OK if there else AuthSessionResponse.USER_NOT_CONNECTED_TO_STEAM

    def _connection_changed(self, up: bool) -> None:
        """Have whoever was shown a ticket told that its player is not connected any more."""
        response = AuthSessionResponse.OK if up else AuthSessionResponse.USER_NOT_CONNECTED_TO_STEAM
        for ticket in self._own.values():
            if ticket is not None and not ticket.cancelled and ticket.standing is not AuthSessionResponse.AUTH_TICKET_INVALID:
                ticket.standing = response
                if not up:
                    ticket.tell(response)

    def _ticket_changed(self, ticket: Ticket, response: AuthSessionResponse) -> None:
        """Tell the program what became of a ticket, if it has a session with it still."""
        if self._sessions.get(ticket.steam_id) is ticket:
            self._validated(ticket.steam_id, response)

    def _validated(self, steam_id: int, response: AuthSessionResponse) -> None:
        """Have the program told what became of a ticket."""
        owner = self._owner(self._sessions[steam_id])
        self._session.world.post_late(AuthTicketValidated(SteamID(steam_id), response, SteamID(owner)))

    def _owner(self, ticket: Ticket) -> int:
        """Return whose game is played by who shows a ticket."""
        return self.owners.get(ticket.steam_id) or ticket.owner_id or ticket.steam_id

    def _owns(self, ticket: Ticket, app_id: int) -> bool:
        """Whether who shows a ticket has an app, their own or borrowed."""
        owner = self._owner(ticket)
        if owner in self.licenses:
            return app_id in self.licenses[owner]
        return app_id in (licensed(self._session.rules.schema, owner) if ticket.licences is None else ticket.licences())

    def _not_encrypted(self, result: Result, fault: str) -> int:
        """Have a request for an encrypted ticket answered that Steam does not take, and say why."""
        call = "request_encrypted_app_ticket"
        self._may(call, fault)
        return self._session.refused_query(call, lambda it: EncryptedAppTicket(it.call, it.answer), result)

    def _end(self) -> None:
        """Take back every ticket, and forget every session: the program has ended."""
        for ticket in self._own.values():
            if ticket is not None:
                self._take_back(ticket)
        self._own.clear()
        self._far.forget(*self._sessions.values())
        self._sessions.clear()
        self.connections.clear()
        self._advertise(None)
        self._encrypted, self._encrypted_at = b"", None


def _expired() -> bool:
    """Say that a ticket has expired."""
    return True


def _number_fault(label: str, number: int, least: int, most: int) -> str:
    """Say why a number is out of range, "" if it is not."""
    return "" if least <= number <= most else f"{label} is {short(number)}; pass {least} to {most}"


def _within(call: str, label: str, number: int, least: int, most: int) -> int:
    """Return a number of a script.

    Raises:
        TypeError: It is not an int.
        ValueError: It is out of range.
    """
    fault = _number_fault(label, require_int(call, label, number), least, most)
    if fault:
        message = f"{call}: {fault}"
        raise ValueError(message)
    return number


def _id_fault(steam_id: int) -> str:
    """Say why a number is no Steam ID, "" if it may be one."""
    return "" if 0 <= steam_id <= _UINT64 else f"{short(steam_id)} is not a Steam ID; pass a number of 64 bits"


def _server_fault(call: str, ip: int, port: int) -> str:
    """Say what is wrong with the address of a game server, "" if nothing is.

    Raises:
        TypeError: A number is not an int.
    """
    address = _number_fault("server_ip", require_int(call, "server_ip", ip), 0, _UINT32)
    return address or _number_fault("the port", require_int(call, "the port", port), 0, PORT_MAX)


def _address(call: str, url: str, room: int) -> str:
    """Return the address of a page as a script gives it.

    Raises:
        TypeError: It is not a str.
        ValueError: It has a NUL in it, or more bytes than Steam has room for.
    """
    fault = text_fault(call, require_str(call, "the address", url), room)
    if fault:
        message = f"{call}: {fault}"
        raise ValueError(message)
    return url
