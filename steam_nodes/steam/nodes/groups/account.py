"""The player's account: tickets, licences, badges, phone, market, as GodotSteam's group User.

Rules: those of apps.py. `get_steam_id` and `logged_on`, which GodotSteam has in this group, stand in client.py: every program asks them.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.object.signal import Signal
from steam_nodes.steam import enums
from steam_nodes.steam.callbacks import AuthTicketValidated, ServerConnectFailure, ServersConnected, ServersDisconnected
from steam_nodes.steam.checks import dotted, ip_number, require_bool, require_bytes, require_int, require_str
from steam_nodes.steam.enums import AuthNames, flat, member_of
from steam_nodes.steam.groups import account
from steam_nodes.steam.groups.account import AccountNames
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.enums import BeginAuthSessionResult
    from steam_nodes.steam.groups.account import UserHasLicenseForAppResult
    from steam_nodes.steam.results import Result

    class _Base(SteamNode, AuthNames, AccountNames):
        """What `flat` makes of the class, for type checkers."""
else:
    _Base = SteamNode

_NON_STEAM_SERVER: Final = 2
"""Valve's k_steamIDNonSteamGS: a game server that does not use Steam."""
_DURATION: Final = attrgetter("app_id", "applicable", "seconds_last_5hrs", "progress", "notification")
_NOTES: Final = (
    "",
    "You have played for 1 hour.",
    "You have played for 3 hours.",
    "You have played for 3 hours; what you gain is halved.",
    "You have played for 5 hours; you gain nothing more.",
    "You have played for 3 hours; the game ends soon.",
    "You have played for 5 hours; the game ends soon.",
    "It is night; the game ends soon.",
)


def _emit_denied(node: Account, it: account.ServerDenied) -> None:
    node.client_game_server_deny.emit(it.app_id, dotted(it.server_ip), it.server_port, it.secure, it.reason)


def _emit_duration(node: Account, it: account.DurationControl) -> None:
    known = dict(zip(("app_id", "applicable", "seconds_last_5hrs", "progress", "notification"), _DURATION(it), strict=True))
    note = _NOTES[it.notification] if 0 <= it.notification < len(_NOTES) else ""
    node.duration_control.emit(it.result, {**known, "notification_verbal": note})


def _emit_web_ticket(node: Account, it: account.WebApiTicket) -> None:
    node.get_ticket_for_web_api.emit(it.auth_ticket, it.result, len(it.ticket), it.ticket)


@flat(AuthNames, AccountNames)
class Account(_Base):
    """The player's account, and how others make sure who the player is.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        AuthTicketValidated: Emits("validate_auth_ticket_response", ("steam_id", "response", "owner_id")),
        ServersConnected: Emits("steam_server_connected", ()),
        ServerConnectFailure: Emits("steam_server_connect_failed", ("result", "still_retrying")),
        ServersDisconnected: Emits("steam_server_disconnected", ("result",)),
        account.AuthSessionTicket: Emits("get_auth_session_ticket_response", ("auth_ticket", "result")),
        account.DurationControl: _emit_duration,
        account.EncryptedAppTicket: Emits("encrypted_app_ticket_response", ("result",), answer="result"),
        account.GameWebCalled: Emits("game_web_callback", ("url",)),
        account.IPCFailed: Emits("ipc_failure", ("type",)),
        account.LicensesUpdated: Emits("licenses_updated", ()),
        account.MarketEligibility: Emits(
            "market_eligibility_response", ("allowed", "reason", "allowed_at", "guard_days", "new_device_days"), answer=""
        ),
        account.PurchaseAuthorized: Emits("microtransaction_auth_response", ("app_id", "order_id", "authorized")),
        account.ServerDenied: _emit_denied,
        account.StoreAuthURL: Emits("store_auth_url_response", ("url",), answer="url"),
        account.WebApiTicket: _emit_web_ticket,
    }

    client_game_server_deny: Signal[int, str, int, int, int] = Signal(
        "app_id", "server_ip", "server_port", "secure", "reason", blinker=True
    )
    """A game server turns the player away, who must leave it at once; the reason is one of DenyReason.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#ClientGameServerDeny_t.
    """
    duration_control: Signal[Result, dict[str, Any]] = Signal("result", "duration", blinker=True)
    """How long the player may still play: the answer to one `get_duration_control`, or news of Steam's own.

    The dictionary is `{"app_id": int, "applicable": bool, "seconds_last_5hrs": int, "progress": int, "notification": int,
    "notification_verbal": str}`; the last is a sentence for the notification, "" for none.
    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#DurationControl_t.
    """
    encrypted_app_ticket_response: Signal[Result] = Signal("result", blinker=True)
    """The answer to one `request_encrypted_app_ticket`; with RESULT_OK `get_encrypted_app_ticket` has the bytes.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#EncryptedAppTicketResponse_t.
    """
    game_web_callback: Signal[str] = Signal("url", blinker=True)
    """The player followed a link of the form steam://gamewebcallback/ in the overlay's browser.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GameWebCallback_t.
    """
    get_auth_session_ticket_response: Signal[int, Result] = Signal("auth_ticket", "result", blinker=True)
    """What became of a ticket of `get_auth_session_ticket`; send its bytes when this says RESULT_OK.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetAuthSessionTicketResponse_t.
    """
    get_ticket_for_web_api: Signal[int, Result, int, bytes] = Signal("auth_ticket", "result", "ticket_size", "ticket_buffer", blinker=True)
    """The bytes of a ticket of `get_auth_ticket_for_web_api`, as many as `ticket_size` says.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetTicketForWebApiResponse_t.
    """
    ipc_failure: Signal[int] = Signal("type", blinker=True)
    """The program and the Steam client lost each other, by one of FailureType; the game should tell the player and end.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#IPCFailure_t.
    """
    licenses_updated: Signal[()] = Signal(blinker=True)
    """What the player owns has changed; ask again.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#LicensesUpdated_t.
    """
    market_eligibility_response: Signal[bool, int, int, int, int] = Signal(
        "is_allowed", "disallow_reason", "allowed_at_time", "steam_guard_required_days", "new_device_cooldown", blinker=True
    )
    """The answer to one `get_market_eligibility`; the reason is of MarketNotAllowedReasonFlags, the time in seconds since 1970.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#MarketEligibilityResponse_t.
    """
    microtransaction_auth_response: Signal[int, int, bool] = Signal("app_id", "order_id", "authorized", blinker=True)
    """The player has answered, in the overlay, whether a purchase in the game is wanted.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#MicroTxnAuthorizationResponse_t.
    """
    steam_server_connect_failed: Signal[Result, bool] = Signal("result", "retrying", blinker=True)
    """Steam has tried to connect again and failed; GodotSteam declares this name and emits another.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#SteamServerConnectFailure_t.
    """
    steam_server_connected: Signal[()] = Signal(blinker=True)
    """The player's Steam has its connection back.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#SteamServersConnected_t.
    """
    steam_server_disconnected: Signal[Result] = Signal("result", blinker=True)
    """The player's Steam has lost its connection.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#SteamServersDisconnected_t.
    """
    store_auth_url_response: Signal[str] = Signal("url", blinker=True)
    """The answer to one `request_store_auth_url`: the address, good for a short time; "" if there is none.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#StoreAuthURLResponse_t.
    """
    validate_auth_ticket_response: Signal[int, int, int] = Signal("auth_id", "response", "owner_id", blinker=True)
    """What became of a ticket with which a session began: who showed it, one of AuthSessionResponse, and whose game it is.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUser#ValidateAuthTicketResponse_t.
    """

    # Tickets.

    def get_auth_session_ticket(self, remote_steam_id: int = 0) -> dict[str, Any]:
        """Return a ticket by which a server or another player makes sure who this player is; `get_auth_session_ticket_response` follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetAuthSessionTicket.

        Args:
            remote_steam_id: The 64-bit Steam ID of who alone may use it, 0 for anybody; SDKs before 1.56 always mean anybody.

        Returns:
            `{"id": int, "buffer": bytes, "size": int}`: the handle for `cancel_auth_ticket`, 0 if there is no ticket; the bytes, as many
            as `size` says.

        Raises:
            TypeError: The id is not an int.
        """
        handle, ticket = self._backend_.account.get_auth_session_ticket(remote_steam_id)
        return {"id": handle, "buffer": ticket, "size": len(ticket)}

    def get_auth_ticket_for_web_api(self, service_identity: str = "") -> int:
        """Ask for a ticket for a web service; `get_ticket_for_web_api` brings its bytes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetAuthTicketForWebApi.

        Args:
            service_identity: The name of the service, as it tells it to Steam; "" for any.

        Returns:
            The handle for `cancel_auth_ticket`, 0 if there is no ticket.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.account.get_auth_ticket_for_web_api(service_identity)

    def cancel_auth_ticket(self, auth_ticket: int) -> None:
        """Take a ticket back; a program that has a session with it gets `validate_auth_ticket_response`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#CancelAuthTicket.

        Args:
            auth_ticket: The handle that the ticket has.

        Raises:
            TypeError: The handle is not an int.
        """
        self._backend_.account.cancel_auth_ticket(auth_ticket)

    def begin_auth_session(self, auth_ticket: bytes, ticket_size: int, steam_id: int) -> BeginAuthSessionResult | int:
        """Begin a session with the player who sent a ticket; `validate_auth_ticket_response` judges it, now and when that changes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BeginAuthSession.

        Args:
            auth_ticket: The bytes that they sent.
            ticket_size: How many of them are the ticket, for scripts whose buffer is longer; a number beyond the end means all.
            steam_id: Their whole 64-bit Steam ID.

        Returns:
            BEGIN_AUTH_SESSION_RESULT_OK, or why no session begins; BEGIN_AUTH_SESSION_RESULT_INVALID_TICKET if Steam is not initialised.

        Raises:
            TypeError: The ticket is not bytes, or a number is not an int.
        """
        data = require_bytes("begin_auth_session", "ticket", auth_ticket)
        # A size that is wrong comes from the other side: it must not stop the game.
        size = max(require_int("begin_auth_session", "ticket_size", ticket_size), 0)
        return member_of(enums.BeginAuthSessionResult, self._backend_.account.begin_auth_session(data[:size], steam_id))

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with somebody, when they leave.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#EndAuthSession.

        Args:
            steam_id: Their whole 64-bit Steam ID.

        Raises:
            TypeError: The id is not an int.
        """
        self._backend_.account.end_auth_session(steam_id)

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> UserHasLicenseForAppResult | int:
        """Return whether somebody has an app; it is known as long as there is a session with them.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#UserHasLicenseForApp.

        Args:
            steam_id: Their whole 64-bit Steam ID.
            app_id: The app, often a DLC.

        Returns:
            USER_HAS_LICENSE_RESULT_HAS_LICENSE, USER_HAS_LICENSE_RESULT_DOES_NOT_HAVE_LICENSE, or USER_HAS_LICENSE_RESULT_NO_AUTH where
            there is no session, or Steam is not initialised.

        Raises:
            TypeError: A number is not an int.
        """
        return member_of(account.UserHasLicenseForAppResult, self._backend_.account.user_has_license_for_app(steam_id, app_id))

    def request_encrypted_app_ticket(self, secret: str) -> None:
        """Ask for an encrypted ticket, which the game's own service can open; `encrypted_app_ticket_response` answers.

        Steam gives one a minute, and answers RESULT_LIMIT_EXCEEDED to more, and RESULT_DUPLICATE_REQUEST while one is on its way.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#RequestEncryptedAppTicket.

        Args:
            secret: What the game wants to have in it.

        Raises:
            TypeError: The secret is not a str.
        """
        data = require_str("request_encrypted_app_ticket", "secret", secret).encode(errors="surrogatepass")
        self._backend_.account.request_encrypted_app_ticket(data)

    def get_encrypted_app_ticket(self) -> dict[str, Any]:
        """Return the last encrypted ticket.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetEncryptedAppTicket.

        Returns:
            `{"buffer": bytes, "size": int}`, as many bytes as `size` says; `{}` before `encrypted_app_ticket_response` said RESULT_OK.
        """
        ticket = self._backend_.account.get_encrypted_app_ticket()
        return {"buffer": ticket, "size": len(ticket)} if ticket else {}

    # Game servers that do not use Steam.

    def advertise_game(self, server_ip: str = "", port: int = 0) -> None:
        """Tell friends on which game server the player is, where that does not use Steam.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#AdvertiseGame.

        Args:
            server_ip: Its IPv4 address; "" for none any more.
            port: Its port, 0 to 65535.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: The address is not an IPv4 address.
        """
        address = _number("advertise_game", server_ip)
        self._backend_.account.advertise_game(_NON_STEAM_SERVER if address or port else 0, address, port)

    def initiate_game_connection(self, server_id: int, server_ip: int | str, server_port: int, secure: bool) -> dict[str, Any]:
        """Begin the connection to a game server in the way of before tickets; new games use `get_auth_session_ticket`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#InitiateGameConnection.

        Args:
            server_id: The server's 64-bit Steam ID.
            server_ip: Its IPv4 address, as a number with the most significant byte first, or as a text, which it was in GodotSteam 4.11.
            server_port: Its port, 0 to 65535.
            secure: Whether it is secure.

        Returns:
            `{"auth_blob": bytes, "server_id": int, "server_ip": int, "server_port": int}`; the bytes are what to send to the server, b""
            for nothing.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: A text is not an IPv4 address.
        """
        call = "initiate_game_connection"
        address = _number(call, server_ip) if isinstance(server_ip, str) else require_int(call, "server_ip", server_ip)
        require_bool(call, "secure", secure)
        blob = self._backend_.account.initiate_game_connection(server_id, address, server_port, secure)
        return {"auth_blob": blob, "server_id": server_id, "server_ip": address, "server_port": server_port}

    def terminate_game_connection(self, server_ip: str, server_port: int) -> None:
        """End what `initiate_game_connection` began.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#TerminateGameConnection.

        Args:
            server_ip: The server's IPv4 address.
            server_port: Its port, 0 to 65535.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: The address is not an IPv4 address.
        """
        self._backend_.account.terminate_game_connection(_number("terminate_game_connection", server_ip), server_port)

    # The account.

    def get_player_steam_level(self) -> int:
        """Return the player's level on Steam, 0 if it is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetPlayerSteamLevel.
        """
        return self._backend_.account.get_player_steam_level()

    def get_game_badge_level(self, series: int, foil: bool) -> int:
        """Return the level of the player's badge of this game, 0 for none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetGameBadgeLevel.

        Args:
            series: The set of trading cards; 1 where there is only one.
            foil: Whether the foil badge is meant.

        Raises:
            TypeError: An argument has the wrong type.
        """
        return self._backend_.account.get_game_badge_level(series, require_bool("get_game_badge_level", "foil", foil))

    def is_behind_nat(self) -> bool:
        """Return whether the player's machine is behind a NAT.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BIsBehindNAT.
        """
        return self._backend_.account.is_behind_nat()

    def is_phone_identifying(self) -> bool:
        """Return whether the player's phone number identifies them.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BIsPhoneIdentifying.
        """
        return self._backend_.account.is_phone_identifying()

    def is_phone_requiring_verification(self) -> bool:
        """Return whether the player's phone number waits to be verified.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BIsPhoneRequiringVerification.
        """
        return self._backend_.account.is_phone_requiring_verification()

    def is_phone_verified(self) -> bool:
        """Return whether the player's phone number is verified.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BIsPhoneVerified.
        """
        return self._backend_.account.is_phone_verified()

    def is_two_factor_enabled(self) -> bool:
        """Return whether the account has Steam Guard's second factor.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BIsTwoFactorEnabled.
        """
        return self._backend_.account.is_two_factor_enabled()

    def get_market_eligibility(self) -> None:
        """Ask whether the player may use the market; `market_eligibility_response` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetMarketEligibility.
        """
        self._backend_.account.get_market_eligibility()

    def get_duration_control(self) -> None:
        """Ask how long the player may still play, where law limits that; `duration_control` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetDurationControl.
        """
        self._backend_.account.get_duration_control()

    def set_duration_control_online_state(self, new_state: int) -> bool:
        """Tell Steam whether the game is played online, where law limits how long the player may; since SDK 1.49.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BSetDurationControlOnlineState.

        Args:
            new_state: One of DURATION_CONTROL_ONLINE_STATE_OFFLINE, DURATION_CONTROL_ONLINE_STATE_ONLINE and
                DURATION_CONTROL_ONLINE_STATE_ONLINE_HIGH_PRIORITY.

        Returns:
            Whether it was taken.

        Raises:
            TypeError: The state is not an int.
        """
        return self._backend_.account.set_duration_control_online_state(new_state)

    def request_store_auth_url(self, redirect_url: str) -> None:
        """Ask for an address that logs the player on to Steam's store and goes on to another; `store_auth_url_response` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#RequestStoreAuthURL.

        Args:
            redirect_url: The address to go on to.

        Raises:
            TypeError: The address is not a str.
        """
        self._backend_.account.request_store_auth_url(redirect_url)

    AuthSessionResponse = enums.AuthSessionResponse
    BeginAuthSessionResult = enums.BeginAuthSessionResult
    DenyReason = enums.DenyReason
    DurationControlNotification = account.DurationControlNotification
    DurationControlOnlineState = account.DurationControlOnlineState
    DurationControlProgress = account.DurationControlProgress
    FailureType = account.FailureType
    MarketNotAllowedReasonFlags = account.MarketNotAllowedReasonFlags
    UserHasLicenseForAppResult = account.UserHasLicenseForAppResult

    advertiseGame = advertise_game
    beginAuthSession = begin_auth_session
    cancelAuthTicket = cancel_auth_ticket
    endAuthSession = end_auth_session
    getAuthSessionTicket = get_auth_session_ticket
    getAuthTicketForWebApi = get_auth_ticket_for_web_api
    getDurationControl = get_duration_control
    getEncryptedAppTicket = get_encrypted_app_ticket
    getGameBadgeLevel = get_game_badge_level
    getMarketEligibility = get_market_eligibility
    getPlayerSteamLevel = get_player_steam_level
    initiateGameConnection = initiate_game_connection
    isBehindNAT = is_behind_nat
    isPhoneIdentifying = is_phone_identifying
    isPhoneRequiringVerification = is_phone_requiring_verification
    isPhoneVerified = is_phone_verified
    isTwoFactorEnabled = is_two_factor_enabled
    requestEncryptedAppTicket = request_encrypted_app_ticket
    requestStoreAuthURL = request_store_auth_url
    setDurationControlOnlineState = set_duration_control_online_state
    terminateGameConnection = terminate_game_connection
    userHasLicenseForApp = user_has_license_for_app


def _number(call: str, address: str) -> int:
    """Return an IPv4 address as Steam takes it, 0 for any or none.

    Raises:
        TypeError: It is not a str.
        ValueError: It is no address.
    """
    try:
        return ip_number(require_str(call, "server_ip", address))
    except ValueError as error:
        message = f"{call}: {error}"
        raise ValueError(message) from None
