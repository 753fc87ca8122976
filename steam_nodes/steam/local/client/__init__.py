"""LocalClient: the local Steam as a player's own program sees it."""
