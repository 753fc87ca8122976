"""One side of Steam in this process, a server's or a player's: its pipe, and the calls that are open on it."""
