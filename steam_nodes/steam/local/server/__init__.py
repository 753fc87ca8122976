"""LocalSteam: the local Steam as a game server sees it."""
