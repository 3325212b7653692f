"""The list of letters, and the search and filters above it."""
