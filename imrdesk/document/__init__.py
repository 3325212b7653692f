"""What a source says and where it says it."""
