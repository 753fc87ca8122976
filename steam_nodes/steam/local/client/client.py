"""LocalClient: Steam for a player's own program, inside the program.

Rules: it keeps every law of backend.py with nothing of Valve's on the machine. It is a world of its own over the rows of a LocalSteam:
what a server stores for the player is seen here within a frame, and what the player stores the server sees, each allowed by Set By to
change its own. Each of Steam's interfaces is a class of its own over one session (user_stats.py, leaderboards.py, the folder groups); this
file opens and ends the client, moves its frames, and has Steam's utilities.
"""

from __future__ import annotations

import os
import weakref
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from steam_nodes.steam import refusals
from steam_nodes.steam.checks import require_bool, require_int, require_str
from steam_nodes.steam.enums import SteamAPIInitResult
from steam_nodes.steam.local.client.icons import Icons
from steam_nodes.steam.local.client.leaderboards import ClientLeaderboards
from steam_nodes.steam.local.client.session import ClientSession
from steam_nodes.steam.local.client.user_stats import ClientUserStats
from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
from steam_nodes.steam.local.world.client_world import ClientWorld
from steam_nodes.steam.local.world.opening import end_world
from steam_nodes.steam.local.world.options import option_fault, require_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.avatar_images import AvatarImages
    from steam_nodes.steam.local.client.groups.account import LocalAccount
    from steam_nodes.steam.local.client.groups.apps import LocalApps
    from steam_nodes.steam.local.client.groups.avatars import LocalAvatars
    from steam_nodes.steam.local.client.groups.clans import LocalClans
    from steam_nodes.steam.local.client.groups.game_overlay import LocalGameOverlay
    from steam_nodes.steam.local.client.groups.people import LocalPeople
    from steam_nodes.steam.local.client.groups.player_utils import LocalPlayerUtils
    from steam_nodes.steam.local.client.groups.presence import LocalPresence
    from steam_nodes.steam.local.client.groups.remote_storage import LocalRemoteStorage
    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.local.world.faults import Faults
    from steam_nodes.steam.local.world.options import Options
    from steam_nodes.steam.local.world.tickets import Tickets
    from steam_nodes.steam.schema.schema import Schema


class LocalClient(ClientUserStats, ClientLeaderboards):
    """One player's program on the local Steam; `LocalSteam.client` opens it.

    It is ready as it is made: initialised, with the player's stats loaded, and one UserStatsReceived with call 0 arrives in the first
    frame. What was set and not stored is stored by `close`, by `shutdown`, when the object is dropped and when the interpreter ends,
    waiting at most 5 seconds. It is used from one thread, and has frames of its own: `advance` and `poll` once each.

    Args:
        schema: What App Admin holds, and the players with their friends.
        store: A store that no other world uses.
        steam_id: The player.
        clock: A clock that no other world moves.
        options: How its world differs from the usual one.
        name: What the player is called, "" for what the schema says.
        friends: The player's friends beside those of the schema.
        owner: Whose game it is, 0 for the player's own.
        tickets: The book of tickets of the world it belongs to, None for one of its own.
    """

    def __init__(  # noqa: PLR0913 - what `LocalSteam.client` names at the call
        self,
        schema: Schema,
        store: Store,
        steam_id: int,
        clock: Clock,
        options: Options,
        *,
        name: str = "",
        friends: Iterable[int] = (),
        owner: int = 0,
        tickets: Tickets | None = None,
    ) -> None:
        """Open the client."""
        if options.max_users is not None:
            # The player is held too, beside those.
            options = replace(options, max_users=options.max_users + 1)
        rules = ClientStatRules(schema)
        world = ClientWorld(rules, store, clock, options, steam_id)
        # What runs at the end holds the world, never this object: dropping it is what brings the end about.
        self._finalizer = weakref.finalize(self, end_world, world, os.getpid())
        session = ClientSession(world, rules, tickets, owner, friends=friends, name=name)
        icons = Icons(session)
        ClientUserStats.__init__(self, session, icons)
        ClientLeaderboards.__init__(self, session)
        self._world = world
        self._icons = icons
        self._owner = owner or steam_id
        self.faults: Faults = world.faults
        """The faults of this client, by script: latency, the next answers, broken calls, a lost connection."""

    # Init, and who plays.

    def init(self, app_id: int) -> tuple[int, str]:
        """Start Steam for this program; a client is initialised as it is made, so this is needed after a shutdown only.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_Init.

        Args:
            app_id: The app of the schema, or 0 for that one.

        Returns:
            (ESteamAPIInitResult, a sentence); 0 is success.
        """
        if isinstance(app_id, bool) or not isinstance(app_id, int):
            message = f"init: the app is an int such as 480, not {type(app_id).__name__} {short(app_id)}"
            raise TypeError(message)
        fault, own_app = "", self._session.app_id
        if self._world.offline_state == "closed":
            fault = refusals.why_absent("closed")
        elif app_id not in {0, own_app}:
            fault = f"the local world is that of app {own_app}, not of {short(app_id)}; pass 0, or change app_id in the schema"
        if fault:
            self._session.refuse(Refusal(("init", fault), f"init: {fault}"))
            return SteamAPIInitResult.FAILED_GENERIC, fault
        self._session.init()
        return SteamAPIInitResult.OK, "Steamworks active"

    def shutdown(self) -> None:
        """End Steam for this program: store what is unstored; what was asked before is still answered. Harmless twice."""
        self._session.shut_down()

    def initialised(self) -> bool:
        """Whether calls can be made."""
        return self._session.initialised

    def is_steam_running(self) -> bool:
        """Whether Steam runs on this machine: the local one does, as long as this client is not closed."""
        return self._world.offline_state != "closed"

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Return False: a program on the local Steam never needs to be started anew."""
        require_int("restart_app_if_necessary", "app_id", app_id)
        return False

    def get_app_id(self) -> int:
        """The app of the schema, 0 if not initialised."""
        return self._session.app_id if self.initialised() else 0

    def get_app_owner(self) -> int:
        """Who owns the game, 0 if not initialised."""
        return self._owner if self.initialised() else 0

    def get_steam_id(self) -> int:
        """The player's own id, 0 if not initialised."""
        return self._session.me if self.initialised() else 0

    def logged_on(self) -> bool:
        """Whether there is a player: also without a connection."""
        return self.initialised()

    # Friends in short; `people` knows more of them.

    def get_friends(self) -> list[int]:
        """Return the ids of the player's friends: those of the schema, then those this client was given; none if not initialised."""
        return list(self._session.friends.ids) if self._session.present("get_friends") else []

    def get_persona_name(self, steam_id: int) -> str:
        """Return what a player is called; "" if that is not known."""
        return self.people.get_friend_persona_name(steam_id)

    # Steam's utilities.

    @property
    def overlay(self) -> bool:
        """Whether the player has Steam's overlay: what the schema says, until a test sets it. What it shows tells `game_overlay`."""
        return self._session.overlay

    @overlay.setter
    def overlay(self, there: bool) -> None:
        self._session.overlay = require_bool("LocalClient", "overlay", there)

    def is_overlay_enabled(self) -> bool:
        """Whether Steam's overlay can be shown: what `overlay` says."""
        return self.initialised() and self.overlay

    def get_image_size(self, handle: int) -> tuple[int, int] | None:
        """Return the (width, height) of an image in pixels; None for an unknown handle."""
        image = self._icons.image("get_image_size", handle)
        return None if image is None else image[:2]

    def get_image_rgba(self, handle: int) -> bytes | None:
        """Return the pixels of an image, four bytes each, row by row from the top; None for an unknown handle."""
        image = self._icons.image("get_image_rgba", handle)
        return None if image is None else image[2]

    # The groups beside stats.

    @cached_property
    def apps(self) -> LocalApps:
        """ISteamApps, and what a test changes of it while it runs."""
        from steam_nodes.steam.local.client.groups.apps import LocalApps  # noqa: PLC0415 - loaded on first use

        return LocalApps(self._session, self._owner)

    @cached_property
    def people(self) -> LocalPeople:
        """ISteamFriends: the people: names, states, relationships, levels, nicknames, and whom one played with."""
        from steam_nodes.steam.local.client.groups.people import LocalPeople  # noqa: PLC0415 - loaded on first use

        return LocalPeople(self._session, self._avatar_images)

    @cached_property
    def _avatar_images(self) -> AvatarImages:
        from steam_nodes.steam.local.client.avatar_images import AvatarImages  # noqa: PLC0415 - loaded on first use

        return AvatarImages(self._session, self._icons)

    @cached_property
    def avatars(self) -> LocalAvatars:
        """ISteamFriends: the pictures of people in three sizes."""
        from steam_nodes.steam.local.client.groups.avatars import LocalAvatars  # noqa: PLC0415 - loaded on first use

        return LocalAvatars(self._session, self._avatar_images)

    @cached_property
    def clans(self) -> LocalClans:
        """ISteamFriends: Steam's groups of people and their chats."""
        from steam_nodes.steam.local.client.groups.clans import LocalClans  # noqa: PLC0415 - loaded on first use

        return LocalClans(self._session)

    @cached_property
    def presence(self) -> LocalPresence:
        """ISteamFriends: rich presence, invitations and messages between friends."""
        from steam_nodes.steam.local.client.groups.presence import LocalPresence  # noqa: PLC0415 - loaded on first use

        return LocalPresence(self._session)

    @cached_property
    def game_overlay(self) -> LocalGameOverlay:
        """The overlay, of ISteamFriends: the calls that open it, and the signals that say so."""
        from steam_nodes.steam.local.client.groups.game_overlay import LocalGameOverlay  # noqa: PLC0415 - loaded on first use

        return LocalGameOverlay(self._session)

    @cached_property
    def player_utils(self) -> LocalPlayerUtils:
        """ISteamUtils: the player's machine: battery, language, keyboard of a gamepad, text filter."""
        from steam_nodes.steam.local.client.groups.player_utils import LocalPlayerUtils  # noqa: PLC0415 - loaded on first use

        return LocalPlayerUtils(self._session)

    @cached_property
    def remote_storage(self) -> LocalRemoteStorage:
        """ISteamRemoteStorage: the files of the player that Steam keeps."""
        from steam_nodes.steam.local.client.groups.remote_storage import LocalRemoteStorage  # noqa: PLC0415 - loaded on first use

        return LocalRemoteStorage(self._session)

    @cached_property
    def account(self) -> LocalAccount:
        """ISteamUser: the player's account: tickets, badges, phone, market."""
        from steam_nodes.steam.local.client.groups.account import LocalAccount  # noqa: PLC0415 - loaded on first use

        return LocalAccount(self._session)

    # Frames, and the end.

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._world.world_log.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds; without it nothing asked is ever answered."""
        self._world.advance(delta)

    def poll(self) -> list[ClientRecord]:
        """Return what has arrived since the last poll, in order."""
        records = self._session.poll()
        if self._icons.reading:
            records += self._icons.poll()
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice.

        Raises:
            StoreError: This process was forked from the one that opened the store, and the client is of use only there.
        """
        self._world.store.require_own()
        self._finalizer()
        self._icons.close()
        self._session.close()

    def stats_log(self) -> list[str]:
        """Return the last 1,000 lines that this client wrote to `logs/stats_log.txt` beside the store's file."""
        return self._world.store.notes()


def check_client(steam_id: int, name: str, friends: Iterable[int], owner: int, options: Options) -> None:
    """Check what a client is opened with.

    Raises:
        TypeError: An id or the name has the wrong type.
        ValueError: An id is not a player's, or an option is wrong.
    """
    require_player(steam_id, "give client the 64-bit Steam ID of a player")
    require_str("client", "the name", name)
    for friend in friends:
        require_player(friend, "give client the 64-bit Steam IDs of players as friends")
    if owner != 0:
        require_player(owner, "give client the 64-bit Steam ID of who owns the game, or leave it out")
    fault = option_fault("at_set", options.store_rate, options.max_users, options.timeout)
    if options.upload_rate not in ("allow", "warn", "refuse"):
        fault = f'upload_rate is {short(options.upload_rate)}; pass "allow", "warn" or "refuse"'
    if fault:
        raise ValueError(fault)
