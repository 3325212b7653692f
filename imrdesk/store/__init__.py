"""The workspace on disk: the only place that knows SQL."""
