"""What the desk keeps of a letter: fields, values with their state, and how they change."""
