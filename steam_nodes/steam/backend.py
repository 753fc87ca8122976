"""The seam between the nodes and Steam: what a backend offers, and the laws it keeps.

A backend is Steam as one program sees it: the real one (NativeSteam, NativeClient) or the embedded one (LocalSteam, LocalClient), chosen
by passing an object. Names and arguments are Valve's, in snake_case. What passes is values, bytes and the records of callbacks.py; a C
`bool` with an out-parameter is `value | None`. A backend knows no Node and no Signal.

The laws, tested on every backend:

1. An answer never arrives inside the call that asked for it; it comes from the `poll()` of a later frame.
2. Every call that returns a number is answered exactly once, also with many in flight, also when it could not be issued (then with
   Result.IO_FAILURE or the nearest Result that names the cause). A server's requests and stores are such calls.
3. Answers for one user come in the order asked.
4. A refused call changes nothing, says why once in the log, and `why()` repeats the reason. A call on a server that is not initialised
   logs GodotSteam's sentence each time, and returns what its docstring says.
5. A player's own stats are there from the start, without a request; another user's after the answer to a request. The player may set only
   their own, and only what is Set By Client. A set that breaks a limit is false at once and keeps the old value.
6. What was set and not stored is stored at `close()` and at interpreter exit; after `close()` nothing is answered.

`SteamServer` and `Steam` refuse what has none of the calls that only their side has. A backend of your own has them as methods, or passes
them on by `__getattr__`. What has a default here (`schema`, `follow_sets`, and `initialised` of a Backend) it inherits, if it derives from
the Protocol of its side, or says itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeAlias, runtime_checkable

from steam_nodes.steam.checks import ServerField  # noqa: TC001  # recording reads the annotations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.steam.callbacks import ClientRecord, Record
    from steam_nodes.steam.groups.account import Account
    from steam_nodes.steam.groups.apps import Apps
    from steam_nodes.steam.groups.avatars import Avatars
    from steam_nodes.steam.groups.clans import Clans
    from steam_nodes.steam.groups.game_overlay import GameOverlay
    from steam_nodes.steam.groups.people import People
    from steam_nodes.steam.groups.player_utils import PlayerUtils
    from steam_nodes.steam.groups.presence import Presence
    from steam_nodes.steam.groups.remote_storage import RemoteStorage
    from steam_nodes.steam.schema.schema import Schema

ID: TypeAlias = Annotated[int, "id"]
"""The 64-bit Steam ID of a user, a server or a group. The word of this and the next types tells a recording what a value is."""
CallNumber: TypeAlias = Annotated[int, "call"]
"""A number that the answer to this very call carries."""
Handle: TypeAlias = Annotated[int, "handle"]
"""What Steam knows a ticket by."""
Number: TypeAlias = Annotated[int, "number"]
"""The value of an INT stat, of which a wrong one (a float) is refused and not an error."""
Token: TypeAlias = Annotated[str, "token"]
"""A login token, which nobody else may see."""
Host: TypeAlias = Annotated[str, "host"]
"""The address of a network card of this machine."""
Ticket: TypeAlias = Annotated[bytes, "ticket"]
"""What proves who somebody is."""
Packet: TypeAlias = Annotated[bytes, "packet"]
"""What came or goes through the game's own port."""
Address: TypeAlias = Annotated[bytes, "address"]
"""An address of 4 bytes (IPv4) or 16 (IPv6), most significant first."""
IPv4: TypeAlias = Annotated[int, "ip"]
"""An IPv4 address as a number."""
Port: TypeAlias = Annotated[int, "int"]
"""A port, 1 to 65535."""


class AnyBackend(Protocol):
    """What every backend offers beside Steam's own calls."""

    def why(self) -> str:
        """The reason of the last refusal as a sentence with its remedy, or "" if nothing was refused yet."""

    def advance(self, delta: float) -> None:
        """A new frame of `delta` seconds has begun: called once a frame, before anything else of the frame runs."""

    def poll(self) -> Sequence[Any]:
        """Return what has arrived since the last poll, in order; never blocks on a real clock."""

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""

    @property
    def schema(self) -> Schema | None:
        """What the backend holds of App Admin; None: Steam has it, the backend does not."""
        return None

    def follow_sets(self, steam_id: ID) -> FollowedSets | None:
        """Begin to tell what becomes of each set of a user; None from a backend that cannot tell it, as Valve's library cannot."""
        return None


class FollowedSets(Protocol):
    """What became of the sets of one user, of a backend that can tell: `follow_sets(steam_id)` returns this.

    Steam's own answer to a store says only that a value went back, not which; who adds has to know it of each. A local Steam can tell,
    Valve's library cannot.
    """

    def number(self, name: str) -> int:
        """The number of the last set of a stat or an achievement that is not stored, 0 if there is none."""

    def take(self) -> list[tuple[str, int, bool]]:
        """What ended since the last call, in order: the name, the number up to which its sets ended, and True: stored, False: went back."""


@runtime_checkable
class Backend(AnyBackend, Protocol):
    """Steam as a game server's stats see it."""

    def server_init(self, ip: Host, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; return (ESteamAPIInitResult, Valve's own sentence and what to do). 0 is success."""

    def initialised(self) -> bool:
        """Whether calls can be made: a server_init succeeded and no shutdown followed, or none is needed here."""
        return True

    def server_shutdown(self) -> None:
        """End the server's side of Steam; harmless when it never started. Unstored changes are stored first."""

    def log_on(self, token: Token) -> None:
        """Log the server on with a game server login token; a ServersConnected or ServerConnectFailure record answers."""

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; a ServersConnected or ServerConnectFailure record answers."""

    def log_off(self) -> None:
        """Log the server off; a ServersDisconnected record with Result.OK follows if it was on."""

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""

    def get_steam_id(self) -> ID:
        """The server's own id, 0 before it is logged on."""

    def request_user_stats(self, steam_id: ID) -> CallNumber:
        """Ask for one user's stats; return a number > 0, unique in this backend's life, that the answer carries."""

    def get_user_stat_int(self, steam_id: ID, name: str) -> int | None:
        """The int32 value of an INT stat, or None if it is refused."""

    def get_user_stat_float(self, steam_id: ID, name: str) -> float | None:
        """The float32 value of a FLOAT or AVGRATE stat, or None if it is refused."""

    def get_user_achievement(self, steam_id: ID, name: str) -> bool | None:
        """Whether the achievement is unlocked, or None if the call is refused."""

    def set_user_stat_int(self, steam_id: ID, name: str, value: Number) -> bool:
        """Set an INT stat in memory; False changes nothing."""

    def set_user_stat_float(self, steam_id: ID, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""

    def update_user_avg_rate_stat(self, steam_id: ID, name: str, count_this_session: float, session_length: float) -> bool:
        """Add to an AVGRATE stat in memory; False changes nothing."""

    def set_user_achievement(self, steam_id: ID, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing."""

    def clear_user_achievement(self, steam_id: ID, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""

    def store_user_stats(self, steam_id: ID) -> CallNumber:
        """Send the user's changed values; return a number > 0, unique in this backend's life, that the answer carries."""

    def poll(self) -> list[Record]:
        """Return what has arrived since the last poll, in order; never blocks on a real clock."""


@runtime_checkable
class ServerBackend(Backend, Protocol):
    """Steam as a whole game server sees it."""

    def set_user_stats(self, steam_id: ID, values: Mapping[str, float]) -> list[str]:
        """Set several INT stats (ints) and FLOAT stats (floats) of a user in one crossing; return the names that were refused."""

    def get_server_steam_id(self) -> ID:
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

    def get_public_ip(self) -> Address:
        """The server's address as Steam sees it: 4 bytes (IPv4) or 16 (IPv6), most significant first; b"" if it is not known."""

    def was_restart_requested(self) -> bool:
        """Whether Steam wants the server to be updated and started again, False if not initialised."""

    # The sessions of players.

    def get_auth_session_ticket(self, remote_steam_id: ID) -> tuple[Handle, Ticket]:
        """Make a ticket of the server's own for somebody (0 for anybody); return (handle, bytes), (0, b"") if there is none."""

    def cancel_auth_ticket(self, handle: Handle) -> None:
        """Cancel a ticket of the server's own."""

    def begin_auth_session(self, ticket: Ticket, steam_id: ID) -> int:
        """Begin a session with a player; return an EBeginAuthSessionResult. AuthTicketValidated records follow if it is 0.

        If not initialised it is 1, INVALID_TICKET: a call that cannot be made must not let anybody in.
        """

    def end_auth_session(self, steam_id: ID) -> None:
        """End the session with a player."""

    def user_has_license_for_app(self, steam_id: ID, app_id: int) -> int:
        """Whether a player in a session has an app: 0 yes, 1 no, 2 not known (also if not initialised)."""

    def request_user_group_status(self, steam_id: ID, group_id: ID) -> bool:
        """Ask whether a player is in a group; if True a ClientGroupStatus answers."""

    def associate_with_clan(self, clan_id: ID) -> CallNumber:
        """Associate the server with a group; return the number that the ClanAssociated record carries."""

    def compute_new_player_compatibility(self, steam_id: ID) -> CallNumber:
        """Ask how a new player goes with those here; return the number that the PlayerCompatibility record carries."""

    def handle_incoming_packet(self, packet: Packet, ip: IPv4, port: int) -> bool:
        """Give Steam a packet that came to the game's own port, from an IPv4 address as a number."""

    def get_next_outgoing_packet(self) -> tuple[Packet, IPv4, Port] | None:
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


@runtime_checkable
class ClientBackend(AnyBackend, Protocol):
    """Steam as a player's own program sees it."""

    # The life of the program on Steam.

    def init(self, app_id: int) -> tuple[int, str]:
        """Start Steam for this program; 0 for the app that is known already. Return (ESteamAPIInitResult, a sentence); 0 is success.

        A LocalClient is initialised as it is made, and then says 0 too.
        """

    def shutdown(self) -> None:
        """End Steam for this program; harmless when it never started. Unstored changes are stored first."""

    def initialised(self) -> bool:
        """Whether calls can be made."""

    def is_steam_running(self) -> bool:
        """Whether a Steam client runs on this machine."""

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Whether Steam starts the program anew, so that this process must end."""

    def get_app_id(self) -> int:
        """The app, 0 if not initialised."""

    def get_app_owner(self) -> int:
        """Who owns the game: another's id where it is borrowed; 0 if not initialised."""

    def get_steam_id(self) -> int:
        """The player's own id, 0 if not initialised."""

    def logged_on(self) -> bool:
        """Whether there is a player: true also without a connection, as long as Steam knows who plays."""

    def is_overlay_enabled(self) -> bool:
        """Whether Steam's overlay can be shown."""

    # The player's own stats and achievements.

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; if True a UserStatsReceived with call 0 follows. SDKs from 1.61 on need it no more."""

    def get_stat_int(self, name: str) -> int | None:
        """The int32 value of an INT stat, or None if it is refused."""

    def get_stat_float(self, name: str) -> float | None:
        """The float32 value of a FLOAT or AVGRATE stat, or None if it is refused."""

    def was_set(self, steam_id: int, name: str) -> bool | None:
        """Whether a stat of a user was ever set, as apart from having its default; None if that cannot be known."""

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""

    def update_avg_rate_stat(self, name: str, count_this_session: float, session_length: float) -> bool:
        """Add to an AVGRATE stat in memory; False changes nothing."""

    def get_achievement(self, name: str) -> tuple[bool, int] | None:
        """Whether an achievement is unlocked, and when in seconds since 1970 (0 while locked); None if it is refused."""

    def set_achievement(self, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing."""

    def clear_achievement(self, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""

    def indicate_achievement_progress(self, name: str, current: int, maximum: int) -> bool:
        """Show how near an achievement is; nothing is set. True: a UserStatsStored and a UserAchievementStored with the numbers follow.

        False if it is unlocked already, unknown, or the numbers make no progress (maximum 0, or current not below it).
        """

    def store_stats(self) -> bool:
        """Send the player's changes; if True a UserStatsStored follows, then a UserAchievementStored for each that was unlocked."""

    def reset_all_stats(self, achievements_too: bool) -> bool:
        """Give every stat the Client may set, and on request every such achievement, its default again, and store that at once."""

    # What the game says of its achievements.

    def get_num_achievements(self) -> int:
        """How many achievements there are."""

    def get_achievement_name(self, index: int) -> str:
        """The API Name of the achievement at an index from 0, in App Admin's order; "" if there is none."""

    def get_achievement_display_attribute(self, name: str, key: str) -> str:
        """The "name", "desc" or "hidden" ("0" or "1") of an achievement; "" if it is refused."""

    def get_achievement_icon(self, name: str) -> int:
        """The handle of the icon for its present state; 0 while it loads (UserAchievementIconFetched follows) and if there is none."""

    def get_achievement_progress_limits_int(self, name: str) -> tuple[int, int] | None:
        """The (min, max) of an achievement whose progress stat is INT; None if it has none."""

    def get_achievement_progress_limits_float(self, name: str) -> tuple[float, float] | None:
        """The (min, max) of an achievement whose progress stat is FLOAT; None if it has none."""

    def get_image_size(self, handle: int) -> tuple[int, int] | None:
        """The (width, height) of an image in pixels; None for an unknown handle."""

    def get_image_rgba(self, handle: int) -> bytes | None:
        """The pixels of an image, four bytes each, row by row; None for an unknown handle."""

    # Other users.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for a user's stats; return the number that the UserStatsReceived record carries. Result.FAIL: the user has none."""

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """As `get_stat_int`, of a user who was requested."""

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """As `get_stat_float`, of a user who was requested."""

    def get_user_achievement(self, steam_id: int, name: str) -> tuple[bool, int] | None:
        """As `get_achievement`, of a user who was requested."""

    def get_friends(self) -> list[int]:
        """The ids of the player's friends."""

    def get_persona_name(self, steam_id: int) -> str:
        """What a player is called; "" if that is not known."""

    # Everybody together.

    def request_global_achievement_percentages(self) -> int:
        """Ask how many players have each achievement; GlobalAchievementPercentagesReady answers with this number."""

    def get_achievement_achieved_percent(self, name: str) -> float | None:
        """How many of all players have an achievement, 0 to 100; None before the answer."""

    def get_most_achieved_achievement_info(self) -> tuple[int, str, float, bool]:
        """(iterator, name, percent, whether the player has it) of the achievement most players have; iterator -1 if there is none."""

    def get_next_most_achieved_achievement_info(self, iterator: int) -> tuple[int, str, float, bool]:
        """The one after it."""

    def request_global_stats(self, history_days: int) -> int:
        """Ask for the totals of aggregated stats, with so many days of history (0 to 60); GlobalStatsReceived answers with this number."""

    def get_global_stat_int(self, name: str) -> int | None:
        """The total of an aggregated INT stat, 64 bits; None before the answer or if it is not aggregated."""

    def get_global_stat_float(self, name: str) -> float | None:
        """The total of an aggregated FLOAT stat; None before the answer or if it is not aggregated."""

    def get_global_stat_int_history(self, name: str) -> list[int]:
        """What was added on each day, today first; empty before the answer."""

    def get_global_stat_float_history(self, name: str) -> list[float]:
        """What was added on each day, today first; empty before the answer."""

    def get_number_of_current_players(self) -> int:
        """Ask how many play now; NumberOfCurrentPlayers answers with this number."""

    # The groups beside stats, each an object of its own that is made on its first use.

    @property
    def apps(self) -> Apps:
        """The app: who owns it, its DLC, languages, branches and files."""

    @property
    def people(self) -> People:
        """The people: names, states, relationships, levels, nicknames, and whom one played with."""

    @property
    def avatars(self) -> Avatars:
        """The pictures of people in three sizes."""

    @property
    def clans(self) -> Clans:
        """Steam's groups of people and their chats."""

    @property
    def presence(self) -> Presence:
        """Rich presence, invitations and messages between friends."""

    @property
    def game_overlay(self) -> GameOverlay:
        """The overlay: what opens it, and what tells that it is open."""

    @property
    def player_utils(self) -> PlayerUtils:
        """The player's machine: battery, language, keyboard of a gamepad, text filter."""

    @property
    def remote_storage(self) -> RemoteStorage:
        """The files of the player that Steam keeps."""

    @property
    def account(self) -> Account:
        """The player's account: tickets, badges, phone, market."""

    # Leaderboards.

    def find_leaderboard(self, name: str) -> int:
        """Ask for a leaderboard that exists; LeaderboardFound answers with this number."""

    def find_or_create_leaderboard(self, name: str, sort_method: int, display_type: int) -> int:
        """Ask for a leaderboard, made if it is missing; LeaderboardFound answers with this number."""

    def get_leaderboard_name(self, handle: int) -> str:
        """The name of a leaderboard that was found; "" for an unknown handle. The other three need no more either."""

    def get_leaderboard_entry_count(self, handle: int) -> int:
        """How many entries it had when it was last heard of; 0 for an unknown handle."""

    def get_leaderboard_sort_method(self, handle: int) -> int:
        """0 none (an unknown handle), 1 ascending, 2 descending."""

    def get_leaderboard_display_type(self, handle: int) -> int:
        """0 none, 1 numeric, 2 seconds, 3 milliseconds."""

    def download_leaderboard_entries(self, handle: int, request: int, start: int, end: int) -> int:
        """Ask for entries: 0 global (ranks from 1), 1 around the player (offsets, such as -4 to 5), 2 of friends (the range is not used).

        LeaderboardScoresDownloaded answers with this number.
        """

    def download_leaderboard_entries_for_users(self, handle: int, users: Sequence[int]) -> int:
        """Ask for the entries of up to 100 users; who has none is left out. LeaderboardScoresDownloaded answers with this number."""

    def upload_leaderboard_score(self, handle: int, method: int, score: int, details: Sequence[int]) -> int:
        """Send a score (int32) with up to 64 details: method 1 keeps the better one, 2 the new one. LeaderboardScoreUploaded answers."""

    def attach_leaderboard_ugc(self, handle: int, ugc_handle: int) -> int:
        """Attach a file to the player's entry; LeaderboardUGCSet answers with this number."""

    # The seam.

    def poll(self) -> list[ClientRecord]:
        """Return what has arrived since the last poll, in order; never blocks on a real clock."""
