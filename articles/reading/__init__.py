"""What readers are sent: pages, feeds, sitemaps, pictures to share."""
