"""Windows above the window: the key sheet, file choosers, lists of details."""
