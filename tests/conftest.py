"""What every test may use. The cast: visitor, author, reviewer, publisher, analyst, stranger."""
