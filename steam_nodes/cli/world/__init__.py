"""`steam-nodes world`: looks into a local Steam, changes it, copies it, and watches it while a game plays on it."""
