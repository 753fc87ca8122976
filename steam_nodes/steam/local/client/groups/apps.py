"""Apps on the local Steam: what the schema says of the app and of who has what of it, and what a test changes while it runs.

Rules: the calls are Valve's ISteamApps. What the schema does not say is as for a player who owns the app and nothing else. Who borrowed the
game (`LocalSteam.client(owner=...)`) plays by the owner's licences. A download and a timed trial go on from frame to frame while Steam is
initialised, a download only with a connection.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from steam_nodes.steam.checks import require_bool, require_int, require_mapping, require_seconds, require_str, text_fault
from steam_nodes.steam.groups.account import LicensesUpdated
from steam_nodes.steam.groups.apps import NO_HASH, BetaBranchFlags, DLCInstalled, FileDetails, NewLaunchURLParameters, TimedTrialStatus
from steam_nodes.steam.local.client.file_digest import FileDigest
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.app_entries import APP_MAX, BUILD_MAX, BYTES_MAX, DLC, PUBLIC, AppEntry, Branch, Licences
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.world.requests import QueryRequest

_MINUTE: Final = 60


class LocalApps:
    """The calls of a player's program about the app.

    Args:
        session: The player's session.
        owner: Whose game it is, the player's own id for the player's own.
    """

    def __init__(self, session: ClientSession, owner: int) -> None:
        """Begin with what the schema says."""
        schema = session.rules.schema
        player, owning = schema.players.get(session.me), schema.players.get(owner)
        own = (player and player.apps) or Licences()
        licences = (owning and owning.apps) or Licences()
        app = schema.app or AppEntry()
        self._session = session
        self._shared = owner != session.me
        self._folder = Path(schema.folder, app.folder).absolute() if app.folder else None
        self._languages, self._depots = app.languages, app.depots
        self._dlc = dict(app.dlc)
        self._owned, self._installed = set(licences.owned), set(licences.installed)
        self._purchased = dict(licences.purchased)
        session.licences = self._licences
        self._downloads: dict[int, float] = {}
        self._branches, self._passwords = dict(app.branches), set(own.branches) | {own.branch}
        self._running = self._selected = own.branch
        self._build = self._branches[own.branch].build_id
        self._line, self._params = app.launch_command_line, dict(app.launch_params)
        self._trial: tuple[int, float] | None = None
        self.subscribed: bool = licences.subscribed
        """Whether the player may play the game."""
        self.free_weekend: bool = licences.free_weekend
        """Whether the game is there for a free weekend."""
        self.low_violence: bool = licences.low_violence
        """Whether the licence is one for a version of low violence."""
        self.cyber_cafe: bool = licences.cyber_cafe
        """Whether the licence is one of a cyber cafe."""
        self.vac_banned: bool = own.vac_banned
        """Whether VAC has banned the account."""
        self._rate = 10_000_000.0
        self.dlc_context: int = 0
        """The DLC that the game said is played, 0 for none."""
        self.content_to_check: str | None = None
        """What the game wants Steam to check before the next start: "missing files", "all files", or None for nothing."""
        if licences.timed_trial is not None:
            self.limit_trial(*licences.timed_trial)

    # What happens in the world, by script.

    @property
    def language(self) -> str:
        """The language that the player wants the game in; Steam tells no game that it was changed, who asks again gets the new one."""
        return self._session.language

    @language.setter
    def language(self, language: str) -> None:
        if require_str("language", "language", language) not in self._languages:
            message = f"language: the game has {', '.join(self._languages)}, not {short(language)}; add it to languages under [app]"
            raise ValueError(message)
        self._session.language = language

    @property
    def download_rate(self) -> float:
        """How many bytes of a DLC arrive in a second, 10 MB where nothing else is said."""
        return self._rate

    @download_rate.setter
    def download_rate(self, rate: float) -> None:
        if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= BYTES_MAX:
            message = f"download_rate: {short(rate)} is no number of bytes a second; give 0 to {BYTES_MAX}"
            raise ValueError(message)
        self._rate = float(rate)

    def buy(self, app_id: int) -> None:
        """Have the player buy a DLC, another app or the game itself, now; a LicensesUpdated of the group User tells of it.

        Args:
            app_id: The DLC or the app; a number that the schema does not know is another app.

        Raises:
            TypeError: It is not an int.
            ValueError: It is not the number of an app.
        """
        self._purchased.setdefault(_app("buy", app_id), self._session.world.rules.now)
        if app_id == self._session.app_id:
            self.subscribed, self.free_weekend, self._trial = True, False, None
        self._owned.add(app_id)
        self._session.post(LicensesUpdated())

    def take_away(self, app_id: int) -> None:
        """Have the player lose a licence, as by a refund or the end of a free weekend. Arguments and errors are those of `buy`."""
        self._purchased.pop(_app("take_away", app_id), None)
        self._owned.discard(app_id)
        self._downloads.pop(app_id, None)
        if app_id == self._session.app_id:
            self.subscribed = self.free_weekend = False
        self._session.post(LicensesUpdated())

    def install(self, app_id: int, name: str = "") -> None:
        """Have a DLC bought and installed while the game runs; a LicensesUpdated and `DLCInstalled` tell of it.

        Args:
            app_id: The DLC; one that the schema does not know is one from now on.
            name: What such a one is called.

        Raises:
            TypeError: It is not an int, or the name not a str.
            ValueError: It is not the number of an app, or that of the game itself.
        """
        require_str("install", "name", name)
        if app_id == self._session.app_id:
            message = f"install: {app_id} is the game itself; pass the number of a DLC"
            raise ValueError(message)
        self._dlc.setdefault(_app("install", app_id), DLC(app_id, name))
        self.buy(app_id)
        self._finish(app_id)

    def uninstall(self, app_id: int) -> None:
        """Have the player remove a DLC or an app in Steam's library; Steam tells no game of it. Arguments and errors are those of `buy`."""
        self._installed.discard(_app("uninstall", app_id))
        self._downloads.pop(app_id, None)

    def open_url(self, url: str) -> None:
        """Have a steam:// URL opened while the game runs; `NewLaunchURLParameters` tells of it if it has anything for the game.

        Args:
            url: Such as "steam://run/480//+connect 203.0.113.5/?room=7&mode=duel", in the form of Valve's.

        Raises:
            TypeError: It is not a str.
            ValueError: It is no such URL, or one for another app.
        """
        start = f"steam://run/{self._session.app_id}/"
        if not require_str("open_url", "url", url).startswith(start):
            message = f"open_url: {short(url)} does not begin with {start}; Steam would not bring it to this game"
            raise ValueError(message)
        line, _, query = url.removeprefix(start).partition("/")[2].partition("?")
        pairs = (pair.partition("=") for pair in query.replace(";", "&").split("&"))
        params = {unquote(key): unquote(value) for key, _, value in pairs if key}
        self.launch(unquote(line.removesuffix("/")), params)

    def launch(self, command_line: str = "", params: Mapping[str, str] | None = None) -> None:
        """Have the player open a steam:// URL with this command line and these parameters; `NewLaunchURLParameters` tells of it.

        Args:
            command_line: What `get_launch_command_line` gives from now on.
            params: What `get_launch_query_param` gives from now on, by name.

        Raises:
            TypeError: One of them is not a str.
        """
        require_mapping("launch", "params", params or {}, "texts by their names")
        for label, text in (
            ("command_line", command_line),
            *((f"params[{short(key)}]", each) for key, value in (params or {}).items() for each in (key, value)),
        ):
            require_str("launch", label, text)
        self._line, self._params = command_line, dict(params or {})
        if command_line or params:
            self._session.post(NewLaunchURLParameters())

    def limit_trial(self, allowed: int | None, played: float = 0) -> None:
        """Make the licence one of a timed trial, which runs with the frames; `TimedTrialStatus` tells of each minute and of the end.

        Args:
            allowed: How many seconds may be played, 1 or more; None for a licence without an end.
            played: How many of them are played.

        Raises:
            TypeError: One is no number.
            ValueError: One is out of range.
        """
        if allowed is None:
            self._trial = None
            return
        require_int("limit_trial", "allowed", allowed)
        if not 1 <= allowed <= APP_MAX or require_seconds("limit_trial", "played", played) > allowed:
            message = f"limit_trial: {short(played)} of {short(allowed)} s; give 1 to {APP_MAX} seconds, and played up to as many"
            raise ValueError(message)
        self._trial = allowed, float(played)
        self._session.each_frame(self._play_trial)

    def publish(self, branch: str, build_id: int, description: str = "", *, private: bool = False) -> None:
        """Have a build published on a branch, a new one if there is none of this name; the game that runs stays what it is until `update`.

        Args:
            branch: The branch; "public" is the default one.
            build_id: The number of the build, 0 to 2147483647.
            description: What App Admin says of it.
            private: Whether a player needs a password for it.

        Raises:
            TypeError: One of them has the wrong type.
            ValueError: The build is out of range, or the default branch is to be private.
        """
        require_str("publish", "branch", branch)
        require_str("publish", "description", description)
        if not 0 <= require_int("publish", "build_id", build_id) <= BUILD_MAX or (private and branch == PUBLIC):
            message = f"publish: build {short(build_id)} on {short(branch)}; give 0 to {BUILD_MAX}, and let everybody have {PUBLIC}"
            raise ValueError(message)
        self._branches[branch] = Branch(branch, build_id, description, private)

    def enter_password(self, branch: str) -> None:
        """Have the player enter the password of a private branch in Steam's library.

        Args:
            branch: The branch.

        Raises:
            TypeError: It is not a str.
            ValueError: There is none.
        """
        if require_str("enter_password", "branch", branch) not in self._branches:
            message = f"enter_password: there is no branch {short(branch)}; publish it first, or write it under [app.branches]"
            raise ValueError(message)
        self._passwords.add(branch)

    def update(self) -> None:
        """Have Steam bring the game to the newest build of the selected branch, as it does before a start."""
        self._running = self._selected
        self._build = self._branches[self._running].build_id

    # The seam: the app, and how it was started.

    def get_app_build_id(self) -> int:
        """The number of the build that runs."""
        return self._build if self._session.present("get_app_build_id") else 0

    def get_app_install_dir(self, app_id: int) -> str:
        """The folder of an app."""
        call = "get_app_install_dir"
        require_int(call, "app_id", app_id)
        if not self._session.present(call):
            return ""
        if app_id != self._session.app_id and app_id not in self._dlc:
            self._refuse(call, app_id, "a local world knows the folder of its own app only; ask for that one")
        elif self._folder is None:
            self._refuse(call, app_id, 'the schema names no folder; write folder = "…" under [app]')
        else:
            return str(self._folder)
        return ""

    def get_available_game_languages(self) -> str:
        """The languages that there are, with commas between."""
        return ",".join(self._languages) if self._session.present("get_available_game_languages") else ""

    def get_current_game_language(self) -> str:
        """The language the player wants the game in; "" if not initialised."""
        return self._session.language if self._session.present("get_current_game_language") else ""

    def get_file_details(self, filename: str) -> int:
        """Ask for the size and hash of a file of the game."""
        call = "get_file_details"
        fault = text_fault(call, require_str(call, "filename", filename))
        digest = FileDigest(self._folder, filename)

        def details(it: QueryRequest) -> FileDetails:
            if it.answer is Result.OK and digest.fault:
                self._session.refuse(Refusal((call, filename), f"{call}({short(filename)}): {digest.fault}"))
                return FileDetails(it.call, Result.FILE_NOT_FOUND, 0, NO_HASH, 0)
            size, told = (digest.size, digest.hash) if it.answer is Result.OK else (0, NO_HASH)
            return FileDetails(it.call, it.answer, size, told, 0)

        return self._session.later(call, details, fault=fault, work=digest.piece)

    def get_installed_depots(self, app_id: int) -> tuple[int, ...]:
        """The depots of an app that are installed, in the order in which they are mounted."""
        call = "get_installed_depots"
        require_int(call, "app_id", app_id)
        if not self._session.present(call):
            return ()
        if app_id != self._session.app_id:
            return self._dlc[app_id].depots if app_id in self._dlc and app_id in self._installed else ()
        return (*self._depots, *(depot for dlc in self._dlc.values() if dlc.app_id in self._installed for depot in dlc.depots))

    def get_launch_command_line(self) -> str:
        """What a steam:// URL gave to the game as its command line."""
        return self._line if self._session.present("get_launch_command_line") else ""

    def get_launch_query_param(self, key: str) -> str:
        """The value of a parameter of the steam:// URL; what begins with "@" is Steam's own."""
        if not self._takes("get_launch_query_param", "key", key) or key.startswith("@"):
            return ""
        return self._params.get(key, "")

    def is_app_installed(self, app_id: int) -> bool:
        """Whether an app is installed, owned or not; a DLC is none."""
        call = "is_app_installed"
        require_int(call, "app_id", app_id)
        if not self._session.present(call):
            return False
        if app_id in self._dlc:
            return self._refuse(call, app_id, "it is a DLC; ask is_dlc_installed")
        return app_id == self._session.app_id or app_id in self._installed

    def mark_content_corrupt(self, missing_files_only: bool) -> bool:
        """Have Steam check the game's files before its next start; `content_to_check` says so to a test."""
        require_bool("mark_content_corrupt", "missing_files_only", missing_files_only)
        if not self._session.present("mark_content_corrupt"):
            return False
        self.content_to_check = "missing files" if missing_files_only else "all files"
        return True

    # The seam: branches.

    def get_beta_info(self, index: int) -> tuple[int, int, str, str] | None:
        """The (flags, build, name, description) of a branch by place; None if there is none."""
        call = "get_beta_info"
        require_int(call, "index", index)
        if not self._session.present(call):
            return None
        if not 0 <= index < len(self._branches):
            self._refuse(call, index, f"there are {len(self._branches)} branches; pass 0 to {len(self._branches) - 1}")
            return None
        branch = list(self._branches.values())[index]
        holds = {
            BetaBranchFlags.DEFAULT: branch.name == PUBLIC,
            BetaBranchFlags.AVAILABLE: self._available(branch),
            BetaBranchFlags.PRIVATE: branch.private,
            BetaBranchFlags.SELECTED: branch.name == self._selected,
            BetaBranchFlags.INSTALLED: branch.name == self._running,
        }
        flags = sum(flag for flag, is_so in holds.items() if is_so)
        return flags, branch.build_id, branch.name, branch.description

    def get_current_beta_name(self) -> str:
        """The branch that runs, "" for the default one."""
        return self._running if self._session.present("get_current_beta_name") and self._running != PUBLIC else ""

    def get_num_betas(self) -> tuple[int, int, int]:
        """How many branches there are (in all, for the player, behind a password)."""
        if not self._session.present("get_num_betas"):
            return 0, 0, 0
        branches = self._branches.values()
        return len(branches), sum(map(self._available, branches)), sum(branch.private for branch in branches)

    def set_active_beta(self, beta_name: str) -> bool:
        """Select the branch that the next start brings; `update` is that start."""
        call = "set_active_beta"
        if not self._takes(call, "beta_name", beta_name):
            return False
        branch = self._branches.get(beta_name)
        if branch is None:
            return self._refuse(call, beta_name, f"there is no such branch; pass one of {', '.join(self._branches)}")
        if not self._available(branch):
            return self._refuse(
                call, beta_name, "the branch is private; the player enters its password in Steam's library, a test with enter_password"
            )
        self._selected = beta_name
        return True

    # The seam: DLC.

    def get_dlc_count(self) -> int:
        """How many DLC the app has."""
        return len(self._dlc) if self._session.present("get_dlc_count") else 0

    def get_dlc_data_by_index(self, index: int) -> tuple[int, bool, str] | None:
        """The (app, whether it can be bought, name) of a DLC by place; None if there is none."""
        call = "get_dlc_data_by_index"
        require_int(call, "index", index)
        if not self._session.present(call):
            return None
        if not 0 <= index < len(self._dlc):
            self._refuse(call, index, f"there are {len(self._dlc)} DLC; get_dlc_count tells how many")
            return None
        dlc = list(self._dlc.values())[index]
        return dlc.app_id, dlc.available, dlc.name

    def get_dlc_download_progress(self, app_id: int) -> tuple[int, int] | None:
        """The (downloaded, total) bytes of a DLC that is on its way; None if it is not."""
        require_int("get_dlc_download_progress", "app_id", app_id)
        if not self._session.present("get_dlc_download_progress") or app_id not in self._downloads:
            return None
        return int(self._downloads[app_id]), self._dlc[app_id].bytes

    def install_dlc(self, app_id: int) -> None:
        """Have a DLC downloaded and installed; DLCInstalled tells of it."""
        call = "install_dlc"
        require_int(call, "app_id", app_id)
        if self._may(call, app_id) and app_id not in self._installed and app_id not in self._downloads:
            self._downloads[app_id] = 0.0
            self._session.each_frame(self._download)

    def is_dlc_installed(self, app_id: int) -> bool:
        """Whether the player owns a DLC and it is installed."""
        require_int("is_dlc_installed", "app_id", app_id)
        return self._session.present("is_dlc_installed") and app_id in self._dlc and app_id in self._owned & self._installed

    def set_dlc_context(self, app_id: int) -> bool:
        """Tell Steam which DLC is played now, 0 for none; `dlc_context` says so to a test."""
        call = "set_dlc_context"
        require_int(call, "app_id", app_id)
        if not (self._may(call, app_id) if app_id else self._session.present(call)):
            return False
        self.dlc_context = app_id
        return True

    def uninstall_dlc(self, app_id: int) -> None:
        """Have a DLC removed from the machine; its owner keeps it."""
        call = "uninstall_dlc"
        require_int(call, "app_id", app_id)
        if self._may(call, app_id):
            self.uninstall(app_id)

    # The seam: what the player may use, and by what right.

    def get_earliest_purchase_unix_time(self, app_id: int) -> int:
        """When an app was bought first, in seconds since 1970."""
        call = "get_earliest_purchase_unix_time"
        require_int(call, "app_id", app_id)
        if not self._session.present(call):
            return 0
        found = self._purchased.get(app_id, 0)
        if not found:
            self._refuse(call, app_id, "it was not bought, or the schema does not say when; write it under purchased of [players.ID.apps]")
        return found

    def is_cybercafe(self) -> bool:
        """Whether the licence is one of a cyber cafe."""
        return self._session.present("is_cybercafe") and self.cyber_cafe

    def is_low_violence(self) -> bool:
        """Whether the licence is one for a version of low violence."""
        return self._session.present("is_low_violence") and self.low_violence

    def is_subscribed(self) -> bool:
        """Whether the player may play the app."""
        return self._session.present("is_subscribed") and self.subscribed

    def is_subscribed_app(self, app_id: int) -> bool:
        """Whether the player has a licence for an app or a DLC."""
        require_int("is_subscribed_app", "app_id", app_id)
        if not self._session.present("is_subscribed_app"):
            return False
        return self.subscribed if app_id == self._session.app_id else app_id in self._owned

    def is_subscribed_from_family_sharing(self) -> bool:
        """Whether the licence is that of somebody of the family: the `owner` that the client was opened with."""
        return self._session.present("is_subscribed_from_family_sharing") and self._shared

    def is_subscribed_from_free_weekend(self) -> bool:
        """Whether the licence ends with a free weekend."""
        return self._session.present("is_subscribed_from_free_weekend") and self.free_weekend

    def is_timed_trial(self) -> tuple[int, int] | None:
        """The (allowed, played) seconds of a timed trial; None if this is none."""
        if not self._session.present("is_timed_trial") or self._trial is None:
            return None
        allowed, played = self._trial
        return allowed, int(played)

    def is_vac_banned(self) -> bool:
        """Whether VAC has banned the account."""
        return self._session.present("is_vac_banned") and self.vac_banned

    # What is used above.

    def _licences(self) -> set[int]:
        """Return what apps the player has now."""
        return {*self._owned, self._session.app_id} if self.subscribed else self._owned - {self._session.app_id}

    def _refuse(self, call: str, about: int | str, reason: str) -> bool:
        """Say why a call is refused; return False."""
        return self._session.refuse(Refusal((call, short(about), reason), f"{call}({short(about)}): {reason}"))

    def _takes(self, call: str, label: str, text: str) -> bool:
        """Whether Steam takes a text; if not, say why."""
        fault = text_fault(call, require_str(call, label, text))
        if not self._session.present(call):
            return False
        return not fault or self._session.refuse(Refusal((call, fault), f"{call}: {fault}"))

    def _may(self, call: str, app_id: int) -> bool:
        """Whether the player can do something with a DLC; if not, say why."""
        if not self._session.present(call):
            return False
        if app_id not in self._dlc:
            return self._refuse(call, app_id, "the app has no such DLC; write it as [app.dlc.NUMBER]")
        if app_id not in self._owned:
            return self._refuse(call, app_id, "the player does not own it; write it under owned of [players.ID.apps], or buy it by script")
        return True

    def _available(self, branch: Branch) -> bool:
        """Whether the player may select a branch."""
        return not branch.private or branch.name in self._passwords

    def _finish(self, app_id: int) -> None:
        """Have a DLC installed."""
        self._downloads.pop(app_id, None)
        self._installed.add(app_id)
        self._session.post(DLCInstalled(app_id))

    def _download(self, seconds: float) -> bool:
        """Let downloads go on, one after the other, as Steam does; return whether some are left."""
        world = self._session.world
        if world.faults.offline or world.offline_state is not None:
            return True
        room = seconds * self._rate
        for app_id, done in list(self._downloads.items()):
            taken = min(room, self._dlc[app_id].bytes - done)
            room -= taken
            self._downloads[app_id] = done + taken
            if self._downloads[app_id] < self._dlc[app_id].bytes:
                break
            self._finish(app_id)
        return bool(self._downloads)

    def _play_trial(self, seconds: float) -> bool:
        """Let a timed trial go on; return whether it is to go on further."""
        if self._trial is None:
            return False
        world = self._session.world
        if world.offline_state is not None:
            return True
        allowed, before = self._trial
        played = min(before + seconds, float(allowed))
        self._trial = allowed, played
        if played // _MINUTE > before // _MINUTE or (played >= allowed > before):
            self._session.post(TimedTrialStatus(self._session.app_id, world.faults.offline, allowed, int(played)))
        return played < allowed


def _app(call: str, app_id: int) -> int:
    """Return the number of an app.

    Raises:
        TypeError: It is not an int.
        ValueError: It is not in the range of apps.
    """
    if not 1 <= require_int(call, "app_id", app_id) <= APP_MAX:
        message = f"{call}: {short(app_id)} is not the number of an app; pass 1 to {APP_MAX}"
        raise ValueError(message)
    return app_id
