"""Parse, check and render the Markdown dialect of article bodies and notices."""
