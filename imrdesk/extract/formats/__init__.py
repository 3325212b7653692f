"""One module for each layout of letters."""
