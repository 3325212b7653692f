"""The commands of the program, one module a use, and what they share."""
