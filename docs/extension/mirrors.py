"""Which page of Valve's and GodotSteam's a member mirrors, where its docstring names none; godot_classes.py has Godot's.

Rules: a member that says "as `other`" or "those of `other`" mirrors what the other one does; what Valve calls the record behind a signal
stands in a table. GodotSteam's groups come from the library's own table of names, and an anchor there is the name in small letters.
Nothing is looked up in the net.
"""

from __future__ import annotations

import re
from typing import Final

from docs.extension.docstrings import label, mirrored

GODOTSTEAM: Final = "https://godotsteam.com/classes/{}/"
VALVE: Final = "https://partner.steamgames.com/doc/api/{}"
_OF_SERVERS: Final = ("Game Server Stats", "Game Server", "Main", "Utils", "User")
_OF_PLAYERS: Final = ("User Stats", "Apps", "Friends", "Remote Storage", "User", "Utils", "Main")
_OF_BOTH: Final = {
    "User": ("beginAuthSession", "cancelAuthTicket", "endAuthSession", "getAuthSessionTicket", "getSteamID", "loggedOn"),
}
"""Names of a player's groups that the library's table has under a server's, since either side has them."""
RECORDS: Final = {
    "associate_clan": "ISteamGameServer#AssociateWithClanResult_t",
    "client_approved": "ISteamGameServer#GSClientApprove_t",
    "client_denied": "ISteamGameServer#GSClientDeny_t",
    "client_group_status": "ISteamGameServer#GSClientGroupStatus_t",
    "client_kick": "ISteamGameServer#GSClientKick_t",
    "current_stats_received": "ISteamUserStats#UserStatsReceived_t",
    "global_achievement_percentages_ready": "ISteamUserStats#GlobalAchievementPercentagesReady_t",
    "global_stats_received": "ISteamUserStats#GlobalStatsReceived_t",
    "leaderboard_find_result": "ISteamUserStats#LeaderboardFindResult_t",
    "leaderboard_score_uploaded": "ISteamUserStats#LeaderboardScoreUploaded_t",
    "leaderboard_scores_downloaded": "ISteamUserStats#LeaderboardScoresDownloaded_t",
    "leaderboard_ugc_set": "ISteamUserStats#LeaderboardUGCSet_t",
    "number_of_current_players": "ISteamUserStats#NumberOfCurrentPlayers_t",
    "player_compat": "ISteamGameServer#ComputeNewPlayerCompatibilityResult_t",
    "policy_response": "ISteamGameServer#GSPolicyResponse_t",
    "server_connect_failure": "ISteamUser#SteamServerConnectFailure_t",
    "server_connected": "ISteamUser#SteamServersConnected_t",
    "server_disconnected": "ISteamUser#SteamServersDisconnected_t",
    "stats_received": "ISteamGameServerStats#GSStatsReceived_t",
    "stats_stored": "ISteamGameServerStats#GSStatsStored_t",
    "stats_unloaded": "ISteamGameServerStats#GSStatsUnloaded_t",
    "steam_shutdown": "ISteamUtils#SteamShutdown_t",
    "user_achievement_icon_fetched": "ISteamUserStats#UserAchievementIconFetched_t",
    "user_achievement_stored": "ISteamUserStats#UserAchievementStored_t",
    "user_stats_received": "ISteamUserStats#UserStatsReceived_t",
    "user_stats_stored": "ISteamUserStats#UserStatsStored_t",
    "user_stats_unloaded": "ISteamUserStats#UserStatsUnloaded_t",
    "validate_auth_ticket_response": "ISteamUser#ValidateAuthTicketResponse_t",
}
"""The place of Valve's pages for each signal whose docstring names none."""
_OTHER: Final = re.compile(r"\b(?:as|those of) `(\w+)`")


def valve(doc: str, name: str, docs: dict[str, str]) -> list[tuple[str, str]]:
    """Return the page of Valve's for a member whose docstring names none, as an address and a label, or nothing.

    Args:
        doc: Its docstring.
        name: Its name.
        docs: The docstrings of all members of its class, by name.
    """
    if "partner.steamgames.com" in doc:
        return []
    if name in RECORDS:
        address = VALVE.format(RECORDS[name])
        return [(address, label(address))]
    found = (mirrored(docs.get(other, ""))[1] for other in _OTHER.findall(doc))
    return [(address, label(address)) for each in found for address in each]


def group_of(names: list[str], *, server: bool) -> tuple[str, str]:
    """Return the group of GodotSteam's that a member stands in, and its spelling there; two empty texts if it stands in none.

    Args:
        names: The member's names.
        server: Whether the class is a server's; some names stand in a group of either side.
    """
    from steam_nodes.steam.godotsteam_names import GROUPS  # noqa: PLC0415  # only where a page is made

    for group in _OF_SERVERS if server else _OF_PLAYERS:
        known = {*GROUPS[group].split(), *(() if server else _OF_BOTH.get(group, ()))}
        for name in names:
            if name in known:
                return group, name
    return "", ""


def godotsteam(names: list[str], *, server: bool) -> list[tuple[str, str]]:
    """Return the page of GodotSteam's for a member, as an address and a label, or nothing.

    Args:
        names: The member's names.
        server: Whether the class is a server's.
    """
    group, name = group_of(names, server=server)
    page = GODOTSTEAM.format(group.lower().replace(" ", "_"))
    return [(f"{page}#{name.lower()}", f"GodotSteam: {name}")] if name else []
