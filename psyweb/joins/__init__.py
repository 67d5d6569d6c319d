"""Join both apps: registrations, database triggers that guard published rows, the style guide."""
