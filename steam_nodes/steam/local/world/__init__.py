"""A local world: its clock, its players, and the requests on their way between a game and the store."""
