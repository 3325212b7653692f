"""The search page: disputed items found across letters, narrowed by facets, put together into collections."""
