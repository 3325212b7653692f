"""The form: every field of a letter with its state, in the order in which a reviewer works through them."""
