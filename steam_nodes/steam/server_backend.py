"""The seam between the SteamServer node and Steam: a backend that also knows the life of a server around its stats.

Rules: names and arguments are Valve's, in snake_case; what passes is values, bytes and records, as in backend.py, whose laws hold here
too. A call on a server that is not initialised changes nothing, logs GodotSteam's sentence each time, and returns what its docstring
says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from steam_nodes.steam.backend import Backend

if TYPE_CHECKING:
    from collections.abc import Mapping

ServerField: TypeAlias = Literal[
    "advertise_server_active",
    "bot_player_count",
    "dedicated_server",
    "game_data",
    "game_description",
    "game_tags",
    "map_name",
    "max_player_count",
    "mod_dir",
    "password_protected",
    "product",
    "region",
    "server_name",
    "spectator_port",
    "spectator_server_name",
]
"""What a server tells of itself; each is one of Valve's Set calls."""


class ServerBackend(Backend, Protocol):
    """Steam as a whole game server sees it."""

    def initialised(self) -> bool:
        """Whether calls can be made: a server_init succeeded and no shutdown followed, or none is needed here."""

    def set_user_stats(self, steam_id: int, values: Mapping[str, float]) -> list[str]:
        """Set several INT stats (ints) and FLOAT stats (floats) of a user in one crossing; return the names that were refused."""

    def get_server_steam_id(self) -> int:
        """The server's id as the library's own interface tells it, 0 before a log on."""

    def secure(self) -> bool:
        """Whether the server is secure (VAC), False if not initialised."""

    def release_current_thread_memory(self) -> None:
        """Let Steam give back what it keeps for the calling thread."""

    # What the server tells of itself.

    def set_server_field(self, field: ServerField, value: str | int | bool) -> None:
        """Tell one thing of the server: a str, an int, or a bool as the field wants it."""

    def set_key_value(self, key: str, value: str) -> None:
        """Tell a pair of the server's rules, as server browsers ask for them."""

    def clear_all_key_values(self) -> None:
        """Take all those pairs back."""

    def get_public_ip(self) -> bytes:
        """The server's address as Steam sees it: 4 bytes (IPv4) or 16 (IPv6), most significant first; b"" if it is not known."""

    def was_restart_requested(self) -> bool:
        """Whether Steam wants the server to be updated and started again, False if not initialised."""

    # The sessions of players.

    def get_auth_session_ticket(self, remote_steam_id: int) -> tuple[int, bytes]:
        """Make a ticket of the server's own for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none."""

    def cancel_auth_ticket(self, handle: int) -> None:
        """Cancel a ticket of the server's own."""

    def begin_auth_session(self, ticket: bytes, steam_id: int) -> int:
        """Begin a session with a player; return an EBeginAuthSessionResult. AuthTicketValidated records follow if it is 0.

        If not initialised it is 1, INVALID_TICKET: a question that cannot be asked must not let anybody in.
        """

    def end_auth_session(self, steam_id: int) -> None:
        """End the session with a player."""

    def user_has_license_for_app(self, steam_id: int, app_id: int) -> int:
        """Whether a player in a session has an app: 0 yes, 1 no, 2 not known (also if not initialised)."""

    def request_user_group_status(self, steam_id: int, group_id: int) -> bool:
        """Ask whether a player is in a group; if True a ClientGroupStatus answers."""

    def associate_with_clan(self, clan_id: int) -> int:
        """Associate the server with a group; return the number that the ClanAssociated record carries."""

    def compute_new_player_compatibility(self, steam_id: int) -> int:
        """Ask how a new player goes with those here; return the number that the PlayerCompatibility record carries."""

    def handle_incoming_packet(self, packet: bytes, ip: int, port: int) -> bool:
        """Give Steam a packet that came to the game's own port, from an IPv4 address as a number."""

    def get_next_outgoing_packet(self) -> tuple[bytes, int, int] | None:
        """The next packet to send from the game's own port: (bytes, IPv4 address as a number, port); None if there is none."""

    # Steam's utilities.

    def get_app_id(self) -> int:
        """The app the server belongs to, 0 if not initialised."""

    def get_server_real_time(self) -> int:
        """The time of Steam's servers in seconds since 1970, 0 if not initialised."""

    def get_ip_country(self) -> str:
        """The two letters of the country the server is in, "" if not known."""

    def get_api_call_failure_reason(self) -> int:
        """Why the last call that Steam answers later broke, as an ESteamAPICallFailure; -1 if it did not."""

    def is_api_call_completed(self) -> tuple[bool, bool]:
        """Whether the last call that Steam answers later is answered, and whether it failed."""
