"""The stores of a local world: in memory, in a file of SQLite, in a PostgreSQL database; and the queries that all of them answer."""
