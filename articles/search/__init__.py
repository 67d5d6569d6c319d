"""Find the live editions for a question, by one index and one ranking (docs/decisions/search-in-the-database.md)."""
