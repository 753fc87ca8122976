"""The runtime of ported GDScript: what Python means differently, exactly as the engine does it. Ported code imports it as `gd`."""
