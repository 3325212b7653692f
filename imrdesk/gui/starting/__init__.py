"""What stands in the window before there is a desk: the passphrase, long work, recovery."""
