"""What PlayerStats stands on: the arithmetic of changes, the two sides of Steam, and the ledger of one player."""
