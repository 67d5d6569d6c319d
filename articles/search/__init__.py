"""Search over the live editions, in the database's own full text (docs/decisions/0032-search.md)."""
