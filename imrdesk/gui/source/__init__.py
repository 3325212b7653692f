"""The letter as it came: its pages with every value's evidence marked, or its text; find, select, copy with cite."""
