"""Serve the content to other sites, read-only (docs/decisions/content-on-other-sites.md)."""
