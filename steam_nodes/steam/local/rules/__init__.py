"""The rules of stats and leaderboards: arithmetic on records, without time, disk, thread, random or log."""
