"""What needs both apps at once: registrations, guards in the database, the style guide."""
