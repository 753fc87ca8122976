"""What a server's script asks beside Steam's game server: Steam's utilities, and GodotSteam's own properties.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class; those about kinds of Steam IDs stand in accounts.py. Handles are whole unsigned 64-bit numbers.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.steam.enums import APICallFailure
from steam_nodes.steam.nodes.accounts import Accounts, unsigned_64
from steam_nodes.steam.nodes.server_sessions import ServerSessions

_FAILURES: Final[dict[int, str]] = {
    APICallFailure.NONE: "No failure.",
    APICallFailure.STEAM_GONE: "Steam itself has gone away: its process ended or hangs.",
    APICallFailure.NETWORK_FAILURE: "The connection to Steam is lost, or was not there.",
    APICallFailure.INVALID_HANDLE: "There is no such call, or no more.",
    APICallFailure.MISMATCHED_CALLBACK: "The answer was asked for as another kind than it is.",
}


class ServerUtils(Accounts, ServerSessions):
    """The part of SteamServer that asks Steam's utilities."""

    def get_app_id(self) -> int:
        """Return the app that the server belongs to, 0 if it is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAppID.
        """
        return self._backend.get_app_id()

    def get_server_real_time(self) -> int:
        """Return the time of Steam's servers in seconds since 1970, 0 if the server is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetServerRealTime.
        """
        return self._backend.get_server_real_time()

    def get_ip_country(self) -> str:
        """Return the two letters of the country that the server is in, "" if they are not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetIPCountry.
        """
        return self._backend.get_ip_country()

    def get_api_call_failure_reason(self) -> str:
        """Return why the last call that Steam answers later broke, as a sentence.

        Such calls are requests, stores, `associate_with_clan` and `compute_new_player_compatibility`.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAPICallFailureReason.

        Returns:
            The sentence, "No failure." if it did not break, "" if the server is not initialised.
        """
        reason = self._backend.get_api_call_failure_reason()
        if not self._backend.initialised():
            return ""
        return _FAILURES.get(reason, f"Steam's reason number {reason}.")

    def is_api_call_completed(self) -> dict[str, Any]:
        """Return whether the last call that Steam answers later is answered, and whether it broke.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsAPICallCompleted.

        Returns:
            `{"completed": bool, "failed": bool}`, `{}` if the server is not initialised.
        """
        completed, failed = self._backend.is_api_call_completed()
        return {"completed": completed, "failed": failed} if self._backend.initialised() else {}

    _inventory_handle = 0
    _inventory_update_handle = 0

    def get_inventory_handle(self) -> int:
        """Return the inventory handle that a script left here, 0 before one did."""
        return self._inventory_handle

    def set_inventory_handle(self, new_inventory_handle: int) -> None:
        """Leave an inventory handle here.

        Args:
            new_inventory_handle: The handle, an unsigned 64-bit number; GodotSteam's -1 is all ones.

        Raises:
            TypeError: The handle is not an int.
            ValueError: The handle does not fit in 64 bits.
        """
        self._inventory_handle = unsigned_64("set_inventory_handle", new_inventory_handle)

    def get_inventory_update_handle(self) -> int:
        """Return the inventory update handle that a script left here, 0 before one did."""
        return self._inventory_update_handle

    def set_inventory_update_handle(self, new_inventory_update_handle: int) -> None:
        """Leave an inventory update handle here; arguments and errors are those of `set_inventory_handle`."""
        self._inventory_update_handle = unsigned_64("set_inventory_update_handle", new_inventory_update_handle)

    getAPICallFailureReason = get_api_call_failure_reason
    getAppID = get_app_id
    getIPCountry = get_ip_country
    getServerRealTime = get_server_real_time
    isAPICallCompleted = is_api_call_completed
