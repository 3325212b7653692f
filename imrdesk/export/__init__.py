"""Records out: Word, spreadsheet, JSON."""
