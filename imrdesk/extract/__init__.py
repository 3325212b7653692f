"""Document in, findings out: pure functions."""
