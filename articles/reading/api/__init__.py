"""The content for other sites to show, read-only (docs/decisions/content-on-other-sites.md)."""
