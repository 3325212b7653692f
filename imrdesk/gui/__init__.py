"""The workstation: the only place that knows Qt."""
