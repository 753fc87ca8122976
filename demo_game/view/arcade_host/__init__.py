"""The game in arcade: window, canvas, pictures, letters and sound. Only this room imports arcade, and only when it is asked for."""
