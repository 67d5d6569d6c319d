"""Know the names of medicines."""
