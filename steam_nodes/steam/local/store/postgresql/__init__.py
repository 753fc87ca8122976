"""The store in a PostgreSQL database, for many servers on many machines; the extra `fleet` brings what it needs."""
