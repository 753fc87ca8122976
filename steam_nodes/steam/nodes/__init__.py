"""The nodes that scripts use: GodotSteam's singletons, a file for each of Valve's interfaces."""
