"""Search over the live editions, in the database's own full text (docs/decisions/search-in-the-database.md)."""
