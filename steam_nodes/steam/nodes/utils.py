"""Steam's utilities for a server, and what both singletons of GodotSteam tell of a Steam ID and of this library.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the class.
What both singletons have are functions here that each takes into its class. What kind of account an id is of is read from its bits, as
Valve's CSteamID does; a number that is no id is of no kind. Handles are whole unsigned 64-bit numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.enums import AccountType, APICallFailure
from steam_nodes.steam.nodes.steam_node import SteamNode
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ServerBackend

_LOBBY: Final = 0x40000
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_FAILURES: Final[dict[int, str]] = {
    APICallFailure.NONE: "No failure.",
    APICallFailure.STEAM_GONE: "Steam itself has gone away: its process ended or hangs.",
    APICallFailure.NETWORK_FAILURE: "The connection to Steam is lost, or was not there.",
    APICallFailure.INVALID_HANDLE: "There is no such call, or no more.",
    APICallFailure.MISMATCHED_CALLBACK: "The answer was asked for as another kind than it is.",
}


def failure_sentence(reason: int) -> str:
    """Return why a call that Steam answers later broke, as a sentence.

    Args:
        reason: Valve's number.
    """
    return _FAILURES.get(reason, f"Steam's reason number {reason}.")


class ServerUtils(SteamNode):
    """Steam's utilities, as a game server reads them."""

    _backend_: ServerBackend

    def get_app_id(self) -> int:
        """Return the app that the server belongs to, 0 if it is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAppID.
        """
        return self._backend_.get_app_id()

    def get_server_real_time(self) -> int:
        """Return the time of Steam's servers in seconds since 1970, 0 if the server is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetServerRealTime.
        """
        return self._backend_.get_server_real_time()

    def get_ip_country(self) -> str:
        """Return the two letters of the country that the server is in, "" if they are not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPCountry.
        """
        return self._backend_.get_ip_country()

    def get_api_call_failure_reason(self) -> str:
        """Return why the last call that Steam answers later broke, as a sentence.

        Such calls are requests, stores, `associate_with_clan` and `compute_new_player_compatibility`.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAPICallFailureReason.

        Returns:
            The sentence, "No failure." if it did not break, "" if the server is not initialised.
        """
        reason = self._backend_.get_api_call_failure_reason()
        return failure_sentence(reason) if self._backend_.initialised() else ""

    def is_api_call_completed(self) -> dict[str, Any]:
        """Return whether the last call that Steam answers later is answered, and whether it broke.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsAPICallCompleted.

        Returns:
            `{"completed": bool, "failed": bool}`, `{}` if the server is not initialised.
        """
        completed, failed = self._backend_.is_api_call_completed()
        return {"completed": completed, "failed": failed} if self._backend_.initialised() else {}

    _inventory_handle_ = 0
    _inventory_update_handle_ = 0

    def get_inventory_handle(self) -> int:
        """Return the inventory handle that a script left here, 0 before one did."""
        return self._inventory_handle_

    def set_inventory_handle(self, new_inventory_handle: int) -> None:
        """Leave an inventory handle here.

        Args:
            new_inventory_handle: The handle, an unsigned 64-bit number; GodotSteam's -1 is all ones.

        Raises:
            TypeError: The handle is not an int.
            ValueError: The handle does not fit in 64 bits.
        """
        self._inventory_handle_ = unsigned_64("set_inventory_handle", new_inventory_handle)

    def get_inventory_update_handle(self) -> int:
        """Return the inventory update handle that a script left here, 0 before one did."""
        return self._inventory_update_handle_

    def set_inventory_update_handle(self, new_inventory_update_handle: int) -> None:
        """Leave an inventory update handle here; arguments and errors are those of `set_inventory_handle`."""
        self._inventory_update_handle_ = unsigned_64("set_inventory_update_handle", new_inventory_update_handle)

    getAPICallFailureReason = get_api_call_failure_reason
    getAppID = get_app_id
    getIPCountry = get_ip_country
    getServerRealTime = get_server_real_time
    isAPICallCompleted = is_api_call_completed


def get_steam_id_32(_node: object, steam_id: int) -> int:
    """Return the account's own number, the low 32 bits of a Steam ID.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#CSteamID.

    Args:
        steam_id: A 64-bit Steam ID.

    Raises:
        TypeError: `steam_id` is not an int.
        ValueError: `steam_id` does not fit in 64 unsigned bits.
    """
    return SteamID(steam_id).account_id


def is_anon_account(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is an anonymous one, of a user or of a game server.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#CSteamID.

    Args:
        steam_id: A 64-bit Steam ID.

    Raises:
        TypeError: `steam_id` is not an int.
    """
    return _kind(steam_id) in {AccountType.ANON_USER, AccountType.ANON_GAME_SERVER}


def is_anon_user_account(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is an anonymous user's; arguments and errors are those of `is_anon_account`."""
    return _kind(steam_id) == AccountType.ANON_USER


def is_chat_account(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is a chat's or a lobby's; arguments and errors are those of `is_anon_account`."""
    return _kind(steam_id) == AccountType.CHAT


def is_clan_account(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is a group's; arguments and errors are those of `is_anon_account`."""
    return _kind(steam_id) == AccountType.CLAN


def is_console_user_account(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is a console user's; arguments and errors are those of `is_anon_account`."""
    return _kind(steam_id) == AccountType.CONSOLE_USER


def is_individual_account(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is one person's, console users too; arguments and errors are those of `is_anon_account`."""
    return _kind(steam_id) in {AccountType.INDIVIDUAL, AccountType.CONSOLE_USER}


def is_lobby(_node: object, steam_id: int) -> bool:
    """Return whether a Steam ID is a lobby's; arguments and errors are those of `is_anon_account`."""
    return _kind(steam_id) == AccountType.CHAT and bool(SteamID(steam_id).instance & _LOBBY)


def get_godotsteam_version(_node: object) -> str:
    """Return the version of this library, such as "0.1.0"; "" if it runs without having been installed."""
    from importlib import metadata  # noqa: PLC0415 - 20 ms that only who asks pays

    try:
        return metadata.version("steam_nodes")
    except metadata.PackageNotFoundError:
        return ""


def _kind(steam_id: int) -> int:
    """Return the kind of account of an id, that of no account for a number that is no id."""
    if isinstance(steam_id, int) and not isinstance(steam_id, bool) and not 0 <= steam_id <= _UINT64:
        return AccountType.INVALID
    return SteamID(steam_id).account_type


def unsigned_64(call: str, handle: int) -> int:
    """Return a handle that a script gives, as an unsigned 64-bit number.

    Args:
        call: The call, for the message.
        handle: The handle; GodotSteam's -1 is all ones.

    Raises:
        TypeError: The handle is not an int.
        ValueError: The handle does not fit in 64 bits.
    """
    if isinstance(handle, bool) or not isinstance(handle, int):
        message = f"{call}: a handle is an int, not {type(handle).__name__} {short(handle)}"
        raise TypeError(message)
    if not -1 <= handle <= _UINT64:
        message = f"{call}: {short(handle)} is no handle; pass an unsigned 64-bit number"
        raise ValueError(message)
    return handle & _UINT64
