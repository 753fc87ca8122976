"""What a Steam ID tells of itself, for both singletons of GodotSteam: the kind of account it belongs to.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. What kind of account an id is of is read from its bits, as Valve's CSteamID does; a number that is no id is of no kind.
"""

from __future__ import annotations

from typing import Final

from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

_LOBBY: Final = 0x40000
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


class Accounts:
    """The part of `Steam` and of `SteamServer` that tells ids apart."""

    def get_steam_id_32(self, steam_id: int) -> int:
        """Return the account's own number, the low 32 bits of a Steam ID.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#CSteamID.

        Args:
            steam_id: A 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
            ValueError: `steam_id` does not fit in 64 unsigned bits.
        """
        return SteamID(steam_id).account_id

    def is_anon_account(self, steam_id: int) -> bool:
        """Return whether a Steam ID is an anonymous one, of a user or of a game server.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#CSteamID.

        Args:
            steam_id: A 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        return _kind(steam_id) in {AccountType.ANON_USER, AccountType.ANON_GAME_SERVER}

    def is_anon_user_account(self, steam_id: int) -> bool:
        """Return whether a Steam ID is an anonymous user's; arguments and errors are those of `is_anon_account`."""
        return _kind(steam_id) == AccountType.ANON_USER

    def is_chat_account(self, steam_id: int) -> bool:
        """Return whether a Steam ID is a chat's or a lobby's; arguments and errors are those of `is_anon_account`."""
        return _kind(steam_id) == AccountType.CHAT

    def is_clan_account(self, steam_id: int) -> bool:
        """Return whether a Steam ID is a group's; arguments and errors are those of `is_anon_account`."""
        return _kind(steam_id) == AccountType.CLAN

    def is_console_user_account(self, steam_id: int) -> bool:
        """Return whether a Steam ID is a console user's; arguments and errors are those of `is_anon_account`."""
        return _kind(steam_id) == AccountType.CONSOLE_USER

    def is_individual_account(self, steam_id: int) -> bool:
        """Return whether a Steam ID is one person's, console users too; arguments and errors are those of `is_anon_account`."""
        return _kind(steam_id) in {AccountType.INDIVIDUAL, AccountType.CONSOLE_USER}

    def is_lobby(self, steam_id: int) -> bool:
        """Return whether a Steam ID is a lobby's; arguments and errors are those of `is_anon_account`."""
        return _kind(steam_id) == AccountType.CHAT and bool(SteamID(steam_id).instance & _LOBBY)

    def get_godotsteam_version(self) -> str:
        """Return the version of this library, such as "0.1.0"; "" if it runs without having been installed."""
        from importlib import metadata  # noqa: PLC0415 - 20 ms that only who asks pays

        try:
            return metadata.version("steam_nodes")
        except metadata.PackageNotFoundError:
            return ""

    getSteamID32 = get_steam_id_32
    isAnonAccount = is_anon_account
    isAnonUserAccount = is_anon_user_account
    isChatAccount = is_chat_account
    isClanAccount = is_clan_account
    isConsoleUserAccount = is_console_user_account
    isIndividualAccount = is_individual_account
    isLobby = is_lobby


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
