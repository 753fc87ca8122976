"""The stores of a local world: one in memory and one on SQLite, and the queries that both answer."""
