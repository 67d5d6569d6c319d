"""The content for other sites to show, read-only (docs/decisions/0035-content-api.md)."""
