"""What a ported script needs besides values: its registry, the guards round its functions, its loader, and how it is looked at."""
