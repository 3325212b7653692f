"""The workstation: one window over the desk's use cases; the only package that knows Qt."""
