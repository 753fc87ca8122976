"""The plugin's ground: its properties, its listeners, and the queue of events that a frame empties.

Rules: an event never comes inside the call that asked for it. A frame takes what Steam sent, then empties the queue to the end, in the
order of arrival; what the first frame brings waits for the second, so that every script could add its listeners. An exception in a
listener ends that event only, and surfaces as an error in a node does.
"""

from __future__ import annotations

import os
from collections import deque
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error
from steam_nodes.scene import lifecycle
from steam_nodes.solar2d.listeners import Listeners
from steam_nodes.solar2d.lua_arguments import refuse, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.solar2d.lua_tables import Event
    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.callbacks import ClientRecord

APP_ID: Final = "SteamAppId"


class Plugin:
    """What the interfaces of the plugin share: user progress and leaderboards stand on it side by side.

    Args:
        backend: Steam as this player's program sees it.
        app_id: The app as config.lua has it, for a backend that is not initialised yet.
    """

    def __init__(self, backend: ClientBackend, app_id: str | int | None = None) -> None:
        """Connect to Steam if the backend is not connected yet; a failure is printed, and everything is then as without Steam."""
        self._backend = backend
        self._app_id = _checked(app_id)
        self._listeners = Listeners()
        self._queue: deque[Callable[[], None]] = deque()
        self._frame_began = False
        self._emptying = False
        launched = self._launched()
        connected = backend.initialised() or backend.init(int(launched or self._app_id or 0))[0] == 0
        if not self.app_id:
            say("WARNING", "You must set an 'appId' in the 'config.lua' file in order to use the Steamworks plugin.")
        elif launched and self._app_id and launched != self._app_id:
            say(
                "WARNING",
                f"This app was launched with Steam appId '{launched}' which differs from appId '{self._app_id}' "
                "set in the 'config.lua' file. The Steamworks plugin will use the launched appId. "
                "This can happen when a published app is launched from the Steam client.",
            )
        if not connected:
            say("ERROR", "Failed to initialize connection with Steam client.")

    @property
    def backend(self) -> ClientBackend:
        """Steam as this player's program sees it; the plugin's documentation has no such entry."""
        return self._backend

    @property
    def app_id(self) -> str | None:
        """The app's number as text, None if it is not known; it is known before the player is logged on.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/appId.html.
        """
        return self._launched() or self._app_id or None

    @property
    def app_owner_steam_id(self) -> str | None:
        """The id of who bought the app, None without Steam.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/appOwnerSteamId.html.
        """
        return _text(self._backend.get_app_owner())

    @property
    def user_steam_id(self) -> str | None:
        """The player's own id, None without Steam.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/userSteamId.html.
        """
        return _text(self._backend.get_steam_id())

    @property
    def is_logged_on(self) -> bool:
        """Whether there is a player; it stays True without a connection.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/isLoggedOn.html.
        """
        return self._backend.logged_on()

    @property
    def can_show_overlay(self) -> bool:
        """Whether Steam's overlay can be shown.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/canShowOverlay.html.
        """
        return self._backend.is_overlay_enabled()

    def add_event_listener(self, event_name: str | None = None, listener: Any = None) -> bool:
        """Have a listener called on each event of a name.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/addEventListener.html.

        Args:
            event_name: "userProgressUpdate", "userProgressSave", "userProgressUnload", "achievementInfoUpdate" or
                "achievementImageUpdate"; another name is no error, and nothing comes.
            listener: A function, or an object with a method of the event's name (or a dictionary with a function under it, which is
                called with the dictionary first). It is held until it is removed.

        Returns:
            True if it was added; added twice it is called twice. False for invalid arguments, which are printed.
        """
        if not isinstance(event_name, str) or not event_name:
            return refuse("1st argument must be set to an event name.")
        return self._listeners.add(event_name, listener) or refuse("2nd argument must be set to a listener.")

    def remove_event_listener(self, event_name: str | None = None, listener: Any = None) -> bool:
        """Take a listener out, once.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/removeEventListener.html.

        Args:
            event_name: The name it was added for.
            listener: The listener itself, not another that is equal.

        Returns:
            True if it was there. False if it was not, or for invalid arguments, which are printed.
        """
        if not isinstance(event_name, str) or not event_name:
            return refuse("1st argument must be set to an event name.")
        if self._listeners.remove(event_name, listener):
            return True
        if not Listeners().add(event_name, listener):
            refuse("2nd argument must be set to a listener.")
        return False

    def process(self, delta: float) -> None:
        """Run a frame of the plugin, for a program with a loop of its own; in a tree the tree does this.

        Args:
            delta: The seconds since the last frame, 0 or more.

        Raises:
            Exception: What a listener raised, when all events are out; several as an ExceptionGroup.
        """
        if not self._emptying:
            self._backend.advance(delta)
            self._run_frame()
            error.raise_loose()

    def _run_frame(self) -> None:
        """Take what Steam sent, and empty the queue."""
        if self._emptying:
            return
        records = self._backend.poll()
        for record, following in zip_longest(records, records[1:]):
            self._take(record, following)
        if not self._frame_began:
            self._frame_began = True
            return
        self._emptying = True
        try:
            while self._queue:
                lifecycle.call(self._queue.popleft())
        finally:
            self._emptying = False

    def _take(self, record: ClientRecord, following: ClientRecord | None) -> None:
        """Queue the events of what Steam sent; each part of the plugin knows its own."""

    def _send(self, event: Event) -> None:
        """Queue an event for those who listen to its name."""
        self._queue.append(partial(self._listeners.dispatch, event))

    def _send_to(self, listener: Callable[[Event], object], event: Event) -> None:
        """Queue an event for one function, which asked for it."""
        self._queue.append(partial(_hand_over, listener, event))

    def _launched(self) -> str:
        """Return the app that Steam knows of already, "" if it knows of none."""
        known = self._backend.get_app_id() or os.environ.get(APP_ID, "")
        return "" if known == "0" else str(known)

    appId = app_id
    appOwnerSteamId = app_owner_steam_id
    canShowOverlay = can_show_overlay
    isLoggedOn = is_logged_on
    userSteamId = user_steam_id
    addEventListener = add_event_listener
    removeEventListener = remove_event_listener


def _hand_over(listener: Callable[[Event], object], event: Event) -> None:
    listener(event)


def _checked(app_id: str | int | None) -> str:
    """Return the app's number of config.lua as text."""
    if app_id is None:
        return ""
    if isinstance(app_id, bool) or not isinstance(app_id, str | int) or not str(app_id).isdecimal():
        message = f'app_id is the app\'s number such as "480" or 480, not {app_id!r}'
        raise ValueError(message)
    return str(app_id)


def _text(steam_id: int) -> str | None:
    """Return an id as the plugin has it: a number of 64 bits does not fit into one of Lua's."""
    return str(int(steam_id)) if steam_id else None
