"""Compare two frozen documents, and merge three."""
