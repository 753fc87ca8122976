"""`python -m steam_nodes` is `steam-nodes`."""

import sys

from steam_nodes.cli import main

if __name__ == "__main__":
    sys.exit(main())
