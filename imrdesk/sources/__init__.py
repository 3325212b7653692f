"""Bytes in, Document out: the readers of foreign files."""
