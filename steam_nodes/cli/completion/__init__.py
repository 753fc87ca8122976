"""`steam-nodes completion`: scripts that let a shell complete the words of the command line."""
