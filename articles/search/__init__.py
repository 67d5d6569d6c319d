"""Search the live editions with the database's own full text (docs/decisions/search-in-the-database.md)."""
