"""What the runtime does quicker than the text of a port says: it is seen when the text is compiled, and means the same."""
