"""Serve readers: pages, feeds, sitemaps, share pictures."""
