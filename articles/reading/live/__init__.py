"""Know what readers see at this moment, and keep in memory what it was drawn from."""
