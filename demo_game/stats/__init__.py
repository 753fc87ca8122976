"""What Spacewar keeps of its players: their stats, achievements and boards."""
