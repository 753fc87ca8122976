"""The laws of this project: one flat file for each law book, test names are sentences."""
