"""What the view needs of the program that shows it, as Protocols and plain values: window, canvas, pictures, letters, keys and sound."""
